"""A system that fails in every way there is: one clear sentence, exit 3, nothing that was known is lost, no token astray."""

import socket
import struct
import threading
import time

import pytest
import wire
from counterparty import Counterparty, Reply, route
from gitlab_server import GitlabServer, project

from isonboard.catalog.store import Catalog
from isonboard.sources import pause

COUNT = 250
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"


def cut(connection):
    connection.sendall(HEAD + b"content-length: 100000\r\n\r\n[{")


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def poured(connection):
    """Far more than anybody reads, and nobody says how much."""
    connection.sendall(HEAD + b"\r\n[")
    for _ in range(2_000):
        connection.sendall(b" " * 1_000_000)


def announced(connection):
    connection.sendall(HEAD + b"content-length: 2000000000\r\n\r\n[")


def answered(status, body=b"", **headers):
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    head = "\r\n".join(
        [f"HTTP/1.1 {status} X", f"content-length: {len(body)}", "connection: close", *lines, "", ""]
    )
    return lambda connection: connection.sendall(head.encode() + body)


FAULTS = {
    "cut": (cut, "was cut"),
    "reset": (reset, "was cut"),
    "429": (answered(429, b"{}", retry_after="3600"), "asks us to wait 60 minutes"),
    "403 for a limit": (
        answered(
            403, b'{"message": "rate limit exceeded"}', ratelimit_remaining="0", ratelimit_reset="4102444800"
        ),
        "asks us to wait",
    ),
    "502 with a web page": (answered(502, b"<html>Bad gateway"), "is not working right now (502)"),
    "a web page instead": (
        answered(200, b"<html>Sign in", content_type="text/html"),
        "a web page instead of data",
    ),
    "JSON that ends in the middle": (answered(200, b'[{"id": 1, "na'), "ends in the middle"),
    "2 GB": (poured, "larger than 64 MB"),
    "2 GB, announced": (announced, "larger than 64 MB"),
}


@pytest.fixture
def known(source, say, monkeypatch):
    """A GitLab whose projects are known already; returns what points the source at another address."""
    monkeypatch.setenv("LAB_TOKEN", "glpat-secret-1")
    monkeypatch.setattr(pause, "BACKOFF", 0.0)

    def point(url):
        source("lab", kind="gitlab", url=url, group="acme", token_env="LAB_TOKEN")

    server = GitlabServer(groups=("acme",))
    server.tokens = {"glpat-secret-1"}
    with server.listening() as base:
        server.projects = [project(f"acme/p{n}", n, base) for n in range(COUNT)]
        point(base)
        assert say("sync").code == 0
        yield point


def catalog_of(home):
    return Catalog.open(home / "cache" / "catalog.sqlite", read_only=True)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_one_sentence_and_costs_nothing(known, fault, say, bare_home):
    happens, sentence = FAULTS[fault]
    with wire.talking(happens) as (url, _):
        known(url)
        said = say("sync")
    assert said.code == 3
    assert sentence in said.err, said.err
    assert "Traceback" not in said.err
    assert "glpat-secret-1" not in said.out + said.err
    with catalog_of(bare_home) as catalog:
        assert catalog.count() == COUNT
        assert sentence in (catalog.state("lab").error or "")


def test_a_host_that_never_answers_is_given_up(known, say, bare_home):
    ended = threading.Event()
    (bare_home / "config" / "config.toml").write_text("[network]\ntimeout = 0.2\n")
    with wire.talking(lambda _connection: ended.wait(60)) as (url, _):
        known(url)
        said = say("sync")
        ended.set()
    assert said.code == 3
    assert "was silent for 0.2 seconds" in said.err, said.err


def test_an_answer_that_drips_for_ever_is_given_up(known, say, monkeypatch):
    ended = threading.Event()
    monkeypatch.setattr("isonboard.sources.transport.WHOLE", 0.3)

    def drip(connection):
        connection.sendall(HEAD + b"\r\n[")
        while not ended.is_set():
            connection.sendall(b" ")
            time.sleep(0.02)

    with wire.talking(drip) as (url, _):
        known(url)
        said = say("sync")
        ended.set()
    assert said.code == 3
    assert said.err.count("isonboard: lab: ") == 1, said.err


class Elsewhere(Counterparty):
    """Sends everybody to another server."""

    def __init__(self, where, *, by):
        super().__init__()
        self.tokens, self.where, self.by = {"glpat-secret-1"}, where, by

    @route("/api/v4/groups/{group}/projects")
    def listed(self, asked, group):
        there = f"{self.where}/api/v4/groups/{group}/projects?page=2"
        if self.by == "redirect":
            return Reply(302, None, {"location": there})
        return Reply(200, [project("acme/p1", 1)], {"link": f'<{there}>; rel="next"'})


@pytest.mark.parametrize("by", ["redirect", "next page"])
def test_no_token_arrives_at_another_server(known, by, say, bare_home):
    with (
        wire.serving(b'{"message": "401 Unauthorized"}') as (there, seen),
        Elsewhere(there, by=by).listening() as url,
    ):
        known(url)
        assert say("sync").code == 3
    assert not any("private-token" in headers or "authorization" in headers for headers in seen)
    assert len(seen) == (by == "redirect"), "a redirect is followed bare, a next page elsewhere not at all"
    with catalog_of(bare_home) as catalog:
        assert catalog.count() >= COUNT
