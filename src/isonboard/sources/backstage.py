"""Backstage: the Components of a software catalog, walked by the `by-query` cursor.

`fields` are always given: only then the server sends an ETag (measured on catalog-backend 4.0.0), and a page is a
third of the size. Where a Component lives is read from `backstage.io/source-location`, else from the forges'
`project-slug` annotations; issues and documents come from that forge.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from msgspec import Struct

from isonboard import text
from isonboard.errors import BadAnswerError, CredentialsError, NotFoundError
from isonboard.manifests.packages import backstage_entity
from isonboard.model.project import Link, Project, SourceConfig
from isonboard.sources import fields, languages, repository_url
from isonboard.sources.answer import Answer
from isonboard.sources.listing import Listing, fingerprint
from isonboard.sources.repository_url import Repository
from isonboard.sources.session import Parameters, Session

if TYPE_CHECKING:
    from isonboard.sources.transport import Transport

PAGE = 500
_UNDER_WAY = 6  # turns of the loop until a request that was just begun is on the wire (measured: four)
_BREATH = 100  # Components read before the network gets its turn
_FIELDS = (
    "metadata.name,metadata.namespace,metadata.title,metadata.description,metadata.tags,"
    "metadata.links,metadata.annotations,spec.type,spec.owner,spec.system,spec.lifecycle,"
    "spec.providesApis"
)
_SYSTEMS = 10_000  # read; with a limit the answer has an ETag
_SYSTEM_FIELDS = "metadata.name,metadata.namespace,spec.domain"
_ENTITIES = "/api/catalog/entities"
_QUERY = f"{_ENTITIES}/by-query"
_SLUGS = (  # annotation, host where nothing says another, forge; the slug is `owner/repository`
    ("github.com/project-slug", "github.com", "github"),
    ("gitlab.com/project-slug", "gitlab.com", "gitlab"),
    ("gitea.com/project-slug", "gitea.com", "gitea"),
)


class CursorPlace(Struct, frozen=True, tag="cursor"):
    """Where the walk goes on, with the validators of the pages before."""

    cursor: str
    validators: list[str]


class BackstageSource(Listing):
    """The Components of one Backstage."""

    def __init__(self, config: SourceConfig, transport: "Transport") -> None:
        super().__init__(config)
        base = (
            config.url.rstrip("/").removesuffix("/api/catalog").removesuffix("/api").removesuffix("/catalog")
        )
        self.session = Session(transport, config, base)
        self._seen: set[str] = set()

    async def projects(self, watermark: str | None = None) -> AsyncIterator[Sequence[Project]]:
        """Batches of Components; a page at a time."""
        self.begin()
        told = self.given(CursorPlace)
        self._seen = set(self.listed) if told else set()
        if self.config.auth == "guest":
            await self._become_guest()
        systems = asyncio.ensure_future(self._domains())
        try:
            validators = list(told.validators) if told else []
            kept: list[list[dict[str, Any]]] | None = [] if watermark else None
            async for answer, entities, following in self.going_on(
                self._pages, told.cursor if told else None
            ):
                if told and not self.resumed:
                    told, validators, self._seen = None, [], set()
                validators.append(answer.validator or fingerprint([answer.body]))
                if kept is not None and answer.revalidated:
                    kept.append(entities)  # all as known so far: perhaps nothing has to be said
                    continue
                for waiting in kept or ():
                    yield await self._read(waiting, await systems)
                kept = None
                read = await self._read(entities, await systems)
                self.stand(CursorPlace(following, validators) if following else None)
                yield read
            mark = fingerprint([*validators, str(sorted((await systems).items()))])
            if kept is not None and mark == watermark:
                self.unchanged = True
            else:
                for waiting in kept or ():
                    yield await self._read(waiting, await systems)
            self.watermark, self.complete = mark, True
        finally:
            systems.cancel()

    async def search(self, query: str, limit: int) -> Sequence[tuple[Project, tuple[Any, ...]]]:
        """What the catalog's own full text search finds; no reasons of its own."""
        answer = await self._get(
            {
                "filter": self._filter(),
                "fields": _FIELDS,
                "limit": limit,
                "fullTextFilterTerm": query,
                "fullTextFilterFields": "metadata.name,metadata.title,metadata.description,metadata.tags",
            }
        )
        found = self._projects(fields.nodes(answer.mapping().get("items")), {})
        return [(project, ()) for project in found]

    def _filter(self) -> str:
        parts = ["kind=component", self.config.query or ""]
        if self.config.topic:
            parts.append(f"metadata.tags={self.config.topic}")
        if self.config.group:
            parts.append(f"spec.owner={self.config.group}")
        return ",".join(part for part in parts if part)

    async def _pages(
        self, cursor: str | None = None
    ) -> AsyncGenerator[tuple[Answer, list[dict[str, Any]], str | None]]:
        """Pages of Components, from the cursor where one is given, each with the next one's."""
        parameters: Parameters = {"fields": _FIELDS, "limit": PAGE}
        if cursor:
            parameters = {**parameters, "cursor": cursor}
        else:
            parameters = {**parameters, "filter": self._filter(), "orderField": "metadata.uid,asc"}
        seen: set[str] = set()
        coming = asyncio.ensure_future(self._get(parameters))
        try:
            while True:
                answer = await coming
                body = answer.mapping()
                if not isinstance(body.get("items"), list):
                    raise answer.unexpected("a page of entities", body)
                self.expected = fields.count(body.get("totalItems"))
                following = fields.mapping(body.get("pageInfo")).get("nextCursor")
                if not isinstance(following, str) or not following:
                    yield answer, fields.nodes(body["items"]), None
                    return
                if following in seen or len(seen) > self.session.page_bound:
                    raise BadAnswerError(
                        f"the pages of {self.session.host} never end",
                        subject=self.config.name,
                        hint="What arrived is kept.",
                    )
                seen.add(following)
                # the next page is on its way while this one is read
                coming = asyncio.ensure_future(
                    self._get({"cursor": following, "fields": _FIELDS, "limit": PAGE})
                )
                yield answer, fields.nodes(body["items"]), following
        finally:
            coming.cancel()
            await asyncio.gather(coming, return_exceptions=True)

    async def _get(self, parameters: Parameters, path: str = _QUERY) -> Answer:
        """A catalog answer; a guest's token that ran out is renewed once, and an open door is tried as a guest."""
        try:
            return await self.session.get(path, parameters)
        except CredentialsError:
            if await self.session.credential() is not None or self.config.auth not in (None, "guest"):
                raise
            await self._become_guest()
            return await self.session.get(path, parameters)

    async def _become_guest(self) -> None:
        """Take the token that Backstage hands to anybody, where its administrator allows guests."""
        self.session.own_signature = None
        answer = await self.session.find("/api/auth/guest/refresh", kept=False)
        token = (
            fields.mapping(fields.mapping(answer.json()).get("backstageIdentity")).get("token")
            if answer
            else None
        )
        if not isinstance(token, str) or not token.isascii() or not token.isprintable():
            raise CredentialsError(
                f"{self.session.host} asks for a login and takes no guests",
                subject=self.config.name,
                hint="Set token_env to a variable that holds a Backstage token.",
            )
        self.session.own_signature = {"authorization": f"Bearer {token}"}

    async def _domains(self) -> dict[str, str]:
        """The domain of each System; Components only name their System.

        All in one answer that nobody has to count or sort: half the server's work of a by-query (measured).
        """
        found: dict[str, str] = {}
        try:
            answer = await self._get(
                {"filter": "kind=system", "fields": _SYSTEM_FIELDS, "limit": _SYSTEMS}, _ENTITIES
            )
            entities = fields.nodes(answer.json())
        except (BadAnswerError, NotFoundError):
            return found  # components without their domain are components still
        for entity in entities:
            metadata, spec = fields.mapping(entity.get("metadata")), fields.mapping(entity.get("spec"))
            if domain := _short(spec.get("domain")):
                found[fields.name(metadata.get("name")).casefold()] = domain
        return found

    async def _read(self, entities: Sequence[Mapping[str, Any]], domains: Mapping[str, str]) -> list[Project]:
        """The projects of a page, some at a time: meanwhile the next page is asked for and comes in."""
        found: list[Project] = []
        for start in range(0, len(entities), _BREATH):
            for _ in range(1 if start else _UNDER_WAY):
                await asyncio.sleep(0)
            found += self._projects(entities[start : start + _BREATH], domains)
        return found

    def _projects(self, entities: Sequence[Mapping[str, Any]], domains: Mapping[str, str]) -> list[Project]:
        found = []
        for entity in entities:
            project = project_of(entity, self.config.name, self.session.base, domains, self._seen)
            if project is None:
                self.notice("a Component without a name was left out")
            else:
                self._seen.add(project.id)
                found.append(project)
        return found


def project_of(
    entity: Mapping[str, Any],
    source: str,
    base: str,
    domains: Mapping[str, str] | None = None,
    taken: frozenset[str] | set[str] = frozenset(),
) -> Project | None:
    """A Component as a project; the ids in `taken` belong to others that share its repository and folder."""
    metadata, spec = fields.mapping(entity.get("metadata")), fields.mapping(entity.get("spec"))
    name = fields.name(metadata.get("name"))
    if not name:
        return None
    namespace = fields.name(metadata.get("namespace")) or "default"
    annotations = fields.mapping(metadata.get("annotations"))
    repository = repository_for(annotations)
    own = f"{source}:component:{namespace}/{name}".casefold()
    shared = (repository.project_id if repository else None) or own
    place = f"{quote(namespace, safe='')}/component/{quote(name, safe='')}"
    page = f"{base}/catalog/{place}"  # base is checked, the names are quoted
    system = _short(spec.get("system"))
    tags = fields.words(metadata.get("tags"))
    links = [(entry.get("title"), entry.get("url")) for entry in fields.nodes(metadata.get("links"))]
    return Project(
        id=own if shared in taken else shared,
        name=name,
        full_name=repository.full_name if repository else name,
        title=fields.sentence(metadata.get("title")),
        owner=_short(spec.get("owner")) or "",
        description=text.line(metadata.get("description")),
        url=repository.url if repository else page,
        clone_url=repository.clone_url if repository else None,
        subdirectory=repository.subdirectory if repository else None,
        default_branch=repository.reference if repository and repository.reference != "HEAD" else None,
        forge=repository.forge if repository else None,
        language=_language(tags),
        topics=(*tags, *([kind] if (kind := fields.name(spec.get("type"))) and kind not in tags else [])),
        docs_url=f"{base}/docs/{place}" if annotations.get("backstage.io/techdocs-ref") else None,
        lifecycle=fields.sentence(spec.get("lifecycle")),
        system=system,
        domain=(domains or {}).get(system.casefold()) if system else None,
        packages=_provided(name, namespace, spec),
        links=(*fields.links(links), Link("Backstage", page)),
        listed_by=(source,) if source else (),
    )


def _provided(name: str, namespace: str, spec: Mapping[str, Any]) -> tuple[str, ...]:
    """What other Components' relations name it by: itself, and the interfaces that it provides."""
    interfaces = (backstage_entity(one, "api", namespace) for one in fields.words(spec.get("providesApis")))
    entities = (backstage_entity(name, "component", namespace), *interfaces)
    return tuple(f"backstage:{entity}" for entity in entities if entity)


def repository_for(annotations: Mapping[str, Any]) -> Repository | None:
    """The repository, and the folder in it, that a Component's annotations name.

    A slug is written by a person; the source location may be filled in by Backstage with wherever the entity's file
    was found, which for a central catalog is another repository. So a slug that contradicts it wins, on its host.
    """
    located = next(
        (
            found
            for key in ("backstage.io/source-location", "backstage.io/managed-by-location")
            if isinstance(written := annotations.get(key), str)
            and written.startswith("url:")
            and (found := repository_url.repository_of(written)) is not None
        ),
        None,
    )
    for key, usual_host, forge in _SLUGS:
        slug = annotations.get(key)
        if not isinstance(slug, str) or "/" not in slug:
            continue
        if located is not None and located.full_name.casefold() == slug.casefold():
            return located
        same = located is not None and located.forge == forge
        host = fields.name(annotations.get("gitlab.com/instance")) if forge == "gitlab" else ""
        if not host:
            host = urlsplit(located.url).netloc if located is not None and same else usual_host
        return repository_url.repository_of(f"https://{host}/{slug}") or located
    azure = fields.name(annotations.get("dev.azure.com/project-repo"))
    where = fields.name(annotations.get("dev.azure.com/host-org"))
    if located is None and where and azure.count("/") == 1:
        project, _, name = azure.partition("/")
        return repository_url.repository_of(f"https://{where}/{quote(project)}/_git/{quote(name)}")
    return located


def _short(reference: object) -> str | None:
    """`group:default/team-a` as people say it: “team-a”."""
    return _said(reference) if isinstance(reference, str) else None


@lru_cache(maxsize=4096)
def _said(reference: str) -> str | None:
    """Remembered: a catalog has far fewer teams and systems than components."""
    return fields.name(reference).rpartition(":")[2].rpartition("/")[2] or None


@lru_cache(maxsize=4096)
def _language(tags: tuple[str, ...]) -> str | None:
    """The first tag that is a language."""
    return next((name for tag in tags if (name := languages.usual_name(tag)) in languages.KNOWN), None)
