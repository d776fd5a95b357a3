"""Explore on the sample organisation: search, filters, order, preview, favourites, going back."""

from pathlib import Path
from typing import Any

import pytest
from app_testing import SIZES, opened, settled
from screen_testing import Host, shown, until
from textual.pilot import Pilot

from isonboard.tui.app import IsonboardApp
from isonboard.tui.messages import CatalogChanged
from isonboard.tui.screens.dialogs import ChoiceScreen
from isonboard.tui.screens.explore import ExploreScreen
from isonboard.tui.screens.help import help_blocks
from isonboard.tui.screens.preview import TABS
from isonboard.tui.widgets.chips import Chip, Chips, Tabs
from isonboard.tui.widgets.fields import Field
from isonboard.tui.widgets.project_list import COLUMNS, ProjectList

pytestmark = pytest.mark.usefixtures("sample")


def listed(app: IsonboardApp) -> ProjectList:
    assert isinstance(app.screen, ExploreScreen)
    return app.screen.projects


def labels(app: IsonboardApp) -> list[str]:
    projects = listed(app)
    return [row.label for at in range(projects.count) if (row := projects.row(at)) is not None]


async def ready(app: IsonboardApp, pilot: Pilot[Any]) -> None:
    await until(
        pilot, lambda: isinstance(app.screen, ExploreScreen) and listed(app).count > 0, "projects are listed"
    )


@pytest.mark.parametrize("size", SIZES)
async def test_it_opens_on_the_projects_that_fit_best(size: tuple[int, int]) -> None:
    async with opened(size) as (app, pilot):
        await ready(app, pilot)
        screen = shown(app)
        assert "31 projects" in screen
        assert "5, then a: your projects" in screen
        assert "? help" in screen
        assert listed(app).cursor == 0


async def test_typing_narrows_at_once_and_marks_the_letters() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await pilot.press("slash", *"ticket")

        def marked() -> tuple[int, ...]:
            row = (
                listed(app).row(labels(app).index("Ticket shop"))
                if "Ticket shop" in labels(app)[:2]
                else None
            )
            return row.positions if row is not None else ()

        # the answers to shorter words come first
        await until(pilot, lambda: marked()[:6] == (0, 1, 2, 3, 4, 5))
        assert listed(app).count < 31
        assert " of 31 projects" in shown(app)
        await pilot.press("down", "enter")
        assert app.focused is listed(app)


async def test_the_preview_says_why_the_words_found_a_project() -> None:
    async with opened((140, 40)) as (app, pilot):
        await ready(app, pilot)
        assert "Found by" not in app.screen.preview.text.plain_text  # type: ignore[attr-defined]
        await pilot.press("slash", *"kuberntes", "enter")
        await until(
            pilot,
            lambda: any(
                "Found by" in line and "kuberntes" in line and "kubernetes" in line
                for line in app.screen.preview.text.plain_text.splitlines()
            ),
        )
        await until(pilot, lambda: "Listed by sample" in app.screen.preview.text.plain_text)
        assert app.screen.preview.text.plain_text.count("Found by") == 1


def test_the_help_says_what_the_headings_of_the_list_are_short_for() -> None:
    said = "\n".join(
        "".join(span.text for span in (*block.first, *block.spans)) for block in help_blocks("explore", {})
    )
    for name in ("begin", "docs"):
        assert any(column.heading == name for column in COLUMNS)
        assert f"\n{name} " in said
    assert "which of them are free" in said
    assert "Columns of the list" not in str(help_blocks("issues", {}))


async def test_nothing_found_says_what_to_do() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await pilot.press("slash", *"qqqqzzzz")
        await until(pilot, lambda: listed(app).count == 0)
        await until(pilot, lambda: "Nothing fits." in shown(app))


@pytest.mark.parametrize("size", SIZES)
async def test_filters_are_in_sight_and_removable(size: tuple[int, int]) -> None:
    async with opened(size) as (app, pilot):
        await ready(app, pilot)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press(*"python", "enter")
        await until(pilot, lambda: isinstance(app.screen, ExploreScreen) and "language Python" in shown(app))
        await until(pilot, lambda: 0 < listed(app).count < 31)
        await pilot.press("b")
        await until(pilot, lambda: "with beginner issues" in shown(app))
        await pilot.press("x", "x")
        await until(pilot, lambda: listed(app).count == 31)
        assert "language Python" not in shown(app)
        await pilot.press("x")
        await until(pilot, lambda: "no filter to remove" in shown(app))


async def test_search_and_filters_hold_together_and_chips_can_be_clicked_away() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await pilot.press("b", "slash", *"lang:python", "enter")
        await settled(app, pilot)
        assert 0 < listed(app).count < 12
        found = listed(app).count
        chips = app.screen.query_one("#chips")
        at = shown(app).splitlines()[2].index("with beginner issues")
        await pilot.click(chips, offset=(at + 3, 0))
        await until(pilot, lambda: listed(app).count > found)


async def test_the_order_can_be_chosen() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press("slash", *"name", "enter")
        await until(pilot, lambda: isinstance(app.screen, ExploreScreen) and "by name" in shown(app))
        await until(pilot, lambda: labels(app)[:2] == sorted(labels(app)[:2], key=str.casefold))


async def test_a_star_comes_and_goes_without_moving_anything() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await pilot.press("j", "j")
        before = labels(app)
        await pilot.press("f")
        await until(pilot, lambda: bool((row := listed(app).current) and row.favourite))
        assert listed(app).cursor == 2
        assert labels(app) == before
        assert "★" in shown(app)
        await pilot.press("f")
        await until(pilot, lambda: bool((row := listed(app).current) and not row.favourite))


async def test_one_pane_at_a_time_when_narrow() -> None:
    async with opened((80, 24)) as (app, pilot):
        await ready(app, pilot)
        assert "Overview" not in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: "For and against" in shown(app))
        assert "31 projects" not in shown(app)
        name = listed(app).current.label  # type: ignore[union-attr]
        await pilot.press("right")
        await until(pilot, lambda: name in shown(app).splitlines()[2], "whose page it is")
        await until(pilot, lambda: "The way in, step by step" in app.screen.preview.text.plain_text)
        await pilot.press("escape")
        await until(pilot, lambda: "31 projects" in shown(app))
        assert app.focused is listed(app)


async def test_a_wider_window_shows_what_is_promised_of_every_project() -> None:
    async with opened((40, 12)) as (app, pilot):
        await ready(app, pilot)
        counts = {}
        for width in (40, 60, 80, 99, 100, 120, 139, 140, 160, 200, 300):
            await pilot.resize_terminal(width, 12)
            panes = [app.screen.query_one(name) for name in ("#left", "#preview", "#aside")]
            await until(
                pilot,
                lambda width=width, panes=panes: (
                    sum(one.outer_size.width for one in panes if one.display) == width
                    and panes[1].display is (width >= 100)
                    and panes[2].display is (width >= 140)
                ),
            )
            found = listed(app).columns(listed(app).scrollable_content_region.width)
            counts[width] = len(found)
            if width >= 80:
                assert {"language", "weeks", "beginner", "documents"} <= {one.name for one in found}, width
        for without, start in ((40, 80), (100, 139), (140, 300)):  # between them a pane opens
            seen = [count for width, count in counts.items() if without <= width <= start]
            assert seen == sorted(seen)


async def test_the_third_pane_leaves_out_what_the_tab_shows() -> None:
    async with opened((140, 40)) as (app, pilot):
        await ready(app, pilot)
        await until(pilot, lambda: "Issues to begin with: " in shown(app))
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: not app.screen.query_one("#way").display)
        assert app.screen.query_one("#begin").display
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: not app.screen.query_one("#begin").display)
        assert app.screen.query_one("#way").display
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: app.screen.query_one("#begin").display)


async def test_every_filter_is_in_sight_where_it_is_narrow() -> None:
    chips = Chips()
    app = Host(chips)
    async with app.run_test(size=(80, 3)) as pilot:
        chips.show(
            [
                Chip("sort", "by activity", fixed=True),
                Chip("languages:TypeScript", "language TypeScript"),
                Chip("beginner", "with beginner issues"),
            ]
        )
        chips.figure = "1 of 31 projects"
        await pilot.pause()
        line = shown(app).splitlines()[0]
        assert "language Ty" in line
        assert "with beg" in line
        assert line.count("×") == 2
        assert line.endswith("1 of 31 projects")


@pytest.mark.parametrize("width", [30, 40, 42, 80])
async def test_every_tab_is_in_sight(width: int) -> None:
    tabs = Tabs()
    tabs.names = TABS
    app = Host(tabs)
    async with app.run_test(size=(width, 3)) as pilot:
        await pilot.pause()
        for at, name in enumerate(TABS):
            tabs.shown = at
            await pilot.pause()
            line = shown(app).splitlines()[0]
            assert name in line
            assert all(other[:2] in line for other in TABS)


async def test_the_preview_follows_the_cursor_and_its_tabs_turn() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await pilot.press("slash", *"voyage", "enter")
        await until(pilot, lambda: labels(app)[:1] == ["Voyage API"])
        await until(pilot, lambda: "Listed by sample" in app.screen.preview.text.plain_text)
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: "The way in, step by step" in app.screen.preview.text.plain_text)
        assert "README.md" in app.screen.preview.text.plain_text
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: app.screen.preview.issues.count > 0)
        await pilot.press("left_square_bracket", "left_square_bracket")
        await until(pilot, lambda: "Activity" in shown(app))


@pytest.mark.parametrize(("keys", "stays"), [((), True), (("j",), False)])
async def test_a_new_ranking_moves_the_cursor_only_after_one_has_moved_it(
    keys: tuple[str, ...], stays: bool
) -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        projects = listed(app)
        best = labels(app)
        # as before the ranking was known: the other way round
        rows = {at: row for at in range(8) if (row := projects.row(7 - at)) is not None}
        projects.show(8, rows, 0)
        await pilot.press(*keys)
        row = projects.current
        assert row is not None
        app.screen.post_message(CatalogChanged())
        await until(pilot, lambda: projects.count == 31 and labels(app) == best)
        assert projects.cursor == (0 if stays else best.index(row.label))


async def test_foreign_words_do_nothing_but_stand_there() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await pilot.press("slash", *"herring", "enter")
        await until(pilot, lambda: "[bold]not bold" in shown(app))
        for _ in range(3):
            await pilot.press("right_square_bracket")
            await pilot.pause()
        assert app.is_running
        assert "\x1b" not in shown(app)


async def test_back_leaves_the_field_then_takes_the_words_away() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await pilot.press("slash", *"tide")
        await until(pilot, lambda: listed(app).count < 31)
        await pilot.press("escape")
        assert app.focused is listed(app)
        assert app.screen.query_one("#search", Field).value == "tide"
        await pilot.press("escape")
        await until(pilot, lambda: listed(app).count == 31)


async def test_a_search_is_shared_as_a_command_line() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await pilot.press("slash", *"tide tables", "enter", "b", "U")
        await until(pilot, lambda: "isonboard --sample search 'tide tables'" in app.clipboard)
        assert "--has-issues" in app.clipboard


async def test_an_address_is_copied_and_without_a_browser_o_copies_too() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await pilot.press("u")
        await until(pilot, lambda: app.clipboard.startswith("https://git.halden.example/"))
        await pilot.press("j", "o")
        await until(pilot, lambda: "No browser here" in shown(app))


async def test_a_first_run_reads_the_sample_by_itself(home: Path) -> None:
    import shutil

    shutil.rmtree(home)
    async with opened() as (app, pilot):
        await until(pilot, lambda: "for the first time" in shown(app) or listed(app).count > 0)
        await until(pilot, lambda: listed(app).count == 31)


async def test_ascii_everywhere() -> None:
    async with opened(ascii=True) as (app, pilot):
        await ready(app, pilot)
        await until(pilot, lambda: "Listed by sample" in app.screen.preview.text.plain_text)
        await pilot.press("f")
        await pilot.pause()
        foreign = {letter for row in listed(app)._rows.values() for letter in f"{row.label}{row.description}"}
        foreign |= set("Chloé")  # who answers, in the words of the project's documents
        foreign |= {
            letter
            for one in app.screen.query("#begin")
            for listed in one.issues
            for letter in listed.issue.title
        }
        left = {letter for letter in shown(app) if not letter.isascii()} - foreign
        assert left == set()


async def test_a_damaged_configuration_directory_is_told_not_raised(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from isonboard.errors import StorageError
    from isonboard.tui import app as module

    def broken(_sample: bool, _offline: bool) -> Any:
        raise StorageError("the cache cannot be opened", hint="Free disk space.")

    monkeypatch.setattr("app_testing._open", broken)
    assert module is not None
    async with opened() as (app, pilot):
        await until(pilot, lambda: "the cache cannot be opened" in shown(app))
        assert "Free disk space." in shown(app)


async def test_tab_completes_qualifiers_and_their_values() -> None:
    async with opened() as (app, pilot):
        await ready(app, pilot)
        await pilot.press("slash", *"la", "tab")
        field = app.screen.query_one("#search", Field)
        await until(pilot, lambda: field.value == "lang:")
        await pilot.press(*"p", "tab")
        await until(pilot, lambda: field.value.startswith("lang:p") and len(field.value) > 6)
        first = field.value
        assert "Tab for the next" in shown(app)
        await pilot.press("tab")
        await until(pilot, lambda: field.value.startswith("lang:p") and field.value != first)
        await pilot.press("shift+tab")
        await until(pilot, lambda: field.value == first)
        await until(pilot, lambda: 0 < listed(app).count < 31)
        await pilot.press(" ", *"zzzzqq", "tab")
        await until(pilot, lambda: app.focused is not field, "nothing to complete: on to the next part")


async def test_neither_typing_nor_moving_lays_the_page_out_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    from textual.screen import Screen

    from isonboard.tui.screens import panes

    async with opened((120, 40)) as (app, pilot):
        await ready(app, pilot)
        await until(pilot, lambda: "Listed by sample" in app.screen.preview.text.plain_text)
        monkeypatch.setattr(panes, "_REST", 600.0)  # what is read about a project may bring a scroll bar
        layouts: list[int] = []
        lay_out = Screen._refresh_layout

        def counted(screen: Any, *words: Any, **more: Any) -> Any:
            layouts.append(1)
            return lay_out(screen, *words, **more)

        monkeypatch.setattr(Screen, "_refresh_layout", counted)
        await pilot.press(*["down"] * 8, "slash", *"payments go", *["backspace"] * 8)
        await until(pilot, lambda: app.screen.search.text == "pay")
        assert len(layouts) <= 6, "a scroll bar that comes or goes is the only reason"


async def test_the_keys_below_are_those_that_do_something_here() -> None:
    async with opened((80, 24)) as (app, pilot):
        await ready(app, pilot)
        assert "enter open" in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: "For and against" in shown(app))
        # a text has nothing to open before one stands on a link; how to turn its pages is told instead
        await until(pilot, lambda: "enter open" not in shown(app))
        await until(pilot, lambda: "] next tab" in shown(app))
