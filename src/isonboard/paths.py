"""Where things live: `ISONBOARD_HOME` puts configuration, data and cache under one folder, else platformdirs says."""

import os
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
        return os.path.join(named or os.path.expanduser("~/.cache"), "isonboard")
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
    return Path(home) / "workspace" if home else Path.home() / "isonboard"


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
    return Path(place("isonboard", appauthor=False))
