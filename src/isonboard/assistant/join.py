"""A company's starter file: everything a new hire cannot know, in one TOML file that holds no secret and no command.

    [company]
    name = "Halden Works"
    help = "#innersource-help"                     # where newcomers ask
    principles = "https://wiki.halden.example/innersource"
    [network]
    proxy = "http://proxy.halden.example:3128"
    ca_pem = \"\"\"-----BEGIN CERTIFICATE----- ...\"\"\"   # certificates are public
    [labels]
    beginner = ["starter ticket"]
    [workspace]
    path = "~/work"
    [sources.portal]
    kind = "portal"
    url = "https://innersource.halden.example/repos.json"

It is shown before it is accepted. What the engineer wrote into config.toml still wins afterwards.
"""

import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from isonboard import config as settings
from isonboard import files, paths, text
from isonboard.address import web_address
from isonboard.assistant.context import Context
from isonboard.config import Company, Labels
from isonboard.errors import ConfigError, RefusedError
from isonboard.model.project import SourceConfig

_LIMIT = 512_000
_HOME_FOLDER = re.compile(r"~(?:/[\w.-]+)+")
_PEM = re.compile(
    r"(?:\s*-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)+", re.ASCII
)


class _Network(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    proxy: str | None = None
    ca_pem: str | None = None


class _Workspace(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    path: str | None = None
    branch_prefix: str | None = None


class Starter(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a starter file may say; anything else in it is refused."""

    company: Company = Company()
    network: _Network = _Network()
    labels: Labels = Labels()
    workspace: _Workspace = _Workspace()
    sources: dict[str, SourceConfig] = {}


def parsed(content: str) -> Starter:
    """The starter file in `content`. Raises ConfigError for mistakes, RefusedError for what it must not hold."""
    if len(content) > _LIMIT:
        raise RefusedError("the starter file is far too long", hint="Ask who gave it to you.")
    try:
        table: dict[str, Any] = tomllib.loads(content)
        for name, source in table.get("sources", {}).items():
            settings.source_file(name)
            source["name"] = name
        starter = msgspec.convert(table, Starter)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, AttributeError, TypeError) as error:
        raise ConfigError(
            f"this is not a starter file: {text.line(error)}", hint="Ask who gave it to you."
        ) from error
    _refuse_secrets(content)
    _refuse_odd_values(starter)
    return starter


async def fetched(context: Context, place: str) -> str:
    """The text of a starter file at a URL or a path. Raises SourceError, ConfigError."""
    if "://" in place:
        from isonboard.sources.session import Session

        nobody = SourceConfig(name="starter file", kind="portal", url=place, auth="none")
        async with context.transport() as transport:
            return (await Session(transport, nobody, place).get(place, size_limit=_LIMIT)).text()
    return _read(Path(place))


def _read(path: Path) -> str:
    try:
        return path.expanduser().read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read", hint="Give the file's address or path.") from error


def sentences(starter: Starter) -> list[str]:
    """What accepting it would change, for the engineer to read."""
    said = [f"Company: {text.line(starter.company.name)}"] if starter.company.name else []
    said += [f"Help: {text.line(starter.company.help)}"] if starter.company.help else []
    said += [f"Guiding principles: {starter.company.principles}"] if starter.company.principles else []
    for name, source in starter.sources.items():
        said.append(f"Source {name}: {text.line(source.kind)} at {text.line(source.url)}")
    said += [f"Proxy for all connections: {starter.network.proxy}"] if starter.network.proxy else []
    if starter.network.ca_pem:
        count = starter.network.ca_pem.count("BEGIN CERTIFICATE")
        said.append(f"{count} certificate{'s' if count != 1 else ''} to trust for HTTPS and git")
    labels = [*starter.labels.beginner, *starter.labels.open]
    said += [f"Labels for newcomers: {', '.join(text.line(label, 60) for label in labels)}"] if labels else []
    said += [f"Clones go to {starter.workspace.path}"] if starter.workspace.path else []
    return said


def accept(context: Context, starter: Starter) -> list[Path]:
    """Keep it: settings.toml, sources.d and the certificates. Returns the files written. Raises StorageError."""
    from isonboard.assistant.remote import note_remote

    written: list[Path] = []
    if starter.network.ca_pem:
        bundle = paths.config_dir() / "company-ca.pem"
        files.write_atomically(bundle, _with_system_certificates(starter.network.ca_pem))
        settings.save_setting("network", "ca_bundle", str(bundle))
        written.append(bundle)
    values: list[tuple[str, str, Any]] = [
        ("network", "proxy", starter.network.proxy),
        ("company", "name", starter.company.name),
        ("company", "help", starter.company.help),
        ("company", "principles", starter.company.principles),
        ("workspace", "path", starter.workspace.path),
        ("workspace", "branch_prefix", starter.workspace.branch_prefix),
        ("labels", "beginner", list(starter.labels.beginner)),
        ("labels", "open", list(starter.labels.open)),
    ]
    for section, key, value in values:
        if value:
            settings.save_setting(section, key, value)
    written.append(paths.config_dir() / "settings.toml")
    written += [settings.save_source(source) for source in starter.sources.values()]
    context.reload_config()
    note_remote(context)
    return written


def made(context: Context) -> str:
    """A starter file from the settings in force, for the administrator to check and hand out."""
    import tomli_w

    config = context.config
    table: dict[str, Any] = {
        "company": msgspec.to_builtins(config.company),
        "network": {"proxy": config.network.proxy} if config.network.proxy else {},
        "labels": msgspec.to_builtins(config.labels),
        "sources": {
            name: {
                key: value
                for key, value in msgspec.to_builtins(source).items()
                if key not in ("name", "token_env")
            }
            for name, source in config.sources.items()
        },
    }
    if config.network.ca_bundle:
        certificates = (
            Path(config.network.ca_bundle).expanduser().read_text(encoding="ascii", errors="replace")
        )
        if _PEM.fullmatch(certificates) and certificates.count("BEGIN") <= 5:
            table["network"]["ca_pem"] = certificates
    content = tomli_w.dumps({key: value for key, value in table.items() if value})
    parsed(content)  # what we would refuse we do not hand out
    return content


def _with_system_certificates(pem: str) -> str:
    """The company's certificates beside the system's: the setting replaces the trusted set for git."""
    import ssl

    place = ssl.get_default_verify_paths().cafile
    system = (
        Path(place).read_text(encoding="ascii", errors="ignore") if place and Path(place).is_file() else ""
    )
    return f"{system.rstrip()}\n{pem.strip()}\n"


def _refuse_secrets(content: str) -> None:
    if text.redacted(content) != content or re.search(r"PRIVATE KEY|(?i:password|secret)\s*=", content):
        raise RefusedError(
            "the starter file holds something that looks like a credential",
            hint="Tell who gave it to you: credentials never belong in it.",
        )


def _refuse_odd_values(starter: Starter) -> None:
    odd: list[str] = []
    for name, source in starter.sources.items():
        if web_address(source.url) is None and not (source.kind == "folder" and source.url.startswith("~/")):
            odd.append(f"source {name} has no plain web address")
        if source.token_env or source.ca_bundle or source.client_certificate:
            odd.append(f"source {name} names files or variables of this machine")
    if starter.network.proxy and (
        urlsplit(starter.network.proxy).scheme not in ("http", "https")
        or web_address(starter.network.proxy) is None
    ):
        odd.append("the proxy is not a plain address")
    if starter.network.ca_pem and not _PEM.fullmatch(starter.network.ca_pem):
        odd.append("ca_pem is not a list of certificates")
    if starter.workspace.path and (
        not _HOME_FOLDER.fullmatch(starter.workspace.path) or "/.." in starter.workspace.path
    ):
        odd.append("the workspace is not a folder below the home folder")
    if starter.company.principles and web_address(starter.company.principles) is None:
        odd.append("the principles are not a web address")
    if odd:
        raise RefusedError(f"the starter file is refused: {'; '.join(odd)}", hint="Tell who gave it to you.")
