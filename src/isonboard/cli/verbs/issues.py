"""`isonboard issues [PROJECT]`."""

import asyncio
import sys
from collections.abc import Sequence

from isonboard.assistant.context import Context
from isonboard.assistant.detail import issue_page
from isonboard.assistant.issues import (
    IssueFilter,
    fetch_issues,
    is_due,
    known_issues,
    passes,
    wanted_projects,
)
from isonboard.cli.arguments import Parser, whole_number
from isonboard.cli.claim import claim_issue
from isonboard.cli.main import Globals
from isonboard.cli.output import say
from isonboard.cli.progress import Cancelled, finished, job, reporter
from isonboard.cli.ready import ready
from isonboard.cli.rows import print_issues
from isonboard.errors import UsageError
from isonboard.match.task import Size
from isonboard.model.issue import AvailabilityState


def arguments() -> Parser:
    """What `isonboard issues` takes."""
    parser = Parser("issues")
    parser.add_argument("project", nargs="?", help="an id or a unique name; without it, all projects")
    parser.add_argument("--all-tiers", action="store_true", help="issues without an inviting label too")
    parser.add_argument("--free", action="store_true", help="only those that are free")
    parser.add_argument("--language", action="append", default=[], metavar="NAME", help="only in this one")
    parser.add_argument("--label", metavar="LABEL", help="only with this label or one that means the same")
    parser.add_argument(
        "--size", type=str.upper, choices=[one.value for one in Size], help="as a label states it"
    )
    parser.add_argument("--limit", type=whole_number, default=30, metavar="N", help="how many at most (30)")
    parser.add_argument("--refresh", action="store_true", help="ask the forges again")
    parser.add_argument(
        "--claim", metavar="N", help="the polite comment that asks for issue N of the project"
    )
    parser.add_argument("--post", action="store_true", help="with --claim: post it, after asking you")
    parser.json_option()
    parser.progress_option()
    return parser


def run(words: Sequence[str], flags: Globals) -> int:
    options = arguments().parsed(words)
    if options.claim and not options.project:
        raise UsageError("--claim needs the project of the issue", hint="isonboard issues PROJECT --claim N")
    if options.post and not options.claim:
        raise UsageError("--post needs --claim N", hint="isonboard issues PROJECT --claim N --post")

    wanted = IssueFilter(
        languages=tuple(options.language),
        label=options.label,
        size=options.size,
        availability=(AvailabilityState.FREE,) if options.free else (),
        all_tiers=options.all_tiers,
    )

    def work() -> int:
        with Context.open(sample=flags.sample, offline=flags.offline) as context:
            ready(context)
            if options.claim:
                project = context.catalog.resolve(options.project)
                return claim_issue(
                    context, project.id, options.claim, post=options.post, as_json=options.json
                )
            if options.project and not options.progress:
                project = context.catalog.resolve(options.project)
                page = asyncio.run(
                    issue_page(context, project.id, all_tiers=options.all_tiers, refresh=options.refresh)
                )
                if page.note:
                    print(f"isonboard: {page.note}", file=sys.stderr)
                issues = [
                    one
                    for one in page.issues
                    if passes(wanted, one.issue, one.project)
                    and (not options.free or one.availability.state is AvailabilityState.FREE)
                ]
                return print_issues(context, issues[: options.limit], as_json=options.json)
            missing = [one for one in wanted_projects(context) if options.refresh or is_due(context, one)]
            read, nothing_fetched = 0, False
            if missing and not (context.offline and not context.sample) and not context.catalog.read_only:
                fetched = asyncio.run(
                    fetch_issues(context, missing, report=reporter(options.progress), cancelled=Cancelled())
                )
                nothing_fetched = 0 < fetched.asked == fetched.failed
                read = fetched.asked - fetched.failed
                if read and all(context.catalog.issues(one) is None for one in missing):
                    say(
                        "isonboard: what was fetched could not be kept: the disk is full or the catalog in use."
                    )
            elif missing and context.catalog.read_only:
                print("isonboard: only issues fetched before, as nothing new can be kept.", file=sys.stderr)
            if options.progress:
                sentence = f"issues of {read} projects read"
                return finished(options.progress, sentence, 3 if nothing_fetched else 0)
            code = print_issues(
                context, known_issues(context, wanted, options.limit).issues, as_json=options.json
            )
            return 3 if nothing_fetched else code

    return job(options.progress, work)
