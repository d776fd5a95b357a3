"""Whoever presses keys faster than answers come: nothing is lost, nothing happens twice, nothing jumps back."""

import sys
import threading
from typing import Any

import pytest
from app_testing import opened, settled
from screen_testing import quiet, shown, until
from textual import events
from textual.pilot import Pilot

from isonboard.model.profile import Level
from isonboard.notebook.profile import ProfileBook
from isonboard.tui.app import IsonboardApp
from isonboard.tui.jobs import Jobs
from isonboard.tui.screens import panes
from isonboard.tui.screens.compare import CompareScreen
from isonboard.tui.screens.completing import CompletingScreen
from isonboard.tui.screens.dialogs import ChoiceScreen
from isonboard.tui.screens.explore import ExploreScreen
from isonboard.tui.screens.favourites import FavouritesScreen
from isonboard.tui.screens.issue import IssueScreen
from isonboard.tui.screens.issues import IssuesScreen
from isonboard.tui.screens.profile import ProfileScreen

pytestmark = pytest.mark.usefixtures("sample")


async def ready(app: IsonboardApp, pilot: Pilot[Any]) -> None:
    await until(pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen._results is not None)
    await until(pilot, lambda: app.screen.projects.count > 0)


async def at_once(app: IsonboardApp, *keys: str) -> None:
    """As a slow line delivers them: all in one piece."""
    assert app._driver is not None
    for key in keys:
        app._driver.send_message(events.Key(key, key if len(key) == 1 else None))
    await quiet()


class Held:
    """The answers of a lane wait until they are let go."""

    def __init__(self, app: IsonboardApp, lane: str) -> None:
        self._let_go, begun = threading.Event(), threading.Event()
        self.begun = begun

        def hold(_context: Any) -> None:
            begun.set()
            self._let_go.wait(180)

        app.desk._lanes[lane].submit(hold, "")

    async def __aenter__(self) -> None:
        while not self.begun.is_set():
            await quiet()

    async def __aexit__(self, *_: object) -> None:
        self._let_go.set()


async def test_what_is_typed_ahead_after_a_slash_lands_in_the_field() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await at_once(app, "slash", *"ticket")
        await until(pilot, lambda: app.screen.search.text == "ticket")
        assert not app.jobs.all, "c is a letter there"
        await pilot.press("enter", "2")
        await until(pilot, lambda: isinstance(app.screen, IssuesScreen))
        await at_once(app, "slash", *"docs/x")
        await until(pilot, lambda: app.screen.wanted.text == "docs/x", "a slash is a letter too")


async def test_a_second_enter_on_its_way_answers_nothing() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await at_once(app, "enter", "enter", "enter")
        await settled(app, pilot)
        assert isinstance(app.screen, ExploreScreen)
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, IssuesScreen) and app.screen.issues.count > 20)
        await at_once(app, "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, IssueScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, IssuesScreen))


async def test_enter_opens_what_was_typed_and_not_what_stood_there_before() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, IssuesScreen) and app.screen.issues.count > 20)
        await settled(app, pilot)
        async with Held(app, "ask"):
            await at_once(app, "slash", *"flex", "enter", "enter")
            assert isinstance(app.screen, IssuesScreen), "the answer is not there yet"
        await until(pilot, lambda: isinstance(app.screen, IssueScreen))
        await until(pilot, lambda: "stale claim" in shown(app), "the one that was asked for")


@pytest.mark.parametrize("words", ["", "ferry"])
async def test_enter_right_after_an_arrow_opens_what_the_cursor_is_on(
    words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened((80, 24)) as (app, pilot):
        await ready(app, pilot)
        await at_once(app, *(("slash", *words, "enter") if words else ()))
        await until(pilot, lambda: app.screen.search.text == words and app.focused is app.screen.projects)
        await settled(app, pilot)
        monkeypatch.setattr(panes, "_SIGHT", 600.0)  # the preview would not follow the cursor before
        await at_once(app, "down", "enter")
        await until(pilot, lambda: app.screen.pane == "preview")
        assert app.screen.projects.cursor == 1
        assert app.screen.preview.project_id == app.screen.project_id()


async def test_the_cursor_stays_where_one_went_on_to_after_starring() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await settled(app, pilot)
        async with Held(app, "find"):
            await pilot.press("f")
            await until(pilot, lambda: "A favourite now" in shown(app))
            await pilot.press("down", "down", "down")
            here = app.screen.project_id()
        await settled(app, pilot)
        assert app.screen.projects.cursor == 3
        assert app.screen.project_id() == here
        await pilot.press("f")
        await until(pilot, lambda: bool((row := app.screen.projects.current) and row.favourite))


async def test_two_stars_in_a_row_are_two_stars(sample: Any) -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await settled(app, pilot)
        async with Held(app, "ask"):
            await pilot.press("f", "down", "f")
        await settled(app, pilot)
        await pilot.press("3")
        await until(pilot, lambda: isinstance(app.screen, FavouritesScreen) and app.screen.listed.count == 2)


async def test_what_was_taken_out_of_a_comparison_stays_out() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await settled(app, pilot)
        async with Held(app, "ask"):
            await pilot.press("space", "space", "m")
            await until(pilot, lambda: isinstance(app.screen, CompareScreen))
            await pilot.press("x")
        await settled(app, pilot)
        assert len(app.screen._ids) == 1


async def test_levels_pressed_in_a_row_all_count(sample: Any) -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await pilot.press("4")
        await until(pilot, lambda: isinstance(app.screen, ProfileScreen) and app.screen.listed.count > 0)
        await settled(app, pilot)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, CompletingScreen))
        async with Held(app, "ask"):
            await pilot.press(*"Golang", "enter")
        await until(pilot, lambda: isinstance(app.screen, ProfileScreen) and "know it well" in shown(app))
        await pilot.press("g")
        async with Held(app, "ask"):
            await pilot.press("left", "left", "right")
        await settled(app, pilot)
        skills = ProfileBook(sample / "data" / "sample").load().skills
        assert [(one.name, one.level) for one in skills] == [("Go", Level.BASIC)]


async def test_ctrl_c_twice_leaves_though_the_question_does_not_stand_yet() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        app.jobs = Jobs(app._job_changed, command=[sys.executable, "-c", "import time; time.sleep(600)"])
        job = app.jobs.start("Reading the sources", "sync")
        app.action_quit_safely()
        app.action_quit_safely()  # its turn comes before the question has opened
        await until(pilot, lambda: not app.is_running)
    assert not job.is_running


async def test_no_question_comes_up_on_a_page_one_has_left() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await settled(app, pilot)
        async with Held(app, "find"):
            await pilot.press("a", "2")
            await until(pilot, lambda: isinstance(app.screen, IssuesScreen))
        await settled(app, pilot)
        assert isinstance(app.screen, IssuesScreen)
