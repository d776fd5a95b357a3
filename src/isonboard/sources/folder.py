"""A directory of git repositories, read offline: what HEAD holds, what the log says, issues from a JSON file."""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from isonboard import address, text
from isonboard.errors import GitError, NotFoundError, RefusedError
from isonboard.manifests.closed import closed_in
from isonboard.manifests.licence import license_of
from isonboard.manifests.packages import manifests_among, packages_of
from isonboard.manifests.tree import Tree
from isonboard.model.guidance import Document, DocumentKind
from isonboard.model.issue import Issue
from isonboard.model.project import Project, SourceConfig
from isonboard.sources import (
    base_documents,
    git_objects,
    innersource_json,
    issues_file,
    labels,
    languages,
    readme,
    repository_url,
)
from isonboard.sources.forge import newest_first
from isonboard.sources.git_objects import Repository
from isonboard.sources.listing import Listing, fingerprint

if TYPE_CHECKING:
    from isonboard.sources.transport import Transport

DEPTH = 4  # folders below the source's own that are searched
_BATCH = 20
_AT_ONCE = 4  # repositories read side by side
_MANIFESTS = 40  # that are read to learn what packages a repository publishes
_YEAR = 52 * 7 * 86_400


class FolderSource(Listing):
    """The repositories below a folder; also their forge, as there is nobody else to ask."""

    def __init__(self, config: SourceConfig, transport: "Transport") -> None:
        super().__init__(config)
        self._now = transport.now
        self.root = folder_path(config.url)
        self._read_files: dict[Path, tuple[str, Any]] = {}

    async def projects(self, watermark: str | None = None) -> AsyncIterator[Sequence[Project]]:
        """Batches of projects; nothing when no HEAD and no issues file moved since `watermark`."""
        self.begin()
        if not self.root.is_dir():
            raise NotFoundError(
                f"there is no folder {self.root}", subject=self.config.name, hint="Check url of the source."
            )
        found = await asyncio.to_thread(git_objects.found_below, self.root, DEPTH)
        places = [place for place in found if self._is_named(place[0])]
        mark = await asyncio.to_thread(self._mark, places)
        self.watermark = mark
        if watermark == mark:
            self.complete = self.unchanged = True
            return
        self.expected = len(places)
        gate = asyncio.Semaphore(_AT_ONCE)

        async def one(place: tuple[Path, Path]) -> Project | None:
            async with gate:
                return await asyncio.to_thread(self._told, *place)

        for start in range(0, len(places), _BATCH):
            read = await asyncio.gather(*(one(place) for place in places[start : start + _BATCH]))
            if batch := [project for project in read if project is not None]:
                yield batch
        self.complete = True

    async def issues(self, project: Project) -> tuple[Issue, ...]:
        """Open issues of the file, most recently updated first; pull requests too, for what they say they close."""
        found = await asyncio.to_thread(self._all_issues, project)
        chosen = [issue for issue in found if issue.state == "open" or issue.is_pull_request]
        return newest_first(chosen)

    async def issue(self, project: Project, number: str) -> Issue:
        """One issue. Raises NotFoundError."""
        for issue in await asyncio.to_thread(self._all_issues, project):
            if issue.number == number:
                return issue
        raise NotFoundError(f"{project.label} has no issue {number}", hint="Check the issues file.")

    async def documents(self, project: Project) -> tuple[Document, ...]:
        return await asyncio.to_thread(self._documents, project)

    async def document(self, project: Project, path: str) -> Document | None:
        return await asyncio.to_thread(self._document, project, path)

    async def details(self, project: Project) -> Project:
        """The project as it is now."""
        place = self._place(project)
        return await asyncio.to_thread(self._told, place, self._git_dir(place)) or project

    def _mark(self, places: Sequence[tuple[Path, Path]]) -> str:
        parts: list[str] = []
        for place, git_dir in places:
            parts += [str(place), _head(git_dir) or ""]
            parts += [_stamp(path) for path in (*_issue_files(place), place.parent / "issues.json")]
        return fingerprint([*parts, _stamp(self.root / "issues.json"), *labels.asked_for(self.config)])

    def _is_named(self, place: Path) -> bool:
        """Whether a folder's name is text: only such a name can be told, kept and found again."""
        try:
            str(place).encode()
        except UnicodeEncodeError:
            shown = text.line(os.fsencode(place).decode("utf-8", "replace"))
            self.notice(f"{shown} was left out: its name is not UTF-8", hint="Rename the folder.")
            return False
        return True

    def _told(self, place: Path, git_dir: Path) -> Project | None:
        try:
            return self._project(place, Repository(git_dir))
        except (GitError, RefusedError) as error:
            self.notice(f"{place} was left out: {error.message}", hint=error.hint)
            return None

    def _project(self, place: Path, repository: Repository) -> Project:
        relative = place.relative_to(self.root) if place != self.root else Path(place.name)
        clone = address.clone_address(place.as_uri())
        name = text.line(place.name.removesuffix(".git")) or clone.project_id.rpartition("/")[2]
        origin = repository_url.repository_of(repository.origin() or "")
        known: dict[str, Any] = {}
        if repository.head() is not None:
            known = self._contents(repository)
        issues = self._issues(place, clone.project_id, repository)
        opened = (
            None
            if issues is None
            else [one for one in issues if one.state == "open" and not one.is_pull_request]
        )
        inviting = {label.casefold() for label in labels.asked_for(self.config, anyone=False)}
        full_name = text.line(relative.as_posix().removesuffix(".git")) or name
        return Project(
            id=clone.project_id,
            name=name,
            full_name=full_name,
            owner=full_name.rpartition("/")[0] or text.line(self.root.name),
            url=address.web_address(origin.url) if origin else None,
            clone_url=clone.url,
            default_branch=text.line(repository.branch()) or None,
            forge="local",
            open_issues=None if opened is None else len(opened),
            beginner_issues=None
            if opened is None
            else sum(any(label.casefold() in inviting for label in one.labels) for one in opened),
            listed_by=(self.config.name,) if self.config.name else (),
            **known,
        )

    def _contents(self, repository: Repository) -> dict[str, Any]:
        """What HEAD's files and the log tell."""
        files = repository.files()
        documents = base_documents.chosen(files, None)
        paths = dict(reversed(documents))
        wanted = [paths[kind] for kind in _READ if kind in paths]
        manifests = manifests_among(files, _MANIFESTS)
        texts = {
            path: text.decoded(data) for path, data in repository.read([*wanted, *manifests], files).items()
        }
        said = innersource_json.parsed(texts.get("innersource.json", "")) or innersource_json.Statement()
        sizes = languages.languages_of((path, entry.size) for path, entry in files.items())
        now = self._now()
        introduction = readme.description_of(texts.get(paths.get(DocumentKind.README, ""), ""))
        licence = texts.get(paths.get(DocumentKind.LICENSE, ""))
        pushed = _moment(repository.last_commit())
        return {
            "title": said.title,
            "description": text.line(said.description or introduction, 500),
            "motivation": said.motivation,
            "language": said.language or languages.main_language(sizes),
            "languages": sizes,
            "topics": said.topics,
            "skills": said.skills,
            "contributions": said.contributions,
            "license": said.license or (license_of(licence) if licence else None),
            "closed": next(
                (
                    found
                    for kind in (DocumentKind.CONTRIBUTING, DocumentKind.README)
                    if (found := closed_in(texts.get(paths.get(kind, ""), "")))
                ),
                None,
            ),
            "docs_url": said.docs_url,
            "contacts": said.contacts,
            "packages": packages_of(
                Tree.of_mapping({path: texts[path] for path in manifests if path in texts})
            ).publishes,
            "guidelines": paths.get(DocumentKind.CONTRIBUTING),
            "base_documents": tuple(text.line(path) for _, path in documents),
            "created_at": _moment(repository.first_commit()),
            "updated_at": pushed,
            "pushed_at": pushed,
            "participation": git_objects.by_week(repository.commit_times(now - _YEAR), now),
        }

    def _all_issues(self, project: Project) -> tuple[Issue, ...]:
        place = self._place(project)
        return self._issues(place, project.id, Repository(self._git_dir(place))) or ()

    def _issues(self, place: Path, project_id: str, repository: Repository) -> tuple[Issue, ...] | None:
        """The issues of a repository; None where no file names it."""
        for path in _issue_files(place):
            if isinstance(found := self._json(path), list):
                return self._issues_in(found, project_id, place)
        name = place.name.removesuffix(".git")
        below = place.relative_to(self.root).as_posix() if place != self.root else name
        names = (below, below.removesuffix(".git"), place.name, name)
        for path in (place.parent / "issues.json", self.root / "issues.json"):
            if (listed := issues_file.listed_for(self._json(path), names)) is not None:
                return self._issues_in(listed, project_id, place)
        committed = self._committed_issues(repository)
        return None if committed is None else self._issues_in(committed, project_id, place)

    def _issues_in(self, listed: list[Any], project_id: str, place: Path) -> tuple[Issue, ...]:
        found = issues_file.issues_in(listed, project_id)
        if lost := len(listed) - len(found):
            self.notice(
                f"{lost:,} of {len(listed):,} issues of {text.line(place.name)} were left out",
                hint="Each needs a number or a key, such as 17 or PAY-17.",
            )
        return found

    def _json(self, path: Path) -> Any:
        """The JSON of a file, read once while it does not change."""
        stamp = _stamp(path)
        kept = self._read_files.get(path)
        if kept is None or kept[0] != stamp:
            kept = self._read_files[path] = (stamp, issues_file.read(path) if stamp else None)
        return kept[1]

    def _committed_issues(self, repository: Repository) -> list[Any] | None:
        if repository.head() is None:
            return None
        files = repository.files()
        data = repository.read(["issues.json"], files).get("issues.json")
        found = issues_file.parsed(data) if data else None
        return found if isinstance(found, list) else None

    def _documents(self, project: Project) -> tuple[Document, ...]:
        repository = Repository(self._git_dir(self._place(project)))
        if repository.head() is None:
            return ()
        files = repository.files()
        chosen = base_documents.chosen(files, None, project.subdirectory)
        contents = repository.read([path for _, path in chosen], files)
        return tuple(
            Document(kind=kind, path=text.line(path), text=text.block(text.decoded(contents.get(path, b""))))
            for kind, path in chosen
            if path in contents or files[path].size > git_objects.FILE_LIMIT  # without its words: it is there
        )

    def _document(self, project: Project, path: str) -> Document | None:
        repository = Repository(self._git_dir(self._place(project)))
        if repository.head() is None:
            return None
        data = repository.read([path], repository.files()).get(path)
        if data is None:
            return None
        kind = base_documents.kind_of(path)
        return Document(kind=kind, path=text.line(path), text=text.block(text.decoded(data)))

    def _place(self, project: Project) -> Path:
        place = folder_path(project.clone_url or "")
        if place != self.root and self.root not in place.parents:
            raise NotFoundError(
                f"{project.label} does not lie in {self.root}", hint="Sync the source again: it has moved."
            )
        return place

    def _git_dir(self, place: Path) -> Path:
        git_dir = git_objects.git_dir_of(place)
        if git_dir is None:
            raise NotFoundError(
                f"there is no repository at {place}", hint="Sync the source again: it has moved."
            )
        return git_dir


_READ = (DocumentKind.README, DocumentKind.CONTRIBUTING, DocumentKind.LICENSE, DocumentKind.INNERSOURCE_JSON)


def folder_path(written: str) -> Path:
    """The absolute path of a folder written as a path, with `~`, or as a file address."""
    if written.startswith("file://"):
        written = unquote(urlsplit(written).path)
    return Path(os.path.abspath(os.path.expanduser(written or ".")))


def _issue_files(place: Path) -> tuple[Path, ...]:
    name = place.name.removesuffix(".git")
    return tuple(place.parent / f"{each}.issues.json" for each in dict.fromkeys((place.name, name)))


def _head(git_dir: Path) -> str | None:
    try:
        return Repository(git_dir).head()
    except GitError:
        return None


def _stamp(path: Path) -> str:
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{status.st_mtime_ns}:{status.st_size}"


def _moment(seconds: int | None) -> datetime | None:
    try:
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None
