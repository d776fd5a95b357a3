"""What words of a description suggest where a project names no language and no topic: “jquery” goes with JavaScript.

The rows are data (`suggestions.tsv`, learnt from public catalogs; its header says how). They help lists of skills find
such projects; what is typed into a search is never guessed at.
"""

import os
from functools import lru_cache

_DATA = os.path.join(os.path.dirname(__file__), "suggestions.tsv")


@lru_cache(maxsize=1)
def by_word() -> dict[str, tuple[tuple[str, float], ...]]:
    """For each word, lower case, the `vocabulary.key` of skills with how likely they are, in 0..1."""
    found: dict[str, list[tuple[str, float]]] = {}
    with open(_DATA, encoding="utf-8") as lines:
        for line in lines:
            if line[0] != "#":
                skill, _, words = line.rstrip("\n").partition("\t")
                for word, _, share in (each.partition(" ") for each in words.split(",")):
                    found.setdefault(word, []).append((skill, float(share)))
    return {word: tuple(skills) for word, skills in found.items()}
