"""Words that people mistype when they ask for work: “asign me”, “wrok on this isue”."""

import re
from functools import lru_cache

from isonboard.match.labels import word_set

_OFTEN = word_set(
    "assign assigned assigning issue issues working please would interested contribute contributing implement"
    " contribution someone anyone claiming pull request available"
)
_SHORT = {
    "wrok": "work", "owrk": "work", "wokr": "work", "wrk": "work", "wrking": "working", "tak": "take", "teh": "the",
    "thsi": "this", "tihs": "this", "htis": "this", "thi": "this", "taks": "task", "iwll": "i will", "woud": "would",
    "wuld": "would", "wud": "would", "liek": "like", "lik": "like", "wnat": "want", "cna": "can",
    "intrested": "interested", "intersted": "interested", "intrsted": "interested", "plese": "please", "u": "you",
    "ur": "your", "r": "are", "plss": "please", "pls": "please", "plz": "please", "cn": "can", "nd": "and", "n": "and", "abt": "about", "wanto": "want to",
    "allot": "assign", "il": "i'll", "allotted": "assigned", "allott": "assign",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


@lru_cache(maxsize=1)
def _misspelt() -> dict[str, str]:
    """Every form of the frequent words with one letter lost, doubled or swapped with its neighbour."""
    found = dict(_SHORT)
    for word in sorted(_OFTEN):
        for place in range(1, len(word)):
            lost = word[:place] + word[place + 1 :]
            doubled = word[: place + 1] + word[place:]
            swapped = word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]
            for form in (lost, doubled, swapped):
                if form not in _OFTEN:
                    found.setdefault(form, word)
    for real in ("pleas", "request", "requests", "issued", "worming"):
        found.pop(real, None)
    return found


def corrected(sentence: str) -> str:
    """A sentence in lower case with these words as they were meant; “a lot” stays."""
    known = _misspelt()
    return _WORD.sub(lambda match: known.get(match[0], match[0]), sentence)
