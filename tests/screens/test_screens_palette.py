"""The palette: every action is found by what people call it, and what does nothing now says why."""

import pytest
from app_testing import opened
from screen_testing import shown, until

from isonboard.tui.meant import meant
from isonboard.tui.screens.compare import CompareScreen
from isonboard.tui.screens.dialogs import Choice, ChoiceList, ChoiceScreen, _said
from isonboard.tui.screens.explore import ExploreScreen
from isonboard.tui.screens.help import HelpScreen
from isonboard.tui.screens.palette import palette_choices
from isonboard.tui.widgets.fields import Caption

pytestmark = pytest.mark.usefixtures("sample")
FIRST = {
    "theme": "theme",
    "help": "help",
    "sync": "sync",
    "refresh": "refresh",
    "cancel": "stop",
    "tray": "jobs",
    "settings": "theme",
    "favorite": "favourite",
    "favourite": "favourite",
    "bookmark": "favourite",
    "star": "favourite",
    "git": "clone",
    "dark": "theme",
    "skills": "go.profile",
    "undo": "unfilter",
    "history": "journey",
    "quit": "quit",
    "exit": "quit",
    "clone": "clone",
    "export": "shortlist",
    "browser": "browser",
    "keys": "help",
    "thme": "theme",
    "favuorite": "favourite",
    "only projects with beginner": "beginner",
    "go to issues": "go.issues",
    "what the keys": "help",
    "open": "open",
}


async def test_what_people_type_finds_the_action_first() -> None:
    async with opened() as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen.projects.count > 0)
        choices = palette_choices(app)
    found = {
        typed: [choice.key for choice in meant(typed, choices, _said, lambda one: not one.why_not)][:1]
        for typed in FIRST
    }
    assert found == {typed: [action] for typed, action in FIRST.items()}


def test_an_exact_name_comes_before_a_guess_and_a_guess_only_where_nothing_is_called_so() -> None:
    lines = [Choice("a", "Start over"), Choice("b", "Go to the stars"), Choice("star", "Make it so")]
    assert [one.key for one in meant("star", lines, _said)] == ["star", "a", "b"]
    assert [one.key for one in meant("strt", lines, _said)] == ["star", "a"]
    assert meant("zebra", lines, _said) == []
    assert meant("  ", lines, _said) == lines


async def test_what_does_not_apply_now_says_why() -> None:
    async with opened((80, 24)) as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen.projects.count > 0)
        await pilot.press("colon")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press(*"compare.remove")
        await until(pilot, lambda: "mark projects with space, then m" in shown(app))
        refusal = app.screen.query_one("#refusal", Caption)
        assert refusal._ink == "dim"
        await pilot.press("enter")
        await until(pilot, lambda: refusal._ink == "warn")
        assert isinstance(app.screen, ChoiceScreen), "it cannot be chosen"


async def test_on_an_empty_list_what_is_about_a_project_says_so() -> None:
    async with opened((80, 24)) as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen.projects.count > 0)
        await pilot.press("slash", *"qqqqzzzz", "enter")
        await until(pilot, lambda: app.screen.projects.count == 0)
        choices = {choice.key: choice for choice in palette_choices(app)}
        assert "needs a project under the cursor" in choices["clone"].why_not
        assert not choices["filter"].why_not


async def test_what_works_everywhere_works_from_the_palette_too() -> None:
    async with opened() as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen.projects.count > 0)
        await pilot.press("ctrl+p", *"shortcuts", "enter")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))


async def test_the_keys_of_a_comparison_come_first_there() -> None:
    async with opened((80, 24)) as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen.projects.count > 2)
        await pilot.press("space", "space", "m")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen) and bool(app.screen._known))
        await pilot.press("colon")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        listed = app.screen.query_one(ChoiceList)
        assert not next(one for one in listed.choices if one.key == "compare.remove").why_not
