"""Editing the profile, completing skills, and reading them from the engineer's own commits on this machine."""

import contextlib
import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, structs

from isonboard import git, paths, text
from isonboard.assistant.context import Context
from isonboard.errors import GitError, StorageError
from isonboard.manifests.tree import Tree
from isonboard.match import vocabulary
from isonboard.match.signals import SIGNALS, Signal
from isonboard.model.profile import ContributionKind, Level, Profile, Skill
from isonboard.notebook import profile as notebook

_MOST_REPOSITORIES = 200
_DEPTH = 3
_FEW_FILES = 3
_MANY_FILES = 40


class Found(Struct, frozen=True, kw_only=True):
    """What one's own commits tell: a profile, and for each part of it the evidence in words."""

    profile: Profile
    evidence: tuple[tuple[str, str], ...] = ()
    repositories: int = 0


def take_over_from_sample() -> None:
    """Make the profile told on the sample organisation one's own, where there is no file of one's own yet.

    For whoever looked around first and now names a source: nobody should have to say twice what they know. Where it
    cannot be read or written it is left: the source that was named is kept all the same.
    """
    own = notebook.ProfileBook(paths.data_dir())
    if os.path.lexists(own.path):  # one that cannot be understood, or reached now, is still one's own
        return
    with contextlib.suppress(StorageError):
        told = notebook.load(paths.data_dir() / "sample")
        if told != Profile():
            own.save(told)


def complete_skill(prefix: str, limit: int = 8) -> list[str]:
    """Known skills that begin so, by name or alias."""
    return vocabulary.complete(prefix, limit)


def canonical_skill(word: str) -> str:
    """The usual name of a skill; an unknown word stays as it is, cleaned."""
    return vocabulary.canonical(word) or text.line(word, 60)


def edited(
    profile: Profile,
    *,
    skills: Sequence[tuple[str, Level]] = (),
    interests: Sequence[str] = (),
    kinds: Sequence[ContributionKind] = (),
    removed: Sequence[str] = (),
    signals_off: Sequence[str] = (),
    signals_on: Sequence[str] = (),
) -> Profile:
    """`profile` with skills added or set to another level, interests and kinds added, names removed, and signals
    of the fit switched off or on again.
    """
    gone = {canonical_skill(name).casefold() for name in removed} | {name.casefold() for name in removed}
    known = {skill.name.casefold(): skill for skill in profile.skills if skill.name.casefold() not in gone}
    for name, level in skills:
        usual = canonical_skill(name)
        if usual:
            known[usual.casefold()] = Skill(usual, level)
    liked = [name for name in profile.interests if name.casefold() not in gone]
    liked += [name for one in interests if (name := text.line(one, 60))]
    return structs.replace(
        profile,
        skills=tuple(known.values()),
        interests=tuple({name.casefold(): name for name in liked}.values()),
        contributions=tuple(
            kind for kind in dict.fromkeys((*profile.contributions, *kinds)) if kind.value not in gone
        ),
        signals_off=tuple(
            name for name in dict.fromkeys((*profile.signals_off, *signals_off)) if name not in signals_on
        ),
    )


def signals() -> Mapping[str, Mapping[str, Signal]]:
    """What can be left out of the fit, by name, of projects and of issues: the tables of the weights."""
    from isonboard.match.prospects import PROSPECTS

    return {"projects": SIGNALS, "issues": PROSPECTS}


def with_found(profile: Profile, found: Found) -> Profile:
    """`profile` with what was found, where it says nothing itself."""
    return notebook.merged(profile, found.profile)


def who_am_i() -> tuple[str | None, str | None]:
    """Name and e-mail as git knows them for this user; None where it does not."""
    found = []
    for key in ("user.name", "user.email"):
        done = git.run(["config", "--global", "--get", key], check=False)
        found.append(text.line(done.stdout.decode("utf-8", "replace"), 200) or None)
    return found[0], found[1]


def from_commits(context: Context, folders: Sequence[Path], email: str | None = None) -> Found:
    """Languages by the files that the engineer's own commits changed, packages from manifests beside them.

    Reads git objects and manifests as text; nothing leaves the machine and nothing of a repository runs.
    """
    from isonboard.manifests.packages import packages_of

    mine = {one for one in (email, context.profile.email, who_am_i()[1]) if one}
    languages: Counter[str] = Counter()
    where: dict[str, set[str]] = {}
    packages: set[str] = set()
    count = 0
    for repository in _repositories(folders):
        changed = _own_changes(repository, mine | _own_addresses(repository))
        if not changed:
            continue
        count += 1
        for path, times in changed.items():
            language = language_of(path)
            if language:
                languages[language] += times
                where.setdefault(language, set()).add(repository.name)
        packages.update(packages_of(Tree.of_folder(repository)).depends)
    kept = [(name, times) for name, times in languages.most_common(12) if times >= _FEW_FILES]
    skills = tuple(
        Skill(
            name,
            Level.EXPERT if times >= _MANY_FILES * 5 else Level.GOOD if times >= _MANY_FILES else Level.BASIC,
        )
        for name, times in kept
    )
    frameworks = _frameworks(packages, {skill.name for skill in skills})
    evidence = [
        (name, f"{times} changed files in {', '.join(sorted(where[name])[:3])}") for name, times in kept
    ] + [(name, f"depends on {package}") for name, package in frameworks]
    profile = Profile(
        skills=(*skills, *(Skill(name, Level.BASIC) for name, _ in frameworks)),
        packages=tuple(sorted(packages)),
    )
    return Found(profile=profile, evidence=tuple(evidence), repositories=count)


def language_of(path: str) -> str | None:
    """The language of a file by its name (see `languages.EXTENSIONS`)."""
    from isonboard.assistant.languages import EXTENSIONS, NAMES

    name = path.rpartition("/")[2]
    return NAMES.get(name.casefold()) or EXTENSIONS.get(
        name.rpartition(".")[2].casefold() if "." in name else ""
    )


def _frameworks(packages: set[str], known: set[str]) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for package in sorted(packages):
        ecosystem, _, name = package.partition(":")
        if ecosystem == "backstage":
            continue  # a component of the company that is called like a framework is none
        usual = vocabulary.canonical(re.split(r"[/@]", name)[-1])
        if usual and usual not in known and vocabulary.kind_of(usual) in ("framework", "infrastructure"):
            found.setdefault(usual, package)
    return list(found.items())[:12]


def _repositories(folders: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    pending = [(folder, 0) for folder in folders]
    while pending and len(found) < _MOST_REPOSITORIES:
        folder, depth = pending.pop(0)
        if (folder / ".git").exists():
            found.append(folder)
            continue
        if depth < _DEPTH:
            try:
                inside = sorted(one for one in folder.iterdir() if one.is_dir() and not one.is_symlink())
            except OSError:
                continue
            pending.extend((one, depth + 1) for one in inside if not one.name.startswith("."))
    return found


def _own_addresses(repository: Path) -> set[str]:
    """The e-mail that commits in this repository are made with: many have one for work and one for the rest."""
    try:
        said = git.run(["config", "--local", "--get", "user.email"], cwd=repository, check=False)
    except GitError:
        return set()
    found = text.line(said.stdout.decode("utf-8", "replace"), 200)
    return {found} if found else set()


def _own_changes(repository: Path, mine: set[str]) -> Counter[str]:
    if not mine:
        return Counter()
    authors = [f"--author=<{re.escape(one)}>" for one in sorted(mine)]
    try:
        listed = git.run(
            ["log", "--all", "--no-merges", "--extended-regexp", "--max-count=5000", "--since=4.years", *authors,
             "--name-only", "-z", "--format="],
            cwd=repository, timeout=60, check=False,
        )  # fmt: skip
    except GitError:
        return Counter()
    paths = listed.stdout.decode("utf-8", "replace").split("\0")
    return Counter(path.strip("\n") for path in paths if path.strip())
