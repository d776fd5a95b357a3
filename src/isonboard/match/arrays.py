"""The heavy steps of a search with numpy, for catalogs past a few thousand projects.

Same answers, to the last bit, as the plain steps in `scoring` and `lexicon`: the same sums in the same order on the
same 64-bit floats. Imported only where it pays, since importing numpy takes longer than searching a small catalog.
"""

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from isonboard.match.analysis import IMPACT_MAX
from isonboard.match.expansion import Slot, beginning_quality
from isonboard.match.index import Index
from isonboard.match.lexicon import beginnings_within, within
from isonboard.match.tokens import HEAD_LETTERS, letter_mask

Array = np.ndarray[Any, Any]
_KEPT = 12  # answers to words that stay in memory between key strokes


class LargeLexicon:
    """A `lexicon.Lexicon` over the mapped file: letter masks and lengths leave few spellings to decode and compare."""

    def __init__(
        self,
        spelling: Callable[[int], str],
        lengths: memoryview,
        masks: memoryview,
        by_length: memoryview,
        heads: memoryview | None = None,
    ) -> None:
        """`heads` are the letter masks of the first `HEAD_LETTERS` letters, where the index has them."""
        self._spelling = spelling
        self._heads = None if heads is None else np.frombuffer(heads, dtype=np.uint64)
        self._lengths = np.frombuffer(lengths, dtype=np.uint8)
        self._masks = np.frombuffer(masks, dtype=np.uint64)
        self._by_length = np.frombuffer(by_length, dtype=np.uint32)
        self._masks_by_length = self._masks[self._by_length]
        ordered = self._lengths[self._by_length]
        self._length_starts = np.searchsorted(ordered, np.arange(258, dtype=np.uint16))

    def spelling(self, number: int) -> str:
        return self._spelling(number)

    def near(self, word: str, edits: int) -> list[tuple[int, int]]:
        if len(word) - edits > 255:
            return []
        first = self._length_starts[max(3, len(word) - edits)]
        last = self._length_starts[min(257, len(word) + edits + 1)]
        letters, mask = self._masks_by_length[first:last], np.uint64(letter_mask(word))
        alike = (np.bitwise_count(mask & ~letters) <= edits) & (np.bitwise_count(letters & ~mask) <= edits)
        fitting = self._by_length[first:last][alike]
        if self._heads is not None:
            head = self._heads[fitting]
            inside = np.bitwise_count(np.uint64(letter_mask(word[: HEAD_LETTERS - edits])) & ~head)
            outside = np.bitwise_count(head & ~np.uint64(letter_mask(word[: HEAD_LETTERS + edits])))
            fitting = fitting[(inside <= edits) & (outside <= edits)]
        numbers = fitting.tolist()
        found = within(word, [self._spelling(number) for number in numbers], edits)
        return sorted((numbers[at], distance) for at, distance in found if distance)

    def beginning_near(self, word: str, edits: int, span: range) -> list[tuple[int, int]]:
        letters, lengths = self._masks[span.start : span.stop], self._lengths[span.start : span.stop]
        alike = (np.bitwise_count(np.uint64(letter_mask(word)) & ~letters) <= edits) & (lengths > len(word))
        if self._heads is not None:
            head = self._heads[span.start : span.stop]
            alike &= np.bitwise_count(np.uint64(letter_mask(word[: HEAD_LETTERS - edits])) & ~head) <= edits
        numbers = (np.flatnonzero(alike) + span.start).tolist()
        return beginnings_within(word, [self._spelling(number) for number in numbers], numbers, edits)

    def containing(self, mask: int, span: range, longest: int, limit: int) -> list[int]:
        letters, lengths = self._masks[span.start : span.stop], self._lengths[span.start : span.stop]
        found = np.flatnonzero(((np.uint64(mask) & ~letters) == 0) & (lengths <= longest))
        found = found[np.argsort(lengths[found], kind="stable")[:limit]]
        return (found + span.start).tolist()

    def shortest(self, span: range, limit: int) -> list[int]:
        if len(span) <= limit:
            return list(span)
        lengths = self._lengths[span.start : span.stop]
        return (np.argsort(lengths, kind="stable")[:limit] + span.start).tolist()  # type: ignore[no-any-return]


class _Answer(NamedTuple):
    documents: Array
    values: Array
    qualities: Array


def scored(
    index: Index, slots: Sequence[Slot], total: float, floor: float, names: Mapping[int, float]
) -> tuple[Array, Array]:
    """`scoring.scored` with arrays: numbers of the projects that answer, ascending, and their scores."""
    strength, answered = np.zeros(index.count), np.zeros(index.count)
    for slot in slots:
        answer = _answer(index, slot)
        strength[answer.documents] += slot.rarity * answer.values
        answered[answer.documents] += slot.rarity * answer.qualities
    documents = np.flatnonzero(answered >= floor * total) if slots else np.zeros(0, dtype=np.int64)
    share = answered[documents] / total
    share *= share
    scores = np.zeros(index.count)
    scores[documents] = strength[documents] / (total * IMPACT_MAX) * share * share
    if names:
        numbers = np.fromiter(names.keys(), dtype=np.int64, count=len(names))
        scores[numbers] += np.fromiter(names.values(), dtype=np.float64, count=len(names))
        documents = np.flatnonzero(scores > 0)
    return documents, scores[documents]


def _answer(index: Index, slot: Slot) -> _Answer:
    kept: dict[object, _Answer] = index.memory.setdefault("answers", {})  # type: ignore[assignment]
    if (known := kept.get(slot.key)) is not None:
        return known
    values, qualities = np.zeros(index.count), np.zeros(index.count)
    postings = np.frombuffer(index.all_postings, dtype=np.uint32)
    if slot.span:
        first, last = slot.span.start, slot.span.stop
        ends = np.frombuffer(index.posting_ends, dtype=np.uint32)
        start = int(ends[first - 1]) if first else 0
        counts = np.diff(ends[first:last], prepend=np.uint32(start))
        lengths = np.frombuffer(index.term_lengths, dtype=np.uint8)[first:last]
        found = postings[start : int(ends[last - 1])]
        if int(counts.sum(dtype=np.uint64)) != len(found):  # before memory is taken for as many
            raise ValueError("the counts are damaged")
        with np.errstate(divide="raise"):
            of_terms = beginning_quality(slot.span_share, len(slot.term), lengths)
        of_postings = np.repeat(of_terms, counts)
        documents = found >> 8
        np.maximum.at(values, documents, of_postings * (found & 255))
        np.maximum.at(qualities, documents, of_postings)
    for number, quality in slot.terms:
        found = np.frombuffer(index.postings(number), dtype=np.uint32)
        documents = found >> 8
        values[documents] = np.maximum(values[documents], quality * (found & 255))
        qualities[documents] = np.maximum(qualities[documents], quality)
    having = np.flatnonzero(qualities > 0)
    answer = _Answer(having, values[having], qualities[having])
    if len(kept) >= _KEPT:
        del kept[next(iter(kept))]
    kept[slot.key] = answer
    return answer


def only(documents: Array, scores: Array, passing: Collection[int]) -> tuple[Array, Array]:
    """Those of the projects that are in `passing`."""
    let = np.isin(documents, np.fromiter(passing, dtype=np.int64, count=len(passing)))
    return documents[let], scores[let]


def split(
    documents: Array, scores: Array, size: int
) -> tuple[list[int], list[float], "array[int]", "array[float]"]:
    """`scoring.split` with arrays."""
    if len(scores) > size:
        least = np.partition(scores, len(scores) - size)[len(scores) - size]
        head, rest = np.flatnonzero(scores >= least), np.flatnonzero(scores < least)
    else:
        head, rest = np.arange(len(scores)), np.zeros(0, dtype=np.int64)
    head = head[np.lexsort((documents[head], -scores[head]))]
    others, other_scores = array("I"), array("d")
    others.frombytes(documents[rest].astype(np.uint32).tobytes())
    other_scores.frombytes(scores[rest].tobytes())
    return documents[head].tolist(), scores[head].tolist(), others, other_scores
