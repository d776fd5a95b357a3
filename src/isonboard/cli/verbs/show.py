"""`isonboard show PROJECT`."""

import asyncio
import contextlib
from collections.abc import Sequence

from isonboard.assistant.context import Context
from isonboard.assistant.detail import details, project_page
from isonboard.assistant.find import Finder
from isonboard.assistant.health import health
from isonboard.assistant.journey import noticed
from isonboard.assistant.news import mark_seen
from isonboard.cli import schema
from isonboard.cli.arguments import Parser
from isonboard.cli.health import health_json, print_health
from isonboard.cli.main import Globals
from isonboard.cli.output import age, columns, emit, shown
from isonboard.cli.ready import ready
from isonboard.errors import IsonboardError, StorageError

_NO_FIT = "not known: say what you know with “isonboard profile --skill NAME”"


def arguments() -> Parser:
    """What `isonboard show` takes."""
    parser = Parser("show")
    parser.add_argument("project", help="an id or a unique name")
    parser.add_argument(
        "--health", action="store_true", help="may I take part, is it green, how does it answer"
    )
    parser.json_option()
    return parser


def run(words: Sequence[str], flags: Globals) -> int:
    options = arguments().parsed(words)
    with Context.open(sample=flags.sample, offline=flags.offline) as context:
        ready(context)
        project = context.catalog.resolve(options.project)
        with contextlib.suppress(IsonboardError):  # what is kept is shown where the forge cannot be asked
            asyncio.run(details(context, project.id))
        page = project_page(context, project.id)
        alike = Finder(context).alike(project.id)
        measured = asyncio.run(health(context, project.id)) if options.health else None
        with contextlib.suppress(StorageError):  # a notebook that cannot be written keeps nobody from reading
            noticed(context, project.id)
            mark_seen(context, project.id)
        if options.json:
            more = {} if measured is None else {"health": health_json(measured)}
            emit({**schema.project(page), "similar": [hit.project_id for hit in alike], **more})
            return 0
        one = page.project
        now = context.now()
        print(f"{one.label}  ({one.id})")
        if one.description:
            print(one.description)
        if one.motivation and one.motivation != one.description:
            print(one.motivation)
        facts = [
            ("page", shown(one.url)),
            ("clone", shown(one.clone_url)),
            ("language", shown(one.language)),
            ("topics", ", ".join(one.topics) or "·"),
            ("skills wanted", ", ".join(one.skills) or "·"),
            ("contributions", ", ".join(one.contributions) or "·"),
            ("licence", shown(one.license)),
            ("stars, forks", f"{shown(one.stars)}, {shown(one.forks)}"),
            ("open issues", f"{shown(one.open_issues)} ({shown(one.beginner_issues)} for beginners)"),
            ("last change", age(one.updated_at or one.pushed_at, now)),
            ("activity", f"{shown(page.activity.value)} ({page.activity.label})"),
            ("fit", f"{page.fit.score:.0%}" if page.fit.personal else _NO_FIT),
            ("listed by", ", ".join(one.listed_by) or "nobody any more"),
            ("checkout", shown(page.checkout)),
        ]
        print(columns((f"  {name}", value) for name, value in facts))
        for reason in page.fit.reasons:
            print(f"  {'−' if reason.is_negative else '+'} {reason.text}  ({reason.evidence})")
        if measured is not None:
            print_health(measured)
        for hit in alike:
            print(f"  similar: {hit.label}  {hit.project_id}  ({'; '.join(hit.reasons[:3])})")
        return 0
