"""Reads a long text: laid out a piece at a time as it is looked at, with links, finding and nothing to wait for."""

import posixpath
import re
import time
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from isonboard.tui.actions import bindings
from isonboard.tui.widgets.blocks import Block, Line, Span, laid_out, link_to, links_of
from isonboard.tui.widgets.paint import strip_of
from isonboard.tui.widgets.scrolled import Scrolled

if TYPE_CHECKING:
    from textual.timer import Timer

_SLICE = 0.008  # seconds of laying out at a time, between two frames
_HEADINGS = frozenset({"heading", "strong"})
_READ_WIDTH = 100  # cells: longer lines are hard to read


class Section(NamedTuple):
    """A part of a document: blocks made by us, or a text of somebody's."""

    blocks: tuple[Block, ...] = ()
    text: str = ""
    format: str = "markdown"
    """`markdown` or `plain`."""
    base: str = ""
    """Address that its relative links start from."""
    path: str = ""
    """Its place in the repository: links to it, and from it to others shown here, stay on the page."""


class _Code(NamedTuple):
    """A block of code: its first line on the page, and its own lines."""

    start: int
    lines: list[str]

    @property
    def typed(self) -> str:
        """As one would type it: without prompts where every line has one."""
        prompts = all(line.startswith("$ ") for line in self.lines if line.strip())
        return "\n".join(line.removeprefix("$ ") if prompts else line for line in self.lines)


def slug(words: str) -> str:
    """What a forge calls the place of a heading: folded, without punctuation, hyphens for spaces."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", words.strip().lower()))


class Document(Scrolled, can_focus=True, inherit_bindings=False):
    """Shows sections one below the other; the same `key` keeps its place, another starts at the top."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list"), *bindings("reader")]

    @dataclass(eq=False, repr=False)
    class LinkOpened(Message):
        """Enter or a click on a link; `base` is its section's address."""

        href: str
        base: str

    @dataclass(eq=False, repr=False)
    class CodeTaken(Message):
        """A block of code to be copied."""

        code: str

    @dataclass(eq=False, repr=False)
    class FindAsked(Message):
        """The find key: the page asks for the words and calls `find`."""

        document: "Document"

    def __init__(self, *, id: str | None = None, whole_width: bool = False) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._read_width = 10_000 if whole_width else _READ_WIDTH
        self._sections: Sequence[Section] = ()
        self._key: object = None
        self._lines: list[Line] = []
        self._starts: list[int] = []
        """The first line of each section."""
        self._anchors: dict[tuple[int, str], int] = {}
        """Section and name of a heading to its line."""
        self._codes: list[_Code] = []
        self._code: _Code | None = None
        self._work: Iterator[None] | None = None
        self._left = 0  # characters not laid out yet
        self._timer: Timer | None = None
        self._width = 0
        self._link: tuple[int, int] | None = None
        self._found: str = ""
        self._to_end = False
        self._inks: dict[str, Style] = {}

    # state

    def show(self, sections: Sequence[Section], key: object = None) -> None:
        """Show these sections."""
        same = key is not None and key == self._key
        set_off = bool(self._found or self._link or self._code)
        self._sections, self._key = tuple(sections), key
        self._code = None
        if not same:
            self._found, self._link = "", None
        self._lay_out(keep=same, whole=set_off)

    @property
    def plain_text(self) -> str:
        """Everything laid out so far, for tests and for finding."""
        return "\n".join(map(_said, self._lines))

    def find(self, words: str) -> bool:
        """Go to the next line with those words (letters' case aside), from below the one in sight on, then around."""
        self._found = words.casefold()
        self.refresh()
        if not self._found:
            return False
        seen = round(self.scroll_y) + 1
        hit = self._hit(seen, len(self._lines))
        while (
            hit is None and self._work is not None
        ):  # only as far as it takes: a long text is not read for one word
            seen = len(self._lines)
            self._advance(lambda before=seen: len(self._lines) > before)
            hit = self._hit(seen, len(self._lines))
        if hit is None:
            hit = self._hit(0, len(self._lines))
        self._measure()
        if hit is not None:
            self.scroll_to(y=hit, animate=False)
        return hit is not None

    def _hit(self, start: int, end: int) -> int | None:
        """The first line from `start` to `end` with the words that are looked for."""
        return next(
            (at for at in range(start, end) if self._found in _said(self._lines[at]).casefold()), None
        )

    # laying out

    def _lay_out(self, *, keep: bool, whole: bool = True) -> None:
        """Begin anew; `whole` draws every line again, else those that are not as they were."""
        width = min(self.scrollable_content_region.width - 2, self._read_width)
        if width <= 0:
            return
        share = self.scroll_y / self._estimate() if keep and self._lines else 0.0
        chosen = self._lines[self._link[0]][self._link[1]].href if self._link is not None else ""
        before, top = self._lines, round(self.scroll_y)
        self._width = width
        self._lines, self._starts, self._anchors, self._codes = [], [], {}, []
        self._left = sum(len(section.text) for section in self._sections)
        self._work = self._pieces(width)
        wanted = max(40, self.size.height * 2)
        self._advance(lambda: len(self._lines) >= wanted)
        if keep and share:
            self._advance(lambda: len(self._lines) >= share * self._estimate() + wanted)
        self._link = link_to(self._lines, chosen)
        self._measure()
        self.scroll_to(y=round(share * self._estimate()), animate=False)
        if whole or round(self.scroll_y) != top:
            self.refresh()
        else:
            self._refresh_changed(before, top)
        self._later()

    def _refresh_changed(self, before: Sequence[Line], top: int) -> None:
        """Of facts that come in later most lines stay."""
        for at in range(top, top + self.size.height):
            if before[at : at + 1] != self._lines[at : at + 1]:
                self.refresh_line(at)

    def _pieces(self, width: int) -> Iterator[None]:
        """Lays out the sections piece by piece; one `next` a piece."""
        for section in self._sections:
            self._starts.append(len(self._lines))
            self._put(section.blocks, width)
            if section.blocks:
                yield
            if not section.text:
                continue
            for size, blocks in _read(section):
                self._put(blocks, width)
                self._left = max(0, self._left - size)
                yield
        self._left = 0

    def _put(self, blocks: Iterable[Block], width: int) -> None:
        """Lay these out below the rest, and note where headings and code are."""
        open_code = False
        for block in blocks:
            start = len(self._lines)
            self._lines += laid_out(block, width)
            if block.kind == "code":
                if not open_code:
                    self._codes.append(_Code(start, []))
                self._codes[-1].lines.append("".join(span.text for span in block.spans))
            elif block.kind == "text" and block.spans and all(one.ink in _HEADINGS for one in block.spans):
                name = slug("".join(span.text for span in block.spans))
                self._anchors.setdefault((len(self._starts) - 1, name), start)
            open_code = block.kind == "code"

    def _advance(self, enough: Any) -> None:
        while self._work is not None and not enough():
            if next(self._work, self) is self:
                self._work = None

    def _later(self) -> None:
        if self._work is not None and self._timer is None:
            self._timer = self.set_timer(0.02, self._slice)

    def _slice(self) -> None:
        self._timer = None
        end = time.perf_counter() + _SLICE
        self._advance(lambda: time.perf_counter() > end)
        self._measure()
        if self._work is None and self._to_end:
            self._to_end = False
            self.scroll_end(animate=False)
        self._later()

    def _estimate(self) -> int:
        return len(self._lines) + self._left // max(20, round(self._width * 0.6))

    def _measure(self) -> None:
        self.measure(self._estimate())

    def on_resize(self) -> None:
        if min(self.scrollable_content_region.width - 2, self._read_width) != self._width:
            self._lay_out(keep=True)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._inks.clear()

    # drawing

    def render_line(self, y: int) -> Strip:
        width, ground = self.inner_width, self.ground()
        number = round(self.scroll_y) + y
        if number >= len(self._lines):
            return Strip.blank(width, ground)
        line = self._lines[number]
        segments = [Segment(" ")]
        copied = self._code is not None and 0 <= number - self._code.start < len(self._code.lines)
        for place, span in enumerate(line):
            style = self._inked(span.ink)
            if self._link == (number, place) or (copied and span.ink == "code"):
                style += self.ink("cursor")
            segments.append(Segment(span.text, style))
        if self._found and self._found in _said(line).casefold():
            segments = self._marked(segments)
        return strip_of(segments, width, ground)

    def _inked(self, names: str) -> Style:
        if names not in self._inks:
            self._inks[names] = Style.combine(map(self.ink, names.split()))
        return self._inks[names]

    def _marked(self, segments: list[Segment]) -> list[Segment]:
        """The words being looked for, set off."""
        marked: list[Segment] = []
        for segment in segments:
            text, low = segment.text, segment.text.casefold()
            at = 0
            while len(low) == len(text) and (found := low.find(self._found, at)) >= 0:
                marked.append(Segment(text[at:found], segment.style))
                end = found + len(self._found)
                marked.append(Segment(text[found:end], (segment.style or Style()) + self.ink("found")))
                at = end
            marked.append(Segment(text[at:], segment.style))
        return marked

    # keys and mouse

    def action_move(self, lines: int) -> None:
        self.scroll_to(y=self.scroll_target_y + lines, animate=False)

    def action_half(self, halves: int) -> None:
        self.scroll_to(y=self.scroll_target_y + halves * (self.size.height // 2), animate=False)

    def action_page(self, pages: int) -> None:
        self.scroll_to(y=self.scroll_target_y + pages * max(1, self.size.height - 2), animate=False)

    def action_top(self) -> None:
        self.scroll_to(y=0, animate=False)

    def action_bottom(self) -> None:
        self._to_end = self._work is not None
        self.scroll_end(animate=False)

    def action_find(self) -> None:
        self.post_message(self.FindAsked(self))

    def action_link(self, step: int) -> None:
        """The next link below, or above; from the first one in sight when there was none."""
        links = [(number, place) for number, place, _ in links_of(self._lines)]
        if not links:
            return
        here = self._link or (round(self.scroll_y), -1)
        after = [link for link in links if link > here]
        before = [link for link in links if link < here]
        self._link = (after or links)[0] if step > 0 else (before or links)[-1]
        self.screen.refresh_bindings()
        number = self._link[0]
        if not self.scroll_y <= number < self.scroll_y + self.size.height:
            self.scroll_to(y=max(0, number - self.size.height // 3), animate=False)
        self.refresh()

    def action_code(self) -> None:
        """Take the first block of code in sight; pressed again while it is in sight, the next one."""
        top, below = round(self.scroll_y), round(self.scroll_y) + self.size.height
        held = self._code
        since = held.start if held is not None and top <= held.start < below else top - 1
        self._advance(lambda: bool(self._codes) and self._codes[-1].start > since)
        self._code = next((code for code in self._codes if code.start > since), None)
        self._measure()
        self.refresh()
        if self._code is None:
            return
        if self._code.start >= below:
            self.scroll_to(y=max(0, self._code.start - self.size.height // 3), animate=False)
        self.post_message(self.CodeTaken(self._code.typed))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """There is something to open once `.` or `,` stands on a link."""
        return action != "open" or self._link is not None

    def action_open(self) -> None:
        if self._link is not None:
            number, place = self._link
            self._open(number, self._lines[number][place])

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        number = round(self.scroll_y) + (offset.y if offset is not None else 0)
        if offset is None or number >= len(self._lines):
            return
        at = 1
        for span in self._lines[number]:
            at += cell_len(span.text)
            if offset.x < at:
                if span.href:
                    event.stop()
                    self._open(number, span)
                return

    def _open(self, number: int, span: Span) -> None:
        section = bisect_right(self._starts, number) - 1
        here = self._sections[section]
        path, _, anchor = span.href.partition("#")
        if path:
            folder = "" if path.startswith("/") else posixpath.dirname(here.path)
            where = posixpath.normpath(posixpath.join(folder, path.lstrip("/")))
            paths = [one.path for one in self._sections]
            section = paths.index(where) if here.path and "://" not in path and where in paths else -1
        if section < 0 or not self._go_to(section, anchor):
            self.post_message(self.LinkOpened(span.href, here.base))

    def _go_to(self, section: int, anchor: str) -> bool:
        """Scroll to a heading of a section, without one to its start; False where there is no such heading."""
        wanted = (section, slug(anchor))
        self._advance(lambda: (wanted in self._anchors) if anchor else len(self._starts) > section)
        self._measure()
        line = self._anchors.get(wanted) if anchor else self._starts[section]
        if line is None:
            return False
        self.scroll_to(y=line, animate=False)
        return True


def _said(line: Line) -> str:
    return "".join(span.text for span in line)


def _read(section: Section) -> Iterator[tuple[int, list[Block]]]:
    """(characters, blocks) a piece of somebody's text."""
    from isonboard.tui.widgets import markdown  # and with it the parsers: not before there is a text

    if section.format != "markdown":
        for blocks in markdown.plain_blocks(section.text):
            yield len(section.text) // 50, blocks
        return
    references = markdown.definitions(section.text)
    for number, piece in enumerate(markdown.pieces(section.text)):
        blocks = markdown.blocks_of(piece, references)
        gap = [Block(kind="blank")] if number else []
        yield len(piece), [*gap, *blocks]
