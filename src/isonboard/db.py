"""The one way to open SQLite: write-ahead log, patience with other writers, a damaged cache set aside and begun anew."""

import contextlib
import os
import sqlite3
from pathlib import Path

from isonboard.errors import StorageError

_PATIENCE = 15.0  # seconds to wait for another writer


def connect(path: Path, schema: str, version: int, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection to a cache database with `schema` at `version` (`PRAGMA user_version`).

    Another version or a damaged file is set aside under another name (a cache can be made again) and a new
    one begun. The connection may be handed between threads, never used by two at once. Raises StorageError.
    """
    try:
        if read_only:
            return _read_only(path)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            return _prepared(path, schema, version)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) and "malformed" not in str(error):
                raise
            set_aside(path)
            return _prepared(path, schema, version)
    except (sqlite3.Error, OSError) as error:
        raise StorageError(
            f"the cache {path} cannot be opened ({error})",
            hint="Free disk space, or delete the file: it is only a cache.",
        ) from error


def set_aside(path: Path) -> None:
    """Move a damaged or outdated database out of the way, keeping one copy."""
    with contextlib.suppress(FileNotFoundError):
        os.replace(path, path.with_name(f"{path.name}.old"))
    for suffix in ("-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(f"{path}{suffix}")


def _read_only(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro",
        uri=True,
        timeout=_PATIENCE,
        check_same_thread=False,
        isolation_level=None,
    )
    connection.execute("PRAGMA query_only=1")
    return connection


def _prepared(path: Path, schema: str, version: int) -> sqlite3.Connection:
    connection = _opened(path)
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found == version:
        return connection
    if found != 0:
        connection.close()
        set_aside(path)
        connection = _opened(path)
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        if connection.execute("PRAGMA user_version").fetchone()[0] != version:
            for statement in filter(str.strip, schema.split(";\n")):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={version:d}")
        connection.execute("COMMIT")
    return connection


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE, check_same_thread=False, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=1")
    return connection
