"""Where a document tells to type a command: code blocks, tables of commands, and backticks in sentences.

Only the parts written for contributors count whole; of a README's parts for users only what makes sense in a checkout
of the project itself, and that is marked as inferred.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from isonboard.guidance.blocks import Block, BlockKind
from isonboard.guidance.commands import SHELL_LANGUAGES, Command, commands_in, looks_like_command
from isonboard.guidance.confidence import doubt_about
from isonboard.guidance.headings import Cue, audience_of, cue_of
from isonboard.guidance.markup import Section, Span, plain, spans_in
from isonboard.guidance.own import Own
from isonboard.guidance.pages import Page, heading_words
from isonboard.guidance.placing import OWN_SCRIPT, Part, by_words, placed
from isonboard.guidance.spoken import (
    FROM_PROSE,
    NOT_OURS,
    barred,
    by_a_machine,
    by_machine,
    forbids,
    is_told,
    quoted,
    refuses,
)
from isonboard.guidance.stations import (
    installs_packages,
    is_presentable,
    only_carries,
    station_of,
)
from isonboard.model.guidance import DocumentKind, StepKind

_TO_REPLACE = re.compile(
    r"\b(?:[Rr]eplac(?:e|ing)|[Ss]ubstitut(?:e|ing)|[Ww]here) [`'\"<]*([A-Z][A-Z0-9_]{1,40})\b"
)
"""“Replace NAME with …” """
_ROLE = re.compile(r":(?:command|program|code|samp|kbd|file):(?=`)")
"""What the text between backticks is, in reStructuredText."""


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


class Piece(NamedTuple):
    """Commands of one station that stand together, with the words that lead to them."""

    station: StepKind
    commands: tuple[str, ...]
    text: str
    line: int
    inferred: bool = False
    doubt: str = ""
    """Why it may be no step for everybody."""


def pieces_of(page: Page, section: Section, own: Own, *, cloned: bool = False) -> Iterator[Piece]:
    """The commands that a section tells to type, in its order."""
    audience = audience_of(page, section)
    if audience is Cue.SKIP:
        return
    if page.kind is DocumentKind.README and _shows_installing(section, own):
        audience = Cue.USER
    flags = frozenset(flag for block in section.blocks for flag in barred(block.text[:4_000]))
    part = Part(page, section, cue_of(section), audience, own, flags, cloned)
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
                machine = by_a_machine(_intro(before))
                yield from (
                    piece._replace(
                        text=_title(part, piece.station)
                        if after_code and piece.text == _intro(before)
                        else piece.text,
                        inferred=piece.inferred or machine,
                    )
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
    """Whether a paragraph is nothing but commands, one a line, as plain files have them without any mark.

    One line alone must be set off and be a step by its own words.
    """
    if len(block.lines) == 1:
        line = block.lines[0].strip()
        return (
            block.level > 1
            and line[-1:].isalnum()
            and "=" not in line
            and line.count(" ") < _FEW_WORDS
            and looks_like_command(line)
            and station_of(line) is not None
        )
    return 1 < len(block.lines) <= 12 and all(
        looks_like_command(line.strip()) and ": " not in line for line in block.lines
    )


_FEW_WORDS = 4  # a longer line that is merely set off is as often an example


def _intro(before: Block | None) -> str:
    """The sentence that leads to a code block."""
    if before is None or before.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        return ""
    text = plain(before.text[-600:])
    if len(text) <= 200:
        return text
    return re.split(r"(?<=[.!?])\s+", text)[-1]


def _of_code(part: Part, block: Block, intro: str, entered: Sequence[Command] = ()) -> Iterator[Piece]:
    """The commands of one block, cut into runs of one station; `entered` is what the block before prepared."""
    if refuses(intro) or _OF_A_VARIANT.search(intro):
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
    doubt = ""
    carried = list(entered)
    left_out = ""
    for command in typed:
        if _ANOTHER_PROJECT.match(command.text):
            break  # what follows is done in a project of the reader's own
        if left_out.startswith("git clone ") and _INTO_A_CHECKOUT.fullmatch(command.text):
            left_out = ""
            continue  # into a checkout that nobody was told to make
        left_out = ""
        if (
            not is_presentable(command.text)
            or _is_aside(command)
            or part.barred.intersection(command.text.split())
            or any(blank in command.text for blank in blanks)
        ):
            carried = []
            left_out = command.text
            continue
        if only_carries(command.text) and station_of(command.text) is None:
            carried.append(command)
            continue
        found = placed(part, command, intro, told=told)
        if found is None:
            left_out = command.text
            continue
        if run and _IN_A_CONTAINER.match(command.text) and _AN_IMAGE.match(run[-1].text):
            found = station or found
        why = doubt_about(command.text, said=f"{intro} {command.comment}", spoken=False, own=part.own)
        if found is StepKind.PREREQUISITES and not why and _for_users(part):
            why = "told to users"
        anew = run and command.comment != run[0].comment and _begins_anew(command.comment)
        if (found is not station or why != doubt or anew) and run and station is not None:
            yield _piece(part, station, run, intro, doubt)
            run = []
        station, doubt = found, why
        # a remark above another command does not name what another station begins with
        run.extend((*carried, command if run or command.names_it else command._replace(comment="")))
        carried = []
    if run and station is not None:
        yield _piece(part, station, run, intro, doubt)


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


def _for_users(part: Part) -> bool:
    """Whether a README's headings speak neither of building nor of contributing: what is installed there serves its use."""
    if part.page.kind is not DocumentKind.README:
        return False
    return not _MAKING.search(heading_words(part.section))


_MAKING = re.compile(
    r"build|compil|develop|contribut|hack|from source|tests?\b|dependenc|prerequisite|requirement"
)
_OF_A_VARIANT = re.compile(
    r"(?:^|[.!?]\s+)(?:if you (?:want|wish|would like) )?to (?:disable|turn off|switch off)\b", re.IGNORECASE
)
_ANOTHER_PROJECT = re.compile(
    r"(?:npm|yarn|pnpm|bun|cargo|go mod|uv|poetry|pdm|hatch|dotnet|rails|flutter|mix|django-admin|deno|swift package) (?:init|new|create|startproject)(?: (?!-)\S+)?(?: --?\w\S*)*$|npx create-|npm create "
)
"""A project made anew."""
_INTO_A_CHECKOUT = re.compile(r"cd [\w.-]+/?")
_AN_IMAGE = re.compile(r"(?:docker|podman) (?:buildx )?build\b")
_IN_A_CONTAINER = re.compile(r"(?:docker|podman) run\b")
"""Directly after its image was built: a step of the same."""
_SAYS_WHAT = re.compile(
    r"(?:\d{1,2}[.)] )?[A-Z]|(?:if|when|for|on|to) \w|(?:the|all|every|each|full|one|only|unit|integration|optional|macOS|linux)\b"
    r"|(?:run|test|build|install|create|(?:re)?generate|configure|compile|check|lint|format|fetch|clone|start|update|set[- ]?up|enable|execute|download|initiali[sz]e|fix|sync)(?:s|ers?|ing)?\b(?! with)"
)
_LINK = re.compile(r"(?:or|and|then|e\.g|for example|for instance|alternatively)\b", re.IGNORECASE)


def _says_what(remark: str) -> bool:
    """Whether a remark says what the command does or for whom it is, rather than something about it (“10s, not 5s”)."""
    return not _LINK.match(remark) and bool(_SAYS_WHAT.match(remark) or re.search(r"\w{3}[.!]$", remark))


def _is_link(words: str) -> bool:
    """Whether words are no more than “or:”."""
    return bool(_LINK.fullmatch(words.strip(" .,:")))


def _begins_anew(remark: str) -> bool:
    return _says_what(remark) or _is_link(remark)


_IF_WANTED = re.compile(r"^\W{0,4}(?:optional\w*\b|if you (?:want|like|prefer|need)\b)", re.IGNORECASE)


def _title(part: Part, station: StepKind) -> str:
    title = part.section.title if part.cue in (station, Cue.DEV, None) else ""
    return title or station.value.capitalize()


def _piece(part: Part, station: StepKind, run: list[Command], intro: str, doubt: str) -> Piece:
    first = next((command for command in run if not only_carries(command.text)), run[0])
    said = first.comment if _says_what(first.comment) else ""
    text = said or ("" if _is_link(intro) else intro) or _title(part, station)
    commands = tuple(command.text for command in run)
    return Piece(station, commands, text, first.line, inferred=part.audience is Cue.USER, doubt=doubt)


def _of_row(part: Part, block: Block) -> Iterator[Piece]:
    """Tables of commands: one cell is the command, another says what it does."""
    if part.audience is Cue.USER:
        return
    for position, cell in enumerate(block.cells[:2]):
        spans = spans_in(cell)
        if len(spans) != 1 or len(plain(cell)) > len(spans[0].code) + 2:
            continue
        command = spans[0].code
        if " " not in command and command not in _ALONE and not command.startswith("./"):
            return  # a file, a module, an option: tables list them, too
        if looks_like_command(command) and is_presentable(command) and not installs_packages(command):
            station = station_of(command)
            if station in FROM_PROSE:
                rest = " ".join(plain(other) for at, other in enumerate(block.cells) if at != position)
                doubt = doubt_about(command, said=rest, spoken=True, own=part.own)
                yield Piece(station, (command,), rest or part.section.title, block.line, doubt=doubt)
            return


_ALONE = frozenset(
    {"tox", "nox", "pytest", "make", "rake", "mage", "ctest", "yarn", "./gradlew", "ninja", "grunt", "gulp"}
)


def _of_prose(part: Part, block: Block, lead: str) -> Iterator[Piece]:
    """Commands in backticks that a sentence tells to run; `lead` is the paragraph before a list."""
    if part.audience is Cue.USER:
        return
    text = block.text[:4_000]
    if part.page.path.endswith((".rst", ".rest", ".txt")):
        text = _ROLE.sub(_blank, text)
    for span in (*spans_in(text), *quoted(text)):
        command = span.code.removeprefix("$ ").strip()
        if not looks_like_command(command) or not is_presentable(command) or only_carries(command):
            continue
        if " " not in command and command not in _ALONE and not OWN_SCRIPT.match(command):
            continue
        station = station_of(command)
        if station is None and (aim := _ITS_AIM.match(text[span.end :])):
            station = by_words(command, aim.group())
        if station is None or (station is StepKind.PREREQUISITES and part.own.installs(command)):
            continue
        item, fits = block.kind is BlockKind.ITEM, part.cue is station
        if not is_told(text, span, command, station, item=item, lead=lead, fits=fits):
            continue
        line = block.line_at(span.offset)
        said = _sentence_with(plain(text), plain(command))
        doubt = doubt_about(command, said=_around(text, span), spoken=True, own=part.own)
        if not doubt and block.kind is BlockKind.ITEM and _describes(text, span):
            doubt = "what another command does"
        yield Piece(station, (command,), said, line, inferred=by_machine(text, span), doubt=doubt)


def _describes(text: str, span: Span) -> bool:
    """Whether an item that begins with another command, or with a target's name, tells what that does."""
    head = _HEAD.match(text)
    return bool(head and head.end() <= span.offset and not _FURTHER.search(text[head.end() : span.offset]))


_HEAD = re.compile(r"\W{0,3}(?:`[^`]+`|\*\*`?[\w.:-]+`?\*\*)\s*(?:[—–:(-]|runs?\b)")
"""“`make test` — all tests (`go test ./...`)”, “**generate**: run `go generate`”."""
_FURTHER = re.compile(r"(?:^|[\s(])(?:or|and then|afterwards|also run|then run)\W{0,4}$", re.IGNORECASE)


def _around(text: str, span: Span) -> str:
    """The sentence that holds a span and the one after it."""
    start = max((at.end() for at in _STOP.finditer(text, 0, span.offset)), default=0)
    ends = [at.start() for at in _STOP.finditer(text, span.end)]
    return text[start : ends[1] if len(ends) > 1 else len(text)]


_STOP = re.compile(r"[.!?]\s+(?=[A-Z])")
_ITS_AIM = re.compile(r"`{0,3}\W{0,2}(?:to|which|that) [^.`]{3,90}", re.IGNORECASE)


def _sentence_with(text: str, command: str) -> str:
    whole = re.compile(rf"(?<![\w-]){re.escape(command)}(?![\w-])")
    said = [sentence for sentence in re.split(r"(?<=[.!?:])\s+", text) if whole.search(sentence)]
    return next((sentence for sentence in said if not forbids(sentence)), said[0] if said else text)
