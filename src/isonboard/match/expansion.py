"""A query word as the catalog's own words: exact, skill, beginning, inflected, misspelt, each with its quality.

Words are matched against the vocabulary of the catalog, never against projects: a few hundred candidates instead
of every text. Short words are never misspellings of anything.
"""

import math
from itertools import pairwise
from typing import NamedTuple

from isonboard.match.analysis import concept_of, concept_of_pair
from isonboard.match.index import Index

EXACT = 1.0
ALIAS = 0.97
PREFIX_FULL = 0.9  # the typed part is nearly the whole word
PREFIX_MIN = 0.45
PREFIX_INSIDE = 0.85  # share, for a word that is not the last
PREFIX_DAMPED = 0.35  # share, when the short word is a word or a skill itself
INFLECTED = 0.85
MISSPELT = (1.0, 0.72, 0.5)  # by number of edits
_SUFFIXES = ("s", "es", "ed", "ing", "er", "ers", "ion", "ions", "ation", "ations", "ly", "al", "ment", "ize", "izes",
             "ized", "izing", "e", "able", "ity", "ive", "ies", "y", "ier", "d", "r", "or", "ors")  # fmt: skip


class Expansion(NamedTuple):
    """Terms `first` to `last - 1` of the index at one quality in 0..1."""

    first: int
    last: int
    quality: float


class Slot(NamedTuple):
    """One word of the query: what it may be in this catalog, best first, and how much it says."""

    word: str
    expansions: tuple[Expansion, ...]
    rarity: float

    @property
    def qualities(self) -> dict[int, float]:
        """The quality of each term number."""
        return {
            number: expansion.quality
            for expansion in reversed(self.expansions)
            for number in range(expansion.first, expansion.last)
        }


def slots_of(index: Index, words: tuple[str, ...], *, open_end: bool) -> list[Slot]:
    """A slot for each distinct word of a query, in order."""
    concepts: dict[str, list[str]] = {word: [] for word in words}
    for first, second in pairwise(words):
        if pair := concept_of_pair(first, second):
            concepts[first].append(pair)
            concepts[second].append(pair)
    last = words[-1] if words else ""
    return [
        _slot(index, word, tuple(found), is_last=open_end and word == last)
        for word, found in concepts.items()
    ]


def _slot(index: Index, word: str, pairs: tuple[str, ...], *, is_last: bool) -> Slot:
    key = ("slot", word, pairs, is_last)
    memory: dict[object, object] = index.memory.setdefault("slots", {})  # type: ignore[assignment]
    if (kept := memory.get(key)) is not None:
        return kept  # type: ignore[return-value]
    qualities: dict[int, float] = {}
    exact = index.find(word)
    concept = concept_of(word)
    skills = [number for term in (concept, *pairs) if term and (number := index.find(term)) >= 0]
    if exact >= 0:
        qualities[exact] = EXACT
    for number in skills:
        qualities[number] = ALIAS
    known = exact >= 0 or bool(skills)
    _add_beginnings(index, word, qualities, known=known, is_last=is_last)
    if len(word) >= 4:
        _add_inflected(index, word, qualities)
        if exact < 0 or index.frequency(exact) < 20:
            for number, edits in index.word_spellings.near(word, edits_allowed(len(word))):
                quality = MISSPELT[edits] * (1 - edits / (2 * len(word)))
                qualities[number] = max(qualities.get(number, 0.0), quality)
    expansions = sorted(
        ((quality, number) for number, quality in qualities.items()), key=lambda pair: (-pair[0], pair[1])
    )
    surest = [number for quality, number in expansions if quality >= ALIAS] or [
        number for _, number in expansions[:1]
    ]
    frequency = max((index.frequency(number) for number in surest), default=0)
    slot = Slot(
        word,
        tuple(Expansion(number, number + 1, quality) for quality, number in expansions),
        rarity(index, frequency),
    )
    if len(memory) > 400:
        memory.clear()
    memory[key] = slot
    return slot


def rarity(index: Index, frequency: int) -> float:
    """How much a term says that `frequency` projects have: BM25's inverse document frequency."""
    return math.log(1 + (index.count - frequency + 0.5) / (frequency + 0.5))


def edits_allowed(length: int) -> int:
    """How many edits a word of this length may be away from what was meant."""
    return 0 if length < 4 else 1 if length < 6 else 2


def _add_beginnings(
    index: Index, word: str, qualities: dict[int, float], *, known: bool, is_last: bool
) -> None:
    share = (1.0 if is_last else PREFIX_INSIDE) * (PREFIX_DAMPED if known and len(word) < 4 else 1.0)
    for number in index.beginning_with(word):
        length = index.term_ends[number] - (index.term_ends[number - 1] + 1 if number else 0)
        quality = share * (PREFIX_MIN + (PREFIX_FULL - PREFIX_MIN) * len(word) / max(length, 1))
        if quality > qualities.get(number, 0.0):
            qualities[number] = quality


def _add_inflected(index: Index, word: str, qualities: dict[int, float]) -> None:
    for suffix in ("", *_SUFFIXES):
        if not word.endswith(suffix):
            continue
        stem = word[: len(word) - len(suffix)] if suffix else word
        if len(stem) < 4:
            continue
        for ending in ("", *_SUFFIXES):
            number = index.find(stem + ending)
            if number >= 0 and qualities.get(number, 0.0) < INFLECTED:
                qualities[number] = INFLECTED
