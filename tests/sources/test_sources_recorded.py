"""Real answers of GitHub, recorded long ago and lately, mean what we read into them.

The records are PyGithub's; they stay beside the checkout. A record is ten lines: scheme, verb, host, port, path,
request headers, body, status, answer headers, answer body.
"""

import ast
from pathlib import Path

import httpx
import pytest

from isonboard.errors import BadAnswerError, RateLimitedError, UnreachableError
from isonboard.model.project import Project, SourceConfig
from isonboard.sources import fields
from isonboard.sources import github_rest as rest
from isonboard.sources.answer import Answer
from isonboard.sources.github_forge import GithubForge
from isonboard.sources.session import Session

RECORDS = Path(__file__).parents[3] / "shared/data/github-recorded"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not RECORDS.is_dir(), reason="the recorded answers are not beside the checkout"),
]


def recorded(name):
    """(path, status, headers, body) of each exchange."""
    lines = (RECORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    found = []
    while len(lines) >= 9:
        block, lines = lines[:10], lines[11:]
        headers = {key.lower(): value for key, value in ast.literal_eval(block[8])}
        found.append((block[4], int(block[7]), headers, block[9] if len(block) > 9 else ""))
    return found


def answer(record):
    path, status, headers, body = record
    return Answer(url=f"https://api.github.com{path}", status=status, headers=headers, body=body.encode())


def test_issues_by_label_of_2012():
    _label, listed = recorded("Issue50.testGetIssuesWithLabel")
    issues = [rest.issue_of(entry, "p") for entry in answer(listed).entries()]
    assert [issue.number for issue in issues] == ["52", "50"]
    assert issues[0].title == "Issue created by PyGithub to test issue #50"
    assert "Label with spaces and strange characters (&*#$)" in issues[0].labels
    assert [issue.is_pull_request for issue in issues] == [False, True], (
        "an empty pull_request object is an issue's"
    )
    assert issues[0].author == "jacquev6"
    assert issues[0].updated_at.year == 2012
    assert issues[1].assignees == ("jacquev6",), "old answers name one assignee only"


def test_issues_with_arguments():
    records = [
        record for record in recorded("Repository.testGetIssuesWithArguments") if "/issues" in record[0]
    ]
    issues = [
        rest.issue_of(entry, "p") for record in records for entry in fields.nodes(answer(record).json())
    ]
    assert len(issues) > 10
    assert all(issue and issue.title and issue.author and issue.updated_at for issue in issues)


def test_a_search_for_issues():
    (record,) = recorded("Search.testSearchIssues")
    entries = answer(record).entries("items")
    issues = [rest.issue_of(entry, "p") for entry in entries]
    assert len(issues) == len(entries) == 30
    assert {issue.is_pull_request for issue in issues} == {True, False}
    assert all(issue.comment_count is not None for issue in issues)


def test_a_search_for_repositories():
    record = recorded("Search.testSearchRepos")[0]
    entries = answer(record).entries("items")
    projects = [rest.project_of(entry, "gh") for entry in entries]
    assert len(projects) == len(entries)
    assert projects[0].id == f"github.com/{entries[0]['full_name'].casefold()}"
    assert projects[0].language == "Python"
    assert projects[0].stars == entries[0]["stargazers_count"]
    assert projects[0].watchers is None
    assert projects[0].clone_url == entries[0]["clone_url"]
    assert answer(record).link("next").startswith("https://api.github.com/search/repositories?")


def test_a_whole_repository():
    for name in ("ConditionalRequestUpdate.setUp", "ConditionalRequestUpdate.testDidUpdate"):
        project = rest.project_of(answer(recorded(name)[0]).mapping(), "gh")
        assert project.full_name == "akfish/PyGithub"
        assert project.watchers is None, "what the answer leaves out is unknown"
        assert project.stars is not None


def test_topics_licence_and_listing():
    topics = answer(recorded("Repository.testGetTopics")[0]).mapping()
    assert fields.words(topics["names"]) == ("testing", "github")
    licence = answer(recorded("Repository.testGetLicense")[0]).mapping()
    assert fields.mapping(licence["license"])["spdx_id"].startswith("LGPL")
    listing = fields.nodes(answer(recorded("Repository.testGetContentsDir")[0]).json())
    assert {"README.md", "CONTRIBUTING.md"} <= {entry["path"] for entry in listing}


def test_comments():
    comments = [rest.comment_of(entry) for entry in answer(recorded("Issue.testGetComments")[0]).entries()]
    assert all(comment.author and comment.body and comment.at for comment in comments)


def replaying(name):
    """A handler that gives the recorded answers one after the other, whatever is asked."""
    waiting = iter(recorded(name))

    def serve(request):
        _, status, headers, body = next(waiting)
        kept = {
            k: v
            for k, v in headers.items()
            if k not in ("content-encoding", "transfer-encoding", "content-length")
        }
        return httpx.Response(status, headers=kept, content=body.encode())

    return serve


def session(transport):
    return Session(
        transport,
        SourceConfig(name="gh", kind="github", url="https://api.github.com"),
        "https://api.github.com",
    )


async def test_pages(make_transport):
    records = recorded("PaginatedList.testIteration")
    async with make_transport(replaying("PaginatedList.testIteration")) as transport:
        found = []
        async for page in session(transport).pages("/repos/openframeworks/openFrameworks/issues"):
            found += page.entries()
    assert len(records) == 14
    assert len({entry["id"] for entry in found}) == len(found) > 13 * 25


async def test_a_real_redirect_is_followed(make_transport):
    async with make_transport(replaying("Issue174.testGetDirContentsWithHttpRedirect")) as transport:
        got = await session(transport).get("/repos/twbs/bootstrap/contents/js/")
    assert fields.nodes(got.json())[0]["path"].startswith("js/")


@pytest.mark.parametrize("name", ["testRateLimitExceeded", "testAuthenticatedRateLimitExceeded"])
async def test_real_limits(make_transport, name):
    limited = [record for record in recorded(f"SpecificExceptions.{name}") if record[1] in (403, 429)]
    _, status, headers, body = limited[0]
    kept = {key: value for key, value in headers.items() if key != "content-encoding"}

    def serve(request):
        return httpx.Response(status, headers=kept, content=body.encode())

    async with make_transport(serve, patience=5) as transport:
        with pytest.raises(RateLimitedError) as caught:
            await session(transport).get("/users/jacquev6")
    assert caught.value.retry_after >= 0


async def test_a_real_web_page_instead_of_json(make_transport):
    (record,) = recorded("Exceptions.testNonJsonDataReturnedByGithub")
    with pytest.raises(BadAnswerError):
        answer(record).json()
    serve = lambda request: httpx.Response(record[1], content=record[3].encode())  # noqa: E731
    async with make_transport(serve) as transport:
        with pytest.raises(UnreachableError):
            await session(transport).get("/users/jacquev6")


async def test_real_retries(make_transport):
    records = recorded("Retry.testReturnsRepoAfter3Retries")
    statuses = [record[1] for record in records]
    if statuses[0] == 500:
        pytest.skip("recorded with 500s, which are not tried again")
    async with make_transport(replaying("Retry.testReturnsRepoAfter3Retries")) as transport:
        assert (await session(transport).get("/repos/PyGithub/PyGithub")).mapping()["name"] == "PyGithub"


async def test_a_real_304(make_transport, tmp_path):
    first = recorded("ConditionalRequestUpdate.setUp")[0]
    second = recorded("ConditionalRequestUpdate.testDidNotUpdate")[0]
    assert second[1] == 304
    waiting = iter([first, second])

    def serve(request):
        _path, status, headers, body = next(waiting)
        kept = {
            k: v
            for k, v in headers.items()
            if k not in ("content-encoding", "transfer-encoding", "content-length")
        }
        return httpx.Response(status, headers=kept, content=body.encode() if status == 200 else b"")

    for revalidated in (False, True):
        async with make_transport(serve, cache=tmp_path / "c") as transport:
            got = await session(transport).get("/repos/akfish/PyGithub")
            assert got.mapping()["full_name"] == "akfish/PyGithub"
            assert got.revalidated is revalidated


async def test_a_real_readme(make_transport):
    record = next(record for record in recorded("Repository.testGetContents") if "readme" in record[0])
    body = answer(record).body
    project = Project(id="github.com/a/b", name="b", full_name="a/b", url="https://github.com/a/b")
    async with make_transport(lambda request: httpx.Response(200, content=body)) as transport:
        document = await GithubForge(SourceConfig(name="gh", kind="github"), transport).document(
            project, "README.md"
        )
    assert "PyGithub" in document.text
