"""Where in a tree something is said: file, line and the words, cleaned for display."""

import re

from isonboard import limits
from isonboard.manifests.tree import Tree
from isonboard.model.evidence import Evidence
from isonboard.text import line

QUOTE_LIMIT = limits.QUOTE_LETTERS
LINE_LIMIT = limits.SEARCHED_LINE_LETTERS
LINES_LIMIT = limits.SEARCHED_LINES
CALM_LIMIT = limits.SEARCHED_LETTERS
_RUN = re.compile(r"[ \t]{80,}")


def evidence_at(path: str, number: int, quote: str) -> Evidence:
    """Evidence whose quote has passed the gate; `number` counts lines from 1."""
    return Evidence(line(path), number, line(quote, QUOTE_LIMIT))


def evidence_in(tree: Tree, path: str, *patterns: str) -> Evidence:
    """The first line of `path` that a pattern matches, the patterns tried in order; else the whole file (line 0).

    A pattern sees one line at a time, cut to LINE_LIMIT: foreign text must not make a search slow.
    """
    rows = [row[:LINE_LIMIT] for row in (tree.text(path) or "").split("\n")[:LINES_LIMIT]]
    for pattern in patterns:
        matches = re.compile(pattern).search
        number = next((number for number, row in enumerate(rows, 1) if matches(row)), None)
        if number is not None:
            return evidence_at(path, number, rows[number - 1])
    return Evidence(line(path))


def calm(text: str) -> str:
    """`text` for searching over several lines: long lines and long runs of white space cut, at most CALM_LIMIT long."""
    rows = [row[: LINE_LIMIT * 4] for row in text[:CALM_LIMIT].split("\n")]
    return _RUN.sub(" " * 80, "\n".join(rows)) if any(len(row) > 80 for row in rows) else "\n".join(rows)
