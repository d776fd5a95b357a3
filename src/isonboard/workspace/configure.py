"""Making a clone ready to work in: branch, identity, remotes of a fork, settings file. Nothing of the user's is lost."""

import contextlib
import os
import re
import stat
from pathlib import Path
from typing import NamedTuple

from isonboard import git, limits, text
from isonboard.address import branch_name, clone_address, slug
from isonboard.errors import GitError, RefusedError
from isonboard.files import storage_error
from isonboard.model.guidance import Guidance
from isonboard.model.issue import Issue
from isonboard.workspace import journal
from isonboard.workspace.checkout import CheckoutState, remotes_of, repository_at, state_of

__all__ = ["Branch", "CheckoutState", "branch_for", "create_branch", "set_fork", "state_of"]

COMMIT_TEMPLATES = (".gitmessage", ".gitmessage.txt", ".github/.gitmessage", ".gitcommit-template")
ENV_TEMPLATES = (".env.example", ".env.sample", ".env.template", ".env.dist", "env.example")
_ENV_LIMIT = limits.ENV_FILE_BYTES
_NUMBER = re.compile(r"#?(?P<number>[A-Za-z0-9][A-Za-z0-9-]{0,29})")


class Branch(NamedTuple):
    """A branch that is checked out now; `created` is False when it was there before."""

    name: str
    created: bool
    base: str
    """What it starts from (`origin/main`), or "" when it was there."""


def branch_for(
    issue: Issue | None, guidance: Guidance | None = None, prefix: str = "contrib/", *, title: str = ""
) -> str:
    """`<prefix>/<issue>-<slug>`: under the project's own prefix where its documents state one that is a name."""
    chosen = _prefix(prefix)
    if guidance is not None and guidance.branch_prefix:
        with contextlib.suppress(RefusedError):
            chosen = _prefix(guidance.branch_prefix)
    words = slug(issue.title if issue is not None else title)
    if issue is None:
        return branch_name(f"{chosen}{words or 'first-change'}")
    match = _NUMBER.fullmatch(issue.number)
    number = match["number"] if match else slug(issue.number, 30)
    return branch_name(chosen + ("-".join(part for part in (number, words) if part) or "issue"))


def _prefix(prefix: str) -> str:
    ended = prefix if prefix.endswith(("/", "-", "_")) or not prefix else f"{prefix}/"
    branch_name(f"{ended}x")
    return ended


def create_branch(checkout: Path, name: str, base: str | None = None) -> Branch:
    """Check the branch out: an existing one as it is (never reset), a new one from `base` (the project's main branch).

    Changed files come along where git can keep them, else GitError and nothing is changed. Raises RefusedError.
    """
    branch_name(name)
    repository = repository_at(checkout)
    if git.run(["check-ref-format", "--branch", name], check=False).returncode:
        raise RefusedError(
            f"{name[:80]!r} cannot be a branch name", hint="Use letters, digits, dashes and slashes."
        )
    current = git.run(["symbolic-ref", "--quiet", "--short", "HEAD"], cwd=checkout, check=False).stdout
    if current.decode("utf-8", "replace").strip() == name:
        return Branch(name, created=False, base="")
    with journal.working_in(repository) as handle:
        if _exists(checkout, f"refs/heads/{name}"):
            _switch(checkout, [name], handle)
            return Branch(name, created=False, base="")
        if _exists(checkout, f"refs/remotes/origin/{name}"):
            _switch(checkout, ["--track", "-c", name, f"refs/remotes/origin/{name}"], handle)
            return Branch(name, created=False, base=f"origin/{name}")
        start = base or _base(checkout)
        _switch(checkout, ["--no-track", "-c", name, *([start] if start else [])], handle)
    return Branch(name, created=True, base=start.removeprefix("refs/remotes/"))


def _switch(checkout: Path, args: list[str], handle: int) -> None:
    try:
        git.run(["switch", "--no-guess", *args], cwd=checkout, inherit=(handle,), timeout=600)
    except GitError as error:
        if "overwritten" in error.message or "local changes" in error.message:
            error.hint = "Commit or stash your changes first."
        elif "cannot lock ref" in error.message or "exists; cannot create" in error.message:
            error.hint = "A branch of a similar name is in the way: choose another name."
        raise


def _exists(checkout: Path, ref: str) -> bool:
    return not git.run(["show-ref", "--verify", "--quiet", ref], cwd=checkout, check=False).returncode


def _base(checkout: Path) -> str:
    """The main branch of the project as last fetched, as a full ref; "" when there is none to start from."""
    for remote in ("upstream", "origin"):
        head = f"refs/remotes/{remote}/HEAD"
        done = git.run(["symbolic-ref", "--quiet", head], cwd=checkout, check=False)
        ref = done.stdout.decode("utf-8", "replace").strip()
        if ref.startswith(f"refs/remotes/{remote}/") and _exists(checkout, ref):
            return ref
    return ""


def set_identity(checkout: Path, name: str | None, email: str | None) -> bool:
    """Set name and e-mail for this clone where git has none for it; True when something was set.

    Also makes `git push` push the branch under its own name where the user has not decided otherwise.
    """
    repository = repository_at(checkout)
    changed = False
    with journal.working_in(repository) as handle:
        for key, value in (("user.name", name), ("user.email", email), ("push.default", "current")):
            if value is None or _setting(checkout, key):
                continue
            if text.line(value, 200) != value or not value or re.search(r"[<>\n]", value):
                raise RefusedError(f"{value[:80]!r} cannot be an identity", hint="Set it with “git config”.")
            _set(checkout, key, value, handle)
            changed = changed or key != "push.default"
    return changed


def set_commit_template(checkout: Path) -> str | None:
    """Use the project's own commit template for this clone, where it tracks one and none is set; returns its path."""
    if _setting(checkout, "commit.template"):
        return None
    for name in COMMIT_TEMPLATES:
        if _is_tracked(checkout, name) and _template(checkout / name) is not None:
            with journal.working_in(repository_at(checkout)) as handle:
                _set(checkout, "commit.template", name, handle)
            return name
    return None


def _setting(checkout: Path, key: str) -> str:
    done = git.run(["config", "--get", key], cwd=checkout, check=False)
    return done.stdout.decode("utf-8", "replace").strip()


def _set(checkout: Path, key: str, value: str, handle: int) -> None:
    git.run(["config", "--local", key, value], cwd=checkout, inherit=(handle,))


def set_fork(checkout: Path, fork_url: str, upstream_url: str) -> None:
    """Make `origin` the fork and `upstream` the project, which can be fetched from but not pushed to.

    Idempotent; a remote of another meaning under one of the two names is refused. Raises RefusedError, GitError.
    """
    fork, upstream = clone_address(fork_url), clone_address(upstream_url)
    if fork.project_id == upstream.project_id:
        raise RefusedError("the fork is the project itself", hint="Clone the project without a fork.")
    repository = repository_at(checkout)
    remotes = {name: _project_id(url) for name, url in remotes_of(repository).items()}
    with journal.working_in(repository) as handle:
        if remotes.get("upstream", upstream.project_id) != upstream.project_id:
            raise RefusedError("“upstream” is another repository", hint="Rename that remote and try again.")
        if "upstream" not in remotes and remotes.get("origin") == upstream.project_id:
            _rename_origin(checkout, repository, handle)
            del remotes["origin"]
        elif "upstream" not in remotes:
            git.run(["remote", "add", "upstream", upstream_url], cwd=checkout, inherit=(handle,))
        if remotes.get("origin", fork.project_id) != fork.project_id:
            raise RefusedError("“origin” is another repository", hint="Rename that remote and try again.")
        if "origin" not in remotes:
            git.run(["remote", "add", "origin", fork_url], cwd=checkout, inherit=(handle,))
        _set(checkout, "remote.upstream.pushurl", "DISABLED", handle)
        _set(checkout, "remote.pushDefault", "origin", handle)


def _rename_origin(checkout: Path, repository: git.Repository, handle: int) -> None:
    """`git remote rename origin upstream`, in steps that may each be cut short and none of which runs a hook."""
    listed = git.output(
        ["for-each-ref", "--format=%(refname) %(objectname) %(symref)", "refs/remotes/origin"], cwd=checkout
    )
    refs = [line.split(" ") for line in listed.splitlines()]
    moved = [(name, name.replace("/origin/", "/upstream/", 1), oid, symref) for name, oid, symref in refs]
    commands = "".join(f"update {new} {oid}\n" for _, new, oid, symref in moved if not symref)
    git.run(["update-ref", "--stdin"], cwd=checkout, data=commands.encode(), inherit=(handle,))
    for _, new, _, symref in moved:
        if symref:
            target = symref.replace("/origin/", "/upstream/", 1)
            git.run(["symbolic-ref", new, target], cwd=checkout, inherit=(handle,))
    settings = git.settings_of(repository)
    fetched = [value for key, value in settings if key == "remote.origin.fetch"]
    _config(checkout, handle, "--rename-section", "remote.origin", "remote.upstream")
    for number, value in enumerate(fetched):
        word = "--replace-all" if number == 0 else "--add"
        _config(checkout, handle, word, "remote.upstream.fetch", value.replace("/origin/", "/upstream/"))
    for key, value in settings:
        if key.startswith("branch.") and key.endswith(".remote") and value == "origin":
            _set(checkout, key, "upstream", handle)
    for name, _, _, symref in moved:
        words = ["symbolic-ref", "--delete", name] if symref else ["update-ref", "-d", name]
        git.run(words, cwd=checkout, inherit=(handle,))


def _config(checkout: Path, handle: int, *words: str) -> None:
    git.run(["config", "--local", *words], cwd=checkout, inherit=(handle,))


def _project_id(url: str) -> str:
    try:
        return clone_address(url).project_id
    except RefusedError:
        return ""


def create_env(checkout: Path) -> str | None:
    """Make `.env` from its template and return the template's name; None where there is none to make.

    Never overwrites, never follows a link, and leaves a tracked `.env` alone. Raises StorageError.
    """
    target = checkout / ".env"
    if os.path.lexists(target) or _is_tracked(checkout, ".env"):
        return None
    for name in ENV_TEMPLATES:
        content = _template(checkout / name)
        if content is None:
            continue
        try:
            handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        except FileExistsError:
            return None
        except OSError as error:
            raise storage_error(error, target) from error
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
        except OSError as error:
            target.unlink(missing_ok=True)
            raise storage_error(error, target) from error
        return name
    return None


def _is_tracked(checkout: Path, name: str) -> bool:
    return not git.run(["ls-files", "--error-unmatch", "--", name], cwd=checkout, check=False).returncode


def _template(path: Path) -> bytes | None:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        return file.read(_ENV_LIMIT) if stat.S_ISREG(found.st_mode) and found.st_size <= _ENV_LIMIT else None
