"""Where one left: the page, the search with its order and filters, the project under the cursor, its tab, the marks.

A cache: what cannot be read is not restored, and nothing waits for it.
"""

import contextlib
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from isonboard import files, limits, paths, text
from isonboard.errors import StorageError
from isonboard.tui.screens.searching import SORTS, Wanted

PLACES = ("explore", "issues", "favourites")
"""Pages one comes back to; the others are visited for a purpose."""
_VERSION = 1
_LONGEST = limits.SESSION_LETTERS
_MOST = limits.SESSION_FILTERS


class Session(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is restored."""

    place: str = "explore"
    search: Wanted = Wanted()
    project: str | None = None
    tab: int = 0
    """The tab of its preview that was in sight."""
    opened: bool = False
    """Whether the keys were in the preview."""
    marked: tuple[str, ...] = ()
    """Ids of the marked projects, in their order."""
    issues: dict[str, Any] | None = None
    """What the page of issues looked for, an `assistant.issues.IssueFilter` as plain values; None: never opened."""
    version: int = _VERSION


def read(*, sample: bool) -> Session:
    """Where one left last; the beginning where nothing is kept or it cannot be read."""
    with contextlib.suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        kept = msgspec.json.decode(_path(sample).read_bytes(), type=Session)
        if kept.version == _VERSION:
            return _understood(kept)
    return Session()


def write(session: Session, *, sample: bool) -> None:
    """Keep it; a disk that takes nothing is no fault."""
    with contextlib.suppress(StorageError):
        files.write_atomically(_path(sample), msgspec.json.encode(session))


def _understood(kept: Session) -> Session:
    search = kept.search
    return Session(
        place=kept.place if kept.place in PLACES else "explore",
        search=replace(
            search,
            text=text.line(search.text, _LONGEST),
            sort=search.sort if search.sort in SORTS else "best",
            languages=_words(search.languages),
            topics=_words(search.topics),
            owners=_words(search.owners),
        ),
        project=_word(kept.project),
        tab=max(0, kept.tab),
        opened=kept.opened,
        marked=_words(kept.marked),
        issues=_issues(kept.issues) if kept.issues is not None else None,
    )


def _issues(kept: dict[str, Any]) -> dict[str, Any]:
    return {
        name: text.line(value, _LONGEST)
        if isinstance(value, str)
        else [text.line(str(one)) for one in value[:_MOST]]
        if isinstance(value, list)
        else value
        for name, value in list(kept.items())[:_MOST]
    }


def _word(value: str | None) -> str | None:
    return text.line(value) if value else None


def _words(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text.line(value) for value in values[:_MOST])


def _path(sample: bool) -> Path:
    return paths.cache_dir() / ("sample" if sample else "") / "session.json"
