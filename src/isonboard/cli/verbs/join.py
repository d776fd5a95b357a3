"""`isonboard join URL|FILE`, and `join --make` for the administrator."""

import asyncio
import sys
from collections.abc import Sequence

from isonboard.assistant import join
from isonboard.assistant.context import Context
from isonboard.cli.arguments import Parser
from isonboard.cli.main import Globals
from isonboard.cli.output import emit
from isonboard.errors import ConsentError, UsageError


def arguments() -> Parser:
    """What `isonboard join` takes."""
    parser = Parser("join")
    parser.add_argument("place", nargs="?", metavar="URL|FILE", help="your company's starter file")
    parser.add_argument("--make", action="store_true", help="print a starter file made of your own settings")
    parser.add_argument("--yes", action="store_true", help="accept without being asked")
    parser.json_option()
    return parser


def run(words: Sequence[str], flags: Globals) -> int:
    options = arguments().parsed(words)
    with Context.open(offline=flags.offline) as context:
        if options.make:
            print(join.made(context), end="")
            return 0
        if not options.place:
            raise UsageError(
                "give the address or the path of a starter file", hint="Your company's portal or wiki has it."
            )
        starter = join.parsed(asyncio.run(join.fetched(context, options.place)))
        said = join.sentences(starter, context.config)
        if options.json:
            emit({"schema": 1, "changes": said})
        else:
            print("\n".join(said))
        if not options.yes:
            _ask()
        for path in join.accept(context, starter):
            print(f"wrote {path}", file=sys.stderr)
    print("Run “isonboard sync” now, then “isonboard”.", file=sys.stderr)
    return 0


def _ask() -> None:
    if not sys.stdin.isatty():
        raise ConsentError("nothing was changed", hint="Add --yes to accept what is listed above.")
    print("Accept this? [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().casefold() not in ("y", "yes"):
        raise ConsentError("nothing was changed", hint="Run it again to see the file again.")
