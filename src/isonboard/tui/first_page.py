"""The rows that the list showed last: on the screen at once while the catalog and the search engine are opened.

A cache like the catalog itself; what is in it is replaced by the real answer a moment later.
"""

import contextlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from isonboard import files, paths
from isonboard.errors import StorageError
from isonboard.tui.screens.searching import Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from isonboard.assistant.row import Row

ROWS = 100
_VERSION = 2


class SeenRow(Struct, frozen=True, kw_only=True):
    """A row of `assistant.row.Row`, as far as the list and the top of the preview show it."""

    id: str
    label: str
    owner: str = ""
    description: str = ""
    language: str | None = None
    fit: float | None = None
    activity: int | None = None
    activity_label: str = ""
    participation: tuple[int, ...] = ()
    beginner_issues: int | None = None
    stars: int | None = None
    updated_at: datetime | None = None
    favourite: bool = False
    archived: bool = False
    gone: bool = False
    positions: tuple[int, ...] = ()
    why: tuple[str, ...] = ()
    base_documents: tuple[str, ...] | None = None
    guidelines: str | None = None
    personal: bool = True


class FirstPage(Struct, frozen=True, kw_only=True):
    """How many projects there were, and those around the cursor."""

    total: int
    rows: tuple[SeenRow, ...]
    search: Wanted = Wanted()
    """What had been looked for."""
    count: int = 0
    """How many projects it had found."""
    start: int = 0
    """Place of the first row."""
    cursor: int = 0
    version: int = _VERSION


def read(*, sample: bool) -> FirstPage | None:
    """What was shown last; None where nothing is kept or it cannot be read."""
    with contextlib.suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        page = msgspec.json.decode(_path(sample).read_bytes(), type=FirstPage)
        return page if page.version == _VERSION and page.rows else None
    return None


def write(
    total: int,
    rows: "Sequence[Row]",
    *,
    sample: bool,
    search: Wanted | None = None,
    count: int | None = None,
    start: int = 0,
    cursor: int = 0,
) -> None:
    """Keep the first rows; a disk that takes none is no fault."""
    page = FirstPage(
        total=total,
        rows=tuple(msgspec.convert(row, SeenRow, from_attributes=True) for row in rows[:ROWS]),
        search=search or Wanted(),
        count=total if count is None else count,
        start=start,
        cursor=cursor,
    )
    with contextlib.suppress(StorageError):
        files.write_atomically(_path(sample), msgspec.json.encode(page))


def _path(sample: bool) -> Path:
    return paths.cache_dir() / ("sample" if sample else "") / "first-page.json"
