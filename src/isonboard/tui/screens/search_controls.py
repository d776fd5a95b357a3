"""The order and the filters of Explore: chosen from menus, shown as chips, taken away by a key or a click."""

from functools import partial

from msgspec.structs import replace
from textual.reactive import reactive

from isonboard.tui.screens.dialogs import Choice, ChoiceScreen
from isonboard.tui.screens.marking import Marking
from isonboard.tui.screens.searching import (
    MARKED,
    SORTS,
    Wanted,
    chips_of,
    filter_choices,
    search_of,
    with_filter,
    without_filter,
)
from isonboard.tui.widgets.chips import Chips
from isonboard.tui.widgets.fields import SearchField

_SHOWN = 8


class SearchControls(Marking):
    """A page with one search; watching `search` is the page's own."""

    search: reactive[Wanted] = reactive(Wanted, init=False, repaint=False)

    def action_sort(self) -> None:
        choices = [Choice(sort, words) for sort, words in SORTS.items()]
        self.put(ChoiceScreen("Order by", choices, chosen=self.search.sort), self._sorted)

    def _sorted(self, chosen: str | None) -> None:
        if chosen is not None:
            self.search = replace(self.search, sort=chosen)

    def action_add(self) -> None:
        self.work(self._offer_filters, group="facets", description="counting what can be filtered")

    async def _offer_filters(self) -> None:
        facets = await self.desk.find(lambda finder: finder.facets(), topic="facets")
        self.put(ChoiceScreen("Show only", filter_choices(facets, self.search)), self._filtered)

    def _filtered(self, chosen: str | None) -> None:
        if chosen is not None:
            self.search = with_filter(self.search, chosen)

    def action_remove(self) -> None:
        removable = [chip for chip in chips_of(self.search, len(self.marks)) if not chip.fixed]
        if removable:
            self._take_away(removable[-1].key)
        else:
            self.flash("There is no filter to remove.")

    def action_beginner(self) -> None:
        self.search = replace(self.search, beginner_only=not self.search.beginner_only)

    def on_chips_pressed(self, message: Chips.Pressed) -> None:
        message.stop()
        if message.key == "sort":
            self.action_sort()
        else:
            self._take_away(message.key)

    def _take_away(self, key: str) -> None:
        if key == MARKED:
            self.action_unmark()
        else:
            self.search = without_filter(self.search, key)

    # completing

    def on_search_field_completing(self, message: SearchField.Completing) -> None:
        message.stop()
        self.work(
            partial(self._complete, message.field, message.words),
            group="complete",
            description="completing a word",
        )

    async def _complete(self, field: SearchField, words: str) -> None:
        offered = await self.desk.find(lambda finder: finder.complete(words), topic="complete")
        if field.offer(words, offered):
            last = [one.rpartition(" ")[2] for one in offered[:_SHOWN]]
            self.flash(f"Tab for the next: {'  '.join(last)}" if len(offered) > 1 else "Completed.")
        elif field.value == words:
            self.screen.focus_next()

    def action_share(self) -> None:
        from isonboard.assistant.find import command_line

        command = command_line(search_of(self.search), self.desk_app.jobs.flags)
        self.app.copy_to_clipboard(command)
        self.flash(f"Copied: {command}")
