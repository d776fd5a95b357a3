"""What the engineer did in a checkout, seen from its git alone: nothing is fetched, changed or started."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from isonboard import git
from isonboard.address import clone_address
from isonboard.errors import IsonboardError, RefusedError
from isonboard.workspace.checkout import default_branch, remotes_of, repository_at, state_of

_HASH = re.compile(r"[0-9a-f]{40,64}")
_LOOKED_AT = 20  # commits of the branch's log that are looked for on the main branch
_FILES = 500  # changed files up to which a branch is looked for as one commit (a command line's length)


class LocalWork(Struct, frozen=True, kw_only=True):
    """How a branch of one's own stands."""

    branch: str
    current: bool
    """Whether it is checked out."""
    dirty: bool
    """Whether the checked out files have changes that are in no commit."""
    count: int
    """Commits on it that the project's main branch has not, as the last fetch knew it."""
    own: tuple[str, ...]
    """Commits on it that one made here or is the author of, those merged since among them; a colleague's are not."""
    pushed: bool
    """Whether all of it is on a remote, as the last push or fetch knew it."""
    merged: bool
    """Whether a commit made on it is on the project's main branch, as the last fetch knew it, or all of it as another commit."""
    main: str
    """The project's main branch."""
    fork: str | None = None
    """The path of the fork on its forge, `ada/pay`, where the origin is one; None without a fork."""


def local_work(checkout: Path, branch: str | None = None, commit: str | None = None) -> LocalWork | None:
    """The state of `branch`, or without one of the branch that is checked out; None where there is nothing of one's own.

    `commit` is one of one's own that was seen before: it counts even where the branch is gone since.
    """
    if not checkout.is_dir():
        return None
    try:
        state = state_of(checkout)
        main = default_branch(checkout)
        base = _base(checkout, main)
        named = branch or state.branch
        if not named or main is None or base is None or named == main:
            return None
        tip = _commit(checkout, f"refs/heads/{named}")
        seen = (commit,) if commit and _HASH.fullmatch(commit) else ()
        if tip is None and not seen:
            return None
        made = [*_made_here(checkout, named), *_written_by_oneself(checkout, base, tip)] if tip else []
        own = tuple(dict.fromkeys([*made, *seen]))
        return LocalWork(
            branch=named,
            current=state.branch == named,
            dirty=state.dirty and state.branch == named,
            count=_count(checkout, base, tip) if tip else 0,
            own=own,
            pushed=tip is not None and _is_pushed(checkout, named, tip),
            merged=any(_contains(checkout, base, one) for one in own[:_LOOKED_AT])
            or bool(made and tip and _was_pushed(checkout, named, made) and _squashed(checkout, base, tip)),
            main=main,
            fork=_fork(checkout),
        )
    except (IsonboardError, OSError, ValueError):
        return None


def _fork(checkout: Path) -> str | None:
    remotes = remotes_of(repository_at(checkout))
    if "upstream" not in remotes or "origin" not in remotes:
        return None
    try:
        return clone_address(remotes["origin"]).path.strip("/") or None
    except RefusedError:
        return None


def _base(checkout: Path, main: str | None) -> str | None:
    """The project's main branch as a ref: of the upstream where the origin is a fork."""
    places = [f"refs/remotes/{remote}/{main}" for remote in ("upstream", "origin")] if main else []
    return next((place for place in places if _commit(checkout, place)), None)


def _commit(checkout: Path, ref: str) -> str | None:
    found = _said(checkout, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    return found if _HASH.fullmatch(found) else None


def _count(checkout: Path, base: str, tip: str) -> int:
    return int(_said(checkout, "rev-list", "--count", f"{base}..{tip}") or 0)


def _made_here(checkout: Path, branch: str) -> tuple[str, ...]:
    """Commits that the branch's own log says were committed (not pulled, merged in or reset to), newest first."""
    listed = _said(
        checkout, "log", "--walk-reflogs", "--format=%H %gs", f"--max-count={10 * _LOOKED_AT}",
        f"refs/heads/{branch}", "--",
    )  # fmt: skip
    found = []
    for line in listed.splitlines():
        commit, _, subject = line.partition(" ")
        if subject.startswith(("commit:", "commit (initial)", "commit (amend)", "cherry-pick:")):
            found.append(commit)
    return tuple(dict.fromkeys(found))


def _written_by_oneself(checkout: Path, base: str, tip: str) -> tuple[str, ...]:
    """Commits of the branch whose author has one's own e-mail address: those made on another machine."""
    address = _said(checkout, "config", "--get", "user.email").casefold()
    if not address:
        return ()
    listed = _said(checkout, "log", "--format=%H %ae", f"--max-count={_LOOKED_AT}", f"{base}..{tip}", "--")
    pairs = (line.partition(" ") for line in listed.splitlines())
    return tuple(commit for commit, _, author in pairs if author.casefold() == address)


def _is_pushed(checkout: Path, branch: str, tip: str) -> bool:
    remote = _said(checkout, "for-each-ref", "--format=%(objectname)", f"refs/remotes/*/{branch}")
    return any(_contains(checkout, one, tip) for one in remote.splitlines() if _HASH.fullmatch(one))


def _was_pushed(checkout: Path, branch: str, made: Sequence[str]) -> bool:
    """Whether a remote has, or had, something of the branch: else the same change on main is somebody else's.

    A branch on the forge is often gone after the merge; that this one follows it is what a push or a checkout left.
    """
    followed = _said(checkout, "config", "--get-all", f"branch.{branch}.merge").splitlines()
    if f"refs/heads/{branch}" in followed:
        return True
    holding = [f"--contains={one}" for one in made[:_LOOKED_AT]]
    return bool(_said(checkout, "for-each-ref", "--count=1", *holding, "refs/remotes"))


def _contains(checkout: Path, holder: str, commit: str) -> bool:
    done = git.run(["merge-base", "--is-ancestor", commit, holder], cwd=checkout, check=False)
    return done.returncode == 0


def _squashed(checkout: Path, base: str, tip: str) -> bool:
    """Whether main has changed, since the branch left it, what the branch changed, and has it as the branch has it now."""
    start = _said(checkout, "merge-base", base, tip)
    if not start:
        return False
    differs = ["diff-tree", "-r", "--no-renames"]
    listed = git.run([*differs, "--name-only", "-z", start, tip], cwd=checkout).stdout
    files = [os.fsdecode(name) for name in listed.split(b"\0") if name]
    if not 0 < len(files) <= _FILES:
        return False
    differs.append("--quiet")
    plain = {"GIT_LITERAL_PATHSPECS": "1"}
    moved = git.run([*differs, start, base, "--", *files], cwd=checkout, check=False, extra_env=plain)
    apart = git.run([*differs, base, tip, "--", *files], cwd=checkout, check=False, extra_env=plain)
    return moved.returncode == 1 and apart.returncode == 0


def _said(checkout: Path, *words: str) -> str:
    done = git.run(list(words), cwd=checkout, check=False)
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""
