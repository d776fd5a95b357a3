"""Text that is laid out when it is looked at: blocks of inked words, and the lines they come to at some width.

Nothing here knows a screen: values in, values out. An ink is a name of the token sheet, several are joined by spaces.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len, chop_cells

from isonboard.tui.glyphs import glyphs

NO_BREAK = "\u00a0"
"""A space that no line is broken at; drawn as any other."""
_NAMED_BESIDE = 96  # cells from which the name of a row of columns has a column of its own
_GUTTER = 2  # cells between columns
_SIGN = 2  # cells of a sign before what it is about
_PIECES = re.compile(r"\n| +|[^ \n]+")


class Span(NamedTuple):
    """Some characters in one ink; `href` makes them a link."""

    text: str
    ink: str = "plain"
    href: str = ""


class Block(NamedTuple):
    """One paragraph, heading, item, line of code or table."""

    spans: tuple[Span, ...] = ()
    kind: str = "text"
    """`text`, `code` (kept as it is, long lines continued), `rule`, `table`, `columns` (one row), `blank`."""
    first: tuple[Span, ...] = ()
    """Stands before its first line: a bullet, a number, a mark."""
    rest: str = ""
    """Stands before its other lines; as wide as `first`."""
    rows: tuple[tuple[tuple[Span, ...], ...], ...] = ()
    """Cells of a table, the heading first."""


Line = tuple[Span, ...]
"""What stands on one line of the screen."""

BLANK = Block(kind="blank")


def paragraph(*spans: Span | str) -> Block:
    return Block(tuple(Span(span) if isinstance(span, str) else span for span in spans))


def heading(words: str) -> Block:
    return Block((Span(words, "heading"),))


def item(sign: str, *spans: Span | str, ink: str = "act") -> Block:
    """A line that begins with a sign, its continuation under its words."""
    return Block(
        tuple(Span(span) if isinstance(span, str) else span for span in spans),
        first=(Span(f"{sign} ", ink),),
        rest=" " * (cell_len(sign) + 1),
    )


def pair(name: str, *spans: Span | str, width: int = 15) -> Block:
    """A named fact, the facts one under the other."""
    return Block(
        tuple(Span(span) if isinstance(span, str) else span for span in spans),
        first=(Span(name.ljust(width), "dim"),),
        rest=" " * width,
    )


def columns(name: str, *cells: Iterable[Span]) -> Block:
    """One row of columns of the same width, each wrapped in its own; its name stands before or above them."""
    return Block(
        kind="columns",
        first=(Span(name, "dim"),),
        rows=(tuple(tuple(cell) for cell in cells),),
        rest=" " * 14,
    )


def code(words: str) -> Block:
    return Block((Span(words, "code"),), kind="code", first=(Span("  "),), rest="  ")


def laid_out(block: Block, width: int) -> list[Line]:
    """The lines of a block in `width` cells."""
    if block.kind == "blank":
        return [()]
    if block.kind == "rule":
        return [(Span(glyphs().rule * max(1, width), "rule"),)]
    if block.kind == "table":
        return _table(block, width)
    if block.kind == "columns":
        return _columns(block, width)
    if block.kind == "code":
        return _code(block, width)
    return _text(block, width)


def _text(block: Block, width: int) -> list[Line]:
    """Words broken between them, and inside them only where one is longer than the line."""
    used = sum(cell_len(span.text) for span in block.first)
    room = max(8, width - used)
    lines: list[Line] = []
    line: list[Span] = []
    at = 0
    space: Span | None = None
    for span in block.spans:
        for piece in _PIECES.findall(span.text):
            if piece == "\n":
                lines.append(tuple(line))
                line, at, space = [], 0, None
            elif piece[0] == " ":
                space = Span(" ", span.ink, span.href)
            else:
                length = cell_len(piece)
                gap = 1 if space is not None and line else 0
                last = piece
                if at + gap + length > room:
                    if line:
                        lines.append(tuple(line))
                    line, at, gap = [], 0, 0
                    *whole, last = _chopped(piece, room)
                    lines += [(Span(part, span.ink, span.href),) for part in whole]
                    length = cell_len(last)
                if gap and space is not None:
                    line.append(space)
                line.append(Span(last.replace(NO_BREAK, " "), span.ink, span.href))
                at += gap + length
                space = None
    if line or not lines:
        lines.append(tuple(line))
    return _prefixed(lines, block)


def _code(block: Block, width: int) -> list[Line]:
    room = max(8, width - 2 - sum(cell_len(span.text) for span in block.first))
    lines: list[Line] = []
    words = "".join(span.text for span in block.spans).expandtabs(4)
    for source in words.split("\n"):
        first, *others = _chopped(source, room) if source else [""]
        lines.append((Span(first.ljust(room + 1 - cell_len(first) + len(first)), "code"),))
        lines += [(Span(glyphs().wrap + " ", "faint"), Span(other, "code")) for other in others]
    return _prefixed(lines, block)


def _table(block: Block, width: int) -> list[Line]:
    """Columns where they fit; otherwise each row as its cells under their headings' names."""
    if not block.rows:
        return []
    columns = max(len(row) for row in block.rows)
    rows = [row + ((),) * (columns - len(row)) for row in block.rows]
    widths = [max(_length(row[column]) for row in rows) for column in range(columns)]
    if sum(widths) + 3 * (columns - 1) <= width:
        return _grid(rows, widths)
    heads = ["".join(span.text for span in cell) for cell in rows[0]]
    lines: list[Line] = []
    for row in rows[1:] or rows:
        for head, cell in zip(heads, row, strict=True):
            if cell:
                lines += _text(Block((Span(f"{head}: " if head else "", "dim"), *cell), rest="  "), width)
        lines.append(())
    return lines[:-1]


def _grid(rows: Sequence[tuple[tuple[Span, ...], ...]], widths: Sequence[int]) -> list[Line]:
    lines: list[Line] = []
    between = f" {glyphs().upright} "
    for number, row in enumerate(rows):
        line: list[Span] = []
        for column, cell in enumerate(row):
            if column:
                line.append(Span(between, "rule"))
            inked = [Span(span.text, "strong", span.href) for span in cell] if number == 0 else list(cell)
            line += inked
            line.append(Span(" " * (widths[column] - _length(cell))))
        lines.append(tuple(line))
        if number == 0:
            lines.append((Span(glyphs().rule * (sum(widths) + 3 * (len(widths) - 1)), "rule"),))
    return lines


def _columns(block: Block, width: int) -> list[Line]:
    """Beside its name where that leaves room to read, else below it."""
    cells = block.rows[0]
    name = "".join(span.text for span in block.first)
    beside = width >= _NAMED_BESIDE
    margin = cell_len(block.rest) if beside else 0
    each = max(10, (width - margin + _GUTTER) // max(1, len(cells)) - _GUTTER)
    laid = [[line for part in _parts(cell) for line in _text(part, each)] for cell in cells]
    lines: list[Line] = [] if beside or not name else [block.first]
    for number in range(max((len(one) for one in laid), default=0)):
        line: list[Span] = []
        if margin:
            line.append(Span((name if number == 0 else "").ljust(margin), "dim"))
        for one in laid:
            spans = one[number] if number < len(one) else ()
            line += [*spans, Span(" " * (max(0, each - _length(spans)) + _GUTTER))]
        lines.append(tuple(line))
    return lines


def _parts(cell: Iterable[Span]) -> Iterator[Block]:
    """The lines of a cell as they were written; what follows a sign of its own (“+ ”) hangs below its words."""
    for new_line, group in groupby(cell, lambda span: span.text == "\n"):
        if new_line:
            continue
        first, *rest = group
        signed = rest and cell_len(first.text) == _SIGN and first.text[:1] != " " == first.text[-1:]
        yield Block(tuple(rest), first=(first,), rest=" " * _SIGN) if signed else Block((first, *rest))


def _prefixed(lines: list[Line], block: Block) -> list[Line]:
    if not block.first and not block.rest:
        return lines
    rest = (Span(block.rest, "dim"),) if block.rest else ()
    return [(block.first if number == 0 else rest) + line for number, line in enumerate(lines)]


def _chopped(word: str, room: int) -> list[str]:
    return [word] if cell_len(word) <= room else chop_cells(word, room)


def _length(cell: Iterable[Span]) -> int:
    return sum(cell_len(span.text) for span in cell)


def link_to(lines: Sequence[Line], href: str) -> tuple[int, int] | None:
    """(line, place in it) of the first link to this address."""
    return next(((number, place) for number, place, span in links_of(lines) if span.href == href), None)


def links_of(lines: Sequence[Line]) -> Iterator[tuple[int, int, Span]]:
    """(line, place in it, span) of every link, a link broken over pieces or lines counted once."""
    before = ""
    for number, line in enumerate(lines):
        for place, span in enumerate(line):
            if span.href and span.href != before:
                yield number, place, span
            if span.text.strip():
                before = span.href
