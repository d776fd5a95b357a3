"""Trust: the engineer's consent to one exact plan on one exact content of one repository, remembered.

The key covers what would run, the tree of HEAD and the uncommitted changes; anything else asks again and shows what
changed. What package managers download is outside it, and whoever asks says so.
"""

import hashlib
import os
import shlex
import stat
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from isonboard import files, git, limits, paths, text
from isonboard.errors import ConfigError
from isonboard.model.plan import SetupPlan
from isonboard.workspace.checkout import project_of, repository_at, tree_of

OUTSIDE = "Packages that are downloaded bring code of their own; consent cannot cover what is in them."
_KEPT_A_PROJECT = 20
_HASHED_FILES = limits.HASHED_FILES
_HASHED_BYTES = limits.HASHED_BYTES
_SUBMODULES = 100
_DEPTH = 3


class Consent(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is consented to. Ask with `consent_for`, look up and store with `Trust`."""

    project_id: str
    """The project, or `path:/where/it/is` for a checkout without a remote."""
    tree: str
    """The tree id of HEAD: every tracked file."""
    changes: str
    """Hash of the uncommitted changes; "" where there are none."""
    commands: tuple[str, ...]
    """What would run, as `folder$ words`."""
    granted_at: datetime | None = None
    edited: str = ""
    """Hash of the changes to tracked files alone. Like `added` only for `Trust.renew`: neither in the key nor stored."""
    added: tuple[str, ...] = ()
    """Hashes of the new files, one each."""

    @property
    def key(self) -> str:
        content = [self.project_id, list(self.commands), self.tree, self.changes]
        return hashlib.sha256(b"isonboard consent 1\n" + msgspec.json.encode(content)).hexdigest()


def key_of(project_id: str, plan: SetupPlan, tree_id: str, changes_hash: str) -> str:
    """The key under which consent is remembered: a hash of everything that it covers."""
    consent = Consent(project_id=project_id, tree=tree_id, changes=changes_hash, commands=_commands(plan))
    return consent.key


def consent_for(plan: SetupPlan, checkout: Path) -> Consent:
    """What the engineer would consent to now. Raises NotFoundError, GitError."""
    repository = repository_at(checkout)
    top = repository.work_tree or checkout
    changes = _changes_of(top)
    return Consent(
        project_id=project_of(repository) or f"path:{top}",
        tree=tree_of(top),
        changes=changes.hash,
        commands=_commands(plan),
        edited=changes.edited.hexdigest(),
        added=tuple(sorted(changes.added)),
    )


def _commands(plan: SetupPlan) -> tuple[str, ...]:
    return tuple(f"{step.cwd}$ {shlex.join(step.argv)}" for step in plan.steps)


def what_changed(old: Consent, new: Consent) -> tuple[str, ...]:
    """What differs from what was agreed to before, one short sentence each."""
    before, after = set(old.commands), set(new.commands)
    changed = [f"new: {text.line(command, 200)}" for command in new.commands if command not in before]
    changed += [f"gone: {text.line(command, 200)}" for command in old.commands if command not in after]
    if not changed and old.commands != new.commands:
        changed.append("the commands run in another order")
    if old.tree != new.tree:
        changed.append("the files of the project changed (another commit)")
    if old.changes != new.changes:
        changed.append(
            "the uncommitted changes are others" if new.changes else "the uncommitted changes are gone"
        )
    return tuple(changed)


class Trust:
    """The consents given on this machine: a file in the data folder, shared by all windows."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or paths.data_dir() / "consents.json"

    def granted(self, consent: Consent) -> bool:
        """Whether exactly this was agreed to."""
        return any(one.key == consent.key for one in self._load())

    def last(self, project_id: str) -> Consent | None:
        """The newest consent to anything of this project: what to compare a new question with."""
        return next((one for one in reversed(self._load()) if one.project_id == project_id), None)

    def changed_since(self, consent: Consent) -> tuple[str, ...]:
        """What changed since the last consent to this project; empty when there was none."""
        last = self.last(consent.project_id)
        return what_changed(last, consent) if last is not None else ()

    def grant(self, consent: Consent, *, now: datetime | None = None) -> None:
        """Remember it. Raises StorageError."""
        dated = msgspec.structs.replace(consent, granted_at=now or datetime.now(UTC), edited="", added=())
        with files.locked(self.path):
            others = [one for one in self._load() if one.key != consent.key]
            ours = [one for one in others if one.project_id == consent.project_id]
            surplus = {one.key for one in ours[: max(0, len(ours) - _KEPT_A_PROJECT + 1)]}
            self._save([one for one in others if one.key not in surplus] + [dated])

    def renew(self, before: Consent, after: Consent) -> bool:
        """Carry consent over to the new files that a consented run itself left behind, so that resuming does not ask.

        Only for the same commands on the same commit where what had been there is as it was: an edit made meanwhile,
        by the run or by anybody else, asks again. False (and nothing is stored) otherwise.
        """
        same = (before.project_id, before.commands, before.tree, before.edited) == (
            after.project_id,
            after.commands,
            after.tree,
            after.edited,
        )
        if same and set(before.added) <= set(after.added) and self.granted(before):
            self.grant(after)
            return True
        return False

    def revoke(self, project_id: str | None = None) -> int:
        """Forget the consents to a project, or all; returns how many there were. Raises StorageError."""
        with files.locked(self.path):
            loaded = self._load()
            kept = [one for one in loaded if project_id is not None and one.project_id != project_id]
            if len(kept) != len(loaded):
                self._save(kept)
        return len(loaded) - len(kept)

    def _load(self) -> list[Consent]:
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise files.storage_error(error, self.path) from error
        try:
            return msgspec.json.decode(data, type=_File).consents
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise ConfigError(
                f"{self.path} is damaged ({error})", hint="Delete it: you will be asked again."
            ) from error

    def _save(self, consents: list[Consent]) -> None:
        files.write_atomically(self.path, msgspec.json.format(msgspec.json.encode(_File(consents=consents))))


class _File(Struct):
    consents: list[Consent]
    version: int = 1


class _Changes:
    """What differs from HEAD, entry by entry: changes to what is tracked, and new files."""

    def __init__(self) -> None:
        self.whole = hashlib.sha256()
        self.edited = hashlib.sha256()
        self.added: set[str] = set()
        self.found = False

    def take(self, entry: "hashlib._Hash", *, new: bool) -> None:
        self.found = True
        self.whole.update(entry.digest())
        if new:
            self.added.add(entry.hexdigest())
        else:
            self.edited.update(entry.digest())

    @property
    def hash(self) -> str:
        return self.whole.hexdigest() if self.found else ""


def changes_hash(checkout: Path) -> str:
    """A hash of everything that differs from HEAD: staged, changed and new files, and populated submodules.

    "" where nothing does. Files that git was told to overlook (assume-unchanged, skip-worktree) count as changed;
    ignored files do not. Beyond a bound, size and time stand for content. Raises GitError.
    """
    return _changes_of(checkout).hash


def _changes_of(checkout: Path) -> _Changes:
    changes = _Changes()
    _read_changes(checkout, changes, b"", depth=0)
    return changes


def _read_changes(checkout: Path, changes: _Changes, place: bytes, *, depth: int) -> None:
    """Take every change in the repository at `checkout`, which is at `place` in the one that is asked about."""
    status = git.run(
        ["status", "--porcelain=v2", "-z", "--untracked-files=all"], cwd=checkout, timeout=300
    ).stdout
    bytes_left = _HASHED_BYTES
    entries = iter(status.split(b"\0"))
    count = 0
    for entry in entries:
        kind = entry[:1]
        if kind not in (b"1", b"2", b"u", b"?"):
            continue
        count += 1
        fields = {b"1": 8, b"2": 9, b"u": 10, b"?": 1}[kind]
        path = entry.split(b" ", fields)[-1]
        digest = hashlib.sha256()
        _add(digest, place, entry, next(entries, b"") if kind == b"2" else b"")
        limit = bytes_left if count <= _HASHED_FILES else 0
        bytes_left -= _hash_file(digest, checkout, path, limit)
        changes.take(digest, new=kind == b"?")
    listed = git.run(["ls-files", "-s", "-v", "-z"], cwd=checkout, timeout=300).stdout
    modules = 0
    for row in listed.split(b"\0"):
        head, _, path = row.partition(b"\t")
        tag = head[:1]
        if (tag.islower() or tag == b"S") and os.path.lexists(os.path.join(os.fsencode(checkout), path)):
            digest = hashlib.sha256()
            _add(digest, b"overlooked", place, path)
            bytes_left -= _hash_file(digest, checkout, path, bytes_left)
            changes.take(digest, new=False)
        if head[2:].startswith(b"160000") and modules < _SUBMODULES and depth < _DEPTH:
            modules += 1
            _read_submodule(checkout / os.fsdecode(path), changes, os.path.join(place, path), depth)


def _read_submodule(folder: Path, changes: _Changes, place: bytes, depth: int) -> None:
    if folder.is_symlink() or not os.path.lexists(folder / ".git"):
        return
    digest = hashlib.sha256()
    _add(digest, b"submodule", place, tree_of(folder).encode())
    changes.take(digest, new=True)  # a run may fetch one that was not there
    _read_changes(folder, changes, place, depth=depth + 1)


def _hash_file(digest: "hashlib._Hash", checkout: Path, path: bytes, limit: int) -> int:
    """Add a file's kind and content; returns how many bytes were read."""
    place = os.path.join(os.fsencode(checkout), path)
    try:
        found = os.lstat(place)
        if stat.S_ISLNK(found.st_mode):
            _add(digest, b"link", os.readlink(place))
        elif stat.S_ISREG(found.st_mode) and found.st_size <= limit:
            handle = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(handle, "rb") as file:
                content = hashlib.file_digest(file, "sha256").digest()
            _add(digest, b"file", b"x" if found.st_mode & 0o111 else b"-", content)
            return found.st_size
        else:
            _add(digest, b"other", str((found.st_mode, found.st_size, found.st_mtime_ns)).encode())
    except OSError:
        _add(digest, b"gone")
    return 0


def _add(digest: "hashlib._Hash", *parts: bytes) -> None:
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
