"""What is fetched on demand about one project: documents, issues, facts; the copy kept before where that fails."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from isonboard.assistant import rank
from isonboard.assistant.apart import apart
from isonboard.assistant.context import Context
from isonboard.assistant.forges import forge_of
from isonboard.assistant.maintainers import keep_maintainers, maintainers_of
from isonboard.assistant.published import packages_published
from isonboard.assistant.sync import outdate_index
from isonboard.catalog.activity import ActivityScore, activity_score
from isonboard.errors import IsonboardError, NotFoundError, SourceError
from isonboard.guidance.distil import guidance_of
from isonboard.guidance.readiness import readiness_of
from isonboard.match.beginner import tier_of
from isonboard.match.issue_order import RankedIssue, ranked_issues
from isonboard.match.linking import with_pulls_by_text
from isonboard.model.guidance import Document, Guidance, Readiness
from isonboard.model.issue import Issue, Tier
from isonboard.model.notebook import Favourite, Journey
from isonboard.model.profile import Fit
from isonboard.model.project import Project, SourceState

if TYPE_CHECKING:
    from isonboard.sources.transport import Transport

FRESH = timedelta(hours=1)
"""A copy younger than this is shown without asking the forge again."""


class ProjectPage(Struct, frozen=True, kw_only=True):
    """Everything about a project that is known without asking anybody."""

    project: Project
    fit: Fit
    activity: ActivityScore
    favourite: Favourite | None
    journey: Journey | None
    checkout: str | None
    """Path of the clone, where there is one."""
    sources: tuple[SourceState, ...]


class GuidancePage(Struct, frozen=True, kw_only=True):
    documents: tuple[Document, ...]
    guidance: Guidance
    readiness: Readiness
    fetched_at: datetime | None = None
    note: str = ""
    """One sentence when this is an older copy, or nothing could be fetched."""


class IssuePage(Struct, frozen=True, kw_only=True):
    issues: tuple[RankedIssue, ...]
    """Best first."""
    fetched_at: datetime | None = None
    note: str = ""
    hidden: int = 0
    """Open issues left out because no label invites."""
    taken: int = 0
    """Issues left out because their availability was not asked for."""


def project_page(context: Context, project_id: str) -> ProjectPage:
    """The page of a project. Raises NotFoundError."""
    project = _known(context, project_id)
    return ProjectPage(
        project=project,
        fit=rank.fit_of(context, project),
        activity=activity_score(project, context.now()),
        favourite=context.favourites.get(project.id),
        journey=context.journeys.get(project.id),
        checkout=checkout_of(context, project),
        sources=tuple(state for state in context.catalog.states() if state.name in project.listed_by),
    )


def checkout_of(context: Context, project: Project) -> str | None:
    """Where the project is cloned, or None."""
    from isonboard.workspace.checkout import checkout_path

    try:
        place = checkout_path(context.config.workspace_path, project)
    except IsonboardError:
        return None
    return str(place) if (place / ".git").exists() else None


async def guidance_page(context: Context, project_id: str, *, refresh: bool = False) -> GuidancePage:
    """The base documents and what they come to. Raises NotFoundError, and SourceError when nothing is kept."""
    project = _known(context, project_id)
    kept = context.catalog.documents(project.id)
    note = ""
    if refresh or kept is None or _is_old(context, kept[1]):
        try:
            kept = (await fetch_documents_of(context, project), context.now())
        except (SourceError, NotFoundError) as error:
            note = _or_raise(error, kept is not None)
    documents, at = kept if kept is not None else ((), None)
    project = context.catalog.project(project.id) or project
    return GuidancePage(
        documents=tuple(documents),
        guidance=await apart(partial(guidance_of, documents, project)),
        readiness=await apart(partial(readiness_of, documents if kept is not None else None, project)),
        fetched_at=at,
        note=note,
    )


def checkout_guidance(root: Path) -> GuidancePage:
    """The guidance of a checkout on this machine: its files are read as text, nothing of it runs."""
    from isonboard.guidance.documents import read_checkout

    documents = read_checkout(root)
    return GuidancePage(
        documents=documents, guidance=guidance_of(documents, None), readiness=readiness_of(documents, None)
    )


async def issue_page(
    context: Context, project_id: str, *, all_tiers: bool = False, refresh: bool = False
) -> IssuePage:
    """The open issues that invite newcomers (or, with `all_tiers`, all), best first. Raises as `guidance_page`."""
    project = _known(context, project_id)
    kept = context.catalog.issues(project.id)
    note = ""
    at_hand = project.forge == "local" and not context.offline  # a file on this machine: read as it is now
    if refresh or kept is None or at_hand or _is_old(context, kept[1]):
        try:
            kept = (await fetch_issues_of(context, project), context.now())
        except (SourceError, NotFoundError) as error:
            note = _or_raise(error, kept is not None)
    issues, at = kept if kept is not None else ((), None)
    project = context.catalog.project(project.id) or project
    shown = [issue for issue in issues if all_tiers or tier(context, issue, project) is not None]
    return IssuePage(
        issues=tuple(await apart(_ordering(context, [(issue, project) for issue in shown], issues))),
        fetched_at=at,
        note=note,
        hidden=len(issues) - len(shown),
    )


async def fetch_documents_of(
    context: Context, project: Project, transport: "Transport | None" = None
) -> tuple[Document, ...]:
    """Ask the forge for the base documents and keep them. Raises SourceError, NotFoundError."""
    async with forge_of(context, project, transport) as forge:
        documents = tuple(await forge.documents(project))
    with context.catalog.if_possible():
        context.catalog.put_documents(project.id, documents, context.now())
        outdate_index(context)
        keep_maintainers(context, project.id, documents)
    return documents


async def fetch_details_of(
    context: Context, project: Project, transport: "Transport | None" = None
) -> Project:
    """Ask the forge for the facts that lists leave out and keep them. Raises SourceError, NotFoundError."""
    async with forge_of(context, project, transport) as forge:
        detailed = await forge.details(project)
        detailed = structs.replace(detailed, packages=await packages_published(forge, detailed))
    with context.catalog.if_possible():
        context.catalog.put_details(detailed)
    return detailed


async def fetch_issues_of(
    context: Context, project: Project, transport: "Transport | None" = None
) -> tuple[Issue, ...]:
    """Ask the forge for the open issues and keep them. Raises SourceError, NotFoundError."""
    async with forge_of(context, project, transport) as forge:
        listed = with_pulls_by_text(await forge.issues(project))
    issues = tuple(issue for issue in listed if not issue.is_pull_request)
    with context.catalog.if_possible():
        beginner = sum(tier(context, issue, project) is Tier.NEWCOMERS for issue in issues)
        context.catalog.put_issues(project.id, issues, context.now(), beginner)
    return issues


async def issue_detail(context: Context, project_id: str, number: str) -> RankedIssue:
    """One issue with comments and events where they can be had. Raises NotFoundError, SourceError."""
    project = _known(context, project_id)
    kept = context.catalog.issues(project.id)
    known = next((issue for issue in kept[0] if issue.number == number), None) if kept else None
    try:
        async with forge_of(context, project) as forge:
            known = _with_pulls_of(await forge.issue(project, number), known)
        with context.catalog.if_possible():
            context.catalog.put_issue(known)
    except (SourceError, NotFoundError):
        if known is None:
            raise
    assert known is not None
    return ordered(context, [(known, project)], kept[0] if kept else ())[0]


async def details(context: Context, project_id: str, *, refresh: bool = False) -> Project:
    """The project with the facts that lists leave out. Raises NotFoundError, and SourceError when never fetched."""
    project = _known(context, project_id)
    at = context.catalog.details_at(project.id)
    if not refresh and at is not None and not _is_old(context, at):
        return project
    try:
        detailed = await fetch_details_of(context, project)
        if context.catalog.details_at(project.id) == at:  # it could not be kept
            return detailed
    except (SourceError, NotFoundError):
        if at is None and refresh:
            raise
    return context.catalog.project(project.id) or project


def tier(context: Context, issue: Issue, project: Project) -> Tier | None:
    """Whom an issue invites, by the built-in labels, the company's and the source's own."""
    sources = [source for source in context.sources if source.name in project.listed_by]
    beginner = [*context.config.labels.beginner, *(label for one in sources for label in one.labels_beginner)]
    anyone = [*context.config.labels.open, *(label for one in sources for label in one.labels_open)]
    return tier_of(issue.labels, tuple(beginner), tuple(anyone))


def ordered(
    context: Context, issues: Sequence[tuple[Issue, Project]], among: Iterable[Issue] = ()
) -> list[RankedIssue]:
    """Issues best first, by the profile, the labels and what is known of their projects; `among` all of theirs."""
    return _ordering(context, issues, among)()


def _ordering(
    context: Context, issues: Sequence[tuple[Issue, Project]], among: Iterable[Issue]
) -> Callable[[], list[RankedIssue]]:
    """`ordered` with all that it needs of the catalog taken out: what is left reads nothing."""
    projects = {project.id: project for _, project in issues}
    scores = context.catalog.activities(tuple(projects))
    shares = {one: rank.readiness_share(project) for one, project in projects.items()}
    return partial(
        ranked_issues,
        context.profile,
        issues,
        context.now(),
        tier=lambda issue, project: tier(context, issue, project),
        among=among,
        activity={one: score for one, score in scores.items() if score is not None},
        readiness={one: share for one, share in shares.items() if share is not None},
        rarity=rank.rarity(context),
        maintainers=maintainers_of(context, issues),
    )


def _with_pulls_of(issue: Issue, kept: Issue | None) -> Issue:
    """The issue with the pull requests that the list told of, where its own answer lists none."""
    if issue.pulls or kept is None or not kept.pulls or issue.project_id.partition("/")[0] != "local":
        return issue
    return structs.replace(issue, pulls=kept.pulls)


def _known(context: Context, project_id: str) -> Project:
    project = context.catalog.project(project_id)
    if project is None:
        raise NotFoundError(f"{project_id} is not in the catalog", hint="Run “isonboard sync”.")
    return project


def _is_old(context: Context, at: datetime) -> bool:
    return not context.offline and context.now() - at > FRESH


def _or_raise(error: IsonboardError, has_copy: bool) -> str:
    if not has_copy:
        raise error
    return f"this is the copy kept before: {error.sentence}"
