"""Azure DevOps, Services and Server: the repositories of an organisation or a project; work items; files.

Described by MicrosoftDocs/vsts-rest-api-specs 7.1, whose schemas say arrays where the service (and its examples) say
`{count, value}`. Names with spaces are common there and no safe part of a path: such repositories are addressed by
their ids, which Azure takes too.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, unquote, urlsplit

from msgspec import structs

from isonboard import address, text
from isonboard.errors import BadAnswerError, NotFoundError
from isonboard.model.guidance import Document
from isonboard.model.issue import Comment, Issue, LinkedPull
from isonboard.model.project import Project, SourceConfig
from isonboard.sources import base_documents, fields, labels
from isonboard.sources.answer import Answer
from isonboard.sources.forge import FILE_LIMIT, FileForge, document_of, filled, newest_first, repository_path
from isonboard.sources.git_objects import by_week
from isonboard.sources.listing import Listing
from isonboard.sources.session import Parameters, Session, basic

if TYPE_CHECKING:
    from isonboard.sources.transport import Transport

T = TypeVar("T")

VERSION = "7.1"  # Services and Server 2022.1; older servers name theirs when they refuse it
BATCH = 200  # work items of one request: Azure's own maximum
COMMITS = 1_000  # counted for participation
PULLS = 20  # pull requests whose state is looked up, a project
_YEAR = 364 * 86_400
_OLDER = re.compile(r"latest REST API version this server supports is (\d\.\d)")
_DONE = ("Closed", "Done", "Removed", "Resolved", "Completed")
_PULL = re.compile(r"vstfs:///Git/PullRequestId/([^/%]+)(?:%2F|/)([^/%]+)(?:%2F|/)(\d+)", re.IGNORECASE)
_BRANCH = re.compile(r"vstfs:///Git/Ref/[^/%]+(?:%2F|/)[^/%]+(?:%2F|/)GB(.+)", re.IGNORECASE)
_STATES = {"active": "open", "completed": "merged", "abandoned": "closed"}


class AzureApi:
    """One organisation (or collection) as one source sees it."""

    def __init__(self, config: SourceConfig, transport: "Transport") -> None:
        self.config = config
        url = (config.url or "https://dev.azure.com").rstrip("/")
        if config.organisation and not urlsplit(url).path.strip("/"):
            url = f"{url}/{quote(config.organisation, safe='')}"
        self.session = Session(transport, config, url, sign=basic)

        self._version = VERSION

    async def get(self, path: str, parameters: Parameters | None = None) -> Answer:
        return await self._asked(lambda version: self.session.get(path, {**(parameters or {}), **version}))

    async def find(
        self, path: str, parameters: Parameters | None = None, *, preview: str = "", **options: Any
    ) -> Answer | None:
        return await self._asked(
            lambda version: self.session.find(path, {**(parameters or {}), **version}, **options), preview
        )

    async def post(self, path: str, body: object, parameters: Parameters | None = None) -> Answer:
        """The answer to a query; nothing is changed by it."""
        return await self._asked(
            lambda version: self.session.post(path, body, {**(parameters or {}), **version})
        )

    async def _asked(self, ask: Callable[[Parameters], Awaitable[T]], preview: str = "") -> T:
        """An answer in our version of the API, or in the latest one that an older server says it has."""
        asked = self._version  # another request may learn of an older one meanwhile
        try:
            return await ask(self._in_version(preview))
        except BadAnswerError as error:
            older = _OLDER.search(error.message)
            if older is None or older[1] == asked:
                raise
            self._version = older[1]
            return await ask(self._in_version(preview))

    def _in_version(self, preview: str) -> Parameters:
        """Which preview of an endpoint an older server has it knows itself."""
        return {
            "api-version": self._version + (preview if self._version == VERSION else preview and "-preview")
        }


class AzureSource(Listing):
    """The repositories of an organisation, or of one project of it."""

    def __init__(self, config: SourceConfig, transport: "Transport") -> None:
        super().__init__(config)
        self.api = AzureApi(config, transport)

    async def projects(self, watermark: str | None = None) -> AsyncIterator[Sequence[Project]]:
        """All repositories; Azure lists them in one answer."""
        del watermark  # validators do that part where the server has them
        self.begin()
        place = f"/{quote(self.config.project, safe='')}" if self.config.project else ""
        answer = await self.api.get(f"{place}/_apis/git/repositories")
        entries = answer.entries("value")
        self.expected = len(entries)
        read = [
            project_of(fields.mapping(entry), self.config.name, self.api.session.base) for entry in entries
        ]
        if None in read:
            self.notice("a repository without a name or an address was left out")
        yield [project for project in read if project is not None]
        self.complete = True


class AzureForge(FileForge):
    """An organisation that answers for work items and documents."""

    kind = "azure"

    def __init__(self, config: SourceConfig, transport: "Transport") -> None:
        self.config = config
        self.api = AzureApi(config, transport)
        self._now = transport.now

    async def issues(self, project: Project) -> tuple[Issue, ...]:
        """Open work items that invite by a tag, and the most recently changed ones."""
        team, _ = self._names(project)
        tags = " OR ".join(
            f"[System.Tags] CONTAINS '{_escaped(tag)}'" for tag in labels.asked_for(self.config)[:30]
        )
        states = ", ".join(f"'{state}'" for state in _DONE)
        still = f"[System.TeamProject] = @project AND [System.State] NOT IN ({states})"
        ids: dict[int, None] = {}
        for condition in (f"{still} AND ({tags})", still):
            query = f"SELECT [System.Id] FROM WorkItems WHERE {condition} ORDER BY [System.ChangedDate] DESC"
            answer = await self.api.post(
                f"/{quote(team, safe='')}/_apis/wit/wiql", {"query": query}, {"$top": BATCH}
            )
            found = [
                fields.count(entry.get("id")) for entry in fields.nodes(answer.mapping().get("workItems"))
            ]
            ids |= dict.fromkeys(number for number in found if number is not None)
        entries = await self._items(team, list(ids)[:BATCH])
        pulls, done = await asyncio.gather(self._pulls(entries), self._done(team, entries))
        read = [issue_of(entry, project.id, self._web(team), pulls, done) for entry in entries]
        return newest_first(issue for issue in read if issue is not None)

    async def issue(self, project: Project, number: str) -> Issue:
        """One work item with its comments. Raises NotFoundError."""
        team, _ = self._names(project)
        known = fields.count(number)
        entries = await self._items(team, [known]) if known is not None else []
        pulls, done = await asyncio.gather(self._pulls(entries), self._done(team, entries))
        issue = issue_of(entries[0], project.id, self._web(team), pulls, done) if entries else None
        if issue is None:
            raise NotFoundError(f"{team} has no work item {number}", hint="Work items are numbers.")
        said = await self.api.find(
            f"/{quote(team, safe='')}/_apis/wit/workItems/{known}/comments", preview="-preview.4"
        )
        comments = fields.nodes(said.mapping().get("comments")) if said else []
        return structs.replace(issue, comments=tuple(_comment(entry) for entry in comments))

    async def paths(self, project: Project) -> Sequence[str]:
        """Files of the folders that hold base documents."""
        found: list[str] = []
        for folder in base_documents.folders(self.kind, project.subdirectory):
            asked: Parameters = {"scopePath": f"/{folder}", "recursionLevel": "oneLevel"}
            answer = await self.api.find(f"{self._path(project)}/items", asked)
            for entry in fields.nodes(fields.mapping(answer.json()).get("value")) if answer else ():
                path = entry.get("path")
                if entry.get("isFolder") is not True and isinstance(path, str):
                    found.append(path.strip("/"))
        return found

    async def document(self, project: Project, path: str) -> Document | None:
        answer = await self.api.find(
            f"{self._path(project)}/items",
            {"path": f"/{path}", "$format": "text"},
            accept="text/plain",
            size_limit=FILE_LIMIT,
        )
        return document_of(answer, path, f"{project.url}?path=/{quote(path)}" if project.url else None)

    async def details(self, project: Project) -> Project:
        """What lists leave out; parts that cannot be had stay unknown."""
        detailed = project_of((await self.api.get(self._path(project))).mapping(), "", self.api.session.base)
        if detailed is None:
            return project
        now = self._now()
        since = datetime.fromtimestamp(now - _YEAR, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        asked: Parameters = {"searchCriteria.fromDate": since, "searchCriteria.$top": COMMITS}
        answer = await self.api.find(f"{self._path(project)}/commits", asked)
        entries = fields.nodes(answer.entries("value")) if answer else []
        moments = [fields.moment(fields.mapping(entry.get("committer")).get("date")) for entry in entries]
        known = [moment for moment in moments if moment is not None]
        weeks = (
            by_week([int(moment.timestamp()) for moment in known], now)
            if answer and len(entries) < COMMITS
            else ()
        )
        pushed = max(known, default=None)
        return filled(
            project,
            structs.replace(
                detailed,
                participation=weeks,
                pushed_at=pushed,
                updated_at=pushed or detailed.updated_at,
                base_documents=await self.base_paths(project),
            ),
        )

    async def _items(self, team: str, ids: list[int]) -> list[dict[str, Any]]:
        if not ids:
            return []
        body = {"ids": ids, "$expand": "relations", "errorPolicy": "omit"}
        path = f"/{quote(team, safe='')}/_apis/wit/workitemsbatch"
        answer = await self.api.post(path, body)
        return fields.nodes(answer.entries("value"))

    async def _done(self, team: str, entries: Sequence[Mapping[str, Any]]) -> frozenset[str]:
        """The numbers of predecessors that are finished."""
        numbers = {number for entry in entries for number in _predecessors(entry)}
        found = await self._items(team, [int(number) for number in sorted(numbers)[:BATCH]])
        closed = [
            entry for entry in found if fields.mapping(entry.get("fields")).get("System.State") in _DONE
        ]
        return frozenset(str(entry.get("id")) for entry in closed)

    async def _pulls(self, entries: Sequence[Mapping[str, Any]]) -> dict[str, LinkedPull]:
        """The pull requests that work items link to, by the link's own address."""
        linked = [url for entry in entries for url in _relations(entry) if _PULL.match(url)]
        wanted = list(dict.fromkeys(linked))[:PULLS]
        found = await asyncio.gather(*(self._pull(url) for url in wanted))
        return {url: pull for url, pull in zip(wanted, found, strict=True) if pull is not None}

    async def _pull(self, url: str) -> LinkedPull | None:
        match = _PULL.match(url)
        if match is None:
            return None
        team, repository, number = match.groups()
        place = f"/{quote(team, safe='')}/_apis/git/repositories/{quote(repository, safe='')}"
        answer = await self.api.find(f"{place}/pullrequests/{number}")
        if answer is None:
            return None
        entry = answer.mapping()
        return LinkedPull(
            number=number,
            state=_STATES.get(fields.name(entry.get("status")), "open"),
            author=_person(entry.get("createdBy")),
            updated_at=fields.moment(entry.get("closedDate") or entry.get("creationDate")),
            draft=entry.get("isDraft") is True,
        )

    def _web(self, team: str) -> str:
        return f"{self.api.session.base}/{quote(team, safe='')}"

    def _names(self, project: Project) -> tuple[str, str]:
        """Project and repository, as names or ids."""
        if project.api_path and project.api_path.count("/") == 1:
            team, _, repository = project.api_path.partition("/")
            return team, repository
        path = unquote(repository_path(project, self.api.session.base))
        before, _, repository = path.partition("/_git/")
        team = before.rpartition("/")[2] if repository else path.rpartition("/")[0].rpartition("/")[2]
        repository = repository or path.rpartition("/")[2]
        return team or repository, repository  # `org/_git/name`: the project has the repository's name

    def _path(self, project: Project) -> str:
        team, repository = self._names(project)
        return f"/{quote(team, safe='')}/_apis/git/repositories/{quote(repository, safe='')}"


def project_of(entry: Mapping[str, Any], source: str, base: str) -> Project | None:
    """A repository object; None for one without a name, an id or a project, or that is switched off."""
    name, identity = fields.name(entry.get("name")), fields.name(entry.get("id"))
    team = fields.mapping(entry.get("project"))
    team_name, team_id = fields.name(team.get("name")), fields.name(team.get("id"))
    if not name or not identity or not team_name or entry.get("isDisabled") is True:
        return None
    named = f"{base}/{quote(team_name, safe='')}/_git/{quote(name, safe='')}"
    clone = named if address.project_id_of(named) else f"{base}/{team_id}/_git/{identity}"
    project_id = address.project_id_of(clone)
    if project_id is None:
        return None
    ssh = entry.get("sshUrl")
    return Project(
        id=project_id,
        name=name,
        full_name=f"{team_name}/{name}",
        owner=team_name,
        description=text.line(team.get("description")),
        url=address.web_address(entry.get("webUrl")) or address.web_address(named),
        clone_url=clone,
        ssh_url=ssh if isinstance(ssh, str) and address.project_id_of(ssh) else None,
        default_branch=fields.name(entry.get("defaultBranch")).removeprefix("refs/heads/") or None,
        forge="azure",
        api_path=f"{team_id or team_name}/{identity}",
        updated_at=fields.moment(team.get("lastUpdateTime")),
        visibility=fields.name(team.get("visibility")).casefold() or None,
        listed_by=(source,) if source else (),
    )


def issue_of(
    entry: Mapping[str, Any],
    project_id: str,
    web: str,
    pulls: Mapping[str, LinkedPull],
    done: Collection[str] = (),
) -> Issue | None:
    """A work item; None for one without a number. `done` are predecessors that block no more."""
    number = fields.count(entry.get("id"))
    if number is None:
        return None
    about = fields.mapping(entry.get("fields"))
    relations = _relations(entry)
    linked = [url for url in relations if _PULL.match(url)]
    person = about.get("System.AssignedTo")
    branches = [unquote(match[1]) for url in relations if (match := _BRANCH.match(url))]
    return Issue(
        project_id=project_id,
        number=str(number),
        title=text.line(about.get("System.Title")),
        body=text.block(_plain(about.get("System.Description"))),
        url=address.web_address(f"{web}/_workitems/edit/{number}"),
        state="closed" if about.get("System.State") in _DONE else "open",
        labels=fields.words(fields.name(about.get("System.Tags"), 2_000).replace(";", ",")),
        author=_person(about.get("System.CreatedBy")),
        assignees=(_person(person),) if person else (),
        comment_count=fields.count(about.get("System.CommentCount")),
        pulls=tuple(pulls[url] for url in linked if url in pulls)
        if all(url in pulls for url in linked)
        else None,
        branches=tuple(text.line(branch, 300) for branch in branches),
        blocked_by=tuple(f"#{number}" for number in _predecessors(entry) if number not in done),
        milestone=fields.name(about.get("System.IterationPath")).rpartition("\\")[2] or None,
        created_at=fields.moment(about.get("System.CreatedDate")),
        updated_at=fields.moment(about.get("System.ChangedDate")),
    )


def _relations(entry: Mapping[str, Any]) -> list[str]:
    return [
        str(each["url"]) for each in fields.nodes(entry.get("relations")) if isinstance(each.get("url"), str)
    ]


def _predecessors(entry: Mapping[str, Any]) -> list[str]:
    """The numbers of work items that come before this one."""
    found = [
        fields.count(str(each.get("url")).rpartition("/")[2])
        for each in fields.nodes(entry.get("relations"))
        if each.get("rel") == "System.LinkTypes.Dependency-Reverse"
    ]
    return [str(number) for number in found if number is not None]


def _comment(entry: Mapping[str, Any]) -> Comment:
    return Comment(
        author=_person(entry.get("createdBy")),
        body=text.block(_plain(entry.get("text"))),
        at=fields.moment(entry.get("createdDate")),
    )


def _person(value: object) -> str:
    """Work names are `uniqueName` (an address); old servers write “Ada <ada@acme.test>”."""
    if isinstance(value, str):
        return text.line(value.partition("<")[0], 100)
    person = fields.mapping(value)
    return fields.name(person.get("uniqueName")) or fields.name(person.get("displayName")) or "nobody"


def _plain(value: object) -> str:
    """The words of an HTML description."""
    said = value if isinstance(value, str) else ""
    broken = re.sub(r"<(?:br|/p|/div|/li|/h\d)\b[^>]*>", "\n", said, flags=re.IGNORECASE)
    return unescape(re.sub(r"<[^<>]{0,2000}>", "", broken)).strip()


def _escaped(value: str) -> str:
    return value.replace("'", "''")
