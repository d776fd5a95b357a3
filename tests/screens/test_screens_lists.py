"""Lists draw only what is seen, keep their columns, and carry foreign words harmlessly."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec import Struct
from rich.cells import cell_len
from screen_testing import Host, shown, until
from textual.widget import Widget

from isonboard.tui import glyphs
from isonboard.tui.widgets.line_list import LineList
from isonboard.tui.widgets.project_list import COLUMNS, ProjectList, columns_for

HOSTILE = (
    "bad [/] text",
    "[bold red]red[/]",
    "[@click=app.quit]x[/]",
    "\\[",
    "{0}%s$ink",
    "日本語のプロジェクト",
    "e\u0301" * 5,
)


class Row(Struct, kw_only=True):
    id: str = "acme/one"
    label: str = "one"
    description: str = ""
    language: str | None = "Go"
    fit: float | None = 0.5
    personal: bool = True
    activity: int | None = 120
    participation: tuple[int, ...] = ()
    beginner_issues: int | None = None
    base_documents: tuple[str, ...] | None = None
    guidelines: str | None = None
    updated_at: object = datetime.now(UTC) - timedelta(days=3)
    favourite: bool = False
    archived: bool = False
    gone: bool = False
    positions: tuple[int, ...] = ()


def rows(start: int, stop: int) -> dict[int, Row]:
    return {n: Row(id=f"acme/p{n}", label=f"project-{n}") for n in range(start, stop)}


async def test_of_a_hundred_thousand_rows_only_those_in_sight_are_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[int] = []
    row_segments = ProjectList.row_segments

    def counted(self: ProjectList, index: int, width: int, *, at_cursor: bool) -> Any:
        drawn.append(index)
        return row_segments(self, index, width, at_cursor=at_cursor)

    monkeypatch.setattr(ProjectList, "row_segments", counted)
    listed = ProjectList()
    app = Host(listed, [ProjectList.RowsWanted])
    async with app.run_test(size=(100, 30)) as pilot:
        listed.focus()
        listed.show(100_000, rows(0, 128))
        await pilot.pause()
        assert "project-0" in shown(app)
        await pilot.press("G")
        await pilot.pause()
        assert listed.cursor == 99_999
        wanted = app.caught[-1]
        assert wanted.first < 99_999 < wanted.end <= 100_000
        assert wanted.end - wanted.first < 300, "only what is near is asked for"
        listed.add_rows(rows(wanted.first, wanted.end))
        await pilot.pause()
        assert "project-99999" in shown(app)
    assert len(set(drawn)) < 200


async def test_rows_are_asked_for_before_they_come_into_sight() -> None:
    listed = ProjectList()
    app = Host(listed, [ProjectList.RowsWanted])
    async with app.run_test(size=(100, 20)) as pilot:
        listed.focus()
        listed.show(1_000, rows(0, 60))
        for _ in range(2):
            await pilot.press("pagedown")
        assert listed.row(listed.cursor) is not None, "still at hand"
        assert app.caught, "the next ones are on their way"


@pytest.mark.parametrize(
    ("keys", "at"),
    [
        ("j j", 2),
        ("down down up", 1),
        ("G", 99),
        ("end home", 0),
        ("G g", 0),
        ("pagedown", 18),
        ("ctrl+d", 9),
        ("ctrl+d ctrl+u", 0),
        ("k", 0),
        ("G j", 99),
    ],
)
async def test_keys_move_the_cursor(keys: str, at: int) -> None:
    listed = ProjectList()
    app = Host(listed)
    async with app.run_test(size=(80, 19)) as pilot:
        listed.focus()
        listed.show(100, rows(0, 100))
        await pilot.press(*keys.split())
        assert listed.cursor == at


async def test_enter_and_a_double_click_open() -> None:
    listed = ProjectList()
    app = Host(listed, [LineList.Opened])
    async with app.run_test(size=(80, 19)) as pilot:
        listed.focus()
        listed.show(100, rows(0, 100))
        await pilot.press("j", "enter")
        await pilot.double_click(listed, offset=(20, 5))
        await pilot.pause()
        assert [message.index for message in app.caught] == [1, 5]


async def test_a_click_chooses_a_row_and_on_its_star_stars_it() -> None:
    listed = ProjectList()
    app = Host(listed, [ProjectList.StarClicked])
    async with app.run_test(size=(80, 19)) as pilot:
        listed.show(100, rows(0, 100))
        await pilot.click(listed, offset=(20, 4))
        assert listed.cursor == 4
        await pilot.click(listed, offset=(1, 7))
        await pilot.pause()
        assert [message.index for message in app.caught] == [7]
        assert listed.cursor == 4


async def test_the_wheel_scrolls_without_moving_the_cursor() -> None:
    listed = ProjectList()
    app = Host(listed)
    async with app.run_test(size=(80, 19)) as pilot:
        listed.show(100, rows(0, 100))
        await pilot._post_mouse_events([_wheel()], listed, offset=(5, 5))
        await until(pilot, lambda: listed.scroll_y > 0)
        assert listed.cursor == 0


def _wheel() -> Any:
    from textual import events

    return events.MouseScrollDown


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140, 200])
async def test_columns_never_jump_whatever_the_words(width: int) -> None:
    listed = ProjectList()
    app = Host(listed)
    async with app.run_test(size=(width, 12)) as pilot:
        listed.show(
            len(HOSTILE),
            {
                n: Row(
                    label=words,
                    description=words * 9,
                    language=words if n % 2 else None,
                    favourite=bool(n % 2),
                    positions=(0, 1),
                )
                for n, words in enumerate(HOSTILE)
            },
        )
        await pilot.pause()
        strips = [listed.render_line(y) for y in range(len(HOSTILE))]
        inner = listed.scrollable_content_region.width
        assert {strip.cell_length for strip in strips} == {inner}
        assert {cell_len(strip.text) for strip in strips} == {inner}
        assert not any(
            "@click" in (segment.style.meta if segment.style else {}) for strip in strips for segment in strip
        )
        if width >= 60:
            assert "[/]" in strips[0].text


async def test_unknown_is_a_sign_and_never_a_zero() -> None:
    listed = ProjectList()
    app = Host(listed)
    async with app.run_test(size=(140, 5)) as pilot:
        listed.show(1, {0: Row(label="p", language=None, fit=None, activity=None, updated_at=None)})
        await pilot.pause()
        line = listed.render_line(0).text
        assert "0" not in line
        assert line.count("·") == len(COLUMNS)


PROMISED = {"language", "fit", "weeks", "beginner", "documents"}


@pytest.mark.parametrize("personal", [True, False])
def test_a_wider_list_never_shows_less(personal: bool) -> None:
    before: dict[str, int] = {}
    for width in range(20, 301):
        widths = {column.name: column.width for column in columns_for(width, personal=personal)}
        assert all(widths.get(name, 0) >= cells for name, cells in before.items()), width
        before = widths
    assert len(before) == len(COLUMNS) - (not personal)
    assert {column.name for column in columns_for(80)} >= {*PROMISED, "age"}


async def test_fit_is_a_figure_beside_its_bar_and_the_documents_are_letters() -> None:
    listed = ProjectList()
    app = Host(listed)
    async with app.run_test(size=(60, 5)) as pilot:
        paths = ("README.md", "docs/contributing.rst")
        listed.show(2, {0: Row(fit=0.45, base_documents=paths), 1: Row(fit=0.4, guidelines="HACKING")})
        await pilot.pause()
        assert " 45%" in listed.render_line(0).text
        assert "RC·" in listed.render_line(0).text
        assert " 40%" in listed.render_line(1).text
        assert "·C" in listed.render_line(1).text


async def test_an_empty_list_says_what_to_do_next() -> None:
    listed = ProjectList()
    app = Host(listed)
    async with app.run_test(size=(60, 12)) as pilot:
        listed.say(("strong", "Nothing fits."), ("dim", "Take a filter away with x."))
        listed.show(0, {})
        await pilot.pause()
        assert "Nothing fits." in shown(app)
        assert "Take a filter away" in shown(app)
        listed.focus()
        await pilot.press("j", "enter", "G", "pagedown")
        assert listed.current is None


async def test_everything_is_ascii_when_asked() -> None:
    glyphs.choose(plain=True)
    listed = ProjectList()
    app = Host(listed)
    async with app.run_test(size=(140, 8)) as pilot:
        listed.show(
            3,
            {
                n: Row(label="p", favourite=True, description="d" * 300, participation=tuple(range(52)))
                for n in range(3)
            },
        )
        await pilot.pause()
        assert all(listed.render_line(y).text.isascii() for y in range(4))


async def test_a_short_list_keeps_its_cursor_in_range() -> None:
    listed = ProjectList()
    app = Host(listed)
    async with app.run_test(size=(80, 12)) as pilot:
        listed.show(50, rows(0, 50), cursor=40)
        await pilot.pause()
        assert "project-40" in shown(app)
        listed.show(3, rows(0, 3), cursor=40)
        await pilot.pause()
        assert listed.cursor == 2
        assert isinstance(listed, Widget)
