"""`isonboard clone PROJECT [--issue N] [--fork] [--setup]`."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from isonboard.assistant.clone import Cloned, clone_project
from isonboard.assistant.context import Context
from isonboard.assistant.detail import guidance_page, issue_page
from isonboard.cli.arguments import Parser
from isonboard.cli.main import Globals
from isonboard.cli.output import emit
from isonboard.cli.progress import Cancelled, finished, job, reporter
from isonboard.cli.ready import ready
from isonboard.errors import IsonboardError
from isonboard.workspace.clone import MODES


def arguments() -> Parser:
    """What `isonboard clone` takes."""
    parser = Parser("clone")
    parser.add_argument("project", help="an id or a unique name")
    parser.add_argument("--issue", metavar="N", help="make a branch for this issue")
    parser.add_argument(
        "--fork", action="store_true", help="work in a fork of your own: made (or found) by the forge"
    )
    parser.add_argument(
        "--mode",
        choices=MODES,
        help="how much of the history comes along (default: workspace.clone, blobless)",
    )
    parser.add_argument(
        "--sparse", nargs="*", metavar="DIR", help="clone these folders alone; without any, the project's own"
    )
    parser.add_argument("--setup", action="store_true", help="go on to the set-up: show the plan, ask, run")
    parser.add_argument(
        "--trust", metavar="PLAN_ID", help="with --setup: agree to exactly this plan, for scripts"
    )
    parser.json_option()
    parser.progress_option()
    return parser


def run(words: Sequence[str], flags: Globals) -> int:
    parser = arguments()
    options = parser.parsed(words)
    if options.trust and not options.setup:
        parser.error("--trust goes with --setup: a clone alone runs nothing")

    def work() -> int:
        with Context.open(sample=flags.sample, offline=flags.offline) as context:
            ready(context)
            project = context.catalog.resolve(options.project)
            if options.issue and context.catalog.issues(project.id) is None:
                _learn_title(context, project.id)
            if not options.progress:
                _say_conditions(context, project.id)
            done = asyncio.run(
                clone_project(
                    context,
                    project.id,
                    options.issue,
                    fork=options.fork,
                    mode=options.mode,
                    sparse=options.sparse,
                    report=reporter(options.progress),
                    cancelled=Cancelled(),
                )
            )
        sentence = f"{'Cloned to' if done.fresh else 'Already cloned, fetched:'} {done.checkout}"
        sentence += f", on branch {done.branch}" if done.branch else ""
        code = 1 if done.fork_refused else 0
        data = msgspec.to_builtins(done)
        if options.setup and not options.progress:
            from isonboard.cli.verbs.setup import set_up

            _explain(done)
            finished(None, sentence, 0)
            return set_up(Path(done.checkout), options, flags)
        if options.json and not options.progress:
            emit({"schema": 1, **data})
        elif not options.progress:
            print(done.checkout)
            _explain(done)
        return finished(options.progress, sentence, code, data)

    return job(options.progress, work)


_BEFOREHAND = frozenset({"closed", "CLA", "DCO", "access", "legal", "AI policy", "warranty"})
"""Kinds of conditions that may keep somebody from starting at all."""


def _say_conditions(context: Context, project_id: str) -> None:
    """What the project asks of whoever contributes, before anything is cloned; nothing where nobody can be asked."""
    try:
        page = asyncio.run(guidance_page(context, project_id))
    except IsonboardError:
        return
    for condition in page.guidance.conditions:
        if condition.kind in _BEFOREHAND:
            sign = "Stop and think" if condition.blocking else "Note"
            print(f"{sign}, {condition.kind}: {condition.text}", file=sys.stderr)


def _explain(done: Cloned) -> None:
    """What was set, and what is left to do: on stderr, so that the path alone is the output."""
    lines = [*([] if done.fresh else [done.note]), *(f"  {line}" for line in done.configured)]
    if done.by_hand:
        lines += ["To work in a fork all the same:", *(f"  {line}" for line in done.by_hand)]
    for line in [*lines, *filter(None, (done.part, done.offer))]:
        print(line, file=sys.stderr)


def _learn_title(context: Context, project_id: str) -> None:
    """The branch is named after the issue's title where it can be had; else after its number alone."""
    try:
        asyncio.run(issue_page(context, project_id))
    except IsonboardError:
        return
