"""What a search says in words: its chips, and the choices of order and filter."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from isonboard.tui import words
from isonboard.tui.screens.dialogs import Choice
from isonboard.tui.widgets.chips import Chip

if TYPE_CHECKING:
    from isonboard.assistant.find import Search
    from isonboard.catalog.order import Facets
    from isonboard.model.project import SourceState


class Wanted(Struct, frozen=True, kw_only=True):
    """What is looked for, before the search engine is loaded: the fields of `assistant.find.Search`."""

    text: str = ""
    sort: str = "best"
    languages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    beginner_only: bool = False
    favourites_only: bool = False


SORTS = {
    "best": "best: relevance for words, else how well it fits you",
    "fit": "how well it fits you",
    "activity": "activity score",
    "beginner issues": "number of beginner issues",
    "freshness": "last change",
    "name": "name",
}
LISTS = {"languages": "language", "topics": "topic", "owners": "owner"}
SWITCHES = {"beginner_only": "with beginner issues", "favourites_only": "favourites"}


def search_of(wanted: Wanted) -> "Search":
    """The same for the search engine."""
    from isonboard.assistant.find import Search, Sort

    return Search(
        text=wanted.text,
        sort=Sort(wanted.sort),
        languages=wanted.languages,
        topics=wanted.topics,
        owners=wanted.owners,
        beginner_only=wanted.beginner_only,
        favourites_only=wanted.favourites_only,
    )


MARKED = "marked"
"""Key of the chip that says how many projects are marked."""


def chips_of(search: Wanted, marked: int = 0) -> list[Chip]:
    """The order first, then every filter, then how many projects are marked."""
    chips = [Chip("sort", "best first" if search.sort == "best" else f"by {search.sort}", fixed=True)]
    for field, noun in LISTS.items():
        chips += [Chip(f"{field}:{value}", f"{noun} {value}") for value in getattr(search, field)]
    chips += [Chip(field, words) for field, words in SWITCHES.items() if getattr(search, field)]
    return [*chips, Chip(MARKED, f"{marked} marked")] if marked else chips


def filter_choices(facets: "Facets", search: Wanted) -> list[Choice]:
    """Everything one can filter by that is not in force yet, most common first."""
    choices = [
        Choice(field, words, group="only") for field, words in SWITCHES.items() if not getattr(search, field)
    ]
    for field, noun in LISTS.items():
        choices += [
            Choice(f"{field}:{value}", value, f"{count:,}", noun)
            for value, count in getattr(facets, field)
            if value not in getattr(search, field)
        ]
    return choices


def with_filter(search: Wanted, key: str) -> Wanted:
    """The search with one more filter, named as in `filter_choices`."""
    field, _, value = key.partition(":")
    if field in SWITCHES:
        return replace(search, **{field: True})
    return replace(search, **{field: (*getattr(search, field), value)})


def without_filter(search: Wanted, key: str) -> Wanted:
    """The search with one filter less, named as in `chips_of`."""
    field, _, value = key.partition(":")
    if field in SWITCHES:
        return replace(search, **{field: False})
    return replace(search, **{field: tuple(one for one in getattr(search, field) if one != value)})


def read_when(states: "tuple[SourceState, ...]") -> str:
    """How old what is shown is, by its oldest source; on the sample organisation, the way on from there."""
    if any(state.kind == "sample" for state in states):
        return "sample · 5, then a: your projects"
    read = [state for state in states if state.synced_at is not None]
    if not read:
        return ""
    oldest = min(read, key=lambda state: state.synced_at or datetime.now(UTC))
    when = words.ago(oldest.synced_at, datetime.now(UTC))
    return (
        f"{oldest.name}, read {when}"
        if len(states) == 1
        else f"{len(states)} sources, the oldest read {when}"
    )


def figure(found: int, total: int) -> str:
    """How many projects there are, or pass."""
    if not total:
        return ""
    noun = "project" if total == 1 else "projects"
    return f"{total:,} {noun}" if found == total else f"{found:,} of {total:,} {noun}"


def nothing_fits(text: str, wanted: Wanted) -> tuple[tuple[str, str], ...]:
    """What a search without an answer says: which of words and filters can be changed."""
    ways = ["take a filter away with x"] if len(chips_of(wanted)) > 1 else []
    ways += ["change the words with /"] if text else []
    return ("strong", "Nothing fits."), ("dim", f"{', or '.join(ways).capitalize()}.")


_FAULTS_SHOWN = 3
"""How many sources tell on an empty page why they gave nothing; the others are on the page of sources."""


def nothing_known(
    states: "tuple[SourceState, ...]",
    *,
    reading: bool,
    sources: bool,
    offline: bool = False,
    elsewhere: str = "",
) -> tuple[tuple[str, str], ...]:
    """What an empty catalog says, (ink, words) a line: why it is empty, and the next step from there.

    `sources` is whether any is configured, `elsewhere` names the sources that are asked each time.
    """
    if reading:
        return (
            ("strong", "Reading your sources for the first time …"),
            ("dim", "Projects appear here as they arrive. You may leave: what was read stays."),
        )
    if elsewhere:
        return (
            ("strong", "Type / and what you look for."),
            ("dim", f"No copy is kept here: {elsewhere} is asked each time."),
        )
    if not sources:
        return (
            ("strong", "No source is configured."),
            (
                "dim",
                "5 and then a adds one: paste the address of a portal file, an organisation or a folder.",
            ),
            ("dim", "isonboard --sample shows the organisation that comes with it."),
        )
    if offline and not any(state.synced_at for state in states):
        return (
            ("strong", "Nothing has been fetched yet, and this is offline."),
            (
                "dim",
                "Leave with q and start isonboard without --offline, once, where your sources can be reached.",
            ),
            ("dim", "isonboard --sample needs no network."),
        )
    if failed := [state for state in states if state.error]:
        told = [
            ("bad", f"{state.name}: {(state.error or '').removeprefix(f'{state.name}: ')}")
            for state in failed[:_FAULTS_SHOWN]
        ]
        if len(failed) > _FAULTS_SHOWN:
            told.append(("dim", f"and {len(failed) - _FAULTS_SHOWN} more"))
        some = len(failed) < len(states)
        head = (
            "Not all of your sources could be read, and the others have no projects."
            if some
            else ("Your sources could not be read." if len(failed) > 1 else "Your source could not be read.")
        )
        return (
            ("strong", head),
            *told,
            ("dim", "R tries again; 5 says more of each source and changes its address."),
        )
    return (
        ("strong", "Your sources answered, and have no projects."),
        ("dim", "If there should be some, the address or what your token may see is another: 5 shows both."),
        ("dim", "R reads them again, as soon as there is something to read."),
    )
