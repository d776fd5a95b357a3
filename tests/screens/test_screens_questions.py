"""Small questions: their own keys stand below them and do what they say; letters are typed only where one types."""

import pytest
from app_testing import opened
from screen_testing import shown, until

from isonboard.tui.screens.completing import CompletingScreen
from isonboard.tui.screens.dialogs import ChoiceList, ChoiceScreen, ConfirmScreen, LineScreen
from isonboard.tui.screens.explore import ExploreScreen
from isonboard.tui.screens.favourites import FavouritesScreen
from isonboard.tui.screens.help import HelpScreen
from isonboard.tui.screens.profile import ProfileScreen
from isonboard.tui.widgets.fields import Field

pytestmark = pytest.mark.usefixtures("sample")


def bar(app: object) -> str:
    return (shown(app).splitlines() or [""])[-1]  # type: ignore[arg-type] # nothing is painted at first


async def ready(app: object, pilot: object) -> None:
    await until(pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen.projects.count > 0)  # type: ignore[arg-type, attr-defined]


async def test_a_short_menu_is_moved_through_with_the_keys_of_every_list() -> None:
    async with opened((80, 24)) as (app, pilot):
        await ready(app, pilot)
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await until(pilot, lambda: "enter choose" in bar(app))
        await until(pilot, lambda: "/ narrow" in bar(app))
        await until(pilot, lambda: "esc back" in bar(app))
        await until(pilot, lambda: "? help" in bar(app))
        assert "star" not in bar(app), "the keys of the page below do not apply"
        await pilot.press("j", "j", "enter")
        await until(
            pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen.search.sort == "activity"
        )


async def test_a_menu_can_be_narrowed_and_escape_first_leaves_the_field() -> None:
    async with opened((80, 24)) as (app, pilot):
        await ready(app, pilot)
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        listed = app.screen.query_one(ChoiceList)
        await pilot.press("slash", *"change")
        await until(pilot, lambda: [one.key for one in listed.choices] == ["freshness"])
        await until(pilot, lambda: "/ narrow" not in bar(app))
        await pilot.press("escape")
        await until(pilot, lambda: len(listed.choices) == 6 and listed.has_focus)
        await pilot.press("slash", *"change", "enter")
        await until(
            pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen.search.sort == "freshness"
        )


async def test_in_a_long_list_letters_narrow_at_once() -> None:
    async with opened((80, 24)) as (app, pilot):
        await ready(app, pilot)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press(*"python")
        await until(pilot, lambda: "python" in app.screen.query_one(Field).value)
        await until(pilot, lambda: "enter choose" in bar(app))
        await until(pilot, lambda: "f1 help" in bar(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ExploreScreen))


async def test_a_question_has_help_of_its_own() -> None:
    async with opened((80, 24)) as (app, pilot):
        await ready(app, pilot)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, LineScreen))
        await until(pilot, lambda: "enter choose" in bar(app))
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen) and "Keys in a question" in shown(app))
        await until(pilot, lambda: "Take the line under the cursor" in shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, LineScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ExploreScreen))
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen) and "? help" in bar(app))
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))


async def test_yes_and_no_are_in_the_bar_and_follow_the_users_keys() -> None:
    async with opened((80, 24), keys={"yes": "F8"}) as (app, pilot):
        await ready(app, pilot)
        await pilot.press("f", "3")
        await until(pilot, lambda: isinstance(app.screen, FavouritesScreen) and app.screen.listed.count > 0)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await until(pilot, lambda: "f8 yes" in bar(app))
        await until(pilot, lambda: "n no" in bar(app))
        await until(pilot, lambda: "f8 take it out" in shown(app))
        await pilot.press("y")
        assert isinstance(app.screen, ConfirmScreen)
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, FavouritesScreen) and app.screen.listed.count == 0)


async def test_a_word_is_completed_with_the_keys_in_the_bar() -> None:
    async with opened((80, 24)) as (app, pilot):
        await ready(app, pilot)
        await pilot.press("4")
        await until(pilot, lambda: isinstance(app.screen, ProfileScreen))
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, CompletingScreen))
        for words in ("enter choose", "tab complete", "esc back", "f1 help"):
            await until(pilot, lambda words=words: words in bar(app))
