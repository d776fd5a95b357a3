"""`isonboard check PROJECT|PATH`: for maintainers and their CI; exit code 1 while something is missing."""

import asyncio
import sys
from collections.abc import Sequence

from isonboard.assistant.context import Context
from isonboard.assistant.detail import checkout_guidance, guidance_page
from isonboard.cli import schema
from isonboard.cli.arguments import Parser
from isonboard.cli.main import Globals
from isonboard.cli.output import emit
from isonboard.cli.ready import ready
from isonboard.cli.targets import folder_of, is_path


def arguments() -> Parser:
    """What `isonboard check` takes."""
    parser = Parser("check")
    parser.add_argument(
        "target", metavar="PROJECT|PATH", help="an id, a unique name, or a checkout (starts with / . ~)"
    )
    parser.json_option()
    return parser


def run(words: Sequence[str], flags: Globals) -> int:
    options = arguments().parsed(words)
    if is_path(options.target):
        page = checkout_guidance(folder_of(options.target))
    else:
        with Context.open(sample=flags.sample, offline=flags.offline) as context:
            ready(context)
            page = asyncio.run(guidance_page(context, context.catalog.resolve(options.target).id))
    one = page.readiness
    complete = one.known > 0 and one.passed == one.known
    if options.json:
        emit({"schema": schema.VERSION, **schema.readiness(page), "complete": complete})
        return 0 if complete else 1
    heading = None
    for check in one.checks:
        if check.list != heading:
            heading = check.list
            print(f"{heading.capitalize()}")
        mark = {True: "✓", False: "✗", None: "·"}[check.passed]
        detail = check.found if check.passed else (check.suggestion or "could not be looked at")
        print(f"  {mark} {check.name}: {detail}")
    print(f"{one.passed} of {one.known} checks pass.", file=sys.stderr)
    return 0 if complete else 1
