"""What a server sends back of the token that it was given: taken out before anybody reads, shows or keeps the answer."""

import base64
from collections.abc import Iterable, Mapping
from urllib.parse import quote, quote_plus

SHORTEST = 12
"""Characters: shorter ones are no tokens of any system, and would be found inside ordinary words."""
_INSTEAD = b"***"


def forms_of(token: str, signature: Iterable[str] = ()) -> tuple[bytes, ...]:
    """The ways in which a token, or a header made of it, is written: plain, in JSON, in an address, in base64."""
    found: dict[bytes, None] = {}
    for secret in (*signature, token):
        said = secret.rpartition(" ")[2]  # without “Bearer”, “Basic”
        if len(said) < SHORTEST:
            continue
        encoded = base64.b64encode(said.encode())
        for form in (
            said,
            said.replace("\\", "\\\\").replace("/", "\\/").replace('"', '\\"'),
            quote(said, safe=""),
            quote(said),
            quote_plus(said),
        ):
            found[form.encode()] = None
        found[encoded.rstrip(b"=")] = None
        found[base64.urlsafe_b64encode(said.encode()).rstrip(b"=")] = None
    return tuple(sorted(found, key=len, reverse=True))


def without(data: bytes, forms: Iterable[bytes]) -> bytes:
    """The bytes of an answer without them."""
    for form in forms:
        if form in data:
            data = data.replace(form, _INSTEAD)
    return data


def headers_without(headers: Mapping[str, str], forms: Iterable[bytes]) -> dict[str, str]:
    """The headers of an answer without them: a redirect would carry the token on to another host."""
    forms = tuple(forms)
    return {
        name: without(value.encode("utf-8", "surrogateescape"), forms).decode("utf-8", "surrogateescape")
        for name, value in headers.items()
    }
