"""Welcome: three questions at most, each may be passed over; then the projects that fit."""

import contextlib
import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from isonboard import text
from isonboard.errors import IsonboardError
from isonboard.model.profile import Level, Profile, Skill
from isonboard.tui.screens.page import Page
from isonboard.tui.sheets import sheets
from isonboard.tui.widgets.fields import Caption, Field, SearchField
from isonboard.tui.words import many

if TYPE_CHECKING:
    from collections.abc import Callable

    from isonboard.assistant.add_source import Examined
    from isonboard.assistant.context import Context
    from isonboard.assistant.profile import Found

_QUESTIONS = ("where", "who", "what")
_WHERE, _WHO, _WHAT = range(3)
_FOLDERS = ("~", "/", "./", "../")
"""What an answer begins with that is no skill but a folder to read."""
_NOTHING = Profile()


class WelcomeScreen(Page):
    """Enter answers or passes, escape goes back to the question before, from the first one on to the projects."""

    place = "welcome"
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS_PATH = sheets("welcome")  # type: ignore[assignment]

    question: reactive[int] = reactive(_WHERE, init=False)

    @dataclass(eq=False, repr=False)
    class Recognised(Message):
        """What the address turned out to be."""

        address: str
        examined: "Examined"

    @dataclass(eq=False, repr=False)
    class Known(Message):
        """Who one is by the profile, else by git."""

        name: str
        email: str

    class Back(Message):
        """Escape, in its turn behind an enter that was pressed before it."""

    @dataclass(eq=False, repr=False)
    class CommitsRead(Message):
        """What one's own commits in a folder tell."""

        folder: str
        found: "Found"

    def __init__(self) -> None:
        super().__init__()
        self._examined: Examined | None = None
        self._keeping = self._leaving = False
        self._found = _NOTHING
        self._without_commits = ""
        """The folder that was read in vain: a second enter passes it over."""
        self._offered = ""
        """Who one is as it was filled in; what stands there instead was typed."""

    def body(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Caption("isonboard", id="name")
            yield Caption(
                "From “where could I contribute?” to a ready checkout with a branch.", ink="dim", id="motto"
            )
            with Vertical(id="where", classes="question -now"):
                yield Caption("1  Where are your projects?")
                yield Field(
                    placeholder="paste an address: repos.json, an organisation, a folder", id="address"
                )
                yield Caption(
                    "Enter with nothing typed: look around on the sample organisation.",
                    ink="dim",
                    id="where-said",
                )
            with Vertical(id="who", classes="question"):
                yield Caption("2  Who are you?")
                yield Field(placeholder="name <e-mail>", id="identity")
                yield Caption("Read from git; it stays on this machine.", ink="dim", id="who-said")
            with Vertical(id="what", classes="question"):
                yield Caption("3  What do you know and like?")
                yield SearchField(
                    placeholder="python, kubernetes, docs, or ~/code: a folder with work of yours",
                    id="skills",
                )
                yield Caption(
                    "Commas between words, tab completes. Everything can be changed later, on page 4.",
                    ink="dim",
                    id="what-said",
                )
            yield Caption("enter answers or passes · esc goes back, at first to the projects", ink="act")

    def on_stage(self) -> Widget | None:
        return self.query_one("#address", Field)

    def on_mount(self) -> None:
        self.work(self._who, group="who", description="reading who one is from git")

    async def _who(self) -> None:
        def read(context: "Context") -> "WelcomeScreen.Known":
            from isonboard.assistant.profile import who_am_i

            name, email = who_am_i()
            profile = context.reload_profile()
            return self.Known(profile.name or name or "", profile.email or email or "")

        self.post_message(await self.desk.ask(read))

    def on_welcome_screen_known(self, message: Known) -> None:
        field = self.query_one("#identity", Field)
        if field.value in ("", self._offered):
            self._offered = f"{message.name} <{message.email}>" if message.email else message.name
            field.value = self._offered

    # the three questions

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        value = message.value.strip()
        match self.question:
            case 0 if self._keeping:
                pass  # a second enter on its way
            case 0 if not value:
                self.desk_app.look_at(sample=True, stays=self.place)
                self._said(
                    "where", "The sample organisation: nothing of it is real, everything works.", "fit"
                )
                self.question = _WHO
            case 0 if self._examined is not None:
                self._keeping = True
                self.change(
                    partial(self._save, self._examined),
                    group="save",
                    description="keeping a source",
                    outlasts=True,
                )
            case 0:
                self._said("where", "Looking what that is …", "dim")
                self.work(
                    partial(self._examine, value), group="examine", description="looking what an address is"
                )
            case 1 if "://" in value:
                self._said(
                    "who", "That is an address and no name: esc goes back to where it belongs.", "warn"
                )
            case 1:
                self.question = _WHAT
            case _ if value and value == self._without_commits:
                self._finish()
            case _ if value.startswith(_FOLDERS):
                self._said("what", "Reading your commits there …", "dim")
                self.work(
                    partial(self._read_commits, value), group="commits", description="reading own commits"
                )
            case _:
                self._finish()

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        if message.input.id == "address":
            self._examined = None

    async def _examine(self, address: str) -> None:
        async def look(context: "Context") -> "Examined":
            from isonboard.assistant.add_source import examine

            return await examine(context, address)

        self.post_message(self.Recognised(address, await self.desk.fetch(look)))

    def on_welcome_screen_recognised(self, message: Recognised) -> None:
        if self.query_one("#address", Field).value.strip() != message.address:
            return  # something else was typed meanwhile
        self._examined = message.examined
        some = f" ({', '.join(message.examined.names[:3])} …)" if message.examined.names else ""
        self._said(
            "where", f"{message.examined.sentence}{some}. {message.examined.warning} Enter keeps it.", "fit"
        )

    async def _save(self, examined: "Examined") -> None:
        def save(context: "Context") -> None:
            from isonboard.assistant.add_source import save

            save(context, examined.config)

        await self.desk.ask(save)
        if self.desk_app.sample:
            self.desk_app.look_at(sample=False, stays=self.place)
        await self.desk.everywhere(lambda context: context.reload_config())
        self.desk_app.config = await self.desk.ask(lambda context: context.config)
        self._said("where", f"Kept as {examined.config.name}; it is being read.", "fit")
        self.desk_app.action_sync()
        with contextlib.suppress(IsonboardError):  # the source is kept, whatever is odd about the profile
            await self._who()
        self._keeping = False
        self.question = _WHO
        if self._leaving:
            self.post_message(self.Back())  # after what `_who` told

    # what one knows: completed, or read from what one has written

    def on_search_field_completing(self, message: SearchField.Completing) -> None:
        message.stop()
        self.work(
            partial(self._complete, message.field, message.words),
            group="complete",
            description="completing a word",
        )

    async def _complete(self, field: SearchField, words: str) -> None:
        def complete(_context: "Context") -> list[str]:
            from isonboard.assistant.profile import complete_skill

            return complete_skill(last.strip())

        before, comma, last = words.rpartition(",")
        names = await self.desk.ask(complete, topic="complete") if last.strip() else []
        offered = [f"{before}{comma} {name}" if comma else name for name in names]
        if field.offer(words, offered):
            more = f"tab for the next: {', '.join(names[:6])}" if len(names) > 1 else "A comma, and the next."
            self._said("what", more, "dim")
        elif field.value == words and not words.strip():
            self.focus_next()
        elif field.value == words:  # to go on to another question now would lose the thread
            self._said(
                "what",
                "Nothing known begins so; it counts as you write it."
                if last.strip()
                else "Some letters first, then tab.",
                "dim",
            )

    async def _read_commits(self, folder: str) -> None:
        identity = profile_with(_NOTHING, self.query_one("#identity", Field).value)

        def read(context: "Context") -> "Found":
            from isonboard.assistant.profile import from_commits

            return from_commits(context, [Path(os.path.expanduser(folder))], identity.email)

        self.post_message(self.CommitsRead(folder, await self.desk.ask(read)))

    def on_welcome_screen_commits_read(self, message: CommitsRead) -> None:
        field = self.query_one("#skills", Field)
        if field.value.strip() != message.folder:
            return  # something else was typed meanwhile
        self._found = message.found.profile
        if not self._found.skills:
            self._without_commits = message.folder
            self._said(
                "what",
                "No commits of yours were found there. Write what you know instead, or enter again to pass.",
                "warn",
            )
            return
        field.value = ", ".join(skill.name for skill in self._found.skills)
        field.cursor_position = len(field.value)
        where = many(message.found.repositories, "repository", "repositories")
        used = many(len(self._found.packages), "package they use", "packages they use")
        used = f", with the {used}" if self._found.packages else ""
        self._said(
            "what", f"Read from your commits in {where}{used}; change it as you like. Enter keeps it.", "fit"
        )

    def failed(self, group: str, error: IsonboardError) -> None:
        if group == "save":
            self._keeping = self._leaving = False
        if group in ("examine", "save"):
            self._said("where", error.sentence, "bad")
        elif group == "keep":  # nothing can be written: that is no reason to stay
            self.desk_app.problems.append(error.sentence)
            self.desk_app.action_go("explore")
        elif group == "commits":
            self._said("what", error.sentence, "bad")
        else:
            super().failed(group, error)

    def watch_question(self, question: int) -> None:
        for number, name in enumerate(_QUESTIONS):
            self.query_one(f"#{name}").set_class(number == question, "-now")
        self.query_one(f"#{_QUESTIONS[question]}").query_one(Field).focus()

    def on_descendant_focus(self) -> None:
        focused = self.focused
        if focused is not None and focused.parent is not None and focused.parent.id in _QUESTIONS:
            self.question = _QUESTIONS.index(focused.parent.id)

    def go_back(self) -> bool:
        # by the way that an enter goes, from the field: one that was pressed before this arrives before it
        (self.focused or self).post_message(self.Back())
        return True

    def on_welcome_screen_back(self, message: Back) -> None:
        message.stop()
        if self.question == _WHERE or self._leaving:
            self._finish()
        else:
            self.question -= 1

    def _said(self, question: str, words: str, ink: str) -> None:
        self.query_one(f"#{question}-said", Caption).say(words, ink)

    # the end of it

    def _finish(self) -> None:
        if self._keeping:  # whose profile the answers belong to shows when the source is kept
            self._leaving = True
            return
        answers = partial(
            profile_with,
            identity=self.query_one("#identity", Field).value,
            liked=self.query_one("#skills", Field).value,
            found=self._found,
        )
        self.change(
            partial(self._keep, answers), group="keep", description="keeping the answers", outlasts=True
        )

    async def _keep(self, answered: "Callable[[Profile], Profile]") -> None:
        """Keep what was answered, and that it was: with no source named, projects to look at come from the sample."""

        def keep(context: "Context") -> None:
            from isonboard import config as settings
            from isonboard.assistant.profile import canonical_skill
            from isonboard.notebook.profile import unique_skills

            settings.save_setting("screen", "welcomed", True)
            before = context.reload_profile()  # as it is now: keeping a source may have brought one
            profile = answered(before)
            if profile != before:
                named = (Skill(canonical_skill(skill.name), skill.level) for skill in profile.skills)
                context.save_profile(replace(profile, skills=unique_skills(named)))

        if not (self.desk_app.sample or self.desk_app.config.sources):
            self.desk_app.look_at(sample=True, stays=self.place)
        await self.desk.ask(keep)
        await self.desk.everywhere(lambda context: context.reload_profile())
        self.desk_app.action_go("explore")


def profile_with(profile: Profile, identity: str, liked: str = "", found: Profile = _NOTHING) -> Profile:
    """The profile with what was typed: “Ada <ada@example.org>”, “python, docs”.

    What of that was `found` in commits has the level that they tell, and brings the packages they use.
    """
    levels = {skill.name.casefold(): skill.level for skill in found.skills}
    name, _, email = identity.partition("<")
    known = {skill.name.casefold() for skill in profile.skills}
    words = dict.fromkeys(text.line(word, 60) for word in liked.split(","))
    skills = tuple(
        Skill(word, levels.get(word.casefold(), Level.GOOD))
        for word in words
        if word and word.casefold() not in known and not word.startswith(_FOLDERS)
    )
    typed = {word.casefold() for word in words}
    return replace(
        profile,
        packages=tuple(dict.fromkeys((*profile.packages, *(found.packages if typed & set(levels) else ())))),
        name=text.line(name, 200) or profile.name,
        email=text.line(email.rstrip("> "), 200) or profile.email,
        skills=(*profile.skills, *skills),
    )
