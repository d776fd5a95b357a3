"""Sources into the catalog: side by side, each on its own, what arrived is kept whatever happens next."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import blake2b
from typing import Any, ParamSpec, TypeVar

from msgspec import Struct, structs

from isonboard.catalog.entries import encoded
from isonboard.catalog.pace import Pace
from isonboard.catalog.store import Catalog
from isonboard.errors import InterruptedByUserError, IsonboardError, StorageError, UnreachableError
from isonboard.model.ports import Report, Resumable, Source
from isonboard.model.progress import Notice, Progress
from isonboard.model.project import Interrupted, Project, SourceConfig, SourceState

WAITING = 4_000
"""Projects that may wait to be written: what arrives while a transaction runs goes into the next one together.

A slow source is written page by page; a quick one in large transactions, which touch each page of the database less
often (100,000 projects in transactions of 500 wrote 5 GB to make a file of 230 MB).
"""
RESUMED_WITHIN = timedelta(hours=6)
"""A walk that began longer ago is begun anew: its first part would be too old to stand beside its last."""
_LOOK = 0.2  # seconds between two looks at whether to stop

_P = ParamSpec("_P")
_T = TypeVar("_T")


class SyncReport(Struct, frozen=True, kw_only=True):
    """How a sync ended: each source's state, and how many listings changed in all."""

    states: tuple[SourceState, ...]
    changed: int = 0

    @property
    def failed(self) -> tuple[SourceState, ...]:
        return tuple(state for state in self.states if state.error)


async def sync(
    sources: Sequence[Source],
    catalog: Catalog,
    *,
    report: Report,
    clock: Callable[[], datetime],
    cancelled: Callable[[], bool] = lambda: False,
    keep: Collection[str] = (),
    offline: bool = False,
) -> SyncReport:
    """Read every source to its end, all at once; one that fails says why and leaves the others alone.

    `keep` are ids that favourites point at: they stay, marked as gone, when no source lists them any more.
    `offline` says that no host is asked: a source that would have to be is left as it stood, as it did not fail.
    Raises InterruptedByUserError soon after `cancelled` turns true, even while a host lets us wait; what had arrived
    stays, and StorageError at once where nothing can be kept.
    """
    catalog.check_writable()
    catalog.expect_much()
    with _writer() as write:
        tasks = [
            asyncio.ensure_future(
                _Reading(
                    source, catalog, write=write, report=report, clock=clock, keep=keep, offline=offline
                ).done()
            )
            for source in sources
        ]
        stopped = await _until_done(tasks, cancelled)
        results = await asyncio.gather(*tasks, return_exceptions=True)
    if stopped:
        raise InterruptedByUserError("the sync was stopped; what had arrived is kept")
    states: list[SourceState] = []
    changed = 0
    for result in results:
        if isinstance(result, BaseException):
            raise result
        states.append(result[0])
        changed += result[1]
    return SyncReport(states=tuple(states), changed=changed)


async def _until_done(tasks: Sequence["asyncio.Future[Any]"], cancelled: Callable[[], bool]) -> bool:
    """Wait for all tasks; True when they were cancelled because somebody wants to stop."""
    waiting = set(tasks)
    try:
        while waiting:
            _, waiting = await asyncio.wait(waiting, timeout=_LOOK)
            if waiting and cancelled():
                for task in waiting:
                    task.cancel()
                await asyncio.wait(waiting)
                return True
    except asyncio.CancelledError:
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        raise
    return False


class _Writes:
    """Everything that touches the catalog, one after the other, beside the event loop: reading goes on meanwhile."""

    def __init__(self, thread: ThreadPoolExecutor) -> None:
        self._thread = thread

    async def __call__(self, function: Callable[_P, _T], *args: _P.args, **options: _P.kwargs) -> _T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, partial(function, *args, **options))


@contextlib.contextmanager
def _writer() -> Iterator[_Writes]:
    with ThreadPoolExecutor(1, thread_name_prefix="catalog") as thread:
        yield _Writes(thread)


class _Reading:
    """One source on its way into the catalog."""

    def __init__(
        self,
        source: Source,
        catalog: Catalog,
        *,
        write: _Writes,
        report: Report,
        clock: Callable[[], datetime],
        keep: Collection[str],
        offline: bool,
    ) -> None:
        self._source, self._catalog, self._write = source, catalog, write
        self._offline = offline
        self._report, self._clock, self._keep = report, clock, keep
        self._name = source.config.name
        self._pace = Pace()
        self._arrived = self._changed = 0
        self._waiting: list[Project] = []
        self._writing: asyncio.Task[None] | None = None
        self._room = asyncio.Event()
        """Set when what waited was taken to be written."""
        self._run, self._fresh, self._resumes = 0, 0, False
        self._scope = _scope(source.config)
        self._place: str | None = None
        self._mark: Interrupted | None = None
        """Where the walk stands as far as it is written, or stood when it broke off."""
        self._state = SourceState(name=self._name)

    async def done(self) -> tuple[SourceState, int]:
        """Read to the end or to a failure; the state, and how many listings changed."""
        source, catalog, name = self._source, self._catalog, self._name
        before = await self._write(catalog.state, name)
        started = self._clock()
        self._state = state = structs.replace(
            before, name=name, kind=source.config.kind, mode="local", tried_at=started, interrupted=None
        )
        self._report(Progress(stage="connecting", subject=name, unit="projects"))
        try:
            await self._begin(before, started)
            # after a run that broke off the watermark is not the truth about what is kept: walk everything
            walk = source.projects(before.watermark if before.synced_at and not before.partial else None)
            async with _closing(walk):
                async for batch in walk:
                    self._go_on()
                    await self._take(batch)
            self._go_on()
            await self._written()
            if source.complete and not source.unchanged:
                self._changed += await self._write(catalog.drop_unseen, name, self._run, self._keep)
            # what a resumed walk read first is as old as its beginning
            ended = datetime.fromtimestamp(self._run / 1000, UTC) if self._resumes else self._clock()
            self._mark = None
            state = structs.replace(
                state, synced_at=ended, error=None, partial=False, watermark=source.watermark
            )
        except asyncio.CancelledError:
            await self._written()
            await self._finish(structs.replace(state, error="stopped before the end", partial=True))
            raise
        except StorageError:
            raise  # no source's fault, and nothing about it could be kept
        except IsonboardError as error:
            await self._written()
            state = structs.replace(state, error=error.sentence, partial=self._arrived > 0 or before.partial)
            self._report(Notice(text=error.message, hint=error.hint, subject=name))
            if self._offline and isinstance(error, UnreachableError):
                return state, self._changed  # told, not kept
        for notice in getattr(source, "notices", ()):
            self._report(notice)
        return await self._finish(state), self._changed

    async def _begin(self, before: SourceState, started: datetime) -> None:
        """Let the source go on where the last walk broke off, if it can and that is not long ago."""
        # later than every run before, though the clock was put back: else what is gone would stay
        self._fresh = max(_stamp(started), await self._write(self._catalog.last_run, self._name) + 1)
        self._run, self._resumes = self._fresh, False
        mark = before.interrupted
        if mark is None or mark.scope != self._scope or not isinstance(self._source, Resumable):
            return
        if timedelta() <= started - datetime.fromtimestamp(mark.run / 1000, UTC) <= RESUMED_WITHIN:
            listed = await self._write(self._catalog.seen_in, self._name, mark.run)
            self._source.resume(mark.place, listed)
            self._mark, self._run, self._resumes, self._arrived = mark, mark.run, True, len(listed)

    def _go_on(self) -> None:
        """Look once whether a walk that was to go on did not begin anew."""
        if self._resumes and not getattr(self._source, "resumed", False):
            self._mark, self._run, self._resumes, self._arrived = None, self._fresh, False, 0

    async def _take(self, batch: Sequence[Project]) -> None:
        """Have `batch` written, now or together with what comes next."""
        self._waiting += batch
        self._place = getattr(self._source, "place", None)
        if self._writing is not None and self._writing.done():
            writing, self._writing = self._writing, None
            await writing
        if self._writing is None:
            self._writing = asyncio.ensure_future(self._write_waiting())
        if len(self._waiting) >= WAITING:
            self._room.clear()
            await self._room.wait()

    async def _written(self) -> None:
        """Wait until all that arrived is written."""
        while self._writing is not None or self._waiting:
            writing, self._writing = self._writing, None
            await (writing or self._write_waiting())

    async def _write_waiting(self) -> None:
        try:
            while self._waiting:
                part, self._waiting = self._waiting, []
                self._room.set()
                self._changed += await self._write(self._keep_part, part, self._place)
                self._arrived += len(part)
                self._tell()
        finally:
            self._room.set()

    def _tell(self) -> None:
        total = self._source.expected
        left = self._pace.seconds_left(self._arrived, total, asyncio.get_running_loop().time())
        self._report(
            Progress(
                stage="reading", subject=self._name, done=self._arrived, total=total, unit="projects",
                eta_seconds=left,
            )
        )  # fmt: skip

    def _keep_part(self, part: Sequence[Project], place: str | None) -> int:
        mark = None if place is None else Interrupted(place=place, scope=self._scope, run=self._run)
        with self._catalog.transaction():
            changed = self._catalog.put_listings(self._name, self._source.config.kind, part, self._run)
            if mark or (changed and not self._changed):
                # should we be killed after this, the next run knows that the copy is half old, half new
                self._catalog.put_state(structs.replace(self._state, partial=True, interrupted=mark))
        self._mark = mark
        return changed

    async def _finish(self, state: SourceState) -> SourceState:
        def kept() -> SourceState:
            projects = self._catalog.listed_by(self._name)
            whole = structs.replace(state, projects=projects, interrupted=self._mark)
            self._catalog.put_state(whole)
            return whole

        return await self._write(kept)


@contextlib.asynccontextmanager
async def _closing(walk: AsyncIterator[Any]) -> AsyncIterator[None]:
    """End a walk that is left early: its requests under way are not waited for by anybody else."""
    try:
        yield
    finally:
        close = getattr(walk, "aclose", None)
        if close is not None:
            await close()


def _stamp(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _scope(config: SourceConfig) -> str:
    """What a source was configured as, in short."""
    return blake2b(encoded(config), digest_size=8).hexdigest()
