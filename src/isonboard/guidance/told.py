"""Where a document tells to type a command: code blocks, tables of commands, and backticks in sentences.

Only the parts written for contributors count whole; of a README's parts for users only what makes sense in a checkout
of the project itself, and that is marked as inferred.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from isonboard.guidance.blocks import Block, BlockKind
from isonboard.guidance.commands import SHELL_LANGUAGES, Command, commands_in, looks_like_command
from isonboard.guidance.headings import Cue, audience_of, cue_of
from isonboard.guidance.markup import Section, plain, spans_in
from isonboard.guidance.own import Own
from isonboard.guidance.pages import Page, heading_of, heading_words
from isonboard.guidance.spoken import FROM_PROSE, NOT_OURS, barred, by_machine, forbids, is_told, quoted
from isonboard.guidance.stations import (
    bare,
    installs_packages,
    is_aside,
    is_presentable,
    only_carries,
    runs_the_product,
    station_of,
)
from isonboard.model.guidance import DocumentKind, StepKind

_OUTPUT = re.compile(
    r"\b(?:(?:should|will|would) (?:see|print|output|produce|look|get|return|display)|output(?:s)?(?: is| looks|:)|prints?|results? in|looks like|example (?:output|of)|for example, (?:a|an|the) (?:commit|branch))\b",
    re.IGNORECASE,
)
_KEPT_AT = re.compile(
    r"\b(?:is|are|lives?|resides?|located|found|stored|placed|kept) (?:in|under|at|inside)\W*$", re.IGNORECASE
)
"""“The tests are in:” leads to a path, not to a command."""
_LABELLED_WRONG = re.compile(r"\W*(?:bad|wrong|incorrect|avoid|never|not|no|don['’]?ts?)\W*", re.IGNORECASE)
_TO_REPLACE = re.compile(
    r"\b(?:[Rr]eplac(?:e|ing)|[Ss]ubstitut(?:e|ing)|[Ww]here) [`'\"<]*([A-Z][A-Z0-9_]{1,40})\b"
)
"""“Replace NAME with …” """
_STRUCK = re.compile(r"~~[^~\n]{1,300}~~")
_SUPPOSED = re.compile(
    r"\b(?:suppose|let's say|imagine|hypothetical\w*)\b|\bto (?:fix|work around) (?:this|that|it)\b|\bwork-?around\b|\b(?:if|in case) (?:you )?(?:run into|hit|see an error|have (?:a )?(?:problem|trouble))",
    re.IGNORECASE,
)
"""What follows holds only in a made-up case, or when something went wrong."""
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


class Piece(NamedTuple):
    """Commands of one station that stand together, with the words that lead to them."""

    station: StepKind
    commands: tuple[str, ...]
    text: str
    line: int
    inferred: bool = False


class _Part(NamedTuple):
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


def pieces_of(page: Page, section: Section, own: Own, *, cloned: bool = False) -> Iterator[Piece]:
    """The commands that a section tells to type, in its order."""
    audience = audience_of(page, section)
    if audience is Cue.SKIP:
        return
    if page.kind is DocumentKind.README and _shows_installing(section, own):
        audience = Cue.USER
    flags = frozenset(flag for block in section.blocks for flag in barred(block.text[:4_000]))
    part = _Part(page, section, cue_of(section), audience, own, flags, cloned)
    before: Block | None = None
    lead = ""
    entered: list[Command] = []
    after_code = False
    for block in section.blocks:
        if block.kind is BlockKind.CODE:
            typed = commands_in(block)
            if typed and all(only_carries(command.text) for command in typed):
                entered = typed  # `cd x` alone serves the block that follows
            else:
                found = _of_code(part, block, _intro(before), entered)
                # what led to one block is no title for the next
                yield from (
                    piece._replace(text=_title(part, piece.station))
                    if after_code and piece.text == _intro(before)
                    else piece
                    for piece in found
                )
                entered = []
        elif block.kind is BlockKind.ROW:
            yield from _of_row(part, block)
        elif block.kind is BlockKind.PARAGRAPH and _is_typed(block):
            yield from _of_code(part, block, _intro(before))
        elif block.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH):
            if block.kind is BlockKind.PARAGRAPH:
                lead = plain(block.text[-200:])
            yield from _of_prose(part, block, lead)
        after_code = block.kind is BlockKind.CODE
        if block.kind is not BlockKind.CODE or before is None or before.kind is BlockKind.CODE:
            before = block


def _shows_installing(section: Section, own: Own) -> bool:
    """Whether a code block of the section installs the product from where packages come: then its users read it."""
    return any(
        installs_packages(one.text) and own.installs(one.text)
        for block in section.blocks
        if block.kind is BlockKind.CODE
        for one in commands_in(block)
    )


def _is_typed(block: Block) -> bool:
    """Whether a paragraph is nothing but commands, one a line, as plain files have them without any mark."""
    return 1 < len(block.lines) <= 12 and all(
        looks_like_command(line.strip()) and ": " not in line for line in block.lines
    )


def _intro(before: Block | None) -> str:
    """The sentence that leads to a code block."""
    if before is None or before.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        return ""
    text = plain(before.text[-600:])
    if len(text) <= 200:
        return text
    return re.split(r"(?<=[.!?])\s+", text)[-1]


def _refuses(intro: str) -> bool:
    last = re.split(r"(?<=[.!?])\s+", intro)[-1] if intro else ""
    return bool(
        _OUTPUT.search(last)
        or NOT_OURS.search(intro[-200:])
        or _SUPPOSED.search(intro[-300:])
        or _KEPT_AT.search(last)
        or _LABELLED_WRONG.fullmatch(last)
        or forbids(last)
    )


def _of_code(part: _Part, block: Block, intro: str, entered: Sequence[Command] = ()) -> Iterator[Piece]:
    """The commands of one block, cut into runs of one station; `entered` is what the block before prepared."""
    if _refuses(intro):
        return
    typed = commands_in(block)
    if part.audience is Cue.USER and any(
        part.own.starts(one.text) or (installs_packages(one.text) and part.own.installs(one.text))
        for one in typed
    ):
        return  # the product is installed and used: what follows is of its user's own
    told = block.language in SHELL_LANGUAGES or any(line.lstrip().startswith("$ ") for line in block.lines)
    blanks = set(_TO_REPLACE.findall(intro))
    run: list[Command] = []
    station: StepKind | None = None
    carried = list(entered)
    for command in typed:
        if (
            not is_presentable(command.text)
            or _is_aside(command)
            or part.barred.intersection(command.text.split())
            or any(blank in command.text for blank in blanks)
        ):
            carried = []
            continue
        if only_carries(command.text) and station_of(command.text) is None:
            carried.append(command)
            continue
        found = _placed(part, command, intro, told=told)
        if found is None:
            continue
        if found is StepKind.TEST and _CHECKING.search(command.text) and _OF_STYLE.search(command.comment):
            found = StepKind.STYLE
        anew = command.comment and run and command.comment != run[0].comment
        if (found is not station or anew) and run and station is not None:
            yield _piece(part, station, run, intro)
            run = []
        station = found
        run.extend((*carried, command))
        carried = []
    if run and station is not None:
        yield _piece(part, station, run, intro)


def _is_aside(command: Command) -> bool:
    """Whether its own comment says that it is for others, for some, or wrong."""
    remark = command.comment
    if not remark:
        return False
    return (
        bool(NOT_OURS.search(remark))
        or forbids(remark)
        or bool(installs_packages(command.text) and _IF_WANTED.search(remark))
    )


_IF_WANTED = re.compile(r"^\W{0,4}(?:optional\w*\b|if you (?:want|like|prefer|need)\b)", re.IGNORECASE)


def _title(part: _Part, station: StepKind) -> str:
    title = part.section.title if part.cue in (station, Cue.DEV, None) else ""
    return title or station.value.capitalize()


def _piece(part: _Part, station: StepKind, run: list[Command], intro: str) -> Piece:
    first = next((command for command in run if not only_carries(command.text)), run[0])
    text = first.comment or intro or _title(part, station)
    commands = tuple(command.text for command in run)
    return Piece(station, commands, text, first.line, inferred=part.audience is Cue.USER)


def _placed(part: _Part, typed: Command, intro: str, *, told: bool) -> StepKind | None:
    """The station of a command in its place, or None where it should not be shown.

    `told` says that the block names a shell or has prompts: then a heading may say what an unknown command is for.
    """
    command = typed.text
    station = station_of(command)
    if station is StepKind.PREREQUISITES:
        return None if part.audience is Cue.USER or part.own.installs(command) else station
    if station is None:
        if part.audience is not Cue.USER and (said := _by_words(command, typed.comment or intro)):
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
    r"(?:bundle exec )?(?:g?make|rake|mage|just|task|grunt|gulp|invoke|inv|nox -s|tox -e|poe|hatch run|npm run|pnpm(?: run)?|yarn(?: run)?|composer(?: run)?) [a-z][\w:.-]*$",
    re.IGNORECASE,
)
"""A target of the project's own, whose name says nothing to a stranger."""
_SAYS: tuple[tuple[StepKind, re.Pattern[str]], ...] = (
    (StepKind.STYLE, re.compile(r"\b(?:static analysis|lint\w*|format(?:s|ter|ting)?|code style)\b", re.IGNORECASE)),
    (StepKind.TEST, re.compile(r"\b(?:tests?|checks?)\b", re.IGNORECASE)),
    (StepKind.BUILD, re.compile(r"\b(?:(?:re)?build|compil|(?:re)?generat)\w*", re.IGNORECASE)),
)  # fmt: skip


def _by_words(command: str, words: str) -> StepKind | None:
    """What the words beside one of the project's own targets say that it is for."""
    if not _OWN_TARGET.match(command) or is_aside(command) or _AT_WORK.search(words):
        return None
    return next((station for station, pattern in _SAYS if pattern.search(words)), None)


_SCRIPT_PATH = re.compile(r"(?:[\w.-]{1,40}/){1,5}[\w.-]{1,60}(?:\s|$)")


def _by_heading(part: _Part, command: str, intro: str) -> StepKind | None:
    cue = part.cue
    if (
        _AT_WORK.search(intro)
        or part.own.starts(command)
        or _AROUND_IT.match(command)
        or _SERVES.match(command)
        or (runs_the_product(command) and not _DEV_TARGET.match(command))
    ):
        return None
    if cue is StepKind.TEST or cue is StepKind.STYLE:
        return cue
    if cue in (StepKind.BUILD, StepKind.SETUP, StepKind.PREREQUISITES) and (
        _OWN_SCRIPT.match(command) or _DEV_TARGET.match(command)
    ):
        return StepKind.BUILD if cue is StepKind.BUILD else StepKind.SETUP
    return None


_IN_CONTAINERS = re.compile(r"\b(?:docker|podman|containers?|images?)\b(?!.*\b(?:develop|contribut))")
_BY_YOURSELF = re.compile(
    r"\b(?:build|compile|install)(?:ing)? (?:it |this |\w+ )?(?:by yourself|yourself|from (?:source|git)|locally)\b|^to (?:build|compile)\b",
    re.IGNORECASE,
)


def _for_a_checkout(part: _Part, station: StepKind, command: str, heading: str, intro: str) -> bool:
    if station not in _FOR_USERS_TOO or re.match(r"docker|npx|podman|source|\. |cp ", command):
        return False
    return part.own.cloned_in(part.section) or bool(
        _FROM_CHECKOUT.match(command) and (_INSTALLING.search(heading) or _BY_YOURSELF.search(intro))
    )


_CHECKING = re.compile(r"\b(?:check|verify|validate|ci)\b")
_OF_STYLE = re.compile(r"\b(?:lint\w*|format\w*|style|static)\b(?!.*\btests?\b)", re.IGNORECASE)
"""`make check  # linter and formatter`: the project's words decide what it checks."""
_OWN_SCRIPT = re.compile(r"(?:(?:sh|bash|python[23]?) )?(?:\./|bin/|scripts?/|tools?/|hack/)")
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
_SERVES = re.compile(r"\S*bin/\S+ (?:serve|server|start|run|daemon|agent|up)\b")
"""A program that was built, at work."""
_RUNNING_IT = re.compile(
    r"^(?:run(?:ning)?|start(?:ing)?|using|launch\w*|try\w*) (?!.*\b(?:tests?|suite|checks?|lint\w*|ci|local\w*|dev\w*)\b)"
)
"""A part about the product at work."""


def _of_row(part: _Part, block: Block) -> Iterator[Piece]:
    """Tables of commands: one cell is the command, another says what it does."""
    if part.audience is Cue.USER:
        return
    for position, cell in enumerate(block.cells[:2]):
        spans = spans_in(cell)
        if len(spans) != 1 or len(plain(cell)) > len(spans[0].code) + 2:
            continue
        command = spans[0].code
        if looks_like_command(command) and is_presentable(command) and not installs_packages(command):
            station = station_of(command)
            if station in FROM_PROSE:
                rest = " ".join(plain(other) for at, other in enumerate(block.cells) if at != position)
                yield Piece(station, (command,), rest or part.section.title, block.line)
            return


_ALONE = frozenset(
    {"tox", "nox", "pytest", "make", "rake", "mage", "ctest", "yarn", "./gradlew", "ninja", "grunt", "gulp"}
)


def _of_prose(part: _Part, block: Block, lead: str) -> Iterator[Piece]:
    """Commands in backticks that a sentence tells to run; `lead` is the paragraph before a list."""
    if part.audience is Cue.USER:
        return
    text = _STRUCK.sub(lambda struck: " " * len(struck.group()), block.text[:4_000])
    for span in (*spans_in(text), *quoted(text)):
        command = span.code.removeprefix("$ ").strip()
        if not looks_like_command(command) or not is_presentable(command) or only_carries(command):
            continue
        if " " not in command and command not in _ALONE and not _OWN_SCRIPT.match(command):
            continue
        station = station_of(command)
        if station is None and (aim := _ITS_AIM.match(text[span.end :])):
            station = _by_words(command, aim.group())
        if station is None or (station is StepKind.PREREQUISITES and part.own.installs(command)):
            continue
        if not is_told(text, span, command, station, item=block.kind is BlockKind.ITEM, lead=lead):
            continue
        line = block.line_at(span.offset)
        said = _sentence_with(plain(text), plain(command))
        yield Piece(station, (command,), said, line, inferred=by_machine(text, span))


_ITS_AIM = re.compile(r"`{0,3}\W{0,2}(?:to|which|that) (?:\w+ )?[a-z]+", re.IGNORECASE)


def _sentence_with(text: str, command: str) -> str:
    return next((sentence for sentence in re.split(r"(?<=[.!?:])\s+", text) if command in sentence), text)
