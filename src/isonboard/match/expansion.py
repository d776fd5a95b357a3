"""A query word as the catalog's own words: exact, skill, beginning, inflected, misspelt, each with its quality.

Words are matched against the vocabulary of the catalog, never against projects: a few hundred candidates instead
of every text. Short words are never misspellings of anything.
"""

import math
from itertools import pairwise
from typing import Any, NamedTuple

from isonboard.match import asking, vocabulary
from isonboard.match.analysis import (
    EDGE,
    LANGUAGE,
    SUGGESTED,
    TOPIC,
    concept_of,
    concept_of_pair,
)
from isonboard.match.index import Index
from isonboard.match.tokens import name_key
from isonboard.match.tokens import words as words_of

EXACT = 1.0
TAGGED = 0.87
ALIAS = 0.97
GIVEN = 1.0  # as a tag, in a list of skills
SAID = 0.6  # ... in a text of a project that has tags, but not this one
PREFIX_FULL = 0.95  # the typed part is nearly the whole word
PREFIX_MIN = 0.85
PREFIX_INSIDE = 0.9  # share, for a word that is not the last
PREFIX_DAMPED = 0.5  # share, when the short word is a word or a skill itself
EDGE_QUALITY = 0.7  # one or two letters that begin a word of the name or a topic
EDGE_MISTYPED = 0.5  # share, where only the first of two letters is right
INFLECTED = 0.78
MISSPELT = (1.0, 0.8, 0.62)  # by number of edits
MISSPELT_BEGINNING = 0.85  # share of a misspelt whole word
BEGUN = (0.0, 0.15, 0.2, 0.4, 0.6, 0.8)
"""By letters, the share of what a word says that is still typed behind others."""
BEGUN_WHOLE = 0.8  # at least of it, where it is a skill as it stands
COMMON = 20  # projects that have a word, or one in a thousand where that is less: then it is meant
BEGUN_IN = 3  # projects that have words beginning so: then what is typed is right so far
SHORT = 4  # letters: below, a finished word that is a skill is no beginning of another
_SLOTS_KEPT = 400
_ENDINGS = frozenset(("", "s", "es", "ed", "ing", "er", "ers", "ion", "ions", "ation", "ations", "ly", "al", "ment", "ize", "izes",
             "ized", "izing", "e", "able", "ity", "ive", "ies", "y", "ier", "d", "r", "or", "ors"))  # fmt: skip


class Slot(NamedTuple):
    """One word of the query: what it may be in this catalog, and how much it says."""

    word: str
    term: str
    """The word as it is compared with terms."""
    terms: tuple[tuple[int, float], ...]
    """Term numbers with their quality in 0..1."""
    span: range
    """Numbers of the terms that begin with the word; their quality is `beginning_quality`."""
    span_share: float
    rarity: float
    is_skill: bool = False
    """Whether the word is a skill that projects of this catalog have."""
    key: tuple[object, ...] = ()
    """Tells slots apart that may look alike."""
    is_filler: bool = False
    """Whether it is a function word among others that say what is asked for."""
    likely: tuple[int, ...] = ()
    """Numbers of the terms that say how likely projects without tags have the skill; only in lists of skills."""

    @property
    def is_empty(self) -> bool:
        """Whether the catalog has nothing like the word."""
        return not self.terms and not self.span


def beginning_quality(share: float, size: int, length: Any) -> Any:
    """Quality of a term of `length` letters for its first `size` letters: an int's, or an array's at once."""
    return share * (PREFIX_MIN + (PREFIX_FULL - PREFIX_MIN) * size / length)


def units_of(word: str) -> tuple[str, ...]:
    """A typed word as it is looked up: whole where it names a skill (“golang-examples”), else its parts."""
    pieces = words_of(word)
    if len(pieces) > 1 and vocabulary.canonical(word):
        return (word,)
    return tuple(pieces)


def slots_of(index: Index, words: tuple[str, ...], *, open_end: bool, skills: bool = False) -> list[Slot]:
    """A slot for each distinct word of a query, in order; `skills` says that it is a list of them: all are whole."""
    pairs: dict[str, list[str]] = {word: [] for word in words}
    for first, second in pairwise(words):
        if pair := concept_of_pair(first, second):
            pairs[first].append(pair)
            pairs[second].append(pair)
    last = words[-1] if words else ""
    slots = [
        _slot(
            index,
            word,
            tuple(found),
            is_last=open_end and word == last,
            is_begun=open_end and word == last != words[0],
            as_skill=skills,
        )
        for word, found in pairs.items()
    ]
    if not skills:
        fading = asking.shares({slot.word: slot.is_skill for slot in slots}, open_end=open_end)
        slots = [
            slot._replace(rarity=slot.rarity * fading[slot.word], is_filler=True)
            if slot.word in fading and asking.FOR_BEGINNERS.issuperset(pairs[slot.word])
            else slot
            for slot in slots
        ]
    if open_end and len(slots) > 1 and len(last) < len(BEGUN):
        whole = BEGUN_WHOLE if slots[-1].is_skill else 0.0
        slots[-1] = slots[-1]._replace(rarity=slots[-1].rarity * max(whole, BEGUN[len(last)]))
    return slots


def rarity(index: Index, frequency: int) -> float:
    """How much a term says that `frequency` projects have: BM25's inverse document frequency."""
    return math.log(1 + (index.count - frequency + 0.5) / (frequency + 0.5))


def edits_allowed(length: int) -> int:
    """How many edits a word of this length may be away from what was meant."""
    return 0 if length < 4 else 1 if length < 7 else 2


def _slot(
    index: Index, word: str, pairs: tuple[str, ...], *, is_last: bool, is_begun: bool, as_skill: bool
) -> Slot:
    memory: dict[object, Slot] = index.memory.setdefault("slots", {})  # type: ignore[assignment]
    key = (word, pairs, is_last, is_begun, as_skill)
    if (kept := memory.get(key)) is not None:
        return kept
    qualities: dict[int, float] = {}
    plain = word if word in words_of(word) else name_key(word)
    exact = index.find(plain)
    if exact >= 0:
        qualities[exact] = EXACT
    skills = [term for term in (concept_of(word), *pairs) if term]
    surest = [exact, *(_add_skill(index, term, 1.0, qualities) for term in skills)]
    likely: tuple[int, ...] = ()
    is_given = as_skill and bool(skills)
    if is_given:
        found = (index.find(SUGGESTED + term[1:]) for term in skills)
        likely = tuple(number for number in found if number >= 0)
    surest = [number for number in surest if number >= 0]
    is_common = max(map(index.frequency, surest), default=0) >= max(2, min(COMMON, index.count // 1000))
    is_skill = any(number != exact for number in surest) and bool(concept_of(word) or pairs)
    is_whole = bool(surest) and (len(plain) < 4 or (is_begun and is_skill))
    share = (1.0 if is_last else PREFIX_INSIDE) * (PREFIX_DAMPED if is_whole else 1.0)
    span = range(0)
    if is_given:
        qualities = {number: GIVEN if quality == TAGGED else SAID for number, quality in qualities.items()}
    elif is_skill and len(plain) < SHORT and not is_last:
        pass  # “c compiler”, “go yaml”: finished, it means the language
    elif len(plain) < 3:
        _add(index.find(EDGE + plain), share * EDGE_QUALITY, qualities)
        if len(plain) == 2 and is_begun:
            _add(index.find(EDGE + plain[0]), share * EDGE_QUALITY * EDGE_MISTYPED, qualities)
    else:
        span = index.beginning_with(plain)
    if len(plain) >= 4 and not is_given:
        _add_inflected(index, plain, qualities)
        if not (is_common or concept_of(word) or (is_last and _begins_words(index, span))):
            _add_misspelt(index, plain, qualities, is_last=is_last)
    if not surest:
        surest = _best(index, qualities, span)
    frequency = max(map(index.frequency, surest), default=0)
    slot = Slot(
        word,
        plain,
        tuple(qualities.items()),
        span,
        share,
        rarity(index, frequency),
        is_skill,
        key,
        likely=likely,
    )
    if len(memory) >= _SLOTS_KEPT:
        memory.clear()
    memory[key] = slot
    return slot


def _begins_words(index: Index, span: range) -> bool:
    """Whether some projects have words that begin so: what is being typed is one of them and no misspelling."""
    return sum(map(index.frequency, span[:BEGUN_IN])) >= BEGUN_IN


def _best(index: Index, qualities: dict[int, float], span: range) -> list[int]:
    """The likeliest term where nothing is sure: the nearest to what was typed."""
    lengths = index.term_lengths
    if span:
        return [min(span, key=lambda number: (lengths[number], number))]
    return sorted(qualities, key=lambda number: (-qualities[number], number))[:1]


def _add(number: int, quality: float, qualities: dict[int, float]) -> None:
    if number >= 0 and quality > qualities.get(number, 0.0):
        qualities[number] = quality


def _add_skill(index: Index, concept: str, share: float, qualities: dict[int, float]) -> int:
    """A skill by any of its names: as topic or language, and in the text. Returns its term's number, or -1."""
    name = vocabulary.canonical(concept[1:])
    if name:
        for mark in (TOPIC, LANGUAGE):
            _add(index.find(mark + name.lower()), TAGGED * share, qualities)
    number = index.find(concept)
    _add(number, ALIAS * share, qualities)
    return number


def _add_inflected(index: Index, word: str, qualities: dict[int, float]) -> None:
    stems = {word[: len(word) - len(ending)] for ending in ("", *_ENDINGS) if word.endswith(ending)}
    stems = {stem for stem in stems if len(stem) >= max(4, len(word) - 4)}
    lengths = index.term_lengths
    for number in index.beginning_with(min(stems, key=len)):
        if lengths[number] <= len(word) + 4:
            term = index.term(number)
            if any(term.startswith(stem) and term[len(stem) :] in _ENDINGS for stem in stems):
                _add(number, INFLECTED, qualities)


def _add_misspelt(index: Index, word: str, qualities: dict[int, float], *, is_last: bool) -> None:
    for number, edits in index.words_lexicon.near(word, edits_allowed(len(word))):
        quality = MISSPELT[edits] * (1 - edits / (2 * len(word)))
        _add(number, quality, qualities)
        if concept := concept_of(index.term(number)):
            _add_skill(index, concept, quality, qualities)
    if is_last and len(word) >= 5:
        span = index.beginning_with(word[0])
        for number, edits in index.words_lexicon.beginning_near(word, 1 if len(word) < 8 else 2, span):
            _add(number, MISSPELT_BEGINNING * MISSPELT[edits] * (1 - edits / (2 * len(word))), qualities)
