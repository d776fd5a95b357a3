"""A field to type in, and a line of words above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import Input

from isonboard import text
from isonboard.tui.actions import bindings
from isonboard.tui.glyphs import plainly
from isonboard.tui.widgets.blocks import Block, Span, laid_out
from isonboard.tui.widgets.paint import Painted, strip_of

_LONGEST = 2_000
"""Characters: an address, a note."""


class Field(Input):
    """One line of typing without a box; up, down and the page keys move the list it belongs to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "list('move',1)", show=False),
        Binding("up", "list('move',-1)", show=False),
        Binding("pagedown", "list('page',1)", show=False),
        Binding("pageup", "list('page',-1)", show=False),
    ]

    # Textual lays out the whole page anew with every letter typed; a field of one line never changes its size
    value: Reactive[str] = Reactive("", layout=False, init=False)
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    @dataclass(eq=False, repr=False)
    class Moved(Message):
        """A key for the list: an action of `LineList` and its amount."""

        action: str
        amount: int

    @dataclass(eq=False, repr=False)
    class TooLong(Message):
        """What was pasted is not taken: it has more characters than the limit."""

        limit: int

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(
            value,
            placeholder=plainly(placeholder),
            id=id,
            compact=True,
            select_on_focus=False,
            max_length=_LONGEST,
        )
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """What is pasted comes from anywhere, and the terminal would get it as it is."""
        return text.typed(value)

    def restricted(self) -> None:
        """More was pasted than it holds: Textual drops it whole, which has to be told."""
        self.app.bell()
        self.post_message(self.TooLong(_LONGEST))

    def action_list(self, action: str, amount: int) -> None:
        self.post_message(self.Moved(action, amount))


class SearchField(Field):
    """A field whose last word tab completes; tab again takes the next suggestion."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("field"),
        Binding("shift+tab", "complete(-1)", show=False),
    ]

    @dataclass(eq=False, repr=False)
    class Completing(Message):
        """Tab: what may the words become?"""

        field: "SearchField"
        words: str

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(value, placeholder=placeholder, id=id)
        self._offered: tuple[str, ...] = ()

    def action_complete(self, step: int) -> None:
        if self.value in self._offered and len(self._offered) > 1:
            at = (self._offered.index(self.value) + step) % len(self._offered)
            self._take(self._offered[at])
        elif step > 0 and self.value.strip():
            self.post_message(self.Completing(self, self.value))
        else:
            self.screen.focus_next() if step > 0 else self.screen.focus_previous()

    def offer(self, words: str, offered: Sequence[str]) -> bool:
        """Take the first suggestion for `words`; False where there is none or something else was typed meanwhile."""
        self._offered = tuple(one for one in offered if one != words)
        if not self._offered or self.value != words:
            return False
        self._take(self._offered[0])
        return True

    def _take(self, words: str) -> None:
        self.value = words
        self.cursor_position = len(words)


class Caption(Painted):
    """Some words of ours, wrapped to the width at hand."""

    def __init__(self, words: str = "", *, ink: str = "heading", id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._words, self._ink = words, ink
        self.styles.height = "auto"

    def say(self, words: str, ink: str = "") -> None:
        """Other words."""
        self._words, self._ink = words, ink or self._ink
        self.refresh(layout=True)

    def _lines(self, width: int) -> list[tuple[Span, ...]]:
        return laid_out(Block((Span(plainly(self._words)),)), max(1, width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        del container, viewport
        return len(self._lines(width))

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        lines = self._lines(width)
        ground = self.ground()
        words = "".join(span.text for span in lines[y]) if y < len(lines) else ""
        return strip_of([Segment(words, self.ink(self._ink))], width, ground)
