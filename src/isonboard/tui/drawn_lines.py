"""Lets go of what closed widgets had drawn, which Textual keeps."""

from functools import lru_cache

from textual._styles_cache import StylesCache  # no public name
from textual.color import Color
from textual.style import Style


def let_closed_widgets_go() -> None:
    """Have the two styles of a border remembered without the widget that asked; call it before an app draws.

    Textual remembers them with `lru_cache` on a method, and with them the last 1,024 widgets' drawn lines: about
    4 MB a minute of brisk use (Textual issue #6665, open in 8.2.8). Without effect where it no longer does.
    """
    remembered = getattr(StylesCache.get_inner_outer, "__wrapped__", None)
    if remembered is None:
        return

    @lru_cache(1024)
    def styles(base: Color, ground: Color) -> tuple[Style, Style]:
        made: tuple[Style, Style] = remembered(None, base, ground)
        return made

    def get_inner_outer(_cache: StylesCache, base: Color, ground: Color) -> tuple[Style, Style]:
        return styles(base, ground)

    StylesCache.get_inner_outer = get_inner_outer  # type: ignore[assignment, method-assign]
