"""open_installed.py COMMAND: open the installed app on a real terminal, see the first projects, leave again.

Run by `.ci/run` against the built wheel: a style sheet missing from the wheel, or a traceback, fails here.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import tempfile
import termios
import time

DEADLINE = 60.0
ESCAPES = re.compile(rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[\[?][0-?]*[ -/]*[@-~]|\x1b.")


def main(command: str) -> int:
    with tempfile.TemporaryDirectory() as home:
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(home)
            environment = {**os.environ, "ISONBOARD_HOME": home, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
            os.execve(command, [command, "--sample"], environment)
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 110, 0, 0))
        seen = _read_until(terminal, lambda text: "Projects" in text or "projects" in text)
        # ctrl+q twice: the second answers a possible question about work under way
        for key in (b"\x11", b"\x11"):
            try:
                os.write(terminal, key)
            except OSError:
                break
            time.sleep(0.5)
        seen += _read_until(terminal, lambda _text: False)  # ends with the program, which closes the terminal
        status = _status(child)
    text = ESCAPES.sub(b"", seen).decode("utf-8", "replace")
    if "Traceback" in text or "rojects" not in text:
        print(text[-3000:])
        print("the installed app did not open")
        return 1
    print(f"the installed app opened and closed (exit {os.waitstatus_to_exitcode(status)})")
    return os.waitstatus_to_exitcode(status)


def _status(child: int) -> int:
    """How the program ended. The terminal is closed a moment before the program has gone, so this waits for it."""
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        time.sleep(0.1)
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def _read_until(terminal: int, done: "object", seconds: float = DEADLINE) -> bytes:
    seen = b""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 0.2)[0]:
            if seen and done(ESCAPES.sub(b"", seen).decode("utf-8", "replace")):  # type: ignore[operator]
                return seen
            continue
        try:
            chunk = os.read(terminal, 65536)
        except OSError:
            return seen
        if not chunk:
            return seen
        seen += chunk
    return seen


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
