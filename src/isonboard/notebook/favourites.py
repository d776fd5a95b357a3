"""favourites.toml: the projects the engineer starred, each with enough of it to outlive the catalog."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

import msgspec
from msgspec import Struct

from isonboard import address, limits, tables, text
from isonboard.errors import NotFoundError, RefusedError, UsageError
from isonboard.model.notebook import Favourite, Seen
from isonboard.model.project import Project
from isonboard.notebook.book import Book, Table, moment, put, words

FORMATS = ("toml", "json", "markdown")
_NOTE_LIMIT = limits.NOTE_LETTERS
_IMPORT_LIMIT = limits.IMPORT_LETTERS
_VERSION = 1


class Imported(Struct, frozen=True):
    """What an import did: ids added, ids that were there already (their own notes win), entries not understood."""

    added: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    skipped: int = 0


class Favourites(Book):
    """The favourites, in the order they were starred. Every change reads, changes and writes under one lock."""

    file_name: ClassVar[str] = "favourites.toml"
    entries: ClassVar[str | None] = "favourite"

    def __init__(
        self, folder: Path | None = None, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        super().__init__(folder)
        self._clock = clock

    def load(self) -> tuple[Favourite, ...]:
        """All favourites. `notice` says why where there should be some and none can be read."""
        return _favourites(self._read().get("favourite", []))

    def list(self) -> tuple[Favourite, ...]:
        return self.load()

    def ids(self) -> frozenset[str]:
        return frozenset(favourite.id for favourite in self.load())

    def get(self, project_id: str) -> Favourite | None:
        return next((favourite for favourite in self.load() if favourite.id == project_id), None)

    def add(self, project: Project, note: str = "", tags: Sequence[str] = ()) -> Favourite:
        """Star a project; one that is starred already keeps its time, and its note unless a new one is given."""
        with self._changing() as table:
            return self._put(table, project, note, tags)

    def remove(self, project_id: str) -> bool:
        """Unstar it; False when it was not starred."""
        with self._changing() as table:
            return _removed(table, project_id)

    def toggle(self, project: Project) -> bool:
        """Star or unstar; True when it is a favourite now."""
        with self._changing() as table:
            if _removed(table, project.id):
                return False
            self._put(table, project, "", ())
            return True

    def set_note(self, project_id: str, note: str) -> Favourite:
        """Replace the note (several lines are fine, "" removes it). Raises NotFoundError."""
        with self._changing() as table:
            entry = _entry(table, project_id)
            put(entry, "note", text.block(note, _NOTE_LIMIT).strip())
            return _known(entry)

    def set_tags(self, project_id: str, tags: Sequence[str]) -> Favourite:
        """Replace the tags. Raises NotFoundError."""
        with self._changing() as table:
            entry = _entry(table, project_id)
            put(entry, "tags", words(tuple(tags)))
            return _known(entry)

    def visited(self, project_id: str, at: datetime | None = None, seen: Seen | None = None) -> bool:
        """Remember when its page was last looked at, and what it looked like; False when it is no favourite."""
        with self._changing() as table:
            entry = _find(table, project_id)
            if entry is not None:
                entry["visited_at"] = (at or self._clock()).astimezone(UTC)
                if seen is not None:
                    # put back last: tables come after plain values in TOML
                    entry.pop("seen", None)
                    entry["seen"] = _seen_table(seen)
            return entry is not None

    def refresh(self, projects: Iterable[Project]) -> int:
        """Renew the snapshots from fresh projects, following renames by their aliases; returns how many changed."""
        with self._changing() as table:
            return sum(_refreshed(table, project) for project in projects)

    def export(self, format: str = "toml") -> str:  # noqa: A002 - the word of the command line
        """All favourites as `toml`, `json` (both can be imported again) or `markdown`. Raises UsageError."""
        favourites = self.load()
        if format == "toml":
            import tomli_w

            return tomli_w.dumps(_exported(favourites))
        if format == "json":
            return json.dumps(msgspec.to_builtins(_exported(favourites)), ensure_ascii=False, indent=2) + "\n"
        if format == "markdown":
            return "".join(f"{_markdown(favourite)}\n" for favourite in favourites)
        raise UsageError(f"favourites cannot be exported as {format!r}", hint=f"Choose {', '.join(FORMATS)}.")

    def import_(self, content: str) -> Imported:
        """Add what an exported TOML or JSON text holds; what is starred already is left alone. Raises UsageError."""
        entries = _import_entries(content)
        added: list[str] = []
        known: list[str] = []
        skipped = 0
        with self._changing() as table:
            present = {favourite.id for favourite in _favourites(table.get("favourite", []))}
            for raw in entries:
                favourite = _favourite(raw)
                if favourite is None:
                    skipped += 1
                elif favourite.id in present:
                    known.append(favourite.id)
                else:
                    _list(table).append(_table_of(favourite))
                    present.add(favourite.id)
                    added.append(favourite.id)
        return Imported(tuple(added), tuple(known), skipped)

    def _put(self, table: Table, project: Project, note: str, tags: Sequence[str]) -> Favourite:
        project_id = text.line(project.id)
        entry = _find(table, project_id)
        if entry is None:
            entry = {"id": project_id}
            _list(table).append(entry)
            entry["added_at"] = self._clock().astimezone(UTC)
        _snapshot(entry, project)
        if note:
            put(entry, "note", text.block(note, _NOTE_LIMIT).strip())
        if tags:
            put(entry, "tags", words(tuple(tags)))
        return _known(entry)


def _list(table: Table) -> list[Table]:
    table.setdefault("version", _VERSION)
    entries: list[Table] = table.setdefault("favourite", [])
    return entries


def _find(table: Table, project_id: str) -> Table | None:
    entries: list[Table] = table.get("favourite", [])
    return next((entry for entry in entries if entry.get("id") == project_id), None)


def _entry(table: Table, project_id: str) -> Table:
    entry = _find(table, project_id)
    if entry is None:
        raise NotFoundError(f"{project_id} is not a favourite", hint="Star it first.")
    return entry


def _removed(table: Table, project_id: str) -> bool:
    entries: list[Table] = table.get("favourite", [])
    kept = [entry for entry in entries if entry.get("id") != project_id]
    if len(kept) == len(entries):
        return False
    table["favourite"] = kept
    return True


def _snapshot(entry: Table, project: Project) -> None:
    put(entry, "name", text.line(project.full_name or project.label))
    put(entry, "url", address.web_address(project.url))
    put(entry, "clone_url", _clone_url(project.clone_url))
    put(entry, "description", text.line(project.description))


def _refreshed(table: Table, project: Project) -> bool:
    entry = _find(table, project.id)
    if entry is None:
        entry = next((found for alias in project.aliases if (found := _find(table, alias)) is not None), None)
    if entry is None:
        return False
    before = dict(entry)
    entry["id"] = project.id
    _snapshot(entry, project)
    return entry != before


def _favourites(entries: Sequence[Table]) -> tuple[Favourite, ...]:
    found: dict[str, Favourite] = {}
    for raw in entries:
        if (favourite := _favourite(raw)) is not None:
            found.setdefault(favourite.id, favourite)
    return tuple(found.values())


def _favourite(raw: object) -> Favourite | None:
    """An entry as a value; None where it names no project. Text may be somebody else's: it passes the gate."""
    if not isinstance(raw, dict) or not isinstance(raw.get("id"), str):
        return None
    project_id = text.line(raw["id"])
    if not project_id or project_id != raw["id"]:
        return None

    def said(key: str) -> str:
        value = raw.get(key)
        return text.line(value) if isinstance(value, str) else ""

    note = raw.get("note")
    return Favourite(
        id=project_id,
        name=said("name") or project_id.rpartition("/")[2],
        url=address.web_address(raw.get("url")),
        clone_url=_clone_url(raw.get("clone_url")),
        description=said("description"),
        note=text.block(note, _NOTE_LIMIT).strip() if isinstance(note, str) else "",
        tags=words(raw.get("tags")),
        added_at=moment(raw.get("added_at")),
        visited_at=moment(raw.get("visited_at")),
        seen=_seen(raw.get("seen")),
    )


def _seen(raw: object) -> Seen | None:
    """The snapshot of the last visit; what cannot be understood in it was not known."""
    if not isinstance(raw, dict):
        return None
    issues, activity, release = raw.get("beginner_issues"), raw.get("activity"), raw.get("release")
    name = raw.get("name")
    return Seen(
        name=text.line(name, 300) if isinstance(name, str) else "",
        beginner_issues=words(issues) if isinstance(issues, list) else None,
        activity=activity if isinstance(activity, int) and not isinstance(activity, bool) else None,
        release=text.line(release, 300) if isinstance(release, str) else None,
        gone=raw.get("gone") is True,
    )


def _seen_table(seen: Seen) -> Table:
    table: Table = {}
    for key in ("name", "activity", "release", "gone"):
        put(table, key, getattr(seen, key))
    if seen.beginner_issues is not None:  # no issue is something else than not knowing
        table["beginner_issues"] = list(seen.beginner_issues)
    return table


def _known(entry: Table) -> Favourite:
    favourite = _favourite(entry)
    assert favourite is not None
    return favourite


def _clone_url(url: object) -> str | None:
    if not isinstance(url, str):
        return None
    try:
        return address.clone_address(url).url
    except RefusedError:
        return None


def _table_of(favourite: Favourite) -> Table:
    table: Table = {}
    for key in favourite.__struct_fields__:
        if key != "seen":  # what was seen here says nothing elsewhere
            put(table, key, getattr(favourite, key))
    return table


def _exported(favourites: Sequence[Favourite]) -> Table:
    return {"version": _VERSION, "favourite": [_table_of(favourite) for favourite in favourites]}


def _markdown(favourite: Favourite) -> str:
    name = favourite.name.translate({ord(sign): f"\\{sign}" for sign in "\\[]`*_<>"})
    head = f"- [{name}](<{favourite.url}>)" if favourite.url else f"- {name}"
    parts = (head, favourite.description, " ".join(favourite.note.split()))
    return " – ".join(part for part in parts if part)


def _import_entries(content: str) -> Sequence[Any]:
    if len(content) > _IMPORT_LIMIT:
        raise UsageError("this is too long to be a list of favourites", hint="Import it in parts.")
    try:
        table = _json_or_toml(content)
    except (ValueError, RecursionError):
        raise UsageError(
            "this is not a list of favourites", hint="Import a file that “favourites export” wrote."
        ) from None
    entries = table.get("favourite") if isinstance(table, dict) else table
    if not isinstance(entries, list):
        raise UsageError("no favourites in it", hint="Import a file that “favourites export” wrote.")
    return entries


def _json_or_toml(content: str) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return tables.parsed(content)
