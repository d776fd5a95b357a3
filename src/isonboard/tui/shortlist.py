"""What one takes out of the app: a shortlist as Markdown, and the words worth copying about one project."""

import shlex
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from isonboard import files
from isonboard.tui import words

if TYPE_CHECKING:
    from isonboard.assistant.context import Context
    from isonboard.model.project import Project

_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\[]`*_<>#|~"})
_NAMES = 100  # files of one day tried before giving up on a free name


class Entry(Struct, frozen=True, kw_only=True):
    """One project of a shortlist."""

    name: str
    url: str | None = None
    clone_url: str | None = None
    description: str = ""
    facts: tuple[str, ...] = ()
    note: str = ""


class Copyable(NamedTuple):
    """Something worth copying, and what to call it."""

    words: str
    text: str


def entries(context: "Context", project_ids: Sequence[str]) -> list[Entry]:
    """These projects, or without any the favourites; one that no source lists any more keeps what was noted."""
    favourites = {one.id: one for one in context.favourites.list()}
    found = []
    for project_id in project_ids or favourites:
        project, favourite = context.catalog.project(project_id), favourites.get(project_id)
        note = favourite.note if favourite is not None else ""
        if project is not None:
            entry = Entry(
                name=project.label,
                url=project.url,
                clone_url=project.clone_url,
                description=project.description or project.motivation or "",
                facts=_facts(context, project),
                note=note,
            )
        elif favourite is not None:
            entry = Entry(
                name=favourite.name,
                url=favourite.url,
                clone_url=favourite.clone_url,
                description=favourite.description,
                facts=("no longer listed",),
                note=note,
            )
        else:
            continue
        found.append(entry)
    return found


def markdown(listed: Sequence[Entry]) -> str:
    """The shortlist for a chat, an issue or a wiki; what others wrote cannot change how it reads."""
    lines = ["# Projects to look at", ""]
    for entry in listed:
        name = _quiet(entry.name)
        lines.append(f"- **[{name}](<{entry.url}>)**" if entry.url else f"- **{name}**")
        if entry.description:
            lines[-1] += f": {_quiet(entry.description)}"
        if entry.facts:
            lines.append(f"  {' · '.join(map(_quiet, entry.facts))}")
        if entry.note:
            lines.append(f"  Note: {_quiet(entry.note)}")
        if entry.clone_url:
            lines.append(f"  `{_command(entry.clone_url).replace('`', '')}`")
    return "\n".join(lines) + "\n"


def write(folder: Path, text: str, today: date) -> Path:
    """Keep it as a file of its own in the workspace; nothing there is overwritten. Raises StorageError."""
    names = [f"shortlist-{today}.md", *(f"shortlist-{today}-{n}.md" for n in range(2, _NAMES))]
    path = next((folder / name for name in names if not (folder / name).exists()), folder / names[-1])
    files.write_atomically(path, text, mode=0o644)
    return path


def copyable(project: "Project", *, sample: bool = False) -> list[Copyable]:
    """What one may want to have of a project in the clipboard."""
    found = [Copyable("address", project.url)] if project.url else []
    found.append(Copyable("id", project.id))
    if project.clone_url and not sample:
        found.append(Copyable("git's own clone command", _command(project.clone_url)))
    flags = ["--sample"] if sample else []
    found.append(
        Copyable("clone and set up", shlex.join(["isonboard", *flags, "clone", project.id, "--setup"]))
    )
    if project.url:
        found.append(Copyable("Markdown link", f"[{_quiet(project.label)}](<{project.url}>)"))
    return found


def _facts(context: "Context", project: "Project") -> tuple[str, ...]:
    from isonboard.assistant.rank import fit_of

    fit = fit_of(context, project)
    facts = [
        project.language or "",
        f"fits {fit.score:.0%}" if fit.personal else "",
        words.many(project.beginner_issues, "beginner issue") if project.beginner_issues is not None else "",
        f"licence {project.license}" if project.license else "",
        "archived" if project.archived else "",
    ]
    return tuple(filter(None, facts))


def _command(clone_url: str) -> str:
    return shlex.join(["git", "clone", "--", clone_url])


def _quiet(foreign: str) -> str:
    return " ".join(foreign.split()).translate(_SPECIAL)
