"""Whether one may take part in a project, and how it answers: access, checks, response, openness, releases.

Everything is measured on what the forge tells, with the size of the sample; what it does not tell is None, never
zero.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

import msgspec
from msgspec import Struct

from isonboard.address import web_address
from isonboard.assistant.context import Context
from isonboard.assistant.detail import FRESH
from isonboard.assistant.forges import forge_of
from isonboard.catalog.activity import ActivityScore, activity_score
from isonboard.errors import NotFoundError, SourceError
from isonboard.guidance.distil import guidance_of
from isonboard.model.collaboration import Access, Checks, CheckState, PullRequest, Release, Standing
from isonboard.model.issue import Issue
from isonboard.model.ports import Collaboration
from isonboard.model.project import Link, Project

_TEAM = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
_OWN = frozenset({"OWNER", "COLLABORATOR"})
_TOO_YOUNG = timedelta(days=3)
"""An issue younger than this that has no answer yet says nothing about the project."""
_BARS = "▁▂▃▄▅▆▇█"
_KEPT = "standing"
_ASKED = ("trusted committer", "maintainer", "chat", "code owner", "mailing list", "forum")
"""Kinds of contacts that one asks for access, in this order."""


class Response(Struct, frozen=True, kw_only=True):
    """How long people from elsewhere wait for a first answer of a maintainer."""

    median: timedelta | None
    """Of the answered ones; None when none was answered."""
    answered: int
    sample: int
    """Issues opened last by people who are not maintainers; the youngest without an answer do not count."""


class Openness(Struct, frozen=True, kw_only=True):
    """How many of the pull requests merged last came from outside the team."""

    outside: int
    sample: int

    @property
    def share(self) -> float:
        return self.outside / self.sample


class Health(Struct, frozen=True, kw_only=True):
    """What is known of a project's health; None is unknown."""

    project_id: str
    access: Access | None
    ask: tuple[Link, ...]
    """Where to ask for access or help: the project's contacts, else people and places that its documents name."""
    help: str
    """The company's own place to ask, as its starter file says."""
    checks: Checks | None
    response: Response | None
    openness: Openness | None
    activity: ActivityScore
    participation: tuple[int, ...]
    """Commits a week, oldest first; empty when unknown."""
    sparkline: str
    """The same as a row of bars; "" when unknown."""
    releases: tuple[Release, ...] | None
    """Newest first."""
    fetched_at: datetime | None
    note: str = ""
    """One sentence where this is an older copy or the forge does not tell."""


async def health(context: Context, project_id: str, *, refresh: bool = False) -> Health:
    """The health of a project; the forge is asked unless a young copy is kept. Raises NotFoundError.

    A forge that cannot be asked is not an error: what is known without it is returned, and `note` says why.
    """
    project = context.catalog.project(project_id)
    if project is None:
        raise NotFoundError(f"{project_id} is not in the catalog", hint="Run “isonboard sync”.")
    kept = kept_standing(context, project_id)
    note = ""
    if refresh or kept is None or context.now() - kept[1] > FRESH:
        try:
            async with forge_of(context, project) as forge:
                if isinstance(forge, Collaboration):
                    kept = (await forge.standing(project), context.now())
                    _keep(context, project_id, *kept)
                else:
                    note = "its forge is not asked about access, checks and answers: they stay unknown"
        except (SourceError, NotFoundError) as error:
            older = "this is the copy kept before" if kept else "the forge could not be asked"
            note = f"{older}: {error.sentence}"
    return health_of(context, project, kept, note)


def health_of(
    context: Context, project: Project, kept: tuple[Standing, datetime] | None, note: str = ""
) -> Health:
    """The health of a project by what a forge said at some time; None where it was never asked."""
    standing, at = kept if kept is not None else (Standing(), None)
    return Health(
        project_id=project.id,
        access=standing.access,
        ask=project.contacts or _named_in_documents(context, project),
        help=context.config.company.help or "",
        checks=standing.checks,
        response=None if standing.issues is None else response_of(standing.issues, at or context.now()),
        openness=None if standing.merged is None else openness_of(standing.merged),
        activity=activity_score(project, context.now()),
        participation=project.participation,
        sparkline=sparkline(project.participation),
        releases=standing.releases,
        fetched_at=at,
        note=note,
    )


def response_of(issues: Sequence[Issue], now: datetime) -> Response | None:
    """The time to the first answer of a maintainer; None without an issue that tells it.

    Counted are issues of people who are not maintainers. A maintainer is whom the forge calls owner, member or
    collaborator; comments of robots and of the author are no answers.
    """
    waits: list[timedelta] = []
    sample = 0
    for issue in issues:
        if issue.association in _TEAM or issue.created_at is None or issue.comments is None:
            continue
        answers = [
            comment.at - issue.created_at
            for comment in issue.comments
            if comment.association in _TEAM and comment.author != issue.author and comment.at is not None
        ]
        if answers:
            waits.append(max(min(answers), timedelta()))
        elif now - issue.created_at < _TOO_YOUNG:
            continue
        sample += 1
    if not sample:
        return None
    middle = timedelta(seconds=median(wait.total_seconds() for wait in waits)) if waits else None
    return Response(median=middle, answered=len(waits), sample=sample)


def openness_of(merged: Sequence[PullRequest]) -> Openness | None:
    """How many merged pull requests came from outside the team; None without one that tells it.

    In a company nearly everybody is a member of the organisation, so membership alone does not make the team: a
    member who works from a fork and merged nothing in the sample is from outside. Where the forge does not tell the
    relation, the fork alone decides.
    """
    mergers = {pull.merged_by for pull in merged if pull.merged_by and pull.merged_by != pull.author}
    told = [pull for pull in merged if pull.association is not None or pull.foreign is not None]
    outside = [
        pull
        for pull in told
        if pull.association not in _OWN
        and pull.author not in mergers
        and (pull.association not in (None, "MEMBER") or pull.foreign is True)
    ]
    return Openness(outside=len(outside), sample=len(told)) if told else None


def sparkline(weeks: Sequence[int]) -> str:
    """Commits a week as a row of bars, the busiest week the highest; "" for none."""
    most = max(weeks, default=0)
    if not weeks:
        return ""
    return "".join(
        _BARS[0] if most == 0 else _BARS[-(-week * (len(_BARS) - 1) // most)] for week in map(int, weeks)
    )


def sentences(one: Health) -> dict[str, str]:
    """Each part in words for a person, what is unknown said so."""
    return {
        "access": _access(one),
        "default branch": _checks(one.checks),
        "first answer": _response(one.response),
        "from outside": _openness(one.openness),
        "releases": _releases(one.releases),
    }


def kept_standing(context: Context, project_id: str) -> tuple[Standing, datetime] | None:
    """What the forge said last, and when; None where it was never asked."""
    said = context.catalog.meta(f"{_KEPT} {project_id}")
    if said is None:
        return None
    try:
        return msgspec.json.decode(said, type=tuple[Standing, datetime])
    except msgspec.DecodeError:
        return None


def _named_in_documents(context: Context, project: Project) -> tuple[Link, ...]:
    """Whom the kept documents name, those first who decide on contributions."""
    kept = context.catalog.documents(project.id)
    contacts = guidance_of(kept[0], project).contacts if kept else ()
    asked = sorted((one for one in contacts if one.kind in _ASKED), key=lambda one: _ASKED.index(one.kind))
    links = [Link(one.name, url) for one in asked if (url := web_address(one.url))]
    return tuple(links[:3])


def _keep(context: Context, project_id: str, standing: Standing, at: datetime) -> None:
    with context.catalog.if_possible():
        context.catalog.put_meta(f"{_KEPT} {project_id}", msgspec.json.encode((standing, at)).decode())


def _access(one: Health) -> str:
    access = one.access
    if access is None:
        return "unknown"
    can = {True: "yes", False: "no", None: "unknown"}
    parts = [f"read {can[access.read]}", f"fork {can[access.fork]}", f"push {can[access.write]}"]
    if access.visibility:
        parts.append(access.visibility)
    if access.archived:
        parts.append("archived: it takes no changes")
    if access.read is False or (access.fork is False and access.write is not True):
        asked = one.ask[0].title if one.ask else one.help
        parts.append(f"ask {asked}" if asked else "ask its maintainers")
    return ", ".join(parts)


def _checks(checks: Checks | None) -> str:
    if checks is None or checks.state is CheckState.UNKNOWN:
        return "unknown"
    branch = f" on {checks.branch}" if checks.branch else ""
    if checks.state is CheckState.NONE:
        return f"no automatic checks{branch}"
    return f"{checks.state.value}{branch}"


def _response(response: Response | None) -> str:
    if response is None:
        return "unknown"
    of = f"{response.answered} of {response.sample} issues answered"
    return f"{spoken(response.median)} (median; {of})" if response.median is not None else of


def _openness(openness: Openness | None) -> str:
    if openness is None:
        return "unknown"
    return f"{openness.share:.0%} ({openness.outside} of {openness.sample} merged pull requests)"


def _releases(releases: tuple[Release, ...] | None) -> str:
    if releases is None:
        return "unknown"
    if not releases:
        return "none"
    newest = releases[0]
    return f"{newest.name}{f', {newest.at:%Y-%m-%d}' if newest.at else ''}"


def spoken(length: timedelta) -> str:
    """A length of time in words, by its largest unit."""
    seconds = length.total_seconds()
    for size, word in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            count = round(seconds / size)
            return f"{count} {word}{'s' if count != 1 else ''}"
    return "under a minute"
