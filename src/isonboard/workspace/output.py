"""What a child says: read without end, kept within bounds, cleaned line by line, written to a log, shown in doses."""

import asyncio
import os
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from isonboard import limits, paths, text
from isonboard.files import make_private, storage_error

LINE_LIMIT = limits.OUTPUT_LINE_LETTERS
LINES_A_SECOND = limits.OUTPUT_LINES_A_SECOND
LOG_LIMIT = limits.LOG_BYTES
TAIL = 60
_PENDING_LIMIT = limits.PENDING_BYTES
_LOGS_KEPT = 100


class Log:
    """One log file of ours: private, bounded, never through a link."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._left = LOG_LIMIT
        try:
            make_private(path.parent)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
            self._file = os.fdopen(handle, "a", encoding="utf-8", errors="replace")
        except OSError as error:
            raise storage_error(error, path) from error

    def write(self, line: str) -> None:
        if self._left <= 0:
            return
        self._left -= len(line) + 1
        note = "\n… (cut here: the log is full)" if self._left <= 0 else ""
        try:
            self._file.write(f"{line}{note}\n")
        except OSError:  # a full disk must not end a set-up that does not need it
            self._left = 0

    def flush(self) -> None:
        try:
            self._file.flush()
        except OSError:
            self._left = 0

    def close(self) -> None:
        try:
            self._file.close()
        except OSError:
            self._left = 0


def new_log_path(name: str) -> Path:
    """A fresh path under the log folder, old logs beyond a hundred removed."""
    folder = paths.log_dir()
    try:
        logs = sorted(folder.glob("setup-*.log"), key=lambda path: path.name)
        for old in logs[: max(0, len(logs) - _LOGS_KEPT + 1)]:
            old.unlink(missing_ok=True)
    except OSError:
        pass
    stamp = time.strftime("%Y%m%d-%H%M%S")
    safe = "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in name)[:60]
    return folder / f"setup-{stamp}-{os.getpid()}-{safe}.log"


def cleaned(raw: bytes) -> str:
    """One line of a child's output, safe to show: no escapes, no secrets, its spaces kept."""
    decoded = raw[: LINE_LIMIT * 4].decode("utf-8", "replace")
    shown = text.redacted(text.block(decoded).replace("\n", " ").replace("\t", "    ")).rstrip()
    return shown if len(shown) <= LINE_LIMIT else shown[: LINE_LIMIT - 1] + "…"


class Output:
    """Takes the bytes of one step, keeps the last lines, and hands on what can be shown."""

    def __init__(
        self, log: Log, show: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.tail: deque[str] = deque(maxlen=TAIL)
        self._log = log
        self._show = show
        self._clock = clock
        self._pending = b""
        self._second = 0.0
        self._shown = 0
        self._held_back = 0

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes; a progress bar's carriage returns end lines too."""
        *lines, self._pending = (self._pending + chunk).replace(b"\r", b"\n").split(b"\n")
        if len(self._pending) > _PENDING_LIMIT:
            lines.append(self._pending)
            self._pending = b""
        for raw in lines:
            self._line(raw)

    def end(self) -> None:
        """The child is done: what is pending is a line too."""
        if self._pending:
            self._line(self._pending)
            self._pending = b""
        self._tell_held_back()
        self._log.flush()

    def _line(self, raw: bytes) -> None:
        line = cleaned(raw)
        if not line.strip():
            return
        self.tail.append(line)
        self._log.write(line)
        now = self._clock()
        if now - self._second >= 1:
            self._tell_held_back()
            self._second, self._shown = now, 0
            self._log.flush()
        self._shown += 1
        if self._shown <= LINES_A_SECOND:
            self._show(line)
        else:
            self._held_back += 1

    def _tell_held_back(self) -> None:
        if self._held_back:
            self._show(f"… {self._held_back} lines not shown; the log has them")
            self._held_back = 0


async def pump(reader: asyncio.StreamReader, output: Output) -> None:
    """Feed everything that a child says, until its pipe closes."""
    while chunk := await reader.read(65_536):
        output.feed(chunk)
