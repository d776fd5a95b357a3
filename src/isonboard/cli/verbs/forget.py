"""`isonboard forget [--all]`: shows what would go, and asks."""

import sys
from collections.abc import Sequence

from isonboard.assistant.forget import delete, kept
from isonboard.cli.arguments import Parser
from isonboard.cli.main import Globals
from isonboard.cli.output import emit
from isonboard.errors import ConsentError


def arguments() -> Parser:
    """What `isonboard forget` takes."""
    parser = Parser("forget")
    parser.add_argument("--all", action="store_true", help="favourites, notes, profile and settings too")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.json_option()
    return parser


def run(words: Sequence[str], flags: Globals) -> int:
    del flags
    options = arguments().parsed(words)
    places = kept(everything=options.all)
    for place in places:
        if options.json:
            emit({"schema": 1, "path": str(place.path), "what": place.what, "bytes": place.size})
        else:
            print(f"{place.path}  ({place.size / 1e6:.1f} MB): {place.what}")
    if not places:
        print("isonboard: nothing is kept.", file=sys.stderr)
        return 0
    if not options.yes:
        if not sys.stdin.isatty():
            raise ConsentError("nothing was deleted", hint="Add --yes to delete what is listed above.")
        print("Clones and config.toml stay. Delete these? [y/N] ", end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().casefold() not in ("y", "yes"):
            print("Nothing was deleted.", file=sys.stderr)
            return 1
    delete(places)
    print("Deleted.", file=sys.stderr)
    return 0
