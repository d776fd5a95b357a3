"""A repository read from its git objects alone: nothing of its checkout is opened, nothing of it runs.

Every command is plumbing with the git folder named outright, so that neither hooks, filters, external diffs nor a
promised (missing) object's remote can be reached: no protocol is allowed, no fetch on demand.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from posixpath import join, normpath
from typing import NamedTuple

from isonboard import git, limits
from isonboard.errors import GitError

FILE_LIMIT = limits.DOCUMENT_BYTES
_WEEK = 7 * 86_400
_COMMITS = limits.COMMITS
_PATIENCE = limits.GIT_SECONDS
_HOPS = limits.LINK_HOPS
_LINK_MODE = "120000"
_SKIPPED = frozenset({"node_modules", "__pycache__", "venv"})


class Entry(NamedTuple):
    """A file of a tree."""

    mode: str
    oid: str
    size: int


class Repository:
    """One repository by its git folder."""

    def __init__(self, git_dir: Path) -> None:
        self.git_dir = git_dir

    def head(self) -> str | None:
        """The commit of HEAD; None in an empty or broken repository."""
        done = self._run(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], check=False)
        return done.decode("ascii", "replace").strip() or None

    def branch(self) -> str | None:
        """The branch that HEAD names."""
        said = self._run(["symbolic-ref", "--quiet", "--short", "HEAD"], check=False).decode(
            "utf-8", "replace"
        )
        return said.strip() or None

    def origin(self) -> str | None:
        """The address of the remote `origin`, as written."""
        said = self._run(["config", "--get", "remote.origin.url"], check=False).decode("utf-8", "replace")
        return said.strip() or None

    def files(self) -> dict[str, Entry]:
        """Every file of HEAD by its path."""
        found: dict[str, Entry] = {}
        for record in self._run(["ls-tree", "-r", "-l", "-z", "HEAD"]).split(b"\0"):
            about, _, path = record.partition(b"\t")
            parts = about.decode("ascii", "replace").split()
            if len(parts) == 4 and parts[1] == "blob":
                size = _number(parts[3]) or 0
                found[os.fsdecode(path)] = Entry(parts[0], parts[2], size)
        return found

    def read(self, paths: Sequence[str], files: Mapping[str, Entry]) -> dict[str, bytes]:
        """The contents of some paths; symbolic links are followed inside the tree only."""
        wanted: dict[str, str] = {}
        for path in paths:
            if (entry := self._resolved(path, files)) is not None and entry.size <= FILE_LIMIT:
                wanted[path] = entry.oid
        contents = self._blobs(sorted(set(wanted.values())))
        return {path: contents[oid] for path, oid in wanted.items() if oid in contents}

    def commit_times(self, since: float) -> list[int]:
        """Epoch seconds of HEAD's commits since then."""
        said = self._run(["log", f"--since={int(since)}", f"--max-count={_COMMITS}", "--format=%ct", "HEAD"])
        return [number for line in said.split() if (number := _number(line)) is not None]

    def last_commit(self) -> int | None:
        """Epoch seconds of HEAD."""
        return _number(self._run(["log", "-1", "--format=%ct", "HEAD"]).strip())

    def first_commit(self) -> int | None:
        """Epoch seconds of the oldest root; None where the history is too long to walk or cut (shallow)."""
        try:
            said = self._run(["rev-list", "--max-parents=0", "--timestamp", "HEAD"]).split()
        except GitError:
            return None
        times = [number for word in said[::2] if (number := _number(word)) is not None]
        return min(times) if times and not (self.git_dir / "shallow").exists() else None

    def _resolved(self, path: str, files: Mapping[str, Entry]) -> Entry | None:
        for _ in range(_HOPS):
            entry = files.get(path)
            if entry is None or entry.mode != _LINK_MODE:
                return entry
            target = self._blobs([entry.oid]).get(entry.oid, b"")
            path = normpath(join(path.rpartition("/")[0], os.fsdecode(target)))
            if path.startswith(("/", "..")):
                return None
        return None

    def _blobs(self, oids: Sequence[str]) -> dict[str, bytes]:
        if not oids:
            return {}
        said = self._run(["cat-file", "--batch"], data="".join(f"{oid}\n" for oid in oids).encode())
        found: dict[str, bytes] = {}
        position = 0
        for _ in oids:
            end = said.find(b"\n", position)
            header = said[position:end].decode("ascii", "replace").split()
            position = end + 1
            if len(header) == 3 and (size := _number(header[2])) is not None:
                found[header[0]] = said[position : position + size]
                position += size + 1
        return found

    def _run(self, args: Sequence[str], *, check: bool = True, data: bytes | None = None) -> bytes:
        done = git.run(
            [f"--git-dir={self.git_dir}", *args],
            check=check,
            timeout=_PATIENCE,
            data=data,
            extra_env={"GIT_NO_LAZY_FETCH": "1"},
        )
        return done.stdout if done.returncode == 0 else b""


def found_below(root: Path, depth: int) -> list[tuple[Path, Path]]:
    """(folder, git folder) of every repository in `root` and at most `depth` folders below it, by path.

    Symbolic links are not followed, hidden folders and what lies inside a repository are not searched.
    """
    own = git_dir_of(root)
    if own is not None:
        return [(root, own)]
    found: list[tuple[Path, Path]] = []
    if depth <= 0:
        return found
    try:
        entries = sorted(os.scandir(root), key=lambda entry: entry.name)
    except OSError:
        return found
    for entry in entries:
        if entry.name.startswith(".") or entry.name in _SKIPPED or not _is_folder(entry):
            continue
        found += found_below(Path(entry.path), depth - 1)
    return found


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def git_dir_of(folder: Path) -> Path | None:
    """The git folder of a checkout or of a bare repository, None for any other folder."""
    inside = folder / ".git"
    try:
        if inside.is_symlink():
            return None
        if inside.is_dir() or inside.is_file():
            return inside
        bare = (folder / "HEAD").is_file() and (folder / "objects").is_dir() and (folder / "refs").is_dir()
    except OSError:  # a folder that may not be looked into
        return None
    return folder if bare else None


def _number(word: bytes | str) -> int | None:
    """A number that git printed; None for another word, or one that is longer than any size or time."""
    return int(word) if word.isdigit() and word.isascii() and len(word) < 20 else None


def by_week(times: Sequence[int], now: float) -> tuple[int, ...]:
    """Commits a week, oldest first, 52 of them, the last ending now."""
    weeks = [0] * 52
    for time in times:
        ago = int((now - time) // _WEEK)
        if 0 <= ago < 52:
            weeks[51 - ago] += 1
    return tuple(weeks)
