"""A pane whose content is as long as it likes: saying how long costs no layout of the page."""

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget

from isonboard.tui.widgets.paint import Painted


class Bar(ScrollBar):
    """Textual's scroll bar, drawn by the line and not by Rich: it is drawn with every answer to a search."""

    _cells: list[Segment] | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        self._cells = None
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        if self._cells is None:
            self._cells = self._drawn()
        return Strip(self._cells[y : y + 1], self.thickness)

    def _drawn(self) -> list[Segment]:
        """A cell a line."""
        bar = self.render()
        assert isinstance(bar, ScrollBarRender)
        assert isinstance(bar.style, Style)
        assert bar.style.color is not None
        assert bar.style.bgcolor is not None
        return bar.render_bar(
            size=self.size.height,
            virtual_size=bar.virtual_size,
            window_size=bar.window_size,
            position=bar.position,
            thickness=self.thickness,
            back_color=bar.style.bgcolor,
            bar_color=bar.style.color,
        ).segments


class Scrolled(Painted, ScrollView):
    """Its own size never depends on what is in it."""

    _told: tuple[Size, Size] | None = None
    """Sizes of the content and of the pane that the scroll bar was last made for."""

    _inner_width: int | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        self._inner_width = None
        return super().render_lines(crop)

    @property
    def inner_width(self) -> int:
        """Cells of a line beside the scroll bar, worked out once a repaint."""
        if self._inner_width is None:
            self._inner_width = self.scrollable_content_region.width
        return self._inner_width

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """As Textual's: made when it is first asked for."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = Bar(name="vertical", thickness=self.scrollbar_size_vertical)
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)  # noqa: SLF001 - as Textual does it
        return self._vertical_scrollbar

    def measure(self, lines: int) -> None:
        """The content has so many lines now.

        Textual lays out the whole page anew when `virtual_size` is assigned, which cost a reader two thirds of the
        time between a key and its repaint (measured at 120x40). A scroll bar that comes or goes still does that:
        what changes with every key has `overflow-y: scroll`, whose bar is blank where all is in sight.
        """
        size = Size(self.scrollable_content_region.width or self.size.width, max(1, lines))
        told = (size, self.container_size)
        if told == self._told:
            return
        self._told = told
        self.set_reactive(Widget.virtual_size, size)
        if self.container_size.height:
            self._scroll_update(size)
