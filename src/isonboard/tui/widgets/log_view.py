"""What a job says, line after line: follows the end until one scrolls up to read."""

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import BindingType
from textual.strip import Strip

from isonboard.tui.actions import bindings
from isonboard.tui.glyphs import glyphs, plainly
from isonboard.tui.jobs import Job
from isonboard.tui.widgets.paint import fitted, strip_of
from isonboard.tui.widgets.scrolled import Scrolled
from isonboard.tui.words import duration, left


class LogView(Scrolled, can_focus=True, inherit_bindings=False):
    """The log of one job; lines are drawn only while they are seen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("list")

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._job: Job | None = None
        self._seen = 0

    def show_job(self, job: Job | None) -> None:
        """Show what this job has said so far."""
        changed = job is not self._job
        self._job = job
        count = job.log_count if job is not None else 0
        if not changed and count == self._seen:
            self.refresh()
            return
        follows = changed or self.scroll_y >= self.max_scroll_y - 1
        self._seen = count
        self.measure(1 + max(1, len(job.log) if job else 0))
        if follows:
            self.scroll_end(animate=False, immediate=True)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width, ground = self.inner_width, self.ground()
        if y == 0:
            return self._heading(width)
        number = round(self.scroll_y) + y - 1
        log = self._job.log if self._job is not None else ()
        if not log and y == 1:
            words = "nothing said yet" if self._job is not None else "R reads the sources, c clones a project"
            return strip_of([Segment(f" {words}", self.ink("dim"))], width, ground)
        if number >= len(log):
            return Strip.blank(width, ground)
        words = " " + fitted(log[number].expandtabs(4), width - 1)
        return strip_of([Segment(words, self.ink("plain"))], width, ground)

    def _heading(self, width: int) -> Strip:
        """What it is, how far, how long already and how much longer: stays above the log."""
        ground, job = self.ground(), self._job
        if job is None:
            return strip_of([Segment(" Nothing is running.", self.ink("dim"))], width, ground)
        facts = [job.sentence]
        at = job.progress
        if job.is_running and at is not None and at.done is not None:
            of = f" of {at.total:,}" if at.total else ""
            facts[0] = f"{at.stage} {at.done:,}{of} {at.unit}".strip()
        facts.append(duration(job.seconds))
        facts.append(left(job.seconds_left) or ("X stops it" if job.is_running else ""))
        words = f" {glyphs().dot} ".join(filter(None, facts))
        return strip_of(
            [
                Segment(f" {job.title}  ", self.ink("heading")),
                Segment(fitted(plainly(words), max(0, width - cell_len(job.title) - 3)), self.ink("dim")),
            ],
            width,
            ground,
        )

    def action_move(self, lines: int) -> None:
        self.scroll_to(y=self.scroll_target_y + lines, animate=False)

    def action_half(self, halves: int) -> None:
        self.scroll_to(y=self.scroll_target_y + halves * (self.size.height // 2), animate=False)

    def action_page(self, pages: int) -> None:
        self.scroll_to(y=self.scroll_target_y + pages * max(1, self.size.height - 1), animate=False)

    def action_top(self) -> None:
        self.scroll_to(y=0, animate=False)

    def action_bottom(self) -> None:
        self.scroll_end(animate=False)

    def action_open(self) -> None:
        """Nothing to open in a log."""
