"""What a list of projects does when others changed something: it searches again, and the cursor keeps its place."""

from abc import abstractmethod
from functools import partial

from isonboard.tui.messages import (
    CatalogChanged,
    CheckoutChanged,
    FavouritesChanged,
    ProfileChanged,
    SourcesChanged,
)
from isonboard.tui.screens.panes import Panes


class KeepingUp(Panes):
    """Hears of changes and looks again; who it belongs to says how it searches."""

    @abstractmethod
    def find(self, keep: str | None = None) -> None:
        """Search for what is wanted; `keep` is the project that stays under the cursor."""

    def refresh_page(self) -> None:
        row = self.projects.current
        if row is not None:
            self.work(
                partial(self.preview.read, self.desk, row.id, refresh=True),
                group="preview",
                description="asking again about a project",
            )

    def _again(self) -> None:
        self.find(keep=self.project_id())

    def _reranked(self) -> None:
        """Search again after the ranking changed: whoever has chosen nothing yet stays at the top of the list."""
        chosen = self.projects.touched or self.projects.cursor > 0 or self.pane != "list"
        self.find(keep=self.project_id() if chosen else None)

    def on_catalog_changed(self, message: CatalogChanged) -> None:
        message.stop()
        self.work(self._reloaded, group="reload", description="reading the new index")

    async def _reloaded(self) -> None:
        await self.desk.find(lambda finder: finder.index.reload())
        self._reranked()

    def on_profile_changed(self, message: ProfileChanged) -> None:
        message.stop()
        self.work(self._refitted, group="reload", description="working out the fit")

    async def _refitted(self) -> None:
        await self.desk.find(lambda finder: finder.refresh_fit())
        self._reranked()

    def on_favourites_changed(self, message: FavouritesChanged) -> None:
        message.stop()
        self._again()

    def on_checkout_changed(self, message: CheckoutChanged) -> None:
        message.stop()
        self._read_more()

    def on_sources_changed(self, message: SourcesChanged) -> None:
        message.stop()
        self._again()
