"""`isonboard setup PATH`: the plan, one question, the run, an honest report."""

import argparse
import asyncio
import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from isonboard.assistant import extras, resume
from isonboard.assistant import setup as setups
from isonboard.assistant.choices import choose
from isonboard.assistant.context import Context
from isonboard.cli import schema
from isonboard.cli.arguments import Parser, whole_number
from isonboard.cli.main import Globals
from isonboard.cli.output import emit
from isonboard.cli.progress import Cancelled, finished, job, reporter
from isonboard.cli.targets import folder_of
from isonboard.cli.verbs.plan import choose_option, print_plan
from isonboard.errors import ConsentError, SetupError, UsageError
from isonboard.model.plan import Outcome, SetupReport

_TAIL = 12  # last lines of a failed step


def arguments() -> Parser:
    """What `isonboard setup` takes."""
    parser = Parser("setup")
    parser.add_argument("path", help="a checkout")
    parser.add_argument(
        "--trust", metavar="PLAN_ID", help="agree to exactly this plan, for scripts (see “isonboard plan”)"
    )
    parser.add_argument("--tests", action="store_true", help="run the project's tests too")
    begin = parser.add_mutually_exclusive_group()
    begin.add_argument(
        "--from-step", type=whole_number, default=1, metavar="N", help="go on from step N of the plan"
    )
    begin.add_argument("--resume", action="store_true", help="go on where the last run of this plan ended")
    parser.add_argument("--submodules", action="store_true", help="fetch the submodules first")
    parser.add_argument("--lfs", action="store_true", help="fetch the files in Git LFS first")
    parser.add_argument("--shell", action="store_true", help="run nothing: open your shell there instead")
    parser.add_argument("--container", action="store_true", help="run it in the project's dev container")
    parser.add_argument(
        "--host-command",
        metavar="COMMAND",
        help="with --container: agree to exactly this command on this machine",
    )
    choose_option(parser)
    parser.json_option()
    parser.progress_option()
    return parser


def run(words: Sequence[str], flags: Globals) -> int:
    parser = arguments()
    options = parser.parsed(words)
    if options.host_command and not options.container:
        parser.error("--host-command goes with --container: it is of the dev container")
    return set_up(folder_of(options.path), options, flags)


def set_up(checkout: Path, options: argparse.Namespace, flags: Globals) -> int:
    """Set a checkout up as the options say; options that `clone --setup` has not are as left out."""
    given = argparse.Namespace(
        tests=False, from_step=1, resume=False, submodules=False, lfs=False, shell=False, container=False,
        host_command=None, choose=(),
    )  # fmt: skip
    for name, value in vars(options).items():
        setattr(given, name, value)

    def work() -> int:
        if sys.platform == "win32":
            raise SetupError(
                "set-ups do not run on native Windows yet", hint="Run isonboard inside WSL: wsl --install"
            )
        with Context.open(sample=flags.sample, offline=flags.offline) as context:
            choose(context, checkout, given.choose)
            if given.submodules or given.lfs:
                fetched = _fetch(context, checkout, given)
                if given.progress and given.trust is None:  # the screen shows the plan again before it runs
                    return finished(given.progress, fetched.sentence, 0, _fetched(fetched))
                if not given.progress:
                    finished(None, fetched.sentence, 0)
            if given.shell:
                return _shell(context, checkout)
            return _run(context, checkout, given)

    return job(given.progress, work)


def _run(context: Context, checkout: Path, given: argparse.Namespace) -> int:
    first = given.from_step - 1
    if given.resume:
        plan = setups.prepare(context, checkout, container=given.container).plan
        first = resume.wanted_step(context, checkout, plan.id)
    if given.trust is None and not given.progress:
        _ask(context, checkout, given)
    report = asyncio.run(
        setups.run(
            context, checkout, trust=given.trust, tests=given.tests, from_step=first, container=given.container,
            host_command=given.host_command, report=reporter(given.progress), cancelled=Cancelled(),
        )
    )  # fmt: skip
    code = {Outcome.READY: 0, Outcome.CANCELLED: 130}.get(report.outcome, 1)
    again = setups.resumable(context, checkout, container=given.container)
    data = schema.report(report)
    data["resume"] = (
        None
        if again is None
        else {
            "step": again + 1,
            "command": resume.command(context, checkout, tests=given.tests, container=given.container),
        }
    )
    if given.json and not given.progress:
        emit(data)
    elif not given.progress:
        _print(report, data)
    return finished(given.progress, report.sentence, code, data)


def _print(report: SetupReport, data: dict[str, Any]) -> None:
    if report.results and report.outcome is not Outcome.READY:
        for line in report.results[-1].tail[-_TAIL:]:
            print(f"  {line}")
    if report.log_path:
        print(f"log: {report.log_path}")
    if report.next_step:
        print(f"next: {report.next_step}")
    if data["resume"]:
        print(f"resume at step {data['resume']['step']}: {data['resume']['command']}")


def _fetch(context: Context, checkout: Path, given: argparse.Namespace) -> extras.Fetched:
    return asyncio.run(
        extras.fetch_extras(
            context,
            checkout,
            submodules=given.submodules,
            lfs=given.lfs,
            report=reporter(given.progress),
            cancelled=Cancelled(),
        )
    )


def _fetched(one: extras.Fetched) -> dict[str, Any]:
    return {"schema": 1, "submodules": list(one.submodules), "refused": list(one.refused), "lfs": one.lfs}


def _shell(context: Context, checkout: Path) -> int:
    """Print the plan's commands and open the engineer's own shell there; nothing is run by us."""
    prepared = setups.prepare(context, checkout)
    for step in prepared.plan.steps:
        words = shlex.join(step.argv)
        print(words if step.cwd == "." else f"(cd {shlex.quote(step.cwd)} && {words})")
    for extra in prepared.extras:
        if extra.command:
            print(f"# {extra.text}\n# {extra.command}")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("a shell needs a terminal", hint=f"cd {shlex.quote(str(checkout))}")
    sys.stdout.flush()
    shell = os.environ.get("SHELL", "")
    program = shell if os.path.isabs(shell) and os.access(shell, os.X_OK) else "/bin/sh"
    return subprocess.run([program], cwd=checkout, check=False).returncode


def _ask(context: Context, checkout: Path, given: argparse.Namespace) -> None:
    prepared = setups.prepare(context, checkout, container=given.container)
    if prepared.trusted:
        return
    if not prepared.plan.steps:
        setups.grant(context, prepared)
        return
    if given.json:
        emit(schema.prepared(prepared))
    else:
        print_plan(prepared)
        for change in prepared.changed:
            print(f"  changed since you agreed: {change}")
    if given.json or not sys.stdin.isatty():
        raise ConsentError(
            "consent is needed before anything runs",
            hint=f"Add --trust {prepared.id[:16]} if you agree to this plan.",
        )
    _confirm("Run exactly this? [y/N] ")
    if prepared.container is not None and prepared.container.host_command:
        _confirm(f"And on this machine, outside of the container: {prepared.container.host_command} [y/N] ")
    setups.grant(context, prepared)


def _confirm(question: str) -> None:
    print(question, end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().casefold() not in ("y", "yes"):
        raise ConsentError("nothing was run", hint="“isonboard plan” shows the plan again.")
