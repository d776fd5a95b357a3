"""profile.toml: what the engineer knows and likes, in a form that is pleasant to edit by hand.

    interests = ["payments", "accessibility"]
    contributions = ["code", "docs"]

    [skills]
    Python = "expert"      # learning, basic, good or expert
    Rust = "learning"

    [identities]
    "github.com" = "ada"

`skills = ["Python", "Go"]` is understood too (all of them “good”).
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, TypeVar

import msgspec

from isonboard import text
from isonboard.model.profile import ContributionKind, Identity, Level, Profile, Skill
from isonboard.notebook.book import Book, Table, put, words

_Choice = TypeVar("_Choice", bound=StrEnum)


class ProfileBook(Book):
    """The one profile of this engineer; `notice` names what was not understood."""

    file_name: ClassVar[str] = "profile.toml"

    def load(self) -> Profile:
        """The profile; empty when there is none yet."""
        table = self._read()
        odd: list[str] = []
        profile = _profile(table, odd)
        if odd and self.notice is None:
            self.notice = f"{self.path}: {'; '.join(odd[:3])}"
        return profile

    def save(self, profile: Profile) -> None:
        """Write it, keeping keys that this version does not know. Raises StorageError."""
        with self._changing() as table:
            _put_skills(table, profile.skills)
            _put_identities(table, profile.identities)
            put(table, "interests", words(profile.interests))
            _put_contributions(table, profile.contributions)
            put(table, "packages", words(profile.packages))
            put(table, "signals_off", words(profile.signals_off))
            put(table, "name", text.line(profile.name))
            put(table, "email", text.line(profile.email))
            _order(table)


def load(folder: Path | None = None) -> Profile:
    """The engineer's profile; use `ProfileBook` where its `notice` can be shown."""
    return ProfileBook(folder).load()


def save(profile: Profile, folder: Path | None = None) -> None:
    """Write the engineer's profile. Raises StorageError."""
    ProfileBook(folder).save(profile)


def merged(profile: Profile, found: Profile) -> Profile:
    """`profile` with what was found beside it: what the engineer said wins, what is new is added at the end."""
    return msgspec.structs.replace(
        profile,
        skills=unique_skills((*profile.skills, *found.skills)),
        interests=_united(profile.interests, found.interests),
        contributions=tuple(dict.fromkeys((*profile.contributions, *found.contributions))),
        packages=_united(profile.packages, found.packages),
        identities=tuple(dict.fromkeys((*profile.identities, *found.identities))),
        signals_off=_united(profile.signals_off, found.signals_off),
        name=profile.name or found.name,
        email=profile.email or found.email,
    )


def unique_skills(skills: Iterable[Skill]) -> tuple[Skill, ...]:
    """The skills with the first of each name, whatever its case."""
    first: dict[str, Skill] = {}
    for skill in skills:
        first.setdefault(skill.name.casefold(), skill)
    return tuple(first.values())


def _united(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for word in (*first, *second):
        seen.setdefault(word.casefold(), word)
    return tuple(seen.values())


def _profile(table: Table, odd: list[str]) -> Profile:
    def said(key: str) -> str | None:
        value = table.get(key)
        return (text.line(value) or None) if isinstance(value, str) else None

    return Profile(
        skills=_skills(table.get("skills"), odd),
        interests=words(table.get("interests")),
        contributions=tuple(
            dict.fromkeys(
                kind
                for word in words(table.get("contributions"))
                if (kind := _choice(ContributionKind, word, "contributions", odd)) is not None
            )
        ),
        packages=words(table.get("packages")),
        name=said("name"),
        email=said("email"),
        identities=_identities(table.get("identities")),
        signals_off=words(table.get("signals_off")),
    )


def _skills(value: object, odd: list[str]) -> tuple[Skill, ...]:
    if isinstance(value, dict):
        named = ((text.line(name, 200), _level(name, level, odd)) for name, level in value.items())
        return unique_skills(Skill(name, level) for name, level in named if name)
    return unique_skills(Skill(name) for name in words(value))


def _level(name: str, value: object, odd: list[str] | None = None) -> Level:
    found = _choice(Level, value, f"[skills] {text.line(name, 60)}", odd)
    return Level.GOOD if found is None else found


def _choice(kind: type[_Choice], value: object, where: str, odd: list[str] | None) -> _Choice | None:
    word = value.strip().casefold() if isinstance(value, str) else ""
    try:
        return kind(word)
    except ValueError:
        if odd is not None:
            odd.append(f"{where}: {text.line(value, 60)!r} is not one of {', '.join(kind)}")
        return None


def _identities(value: object) -> tuple[Identity, ...]:
    if not isinstance(value, dict):
        return ()
    return tuple(
        Identity(text.line(host, 300), login)
        for host, logins in value.items()
        if text.line(host, 300)
        for login in words(logins)
    )


def _put_skills(table: Table, skills: Sequence[Skill]) -> None:
    """A level that this version does not know stays as it is written while nobody chose another."""
    old = table.get("skills")
    written = old if isinstance(old, dict) else {}
    result: Table = {}
    for skill in unique_skills(skills):
        name = text.line(skill.name, 200)
        kept = written.get(name)
        if name:
            result[name] = (
                kept if kept is not None and _level(name, kept) == skill.level else skill.level.value
            )
    put(table, "skills", result)


def _put_identities(table: Table, identities: Sequence[Identity]) -> None:
    by_host: dict[str, list[str]] = {}
    for identity in dict.fromkeys(identities):
        by_host.setdefault(identity.host, []).append(identity.login)
    put(
        table,
        "identities",
        {host: logins[0] if len(logins) == 1 else logins for host, logins in by_host.items()},
    )


def _put_contributions(table: Table, kinds: Sequence[ContributionKind]) -> None:
    unknown = [
        word
        for word in words(table.get("contributions"))
        if _choice(ContributionKind, word, "", None) is None
    ]
    put(table, "contributions", [*(kind.value for kind in dict.fromkeys(kinds)), *unknown])


def _order(table: Table) -> None:
    """Plain values first, then the tables, as TOML wants them read."""
    for key in [key for key, value in table.items() if isinstance(value, dict)]:
        table[key] = table.pop(key)
