"""Bitbucket Data Center and Jira against servers of our own."""

import pytest
from bitbucket_server import BitbucketServer, JiraServer, repository, ticket

from isonboard.errors import BadAnswerError, NotFoundError
from isonboard.model.project import SourceConfig
from isonboard.sources.bitbucket import BitbucketForge, BitbucketSource
from isonboard.sources.registry import forge_for, recognise

URL = "https://bitbucket.test"
TOKEN = {"BITBUCKET_TOKEN": "good", "JIRA_TOKEN": "good"}


def config(**changes):
    return SourceConfig(**({"name": "bb", "kind": "bitbucket", "url": URL, "project": "PAY"} | changes))


async def listed(source):
    return [found async for batch in source.projects() for found in batch]


async def test_every_field_of_a_repository(make_transport):
    async with make_transport(BitbucketServer([repository("PAY", "api")]).handler, env=TOKEN) as transport:
        (found,) = await listed(BitbucketSource(config(), transport))
    assert found.id == "bitbucket.test/pay/api"
    assert found.clone_url == "https://bitbucket.test/scm/pay/api.git", "without the reader's user name"
    assert found.url == f"{URL}/projects/PAY/repos/api"
    assert (found.full_name, found.owner, found.visibility) == ("PAY/api", "PAY team", "private")
    assert found.ssh_url == "ssh://git@bitbucket.test:7999/pay/api.git"


async def test_pages_and_limits(make_transport, time):
    server = BitbucketServer([repository("PAY", f"r{n}", n) for n in range(250)])
    server.faults.append(server.limited())
    async with make_transport(server.handler, env=TOKEN) as transport:
        assert len(await listed(BitbucketSource(config(), transport))) == 250
        assert transport.requests == 4
    assert time.slept == [2.0]


async def test_a_page_that_leads_to_itself_ends(make_transport):
    server = BitbucketServer([repository("PAY", "r")])
    server.loops = True
    async with make_transport(server.handler, env=TOKEN) as transport:
        with pytest.raises(BadAnswerError, match="never end"):
            await listed(BitbucketSource(config(), transport))


async def test_all_projects(make_transport):
    server = BitbucketServer([repository("PAY", "a"), repository("WEB", "b", 2)])
    async with make_transport(server.handler, env=TOKEN) as transport:
        assert len(await listed(BitbucketSource(config(project=None), transport))) == 2
        with pytest.raises(NotFoundError):
            await listed(BitbucketSource(config(project="NONE"), transport))


async def test_documents_and_details(make_transport):
    files = {"README.md": "r", "docs/CONTRIBUTING.md": "c", "src/a": ""}
    now = 1_800_000_000_000
    server = BitbucketServer(
        [repository("PAY", "api", files=files, commits=[now - 3_600_000, now - 10**9], labels=["go", "pay"])]
    )
    async with make_transport(server.handler, env=TOKEN) as transport:
        (found,) = await listed(BitbucketSource(config(), transport))
        forge = BitbucketForge(config(), transport)
        assert [(d.path, d.text) for d in await forge.documents(found)] == [
            ("README.md", "r"),
            ("docs/CONTRIBUTING.md", "c"),
        ]
        detailed = await forge.details(found)
        assert await forge.issues(found) == ()
        with pytest.raises(NotFoundError, match="no issues of its own"):
            await forge.issue(found, "PAY-1")
    assert detailed.topics == ("go", "pay")
    assert detailed.default_branch == "main"
    assert sum(detailed.participation) == 2
    assert detailed.pushed_at.timestamp() == now / 1000 - 3600


DOCUMENT = {
    "type": "doc",
    "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": "Hello"}]},
        {"type": "paragraph", "content": []},
    ],
}
TICKETS = [
    ticket("PAY-1", labels=["good-first-issue"], assignee={"name": "bob"}, components=[{"name": "api"}],
           comment={"total": 1, "comments": [{"author": {"name": "bob"}, "body": "Mine?", "created": "2026-09-02T00:00:00.000+0000"}]},
           issuelinks=[{"type": {"inward": "is blocked by"}, "inwardIssue": {"key": "PAY-9", "fields": {"status": {"statusCategory": {"key": "new"}}}}}]),
    ticket("PAY-2", components=[{"name": "web"}]),
    ticket("PAY-3", description=DOCUMENT),
    ticket("PAY-4", status={"statusCategory": {"key": "done"}}),
    ticket("WEB-1"),
]  # fmt: skip


@pytest.mark.parametrize("cloud", [False, True])
async def test_issues_of_jira(make_transport, cloud):
    jira = JiraServer(TICKETS, cloud=cloud)
    bitbucket = BitbucketServer([repository("PAY", "api")])
    tracker = "https://acme.atlassian.net" if cloud else "https://jira.test"

    def serve(request):
        return (bitbucket if request.url.host == "bitbucket.test" else jira).handler(request)

    settings = config(issue_tracker=tracker, username="ada" if cloud else None)
    async with make_transport(serve, env=TOKEN) as transport:
        (found,) = await listed(BitbucketSource(settings, transport))
        forge = forge_for(found, [settings], transport)
        issues = {one.number: one for one in await forge.issues(found)}
        whole = await forge.issue(found, "PAY-1")
        with pytest.raises(NotFoundError):
            await forge.issue(found, "PAY-77")
    assert set(issues) == {"PAY-1", "PAY-3"}
    assert issues["PAY-1"].assignees == ("bob",)
    assert issues["PAY-1"].blocked_by == ("PAY-9",)
    assert issues["PAY-3"].body.strip() == "Hello"
    assert issues["PAY-1"].url == f"{tracker}/browse/PAY-1"
    assert [comment.body for comment in whole.comments] == ["Mine?"]
    assert jira.asked[0].headers["authorization"].startswith("Basic" if cloud else "Bearer")


async def test_the_trackers_address_may_name_the_project(make_transport):
    jira = JiraServer(TICKETS)
    settings = config(issue_tracker="https://jira.test/projects/WEB")
    bitbucket = BitbucketServer([repository("PAY", "api")])
    serve = lambda request: (bitbucket if request.url.host == "bitbucket.test" else jira).handler(request)  # noqa: E731
    async with make_transport(serve, env=TOKEN) as transport:
        (found,) = await listed(BitbucketSource(settings, transport))
        assert [one.number for one in await BitbucketForge(settings, transport).issues(found)] == ["WEB-1"]


async def test_it_is_recognised(make_transport):
    async with make_transport(BitbucketServer().handler) as transport:
        found = await recognise(f"{URL}/projects/PAY/repos/api/browse", transport)
    assert (found.kind, found.url, found.project) == ("bitbucket", URL, "PAY")
