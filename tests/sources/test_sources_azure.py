"""Azure DevOps against a server of our own."""

import asyncio

import pytest
from azure_server import ROOT, TEAM_ID, AzureServer, repository, repository_id, work_item

from isonboard.errors import BadAnswerError, CredentialsError, NotFoundError, UsageError
from isonboard.model.project import Project, SourceConfig
from isonboard.sources.azure import AzureForge, AzureSource
from isonboard.sources.registry import forge_for, recognise

TOKEN = {"AZURE_DEVOPS_EXT_PAT": "good"}


def config(**changes):
    return SourceConfig(**({"name": "az", "kind": "azure", "url": ROOT} | changes))


async def listed(source):
    return [found async for batch in source.projects() for found in batch]


async def test_every_field_of_a_repository(make_transport):
    server = AzureServer(
        [
            repository("Shop", "api"),
            repository("Fiber Team", "my api", 2),
            repository("Shop", "off", 3, isDisabled=True),
        ]
    )
    async with make_transport(server.handler, env=TOKEN) as transport:
        source = AzureSource(config(), transport)
        first, second = await listed(source)
    assert first.id == "dev.azure.com/acme/shop/_git/api"
    assert first.clone_url == f"{ROOT}/Shop/_git/api"
    assert (first.full_name, first.owner, first.description) == ("Shop/api", "Shop", "The Shop team")
    assert (first.default_branch, first.visibility) == ("main", "private")
    assert second.clone_url == f"{ROOT}/{TEAM_ID}/_git/{repository_id(2)}", (
        "names with spaces are addressed by id"
    )
    assert second.url == f"{ROOT}/Fiber%20Team/_git/my%20api"
    assert source.complete
    assert len(server.asked) == 1


async def test_one_project(make_transport):
    server = AzureServer([repository("Shop", "api"), repository("Web", "x", 2)])
    async with make_transport(server.handler, env=TOKEN) as transport:
        assert [p.name for p in await listed(AzureSource(config(project="Web"), transport))] == ["x"]


async def test_its_login_page_is_a_refused_token(make_transport):
    async with make_transport(AzureServer().handler, env={"AZURE_DEVOPS_EXT_PAT": "old"}) as transport:
        with pytest.raises(CredentialsError, match="refuses the token from AZURE_DEVOPS_EXT_PAT"):
            await listed(AzureSource(config(), transport))


async def test_its_delays_are_kept(make_transport, time):
    server = AzureServer([repository("Shop", "api")])
    server.delay = "12"
    async with make_transport(server.handler, env=TOKEN) as transport:
        for _ in range(2):
            await listed(AzureSource(config(), transport))
    assert time.slept == [12.0]


PULL = {
    "rel": "ArtifactLink",
    "url": f"vstfs:///Git/PullRequestId/{TEAM_ID}%2F{repository_id(1)}%2F9",
    "attributes": {"name": "Pull Request"},
}
BRANCH = {
    "rel": "ArtifactLink",
    "url": f"vstfs:///Git/Ref/{TEAM_ID}%2F{repository_id(1)}%2FGBfeature%2F7-fix",
}
BEFORE = [
    {"rel": "System.LinkTypes.Dependency-Reverse", "url": f"{ROOT}/_apis/wit/workItems/{n}"} for n in (3, 4)
]
ITEMS = [
    work_item(
        1, [PULL, BRANCH, *BEFORE], Tags="Good First Issue; bug", AssignedTo={"uniqueName": "bob@acme.test"}
    ),
    work_item(2, Title="\x1b[31mred"),
    work_item(3, State="Done"),
    work_item(4),
]


async def forge_and_project(make_transport, **changes):
    server = AzureServer([repository("Shop", "api", **changes)], ITEMS)
    server.pulls["9"] = {
        "status": "active",
        "isDraft": True,
        "createdBy": {"uniqueName": "bob@acme.test"},
        "creationDate": "2026-09-03T00:00:00Z",
    }
    server.comments["1"] = [
        {
            "text": "<p>Mine?</p>",
            "createdBy": {"uniqueName": "bob@acme.test"},
            "createdDate": "2026-09-03T00:00:00Z",
        }
    ]
    transport = make_transport(server.handler, env=TOKEN)
    (found,) = await listed(AzureSource(config(), transport))
    server.asked.clear()
    return server, AzureForge(config(), transport), found


@pytest.mark.parametrize("number", ["", "²", "-1", "1/../2", "9" * 5000])
async def test_what_is_no_number_is_no_work_item(make_transport, number):
    server, forge, found = await forge_and_project(make_transport)
    with pytest.raises(NotFoundError):
        await forge.issue(found, number)
    assert server.asked == []


async def test_work_items(make_transport):
    server, forge, found = await forge_and_project(make_transport)
    issues = {one.number: one for one in await forge.issues(found)}
    assert set(issues) == {"1", "2", "4"}
    first = issues["1"]
    assert first.labels == ("Good First Issue", "bug")
    assert first.assignees == ("bob@acme.test",)
    assert first.body == "Please help&c\nnow"
    assert [(pull.number, pull.state, pull.draft) for pull in first.pulls] == [("9", "open", True)]
    assert first.branches == ("feature/7-fix",)
    assert first.blocked_by == ("#4",), "what is done blocks no more"
    assert first.milestone == "Sprint 7"
    assert (issues["2"].title, issues["2"].pulls, issues["2"].assignees) == ("red", (), ())
    assert first.url == f"{ROOT}/{TEAM_ID}/_workitems/edit/1"
    assert len(server.asked) == 5
    whole = await forge.issue(found, "1")
    assert [comment.body for comment in whole.comments] == ["Mine?"]
    with pytest.raises(NotFoundError):
        await forge.issue(found, "77")
    with pytest.raises(NotFoundError):
        await forge.issue(found, "PAY-1")


async def test_documents_and_details(make_transport):
    files = {"README.md": "r", "docs/CONTRIBUTING.md": "c", "src/a": ""}
    _, forge, found = await forge_and_project(make_transport, files=files, commits=["2027-01-14T00:00:00Z"])
    assert [(d.path, d.text) for d in await forge.documents(found)] == [
        ("README.md", "r"),
        ("docs/CONTRIBUTING.md", "c"),
    ]
    detailed = await forge.details(found)
    assert sum(detailed.participation) == 1
    assert detailed.pushed_at.isoformat() == "2027-01-14T00:00:00+00:00"
    assert detailed.base_documents == ("README.md", "docs/CONTRIBUTING.md")


@pytest.mark.parametrize(
    ("written", "url", "project"),
    [
        ("https://dev.azure.com/acme", ROOT, None),
        ("https://dev.azure.com/acme/Shop/_git/api", ROOT, "Shop"),
        ("https://acme.visualstudio.com/Shop", "https://acme.visualstudio.com", "Shop"),
    ],
)
async def test_it_is_recognised(make_transport, written, url, project):
    async with make_transport() as transport:
        found = await recognise(written, transport)
    assert (found.kind, found.url, found.project, found.name) == ("azure", url, project, "acme")


@pytest.mark.parametrize(
    ("written", "base", "project"),
    [
        ("https://git.company.tld/Shop%20Collection", "https://git.company.tld/Shop%20Collection", None),
        ("https://git.company.tld/tfs/Main/Shop/_git/pay", "https://git.company.tld/tfs/Main", "Shop"),
    ],
)
async def test_a_server_of_ones_own_is_recognised(make_transport, written, base, project):
    async with make_transport(AzureServer().handler) as transport:
        config = await recognise(written, transport)
    assert (config.kind, config.url, config.project) == ("azure", base, project)


async def test_a_server_without_a_collection_is_a_sentence(make_transport):
    async with make_transport(AzureServer().handler) as transport:
        with pytest.raises(UsageError, match="names no collection"):
            await recognise("https://git.company.tld/tfs", transport)


async def test_an_older_server_is_asked_in_its_own_version(make_transport):
    server = AzureServer([repository("Shop", "pay")], [work_item(1, Tags="good first issue")])
    server.version = 6.0
    async with make_transport(server.handler, env=TOKEN) as transport:
        (project,) = await listed(AzureSource(config(), transport))
        forge = AzureForge(config(), transport)
        assert [issue.number for issue in await forge.issues(project)] == ["1"]
        assert (await forge.issue(project, "1")).title == "Item 1"
    versions = [asked.query["api-version"] for asked in server.asked]
    assert versions.count("7.1") == 2, "each asks once"
    assert versions[-1] == "6.0-preview"


async def test_requests_at_once_to_an_older_server_are_all_asked_again(make_transport):
    async with make_transport(AzureServer().handler, env=TOKEN) as transport:
        api = AzureForge(config(), transport).api
        both = asyncio.Barrier(2)

        async def ask(version):
            if version["api-version"] == "6.0":
                return "answered"
            await both.wait()
            raise BadAnswerError("The latest REST API version this server supports is 6.0.")

        assert await asyncio.gather(api._asked(ask), api._asked(ask)) == ["answered"] * 2


def test_another_organisation_gets_no_token_of_this_one(make_transport):
    other = Project(
        id="dev.azure.com/other/shop/_git/x",
        name="x",
        url="https://dev.azure.com/other/Shop/_git/x",
        forge="azure",
    )
    forge = forge_for(other, [config(token_env="MINE")], make_transport())
    assert (forge.config.url, forge.config.token_env) == ("https://dev.azure.com/other", None)
