"""What a server answered: status, headers and a bounded body, with the one way to read JSON out of it."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec
from msgspec import Struct

from isonboard import text
from isonboard.errors import BadAnswerError

_LINK = re.compile(r"<([^>]*)>\s*((?:;[^,<]*)*)")
_REL = re.compile(r';\s*rel\s*=\s*"?([^";,]+)"?', re.IGNORECASE)
_LOGIN_HINT = "A login or proxy page answered: check the address, the VPN and the token."


_ESCAPE = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.",
    re.DOTALL,
)


def decoded(data: bytes, kind: Any = Any) -> Any:
    """The JSON of some bytes, as values or as `kind`. Raises msgspec.DecodeError, RecursionError, UnicodeDecodeError.

    Half a character (JavaScript that cuts a text in an emoji writes a lone surrogate) is left out: the rest is whole.
    """
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.DecodeError:
        whole = _ESCAPE.sub(lambda found: b"" if found[1] else found[0], data)
        if whole == data:
            raise
        return msgspec.json.decode(whole, type=kind)


class Answer(Struct, frozen=True, kw_only=True):
    """One answer; header names are lower case and the body is whole."""

    url: str
    """Where it came from in the end, after redirects."""
    status: int
    headers: Mapping[str, str]
    body: bytes
    subject: str = ""
    """The source it was fetched for: named in errors."""
    revalidated: bool = False
    """True when the server said 304 and `body` is the kept copy: nothing was transferred."""

    @property
    def host(self) -> str:
        return host_of(self.url)

    @property
    def validator(self) -> str | None:
        """The ETag or the date of the last change: equal validators mean equal bodies."""
        return self.headers.get("etag") or self.headers.get("last-modified")

    def json(self) -> Any:
        """The body as plain Python values. Raises BadAnswerError for a web page, cut or broken JSON."""
        try:
            return decoded(self.body.removeprefix(b"\xef\xbb\xbf"))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise self._not_json(error) from None

    def mapping(self) -> dict[str, Any]:
        """The body as one JSON object. Raises BadAnswerError."""
        value = self.json()
        if not isinstance(value, dict):
            raise self.unexpected("one JSON object", value)
        return value

    def entries(self, key: str | None = None) -> list[Any]:
        """The body as a JSON array, or the array under `key` of an object. Raises BadAnswerError."""
        value = self.json()
        if key is not None and isinstance(value, dict):
            value = value.get(key)
        if not isinstance(value, list):
            raise self.unexpected("a JSON list", value)
        return value

    def text(self) -> str:
        """The body as text of any usual encoding, not yet cleaned for the screen."""
        return text.decoded(self.body)

    def link(self, relation: str) -> str | None:
        """The absolute address under `rel="relation"` of the Link header (RFC 8288), or None."""
        for target, parameters in _LINK.findall(self.headers.get("link", "")):
            relations = _REL.search(parameters)
            if relations and relation in relations[1].casefold().split():
                return str(urljoin(self.url, target.strip()))
        return None

    @property
    def _said(self) -> str:
        return f"{self.host} answered with" if self.host else "the file holds"

    def unexpected(self, wanted: str, found: object) -> BadAnswerError:
        """The error for well-formed JSON of the wrong shape."""
        return BadAnswerError(
            f"{self._said} {_kind(found)} where {wanted} was expected",
            subject=self.subject,
            hint="Check that the address is the system's API or file.",
        )

    def _not_json(self, error: Exception) -> BadAnswerError:
        start = self.body[:200].lstrip().lower()
        if start.startswith(b"<") or "text/html" in self.headers.get("content-type", ""):
            return BadAnswerError(
                f"{self._said} a web page instead of data",
                subject=self.subject,
                hint=_LOGIN_HINT,
            )
        if not start:
            return BadAnswerError(f"{self._said} nothing", subject=self.subject, hint="Check the address.")
        if "truncated" in str(error):
            return BadAnswerError(
                f"{f'the answer of {self.host}' if self.host else 'the file'} ends in the middle",
                subject=self.subject,
                hint="Try again; if it stays so, the file itself is damaged.",
            )
        return BadAnswerError(
            f"{self._said} broken JSON ({text.line(str(error), 120)})",
            subject=self.subject,
            hint="Tell whoever runs it.",
        )


def host_of(url: str) -> str:
    """The host, with the port where it is not the scheme's own: how an address is named to a person."""
    parts = urlsplit(url)
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    host = (parts.hostname or "").lower()
    return host if parts.port in (None, usual) else f"{host}:{parts.port}"


def _kind(value: object) -> str:
    if value is None:
        return "nothing"
    names = {dict: "an object", list: "a list", str: "a text", bool: "a truth value"}
    return names.get(type(value), "a number")
