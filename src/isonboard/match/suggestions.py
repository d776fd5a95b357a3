"""How likely a project has a skill that nobody tagged it with: by what its name and description name and suggest.

Evidence is added up in log-odds: a skill named in a short description says most, a broader one less, what a word only
suggests (“servlet”: Java) least. What is enough differs by kind: a language that is named is mostly the one that a
project is written in, while “data” or “search” often only occur. The rows of `suggestions.tsv` are made by hand; its
header says how. All this helps lists of skills find projects without tags; what is typed is never guessed at.
"""

import math
import os
from functools import lru_cache
from typing import NamedTuple

_DATA = os.path.join(os.path.dirname(__file__), "suggestions.tsv")
SHARES = (0.8, 0.3)
"""Of the evidence of a word that names a skill: what one gives that suggests it, strongly or weakly."""
KINDS = {
    "language": -0.35,
    "framework": -1.15,
    "infrastructure": -2.9,
    "discipline": -3.2,
    "technique": -1.95,
}
"""Log-odds that a project has a skill, before its evidence. Fitted, as `Evidence` is, to the topics and languages of
10,000 public projects by logistic regression, then rounded towards what ranked lists of skills best."""
LEAST = 0.05  # of evidence, however many words there are
STEPS = 64  # of evidence of 1
_MOST = 2048  # steps


class Evidence(NamedTuple):
    """What a word says of a skill that it names, in log-odds: the less, the more words there are."""

    most: float
    pivot: int
    less: float

    def among(self, count: int) -> float:
        """Of one word of `count`."""
        return max(self.most / (self.pivot + count) - self.less, LEAST)


BY_NAME = Evidence(17.0, 5, 1.3)
BY_DESCRIPTION = Evidence(28.0, 6, 0.0)


@lru_cache(maxsize=8)
def impacts(kind: str) -> tuple[int, ...]:
    """By steps of evidence, how likely a project has a skill of this kind, 255 where it is sure."""
    least = KINDS.get(kind, KINDS["technique"])
    return tuple(round(255 / (1 + math.exp(-(least + step / STEPS)))) or 1 for step in range(_MOST))


@lru_cache(maxsize=1)
def by_word() -> dict[str, tuple[tuple[str, float], ...]]:
    """For each word or two words, lower case, the `vocabulary.key` of the skills that they suggest, each with its share
    of the evidence of a word that names the skill.
    """
    found: dict[str, list[tuple[str, float]]] = {}
    with open(_DATA, encoding="utf-8") as lines:
        for line in lines:
            if line[0] != "#":
                skill, *rows = line.rstrip("\n").split("\t")
                for share, words in zip(SHARES, rows, strict=True):
                    for word in filter(None, words.split(",")):
                        found.setdefault(word, []).append((skill, share))
    return {word: tuple(skills) for word, skills in found.items()}
