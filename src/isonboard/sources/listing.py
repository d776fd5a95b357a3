"""What every listing source shares: where it stands in and after a walk, and what it had to leave out."""

import hashlib
from collections.abc import AsyncIterator, Callable, Collection, Iterable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct

from isonboard.errors import BadAnswerError, NotFoundError
from isonboard.model.progress import Notice
from isonboard.model.project import SourceConfig

if TYPE_CHECKING:
    from isonboard.sources.answer import Answer
    from isonboard.sources.session import Parameters, Session

_TOLD = 20  # notices of one walk: the rest is counted

T = TypeVar("T")
S = TypeVar("S")


class PagePlace(Struct, frozen=True, tag="page"):
    """The page just read: it is read again, for numbered pages shift when something is deleted."""

    url: str


class NumberedPlace(Struct, frozen=True, tag="number"):
    """The number of the page just read, or of its first entry; it is read again for the same reason."""

    path: str
    number: int


class Listing:
    """Base of the sources: the properties that `ports.Source` asks for, set while `projects` walks."""

    def __init__(self, config: SourceConfig) -> None:
        self.config = config
        self.watermark: str | None = None
        self.complete = False
        self.unchanged = False
        self.expected: int | None = None
        self.place: str | None = None
        self.resumed = False
        self.listed: Collection[str] = ()
        """Ids that the earlier part of a resumed walk listed."""
        self._given: str | None = None
        self._notices: list[Notice] = []
        self._untold = 0

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the last walk had to leave out, in sentences."""
        more = (
            [Notice(text=f"{self._untold:,} more entries were left out", subject=self.config.name)]
            if self._untold
            else []
        )
        return (*self._notices, *more)

    def resume(self, place: str, listed: Collection[str]) -> None:
        """Let the next walk go on at `place`; `listed` are the ids that came before it."""
        self._given, self.listed = place, listed

    def given(self, kind: type[T]) -> T | None:
        """The place to go on at, where it is one of this kind of walk; told once."""
        given, self._given = self._given, None
        try:
            found = msgspec.json.decode(given or "", type=kind)
        except (msgspec.DecodeError, msgspec.ValidationError):
            return None
        self.resumed = True
        return found

    def stand(self, place: object) -> None:
        """Say where the walk goes on after the next batch, should it break off; None where it cannot."""
        self.place = None if place is None else msgspec.json.encode(place).decode()

    async def going_on(
        self, walk: Callable[[T | None], AsyncIterator[S]], place: T | None
    ) -> AsyncIterator[S]:
        """What `walk(place)` gives; from the beginning where the system refuses the place."""
        if place is not None:
            came = False
            try:
                async for each in walk(place):
                    came = True
                    yield each
                return
            except (BadAnswerError, NotFoundError):
                if came:
                    raise
            self.resumed = False
        async for each in walk(None):
            yield each

    async def walked(
        self, session: "Session", path: str, parameters: "Parameters"
    ) -> AsyncIterator["Answer"]:
        """The pages of a walk along `rel="next"`, taken up where an earlier one broke off.

        Then it is not complete: what the earlier part listed may be gone meanwhile, or have moved to a page before.
        """
        told = self.given(PagePlace)
        walk = self.going_on(partial(session.pages, path, parameters), told.url if told else None)
        async for answer in walk:
            self.stand(PagePlace(answer.url))
            yield answer

    def begin(self) -> None:
        """Forget the walk before."""
        self.place, self.resumed = None, False
        self.watermark, self.complete, self.unchanged, self.expected = None, False, False, None
        self._notices, self._untold = [], 0

    def notice(self, sentence: str, hint: str = "") -> None:
        """Say that something was left out."""
        if len(self._notices) >= _TOLD:
            self._untold += 1
        else:
            self._notices.append(Notice(text=sentence, hint=hint, subject=self.config.name))


def fingerprint(parts: Iterable[str | bytes]) -> str:
    """A short name for what was read: equal names mean equal contents."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part)
        digest.update(b"\0")
    return digest.hexdigest()
