"""What a fresh clone holds that one should know: colliding names, large-file pointers, submodules, odd names."""

import os
import unicodedata
from pathlib import Path
from typing import NamedTuple

from isonboard import git, limits, text
from isonboard.model.progress import Notice

_ATTRIBUTE_FILES = limits.ATTRIBUTE_FILES
_ATTRIBUTE_BYTES = limits.ATTRIBUTE_BYTES
_SHOWN = 3


class Contents(NamedTuple):
    """What stands out in the tree of HEAD; paths as git has them."""

    collisions: tuple[str, ...] = ()
    submodules: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    large_files: bool = False
    files: int = 0


def contents_of(checkout: Path) -> Contents:
    """Look through the tree of HEAD and its attribute files. Raises GitError."""
    listed = git.run(["ls-tree", "-r", "-z", "--full-tree", "HEAD"], cwd=checkout, check=False, timeout=300)
    collisions: list[str] = []
    submodules: list[str] = []
    strange: list[str] = []
    attributes: list[str] = []
    seen: dict[str, str] = {}
    folders: set[str] = set()
    entries = listed.stdout.split(b"\0")[:-1]
    for entry in entries:
        head, _, raw = entry.partition(b"\t")
        path = raw.decode("utf-8", "surrogateescape")
        if head.startswith(b"160000"):
            submodules.append(path)
        if path.endswith(".gitattributes") and len(attributes) < _ATTRIBUTE_FILES:
            attributes.append(path)
        if text.line(path, 5_000) != path:
            strange.append(path)
        for place in (path, *_new_folders(path, folders)):
            folded = _folded(place)
            if seen.setdefault(folded, place) != place:
                collisions.append(f"{seen[folded]} and {place}")
    return Contents(
        collisions=tuple(collisions),
        submodules=tuple(submodules),
        strange=tuple(strange),
        large_files=any(_names_large_files(checkout, path) for path in attributes),
        files=len(entries),
    )


def _new_folders(path: str, known: set[str]) -> list[str]:
    new: list[str] = []
    while path := path.rpartition("/")[0]:
        if path in known:
            break
        known.add(path)
        new.append(path)
    return new


def _folded(path: str) -> str:
    """As file systems that ignore case and composition (macOS, Windows) see it."""
    return path.casefold() if path.isascii() else unicodedata.normalize("NFC", path).casefold()


def _names_large_files(checkout: Path, path: str) -> bool:
    try:
        handle = os.open(checkout / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except (OSError, ValueError):
        return False
    with os.fdopen(handle, "rb") as file:
        return b"filter=lfs" in file.read(_ATTRIBUTE_BYTES)


def notices_of(contents: Contents, subject: str) -> list[Notice]:
    """What the engineer should know of it, each with what to do."""
    found: list[Notice] = []
    if contents.collisions:
        found.append(
            Notice(
                text=f"names that differ only in case: {_some(contents.collisions)}",
                hint="On a file system that ignores case only one of each is there.",
                subject=subject,
            )
        )
    if contents.submodules:
        found.append(
            Notice(
                text=f"it has submodules, not fetched: {_some(contents.submodules)}",
                hint="Look where they lead (.gitmodules), then: git submodule update --init",
                subject=subject,
            )
        )
    if contents.large_files:
        found.append(
            Notice(
                text="it keeps large files in Git LFS; you have the pointers only",
                hint="To get them: git lfs pull",
                subject=subject,
            )
        )
    if contents.strange:
        found.append(
            Notice(
                text=f"file names with control or invisible characters: {_some(contents.strange)}",
                hint="Look before you open them.",
                subject=subject,
            )
        )
    return found


def _some(paths: tuple[str, ...]) -> str:
    shown = ", ".join(text.line(path, 80) for path in paths[:_SHOWN])
    more = len(paths) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown
