"""Search: a query and an index in, ranked projects with reasons out. Pure; one engine for screen and command line.

A project's score is how well and how completely its words answer the query's words (`scoring`), plus how much its
whole name is like the query (`naming`), plus, for the first few, whether the words stand side by side as typed. Exact
before alias before beginning before misspelling; below a floor nothing is shown.
"""

import re
from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import overload

from isonboard.match.addressed import ids_named, words_of_address
from isonboard.match.asking import only_ask
from isonboard.match.expansion import Slot, slots_of, units_of
from isonboard.match.explaining import fact_reasons, positions, reasons
from isonboard.match.hit import Hit
from isonboard.match.index import Index, Record, undamaged
from isonboard.match.naming import similar_names
from isonboard.match.query import WORD_LIMIT, Query, exact_terms, parse
from isonboard.match.tokens import folded
from isonboard.match.tokens import words as words_of

NAME_SHARE = 1.2  # of the score of a name that is typed exactly, beside one for an exact answer of every word
NAME_WORDS = 3  # a longer query is less and less a name
NAME_FLOOR = 0.33
NAME_OF_SKILL = 0.5  # share, when the query is a skill of one word and the name only like it
NAME_OF_WORD = 0.8  # ... when it is a short word that many projects have (“time”, “http”)
SHORT_WORD = 4  # letters
MANY = 40  # projects, or one in 500 where that is less
FLOOR = 0.28  # of the query, by quality: a project that answers less is not shown
UNKNOWN_SHARE = 0.5  # of the commonest word: what a word counts that the catalog does not have
RAREST = 10.0  # what a word counts where the catalog has none that says what is asked for
ADJACENT_SHARE = 0.8  # of the score, for a project that has all neighbours of the query as neighbours
LOOKED_AT = 40  # hits at the head that are read for words side by side
TEXTS_KEPT = 4_000  # of these, between key strokes
PHRASES_KEPT = 4  # answers to quoted phrases, between key strokes
HEAD = 256  # hits that are put in order at once; the others when they are looked at

Allowed = Callable[[int], bool] | Collection[str] | None


class Ranked:
    """All hits of a query, best first: project numbers and scores now, records and reasons when asked for."""

    def __init__(
        self,
        index: Index,
        query: Query,
        documents: Sequence[int],
        scores: Sequence[float],
        *,
        ordered: int | None = None,
        names: Mapping[int, float] | None = None,
    ) -> None:
        """`ordered` says how many of the first are in order yet; None: all. `names` is how like whose name is."""
        self.index = index
        self.query = query
        self._documents = documents
        self._scores = scores
        self._ordered = len(documents) if ordered is None else ordered
        self._names = names
        self._words = _words(query)
        self._slots: list[Slot] | None = None

    def __len__(self) -> int:
        return len(self._documents)

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

    @property
    def documents(self) -> Sequence[int]:
        """The numbers of all projects found, best first."""
        self._order(len(self))
        return self._documents

    @property
    def scores(self) -> Sequence[float]:
        """The scores of all projects found, best first."""
        self._order(len(self))
        return self._scores

    def document(self, at: int) -> int:
        """The number of the project at a place."""
        at = range(len(self))[at]
        self._order(at + 1)
        return self._documents[at]

    def hit(self, at: int, *, told: bool = True) -> Hit:
        """The hit at a place, with the positions to highlight and, where `told`, its reasons. Raises StaleIndexError."""
        with undamaged():
            document = self.document(at)
            record = self.index.record(document)
            if self._slots is None:
                self._slots = _slots(self.index, self.query)
            why = self._why(document, record, self._slots) if told else ()
            marked = positions(self.index, record, self._slots, " ".join(self._words))
        return Hit(
            record.id, record.name, record.full_name, record.url, self._scores[at], why, marked, record.title
        )

    def _why(self, document: int, record: Record, slots: list[Slot]) -> tuple[str, ...]:
        if self._names is None:
            misspelt = not _is_meant(slots)
            self._names = (
                similar_names(self.index, self._words, misspelt=misspelt) if self.query.by_name else {}
            )
        similarity, typed = self._names.get(document, 0.0), " ".join(self._words)
        why = reasons(self.index, document, record, slots, similarity=similarity, typed=typed)
        asked = [term for fact in self.query.facts if fact.wanted for term in fact.terms]
        return tuple(dict.fromkeys((*why, *fact_reasons(record, asked))))

    def ids(self, limit: int | None = None) -> list[str]:
        """The ids of the first `limit` hits, or of all. Raises StaleIndexError."""
        count = len(self) if limit is None else min(limit, len(self))
        with undamaged():
            return [self.index.id(self.document(at)) for at in range(count)]

    def _order(self, wanted: int) -> None:
        if wanted > self._ordered:
            rest = sorted(
                zip(self._scores[self._ordered :], self._documents[self._ordered :], strict=True),
                key=lambda pair: (-pair[0], pair[1]),
            )
            head = self._ordered
            self._documents = array("I", (*self._documents[:head], *(document for _, document in rest)))
            self._scores = array("d", (*self._scores[:head], *(score for score, _ in rest)))
            self._ordered = len(self)


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
    """All projects for a query, best first, decoded only where they are looked at. Raises StaleIndexError.

    An address that is pasted has one answer, the project that it names, where that is known.
    """
    ids = ids_named(text) if isinstance(text, str) else ()
    if isinstance(text, str):
        query = parse(words_of_address(text))._replace(open_end=False) if ids else parse(text)
    else:
        query = text
    with undamaged():
        known = next((number for number in map(index.document, ids) if number >= 0), None)
        if known is not None:
            passing = _passing(index, query, allowed, favourites)
            return Ranked(
                index, query, *(((known,), (1.0,)) if passing is None or known in passing else ((), ()))
            )
        return _ranked(index, query, allowed, favourites)


def _ranked(index: Index, query: Query, allowed: Allowed, favourites: Collection[str]) -> Ranked:
    words = _words(query)
    if query.is_unreadable:
        return Ranked(index, query, (), ())
    passing = _passing(index, query, allowed, favourites)
    if not words:
        documents: Sequence[int] = range(index.count) if passing is None else array("I", sorted(passing))
        return Ranked(index, query, documents, array("d", bytes(8 * len(documents))))
    slots = _slots(index, query)
    similar = similar_names(index, words, misspelt=not _is_meant(slots)) if query.by_name else {}
    names = _name_scores(index, slots, words, similar)
    total = _total_rarity(slots)
    if index.is_large:
        from isonboard.match import arrays

        if query.by_name:
            found, scores = arrays.scored(index, slots, total, FLOOR, names)
        else:
            found, scores = arrays.expected(index, slots)
        if passing is not None:
            found, scores = arrays.only(found, scores, passing)
        head, head_scores, rest, rest_scores = arrays.split(found, scores, HEAD)
    else:
        from isonboard.match import scoring

        by_document = (
            scoring.scored(index, slots, total, FLOOR, names)
            if query.by_name
            else scoring.expected(index, slots)
        )
        head, head_scores, rest, rest_scores = scoring.split(by_document, passing, HEAD)
    if len(words) > 1:
        _prefer_adjacent(index, words, head, head_scores)
    documents, all_scores = array("I", head), array("d", head_scores)
    documents.extend(rest)
    all_scores.extend(rest_scores)
    return Ranked(index, query, documents, all_scores, ordered=len(head), names=similar)


def _prefer_adjacent(index: Index, words: tuple[str, ...], documents: list[int], scores: list[float]) -> None:
    """Put those of the first hits further up in which the query's words stand side by side."""
    pairs = [f" {first} {second} " for first, second in pairwise(words)]
    pairs[-1] = pairs[-1].rstrip()  # the last word may be unfinished
    pairs = [pair for pair in pairs if not only_ask(pair.split())] or pairs
    raised = []
    for document, score in zip(documents[:LOOKED_AT], scores[:LOOKED_AT], strict=True):
        text = _plain_text(index, document)
        found = sum(pair in text for pair in pairs)
        raised.append((score * (1 + ADJACENT_SHARE * found / len(pairs)), document))
    raised.sort(key=lambda pair: (-pair[0], pair[1]))
    documents[:LOOKED_AT] = [document for _, document in raised]
    scores[:LOOKED_AT] = [score for score, _ in raised]


def _is_meant(slots: list[Slot]) -> bool:
    """Whether every word is a skill of this catalog: then it is no misspelling of a name."""
    return all(slot.is_skill for slot in slots)


def _name_scores(
    index: Index, slots: list[Slot], words: tuple[str, ...], similar: Mapping[int, float]
) -> dict[int, float]:
    fade = min(1.0, NAME_WORDS / len(words))
    share = _name_share(index, slots[0]) if len(slots) == 1 else 1.0
    scores: dict[int, float] = {}
    for document, similarity in similar.items():
        likeness = similarity if similarity >= 1 else similarity * share
        if likeness >= NAME_FLOOR:
            scores[document] = NAME_SHARE * fade * likeness * likeness
    return scores


def _name_share(index: Index, slot: Slot) -> float:
    """How much a name says that is only like the one word of a query."""
    if slot.word != slot.term:
        return 1.0
    if slot.is_skill:
        return NAME_OF_SKILL
    if len(slot.word) > SHORT_WORD or (number := index.find(slot.term)) < 0:
        return 1.0
    return NAME_OF_WORD if index.frequency(number) >= max(2, min(MANY, index.count // 500)) else 1.0


def warm(index: Index) -> None:
    """Load what the first key stroke on a big catalog would wait for: numpy, the words and the names."""
    ranked(index, "misspeltt nmae")[:1]


def by_skills(index: Index, skills: Sequence[str], *, allowed: Allowed = None) -> Ranked:
    """Projects for a list of skills, those that have more of them first."""
    units = tuple(unit for skill in skills[:WORD_LIMIT] for unit in units_of(skill))[:WORD_LIMIT]
    return ranked(index, Query(words=units, open_end=False, by_name=False), allowed=allowed)


def _words(query: Query) -> tuple[str, ...]:
    return (*query.words, *(word for phrase in query.phrases for word in phrase))


def _slots(index: Index, query: Query) -> list[Slot]:
    return slots_of(index, _words(query), open_end=query.open_end, skills=not query.by_name)


def _passing(index: Index, query: Query, allowed: Allowed, favourites: Collection[str]) -> set[int] | None:
    """Project numbers that qualifiers, exclusions and the caller let through; None when all are."""
    passing: set[int] | None = None
    for fact in query.facts:
        having = _having(index, fact.terms)
        if not having and fact.begun:
            having = _beginning(index, fact.terms)
        having = having if fact.wanted else set(range(index.count)) - having
        passing = having if passing is None else passing & having
    if query.favourite is not None:
        marked = {number for number in map(index.document, favourites) if number >= 0}
        marked = marked if query.favourite else set(range(index.count)) - marked
        passing = marked if passing is None else passing & marked
    if query.excluded:
        passing = set(range(index.count)) if passing is None else passing
        passing -= _having(index, [term for word in query.excluded for term in (word, *exact_terms(word))])
    for phrase in query.phrases:
        having = _with_phrase(index, phrase)
        passing = having if passing is None else passing & having
    if allowed is None:
        return passing
    if callable(allowed):
        return {number for number in (range(index.count) if passing is None else passing) if allowed(number)}
    listed = _numbers(index, allowed)
    return set(listed) if passing is None else passing & listed


def _numbers(index: Index, allowed: Collection[str]) -> frozenset[int]:
    """Project numbers of ids; the last answer is kept, as filters stay while one types."""
    last: tuple[Collection[str], frozenset[int]] | None = index.memory.get("allowed")  # type: ignore[assignment]
    if last is None or last[0] is not allowed or not isinstance(allowed, frozenset):
        numbers = frozenset(number for number in map(index.document, allowed) if number >= 0)
        last = (allowed, numbers)
        index.memory["allowed"] = last
    return last[1]


def _having(index: Index, terms: Sequence[str]) -> set[int]:
    numbers = (index.find(term) for term in terms)
    return {posting >> 8 for number in numbers if number >= 0 for posting in index.postings(number)}


def _beginning(index: Index, terms: Sequence[str]) -> set[int]:
    numbers = {number for term in terms for number in index.beginning_with(term)}
    return {posting >> 8 for number in numbers for posting in index.postings(number)}


def _plain_text(index: Index, document: int) -> str:
    """Name, title and description of a project as words between single spaces."""
    kept: dict[int, str] = index.memory.setdefault("plain texts", {})  # type: ignore[assignment]
    if (known := kept.get(document)) is None:
        if len(kept) >= TEXTS_KEPT:
            kept.clear()
        known = kept[document] = "".join(f" {' '.join(words_of(text))} " for text in index.texts(document))
    return known


def _with_phrase(index: Index, phrase: tuple[str, ...]) -> set[int]:
    """Projects in whose name, description or topics these words stand side by side."""
    kept: dict[tuple[str, ...], set[int]] = index.memory.setdefault("phrases", {})  # type: ignore[assignment]
    if (known := kept.get(phrase)) is None:
        if len(kept) >= PHRASES_KEPT:
            kept.clear()
        gap = r"(?:(?![\x1e\x1f])[\W_])+"
        side_by_side = re.compile(rf"(?<![^\W_]){gap.join(map(re.escape, phrase))}(?![^\W_])")
        having = set.intersection(*(_having(index, [word]) for word in phrase))
        known = kept[phrase] = {n for n in having if side_by_side.search(folded(index.fields(n)).lower())}
    return known


def _total_rarity(slots: list[Slot]) -> float:
    """What a full answer weighs; a word that the catalog does not have counts little."""
    known = [slot for slot in slots if not slot.is_empty]
    unknown = sum(slot.is_empty and not slot.is_filler for slot in slots)
    commonest = min((slot.rarity for slot in known if not slot.is_filler), default=RAREST)
    return sum(slot.rarity for slot in known) + unknown * UNKNOWN_SHARE * commonest
