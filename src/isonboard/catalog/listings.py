"""What each source lists, and the one entry that the listings of a project make together."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

import msgspec

from isonboard.catalog.aliases import Aliases
from isonboard.catalog.entries import Entries, decoded_project, encoded
from isonboard.catalog.merge import DETAILS, FORGES, merged
from isonboard.catalog.statements import Statements
from isonboard.model.project import Project

_Known = dict[str, dict[str, tuple[str, bytes | Project]]]
"""Project id -> source -> (kind, listing, encoded where it was read from the table)."""


class Listings:
    """Writes listings and keeps the merged entries in step. Whoever calls holds the transaction."""

    def __init__(self, statements: Statements, clock: Callable[[], datetime]) -> None:
        self._db = statements
        self._clock = clock
        self._aliases = Aliases(statements)
        self._entries = Entries(statements, clock)

    def canonical(self, project_id: str) -> str:
        """The id in force for an id or a former id."""
        return self._aliases.of([project_id]).get(project_id, project_id)

    def put(self, source: str, kind: str, projects: Sequence[Project], run: int) -> int:
        """Store what `source` lists, marked as seen in `run`; returns how many listings changed."""
        moved = self._learn_names(kind, projects)
        in_force = self._aliases.of([project.id for project in projects])
        by_id: dict[str, Project] = {}
        for project in projects:
            project_id = in_force.get(project.id, project.id)
            renamed = project_id != project.id
            by_id[project_id] = msgspec.structs.replace(project, id=project_id) if renamed else project
        known = self._known(tuple(by_id))
        changed: list[str] = []
        rows: list[tuple[object, ...]] = []
        same: list[tuple[object, ...]] = []
        for project_id, project in by_id.items():
            data = encoded(project)
            old = known.get(project_id, {}).get(source)
            if old is not None and old[1] == data:
                same.append((run, project_id, source))
                continue
            changed.append(project_id)
            known.setdefault(project_id, {})[source] = (kind, project)
            rows.append((project_id, source, kind, data, run))
        self._db.run_many(
            "INSERT INTO listings (id, source, kind, data, seen) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id, source) "
            "DO UPDATE SET kind = excluded.kind, data = excluded.data, seen = excluded.seen",
            rows,
        )
        self._db.run_many("UPDATE listings SET seen = ? WHERE id = ? AND source = ?", same)
        self.merge([*changed, *(one for one in moved if one not in changed)], known)
        return len(changed)

    def put_details(self, project: Project) -> None:
        """Store facts fetched on demand; they are merged as the newest word on the project."""
        self._learn_names("", [project])
        project_id = self.canonical(project.id)
        self._db.run(
            "INSERT OR REPLACE INTO details (id, data, at) VALUES (?, ?, ?)",
            project_id, encoded(project), self._clock().timestamp(),
        )  # fmt: skip
        self.merge([project_id])

    def drop_unseen(self, source: str, run: int, keep: Collection[str]) -> int:
        """Forget what `source` did not list in `run`; entries in `keep` stay, marked as gone."""
        ids = [
            row[0]
            for row in self._db.rows("SELECT id FROM listings WHERE source = ? AND seen < ?", source, run)
        ]
        self._db.run("DELETE FROM listings WHERE source = ? AND seen < ?", source, run)
        self._without_listing(ids, keep)
        return len(ids)

    def remove_source(self, name: str, keep: Collection[str]) -> None:
        """Forget a source and everything that only it lists."""
        ids = [row[0] for row in self._db.rows("SELECT id FROM listings WHERE source = ?", name)]
        self._db.run("DELETE FROM listings WHERE source = ?", name)
        self._db.run("DELETE FROM sources WHERE name = ?", name)
        self._without_listing(ids, keep)

    def merge(self, ids: Sequence[str], known: _Known | None = None) -> None:
        """Make the entries of `ids` anew from their listings and details."""
        unread = ids if known is None else [one for one in ids if one not in known]
        known = {**(known or {}), **self._known(unread)}
        details: dict[str, bytes] = {}
        details.update(self._db.rows_in("SELECT id, data FROM details WHERE id IN ({marks})", ids))
        entries: list[Project] = []
        for project_id in ids:
            listings = [
                (name, kind, said if isinstance(said, Project) else self._db.decoded(decoded_project, said))
                for name, (kind, said) in known.get(project_id, {}).items()
            ]
            if not listings:
                continue
            if project_id in details:
                listings.append(("", DETAILS, self._db.decoded(decoded_project, details[project_id])))
            entry = merged(listings)
            # a listing that was stored under a former id still names it
            entries.append(entry if entry.id == project_id else msgspec.structs.replace(entry, id=project_id))
        self._entries.put(entries)

    def replace_fields(self, project_id: str, **fields: object) -> None:
        """Change facts of an entry that come from what was fetched on demand."""
        self._entries.change(project_id, **fields)

    def outdate(self) -> None:
        """Tell the index that it does not have all there is to search."""
        self._entries.bump()

    def _learn_names(self, kind: str, projects: Sequence[Project]) -> list[str]:
        """Take in renames; the ids whose entries are to be made anew for it.

        A forge lists nothing under a former name: what it lists by such an id is another project that took the name.
        """
        alive = [project.id for project in projects] if kind in FORGES else []
        self._aliases.forget(alive)
        renames = [(alias, project.id) for project in projects for alias in project.aliases]
        moved = self._aliases.learn(renames)
        if moved:
            self._entries.forget_topics()
        return moved

    def _without_listing(self, ids: Sequence[str], keep: Collection[str]) -> None:
        remaining = self._known(ids)
        self.merge([one for one in ids if one in remaining], remaining)
        in_force = self._aliases.of(tuple(keep))
        kept = {in_force.get(one, one) for one in keep}
        gone = [(one,) for one in ids if one not in remaining and one not in kept]
        for one in ids:
            if one in kept and one not in remaining:
                self._entries.change(one, gone_since=self._clock(), listed_by=())
        for table, column in (
            ("projects", "id"), ("details", "id"), ("issue_sets", "project_id"), ("issues", "project_id"),
            ("documents", "project_id"),
        ):  # fmt: skip
            self._db.run_many(f"DELETE FROM {table} WHERE {column} = ?", gone)
        if gone:
            self._entries.forget_topics()
        if ids:
            self._entries.bump()

    def _known(self, ids: Sequence[str]) -> _Known:
        found: _Known = {}
        query = "SELECT id, source, kind, data FROM listings WHERE id IN ({marks})"
        for one, source, kind, data in self._db.rows_in(query, ids):
            found.setdefault(one, {})[source] = (kind, data)
        return found
