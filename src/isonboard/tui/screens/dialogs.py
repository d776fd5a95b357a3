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

from isonboard.tui.actions import BY_ID, binding, bindings
from isonboard.tui.glyphs import glyphs, plainly
from isonboard.tui.keys import key_name, keys_of
from isonboard.tui.meant import meant
from isonboard.tui.widgets.bars import KeyBar
from isonboard.tui.widgets.fields import Caption, Field
from isonboard.tui.widgets.line_list import LineList
from isonboard.tui.widgets.paint import fitted

BACK = binding("back", "cancel")
HELP = binding("help", "app.help")
QUIT = binding("quit.always", "app.quit_safely")
_LONG = 12
"""Lines above which typing begins to narrow the list at once."""
_MOST_IN_SIGHT = 14


class Choice(NamedTuple):
    """One line to choose: `aside` stands at the right (a key, a figure), `group` before the words."""

    key: str
    words: str
    aside: str = ""
    group: str = ""
    why_not: str = ""
    """Why it cannot be chosen now; empty: it can."""
    names: str = ""
    """What else people call it."""


class ChoiceList(LineList, inherit_bindings=False):
    """Choices with their groups in a column of their own."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(one for one in bindings("list") if isinstance(one, Binding) and one.id != "open"),
        binding("choose"),
    ]
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
        group = min(16, widest) + 2 if widest else 0
        sign = glyphs().cursor if at_cursor else " "
        words = fitted(choice.words, max(4, width - group - aside - 4))
        return [
            Segment(f"{sign} ", self.ink("act")),
            Segment(fitted(choice.group, group - 2) + "  " if group else "", self.ink("dim")),
            Segment(words, self.ink("dim" if choice.why_not else "plain")),
            Segment(f" {choice.aside} ", self.ink("dim" if choice.why_not else "act")),
        ]


class Answer(Field):
    """A field in a question: its keys stand in the question's bar."""

    BINDINGS: ClassVar[list[BindingType]] = [binding("choose", "submit")]


_Answer = TypeVar("_Answer")


class Question(ModalScreen[_Answer], inherit_bindings=False):
    """The ground of every small question: it is answered once, and the keys that answer it are in its own bar."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # noqa: RUF012 - as Textual declares it
    AUTO_FOCUS: ClassVar[str | None] = (
        ""  # each says; None would be whatever can have it first, in sight or not
    )

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog", classes=self.manner):
            yield from self.asked()
        yield KeyBar(id="answers")

    manner: ClassVar[str] = ""
    """Classes of the box for the style sheets."""

    def asked(self) -> ComposeResult:
        """What stands in the box."""
        yield from ()

    def answer(self, answer: _Answer) -> None:
        """Close with this answer. A second enter or click that was on its way already would close the page below."""
        if self.is_active:
            self.dismiss(answer)


class ChoiceScreen(Question[str | None], inherit_bindings=False):
    """Choose one. In a long list typing narrows it to the lines that are meant; in a short one `/` comes first.

    `menu` says which, where the length does not: in a menu letters are keys.
    """

    BINDINGS: ClassVar[list[BindingType]] = [BACK, HELP, QUIT, binding("narrow")]

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        *,
        chosen: str = "",
        on_move: Callable[[str], None] | None = None,
        menu: bool | None = None,
    ) -> None:
        super().__init__()
        self._title = title
        self._all = tuple(choices)
        self._chosen = chosen
        self._on_move = on_move
        self._menu = len(self._all) <= _LONG if menu is None else menu
        self._refuses = any(choice.why_not for choice in self._all)

    def asked(self) -> ComposeResult:
        yield Caption(self._title)
        field = Answer(placeholder="type to narrow", id="narrow")
        field.display = not self._menu
        field.set_class(self._refuses, "-close")
        yield field
        if self._refuses:
            yield Caption(id="refusal", ink="dim")
        yield ChoiceList(id="choices")

    def on_mount(self) -> None:
        keys = [choice.key for choice in self._all]
        listed = self.query_one(ChoiceList)
        listed.styles.height = min(_MOST_IN_SIGHT, max(1, len(keys)))
        listed.show(self._all, keys.index(self._chosen) if self._chosen in keys else 0)
        if self.focused is None:  # a key may have come first
            self.set_focus(self.query_one(ChoiceList if self._menu else Field))

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        listed = self.query_one(ChoiceList)
        listed.say(("dim", "nothing is called so"))
        listed.show(meant(message.value, self._all, _said, lambda choice: not choice.why_not))
        self._refuse(listed.cursor, "dim")

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
        self._refuse(message.index, "dim")

    def on_line_list_opened(self, message: LineList.Opened) -> None:
        message.stop()
        self._take(message.index)

    def _take(self, index: int) -> None:
        choices = self.query_one(ChoiceList).choices
        if index >= len(choices):
            return
        if choices[index].why_not:
            self._refuse(index, "warn")
        else:
            self.answer(choices[index].key)

    def _refuse(self, index: int, ink: str) -> None:
        """Say why the line under the cursor cannot be chosen, louder once it was."""
        if self._refuses:
            choices = self.query_one(ChoiceList).choices
            why = choices[index].why_not if index < len(choices) else ""
            self.query_one("#refusal", Caption).say(why, ink)

    def on_click(self, event: object) -> None:
        if getattr(event, "widget", None) is self:
            self.answer(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Where one types already, a slash is a letter."""
        return action != "narrow" or not isinstance(self.focused, Field)

    def action_narrow(self) -> None:
        field = self.query_one(Field)
        field.display = True
        self.set_focus(field)

    def action_cancel(self) -> None:
        """Out of the question; in a menu first out of the field."""
        field = self.focused
        if self._menu and isinstance(field, Field):
            field.value = ""
            self.set_focus(self.query_one(ChoiceList))
            field.display = False
        else:
            self.answer(None)


def _said(choice: Choice) -> tuple[str, str, str]:
    return choice.key, choice.names, f"{choice.words} {choice.group} {choice.aside}"


class LineScreen(Question[str | None], inherit_bindings=False):
    """Type one line; enter takes it, escape does not. `anew`: what is typed takes the place of what stands there."""

    BINDINGS: ClassVar[list[BindingType]] = [BACK, HELP, QUIT]
    manner = "-line"

    def __init__(self, title: str, value: str = "", *, placeholder: str = "", anew: bool = False) -> None:
        super().__init__()
        self._title, self._value, self._placeholder, self._anew = title, value, placeholder, anew

    def asked(self) -> ComposeResult:
        yield Caption(self._title)
        yield Answer(self._value, placeholder=self._placeholder, id="line")

    def on_mount(self) -> None:
        field = self.query_one(Field)
        field.focus()
        if self._anew:
            field.select_all()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.answer(message.value)

    def action_cancel(self) -> None:
        self.answer(None)


class ConfirmScreen(Question[bool], inherit_bindings=False):
    """One question in words; `y` does it, anything else does not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding("yes"),
        binding("no"),
        BACK,
        HELP,
        binding("quit.always", "agree_to_quit"),
        Binding("enter,q", "cancel", show=False),
    ]
    manner = "-line"

    def __init__(self, question: str, yes: str, no: str = "leave it", *, quitting: bool = False) -> None:
        super().__init__()
        self._question, self._yes, self._no, self._quitting = question, yes, no, quitting

    def asked(self) -> ComposeResult:
        yes, no = (self._key(one) for one in ("yes", "no"))
        yield Caption(plainly(self._question))
        yield Caption(f"{yes} {self._yes} · {no} {self._no}", ink="act")

    def _key(self, action_id: str) -> str:
        keymap = self.app._keymap  # noqa: SLF001 - Textual keeps the user's keys there and nowhere else
        return key_name(next(iter(keys_of(BY_ID[action_id], keymap)), BY_ID[action_id].keys))

    def action_agree(self) -> None:
        self.answer(True)

    def action_agree_to_quit(self) -> None:
        """Ctrl-c twice leaves."""
        self.answer(self._quitting)

    def action_cancel(self) -> None:
        self.answer(False)
