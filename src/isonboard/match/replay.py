"""An issue's past, replayed: who was assigned, who claimed it, what was linked, closed and reopened.

Events and comments are walked in time order. The forge's own fields (assignees, pull requests, labels) are the
present truth; the events say since when.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from isonboard.match.ages import aware
from isonboard.match.conversation import Conversation
from isonboard.match.hindrance import means_in_progress
from isonboard.match.history import (
    CLOSED_STATES,
    Claim,
    ClaimKind,
    History,
    SaidPull,
    maintainers_of,
    steps,
)
from isonboard.model.issue import Issue, IssueEvent

_CLOCK_SKEW = timedelta(minutes=10)
_ACCIDENT = timedelta(days=1)  # closed and reopened within a day: a slip, claims stand
_LINKING = frozenset({"connected", "cross_referenced", "pull_request_opened", "linked"})
_UNLINKING = frozenset({"disconnected", "unlinked", "pull_request_closed"})


def history_of(issue: Issue, now: datetime, maintainers: Collection[str] = ()) -> History:
    """The replay of `issue` up to `now`; `maintainers` are logins with a say beside those that the facts show."""
    return _Replay(issue, now, {login.lower() for login in maintainers}).history()


class _Replay:
    def __init__(self, issue: Issue, now: datetime, maintainers: set[str]) -> None:
        self.issue = issue
        self.now = aware(now) + _CLOCK_SKEW
        self.steps = list(steps(issue, self.now))
        relations_known = any(step.comment and step.comment.association for step in self.steps)
        self.talk = Conversation(issue, maintainers | maintainers_of(issue), relations_known=relations_known)
        self.branches: dict[str, Claim] = {}
        self.disconnected: set[str] = set()
        self.labeled: dict[str, datetime] = {}
        self.is_open = True
        self.closed_at: datetime | None = None
        self.reopened: list[datetime] = []
        self.set_aside: tuple[dict[str, Claim], datetime] | None = None

    def history(self) -> History:
        self.talk.read_report()
        for step in self.steps:
            if step.event is not None:
                self._happened(step.event, step.at)
            elif step.comment is not None:
                self.talk.hear(step.comment, step.at)
                self._branch_active(step.comment.author.lower(), step.at)
        self._settle_state()
        self._settle_assignees()
        self._settle_branches()
        self._settle_pulls()
        talk = self.talk
        spoken = [claim for who, claim in talk.claims.items() if who not in talk.assigned]
        return History(
            claims=(*talk.assigned.values(), *self.branches.values(), *spoken),
            pulls=tuple(talk.pulls),
            disconnected=frozenset(self.disconnected),
            hold=talk.hold,
            is_open=self.is_open,
            closed_at=self.closed_at,
            reopened=tuple(self.reopened),
            labeled=self.labeled,
            in_progress=self._in_progress(),
            hint=talk.hint,
            parting=talk.parting,
        )

    def _happened(self, event: IssueEvent, at: datetime | None) -> None:
        kind = event.kind.lower().replace("-", "_")
        actor = event.actor.lower()
        subject = event.subject.lstrip("@")
        self.talk.active(actor, at)
        self._branch_active(actor, at)
        if kind == "assigned":
            who = subject or event.actor
            self.talk.assigned[who.lower()] = Claim(who=who, kind=ClaimKind.ASSIGNED, since=at, active=at)
        elif kind == "unassigned":
            self.talk.let_go(subject.lower() or actor)
        elif kind in {"closed", "merged"}:
            self._closed(at)
        elif kind == "reopened":
            self._reopened(at)
        elif kind == "labeled" and at is not None:
            self.labeled[event.subject] = at
        elif kind == "unlabeled":
            self.labeled.pop(event.subject, None)
        elif kind in _LINKING and (kind != "cross_referenced" or _names_pull(event.subject)):
            number = _number(event.subject)
            self.talk.pulls.append(SaidPull(number, event.actor, at, linked=True))
            self.disconnected.discard(number)
        elif kind in _UNLINKING:
            number = _number(event.subject)
            self.disconnected.add(number)
            self.talk.pulls = [pull for pull in self.talk.pulls if pull.number != number]
        elif kind == "branch_created":
            name = event.subject or f"of {event.actor}"
            self.branches[name] = Claim(
                who=event.actor, kind=ClaimKind.BRANCH, since=at, active=at, words=name
            )
        elif kind == "branch_deleted":
            self.branches.pop(event.subject, None)

    def _branch_active(self, login: str, at: datetime | None) -> None:
        for claim in self.branches.values():
            if claim.who.lower() == login and at is not None:
                claim.active = at

    def _closed(self, at: datetime | None) -> None:
        """Whoever worked on it is done: claims in words end, the assignee stays."""
        self.is_open = False
        self.closed_at = at
        if at is not None:
            self.set_aside = (self.talk.claims, at)
        self.talk.claims = {}
        self.talk.hold = self.talk.hint = None
        self.talk.pulls = [pull for pull in self.talk.pulls if pull.linked]

    def _reopened(self, at: datetime | None) -> None:
        self.is_open = True
        self.closed_at = None
        if self.set_aside and at and aware(at) - aware(self.set_aside[1]) < _ACCIDENT:
            self.talk.claims = self.set_aside[0]
        for claim in self.talk.assigned.values():
            claim.active = at or claim.active  # who is assigned is expected to look at it again
        self.talk.pulls = []
        if at is not None:
            self.reopened.append(at)

    # What the forge says is so now

    def _settle_state(self) -> None:
        """The state field, unless the events show that it changed after `now`."""
        turns = {"closed", "reopened"}
        before = {step.event.kind.lower() for step in self.steps if step.event} & turns
        ever = {event.kind.lower() for event in self.issue.events or ()} & turns
        if self.issue.state in CLOSED_STATES:
            if not before:
                self.is_open = "closed" in ever  # closed only after `now`
        elif "reopened" not in ever - before:
            self.is_open = True

    def _settle_assignees(self) -> None:
        listed = self.issue.assignees
        if listed is None:
            return
        assigned = self.talk.assigned
        later = {
            (event.subject or event.actor).lstrip("@").lower()
            for event in self.issue.events or ()
            if event.kind.lower() == "assigned" and event.at is not None and aware(event.at) > self.now
        }
        for who in listed:
            login = who.lower()
            if login in assigned or login in later:
                continue
            spoken = self.talk.claims.get(login)
            assigned[login] = Claim(
                who=who,
                kind=ClaimKind.ASSIGNED,
                since=spoken.since if spoken else None,
                active=spoken.active if spoken else self._last_word_of(login),
                asked=spoken.asked if spoken else None,
            )
        if listed:
            current = {who.lower() for who in listed}
            self.talk.assigned = {who: claim for who, claim in assigned.items() if who in current}

    def _last_word_of(self, login: str) -> datetime | None:
        spoken = [
            step.at
            for step in self.steps
            if step.at and step.comment and step.comment.author.lower() == login
        ]
        return max(spoken, key=aware) if spoken else None

    def _settle_branches(self) -> None:
        for name in self.issue.branches or ():
            self.branches.setdefault(name, Claim(who="", kind=ClaimKind.BRANCH, words=name))
        if self.issue.branches:
            self.branches = {name: self.branches[name] for name in self.issue.branches}

    def _settle_pulls(self) -> None:
        """A pull request closed without a merge ends what its author had claimed in words before."""
        for pull in self.issue.pulls or ():
            claim = self.talk.claims.get(pull.author.lower())
            if claim is None or pull.state != "closed":
                continue
            closed = pull.updated_at
            if closed is None or claim.active is None or aware(claim.active) <= aware(closed):
                del self.talk.claims[pull.author.lower()]

    def _in_progress(self) -> tuple[str, datetime | None] | None:
        for label in self.issue.labels:
            if means_in_progress(label):
                return label, self.labeled.get(label)
        return None


def _number(subject: str) -> str:
    digits = "".join(letter if letter.isdigit() else " " for letter in subject).split()
    return digits[-1] if digits else subject


def _names_pull(subject: str) -> bool:
    lowered = subject.lower()
    return any(word in lowered for word in ("pull", "pr ", "pr#", "merge_request", "!", "mr "))
