"""What was typed, taken apart: words, “quoted phrases”, qualifiers and words that must not occur.

`lang:go topic:payments owner:platform has:issues is:favourite -legacy "retry client" http`
A qualifier that we do not know is plain words; a query is never an error.
"""

import re
from typing import NamedTuple

from isonboard import limits
from isonboard.match import vocabulary
from isonboard.match.analysis import HAS, LANGUAGE, OWNER, TOPIC
from isonboard.match.expansion import units_of
from isonboard.match.index import Index
from isonboard.match.tokens import folded, words

CHARACTER_LIMIT = limits.QUERY_LETTERS
WORD_LIMIT = limits.QUERY_WORDS
_QUALIFIERS = {
    "lang": LANGUAGE, "language": LANGUAGE, "topic": TOPIC, "skill": TOPIC, "owner": OWNER, "org": OWNER, "has": HAS,
}  # fmt: skip
_FLAGS = {("has", "issues"): "has", ("is", "favourite"): "is", ("is", "favorite"): "is"}
_SPELT = {"lang": LANGUAGE, "topic": TOPIC, "owner": OWNER}
_CONTRACTED = re.compile(r"(?<=[A-Za-z])['’](?:m|s|d|t|ll|ve|re)(?![\w'’])")
"""The ends of “i'm”, “what's”, “don't”, “we'll”: no words of their own."""
_TOKEN = re.compile(r'(-?)(?:([A-Za-z]+):)?(?:"([^"]*)"?|(\S+))')


class Fact(NamedTuple):
    """A qualifier: a project must (or must not) have one of these terms."""

    terms: tuple[str, ...]
    wanted: bool = True
    begun: bool = False
    """Whether it may be half typed: then, where no project has it, what begins so will do."""


class Query(NamedTuple):
    """A query taken apart. `favourite` is None where it does not ask for favourites."""

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    facts: tuple[Fact, ...] = ()
    excluded: tuple[str, ...] = ()
    favourite: bool | None = None
    open_end: bool = True
    """Whether the last word may be unfinished: nothing typed after it."""
    by_name: bool = True
    """Whether the words may be a project's name; a list of skills is none."""
    is_unreadable: bool = False
    """Whether something was typed that has no words at all: no project answers it."""

    @property
    def is_empty(self) -> bool:
        """Whether it lists everything."""
        return self == _EMPTY or self == _EMPTY._replace(open_end=False)


_EMPTY = Query()


def parse(text: str) -> Query:
    """Take a query apart; what is beyond 256 characters or 12 words is left out."""
    text = text[:CHARACTER_LIMIT]
    plain: list[str] = []
    phrases: list[tuple[str, ...]] = []
    facts: list[Fact] = []
    excluded: list[str] = []
    favourite: bool | None = None
    says_nothing_yet = len(text.strip()) < 3 and text.isascii()
    for match in _TOKEN.finditer(text):
        minus, qualifier, quoted, bare = match.groups()
        value = quoted if quoted is not None else bare
        name = qualifier.lower() if qualifier else ""
        is_last = match.end() == len(text) and quoted is None
        if is_last and _says_nothing_yet(name, value.lower()):
            says_nothing_yet = True
            continue
        if name == "is" and value.lower() in ("favourite", "favorite"):
            favourite = not minus
        elif name in _QUALIFIERS and value and (name != "has" or value.lower() == "issues"):
            terms = tuple(term for one in value.split(",") if one for term in _terms(_QUALIFIERS[name], one))
            facts.append(Fact(terms or _terms(_QUALIFIERS[name], value), wanted=not minus, begun=is_last))
        elif minus and not name:
            excluded.extend(words(value))
        elif quoted is not None and not name:
            phrase = tuple(words(quoted))
            phrases.extend([phrase] if phrase else [])
        else:
            plain.extend(units_of(_CONTRACTED.sub("", f"{qualifier}:{value}" if qualifier else value)))
    open_end = bool(text) and not text[-1].isspace() and not text.endswith('"')
    found = Query(
        tuple(plain[:WORD_LIMIT]), tuple(phrases[:4]), tuple(facts[:WORD_LIMIT]), tuple(excluded[:WORD_LIMIT]),
        favourite, open_end,
    )  # fmt: skip
    return (
        found if says_nothing_yet or not found.is_empty else found._replace(is_unreadable=bool(text.strip()))
    )


def _says_nothing_yet(name: str, value: str) -> bool:
    """Whether the end of a query is a qualifier of which nothing can be told: “lang:”, “has:iss”."""
    if not name:
        return value.endswith(":") and value[:-1] in (*_QUALIFIERS, "is")
    return any(name == of and whole.startswith(value) and whole != value for of, whole in _FLAGS)


def complete(text: str, index: Index, limit: int = 8) -> list[str]:
    """What the last piece of a query may become: qualifiers while their name is typed, then their values.

    Each answer is the whole query with that piece completed.
    """
    head, _, last = text[:CHARACTER_LIMIT].rpartition(" ")
    head = head + " " if head else ""
    minus = "-" if last.startswith("-") else ""
    name, colon, value = last.removeprefix("-").partition(":")
    if not colon:
        names = [spelt for spelt in ("lang:", "topic:", "owner:", "has:issues", "is:favourite") if name]
        return [head + minus + spelt for spelt in names if spelt.startswith(name.lower())][:limit]
    flags = [f"{of}:{whole}" for of, whole in _FLAGS if of == name.lower() and whole != "favorite"]
    if flags:
        return [head + minus + flag for flag in flags if flag.startswith(f"{name}:{value}".lower())]
    mark = _SPELT.get(name.lower()) or _QUALIFIERS.get(name.lower())
    if mark is None:
        return []
    begun = mark + folded(value.removeprefix('"')).lower()
    whole = index.find(begun)  # what stands there already comes first
    found = index.beginning_with(begun)
    ranked = sorted(found, key=lambda number: (number != whole, -index.frequency(number), number))[:limit]
    values = [index.term(number).removeprefix(mark) for number in ranked]
    return [
        f"{head}{minus}{name}:{f'{chr(34)}{value}{chr(34)}' if ' ' in value else value}" for value in values
    ]


def exact_terms(word: str) -> tuple[str, ...]:
    """The facts that name a word as a topic or a language, under its usual name too."""
    return (*_terms(TOPIC, word), *_terms(LANGUAGE, word))


def _terms(mark: str, value: str) -> tuple[str, ...]:
    plain = folded(value).lower().strip()[:80]
    usual = vocabulary.canonical(value) if mark in (LANGUAGE, TOPIC) else None
    return tuple(dict.fromkeys((mark + plain, mark + usual.lower()))) if usual else (mark + plain,)
