"""What a search says in words: its chips, and the choices of order and filter."""

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from isonboard.assistant.find import Search, Sort
from isonboard.tui.screens.dialogs import Choice
from isonboard.tui.widgets.chips import Chip

if TYPE_CHECKING:
    from isonboard.catalog.store import Facets

__all__ = ["FILTERS", "Search", "Sort", "chips_of", "filter_choices", "with_filter", "without_filter"]


class _Words(NamedTuple):
    sorts: dict[Sort, str]
    lists: dict[str, str]
    switches: dict[str, str]


FILTERS = _Words(
    sorts={
        Sort.BEST: "best: relevance for words, else how well it fits you",
        Sort.FIT: "how well it fits you",
        Sort.ACTIVITY: "activity score",
        Sort.BEGINNER: "number of beginner issues",
        Sort.FRESH: "last change",
        Sort.NAME: "name",
    },
    lists={"languages": "language", "topics": "topic", "owners": "owner"},
    switches={"beginner_only": "with beginner issues", "favourites_only": "favourites"},
)


def chips_of(search: Search) -> list[Chip]:
    """The order first, then every filter."""
    chips = [Chip("sort", f"by {search.sort.value}", fixed=True)]
    for field, noun in FILTERS.lists.items():
        chips += [Chip(f"{field}:{value}", f"{noun} {value}") for value in getattr(search, field)]
    chips += [Chip(field, words) for field, words in FILTERS.switches.items() if getattr(search, field)]
    return chips


def filter_choices(facets: "Facets", search: Search) -> list[Choice]:
    """Everything one can filter by that is not in force yet, most common first."""
    choices = [
        Choice(field, words, group="only")
        for field, words in FILTERS.switches.items()
        if not getattr(search, field)
    ]
    for field, noun in FILTERS.lists.items():
        choices += [
            Choice(f"{field}:{value}", value, f"{count:,}", noun)
            for value, count in getattr(facets, field)
            if value not in getattr(search, field)
        ]
    return choices


def with_filter(search: Search, key: str) -> Search:
    """The search with one more filter, named as in `filter_choices`."""
    field, _, value = key.partition(":")
    if field in FILTERS.switches:
        return replace(search, **{field: True})
    return replace(search, **{field: (*getattr(search, field), value)})


def without_filter(search: Search, key: str) -> Search:
    """The search with one filter less, named as in `chips_of`."""
    field, _, value = key.partition(":")
    if field in FILTERS.switches:
        return replace(search, **{field: False})
    return replace(search, **{field: tuple(one for one in getattr(search, field) if one != value)})
