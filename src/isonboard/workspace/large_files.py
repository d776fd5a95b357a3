"""Git LFS: fetching large files once the engineer agreed, by the git-lfs that is installed.

git-lfs runs under the same fence as every git (`isonboard.git`): it sees no setting of the repository's own
configuration. A tracked `.lfsconfig` may name a server all the same; one at a foreign host is refused.
"""

import re
import shutil
from collections.abc import Callable, Collection
from pathlib import Path
from urllib.parse import urlsplit

from isonboard import git, limits, text
from isonboard.address import clone_address
from isonboard.errors import NotFoundError, RefusedError
from isonboard.model.ports import Report
from isonboard.model.progress import LogLine, Progress
from isonboard.workspace import journal
from isonboard.workspace.checkout import remotes_of, repository_at

GET_IT = "Install it (Debian: sudo apt install git-lfs; macOS: brew install git-lfs) and try again."
_SIZE = limits.LFSCONFIG_BYTES
_SERVER = re.compile(r"lfs\.(?:.+\.)?(?:url|pushurl)|remote\..+\.lfs(?:push)?url", re.DOTALL)
_PROGRESS = re.compile(r"\w+ LFS objects:\s+\d+% \((?P<done>\d+)/(?P<total>\d+)\)")


def git_lfs() -> str | None:
    """Where git-lfs is installed, or None."""
    return shutil.which("git-lfs", path=git.search_path())


def foreign_server(checkout: Path, hosts: Collection[str] = ()) -> str | None:
    """The server that .lfsconfig names where it is not one of the project's own hosts or `hosts`; else None."""
    repository = repository_at(checkout)
    allowed = {host.casefold() for host in hosts} | {
        clone_address(url).host for url in remotes_of(repository).values() if _is_address(url)
    }
    for source in _configurations(checkout):
        words = ["config", "--file", "-", "--no-includes", "--null", "--list"]
        listed = git.run(words, cwd=checkout, check=False, data=source).stdout
        for entry in listed.decode("utf-8", "replace").split("\0"):
            key, _, value = entry.partition("\n")
            if _SERVER.fullmatch(key) and not _is_at(value, allowed):
                return text.redacted(text.line(value, 200))
    return None


def on_this_machine(checkout: Path) -> bool:
    """Whether the project's own remote is a folder: git-lfs's way to copy from one does not work under our fence."""
    remotes = remotes_of(repository_at(checkout))
    url = remotes.get("upstream") or remotes.get("origin") or ""
    return _is_address(url) and clone_address(url).scheme == "file"


def _configurations(checkout: Path) -> list[bytes]:
    """.lfsconfig as it lies there and as HEAD has it: git-lfs falls back from one to the other."""
    found = [git.run(["cat-file", "blob", "HEAD:.lfsconfig"], cwd=checkout, check=False).stdout]
    place = checkout / ".lfsconfig"
    if place.is_file() and not place.is_symlink():
        with place.open("rb") as file:
            found.append(file.read(_SIZE + 1))
    elif place.is_symlink():
        raise RefusedError(".lfsconfig is a link", hint="Look at it by hand.")
    if any(len(each) > _SIZE for each in found):
        raise RefusedError(".lfsconfig is far too long", hint="Look at it by hand.")
    return [each for each in found if each]


def _is_address(url: str) -> bool:
    try:
        clone_address(url)
    except RefusedError:
        return False
    return True


def _is_at(url: str, hosts: Collection[str]) -> bool:
    try:
        parts = urlsplit(url) if "://" in url else None
        host = parts.hostname if parts else clone_address(url).host
    except (ValueError, RefusedError):
        return False
    return (
        bool(host)
        and (host or "").casefold() in hosts
        and (parts is None or parts.scheme in ("https", "http", "ssh"))
    )


async def pull_large_files(
    checkout: Path,
    *,
    report: Report,
    cancelled: Callable[[], bool] = lambda: False,
    ca_bundle: str | None = None,
    proxy: str | None = None,
    credential: git.Credential | None = None,
    hosts: Collection[str] = (),
) -> None:
    """`git lfs pull` for the commit that is checked out.

    Raises NotFoundError where git-lfs is not installed, RefusedError for a foreign server, GitError, StorageError,
    InterruptedByUserError.
    """
    if git_lfs() is None:
        raise NotFoundError("git-lfs is not installed", hint=GET_IT)
    foreign = foreign_server(checkout, hosts)
    if foreign is not None:
        raise RefusedError(
            f"its large files lie at another host ({foreign})",
            hint="Look at .lfsconfig; fetch them by hand if you trust it.",
        )
    if on_this_machine(checkout):
        raise RefusedError(
            "its large files lie beside a repository on this machine",
            hint="Run “git lfs pull” there by hand.",
        )
    repository = repository_at(checkout)
    remotes = remotes_of(repository)
    remote = next((name for name in ("upstream", "origin") if name in remotes), "origin")
    schemes = {clone_address(url).scheme for url in remotes.values() if _is_address(url)}
    report(Progress(stage="fetching large files", subject="Git LFS"))

    def heard(line: str) -> None:
        if match := _PROGRESS.match(line):
            done, total = int(match["done"]), int(match["total"])
            report(
                Progress(
                    stage="fetching large files", done=done, total=total, unit="files", subject="Git LFS"
                )
            )
        else:
            report(LogLine(text=line, subject="Git LFS"))

    settings = [
        ("lfs.storage", str(repository.common_dir / "lfs")),
        ("filter.lfs.clean", "git-lfs clean -- %f"),  # without it, git-lfs fetches and writes no file
        *([("http.proxy", proxy)] if proxy else []),
    ]
    with journal.working_in(repository) as handle:
        await git.stream(
            ["lfs", "pull", remote],
            cwd=checkout,
            on_line=heard,
            protocols=(*git.PROTOCOLS, *schemes),
            ca_bundle=ca_bundle,
            config=settings,
            extra_env={"GIT_LFS_FORCE_PROGRESS": "1", "GIT_LFS_SKIP_SMUDGE": "0"},
            cancelled=cancelled,
            credential=credential,
            inherit=(handle,),
            aloud=True,
        )
