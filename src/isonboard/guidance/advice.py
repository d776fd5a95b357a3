"""Sentences that state what is expected: branches, commits, submission, review, style, tests, and what to have beforehand."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from isonboard.guidance.blocks import BlockKind
from isonboard.guidance.headings import Cue, audience_of, cue_of
from isonboard.guidance.pages import Page, Sentence
from isonboard.model.guidance import GuidanceStep, StepKind

_MOST = 5
"""Sentences of one station and one document."""
TEXT_LIMIT = 300


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
            r"\b(?:create|make|use|start|cut|open|work (?:on|in|from)|branch (?:off|from)|base[sd]?|checkout|check out|push(?:ed|ing)?|new|rebase\w*)\b.{0,60}\b(?:(?:feature|topic|new|separate|own|dedicated|git|fix|local|descriptive) branch(?:es)?|branch(?:es)? (?:from|off|name|for|in your|on your|based)|(?:on|from|against|off) (?:the |our )?[`\"']?(?:main|master|develop|dev|trunk|next|upstream)\b(?! (?:function|method|program|loop|thread|page|file|class|module|window|menu|goal|reason)))"
            r"|\bbranch(?:es)? (?:should|must|names?)\b|^branch (?:off|from)\b|\b(?:nam(?:e|ing)|call) (?:your|the|a) branch|^branch(?:es)?\b.{0,12}[\w.-]/[<{]|\bcommit messages?\b.{0,80}\b(?:should|must|follow|format|start|style|convention\w*|guideline\w*|imperative|prefix\w*|contain|include|descri\w+|use|clear|good|meaningful|have)\b"
            r"|\b(?:write|use|follow|good|clear|meaningful|descriptive|well-formed)\b.{0,40}\bcommit messages?\b|\bconventional commits?\b|\bsquash(?:ed|ing)?\b.{0,40}\bcommits?\b|\bcommits?\b.{0,40}\b(?:squashed|atomic|logical|small|signed[- ]off|sign-off)\b|\b(?:atomic|logical) commits?\b|\bsign(?:ed)?[- ]?off\b.{0,40}\bcommits?\b|\bpresent tense\b|\bimperative mood\b|\b(?:50|72) (?:characters|chars|columns)\b"
        ),
    ),
    _Rule(
        StepKind.SUBMIT,
        _pattern(
            r"\b(?:open(?:ing)?|submit(?:ting|ted)?|creat(?:e|ing)|send(?:ing)?|mak(?:e|ing)|fil(?:e|ing)|rais(?:e|ing)|propose|post)\b.{0,30}\b(?:pull[- ]requests?|merge[- ]requests?|PRs?|MRs?|patch(?:es)?)\b|\bfork (?:the|this|our|it|a|\w+/\w+)\b|^fork\b|\b(?:pull|merge) requests? (?:to|against|into|on|towards) (?:the |our )?[`\"']?(?:main|master|develop|dev|trunk|next|default|upstream)\b|\bpush\b.{0,40}\bto (?:your|the|a) (?:fork|branch|feature|GitHub)|\bvia (?:a )?(?:github )?(?:pull|merge) requests?\b|\bpull requests? (?:are|is) (?:the|always )?\b.{0,30}\b(?:welcome|way|preferred|submitted)"
            r"|\b(?:open|create|file|raise|start with|discuss)\b.{0,30}\b(?:an? )?(?:issue|discussion|ticket)\b.{0,80}\b(?:first|before|prior)\b|\b(?:before|prior to) (?:you )?(?:start|begin|work|submit|open|send|creat|mak|writ|implement)\w*.{0,80}\b(?:open|create|file|discuss)\w*\b.{0,40}\b(?:issue|discussion)\b|\bgit send-email\b|\bmailing list\b.{0,40}\bpatch|\bpatch\b.{0,60}\bmailing list\b|\blink\b.{0,40}\b(?:issue|ticket)\b.{0,40}\b(?:PR|pull request|description)"
        ),
        _pattern(
            r"\bvulnerab|\bsecurity\b|\brelease\b|\bbefore (?:you )?(?:creat|fil|open|submitt?|report)(?:e|ing)? (?:an? )?(?:new )?(?:issue|bug|ticket)"
        ),
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

_INSTALL = re.compile(r"\binstall(?:ed)?\b", re.IGNORECASE)
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


_POINTS = re.compile(
    r"\b[\w-]+\.(?:md|rst|adoc|txt)\b`? (?:tells?|says?|describes?|explains?|contains?|has|lists?|shows?)\b"
    r"|^(?:for (?:example|instance)|this (?:document|guide|page|file) (?:is|will|describes|explains|uses)|this (?:will|command|prints|means|is an?)|you (?:can|may) ignore|(?:note )?to (?:reviewers|maintainers)|(?:the )?following)\b"
    r"|\b(?:run|runs|use|using|with|type|typing|do|like|follows|commands?|is|are|these|such as|following)\W*$",
    re.IGNORECASE,
)
"""Sentences that say where something is written, tell an example or lead to a command state no rule."""
_AI = re.compile(r"\b(?:AI|LLMs?)\b")
"""What is said of such tools is a condition of its own."""
_ONLY_CODE = re.compile(r"\W*(`{1,3})[^`]+\1\W*")
"""What a program prints."""
_IN_CONTENTS = re.compile(r"\[[^\]\n]{1,200}\]\(#[^)\n]{0,200}\)")
"""A line of a table of contents."""
_LABEL = re.compile(r"\w+(?: \w+){0,2}")
"""A few words without a stop: a heading that is none."""


def advice_of(page: Page, known: Sequence[GuidanceStep]) -> Iterator[GuidanceStep]:
    """The expectations that a document states and that no command of `known` already stands for."""
    if re.search(r"(?:^|/)(?:agents|claude|ai[-_]policy)\.\w+$", page.path.casefold()):
        return  # tells a program what to do, or what a condition of its own says
    counts: dict[StepKind, int] = {}
    taken = {(step.evidence.file, step.evidence.line) for step in known if step.evidence}
    leads = {step.text.rstrip(": ") for step in known if step.commands}
    for sentence in page.sentences:
        text = sentence.text
        if (
            sentence.block.kind is BlockKind.HEADING
            or not 3 <= len(text) <= 700
            or _POINTS.search(text)
            or _AI.search(text)
            or _ONLY_CODE.fullmatch(sentence.raw)
        ):
            continue
        if text.rstrip(": ") in leads or text.endswith(":") or _IN_CONTENTS.fullmatch(sentence.raw.strip()):
            continue  # said with its command already, or nothing without what follows
        audience = audience_of(page, sentence.section)
        if audience in (Cue.SKIP, Cue.USER):
            continue
        cue = cue_of(sentence.section)
        if (len(text) < 12 or _LABEL.fullmatch(text)) and cue is not StepKind.PREREQUISITES:
            continue
        station = _rule_station(sentence, cue)
        if station is None or counts.get(station, 0) >= _MOST or (page.path, sentence.line) in taken:
            continue
        counts[station] = counts.get(station, 0) + 1
        taken.add((page.path, sentence.line))
        yield GuidanceStep(kind=station, text=short(text), evidence=page.evidence(sentence.line))


_NEEDS_TOOLS = (StepKind.SETUP, StepKind.BUILD, StepKind.TEST, Cue.DEV, None)
_ABOUT_ISSUES = re.compile(r"\bpull request|\bbug\b|\bissue\b|\bcommit\b", re.IGNORECASE)


def _asks_for_a_tool(text: str) -> bool:
    return bool(
        len(text) < 240
        and _PREREQUISITE.search(text)
        and _TOOL.search(text)
        and _VERSIONED.search(text)
        and not _ABOUT_ISSUES.search(text)
    )


def _rule_station(sentence: Sentence, cue: Cue | StepKind | None) -> StepKind | None:
    text = sentence.text
    if cue is StepKind.PREREQUISITES:
        listed = sentence.block.kind in (BlockKind.ITEM, BlockKind.ROW)
        asked = listed or _PREREQUISITE.search(text) or _VERSIONED.search(text) or _INSTALL.search(text)
        return StepKind.PREREQUISITES if asked and _TOOL.search(text) else None
    if cue in _NEEDS_TOOLS and _asks_for_a_tool(text):
        return StepKind.PREREQUISITES
    fitting = [
        rule.station
        for rule in _RULES
        if rule.says.search(text) and not (rule.unless and rule.unless.search(text))
    ]
    if not fitting:
        return None
    return cue if isinstance(cue, StepKind) and cue in fitting else fitting[0]


def short(text: str) -> str:
    """`text` on one line, cut at a word where it is long."""
    text = " ".join(text.split()).rstrip(":")
    return text if len(text) <= TEXT_LIMIT else text[: TEXT_LIMIT - 1].rsplit(" ", 1)[0] + "…"
