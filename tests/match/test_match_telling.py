"""The second opinion: words that were learnt to speak for a claim or for leaving it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from isonboard.match.availability import availability_of
from isonboard.match.telling import DOUBTFUL, claim_odds, tellings_in
from isonboard.model.issue import AvailabilityState, Comment, Issue, IssueEvent

ORDINARY = {
    part.partition("\n")[0]: [line for line in part.split("\n")[1:] if line]
    for part in (Path(__file__).parent / "ordinary.txt").read_text(encoding="utf-8").split("\n# ")[1:]
}


def ordinary(who: str) -> list[object]:
    """What was said by whom, what is misread as a known miss."""
    miss = pytest.mark.xfail(reason="known miss", strict=True)
    return [*ORDINARY[who], *(pytest.param(text, marks=miss) for text in ORDINARY[f"{who}, misread"])]


LEARNT = [*(Path(__file__).parent / "styles").glob("*.txt"), *Path(__file__).parent.glob("sayings*.txt")]
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def issue_with(*talk: tuple[str, str], association: str | None = "NONE") -> Issue:
    """One comment a day, the last of them today; written by who is named first."""
    comments = tuple(
        Comment(author=who, body=text, at=NOW - timedelta(days=len(talk) - place), association=association)
        for place, (who, text) in enumerate(talk)
    )
    return Issue(
        project_id="example.org/team/shop",
        number="7",
        title="Retry the payment call",
        author="rita",
        created_at=NOW - timedelta(days=90),
        comments=comments,
        events=(),
        pulls=(),
        assignees=(),
    )


@pytest.mark.parametrize("text", ordinary("strangers"))
def test_ordinary_talk_claims_nothing(text):
    assert availability_of(issue_with(("bo", text)), NOW).state is AvailabilityState.FREE


@pytest.mark.parametrize("text", ordinary("claimants"))
def test_ordinary_talk_of_who_has_it_gives_nothing_up(text):
    found = availability_of(issue_with(("ada", "I'll take this issue."), ("ada", text)), NOW)
    assert found.state is AvailabilityState.CLAIMED, found.reason


@pytest.mark.parametrize("text", ["tests", "Tuesday", "PR", "PRs!", "Next week", "tonight!", ""])
def test_one_word_alone_claims_nothing(text):
    assert claim_odds(text) <= DOUBTFUL


GUESSED = "A first cut lives in my fork, tests follow this week."


PARTING = "My plate is full, sorry."


def test_nothing_held_out_was_learnt():
    learnt = "".join(path.read_text(encoding="utf-8") for path in LEARNT)
    said = {GUESSED, PARTING, HINTED, *(line for lines in ORDINARY.values() for line in lines)}
    assert said.isdisjoint(learnt.split("\n"))


def test_what_only_sounds_like_a_claim_is_uncertain():
    found = availability_of(issue_with(("ada", GUESSED)), NOW)
    assert (found.state, found.certain) == (AvailabilityState.CLAIMED, False)
    assert found.reason.startswith("may be claimed by ada")
    assert GUESSED[:50] in found.reason


def test_a_plain_claim_makes_a_guessed_one_certain():
    found = availability_of(issue_with(("ada", GUESSED), ("ada", "I'll take this issue.")), NOW)
    assert found.certain
    assert found.reason.startswith("claimed by ada")
    assert "take this" in found.reason


def test_where_relations_are_unknown_nothing_is_guessed():
    assert (
        availability_of(issue_with(("ada", GUESSED), association=None), NOW).state is AvailabilityState.FREE
    )


@pytest.mark.parametrize("association", ["MEMBER", None])
@pytest.mark.parametrize(
    "text",
    [
        "PRs welcome!",
        "I'll happily review a PR.",
        "We will release 2.1 next week.",
        "I'll discuss this with the team on Tuesday.",
        "I will review quickly if someone takes this.",
        "I'll add this to the next milestone.",
    ],
)
def test_who_leads_claims_nothing_by_ordinary_talk(text, association):
    found = availability_of(issue_with(("maint", text), association=association), NOW)
    assert found.state is AvailabilityState.FREE, found.reason


def test_what_only_sounds_like_leaving_makes_a_claim_doubtful_and_is_quoted():
    talk = [("ada", "I'll take this issue."), ("ada", PARTING)]
    found = availability_of(issue_with(*talk), NOW)
    assert (found.state, found.certain) == (AvailabilityState.STALE_CLAIM, False)
    assert f"may have given it up yesterday: “{PARTING}”" in found.reason
    again = availability_of(issue_with(*talk, ("ada", "I'm working on this again.")), NOW)
    assert (again.state, again.certain) == (AvailabilityState.CLAIMED, True)


def test_the_words_of_an_assignee_who_leaves_are_quoted():
    assigned = IssueEvent(kind="assigned", at=NOW - timedelta(days=5), actor="maint", subject="ada")
    issue = issue_with(("ada", "I gave up on this issue."))
    found = availability_of(msgspec.structs.replace(issue, events=(assigned,), assignees=("ada",)), NOW)
    assert found.state is AvailabilityState.STALE_CLAIM
    assert "who gave it up yesterday: “I gave up on this issue.”" in found.reason


def test_what_is_quoted_or_code_tells_nothing():
    assert tellings_in("> I'll take this\n\n```\nassign me\n```") == frozenset()


def test_names_and_numbers_are_alike():
    assert tellings_in("@ada see #12 on Monday") == tellings_in("@bo see #7 on Friday")


HINTED = "This one goes with me on the train."


def test_what_may_be_meant_as_a_claim_is_said_beside_free():
    found = availability_of(issue_with(("ada", HINTED)), NOW)
    assert (found.state, found.certain) == (AvailabilityState.FREE, False)
    assert f"but ada may mean to do it (yesterday): “{HINTED}”" in found.reason


def test_what_was_meant_is_forgotten_with_the_next_word_and_with_time():
    spoken = availability_of(issue_with(("ada", HINTED), ("ada", "Is there a workaround?")), NOW)
    assert spoken.certain
    assert availability_of(issue_with(("ada", HINTED)), NOW + timedelta(days=30)).certain


def test_the_sentence_that_tells_is_quoted():
    talk = "Same here on Debian, with 4.2 as well as with 4.3, and always at night. " + GUESSED
    found = availability_of(issue_with(("ada", talk)), NOW)
    assert f"“{GUESSED}”" in found.reason
