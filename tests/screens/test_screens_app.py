"""What is the same everywhere: help, palette, colours, quitting, every key of every page."""

import asyncio
import sys
from functools import partial
from typing import Any

import pytest
from app_testing import SIZES, opened, settled
from screen_testing import shown, until
from textual.geometry import Region
from textual.pilot import Pilot

from isonboard import config as settings
from isonboard.tui import actions, keys, themes
from isonboard.tui.app import IsonboardApp
from isonboard.tui.jobs import Jobs
from isonboard.tui.screens.dialogs import ChoiceScreen, ConfirmScreen
from isonboard.tui.screens.explore import ExploreScreen
from isonboard.tui.screens.help import HelpScreen, help_blocks
from isonboard.tui.screens.page import Page
from isonboard.tui.widgets.document import Document
from isonboard.tui.widgets.fields import Field
from isonboard.tui.widgets.project_list import ProjectList

pytestmark = pytest.mark.usefixtures("sample")
PLACES = {"explore": "1", "issues": "2", "favourites": "3", "profile": "4", "sources": "5"}
LEAVES = {"quit", "quit.always"}


async def on(app: IsonboardApp, pilot: Pilot[Any], place: str) -> None:
    await until(pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen.projects.count > 0)
    await pilot.press(PLACES[place])
    await until(pilot, lambda: isinstance(app.screen, Page) and app.screen.place == place)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", PLACES)
async def test_help_tells_every_key_of_the_page(place: str, size: tuple[int, int]) -> None:
    async with opened(size) as (app, pilot):
        await on(app, pilot, place)
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        assert f"Keys in {actions.PLACES[place]}" in shown(app)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Page))
    told = " ".join(
        "".join(span.text for span in (*block.first, *block.spans)) for block in help_blocks(place, {})
    )
    for action in actions.ACTIONS:
        if action.where in actions.TOGETHER[place]:
            assert action.sentence in told


@pytest.mark.parametrize("place", PLACES)
async def test_every_key_of_the_page_is_bound_and_does_no_harm(place: str) -> None:
    async with opened() as (app, pilot):
        await on(app, pilot, place)
        await pilot.pause()
        page = app.screen
        for action in actions.ACTIONS:
            if action.where not in actions.TOGETHER[place] or action.id in LEAVES or action.id == "sync":
                continue
            for key in keys.keys_of(action, {}):
                await pilot.press(key)
                await settled(app, pilot)  # a question may come only once something was looked up
                for _ in range(6):
                    if app.screen is page and not app.screen.query("Input:focus"):
                        break
                    await pilot.press("escape")
                    if isinstance(app.screen, Page) and app.screen.place != place:
                        await pilot.press(PLACES[place])
                    await settled(app, pilot)
                assert app.screen is page, f"{action.id}: {key} leads somewhere one does not come back from"
        assert app.is_running


async def test_every_action_is_in_the_palette_with_its_key() -> None:
    from isonboard.tui.screens.palette import palette_choices

    async with opened() as (app, pilot):
        await on(app, pilot, "explore")
        choices = {choice.key: choice for choice in palette_choices(app)}
        assert set(choices) == set(actions.BY_ID)
        for name, choice in choices.items():
            assert choice.aside == keys.key_names(keys.keys_of(actions.BY_ID[name], {}))
            assert choice.group == name, "what [screen.keys] calls it"


async def test_the_palette_does_what_a_key_would_also_on_another_page() -> None:
    async with opened() as (app, pilot):
        await on(app, pilot, "explore")
        await pilot.press("colon")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press(*"only projects with beginner", "enter")
        await until(pilot, lambda: "with beginner issues" in shown(app))
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press(*"paste any address", "enter")
        await until(pilot, lambda: "Where are your projects?" in shown(app))


async def test_a_question_has_room_for_its_answers_on_a_small_terminal() -> None:
    async with opened((40, 10)) as (app, pilot):
        await on(app, pilot, "explore")
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen) and "activity score" in shown(app))
        assert all(words in shown(app) for words in ("Order by", "best:", "number of beginner", "esc back"))


async def test_keys_can_be_remapped_and_clashes_are_told() -> None:
    async with opened(keys={"favourite": "c", "clone": "ctrl+y"}) as (app, pilot):
        await on(app, pilot, "explore")
        await pilot.press("c")
        await until(pilot, lambda: app.screen.projects.current.favourite)
    async with opened(keys={"favourite": "c", "fly": "y"}) as (app, pilot):
        await until(
            pilot, lambda: "2 settings do not work, ? tells why: screen.keys.fly: no such" in shown(app)
        )
        await pilot.press("question_mark")
        await until(
            pilot, lambda: isinstance(app.screen, HelpScreen) and "Settings that do not" in shown(app)
        )
        assert "no such action" in shown(app)
        assert "c is taken from clone, which has no key now" in shown(app)


@pytest.mark.parametrize("name", themes.OFFERED)
async def test_every_palette_opens(name: str) -> None:
    async with opened(theme=name) as (app, pilot):
        await on(app, pilot, "explore")
        assert app.theme == name
        assert "31 projects" in shown(app)


async def test_colours_are_tried_under_the_cursor_and_kept_on_enter() -> None:
    async with opened() as (app, pilot):
        await on(app, pilot, "explore")
        await pilot.press("T")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press("down")
        await until(pilot, lambda: app.theme == "isonboard-light")
        await pilot.press("escape")
        await until(pilot, lambda: app.theme == "isonboard-dark")
        await pilot.press("T")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press("slash", *"isonboard-light", "enter")
        await until(
            pilot,
            lambda: app.theme == "isonboard-light" and settings.load().screen.theme == "isonboard-light",
        )


async def test_q_leaves_at_once_when_nothing_runs() -> None:
    async with opened() as (app, pilot):
        await on(app, pilot, "explore")
        await pilot.press("q")
        await until(pilot, lambda: not app.is_running)


async def test_what_fails_while_the_page_is_taken_away_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = asyncio.Event()
    monkeypatch.setattr(ProjectList, "on_unmount", lambda _list: gone.set(), raising=False)

    async def told_late(page: ExploreScreen) -> None:
        await gone.wait()
        page.query_one("#no-longer-there")

    async with opened() as (app, pilot):
        await on(app, pilot, "explore")
        page = app.screen
        assert isinstance(page, ExploreScreen)
        worker = page.work(partial(told_late, page), group="late", description="telling late")
    assert worker.is_finished
    assert gone.is_set()


async def test_leaving_asks_while_something_runs_and_stops_it() -> None:
    async with opened() as (app, pilot):
        await on(app, pilot, "explore")
        app.jobs = Jobs(app._job_changed, command=[sys.executable, "-c", "import time; time.sleep(600)"])
        job = app.jobs.start("Reading the sources", "sync")
        await until(pilot, lambda: "Reading the sources" in shown(app))
        await pilot.press("ctrl+c")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        assert "Still running" in shown(app)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, ExploreScreen))
        assert job.is_running
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("y")
        await until(pilot, lambda: not app.is_running)
    assert not job.is_running


async def test_running_work_is_in_the_tray_and_can_be_stopped_from_any_page() -> None:
    async with opened() as (app, pilot):
        await on(app, pilot, "explore")
        code = """
import time
print('{"type":"progress","stage":"receiving objects","done":3,"total":12}', flush=True)
print('{"type":"log","text":"a [bold]line[/] of it"}', flush=True)
time.sleep(600)
"""
        app.jobs = Jobs(app._job_changed, command=[sys.executable, "-c", code])
        job = app.jobs.start("Cloning x", "clone", "x", subject="x")
        await until(pilot, lambda: "25%" in shown(app))
        await pilot.press("t")
        await until(pilot, lambda: "a [bold]line[/] of it" in shown(app))
        await pilot.press("2")
        await until(pilot, lambda: "Cloning x" in shown(app))
        await pilot.press("X")
        await until(pilot, lambda: not job.is_running)
        await until(pilot, lambda: "stopped" in shown(app))
        await pilot.press("X")
        await until(pilot, lambda: "Nothing is running." in shown(app))


async def test_the_key_bar_shows_what_applies_now() -> None:
    async with opened() as (app, pilot):
        await on(app, pilot, "explore")
        last = shown(app).splitlines()[-1]
        assert "enter open" in last
        assert "c set up" in last
        await pilot.press("slash")
        await pilot.pause()
        last = shown(app).splitlines()[-1]
        assert "c set up" not in last, "letters are typed now"
        assert "esc back" in last


async def test_finding_in_a_text() -> None:
    async with opened() as (app, pilot):
        await on(app, pilot, "explore")
        await pilot.press("enter", "ctrl+f")
        await until(pilot, lambda: "Find in this text" in shown(app))
        await pilot.press(*"nowhere to be found", "enter")
        await until(pilot, lambda: "is not in this text" in shown(app))
        await pilot.press("ctrl+f")
        await until(pilot, lambda: "Find in this text" in shown(app))
        field = app.screen.query_one(Field)
        assert field.value == "nowhere to be found", "enter alone looks for the same again"
        await pilot.press(*"what")
        assert field.value == "what", "typing takes the place of the words before"


async def test_a_mail_address_in_a_text_is_copied() -> None:
    async with opened() as (app, pilot):
        await on(app, pilot, "explore")
        app.screen.post_message(Document.LinkOpened("mailto:harbour@halden.example?subject=x", ""))
        await until(pilot, lambda: app.clipboard == "harbour@halden.example")
        await until(pilot, lambda: "Copied: harbour@halden.example" in shown(app))
        app.screen.post_message(Document.LinkOpened("docs/guide.md", ""))
        await until(pilot, lambda: "docs/guide.md is in the repository: c clones it" in shown(app))
        app.screen.post_message(Document.LinkOpened("irc://chat.example/x", ""))
        await until(pilot, lambda: "irc://chat.example/x is no address for a browser." in shown(app))


@pytest.mark.parametrize("name", ["isonboard-dark", "ansi-dark"])
async def test_without_colours_the_terminals_own_are_left_alone(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened((80, 24), theme=name) as (app, pilot):
        await on(app, pilot, "explore")
        assert "31 projects" in shown(app)
        for keys_pressed in (("slash", "t"), ("escape", "T")):
            await pilot.press(*keys_pressed)
            await settled(app, pilot)
            strips = [
                widget.render_lines(Region(0, 0, *widget.size))
                for widget in app.screen.walk_children()
                if widget.size and widget.styles.display == "block"
            ]
            worn = {
                colour
                for strip in (line for lines in strips for line in lines)
                for segment in strip
                if segment.style is not None
                for colour in (segment.style.color, segment.style.bgcolor)
                if colour is not None
            }
            assert {colour.name for colour in worn} <= {"default"}
        await until(pilot, lambda: "none is shown while NO_COLOR is set" in shown(app))
        await pilot.press("j", "enter")
        await until(pilot, lambda: "NO_COLOR" in shown(app) and isinstance(app.screen, Page))
