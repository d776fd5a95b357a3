"""A child's whole process group dies with us, however we die, and nothing of it is harmed when we let go."""

import contextlib
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from isonboard.lifeline import Lifeline

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
