"""Hostile words on the full screen: every place shows them as text, whatever they try."""

import sys
from pathlib import Path
from typing import Any

import pytest
from textual import events

from isonboard.tui import app as app_module
from isonboard.tui import glyphs
from isonboard.tui.screens import page

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "hostile"), str(TESTS / "screens")]

import judged  # noqa: E402
from app_testing import SIZES, opened, settled  # noqa: E402
from mutations import TRICKS  # noqa: E402
from screen_testing import quiet, shown, until  # noqa: E402

TYPED = "\x1b]0;owned\x07\u202ep1 [red]x[/red]\u200b\r\n\x00"
KEYS = {  # place: what is pressed there, looked at after each; the first three everywhere, all in `make long`
    "1": ("G", "l", "]", "]", "]", "[", "h", "s", "escape", "a", "escape", "n", "escape", "Y", "escape", "space", "down", "space", "m", "l", "escape", "M", "J", "escape"),
    "2": ("x", "G", "enter", "G", "escape", "g", "b", "s", "escape", "a", "escape"),
    "3": ("down", "l", "G", "U", "h"),
    "4": ("G", "g"),
    "5": ("down", "down", "?", "escape", "colon", "escape", "t"),
}  # fmt: skip


@pytest.fixture
def read(hostile_home: Path, command_line: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The hostile home with all of it read, and hostile favourites; a screen that waits for nothing but itself."""
    for name in ("VISUAL", "EDITOR", "BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for module in ("app", "pilot"):
        monkeypatch.setattr(f"textual.{module}.wait_for_idle", quiet)
    monkeypatch.setattr(page, "_FLASH", 600.0)
    monkeypatch.setattr(app_module, "EVERY", 600.0)
    glyphs.choose(plain=False)
    assert command_line("sync").code == 0
    listed = command_line("search", "--limit", "200", "--json").objects
    pay = next(row["id"] for row in listed if row["name"] == "pay")
    for words in (("guide", pay), ("issues", pay, "--all-tiers")):
        command_line(*words)
    for row, word in zip(listed, TRICKS, strict=False):
        if row["id"] != pay and len(word) > 1 and not word.startswith("-"):
            command_line("favourites", "add", row["id"], "--note", word.replace("\0", "\x01"))
    return hostile_home


def look(app: Any, where: str) -> str:
    """What is painted, judged piece by piece: a terminal would get these very texts."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            judged.safe(segment.text, where)
            assert not segment.control, where
            assert not {"\n", "\t"} & set(segment.text), where
            link = segment.style.link if segment.style else None
            assert link is None or link.startswith(("https://", "http://")), f"{where}: {link}"
    judged.safe([app.title, app.sub_title, app.clipboard], where)
    return shown(app)


@pytest.mark.parametrize("size", [SIZES[0], pytest.param(SIZES[1], marks=pytest.mark.long)])
async def test_every_place_shows_hostile_words_as_words(read: Path, size: tuple[int, int]) -> None:
    seen = ""
    async with opened(size, sample=False, offline=True) as (app, pilot):
        await until(
            pilot,
            lambda: getattr(app.screen, "projects", None) is not None and app.screen.projects.count > 20,
        )
        for place, keys in KEYS.items():
            await pilot.press(place)
            await settled(app, pilot)
            seen += look(app, place)
            for key in keys if size != SIZES[0] else keys[:3]:
                await pilot.press(key)
                await settled(app, pilot)
                seen += look(app, f"{place} {key}")
        await pilot.press("1", "slash")
        await quiet()
        app.post_message(events.Paste(TYPED))
        await settled(app, pilot)
        seen += look(app, "search")
    for word in ("[red]x[/red]", "<script>alert(1)</script>", "$(touch x)"):
        assert word in seen, "shown as it was written"


@pytest.mark.long
async def test_each_project_and_each_issue_is_shown_safely(read: Path) -> None:
    async with opened((140, 40), sample=False, offline=True) as (app, pilot):
        await until(
            pilot,
            lambda: getattr(app.screen, "projects", None) is not None and app.screen.projects.count > 20,
        )
        for _ in range(app.screen.projects.count):
            await settled(app, pilot)
            look(app, str(app.screen.projects.current))
            await pilot.press("down")
        await pilot.press("2")
        await settled(app, pilot)
        await pilot.press("x")  # those that are claimed too
        await until(
            pilot, lambda: getattr(app.screen, "issues", None) is not None and app.screen.issues.count > 20
        )
        for _ in range(app.screen.issues.count):
            await settled(app, pilot)
            look(app, "an issue")
            await pilot.press("down")
