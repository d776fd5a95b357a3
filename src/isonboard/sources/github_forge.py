"""Issues, documents and details of repositories on GitHub: GraphQL with a token, REST without."""

import base64
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from msgspec import structs

from isonboard import address, text
from isonboard.errors import BadAnswerError, IsonboardError, NotFoundError
from isonboard.model.collaboration import Access, Fork, PullRequest, Standing
from isonboard.model.guidance import Document, DocumentKind
from isonboard.model.issue import Issue
from isonboard.model.project import Project, SourceConfig
from isonboard.sources import base_documents, fields, labels
from isonboard.sources import github_collaboration as together
from isonboard.sources import github_graphql as graph
from isonboard.sources import github_rest as rest
from isonboard.sources.forge import FILE_LIMIT, filled, newest_first, repository_path
from isonboard.sources.forking import accessed, forked, patient
from isonboard.sources.github import GithubApi
from isonboard.sources.github_fork import GithubWay

if TYPE_CHECKING:
    from isonboard.sources.session import Parameters
    from isonboard.sources.transport import Transport

PAGE = 50  # issues a GraphQL request, comments and events included
MOST = 200  # invited issues read of one project
REST_PAGES = 3  # pages of 100 issues without a token
_RAW = "application/vnd.github.raw+json"
_DEFAULT_FOLDERS = ("", ".github", "docs", ".github/ISSUE_TEMPLATE")
_COMPUTING = 1.5  # seconds to wait for statistics that GitHub is still making (202)


class GithubForge:
    """A GitHub that answers for issues and documents."""

    def __init__(self, config: SourceConfig, transport: "Transport") -> None:
        self.config = config
        self.api = GithubApi(config, transport)
        self._transport = transport

    async def issues(self, project: Project) -> tuple[Issue, ...]:
        """Open issues: every invited one (by label, at most `MOST`) and the most recently updated ones."""
        if not await self.api.has_token():
            return await self._rest_issues(project)
        variables: dict[str, object] = {
            **_names(project),
            "labels": list(labels.asked_for(self.config)),
            "size": PAGE,
            "after": None,
            "recent": True,
        }
        found: dict[str, Issue] = {}
        while True:
            answer = await self.api.ask(graph.issues_query, variables)
            repository = fields.mapping(answer.data.get("repository"))
            invited = fields.mapping(repository.get("invited"))
            for node in [*fields.nodes(invited), *fields.nodes(repository.get("recent"))]:
                if (issue := graph.issue_of(node, project.id)) is not None:
                    found.setdefault(issue.number, issue)
            info = fields.mapping(invited.get("pageInfo"))
            if info.get("hasNextPage") is not True or len(found) >= MOST:
                break
            if info.get("endCursor") == variables["after"]:
                break
            variables |= {"after": info.get("endCursor"), "recent": False}
        return newest_first(found.values())

    async def issue(self, project: Project, number: str) -> Issue:
        """One issue with comments and events. Raises NotFoundError."""
        counted = _number(number)
        if not await self.api.has_token():
            return await self._rest_issue(project, str(counted))
        answer = await self.api.ask(graph.issue_query, {**_names(project), "number": counted})
        node = fields.mapping(answer.data.get("repository")).get("issue")
        issue = graph.issue_of(fields.mapping(node), project.id)
        if issue is None:
            raise NotFoundError(
                f"{project.full_name} has no issue {number}", hint="Is it a pull request, or another project?"
            )
        return issue

    async def documents(self, project: Project) -> tuple[Document, ...]:
        """Base documents of the repository, then the organisation's defaults for what it has not."""
        if not await self.api.has_token():
            return await self._rest_documents(project)
        listed = base_documents.folders("github", project.subdirectory)
        answer = await self.api.ask(lambda _: graph.trees_query(listed, _DEFAULT_FOLDERS), _names(project))
        repository = fields.mapping(answer.data.get("repository"))
        defaults = fields.mapping(answer.data.get("defaults"))
        if not repository:
            raise NotFoundError(
                f"{project.full_name} is not there any more", hint="It may have moved: sync again."
            )
        own_files = graph.listed_paths(repository, listed)
        own = base_documents.chosen(own_files, "github", project.subdirectory)
        missing = base_documents.missing_kinds([kind for kind, _ in own])
        inherited = [
            (kind, path)
            for kind, path in base_documents.chosen(graph.listed_paths(defaults, _DEFAULT_FOLDERS), "github")
            if kind in missing and project.name != ".github"
        ]
        if not own and not inherited:
            return ()
        variables: dict[str, object] = {**_names(project)}
        variables |= {f"p{index}": f"HEAD:{path}" for index, (_, path) in enumerate(own)}
        variables |= {f"d{index}": f"HEAD:{path}" for index, (_, path) in enumerate(inherited)}
        texts = (await self.api.ask(lambda _: graph.blobs_query(len(own), len(inherited)), variables)).data
        found: list[Document] = []
        for index, (kind, path) in enumerate(own):
            if own_files.get(path):  # a symbolic link: its blob is a path, the server follows it for us
                linked = await self.document(project, path)
                said = linked.text if linked else None
            else:
                said = graph.blob_text(fields.mapping(texts.get("repository")).get(f"p{index}"))
            if said is not None:
                found.append(_document(kind, path, said, repository))
        for index, (kind, path) in enumerate(inherited):
            said = graph.blob_text(fields.mapping(texts.get("defaults")).get(f"d{index}"))
            if said is not None:
                found.append(_document(kind, path, said, defaults, inherited=True))
        return tuple(found)

    async def document(self, project: Project, path: str) -> Document | None:
        """One file as text; None where there is none."""
        place = f"{_path(project)}/contents/{quote(path)}"
        answer = await self.api.session.find(place, size_limit=2 * FILE_LIMIT)
        entry = fields.mapping(answer.json()) if answer else {}
        if entry.get("type") != "file":
            return None
        said = _decoded(entry)
        if said is None:  # larger than the megabyte that JSON may carry
            raw = await self.api.session.find(place, accept=_RAW, size_limit=FILE_LIMIT)
            said = raw.text() if raw else ""
        kind = base_documents.kind_of(path)
        return Document(kind=kind, path=text.line(path), text=text.block(said), url=_page(project, path))

    async def details(self, project: Project) -> Project:
        """What lists leave out; a part that cannot be had stays as it is."""
        if await self.api.has_token():
            folders = base_documents.folders("github", project.subdirectory)
            answer = await self.api.ask(
                lambda lacking: graph.repository_query(lacking, folders),
                {**_names(project), "labels": self.api.labels},
            )
            node = fields.mapping(answer.data.get("repository"))
            detailed = graph.project_of(node, "")
            paths = base_documents.chosen(graph.listed_paths(node, folders), "github", project.subdirectory)
            documents: tuple[str, ...] | None = tuple(path for _, path in paths)
        else:
            entry = (await self.api.session.get(_path(project))).mapping()
            detailed = rest.project_of(entry, "")
            documents = await self._rest_paths(project)
            if detailed is not None:
                sizes = await self._optional(f"{_path(project)}/languages")
                detailed = structs.replace(detailed, languages=rest.languages_of(fields.mapping(sizes)))
        if detailed is None:
            return project
        weeks = await self._participation(project)
        return filled(project, structs.replace(detailed, base_documents=documents, participation=weeks))

    async def pulls(
        self, project: Project, branch: str, logins: Sequence[str] = ()
    ) -> tuple[PullRequest, ...]:
        """Pull requests from a branch of that name, newest first."""
        return await together.pulls(self.api, *_pair(project), branch, logins)

    async def comment(self, project: Project, number: str, body: str) -> str | None:
        """Post a comment on an issue, once. Raises CredentialsError."""
        return await together.comment(self.api, *_pair(project), str(_number(number)), body)

    async def standing(self, project: Project) -> Standing:
        """Access, checks, answers and releases."""
        return await together.standing(self.api, *_pair(project))

    async def access(self, project: Project) -> Access:
        """Whether this reader may push and fork."""
        return await accessed(GithubWay(self.api.session, _path(project), rest.project_of))

    async def fork(self, project: Project, *, waiting: Callable[[float], None] = patient) -> Fork:
        """The engineer's own fork, made now or found."""
        return await forked(GithubWay(self.api.session, _path(project), rest.project_of), project, waiting)

    async def _participation(self, project: Project) -> tuple[int, ...]:
        """Commits of the last 52 weeks; () while GitHub is still counting."""
        for attempt in range(2):
            answer = await self.api.session.find(f"{_path(project)}/stats/participation")
            if answer is None:
                return ()
            if answer.status == 202 and attempt == 0:
                await self._transport.sleep(_COMPUTING)
                continue
            return fields.weeks(fields.mapping(answer.json()).get("all")) if answer.status == 200 else ()
        return ()

    async def _rest_issues(self, project: Project) -> tuple[Issue, ...]:
        found: list[Issue] = []
        parameters: Parameters = {"state": "open", "per_page": 100, "sort": "updated", "direction": "desc"}
        pages = 0
        try:
            async for answer in self.api.session.pages(f"{_path(project)}/issues", parameters):
                read = [rest.issue_of(entry, project.id) for entry in fields.nodes(answer.entries())]
                found += [issue for issue in read if issue and not issue.is_pull_request]
                pages += 1
                if pages >= REST_PAGES:
                    break
        except BadAnswerError:
            if not pages:
                raise
        return newest_first(found)

    async def _rest_issue(self, project: Project, number: str) -> Issue:
        path = f"{_path(project)}/issues/{number}"
        issue = rest.issue_of((await self.api.session.get(path)).mapping(), project.id)
        if issue is None:
            raise NotFoundError(f"{project.full_name} has no issue {number}")
        comments = (await self.api.session.get(f"{path}/comments", {"per_page": 100})).entries()
        events = await self._optional(f"{path}/timeline?per_page=100")
        timeline = fields.nodes(events) if isinstance(events, list) else None
        return structs.replace(
            issue,
            comments=tuple(rest.comment_of(entry) for entry in fields.nodes(comments)),
            events=None if timeline is None else rest.events_of(timeline),
            pulls=None if timeline is None else rest.pulls_of(timeline, number),
        )

    async def _rest_documents(self, project: Project) -> tuple[Document, ...]:
        own_paths = await self._rest_listing(project, base_documents.folders("github", project.subdirectory))
        own = base_documents.chosen(own_paths, "github", project.subdirectory)
        found = [document for _, path in own if (document := await self.document(project, path)) is not None]
        missing = base_documents.missing_kinds([kind for kind, _ in own])
        defaults = structs.replace(
            project,
            full_name=f"{_names(project)['owner']}/.github",
            clone_url=None,
            url=None,
            subdirectory=None,
            default_branch=None,
        )
        for kind, path in base_documents.chosen(await self._rest_listing(defaults, ("",)), "github"):
            if kind in missing and (document := await self.document(defaults, path)) is not None:
                found.append(structs.replace(document, inherited=True))
        return tuple(found)

    async def _rest_listing(self, project: Project, folders: Collection[str]) -> list[str]:
        """Paths of the files in some folders; a folder is asked for only where its parent lists it."""
        paths: list[str] = []
        present = {""}
        for folder in sorted(folders, key=lambda name: (name != "", name.count("/"))):
            parent = folder.rpartition("/")[0]
            if folder not in present and (parent in present or parent in folders):
                continue
            place = f"contents/{quote(folder)}" if folder else "git/trees/HEAD"
            entries = await self._optional(f"{_path(project)}/{place}")
            for entry in fields.nodes(entries.get("tree") if isinstance(entries, dict) else entries):
                path = entry.get("path")
                if isinstance(path, str):
                    (present.add if entry.get("type") in ("dir", "tree") else paths.append)(path)
        return paths

    async def _rest_paths(self, project: Project) -> tuple[str, ...] | None:
        """Base documents that exist, by the community profile, or by listing where there is none (Enterprise)."""
        profile = await self._optional(f"{_path(project)}/community/profile")
        if isinstance(profile, dict):
            return rest.health_paths(profile, (_page(project) or "").removesuffix("/"))
        listed = await self._rest_listing(project, base_documents.folders("github", project.subdirectory))
        chosen = base_documents.chosen(listed, "github", project.subdirectory)
        return tuple(path for _, path in chosen) if listed else None

    async def _optional(self, path: str) -> Any:
        """The JSON of an address that not every server or token has; None there."""
        try:
            answer = await self.api.session.find(path)
            return None if answer is None or answer.status != 200 else answer.json()
        except IsonboardError as error:
            if isinstance(error, NotFoundError) or type(error).__name__ in (
                "CredentialsError",
                "BadAnswerError",
            ):
                return None
            raise


def _names(project: Project) -> dict[str, object]:
    """Owner and name as the API wants them: of the clone address, which survives a catalog's own spelling."""
    path = repository_path(project)
    owner, _, name = path.strip("/").rpartition("/")
    owner = owner.rpartition("/")[2]
    if not owner or not name:
        raise NotFoundError(
            f"{project.label} has no repository on GitHub", hint="Its catalog entry names none."
        )
    return {"owner": owner, "name": name}


def _pair(project: Project) -> tuple[str, str]:
    names = _names(project)
    return str(names["owner"]), str(names["name"])


def _number(number: str) -> int:
    counted = fields.count(number)
    if counted is None:
        raise NotFoundError(f"{number!r} is no issue of GitHub", hint="Issues there are numbers.")
    return counted


def _path(project: Project) -> str:
    owner, name = _pair(project)
    return f"/repos/{quote(owner, safe='')}/{quote(name, safe='')}"


def _page(project: Project, path: str = "") -> str | None:
    if not project.url:
        return None
    page = project.url.removesuffix("/")
    return address.web_address(
        f"{page}/blob/{project.default_branch or 'HEAD'}/{quote(path)}" if path else page
    )


def _decoded(entry: dict[str, Any]) -> str | None:
    """The text of a file object, None where it carries none."""
    content = entry.get("content")
    if entry.get("encoding") != "base64" or not isinstance(content, str):
        return None
    try:
        return text.decoded(base64.b64decode(content))
    except ValueError:
        return ""


def _document(
    kind: DocumentKind, path: str, said: str, repository: dict[str, Any], *, inherited: bool = False
) -> Document:
    page = address.web_address(repository.get("url"))
    return Document(
        kind=kind,
        path=text.line(path),
        text=text.block(said),
        url=address.web_address(f"{page}/blob/HEAD/{quote(path)}") if page else None,
        inherited=inherited,
    )
