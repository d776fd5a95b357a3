"""The search index of a process that searches: opened once, caught up, built where it lacks, made anew where damaged."""

import contextlib

from isonboard.assistant.context import Context
from isonboard.assistant.quick import is_outdated
from isonboard.assistant.rank import fits_are_current
from isonboard.assistant.sync import index_is_current, is_quickly_indexed, refresh_derived, refresh_index
from isonboard.errors import StorageError
from isonboard.match import index as search_index
from isonboard.match import search as engine


class IndexAtHand:
    """Belongs to its context's thread."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._index: search_index.Index | None = None
        self._may_catch_up = True

    def prepare(self) -> bool:
        """Bring the index and the stored fit up to date; True when something changed. May take seconds."""
        if index_is_current(self._context) and fits_are_current(self._context):
            return False
        refresh_derived(self._context, report=lambda _event: None)
        self._index = None
        return True

    def rebuilt(self) -> search_index.Index:
        """The index made anew: it was damaged where only searching in it could tell."""
        self.distrust()
        self.prepare()
        self._index = search_index.load(self._context.index_path)
        return self._index

    def distrust(self) -> None:
        """Forget the index, and its file: what was read of it is damaged, so that the next search makes it anew."""
        with contextlib.suppress(OSError):
            self._context.index_path.unlink()
        self._index = None

    def warm(self) -> None:
        """Open the index and what a first search needs, before anybody types; none is built for it."""
        with contextlib.suppress(search_index.StaleIndexError):
            if self._index is None:
                self._index = search_index.load(self._context.index_path)
            engine.warm(self._index)

    def reload(self) -> None:
        """Forget the loaded index: another was built."""
        self._index = None

    def current(self) -> search_index.Index | None:
        """The index, loaded, caught up or built as need be; None where there is nothing to index."""
        if self._may_catch_up and is_outdated(sample=self._context.sample):
            self._catch_up()
        if self._index is None:
            with contextlib.suppress(FileNotFoundError):
                try:
                    self._index = search_index.load(self._context.index_path)
                except search_index.StaleIndexError:
                    self.prepare()
                    self._index = search_index.load(self._context.index_path)
            if self._index is None and self._context.catalog.count():
                self.prepare()
                self._index = search_index.load(self._context.index_path)
        return self._index

    def _catch_up(self) -> None:
        """Take in what was fetched since the index was built, where that is a matter of a tenth of a second."""
        if not is_quickly_indexed(self._context):
            return
        try:
            refresh_index(self._context)
        except StorageError:
            self._may_catch_up = False
        self._index = None
