"""Type one word with suggestions; a word nobody knows is taken as it is."""

import contextlib
from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from isonboard.errors import IsonboardError
from isonboard.tui.actions import binding
from isonboard.tui.screens.dialogs import BACK, HELP, QUIT, Answer, Choice, ChoiceList, Question
from isonboard.tui.widgets.fields import Caption, Field
from isonboard.tui.widgets.line_list import LineList


class CompletingScreen(Question[str | None], inherit_bindings=False):
    """`complete` gives the suggestions for what was typed; enter takes the one under the cursor, else the word."""

    BINDINGS: ClassVar[list[BindingType]] = [
        BACK,
        HELP,
        QUIT,
        binding("field.complete", "take_suggestion"),
    ]
    manner = "-complete"

    def __init__(self, title: str, complete: Callable[[str], Awaitable[list[str]]]) -> None:
        super().__init__()
        self._title, self._complete = title, complete
        self._suggested_for = ""

    def asked(self) -> ComposeResult:
        yield Caption(self._title)
        yield Answer(placeholder="python, kubernetes, payments …", id="word")
        yield ChoiceList(id="choices")

    def on_mount(self) -> None:
        self.query_one(Field).focus()

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self.run_worker(
            self._suggest(message.value.strip()),
            group="complete",
            description="completing a word",
            exclusive=True,
            exit_on_error=False,
        )

    async def _suggest(self, word: str) -> None:
        found: list[str] = []
        if word:
            with contextlib.suppress(IsonboardError):
                found = await self._complete(word)
        exact = any(name.casefold() == word.casefold() for name in found)
        own = [Choice(word, word, "as you wrote it")] if word and not exact else []
        known = [Choice(name, name) for name in found]
        self._suggested_for = word
        self.query_one(ChoiceList).show([*known, *own])

    def on_field_moved(self, message: Field.Moved) -> None:
        message.stop()
        getattr(self.query_one(ChoiceList), f"action_{message.action}")(message.amount)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        listed, word = self.query_one(ChoiceList), message.value.strip()
        chosen = listed.choices[listed.cursor].key if listed.cursor < len(listed.choices) else word
        if self._suggested_for != word and not chosen.casefold().startswith(word.casefold()):
            chosen = word  # typed faster than suggestions come: theirs are for fewer letters
        self.answer(chosen or None)

    def on_line_list_moved(self, message: LineList.Moved) -> None:
        message.stop()

    def on_line_list_opened(self, message: LineList.Opened) -> None:
        message.stop()
        choices = self.query_one(ChoiceList).choices
        if message.index < len(choices):  # suggestions change while one types
            self.answer(choices[message.index].key)

    def action_take_suggestion(self) -> None:
        listed = self.query_one(ChoiceList)
        if listed.choices:
            field = self.query_one(Field)
            field.value = listed.choices[listed.cursor].key
            field.cursor_position = len(field.value)

    def action_cancel(self) -> None:
        self.answer(None)
