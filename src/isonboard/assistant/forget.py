"""What is kept on this machine, and deleting it."""

import os
import shutil
from pathlib import Path

from msgspec import Struct

from isonboard import files, paths


class Kept(Struct, frozen=True):
    """One folder of ours: what is in it, how large it is (bytes)."""

    path: Path
    what: str
    size: int
    is_the_users: bool
    """True for what cannot be fetched again."""


def kept(*, everything: bool) -> list[Kept]:
    """What would be deleted: the cache, and with `everything` the notebook and the app's settings too."""
    places = [
        (paths.cache_dir(), "catalog, search index, answers of servers, logs: can be fetched again", False)
    ]
    if everything:
        places += [
            (paths.data_dir(), "favourites, notes, profile, journeys, consents: cannot be made again", True),
            (paths.config_dir() / "sources.d", "sources that the app added", True),
            (paths.config_dir() / "settings.toml", "settings that the app saved", True),
        ]
    return [Kept(path, what, _size(path), users) for path, what, users in places if path.exists()]


def delete(places: list[Kept]) -> None:
    """Delete them. Raises StorageError. config.toml and clones are never touched."""
    for place in places:
        try:
            if place.path.is_dir() and not place.path.is_symlink():
                shutil.rmtree(place.path)
            else:
                place.path.unlink(missing_ok=True)
        except OSError as error:
            raise files.storage_error(error, place.path) from error


def _size(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    return sum(
        os.lstat(os.path.join(folder, name)).st_size for folder, _, names in os.walk(path) for name in names
    )
