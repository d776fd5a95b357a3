"""An entry as weighted terms: which words, skills and facts of a project can be searched, and how much each says.

Terms are words ("payments") and, behind a mark, skills ("#kubernetes": from topics, languages and the words of
the text, under their usual name) and exact facts for qualifiers ("!lgo", "!tpayments", "!oplatform", "!hissues"),
the initials of names ("&otg"), how their words begin ("%o", "%op"), and, of a project without tags, how likely it has
a skill by all that its name and description say ("$javascript", see `suggestions`).
A term's impact in a project is a byte: the field weights that carry it, summed and saturated. Weights are summed as
whole numbers (1/1024), so that `bulk`, which sums in another order, comes to the same.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from isonboard import limits
from isonboard.match import suggestions, vocabulary
from isonboard.match.hit import IndexEntry
from isonboard.match.tokens import WORD_LIMIT, folded, name_key, parts, raw_words, taken_apart

SKILL = "#"
FACT = "!"
INITIALS = "&"
EDGE = "%"
SUGGESTED = "$"
GUESSED = "~"  # before a skill that words only suggest, until the evidence is summed up
LANGUAGE, TOPIC, OWNER, HAS = "!l", "!t", "!o", "!h"
DOCUMENTS = HAS + "documents"
UNTAGGED = HAS + "no tags"

NAME_WEIGHT = 3.2
TAG_WEIGHT = 3.0  # a topic, language or asked skill, as a whole
TAG_WORD_WEIGHT = 1.6  # one word of a topic of several
DESCRIPTION_WEIGHT = 1.0
OWNER_WEIGHT = 0.7
TEXT_WEIGHT = 0.25
PART_SHARE = 0.8  # a camelCase part beside the whole word
IMPLIED_SHARE = 0.3  # a broader skill beside the one that is named
IMPLIED_STEP = 0.7  # each further step upwards
IMPLIED_LIKELY = 1.25  # of that share, where a project has no tags
MADE_SHARE = (
    0.7  # of a word that names a skill: what “in Go” and “Python library” say beyond “Go” and “Python”
)
MADE_WITH = frozenset(("in", "using", "with"))
MADE = frozenset(
    ("app", "application", "code", "framework", "implementation", "library", "module", "package", "plugin", "project",
     "script", "scripts", "toolkit", "tool", "tools", "wrapper")
)  # fmt: skip
SATURATION = 1.2
DESCRIPTION_PIVOT = 14  # words: a longer description says less with each
NAME_PIVOT = 3
TEXT_LIMIT = limits.INDEXED_LETTERS
IMPACT_MAX = 255

Terms = tuple[tuple[str, float], ...]
"""Terms with their shares."""

UNIT = 1024  # of a weight of 1
GUESSED_MOST = UNIT // 2  # of evidence: what a description of fifty words gives a skill that it names
STEP = 16  # units: impacts are told apart in steps of 1/64, up to a weight of 32
_STEPS = UNIT // STEP
IMPACTS = tuple(round(IMPACT_MAX * at / (at + SATURATION * _STEPS)) or 1 for at in range(_STEPS * 32))
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
_NEVER_MADE_OF = _WORDS_THAT_MEAN_MORE - {"c", "d", "go", "r"}

FUNCTION_WORDS = frozenset(
    ("a", "about", "an", "and", "any", "anything", "are", "at", "be", "by", "can", "could", "did", "do", "does", "for",
     "from", "how", "i", "in", "into", "is", "it", "its", "me", "my", "of", "on", "or", "our", "should", "some",
     "someone", "something", "that", "the", "then", "there", "these", "this", "those", "to", "want", "we", "what",
     "when", "where", "which", "who", "why", "will", "with", "would", "you", "your")
)  # fmt: skip
"""Words that say next to nothing beside others, and begin no skill of two words (“how to” is no tutorial)."""


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


class Kind(NamedTuple):
    """Of running text: the weight of a word in it, and the words from which on each of them says less (0: never)."""

    weight: float
    pivot: int = 0
    evidence: suggestions.Evidence | None = None
    """What its words say of skills where a project has no tags."""
    is_name: bool = False

    def weight_among(self, count: int) -> float:
        """The weight of a word where there are `count`."""
        return self.weight / (0.7 + 0.3 * min(4.0, count / self.pivot)) if self.pivot else self.weight


_NAME = Kind(NAME_WEIGHT, NAME_PIVOT, suggestions.BY_NAME, is_name=True)
_NAME_OR_TITLE = Kind(NAME_WEIGHT / 2, NAME_PIVOT, suggestions.BY_NAME, is_name=True)
_DESCRIPTION = Kind(DESCRIPTION_WEIGHT, DESCRIPTION_PIVOT, suggestions.BY_DESCRIPTION)
_OWNER = Kind(OWNER_WEIGHT)
_DOCUMENT = Kind(TEXT_WEIGHT)


def terms_of(entry: IndexEntry) -> dict[str, int]:
    """Every term of an entry with its impact."""
    units: dict[str, int] = {}
    evidence: dict[str, int] = {}
    untagged = is_untagged(entry)
    for kind, text in texts_of(entry):
        spelt = raw_words(text)
        _add_words(units, spelt, kind.weight_among(len(spelt)))
        if untagged and kind.evidence:
            _add_evidence(evidence, spelt, kind.evidence.among(len(spelt)))
    for _, tag in tags_of(entry):
        for term, amount in of_tag(tag):
            units[term] = units.get(term, 0) + amount
    for term, amount in [(term, amount) for term, amount in units.items() if term[0] == SKILL]:
        for wider, share in implied_by(term):
            units[wider] = units.get(wider, 0) + round(amount * share)
    terms = dict.fromkeys(facts_of(entry), IMPACT_MAX)
    for term, amount in units.items():
        terms[term] = IMPACTS[min(amount // STEP, len(IMPACTS) - 1)]
    for term, amount in _summed_up(evidence).items():
        terms[term] = suggestions.impacts(kind_of(term))[min(amount // STEP, len(IMPACTS) - 1)]
    return terms


def is_untagged(entry: IndexEntry) -> bool:
    """Whether a project is given no language, topic or skill: then its words say how likely it has some."""
    return not (entry.topics or entry.skills or entry.language or entry.languages)


def names_of(entry: IndexEntry) -> tuple[str, ...]:
    """Name and title, where they differ."""
    return (entry.name, entry.title) if entry.title and entry.title != entry.name else (entry.name,)


def texts_of(entry: IndexEntry) -> list[tuple[Kind, str]]:
    """The running texts of an entry, its names first."""
    names = names_of(entry)
    kind = _NAME if len(names) == 1 else _NAME_OR_TITLE
    texts = [(kind, name) for name in names]
    texts.append((_DESCRIPTION, entry.description))
    if entry.owner:
        texts.append((_OWNER, entry.owner))
    if entry.text:
        texts.append((_DOCUMENT, entry.text[:TEXT_LIMIT]))
    return texts


def tags_of(entry: IndexEntry) -> Iterator[tuple[str, str]]:
    """Topics, asked skills and languages, each once, with the mark of the fact that it is."""
    for tag in dict.fromkeys((*entry.topics, *entry.skills)):
        if tag:
            yield TOPIC, tag
    for tag in dict.fromkeys((entry.language, *entry.languages)):
        if tag:
            yield LANGUAGE, tag


def facts_of(entry: IndexEntry) -> Iterator[str]:
    """Terms that hold or do not: how names and tags begin, initials, and the facts that qualifiers ask for."""
    for name in names_of(entry):
        yield from edges(name)
        if letters := taken_apart(name).initials:
            yield INITIALS + letters
    for mark, tag in tags_of(entry):
        yield from facts_of_tag(mark, tag)
    yield from own_facts_of(entry)


def own_facts_of(entry: IndexEntry) -> Iterator[str]:
    """Those of the facts that neither names nor tags give."""
    if entry.owner:
        yield OWNER + folded(entry.owner).lower()[:80]
    if entry.beginner_issues:
        yield HAS + "issues"
    if entry.text:
        yield DOCUMENTS
    if is_untagged(entry):
        yield UNTAGGED


def edges(text: str) -> tuple[str, ...]:
    """The first letter and the first two of every word and part of a name or topic."""
    return tuple(dict.fromkeys(edge for raw in raw_words(text) for edge in edges_of_word(raw)))


def edges_of_word(raw: str) -> tuple[str, ...]:
    """The first letter and the first two of a word and its parts."""
    pieces = (raw.lower(), *parts(raw))
    if len(pieces) == 1:
        return _edges_of_start(pieces[0][:2])
    return tuple(dict.fromkeys(edge for piece in pieces for edge in _edges_of_start(piece[:2])))


@lru_cache(maxsize=4096)
def _edges_of_start(start: str) -> tuple[str, ...]:
    return (EDGE + start[0], EDGE + start) if len(start) > 1 else (EDGE + start,)


@lru_cache(maxsize=16384)
def of_word(raw: str) -> Terms:
    """The terms of a word in running text with their shares; the word itself first."""
    plain = raw.lower()[:WORD_LIMIT]
    concept = concept_of(plain)
    own = ((concept, 1.0),) if concept and not _is_ambiguous(raw) else ()
    return ((plain, 1.0), *((part, PART_SHARE) for part in parts(raw)), *own)


def evidence_of_word(raw: str) -> Terms:
    """What a word in the name or description of a project without tags says of skills."""
    named = [term for term, _ in of_word(raw)[1:] if term[0] == SKILL]
    return (*(found for term in named for found in _evidence_of(term)), *_suggested_by(raw.lower()))


def evidence_of_pair(first: str, second: str) -> Terms:
    """What two words in a row say of skills, both lower case, beyond what each says."""
    named = concept_of_pair(first, second)
    found = (*(_evidence_of(named) if named else ()), *_suggested_by(f"{first} {second}"))
    if first in MADE_WITH and (skill := made_of(second)):
        return (*found, (SUGGESTED + skill[1:], MADE_SHARE))
    if second in MADE and (skill := made_of(first)):
        return (*found, (SUGGESTED + skill[1:], MADE_SHARE))
    return found


def made_of(word: str) -> str:
    """The language or framework that a word names, as a term, or ""."""
    concept = "" if word in _NEVER_MADE_OF else concept_of(word)
    return concept if vocabulary.kind_of(concept[1:]) in ("language", "framework") else ""


def _evidence_of(concept: str) -> Terms:
    implied = ((SUGGESTED + wider[1:], IMPLIED_LIKELY * share) for wider, share in implied_by(concept))
    return ((SUGGESTED + concept[1:], 1.0), *implied)


def _suggested_by(word: str) -> Terms:
    return tuple((GUESSED + skill, share) for skill, share in suggestions.by_word().get(word, ()))


@lru_cache(maxsize=4096)
def kind_of(term: str) -> str:
    """The kind of the skill that a term with the mark SUGGESTED stands for; "" for other terms."""
    return vocabulary.kind_of(term[1:]) or "" if term[0] == SUGGESTED else ""


def _summed_up(evidence: dict[str, int]) -> dict[str, int]:
    """Evidence by skill: that of words which name it and, up to a limit, that of words which only suggest it."""
    units: dict[str, int] = {}
    for term, amount in evidence.items():
        told = min(amount, GUESSED_MOST) if term[0] == GUESSED else amount
        units[SUGGESTED + term[1:]] = units.get(SUGGESTED + term[1:], 0) + told
    return units


def _is_ambiguous(raw: str) -> bool:
    """Short names and everyday words mean a skill in running text only when written with a capital."""
    plain = raw.lower()
    if plain in _WORDS_THAT_MEAN_MORE or (len(plain) < 3 and plain not in _SHORT_NAMES_WRITTEN_SMALL):
        return not raw[0].isupper() or (len(raw) > 2 and not raw.isupper())
    return False


def _add_words(units: dict[str, int], spelt: list[str], weight: float) -> None:
    """Each word once, and each skill of two words."""
    seen: set[str] = set()
    skills = vocabulary.spellings()
    before = ""
    for raw in spelt:
        terms = of_word(raw)
        plain = terms[0][0]
        if plain not in seen:
            seen.add(plain)
            for term, share in terms:
                units[term] = units.get(term, 0) + round(weight * share * UNIT)
        if before + plain in skills and (pair := concept_of_pair(before, plain)) and pair not in seen:
            seen.add(pair)
            units[pair] = units.get(pair, 0) + round(weight * UNIT)
        before = plain


def _add_evidence(units: dict[str, int], spelt: list[str], weight: float) -> None:
    """What each word says of skills, once, and each two in a row."""
    seen: set[str] = set()
    before = ""
    for raw in spelt:
        plain = raw.lower()[:WORD_LIMIT]
        found = [] if plain in seen else [evidence_of_word(raw)]
        if before and (pair := f"{before} {plain}") not in seen:
            seen.add(pair)
            found.append(evidence_of_pair(before, plain))
        seen.add(plain)
        for term, share in (each for terms in found for each in terms):
            units[term] = units.get(term, 0) + round(weight * share * UNIT)
        before = plain


def concept_of_pair(first: str, second: str) -> str:
    """The skill term of two words in a row (“machine”, “learning”), or ""."""
    if not first or first in FUNCTION_WORDS or len(first) + len(second) < 4:
        return ""
    name = vocabulary.spellings().get(first + second)
    return SKILL + vocabulary.key(name) if name else ""


@lru_cache(maxsize=16384)
def of_tag(tag: str) -> tuple[tuple[str, int], ...]:
    """The terms of a topic, language or asked skill with their units."""
    spelt = raw_words(tag)
    whole = name_key(tag)[:WORD_LIMIT]
    if not whole:
        return ()
    units = {whole: round(TAG_WEIGHT * UNIT)}
    if len(spelt) > 1 or spelt[0].lower() != whole:
        _add_words(units, spelt, TAG_WORD_WEIGHT)
    if concept := concept_of(tag):
        units[concept] = round(TAG_WEIGHT * UNIT)
    return tuple(units.items())


@lru_cache(maxsize=16384)
def facts_of_tag(mark: str, tag: str) -> tuple[str, ...]:
    """A tag as facts: how it begins, as it is spelt, and under its usual name."""
    plain = folded(tag).lower().strip()[:80]
    usual = vocabulary.canonical(tag)
    return tuple(dict.fromkeys((*edges(tag), mark + plain, mark + (usual.lower() if usual else plain))))
