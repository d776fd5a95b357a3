"""The program as a process of its own, in trouble: without a home, on a full disk, as nobody, in a terminal that goes."""

import contextlib
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

PROGRAM = (sys.executable, "-P", "-m", "isonboard")
PATIENCE = (
    120.0  # seconds until a process that should end is taken for one that hangs, on the slowest machine
)
NOBODY = 65534
_PROXIES = re.compile("(?:https?|all|no)_proxy", re.IGNORECASE)
_WITHOUT = (
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_CACHE_HOME",
    "XDG_RUNTIME_DIR",
    "ISONBOARD_SITE_CONFIG",
    "PYTHONUNBUFFERED",
)

needs_root = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="another user is needed, whom only root can become"
)
needs_proc = pytest.mark.skipif(
    not os.path.isdir("/proc/self/task"), reason="processes are looked at in /proc"
)


class Ended(NamedTuple):
    """How a process ended and what it said; `code` is negative for the signal that ended it."""

    code: int
    out: str
    err: str

    def sentence(self, code: int, words: str) -> None:
        """It ended with `code` and one sentence on stderr in which `words` (a regular expression) are found."""
        assert self.code == code, self
        assert re.search(words, self.err), self
        self.is_calm()

    def is_calm(self) -> None:
        """Every line of stderr is a sentence of ours; no traceback, nothing unexpected."""
        for word in ("Traceback", "something unexpected", 'File "', "Exception"):
            assert word not in self.err + self.out, self


def environment(home: Path | None, changes: Mapping[str, str | None] = {}) -> dict[str, str]:
    """The environment of a child: a home of its own for everything, no proxy, nobody's git settings."""
    env = {k: v for k, v in os.environ.items() if not _PROXIES.fullmatch(k) and k not in _WITHOUT}
    env["PYTHONDONTWRITEBYTECODE"] = "1"
    env["GIT_CONFIG_NOSYSTEM"] = "1"
    if home is not None:
        env |= {"ISONBOARD_HOME": str(home), "HOME": str(home)}
    for name, value in changes.items():
        env.pop(name, None)
        if value is not None:
            env[name] = value
    return env


def run(
    home: Path | None,
    *words: str,
    env: Mapping[str, str | None] = {},
    before: Callable[[], None] | None = None,
    user: int | None = None,
    cwd: Path | None = None,
) -> Ended:
    """Run one command line to its end. `before` runs in the child, `user` is whose process it is (root only)."""
    done = subprocess.run(
        [*PROGRAM, *words],
        env=environment(home, env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        preexec_fn=before,
        user=user,
        group=user,
        extra_groups=None if user is None else [],
        cwd=cwd or "/",
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def children(pid: int) -> list[int]:
    """Every living descendant of a process."""
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        with contextlib.suppress(OSError):
            for task in os.listdir(f"/proc/{one}/task"):
                below = [int(n) for n in Path(f"/proc/{one}/task/{task}/children").read_text().split()]
                found += below
                waiting += below
    return found


def lives(pid: int) -> bool:
    """Whether a process is there and no corpse."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


class Terminal:
    """A program in a pseudo-terminal of its own; all it wrote is in `data`."""

    def __init__(
        self,
        words: Sequence[str],
        home: Path,
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str | None] = {},
    ) -> None:
        self.data = b""
        self.code: int | None = None
        self._silent = False
        environ = environment(home, {"TERM": "xterm-256color", "COLUMNS": None, "LINES": None, **env})
        self.pid, self._tty = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
                os.chdir("/")
                os.execvpe(PROGRAM[0], [*PROGRAM, *words], environ)
            finally:
                os._exit(127)

    def resize(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self._tty, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def type(self, keys: str) -> None:
        os.write(self._tty, keys.encode())

    def until(self, words: bytes | Callable[[], bool]) -> bool:
        """Read until it wrote `words` (or they hold); False when it ended before. Fails when neither comes."""
        holds = words if callable(words) else lambda: words in self.data
        end = time.monotonic() + PATIENCE
        while not holds():
            if not self._read() and self._ended():
                return holds()
            assert time.monotonic() < end, self.data[-3000:]
        return True

    def signal(self, which: signal.Signals) -> None:
        os.kill(self.pid, which)

    def hang_up(self) -> None:
        """The window is closed."""
        os.close(self._tty)
        self._tty = -1

    def wait(self) -> int:
        """Its exit code, once it has ended; what it wrote until then is read."""
        end = time.monotonic() + PATIENCE
        while not self._ended():
            self._read()
            assert time.monotonic() < end, self.data[-3000:]
        while self._read(0):
            pass
        assert self.code is not None
        return self.code

    def close(self) -> None:
        if not self._ended():
            for one in (*children(self.pid), self.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(one, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if self._tty >= 0:
            self.hang_up()

    def _ended(self) -> bool:
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code is not None

    def _read(self, patience: float = 0.05) -> bool:
        """One piece of what it writes, waiting a moment for it; False when nothing came."""
        there = [self._tty] if self._tty >= 0 and not self._silent else []
        readable, _, _ = select.select(there, [], [], patience)
        if not readable:
            return False
        data = b""
        with contextlib.suppress(OSError):
            data = os.read(self._tty, 1 << 16)
        self.data += data
        self._silent = not data
        return bool(data)


@contextlib.contextmanager
def terminal(words: Sequence[str], home: Path, **options: object) -> Iterator[Terminal]:
    """The program in a terminal, ended with the context."""
    try:
        started = Terminal(words, home, **options)  # type: ignore[arg-type]
    except OSError as error:
        pytest.skip(f"there is no pseudo-terminal to be had: {error}")
    try:
        yield started
    finally:
        started.close()


def small_disk(folder: Path, kilobytes: int) -> bool:
    """Mount a disk of so many kilobytes there; False where that is not allowed."""
    if shutil.which("mount") is None or os.geteuid() != 0:
        return False
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", str(folder)],
        capture_output=True,
        check=False,
    )
    return done.returncode == 0


def fill(folder: Path) -> None:
    """Leave no byte free."""
    with contextlib.suppress(OSError), open(folder / "filled", "wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
