"""`isonboard guide PROJECT|PATH`."""

import asyncio
import sys
from collections.abc import Sequence

from isonboard.assistant.context import Context
from isonboard.assistant.detail import GuidancePage, checkout_guidance, guidance_page
from isonboard.cli import schema
from isonboard.cli.arguments import Parser
from isonboard.cli.main import Globals
from isonboard.cli.output import emit
from isonboard.cli.ready import ready
from isonboard.cli.targets import folder_of, is_path
from isonboard.guidance.brief import brief, on_this_machine


def arguments() -> Parser:
    """What `isonboard guide` takes."""
    parser = Parser("guide")
    parser.add_argument(
        "target", metavar="PROJECT|PATH", help="an id, a unique name, or a checkout (starts with / . ~)"
    )
    parser.add_argument("--refresh", action="store_true", help="ask the forge again")
    parser.json_option()
    return parser


def run(words: Sequence[str], flags: Globals) -> int:
    options = arguments().parsed(words)
    if is_path(options.target):
        page = checkout_guidance(folder_of(options.target))
    else:
        with Context.open(sample=flags.sample, offline=flags.offline) as context:
            ready(context)
            project = context.catalog.resolve(options.target)
            page = asyncio.run(guidance_page(context, project.id, refresh=options.refresh))
    if options.json:
        emit(schema.guidance(page))
    else:
        _print(page)
    return 0 if page.documents else 1


def _print(page: GuidancePage) -> None:
    if page.note:
        print(f"isonboard: {page.note}", file=sys.stderr)
    if not page.documents:
        print("isonboard: no base documents were found.", file=sys.stderr)
        return
    one = page.guidance
    for condition in one.conditions:
        print(f"! {condition.kind}: {condition.text}  [{condition.evidence or 'stated'}]")
    for station in brief(one.steps, on_this_machine):
        print(f"\n{station.kind.value.capitalize()}")
        for entry in station.entries:
            step = entry.step
            where = f"  [{step.evidence}]" if step.evidence else ""
            print(f"  {entry.said or 'Type'}{' (inferred)' if step.inferred else ''}{where}")
            for command, instead in entry.typed:
                print(f"   or {command}" if instead else f"      {command}")
        if station.more:
            print(f"  and {station.more} more{f' in {station.where}' if station.where else ''}")
    if one.mentioned:
        print("\nAlso mentioned, perhaps no step for you")
        for step in one.mentioned:
            for command in step.commands:
                print(f"      {command}  ({step.doubt})  [{step.evidence}]")
    if one.contacts:
        print("\nPeople and places")
        for contact in one.contacts:
            area = f" ({contact.area})" if contact.area else ""
            print(f"  {contact.kind}: {contact.name}{area} {contact.url or ''}".rstrip())
    print(f"\nReadiness: {page.readiness.passed} of {page.readiness.known} checks pass")
