"""Where in a tree something is said: file, line and the words, cleaned for display."""

import re

from isonboard.manifests.tree import Tree
from isonboard.model.evidence import Evidence
from isonboard.text import line

QUOTE_LIMIT = 160  # characters of a quoted line


def evidence_at(path: str, number: int, quote: str) -> Evidence:
    """Evidence whose quote has passed the gate; `number` counts lines from 1."""
    return Evidence(line(path), number, line(quote, QUOTE_LIMIT))


def evidence_in(tree: Tree, path: str, *patterns: str) -> Evidence:
    """The first line of `path` that a pattern matches, the patterns tried in order; else the whole file (line 0)."""
    text = tree.text(path) or ""
    for pattern in patterns:
        # the readers' own patterns only: foreign words are passed through re.escape by the caller
        match = re.search(pattern, text, re.MULTILINE)
        if match:
            start = text.rfind("\n", 0, match.start()) + 1
            end = text.find("\n", match.end())
            return evidence_at(
                path, text.count("\n", 0, start) + 1, text[start : end if end >= 0 else len(text)]
            )
    return Evidence(line(path))
