"""Search: a query and an index in, ranked projects with reasons out. Pure; one engine for screen and command line.

A project's score is how well and how completely its words answer the query's words, plus how much its whole name is
like the query. Exact before alias before beginning before misspelling; a project that answers all words beats one
that answers a single rare word (the share answered counts to the fourth power); below a floor nothing is shown.
"""

from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import overload

from isonboard.match.analysis import FACT, SKILL, terms_of
from isonboard.match.expansion import Slot, rarity, slots_of
from isonboard.match.explaining import positions, reasons
from isonboard.match.hit import Hit, IndexEntry
from isonboard.match.index import Index
from isonboard.match.naming import similar_names
from isonboard.match.query import WORD_LIMIT, Query, exact_terms, parse
from isonboard.match.tokens import words as words_of

NAME_SHARE = 1.2
FLOOR = 0.05
UNKNOWN_SHARE = 0.5

Allowed = Callable[[int], bool] | Collection[str] | None


class Ranked:
    """All hits of a query, best first: project numbers and scores now, records and reasons when asked for."""

    def __init__(self, index: Index, query: Query, documents: Sequence[int], scores: Sequence[float]) -> None:
        self.index = index
        self.query = query
        self.documents = documents
        self.scores = scores

    def __len__(self) -> int:
        return len(self.documents)

    @overload
    def __getitem__(self, at: int) -> Hit: ...
    @overload
    def __getitem__(self, at: slice) -> list[Hit]: ...
    def __getitem__(self, at: int | slice) -> Hit | list[Hit]:
        if isinstance(at, slice):
            return [self.hit(place) for place in range(*at.indices(len(self)))]
        return self.hit(at)

    def __iter__(self) -> Iterator[Hit]:
        return map(self.hit, range(len(self)))

    def hit(self, at: int) -> Hit:
        """The hit at a place, with its reasons and the positions to highlight."""
        document = self.documents[at]
        record = self.index.record(document)
        words = _words(self.query)
        slots = slots_of(self.index, words, open_end=self.query.open_end)
        typed = " ".join(words)
        similarity = similar_names(self.index, typed).get(document, 0.0) if words else 0.0
        return Hit(
            record.id, record.name, record.full_name, record.url, self.scores[at],
            reasons(self.index, record, document, slots, similarity=similarity, typed=typed),
            positions(record, slots, self.index, typed), record.title,
        )  # fmt: skip

    def ids(self) -> list[str]:
        """The ids of all hits, best first."""
        return [self.index.record(document).id for document in self.documents]


def search(
    index: Index, text: str, *, limit: int = 50, allowed: Allowed = None, favourites: Collection[str] = ()
) -> list[Hit]:
    """The best `limit` projects for a query; an empty one lists all, most active first.

    `allowed` narrows the answer: a test of project numbers, or ids. `favourites` are the ids that `is:favourite` means.
    """
    return ranked(index, text, allowed=allowed, favourites=favourites)[:limit]


def ranked(
    index: Index, text: str | Query, *, allowed: Allowed = None, favourites: Collection[str] = ()
) -> Ranked:
    """All projects for a query, best first, decoded only where they are looked at."""
    query = parse(text) if isinstance(text, str) else text
    words = _words(query)
    passing = _passing(index, query, allowed, favourites)
    if not words:
        documents: Sequence[int] = range(index.count) if passing is None else array("I", sorted(passing))
        return Ranked(index, query, documents, array("d", bytes(8 * len(documents))))
    slots = slots_of(index, words, open_end=query.open_end)
    scores = _scored(index, slots, words)
    if passing is not None:
        scores = {document: score for document, score in scores.items() if document in passing}
    for phrase in query.phrases:
        scores = {
            document: score for document, score in scores.items() if _has_phrase(index, document, phrase)
        }
    order = sorted(scores, key=lambda document: (-scores[document], document))
    return Ranked(index, query, array("I", order), array("d", (scores[document] for document in order)))


def by_skills(index: Index, skills: Sequence[str], *, allowed: Allowed = None) -> Ranked:
    """Projects for a list of skills, those that have more of them first."""
    words = tuple(word for skill in skills[:WORD_LIMIT] for word in words_of(skill))
    return ranked(index, Query(words=words[:WORD_LIMIT], open_end=False), allowed=allowed)


def similar(index: Index, document: int, limit: int = 10) -> list[Hit]:
    """Projects that have the most telling words of project number `document` in common with it."""
    record = index.record(document)
    entry = IndexEntry(
        id=record.id, name=record.name, title=record.title, description=record.description, topics=record.topics,
        skills=record.skills, language=next(iter(record.languages), ""),
    )  # fmt: skip
    telling: list[tuple[float, str]] = []
    for term, strength in terms_of(entry).items():
        number = index.find(term)
        if number >= 0 and not term.startswith(FACT) and 1 < index.frequency(number) <= index.count / 2:
            telling.append((rarity(index, index.frequency(number)) * strength / 255, term))
    telling.sort(key=lambda pair: (-pair[0], pair[1]))
    scores: dict[int, float] = {}
    for weight, term in telling[:12]:
        for posting in index.postings(index.find(term)):
            scores[posting >> 8] = scores.get(posting >> 8, 0.0) + weight * (posting & 255) / 255
    scores.pop(document, None)
    best = sorted(scores, key=lambda other: (-scores[other], other))[:limit]
    shared = Query(words=tuple(term.removeprefix(SKILL) for _, term in telling[:12]), open_end=False)
    return Ranked(index, shared, array("I", best), array("d", (scores[other] for other in best)))[:limit]


def _words(query: Query) -> tuple[str, ...]:
    return (*query.words, *(word for phrase in query.phrases for word in phrase))


def _passing(index: Index, query: Query, allowed: Allowed, favourites: Collection[str]) -> set[int] | None:
    """Project numbers that qualifiers, exclusions and the caller let through; None when all are."""
    passing: set[int] | None = None
    for fact in query.facts:
        having = _having(index, fact.terms)
        having = having if fact.wanted else set(range(index.count)) - having
        passing = having if passing is None else passing & having
    if query.favourite is not None:
        marked = {number for number in map(index.document, favourites) if number >= 0}
        marked = marked if query.favourite else set(range(index.count)) - marked
        passing = marked if passing is None else passing & marked
    if query.excluded:
        passing = set(range(index.count)) if passing is None else passing
        passing -= _having(index, [term for word in query.excluded for term in (word, *exact_terms(word))])
    if allowed is None:
        return passing
    if callable(allowed):
        return {number for number in (range(index.count) if passing is None else passing) if allowed(number)}
    listed = {number for number in map(index.document, allowed) if number >= 0}
    return listed if passing is None else passing & listed


def _having(index: Index, terms: Sequence[str]) -> set[int]:
    numbers = (index.find(term) for term in terms)
    return {posting >> 8 for number in numbers if number >= 0 for posting in index.postings(number)}


def _has_phrase(index: Index, document: int, phrase: tuple[str, ...]) -> bool:
    record = index.record(document)
    wanted = f" {' '.join(phrase)} "
    return any(
        wanted in f" {' '.join(words_of(text))} "
        for text in (record.name, record.title, record.description, *record.topics, *record.skills)
    )


def _total_rarity(slots: list[Slot]) -> float:
    """What a full answer weighs; a word that the catalog does not have counts little."""
    known = [slot.rarity for slot in slots if slot.expansions]
    unknown = len(slots) - len(known)
    return sum(known) + unknown * UNKNOWN_SHARE * min(known, default=1.0)


def _scored(index: Index, slots: list[Slot], words: tuple[str, ...]) -> dict[int, float]:
    total_rarity = _total_rarity(slots)
    strength: dict[int, float] = {}
    answered: dict[int, float] = {}
    for slot in slots:
        best: dict[int, float] = {}
        quality_of: dict[int, float] = {}
        for first, last, quality in slot.expansions:
            factor = quality * slot.rarity / 255
            for number in range(first, last):
                for posting in index.postings(number):
                    document = posting >> 8
                    value = factor * (posting & 255)
                    known = best.get(document)
                    if known is None:
                        best[document] = value
                        quality_of[document] = quality
                    elif value > known:
                        best[document] = value
        for document, value in best.items():
            strength[document] = strength.get(document, 0.0) + value
            answered[document] = answered.get(document, 0.0) + slot.rarity * quality_of[document]
    scores: dict[int, float] = {}
    for document, value in strength.items():
        share = answered[document] / total_rarity
        share *= share
        scores[document] = value / total_rarity * share * share
    fade = 1.0 if len(words) < 4 else 3.0 / len(words)
    for document, similarity in similar_names(index, " ".join(words)).items():
        scores[document] = scores.get(document, 0.0) + NAME_SHARE * fade * similarity * similarity
    return {document: score for document, score in scores.items() if score >= FLOOR}
