"""What a closed widget had drawn goes with it."""

import weakref

from textual._styles_cache import StylesCache
from textual.color import Color

from isonboard.tui.drawn_lines import let_closed_widgets_go


def test_no_widget_is_remembered_for_its_border() -> None:
    let_closed_widgets_go()
    let_closed_widgets_go()
    drawn = StylesCache()
    inner, outer = drawn.get_inner_outer(Color(1, 2, 3), Color(4, 5, 6))
    assert (inner.background, outer.background) == (Color(4, 5, 6), Color(1, 2, 3))
    gone = weakref.ref(drawn)
    del drawn
    assert gone() is None
