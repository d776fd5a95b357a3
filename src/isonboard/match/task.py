"""What an issue asks for: its kind of task, its difficulty and its size, from labels and the title.

Labels are read as whole words, and every word of a label must be known: “hard” and “difficulty/hard” are hard,
“hard-fork” is not; “needs docs” is a documentation task, “docker” is none.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from isonboard.match.beginner import tier_of_label
from isonboard.match.labels import phrase_set, word_set, words_of
from isonboard.model.issue import Tier
from isonboard.model.profile import ContributionKind


class Difficulty(StrEnum):
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"
    """Also what is urgent, breaking or many tasks in one: nothing to begin with."""


class Task(StrEnum):
    DOCS = "docs"
    TESTS = "tests"
    TRANSLATION = "translation"
    DESIGN = "design"
    BUG = "bug"
    FEATURE = "feature"


class Size(StrEnum):
    XS = "XS"
    S = "S"
    M = "M"
    L = "L"
    XL = "XL"


_Value = TypeVar("_Value")


class Found(NamedTuple, Generic[_Value]):
    """A fact and the words it rests on: “label docs”, “title “Fix typo …””."""

    value: _Value
    evidence: str


CONTRIBUTION_OF: dict[Task, ContributionKind] = {
    Task.DOCS: ContributionKind.DOCS,
    Task.TESTS: ContributionKind.TESTS,
    Task.TRANSLATION: ContributionKind.TRANSLATION,
    Task.DESIGN: ContributionKind.DESIGN,
    Task.BUG: ContributionKind.CODE,
    Task.FEATURE: ContributionKind.CODE,
}
"""The kind of contribution that a task is."""

# Words that may stand around the telling one without changing it.
_AROUND = word_set(
    "a an area c category change changes class component contribution cat d difficulty dx e effort exp experience"
    " for group improvement improvements issue issues is it kind label lang level missing more need needed needs new"
    " of or and pr priority problem product project related request requests required scope severity skill stat"
    " state status t tag task tasks the topic type types unit integration wanted work update updates complexity fix fixes add"
)
_TASKS: dict[str, Task] = {
    **dict.fromkeys(
        word_set(
            "doc docs documentation docstring docstrings javadoc readme typo typos tutorial tutorials dokumentation"
            " documentacion documentacao wiki manual 文档 文檔 ドキュメント 문서 документация"
        ),
        Task.DOCS,
    ),
    **dict.fromkeys(
        word_set("test tests testing coverage unittest unittests e2e 测试 測試 テスト 테스트 тесты"),
        Task.TESTS,
    ),
    **dict.fromkeys(
        word_set(
            "translation translations translate i18n l10n localization localisation internationalization"
            " internationalisation locale ubersetzung traduction traduccion traducao 翻译 翻譯 翻訳 번역 перевод"
        ),
        Task.TRANSLATION,
    ),
    **dict.fromkeys(word_set("design ux ui figma icon icons logo 设计 設計 デザイン"), Task.DESIGN),
    **dict.fromkeys(
        word_set(
            "bug bugs defect regression crash crashes error errors fehler bogue 缺陷 バグ 버그 баг broken"
        ),
        Task.BUG,
    ),
    **dict.fromkeys(
        word_set(
            "feature features enhancement enhancements feat proposal idea ideas wish wishlist suggestion story"
            " verbesserung 功能 機能 기능"
        ),
        Task.FEATURE,
    ),
}
_ORDER = (Task.DOCS, Task.TRANSLATION, Task.TESTS, Task.DESIGN, Task.BUG, Task.FEATURE)
# Asking for a design means that nobody may start; `availability` reads these as blocked.
_NOT_A_TASK = frozenset(
    {("needs", "design"), ("need", "design"), ("design", "needed"), ("design", "required")}
)

_HARD_WORDS = word_set(
    "hard harder hardest difficult tough advanced expert experts complex epic epics umbrella tracking tracker"
    " roadmap huge schwer schwierig difficile dificil 困难 難しい 어려움 сложно"
)
_HARD_LABELS = phrase_set(
    "breaking change|breaking changes|semver major|critical bug|major bug|major feature|major change|release blocker|meta|meta issue"
    "|tracking issue|epic|type epic|needs expert|for experts|security vulnerability|large|xl|size xl|size xxl|size l|size large|effort large|large effort"
)
# A label of a scale (“priority: high”, “sev/1”) is hard with a level of the top; some levels say so alone (“critical”).
_SCALES = word_set(
    "priority prio pri p severity sev importance impact urgency urgent level difficulty complexity effort risk schwierigkeit prioritat priorite"
    " prioridad prioridade"
)
_TOP = word_set(
    "high higher highest top very critical urgent blocker blocking major important hoch haute alta p0 p1 s0 s1 sev0 sev1 breaking"
)
_RANKED = word_set(
    "priority prio pri p severity sev urgency"
)  # their 0 and 1 come first; a difficulty of 1 is the least
_TOP_ALONE = word_set("major critical urgent blocker important showstopper breaking p0 p1 sev0 sev1")
_MEDIUM_WORDS = frozenset({"medium", "intermediate", "moderate", "mittel", "modest"})
_TAKES_BACK = frozenset({"not", "no", "non", "isnt", "without", "never", "nicht"})

_SIZES: dict[str, Size] = {
    **dict.fromkeys(("xs", "tiny", "xsmall"), Size.XS),
    **dict.fromkeys(("s", "small"), Size.S),
    **dict.fromkeys(("m", "medium"), Size.M),
    **dict.fromkeys(("l", "large", "big"), Size.L),
    **dict.fromkeys(("xl", "xxl", "xlarge", "huge"), Size.XL),
}
_SIZE_SCALES = frozenset({"size", "effort", "estimate", "scope", "tshirt", "work", "estimated"})
_SIZE_ALONE = frozenset({"xs", "xl", "xxl", "small", "large", "tiny", "huge"})

# Words of a fault, and what is as often a part of the product as a text about it: “Describe stack fails” is no docs task.
_FAULT = re.compile(
    r"\b(?:crash\w*|fail(?:s|ed|ing)?|wrong(?:ly)?|returns?|ignor(?:es|ed|ing)|deprecated|loops?|breaks?|errors?|hangs?|freezes?|throws?|raises?|panics?|leaks?"
    r"|rejects?|loses?|drops?|times? out|(?:does|do|is|are)(?: not|n't) work\w*|stops? working|slow|exception|segfaults?|5\d\d)\b",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\W*(?:document|explain|clarify|describe)\b(?! (?:what|how|why|when|which|where|who|whether|that|the|all|our|an?|each|every|possible|return|errors?|exceptions?|wrong)\b)"
    r"|(?:spelling|grammar)\b(?! (?:errors?|mistakes?)\b)|changelog (?:generator|parser|script|action|bot|tool|page|command)|(?:dead|broken) links?\b(?! in (?:the )?(?:docs|documentation|readme|guide))",
    re.IGNORECASE,
)
_TITLE = (
    (Task.TRANSLATION, re.compile(r"^\W*(?:i18n|l10n)\b|\btranslat(?:e|ion)s?\b", re.IGNORECASE)),
    (
        Task.DOCS,
        re.compile(
            r"^\W*docs?\b|\bdocumentation\b|\breadme\b|\bdocstrings?\b|\btypos?\b|\btutorials?\b"
            r"|^\W*(?:please )?document(?! (?:store|model|type|id|ids|root|parser|picker|list|viewer|upload|object|scanning|scanner|search|index|editor|tree)s?\b)(?!-|\.\w| is| are)\b"
            r"|\b(?:to|should|better|and) document\b|\bdocument (?:the|how|that|all|which|what|when|why|our|this|usage)\b"
            r"|\b(?:un|poorly |not |badly )documented\b|\bin (?:the )?docs\b|\bdocs (?:for|of|on|about|are|page|site|say)\b"
            r"|\bcontributing\.(?:md|rst)\b|\bcontributing guide\b|\bchangelog\b|\bfaq\b|\bcheat ?sheet\b|\bmisspell\w+|\bspelling\b|\bgrammar\b(?! (?:rule|parser|file))"
            r"|\b(?:add|write|more|missing|update|improve|fix)\b[\w ,]{0,24}\b(?:code comments|usage examples?|examples? (?:for|of|to|on)|user guide|how-?to)\b"
            r"|^\W*(?:please )?(?:explain|clarify|describe)\b|\b(?:getting.started|user|developer|install(?:ation)?|migration|upgrade) guide\b|\b(?:dead|broken) links?\b",
            re.IGNORECASE,
        ),
    ),
    (
        Task.TESTS,
        re.compile(
            r"^\W*tests?\b\W*:|^\W*\[tests?\]|\b(?:unit|integration|e2e|missing|more|add|write|flaky) tests?\b"
            r"|\btest coverage\b|\btests? for\b",
            re.IGNORECASE,
        ),
    ),
    (Task.BUG, re.compile(r"^\W*(?:bug|fix)\b\W*[:\]]|\b(?:crash(?:es|ed)?|regression)\b", re.IGNORECASE)),
    (Task.FEATURE, re.compile(r"^\W*(?:feat(?:ure)?(?: request)?|enhancement)\b\W*[:\]]", re.IGNORECASE)),
)


def task_of(labels: Sequence[str], title: str = "") -> Found[Task] | None:
    """What kind of task it is; labels first (documentation before bug), then plain words of the title."""
    found: dict[Task, str] = {}
    for label in labels:
        task = _task_of_label(label)
        if task is not None:
            found.setdefault(task, label)
    for task in _ORDER:
        if task in found:
            return Found(task, f"label {found[task]}")
    faulty = _FAULT.search(title[:300]) is not None
    for task, words in _TITLE:
        match = words.search(title[:300])
        if match and not (faulty and task is Task.DOCS and _THING.match(title, match.start())):
            return Found(task, f"title “{match[0].strip()}”")
    return None


def difficulty_of(labels: Sequence[str]) -> Found[Difficulty] | None:
    """How hard the labels say it is, the hardest word first; None when they say nothing."""
    found: dict[Difficulty, str] = {}
    for label in labels:
        difficulty = _difficulty_of_label(label)
        if difficulty is not None:
            found.setdefault(difficulty, label)
    for difficulty in (Difficulty.HARD, Difficulty.MEDIUM, Difficulty.EASY):
        if difficulty in found:
            return Found(difficulty, f"label {found[difficulty]}")
    return None


def size_of(labels: Sequence[str]) -> Found[Size] | None:
    """The size that a label states: “size/S”, “effort: large”, “XL”."""
    for label in labels:
        words = words_of(label)
        named = [word for word in words if word in _SIZES]
        rest = [word for word in words if word not in _SIZES and word not in _SIZE_SCALES]
        scaled = any(word in _SIZE_SCALES for word in words)
        if len(named) == 1 and not rest and (scaled or named[0] in _SIZE_ALONE):
            return Found(_SIZES[named[0]], f"label {label}")
    return None


@lru_cache(maxsize=8192)
def _task_of_label(label: str) -> Task | None:
    words = words_of(label)
    if not words or not _TAKES_BACK.isdisjoint(words) or words[-2:] in _NOT_A_TASK:
        return None
    if not all(word in _TASKS or word in _AROUND for word in words):
        return None
    found = {_TASKS[word] for word in words if word in _TASKS}
    return next((task for task in _ORDER if task in found), None)


@lru_cache(maxsize=8192)
def _difficulty_of_label(label: str) -> Difficulty | None:
    words = words_of(label)
    if not words or not _TAKES_BACK.isdisjoint(words):
        return None
    whole = " ".join(words)
    if whole in _HARD_LABELS or _is_top(words):
        return Difficulty.HARD
    known = all(
        word in _AROUND or word in _HARD_WORDS or word in _MEDIUM_WORDS or word.isdigit() for word in words
    )
    if known and not _HARD_WORDS.isdisjoint(words):
        return Difficulty.HARD
    if known and not _MEDIUM_WORDS.isdisjoint(words) and "priority" not in words and "severity" not in words:
        return Difficulty.MEDIUM
    return Difficulty.EASY if tier_of_label(label) is Tier.NEWCOMERS else None


def _is_top(words: tuple[str, ...]) -> bool:
    """Whether every word belongs to a scale and one of them to its top."""
    telling = [word for word in words if word not in _AROUND or word in _SCALES]
    scaled = any(word in _SCALES for word in words)
    top = _TOP | {"0", "1"} if not _RANKED.isdisjoint(words) else _TOP
    if not all(word in _SCALES or word in top for word in telling):
        return False
    return any(word in _TOP_ALONE or (scaled and word in top) for word in telling)
