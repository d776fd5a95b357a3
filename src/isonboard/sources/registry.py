"""Every kind of source: one line each here, one module each beside.

Modules are imported when a source of that kind is opened, so that nobody pays for systems they do not use.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast
from urllib.parse import urlsplit

from msgspec import structs

from isonboard.address import origin_of
from isonboard.errors import ConfigError
from isonboard.model.ports import Forge, Source
from isonboard.model.project import Project, SourceConfig
from isonboard.sources import repository_url

if TYPE_CHECKING:
    from isonboard.sources.transport import Transport


class Kind(NamedTuple):
    """A system: its name for people, the classes that list projects and answer for issues and documents
    (`module:class` in this package), and its host where there is only one.
    """

    title: str
    source: str
    forge: str | None = None
    host: str | None = None


KINDS: dict[str, Kind] = {
    "portal": Kind("InnerSource portal", "portal:PortalSource"),
    "backstage": Kind("Backstage", "backstage:BackstageSource"),
    "github": Kind("GitHub", "github:GithubSource", "github_forge:GithubForge", "github.com"),
    "gitlab": Kind("GitLab", "gitlab:GitlabSource", "gitlab:GitlabForge", "gitlab.com"),
    "gitea": Kind("Gitea or Forgejo", "gitea:GiteaSource", "gitea:GiteaForge", "codeberg.org"),
    "bitbucket": Kind("Bitbucket Data Center", "bitbucket:BitbucketSource", "bitbucket:BitbucketForge"),
    "azure": Kind("Azure DevOps", "azure:AzureSource", "azure:AzureForge", "dev.azure.com"),
    "folder": Kind("folder", "folder:FolderSource", "folder:FolderSource"),
}

_FORGE_KINDS = {"local": "folder"}  # what a project calls its forge, where the kind has another name


def open_source(config: SourceConfig, transport: "Transport") -> Source:
    """The source of a configuration. Raises ConfigError for an unknown kind or a setting it needs."""
    kind = KINDS.get(config.kind)
    if kind is None:
        raise ConfigError(
            f"source {config.name}: there is no kind {config.kind!r}",
            hint=f"Known are {', '.join(sorted(KINDS))}.",
        )
    return cast("Source", _class(kind.source)(config, transport))


def api_address(config: SourceConfig) -> str | None:
    """Where the requests of a source go; None for a source on this computer."""
    described = KINDS.get(config.kind)
    url = config.url or (f"https://{described.host}" if described and described.host else "")
    if not url.startswith(("http://", "https://")):
        return None
    if config.kind == "github":
        from isonboard.sources.github import api_base

        return api_base(url)
    return url


def can_search(kind: str) -> bool:
    """Whether sources of that kind answer searches by themselves (`ports.SearchingSource`)."""
    return kind in KINDS and hasattr(_class(KINDS[kind].source), "search")


def forge_for(project: Project, sources: Sequence[SourceConfig], transport: "Transport") -> Forge | None:
    """Who answers for a project's issues and documents: a configured source of its host, else the host itself.

    None where the system is unknown or holds none. A host that only the catalog names is asked without the tokens
    of other sources (`credentials.py`).
    """
    kind_name = _FORGE_KINDS.get(project.forge or "", project.forge)
    host = _host(project)
    fitting = [config for config in sources if _fits(config, kind_name, host, project)]
    if fitting:
        listed = [config for config in fitting if config.name in project.listed_by]
        config = (listed or fitting)[0]
    else:
        kind_name = kind_name or repository_url.forge_of(host)
        if kind_name is None or kind_name not in KINDS or kind_name == "folder" or not host:
            return None
        config = SourceConfig(
            name=host, kind=kind_name, url="" if host == KINDS[kind_name].host else _web(project)
        )
        if config.kind == "azure" and not host.endswith(".visualstudio.com"):
            config = structs.replace(config, url=f"{_web(project)}/{_organisation(project)}")
        if config.url and host != KINDS[kind_name].host:
            transport.unnamed.add(origin_of(config.url))
    forge = KINDS[config.kind].forge
    return cast("Forge", _class(forge)(config, transport)) if forge else None


def _fits(config: SourceConfig, kind: str | None, host: str, project: Project) -> bool:
    described = KINDS.get(config.kind)
    if described is None or described.forge is None or (kind is not None and config.kind != kind):
        return False
    if config.kind == "folder":
        return project.forge == "local" and config.name in project.listed_by
    named = (urlsplit(config.url).hostname or "").lower() if config.url else described.host
    if (
        config.kind == "azure" and host == described.host
    ):  # one host for every company: the organisation counts
        own = urlsplit(config.url).path.strip("/") or config.organisation or ""
        return named == host and own.casefold() == _organisation(project)
    return bool(host) and named == host


def _organisation(project: Project) -> str:
    """The first part of the path below the host."""
    return project.id.partition("/")[2].partition("/")[0]


def _host(project: Project) -> str:
    for address in (project.url, project.clone_url):
        if address and address.startswith(("http://", "https://")):
            return (urlsplit(address).hostname or "").lower()
    host = project.id.partition("/")[0]
    return host if "." in host and ":" not in host else ""


def _web(project: Project) -> str:
    """The origin of the project's pages; a port of the clone address counts where it is http(s)."""
    for address in (project.url, project.clone_url):
        if address and address.startswith(("http://", "https://")):
            parts = urlsplit(address)
            return f"{parts.scheme}://{parts.netloc}"
    return f"https://{_host(project)}"


def _class(named: str) -> type:
    module, _, name = named.partition(":")
    return cast("type", getattr(import_module(f"isonboard.sources.{module}"), name))


async def recognise(address: str, transport: "Transport") -> SourceConfig:
    """What an address or a path is, as a source with a good name.

    Raises UsageError for what can be none, NotFoundError where nothing is there, SourceError for an unreachable host.
    """
    from isonboard.sources import recognition

    return await recognition.recognise(address, transport)
