"""GitLab, gitlab.com and self-managed: a group with its subgroups, a person, a topic, a search, or all projects.

By its documented shapes (doc/api/openapi/openapi_v3.yaml); not yet proved against a real server. Totals are missing
above 10,000 rows, so pages are followed by their Link header.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from msgspec import structs

from isonboard import address, text
from isonboard.errors import CredentialsError, NotFoundError
from isonboard.model.collaboration import Access, Fork, PullRequest, Standing
from isonboard.model.guidance import Document
from isonboard.model.issue import Comment, Issue, IssueEvent, LinkedPull
from isonboard.model.project import Project, SourceConfig
from isonboard.sources import base_documents, fields, labels, languages, repository_url
from isonboard.sources import gitlab_collaboration as together
from isonboard.sources.forge import FILE_LIMIT, FileForge, document_of, filled, newest_first, repository_path
from isonboard.sources.forking import accessed, forked, patient
from isonboard.sources.git_objects import by_week
from isonboard.sources.gitlab_fork import GitlabWay
from isonboard.sources.listing import Listing
from isonboard.sources.session import Parameters, Session, private_token

if TYPE_CHECKING:
    from isonboard.sources.transport import Transport

ISSUE_PAGES = 3  # of 100
LABELS = 6  # asked for one by one where a project has more issues than that (labels are AND there)
MERGE_REQUESTS = 20  # issues whose merge requests are looked up
COMMIT_PAGES = 5
_YEAR = 364 * 86_400
_NOTES = (  # GitLab says what happened in system notes
    (re.compile(r"(?<!un)assigned to @(\S+)"), "assigned"),
    (re.compile(r"unassigned @(\S+)"), "unassigned"),
    (re.compile(r"mentioned in merge request (\S+)"), "referenced"),
    (re.compile(r"created branch \[?`([^`]+)`"), "branch_created"),
    (re.compile(r"created merge request (\S+)"), "connected"),
    (re.compile(r"closed()"), "closed"),
    (re.compile(r"reopened()"), "reopened"),
    (re.compile(r"added ~?(.+) label"), "labeled"),
)


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
            entries |= _by_number(answer.entries())
            pages += 1
            if pages >= ISSUE_PAGES:
                for label in labels.asked_for(self.config)[:LABELS]:
                    more = await self.api.session.get(path, {**asked, "labels": label})
                    entries |= _by_number(more.entries())
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
            comments=tuple(_comment(entry) for entry in entries if entry.get("system") is not True),
            events=events_of(entries) if notes else None,
            pulls=await self._pulls(project, number),
            blocked_by=None if links is None else _blockers(links),
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
                languages=_languages(fields.mapping(shares)),
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
        return None if found is None else tuple(_pull(entry) for entry in fields.nodes(found))

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


def project_of(entry: Mapping[str, Any], source: str) -> Project | None:
    """A project object; None for one without a name or an address."""
    clone, name = (
        entry.get("http_url_to_repo"),
        fields.name(entry.get("path")) or fields.name(entry.get("name")),
    )
    repository = repository_url.repository_of(clone) if isinstance(clone, str) else None
    if repository is None or repository.project_id is None or not name:
        return None
    full_name, title = fields.name(entry.get("path_with_namespace")), fields.sentence(entry.get("name"))
    changed = fields.moment(entry.get("last_activity_at"))
    ssh = entry.get("ssh_url_to_repo")
    licence = fields.mapping(entry.get("license"))
    return Project(
        id=repository.project_id,
        name=name,
        full_name=full_name or repository.full_name,
        title=title if title and title != name else None,
        owner=fields.name(fields.mapping(entry.get("namespace")).get("full_path"))
        or full_name.rpartition("/")[0],
        description=text.line(entry.get("description")),
        url=address.web_address(entry.get("web_url")),
        clone_url=repository.clone_url,
        ssh_url=ssh if isinstance(ssh, str) and repository_url.repository_of(ssh) else None,
        default_branch=fields.name(entry.get("default_branch")) or None,
        forge="gitlab",
        api_path=fields.name(entry.get("id")) or None,
        topics=fields.words(entry.get("topics") or entry.get("tag_list")),
        license=fields.sentence(licence.get("nickname")) or fields.sentence(licence.get("name")),
        created_at=fields.moment(entry.get("created_at")),
        updated_at=changed,
        pushed_at=changed,
        stars=fields.count(entry.get("star_count")),
        forks=fields.count(entry.get("forks_count")),
        open_issues=fields.count(entry.get("open_issues_count")),
        archived=fields.flag(entry.get("archived")),
        visibility=fields.name(entry.get("visibility")) or None,
        logo_url=address.web_address(entry.get("avatar_url")),
        listed_by=(source,) if source else (),
    )


def issue_of(entry: Mapping[str, Any], project_id: str) -> Issue | None:
    """An issue object; its merge requests are known only where there are none."""
    number = fields.count(entry.get("iid"))
    if number is None:
        return None
    return Issue(
        project_id=project_id,
        number=str(number),
        title=text.line(entry.get("title")),
        body=text.block(entry.get("description")),
        url=address.web_address(entry.get("web_url")),
        state={"opened": "open"}.get(
            fields.name(entry.get("state")), fields.name(entry.get("state")) or "open"
        ),
        labels=fields.words(
            [
                label.get("name") if isinstance(label, dict) else label
                for label in fields.items(entry.get("labels"))
            ]
        ),
        author=_user(entry.get("author")),
        assignees=tuple(_user(person) for person in fields.nodes(entry.get("assignees"))),
        comment_count=fields.count(entry.get("user_notes_count")),
        pulls=() if entry.get("merge_requests_count") == 0 else None,
        milestone=fields.sentence(fields.mapping(entry.get("milestone")).get("title")),
        created_at=fields.moment(entry.get("created_at")),
        updated_at=fields.moment(entry.get("updated_at")),
        locked=entry.get("discussion_locked") is True,
    )


def events_of(notes: Sequence[Mapping[str, Any]]) -> tuple[IssueEvent, ...]:
    """What the system notes say happened."""
    found = []
    for note in notes:
        if note.get("system") is not True:
            continue
        said = fields.name(note.get("body"), 500)
        for pattern, kind in _NOTES:
            if match := pattern.match(said):
                at = fields.moment(note.get("created_at"))
                subject = match[1].strip(".,")
                found.append(IssueEvent(kind=kind, at=at, actor=_user(note.get("author")), subject=subject))
                break
    return tuple(found)


def _comment(note: Mapping[str, Any]) -> Comment:
    return Comment(
        author=_user(note.get("author")),
        body=text.block(note.get("body")),
        at=fields.moment(note.get("created_at")),
    )


def _by_number(entries: object) -> dict[int, dict[str, Any]]:
    """Issue objects by their number; those without one are left out."""
    numbered = ((fields.count(entry.get("iid")), entry) for entry in fields.nodes(entries))
    return {number: entry for number, entry in numbered if number is not None}


def _pull(entry: Mapping[str, Any]) -> LinkedPull:
    return LinkedPull(
        number=str(fields.count(entry.get("iid")) or ""),
        state={"opened": "open", "locked": "open"}.get(
            fields.name(entry.get("state")), fields.name(entry.get("state"))
        ),
        author=_user(entry.get("author")),
        url=address.web_address(entry.get("web_url")),
        updated_at=fields.moment(entry.get("updated_at")),
        draft=entry.get("draft") is True or entry.get("work_in_progress") is True,
    )


def _blockers(links: object) -> tuple[str, ...]:
    return tuple(
        fields.name(fields.mapping(entry.get("references")).get("full"))
        or f"#{fields.count(entry.get('iid'))}"
        for entry in fields.nodes(links)
        if entry.get("link_type") == "is_blocked_by" and entry.get("state") == "opened"
    )


def _languages(shares: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    """GitLab tells per cent, not bytes: kept as hundredths of a per cent, so that the order and shares are right."""
    counted = [
        (languages.usual_name(fields.name(name)), fields.number(share)) for name, share in shares.items()
    ]
    known = [(name, round(share * 100)) for name, share in counted if name and share]
    return tuple(sorted(known, key=lambda item: -item[1]))


def _user(value: object) -> str:
    return fields.name(fields.mapping(value).get("username")) or "ghost"
