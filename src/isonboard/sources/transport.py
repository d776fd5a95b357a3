"""The one way to a server: everything network-like passes `Transport.send`, and only this module knows httpx.

What it guarantees, whatever an adapter asks for: a credential reaches only the origin (scheme, host, port) it is
for, redirects included; a host never sees more requests at once than configured, and rests when it asks to, while
other hosts go on; an answer is bounded in size and time; nothing that failed for a moment fails for good; errors are
sentences. The clock, the sleep and the server (`handler`) are parameters, so that tests neither wait nor listen.
"""

import asyncio
import os
import random
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self
from urllib.parse import urljoin, urlsplit

import httpx

from isonboard import address, limits
from isonboard.config import Network
from isonboard.errors import BadAnswerError, RateLimitedError, SourceError, UnreachableError
from isonboard.model.project import SourceConfig
from isonboard.sources import credentials, echoes, failures, fields, pause, proxies, tls
from isonboard.sources.answer import Answer, host_of
from isonboard.sources.credentials import Credential
from isonboard.sources.http_cache import HttpCache, Kept

REDIRECTS = limits.REDIRECTS
API_LIMIT = limits.ANSWER_BYTES
BESIDE = 64 * 1024  # bytes of an answer from which packing it for the cache is worth a thread
ERROR_LIMIT = limits.ERROR_ANSWER_BYTES
PATIENCE = limits.PAUSE_SECONDS
WHOLE = limits.ANSWER_SECONDS
_REDIRECTED = frozenset({301, 302, 303, 307, 308})

Handler = Callable[[httpx.Request], httpx.Response] | Callable[[httpx.Request], Awaitable[httpx.Response]]
OnPause = Callable[[str, float], None]
"""Told the host and the seconds whenever a host asks us to wait."""


class Call(NamedTuple):
    """One request as `Session` words it."""

    method: str
    url: str
    subject: str
    headers: Mapping[str, str] = {}
    content: bytes | None = None
    signature: Mapping[str, str] = {}
    """The credential's headers: sent to `signed_for` only."""
    signed_for: str = ""
    credential: Credential | None = None
    ca_bundle: str | None = None
    client_certificate: str | None = None
    size_limit: int = API_LIMIT
    kept: bool = True
    """Whether the answer may be kept and revalidated (GET only)."""
    once: bool = False
    """True for what changes something: it is never sent a second time, whatever happens to the first."""


class _Host:
    """What we owe one host: places for requests, and pauses."""

    def __init__(self, places: int) -> None:
        self.places = asyncio.Semaphore(places)
        self.rest_until: dict[str, float] = {}

    def wait(self, bucket: str, now: float) -> float:
        return max(self.rest_until.get("", 0.0), self.rest_until.get(bucket, 0.0)) - now

    def rest(self, bucket: str, until: float) -> None:
        self.rest_until[bucket] = max(self.rest_until.get(bucket, 0.0), until)


class Transport:
    """Connections, pauses and kept answers of one process; use it as an asynchronous context."""

    def __init__(
        self,
        *,
        network: Network | None = None,
        sources: Sequence[SourceConfig] = (),
        env: Mapping[str, str] | None = None,
        cache: Path | None = None,
        offline: bool = False,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
        patience: float = PATIENCE,
        on_pause: OnPause | None = None,
        handler: Handler | None = None,
        programs: bool | None = None,
    ) -> None:
        """`handler` answers instead of the network; `programs` (default: without a handler) lets gh, glab and
        git's helpers be asked for credentials. `clock` is in epoch seconds.
        """
        self.network = network or Network()
        self.sources = tuple(sources)
        self.env: Mapping[str, str] = os.environ if env is None else env
        self.offline = offline
        self.now, self._jitter = clock, jitter
        self.sleep = sleep
        """For adapters that have to wait for a server's own work."""
        self._patience, self._on_pause, self._handler = patience, on_pause, handler
        self._programs = handler is None if programs is None else programs
        self._cache = HttpCache(cache)
        self._clients: dict[tuple[str | None, ...], httpx.AsyncClient] = {}
        self._hosts: dict[str, _Host] = {}
        self.unnamed: set[str] = set()
        """Origins that no configuration but only a catalog's data names: they get no token meant for any host."""
        self._keeping: dict[asyncio.Future[None], bytes] = {}
        self._credentials: dict[tuple[object, ...], asyncio.Task[Credential | None]] = {}
        self.requests = 0
        """Requests sent so far: what budgets are checked against."""
        self.bytes_received = 0
        """Bytes of bodies received so far, unpacked."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close every connection and the cache."""
        for task in self._credentials.values():
            task.cancel()
        await asyncio.gather(*self._credentials.values(), return_exceptions=True)
        await asyncio.gather(*self._keeping, return_exceptions=True)
        for client in self._clients.values():
            await client.aclose()
        self._clients.clear()
        self._cache.close()

    async def credential(self, config: SourceConfig, origin: str) -> Credential | None:
        """The credential of a source for `origin`, looked up once. Raises CredentialsError."""
        key = (config.kind, config.name, config.url, config.token_env, config.auth, origin)
        if key not in self._credentials:
            asked = self._programs and not self.offline
            self._credentials[key] = asyncio.ensure_future(
                asyncio.to_thread(
                    credentials.credential_for,
                    config,
                    origin,
                    env=self.env,
                    named=origin not in self.unnamed,
                    ask=credentials.ask_program if asked else None,
                    ask_git=credentials.ask_git_helpers if asked else None,
                )
            )
        return await asyncio.shield(self._credentials[key])

    async def send(self, call: Call) -> Answer:
        """The answer of the address, redirects followed; its status may be 4xx (`failures.from_answer`).

        Raises a SourceError when there is no usable answer at all.
        """
        if self.offline:
            raise UnreachableError(
                f"{host_of(call.url)} was not asked: isonboard is offline",
                subject=call.subject,
                hint="Leave out --offline to connect.",
            )
        url = call.url
        for _ in range(REDIRECTS + 1):
            answer = await self._answer(call, url)
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTED or not location:
                return answer
            url = self._redirected(call, url, location)
        raise BadAnswerError(
            f"{host_of(call.url)} sends us round in circles",
            subject=call.subject,
            hint="Check the address; a login page may be in the way.",
        )

    def _redirected(self, call: Call, url: str, location: str) -> str:
        target = urljoin(url, location)
        foreign = address.web_address(target) is None
        downgraded = url.startswith("https:") and not target.startswith("https:")
        moved = address.origin_of(target) != address.origin_of(url) if not foreign else True
        if foreign or downgraded or (moved and call.method != "GET"):
            raise BadAnswerError(
                f"{host_of(url)} redirects to an address that is not safe to follow",
                subject=call.subject,
                hint="Check the address; write https:// where the server has it.",
            )
        return target

    async def _answer(self, call: Call, url: str) -> Answer:
        """One hop: kept answer, pauses, tries."""
        own = address.origin_of(url) == call.signed_for
        headers = {**call.headers, **(call.signature if own else {})}
        key, kept = b"", None
        if call.kept and call.method == "GET":
            account = call.credential.account if own and call.credential and call.signature else ""
            key = HttpCache.key(account, url, headers.get("accept", ""))
            kept = await self._known(key)
            headers |= kept.conditions if kept else {}
        answer = await self._tried(call, url, headers, certified=own)
        if answer.status == 304 and kept is not None:
            self._cache.touch(key, self.now())
            return Answer(
                url=url,
                status=200,
                headers={**answer.headers, **{k: v for k, v in kept.headers.items() if v}},
                body=kept.body,
                subject=call.subject,
                revalidated=True,
            )
        if key and answer.status == 200:
            self._keep(key, answer)
        return answer

    async def _known(self, key: bytes) -> Kept | None:
        """The kept answer; one that is just being packed is waited for."""
        if coming := [task for task, kept in self._keeping.items() if kept == key]:
            await asyncio.wait(coming)
        return self._cache.get(key)

    def _keep(self, key: bytes, answer: Answer) -> None:
        """Keep an answer; packing a large one, and opening the file, go on beside whoever reads it."""
        what = (key, answer.headers, answer.body, self.now())
        if len(answer.body) < BESIDE and self._cache.is_open:
            self._cache.put(*what)
            return
        task = asyncio.ensure_future(asyncio.to_thread(self._cache.put, *what))
        self._keeping[task] = key
        task.add_done_callback(lambda done: self._keeping.pop(done, None))

    async def _tried(self, call: Call, url: str, headers: Mapping[str, str], *, certified: bool) -> Answer:
        parts = urlsplit(url)
        host = self._host(parts.netloc.lower())
        bucket = pause.bucket_of(parts.path)
        attempt = 0
        while True:
            attempt += 1
            async with host.places:
                await self._rest(host, bucket, call, url)
                failure: SourceError | None = None
                answer: Answer | None = None
                try:
                    answer = await self._exchange(call, url, headers, certified=certified)
                except UnreachableError as error:
                    failure = error
            if failure is not None:
                if call.once or failures.is_final(failure) or attempt >= pause.ATTEMPTS:
                    raise failure
                await self.sleep(pause.BACKOFF * 2 ** (attempt - 1) * (0.5 + self._jitter() / 2))
                continue
            assert answer is not None
            asked = pause.pause_after(
                answer.status, answer.headers, answer.body, now=self.now(), attempt=attempt
            )
            if asked is None:
                return answer
            seconds = asked.seconds if asked.stated else asked.seconds * (0.5 + self._jitter() / 2)
            if asked.stated or asked.everything:
                host.rest("" if asked.everything else bucket, self.now() + seconds)
            if call.once or not asked.again or attempt >= pause.ATTEMPTS:
                if asked.again and (answer.status in (403, 429)):
                    raise self._limited(call, url, seconds)
                return answer
            if not (asked.stated or asked.everything):
                await self.sleep(seconds)

    async def _rest(self, host: _Host, bucket: str, call: Call, url: str) -> None:
        while (seconds := host.wait(bucket, self.now())) > 0:
            if seconds > self._patience:
                raise self._limited(call, url, seconds)
            if self._on_pause:
                self._on_pause(host_of(url), seconds)
            await self.sleep(seconds)

    def _limited(self, call: Call, url: str, seconds: float) -> RateLimitedError:
        signed = bool(call.signature)
        return RateLimitedError(
            f"{host_of(url)} asks us to wait {_duration(seconds)}",
            retry_after=seconds,
            subject=call.subject,
            hint="Sync again then; what arrived is kept."
            if signed
            else "A token allows many more requests (see “isonboard doctor”); what arrived is kept.",
        )

    async def _exchange(self, call: Call, url: str, headers: Mapping[str, str], *, certified: bool) -> Answer:
        proxy = proxies.proxy_for(url, self.env, self.network.proxy)
        client = self._client(proxy, call, certified=certified)
        request = client.build_request(call.method, url, headers=headers, content=call.content)
        self.requests += 1
        try:
            async with asyncio.timeout(WHOLE):
                response = await client.send(request, stream=True)
                try:
                    body = await self._body(response, call, url)
                finally:
                    await response.aclose()
        except (httpx.HTTPError, httpx.StreamError, TimeoutError, OSError, EOFError) as error:
            raise failures.from_exception(
                error,
                host=host_of(url),
                subject=call.subject,
                proxy=proxies.shown(proxy) if proxy else None,
                timeout=self.network.timeout,
            ) from None
        except httpx.InvalidURL:
            raise BadAnswerError(
                f"{host_of(url)} named an address that is none", subject=call.subject
            ) from None
        lowered = {name.lower(): value for name, value in response.headers.items()}
        if call.credential is not None:
            own = echoes.forms_of(call.credential.token, call.signature.values())
            lowered, body = echoes.headers_without(lowered, own), echoes.without(body, own)
        return Answer(url=url, status=response.status_code, headers=lowered, body=body, subject=call.subject)

    async def _body(self, response: httpx.Response, call: Call, url: str) -> bytes:
        """The whole body, read piece by piece; too much raises before it is held."""
        failed = response.status_code >= 400
        announced = fields.count(response.headers.get("content-length"))
        if announced is not None and announced > call.size_limit and not failed:
            raise self._too_big(call, url)
        pieces, size = [], 0
        async for piece in response.aiter_bytes():
            size += len(piece)
            self.bytes_received += len(piece)
            if failed and size > ERROR_LIMIT:
                break
            if size > call.size_limit:
                raise self._too_big(call, url)
            pieces.append(piece)
        return b"".join(pieces)

    def _too_big(self, call: Call, url: str) -> BadAnswerError:
        return BadAnswerError(
            f"the answer of {host_of(url)} is larger than {call.size_limit // 1024 // 1024} MB and was not read",
            subject=call.subject,
            hint="Check that the address names a catalog; nothing that you have was changed.",
        )

    def _host(self, netloc: str) -> _Host:
        return self._hosts.setdefault(netloc, _Host(max(1, self.network.concurrency)))

    def _client(self, proxy: str | None, call: Call, *, certified: bool) -> httpx.AsyncClient:
        certificate = call.client_certificate if certified else None
        key = (proxy, call.ca_bundle, certificate)
        if key not in self._clients:
            self._clients[key] = httpx.AsyncClient(
                transport=self._wire(*key),
                trust_env=False,
                follow_redirects=False,
                timeout=httpx.Timeout(self.network.timeout, pool=None),
                headers={"user-agent": "isonboard", "accept-encoding": "gzip"},
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            )
        return self._clients[key]

    def _wire(
        self, proxy: str | None, ca_bundle: str | None, certificate: str | None
    ) -> httpx.AsyncBaseTransport:
        if self._handler is not None:
            return httpx.MockTransport(self._handler)  # type: ignore[arg-type]
        context = tls.context(self.env, (self.network.ca_bundle, ca_bundle), certificate)
        options: dict[str, Any] = {}
        if proxy:
            options["proxy"] = httpx.Proxy(proxy, ssl_context=context if proxy.startswith("https:") else None)
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=self.network.concurrency)
        return httpx.AsyncHTTPTransport(verify=context, limits=limits, trust_env=False, **options)


def _duration(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 7_200 else f"{seconds / 3600:.0f} hours"


__all__ = ["API_LIMIT", "Call", "Handler", "Kept", "Transport"]
