"""A pane whose content is as long as it likes: saying how long costs no layout of the page."""

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.widget import Widget

from isonboard.tui.widgets.paint import Painted


class Scrolled(Painted, ScrollView):
    """Its own size never depends on what is in it."""

    _told: tuple[Size, Size] | None = None
    """Sizes of the content and of the pane that the scroll bar was last made for."""

    def measure(self, lines: int) -> None:
        """The content has so many lines now.

        Textual lays out the whole page anew when `virtual_size` is assigned, which cost a reader two thirds of the
        time between a key and its repaint (measured at 120x40); a scroll bar that comes or goes still does that.
        """
        size = Size(self.scrollable_content_region.width or self.size.width, max(1, lines))
        told = (size, self.container_size)
        if told == self._told:
            return
        self._told = told
        self.set_reactive(Widget.virtual_size, size)
        if self.container_size.height:
            self._scroll_update(size)
