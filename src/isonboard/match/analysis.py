"""An entry as weighted terms: which words, skills and facts of a project can be searched, and how much each says.

Terms are words ("payments") and, behind a mark, skills ("#kubernetes": from topics, languages and the words of
the text, under their usual name) and exact facts for qualifiers ("!lgo", "!tpayments", "!oplatform", "!hissues"),
the initials of names ("&otg"), and how their words begin ("%o", "%op").
A term's impact in a project is a byte: the field weights that carry it, summed and saturated.
"""

from collections.abc import Iterable
from functools import lru_cache

from isonboard.match import vocabulary
from isonboard.match.hit import IndexEntry
from isonboard.match.tokens import WORD_LIMIT, folded, initials, name_key, parts, raw_words

SKILL = "#"
FACT = "!"
INITIALS = "&"
EDGE = "%"
LANGUAGE, TOPIC, OWNER, HAS = "!l", "!t", "!o", "!h"

NAME_WEIGHT = 3.2
TAG_WEIGHT = 3.0  # a topic, language or asked skill, as a whole
TAG_WORD_WEIGHT = 1.6  # one word of a topic of several
DESCRIPTION_WEIGHT = 1.0
OWNER_WEIGHT = 0.7
TEXT_WEIGHT = 0.25
PART_SHARE = 0.8  # a camelCase part beside the whole word
IMPLIED_SHARE = 0.3  # a broader skill beside the one that is named
IMPLIED_STEP = 0.7  # each further step upwards
SATURATION = 1.2
DESCRIPTION_PIVOT = 14  # words: a longer description says less with each
NAME_PIVOT = 3
TEXT_LIMIT = 20_000  # characters of documents that are read for terms
IMPACT_MAX = 255

_SHORT_NAMES_WRITTEN_SMALL = frozenset(
    ("js", "py", "ts", "ml", "ai", "ui", "ux", "k8s", "cpp", "c++", "c#", "f#")
)
_WORDS_THAT_MEAN_MORE = frozenset(
    ("go", "c", "r", "d", "v", "net", "make", "less", "play", "spring", "chef", "salt", "swift", "fish", "server",
     "express", "composer", "nest", "next", "ember", "elastic", "shop", "ar", "cv", "as", "ex", "ps", "md", "pl",
     "cs", "fs", "rs", "sh", "os", "test", "tests", "dev", "log", "logs", "design", "example", "examples", "guide",
     "starter", "time", "date", "file", "files", "support", "learning", "form", "table", "tables", "color", "map",
     "maps", "queue", "process", "science", "research", "build", "language", "based", "max", "io", "text")
)  # fmt: skip


class _Word:
    __slots__ = ("concept", "parts", "plain")

    def __init__(self, raw: str) -> None:
        self.plain = raw.lower()[:WORD_LIMIT]
        self.parts = parts(raw)
        self.concept = "" if _is_ambiguous(raw) else concept_of(self.plain)


def impact(weight: float) -> int:
    """A term's summed field weights as the byte that is stored; at least 1."""
    return max(1, round(IMPACT_MAX * weight / (weight + SATURATION)))


@lru_cache(maxsize=65536)
def concept_of(word: str) -> str:
    """The skill term of a word or topic (“k8s” gives “#kubernetes”), or ""."""
    name = vocabulary.canonical(word)
    return SKILL + vocabulary.key(name) if name else ""


@lru_cache(maxsize=4096)
def implied_by(concept: str) -> tuple[tuple[str, float], ...]:
    """Broader skill terms of a skill term with the share of its weight that they get."""
    steps: list[tuple[str, float]] = []
    level, share = [concept[1:]], IMPLIED_SHARE
    seen = {concept[1:]}
    while level and share > 0.1:
        above: list[str] = []
        for name in level:
            row = vocabulary.skill(name)
            for wider in row.broader if row else ():
                wider_key = vocabulary.key(wider)
                if wider_key not in seen:
                    seen.add(wider_key)
                    above.append(wider_key)
                    steps.append((SKILL + wider_key, share))
        level, share = above, share * IMPLIED_STEP
    return tuple(steps)


def terms_of(entry: IndexEntry) -> dict[str, int]:
    """Every term of an entry with its impact."""
    weights: dict[str, float] = {}
    names = dict.fromkeys(filter(None, (entry.name, entry.title)))
    for name in names:
        spelt = raw_words(name)
        _add_words(weights, spelt, NAME_WEIGHT / len(names) / _length_factor(len(spelt), NAME_PIVOT))
    spelt = raw_words(entry.description)
    _add_words(weights, spelt, DESCRIPTION_WEIGHT / _length_factor(len(spelt), DESCRIPTION_PIVOT))
    for tag in dict.fromkeys((*entry.topics, *entry.skills, entry.language, *entry.languages)):
        if tag:
            _add_tag(weights, tag)
    if entry.owner:
        _add_words(weights, raw_words(entry.owner), OWNER_WEIGHT)
    if entry.text:
        _add_words(weights, raw_words(entry.text[:TEXT_LIMIT]), TEXT_WEIGHT, at_most=3)
    for term, weight in [(term, weight) for term, weight in weights.items() if term.startswith(SKILL)]:
        for wider, share in implied_by(term):
            weights[wider] = weights.get(wider, 0.0) + weight * share
    terms = {term: impact(weight) for term, weight in weights.items()}
    terms.update((fact, IMPACT_MAX) for fact in _facts(entry))
    for text in (*names, *entry.topics, *entry.skills, entry.language):
        terms.update(_edges(text))
    terms.update((INITIALS + letters, IMPACT_MAX) for letters in map(initials, names) if letters)
    return terms


@lru_cache(maxsize=65536)
def _edges(text: str) -> dict[str, int]:
    """The first letter and the first two of every word and part of a name or topic."""
    pieces = {piece for raw in raw_words(text) for piece in (raw.lower(), *parts(raw))}
    return {EDGE + piece[:size]: IMPACT_MAX for piece in pieces for size in (1, 2) if len(piece) >= size}


def _length_factor(length: int, pivot: int) -> float:
    return 0.7 + 0.3 * min(4.0, length / pivot)


@lru_cache(maxsize=262144)
def _word(raw: str) -> _Word:
    return _Word(raw)


def _is_ambiguous(raw: str) -> bool:
    """Short names and everyday words mean a skill in running text only when written with a capital."""
    plain = raw.lower()
    if plain in _WORDS_THAT_MEAN_MORE or (len(plain) < 3 and plain not in _SHORT_NAMES_WRITTEN_SMALL):
        return not raw[0].isupper() or (len(raw) > 2 and not raw.isupper())
    return False


def _add_words(weights: dict[str, float], spelt: list[str], weight: float, at_most: int = 2) -> None:
    seen: dict[str, int] = {}
    before: _Word | None = None
    for raw in spelt:
        word = _word(raw)
        times = seen.get(word.plain, 0)
        seen[word.plain] = times + 1
        if times < at_most:
            share = weight if not times else weight * 0.3
            weights[word.plain] = weights.get(word.plain, 0.0) + share
            for part in word.parts:
                weights[part] = weights.get(part, 0.0) + share * PART_SHARE
            if word.concept:
                weights[word.concept] = weights.get(word.concept, 0.0) + share
        if before is not None:
            joined = concept_of_pair(before.plain, word.plain)
            if joined and not seen.get(joined):
                seen[joined] = 1
                weights[joined] = weights.get(joined, 0.0) + weight
        before = word


@lru_cache(maxsize=262144)
def concept_of_pair(first: str, second: str) -> str:
    """The skill term of two words in a row (“machine”, “learning”), or ""."""
    return _spelling_of_several().get(first + second, "")


@lru_cache(maxsize=1)
def _spelling_of_several() -> dict[str, str]:
    table: dict[str, str] = {}
    for row in vocabulary.all_skills():
        for spelling in (row.name, *row.aliases):
            pieces = raw_words(spelling)
            if len(pieces) == 2:
                table["".join(pieces).lower()] = SKILL + vocabulary.key(row.name)
    return table


def _add_tag(weights: dict[str, float], tag: str) -> None:
    spelt = raw_words(tag)
    whole = name_key(tag)[:WORD_LIMIT]
    if not whole:
        return
    weights[whole] = weights.get(whole, 0.0) + TAG_WEIGHT
    concept = concept_of(tag)
    if concept:
        weights[concept] = max(weights.get(concept, 0.0), TAG_WEIGHT)
    if len(spelt) > 1 or spelt[0].lower() != whole:
        _add_words(weights, spelt, TAG_WORD_WEIGHT)


def _facts(entry: IndexEntry) -> Iterable[str]:
    for tag in filter(None, (entry.language, *entry.languages)):
        yield from _spellings(LANGUAGE, tag)
    for tag in filter(None, (*entry.topics, *entry.skills)):
        yield from _spellings(TOPIC, tag)
    if entry.owner:
        yield OWNER + folded(entry.owner).lower()[:80]
    if entry.beginner_issues:
        yield HAS + "issues"


@lru_cache(maxsize=65536)
def _spellings(mark: str, tag: str) -> tuple[str, ...]:
    plain = folded(tag).lower().strip()[:80]
    usual = vocabulary.canonical(tag)
    return tuple(dict.fromkeys((mark + plain, mark + (usual.lower() if usual else plain))))
