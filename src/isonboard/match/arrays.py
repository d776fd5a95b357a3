"""The heavy steps of a search with numpy, for catalogs past a few thousand projects.

Same answers, to the last bit, as the plain steps in `scoring` and `lexicon`: the same sums in the same order on the
same 64-bit floats. Imported only where it pays, since importing numpy takes longer than searching a small catalog.
"""

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

from isonboard.match.analysis import IMPACT_MAX, UNTAGGED
from isonboard.match.expansion import Slot, beginning_quality
from isonboard.match.index import Index
from isonboard.match.lexicon import beginnings_within, within
from isonboard.match.numeric import np
from isonboard.match.scoring import UNTAGGED_SHARE
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
        letters = self._masks_by_length[first:last]
        alike = np.flatnonzero(_lack_few(letters, word, edits))
        alike = alike[_have_few_others(letters[alike], word, edits)]
        fitting = self._by_length[first:last][alike]
        if self._heads is not None:
            heads = self._heads[fitting]
            alike = _lack_few(heads, word[: HEAD_LETTERS - edits], edits)
            fitting = fitting[alike & _have_few_others(heads, word[: HEAD_LETTERS + edits], edits)]
        numbers = fitting.tolist()
        found = within(word, list(map(self._spelling, numbers)), edits)
        return sorted((numbers[at], distance) for at, distance in found if distance)

    def beginning_near(self, word: str, edits: int, span: range) -> list[tuple[int, int]]:
        letters, lengths = self._masks[span.start : span.stop], self._lengths[span.start : span.stop]
        alike = np.flatnonzero(_lack_few(letters, word, edits) & (lengths > len(word)))
        if self._heads is not None:
            heads = self._heads[span.start : span.stop][alike]
            alike = alike[_lack_few(heads, word[: HEAD_LETTERS - edits], edits)]
        numbers = (alike + span.start).tolist()
        return beginnings_within(word, list(map(self._spelling, numbers)), numbers, edits)

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


def _lack_few(letters: Array, word: str, edits: int) -> Array:
    """Of letter masks: which lack at most `edits` letters of a word."""
    mask = letter_mask(word)
    return np.bitwise_count(letters & np.uint64(mask)) >= mask.bit_count() - edits  # type: ignore[no-any-return]


def _have_few_others(letters: Array, word: str, edits: int) -> Array:
    """Of letter masks: which have at most `edits` letters that a word has not."""
    return np.bitwise_count(letters & ~np.uint64(letter_mask(word))) <= edits  # type: ignore[no-any-return]


class _Answer(NamedTuple):
    """Of a word: the projects that have it, ascending, each with its value and quality."""

    documents: Array
    values: Array
    qualities: Array


def scored(
    index: Index, slots: Sequence[Slot], total: float, floor: float, names: Mapping[int, float]
) -> tuple[Array, Array]:
    """`scoring.scored` with arrays: numbers of the projects that answer, ascending, and their scores."""
    documents, strength, answered = _summed(index, [(slot.rarity, _answer(index, slot)) for slot in slots])
    enough = np.flatnonzero(answered >= floor * total)
    if len(enough) < len(documents):
        documents, strength, answered = documents[enough], strength[enough], answered[enough]
    share = answered / total
    share *= share
    scores = strength / (total * IMPACT_MAX) * share * share
    return _with_names(documents, scores, names) if names else (documents, scores)


def _summed(index: Index, answers: Sequence[tuple[float, _Answer]]) -> tuple[Array, Array, Array]:
    """The projects of all words with the sums of what they make of them."""
    if len(answers) == 1:
        rarity, answer = answers[0]
        return answer.documents, rarity * answer.values, rarity * answer.qualities
    with _Scratch(index) as (strength, answered):
        for rarity, answer in answers:
            strength[answer.documents] += rarity * answer.values
            answered[answer.documents] += rarity * answer.qualities
        documents = _different([answer.documents for _, answer in answers], answered)
        found = documents, strength[documents], answered[documents]
        strength[documents] = answered[documents] = 0
    return found


def _with_names(documents: Array, scores: Array, names: Mapping[int, float]) -> tuple[Array, Array]:
    """The scores with those of whole names added, which also let in projects without any of the words."""
    numbers = np.fromiter(names.keys(), dtype=np.int64, count=len(names))
    order = np.argsort(numbers)
    numbers, bonuses = numbers[order], np.fromiter(names.values(), dtype=np.float64, count=len(names))[order]
    at = np.searchsorted(documents, numbers)
    known = np.zeros(len(numbers), dtype=bool)
    inside = at < len(documents)
    known[inside] = documents[at[inside]] == numbers[inside]
    scores[at[known]] += bonuses[known]
    documents = np.insert(documents, at[~known], numbers[~known])
    scores = np.insert(scores, at[~known], bonuses[~known])
    positive = scores > 0
    return (documents, scores) if positive.all() else (documents[positive], scores[positive])


def _answer(index: Index, slot: Slot) -> _Answer:
    kept: dict[object, _Answer] = index.memory.setdefault("answers", {})  # type: ignore[assignment]
    if (known := kept.get(slot.key)) is not None:
        return known
    having: list[Array] = []
    with _Scratch(index) as (values, qualities):
        if slot.span:
            found, of_postings = _beginning(index, slot)
            documents = (found >> 8).astype(np.int64)
            having.append(documents)
            np.maximum.at(values, documents, of_postings * (found & 255))
            np.maximum.at(qualities, documents, of_postings)
        for number, quality in slot.terms:
            found = np.frombuffer(index.postings(number), dtype=np.uint32)
            documents = (found >> 8).astype(np.int64)
            having.append(documents)
            values[documents] = np.maximum(values[documents], quality * (found & 255))
            qualities[documents] = np.maximum(qualities[documents], quality)
        documents = _different(having, qualities)
        answer = _Answer(documents, values[documents], qualities[documents])
        values[documents] = qualities[documents] = 0
    if len(kept) >= _KEPT:
        del kept[next(iter(kept))]
    kept[slot.key] = answer
    return answer


def _beginning(index: Index, slot: Slot) -> tuple[Array, Array]:
    """The postings of the terms that begin with a word, and the quality of each."""
    first, last = slot.span.start, slot.span.stop
    ends = np.frombuffer(index.posting_ends, dtype=np.uint32)
    start = int(ends[first - 1]) if first else 0
    counts = np.diff(ends[first:last], prepend=np.uint32(start))
    found = np.frombuffer(index.all_postings, dtype=np.uint32)[start : int(ends[last - 1])]
    if int(counts.sum(dtype=np.uint64)) != len(found):  # before memory is taken for as many
        raise ValueError("the counts are damaged")
    lengths = np.frombuffer(index.term_lengths, dtype=np.uint8)[first:last]
    with np.errstate(divide="raise"):
        of_terms = beginning_quality(slot.span_share, len(slot.term), lengths)
    return found, np.repeat(of_terms, counts)


class _Scratch:
    """Two arrays of zeros, one for each project, to be left as zeros: making them costs more than most answers.

    Whoever works on them has them alone; left in an error, they are forgotten.
    """

    def __init__(self, index: Index) -> None:
        self._memory, self._count = index.memory, index.count

    def __enter__(self) -> tuple[Array, Array]:
        self._pair: tuple[Array, Array] = self._memory.pop("scratch", None) or (  # type: ignore[assignment]
            np.zeros(self._count),
            np.zeros(self._count),
        )
        return self._pair

    def __exit__(self, failed: object, *_: object) -> None:
        if failed is None:
            self._memory["scratch"] = self._pair


def _different(numbers: Sequence[Array], marks: Array) -> Array:
    """Each of the numbers once, ascending; `marks` are above zero at these places and at no others."""
    if sum(map(len, numbers)) * 16 > len(marks):
        return np.flatnonzero(marks > 0)  # several times as quick as of the numbers themselves
    every = np.concatenate((*numbers, np.zeros(0, dtype=np.int64)))
    every.sort()
    return every[np.diff(every, prepend=-1) > 0]


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


def expected(index: Index, slots: Sequence[Slot]) -> tuple[Array, Array]:
    """`scoring.expected` with arrays."""
    number = index.find(UNTAGGED)
    untagged = np.frombuffer(index.postings(number) if number >= 0 else b"", dtype=np.uint32) >> 8
    sums, doubts = np.zeros(index.count), np.zeros(index.count)
    for slot in slots:
        answer = _answer(index, slot)
        shares = np.zeros(index.count)
        shares[answer.documents] = answer.values / IMPACT_MAX
        shares[untagged] *= 0.0 if slot.likely else UNTAGGED_SHARE
        for number in slot.likely:
            found = np.frombuffer(index.postings(number), dtype=np.uint32)
            documents = found >> 8
            shares[documents] = np.maximum(shares[documents], (found & 255) / IMPACT_MAX)
        sums += shares
        doubts += shares * (1 - shares)
    documents = np.flatnonzero(sums > 0)
    scores = sums[documents] * sums[documents] + doubts[documents]
    return documents, scores / max(1, len(slots)) ** 2
