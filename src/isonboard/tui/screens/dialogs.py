"""The small questions: choose one of a list, type one line, yes or no."""

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from isonboard.tui.actions import BY_ID
from isonboard.tui.glyphs import glyphs, plainly
from isonboard.tui.widgets.fields import Caption, Field
from isonboard.tui.widgets.line_list import LineList
from isonboard.tui.widgets.paint import fitted

_BACK = Binding("escape", "cancel", "back", id="back")
_QUIT = Binding("ctrl+c,ctrl+q", "app.quit_safely", "quit", show=False, priority=True)


class Choice(NamedTuple):
    """One line to choose: `aside` stands at the right (a key, a figure), `group` before the words."""

    key: str
    words: str
    aside: str = ""
    group: str = ""
    usable: bool = True


class ChoiceList(LineList):
    """Choices with their groups in a column of their own."""

    always_lit = True

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.choices: Sequence[Choice] = ()

    def show(self, choices: Sequence[Choice], cursor: int = 0) -> None:
        self.choices = choices
        self.set_count(len(choices), cursor)

    def row_segments(self, index: int, width: int, *, at_cursor: bool) -> list[Segment]:
        choice = self.choices[index]
        aside = cell_len(choice.aside)
        widest = max((cell_len(one.group) for one in self.choices), default=0)
        group = min(14, widest) + 2 if widest else 0
        sign = glyphs().cursor if at_cursor else " "
        words = fitted(choice.words, max(4, width - group - aside - 4))
        return [
            Segment(f"{sign} ", self.ink("act")),
            Segment(fitted(choice.group, group) if group else "", self.ink("dim")),
            Segment(words, self.ink("plain" if choice.usable else "dim")),
            Segment(f" {choice.aside} ", self.ink("act" if choice.usable else "dim")),
        ]


_Answer = TypeVar("_Answer")


class Question(ModalScreen[_Answer], inherit_bindings=False):
    """The ground of every small question: it is answered once."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # noqa: RUF012 - as Textual declares it

    def answer(self, answer: _Answer) -> None:
        """Close with this answer. A second enter or click that was on its way already would close the page below."""
        if self.is_active:
            self.dismiss(answer)


class ChoiceScreen(Question[str | None], inherit_bindings=False):
    """Choose one; typing narrows the list to the lines that hold every word typed."""

    BINDINGS: ClassVar[list[BindingType]] = [_BACK, _QUIT]

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        *,
        chosen: str = "",
        on_move: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__()
        self._title = title
        self._all = tuple(choices)
        self._chosen = chosen
        self._on_move = on_move

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Caption(self._title)
            yield Field(placeholder="type to narrow", id="narrow")
            yield ChoiceList(id="choices")
            yield Caption("enter takes the line under the cursor, esc goes back", ink="dim")

    def on_mount(self) -> None:
        keys = [choice.key for choice in self._all]
        self.query_one(ChoiceList).show(self._all, keys.index(self._chosen) if self._chosen in keys else 0)
        self.query_one(Field).focus()

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        wanted = message.value.casefold().split()
        fitting = [
            choice
            for choice in self._all
            if all(word in f"{choice.group} {choice.words} {choice.aside}".casefold() for word in wanted)
        ]
        if wanted:
            fitting.sort(key=lambda choice: not choice.words.casefold().startswith(wanted[0]))
        listed = self.query_one(ChoiceList)
        listed.say(("dim", "nothing has these words"))
        listed.show(fitting)

    def on_field_moved(self, message: Field.Moved) -> None:
        message.stop()
        listed = self.query_one(ChoiceList)
        getattr(listed, f"action_{message.action}")(message.amount)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self._take(self.query_one(ChoiceList).cursor)  # at once: what is typed after enter narrows the list

    def on_line_list_moved(self, message: LineList.Moved) -> None:
        message.stop()
        choices = self.query_one(ChoiceList).choices
        if self._on_move is not None and message.index < len(choices):
            self._on_move(choices[message.index].key)

    def on_line_list_opened(self, message: LineList.Opened) -> None:
        message.stop()
        self._take(message.index)

    def _take(self, index: int) -> None:
        choices = self.query_one(ChoiceList).choices
        if index < len(choices) and choices[index].usable:
            self.answer(choices[index].key)

    def on_click(self, event: object) -> None:
        if getattr(event, "widget", None) is self:
            self.answer(None)

    def action_cancel(self) -> None:
        self.answer(None)


class LineScreen(Question[str | None], inherit_bindings=False):
    """Type one line; enter takes it, escape does not."""

    BINDINGS: ClassVar[list[BindingType]] = [_BACK, _QUIT]

    def __init__(self, title: str, value: str = "", *, placeholder: str = "") -> None:
        super().__init__()
        self._title, self._value, self._placeholder = title, value, placeholder

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog", classes="-line"):
            yield Caption(self._title)
            yield Field(self._value, placeholder=self._placeholder, id="line")
            yield Caption("enter takes it, esc leaves it as it was", ink="dim")

    def on_mount(self) -> None:
        self.query_one(Field).focus()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.answer(message.value)

    def action_cancel(self) -> None:
        self.answer(None)


class ConfirmScreen(Question[bool], inherit_bindings=False):
    """One question in words; `y` does it, anything else does not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(BY_ID["consent"].keys, "agree", "yes", id="consent"),
        Binding("n,escape,enter,q", "cancel", "no", id="back"),
        Binding("ctrl+c,ctrl+q", "agree_to_quit", "quit", show=False, priority=True),
    ]

    def __init__(self, question: str, yes: str, no: str = "leave it", *, quitting: bool = False) -> None:
        super().__init__()
        self._question, self._yes, self._no, self._quitting = question, yes, no, quitting

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog", classes="-line"):
            yield Caption(plainly(self._question))
            yield Caption(f"y {self._yes} · n {self._no}", ink="act")

    def action_agree(self) -> None:
        self.answer(True)

    def action_agree_to_quit(self) -> None:
        """Ctrl-c twice leaves."""
        self.answer(self._quitting)

    def action_cancel(self) -> None:
        self.answer(False)
