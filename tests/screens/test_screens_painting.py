"""What is painted in parts comes to the same as the whole page, letter for letter and colour for colour."""

from typing import Any

import pyte
import pytest
from app_testing import SIZES, opened, settled
from screen_testing import Host, quiet, shown, until
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.widget import Widget

from isonboard.tui.app import IsonboardApp
from isonboard.tui.screens.explore import ExploreScreen
from isonboard.tui.widgets.document import Document, Section

pytestmark = pytest.mark.usefixtures("sample")


class Terminal:
    """What stands in a terminal that is sent everything the app displays."""

    def __init__(self, app: IsonboardApp, monkeypatch: pytest.MonkeyPatch) -> None:
        self._app = app
        self.screen = pyte.Screen(*app.size)
        self._stream = pyte.Stream(self.screen)
        self.feed(self._whole())
        display = App._display

        def seen(app: App[Any], screen: Any, update: Any) -> None:
            if isinstance(update, CompositorUpdate) and screen is app.screen:
                self.feed(update.render_segments(app.console))
            display(app, screen, update)

        monkeypatch.setattr(App, "_display", seen)

    def feed(self, words: str) -> None:
        self._stream.feed(words)

    def _whole(self) -> str:
        lines = self._app.screen._compositor.render_strips()
        return "".join(f"\x1b[{at + 1};1H{line.render(self._app.console)}" for at, line in enumerate(lines))

    def is_whole(self) -> bool:
        """Whether it is what the whole page would be, drawn now."""
        whole = pyte.Screen(*self._app.size)
        pyte.Stream(whole).feed(self._whole())
        return all(
            self.screen.buffer[y][x] == whole.buffer[y][x]
            for y in range(whole.lines)
            for x in range(whole.columns)
        )


@pytest.mark.parametrize("size", SIZES)
async def test_parts_come_to_the_whole(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(size) as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen._results is not None)
        await settled(app, pilot)
        terminal = Terminal(app, monkeypatch)

        async def pressed(*keys: str) -> None:
            for key in keys:
                await pilot.press(key)
                await quiet()
                app.screen._on_timer_update()
            await until(pilot, terminal.is_whole, "the parts come to the whole")

        await pressed("down", "down", "f", "space")
        await pressed("G", "k", "g", "ctrl+d")
        await pressed("slash", *"ticket go")
        await pressed(*["backspace"] * 9)
        await pressed("down", "enter", "right", "right", "left")
        await pressed("escape", "t", "j", "t")


async def test_what_is_painted_at_once_leaves_nothing_else_unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened() as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen._results is not None)
        await until(pilot, lambda: "Listed by sample" in app.screen.preview.text.plain_text)
        await settled(app, pilot)
        terminal = Terminal(app, monkeypatch)
        screen = app.screen
        assert isinstance(screen, ExploreScreen)
        screen.preview.text.show([Section(text="Other words.", format="plain")])
        screen._dirty_widgets.add(screen.preview.text)  # as its message tells a moment later
        screen.paint_at_once(screen.projects)
        screen._on_timer_update()
        assert terminal.is_whole()


async def test_no_line_is_left_out_while_its_scroll_bar_is_yet_to_come() -> None:
    document = Document()
    document.show([Section(text="line 3", format="plain")])
    async with Host(document).run_test(size=(40, 10)) as pilot:
        await until(pilot, lambda: "line 3" in shown(pilot.app))
        document.set_reactive(Widget.show_vertical_scrollbar, True)
        document._styles_cache.clear()
        assert "line 3" in shown(pilot.app), "told, and not laid out yet"
