"""What is new with favourites, the journey with each, asking for an issue, and health, on the sample organisation."""

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from app_testing import SIZES, opened
from screen_testing import shown, until
from textual.pilot import Pilot

from isonboard.assistant.journey import JourneyPage
from isonboard.model.notebook import Journey, Seen, Station
from isonboard.notebook.favourites import Favourites
from isonboard.tui.app import IsonboardApp
from isonboard.tui.screens.dialogs import ChoiceScreen, ConfirmScreen
from isonboard.tui.screens.explore import ExploreScreen
from isonboard.tui.screens.favourites import FavouritesScreen
from isonboard.tui.screens.issue import IssueScreen
from isonboard.tui.screens.issues import IssuesScreen
from isonboard.tui.screens.journey import JourneyScreen
from isonboard.tui.screens.journey_view import Way, journey_blocks, way_of
from isonboard.tui.screens.project_actions import ProjectActions
from isonboard.tui.screens.setup import SetupScreen

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
        await until(pilot, lambda: "1 favourite with news: 3" in shown(app))
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


ADDRESS = "https://git.example.org/pull/7"
WAYS: list[tuple[Station, tuple[str, ...], Way]] = [
    (Station.NOTICED, ("isonboard guide x", ADDRESS), Way.PROJECT),
    (Station.FAVOURITE, ("isonboard issues x", ADDRESS), Way.ISSUES),
    (Station.CLONED, ("isonboard setup /c",), Way.SETUP),
    (Station.SET_UP, ("isonboard clone x --issue 7",), Way.SETUP),
    (Station.BRANCH, ("cd /c",), Way.EDITOR),
    (Station.BRANCH, ("cd /c", "git switch fix-7"), Way.COMMAND),
    (Station.FIRST_CHANGE, ("cd /c", "git push --set-upstream origin fix-7"), Way.COMMAND),
    (Station.FIRST_CHANGE, (ADDRESS,), Way.BROWSER),
    (Station.FIRST_CHANGE, (), Way.PROJECT),
    (Station.MERGED, ("isonboard issues x",), Way.ISSUES),
]


def journey(station: Station, where: tuple[str, ...], **known: Any) -> JourneyPage:
    own = Journey(**{"project_id": "x", "checkout": "/c", "issue": "7", **known})
    return JourneyPage(
        journey=own, label="X", station=station, next_step="Go on.", where=where, history=(), work=None
    )


@pytest.mark.parametrize(("station", "where", "way"), WAYS)
def test_a_key_does_the_next_step_of_every_station(
    station: Station, where: tuple[str, ...], way: Way
) -> None:
    page = journey(station, where)
    assert way_of(page, editor=True) is way
    text = "\n".join(
        "".join(span.text for span in block.spans)
        for block in journey_blocks(page, datetime.now(UTC), editor=True)
    )
    assert f"d {way.value}" in text
    assert "isonboard " not in text, "what a key does is not typed"
    assert all(line in text for line in where if line.startswith(("git ", "cd ")))


def test_a_key_does_the_next_step_without_an_editor_an_issue_or_a_checkout() -> None:
    assert way_of(journey(Station.BRANCH, ("cd /c",)), editor=False) is Way.SHELL
    assert way_of(journey(Station.SET_UP, ("isonboard issues x",), issue=None), editor=True) is Way.ISSUES
    assert way_of(journey(Station.BRANCH, (), checkout=None), editor=True) is Way.PROJECT
    assert way_of(journey(Station.PULL_OPEN, (ADDRESS,)), editor=True) is Way.PROJECT
    assert way_of(journey(Station.PULL_OPEN, (ADDRESS,), pull_url=ADDRESS), editor=True) is Way.BROWSER


async def test_the_whole_way_by_the_key_of_the_next_step(monkeypatch: pytest.MonkeyPatch) -> None:
    lent: list[tuple[str, ...]] = []

    def lend(_page: Any, argv: Any, cwd: str, _said: str = "") -> None:
        """The engineer works in the editor and commits."""
        lent.append((*argv, cwd))
        who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
        subprocess.run(["git", *who, "commit", "-q", "--allow-empty", "-m", "mine"], cwd=cwd, check=True)

    monkeypatch.setattr(ProjectActions, "outside", lend)
    monkeypatch.setenv("EDITOR", "my-editor --wait")
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await pilot.press("slash", *"engineering handbook", "enter")
        await until(
            pilot, lambda: bool((row := app.screen.projects.current) and "handbook" in row.label.casefold())
        )
        await pilot.press("f")
        await until(pilot, lambda: bool(app.screen.projects.current.favourite))
        await pilot.press("J")
        await until(pilot, lambda: isinstance(app.screen, JourneyScreen) and "d shows those" in shown(app))
        await pilot.press("w")
        await until(pilot, lambda: "It is not cloned yet" in shown(app))
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, IssuesScreen) and app.screen.issues.count == 2)
        assert "project handbook" in shown(app)
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen) and app.screen.stage == 4)
        await until(pilot, lambda: "J says what comes next" in " ".join(shown(app).split()))
        await pilot.press("J")
        await until(pilot, lambda: isinstance(app.screen, JourneyScreen) and "your editor" in shown(app))
        checkout = app.screen._page.journey.checkout
        await pilot.press("d")
        await until(pilot, lambda: "d copies the command" in shown(app), "the commit was seen")
        assert lent == [("my-editor", "--wait", checkout, checkout)]
        branch = app.screen._page.journey.branch
        await pilot.press("d")
        await until(pilot, lambda: app.clipboard == f"git push --set-upstream origin {branch}")
        subprocess.run(["git", "push", "-q", "origin", branch], cwd=checkout, check=True)
        await pilot.press("r")
        await until(pilot, lambda: "d opens it in the browser" in shown(app))
        await pilot.press("d")
        await until(pilot, lambda: app.clipboard.startswith("https://"), "there is no browser here")
        assert app.clipboard == app.screen.page_address()


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
        await pilot.press("slash", *"copy", "enter")
        await until(pilot, lambda: len(app.clipboard) > 20)
        text = app.clipboard
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press("slash", *"post", "enter")
        await until(
            pilot, lambda: isinstance(app.screen, ConfirmScreen) and "for everybody there?" in shown(app)
        )
        assert " ".join(text.split())[:40] in " ".join(shown(app).split())
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, IssueScreen))
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press("slash", *"post", "enter")
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
