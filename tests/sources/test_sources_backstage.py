"""Backstage against a server of our own."""

import httpx
import pytest
from backstage_server import BackstageServer, component, system
from counterparty import Reply

from isonboard.errors import BadAnswerError, CredentialsError, UnreachableError
from isonboard.model.project import Link, SourceConfig
from isonboard.sources.backstage import BackstageSource, project_of, repository_for
from isonboard.sources.registry import recognise

URL = "https://backstage.test"
TOKEN = {"BACKSTAGE_TOKEN": "good"}


def config(**changes):
    return SourceConfig(**({"name": "bs", "kind": "backstage", "url": URL} | changes))


async def listed(source, watermark=None):
    return [project async for batch in source.projects(watermark) for project in batch]


async def test_every_field_of_a_component(make_transport):
    annotations = {
        "backstage.io/source-location": "url:https://github.com/acme/mono/tree/main/services/pay/",
        "backstage.io/techdocs-ref": "dir:.",
    }
    server = BackstageServer([component("pay", annotations=annotations), system("pay-platform", "payments")])
    async with make_transport(server.handler, env=TOKEN) as transport:
        source = BackstageSource(config(), transport)
        (project,) = await listed(source)
    assert project.id == "github.com/acme/mono//services/pay"
    assert project.clone_url == "https://github.com/acme/mono.git"
    assert project.subdirectory == "services/pay"
    assert (project.name, project.title, project.full_name) == ("pay", "Pay", "acme/mono")
    assert (project.owner, project.system, project.domain) == ("team-pay", "pay-platform", "payments")
    assert project.lifecycle == "production"
    assert project.topics == ("go", "payments", "service")
    assert project.language == "Go"
    assert project.docs_url == f"{URL}/docs/default/component/pay"
    assert Link("Chat", "https://chat.acme.test/c") in project.links
    assert project.links[-1] == Link("Backstage", f"{URL}/catalog/default/component/pay")
    assert project.forge == "github"
    assert project.stars is None
    assert (source.complete, source.expected) == (True, 1)


@pytest.mark.parametrize(
    ("annotations", "expected"),
    [
        ({"github.com/project-slug": "acme/pay"}, "github.com/acme/pay"),
        ({"gitlab.com/project-slug": "a/b/c"}, "gitlab.com/a/b/c"),
        ({"gitlab.com/project-slug": "a/b", "gitlab.com/instance": "git.x.test"}, "git.x.test/a/b"),
        ({"dev.azure.com/project-repo": "Shop/api", "dev.azure.com/host-org": "dev.azure.com/acme"}, "dev.azure.com/acme/shop/_git/api"),
        ({"backstage.io/source-location": "url:https://github.com/acme/pay/"}, "github.com/acme/pay"),
        ({"backstage.io/source-location": "file:/tmp/x"}, None),
        ({"backstage.io/managed-by-location": "url:https://github.com/acme/pay/blob/main/catalog-info.yaml"}, "github.com/acme/pay"),
        (
            {"backstage.io/source-location": "url:https://ghe.acme.test/acme/pay/", "github.com/project-slug": "acme/pay"},
            "ghe.acme.test/acme/pay",
        ),
        (
            {"backstage.io/source-location": "url:https://github.acme.test/acme/catalog/", "github.com/project-slug": "acme/pay"},
            "github.acme.test/acme/pay",
        ),
        ({"backstage.io/source-location": 7, "github.com/project-slug": "nonsense"}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_where_a_component_lives(annotations, expected):
    found = repository_for(annotations)
    assert (found.project_id if found else None) == expected


def test_a_component_is_known_by_what_relations_name():
    entity = {
        "metadata": {"name": "Ledger", "namespace": "pay"},
        "spec": {"providesApis": ["booking", "other/Api"]},
    }
    found = project_of(entity, "backstage", "https://backstage.example")
    assert found is not None
    assert found.packages == (
        "backstage:component:pay/ledger",
        "backstage:api:pay/booking",
        "backstage:api:other/api",
    )


async def test_many_in_one_repository_and_some_without_any(make_transport):
    mono = [
        component(
            f"m{n}",
            annotations={
                "backstage.io/source-location": f"url:https://github.com/acme/mono/tree/main/s/{n}/"
            },
        )
        for n in range(150)
    ]
    same = [component(f"s{n}", annotations={"github.com/project-slug": "acme/same"}) for n in range(50)]
    none = [component(f"n{n}", annotations={}) for n in range(20)]
    server = BackstageServer([*mono, *same, *none])
    async with make_transport(server.handler, env=TOKEN) as transport:
        projects = await listed(BackstageSource(config(), transport))
    assert len({project.id for project in projects}) == 220
    assert projects[-1].id == "bs:component:default/n19"
    assert projects[-1].url == f"{URL}/catalog/default/component/n19"
    assert projects[-1].clone_url is None
    assert sum(project.id == "github.com/acme/same" for project in projects) == 1


async def test_a_walk_is_the_pages_and_one_for_the_systems(make_transport):
    server = BackstageServer([component(f"c{n}") for n in range(2000)])
    async with make_transport(server.handler, env=TOKEN) as transport:
        assert len(await listed(BackstageSource(config(), transport))) == 2000
        assert transport.requests == 5


async def test_components_come_without_their_domains_where_systems_are_refused(make_transport):
    server = BackstageServer([component("pay"), system("pay-platform", "payments")])

    def serve(request):
        if request.url.path.endswith("/entities"):
            return httpx.Response(400, json={"error": {"name": "InputError", "message": "no"}})
        return server.handler(request)

    async with make_transport(serve, env=TOKEN) as transport:
        (project,) = await listed(BackstageSource(config(), transport))
    assert (project.system, project.domain) == ("pay-platform", None)


async def test_a_second_walk_without_changes_transfers_nothing(make_transport, tmp_path):
    server = BackstageServer([component(f"c{n}") for n in range(1200)])
    mark, received = None, []
    for change in (False, False, True):
        if change:
            server.entities[700]["metadata"]["title"] = "Changed"
        async with make_transport(server.handler, env=TOKEN, cache=tmp_path / "http.sqlite") as transport:
            source = BackstageSource(config(), transport)
            found = await listed(source, mark)
            received.append((len(found), transport.bytes_received > 0, source.unchanged, source.complete))
            mark = source.watermark
    assert received == [(1200, True, False, True), (0, False, True, True), (1200, True, False, True)]


@pytest.mark.parametrize("auth", [None, "guest"])
async def test_guests(make_transport, auth):
    server = BackstageServer([component(f"c{n}") for n in range(1200)], guests=True)
    async with make_transport(server.handler) as transport:
        source = BackstageSource(config(auth=auth), transport)
        found = []
        async for batch in source.projects():
            found += batch
            server.expire()
    assert len(found) == 1200
    assert server.handed_out >= 2


async def test_without_guests_it_says_what_is_wanted(make_transport):
    async with make_transport(BackstageServer([component("c")]).handler) as transport:
        with pytest.raises(CredentialsError, match="takes no guests") as caught:
            await listed(BackstageSource(config(), transport))
    assert "token_env" in caught.value.hint


async def test_a_wrong_token_is_said_and_no_guest_is_made_of_it(make_transport):
    server = BackstageServer([component("c")], guests=True)
    async with make_transport(server.handler, env={"BACKSTAGE_TOKEN": "old"}) as transport:
        with pytest.raises(CredentialsError, match="refuses the token from BACKSTAGE_TOKEN"):
            await listed(BackstageSource(config(), transport))
    assert server.handed_out == 0


async def test_an_open_backstage_needs_no_token(make_transport):
    async with make_transport(BackstageServer([component("c")], open_door=True).handler) as transport:
        assert len(await listed(BackstageSource(config(), transport))) == 1


async def test_filters_and_search(make_transport):
    server = BackstageServer(
        [
            component("a"),
            component("b", metadata={"tags": ["innersource"]}),
            component("c", spec={"type": "library"}),
        ]
    )
    async with make_transport(server.handler, env=TOKEN) as transport:
        assert [p.name for p in await listed(BackstageSource(config(topic="innersource"), transport))] == [
            "b"
        ]
        assert [
            p.name for p in await listed(BackstageSource(config(query="spec.type=library"), transport))
        ] == ["c"]
        found = await BackstageSource(config(mode="remote"), transport).search("The b", 10)
        assert [project.name for project, _ in found] == ["b"]


async def test_what_arrived_before_a_failure_is_kept(make_transport):
    server = BackstageServer([component(f"c{n}") for n in range(1200)])
    async with make_transport(server.handler, env=TOKEN) as transport:
        source = BackstageSource(config(), transport)
        found = []

        async def walk():
            async for batch in source.projects():
                found.extend(batch)
                server.faults.extend([Reply(503, {"error": {"name": "x"}})] * 9)

        with pytest.raises(UnreachableError):
            await walk()
    assert 500 <= len(found) < 1200
    assert not source.complete
    assert source.watermark is None


async def test_bad_answers_are_sentences(make_transport):
    for body in ({"items": 7}, [], {"error": {}}):
        async with make_transport(
            lambda r, body=body: httpx.Response(200, json=body), env=TOKEN
        ) as transport:
            with pytest.raises(BadAnswerError):
                await listed(BackstageSource(config(), transport))
    loop = {"items": [], "pageInfo": {"nextCursor": "x"}}
    async with make_transport(lambda r: httpx.Response(200, json=loop), env=TOKEN) as transport:
        with pytest.raises(BadAnswerError, match="never end"):
            await listed(BackstageSource(config(), transport))


async def test_it_is_recognised_with_and_without_a_token(make_transport):
    for server in (BackstageServer(open_door=True), BackstageServer()):
        async with make_transport(server.handler) as transport:
            found = await recognise(URL, transport)
            assert (found.kind, found.url) == ("backstage", URL)
