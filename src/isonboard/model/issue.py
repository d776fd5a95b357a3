"""Issues, what happened to them, and whether one may take them."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class Comment(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A comment; `association` is GitHub's author association (OWNER, MEMBER, COLLABORATOR, CONTRIBUTOR, NONE)."""

    author: str
    body: str
    at: datetime | None = None
    association: str | None = None


class IssueEvent(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that happened: `assigned`, `unassigned`, `labeled`, `closed`, `reopened`, `transferred`,
    `connected` (a pull request was linked), `disconnected`, `referenced`, `branch_created`.
    """

    kind: str
    at: datetime | None = None
    actor: str = ""
    subject: str = ""
    """Whom or what it is about: the assignee, the label, the pull request."""


class LinkedPull(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A pull request that says it closes the issue; `state` is `open`, `closed` or `merged`."""

    number: str
    state: str
    author: str = ""
    url: str | None = None
    updated_at: datetime | None = None
    draft: bool = False


class Issue(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An issue of a project. Text has passed the gate; what the system does not tell is None."""

    project_id: str
    number: str
    """As the tracker names it: `17`, `PAY-17`."""
    title: str
    body: str = ""
    url: str | None = None
    state: str = "open"
    labels: tuple[str, ...] = ()
    author: str = ""
    association: str | None = None
    """The author's relation to the project (GitHub's words)."""
    assignees: tuple[str, ...] | None = ()
    comment_count: int | None = None
    comments: tuple[Comment, ...] | None = None
    events: tuple[IssueEvent, ...] | None = None
    pulls: tuple[LinkedPull, ...] | None = None
    """Pull requests that would close it; None where the forge was not or cannot be asked."""
    branches: tuple[str, ...] | None = None
    blocked_by: tuple[str, ...] | None = None
    milestone: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    is_pull_request: bool = False
    locked: bool = False

    @property
    def key(self) -> str:
        return f"{self.project_id}#{self.number}"


class Tier(StrEnum):
    """How a beginner-friendly issue invites: to newcomers, or to anyone."""

    NEWCOMERS = "newcomers"
    ANYONE = "anyone"


class AvailabilityState(StrEnum):
    FREE = "free"
    STALE_CLAIM = "stale claim"
    CLAIMED = "claimed"
    PULL_OPEN = "PR open"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"


class Availability(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whether an issue may be taken, and the event that says so."""

    state: AvailabilityState
    reason: str
    """One short phrase with its evidence: “assigned to ada 3 days ago”."""
    since: datetime | None = None
    certain: bool = True
    """False when the forge could not tell all (linked pull requests, comments), or a comment was only guessed at."""
