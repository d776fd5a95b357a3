"""What the engineer owns: favourites, notes, journeys."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


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


class Journey(Struct, frozen=True, kw_only=True, omit_defaults=True):
    project_id: str
    reached: dict[str, datetime] = {}
    """Station to when it was reached."""
    checkout: str | None = None
    branch: str | None = None
    issue: str | None = None
    pull_url: str | None = None
