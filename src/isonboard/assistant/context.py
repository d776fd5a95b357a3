"""What every use case needs, opened once: the settings, the catalog, the notebook and the clock."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from isonboard import config as settings
from isonboard import paths
from isonboard.catalog.store import Catalog
from isonboard.config import Config
from isonboard.model.profile import Profile
from isonboard.model.project import SourceConfig
from isonboard.notebook.favourites import Favourites
from isonboard.notebook.journey import Journeys
from isonboard.notebook.profile import ProfileBook

if TYPE_CHECKING:
    from isonboard.sources.transport import Transport

SAMPLE = SourceConfig(name="sample", kind="sample")
"""The built-in organisation as a source; it keeps its own catalog and notebook, apart from the engineer's."""


class Context:
    """One per thread: `fork` gives another thread its own, with its own connection."""

    def __init__(self, config: Config, *, sample: bool, offline: bool) -> None:
        self.config = config
        self.sample = sample
        self.offline = offline
        self._catalog: Catalog | None = None
        self.favourites = Favourites(self.data_dir, clock=self.now)
        self.journeys = Journeys(self.data_dir, clock=self.now)
        self._profile_book = ProfileBook(self.data_dir)
        self._profile: Profile | None = None
        self._starred: tuple[object, frozenset[str]] = (None, frozenset())

    @classmethod
    def open(cls, *, sample: bool = False, offline: bool = False, catalog: bool = True) -> Self:
        """Read the settings and open the catalog, or with `catalog` False only once it is needed.

        Raises ConfigError, StorageError.
        """
        opened = cls(settings.load(), sample=sample, offline=offline)
        if catalog:
            _ = opened.catalog
        return opened

    def fork(self) -> "Context":
        """The same for another thread."""
        forked = Context(self.config, sample=self.sample, offline=self.offline)
        _ = forked.catalog
        return forked

    def close(self) -> None:
        if self._catalog is not None:
            self._catalog.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def reload_config(self) -> None:
        """Read the settings again, after a source was added."""
        self.config = settings.load()

    @property
    def catalog(self) -> Catalog:
        if self._catalog is None:
            self._catalog = Catalog.open(self.cache_dir / "catalog.sqlite", clock=self.now)
        return self._catalog

    def notices(self) -> tuple[str, ...]:
        """What was odd about the notebook's files when they were last read or written, one sentence a file."""
        books = (self._profile_book, self.favourites, self.journeys)
        return tuple(book.notice for book in books if book.notice)

    @property
    def cache_dir(self) -> Path:
        return cache_dir(sample=self.sample)

    @property
    def data_dir(self) -> Path:
        return paths.data_dir() / "sample" if self.sample else paths.data_dir()

    @property
    def index_path(self) -> Path:
        return index_path(sample=self.sample)

    @property
    def sources(self) -> tuple[SourceConfig, ...]:
        """The sources in force: the configured ones, or the sample."""
        return (SAMPLE,) if self.sample else self.config.enabled_sources

    @property
    def profile(self) -> Profile:
        if self._profile is None:
            self._profile = self._profile_book.load()
        return self._profile

    def reload_profile(self) -> Profile:
        self._profile = None
        return self.profile

    def save_profile(self, profile: Profile) -> None:
        """Keep the profile. Raises StorageError."""
        self._profile_book.save(profile)
        self._profile = profile

    def use_profile(self, profile: Profile) -> None:
        """Rank by `profile` from here on without keeping it."""
        self._profile = profile

    def starred(self) -> frozenset[str]:
        """Ids of the favourites; read again only when the file changed."""
        try:
            state = os.stat(self.favourites.path)
            stamp: object = (state.st_mtime_ns, state.st_size, state.st_ino)
        except OSError:
            stamp = None
        if stamp is None or stamp != self._starred[0]:
            self._starred = (stamp, self.favourites.ids())
        return self._starred[1]

    @asynccontextmanager
    async def transport(
        self, on_pause: Callable[[str, float], None] | None = None
    ) -> AsyncIterator["Transport"]:
        """The way to the network, with the configured certificates, proxies and credentials.

        `on_pause` is told the host and the seconds when a host asks us to wait.
        """
        from isonboard.sources.transport import Transport

        async with Transport(
            network=self.config.network,
            sources=self.config.enabled_sources,
            cache=self.cache_dir / "http.sqlite",
            offline=self.offline,
            on_pause=on_pause,
        ) as transport:
            yield transport


def cache_dir(*, sample: bool) -> Path:
    """Where the catalog, the search index and the answers of servers are kept."""
    return paths.cache_dir() / "sample" if sample else paths.cache_dir()


def index_path(*, sample: bool) -> Path:
    """The search index, beside the catalog."""
    return cache_dir(sample=sample) / "search.index"
