"""Journeys: what the engineer did so far, seen in their checkouts, and a line for their own record."""

from collections.abc import Sequence
from pathlib import Path

from isonboard import git
from isonboard.assistant.context import Context
from isonboard.errors import IsonboardError
from isonboard.model.notebook import Journey, Station
from isonboard.notebook.journey import furthest
from isonboard.workspace.checkout import default_branch, state_of


def all_journeys(context: Context, name: str | None = None) -> Sequence[Journey]:
    """Every journey, or that of one project, brought up to date from its checkout. Raises NotFoundError."""
    wanted = context.catalog.resolve(name).id if name else None
    found = [one for one in context.journeys.load() if wanted is None or one.project_id == wanted]
    return [looked_after(context, one) for one in found]


def looked_after(context: Context, journey: Journey) -> Journey:
    """The journey after a look at its checkout: a branch of one's own with commits is a first change."""
    if not journey.checkout or not Path(journey.checkout).is_dir():
        return journey
    try:
        state = state_of(Path(journey.checkout))
    except IsonboardError:
        return journey
    if (
        state.branch
        and state.branch == journey.branch
        and state.ahead
        and Station.FIRST_CHANGE not in journey.reached
    ):
        return context.journeys.reach(journey.project_id, Station.FIRST_CHANGE)
    return journey


def _has_own_commits(checkout: Path) -> bool:
    """Whether the branch has commits that the project's main branch has not."""
    main = default_branch(checkout)
    if main is None:
        return False
    counted = git.run(["rev-list", "--count", f"refs/remotes/origin/{main}..HEAD"], cwd=checkout, check=False)
    return counted.stdout.strip() not in (b"", b"0")


def record_line(context: Context, journey: Journey) -> str:
    """One Markdown line for the engineer's own record."""
    project = context.catalog.project(journey.project_id)
    name = project.label if project else journey.project_id
    link = f"[{name}]({project.url})" if project and project.url else name
    station = furthest(journey)
    at = journey.reached.get(station.value) if station else None
    issue = f" for issue {journey.issue}" if journey.issue else ""
    pull = f" ({journey.pull_url})" if journey.pull_url else ""
    return (
        f"- {at:%Y-%m-%d}: {link}: {station.value}{issue}{pull}"
        if at and station
        else f"- {link}{issue}{pull}"
    )
