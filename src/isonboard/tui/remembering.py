"""Keeping where one is while the app runs: a terminal that is closed, or a kill, costs two seconds of it at most."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from isonboard.tui import session

if TYPE_CHECKING:
    from isonboard.assistant.context import Context
    from isonboard.tui.app import IsonboardApp
    from isonboard.tui.session import Session

EVERY = 2.0  # seconds between two looks whether anything changed


class Remembering:
    """Asks the pages where one is, and writes it when it is something else than was written last."""

    def __init__(self, app: "IsonboardApp") -> None:
        self._app = app
        self._written: Session | None = None
        self._is_left = False

    def now(self) -> None:
        """Write at once: the app is being left, or changes to other projects."""
        self._is_left = True  # what is still to be written beside the screen is older
        for write in self._changes(always=True):
            write()

    def sometimes(self) -> None:
        """Write beside the screen, if there is something to write."""
        page = self._app.page
        if page is not None and (writes := self._changes()):
            self._is_left = False
            page.work(partial(self._write, writes), group="session", description="keeping where one is")

    async def _write(self, writes: list[Callable[[], None]]) -> None:
        def write(_context: "Context") -> None:
            for one in writes:
                if not self._is_left:
                    one()

        await self._app.desk.ask(write)

    def _changes(self, *, always: bool = False) -> list[Callable[[], None]]:
        """What has to be written: nothing where one is as before, unless `always`, since what was planned may wait."""
        app = self._app
        here = replace(app.left, place=app.current_mode)
        writes: list[Callable[[], None]] = []
        for page in app.pages:
            here = page.left(here)
            writes += page.rows_left()
        if here == self._written and not always:
            return []
        self._written = here
        return [*writes, partial(session.write, here, sample=app.sample)]
