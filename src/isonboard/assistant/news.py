"""What is new with the favourites since the last visit, from what is kept; and the visit itself.

Compared is with the small snapshot that every visit leaves in the notebook; a favourite without one (starred by an
older version, or imported) is compared by dates. What was not known then or is not known now is no news.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from isonboard.assistant.context import Context
from isonboard.assistant.detail import fetch_issues_of, tier
from isonboard.assistant.health import health, kept_standing
from isonboard.catalog.activity import activity_score
from isonboard.errors import NotFoundError, SourceError
from isonboard.model.collaboration import Release
from isonboard.model.issue import Issue, Tier
from isonboard.model.notebook import Favourite, Seen, Station
from isonboard.model.ports import Report
from isonboard.model.progress import Notice, Progress
from isonboard.model.project import Project

NOTABLE = 0.25
"""An activity score that changed by less than this share is no news."""
_AT_ONCE = 4
_NAMED = 3  # issues named in a line of news


class Kind(StrEnum):
    BEGINNER_ISSUES = "new beginner issues"
    RELEASE = "release"
    ACTIVITY = "activity"
    GONE = "gone"
    RENAMED = "renamed"


class News(Struct, frozen=True, kw_only=True):
    """One thing that is new with a favourite."""

    project_id: str
    """The favourite's id, as it is starred."""
    kind: Kind
    text: str
    """A sentence without its full stop: “2 new issues for newcomers: #17 …, #18 …”."""
    count: int = 1


def news(context: Context) -> tuple[News, ...]:
    """Everything new with the favourites, in their order; nothing is fetched."""
    return tuple(one for favourite in context.favourites.list() for one in news_of(context, favourite))


def with_news(context: Context) -> int:
    """How many favourites have something new since their last visit."""
    return sum(bool(news_of(context, favourite)) for favourite in context.favourites.list())


def news_of(context: Context, favourite: Favourite) -> tuple[News, ...]:
    """What is new with one favourite since its last visit."""
    if context.catalog.count() == 0:
        return ()  # nothing was ever read: nothing can be gone
    project = context.catalog.project(favourite.id)
    seen = favourite.seen
    since = favourite.visited_at or favourite.added_at
    if project is None or project.gone_since is not None:
        known = seen is not None and seen.gone
        return () if known else (_told(favourite, Kind.GONE, "no source lists it any more"),)
    found = [
        _renamed(favourite, project),
        _issues(context, favourite, project, since),
        _release(context, favourite, project, since),
        _activity(context, favourite, project),
    ]
    return tuple(one for one in found if one is not None)


def mark_seen(context: Context, project_id: str) -> bool:
    """Remember what a favourite looks like now, as its page is being read; False when it is no favourite."""
    if context.favourites.get(project_id) is None:
        return False
    project = context.catalog.project(project_id)
    return context.favourites.visited(project_id, context.now(), _snapshot(context, project))


def star(context: Context, project: Project, note: str = "", tags: Sequence[str] = ()) -> Favourite:
    """Make a project a favourite: its journey begins, and news counts from what it looks like now."""
    favourite = context.favourites.add(project, note, tags)
    context.journeys.reach(favourite.id, Station.FAVOURITE)
    if favourite.seen is None:
        mark_seen(context, favourite.id)
    return context.favourites.get(favourite.id) or favourite


async def fetch_news(
    context: Context, *, report: Report, cancelled: Callable[[], bool] = lambda: False
) -> None:
    """Ask the forges of the favourites for issues and releases; one that fails is named and the others go on."""
    gate = asyncio.Semaphore(_AT_ONCE)
    done = 0

    async def one(project: Project) -> None:
        nonlocal done
        async with gate:
            if cancelled():
                return
            try:
                await fetch_issues_of(context, project)
                await health(context, project.id)
            except (SourceError, NotFoundError) as error:
                report(Notice(text=error.message, hint=error.hint, subject=project.id))
            done += 1
            report(
                Progress(
                    stage="asking for news", done=done, total=len(found), unit="projects", subject=project.id
                )
            )

    listed = [context.catalog.project(favourite.id) for favourite in context.favourites.list()]
    found = [project for project in listed if project is not None and project.gone_since is None]
    await asyncio.gather(*(one(project) for project in found))


def _snapshot(context: Context, project: Project | None) -> Seen:
    if project is None:
        return Seen(gone=True)
    issues = _beginner_issues(context, project)
    newest = _newest(context, project)
    return Seen(
        name=project.full_name or project.label,
        beginner_issues=None if issues is None else tuple(issue.number for issue in issues),
        activity=activity_score(project, context.now()).value,
        release=None if newest is None else newest.name,
        gone=project.gone_since is not None,
    )


def _renamed(favourite: Favourite, project: Project) -> News | None:
    name = project.full_name or project.label
    before = favourite.seen.name if favourite.seen else ""
    if project.id != favourite.id:
        return _told(favourite, Kind.RENAMED, f"it has moved to {project.id}")
    if before and before != name:
        return _told(favourite, Kind.RENAMED, f"it is called {name} now, it was {before}")
    return None


def _issues(context: Context, favourite: Favourite, project: Project, since: datetime | None) -> News | None:
    issues = _beginner_issues(context, project)
    if issues is None:
        return None
    known = favourite.seen.beginner_issues if favourite.seen else None
    if known is not None:
        fresh = [issue for issue in issues if issue.number not in known]
    elif since is not None:
        fresh = [issue for issue in issues if issue.created_at is not None and issue.created_at > since]
    else:
        return None
    if not fresh:
        return None
    named = ", ".join(f"#{issue.number} {issue.title}" for issue in fresh[:_NAMED])
    more = f" and {len(fresh) - _NAMED} more" if len(fresh) > _NAMED else ""
    plural = "s" if len(fresh) != 1 else ""
    return _told(
        favourite,
        Kind.BEGINNER_ISSUES,
        f"{len(fresh)} new issue{plural} for newcomers: {named}{more}",
        len(fresh),
    )


def _release(context: Context, favourite: Favourite, project: Project, since: datetime | None) -> News | None:
    newest = _newest(context, project)
    if newest is None:
        return None
    before = favourite.seen.release if favourite.seen else None
    if before is not None:
        is_new = newest.name != before
    else:  # none was known then: there may have been one all the time
        is_new = newest.at is not None and since is not None and newest.at > since
    return _told(favourite, Kind.RELEASE, f"released {newest.name}") if is_new else None


def _activity(context: Context, favourite: Favourite, project: Project) -> News | None:
    before = favourite.seen.activity if favourite.seen else None
    now = activity_score(project, context.now())
    if before is None or now.value is None or abs(now.value - before) <= NOTABLE * max(before, 1):
        return None
    way = "more" if now.value > before else "less"
    return _told(favourite, Kind.ACTIVITY, f"{way} active than before: {now.value:,} (was {before:,})")


def _beginner_issues(context: Context, project: Project) -> list[Issue] | None:
    kept = context.catalog.issues(project.id)
    if kept is None:
        return None
    return [
        issue
        for issue in kept[0]
        if issue.state == "open"
        and not issue.is_pull_request
        and tier(context, issue, project) is Tier.NEWCOMERS
    ]


def _newest(context: Context, project: Project) -> Release | None:
    """The newest release that is no preview, as the forge last told."""
    kept = kept_standing(context, project.id)
    releases = kept[0].releases if kept else None
    return next((one for one in releases or () if not one.preview), None)


def _told(favourite: Favourite, kind: Kind, text: str, count: int = 1) -> News:
    return News(project_id=favourite.id, kind=kind, text=text, count=count)
