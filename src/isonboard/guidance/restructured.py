"""reStructuredText as blocks: what READMEs and guides use of it, in one pass over the lines."""

import re

from isonboard.guidance.blocks import Block, BlockKind
from isonboard.guidance.markdown import cells_of

_ADORNMENTS = frozenset("=-`:'\"~^_*+#<>.!$%&,/;?@\\|")
_ITEM = re.compile(r"([-*+•]|\(?(?:\d{1,3}|#|[a-zA-Z])[.)])[ \t]+(?=\S)")
_DIRECTIVE = re.compile(r"\.\. (?:([a-zA-Z][\w-]{0,40})::)?[ ]?(.*)$")
_CODE_DIRECTIVES = frozenset(
    {"code-block", "code", "sourcecode", "prompt", "parsed-literal", "terminal", "console"}
)
_PROSE_DIRECTIVES = frozenset(
    {"note", "tip", "hint", "important", "warning", "attention", "caution", "danger", "admonition", "topic", "seealso",
     "sidebar", "container", "tabs", "tab", "group-tab", "rubric", "versionadded", "versionchanged", "tab-item",
     "tab-set", "collapse", "dropdown", "only"}
)  # fmt: skip
_TABLE_DIRECTIVES = frozenset({"list-table", "csv-table", "table"})
_SIMPLE_TABLE = re.compile(r"={2,}(?:[ ]+={2,})+$")
_GRID_TABLE = re.compile(r"\+[-=+]{3,}$")
_FIELD = re.compile(r":[A-Za-z][\w -]{0,40}:(?: |$)")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_adornment(stripped: str) -> bool:
    return len(stripped) >= 3 and stripped[0] in _ADORNMENTS and not stripped.strip(stripped[0])


def blocks_of(text: str) -> list[Block]:
    """The blocks of a reStructuredText document."""
    return _Reader(text.expandtabs(8).split("\n")).read()


class _Reader:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.blocks: list[Block] = []
        self.styles: list[str] = []
        """Adornments in the order they appeared: their index is the heading's level."""
        self.held: list[str] = []
        self.start = 0
        self.kind = BlockKind.PARAGRAPH
        self.level = 0

    def flush(self) -> None:
        if self.held:
            self.blocks.append(Block(self.kind, self.start + 1, tuple(self.held), self.level))
            self.held = []
        self.kind, self.level = BlockKind.PARAGRAPH, 0

    def heading(self, number: int, title: str, style: str) -> None:
        self.flush()
        if style not in self.styles:
            self.styles.append(style)
        self.blocks.append(Block(BlockKind.HEADING, number + 1, (title,), self.styles.index(style) + 1))

    def code(self, start: int, stop: int, language: str) -> None:
        self.flush()
        taken = [line.rstrip() for line in self.lines[start:stop]]
        while taken and not taken[-1]:
            taken.pop()
        while taken and not taken[0]:
            taken.pop(0)
            start += 1
        if taken:
            margin = min((_indent(line) for line in taken if line), default=0)
            lines = tuple(line[margin:] for line in taken)
            self.blocks.append(Block(BlockKind.CODE, start + 1, lines, 0, language))

    def read(self) -> list[Block]:
        number, count = 0, len(self.lines)
        while number < count:
            stripped = self.lines[number].strip()
            if not stripped:
                self.flush()
                number += 1
            else:
                number = self._line(number, self.lines[number], stripped)
        self.flush()
        return self.blocks

    def _line(self, number: int, line: str, stripped: str) -> int:
        first = stripped[0]
        following = self.lines[number + 1].strip() if number + 1 < len(self.lines) else ""
        if first in _ADORNMENTS:
            if stripped.startswith("..") and (stripped == ".." or stripped.startswith(".. ")):
                return self._directive(number, line, stripped)
            if stripped == "::":
                return self._literal(number + 1, _indent(line), _indent(line))
            if not self.held and _is_adornment(stripped):
                return self._overlined(number, stripped, following)
            if _SIMPLE_TABLE.match(stripped) and not self.held:
                return self._simple_table(number, stripped)
            if _GRID_TABLE.match(stripped) and not self.held:
                return self._grid_table(number)
            if stripped.startswith(">>> "):
                return self._until_blank(number, "pycon")
            if stripped.startswith("$ ") and not self.held:
                return self._until_blank(number, "")
            if not self.held and _FIELD.match(stripped):
                return number + 1
        if not self.held and following and line[0] != " " and _is_adornment(following):
            enough = len(following) >= min(len(stripped), 4)
            if enough and not _SIMPLE_TABLE.match(stripped):
                self.heading(number, stripped, following[0])
                return number + 2
        item = _ITEM.match(stripped)
        if item and not (self.held and self.kind is BlockKind.PARAGRAPH and first.isalpha()):
            self.flush()
            self.start, self.kind, self.level = number, BlockKind.ITEM, _indent(line)
            self.held = [stripped[item.end() :]]
        else:
            if not self.held:
                self.start, self.level = number, _indent(line)
            self.held.append(stripped)
        if stripped.endswith("::"):
            self.held[-1] = self.held[-1][:-1]
            if not following:
                indent = _indent(line)
                self.flush()
                return self._literal(number + 1, indent, indent + item.end() if item else indent)
        return number + 1

    def _overlined(self, number: int, stripped: str, following: str) -> int:
        below = self.lines[number + 2].strip() if number + 2 < len(self.lines) else ""
        if following and _is_adornment(below) and below[0] == stripped[0]:
            self.heading(number + 1, following, "over" + stripped[0])
            return number + 3
        return number + 1  # a transition

    def _block_end(self, number: int, indent: int) -> int:
        """The first line from `number` on that is not blank and not indented more than `indent`."""
        end = last = number
        while end < len(self.lines):
            line = self.lines[end]
            if line.strip():
                if _indent(line) <= indent:
                    break
                last = end + 1
            end += 1
        return last

    def _literal(self, number: int, indent: int, content: int) -> int:
        """The code below a paragraph at `indent`; `content` is where the text of an item starts, which ends it as well."""
        below = next((_indent(line) for line in self.lines[number:] if line.strip()), 0)
        end = self._block_end(number, content if below > content else indent)
        self.code(number, end, "")
        return max(end, number)

    def _until_blank(self, number: int, language: str) -> int:
        end = number
        while end < len(self.lines) and self.lines[end].strip():
            end += 1
        self.code(number, end, language)
        return end

    def _directive(self, number: int, line: str, stripped: str) -> int:
        self.flush()
        match = _DIRECTIVE.match(stripped)
        name = (match[1] or "").casefold() if match else ""
        end = self._block_end(number + 1, _indent(line))
        if name in _CODE_DIRECTIVES:
            body = number + 1
            while body < end and (not self.lines[body].strip() or _FIELD.match(self.lines[body].strip())):
                body += 1
            language = match[2].split(" ")[0].casefold() if match and match[2] else ""
            self.code(body, end, language or ("bash" if name in ("prompt", "terminal", "console") else ""))
            return max(end, number + 1)
        if name in _PROSE_DIRECTIVES:
            if match and match[2]:
                self.start, self.held = number, [match[2]]
            return number + 1  # its body is read as prose
        if name in _TABLE_DIRECTIVES:
            self._list_table(number + 1, end)
            return max(end, number + 1)
        return max(end, number + 1)  # a comment, a target, an image

    def _list_table(self, start: int, end: int) -> None:
        cells: list[str] = []
        at = start
        for number in range(start, end):
            stripped = self.lines[number].strip()
            if stripped.startswith("* - "):
                self._row(at, cells)
                cells, at = [stripped[4:].strip()], number
            elif stripped.startswith("- ") and cells:
                cells.append(stripped[2:].strip())
            elif stripped and cells and not _FIELD.match(stripped):
                cells[-1] = f"{cells[-1]} {stripped}".strip()
        self._row(at, cells)

    def _row(self, number: int, cells: list[str]) -> None:
        if any(cells):
            self.blocks.append(
                Block(BlockKind.ROW, number + 1, (self.lines[number].strip(),), cells=tuple(cells))
            )

    def _simple_table(self, number: int, ruler: str) -> int:
        indent = _indent(self.lines[number])
        starts = [match.start() + indent for match in re.finditer(r"=+", ruler)]
        rulers, end = 1, number + 1
        while end < len(self.lines) and rulers < 3:
            line = self.lines[end]
            if _SIMPLE_TABLE.match(line.strip()):
                rulers += 1
                if rulers == 2 and not (end + 1 < len(self.lines) and self.lines[end + 1].strip()):
                    return end + 1
            elif line.strip():
                edges = [*starts[1:], None]
                self._row(end, [line[a:b].strip() for a, b in zip(starts, edges, strict=True)])
            elif end + 1 < len(self.lines) and not self.lines[end + 1].strip():
                return end
            end += 1
        return end

    def _grid_table(self, number: int) -> int:
        end = number
        while end < len(self.lines) and (stripped := self.lines[end].strip()) and stripped[0] in "+|":
            if stripped[0] == "|":
                self._row(end, list(cells_of(stripped)))
            end += 1
        return max(end, number + 1)
