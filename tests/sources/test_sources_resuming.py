"""A walk that broke off goes on where it stood: what arrived is not asked for again, and nothing is lost by it."""

import asyncio
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from backstage_server import BackstageServer, component, system
from bitbucket_server import BitbucketServer
from bitbucket_server import repository as bitbucket_repository
from gitea_server import GiteaServer
from gitea_server import repository as gitea_repository
from github_server import GithubServer
from github_server import repository as github_repository
from gitlab_server import GitlabServer
from gitlab_server import project as gitlab_project
from msgspec import structs

from isonboard.catalog.store import Catalog
from isonboard.catalog.sync import RESUMED_WITHIN, sync
from isonboard.errors import InterruptedByUserError
from isonboard.model.project import SourceConfig
from isonboard.sources.registry import open_source

BEGAN = datetime.fromtimestamp(1_800_000_000, UTC)


class Case:
    """A system with ten pages, one of which cannot be had for a while."""

    def __init__(self, server, env, again, *, page=100, pages=10, **config):
        self.server, self.env, self.page, self.count = server, env, page, page * pages
        self.until, self.again = 6, again
        """Requests that the second sync sends after the sixth page had arrived."""
        self.config = SourceConfig(name="acme", **config)

    def serve(self, request):
        if self.cut and self.is_page(request):
            self.arrived += 1
            if self.arrived > self.until:
                raise httpx.ConnectError("cut")
        return self.server.handler(request)

    def is_page(self, request):
        return request.url.path.endswith(("/repos", "/projects", "/by-query", "/graphql", "/search"))


def two_of_a_repository(number):
    """The second one in a repository has an id of its own, wherever the walk broke off between them."""
    where = f"url:https://github.com/acme/r{number % 2500}/"
    return component(f"s{number}", annotations={"backstage.io/source-location": where})


def cases():
    many = range(1, 1001)
    yield "github", lambda: Case(
        GithubServer([github_repository("acme", f"s{n}", n) for n in many]), {"GITHUB_TOKEN": "good"},
        again=4, kind="github", organisation="acme",
    )  # fmt: skip
    yield "github without a token", lambda: Case(
        GithubServer([github_repository("acme", f"s{n}", n) for n in many]), {},
        again=1 + 5, kind="github", organisation="acme",
    )  # fmt: skip
    yield "gitlab", lambda: Case(
        GitlabServer([gitlab_project(f"acme/s{n}", n) for n in many], groups=("acme",)),
        {"ISONBOARD_TOKEN_ACME": "good"}, again=5, kind="gitlab", url="https://gitlab.test", group="acme",
    )  # fmt: skip
    yield "gitea", lambda: Case(
        GiteaServer([gitea_repository("acme", f"s{n}", n) for n in many][:500]),
        {"ISONBOARD_TOKEN_ACME": "good"}, again=5, page=50,
        kind="gitea", url="https://git.test", organisation="acme",
    )  # fmt: skip
    yield "bitbucket", lambda: Case(
        BitbucketServer([bitbucket_repository("PAY", f"s{n}", n) for n in many]),
        {"ISONBOARD_TOKEN_ACME": "good"}, again=5, kind="bitbucket", url="https://bitbucket.test", project="PAY",
    )  # fmt: skip
    yield "backstage", lambda: Case(
        BackstageServer([*(two_of_a_repository(n) for n in range(5000)), system("pay-platform", "pay")]),
        {"ISONBOARD_TOKEN_ACME": "good"}, again=1 + 4, page=500, kind="backstage", url="https://backstage.test",
    )  # fmt: skip


@pytest.fixture(params=dict(cases()))
def case(request):
    return dict(cases())[request.param]()


@pytest.fixture
def catalog(tmp_path):
    with Catalog.open(tmp_path / "catalog.sqlite", clock=lambda: BEGAN) as opened:
        yield opened


@pytest.fixture
def synced(make_transport, catalog, time):
    """Sync a case; returns the requests it took."""

    async def run(case, *, cut=False, config=None):
        case.cut, case.arrived = cut, 0
        async with make_transport(case.serve, env=case.env) as transport:
            source = open_source(config or case.config, transport)
            clock = lambda: datetime.fromtimestamp(time.now, UTC)  # noqa: E731
            await sync([source], catalog, report=lambda _event: None, clock=clock)
            return transport.requests

    return run


async def test_the_next_sync_asks_only_for_the_rest(case, synced, catalog, time):
    await synced(case, cut=True)
    state = catalog.state("acme")
    assert (state.partial, state.projects, state.synced_at) == (True, 6 * case.page, None)
    time.now += 600
    assert await synced(case) == case.again
    state = catalog.state("acme")
    assert (state.partial, state.projects, state.interrupted) == (False, case.count, None)
    assert catalog.count() == case.count
    assert state.synced_at == BEGAN, "its first part is as old as that"


@pytest.mark.parametrize("case", ["github", "gitlab"], indirect=True)
async def test_what_is_too_old_is_begun_anew(case, synced, catalog, time):
    await synced(case, cut=True)
    time.now += RESUMED_WITHIN.total_seconds() + 600
    assert await synced(case) > case.again
    assert catalog.count() == case.count
    assert catalog.state("acme").synced_at > BEGAN + timedelta(hours=6)


@pytest.mark.parametrize("case", ["github", "gitlab"], indirect=True)
async def test_another_source_of_that_name_is_begun_anew(case, synced, catalog):
    await synced(case, cut=True)
    changed = structs.replace(case.config, labels_beginner=("easy",))
    assert await synced(case, config=changed) > case.again
    assert catalog.count() == case.count


async def test_a_place_that_is_refused_is_begun_anew_without_a_word(case, synced, catalog, monkeypatch):
    await synced(case, cut=True)
    refused = []
    said = case.serve

    def refuse(request):
        if case.is_page(request) and not refused:
            refused.append(request)
            return httpx.Response(400, json={"message": "that is no cursor of mine"})
        return said(request)

    monkeypatch.setattr(case, "serve", refuse)
    await synced(case)
    assert refused
    state = catalog.state("acme")
    assert (state.partial, state.error, state.projects) == (False, None, case.count)
    assert catalog.count() == case.count


async def test_a_search_goes_on_with_the_dates_it_has_not_read(synced, catalog):
    days = [f"20{10 + n % 16}-{1 + n % 12:02}-{1 + n % 28:02}T00:00:00Z" for n in range(1100)]
    server = GithubServer(
        [github_repository("acme", f"s{n}", n, created_at=day) for n, day in enumerate(days)]
    )
    case = Case(server, {"GITHUB_TOKEN": "good"}, 0, kind="github", query="s")
    case.until = 9
    whole = await synced(case)
    catalog.remove_source("acme")
    await synced(case, cut=True)
    assert (whole, await synced(case)) == (13, 6)
    assert catalog.count() == 1100


async def test_what_is_gone_meanwhile_goes_with_the_next_whole_walk(synced, catalog):
    server = GitlabServer([gitlab_project(f"acme/s{n}", n) for n in range(1, 1001)], groups=("acme",))
    case = Case(
        server, {"ISONBOARD_TOKEN_ACME": "good"}, 5, kind="gitlab", url="https://gitlab.test", group="acme"
    )
    await synced(case, cut=True)
    del server.projects[3]
    await synced(case)
    assert catalog.count() == 1000, "pages moved: what was not seen is not thereby gone"
    await synced(case)
    assert catalog.count() == 999


async def test_a_walk_that_somebody_stops_keeps_its_place(make_transport, synced, catalog):
    case = dict(cases())["github"]()
    asked = 0

    async def serve(request):
        nonlocal asked
        asked += 1
        if asked > 6:
            await asyncio.Event().wait()
        return case.server.handler(request)

    async with make_transport(serve, env=case.env) as transport:
        with pytest.raises(InterruptedByUserError):
            await sync(
                [open_source(case.config, transport)],
                catalog,
                report=lambda _event: None,
                clock=lambda: BEGAN,
                cancelled=lambda: asked > 6,
            )
    assert catalog.state("acme").projects == 600
    assert await synced(case) == case.again
    assert catalog.count() == case.count
