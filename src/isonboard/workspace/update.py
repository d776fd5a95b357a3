"""A clone that is there already: recognised by its remotes and fetched into; its files stay as they are."""

import contextlib
import os
import re
import shlex
from collections.abc import Collection
from pathlib import Path

from isonboard import git, text
from isonboard.address import CloneAddress, clone_address
from isonboard.errors import GitError, InterruptedByUserError, RefusedError
from isonboard.model.progress import Notice, Progress
from isonboard.workspace import journal
from isonboard.workspace.checkout import Checkout, found_checkout, mode_of, remotes_of
from isonboard.workspace.receiving import Job, fetch_contents
from isonboard.workspace.sparse import folders_of, is_inside, is_sparse

_REMOTE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}")


async def updated(job: Job, destination: Path, allowed: Collection[str]) -> Checkout:
    """Fetch into the clone that is there. Raises RefusedError where it is something else."""
    repository = git.repository_of(destination)
    if repository is None or repository.work_tree != Path(os.path.realpath(destination)):  # noqa: ASYNC240 - a local look
        raise RefusedError(
            f"{text.line(destination)} is not empty and not a clone of ours",
            hint="Move it away and try again.",
        )
    name, protocol = _remote_of(repository, job.address)
    if not name:
        raise RefusedError(
            f"{text.line(destination)} is a clone of another repository", hint="Move it away and try again."
        )
    if protocol in allowed:
        job = job._replace(protocols=(protocol,))
    job.report(Progress(stage="updating the clone that is there", subject=job.address.project_id))
    note = "It was there already and has been updated; its files were not touched."
    here = folders_of(repository) or ()
    more = (
        [folder for folder in job.sparse if not is_inside(f"{folder}/x", here)]
        if is_sparse(repository)
        else []
    )
    if more:
        note += (
            f" It has other folders than asked for: “git sparse-checkout add {shlex.join(more)}” adds them."
        )
    job = job._replace(sparse=here)
    try:
        with journal.working_in(repository) as handle:
            await job.git(
                "fetch",
                "--progress",
                "--no-write-fetch-head",
                "--refmap=",
                "--",
                name,
                *_refspecs(repository, name),
                cwd=destination,
                inherit=handle,
                said=[],
            )
            head = f"refs/remotes/{name}/HEAD"
            known = not git.run(
                ["rev-parse", "--verify", "--quiet", head], cwd=destination, check=False
            ).returncode
            if known and mode_of(repository) in (
                "blobless",
                "sparse",
            ):  # so that a branch can start there offline
                await fetch_contents(job, destination, head, handle, name)
    except InterruptedByUserError:
        raise
    except GitError as error:
        note = f"It was there already; updating it failed: {error.message}."
        job.report(Notice(text=note, hint=error.hint, subject=job.address.project_id))
    return found_checkout(destination, fresh=False, note=note)


def _remote_of(repository: git.Repository, address: CloneAddress) -> tuple[str, str]:
    """Name and protocol of the remote that is `address`, by host and path: https and ssh name the same project."""
    for name, url in sorted(remotes_of(repository).items(), key=lambda item: item[0] != "upstream"):
        with contextlib.suppress(RefusedError):
            found = clone_address(url)
            same_port = found.port == address.port or found.scheme != address.scheme
            if found.project_id == address.project_id and same_port and _REMOTE.fullmatch(name):
                return name, found.scheme
    return "", ""


def _refspecs(repository: git.Repository, name: str) -> tuple[str, ...]:
    """What to fetch: the branches that the clone follows, never into its own; all where it names none."""
    follows = re.compile(rf"\+?refs/heads/[^:\s]+:refs/remotes/{re.escape(name)}/[^:\s]+")
    named = [value for key, value in git.settings_of(repository) if key == f"remote.{name}.fetch"]
    return tuple(value for value in named if follows.fullmatch(value)) or (
        f"+refs/heads/*:refs/remotes/{name}/*",
    )
