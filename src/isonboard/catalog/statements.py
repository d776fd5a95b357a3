"""Statements, transactions and their errors: what the catalog's two halves share.

A damaged page shows only when a statement comes to it. The catalog is a cache, so its file is then set aside, and
the next one to open it begins a new one.
"""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import msgspec

from isonboard import db
from isonboard.errors import NotKeptError, StorageError

_T = TypeVar("_T")
_CHUNK = 500  # bound parameters of one statement


class Statements:
    """Runs statements on one connection; every failure is a StorageError with advice."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.read_only = db.is_read_only(connection)
        self._path = path
        self._file = _inode(path)
        self._damage: StorageError | None = None

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        try:
            return self.connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise self.failure(error) from error
        except UnicodeDecodeError as error:  # of damaged names in the file itself
            raise self._spoilt(error) from error

    def each(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query one by one, for a table that does not fit into memory twice."""
        try:
            # a plain loop: “yield from” would close the cursor, perhaps after its connection
            for row in self.connection.execute(query):  # noqa: UP028
                yield row
        except sqlite3.Error as error:
            raise self.failure(error) from error
        except UnicodeDecodeError as error:
            raise self._spoilt(error) from error

    def decoded(self, decode: Callable[[Any], _T], data: object) -> _T:
        """A value as it was kept; one that is none any more is damage too."""
        try:
            return decode(data)
        except (msgspec.DecodeError, TypeError, ValueError, OverflowError, OSError) as error:
            raise self._spoilt(error) from error

    def run(self, query: str, *values: object) -> None:
        """One statement without an answer."""
        self.rows(query, *values)

    def run_many(self, query: str, values: Iterable[Sequence[object]]) -> None:
        """One statement for each row of `values`."""
        try:
            self.connection.executemany(query, values)
        except sqlite3.Error as error:
            raise self.failure(error) from error

    def rows_in(self, query: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        """Rows of `query` with its `{marks}` filled by ever so many of `values` at a time."""
        for start in range(0, len(values), _CHUNK):
            chunk = values[start : start + _CHUNK]
            yield from self.rows(query.format(marks=marks(chunk)), *chunk)

    def transaction(self) -> "Transaction":
        return Transaction(self)

    def failure(self, error: sqlite3.Error) -> StorageError:
        """What to raise for `error`; a damaged file is set aside first."""
        if self._damage is not None or db.is_damaged(error):
            return self._spoilt(error)
        if self.read_only:
            return self.unwritable()
        if db.is_busy(error):
            return NotKeptError(
                "another program is writing to the catalog, for longer than isonboard waits",
                hint="Try again when it has ended.",
            )
        if db.is_full(error):
            return NotKeptError(
                f"the disk is full: nothing new can be kept in the catalog {self._path}",
                hint="Free some space and try again.",
            )
        return StorageError(
            f"the catalog cannot be read or written ({error})",
            hint="Free disk space; if it stays so, delete the cache with “isonboard forget”.",
        )

    def unwritable(self) -> StorageError:
        """Why nothing new can be kept."""
        why, hint = db.why_unwritable(self._path)
        return NotKeptError(f"nothing new can be kept in the catalog {self._path}: {why}", hint=hint)

    def _spoilt(self, error: Exception) -> StorageError:
        """The file set aside, once; every later statement on this connection says the same."""
        if self._damage is None:
            self._damage = self._set_aside(error)
        return self._damage

    def _set_aside(self, error: Exception) -> StorageError:
        """Close first: a connection that is closed later would take the new file's log along."""
        with contextlib.suppress(sqlite3.Error):
            self.connection.close()
        if self._file == _inode(self._path):  # nobody else was here first
            try:
                db.set_aside(self._path)
            except OSError:
                return StorageError(
                    f"the catalog {self._path} is damaged ({error}) and may not be replaced",
                    hint="Check who owns it, or set ISONBOARD_HOME to another folder.",
                )
        return StorageError(
            f"the catalog was damaged ({error}) and has been set aside",
            hint="It is only a cache: run “isonboard sync” again to fill a new one.",
        )


class Transaction:
    """BEGIN IMMEDIATE ... COMMIT; whatever goes wrong inside rolls back. Nested: only the outermost counts."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements
        self._db = statements.connection
        self._outermost = False

    def __enter__(self) -> None:
        try:
            if not self._db.in_transaction:
                self._db.execute("BEGIN IMMEDIATE")
                self._outermost = True
        except sqlite3.Error as error:
            raise self._statements.failure(error) from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._outermost:
            return
        try:
            self._db.execute("ROLLBACK" if kind else "COMMIT")
        except sqlite3.Error as failure:
            with contextlib.suppress(
                sqlite3.Error
            ):  # else what comes next would belong to it, and never be kept
                self._db.execute("ROLLBACK")
            raise self._statements.failure(failure) from failure
        if isinstance(error, sqlite3.Error):
            raise self._statements.failure(error) from error


def marks(values: Sequence[object]) -> str:
    """Question marks for an IN list."""
    return ",".join("?" * len(values))


def _inode(path: Path) -> tuple[int, int] | None:
    try:
        state = os.stat(path)
    except OSError:
        return None
    return state.st_dev, state.st_ino
