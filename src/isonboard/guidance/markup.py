"""Markdown, reStructuredText, AsciiDoc and plain text as one stream of blocks with line numbers.

A reader of our own because guidance needs the line of every finding, four formats, and a time linear in the size of
a document that a stranger wrote. It reads what base documents use and takes the rest for paragraphs: it never fails.
The text must have passed `text.block`. Inline markup is looked at on demand (`plain`, `links_in`, `spans_in`), since most
blocks are never asked.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from isonboard import limits
from isonboard.guidance import asciidoc, markdown, restructured
from isonboard.guidance.blocks import Block, BlockKind

__all__ = [
    "Block",
    "BlockKind",
    "InlineLink",
    "Markup",
    "Section",
    "links_in",
    "markup_of",
    "plain",
    "read",
    "sections",
    "sentences",
    "spans_in",
]

_BY_EXTENSION = {
    "md": "markdown", "markdown": "markdown", "mdown": "markdown",
    "rst": "restructured", "rest": "restructured",
    "adoc": "asciidoc", "asciidoc": "asciidoc",
}  # fmt: skip
_SNIFF = limits.SNIFFED_LETTERS
_RST_SIGNS = re.compile(
    r"^\.\. [a-z_-]+::|::[ ]*$|^\.\. _[^\n]{1,80}:|^[^\n]{3,100}\n(?:={3,}|~{3,}|\^{3,})[ ]*$|`_",
    re.MULTILINE,
)
_MD_SIGNS = re.compile(r"^#{1,4} \S|^```|\]\(|^[-*] \[[ x]\]", re.MULTILINE)
_ADOC_SIGNS = re.compile(r"^={1,4} \S|^\[source|^-{4}$|https?://\S{1,200}\[", re.MULTILINE)


class Markup(StrEnum):
    MARKDOWN = "markdown"
    RESTRUCTURED = "restructured"
    ASCIIDOC = "asciidoc"
    PLAIN = "plain"


def markup_of(path: str, text: str) -> Markup:
    """The markup of a document, by its name, else by its look (a plain README is often one of the three)."""
    name = path.rpartition("/")[2].casefold()
    known = _BY_EXTENSION.get(name.rpartition(".")[2]) if "." in name else None
    if known:
        return Markup(known)
    start = text[:_SNIFF]
    counts = {
        Markup.RESTRUCTURED: len(_RST_SIGNS.findall(start)),
        Markup.MARKDOWN: len(_MD_SIGNS.findall(start)) * 2,
        Markup.ASCIIDOC: len(_ADOC_SIGNS.findall(start)),
    }
    best = max(counts, key=lambda markup: counts[markup])
    return best if counts[best] > 1 else Markup.PLAIN


def read(path: str, text: str) -> list[Block]:
    """The blocks of a document in order; lines are those between line feeds and count from 1."""
    markup = markup_of(path, text)
    if markup is Markup.RESTRUCTURED:
        return restructured.blocks_of(text)
    if markup is Markup.ASCIIDOC:
        return asciidoc.blocks_of(text)
    return markdown.blocks_of(text, plain=markup is Markup.PLAIN)


class Section(NamedTuple):
    """A heading with the blocks up to the next heading; `path` holds the headings above it, outermost first."""

    title: str
    level: int
    line: int
    path: tuple[str, ...]
    blocks: tuple[Block, ...]


def sections(blocks: Sequence[Block]) -> list[Section]:
    """Blocks grouped under their headings; what stands before the first heading has the title ""."""
    result: list[Section] = []
    above: list[tuple[int, str]] = []
    title, level, line = "", 0, 1
    path: tuple[str, ...] = ()
    held: list[Block] = []
    for block in blocks:
        if block.kind is not BlockKind.HEADING:
            held.append(block)
            continue
        if held or title:
            result.append(Section(title, level, line, path, tuple(held)))
        held = []
        while above and above[-1][0] >= block.level:
            above.pop()
        path = tuple(name for _, name in above)
        title, level, line = plain(block.text), block.level, block.line
        above.append((level, title))
    if held or title:
        result.append(Section(title, level, line, path, tuple(held)))
    return result


class InlineLink(NamedTuple):
    """`offset` is where it starts in the text that was searched."""

    text: str
    target: str
    offset: int


_LINKS = re.compile(
    r"!?\[(?P<md>[^\[\]\n]{0,200})\]\(<?(?P<md_to>[^()\s<>]{1,400}(?:\([^()\s<>]{0,80}\)[^()\s<>]{0,80})?)>?(?:[ ]+[\"'(][^\"'()]{0,200}[\"')])?[ ]?\)"
    r"|`(?P<rst>[^`<>\n]{0,200})<(?P<rst_to>[^<>`\s]{1,400})>`__?"
    r"|<a [^<>]{0,200}href=[\"'](?P<html_to>[^\"'<>]{1,400})[\"'][^<>]{0,200}>(?P<html>[^<>]{0,200})"
    r"|(?:link:)(?P<adoc_to>[^\s\[\]]{1,400})\[(?P<adoc>[^\[\]\n]{0,200})\]"
    r"|(?P<url>(?:https?|irc|ircs|matrix|mailto)://?[^\s<>\[\]()\"'`|]{2,400})(?:\[(?P<url_text>[^\[\]\n]{0,200})\])?"
    r"|(?P<mail>(?<![\w.+/@-])[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}\b(?![\w/@:-]))"
    r"|!?\[(?P<ref>(?!\w+://)[^\[\]\n]{1,200})\](?:\[(?P<ref_to>[^\[\]\n]{0,100})\])?"
    r"|`(?P<rst_ref>[^`<>\n]{1,120})`_|(?<![\w`])(?P<rst_word>[A-Za-z][\w.-]{1,60})_(?![\w_*`])"
)
_URL_TAIL = ".,;:!?*_'\""


def links_in(text: str, references: dict[str, str] | None = None) -> list[InlineLink]:
    """Links of all four markups, bare addresses and e-mail addresses (`mailto:`), in order.

    `references` (names folded by `reference_key`) resolves `[text][name]` and `` `name`_ ``.
    """
    if not any(sign in text for sign in ("](", "://", "@", "`", "link:", "[", "_", "mailto:", "href")):
        return []
    known = references or {}
    found: list[InlineLink] = []
    for match in _LINKS.finditer(text):
        at = match.start()
        if match["md_to"] and match.group().startswith("!"):
            continue
        if match["md_to"]:
            found.append(InlineLink(match["md"], match["md_to"], at))
        elif match["rst_to"]:
            target = match["rst_to"].removesuffix("_") if "/" not in match["rst_to"] else match["rst_to"]
            found.append(InlineLink(match["rst"].strip(), known.get(reference_key(target), target), at))
        elif match["html_to"]:
            found.append(InlineLink(match["html"].strip(), match["html_to"], at))
        elif match["adoc_to"]:
            found.append(InlineLink(match["adoc"], match["adoc_to"], at))
        elif match["url"]:
            target = match["url"].rstrip(_URL_TAIL)
            found.append(InlineLink(match["url_text"] or target, target, at))
        elif match["mail"]:
            found.append(InlineLink(match["mail"], f"mailto:{match['mail']}", at))
        elif known:
            name = match["ref_to"] or match["ref"] or match["rst_ref"] or match["rst_word"]
            target = known.get(reference_key(name or ""), "")
            if target:
                found.append(InlineLink(match["ref"] or name or "", target, at))
    return found


def reference_key(name: str) -> str:
    """How a reference name is compared: case and white space do not count."""
    return " ".join(name.casefold().split())


_MD_REFERENCE = re.compile(r"[ ]{0,3}\[([^\[\]]{1,200})\]:[ ]*<?(\S{1,400}?)>?(?:[ ]|$)")
_RST_REFERENCE = re.compile(r"[ ]{0,8}\.\. _`?([^`:]{1,200})`?:[ ]*(\S{1,400})")


def references_in(text: str) -> dict[str, str]:
    """The reference definitions of a document: `[name]: address` and `.. _name: address`."""
    found: dict[str, str] = {}
    if "]:" in text or ".. _" in text:
        for line in text.split("\n"):
            match = (
                _MD_REFERENCE.match(line)
                if "]:" in line
                else _RST_REFERENCE.match(line)
                if ".. _" in line
                else None
            )
            if match:
                found.setdefault(reference_key(match[1]), match[2])
    return found


_SPANS = re.compile(
    r"(?P<fence>`{1,3})(?!`)(?P<code>[^`\n]{1,300})(?P=fence)(?!`|_)|<code>(?P<html>[^<>]{1,300})</code>"
)


class Span(NamedTuple):
    """Code within a sentence; `end` is the offset after it."""

    code: str
    offset: int
    end: int


def spans_in(text: str) -> list[Span]:
    """What stands in backticks, without them."""
    if "`" not in text and "<code>" not in text:
        return []
    return [
        Span((match["code"] or match["html"] or "").strip(), match.start(), match.end())
        for match in _SPANS.finditer(text)
    ]


_PLAIN = (
    (re.compile(r"\[\^[\w-]{1,40}\]"), ""),
    (re.compile(r"\[!\[[^\[\]]{0,200}\]\([^()\s]{0,400}\)\]\([^()\s]{0,400}\)"), ""),
    (re.compile(r"!\[[^\[\]]{0,200}\]\([^()]{0,400}\)"), ""),
    (
        re.compile(
            r"\[([^\[\]\n]{1,200})\](?:\([^()\n]{0,400}(?:\([^()\n]{0,80}\)[^()\n]{0,80})?\)|\[[^\[\]\n]{0,100}\])"
        ),
        r"\1",
    ),
    (
        re.compile(r"(?<![^\s(])(?:link:|xref:|mailto:|https?://)[^\s\[\]<>`]{3,300}\[([^\[\]\n]{1,200})\]"),
        r"\1",
    ),
    (re.compile(r"\[([^\[\]\n ][^\[\]\n]{1,80})\](?![\w:(\[])"), r"\1"),
    (re.compile(r"`([^`<>\n]{1,200}?)\s*<[^<>`\s]{1,400}>`__?"), r"\1"),
    (re.compile(r"`([^`\n]{1,120})`__?"), r"\1"),
    (re.compile(r":[a-z][a-z:+-]{1,30}:`~?([^`<>\n]{1,120})(?: ?<[^<>`]{1,200}>)?`"), r"\1"),
    (re.compile(r"</?(?:td|th|tr|br|p|li|dt|dd|div|h[1-6])\b[^<>]{0,300}>", re.IGNORECASE), " "),
    (re.compile(r"</?[A-Za-z][^<>]{0,300}>"), ""),
    (re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)([^*_\n]{1,300}?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"``([^`\n]{1,300})``"), r"\1"),
    (re.compile(r"`([^`\n]{1,300})`"), r"\1"),
)
_NEEDS = re.compile(r"[<\[`*_]|://")
_SPACE = re.compile(r"\s+")


_VERBATIM = re.compile(
    r"(?P<other>(?::[a-z][a-z:+-]{1,30}:)?`[^`\n]{1,300}`__?(?!\w)|:[a-z][a-z:+-]{1,30}:`[^`\n]{1,200}`)"
    r"|(?P<fence>``?)(?!`)(?P<code>[^`\n]{1,300})(?P=fence)(?![`_])"
)
"""Code, or what only looks like it: the links and roles of reStructuredText."""
_MARKS = re.compile(r"[<*_\[]")
_KEPT = re.compile("\0(\\d+)\0")


def plain(text: str) -> str:
    """`text` for a person: without emphasis, link targets, badges, code marks and HTML tags, white space folded.

    What stands in backticks stays as it is: `shop/<issue>` holds no tag, `__init__` no emphasis.
    """
    if _NEEDS.search(text):
        kept: list[str] = []

        def keep(match: re.Match[str]) -> str:
            code = match["code"]
            if code is None or not _MARKS.search(code):
                return match.group()
            kept.append(code.strip())
            return f"\0{len(kept) - 1}\0"

        if "`" in text:
            text = _VERBATIM.sub(keep, text.replace("\0", ""))
        for pattern, replacement in _PLAIN:
            text = pattern.sub(replacement, text)
        if kept:
            text = _KEPT.sub(lambda match: kept[int(match[1])], text)
    return _SPACE.sub(" ", text).strip()


_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]*_]{0,3}\s+(?=[\[(\"'*_`]{0,3}[A-Z0-9])|(?<=[。！？])")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|vs|cf|approx|No|Inc|Ltd|St|Mr|Ms|Dr)\.[\"')\]*_]{0,3}\s*$")


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a block's text with their offsets."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text[max(start, match.start() - 12) : match.end()]):
            continue
        if text.count("`", start, match.start()) % 2 and "`" in text[match.end() :]:
            continue  # within code
        if text[start : match.start()].strip():
            yield start, text[start : match.start()]
        start = match.end()
    if text[start:].strip():
        yield start, text[start:]
