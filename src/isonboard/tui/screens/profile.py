"""Profile: who one is, what one knows and likes; every change is kept at once and the list is ranked anew."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget

from isonboard import text
from isonboard.model.profile import ContributionKind, Profile, Skill
from isonboard.tui.actions import bindings
from isonboard.tui.glyphs import glyphs, plainly
from isonboard.tui.messages import ProfileChanged
from isonboard.tui.screens.completing import CompletingScreen
from isonboard.tui.screens.dialogs import ConfirmScreen, LineScreen
from isonboard.tui.screens.page import Page
from isonboard.tui.screens.profile_view import (
    LEVEL_WORDS,
    LEVELS,
    Entry,
    about_blocks,
    entries_of,
    signal_blocks,
)
from isonboard.tui.sheets import sheets
from isonboard.tui.widgets.document import Document, Section
from isonboard.tui.widgets.line_list import LineList
from isonboard.tui.widgets.paint import fitted

if TYPE_CHECKING:
    from isonboard.assistant.context import Context
    from isonboard.assistant.profile import Found
    from isonboard.tui.screens.profile_view import Signals

_NAME_WIDTH = 24


class ProfileList(LineList):
    """Headings and lines; the cursor rests on lines only."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.entries: Sequence[Entry] = ()

    def show(self, entries: Sequence[Entry], cursor: int) -> None:
        self.entries = entries
        self.set_count(len(entries), cursor)

    def selectable(self, index: int) -> bool:
        return self.entries[index].kind not in ("heading", "gap")

    def row_segments(self, index: int, width: int, *, at_cursor: bool) -> list[Segment]:
        entry = self.entries[index]
        if entry.kind == "heading":
            return [
                Segment(f" {entry.name}", self.ink("heading")),
                Segment(f"  {entry.value}", self.ink("dim")),
            ]
        signs = glyphs()
        name = "act" if entry.kind in ("add skill", "add interest", "commits") else "plain"
        value = fitted(entry.value, max(0, width - _NAME_WIDTH - 6))
        ink = "fit" if entry.kind == "skill" else "dim"
        return [
            Segment(f"{signs.cursor if at_cursor else ' '}  ", self.ink("act")),
            Segment(
                fitted(plainly(entry.name) if name == "act" else entry.name, _NAME_WIDTH), self.ink(name)
            ),
            Segment(f"  {value}", self.ink(ink)),
        ]


class ProfileScreen(Page):
    """The profile editor."""

    place = "profile"
    BINDINGS: ClassVar[list[BindingType]] = bindings("profile")
    CSS_PATH = sheets("places")  # type: ignore[assignment]

    @dataclass(eq=False, repr=False)
    class Came(Message):
        """The profile as it is kept, and what can be left out of the fit."""

        profile: Profile
        signals: "Signals"

    @dataclass(eq=False, repr=False)
    class CommitsRead(Message):
        """What the engineer's own commits tell."""

        found: "Found"

    def __init__(self) -> None:
        super().__init__()
        self._profile = Profile()
        self._signals: Signals = {}
        self._keeping = 0

    def body(self) -> ComposeResult:
        with Horizontal(id="panes"):
            yield ProfileList(id="listed")
            yield Document(id="about")

    def on_stage(self) -> Widget | None:
        return self.listed

    def on_mount(self) -> None:
        self._show_about()
        self.refresh_page()

    @property
    def listed(self) -> ProfileList:
        return self.query_one(ProfileList)

    @property
    def current(self) -> Entry | None:
        entries = self.listed.entries
        return entries[self.listed.cursor] if self.listed.cursor < len(entries) else None

    def refresh_page(self) -> None:
        self.work(self._read, group="profile", description="reading the profile")

    async def _read(self) -> None:
        def read(context: "Context") -> "tuple[Profile, Signals]":
            from isonboard.assistant.profile import signals

            return context.reload_profile(), signals()

        self.post_message(self.Came(*await self.desk.ask(read)))

    def on_profile_screen_came(self, message: Came) -> None:
        if self._keeping:
            return  # what was read is older than what is being kept; it is read again after that
        self._profile, self._signals = message.profile, message.signals
        before = self.current
        entries = entries_of(message.profile, message.signals)
        at = next(
            (
                place
                for place, one in enumerate(entries)
                if before is not None and (one.kind, one.name) == (before.kind, before.name)
            ),
            self.listed.cursor,
        )
        self.listed.show(entries, at)
        self._show_about()

    def on_line_list_moved(self, message: LineList.Moved) -> None:
        message.stop()
        self._show_about()

    def _show_about(self) -> None:
        """What the line under the cursor is about, where there is more to say than the line does."""
        entry = self.current
        signal = entry and next(
            (table[entry.name] for table in self._signals.values() if entry.name in table), None
        )
        if entry is not None and entry.kind == "signal" and signal:
            blocks = signal_blocks(entry.name, signal, counts=entry.name not in self._profile.signals_off)
        else:
            blocks = about_blocks()
        self.query_one(Document).show([Section(tuple(blocks))])

    def on_profile_changed(self, message: ProfileChanged) -> None:
        message.stop()
        self.refresh_page()

    def _keep(self, profile: Profile, said: str) -> None:
        self._profile = profile
        self._keeping += 1
        self.change(partial(self._kept, profile, said), group="keep", description="keeping the profile")

    async def _kept(self, profile: Profile, said: str) -> None:
        try:
            await self.desk.ask(lambda context: context.save_profile(profile))
            await self.desk.everywhere(lambda context: context.reload_profile())
        finally:
            self._keeping -= 1
        self.flash(f"{said} Kept.")
        self.desk_app.tell(ProfileChanged)

    def go_back(self) -> bool:
        if self.focused is not self.listed:
            self.listed.focus()
            return True
        return False

    # adding and changing

    def on_line_list_opened(self, message: LineList.Opened) -> None:
        message.stop()
        if message.index >= len(self.listed.entries):  # a removal overtook the key
            return
        entry = self.listed.entries[message.index]
        match entry.kind:
            case "skill":
                self.action_level(1)
            case "kind":
                self._toggle(ContributionKind(entry.name))
            case "signal":
                self._toggle_signal(entry.name)
            case "add interest" | "interest":
                self._add_interest()
            case "identity":
                self._edit_identity(entry.name)
            case "commits":
                self._ask_folder()
            case _:
                self._add_skill()

    def action_want(self) -> None:
        self.listed.action_open()

    def action_add(self) -> None:
        entry = self.current
        if entry is not None and entry.kind in ("interest", "add interest"):
            self._add_interest()
        else:
            self._add_skill()

    def _add_skill(self) -> None:
        self.put(
            CompletingScreen("A skill: a language, a framework, a field", self._complete), self._skill_chosen
        )

    def _add_interest(self) -> None:
        self.put(
            CompletingScreen("An interest: what you would like to work on", self._complete),
            self._interest_chosen,
        )

    async def _complete(self, prefix: str) -> list[str]:
        def complete(_context: "Context") -> list[str]:
            from isonboard.assistant.profile import complete_skill

            return complete_skill(prefix)

        return await self.desk.ask(complete, topic="complete")

    def _skill_chosen(self, word: str | None) -> None:
        if word:
            self.change(partial(self._with_skill, word), group="skill", description="naming a skill")

    async def _with_skill(self, word: str) -> None:
        def canonical(_context: "Context") -> str:
            from isonboard.assistant.profile import canonical_skill

            return canonical_skill(word)

        name = await self.desk.ask(canonical)
        others = tuple(skill for skill in self._profile.skills if skill.name.casefold() != name.casefold())
        self._keep(
            replace(self._profile, skills=(*others, Skill(name))),
            f"{name}: known well; right and left change it.",
        )

    def _interest_chosen(self, word: str | None) -> None:
        name = text.line(word or "", 60)
        if name and name.casefold() not in {one.casefold() for one in self._profile.interests}:
            self._keep(replace(self._profile, interests=(*self._profile.interests, name)), f"{name}.")

    def action_level(self, step: int) -> None:
        entry = self.current
        if entry is None or entry.kind != "skill":
            return
        skill = next(one for one in self._profile.skills if one.name == entry.name)
        place = max(0, min(len(LEVELS) - 1, LEVELS.index(skill.level) + step))
        skills = tuple(
            Skill(one.name, LEVELS[place]) if one is skill else one for one in self._profile.skills
        )
        if LEVELS[place] is not skill.level:
            self._keep(replace(self._profile, skills=skills), f"{skill.name}: {LEVEL_WORDS[LEVELS[place]]}.")

    def action_remove(self) -> None:
        entry = self.current
        if entry is None:
            return
        profile = self._profile
        if entry.kind == "skill":
            left = tuple(one for one in profile.skills if one.name != entry.name)
            self._keep(replace(profile, skills=left), f"{entry.name} is gone; a brings it back.")
        elif entry.kind == "interest":
            liked = tuple(one for one in profile.interests if one != entry.name)
            self._keep(replace(profile, interests=liked), f"{entry.name} is gone; a brings it back.")

    def _toggle(self, kind: ContributionKind) -> None:
        chosen = self._profile.contributions
        kept = tuple(one for one in chosen if one is not kind) if kind in chosen else (*chosen, kind)
        self._keep(replace(self._profile, contributions=kept), "")

    def _toggle_signal(self, name: str) -> None:
        off = self._profile.signals_off
        left_out = tuple(one for one in off if one != name) if name in off else (*off, name)
        said = "counts again" if name in off else "left out of the fit"
        self._keep(replace(self._profile, signals_off=left_out), f"{name}: {said}.")

    def _edit_identity(self, name: str) -> None:
        before = (self._profile.name if name == "name" else self._profile.email) or ""

        def take(words: str | None) -> None:
            if words is not None:
                cleaned = text.line(words, 200) or None
                changed = (
                    replace(self._profile, name=cleaned)
                    if name == "name"
                    else replace(self._profile, email=cleaned)
                )
                self._keep(changed, "")

        self.put(LineScreen(f"Your {name}", before), take)

    # own commits

    def _ask_folder(self) -> None:
        title = (
            "A folder with repositories of yours; git objects are read as text, nothing leaves this machine"
        )
        self.put(LineScreen(title, "~", placeholder="~/code"), self._folder_chosen)

    def _folder_chosen(self, folder: str | None) -> None:
        if folder:
            self.flash("Reading your commits …")
            self.work(
                partial(self._read_commits, Path(os.path.expanduser(folder))),
                group="commits",
                description="reading own commits",
            )

    async def _read_commits(self, folder: Path) -> None:
        def read(context: "Context") -> "Found":
            from isonboard.assistant.profile import from_commits

            return from_commits(context, [folder])

        self.post_message(self.CommitsRead(await self.desk.ask(read)))

    def on_profile_screen_commits_read(self, message: CommitsRead) -> None:
        found = message.found
        names = [skill.name for skill in found.profile.skills]
        if not names:
            self.flash("No commits of yours were found there.")
            return

        def take(agreed: bool | None) -> None:
            if agreed:
                from isonboard.assistant.profile import with_found

                self._keep(with_found(self._profile, found), f"{len(names)} skills.")

        question = f"Your commits in {found.repositories} repositories tell of {', '.join(names[:12])}. Take them into the profile?"
        self.put(ConfirmScreen(question, "take them", "leave it"), take)
