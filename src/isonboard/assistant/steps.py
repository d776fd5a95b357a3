"""What to type or open for the next step of a journey."""

import shlex
from collections.abc import Callable
from urllib.parse import quote, urlsplit

from isonboard.assistant.local_work import LocalWork
from isonboard.model.notebook import Journey, Station
from isonboard.model.project import Project
from isonboard.notebook.journey import furthest


class _Place:
    """A journey with all that its next step may need."""

    def __init__(
        self, journey: Journey, project: Project | None, work: LocalWork | None, *, sample: bool
    ) -> None:
        self.journey, self.project, self.work = journey, project, work
        self._sample = sample

    def ours(self, *words: str) -> str:
        """A command line of our own."""
        return shlex.join(["isonboard", *(["--sample"] if self._sample else []), *words])

    @property
    def page(self) -> tuple[str, ...]:
        return (self.project.url,) if self.project and self.project.url else ()

    @property
    def folder(self) -> tuple[str, ...]:
        return (shlex.join(["cd", self.journey.checkout]),) if self.journey.checkout else ()


def where_next(
    journey: Journey, project: Project | None, work: LocalWork | None, *, sample: bool = False
) -> tuple[str, ...]:
    """Command lines (quoted for a shell) and addresses, in their order."""
    return _WHERE[furthest(journey)](_Place(journey, project, work, sample=sample))


def new_pull_address(project: Project, branch: str, main: str, fork: str | None = None) -> str | None:
    """The page on which a pull request from a pushed branch is opened; None where the forge has none we know.

    `fork` is the path of the fork that the branch was pushed to, `ada/pay`.
    """
    if not project.url:
        return None
    page, named = project.url.removesuffix("/"), quote(branch, safe="/")
    if project.forge in ("github", "gitea"):
        owner = f"{quote(fork.rpartition('/')[0], safe='')}:" if fork else ""
        return f"{page}/compare/{quote(main, safe='/')}...{owner}{named}"
    if project.forge == "gitlab":
        parts = urlsplit(page)
        start = f"{parts.scheme}://{parts.netloc}/{quote(fork)}" if fork else page
        asked = quote("merge_request[source_branch]", safe="")
        return f"{start}/-/merge_requests/new?{asked}={quote(branch, safe='')}"
    return None


def _looking(place: _Place) -> tuple[str, ...]:
    return (place.ours("guide", place.journey.project_id), *place.page)


def _choosing(place: _Place) -> tuple[str, ...]:
    return (place.ours("issues", place.journey.project_id), *place.page)


def _setting_up(place: _Place) -> tuple[str, ...]:
    return (place.ours("setup", place.journey.checkout or "."),)


def _branching(place: _Place) -> tuple[str, ...]:
    project_id, number = place.journey.project_id, place.journey.issue
    if number:
        return (place.ours("clone", project_id, "--issue", number),)
    return (place.ours("issues", project_id, "--free"),)


def _changing(place: _Place) -> tuple[str, ...]:
    branch = place.journey.branch
    switch = (
        (shlex.join(["git", "switch", branch]),) if branch and place.work and not place.work.current else ()
    )
    return (*place.folder, *switch)


def _offering(place: _Place) -> tuple[str, ...]:
    branch = place.journey.branch
    if branch is None:
        return place.folder
    if place.work is None or not place.work.pushed:
        return (*place.folder, shlex.join(["git", "push", "--set-upstream", "origin", branch]))
    address = (
        new_pull_address(place.project, branch, place.work.main, place.work.fork) if place.project else None
    )
    return (address,) if address else place.page


def _following(place: _Place) -> tuple[str, ...]:
    return (place.journey.pull_url,) if place.journey.pull_url else place.page


_WHERE: dict[Station | None, Callable[[_Place], tuple[str, ...]]] = {
    None: _looking,
    Station.NOTICED: _looking,
    Station.FAVOURITE: _choosing,
    Station.CLONED: _setting_up,
    Station.SET_UP: _branching,
    Station.BRANCH: _changing,
    Station.FIRST_CHANGE: _offering,
    Station.PULL_OPEN: _following,
    Station.MERGED: _choosing,
}
