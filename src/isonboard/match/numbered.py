"""Words, tags and terms by number, each looked up once: what `bulk` counts with instead of text."""

from array import array
from collections.abc import Callable, Iterable
from typing import Any

from isonboard.match import suggestions, vocabulary
from isonboard.match.analysis import (
    FUNCTION_WORDS,
    SKILL,
    SUGGESTED,
    concept_of_pair,
    of_telling_word,
    of_word,
)
from isonboard.match.numeric import np

Array = np.ndarray[Any, Any]


FIRST_HALF, SECOND_HALF, IS_SKILL, IS_SUGGESTED = 1, 2, 4, 8
"""What is to be known of a term: it may be the first of two words that are a skill (“machine” learning), or the second."""


class Terms(dict[str, int]):
    """Terms by the order in which they were first asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self._marks = np.zeros(0, dtype=np.uint8)
        split = [(key[:at], key[at:]) for key in vocabulary.spellings() for at in range(1, len(key))]
        self._firsts = {first for first, _ in split} - FUNCTION_WORDS
        self._seconds = {second for _, second in split}

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self.names)
        self.names.append(term)
        return number

    def marks(self) -> Array:
        """By number of a term: FIRST_HALF, SECOND_HALF, IS_SKILL, IS_SUGGESTED."""
        if new := self.names[len(self._marks) :]:
            firsts, seconds = self._firsts, self._seconds
            of_letters = {SKILL: IS_SKILL, SUGGESTED: IS_SUGGESTED}
            marks = [
                of_letters.get(term[0], 0) or (term in firsts) + (SECOND_HALF if term in seconds else 0)
                for term in new
            ]
            self._marks = np.concatenate((self._marks, np.array(marks, dtype=np.uint8)))
        return self._marks


class Bundles(dict[str, int]):
    """Numbers of what stands for several terms, each with its share or units."""

    def __init__(self, terms: Terms, of: Callable[[str], Iterable[tuple[str, float]]]) -> None:
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
    """Words as they are spelt, those that may suggest a skill with its mark before them."""

    def __init__(self, terms: Terms) -> None:
        super().__init__(terms, _of_marked)
        self.telling = _Telling(self)
        self._pairs: dict[int, int] = {}

    def plain(self, numbers: Array) -> Array:
        """The terms of the words themselves."""
        return whole(self._terms)[whole(self._starts)[numbers]]

    def pair(self, both: int) -> int:
        """The term of the skill that two plain words (terms, the first << 32 | the second) are side by side, or -1."""
        if (known := self._pairs.get(both)) is None:
            names = self._known.names
            concept = concept_of_pair(names[both >> 32], names[both & 0xFFFF_FFFF])
            known = self._pairs[both] = self._known[concept] if concept else -1
        return known


class _Telling(dict[str, int]):
    """The same words in a text that may suggest skills."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words, self._suggesting = words, suggestions.by_word()

    def __missing__(self, raw: str) -> int:
        marked = SUGGESTED + raw if raw.lower() in self._suggesting else raw
        number = self[raw] = self._words[marked]
        return number


def _of_marked(word: str) -> Iterable[tuple[str, float]]:
    """Without the memory of these functions: each word is asked for once."""
    return of_telling_word.__wrapped__(word[1:]) if word[0] == SUGGESTED else of_word.__wrapped__(word)


def whole(numbers: "list[int] | array[int]") -> Array:
    """As an array of i64."""
    return np.array(numbers, dtype=np.int64)
