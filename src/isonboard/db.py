"""The one way to open SQLite: write-ahead log, patience with other writers, a damaged cache set aside and begun anew."""

import contextlib
import errno
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from isonboard import files
from isonboard.errors import StorageError

_PATIENCE = 15.0  # seconds to wait for another writer
_HURRIED = 0.5  # seconds to wait where what would be written can be done without
_DAMAGED = (11, 26)  # SQLITE_CORRUPT, SQLITE_NOTADB
_BUSY = (5, 6)  # SQLITE_BUSY, SQLITE_LOCKED
_FULL = 13  # SQLITE_FULL


def connect(path: Path, schema: str, version: int, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection to a cache database with `schema` at `version` (`PRAGMA user_version`).

    Another version or a damaged file is set aside under another name (a cache can be made again) and a new
    one begun. A file that is there and cannot be written (rights, a full disk) is opened for reading only, see
    `is_read_only`. The connection may be handed between threads, never used by two at once. Raises StorageError.
    """
    try:
        if read_only:
            return _read_only(path, patience=_PATIENCE)
        if path.exists() and not _may_write(path):
            return _read_only(path, version)
        files.make_private(path.parent)
        try:
            return _prepared(path, schema, version)
        except sqlite3.DatabaseError as error:
            if is_damaged(error):
                set_aside(path)
                return _prepared(path, schema, version)
            if not path.exists():
                raise
            try:
                return _read_only(path, version)
            except sqlite3.Error:
                raise error from None
    except (sqlite3.Error, OSError) as error:
        raise _failure(error, path) from error


def is_damaged(error: sqlite3.Error) -> bool:
    """Whether the file itself is broken, not its disk or its rights."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in _DAMAGED or "Could not decode to UTF-8" in str(
        error
    )  # the latter is Python's own, without a code


def is_busy(error: sqlite3.Error) -> bool:
    """Whether somebody else holds the file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _BUSY


def is_full(error: sqlite3.Error) -> bool:
    """Whether the disk takes no more."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == _FULL


@contextlib.contextmanager
def hurried(connection: sqlite3.Connection) -> Iterator[None]:
    """Wait for other writers only for a moment inside."""
    with contextlib.suppress(sqlite3.Error):  # closed: what is written inside says so
        connection.execute(f"PRAGMA busy_timeout = {_HURRIED * 1000:.0f}")
    try:
        yield
    finally:
        with contextlib.suppress(sqlite3.Error):  # closed meanwhile, as the file was damaged
            connection.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000:.0f}")


def is_read_only(connection: sqlite3.Connection) -> bool:
    """Whether nothing can be kept through this connection."""
    return bool(connection.execute("PRAGMA query_only").fetchone()[0])


def why_unwritable(path: Path) -> tuple[str, str]:
    """Why a database was opened for reading only, as far as can be seen now, and what to do."""
    if not _may_write(path):
        return "it may not be written", "Check who owns it, or set ISONBOARD_HOME to another folder."
    space = os.statvfs(path.parent) if hasattr(os, "statvfs") else None
    if space is not None and space.f_bavail == 0:
        return "the disk is full", "Free some space and try again."
    return "it cannot be opened for writing, perhaps as another program holds it", "Try again later."


def set_aside(path: Path) -> None:
    """Move a damaged or outdated database out of the way, keeping one copy."""
    with contextlib.suppress(FileNotFoundError):
        os.replace(path, path.with_name(f"{path.name}.old"))
    for suffix in ("-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(f"{path}{suffix}")


def _may_write(path: Path) -> bool:
    """Rights alone tell nothing of a full disk; the folder counts too, for the log beside the file."""
    return os.access(path.parent, os.W_OK) and all(
        os.access(one, os.W_OK) for one in (str(path), f"{path}-wal", f"{path}-shm") if os.path.lexists(one)
    )


def _failure(error: Exception, path: Path) -> StorageError:
    nearest = next((place for place in (path, *path.parents) if os.path.exists(place)), path.parent)
    denied = isinstance(error, OSError) and error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
    if denied or not os.access(nearest, os.W_OK):
        return StorageError(
            f"the cache {path} may not be written ({error})",
            hint=f"Check who owns {nearest}, or set ISONBOARD_HOME to another folder.",
        )
    return StorageError(
        f"the cache {path} cannot be opened ({error})",
        hint="Free disk space, or delete the file: it is only a cache.",
    )


def _read_only(path: Path, version: int | None = None, *, patience: float = 0.2) -> sqlite3.Connection:
    """The file as it is; where not even its log can be opened, without what the log still holds."""
    where = path.absolute().as_uri()
    try:
        return _opened_to_read(f"{where}?mode=ro", version, patience)
    except sqlite3.OperationalError:
        return _opened_to_read(f"{where}?mode=ro&immutable=1", version, patience)


def _opened_to_read(where: str, version: int | None, patience: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        where, uri=True, timeout=patience, check_same_thread=False, isolation_level=None
    )
    try:
        connection.execute("PRAGMA query_only=1")
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        if version is not None and found != version:
            raise sqlite3.DatabaseError("it is of another version and may not be made anew")
    except sqlite3.Error:
        connection.close()
        raise
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
    # SQLite would make it readable for everybody; its log and its index take the rights of the file. Never opened
    # here once it is there: closing it would let go the locks of this process' other connections
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    connection = sqlite3.connect(path, timeout=_PATIENCE, check_same_thread=False, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA foreign_keys=1")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
