"""What is kept on this machine, and deleting it."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from isonboard import files, paths

_OURS = {
    "sources.d": "sources that the app added",
    "settings.toml": "settings that the app saved",
    "company-ca.pem": "certificates of a starter file",
    "ca-bundle.pem": "certificates of a starter file and of the system",
}
"""What lies beside the user's own config.toml. A killed writer's leavings are called `.NAME.…`."""


class Kept(Struct, frozen=True):
    """One folder or file of ours: what is in it, how large it is (bytes)."""

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
        what = "favourites, notes, profile, journeys, consents: cannot be made again"
        places += [(paths.data_dir(), what, True), *((*one, True) for one in _settings())]
    return [Kept(path, what, _size(path), users) for path, what, users in places if os.path.lexists(path)]


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
    if any(place.is_the_users for place in places):
        with contextlib.suppress(OSError):
            paths.config_dir().rmdir()  # if nothing of the user's is in it


def _settings() -> Iterator[tuple[Path, str]]:
    folder = paths.config_dir()
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    for name in names:
        for ours, what in _OURS.items():
            if name == ours:
                yield folder / name, what
            elif name.startswith(f".{ours}."):
                yield folder / name, "left by writing " + ours


def _size(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    return sum(
        os.lstat(os.path.join(folder, name)).st_size for folder, _, names in os.walk(path) for name in names
    )
