"""Bitbucket Data Center: the repositories of a project or all; files; issues from the configured Jira.

Described by Atlassian's OpenAPI of 9.2. Bitbucket has no issues of its own there.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit, urlunsplit

from msgspec import structs

from isonboard import address, text
from isonboard.errors import BadAnswerError, NotFoundError
from isonboard.model.collaboration import Access, Fork
from isonboard.model.guidance import Document
from isonboard.model.issue import Issue
from isonboard.model.project import Project, SourceConfig
from isonboard.sources import base_documents, fields, repository_url
from isonboard.sources.bitbucket_fork import BitbucketWay
from isonboard.sources.forge import FILE_LIMIT, FileForge, document_of, filled, repository_path
from isonboard.sources.forking import accessed, forked, patient
from isonboard.sources.git_objects import by_week
from isonboard.sources.jira import JiraTracker
from isonboard.sources.listing import Listing, NumberedPlace
from isonboard.sources.session import Parameters, Session

if TYPE_CHECKING:
    from isonboard.sources.transport import Transport

PAGE = 100
COMMIT_PAGES = 5
_YEAR = 364 * 86_400


class BitbucketApi:
    """One Bitbucket as one source sees it."""

    def __init__(self, config: SourceConfig, transport: "Transport") -> None:
        self.config = config
        self.web = config.url.rstrip("/").partition("/rest/api")[0]
        self.session = Session(transport, config, f"{self.web}/rest/api/latest")

    async def pages(
        self, path: str, parameters: Parameters, most: int | None = None
    ) -> AsyncIterator[list[Any]]:
        """The values of the pages along `nextPageStart`."""
        async for _, values in self.numbered(path, parameters, most):
            yield values

    async def numbered(
        self, path: str, parameters: Parameters, most: int | None = None, first: int = 0
    ) -> AsyncIterator[tuple[int, list[Any]]]:
        """As `pages`, each with the number of its first value."""
        start: int | None = first
        pages = 0
        while start is not None and (most is None or pages < most):
            answer = await self.session.get(path, {**parameters, "limit": PAGE, "start": start})
            body = answer.mapping()
            values = body.get("values")
            if not isinstance(values, list):
                raise answer.unexpected("a page of values", body)
            pages += 1
            yield start, values
            following = fields.count(body.get("nextPageStart"))
            if body.get("isLastPage") is not False or following is None:
                return
            if following <= start or pages > self.session.page_bound:
                raise BadAnswerError(
                    f"the pages of {self.session.host} never end",
                    subject=self.config.name,
                    hint="What arrived is kept.",
                )
            start = following


class BitbucketSource(Listing):
    """The repositories of a project, or all."""

    def __init__(self, config: SourceConfig, transport: "Transport") -> None:
        super().__init__(config)
        self.api = BitbucketApi(config, transport)

    async def projects(self, watermark: str | None = None) -> AsyncIterator[Sequence[Project]]:
        """Batches of repositories."""
        del watermark  # validators do that part where the server has them
        self.begin()
        key = (
            self.config.project
            or self.config.organisation
            or (f"~{self.config.user}" if self.config.user else None)
        )
        path = f"/projects/{quote(key, safe='~')}/repos" if key else "/repos"
        asked: Parameters = {"name": self.config.query} if not key else {}
        told = self.given(NumberedPlace)
        async for start, values in self.going_on(
            lambda start: self.api.numbered(path, asked, first=start or 0), told.number if told else None
        ):
            self.stand(NumberedPlace(path, start))
            read = [project_of(fields.mapping(entry), self.config.name, self.api.web) for entry in values]
            if None in read:
                self.notice("a repository without a name or an address was left out")
            yield [project for project in read if project is not None]
        self.complete = not self.resumed


class BitbucketForge(FileForge):
    """A Bitbucket that answers for documents, and the Jira that answers for its issues."""

    kind = "bitbucket"

    def __init__(self, config: SourceConfig, transport: "Transport") -> None:
        self.config = config
        self.api = BitbucketApi(config, transport)
        self._now = transport.now
        self.tracker = JiraTracker(config, transport) if config.issue_tracker else None

    async def issues(self, project: Project) -> tuple[Issue, ...]:
        """Open issues of the configured Jira; none where none is configured."""
        key, slug = self._names(project)
        return await self.tracker.issues(project.id, key, slug) if self.tracker else ()

    async def issue(self, project: Project, number: str) -> Issue:
        """One issue of the configured Jira. Raises NotFoundError."""
        if self.tracker is None:
            raise NotFoundError(
                "Bitbucket has no issues of its own", hint="Set issue_tracker of the source to your Jira."
            )
        return await self.tracker.issue(project.id, number)

    async def paths(self, project: Project) -> Sequence[str]:
        """Files of the folders that hold base documents."""
        found: list[str] = []
        for folder in base_documents.folders(self.kind, project.subdirectory):
            path = f"{self._path(project)}/browse{f'/{quote(folder)}' if folder else ''}"
            answer = await self.api.session.find(path, {"limit": 500})
            children = fields.mapping(fields.mapping(answer.json()).get("children")) if answer else {}
            for entry in fields.nodes(children.get("values")):
                name = fields.mapping(entry.get("path")).get("toString") or fields.mapping(
                    entry.get("path")
                ).get("name")
                if entry.get("type") == "FILE" and isinstance(name, str):
                    found.append(f"{folder}/{name}" if folder else name)
        return found

    async def document(self, project: Project, path: str) -> Document | None:
        answer = await self.api.session.find(
            f"{self._path(project)}/raw/{quote(path)}", accept="text/plain, */*", size_limit=FILE_LIMIT
        )
        return document_of(answer, path, f"{project.url}/browse/{quote(path)}" if project.url else None)

    async def details(self, project: Project) -> Project:
        """What lists leave out; parts that cannot be had stay unknown."""
        entry = (await self.api.session.get(self._path(project))).mapping()
        detailed = project_of(entry, "", self.api.web)
        if detailed is None:
            return project
        branch = await self.api.session.find(f"{self._path(project)}/default-branch")
        marks = await self.api.session.find(f"{self._path(project)}/labels")
        topics = [mark.get("name") for mark in fields.nodes(marks.mapping().get("values"))] if marks else []
        weeks, pushed = await self._commits(project)
        return filled(
            project,
            structs.replace(
                detailed,
                default_branch=(fields.name(branch.mapping().get("displayId")) or None)
                if branch and branch.body
                else None,
                topics=fields.words(topics),
                participation=weeks,
                pushed_at=fields.moment(pushed),
                updated_at=fields.moment(pushed),
                base_documents=await self.base_paths(project),
            ),
        )

    async def access(self, project: Project) -> Access:
        """Whether this reader may push and fork."""
        return await accessed(BitbucketWay(self.api, self._path(project), project_of))

    async def fork(self, project: Project, *, waiting: Callable[[float], None] = patient) -> Fork:
        """The engineer's own fork, made now or found."""
        return await forked(BitbucketWay(self.api, self._path(project), project_of), project, waiting)

    async def _commits(self, project: Project) -> tuple[tuple[int, ...], int | None]:
        """Commits a week, () where there are too many to count, and the newest one's time."""
        now = self._now()
        times: list[int] = []
        pages = 0
        try:
            async for values in self.api.pages(f"{self._path(project)}/commits", {}, COMMIT_PAGES):
                pages += 1
                moments = [fields.moment(entry.get("committerTimestamp")) for entry in fields.nodes(values)]
                times += [int(moment.timestamp()) for moment in moments if moment]
                if len(values) < PAGE or (times and times[-1] < now - _YEAR):
                    return by_week(times, now), max(times, default=None)
        except NotFoundError:  # an empty repository has no commits to list
            return (), None
        return (by_week(times, now) if pages < COMMIT_PAGES else ()), max(times, default=None)

    def _names(self, project: Project) -> tuple[str, str]:
        key, _, slug = repository_path(project, self.api.web).removeprefix("scm/").rpartition("/")
        return key.upper() if not key.startswith("~") else key, slug

    def _path(self, project: Project) -> str:
        key, slug = self._names(project)
        return f"/projects/{quote(key, safe='~')}/repos/{quote(slug, safe='')}"


def project_of(entry: Mapping[str, Any], source: str, web: str) -> Project | None:
    """A repository object; None for one without a name or an address."""
    slug, key = fields.name(entry.get("slug")), fields.name(fields.mapping(entry.get("project")).get("key"))
    if not slug or not key:
        return None
    links = fields.mapping(entry.get("links"))
    clones = {fields.name(entry.get("name")): entry.get("href") for entry in fields.nodes(links.get("clone"))}
    written = clones.get("http")
    clone = _without_user(written) if isinstance(written, str) else f"{web}/scm/{key.lower()}/{slug}.git"
    repository = repository_url.repository_of(clone)
    if repository is None or repository.project_id is None:
        return None
    ssh = clones.get("ssh")
    name = fields.name(entry.get("name"))
    public = fields.flag(entry.get("public"))
    return Project(
        id=repository.project_id,
        name=slug,
        full_name=f"{key}/{slug}",
        title=name if name and name.casefold() != slug.casefold() else None,
        owner=fields.name(fields.mapping(entry.get("project")).get("name")) or key,
        description=text.line(entry.get("description")),
        url=address.web_address(f"{web}/projects/{quote(key, safe='~')}/repos/{quote(slug)}"),
        clone_url=repository.clone_url,
        ssh_url=ssh if isinstance(ssh, str) and address.project_id_of(ssh) else None,
        forge="bitbucket",
        api_path=f"{key}/{slug}",
        archived=fields.flag(entry.get("archived")),
        visibility=None if public is None else ("public" if public else "private"),
        listed_by=(source,) if source else (),
    )


def _without_user(written: str) -> str:
    """Bitbucket writes the reader's user name into clone addresses."""
    parts = urlsplit(written)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
