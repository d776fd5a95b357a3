"""`?`: what the keys do on the page one is on, from the same table as the keys themselves."""

from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from isonboard.tui.actions import ACTIONS, PLACES, TOGETHER, key_names, keys_of
from isonboard.tui.glyphs import plainly
from isonboard.tui.screens.dialogs import Question
from isonboard.tui.screens.page import Page
from isonboard.tui.widgets.blocks import BLANK, Block, Span, heading, paragraph
from isonboard.tui.widgets.document import Document, Section

_KEY_WIDTH = 18
_ORDER = (
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
)


class HelpScreen(Question[None], inherit_bindings=False):
    """The keys that work on `page`; escape or `?` closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q", "close", "back", id="back"),
        Binding("ctrl+c,ctrl+q", "app.quit_safely", "quit", show=False, priority=True),
    ]

    def __init__(self, page: Page | None) -> None:
        super().__init__()
        self._place = page.place if page is not None else ""

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog", classes="-help"):
            yield Document(id="help")

    def on_mount(self) -> None:
        keymap = self.app._keymap  # noqa: SLF001 - Textual keeps the user's keys there and nowhere else
        document = self.query_one(Document)
        document.show([Section(tuple(help_blocks(self._place, dict(keymap))))])
        document.focus()

    def action_close(self) -> None:
        self.answer(None)


def help_blocks(place: str, keymap: dict[str, str]) -> list[Block]:
    """Every key of a page, grouped by what it is about; the page's own first."""
    groups = TOGETHER.get(place, ("everywhere", "list"))
    blocks = [
        paragraph(
            Span(plainly(f"Keys in {PLACES.get(place, 'isonboard')}"), "heading"),
            Span(plainly("   esc closes, : lists every action by name"), "dim"),
        )
    ]
    for where in (where for where in _ORDER if where in groups):
        blocks += [BLANK, heading(PLACES[where])]
        for action in ACTIONS:
            if action.where == where:
                keys = key_names(keys_of(action, keymap))
                gap = " " * max(1, _KEY_WIDTH - cell_len(keys))
                blocks.append(
                    Block(
                        (Span(plainly(action.sentence)),),
                        first=(Span(keys + gap, "act"),),
                        rest=" " * _KEY_WIDTH,
                    )
                )
    return [
        *blocks,
        BLANK,
        paragraph(Span('Keys can be changed: [screen.keys] in config.toml, favourite = "f".', "dim")),
    ]
