"""An issue of a file that tells its past only: what the events say stands for the fields that are missing."""

import pytest

from isonboard.sources.issues_file import issue_of


def read(**fields):
    return issue_of({"number": 1, "title": "Retry", **fields}, "example.org/team/shop")


def event(kind, day, **more):
    return {"kind": kind, "at": f"2026-11-{day:02}T12:00:00Z", "actor": "maint", **more}


def test_the_last_closing_or_reopening_is_the_state():
    assert read(events=[event("closed", 3)]).state == "closed"
    assert read(events=[event("reopened", 5), event("closed", 3)]).state == "open"
    assert read(events=[event("closed", 3)], state="open").state == "open"  # said outright


def test_labels_and_the_lock_follow_from_events():
    past = [
        event("labeled", 2, subject="blocked"),
        event("labeled", 3, label={"name": "good first issue"}),
        event("unlabeled", 4, subject="blocked"),
        event("locked", 5),
    ]
    assert read(events=past).labels == ("good first issue",)
    assert read(events=past).locked
    assert read(events=past, labels=[]).labels == ()
    assert not read(events=past, locked=False).locked
    assert not read(events=[*past, event("unlocked", 6)]).locked


@pytest.mark.parametrize("kind", ["commented", "comment"])
def test_a_comment_among_the_events_has_its_actor_as_author(kind):
    (comment,) = read(events=[event(kind, 3, body="I'll take this", actor={"login": "ada"})]).comments
    assert (comment.author, comment.body) == ("ada", "I'll take this")


@pytest.mark.parametrize(
    ("said", "state", "draft"),
    [
        ({"state": "open"}, "open", False),
        ({"state": "draft"}, "open", True),
        ({"state": "MERGED"}, "merged", False),
        ({"state": "closed", "merged_at": "2026-11-03T12:00:00Z"}, "merged", False),
        ({"state": "closed", "merged": True}, "merged", False),
        ({"state": "unmerged"}, "closed", False),
    ],
)
def test_the_state_of_a_linked_pull_request(said, state, draft):
    (pull,) = read(linked_pull_requests=[{"number": 5, "author": "ada", **said}]).pulls
    assert (pull.number, pull.state, pull.draft) == ("5", state, draft)


def test_pull_requests_of_cross_references_have_the_state_that_they_tell():
    def source(**pull):
        return {"issue": {"number": 5, "user": {"login": "ada"}, "state": "closed", "pull_request": pull}}

    past = [event("cross-referenced", 3, source=source())]
    assert [pull.state for pull in read(events=past).pulls] == ["closed"]
    past = [event("cross-referenced", 3, source=source(merged_at="2026-11-04T12:00:00Z"))]
    assert [pull.state for pull in read(events=past).pulls] == ["merged"]
    assert read(events=[event("assigned", 3, subject="ada")]).pulls is None
    assert read(events=past, pulls=[]).pulls == ()


@pytest.mark.parametrize(
    ("body", "repository", "also", "pulls"),
    [
        ("Closes #1", "team/shop", {}, ["open"]),
        ("closes https://github.com/team/shop/issues/1.", "team/shop", {}, ["open"]),
        ("Closes #1", "", {}, ["open"]),
        ("Closes #1", "other/lib", {}, None),
        ("Unlike #1, this is about docs", "team/shop", {}, None),
        ("Closes #12", "team/shop", {}, None),
        (None, "team/shop", {}, None),
        ("Part of #1", "team/shop", {"merged_at": "2026-11-04T12:00:00Z"}, ["merged"]),
        ("Closes team/shop#1", "other/lib", {"merged_at": "2026-11-04T12:00:00Z"}, None),
    ],
)
def test_a_mere_mention_by_a_pull_request_is_an_event(body, repository, also, pulls):
    source = {"number": 5, "state": "open", "title": "Tidy up", "body": body, "pull_request": also}
    if repository:
        source["repository"] = {"full_name": repository}
    past = [event("cross-referenced", 3, source={"issue": source})]
    for told in ({}, {"repository_url": "https://api.github.com/repos/Team/shop"}):
        issue = read(events=past, **told)
        assert (issue.pulls and [pull.state for pull in issue.pulls]) == pulls
        assert [one.subject for one in issue.events] == ["pull request #5"]


def test_another_repository_of_that_name_is_told_apart_where_the_issue_names_its_own():
    pull = {"number": 5, "state": "open", "body": "Closes #1", "pull_request": {}}
    past = [
        event(
            "cross-referenced",
            3,
            source={"issue": {**pull, "repository_url": "https://api.github.com/repos/fork/shop"}},
        )
    ]
    assert read(events=past).pulls is not None
    assert read(events=past, html_url="https://github.com/team/shop/issues/1").pulls is None
    named = [event("cross-referenced", 3, source={"issue": {**pull, "body": "Fixes other/lib#1"}})]
    assert read(events=named, html_url="https://github.com/team/shop/issues/1").pulls is None
