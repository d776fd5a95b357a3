"""What skills are called: one usual name each, its aliases, its kind, and the broader terms it implies.

The rows are data (`skills.tsv`, sources stated in its header); this module only looks them up. Nothing here
guesses by similarity: “js” is JavaScript because the table says so, and “java” never is.
"""

import os
import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

_DATA = os.path.join(os.path.dirname(__file__), "skills.tsv")
_JOINERS = re.compile(r"[\s_\-/'’()]+")
_VERSION = re.compile(r"[\d.]+$")
_GENERIC_TAIL = re.compile(
    r"[\s_-](?:app|apps|application|applications|algorithms?|api|basics|code|components?|config|configurations?"
    r"|course|demo|development|developers?|engine|examples?|experiments?|framework|implementation|introduction"
    r"|lang|language|learning|lib|library|libraries|models?|modules?|package|packages|programming|project"
    r"|projects|programming-language|sample|samples|scripts?|sdk|snippets|starter|templates?|tips|tool|tools"
    r"|toolkit|tutorials?|utils)$"
)


class Skill(NamedTuple):
    """One row: `kind` is language, framework, infrastructure, discipline or technique."""

    name: str
    kind: str
    aliases: tuple[str, ...]
    broader: tuple[str, ...]


class _Tables(NamedTuple):
    skills: dict[str, Skill]
    names: dict[str, str]
    narrower: dict[str, tuple[str, ...]]


def key(word: str) -> str:
    """How spellings are compared: without case, accents, spaces, hyphens and underscores (“C++” stays “c++”)."""
    if not word.isascii():
        decomposed = unicodedata.normalize("NFKD", word)
        word = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _JOINERS.sub("", word.lower())


def canonical(word: str) -> str | None:
    """The usual name of a skill (“k8s” gives “Kubernetes”), or None for a word that the table does not know.

    A version (“java-11”, “bootstrap4”) and an ending that adds nothing (“django-application”) are set aside
    when the whole word is not known.
    """
    names = _tables().names
    plain = key(word)
    found = names.get(plain) or names.get(plain.replace(".", ""))
    if found or len(plain) < 3:
        return found
    versionless = _VERSION.sub("", plain)
    if len(versionless) > 1 and versionless in names:
        return names[versionless]
    headed = _GENERIC_TAIL.sub("", word.lower())
    return canonical(headed) if headed and headed != word.lower() else None


def skill(name: str) -> Skill | None:
    """The row of a usual name or of any alias of it."""
    found = canonical(name)
    return _tables().skills[found] if found else None


def aliases_of(name: str) -> tuple[str, ...]:
    """Other spellings of a skill, its usual name not among them; empty for an unknown word."""
    row = skill(name)
    return row.aliases if row else ()


def kind_of(name: str) -> str | None:
    """`language`, `framework`, `infrastructure`, `discipline` or `technique`; None for an unknown word."""
    row = skill(name)
    return row.kind if row else None


@lru_cache(maxsize=2048)
def broader(name: str) -> tuple[str, ...]:
    """What knowing `name` implies, nearest first: “Django” gives Python, web; “Kubernetes” containers, ...

    Follows the table upwards, so each name occurs once and `name` itself never.
    """
    start = canonical(name)
    if start is None:
        return ()
    skills = _tables().skills
    reached = [start]
    for at in reached:
        reached.extend(above for above in skills[at].broader if above not in reached)
    return tuple(reached[1:])


def narrower(name: str) -> tuple[str, ...]:
    """Skills whose row names `name` as the next broader term: “Python” gives Django, Flask, ..."""
    found = canonical(name)
    return _tables().narrower.get(found, ()) if found else ()


def complete(prefix: str, limit: int = 10) -> list[str]:
    """Usual names that begin like `prefix`, or one of whose aliases does; names first, the table's order within.

    An empty prefix gives the first rows: the languages most people mean.
    """
    start = key(prefix)
    tables = _tables()
    if not start:
        return list(tables.skills)[:limit]
    exact = [tables.names[start]] if start in tables.names else []
    by_name = [name for name in tables.skills if key(name).startswith(start)]
    by_alias = [name for spelling, name in tables.names.items() if spelling.startswith(start)]
    return list(dict.fromkeys((*exact, *by_name, *by_alias)))[:limit]


def all_skills() -> tuple[Skill, ...]:
    """Every row, in the table's order."""
    return tuple(_tables().skills.values())


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    skills: dict[str, Skill] = {}
    names: dict[str, str] = {}
    narrower_names: defaultdict[str, list[str]] = defaultdict(list)
    with open(_DATA, encoding="utf-8") as lines:
        for row in lines:
            if row.startswith("#"):
                continue
            name, kind, aliases, above = [*row.rstrip("\n").split("\t"), "", ""][:4]
            entry = Skill(
                name, kind, tuple(filter(None, aliases.split(","))), tuple(filter(None, above.split(",")))
            )
            skills[name] = entry
            for spelling in (name, *entry.aliases):
                names.setdefault(key(spelling), name)
            for wider in entry.broader:
                narrower_names[wider].append(name)
    return _Tables(skills, names, {wider: tuple(below) for wider, below in narrower_names.items()})
