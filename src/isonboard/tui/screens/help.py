"""`?`: what the keys do on the page one is on, from the same table as the keys themselves."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from isonboard.tui.actions import BY_ID, PLACES, Action, binding, in_force
from isonboard.tui.glyphs import glyphs, plainly
from isonboard.tui.keys import key_names, keys_of
from isonboard.tui.screens.dialogs import QUIT, Question
from isonboard.tui.widgets.blocks import BLANK, Block, Span, heading, item, paragraph
from isonboard.tui.widgets.document import Document, Section

_KEY_WIDTH = 18
_NAMED = {"dialog": "a question"}
"""Places that do not follow “in” as their heading says it."""
_ORDER = (
    "dialog",
    "setup",
    "explore",
    "issues",
    "issue",
    "favourites",
    "profile",
    "sources",
    "compare",
    "journey",
    "project",
    "marks",
    "list",
    "reader",
    "everywhere",
    "field",
)
_COLUMNS = (
    ("fit", "how well it suits your profile"),
    ("commits, weeks", "commits a week in the last year, the latest at the right"),
    ("act", "the activity score"),
    ("begin", "open issues marked for newcomers; the project's Issues tab says which of them are free"),
    (
        "docs",
        "R: it has a README, C: a contribution guide, L: a licence; a dot where one lacks or nobody looked",
    ),
)
"""What the headings of the list are short for."""
_TYPED_IN = ("explore", "issues")
"""Pages with a search to type in."""


class HelpScreen(Question[None], inherit_bindings=False):
    """The keys that work on a page or in a question; escape or `?` closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding("back", "close"),
        binding("help", "close", "close"),
        Binding(BY_ID["quit"].keys, "close", show=False, id="quit"),
        QUIT,
    ]
    manner = "-help"

    def __init__(self, place: str, problems: Sequence[str] = ()) -> None:
        super().__init__()
        self._place, self._problems = place, problems

    def asked(self) -> ComposeResult:
        yield Document(id="help")

    def on_mount(self) -> None:
        keymap = self.app._keymap  # noqa: SLF001 - Textual keeps the user's keys there and nowhere else
        document = self.query_one(Document)
        document.show([Section(tuple(help_blocks(self._place, dict(keymap), self._problems)))])
        document.focus()

    def action_close(self) -> None:
        self.answer(None)


def help_blocks(place: str, keymap: dict[str, str], problems: Sequence[str] = ()) -> list[Block]:
    """Every key of a page, grouped by what it is about; the page's own first, and before them what is wrong."""
    keys = {name: key_names(keys_of(BY_ID[name], keymap)) for name in ("back", "palette")}
    blocks = [
        paragraph(
            Span(plainly(f"Keys in {_NAMED.get(place) or PLACES.get(place, 'isonboard')}"), "heading"),
            Span(plainly(f"   {keys['back']} closes, {keys['palette']} lists every action by name"), "dim"),
        )
    ]
    if problems:
        blocks += [BLANK, heading("Settings that do not work")]
        blocks += [item(glyphs().no, plainly(problem)) for problem in problems]
    groups: dict[str, list[Action]] = {}
    for action in (*in_force(place), *(in_force("field") if place in _TYPED_IN else ())):
        known = groups.setdefault(action.where, [])
        if action not in known:
            known.append(action)
    for where in sorted(groups, key=_ORDER.index):
        blocks += [BLANK, heading(PLACES[where])]
        blocks += [_line(action, keymap) for action in groups[where]]
    if place == "explore":
        blocks += [BLANK, heading("Columns of the list"), *(_said(*one) for one in _COLUMNS)]
    return [
        *blocks,
        BLANK,
        paragraph(
            Span(
                plainly(
                    f'Keys can be changed: [screen.keys] in config.toml, favourite = "f". {keys["palette"]} says what each is called there.'
                ),
                "dim",
            )
        ),
    ]


def _said(name: str, sentence: str) -> Block:
    return Block(
        (Span(plainly(sentence)),), first=(Span(name.ljust(_KEY_WIDTH), "dim"),), rest=" " * _KEY_WIDTH
    )


def _line(action: Action, keymap: dict[str, str]) -> Block:
    keys = key_names(keys_of(action, keymap)) or "no key"
    gap = " " * max(1, _KEY_WIDTH - cell_len(keys))
    return Block(
        (Span(plainly(action.sentence)),),
        first=(Span(keys + gap, "act"),),
        rest=" " * _KEY_WIDTH,
    )
