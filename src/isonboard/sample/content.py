"""What the package holds of Halden Works, the invented company: its projects, issues and repository files.

- `data/projects.toml`: one table a project; ages are days before now, so that they stay believable;
- `data/issues/<repository>.toml`: its issues, with everything that tells whether one may take them;
- `data/people.toml`: who wrote the commits; `data/shared/`, `data/licences/`: files that repositories have alike;
- `data/oddities.toml`: files whose names or contents no file system, editor or reviewer should meet raw;
- `repositories/<owner>/<repository>/`: the files of each repository as they are.
"""

import json
import os
import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from isonboard.errors import NotFoundError

_HERE = Path(__file__).parent
_DATA = _HERE / "data"
_REPOSITORIES = _HERE / "repositories"
_LEFT_OUT = frozenset({"__pycache__", ".pytest_cache", ".ruff_cache", ".mypy_cache", ".venv"})
_PAPERWORK_NOTE = "\nA word on the sample: this repository holds the project's paperwork only. SAMPLE.md lists those with code.\n"
_Kind = TypeVar("_Kind")


class _Table(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    pass


class Commit(_Table, frozen=True, kw_only=True):
    """A commit of a repository's history: it brings the files that its patterns match and no later one changes."""

    message: str
    author: str
    at: datetime
    files: tuple[str, ...] = ()
    """Patterns of fnmatch(3); the last commit brings whatever is left."""


class Entry(_Table, frozen=True, kw_only=True):
    """A project as data/projects.toml says it; times are days before now."""

    id: str
    title: str | None = None
    description: str = ""
    motivation: str | None = None
    language: str | None = None
    languages: dict[str, int] = {}
    topics: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    contributions: tuple[str, ...] = ()
    license: str | None = None
    docs: str | None = None
    created: float
    updated: float
    pushed: float
    stars: int | None = None
    forks: int | None = None
    watchers: int | None = None
    open_issues: int | None = None
    participation: tuple[int, ...] = ()
    archived: bool = False
    lifecycle: str | None = None
    system: str | None = None
    domain: str | None = None
    packages: tuple[str, ...] = ()
    chat: str | None = None
    shared: tuple[str, ...] = ()
    """Files of data/shared/ that its repository has; LICENSE is the text of its `license`."""
    paperwork: bool = False
    """True where the repository holds the documents but not the code."""
    history: tuple[Commit, ...] = ()
    checks: str | None = None
    """How its last checks went, in the words of `CheckState`; None where nobody knows."""
    releases: dict[str, float] = {}
    """Name to days before now, newest first."""
    merged_inside: int = 0
    merged_outside: int = 0
    """Pull requests merged last, by the team and by others."""

    @property
    def owner(self) -> str:
        return self.id.partition("/")[0]

    @property
    def name(self) -> str:
        return self.id.partition("/")[2]


class CommentEntry(_Table, frozen=True, kw_only=True):
    author: str
    at: float
    body: str
    association: str | None = None


class EventEntry(_Table, frozen=True, kw_only=True):
    kind: str
    at: float
    actor: str = ""
    subject: str = ""


class PullEntry(_Table, frozen=True, kw_only=True):
    number: str
    state: str
    author: str = ""
    at: float
    draft: bool = False


class IssueEntry(_Table, frozen=True, kw_only=True):
    """An issue; `partial` ones come without what tells availability, as from a tracker that does not say."""

    number: str
    title: str
    body: str = ""
    labels: tuple[str, ...] = ()
    author: str
    association: str | None = None
    created: float
    updated: float
    assignees: tuple[str, ...] = ()
    comments: tuple[CommentEntry, ...] = ()
    events: tuple[EventEntry, ...] = ()
    pulls: tuple[PullEntry, ...] = ()
    branches: tuple[str, ...] = ()
    blocked_by: tuple[str, ...] = ()
    milestone: str | None = None
    pull_request: bool = False
    locked: bool = False
    partial: bool = False


class File(Struct, frozen=True):
    """A file of a repository; a `link` holds where it points instead of content."""

    content: bytes
    executable: bool = False
    link: bool = False


class _Oddity(_Table, frozen=True, kw_only=True):
    project: str
    path: str
    text: str = ""
    link: str | None = None


@cache
def entries() -> Mapping[str, Entry]:
    """Every project by `owner/name`. What a repository's own innersource.json says wins, as with a crawler."""
    listed = _converted(_toml(_DATA / "projects.toml")["project"], tuple[Entry, ...])
    return {entry.id: _with_own_words(entry) for entry in listed}


def entry(name: str) -> Entry:
    """The project `owner/name`. Raises NotFoundError."""
    found = entries().get(name)
    if found is None:
        raise NotFoundError(f"the sample organisation has no project {name}", hint="Try “isonboard search”.")
    return found


@cache
def issues(name: str) -> tuple[IssueEntry, ...]:
    """The issues of `owner/name`, pull requests among them."""
    path = _DATA / "issues" / f"{entry(name).name}.toml"
    return _converted(_toml(path)["issue"], tuple[IssueEntry, ...]) if path.exists() else ()


@cache
def people() -> Mapping[str, str]:
    """Login to full name."""
    return _converted(_toml(_DATA / "people.toml")["people"], dict[str, str])


@cache
def files(name: str) -> Mapping[str, File]:
    """Every file of the repository of `owner/name` by its path, in order."""
    found: dict[str, File] = {}
    project = entry(name)
    for path in project.shared:
        source = (
            _DATA / "licences" / f"{project.license}.txt" if path == "LICENSE" else _DATA / "shared" / path
        )
        found[path] = File(source.read_bytes())
    root = _REPOSITORIES / project.owner / project.name
    for folder, folders, names in os.walk(root):
        folders[:] = [part for part in folders if part not in _LEFT_OUT]
        for file_name in names:
            place = Path(folder, file_name)
            content = place.read_bytes()
            # the mode is told by the content: installers do not keep it
            found[place.relative_to(root).as_posix()] = File(content, content.startswith(b"#!"))
    if project.paperwork:
        found["SAMPLE.md"] = File((_DATA / "paperwork.md").read_bytes())
        readme = next(path for path in found if path.startswith("README"))
        found[readme] = File(found[readme].content + _PAPERWORK_NOTE.encode())
    for odd in _oddities():
        if odd.project == name:
            found[odd.path] = File((odd.link or odd.text).encode(), link=odd.link is not None)
    return dict(sorted(found.items()))


@cache
def _oddities() -> tuple[_Oddity, ...]:
    return _converted(_toml(_DATA / "oddities.toml")["file"], tuple[_Oddity, ...])


def _with_own_words(project: Entry) -> Entry:
    path = _REPOSITORIES / project.owner / project.name / "innersource.json"
    if not path.exists():
        return project
    said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    said.pop("logo", None)
    return _converted(msgspec.to_builtins(project) | said, Entry)


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _converted(value: Any, kind: type[_Kind]) -> _Kind:
    return msgspec.convert(value, kind)
