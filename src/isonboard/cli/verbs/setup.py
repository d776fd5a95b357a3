"""`isonboard setup PATH`: the plan, one question, the run, an honest report."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from isonboard.assistant import setup as setups
from isonboard.assistant.context import Context
from isonboard.cli import schema
from isonboard.cli.arguments import Parser
from isonboard.cli.main import Globals
from isonboard.cli.output import emit
from isonboard.cli.progress import Cancelled, finished, job, reporter
from isonboard.cli.targets import folder_of
from isonboard.cli.verbs.plan import print_plan
from isonboard.errors import ConsentError
from isonboard.model.plan import Outcome


def run(words: Sequence[str], flags: Globals) -> int:
    parser = Parser("setup")
    parser.add_argument("path", help="a checkout")
    parser.add_argument(
        "--trust", metavar="PLAN_ID", help="agree to exactly this plan, for scripts (see “isonboard plan”)"
    )
    parser.add_argument("--tests", action="store_true", help="run the project's tests too")
    parser.add_argument("--from-step", type=int, default=1, metavar="N", help="go on from step N of the plan")
    parser.json_option()
    parser.progress_option()
    options = parser.parsed(words)
    return set_up(folder_of(options.path), options, flags)


def set_up(checkout: Path, options: argparse.Namespace, flags: Globals) -> int:
    """Set a checkout up as the options say."""

    def work() -> int:
        with Context.open(sample=flags.sample, offline=flags.offline) as context:
            if options.trust is None and not options.progress:
                _ask(context, checkout)
            report = asyncio.run(
                setups.run(
                    context, checkout, trust=options.trust, tests=getattr(options, "tests", False),
                    from_step=max(0, getattr(options, "from_step", 1) - 1),
                    report=reporter(options.progress), cancelled=Cancelled(),
                )
            )  # fmt: skip
        code = {Outcome.READY: 0, Outcome.CANCELLED: 130}.get(report.outcome, 1)
        data = schema.report(report)
        if options.json and not options.progress:
            emit(data)
        elif not options.progress:
            for line in report.results[-1].tail[-12:] if report.results and code else ():
                print(f"  {line}")
            if report.log_path:
                print(f"log: {report.log_path}")
            if report.next_step:
                print(f"next: {report.next_step}")
        return finished(options.progress, report.sentence, code, data)

    return job(options.progress, work)


def _ask(context: Context, checkout: Path) -> None:
    prepared = setups.prepare(context, checkout)
    if prepared.trusted:
        return
    print_plan(prepared)
    for change in prepared.changed:
        print(f"  changed since you agreed: {change}")
    if not prepared.plan.steps:
        setups.grant(context, prepared)
        return
    if not sys.stdin.isatty():
        raise ConsentError(
            "consent is needed before anything runs",
            hint=f"Add --trust {prepared.plan.id[:16]} if you agree to this plan.",
        )
    print("Run exactly this? [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().casefold() not in ("y", "yes"):
        raise ConsentError("nothing was run", hint="“isonboard plan” shows the plan again.")
    setups.grant(context, prepared)
