"""Markdown (CommonMark with tables, as forges show it) and plain text as blocks, in one pass over the lines."""

import html
import re

from isonboard.guidance.blocks import Block, BlockKind

_ATX = re.compile(r"(#{1,6})(?:[ \t]+|$)(.*?)(?:[ \t]+#+)?[ \t]*$")
_LOOSE_ATX = re.compile(r"(#{1,6})([A-Z].{0,120})$")
_OUTLINE = re.compile(r"(\*{2,5})[ \t]+([A-Z].{2,100})$")
"""A heading of an outline, as org files have them; one star alone is as often an item."""
_ITEM = re.compile(r"([-*+•]|\(?\d{1,3}[.)]|[a-z]\))[ \t]+(?=\S)")
_DELIMITER = re.compile(r"\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-*:?[ ]*)*$")
_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*(.*)$")
_HTML_HEADING = re.compile(r"<h([1-6])\b[^<>]{0,300}>(.{0,300}?)(?:</h|$)", re.IGNORECASE)
_PROMPT = re.compile(r"(?:\$|\(\w[\w.-]{0,30}\) ?\$|>>>) \S")
_REFERENCE = re.compile(r"\[(?!\^)[^\[\]]{1,200}\]:[ ]*\S")
_FOOTNOTE = re.compile(r"\[\^[\w-]{1,40}\]:[ \t]*(?=\S)")
_PRE = re.compile(r"</?(?:pre|code|div|span)\b[^<>]{0,300}>", re.IGNORECASE)
_STRUCK = re.compile(r"(?<![\w~])~~(?=[^\s~])[^~\n]{1,300}(?<=\S)~~(?![\w~])")
"""What a project has struck out it no longer says."""
_NOTE = re.compile(r"\[![A-Z]{3,12}\]")
_BOX = re.compile(r"\[[ xX]\][ ]+")
_QUOTE = re.compile(r"[ ]{0,3}>[ ]?")
_QUOTED_CODE = re.compile(r"[ ]{0,3}>[ ]?(?:[ ]{4}|\t)[ \t]*[^ \t>]")
_UNDERLINE = {"=": 1, "-": 2, "~": 3, "^": 3, "*": 2}
_MD_UNDERLINE = {"=": 1, "-": 2}
_NUMBERED_HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?[ \t]+[A-Z][^.:;,]{2,60}$")


def _width(line: str) -> int:
    """Columns of indentation, a tab reaching to the next multiple of four."""
    columns = 0
    for character in line:
        if character == " ":
            columns += 1
        elif character == "\t":
            columns += 4 - columns % 4
        else:
            break
    return columns


def _language(info: str) -> str:
    words = info.strip().strip("{}").replace(",", " ").split()
    return words[0].lstrip(".").casefold() if words else ""


def cells_of(row: str) -> tuple[str, ...]:
    """The cells of a table row written with bars."""
    inner = row.strip().removeprefix("|").removesuffix("|")
    return tuple(cell.strip() for cell in inner.replace("\\|", "¦").split("|"))


def blocks_of(text: str, *, plain: bool = False) -> list[Block]:
    """The blocks of a Markdown document. With `plain`, headings are also guessed from capitals and numbers."""
    return _Reader(text.split("\n"), plain=plain).read()


def _unstruck(lines: list[str], *, whole: bool) -> tuple[str, ...]:
    """The lines without what is struck out; with `whole` nothing is left of what begins with it: an item, a row."""
    if not any("~~" in line for line in lines):
        return tuple(lines)
    if whole and _STRUCK.match(lines[0]):
        return ()
    return tuple(_STRUCK.sub("", line).strip() for line in lines)


class _Reader:
    def __init__(self, lines: list[str], *, plain: bool) -> None:
        self.lines = lines
        self.plain = plain
        self.blocks: list[Block] = []
        self.held: list[str] = []
        self.start = 0
        self.kind = BlockKind.PARAGRAPH
        self.level = 0
        self.in_list = -1
        """Column where the content of the open list item begins; -1 outside lists."""
        self.quoted = False
        """Whether the line in hand stands in a quotation."""
        self.underlines = _UNDERLINE if plain else _MD_UNDERLINE

    def flush(self) -> None:
        if self.held:
            lines = _unstruck(self.held, whole=self.kind is BlockKind.ITEM)
            if any(lines):
                self.blocks.append(Block(self.kind, self.start + 1, lines, self.level))
            self.held = []
        self.kind = BlockKind.PARAGRAPH
        self.level = 0

    def hold(self, number: int, content: str, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0) -> None:
        if not self.held:
            self.start, self.kind, self.level = number, kind, level
        self.held.append(content)

    def heading(self, number: int, level: int, title: str) -> None:
        self.flush()
        self.in_list = -1
        if title:
            self.blocks.append(Block(BlockKind.HEADING, number + 1, (title,), level))

    def code(self, start: int, stop: int, language: str = "") -> None:
        """Lines `start` to `stop` (0-based, exclusive) as code, the common indentation taken away."""
        self.flush()
        taken = [line.rstrip() for line in self.lines[start:stop]]
        if self.quoted:
            taken = [_QUOTE.sub("", line) for line in taken]
        while taken and not taken[-1]:
            taken.pop()
        while taken and not taken[0]:
            taken.pop(0)
            start += 1
        if taken:
            margin = min((len(line) - len(line.lstrip()) for line in taken if line), default=0)
            self.blocks.append(
                Block(BlockKind.CODE, start + 1, tuple(line[margin:] for line in taken), 0, language)
            )

    def read(self) -> list[Block]:
        lines, count = self.lines, len(self.lines)
        number = self._front_matter()
        blank = True
        while number < count:
            line = lines[number]
            stripped = line.strip()
            if not stripped:
                self.flush()
                blank = True
                number += 1
                continue
            number = self._line(number, line, stripped, after_blank=blank)
            blank = False
        self.flush()
        return self.blocks

    def _front_matter(self) -> int:
        if self.lines and self.lines[0].strip() == "---":
            for number in range(1, min(len(self.lines), 60)):
                if self.lines[number].strip() == "---":
                    return number + 1
        return 0

    def _line(self, number: int, line: str, stripped: str, *, after_blank: bool) -> int:
        """Take the line at `number`; the number of the next line to look at."""
        first = stripped[0]
        self.quoted = first == ">" and not stripped.startswith(">>> ")
        if self.quoted:
            if not self.held and _QUOTED_CODE.match(line):
                return self._quoted_code(number)
            stripped = stripped.lstrip("> \t")
            if not stripped or _NOTE.fullmatch(stripped):
                self.flush()
                return number + 1
            first = stripped[0]
        indent = _width(line) if line[0] in " \t" else 0
        if first.isalpha():
            if indent >= 4 and not self.held and self._is_indented_code(indent, after_blank=after_blank):
                return self._indented(number, indent)
            if indent == 0 and after_blank:
                self.in_list = -1
            if self.plain and after_blank and self._is_plain_heading(number, stripped):
                self.heading(number, 2, stripped.rstrip(":"))
                return number + 1
            if "|" in stripped and self._starts_table(number):
                return self._table(number)
            self.hold(number, stripped, level=indent if self.plain else 0)
            return number + 1
        underlined = self.plain and first == "~" and self.held and self.kind is BlockKind.PARAGRAPH
        if first in "`~" and not underlined and (fence := _FENCE.match(stripped)) and "`" not in fence[2]:
            return self._fenced(number, fence[1], _language(fence[2]))
        listed = self.plain and _ITEM.match(stripped)  # plain files set their lists off, too
        if (
            indent >= 4
            and not listed
            and not self.held
            and self._is_indented_code(indent, after_blank=after_blank)
        ):
            return self._indented(number, indent)
        return self._marked(number, line, stripped, first, indent, after_blank=after_blank)

    def _marked(
        self, number: int, line: str, stripped: str, first: str, indent: int, *, after_blank: bool
    ) -> int:
        """A line that begins with punctuation or a digit."""
        if self.plain and indent == 0 and (outline := _OUTLINE.match(line)):
            self.heading(number, len(outline[1]), outline[2])
            return number + 1
        if first == "#" and (match := _ATX.match(stripped) or _LOOSE_ATX.match(stripped)):
            self.heading(number, len(match[1]), match[2])
            return number + 1
        if first in self.underlines and len(stripped) >= 2 and stripped.strip(first) == "":
            return self._underline(number, first, stripped)
        if first in "*_-" and len(stripped) >= 3 and not stripped.strip(first + " "):
            self.flush()
            return number + 1
        if first == "<":
            return self._html(number, stripped)
        if first == "[" and _REFERENCE.match(stripped):
            self.flush()
            return number + 1
        if first == "[" and (footnote := _FOOTNOTE.match(stripped)):
            self.flush()
            self.hold(number, stripped[footnote.end() :])
            return number + 1
        if first == "|" or ("|" in stripped and self._starts_table(number)):
            return self._table(number)
        if item := _ITEM.match(stripped):
            self.flush()
            self.in_list = indent + len(item[0])
            rest = stripped[item.end() :]
            if box := _BOX.match(rest):
                rest = rest[box.end() :]
            self.hold(number, rest, BlockKind.ITEM, indent)
            if rest.startswith(("```", "~~~")) and (fence := _FENCE.match(rest)) and "`" not in fence[2]:
                self.held = []
                return self._fenced(number, fence[1], _language(fence[2]))
            return number + 1
        if _PROMPT.match(stripped) and (after_blank or not self.held):
            return self._prompted(number)
        if "|" in stripped and self._starts_table(number):
            return self._table(number)
        if self.plain and after_blank and first.isdigit() and _NUMBERED_HEADING.match(stripped):
            self.heading(number, 2, stripped)
            return number + 1
        if indent == 0 and after_blank:
            self.in_list = -1
        self.hold(number, line.strip() if first != stripped[0] else stripped)
        return number + 1

    def _is_indented_code(self, indent: int, *, after_blank: bool) -> bool:
        if not after_blank:
            return False
        return indent >= (self.in_list + 4 if self.in_list >= 0 else 4)

    def _is_plain_heading(self, number: int, stripped: str) -> bool:
        """Capitals alone on a line, as GNU-style files write headings."""
        following = self.lines[number + 1].strip() if number + 1 < len(self.lines) else ""
        return not following and len(stripped) <= 60 and stripped.isupper() and len(stripped) >= 4

    def _fenced(self, number: int, fence: str, language: str) -> int:
        for end in range(number + 1, len(self.lines)):
            stripped = self.lines[end].strip().lstrip("> ")
            if stripped.startswith(fence) and not stripped.strip(fence[0]):
                break
        else:
            end = len(self.lines)
        self.code(number + 1, end, language)
        return end + 1

    def _indented(self, number: int, indent: int) -> int:
        end = last = number
        floor = min(indent, max(self.in_list, 0) + 4)
        while end < len(self.lines):
            line = self.lines[end]
            if line.strip():
                if _width(line) < floor:
                    break
                last = end
            end += 1
        self.code(number, last + 1)
        return last + 1

    def _quoted_code(self, number: int) -> int:
        """Code that a quotation holds by indentation."""
        end = number
        while end < len(self.lines) and _QUOTED_CODE.match(self.lines[end]):
            end += 1
        self.code(number, end)
        return end

    def _prompted(self, number: int) -> int:
        end = number
        while end < len(self.lines) and self.lines[end].strip():
            end += 1
        self.code(number, end)
        return end

    def _underline(self, number: int, first: str, stripped: str) -> int:
        if (
            self.held
            and self.kind is BlockKind.PARAGRAPH
            and len(self.held) <= 2
            and not self._starts_table(number)
        ):
            title, at = " ".join(self.held), self.start
            self.held = []
            self.heading(at, self.underlines[first], title)
        elif first == "-" and "|" in (self.held[-1] if self.held else ""):
            self.hold(number, stripped)
        else:
            self.flush()
        return number + 1

    def _html(self, number: int, stripped: str) -> int:
        if stripped.startswith("<!--"):
            return self._comment(number)
        if match := _HTML_HEADING.match(stripped):
            self.heading(number, int(match[1]), match[2])
            rest = stripped[match.end() :].partition(">")[2].strip()
            if not rest.startswith("<"):
                return number + 1
            self.lines[number] = rest
            return number
        if stripped.casefold().startswith("<pre"):
            return self._preformatted(number)
        self.hold(number, stripped)
        return number + 1

    def _preformatted(self, number: int) -> int:
        """Code that HTML sets off, from the line of `<pre>` to that of `</pre>`, without tags."""
        for end in range(number, len(self.lines)):
            if "</pre>" in self.lines[end]:
                break
        else:
            end = len(self.lines) - 1
        for at in range(number, end + 1):
            written = self.lines[at].partition("</pre>")[0]
            self.lines[at] = (
                html.unescape(_PRE.sub("", written)) if "<" in written or "&" in written else written
            )
        self.code(number, end + 1)
        return end + 1

    def _comment(self, number: int) -> int:
        self.flush()
        for end in range(number, len(self.lines)):
            if "-->" in self.lines[end]:
                break
        else:
            end = len(self.lines) - 1
        taken = tuple(self.lines[at].strip() for at in range(number, end + 1))
        self.blocks.append(Block(BlockKind.COMMENT, number + 1, taken))
        return end + 1

    def _starts_table(self, number: int) -> bool:
        if number + 1 >= len(self.lines):
            return False
        below = self.lines[number + 1].strip()
        return (
            below[:1] in "|:-"
            and "|" in below
            and "-" in below
            and len(below) < 2_000
            and bool(_DELIMITER.match(below))
        )

    def _table(self, number: int) -> int:
        self.flush()
        end = number
        while end < len(self.lines) and "|" in self.lines[end] and self.lines[end].strip():
            row = self.lines[end].strip()
            if not _DELIMITER.match(row[:2_000]) or not row.strip("|:- "):
                cells = cells_of(row)
                if any(cell.strip(":- ") for cell in cells) and _unstruck([cells[0]], whole=True):
                    self.blocks.append(Block(BlockKind.ROW, end + 1, (row,), cells=cells))
            end += 1
        return max(end, number + 1)
