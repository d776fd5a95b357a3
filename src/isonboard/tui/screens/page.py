"""The ground of every page: the framing lines, its workers, and what every page does the same way."""

import asyncio
import traceback
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker

from isonboard.errors import IsonboardError
from isonboard.tui.actions import BY_ID
from isonboard.tui.glyphs import plainly
from isonboard.tui.jobs import Job, JobState
from isonboard.tui.keys import key_names, keys_of
from isonboard.tui.messages import JobChanged
from isonboard.tui.painting import SparingCompositor
from isonboard.tui.widgets.bars import KeyBar, PlacesBar, StatusLine
from isonboard.tui.widgets.document import Document
from isonboard.tui.widgets.fields import Field
from isonboard.tui.widgets.log_view import LogView

if TYPE_CHECKING:
    from textual.timer import Timer

    from isonboard.tui.actions import Action
    from isonboard.tui.app import IsonboardApp
    from isonboard.tui.desk import Desk
    from isonboard.tui.session import Session

_Answer = TypeVar("_Answer")
_HOPS = 3  # turns of a new page's messages after which all on it know their size
_SOON = 0.002  # seconds
_FLASH = 4.0  # seconds a passing word stays
_ENDED = 8.0  # seconds an ended job stays in the status line


class Page(Screen[None], inherit_bindings=False):
    """A full page. A subclass says its `place`, its body, and how it refreshes and goes back."""

    place: ClassVar[str] = ""
    AUTO_FOCUS: ClassVar[str | None] = ""  # `on_stage` says; None would be whatever can have it first

    @dataclass(eq=False, repr=False)
    class Failed(Message):
        """A worker of this page met an error."""

        group: str
        error: IsonboardError

    def __init__(self) -> None:
        super().__init__()
        self._compositor = SparingCompositor()
        self._note = ("", "dim")
        self._sought = ""
        self._flash: Timer | None = None
        self._spin: Timer | None = None
        self._log_of: Job | None = None
        self._veiled = True

    # what a subclass says

    def body(self) -> ComposeResult:
        """What stands between the framing lines."""
        yield from ()

    def refresh_page(self) -> None:
        """Ask again for what is shown."""

    def go_back(self) -> bool:
        """One step back inside the page; False when there is none left."""
        return False

    def failed(self, group: str, error: IsonboardError) -> None:
        """Show what went wrong where it belongs; the status line unless the page knows better."""
        del group
        self.flash(error.sentence, "bad")

    def left(self, session: "Session") -> "Session":
        """`session` with what this page has to say of where one is."""
        return session

    def rows_left(self) -> list[Callable[[], None]]:
        """What keeps the rows in sight for the next start, to be run anywhere; nothing for most pages."""
        return []

    def on_stage(self) -> Widget | None:
        """What is focused when the page is opened."""
        return None

    def lacks(self, action: "Action") -> bool:
        """Whether there is nothing now that an action in force would be about; its key then says so."""
        del action
        return False

    # the frame

    def compose(self) -> ComposeResult:
        # the breakpoint's class before there is anything that would have to be styled again for it
        width = self.app.size.width
        names = [name for least, name in self.app.HORIZONTAL_BREAKPOINTS or () if width >= least]
        self.set_class(bool(names), *names[-1:])
        yield PlacesBar(id="places")
        with Vertical(id="body"):
            yield from self.body()
        yield LogView(id="tray")
        yield StatusLine(id="status")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self.desk_app.standing = True
        places = self.query_one(PlacesBar)
        places.place = self.place
        self.show_about()
        self.show_job()
        if (widget := self.on_stage()) is not None:
            self.set_focus(widget)
        self.call_later(self._unveil, _HOPS)
        self._tell_problems()

    # the first frame: Textual paints what is there at each step of opening a page, four times over; we paint it once

    def _unveil(self, hops: int) -> None:
        """Paint the page for the first time, after what is on it has heard how large it is and laid itself out."""
        if hops:
            self.call_later(self._unveil, hops - 1)
            return
        if self.app._batch_count:  # noqa: SLF001 - Textual itself paints nothing meanwhile
            self.set_timer(_SOON, partial(self._unveil, 0))
            return
        self._veiled = False
        self._compositor.update_widgets({self})
        self._compositor_refresh()

    def _compositor_refresh(self) -> None:
        if not self._veiled:
            super()._compositor_refresh()

    def _screen_resized(self, size: Size) -> None:
        if not self._veiled or size != self._size:
            super()._screen_resized(size)

    def paint_at_once(self, *widgets: Widget) -> None:
        """Paint what has changed in these; Textual would wait for its next frame, a sixtieth of a second after the last.

        For what follows a key. Not while other keys wait: they are painted together, as Textual does it.
        """
        app = self.app
        waits = app._batch_count or self._layout_required or not app._message_queue.empty()  # noqa: SLF001 - Textual asks the same
        if self.is_active and not waits:
            self._compositor.update_widgets({*widgets, *self._dirty_widgets})  # painting forgets all of those
            self._compositor_refresh()

    @property
    def desk_app(self) -> "IsonboardApp":
        return cast("IsonboardApp", self.app)

    @property
    def desk(self) -> "Desk":
        return self.desk_app.desk

    def show_about(self) -> None:
        """Say at the right end of the places what one is looking at."""
        self.query_one(PlacesBar).about = self.desk_app.about

    def note(self, words: str, ink: str = "dim") -> None:
        """The lasting sentence of the status line."""
        self._note = (words, ink)
        if self._flash is None:
            self._say(words, ink)

    def on_field_too_long(self, message: Field.TooLong) -> None:
        self.flash(f"That is too long for here: at most {message.limit:,} characters.", "warn")

    def flash(self, words: str, ink: str = "plain") -> None:
        """A passing sentence: something was done, something failed."""
        if self._flash is not None:
            self._flash.stop()
        self._say(words, ink, passing=True)
        self._flash = self.set_timer(_FLASH if ink != "bad" else _FLASH * 2, self._flashed)

    def _flashed(self) -> None:
        self._flash = None
        self._say(*self._note)

    def _say(self, words: str, ink: str, *, passing: bool = False) -> None:
        status = self.query_one(StatusLine)
        status.passing = passing
        status.note, status.ink_name = plainly(words), ink

    def _tell_problems(self) -> None:
        """Say once that settings do not work, and where all of it can be read."""
        app = self.desk_app
        if app.problems and not app.problems_told:
            app.problems_told = True
            key = key_names(keys_of(BY_ID["help"], app._keymap)[:1])  # noqa: SLF001 - Textual keeps the user's keys there and nowhere else
            count = len(app.problems)
            many = f"{count} settings do" if count > 1 else "A setting does"
            self.flash(f"{many} not work, {key} tells why: {app.problems[0]}", "bad")

    def put(self, question: Screen[_Answer], take: Callable[[_Answer | None], None]) -> bool:
        """Ask something of whoever looks at this page; who has gone on meanwhile is not asked."""
        if not self.is_active:
            return False
        self.app.push_screen(question, take)
        return True

    def open_page(self, page: "Page") -> None:
        """Another page above this one, once: a second enter or click may be on its way already."""
        if self.is_active:
            self.app.push_screen(page)

    # workers

    def change(
        self,
        task: Callable[[], Coroutine[Any, Any, None]],
        *,
        group: str,
        description: str,
        outlasts: bool = False,
    ) -> Worker[None]:
        """As `work`, for what changes something: it is done though another of its kind is begun meanwhile."""
        return self.work(task, group=group, description=description, exclusive=False, outlasts=outlasts)

    def work(
        self,
        task: Callable[[], Coroutine[Any, Any, None]],
        *,
        group: str,
        description: str,
        exclusive: bool = True,
        outlasts: bool = False,
    ) -> Worker[None]:
        """Run a short wait beside the screen; a newer one of the same group replaces it. Errors become `Failed`.

        `outlasts`: it is seen through though the page is closed meanwhile.
        """
        return (self.app if outlasts else self).run_worker(
            partial(self._guarded, task, group),
            name=group,
            group=group,
            description=description,
            exclusive=exclusive,
            exit_on_error=False,
        )

    async def _guarded(self, task: Callable[[], Coroutine[Any, Any, None]], group: str) -> None:
        try:
            await task()
        except IsonboardError as error:
            self.post_message(self.Failed(group, error))
        except asyncio.CancelledError as error:
            # Textual keeps it in its worker, in a ring: a document that the task held would wait for the collector
            raise error.with_traceback(None) from None
        except Exception as error:  # noqa: BLE001 - a page that fails must not take the app with it
            if self._closing or self._pruning:
                return  # what the worker would have told is gone: widgets go before the page's workers are cancelled
            self.desk_app.note_fault(traceback.format_exc())
            hint = "Please report it; “isonboard doctor” says where the log is."
            wrapped = IsonboardError(f"something unexpected happened ({type(error).__name__})", hint=hint)
            self.post_message(self.Failed(group, wrapped))

    def on_page_failed(self, message: Failed) -> None:
        message.stop()
        self.failed(message.group, message.error)

    # texts

    def on_document_find_asked(self, message: Document.FindAsked) -> None:
        message.stop()
        from isonboard.tui.screens.dialogs import LineScreen

        document = message.document

        def find(words: str | None) -> None:
            if words is not None:
                self._sought = words
                if not document.find(words) and words:
                    self.flash(f"“{words}” is not in this text.")

        self.put(LineScreen("Find in this text; again for the next place", self._sought, anew=True), find)

    # the jobs' tray

    def on_job_changed(self, message: JobChanged) -> None:
        self.show_job()
        self.job_changed(message.job)

    def job_changed(self, job: Job) -> None:
        """A job began, went on or ended."""

    def show_job(self) -> None:
        """Put the newest running job into the status line, or the one that just ended."""
        status = self.query_one(StatusLine)
        jobs = self.desk_app.jobs
        running = jobs.running
        if running:
            status.job, status.more = running[-1], len(running) - 1
            if self._spin is None and self.desk_app.moves:
                self._spin = self.set_interval(0.1, self._turn)
        else:
            if self._spin is not None:
                self._spin.stop()
                self._spin = None
            last = jobs.all[-1] if jobs.all else None
            status.job, status.more = (last if last is not None and self._is_recent(last) else None), 0
            if status.job is not None:
                self.set_timer(_ENDED, self.show_job)
        tray = self.query_one("#tray", LogView)
        shown = self._log_of or status.job or (jobs.all[-1] if jobs.all else None)
        if tray.has_class("-open"):
            tray.show_job(shown)

    def _is_recent(self, job: Job) -> bool:
        import time

        stays = _ENDED * (3 if job.state is JobState.FAILED else 1)  # a failure has more to read
        return job.ended is not None and time.monotonic() - job.ended < stays

    def _turn(self) -> None:
        if self.is_current:
            self.query_one(StatusLine).frame += 1

    @property
    def shows_log(self) -> bool:
        """Whether the tray is open."""
        return self.query_one("#tray", LogView).has_class("-open")

    def toggle_tray(self, job: Job | None = None) -> None:
        """Show or hide the log of this job; None: of whichever the status line tells of."""
        self._log_of = job
        self.query_one("#tray", LogView).toggle_class("-open")
        self.show_job()
