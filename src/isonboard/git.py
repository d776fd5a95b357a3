"""The one way to run git: nothing of a repository or of the user's configuration gets to run a program.

Git has some forty settings that name a program (git-config(1)); a list of them would always be one short. So git
never reads the configuration of a repository at all: it is started with `GIT_DIR` at the repository and
`GIT_COMMON_DIR` at a throw-away folder that links its objects and refs and holds a configuration of our own, into
which a few harmless values are copied (`_COPIED`). What is left is closed one by one:

- the user's and the system's configuration are read only by `clone`, `fetch` and `ls-remote`, which need credential
  helpers, proxies and certificates; hooks, file-system monitor, templates and filters are overridden there;
- `config` and `remote` see the repository's own configuration, but start nothing;
- external diffs, textconv and looks into submodules are switched off by options (`_OPTIONS`);
- protocols are limited to what the source's own configuration allows (`GIT_ALLOW_PROTOCOL`), lazy fetches are off;
- prompts, askpass, `GIT_*` variables and relative entries of PATH do not get through.

A received `.git` folder is unsafe to ordinary git (git(1), “SECURITY”); plain `git status` runs `core.fsmonitor`.
"""

import asyncio
import contextlib
import functools
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from isonboard import text
from isonboard.errors import GitError, InterruptedByUserError, RefusedError
from isonboard.git_failure import failure
from isonboard.git_repository import Repository, config_file, repository_of

__all__ = ["PROTOCOLS", "STALL_SECONDS", "Credential", "Repository", "command", "environment", "executable", "neutral_filters",
    "output", "repository_of", "run", "search_path", "settings_of", "stream"]  # fmt: skip

PROTOCOLS = ("https", "ssh")
STALL_SECONDS = 60
"""Without a byte from the server for so long, a transfer is given up."""
_QUIET_SECONDS = 600.0  # git says something at least every few seconds while it works
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
_KEPT = (
    *("HOME", "USER", "LOGNAME", "LANG", "LC_CTYPE", "TMPDIR", "SYSTEMROOT", "USERPROFILE"),
    *("SSH_AUTH_SOCK", "SSH_AGENT_PID", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"),
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"),
    *("http_proxy", "https_proxy", "all_proxy", "no_proxy"),
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
_CONFIG_LIMIT = 1_000_000  # bytes; a longer configuration is not one that people write
_HELPER = (
    '!f() { test "$1" = get && printf "username=%s\\npassword=%s\\n"'
    ' "$ISONBOARD_GIT_USERNAME" "$ISONBOARD_GIT_SECRET"; }; f'
)


class Credential(NamedTuple):
    """A login for one origin (`https://host:port`), handed to git by environment: never in an argv, URL or log."""

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


def run(
    args: Sequence[str],
    *,
    cwd: Path | None = None,
    check: bool = True,
    timeout: float = 60.0,
    protocols: Iterable[str] = (),
    config: Iterable[tuple[str, str]] = (),
    data: bytes | None = None,
    extra_env: Mapping[str, str] | None = None,
    ca_bundle: str | None = None,
    credential: Credential | None = None,
    inherit: Sequence[int] = (),
) -> subprocess.CompletedProcess[bytes]:
    """Run a short git command and return its output. Raises GitError (with git's own last line) when `check`.

    `cwd` may be any folder of a checkout, or a bare repository (or `--git-dir=…` comes first). No protocol is allowed
    unless named. `inherit` are file descriptors that git keeps open.
    """
    args, cwd = _placed(args, cwd)
    try:
        with _prepared(
            args,
            cwd=cwd,
            protocols=protocols,
            ca_bundle=ca_bundle,
            credential=credential,
            extra=extra_env,
        ) as env:
            process = subprocess.Popen(
                command(args, config=config),
                cwd=_folder(args, cwd),
                env=env,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
                pass_fds=tuple(inherit),
            )
            try:
                said, complained = process.communicate(data or b"", timeout)
            except BaseException:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
                raise
            done = subprocess.CompletedProcess(args, process.returncode, said, complained)
    except subprocess.TimeoutExpired as error:
        raise GitError(f"git {args[0]} took longer than {timeout:.0f} s", hint="Try again.") from error
    except OSError as error:
        raise GitError(
            f"git could not be started ({error.strerror})", hint="Check the folder and try again."
        ) from error
    if check and done.returncode:
        raise failure(args[0], done.returncode, done.stderr.decode("utf-8", "replace"))
    return done


def output(args: Sequence[str], *, cwd: Path, **options: object) -> str:
    """Standard output of a short git command as cleaned text without the trailing line feed."""
    return text.block(run(args, cwd=cwd, **options).stdout.decode("utf-8", "replace")).rstrip("\n")  # type: ignore[arg-type]


async def stream(
    args: Sequence[str],
    *,
    cwd: Path | None = None,
    on_line: Callable[[str], None],
    protocols: Iterable[str] = PROTOCOLS,
    ca_bundle: str | None = None,
    config: Iterable[tuple[str, str]] = (),
    extra_env: Mapping[str, str] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    credential: Credential | None = None,
    inherit: Sequence[int] = (),
    quiet: float = _QUIET_SECONDS,
    data: bytes | None = None,
) -> None:
    """Run a long git command (clone, fetch), handing each cleaned line of its progress to `on_line`.

    Runs in a process group of its own; cancelling the task, `cancelled()` turning true, or `quiet` seconds without
    a word ends the whole group. `inherit` are file descriptors that git keeps open (a lock that outlives us with
    it); `data` is its standard input. Raises GitError, StorageError (disk full) or InterruptedByUserError.
    """
    args, cwd = _placed(args, cwd)
    with _prepared(
        args,
        cwd=cwd,
        protocols=protocols,
        ca_bundle=ca_bundle,
        credential=credential,
        extra=extra_env,
    ) as env:
        try:
            process = await asyncio.create_subprocess_exec(
                *command(args, config=config),
                cwd=_folder(args, cwd),
                stdin=asyncio.subprocess.DEVNULL if data is None else asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
                start_new_session=True,
                env=env,
                pass_fds=tuple(inherit),
            )
        except OSError as error:
            raise GitError(
                f"git could not be started ({error.strerror})", hint="Check the folder and try again."
            ) from error
        try:
            feeding = asyncio.create_task(_feed(process, data)) if data is not None else None
            said = await _listen(process, on_line, cancelled, quiet)
            code = await process.wait()
            if feeding is not None:
                await feeding
        finally:
            await _end_group(process)
    if code:
        raise failure(args[0], code, "\n".join(said))


async def _feed(process: asyncio.subprocess.Process, data: bytes) -> None:
    assert process.stdin is not None
    with contextlib.suppress(OSError):
        process.stdin.write(data)
        await process.stdin.drain()
        process.stdin.close()


async def _listen(
    process: asyncio.subprocess.Process,
    on_line: Callable[[str], None],
    cancelled: Callable[[], bool],
    quiet: float,
) -> list[str]:
    """Hand on what git says until it ends; returns the last lines."""
    assert process.stderr is not None
    loop = asyncio.get_running_loop()
    said: list[str] = []
    pending = b""
    heard = loop.time()
    while True:
        try:
            chunk = await asyncio.wait_for(process.stderr.read(4096), 0.25)
        except TimeoutError:
            if cancelled():
                raise InterruptedByUserError("stopped; nothing half-done was left") from None
            if process.returncode is not None:  # a credential daemon may keep the pipe open for ever
                return said
            if loop.time() - heard > quiet:
                raise GitError(
                    f"git said nothing for {quiet:.0f} s and was ended", hint="Try again."
                ) from None
            continue
        heard = loop.time()
        if cancelled():
            raise InterruptedByUserError("stopped; nothing half-done was left")
        *lines, pending = (pending[-4096:] + chunk).replace(b"\r", b"\n").split(b"\n")
        if not chunk and pending:
            lines.append(pending)
        for raw in lines:
            if shown := text.redacted(text.line(raw.decode("utf-8", "replace"), 300)):
                said = [*said[-19:], shown]
                on_line(shown)
        if not chunk:
            return said


async def _end_group(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, sign)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), 5)
            return


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
    env = {name: value for name in _KEPT if (value := os.environ.get(name)) is not None}
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


def _placed(args: Sequence[str], cwd: Path | None) -> tuple[Sequence[str], Path | None]:
    """The command and where it works; options of git itself are ours to give, `--git-dir=…` excepted."""
    if args and args[0].startswith("--git-dir="):
        named = Path(args[0].removeprefix("--git-dir="))
        args, cwd = args[1:], named if named.is_dir() else named.parent
    if not args or (args[0].startswith("-") and args[0] != "--version"):
        raise RefusedError("git's own options are not passed on", hint="Give the folder as cwd.")
    return args, cwd


def _folder(args: Sequence[str], cwd: Path | None) -> Path | str:
    elsewhere = cwd is None or (args[0] in _NO_REPOSITORY and args[0] != "init")
    return _NEUTRAL_FOLDER if elsewhere or cwd is None else cwd


@contextlib.contextmanager
def _prepared(
    args: Sequence[str],
    *,
    cwd: Path | None,
    protocols: Iterable[str],
    ca_bundle: str | None,
    credential: Credential | None,
    extra: Mapping[str, str] | None,
) -> Iterator[dict[str, str]]:
    """The environment for one command, with the stand-in for the repository's configuration while it lasts."""
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
    if credential is not None:
        if re.search(r"[\0\r\n]", credential.username + credential.secret):
            raise RefusedError("the login holds a line break", hint="Renew the token for this host.")
        key = f"credential.{credential.origin}.helper"
        pairs += [(key, ""), (key, _HELPER)]
        env |= {"ISONBOARD_GIT_USERNAME": credential.username, "ISONBOARD_GIT_SECRET": credential.secret}
    with contextlib.ExitStack() as stack:
        if cwd is not None and verb not in _NO_REPOSITORY:
            env |= stack.enter_context(_stand_in(args, cwd, pairs))
        env |= {"GIT_CONFIG_COUNT": str(len(pairs))}
        for number, (key, value) in enumerate(pairs):
            env |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
        yield env | dict(extra or {})


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
