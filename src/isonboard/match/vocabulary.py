"""What skills are called: one usual name each, its aliases, its kind, and the broader terms it implies.

The rows are data (`skills.tsv`, sources stated in its header); this module only looks them up. Nothing here
guesses by similarity: “js” is JavaScript because the table says so, and “java” never is.
"""

import os
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_DATA = os.path.join(os.path.dirname(__file__), "skills.tsv")
_JOINERS = dict.fromkeys(map(ord, " \t\n\r\f\v\xa0_-/'’()"))
_GENERIC_TAILS = frozenset(
    ("algorithm", "algorithms", "api", "app", "application", "applications", "apps", "basics", "code", "component",
     "components", "config", "configuration", "configurations", "course", "demo", "developer", "developers",
     "development", "engine", "example", "examples", "experiment", "experiments", "framework", "implementation",
     "introduction", "lang", "language", "learning", "lib", "libraries", "library", "model", "models", "module",
     "modules", "package", "packages", "programming", "project", "projects", "sample", "samples", "script", "scripts",
     "sdk", "snippets", "starter", "template", "templates", "tips", "tool", "toolkit", "tools", "tutorial",
     "tutorials", "utils")
)  # fmt: skip


class Skill(NamedTuple):
    """One row: `kind` is language, framework, infrastructure, discipline or technique."""

    name: str
    kind: str
    aliases: tuple[str, ...]
    broader: tuple[str, ...]


def key(word: str) -> str:
    """How spellings are compared: without case, accents, spaces, hyphens and underscores (“C++” stays “c++”)."""
    if word.isalnum() and word.isascii():
        return word.lower()
    if not word.isascii():
        decomposed = unicodedata.normalize("NFKD", word)
        word = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return word.lower().translate(_JOINERS)


def canonical(word: str) -> str | None:
    """The usual name of a skill (“k8s” gives “Kubernetes”), or None for a word that the table does not know.

    A version (“java-11”, “bootstrap4”) and an ending that adds nothing (“django-application”) are set aside
    when the whole word is not known.
    """
    names = spellings()
    if word.isascii() and word.isalpha():  # most words: nothing to set aside
        return names.get(word.lower())
    plain = key(word)
    found = names.get(plain) or names.get(plain.replace(".", ""))
    if found or len(plain) < 3:
        return found
    versionless = plain.rstrip("0123456789.")
    if len(versionless) > 1 and versionless in names:
        return names[versionless]
    head, _, tail = word.lower().replace("_", "-").replace(" ", "-").rpartition("-")
    return canonical(head) if head and tail in _GENERIC_TAILS else None


def skill(name: str) -> Skill | None:
    """The row of a usual name or of any alias of it."""
    found = canonical(name)
    return _skills()[found] if found else None


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
    skills = _skills()
    reached = [start]
    for at in reached:
        reached.extend(above for above in skills[at].broader if above not in reached)
    return tuple(reached[1:])


def narrower(name: str) -> tuple[str, ...]:
    """Skills whose row names `name` as the next broader term: “Python” gives Django, Flask, ..."""
    found = canonical(name)
    return tuple(row.name for row in _skills().values() if found in row.broader) if found else ()


def complete(prefix: str, limit: int = 10) -> list[str]:
    """Usual names that begin like `prefix`, or one of whose aliases does; names first, the table's order within.

    An empty prefix gives the first rows: the languages most people mean.
    """
    start = key(prefix)
    names, skills = spellings(), _skills()
    if not start:
        return list(skills)[:limit]
    exact = [names[start]] if start in names else []
    by_name = [name for name in skills if key(name).startswith(start)]
    by_alias = [name for spelling, name in names.items() if spelling.startswith(start)]
    return list(dict.fromkeys((*exact, *by_name, *by_alias)))[:limit]


def all_skills() -> tuple[Skill, ...]:
    """Every row, in the table's order."""
    return tuple(_skills().values())


@lru_cache(maxsize=1)
def _rows() -> list[list[str]]:
    with open(_DATA, encoding="utf-8") as lines:
        return [(line + "\t\t").split("\t") for line in lines.read().split("\n") if line and line[0] != "#"]


@lru_cache(maxsize=1)
def spellings() -> dict[str, str]:
    """Usual names by the `key` of every spelling: stricter than `canonical`."""
    names: dict[str, str] = {}
    for name, _, aliases, *_ in _rows():
        names[key(name)] = name
        if aliases:
            for spelling in aliases.lower().translate(_JOINERS).split(","):
                names.setdefault(spelling, name)
    return names


@lru_cache(maxsize=1)
def _skills() -> dict[str, Skill]:
    return {
        name: Skill(
            name, kind, tuple(filter(None, aliases.split(","))), tuple(filter(None, above.split(",")))
        )
        for name, kind, aliases, above, *_ in _rows()
    }
