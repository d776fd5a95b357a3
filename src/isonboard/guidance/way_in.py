"""The way in: what to have, how to set up, build, test, check style, branch, submit and what reviewers expect.

Commands come from code blocks, tables, list items and backticks of the parts that are written for contributors; rules
come from sentences. Nothing here is guessed from file names: that is the set-up plan's work.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from isonboard.guidance.blocks import Block, BlockKind
from isonboard.guidance.commands import SHELL_LANGUAGES, Command, commands_in, looks_like_command
from isonboard.guidance.headings import Cue, audience_of, cue_of
from isonboard.guidance.markup import Section, plain, spans_in
from isonboard.guidance.pages import Page, Sentence
from isonboard.guidance.stations import CARRIED, installs_packages, is_presentable, station_of
from isonboard.model.guidance import DocumentKind, GuidanceStep, StepKind
from isonboard.model.project import Project

_READ = (DocumentKind.CONTRIBUTING, DocumentKind.OTHER, DocumentKind.README)
_ORDER = tuple(StepKind)
_TEXT_LIMIT = 300
_MOST_RULES = 5
"""Sentences of one station without a command."""

_NEGATIVE = re.compile(
    r"\b(?:don't|do not|never|whenever|automatically|instead of|rather than|avoid|deprecated|no longer|used to|not recommended|must not|should not|shouldn't|won't work|fails?|error|wrong)\b",
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
    r"\b(?:run(?:ning|s)?|execut(?:e|ing)|typ(?:e|ing)|invok(?:e|ing)|call(?:ing)?|with|via|try|do|by|using|use|command|through|simply|just|then|and|or)(?:\s(?:the|a|this|these|following))?\W{0,4}$",
    re.IGNORECASE,
)
_FROM_PROSE = frozenset({StepKind.SETUP, StepKind.BUILD, StepKind.TEST, StepKind.STYLE})
_FOR_USERS_TOO = frozenset({StepKind.SETUP, StepKind.BUILD, StepKind.TEST})
"""What a README without a part for contributors may tell them: marked as inferred."""


class _Piece(NamedTuple):
    """Commands of one station that stand together."""

    station: StepKind
    commands: list[Command]
    text: str
    line: int
    inferred: bool


def steps_of(pages: Sequence[Page], project: Project | None) -> list[GuidanceStep]:
    """The steps in the order a newcomer meets them; within a station in the order of the documents."""
    steps: list[GuidanceStep] = []
    seen: set[str] = set()
    own = _own_names(pages, project)
    for page in sorted(
        (page for page in pages if page.kind in _READ), key=lambda page: _READ.index(page.kind)
    ):
        if not _is_guide(page):
            continue
        for section in page.sections:
            for piece in _pieces(page, section, own):
                fresh = tuple(dict.fromkeys(c.text for c in piece.commands if c.text not in seen))
                if not [command for command in fresh if not CARRIED.match(command)]:
                    continue
                seen.update(command for command in fresh if not CARRIED.match(command))
                steps.append(
                    GuidanceStep(
                        kind=piece.station,
                        text=_short(piece.text),
                        commands=fresh,
                        evidence=page.evidence(piece.line),
                        inferred=piece.inferred,
                    )
                )
        steps.extend(_rules(page, steps))
    steps.extend(_inferred(steps, pages, project))
    return sorted(steps, key=lambda step: _ORDER.index(step.kind))


def _is_guide(page: Page) -> bool:
    name = page.path.casefold()
    return not name.endswith((".yml", ".yaml", ".clabot", ".json")) and not re.search(
        r"(?:^|/)(?:dco|i?cla)(?:\.\w+)?$", name
    )


def _own_names(pages: Sequence[Page], project: Project | None) -> frozenset[str]:
    """Names under which users would install the product."""
    names: set[str] = set()
    if project:
        names.update((project.name, project.full_name.rpartition("/")[2], project.title or ""))
        names.update(package.partition(":")[2] for package in project.packages)
    for page in pages:
        if page.kind is DocumentKind.README:
            titles = [section.title for section in page.sections[:3] if section.level <= 1]
            names.update(title.split(" ")[0].strip(":,") for title in titles[:1] if title)
        if page.kind is DocumentKind.CONTRIBUTING:
            for section in page.sections[:2]:
                if match := re.match(
                    r"(?:how to )?contribut(?:e|ing) to (?:the )?(\S{2,40})$", section.title, re.IGNORECASE
                ):
                    names.add(match[1])
    return frozenset(name.casefold() for name in names if len(name) > 1)


def _pieces(page: Page, section: Section, own: frozenset[str]) -> Iterator[_Piece]:
    audience = audience_of(page, section)
    if audience is Cue.SKIP:
        return
    cue = cue_of(section)
    before: Block | None = None
    for block in section.blocks:
        if block.kind is BlockKind.CODE:
            intro = _intro(before)
            if not (_refuses(intro)):
                yield from _grouped(
                    page, section, commands_in(block), intro, cue, audience, own,
                    told=block.language in SHELL_LANGUAGES or any(line.lstrip().startswith("$ ") for line in block.lines),
                )  # fmt: skip
        elif block.kind is BlockKind.ROW:
            yield from _of_row(page, section, block, audience, own)
        elif block.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH):
            yield from _of_prose(page, section, block, cue, audience, own)
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


def _grouped(
    page: Page, section: Section, commands: list[Command], intro: str, cue: Cue | StepKind | None, audience: Cue,
    own: frozenset[str], *, told: bool,
) -> Iterator[_Piece]:  # fmt: skip
    """Commands of one block, cut into runs of one station; `told` says that the block names a shell or has prompts."""
    run: list[Command] = []
    station: StepKind | None = None
    carried: list[Command] = []
    for command in commands:
        if not is_presentable(command.text) or _NOT_OURS.search(command.comment):
            carried = []
            continue
        if CARRIED.match(command.text) and station_of(command.text) is None:
            carried.append(command)
            continue
        found = _placed(command.text, page, cue, audience, own, told=told)
        if found is None:
            continue
        if found is not station and run and station is not None:
            yield _piece(station, run, intro, section, audience)
            run = []
        station = found
        run.extend((*carried, command))
        carried = []
    if run and station is not None:
        yield _piece(station, run, intro, section, audience)


def _piece(station: StepKind, run: list[Command], intro: str, section: Section, audience: Cue) -> _Piece:
    first = next((command for command in run if not CARRIED.match(command.text)), run[0])
    text = first.comment or intro or section.title or station.value.capitalize()
    return _Piece(station, list(run), text, first.line, inferred=audience is Cue.USER)


def _placed(
    command: str, page: Page, cue: Cue | StepKind | None, audience: Cue, own: frozenset[str], *, told: bool
) -> StepKind | None:
    """The station of a command in its place, or None where it should not be shown."""
    station = station_of(command)
    if station is StepKind.PREREQUISITES:
        if audience is Cue.USER or _installs_own(command, own):
            return None
        return station
    if station is None:
        if not told or audience is Cue.USER or not isinstance(cue, StepKind):
            return None
        fits = cue in (StepKind.TEST, StepKind.STYLE) or (
            cue in (StepKind.BUILD, StepKind.SETUP)
            and re.match(r"(?:\./|bin/|scripts?/|tools?/|hack/)", command)
        )
        return cue if fits and looks_like_command(command) else None
    if audience is Cue.USER and (
        station not in _FOR_USERS_TOO
        or page.kind is not DocumentKind.README
        or re.match(r"docker|npx|podman|source|\.|cp ", command)
        or (command.startswith("git clone") and not _clones_own(command, own))
    ):
        return None
    return station


def _clones_own(command: str, own: frozenset[str]) -> bool:
    address = next((word for word in command.split()[2:] if "/" in word or ":" in word), "")
    return address.rstrip("/").removesuffix(".git").rpartition("/")[2].casefold() in own


def _installs_own(command: str, own: frozenset[str]) -> bool:
    words = {
        re.sub(r"(?<=.)[@\[=<>~!].*$", "", word).rpartition("/")[2].casefold() for word in command.split()[2:]
    }
    return bool(words & own)


def _of_row(
    page: Page, section: Section, block: Block, audience: Cue, own: frozenset[str]
) -> Iterator[_Piece]:
    """Tables of commands: one cell is the command, another says what it does."""
    if audience is Cue.USER:
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
                yield _Piece(
                    station, [Command(command, block.line)], rest or section.title, block.line, inferred=False
                )
            return


_ALONE = frozenset(
    {"tox", "nox", "pytest", "make", "rake", "mage", "ctest", "yarn", "./gradlew", "ninja", "grunt", "gulp"}
)


def _of_prose(
    page: Page, section: Section, block: Block, cue: Cue | StepKind | None, audience: Cue, own: frozenset[str]
) -> Iterator[_Piece]:
    """Commands in backticks that a sentence tells to run."""
    if audience is Cue.USER:
        return
    text = block.text[:4_000]
    for span in spans_in(text):
        command = span.code.removeprefix("$ ").strip()
        if not looks_like_command(command) or not is_presentable(command) or CARRIED.match(command):
            continue
        if (
            " " not in command
            and command not in _ALONE
            and not command.startswith(("./", "bin/", "script/", "scripts/"))
        ):
            continue
        before = text[max(0, span.offset - 160) : span.offset]
        sentence = re.split(r"(?<=[.!?])\s+", before)[-1]
        starts = span.offset <= 4 and (block.kind is BlockKind.ITEM or span.end >= len(text.rstrip()) - 1)
        if not starts and not _IMPERATIVE.search(sentence.rstrip("`*_: (\"'")):
            continue
        following = text[span.end : span.end + 60]
        if (
            _NEGATIVE.search(sentence)
            or _NOT_OURS.search(sentence)
            or re.match(
                r"\W{0,3}(?:is|was|fails?|command (?:is|does)|prints?|will|would|does|gives|doesn't|won't|has|option|file|director)\b",
                following,
            )
        ):
            continue
        station = station_of(command)
        if station is None or station is StepKind.PREREQUISITES:
            if station is None or _installs_own(command, own):
                continue
        if " " not in command and (
            station not in _FROM_PROSE
            or not re.search(
                r"\b(?:run(?:ning)?|execut\w+|typ(?:e|ing)|invok\w+)\W{0,6}$", sentence, re.IGNORECASE
            )
        ):
            continue
        whole = next(
            (s for s in re.split(r"(?<=[.!?:])\s+", plain(text)) if plain(command) in s), plain(text)
        )
        yield _Piece(
            station,
            [Command(command, block.line_at(span.offset))],
            whole,
            block.line_at(span.offset),
            inferred=False,
        )


class _Rule(NamedTuple):
    """A sentence that states a rule of a station."""

    station: StepKind
    says: re.Pattern[str]
    unless: re.Pattern[str] | None = None


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_RULES: tuple[_Rule, ...] = (
    _Rule(
        StepKind.BRANCH,
        _pattern(
            r"\b(?:create|make|use|start|cut|open|work (?:on|in|from)|branch off|base[sd]?|checkout|check out|push(?:ed|ing)?|new|rebase\w*)\b.{0,60}\b(?:(?:feature|topic|new|separate|own|dedicated|git|fix|local|descriptive) branch(?:es)?|branch(?:es)? (?:from|off|name|for|in your|on your|based)|(?:on|from|against|off) (?:the |our )?[`\"']?(?:main|master|develop|dev|trunk|next|upstream)\b)"
            r"|\bbranch(?:es)? (?:should|must|names?)\b|\bnam(?:e|ing) (?:your|the|a) branch|\bcommit messages?\b.{0,80}\b(?:should|must|follow|format|start|style|convention\w*|guideline\w*|imperative|prefix\w*|contain|include|descri\w+|use|clear|good|meaningful|have)\b"
            r"|\b(?:write|use|follow|good|clear|meaningful|descriptive|well-formed)\b.{0,40}\bcommit messages?\b|\bconventional commits?\b|\bsquash(?:ed|ing)?\b.{0,40}\bcommits?\b|\bcommits?\b.{0,40}\b(?:squashed|atomic|logical|small|signed[- ]off|sign-off)\b|\b(?:atomic|logical) commits?\b|\bsign(?:ed)?[- ]?off\b.{0,40}\bcommits?\b|\bpresent tense\b|\bimperative mood\b|\b(?:50|72) (?:characters|chars|columns)\b"
        ),
    ),
    _Rule(
        StepKind.SUBMIT,
        _pattern(
            r"\b(?:open(?:ing)?|submit(?:ting|ted)?|creat(?:e|ing)|send(?:ing)?|mak(?:e|ing)|fil(?:e|ing)|rais(?:e|ing)|propose|post)\b.{0,30}\b(?:pull[- ]requests?|merge[- ]requests?|PRs?|MRs?|patch(?:es)?)\b|\bfork (?:the|this|our|it|a|\w+/\w+)\b|^fork\b|\bpush\b.{0,40}\bto (?:your|the|a) (?:fork|branch|feature|GitHub)|\bvia (?:a )?(?:github )?(?:pull|merge) requests?\b|\bpull requests? (?:are|is) (?:the|always )?\b.{0,30}\b(?:welcome|way|preferred|submitted)"
            r"|\b(?:open|create|file|raise|start with|discuss)\b.{0,30}\b(?:an? )?(?:issue|discussion|ticket)\b.{0,80}\b(?:first|before|prior)\b|\b(?:before|prior to) (?:you )?(?:start|begin|work|submit|open|send|creat|mak|writ|implement)\w*.{0,80}\b(?:open|create|file|discuss)\w*\b.{0,40}\b(?:issue|discussion)\b|\bgit send-email\b|\bmailing list\b.{0,40}\bpatch|\bpatch\b.{0,60}\bmailing list\b|\blink\b.{0,40}\b(?:issue|ticket)\b.{0,40}\b(?:PR|pull request|description)"
        ),
        _pattern(r"\bvulnerab|\bsecurity\b|\brelease\b"),
    ),
    _Rule(
        StepKind.REVIEW,
        _pattern(
            r"\b(?:maintainers?|reviewers?|committers?|approvers?|core (?:team|developers?)|team|member|someone|we|owners?)\b.{0,60}\b(?:will |must |should |can |may |to |usually )?(?:review|approve|merge|look at)\w*\b|\b(?:must|should|will|need\w*|has to|have to|require[sd]?|gets?) (?:to )?(?:be |have )?(?:\w+ )?(?:reviewed|approv\w+|merged|an? (?:approving )?reviews?|review)\b|\b(?:at least |minimum of )?(?:one|two|three|1|2|3)\b.{0,30}\b(?:approv\w+|reviews?|reviewers?|maintainers|LGTM|\+1s?)\b|\bLGTM\b|\breview (?:process|comments?|feedback)\b|\bcode reviews?\b|\baddress\w*\b.{0,30}\b(?:comments?|feedback|review)\b"
        ),
        _pattern(r"\bvulnerab|\bsecurity\b|\bconduct\b|\bcommunity leaders\b"),
    ),
    _Rule(
        StepKind.STYLE,
        _pattern(
            r"\b(?:coding|code) (?:style|conventions?|standards?|guidelines?)\b|\bstyle ?guides?\b|\bPEP ?8\b|\b(?:formatted|format|linted|lint|checked|check|run|use|using|uses|enforced?|follow)\b.{0,40}\b(?:gofmt|goimports|golangci-lint|black|ruff|flake8|isort|mypy|prettier|eslint|rustfmt|clippy|clang-format|rubocop|checkstyle|spotless|ktlint|standard ?js|google-java-format|pre-commit|editorconfig|pylint|astyle|swiftlint|shellcheck|php-cs-fixer)\b|\b(?:two|four|2|4) spaces\b|\bno tabs\b|\bindent(?:ation|ed)? (?:with|using|by|is)\b|\b(?:gofmt|clang-format|rustfmt)(?:'d|ed)\b|\bPSR-\d+\b|\beffective go\b|\bgoogle (?:java|c\+\+|python|style) ?(?:style|guide)"
        ),
        _pattern(r"\bconduct\b"),
    ),
    _Rule(
        StepKind.TEST,
        _pattern(
            r"\b(?:add|write|include|provide|accompanied|new|update|have|contain|need|require|must|should|ensure|make sure|please|verify|check)\b.{0,60}\b(?:(?:unit |regression |new |automated |corresponding |appropriate |passing |existing )?tests?)\b.{0,40}(?:\b(?:pass\w*|for|cover\w*|that|with|to|in|are|suite)\b|[.,;]|$)|\btests? (?:must|should|need)\b|\ball tests\b.{0,20}\bpass|\bcode coverage\b|\btest coverage\b"
        ),
        _pattern(r"\bvulnerab|\bif you (?:find|have)|\bbug report|\btest case that|\breproduc"),
    ),
)  # fmt: skip

_PREREQUISITE = re.compile(
    r"\b(?:you(?:'ll| will)? (?:will |also |must |should |would )?(?:need|require|have)|requires?|required|prerequisites?|make sure (?:that )?you have|ensure (?:that )?you have|depends on|minimum(?: version)?|at least|supports?)\b",
    re.IGNORECASE,
)
_TOOL = re.compile(
    r"\b(?:python|node(?:\.?js)?|npm|yarn|pnpm|go(?:lang)?|rust(?:up|c)?|cargo|java|jdk|openjdk|maven|gradle|docker|podman|make|cmake|ninja|gcc|g\+\+|clang|llvm|ruby|bundler|php|composer|\.net|dotnet|git|pip|poetry|uv|tox|virtualenv|conda|postgres\w*|mysql|redis|bazel|meson|ghc|cabal|stack|elixir|erlang|scala|sbt|kotlin|android studio|xcode|visual studio|protoc|buf|kubectl|kind|helm|perl|autoconf|automake|libtool|pkg-config|opam|swift|flutter|dart|zig|compiler|sdk|libssl|openssl|gettext|asciidoctor|libclang|libcurl|ncurses|[\w-]+-dev)\b",
    re.IGNORECASE,
)
_VERSIONED = re.compile(
    r"\b\d+(?:\.\d+)+\+?\b|\b\d{1,2}\+|\bv\d+|≥|>=|\bor (?:later|newer|above|higher)\b|\bLTS\b", re.IGNORECASE
)


def _rules(page: Page, known: Sequence[GuidanceStep]) -> Iterator[GuidanceStep]:
    counts: dict[StepKind, int] = {}
    taken = {(step.evidence.file, step.evidence.line) for step in known if step.evidence}
    for sentence in page.sentences:
        text = sentence.text
        if sentence.block.kind is BlockKind.HEADING or not 12 <= len(text) <= 700:
            continue
        audience = audience_of(page, sentence.section)
        if audience in (Cue.SKIP, Cue.USER):
            continue
        station = _rule_station(sentence, cue_of(sentence.section))
        if station is None or counts.get(station, 0) >= _MOST_RULES or (page.path, sentence.line) in taken:
            continue
        counts[station] = counts.get(station, 0) + 1
        taken.add((page.path, sentence.line))
        yield GuidanceStep(kind=station, text=_short(text), evidence=page.evidence(sentence.line))


def _rule_station(sentence: Sentence, cue: Cue | StepKind | None) -> StepKind | None:
    text = sentence.text
    if cue is StepKind.PREREQUISITES:
        return StepKind.PREREQUISITES if _TOOL.search(text) else None
    if cue in (StepKind.SETUP, StepKind.BUILD, StepKind.TEST) or cue is None or cue is Cue.DEV:
        if (
            _PREREQUISITE.search(text)
            and _TOOL.search(text)
            and _VERSIONED.search(text)
            and len(text) < 240
            and not re.search(r"\bpull request|\bbug\b|\bissue\b|\bcommit\b", text, re.IGNORECASE)
        ):
            return StepKind.PREREQUISITES
    fitting = [
        rule.station
        for rule in _RULES
        if rule.says.search(text) and not (rule.unless and rule.unless.search(text))
    ]
    if not fitting:
        return None
    return cue if isinstance(cue, StepKind) and cue in fitting else fitting[0]


def _inferred(
    steps: Sequence[GuidanceStep], pages: Sequence[Page], project: Project | None
) -> Iterator[GuidanceStep]:
    """What every forge expects where no document says how to submit."""
    if not pages or any(step.kind is StepKind.SUBMIT for step in steps):
        return
    forge = project.forge if project else None
    request = "merge request" if forge == "gitlab" else "pull request"
    template = next((page for page in pages if page.kind is DocumentKind.PULL_REQUEST_TEMPLATE), None)
    yield GuidanceStep(
        kind=StepKind.SUBMIT,
        text=f"Push your branch to a fork and open a {request}; the documents do not say how.",
        evidence=template.whole if template else None,
        inferred=True,
    )


def _short(text: str) -> str:
    text = " ".join(text.split()).rstrip(":")
    return text if len(text) <= _TEXT_LIMIT else text[: _TEXT_LIMIT - 1].rsplit(" ", 1)[0] + "…"
