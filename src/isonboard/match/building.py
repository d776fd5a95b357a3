"""Building the index: entries in, one file out. Runs in the child process that syncs.

What an entry contributes depends on the entry alone (no corpus averages), so the postings of entries that did not
change are taken over from the previous index and the result is the same, byte for byte, as building it anew.
Documents are numbered by activity, then freshness: number order is the order of an empty query and of ties.
"""

import gc
from array import array
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from isonboard.match import index as index_module
from isonboard.match import layout
from isonboard.match.analysis import terms_of
from isonboard.match.hit import IndexEntry
from isonboard.match.index import DESCRIPTION_KEPT, FIELD, FIRST_WORD, LIST, Index, undamaged
from isonboard.match.tokens import HEAD_LETTERS, NAME_LIMIT, letter_mask, name_key, part_starts

_CONTROL = {ord(FIELD): " ", ord(LIST): " "}


def write_index(
    path: Path, entries: Iterable[IndexEntry], generation: int, previous: Path | None = None
) -> None:
    """Build the index at `path`; raises OSError. A damaged `previous` is as good as none."""
    with _without_garbage_collection():
        _write_index(path, entries, generation, previous)


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Millions of values without cycles are made here: looking for cycles among them doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _write_index(path: Path, entries: Iterable[IndexEntry], generation: int, previous: Path | None) -> None:
    ordered = sorted(entries, key=_static_order)
    records = [_record(entry) for entry in ordered]
    fingerprints = array(
        "Q", (_fingerprint(record, entry) for record, entry in zip(records, ordered, strict=True))
    )
    plain = len(ordered) <= index_module.SMALL
    postings_of = _postings if plain else _many_postings
    try:
        postings = postings_of(ordered, fingerprints, previous)
    except layout.StaleIndexError:  # seen only where it is read
        postings = postings_of(ordered, fingerprints, None)
    sections = _sections(ordered, records, fingerprints, postings)
    layout.write(path, sections, generation=generation, documents=len(ordered))


class _Postings(NamedTuple):
    """All terms in order, where the postings of each end, and the postings."""

    terms: list[str]
    ends: bytes
    content: bytes


def _postings(ordered: list[IndexEntry], fingerprints: "array[int]", previous: Path | None) -> _Postings:
    postings: dict[str, array[int]] = {}
    known: Container[int] = ()
    if (old := _old(previous, fingerprints)) is not None:
        known = old.covered
        with undamaged():
            postings.update(_taken_over(old))
    for number, entry in enumerate(ordered):
        if number in known:
            continue
        place = number << 8
        for term, strength in terms_of(entry).items():
            if term in postings:
                postings[term].append(place | strength)
            else:
                postings[term] = array("I", (place | strength,))
    terms = sorted(postings)
    ends = array("I", accumulate(len(postings[term]) for term in terms)).tobytes()
    return _Postings(terms, ends, b"".join(array("I", sorted(postings[term])).tobytes() for term in terms))


def _taken_over(old: "_Old") -> Iterator[tuple[str, "array[int]"]]:
    for term_number in range(old.kept.term_count):
        moved = ((old.numbers[posting >> 8], posting & 255) for posting in old.kept.postings(term_number))
        kept = [number << 8 | strength for number, strength in moved if number >= 0]
        if kept:
            yield old.kept.term(term_number), array("I", kept)


def _many_postings(ordered: list[IndexEntry], fingerprints: "array[int]", previous: Path | None) -> _Postings:
    from isonboard.match.bulk import Bulk

    bulk = Bulk()
    known: Container[int] = ()
    if (old := _old(previous, fingerprints)) is not None:
        known = old.covered
        with undamaged():
            bulk.take_over(old.kept, old.numbers)
    for number, entry in enumerate(ordered):
        if number not in known:
            bulk.add(number, entry)
    terms, ends, blocks = bulk.postings()
    return _Postings(terms, ends, b"".join(blocks))


def _static_order(entry: IndexEntry) -> tuple[int, int]:
    return (-(entry.activity if entry.activity is not None else -1), -entry.updated)


def _record(entry: IndexEntry) -> bytes:
    description = entry.description[:DESCRIPTION_KEPT]
    fields = (entry.id, entry.name, entry.full_name, entry.title, entry.owner, entry.url, description)
    lists = (entry.topics, entry.skills, (entry.language, *entry.languages))
    text = FIELD.join((*fields, *(LIST.join(filter(None, words)) for words in lists)))
    if text.count(FIELD) > 9 or any(
        LIST in field for field in fields
    ):  # not through the gate for foreign text
        cleaned = [field.translate(_CONTROL) for field in fields]
        cleaned += [LIST.join(word.translate(_CONTROL) for word in words if word) for words in lists]
        text = FIELD.join(cleaned)
    return text.encode("utf-8", "replace")


def _fingerprint(record: bytes, entry: IndexEntry) -> int:
    digest = blake2b(record, digest_size=8)
    digest.update(entry.description[DESCRIPTION_KEPT:].encode("utf-8", "replace"))
    digest.update(b"\x1d%d\x1d" % bool(entry.beginner_issues))
    digest.update(entry.text.encode("utf-8", "replace"))
    return int.from_bytes(digest.digest(), "little")


class _Old(NamedTuple):
    """The previous index, where it covers enough to be worth reading."""

    kept: Index
    numbers: list[int]
    """The new number of each of its projects; -1 for one that changed or is gone."""
    covered: set[int]
    """The new numbers of those that did not change."""


def _old(previous: Path | None, fingerprints: "array[int]") -> _Old | None:
    """Raises StaleIndexError where it is damaged."""
    if previous is None:
        return None
    with undamaged():
        old = Index(previous)
        ends = old.posting_ends.tolist()
        if ends != sorted(ends) or ends[-1:] != [len(old.all_postings)][: len(ends)]:
            raise ValueError("postings that end before they begin")
        numbers = {fingerprint: number for number, fingerprint in enumerate(fingerprints)}
        renumbered = [numbers.get(fingerprint, -1) for fingerprint in old.fingerprints]
    covered = {number for number in renumbered if number >= 0}
    return _Old(old, renumbered, covered) if len(covered) * 4 >= len(fingerprints) else None


def _sections(
    ordered: list[IndexEntry],
    records: list[bytes],
    fingerprints: "array[int]",
    postings: _Postings,
) -> list[bytes]:
    terms = postings.terms
    masks = _masks if len(ordered) <= index_module.SMALL else _many_masks
    spelt = [term.encode("utf-8", "replace") for term in terms]
    names = sorted(
        {
            (key, number, part_starts(name))
            for number, entry in enumerate(ordered)
            for name in (entry.name, entry.title)
            if (key := name_key(name)[:NAME_LIMIT])
        }
    )
    texts = [key for key, _, _ in names]
    keys = [key.encode("utf-8", "replace") for key in texts]
    by_id = sorted(range(len(ordered)), key=lambda number: records[number].partition(b"\x1f")[0])
    return [
        b"".join(word + b"\n" for word in spelt),
        _ends(spelt, "I", gap=1),
        postings.ends,
        postings.content,
        masks(terms),
        bytes(min(255, len(term)) for term in terms),
        _by_length(terms, bisect_left(terms, FIRST_WORD)),
        b"".join(records),
        _ends(records, "Q", gap=0),
        fingerprints.tobytes(),
        b"".join(key + b"\n" for key in keys),
        _ends(keys, "I", gap=1),
        array("I", (number for _, number, _ in names)).tobytes(),
        masks(texts),
        bytes(map(len, texts)),
        _by_length(texts, 0),
        array("Q", (starts for _, _, starts in names)).tobytes(),
        masks([key[:HEAD_LETTERS] for key in texts]),
        array("I", by_id).tobytes(),
    ]


def _masks(texts: list[str]) -> bytes:
    return array("Q", map(letter_mask, texts)).tobytes()


def _many_masks(texts: list[str]) -> bytes:
    from isonboard.match.bulk import letter_masks

    return letter_masks(texts)


def _by_length(texts: list[str], start: int) -> bytes:
    lengths = list(map(len, texts))
    return array("I", sorted(range(start, len(texts)), key=lengths.__getitem__)).tobytes()


def _ends(pieces: list[bytes], kind: str, gap: int) -> bytes:
    return array(kind, (end - gap for end in accumulate(len(piece) + gap for piece in pieces))).tobytes()
