"""Making a fork on any forge: may one, is there one already, make it, and wait until its commits are there.

Each forge says in a `Way` how it is asked; the order of questions, the patience and the sentences are the same.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any

from isonboard.address import clone_address
from isonboard.errors import BadAnswerError, CredentialsError, NotFoundError, RefusedError, UnreachableError
from isonboard.model.collaboration import Access, Fork
from isonboard.model.project import Project
from isonboard.sources.session import Session

Entry = Mapping[str, Any]
PAUSES = (1.0, 2.0, 3.0, 5.0, 8.0, 13.0, 21.0, 34.0, 55.0)
"""Seconds between looks at a fork in the making: two and a half minutes in all."""
_PIECE = 2.0  # seconds of a pause between two calls of `waiting`


def patient(_seconds: float) -> None:
    """Wait without telling anybody."""


class Way(ABC):
    """How one forge is asked for a fork of one repository."""

    def __init__(self, session: Session, path: str, reader: Callable[[Entry, str], Project | None]) -> None:
        self.session, self.path, self._reader = session, path, reader

    async def entry(self) -> Entry:
        """The forge's object for the repository itself."""
        return (await self.session.get(self.path, kept=False)).mapping()

    @abstractmethod
    async def access(self) -> Access:
        """Whether one may push and fork."""

    @abstractmethod
    async def existing(self) -> Entry | None:
        """One's own fork where there is one and the forge can tell."""

    @abstractmethod
    async def make(self) -> Entry:
        """Ask for the fork, once."""

    @abstractmethod
    async def is_ready(self, fork: Entry) -> bool:
        """Whether its commits can be fetched. Raises BadAnswerError where it was given up."""

    def is_fresh(self, _fork: Entry) -> bool:
        """Whether what `make` answered is new; some forges answer with the fork that was there."""
        return True

    def project(self, entry: Entry) -> Project | None:
        """The repository in an entry."""
        return self._reader(entry, "")


async def accessed(way: Way) -> Access:
    """What one may do there; nothing is asked, and nothing known, without a token."""
    return await way.access() if await way.session.credential() is not None else Access()


async def forked(way: Way, project: Project, waiting: Callable[[float], None] = patient) -> Fork:
    """The engineer's own fork of `project`, made now or found, ready to be fetched from."""
    session, name = way.session, project.full_name or project.id
    if await session.credential() is None:
        raise CredentialsError(
            f"{session.host} makes forks only for people it knows",
            hint="Set a token (see “isonboard doctor”), or fork it in the browser.",
        )
    if (await way.access()).fork is False:
        raise _not_allowed(session.host, name)
    entry = await way.existing()
    fresh = entry is None
    if entry is None:
        entry = await _made(way, name)
        fresh = way.is_fresh(entry)
    found = way.project(entry)
    if found is None or not found.clone_url or _host(found) != _host(project):
        raise BadAnswerError(
            f"{session.host} answered with a fork that lies nowhere or elsewhere",
            hint="Look at the project's page; nothing here was changed.",
        )
    if found.id == project.id:
        raise RefusedError(
            f"{name} is your own: there is nothing to fork", hint="Clone it without --fork and push there."
        )
    await _finished(way, entry, found.full_name, waiting)
    return Fork(
        full_name=found.full_name,
        clone_url=found.clone_url,
        ssh_url=found.ssh_url,
        url=found.url,
        fresh=fresh,
    )


async def _made(way: Way, name: str) -> Entry:
    try:
        return await way.make()
    except BadAnswerError:  # 409 or 422: there is one, or another repository of that name
        found = await way.existing()
        if found is None:
            raise
        return found
    except NotFoundError as error:  # GitLab hides what one may not do
        raise _not_allowed(way.session.host, name) from error


async def _finished(way: Way, entry: Entry, name: str, waiting: Callable[[float], None]) -> None:
    for pause in PAUSES:
        if await way.is_ready(entry):
            return
        left = pause
        while left > 0:
            waiting(left)
            piece = min(left, _PIECE)
            await way.session.transport.sleep(piece)
            left -= piece
    if not await way.is_ready(entry):
        raise UnreachableError(
            f"{way.session.host} is still making the fork {name}",
            hint="Try again in some minutes: it will be found.",
        )


def _not_allowed(host: str, name: str) -> RefusedError:
    return RefusedError(
        f"{host} does not allow forks of {name}",
        hint="Ask its maintainers for the right to push branches, or to allow forks.",
    )


def _host(project: Project) -> str:
    try:
        return clone_address(project.clone_url or "").host
    except RefusedError:
        return project.id.partition("/")[0]
