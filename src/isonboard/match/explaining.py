"""Why a project answers a query: one short phrase a word, naming the field and what stands there.

A reason is only given for what is found again in the project's own fields; where a word was found in its documents,
or beyond what is kept of its description, or follows from a skill, the reason says so.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from isonboard.match import vocabulary
from isonboard.match.analysis import (
    DOCUMENTS,
    EDGE,
    FACT,
    HAS,
    INITIALS,
    LANGUAGE,
    OWNER,
    SKILL,
    SUGGESTED,
    TOPIC,
    concept_of,
    concept_of_pair,
    evidence_of_pair,
    evidence_of_word,
    facts_of_tag,
    implied_by,
    of_word,
)
from isonboard.match.expansion import ALIAS, Slot, beginning_quality
from isonboard.match.index import DESCRIPTION_KEPT, Index, Record
from isonboard.match.tokens import folded, name_key, parts, raw_words

REASON_LIMIT = 6
PIECES_KEPT = 300  # projects on or near the screen
LABELS_KEPT = 2_000  # names on or near the screen between key strokes
_BEGINNINGS_TRIED = 100
_TAGS = ("topic", "skill", "language")
_BEGUN = ("name", *_TAGS)  # fields whose words are known by their first letters
_MARKS = (EDGE, FACT, INITIALS, SKILL, SUGGESTED)


class _Piece(NamedTuple):
    """Something that stands in a field, and the term it is indexed under."""

    share: float
    field: str
    shown: str
    term: str


def reasons(
    index: Index, document: int, record: Record, slots: Sequence[Slot], *, similarity: float, typed: str
) -> tuple[str, ...]:
    """Phrases for one hit, in the order of the query's words; the name as a whole last."""
    found: list[str] = []
    pieces = _kept_pieces(index, document, record)
    for slot in slots:
        if slot.is_filler:
            continue
        terms = _terms(index, slot)
        best, reason = 0.0, ""
        for piece in pieces:
            quality = _quality(slot, terms, piece)
            if quality and quality * piece.share > best:
                best, reason = quality * piece.share, _phrase(piece, slot.word, quality)
        untagged = not (record.topics or record.skills or record.languages)
        reason = reason or _implied(terms, pieces) or (_suggested(terms, pieces) if untagged else "")
        reason = reason or _mention(index, document, record, slot)
        if reason and not any(_stands_at(reason) == _stands_at(other) for other in found):
            found.append(reason)
    if similarity and not any(reason.startswith("name") for reason in found):
        same = name_key(record.label) == name_key(typed)
        found.append(f"name {record.label}" if same else f"name ~ {typed.strip()}")
    return tuple(dict.fromkeys(found))[:REASON_LIMIT]


def _stands_at(reason: str) -> str:
    """The field and what stands there, without what was typed for it."""
    return reason.partition(" (")[0]


def fact_reasons(record: Record, terms: Iterable[str]) -> tuple[str, ...]:
    """Phrases for qualifiers, given the terms that they ask for: what stands in the project that meets them."""
    asked = set(terms)
    tags = [("topic", TOPIC, tag) for tag in record.topics]
    tags += [("skill", TOPIC, tag) for tag in record.skills]
    tags += [("language", LANGUAGE, tag) for tag in record.languages]
    found = [f"{field} {tag}" for field, mark, tag in tags if not asked.isdisjoint(facts_of_tag(mark, tag))]
    if OWNER + folded(record.owner).lower()[:80] in asked:
        found.append(f"owner {record.owner}")
    if HAS + "issues" in asked:
        found.append("has beginner issues")
    return tuple(dict.fromkeys(found))[:REASON_LIMIT]


def positions(index: Index, record: Record, slots: Sequence[Slot], typed: str) -> tuple[int, ...]:
    """Offsets of the matched characters in the record's label."""
    plain, words = _words_of_label(record.label)
    marked: set[int] = set()
    for slot in slots:
        if slot.is_filler:
            continue
        begun, terms = slot.term, _terms(index, slot)
        for start, word in words:
            if word.startswith(begun):
                marked.update(range(start, start + len(begun)))
            elif word in terms:
                marked.update(range(start, start + len(word)))
    if not marked:
        at = -1
        for letter in name_key(typed):
            at = plain.find(letter, at + 1)
            if at < 0:
                return ()
            marked.add(at)
    return tuple(sorted(marked))


@lru_cache(maxsize=LABELS_KEPT)
def _words_of_label(label: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """A label as plain lower-case letters, one for each of its own, and its words with their places."""
    plain = label.lower() if label.isascii() else "".join((folded(one).lower() or one)[:1] for one in label)
    return plain, tuple(_words_with_places(plain, label))


def _terms(index: Index, slot: Slot) -> dict[str, float]:
    """The terms of a slot as text, those of its span left out."""
    kept: dict[object, dict[str, float]] = index.memory.setdefault("terms", {})  # type: ignore[assignment]
    if (known := kept.get(slot.key)) is None:
        if len(kept) > 50:
            kept.clear()
        known = kept[slot.key] = {index.term(number): quality for number, quality in slot.terms}
        known.update((index.term(number), 1.0) for number in slot.likely)
    return known


def _quality(slot: Slot, terms: dict[str, float], piece: _Piece) -> float:
    term = piece.term
    known = terms.get(term, 0.0)
    if term.startswith(slot.term) and (slot.span or EDGE + slot.term in terms):
        known = max(known, beginning_quality(slot.span_share, len(slot.term), len(term)))
    elif not known and piece.field in _BEGUN and term[:1] == slot.term[:1]:  # the first of two letters
        known = terms.get(EDGE + term[:1], 0.0)
    return known


def _words_with_places(plain: str, label: str) -> Iterator[tuple[int, str]]:
    at = 0
    for raw in raw_words(label):
        start = plain.find(raw.lower(), at)
        if start < 0:
            continue
        at = start + len(raw)
        yield start, raw.lower()
        inner = start
        for part in parts(raw):
            inner = plain.find(part, inner, at)
            if inner < 0:
                break
            yield inner, part
            inner += len(part)


def _kept_pieces(index: Index, document: int, record: Record) -> list[_Piece]:
    kept: dict[int, list[_Piece]] = index.memory.setdefault("pieces", {})  # type: ignore[assignment]
    if (known := kept.get(document)) is None:
        if len(kept) >= PIECES_KEPT:
            kept.clear()
        known = kept[document] = list(_pieces(record))
    return known


def _pieces(record: Record) -> Iterator[_Piece]:
    for field, share, text in (
        ("name", 1.2, record.name), ("name", 1.2, record.title), ("owner", 0.5, record.owner),
        ("description", 0.8, record.description),
    ):  # fmt: skip
        before = ""
        for raw in raw_words(text):
            plain = raw.lower()
            yield _Piece(share, field, plain, plain)
            for term, _ in of_word(raw)[1:]:
                shown = plain if term.startswith(SKILL) else term
                yield _Piece(share * 0.9, field, shown, term)
            if before and (pair := concept_of_pair(before, plain)):
                yield _Piece(share * 0.95, field, f"{before} {plain}", pair)
            before = plain
    for field, tags in zip(_TAGS, (record.topics, record.skills, record.languages), strict=True):
        for tag in tags:
            yield _Piece(1.1, field, tag, name_key(tag))
            if concept := concept_of(tag):
                yield _Piece(1.1, field, tag, concept)
            before = ""
            for raw in raw_words(tag):
                for term, _ in of_word(raw):
                    yield _Piece(0.9, field, tag, term)
                if before and (pair := concept_of_pair(before, raw.lower())):
                    yield _Piece(0.9, field, tag, pair)
                before = raw.lower()


def _phrase(piece: _Piece, typed: str, quality: float) -> str:
    shown = piece.shown
    if name_key(shown) == name_key(typed) or folded(shown).lower().startswith(typed):
        return f"{piece.field} {shown}"
    if quality >= ALIAS or piece.field in _TAGS:
        return f"{piece.field} {shown} ({typed})"
    return f"{piece.field} ~ {typed}"


def _implied(terms: dict[str, float], pieces: list[_Piece]) -> str:
    for piece in pieces:
        if piece.term.startswith(SKILL):
            for wider, _ in implied_by(piece.term):
                if wider in terms:
                    return (
                        f"{piece.field} {piece.shown} implies {vocabulary.canonical(wider[1:]) or wider[1:]}"
                    )
    return ""


def _suggested(terms: dict[str, float], pieces: list[_Piece]) -> str:
    before = ""
    for piece in pieces:
        for shown, found in (
            (f"{before} {piece.shown}", evidence_of_pair(before, piece.shown)),
            (piece.shown, evidence_of_word(piece.shown)),
        ):
            for term, _ in found:
                if SUGGESTED + term[1:] in terms:
                    return f"{piece.field} {shown} suggests {vocabulary.canonical(term[1:]) or term[1:]}"
        before = piece.shown
    return ""


def _mention(index: Index, document: int, record: Record, slot: Slot) -> str:
    """A word that was found, but in no field that is kept."""
    for number in (*(number for number, _ in slot.terms), *slot.span[:_BEGINNINGS_TRIED]):
        if _has(index, number, document):
            term = index.term(number)
            shown = vocabulary.canonical(term[1:]) or term[1:] if term[0] == SKILL else term
            if not shown.startswith(_MARKS):
                return f"{_unread(index, document, record)} {shown}"
    return ""


def _unread(index: Index, document: int, record: Record) -> str:
    """Where a word stands that is in no kept field: in the documents, or beyond what is kept of the description."""
    if not _has(index, index.find(DOCUMENTS), document):
        return "description mentions"
    is_cut = len(record.description) >= DESCRIPTION_KEPT
    return "description or documents mention" if is_cut else "documents mention"


def _has(index: Index, number: int, document: int) -> bool:
    if number < 0:
        return False
    postings = index.postings(number)
    at = bisect_left(postings, document << 8)
    return at < len(postings) and postings[at] >> 8 == document
