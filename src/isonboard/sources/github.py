"""GitHub, github.com and Enterprise: the repositories of an organisation, a user, a topic or a search.

With a token GraphQL lists a hundred repositories a request, topics, languages, counts and `innersource.json`
included; without one (GraphQL refuses) REST lists them with less. Issues and documents are in `github_forge.py`.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlsplit

import msgspec
from msgspec import Struct

from isonboard.errors import BadAnswerError, ConfigError, NotFoundError, UnreachableError
from isonboard.model.project import Project, SourceConfig
from isonboard.sources import fields, labels
from isonboard.sources import github_graphql as graph
from isonboard.sources import github_rest as rest
from isonboard.sources.listing import Listing, fingerprint
from isonboard.sources.session import GraphAnswer, Parameters, Session

if TYPE_CHECKING:
    from isonboard.sources.transport import Transport

SEARCH_CAP = 1_000  # results GitHub's search returns of one query, however many there are
SIZES = (100, 50, 25, 10)  # repositories a request: less when the server gives up on a batch
WHOLE_WALK = timedelta(days=7)  # an incremental sync sees no deletions: after this everything is walked again
_BEGINNING = datetime(2008, 1, 1, tzinfo=UTC)  # GitHub's own
_HEADERS = {"accept": "application/vnd.github+json", "x-github-api-version": "2022-11-28"}
_PUBLIC = ("github.com", "www.github.com", "api.github.com")


class Mark(NamedTuple):
    """Where an incremental walk goes on: what the source was, the newest change, how many there were, and when all
    were last walked.
    """

    scope: str
    newest: str
    total: int
    walked: str


class OwnerPlace(Struct, frozen=True, tag="owner"):
    """Where the walk of an owner's repositories goes on."""

    after: str
    newest: str
    begun: str


class SearchPlace(Struct, frozen=True, tag="search"):
    """The spans of creation dates that a search has not read yet, the last one next.

    Within a span the order may change at any time: one that was begun is read again.
    """

    spans: list[tuple[datetime, datetime]]
    expected: int | None


def api_base(url: str) -> str:
    """The REST address of a GitHub: api.github.com, `api.` of a ghe.com tenant, else `/api/v3` of the host."""
    parts = urlsplit(url or "https://github.com")
    host = (parts.hostname or "").lower()
    if host in _PUBLIC:
        return "https://api.github.com"
    if host.endswith(".ghe.com"):
        return f"https://{host if host.startswith('api.') else f'api.{host}'}"
    return f"{parts.scheme}://{parts.netloc}/api/v3"


class GithubApi:
    """One GitHub as one source sees it: REST and GraphQL, and what this server is known to lack."""

    def __init__(self, config: SourceConfig, transport: "Transport") -> None:
        self.config = config
        self.session = Session(transport, config, api_base(config.url), headers=_HEADERS)
        self.labels = list(labels.asked_for(config, anyone=False))
        self._lacking: frozenset[str] = frozenset()

    @property
    def lacking(self) -> frozenset[str]:
        return self._lacking

    async def has_token(self) -> bool:
        return await self.session.credential() is not None

    async def ask(self, query: Any, variables: dict[str, object]) -> GraphAnswer:
        """The answer to `query(lacking)`, asked again without the fields that the server turns out to lack.

        Raises BadAnswerError when there is no data, NotFoundError when what was asked for does not exist.
        """
        base = self.session.base
        path = (
            f"{base.removesuffix('/api/v3')}/api/graphql" if base.endswith("/api/v3") else f"{base}/graphql"
        )
        while True:
            answer = await self.session.graphql(path, query(self._lacking), variables)
            missing = graph.lacking_fields(answer.errors) - self._lacking
            if not missing:
                break
            self._lacking |= missing
        if answer.data and any(value is not None for value in answer.data.values()):
            return answer
        said = "; ".join(fields.name(error.get("message"), 160) for error in answer.errors[:2])
        if not answer.errors or any(error.get("type") == "NOT_FOUND" for error in answer.errors):
            raise NotFoundError(
                f"{self.session.host} knows nothing by that name{f' ({said})' if said else ''}",
                subject=self.config.name,
                hint="Check the spelling and whether the token may read it.",
            )
        raise BadAnswerError(
            f"{self.session.host} could not answer: {said}", subject=self.config.name, hint="Try again later."
        )


class GithubSource(Listing):
    """The repositories of an organisation, a user, a topic or a search."""

    def __init__(self, config: SourceConfig, transport: "Transport") -> None:
        super().__init__(config)
        self.api = GithubApi(config, transport)
        self._owner = config.organisation or config.user or _owner_in(config.url)
        self._scope = fingerprint([str(config.url), str(self._owner), str(config.topic), str(config.query)])
        if not (self._owner or config.topic or config.query):
            raise ConfigError(
                f"source {config.name} says neither organisation, user, topic nor query",
                hint='Write for example organisation = "acme".',
            )

    async def projects(self, watermark: str | None = None) -> AsyncIterator[Sequence[Project]]:
        """Batches of repositories; with a watermark what changed since, and everything once a week."""
        self.begin()
        by_search = bool(self.config.query) or not self._owner
        if not await self.api.has_token():
            walk = self._rest_search() if by_search else self._rest_owner()
        elif by_search:
            walk = self._search()
        else:
            walk = self._of_owner(_mark(watermark, self._scope))
        async for batch in walk:
            wanted = [project for project in batch if self._is_wanted(project)]
            if wanted:
                yield wanted

    async def search(self, query: str, limit: int) -> Sequence[tuple[Project, tuple[Any, ...]]]:
        """What GitHub's own search finds within this source; no reasons of its own."""
        scope = f" user:{self._owner}" if self._owner else f" topic:{self.config.topic}"
        answer = await self.api.session.get(
            "/search/repositories", {"q": f"{query}{scope}", "per_page": min(limit, 100)}
        )
        found = [rest.project_of(entry, self.config.name) for entry in fields.nodes(answer.entries("items"))]
        return [(project, ()) for project in found if project]

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self.api.session.transport.now(), UTC)

    def _is_wanted(self, project: Project) -> bool:
        topic = self.config.topic
        return not topic or any(topic.casefold() == listed.casefold() for listed in project.topics)

    async def _of_owner(self, mark: Mark | None) -> AsyncIterator[list[Project]]:
        now = self._now()
        if mark is not None and now - (fields.moment(mark.walked) or _BEGINNING) < WHOLE_WALK:
            changed, newest, total = await self._changed_since(mark)
            if changed is not None:
                self.watermark = _encoded(Mark(self._scope, newest, total, mark.walked))
                self.unchanged, self.complete = not changed, not changed
                self.expected = len(changed) or None
                yield changed
                return
        told = self.given(OwnerPlace)
        begun, newest, total = (told.begun, told.newest, 0) if told else (now.isoformat(), "", 0)
        # by creation: stable while repositories change under the walk
        walk = self.going_on(partial(self._pages, "CREATED_AT ASC"), told.after if told else None)
        async for nodes, total, following in walk:
            self.expected = None if self.config.topic else total
            newest = max([newest, *(fields.name(node.get("updatedAt")) for node in nodes)])
            self.stand(OwnerPlace(following, newest, begun) if following else None)
            yield self._read(nodes)
        self.complete = True
        # what changed behind the walk's back is newer than its beginning
        newest = min(newest, f"{fields.moment(begun) or now:%Y-%m-%dT%H:%M:%SZ}")
        self.watermark = _encoded(Mark(self._scope, newest, total, begun))

    async def _changed_since(self, mark: Mark) -> tuple[list[Project] | None, str, int]:
        """Repositories updated since the mark; None when their number shows that some are gone."""
        found: list[dict[str, Any]] = []
        added, total, newest = 0, 0, mark.newest
        async for nodes, count, _ in self._pages("UPDATED_AT DESC"):
            total = count
            fresh = [node for node in nodes if fields.name(node.get("updatedAt")) > mark.newest]
            added += sum(fields.name(node.get("createdAt")) > mark.newest for node in fresh)
            newest = max([newest, *(fields.name(node.get("updatedAt")) for node in fresh)])
            found += fresh
            if len(fresh) < len(nodes):
                break
        else:
            return None, newest, 0
        return (self._read(found), newest, total) if total == mark.total + added else (None, newest, total)

    async def _pages(
        self, order: str, after: str | None = None
    ) -> AsyncIterator[tuple[list[dict[str, Any]], int, str | None]]:
        """Pages of the owner's repositories, how many there are in all, and the next page's cursor."""
        variables: dict[str, object] = {"owner": self._owner, "labels": self.api.labels, "after": after}
        while True:
            answer = await self._batch(lambda lacking: graph.owner_query(lacking, order), variables)
            owner = answer.data.get("repositoryOwner")
            if not isinstance(owner, dict):
                raise self._unknown_owner()
            page = self._listed(owner.get("repositories"), answer)
            following = _next(page, variables["after"])
            yield fields.nodes(page), fields.total(page) or 0, following
            if following is None:
                return
            variables["after"] = following

    async def _batch(self, query: Any, variables: dict[str, object]) -> GraphAnswer:
        """A page, asked for in smaller pieces when the server gives up on it (GitHub's 502 after ten seconds)."""
        for size in SIZES:
            try:
                return await self.api.ask(query, {**variables, "size": size})
            except (UnreachableError, BadAnswerError) as error:
                if size == SIZES[-1] or not _may_be_too_much(error):
                    raise
        raise AssertionError("unreachable: the last size raises")

    async def _search(self) -> AsyncIterator[list[Project]]:
        """A search, cut into spans of creation dates where it finds more than GitHub returns."""
        query = self._query()
        told = self.given(SearchPlace)
        spans = told.spans if told else [(_BEGINNING, self._now() + timedelta(days=1))]
        whole = told is None
        self.expected = told.expected if told else None
        while spans:
            begin, end = spans.pop()
            dated = query if whole else f"{query} created:{begin:%Y-%m-%d}..{end:%Y-%m-%d}"
            variables: dict[str, object] = {"query": dated, "labels": self.api.labels, "after": None}
            while True:
                answer = await self._batch(graph.search_query, variables)
                found = self._listed(answer.data.get("search"), answer)
                total = fields.count(found.get("repositoryCount")) or 0
                if whole:
                    self.expected = total
                if total > SEARCH_CAP and end - begin > timedelta(days=1) and variables["after"] is None:
                    middle = begin + (end - begin) / 2
                    spans += [(begin, middle), (middle + timedelta(days=1), end)]
                    whole = False
                    break
                following = _next(found, variables["after"])
                unread = spans if following is None else [*spans, (begin, end)]
                self.stand(None if whole else SearchPlace(unread, self.expected))
                yield self._read(fields.nodes(found))
                if following is None:
                    break
                variables["after"] = following
            whole = False
        self.complete = True

    def _listed(self, page: object, answer: GraphAnswer) -> dict[str, Any]:
        """A page of repositories. Raises BadAnswerError where only errors came: that is no empty list."""
        if isinstance(page, dict):
            return page
        said = "; ".join(fields.name(error.get("message"), 160) for error in answer.errors[:2])
        raise BadAnswerError(
            f"{self.api.session.host} could not list the repositories{f': {said}' if said else ''}",
            subject=self.config.name,
            hint="What you have is kept; try again later.",
        )

    def _query(self) -> str:
        parts = [self.config.query or "", f"topic:{self.config.topic}" if self.config.topic else ""]
        return " ".join(part for part in [*parts, f"user:{self._owner}" if self._owner else ""] if part)

    def _read(self, nodes: Sequence[dict[str, Any]]) -> list[Project]:
        read = [(graph.project_of(node, self.config.name), node) for node in nodes]
        for project, node in read:
            if project is None:
                self.notice(f"the repository {fields.name(node.get('nameWithOwner'))!r} could not be read")
        return [project for project, _ in read if project is not None]

    async def _rest_owner(self) -> AsyncIterator[list[Project]]:
        parameters: Parameters = {"per_page": 100, "sort": "created", "direction": "asc"}
        owner = quote(self._owner or "", safe="")
        organisation = await self.api.session.find(f"/orgs/{owner}")
        people = f"/users/{owner}/repos"
        path = f"/orgs/{owner}/repos" if organisation is not None else people
        if organisation is not None:
            self.expected = fields.count(organisation.mapping().get("public_repos"))
        try:
            async for answer in self.walked(self.api.session, path, parameters):
                yield self._rest_read(answer.entries())
        except NotFoundError:
            raise self._unknown_owner() from None
        self.complete = not self.resumed

    async def _rest_search(self) -> AsyncIterator[list[Project]]:
        async for answer in self.api.session.pages(
            "/search/repositories", {"q": self._query(), "per_page": 100}
        ):
            body = answer.mapping()
            self.expected = fields.count(body.get("total_count"))
            if body.get("incomplete_results") is True:
                self.notice(f"{self.api.session.host} ran out of time and left results out")
            yield self._rest_read(fields.items(body.get("items")))
            await asyncio.sleep(0)
        if (self.expected or 0) > SEARCH_CAP:
            self.notice(
                f"only the first {SEARCH_CAP:,} of {self.expected:,} repositories can be listed without a token"
            )
        self.complete = True

    def _rest_read(self, entries: Sequence[object]) -> list[Project]:
        read = [rest.project_of(fields.mapping(entry), self.config.name) for entry in entries]
        if None in read:
            self.notice("a repository without a name or an address was left out")
        return [project for project in read if project is not None]

    def _unknown_owner(self) -> NotFoundError:
        return NotFoundError(
            f"{self.api.session.host} has no organisation or user {self._owner!r} that we may see",
            subject=self.config.name,
            hint="Check the spelling; a private organisation needs a token with read:org.",
        )


def _owner_in(url: str) -> str | None:
    """The organisation in `https://github.com/acme`."""
    segments = [segment for segment in urlsplit(url).path.split("/") if segment]
    return segments[0] if len(segments) == 1 and segments[0] not in ("api", "topics", "orgs") else None


def _next(page: dict[str, Any], before: object) -> str | None:
    info = fields.mapping(page.get("pageInfo"))
    cursor = info.get("endCursor")
    if info.get("hasNextPage") is not True or not isinstance(cursor, str) or not cursor:
        return None
    if cursor == before:
        raise BadAnswerError("the pages never end: the same cursor came back", hint="Try again later.")
    return cursor


def _may_be_too_much(error: UnreachableError | BadAnswerError) -> bool:
    said = str(error).casefold()
    return any(
        sign in said
        for sign in ("not working", "something went wrong", "timeout", "could not answer", "silent")
    )


def _mark(watermark: str | None, scope: str) -> Mark | None:
    """The mark of an earlier walk of the same thing; None for anything else."""
    try:
        mark = Mark(*msgspec.json.decode(watermark or "", type=tuple[str, str, int, str]))
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None
    return mark if mark.scope == scope and mark.newest else None


def _encoded(mark: Mark) -> str:
    return msgspec.json.encode(tuple(mark)).decode()
