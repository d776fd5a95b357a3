"""A checkout: where it belongs, what it is, and how it stands."""

import os
from pathlib import Path

from msgspec import Struct

from isonboard import git, text
from isonboard.address import clone_address, safe_segment
from isonboard.errors import NotFoundError, RefusedError
from isonboard.model.project import Project
from isonboard.workspace.sparse import is_sparse


class Checkout(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A whole clone in the workspace. `commit` is "" where the repository is empty."""

    path: Path
    commit: str
    branch: str | None
    """None when no branch is checked out."""
    mode: str
    """`blobless`, `full`, `shallow` or `sparse`: what it really is, whatever was asked for."""
    fresh: bool
    """True when it was cloned now, False when it was there and has been updated."""
    note: str = ""
    """What to know about it, in a sentence: degraded to full, empty, not updated."""


class CheckoutState(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a checkout stands; reading it changes and starts nothing."""

    path: Path
    """Its top folder."""
    project_id: str | None
    """By its remotes (`upstream` before `origin`); None where they name no project."""
    branch: str | None
    head: str
    """The commit; "" while there is none."""
    tree: str
    dirty: bool
    changes: tuple[str, ...] = ()
    """The first changed or new files, as git names them, cleaned."""
    ahead: int | None = None
    """Commits that the upstream branch has not; None where there is no upstream branch."""
    behind: int | None = None
    default_branch: str | None = None
    """What `origin/HEAD` (or `upstream/HEAD`) names."""
    operation: str = ""
    """An unfinished `merge`, `rebase`, `cherry-pick`, `revert` or `bisect`."""


_CHANGES_SHOWN = 50
_OPERATIONS = (
    ("rebase-merge", "rebase"),
    ("rebase-apply", "rebase"),
    ("MERGE_HEAD", "merge"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
    ("BISECT_LOG", "bisect"),
)


def checkout_path(workspace: Path, project: Project) -> Path:
    """`<workspace>/<host>/<owner>/<repo>`, spelled as the forge spells it; of a subdirectory, the repository's.

    Raises NotFoundError where the project has no repository, RefusedError where its name cannot be a folder.
    """
    identity = project.id.partition("//")[0]
    address = project.clone_url or project.ssh_url
    if not address and ("/" not in identity or ":" in identity.partition("/")[0]):
        raise NotFoundError(
            f"{project.label} has no repository to clone", hint="Ask its contacts where it lives."
        )
    segments = identity.split("/")
    if address:
        parts = clone_address(address)
        if parts.host and (":" in segments[0] or parts.project_id == identity.casefold()):
            segments = [parts.host, *parts.path.split("/")]
    return workspace.joinpath(*[safe_segment(segment) for segment in segments])


def repository_at(path: Path) -> git.Repository:
    """The repository that a folder is in, with a work tree. Raises NotFoundError."""
    found = git.repository_of(path)
    if found is None or found.work_tree is None:
        raise NotFoundError(
            f"{text.line(path)} is not a checkout of a git repository", hint="Give the folder of a clone."
        )
    return found


def remotes_of(repository: git.Repository) -> dict[str, str]:
    """Name to address of every remote, as the repository's own configuration has them."""
    found: dict[str, str] = {}
    for key, value in git.settings_of(repository):
        if key.startswith("remote.") and key.endswith(".url"):
            found.setdefault(key[7:-4], value)
    return found


def project_of(repository: git.Repository) -> str | None:
    """The id of the project that the checkout is of: its `upstream`'s when it is a fork, else its `origin`'s."""
    remotes = remotes_of(repository)
    for name in ("upstream", "origin", *remotes):
        if name in remotes:
            try:
                return clone_address(remotes[name]).project_id
            except RefusedError:
                continue
    return None


def state_of(path: Path) -> CheckoutState:
    """How the checkout that `path` is in stands. Raises NotFoundError, GitError."""
    repository = repository_at(path)
    top = repository.work_tree
    assert top is not None
    listed = git.run(
        ["status", "--porcelain=v2", "--branch", "-z", "--untracked-files=normal"], cwd=top
    ).stdout
    head, branch, ahead, behind = "", None, None, None
    changes: list[str] = []
    entries = iter(listed.decode("utf-8", "replace").split("\0"))
    for entry in entries:
        key, _, value = entry.removeprefix("# ").partition(" ")
        if entry.startswith("# branch.oid") and value != "(initial)":
            head = value
        elif entry.startswith("# branch.head") and value != "(detached)":
            branch = text.line(value)
        elif entry.startswith("# branch.ab"):
            ahead, behind = (abs(int(part)) for part in value.split())
        elif key in ("1", "2", "u", "?"):
            fields = {"1": 8, "2": 9, "u": 10, "?": 1}[key]
            changes.append(text.line(entry.split(" ", fields)[-1], 300))
            if key == "2":
                next(entries, None)
    return CheckoutState(
        path=top,
        project_id=project_of(repository),
        branch=branch,
        head=head,
        tree=tree_of(top) if head else "",
        dirty=bool(changes),
        changes=tuple(changes[:_CHANGES_SHOWN]),
        ahead=ahead,
        behind=behind,
        default_branch=default_branch(top),
        operation=next(
            (word for name, word in _OPERATIONS if os.path.lexists(repository.git_dir / name)), ""
        ),
    )


def tree_of(path: Path) -> str:
    """The id of the tree of HEAD; "" while there is no commit."""
    done = git.run(["rev-parse", "--verify", "--quiet", "HEAD^{tree}"], cwd=path, check=False)
    return done.stdout.decode("ascii", "replace").strip()


def default_branch(path: Path) -> str | None:
    """The project's own main branch, as the last clone or fetch knew it."""
    for remote in ("upstream", "origin"):
        done = git.run(["symbolic-ref", "--quiet", f"refs/remotes/{remote}/HEAD"], cwd=path, check=False)
        name = done.stdout.decode("utf-8", "replace").strip()
        if name.startswith(f"refs/remotes/{remote}/"):
            return text.line(name.removeprefix(f"refs/remotes/{remote}/"))
    return None


def mode_of(repository: git.Repository) -> str:
    """`sparse`, `shallow`, `blobless` or `full`."""
    if is_sparse(repository):
        return "sparse"
    if (repository.common_dir / "shallow").exists():
        return "shallow"
    filtered = any(key.endswith(".partialclonefilter") for key, _ in git.settings_of(repository))
    return "blobless" if filtered else "full"


def found_checkout(path: Path, *, fresh: bool, note: str = "", mode: str | None = None) -> Checkout:
    """The checkout at `path` as a value. Raises NotFoundError."""
    repository = repository_at(path)
    said = git.run(
        ["rev-parse", "--revs-only", "HEAD", "--symbolic-full-name", "HEAD"], cwd=path, check=False
    )
    commit, _, ref = said.stdout.decode("utf-8", "replace").strip().partition("\n")
    if not commit:  # no commit yet: the branch has a name all the same
        named = git.run(["symbolic-ref", "--quiet", "HEAD"], cwd=path, check=False).stdout
        ref = named.decode("utf-8", "replace").strip()
    branch = text.line(ref.removeprefix("refs/heads/")) if ref.startswith("refs/heads/") else None
    return Checkout(
        path=path,
        commit=commit,
        branch=branch,
        mode=mode or mode_of(repository),
        fresh=fresh,
        note=note,
    )
