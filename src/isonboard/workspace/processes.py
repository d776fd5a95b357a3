"""Ending everything that a set-up started: its process group, and what left the group but carries our mark."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Iterable

from isonboard.workspace.environment import MARK

_ROUNDS = 5
_GRACE = 3.0  # seconds between asking and killing


async def end_tree(process: asyncio.subprocess.Process, mark: str) -> None:
    """Ask the group of `process` to end, then kill it, then whatever of it got away by a session of its own."""
    if process.returncode is None:
        end_group(process.pid, signal.SIGTERM)
        _signal(marked(mark), signal.SIGTERM)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), _GRACE)
    end_group(process.pid, signal.SIGKILL)
    if process.returncode is None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), _GRACE)
    await end_marked(mark)


async def end_marked(mark: str) -> int:
    """Kill every process that carries the mark; returns how many there were. Linux only: others have the group."""
    ended: set[int] = set()
    for _ in range(_ROUNDS):
        found = set(marked(mark))
        if not found:
            break
        ended |= found
        _signal(found, signal.SIGKILL)
        await asyncio.sleep(0.02)
    return len(ended)


def marked(mark: str) -> list[int]:
    """Processes of ours whose environment carries the mark, zombies and ourselves left out."""
    wanted = f"{MARK}={mark}".encode()
    found: list[int] = []
    try:
        names = os.listdir("/proc")
    except OSError:
        return []
    for name in names:
        if not name.isdigit() or int(name) == os.getpid():
            continue
        try:
            with open(f"/proc/{name}/environ", "rb") as file:
                if wanted in file.read(1_000_000).split(b"\0"):
                    found.append(int(name))
        except OSError:
            continue
    return found


def end_group(group: int, sign: signal.Signals = signal.SIGKILL) -> None:
    """Send a signal to a whole process group; none there is fine."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, sign)


def _signal(pids: Iterable[int], sign: signal.Signals) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, sign)
