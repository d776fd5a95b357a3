"""Submodules: where they lead, and fetching them once the engineer agreed. `git submodule` itself is never run.

It would read the repository's own configuration (`update = !command`) and start hooks and filters. Here each one is
cloned beside its place, moved to `.git/modules/<name>` where git looks for it, and checked out at the commit that the
project names; git's own commands go on from there. Addresses, names and folders are checked first: CVE-2018-11235,
CVE-2018-17456, CVE-2024-32002 and CVE-2025-48384 came in by them.
"""

import asyncio
import contextlib
import os
import re
import secrets
import shutil
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from isonboard import git, limits, text
from isonboard.address import clone_address, is_safe_segment
from isonboard.errors import RefusedError
from isonboard.files import storage_error
from isonboard.model.ports import Report
from isonboard.model.progress import Notice, Progress
from isonboard.workspace import journal, transfer
from isonboard.workspace.checkout import remotes_of, repository_at

MOST = limits.SUBMODULES
_SIZE = limits.GITMODULES_BYTES
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_KEY = re.compile(r"submodule\.(?P<name>.+)\.(?P<key>path|url)", re.DOTALL)


class Submodule(NamedTuple):
    """A submodule that HEAD names."""

    name: str
    path: str
    url: str
    """Where it is cloned from, resolved; as written where it is refused."""
    commit: str
    refused: str = ""
    """Why it is not fetched, in words; "" where it may be."""
    present: bool = False
    """True when something is in its place already."""


class _Rules(NamedTuple):
    """What a submodule's address may be."""

    bases: tuple[str, ...]
    hosts: frozenset[str]
    schemes: frozenset[str]


class _Job(NamedTuple):
    repository: git.Repository
    top: Path
    handle: int
    report: Report
    cancelled: Callable[[], bool]
    ca_bundle: str | None
    proxy: str | None
    credential: git.Credential | None

    async def git(self, module: Submodule, *words: str, cwd: Path | None = None) -> None:
        def heard(line: str) -> None:
            for event in transfer.events_of(line, module.path):
                self.report(event)

        await git.stream(
            words,
            cwd=cwd,
            on_line=heard,
            protocols=(clone_address(module.url).scheme,),
            ca_bundle=self.ca_bundle,
            config=(("http.proxy", self.proxy),) if self.proxy else (),
            cancelled=self.cancelled,
            credential=self.credential,
            inherit=(self.handle,),
        )


def submodules_of(checkout: Path, hosts: Collection[str] = ()) -> tuple[Submodule, ...]:
    """The submodules of HEAD, each with why it is refused.

    They may lie at the hosts of the project's own remotes and at `hosts`, over https, ssh or the project's own
    protocol. Raises NotFoundError, GitError.
    """
    repository = repository_at(checkout)
    top = repository.work_tree
    assert top is not None
    listed = git.run(["ls-tree", "-r", "-z", "--full-tree", "HEAD"], cwd=top, check=False, timeout=300).stdout
    links: dict[str, str] = {}
    for entry in listed.split(b"\0"):
        head, _, raw = entry.partition(b"\t")
        if head.startswith(b"160000 ") and len(links) < MOST:
            links[raw.decode("utf-8", "surrogateescape")] = head.rpartition(b" ")[2].decode(
                "ascii", "replace"
            )
    if not links:
        return ()
    stated = {path: (name, url) for name, path, url in _stated(top)}
    bases = tuple(_remotes(repository))
    own = [clone_address(base) for base in bases]
    rules = _Rules(
        bases,
        frozenset({*(host.casefold() for host in hosts), *(base.host for base in own)}),
        frozenset({*git.PROTOCOLS, *(base.scheme for base in own)}),
    )
    return tuple(_checked(top, path, commit, stated.get(path), rules) for path, commit in links.items())


def _stated(top: Path) -> list[tuple[str, str, str]]:
    """(name, path, url) of HEAD's .gitmodules, which git parses as text: it includes and starts nothing."""
    found = git.run(["cat-file", "blob", "HEAD:.gitmodules"], cwd=top, check=False)
    if found.returncode or len(found.stdout) > _SIZE:
        return []
    words = ["config", "--file", "-", "--no-includes", "--null", "--list"]
    listed = git.run(words, cwd=top, check=False, data=found.stdout).stdout
    values: dict[str, dict[str, str]] = {}
    for entry in listed.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        key, _, value = entry.partition("\n")
        if match := _KEY.fullmatch(key):
            values.setdefault(match["name"], {})[match["key"]] = value
    return [
        (name, each["path"], each["url"]) for name, each in values.items() if {"path", "url"} <= each.keys()
    ]


def _remotes(repository: git.Repository) -> dict[str, None]:
    """Addresses of the remotes, the project's own first: relative ones are meant relative to it."""
    remotes = remotes_of(repository)
    found: dict[str, None] = {}
    for name in dict.fromkeys(["upstream", "origin", *remotes]):
        with contextlib.suppress(KeyError, RefusedError):
            clone_address(remotes[name])
            found[remotes[name]] = None
    return found


def _checked(top: Path, path: str, commit: str, stated: tuple[str, str] | None, rules: _Rules) -> Submodule:
    present = os.path.lexists(top / path / ".git") if "\0" not in path else False
    shown = text.line(path, 200)
    if stated is None:
        return Submodule("", shown, "", commit, ".gitmodules does not say where it lies", present)
    name, written = stated

    def refused(why: str) -> Submodule:
        return Submodule(
            text.line(name, 200), shown, text.redacted(text.line(written, 300)), commit, why, present
        )

    if not (_is_plain(path) and _is_plain(name)):
        return refused("its name is not made of plain names")
    if not _COMMIT.fullmatch(commit):
        return refused("its commit is none")
    try:
        url = (
            resolved(rules.bases[0], written)
            if written.startswith(("./", "../")) and rules.bases
            else written
        )
        address = clone_address(url)
    except RefusedError as error:
        return refused(error.message)
    if address.scheme not in rules.schemes:
        return refused(f"{address.scheme} is not a protocol that the project itself is cloned by")
    if address.host not in rules.hosts:
        return refused(f"it leads to another host ({address.host})")
    return Submodule(name, path, url, commit, present=present)


def _is_plain(path: str) -> bool:
    """Plain folder names, of which no part is git's own; a leading dot is allowed (`.github`)."""
    parts = path.split("/")
    return len(parts) <= 20 and all(
        is_safe_segment(part)
        or (part.startswith(".") and part.casefold() != ".git" and is_safe_segment(part[1:]))
        for part in parts
    )


def resolved(base: str, relative: str) -> str:
    """A relative address as git-submodule(1) understands it. Raises RefusedError where it leaves the host."""
    place = base.rstrip("/")
    floor = place.find("/", place.find("://") + 3) if "://" in place else place.find(":")
    while relative.startswith(("./", "../")):
        step, _, relative = relative.partition("/")
        if step == "..":
            cut = place.rfind("/")
            if cut < max(floor, 0):
                raise RefusedError(
                    f"the address {text.line(relative, 80)!r} leaves its host", hint="Fetch it by hand."
                )
            place = place[:cut]
    return f"{place}/{relative}"


async def fetch_submodules(
    checkout: Path,
    modules: Sequence[Submodule],
    *,
    report: Report,
    cancelled: Callable[[], bool] = lambda: False,
    ca_bundle: str | None = None,
    proxy: str | None = None,
    credential: git.Credential | None = None,
) -> tuple[str, ...]:
    """Fetch those that are not refused into their places; returns the paths that stand as the project wants them.

    What is refused or not as expected is reported and left alone; stopped half-way, the next call goes on. Raises
    GitError, RefusedError (another isonboard at work), StorageError, InterruptedByUserError.
    """
    repository = repository_at(checkout)
    top = repository.work_tree
    assert top is not None
    done: list[str] = []
    with journal.working_in(repository) as handle:
        job = _Job(repository, top, handle, report, cancelled, ca_bundle, proxy, credential)
        for left in repository.common_dir.glob("isonboard-module-*"):
            shutil.rmtree(left, ignore_errors=True)
        for number, module in enumerate(modules):
            report(Progress(stage="fetching submodules", done=number, total=len(modules), unit="submodules", subject=module.path))  # fmt: skip
            why = module.refused
            if not why:
                try:
                    why = await _fetch(job, module)
                except RefusedError as error:
                    why = error.message
                except OSError as error:
                    raise storage_error(error, top / module.path) from error
            if why:
                report(Notice(text=f"not fetched: {why}", hint="Look at .gitmodules.", subject=module.path))
            else:
                done.append(module.path)
        report(
            Progress(stage="fetching submodules", done=len(modules), total=len(modules), unit="submodules")
        )
    return tuple(done)


async def _fetch(job: _Job, module: Submodule) -> str:
    """Fetch one; returns why not, or ""."""
    place, store = job.top / module.path, job.repository.common_dir / "modules" / module.name
    if why := _obstacle(job, module, place, store):
        return why
    if not _is_there(store):
        await _receive(job, module, store)
    _put_in_place(job, module, place, store)
    if not _is_there(store / "index"):  # never checked out, or cut short
        (store / "index.lock").unlink(missing_ok=True)
        await _have_commit(job, module, place)
        await job.git(module, "checkout", "--progress", "--force", "--detach", module.commit, "--", cwd=place)
    head = git.run(["rev-parse", "--verify", "--quiet", "HEAD"], cwd=place, check=False).stdout
    if head.decode("ascii", "replace").strip() != module.commit:
        return "it stands at another commit, which is left as it is"
    if not git.run(["cat-file", "-e", "HEAD:.gitmodules"], cwd=place, check=False).returncode:
        hint = "Set it up by its own path to be asked."
        job.report(Notice(text="it has submodules of its own, not fetched", hint=hint, subject=module.path))
    return ""


def _obstacle(job: _Job, module: Submodule, place: Path, store: Path) -> str:
    """What of the engineer's (or of somebody else's) is in the way; "" where nothing is. Raises RefusedError."""
    _check_parents(job.top, place)
    _check_parents(job.repository.common_dir, store)
    if os.path.lexists(place / ".git"):
        found = git.repository_of(place)
        if found is None or found.git_dir != Path(os.path.realpath(store)):
            return "something else is in its place"
    elif place.is_dir() and os.listdir(place):
        return "its folder is not empty"
    if os.path.lexists(store):
        settings = dict(git.settings_of(git.Repository(store, store, None)))
        if settings.get("remote.origin.url") != module.url:
            return "an earlier one of that name lies elsewhere"
    return ""


def _is_there(path: Path) -> bool:
    return os.path.lexists(path)


async def _receive(job: _Job, module: Submodule, store: Path) -> None:
    """Clone it beside its place and move the repository there at once."""
    half = job.repository.common_dir / f"isonboard-module-{secrets.token_hex(6)}"
    try:
        await job.git(
            module,
            *(
                "clone",
                "--progress",
                "--no-checkout",
                "--origin=origin",
                "--template=",
                "--no-recurse-submodules",
            ),
            *("--", module.url, str(half)),
        )
        await _have_commit(job, module, half)
        store.parent.mkdir(parents=True, exist_ok=True)
        os.rename(half / ".git", store)
    finally:
        await asyncio.to_thread(shutil.rmtree, half, ignore_errors=True)


async def _have_commit(job: _Job, module: Submodule, folder: Path) -> None:
    """A commit that no branch holds any more is asked for by its id."""
    if git.run(["cat-file", "-e", f"{module.commit}^{{commit}}"], cwd=folder, check=False).returncode:
        await job.git(
            module, "fetch", "--progress", "--no-write-fetch-head", "--", "origin", module.commit, cwd=folder
        )


def _put_in_place(job: _Job, module: Submodule, place: Path, store: Path) -> None:
    """What `git submodule update --init` would have left, so that git's own commands go on from here."""
    place.mkdir(parents=True, exist_ok=True)
    _check_parents(job.top, place)
    if not os.path.lexists(place / ".git"):
        _write_link(place / ".git", os.path.relpath(store, place))
    key = f"submodule.{module.name}"
    for words in (
        ["--local", f"{key}.url", module.url],
        ["--local", f"{key}.active", "true"],
        ["--file", str(store / "config"), "core.worktree", os.path.relpath(place, store)],
    ):
        git.run(["config", *words], cwd=job.top, inherit=(job.handle,))


def _check_parents(top: Path, place: Path) -> None:
    """Raises RefusedError where a folder on the way, or the place itself, is a link or no folder."""
    here = top
    for part in place.relative_to(top).parts:
        here /= part
        if here.is_symlink() or (os.path.lexists(here) and not here.is_dir()):
            raise RefusedError(f"{text.line(here)} is not a folder of its own", hint="Fetch it by hand.")


def _write_link(path: Path, target: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"gitdir: {target}\n")


__all__ = ["Submodule", "fetch_submodules", "resolved", "submodules_of"]
