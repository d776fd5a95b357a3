"""What an address is, and who answers for a project."""

import json
import subprocess

import httpx
import pytest
from github_server import GithubServer, repository

from isonboard.config import _NAME
from isonboard.errors import BadAnswerError, ConfigError, NotFoundError, UsageError
from isonboard.model.project import Project, SourceConfig
from isonboard.sources.folder import FolderSource
from isonboard.sources.github import GithubSource
from isonboard.sources.github_forge import GithubForge
from isonboard.sources.portal import PortalSource
from isonboard.sources.registry import forge_for, open_source, recognise

CATALOG = [{"name": "a", "full_name": "x/a", "html_url": "https://github.com/x/a"}]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://github.com/acme", {"organisation": "acme"}),
        ("github.com/acme", {"organisation": "acme"}),
        ("https://www.github.com/acme/pay", {"organisation": "acme"}),
        ("https://github.com/orgs/acme/repositories", {"organisation": "acme"}),
        ("git@github.com:acme/pay.git", {"organisation": "acme"}),
        ("https://github.com/ada", {"user": "ada"}),
        ("https://github.com/topics/innersource", {"topic": "innersource"}),
        (
            "https://github.com/search?q=topic%3Ax+language%3Ago&type=repositories",
            {"query": "topic:x language:go"},
        ),
    ],
)
async def test_pages_of_github(make_transport, written, expected):
    server = GithubServer([repository("acme", "pay"), repository("ada", "x", 2)])
    server.users.add("ada")
    async with make_transport(server.handler, env={"GITHUB_TOKEN": "good"}) as transport:
        config = await recognise(written, transport)
    assert config.kind == "github"
    assert {key: getattr(config, key) for key in expected} == expected
    assert _NAME.fullmatch(config.name)
    assert not any("authorization" in asked.headers for asked in server.asked)


async def test_an_enterprise_is_recognised_by_its_meta(make_transport):
    server = GithubServer([repository("acme", "pay")])
    async with make_transport(
        lambda r: server.handler(r) if "/api/v3" in str(r.url) else httpx.Response(404)
    ) as transport:
        config = await recognise("https://git.company.tld/acme", transport)
    assert (config.kind, config.url, config.organisation) == ("github", "https://git.company.tld", "acme")


@pytest.mark.parametrize("url", ["https://portal.test/repos.json", "https://portal.test/data/catalog.json"])
async def test_a_portals_file(make_transport, url):
    async with make_transport(lambda r: httpx.Response(200, json=CATALOG)) as transport:
        config = await recognise(url, transport)
    assert (config.kind, config.url, config.name) == ("portal", url, "portal.test")


async def test_a_portals_page_leads_to_its_file(make_transport):
    def serve(request):
        if request.url.path == "/portal/repos.json":
            return httpx.Response(200, json=CATALOG)
        return httpx.Response(200 if request.url.path == "/portal/" else 404, text="<html>")

    async with make_transport(serve) as transport:
        config = await recognise("https://x.test/portal/", transport)
    assert config.url == "https://x.test/portal/repos.json"


async def test_a_catalog_that_wants_a_login(make_transport):
    async with make_transport(lambda r: httpx.Response(401)) as transport:
        config = await recognise("https://portal.test/repos.json", transport)
    assert (config.kind, config.auth) == ("portal", "bearer")


async def test_paths(make_transport, tmp_path):
    catalog = tmp_path / "innersource" / "repos.json"
    catalog.parent.mkdir()
    catalog.write_text(json.dumps(CATALOG))
    (tmp_path / "git" / "pay").mkdir(parents=True)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path / "git" / "pay", check=True)
    async with make_transport(offline=True) as transport:
        for written in (str(catalog), catalog.as_uri(), str(catalog.parent)):
            config = await recognise(written, transport)
            assert (config.kind, config.url, config.name) == ("portal", str(catalog), "innersource")
        config = await recognise(str(tmp_path / "git"), transport)
        assert (config.kind, config.url, config.name) == ("folder", str(tmp_path / "git"), "git")
        (tmp_path / "empty").mkdir()
        with pytest.raises(NotFoundError, match="no git repository"):
            await recognise(str(tmp_path / "empty"), transport)
        with pytest.raises(NotFoundError, match="nothing at"):
            await recognise("./no-such-thing", transport)
        (tmp_path / "x.txt").write_text("x")
        with pytest.raises(UsageError, match="not a catalog"):
            await recognise(str(tmp_path / "x.txt"), transport)


@pytest.mark.parametrize("written", ["", "acme", "https://u:p@github.com/acme", "ftp://x", "a b", "-x"])
async def test_what_is_no_address(make_transport, written):
    async with make_transport(lambda r: httpx.Response(404)) as transport:
        with pytest.raises(UsageError) as caught:
            await recognise(written, transport)
    assert caught.value.hint


async def test_a_host_that_is_nothing_we_know(make_transport):
    async with make_transport(lambda r: httpx.Response(200, text="<html>hello")) as transport:
        with pytest.raises(NotFoundError, match="no system that isonboard knows"):
            await recognise("https://blog.test/", transport)
        with pytest.raises(BadAnswerError):
            await recognise("https://blog.test/repos.json", transport)


async def test_an_unknown_organisation(make_transport):
    async with make_transport(GithubServer().handler) as transport:
        with pytest.raises(NotFoundError, match="no organisation or user"):
            await recognise("https://github.com/nobody", transport)


def test_each_kind_opens(make_transport, tmp_path):
    transport = make_transport()
    assert isinstance(open_source(SourceConfig(kind="portal", url="https://x"), transport), PortalSource)
    assert isinstance(open_source(SourceConfig(kind="github", organisation="a"), transport), GithubSource)
    assert isinstance(open_source(SourceConfig(kind="folder", url=str(tmp_path)), transport), FolderSource)
    with pytest.raises(ConfigError, match="no kind 'x'"):
        open_source(SourceConfig(kind="x"), transport)


def project(url, **changes):
    return Project(
        **({"id": url.removeprefix("https://"), "name": "p", "url": url, "forge": "github"} | changes)
    )


def test_who_answers_for_a_project(make_transport):
    transport = make_transport()
    enterprise = SourceConfig(
        name="ghe", kind="github", url="https://git.acme.test", token_env="T", organisation="a"
    )
    public = SourceConfig(name="pub", kind="github", organisation="a")
    portal = SourceConfig(name="por", kind="portal", url="https://git.acme.test/repos.json", token_env="P")
    sources = [portal, public, enterprise]

    def answering(asked):
        forge = forge_for(asked, sources, transport)
        return (type(forge), forge.config) if forge else None

    assert answering(project("https://git.acme.test/a/p")) == (GithubForge, enterprise)
    assert answering(project("https://github.com/a/p")) == (GithubForge, public)
    kind, config = answering(project("https://github.elsewhere.test/a/p"))
    assert (kind, config.url, config.token_env) == (GithubForge, "https://github.elsewhere.test", None)
    assert answering(project("https://git.acme.test/a/p", forge=None)) == (GithubForge, enterprise)
    assert answering(project("https://nobody.test/a/p", forge=None)) is None
    assert answering(project("https://nobody.test/a/p", forge="bitbucket-cloud")) is None
    assert forge_for(project("https://github.com/a/p", forge=None), [], transport).config.kind == "github"
    assert forge_for(Project(id="por:7", name="x"), sources, transport) is None


async def test_a_catalog_cannot_choose_who_reads_the_enterprise_token(make_transport):
    seen = []

    def serve(request):
        seen.append(dict(request.headers))
        return httpx.Response(200, json=[])

    env = {"GH_ENTERPRISE_TOKEN": "s3cret", "GITHUB_TOKEN": "s3cret", "P": "s3cret"}
    portal = SourceConfig(name="por", kind="portal", url="https://portal.test/repos.json", token_env="P")
    async with make_transport(serve, env=env) as transport:
        forge = forge_for(project("https://github.evil.test/a/p", listed_by=("por",)), [portal], transport)
        assert await forge.issues(project("https://github.evil.test/a/p", full_name="a/p")) == ()
    assert seen
    assert "s3cret" not in str(seen)


def test_a_folder_answers_for_its_own(make_transport, tmp_path):
    folder = SourceConfig(name="here", kind="folder", url=str(tmp_path))
    own = Project(id="local/x", name="x", forge="local", listed_by=("here",))
    assert isinstance(forge_for(own, [folder], make_transport()), FolderSource)
    assert forge_for(Project(id="local/x", name="x", forge="local"), [folder], make_transport()) is None
