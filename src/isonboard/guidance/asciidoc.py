"""AsciiDoc as blocks: what READMEs and guides use of it, in one pass over the lines."""

import re

from isonboard.guidance.blocks import Block, BlockKind
from isonboard.guidance.markdown import cells_of

_HEADING = re.compile(r"(={1,6}|#{1,6})[ \t]+(\S.*)$")
_ITEM = re.compile(r"(\*{1,5}|-|\.{1,5}|\d{1,3}\.|<\d{1,2}>)[ \t]+(?=\S)")
_ATTRIBUTES = re.compile(r"\[([^\[\]]{0,300})\]$")
_ENTRY = re.compile(r":!?[\w-]{1,60}!?:(?: |$)")
_TERM = re.compile(r"(\S.{0,200}?)(?:::|;;)(?:[ \t]+(.*))?$")
_ADMONITION = re.compile(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+")
_DIRECTIVE = re.compile(
    r"(?:image|video|audio|toc|include|ifdef|ifndef|ifeval|endif)::\S*\[.*\]$|\[\[[^\[\]]{1,200}\]\]$|'{3}$|<{3}$"
)
"""A line of its own that is for the converter or shows no words."""
_FENCES = {"-": "code", ".": "code", "+": "skip", "/": "skip", "=": "prose", "*": "prose", "_": "prose"}
_UNDERLINES = {"=": 1, "-": 2, "~": 3, "^": 4}


_LINK = re.compile(
    r"(?<![\w:/])(?:link:(?:\+\+(?P<raw>[^\s+]{1,400})\+\+|(?P<link>[^\s\[\]]{1,400}))|xref:(?P<xref>[^\s\[\]]{1,400})|(?P<mail>mailto:[^\s\[\]]{3,200})"
    r"|(?P<url>(?:https?|ircs?)://[^\s\[\]<>]{2,400}))\[(?P<words>[^\[\]]{0,300})\]"
)
_NOTE = re.compile(r"\s*footnote(?:ref)?:[\w-]{0,60}\[(?:[\w-]{1,60},)?([^\[\]]{1,600})\]")
_INLINE = (
    (re.compile(r"(?<!\w)(?:image|icon):[^\s\[\]:][^\s\[\]]{0,300}\[[^\[\]]{0,200}\]"), ""),
    (re.compile(r"<<[^<>,\n]{1,200},\s*([^<>]{1,200})>>"), r"\1"),
    (re.compile(r"<<#?([^<>,\n]{1,200})>>"), r"\1"),
    (re.compile(r"(?<!\w)(?:kbd|btn|pass):\w{0,10}\[([^\[\]]{1,200})\]"), r"\1"),
    (re.compile(r"(?<!\w)menu:([^\s\[\]]{1,60})\[([^\[\]]{1,100})\]"), r"\1 > \2"),
    (re.compile(r"\[\.(?:line-through|strike|removed)\]#{1,2}[^#\n]{1,200}#{1,2}"), ""),
    (re.compile(r"\[\.[\w.-]{1,60}\]#{1,2}([^#\n]{1,200})#{1,2}"), r"\1"),
    (re.compile(r"\[\[[\w.-]{1,100}\]\]"), ""),
    (re.compile(r"(?<![\w+])(\+{1,2})(?=[^\s+])([^+`\n]{1,200})(?<=\S)\1(?![\w+])"), r"`\2`"),
)
_WINDOW = re.compile(r"\^?(?:,\s*(?:window|role|opts|options|rel|title|id)\s*=.*)?$", re.DOTALL)
_CODE = re.compile(r"(`[^`\n]{1,300}`)")
_MACRO = re.compile(r"\[|<<|\+")


def _linked(match: re.Match[str]) -> str:
    target = match["raw"] or match["link"] or match["xref"] or match["mail"] or match["url"]
    words = match["words"]
    if match["mail"]:
        words = words.partition(",")[0]
    words = _WINDOW.sub("", words).strip("\"' \t") or target.removeprefix("mailto:")
    return f"[{words}]({target})"


def _inline(written: str) -> str:
    """`written` with links, references, notes and macros as the other readers know them; code stays as it is."""
    if not _MACRO.search(written):
        return written
    parts = _CODE.split(written)
    for at in range(0, len(parts), 2):
        part = _NOTE.sub(r" (\1)", parts[at])
        part = _LINK.sub(_linked, part)
        for pattern, replacement in _INLINE:
            part = pattern.sub(replacement, part)
        parts[at] = part
    return "".join(parts)


def blocks_of(text: str) -> list[Block]:
    """The blocks of an AsciiDoc document."""
    return _Reader(text.split("\n")).read()


class _Reader:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.blocks: list[Block] = []
        self.held: list[str] = []
        self.start = 0
        self.kind = BlockKind.PARAGRAPH
        self.level = 0
        self.language: str | None = None
        """What the attribute line above says of the next block; None when it says nothing."""

    def flush(self) -> None:
        if self.held:
            lines = tuple(_inline("\n".join(self.held)).split("\n"))
            if len(lines) != len(self.held):  # a line end was within what is not shown
                lines = tuple(_inline(line) for line in self.held)
            self.blocks.append(Block(self.kind, self.start + 1, lines, self.level))
            self.held = []
        self.kind, self.level = BlockKind.PARAGRAPH, 0

    def code(self, start: int, stop: int, language: str) -> None:
        self.flush()
        taken = [line.rstrip() for line in self.lines[start:stop]]
        if any(taken):
            margin = min(len(line) - len(line.lstrip()) for line in taken if line)
            lines = tuple(line[margin:] for line in taken)
            self.blocks.append(Block(BlockKind.CODE, start + 1, lines, 0, language))

    def read(self) -> list[Block]:
        number = 0
        while number < len(self.lines):
            line = self.lines[number]
            stripped = line.strip()
            if not stripped:
                self.flush()
                number += 1
            else:
                number = self._line(number, line, stripped)
        self.flush()
        return self.blocks

    def _line(self, number: int, line: str, stripped: str) -> int:
        first = stripped[0]
        if len(stripped) >= 4 and first in _FENCES and not stripped.strip(first):
            return self._fenced(number, stripped)
        if stripped.startswith("```"):
            self.language = stripped.strip("`").strip().casefold() or None
            return self._fenced(number, "```")
        if stripped.startswith("|==="):
            return self._table(number)
        if first in "=#" and line[0] == first and (match := _HEADING.match(stripped)):
            self.flush()
            self.blocks.append(
                Block(BlockKind.HEADING, number + 1, (_inline(match[2].rstrip("= ")),), len(match[1]))
            )
            return number + 1
        if stripped.startswith("//") and not self.held:
            return number + 1
        if _DIRECTIVE.match(stripped):
            self.flush()
            return number + 1
        if first == "[" and (match := _ATTRIBUTES.match(stripped)):
            self.flush()
            parts = [part.strip().casefold() for part in match[1].split(",")]
            if parts[0] in ("source", "listing", "literal", "console", "subs") or parts[0].startswith(
                "source"
            ):
                self.language = parts[1] if len(parts) > 1 and "=" not in parts[1] else ""
            return number + 1
        if stripped == "+":
            self.flush()
            return number + 1
        if first == ":" and _ENTRY.match(stripped) and not self.held:
            return number + 1
        if item := _ITEM.match(stripped):
            self.flush()
            self.start, self.kind, self.level = number, BlockKind.ITEM, len(item[1])
            self.held = [stripped[item.end() :]]
            return number + 1
        if line[0] in " \t" and not self.held:
            return self._literal(number)
        if self.language is not None and not self.held:
            return self._literal(number)
        return self._prose(number, stripped, first)

    def _prose(self, number: int, stripped: str, first: str) -> int:
        if (term := _TERM.match(stripped)) and "://" not in stripped and not self.held:
            self.start, self.kind = number, BlockKind.ITEM
            self.held = [f"{term[1]}: {term[2] or ''}".strip()]
            return number + 1
        if first == "." and len(stripped) > 1 and stripped[1].isalnum() and not self.held:
            self.blocks.append(
                Block(BlockKind.PARAGRAPH, number + 1, (stripped[1:],))
            )  # the title of a block
            return number + 1
        if not self.held:
            self.start = number
            if admonition := _ADMONITION.match(stripped):
                stripped = stripped[admonition.end() :]
        self.held.append(stripped)
        return number + 1

    def _fenced(self, number: int, fence: str) -> int:
        first = fence[0]
        if (
            len(self.held) == 1
            and first in _UNDERLINES
            and self.kind is BlockKind.PARAGRAPH
            and abs(len(self.held[0]) - len(fence)) <= 2
        ):
            block = Block(BlockKind.HEADING, self.start + 1, (_inline(self.held[0]),), _UNDERLINES[first])
            self.held = []
            self.blocks.append(block)
            return number + 1
        self.flush()
        meaning = _FENCES.get(first, "code")
        language, self.language = self.language, None
        if meaning == "prose":
            return number + 1
        for end in range(number + 1, len(self.lines)):
            if self.lines[end].strip() == fence:
                break
        else:
            end = len(self.lines)
        if meaning == "code":
            self.code(number + 1, end, language or "")
        return end + 1

    def _literal(self, number: int) -> int:
        language, self.language = self.language, None
        end = number
        while end < len(self.lines) and self.lines[end].strip():
            end += 1
        self.code(number, end, language or "")
        return end

    def _table(self, number: int) -> int:
        """The rows of a table; cells that stand on lines of their own are one row for as many as the first line has."""
        self.flush()
        end = number + 1
        columns = 0
        held: list[str] = []
        at = end
        while end < len(self.lines) and not self.lines[end].strip().startswith("|==="):
            row = self.lines[end].strip()
            if row.startswith("|"):
                cells = cells_of(row)
                columns = columns or len(cells)
                at = at if held else end
                held.extend(_inline(cell) for cell in cells)
                if len(held) >= columns:
                    self._row(at, held)
                    held = []
            end += 1
        self._row(at, held)
        return end + 1

    def _row(self, number: int, cells: list[str]) -> None:
        if any(cells):
            written = f"| {' | '.join(cells)} |"
            self.blocks.append(Block(BlockKind.ROW, number + 1, (written,), cells=tuple(cells)))
