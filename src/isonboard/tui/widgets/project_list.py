"""The list of projects: reserved columns that never jump, rows asked for as they come into sight."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple, Protocol

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from isonboard.tui import words
from isonboard.tui.glyphs import bar, glyphs, sparkline
from isonboard.tui.widgets.line_list import LineList
from isonboard.tui.widgets.paint import Painted, fitted, strip_of

_AHEAD = 64  # rows asked for above and below what is in sight
_STAR_END = 4  # cells: cursor sign, mark, star, space


class ListedProject(Protocol):
    """What a row shows; `assistant.row.Row` is one."""

    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def language(self) -> str | None: ...
    @property
    def fit(self) -> float | None: ...
    @property
    def personal(self) -> bool: ...
    @property
    def activity(self) -> int | None: ...
    @property
    def participation(self) -> tuple[int, ...]: ...
    @property
    def beginner_issues(self) -> int | None: ...
    @property
    def base_documents(self) -> tuple[str, ...] | None: ...
    @property
    def guidelines(self) -> str | None: ...
    @property
    def updated_at(self) -> datetime | None: ...
    @property
    def favourite(self) -> bool: ...
    @property
    def archived(self) -> bool: ...
    @property
    def gone(self) -> bool: ...
    @property
    def positions(self) -> tuple[int, ...]: ...


class Column(NamedTuple):
    """One reserved column; `cell` says what stands in it, in so many cells at most."""

    name: str
    heading: str
    width: int
    right: bool
    ink: str
    cell: Callable[[ListedProject, datetime, int], str]
    short: str = ""
    """The heading where the column is too narrow for the other."""


def _fit(row: ListedProject, _: datetime, width: int) -> str:
    if row.fit is None:
        return glyphs().unknown
    return f"{bar(row.fit, width - 4)}{row.fit:>4.0%}"


def _documents(row: ListedProject, _: datetime, width: int) -> str:
    """R, C and L where there is a README, a contribution guide and a licence; a dot where one lacks."""
    del width
    signs = glyphs()
    if row.base_documents is None:
        return f"{signs.unknown}C" if row.guidelines else signs.unknown
    found = {path.rpartition("/")[2][:7].casefold() for path in row.base_documents}
    return "".join(
        sign if found.intersection(names) else signs.unknown
        for sign, names in (("R", ("readme", "readme.")), ("C", ("contrib",)), ("L", ("license", "licence")))
    )


COLUMNS = (
    Column("language", "language", 10, right=False, ink="dim",
           cell=lambda row, _, __: row.language or glyphs().unknown, short="lang"),
    Column("fit", "fit", 9, right=False, ink="fit", cell=_fit),
    Column("weeks", "commits", 8, right=False, ink="spark",
           cell=lambda row, _, width: sparkline(row.participation, width, listed=True) or glyphs().unknown,
           short="weeks"),
    Column("activity", "act", 5, right=True, ink="plain", cell=lambda row, _, __: words.count(row.activity)),
    Column("beginner", "begin", 5, right=True, ink="act",
           cell=lambda row, _, __: words.count(row.beginner_issues)),
    Column("documents", "docs", 4, right=False, ink="dim", cell=_documents),
    Column("age", "changed", 9, right=True, ink="dim",
           cell=lambda row, now, _: words.age(row.updated_at, now)),
)  # fmt: skip
_GROWTH = (
    ("fit", 7, 14), ("beginner", 5, 14), ("language", 6, 14), ("documents", 4, 14), ("weeks", 6, 14),
    ("age", 9, 24), ("language", 10, 28), ("activity", 5, 28), ("fit", 9, 32), ("weeks", 8, 32), ("weeks", 12, 48),
)  # fmt: skip
"""What comes with more room, one after the other: a column, its cells, and how many the label keeps at least.

A wider list goes further in this order, so it never shows less than a narrower one.
"""
_GAP = 1


def columns_for(width: int, *, personal: bool = True) -> tuple[Column, ...]:
    """The columns that have room beside a readable label, in their order; no fit where there is nothing to fit."""
    widths: dict[str, int] = {}
    for name, cells, label in _GROWTH:
        if name == "fit" and not personal:
            continue
        grown = {**widths, name: cells}
        if width - _STAR_END - 1 - sum(grown.values()) - _GAP * len(grown) < label:
            break
        widths = grown
    return tuple(column._replace(width=widths[column.name]) for column in COLUMNS if column.name in widths)


class ProjectList(LineList):
    """`show` takes the rows at hand; `RowsWanted` asks for others, `add_rows` brings them."""

    @dataclass(eq=False, repr=False)
    class RowsWanted(Message):
        """Rows `first` to `end` come into sight and are not at hand."""

        list: "ProjectList"
        first: int
        end: int

    @dataclass(eq=False, repr=False)
    class StarClicked(Message):
        """A click on a star."""

        list: "ProjectList"
        index: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._rows: dict[int, ListedProject] = {}
        self._asked: tuple[int, int] = (0, 0)
        self.marked: Container[str] = ()
        self._columns: tuple[Column, ...] = ()
        self._columned = (0, True)
        self._personal = True
        self.now = datetime.now(UTC)

    def show(self, count: int, rows: Mapping[int, ListedProject], cursor: int = 0) -> None:
        """A new result: how many rows there are and those that are at hand."""
        self._rows = dict(rows)
        personal = all(row.personal for row in rows.values())
        if personal is not self._personal:
            self._personal = personal
            self.screen.query(ListHeading).refresh()
        self._asked = (0, 0)
        self.now = datetime.now(UTC)
        self.set_count(count, cursor)

    def add_rows(self, rows: Mapping[int, ListedProject]) -> None:
        """Rows that were asked for; those in sight that are others than before are drawn."""
        top = round(self.scroll_y)
        in_sight = range(top, top + self.page_height)
        others = [at for at in in_sight if at in rows and rows[at] is not self._rows.get(at)]
        self._rows.update(rows)
        for at in others:
            self.refresh_line(at)

    def replace_row(self, index: int, row: ListedProject) -> None:
        """One row said anew (a star came or went)."""
        self._rows[index] = row
        self.refresh_line(index)

    def learn(self, index: int, row: ListedProject) -> None:
        """The same row, better known: it looks the same."""
        self._rows[index] = row

    def row(self, index: int) -> ListedProject | None:
        """The row where it is at hand."""
        return self._rows.get(index)

    @property
    def current(self) -> ListedProject | None:
        """What the cursor is on."""
        return self._rows.get(self.cursor) if self.count else None

    # drawing

    def columns(self, width: int) -> tuple[Column, ...]:
        if (width, self._personal) != self._columned:
            self._columned = width, self._personal
            self._columns = columns_for(width, personal=self._personal)
        return self._columns

    def label_width(self, width: int) -> int:
        return width - _STAR_END - sum(column.width + _GAP for column in self.columns(width)) - 1

    def row_segments(self, index: int, width: int, *, at_cursor: bool) -> list[Segment]:
        row = self._rows.get(index)
        if row is None:
            self._want(index)
            return [Segment(f" {glyphs().unknown} ", self.ink("faint"))]
        signs, inks = glyphs(), self.inks
        segments = [
            Segment(signs.cursor if at_cursor else " ", inks["act"]),
            Segment(signs.yes if row.id in self.marked else " ", inks["act"]),
            Segment(signs.star if row.favourite else signs.no_star, inks["warn"]),
            Segment(" "),
            *self._label(row, self.label_width(width), inks),
        ]
        for column in self.columns(width):
            cell = fitted(column.cell(row, self.now, column.width), column.width, right=column.right)
            unknown = cell.strip() == signs.unknown
            segments.append(Segment(" " * _GAP))
            segments.append(Segment(cell, inks["faint" if unknown else column.ink]))
        return segments

    def _label(self, row: ListedProject, width: int, inks: Mapping[str, Style]) -> list[Segment]:
        quiet = row.archived or row.gone
        plain, match = inks["dim" if quiet else "strong"], inks["match"]
        label = row.label
        if cell_len(label) > width:
            label = fitted(label, width)
        matched = set(row.positions)
        segments: list[Segment] = []
        start = 0
        for place in range(1, len(label) + 1):
            if place == len(label) or (place in matched) != (start in matched):
                style = plain + match if start in matched else plain
                segments.append(Segment(label[start:place], style))
                start = place
        rest = width - cell_len(label)
        about = "archived" if row.archived else "no longer listed" if row.gone else ""
        if about and row.description:
            about = f"{about} {glyphs().dot} {row.description}"
        about = about or row.description
        if rest > 8 and about:
            segments.append(Segment("  " + fitted(about, rest - 2), inks["dim"]))
        else:
            segments.append(Segment(" " * rest))
        return segments

    def _want(self, index: int) -> None:
        """Ask for the rows around one that is missing, once."""
        start, stop = self._asked
        if start <= index < stop:
            return
        self._asked = (max(0, index - _AHEAD), min(self.count, index + _AHEAD + self.page_height))
        self.post_message(self.RowsWanted(self, *self._asked))

    def look_ahead(self) -> None:
        """Ask for the rows below what is in sight, else above it, where they are not at hand."""
        top = round(self.scroll_y)
        edges = (at for at in (top + self.page_height, top - 1) if 0 <= at < self.count)
        if (at := next((at for at in edges if at not in self._rows), None)) is not None:
            self._want(at)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self.count:
            edge = round(new_value) + (self.page_height * 2 if new_value > old_value else -self.page_height)
            ahead = max(0, min(self.count - 1, edge))
            if ahead not in self._rows:
                self._want(ahead)

    def clicked(self, index: int, column: int) -> bool:
        if column < _STAR_END - 1 and index in self._rows:
            self.post_message(self.StarClicked(self, index))
            return True
        return False

    def heading(self, width: int, ground: Style) -> Strip:
        """The line of column names that stands above the list."""
        faint = self.ink("faint")
        segments = [Segment(" " * _STAR_END), Segment(fitted("project", self.label_width(width)), faint)]
        for column in self.columns(width):
            segments.append(Segment(" " * _GAP))
            said = column.heading if len(column.heading) <= column.width else column.short
            segments.append(Segment(fitted(said, column.width, right=column.right), faint))
        return strip_of(segments, width, ground)


class ListHeading(Painted):
    """The names of the columns, in the places where the list below has them."""

    def render_line(self, y: int) -> Strip:
        del y
        listed = self.screen.query_one(ProjectList)
        width = listed.scrollable_content_region.width
        return listed.heading(width, self.ground()).adjust_cell_length(self.size.width, self.ground())
