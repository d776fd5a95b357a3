"""Refresh the catalog from the configured sources, then what is derived from it: the search index and the fit."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import structs

from isonboard import files
from isonboard.assistant.context import Context
from isonboard.assistant.pauses import told_pauses
from isonboard.assistant.quick import OUTDATED, is_outdated
from isonboard.assistant.rank import refresh_fits
from isonboard.catalog.sync import SyncReport, sync
from isonboard.errors import ConfigError, NotFoundError
from isonboard.match import index as search_index
from isonboard.match.index import IndexEntry
from isonboard.model.ports import Report, Source
from isonboard.model.progress import Progress
from isonboard.model.project import Project, SourceConfig

if TYPE_CHECKING:
    from isonboard.assistant.background import Fetched


def refresh(
    context: Context,
    only: str | None = None,
    *,
    report: Report,
    cancelled: Callable[[], bool] = lambda: False,
) -> SyncReport:
    """Read the sources (or the one called `only`), rebuild the index, score the fit.

    Sources with `mode = "remote"` are not copied. A source that fails is in the report; the others go on. Raises ConfigError without any source, NotFoundError for
    an unknown name, InterruptedByUserError when `cancelled` turns true.
    """
    from isonboard.assistant.remote import note_remote, refresh_state

    wanted = _wanted(context, only)
    _forget_removed(context)
    note_remote(context)
    copied = [source for source in wanted if source.mode != "remote"]
    asked = tuple(refresh_state(context, source) for source in wanted if source.mode == "remote")
    done = asyncio.run(_read(context, copied, report, cancelled))
    refresh_derived(context, report=report)
    return structs.replace(done, states=(*done.states, *asked))


def fetch_ahead(
    context: Context,
    *,
    on_screen: Sequence[str] = (),
    budget: int,
    report: Report,
    cancelled: Callable[[], bool] = lambda: False,
) -> "Fetched":
    """Fetch details of what is on screen, of favourites and of the best matches, then bring the index up to date.

    Raises InterruptedByUserError when `cancelled` turns true.
    """
    from isonboard.assistant.background import fetch_missing

    done = asyncio.run(
        fetch_missing(context, on_screen=on_screen, budget=budget, report=report, cancelled=cancelled)
    )
    refresh_derived(context, report=report)
    return done


def refresh_derived(context: Context, *, report: Report) -> None:
    """Bring the search index and the stored fit up to the catalog's generation. Raises StorageError."""
    total = context.catalog.count()
    if not index_is_current(context):
        report(Progress(stage="indexing", total=total, unit="projects"))
        refresh_index(context)
    report(Progress(stage="ranking", total=total, unit="projects"))
    refresh_fits(context)


def refresh_index(context: Context) -> None:
    """Build the search index of the catalog as it is, taking over what did not change. Raises StorageError."""
    generation, place = context.catalog.generation(), context.index_path
    outdated = place.with_name(OUTDATED)
    try:
        outdated.unlink(missing_ok=True)  # first: what is fetched meanwhile outdates the new one too
        search_index.build(place, index_entries(context), generation, previous=place)
    except BaseException as error:
        with suppress(OSError):
            if place.exists():
                outdated.touch(mode=0o600)
        if isinstance(error, OSError):
            raise files.storage_error(error, place) from error
        raise


def outdate_index(context: Context) -> None:
    """Leave word, where it is so, that documents came that the index does not have: the next search takes them in."""
    with suppress(OSError):
        if context.index_path.exists() and not index_is_current(context):
            context.index_path.with_name(OUTDATED).touch(mode=0o600)


def is_quickly_indexed(context: Context) -> bool:
    """Whether indexing the catalog anew is a matter of tenths of a second: more is left to the next sync."""
    return context.catalog.count() <= search_index.SMALL


def may_wait(context: Context) -> bool:
    """Whether the stored index serves until the next sync: only documents are newer, and indexing takes a while."""
    if not is_outdated(sample=context.sample) or is_quickly_indexed(context):
        return False
    try:
        search_index.load(context.index_path).close()
    except search_index.StaleIndexError:
        return False
    return True


def index_is_current(context: Context) -> bool:
    """Whether the stored index describes the catalog as it is."""
    try:
        built_at: int = search_index.load(context.index_path).generation
        return built_at == context.catalog.generation()
    except (search_index.StaleIndexError, FileNotFoundError):
        return False


def index_entries(context: Context) -> Iterator[IndexEntry]:
    """Every project as the search engine wants it, with its README where that was fetched."""
    catalog = context.catalog
    activities, readmes = catalog.all_activities(), catalog.readmes()
    return (
        _entry(project, activities.get(project.id), readmes.get(project.id, ""))
        for project in catalog.all_projects()
    )


def _entry(project: Project, activity: int | None, readme: str) -> IndexEntry:
    changed = project.updated_at or project.pushed_at
    return IndexEntry(
        id=project.id,
        name=project.name,
        full_name=project.full_name,
        title=project.title or "",
        owner=project.owner,
        description=" ".join(filter(None, (project.description, project.motivation))),
        topics=project.topics,
        skills=project.skills,
        language=project.language or "",
        languages=tuple(name for name, _ in project.languages),
        url=project.url or "",
        text=readme,
        beginner_issues=project.beginner_issues,
        activity=activity,
        updated=int(changed.timestamp()) if changed else 0,
    )


def _forget_removed(context: Context) -> None:
    """Sources that were taken out of the settings take what only they list along."""
    if context.sample:
        return
    configured = {source.name for source in context.config.enabled_sources}
    for state in context.catalog.states():
        if state.name not in configured:
            context.catalog.remove_source(state.name, keep=context.starred())


def _wanted(context: Context, only: str | None) -> Sequence[SourceConfig]:
    sources = context.sources
    if not sources:
        raise ConfigError(
            "no source is configured", hint="Add one with “isonboard add ADDRESS --write”, or use --sample."
        )
    if only is None:
        return sources
    named = [source for source in sources if source.name == only]
    if not named:
        raise NotFoundError(
            f"no source is called “{only}”",
            hint=f"There are: {', '.join(source.name for source in sources)}.",
        )
    return named


async def _read(
    context: Context, wanted: Sequence[SourceConfig], report: Report, cancelled: Callable[[], bool]
) -> SyncReport:
    keep = context.starred()
    if context.sample:
        from isonboard.sample.organisation import SampleSource

        sample: list[Source] = [SampleSource(context.now())]
        return await sync(
            sample, context.catalog, report=report, clock=context.now, cancelled=cancelled, keep=keep
        )
    from isonboard.sources.registry import open_source

    async with context.transport(on_pause=told_pauses(report)) as transport:
        sources = [open_source(source, transport) for source in wanted]
        return await sync(
            sources,
            context.catalog,
            report=report,
            clock=context.now,
            cancelled=cancelled,
            keep=keep,
            offline=context.offline,
        )
