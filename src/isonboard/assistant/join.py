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

import os
import re
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from isonboard import config as settings
from isonboard import files, limits, paths, tables, text
from isonboard.address import branch_name, web_address
from isonboard.assistant.context import Context
from isonboard.config import Company, Config, Labels, Workspace
from isonboard.errors import ConfigError, RefusedError
from isonboard.model.project import SourceConfig

_LIMIT = limits.STARTER_LETTERS
_HOME_FOLDER = re.compile(r"~(?:/[\w.-]+)+")
_PEM = re.compile(
    r"\s*(?:-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)+", re.ASCII
)
_OF_THIS_MACHINE = frozenset({"token_env", "ca_bundle", "client_certificate", "username"})
"""Fields of a source that no starter file may set and none is made with."""
_CHOICES = {
    "auth": (None, "none", "bearer", "basic", "guest"),
    "mode": ("local", "remote"),
    "clone_protocol": ("https", "ssh"),
}


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
        table = tables.parsed(content)
        for name, source in table.get("sources", {}).items():
            settings.source_file(name)
            source["name"] = name
        starter = _cleaned(msgspec.convert(table, Starter))
    except (ValueError, msgspec.ValidationError, AttributeError, TypeError) as error:
        raise ConfigError(
            f"this is not a starter file: {text.line(error)}", hint="Ask who gave it to you."
        ) from error
    _refuse_secrets(content)
    _refuse_secrets(repr(table))  # the same words in TOML's escapes
    _refuse_odd_values(starter)
    return starter


def _cleaned(starter: Starter) -> Starter:
    """What is shown later, cleaned as it enters."""

    def cleaned(value: Any) -> Any:
        if isinstance(value, str):
            return text.line(value, 300)
        return tuple(map(cleaned, value[:100])) if isinstance(value, tuple) else value

    def struct(value: Any) -> Any:
        changes = {name: cleaned(getattr(value, name)) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **changes)

    return msgspec.structs.replace(
        starter,
        company=struct(starter.company),
        labels=struct(starter.labels),
        workspace=struct(starter.workspace),
        sources={name: struct(source) for name, source in starter.sources.items()},
    )


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
        with Path(os.path.expanduser(path)).open("rb") as stream:
            return stream.read(_LIMIT + 1).decode("utf-8")  # one that is too long is refused, not read whole
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read", hint="Give the file's address or path.") from error


def sentences(starter: Starter, now: Config | None = None) -> list[str]:
    """What accepting it would change, for the engineer to read; `now` are the settings in force."""
    company, network, workspace = starter.company, starter.network, starter.workspace
    taken = now.sources if now else {}
    said = [f"Company: {company.name}"] if company.name else []
    said += [f"Help: {company.help}"] if company.help else []
    said += [f"Guiding principles: {company.principles}"] if company.principles else []
    said += [_of_source(name, source, taken.get(name)) for name, source in starter.sources.items()]
    said += [f"Proxy for all connections: {network.proxy}"] if network.proxy else []
    if network.ca_pem:
        count = network.ca_pem.count("BEGIN CERTIFICATE")
        said.append(f"{count} certificate{'s' if count != 1 else ''} to trust for HTTPS and git")
    labels = [*starter.labels.beginner, *starter.labels.open]
    said += [f"Labels for newcomers: {', '.join(labels)}"] if labels else []
    said += [f"Clones go to {workspace.path}"] if workspace.path else []
    said += [f"Branches begin with {workspace.branch_prefix}"] if workspace.branch_prefix else []
    return said


def _of_source(name: str, source: SourceConfig, before: SourceConfig | None) -> str:
    more = [
        f"{key} {', '.join(value) if isinstance(value, list) else value}"
        for key, value in msgspec.to_builtins(source).items()
        if key not in ("name", "kind", "url")
    ]
    if source.url.startswith("http://"):
        more.append("not encrypted")
    if before is not None and before.url != source.url:
        more.append(f"in place of your own at {text.line(before.url) or before.kind}")
    detail = f" ({'; '.join(more)})" if more else ""
    return f"Source {name}: {source.kind} at {source.url or 'its usual address'}{detail}"


def accept(context: Context, starter: Starter) -> list[Path]:
    """Keep it: settings.toml, sources.d and the certificates. Returns the files written. Raises StorageError."""
    from isonboard.assistant.profile import take_over_from_sample
    from isonboard.assistant.remote import note_remote

    written: list[Path] = []
    if starter.network.ca_pem:
        files.write_atomically(_company_ca(), starter.network.ca_pem)
        bundle = paths.config_dir() / "ca-bundle.pem"
        files.write_atomically(bundle, _with_system_certificates(starter.network.ca_pem))
        settings.save_setting("network", "ca_bundle", str(bundle))
        written += [_company_ca(), bundle]
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
    take_over_from_sample()
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
        "workspace": {
            key: value
            for key, value in (("path", config.workspace.path), ("branch_prefix", config.workspace.branch_prefix))
            if value and (key != "path" or _HOME_FOLDER.fullmatch(value)) and value != Workspace().branch_prefix
        },
        "sources": {
            name: {
                key: value
                for key, value in msgspec.to_builtins(source).items()
                if key != "name" and key not in _OF_THIS_MACHINE
            }
            for name, source in config.sources.items()
            if _is_for_everybody(source)
        },
    }  # fmt: skip
    if pem := _certificates(config.network.ca_bundle):
        table["network"]["ca_pem"] = pem
    content = tomli_w.dumps({key: value for key, value in table.items() if value})
    parsed(content)  # what we would refuse we do not hand out
    return content


def _company_ca() -> Path:
    """The company's own certificates as they came, beside the bundle that has the system's too."""
    return paths.config_dir() / "company-ca.pem"


def _certificates(ca_bundle: str | None) -> str | None:
    """The few certificates that a company adds; a whole system's bundle is not handed on."""
    for place in (ca_bundle, str(_company_ca())):
        try:
            content = Path(os.path.expanduser(place)).read_text(encoding="ascii") if place else ""
        except (OSError, UnicodeDecodeError):
            continue
        if _PEM.fullmatch(content) and content.count("BEGIN CERTIFICATE") <= 5:
            return content
    return None


def _is_for_everybody(source: SourceConfig) -> bool:
    return not source.url or web_address(source.url) is not None or _is_home_folder(source)


def _is_home_folder(source: SourceConfig) -> bool:
    return (
        source.kind == "folder" and _HOME_FOLDER.fullmatch(source.url) is not None and "/.." not in source.url
    )


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
    from isonboard.sources.registry import KINDS

    odd: list[str] = []
    for name, source in starter.sources.items():
        if source.kind not in KINDS:
            odd.append(f"source {name} is of no kind that we know")
        if not _is_for_everybody(source):
            odd.append(f"source {name} has no plain web address")
        if source.issue_tracker and web_address(source.issue_tracker) is None:
            odd.append(f"the issue tracker of source {name} has no plain web address")
        if any(getattr(source, field) for field in _OF_THIS_MACHINE):
            odd.append(f"source {name} names files, variables or people of this machine")
        odd += [
            f"source {name} has an odd {field}"
            for field, allowed in _CHOICES.items()
            if getattr(source, field) not in allowed
        ]
    if starter.network.proxy and web_address(starter.network.proxy) is None:
        odd.append("the proxy is not a plain address")
    if starter.network.ca_pem and not _are_certificates(starter.network.ca_pem):
        odd.append("ca_pem is not a list of certificates")
    if starter.workspace.path and (
        not _HOME_FOLDER.fullmatch(starter.workspace.path) or "/.." in starter.workspace.path
    ):
        odd.append("the workspace is not a folder below the home folder")
    if starter.workspace.branch_prefix and not _begins_a_branch(starter.workspace.branch_prefix):
        odd.append("the branch prefix can begin no branch")
    if starter.company.principles and web_address(starter.company.principles) is None:
        odd.append("the principles are not a web address")
    if odd:
        raise RefusedError(f"the starter file is refused: {'; '.join(odd)}", hint="Tell who gave it to you.")


def _are_certificates(pem: str) -> bool:
    import ssl

    if not _PEM.fullmatch(pem):
        return False
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=pem)
    except ssl.SSLError:
        return False
    return True


def _begins_a_branch(prefix: str) -> bool:
    try:
        branch_name(f"{prefix}1-a-change")
    except RefusedError:
        return False
    return True
