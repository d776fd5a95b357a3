"""The three lines that frame every page: places above, how things stand and the keys below."""

from collections.abc import Callable, Sequence
from functools import partial
from textwrap import wrap
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.dom import DOMNode
from textual.reactive import reactive
from textual.screen import Screen
from textual.strip import Strip

from isonboard.tui.actions import ACTIONS, BY_ID
from isonboard.tui.glyphs import bar, glyphs, plainly
from isonboard.tui.jobs import Job, JobState
from isonboard.tui.keys import NO_KEY, key_name
from isonboard.tui.widgets.line_list import LineList
from isonboard.tui.widgets.paint import Painted, fitted, strip_of
from isonboard.tui.words import left

PLACES = (
    ("explore", "1", "Explore"),
    ("issues", "2", "Issues"),
    ("favourites", "3", "Favourites"),
    ("profile", "4", "Profile"),
    ("sources", "5", "Sources"),
)


class Line(Painted):
    """One painted line whose parts may be clicked."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._spots: list[tuple[int, int, Callable[[], object]]] = []

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        ground = self.ground()
        if y:
            return Strip.blank(width, ground)
        self._spots = []
        return strip_of(self.parts(width), width, ground)

    def parts(self, width: int) -> list[Segment]:
        """The pieces of the line, left to right; a bare line has none and is blank."""
        del width
        return []

    def spot(self, start: int, length: int, run: Callable[[], object]) -> None:
        """Cells that do something when clicked; said while drawing."""
        self._spots.append((start, start + length, run))

    def act(self, action: str, node: DOMNode | None = None) -> None:
        """Do what the action's key would do."""
        self.app.call_later(self.app.run_action, action, node or self.app)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for start, stop, run in self._spots:
            if start <= offset.x < stop:
                event.stop()
                run()
                return


class PlacesBar(Line):
    """The name, the places with their keys, and at the right what one is looking at."""

    place: reactive[str] = reactive("")
    about: reactive[str] = reactive("")
    narrow_names: ClassVar[int] = 78

    def parts(self, width: int) -> list[Segment]:
        name = " isonboard  " if width >= 96 else " "
        parts = [Segment(name, self.ink("strong"))]
        at = cell_len(name)
        for place, key, label in PLACES:
            here = place == self.place
            words = f" {key} {label} "
            parts.append(Segment(f" {key}", self.ink("act")))
            parts.append(Segment(f" {label} ", self.ink("heading" if here else "dim")))
            self.spot(at, cell_len(words), partial(self.act, f"go('{place}')"))
            at += cell_len(words)
        about = plainly(self.about)
        room = width - at - 2
        if room > 6 and about:
            parts.append(Segment(fitted(about, room, right=True), self.ink("dim")))
        return parts


_LEAST = 24  # cells that running work keeps beside what was asked for
_WORTH = 10  # cells below which words are left out rather than cut
_FAILURE_LINES = 3


class StatusLine(Line):
    """Left a sentence about what is shown; right the work that is going on. What failed is told whole, if on more lines.

    Where both have no room, what somebody just did comes before the work, and the work before what always stands there.
    """

    note: reactive[str] = reactive("")
    ink_name: reactive[str] = reactive("dim")
    passing: reactive[bool] = reactive(False)
    """Whether the note answers what somebody just did."""
    job: reactive[Job | None] = reactive(None, always_update=True)
    more: reactive[int] = reactive(0)
    frame: reactive[int] = reactive(0)

    def watch_note(self) -> None:
        self._fit()

    def watch_ink_name(self) -> None:
        self._fit()

    def watch_job(self) -> None:
        self._fit()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """Take the lines that a failure needs, and give them back."""
        needed = max(1, len(self._failure(self.size.width))) if self.size.width else 1
        if self.styles.height is None or self.styles.height.value != needed:
            self.styles.height = needed

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        failure = self._failure(width)
        if not failure:
            return super().render_line(y)
        self._spots = []
        self.spot(0, width, partial(self.act, "jobs"))
        ink, words = failure[y] if y < len(failure) else ("dim", "")
        return strip_of([Segment(f" {fitted(words, width - 2)}", self.ink(ink))], width, self.ground())

    def _failure(self, width: int) -> list[tuple[str, str]]:
        """The lines, each with its ink, where what failed has no room on one."""
        job, lines = self.job, list[tuple[str, str]]()
        words, room = plainly(self.note), width - 2
        if self.ink_name != "bad":
            if job is None or job.state is not JobState.FAILED or self.passing:
                return []
            if words:
                lines.append((self.ink_name, words))
                room -= cell_len(words) + 2
            words = plainly(f"{glyphs().no} {job.title}: {job.sentence}")
        if cell_len(words) <= room:
            return []
        wrapped = wrap(words, max(20, width - 2))
        if len(wrapped) > _FAILURE_LINES:
            wrapped[_FAILURE_LINES - 1 :] = [" ".join(wrapped[_FAILURE_LINES - 1 :])]
        return [*lines, *(("bad", line) for line in wrapped)]

    def parts(self, width: int) -> list[Segment]:
        note = plainly(self.note)
        said, work = cell_len(note) + 2, self._work(width, width)
        wanted = _length(work)
        if said + wanted > width:
            if self.passing:
                least = _LEAST if self.job is not None and self.job.is_running else 0
                work = self._work(width, max(width - said, min(wanted, least)))
            else:
                work = self._work(width, width)
        room = width - _length(work) - 2
        self.spot(room + 1, width - room, partial(self.act, "jobs"))
        shown = fitted(note, room) if room >= min(_WORTH, said - 2) else " " * max(0, room)
        return [Segment(f" {shown} ", self.ink(self.ink_name)), *work]

    def _work(self, width: int, room: int) -> list[Segment]:
        """How the work stands, in at most so many cells."""
        job = self.job
        if job is None:
            return []
        signs = glyphs()
        if job.is_running:
            sign, ink = signs.running[self.frame % len(signs.running)], "act"
        else:
            sign, ink = {"done": (signs.yes, "fit"), "failed": (signs.no, "bad")}.get(
                job.state.value, (signs.minus, "dim")
            )
        words = plainly(job.title if job.is_running else f"{job.title}: {job.sentence}")
        stage = job.progress.stage if job.progress is not None and job.is_running else ""
        tail = f"  {self.more} more" if self.more else ""
        share = job.share
        meter = "" if share is None or not job.is_running else f" {bar(share, 8)} {share:4.0%}"
        if stage and width >= 100:
            words = f"{words}: {stage}"
        remaining = left(job.seconds_left) if width >= 90 else ""
        if remaining:
            tail = f"  {remaining}{tail}"
        limit = room - cell_len(f"{sign} {meter}{tail} ")
        if cell_len(words) > limit:
            if limit < _WORTH and not job.is_running:
                return []
            words = fitted(words, max(0, limit))
        return [
            Segment(f"{sign} ", self.ink(ink)),
            Segment(words, self.ink("plain")),
            Segment(meter, self.ink("act")),
            Segment(tail + " ", self.ink("dim")),
        ]


def _length(parts: Sequence[Segment]) -> int:
    return sum(cell_len(part.text) for part in parts)


_FIRST = (
    "choose",
    "yes",
    "no",
    "narrow",
    "field.take",
    "field.complete",
    "consent",
    "journey.do",
    "compare.next",
    "compare.remove",
    "compare.go",
    "open",
    "search",
    "issues.search",
    "clone",
    "claim",
    "favourite",
    "filter",
    "tab.next",
    "issues.filter",
    "sources.add",
    "profile.add",
)
"""What a newcomer needs, where there is room for a few only; the others follow as the table has them."""
_ORDER = {action.id: place for place, action in enumerate(ACTIONS)} | {
    name: place - len(_FIRST) for place, name in enumerate(_FIRST)
}
_LAST = ("stop", "jobs", "back", "help", "quit")
_WHILE_BUSY = ("stop", "jobs")
"""What is there for running work, and shown while there is some."""


class KeyBar(Line):
    """The keys that apply now, made from the bindings in force; the ways back, to help and out always at the right end."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._busy = False

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)
        for status in self.screen.query(StatusLine):
            self.watch(status, "job", self._worked)

    def _changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    def _worked(self, job: Job | None) -> None:
        """Running work has keys of its own."""
        busy = job is not None and job.is_running
        if busy != self._busy:
            self._busy = busy
            self.refresh()

    def parts(self, width: int) -> list[Segment]:
        shown = self._shown()
        last = sorted((item for item in shown if item[0] in _LAST), key=lambda item: _LAST.index(item[0]))
        first = [item for item in shown if item[0] not in _LAST]
        end = sum(cell_len(f"{key} {label}  ") for _, key, label, _ in last)
        parts: list[Segment] = [Segment(" ")]
        at = 1
        for item in first:
            length = cell_len(f"{item[1]} {item[2]}  ")
            if at + length > width - end:
                break
            parts += self._pair(item, at)
            at += length
        parts.append(Segment(" " * max(0, width - end - at)))
        at = max(at, width - end)
        for item in last:
            parts += self._pair(item, at)
            at += cell_len(f"{item[1]} {item[2]}  ")
        return parts

    def _pair(self, item: tuple[str, str, str, Callable[[], object]], at: int) -> list[Segment]:
        _, key, label, run = item
        self.spot(at, cell_len(f"{key} {label}"), run)
        return [Segment(key, self.ink("act")), Segment(f" {label}  ", self.ink("dim"))]

    def _shown(self) -> Sequence[tuple[str, str, str, Callable[[], object]]]:
        found: dict[str, tuple[str, str, str, Callable[[], object]]] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if not binding.show or not active.enabled or not binding.id or binding.id in found:
                continue
            if binding.key != NO_KEY and self._applies(binding.id, active.node):
                run = partial(self.act, binding.action, active.node)
                found[binding.id] = (binding.id, key_name(binding.key), binding.description, run)
        return sorted(found.values(), key=lambda item: _ORDER.get(item[0], 99))

    def _applies(self, action_id: str, node: DOMNode) -> bool:
        """Whether there is anything that the key would be about."""
        if action_id in _WHILE_BUSY:
            return self._busy
        if action_id in ("open", "choose") and isinstance(node, LineList):
            return node.count > 0
        lacks = getattr(self.screen, "lacks", None)
        return lacks is None or not lacks(BY_ID[action_id])
