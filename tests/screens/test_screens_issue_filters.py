"""What the Issues page says of its filters, and why nothing is there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonboard.assistant.detail import IssuePage
from isonboard.assistant.issues import IssueFilter
from isonboard.model.issue import AvailabilityState
from isonboard.tui.screens.issue_filters import (
    BEGIN,
    chips_of,
    filter_choices,
    why_empty,
    with_filter,
    without_filter,
)


@pytest.mark.parametrize(
    ("page", "wanted", "first", "key"),
    [
        (IssuePage(issues=()), BEGIN, "No open issues are known.", "r asks"),
        (IssuePage(issues=(), hidden=7), BEGIN, "No issue invites newcomers.", "b shows 7 open issues"),
        (IssuePage(issues=(), hidden=7, taken=57), BEGIN, "No issue for newcomers is free now.", "x shows the 57 issues"),
        (IssuePage(issues=(), taken=1), BEGIN, "No issue for newcomers is free now.", "x shows the 1 issue "),
        (IssuePage(issues=(), taken=3), IssueFilter(text="a"), "No issue fits.", "Take a filter away with x"),
    ],
)  # fmt: skip
def test_an_empty_list_says_why_and_which_key_helps(page, wanted, first, key):
    (_, said), (_, hint) = why_empty(page, wanted, reading=False)
    assert said == first
    assert key in hint


def test_while_reading_nothing_is_said_to_be_missing():
    assert "Fetching" in why_empty(IssuePage(issues=()), BEGIN, reading=True)[0][1]


@given(
    st.lists(
        st.sampled_from(
            [
                "favourites_only",
                "all_tiers",
                "takeable",
                "languages:Go",
                "label:easy",
                "size:S",
                "project:h/a/b",
                *(f"availability:{state.value}" for state in AvailabilityState),
            ]
        ),
        unique=True,
    )
)
def test_whatever_is_added_can_be_taken_away_chip_by_chip(keys):
    wanted = IssueFilter()
    for key in keys:
        wanted = with_filter(wanted, key)
    while removable := [chip for chip in chips_of(wanted) if not chip.fixed]:
        fewer = without_filter(wanted, removable[-1].key)
        assert fewer != wanted
        wanted = fewer
    assert wanted == IssueFilter()


def test_what_is_in_force_is_not_offered_again():
    offered = {choice.key for choice in filter_choices((), with_filter(BEGIN, "favourites_only"))}
    assert "takeable" not in offered
    assert "favourites_only" not in offered
    assert {"all_tiers", "availability:claimed"} <= offered
