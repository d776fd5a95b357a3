"""Sources into the catalog: side by side, each on its own, what arrived is kept whatever happens next."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from msgspec import Struct, structs

from isonboard.catalog.store import Catalog
from isonboard.errors import InterruptedByUserError, IsonboardError, SourceError
from isonboard.model.ports import Report, Source
from isonboard.model.progress import Notice, Progress
from isonboard.model.project import SourceState


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
) -> SyncReport:
    """Read every source to its end, all at once; one that fails says why and leaves the others alone.

    `keep` are ids that favourites point at: they stay, marked as gone, when no source lists them any more.
    Raises InterruptedByUserError when `cancelled` turns true; what had arrived stays.
    """
    results = await asyncio.gather(
        *(
            _sync_one(source, catalog, report=report, clock=clock, cancelled=cancelled, keep=keep)
            for source in sources
        ),
        return_exceptions=True,
    )
    states: list[SourceState] = []
    changed = 0
    for result in results:
        if isinstance(result, BaseException):
            raise result
        states.append(result[0])
        changed += result[1]
    return SyncReport(states=tuple(states), changed=changed)


async def _sync_one(
    source: Source,
    catalog: Catalog,
    *,
    report: Report,
    clock: Callable[[], datetime],
    cancelled: Callable[[], bool],
    keep: Collection[str],
) -> tuple[SourceState, int]:
    config = source.config
    before = catalog.state(config.name)
    started = clock()
    run = int(started.timestamp() * 1000)
    arrived = changed = 0
    state = structs.replace(before, name=config.name, kind=config.kind, tried_at=started)
    report(Progress(stage="connecting", subject=config.name, unit="projects"))
    try:
        async for batch in source.projects(before.watermark if before.synced_at else None):
            changed += catalog.put_listings(config.name, config.kind, batch, run)
            arrived += len(batch)
            report(
                Progress(
                    stage="reading", subject=config.name, done=arrived, total=source.expected, unit="projects"
                )
            )
            if cancelled():
                raise InterruptedByUserError("the sync was stopped; what had arrived is kept")
        if source.complete and not source.unchanged:
            changed += catalog.drop_unseen(config.name, run, keep)
        state = structs.replace(
            state,
            synced_at=clock(),
            projects=catalog.listed_by(config.name),
            error=None,
            partial=False,
            watermark=source.watermark,
        )
    except SourceError as error:
        state = structs.replace(
            state, projects=catalog.listed_by(config.name), error=error.sentence, partial=arrived > 0
        )
        report(Notice(text=error.message, hint=error.hint, subject=config.name))
    except (InterruptedByUserError, asyncio.CancelledError):
        catalog.put_state(structs.replace(state, error="stopped before the end", partial=True))
        raise
    except IsonboardError as error:
        state = structs.replace(state, error=error.sentence, partial=arrived > 0)
        report(Notice(text=error.message, hint=error.hint, subject=config.name))
    catalog.put_state(state)
    return state, changed
