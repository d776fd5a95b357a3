"""An entry as weighted terms: which words, skills and facts of a project can be searched, and how much each says.

Terms are words ("payments") and, behind a mark, skills ("#kubernetes": from topics, languages and the words of
the text, under their usual name) and exact facts for qualifiers ("!lgo", "!tpayments", "!oplatform", "!hissues"),
the initials of names ("&otg"), and how their words begin ("%o", "%op").
A term's impact in a project is a byte: the field weights that carry it, summed and saturated.
"""

from functools import lru_cache

from isonboard import limits
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
TEXT_LIMIT = limits.INDEXED_LETTERS
IMPACT_MAX = 255

_STEPS, _MOST = 64, 32  # weights are read in steps of 1/64, and no more than 32
_IMPACTS = [round(IMPACT_MAX * at / (at + SATURATION * _STEPS)) or 1 for at in range(_STEPS * _MOST)]
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
    terms: dict[str, int] = {}
    names = [entry.name, entry.title] if entry.title and entry.title != entry.name else [entry.name]
    for name in names:
        spelt = raw_words(name)
        _add_words(weights, spelt, NAME_WEIGHT / len(names) / _length_factor(len(spelt), NAME_PIVOT))
        terms.update(dict.fromkeys(_edges(name), IMPACT_MAX))
        if letters := initials(name):
            terms[INITIALS + letters] = IMPACT_MAX
    spelt = raw_words(entry.description)
    _add_words(weights, spelt, DESCRIPTION_WEIGHT / _length_factor(len(spelt), DESCRIPTION_PIVOT))
    languages = (entry.language, *entry.languages)
    for mark, tags in ((TOPIC, (*entry.topics, *entry.skills)), (LANGUAGE, languages)):
        for tag in dict.fromkeys(tags):
            if tag:
                for term, weight in _of_tag(tag):
                    weights[term] = weights.get(term, 0.0) + weight
                terms.update(dict.fromkeys((*_edges(tag), *_spellings(mark, tag)), IMPACT_MAX))
    if entry.owner:
        _add_words(weights, raw_words(entry.owner), OWNER_WEIGHT)
        terms[OWNER + folded(entry.owner).lower()[:80]] = IMPACT_MAX
    if entry.text:
        _add_words(weights, raw_words(entry.text[:TEXT_LIMIT]), TEXT_WEIGHT)
    if entry.beginner_issues:
        terms[HAS + "issues"] = IMPACT_MAX
    for term in [term for term in weights if term[0] == SKILL]:
        weight = weights[term]
        for wider, share in implied_by(term):
            weights[wider] = weights.get(wider, 0.0) + weight * share
    for term, weight in weights.items():
        terms[term] = _IMPACTS[int(weight * _STEPS) if weight < _MOST else -1]
    return terms


def _length_factor(length: int, pivot: int) -> float:
    return 0.7 + 0.3 * min(4.0, length / pivot)


@lru_cache(maxsize=65536)
def _edges(text: str) -> tuple[str, ...]:
    """The first letter and the first two of every word and part of a name or topic."""
    pieces = dict.fromkeys(piece for raw in raw_words(text) for piece in (raw.lower(), *parts(raw)))
    return tuple(
        dict.fromkeys(EDGE + piece[:size] for piece in pieces for size in (1, 2) if len(piece) >= size)
    )


@lru_cache(maxsize=262144)
def _of_word(raw: str) -> tuple[tuple[str, float], ...]:
    """The terms of a word in running text with their shares; the word itself first."""
    plain = raw.lower()[:WORD_LIMIT]
    concept = "" if _is_ambiguous(raw) else concept_of(plain)
    found = [(plain, 1.0), *((part, PART_SHARE) for part in parts(raw))]
    return (*found, (concept, 1.0)) if concept else tuple(found)


def _is_ambiguous(raw: str) -> bool:
    """Short names and everyday words mean a skill in running text only when written with a capital."""
    plain = raw.lower()
    if plain in _WORDS_THAT_MEAN_MORE or (len(plain) < 3 and plain not in _SHORT_NAMES_WRITTEN_SMALL):
        return not raw[0].isupper() or (len(raw) > 2 and not raw.isupper())
    return False


def _add_words(weights: dict[str, float], spelt: list[str], weight: float) -> None:
    """Each word once, and each skill of two words."""
    seen: set[str] = set()
    skills = vocabulary.spellings()
    before = ""
    for raw in spelt:
        terms = _of_word(raw)
        plain = terms[0][0]
        if plain not in seen:
            seen.add(plain)
            for term, share in terms:
                weights[term] = weights.get(term, 0.0) + weight * share
        if before + plain in skills and (pair := concept_of_pair(before, plain)) and pair not in seen:
            seen.add(pair)
            weights[pair] = weights.get(pair, 0.0) + weight
        before = plain


def concept_of_pair(first: str, second: str) -> str:
    """The skill term of two words in a row (“machine”, “learning”), or ""."""
    name = vocabulary.spellings().get(first + second) if first and len(first) + len(second) > 3 else None
    return SKILL + vocabulary.key(name) if name else ""


@lru_cache(maxsize=65536)
def _of_tag(tag: str) -> tuple[tuple[str, float], ...]:
    """The terms of a topic, language or asked skill with their weights."""
    spelt = raw_words(tag)
    whole = name_key(tag)[:WORD_LIMIT]
    if not whole:
        return ()
    weights = {whole: TAG_WEIGHT}
    if len(spelt) > 1 or spelt[0].lower() != whole:
        _add_words(weights, spelt, TAG_WORD_WEIGHT)
    if concept := concept_of(tag):
        weights[concept] = TAG_WEIGHT
    return tuple(weights.items())


@lru_cache(maxsize=65536)
def _spellings(mark: str, tag: str) -> tuple[str, ...]:
    """A tag as facts: as it is spelt, and under its usual name."""
    plain = folded(tag).lower().strip()[:80]
    usual = vocabulary.canonical(tag)
    return tuple(dict.fromkeys((mark + plain, mark + (usual.lower() if usual else plain))))
