"""How a set-up ended, honestly: ready only when a check really passed, else what is missing or which step failed."""

import shlex
from collections.abc import Sequence

from isonboard.model.plan import MissingTool, Outcome, Purpose, SetupPlan, SetupReport, StepResult

CHECKS = (Purpose.VERIFY, Purpose.TEST)
DOCUMENTATION_ONLY = "documentation only"


def report_of(
    plan: SetupPlan,
    results: Sequence[StepResult],
    *,
    missing: Sequence[MissingTool] = (),
    cancelled: bool = False,
    seconds: float = 0.0,
    disk_bytes: int | None = None,
    log_path: str | None = None,
    sandbox: str = "",
    verified_before: bool = False,
    wanted: int | None = None,
) -> SetupReport:
    """The report of a run, from what its steps gave; `results` are in the order of the plan.

    `verified_before` says that a check passed in the run that this one resumes; `wanted` is how many steps it had.
    """
    verified = verified_before or any(
        result.exit_code == 0 and result.step.purpose in CHECKS for result in results
    )
    outcome, sentence, next_step = _judged(
        plan,
        results,
        missing,
        cancelled=cancelled,
        verified=verified,
        wanted=len(plan.steps) if wanted is None else wanted,
    )
    return SetupReport(
        outcome=outcome,
        sentence=sentence,
        results=tuple(results),
        missing=tuple(missing),
        verified=verified,
        seconds=round(seconds, 3),
        disk_bytes=disk_bytes,
        log_path=log_path,
        sandbox=sandbox,
        next_step=next_step,
    )


def _judged(
    plan: SetupPlan,
    results: Sequence[StepResult],
    missing: Sequence[MissingTool],
    *,
    cancelled: bool,
    verified: bool,
    wanted: int,
) -> tuple[Outcome, str, str]:
    failed = [result for result in results if result.exit_code not in (0, None)]
    stopped = [result for result in results if result.exit_code is None]
    if cancelled:
        done = sum(result.exit_code == 0 for result in results)
        return Outcome.CANCELLED, f"stopped after {done} of {wanted} steps", "Run it again to go on."
    if not plan.steps:
        if plan.summary.casefold().startswith(DOCUMENTATION_ONLY):
            return Outcome.READY, "ready to edit: there is nothing to set up", ""
        return (
            Outcome.PARTLY_READY,
            "partly ready: no set-up was found in its files",
            "Look into its documents.",
        )
    real = [result for result in failed if result.step.purpose is not Purpose.TEST]
    if real:
        number, first = _number(plan, real[0]), real[0]
        words = f"step {number} ({shlex.join(first.step.argv)}) ended with {first.exit_code}"
        advice = first.explanation or (first.tail[-1] if first.tail else "")
        if verified:
            return Outcome.PARTLY_READY, f"partly ready: missing {first.step.cwd}: {words}", advice
        return Outcome.FAILED, f"failed at {words}", advice
    if stopped:
        absent = [tool for tool in missing if tool.found is None]
        if absent:
            names = ", ".join(tool.tool for tool in absent)
            return Outcome.PARTLY_READY, f"partly ready: missing {names}", absent[0].advice
        first = stopped[0]
        words = f"step {_number(plan, first)} ({shlex.join(first.step.argv)})"
        if verified:
            return Outcome.PARTLY_READY, f"partly ready: missing {words}", first.explanation
        return Outcome.FAILED, f"failed at {words}", first.explanation
    if failed:
        number = _number(plan, failed[0])
        ended = f"step {number} ended with {failed[0].exit_code}"
        if verified:
            return (
                Outcome.PARTLY_READY,
                f"partly ready: its own tests do not pass here ({ended})",
                failed[0].explanation,
            )
        return Outcome.FAILED, f"failed at {ended}: its own tests", failed[0].explanation
    if not verified:
        return (
            Outcome.PARTLY_READY,
            "partly ready: everything ran, but nothing checked that it works",
            "Try it out.",
        )
    return Outcome.READY, "ready", ""


def resume_from(plan: SetupPlan, report: SetupReport) -> int:
    """The step (counted from 0) from which a run that ended so should go on; the number of steps when none is left."""
    done = [result.step for result in report.results if result.exit_code == 0]
    open_ = [result.step for result in report.results if result.exit_code != 0]
    rest = [
        number for number, step in enumerate(plan.steps) if step in open_ or (step not in done and not open_)
    ]
    return min(rest, default=len(plan.steps))


def _number(plan: SetupPlan, result: StepResult) -> int:
    """The number of a step as the plan shows it, from 1."""
    return next((n for n, step in enumerate(plan.steps, 1) if step is result.step or step == result.step), 0)
