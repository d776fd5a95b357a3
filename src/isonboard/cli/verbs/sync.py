"""`isonboard sync [SOURCE] [--details]`."""

import argparse
from collections.abc import Sequence

from isonboard.assistant.background import BUDGET
from isonboard.assistant.context import Context
from isonboard.assistant.sync import fetch_ahead, refresh
from isonboard.cli import schema
from isonboard.cli.arguments import Parser, whole_number
from isonboard.cli.main import Globals
from isonboard.cli.output import emit
from isonboard.cli.progress import Cancelled, finished, job, reporter


def arguments() -> Parser:
    """What `isonboard sync` takes."""
    parser = Parser("sync")
    parser.add_argument("source", nargs="?", help="only this one")
    parser.add_argument(
        "--details", action="store_true",
        help="then fetch facts, documents and issues of favourites and the best matches",
    )  # fmt: skip
    parser.add_argument(
        "--budget", type=whole_number, metavar="N", help=f"requests for --details at most ({BUDGET})"
    )
    parser.add_argument("--only-details", action="store_true", help=argparse.SUPPRESS)  # the screen's
    parser.add_argument("--project", action="append", default=[], metavar="ID", help=argparse.SUPPRESS)
    parser.json_option()
    parser.progress_option()
    return parser


def run(words: Sequence[str], flags: Globals) -> int:
    parser = arguments()
    options = parser.parsed(words)
    if options.budget and not (options.details or options.only_details):
        parser.error("--budget goes with --details: without it nothing is asked for one by one")
    budget = options.budget or BUDGET

    def work() -> int:
        report, cancelled = reporter(options.progress), Cancelled()
        with Context.open(sample=flags.sample, offline=flags.offline) as context:
            done = (
                None
                if options.only_details
                else refresh(context, options.source, report=report, cancelled=cancelled)
            )
            fetched = (
                fetch_ahead(
                    context, on_screen=options.project, budget=budget, report=report, cancelled=cancelled
                )
                if options.details or options.only_details
                else None
            )  # fmt: skip
            total = context.catalog.count()
        failed = [state.name for state in done.failed] if done else []
        said = [f"{total:,} projects known"]
        said += [f"{done.changed:,} changed"] if done else []
        if fetched:
            said.append(f"{fetched.parts:,} details fetched")
            said += [f"{fetched.left:,} more when asked for"] if fetched.left else []
        sentence = ", ".join(said) + (f"; not up to date: {', '.join(failed)}" if failed else "")
        states = [schema.source(state) for state in done.states] if done else []
        if options.json and not options.progress:
            for state in states:
                emit({"schema": schema.VERSION, **state})
        return finished(
            options.progress, sentence, 3 if failed else 0, {"sources": states, "projects": total}
        )

    return job(options.progress, work)
