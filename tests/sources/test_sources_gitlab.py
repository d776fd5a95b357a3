"""GitLab against a server of our own."""

import pytest
from gitlab_server import GitlabServer, issue, project

from isonboard.errors import CredentialsError, NotFoundError
from isonboard.model.project import SourceConfig
from isonboard.sources.gitlab import GitlabForge, GitlabSource
from isonboard.sources.registry import recognise

URL = "https://gitlab.test"
TOKEN = {"GITLAB_TOKEN": "good"}


def config(**changes):
    return SourceConfig(**({"name": "lab", "kind": "gitlab", "url": URL, "group": "acme"} | changes))


async def listed(source):
    return [found async for batch in source.projects() for found in batch]


async def test_every_field_of_a_project(make_transport):
    server = GitlabServer([project("acme/sub/pay", 42)])
    async with make_transport(server.handler, env=TOKEN) as transport:
        source = GitlabSource(config(), transport)
        (found,) = await listed(source)
    assert found.id == "gitlab.test/acme/sub/pay"
    assert (found.full_name, found.owner, found.title) == ("acme/sub/pay", "acme/sub", "Pay")
    assert (found.stars, found.forks, found.open_issues, found.watchers) == (3, 1, 2, None)
    assert (found.visibility, found.api_path, found.forge) == ("internal", "42", "gitlab")
    assert found.topics == ("payments",)
    assert source.complete


async def test_subgroups_and_pages(make_transport):
    server = GitlabServer([project(f"acme/g{n % 3}/p{n}", n) for n in range(250)])
    async with make_transport(server.handler, env=TOKEN) as transport:
        source = GitlabSource(config(), transport)
        assert len({found.id for found in await listed(source)}) == 250
        assert transport.requests == 3
    assert source.expected == 250


async def test_the_private_token_follows_no_redirect(make_transport):
    import httpx

    seen = {}

    def serve(request):
        seen[request.url.host] = dict(request.headers)
        if request.url.host == "gitlab.test":
            return httpx.Response(302, headers={"location": "https://evil.test/x"})
        return httpx.Response(200, json=[])

    async with make_transport(serve, env=TOKEN) as transport:
        await listed(GitlabSource(config(), transport))
    assert seen["gitlab.test"]["private-token"] == "good"
    assert "good" not in str(seen["evil.test"])


async def test_a_user_a_topic_a_search_and_all(make_transport):
    server = GitlabServer([project("acme/pay", 1), project("ada/web", 2, topics=["ui"])])
    for changes, expected in (
        ({"group": None, "user": "ada"}, ["web"]),
        ({"group": None, "topic": "ui"}, ["web"]),
        ({"group": None, "query": "pa"}, ["pay"]),
        ({"group": None}, ["pay", "web"]),
        ({"topic": "ui"}, []),
    ):
        async with make_transport(server.handler, env=TOKEN) as transport:
            assert [p.name for p in await listed(GitlabSource(config(**changes), transport))] == expected
    async with make_transport(server.handler, env=TOKEN) as transport:
        assert [p.name for p, _ in await GitlabSource(config(group=None), transport).search("we", 5)] == [
            "web"
        ]
        with pytest.raises(NotFoundError, match="no group 'nobody'"):
            await listed(GitlabSource(config(group="nobody"), transport))


async def test_a_wrong_token(make_transport):
    async with make_transport(GitlabServer().handler, env={"GITLAB_TOKEN": "old"}) as transport:
        with pytest.raises(CredentialsError, match="GITLAB_TOKEN"):
            await listed(GitlabSource(config(), transport))


NOTES = [
    {
        "system": True,
        "body": "assigned to @bob",
        "author": {"username": "ada"},
        "created_at": "2026-09-02T00:00:00Z",
    },
    {"system": True, "body": "unassigned @eve", "author": {"username": "ada"}},
    {
        "system": True,
        "body": "created branch [`7-fix`](/compare/x) to address this issue",
        "author": {"username": "bob"},
    },
    {"system": True, "body": "mentioned in merge request !12", "author": {"username": "bob"}},
    {"system": False, "body": "Mine?", "author": {"username": "bob"}, "created_at": "2026-09-02T00:00:00Z"},
]
REQUEST = {
    "iid": 12,
    "state": "opened",
    "author": {"username": "bob"},
    "draft": True,
    "web_url": f"{URL}/x/-/merge_requests/12",
}
ISSUES = [
    issue(1, labels=["good first issue"], assignees=[{"username": "bob"}], notes=NOTES, merge_requests=[REQUEST], merge_requests_count=1,
          links=[{"link_type": "is_blocked_by", "state": "opened", "iid": 7, "references": {"full": "acme/pay#7"}}]),
    issue(2),
    issue(3, state="closed"),
]  # fmt: skip


async def forge_and_project(make_transport, entry):
    server = GitlabServer([entry])
    transport = make_transport(server.handler, env=TOKEN)
    (found,) = await listed(GitlabSource(config(), transport))
    server.asked.clear()
    return server, GitlabForge(config(), transport), found


async def test_issues(make_transport):
    server, forge, found = await forge_and_project(make_transport, project("acme/pay", issues=ISSUES))
    issues = {one.number: one for one in await forge.issues(found)}
    assert set(issues) == {"1", "2"}
    assert len(server.asked) == 2
    assert [(pull.number, pull.state, pull.draft) for pull in issues["1"].pulls] == [("12", "open", True)]
    assert (issues["1"].assignees, issues["1"].state, issues["2"].pulls) == (("bob",), "open", ())
    whole = await forge.issue(found, "1")
    assert [event.kind for event in whole.events] == [
        "assigned",
        "unassigned",
        "branch_created",
        "referenced",
    ]
    assert [event.subject for event in whole.events] == ["bob", "eve", "7-fix", "!12"]
    assert [comment.body for comment in whole.comments] == ["Mine?"]
    assert whole.blocked_by == ("acme/pay#7",)


async def test_issues_whose_number_is_none_are_left_out(make_transport):
    bad = [{**issue(5), "iid": number} for number in (["5"], {}, None, "six", -1)]
    asked_too = {**issue(8), "iid": "8", "merge_requests_count": 1}
    _, forge, found = await forge_and_project(
        make_transport, project("acme/pay", issues=[issue(7), *bad, asked_too])
    )
    assert {one.number for one in await forge.issues(found)} == {"7", "8"}


async def test_more_issues_than_pages_are_asked_for_by_label(make_transport):
    plenty = [issue(n) for n in range(1, 400)] + [issue(900, labels=["good first issue"])]
    server, forge, found = await forge_and_project(make_transport, project("acme/pay", issues=plenty))
    assert "900" in {one.number for one in await forge.issues(found)}
    assert len(server.asked) <= 9


async def test_documents_in_gitlabs_order_and_details(make_transport):
    files = {
        "README.md": "r",
        "CONTRIBUTING": "plain",
        "CONTRIBUTING.md": "md",
        "docs/CODEOWNERS": "* @ada",
        ".gitlab/issue_templates/bug.md": "b",
    }
    entry = project("acme/pay", files=files, commits=["2027-01-14T00:00:00Z"])
    _, forge, found = await forge_and_project(make_transport, entry)
    documents = {document.path: document.text for document in await forge.documents(found)}
    assert documents == {
        "README.md": "r",
        "CONTRIBUTING": "plain",
        "docs/CODEOWNERS": "* @ada",
        ".gitlab/issue_templates/bug.md": "b",
    }
    detailed = await forge.details(found)
    assert detailed.languages[0][0] == "Go"
    assert sum(detailed.participation) == 1
    assert detailed.license == "MIT License"


async def test_it_is_recognised(make_transport):
    server = GitlabServer([project("acme/sub/pay")], groups=("acme", "acme/sub"))
    server.users.add("ada")
    async with make_transport(server.handler) as transport:
        for written, expected in (
            (f"{URL}/acme/sub", {"group": "acme/sub"}),
            (f"{URL}/acme/sub/pay", {"group": "acme/sub"}),
            (f"{URL}/acme/sub/pay/-/issues", {"group": "acme/sub"}),
            (f"{URL}/ada", {"user": "ada"}),
            (f"{URL}/explore/projects/topics/ui", {"topic": "ui"}),
            (URL, {"group": None}),
        ):
            found = await recognise(written, transport)
            assert (found.kind, found.url) == ("gitlab", URL)
            assert {key: getattr(found, key) for key in expected} == expected
