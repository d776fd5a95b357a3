"""Marking, comparing, copying and exporting on the sample organisation."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from app_testing import SIZES, opened
from screen_testing import shown, until
from textual.pilot import Pilot

from isonboard.tui import shortlist
from isonboard.tui.app import IsonboardApp
from isonboard.tui.screens.compare import CompareScreen
from isonboard.tui.screens.dialogs import ChoiceScreen
from isonboard.tui.screens.explore import ExploreScreen
from isonboard.tui.screens.favourites import FavouritesScreen

pytestmark = pytest.mark.usefixtures("sample")


async def ready(app: IsonboardApp, pilot: Pilot[Any]) -> None:
    await until(pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen.projects.count > 0)
    await until(pilot, lambda: app.screen._results is not None)


@pytest.mark.parametrize("size", SIZES)
async def test_marked_projects_stand_side_by_side(size: tuple[int, int]) -> None:
    async with opened(size) as (app, pilot):
        await ready(app, pilot)
        names = [app.screen.projects.row(at).label for at in range(3)]
        await pilot.press("space", "space", "space", "space")
        await until(pilot, lambda: "4 marked" in shown(app))
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen) and "fits you" in shown(app))
        screen = shown(app)
        assert all(name[:20] in screen for name in names)
        text = app.screen.query_one("#text").plain_text
        for fact in ("because", "activity", "issues", "readiness"):
            assert fact in text
        await until(pilot, lambda: "1 more are marked" in app.screen.query_one("#text").plain_text)
        await pilot.press("right")
        assert app.screen.project_id() == app.marks.ids[1]
        await pilot.press("x")
        await until(pilot, lambda: names[1][:20] not in shown(app))
        await pilot.press("left", "f")
        await until(pilot, lambda: "★" in shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ExploreScreen))
        await pilot.press("M")
        await until(pilot, lambda: "marked" not in app.screen.query_one("#chips").parts(80)[1].text)
        assert len(app.marks) == 0


async def test_the_one_marked_is_compared_with_the_one_under_the_cursor() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await pilot.press("m")
        await until(pilot, lambda: "Mark two or three projects" in shown(app))
        await pilot.press("space", "m")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen))
        assert len(app.screen._ids) == 2
        await pilot.press("x", "x")
        await until(pilot, lambda: "Nothing is left to compare." in shown(app))


async def test_a_mark_is_a_chip_that_x_takes_away() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await pilot.press("space")
        await until(pilot, lambda: "1 marked ×" in shown(app))
        await pilot.press("x")
        await until(pilot, lambda: "1 marked" not in shown(app))


async def test_what_is_marked_is_exported_as_markdown(sample: Path, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await pilot.press("E")
        await until(pilot, lambda: "Nothing to export" in shown(app))
        label = app.screen.projects.current.label
        await pilot.press("space", "E")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen) and "1 marked project" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: label in app.clipboard)
        assert app.clipboard.startswith("# Projects to look at\n")
        await pilot.press("E")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press("down", "enter")
        await until(pilot, lambda: "Written: " in shown(app))
    written = list(tmp_path.rglob("shortlist-*.md"))
    assert len(written) == 1
    assert label in written[0].read_text()


async def test_favourites_can_be_marked_too() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await pilot.press("f", "down", "f")
        await pilot.press("3")
        await until(pilot, lambda: isinstance(app.screen, FavouritesScreen) and app.screen.listed.count == 2)
        await pilot.press("space", "space", "m")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen) and "fits you" in shown(app))


async def test_more_than_the_address_can_be_copied() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        project_id = app.screen.project_id()
        await pilot.press("Y")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press("slash", *"clone and", "enter")
        await until(pilot, lambda: app.clipboard == f"isonboard --sample clone {project_id} --setup")


def test_what_others_wrote_cannot_change_how_a_shortlist_reads() -> None:
    entry = shortlist.Entry(
        name="x](<javascript:alert(1)>) **bold**",
        url="https://git.example/x",
        clone_url="https://git.example/x.git",
        description="# heading\n- item `code` <b>",
        note="see [here](http://evil.example)",
    )
    text = shortlist.markdown([entry])
    assert text.splitlines()[2].startswith(
        "- **[x\\](\\<javascript:alert(1)\\>) \\*\\*bold\\*\\*](<https://git.example/x>)**: \\# heading - item"
    )
    assert "\n- item" not in text
    assert "\\[here\\]" in text
    assert "`git clone -- https://git.example/x.git`" in text


def test_a_shortlist_never_overwrites_another(tmp_path: Path) -> None:
    first = shortlist.write(tmp_path / "work", "one", date(2026, 11, 20))
    second = shortlist.write(tmp_path / "work", "two", date(2026, 11, 20))
    assert first.name == "shortlist-2026-11-20.md"
    assert first.read_text() == "one"
    assert second.name == "shortlist-2026-11-20-2.md"
