"""Whole-name similarity: the query without separators against every project's name without separators.

Finds names typed apart or together (“cert manager”, “certmanager”), half typed, misspelt, or abbreviated: to
initials (“otg”), to the beginnings of parts (“op tel go”), or to letters that stand in order (“btstrp”).
"""

from isonboard.match import vocabulary
from isonboard.match.analysis import INITIALS
from isonboard.match.index import Index
from isonboard.match.tokens import NAME_LIMIT, letter_mask, name_key

SAME = 1.0
BEGINNING = (0.68, 0.31)  # at least, and more the nearer the query comes to the whole name
MISSPELT = (0.98, 1.6)  # less the more edits a letter
MISSPELT_BEGINNING = 0.92  # share of a right beginning
PARTS = (0.42, 0.45)
LETTERS = (0.1, 0.6)
BEGINNING_CHECKED = 4  # letters from which on an unfinished name may be misspelt
INSIDE = 0.55  # a letter inside a part, away from the one before
INITIAL = 0.72
SHORTEST_SHARE = 0.3  # of a name that the letters of an abbreviation keep

LONGEST_LETTERS = 24
NAMES_TRIED = 300  # the shortest of those that could be meant
COMMON_INITIALS = 50  # projects: initials that more of them have say nothing


def similar_names(index: Index, words: tuple[str, ...], *, misspelt: bool = True) -> dict[int, float]:
    """Similarity in 0..1 of projects whose name is like these words together; others are left out.

    `misspelt` says whether the words may be a name with typing errors.
    """
    key = name_key("".join(words))[:NAME_LIMIT]
    found: dict[int, float] = {}
    if len(key) < 2:
        return found
    _add_beginning(index, key, found)
    _add_alias(index, key, words, found)
    if len(key) >= 3:
        _add_abbreviated(index, key, words, found)
        number = index.find(INITIALS + key)
        if number >= 0 and index.frequency(number) <= COMMON_INITIALS:
            for posting in index.postings(number):
                found[posting >> 8] = max(found.get(posting >> 8, 0.0), INITIAL)
    if misspelt and len(key) >= 4 and SAME not in found.values():
        _add_misspelt(index, key, found)
    return found


def _add(index: Index, position: int, similarity: float, found: dict[int, float]) -> None:
    document = index.name_documents[position]
    if similarity > found.get(document, 0.0):
        found[document] = similarity


def _add_beginning(index: Index, key: str, found: dict[int, float]) -> None:
    for position in index.names_lexicon.shortest(index.names_beginning_with(key), NAMES_TRIED):
        share = len(key) / index.name_lengths[position]
        _add(index, position, SAME if share >= 1 else BEGINNING[0] + BEGINNING[1] * share, found)


def _add_alias(index: Index, key: str, words: tuple[str, ...], found: dict[int, float]) -> None:
    """Projects called as the skill that these words are another name of: “k8s” is Kubernetes."""
    meant = name_key(vocabulary.canonical(" ".join(words)) or "")[:NAME_LIMIT]
    if len(meant) > 1 and meant != key:
        for position in index.names_beginning_with(meant):
            if index.name_lengths[position] == len(meant):
                _add(index, position, SAME, found)


def _add_abbreviated(index: Index, key: str, words: tuple[str, ...], found: dict[int, float]) -> None:
    several = len(words) > 1
    if not several and len(key) > LONGEST_LETTERS:
        return
    if len(words) == 2 and len(words[0]) == 1 and vocabulary.canonical(words[0]):
        return  # “c compiler” is no caliper-compiler
    longest = NAME_LIMIT if several else int(len(key) / SHORTEST_SHARE)
    lengths = index.name_lengths
    names = index.names_lexicon
    span = index.names_beginning_with(key[0])
    for position in names.containing(letter_mask(key), span, longest, NAMES_TRIED):
        if lengths[position] <= len(key):
            continue
        name = names.spelling(position)
        if not _in_order(key, name):
            continue
        starts = index.name_parts[position]
        begun = parts_begun(words, name, starts) if several else 0.0
        if begun:
            _add(index, position, PARTS[0] + PARTS[1] * begun, found)
        elif len(key) <= LONGEST_LETTERS and len(key) / len(name) > SHORTEST_SHARE:
            _add(index, position, LETTERS[0] + LETTERS[1] * letters_in_order(key, name, starts), found)


def _in_order(letters: str, name: str) -> bool:
    at = 0
    for letter in letters:
        at = name.find(letter, at) + 1
        if not at:
            return False
    return True


def parts_begun(words: tuple[str, ...], name: str, starts: int) -> float:
    """Share in 0..1 of a name's parts that these words begin, in order; 0 when a word begins none."""
    at, count = 0, 0
    for word in words:
        while at < len(name) and not (starts >> at & 1 and name.startswith(word, at)):
            at += 1
        if at >= len(name):
            return 0.0
        at += len(word)
        count += 1
    return min(1.0, count / max(1, starts.bit_count()))


def letters_in_order(letters: str, name: str, starts: int) -> float:
    """How well letters abbreviate a name, 0..1: those that begin a part or follow the one before count most.

    The letters stand in the name in this order; the best of all ways to place them is taken.
    """
    placed: list[
        tuple[int, float]
    ] = []  # where the letter so far may be, ascending, and the best points with it there
    for number, letter in enumerate(letters):
        at = name.find(letter, placed[0][0] + 1 if placed else 0)
        before, seen, next_placed = -1.0, 0, []
        while at >= 0:
            points = 1.0
            if number:
                while seen < len(placed) and placed[seen][0] < at:
                    before = max(before, placed[seen][1])
                    seen += 1
                points = before + (1.0 if starts >> at & 1 else INSIDE)
                if placed[seen - 1][0] == at - 1:
                    points = max(points, placed[seen - 1][1] + 1.0)
            next_placed.append((at, points))
            at = name.find(letter, at + 1)
        if not next_placed:
            return 0.0
        placed = next_placed
    share = len(letters) / len(name)
    return max(points for _, points in placed) / len(letters) * (0.4 + 0.6 * min(1.0, share * 1.6))


def _add_misspelt(index: Index, key: str, found: dict[int, float]) -> None:
    names = index.names_lexicon
    lengths = index.name_lengths
    for position, distance in names.near(key, 1 if len(key) < 6 else 2 if len(key) < 12 else 3):
        if len(key) == 6 and distance == 2 and names.spelling(position)[0] != key[0]:
            continue  # two errors in six letters and another beginning: nonsense finds such names
        length = max(len(key), lengths[position])
        _add(index, position, MISSPELT[0] - MISSPELT[1] * distance / length, found)
    if len(key) < BEGINNING_CHECKED:
        return
    for position, distance in names.beginning_near(
        key, 1 if len(key) < 9 else 2, index.names_beginning_with(key[0])
    ):
        right = BEGINNING[0] + BEGINNING[1] * (len(key) - distance) / lengths[position]
        _add(index, position, MISSPELT_BEGINNING * right * (1 - distance / len(key)), found)
