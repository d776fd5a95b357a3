"""Where the last set-up of a checkout ended, so that the next one can go on there: by the same plan only."""

import shlex
from pathlib import Path

import msgspec
from msgspec import Struct

from isonboard import files
from isonboard.assistant.context import Context
from isonboard.errors import UsageError
from isonboard.model.plan import Outcome, SetupPlan, SetupReport
from isonboard.workspace.verify import resume_from

_KEPT = 200


class _Run(Struct, frozen=True):
    plan: str
    step: int


def step_of(context: Context, checkout: Path, plan_id: str) -> int | None:
    """The step (counted from 0) at which the last run of exactly this plan ended badly; None where none did."""
    run = _load(context).get(str(checkout))
    return run.step if run is not None and run.plan == plan_id else None


def wanted_step(context: Context, checkout: Path, plan_id: str) -> int:
    """As `step_of`. Raises UsageError where there is nothing to resume."""
    step = step_of(context, checkout, plan_id)
    if step is None:
        raise UsageError(
            "there is nothing to resume: the last run ended well, or the plan is another one now",
            hint="Set it up without --resume.",
        )
    return step


def remember(context: Context, checkout: Path, plan: SetupPlan, report: SetupReport, from_step: int) -> None:
    """Keep where a run ended, or forget it when there is nothing left to do. Raises StorageError."""
    is_open = report.outcome is Outcome.CANCELLED or any(result.exit_code != 0 for result in report.results)
    step = max(from_step, resume_from(plan, report))
    path = _path(context)
    with files.locked(path):
        kept = _load(context)
        before = dict(kept)
        kept.pop(str(checkout), None)
        if is_open and step < len(plan.steps):
            kept[str(checkout)] = _Run(plan.id, step)
        if kept != before:
            files.write_atomically(
                path, msgspec.json.format(msgspec.json.encode(dict([*kept.items()][-_KEPT:])))
            )


def command(context: Context, checkout: Path, *, tests: bool = False, container: bool = False) -> str:
    """What to type to go on there."""
    words = ["isonboard", *(["--sample"] if context.sample else []), "setup", str(checkout), "--resume"]
    words += ["--container"] if container else []
    return shlex.join([*words, *(["--tests"] if tests else [])])


def _path(context: Context) -> Path:
    return context.data_dir / "runs.json"


def _load(context: Context) -> dict[str, _Run]:
    try:
        return msgspec.json.decode(_path(context).read_bytes(), type=dict[str, _Run])
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise files.storage_error(error, _path(context)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}  # only a convenience is lost
