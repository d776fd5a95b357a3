"""The block: what every markup reader yields."""

from enum import StrEnum
from typing import NamedTuple


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CODE = "code"
    ROW = "row"
    COMMENT = "comment"
    """What a reader of the page does not see: an HTML comment, in templates the instructions themselves."""


class Block(NamedTuple):
    """One heading, paragraph, list item, code block or table row.

    `lines` are the source lines from `line` on (counted from 1), markers and outer indentation removed; `level` is
    the depth of a heading (from 1) or the indentation of an item (in plain text and reStructuredText of a paragraph as well); `language` is what a code block names; `cells`
    belong to a row. `quoted` says that it stands in a quotation or a note.
    """

    kind: BlockKind
    line: int
    lines: tuple[str, ...]
    level: int = 0
    language: str = ""
    cells: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The lines as one (lines joined by a space: offsets into it are understood by `line_at`)."""
        return self.lines[0] if len(self.lines) == 1 else " ".join(self.lines)

    def line_at(self, offset: int) -> int:
        """The source line that holds the character at `offset` of `text`."""
        for number, content in enumerate(self.lines):
            if offset <= len(content):
                return self.line + number
            offset -= len(content) + 1
        return self.line + max(len(self.lines) - 1, 0)
