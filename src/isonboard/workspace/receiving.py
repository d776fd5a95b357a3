"""One transfer from a server, as clone and update share it: what every step needs, and file contents in one request."""

import asyncio
from collections.abc import Callable, Collection
from pathlib import Path
from typing import NamedTuple

from isonboard import git
from isonboard.address import CloneAddress
from isonboard.model.ports import Report
from isonboard.workspace import transfer


class Job(NamedTuple):
    """One clone or update under way: what every step of it needs."""

    address: CloneAddress
    url: str
    mode: str
    report: Report
    cancelled: Callable[[], bool]
    ca_bundle: str | None
    credential: git.Credential | None
    quiet: float
    protocols: tuple[str, ...] = ()
    proxy: str | None = None

    async def git(
        self,
        *args: str,
        cwd: Path | None = None,
        inherit: int,
        said: list[str],
        data: bytes | None = None,
        config: Collection[tuple[str, str]] = (),
    ) -> None:
        def heard(line: str) -> None:
            said.append(line)
            for event in transfer.events_of(line, self.address.project_id):
                self.report(event)

        await git.stream(
            args,
            cwd=cwd,
            on_line=heard,
            protocols=self.protocols,
            ca_bundle=self.ca_bundle,
            config=(*config, *((("http.proxy", self.proxy),) if self.proxy else ())),
            cancelled=self.cancelled,
            credential=self.credential,
            inherit=(inherit,),
            quiet=self.quiet,
            data=data,
        )


def _listed(folder: Path, commit: str) -> set[bytes]:
    """The contents of all files of a commit: where nothing has arrived yet, a quarter of the time of `_missing`."""
    rows = git.run(["ls-tree", "-r", "-z", "--full-tree", commit], cwd=folder, timeout=600).stdout.split(
        b"\0"
    )
    return {row.split(b"\t")[0].split(b" ")[2] for row in rows if b" blob " in row}


def _missing(folder: Path, commit: str) -> set[bytes]:
    """The contents of files of a commit that are not here."""
    args = ["rev-list", "--objects", "--missing=print", "--no-walk", commit]
    rows = git.run(args, cwd=folder, timeout=600).stdout.split(b"\n")
    return {row[1:] for row in rows if row.startswith(b"?")}


async def fetch_contents(
    job: Job, folder: Path, commit: str, handle: int, remote: str = "origin", *, fresh: bool = False
) -> None:
    """Fetch the contents of a commit's files in one request, as git would by itself, but with progress."""
    wanted = _listed if fresh else _missing
    missing = await asyncio.to_thread(wanted, folder, commit)
    if not missing:
        return
    await job.git(
        "fetch",
        "--progress",
        "--no-tags",
        "--no-write-fetch-head",
        "--filter=blob:none",
        "--stdin",
        "--",
        remote,
        cwd=folder,
        inherit=handle,
        said=[],
        data=b"\n".join(sorted(missing)) + b"\n",
        config=(("fetch.negotiationAlgorithm", "noop"),),
    )
