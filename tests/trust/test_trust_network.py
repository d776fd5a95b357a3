"""The network as it is on bad days: no names, a hotel's login page, a stranger's certificate, cuts, a revoked token."""

import contextlib
import json
import shutil
import socket
from pathlib import Path
from typing import NamedTuple

import git_http
import github_server
import pytest
import trust_program
import wire
from counterparty import Reply

LONG = pytest.mark.long
PAGE = b"<!doctype html><html><head><title>Free WiFi</title></head><body>Please log in</body></html>"
NO_NAME = "https://nosuch.invalid"
"""RFC 6761: a name that no resolver knows."""
needs_openssl = pytest.mark.skipif(not wire.Authority.available(), reason="openssl is not installed")


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """A home with nothing in it, for this process."""
    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path / "bare"))
    monkeypatch.setenv("TOKEN_OF_TEST", "good")
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    (tmp_path / "bare" / "config" / "sources.d").mkdir(parents=True)
    return tmp_path / "bare"


class Asking(NamedTuple):
    """Command lines against one source at an address."""

    home: Path
    command_line: object

    def source(self, url: str, more: str = "") -> None:
        (self.home / "config" / "sources.d" / "acme.toml").write_text(
            f'kind = "github"\nurl = "{url}"\norganisation = "acme"\ntoken_env = "TOKEN_OF_TEST"\n{more}'
        )

    def __call__(self, *words: str):
        said = self.command_line(*words)
        assert "something unexpected" not in said.err
        assert "Traceback" not in said.err
        return said


@pytest.fixture
def ask(bare, command_line):
    return Asking(bare, command_line)


@pytest.fixture(scope="module")
def stranger(tmp_path_factory):
    """The certificate of an authority that nobody knows."""
    authority = wire.Authority(tmp_path_factory.mktemp("stranger"))
    return authority.certificate("between", "DNS:localhost,IP:127.0.0.1")


class Revoking(github_server.GithubServer):
    """Takes the token back, or falls over, after so many requests."""

    def __init__(self, *, after: int, dies: bool = False) -> None:
        super().__init__([github_server.repository("acme", f"p{number}", number) for number in range(250)])
        self.after, self.dies = after, dies

    def answer(self, asked):
        if len(self.asked) >= self.after:
            self.tokens = set()
            if self.dies:
                self.asked.append(asked)
                return Reply(200, b'{"data": {"organization": {"rep', {"content-length": "100000"})
        return super().answer(asked)


def failed(said, words: str) -> None:
    assert said.code == 3
    assert words in said.err
    assert len([line for line in said.err.splitlines() if line.startswith("isonboard:")]) == 1


# sync


@LONG
@pytest.mark.fault("DNS down", "sync")
def test_a_sync_without_names(ask):
    ask.source(NO_NAME)
    failed(
        ask("sync"), "the name nosuch.invalid is not known here. Check the spelling, the network and the VPN."
    )


@pytest.mark.fault("captive portal answering HTML", "sync")
def test_a_sync_behind_a_login_page(ask):
    with wire.serving(PAGE) as (url, _), serving_posts(PAGE) as posts:
        del url
        ask.source(posts)
        failed(ask("sync"), "answered with a web page instead of data. A login or proxy page answered")


@needs_openssl
@pytest.mark.fault("TLS interception", "sync")
def test_a_sync_through_a_stranger_sends_no_token(ask, stranger):
    with wire.serving(b"{}", certificate=stranger) as (url, seen):
        ask.source(url)
        failed(
            ask("sync"), "is not trusted: nobody this computer trusts has signed it. Set network.ca_bundle"
        )
    assert seen == []


@LONG
@pytest.mark.fault("server dying mid-page", "sync")
def test_a_sync_that_is_cut_keeps_what_arrived_and_the_next_completes_it(ask):
    server = Revoking(after=2, dies=True)
    with server.listening() as url:
        ask.source(url)
        said = ask("sync")
        assert said.code == 3
        assert "200 projects known" in said.err
        server.after, server.tokens = 10**6, {"good"}
        assert "250 projects known" in ask("sync").err
    found = {json.loads(line)["name"] for line in ask("export", "--format", "json").out.splitlines()}
    assert found == {f"p{number}" for number in range(250)}


@pytest.mark.fault("token revoked mid-sync", "sync")
def test_a_token_that_is_revoked_in_the_middle(ask):
    server = Revoking(after=2)
    with server.listening() as url:
        ask.source(url)
        said = ask("sync")
        failed(said, "refuses the token from TOKEN_OF_TEST. It is wrong or expired")
        assert "200 projects known" in said.err
        assert "good" not in said.err.replace("TOKEN_OF_TEST", "")
        assert ask("search", "p17", "--limit", "1").code == 0
        server.after, server.tokens = 10**6, {"good"}
        assert "250 projects known" in ask("sync").err


# search, where the source is asked each time

REMOTE = 'mode = "remote"\n'


def remote_search(ask, url: str):
    ask.source(url, REMOTE)
    assert ask("sync").code == 0  # leaves word that somebody is asked; asks nobody
    return ask("search", "ferry")


@LONG
@pytest.mark.fault("DNS down", "search")
def test_a_search_without_names(ask):
    failed(remote_search(ask, NO_NAME), "the name nosuch.invalid is not known here")


@pytest.mark.fault("captive portal answering HTML", "search")
def test_a_search_behind_a_login_page(ask):
    with serving_posts(PAGE) as url:
        failed(remote_search(ask, url), "answered with a web page instead of data")


@needs_openssl
@LONG
@pytest.mark.fault("TLS interception", "search")
def test_a_search_through_a_stranger(ask, stranger):
    with wire.serving(b"{}", certificate=stranger) as (url, seen):
        failed(remote_search(ask, url), "is not trusted")
    assert seen == []


@LONG
@pytest.mark.fault("server dying mid-page", "search")
def test_a_search_that_is_cut(ask):
    with Revoking(after=0, dies=True).listening() as url:
        said = remote_search(ask, url)
    assert said.code == 3
    assert "cut" in said.err or "ended" in said.err


@pytest.mark.fault("token revoked mid-sync", "search")
def test_a_search_with_a_revoked_token(ask):
    with Revoking(after=0).listening() as url:
        failed(remote_search(ask, url), "refuses the token from TOKEN_OF_TEST")


# clone


@pytest.fixture
def from_git(ask):
    """Clone acme/pay, which the catalog says is at an address of git's."""

    def clone(origin: str):
        server = github_server.GithubServer(
            [
                github_server.repository(
                    "acme", "pay", html_url=f"{origin}/acme/pay", clone_url=f"{origin}/acme/pay.git"
                )
            ]
        )
        (ask.home / "config" / "settings.toml").write_text("[network]\n")
        with server.listening() as url:
            ask.source(url)
            assert ask("sync").code == 0
            # a process: what asks the forge meanwhile is cut off, and its half-made connection dies with it
            said = trust_program.run(ask.home, "clone", "pay", env={"TOKEN_OF_TEST": "good"})
            said.is_calm()
        left = list((ask.home / "workspace").rglob("*pay*"))
        assert left == []
        return said

    return clone


@LONG
@pytest.mark.fault("DNS down", "clone")
def test_a_clone_without_names(from_git):
    failed(from_git(NO_NAME), "nosuch.invalid")


@LONG
@needs_openssl
@pytest.mark.fault("TLS interception", "clone")
def test_a_clone_through_a_stranger(from_git, stranger, tmp_path):
    git_http.bare_repository(tmp_path / "served" / "acme" / "pay.git")
    with git_http.git_server(tmp_path / "served", certificate=Path(stranger)) as server:
        failed(from_git(server.origin), "certificate")
        assert server.requests == []


@LONG
@pytest.mark.fault("captive portal answering HTML", "clone")
def test_a_clone_behind_a_login_page(from_git):
    with serving_posts(PAGE) as url:
        failed(from_git(url), "127.0.0.1")


@LONG
@pytest.mark.fault("server dying mid-page", "clone")
def test_a_clone_that_is_cut(from_git, tmp_path):
    git_http.bare_repository(tmp_path / "served" / "acme" / "pay.git", blobs=4, kilobytes=64)
    with git_http.git_server(tmp_path / "served") as server:
        server.cut_after = 1_000
        failed(from_git(server.origin), "cut")


@LONG
@pytest.mark.fault("token revoked mid-sync", "clone")
def test_a_clone_with_a_revoked_token(from_git, tmp_path):
    git_http.bare_repository(tmp_path / "served" / "private" / "acme" / "pay.git")
    with git_http.git_server(tmp_path / "served") as server:
        failed(from_git(f"{server.origin}/private"), "127.0.0.1")


# what asks nobody


@pytest.mark.fault("DNS down", "start")
@pytest.mark.fault("captive portal answering HTML", "start")
@pytest.mark.fault("TLS interception", "start")
@pytest.mark.fault("server dying mid-page", "start")
@pytest.mark.fault("token revoked mid-sync", "start")
def test_starting_asks_nobody(home, monkeypatch):
    """What is known is shown at once, whatever the network is like: no connection is made for it."""
    calls = []
    with wire.talking(calls.append) as (url, asked):
        (home / "config" / "sources.d").mkdir(parents=True)
        (home / "config" / "sources.d" / "acme.toml").write_text(
            f'kind = "github"\nurl = "{url}"\norganisation = "a"\n'
        )
        shutil.copytree(home / "cache" / "sample", home / "cache", dirs_exist_ok=True)
        ended = trust_program.run(home)
        assert ended.code == 0
        assert "best matches of your catalog" in ended.out
        assert asked == calls == []


@contextlib.contextmanager
def serving_posts(body: bytes):
    """Answers everything with a web page."""
    length = str(len(body)).encode()

    def say(connection: socket.socket) -> None:
        connection.sendall(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: "
            + length
            + b"\r\nconnection: close\r\n\r\n"
            + body
        )

    with wire.talking(say) as (url, _):
        yield url
