"""Scores: what the projects that have a query's words are worth. Plain Python here; `arrays` does the same in bulk.

For each word a project counts its best term: quality (how surely the term is what was typed) times impact (how much
the project's fields make of it). Words are weighed by rarity. The sum is multiplied by the share of the query that is
answered, by quality, to the fourth power: a project that answers all words beats one with a single rare word.
"""

from array import array
from collections.abc import Mapping, Sequence

from isonboard.match.analysis import IMPACT_MAX, UNTAGGED
from isonboard.match.expansion import Slot, beginning_quality
from isonboard.match.index import Index

_KEPT = 12  # answers to words that stay in memory between key strokes

UNTAGGED_SHARE = 0.6  # of what a word says that is no known skill, in a project without tags

Answer = tuple[dict[int, float], dict[int, float]]
"""Values and qualities by project number."""


def scored(
    index: Index, slots: Sequence[Slot], total: float, floor: float, names: Mapping[int, float]
) -> dict[int, float]:
    """Scores by project number of all that answer at least `floor` of the query, whose words weigh `total`.

    `names` are scores for the whole name, added at the end; they also let in projects without any of the words.
    """
    strength: dict[int, float] = {}
    answered: dict[int, float] = {}
    for slot in slots:
        values, qualities = _answer(index, slot)
        rarity = slot.rarity
        if not answered:
            strength = {document: rarity * value for document, value in values.items()}
            answered = {document: rarity * quality for document, quality in qualities.items()}
            continue
        for document, value in values.items():
            if document in answered:
                strength[document] += rarity * value
                answered[document] += rarity * qualities[document]
            else:
                strength[document] = rarity * value
                answered[document] = rarity * qualities[document]
    least = floor * total
    scores: dict[int, float] = {}
    for document, quality in answered.items():
        if quality >= least:
            share = quality / total
            share *= share
            scores[document] = strength[document] / (total * IMPACT_MAX) * share * share
    for document, bonus in names.items():
        scores[document] = scores.get(document, 0.0) + bonus
    return scores


def expected(index: Index, slots: Sequence[Slot]) -> dict[int, float]:
    """Scores by project number for a list of skills: the square of the share of them that a project has, as expected.

    The square, as half of a list is worth less than half of the whole. A project with tags has a skill as surely as
    its best term for it says; of one without tags the likelihood counts that the index holds (`suggestions`).
    """
    number = index.find(UNTAGGED)
    untagged = {posting >> 8 for posting in index.postings(number)} if number >= 0 else set()
    sums: dict[int, float] = {}
    doubts: dict[int, float] = {}
    for slot in slots:
        values, _ = _answer(index, slot)
        shares = {
            document: value / IMPACT_MAX * (UNTAGGED_SHARE if document in untagged else 1.0)
            for document, value in values.items()
            if not slot.likely or document not in untagged
        }
        for number in slot.likely:
            for posting in index.postings(number):
                document = posting >> 8
                shares[document] = max(shares.get(document, 0.0), (posting & 255) / IMPACT_MAX)
        for document, share in shares.items():
            sums[document] = sums.get(document, 0.0) + share
            doubts[document] = doubts.get(document, 0.0) + share * (1 - share)
    size = max(1, len(slots)) ** 2
    return {document: (total * total + doubts[document]) / size for document, total in sums.items()}


def split(
    scores: Mapping[int, float], passing: set[int] | None, size: int
) -> tuple[list[int], list[float], "array[int]", "array[float]"]:
    """The best `size` and their scores in order, then the others and theirs in no order; ties by number.

    `passing` leaves out all others. The first part is longer where several share the last score.
    """
    if passing is not None:
        scores = {document: score for document, score in scores.items() if document in passing}
    least = sorted(scores.values(), reverse=True)[size - 1] if len(scores) > size else 0.0
    head = sorted((-score, document) for document, score in scores.items() if score >= least)
    rest = [(document, score) for document, score in scores.items() if score < least] if least else []
    return (
        [document for _, document in head], [-score for score, _ in head],
        array("I", [document for document, _ in rest]), array("d", [score for _, score in rest]),
    )  # fmt: skip


def _answer(index: Index, slot: Slot) -> Answer:
    kept: dict[object, Answer] = index.memory.setdefault("answers", {})  # type: ignore[assignment]
    if (known := kept.get(slot.key)) is not None:
        return known
    values: dict[int, float] = {}
    qualities: dict[int, float] = {}
    every = list(slot.terms)
    lengths = index.term_lengths
    size = len(slot.term)
    every.extend((number, beginning_quality(slot.span_share, size, lengths[number])) for number in slot.span)
    every.sort(key=_by_quality)
    for number, quality in every:
        for posting in index.postings(number):
            document = posting >> 8
            value = quality * (posting & 255)
            if document not in values:
                values[document] = value
                qualities[document] = quality
            elif value > values[document]:
                values[document] = value
    if len(kept) >= _KEPT:
        del kept[next(iter(kept))]
    kept[slot.key] = values, qualities
    return values, qualities


def _by_quality(term: tuple[int, float]) -> float:
    return -term[1]
