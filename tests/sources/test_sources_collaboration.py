"""Pull requests of a branch, comments posted once, and how a project stands, on each forge."""

import json
from datetime import UTC, datetime

import gitea_server
import github_server
import gitlab_server
import httpx
import pytest
from counterparty import Reply
from hypothesis import given
from hypothesis import strategies as st

from isonboard.errors import CredentialsError, RateLimitedError, UnreachableError
from isonboard.model.collaboration import CheckState
from isonboard.model.ports import Collaboration
from isonboard.model.project import Project, SourceConfig
from isonboard.sources import (
    gitea_collaboration,
    github_collaboration,
    gitlab_collaboration,
)
from isonboard.sources.gitea import GiteaForge
from isonboard.sources.github_forge import GithubForge
from isonboard.sources.gitlab import GitlabForge
from isonboard.sources.reviewers import is_bot, people, person

HUB = Project(id="github.com/acme/pay", name="pay", full_name="acme/pay", url="https://github.com/acme/pay")
LAB = Project(
    id="gitlab.test/acme/pay",
    name="pay",
    full_name="acme/pay",
    url="https://gitlab.test/acme/pay",
    api_path="1",
)
TEA = Project(id="git.test/acme/pay", name="pay", full_name="acme/pay", url="https://git.test/acme/pay")


def github():
    server = github_server.GithubServer([github_server.repository("acme", "pay")])
    return server, GithubForge, SourceConfig(name="hub", kind="github"), {"GITHUB_TOKEN": "good"}, HUB


def gitlab():
    server = gitlab_server.GitlabServer([gitlab_server.project("acme/pay", issues=[gitlab_server.issue(3)])])
    config = SourceConfig(name="lab", kind="gitlab", url="https://gitlab.test")
    return server, GitlabForge, config, {"GITLAB_TOKEN": "good"}, LAB


def gitea():
    server = gitea_server.GiteaServer([gitea_server.repository("acme", "pay")])
    config = SourceConfig(name="tea", kind="gitea", url="https://git.test")
    return server, GiteaForge, config, {"GITEA_TOKEN": "good"}, TEA


FORGES = {"github": github, "gitlab": gitlab, "gitea": gitea}


@pytest.mark.parametrize("kind", FORGES)
async def test_a_comment_is_posted_once_and_its_address_comes_back(make_transport, kind):
    server, forge, config, env, project = FORGES[kind]()
    async with make_transport(server.handler, env=env) as transport:
        url = await forge(config, transport).comment(project, "3", "Hi! May I?")
    assert server.posted == [("3", "Hi! May I?")]
    assert url
    assert url.startswith(project.url)


@pytest.mark.parametrize("kind", FORGES)
async def test_without_a_token_no_comment_is_tried(make_transport, kind):
    server, forge, config, _, project = FORGES[kind]()
    async with make_transport(server.handler) as transport:
        with pytest.raises(CredentialsError, match="takes comments only from people it knows"):
            await forge(config, transport).comment(project, "3", "Hi")
        assert transport.requests == 0


@pytest.mark.parametrize("kind", FORGES)
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (httpx.ReadError("cut"), UnreachableError),
        (Reply(503, {"message": "busy"}), UnreachableError),
        (Reply(429, {"message": "slow down"}, {"retry-after": "1"}), RateLimitedError),
    ],
)
async def test_a_comment_that_may_have_arrived_is_never_sent_again(make_transport, kind, fault, error):
    server, forge, config, env, project = FORGES[kind]()
    server.faults.append(fault)
    async with make_transport(server.handler, env=env) as transport:
        with pytest.raises(error) as caught:
            await forge(config, transport).comment(project, "3", "Hi")
        assert transport.requests == 1
    if error is UnreachableError:
        assert "may have arrived" in caught.value.hint


@pytest.mark.parametrize("kind", FORGES)
async def test_a_token_that_may_only_read_is_told_so(make_transport, kind):
    server, forge, config, env, project = FORGES[kind]()
    server.faults.append(Reply(403, {"message": "Resource not accessible"}))
    async with make_transport(server.handler, env=env) as transport:
        with pytest.raises(CredentialsError, match="does not let us write here"):
            await forge(config, transport).comment(project, "3", "Hi")


def test_every_forge_of_the_three_collaborates():
    for forge in (GithubForge, GitlabForge, GiteaForge):
        assert issubclass(forge, Collaboration)


async def test_github_tells_the_pull_requests_of_a_branch_with_who_reviewed(make_transport):
    server, forge, config, env, project = github()
    server.pulls = [
        github_server.pull(
            9,
            "fix-7",
            state="MERGED",
            mergedAt="2026-09-09T00:00:00Z",
            mergedBy={"__typename": "User", "login": "ada", "name": "Ada Okafor"},
            latestReviews={
                "nodes": [
                    {"author": {"__typename": "User", "login": "wei", "name": None}},
                    {"author": {"__typename": "Bot", "login": "linter"}},
                    {"author": {"__typename": "User", "login": "newcomer", "name": "Me"}},
                    {"author": None},
                ]
            },
        ),
        github_server.pull(8, "other"),
    ]
    async with make_transport(server.handler, env=env) as transport:
        (pull,) = await forge(config, transport).pulls(project, "fix-7")
        assert transport.requests == 1
    assert (pull.number, pull.state, pull.author, pull.foreign) == ("9", "merged", "newcomer", True)
    assert pull.reviewers == ("@wei", "Ada Okafor (@ada)")
    assert pull.merged_at == datetime(2026, 9, 9, tzinfo=UTC)
    assert pull.url == "https://github.com/acme/pay/pull/9"


async def test_github_without_a_token_looks_into_the_engineers_own_forks(make_transport):
    server, forge, config, _, project = github()
    server.pulls = [github_server.pull(9, "fix-7", state="MERGED", mergedAt="2026-09-09T00:00:00Z")]
    async with make_transport(server.handler) as transport:
        assert await forge(config, transport).pulls(project, "fix-7") == ()
        (pull,) = await forge(config, transport).pulls(project, "fix-7", ("newcomer",))
    assert (pull.number, pull.state, pull.foreign) == ("9", "merged", True)


STANDING = {
    "isPrivate": False,
    "isArchived": False,
    "forkingAllowed": True,
    "viewerPermission": "READ",
    "visibility": "INTERNAL",
    "defaultBranchRef": {
        "name": "main",
        "target": {
            "oid": "a" * 40,
            "committedDate": "2026-10-01T00:00:00Z",
            "url": "https://github.com/acme/pay/commit/aaa",
            "statusCheckRollup": {"state": "FAILURE"},
        },
    },
    "issues": {
        "nodes": [
            {
                "number": 5,
                "title": "x",
                "createdAt": "2026-09-01T00:00:00Z",
                "authorAssociation": "NONE",
                "author": {"__typename": "User", "login": "guest"},
                "comments": {
                    "nodes": [
                        {
                            "createdAt": "2026-09-01T01:00:00Z",
                            "authorAssociation": "MEMBER",
                            "author": {"__typename": "Bot", "login": "triage"},
                        },
                        {
                            "createdAt": "2026-09-02T00:00:00Z",
                            "authorAssociation": "MEMBER",
                            "author": {"__typename": "User", "login": "ada"},
                        },
                    ]
                },
            },
            {
                "number": 4,
                "title": "bump",
                "createdAt": "2026-09-01T00:00:00Z",
                "authorAssociation": "NONE",
                "author": {"__typename": "Bot", "login": "renovate"},
                "comments": {"nodes": []},
            },
        ]
    },
    "pullRequests": {
        "nodes": [
            github_server.pull(9, "fix-7", state="MERGED"),
            github_server.pull(8, "bump", author={"__typename": "Bot", "login": "renovate"}),
        ]
    },
    "releases": {
        "nodes": [
            {
                "name": "",
                "tagName": "v2",
                "publishedAt": "2026-09-30T00:00:00Z",
                "isPrerelease": False,
                "isDraft": False,
                "url": "https://github.com/acme/pay/releases/v2",
            },
            {
                "name": "soon",
                "tagName": "v3",
                "publishedAt": None,
                "isPrerelease": False,
                "isDraft": True,
                "url": "https://github.com/acme/pay/releases/v3",
            },
        ]
    },
}


async def test_github_tells_how_a_project_stands_in_one_query(make_transport):
    server, forge, config, env, project = github()
    server.standing = STANDING
    async with make_transport(server.handler, env=env) as transport:
        standing = await forge(config, transport).standing(project)
        assert transport.requests == 1
    assert (standing.access.read, standing.access.fork, standing.access.write) == (True, True, False)
    assert standing.access.visibility == "internal"
    assert (standing.checks.state, standing.checks.branch) == (CheckState.FAILING, "main")
    (issue,) = standing.issues
    assert [comment.author for comment in issue.comments] == ["ada"]  # robots do not answer
    assert [pull.number for pull in standing.merged] == ["9"]
    assert [release.name for release in standing.releases] == ["v2"]


async def test_github_without_a_token_says_less_and_invents_nothing(make_transport):
    server, forge, config, _, project = github()
    server.standing = STANDING
    async with make_transport(server.handler) as transport:
        standing = await forge(config, transport).standing(project)
    assert (standing.access.read, standing.access.fork, standing.access.write) == (True, None, None)
    assert (standing.checks, standing.issues, standing.merged) == (None, None, None)
    assert [release.name for release in standing.releases] == ["v2"]


async def test_an_older_enterprise_server_without_visibility_is_asked_again(make_transport):
    server, forge, config, env, project = github()
    server.standing = {key: value for key, value in STANDING.items() if key != "visibility"}
    server.lacking = {"visibility"}
    async with make_transport(server.handler, env=env) as transport:
        standing = await forge(config, transport).standing(project)
    assert standing.access.visibility == "public"


async def test_gitlab_tells_merge_requests_pipelines_access_and_releases(make_transport):
    server, forge, config, env, project = gitlab()
    server.merge_requests = [
        gitlab_server.merge_request(
            4,
            "fix-7",
            state="merged",
            merged_at="2026-09-09T00:00:00Z",
            reviewers=[{"username": "wei", "name": "Wei Zhang"}],
            merge_user={"username": "ada", "name": "Ada Okafor"},
        )
    ]
    server.projects[0] |= {
        "forking_access_level": "enabled",
        "permissions": {"project_access": None, "group_access": {"access_level": 20}},
    }
    server.pipelines = [
        {"id": 1, "status": "success", "ref": "main", "sha": "a" * 40, "updated_at": "2026-10-01T00:00:00Z"}
    ]
    server.releases = [{"name": "Two", "tag_name": "v2", "released_at": "2026-09-01T00:00:00Z", "_links": {}}]
    async with make_transport(server.handler, env=env) as transport:
        (pull,) = await forge(config, transport).pulls(project, "fix-7")
        standing = await forge(config, transport).standing(project)
        assert transport.requests == 5
    assert (pull.state, pull.foreign) == ("merged", True)
    assert pull.reviewers == ("Wei Zhang (@wei)", "Ada Okafor (@ada)")
    assert (standing.access.read, standing.access.fork, standing.access.write) == (True, True, False)
    assert standing.checks.state is CheckState.PASSING
    assert [release.name for release in standing.releases] == ["Two"]
    assert standing.issues is None
    assert [(pull.author, pull.foreign) for pull in standing.merged] == [("newcomer", True)]


async def test_gitlab_pipelines_that_are_hidden_are_unknown_and_none_is_none(make_transport):
    server, forge, config, env, project = gitlab()
    async with make_transport(server.handler, env=env) as transport:
        assert (await forge(config, transport).standing(project)).checks.state is CheckState.NONE
        server.pipelines = None
        assert (await forge(config, transport).standing(project)).checks is None


async def test_gitea_tells_pull_requests_status_access_and_releases(make_transport):
    server, forge, config, env, project = gitea()
    server.repositories[0]["permissions"] = {"admin": False, "push": False, "pull": True}
    server.pulls = [gitea_server.pull(n, f"b{n}") for n in range(60, 10, -1)] + [
        gitea_server.pull(
            4,
            "fix-7",
            state="closed",
            merged=True,
            merged_at="2026-09-09T00:00:00Z",
            merged_by={"login": "ada", "full_name": "Ada Okafor"},
            head={"label": "fix-7", "ref": "refs/pull/4/head", "sha": "c" * 40, "repo_id": 77},
        )
    ]
    server.reviews = {
        "4": [
            {"user": {"login": "wei", "full_name": ""}, "state": "APPROVED"},
            {"user": {"login": "bob", "full_name": ""}, "state": "REQUEST_REVIEW"},
            {"user": None},
        ]
    }
    server.status = {
        "state": "pending",
        "sha": "a" * 40,
        "total_count": 1,
        "statuses": [{"updated_at": "2026-10-01T00:00:00Z", "target_url": "https://ci.test/1"}],
    }
    async with make_transport(server.handler, env=env) as transport:
        (pull,) = await forge(config, transport).pulls(project, "fix-7")
        standing = await forge(config, transport).standing(project)
    assert (pull.state, pull.foreign, pull.branch) == ("merged", True, "fix-7")
    assert pull.reviewers == ("@wei", "Ada Okafor (@ada)")
    assert (standing.access.read, standing.access.fork, standing.access.write) == (True, None, False)
    assert (standing.checks.state, standing.checks.url) == (CheckState.RUNNING, "https://ci.test/1")
    assert standing.releases == ()
    assert [(pull.author, pull.foreign) for pull in standing.merged] == [("newcomer", True)]
    server.status = {"state": "pending", "total_count": 0, "statuses": []}
    async with make_transport(server.handler, env=env) as transport:
        assert (await forge(config, transport).standing(project)).checks.state is CheckState.NONE


def test_people_are_thanked_once_and_cannot_smuggle_a_mention():
    assert person("ada", "Ada Okafor") == "Ada Okafor (@ada)"
    assert person("ada", "@everyone [x](http://evil)") == "@ada"
    assert person("not a login") == ""
    assert people([("ada", ""), ("me", "Me"), ("Ada", "Ada O"), ("x[bot]", "")], but="ME") == (
        "Ada O (@Ada)",
    )


def test_robots_are_known_by_their_names():
    assert all(
        is_bot(name) for name in ("x[bot]", "project_7_bot_abc", "release-bot", "renovate", "Dependabot")
    )
    assert not any(is_bot(name) for name in ("abbot", "botond", "ada", "robot7"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def shaped(*names):
    """Objects that use a forge's own words for whatever values."""
    return st.fixed_dictionaries({}, optional=dict.fromkeys(names, JSON))


@given(
    shaped("number", "state", "author", "mergedBy", "latestReviews", "headRefName", "isCrossRepository"),
    shaped(
        "isPrivate",
        "viewerPermission",
        "visibility",
        "issues",
        "pullRequests",
        "releases",
        "defaultBranchRef",
    ),
    shaped("iid", "number", "state", "author", "user", "reviewers", "merge_user", "head", "base", "merged"),
    JSON,
)
def test_whatever_a_server_answers_is_read_without_an_error(node, repository, entry, anything):
    github_collaboration.pull_of(node)
    standing = github_collaboration.standing_of(repository)
    assert standing.access.read
    github_collaboration.checks_of(anything)
    github_collaboration.rest_pull_of(entry)
    github_collaboration.releases_of([entry])
    gitlab_collaboration.pull_of(entry)
    gitlab_collaboration.access_of(repository | entry)
    gitlab_collaboration.checks_of(anything, "main")
    gitea_collaboration.pull_of(entry)
    gitea_collaboration.access_of(entry)
    gitea_collaboration.checks_of(entry, "main")
    json.dumps(standing.access.visibility)
