"""Which issue comes first, and why."""

import random
import sys
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isonboard.match.claims import said_in
from isonboard.match.issue_order import claim_comment, ranked_issues
from isonboard.match.linking import with_pulls_by_text
from isonboard.match.prospects import PROSPECTS, label_lift
from isonboard.match.speech import Speech
from isonboard.model.issue import Availability, AvailabilityState, Comment, Issue, LinkedPull, Tier
from isonboard.model.profile import ContributionKind, Profile, Skill
from isonboard.model.project import Project

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from issue_order import label_then_reporter, ours, share_in_front, simulated

NOW = datetime(2026, 11, 20, tzinfo=UTC)
SHOP = Project(id="example.org/team/shop", name="shop", language="Go")
BODY = (
    "When the payment service answers slowly, the call is given up at once. It should be tried again twice. "
    * 2
)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def issue(number: str, **facts) -> Issue:
    base = {
        "project_id": SHOP.id,
        "title": f"Something about number {number}",
        "body": BODY,
        "author": f"writer{number}",
        "association": "MEMBER",
        "created_at": ago(100),
        "updated_at": ago(10),
        "comments": (),
        "events": (),
        "pulls": (),
    }
    return Issue(number=number, **{**base, **facts})


def order(*issues: Issue, profile: Profile | None = None, **more) -> list[str]:
    ranked = ranked_issues(profile or Profile(), [(one, SHOP) for one in issues], NOW, **more)
    return [one.issue.number for one in ranked]


def test_what_may_be_taken_comes_before_what_may_not():
    free = issue("1")
    stale = issue(
        "2", labels=("good first issue",), comments=(Comment(author="bo", body="I'll take this", at=ago(90)),)
    )
    claimed = issue(
        "3", labels=("good first issue",), comments=(Comment(author="bo", body="I'll take this", at=ago(2)),)
    )
    pulled = issue("4", labels=("good first issue",), pulls=(LinkedPull(number="9", state="open"),))
    blocked = issue("5", labels=("good first issue", "blocked"))
    unknown = issue("6", assignees=None, comments=None, events=None, pulls=None)
    assert order(blocked, pulled, claimed, stale, unknown, free) == ["1", "6", "2", "3", "4", "5"]


def test_the_order_that_the_published_figures_give():
    labelled = issue("1", labels=("good first issue",))
    by_newcomer = issue("2", association="NONE")
    docs = issue("3", labels=("documentation",))
    open_to_all = issue("4", labels=("help wanted",))
    plain = issue("5")
    hard = issue("6", labels=("hard",))
    assert order(hard, plain, open_to_all, docs, by_newcomer, labelled) == ["1", "2", "3", "4", "5", "6"]


def test_facts_add_up():
    both = issue("1", labels=("good first issue",), association="FIRST_TIME_CONTRIBUTOR")
    labelled = issue("2", labels=("good first issue",))
    docs_by_newcomer = issue("3", labels=("docs",), association="NONE")
    assert order(labelled, docs_by_newcomer, both) == ["1", "3", "2"]


def test_a_label_for_newcomers_on_an_epic_is_no_first_issue():
    assert order(
        issue("1", labels=("good first issue", "epic")), issue("2", labels=("good first issue",))
    ) == ["2", "1"]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"created_at": ago(10)}, {"created_at": ago(100)}),
        ({"created_at": ago(100)}, {"created_at": ago(1500)}),
        ({"body": BODY}, {"body": "?", "title": "crash"}),
        ({"body": BODY + " See src/client.go."}, {"body": BODY}),
        ({}, {"title": "How to configure retries?"}),
        ({}, {"labels": ("question",)}),
        ({}, {"title": "Data race in the connection pool"}),
        ({}, {"comment_count": 30, "comments": None}),
        ({}, {"milestone": "v3"}),
        ({"labels": ("size/S",)}, {}),
        ({"labels": ("tests",)}, {}),
        ({"association": "NONE", "body": BODY + "\nI'd be happy to submit a PR."}, {"association": "NONE"}),
        ({"title": "Fix typo in README"}, {}),
        ({}, {"author": "renovate[bot]", "labels": ("hard",)}),
    ],
)
def test_what_else_speaks_for_an_issue(better, worse):
    assert order(issue("9", **worse), issue("1", **better))[0] == "1"


def test_the_profile_comes_before_what_newcomers_like():
    go = issue("1", labels=("good first issue",))
    rust_project = Project(id="example.org/team/ferry", name="ferry", language="Rust")
    rust = issue("2", labels=("good first issue",), project_id=rust_project.id, created_at=ago(10))
    profile = Profile(skills=(Skill("go"),))
    ranked = ranked_issues(profile, [(rust, rust_project), (go, SHOP)], NOW)
    assert [one.issue.number for one in ranked] == ["1", "2"]
    assert "you know Go" in [reason.text for reason in ranked[0].fit.reasons]


def test_an_issue_that_names_a_skill_comes_first():
    named = issue("1", title="Retry the Kubernetes watch")
    profile = Profile(skills=(Skill("k8s"),))
    assert order(issue("2"), named, profile=profile) == ["1", "2"]


def test_the_kind_of_work_that_is_offered():
    tests, bug = issue("1", labels=("tests",)), issue("2", labels=("bug",), title="Fix typo")
    profile = Profile(contributions=(ContributionKind.TESTS,))
    ranked = ranked_issues(profile, [(bug, SHOP), (tests, SHOP)], NOW)
    assert "the kind of work you offer: tests" in [r.text for one in ranked for r in one.fit.reasons]


def test_a_contributor_stands_between_a_newcomer_and_a_member():
    relations = {"1": "NONE", "2": "CONTRIBUTOR", "3": "MEMBER"}
    assert order(*(issue(number, association=kind) for number, kind in reversed(relations.items()))) == [
        "1",
        "2",
        "3",
    ]


def test_an_invitation_in_the_talk_speaks_for_an_issue():
    said = Comment(author="maint", body="A PR would be very welcome!", at=ago(50), association="MEMBER")
    assert order(issue("2"), issue("1", comments=(said,))) == ["1", "2"]


def test_where_no_relations_are_known_the_only_issue_of_its_reporter_speaks_for_it():
    often = [issue(str(number), author="rita", association=None) for number in range(20, 24)]
    others = [issue(str(number), author=f"w{number}", association=None, body="?") for number in range(30, 36)]
    assert order(*often, *others, issue("1", author="ada", association=None))[0] == "1"


def test_without_a_profile_a_lively_project_does_not_outweigh_a_label_for_newcomers():
    lively = Project(id="example.org/team/live", name="live", language="Go", pushed_at=ago(1), stars=900)
    quiet = Project(id="example.org/team/quiet", name="quiet", language="Go", pushed_at=ago(900))
    marked = issue("1", labels=("good first issue",), project_id=quiet.id)
    plain = issue("2", project_id=lively.id)
    ranked = ranked_issues(
        Profile(), [(plain, lively), (marked, quiet)], NOW, activity={lively.id: 20_000, quiet.id: 10}
    )
    assert [one.issue.number for one in ranked] == ["1", "2"]


def test_a_project_that_marks_many_issues_is_welcoming():
    marked = [issue(str(number), labels=("good first issue",)) for number in range(4)]
    ranked = ranked_issues(Profile(), [(one, SHOP) for one in marked], NOW, among=[*marked, issue("9")])
    assert "the project marks many issues for newcomers" in [r.text for r in ranked[0].fit.reasons]


def test_the_order_beats_the_label_and_the_new_reporter_where_newcomers_are_as_published():
    """A simulation from the published shares (`make bench ARGS=issue_order` has it larger): no proof of real trackers."""
    numbers = random.Random(3)
    pools = [[simulated(numbers, number) for number in range(30)] for _ in range(150)]
    mine, simple = share_in_front(pools, ours), share_in_front(pools, label_then_reporter)
    assert mine > simple


def test_who_reports_all_the_time_is_no_newcomer():
    insider = [issue(str(number), author="rita", association="NONE") for number in range(10, 16)]
    newcomer = issue("1", author="ada", association="NONE")
    assert order(*insider, newcomer)[0] == "1"


def test_a_project_that_answers_quickly():
    def answered(number: str, days: float) -> Issue:
        said = Comment(author="maint", body="Thanks!", at=ago(100 - days), association="MEMBER")
        return issue(number, comments=(said,))

    ranked = ranked_issues(Profile(), [(answered(str(number), 1), SHOP) for number in range(4)], NOW)
    assert "questions are answered quickly" in [reason.text for reason in ranked[0].fit.reasons]


def test_every_reason_has_evidence_and_can_be_switched_off():
    one = issue("1", labels=("good first issue", "docs"), association="NONE")
    shown = ranked_issues(Profile(), [(one, SHOP)], NOW)[0].fit.reasons
    assert {"newcomer label", "documentation", "reported by a newcomer"} <= {
        reason.signal for reason in shown
    }
    assert all(reason.evidence for reason in shown)
    quiet = ranked_issues(Profile(signals_off=("documentation",)), [(one, SHOP)], NOW)[0].fit.reasons
    assert "documentation" not in {reason.signal for reason in quiet}


def test_unknown_relations_are_named():
    ranked = ranked_issues(Profile(), [(issue("1", association=None), SHOP)], NOW)
    assert "whether its reporter is new to the project" in ranked[0].fit.unknown


def test_labels_of_a_source_of_its_own():
    own = issue("1", labels=("onramp",))
    ranked = ranked_issues(
        Profile(),
        [(issue("2"), SHOP), (own, SHOP)],
        NOW,
        tier=lambda one, _: Tier.NEWCOMERS if one is own else None,
    )
    assert ranked[0].issue.number == "1"
    assert ranked[0].tier is Tier.NEWCOMERS
    assert ranked[0].fit.reasons[0].evidence == "label onramp"


def test_the_weights_are_those_of_the_study():
    assert PROSPECTS["newcomer label"].weight == 0.86
    assert PROSPECTS["documentation"].weight == 0.77
    assert PROSPECTS["reported by a newcomer"].weight == 0.52
    assert PROSPECTS["reported by a member"].weight == -0.67
    assert PROSPECTS["hard"].weight == -1.3
    assert all(signal.comment for signal in PROSPECTS.values())


def test_a_pull_request_in_the_list_takes_the_issue_it_closes():
    taken = issue("7", pulls=None)
    closing = issue("9", title="Retry", body="Fixes #7", is_pull_request=True, author="ada")
    joined = with_pulls_by_text([taken, closing, issue("8")])
    assert [pull.number for pull in joined[0].pulls or ()] == ["9"]
    assert order(taken, closing, issue("8"))[0] == "8"


def test_a_claim_comment_is_polite_and_is_understood_as_a_claim():
    profile = Profile(skills=(Skill("Kubernetes"),))
    text = claim_comment(issue("1", title="Retry the Kubernetes watch"), profile)
    assert "Kubernetes" in text
    assert {Speech.ASK, Speech.CLAIM} & {said.speech for said in said_in(text)}
    stale = Availability(state=AvailabilityState.STALE_CLAIM, reason="claimed by bo 3 months ago")
    assert "still working" in claim_comment(issue("1"), profile, stale)


@pytest.mark.parametrize("state", ["claimed", "PR open", "blocked"])
def test_what_is_taken_or_not_ready_is_not_asked_for(state):
    text = claim_comment(issue("1"), Profile(), Availability(state=AvailabilityState(state), reason=""))
    assert "draft pull request" not in text
    assert ("once it is ready" if state == "blocked" else "Should it become free") in text


LABELS = st.sampled_from(
    ["good first issue", "help wanted", "docs", "hard", "bug", "question", "size/S", "in progress", "x"]
)
ISSUES = st.builds(
    issue,
    st.integers(1, 999).map(str),
    title=st.text(max_size=60),
    body=st.text(max_size=200),
    labels=st.lists(LABELS, max_size=3).map(tuple),
    association=st.sampled_from([None, "NONE", "MEMBER", "CONTRIBUTOR"]),
    created_at=st.sampled_from([None, ago(1), ago(4000)]),
    comments=st.one_of(
        st.none(),
        st.lists(
            st.builds(Comment, author=st.sampled_from(["bo", "ci-bot", "maint"]), body=st.text(max_size=80)),
            max_size=3,
        ).map(tuple),
    ),
    assignees=st.sampled_from([None, (), ("bo",)]),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(ISSUES, max_size=8, unique_by=lambda one: one.number), st.randoms(use_true_random=False))
def test_any_issues_are_ordered_and_the_same_way_whatever_their_order_was(issues, random):
    first = ranked_issues(Profile(skills=(Skill("go"),)), [(one, SHOP) for one in issues], NOW)
    random.shuffle(issues)
    again = ranked_issues(Profile(skills=(Skill("go"),)), [(one, SHOP) for one in issues], NOW)
    assert [one.issue.number for one in first] == [one.issue.number for one in again]
    assert all(0.0 <= one.fit.score <= 1.0 for one in first)
    for one, other in pairwise(first):
        if one.availability.state is other.availability.state:
            assert one.fit.score >= other.fit.score - 1e-6


def reports(marked_by: str, others: str, count: int = 40) -> list[Issue]:
    """As many issues of members as of newcomers; every tenth is marked, one of `marked_by`."""
    by = [marked_by if place % 10 == 0 else others for place in range(count)]
    return [
        issue(str(place), labels=("good first issue",) if place % 10 == 0 else (), association=relation)
        for place, relation in enumerate(by)
    ]


def test_a_label_says_more_where_it_is_put_on_members_issues():
    on_members = label_lift(reports("MEMBER", "NONE"))
    on_newcomers = label_lift(reports("NONE", "MEMBER"))
    assert on_members > 0.2
    assert on_newcomers < -0.2


def test_a_label_that_goes_with_nobody_says_what_was_published():
    assert label_lift(reports("MEMBER", "MEMBER")) == pytest.approx(0.0)


def test_of_few_issues_labels_are_taken_to_stand_on_members_issues():
    assert label_lift(reports("MEMBER", "NONE", 10)) == pytest.approx(0.4)
    assert label_lift([issue("1")]) == 0.0
