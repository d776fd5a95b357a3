"""Search on the stored index alone: no settings, no catalog, nothing that costs start-up time."""

import os
from functools import lru_cache
from typing import TYPE_CHECKING

from isonboard import paths

if TYPE_CHECKING:
    from isonboard.match.hit import Hit
    from isonboard.match.index import Index

MARKER = "remote"
"""A file of that name in the cache directory says that some source is asked each time (`assistant.remote`)."""
OUTDATED = "search.outdated"
"""A file of that name beside the index says that documents were fetched that it does not have."""


def asks_remote() -> bool:
    """Whether the stored index is not all there is to search."""
    return os.path.exists(os.path.join(paths.cache_place(), MARKER))


def is_outdated(*, sample: bool = False) -> bool:
    """Whether documents were fetched that the index does not have yet."""
    return os.path.exists(os.path.join(paths.cache_place(), "sample" if sample else "", OUTDATED))


def quick_search(text: str, limit: int, *, sample: bool = False) -> "list[Hit] | None":
    """The best hits, ranked as on the screen; None when there is no usable index yet."""
    index = _loaded(os.path.join(paths.cache_place(), "sample" if sample else "", "search.index"))
    if index is None:
        return None
    from isonboard.match.index import StaleIndexError
    from isonboard.match.search import search

    try:
        return search(index, text, limit=limit)
    except StaleIndexError:
        return None


def reload() -> None:
    """Forget the loaded index: another was built."""
    _loaded.cache_clear()


@lru_cache(maxsize=2)
def _loaded(place: str) -> "Index | None":
    from isonboard.match import index as search_index

    try:
        return search_index.load(place)
    except (FileNotFoundError, search_index.StaleIndexError):
        return None
