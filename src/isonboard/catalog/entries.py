"""The merged entries: one row a project, written many at a time, with what can be sorted and filtered by beside it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from isonboard.catalog.activity import activity_value, last_change
from isonboard.catalog.statements import Statements
from isonboard.model.project import Project

encoded = msgspec.msgpack.Encoder().encode
decoded_project = msgspec.msgpack.Decoder(Project).decode

_WORDS = ("name", "label", "full_name", "owner", "language")
_FACTS = ("activity", "updated", "beginner", "gone", "data")
_INSERT = (
    f"INSERT INTO projects (no, id, {', '.join((*_WORDS, *_FACTS))}) "
    f"VALUES ({', '.join('?' * (2 + len(_WORDS) + len(_FACTS)))})"
)
_UPDATE = f"UPDATE projects SET {', '.join(f'{name} = ?' for name in (*_WORDS, *_FACTS))} WHERE no = ?"
_UPDATE_FACTS = f"UPDATE projects SET {', '.join(f'{name} = ?' for name in _FACTS)} WHERE no = ?"
"""Where the words are as before their indexes are left alone: most changes are counts and dates."""


class _Old(NamedTuple):
    number: int
    data: bytes


class Entries:
    """Writes entries. Whoever calls holds the transaction."""

    def __init__(self, statements: Statements, clock: Callable[[], datetime]) -> None:
        self._db = statements
        self._clock = clock

    def put(self, projects: Sequence[Project]) -> None:
        """Store entries; what was fetched on demand earlier stays known where no listing says it."""
        old = {
            one: _Old(number, data)
            for one, number, data in self._db.rows_in(
                "SELECT id, no, data FROM projects WHERE id IN ({marks})",
                [project.id for project in projects],
            )
        }
        self._write(projects, old)
        if projects:
            self.bump()

    def change(self, project_id: str, **fields: object) -> bool:
        """Change facts of an entry; False where there is none."""
        rows = self._db.rows("SELECT no, data FROM projects WHERE id = ?", project_id)
        if not rows:
            return False
        old = self._db.decoded(decoded_project, rows[0][1])
        new = msgspec.structs.replace(old, **fields)
        if new != old:
            self._write([new], {project_id: _Old(*rows[0])}, keep_fetched=False)
            self.bump()
        return True

    def forget_topics(self) -> None:
        """After entries were deleted: their topics go too."""
        self._db.run("DELETE FROM topics WHERE no NOT IN (SELECT no FROM projects)")

    def bump(self) -> None:
        """Tell the index and the stored fit that they are out of date."""
        self._db.run(
            "INSERT INTO meta (key, value) VALUES ('generation', 1) "
            "ON CONFLICT (key) DO UPDATE SET value = value + 1"
        )  # fmt: skip

    def _write(
        self, projects: Iterable[Project], old: Mapping[str, _Old], *, keep_fetched: bool = True
    ) -> None:
        now = self._clock()
        inserted: list[tuple[Any, ...]] = []
        renamed: list[tuple[Any, ...]] = []
        updated: list[tuple[Any, ...]] = []
        dropped_topics: list[tuple[str, int]] = []
        topics: list[tuple[str, int]] = []
        number = int(self._db.rows("SELECT coalesce(max(no), 0) FROM projects")[0][0])
        for project in projects:
            before = old.get(project.id)
            if before is None:
                number += 1
                inserted.append((number, project.id, *_words(project), *_facts(project, now)))
                topics += [(topic, number) for topic in project.topics]
                continue
            known = self._db.decoded(decoded_project, before.data)
            entry = _with_fetched(project, known) if keep_fetched else project
            row = (*_facts(entry, now), before.number)
            if _words(entry) == _words(known):
                updated.append(row)
            else:
                renamed.append((*_words(entry), *row))
            if entry.topics != known.topics:
                dropped_topics += [(topic, before.number) for topic in known.topics]
                topics += [(topic, before.number) for topic in entry.topics]
        self._db.run_many(_INSERT, inserted)
        self._db.run_many(_UPDATE, renamed)
        self._db.run_many(_UPDATE_FACTS, updated)
        self._db.run_many("DELETE FROM topics WHERE topic = ? AND no = ?", dropped_topics)
        self._db.run_many("INSERT OR IGNORE INTO topics (topic, no) VALUES (?, ?)", topics)


def _words(project: Project) -> tuple[str | None, ...]:
    return project.name, project.label, project.full_name, project.owner, project.language


def _facts(project: Project, now: datetime) -> tuple[Any, ...]:
    changed = last_change(project, now)
    return (
        activity_value(project, now),
        changed.timestamp() if changed else None,
        project.beginner_issues,
        project.gone_since is not None,
        encoded(project),
    )


def _with_fetched(project: Project, known: Project) -> Project:
    """`project` with what issues and documents fetched earlier tell and no listing knows."""
    issues, documents = project.beginner_issues, project.base_documents
    if (issues is None and known.beginner_issues is not None) or (
        documents is None and known.base_documents is not None
    ):
        return msgspec.structs.replace(
            project,
            beginner_issues=known.beginner_issues if issues is None else issues,
            base_documents=known.base_documents if documents is None else documents,
        )
    return project
