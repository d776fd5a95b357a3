"""Gitea and Forgejo: an organisation's, a person's, a topic's or all repositories; issues and files.

Described by `templates/swagger/v1_json.tmpl` (1.26) and tried on a Gitea 1.26. Pages are counted, not followed: the
Link header carries the server's configured address, which behind a proxy is often another.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, urlsplit

from msgspec import structs

from isonboard import address, text
from isonboard.errors import BadAnswerError, NotFoundError
from isonboard.model.collaboration import Access, Fork, PullRequest, Standing
from isonboard.model.guidance import Document
from isonboard.model.issue import Comment, Issue
from isonboard.model.project import Project, SourceConfig
from isonboard.sources import base_documents, fields, languages, repository_url
from isonboard.sources import gitea_collaboration as together
from isonboard.sources.answer import Answer
from isonboard.sources.forge import FILE_LIMIT, FileForge, document_of, filled, newest_first, repository_path
from isonboard.sources.forking import accessed, forked, patient
from isonboard.sources.git_objects import by_week
from isonboard.sources.gitea_fork import GiteaWay
from isonboard.sources.gitea_timeline import events_of, open_numbers, pulls_of
from isonboard.sources.github_rest import languages_of, login
from isonboard.sources.listing import Listing, NumberedPlace
from isonboard.sources.session import Parameters, Session, gitea_token

if TYPE_CHECKING:
    from isonboard.sources.transport import Transport

PAGE = 50  # Gitea's own maximum unless configured
ISSUE_PAGES = 4
TIMELINE_PAGES = 6
_FULL = 20  # entries of a timeline's page from which on another is asked for: its end is not told
COMMIT_PAGES = 6  # of 50: a busier year than that has no participation
_YEAR = 364 * 86_400


class GiteaApi:
    """One Gitea as one source sees it."""

    def __init__(self, config: SourceConfig, transport: "Transport") -> None:
        self.config = config
        self.web = (config.url or "https://codeberg.org").rstrip("/").removesuffix("/api/v1")
        self.session = Session(transport, config, f"{self.web}/api/v1", sign=gitea_token)

    async def pages(
        self, path: str, parameters: Parameters, most: int | None = None, start: int = 1
    ) -> AsyncIterator[Answer]:
        """Pages by number until none follows; one without entries is left out."""
        page, seen = start - 1, 0
        while most is None or page < most:
            page += 1
            if page > self.session.page_bound:
                raise BadAnswerError(
                    f"the pages of {self.session.host} never end",
                    subject=self.config.name,
                    hint="What arrived is kept.",
                )
            answer = await self.session.get(path, {**parameters, "limit": PAGE, "page": page})
            value = answer.json()
            count = len(fields.items(value.get("data") if isinstance(value, dict) else value))
            seen += count
            if count:
                yield answer
            if not together.goes_on(answer, count, seen):
                return


class GiteaSource(Listing):
    """The repositories of an organisation, a person, a topic, or all."""

    def __init__(self, config: SourceConfig, transport: "Transport") -> None:
        super().__init__(config)
        self.api = GiteaApi(config, transport)
        self._told: NumberedPlace | None = None

    async def projects(self, watermark: str | None = None) -> AsyncIterator[Sequence[Project]]:
        """Batches of repositories."""
        del watermark  # validators do that part: an unchanged page costs no body
        self.begin()
        self._told = self.given(NumberedPlace)
        config = self.config
        owner = config.organisation or config.user
        if owner and not config.query:
            try:
                async for batch in self._walk(f"/orgs/{quote(owner, safe='')}/repos", {}):
                    yield batch
            except NotFoundError:
                async for batch in self._walk(f"/users/{quote(owner, safe='')}/repos", {}):
                    yield batch
        else:
            asked: Parameters = {"q": config.query or config.topic, "sort": "id"}
            if config.topic and not config.query:
                asked = {**asked, "topic": "true"}
            async for batch in self._walk("/repos/search", asked):
                yield batch
        self.complete = not self.resumed

    async def _walk(self, path: str, parameters: Parameters) -> AsyncIterator[list[Project]]:
        start = self._told.number if self._told and self._told.path == path else None
        self.resumed = start is not None
        async for answer in self.going_on(
            lambda start: self.api.pages(path, parameters, start=start or 1), start
        ):
            self.expected = fields.count(answer.headers.get("x-total-count"))
            value = answer.json()
            entries = fields.items(value.get("data") if isinstance(value, dict) else value)
            read = [project_of(fields.mapping(entry), self.config.name) for entry in entries]
            if None in read:
                self.notice("a repository without a name or an address was left out")
            self.stand(NumberedPlace(path, _number(answer.url)))
            yield [project for project in read if project is not None and self._is_wanted(project)]

    def _is_wanted(self, project: Project) -> bool:
        topic = self.config.topic
        return not topic or topic.casefold() in [listed.casefold() for listed in project.topics]


class GiteaForge(FileForge):
    """A Gitea that answers for issues and documents."""

    kind = "gitea"

    def __init__(self, config: SourceConfig, transport: "Transport") -> None:
        self.config = config
        self.api = GiteaApi(config, transport)
        self._now = transport.now

    async def issues(self, project: Project) -> tuple[Issue, ...]:
        """Open issues, the newest `ISSUE_PAGES` pages, and the newest page of open pull requests.

        The latter say in their text which issues they close: the lists of issues do not.
        """
        found: list[Issue] = []
        for kind, most in (("issues", ISSUE_PAGES), ("pulls", 1)):
            asked: Parameters = {"state": "open", "type": kind}
            async for answer in self.api.pages(f"{self._path(project)}/issues", asked, most):
                read = [issue_of(entry, project.id) for entry in fields.nodes(answer.entries())]
                found += [issue for issue in read if issue and issue.is_pull_request == (kind == "pulls")]
        return newest_first(found)

    async def issue(self, project: Project, number: str) -> Issue:
        """One issue with comments and events. Raises NotFoundError."""
        path = f"{self._path(project)}/issues/{quote(number, safe='')}"
        issue = issue_of((await self.api.session.get(path)).mapping(), project.id)
        if issue is None:
            raise NotFoundError(f"{project.full_name} has no issue {number}")
        entries = await self._timeline(path)
        blockers = await self.api.session.find(f"{path}/dependencies")
        comments = await self.api.session.get(f"{path}/comments")
        return structs.replace(
            issue,
            comments=tuple(
                Comment(
                    author=login(entry.get("user")),
                    body=text.block(entry.get("body")),
                    at=fields.moment(entry.get("created_at")),
                )
                for entry in fields.nodes(comments.entries())
            ),
            events=None if entries is None else events_of(entries),
            pulls=None if entries is None else pulls_of(entries),
            blocked_by=None if blockers is None else open_numbers(fields.nodes(blockers.entries())),
        )

    async def _timeline(self, path: str) -> list[dict[str, Any]] | None:
        """The events of an issue, oldest first; None where the server keeps none."""
        found: list[dict[str, Any]] = []
        for page in range(1, TIMELINE_PAGES + 1):
            answer = await self.api.session.find(f"{path}/timeline", {"limit": PAGE, "page": page})
            if answer is None:
                return found or None
            entries = fields.nodes(answer.entries())
            found += entries
            if len(entries) < _FULL:
                break
        return found

    async def paths(self, project: Project) -> Sequence[str]:
        """Files of the folders that hold base documents."""
        found: list[str] = []
        present = {""}
        folders = base_documents.folders(self.kind, project.subdirectory)
        for folder in sorted(folders, key=lambda name: (name != "", name.count("/"))):
            parent = folder.rpartition("/")[0]
            if folder not in present and (parent in present or parent in folders):
                continue
            answer = await self.api.session.find(
                f"{self._path(project)}/contents{f'/{quote(folder)}' if folder else ''}"
            )
            for entry in fields.nodes(answer.json()) if answer else ():
                path = entry.get("path")
                if isinstance(path, str):
                    (present.add if entry.get("type") == "dir" else found.append)(path)
        return found

    async def document(self, project: Project, path: str) -> Document | None:
        answer = await self.api.session.find(
            f"{self._path(project)}/raw/{quote(path)}", accept="text/plain, */*", size_limit=FILE_LIMIT
        )
        page = (
            f"{project.url}/src/branch/{project.default_branch or 'HEAD'}/{quote(path)}"
            if project.url
            else None
        )
        return document_of(answer, path, page)

    async def details(self, project: Project) -> Project:
        """What lists leave out; parts that cannot be had stay unknown."""
        detailed = project_of((await self.api.session.get(self._path(project))).mapping(), "")
        if detailed is None:
            return project
        sizes = await self.api.session.find(f"{self._path(project)}/languages")
        return filled(
            project,
            structs.replace(
                detailed,
                languages=languages_of(fields.mapping(sizes.json())) if sizes else (),
                participation=await self._participation(project),
                base_documents=await self.base_paths(project),
            ),
        )

    async def pulls(
        self, project: Project, branch: str, logins: Sequence[str] = ()
    ) -> tuple[PullRequest, ...]:
        """Pull requests from a branch of that name, newest first."""
        del logins  # Gitea lists those from forks with the others
        return await together.pulls(self.api.session, self._path(project), branch)

    async def comment(self, project: Project, number: str, body: str) -> str | None:
        """Post a comment on an issue, once. Raises CredentialsError."""
        return await together.comment(self.api.session, self._path(project), number, body)

    async def standing(self, project: Project) -> Standing:
        """Access, the combined status of the default branch, and releases."""
        return await together.standing(self.api.session, self._path(project))

    async def access(self, project: Project) -> Access:
        """Whether this reader may push and fork."""
        return await accessed(GiteaWay(self.api.session, self._path(project), project_of))

    async def fork(self, project: Project, *, waiting: Callable[[float], None] = patient) -> Fork:
        """The engineer's own fork, made now or found."""
        return await forked(GiteaWay(self.api.session, self._path(project), project_of), project, waiting)

    async def _participation(self, project: Project) -> tuple[int, ...]:
        """Commits of the last 52 weeks; () where there are too many to count by pages."""
        now = self._now()
        since = datetime.fromtimestamp(now - _YEAR, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        times: list[int] = []
        pages = 0
        asked: Parameters = {"since": since, "stat": "false", "verification": "false", "files": "false"}
        try:
            async for answer in self.api.pages(f"{self._path(project)}/commits", asked, COMMIT_PAGES):
                pages += 1
                moments = [fields.moment(entry.get("created")) for entry in fields.nodes(answer.entries())]
                times += [int(moment.timestamp()) for moment in moments if moment]
        except (NotFoundError, BadAnswerError):  # 409: the repository is empty
            return ()
        return by_week(times, now) if pages < COMMIT_PAGES else ()

    def _path(self, project: Project) -> str:
        owner, _, name = repository_path(project, self.api.web).rpartition("/")
        return f"/repos/{quote(owner, safe='')}/{quote(name, safe='')}"


def _number(url: str) -> int:
    """The number of a page by its address."""
    return fields.count(dict(parse_qsl(urlsplit(url).query)).get("page")) or 1


def project_of(entry: Mapping[str, Any], source: str) -> Project | None:
    """A repository object; None for one without a name or an address."""
    clone, name = entry.get("clone_url"), fields.name(entry.get("name"))
    repository = repository_url.repository_of(clone) if isinstance(clone, str) else None
    if repository is None or repository.project_id is None or not name:
        return None
    issues, pulls = fields.count(entry.get("open_issues_count")), fields.count(entry.get("open_pr_counter"))
    ssh = entry.get("ssh_url")
    hidden = {(True, False): "private", (False, True): "internal", (False, False): "public"}
    return Project(
        id=repository.project_id,
        name=name,
        full_name=fields.name(entry.get("full_name")) or repository.full_name,
        owner=login(entry.get("owner")) if entry.get("owner") else "",
        description=text.line(entry.get("description")),
        url=address.web_address(entry.get("html_url")),
        clone_url=repository.clone_url,
        ssh_url=ssh if isinstance(ssh, str) and repository_url.repository_of(ssh) else None,
        default_branch=fields.name(entry.get("default_branch")) or None,
        forge="gitea",
        language=languages.usual_name(fields.name(entry.get("language")) or None),
        topics=fields.words(entry.get("topics")),
        license=", ".join(fields.words(entry.get("licenses"))) or None,
        docs_url=address.web_address(entry.get("website")),
        created_at=fields.moment(entry.get("created_at")),
        updated_at=fields.moment(entry.get("updated_at")),
        pushed_at=fields.moment(entry.get("updated_at")),
        stars=fields.count(entry.get("stars_count")),
        forks=fields.count(entry.get("forks_count")),
        watchers=fields.count(entry.get("watchers_count")),
        open_issues=None if issues is None else issues + (pulls or 0),
        archived=fields.flag(entry.get("archived")),
        visibility=hidden.get((entry.get("private") is True, entry.get("internal") is True), "private"),
        listed_by=(source,) if source else (),
    )


def issue_of(entry: Mapping[str, Any], project_id: str) -> Issue | None:
    """An issue object; who relates how to the project, and its pull requests, Gitea's lists do not say."""
    number = fields.count(entry.get("number"))
    if number is None:
        return None
    return Issue(
        project_id=project_id,
        number=str(number),
        title=text.line(entry.get("title")),
        body=text.block(entry.get("body")),
        url=address.web_address(entry.get("html_url")),
        state=fields.name(entry.get("state")) or "open",
        labels=fields.words([label.get("name") for label in fields.nodes(entry.get("labels"))]),
        author=login(entry.get("user")),
        assignees=tuple(login(person) for person in fields.nodes(entry.get("assignees"))),
        comment_count=fields.count(entry.get("comments")),
        milestone=fields.sentence(fields.mapping(entry.get("milestone")).get("title")),
        created_at=fields.moment(entry.get("created_at")),
        updated_at=fields.moment(entry.get("updated_at")),
        is_pull_request=isinstance(entry.get("pull_request"), dict),
        locked=entry.get("is_locked") is True,
    )
