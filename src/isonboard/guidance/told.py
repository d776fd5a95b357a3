"""Where a document tells to type a command: code blocks, tables of commands, and backticks in sentences.

Only the parts written for contributors count whole; of a README's parts for users only what makes sense in a checkout
of the project itself, and that is marked as inferred.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from isonboard.guidance.blocks import Block, BlockKind
from isonboard.guidance.commands import SHELL_LANGUAGES, Command, commands_in, looks_like_command
from isonboard.guidance.headings import Cue, audience_of, cue_of
from isonboard.guidance.markup import Section, Span, plain, spans_in
from isonboard.guidance.pages import Page, heading_of
from isonboard.guidance.stations import bare, installs_packages, is_presentable, only_carries, station_of
from isonboard.model.guidance import DocumentKind, StepKind

_NEGATIVE = re.compile(
    r"\b(?:don't|do not|never|whenever|(?:is|are|be) automatically|automatically (?:run|call|invok|execut)\w*|instead of|rather than|avoid|deprecated|no longer|used to|not recommended|must not|should not|shouldn't|won't work|fails?|error|wrong)\b",
    re.IGNORECASE,
)
_OUTPUT = re.compile(
    r"\b(?:(?:should|will|would) (?:see|print|output|produce|look|get|return|display)|output(?:s)?(?: is| looks|:)|prints?|results? in|looks like|example (?:output|of)|for example, (?:a|an|the) (?:commit|branch))\b",
    re.IGNORECASE,
)
_NOT_OURS = re.compile(
    r"\b(?:on|for|under|using) (?:microsoft )?windows\b|\bwindows users\b|\bmaintainers? (?:only|can|should|will)\b|\b(?:to|when|before) (?:make |making |cut |cutting |do |doing )?(?:a |an |the )?(?:new )?releas(?:e|ing)\b|\bto publish\b|\bto deploy\b|\bto uninstall\b|\bto upgrade\b",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"\b(?:run(?:ning|s)?|execut(?:e|ing)|typ(?:e|ing)|invok(?:e|ing)|call(?:ing)?|with|via|try|do|by|using|use|through|simply|just|(?:make sure|ensure|check|verify)(?: that)?|commands? (?:is|are))(?:\s(?:the|a|this|these|following))?\W{0,4}$",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"\W{0,3}(?:please |then |next,? |finally,? |now )?(?:run|install|build|execute|start|clone|check|test|format|lint|compile|set|create|use|get|fetch|make|generate|verify|sign)\b[^.]{0,120}[:(-]\s*[`*\"']{0,3}$",
    re.IGNORECASE,
)
"""“Get the dependencies: `npm ci`”."""
_FURTHER = re.compile(r"\b(?:and|or|then|by)\W{0,4}$", re.IGNORECASE)
"""“run `a` and `b`”: the second counts when the sentence tells to run the first."""
_TELLS = re.compile(
    r"\b(?:run(?:ning|s)?|execut\w+|use|using|make sure|ensure|invok\w+|typ(?:e|ing))\b", re.IGNORECASE
)
_DESCRIBED = re.compile(
    r"\W{0,4}(?:\(etc\.?\) )?(?:will |to |which |that )?(?:runs?|builds?|checks?|verif(?:y|ies)|(?:re)?formats?|executes?|starts?|installs?|generates?|lints?|compiles?|tests?|updates?|catch|fix(?:es)?|ensures?|launch(?:es)?|downloads?|performs?|does)\b",
    re.IGNORECASE,
)
"""“`./build.sh check` will verify …”: a command at the start of a paragraph with what it does."""
_TALKED_ABOUT = re.compile(
    r"\W{0,3}(?:is|was|fails?|command (?:is|does)|prints?|will|would|does|gives|doesn't|won't|has|can|may|could|might|should|option|file|director)\b"
)
_FROM_PROSE = frozenset({StepKind.SETUP, StepKind.BUILD, StepKind.TEST, StepKind.STYLE})
_FOR_USERS_TOO = frozenset({StepKind.SETUP, StepKind.BUILD, StepKind.TEST})
"""What a README without a part for contributors may tell them: marked as inferred."""


_DEVELOPING = re.compile(r"\b(?:develop\w*|contribut\w*|hack\w*)\b")
_INSTALLING = re.compile(
    r"\b(?:install\w*|build\w*|compil\w+|source|set(?:ting)?[- ]?up|getting started|from git)\b|^$"
)
_FROM_CHECKOUT = re.compile(
    r"(?:\./|sh |bash )?(?:configure|autogen|bootstrap)\b|make$|meson |cmake |ninja|pip3? install (?:-e|-r|\.)|python3? -m pip install (?:-e|-r|\.)"
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
    """A section with what is known of it; `own` are the names under which users install the product."""

    page: Page
    section: Section
    cue: Cue | StepKind | None
    audience: Cue
    own: frozenset[str]


def pieces_of(page: Page, section: Section, own: frozenset[str]) -> Iterator[Piece]:
    """The commands that a section tells to type, in its order."""
    audience = audience_of(page, section)
    if audience is Cue.SKIP:
        return
    part = _Part(page, section, cue_of(section), audience, own)
    before: Block | None = None
    for block in section.blocks:
        if block.kind is BlockKind.CODE:
            yield from _of_code(part, block, _intro(before))
        elif block.kind is BlockKind.ROW:
            yield from _of_row(part, block)
        elif block.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH):
            yield from _of_prose(part, block)
        if block.kind is not BlockKind.CODE or before is None or before.kind is BlockKind.CODE:
            before = block


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
    return bool(_OUTPUT.search(last) or _NOT_OURS.search(intro[-200:]))


def _of_code(part: _Part, block: Block, intro: str) -> Iterator[Piece]:
    """The commands of one block, cut into runs of one station."""
    if _refuses(intro):
        return
    told = block.language in SHELL_LANGUAGES or any(line.lstrip().startswith("$ ") for line in block.lines)
    run: list[Command] = []
    station: StepKind | None = None
    carried: list[Command] = []
    for command in commands_in(block):
        if not is_presentable(command.text) or _NOT_OURS.search(command.comment):
            carried = []
            continue
        if only_carries(command.text) and station_of(command.text) is None:
            carried.append(command)
            continue
        found = _placed(part, command.text, told=told)
        if found is None:
            continue
        if found is StepKind.TEST and _CHECKING.search(command.text) and _OF_STYLE.search(command.comment):
            found = StepKind.STYLE
        if found is not station and run and station is not None:
            yield _piece(part, station, run, intro)
            run = []
        station = found
        run.extend((*carried, command))
        carried = []
    if run and station is not None:
        yield _piece(part, station, run, intro)


def _piece(part: _Part, station: StepKind, run: list[Command], intro: str) -> Piece:
    first = next((command for command in run if not only_carries(command.text)), run[0])
    text = first.comment or intro or part.section.title or station.value.capitalize()
    commands = tuple(command.text for command in run)
    return Piece(station, commands, text, first.line, inferred=part.audience is Cue.USER)


def _placed(part: _Part, command: str, *, told: bool) -> StepKind | None:
    """The station of a command in its place, or None where it should not be shown.

    `told` says that the block names a shell or has prompts: then a heading may say what an unknown command is for.
    """
    station = station_of(command)
    if station is StepKind.PREREQUISITES:
        return None if part.audience is Cue.USER or _installs_own(command, part.own) else station
    if station is None:
        if not told or part.audience is Cue.USER or not looks_like_command(command):
            return None
        return _by_heading(part.cue, command)
    if part.page.kind is not DocumentKind.README:
        return station
    if command.startswith("git clone") and not _clones_own(command, part.own):
        return None
    heading = heading_of(part.section)
    if bare(command).split(" ")[0].casefold() in part.own and not _DEVELOPING.search(heading):
        return None  # the product at work
    if part.audience is Cue.USER and not _for_a_checkout(part, station, command, heading):
        return None
    return station


def _by_heading(cue: Cue | StepKind | None, command: str) -> StepKind | None:
    if cue is StepKind.TEST or cue is StepKind.STYLE:
        return cue
    if (cue is StepKind.BUILD or cue is StepKind.SETUP) and _OWN_SCRIPT.match(command):
        return cue
    return None


def _for_a_checkout(part: _Part, station: StepKind, command: str, heading: str) -> bool:
    if station not in _FOR_USERS_TOO or re.match(r"docker|npx|podman|source|\.|cp ", command):
        return False
    return _has_own_clone(part) or bool(_FROM_CHECKOUT.match(command) and _INSTALLING.search(heading))


_CHECKING = re.compile(r"\b(?:check|verify|validate|ci)\b")
_OF_STYLE = re.compile(r"\b(?:lint\w*|format\w*|style|static)\b(?!.*\btests?\b)", re.IGNORECASE)
"""`make check  # linter and formatter`: the project's words decide what it checks."""
_OWN_SCRIPT = re.compile(r"(?:\./|bin/|scripts?/|tools?/|hack/)")


def _has_own_clone(part: _Part) -> bool:
    return any(
        "git clone" in line and _clones_own(line[line.index("git clone") :], part.own)
        for block in part.section.blocks
        if block.kind is not BlockKind.HEADING
        for line in block.lines
    )


def _clones_own(command: str, own: frozenset[str]) -> bool:
    address = next((word for word in command.split()[2:] if "/" in word or ":" in word), "")
    return address.rstrip("/").removesuffix(".git").rpartition("/")[2].casefold() in own


def _installs_own(command: str, own: frozenset[str]) -> bool:
    words = {
        re.sub(r"(?<=.)[@\[=<>~!].*$", "", word).rpartition("/")[2].casefold() for word in command.split()[2:]
    }
    return bool(words & own)


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
            if station in _FROM_PROSE:
                rest = " ".join(plain(other) for at, other in enumerate(block.cells) if at != position)
                yield Piece(station, (command,), rest or part.section.title, block.line)
            return


_ALONE = frozenset(
    {"tox", "nox", "pytest", "make", "rake", "mage", "ctest", "yarn", "./gradlew", "ninja", "grunt", "gulp"}
)


def _of_prose(part: _Part, block: Block) -> Iterator[Piece]:
    """Commands in backticks that a sentence tells to run."""
    if part.audience is Cue.USER:
        return
    text = block.text[:4_000]
    for span in spans_in(text):
        command = span.code.removeprefix("$ ").strip()
        if not looks_like_command(command) or not is_presentable(command) or only_carries(command):
            continue
        if " " not in command and command not in _ALONE and not _OWN_SCRIPT.match(command):
            continue
        station = station_of(command)
        if station is None or (station is StepKind.PREREQUISITES and _installs_own(command, part.own)):
            continue
        if not _is_told(text, span, command, station, is_item=block.kind is BlockKind.ITEM):
            continue
        line = block.line_at(span.offset)
        yield Piece(station, (command,), _sentence_with(plain(text), plain(command)), line)


def _is_told(text: str, span: Span, command: str, station: StepKind, *, is_item: bool) -> bool:
    """Whether the words around a command tell to run it, rather than speak of it."""
    sentence = re.split(r"(?<=[.!?])\s+", text[max(0, span.offset - 160) : span.offset])[-1]
    following = text[span.end : span.end + 60]
    starts = span.offset <= 4 and (
        bool(_DESCRIBED.match(following))
        or (" " in command and (is_item or span.end >= len(text.rstrip()) - 1))
        or ("/" in command and is_item)
    )
    before_it = sentence.rstrip("`*_: (\"'")
    led = _IMPERATIVE.search(before_it) or (_FURTHER.search(before_it) and _TELLS.search(sentence))
    if not (starts or led or _LEADS.match(sentence.rstrip("`* "))):
        return False
    if _NEGATIVE.search(sentence) or _NOT_OURS.search(sentence):
        return False
    if starts:
        return True
    if _TALKED_ABOUT.match(following):
        return False
    return " " in command or (station in _FROM_PROSE and bool(_RUN_THIS.search(sentence)))


_RUN_THIS = re.compile(r"\b(?:run(?:ning)?|execut\w+|typ(?:e|ing)|invok\w+)\W{0,6}$", re.IGNORECASE)
"""A bare word in backticks (`make`) is a command only directly after such a verb."""


def _sentence_with(text: str, command: str) -> str:
    return next((sentence for sentence in re.split(r"(?<=[.!?:])\s+", text) if command in sentence), text)
