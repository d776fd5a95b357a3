"""Which known spellings are within a few edits of a typed one: rapidfuzz, among few candidates.

An edit is a letter inserted, left out, replaced, or swapped with its neighbour (optimal string alignment). A
`Lexicon` is a sorted list of spellings as the index maps it; of two kinds with the same answers: `SmallLexicon`
reads every spelling of about the right length; `arrays.LargeLexicon` first drops, with numpy, those whose letters
differ too much.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Protocol


class Lexicon(Protocol):
    """Sorted spellings by number."""

    def spelling(self, number: int) -> str:
        """One of them."""

    def near(self, word: str, edits: int) -> list[tuple[int, int]]:
        """Numbers of the spellings that are 1 to `edits` edits from `word`, each with its edits."""

    def beginning_near(self, word: str, edits: int, span: range) -> list[tuple[int, int]]:
        """Numbers in `span` of longer spellings whose beginning is 1 to `edits` edits from `word`.

        The beginning is as long as `word`, or an edit longer or shorter, whichever fits best: a misspelt word
        half typed.
        """

    def containing(self, mask: int, span: range, longest: int, limit: int) -> list[int]:
        """Numbers in `span` of spellings up to `longest` letters with all letters of a `tokens.letter_mask`.

        The shortest `limit` of them, shortest first.
        """

    def shortest(self, span: range, limit: int) -> list[int]:
        """Numbers of the `limit` shortest spellings in `span`, shortest first."""


class SmallLexicon:
    """For catalogs of a few thousand projects: plain lists, no further import."""

    def __init__(self, texts: Sequence[str], masks: Sequence[int], by_length: Sequence[int]) -> None:
        """`by_length` are the numbers of those that may be misspelt, shortest first."""
        self._texts = texts
        self._masks = masks
        self._by_length = by_length
        self._groups: dict[int, tuple[Sequence[int], list[str]]] = {}

    def spelling(self, number: int) -> str:
        return self._texts[number]

    def near(self, word: str, edits: int) -> list[tuple[int, int]]:
        near: list[tuple[int, int]] = []
        for length in range(max(3, len(word) - edits), len(word) + edits + 1):
            numbers, texts = self._of_length(length)
            near.extend((numbers[at], distance) for at, distance in within(word, texts, edits) if distance)
        return sorted(near)

    def _of_length(self, length: int) -> tuple[Sequence[int], list[str]]:
        if (known := self._groups.get(length)) is None:
            first = bisect_left(self._by_length, length, key=self._length)
            last = bisect_left(self._by_length, length + 1, key=self._length)
            numbers = self._by_length[first:last]
            known = self._groups[length] = numbers, [self._texts[number] for number in numbers]
        return known

    def _length(self, number: int) -> int:
        return len(self._texts[number])

    def beginning_near(self, word: str, edits: int, span: range) -> list[tuple[int, int]]:
        length = len(word)
        texts = self._texts[span.start : span.stop]
        numbers = [number for number, text in zip(span, texts, strict=True) if len(text) > length]
        return beginnings_within(word, [self._texts[number] for number in numbers], numbers, edits)

    def containing(self, mask: int, span: range, longest: int, limit: int) -> list[int]:
        masks, texts = self._masks[span.start : span.stop], self._texts
        found = [number for number, letters in zip(span, masks, strict=True) if not mask & ~letters]
        found = [number for number in found if len(texts[number]) <= longest]
        return sorted(found, key=lambda number: len(texts[number]))[:limit]

    def shortest(self, span: range, limit: int) -> list[int]:
        if len(span) <= limit:
            return list(span)
        texts = self._texts
        return sorted(span, key=lambda number: len(texts[number]))[:limit]


def within(word: str, spelt: Sequence[str], edits: int) -> list[tuple[int, int]]:
    """Places in `spelt` of what is at most `edits` edits from `word`, each with its edits."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    matches = extract(word, spelt, scorer=OSA.distance, score_cutoff=edits, limit=None)
    return [(at, int(distance)) for _, distance, at in matches]


def beginnings_within(
    word: str, texts: Sequence[str], numbers: Sequence[int], edits: int
) -> list[tuple[int, int]]:
    """`Lexicon.beginning_near` among these texts."""
    best: dict[int, int] = {}
    length = len(word) + 1
    left = within(word, [text[:length] for text in texts], edits + 2)
    for at, distance in left:
        if 0 < distance <= edits:
            best[numbers[at]] = distance
    # a letter less changes the distance by one at most: what was further off stays so
    for length in (len(word), len(word) - 1):
        for found, distance in within(word, [texts[at][:length] for at, _ in left], edits):
            number = numbers[left[found][0]]
            if distance and distance < best.get(number, edits + 1):
                best[number] = distance
    return sorted(best.items())
