"""The repositories of the sample organisation, made as real git repositories on first use.

The same files and the same dates give the same commits everywhere, so that a plan's trust key stays the same too.
"""

import fnmatch
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from isonboard import files as storage
from isonboard import git, paths
from isonboard.sample import content
from isonboard.sample.content import Commit, File

BRANCH = "main"
_DOMAIN = "halden.example"
_PREFIX = "sample/"
_EDITION = "isonboard-edition"
_DEFAULT_HISTORY = (
    Commit(
        message="Start the project",
        author="ingrid",
        at=datetime(2024, 2, 5, 9, tzinfo=UTC),
        files=("README*", "LICENSE*", ".gitignore"),
    ),
    Commit(
        message="Say how to contribute and whom to ask",
        author="tomasz",
        at=datetime(2024, 9, 17, 13, 30, tzinfo=UTC),
        files=("CONTRIBUTING*", "COMMUNICATION*", "CODE*", ".github/*", "docs/*", "innersource.json"),
    ),
    Commit(message="Move the code to its new home", author="ada", at=datetime(2025, 3, 11, 8, 5, tzinfo=UTC)),
)


def default_place() -> Path:
    """Where the repositories are made unless told otherwise; may be deleted at any time."""
    return paths.cache_dir() / "sample" / "repositories"


def repository_path(project_id: str, where: Path) -> Path:
    """Where the repository of a project is, or will be once it is made. Raises NotFoundError."""
    project = content.entry(project_id.removeprefix(_PREFIX))
    return where / project.owner / f"{project.name}.git"


def make_repository(project_id: str, where: Path) -> Path:
    """The bare git repository of a sample project below `where`, made there unless it is there already.

    It appears whole or not at all; one that an older version made is replaced. Raises NotFoundError, GitError,
    StorageError.
    """
    place = repository_path(project_id, where)
    name = project_id.removeprefix(_PREFIX)
    history = content.entry(name).history or _DEFAULT_HISTORY
    stream = b"".join(_stream(history, content.files(name)))
    edition = hashlib.sha256(stream).hexdigest()
    if _edition_of(place) == edition:
        return place
    try:
        storage.make_private(place.parent)
        folder = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
    except OSError as error:
        raise storage.storage_error(error, place) from error
    try:
        _fill(folder, stream)
        (folder / _EDITION).write_text(edition, encoding="ascii")
        _settle(folder, place, edition)
    except OSError as error:
        raise storage.storage_error(error, place) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return place


def _edition_of(place: Path) -> str | None:
    try:
        return (place / _EDITION).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return None


def _fill(folder: Path, stream: bytes) -> None:
    git.run(["init", "--quiet", "--bare", f"--initial-branch={BRANCH}", str(folder)])
    git.run([f"--git-dir={folder}", "fast-import", "--quiet", "--date-format=raw"], data=stream)
    # what a real forge offers: clones without old file contents
    for key in ("uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"):
        git.run(["config", "--file", str(folder / "config"), key, "true"])


def _settle(folder: Path, place: Path, edition: str) -> None:
    older = Path(f"{folder}.old")
    try:
        if place.exists():
            os.rename(place, older)
        os.rename(folder, place)
    except OSError:
        if _edition_of(place) != edition:  # else another window was quicker: its repository is the same
            raise
    finally:
        shutil.rmtree(older, ignore_errors=True)


def _stream(history: tuple[Commit, ...], found: Mapping[str, File]) -> Iterator[bytes]:
    """The history as git-fast-import(1) reads it."""
    for number, (commit, brought) in enumerate(_shared_out(history, found), 1):
        yield f"commit refs/heads/{BRANCH}\nmark :{number}\n".encode()
        yield _signature("author", commit) + _signature("committer", commit)
        yield _data(f"{commit.message}\n".encode())
        if number > 1:
            yield f"from :{number - 1}\n".encode()
        for path, file in brought.items():
            yield f"M {_mode(file)} inline {_quoted(path)}\n".encode()
            yield _data(file.content)
    yield b"done\n"


def _shared_out(
    history: tuple[Commit, ...], found: Mapping[str, File]
) -> Iterator[tuple[Commit, dict[str, File]]]:
    """Each commit with the files that it brings; one that would bring nothing is left out."""
    left = dict(found)
    for commit in history:
        last = commit is history[-1]
        brought = {
            path: file
            for path, file in left.items()
            if last or any(fnmatch.fnmatchcase(path, pattern) for pattern in commit.files)
        }
        left = {path: file for path, file in left.items() if path not in brought}
        if brought:
            yield commit, brought


def _signature(role: str, commit: Commit) -> bytes:
    name = content.people()[commit.author]
    return f"{role} {name} <{commit.author}@{_DOMAIN}> {int(commit.at.timestamp())} +0000\n".encode()


def _mode(file: File) -> str:
    if file.link:
        return "120000"
    return "100755" if file.executable else "100644"


def _data(content_of_file: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content_of_file), content_of_file)


def _quoted(path: str) -> str:
    """A path in the C style that fast-import reads: every byte that is not plain as an octal escape."""
    plain = (
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\{byte:03o}" for byte in path.encode()
    )
    return f'"{"".join(plain)}"'
