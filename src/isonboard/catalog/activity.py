"""The Repository Activity Score of the InnerSource Commons pattern, with the facts that made it.

Source: InnerSourceCommons, “Repository Activity Score”, revision of 2026-08 (pattern pull request 704), which
corrected the misplaced parentheses of 2021-2026; the labels are those of the SAP InnerSource portal.
"""

import math
from datetime import datetime, timedelta

from msgspec import Struct

from isonboard.model.project import Project

_LABELS = (  # above this score -> the portal's word
    (2500, "extremely high"),
    (1000, "very high"),
    (300, "high"),
    (150, "moderate"),
    (50, "low"),
    (5, "very low"),
)
_DAY = 86_400.0
_SKEW = timedelta(days=1)
"""So far ahead of ours a server's clock may be; a later date is a mistake and tells nothing."""


class Factor(Struct, frozen=True):
    """One contribution to the score: what it is about and what it did, in words (“x 1.6”, “+ 100”)."""

    name: str
    effect: str


class ActivityScore(Struct, frozen=True, kw_only=True):
    """`value` is None when nothing that it counts is known; `lacking` names the facts taken as neutral."""

    value: int | None
    label: str
    factors: tuple[Factor, ...] = ()
    lacking: tuple[str, ...] = ()


def activity_label(value: int | None) -> str:
    """The portal's word for a score; “unknown” for None."""
    if value is None:
        return "unknown"
    return next((label for bound, label in _LABELS if value > bound), "none")


def activity_value(project: Project, now: datetime) -> int | None:
    """The score alone (see `activity_score`)."""
    return activity_score(project, now).value if _is_known(project, now) else None


def activity_score(project: Project, now: datetime) -> ActivityScore:
    """The score of `project` at `now`.

    Unknown facts are neutral (no count, no freshness, no participation) and named in `lacking`; a date in the future
    counts as unknown. With no count, no change and no commits known the score itself is unknown: when a project
    began says nothing of what happens in it.
    """
    counts = {
        "forks": (project.forks, 5.0),
        "subscribers": (project.watchers, 1.0),
        "stars": (project.stars, 1 / 3),
        "open issues": (project.open_issues, 1 / 5),
    }
    lacking = [name for name, (count, _) in counts.items() if count is None]
    factors: list[Factor] = []
    score = 50.0
    for name, (count, weight) in counts.items():
        if count:
            score += count * weight
            factors.append(Factor(f"{count:,} {name}", f"+ {count * weight:,.0f}"))
    changed = last_change(project, now)
    created = _past(project.created_at, now)
    if changed is None:
        lacking.append("last change")
    else:
        idle = max(0.0, (now - changed).total_seconds() / _DAY)
        fresh = 1 + (100 - min(idle, 100)) / 100
        score *= fresh
        factors.append(Factor(f"last change {_days(idle)}", f"x {fresh:.2f}"))
    if project.participation:
        weekly = sum(project.participation[-13:]) / 13
        busy = 1 + min(max(weekly - 3, 0.0), 7) / 7
        score *= busy
        factors.append(Factor(f"{weekly:.1f} commits a week in the last quarter", f"x {busy:.2f}"))
    else:
        lacking.append("weekly commits")
    if created is None:
        lacking.append("age")
    elif changed is not None:
        idle = max(0.0, (now - changed).total_seconds() / _DAY)
        age = max(0.0, (now - created).total_seconds() / _DAY)
        boost = (1000 - min(idle, 365) * 2.74) * (365 - min(age, 365)) / 365
        if boost >= 1:
            score += boost
            factors.append(Factor(f"started {_days(age)}", f"+ {boost:,.0f}"))
    if len(project.description) > 30 or len(project.motivation or "") > 30:
        score += 50
        factors.append(Factor("has a description", "+ 50"))
    if project.guidelines or _has_contributing(project):
        score += 100
        factors.append(Factor("has contribution guidelines", "+ 100"))
    if score > 3000:
        score = 3000 + math.log(score) * 100
        factors.append(Factor("very active: flattened", "ln"))
    if not _is_known(project, now):
        return ActivityScore(value=None, label="unknown", lacking=tuple(lacking))
    value = math.floor(score - 50 + 0.5)  # JavaScript's Math.round, as the portals compute it
    return ActivityScore(
        value=value, label=activity_label(value), factors=tuple(factors), lacking=tuple(lacking)
    )


def _is_known(project: Project, now: datetime) -> bool:
    """Whether anything is known that the score counts; when a project began is not enough."""
    counts = (project.forks, project.watchers, project.stars, project.open_issues)
    return (
        any(count is not None for count in counts)
        or bool(project.participation)
        or last_change(project, now) is not None
    )


def last_change(project: Project, now: datetime) -> datetime | None:
    """When the project last changed; a date in the future tells nothing."""
    return _past(project.updated_at, now) or _past(project.pushed_at, now)


def _days(past: float) -> str:
    """`past` days in words."""
    whole = round(past)
    return "today" if not whole else "1 day ago" if whole == 1 else f"{whole:,} days ago"


def _past(at: datetime | None, now: datetime) -> datetime | None:
    return at if at is not None and at - now <= _SKEW else None


def _has_contributing(project: Project) -> bool:
    return any(
        path.rpartition("/")[2].casefold().partition(".")[0] == "contributing"
        for path in project.base_documents or ()
    )
