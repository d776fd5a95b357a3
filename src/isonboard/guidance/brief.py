"""The way in, short enough to read: of each station the first steps, ways that exclude one another as “or”, the rest counted.

What is left out stands in the documents, whose place is told; `--json` and the documents themselves keep everything.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import groupby
from shutil import which
from typing import NamedTuple

from isonboard.guidance.confidence import variation_of
from isonboard.guidance.stations import bare, only_carries
from isonboard.model.evidence import Evidence
from isonboard.model.guidance import GuidanceStep, StepKind

MOST_STEPS = 4
MOST_COMMANDS = 4
_TYPED = frozenset({StepKind.PREREQUISITES, StepKind.SETUP, StepKind.BUILD, StepKind.TEST, StepKind.STYLE})
"""Stations that are about commands: sentences come after them."""


class Typed(NamedTuple):
    """A command to type; `instead` says that it is another way of doing what the one before does."""

    command: str
    instead: bool = False


class Entry(NamedTuple):
    """A step with the commands that are shown of it."""

    step: GuidanceStep
    typed: tuple[Typed, ...]

    @property
    def said(self) -> str:
        """What is said of the commands; nothing where it is only the command itself."""
        return "" if any(self.step.text == one.command for one in self.typed) else self.step.text


class Station(NamedTuple):
    """What is shown of one station; `more` steps or commands are left out, the first of them stands at `where`."""

    kind: StepKind
    entries: tuple[Entry, ...]
    more: int = 0
    where: Evidence | None = None


@cache
def on_this_machine(program: str) -> bool:
    """Whether a program is found where the shell looks for it."""
    return which(program) is not None


def brief(steps: Sequence[GuidanceStep], at_hand: Callable[[str], bool] = lambda _: False) -> list[Station]:
    """The stations in their order. `at_hand` says whether a program is on this machine: of ways that exclude one another
    the one that can be gone here comes first.
    """
    return [_station(kind, list(ones), at_hand) for kind, ones in groupby(steps, key=lambda step: step.kind)]


def _station(kind: StepKind, steps: list[GuidanceStep], at_hand: Callable[[str], bool]) -> Station:
    entries: list[tuple[GuidanceStep, list[list[str]]]] = []
    left_out: list[GuidanceStep] = []
    more = 0
    for step in steps:
        groups: list[list[str]] = []
        before = entries[-1][1] if entries else []
        for command in step.commands:
            known = [other for _, ways in entries for way in ways for other in way]
            known += [other for way in groups for other in way]
            if variation_of(command, kind, known):
                more += 1
                left_out.append(step)
            elif (same := _same(command, [*before, *groups])) is not None:
                same.append(command)
            else:
                groups.append([command])
        if not step.commands or any(not only_carries(way[0]) for way in groups):
            entries.append((step, groups))
    kept = _kept(kind, entries)
    for number, (step, groups) in enumerate(entries):
        if number not in kept:
            more += 1
            left_out.append(step)
        elif len(groups) > MOST_COMMANDS:
            more += len(groups) - MOST_COMMANDS
            left_out.append(step)
    shown = tuple(
        Entry(step, _typed(groups, at_hand))
        for number, (step, groups) in enumerate(entries)
        if number in kept
    )
    return Station(kind, shown, more, next((step.evidence for step in left_out if step.evidence), None))


def _kept(kind: StepKind, entries: Sequence[tuple[GuidanceStep, list[list[str]]]]) -> set[int]:
    """Which of a station's steps are shown: the first ones, in a station of commands those that have some."""
    order = sorted(range(len(entries)), key=lambda at: (kind in _TYPED and not entries[at][1], at))
    return set(order[:MOST_STEPS])


def _typed(groups: Iterable[list[str]], at_hand: Callable[[str], bool]) -> tuple[Typed, ...]:
    found: list[Typed] = []
    for ways in list(groups)[:MOST_COMMANDS]:
        here = sorted(ways, key=lambda command: not at_hand(_program(command))) if len(ways) > 1 else ways
        found.extend(
            Typed(command, instead=number > 0) for number, command in enumerate(here[:MOST_COMMANDS])
        )
    return tuple(found)


def _program(command: str) -> str:
    return command.removeprefix("sudo ").split(maxsplit=1)[0]


def _same(command: str, ways: Sequence[list[str]]) -> list[str] | None:
    """The ways that `command` is another of, or None: the same is done by another program."""
    mine = _does(command)
    if not mine:
        return None
    for way in reversed(ways):
        theirs = _does(way[0])
        if {what for what, _ in mine} & {what for what, _ in theirs} and not {how for _, how in mine} & {
            how for _, how in theirs
        }:
            return (
                way
                if all(not {how for _, how in mine} & {how for _, how in _does(one)} for one in way)
                else None
            )
    return None


_SYSTEM = re.compile(
    r"(?:sudo )?(apt|dnf|yum|zypper|pacman|apk|brew|port|pkg|emerge|xbps-install|nix-env|eopkg)(?:-get)? (?:-\S+ )*(?:install|add|in|builddep|build-dep|-S\w*)\b"
)
_NODE = re.compile(r"(npm|yarn|pnpm|bun)(?: (?:ci|i|install))?(?: --?\S+)*$")
_NODE_SCRIPT = re.compile(r"(npm|yarn|pnpm|bun)(?: run)? ([a-z][\w:.-]*)")
_PYTHON = re.compile(r"(poetry|pdm|pipenv|uv|pip|hatch|rye)3? (?:install|sync|env create|pip install)\b(.*)")
_OF_THE_CHECKOUT = re.compile(r"(?:\s|^)(?:-e|-r|--editable|--requirement|--group)\b|\s\.(?:\[|\s|$)|^$")
_BY_NAME = re.compile(
    r"(?:sudo )?(pip|pipx|conda|mamba|brew|uv tool|npm|gem|cargo)3? (?:-\S+ )*(?:install|i) ((?:-\S+ |[a-z]\S* ?)*)"
)
_ENVIRONMENT = re.compile(
    r"(?:python\S* -m )?(venv|virtualenv|mkvirtualenv|conda create|mamba create|uv venv|conda env create|pyenv virtualenv)\b"
)
_ACTIVATED = re.compile(r"(source|\.|conda|mamba|workon|pyenv|poetry) \S*(?:activate|shell|bin/activate)")
_CLONED = re.compile(
    r"(git|gh repo) clone .*?(https?://|git://|git@|ssh://)(?:git@)?[\w.-]+[/:]([\w./-]+?)(?:\.git)?(?:\s|$)"
)


def _does(command: str) -> frozenset[tuple[str, str]]:
    """What a command is for and with what: two commands that are for the same with different programs exclude one another."""
    text = bare(command)
    found: set[tuple[str, str]] = set()
    if match := _SYSTEM.match(command):
        found.add(("packages of the system", match[1]))
    if match := _NODE.match(text):
        found.add(("packages of Node.js", match[1]))
    elif match := _NODE_SCRIPT.match(text):
        found.add((f"script {match[2]}", match[1]))
    if (match := _PYTHON.match(text)) and _OF_THE_CHECKOUT.search(match[2]):
        found.add(("packages of Python", match[1]))
    if match := _BY_NAME.match(command):
        names = sorted(word for word in match[2].split() if not word.startswith("-"))
        found.add((f"package {' '.join(names)}", match[1]))
    if match := _ENVIRONMENT.match(command):
        found.add(("environment", match[1].split()[0]))
    if match := _ACTIVATED.match(command):
        found.add(("activation", match[1]))
    if match := _CLONED.match(command):
        found.add((f"clone {match[3].casefold()}", match[2]))
    return frozenset(found)
