"""Sources that are asked instead of copied (`mode = "remote"`): their hits join the local ones, ranked and explained alike.

What such a source was seen to hold is kept in the catalog as its listing, so that it is indexed, scored and shown like
everything else, and can still be found offline. What nobody saw for a while is forgotten.
"""

import asyncio
import contextlib
import re
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self, cast

from msgspec import Struct

from isonboard import files
from isonboard.assistant.context import Context
from isonboard.assistant.find import Finder, Search
from isonboard.assistant.quick import MARKER
from isonboard.assistant.row import Row
from isonboard.assistant.sync import index_is_current, is_quickly_indexed, refresh_derived
from isonboard.errors import (
    ConfigError,
    IsonboardError,
    NotFoundError,
    RateLimitedError,
    UnreachableError,
)
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
_RESTS: dict[tuple[str, str], datetime] = {}
"""Sources that asked for a pause, by name and address, and until when they are left alone by this process."""
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
    reasons: dict[str, str] = {}
    """Who found it, by the id in force, in the order of the hits."""


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


async def search_remote(
    context: Context,
    text: str,
    limit: int = 50,
    *,
    transport: "Transport | None" = None,
    leave_out: Collection[str] = (),
) -> RemoteHits:
    """Ask every remote source but those in `leave_out` for `text`, side by side, and keep what they found.

    Never raises for a source nor where nothing can be kept: what went wrong is in `notes`. Offline nothing is asked.
    """
    sources = [
        source
        for source in remote_sources(context)
        if source.name not in leave_out and not _rests(source, context.now())
    ]
    words = asked_words(text)
    if not sources or not words or context.offline:
        return RemoteHits()
    async with contextlib.AsyncExitStack() as stack:
        own = await stack.enter_async_context(context.transport()) if transport is None else transport
        answers = await asyncio.gather(
            *(_asked(source, own, words, limit) for source in sources), return_exceptions=True
        )
    hits: list[RemoteHit] = []
    notes: list[Notice] = []
    listed: list[tuple[SourceConfig, Sequence[Project], str | None]] = []
    for source, answer in zip(sources, answers, strict=True):
        if isinstance(answer, IsonboardError):
            notes.append(Notice(text=answer.message, hint=answer.hint, subject=source.name))
            listed.append((source, (), answer.sentence))
            if isinstance(answer, RateLimitedError) and answer.retry_after:
                _RESTS[source.name, source.url] = context.now() + timedelta(seconds=answer.retry_after)
        elif isinstance(answer, BaseException):
            raise answer
        else:
            hits += [RemoteHit(project=project, source=source.name) for project in answer]
            listed.append((source, answer, None))
    run, kept = int(context.now().timestamp() * 1000), False
    with context.catalog.if_possible():
        for source, projects, error in listed:
            if error is None:
                context.catalog.put_listings(source.name, source.kind, projects, run)
            _keep_state(context, source, error=error)
        kept = True
    if hits and not kept:
        notes.append(Notice(text="what the sources found could not be kept", hint="Try again later."))
    # the first source that found a project is named
    reasons = {context.catalog.canonical(hit.project.id): hit.reason for hit in reversed(hits)}
    return RemoteHits(hits=tuple(hits), notes=tuple(notes), reasons=dict(reversed(reasons.items())))


class Everywhere:
    """Local and remote search together, one after the other: use it as a context.

    The same words are asked for once, and a source that did not answer is left alone from then on.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._finder = Finder(context)
        self._runner = asyncio.Runner()
        self._stack = contextlib.AsyncExitStack()
        self._transport: Transport | None = None
        self._answered: dict[str, RemoteHits] = {}
        self._silent: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.run(self._stack.aclose())
        self._runner.close()

    def rows(self, search: Search, limit: int) -> tuple[list[Row], tuple[Notice, ...]]:
        """The best rows, and what went wrong now. May take `PATIENCE` seconds."""
        context, words = self._context, asked_words(search.text)
        notes: tuple[Notice, ...] = ()
        if words not in self._answered:
            found = self._runner.run(self._ask(search.text, limit))
            self._answered[words], notes = found, found.notes
            self._silent.update(note.subject for note in notes)
        if is_quickly_indexed(context) and not index_is_current(context):  # else what is heard comes last
            refresh_derived(context, report=lambda _event: None)
            self._finder.index.reload()
        self._finder.hear(search.text, self._answered[words].reasons)
        return self._finder.find(search).rows(limit), notes

    async def _ask(self, text: str, limit: int) -> RemoteHits:
        if self._transport is None:
            self._transport = await self._stack.enter_async_context(self._context.transport())
        return await search_remote(
            self._context, text, limit, transport=self._transport, leave_out=self._silent
        )


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


def _rests(source: SourceConfig, now: datetime) -> bool:
    return now < _RESTS.get((source.name, source.url), now)


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
