"""Sorted spellings, terms or names, as sections of the index: their text, and what lets a matcher skip most of them."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from isonboard.match.analysis import names_of
from isonboard.match.hit import IndexEntry
from isonboard.match.index import Index
from isonboard.match.tokens import HEAD_LETTERS, NAME_LIMIT, letter_mask, name_key, taken_apart

_AT_ONCE = 16_384  # spellings that are written together

Masks = Callable[[Sequence[str]], bytes]
"""`letter_masks`, or with numpy `bulk.letter_masks`."""


class Names:
    """The names and titles of entries, each with where its parts begin; by key only at the end."""

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._places, self._parts = array("I"), array("Q")

    def add(self, entries: Iterable[tuple[int, IndexEntry]]) -> None:
        """The names of entries with their places."""
        for place, entry in entries:
            for key, parts in sorted(
                {(name_key(name)[:NAME_LIMIT], taken_apart(name).starts) for name in names_of(entry)}
            ):
                if key:
                    self._keys.append(key)
                    self._places.append(place)
                    self._parts.append(parts)

    def take_over(self, old: Index, places: Sequence[int]) -> None:
        """Names of an older index, by the new places of its projects; -1 leaves one out."""
        for key, document, parts in zip(old.names(), old.name_documents, old.name_parts, strict=True):
            if places[document] >= 0:
                self._keys.append(key)
                self._places.append(places[document])
                self._parts.append(parts)

    def sections(self, numbers: Sequence[int], masks: Masks) -> Iterator[Iterable[bytes]]:
        """NAMES to NAME_HEADS; `numbers` are the projects' by the places of their entries."""
        documents = array("I", map(numbers.__getitem__, self._places))
        order = sorted(range(len(documents)), key=documents.__getitem__)
        order.sort(key=self._keys.__getitem__)
        keys = [self._keys[at] for at in order]
        yield lines(keys)
        yield (ends(keys),)
        yield (array("I", map(documents.__getitem__, order)).tobytes(),)
        yield in_blocks(keys, masks)
        yield (lengths(keys),)
        yield (by_length(keys, 0),)
        yield (array("Q", map(self._parts.__getitem__, order)).tobytes(),)
        yield in_blocks(keys, lambda some: masks([key[:HEAD_LETTERS] for key in some]))


def lines(texts: Sequence[str]) -> Iterator[bytes]:
    """Each with a line feed behind it."""
    return in_blocks(texts, lambda some: ("\n".join(some) + "\n").encode("utf-8", "replace"))


def ends(texts: Sequence[str]) -> bytes:
    """u32: where each ends in `lines`, its line feed not counted."""
    sizes = (len(text) if text.isascii() else len(text.encode("utf-8", "replace")) for text in texts)
    return array("I", (end - 1 for end in accumulate(size + 1 for size in sizes))).tobytes()


def lengths(texts: Sequence[str]) -> bytes:
    """u8: letters, at most 255."""
    return bytes([min(255, size) for size in map(len, texts)])


def by_length(texts: Sequence[str], start: int) -> bytes:
    """u32: the numbers of those from `start` on, shortest first."""
    sizes = list(map(len, texts))
    return array("I", sorted(range(start, len(texts)), key=sizes.__getitem__)).tobytes()


def letter_masks(texts: Sequence[str]) -> bytes:
    """u64: `tokens.letter_mask` of each."""
    return array("Q", map(letter_mask, texts)).tobytes()


def in_blocks(texts: Sequence[str], of: Callable[[Sequence[str]], bytes]) -> Iterator[bytes]:
    """`of` all of them, some thousand at a time."""
    return (of(texts[first : first + _AT_ONCE]) for first in range(0, len(texts), _AT_ONCE))
