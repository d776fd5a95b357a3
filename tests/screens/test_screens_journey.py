"""What is new with favourites, the journey with each, asking for an issue, and health, on the sample organisation."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from app_testing import SIZES, opened
from screen_testing import shown, until
from textual.pilot import Pilot

from isonboard.model.notebook import Seen
from isonboard.notebook.favourites import Favourites
from isonboard.tui.app import IsonboardApp
from isonboard.tui.screens.dialogs import ChoiceScreen, ConfirmScreen
from isonboard.tui.screens.explore import ExploreScreen
from isonboard.tui.screens.favourites import FavouritesScreen
from isonboard.tui.screens.issue import IssueScreen
from isonboard.tui.screens.issues import IssuesScreen
from isonboard.tui.screens.journey import JourneyScreen

pytestmark = pytest.mark.usefixtures("sample")


async def ready(app: IsonboardApp, pilot: Pilot[Any]) -> None:
    await until(pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen._results is not None)
    await until(pilot, lambda: app.screen.projects.count > 0)


@pytest.mark.parametrize("size", SIZES)
async def test_favourites_say_what_is_new_until_it_was_read(sample: Path, size: tuple[int, int]) -> None:
    async with opened(size) as (app, pilot):
        await ready(app, pilot)
        await pilot.press("f")
        await until(pilot, lambda: bool(app.screen.projects.current.favourite))
        project_id = app.screen.project_id()
    book = Favourites(sample / "data" / "sample")
    book.visited(project_id, datetime.now(UTC) - timedelta(days=8), Seen(name="Old/name", activity=1))
    async with opened(size) as (app, pilot):
        await ready(app, pilot)
        await until(pilot, lambda: "something is new with 1 favourite" in shown(app))
        await pilot.press("3")
        await until(pilot, lambda: isinstance(app.screen, FavouritesScreen) and app.screen.listed.news)
        await until(pilot, lambda: "New since your last visit" in shown(app))
        assert "it was Old/name" in " ".join(app.screen.query_one("#about").plain_text.split())
        seen = lambda: book.get(project_id).seen  # noqa: E731
        await until(pilot, lambda: seen() is not None and seen().name != "Old/name", "it counts as read")
        await pilot.press("r")
        await until(pilot, lambda: "Asking for news" not in shown(app))
        assert "New since your last visit" in shown(app), "what was read stays in sight"
    async with opened(size) as (app, pilot):
        await ready(app, pilot)
        await pilot.press("3")
        await until(pilot, lambda: isinstance(app.screen, FavouritesScreen) and app.screen.listed.count == 1)
        assert not app.screen.listed.news


@pytest.mark.parametrize("size", SIZES)
async def test_a_journey_says_how_far_and_what_comes_next(size: tuple[int, int]) -> None:
    async with opened(size) as (app, pilot):
        await ready(app, pilot)
        await pilot.press("f")
        await until(pilot, lambda: bool(app.screen.projects.current.favourite))
        await pilot.press("J")
        await until(pilot, lambda: isinstance(app.screen, JourneyScreen) and "Next" in shown(app))
        assert "● favourite" in shown(app)
        assert "Pick one of its free issues" in shown(app)
        await pilot.press("i")
        await until(pilot, lambda: "once a change of yours is merged" in shown(app))
        await pilot.press("U")
        await until(pilot, lambda: "favourite" in app.clipboard)
        await pilot.press("Y")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen) and "next step" in shown(app))
        await pilot.press("escape", "p")
        await until(pilot, lambda: isinstance(app.screen, ExploreScreen))


@pytest.mark.parametrize("size", SIZES)
async def test_an_issue_is_asked_for_politely_and_posted_only_after_a_question(size: tuple[int, int]) -> None:
    async with opened(size) as (app, pilot):
        await ready(app, pilot)
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, IssuesScreen) and app.screen.issues.count > 20)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, IssueScreen))
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen) and "post it now" in shown(app))
        await pilot.press(*"copy", "enter")
        await until(pilot, lambda: len(app.clipboard) > 20)
        text = app.clipboard
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press(*"post", "enter")
        await until(
            pilot, lambda: isinstance(app.screen, ConfirmScreen) and "for everybody there?" in shown(app)
        )
        assert " ".join(text.split())[:40] in " ".join(shown(app).split())
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, IssueScreen))
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press(*"post", "enter")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("y")
        await until(
            pilot, lambda: "Posted" in shown(app) or "cannot" in shown(app) or "comment" in shown(app)
        )


async def test_reading_a_project_asks_how_it_answers() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        assert "Taking part" not in app.screen.preview.text.plain_text
        await pilot.press("enter")
        await until(pilot, lambda: "Taking part" in app.screen.preview.text.plain_text)
        assert "first answer" in app.screen.preview.text.plain_text
