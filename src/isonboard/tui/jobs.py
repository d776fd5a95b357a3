"""Long work: child processes of our own command line that tell their progress as JSON lines.

A job belongs to the app, not to the page that began it. The child leads a session of its own, so that stopping it
stops everything it started: first asked (SIGTERM), after a few seconds made to (SIGKILL).
"""

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from enum import StrEnum
from typing import Any

import msgspec

from isonboard import limits, text
from isonboard.model.progress import Failure, JobEvent, LogLine, Notice, Progress, Result
from isonboard.tui.glyphs import plainly

COMMAND = (sys.executable, "-P", "-m", "isonboard")
GRACE = 3.0  # seconds between asking a job to stop and making it
QUIT_GRACE = 1.5  # seconds that quitting waits for jobs
LOG_LINES = limits.JOB_LOG_LINES
_ANNOUNCE_EVERY = 0.05  # seconds: a clone says more a second than one can read
_SURE_SHARE, _SURE_SECONDS = 0.1, 3.0  # a stage's pace says nothing before that
_BEHIND = 5  # steps of `nice`: a third of a core where the screen wants it too, all of it where nobody does
_LONGEST_LINE = limits.JOB_LINE_BYTES


class JobState(StrEnum):
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


class Job:
    """One piece of long work and all it has said so far."""

    def __init__(self, number: int, title: str, verb: str, subject: str) -> None:
        self.number = number
        self.title = title
        """For the tray: “Setting up ledger-core”."""
        self.verb = verb
        self.subject = subject
        """The project, source or path it is about."""
        self.state = JobState.RUNNING
        self.progress: Progress | None = None
        self.log: deque[str] = deque(maxlen=LOG_LINES)
        self.log_count = 0
        """Lines said in all; more than `log` holds once it is full."""
        self.notices: list[Notice] = []
        self.result: Result | None = None
        self.failure: Failure | None = None
        self.began = time.monotonic()
        self.stage_began = self.began
        self.ended: float | None = None
        self.stages: list[tuple[str, str]] = []
        """(stage, subject) in the order they came."""

    @property
    def is_running(self) -> bool:
        return self.state is JobState.RUNNING

    @property
    def seconds(self) -> float:
        return (self.ended or time.monotonic()) - self.began

    @property
    def share(self) -> float | None:
        """How far, 0..1; None while nobody knows."""
        at = self.progress
        if at is None or not at.total or at.done is None:
            return None
        return min(1.0, at.done / at.total)

    @property
    def seconds_left(self) -> float | None:
        """How much longer, as the job says or as its pace so far promises; None while that would be a guess."""
        at, share = self.progress, self.share
        if not self.is_running or at is None:
            return None
        if at.eta_seconds is not None:
            return float(at.eta_seconds)
        past = time.monotonic() - self.stage_began
        if share is None or share < _SURE_SHARE or past < _SURE_SECONDS:
            return None
        return past * (1 - share) / share

    @property
    def sentence(self) -> str:
        """How it stands, in words."""
        if self.state is JobState.STOPPED:
            return "stopped"
        if self.failure is not None:
            return f"{self.failure.message} {self.failure.hint}".strip()
        if self.result is not None:
            return self.result.sentence
        if self.state is JobState.FAILED:
            return self.log[-1] if self.log else "ended without saying why"
        return self.progress.stage if self.progress is not None else "starting"

    def hear(self, event: JobEvent) -> None:
        """Take in one thing the child said."""
        match event:
            case Progress():
                if self.progress is None or self.progress.stage != event.stage:
                    self.stage_began = time.monotonic()
                if not self.stages or self.stages[-1] != (event.stage, event.subject):
                    self.stages.append((event.stage, event.subject))
                self.progress = event
            case LogLine():
                self.write(event.text)
            case Notice():
                self.notices.append(event)
                self.write(f"{event.text} {event.hint}".strip())
            case Result():
                self.result = event
            case Failure():
                self.failure = event

    def write(self, line: str) -> None:
        self.log.append(line)
        self.log_count += 1


class Jobs:
    """All jobs of this run of the app; `announce` is told of every change, at most twenty times a second a job."""

    def __init__(
        self,
        announce: Callable[[Job], None],
        *,
        flags: Sequence[str] = (),
        command: Sequence[str] = COMMAND,
    ) -> None:
        self.all: list[Job] = []
        self.flags = tuple(flags)
        self._announce = announce
        self._command = tuple(command)
        self._processes: dict[int, asyncio.subprocess.Process] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._pending: set[int] = set()
        self._stopping: set[int] = set()
        self._closing = False
        self._decoder = msgspec.json.Decoder(JobEvent)

    @property
    def running(self) -> list[Job]:
        return [job for job in self.all if job.is_running]

    def find(self, verb: str, subject: str) -> Job | None:
        """The job of that kind that is running."""
        return next((job for job in self.running if job.verb == verb and job.subject == subject), None)

    def start(self, title: str, verb: str, *arguments: str, subject: str = "") -> Job:
        """Begin `isonboard VERB ARGUMENTS`; one of the same kind and subject that runs already is returned instead."""
        if (already := self.find(verb, subject)) is not None:
            return already
        job = Job(len(self.all) + 1, title, verb, subject)
        self.all.append(job)
        argv = (*self._command, *self.flags, verb, *arguments, "--progress", "json")
        self._keep(self._run(job, argv))
        self._announce(job)
        return job

    def stop(self, job: Job) -> None:
        """Ask the job to stop; it is made to after `GRACE`."""
        if job.is_running and job.number not in self._stopping:
            self._stopping.add(job.number)
            job.write(plainly("stopping …"))
            self._keep(self._end(job, GRACE))
            self._announce(job)

    def is_stopping(self, job: Job) -> bool:
        """Whether it was asked to stop."""
        return job.number in self._stopping

    async def close(self) -> None:
        """Stop everything: what does not end within `QUIT_GRACE` is made to."""
        self._closing = True
        await asyncio.gather(*(self._end(job, QUIT_GRACE) for job in self.running))
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        for job in self.running:
            job.state = JobState.STOPPED

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, job: Job, argv: Sequence[str]) -> None:
        try:
            process = await asyncio.create_subprocess_exec(
                *argv,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as error:
            self._finish(job, JobState.FAILED, f"could not start: {error.strerror or error}")
            return
        self._processes[job.number] = process
        if job.verb == "sync":
            _behind(process.pid)
        try:
            if self._closing or job.number in self._stopping:
                _signal(process, signal.SIGTERM)
            assert process.stdout is not None
            assert process.stderr is not None
            await asyncio.gather(
                self._listen(job, process.stdout, foreign=False),
                self._listen(job, process.stderr, foreign=True),
            )
            code = await process.wait()
        finally:
            self._processes.pop(job.number, None)
            if process.returncode is None:  # cancelled: somebody else holds its output open
                _signal(process, signal.SIGKILL)
            process._transport.close()  # type: ignore[attr-defined] # noqa: SLF001 - asyncio has no public way
        if job.number in self._stopping or self._closing:
            self._finish(job, JobState.STOPPED)
        elif job.failure is not None or code != 0:
            self._finish(job, JobState.FAILED)
        else:
            self._finish(job, JobState.DONE)

    async def _listen(self, job: Job, stream: asyncio.StreamReader, *, foreign: bool) -> None:
        """Lines of one stream: events on standard output, words on standard error."""
        rest = b""
        while chunk := await stream.read(65_536):
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                self._hear(job, line, foreign=foreign)
            if len(rest) > _LONGEST_LINE:
                rest = b""
            self._soon(job)
        if rest:
            self._hear(job, rest, foreign=foreign)

    def _hear(self, job: Job, line: bytes, *, foreign: bool) -> None:
        if not line.strip():
            return
        if not foreign:
            with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                job.hear(self._decoder.decode(line))
                return
        job.write(text.line(line.decode("utf-8", "replace")))

    async def _end(self, job: Job, grace: float) -> None:
        process = self._processes.get(job.number)
        if process is None:
            return
        self._stopping.add(job.number)
        _signal(process, signal.SIGTERM)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), grace)
            return
        _signal(process, signal.SIGKILL)

    def _finish(self, job: Job, state: JobState, last: str = "") -> None:
        job.state = state
        job.ended = time.monotonic()
        if last:
            job.write(last)
        if not self._closing:
            self._announce(job)

    def _soon(self, job: Job) -> None:
        if job.number in self._pending or self._closing:
            return
        self._pending.add(job.number)
        asyncio.get_running_loop().call_later(_ANNOUNCE_EVERY, self._now, job)

    def _now(self, job: Job) -> None:
        self._pending.discard(job.number)
        if job.is_running and not self._closing:
            self._announce(job)


def _behind(pid: int) -> None:
    """Let a process that was just begun wait for whoever types, where both want the processor."""
    with contextlib.suppress(AttributeError, OSError):  # Windows has no such thing; it may have ended
        os.setpriority(os.PRIO_PROCESS, pid, _BEHIND)


def _signal(process: asyncio.subprocess.Process, which: signal.Signals) -> None:
    """To the whole session of the child, whose leader it is."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, which)
