"""A source's way to its system: addresses relative to one origin, the credential in the system's own header.

Adapters speak to this and never to `Transport` itself; it turns statuses into errors, walks pages and posts GraphQL.
"""

import base64
from collections.abc import AsyncIterator, Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

import msgspec

from isonboard import address, limits
from isonboard.errors import (
    BadAnswerError,
    ConfigError,
    CredentialsError,
    NotFoundError,
    SourceError,
    UnreachableError,
)
from isonboard.model.project import SourceConfig
from isonboard.sources import failures, fields
from isonboard.sources.answer import Answer, host_of
from isonboard.sources.credentials import Credential

if TYPE_CHECKING:
    from isonboard.sources.transport import Transport

PAGES = limits.PAGES

Sign = Callable[[Credential], Mapping[str, str]]
Parameters = Mapping[str, str | int | None]


def bearer(credential: Credential) -> Mapping[str, str]:
    return {"authorization": f"Bearer {credential.token}"}


def basic(credential: Credential) -> Mapping[str, str]:
    """User name and password; Azure DevOps takes an empty user name with a personal access token."""
    login = f"{credential.username or ''}:{credential.token}".encode()
    return {"authorization": f"Basic {base64.b64encode(login).decode()}"}


def gitea_token(credential: Credential) -> Mapping[str, str]:
    return {"authorization": f"token {credential.token}"}


def private_token(credential: Credential) -> Mapping[str, str]:
    """GitLab: personal tokens in a header of their own, what a login program keeps as OAuth."""
    if credential.origin in ("glab", "git's credential helper") and not credential.token.startswith("glpat-"):
        return bearer(credential)
    return {"private-token": credential.token}


class GraphAnswer(NamedTuple):
    """What a GraphQL endpoint answered: `data` may be partial, `errors` says where and why."""

    data: dict[str, Any]
    errors: tuple[dict[str, Any], ...]


class Session:
    """One origin as one source sees it."""

    def __init__(
        self,
        transport: "Transport",
        config: SourceConfig,
        base: str,
        *,
        sign: Sign = bearer,
        headers: Mapping[str, str] | None = None,
        pages: int = PAGES,
    ) -> None:
        """`base` is the address of the API without a trailing slash. Raises ConfigError where it is none."""
        checked = address.web_address(base.rstrip("/"))
        if checked is None:
            raise ConfigError(
                f"source {config.name}: {base[:120]!r} is no http(s) address",
                hint="Write it as https://host/path, without a user name or password.",
            )
        self.transport, self.config, self.base = transport, config, checked
        self.sign = basic if config.auth == "basic" else sign
        self.origin = address.origin_of(checked)
        self.page_bound = pages
        self._headers = {"accept": "application/json", **(headers or {})}
        self.own_signature: Mapping[str, str] | None = None
        """Headers that replace the credential's: a token that the system itself handed out (a guest's)."""

    @property
    def host(self) -> str:
        """The host as it is named to a person."""
        return host_of(self.base)

    async def credential(self) -> Credential | None:
        return await self.transport.credential(self.config, self.origin)

    def url(self, path: str, parameters: Parameters | None = None) -> str:
        """`path` below the base (or an absolute address) with parameters; None values are left out."""
        url = path if path.startswith(("http://", "https://")) else f"{self.base}{path}"
        given = {key: str(value) for key, value in (parameters or {}).items() if value is not None}
        return f"{url}{'&' if '?' in url else '?'}{urlencode(given, quote_via=quote)}" if given else url

    async def get(
        self,
        path: str,
        parameters: Parameters | None = None,
        *,
        accept: str | None = None,
        size_limit: int | None = None,
        kept: bool = True,
    ) -> Answer:
        """The good answer of an address. Raises NotFoundError for 404 and 410, else a SourceError."""
        return await self._send(
            "GET", self.url(path, parameters), accept=accept, size_limit=size_limit, kept=kept
        )

    async def find(self, path: str, parameters: Parameters | None = None, **options: Any) -> Answer | None:
        """As `get`, but None where there is nothing by that address."""
        try:
            return await self.get(path, parameters, **options)
        except NotFoundError:
            return None

    async def post(
        self, path: str, payload: object, parameters: Parameters | None = None, **options: Any
    ) -> Answer:
        """The answer to a JSON body; only for requests that change nothing (queries)."""
        return await self._send(
            "POST", self.url(path, parameters), content=msgspec.json.encode(payload), **options
        )

    async def write(self, path: str, payload: object) -> Answer:
        """The answer to a request that changes something: sent once, never repeated.

        Raises CredentialsError where nobody is logged in or writing is not allowed.
        """
        try:
            return await self._send(
                "POST", self.url(path), content=msgspec.json.encode(payload), kept=False, once=True
            )
        except UnreachableError as error:
            if failures.is_final(error):
                raise
            raise UnreachableError(
                error.message,
                subject=error.subject,
                hint="It may have arrived all the same: look at the page before you try again.",
            ) from error
        except CredentialsError as error:
            raise CredentialsError(
                error.message.replace("read this", "write here"), subject=error.subject, hint=error.hint
            ) from error

    async def pages(
        self, path: str, parameters: Parameters | None = None, start: str | None = None
    ) -> AsyncIterator[Answer]:
        """The answers of a walk along `rel="next"`, from the address `start` where one is given.

        Raises BadAnswerError when it leads away or never ends.
        """
        url: str | None = self._own(start) if start else self.url(path, parameters)
        seen: set[str] = set()
        while url is not None:
            if url in seen or len(seen) >= self.page_bound:
                raise BadAnswerError(
                    f"the pages of {self.host} never end (stopped after {len(seen):,})",
                    subject=self.config.name,
                    hint="What arrived is kept; tell whoever runs the server.",
                )
            seen.add(url)
            answer = await self.get(url)
            yield answer
            following = answer.link("next")
            url = self._own(following) if following else None

    async def graphql(self, path: str, query: str, variables: Mapping[str, object]) -> GraphAnswer:
        """The data of a GraphQL query, possibly partial. Raises BadAnswerError when there is none."""
        answer = await self.post(path, {"query": query, "variables": dict(variables)})
        body = answer.mapping()
        errors = tuple(fields.nodes(body.get("errors")))
        data = body.get("data")
        if not isinstance(data, dict):
            if errors:
                return GraphAnswer({}, errors)
            raise answer.unexpected("GraphQL data", body)
        return GraphAnswer(data, errors)

    def _own(self, url: str) -> str:
        """The next page's address, which must be ours: a server behind a proxy may forget its https."""
        if address.origin_of(url) == self.origin:
            return url
        parts, own = urlsplit(url), urlsplit(self.base)
        if (parts.hostname or "").lower() == (own.hostname or "").lower() and parts.scheme in (
            "http",
            "https",
        ):
            return urlunsplit((own.scheme, own.netloc, parts.path, parts.query, ""))
        raise BadAnswerError(
            f"the next page of {self.host} lies at another server ({host_of(url)[:120]})",
            subject=self.config.name,
            hint="It was not followed; what arrived is kept. Check the source's address.",
        )

    async def _send(
        self,
        method: str,
        url: str,
        *,
        accept: str | None = None,
        content: bytes | None = None,
        size_limit: int | None = None,
        kept: bool = True,
        once: bool = False,
    ) -> Answer:
        from isonboard.sources.transport import API_LIMIT, Call

        credential = None
        if address.origin_of(url) == self.origin:
            credential = await self.credential()
        headers = dict(self._headers)
        if accept:
            headers["accept"] = accept
        if content is not None:
            headers["content-type"] = "application/json"
        signature = self.own_signature or (self.sign(credential) if credential else {})
        answer = await self.transport.send(
            Call(
                method,
                url,
                self.config.name,
                headers=headers,
                content=content,
                signature=signature,
                signed_for=self.origin,
                credential=credential,
                ca_bundle=self.config.ca_bundle,
                client_certificate=self.config.client_certificate,
                size_limit=size_limit or API_LIMIT,
                kept=kept,
                once=once,
            )
        )
        error = failures.from_answer(
            answer, subject=self.config.name, credential=credential, signed=bool(signature)
        )
        if error is not None:
            raise error
        return answer


async def walk(session: Session, path: str, parameters: Parameters) -> AsyncIterator[list[Any]]:
    """The JSON lists of a walk along `rel="next"`."""
    async for answer in session.pages(path, parameters):
        yield answer.entries()


__all__ = ["GraphAnswer", "Session", "SourceError", "basic", "bearer", "gitea_token", "private_token", "walk"]
