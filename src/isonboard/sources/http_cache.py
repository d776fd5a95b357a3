"""Answers kept with their validators (ETag, Last-Modified), so that asking again costs a 304 and no body.

A cache that may be deleted at any time. The key is a hash over account, address and what was accepted: neither an
address nor anything of a credential can be read out of the file, and no account sees another's answers.
"""

import contextlib
import hashlib
import sqlite3
import threading
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from isonboard import db, limits
from isonboard.errors import StorageError

VERSION = 1
BODY_LIMIT = limits.KEPT_ANSWER_BYTES
TOTAL_LIMIT = limits.KEPT_ANSWERS_BYTES
_SCHEMA = """
CREATE TABLE answers (
    key BLOB PRIMARY KEY, etag TEXT, modified TEXT, link TEXT, type TEXT, body BLOB NOT NULL,
    size INTEGER NOT NULL, used REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX answers_by_use ON answers (used);
"""


class Kept(NamedTuple):
    """A kept answer: what is sent to have it revalidated, and the body that a 304 stands for."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def conditions(self) -> dict[str, str]:
        """The request headers that let the server answer 304."""
        conditions = {}
        if etag := self.headers.get("etag"):
            conditions["if-none-match"] = etag
        if modified := self.headers.get("last-modified"):
            conditions["if-modified-since"] = modified
        return conditions


class HttpCache:
    """The cache file; without a path, and once the disk refuses, it keeps nothing and says nothing.

    May be used from several threads: what is large is packed beside whoever waits for the next answer.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._lock = threading.RLock()
        self._new = path is None or not path.exists()
        self._put: set[bytes] = set()
        """Keys that were put here: in a new file there are no others, and making one waits for the disk."""

    @property
    def is_open(self) -> bool:
        """Whether keeping an answer does not have to open the file first."""
        return self._connection is not None

    @staticmethod
    def key(account: str, url: str, accept: str) -> bytes:
        return hashlib.blake2b(f"{account}\0{url}\0{accept}".encode(), digest_size=20).digest()

    def get(self, key: bytes) -> Kept | None:
        """The kept answer, None where there is none or it cannot be read."""
        if self._new and key not in self._put:
            return None
        try:
            with self._lock:
                connection = self._opened()
                if connection is None:
                    return None
                row = connection.execute(
                    "SELECT etag, modified, link, type, body FROM answers WHERE key = ?", (key,)
                ).fetchone()
            if row is None:
                return None
            names = ("etag", "last-modified", "link", "content-type")
            headers = {name: value for name, value in zip(names, row[:4], strict=True) if value}
            return Kept(headers, zlib.decompress(row[4]))
        except (sqlite3.Error, zlib.error):
            return None

    def put(self, key: bytes, headers: Mapping[str, str], body: bytes, now: float) -> None:
        """Keep an answer that carries a validator; one that may not be kept (`no-store`) is not."""
        etag, modified = headers.get("etag"), headers.get("last-modified")
        if self._path is None or not (etag or modified) or len(body) > BODY_LIMIT:
            return
        if "no-store" in headers.get("cache-control", "").lower():
            return
        self._put.add(key)
        packed = zlib.compress(body, 1)
        self._write(
            "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                key,
                etag,
                modified,
                headers.get("link"),
                headers.get("content-type"),
                packed,
                len(packed),
                now,
            ),
        )

    def touch(self, key: bytes, now: float) -> None:
        """Note that a kept answer was used."""
        self._write("UPDATE answers SET used = ? WHERE key = ?", (now, key))

    def close(self) -> None:
        """Let the longest unused go until all fits, and close the file."""
        with self._lock:
            connection, self._connection, self._path = self._connection, None, None
        if connection is None:
            return
        with contextlib.suppress(sqlite3.Error):
            total = connection.execute("SELECT coalesce(sum(size), 0) FROM answers").fetchone()[0]
            if total > TOTAL_LIMIT:
                rows = connection.execute("SELECT key, size FROM answers ORDER BY used").fetchall()
                for key, size in rows:
                    if total <= TOTAL_LIMIT * 3 // 4:
                        break
                    connection.execute("DELETE FROM answers WHERE key = ?", (key,))
                    total -= size
        connection.close()

    def _opened(self) -> sqlite3.Connection | None:
        if self._connection is None and self._path is not None:
            try:
                self._connection = db.connect(self._path, _SCHEMA, VERSION)
            except StorageError:
                self._path = None
        return self._connection

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        with self._lock:
            connection = self._opened()
            if connection is None:
                return
            try:
                connection.execute(statement, values)
            except sqlite3.Error:  # a full disk costs us the cache, never the answer
                self._path, self._connection = None, None
                with contextlib.suppress(sqlite3.Error):
                    connection.close()
