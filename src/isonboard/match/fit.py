"""How well a project suits a profile: a score in 0..1 with its reasons, every one with its evidence.

The score is a plain sum: each signal of `signals.SIGNALS` gives its weight times how far it holds; what speaks
against the project is taken off. It is not divided by anything that depends on the profile, so a further
matching skill never lowers it. A fact that nobody knows gives a neutral share and is named in `Fit.unknown`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from math import log
from operator import itemgetter
from typing import NamedTuple

from isonboard.match.ages import ago, days_between
from isonboard.match.signals import NEUTRAL, ONE_MATCH, SIGNALS, STALE_MONTHS, Signal
from isonboard.match.wants import INTEREST, LEARNING, SKILL, Match, Wants, kinds_asked, skills_of
from isonboard.model.profile import Fit, Profile, Reason
from isonboard.model.project import Project

__all__ = ["SIGNALS", "Matcher", "Signal", "project_fit", "ranked_projects", "rarity_of"]

_ACTIVE = log(1 + 3000)  # “extremely high” begins at 2,500 of the Repository Activity Score
_ENOUGH_ISSUES = 5  # free issues for newcomers; more do not help one person
_SHOWN = 5  # skills that get a reason each; further ones count as well
_DEPRECATED = frozenset({"deprecated", "retired", "end-of-life", "eol", "sunset", "obsolete"})


class _Judged(NamedTuple):
    signal: str
    share: float
    """How far it holds, 0..1."""
    text: str = ""
    evidence: str = ""
    """Empty: no reason can be given (the fact is unknown, or nothing matches)."""


_UNKNOWN = {name: _Judged(name, NEUTRAL) for name in ("activity", "readiness", "beginner", "contributions")}


class Matcher:
    """A profile made ready to be held against many projects.

    `rarity` says of usual skill names how rare they are in the catalog, 0..1 (see `rarity_of`).
    """

    def __init__(self, profile: Profile, rarity: Mapping[str, float] | None = None, *, now: datetime) -> None:
        self.profile = profile
        self.now = now
        self.wants = Wants(profile, rarity or {})
        off = set(profile.signals_off)
        self._weights = {name: signal.weight for name, signal in SIGNALS.items() if name not in off}
        self._packages = frozenset(profile.packages)
        self._kinds = frozenset(kind.value for kind in profile.contributions)

    def score(
        self, project: Project, *, activity: int | None = None, readiness: float | None = None
    ) -> float:
        """The score alone, several times as quick as `fit`."""
        matches = self.wants.found_in(project)
        shares = self._shares(matches, project, readiness) if matches else {}
        return self._total(self._judged(project, activity, readiness), shares)

    def fit(self, project: Project, *, activity: int | None = None, readiness: float | None = None) -> Fit:
        """The score, its reasons (strongest first, what speaks against the project among them), and what is
        not known of the project.
        """
        weights = self._weights
        judged = self._judged(project, activity, readiness)
        matches = self.wants.found_in(project)
        shares = self._shares(matches, project, readiness) if matches else {}
        reasons = [
            Reason(signal=one.signal, text=one.text, evidence=one.evidence, points=points)
            for one in judged
            if one.evidence and (points := round(weights.get(one.signal, 0.0) * one.share, 4))
        ]
        matches = self.wants.found_in(project)
        if matches:
            reasons += self._match_reasons(matches, shares)
        reasons.sort(key=lambda reason: -abs(reason.points))
        return Fit(
            score=self._total(judged, shares),
            reasons=tuple(reasons),
            unknown=self._unknown(project, activity, readiness),
            personal=not self.profile.is_silent,
        )

    def _judged(self, project: Project, activity: int | None, readiness: float | None) -> list[_Judged]:
        judged = [
            self._activity(project, activity),
            self._readiness(project, readiness),
            self._beginner(project),
        ]
        if self._kinds:
            judged.append(self._contributions(project))
        if self._packages and project.packages:
            judged.append(self._reuse(project))
        self._against(project, judged)
        return judged

    def _total(self, judged: Iterable[_Judged], shares: Mapping[str, float]) -> float:
        weights = self._weights
        total = 0.0
        for one in judged:
            total += weights.get(one.signal, 0.0) * one.share
        for signal, share in shares.items():
            total += weights.get(signal, 0.0) * share
        return min(max(total, 0.0), 1.0)

    def _shares(
        self, matches: tuple[Match, ...], project: Project, readiness: float | None
    ) -> dict[str, float]:
        """How far skills, interests and the wish to learn hold: each match fills a part of what is left."""
        left = {SKILL: 1.0, INTEREST: 1.0, LEARNING: 1.0}
        for match in matches:
            left[match.signal] *= 1.0 - ONE_MATCH * match.strength
        shares = {signal: 1.0 - rest for signal, rest in left.items()}
        if shares[LEARNING]:
            welcome = (self._beginner(project).share + self._readiness(project, readiness).share) / 2
            shares[LEARNING] *= 0.5 + 0.5 * welcome
        return shares

    def _match_reasons(self, matches: tuple[Match, ...], shares: Mapping[str, float]) -> list[Reason]:
        reasons = []
        for signal, words in ((SKILL, "you know"), (LEARNING, "you want to learn"), (INTEREST, "you like")):
            weight = self._weights.get(signal, 0.0)
            found = [match for match in matches if match.signal == signal]
            whole = sum(match.strength for match in found)
            if not weight or not whole:
                continue
            found.sort(key=lambda match: (-match.strength, match.name))
            reasons += [
                Reason(
                    signal=signal,
                    text=_match_words(words, match),
                    evidence=match.evidence,
                    points=round(weight * shares[signal] * match.strength / whole, 4),
                )
                for match in found[:_SHOWN]
            ]
        return reasons

    # The project's own merits

    def _activity(self, project: Project, activity: int | None) -> _Judged:
        value = activity if activity is not None else project.stated_score
        if value is None:
            return _UNKNOWN["activity"]
        share = min(log(1 + max(value, 0)) / _ACTIVE, 1.0)
        if not share:
            return _Judged("activity", 0.0)
        return _Judged("activity", share, _liveliness(value), f"activity score {value:.0f}")

    def _readiness(self, project: Project, readiness: float | None) -> _Judged:
        if readiness is not None:
            share = min(max(readiness, 0.0), 1.0)
            if share < 0.5:
                return _Judged("readiness", share)
            return _Judged("readiness", share, "well prepared for newcomers", f"readiness {share:.0%}")
        guide = _guide_of(project)
        if guide:
            return _Judged("readiness", 0.6, "has a contribution guide", guide)
        return _UNKNOWN["readiness"] if project.base_documents is None else _Judged("readiness", 0.2)

    def _beginner(self, project: Project) -> _Judged:
        count = project.beginner_issues
        if count is None:
            return _UNKNOWN["beginner"]
        if count <= 0:
            return _Judged("beginner", 0.0)
        what = "an issue for newcomers" if count == 1 else f"{count} issues for newcomers"
        share = min(0.5 + 0.5 * count / _ENOUGH_ISSUES, 1.0)
        return _Judged("beginner", share, what, f"{count} open issue{'s'[: count > 1]} with such a label")

    def _contributions(self, project: Project) -> _Judged:
        if not project.contributions:
            return _UNKNOWN["contributions"]
        asked = kinds_asked(project.contributions)
        for kind in sorted(self._kinds):
            if kind in asked:
                return _Judged("contributions", 1.0, f"wants {kind}", f"contributions: {asked[kind]}")
        return _Judged("contributions", 0.0)

    def _reuse(self, project: Project) -> _Judged:
        shared = sorted(self._packages & set(project.packages))
        if not shared:
            return _Judged("reuse", 0.0)
        return _Judged("reuse", 1.0, "you depend on it", f"package {shared[0]}")

    def _against(self, project: Project, found: list[_Judged]) -> None:
        if project.archived:
            found.append(_Judged("archived", 1.0, "archived", "archived by its owner"))
        if project.closed:
            found.append(_Judged("closed", 1.0, "takes no contributions", f"“{project.closed}”"))
        if project.gone_since is not None:
            when = ago(project.gone_since, self.now)
            found.append(_Judged("gone", 1.0, "no longer listed", f"last listed {when}"))
        if project.lifecycle is not None and project.lifecycle.lower() in _DEPRECATED:
            found.append(_Judged("deprecated", 1.0, "deprecated", f"lifecycle {project.lifecycle}"))
        if project.base_documents is not None and not _guide_of(project):
            count = len(project.base_documents)
            evidence = f"none among {count} base document{'s'[: count != 1]}"
            found.append(_Judged("no guide", 1.0, "no CONTRIBUTING", evidence))
        moved = project.pushed_at or project.updated_at
        if moved is not None:
            months = days_between(moved, self.now) / 30.44
            start, full = STALE_MONTHS
            if months > start:
                share = min((months - start) / (full - start), 1.0)
                what = "last commit" if project.pushed_at else "last change"
                evidence = f"{'pushed' if project.pushed_at else 'updated'} {moved.date().isoformat()}"
                found.append(_Judged("stale", share, f"{what} {ago(moved, self.now)}", evidence))

    def _unknown(self, project: Project, activity: int | None, readiness: float | None) -> tuple[str, ...]:
        lacking = (
            ("activity", activity is None and project.stated_score is None, "activity"),
            ("stale", project.pushed_at is None and project.updated_at is None, "last commit"),
            ("readiness", readiness is None and not _guide_of(project) and project.base_documents is None,
             "base documents"),
            ("beginner", project.beginner_issues is None, "beginner issues"),
            ("contributions", bool(self._kinds) and not project.contributions, "contributions wanted"),
            ("reuse", bool(self._packages) and not project.packages, "packages"),
            ("skills", not (project.language or project.topics or project.skills or project.languages),
             "language and topics"),
        )  # fmt: skip
        return tuple(words for signal, lacks, words in lacking if lacks and signal in self._weights)


def project_fit(
    profile: Profile,
    project: Project,
    *,
    now: datetime,
    activity: int | None = None,
    readiness: float | None = None,
    rarity: Mapping[str, float] | None = None,
) -> Fit:
    """How well one project suits a profile; for many, make one `Matcher` and keep it."""
    return Matcher(profile, rarity, now=now).fit(project, activity=activity, readiness=readiness)


def ranked_projects(
    profile: Profile,
    projects: Iterable[Project],
    *,
    now: datetime,
    activity: Callable[[Project], int | None] | Mapping[str, int] | None = None,
    readiness: Mapping[str, float] | None = None,
    rarity: Mapping[str, float] | None = None,
    limit: int | None = None,
) -> list[tuple[Project, Fit]]:
    """The projects with their fit, best first; only the `limit` best get their reasons worked out.

    `activity` and `readiness` are by project id, or a function of the project.
    """
    matcher = Matcher(profile, rarity, now=now)
    ready = readiness or {}
    active = activity if callable(activity) else _lookup(activity or {})
    scored = []
    for project in projects:
        value = active(project)
        score = matcher.score(project, activity=value, readiness=ready.get(project.id))
        scored.append((-score, -(value or 0), project.id, project))
    scored.sort(key=itemgetter(0, 1, 2))
    return [
        (project, matcher.fit(project, activity=active(project), readiness=ready.get(project.id)))
        for *_, project in scored[:limit]
    ]


def rarity_of(projects: Iterable[Project]) -> dict[str, float]:
    """How rare each skill is among the projects, by its usual name: 1 for one project, 0 for all of them."""
    counts: dict[str, int] = {}
    total = 0
    for project in projects:
        total += 1
        for name in skills_of(project):
            counts[name] = counts.get(name, 0) + 1
    if total < 2:
        return {}
    return {name: 1.0 - log(count) / log(total) for name, count in counts.items()}


def _lookup(values: Mapping[str, int]) -> Callable[[Project], int | None]:
    return lambda project: values.get(project.id)


def _match_words(words: str, match: Match) -> str:
    if match.implied_by:
        return f"{match.name} goes with your {match.implied_by}"
    if match.shown_by:
        return f"{words} {match.name}, it is {match.shown_by}"
    return f"{words} {match.name}"


def _liveliness(score: float) -> str:
    for least, words in ((1000, "very active"), (300, "active"), (50, "some activity")):
        if score > least:
            return words
    return "little activity"


def _guide_of(project: Project) -> str:
    """The contribution guide, where one is known to exist."""
    if project.guidelines:
        return project.guidelines
    for path in project.base_documents or ():
        if path.rpartition("/")[2].lower().startswith("contributing"):
            return path
    return ""
