"""What the Issues page looks for, in words: its chips, the choices of filter, and why nothing is there."""

from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from isonboard.assistant.issues import IssueFilter
from isonboard.match.task import Size, size_of
from isonboard.model.issue import AvailabilityState
from isonboard.tui import words
from isonboard.tui.screens.dialogs import Choice
from isonboard.tui.widgets.chips import Chip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from isonboard.assistant.detail import IssuePage
    from isonboard.match.issue_order import RankedIssue

_SWITCHES = {"favourites_only": "of favourites", "all_tiers": "every open issue"}
_TAKEABLE = (AvailabilityState.FREE, AvailabilityState.STALE_CLAIM, AvailabilityState.UNKNOWN)
_MANY = 60  # labels and projects that are offered
BEGIN = IssueFilter(availability=_TAKEABLE)
"""What is shown first: issues one may take; taking the chip away shows claimed ones too."""


def chips_of(wanted: IssueFilter) -> list[Chip]:
    """The order first, then every filter."""
    chips = [Chip("order", "best first", fixed=True)]
    if wanted.availability == _TAKEABLE:
        chips.append(Chip("takeable", "may be taken"))
    else:
        chips += [Chip(f"availability:{state.value}", state.value) for state in wanted.availability]
    chips += [Chip(f"languages:{name}", f"language {name}") for name in wanted.languages]
    chips += [Chip("label", f"label {wanted.label}")] if wanted.label else []
    chips += [Chip("size", f"size {wanted.size}")] if wanted.size else []
    chips += [Chip("project", f"project {wanted.project.rpartition('/')[2]}")] if wanted.project else []
    return chips + [Chip(key, said) for key, said in _SWITCHES.items() if getattr(wanted, key)]


def filter_choices(issues: "Sequence[RankedIssue]", wanted: IssueFilter) -> list[Choice]:
    """Everything one can filter these issues by that is not in force yet, most common first."""
    states = Counter(one.availability.state for one in issues)
    languages = Counter(one.project.language for one in issues if one.project.language)
    labels = Counter(label for one in issues for label in one.issue.labels)
    projects = Counter((one.project.id, one.project.label) for one in issues)
    sizes = Counter(found.value for one in issues if (found := size_of(one.issue.labels)))
    takeable = wanted.availability == _TAKEABLE
    return [
        *(Choice(key, said, group="only") for key, said in _SWITCHES.items() if not getattr(wanted, key)),
        *([] if takeable else [Choice("takeable", "may be taken", group="only")]),
        *(
            Choice(
                f"availability:{state.value}",
                state.value,
                f"{states[state]:,}" if states[state] else "",
                "availability",
            )
            for state in AvailabilityState
            if takeable or state not in wanted.availability
        ),
        *(
            Choice(f"languages:{name}", name, f"{count:,}", "language")
            for name, count in languages.most_common()
        ),
        *(Choice(f"label:{name}", name, f"{count:,}", "label") for name, count in labels.most_common(_MANY)),
        *(
            Choice(f"size:{size.value}", size.value, f"{sizes[size]:,}", "size")
            for size in Size
            if sizes[size]
        ),
        *(
            Choice(f"project:{one}", label, f"{count:,}", "project")
            for (one, label), count in projects.most_common(_MANY)
        ),
    ]


def with_filter(wanted: IssueFilter, key: str) -> IssueFilter:
    """The filter with one thing more, named as in `filter_choices`."""
    field, _, value = key.partition(":")
    changed: dict[str, object] = {field: value}
    if field in _SWITCHES:
        changed = {field: True}
    elif field == "languages":
        changed = {field: (*wanted.languages, value)}
    elif field == "takeable":
        changed = {"availability": _TAKEABLE}
    elif field == "availability":
        before = wanted.availability if wanted.availability != _TAKEABLE else ()
        changed = {field: (*before, AvailabilityState(value))}
    return replace(wanted, **changed)


def without_filter(wanted: IssueFilter, key: str) -> IssueFilter:
    """The filter with one thing less, named as in `chips_of`."""
    field, _, value = key.partition(":")
    if field == "takeable":
        return replace(wanted, availability=())
    if field in _SWITCHES:
        return replace(wanted, **{field: False})
    if field in ("label", "project", "size"):
        return replace(wanted, **{field: None})
    rest = tuple(one for one in getattr(wanted, field) if str(one) != value)
    return replace(wanted, **{field: rest})


def why_empty(page: "IssuePage", wanted: IssueFilter, *, reading: bool) -> tuple[tuple[str, str], ...]:
    """What an empty list says, (ink, words) a line, with the next step."""
    if reading:
        return (
            ("strong", "Fetching issues of the projects that fit you best …"),
            ("dim", "They appear here as they arrive."),
        )
    if wanted not in (IssueFilter(), BEGIN):
        return (
            ("strong", "No issue fits."),
            ("dim", "Take a filter away with x, or change the words with /."),
        )
    if page.taken:
        taken = words.many(page.taken, "issue")
        return (
            ("strong", "No issue for newcomers is free now."),
            ("dim", f"x shows the {taken} that somebody has or that wait for others."),
        )
    if page.hidden:
        unmarked = words.many(page.hidden, "open issue")
        return (
            ("strong", "No issue invites newcomers."),
            ("dim", f"b shows {unmarked} without such a label, too."),
        )
    return (
        ("strong", "No open issues are known."),
        ("dim", "r asks again; 5 shows what each source says."),
    )
