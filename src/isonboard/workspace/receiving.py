"""One transfer from a server, as clone and update share it: what every step needs, and file contents in one request."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from isonboard import git
from isonboard.address import CloneAddress
from isonboard.model.ports import Report
from isonboard.workspace import transfer
from isonboard.workspace.sparse import is_inside


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
    sparse: tuple[str, ...] = ()
    """The folders to write; all where none is named."""

    @property
    def kind(self) -> str:
        """What half a clone has to have been begun as, to go on with it."""
        return f"{self.mode} of {', '.join(self.sparse)}" if self.sparse else self.mode

    async def git(
        self,
        *args: str,
        cwd: Path | None = None,
        inherit: int,
        said: list[str],
        data: bytes | None = None,
        config: Collection[tuple[str, str]] = (),
        extra_env: Mapping[str, str] | None = None,
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
            extra_env=extra_env,
        )

    async def answers_as_git(self, handle: int) -> bool:
        """Whether a git server is at the address: git takes a web page of one line for an empty repository.

        (Its older protocol reads lines of references, and such a page has none; only servers of today's send packets.)
        """
        said: list[str] = []
        quiet = self._replace(report=lambda _event: None)
        await quiet.git(
            "ls-remote", "--", self.url, inherit=handle, said=said, extra_env={"GIT_TRACE_PACKET": "2"}
        )
        return any("packet:" in line for line in said)


def _listed(folder: Path, commit: str, sparse: Sequence[str] = ()) -> set[bytes]:
    """The contents of all files of a commit, or of those in the folders `sparse`.

    Where nothing has arrived yet, a quarter of the time of `_missing`.
    """
    rows = git.run(["ls-tree", "-r", "-z", "--full-tree", commit], cwd=folder, timeout=600).stdout.split(
        b"\0"
    )
    return {
        row.split(b"\t")[0].split(b" ")[2]
        for row in rows
        if b" blob " in row
        and (not sparse or is_inside(row.partition(b"\t")[2].decode("utf-8", "replace"), sparse))
    }


def _missing(folder: Path, commit: str, sparse: Sequence[str] = ()) -> set[bytes]:
    """The contents of files of a commit, or of those in the folders `sparse`, that are not here."""
    args = ["rev-list", "--objects", "--missing=print", "--no-walk", commit]
    rows = git.run(args, cwd=folder, timeout=600).stdout.split(b"\n")
    missing = {row[1:] for row in rows if row.startswith(b"?")}
    return missing & _listed(folder, commit, sparse) if sparse and missing else missing


async def fetch_contents(
    job: Job, folder: Path, commit: str, handle: int, remote: str = "origin", *, fresh: bool = False
) -> None:
    """Fetch the contents of a commit's files in one request, as git would by itself, but with progress."""
    wanted = _listed if fresh else _missing
    missing = await asyncio.to_thread(wanted, folder, commit, job.sparse)
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
