"""What a profile looks for, made ready to be found in projects: every spelling of every skill and interest.

Whole words only: “java” is not in “javascript”, “go” is not in “mongodb”. Words that are also plain English (go,
c, r, swift, spring) count in running text only where they are written as names.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from isonboard import limits
from isonboard.match import suggestions, vocabulary
from isonboard.match.labels import word_set
from isonboard.match.signals import (
    ASKED_FOR,
    GUESSED,
    IMPLIED,
    LANGUAGE,
    LEVELS,
    MAIN_LANGUAGE,
    NARROWER,
    PART,
    TEXT,
    TOPIC,
    USUAL_RARITY,
)
from isonboard.model.profile import Level, Profile
from isonboard.model.project import Project

SKILL, INTEREST, LEARNING = "skills", "interests", "learning"

_TEXT_LIMIT = limits.WANTS_LETTERS
# Everything but letters, digits and what c++, c#, .net and node.js need becomes a space.
_SPACES = str.maketrans(dict.fromkeys("!\"$%&'()*,-/:;<=>?@[\\]^_`{|}~\n\t\r“”‘’…–—·•", " "))
_PLAIN_ENGLISH = word_set(
    "a actor ada agda arc basic bison boo chapel chef c cache clean clear cool crystal curry d dart dash design e eagle"
    " elm ember express factor fish flask flux go golo haste hub io ink j jade jasmine jade jolie julia k kit lean less"
    " mask max mercury meteor mirah monkey node nu numbers oak opal oz pan phoenix pike play pony processing progress"
    " pug pure r racket raven react red ring rust scheme self shell slash slim smart spring squirrel stan stylus svelte"
    " swift tea testing text turing twig unity v vala vue web x zap zig"
)
_NAMED_BEFORE = (
    r"(?:in|with|for|using|of|and|or|by|from|via|to|on|pure|native|idiomatic|modern|written in|,|/|\+|&)\s*"
)
_NAMED_AFTER = (
    r"\s*(?:[,/&+]|\band\b|\bor\b|\b(?:language|lang|library|libraries|package|packages|client|sdk|api|apis|app|apps"
    r"|application|applications|framework|code|compiler|bindings?|wrapper|module|modules|implementation|programming"
    r"|programs?|developers?|projects?|tool|tools|toolkit|plugin|extension|server|driver|boot|cloud|native|component"
    r"|components|hooks|template|starter|parser|port|cli|crate|scripts?|backend|frontend|services?|microservices?)\b)"
)


class Match(NamedTuple):
    """Something wanted that was found: under which signal, how strongly (0..1), and where."""

    signal: str
    name: str
    strength: float
    evidence: str
    shown_by: str = ""
    """The narrower skill in which it shows: a Django project needs Python."""
    implied_by: str = ""
    """The engineer's own skill that implies it: who knows Django knows Python."""


class _Target(NamedTuple):
    number: int
    share: float
    shown_by: str


class _Want(NamedTuple):
    signal: str
    name: str
    weight: float
    implied_by: str


class Wants:
    """Every word that a project may be found by, for one profile."""

    def __init__(self, profile: Profile, rarity: Mapping[str, float]) -> None:
        self._wants: list[_Want] = []
        self._targets: dict[str, tuple[_Target, ...]] = {}
        self._phrases: dict[str, tuple[tuple[str, str], ...]] = {}
        for signal, name, level, implied_by in _wanted(profile):
            self._add(_Want(signal, name, level * _weight_of_rarity(name, rarity), implied_by))
        self._guesses: dict[str, tuple[_Target, ...]] | None = None
        self._words = frozenset(self._targets) | frozenset(self._phrases)
        self._keys = frozenset(self._targets)

    def __bool__(self) -> bool:
        return bool(self._wants)

    def found_in(self, project: Project) -> tuple[Match, ...]:
        """Everything wanted that the project has, each in the place that shows it best."""
        if not self._wants:
            return ()
        best: dict[int, tuple[float, str, str]] = {}
        language = project.language
        if language is not None:
            self._take(best, _keys_of(language), MAIN_LANGUAGE, "language", language)
        for word in project.topics:
            keys = _keys_of(word)
            if not self._keys.isdisjoint(keys):
                self._take(best, keys, TOPIC, "topic", word)
        for word in project.skills:
            self._take(best, _keys_of(word), ASKED_FOR, "asks for", word)
        for other, _ in project.languages[:6]:
            if other != language:
                self._take(best, _keys_of(other), LANGUAGE, "one language is", other)
        self._read(best, project.name, "name", PART)
        self._read(best, project.description, "description", TEXT)
        if not (language or project.topics or project.skills or project.languages):
            self._guess(best, project)
        if project.motivation:
            self._read(best, project.motivation, "motivation", TEXT)
        if project.domain or project.system:
            for field, value in (("domain", project.domain), ("system", project.system)):
                if value:
                    self._take(best, _keys_of(value), TOPIC, field, value)
        return self._matches(best)

    def found_in_text(self, text: str, where: str) -> tuple[Match, ...]:
        """Everything wanted that a text names, such as an issue's title or its labels."""
        best: dict[int, tuple[float, str, str]] = {}
        self._read(best, text, where, TEXT)
        return self._matches(best)

    def _matches(self, best: dict[int, tuple[float, str, str]]) -> tuple[Match, ...]:
        wants = self._wants
        return tuple(
            Match(
                wants[number].signal,
                wants[number].name,
                strength * wants[number].weight,
                evidence,
                shown_by,
                wants[number].implied_by,
            )
            for number, (strength, evidence, shown_by) in sorted(best.items())
        )

    def _add(self, want: _Want) -> None:
        number = len(self._wants)
        self._wants.append(want)
        self._spell(number, 1.0, "", (want.name, *vocabulary.aliases_of(want.name)))
        if not want.implied_by:
            for below in vocabulary.narrower(want.name):
                self._spell(number, NARROWER, below, (below, *vocabulary.aliases_of(below)))

    def _spell(self, number: int, share: float, shown_by: str, forms: Iterable[str]) -> None:
        target = _Target(number, share, shown_by)
        for form in forms:
            key = vocabulary.key(form)
            known = self._targets.get(key, ())
            if key and all(other.number != number for other in known):
                self._targets[key] = (*known, target)
            words = form.lower().translate(_SPACES).split()
            if len(words) > 1:
                phrase = (" ".join(words), key)
                self._phrases[words[0]] = (*self._phrases.get(words[0], ()), phrase)

    def _take(
        self,
        best: dict[int, tuple[float, str, str]],
        keys: tuple[str, ...],
        strength: float,
        where: str,
        word: str,
    ) -> None:
        for place, key in enumerate(keys):
            certain = strength if place < 2 else min(strength, PART)
            for target in self._targets.get(key, ()):
                _keep(best, target, certain, f"{where} {word}")

    def _read(self, best: dict[int, tuple[float, str, str]], text: str, where: str, strength: float) -> None:
        plain = text[:_TEXT_LIMIT].lower().translate(_SPACES)
        words = plain.replace(". ", " ").split()
        if words and words[-1][-1] == "." and len(words[-1]) > 1:
            words[-1] = words[-1][:-1]
        for word in sorted(self._words.intersection(words)):
            if word in self._targets and (
                where == "name" or word not in _PLAIN_ENGLISH or _is_named(word, text)
            ):
                for target in self._targets[word]:
                    _keep(best, target, strength, f"{where} “{word}”")
            for phrase, key in self._phrases.get(word, ()):
                if f" {phrase} " in f" {' '.join(words)} ":
                    for target in self._targets.get(key, ()):
                        _keep(best, target, strength, f"{where} “{phrase}”")

    def _guess(self, best: dict[int, tuple[float, str, str]], project: Project) -> None:
        """What words of a project without tags suggest: a little, and only where nothing better shows it."""
        guesses = self._of_guesses()
        for where, text in (("name", project.name), ("description", project.description)):
            words = text[:_TEXT_LIMIT].lower().translate(_SPACES).replace(".", " ").split()
            for word in (*words, *map(" ".join, pairwise(words))):
                for target in guesses.get(word, ()):
                    _keep(
                        best, target._replace(shown_by=f"suggested by “{word}”"), GUESSED, f"{where} “{word}”"
                    )

    def _of_guesses(self) -> dict[str, tuple[_Target, ...]]:
        """By word, what of all that is wanted it suggests."""
        if self._guesses is None:
            self._guesses = {
                word: tuple(target for skill, _ in skills for target in self._targets.get(skill, ()))
                for word, skills in suggestions.by_word().items()
            }
        return self._guesses


def kinds_asked(contributions: Iterable[str]) -> dict[str, str]:
    """The kinds of contribution that a project asks for, each with the words that say so; “Any” means all."""
    asked: dict[str, str] = {}
    for words in contributions:
        lowered = words.lower()
        for kind, telling in _KINDS.items():
            if any(word in lowered for word in telling):
                asked.setdefault(kind, words)
    return asked


_KINDS = {
    "code": ("code", "bug", "fix", "feature", "develop", "implement", "refactor", "any", "all", "everything", "new"),
    "docs": ("doc", "tutorial", "example", "wiki", "guide", "blog", "any", "all", "everything"),
    "tests": ("test", "quality", "qa", "any", "all", "everything"),
    "design": ("design", "ux", "ui", "logo", "icon", "any", "all", "everything"),
    "translation": ("transl", "locali", "i18n", "l10n", "language", "any", "all", "everything"),
}  # fmt: skip


def skills_of(project: Project) -> set[str]:
    """The usual names of the skills that a project's language, topics and wishes name."""
    words = (
        project.language or "",
        *project.topics,
        *project.skills,
        *(name for name, _ in project.languages),
    )
    return {name for word in words if word and (name := _canonical(word))}


def _wanted(profile: Profile) -> Iterable[tuple[str, str, float, str]]:
    """Signal, usual name, weight by level, and the skill that implies it."""
    known: dict[str, float] = {}
    learning: dict[str, None] = {}
    for skill in profile.skills:
        name = _canonical(skill.name) or skill.name.strip()
        if name and skill.level is Level.LEARNING:
            learning[name] = None
        elif name:
            known[name] = max(known.get(name, 0.0), LEVELS[skill.level.value])
    implied: dict[str, tuple[float, str]] = {}
    for name, level in known.items():
        for above in vocabulary.broader(name):
            if level * IMPLIED > implied.get(above, (0.0,))[0]:
                implied[above] = (level * IMPLIED, name)
    for name, level in known.items():
        yield SKILL, name, max(level, implied.get(name, (0.0,))[0]), ""
    for name, (level, by) in implied.items():
        if name not in known:
            yield SKILL, name, level, by
    for name in learning:
        yield LEARNING, name, 1.0, ""
    for name in dict.fromkeys(_canonical(word) or word.strip() for word in profile.interests):
        if name:
            yield INTEREST, name, 1.0, ""


def _weight_of_rarity(name: str, rarity: Mapping[str, float]) -> float:
    return 0.5 + 0.5 * min(max(rarity.get(name, rarity.get(name.casefold(), USUAL_RARITY)), 0.0), 1.0)


def _keep(best: dict[int, tuple[float, str, str]], target: _Target, strength: float, evidence: str) -> None:
    found = strength * target.share
    if found > best.get(target.number, (0.0,))[0]:
        best[target.number] = (found, evidence, target.shown_by)


@lru_cache(maxsize=65536)
def _canonical(word: str) -> str | None:
    return vocabulary.canonical(word)


@lru_cache(maxsize=65536)
def _keys_of(word: str) -> tuple[str, ...]:
    """The spellings by which a topic is looked up: itself, the usual name, then its longer parts."""
    plain = vocabulary.key(word)
    usual = _canonical(word)
    parts = [part for part in re.split(r"[-_\s/]+", word.lower()) if len(part) > 2]
    if usual is not None:
        return (plain, vocabulary.key(usual))
    return (plain, plain, *(vocabulary.key(_canonical(part) or part) for part in parts if len(parts) > 1))


@lru_cache(maxsize=4096)
def _named(word: str) -> re.Pattern[str]:
    spelt = re.escape(word.capitalize() if len(word) > 1 else word.upper())
    return re.compile(
        rf"(?:(?<=[\s,/&+(])|^)(?:{_NAMED_BEFORE})(?-i:{spelt})(?![\w+#-])|(?<![\w-])(?-i:{spelt})(?![\w+#-]){_NAMED_AFTER}",
        re.IGNORECASE,
    )


def _is_named(word: str, text: str) -> bool:
    """Whether a word that is also English stands in the text as a name: “written in Go”, “a Swift library”."""
    return _named(word).search(text[:_TEXT_LIMIT]) is not None
