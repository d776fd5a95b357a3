"""The work of the set-up page as command lines of our own, and what its jobs answer."""

from typing import TYPE_CHECKING, Any

from isonboard.tui.jobs import Job, JobState
from isonboard.tui.screens.setup_extras import FETCHED, FORK
from isonboard.tui.widgets.blocks import BLANK, Block, Span, paragraph

if TYPE_CHECKING:
    from isonboard.assistant.setup import Prepared

_BESIDES = tuple(f"{what} " for what in (*FETCHED, FORK))
"""Subjects of jobs that fetch something besides the clone and the plan begin so."""


def is_besides(job: Job) -> bool:
    """Whether it fetches something besides the clone and the plan."""
    return job.subject.startswith(_BESIDES)


def clone_words(project_id: str, issue: str | None) -> list[str]:
    """Clone, with a branch for the issue where one is meant."""
    return ["clone", project_id, *(["--issue", issue] if issue else [])]


def run_words(prepared: "Prepared", *, tests: bool, first: int | None) -> list[str]:
    """Run exactly this plan; `first` is the step to go on at, counted from 0."""
    words = ["setup", prepared.checkout, "--trust", prepared.id]
    words += ["--tests"] if tests else []
    words += ["--from-step", str(first + 1)] if first else []
    if (container := prepared.container) is not None:
        words.append("--container")
        words += ["--host-command", container.host_command] if container.host_command else []
    return words


def fetch_words(what: str, label: str, project_id: str, checkout: str) -> tuple[str, list[str]]:
    """Title and command of a job that fetches something besides."""
    if what == FORK:
        return f"Forking {label}", ["clone", project_id, "--fork"]
    return f"{label}: {FETCHED[what]}", ["setup", checkout, f"--{what}"]


def data_of(job: Job) -> dict[str, Any]:
    """What the child's last line carried."""
    data = job.result.data if job.result is not None else None
    return data if isinstance(data, dict) else {}


def why_failed(job: Job, first: str) -> list[Block]:
    """What did not work, why, and how to go on."""
    if (failure := job.failure) is not None:
        return failure_blocks(first, failure.message, failure.hint)
    return failure_blocks(first, "", job.sentence if job.state is JobState.FAILED else "")


def failure_blocks(*said: str) -> list[Block]:
    """The first sentence set off, the last one quieter, and what to do."""
    first, *more, last = said
    blocks = [paragraph(Span(first, "bad")), *([BLANK] if more else [])]
    blocks += [paragraph(one) for one in more if one]
    blocks += [paragraph(Span(last, "dim"))] if last else []
    return [*blocks, BLANK, paragraph(Span("c tries again, esc goes back.", "act-strong"))]
