"""Building the index: entries in, one file out. Runs in the child process that syncs.

What an entry contributes depends on the entry alone (no corpus averages), so the postings of entries that did not
change are taken over from the previous index and the result is the same, byte for byte, as building it anew.
Documents are numbered by activity, then freshness: number order is the order of an empty query and of ties.
"""

import gc
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path

from isonboard.match import layout
from isonboard.match.analysis import terms_of
from isonboard.match.hit import IndexEntry
from isonboard.match.index import FIELD, FIRST_WORD, LIST, Index
from isonboard.match.tokens import HEAD_LETTERS, NAME_LIMIT, letter_mask, name_key, part_starts

DESCRIPTION_KEPT = 500  # letters, to explain hits with; all of it is searched
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
    postings: dict[str, array[int]] = {}
    known = _taken_over(previous, fingerprints, postings)
    for number, entry in enumerate(ordered):
        if number in known:
            continue
        place = number << 8
        for term, strength in terms_of(entry).items():
            if term in postings:
                postings[term].append(place | strength)
            else:
                postings[term] = array("I", (place | strength,))
    if known:
        postings = {term: array("I", sorted(found)) for term, found in postings.items()}
    sections = _sections(ordered, records, fingerprints, postings)
    layout.write(path, sections, generation=generation, documents=len(ordered))


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


def _taken_over(
    previous: Path | None, fingerprints: "array[int]", postings: dict[str, "array[int]"]
) -> set[int]:
    """Fill `postings` from the previous index; returns the numbers of the documents that it covers."""
    if previous is None:
        return set()
    try:
        old = Index(previous)
    except layout.StaleIndexError:
        return set()
    with old:
        numbers = {fingerprint: number for number, fingerprint in enumerate(fingerprints)}
        renumbered = [numbers.get(fingerprint, -1) for fingerprint in old.fingerprints]
        covered = {number for number in renumbered if number >= 0}
        if len(covered) * 4 < len(fingerprints):
            return set()
        for term_number, kept in enumerate(_renumbered(old, renumbered)):
            if kept:
                postings[old.term(term_number)] = kept
    return covered


def _renumbered(old: Index, numbers: list[int]) -> "Iterator[array[int]]":
    """The postings of each term with new document numbers; -1 drops one."""
    if old.is_large:
        from isonboard.match.arrays import renumbered

        yield from renumbered(old, numbers)
        return
    for term_number in range(old.term_count):
        moved = ((numbers[posting >> 8], posting & 255) for posting in old.postings(term_number))
        yield array("I", [number << 8 | strength for number, strength in moved if number >= 0])


def _sections(
    ordered: list[IndexEntry],
    records: list[bytes],
    fingerprints: "array[int]",
    postings: dict[str, "array[int]"],
) -> list[bytes]:
    terms = sorted(postings)
    spelt = [term.encode("utf-8", "replace") for term in terms]
    names = sorted(
        {
            (key, number, part_starts(name))
            for number, entry in enumerate(ordered)
            for name in (entry.name, entry.title)
            if (key := name_key(name)[:NAME_LIMIT])
        }
    )
    keys = [key.encode("utf-8", "replace") for key, _, _ in names]
    by_id = sorted(range(len(ordered)), key=lambda number: records[number].partition(b"\x1f")[0])
    return [
        b"".join(word + b"\n" for word in spelt),
        _ends(spelt, "I", gap=1),
        array("I", accumulate(len(postings[term]) for term in terms)).tobytes(),
        b"".join(postings[term].tobytes() for term in terms),
        array("Q", map(letter_mask, terms)).tobytes(),
        bytes(min(255, len(term)) for term in terms),
        _by_length(terms, bisect_left(terms, FIRST_WORD)),
        b"".join(records),
        _ends(records, "Q", gap=0),
        fingerprints.tobytes(),
        b"".join(key + b"\n" for key in keys),
        _ends(keys, "I", gap=1),
        array("I", (number for _, number, _ in names)).tobytes(),
        array("Q", (letter_mask(key) for key, _, _ in names)).tobytes(),
        bytes(len(key) for key, _, _ in names),
        _by_length([key for key, _, _ in names], 0),
        array("Q", (starts for _, _, starts in names)).tobytes(),
        array("Q", (letter_mask(key[:HEAD_LETTERS]) for key, _, _ in names)).tobytes(),
        array("I", by_id).tobytes(),
    ]


def _by_length(texts: list[str], start: int) -> bytes:
    return array("I", sorted(range(start, len(texts)), key=lambda number: len(texts[number]))).tobytes()


def _ends(pieces: list[bytes], kind: str, gap: int) -> bytes:
    return array(kind, (end - gap for end in accumulate(len(piece) + gap for piece in pieces))).tobytes()
