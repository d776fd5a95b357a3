"""Sources that are asked instead of copied (`mode = "remote"`): their hits join the local ones, ranked and explained alike.

What such a source was seen to hold is kept in the catalog as its listing, so that it is indexed, scored and shown like
everything else, and can still be found offline. What nobody saw for a while is forgotten.
"""

import asyncio
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from msgspec import Struct, structs

from isonboard import files
from isonboard.assistant.context import Context
from isonboard.assistant.find import Finder, Row, Search
from isonboard.assistant.quick import MARKER
from isonboard.assistant.sync import index_is_current, refresh_derived
from isonboard.catalog.store import Order
from isonboard.errors import ConfigError, IsonboardError, NotFoundError, UnreachableError
from isonboard.match import query as queries
from isonboard.model.progress import Notice
from isonboard.model.project import Project, SourceConfig, SourceState

if TYPE_CHECKING:
    from isonboard.model.ports import SearchingSource
    from isonboard.sources.transport import Transport

PATIENCE = 10.0
"""Seconds that one source may take to answer a search."""
KEPT_FOR = timedelta(days=90)
"""A hit that no search found for so long is forgotten."""
_QUALIFIER = re.compile(r'-?\w+:("[^"]*"?|\S+)|(?<!\S)-\S+')


class RemoteHit(Struct, frozen=True, kw_only=True):
    """A project that a source found by itself."""

    project: Project
    source: str

    @property
    def reason(self) -> str:
        return f"found by the search of {self.source}"


class RemoteHits(Struct, frozen=True, kw_only=True):
    """What the sources found, each in its own order, and what went wrong at which of them."""

    hits: tuple[RemoteHit, ...] = ()
    notes: tuple[Notice, ...] = ()


def remote_sources(context: Context) -> tuple[SourceConfig, ...]:
    """The sources in force that are asked each time."""
    return tuple(source for source in context.sources if source.mode == "remote")


def asked_words(text: str) -> str:
    """What other systems are asked for: the words without our qualifiers; a qualifier's value where there is no word.

    `lang:go "retry client" -legacy` is asked as `"retry client"`; what comes back is filtered by ours.
    """
    text = text[: queries.CHARACTER_LIMIT]
    words = _QUALIFIER.sub(" ", text).replace(":", " ").split()
    if not words:
        words = [found[1].strip('"') for found in re.finditer(r'(?<!\S)\w+:("[^"]*"?|\S+)', text)]
    return " ".join(words)


async def search_remote(context: Context, text: str, limit: int = 50) -> RemoteHits:
    """Ask every remote source for `text`, side by side, and keep what they found.

    Never raises for a source: what went wrong is in `notes`. Offline nothing is asked.
    """
    sources, words = remote_sources(context), asked_words(text)
    if not sources or not words or context.offline:
        return RemoteHits()
    async with context.transport() as transport:
        answers = await asyncio.gather(
            *(_asked(source, transport, words, limit) for source in sources), return_exceptions=True
        )
    hits: list[RemoteHit] = []
    notes: list[Notice] = []
    for source, answer in zip(sources, answers, strict=True):
        if isinstance(answer, IsonboardError):
            notes.append(Notice(text=answer.message, hint=answer.hint, subject=source.name))
            _keep_state(context, source, error=answer.sentence)
        elif isinstance(answer, BaseException):
            raise answer
        else:
            hits += [RemoteHit(project=project, source=source.name) for project in answer]
            run = int(context.now().timestamp() * 1000)
            context.catalog.put_listings(source.name, source.kind, answer, run)
            _keep_state(context, source, error=None)
    return RemoteHits(hits=tuple(hits), notes=tuple(notes))


def rows_everywhere(context: Context, search: Search, limit: int) -> tuple[list[Row], tuple[Notice, ...]]:
    """The best rows, local and remote, and what went wrong. May take `PATIENCE` seconds."""
    found = asyncio.run(search_remote(context, search.text, limit))
    if not index_is_current(context):
        refresh_derived(context, report=lambda _event: None)
    finder = Finder(context)
    results = finder.find(search)
    rows = results.rows(limit)
    reasons = {
        context.catalog.canonical(hit.project.id): hit.reason for hit in reversed(found.hits)
    }  # the first source that found it is named
    known = set(results.ids)
    others = _passing(context, search, [one for one in reasons if one not in known])
    rows += finder.rows_of(others[: max(0, limit - len(rows))])
    return [
        structs.replace(row, why=(*row.why, reasons[row.id]))
        if row.id in reasons and row.id in known
        else structs.replace(row, why=(reasons[row.id], *row.why))
        if row.id in reasons
        else row
        for row in rows
    ], found.notes


def note_remote(context: Context) -> None:
    """Leave word for the quick search, which reads no settings, whether anybody has to be asked."""
    names = [source.name for source in remote_sources(context)]
    place = context.cache_dir / MARKER
    if context.sample:
        return
    if names:
        files.write_atomically(place, "\n".join(names) + "\n")
    else:
        place.unlink(missing_ok=True)


def refresh_state(context: Context, source: SourceConfig) -> SourceState:
    """What a sync does for a remote source: no copy; old hits are forgotten, a copy made before is dropped."""
    before = context.catalog.state(source.name)
    if before.synced_at is not None and before.mode == "local":
        context.catalog.remove_source(source.name, keep=context.starred())
    oldest = int((context.now() - KEPT_FOR).timestamp() * 1000)
    context.catalog.drop_unseen(source.name, oldest, context.starred())
    return _keep_state(context, source, error=before.error if before.mode == "remote" else None)


async def _asked(source: SourceConfig, transport: "Transport", words: str, limit: int) -> Sequence[Project]:
    from isonboard.sources.registry import open_source

    opened = open_source(source, transport)
    if not hasattr(opened, "search"):
        raise ConfigError(
            f"a source of kind {source.kind} cannot be searched from afar",
            subject=source.name,
            hint='Leave out mode = "remote".',
        )
    try:
        async with asyncio.timeout(PATIENCE):
            found = await cast("SearchingSource", opened).search(words, limit)
    except TimeoutError:
        raise UnreachableError(
            f"it did not answer within {PATIENCE:.0f} seconds",
            subject=source.name,
            hint="What was seen before is shown.",
        ) from None
    except NotFoundError:
        return ()
    return [project for project, _ in found]


def _keep_state(context: Context, source: SourceConfig, *, error: str | None) -> SourceState:
    state = SourceState(
        name=source.name,
        kind=source.kind,
        mode="remote",
        tried_at=context.now(),
        projects=context.catalog.listed_by(source.name),
        error=error,
    )
    context.catalog.put_state(state)
    return state


def _passing(context: Context, search: Search, ids: Sequence[str]) -> list[str]:
    """Those that pass the filters. Where the words hold qualifiers of ours only our own engine can tell."""
    query = queries.parse(search.text)
    if not ids or query.facts or query.excluded or query.favourite is not None:
        return []
    among = set(ids) & context.starred() if search.favourites_only else set(ids)
    passing = set(
        context.catalog.ids(
            Order.NAME,
            languages=search.languages,
            topics=search.topics,
            owners=search.owners,
            beginner_only=search.beginner_only,
            among=among,
        )
    )
    return [one for one in ids if one in passing]
