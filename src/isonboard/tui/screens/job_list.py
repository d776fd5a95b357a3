"""The list of this run's work: whose log to read, what of it to stop."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from isonboard.tui.glyphs import plainly
from isonboard.tui.jobs import Job
from isonboard.tui.screens.dialogs import Choice, ChoiceScreen
from isonboard.tui.words import ago, duration


def job_list(question: str, jobs: Sequence[Job]) -> ChoiceScreen:
    """Asks for one of the jobs and answers its number: running ones first, of each kind the newest first."""
    ordered = sorted(jobs, key=lambda job: (job.is_running, job.number), reverse=True)
    return ChoiceScreen(question, [_line(job) for job in ordered], menu=True)


def _line(job: Job) -> Choice:
    share = f"{job.share:.0%}  " if job.is_running and job.share is not None else ""
    return Choice(
        key=str(job.number),
        words=plainly(f"{job.title}: {job.sentence}"),
        aside=share + (duration(job.seconds) if job.ended is None else _since(job.ended)),
        group=job.state.value,
    )


def _since(ended: float) -> str:
    now = datetime.now(UTC)
    return ago(now - timedelta(seconds=time.monotonic() - ended), now)
