"""The app: composes the places, the colours and the keys; owns the desk and the jobs. What a page does is the page's."""

import asyncio
import gc
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.message import Message
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender

from isonboard.config import Config
from isonboard.tui import first_page, session, themes
from isonboard.tui.actions import bindings
from isonboard.tui.desk import Desk
from isonboard.tui.drawn_lines import let_closed_widgets_go
from isonboard.tui.glyphs import ASCII, choose
from isonboard.tui.jobs import COMMAND, Job, Jobs, JobState
from isonboard.tui.keys import keymap_of
from isonboard.tui.leaving import INTERRUPTED, leave_on_signals
from isonboard.tui.marks import Marks
from isonboard.tui.messages import CatalogChanged, JobChanged
from isonboard.tui.notification import announce
from isonboard.tui.remembering import EVERY, Remembering
from isonboard.tui.screen_settings import screen_problems
from isonboard.tui.screens.page import Page
from isonboard.tui.sheets import sheets

if TYPE_CHECKING:
    from isonboard.assistant.context import Context

_PAGES = {
    "welcome": ("isonboard.tui.screens.welcome", "WelcomeScreen"),
    "explore": ("isonboard.tui.screens.explore", "ExploreScreen"),
    "issues": ("isonboard.tui.screens.issues", "IssuesScreen"),
    "favourites": ("isonboard.tui.screens.favourites", "FavouritesScreen"),
    "profile": ("isonboard.tui.screens.profile", "ProfileScreen"),
    "sources": ("isonboard.tui.screens.sources", "SourcesScreen"),
}


_SHEETS = {"favourites": "places"}
"""Style sheets of first pages that are not called as the page is."""


def _page(place: str) -> Callable[[], Screen[Any]]:
    """The screen of a place, imported when it is first opened."""

    def made() -> Screen[Any]:
        module, name = _PAGES[place]
        screen: Screen[Any] = getattr(import_module(module), name)()
        return screen

    return made


_AHEAD = "the best matches"  # the subject of the job that fetches ahead; no source can be called so
_TURN = 0.001  # seconds that a searching thread keeps the interpreter while a key waits
_QUIET_START = 1.0  # seconds without garbage collection: a tenth of the start, and next to no garbage yet


class PlainScrollBar(ScrollBarRender):
    """A scroll bar whose ends are whole cells: no glyph that a plain terminal lacks."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "]


class IsonboardApp(App[str | None], inherit_bindings=False):
    """Returns a path to print when the engineer leaves towards a checkout, else None."""

    ENABLE_COMMAND_PALETTE = False
    TITLE = "isonboard"
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {place: _page(place) for place in _PAGES}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (140, "-widest")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = bindings("everywhere")

    def __init__(
        self,
        config: Config,
        open_context: "Callable[[bool, bool], Context]",
        *,
        sample: bool = False,
        offline: bool = False,
        welcome: bool = False,
        command: Sequence[str] = COMMAND,
    ) -> None:
        let_closed_widgets_go()
        self.config = config
        self.signs = choose(config.screen.ascii)
        plain = self.signs is ASCII
        ScrollBar.renderer = PlainScrollBar if plain else ScrollBarRender
        self.moves = config.screen.animations
        self.left = session.Session() if welcome else session.read(sample=sample)
        """Where one left last."""
        self.remembering = Remembering(self)
        first = "welcome" if welcome else self.left.place
        self.DEFAULT_MODE = first  # type: ignore[misc] # where this run begins
        super().__init__(
            css_path=sheets("tokens", "frame", _SHEETS.get(first, first)),  # type: ignore[arg-type]
            ansi_color="NO_COLOR" in os.environ or None,  # else Textual would write greys of its own choice
        )
        self.standing = False
        """Whether the first page stands; see `refresh_css`."""
        self._open_context = open_context
        self._command = tuple(command)
        self.sample, self.offline = sample, offline
        self.desk = self._new_desk()
        self.jobs = Jobs(self._job_changed, flags=self._flags, command=self._command)
        self.marks = Marks(self.left.marked)
        seen = None if welcome else first_page.read(sample=sample)
        self.seen = seen if seen is not None and seen.search == self.left.search else None
        """What the list showed last; see `first_page`."""
        for theme in themes.OWN:
            self.register_theme(theme)
        self.theme = config.screen.theme if themes.known(config.screen.theme) else themes.DEFAULT
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(plain, "-ascii")
        if not self.moves:
            self.animation_level = "none"
        self.set_keymap(keymap_of(config.screen.keys).keys)
        self.problems = screen_problems(config.screen)
        """What is wrong with the settings of the screen, for the first page and the help."""
        self.problems_told = False
        self.faults: list[str] = []
        self._asked_to_leave = False
        """Whether the question stands, or is about to: whoever presses the key again has answered it."""

    def _new_desk(self) -> Desk:
        return Desk(partial(self._open_context, self.sample, self.offline))

    @property
    def _flags(self) -> tuple[str, ...]:
        """The options of every child process."""
        return (*(["--sample"] if self.sample else []), *(["--offline"] if self.offline else []))

    def get_css_variables(self) -> dict[str, str]:
        return super().get_css_variables() | themes.tokens(self.current_theme, colourless=self.no_color)

    def on_load(self) -> None:
        """Tasks begin in turn on every Python, as in Textual's own tests.

        From Python 3.12 on Textual has them begin at once, so that a field is asked about its screen before the screen
        stands: no start at all where the first page has a field (Textual's issue #6444, open).
        """
        asyncio.get_running_loop().set_task_factory(None)

    def on_mount(self) -> None:
        self.set_timer(_QUIET_START, _collect_again)
        self.set_interval(EVERY, self.remembering.sometimes)
        if not self.is_headless:
            leave_on_signals(partial(self.exit, return_code=INTERRUPTED))

    def refresh_css(self, animate: bool = True) -> None:
        """Textual's own, but not before the first page stands: until then nothing has other colours to lose.

        Textual parses and applies all sheets three times over while an app starts with a theme and a mode of its
        own; once is enough, and saves a tenth of the start.
        """
        if self.standing:
            super().refresh_css(animate)

    @property
    def about(self) -> str:
        """What one is looking at, for the corner of every page."""
        if self.offline:
            return "offline · sample" if self.sample else "offline"
        return "sample organisation" if self.sample else ""

    @property
    def page(self) -> Page | None:
        """The topmost full page."""
        return next((screen for screen in reversed(self.screen_stack) if isinstance(screen, Page)), None)

    @property
    def pages(self) -> list[Page]:
        """Every open page that stands."""
        screens = [screen for stack in self._screen_stacks.values() for screen in stack]
        return [screen for screen in screens if isinstance(screen, Page) and screen.is_mounted]

    def tell(self, message: Callable[[], Message]) -> None:
        """Tell every open page, each with a message of its own."""
        for stack in self._screen_stacks.values():
            for screen in stack:
                screen.post_message(message())

    def look_at(self, *, sample: bool, stays: str) -> None:
        """Change over to the built-in organisation, or from it to one's own projects: pages begin anew but for `stays`.

        Running work goes on. All in one go, so that no key opens a page half-way; the old pages close behind it, and
        nobody waits for that: who waits and is cancelled takes the app, which waits as well, with it.
        """
        self.remembering.now()
        self.desk.close()
        self.sample = sample
        self.desk, self.jobs.flags = self._new_desk(), self._flags
        self.marks.clear()
        self.left, self.seen = session.Session(), None
        here = self.current_mode
        self.switch_mode(stays)  # the page in sight can only be replaced from another one
        for place in set(self._screen_stacks) & set(_PAGES) - {stays}:
            self.remove_mode(place)
            self.add_mode(place, _page(place))
        self.switch_mode(here)
        for page in self.pages:
            page.show_about()

    def _job_changed(self, job: Job) -> None:
        self.tell(lambda: JobChanged(job))
        if not job.is_running:
            announce(self, job)
        if job.verb == "sync" and job.state in (JobState.DONE, JobState.FAILED, JobState.STOPPED):
            self.tell(CatalogChanged)
            if job.state is JobState.DONE and job.subject != _AHEAD and not (self.sample or self.offline):
                self._look_ahead()

    def _look_ahead(self) -> None:
        """Fetch documents and issues of favourites and the best matches before they are asked for."""
        if self.jobs.find("sync", _AHEAD) is None:
            self.jobs.start("Looking at the best matches", "sync", "--only-details", subject=_AHEAD)

    def note_fault(self, words: str) -> None:
        """Keep a fault of our own for the log."""
        self.faults.append(words)
        from isonboard.tui.screens.faults import write_fault

        write_fault(words)

    def handle_bindings_clash(self, clashed_bindings: set[Binding], node: DOMNode) -> None:
        """Clashes are found and told once, at the start: see `keymap_of`."""

    # actions that mean the same everywhere

    async def action_back(self) -> None:
        page = self.page
        if page is None or page.go_back():
            return
        if len(self.screen_stack) > 1:
            self.pop_screen()
        elif page.place != "explore":
            self.action_go("explore")

    def action_go(self, place: str) -> None:
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.switch_mode(place)

    def action_refresh(self) -> None:
        if (page := self.page) is not None:
            page.refresh_page()

    def action_sync(self) -> None:
        self.jobs.start("Reading the sources", "sync", subject="")

    def action_jobs(self) -> None:
        """The log of the work, or away with it; of several it asks which."""
        page = self.page
        if page is None:
            return
        if page.shows_log or len(self.jobs.all) < 2:
            page.toggle_tray()
        else:
            self._ask_for_job("Whose log?", self.jobs.all, page.toggle_tray)

    def action_stop(self) -> None:
        """Stop the running work; of several it asks which."""
        running = self.jobs.running
        if not running:
            if (page := self.page) is not None:
                page.flash("Nothing is running.")
            return
        going_on = [job for job in running if not self.jobs.is_stopping(job)]
        if len(going_on) > 1:
            self._ask_for_job("Stop which?", going_on, self.jobs.stop)
        elif going_on:
            self.jobs.stop(going_on[0])

    def _ask_for_job(self, question: str, jobs: Sequence[Job], take: Callable[[Job], None]) -> None:
        from isonboard.tui.screens.job_list import job_list

        numbered = {str(job.number): job for job in jobs}

        def took(number: str | None) -> None:
            if number is not None:
                take(numbered[number])

        if (page := self.page) is not None:
            page.put(job_list(question, jobs), took)

    def action_help(self) -> None:
        from isonboard.tui.screens.dialogs import Question
        from isonboard.tui.screens.help import HelpScreen

        asked = isinstance(self.screen, Question)
        place = "dialog" if asked else self.page.place if self.page is not None else ""
        self.push_screen(HelpScreen(place, self.problems))

    def action_palette(self) -> None:
        from isonboard.tui.screens.palette import open_palette

        open_palette(self)

    def action_theme(self) -> None:
        from isonboard.tui.screens.palette import choose_theme

        choose_theme(self)

    def action_quit_safely(self) -> None:
        self.leave()

    def leave(self, towards: str | None = None) -> None:
        """Leave, to print the path `towards`; asks first while something is running."""
        running = [job for job in self.jobs.running if job.subject != _AHEAD]
        if not running or self._asked_to_leave:
            self.exit(towards)
            return
        self._asked_to_leave = True
        from isonboard.tui.screens.dialogs import ConfirmScreen

        def leave(agreed: bool | None) -> None:
            self._asked_to_leave = False
            if agreed:
                self.exit(towards)

        names = ", ".join(job.title for job in running)
        question = f"Still running: {names}. Leaving stops it; what it has done so far is kept or cleaned up."
        self.push_screen(ConfirmScreen(question, "stop it and leave", "stay", quitting=True), leave)

    def exit(self, result: str | None = None, return_code: int = 0, message: Any = None) -> None:
        """Leave, remembering where one was."""
        self.remembering.now()
        super().exit(result, return_code, message)

    async def on_unmount(self) -> None:
        await self.jobs.close()
        self.desk.close(abandon=True)


def where_to_begin(config: Config, *, sample: bool) -> tuple[bool, bool]:
    """(whether to ask the first questions, whether to show the sample organisation).

    With no source configured, Welcome asks for one, once only: from then on the sample stands there until one is named.
    """
    welcome = not (sample or config.sources or config.screen.welcomed)
    return welcome, sample or not (welcome or config.sources)


def run_app(*, sample: bool = False, offline: bool = False, welcome: bool | None = None) -> int:
    """Open the full-screen app and return the exit code. Raises ConfigError.

    `welcome` None decides by itself, see `where_to_begin`.
    """
    from isonboard import config as settings

    gc.disable()
    sys.setswitchinterval(_TURN)
    config = settings.load()
    if welcome is None:
        welcome, sample = where_to_begin(config, sample=sample)
    app = IsonboardApp(config, _open, sample=sample, offline=offline, welcome=welcome)
    left = app.run(mouse=config.screen.mouse)
    if left:
        sys.stdout.write(f"{left}{os.linesep}")
    return app.return_code or 0


def _collect_again() -> None:
    gc.freeze()
    gc.enable()


def _open(sample: bool, offline: bool) -> "Context":
    from isonboard.assistant.context import Context

    return Context.open(sample=sample, offline=offline)
