"""How likely it is that somebody new to a project succeeds with an issue: published log-odds, added up.

RecGFI (ICSE 2022: 53,510 resolved issues of 100 projects) measured the share that newcomers resolved: 10.2% of
all; 21.2% of those with a label for newcomers, 19.7% of documentation, 3.0% of hard or important ones; 16.0% of
those that newcomers reported, 5.5% of the others. A share p weighs log(p / (1 - p)) - log(0.102 / 0.898) here,
so that facts add up as in a naive Bayes rule. Where two facts mostly occur together, the second counts only what
it adds: where labels for newcomers are mostly put on issues that members report, their 21.2% contain the deduction
for members already, so that the label says more than it seems to (`label_lift`, from the known issues themselves).
Weights without a published figure are small and marked as judgement.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from math import log
from statistics import median
from typing import NamedTuple

from isonboard.match.ages import ago, aware, days_between
from isonboard.match.beginner import tier_of
from isonboard.match.claims import said_in
from isonboard.match.history import MAINTAINERS_RELATIONS, is_bot
from isonboard.match.labels import words_of
from isonboard.match.references import own_words, prose
from isonboard.match.signals import Signal
from isonboard.match.speech import Speech
from isonboard.match.task import Difficulty, Size, Task, difficulty_of, size_of, task_of
from isonboard.model.issue import Issue, Tier


def _odds(share: float, of: float = 0.102) -> float:
    return round(log(share / (1 - share)) - log(of / (1 - of)), 2)


PROSPECTS: dict[str, Signal] = {
    "newcomer label": Signal(_odds(0.212), "RecGFI: 21.2% of such issues were resolved by newcomers."),
    "open label": Signal(0.40, "Judgement: “help wanted” invites, but not beginners; half of the above."),
    "documentation": Signal(
        _odds(0.197), "RecGFI: 19.7% of documentation issues were resolved by newcomers."
    ),
    "other tasks": Signal(0.30, "Judgement: tests and translations need little of the whole."),
    "reported by a newcomer": Signal(_odds(0.160), "RecGFI: 16.0%, the reporter's view is a newcomer's."),
    "reported by a member": Signal(_odds(0.055), "RecGFI: 5.5% of what others reported."),
    "reported by a contributor": Signal(
        -0.50, "Judgement: between the two above; somebody with few commits is nearly a newcomer."
    ),
    "reported once": Signal(
        0.20, "Judgement: where no relations are known, who reported nothing else is likely new."
    ),
    "hard": Signal(_odds(0.030), "RecGFI: 3.0% of hard or important issues were resolved by newcomers."),
    "medium": Signal(-0.30, "Judgement: said to need experience, but not to be hard."),
    "not one task": Signal(
        -0.60, "RecGFI's survey: many high-scored issues were no task (questions, discussions)."
    ),
    "deep": Signal(-0.30, "Judgement: races, leaks, security and rewrites need the whole picture."),
    "offer": Signal(0.70, "Judgement: its reporter, new here, would do it: it can be done by somebody new."),
    "invited": Signal(0.35, "Judgement: a member said in the talk that help with it is welcome."),
    "described": Signal(0.12, "Tan (FSE 2020): good first issues have an informative description."),
    "bare": Signal(-0.25, "The same, the other way round."),
    "says where": Signal(0.12, "Judgement: a file or a link into the code is the first step done."),
    "much discussed": Signal(-0.20, "Judgement: a long thread means that it is not settled."),
    "planned": Signal(-0.15, "Judgement: a milestone means that the team counts on it."),
    "fresh": Signal(0.10, "Half of the beginner issues of hpc-social were gone after 35 days."),
    "old": Signal(-0.20, "Judgement: what lay for years is harder than it looks, or no longer wanted."),
    "small": Signal(0.20, "Judgement: a stated small size limits what can go wrong."),
    "welcoming": Signal(
        0.25,
        "Judgement: who marks many issues for newcomers has thought of them (RecGFI: projects differ most).",
    ),
    "quick answers": Signal(0.15, "Reception is one of the six groups of newcomers' barriers (Steinmacher)."),
    "slow answers": Signal(-0.15, "The same, the other way round."),
}
"""Log-odds of every fact; `Profile.signals_off` switches them off by name."""

_NEWCOMERS = frozenset({"NONE", "FIRST_TIMER", "FIRST_TIME_CONTRIBUTOR"})
_INSIDER_REPORTS = 5  # open issues of one project by one person: somebody who knows it well
_FEW, _FEW_LIFT = (
    20,
    0.40,
)  # known issues; judgement: with fewer, as if labels stood on members' issues mostly
_DOUBT = 2  # issues for newcomers that count as if members reported them as often as all others
_MARKED, _MARKED_SHARE = 3, 0.15  # issues for newcomers, from which a project is called welcoming
_REPORTERS = 5  # people who report: from so many on, one's only report says something
_SHORT, _LONG = 60, 6_000  # characters of a description: too little to start from, or mostly a log
_MANY_COMMENTS = 10
_QUICK_DAYS, _SLOW_DAYS = 3.0, 21.0
_ANSWERS = 3  # answered issues from which a project's response time is taken

_QUESTION_LABELS = frozenset(
    {"question", "support", "discussion", "proposal", "rfc", "brainstorming", "idea", "help", "meta"}
)
_QUESTION_TITLE = re.compile(
    r"^\W*(?:question|how (?:to|do|can|does|should)|why (?:is|does|do|are)|is (?:it|there)|can (?:i|we|someone|anybody)"
    r"|what (?:is|does|are)|\[?(?:rfc|discussion|proposal|brainstorm\w*|question|tracking|epic|meta|umbrella)\b)|\?\s*$",
    re.IGNORECASE,
)
_DEEP_TITLE = re.compile(
    r"\b(?:race condition|data race|deadlock|memory (?:leak|corruption|usage)|segfaults?|segmentation fault|use.after.free|undefined behaviou?r"
    r"|security|vulnerabilit(?:y|ies)|cve|rewrite|redesign|re-?architect\w*|architecture|migrat(?:e|ion)|performance|scalab\w+|concurren\w+"
    r"|thread.?safe\w*|intermittent(?:ly)?|flaky|sporadic\w*|overhaul|rework|roadmap|regression|backward.?compat\w*|breaking change)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b[\w-]+/[\w./-]+\.\w{1,5}\b|/blob/[\w./-]+|\b[\w-]+\.(?:py|js|ts|tsx|go|rs|java|kt|rb|php|c|cc|cpp|h|hpp|cs|md|rst|yml|yaml|toml|html|css|vue|swift)\b"
)


class Prospect(NamedTuple):
    """One fact that speaks for or against a newcomer's success, with its log-odds and its evidence."""

    signal: str
    odds: float
    text: str
    evidence: str


class Surroundings(NamedTuple):
    """What the other issues of a project tell: who reports often, and how long people wait for an answer (days)."""

    reports: Mapping[str, int] = {}
    answer_days: float | None = None
    answered: int = 0
    issues: int = 0
    marked: int = 0
    """Issues with a label for newcomers."""
    label_lift: float = 0.0
    """What such a label says beyond its published weight: `label_lift`."""


def surroundings_of(issues: Iterable[Issue]) -> Surroundings:
    """What a project's issues tell about each of them."""
    reports: dict[str, int] = {}
    waits = []
    count = marked = 0
    for issue in issues:
        count += 1
        marked += tier_of(issue.labels) is Tier.NEWCOMERS
        if issue.author:
            reports[issue.author.lower()] = reports.get(issue.author.lower(), 0) + 1
        wait = _days_to_answer(issue)
        if wait is not None:
            waits.append(wait)
    return Surroundings(reports, median(waits) if len(waits) >= _ANSWERS else None, len(waits), count, marked)


def label_lift(issues: Iterable[Issue]) -> float:
    """What a label for newcomers says beyond its published weight, in log-odds.

    The more such labels stand on members' issues than members report of all, the more of the published share is the
    members' part in it; below 0 where newcomers' issues are labelled. Few labels tell little (`_DOUBT`), few issues
    nothing (`_FEW`).
    """
    count = inside = marked = marked_inside = 0
    for issue in issues:
        if issue.association is None:
            continue
        knows = issue.association not in _NEWCOMERS
        labelled = tier_of(issue.labels) is Tier.NEWCOMERS
        count += 1
        inside += knows
        marked += labelled
        marked_inside += knows and labelled
    if count < _FEW:
        return _FEW_LIFT if marked else 0.0
    share = inside / count
    more = (marked_inside + _DOUBT * share) / (marked + _DOUBT) - share
    return more * (PROSPECTS["reported by a newcomer"].weight - PROSPECTS["reported by a member"].weight)


def prospects_of(
    issue: Issue, tier: Tier | None, label: str, around: Surroundings, now: datetime
) -> list[Prospect]:
    """Everything known that speaks for or against a newcomer's success; `label` is the one that invites."""
    found: list[Prospect] = []
    if tier is Tier.NEWCOMERS:
        odds = PROSPECTS["newcomer label"].weight + around.label_lift
        found.append(Prospect("newcomer label", odds, "marked for newcomers", f"label {label}"))
    elif tier is Tier.ANYONE:
        _add(found, "open label", "open to anyone", f"label {label}")
    _task(found, issue)
    _reporter(found, issue, around, invited=tier is Tier.NEWCOMERS)
    _invited(found, issue)
    _description(found, issue)
    _state(found, issue, around, now)
    return found


def _add(found: list[Prospect], signal: str, text: str, evidence: str, share: float = 1.0) -> None:
    found.append(Prospect(signal, PROSPECTS[signal].weight * share, text, evidence))


def _task(found: list[Prospect], issue: Issue) -> None:
    difficulty = difficulty_of(issue.labels)
    if difficulty is not None and difficulty.value is Difficulty.HARD:
        _add(found, "hard", "hard or important", difficulty.evidence)
    elif difficulty is not None and difficulty.value is Difficulty.MEDIUM:
        _add(found, "medium", "needs some experience", difficulty.evidence)
    task = task_of(issue.labels, issue.title)
    if task is not None:
        certain = 1.0 if task.evidence.startswith("label") else 0.8
        if task.value is Task.DOCS:
            _add(found, "documentation", "documentation", task.evidence, certain)
        elif task.value in {Task.TESTS, Task.TRANSLATION}:
            _add(found, "other tasks", task.value.value, task.evidence, certain)
    asking = next(
        (label for label in issue.labels if words_of(label)[-1:] and words_of(label)[-1] in _QUESTION_LABELS),
        None,
    )
    if asking is not None:
        _add(found, "not one task", "a question or a discussion", f"label {asking}")
    elif match := _QUESTION_TITLE.search(issue.title):
        _add(found, "not one task", "a question or a discussion", f"title “{match[0].strip()}”", 0.7)
    if match := _DEEP_TITLE.search(issue.title):
        _add(found, "deep", "needs the whole picture", f"title “{match[0]}”")
    size = size_of(issue.labels)
    if size is not None and size.value in {Size.XS, Size.S}:
        _add(found, "small", "small", size.evidence)


def _reporter(found: list[Prospect], issue: Issue, around: Surroundings, *, invited: bool) -> None:
    relation = issue.association
    if is_bot(issue.author):
        if not invited:
            _add(found, "reported by a member", "reported by a program", f"author {issue.author}")
        return
    often = around.reports.get(issue.author.lower(), 0) >= _INSIDER_REPORTS
    if relation in _NEWCOMERS and not often:
        _add(
            found,
            "reported by a newcomer",
            "reported by a newcomer",
            f"author {issue.author}, {_spelt(relation)}",
        )
        _offer(found, issue)
    elif relation is None and not often:
        if around.reports.get(issue.author.lower(), 0) == 1 and len(around.reports) >= _REPORTERS:
            _add(found, "reported once", "its reporter seems new here", f"the only issue by {issue.author}")
        _offer(found, issue, 0.5)
    elif relation == "CONTRIBUTOR" and not often:
        _add(
            found,
            "reported by a contributor",
            "reported by somebody who contributed before",
            f"author {issue.author}, {_spelt(relation)}",
        )
        _offer(found, issue, 0.5)
    elif relation in {"CONTRIBUTOR", *MAINTAINERS_RELATIONS}:
        _add(
            found,
            "reported by a member",
            "reported by somebody who knows the project",
            f"author {issue.author}, {_spelt(relation)}",
        )


def _offer(found: list[Prospect], issue: Issue, share: float = 1.0) -> None:
    said = said_in(own_words(issue.body), of_others=False, number=issue.number)
    offer = next((one for one in said if one.speech in {Speech.OFFER, Speech.ASK, Speech.PROPOSE}), None)
    if offer is not None:
        _add(found, "offer", "its reporter thinks a newcomer can do it", f"“{offer.words[:80]}”", share)


def _invited(found: list[Prospect], issue: Issue) -> None:
    for comment in issue.comments or ():
        if comment.association not in MAINTAINERS_RELATIONS or is_bot(comment.author):
            continue
        said = said_in(comment.body, number=issue.number)
        words = next((one.words for one in said if one.speech in {Speech.FREE, Speech.INVITE}), None)
        if words is not None:
            _add(found, "invited", "help is welcome", f"{comment.author}: “{words[:80]}”")
            return


def _description(found: list[Prospect], issue: Issue) -> None:
    length = len(issue.body)
    if length < _SHORT:
        if length + len(issue.title) < 2 * _SHORT:
            _add(found, "bare", "hardly described", f"{length} characters of description")
    elif length <= _LONG and len(prose(issue.body)) >= 2 * _SHORT:
        _add(found, "described", "well described", f"{length} characters of description")
    if match := _PLACE.search(issue.body):
        _add(found, "says where", "says where to look", f"“{match[0][:60]}”")


def _state(found: list[Prospect], issue: Issue, around: Surroundings, now: datetime) -> None:
    count = len(issue.comments) if issue.comments is not None else issue.comment_count
    if count is not None and count >= _MANY_COMMENTS:
        _add(found, "much discussed", "much discussed", f"{count} comments")
    if issue.milestone:
        _add(found, "planned", "planned by the team", f"milestone {issue.milestone}")
    if issue.created_at is not None:
        days = days_between(issue.created_at, now)
        if days <= 35:
            _add(found, "fresh", f"opened {ago(issue.created_at, now)}", f"opened {issue.created_at.date()}")
        elif days > 730:
            _add(found, "old", f"opened {ago(issue.created_at, now)}", f"opened {issue.created_at.date()}")
    if around.issues > around.marked >= max(_MARKED, _MARKED_SHARE * around.issues):
        evidence = f"{around.marked} of {around.issues} issues marked for newcomers"
        _add(found, "welcoming", "the project marks many issues for newcomers", evidence)
    if around.answer_days is not None:
        evidence = (
            f"median {around.answer_days:.1f} days to a member's first comment, {around.answered} issues"
        )
        if around.answer_days <= _QUICK_DAYS:
            _add(found, "quick answers", "questions are answered quickly", evidence)
        elif around.answer_days > _SLOW_DAYS:
            _add(found, "slow answers", "questions wait for weeks", evidence)


def _days_to_answer(issue: Issue) -> float | None:
    """Days until somebody of the project, not the reporter, first said something."""
    if issue.created_at is None:
        return None
    answers = [
        comment.at
        for comment in issue.comments or ()
        if comment.at is not None
        and comment.association in MAINTAINERS_RELATIONS
        and comment.author != issue.author
        and not is_bot(comment.author)
    ]
    if not answers:
        return None
    first = min(answers, key=aware)
    return max((aware(first) - aware(issue.created_at)).total_seconds(), 0.0) / 86_400


def _spelt(relation: str | None) -> str:
    return (relation or "").replace("_", " ").lower()
