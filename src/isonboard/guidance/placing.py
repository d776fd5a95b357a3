"""Which station a command belongs to in its place: its own words first, then the words beside it, then the heading.

A README speaks to users: there only what makes sense in a checkout of the project itself counts.
"""

import re
from typing import NamedTuple

from isonboard.guidance.commands import Command, looks_like_command
from isonboard.guidance.headings import Cue
from isonboard.guidance.markup import Section
from isonboard.guidance.own import Own
from isonboard.guidance.pages import Page, heading_of, heading_words
from isonboard.guidance.stations import bare, is_aside, station_of
from isonboard.model.guidance import DocumentKind, StepKind

_FOR_USERS_TOO = frozenset({StepKind.SETUP, StepKind.BUILD, StepKind.TEST})
"""What a README without a part for contributors may tell them: marked as inferred."""


_DEVELOPING = re.compile(r"\b(?:develop\w*|contribut\w*|hack\w*)\b")
_COMPILING = re.compile(r"\b(?:compil\w+|from source)\b")
_INSTALLING = re.compile(
    r"\b(?:install\w*|build\w*|compil\w+|source|set(?:ting)?[- ]?up|getting started|from git)\b|^$"
)
_FROM_CHECKOUT = re.compile(
    r"(?:\./|sh |bash )?(?:configure|autogen|bootstrap|autoreconf)\b|make(?: -j\S*)?$|meson |cmake |ninja|pip3? install (?:-e|-r|\.)|python3? -m pip install (?:-e|-r|\.)"
    r"|python3? setup\.py|git submodule|nix (?:develop|build)|nix-shell|mvn |\./mvnw|\./gradlew|cargo build|cargo test|go build \./|cabal build|stack build|dune build|pytest\b|tox\b|nox\b|make (?:test|check)\b|go test|npm ci"
)
"""What only makes sense in a checkout."""


class Part(NamedTuple):
    """A section with what is known of it."""

    page: Page
    section: Section
    cue: Cue | StepKind | None
    audience: Cue
    own: Own
    barred: frozenset[str]
    """Flags that the section says not to use."""
    cloned: bool
    """Some document says how to clone the project itself: other clones are of other projects."""


def placed(part: Part, typed: Command, intro: str, *, told: bool) -> StepKind | None:
    """The station of a command in its place, or None where it should not be shown.

    `told` says that the block names a shell or has prompts: then a heading may say what an unknown command is for.
    """
    station = _placed(part, typed, intro, told=told)
    checks_style = _CHECKING.search(typed.text) and _OF_STYLE.search(typed.comment)
    return StepKind.STYLE if station is StepKind.TEST and checks_style else station


def _placed(part: Part, typed: Command, intro: str, *, told: bool) -> StepKind | None:
    command = typed.text
    station = station_of(command)
    if station is StepKind.PREREQUISITES:
        return None if part.audience is Cue.USER or part.own.installs(command) else station
    if station is None:
        if part.audience is not Cue.USER and (said := by_words(command, typed.comment or intro)):
            return said
        if (
            not told
            or part.audience is Cue.USER
            or not (looks_like_command(command) or _SCRIPT_PATH.match(command))
        ):
            return None
        return _by_heading(part, command, intro)
    foreign = command.startswith("git clone") and (
        not part.own.clones(command) or (part.cloned and part.own.is_fork(command))
    )
    if part.page.kind is not DocumentKind.README:
        at_work = _RUNNING_IT.match(heading_of(part.section)) and re.match(
            r"(?:sudo )?(?:docker|podman) ", command
        )
        return None if (foreign and part.cloned) or at_work else station
    if foreign:
        return None
    heading = heading_of(part.section)
    if bare(command).split(" ")[0].casefold() in part.own.names and not (
        _DEVELOPING.search(heading) or (station is StepKind.BUILD and _COMPILING.search(heading))
    ):
        return None  # the product at work
    if re.match(r"(?:docker|podman) ", command) and _IN_CONTAINERS.search(heading_words(part.section)):
        return None  # an image of the product
    if part.audience is Cue.USER and not _for_a_checkout(part, station, command, heading, intro):
        return None
    return station


_OWN_TARGET = re.compile(
    r"(?:bundle exec )?(?:g?make|rake|mage|just|task|grunt|gulp|invoke|inv|nox -s|tox -e|poe|hatch run|mise run|npm run|pnpm(?: run)?|yarn(?: run)?|composer(?: run)?) [a-z][\w:.-]*$",
    re.IGNORECASE,
)
"""A target of the project's own, whose name says nothing to a stranger."""
_COMPILES = re.compile(r"\b(?:to (?:build|compile)|builds|compiles)\b", re.IGNORECASE)
_STARTS = re.compile(
    r"\b(?:starts?|serves?|run(?:s|ning)? (?:the|it|a)|launch\w*|docs?|documentation|watch\w*)\b",
    re.IGNORECASE,
)
"""`make dev` may build the program (“to compile a development version, run …”) or start it."""
_TOOL_SCRIPT = re.compile(
    r"(?:(?:sh|bash|python[23]?) )?(?:\./)?(?:scripts?|tools?|hack|dev|ci|contrib|util(?:s|ities)?|admin|\.?ci)/[\w./-]+(?: \S+){0,2}$"
)
"""A script of the project's own beside its source."""
_SAYS: tuple[tuple[StepKind, re.Pattern[str]], ...] = (
    (StepKind.SETUP, re.compile(r"\binstall\w*\b.{0,40}\b(?:tools|dependencies|requirements|packages|hooks|prerequisites|libraries)\b", re.IGNORECASE)),
    (StepKind.STYLE, re.compile(r"\b(?:static analysis|lint\w*|format(?:s|ter|ting)?|code style)\b", re.IGNORECASE)),
    (StepKind.TEST, re.compile(r"\b(?:tests?|checks?)\b", re.IGNORECASE)),
    (StepKind.BUILD, re.compile(r"\b(?:(?:re)?build|compil|(?:re)?generat)\w*", re.IGNORECASE)),
)  # fmt: skip


def by_words(command: str, words: str) -> StepKind | None:
    """What the words beside one of the project's own targets say that it is for."""
    own = _OWN_TARGET.match(command) or _TOOL_SCRIPT.match(command)
    if own and is_aside(command) and _COMPILES.search(words) and not _STARTS.search(words):
        return StepKind.BUILD
    if not own or is_aside(command) or _AT_WORK.search(words):
        return None
    return next((station for station, pattern in _SAYS if pattern.search(words)), None)


_SCRIPT_PATH = re.compile(r"(?:[\w.-]{1,40}/){1,5}[\w.-]{1,60}(?:\s|$)")


def _by_heading(part: Part, command: str, intro: str) -> StepKind | None:
    cue = part.cue
    if (
        _AT_WORK.search(intro)
        or part.own.starts(command)
        or (cue is not StepKind.TEST and (built := _BUILT.match(command)) and part.own.is_name(built[1]))
        or _AROUND_IT.match(command)
        or _SERVES.match(command)
        or (is_aside(command) and not _DEV_TARGET.match(command))
    ):
        return None
    if cue is StepKind.TEST or cue is StepKind.STYLE:
        return cue
    if cue in (StepKind.BUILD, StepKind.SETUP, StepKind.PREREQUISITES) and (
        OWN_SCRIPT.match(command) or _DEV_TARGET.match(command)
    ):
        return StepKind.BUILD if cue is StepKind.BUILD else StepKind.SETUP
    return None


_IN_CONTAINERS = re.compile(r"\b(?:docker|podman|containers?|images?)\b(?!.*\b(?:develop|contribut))")
_BY_YOURSELF = re.compile(
    r"\b(?:build|compile|install)(?:ing)? (?:it |this |\w+ )?(?:by yourself|yourself|from (?:source|git)|locally)\b|^to (?:build|compile)\b",
    re.IGNORECASE,
)


def _for_a_checkout(part: Part, station: StepKind, command: str, heading: str, intro: str) -> bool:
    if station not in _FOR_USERS_TOO or re.match(r"docker|npx|podman|source|\. |cp ", command):
        return False
    return part.own.cloned_in(part.section) or bool(
        _FROM_CHECKOUT.match(command) and (_INSTALLING.search(heading) or _BY_YOURSELF.search(intro))
    )


_CHECKING = re.compile(r"\b(?:check|verify|validate|ci)\b")
_OF_STYLE = re.compile(r"\b(?:lint\w*|format\w*|style|static)\b(?!.*\btests?\b)", re.IGNORECASE)
"""`make check  # linter and formatter`: the project's words decide what it checks."""
OWN_SCRIPT = re.compile(r"(?:(?:sh|bash|python[23]?) )?(?:\./|bin/|scripts?/|tools?/|hack/)")
_DEV_TARGET = re.compile(r"(?:make|just|task) dev(?:[-_:]\w+)?$")


_AT_WORK = re.compile(
    r"\b(?:at work|in action|try it|see (?:it|how)|play with|the (?:program|app|application|server|service|demo)\b)",
    re.IGNORECASE,
)
"""Words before a command that shows the product."""
_AROUND_IT = re.compile(
    r"(?:sudo )?(?:docker|podman|git|ssh|scp|psql|mysql|redis-cli|systemctl|service|helm|nix-shell|tmux)\b"
)
"""What is done with other programs beside the tests is no test, wherever it stands."""
_BUILT = re.compile(r"(?:\./|\S*bin/)([\w-]+)(?:\s|$)")
"""What was built, at work."""
_SERVES = re.compile(r"\S*bin/\S+ (?:serve|server|start|run|daemon|agent|up)\b")
"""A program that was built, at work."""
_RUNNING_IT = re.compile(
    r"^(?:run(?:ning)?|start(?:ing)?|using|launch\w*|try\w*) (?!.*\b(?:tests?|suite|checks?|lint\w*|ci|local\w*|dev\w*)\b)"
)
"""A part about the product at work."""
