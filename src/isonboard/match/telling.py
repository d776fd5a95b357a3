"""Whether a comment sounds like somebody who takes the work, or leaves it: a second opinion on free talk.

`claims` knows how claims are made and misses those in words of their own (“tests to follow”, “this one has my name
on it”). Here words and pairs of neighbours speak for or against, as written and as `rewording` puts them, each with
weights that were learnt from comments whose meaning is known (`tests/benchmarks/claim_words.py` writes the table and
says how often it errs). It is asked only where `claims` hears nothing of its writer.
"""

import os
import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from math import fsum, sqrt

from isonboard import limits
from isonboard.match.claims import reduced
from isonboard.match.references import prose
from isonboard.match.speech import SENTENCE_END
from isonboard.match.typos import corrected

_DATA = os.path.join(os.path.dirname(__file__), "claim_words.tsv")
_LIMIT = limits.CLAIM_SENTENCE_LETTERS
_MOST = 900  # letters of a comment beyond which it describes something
SURE = 0.7
"""Log-odds from which it counts. Chosen with the cap on weights where, of the comments of batches and styles that were
left out, about one in sixty that claims nothing is taken for a claim, and none of `ordinary.txt`."""
DOUBTFUL = -0.1
"""From here to `SURE` somebody may mean it: said beside what is free. About one ordinary comment in twenty reaches it."""
SURE_OF_LEAVING = 0.55
"""The same for leaving, asked only of who has it."""
_NAMES = tuple(
    (re.compile(pattern), f" {name} ")
    for pattern, name in (
        (r"https?://\S+", "ADDRESS"),
        (r"@[\w.-]+", "SOMEBODY"),
        (r"#\d+", "NUMBER"),
        (r"\b(?:i am|i'?m|we are|we're)\b", "IAM"),
        (r"\b(?:i will|i'll|ill|we'll|we will|imma|gonna|going to)\b", "IWILL"),
        (r"\b(?:i would|i'd|we'd|we would)\b", "IWOULD"),
        (r"\b(?:i have|i've|we've|we have)\b", "IHAVE"),
        (r"\b(?:can i|could i|may i|might i|can we|could we|may we|shall i)\b", "MAYI"),
        (r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend|tomorrow|tonight|today|evening|(?:next|this) week)\b", "DAY"),
        (r"\b(?:pr|mr|patch|pull request|merge request)s?\b", "PULL"),
        (r"\b\d[\d.]*\b", "COUNT"),
    )
)  # fmt: skip
_WORD = re.compile(r"[A-Z]{2,}|[a-z']+|[?!]|[^\W\d_]+|[^\x00-\x7f]")
_NOTHING = -1.0
"""Of what is too long or a single word: neither a claim nor a hint."""
_ENDS = frozenset("^$?!")
_FOREIGN = re.compile(r"[^\W\d_]+")
_ALIKE = (
    (re.compile(r"@[\w.-]+"), "@name"),
    (re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE), "monday"),
)
_REWORDED = re.compile(r"[A-Za-z']+|[?!.,:]|[^\W\d_]+|[^\x00-\x7f]")


def claim_odds(text: str) -> float:
    """How much the words of a comment speak for a claim, log-odds; compare with `SURE` and `DOUBTFUL`."""
    return _scores(text)[0]


def telling_words(text: str, *, leaving: bool = False) -> str:
    """The sentence of a comment that speaks most for a claim, or for leaving: what to quote."""
    sentences = [bare for one in SENTENCE_END.split(prose(text)) if (bare := one.strip(" \t-*_>"))]
    return max(sentences, key=lambda one: _scores(one)[leaving], default=text.strip())


def sounds_like_leaving(text: str) -> bool:
    """Whether the words of somebody who has the work speak for leaving it; False for what is long."""
    return _scores(text)[1] > SURE_OF_LEAVING


@lru_cache(maxsize=8192)
def _scores(text: str) -> tuple[float, float]:
    if len(text) > _MOST:
        return _NOTHING, _NOTHING
    for_claim, for_leaving = _weights()
    return claim_score(for_claim, text), score(for_leaving, text)


def score(weights: Mapping[str, float], text: str) -> float:
    """Log-odds of a comment; the weight of "" is the start."""
    known = [weights[word] for word in tellings_in(text) if word in weights]
    return weights[""] + fsum(known) / sqrt(len(known) or 1)


def claim_score(weights: Mapping[str, float], text: str) -> float:
    """As `score`, and nothing where a single word speaks for it: “PRs!”."""
    for_it = [word for word in tellings_in(text) if word[:1] != "=" and weights.get(word, 0.0) > 0]
    speaking = {part for word in for_it for part in word.split()}
    found = score(weights, text)
    return found if len(speaking - _ENDS) > 1 else min(found, _NOTHING)


def tellings_in(text: str) -> frozenset[str]:
    """The words of a comment and the pairs that stand together, the same reworded (`=`); parts of foreign words."""
    found: set[str] = set()
    for written in SENTENCE_END.split(prose(text).replace("’", "'")):
        if not written.strip() or len(written) > _LIMIT:
            continue
        lower = corrected(written.lower())
        for pattern, name in _NAMES:
            lower = pattern.sub(name, lower)
        words = ["^", *_WORD.findall(lower), "$"]
        found.update(words)
        found.update(map(" ".join, pairwise(words)))
        sentence = written.strip(" \t-*_>")
        for pattern, name in _ALIKE:
            sentence = pattern.sub(name, sentence)
        words = ["^", *_REWORDED.findall(reduced(sentence)), "$"]
        found.update(f"={word}" for word in words)
        found.update(f"={one} {next_one}" for one, next_one in pairwise(words))
        if not written.isascii():
            found.update(_parts(written.lower()))
    return frozenset(found)


def _parts(lower: str) -> set[str]:
    """Three letters at a time; in scripts without spaces up to three signs."""
    found: set[str] = set()
    for word in _FOREIGN.findall(lower):
        spaced = word[0] < "\u2e80"
        whole = f" {word} " if spaced else word
        for length in (3,) if spaced else (1, 2, 3):
            found.update(f"~{whole[start : start + length]}" for start in range(len(whole) - length + 1))
    return found


@lru_cache(maxsize=1)
def _weights() -> tuple[dict[str, float], dict[str, float]]:
    with open(_DATA, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#\t")]
    for_claim, for_leaving = (
        {row[0]: weight for row in rows if (weight := float(row[column])) or not row[0]} for column in (1, 2)
    )
    return for_claim, for_leaving
