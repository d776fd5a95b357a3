"""The one way to write a file of the user's: whole or not at all, and never two writers at once."""

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from isonboard.errors import StorageError


def write_atomically(path: Path, data: bytes | str, *, mode: int = 0o600) -> None:
    """Replace `path` with `data`: after a crash at any moment the old or the new content is there, whole.

    Follows a symlink to the file it names, so that a linked dotfile stays linked. Raises StorageError.
    """
    target = Path(os.path.realpath(path))
    content = data.encode() if isinstance(data, str) else data
    temporary: str | None = None
    try:
        make_private(target.parent)
        with contextlib.suppress(FileNotFoundError):
            mode = target.stat().st_mode & 0o777
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
            os.fchmod(stream.fileno(), mode)
        os.replace(temporary, target)
        temporary = None
        _sync_folder(target.parent)
    except OSError as error:
        raise storage_error(error, target) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of `path` across processes while reading, changing and writing it again.

    The lock is a file of its own beside it, so that replacing `path` does not lose it. Raises StorageError.
    """
    lock = path.parent / f".{path.name}.lock"
    try:
        make_private(path.parent)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise storage_error(error, lock) from error
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)


def make_private(folder: str | os.PathLike[str]) -> None:
    """Make `folder` and what is missing above it, each for this user alone whatever the umask says. Raises OSError.

    (`Path.mkdir` gives its mode to the last one only.) What is there keeps its rights.
    """
    missing = []
    place = os.path.abspath(folder)
    while not os.path.isdir(place):
        missing.append(place)
        place = os.path.dirname(place)
    for one in reversed(missing):
        try:
            os.mkdir(one, 0o700)
        except FileExistsError:
            if not os.path.isdir(one):
                raise


def storage_error(error: OSError, path: Path) -> StorageError:
    """The sentence for a failed write: which file, why, what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageError(
            f"the disk is full: {path} was not changed", hint="Free some space and try again."
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StorageError(
            f"{path} may not be read or written",
            hint="Check who owns it, or set ISONBOARD_HOME to another folder.",
        )
    return StorageError(f"{path} cannot be written ({error.strerror or error})", hint="Nothing was changed.")


def _lock(handle: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows browses only: no second window writes there
        return
    with contextlib.suppress(
        OSError
    ):  # file systems without locks (some network mounts) still get atomic writes
        fcntl.flock(handle, fcntl.LOCK_EX)


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
