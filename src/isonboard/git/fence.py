"""What is put between git and a foreign repository: settings, environment, and the stand-in for its configuration."""

import contextlib
import functools
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from isonboard import limits
from isonboard.errors import GitError, RefusedError
from isonboard.git.failure import failure
from isonboard.git.repository import Repository, config_file, repository_of

PROTOCOLS = ("https", "ssh")
STALL_SECONDS = 60
"""Without a byte from the server for so long, a transfer is given up."""
QUIET_SECONDS = 600.0  # git says something at least every few seconds while it works
_CONFIG = (
    ("core.hooksPath", os.devnull),
    ("core.fsmonitor", "false"),
    ("core.untrackedCache", "false"),
    ("core.pager", "cat"),
    ("core.editor", "false"),
    ("sequence.editor", "false"),
    ("core.askPass", ""),
    ("core.alternateRefsCommand", "true"),
    ("core.protectHFS", "true"),
    ("core.protectNTFS", "true"),
    ("diff.external", ""),
    ("interactive.diffFilter", ""),
    ("gpg.program", "false"),
    ("gpg.ssh.program", "false"),
    ("gpg.x509.program", "false"),
    ("commit.gpgSign", "false"),
    ("tag.gpgSign", "false"),
    ("log.showSignature", "false"),
    ("merge.verifySignatures", "false"),
    ("submodule.recurse", "false"),
    ("fetch.recurseSubmodules", "false"),
    ("fetch.writeCommitGraph", "false"),
    ("transfer.bundleURI", "false"),
    ("safe.bareRepository", "explicit"),
    ("protocol.ext.allow", "never"),
    ("gc.auto", "0"),
    ("maintenance.auto", "false"),
    ("uploadpack.packObjectsHook", ""),
    ("init.templateDir", ""),
    ("advice.detachedHead", "false"),
    ("color.ui", "false"),
    ("core.quotePath", "false"),
    # 1 B/s, not more: a server that counts the objects of a large repository sends little but keep-alives
    ("http.lowSpeedLimit", "1"),
    ("http.lowSpeedTime", str(STALL_SECONDS)),
)
_PROXIES = (
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"),
    *("http_proxy", "https_proxy", "all_proxy", "no_proxy"),
)
_KEPT = (
    *("HOME", "USER", "LOGNAME", "LANG", "LC_CTYPE", "TMPDIR", "SYSTEMROOT", "USERPROFILE"),
    *("SSH_AUTH_SOCK", "SSH_AGENT_PID", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"),
    *_PROXIES,
    *("SSL_CERT_FILE", "SSL_CERT_DIR", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH"),
    *("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"),
)
_NETWORK = frozenset({"clone", "fetch", "ls-remote", "credential"})
_OWN_CONFIGURATION = frozenset({"config", "remote"})
# none of them connects or changes refs: `git remote rename` would run hooks, it does not read core.hooksPath
_REMOTE_ACTIONS = frozenset({"add", "get-url", "set-url", "-v"})
_NO_REPOSITORY = frozenset({"clone", "init", "ls-remote", "credential", "check-ref-format", "--version"})
_NEUTRAL_FOLDER = "/"  # commands that need no repository are started where none is found
_OPTIONS: dict[str, tuple[str, ...]] = {
    "status": ("--ignore-submodules=all",),
    "diff": ("--no-ext-diff", "--no-textconv", "--ignore-submodules=all"),
    "diff-tree": ("--no-ext-diff", "--no-textconv", "--ignore-submodules=all"),
    "diff-index": ("--no-ext-diff", "--no-textconv", "--ignore-submodules=all"),
    "diff-files": ("--no-ext-diff", "--no-textconv", "--ignore-submodules=all"),
    "log": ("--no-ext-diff", "--no-textconv"),
    "show": ("--no-ext-diff", "--no-textconv"),
}
_COPIED = re.compile(
    r"core\.(?:repositoryformatversion|filemode|ignorecase|precomposeunicode|symlinks|autocrlf|eol|safecrlf"
    r"|sparsecheckout|sparsecheckoutcone|logallrefupdates)"
    r"|extensions\.(?:objectformat|compatobjectformat|refstorage|partialclone|preciousobjects|noop)"
    r"|index\.(?:sparse|version)|user\.(?:name|email)"
    r"|remote\..+\.(?:url|fetch|promisor|partialclonefilter|tagopt)|branch\..+\.(?:remote|merge)",
    re.DOTALL,
)
_USERS = re.compile(r"core\.(?:excludesfile|autocrlf|eol)|user\.(?:name|email)")
_LINKED = ("objects", "refs", "packed-refs", "logs", "info", "shallow", "reftable", "worktrees")
_CONFIG_LIMIT = limits.GIT_CONFIG_BYTES
# one read takes a whole record, so that helpers asked at once (git-lfs) never share one; `read` goes byte by byte
_HELPER = (
    '!f() { test "$1" = get && dd bs=%d count=1 </dev/fd/%d 2>/dev/null | { IFS= read -r u && IFS= read -r p'
    ' && printf "username=%%s\\npassword=%%s\\n" "$u" "$p"; }; }; f'
)
_LOGIN_BYTES = 16_384  # what every system's pipes hold
_LOGIN_RECORD = 64  # bytes: the length of a login is told in multiples of it


class Credential(NamedTuple):
    """A login for one origin (`https://host:port`), handed to git through a pipe.

    It is in no argument, address or log, and not in the environment, which all that git starts would inherit.
    """

    origin: str
    username: str
    secret: str

    def __repr__(self) -> str:
        return f"Credential({self.origin!r}, {self.username!r}, '***')"


def search_path() -> str:
    """PATH without empty and relative entries: a program of the repository must never be found by its place."""
    entries = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(entry for entry in entries if os.path.isabs(entry))


def executable() -> str:
    """The git on the PATH, or GitError saying how to get one."""
    found = shutil.which("git", path=search_path())
    if not found:
        raise GitError(
            "git is not installed", hint="Install it (Debian: sudo apt install git) and try again."
        )
    return found


def environment(
    *,
    protocols: Iterable[str] = PROTOCOLS,
    ca_bundle: str | None = None,
    extra: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """The whole environment of a git process: an allow-list, prompts off, protocols limited."""
    kept = {name: value for name in _KEPT if (value := os.environ.get(name)) is not None}
    kept |= {
        "PATH": search_path(),
        "GIT_TERMINAL_PROMPT": "0",
        "GCM_INTERACTIVE": "never",
        "GIT_ASKPASS": "",
        "SSH_ASKPASS": "",
        "SSH_ASKPASS_REQUIRE": "never",
        "GIT_ALLOW_PROTOCOL": ":".join(sorted(set(protocols))) or "none",
        "GIT_PROTOCOL_FROM_USER": "0",
        "GIT_TEMPLATE_DIR": "",
        "GIT_PAGER": "cat",
        "GIT_EDITOR": "false",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_LFS_SKIP_SMUDGE": "1",
        "LC_ALL": "C.UTF-8" if os.name == "posix" else "C",
    }
    if not protocols:
        for name in _PROXIES:  # nobody is asked, and a proxy's address may hold a password
            kept.pop(name, None)
        kept |= {"GIT_NO_LAZY_FETCH": "1", "GIT_SSH_COMMAND": "false"}
    else:
        kept["GIT_SSH_COMMAND"] = _ssh_command()
    if ca_bundle:
        kept["GIT_SSL_CAINFO"] = ca_bundle
    return kept | dict(extra or {})


def _ssh_command() -> str:
    """The user's own ssh (their environment's or global configuration's, never a repository's), kept from asking."""
    asked = os.environ.get("GIT_SSH_COMMAND") or _users_setting("core.sshcommand") or "ssh"
    if os.path.basename(asked.split()[0]) != "ssh":
        return asked
    alive = f"-oServerAliveInterval={STALL_SECONDS // 4} -oServerAliveCountMax=4"
    return f"{asked} -oBatchMode=yes -oConnectTimeout=20 {alive}"


def command(args: Sequence[str], *, config: Iterable[tuple[str, str]] = ()) -> list[str]:
    """The argv of a neutralised git command; `config` adds settings for this call only."""
    settings = [part for key, value in (*_CONFIG, *config) for part in ("-c", f"{key}={value}")]
    safe = [*args[:1], *_OPTIONS.get(args[0], ()), *args[1:]] if args else []
    return [executable(), "--no-pager", "--no-replace-objects", *settings, *safe]


def settings_of(repository: Repository) -> tuple[tuple[str, str], ...]:
    """The repository's own settings, key and value, includes left alone. Reading them starts nothing."""
    path = repository.common_dir / "config"
    try:
        found = path.stat()
    except OSError:
        return ()
    return _settings(str(path), found.st_mtime_ns, found.st_size, found.st_ino)


@functools.lru_cache(maxsize=256)
def _settings(path: str, _changed: int, size: int, _inode: int) -> tuple[tuple[str, str], ...]:
    if size > _CONFIG_LIMIT:
        raise RefusedError(f"{path} is too long to be a git configuration", hint="Look at it by hand.")
    return _listed(["--file", path, "--no-includes"])


def _users_setting(key: str) -> str | None:
    return dict(_users_settings(*_users_places())).get(key)


def _users_places() -> tuple[str | None, ...]:
    names = ("HOME", "XDG_CONFIG_HOME", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM")
    return tuple(os.environ.get(name) for name in names)


@functools.lru_cache(maxsize=8)
def _users_settings(*_places: str | None) -> tuple[tuple[str, str], ...]:
    """The user's and the system's settings, includes followed: theirs, hence trusted, and read once a process."""
    return _listed(["--includes"])


def _listed(where: Sequence[str]) -> tuple[tuple[str, str], ...]:
    kept = (name for name in _KEPT if name not in _PROXIES)
    env = {name: value for name in kept if (value := os.environ.get(name)) is not None}
    argv = [executable(), "config", *where, "--null", "--list"]
    try:
        # a GIT_DIR that does not exist: no repository of the current folder is looked at
        done = subprocess.run(
            argv,
            cwd="/",
            capture_output=True,
            timeout=20,
            stdin=subprocess.DEVNULL,
            env={**env, "PATH": search_path(), "LC_ALL": "C", "GIT_DIR": os.path.join(os.devnull, "none")},
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise GitError("git could not read its configuration", hint="Run “git config --list”.") from error
    if done.returncode:
        raise failure("config", done.returncode, done.stderr.decode("utf-8", "replace"))
    entries = done.stdout.decode("utf-8", "surrogateescape").split("\0")[:-1]
    return tuple(
        (key, value if given else "true") for key, given, value in (e.partition("\n") for e in entries)
    )


def placed(args: Sequence[str], cwd: Path | None) -> tuple[Sequence[str], Path | None]:
    """The command and where it works; options of git itself are ours to give, `--git-dir=…` excepted."""
    if args and args[0].startswith("--git-dir="):
        named = Path(args[0].removeprefix("--git-dir="))
        args, cwd = args[1:], named if named.is_dir() else named.parent
    if not args or (args[0].startswith("-") and args[0] != "--version"):
        raise RefusedError("git's own options are not passed on", hint="Give the folder as cwd.")
    return args, cwd


def folder_for(args: Sequence[str], cwd: Path | None) -> Path | str:
    elsewhere = cwd is None or (args[0] in _NO_REPOSITORY and args[0] != "init")
    return _NEUTRAL_FOLDER if elsewhere or cwd is None else cwd


@contextlib.contextmanager
def prepared(
    args: Sequence[str],
    *,
    cwd: Path | None,
    protocols: Iterable[str],
    ca_bundle: str | None,
    credential: Credential | None,
    extra: Mapping[str, str] | None,
) -> Iterator[tuple[dict[str, str], tuple[int, ...]]]:
    """The environment for one command, and the file descriptors it must inherit, while it lasts.

    With the stand-in for the repository's configuration.
    """
    verb = args[0] if args else ""
    allowed = tuple(protocols)
    env = environment(protocols=allowed, ca_bundle=ca_bundle)
    pairs: list[tuple[str, str]] = []
    if verb in _NETWORK or allowed:
        pairs += neutral_filters()
    elif verb not in _OWN_CONFIGURATION:
        places = _users_places()
        env |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        pairs += [(key, value) for key, value in _users_settings(*places) if _USERS.fullmatch(key)]
    fds: tuple[int, ...] = ()
    if credential is not None and re.search(r"[\0\r\n]", credential.username + credential.secret):
        raise RefusedError("the login holds a line break", hint="Renew the token for this host.")
    with contextlib.ExitStack() as stack:
        if credential is not None:
            reading, size = stack.enter_context(_login(credential))
            fds = (reading,)
            key = f"credential.{credential.origin}.helper"
            pairs += [(key, ""), (key, _HELPER % (size, reading))]
        if cwd is not None and verb not in _NO_REPOSITORY:
            env |= stack.enter_context(_stand_in(args, cwd, pairs))
        env |= {"GIT_CONFIG_COUNT": str(len(pairs))}
        for number, (key, value) in enumerate(pairs):
            env |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
        yield env | dict(extra or {}), fds


@contextlib.contextmanager
def _login(credential: Credential) -> Iterator[tuple[int, int]]:
    """A pipe that holds the login, many times over: each time that git's helper is asked takes one away.

    With the bytes of one copy.
    """
    reading, writing = os.pipe()
    try:
        with os.fdopen(writing, "wb", buffering=0) as pipe:
            os.set_blocking(writing, False)
            copy = f"{credential.username}\n{credential.secret}\n".encode()
            copy += b"\n" * (-len(copy) % _LOGIN_RECORD)
            for _ in range(max(1, _LOGIN_BYTES // len(copy))):
                if pipe.write(copy) is None:
                    break
        yield reading, len(copy)
    finally:
        os.close(reading)


@contextlib.contextmanager
def _stand_in(args: Sequence[str], cwd: Path, pairs: list[tuple[str, str]]) -> Iterator[dict[str, str]]:
    found = repository_of(cwd)
    if found is None:
        yield {"GIT_DIR": str(Path(os.path.abspath(cwd)) / ".git")}
        return
    place = {"GIT_DIR": str(found.git_dir)}
    if found.work_tree is None:
        place["GIT_IMPLICIT_WORK_TREE"] = "0"
    else:
        place["GIT_WORK_TREE"] = str(found.work_tree)
    if args[0] in _OWN_CONFIGURATION:
        if args[0] == "remote" and len(args) > 1 and args[1] not in _REMOTE_ACTIONS:
            raise RefusedError(f"git remote {args[1]} is not used here", hint="Run it by hand.")
        yield place
        return
    own = [(key, value) for key, value in settings_of(found) if _COPIED.fullmatch(key)]
    local = {key for key, _ in own}
    pairs[:] = [(key, value) for key, value in pairs if key not in local]
    with tempfile.TemporaryDirectory(
        prefix=f"isonboard-git-{os.getpid()}-", dir=_memory(), ignore_cleanup_errors=True
    ) as folder:
        own.append(("core.bare", "true" if found.work_tree is None else "false"))
        Path(folder, "config").write_text(config_file(own), encoding="utf-8", errors="surrogateescape")
        for name in _LINKED:
            os.symlink(found.common_dir / name, os.path.join(folder, name))
        yield {**place, "GIT_COMMON_DIR": folder}
        if not os.path.lexists(os.path.join(folder, "shallow")):  # deepened to the end: git removed the link
            (found.common_dir / "shallow").unlink(missing_ok=True)


@functools.cache
def _swept(folder: str) -> str:
    """The folder, once the stand-ins that killed processes left in it are gone."""
    for name in os.listdir(folder) if os.name == "posix" else ():
        match = re.fullmatch(r"isonboard-git-(\d{1,9})-\w+", name)
        if match and not _lives(int(match[1])):
            shutil.rmtree(os.path.join(folder, name), ignore_errors=True)
    return folder


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True


def _memory() -> str:
    """A folder in memory where there is one: a stand-in there costs a tenth of a millisecond, on a disk three."""
    places = (os.environ.get("XDG_RUNTIME_DIR", ""), "/dev/shm")  # noqa: S108 - mkdtemp makes a private folder
    found = (place for place in places if place and os.access(place, os.R_OK | os.W_OK | os.X_OK))
    return _swept(next(found, tempfile.gettempdir()))


def neutral_filters() -> list[tuple[str, str]]:
    """Overrides for every filter, textconv and merge driver that the user's configuration names.

    They are the user's, but the attributes of a foreign repository would choose when they run and on what.
    """
    overrides: list[tuple[str, str]] = []
    for key in dict(_users_settings(*_users_places())):
        section, _, rest = key.partition(".")
        name = rest.rpartition(".")[2]
        if section == "filter" and name in ("clean", "smudge", "process"):
            overrides.append((key, ""))
        elif section == "filter" and name == "required":
            overrides.append((key, "false"))
        elif section in ("diff", "merge") and name in ("textconv", "command", "driver"):
            overrides.append((key, ""))
        elif section == "hook" and name == "command":
            overrides.append((key, "true"))
    return overrides
