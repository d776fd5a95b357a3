"""`isonboard export --format portal|json|csv`."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from isonboard import files
from isonboard.assistant import export
from isonboard.assistant.context import Context
from isonboard.cli.arguments import Parser
from isonboard.cli.main import Globals
from isonboard.cli.output import emit, takes_unicode
from isonboard.cli.ready import ready


def arguments() -> Parser:
    """What `isonboard export` takes."""
    parser = Parser("export")
    parser.add_argument("--format", choices=("portal", "json", "csv"), default="portal")
    parser.add_argument(
        "--output", metavar="FILE", help="instead of standard output; replaced whole or not at all"
    )
    parser.add_argument("--json", action="store_true", help="the same as --format json")
    return parser


def run(words: Sequence[str], flags: Globals) -> int:
    options = arguments().parsed(words)
    form = "json" if options.json else options.format
    with Context.open(sample=flags.sample, offline=flags.offline) as context:
        ready(context)
        if form == "json" and not options.output:
            for row in export.rows(context):
                emit({"schema": 1, **row})
            return 0
        escaped = not options.output and not takes_unicode()
        content = {
            "portal": lambda: json.dumps(export.portal(context), ensure_ascii=escaped, indent=1) + "\n",
            "csv": lambda: export.csv_text(context),
            "json": lambda: "".join(
                json.dumps({"schema": 1, **row}, default=str) + "\n" for row in export.rows(context)
            ),
        }[form]()
    if options.output:
        files.write_atomically(Path(os.path.expanduser(options.output)), content, mode=0o644)
    else:
        sys.stdout.write(content)
    return 0
