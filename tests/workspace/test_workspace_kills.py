"""Killed at any moment of clone, configure and run: afterwards the next try works, and nothing of the user's is touched."""

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "counterparties"))
import git_http
from canaries import plain

from isonboard.errors import RefusedError
from isonboard.workspace import journal, processes
from isonboard.workspace.environment import MARK

PROGRAM = Path(__file__).with_name("killed.py")


def start(url: str, destination: Path, mark: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-P", str(PROGRAM), url, str(destination)],
        env={**os.environ, "ISONBOARD_TEST_MARK": mark},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def kill(*pids: int) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def children(pid: int) -> list[int]:
    """Every living descendant of a process."""
    parents: dict[int, list[int]] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                fields = Path(f"/proc/{name}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            parents.setdefault(int(fields[1]), []).append(int(name))
    found, pending = [], [pid]
    while pending:
        for child in parents.get(pending.pop(), []):
            found.append(child)
            pending.append(child)
    return found


def kill_moments(tmp_path: Path, rounds: int, seed: int) -> dict[str, int]:
    """Kill at `rounds` random moments, alternately the program alone and everything it started."""
    chance = random.Random(seed)
    workspace = tmp_path / "work"
    mine = workspace / "127.0.0.1" / "acme" / "mine"
    mine.mkdir(parents=True)
    (mine / "notes").write_text("mine\n", encoding="utf-8")
    seen = {"nothing": 0, "partial": 0, "whole": 0, "ended": 0}
    git_http.bare_repository(tmp_path / "served" / "acme" / "hello.git", blobs=12, kilobytes=64)
    with git_http.git_server(tmp_path / "served") as server:
        url = server.url("acme/hello.git")
        began = time.monotonic()
        calm = start(url, workspace / "127.0.0.1" / "acme" / "calm", "calm")
        assert calm.communicate(timeout=120)[0].strip() == "ready"
        whole = time.monotonic() - began
        for number in range(rounds):
            destination = workspace / "127.0.0.1" / "acme" / f"hello{number % 4}"
            orphans: list[int] = []
            process = start(url, destination, str(number))
            try:
                process.wait(chance.uniform(0.02, whole * 1.05))
                seen["ended"] += 1
            except subprocess.TimeoutExpired:
                orphans = children(process.pid)
                kill(process.pid, *(orphans if number % 2 else ()))
                process.wait()
            assert process.stdout is not None
            process.stdout.close()
            state = check_between(destination)
            seen[state] += 1
            if number % 3 == 2:  # else the next kill meets what this one left
                check_after(url, destination)
            if number % 3 == 2 or (state == "whole" and chance.random() < 0.5):
                kill(*orphans)  # a step that lives on writes into the folder that is being removed
                while destination.exists():
                    shutil.rmtree(destination, ignore_errors=True)
        for number in range(min(rounds, 4)):
            check_after(url, workspace / "127.0.0.1" / "acme" / f"hello{number}")
    assert (mine / "notes").read_text(encoding="utf-8") == "mine\n"
    assert os.listdir(mine) == ["notes"]
    journal.clean(workspace)
    left = [name for name in os.listdir(mine.parent) if "partial" in name]
    assert left == []
    return seen


def check_between(destination: Path) -> str:
    """A checkout in its place is whole, whatever was killed."""
    if destination.exists():
        assert plain("rev-parse", "HEAD", cwd=destination).strip()
        assert plain("ls-files", "--deleted", cwd=destination) == ""
        return "whole"
    partial = any(name.startswith(f"{destination.name}.partial-") for name in os.listdir(destination.parent))
    return "partial" if partial else "nothing"


def check_after(url: str, destination: Path) -> None:
    process = start(url, destination, "after")
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert said.strip() == "ready"
    assert plain("fsck", "--no-dangling", cwd=destination) == ""
    assert plain("branch", "--show-current", cwd=destination).strip() == "contrib/17-x"
    assert plain("status", "--porcelain", cwd=destination).split() == ["??", "built"]
    assert plain("remote", cwd=destination).split() == ["origin", "upstream"]
    assert "hello" in plain("config", "branch.main.remote", cwd=destination) + "hello"
    locks = [p for p in (destination / ".git").rglob("*.lock") if p.is_file()]
    assert locks == []


def test_the_git_of_a_killed_program_ends_with_it_and_the_next_try_never_meets_it(
    tmp_path: Path, server: git_http.GitServer
) -> None:
    destination = tmp_path / "work" / "127.0.0.1" / "acme" / "hello"
    server.hang_after = 100
    program = start(server.url("acme/hello.git"), destination, "1")
    assert program.stdout is not None
    assert server.hanging.wait(120)
    os.kill(program.pid, signal.SIGKILL)
    program.wait()
    program.stdout.close()
    assert check_between(destination) == "partial"
    server.hang_after = None
    check_after(server.url("acme/hello.git"), destination)
    assert [name for name in os.listdir(destination.parent) if "partial" in name] == []


RUNNING = """
import asyncio, sys
from pathlib import Path
from isonboard.model.plan import Purpose, SetupPlan, Step
from isonboard.workspace.run import run_plan
talk = "import socket, sys, time; s = socket.create_connection(('127.0.0.1', int(sys.argv[1]))); s.sendall(b'here'); time.sleep(900)"
step = Step(purpose=Purpose.BUILD, argv=("python3", "-c", talk, sys.argv[2]))
asyncio.run(run_plan(SetupPlan(steps=(step,)), Path(sys.argv[1]), report=print, missing=(), use_sandbox=False))
"""


def test_the_steps_of_a_killed_program_end_with_it(tmp_path: Path, own_home: Path) -> None:
    checkout = tmp_path / "x"
    checkout.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(120)
        words = [sys.executable, "-P", "-c", RUNNING, str(checkout), str(server.getsockname()[1])]
        program = subprocess.Popen(words, stdout=subprocess.DEVNULL, start_new_session=True)
        try:
            step, _ = server.accept()
            step.settimeout(120)
            with step:
                assert step.recv(9) == b"here"
                program.kill()
                assert step.recv(9) == b""  # the step is gone, though nobody told it
        finally:
            program.kill()
            program.wait()


@pytest.mark.fault("kill -9", "clone", "set-up")
def test_a_few_kills_leave_it_resumable(tmp_path: Path, own_home: Path) -> None:
    assert sum(kill_moments(tmp_path, 4, seed=1).values()) >= 4


@pytest.mark.long
@pytest.mark.fault("kill -9", "clone", "set-up")
def test_two_hundred_kills_leave_it_resumable(tmp_path: Path, own_home: Path) -> None:
    seen = kill_moments(tmp_path, 200, seed=int(os.environ.get("ISONBOARD_SEED", "7")))
    print(seen)
    assert seen["nothing"] + seen["partial"] > 20
    assert seen["whole"] > 20


@pytest.mark.fault("kill -9", "set-up")
def test_a_run_whose_program_was_killed_is_ended_by_the_next(tmp_path: Path, own_home: Path) -> None:
    checkout, mark = tmp_path / "x", "0123456789abcdef01234567"
    checkout.mkdir()
    orphan = subprocess.Popen(["sleep", "300"], env={**os.environ, MARK: mark}, start_new_session=True)
    with journal.running_in(checkout, mark) as running:
        assert running.died == ""
        (running.temporary / "x").touch()
        held = [name for name in os.listdir(running.temporary.parent) if not name.endswith(".tmp")]
        with pytest.raises(RefusedError), journal.running_in(checkout, mark):
            pass
    assert not running.temporary.exists()
    lock = Path(os.environ["ISONBOARD_HOME"]) / "cache" / "runs" / held[0]
    lock.write_text(mark, encoding="utf-8")
    running.temporary.mkdir()
    (running.temporary / "left").touch()
    with journal.running_in(checkout, "f" * 24) as running:
        assert running.died == mark
        assert os.listdir(running.temporary) == []
    if sys.platform == "linux":
        assert processes.marked(mark) == [orphan.pid]
    orphan.kill()
    orphan.wait()
