"""What somebody pasted: a path, a page of a well-known forge, or a host that has to be asked what it is.

Asking sends no credential: the host is not known yet. Each system is recognised by an address that only it has.
"""

import asyncio
import os
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qs, quote, unquote, urljoin, urlsplit

from isonboard import address, limits
from isonboard.errors import BadAnswerError, NotFoundError, SourceError, UsageError
from isonboard.model.project import SourceConfig
from isonboard.sources import fields, git_objects
from isonboard.sources.answer import Answer, host_of
from isonboard.sources.folder import DEPTH, folder_path

if TYPE_CHECKING:
    from isonboard.sources.transport import Transport

_PROBE_LIMIT = limits.PROBE_BYTES
_SMALL = 4 * 1024 * 1024
_OF_AZURE = "x-tfs-processid"  # a header that Azure DevOps, Services and Server, sends with everything
_NO_REPOSITORIES = ("search", "topics", "orgs", "explore", "marketplace", "settings", "features")


class Probe(NamedTuple):
    """An address that only one system has, and how its answer is known."""

    kind: str
    path: str
    fits: Callable[[Answer, Any], bool]


def _message(value: Any) -> str:
    return fields.name(fields.mapping(value).get("message"))


def _error_name(value: Any) -> str:
    return fields.name(fields.mapping(fields.mapping(value).get("error")).get("name"))


PROBES = (
    Probe(
        "backstage",
        "/api/catalog/entity-facets?facet=kind",
        lambda _, value: "facets" in fields.mapping(value) or _error_name(value) == "AuthenticationError",
    ),
    Probe(
        "gitlab",
        "/api/v4/version",
        lambda answer, value: (
            "revision" in fields.mapping(value)
            or "x-gitlab-meta" in answer.headers
            or (answer.status == 401 and _message(value) == "401 Unauthorized")
        ),
    ),
    Probe(
        "bitbucket",
        "/rest/api/latest/application-properties",
        lambda _, value: fields.mapping(value).get("displayName") == "Bitbucket",
    ),
    Probe(
        "gitea",
        "/api/v1/version",
        lambda answer, value: answer.status == 200 and set(fields.mapping(value)) == {"version"},
    ),
    Probe(
        "github",
        "/api/v3/meta",
        lambda answer, value: (
            "verifiable_password_authentication" in fields.mapping(value)
            or ("x-github-request-id" in answer.headers and answer.status in (200, 401, 403))
        ),
    ),
)


async def recognise(written: str, transport: "Transport") -> SourceConfig:
    """What `written` is, as a source. Raises UsageError, NotFoundError, SourceError."""
    written = written.strip()
    if not written:
        raise UsageError(
            "there is no address", hint="Give a path or an address, for example https://github.com/acme."
        )
    if not written.isprintable():
        raise UsageError(
            "the address holds signs that cannot be shown", hint="Type it instead of pasting it."
        )
    if written.startswith(("/", ".", "~", "file://")) or await asyncio.to_thread(os.path.exists, written):
        return await asyncio.to_thread(_local, written)
    if not written.startswith(("http://", "https://")):
        written = _with_scheme(written)
    if address.web_address(written) is None:
        raise UsageError(
            f"{written[:120]!r} is neither a path nor an http(s) address",
            hint="Leave out user names, passwords and tokens: they go into an environment variable.",
        )
    return await _remote(written, transport)


def _with_scheme(written: str) -> str:
    """An address without its scheme, or an ssh address, as the page of the same name."""
    if found := re.fullmatch(r"(?:ssh://)?(?:[\w.-]+@)([\w.-]+)(?::\d+/|[:/])(.+?)(?:\.git)?/?", written):
        return f"https://{found[1]}/{found[2]}"
    if re.fullmatch(r"(?:[\w-]+\.)+[\w-]+(?::\d+)?(?:/.*)?|localhost(?::\d+)?(?:/.*)?", written):
        return f"https://{written}"
    raise UsageError(
        f"{written[:120]!r} is no address and no path here",
        hint=f"Did you mean https://github.com/{written} or ./{written}?"
        if re.fullmatch(r"[\w.-]+", written)
        else "Give a path or an address that begins with https://.",
    )


def _local(written: str) -> SourceConfig:
    path = folder_path(written)
    if path.is_file():
        if path.suffix.lower() != ".json":
            raise UsageError(
                f"{path} is not a catalog", hint="A portal's catalog is a JSON file, usually repos.json."
            )
        return SourceConfig(
            name=_name(path.stem if path.stem != "repos" else path.parent.name), kind="portal", url=str(path)
        )
    if not path.is_dir():
        raise NotFoundError(f"there is nothing at {path}", hint="Check the spelling.")
    if not git_objects.found_below(path, DEPTH) and (path / "repos.json").is_file():
        return SourceConfig(name=_name(path.name), kind="portal", url=str(path / "repos.json"))
    if not git_objects.found_below(path, DEPTH):
        raise NotFoundError(
            f"there is no git repository in {path}",
            hint=f"Looked at most {DEPTH} folders deep; links are not followed.",
        )
    return SourceConfig(name=_name(path.name), kind="folder", url=str(path))


async def _remote(url: str, transport: "Transport") -> SourceConfig:
    parts = urlsplit(url)
    host = (parts.hostname or "").lower().removeprefix("www.")
    segments = [unquote(segment) for segment in parts.path.split("/") if segment]
    if host == "github.com":
        return await _github(url, "", segments, parse_qs(parts.query), transport)
    origin = f"{parts.scheme}://{parts.netloc}"
    if host == "gitlab.com":
        return await _gitlab("", segments, transport)
    if host == "codeberg.org":
        return _gitea(origin, segments)
    if host == "dev.azure.com" or host.endswith(".visualstudio.com"):
        return _azure(url, origin, host, segments)
    if segments and segments[-1].endswith(".json"):
        return await _catalog(url, transport)
    return await _probed(url, segments, transport)


async def _github(
    url: str, base: str, segments: list[str], query: Mapping[str, list[str]], transport: "Transport"
) -> SourceConfig:
    """A page of a GitHub: organisation, person, repository (its owner), topic or search."""
    config = SourceConfig(kind="github", url=base)
    if segments[:1] == ["search"] and query.get("q"):
        return _with(config, "search", query=query["q"][0])
    if segments[:1] == ["topics"] and len(segments) > 1:
        return _with(config, segments[1], topic=segments[1])
    if segments[:1] == ["orgs"] and len(segments) > 1:
        segments = segments[1:]
    if not segments or segments[0] in _NO_REPOSITORIES:
        raise UsageError(
            f"{url} is no organisation, person, topic or search of GitHub",
            hint="Give for example https://github.com/acme.",
        )
    from isonboard.sources.github import api_base

    owner = segments[0]
    try:
        account = await _asked(f"{api_base(base)}/users/{quote(owner, safe='')}", transport, limit=_SMALL)
    except SourceError:
        return _with(config, owner, organisation=owner)  # it is said when its projects are listed
    if account.status == 404:
        raise NotFoundError(
            f"{host_of(account.url)} has no organisation or user {owner!r} that we may see",
            hint="Check the spelling; a private one needs a token.",
        )
    person = fields.mapping(_json(account)).get("type") == "User"
    return _with(config, owner, user=owner) if person else _with(config, owner, organisation=owner)


async def _catalog(url: str, transport: "Transport") -> SourceConfig:
    """A JSON file that lists projects. Raises the sentence for what it is instead."""
    answer = await _asked(url, transport, limit=_PROBE_LIMIT)
    if answer.status in (401, 403):
        return SourceConfig(name=_host_name(url), kind="portal", url=url, auth="bearer")
    if answer.status >= 400:
        raise NotFoundError(f"{host_of(url)} has nothing there ({answer.status})", hint="Check the address.")
    if not _is_catalog(answer.json()):
        raise BadAnswerError(
            f"{host_of(url)} has JSON there, but no list of projects", hint="Check the address."
        )
    return SourceConfig(name=_host_name(url), kind="portal", url=url)


async def _probed(url: str, segments: list[str], transport: "Transport") -> SourceConfig:
    """Ask an unknown host what it is: the page itself, a catalog beside it, then each system's own address."""
    page = await _asked(url, transport, limit=_PROBE_LIMIT)
    if page.status == 200 and _is_catalog(_json(page)):
        return SourceConfig(name=_host_name(url), kind="portal", url=url)
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    if _OF_AZURE in page.headers:
        return _azure_server(url, origin, segments)
    answers = await asyncio.gather(
        *(_asked(f"{origin}{probe.path}", transport, limit=_SMALL) for probe in PROBES),
        return_exceptions=True,
    )
    for probe, answer in zip(PROBES, answers, strict=True):
        if isinstance(answer, Answer) and answer.status < 500 and probe.fits(answer, _json(answer)):
            if probe.kind == "github":
                return await _github(url, origin, segments, parse_qs(parts.query), transport)
            if probe.kind == "gitlab":
                return await _gitlab(origin, segments, transport)
            return _SHAPES[probe.kind](origin, segments)
    beside = urljoin(url if url.endswith("/") else f"{url}/", "repos.json")
    found = await _asked(beside, transport, limit=_PROBE_LIMIT)
    if found.status == 200 and _is_catalog(_json(found)):
        return SourceConfig(name=_host_name(url), kind="portal", url=beside)
    raise NotFoundError(
        f"{host_of(url)} is no system that isonboard knows",
        hint=f"Known are {_known()}; check the address.",
    )


def _known() -> str:
    from isonboard.sources.registry import KINDS

    return ", ".join(sorted(kind.title for kind in KINDS.values()))


async def _asked(url: str, transport: "Transport", *, limit: int) -> Answer:
    """The answer of an address, whatever its status, asked without any credential."""
    from isonboard.sources.transport import Call

    call = Call("GET", url, "", headers={"accept": "application/json"}, size_limit=limit)
    return await transport.send(call)


def _json(answer: Answer) -> Any:
    try:
        return answer.json()
    except BadAnswerError:
        return None


def _is_catalog(value: Any) -> bool:
    if isinstance(value, dict):
        value = next(
            (value[key] for key in ("repositories", "repos", "items", "projects") if key in value), None
        )
    entries = fields.nodes(value)
    return any(
        entry.keys() & {"full_name", "html_url", "_InnerSourceMetadata", "clone_url"}
        for entry in entries[:20]
    )


def _with(config: SourceConfig, name: str, **changes: str) -> SourceConfig:
    from msgspec import structs

    return structs.replace(config, name=_name(name), **changes)


def _name(text: str) -> str:
    """A name that a source may have."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-._")
    return plain[:64].lower() or "source"


def _host_name(url: str) -> str:
    host = urlsplit(url).hostname or ""
    return "portal" if host in ("localhost", "127.0.0.1", "::1") else _name(host.removeprefix("www."))


async def _gitlab(base: str, segments: list[str], transport: "Transport") -> SourceConfig:
    """A page of a GitLab: a topic, a group, a person, or a project (its group)."""
    config = SourceConfig(kind="gitlab", url=base)
    if "topics" in segments[:3] and segments[-1] != "topics":
        return _with(config, segments[-1], topic=segments[-1])
    if "-" in segments:
        segments = segments[: segments.index("-")]
    if segments[:1] == ["groups"]:
        segments = segments[1:]
    if not segments or segments[0] in _NO_REPOSITORIES:
        return _with(config, _host_name(base or "https://gitlab.com"))
    api = f"{base or 'https://gitlab.com'}/api/v4"
    path = "/".join(segments)
    try:
        group = await _asked(f"{api}/groups/{quote(path, safe='')}", transport, limit=_SMALL)
        if group.status == 404 and len(segments) == 1:
            people = await _asked(f"{api}/users?username={quote(path, safe='')}", transport, limit=_SMALL)
            if people.status == 200 and fields.nodes(_json(people)):
                return _with(config, path, user=path)
        if group.status == 404 and len(segments) > 1:
            project = await _asked(f"{api}/projects/{quote(path, safe='')}", transport, limit=_SMALL)
            if project.status == 200:
                segments = segments[:-1]
    except SourceError:
        pass  # it is said when its projects are listed
    return _with(config, segments[-1], group="/".join(segments))


def _gitea(origin: str, segments: list[str]) -> SourceConfig:
    config = SourceConfig(kind="gitea", url=origin)
    if segments[:1] == ["org"]:
        segments = segments[1:]
    if not segments or segments[0] in _NO_REPOSITORIES:
        return _with(config, _host_name(origin))
    return _with(config, segments[0], organisation=segments[0])


def _bitbucket(origin: str, segments: list[str]) -> SourceConfig:
    config = SourceConfig(kind="bitbucket", url=origin)
    for place in ("projects", "users"):
        if place in segments and segments.index(place) + 1 < len(segments):
            key = segments[segments.index(place) + 1]
            return _with(config, key, project=key) if place == "projects" else _with(config, key, user=key)
    return _with(config, _host_name(origin))


def _azure(url: str, origin: str, host: str, segments: list[str]) -> SourceConfig:
    named = host.partition(".")[0] if host.endswith(".visualstudio.com") else None
    if named is None and not segments:
        raise UsageError(f"{url} names no organisation", hint="Give for example https://dev.azure.com/acme.")
    organisation, rest = (named, segments) if named else (segments[0], segments[1:])
    base = origin if named else f"{origin}/{quote(organisation, safe='')}"
    config = SourceConfig(kind="azure", url=base)
    project = rest[0] if rest and not rest[0].startswith("_") else None
    return _with(config, organisation, project=project) if project else _with(config, organisation)


def _azure_server(url: str, origin: str, segments: list[str]) -> SourceConfig:
    """A collection of a server of one's own, which older ones have below `/tfs`, or a project in it."""
    depth = 2 if segments[:1] == ["tfs"] else 1
    place, rest = segments[:depth], segments[depth:]
    if len(place) < depth:
        raise UsageError(f"{url} names no collection", hint=f"Give for example {origin}/DefaultCollection.")
    path = "/".join(quote(segment, safe="") for segment in place)
    config = SourceConfig(kind="azure", url=f"{origin}/{path}")
    project = rest[0] if rest and not rest[0].startswith("_") else None
    return _with(config, place[-1], project=project) if project else _with(config, place[-1])


_SHAPES: dict[str, Callable[[str, list[str]], SourceConfig]] = {
    "backstage": lambda origin, _: SourceConfig(name=_host_name(origin), kind="backstage", url=origin),
    "bitbucket": _bitbucket,
    "gitea": _gitea,
}
