"""From an address to a whole checkout, or to nothing: cloned beside its place and put there at once.

Order of events: the address is checked; an existing clone of the same repository is only fetched; else git clones
into `<destination>.partial-<random>` (journalled, see `journal`) without writing files, the missing files are fetched
in one request whose progress shows, written, and the folder is renamed. After a kill at any moment the next try
either goes on from what has arrived or starts anew.
"""

import contextlib
import os
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from urllib.parse import quote

from isonboard import git, text
from isonboard.address import clone_address
from isonboard.errors import GitError, RefusedError, SourceError, UsageError
from isonboard.files import storage_error
from isonboard.model.ports import Report
from isonboard.model.progress import Notice, Progress
from isonboard.model.project import Project, SourceConfig
from isonboard.workspace import journal, transfer
from isonboard.workspace.checkout import Checkout, checkout_path, found_checkout
from isonboard.workspace.contents import contents_of, notices_of
from isonboard.workspace.receiving import Job, fetch_contents
from isonboard.workspace.sparse import checked, limit_to
from isonboard.workspace.update import updated

__all__ = ["Checkout", "address_of", "checkout_path", "clone", "protocols_for"]

MODES = ("blobless", "full", "shallow")
_WORTH_KEEPING = (
    20_000_000  # bytes received, below which a new try starts anew instead of leaving half a clone
)
_OPTIONS: dict[str, tuple[str, ...]] = {
    "blobless": ("--filter=blob:none",),
    "full": (),
    "shallow": ("--depth=1", "--single-branch"),
}


def protocols_for(source: SourceConfig | None) -> tuple[str, ...]:
    """What a source's own configuration allows for cloning: catalog text never widens it."""
    if source is None:
        return git.PROTOCOLS
    if source.kind in ("folder", "sample"):
        return ("file", *git.PROTOCOLS)
    return (*git.PROTOCOLS, "http") if source.url.casefold().startswith("http://") else git.PROTOCOLS


def address_of(project: Project, source: SourceConfig | None = None) -> str:
    """The address that the source wants cloned. Raises RefusedError where the project has none."""
    wanted = source.clone_protocol if source is not None else "https"
    first, second = project.clone_url, project.ssh_url
    address = (second or first) if wanted == "ssh" else (first or second)
    if not address:
        raise RefusedError(
            f"{project.label} has no address to clone from", hint="Ask its contacts where it lives."
        )
    return address


async def clone(
    address: str,
    destination: Path,
    *,
    report: Report,
    mode: str = "blobless",
    cancelled: Callable[[], bool] = lambda: False,
    ca_bundle: str | None = None,
    proxy: str | None = None,
    protocols: Collection[str] = git.PROTOCOLS,
    hosts: Collection[str] | None = None,
    credential: git.Credential | None = None,
    workspace: Path | None = None,
    branch: str | None = None,
    sparse: Sequence[str] = (),
    quiet: float = 600.0,
) -> Checkout:
    """Clone `address` into `destination`, or update the clone that is there by a fetch (its files stay as they are).

    `destination` lies under `workspace` (by default its own parent), through no symlink. `hosts` limits where from.
    `sparse` names the folders to write, beside the files at the top: of a repository whose rest nobody needs here.
    `credential` is used for its own origin only; `proxy` and `ca_bundle` win over the environment. Raises
    RefusedError, GitError, StorageError, InterruptedByUserError; after each of them nothing is in the destination's
    place that was not there before.
    """
    job = _checked(address, mode, protocols, hosts)._replace(
        report=report,
        cancelled=cancelled,
        ca_bundle=ca_bundle,
        credential=credential,
        quiet=quiet,
        proxy=proxy,
        sparse=checked(sparse),
    )
    destination = _place(workspace or destination.parent, destination)
    if _is_occupied(destination):
        return await updated(job, destination, protocols)
    partial, entry = _begun(job, destination)
    keep = False
    try:
        fresh = not entry.received
        if fresh:
            entry = await _receive(job, partial, branch)
        keep = _size_of(partial.folder / ".git" / "objects") >= _WORTH_KEEPING
        await _write_files(job, partial, entry, fresh=fresh)
        note = entry.note
        try:
            partial.finish(destination)
        except FileExistsError:
            return await updated(job, destination, protocols)
    except GitError as error:
        if keep:
            error.hint = f"{error.hint} The next try goes on from what has arrived."
            partial.close(remove=False)
        raise
    finally:
        if partial.handle >= 0:
            partial.close(remove=True)
    checkout = found_checkout(
        destination, fresh=True, note=note, mode="full" if note == _NO_FILTER and not sparse else None
    )
    with contextlib.suppress(GitError, SourceError):
        for notice in notices_of(contents_of(destination), job.address.project_id):
            report(notice)
    return checkout


_NO_FILTER = "The server cannot leave file contents out, so everything was cloned."
_EMPTY = "The repository is empty."


def _checked(address: str, mode: str, protocols: Collection[str], hosts: Collection[str] | None) -> Job:
    if os.name == "nt":
        raise RefusedError("cloning is not supported on Windows itself", hint="Run isonboard in WSL.")
    if mode not in MODES:
        raise UsageError(f"{mode!r} is no way to clone", hint=f"Use {', '.join(MODES)}.")
    parts = clone_address(address)
    if parts.scheme not in protocols:
        raise RefusedError(
            f"{parts.scheme} is not a protocol that this source may be cloned by",
            hint=f"Allowed: {', '.join(sorted(protocols)) or 'none'}.",
        )
    if hosts is not None and parts.host and parts.host not in {host.casefold() for host in hosts}:
        raise RefusedError(
            f"{parts.host} is not a host that this source may be cloned from",
            hint=f"Allowed: {', '.join(sorted(hosts)) or 'none'}.",
        )
    url = address
    if parts.scheme == "file" and not address.casefold().startswith("file://"):
        url = f"file://{quote(address)}"
    return Job(parts, url, mode, lambda _event: None, lambda: False, None, None, 600.0, (parts.scheme,))


def _place(workspace: Path, destination: Path) -> Path:
    """The destination as an absolute path, with the folders between it and the workspace made.

    Raises RefusedError where one is a link or no folder, or the destination is not below the workspace.
    """
    workspace, destination = Path(os.path.abspath(workspace)), Path(os.path.abspath(destination))
    try:
        between = destination.relative_to(workspace).parts
    except ValueError:
        between = ()
    if not between:
        raise RefusedError(
            f"{text.line(destination)} is not inside the workspace",
            hint="Choose a folder below workspace.path.",
        )
    try:
        workspace.mkdir(parents=True, exist_ok=True)
        here = workspace
        for part in between[:-1]:
            here /= part
            with contextlib.suppress(FileExistsError):
                here.mkdir()
            if here.is_symlink() or not here.is_dir():
                raise RefusedError(
                    f"{text.line(here)} is not a folder of its own", hint="Move it away, or clone elsewhere."
                )
    except OSError as error:
        raise storage_error(error, destination.parent) from error
    return destination


def _is_occupied(destination: Path) -> bool:
    if destination.is_symlink() or (os.path.lexists(destination) and not destination.is_dir()):
        raise RefusedError(
            f"{text.line(destination)} exists and is not a folder", hint="Move it away and try again."
        )
    return destination.is_dir() and bool(os.listdir(destination))


def _begun(job: Job, destination: Path) -> tuple[journal.Partial, journal.Entry]:
    """Half a clone to go on with: an earlier one that had received everything, else a new one."""
    taken: tuple[journal.Partial, journal.Entry] | None = None
    for partial, entry in journal.leftovers(destination.parent, destination.name):
        usable = entry is not None and entry.received and (entry.address, entry.mode) == (job.url, job.kind)
        if entry is not None and usable and taken is None and (partial.folder / ".git").is_dir():
            taken = partial, entry
            job.report(Notice(text="going on with an earlier clone that was cut short"))
        else:
            partial.close(remove=True)
    if taken is not None:
        for name in ("index.lock", "HEAD.lock"):
            (taken[0].folder / ".git" / name).unlink(missing_ok=True)
        return taken
    partial, entry = journal.new_partial(destination), journal.Entry(job.url, job.kind)
    try:
        partial.write(entry)
    except BaseException:
        partial.close(remove=True)
        raise
    return partial, entry


async def _receive(job: Job, partial: journal.Partial, branch: str | None) -> journal.Entry:
    said: list[str] = []
    job.report(Progress(stage="connecting", subject=job.address.project_id))
    chosen = (f"--branch={branch}",) if branch else ()
    await job.git(
        "clone",
        "--progress",
        "--no-checkout",
        "--origin=origin",
        "--template=",
        "--no-recurse-submodules",
        *_OPTIONS[job.mode],
        *chosen,
        "--",
        job.url,
        str(partial.folder),
        inherit=partial.handle,
        said=said,
    )
    note = _NO_FILTER if any(transfer.NO_FILTER in line for line in said) else ""
    if note:
        job.report(Notice(text=note, subject=job.address.project_id))
    if any(transfer.EMPTY in line for line in said):
        if job.address.scheme in ("http", "https") and not await job.answers_as_git(partial.handle):
            raise GitError(
                f"{job.address.host} answered with a web page instead of a repository",
                hint="A login or proxy page answered: check the address, the VPN and the token.",
            )
        note = _EMPTY
    entry = journal.Entry(job.url, job.kind, received=True, note=note)
    partial.write(entry)
    return entry


async def _write_files(job: Job, partial: journal.Partial, entry: journal.Entry, *, fresh: bool) -> None:
    folder = partial.folder
    if entry.note == _EMPTY:
        return
    if job.sparse:
        limit_to(folder, job.sparse, partial.handle)
    if job.mode == "blobless":
        await fetch_contents(job, folder, "HEAD", partial.handle, fresh=fresh)
    await job.git(
        "checkout", "--progress", "--force", "HEAD", "--", cwd=folder, inherit=partial.handle, said=[]
    )


def _size_of(folder: Path) -> int:
    total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += os.lstat(os.path.join(root, name)).st_size
    return total
