"""Which proxy a request goes through: the configured one, or the environment's, with NO_PROXY's exceptions.

httpx knows no CIDR in NO_PROXY (measured, notes on servers), so the choice is made here. Read as curl and Go do:
lower case wins, `http_proxy` in upper case is ignored under CGI, names in NO_PROXY fit their subdomains too.
"""

import ipaddress
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from isonboard.errors import ConfigError

_SCHEMES = ("http", "https")


def proxy_for(url: str, env: Mapping[str, str], configured: str | None = None) -> str | None:
    """The address of the proxy for `url` (its password, if any, inside), or None for a direct connection.

    Raises ConfigError for a proxy address that cannot be used.
    """
    parts = urlsplit(url)
    if is_excepted(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80), env):
        return None
    if configured:
        if urlsplit(_with_scheme(configured)).password:
            raise ConfigError(
                "network.proxy holds a password",
                hint="Leave it out of the file: set HTTPS_PROXY in the environment instead.",
            )
        return _checked(configured, "network.proxy")
    for variable in (f"{parts.scheme}_proxy", f"{parts.scheme.upper()}_PROXY", "all_proxy", "ALL_PROXY"):
        if variable == "HTTP_PROXY" and "REQUEST_METHOD" in env:
            continue
        if value := env.get(variable, "").strip():
            return _checked(value, variable)
    return None


def is_excepted(host: str, port: int, env: Mapping[str, str]) -> bool:
    """Whether NO_PROXY names the host: `*`, names, `.suffix`, `host:port`, addresses and CIDR networks."""
    host = host.lower().strip("[]").rstrip(".")
    literal = _ip(host)
    entries = re.split(r"[,\s]+", env.get("no_proxy") or env.get("NO_PROXY") or "")
    return any(_fits(entry.lower(), host, port, literal) for entry in entries if entry)


def shown(proxy: str) -> str:
    """The proxy's host and port, without its password: how it is named to a person."""
    parts = urlsplit(proxy)
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)


def _fits(
    entry: str, host: str, port: int, literal: ipaddress.IPv4Address | ipaddress.IPv6Address | None
) -> bool:
    if entry == "*":
        return True
    if literal is not None and "/" in entry:
        try:
            return literal in ipaddress.ip_network(entry, strict=False)
        except ValueError:
            return False
    name, wanted_port = _split_port(entry)
    if wanted_port is not None and wanted_port != port:
        return False
    if literal is not None:
        return _ip(name) == literal
    name = name.removeprefix("*").strip(".")
    return bool(name) and (host == name or host.endswith(f".{name}"))


def _split_port(entry: str) -> tuple[str, int | None]:
    match = re.fullmatch(r"\[([^\]]+)\](?::(\d{1,5}))?|([^:]+):(\d{1,5})", entry)
    if not match:
        return entry, None
    port = match[2] or match[4]
    return match[1] or match[3], int(port) if port else None


def _ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _with_scheme(proxy: str) -> str:
    return proxy if "://" in proxy else f"http://{proxy}"


def _checked(proxy: str, where: str) -> str:
    proxy = _with_scheme(proxy)
    try:
        parts = urlsplit(proxy)
        _ = parts.port
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise ConfigError(
            f"{where} is not the address of an http proxy", hint="Write it as http://proxy.company.tld:8080."
        )
    return proxy
