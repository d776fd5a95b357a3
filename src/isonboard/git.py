"""The one way to run git: nothing of a repository or of the user's configuration gets to run a program.

What is neutralised, and why (git(1) SECURITY; git-config(1)):

- hooks (`core.hooksPath`), the file-system monitor (`core.fsmonitor`: plain `git status` starts it), external diffs
  and textconv (`diff.external`, attributes), pagers, editors, gpg (`gpg.program`, signature display), aliases
  (built-in commands cannot be aliased), `core.sshCommand` and `core.askPass` of a repository;
- clean and smudge filters named by attributes: a clone runs none, as no filter driver is configured in a fresh
  clone; for a foreign checkout every configured driver is overridden (`neutral_filters`);
- protocols: only those that the source's own configuration allows (`GIT_ALLOW_PROTOCOL`), never `ext::`;
- prompts: no terminal, no askpass; template folders (`GIT_TEMPLATE_DIR`, `init.templateDir`) and `GIT_*` variables
  of the environment; bare repositories found by walking (`safe.bareRepository=explicit`).
"""

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from isonboard import text
from isonboard.errors import GitError, InterruptedByUserError

PROTOCOLS = ("https", "ssh")
_NO_HOOKS = os.devnull
_CONFIG = (
    ("core.hooksPath", _NO_HOOKS),
    ("core.fsmonitor", "false"),
    ("core.untrackedCache", "false"),
    ("core.pager", "cat"),
    ("core.editor", "false"),
    ("sequence.editor", "false"),
    ("core.askPass", ""),
    ("core.alternateRefsCommand", "true"),
    ("diff.external", ""),
    ("diff.trustExitCode", "false"),
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
    ("safe.bareRepository", "explicit"),
    ("protocol.ext.allow", "never"),
    ("transfer.credentialsInUrl", "die"),
    ("gc.auto", "0"),
    ("maintenance.auto", "false"),
    ("uploadpack.packObjectsHook", ""),
    ("init.templateDir", ""),
    ("advice.detachedHead", "false"),
    ("color.ui", "false"),
    ("core.quotePath", "false"),
    ("http.lowSpeedLimit", "1000"),
    ("http.lowSpeedTime", "60"),
)
_KEPT = (
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TMPDIR",
    "SSH_AUTH_SOCK",
    "SSH_AGENT_PID",
    "XDG_CONFIG_HOME",
    "XDG_RUNTIME_DIR",
    "DBUS_SESSION_BUS_ADDRESS",
    "SYSTEMROOT",
    "USERPROFILE",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "no_proxy",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "GIT_SSL_CAINFO",
    "GIT_SSL_CAPATH",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_NOSYSTEM",
)


def executable() -> str:
    """The git on the PATH, or GitError saying how to get one."""
    found = shutil.which("git")
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
        "GIT_TERMINAL_PROMPT": "0",
        "GCM_INTERACTIVE": "never",
        "GIT_ASKPASS": "",
        "SSH_ASKPASS": "",
        "SSH_ASKPASS_REQUIRE": "never",
        "GIT_SSH_COMMAND": "ssh -oBatchMode=yes -oConnectTimeout=20",
        "GIT_ALLOW_PROTOCOL": ":".join(sorted(set(protocols))),
        "GIT_PROTOCOL_FROM_USER": "0",
        "GIT_TEMPLATE_DIR": "",
        "GIT_PAGER": "cat",
        "GIT_EDITOR": "false",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_LFS_SKIP_SMUDGE": "1",
        "LC_ALL": "C.UTF-8" if os.name == "posix" else "C",
    }
    if ca_bundle:
        kept["GIT_SSL_CAINFO"] = ca_bundle
    return kept | dict(extra or {})


def command(args: Sequence[str], *, config: Iterable[tuple[str, str]] = ()) -> list[str]:
    """The argv of a neutralised git command; `config` adds settings for this call only."""
    settings = [part for key, value in (*_CONFIG, *config) for part in ("-c", f"{key}={value}")]
    return [executable(), "--no-pager", "--no-replace-objects", *settings, *args]


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
) -> subprocess.CompletedProcess[bytes]:
    """Run a short git command and return its output. Raises GitError (with git's own last line) when `check`."""
    overrides = [*config, *(neutral_filters(cwd) if cwd is not None and not _is_config(args) else ())]
    try:
        done = subprocess.run(
            command(args, config=overrides),
            cwd=cwd,
            capture_output=True,
            timeout=timeout,
            env=environment(protocols=protocols, extra=extra_env),
            check=False,
            input=data or b"",
        )
    except subprocess.TimeoutExpired as error:
        raise GitError(f"git {args[0]} took longer than {timeout:.0f} s", hint="Try again.") from error
    except OSError as error:
        raise GitError(
            f"git could not be started ({error.strerror})", hint="Check the folder and try again."
        ) from error
    if check and done.returncode:
        raise failure(args, done.returncode, done.stderr.decode("utf-8", "replace"))
    return done


def output(args: Sequence[str], *, cwd: Path, **options: object) -> str:
    """Standard output of a short git command as cleaned text without the trailing line feed."""
    return text.block(run(args, cwd=cwd, **options).stdout.decode("utf-8", "replace")).rstrip("\n")  # type: ignore[arg-type]


def neutral_filters(repository: Path) -> list[tuple[str, str]]:
    """Overrides for every filter, textconv and merge driver that the repository's own configuration names.

    Reading configuration runs nothing. Values are replaced by nothing, so that `git status` and `git diff` on a
    hostile checkout start no program.
    """
    try:
        listed = subprocess.run(
            [
                executable(),
                "config",
                "--null",
                "--name-only",
                "--get-regexp",
                r"^(filter|diff|merge|credential|alias|remote|url|includeif|include|core|gpg|browser|man|pager|trailer)\.",
            ],
            cwd=repository,
            capture_output=True,
            timeout=20,
            env=environment(),
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return []
    overrides: list[tuple[str, str]] = []
    for key in set(listed.stdout.decode("utf-8", "replace").split("\0")):
        section, _, rest = key.partition(".")
        name = rest.rpartition(".")[2]
        if section == "filter" and name in ("clean", "smudge", "process"):
            overrides.append((key, ""))
        elif section == "filter" and name == "required":
            overrides.append((key, "false"))
        elif (section == "diff" and name in ("textconv", "command")) or (
            section == "merge" and name == "driver"
        ):
            overrides.append((key, ""))
        elif section in ("pager", "trailer") and (section == "pager" or name in ("command", "cmd")):
            overrides.append((key, "cat" if section == "pager" else ""))
    return overrides


def _is_config(args: Sequence[str]) -> bool:
    return bool(args) and args[0] in ("config", "check-ref-format", "--version", "version", "init")


def failure(args: Sequence[str], code: int, stderr: str) -> GitError:
    """What git said, in one cleaned and redacted sentence, with advice where the cause is known."""
    cleaned = [text.redacted(text.line(part, 300)) for part in stderr.splitlines() if part.strip()]
    telling = [
        part for part in cleaned if part.startswith(("fatal:", "error:", "remote:", "ERROR:"))
    ] or cleaned
    message = (
        telling[-1].removeprefix("fatal: ").removeprefix("error: ")
        if telling
        else f"git {args[0]} ended with {code}"
    )
    return GitError(message, hint=_advice("\n".join(cleaned).casefold()))


_ADVICE = (
    (
        "could not read username",
        "The host wants a login: run “gh auth login” or set up a git credential helper.",
    ),
    (
        "terminal prompts disabled",
        "The host wants a login: run “gh auth login” or set up a git credential helper.",
    ),
    ("authentication failed", "The login was refused: renew the token for this host."),
    ("403", "You may not read it: ask the project's owners for access."),
    (
        "permission denied (publickey",
        "Your ssh key is not known there: add it to your account, or clone over https.",
    ),
    (
        "host key verification failed",
        "The host's ssh key is not known: connect once with ssh to check and accept it.",
    ),
    (
        "server certificate verification failed",
        "The certificate is not trusted: set network.ca_bundle to your company's CA.",
    ),
    (
        "ssl certificate problem",
        "The certificate is not trusted: set network.ca_bundle to your company's CA.",
    ),
    ("could not resolve host", "The host is not found: check the network, the VPN and the proxy."),
    ("could not resolve proxy", "The proxy is not found: check HTTPS_PROXY."),
    ("407", "The proxy wants a password: check HTTPS_PROXY."),
    ("connection refused", "Nothing answers there: check the address and the VPN."),
    ("operation too slow", "The connection stalled: try again."),
    ("no space left", "The disk is full: free some space and try again."),
    ("repository not found", "Check the address, and whether you may read it."),
    ("not allowed", "This protocol is not allowed for the source: see clone_protocol."),
)


def _advice(stderr: str) -> str:
    return next(
        (advice for sign, advice in _ADVICE if sign in stderr),
        "Try again, or run the command by hand to see more.",
    )


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
) -> None:
    """Run a long git command (clone, fetch), handing each cleaned line of its progress to `on_line`.

    Runs in a process group of its own; cancelling the task, or `cancelled()` turning true, ends the whole group.
    Raises GitError or InterruptedByUserError.
    """
    overrides = [*config, *(neutral_filters(cwd) if cwd is not None else ())]
    process = await asyncio.create_subprocess_exec(
        *command(args, config=overrides),
        cwd=cwd,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
        env=environment(protocols=protocols, ca_bundle=ca_bundle, extra=extra_env),
    )
    assert process.stderr is not None
    said: list[str] = []
    pending = b""
    try:
        while True:
            try:
                chunk = await asyncio.wait_for(process.stderr.read(4096), 0.25)
            except TimeoutError:
                chunk = None
            if cancelled():
                raise InterruptedByUserError("stopped; nothing half-done was left")
            if chunk is None:
                continue
            if not chunk:
                break
            pending += chunk
            *lines, pending = pending.replace(b"\r", b"\n").split(b"\n")
            for raw in lines:
                if shown := text.redacted(text.line(raw.decode("utf-8", "replace"), 300)):
                    said = [*said[-19:], shown]
                    on_line(shown)
        code = await process.wait()
    finally:
        if process.returncode is None:
            await _end_group(process)
    if code:
        raise failure(args, code, "\n".join([*said, pending.decode("utf-8", "replace")]))


async def _end_group(process: asyncio.subprocess.Process) -> None:
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, sign)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), 5)
            return
