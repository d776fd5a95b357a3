"""Search, filters, sorting and fit together: one list for the screen and the command line."""

import contextlib
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TypedDict

from msgspec import Struct

from isonboard.assistant.context import Context
from isonboard.assistant.index_at_hand import IndexAtHand
from isonboard.assistant.rank import matcher, readiness_share, refresh_fits
from isonboard.assistant.row import Row, vanished
from isonboard.catalog.activity import activity_label
from isonboard.catalog.order import Facets, Order
from isonboard.match import alike
from isonboard.match import index as search_index
from isonboard.match import query as queries
from isonboard.match import search as engine
from isonboard.match.fit import Matcher
from isonboard.match.hit import Hit
from isonboard.model.project import Project, SourceState

PAGE = 64
"""Rows fetched from the catalog at a time where nobody says how many."""


class Sort(StrEnum):
    """`best` is relevance when words are searched, fit when not."""

    BEST = "best"
    FIT = "fit"
    ACTIVITY = "activity"
    NAME = "name"
    FRESH = "freshness"
    BEGINNER = "beginner issues"


class Search(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is looked for. Values of one filter are alternatives; filters and words must all hold."""

    text: str = ""
    sort: Sort = Sort.BEST
    languages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    beginner_only: bool = False
    favourites_only: bool = False

    @property
    def is_filtered(self) -> bool:
        return bool(
            self.languages or self.topics or self.owners or self.beginner_only or self.favourites_only
        )


class _Filters(TypedDict):
    languages: tuple[str, ...]
    topics: tuple[str, ...]
    owners: tuple[str, ...]
    beginner_only: bool


class Superseded(Exception):  # noqa: N818 - not an error: a newer search is under way
    """A newer search has begun: the answer to this one is not wanted any more."""


class Results:
    """An ordered list of projects whose rows are fetched as they are looked at. Belongs to its context's thread."""

    def __init__(
        self,
        context: Context,
        search: Search,
        *,
        ids: Sequence[str] | None = None,
        hits: engine.Ranked | None = None,
        note: str = "",
        scorer: Matcher | None = None,
        total: int | None = None,
        others: Mapping[str, str] | None = None,
        distrust: Callable[[], None] = lambda: None,
    ) -> None:
        """`others` says of ids that other systems found by themselves which one did.

        `distrust` is called where the index turns out to be damaged only now; the error is raised all the same.
        """
        self.search = search
        self._others = others or {}
        self._distrust = distrust
        self.total = context.catalog.count() if total is None else total
        self.note = note
        self._context = context
        self._ids = ids
        self._hits = hits
        self._kept: dict[int, Row] = {}
        self._matcher = scorer or matcher(context)

    def __len__(self) -> int:
        return len(self._ids) if self._ids is not None else len(self._hits or ())

    @property
    def ids(self) -> Sequence[str]:
        """The ids of all projects found, in order."""
        if self._ids is None:
            assert self._hits is not None
            with self._distrusting():
                self._ids = self._hits.ids()
        return self._ids

    def row(self, place: int) -> Row:
        """The row at `place`; a page of rows is fetched with it."""
        if not self._at_hand(place, told=True):
            start = place - place % PAGE
            self.between(start, start + PAGE)
        return self._kept[place]

    def between(self, start: int, end: int, *, told: bool = True) -> dict[int, Row]:
        """The rows from `start` to `end`, by place; those that were not are fetched, and no others.

        Where they need not be `told`, those not kept come without their reasons, which cost more than all the rest.
        """
        places = range(max(0, start), min(len(self), end))
        if lacking := [place for place in places if not self._at_hand(place, told=told)]:
            fetched = range(lacking[0], lacking[-1] + 1)
            rows = self._rows(fetched.start, fetched.stop, told=told)
            self._kept.update(zip(fetched, rows, strict=True))
        return {place: self._kept[place] for place in places}

    def rows(self, limit: int | None = None) -> list[Row]:
        """The first `limit` rows, or all."""
        return [self.row(place) for place in range(len(self) if limit is None else min(limit, len(self)))]

    def _at_hand(self, place: int, *, told: bool) -> bool:
        kept = self._kept.get(place)
        return kept is not None and (kept.told or not told)

    def index_of(self, project_id: str) -> int | None:
        """Where a project is in the list, or None."""
        try:
            return self.ids.index(project_id)
        except ValueError:
            return None

    @contextlib.contextmanager
    def _distrusting(self) -> Iterator[None]:
        try:
            yield
        except search_index.StaleIndexError:
            self._distrust()
            raise

    def _rows(self, start: int, end: int, *, told: bool) -> list[Row]:
        hits: dict[str, Hit] = {}
        if self._hits is not None:
            with self._distrusting():
                places = range(start, min(end, len(self._hits)))
                found = (self._hits.hit(place, told=told) for place in places)
                hits = {hit.project_id: hit for hit in found}
        ids = list(hits) if self._ids is None else list(self._ids[start:end])
        activities = self._context.catalog.activities(ids)
        starred = self._context.starred()
        projects = {project.id: project for project in self._context.catalog.projects(ids)}
        return [
            self._row(projects[one], activities.get(one), hits.get(one), favourite=one in starred, told=told)
            if one in projects
            else vanished(one)
            for one in ids
        ]

    def _row(
        self, project: Project, activity: int | None, hit: Hit | None, *, favourite: bool, told: bool
    ) -> Row:
        readiness = readiness_share(project)
        if told:
            fit = self._matcher.fit(project, activity=activity, readiness=readiness)
            score, reasons = fit.score, fit.reasons
            fits = [("− " if reason.is_negative else "") + reason.text for reason in reasons]
            elsewhere = filter(None, (self._others.get(project.id),))
            why = (*(hit.reasons if hit else ()), *elsewhere, *fits)
        else:
            score, reasons, why = self._matcher.score(project, activity=activity, readiness=readiness), (), ()
        return Row(
            id=project.id,
            label=project.label,
            full_name=project.full_name,
            owner=project.owner,
            description=project.description or project.motivation or "",
            url=project.url,
            language=project.language,
            topics=project.topics,
            fit=score,
            score=hit.score if hit else None,
            activity=activity,
            activity_label=activity_label(activity),
            participation=project.participation,
            beginner_issues=project.beginner_issues,
            stars=project.stars,
            updated_at=project.updated_at or project.pushed_at,
            favourite=favourite,
            archived=bool(project.archived),
            gone=project.gone_since is not None,
            positions=hit.positions if hit else (),
            why=why,
            reasons=reasons,
            base_documents=project.base_documents,
            guidelines=project.guidelines,
            personal=not self._matcher.profile.is_silent,
            told=told,
        )


class Finder:
    """Answers searches; a newer one makes an older one under way give up."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.index = IndexAtHand(context)
        self._latest: Search | None = None
        self._scorer: tuple[object, Matcher | None, int] = (None, None, 0)
        self._allowed: tuple[object, frozenset[str]] = (None, frozenset())
        self._heard: tuple[str, Mapping[str, str]] = ("", {})

    def hear(self, text: str, found: Mapping[str, str]) -> None:
        """Take in what other systems found for `text`, each id with the reason: it joins the answer to that text."""
        self._heard = (text, found)

    def refresh_fit(self) -> bool:
        """Score anew after the profile changed."""
        return refresh_fits(self._context)

    def find(self, search: Search) -> Results:
        """The projects that pass, sorted. Raises Superseded when a newer call began meanwhile, StorageError."""
        self._latest = search
        context = self._context
        order = Order.FIT if search.sort is Sort.BEST else Order(search.sort.value)
        text = search.text.strip()
        index = self.index.current() if text else None
        among = context.starred() if search.favourites_only else None
        filters = _Filters(
            languages=search.languages,
            topics=search.topics,
            owners=search.owners,
            beginner_only=search.beginner_only,
        )
        if index is None:
            ids = context.catalog.ids(order, among=among, **filters)
            return self._results(search, ids=ids)
        allowed = self._passing(search, among, filters) if search.is_filtered else None
        try:
            return self._searched(search, index, order, allowed)
        except search_index.StaleIndexError:
            return self._searched(search, self.index.rebuilt(), order, allowed)

    def _searched(
        self, search: Search, index: search_index.Index, order: Order, allowed: frozenset[str] | None
    ) -> Results:
        """The projects that the words find. Raises Superseded, StaleIndexError."""
        context = self._context
        hits = engine.ranked(index, search.text.strip(), allowed=allowed, favourites=context.starred())
        self._still_wanted(search)
        others = self._heard[1] if self._heard[0] == search.text else {}
        more = self._found_elsewhere(search, others, hits) if others else []
        if search.sort is Sort.BEST:
            return self._results(search, hits=hits, ids=[*hits.ids(), *more] if more else None, others=others)
        ids = context.catalog.ids(order, among=frozenset((*hits.ids(), *more)))
        self._still_wanted(search)
        return self._results(search, ids=ids, others=others)

    def _found_elsewhere(self, search: Search, others: Mapping[str, str], hits: engine.Ranked) -> list[str]:
        """What only other systems found and the filters let pass; of qualifiers of ours only our engine can tell."""
        query = queries.parse(search.text)
        ids = set(others).difference(hits.ids())
        if not ids or query.facts or query.excluded or query.favourite is not None:
            return []
        passing = set(
            self._context.catalog.ids(
                Order.NAME,
                languages=search.languages,
                topics=search.topics,
                owners=search.owners,
                beginner_only=search.beginner_only,
                among=ids & self._context.starred() if search.favourites_only else ids,
            )
        )
        return [one for one in others if one in passing]

    def rows_of(self, ids: Sequence[str]) -> list[Row]:
        """The rows of these projects, in this order."""
        return self._results(Search(), ids=ids).rows()

    def _results(
        self,
        search: Search,
        *,
        ids: Sequence[str] | None = None,
        hits: engine.Ranked | None = None,
        others: Mapping[str, str] | None = None,
    ) -> Results:
        """With the scorer of the profile and the catalog in force and the count, anew only when one of them changed."""
        context = self._context
        key = (context.profile, context.catalog.generation(), context.now().date())
        if key != self._scorer[0]:
            self._scorer = (key, matcher(context), context.catalog.count())
        return Results(
            context, search, ids=ids, hits=hits, note=self._note(), scorer=self._scorer[1], total=self._scorer[2],
            others=others, distrust=self.index.distrust,
        )  # fmt: skip

    def _passing(self, search: Search, among: frozenset[str] | None, filters: "_Filters") -> frozenset[str]:
        """Ids that pass the filters: the same from key to key while only the words change."""
        facts = (search.languages, search.topics, search.owners, search.beginner_only)
        key = (facts, among, self._context.catalog.generation())
        if key != self._allowed[0]:
            ids = self._context.catalog.ids(Order.NAME, among=among, **filters)
            self._allowed = (key, frozenset(ids))
        return self._allowed[1]

    def facets(self) -> Facets:
        return self._context.catalog.facets()

    def complete(self, text: str) -> list[str]:
        """Completions of the last word: qualifiers and their values; none where the index is damaged."""
        index = self.index.current()
        if index is None:
            return []
        try:
            with search_index.undamaged():
                return queries.complete(text, index)
        except search_index.StaleIndexError:
            self.index.distrust()
            return []

    def similar(self, project_id: str, limit: int = 5) -> list[str]:
        """Ids of the projects most like this one."""
        return [hit.project_id for hit in self.alike(project_id, limit)]

    def alike(self, project_id: str, limit: int = 5) -> tuple[Hit, ...]:
        """The projects most like this one, each with what they have in common; none where the index is damaged."""
        with contextlib.suppress(search_index.StaleIndexError):
            index = self.index.current()
            if index is not None and (document := index.document(project_id)) >= 0:
                with search_index.undamaged():
                    return tuple(alike.similar(index, document, limit))
        return ()

    def states(self) -> tuple[SourceState, ...]:
        return self._context.catalog.states()

    def _still_wanted(self, search: Search) -> None:
        if self._latest is not search:
            raise Superseded

    def _note(self) -> str:
        states = self.states()
        failed = [state.name for state in states if state.error]
        if failed:
            return f"{', '.join(failed)}: not up to date, see Sources"
        if self._context.offline:
            was_read = any(state.synced_at for state in states)
            return "offline: showing what was fetched before" if was_read else "offline"
        return ""


def command_line(search: Search, flags: tuple[str, ...] = ()) -> str:
    """The command that repeats this search outside the app, started with the same options (`--sample`)."""
    words = ["isonboard", *flags, "search"]
    words += [search.text] if search.text else []
    if search.sort is not Sort.BEST:
        words += ["--sort", search.sort.value]
    for option, values in (
        ("--language", search.languages),
        ("--topic", search.topics),
        ("--owner", search.owners),
    ):
        for value in values:
            words += [option, value]
    words += ["--has-issues"] if search.beginner_only else []
    words += ["--favourites"] if search.favourites_only else []
    return shlex.join(words)
