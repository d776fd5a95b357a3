"""Facts, documents and issues fetched ahead of being asked for: what is on screen, favourites, the best matches.

Within a budget of requests, so that a catalog of thousands never costs thousands of calls; a host that refuses or asks
for a long pause is left alone for the rest of the run.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from isonboard.assistant.context import Context
from isonboard.assistant.detail import fetch_details_of, fetch_documents_of, fetch_issues_of
from isonboard.assistant.forges import one_transport
from isonboard.assistant.pauses import told_pauses
from isonboard.catalog.order import Order
from isonboard.errors import InterruptedByUserError, IsonboardError, NotFoundError, SourceError
from isonboard.model.ports import Report
from isonboard.model.progress import Notice, Progress
from isonboard.model.project import Project

if TYPE_CHECKING:
    from isonboard.sources.transport import Transport

BUDGET = 100
"""Requests of one run."""
OLD = timedelta(days=1)
"""Older copies are fetched anew; what a page shows is refreshed sooner (`detail.FRESH`)."""
_MATCHES = 40  # best matches looked after
_AT_ONCE = 4  # parts fetched side by side
_DEAREST = 6  # requests that one part is thought to cost until more is known
_LOOK = 0.2  # seconds between two looks at whether to stop

_FETCH: dict[str, Callable[[Context, Project, "Transport | None"], Awaitable[object]]] = {
    "facts": fetch_details_of,
    "documents": fetch_documents_of,
    "issues": fetch_issues_of,
}


class Fetched(Struct, frozen=True, kw_only=True):
    """What a run did; `left` parts wait for the next one because the budget was spent."""

    parts: int = 0
    requests: int = 0
    left: int = 0


class _Part(NamedTuple):
    project: Project
    what: str

    @property
    def host(self) -> str:
        return self.project.id.partition("/")[0]


def wanted_projects(context: Context, on_screen: Sequence[str] = ()) -> list[str]:
    """Ids worth fetching for: what is on screen, then the favourites, then the best matches."""
    best = context.catalog.ids(Order.FIT)[:_MATCHES]
    return list(dict.fromkeys([*on_screen, *sorted(context.starred()), *best]))


async def fetch_missing(
    context: Context,
    *,
    on_screen: Sequence[str] = (),
    budget: int = BUDGET,
    report: Report,
    cancelled: Callable[[], bool] = lambda: False,
) -> Fetched:
    """Fetch what is missing or old, most wanted first, in about `budget` requests at most.

    A project that fails is named and the others go on. Raises InterruptedByUserError when `cancelled` turns true;
    what had arrived stays.
    """
    async with one_transport(context, told_pauses(report)) as transport:
        run = _Run(context, transport, budget=budget, report=report)
        task = asyncio.ensure_future(run.through(_missing(context, on_screen)))
        while not task.done():
            await asyncio.wait([task], timeout=_LOOK)
            if not task.done() and cancelled():
                task.cancel()
                await asyncio.wait([task])
                raise InterruptedByUserError("fetching was stopped; what had arrived is kept")
        return task.result()


def _missing(context: Context, on_screen: Sequence[str]) -> list[_Part]:
    """What is not known or old, project by project."""
    catalog, now = context.catalog, context.now()
    found: list[_Part] = []
    for project in catalog.projects(wanted_projects(context, on_screen)):
        issues, documents = catalog.issues_at(project.id), catalog.documents_at(project.id)
        known = {"facts": catalog.details_at(project.id), "documents": documents, "issues": issues}
        found += [_Part(project, what) for what, at in known.items() if at is None or now - at > OLD]
    return found


class _Run:
    """One run through the parts: the budget, and the hosts that are left alone."""

    def __init__(
        self, context: Context, transport: "Transport | None", *, budget: int, report: Report
    ) -> None:
        self._context, self._transport, self._report = context, transport, report
        self._budget, self._dearest = budget, _DEAREST
        self._left_alone: set[str] = set()
        self._done = 0

    async def through(self, parts: Sequence[_Part]) -> Fetched:
        waiting = list(parts)
        while waiting:
            room = min(_AT_ONCE, (self._budget - self._spent) // self._dearest)
            if room < 1:
                break
            wave, waiting = waiting[:room], waiting[room:]
            before = self._spent
            await asyncio.gather(*(self._fetch(part) for part in wave))
            self._dearest = max(self._dearest, -((before - self._spent) // len(wave)))
            self._report(
                Progress(
                    stage="reading details",
                    done=len(parts) - len(waiting),
                    total=len(parts),
                    unit="parts",
                    subject=wave[-1].project.full_name or wave[-1].project.id,
                )
            )
        return Fetched(parts=self._done, requests=self._spent, left=len(waiting))

    @property
    def _spent(self) -> int:
        return self._done if self._transport is None else self._transport.requests

    async def _fetch(self, part: _Part) -> None:
        if part.host in self._left_alone:
            return
        try:
            await _FETCH[part.what](self._context, part.project, self._transport)
            self._done += 1
        except NotFoundError:
            pass  # nobody is known to hold it; nothing was asked
        except SourceError as error:
            if part.host not in self._left_alone:
                self._left_alone.add(part.host)
                self._report(Notice(text=error.message, hint=error.hint, subject=part.host))
        except IsonboardError as error:
            self._report(Notice(text=error.message, hint=error.hint, subject=part.project.id))
