"""A checkout as text: which files there are and what they say, read-only and never leaving the folder.

Everything that looks into a repository looks through here: planning, guidance, readiness and the reader of the
engineer's own manifests. A link that stays inside the folder is read like the file it names; one that leads
outside (or into `.git`) does not exist. Folders of downloaded or built things are not looked into.
"""

import os
import stat
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Protocol

from isonboard import limits
from isonboard.text import decoded, line

FILE_LIMIT = limits.FILE_BYTES
COUNT_LIMIT = limits.FILES
DEPTH_LIMIT = limits.FOLDERS_DEEP
LINK_LIMIT = limits.LINKS
SKIPPED_FOLDERS = frozenset(
    {
        ".git", ".hg", ".svn", ".jj", ".bzr", "CVS", "_darcs",
        "node_modules", "bower_components", "vendor", "third_party", ".yarn", ".pnp", ".pnpm-store",
        ".venv", "venv", ".env", "virtualenv", "site-packages", "__pycache__", ".tox", ".nox", ".eggs",
        ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis",
        "target", "build", "dist", "_build", "deps", ".gradle", ".mvn-cache", "dist-newstyle", ".stack-work",
        ".terraform", ".direnv", ".next", ".nuxt", ".cache", ".dart_tool", "zig-cache", ".zig-cache", "zig-out",
        "Pods", "DerivedData", ".bundle", "htmlcov", ".idea", ".vs",
    }
)  # fmt: skip
VENV_MARKER = "pyvenv.cfg"  # in a virtual environment under any name


class _Store(Protocol):
    def read(self, path: str, limit: int) -> bytes | None: ...

    def is_executable(self, path: str) -> bool: ...


class Tree:
    """The files of a checkout, by relative POSIX path. Make one with `of_folder` or, in tests, `of_mapping`."""

    def __init__(self, paths: Collection[str], store: _Store) -> None:
        self._paths = tuple(sorted(paths))
        self._files = frozenset(self._paths)
        self._store = store
        self._texts: dict[str, str | None] = {}
        self._folders = _folders_of(self._paths)
        self._children: dict[str, tuple[str, ...]] | None = None

    @classmethod
    def of_folder(cls, root: Path) -> "Tree":
        """The files below `root`; an unreadable or absent folder is an empty tree, never an error."""
        folder = os.path.realpath(root)
        return cls(tuple(_listed(folder)), _FolderStore(folder))

    @classmethod
    def of_mapping(cls, files: Mapping[str, str | bytes], *, executable: Collection[str] = ()) -> "Tree":
        """A tree made of `{path: content}`; impossible paths (absolute, `..`) are left out as on disk."""
        kept = {
            path: content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
            for path, content in files.items()
            if is_plain_path(path)
            and not any(_is_skipped(str(folder)) for folder in PurePosixPath(path).parents)
        }
        return cls(tuple(kept), _MappingStore(kept, frozenset(executable)))

    def paths(self) -> tuple[str, ...]:
        """Every file, sorted."""
        return self._paths

    def exists(self, path: str) -> bool:
        """True for a listed file and for a folder that holds one."""
        return path in self._files or path in self._folders

    def is_folder(self, path: str) -> bool:
        return path in self._folders

    def names_in(self, folder: str) -> tuple[str, ...]:
        """Names of the files directly in `folder` (“.” for the root), sorted."""
        if self._children is None:
            children: dict[str, list[str]] = {}
            for path in self._paths:
                parent, _, name = path.rpartition("/")
                children.setdefault(parent or ".", []).append(name)
            self._children = {parent: tuple(names) for parent, names in children.items()}
        return self._children.get(folder, ())

    def text(self, path: str) -> str | None:
        """The raw text of a file, at most FILE_LIMIT long; None for what is absent, binary or leads outside.

        Not cleaned: manifests are parsed from it. Whoever shows a piece of it cleans that piece.
        """
        if path not in self._texts:
            data = self._store.read(path, FILE_LIMIT) if path in self._files else None
            self._texts[path] = None if data is None else _as_text(data)
        return self._texts[path]

    def executable(self, path: str) -> bool:
        """True for a listed file whose owner may execute it."""
        return path in self._files and self._store.is_executable(path)


def is_plain_path(path: str) -> bool:
    """True for a relative POSIX path without `..`, empty parts, controls or invisible characters."""
    parts = path.split("/")
    return all(part not in ("", ".", "..") and line(part, 255) == part for part in parts)


def _is_skipped(folder: str) -> bool:
    parent, _, name = folder.rpartition("/")
    # `src/build` and the like are packages that happen to be called so, not output
    return name in SKIPPED_FOLDERS and not (parent.rpartition("/")[2] == "src" and not name.startswith("."))


class _MappingStore:
    def __init__(self, files: Mapping[str, bytes], executables: frozenset[str]) -> None:
        self._files = files
        self._executables = executables

    def read(self, path: str, limit: int) -> bytes | None:
        return _cut(self._files[path], limit)

    def is_executable(self, path: str) -> bool:
        return path in self._executables


class _FolderStore:
    def __init__(self, root: str) -> None:
        self._root = root

    def read(self, path: str, limit: int) -> bytes | None:
        handle = self._opened(path)
        if handle is None:
            return None
        with os.fdopen(handle, "rb") as stream:
            try:
                return _cut(stream.read(limit + 1), limit)
            except OSError:
                return None

    def is_executable(self, path: str) -> bool:
        handle = self._opened(path)
        if handle is None:
            return False
        try:
            return bool(os.fstat(handle).st_mode & stat.S_IXUSR)
        finally:
            os.close(handle)

    def _opened(self, path: str) -> int | None:
        """A descriptor of the regular file at `path`, following links only to where they are still inside."""
        handle = _opened_without_links(self._root, path)
        if handle is None:
            inside = resolved_inside(self._root, path)
            handle = None if inside in (None, path) else _opened_without_links(self._root, str(inside))
        return handle


def resolved_inside(root: str, path: str) -> str | None:
    """Where `path` really is below the real path `root`, or None where a link leads out of it or into `.git`."""
    try:
        real = os.path.realpath(os.path.join(root, path), strict=True)
    except (OSError, ValueError):
        return None
    if not real.startswith(root.rstrip("/") + "/"):
        return None
    relative = os.path.relpath(real, root).replace(os.sep, "/")
    return relative if is_plain_path(relative) and ".git" not in relative.split("/") else None


def _opened_without_links(root: str, path: str) -> int | None:
    parts = PurePosixPath(path).parts
    folder = -1
    try:
        folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        for part in parts[:-1]:
            below = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
            os.close(folder)
            folder = below
        # O_NONBLOCK: a planted FIFO must not hang the reader
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        handle = os.open(parts[-1], flags, dir_fd=folder)
    except (OSError, ValueError):
        return None
    finally:
        if folder >= 0:
            os.close(folder)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        return None
    return handle


def _listed(root: str) -> Iterator[str]:
    waiting: deque[tuple[str, int]] = deque([("", 0)])
    found = links = 0
    while waiting:
        folder, depth = waiting.popleft()
        entries = _entries(os.path.join(root, folder) if folder else root)
        if folder and any(name == VENV_MARKER for name, *_ in entries):
            continue
        for name, is_link, is_folder, is_file in entries:
            path = f"{folder}/{name}" if folder else name
            if is_folder:
                if depth < DEPTH_LIMIT and not _is_skipped(path):
                    waiting.append((path, depth + 1))
                continue
            links += is_link
            is_readable = is_file or (is_link and links <= LINK_LIMIT and _leads_to_a_file(root, path))
            if is_readable and name != ".git":
                yield path
                found += 1
                if found >= COUNT_LIMIT:
                    return


def _entries(folder: str) -> list[tuple[str, bool, bool, bool]]:
    """(name, is a link, is a folder, is a regular file) of each entry with a plain name, sorted."""
    entries = []
    try:
        with os.scandir(folder) as scan:
            for number, entry in enumerate(scan):
                if number >= COUNT_LIMIT:
                    break
                if is_plain_path(entry.name):
                    is_folder = entry.is_dir(follow_symlinks=False)
                    is_file = entry.is_file(follow_symlinks=False)
                    entries.append((entry.name, entry.is_symlink(), is_folder, is_file))
    except OSError:
        return entries
    return sorted(entries)


def _leads_to_a_file(root: str, path: str) -> bool:
    inside = resolved_inside(root, path)
    return inside is not None and os.path.isfile(os.path.join(root, inside))


def _folders_of(paths: Collection[str]) -> frozenset[str]:
    folders = {"."}
    for path in paths:
        parent = path.rpartition("/")[0]
        while parent and parent not in folders:
            folders.add(parent)
            parent = parent.rpartition("/")[0]
    return frozenset(folders)


def _cut(data: bytes, limit: int) -> bytes:
    if len(data) <= limit:
        return data
    return data[: data.rfind(b"\n", 0, limit) + 1 or limit]


def _as_text(data: bytes) -> str | None:
    if b"\0" in data[:8_192] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    return decoded(data).replace("\r\n", "\n").replace("\r", "\n")
