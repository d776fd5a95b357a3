"""Which issue first: what may be taken, then what suits the engineer, then what newcomers succeed with.

Availability screens: nothing that is taken stands before something that is free. Among the equal, the score is a
sum of three parts: how well the project suits (`fit`), what of the profile the issue itself names, and how
likely somebody new succeeds with it (`prospects`). Every part is a reason that can be shown.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from isonboard.match.availability import availability_of
from isonboard.match.beginner import invitation_of
from isonboard.match.fit import Matcher
from isonboard.match.linking import with_pulls_by_text
from isonboard.match.prospects import Prospect, Surroundings, label_lift, prospects_of, surroundings_of
from isonboard.match.signals import ONE_MATCH
from isonboard.match.task import CONTRIBUTION_OF, task_of
from isonboard.match.wants import LEARNING, SKILL
from isonboard.model.issue import Availability, AvailabilityState, Issue, Tier
from isonboard.model.profile import Fit, Profile, Reason
from isonboard.model.project import Project

NAMED_SHARE = 0.12
"""Of the score: skills and interests that the issue's own title and labels name."""
KIND_SHARE = 0.05
"""The kind of work is one that the profile offers (first issues of one person share their task type: PFIRec)."""
_LEAST, _MOST = -3.5, 3.5
"""Log-odds that stand for the lowest and the highest share; nearly all issues lie between."""


class Shares(NamedTuple):
    """Of the score: how well the project suits, and what newcomers succeed with."""

    project: float
    prospects: float


WITH_PROFILE = Shares(0.35, 0.48)
WITHOUT_PROFILE = Shares(0.10, 0.80)
"""Nobody's project fit says little: it must not outweigh that an issue is marked for newcomers."""
_PROJECT_REASONS = 3
_NOWHERE = Surroundings()

_RANK = {
    AvailabilityState.FREE: 0,
    AvailabilityState.UNKNOWN: 1,
    AvailabilityState.STALE_CLAIM: 2,
    AvailabilityState.CLAIMED: 3,
    AvailabilityState.PULL_OPEN: 4,
    AvailabilityState.BLOCKED: 5,
}


class RankedIssue(NamedTuple):
    """An issue, whom it invites, whether it may be taken, and how well it suits, with every reason."""

    issue: Issue
    project: Project
    tier: Tier | None
    availability: Availability
    fit: Fit


def ranked_issues(
    profile: Profile,
    issues: Sequence[tuple[Issue, Project]],
    now: datetime,
    *,
    tier: Callable[[Issue, Project], Tier | None] | None = None,
    among: Iterable[Issue] = (),
    activity: Mapping[str, int] | None = None,
    readiness: Mapping[str, float] | None = None,
    rarity: Mapping[str, float] | None = None,
    maintainers: Mapping[str, Sequence[str]] | None = None,
) -> list[RankedIssue]:
    """Issues with their projects, best first; the order is the same for the same input.

    `tier` knows labels of the source's own (default: the built-in table); `among` are all known issues of the same
    projects, where only some are ranked: they tell who reports often, whose issues get labels and how soon people are answered; `activity`, `readiness` and
    `maintainers` (logins) are by project id. Pull requests among the issues are read for what they close.
    """
    matcher = Matcher(profile, rarity, now=now)
    known = with_pulls_by_text([issue for issue, _ in issues])
    by_project: defaultdict[str, list[Issue]] = defaultdict(list)
    for issue in among or known:
        by_project[issue.project_id].append(issue)
    lift = label_lift(issue for members in by_project.values() for issue in members)
    around = {
        project: surroundings_of(members)._replace(label_lift=lift) for project, members in by_project.items()
    }
    fits: dict[str, Fit] = {}
    ranked = []
    for issue, (_, project) in zip(known, issues, strict=True):
        if project.id not in fits:
            fits[project.id] = matcher.fit(
                project,
                activity=(activity or {}).get(project.id),
                readiness=(readiness or {}).get(project.id),
            )
        invited, label = _invitation(issue, project, tier)
        prospects = prospects_of(issue, invited, label, around.get(issue.project_id, _NOWHERE), now)
        availability = availability_of(issue, now, maintainers=(maintainers or {}).get(project.id, ()))
        fit = _fit(matcher, issue, fits[project.id], prospects)
        ranked.append(RankedIssue(issue, project, invited, availability, fit))
    ranked.sort(key=_order)
    return ranked


def claim_comment(issue: Issue, profile: Profile, availability: Availability | None = None) -> str:
    """A short polite comment that asks for the issue; after a stale claim it asks who had it first, and of what is taken
    or not ready it asks for nothing.
    """
    lines = ["Hi! I would like to work on this issue."]
    named = [
        skill.name for skill in profile.skills if skill.name and skill.name.lower() in issue.title.lower()
    ]
    if named:
        lines.append(f"I have worked with {named[0]} before.")
    if availability is not None and availability.state is AvailabilityState.STALE_CLAIM:
        lines = [
            "Hi! Is somebody still working on this? If not, I would like to take it over.",
            *lines[1:],
        ]
    elif availability is not None and availability.state is AvailabilityState.BLOCKED:
        return "Hi! I would like to work on this issue once it is ready. Is there anything I could do until then?"
    elif availability is not None and availability.state in {
        AvailabilityState.CLAIMED,
        AvailabilityState.PULL_OPEN,
    }:
        return "Hi! I see that this is being worked on. Should it become free, or should help be welcome, I would like to join in."
    lines.append("I will open a draft pull request early, so that you can see where it goes.")
    lines.append("Is there anything I should know before I start?")
    return " ".join(lines)


def _invitation(
    issue: Issue, project: Project, tier: Callable[[Issue, Project], Tier | None] | None
) -> tuple[Tier | None, str]:
    built_in = invitation_of(issue.labels)
    if tier is None:
        return (built_in.tier, built_in.label) if built_in else (None, "")
    found = tier(issue, project)
    if found is None:
        return None, ""
    if built_in is not None and built_in.tier is found:
        return found, built_in.label
    return found, ", ".join(issue.labels[:3])


def _order(one: RankedIssue) -> tuple[int, float, float, str, str]:
    """Availability, then fit, then the younger one."""
    created = one.issue.created_at
    age = -created.timestamp() if created else 0.0
    return (
        _RANK[one.availability.state],
        -round(one.fit.score, 6),
        age,
        one.issue.project_id,
        one.issue.number,
    )


def _fit(
    matcher: Matcher,
    issue: Issue,
    project_fit: Fit,
    prospects: list[Prospect],
) -> Fit:
    off = matcher.profile.signals_off
    prospects = [one for one in prospects if one.signal not in off]
    odds = sum(one.odds for one in prospects)
    likely = (min(max(odds, _LEAST), _MOST) - _LEAST) / (_MOST - _LEAST)
    shares = WITH_PROFILE if matcher.wants else WITHOUT_PROFILE
    named, named_reasons = _named(matcher, issue)
    kind_reason = _kind(matcher, issue)
    score = (
        shares.project * project_fit.score
        + NAMED_SHARE * named
        + (KIND_SHARE if kind_reason else 0.0)
        + shares.prospects * likely
    )
    reasons = [
        *(_prospect_reason(one, shares) for one in prospects),
        *named_reasons,
        *([kind_reason] if kind_reason else []),
        *(_of_project(reason, shares) for reason in project_fit.reasons[:_PROJECT_REASONS]),
    ]
    reasons.sort(key=lambda reason: -abs(reason.points))
    unknown = []
    if issue.association is None:
        unknown.append("whether its reporter is new to the project")
    return Fit(
        score=min(max(score, 0.0), 1.0),
        reasons=tuple(reasons),
        unknown=(*unknown, *project_fit.unknown),
        personal=project_fit.personal,
    )


def _prospect_reason(prospect: Prospect, shares: Shares) -> Reason:
    return Reason(
        signal=prospect.signal,
        text=prospect.text,
        evidence=prospect.evidence,
        points=round(shares.prospects * prospect.odds / (_MOST - _LEAST), 4),
    )


def _of_project(reason: Reason, shares: Shares) -> Reason:
    return Reason(
        signal=reason.signal,
        text=reason.text,
        evidence=reason.evidence,
        points=round(shares.project * reason.points, 4),
    )


def _named(matcher: Matcher, issue: Issue) -> tuple[float, list[Reason]]:
    """Skills and interests that the issue itself names, in 0..1, with a reason each."""
    if not matcher.wants:
        return 0.0, []
    off = matcher.profile.signals_off
    found = {
        (match.signal, match.name): match
        for where, text in (("label", " · ".join(issue.labels)), ("title", issue.title))
        for match in matcher.wants.found_in_text(text, where)
        if match.signal not in off
    }
    left = 1.0
    for match in found.values():
        left *= 1.0 - ONE_MATCH * match.strength
    whole = sum(match.strength for match in found.values())
    reasons = []
    for match in found.values():
        words = {SKILL: "about", LEARNING: "lets you learn"}.get(match.signal, "about")
        points = round(NAMED_SHARE * (1.0 - left) * match.strength / whole, 4) if whole else 0.0
        if points:
            reasons.append(
                Reason(
                    signal=match.signal, text=f"{words} {match.name}", evidence=match.evidence, points=points
                )
            )
    return 1.0 - left, reasons


def _kind(matcher: Matcher, issue: Issue) -> Reason | None:
    task = task_of(issue.labels, issue.title)
    if task is None or "contributions" in matcher.profile.signals_off:
        return None
    kind = CONTRIBUTION_OF[task.value]
    if kind not in matcher.profile.contributions:
        return None
    return Reason(
        signal="contributions",
        text=f"the kind of work you offer: {kind.value}",
        evidence=task.evidence,
        points=KIND_SHARE,
    )
