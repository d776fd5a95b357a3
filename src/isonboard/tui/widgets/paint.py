"""Ink for widgets that draw their own lines: named styles made from the theme's tokens, once a theme.

Not component classes of the style sheets: Textual applies every one of those to every widget anew whenever
anything about a page changes, which cost half of the start (measured with 19 of them on 15 widgets).
"""

from collections.abc import Callable, Sequence
from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual._styles_cache import StylesCache
from textual.color import Color
from textual.css.styles import StylesBase
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from isonboard.tui.glyphs import glyphs
from isonboard.tui.themes import INKS, PLAIN, tokens

_tables: dict[tuple[str, bool], dict[str, Style]] = {}
"""Theme name, and whether without colours, to inks; a theme never changes while the app runs."""
_true_coloured: set[tuple[str, bool]] = set()
"""Those of them that ask for no colour by the number that a terminal gives it."""


class _Lines(StylesCache):
    """Textual's, which takes a line as it was painted where the widget has no frame around it.

    Textual goes through borders, padding and effects for every line, and makes it anew twice: a fifth of the time in
    which a list is painted.
    """

    _bare = False
    _least = 0
    """Cells that a line must have: Textual's compositor leaves out a shorter one altogether."""

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        styles = widget.styles
        effects = styles.has_rule("tint") or styles.has_rule("hatch") or styles.text_opacity != 1.0
        self._bare = not (styles.gutter or effects or styles.outline or widget.opacity != 1.0)
        least, bar = widget.size.width, widget._vertical_scrollbar  # noqa: SLF001 - None where there never was one
        if bar is not None and bar in widget.screen._compositor.visible_widgets:  # noqa: SLF001 - it covers the rest
            least -= bar.size.width
        if least != self._least:
            self._least = least
            self.clear()
        return super().render_widget(widget, crop)

    def render_line(  # noqa: PLR0917 - Textual's signature
        self,
        styles: StylesBase,
        y: int,
        size: Size,
        content_size: Size,
        padding: Any,
        base_background: Color,
        background: Color,
        render_content_line: Callable[[int], Strip],
        *more: Any,
    ) -> Strip:
        if self._bare and y < content_size.height:
            line = render_content_line(y)
            if line.cell_length >= self._least:
                return line
        return super().render_line(
            styles, y, size, content_size, padding, base_background, background, render_content_line, *more
        )


class Painted(Widget):
    """A widget that draws with the inks of `themes.INKS`, each line in its whole width."""

    _own_style: Style | None = None

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id, classes=classes)
        self._styles_cache = _Lines()

    def render_lines(self, crop: Region) -> list[Strip]:
        self._own_style = None
        return super().render_lines(crop)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """As Textual's, but nothing is looked through for colours by number where there are none."""
        filters = super().get_line_filters()
        if self.inks and (self.app.theme, self.app.no_color) in _true_coloured:
            return [one for one in filters if not isinstance(one, ANSIToTruecolor)]
        return filters

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
            table = _tables[theme] = inks_of(colours, colourless=app.no_color)
            used = [
                one for style in table.values() for one in (style.color, style.bgcolor) if one is not None
            ]
            if all(one.triplet is not None for one in used):
                _true_coloured.add(theme)
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
    text, ink, left = "", None, width
    for more, other, _ in segments:
        if other is ink or (not more.strip(" ") and _is_plain(ink) and _is_plain(other)):
            text += more
        else:
            if text:
                joined.append(Segment(text, ground + ink if ink else ground))
                left -= cell_len(text)
            text, ink = more, other
    if text:
        joined.append(Segment(text, ground + ink if ink else ground))
        left -= cell_len(text)
    if left > 0:
        joined.append(Segment(" " * left, ground))
    line = Strip(joined, width - min(left, 0))
    return line.adjust_cell_length(width, ground) if left < 0 else line


def _is_plain(ink: Style | None) -> bool:
    """Whether blanks look the same in it as without it: no ground of its own, and nothing drawn without a letter."""
    return ink is None or (ink.bgcolor is None and not ink.underline and not ink.reverse)
