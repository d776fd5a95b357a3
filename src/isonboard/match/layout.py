"""The search index as one file: a header with version, sizes and checksum, then sections that are mapped as they are.

All numbers are little-endian. The file is written beside its place and swapped in whole; a reader that still has
the old one mapped keeps it.

What the checksum covers: every byte up to `CHECKED_WHOLE`; of a larger file the header, the tables and the two ends
of every section, so that opening a big index does not read all of it.
"""

import mmap
import os
import struct
import sys
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import IntEnum
from typing import TYPE_CHECKING, BinaryIO

from isonboard.errors import IsonboardError

if TYPE_CHECKING:
    from pathlib import Path  # costs more than opening the index

MAGIC = b"isonboard search\n"
VERSION = 5  # grows with every change of layout or of `analysis`: older files are then rebuilt
CHECKED_WHOLE = 1 << 20  # bytes
_EDGE = 4096
_ALIGN = 8
_HEAD = struct.Struct("<17s3xIIQQII")  # magic, version, sections, generation, file size, documents, checksum
_SPAN = struct.Struct("<QQ")


class StaleIndexError(IsonboardError):
    """The search index is missing, damaged, or of another version: build it again."""

    exit_code = 3


class Section(IntEnum):
    """What is in the file, in this order."""

    TERMS = 0
    """Sorted terms, UTF-8, a line feed after each."""
    TERM_ENDS = 1
    """u32 for each term: where it ends in TERMS, its line feed not counted."""
    POSTING_ENDS = 2
    """u32 for each term: where its postings end."""
    POSTINGS = 3
    """u32: document number << 8 | impact."""
    TERM_MASKS = 4
    """u64 for each term: `tokens.letter_mask`."""
    TERM_LENGTHS = 5
    """u8 for each term: its letters, at most 255."""
    TERMS_BY_LENGTH = 6
    """u32: the numbers of plain words, shortest first."""
    RECORDS = 7
    RECORD_ENDS = 8
    """u64 for each document."""
    FINGERPRINTS = 9
    """u64 for each document."""
    NAMES = 10
    """Sorted name keys, UTF-8, a line feed after each."""
    NAME_ENDS = 11
    NAME_DOCUMENTS = 12
    NAME_MASKS = 13
    NAME_LENGTHS = 14
    NAMES_BY_LENGTH = 15
    NAME_PARTS = 16
    """u64 for each name: `tokens.Name.starts`."""
    NAME_HEADS = 17
    """u64 for each name: `tokens.letter_mask` of its first `tokens.HEAD_LETTERS`."""
    BY_ID = 18
    """u32: document numbers in the order of their ids."""


def write(path: "Path", sections: Iterable[Iterable[bytes]], *, generation: int, documents: int) -> None:
    """Swap the index at `path` for one with these sections, each in blocks. Raises OSError."""
    import tempfile  # slow to import, and only the writer needs it

    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w+b") as stream:
            _fill(stream, sections, generation, documents)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _fill(stream: BinaryIO, sections: Iterable[Iterable[bytes]], generation: int, documents: int) -> None:
    spans: list[tuple[int, int]] = []
    end = stream.write(bytes(_HEAD.size + _SPAN.size * len(Section)))
    for blocks in sections:
        start = end + stream.write(bytes(-end % _ALIGN))
        end = start + sum(map(stream.write, blocks))
        spans.append((start, end - start))

    def read(start: int, length: int, at: int) -> bytes:
        stream.seek(spans[at][0] + start)
        return stream.read(length)

    table = b"".join(_SPAN.pack(*span) for span in spans)
    checksum = _checksum(table, spans, end, read)
    stream.seek(0)
    stream.write(_HEAD.pack(MAGIC, VERSION, len(spans), generation, end, documents, checksum) + table)


class Mapped:
    """An index file: sections mapped without copying, or read piece by piece."""

    _handle = -1

    def __init__(self, path: "Path | str") -> None:
        """Map and check the file. Raises StaleIndexError."""
        if sys.byteorder != "little":
            raise _stale("is written for little-endian machines")
        try:
            self._handle = os.open(
                path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
            )
            self.data = mmap.mmap(self._handle, 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise _stale("cannot be read") from error
        self._check()
        self._whole = memoryview(self.data)

    def __del__(
        self, close: Callable[[int], None] = os.close
    ) -> None:  # at the program's end `os` may be gone
        if self._handle >= 0:
            close(self._handle)
            self._handle = -1

    def _check(self) -> None:
        if len(self.data) < _HEAD.size:
            raise _stale("is cut short")
        magic, version, count, self.generation, size, self.documents, checksum = _HEAD.unpack_from(self.data)
        if magic != MAGIC or version != VERSION or count != len(Section):
            raise _stale("is of another version")
        if size != len(self.data):
            raise _stale("is cut short")
        table = self.data[_HEAD.size : _HEAD.size + _SPAN.size * count]
        self.spans = [_SPAN.unpack_from(table, at * _SPAN.size) for at in range(count)]
        if any(start + length > size for start, length in self.spans):
            raise _stale("is damaged")

        def read(start: int, length: int, at: int) -> bytes:
            first = self.spans[at][0] + start
            return self.data[first : first + length]

        if _checksum(table, self.spans, size, read) != checksum:
            raise _stale("is damaged")

    def raw(self, section: Section) -> memoryview:
        """A section's bytes."""
        start, length = self.spans[section]
        return self._whole[start : start + length]

    def read(self, section: Section, start: int, end: int) -> bytes:
        """Some bytes of a section, read from the file: pages that are looked at once do not stay in memory."""
        first, length = self.spans[section]
        if not 0 <= start <= end <= length:
            raise IndexError("the index points outside of itself")
        if hasattr(os, "pread"):
            return os.pread(self._handle, end - start, first + start)
        return bytes(self._whole[first + start : first + end])

    def numbers(self, section: Section, kind: str) -> memoryview:
        """A section as numbers: kind `I` (u32) or `Q` (u64)."""
        return self.raw(section).cast("B").cast(kind)  # type: ignore[call-overload, no-any-return]


def _checksum(
    table: bytes, spans: list[tuple[int, int]], size: int, read: Callable[[int, int, int], bytes]
) -> int:
    checksum = zlib.crc32(table)
    for at, (_, length) in enumerate(spans):
        if size <= CHECKED_WHOLE or length <= 2 * _EDGE:
            checksum = zlib.crc32(read(0, length, at), checksum)
        else:
            checksum = zlib.crc32(read(0, _EDGE, at), checksum)
            checksum = zlib.crc32(read(length - _EDGE, _EDGE, at), checksum)
    return checksum


def _stale(why: str) -> StaleIndexError:
    return StaleIndexError(f"the search index {why}", hint="It is rebuilt at the next sync.")
