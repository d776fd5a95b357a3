"""The seams between rooms: what one room is handed by another without importing it."""

from collections.abc import AsyncIterator, Callable, Collection, Sequence
from typing import Protocol, runtime_checkable

from isonboard.model.collaboration import Access, Fork, PullRequest, Standing
from isonboard.model.guidance import Document
from isonboard.model.issue import Issue
from isonboard.model.profile import Reason
from isonboard.model.progress import JobEvent
from isonboard.model.project import Project, SourceConfig

Report = Callable[[JobEvent], None]
"""Takes what a long job says; must return at once."""


class Source(Protocol):
    """A system that lists projects. Raises `SourceError`s; what arrived before one is kept."""

    config: SourceConfig

    def projects(self, watermark: str | None = None) -> AsyncIterator[Sequence[Project]]:
        """Batches of projects. With a watermark only what changed since, where the system can tell."""
        ...

    @property
    def watermark(self) -> str | None:
        """After `projects` ended: what to pass next time; None where the system cannot tell."""
        ...

    @property
    def complete(self) -> bool:
        """After `projects` ended: True when it walked everything (what it did not list is gone)."""
        ...

    @property
    def unchanged(self) -> bool:
        """After `projects` ended: True when the system said that nothing changed (nothing was yielded)."""
        ...

    @property
    def expected(self) -> int | None:
        """How many projects the system says it has; None while unknown."""
        ...


@runtime_checkable
class Resumable(Protocol):
    """A source whose walk can go on where an earlier one broke off."""

    place: str | None
    """While `projects` walks: where to go on after the batch just given; None where only the beginning will do."""
    resumed: bool
    """Once the first batch came: whether the walk really went on at the place that `resume` was given."""

    def resume(self, place: str, listed: Collection[str]) -> None:
        """Let the next walk go on at `place`; `listed` are the ids of what came before it."""
        ...


class Forge(Protocol):
    """A system that holds issues and documents of projects."""

    async def issues(self, project: Project) -> tuple[Issue, ...]:
        """Open issues, most recently updated first, with what tells availability; pull requests left out, or told for
        the issues that they say they close.
        """
        ...

    async def issue(self, project: Project, number: str) -> Issue:
        """One issue with comments and events."""
        ...

    async def documents(self, project: Project) -> tuple[Document, ...]:
        """The base documents that exist, in the forge's own order of precedence."""
        ...

    async def document(self, project: Project, path: str) -> Document | None:
        """One file as text, None where there is none."""
        ...

    async def details(self, project: Project) -> Project:
        """The project with what lists leave out: languages, participation, licence, subscribers, base documents."""
        ...


@runtime_checkable
class Collaboration(Protocol):
    """A forge on which one works together: it knows branches, answers and permissions, and takes comments."""

    async def pulls(
        self, project: Project, branch: str, logins: Sequence[str] = ()
    ) -> tuple[PullRequest, ...]:
        """Pull requests from a branch of that name, newest first, whoever made them.

        `logins` are accounts whose forks are looked into where the forge has to be told.
        """
        ...

    async def comment(self, project: Project, number: str, body: str) -> str | None:
        """Post a comment on an issue, once; returns its address where the forge tells it.

        Raises CredentialsError where nobody is logged in or writing is not allowed.
        """
        ...

    async def standing(self, project: Project) -> Standing:
        """Access, checks, answers and releases, in a few requests."""
        ...


@runtime_checkable
class Forking(Protocol):
    """A forge that makes forks by its API."""

    async def access(self, project: Project) -> Access:
        """Whether this reader may push and fork, in one request or two."""
        ...

    async def fork(self, project: Project, *, waiting: Callable[[float], None] = ...) -> Fork:
        """The engineer's own fork, made now or found, once its commits can be fetched.

        `waiting` is told the seconds before each pause, and may raise to stop. Raises CredentialsError where nobody
        is logged in, RefusedError where the project may not be forked, UnreachableError where it takes too long.
        """
        ...


class SearchingSource(Source, Protocol):
    """A source that answers searches by itself."""

    async def search(self, query: str, limit: int) -> Sequence[tuple[Project, tuple[Reason, ...]]]: ...
