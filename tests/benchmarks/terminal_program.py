"""A full-screen program in a pseudo-terminal of its own, watched from outside: what it drew, when, at what cost.

Chunks are stamped as they arrive and drawn by the emulator (pyte) only afterwards, so that the emulator's own time is
in no figure. What a terminal is asked at the start (attributes, cursor, modes, colours) is answered as one would.
Linux only: time and memory come from /proc.
"""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyte

KEYS = {
    "down": "\x1b[B",
    "up": "\x1b[A",
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "backspace": "\x7f",
    "pagedown": "\x1b[6~",
}
_ANSWERS = (
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[>0?c"), b"\x1b[>1;10;0c"),
    (re.compile(rb"\x1b\[5n"), b"\x1b[0n"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[\?u"), b"\x1b[?0u"),
    (re.compile(rb"\x1b\]10;\?(?:\x07|\x1b\\)"), b"\x1b]10;rgb:dddd/dddd/dddd\x1b\\"),
    (re.compile(rb"\x1b\]11;\?(?:\x07|\x1b\\)"), b"\x1b]11;rgb:1111/1111/1111\x1b\\"),
)
_MODE_ASKED = re.compile(rb"\x1b\[\?(\d+)\$p")
_MODE_SET = re.compile(rb"\x1b\[\?([\d;]+)([hl])")
_NOT_DRAWN = re.compile(
    rb"\x1b\[[<>=][0-9;:]*[a-zA-Z]|\x1b\[\?[0-9;]*\$[a-z]|\x1bP.*?\x1b\\|\x1b\[\?u|\x1b\[\d* q", re.DOTALL
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;:<=>?$ ]*|[\]P][^\x07\x1b]*\x1b?)?\Z")
Chunk = tuple[float, bytes]


class Area(NamedTuple):
    """A part of the screen in cells, the last column and line not in it."""

    left: int = 0
    top: int = 0
    right: int = 10_000
    bottom: int = 10_000


WHOLE = Area()


class Drawn:
    """The screen as an emulator would have it."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._held = b""

    def feed(self, data: bytes) -> None:
        data = self._held + data
        cut = _UNFINISHED.search(data)
        self._held = cut.group() if cut and len(cut.group()) < 256 else b""
        data = _NOT_DRAWN.sub(b"", data[: len(data) - len(self._held)])
        for piece in re.split(rb"(?=\x1b)", data):
            try:
                self._stream.feed(piece)
            except Exception:  # noqa: BLE001 - a sequence that pyte does not know costs that sequence
                self._stream = pyte.ByteStream(self._screen)

    @property
    def text(self) -> str:
        return "\n".join(self._screen.display)

    def fingerprint(self, area: Area = WHOLE) -> int:
        """Letters and their colours: a moved highlight is a change too."""
        rows = self._screen.buffer
        lines = range(area.top, min(area.bottom, self._screen.lines))
        columns = range(area.left, min(area.right, self._screen.columns))
        return hash(tuple(tuple(rows[y][x] for x in columns) for y in lines))

    def line_of(self, sign: str) -> int | None:
        """The first line that begins with a sign."""
        return next((y for y, line in enumerate(self._screen.display) if line.startswith(sign)), None)


class Program:
    """Started at once; `drawn` is what it has drawn as far as `draw` was called."""

    def __init__(
        self, argv: Sequence[str], size: tuple[int, int], env: Mapping[str, str], cwd: Path | None = None
    ) -> None:
        self.drawn = Drawn(size)
        self.chunks: list[Chunk] = []
        self._fed = 0
        self.ended = False
        self._arrows_in_application_mode = False
        self.began = time.perf_counter()
        self.pid, self._tty = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
                if cwd is not None:
                    os.chdir(cwd)
                os.execvpe(argv[0], list(argv), {**os.environ, **env})
            finally:
                os._exit(127)
        fcntl.ioctl(self._tty, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def listen(self, until: float) -> bool:
        """One chunk, answered where it asks; False when none came in time."""
        readable, _, _ = select.select([self._tty], [], [], max(0.0, until - time.perf_counter()))
        if not readable:
            return False
        data = b""
        with contextlib.suppress(OSError):
            data = os.read(self._tty, 1 << 18)
        if not data:
            self.ended = True
            return False
        self.chunks.append((time.perf_counter(), data))
        self._answer(data)
        return True

    def until_quiet(self, pause: float, limit: float, first: float = 0.0) -> list[Chunk]:
        """What came until nothing did for `pause` seconds (for the first chunk: `first`), `limit` in all."""
        mark, now = len(self.chunks), time.perf_counter()
        end, patience = now + limit, max(pause, first)
        while not self.ended and time.perf_counter() < end:
            if not self.listen(min(end, time.perf_counter() + patience)):
                break
            patience = pause
        return self.chunks[mark:]

    def draw(self, enough: Callable[[Drawn], bool] = lambda _: False) -> float | None:
        """Draw what has come; the time of the chunk after which it was `enough`."""
        while self._fed < len(self.chunks):
            at, data = self.chunks[self._fed]
            self._fed += 1
            self.drawn.feed(data)
            if enough(self.drawn):
                return at
        return None

    def forget(self) -> None:
        """Let go of what has come, undrawn: for runs of hours."""
        self.chunks.clear()
        self._fed = 0

    def wait_for(self, words: str, limit: float) -> float | None:
        """Seconds from the start until the screen had these words (a regular expression); None when it never had."""
        wanted = re.compile(words)
        end = time.perf_counter() + limit
        while time.perf_counter() < end and not self.ended:
            self.listen(time.perf_counter() + 0.02)
            if (at := self.draw(lambda drawn: bool(wanted.search(drawn.text)))) is not None:
                return at - self.began
        return None

    def press(self, key: str) -> float:
        """Send a key (a name of `KEYS` or letters); the time it was sent."""
        sent = KEYS.get(key, key)
        if self._arrows_in_application_mode:
            sent = re.sub(r"\x1b\[([ABCD])", "\x1bO\\1", sent)
        at = time.perf_counter()
        os.write(self._tty, sent.encode())
        return at

    def repaint(
        self, key: str, areas: Sequence[Area] = (WHOLE,), *, wait: float = 0.35
    ) -> list[float | None]:
        """Seconds from the key to the first change in each area; None where there was none within `wait`.

        A whole second is waited for the first change at all where `wait` is over without one.
        """
        self.draw()
        before = [self.drawn.fingerprint(area) for area in areas]
        sent = self.press(key)
        seen: list[float | None] = [None] * len(areas)
        for end in (wait, max(wait, 1.0)):
            while not self.ended and time.perf_counter() < sent + end:
                self.listen(sent + end)
            for at, data in self.chunks[self._fed :]:
                self.drawn.feed(data)
                for number, area in enumerate(areas):
                    if seen[number] is None and self.drawn.fingerprint(area) != before[number]:
                        seen[number] = at - sent
            self._fed = len(self.chunks)
            if any(seen):
                break
        return seen

    def held(self, key: str, times: int, every: float, sign: str) -> list[float]:
        """A key that is held down: seconds from each press until `sign` stood on the line where that press leads.

        Every press must move the sign one line down.
        """
        self.draw()
        start = self.drawn.line_of(sign) or 0
        presses: list[float] = []
        begin = time.perf_counter()
        for number in range(times):
            while time.perf_counter() < begin + number * every:
                self.listen(begin + number * every)
            presses.append(self.press(key))
        self.until_quiet(0.4, 3.0)
        waits: list[float] = []
        for at, data in self.chunks[self._fed :]:
            self.drawn.feed(data)
            line = self.drawn.line_of(sign)
            while line is not None and len(waits) < times and line >= start + len(waits) + 1:
                waits.append(at - presses[len(waits)])
        self._fed = len(self.chunks)
        return waits

    def cpu_seconds(self, *, alone: bool = False) -> float:
        """CPU time of the program and its children (`alone`: without them)."""
        total = 0.0
        for pid in [self.pid] if alone else self._family():
            with contextlib.suppress(OSError):
                for task in Path(f"/proc/{pid}/task").iterdir():
                    total += int((task / "schedstat").read_text().split()[0]) / 1e9
        return total

    def peak_mb(self) -> float:
        """Largest resident memory of the program itself."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+)", status)
        return int(found.group(1)) / 1024 if found else 0.0

    def close(self, keys: Sequence[str] = ()) -> None:
        """Leave by its own keys, else by force: only the group that was started here."""
        for key in keys:
            with contextlib.suppress(OSError):
                self.press(key)
                self.until_quiet(0.3, 1.0)  # longer than a program waits for what an escape may begin
        for kind in (signal.SIGTERM, signal.SIGKILL):
            for _ in range(25):
                self.listen(time.perf_counter() + 0.02)
                with contextlib.suppress(ChildProcessError):
                    if not os.waitpid(self.pid, os.WNOHANG)[0]:
                        continue
                os.close(self._tty)
                return
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, kind)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        os.close(self._tty)

    def _family(self) -> list[int]:
        found, waiting = [], [self.pid]
        while waiting:
            pid = waiting.pop()
            found.append(pid)
            with contextlib.suppress(OSError):
                for task in Path(f"/proc/{pid}/task").iterdir():
                    waiting += map(int, (task / "children").read_text().split())
        return found

    def _answer(self, data: bytes) -> None:
        if b"\x1b" not in data:
            return
        for modes, on in _MODE_SET.findall(data):
            if b"1" in modes.split(b";"):
                self._arrows_in_application_mode = on == b"h"
        for asked, answer in _ANSWERS:
            for _ in asked.findall(data):
                os.write(self._tty, answer)
        for mode in _MODE_ASKED.findall(data):
            known = (
                b"2" if mode == b"2026" else b"0"
            )  # synchronised output yes; the others we would have to perform
            os.write(self._tty, b"\x1b[?" + mode + b";" + known + b"$y")
