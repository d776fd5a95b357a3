"""What the tests of the screen share: a small app around one widget, the screen as text, waiting without sleeping."""

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import App, ComposeResult
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


async def until(pilot: Pilot[Any], true: Callable[[], bool], what: str = "", turns: int = 600) -> None:
    """Let the app work until something holds; fails after very many turns of its loop."""
    for _ in range(turns):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError(f"did not come about: {what or true}\n{shown(pilot.app)}")
