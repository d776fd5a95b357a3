"""The settings: what the user wrote (config.toml, never written by us) over what the app saved over the site's.

From the lowest to the highest: `<site>/config.toml`, `settings.toml`, `sources.d/<name>.toml`, `config.toml`.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from isonboard import files, limits, paths
from isonboard.errors import ConfigError
from isonboard.model.project import SourceConfig

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class _Section(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    pass


class Screen(_Section, frozen=True):
    """`[screen]`: how the app looks."""

    theme: str = "isonboard-dark"
    animations: bool = True
    ascii: bool | None = None
    """Plain characters instead of stars and bars; None decides by the locale."""
    mouse: bool = True
    welcomed: bool = False
    """Whether Welcome was gone through: while no source is configured, the app then opens on the sample organisation."""
    keys: dict[str, str] = {}
    """Action name to key(s): `favourite = "f"`."""


class Workspace(_Section, frozen=True):
    """`[workspace]`: where clones go and how they are made."""

    path: str | None = None
    clone: str = "blobless"
    """`blobless`, `full` or `shallow`."""
    branch_prefix: str = "contrib/"
    """Used where the project states no rule of its own."""
    editor: str | None = None
    """Command to open a checkout; None takes $VISUAL, then $EDITOR."""
    name: str | None = None
    """Work identity, set locally in clones where git has none."""
    email: str | None = None
    step_timeout: float = 1_800.0
    """Seconds one set-up step may take."""


class Network(_Section, frozen=True):
    """`[network]`: given to HTTP and to git alike."""

    ca_bundle: str | None = None
    proxy: str | None = None
    """Overrides HTTPS_PROXY; never with a password in it."""
    timeout: float = 30.0
    """Seconds without a byte before giving up."""
    concurrency: int = 8
    """Requests under way at once, a host."""


class Labels(_Section, frozen=True):
    """`[labels]`: words of the company's own beside the built-in table."""

    beginner: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


class Company(_Section, frozen=True):
    """`[company]`: what a starter file tells."""

    name: str | None = None
    help: str | None = None
    """Where newcomers ask: a channel or an address."""
    principles: str | None = None


class Config(_Section, frozen=True):
    """Everything that can be configured."""

    screen: Screen = Screen()
    workspace: Workspace = Workspace()
    network: Network = Network()
    labels: Labels = Labels()
    company: Company = Company()
    sources: dict[str, SourceConfig] = {}

    @property
    def enabled_sources(self) -> tuple[SourceConfig, ...]:
        return tuple(source for source in self.sources.values() if source.enabled)

    @property
    def workspace_path(self) -> Path:
        named = self.workspace.path
        return Path(os.path.expanduser(named)).absolute() if named else paths.default_workspace()


def load() -> Config:
    """The configuration in force. Raises ConfigError naming the file, the key and what is wrong."""
    merged: dict[str, Any] = {}
    origin: dict[str, Path] = {}
    layers = [
        paths.site_config_dir() / "config.toml",
        paths.config_dir() / "settings.toml",
        *_source_files(),
        paths.config_dir() / "config.toml",
    ]
    for path in layers:
        table = _read(path)
        if path.parent.name == "sources.d" and not _is_whole(table):
            table = {"sources": {path.stem: table}}
        _check(path, table)
        for name in table.get("sources", {}) if isinstance(table.get("sources"), dict) else ():
            origin[name] = path
        merged = _merged(merged, table)
    last = layers[-1] if layers[-1].exists() else layers[1]
    return _converted(merged, origin, last)


def save_source(source: SourceConfig) -> Path:
    """Write `sources.d/<name>.toml` and return its path. Raises ConfigError for a bad name, StorageError."""
    import tomli_w

    path = source_file(source.name)
    table = {
        key: value
        for key, value in msgspec.to_builtins(source).items()
        if key != "name" and value is not None
    }
    files.write_atomically(path, tomli_w.dumps(table))
    return path


def source_file(name: str) -> Path:
    """The file of a source that the app added."""
    if not _NAME.fullmatch(name):
        raise ConfigError(f"{name!r} cannot name a source", hint="Use letters, digits, dots and dashes.")
    return paths.config_dir() / "sources.d" / f"{name}.toml"


def remove_source(name: str) -> bool:
    """Delete `sources.d/<name>.toml`; False when the source is not one that the app added."""
    try:
        source_file(name).unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise files.storage_error(error, source_file(name)) from error
    return True


def save_setting(section: str, key: str, value: str | bool | float | list[str]) -> None:
    """Change one value of settings.toml (config.toml still wins). Raises ConfigError, StorageError."""
    import tomli_w

    path = paths.config_dir() / "settings.toml"
    _check(path, {section: {key: value}})
    with files.locked(path):
        table = _read(path)
        table.setdefault(section, {})[key] = value
        files.write_atomically(path, tomli_w.dumps(table))


def source_toml(source: SourceConfig) -> str:
    """The source as the table one would write into config.toml."""
    import tomli_w

    table = {key: value for key, value in msgspec.to_builtins(source).items() if key != "name"}
    return tomli_w.dumps({"sources": {source.name: table}})


def _source_files() -> list[Path]:
    folder = paths.config_dir() / "sources.d"
    try:
        return sorted(
            path for path in folder.iterdir() if path.suffix == ".toml" and _NAME.fullmatch(path.stem)
        )
    except OSError:
        return []


def _is_whole(table: dict[str, Any]) -> bool:
    """Whether a file of `sources.d` holds what `add` prints for config.toml: `[sources.NAME]`."""
    sources = table.get("sources")
    return (
        len(table) == 1
        and isinstance(sources, dict)
        and all(isinstance(one, dict) for one in sources.values())
    )


class _Rule(NamedTuple):
    """What a value has to be like beyond its type."""

    section: str
    key: str
    type: type | tuple[type, ...]
    is_right: Callable[[Any], bool]
    sentence: str


def _is_absolute(path: str) -> bool:
    return "\0" not in path and os.path.isabs(os.path.expanduser(path))


_NO_BRANCH = re.compile(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|^[/-]|(^|/)\.|\.lock/")
"""What no branch may hold (git-check-ref-format(1))."""


def _is_open(proxy: str) -> bool:
    try:
        return urlsplit(proxy if "://" in proxy else f"http://{proxy}").password is None
    except ValueError:
        return True  # whoever uses it says what is wrong


_RULES = (
    _Rule("workspace", "path", str, _is_absolute, "must be a whole path, from / or ~"),
    _Rule(
        "workspace", "clone", str, ("blobless", "full", "shallow").__contains__,
        "must be blobless, full or shallow",
    ),
    _Rule(
        "workspace", "branch_prefix", str, lambda prefix: not _NO_BRANCH.search(prefix),
        "cannot begin the name of a branch",
    ),
    _Rule("workspace", "step_timeout", (int, float), lambda value: value > 0, "must be more than 0 seconds"),
    _Rule("network", "timeout", (int, float), lambda value: value > 0, "must be more than 0 seconds"),
    _Rule("network", "concurrency", int, lambda value: 1 <= value <= 100, "must be from 1 to 100"),
    _Rule(
        "network", "proxy", str, _is_open,
        "holds a password: set HTTPS_PROXY in the environment instead",
    ),
)  # fmt: skip


def _check(path: Path, table: dict[str, Any]) -> None:
    """Raises ConfigError for a value of the right type that can never work; types are checked when all is merged."""
    keys = screen.get("keys") if isinstance(screen := table.get("screen"), dict) else None
    for action, key in keys.items() if isinstance(keys, dict) else ():
        if not isinstance(key, str):
            raise ConfigError(
                f"{path}: screen.keys.{action} must be a key between quotes, not {key!r}",
                hint=f'Write {action} = "{key}" where that key is meant.',
            )
    for rule in _RULES:
        section = table.get(rule.section)
        value = section.get(rule.key) if isinstance(section, dict) else None
        if isinstance(value, rule.type) and not isinstance(value, bool) and not rule.is_right(value):
            raise ConfigError(
                f"{path}: {rule.section}.{rule.key} {rule.sentence}",
                hint="See “Configuration” in the README.",
            )


def _read(path: Path) -> dict[str, Any]:
    from isonboard import tables

    try:
        with path.open("rb") as stream:
            data = stream.read(limits.CONFIG_BYTES + 1)
        if len(data) > limits.CONFIG_BYTES:
            raise ConfigError(f"{path} is too long for settings", hint="Check that it is the right file.")
        return tables.parsed(data.decode("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{path} cannot be read ({error})", hint="Check the file and who owns it."
        ) from error
    except ValueError as error:
        raise ConfigError(
            f"{path} is not valid TOML: {error}", hint="Correct that line and try again."
        ) from error


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    result = dict(below)
    for key, value in above.items():
        old = result.get(key)
        result[key] = _merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return result


def _converted(table: dict[str, Any], origin: dict[str, Path], last: Path) -> Config:
    sources = table.pop("sources", {})
    if not isinstance(sources, dict):
        raise ConfigError(
            f"{last}: [sources] must be a table", hint="Write [sources.NAME] and below it kind and url."
        )
    converted: dict[str, SourceConfig] = {}
    for name, source in sources.items():
        where = origin.get(name, last)
        if not isinstance(source, dict) or not _NAME.fullmatch(name):
            raise ConfigError(
                f"{where}: [sources.{name}] is not a source", hint="Write [sources.NAME] with kind and url."
            )
        try:
            converted[name] = msgspec.convert({**source, "name": name}, SourceConfig, strict=True)
        except msgspec.ValidationError as error:
            raise ConfigError(
                f"{where}: source {name}: {error}", hint="See “Configuration” in the README."
            ) from error
    try:
        config = msgspec.convert(table, Config, strict=True)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{last}: {error}", hint="See “Configuration” in the README.") from error
    return msgspec.structs.replace(config, sources=converted)
