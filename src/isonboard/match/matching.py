"""Which known spellings are within a few edits of a typed one: rapidfuzz, among those of about the same length.

An edit is a letter inserted, left out, replaced, or swapped with its neighbour (optimal string alignment).
"""

from collections.abc import Sequence


class Spellings:
    """A list of spellings, grouped by length once."""

    def __init__(self, texts: Sequence[str], start: int = 0) -> None:
        """`start` is the number of the first text; those before it are no candidates."""
        self._groups: dict[int, tuple[list[str], list[int]]] = {}
        for number in range(start, len(texts)):
            spelt, numbers = self._groups.setdefault(len(texts[number]), ([], []))
            spelt.append(texts[number])
            numbers.append(number)

    def near(self, word: str, edits: int) -> list[tuple[int, int]]:
        """Numbers of the spellings that are 1 to `edits` edits from `word`, each with its edits."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        found: list[tuple[int, int]] = []
        for length in range(max(3, len(word) - edits), len(word) + edits + 1):
            spelt, numbers = self._groups.get(length, ((), ()))
            matches = extract(word, spelt, scorer=OSA.distance, score_cutoff=edits, limit=None)
            found.extend((numbers[at], int(distance)) for _, distance, at in matches if distance)
        return found
