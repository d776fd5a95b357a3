"""Ink for widgets that draw their own lines: named styles made from the theme's tokens, once a theme.

Not component classes of the style sheets: Textual applies every one of those to every widget anew whenever
anything about a page changes, which cost half of the start (measured with 19 of them on 15 widgets).
"""

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from isonboard.tui.glyphs import glyphs
from isonboard.tui.themes import INKS, PLAIN, tokens

_tables: dict[tuple[str, bool], dict[str, Style]] = {}
"""Theme name, and whether without colours, to inks; a theme never changes while the app runs."""


class Painted(Widget):
    """A widget that draws with the inks of `themes.INKS`."""

    _own_style: Style | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        self._own_style = None
        return super().render_lines(crop)

    def ink(self, name: str) -> Style:
        """What the ink of that name adds to the ground it stands on; combine as `ground + ink`."""
        return self.inks[name]

    @property
    def inks(self) -> dict[str, Style]:
        """All inks of the theme in force."""
        app = self.app
        theme = app.theme, app.no_color
        if theme not in _tables:
            colours = tokens(app.current_theme, colourless=app.no_color)
            _tables[theme] = inks_of(colours, colourless=app.no_color)
        return _tables[theme]

    def ground(self, name: str = "") -> Style:
        """A whole style to start a line with: the widget's own, with a named ink's ground on it."""
        own = self._own_style
        if own is None:  # once a repaint: Textual works it out from all that lies below, for every line
            own = self._own_style = self.rich_style
        return own + self.inks[name] if name else own


def inks_of(colours: dict[str, str], *, colourless: bool = False) -> dict[str, Style]:
    """Every ink as a style, from the tokens of a theme."""
    made: dict[str, Style] = {}
    for name, (front, back, own) in INKS.items():
        manner = own
        if colourless:
            manner = f"{own} {PLAIN.get(name, '')}"
        elif name == "cursor" and colours[back] == colours["ground"]:
            manner = "reverse"  # sixteen colours have none to spare for a ground on which all others are read
        made[name] = Style(
            color=Color.parse(colours[front]).rich_color if front else None,
            bgcolor=Color.parse(colours[back]).rich_color if back else None,
            bold="bold" in manner or None,
            italic="italic" in manner or None,
            underline="underline" in manner or None,
            reverse="reverse" in manner or None,
        )
    return made


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """`text` in exactly `width` cells: cut with an ellipsis or filled with spaces; wide letters measured right."""
    length = cell_len(text)
    if length > width:
        if width <= 0:
            return ""
        return set_cell_size(text, width - 1) + glyphs().ellipsis
    space = " " * (width - length)
    return space + text if right else text + space


def strip_of(segments: list[Segment], width: int, ground: Style) -> Strip:
    """The segments as one line of `width` cells, filled with the ground; their inks stand on it.

    Those that look the same side by side become one: every one of them costs the terminal its colours anew.
    """
    joined: list[Segment] = []
    text, ink = "", None
    for more, other, _ in segments:
        if other is ink or (not more.strip(" ") and _is_plain(ink) and _is_plain(other)):
            text += more
        else:
            if text:
                joined.append(Segment(text, ground + ink if ink else ground))
            text, ink = more, other
    if text:
        joined.append(Segment(text, ground + ink if ink else ground))
    return Strip(joined).adjust_cell_length(width, ground)


def _is_plain(ink: Style | None) -> bool:
    """Whether blanks look the same in it as without it: no ground of its own, and nothing drawn without a letter."""
    return ink is None or (ink.bgcolor is None and not ink.underline)
