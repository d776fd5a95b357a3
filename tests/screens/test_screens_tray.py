"""The tray: how much longer, what was said, and a word to whoever looks elsewhere."""

import sys
from types import SimpleNamespace
from typing import Any

import pytest
from app_testing import SIZES, opened
from screen_testing import shown, until

from isonboard.model.progress import Progress, Result
from isonboard.tui import notification, words
from isonboard.tui.jobs import Job, Jobs, JobState
from isonboard.tui.screens.explore import ExploreScreen


def job(seconds: float = 0.0, **at: Any) -> Job:
    made = Job(1, "Reading the sources", "sync", "")
    made.hear(Progress(stage="reading acme", unit="projects", **at))
    made.began -= seconds
    made.stage_began -= seconds
    return made


def test_the_jobs_own_estimate_counts_first() -> None:
    assert job(seconds=60, done=1, total=2, eta_seconds=7).seconds_left == 7.0


def test_else_its_pace_tells_once_that_is_steady() -> None:
    assert job(seconds=60, done=50, total=200).seconds_left == pytest.approx(180, abs=1)
    assert job(seconds=60, done=1, total=200).seconds_left is None
    assert job(seconds=1, done=100, total=200).seconds_left is None
    assert job(seconds=60, done=5).seconds_left is None


def test_an_ended_job_has_nothing_left() -> None:
    done = job(seconds=60, done=50, total=200, eta_seconds=9)
    done.state = JobState.DONE
    assert done.seconds_left is None


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, ""),
        (1, "nearly done"),
        (4, "about 5 s left"),
        (38, "about 40 s left"),
        (58, "about 1 min left"),
        (610, "about 10 min left"),
        (9000, "about 2 h left"),
    ],
)
def test_the_rest_in_words(seconds: float | None, said: str) -> None:
    assert words.left(seconds) == said


def test_a_notification_cannot_be_broken_out_of() -> None:
    told = notification.sequence("Cloning \x1b]0;x\x07\x9c evil\nname")
    assert told.startswith("\x1b]9;isonboard: Cloning")
    assert told.endswith("\x07")
    assert not {letter for letter in told[4:-1] if ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0}


def test_only_long_work_that_nobody_stopped_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    written: list[str] = []
    app: Any = SimpleNamespace(
        is_headless=False, is_running=True, _driver=SimpleNamespace(write=written.append)
    )
    long, short, stopped = job(seconds=60), job(seconds=2), job(seconds=60)
    for one, state in ((long, JobState.DONE), (short, JobState.DONE), (stopped, JobState.STOPPED)):
        one.state = state
        one.hear(Result(sentence="31 projects known"))
        notification.announce(app, one)
    assert written == ["\x1b]9;isonboard: Reading the sources: 31 projects known\x07"]
    monkeypatch.setenv("TERM", "linux")
    assert not notification.announce(app, long)


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("size", SIZES)
async def test_the_tray_says_how_far_and_how_much_longer(size: tuple[int, int]) -> None:
    code = """
import time
print('{"type":"progress","stage":"reading acme","done":30,"total":120,"unit":"projects","eta_seconds":42}', flush=True)
print('{"type":"log","text":"a line of it"}', flush=True)
time.sleep(600)
"""
    async with opened(size) as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen.projects.count > 0)
        await pilot.press("t")
        await until(pilot, lambda: "Nothing is running." in shown(app) or "31 changed" in shown(app))
        app.jobs = Jobs(app._job_changed, command=[sys.executable, "-c", code])
        app.jobs.start("Reading the sources", "sync")
        await until(pilot, lambda: "reading acme 30 of 120 projects" in shown(app))
        assert "about 40 s left" in shown(app)
        await until(pilot, lambda: "a line of it" in shown(app))
        await pilot.press("X")
        await until(pilot, lambda: "stopped" in shown(app))


@pytest.mark.usefixtures("sample")
async def test_of_several_jobs_any_log_can_be_read_and_any_job_stopped() -> None:
    code = "import sys, time; print('said by', sys.argv[2], flush=True); time.sleep(600 * (sys.argv[1] != 'plan'))"
    async with opened(SIZES[0]) as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen.projects.count > 0)
        app.jobs = Jobs(app._job_changed, command=[sys.executable, "-c", code])
        ended, first, second = (
            app.jobs.start(f"Work {name}", verb, name, subject=name)
            for verb, name in (("plan", "alder"), ("clone", "birch"), ("clone", "cedar"))
        )
        await until(pilot, lambda: not ended.is_running and first.log_count > 0 and second.log_count > 0)
        await pilot.press("t")
        await until(pilot, lambda: "Whose log?" in shown(app) and "Work alder" in shown(app))
        listed = shown(app)
        assert listed.index("Work cedar") < listed.index("Work birch") < listed.index("Work alder")
        await pilot.press("G", "enter")
        await until(pilot, lambda: "said by alder" in shown(app))
        await pilot.press("X")
        await until(pilot, lambda: "Stop which?" in shown(app))
        await pilot.press("j", "enter")
        await until(pilot, lambda: not first.is_running)
        assert second.is_running
        assert "said by alder" in shown(app), "the log that was chosen stays"
        await pilot.press("t")
        await until(pilot, lambda: "said by alder" not in shown(app))
        await pilot.press("X")
        await until(pilot, lambda: not second.is_running)
