"""Markdown as blocks, a piece at a time: a document of any length is open at once, the rest is read when wanted."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from isonboard.tui.glyphs import glyphs
from isonboard.tui.widgets.blocks import BLANK, Block, Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_PIECE = 3_000  # characters: some ten milliseconds of work
_PIECE_MOST = 20_000
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_FRESH = re.compile(r"(?:#{1,6}\s|[A-Za-z\[!<(_`\"']|\*\*)")
_DEFINITION = re.compile(r"^ {0,3}\[([^\]\n]{1,200})\]:[ \t]*<?([^\s>]+)>?", re.MULTILINE)
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_ADDRESS = re.compile(r"https?://[^\s<>\"'`]+[^\s<>\"'`.,;:!?)\]]")
_SPACES = re.compile(r"\s+")


def pieces(text: str) -> Iterator[str]:
    """The document in parts that can be read alone: cut at blank lines before something new begins."""
    text = _FRONT_MATTER.sub("", text, count=1)
    piece: list[str] = []
    length = 0
    fence = ""
    blank = False
    for line in text.split("\n"):
        if (
            blank
            and not fence
            and ((length >= _PIECE and _FRESH.match(line)) or (length >= _PIECE_MOST and line[:1].strip()))
        ):
            yield "\n".join(piece)
            piece, length = [], 0
        if (mark := _FENCE.match(line)) is not None:
            if not fence:
                fence = mark[1]
            elif mark[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
        piece.append(line)
        length += len(line) + 1
        blank = not line.strip()
    if piece:
        yield "\n".join(piece)


def definitions(text: str) -> dict[str, Any]:
    """The link definitions of a whole document, as markdown-it's environment wants them."""
    if "]:" not in text:
        return {}
    from markdown_it.common.utils import normalizeReference

    found: dict[str, Any] = {}
    for label, target in _DEFINITION.findall(text):
        found.setdefault(normalizeReference(label), {"title": "", "href": target, "map": [0, 0]})
    return found


def blocks_of(piece: str, references: dict[str, Any]) -> list[Block]:
    """One piece of Markdown as blocks."""
    tokens = _parser().parse(piece, {"references": dict(references)})
    return _Reader().read(tokens)


def plain_blocks(text: str) -> Iterator[list[Block]]:
    """Any other text, as it stands: reStructuredText and AsciiDoc are made to be read so."""
    lines = text.expandtabs(4).split("\n")
    for start in range(0, len(lines), 60):
        yield [
            Block(_addresses(line, "plain"), kind="text") if not line.startswith(" ") else _indented(line)
            for line in lines[start : start + 60]
        ]


def _indented(line: str) -> Block:
    bare = line.lstrip(" ")
    indent = " " * min(len(line) - len(bare), 24)
    return Block(_addresses(bare, "plain"), first=(Span(indent),), rest=indent)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True, "maxNesting": 12}).enable(["table", "strikethrough"])


class _Reader:
    """Walks the tokens of one piece; what it is inside of is kept as prefixes."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._rest = ""
        self._sign: tuple[Span, ...] = ()
        self._lists: list[int | None] = []
        self._tight = 0
        self._ink = "plain"

    def read(self, tokens: "list[Token]") -> list[Block]:
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if token.type == "table_open":
                index = self._table(tokens, index)
            else:
                self._take(token)
            index += 1
        return self.blocks

    def _take(self, token: "Token") -> None:
        match token.type:
            case "heading_open":
                self._ink = "heading" if token.tag in ("h1", "h2") else "strong"
                self._gap()
            case "paragraph_open":
                self._gap(tight=bool(token.hidden or self._sign))
            case "heading_close" | "paragraph_close":
                self._ink = "plain"
            case "inline":
                self._put(inline(token.children or (), self._ink))
            case "fence" | "code_block":
                self._gap()
                self._code(token.content.rstrip("\n"))
            case "hr":
                self._gap()
                self.blocks.append(Block(kind="rule"))
            case "html_block":
                self._html(token.content)
            case "blockquote_open":
                self._gap()
                self._rest += f"{glyphs().quote} "
            case "blockquote_close":
                self._rest = self._rest[:-2]
            case "bullet_list_open" | "ordered_list_open":
                if not self._lists:
                    self._gap()
                start = token.attrGet("start")
                ordered = token.type[0] == "o"
                self._lists.append((int(start) if start is not None else 1) if ordered else None)
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                number = self._lists[-1]
                sign = f"{glyphs().bullet} " if number is None else f"{number}. "
                if number is not None:
                    self._lists[-1] = number + 1
                self._sign = (
                    (Span(self._rest, "dim"), Span(sign, "act")) if self._rest else (Span(sign, "act"),)
                )
                self._rest += " " * len(sign)
            case "list_item_close":
                number = self._lists[-1]
                self._rest = self._rest[: -2 if number is None else -len(f"{number - 1}. ")]
                self._sign = ()
            case _:
                pass

    def _gap(self, *, tight: bool = False) -> None:
        if self.blocks and not tight and self.blocks[-1].kind != "blank" and not self._sign:
            self.blocks.append(
                Block(first=(Span(self._rest, "dim"),), rest=self._rest) if self._rest.strip() else BLANK
            )

    def _put(self, spans: tuple[Span, ...]) -> None:
        if not any(span.text.strip() for span in spans) and not self._sign:
            return
        first = self._sign or ((Span(self._rest, "dim"),) if self._rest else ())
        self.blocks.append(Block(spans, first=first, rest=self._rest))
        self._sign = ()

    def _code(self, words: str) -> None:
        first = self._sign or ((Span(self._rest, "dim"),) if self._rest else ())
        self._sign = ()
        for part in words.split("\n"):
            self.blocks.append(
                Block((Span(part, "code"),), kind="code", first=(*first, Span("  ")), rest=self._rest + "  ")
            )
            first = (Span(self._rest, "dim"),) if self._rest else ()

    def _html(self, source: str) -> None:
        reader = _HtmlText()
        # what nobody reads and what begins no tag: the library looks for their ends from each of them to the last letter
        reader.feed(_NO_TAG.sub("&lt;", _UNREAD.sub("", source)))
        reader.close()
        self._gap()
        for ink, spans in reader.paragraphs():
            self._put(
                tuple(Span(span.text, ink if span.ink == "plain" else span.ink, span.href) for span in spans)
            )

    def _table(self, tokens: "list[Token]", index: int) -> int:
        rows: list[tuple[tuple[Span, ...], ...]] = []
        cells: list[tuple[Span, ...]] = []
        while tokens[index].type != "table_close":
            token = tokens[index]
            if token.type == "tr_open":
                cells = []
            elif token.type == "inline":
                cells.append(inline(token.children or (), "plain"))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
            index += 1
        self._gap()
        self.blocks.append(Block(kind="table", rows=tuple(rows)))
        return index


_MARKS = {"strong_open": "strong", "em_open": "emphasis", "s_open": "dim"}


def inline(tokens: Any, base: str) -> tuple[Span, ...]:
    """The words of one line of Markdown with their inks and links."""
    spans: list[Span] = []
    inks: list[str] = [base]
    href = ""
    for token in tokens:
        kind = token.type
        if kind in _MARKS:
            inks.append(_MARKS[kind])
        elif kind.endswith("_close") and kind[:-6] + "_open" in _MARKS:
            inks.pop()
        elif kind == "link_open":
            href = str(token.attrGet("href") or "")
        elif kind == "link_close":
            href = ""
        elif kind == "text":
            spans += (
                [Span(token.content, "link", href)] if href else _addresses(token.content, " ".join(inks))
            )
        elif kind == "code_inline":
            spans.append(Span(token.content, "code", href))
        elif kind == "softbreak":
            spans.append(Span(" ", inks[-1], href))
        elif kind == "hardbreak":
            spans.append(Span("\n"))
        elif kind == "image":
            alt = token.content or "image"
            spans.append(Span(f"[{alt}]", "dim", href or str(token.attrGet("src") or "")))
        elif kind == "html_inline":
            tag = token.content.lower()
            if tag.startswith("<br"):
                spans.append(Span("\n"))
            elif tag.startswith("<a ") and (
                found := re.search(r"href\s*=\s*[\"']?([^\"'\s>]+)", token.content)
            ):
                href = found[1]
            elif tag.startswith("</a"):
                href = ""
            elif tag.startswith("<img") and (alt := re.search(r"alt\s*=\s*[\"']([^\"']+)", token.content)):
                spans.append(Span(f"[{alt[1]}]", "dim", href))
    return tuple(spans)


def _addresses(text: str, ink: str) -> tuple[Span, ...]:
    """Text with the web addresses in it as links."""
    if "://" not in text:
        return (Span(text, ink),)
    spans: list[Span] = []
    at = 0
    for found in _ADDRESS.finditer(text):
        spans += [Span(text[at : found.start()], ink), Span(found[0], "link", found[0])]
        at = found.end()
    spans.append(Span(text[at:], ink))
    return tuple(span for span in spans if span.text)


_UNREAD = re.compile(r"<!--.*?(?:-->|\Z)|<[?!][^>]*(?:>|\Z)", re.DOTALL)
_NO_TAG = re.compile(r"<(?!/?[a-zA-Z])")


class _HtmlText(HTMLParser):
    """The words of a piece of HTML: READMEs are full of centred logos and headings."""

    _BREAKS = frozenset(
        ("p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "details", "table", "ul")
    )
    _SILENT = frozenset(("script", "style", "template"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._paragraphs: list[tuple[str, list[Span]]] = [("plain", [])]
        self._href = ""
        self._silent = 0
        self._ink = "plain"

    def paragraphs(self) -> list[tuple[str, tuple[Span, ...]]]:
        return [
            (ink, tuple(spans)) for ink, spans in self._paragraphs if any(span.text.strip() for span in spans)
        ]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag in self._SILENT:
            self._silent += 1
        elif tag == "a":
            self._href = known.get("href") or ""
        elif tag == "br":
            self._paragraphs[-1][1].append(Span("\n"))
        elif tag == "img" and known.get("alt"):
            self._paragraphs[-1][1].append(Span(f"[{known['alt']}] ", "dim", self._href))
        elif tag in self._BREAKS:
            ink = "heading" if tag in ("h1", "h2") else "strong" if tag[0] == "h" else "plain"
            self._paragraphs.append((ink, [Span(f"{glyphs().bullet} ", "act")] if tag == "li" else []))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "a":
            self._href = ""
        elif tag in self._BREAKS:
            self._paragraphs.append(("plain", []))

    def handle_data(self, data: str) -> None:
        if not self._silent and data:
            words = _SPACES.sub(" ", data)
            self._paragraphs[-1][1].append(Span(words, "link" if self._href else "plain", self._href))
