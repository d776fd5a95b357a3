"""Beginner issues over the whole catalog: fetched bit by bit for what matters most, filtered and ranked together."""

import asyncio
from collections.abc import Callable, Sequence

from msgspec import Struct

from isonboard.assistant.background import OLD
from isonboard.assistant.context import Context
from isonboard.assistant.detail import IssuePage, fetch_issues_of, ordered, tier
from isonboard.assistant.forges import one_transport
from isonboard.catalog.order import Order
from isonboard.errors import IsonboardError, NotFoundError, SourceError
from isonboard.match.beginner import tier_of
from isonboard.match.task import size_of
from isonboard.model.issue import AvailabilityState, Issue
from isonboard.model.ports import Report
from isonboard.model.progress import Notice, Progress
from isonboard.model.project import Project

BUDGET = 100
"""Projects whose issues are fetched in one go: the best matches and the favourites."""
_AT_ONCE = 4


class IssueFilter(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is looked for; empty fields let everything pass."""

    text: str = ""
    project: str | None = None
    """A project id."""
    languages: tuple[str, ...] = ()
    label: str | None = None
    availability: tuple[AvailabilityState, ...] = ()
    size: str | None = None
    """As a label states it: XS, S, M, L or XL."""
    favourites_only: bool = False
    all_tiers: bool = False


class Fetched(Struct, frozen=True):
    """How many projects were asked for their issues, and how many of them gave none."""

    asked: int
    failed: int


def known_issues(context: Context, wanted: IssueFilter, limit: int | None = None) -> IssuePage:
    """Every issue fetched so far that passes, best first, over the whole catalog."""
    starred = context.starred()
    projects: dict[str, Project | None] = {}
    passing: list[tuple[Issue, Project]] = []
    among: list[Issue] = []
    hidden = 0
    for issue in context.catalog.all_issues():
        if issue.is_pull_request or issue.state != "open":
            continue
        among.append(issue)
        if issue.project_id not in projects:
            projects[issue.project_id] = context.catalog.project(issue.project_id)
        project = projects[issue.project_id]
        if project is None or not passes(wanted, issue, project, starred):
            continue
        if not wanted.all_tiers and tier(context, issue, project) is None:
            hidden += 1
            continue
        passing.append((issue, project))
    ranked = ordered(context, passing, among)
    known = len(ranked)
    if wanted.availability:
        ranked = [one for one in ranked if one.availability.state in wanted.availability]
    return IssuePage(issues=tuple(ranked[:limit]), hidden=hidden, taken=known - len(ranked))


def wanted_projects(context: Context, budget: int = BUDGET) -> list[str]:
    """Ids whose issues are worth fetching first: favourites, then the best fits; those never fetched before."""
    starred = context.starred()
    order = [*sorted(starred), *(one for one in context.catalog.ids(Order.FIT) if one not in starred)]
    return order[:budget]


def is_due(context: Context, project_id: str) -> bool:
    """Whether a project's issues want reading: never read, read more than a day ago, or a file on this machine."""
    at = context.catalog.issues_at(project_id)
    if at is None or context.now() - at > OLD:
        return True
    project = context.catalog.project(project_id)
    return project is not None and project.forge == "local"


async def fetch_issues(
    context: Context,
    project_ids: Sequence[str],
    *,
    report: Report,
    cancelled: Callable[[], bool] = lambda: False,
) -> Fetched:
    """Fetch the issues of these projects, a few at a time; one that fails is named and the others go on.

    What failed alike is said once, with how many projects it is about.
    """
    gate = asyncio.Semaphore(_AT_ONCE)
    done = 0
    failures: dict[object, list[tuple[str, IsonboardError]]] = {}

    async def one(project: Project) -> None:
        nonlocal done
        async with gate:
            if cancelled():
                return
            try:
                await fetch_issues_of(context, project, transport)
            except (SourceError, NotFoundError) as error:
                alike = (type(error), error.hint)
                failures.setdefault(alike, []).append((project.id, error))
            done += 1
            report(
                Progress(
                    stage="reading issues",
                    done=done,
                    total=len(projects),
                    unit="projects",
                    subject=project.id,
                )
            )

    projects = context.catalog.projects(list(project_ids))
    async with one_transport(context) as transport:
        await asyncio.gather(*(one(project) for project in projects))
    for failed in failures.values():
        report(_told(failed))
    return Fetched(asked=done, failed=sum(map(len, failures.values())))


def _told(failed: Sequence[tuple[str, IsonboardError]]) -> Notice:
    """What happened to these projects, in one sentence."""
    first, error = failed[0]
    if len(failed) == 1:
        return Notice(text=error.message, hint=error.hint, subject=first)
    return Notice(
        text=f"no issues of {len(failed)} projects, the first is {first}: {error.message}", hint=error.hint
    )


def passes(
    wanted: IssueFilter, issue: Issue, project: Project, starred: frozenset[str] = frozenset()
) -> bool:
    """Whether an issue is what is looked for; its tier and availability are judged elsewhere."""
    if wanted.project and project.id != wanted.project:
        return False
    if wanted.favourites_only and project.id not in starred:
        return False
    folded = [language.casefold() for language in wanted.languages]
    if folded and (project.language or "").casefold() not in folded:
        return False
    if wanted.label and not _has_label(issue, wanted.label):
        return False
    if wanted.size:
        stated = size_of(issue.labels)
        if stated is None or stated.value != wanted.size.upper():
            return False
    searched = f"{issue.title} {project.label} {' '.join(issue.labels)}".casefold()
    return all(word in searched for word in wanted.text.casefold().split())


def _has_label(issue: Issue, label: str) -> bool:
    """By the words of the label, or by its tier: “good first issue” also finds its synonyms."""
    folded = label.casefold()
    if any(folded == own.casefold() for own in issue.labels):
        return True
    meant = tier_of((label,))
    return meant is not None and tier_of(issue.labels) is meant
