"""What works here: git, credentials for each host, proxy, certificates, terminal, toolchains, folders."""

import asyncio
import locale
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct

from isonboard import __version__, address, git, paths, text
from isonboard.assistant.context import Context
from isonboard.errors import IsonboardError
from isonboard.model.project import SourceConfig
from isonboard.sources import credentials, proxies, tls

if TYPE_CHECKING:
    from isonboard.sources.transport import Transport

_TOOLS = (
    "python3",
    "uv",
    "node",
    "npm",
    "go",
    "cargo",
    "java",
    "mvn",
    "gradle",
    "make",
    "cmake",
    "docker",
    "bwrap",
)


class Finding(Struct, frozen=True):
    """One line: `ok` is None where nothing is wrong but nothing could be tried either."""

    area: str
    ok: bool | None
    text: str
    hint: str = ""


def findings(*, offline: bool) -> list[Finding]:
    """Everything that was looked at. Never raises for what it finds wrong."""
    found = [*_program(), *_git(), *_network_settings(), *_terminal(), *_tools(), *_folders()]
    try:
        with Context.open(offline=offline) as context:
            found += asyncio.run(_sources(context))
    except IsonboardError as error:
        found.append(Finding("Settings", False, error.message, error.hint))
    return found


def _program() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Program", True, f"isonboard {__version__} on Python {version}, {sys.platform}")
    if sys.platform == "win32":
        yield Finding("Program", None, "on Windows browsing works; set-up needs WSL")


def _git() -> Iterator[Finding]:
    try:
        version = text.line(git.run(["--version"]).stdout.decode())
    except IsonboardError as error:
        yield Finding("git", False, error.message, error.hint)
        return
    yield Finding("git", True, version)
    who = (
        git.run(["config", "--global", "--get", "user.email"], check=False)
        .stdout.decode("utf-8", "replace")
        .strip()
    )
    if who:
        yield Finding("git", True, f"commits as {text.line(who, 200)}")
    else:
        yield Finding("git", None, "no e-mail is set", "Run: git config --global user.email YOU@COMPANY")


def _network_settings() -> Iterator[Finding]:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"):
        value = os.environ.get(name) or os.environ.get(name.lower())
        if value:
            yield Finding("Network", True, f"{name} is {text.redacted(text.line(value, 200))}")
    for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO"):
        value = os.environ.get(name)
        if value:
            there = os.path.isfile(value)
            yield Finding(
                "Network",
                there,
                f"{name} is {text.line(value, 200)}",
                "" if there else "There is no such file.",
            )


def _terminal() -> Iterator[Finding]:
    encoding = locale.getpreferredencoding(do_setlocale=False)
    utf8 = encoding.upper().replace("-", "") == "UTF8"
    hint = "" if utf8 else "Plain characters are used; set LANG=C.UTF-8 for the nicer ones."
    yield Finding(
        "Terminal",
        True if utf8 else None,
        f"TERM is {os.environ.get('TERM', 'not set')}, text is {encoding}",
        hint,
    )
    if sys.stdout.isatty():
        size = shutil.get_terminal_size()
        yield Finding(
            "Terminal",
            size.columns >= 80 and size.lines >= 24,
            f"{size.columns} columns, {size.lines} lines",
            "" if size.columns >= 80 else "Make it 80x24 or larger.",
        )


def _tools() -> Iterator[Finding]:
    for tool in _TOOLS:
        place = shutil.which(tool)
        yield Finding("Toolchains", True if place else None, f"{tool}: {place or 'not found'}")


def _folders() -> Iterator[Finding]:
    for what, place in (
        ("settings", paths.config_dir()),
        ("notebook", paths.data_dir()),
        ("cache", paths.cache_dir()),
    ):
        nearest = place
        while not os.path.exists(nearest) and nearest != nearest.parent:
            nearest = nearest.parent
        fault = _fault_of(nearest)
        yield Finding("Folders", not fault, f"{what}: {place}", fault)


def _fault_of(folder: Path) -> str:
    """Why nothing can be kept there and what to do; "" where it can."""
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return "It may not be read or written: check who owns it."
    if hasattr(os, "statvfs") and os.statvfs(folder).f_bavail == 0:
        return "The disk is full: free some space."
    return ""


async def _sources(context: Context) -> list[Finding]:
    if not context.config.enabled_sources:
        return [
            Finding("Sources", None, "none is configured", "Add one with “isonboard add ADDRESS --write”.")
        ]
    states = {state.name: state for state in context.catalog.states()}
    found: list[Finding] = []
    async with context.transport() as transport:
        for source in context.config.enabled_sources:
            found += await _way_to(source, transport)
        for source in context.config.enabled_sources:
            state = states.get(source.name)
            reached = await _reached(source, transport)
            found.append(_with_the_last_sync(source, reached, state.error if state else None))
    return found


def _with_the_last_sync(source: SourceConfig, reached: Finding, error: str | None) -> Finding:
    """One line for a source: what just happened, and why its copy is not up to date."""
    if error is None or reached.ok is False:  # what fails now says more than what failed then
        return reached
    return Finding(
        "Sources",
        False,
        f"{reached.text}; its last sync failed: {error.rstrip('.')}",
        f"Run “isonboard sync {source.name}”.",
    )


async def _way_to(source: SourceConfig, transport: "Transport") -> list[Finding]:
    """How the hosts of a source are reached: proxy, certificates, and which credential goes there (never shown)."""
    from isonboard.sources.registry import api_address

    found: list[Finding] = []
    for url in filter(None, (api_address(source), source.issue_tracker)):
        host = urlsplit(url).hostname or url
        try:
            proxy = proxies.proxy_for(url, transport.env, transport.network.proxy)
            credential = await transport.credential(source, address.origin_of(url))
        except IsonboardError as error:
            found.append(Finding("Hosts", False, f"{host} ({source.name}): {error.message}", error.hint))
            continue
        ways = [f"through the proxy {_proxy_of(proxy)}" if proxy else "directly"]
        ways += [f"trusting {_trusted(source, transport)}"] if url.startswith("https:") else ["not encrypted"]
        ways += ["with a client certificate"] if source.client_certificate else []
        if credential is not None:
            ways.append(f"signed in with the token from {credential.origin}")
        elif source.auth == "guest":
            ways.append("as a guest")
        else:
            ways.append("anonymously")
        hint = ""
        if credential is None and source.auth not in ("none", "guest"):
            names = credentials.variables_for(source, host, transport.env)
            hint = f"A token would be taken from {', '.join(names)}." if names else ""
        found.append(Finding("Hosts", True, f"{host} ({source.name}): {', '.join(ways)}", hint))
    return found


def _proxy_of(proxy: str) -> str:
    return proxies.shown(proxy) + (" with a password" if urlsplit(proxy).password else "")


def _trusted(source: SourceConfig, transport: "Transport") -> str:
    """Whose certificates count for a source, in words."""
    bundles = [name for name in tls.VARIABLES if transport.env.get(name)]
    bundles += ["network.ca_bundle"] if transport.network.ca_bundle else []
    bundles += [f"ca_bundle of {source.name}"] if source.ca_bundle else []
    return " and ".join(["the system's certificates", *bundles])


async def _reached(source: SourceConfig, transport: "Transport") -> Finding:
    from isonboard.sources.registry import api_address, open_source

    url = api_address(source)
    named = f"{source.name} ({(urlsplit(url).hostname if url else None) or source.url})"
    if transport.offline and url:
        return Finding("Sources", None, f"{named}: not tried, offline")
    try:
        walk = open_source(source, transport).projects(None)
        async with aclosing(walk):  # type: ignore[type-var]  # every source's walk is a generator
            async for batch in walk:
                return Finding("Sources", True, f"{named}: answers, {len(batch)} projects in the first batch")
    except IsonboardError as error:
        return Finding("Sources", False, f"{named}: {error.message}", error.hint)
    return Finding("Sources", None, f"{named}: answers, and lists no projects")
