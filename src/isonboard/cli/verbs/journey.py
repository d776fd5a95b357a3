"""`isonboard journey [PROJECT]`."""

import asyncio
import sys
from collections.abc import Sequence
from typing import Any

from isonboard.assistant.context import Context
from isonboard.assistant.journey import JourneyPage, all_journeys, brought_up_to_date, journey_page
from isonboard.assistant.thanks import record_lines
from isonboard.cli.arguments import Parser
from isonboard.cli.main import Globals
from isonboard.cli.notices import say_notices
from isonboard.cli.output import age, emit

_ASKED = 20  # journeys for which the forge is asked, the youngest ones


def arguments() -> Parser:
    """What `isonboard journey` takes."""
    parser = Parser("journey")
    parser.add_argument("project", nargs="?", help="an id or a unique name; without it, all journeys")
    parser.add_argument("--format", choices=("text", "markdown"), default="text", help="markdown: a record")
    parser.add_argument("--every", action="store_true", help="projects that you only looked at too")
    parser.json_option()
    return parser


def run(words: Sequence[str], flags: Globals) -> int:
    options = arguments().parsed(words)
    with Context.open(sample=flags.sample, offline=flags.offline) as context:
        pages = asyncio.run(_pages(context, options.project, every=options.every))
        for page in pages:
            if page.note:
                print(f"isonboard: {page.label}: {page.note}", file=sys.stderr)
            if options.json:
                emit(_json(page))
            elif options.format == "markdown":
                print("\n".join(record_lines(context, page.journey)))
            else:
                _print(context, page)
        if not say_notices(context) and not pages:
            print("isonboard: no journey yet. Star a project or clone one.", file=sys.stderr)
    return 0 if pages else 1


async def _pages(context: Context, name: str | None, *, every: bool) -> list[JourneyPage]:
    pages = []
    async with context.transport() as transport:
        for place, journey in enumerate(all_journeys(context, name, every=every)):
            asked = (journey, "")
            if place < _ASKED:
                asked = await brought_up_to_date(context, journey, transport)
            pages.append(journey_page(context, *asked))
    return pages


def _print(context: Context, page: JourneyPage) -> None:
    reached = page.journey.reached.get(page.station.value)
    print(f"{page.journey.project_id}: {page.station.value}, {age(reached, context.now())}")
    if page.congratulation:
        print(f"    {page.congratulation}")
        print(f"    for the reviewers: {page.thanks}")
        print(f"    for your record: {page.record}")
    print(f"    next: {page.next_step}")
    for where in page.where:
        print(f"      {where}")


def _json(page: JourneyPage) -> dict[str, Any]:
    one = page.journey
    return {
        "schema": 1, "project": one.project_id, "label": page.label,
        "station": page.station.value if one.reached else None, "reached": dict(one.reached),
        "checkout": one.checkout, "branch": one.branch, "issue": one.issue, "pull_url": one.pull_url,
        "pull_state": one.pull_state, "title": one.title, "reviewers": list(one.reviewers),
        "next_step": page.next_step, "where": list(page.where), "congratulation": page.congratulation or None,
        "thanks": page.thanks or None, "record": page.record, "note": page.note or None,
        "work": None if page.work is None else {"branch": page.work.branch, "commits": page.work.count,
                                                "pushed": page.work.pushed, "merged": page.work.merged,
                                                "dirty": page.work.dirty},
        "earlier": [{"branch": each.branch, "issue": each.issue, "pull_url": each.pull_url,
                     "pull_state": each.pull_state, "merged_at": each.merged_at} for each in one.earlier],
    }  # fmt: skip
