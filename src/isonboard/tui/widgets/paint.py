"""Ink for widgets that draw their own lines: named styles from the token sheet, looked up once a theme."""

from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from isonboard.tui.glyphs import glyphs


class Painted(Widget):
    """A widget with the inks of `styles/tokens.tcss`; `ink("act")` is what `.paint--act` says there."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "paint--plain",
        "paint--strong",
        "paint--dim",
        "paint--faint",
        "paint--act",
        "paint--act-strong",
        "paint--fit",
        "paint--warn",
        "paint--bad",
        "paint--match",
        "paint--heading",
        "paint--code",
        "paint--link",
        "paint--emphasis",
        "paint--rule",
        "paint--cursor",
        "paint--cursor-blur",
        "paint--found",
        "paint--raised",
    }

    def ink(self, name: str) -> Style:
        """What `.paint--<name>` adds to the ground it stands on; combine as `ground + ink`."""
        return self.get_component_rich_style(f"paint--{name}", partial=True)

    def ground(self, name: str = "") -> Style:
        """A whole style to start a line with: the widget's own, or a named component's."""
        return self.get_component_rich_style(f"paint--{name}") if name else self.rich_style


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
    """The segments as one line of `width` cells, filled with the ground."""
    return Strip(segments).adjust_cell_length(width, ground)
