"""`isonboard add ADDRESS [--write]`."""

import asyncio
import sys
from collections.abc import Sequence

import msgspec

from isonboard import config as settings
from isonboard.assistant.add_source import examine, remote, save
from isonboard.assistant.context import Context
from isonboard.cli.arguments import Parser
from isonboard.cli.main import Globals
from isonboard.cli.output import emit


def arguments() -> Parser:
    """What `isonboard add` takes."""
    parser = Parser("add")
    parser.add_argument("address", help="a portal file, a server, an organisation, a topic or a folder")
    parser.add_argument("--name", help="what to call it")
    parser.add_argument(
        "--remote",
        action="store_true",
        help="keep no copy: ask its own search each time (GitHub, GitLab, Backstage)",
    )
    parser.add_argument("--write", action="store_true", help="keep it as a source")
    parser.json_option()
    return parser


def run(words: Sequence[str], flags: Globals) -> int:
    options = arguments().parsed(words)
    with Context.open(offline=flags.offline) as context:
        examined = asyncio.run(examine(context, options.address))
        config = examined.config
        if options.name:
            config = msgspec.structs.replace(config, name=options.name)
            settings.source_file(options.name)  # refuses a name that cannot be a file
        if options.remote:
            config = remote(config)
        path = save(context, config) if options.write else None
    if options.json:
        emit({"schema": 1, "source": msgspec.to_builtins(config), "sentence": examined.sentence,
              "projects": examined.expected, "names": list(examined.names), "warning": examined.warning,
              "written": str(path) if path else None})  # fmt: skip
    else:
        print(
            f"# {examined.sentence}"
            + (f", for example {', '.join(examined.names)}" if examined.names else "")
        )
        print(settings.source_toml(config), end="")
        if path:
            print(f"Saved as {path}. Run “isonboard sync {config.name}” now.", file=sys.stderr)
        else:
            print("Not saved: add --write to keep it.", file=sys.stderr)
    if examined.warning:
        print(f"isonboard: {examined.warning}", file=sys.stderr)
    return 3 if examined.warning else 0
