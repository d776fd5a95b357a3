"""The base of our own test servers: stateful, with tokens, validators, paging, limits and faults.

A server answers as a function (`handler`, for `httpx.MockTransport`) and over loopback HTTP (`listening`), so that
the official descriptions can check it from outside.
"""

import contextlib
import hashlib
import json
import re
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import httpx


class Asked(NamedTuple):
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Reply(NamedTuple):
    status: int = 200
    body: object = None
    headers: dict[str, str] = {}  # noqa: RUF012

    def encoded(self) -> tuple[bytes, dict[str, str]]:
        headers = {"content-type": "application/json; charset=utf-8", **self.headers}
        if isinstance(self.body, bytes):
            return self.body, headers
        return (b"" if self.body is None else json.dumps(self.body).encode()), headers


class Counterparty:
    """A server with routes, found as methods decorated by `route`."""

    base = "https://forge.test"
    validators = True

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.tokens: set[str] = set()
        self.remaining: int | None = None
        self.reset = 0
        self.faults: deque[Reply | Exception] = deque()
        self.bytes_sent = 0

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def answer(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        if self.faults:
            fault = self.faults.popleft()
            if isinstance(fault, Exception):
                raise fault
            return fault
        refused = self.refusal(asked)
        if refused is not None:
            return refused
        limits: dict[str, str] = {}
        if self.remaining is not None:
            if self.remaining <= 0:
                return self.limited()
            self.remaining -= 1
            limits = {"x-ratelimit-remaining": str(self.remaining), "x-ratelimit-reset": str(self.reset)}
        for method, pattern, function in self._routes():
            found = pattern.fullmatch(asked.path)
            if method == asked.method and found:
                reply = function(self, asked, **{k: unquote(v or "") for k, v in found.groupdict().items()})
                return self._validated(asked, reply._replace(headers={**reply.headers, **limits}))
        return self.missing(asked)

    def refusal(self, asked: Asked) -> Reply | None:
        """None, or the answer to a request with a wrong token."""
        given = asked.headers.get("authorization", "").rpartition(" ")[2] or asked.headers.get(
            "private-token", ""
        )
        return Reply(401, {"message": "Bad credentials"}) if given and given not in self.tokens else None

    def limited(self) -> Reply:
        headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(self.reset)}
        return Reply(403, {"message": "API rate limit exceeded"}, headers)

    def missing(self, asked: Asked) -> Reply:
        return Reply(404, {"message": "Not Found"})

    def page(
        self, asked: Asked, items: list[Any], size: str = "per_page", default: int = 30
    ) -> tuple[list[Any], str]:
        """A page of `items` and its Link header."""
        count = min(int(asked.query.get(size, default)), 100)
        number = int(asked.query.get("page", 1))
        links = []
        if number * count < len(items):
            query = urlencode({**asked.query, "page": number + 1})
            links.append(f'<{self.base}{asked.path}?{query}>; rel="next"')
        return items[(number - 1) * count : number * count], ", ".join(links)

    def handler(self, request: httpx.Request) -> httpx.Response:
        url = urlsplit(str(request.url))
        asked = Asked(
            request.method,
            url.path,
            dict(parse_qsl(url.query, keep_blank_values=True)),
            {key.lower(): value for key, value in request.headers.items()},
            request.content,
        )
        reply = self.answer(asked)
        body, headers = reply.encoded()
        self.bytes_sent += len(body)
        return httpx.Response(reply.status, content=body, headers=headers)

    @contextlib.contextmanager
    def listening(self) -> Iterator[str]:
        """The address of this server on loopback, for as long as the context lasts."""
        party = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _any(self) -> None:
                url = urlsplit(self.path)
                length = int(self.headers.get("content-length") or 0)
                headers = {key.lower(): value for key, value in self.headers.items()}
                query = dict(parse_qsl(url.query, keep_blank_values=True))
                asked = Asked(self.command, url.path, query, headers, self.rfile.read(length))
                reply = party.answer(asked)
                body, headers = reply.encoded()
                party.bytes_sent += len(body)
                self.send_response(reply.status)
                for key, value in headers.items():
                    self.send_header(key, value)
                if reply.status not in (204, 304):
                    self.send_header("content-length", str(len(body)))
                self.end_headers()
                if reply.status not in (204, 304):
                    self.wfile.write(body)

            do_GET = do_POST = _any  # noqa: N815

            def log_message(self, *args: object) -> None: ...

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: Any, client_address: Any) -> None:
                if not isinstance(sys.exc_info()[1], ConnectionError):  # a client that has gone is no fault
                    super().handle_error(request, client_address)

        server = Server(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        before, self.base = self.base, f"http://127.0.0.1:{server.server_address[1]}"
        try:
            yield self.base
        finally:
            self.base = before
            server.shutdown()
            server.server_close()
            thread.join()

    def _validated(self, asked: Asked, reply: Reply) -> Reply:
        if not self.validators or reply.status != 200 or asked.method != "GET":
            return reply
        body, _ = reply.encoded()
        etag = f'W/"{hashlib.sha256(body).hexdigest()[:16]}"'
        if asked.headers.get("if-none-match") == etag:
            return Reply(304, None, {**reply.headers, "etag": etag})
        return reply._replace(headers={**reply.headers, "etag": etag})

    @classmethod
    def _routes(cls) -> list[tuple[str, re.Pattern[str], Callable[..., Reply]]]:
        found = []
        for kind in cls.__mro__:
            for value in vars(kind).values():
                found += [(method, pattern, value) for method, pattern in getattr(value, "routes", ())]
        return found


def route(pattern: str, method: str = "GET") -> Callable[[Any], Any]:
    """Mark a method as answering `pattern`, in which `{name}` is one segment and `{name*}` any path."""
    expression = re.sub(r"\{(\w+)\*\}", r"(?P<\1>.*)", pattern)
    expression = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", expression)

    def mark(function: Any) -> Any:
        function.routes = [*getattr(function, "routes", ()), (method, re.compile(expression))]
        return function

    return mark
