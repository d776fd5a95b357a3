"""One TOML file of the engineer's: read forgivingly, changed under a lock, never lost.

Reading changes nothing. A file that cannot be understood reads as empty and `notice` says why; the first change
then sets it aside under another name before a new one is begun, so that nothing is ever overwritten unread.
Keys that this version does not know stay where they are. So do comments above the first key; others do not, which the
head of the file says: a writer that keeps them all would be a dependency more, and drops the comment of the next entry
with the one that is taken out.
"""

import contextlib
import copy
import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, ClassVar

from isonboard import files, limits, paths, tables, text
from isonboard.errors import StorageError

Table = dict[str, Any]
EARLIER = "earlier"
"""The folder of a book's former states, `favourites-2026-11-20.toml`: “favourites import” reads them."""
_KEPT_DAYS = 10
_HEAD = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*")
HEAD = "# isonboard writes this file: comments up here stay, those below do not. Former states of it: earlier/\n\n"


class Book:
    """A file of the notebook; `notice` is one sentence when the last read or write met something odd."""

    file_name: ClassVar[str]
    entries: ClassVar[str | None] = None
    """The key of its array of tables, for a file that is a list: `[[favourite]]`."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self.notice: str | None = None

    @property
    def path(self) -> Path:
        return (self._folder or paths.data_dir()) / self.file_name

    def _read(self) -> Table:
        """The table in the file; empty when there is none or it cannot be understood (see `notice`)."""
        table, fault = self._parsed()
        self.notice = self._left(fault) if fault else None
        return table

    @contextlib.contextmanager
    def _changing(self) -> Iterator[Table]:
        """The table to change in place; written when the block ends without an error and something changed."""
        with files.locked(self.path):
            table, fault = self._parsed()
            self.notice = self._left(fault) if fault else None
            before = copy.deepcopy(table)
            yield table
            if table == before:
                return
            head = "" if fault else self._head()
            if fault:
                kept = self._set_aside()
                self.notice = f"{self.path} could not be understood ({fault}); it was kept as {kept}"
            else:
                self._keep_as_it_was()
            self._sweep()
            import tomli_w

            files.write_atomically(self.path, (head or HEAD) + tomli_w.dumps(table))

    def _head(self) -> str:
        """The comments above the first key, whole lines as they are."""
        try:
            written = self.path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            return ""
        found = _HEAD.match(written if written.endswith("\n") else f"{written}\n")
        return found[0] if found and found[0].strip() else ""

    def _left(self, fault: str) -> str:
        return f"{self.path} cannot be understood ({fault}); it stays as it is until you correct it"

    def _parsed(self) -> tuple[Table, str | None]:
        try:
            with self.path.open("rb") as stream:
                data = stream.read(limits.NOTEBOOK_BYTES + 1)
        except FileNotFoundError:
            return {}, None
        except OSError as error:
            raise StorageError(
                f"{self.path} cannot be read ({error.strerror or error})",
                hint="Check who owns it; nothing was changed.",
            ) from error
        if len(data) > limits.NOTEBOOK_BYTES:
            return {}, "it is longer than any list of one's own"
        try:
            table = tables.parsed(data.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return {}, "it is not UTF-8 text"
        except ValueError as error:
            return {}, text.line(error, 200)
        listed = table.get(self.entries, []) if self.entries else []
        if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
            return {}, f"it should be a list of [[{self.entries}]]"
        return table, None

    def _set_aside(self) -> Path:
        """Give the file a free name beside it. Held under the lock, so the name stays free."""
        stem = self.path.with_suffix("")
        place = next(
            candidate
            for number in range(1, 10_000)
            if not os.path.lexists(candidate := Path(f"{stem}.damaged-{number}.toml"))
        )
        try:
            os.rename(self.path, place)
        except OSError as error:
            raise files.storage_error(error, self.path) from error
        return place

    def _keep_as_it_was(self) -> None:
        """Before the first change of a day: a copy in `earlier/`, of which the last ones are kept.

        A disk that takes no copy will not take the change either, which then says so.
        """
        stem, folder = self.path.stem, self.path.parent / EARLIER
        copy = folder / f"{stem}-{datetime.now(UTC):%Y-%m-%d}.toml"
        if copy.exists() or not self.path.exists():
            return
        with contextlib.suppress(OSError, StorageError):
            files.write_atomically(copy, self.path.read_bytes())
            for old in sorted(folder.glob(f"{stem}-*.toml"))[:-_KEPT_DAYS]:
                old.unlink()

    def _sweep(self) -> None:
        """Remove what writers that were killed left behind; the lock says that nobody is writing now."""
        prefix = f".{self.path.name}."
        with contextlib.suppress(OSError):
            for entry in os.scandir(self.path.parent):
                if entry.name.startswith(prefix) and not entry.name.endswith(".lock"):
                    os.unlink(entry.path)


def moment(value: object) -> datetime | None:
    """A TOML date or time, or an ISO 8601 string, as a time in UTC; one without a zone is taken as UTC."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if not isinstance(value, datetime):
        return None
    try:
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    except (OverflowError, ValueError):  # the first and the last day of the calendar, in a far zone
        return None


def words(value: object) -> tuple[str, ...]:
    """A list of words, or one word, without blanks and repetitions, in its order."""
    listed = [value] if isinstance(value, str) else value if isinstance(value, list | tuple) else []
    cleaned = (text.line(word, 200) for word in listed if isinstance(word, str))
    return tuple(dict.fromkeys(word for word in cleaned if word))


def put(table: Table, key: str, value: object) -> None:
    """Set `key`, or remove it where there is nothing to say (TOML has no null)."""
    if value is None or value in ("", (), [], {}):
        table.pop(key, None)
    else:
        table[key] = list(value) if isinstance(value, tuple) else value
