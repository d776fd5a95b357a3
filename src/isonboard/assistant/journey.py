"""Journeys: how far the engineer has come with each project, seen in their checkouts and asked of the forge."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct, structs

from isonboard.assistant.context import Context
from isonboard.assistant.detail import checkout_of
from isonboard.assistant.forges import forge_of
from isonboard.assistant.local_work import LocalWork, local_work
from isonboard.assistant.steps import where_next
from isonboard.assistant.thanks import congratulation, merged_since, record_line, thank_you
from isonboard.errors import IsonboardError
from isonboard.model.collaboration import PullRequest
from isonboard.model.notebook import Contribution, Journey, Station
from isonboard.model.ports import Collaboration
from isonboard.model.project import Project
from isonboard.notebook.journey import furthest, next_step

if TYPE_CHECKING:
    from isonboard.sources.transport import Transport

__all__ = [
    "JourneyPage",
    "all_journeys",
    "asked",
    "brought_up_to_date",
    "journey_page",
    "looked_after",
    "noticed",
    "record_line",
]

_EARLIER = 5  # earlier branches that are asked for, the youngest ones
_ORDER = tuple(Station)


class JourneyPage(Struct, frozen=True, kw_only=True):
    """Everything to show about a journey."""

    journey: Journey
    label: str
    """The project's name."""
    station: Station
    next_step: str
    where: tuple[str, ...]
    """What to type or open for it: command lines and addresses."""
    history: tuple[tuple[Station, datetime], ...]
    """The stations reached, in the journey's order."""
    work: LocalWork | None
    congratulation: str = ""
    """One sentence once it is merged."""
    thanks: str = ""
    """A ready text for the reviewers once it is merged."""
    record: str = ""
    """A Markdown line for the engineer's own record."""
    note: str = ""
    """One sentence where the forge could not be asked."""


def noticed(context: Context, project_id: str) -> None:
    """Remember that a project's page was opened. Nothing is written when it was known before."""
    journey = context.journeys.get(project_id)
    if journey is None or Station.NOTICED.value not in journey.reached:
        context.journeys.reach(project_id, Station.NOTICED)


def all_journeys(context: Context, name: str | None = None, *, every: bool = False) -> Sequence[Journey]:
    """Journeys brought up to date from their checkouts, the youngest step first. Raises NotFoundError.

    Favourites are journeys too. Projects that were only looked at are left out, unless `every` or named.
    """
    wanted = context.catalog.resolve(name).id if name else None
    kept = _by_present_id(context)
    for favourite in context.favourites.list():
        project_id = _present_id(context, favourite.id)
        journey = kept.get(project_id) or Journey(project_id=project_id)
        if Station.FAVOURITE.value not in journey.reached and favourite.added_at is not None:
            reached = journey.reached | {Station.FAVOURITE.value: favourite.added_at}
            kept[project_id] = structs.replace(journey, reached=_in_order(reached))
    if wanted is not None:
        chosen = [kept.get(wanted) or Journey(project_id=wanted)]
    else:
        chosen = [one for one in kept.values() if every or furthest(one) not in (None, Station.NOTICED)]
    found = [looked_after(context, one) for one in chosen]
    return sorted(found, key=_last_step, reverse=True)


def looked_after(context: Context, journey: Journey) -> Journey:
    """The journey after a look at its checkout; what is new is kept. Nothing is fetched.

    A commit of one's own on a branch of one's own is a first change; it is merged when the project's main branch has
    it, as the engineer's last fetch knew that branch.
    """
    checkout = journey.checkout or _expected_checkout(context, journey)
    if checkout is None:
        return journey
    found = journey
    if Station.CLONED.value not in journey.reached:
        found = _joined(
            journey, context.journeys.reach(journey.project_id, Station.CLONED, checkout=checkout)
        )
    if journey.earlier:
        _look_at_earlier(context, found, Path(checkout))
        found = journey = _on_the_branch_stood_on(context, found, Path(checkout))
    work = local_work(Path(checkout), journey.branch, journey.commit)
    if Station.MERGED.value in journey.reached:
        work = _next_round(Path(checkout), journey)
    if work is None or (journey.branch is None and work.pushed and not work.own):
        return found  # the main branch, or a colleague's branch that is only looked at
    for station, is_reached in (
        (Station.BRANCH, True),
        (Station.FIRST_CHANGE, bool(work.own)),
        (Station.MERGED, work.merged),
    ):
        commit = work.own[0] if work.own else None
        known = found.branch == work.branch and (station is Station.BRANCH or found.commit == commit)
        if is_reached and not (station.value in found.reached and known):
            reached = context.journeys.reach(
                journey.project_id, station, branch=work.branch, commit=commit, checkout=checkout
            )
            found = _joined(journey, reached)
    return found


def _look_at_earlier(context: Context, journey: Journey, checkout: Path) -> None:
    """Keep that an earlier branch is merged, as the engineer's last fetch knew the project's main branch."""
    for one in journey.earlier[-_EARLIER:]:
        if one.merged_at is None and one.pull_state != "closed":
            work = local_work(checkout, one.branch, one.commit)
            if work is not None and work.own:
                at = context.now() if work.merged else None
                renewed = structs.replace(one, commit=one.commit or work.own[0], merged_at=at)
                if renewed != one:
                    context.journeys.update_earlier(journey.project_id, renewed)


def _on_the_branch_stood_on(context: Context, journey: Journey, checkout: Path) -> Journey:
    """The journey with an earlier branch as the present one, where that is checked out and not merged."""
    kept = context.journeys.get(journey.project_id)
    if kept is None:
        return journey
    stood_on = local_work(checkout)
    waiting = {one.branch for one in kept.earlier if one.merged_at is None and one.pull_state != "closed"}
    if stood_on is not None and stood_on.branch in waiting and stood_on.branch != kept.branch:
        kept = context.journeys.reach(
            kept.project_id, Station.BRANCH, branch=stood_on.branch, checkout=str(checkout)
        )
    return _joined(journey, kept)


async def asked(context: Context, journey: Journey, transport: "Transport | None" = None) -> Journey:
    """The journey after asking the forge for pull requests from its branch; what is new is kept.

    A pull request counts only where it is certainly one's own: by the account named in the profile, by a commit made
    here, or by a branch pushed to the project itself. Raises SourceError, NotFoundError.
    """
    project = context.catalog.project(journey.project_id)
    if project is None or journey.branch is None:
        return journey
    logins = logins_of(context, project)
    async with forge_of(context, project, transport) as forge:
        if not isinstance(forge, Collaboration):
            return journey
        for one in journey.earlier[-_EARLIER:]:
            if one.merged_at is None and one.pull_state != "closed":
                pulls = await forge.pulls(project, one.branch, logins)
                _keep_earlier(context, journey, one, own_pull(pulls, logins, (one.commit or "",)))
        pulls = await forge.pulls(project, journey.branch, logins)
    work = local_work(Path(journey.checkout), journey.branch, journey.commit) if journey.checkout else None
    pull = own_pull(
        pulls, logins, work.own if work else (journey.commit or "",), pushed=work is not None and work.pushed
    )
    if pull is None:
        return context.journeys.get(journey.project_id) or journey
    return _joined(journey, _kept(context, journey, pull))


async def brought_up_to_date(
    context: Context, journey: Journey, transport: "Transport | None" = None
) -> tuple[Journey, str]:
    """The journey as the checkout and the forge tell it, and one sentence where the forge could not be asked.

    The forge is asked only where something can have happened there since.
    """
    journey = looked_after(context, journey)
    under_way = Station.FIRST_CHANGE.value in journey.reached and journey.pull_state != "merged"
    if not under_way or (context.offline and not context.sample):
        return journey, ""
    try:
        return await asked(context, journey, transport), ""
    except IsonboardError as error:
        return journey, f"the forge could not be asked: {error.sentence}"


def journey_page(context: Context, journey: Journey, note: str = "") -> JourneyPage:
    """The page of a journey, from what is known; `note` comes from `brought_up_to_date`."""
    project = context.catalog.project(journey.project_id)
    work = local_work(Path(journey.checkout), journey.branch, journey.commit) if journey.checkout else None
    station = furthest(journey) or Station.NOTICED
    merged = journey if station is Station.MERGED else merged_since(journey)
    return JourneyPage(
        journey=journey,
        label=project.label if project else journey.project_id,
        station=station,
        next_step=next_step(journey, pushed=work is not None and work.pushed),
        where=where_next(journey, project, work, sample=context.sample),
        history=tuple((one, journey.reached[one.value]) for one in _ORDER if one.value in journey.reached),
        work=work,
        congratulation=congratulation(journey, project) if merged else "",
        thanks=thank_you(merged.reviewers, project) if merged else "",
        record=record_line(context, journey),
        note=note,
    )


def own_pull(
    pulls: Sequence[PullRequest], logins: Sequence[str], commits: Sequence[str], *, pushed: bool = False
) -> PullRequest | None:
    """The engineer's own among pull requests from branches of one name: merged before open before closed."""
    accounts = {login.casefold() for login in logins}
    known = {commit for commit in commits if commit}
    own = [
        pull
        for pull in pulls
        if pull.author.casefold() in accounts
        or (pull.commit and pull.commit in known)
        or (not accounts and pushed and pull.foreign is False)
    ]
    order = ("merged", "open", "closed")
    return min(own, key=lambda pull: order.index(pull.state) if pull.state in order else 3, default=None)


def logins_of(context: Context, project: Project) -> tuple[str, ...]:
    """The engineer's accounts at the project's forge, as their profile names them."""
    host = (urlsplit(project.url).hostname if project.url else None) or project.id.partition("/")[0]
    return tuple(one.login for one in context.profile.identities if one.host.casefold() == host.casefold())


def _kept(context: Context, journey: Journey, pull: PullRequest) -> Journey:
    kept = context.journeys.reach(
        journey.project_id,
        Station.PULL_OPEN,
        at=pull.created_at,
        branch=journey.branch,
        pull_url=pull.url,
        pull_state=pull.state,
        title=pull.title or None,
    )
    if pull.state == "merged":
        kept = context.journeys.reach(
            journey.project_id, Station.MERGED, at=pull.merged_at, reviewers=pull.reviewers
        )
    return kept


def _keep_earlier(context: Context, journey: Journey, one: Contribution, pull: PullRequest | None) -> None:
    if pull is None:
        return
    renewed = structs.replace(
        one,
        pull_url=pull.url,
        pull_state=pull.state,
        title=pull.title or one.title,
        reviewers=pull.reviewers if pull.state == "merged" else one.reviewers,
        merged_at=pull.merged_at if pull.state == "merged" else None,
    )
    if renewed != one:
        context.journeys.update_earlier(journey.project_id, renewed)


def _next_round(checkout: Path, journey: Journey) -> LocalWork | None:
    """After a merge: the branch checked out now, where it is another one with commits of one's own."""
    work = local_work(checkout)
    earlier = {journey.branch, *(one.branch for one in journey.earlier)}
    return work if work is not None and work.branch not in earlier and work.own and not work.merged else None


def _joined(before: Journey, after: Journey) -> Journey:
    """`after` with what is known of `before` from elsewhere than the journal: when it became a favourite."""
    starred = before.reached.get(Station.FAVOURITE.value)
    reached = after.reached if starred is None else {Station.FAVOURITE.value: starred, **after.reached}
    return structs.replace(after, reached=_in_order(reached))


def _in_order(reached: dict[str, datetime]) -> dict[str, datetime]:
    return {one.value: reached[one.value] for one in _ORDER if one.value in reached}


def _by_present_id(context: Context) -> dict[str, Journey]:
    """Journeys by the ids that their projects have now; those of projects that have moved go on there."""
    journeys = context.journeys.load()
    moved = [(one.project_id, _present_id(context, one.project_id)) for one in journeys]
    for old, new in moved:
        if old != new:
            context.journeys.rename(old, new)
    if any(old != new for old, new in moved):
        journeys = context.journeys.load()
    return {one.project_id: one for one in journeys}


def _present_id(context: Context, project_id: str) -> str:
    project = context.catalog.project(project_id)
    return project.id if project is not None else project_id


def _expected_checkout(context: Context, journey: Journey) -> str | None:
    project = context.catalog.project(journey.project_id)
    return checkout_of(context, project) if project else None


def _last_step(journey: Journey) -> float:
    return max((at.timestamp() for at in journey.reached.values()), default=0.0)
