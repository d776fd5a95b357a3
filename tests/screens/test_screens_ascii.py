"""In plain ASCII every page is: our own words and signs hold nothing else; what others wrote stays as they wrote it."""

import itertools
from pathlib import Path
from typing import Any

import pytest
from app_testing import SIZES, opened, settled
from screen_testing import shown, until

from isonboard.tui import glyphs
from isonboard.tui.screens.explore import ExploreScreen
from isonboard.tui.screens.page import Page
from isonboard.tui.screens.welcome import WelcomeScreen

OURS = {sign for one in glyphs.UNICODE for sign in one if not sign.isascii()} | {"…", "—", "–"}
"""Signs that only we would put there; the sample organisation writes none of them."""
WALK = (
    *("1", "enter", "right_square_bracket", "right_square_bracket", "escape"),
    *("space", "space", "m", "escape", "J", "escape"),
    *("question_mark", "escape", "colon", "escape", "s", "escape", "a", "escape", "T", "escape"),
    *("Y", "escape", "E", "escape", "n", "escape", "slash", "x", "x", "q", "z", "escape", "escape", "t", "t"),
    *("2", "slash", "z", "z", "q", "q", "escape", "escape", "enter", "escape", "a", "escape"),
    *("3", "question_mark", "escape", "4", "a", "p", "y", "escape", "5", "enter", "a", "escape"),
)


def test_the_sample_organisation_writes_none_of_our_signs(sample: Path) -> None:
    from isonboard.assistant.context import Context

    with Context.open(sample=True) as context:
        written = "".join(f"{one.name}{one.description}" for one in context.catalog.all_projects())
    assert not OURS & set(written)


def looked_at(app: Any, left: dict[str, str], keys: str) -> None:
    """Note each sign of ours that is on the screen, with the line it stands in."""
    for line in shown(app).splitlines():
        left.update({sign: f"after {keys}: {line}" for sign in OURS & set(line) if sign not in left})


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("size", SIZES)
async def test_no_page_shows_a_sign_of_ours_that_is_not_ascii(size: tuple[int, int]) -> None:
    left: dict[str, str] = {}
    async with opened(size, ascii=True) as (app, pilot):
        looked_at(app, left, "the start")
        await until(pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen.projects.count > 0)
        for before, key in itertools.pairwise(("", *WALK)):
            await pilot.press(key)
            looked_at(app, left, f"{before} {key} at once")
            await settled(app, pilot)
            looked_at(app, left, f"{before} {key}")
        assert isinstance(app.screen, Page)
        assert app.screen.place == "sources"
    assert left == {}


@pytest.mark.parametrize("size", SIZES)
async def test_welcome_is_ascii_too(size: tuple[int, int]) -> None:
    left: dict[str, str] = {}
    async with opened(size, sample=False, welcome=True, ascii=True) as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        await settled(app, pilot)
        looked_at(app, left, "the start")
    assert left == {}
