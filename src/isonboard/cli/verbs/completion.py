"""`isonboard completion bash|zsh|fish`, and the names that those scripts ask for."""

import argparse
from collections.abc import Iterable, Sequence

from isonboard.cli.arguments import Parser
from isonboard.cli.main import Globals

_SHELLS = ("bash", "zsh", "fish")
_NAMES = ("projects", "sources")


def arguments() -> Parser:
    """What `isonboard completion` takes."""
    parser = Parser("completion")
    parser.add_argument("shell", nargs="?", choices=_SHELLS, help="prints the script for this shell")
    parser.add_argument("--names", choices=_NAMES, help=argparse.SUPPRESS)  # the scripts'
    parser.add_argument("--starts", default="", help=argparse.SUPPRESS)
    return parser


def run(words: Sequence[str], flags: Globals) -> int:
    parser = arguments()
    options = parser.parsed(words)
    if options.names:
        print("".join(f"{name}\n" for name in _names(options.names, options.starts, flags)), end="")
        return 0
    if not options.shell:
        parser.error(f"it needs a shell: isonboard completion {'|'.join(_SHELLS)}")
    from isonboard.cli.completion import script

    print(script(options.shell), end="")
    return 0


def _names(what: str, start: str, flags: Globals) -> Iterable[str]:
    """What is kept here and begins with `start`; nothing where there is nothing: a shell is no place for errors."""
    from isonboard.assistant.context import Context
    from isonboard.errors import IsonboardError

    try:
        with Context.open(sample=flags.sample, offline=True, catalog=False) as context:
            if what == "sources":
                return _beginning((source.name for source in context.sources), start)
            known = context.catalog.names(start) if (context.cache_dir / "catalog.sqlite").exists() else []
            lost = {one.id: one.name for one in context.favourites.list()}  # those that left the catalog
            if known:
                for project in context.catalog.projects([*lost]):
                    del lost[project.id]
            return [*known, *_beginning(lost.values(), start)]
    except IsonboardError:
        return ()


def _beginning(names: Iterable[str], start: str) -> list[str]:
    """Those that begin with `start`, whole or after their owner."""
    begun = start.casefold()
    return [
        name
        for name in names
        if any(word.casefold().startswith(begun) for word in (name, name.rpartition("/")[2]))
    ]
