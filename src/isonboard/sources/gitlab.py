"""GitLab, gitlab.com and self-managed: a group with its subgroups, a person, a topic, a search, or all projects.

By its documented shapes (doc/api/openapi/openapi_v3.yaml); not yet proved against a real server. Totals are missing
above 10,000 rows, so pages are followed by their Link header.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from msgspec import structs

from isonboard.errors import CredentialsError, NotFoundError
from isonboard.model.collaboration import Access, Fork, PullRequest, Standing
from isonboard.model.guidance import Document
from isonboard.model.issue import Issue, LinkedPull
from isonboard.model.project import Project, SourceConfig
from isonboard.sources import base_documents, fields, labels
from isonboard.sources import gitlab_collaboration as together
from isonboard.sources.forge import FILE_LIMIT, FileForge, document_of, filled, newest_first, repository_path
from isonboard.sources.forking import accessed, forked, patient
from isonboard.sources.git_objects import by_week
from isonboard.sources.gitlab_fork import GitlabWay
from isonboard.sources.gitlab_rest import (
    blockers_of,
    by_number,
    comment_of,
    events_of,
    issue_of,
    languages_of,
    project_of,
    pull_of,
)
from isonboard.sources.listing import Listing
from isonboard.sources.session import Parameters, Session, private_token

if TYPE_CHECKING:
    from isonboard.sources.transport import Transport

ISSUE_PAGES = 3  # of 100
LABELS = 6  # asked for one by one where a project has more issues than that (labels are AND there)
MERGE_REQUESTS = 20  # issues whose merge requests are looked up
COMMIT_PAGES = 5
_YEAR = 364 * 86_400


class GitlabApi:
    """One GitLab as one source sees it."""

    def __init__(self, config: SourceConfig, transport: "Transport") -> None:
        self.config = config
        self.web = (config.url or "https://gitlab.com").rstrip("/").removesuffix("/api/v4")
        self.session = Session(transport, config, f"{self.web}/api/v4", sign=private_token)


class GitlabSource(Listing):
    """The projects of a group, a person, a topic, a search, or all that may be seen."""

    def __init__(self, config: SourceConfig, transport: "Transport") -> None:
        super().__init__(config)
        self.api = GitlabApi(config, transport)

    async def projects(self, watermark: str | None = None) -> AsyncIterator[Sequence[Project]]:
        """Batches of projects."""
        del watermark  # validators do that part: an unchanged page costs no body
        self.begin()
        path, asked = self._where()
        try:
            async for answer in self.walked(self.api.session, path, asked):
                self.expected = fields.count(answer.headers.get("x-total")) or self.expected
                read = [project_of(fields.mapping(entry), self.config.name) for entry in answer.entries()]
                if None in read:
                    self.notice("a project without a name or an address was left out")
                yield [project for project in read if project is not None]
        except NotFoundError as error:
            raise NotFoundError(
                f"{self.api.session.host} has no {self._named()} that we may see",
                subject=self.config.name,
                hint="Check the spelling; a private group needs a token with read_api.",
            ) from error
        self.complete = not self.resumed

    async def search(self, query: str, limit: int) -> Sequence[tuple[Project, tuple[Any, ...]]]:
        """What GitLab's own search finds within this source; no reasons of its own."""
        path, asked = self._where()
        answer = await self.api.session.get(path, {**asked, "search": query, "per_page": min(limit, 100)})
        read = [project_of(fields.mapping(entry), self.config.name) for entry in answer.entries()]
        return [(project, ()) for project in read if project]

    def _where(self) -> tuple[str, Parameters]:
        config = self.config
        asked: Parameters = {
            "per_page": 100,
            "order_by": "id",
            "sort": "asc",
            "topic": config.topic,
            "search": config.query,
        }
        if group := config.group or config.organisation:
            return f"/groups/{quote(group, safe='')}/projects", {
                **asked,
                "include_subgroups": "true",
                "with_shared": "false",
            }
        if config.user:
            return f"/users/{quote(config.user, safe='')}/projects", asked
        return "/projects", {**asked, "pagination": "keyset"}

    def _named(self) -> str:
        group = self.config.group or self.config.organisation
        return f"group {group!r}" if group else f"user {self.config.user!r}"


class GitlabForge(FileForge):
    """A GitLab that answers for issues and documents."""

    kind = "gitlab"

    def __init__(self, config: SourceConfig, transport: "Transport") -> None:
        self.config = config
        self.api = GitlabApi(config, transport)
        self._now = transport.now

    async def issues(self, project: Project) -> tuple[Issue, ...]:
        """Open issues: the most recently updated ones, and the invited ones by label where there are more."""
        asked: Parameters = {"state": "opened", "scope": "all", "per_page": 100, "order_by": "updated_at"}
        path = f"{self._path(project)}/issues"
        entries: dict[int, dict[str, Any]] = {}
        pages = 0
        async for answer in self.api.session.pages(path, asked):
            entries |= by_number(answer.entries())
            pages += 1
            if pages >= ISSUE_PAGES:
                for label in labels.asked_for(self.config)[:LABELS]:
                    more = await self.api.session.get(path, {**asked, "labels": label})
                    entries |= by_number(more.entries())
                break
        wanting = [
            number for number, entry in entries.items() if fields.count(entry.get("merge_requests_count"))
        ][:MERGE_REQUESTS]
        pulls = await asyncio.gather(*(self._pulls(project, number) for number in wanting))
        linked = dict(zip(wanting, pulls, strict=True))
        read = [issue_of(entry, project.id) for entry in entries.values()]
        return newest_first(
            structs.replace(issue, pulls=linked[int(issue.number)]) if int(issue.number) in linked else issue
            for issue in read
            if issue is not None
        )

    async def issue(self, project: Project, number: str) -> Issue:
        """One issue with comments and events. Raises NotFoundError."""
        path = f"{self._path(project)}/issues/{quote(number, safe='')}"
        issue = issue_of((await self.api.session.get(path)).mapping(), project.id)
        if issue is None:
            raise NotFoundError(f"{project.full_name} has no issue {number}")
        notes = await self.api.session.find(f"{path}/notes", {"per_page": 100, "sort": "asc"})
        entries = fields.nodes(notes.entries()) if notes else []
        links = await self._optional(f"{path}/links")
        return structs.replace(
            issue,
            comments=tuple(comment_of(entry) for entry in entries if entry.get("system") is not True),
            events=events_of(entries) if notes else None,
            pulls=await self._pulls(project, number),
            blocked_by=None if links is None else blockers_of(links),
        )

    async def paths(self, project: Project) -> Sequence[str]:
        """Files of the folders that hold base documents."""
        found: list[str] = []
        for folder in base_documents.folders(self.kind, project.subdirectory):
            asked: Parameters = {"path": folder or None, "per_page": 100}
            answer = await self.api.session.find(f"{self._path(project)}/repository/tree", asked)
            entries = fields.nodes(answer.json()) if answer else []
            found += [
                str(entry["path"]) for entry in entries if entry.get("type") == "blob" and entry.get("path")
            ]
        return found

    async def document(self, project: Project, path: str) -> Document | None:
        answer = await self.api.session.find(
            f"{self._path(project)}/repository/files/{quote(path, safe='')}/raw",
            {"ref": project.default_branch or "HEAD"},
            accept="text/plain, */*",
            size_limit=FILE_LIMIT,
        )
        page = (
            f"{project.url}/-/blob/{project.default_branch or 'HEAD'}/{quote(path)}" if project.url else None
        )
        return document_of(answer, path, page)

    async def details(self, project: Project) -> Project:
        """What lists leave out; parts that cannot be had stay unknown."""
        detailed = project_of(
            (await self.api.session.get(self._path(project), {"license": "true"})).mapping(), ""
        )
        if detailed is None:
            return project
        shares = await self._optional(f"{self._path(project)}/languages")
        return filled(
            project,
            structs.replace(
                detailed,
                languages=languages_of(fields.mapping(shares)),
                participation=await self._participation(project),
                base_documents=await self.base_paths(project),
            ),
        )

    async def pulls(
        self, project: Project, branch: str, logins: Sequence[str] = ()
    ) -> tuple[PullRequest, ...]:
        """Merge requests from a branch of that name, newest first."""
        del logins  # GitLab finds those from forks by the branch alone
        return await together.pulls(self.api.session, self._path(project), branch)

    async def comment(self, project: Project, number: str, body: str) -> str | None:
        """Post a note on an issue, once. Raises CredentialsError."""
        return await together.comment(self.api.session, self._path(project), number, body, project.url)

    async def standing(self, project: Project) -> Standing:
        """Access, the last pipeline and releases."""
        return await together.standing(self.api.session, self._path(project))

    async def access(self, project: Project) -> Access:
        """Whether this reader may push and fork."""
        return await accessed(GitlabWay(self.api.session, self._path(project), project_of))

    async def fork(self, project: Project, *, waiting: Callable[[float], None] = patient) -> Fork:
        """The engineer's own fork, made now or found."""
        return await forked(GitlabWay(self.api.session, self._path(project), project_of), project, waiting)

    async def _pulls(self, project: Project, number: int | str) -> tuple[LinkedPull, ...] | None:
        found = await self._optional(f"{self._path(project)}/issues/{quote(str(number), safe='')}/closed_by")
        return None if found is None else tuple(pull_of(entry) for entry in fields.nodes(found))

    async def _participation(self, project: Project) -> tuple[int, ...]:
        now = self._now()
        since = datetime.fromtimestamp(now - _YEAR, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        times: list[int] = []
        pages = 0
        try:
            asked: Parameters = {"since": since, "per_page": 100}
            async for answer in self.api.session.pages(f"{self._path(project)}/repository/commits", asked):
                pages += 1
                moments = [
                    fields.moment(entry.get("committed_date")) for entry in fields.nodes(answer.entries())
                ]
                times += [int(moment.timestamp()) for moment in moments if moment]
                if pages >= COMMIT_PAGES:
                    return ()  # too busy to count by pages: unknown
        except (NotFoundError, CredentialsError):
            return ()
        return by_week(times, now)

    async def _optional(self, path: str) -> Any:
        try:
            answer = await self.api.session.find(path)
        except CredentialsError:
            return None
        return answer.json() if answer else None

    def _path(self, project: Project) -> str:
        named = project.api_path if project.api_path and project.api_path.isdigit() else None
        return f"/projects/{named or quote(repository_path(project, self.api.web), safe='')}"
