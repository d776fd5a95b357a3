"""Whether an issue may be taken, and the event that says so.

The ladder, weakest first: free, stale claim, claimed, PR open, blocked; `unknown` where the forge tells nothing.
“No assignee” alone misses most work in progress (Bitcoin's dumps: of 214 open issues 6 were assigned, 9 had an
open pull request with a closing keyword; notes/beginner-issues.md section 3), so labels, linked pull requests,
branches and what people write count as well. Every answer names its evidence and its age.
"""

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from isonboard.match.ages import ago, aware
from isonboard.match.hindrance import Hindrance, hindrance_of
from isonboard.match.history import Claim, ClaimKind, History
from isonboard.match.replay import history_of
from isonboard.model.issue import Availability, AvailabilityState, Issue, LinkedPull


class Limits(NamedTuple):
    """After how many days without a sign of life a claim is stale. One table; each with its reason."""

    comment: int = 21
    """Said in a comment. Claim bots remind after 7 to 14 days and release after 10 to 21 (zulipbot 14, Burr 21)."""
    assigned: int = 30
    """Assigned by the project, or told to go ahead: a firmer promise; stale-assignment bots release at 14 to 30."""
    branch: int = 30
    """A linked branch."""
    label: int = 60
    """“In progress” as a label that names nobody: a team's board, moved slowly."""
    unanswered: int = 7
    """Asked “still working on this?” and silent since (LLVM's rule for good first issues: one week)."""
    merged: int = 60
    """A pull request was merged and the issue is still open: being finished for so long, then only a part of it."""
    said_pull: int = 90
    """A pull request only named in a comment, where the forge could not be asked about it."""


LIMITS = Limits()
_WEEK = timedelta(days=7)
_WAITS = re.compile(
    r"^[ \t]{0,3}(?:[-*][ \t]+(?:\[ \][ \t]+)?)?\*{0,2}"  # a ticked box is done
    r"(?P<words>(?:this is |is )?(?:blocked (?:by|on)|depends on)\b\*{0,2}:?\*{0,2}[ \t]{1,3}[\w./-]{0,80}#\d{1,9}\b)",
    re.IGNORECASE | re.MULTILINE,
)


def availability_of(
    issue: Issue,
    now: datetime,
    *,
    maintainers: Collection[str] = (),
    labels_blocking: Collection[str] = (),
    limits: Limits = LIMITS,
) -> Availability:
    """Whether `issue` may be taken at `now`, with the event that says so.

    `maintainers` are logins known to have the last word (code owners, trusted committers) beside those whom the
    forge's author associations and the events show. What happened after `now` is ignored, so that a history can
    be replayed. `certain` is False where the forge could not tell all.
    """
    history = history_of(issue, now, maintainers)
    certain = _knows_pulls(issue) and _knows_talk(issue) and issue.assignees is not None
    hindrance = hindrance_of(issue, history, labels_blocking)
    pull = _pull_in_the_way(issue, history, now, limits)
    if hindrance is not None and not (hindrance.soft and pull is not None):
        return _answer(AvailabilityState.BLOCKED, hindrance, now)
    if pull is not None:
        return Availability(
            state=AvailabilityState.PULL_OPEN, reason=pull.reason, since=pull.since, certain=pull.certain
        )
    claims = [*history.claims, *_label_claims(history)]
    if claims:
        return _claimed(claims, issue, now, limits, certain=certain)
    free = _free(issue, history, now, certain=certain)
    if free.state is not AvailabilityState.FREE:
        return free
    return _with_condition(_with_hint(free, history, now, limits), issue)


class _Pull(NamedTuple):
    reason: str
    since: datetime | None
    certain: bool


def _answer(state: AvailabilityState, hindrance: Hindrance, now: datetime) -> Availability:
    when = f" {ago(hindrance.since, now)}" if hindrance.since else ""
    return Availability(state=state, reason=f"{hindrance.reason}{when}", since=hindrance.since)


def _pull_in_the_way(issue: Issue, history: History, now: datetime, limits: Limits) -> _Pull | None:
    if issue.is_pull_request:
        return _Pull("is a pull request itself", issue.created_at, certain=True)
    linked = [pull for pull in issue.pulls or () if pull.number not in history.disconnected]
    for pull in linked:
        if pull.state == "open":
            return _Pull(_pull_words(pull, now), pull.updated_at, certain=True)
    for pull in linked:
        since = pull.updated_at
        if pull.state != "merged" or history.reopened_after(since):
            continue
        if since is None or aware(now) - aware(since) < timedelta(days=limits.merged):
            when = f" {ago(since, now)}" if since else ""
            return _Pull(f"pull request #{pull.number} was merged{when}: being finished", since, certain=True)
    return _said_pull(issue, history, now, limits)


def _said_pull(issue: Issue, history: History, now: datetime, limits: Limits) -> _Pull | None:
    """A pull request that events or comments name, and that the forge's own list does not settle."""
    settled = {pull.number for pull in issue.pulls or ()}
    for said in reversed(history.pulls):
        if said.number and said.number in settled:
            continue
        if said.since is not None and aware(now) - aware(said.since) >= timedelta(days=limits.said_pull):
            continue
        if issue.pulls is not None and not said.linked:
            continue  # the forge lists what is linked, and this is not; its author's claim still counts
        name = f"pull request #{said.number}" if said.number else "a pull request"
        when = f" {ago(said.since, now)}" if said.since else ""
        by = f" by {said.author}" if said.author else ""
        return _Pull(f"{name}{by} named{when}", said.since, certain=False)
    return None


def _pull_words(pull: LinkedPull, now: datetime) -> str:
    kind = "draft pull request" if pull.draft else "pull request"
    by = f" by {pull.author}" if pull.author else ""
    since = f", last change {ago(pull.updated_at, now)}" if pull.updated_at else ""
    return f"{kind} #{pull.number}{by} is open{since}"


def _label_claims(history: History) -> list[Claim]:
    if history.in_progress is None:
        return []
    label, since = history.in_progress
    return [Claim(who="", kind=ClaimKind.LABEL, since=since, active=since, words=f"label {label}")]


def _claimed(
    claims: list[Claim], issue: Issue, now: datetime, limits: Limits, *, certain: bool
) -> Availability:
    judged = [(claim, _stale_since(claim, issue, now, limits)) for claim in claims]
    fresh = [claim for claim, stale in judged if stale is None]
    if fresh:
        claim = max(fresh, key=_freshness)
        return Availability(
            state=AvailabilityState.CLAIMED,
            reason=_claim_words(claim, now) + _heard_of_since(claim, now),
            since=claim.since,
            certain=certain and not claim.guessed,
        )
    claim, why = max(judged, key=lambda pair: _freshness(pair[0]))
    return Availability(
        state=AvailabilityState.STALE_CLAIM,
        reason=f"{_claim_words(claim, now)}, {why}",
        since=claim.since,
        certain=certain and not claim.guessed and not (claim.given_up and claim.doubted),
    )


def _freshness(claim: Claim) -> tuple[bool, float]:
    moment = claim.active or claim.since
    return (claim.kind is ClaimKind.ASSIGNED, aware(moment).timestamp() if moment else 0.0)


def _stale_since(claim: Claim, issue: Issue, now: datetime, limits: Limits) -> str | None:
    """Why a claim is stale, in words; None while it holds."""
    if claim.given_up is not None:
        gave = "may have given" if claim.doubted else "gave"
        return f"who {gave} it up {ago(claim.given_up, now)}: “{_short(claim.parting)}”"
    if claim.asked is not None and aware(now) - aware(claim.asked) >= timedelta(days=limits.unanswered):
        return f"no answer since asked {ago(claim.asked, now)}"
    # Where no event has a time, nothing on the issue happened after its last update.
    last = claim.active or claim.since or issue.updated_at
    if last is None:
        return None
    allowed = {
        ClaimKind.COMMENT: limits.assigned if claim.granted else limits.comment,
        ClaimKind.ASSIGNED: limits.assigned,
        ClaimKind.BRANCH: limits.branch,
        ClaimKind.LABEL: limits.label,
    }[claim.kind]
    if aware(now) - aware(last) < timedelta(days=allowed):
        return None
    return "silent since then" if last == claim.since else f"last sign of life {ago(last, now)}"


def _claim_words(claim: Claim, now: datetime) -> str:
    when = f" {ago(claim.since, now)}" if claim.since else ""
    if claim.kind is ClaimKind.LABEL:
        return f"{claim.words}{when}"
    if claim.kind is ClaimKind.BRANCH:
        return f"branch {claim.words} linked{when}"
    if claim.kind is ClaimKind.ASSIGNED:
        return f"assigned to {claim.who}{when}"
    claimed = "may be claimed" if claim.guessed else "claimed"
    return f"{claimed} by {claim.who}{when}: “{_short(claim.words)}”"


def _heard_of_since(claim: Claim, now: datetime) -> str:
    """Why an old claim holds: the last sign of life, where it came at least a week after."""
    if claim.active is None or claim.since is None or aware(claim.active) - aware(claim.since) < _WEEK:
        return ""
    return f", last sign of life {ago(claim.active, now)}"


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:59].rstrip() + "…"


def _free(issue: Issue, history: History, now: datetime, *, certain: bool) -> Availability:
    if issue.assignees is None and issue.events is None and issue.comments is None and issue.pulls is None:
        return Availability(
            state=AvailabilityState.UNKNOWN,
            reason="its tracker does not say who works on it",
            certain=False,
        )
    if issue.assignees is None and issue.events is None:
        return Availability(
            state=AvailabilityState.UNKNOWN, reason="its tracker does not say who is assigned", certain=False
        )
    lacking = []
    if not _knows_pulls(issue):
        lacking.append("linked pull requests")
    if not _knows_talk(issue):
        lacking.append("comments")
    nobody = f"nobody is assigned{_unassigned(issue, now)}"
    reason = f"{nobody}, {_ended_pull(issue, history, now)}, no claim"
    if lacking:
        reason = f"{nobody}; {' and '.join(lacking)} not known"
    elif (parting := history.parting) is not None:
        when = f" {ago(parting.since, now)}" if parting.since else ""
        reason += f": {parting.who} gave it up{when}: “{_short(parting.words)}”"
    elif issue.comments:
        count = len(issue.comments)
        reason += f" in {count} comment{'s'[: count > 1]}"
    return Availability(state=AvailabilityState.FREE, reason=reason, certain=certain)


def _unassigned(issue: Issue, now: datetime) -> str:
    """Who had it last, and since when not."""
    ended = [
        (aware(event.at), event.subject)
        for event in issue.events or ()
        if event.kind.lower() == "unassigned" and event.subject and event.at and aware(event.at) <= aware(now)
    ]
    if not ended:
        return ""
    at, who = max(ended)
    return f" ({who} was unassigned {ago(at, now)})"


def _ended_pull(issue: Issue, history: History, now: datetime) -> str:
    """The last pull request that was linked and came to its end."""
    ended = [pull for pull in issue.pulls or () if pull.number not in history.disconnected]
    if not ended:
        return "no pull request"
    last = max(ended, key=lambda pull: aware(pull.updated_at).timestamp() if pull.updated_at else 0.0)
    when = f", last change {ago(last.updated_at, now)}" if last.updated_at else ""
    how = "merged" if last.state == "merged" else "closed unmerged"
    return f"no open pull request (#{last.number} was {how}{when})"


def _with_hint(free: Availability, history: History, now: datetime, limits: Limits) -> Availability:
    """What somebody may have meant as a claim, for as long as a claim would hold."""
    hint = history.hint
    if hint is None or (hint.since and aware(now) - aware(hint.since) >= timedelta(days=limits.comment)):
        return free
    when = f" ({ago(hint.since, now)})" if hint.since else ""
    reason = f"{free.reason}; but {hint.who} may mean to do it{when}: “{_short(hint.words)}”"
    return Availability(state=free.state, reason=reason, certain=False)


def _with_condition(free: Availability, issue: Issue) -> Availability:
    """What its own text says it waits for: whether that is done is not known here."""
    said = _WAITS.search(issue.body)
    if said is None:
        return free
    reason = f"{free.reason}; but its text says “{_short(said['words'].replace('*', ''))}”"
    return Availability(state=free.state, reason=reason, certain=False)


def _knows_pulls(issue: Issue) -> bool:
    return issue.pulls is not None


def _knows_talk(issue: Issue) -> bool:
    return issue.comments is not None or issue.comment_count == 0
