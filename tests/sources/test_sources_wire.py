"""Below HTTP, on loopback: certificates, proxies with passwords, connections that break."""

import socket
import struct
import subprocess
import tracemalloc

import httpx
import pytest
import wire

from isonboard.config import Network
from isonboard.errors import (
    BadAnswerError,
    CertificateError,
    ConfigError,
    ProxyRefusedError,
    UnreachableError,
)
from isonboard.model.project import SourceConfig
from isonboard.sources.portal import PortalSource
from isonboard.sources.session import Session

BODY = b'[{"name": "a", "html_url": "https://github.com/x/a"}]'
needs_openssl = pytest.mark.skipif(not wire.Authority.available(), reason="openssl is not installed")


async def listed(transport, url, **changes):
    async with transport:
        source = PortalSource(
            SourceConfig(name="acme", kind="portal", url=f"{url}/repos.json", **changes), transport
        )
        return [project.name async for batch in source.projects() for project in batch]


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    if not wire.Authority.available():
        pytest.skip("openssl is not installed")
    return wire.Authority(tmp_path_factory.mktemp("ca"))


@pytest.fixture(scope="module")
def good(authority):
    return authority.certificate("good", "DNS:localhost,IP:127.0.0.1")


@needs_openssl
async def test_a_private_ca_is_refused_with_the_setting_that_helps(make_transport, good):
    with (
        wire.serving(BODY, certificate=good) as (url, _),
        pytest.raises(CertificateError, match="is not trusted") as caught,
    ):
        await listed(make_transport(), url)
    assert "network.ca_bundle" in caught.value.hint


@needs_openssl
@pytest.mark.parametrize(
    "how", ["setting", "source", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"]
)
async def test_a_private_ca_is_trusted_wherever_it_is_named(make_transport, authority, good, how):
    network = Network(ca_bundle=authority.root if how == "setting" else None)
    changes = {"ca_bundle": authority.root} if how == "source" else {}
    env = {how: authority.root} if how.isupper() else {}
    with wire.serving(BODY, certificate=good) as (url, _):
        assert await listed(make_transport(network=network, env=env), url, **changes) == ["a"]


@needs_openssl
async def test_one_sources_ca_is_not_trusted_for_another(make_transport, authority, good):
    with wire.serving(BODY, certificate=good) as (url, _):
        async with make_transport() as transport:
            trusting = SourceConfig(name="a", kind="portal", url=url, ca_bundle=authority.root)
            assert (await Session(transport, trusting, url).get("/x")).status == 200
            with pytest.raises(CertificateError):
                await Session(transport, SourceConfig(name="b", kind="portal", url=url), url).get("/x")


@needs_openssl
async def test_an_expired_certificate(make_transport, authority):
    try:
        old = authority.certificate("old", "IP:127.0.0.1", dates=("-days", "-1"))
    except subprocess.CalledProcessError:  # newer ones refuse that, and take the dates themselves
        dates = ("-not_before", "20250101000000Z", "-not_after", "20250102000000Z")
        old = authority.certificate("old", "IP:127.0.0.1", dates=dates)
    network = Network(ca_bundle=authority.root)
    with (
        wire.serving(BODY, certificate=old) as (url, _),
        pytest.raises(CertificateError, match="has expired"),
    ):
        await listed(make_transport(network=network), url)


@needs_openssl
async def test_a_certificate_for_another_host(make_transport, authority):
    other = authority.certificate("other", "DNS:other.acme.test")
    network = Network(ca_bundle=authority.root)
    with (
        wire.serving(BODY, certificate=other) as (url, _),
        pytest.raises(CertificateError, match="is for another host"),
    ):
        await listed(make_transport(network=network), url)


@needs_openssl
async def test_a_client_certificate(make_transport, authority, good):
    client = authority.certificate("client", "DNS:newcomer", use="clientAuth")
    network = Network(ca_bundle=authority.root)
    with wire.serving(BODY, certificate=good, wants_client_of=authority.root) as (url, _):
        assert await listed(make_transport(network=network), url, client_certificate=client) == ["a"]
        with pytest.raises(CertificateError, match="wants a certificate from us") as caught:
            await listed(make_transport(network=network), url)
    assert "client_certificate" in caught.value.hint


@pytest.mark.parametrize("changes", [{"ca_bundle": "/no/such/file"}, {"client_certificate": "/no/such/file"}])
async def test_a_missing_bundle_is_a_sentence(make_transport, changes):
    with pytest.raises(ConfigError, match="/no/such/file"):
        await listed(make_transport(), "https://127.0.0.1:9", **changes)


async def test_http_where_tls_was_expected(make_transport):
    with wire.serving(BODY) as (url, _), pytest.raises(UnreachableError, match="does not speak TLS"):
        await listed(make_transport(), url.replace("http:", "https:"))


async def test_a_proxy_with_a_password(make_transport):
    with wire.serving(BODY) as (url, _), wire.proxying("newcomer:proxy-s3cret") as (proxy, through):
        env = {"http_proxy": f"http://newcomer:proxy-s3cret@{proxy}"}
        assert await listed(make_transport(env=env), url) == ["a"]
        assert through == [f"GET {url}/repos.json"]


@pytest.mark.parametrize("refusal", [407, 401])
async def test_a_wrong_proxy_password_is_its_own_error(make_transport, refusal):
    with wire.serving(BODY) as (url, seen), wire.proxying("newcomer:right", refusal=refusal) as (proxy, _):
        for login in ("", "newcomer:wr0ng@"):
            with pytest.raises(ProxyRefusedError) as caught:
                await listed(make_transport(env={"http_proxy": f"http://{login}{proxy}"}), url)
            assert "wr0ng" not in caught.value.sentence
            assert "HTTPS_PROXY" in caught.value.hint
        assert seen == []


@needs_openssl
@pytest.mark.parametrize("refusal", [407, 401])
async def test_tls_through_a_proxy(make_transport, authority, good, refusal):
    network = Network(ca_bundle=authority.root)
    with (
        wire.serving(BODY, certificate=good) as (url, _),
        wire.proxying("u:p", refusal=refusal) as (proxy, through),
    ):
        assert await listed(
            make_transport(network=network, env={"https_proxy": f"http://u:p@{proxy}"}), url
        ) == ["a"]
        assert through[0].startswith("CONNECT 127.0.0.1:")
        with pytest.raises(ProxyRefusedError, match="correct password"):
            await listed(make_transport(network=network, env={"https_proxy": f"http://u:x@{proxy}"}), url)


async def test_no_proxy_goes_past_it(make_transport):
    with wire.serving(BODY) as (url, _), wire.proxying() as (proxy, through):
        env = {"http_proxy": f"http://{proxy}", "no_proxy": "127.0.0.0/8"}
        assert await listed(make_transport(env=env), url) == ["a"]
        assert through == []


async def test_the_configured_proxy(make_transport):
    with wire.serving(BODY) as (url, _), wire.proxying() as (proxy, through):
        assert await listed(make_transport(network=Network(proxy=proxy)), url) == ["a"]
        assert len(through) == 1


async def test_a_proxy_that_is_not_there(make_transport):
    with pytest.raises(UnreachableError, match=r"127\.0\.0\.1:9"):
        await listed(make_transport(network=Network(proxy="127.0.0.1:9")), "http://127.0.0.1:8")


async def test_nothing_answers(make_transport, time):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(UnreachableError, match="nothing answers at 127"):
        await listed(make_transport(), f"http://127.0.0.1:{port}")
    assert len(time.slept) == 3


async def test_an_unknown_name_is_not_tried_again(make_transport, time):
    def serve(request):
        raise httpx.ConnectError("no") from socket.gaierror(-2, "Name or service not known")

    with pytest.raises(UnreachableError, match=r"the name forge\.test is not known here"):
        await listed(make_transport(serve), "https://forge.test")
    assert time.slept == []


HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"


async def test_a_body_cut_in_the_middle(make_transport):
    with wire.talking(lambda c: c.sendall(HEAD + b"content-length: 1000\r\n\r\n[")) as (url, calls):
        with pytest.raises(UnreachableError, match="was cut"):
            await listed(make_transport(), url)
        assert len(calls) == 4


async def test_a_reset(make_transport):
    def reset(connection):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    with wire.talking(reset) as (url, calls):
        with pytest.raises(UnreachableError, match="was cut"):
            await listed(make_transport(), url)
        assert len(calls) == 4


async def test_what_is_not_http(make_transport):
    with (
        wire.talking(lambda c: c.sendall(b"SSH-2.0-OpenSSH_9\r\n")) as (url, _),
        pytest.raises(UnreachableError),
    ):
        await listed(make_transport(), url)


async def test_two_gigabytes_cost_little_memory(make_transport):
    def pour(connection):
        connection.sendall(HEAD + b"\r\n[")
        piece = b" " * 1_000_000
        for _ in range(2_000):
            connection.sendall(piece)

    tracemalloc.start()
    try:
        with wire.talking(pour) as (url, _):
            async with make_transport() as transport:
                with pytest.raises(BadAnswerError, match="larger than 16 MB"):
                    await Session(transport, SourceConfig(name="a", kind="portal"), url).get(
                        "/x", size_limit=16 << 20
                    )
        assert tracemalloc.get_traced_memory()[1] < 64 << 20
    finally:
        tracemalloc.stop()
