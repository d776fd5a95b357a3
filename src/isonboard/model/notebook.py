"""What the engineer owns: favourites, notes, journeys."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class Seen(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a favourite looked like at the last visit: news is what differs from it. None was not known then."""

    name: str = ""
    beginner_issues: tuple[str, ...] | None = None
    """Numbers of the open issues for newcomers."""
    activity: int | None = None
    release: str | None = None
    gone: bool = False


class Favourite(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A project the engineer starred, with enough of it to outlive the catalog."""

    id: str
    name: str
    url: str | None = None
    clone_url: str | None = None
    description: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    added_at: datetime | None = None
    visited_at: datetime | None = None
    seen: Seen | None = None


class Station(StrEnum):
    """How far a journey has come; the order is the journey's."""

    NOTICED = "noticed"
    FAVOURITE = "favourite"
    CLONED = "cloned"
    SET_UP = "set up"
    BRANCH = "branch"
    FIRST_CHANGE = "first change"
    PULL_OPEN = "PR open"
    MERGED = "merged"


class Contribution(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A branch of a journey that came before the present one."""

    branch: str
    issue: str | None = None
    title: str | None = None
    commit: str | None = None
    pull_url: str | None = None
    pull_state: str | None = None
    reviewers: tuple[str, ...] = ()
    merged_at: datetime | None = None


class Journey(Struct, frozen=True, kw_only=True, omit_defaults=True):
    project_id: str
    reached: dict[str, datetime] = {}
    """Station to when it was reached."""
    checkout: str | None = None
    branch: str | None = None
    issue: str | None = None
    pull_url: str | None = None
    pull_state: str | None = None
    """`open`, `closed` (not merged) or `merged`, as the forge last said."""
    title: str | None = None
    """What the pull request, or else the issue, is called."""
    commit: str | None = None
    """The last commit of one's own on the branch that was seen."""
    reviewers: tuple[str, ...] = ()
    """Whom to thank: “Ada Okafor (@ada)”."""
    earlier: tuple[Contribution, ...] = ()
    """Branches before this one, oldest first."""
