"""Jobs: what a child says arrives, stopping stops all of it, quitting never waits long."""

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from isonboard.tui import jobs as module
from isonboard.tui.jobs import Job, Jobs, JobState

TALKS = """
import sys
print('{"type":"progress","stage":"receiving objects","done":3,"total":12,"unit":"objects"}', flush=True)
print('{"type":"log","text":"a line"}', flush=True)
print('not json at all', flush=True)
print('said on the side \\x1b[31mred\\x1b[0m', file=sys.stderr, flush=True)
print('{"type":"result","sentence":"cloned into /x","data":{"checkout":"/x"}}', flush=True)
"""
FAILS = """
print('{"type":"failure","message":"no connection","hint":"Check the network.","exit_code":3}', flush=True)
raise SystemExit(3)
"""
SLEEPS = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print('{"type":"log","text":"child %d"}' % child.pid, flush=True)
time.sleep(600)
"""
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print('{"type":"log","text":"here"}', flush=True)
time.sleep(600)
"""


class Told:
    def __init__(self) -> None:
        self.jobs: list[tuple[Job, JobState]] = []
        self.happened = asyncio.Event()

    def __call__(self, job: Job) -> None:
        self.jobs.append((job, job.state))
        self.happened.set()

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(180):
            while not true():
                self.happened.clear()
                await self.happened.wait()


@pytest.fixture
def told() -> Told:
    return Told()


def running(code: str, told: Told) -> Jobs:
    return Jobs(told, command=[sys.executable, "-c", code])


async def test_what_a_child_says_arrives(told: Told) -> None:
    jobs = running(TALKS, told)
    job = jobs.start("Cloning x", "clone", "x", subject="x")
    assert jobs.running == [job]
    await told.until(lambda: not job.is_running)
    assert job.state is JobState.DONE
    assert job.share == 0.25
    assert sorted(job.log) == ["a line", "not json at all", "said on the side red"]
    assert job.result is not None
    assert job.result.data == {"checkout": "/x"}
    assert job.sentence == "cloned into /x"
    await jobs.close()


async def test_reading_the_sources_lets_who_types_go_first_and_what_was_asked_for_does_not_wait(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "setpriority", lambda which, pid, steps: asked.append((which, steps)))
    jobs = running(TALKS, told)
    for verb in ("clone", "setup", "sync"):
        job = jobs.start("Working", verb)
        await told.until(lambda job=job: not job.is_running)
        assert job.state is JobState.DONE
    assert asked == [(os.PRIO_PROCESS, module._BEHIND)]
    await jobs.close()


async def test_a_failure_is_a_sentence_with_a_hint(told: Told) -> None:
    jobs = running(FAILS, told)
    job = jobs.start("Reading", "sync")
    await told.until(lambda: not job.is_running)
    assert job.state is JobState.FAILED
    assert job.sentence == "no connection Check the network."
    await jobs.close()


async def test_a_command_that_is_not_there_fails_in_words(told: Told) -> None:
    jobs = Jobs(told, command=["/nowhere/isonboard"])
    job = jobs.start("Reading", "sync")
    await told.until(lambda: not job.is_running)
    assert "could not start" in job.sentence


async def test_the_same_work_is_not_begun_twice(told: Told) -> None:
    jobs = running(SLEEPS, told)
    first = jobs.start("Cloning x", "clone", "x", subject="x")
    assert jobs.start("Cloning x", "clone", "x", subject="x") is first
    assert jobs.start("Cloning y", "clone", "y", subject="y") is not first
    await jobs.close()


async def test_stopping_stops_the_child_and_what_it_started(told: Told) -> None:
    jobs = running(SLEEPS, told)
    job = jobs.start("Cloning x", "clone", "x", subject="x")
    await told.until(lambda: bool(job.log))
    grandchild = int(job.log[0].split()[1])
    jobs.stop(job)
    await told.until(lambda: not job.is_running)
    assert job.state is JobState.STOPPED
    async with asyncio.timeout(180):
        while _alive(grandchild):
            await asyncio.sleep(0.01)
    await jobs.close()


async def test_a_child_that_will_not_stop_is_made_to(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "GRACE", 0.2)
    jobs = running(STUBBORN, told)
    job = jobs.start("Setting up", "setup")
    await told.until(lambda: bool(job.log))
    jobs.stop(job)
    await told.until(lambda: not job.is_running)
    assert job.state is JobState.STOPPED


async def test_quitting_makes_what_does_not_stop(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "QUIT_GRACE", 0.2)
    jobs = running(STUBBORN, told)
    for subject in "abc":
        jobs.start("Setting up", "setup", subject=subject)
    await told.until(lambda: all(job.log for job in jobs.all))
    await jobs.close()
    assert {job.state for job in jobs.all} == {JobState.STOPPED}
    assert not jobs._processes


async def test_a_flood_is_told_a_few_times_only(told: Told) -> None:
    flood = """
for n in range(20000):
    print('{"type":"log","text":"line %d"}' % n)
print('{"type":"result","sentence":"done"}')
"""
    jobs = running(flood, told)
    job = jobs.start("Flood", "setup")
    await told.until(lambda: not job.is_running)
    assert job.log_count == 20_000
    assert len(job.log) == module.LOG_LINES
    assert len(told.jobs) < 200
    await jobs.close()


async def test_an_endless_line_is_dropped_and_broken_bytes_are_shown(told: Told) -> None:
    code = """
import sys
sys.stdout.buffer.write(b"x" * 5_000_000 + b"\\n\\xff\\xfe after\\n")
"""
    jobs = running(code, told)
    job = jobs.start("Odd", "setup")
    await told.until(lambda: not job.is_running)
    assert any("after" in line for line in job.log)
    assert all(len(line) <= 2_000 for line in job.log)
    await jobs.close()


async def test_the_command_is_our_own_and_nothing_of_the_folder_is_imported(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "msgspec.py").write_text("raise SystemExit('imported from the folder')")
    monkeypatch.chdir(tmp_path)
    assert module.COMMAND[1] == "-P"
    code = "import json, msgspec; print(json.dumps({'type': 'result', 'sentence': 'fine'}))"
    jobs = Jobs(told, command=[sys.executable, "-P", "-c", code])
    job = jobs.start("Own", "sync")
    await told.until(lambda: not job.is_running)
    assert job.sentence == "fine"
    await jobs.close()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] != "Z"
    except OSError:
        return False
