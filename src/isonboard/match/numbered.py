"""Words, tags and terms by number, each looked up once: what `bulk` counts with instead of text."""

from array import array
from collections.abc import Callable, Iterable
from typing import Any

from isonboard.match import suggestions, vocabulary
from isonboard.match.analysis import (
    FUNCTION_WORDS,
    MADE,
    MADE_WITH,
    SKILL,
    concept_of_pair,
    made_of,
    of_word,
)
from isonboard.match.index import FIRST_WORD
from isonboard.match.numeric import np

Array = np.ndarray[Any, Any]


FIRST_HALF, SECOND_HALF, IS_SKILL, TELLS_FIRST, TELLS_SECOND = 1, 2, 4, 8, 16
"""What is to be known of a term: it may be the first of two words that are a skill (“machine” learning), or the second;
or of two that say of a skill what neither says (“in Go”, “self hosted”)."""


class Numbered(dict[str, int]):
    """Terms by the order in which they were first asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self.names)
        self.names.append(term)
        return number


class Terms(Numbered):
    """Terms of the index, and what is to be known of them."""

    def __init__(self) -> None:
        super().__init__()
        self._marks = np.zeros(0, dtype=np.uint8)
        split = [(key[:at], key[at:]) for key in vocabulary.spellings() for at in range(1, len(key))]
        self._firsts = {first for first, _ in split} - FUNCTION_WORDS
        self._seconds = {second for _, second in split}
        pairs = [word.split(" ") for word in suggestions.by_word() if " " in word]
        self._telling_firsts = MADE_WITH.union(self._firsts, (pair[0] for pair in pairs))
        self._telling_seconds = MADE.union(self._seconds, (pair[1] for pair in pairs))

    def marks(self) -> Array:
        """By number of a term: FIRST_HALF, SECOND_HALF, IS_SKILL, TELLS_FIRST, TELLS_SECOND."""
        if new := self.names[len(self._marks) :]:
            marks = [
                self._mark_of_word(term) if term > FIRST_WORD else IS_SKILL * (term[0] == SKILL)
                for term in new
            ]
            self._marks = np.concatenate((self._marks, np.array(marks, dtype=np.uint8)))
        return self._marks

    def _mark_of_word(self, word: str) -> int:
        names_skill = bool(made_of(word))
        return (
            FIRST_HALF * (word in self._firsts)
            + SECOND_HALF * (word in self._seconds)
            + TELLS_FIRST * (names_skill or word in self._telling_firsts)
            + TELLS_SECOND * (names_skill or word in self._telling_seconds)
        )


class Bundles(dict[str, int]):
    """Numbers of what stands for several terms, each with its share or units."""

    def __init__(self, terms: Numbered, of: Callable[[str], Iterable[tuple[str, float]]]) -> None:
        super().__init__()
        self._known, self._of = terms, of
        self._starts, self._terms, self._amounts = array("q", (0,)), array("q"), array("d")

    def __missing__(self, key: str) -> int:
        number = self[key] = len(self._starts) - 1
        for term, amount in self._of(key):
            self._terms.append(self._known[term])
            self._amounts.append(amount)
        self._starts.append(len(self._terms))
        return number

    def spread(self, numbers: Array) -> tuple[Array, Array, Array]:
        """For every term of every one of `numbers`: the place in there, the term, and its share or units."""
        all_starts = whole(self._starts)
        starts = all_starts[numbers]
        counts = all_starts[numbers + 1] - starts
        origins = np.repeat(np.arange(len(numbers)), counts)
        at = np.arange(len(origins)) + (starts - (np.cumsum(counts) - counts))[origins]
        return origins, whole(self._terms)[at], np.array(self._amounts)[at]


class Facts(Bundles):
    """Bundles of terms that hold or do not."""

    def __init__(self, terms: Terms, of: Callable[[str], Iterable[str]]) -> None:
        super().__init__(terms, lambda key: ((term, 1.0) for term in of(key)))


class Words(Bundles):
    """Words as they are spelt."""

    def __init__(self, terms: Terms) -> None:
        super().__init__(terms, of_word.__wrapped__)  # without its memory: each word is asked for once
        self._names = terms.names
        self._pairs: dict[int, int] = {}

    def plain(self, numbers: Array) -> Array:
        """The terms of the words themselves."""
        return whole(self._terms)[whole(self._starts)[numbers]]

    def pair(self, both: int) -> int:
        """The term of the skill that two plain words (terms, the first << 32 | the second) are side by side, or -1."""
        if (known := self._pairs.get(both)) is None:
            names = self._names
            concept = concept_of_pair(names[both >> 32], names[both & 0xFFFF_FFFF])
            known = self._pairs[both] = self._known[concept] if concept else -1
        return known


def whole(numbers: "list[int] | array[int]") -> Array:
    """As an array of i64."""
    return np.array(numbers, dtype=np.int64)
