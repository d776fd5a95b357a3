"""Whole-name similarity: the query without separators against every project's name without separators.

Finds names typed apart or together (“cert manager”, “certmanager”), half typed, misspelt, or abbreviated to
letters that stand in order (“btstrp”).
"""

from isonboard.match.index import Index
from isonboard.match.tokens import letter_mask, name_key

SAME = 1.0
BEGINNING = (0.5, 0.4)  # at least, and more the nearer the query comes to the whole name
ABBREVIATED = (0.25, 0.5)
SHORTEST_SHARE = 0.3  # of a name that an abbreviation of it keeps


def similar_names(index: Index, text: str) -> dict[int, float]:
    """Similarity in 0..1 of projects whose name is like `text`; others are left out."""
    key = name_key(text)
    found: dict[int, float] = {}
    if len(key) >= 2:
        _add_beginning(index, key, found)
    if len(key) >= 3:
        _add_abbreviated(index, key, found)
    if len(key) >= 4:
        _add_misspelt(index, key, found)
    return found


def _add(index: Index, position: int, similarity: float, found: dict[int, float]) -> None:
    document = index.name_documents[position]
    if similarity > found.get(document, 0.0):
        found[document] = similarity


def _add_beginning(index: Index, key: str, found: dict[int, float]) -> None:
    for position in index.names_beginning_with(key):
        length = len(index.names[position])
        share = len(key) / length
        _add(index, position, SAME if share == 1 else BEGINNING[0] + BEGINNING[1] * share, found)


def _add_abbreviated(index: Index, key: str, found: dict[int, float]) -> None:
    mask = letter_mask(key)
    names, masks = index.names, index.name_masks
    for position in index.names_beginning_with(key[0]):
        if mask & ~masks[position]:
            continue
        name = names[position]
        share = len(key) / len(name)
        if SHORTEST_SHARE < share < 1 and _in_order(key, name):
            _add(index, position, ABBREVIATED[0] + ABBREVIATED[1] * share, found)


def _in_order(letters: str, name: str) -> bool:
    at = -1
    for letter in letters:
        at = name.find(letter, at + 1)
        if at < 0:
            return False
    return True


def _add_misspelt(index: Index, key: str, found: dict[int, float]) -> None:
    edits = 1 if len(key) < 6 else 2 if len(key) < 12 else 3
    for position, distance in index.name_spellings.near(key, edits):
        length = max(len(key), len(index.names[position]))
        _add(index, position, 1 - 1.5 * distance / length, found)
