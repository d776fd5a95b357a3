"""A list that draws only the lines one sees: the ground of every list on the screen, for a hundred thousand rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from isonboard.tui.actions import bindings
from isonboard.tui.glyphs import plainly
from isonboard.tui.widgets.paint import fitted, strip_of
from isonboard.tui.widgets.scrolled import Scrolled

_MARGIN = 2  # lines kept in sight above and below the cursor


class LineList(Scrolled, can_focus=True, inherit_bindings=False):
    """Rows by number, one line each; a subclass draws a row and knows what is in it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("list")

    always_lit: ClassVar[bool] = False
    """True where another widget has the focus and this list follows its keys."""

    count: reactive[int] = reactive(0, layout=False, repaint=False)
    cursor: reactive[int] = reactive(0, repaint=False)

    @dataclass(eq=False, repr=False)
    class Moved(Message):
        """The cursor came to another row."""

        list: "LineList"
        index: int

        @property
        def control(self) -> "LineList":
            return self.list

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """Enter or a double click on a row."""

        list: "LineList"
        index: int

        @property
        def control(self) -> "LineList":
            return self.list

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id, classes=classes)
        self.empty: tuple[tuple[str, str], ...] = ()
        self.drawn = False
        """Whether it was ever on the screen."""
        self.touched = False
        """Whether the cursor is where somebody put it."""
        self._expecting = self._open_first = False

    # what a subclass says

    def row_segments(self, index: int, width: int, *, at_cursor: bool) -> list[Segment]:
        """The row's own pieces, the ground is put under them; a bare list draws blank rows."""
        del index, width, at_cursor
        return []

    def selectable(self, index: int) -> bool:
        """Whether the cursor may rest there (headings say no)."""
        del index
        return True

    # state

    def say(self, *lines: tuple[str, str]) -> None:
        """What to show while there are no rows: (ink, words) a line; an empty, loading or error state."""
        self.empty = tuple((ink, plainly(words)) for ink, words in lines)
        if not self.count:
            self.refresh()

    def expect(self) -> None:
        """Other rows were asked for: enter waits for them, so that nobody opens what was there before."""
        self._expecting = True

    def set_count(self, count: int, cursor: int = 0) -> None:
        """Show that many rows with the cursor there; the subclass has its rows ready."""
        self.count = count
        self.measure(count)
        before = self.cursor
        self.set_reactive(LineList.cursor, self._landed(cursor, 1))
        self.show_cursor()
        self.refresh()
        if self.cursor != before or count:
            self.post_message(self.Moved(self, self.cursor))
        open_it, self._expecting, self._open_first = self._open_first, False, False
        if open_it:
            self.action_open()

    def watch_count(self, before: int, now: int) -> None:
        """A list that has rows has keys for them."""
        if (not before or not now) and self.is_attached:
            self.screen.refresh_bindings()

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, self.count - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        if before == now:
            return
        self.refresh_line(before)
        self.refresh_line(now)
        self.show_cursor()
        self.post_message(self.Moved(self, now))

    def show_cursor(self) -> None:
        """Scroll so that the cursor is in sight, with a little around it."""
        height = self.scrollable_content_region.height
        if not height or not self.is_attached:
            return
        margin = min(_MARGIN, (height - 1) // 2)
        top = round(self.scroll_target_y)
        if self.cursor - margin < top:
            top = self.cursor - margin
        elif self.cursor + margin >= top + height:
            top = self.cursor + margin - height + 1
        top = max(0, min(top, self.count - height))
        if top != round(self.scroll_target_y):
            self.scroll_to(y=top, animate=False)

    @property
    def page_height(self) -> int:
        return max(1, self.scrollable_content_region.height)

    # drawing

    def render_line(self, y: int) -> Strip:
        self.drawn = True
        width = self.inner_width
        index = round(self.scroll_y) + y
        if not self.count:
            return self._empty_line(y, width)
        if index >= self.count:
            return Strip.blank(width, self.ground())
        at_cursor = index == self.cursor
        lit = "cursor" if self.has_focus or self.always_lit else "cursor-blur"
        ground = self.ground(lit if at_cursor else "")
        return strip_of(self.row_segments(index, width, at_cursor=at_cursor), width, ground)

    def _empty_line(self, y: int, width: int) -> Strip:
        lines = [
            (ink, part) for ink, words in self.empty for part in _wrapped(words, max(20, min(width - 6, 72)))
        ]
        start = max(1, (self.size.height - len(lines)) // 3)
        ground = self.ground()
        if not start <= y < start + len(lines):
            return Strip.blank(width, ground)
        ink, words = lines[y - start]
        return strip_of([Segment("   "), Segment(fitted(words, width - 3), self.ink(ink))], width, ground)

    # keys and mouse

    def action_move(self, lines: int) -> None:
        """Up or down, over what cannot be chosen."""
        self.touched = True
        self.cursor = self._landed(self.cursor + lines, 1 if lines > 0 else -1)

    def action_half(self, halves: int) -> None:
        self._jump(self.page_height // 2 * halves)

    def action_page(self, pages: int) -> None:
        self._jump(max(1, self.page_height - 1) * pages)

    def action_top(self) -> None:
        self.touched = False
        self.cursor = self._landed(0, 1)

    def action_bottom(self) -> None:
        self.touched = True
        self.cursor = self._landed(self.count - 1, -1)

    def action_open(self) -> None:
        if self._expecting:
            self._open_first = True
        elif self.count and self.selectable(self.cursor):
            self.post_message(self.Opened(self, self.cursor))

    def _jump(self, lines: int) -> None:
        self.touched = True
        self.cursor = self._landed(self.cursor + lines, 1 if lines > 0 else -1)

    def _landed(self, index: int, step: int) -> int:
        """The nearest row that may be chosen, looking in the direction of the move first."""
        index = max(0, min(index, self.count - 1))
        for direction in (step, -step):
            place = index
            while 0 <= place < self.count:
                if self.selectable(place):
                    return place
                place += direction
        return index

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        index = round(self.scroll_y) + offset.y
        if not 0 <= index < self.count or not self.selectable(index):
            return
        event.stop()
        self.touched = True
        if not self.clicked(index, offset.x):
            self.cursor = index
            if event.chain == 2:
                self.post_message(self.Opened(self, index))

    def clicked(self, index: int, column: int) -> bool:
        """A click on one cell of a row; True where the subclass made something of it."""
        del index, column
        return False

    def on_focus(self) -> None:
        self.refresh_line(self.cursor)

    def on_blur(self) -> None:
        self.refresh_line(self.cursor)

    def on_resize(self) -> None:
        self.measure(self.count)
        self.show_cursor()  # before the first sight of the rows around it
        self.call_after_refresh(self.show_cursor)


def _wrapped(words: str, width: int) -> Sequence[str]:
    from textwrap import wrap

    return wrap(words, width) or [""]
