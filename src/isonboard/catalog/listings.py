"""What each source lists, and the one entry that the listings of a project make together."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

import msgspec

from isonboard.catalog.activity import activity_score
from isonboard.catalog.merge import DETAILS, merged
from isonboard.catalog.statements import Statements
from isonboard.model.project import Project

encoded = msgspec.msgpack.Encoder().encode
decoded_project = msgspec.msgpack.Decoder(Project).decode

_Known = dict[str, dict[str, tuple[str, bytes]]]
"""Project id -> source -> (kind, encoded listing)."""


class Listings:
    """Writes listings and keeps the merged entries in step. Whoever calls holds the transaction."""

    def __init__(self, statements: Statements, clock: Callable[[], datetime]) -> None:
        self._db = statements
        self._clock = clock

    def canonical(self, project_id: str) -> str:
        """The id in force for an id or a former id."""
        rows = self._db.rows("SELECT id FROM aliases WHERE alias = ?", project_id)
        return str(rows[0][0]) if rows else project_id

    def put(self, source: str, kind: str, projects: Sequence[Project], run: int) -> int:
        """Store what `source` lists, marked as seen in `run`; returns how many listings changed."""
        by_id: dict[str, Project] = {}
        for project in projects:
            self._learn_aliases(project)
            project_id = self.canonical(project.id)
            renamed = project_id != project.id
            by_id[project_id] = msgspec.structs.replace(project, id=project_id) if renamed else project
        known = self._known(tuple(by_id))
        changed: list[str] = []
        for project_id, project in by_id.items():
            data = encoded(project)
            old = known.get(project_id, {}).get(source)
            if old is not None and old[1] == data:
                continue
            changed.append(project_id)
            known.setdefault(project_id, {})[source] = (kind, data)
            self._db.run(
                "INSERT OR REPLACE INTO listings (id, source, kind, data, seen) VALUES (?, ?, ?, ?, ?)",
                project_id, source, kind, data, run,
            )  # fmt: skip
        self._db.run_many(
            "UPDATE listings SET seen = ? WHERE id = ? AND source = ?",
            [(run, project_id, source) for project_id in by_id],
        )
        self.merge(changed, known)
        return len(changed)

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
        known = self._known(ids) if known is None else known
        for project_id in ids:
            entries = [
                (name, kind, decoded_project(data))
                for name, (kind, data) in known.get(project_id, {}).items()
            ]
            if not entries:
                continue
            for (data,) in self._db.rows("SELECT data FROM details WHERE id = ?", project_id):
                entries.append(("", DETAILS, decoded_project(data)))
            # a listing that was stored under a former id still names it
            self._put_entry(msgspec.structs.replace(merged(entries), id=project_id))
        if ids:
            self._bump()

    def replace_fields(self, project_id: str, **fields: object) -> None:
        """Change facts of an entry that come from what was fetched on demand."""
        rows = self._db.rows("SELECT data FROM projects WHERE id = ?", project_id)
        if not rows:
            return
        old = decoded_project(rows[0][0])
        new = msgspec.structs.replace(old, **fields)
        if new != old:
            self._put_entry(new)
            self._bump()

    def _put_entry(self, project: Project) -> None:
        if project.beginner_issues is None or project.base_documents is None:
            project = self._with_fetched(project)
        changed = project.updated_at or project.pushed_at
        self._db.run(
            "INSERT INTO projects (id, name, label, full_name, owner, language, activity, updated, beginner, gone, data) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
            "label = excluded.label, full_name = excluded.full_name, owner = excluded.owner, "
            "language = excluded.language, activity = excluded.activity, updated = excluded.updated, "
            "beginner = excluded.beginner, gone = excluded.gone, data = excluded.data",
            project.id, project.name, project.label, project.full_name, project.owner, project.language,
            activity_score(project, self._clock()).value, changed.timestamp() if changed else None,
            project.beginner_issues, project.gone_since is not None, encoded(project),
        )  # fmt: skip
        number = self._db.rows("SELECT no FROM projects WHERE id = ?", project.id)[0][0]
        self._db.run("DELETE FROM topics WHERE no = ?", number)
        self._db.run_many(
            "INSERT OR IGNORE INTO topics (topic, no) VALUES (?, ?)",
            [(topic, number) for topic in project.topics],
        )

    def _with_fetched(self, project: Project) -> Project:
        """`project` with what issues and documents fetched earlier tell and no listing knows."""
        rows = self._db.rows("SELECT data FROM projects WHERE id = ?", project.id)
        if not rows:
            return project
        old = decoded_project(rows[0][0])
        return msgspec.structs.replace(
            project,
            beginner_issues=old.beginner_issues
            if project.beginner_issues is None
            else project.beginner_issues,
            base_documents=old.base_documents if project.base_documents is None else project.base_documents,
        )

    def _without_listing(self, ids: Sequence[str], keep: Collection[str]) -> None:
        remaining = self._known(ids)
        self.merge([one for one in ids if one in remaining], remaining)
        for project_id in ids:
            if project_id in remaining:
                continue
            if project_id in keep:
                self.replace_fields(project_id, gone_since=self._clock(), listed_by=())
                continue
            self._db.run("DELETE FROM projects WHERE id = ?", project_id)
            self._db.run("DELETE FROM details WHERE id = ?", project_id)
            self._db.run("DELETE FROM issue_sets WHERE project_id = ?", project_id)
            self._db.run("DELETE FROM issues WHERE project_id = ?", project_id)
            self._db.run("DELETE FROM documents WHERE project_id = ?", project_id)
        if ids:
            self._bump()

    def _known(self, ids: Sequence[str]) -> _Known:
        found: _Known = {}
        query = "SELECT id, source, kind, data FROM listings WHERE id IN ({marks})"
        for one, source, kind, data in self._db.rows_in(query, ids):
            found.setdefault(one, {})[source] = (kind, data)
        return found

    def _learn_aliases(self, project: Project) -> None:
        for alias in project.aliases:
            if alias == project.id or self.canonical(alias) == project.id:
                continue
            self._db.run("INSERT OR REPLACE INTO aliases (alias, id) VALUES (?, ?)", alias, project.id)
            self._db.run("UPDATE OR REPLACE listings SET id = ? WHERE id = ?", project.id, alias)
            self._db.run("DELETE FROM projects WHERE id = ?", alias)

    def _bump(self) -> None:
        self._db.run(
            "INSERT INTO meta (key, value) VALUES ('generation', 1) "
            "ON CONFLICT (key) DO UPDATE SET value = value + 1"
        )  # fmt: skip
