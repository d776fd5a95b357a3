"""Former ids: a project that was renamed or moved is found, listed and kept under the name it has now."""

from collections.abc import Iterable, Sequence

from isonboard.catalog.statements import Statements

_FETCHED = (
    ("issues", "project_id"),
    ("issue_sets", "project_id"),
    ("documents", "project_id"),
    ("details", "id"),
)


class Aliases:
    """Learns renames and moves what is kept under the former id. Whoever calls holds the transaction."""

    def __init__(self, statements: Statements) -> None:
        self._db = statements

    def of(self, ids: Sequence[str]) -> dict[str, str]:
        """The id in force for each of `ids` that is a former one."""
        found: dict[str, str] = {}
        found.update(self._db.rows_in("SELECT alias, id FROM aliases WHERE alias IN ({marks})", ids))
        return found

    def learn(self, renames: Iterable[tuple[str, str]]) -> list[str]:
        """Take in (former id, id in force); returns the ids in force that something was moved to."""
        moved: list[str] = []
        for former, now in renames:
            if former == now or self.of([former]).get(former) == now:
                continue
            self._db.run("DELETE FROM aliases WHERE alias = ?", now)  # the name in force is no former one
            self._db.run("INSERT OR REPLACE INTO aliases (alias, id) VALUES (?, ?)", former, now)
            self._db.run("UPDATE aliases SET id = ? WHERE id = ?", now, former)
            self._db.run("UPDATE OR IGNORE listings SET id = ? WHERE id = ?", now, former)
            self._db.run("DELETE FROM listings WHERE id = ?", former)
            for table, column in _FETCHED:
                self._db.run(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {column} = ?", now, former)
                self._db.run(f"DELETE FROM {table} WHERE {column} = ?", former)
            self._db.run("UPDATE OR IGNORE projects SET id = ? WHERE id = ?", now, former)
            self._db.run("DELETE FROM projects WHERE id = ?", former)
            moved.append(now)
        return list(dict.fromkeys(moved))

    def forget(self, ids: Sequence[str]) -> None:
        """These ids are in force (again): they lead nowhere else."""
        gone = self.of(ids)
        self._db.run_many("DELETE FROM aliases WHERE alias = ?", [(one,) for one in gone])
