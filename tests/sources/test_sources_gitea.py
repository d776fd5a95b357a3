"""Gitea and Forgejo against a server of our own."""

from datetime import UTC, datetime

import pytest
from gitea_server import GiteaServer, issue, repository

from isonboard.errors import NotFoundError
from isonboard.model.project import SourceConfig
from isonboard.sources.gitea import GiteaForge, GiteaSource
from isonboard.sources.registry import recognise

URL = "https://git.test"
TOKEN = {"GITEA_TOKEN": "good"}
NOW = 1_800_000_000


def config(**changes):
    return SourceConfig(**({"name": "git", "kind": "gitea", "url": URL, "organisation": "acme"} | changes))


async def listed(source):
    return [project async for batch in source.projects() for project in batch]


async def test_every_field_of_a_repository(make_transport):
    async with make_transport(GiteaServer([repository("acme", "pay")]).handler, env=TOKEN) as transport:
        (project,) = await listed(GiteaSource(config(), transport))
    assert project.id == "git.test/acme/pay"
    assert (project.clone_url, project.forge) == ("https://git.test/acme/pay.git", "gitea")
    assert (project.stars, project.forks, project.watchers, project.open_issues) == (3, 1, 4, 3)
    assert (project.language, project.topics, project.license) == ("Go", ("payments",), "MIT")
    assert project.updated_at == datetime(2026, 9, 30, 22, tzinfo=UTC)
    assert (project.visibility, project.archived, project.owner) == ("public", False, "acme")


async def test_pages_are_counted_whatever_the_link_says(make_transport):
    server = GiteaServer([repository("acme", f"r{n}", n) for n in range(120)])
    async with make_transport(server.handler, env=TOKEN) as transport:
        source = GiteaSource(config(), transport)
        assert len({project.id for project in await listed(source)}) == 120
        assert transport.requests == 3
    assert (source.expected, source.complete) == (120, True)


async def test_a_page_of_what_we_may_not_see_is_not_the_last(make_transport):
    hidden = [repository("acme", f"a{n}", n, hidden=True) for n in range(55)]
    shown = [repository("acme", f"b{n}", n + 100) for n in range(60)]
    async with make_transport(GiteaServer([*hidden, *shown]).handler, env=TOKEN) as transport:
        assert len(await listed(GiteaSource(config(), transport))) == 60
        assert transport.requests == 3


async def test_a_proxy_that_drops_links_loses_no_page(make_transport):
    server = GiteaServer([repository("acme", f"r{n}", n) for n in range(60)])

    def without_links(request):
        answer = server.handler(request)
        answer.headers.pop("link", None)
        return answer

    async with make_transport(without_links, env=TOKEN) as transport:
        assert len(await listed(GiteaSource(config(), transport))) == 60


async def test_a_person_a_topic_a_search_and_all(make_transport):
    server = GiteaServer([repository("acme", "pay"), repository("ada", "web", 2, topics=["ui"])])
    server.users.add("ada")
    for changes, expected in (
        ({"organisation": "ada"}, ["web"]),
        ({"organisation": None, "topic": "ui"}, ["web"]),
        ({"organisation": "acme", "topic": "ui"}, []),
        ({"organisation": None, "query": "pa"}, ["pay"]),
        ({"organisation": None}, ["pay", "web"]),
    ):
        async with make_transport(server.handler, env=TOKEN) as transport:
            assert [p.name for p in await listed(GiteaSource(config(**changes), transport))] == expected
    async with make_transport(server.handler, env=TOKEN) as transport:
        with pytest.raises(NotFoundError):
            await listed(GiteaSource(config(organisation="nobody"), transport))


async def test_a_second_walk_transfers_nothing(make_transport, tmp_path):
    server = GiteaServer([repository("acme", f"r{n}", n) for n in range(60)])
    received = []
    for _ in range(2):
        async with make_transport(server.handler, env=TOKEN, cache=tmp_path / "c") as transport:
            assert len(await listed(GiteaSource(config(), transport))) == 60
            received.append(transport.bytes_received)
    assert received[1] == 0


ISSUES = [
    issue(
        1,
        labels=[{"name": "good first issue"}],
        assignees=[{"login": "bob"}],
        comments=1,
        milestone={"title": "1.0"},
    ),
    issue(2, pull_request={"merged": False}),
    issue(3, state="closed"),
]
ISSUES[0]["thread"] = [{"user": {"login": "bob"}, "body": "Mine?", "created_at": "2026-09-02T00:00:00Z"}]
ISSUES[0]["timeline"] = [
    {
        "type": "assignees",
        "user": {"login": "ada"},
        "assignee": {"login": "bob"},
        "created_at": "2026-09-02T00:00:00Z",
    },
    {"type": "assignees", "user": {"login": "ada"}, "assignee": {"login": "eve"}, "removed_assignee": True},
    {
        "type": "pull_ref",
        "user": {"login": "bob"},
        "ref_action": "closes",
        "ref_issue": {
            "number": 9,
            "state": "open",
            "user": {"login": "bob"},
            "pull_request": {"merged": False, "draft": True},
        },
    },
    {"type": "comment", "body": "x", "ref_action": "none"},
    {"type": "label", "body": "1", "user": {"login": "ada"}, "label": {"name": "bug"}, "ref_action": "none"},
    {"type": "label", "body": "", "user": {"login": "ada"}, "label": {"name": "bug"}, "ref_action": "none"},
    {
        "type": "pull_ref",
        "user": {"login": "eve"},
        "ref_action": "none",
        "ref_issue": {"number": 12, "state": "open", "pull_request": {"merged": False}},
    },
]
ISSUES[0]["blockers"] = [{"number": 7, "state": "open"}, {"number": 8, "state": "closed"}]


async def forge_and_project(make_transport, *repositories):
    server = GiteaServer(list(repositories))
    transport = make_transport(server.handler, env=TOKEN)
    (project,) = await listed(GiteaSource(config(), transport))
    return GiteaForge(config(), transport), project


async def test_issues(make_transport):
    forge, project = await forge_and_project(make_transport, repository("acme", "pay", issues=ISSUES))
    pull, one = await forge.issues(project)
    assert (pull.number, pull.is_pull_request) == ("2", True)
    assert (one.number, one.labels, one.assignees, one.comment_count) == (
        "1",
        ("good first issue",),
        ("bob",),
        1,
    )
    assert (one.pulls, one.branches, one.milestone) == (None, None, "1.0")
    whole = await forge.issue(project, "1")
    assert [comment.body for comment in whole.comments] == ["Mine?"]
    assert [(event.kind, event.subject) for event in whole.events] == [
        ("assigned", "bob"),
        ("unassigned", "eve"),
        ("connected", "#9"),
        ("labeled", "bug"),
        ("unlabeled", "bug"),
        ("referenced", "#12"),
    ]
    assert [(pull.number, pull.state, pull.draft) for pull in whole.pulls] == [("9", "open", True)]
    assert whole.blocked_by == ("#7",)
    with pytest.raises(NotFoundError):
        await forge.issue(project, "77")


async def test_a_long_timeline_is_read_whole(make_transport):
    events = [{"type": "comment", "ref_action": "none"}] * 60 + [{"type": "close", "user": {"login": "ada"}}]
    forge, project = await forge_and_project(
        make_transport, repository("acme", "pay", issues=[issue(1, timeline=events)])
    )
    assert [event.kind for event in (await forge.issue(project, "1")).events] == ["closed"]


async def test_documents_and_details(make_transport):
    files = {
        "README.md": "# Pay",
        "docs/CONTRIBUTING.md": "how",
        ".gitea/ISSUE_TEMPLATE/bug.md": "bug",
        "src/a.go": "",
    }
    commits = ["2027-01-14T00:00:00Z", "2027-01-01T00:00:00Z"]
    forge, project = await forge_and_project(
        make_transport, repository("acme", "pay", files=files, commits=commits)
    )
    assert [d.path for d in await forge.documents(project)] == [
        "README.md",
        "docs/CONTRIBUTING.md",
        ".gitea/ISSUE_TEMPLATE/bug.md",
    ]
    assert await forge.document(project, "no.md") is None
    detailed = await forge.details(project)
    assert detailed.languages == (("Go", 900), ("Shell", 10))
    assert sum(detailed.participation) == 2
    assert detailed.base_documents == ("README.md", "docs/CONTRIBUTING.md", ".gitea/ISSUE_TEMPLATE/bug.md")


async def test_an_empty_repository_has_unknown_participation(make_transport):
    forge, project = await forge_and_project(make_transport, repository("acme", "pay", empty=True))
    assert (await forge.details(project)).participation == ()


async def test_it_is_recognised(make_transport):
    async with make_transport(GiteaServer().handler) as transport:
        found = await recognise(f"{URL}/acme/pay", transport)
        assert (found.kind, found.url, found.organisation) == ("gitea", URL, "acme")
        assert (await recognise("https://codeberg.org/acme", transport)).kind == "gitea"
