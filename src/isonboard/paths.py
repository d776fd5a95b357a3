"""Where things live: `ISONBOARD_HOME` puts configuration, data and cache under one folder, else platformdirs says."""

import os
import stat
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # pathlib costs 5 ms, which a plain search does without
    from pathlib import Path


def config_dir() -> "Path":
    """Holds config.toml (the user's), settings.toml and sources.d/ (the app's)."""
    return _place("config")


def data_dir() -> "Path":
    """Holds the notebook: favourites, notes, profile, journeys, consents."""
    return _place("data")


def cache_place() -> str:
    """`cache_dir` as text: what a plain search needs, without loading anything.

    On Linux this is what platformdirs answers (the XDG base directory specification), in a fortieth of the time.
    """
    if home := os.environ.get("ISONBOARD_HOME"):
        return os.path.join(os.path.abspath(home), "cache")
    system: str = sys.platform
    if system.startswith("linux"):
        named = os.environ.get("XDG_CACHE_HOME", "").strip()
        return os.path.join(named or os.path.join(_home(), ".cache"), "isonboard")
    return str(cache_dir())


def cache_dir() -> "Path":
    """Holds the catalog and the search index; may be deleted at any time."""
    return _place("cache")


def log_dir() -> "Path":
    """Holds the logs of set-up runs and of the app."""
    return cache_dir() / "logs"


def site_config_dir() -> "Path":
    """The administrator's configuration, below the user's; `ISONBOARD_SITE_CONFIG` names another place."""
    from pathlib import Path

    if named := os.environ.get("ISONBOARD_SITE_CONFIG"):
        return Path(named)
    if home := os.environ.get("ISONBOARD_HOME"):
        return Path(home) / "site"
    import platformdirs

    return Path(platformdirs.site_config_dir("isonboard", appauthor=False))


def default_workspace() -> "Path":
    """Where clones go unless configured: `~/isonboard`, or inside `ISONBOARD_HOME`."""
    from pathlib import Path

    home = os.environ.get("ISONBOARD_HOME")
    return Path(home) / "workspace" if home else Path(_home()) / "isonboard"


def check_owner() -> None:
    """Refuse places that somebody else has laid out, or could, in a folder that all may write to (`/tmp`).

    Whoever owns them decides which server is asked and reads what is kept. What an administrator owns is trusted.
    Raises ConfigError.
    """
    if os.name != "posix":
        return
    seen: set[str] = set()
    for place in _own_places():
        for path in {place, os.path.realpath(place)}:
            _check_path(path, seen)


def _own_places() -> list[str]:
    if home := os.environ.get("ISONBOARD_HOME"):
        home = os.path.abspath(home)
        return [os.path.join(home, kind) for kind in ("config", "data", "cache", "site", "workspace")]
    usual = (("XDG_CONFIG_HOME", ".config"), ("XDG_DATA_HOME", ".local/share"), ("XDG_CACHE_HOME", ".cache"))
    found = []
    for variable, folder in usual:
        named = os.environ.get(variable, "").strip()
        found.append(os.path.join(named or os.path.join(_home(), folder), "isonboard"))
    return found


def _check_path(path: str, seen: set[str]) -> None:
    trusted = (os.geteuid(), 0)
    all_may_write = False
    place = os.sep
    for part in path.split(os.sep):
        place = os.path.join(place, part)
        if place in seen and not all_may_write:
            continue
        try:
            found = os.lstat(place)
        except OSError:
            return
        if all_may_write and found.st_uid not in trusted:
            from isonboard.errors import ConfigError

            raise ConfigError(
                f"{place} belongs to another user of this machine, who could read and change what is kept there",
                hint="Set ISONBOARD_HOME to a folder of your own.",
            )
        all_may_write = bool(found.st_mode & 0o002) and not stat.S_ISLNK(found.st_mode)
        if not all_may_write:
            seen.add(place)


def _home() -> str:
    """The user's home folder. Raises ConfigError where there is none: a relative one would be anybody's."""
    home = os.path.expanduser("~")
    if os.environ.get("HOME") == "" or not os.path.isabs(home):
        from isonboard.errors import ConfigError

        raise ConfigError("there is no home folder here", hint="Set HOME, or ISONBOARD_HOME to a folder.")
    return home


def _place(kind: str) -> "Path":
    from pathlib import Path

    if home := os.environ.get("ISONBOARD_HOME"):
        return Path(home).absolute() / kind
    import platformdirs  # 20 ms: only where it decides

    place = {
        "config": platformdirs.user_config_dir,
        "data": platformdirs.user_data_dir,
        "cache": platformdirs.user_cache_dir,
    }[kind]
    try:
        found = place("isonboard", appauthor=False)
    except RuntimeError:  # its word for “no home”; older ones answer a relative path
        found = ""
    if not os.path.isabs(found):
        _home()
    return Path(found)
