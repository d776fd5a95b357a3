"""The catalog: every project known locally, one entry an id, with issues and documents once fetched.

SQLite in the cache directory. Listings are kept as each source gave them and merged into one entry; a source that
fails or leaves takes only its own words with it.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from isonboard import db, paths
from isonboard.catalog.entries import decoded_project, encoded
from isonboard.catalog.listings import Listings
from isonboard.catalog.order import ORDER_BY, Facets, Order
from isonboard.catalog.schema import SCHEMA, VERSION
from isonboard.catalog.statements import Statements, marks
from isonboard.errors import AmbiguousNameError, NotFoundError, NotKeptError
from isonboard.model.guidance import Document, DocumentKind
from isonboard.model.issue import Issue
from isonboard.model.project import Project, SourceState

_decoded_issue = msgspec.msgpack.Decoder(Issue).decode
_decoded_documents = msgspec.msgpack.Decoder(tuple[Document, ...]).decode
_decoded_state = msgspec.msgpack.Decoder(SourceState).decode


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


_FEW = 500
"""So many ids are handed to SQLite; more are filtered here."""


class Catalog:
    """The one door to the catalog's database. One instance belongs to one thread at a time."""

    def __init__(self, connection: sqlite3.Connection, path: Path, clock: Callable[[], datetime]) -> None:
        self._connection = connection
        self._db = Statements(connection, path)
        self._listings = Listings(self._db, clock)
        self._clock = clock

    @classmethod
    def open(
        cls,
        path: Path | None = None,
        *,
        read_only: bool = False,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> Self:
        """The catalog at `path` (default: the cache directory), made if missing. Raises StorageError."""
        place = path or paths.cache_dir() / "catalog.sqlite"
        return cls(db.connect(place, SCHEMA, VERSION, read_only=read_only), place, clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def interrupt(self) -> None:
        """Make a query under way in another thread end early (it raises StorageError there)."""
        with contextlib.suppress(sqlite3.ProgrammingError):  # closed meanwhile
            self._connection.interrupt()

    @property
    def read_only(self) -> bool:
        """Whether nothing can be kept: the file may not be written."""
        return self._db.read_only

    def check_writable(self) -> None:
        """Raises StorageError, with the reason, where nothing can be kept."""
        if self.read_only:
            raise self._db.unwritable()

    @contextlib.contextmanager
    def if_possible(self) -> Iterator[None]:
        """What is written inside can be had again: it is left out where nothing can be kept just now."""
        with contextlib.suppress(NotKeptError), db.hurried(self._connection):
            yield

    def expect_much(self) -> None:
        """Before thousands of projects are written: more memory for pages, and a longer log between two tidyings.

        Measured with 20,000 projects: a quarter less processor time, a third less waiting for the disk.
        """
        self._db.run("PRAGMA cache_size = -16000")  # kilobytes
        self._db.run("PRAGMA wal_autocheckpoint = 8000")  # pages of 4 kB

    # reading

    def count(self) -> int:
        return int(self._db.rows("SELECT count(*) FROM projects")[0][0])

    def generation(self) -> int:
        """Grows with every change of a project: an index built at another generation is out of date."""
        return self._db.decoded(int, self.meta("generation") or 0)

    def canonical(self, project_id: str) -> str:
        """The id in force for an id or a former one."""
        return self._listings.canonical(project_id)

    def project(self, project_id: str) -> Project | None:
        """The project of that id or former id, or None."""
        rows = self._db.rows("SELECT data FROM projects WHERE id = ?", self._listings.canonical(project_id))
        return self._db.decoded(decoded_project, rows[0][0]) if rows else None

    def resolve(self, name: str) -> Project:
        """The project meant by an id, a former id, or a unique name. Raises AmbiguousNameError, NotFoundError."""
        if found := self.project(name.strip().rstrip("/").casefold()) or self.project(name.strip()):
            return found
        words = name.strip()
        rows = self._db.rows(
            # the words' index is read through, never the table
            "SELECT id FROM projects WHERE no IN (SELECT no FROM projects WHERE full_name = ? OR name = ? OR label = ?) "
            "ORDER BY activity DESC, id LIMIT 50",
            *(words, words, words),  # not “?1”: Python 3.12.0 to 3.12.3 warn of it (gh-117995)
        )
        if len(rows) > 1:
            exact = self._db.rows("SELECT id FROM projects WHERE full_name = ?", words)
            if len(exact) != 1:
                raise AmbiguousNameError(name, tuple(row[0] for row in rows))
            rows = exact
        meant = self.projects([row[0] for row in rows])
        if not meant:
            raise NotFoundError(
                f"no project is called “{name}”",
                hint="Look for it with “isonboard search”, or run “isonboard sync”.",
            )
        return meant[0]

    def names(self, start: str, limit: int = 200) -> list[str]:
        """Names that `resolve` understands and that begin with `start`, in any case; bare ones where they are unique."""
        like = "".join(f"^{sign}" if sign in "%_^" else sign for sign in start) + "%"
        rows = self._db.rows(
            "SELECT name FROM projects WHERE name LIKE ? ESCAPE '^' GROUP BY name HAVING COUNT(*) = 1 "
            "UNION SELECT full_name FROM projects WHERE full_name LIKE ? ESCAPE '^' ORDER BY 1 LIMIT ?",
            *(like, like, limit),
        )
        return [row[0] for row in rows]

    def projects(self, ids: Sequence[str]) -> list[Project]:
        """The projects of those ids that exist, in that order."""
        found: dict[str, bytes] = {}
        found.update(self._db.rows_in("SELECT id, data FROM projects WHERE id IN ({marks})", ids))
        return [self._db.decoded(decoded_project, found[one]) for one in ids if one in found]

    def all_projects(self) -> Iterator[Project]:
        """Every project, in the order of its row: stable while nothing changes."""
        for (data,) in self._db.each("SELECT data FROM projects ORDER BY no"):
            yield self._db.decoded(decoded_project, data)

    def activities(self, ids: Sequence[str]) -> dict[str, int | None]:
        """The activity scores as stored at the last change of each project."""
        found: dict[str, int | None] = {}
        found.update(self._db.rows_in("SELECT id, activity FROM projects WHERE id IN ({marks})", ids))
        return found

    def all_activities(self) -> dict[str, int | None]:
        """The activity score of every project."""
        return dict(self._db.rows("SELECT id, activity FROM projects"))

    def readmes(self, limit: int = 20_000) -> dict[str, str]:
        """The READMEs fetched so far, at most `limit` characters each, by project id."""
        found: dict[str, str] = {}
        for project_id, data in self._db.each("SELECT project_id, data FROM documents"):
            for document in self._db.decoded(_decoded_documents, data):
                if document.kind is DocumentKind.README:
                    found.setdefault(project_id, document.text[:limit])
        return found

    def fits(self, ids: Sequence[str]) -> dict[str, float | None]:
        """The stored fit scores (see `put_fits`)."""
        found: dict[str, float | None] = {}
        found.update(self._db.rows_in("SELECT id, fit FROM projects WHERE id IN ({marks})", ids))
        return found

    def ids(
        self,
        order: Order,
        *,
        languages: Sequence[str] = (),
        topics: Sequence[str] = (),
        owners: Sequence[str] = (),
        beginner_only: bool = False,
        among: Collection[str] | None = None,
    ) -> list[str]:
        """Ids of the projects that pass every filter (any value of one filter suffices), sorted."""
        where: list[str] = []
        values: list[str] = []
        for column, wanted in (("language", languages), ("owner", owners)):
            if wanted:
                where.append(f"{column} IN ({marks(wanted)})")
                values.extend(wanted)
        if topics:
            where.append(f"no IN (SELECT no FROM topics WHERE topic IN ({marks(topics)}))")
            values.extend(topics)
        if beginner_only:
            where.append("beginner > 0")
        if among is not None and len(among) <= _FEW:
            where.append(f"id IN ({marks(tuple(among))})")
            values.extend(among)
            among = None
        clause = f"WHERE {' AND '.join(where)}" if where else ""
        query = f"SELECT id FROM projects {clause} ORDER BY {ORDER_BY[order]}, label, id"
        found = [row[0] for row in self._db.rows(query, *values)]
        return found if among is None else [one for one in found if one in among]

    def facets(self, limit: int = 200) -> Facets:
        """Values to filter by, each with its number of projects."""

        def counted(column: str) -> tuple[tuple[str, int], ...]:
            return tuple(
                self._db.rows(
                    f"SELECT {column}, count(*) FROM projects WHERE {column} IS NOT NULL AND {column} != '' "
                    f"GROUP BY {column} ORDER BY 2 DESC, 1 LIMIT {limit:d}"
                )
            )

        topics = self._db.rows(
            f"SELECT topic, count(*) FROM topics GROUP BY topic ORDER BY 2 DESC, 1 LIMIT {limit:d}"
        )
        return Facets(languages=counted("language"), topics=tuple(topics), owners=counted("owner"))

    def states(self) -> tuple[SourceState, ...]:
        """How each source's copy stands, by name."""
        return tuple(
            self._db.decoded(_decoded_state, row[0])
            for row in self._db.rows("SELECT data FROM sources ORDER BY name")
        )

    def state(self, name: str) -> SourceState:
        rows = self._db.rows("SELECT data FROM sources WHERE name = ?", name)
        return self._db.decoded(_decoded_state, rows[0][0]) if rows else SourceState(name=name)

    def listed_by(self, source: str) -> int:
        """How many projects a source lists."""
        return int(self._db.rows("SELECT count(*) FROM listings WHERE source = ?", source)[0][0])

    def seen_in(self, source: str, run: int) -> frozenset[str]:
        """The ids that a source listed in `run`."""
        rows = self._db.rows("SELECT id FROM listings WHERE source = ? AND seen = ?", source, run)
        return frozenset(row[0] for row in rows)

    def issues(self, project_id: str) -> tuple[tuple[Issue, ...], datetime] | None:
        """The open issues as last fetched and when; None when never fetched."""
        project_id = self._listings.canonical(project_id)
        rows = self._db.rows("SELECT at FROM issue_sets WHERE project_id = ?", project_id)
        if not rows:
            return None
        issues = self._db.rows("SELECT data FROM issues WHERE project_id = ?", project_id)
        at = self._db.decoded(_moment, rows[0][0])
        return tuple(self._db.decoded(_decoded_issue, row[0]) for row in issues), at

    def issues_at(self, project_id: str) -> datetime | None:
        """When the issues were fetched; None when never."""
        rows = self._db.rows(
            "SELECT at FROM issue_sets WHERE project_id = ?", self._listings.canonical(project_id)
        )
        return self._db.decoded(_moment, rows[0][0]) if rows else None

    def all_issues(self) -> Iterator[Issue]:
        """Every issue fetched so far, by project."""
        for (data,) in self._db.each("SELECT data FROM issues ORDER BY project_id, number"):
            yield self._db.decoded(_decoded_issue, data)

    def documents(self, project_id: str) -> tuple[tuple[Document, ...], datetime] | None:
        """The base documents as last fetched and when; None when never fetched."""
        rows = self._db.rows(
            "SELECT data, at FROM documents WHERE project_id = ?", self._listings.canonical(project_id)
        )
        return (
            (self._db.decoded(_decoded_documents, rows[0][0]), self._db.decoded(_moment, rows[0][1]))
            if rows
            else None
        )

    def documents_at(self, project_id: str) -> datetime | None:
        """When the base documents were fetched; None when never."""
        rows = self._db.rows(
            "SELECT at FROM documents WHERE project_id = ?", self._listings.canonical(project_id)
        )
        return self._db.decoded(_moment, rows[0][0]) if rows else None

    def details_at(self, project_id: str) -> datetime | None:
        """When the details were fetched from the forge; None when never."""
        rows = self._db.rows("SELECT at FROM details WHERE id = ?", self._listings.canonical(project_id))
        return self._db.decoded(_moment, rows[0][0]) if rows else None

    def meta(self, key: str) -> str | None:
        rows = self._db.rows("SELECT value FROM meta WHERE key = ?", key)
        return None if not rows else str(rows[0][0])

    # writing

    def transaction(self) -> AbstractContextManager[None]:
        """Everything written inside is kept together or not at all."""
        return self._db.transaction()

    def put_listings(self, source: str, kind: str, projects: Sequence[Project], run: int) -> int:
        """Store what `source` lists, marked as seen in `run`; returns how many listings changed."""
        with self._db.transaction():
            return self._listings.put(source, kind, projects, run)

    def last_run(self, source: str) -> int:
        """The latest run in which `source` listed anything that is kept; 0 for none."""
        return int(self._db.rows("SELECT max(seen) FROM listings WHERE source = ?", source)[0][0] or 0)

    def drop_unseen(self, source: str, run: int, keep: Collection[str] = ()) -> int:
        """Forget what `source` did not list in `run`; entries in `keep` that nobody lists stay, marked as gone."""
        with self._db.transaction():
            return self._listings.drop_unseen(source, run, keep)

    def remove_source(self, name: str, keep: Collection[str] = ()) -> None:
        """Forget a source and everything that only it lists."""
        with self._db.transaction():
            self._listings.remove_source(name, keep)

    def put_state(self, state: SourceState) -> None:
        with self._db.transaction():
            self._db.run(
                "INSERT OR REPLACE INTO sources (name, data) VALUES (?, ?)", state.name, encoded(state)
            )

    def put_details(self, project: Project) -> None:
        """Store facts fetched on demand; they are merged as the newest word on the project."""
        with self._db.transaction():
            self._listings.put_details(project)

    def put_issues(
        self, project_id: str, issues: Sequence[Issue], at: datetime, beginner: int | None
    ) -> None:
        """Replace the open issues of a project; `beginner` is how many of them are marked for newcomers."""
        with self._db.transaction():
            project_id = self._listings.canonical(project_id)
            self._db.run("DELETE FROM issues WHERE project_id = ?", project_id)
            self._db.run_many(
                "INSERT OR REPLACE INTO issues (project_id, number, data) VALUES (?, ?, ?)",
                [(project_id, issue.number, encoded(issue)) for issue in issues],
            )
            self._db.run(
                "INSERT OR REPLACE INTO issue_sets (project_id, at) VALUES (?, ?)", project_id, at.timestamp()
            )
            if beginner is not None:
                self._listings.replace_fields(project_id, beginner_issues=beginner)

    def put_issue(self, issue: Issue) -> None:
        """Store one issue with its comments and events."""
        with self._db.transaction():
            self._db.run(
                "INSERT OR REPLACE INTO issues (project_id, number, data) VALUES (?, ?, ?)",
                self._listings.canonical(issue.project_id), issue.number, encoded(issue),
            )  # fmt: skip

    def put_documents(self, project_id: str, documents: Sequence[Document], at: datetime) -> None:
        """Replace the base documents of a project: which exist is known to ranking, what they say to the search."""
        with self._db.transaction():
            project_id = self._listings.canonical(project_id)
            known = self._db.rows("SELECT data FROM documents WHERE project_id = ?", project_id)
            data = encoded(tuple(documents))
            self._db.run(
                "INSERT OR REPLACE INTO documents (project_id, data, at) VALUES (?, ?, ?)",
                project_id, data, at.timestamp(),
            )  # fmt: skip
            self._listings.replace_fields(
                project_id, base_documents=tuple(document.path for document in documents)
            )
            if not known or known[0][0] != data:
                self._listings.outdate()

    def put_fits(self, key: str, scores: Iterable[tuple[str, float]]) -> None:
        """Store how well each project suits the profile; `key` says which profile and generation they are of."""
        with self._db.transaction():
            self._db.run("UPDATE projects SET fit = NULL WHERE fit IS NOT NULL")
            self._db.run_many(
                "UPDATE projects SET fit = ? WHERE id = ?", ((score, one) for one, score in scores)
            )
            self.put_meta("fit", key)

    def put_meta(self, key: str, value: str | int) -> None:
        self._db.run("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", key, value)
