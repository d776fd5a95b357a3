"""Where things live: `ISONBOARD_HOME` puts configuration, data and cache under one folder, else platformdirs says."""

import os
from pathlib import Path


def config_dir() -> Path:
    """Holds config.toml (the user's), settings.toml and sources.d/ (the app's)."""
    return _place("config")


def data_dir() -> Path:
    """Holds the notebook: favourites, notes, profile, journeys, consents."""
    return _place("data")


def cache_dir() -> Path:
    """Holds the catalog and the search index; may be deleted at any time."""
    return _place("cache")


def log_dir() -> Path:
    """Holds the logs of set-up runs and of the app."""
    return cache_dir() / "logs"


def site_config_dir() -> Path:
    """The administrator's configuration, below the user's; `ISONBOARD_SITE_CONFIG` names another place."""
    if named := os.environ.get("ISONBOARD_SITE_CONFIG"):
        return Path(named)
    if home := os.environ.get("ISONBOARD_HOME"):
        return Path(home) / "site"
    import platformdirs

    return Path(platformdirs.site_config_dir("isonboard", appauthor=False))


def default_workspace() -> Path:
    """Where clones go unless configured: `~/isonboard`, or inside `ISONBOARD_HOME`."""
    home = os.environ.get("ISONBOARD_HOME")
    return Path(home) / "workspace" if home else Path.home() / "isonboard"


def _place(kind: str) -> Path:
    if home := os.environ.get("ISONBOARD_HOME"):
        return Path(home).absolute() / kind
    import platformdirs  # 20 ms: only where it decides

    place = {
        "config": platformdirs.user_config_dir,
        "data": platformdirs.user_data_dir,
        "cache": platformdirs.user_cache_dir,
    }[kind]
    return Path(place("isonboard", appauthor=False))
