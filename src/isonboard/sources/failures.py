"""What went wrong between us and a host, as one of the project's errors with a sentence and a hint.

Works on the chain of causes, so it needs to know no HTTP library: names, sockets and TLS are the standard library's.
"""

import errno
import socket
import ssl
from collections.abc import Iterator

from isonboard import text
from isonboard.errors import (
    BadAnswerError,
    CertificateError,
    CredentialsError,
    NotFoundError,
    ProxyRefusedError,
    SourceError,
    UnreachableError,
)
from isonboard.sources.answer import Answer
from isonboard.sources.credentials import Credential

_VERIFY = {  # OpenSSL's X509_V_ERR_* codes
    9: ("is not valid yet", "Check this computer's clock."),
    10: ("has expired", "Tell whoever runs the server; check this computer's clock too."),
    62: ("is for another host", "Check the address: a certificate counts only for the names in it."),
    64: ("is for another host", "Check the address: use the server's name instead of its number."),
}
_UNTRUSTED = (
    "is not trusted: nobody this computer trusts has signed it",
    "Set network.ca_bundle (or SSL_CERT_FILE) to your company's CA.",
)
_PROXY_HINT = "Check HTTPS_PROXY: http://user:password@proxy:port."


def from_exception(
    error: BaseException, *, host: str, subject: str, proxy: str | None, timeout: float
) -> SourceError:
    """The error for an exchange that broke; `proxy` is the shown name of the proxy in use."""
    chain = list(_causes(error))
    said = " ".join(str(part) for part in chain).lower()
    via = f" through the proxy {proxy}" if proxy else ""
    if any(type(part).__name__ == "ProxyError" for part in chain):
        return _proxy_error(said, host=host, subject=subject, proxy=proxy)
    for part in chain:
        if isinstance(part, ssl.SSLCertVerificationError):
            what, hint = _VERIFY.get(part.verify_code, _UNTRUSTED)
            return CertificateError(f"the certificate of {host} {what}", subject=subject, hint=hint)
    if "certificate required" in said or "alert bad certificate" in said or "handshake failure" in said:
        return CertificateError(
            f"{host} wants a certificate from us",
            subject=subject,
            hint="Set client_certificate of this source to your PEM file.",
        )
    if any(isinstance(part, ssl.SSLError) for part in chain) and (
        "wrong_version" in said or "wrong version" in said
    ):
        return UnreachableError(
            f"{host} does not speak TLS there",
            subject=subject,
            hint="Write http:// in the address, or another port.",
        )
    nearest = proxy if proxy and "connect" in type(error).__name__.lower() else host
    if any(isinstance(part, socket.gaierror) for part in chain):
        return UnreachableError(
            f"the name {nearest} is not known here",
            subject=subject,
            hint="Check the spelling, the network and the VPN.",
        )
    if any(isinstance(part, ConnectionRefusedError) or _number(part) == errno.ECONNREFUSED for part in chain):
        return UnreachableError(
            f"nothing answers at {nearest}", subject=subject, hint="Check the address, the port and the VPN."
        )
    if any(isinstance(part, TimeoutError) or "Timeout" in type(part).__name__ for part in chain):
        return UnreachableError(
            f"{host} was silent for {timeout:g} seconds{via}",
            subject=subject,
            hint="Try again later, or raise network.timeout.",
        )
    return UnreachableError(
        f"the connection to {host}{via} was cut", subject=subject, hint="Try again; what arrived is kept."
    )


def is_final(error: SourceError) -> bool:
    """Whether trying the same again is pointless."""
    return (
        not isinstance(error, UnreachableError) or "not known" in str(error) or "does not speak" in str(error)
    )


def from_answer(
    answer: Answer, *, subject: str, credential: Credential | None, signed: bool
) -> SourceError | NotFoundError | None:
    """The error that a status stands for; None for a good answer."""
    host, status = answer.host, answer.status
    if status == 203 and "html" in answer.headers.get("content-type", ""):
        status = 401  # Azure DevOps shows its login page this way
    if status < 400:
        return None
    said = _said(answer, credential)
    if status == 407 or (status == 401 and _is_proxys_own(answer)):
        return ProxyRefusedError("the proxy asks for a password", subject=subject, hint=_PROXY_HINT)
    if status == 401:
        return CredentialsError(
            f"{host} refuses {_token_of(credential)}" if signed else f"{host} asks for a login",
            subject=subject,
            hint=_renew(credential) if signed else LOGIN,
        )
    if status in (403, 451):
        return CredentialsError(
            f"{host} does not let us read this{said}",
            subject=subject,
            hint="Ask for access, or check what the token may do." if signed else LOGIN,
        )
    if status in (404, 410):
        return NotFoundError(
            f"{host} has nothing at {_path(answer.url)}{said if status == 410 else ''}",
            subject=subject,
            hint="Check the address and whether you may read it: many systems hide what you may not.",
        )
    if status >= 500:
        return UnreachableError(
            f"{host} is not working right now ({status})", subject=subject, hint="Try again later."
        )
    return BadAnswerError(
        f"{host} refused the request ({status}){said}",
        subject=subject,
        hint="Check the source's settings.",
    )


def _is_proxys_own(answer: Answer) -> bool:
    """Whether a 401 is the proxy's: tinyproxy 1.11 answers a wrong password with it instead of 407 (measured)."""
    return "proxy-authenticate" in answer.headers or answer.headers.get("server", "").startswith("tinyproxy/")


LOGIN = "Set a token: token_env of the source, or the system's own variable (see “isonboard doctor”)."
"""What to do where no token was given."""


def _token_of(credential: Credential | None) -> str:
    return f"the token from {credential.origin}" if credential else "our token"


def _renew(credential: Credential | None) -> str:
    if credential and credential.origin in ("gh", "glab"):
        return f"It is wrong or expired: run “{credential.origin} auth login”."
    return "It is wrong or expired: make a new one and set it there."


def _said(answer: Answer, credential: Credential | None) -> str:
    """The server's own short explanation, cleaned, without our token should it be echoed."""
    try:
        body = answer.json()
    except BadAnswerError:
        return ""
    message = body.get("message") or body.get("error") if isinstance(body, dict) else None
    if isinstance(message, dict):
        message = message.get("message")
    if not isinstance(message, str):
        return ""
    if credential:
        message = message.replace(credential.token, "***")
    return f": {text.redacted(text.line(message, 160))}"


def _path(url: str) -> str:
    from urllib.parse import urlsplit

    return text.line(urlsplit(url).path or "/", 120)


def _proxy_error(said: str, *, host: str, subject: str, proxy: str | None) -> SourceError:
    named = f"the proxy {proxy}" if proxy else "the proxy"
    if "407" in said or "401" in said:  # tinyproxy answers a wrong password with 401 (measured)
        return ProxyRefusedError(f"{named} asks for a correct password", subject=subject, hint=_PROXY_HINT)
    if "403" in said:
        return ProxyRefusedError(
            f"{named} does not allow connections to {host}",
            subject=subject,
            hint="Ask your network team, or add the host to NO_PROXY.",
        )
    return UnreachableError(
        f"{named} could not reach {host}",
        subject=subject,
        hint="Check the address, or add the host to NO_PROXY.",
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and everything behind it, groups unfolded."""
    seen: set[int] = set()
    todo = [error]
    while todo:
        current = todo.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        todo += [part for part in (current.__cause__, current.__context__) if part is not None]
        if isinstance(current, BaseExceptionGroup):
            todo += current.exceptions


def _number(error: BaseException) -> int | None:
    return error.errno if isinstance(error, OSError) else None
