"""A child's whole process group dies with us, however we die, and nothing of it is harmed when we let go."""

import asyncio
import contextlib
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from isonboard import git
from isonboard.git import process
from isonboard.lifeline import Lifeline
from isonboard.model.plan import Purpose, SetupPlan, Step
from isonboard.workspace import run

pytestmark = pytest.mark.skipif(os.name != "posix", reason="process groups are POSIX")

PATIENCE = 120  # seconds: only a failure takes so long
PROGRAM = """
import subprocess, sys
from isonboard.lifeline import Lifeline
line = Lifeline()
held = int(sys.argv[1])
words = line.tied(["/bin/sh", "-c", "sleep 600 & trap '' TERM; echo started >&2; wait; wait"], output="/dev/null")
child = subprocess.Popen(words, start_new_session=True, pass_fds=(held, *line.fds))
line.started()
sys.stdin.read()
line.release()
"""


@contextlib.contextmanager
def pipe() -> Iterator[tuple[int, int]]:
    ends = list(os.pipe())
    try:
        yield ends[0], ends[1]
    finally:
        for end in ends:
            with contextlib.suppress(OSError):
                os.close(end)


def is_over(handle: int) -> bool:
    """True once nobody holds the other end any more; waits for it."""
    while select.select([handle], [], [], PATIENCE)[0]:
        if not os.read(handle, 100):
            return True
    return False


def test_the_whole_group_dies_when_we_are_killed() -> None:
    with pipe() as (mine, theirs):
        program = subprocess.Popen(
            [sys.executable, "-P", "-c", PROGRAM, str(theirs)],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=(theirs,),
        )
        os.close(theirs)
        assert program.stderr is not None
        assert program.stdin is not None
        assert program.stderr.readline() == b"started\n"
        os.kill(program.pid, signal.SIGKILL)
        program.wait()
        assert is_over(mine)  # the child and its own child held it
        program.stderr.close()
        program.stdin.close()


def test_what_stays_when_we_let_go_is_left_alone_and_the_guard_is_gone() -> None:
    line = Lifeline()
    with pipe() as (mine, theirs):
        child = subprocess.Popen(
            line.tied(["/bin/sh", "-c", "sleep 600 >/dev/null & echo $! >&2"], output="/dev/null"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            pass_fds=(theirs, *line.fds),
        )
        line.started()
        os.close(theirs)
        assert child.stdout is not None
        assert child.stderr is not None
        daemon = int(child.stderr.readline())
        try:
            line.release()
            assert is_over(child.stdout.fileno())  # the guard's own end
            assert child.wait(PATIENCE) == 0
            os.kill(daemon, 0)
        finally:
            os.kill(daemon, signal.SIGKILL)
        assert is_over(mine)
        child.stdout.close()
        child.stderr.close()


def test_a_program_that_waits_for_all_of_its_children_does_not_wait_for_the_guard() -> None:
    line = Lifeline()
    waits = "import os\ntry:\n    while True: os.wait()\nexcept ChildProcessError: pass"
    words = line.tied([sys.executable, "-S", "-c", waits])
    child = subprocess.Popen(words, start_new_session=True, pass_fds=line.fds)
    line.started()
    try:
        assert child.wait(PATIENCE) == 0
    finally:
        line.release()
        child.kill()
        child.wait()


@pytest.mark.parametrize("of", ["git", "set-up"])
async def test_a_start_that_is_cancelled_leaves_no_pipe_open(
    of: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Lifeline] = []
    seen: list[int] = []

    class Watched(Lifeline):
        def __init__(self) -> None:
            super().__init__()
            made.append(self)

    async def cancelled(*_words: str, pass_fds: tuple[int, ...], **_options: object) -> None:
        seen.append(os.dup(pass_fds[-1]))
        raise asyncio.CancelledError

    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(asyncio, "create_subprocess_exec", cancelled)
    monkeypatch.setattr(process if of == "git" else run, "Lifeline", Watched)
    plan = SetupPlan(steps=(Step(purpose=Purpose.BUILD, argv=("sh", "-c", "exit")),))
    if of == "git":
        started = git.stream(["fetch"], on_line=lambda _line: None)
    else:
        started = run.run_plan(plan, tmp_path, report=lambda _event: None, missing=(), use_sandbox=False)
    with pytest.raises(asyncio.CancelledError):
        await started
    assert [line.fds for line in made] == [(-1,)]
    try:
        assert is_over(seen[0])  # our end, too
    finally:
        os.close(seen[0])


def test_exit_code_arguments_and_input_pass_through() -> None:
    line = Lifeline()
    words = ["/bin/sh", "-c", 'read -r x; printf "%s|" "$x" "$@"; exit 7', "sh", "a b", "$HOME", "-x", "'"]
    child = subprocess.Popen(
        line.tied(words),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
        pass_fds=line.fds,
    )
    line.started()
    said, _ = child.communicate(b"input\n", PATIENCE)
    line.release()
    assert said == b"input|a b|$HOME|-x|'|"
    assert child.returncode == 7
    line.release()  # twice does no harm
