"""Statements, transactions and their errors: what the catalog's two halves share."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Any

from isonboard.errors import StorageError

_CHUNK = 500  # bound parameters of one statement


class Statements:
    """Runs statements on one connection; every failure is a StorageError with advice."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        try:
            return self.connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise storage_error(error) from error

    def run(self, query: str, *values: object) -> None:
        """One statement without an answer."""
        self.rows(query, *values)

    def run_many(self, query: str, values: Iterable[Sequence[object]]) -> None:
        """One statement for each row of `values`."""
        try:
            self.connection.executemany(query, values)
        except sqlite3.Error as error:
            raise storage_error(error) from error

    def rows_in(self, query: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        """Rows of `query` with its `{marks}` filled by ever so many of `values` at a time."""
        for start in range(0, len(values), _CHUNK):
            chunk = values[start : start + _CHUNK]
            yield from self.rows(query.format(marks=marks(chunk)), *chunk)

    def transaction(self) -> "Transaction":
        return Transaction(self.connection)


class Transaction:
    """BEGIN IMMEDIATE ... COMMIT; whatever goes wrong inside rolls back. Nested: only the outermost counts."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._outermost = False

    def __enter__(self) -> None:
        if not self._db.in_transaction:
            try:
                self._db.execute("BEGIN IMMEDIATE")
            except sqlite3.Error as error:
                raise storage_error(error) from error
            self._outermost = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._outermost:
            return
        try:
            self._db.execute("ROLLBACK" if kind else "COMMIT")
        except sqlite3.Error as failure:
            raise storage_error(failure) from failure
        if isinstance(error, sqlite3.Error):
            raise storage_error(error) from error


def marks(values: Sequence[object]) -> str:
    """Question marks for an IN list."""
    return ",".join("?" * len(values))


def storage_error(error: sqlite3.Error) -> StorageError:
    return StorageError(
        f"the catalog cannot be read or written ({error})",
        hint="Free disk space; if it stays so, delete the cache with “isonboard forget”.",
    )
