"""How a project stands: measured on small samples, unknown where nobody tells."""

import asyncio
from datetime import UTC, datetime, timedelta

import gitea_server
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonboard.assistant import health as healths
from isonboard.assistant.context import Context
from isonboard.errors import NotFoundError
from isonboard.model.collaboration import Access, Checks, CheckState, PullRequest, Standing
from isonboard.model.guidance import Document, DocumentKind
from isonboard.model.issue import Comment, Issue
from isonboard.model.project import Link, Project

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def issue(days, *comments, association="NONE", author="guest"):
    return Issue(
        project_id="", number="1", title="", author=author, association=association, created_at=NOW - timedelta(days),
        comments=tuple(Comment(author=who, body="", at=NOW - timedelta(days) + after, association=role)
                       for who, role, after in comments),
    )  # fmt: skip


HOUR = timedelta(hours=1)


def test_the_first_answer_is_a_maintainers_and_not_the_authors():
    answered = issue(9, ("guest", "NONE", HOUR), ("ada", "MEMBER", 5 * HOUR), ("ada", "MEMBER", 9 * HOUR))
    response = healths.response_of([answered], NOW)
    assert (response.median, response.answered, response.sample) == (5 * HOUR, 1, 1)


def test_the_median_comes_with_its_sample_and_the_unanswered_count():
    found = [issue(9, ("a", "OWNER", hours * HOUR)) for hours in (1, 4, 90)] + [issue(9), issue(8)]
    response = healths.response_of(found, NOW)
    assert (response.median, response.answered, response.sample) == (4 * HOUR, 3, 5)


def test_issues_of_maintainers_and_very_young_ones_tell_nothing():
    found = [issue(9, ("b", "MEMBER", HOUR), association="MEMBER"), issue(1)]
    assert healths.response_of(found, NOW) is None
    assert healths.response_of([issue(9)], NOW) == healths.Response(median=None, answered=0, sample=1)


def pull(author, association, **changes):
    return PullRequest(number="1", state="merged", author=author, association=association, **changes)


def test_from_outside_is_who_is_not_of_the_team():
    found = [
        pull("owner", "OWNER"),
        pull("guest", "CONTRIBUTOR"),
        pull("colleague", "MEMBER", foreign=True),  # of the company, but works from a fork
        pull("mate", "MEMBER", foreign=True),
        pull("x", "MEMBER", foreign=False, merged_by="mate"),
        pull("untold", None),
        pull("forker", None, foreign=True),
        pull("pusher", None, foreign=False),
    ]
    assert healths.openness_of(found) == healths.Openness(outside=3, sample=7)
    assert healths.openness_of([]) is None
    assert healths.openness_of(found[5:6]) is None


def test_a_sparkline_of_weeks():
    assert healths.sparkline((0, 1, 7, 14)) == "▁▂▅█"
    assert healths.sparkline((0, 0)) == "▁▁"
    assert healths.sparkline(()) == ""


@given(st.lists(st.integers(0, 2**53), max_size=52))
def test_a_sparkline_has_a_bar_a_week_and_none_looks_empty_that_is_not(weeks):
    line = healths.sparkline(weeks)
    assert len(line) == len(weeks)
    assert all((bar == "▁") == (week == 0) for bar, week in zip(line, weeks, strict=True))


def unknown(**changes):
    return healths.Health(
        **({"project_id": "x", "access": None, "ask": (), "help": "", "checks": None, "response": None,
            "openness": None, "activity": None, "participation": (), "sparkline": "", "releases": None,
            "fetched_at": None} | changes)
    )  # fmt: skip


def test_unknown_is_said_and_never_zero():
    said = healths.sentences(unknown())
    assert set(said.values()) == {"unknown"}


def test_whom_to_ask_is_said_where_one_may_not():
    locked = unknown(
        access=Access(read=True, fork=False, write=False), ask=(Link("#pay", "https://chat.test/pay"),)
    )
    assert healths.sentences(locked)["access"] == "read yes, fork no, push no, ask #pay"
    assert "ask" not in healths.sentences(unknown(access=Access(read=True, write=True, fork=False)))["access"]
    assert healths.sentences(unknown(checks=Checks(state=CheckState.NONE)))["default branch"] == (
        "no automatic checks"
    )
    nobody = healths.Response(median=None, answered=0, sample=7)
    assert healths.sentences(unknown(response=nobody))["first answer"] == "0 of 7 issues answered"


@pytest.mark.parametrize(
    ("length", "words"),
    [(timedelta(days=1), "1 day"), (timedelta(hours=30), "1 day"), (timedelta(minutes=5), "5 minutes"),
     (timedelta(0), "under a minute")],
)  # fmt: skip
def test_lengths_of_time(length, words):
    assert healths.spoken(length) == words


@pytest.fixture
def gitea(bare_home, source, monkeypatch):
    """A Gitea on loopback with a repository, and a context that lists it."""
    server = gitea_server.GiteaServer()
    with server.listening() as base:
        server.repositories.append(gitea_server.repository("acme", "pay", base=base))
        server.repositories[0]["permissions"] = {"pull": True, "push": False, "admin": False}
        source("tea", kind="gitea", url=base)
        monkeypatch.setenv("GITEA_TOKEN", "good")
        with Context.open() as context:
            project = Project(
                id="127.0.0.1/acme/pay", name="pay", full_name="acme/pay", forge="gitea", url=f"{base}/acme/pay",
                clone_url=f"{base}/acme/pay.git", default_branch="main", listed_by=("tea",),
            )  # fmt: skip
            context.catalog.put_listings("tea", "gitea", [project], 1)
            (found,) = context.catalog.all_projects()
            yield server, context, found


async def test_a_forge_is_asked_once_an_hour_and_what_it_said_is_kept(gitea):
    server, context, project = gitea
    server.status = {"state": "success", "total_count": 1, "statuses": []}
    one = await healths.health(context, project.id)
    assert (one.access.read, one.access.fork, one.checks.state) == (True, None, CheckState.PASSING)
    assert (one.response, one.openness, one.releases, one.note) == (
        None,
        None,
        (),
        "",
    )  # nothing was merged yet
    asked = len(server.asked)
    again = await healths.health(context, project.id)
    assert again == one
    assert len(server.asked) == asked
    server.status["state"] = "failure"
    assert (await healths.health(context, project.id, refresh=True)).checks.state is CheckState.FAILING


async def test_a_forge_that_fails_leaves_the_copy_and_says_so(gitea, monkeypatch):
    server, context, project = gitea
    server.faults.append(gitea_server.Reply(401, {"message": "no"}))
    one = await healths.health(context, project.id)
    assert one.access is None
    assert one.note.startswith("the forge could not be asked: ")
    await healths.health(context, project.id)
    server.faults.append(gitea_server.Reply(401, {"message": "no"}))
    older = await healths.health(context, project.id, refresh=True)
    assert older.access.read is True
    assert older.note.startswith("this is the copy kept before: ")


async def test_people_of_the_documents_are_asked_where_the_project_names_nobody(gitea):
    _, context, project = gitea
    said = "# Contributing\n\n## Contact\n\nAsk in our chat [#pay](https://chat.example.org/pay).\n"
    document = Document(kind=DocumentKind.CONTRIBUTING, path="CONTRIBUTING.md", text=said)
    context.catalog.put_documents(project.id, [document], NOW)
    assert [link.url for link in (await healths.health(context, project.id)).ask] == [
        "https://chat.example.org/pay"
    ]


async def test_a_project_nobody_lists_is_not_found(gitea):
    with pytest.raises(NotFoundError):
        await healths.health(gitea[1], "nobody/knows")


def test_what_was_kept_by_another_version_is_asked_anew(gitea):
    _, context, project = gitea
    context.catalog.put_meta(f"standing {project.id}", "[]")
    assert healths.kept_standing(context, project.id) is None
    assert asyncio.run(healths.health(context, project.id)).access is not None


ISSUES = st.builds(
    Issue,
    project_id=st.just(""),
    number=st.just("1"),
    title=st.just(""),
    author=st.sampled_from("ab"),
    association=st.sampled_from([None, "MEMBER", "NONE"]),
    created_at=st.none() | st.datetimes(timezones=st.just(UTC)),
    comments=st.none()
    | st.lists(
        st.builds(
            Comment,
            author=st.sampled_from("abc"),
            body=st.just(""),
            at=st.none() | st.datetimes(timezones=st.just(UTC)),
            association=st.sampled_from([None, "OWNER", "NONE"]),
        ),
        max_size=3,
    ).map(tuple),
)


@given(st.lists(ISSUES, max_size=6))
def test_whatever_is_told_the_figures_hold_together(issues):
    response = healths.response_of(issues, NOW)
    if response is not None:
        assert 0 <= response.answered <= response.sample <= len(issues)
        assert (response.median is None) == (response.answered == 0)
        assert response.median is None or response.median >= timedelta()
    Standing(issues=tuple(issues))
