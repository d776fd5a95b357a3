"""What the tests of the screen share: a small app around one widget, the screen as text, waiting without guessing.

No test may depend on how fast the machine is: `quiet` waits for the app's own messages (and stands in for Textual's
guess from CPU time after every key), `until` for what threads and child processes bring.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from typing import Any

from textual._context import active_app
from textual.app import App, ComposeResult, ScreenStackError
from textual.css.query import NoMatches
from textual.pilot import Pilot
from textual.widget import Widget

from isonboard.tui import themes
from isonboard.tui.sheets import sheets

LONG = (
    "".join(
        f"## Part {n}\n\nSome words of part {n} with `code` and [a link][ref].\n\n- one\n- two\n\n```sh\nmake {n}\n```\n\n"
        for n in range(900)
    )
    + "\n[ref]: https://example.org/ref\n"
)


class Host(App[None]):
    """One widget on an empty screen, in our colours; keeps the messages it is sent."""

    CSS_PATH = sheets("tokens", "frame")
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, widget: Widget, catches: Sequence[type] = ()) -> None:
        super().__init__()
        self._widget = widget
        self._catches = tuple(catches)
        self.caught: list[Any] = []
        self.register_theme(themes.OWN[0])
        self.theme = themes.DEFAULT

    def get_css_variables(self) -> dict[str, str]:
        return super().get_css_variables() | themes.tokens(self.current_theme)

    def compose(self) -> ComposeResult:
        yield self._widget

    async def on_event(self, event: Any) -> None:
        await super().on_event(event)

    async def _on_message(self, message: Any) -> None:
        if isinstance(message, self._catches):
            self.caught.append(message)
        await super()._on_message(message)


def shown(app: App[Any]) -> str:
    """What stands on the screen, as text."""
    return "\n".join(line.text.rstrip() for line in app.screen._compositor.render_strips())


async def quiet(*_: Any) -> None:
    """Let the app work until no part of it has a message waiting; threads and child processes are not waited for.

    Textual's `wait_for_idle` takes a process that gets no processor for one that has nothing to do.
    """
    app = active_app.get()
    still = 0
    for _turn in range(5_000):
        await asyncio.sleep(0)
        still = still + 1 if all(pump._message_queue.empty() for pump in (app, *app._registry)) else 0
        if still > 8:
            return


async def until(pilot: Pilot[Any], true: Callable[[], bool], what: str = "", patience: float = 120.0) -> None:
    """Let the app work until something holds; fails after that many seconds and very many turns of its loop."""
    end, turns = time.monotonic() + patience, 0
    while turns < 600 or time.monotonic() < end:
        turns += 1
        with contextlib.suppress(NoMatches):  # the page is not there yet
            if true():
                return
        await asyncio.sleep(0.02)
        with contextlib.suppress(ScreenStackError):  # the app has ended
            pilot.app.screen._on_timer_update()
    raise AssertionError(f"did not come about: {what or true}\n{shown(pilot.app)}")
