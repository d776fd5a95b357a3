"""Commands that a README or a contribution guide shows: blocks under headings about setting up, and inline code."""

import re
from collections.abc import Iterator

from isonboard import limits
from isonboard.manifests.pipelines import Piece
from isonboard.manifests.tree import Tree

_NAMES = re.compile(
    r"^(?:\.github/|docs?/)?"
    r"(?P<kind>CONTRIBUTING|HACKING|DEVELOP(?:MENT|ING|ERS?)|BUILD(?:ING)?|INSTALL(?:ING)?|README)"
    r"(?:\.(?:md|markdown|mkd|rst|txt|adoc|asciidoc|org|rdoc))?$",
    re.IGNORECASE,
)
_ORDER = ("CONTRIBUTING", "HACKING", "DEVELOP", "BUILD", "INSTALL", "README")
ROW_LIMIT = limits.BLOCK_LINE_LETTERS
ROWS_LIMIT = limits.BLOCK_LINES
_HEADING = re.compile(r"^(?:#{1,6}|={1,5})\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"^([=\-~^\"'#*+`])\1{2,}\s*$")
_ABOUT_SETUP = re.compile(
    r"contribut|develop|hack|build|compil|set.?up|setting|start|install|test|from source|local|environment|check"
    r"|prerequisite|running|workflow|pull request|patch|coverage|requirement",
    re.IGNORECASE,
)
_FENCE = re.compile(r"^\s{0,8}(```+|~~~+)\s*\{?\.?([\w+#-]*)")
_SHELL = frozenset(
    {"", "sh", "shell", "bash", "zsh", "console", "terminal", "shell-session", "text", "txt", "fish", "none"}
)
_RST_CODE = re.compile(
    r"^([ \t]*)\.\.\s+(?:code-block|code|sourcecode|prompt|parsed-literal)::\s*(\w*)|^([ \t]*)(?!\.\.\s)(?=.*::\s*$)"
)
_ASCIIDOC_SOURCE = re.compile(r"^\[source,\s*(\w+)")
_INLINE = re.compile(r"(?<!`)``?([^`\n]{3,120})``?(?!`)")


def command_pieces(tree: Tree) -> list[Piece]:
    """Shell text shown by the documents about contributing and building, contribution guides first."""
    paths = [path for path in tree.paths() if path.count("/") < 2 and _NAMES.match(path)]
    return [piece for path in sorted(paths, key=_rank) for piece in _of_document(path, tree.text(path) or "")]


def _rank(path: str) -> tuple[int, str]:
    match = _NAMES.match(path)
    kind = match["kind"].upper() if match else ""
    return next((n for n, start in enumerate(_ORDER) if kind.startswith(start)), len(_ORDER)), path


def _of_document(path: str, text: str) -> Iterator[Piece]:
    is_guide = _rank(path)[0] < len(_ORDER) - 1
    relevant = is_guide
    rows = [row[:ROW_LIMIT] for row in text.split("\n")[:ROWS_LIMIT]]
    number = 0
    while number < len(rows):
        row = rows[number]
        heading = _HEADING.match(row)
        if heading or (
            number + 1 < len(rows) and row.strip() and row[0] != "[" and _UNDERLINE.match(rows[number + 1])
        ):
            relevant = is_guide or bool(_ABOUT_SETUP.search(heading[1] if heading else row))
            number += 1
            continue
        fence, rst = _FENCE.match(row), _RST_CODE.match(row)
        if fence:
            end = _end_of_fence(rows, number + 1, fence[1])
            if relevant and fence[2].lower() in _SHELL:
                yield Piece(_dedented(rows[number + 1 : end]), path, number + 2)
            number = end + 1
            continue
        if row.startswith("----") and number and _ASCIIDOC_SOURCE.match(rows[number - 1]):
            end = next((n for n in range(number + 1, len(rows)) if rows[n].startswith("----")), len(rows))
            if relevant:
                yield Piece("\n".join(rows[number + 1 : end]), path, number + 2)
            number = end + 1
            continue
        if rst:
            indent = len(rst[1] if rst[1] is not None else rst[3])
            start, end = _indented(rows, number + 1, indent)
            if relevant and end > start and (rst[2] or "").lower() in _SHELL:
                yield Piece(_dedented(rows[start:end]), path, start + 1)
            number = max(end, number + 1)
            continue
        if re.match(r"^(?: {4,}|\t)\S", row) and (not number or not rows[number - 1].strip()):
            start, end = _indented(rows, number, 3)
            if relevant:
                yield Piece(_dedented(rows[start:end]), path, start + 1)
            number = max(end, number + 1)
            continue
        if relevant:
            for inline in _INLINE.finditer(row):
                yield Piece(inline[1].strip(), path, number + 1)
        number += 1


def _end_of_fence(rows: list[str], start: int, fence: str) -> int:
    return next((n for n in range(start, len(rows)) if rows[n].strip().startswith(fence)), len(rows))


def _indented(rows: list[str], start: int, indent: int) -> tuple[int, int]:
    """The block from the first non-empty line after `start` that is deeper than `indent`: (first, past the last)."""
    while start < len(rows) and (not rows[start].strip() or re.match(r"^[ \t]+:\w", rows[start])):
        start += 1
    end = start
    while end < len(rows) and (not rows[end].strip() or _depth(rows[end]) > indent):
        end += 1
    return start, end


def _depth(row: str) -> int:
    return len(row.expandtabs(4)) - len(row.expandtabs(4).lstrip())


def _dedented(rows: list[str]) -> str:
    depth = min((_depth(row) for row in rows if row.strip()), default=0)
    return "\n".join(row.expandtabs(4)[depth:] for row in rows).rstrip("\n")
