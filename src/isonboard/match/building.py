"""Building the index: entries in, one file out. Runs in the child process that syncs.

What an entry contributes depends on the entry alone (no corpus averages), so the postings of entries that did not
change are taken over from the previous index and the result is the same, byte for byte, as building it anew.
Entries are read once and none is kept; until all are there, each goes by its place in the row. Then they are numbered
by activity, then freshness: number order is the order of an empty query and of ties.
"""

import gc
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import accumulate, chain, islice
from pathlib import Path
from typing import Protocol

from isonboard import files
from isonboard.match import index as index_module
from isonboard.match import layout, spellings
from isonboard.match.analysis import terms_of
from isonboard.match.hit import IndexEntry
from isonboard.match.index import FIRST_WORD, Index, StaleIndexError, undamaged
from isonboard.match.records import Records

AT_ONCE = 8_192  # entries that go from one step to the next together

Postings = tuple[list[str], bytes, Iterable[bytes]]
"""All terms in order, where the postings of each end, and the postings."""


class Analysed(Protocol):
    """The terms of entries: `_Plain`, or where there are many `bulk.Bulk`."""

    def add(self, entries: Sequence[tuple[int, IndexEntry]]) -> None:
        """The next entries, or some further on, with their places."""

    def take_over(self, old: Index, places: Sequence[int]) -> None:
        """Postings of an older index, by the new places of its projects; -1 leaves one out."""

    def postings(self, numbers: Sequence[int]) -> Postings:
        """Once, at the end; `numbers` are the projects' by the places of their entries."""


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
    entries = iter(entries)
    first = list(islice(entries, index_module.SMALL + 1))
    analysed: Analysed = _Plain()
    masks, highest = spellings.letter_masks, _highest
    if len(first) > index_module.SMALL:
        from isonboard.match import bulk

        analysed, masks, highest = bulk.Bulk(), bulk.letter_masks, bulk.highest
    entries = chain(first, entries)
    del first
    files.make_private(path.parent)
    names = spellings.Names()
    old = _Old.sound(previous, highest)
    with Records(path.parent) as records:
        while some := list(islice(entries, AT_ONCE)):
            places = range(len(records), len(records) + len(some))
            marked = zip(places, some, records.add(some), strict=True)
            changed = [
                (place, entry) for place, entry, fingerprint in marked if not old.has(fingerprint, place)
            ]
            analysed.add(changed)
            names.add(changed)
        if old.index is not None:
            analysed.take_over(old.index, old.places)
            names.take_over(old.index, old.places)
        del old
        order = records.order()
        numbers = array("I", bytes(4 * len(order)))
        for number, place in enumerate(order):
            numbers[place] = number
        terms, ends, postings = analysed.postings(numbers)
        sections = chain(
            (
                spellings.lines(terms),
                (spellings.ends(terms),),
                (ends,),
                postings,
                spellings.in_blocks(terms, masks),
                (spellings.lengths(terms),),
                (spellings.by_length(terms, bisect_left(terms, FIRST_WORD)),),
            ),
            records.sections(order),
            names.sections(numbers, masks),
            ((records.by_id(order),),),
        )
        layout.write(path, sections, generation=generation, documents=len(order))


class _Plain:
    """In plain Python: for some thousand projects quicker than loading numpy."""

    def __init__(self) -> None:
        self._postings: dict[str, array[int]] = {}

    def add(self, entries: Sequence[tuple[int, IndexEntry]]) -> None:
        postings = self._postings
        for place, entry in entries:
            for term, strength in terms_of(entry).items():
                if term in postings:
                    postings[term].append(place << 8 | strength)
                else:
                    postings[term] = array("I", (place << 8 | strength,))

    def take_over(self, old: Index, places: Sequence[int]) -> None:
        for number, term in enumerate(old.terms()):
            moved = ((places[posting >> 8], posting & 255) for posting in old.postings(number))
            if kept := [place << 8 | strength for place, strength in moved if place >= 0]:
                self._postings.setdefault(term, array("I")).extend(kept)

    def postings(self, numbers: Sequence[int]) -> Postings:
        terms = sorted(self._postings)
        ends = array("I", accumulate(len(self._postings[term]) for term in terms)).tobytes()
        return terms, ends, (self._renumbered(self._postings[term], numbers) for term in terms)

    @staticmethod
    def _renumbered(postings: "array[int]", numbers: Sequence[int]) -> bytes:
        moved = sorted(numbers[posting >> 8] << 8 | posting & 255 for posting in postings)
        return array("I", moved).tobytes()


class _Old:
    """The previous index, and where in the new row its unchanged projects are."""

    index: Index | None = None

    def __init__(self) -> None:
        self.places: array[int] = array("q")
        """By old number; -1 for one that changed or is gone."""
        self._numbers: dict[int, int] = {}

    @classmethod
    def sound(cls, path: Path | None, highest: Callable[[memoryview], int]) -> "_Old":
        """None of it where there is none, or where it is damaged: everything that is taken over is looked at first."""
        old = cls()
        if path is not None:
            with suppress(StaleIndexError), undamaged():
                index = Index(path)
                _check(index, highest)
                old.index = index
                old.places = array("q", (-1,)) * index.count
                old._numbers = {fingerprint: number for number, fingerprint in enumerate(index.fingerprints)}
        return old

    def has(self, fingerprint: int, place: int) -> bool:
        """Whether a project did not change; it is remembered where it is now."""
        number = self._numbers.pop(fingerprint, -1)
        if number < 0:
            return False
        self.places[number] = place
        return True


def _check(index: Index, highest: Callable[[memoryview], int]) -> None:
    """Raises ValueError where tables do not fit each other."""
    ends = index.posting_ends.tolist()
    if ends != sorted(ends) or ends[-1:] != [len(index.all_postings)][: len(ends)]:
        raise ValueError("postings that end before they begin")
    documents = max(highest(index.all_postings) >> 8, highest(index.name_documents))
    if documents >= max(1, index.count) or len(index.fingerprints) != index.count:
        raise ValueError("projects that there are not")
    if len(index.terms()) != index.term_count or len(ends) != index.term_count:
        raise ValueError("terms that there are not")
    if not len(index.names()) == len(index.name_documents) == len(index.name_parts):
        raise ValueError("names that there are not")


def _highest(numbers: memoryview) -> int:
    return max(numbers, default=0)
