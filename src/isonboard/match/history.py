"""What is known of an issue's past: its steps in time order, who has a say, and what a replay ends in."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from isonboard.match.ages import aware
from isonboard.match.labels import word_set
from isonboard.model.issue import Comment, Issue, IssueEvent

MAINTAINERS_RELATIONS = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
"""GitHub's author associations of people with rights in the project."""
CLOSED_STATES = frozenset({"closed", "done", "resolved", "merged"})
# Only people with rights in a project do these to an issue.
_MAINTAINERS_EVENTS = word_set(
    "labeled unlabeled milestoned demilestoned locked unlocked pinned unpinned transferred added_to_project"
    " moved_columns_in_project marked_as_duplicate converted_to_discussion"
)
_BOTS = word_set(
    "actions-user allcontributors codecov dependabot github-actions gitlab-bot googlebot mergify netlify probot"
    " renovate sonarcloud stale triagebot vercel welcome zulipbot"
)


class ClaimKind(StrEnum):
    COMMENT = "comment"
    ASSIGNED = "assigned"
    BRANCH = "branch"
    LABEL = "label"


class Claim(Struct, kw_only=True):
    """Who works on it, since when, and when they last gave a sign of life."""

    who: str
    kind: ClaimKind
    since: datetime | None = None
    active: datetime | None = None
    words: str = ""
    granted: bool = False
    asked: datetime | None = None
    """When somebody asked whether work goes on, unanswered since."""
    guessed: bool = False
    """Whether only the second opinion (`telling`) heard it."""
    given_up: datetime | None = None
    """When the holder said so: an assignee, or with `doubted` anybody."""
    parting: str = ""
    """The words of it."""
    doubted: bool = False
    """Whether only the second opinion heard the parting."""


class SaidPull(NamedTuple):
    """A pull request that an event links or a comment names."""

    number: str
    author: str
    since: datetime | None
    linked: bool


class Hold(NamedTuple):
    """A maintainer's word to wait."""

    words: str
    who: str
    since: datetime | None


class Hint(NamedTuple):
    """What somebody said of their claim: one too doubtful to be one, or the giving up of one."""

    words: str
    who: str
    since: datetime | None


class History(Struct, kw_only=True):
    """Where the replay ends."""

    claims: tuple[Claim, ...]
    pulls: tuple[SaidPull, ...]
    disconnected: frozenset[str]
    hold: Hold | None
    is_open: bool
    closed_at: datetime | None
    reopened: tuple[datetime, ...]
    labeled: dict[str, datetime]
    in_progress: tuple[str, datetime | None] | None
    hint: Hint | None = None
    parting: Hint | None = None
    """Who said last that they give up a claim of theirs."""

    def reopened_after(self, moment: datetime | None) -> bool:
        """Whether the issue was reopened after `moment` (or at all, where the moment is not known)."""
        return any(moment is None or aware(at) >= aware(moment) for at in self.reopened)


class Step(NamedTuple):
    at: datetime | None
    event: IssueEvent | None
    comment: Comment | None


def is_bot(login: str) -> bool:
    """Whether a login is a program's: “x[bot]”, “k8s-ci-robot”, “stale-bot”."""
    name = login.lower()
    return (
        name.endswith(("[bot]", "-bot", "_bot", "bot]", "-robot", "robot"))
        or name.removesuffix("[bot]") in _BOTS
        or (name.endswith("bot") and len(name) > 5)
    )


def steps(issue: Issue, now: datetime) -> Iterator[Step]:
    """Events and comments up to `now` in time order; what has no time stays behind its predecessor."""
    timed: list[tuple[float, int, Step]] = []
    for group in (issue.events or (), issue.comments or ()):
        last = aware(issue.created_at).timestamp() if issue.created_at else 0.0
        for item in group:
            at = item.at
            if at is not None:
                if aware(at) > now:
                    continue
                last = aware(at).timestamp()
            step = Step(at, item, None) if isinstance(item, IssueEvent) else Step(at, None, item)
            timed.append((last, len(timed), step))
    timed.sort(key=lambda entry: entry[:2])
    return (step for _, _, step in timed)


def maintainers_of(issue: Issue) -> set[str]:
    known = {
        comment.author.lower()
        for comment in issue.comments or ()
        if comment.association in MAINTAINERS_RELATIONS
    }
    if issue.association in MAINTAINERS_RELATIONS:
        known.add(issue.author.lower())
    author = issue.author.lower()
    for event in issue.events or ():
        actor = event.actor.lower()
        if not actor or is_bot(actor):
            continue
        subject = event.subject.lstrip("@").lower()
        if (event.kind in {"assigned", "unassigned"} and subject and subject != actor) or (
            event.kind in _MAINTAINERS_EVENTS and actor != author
        ):
            known.add(actor)
    return known
