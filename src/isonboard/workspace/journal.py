"""What must survive a kill: which folder is half a clone of ours, and in which repository a git of ours died.

Both are files with a lock (flock) that our git processes inherit: it is free only when all of them are gone, however
they ended, so nobody has to guess from process ids. What is not journalled by us is never removed.
"""

import contextlib
import hashlib
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from isonboard import git, paths
from isonboard.errors import RefusedError, StorageError
from isonboard.files import make_private, storage_error

_PARTIAL = re.compile(r"(?P<name>.+)\.partial-[0-9a-f]{12}\.journal", re.DOTALL)
_LOCK_NAMES = (
    "index.lock",
    "HEAD.lock",
    "config.lock",
    "packed-refs.lock",
    "packed-refs.new",
    "shallow.lock",
)
_REFS_LOOKED_AT = 100_000
_DYING_SECONDS = 10.0  # a killed program's git is killed with it; a loaded machine takes its time for that


class Entry(NamedTuple):
    """What the journal of half a clone says: whence, how, and whether everything but the files has arrived."""

    address: str
    mode: str
    received: bool = False
    note: str = ""
    pid: int = 0
    """Whose it is, for file systems without locks."""


class Partial:
    """Half a clone beside its destination, with its journal and its lock held."""

    def __init__(self, journal: Path, handle: int) -> None:
        self.journal = journal
        self.handle = handle
        self.folder = journal.with_suffix("")

    def write(self, entry: Entry) -> None:
        """Note how far it is. The file keeps its lock, so it is rewritten in place; a torn one counts as nothing."""
        data = json.dumps({"isonboard": 1, **entry._replace(pid=os.getpid())._asdict()}).encode()
        try:
            os.pwrite(self.handle, data, 0)
            os.ftruncate(self.handle, len(data))
            os.fsync(self.handle)
        except OSError as error:
            raise storage_error(error, self.journal) from error

    def finish(self, destination: Path) -> None:
        """Put the whole clone in its place at once. Raises FileExistsError when something is there."""
        try:
            os.rename(self.folder, destination)
        except OSError as error:
            if destination.is_dir():
                raise FileExistsError(error.errno, "exists", str(destination)) from error
            raise storage_error(error, destination) from error
        self.close(remove=True)

    def close(self, *, remove: bool) -> None:
        """Let the lock go; `remove` deletes the half clone and, last, its journal."""
        if remove:
            _delete(self.folder)
            if not os.path.lexists(self.folder):
                self.journal.unlink(missing_ok=True)
        if self.handle >= 0:
            os.close(self.handle)
            self.handle = -1


def new_partial(destination: Path) -> Partial:
    """Begin half a clone for `destination`: journal first, then git makes the folder. Raises StorageError."""
    name = f"{destination.name}.partial-{secrets.token_hex(6)}.journal"
    journal = destination.with_name(name)
    try:
        handle = os.open(journal, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise storage_error(error, journal) from error
    _try_lock(handle)
    return Partial(journal, handle)


def leftovers(parent: Path, name: str | None = None) -> Iterator[tuple[Partial, Entry | None]]:
    """Half clones of dead processes in `parent` (of destination `name`, or of all), each with its lock taken.

    Those of living ones are passed over. The caller closes every one.
    """
    try:
        found = sorted(os.listdir(parent))
    except OSError:
        return
    for file in found:
        match = _PARTIAL.fullmatch(file)
        if not match or (name is not None and match["name"] != name):
            continue
        try:
            handle = os.open(parent / file, os.O_RDWR | os.O_NOFOLLOW)
        except OSError:
            continue
        entry = _entry(handle)
        if not _take_lock(handle, entry.pid if entry is not None else 0):
            os.close(handle)
            continue
        yield Partial(parent / file, handle), entry


def _entry(handle: int) -> Entry | None:
    try:
        table = json.loads(os.pread(handle, 10_000, 0))
        if table.pop("isonboard") == 1:
            return Entry(**table)
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        pass
    return None


def clean(workspace: Path, depth: int = 4) -> int:
    """Remove the half clones of dead processes anywhere in the workspace; returns how many there were."""
    count = 0
    folders = [(workspace, 0)]
    while folders:
        folder, level = folders.pop()
        for partial, _ in leftovers(folder):
            partial.close(remove=True)
            count += 1
        if level < depth and not (folder / ".git").exists():
            with contextlib.suppress(OSError), os.scandir(folder) as entries:
                folders += [(folder / e.name, level + 1) for e in entries if e.is_dir(follow_symlinks=False)]
    return count


@contextlib.contextmanager
def working_in(repository: git.Repository) -> Iterator[int]:
    """Hold a repository while git changes it; yields the file descriptor that git must inherit.

    Where the last holder died half-way, the locks that its git left are removed first: only those made since it
    began. Raises RefusedError when another isonboard is at work there, StorageError.
    """
    path = repository.common_dir / "isonboard.journal"
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise storage_error(error, path) from error
    try:
        began, _, owner = os.pread(handle, 80, 0).decode("ascii", "replace").partition(" ")
        if not _take_lock(handle, int(owner) if owner.isdigit() else 0):
            raise RefusedError(
                "another isonboard is at work in this checkout", hint="Wait for it to end and try again."
            )
        with contextlib.suppress(ValueError):
            _remove_stale_locks(repository, int(began))
        now = time.time_ns() - 50_000_000  # file times are coarser than clocks
        try:
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"{now} {os.getpid()}".encode(), 0)
        except OSError as error:
            raise storage_error(error, path) from error
        yield handle
        os.ftruncate(handle, 0)
    except StorageError:
        raise
    except Exception:
        os.ftruncate(handle, 0)  # git ended by itself and cleaned up
        raise
    finally:
        os.close(handle)


class Running(NamedTuple):
    """A run under way: `died` is the mark of an earlier one that was killed here, or ""; `temporary` is ours alone."""

    died: str
    temporary: Path


@contextlib.contextmanager
def running_in(folder: Path, mark: str) -> Iterator[Running]:
    """Hold a checkout while a set-up runs in it. Raises RefusedError when one is running already, StorageError."""
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:24]
    path = paths.cache_dir() / "runs" / name
    temporary = path.with_suffix(".tmp")
    try:
        make_private(path.parent)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise storage_error(error, path) from error
    try:
        if not _try_lock(handle):
            raise RefusedError("a set-up is running in this checkout", hint="Wait for it, or stop it.")
        died = os.pread(handle, 100, 0).decode("ascii", "replace")
        try:
            _delete(temporary)
            temporary.mkdir(mode=0o700)
            os.pwrite(handle, mark.encode(), 0)
        except OSError as error:
            raise storage_error(error, path) from error
        try:
            yield Running(died if re.fullmatch(r"[0-9a-f]{24}", died) else "", temporary)
        finally:
            os.ftruncate(handle, 0)
            _delete(temporary)
    finally:
        os.close(handle)


def _remove_stale_locks(repository: git.Repository, began: int) -> None:
    places = {repository.git_dir / name for name in _LOCK_NAMES}
    places |= {repository.common_dir / name for name in _LOCK_NAMES}
    looked = 0
    for folder, _, names in os.walk(repository.common_dir / "refs"):
        looked += len(names)
        places |= {Path(folder, name) for name in names if name.endswith(".lock")}
        if looked > _REFS_LOOKED_AT:
            break
    pack = repository.common_dir / "objects" / "pack"
    with contextlib.suppress(OSError):
        places |= {pack / name for name in os.listdir(pack) if name.startswith("tmp_")}
    for place in places:
        with contextlib.suppress(OSError):
            found = os.lstat(place)
            if found.st_mtime_ns >= began and not os.path.isdir(place):
                os.unlink(place)


def _try_lock(handle: int, owner: int = 0) -> bool:
    """Take the lock if nobody has it; without locks (some network mounts) by whether its owner lives."""
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        return not _lives(owner)
    return True


def _take_lock(handle: int, owner: int) -> bool:
    """As `_try_lock`; where the owner is dead and its git is still dying, wait for the end of that."""
    deadline = time.monotonic() + _DYING_SECONDS
    while not _try_lock(handle, owner):
        if owner <= 0 or _lives(owner) or time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _lives(pid: object) -> bool:
    if not isinstance(pid, int) or pid <= 0 or os.name != "posix":
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _delete(folder: Path) -> None:
    """Remove a folder that an orphaned git may still be writing to; read-only folders are opened first."""
    for _ in range(3):
        if not os.path.lexists(folder):
            return
        if os.path.islink(folder):
            os.unlink(folder)
            return
        for root, folders, _files in os.walk(folder):
            for name in folders:
                path = os.path.join(root, name)
                if not os.path.islink(path):
                    with contextlib.suppress(OSError):
                        os.chmod(path, 0o700)
        shutil.rmtree(folder, ignore_errors=True)
