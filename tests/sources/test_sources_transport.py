"""What `Transport` and `Session` promise, proved against functions instead of servers."""

import asyncio
import gzip
import json

import httpx
import pytest

from isonboard.config import Network
from isonboard.errors import (
    BadAnswerError,
    ConfigError,
    CredentialsError,
    NotFoundError,
    RateLimitedError,
    UnreachableError,
)
from isonboard.model.project import SourceConfig
from isonboard.sources.session import Session, basic
from isonboard.sources.transport import BESIDE

API = "https://forge.test/api"


def config(**changes):
    return SourceConfig(**({"name": "acme", "kind": "portal", "url": API, "token_env": "TOKEN"} | changes))


async def fetch(transport, path="/x", **options):
    async with transport:
        return await Session(transport, config(), API).get(path, **options)


async def collect(pages, into):
    async for page in pages:
        into.append(page)


async def test_an_answer_is_json_with_its_final_address(make_transport):
    answer = await fetch(make_transport(lambda request: httpx.Response(200, json={"a": 1})))
    assert answer.json() == {"a": 1}
    assert answer.url == f"{API}/x"


async def test_the_credential_reaches_its_origin(make_transport):
    seen = []

    def serve(request):
        seen.append(request.headers.get("authorization"))
        return httpx.Response(200, json=[])

    await fetch(make_transport(serve, env={"TOKEN": "s3cret"}))
    assert seen == ["Bearer s3cret"]


@pytest.mark.parametrize(
    "target", ["https://other.test/y", "https://forge.test:8443/y", "https://evil.forge.test/y"]
)
async def test_a_redirect_to_another_origin_carries_no_credential(make_transport, target):
    seen = {}

    def serve(request):
        seen[str(request.url)] = {**request.headers}
        if request.url.path == "/api/x":
            return httpx.Response(302, headers={"location": target})
        return httpx.Response(200, json=1)

    answer = await fetch(make_transport(serve, env={"TOKEN": "s3cret"}))
    assert answer.json() == 1
    assert "s3cret" not in json.dumps(seen[target])
    assert "s3cret" in json.dumps(seen[f"{API}/x"])


@pytest.mark.parametrize("target", ["http://forge.test/y", "file:///etc/passwd", "https://u:p@forge.test/"])
async def test_an_unsafe_redirect_is_refused(make_transport, target):
    def serve(request):
        return httpx.Response(302, headers={"location": target})

    with pytest.raises(BadAnswerError, match="not safe to follow"):
        await fetch(make_transport(serve))


async def test_a_circle_of_redirects_ends(make_transport):
    def serve(request):
        return httpx.Response(302, headers={"location": "/api/x"})

    with pytest.raises(BadAnswerError, match="round in circles"):
        await fetch(make_transport(serve))


async def test_pages_follow_relative_links(make_transport):
    def serve(request):
        page = int(request.url.params.get("page", 1))
        link = {"link": f'</api/x?page={page + 1}>; rel="next", </api/x?page=9>; rel="last"'}
        return httpx.Response(200, json=[page], headers=link if page < 3 else {})

    async with make_transport(serve) as transport:
        pages = [answer.json() async for answer in Session(transport, config(), API).pages("/x")]
    assert pages == [[1], [2], [3]]


async def test_a_next_page_at_another_server_is_not_followed(make_transport):
    asked = []

    def serve(request):
        asked.append(request.url.host)
        return httpx.Response(200, json=[1], headers={"link": '<https://evil.test/?p=2>; rel="next"'})

    got = []
    async with make_transport(serve, env={"TOKEN": "s3cret"}) as transport:
        with pytest.raises(BadAnswerError, match=r"lies at another server \(evil.test\)"):
            await collect(Session(transport, config(), API).pages("/x"), got)
    assert len(got) == 1
    assert asked == ["forge.test"]


async def test_a_next_page_that_forgot_its_https_is_asked_with_it(make_transport):
    schemes = []

    def serve(request):
        schemes.append(request.url.scheme)
        link = {"link": '<http://forge.test/api/x?page=2>; rel="next"'}
        return httpx.Response(200, json=[1], headers={} if "page" in request.url.params else link)

    async with make_transport(serve) as transport:
        assert len([a async for a in Session(transport, config(), API).pages("/x")]) == 2
    assert schemes == ["https", "https"]


async def test_a_loop_of_pages_ends(make_transport):
    def serve(request):
        page = int(request.url.params.get("page", 1))
        return httpx.Response(200, json=[page], headers={"link": f'<?page={page + 1}>; rel="next"'})

    got = []
    async with make_transport(serve) as transport:
        with pytest.raises(BadAnswerError, match="never end"):
            await collect(Session(transport, config(), API, pages=50).pages("/x"), got)
    assert len(got) == 50


async def test_retry_after_is_waited_for(make_transport, time):
    answers = iter([httpx.Response(429, headers={"retry-after": "7"}), httpx.Response(200, json=1)])
    answer = await fetch(make_transport(lambda request: next(answers)))
    assert answer.json() == 1
    assert time.slept == [7.0]


async def test_a_limit_longer_than_our_patience_says_how_long(make_transport, time):
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(time.now) + 1800)}
    asked = []

    def serve(request):
        asked.append(request.url.path)
        return httpx.Response(403, headers=headers, json={"message": "API rate limit exceeded"})

    async with make_transport(serve) as transport:
        session = Session(transport, config(), API)
        with pytest.raises(RateLimitedError, match="wait 30 minutes") as caught:
            await session.get("/x")
        assert caught.value.retry_after == pytest.approx(1801)
        assert caught.value.exit_code == 3
        with pytest.raises(RateLimitedError):
            await session.get("/y")
    assert asked == ["/api/x"]


async def test_a_secondary_limit_without_a_time_waits_a_minute(make_transport, time):
    limited = httpx.Response(
        403,
        json={"message": "You have exceeded a secondary rate limit"},
        headers={"x-github-request-id": "1"},
    )
    answers = iter([limited, httpx.Response(200, json=1)])
    await fetch(make_transport(lambda request: next(answers)))
    assert time.slept == [60.0]


async def test_a_plain_403_is_not_a_limit(make_transport, time):
    with pytest.raises(CredentialsError, match="does not let us read this: Not yours"):
        await fetch(make_transport(lambda request: httpx.Response(403, json={"message": "Not yours"})))
    assert time.slept == []


async def test_retry_after_on_a_good_answer_pauses_the_next_request(make_transport, time):
    answers = iter([httpx.Response(200, json=1, headers={"retry-after": "5"}), httpx.Response(200, json=2)])
    async with make_transport(lambda request: next(answers)) as transport:
        session = Session(transport, config(), API)
        assert (await session.get("/x")).json() == 1
        assert time.slept == []
        assert (await session.get("/x")).json() == 2
    assert time.slept == [5.0]


async def test_one_host_pauses_while_others_go_on(make_transport, time):
    order = []
    limited = iter([True])

    def serve(request):
        order.append(request.url.host)
        if request.url.host == "slow.test" and next(limited, False):
            return httpx.Response(429, headers={"retry-after": "60"})
        return httpx.Response(200, json=1)

    resume = asyncio.Event()

    async def sleep(seconds):
        await resume.wait()
        time.now += seconds

    transport = make_transport(serve)
    transport.sleep = sleep
    async with transport:
        slow = Session(transport, config(url="https://slow.test"), "https://slow.test")
        waiting = asyncio.create_task(slow.get("/x"))
        second = asyncio.create_task(slow.get("/y"))
        await asyncio.sleep(0.01)
        await Session(transport, config(), API).get("/z")
        assert not waiting.done()
        resume.set()
        await waiting
        await second
    assert order.index("forge.test") < len(order) - 1


async def test_no_more_requests_at_once_than_configured(make_transport):
    now = most = 0

    async def serve(request):
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        now -= 1
        return httpx.Response(200, json=1)

    async with make_transport(serve, network=Network(concurrency=3)) as transport:
        session = Session(transport, config(), API)
        await asyncio.gather(*(session.get(f"/{n}") for n in range(20)))
    assert most == 3


@pytest.mark.parametrize("status", [502, 503, 504])
async def test_a_moments_failure_is_tried_again(make_transport, time, status):
    answers = iter([httpx.Response(status, text="<html>bad gateway"), httpx.Response(200, json=1)])
    assert (await fetch(make_transport(lambda request: next(answers)))).json() == 1
    assert time.slept == [1.0]


async def test_a_lasting_failure_ends_after_four_tries(make_transport, time):
    asked = []

    def serve(request):
        asked.append(1)
        return httpx.Response(502, text="<html>bad gateway")

    with pytest.raises(UnreachableError, match=r"not working right now \(502\)"):
        await fetch(make_transport(serve))
    assert len(asked) == 4
    assert time.slept == [1.0, 2.0, 4.0]


async def test_a_cut_connection_is_tried_again(make_transport, time):
    calls = iter([httpx.ReadError("cut"), httpx.RemoteProtocolError("peer closed"), None])

    def serve(request):
        if error := next(calls):
            raise error
        return httpx.Response(200, json=1)

    assert (await fetch(make_transport(serve))).json() == 1
    assert time.slept == [1.0, 2.0]


async def test_silence_is_a_sentence(make_transport):
    def serve(request):
        raise httpx.ReadTimeout("")

    with pytest.raises(UnreachableError, match=r"forge\.test was silent for 30 seconds"):
        await fetch(make_transport(serve))


async def test_the_second_answer_costs_no_body(make_transport, tmp_path):
    statuses = []

    def serve(request):
        status = 304 if request.headers.get("if-none-match") == '"v1"' else 200
        statuses.append(status)
        body = {} if status == 304 else {"json": [1, 2]}
        return httpx.Response(status, headers={"etag": '"v1"', "link": '</p2>; rel="next"'}, **body)

    for revalidated in (False, True):
        answer = await fetch(make_transport(serve, cache=tmp_path / "http.sqlite"))
        assert answer.json() == [1, 2]
        assert answer.status == 200
        assert answer.revalidated is revalidated
        assert answer.link("next") == "https://forge.test/p2"
    assert statuses == [200, 304]


async def test_a_large_answer_is_kept_by_the_time_it_is_asked_for_again(make_transport, tmp_path):
    def serve(request):
        known = request.headers.get("if-none-match") == '"v1"'
        body = {} if known else {"content": json.dumps("x" * 2 * BESIDE)}
        return httpx.Response(304 if known else 200, headers={"etag": '"v1"'}, **body)

    async with make_transport(serve, cache=tmp_path / "c") as transport:
        session = Session(transport, config(), API)
        assert not (await session.get("/x")).revalidated
        assert (await session.get("/x")).revalidated
        await session.get("/another")
    assert (await fetch(make_transport(serve, cache=tmp_path / "c"), "/another")).revalidated


async def test_the_first_answer_does_not_wait_for_the_cache_to_be_made(make_transport, tmp_path):
    place, made = tmp_path / "c", []

    def answer(request):
        made.append(place.exists())
        return httpx.Response(200, json=[1], headers={"etag": '"1"'})

    async with make_transport(answer, cache=place) as transport:
        await Session(transport, config(), API).get("/a")
    assert made == [False]
    assert place.exists()


async def test_last_modified_is_a_validator_too(make_transport, tmp_path):
    day = "Wed, 18 Nov 2026 08:00:00 GMT"

    def serve(request):
        known = request.headers.get("if-modified-since") == day
        return httpx.Response(
            304 if known else 200, headers={"last-modified": day}, text="" if known else "[]"
        )

    assert not (await fetch(make_transport(serve, cache=tmp_path / "c"))).revalidated
    assert (await fetch(make_transport(serve, cache=tmp_path / "c"))).revalidated


async def test_no_account_sees_anothers_answer(make_transport, tmp_path):
    asked = []

    def serve(request):
        asked.append(request.headers.get("if-none-match"))
        return httpx.Response(200, headers={"etag": '"v1"'}, json=1)

    for token in ("one", "two", ""):
        await fetch(make_transport(serve, cache=tmp_path / "c", env={"TOKEN": token}))
    assert asked == [None, None, None]


async def test_neither_token_nor_address_is_in_the_cache(make_transport, tmp_path):
    def serve(request):
        return httpx.Response(200, headers={"etag": '"v1"'}, json=1)

    await fetch(make_transport(serve, cache=tmp_path / "c", env={"TOKEN": "s3cret-token"}), "/secret-path")
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"s3cret-token" not in written
    assert b"secret-path" not in written


async def test_an_answer_beyond_the_bound_is_not_held(make_transport):
    sent = 0

    async def endless():
        nonlocal sent
        while True:
            sent += 1
            yield b" " * 1_000_000

    def serve(request):
        return httpx.Response(200, content=endless())

    with pytest.raises(BadAnswerError, match="larger than 5 MB and was not read"):
        await fetch(make_transport(serve), size_limit=5 * 1024 * 1024)
    assert sent < 8


async def test_an_announced_size_beyond_the_bound_is_not_even_begun(make_transport):
    def serve(request):
        return httpx.Response(200, headers={"content-length": str(2**31)}, content=b"")

    with pytest.raises(BadAnswerError, match="larger than 64 MB"):
        await fetch(make_transport(serve))


async def test_a_packed_answer_is_bounded_by_what_it_unpacks_to(make_transport):
    bomb = gzip.compress(b" " * 20_000_000)

    def serve(request):
        return httpx.Response(200, headers={"content-encoding": "gzip"}, content=bomb)

    with pytest.raises(BadAnswerError, match="larger than 1 MB"):
        await fetch(make_transport(serve), size_limit=1024 * 1024)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"<!DOCTYPE html><html>login", "a web page instead of data"),
        (b'[{"a": 1}, {"b"', "ends in the middle"),
        (b"", "with nothing"),
        (b"{a: 1}", "broken JSON"),
        (b"[" * 100_000, "JSON"),
    ],
)
async def test_what_is_no_json_is_said_in_a_sentence(make_transport, body, sentence):
    answer = await fetch(make_transport(lambda request: httpx.Response(200, content=body)))
    with pytest.raises(BadAnswerError) as caught:
        answer.json()
    assert sentence in str(caught.value) or "middle" in str(caught.value)
    assert caught.value.subject == "acme"


async def test_the_token_is_in_no_error(make_transport):
    def serve(request):
        return httpx.Response(401, json={"message": "Bad token tok-12345 given"})

    with pytest.raises(CredentialsError) as caught:
        await fetch(make_transport(serve, env={"TOKEN": "tok-12345"}))
    assert "tok-12345" not in caught.value.sentence
    assert "the token from TOKEN" in str(caught.value)
    assert caught.value.hint


async def test_a_missing_thing_is_its_own_error(make_transport):
    transport = make_transport(lambda request: httpx.Response(404, json={}))
    with pytest.raises(NotFoundError, match="nothing at /api/x"):
        await fetch(transport)
    assert await Session(transport, config(), API).find("/x") is None


async def test_offline_connects_to_nothing(make_transport):
    asked = []
    with pytest.raises(UnreachableError, match="offline"):
        await fetch(make_transport(lambda request: asked.append(1), offline=True))
    assert asked == []


@pytest.mark.parametrize("base", ["https://user:pw@forge.test", "ftp://x", "", "https://", "-x"])
async def test_a_base_that_is_no_plain_address_is_refused(make_transport, base):
    with pytest.raises(ConfigError):
        Session(make_transport(), config(), base)


async def test_no_cookie_is_kept(make_transport):
    cookies = []

    def serve(request):
        cookies.append(request.headers.get("cookie"))
        return httpx.Response(200, json=1, headers={"set-cookie": "session=1; Path=/"})

    async with make_transport(serve) as transport:
        for _ in range(2):
            await Session(transport, config(), API).get("/x")
    assert cookies == [None, None]


async def test_basic_sends_user_and_token(make_transport):
    seen = []

    def serve(request):
        seen.append(request.headers["authorization"])
        return httpx.Response(200, json=1)

    async with make_transport(serve, env={"TOKEN": "pw"}) as transport:
        await Session(transport, config(username="ada"), API, sign=basic).get("/x")
        await Session(transport, config(auth="basic", username="ada"), API).get("/x")
    assert seen == ["Basic YWRhOnB3"] * 2


async def test_graphql_keeps_partial_data_and_its_errors(make_transport):
    body = {"data": {"a": 1}, "errors": [{"type": "NOT_FOUND"}]}

    def serve(request):
        assert json.loads(request.content) == {"query": "{a}", "variables": {"n": 2}}
        return httpx.Response(200, json=body)

    async with make_transport(serve) as transport:
        answer = await Session(transport, config(), API).graphql("/graphql", "{a}", {"n": 2})
    assert answer.data == {"a": 1}
    assert answer.errors == ({"type": "NOT_FOUND"},)


async def test_a_pause_is_told(make_transport):
    told = []
    answers = iter([httpx.Response(503, headers={"retry-after": "3"}), httpx.Response(200, json=1)])
    transport = make_transport(lambda r: next(answers), on_pause=lambda host, s: told.append((host, s)))
    await fetch(transport)
    assert told == [("forge.test", 3.0)]
