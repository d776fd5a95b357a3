"""Where one left is where one begins; three panes where there is room."""

from pathlib import Path
from typing import Any

import pytest
from app_testing import SIZES, opened, settled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from screen_testing import shown, until
from textual.pilot import Pilot

from isonboard.tui import first_page, session
from isonboard.tui.app import IsonboardApp
from isonboard.tui.screens.explore import ExploreScreen
from isonboard.tui.screens.favourites import FavouritesScreen
from isonboard.tui.screens.issue import IssueScreen
from isonboard.tui.screens.issues import IssuesScreen
from isonboard.tui.screens.searching import Wanted


async def ready(app: IsonboardApp, pilot: Pilot[Any]) -> None:
    await until(pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen._results is not None)


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("size", SIZES)
async def test_search_filters_order_and_project_are_restored(size: tuple[int, int]) -> None:
    async with opened(size) as (app, pilot):
        await ready(app, pilot)
        await pilot.press("slash", *"lang:python", "enter", "b", "s")
        await pilot.press("slash", *"name", "enter")
        await until(pilot, lambda: app.screen.search.sort == "name")
        await settled(app, pilot)
        assert 0 < app.screen.projects.count < 31
        await pilot.press("down", "down")
        project, count = app.screen.project_id(), app.screen.projects.count
        await pilot.press("q")
        await until(pilot, lambda: not app.is_running)
    async with opened(size) as (app, pilot):
        await until(pilot, lambda: app.screen.projects.count == count, "the rows kept stand at once")
        assert app.screen.project_id() == project
        await ready(app, pilot)
        assert app.screen.search == Wanted(text="lang:python", beginner_only=True, sort="name")
        assert "by name" in shown(app)
        assert app.screen.project_id() == project
        await pilot.press("escape")
        await until(pilot, lambda: app.screen.search.text == "")


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("size", SIZES)
async def test_the_tab_that_was_open_and_the_marks_are_restored(size: tuple[int, int]) -> None:
    async with opened(size) as (app, pilot):
        await ready(app, pilot)
        await pilot.press("space", "space", "down", "enter")
        await until(pilot, lambda: app.screen.pane == "preview")
        await pilot.press("right_square_bracket", "right_square_bracket")
        await until(pilot, lambda: app.screen.preview.tab == 2)
        project, marked = app.screen.project_id(), app.marks.ids
        assert len(marked) == 2
        await pilot.press("q")
        await until(pilot, lambda: not app.is_running)
    async with opened(size) as (app, pilot):
        await ready(app, pilot)
        await until(pilot, lambda: app.screen.pane == "preview")
        assert (app.screen.preview.tab, app.screen.project_id(), app.marks.ids) == (2, project, marked)
        await until(pilot, lambda: app.screen.preview.issues.count > 0)
        await pilot.press("escape")
        await until(pilot, lambda: app.focused is app.screen.projects)


@pytest.mark.usefixtures("sample")
async def test_the_page_is_restored_and_explore_is_as_it_was() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await pilot.press("down", "down", "down")
        project = app.screen.project_id()
        await pilot.press("3")
        await until(pilot, lambda: isinstance(app.screen, FavouritesScreen))
        await pilot.press("q")
        await until(pilot, lambda: not app.is_running)
    async with opened() as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, FavouritesScreen))
        await pilot.press("q")
        await until(pilot, lambda: not app.is_running)
    async with opened() as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, FavouritesScreen))
        await pilot.press("1")
        await ready(app, pilot)
        assert app.screen.project_id() == project


@pytest.mark.usefixtures("sample")
async def test_a_project_that_is_gone_is_no_obstacle() -> None:
    session.write(
        session.Session(project="git.example/no/more", search=Wanted(owners=("nobody",))), sample=True
    )
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await until(pilot, lambda: "Nothing fits." in shown(app))
        assert "owner nobody" in shown(app)


@given(
    content=st.binary(max_size=200) | st.just(b'{"place":"setup","search":{"text":"\\u001b[31m","sort":"x"}}')
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_in_the_file_a_session_begins(home: Path, content: bytes) -> None:
    path = home / "cache" / "session.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    kept = session.read(sample=False)
    assert kept.place in session.PLACES
    assert "\x1b" not in kept.search.text


@pytest.mark.usefixtures("sample")
async def test_three_panes_where_it_is_wide_two_from_a_hundred_columns_one_below() -> None:
    async with opened((140, 40)) as (app, pilot):
        await ready(app, pilot)
        await until(pilot, lambda: "Issues to begin with: " in shown(app))
        await until(pilot, lambda: "step by step" in shown(app))
        begin = app.screen.query_one("#begin")
        begin.focus()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, IssueScreen))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: app.focused is app.screen.projects)
        await pilot.resize_terminal(110, 40)
        await until(
            pilot,
            lambda: (
                not app.screen.query_one("#aside").display or app.screen.query_one("#aside").size.width == 0
            ),
        )
        assert "For and against" in shown(app)
        await pilot.resize_terminal(90, 24)
        await until(pilot, lambda: "For and against" not in shown(app))
        await pilot.resize_terminal(150, 40)
        await until(pilot, lambda: "Issues to begin with: " in shown(app))


@pytest.mark.usefixtures("sample")
async def test_the_first_sight_is_of_the_rows_around_the_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    from isonboard.tui.desk import Desk

    async with opened((80, 24)) as (app, pilot):
        await ready(app, pilot)
        await pilot.press("G")
        await until(pilot, lambda: app.screen.projects.cursor == 30)
        last = app.screen.projects.current.label
        await pilot.press("q")
        await until(pilot, lambda: not app.is_running)

    seen = first_page.read(sample=True)
    assert seen is not None
    assert seen.rows[seen.cursor - seen.start].label == last

    async def never(*_: Any, **__: Any) -> Any:
        import asyncio

        await asyncio.Event().wait()

    monkeypatch.setattr(Desk, "find", never)
    async with opened((80, 24)) as (app, pilot):
        await until(pilot, lambda: last[:12] in shown(app), "with no answer of the catalog yet")
        assert " · " not in "".join(line[:4] for line in shown(app).splitlines()[4:20])


@pytest.mark.usefixtures("sample")
async def test_where_one_is_is_kept_while_the_app_runs_and_costs_nothing_when_nothing_changed() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await pilot.press("slash", *"lang:go", "enter", "down")
        await settled(app, pilot)
        app.remembering.sometimes()
        await settled(app, pilot)
        kept = session.read(sample=True)
        assert (kept.search.text, kept.project) == ("lang:go", app.screen.project_id())
        assert first_page.read(sample=True).search == kept.search
        assert app.remembering._changes() == []


@pytest.mark.usefixtures("sample")
async def test_what_one_looked_for_among_the_issues_is_restored() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, IssuesScreen) and app.screen.issues.count > 20)
        await pilot.press("a", *"language python", "enter")
        await pilot.press("slash", *"test", "enter")
        await settled(app, pilot)
        wanted, count = app.screen.wanted, app.screen.issues.count
        assert wanted.languages == ("Python",)
        await pilot.press("q")
        await until(pilot, lambda: not app.is_running)
    async with opened() as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, IssuesScreen) and app.screen.issues.count == count)
        assert app.screen.wanted == wanted
        assert "language Python" in shown(app)
        assert "may be taken" in shown(app)
