"""Working together on a forge: pull requests, whether one may take part, and how the project answers."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from isonboard.model.issue import Issue


class PullRequest(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A pull (or merge) request; what the forge does not tell is None or empty."""

    number: str
    title: str = ""
    state: str = "open"
    """`open`, `closed` (not merged) or `merged`."""
    url: str | None = None
    author: str = ""
    association: str | None = None
    """The author's relation to the project (GitHub's words)."""
    branch: str = ""
    commit: str = ""
    """The last commit of its branch."""
    foreign: bool | None = None
    """True when the branch lies in a fork, False when it lies in the project's own repository."""
    draft: bool = False
    created_at: datetime | None = None
    merged_at: datetime | None = None
    merged_by: str = ""
    reviewers: tuple[str, ...] = ()
    """Who reviewed or merged it, as one thanks them: “Ada Okafor (@ada)”, “@ada”."""


class CheckState(StrEnum):
    PASSING = "passing"
    FAILING = "failing"
    RUNNING = "running"
    NONE = "none"
    """The project has no checks, as far as the forge tells."""
    UNKNOWN = "unknown"


class Checks(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the last automatic checks of the default branch went."""

    state: CheckState
    branch: str = ""
    commit: str = ""
    at: datetime | None = None
    url: str | None = None


class Access(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the forge lets this reader do; None where it does not say."""

    read: bool | None = None
    fork: bool | None = None
    write: bool | None = None
    """True when one may push branches without a fork."""
    visibility: str | None = None
    archived: bool | None = None


class Release(Struct, frozen=True, kw_only=True, omit_defaults=True):
    name: str
    at: datetime | None = None
    url: str | None = None
    preview: bool = False
    """True for what its maintainers call a pre-release."""


class Standing(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a forge tells about taking part in a project, as it tells it; None for what it does not tell."""

    access: Access | None = None
    checks: Checks | None = None
    issues: tuple[Issue, ...] | None = None
    """The issues opened last, whatever became of them, with their first comments (without the texts)."""
    merged: tuple[PullRequest, ...] | None = None
    """The pull requests merged last, those of bots left out."""
    releases: tuple[Release, ...] | None = None
    """Newest first."""


class Fork(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The engineer's own copy of a project on its forge."""

    full_name: str
    clone_url: str
    ssh_url: str | None = None
    url: str | None = None
    """Its page."""
    fresh: bool = True
    """False when it was there before."""
