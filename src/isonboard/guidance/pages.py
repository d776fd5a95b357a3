"""A document read once: its sections, its references, and evidence for what is found in it."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from isonboard import limits, text
from isonboard.guidance.blocks import Block, BlockKind
from isonboard.guidance.markup import Section, plain, read, references_in, sections, sentences
from isonboard.model.evidence import Evidence
from isonboard.model.guidance import Document, DocumentKind

QUOTE_LIMIT = limits.GUIDANCE_QUOTE_LETTERS
_BLOCK_LIMIT = limits.PARAGRAPH_LETTERS
_ITEM_START = re.compile(r"(?:[-*+]|\d{1,2}[.)])\s")
_READ_AS_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW, BlockKind.HEADING})


class Sentence(NamedTuple):
    """One sentence as written (`raw`) and for a person (`text`), with the section that holds it."""

    text: str
    raw: str
    line: int
    section: Section
    block: Block


class Page:
    """A base document with everything that is read from it, computed when first asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.path = document.path
        self.kind: DocumentKind = document.kind

    @cached_property
    def lines(self) -> list[str]:
        return self.document.text.split("\n")

    @cached_property
    def sections(self) -> list[Section]:
        return sections(read(self.path, self.document.text))

    @cached_property
    def references(self) -> dict[str, str]:
        return references_in(self.document.text)

    @cached_property
    def sentences(self) -> list[Sentence]:
        return list(self._sentences())

    def _sentences(self) -> Iterator[Sentence]:
        for section in self.sections:
            for block in section.blocks:
                for prose in self._prose(block):
                    content = prose.text[:_BLOCK_LIMIT]
                    for offset, raw in sentences(content):
                        yield Sentence(
                            plain(raw).replace("**", ""), raw, prose.line_at(offset), section, prose
                        )

    def _prose(self, block: Block) -> Iterator[Block]:
        """The block where it is prose; of a template also its comments, which hold the instructions, an item each."""
        if block.kind is BlockKind.ROW:
            yield block._replace(lines=(_row(block.cells),))
        elif block.kind in _READ_AS_PROSE:
            yield block
        elif block.kind is BlockKind.COMMENT and self.kind is DocumentKind.PULL_REQUEST_TEMPLATE:
            start = 0
            for number in range(1, len(block.lines) + 1):
                if (
                    number == len(block.lines)
                    or not block.lines[number]
                    or _ITEM_START.match(block.lines[number])
                ):
                    yield Block(BlockKind.COMMENT, block.line + start, block.lines[start:number])
                    start = number

    def evidence(self, line: int) -> Evidence:
        """Line `line` of this document (from 1) with its words."""
        quote = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Evidence(self.path, line, text.line(quote, QUOTE_LIMIT))

    @property
    def whole(self) -> Evidence:
        """The document as such."""
        return Evidence(self.path)


def _row(cells: Sequence[str]) -> str:
    """A table row as one says it: what it is about, then the rest."""
    told = [cell for cell in cells if cell.strip()]
    return f"{told[0]}: {', '.join(told[1:])}" if len(told) > 1 else "".join(told)


def heading_words(section: Section) -> str:
    """The headings above and of a section as one folded line, the outermost first."""
    return " / ".join((*section.path, section.title)).casefold()


_HEADING_NOISE = re.compile(r"^[\W\d_]+|[\W_]+$")


def heading_of(section: Section) -> str:
    """A section's own heading, folded, without numbers and decoration."""
    return _HEADING_NOISE.sub("", section.title).casefold()


def pages_of(documents: Sequence[Document]) -> list[Page]:
    """The pages of documents; who asks again for the same ones gets what was read."""
    if sum(len(document.text) for document in documents) > _LETTERS_KEPT:
        return [Page(document) for document in documents]
    return list(_kept(tuple(documents)))


_LETTERS_KEPT = 1_000_000


@lru_cache(maxsize=1)  # the project in hand: its guidance and its readiness read the same pages
def _kept(documents: tuple[Document, ...]) -> tuple[Page, ...]:
    return tuple(Page(document) for document in documents)
