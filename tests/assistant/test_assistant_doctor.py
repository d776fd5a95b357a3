"""The doctor tells, for each host: which proxy, whose certificates, which credential (never the token itself)."""

import pytest
from backstage_server import BackstageServer, component
from wire import proxying, serving

TOKEN = "a-very-secret-token"


def lines(said, area):
    return [one["text"] for one in said.objects if one["area"] == area]


@pytest.fixture
def backstage():
    server = BackstageServer([component("ferry")])
    server.tokens.add(TOKEN)
    with server.listening() as address:
        yield address


def test_the_token_is_named_by_where_it_comes_from(say, source, backstage, monkeypatch):
    monkeypatch.setenv("CATALOG_TOKEN", TOKEN)
    source("bs", kind="backstage", url=backstage, token_env="CATALOG_TOKEN")
    said = say("doctor", "--json")
    (host,) = lines(said, "Hosts")
    assert host == "127.0.0.1 (bs): directly, not encrypted, signed in with the token from CATALOG_TOKEN"
    assert "answers, 1 projects" in lines(said, "Sources")[0]
    assert TOKEN not in said.out + said.err


def test_without_a_token_it_says_where_one_would_be_taken_from(say, source):
    source("hub", kind="github", organisation="acme")
    said = say("doctor", "--json", "--offline")
    (host,) = [one for one in said.objects if one["area"] == "Hosts"]
    assert host["text"].startswith("api.github.com (hub): directly, trusting the system's certificates, ")
    assert "anonymously" in host["text"]
    assert "ISONBOARD_TOKEN_HUB, " in host["hint"]


def test_the_proxy_in_force_is_named_without_its_password(say, source, monkeypatch):
    entries = b'[{"name": "x", "html_url": "https://git.acme.test/acme/x"}]'
    with proxying("newcomer:s3cret") as (proxy, through), serving(entries) as (portal, _):
        monkeypatch.setenv("http_proxy", f"http://newcomer:s3cret@{proxy}")
        source("portal", kind="portal", url=f"{portal}/repos.json")
        said = say("doctor", "--json")
    assert f"through the proxy {proxy} with a password" in lines(said, "Hosts")[0]
    assert "s3cret" not in said.out
    assert through


def test_certificates_are_named_by_who_configured_them(say, source, bare_home, tmp_path, monkeypatch):
    import ssl

    bundle = ssl.get_default_verify_paths().cafile or ""
    if not bundle:
        pytest.skip("this system has no bundle of certificates in a file")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", bundle)
    source("lab", kind="gitlab", url="https://gitlab.acme.test", group="x", ca_bundle=bundle)
    (host,) = lines(say("doctor", "--json", "--offline"), "Hosts")
    assert "trusting the system's certificates and REQUESTS_CA_BUNDLE and ca_bundle of lab" in host


def test_a_token_that_can_be_none_is_found_out(say, source, monkeypatch, backstage):
    monkeypatch.setenv("CATALOG_TOKEN", "two words")
    source("bs", kind="backstage", url=backstage, token_env="CATALOG_TOKEN")
    said = say("doctor", "--json")
    assert said.code == 1
    assert any("CATALOG_TOKEN can be no token" in one for one in lines(said, "Hosts"))


def test_a_source_has_one_line_and_being_offline_is_no_failure(say, source, backstage):
    source("bs", kind="backstage", url=backstage)
    say("sync", "--offline")
    assert lines(say("doctor", "--json", "--offline"), "Sources") == ["bs (127.0.0.1): not tried, offline"]
    source("bs", kind="portal", url="http://127.0.0.1:9/repos.json")
    assert say("sync").code == 3
    (kept,) = lines(say("doctor", "--json", "--offline"), "Sources")
    assert "not tried, offline; its last sync failed: " in kept
    say("sync", "--offline")
    assert lines(say("doctor", "--json", "--offline"), "Sources") == [kept]
    assert len(lines(say("doctor", "--json"), "Sources")) == 1


def test_a_value_that_can_never_work_is_found(say, bare_home):
    (bare_home / "config").mkdir(parents=True)
    (bare_home / "config" / "config.toml").write_text("[network]\nconcurrency = 0\n")
    said = say("doctor", "--json", "--offline")
    assert said.code == 1
    assert any("network.concurrency" in one for one in lines(said, "Settings"))


def test_a_folder_has_no_host(say, source, tmp_path):
    source("code", kind="folder", url=str(tmp_path))
    assert lines(say("doctor", "--json"), "Hosts") == []


def test_the_issue_tracker_is_a_host_too(say, source):
    source(
        "bb",
        kind="bitbucket",
        url="https://bb.acme.test",
        project="PAY",
        issue_tracker="https://jira.acme.test",
    )
    hosts = lines(say("doctor", "--json", "--offline"), "Hosts")
    assert [host.partition(" ")[0] for host in hosts] == ["bb.acme.test", "jira.acme.test"]
