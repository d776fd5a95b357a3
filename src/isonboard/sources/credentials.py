"""Which token goes to which host, and where it came from.

The order: the variable that the source names (`token_env`) and `ISONBOARD_TOKEN_<NAME>`; the usual variables of the
system, each only to the host it is for; the system's own program (`gh`, `glab`); git's credential helpers. A host
that only a catalog's data names gets no token from a variable that is not its own: otherwise a foreign file could
choose who reads it. Tokens are never written anywhere.
"""

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from isonboard import git
from isonboard.errors import CredentialsError, GitError
from isonboard.model.project import SourceConfig

_TOKEN = re.compile(r"[!-~]{1,8192}")  # visible ASCII: all that a header may carry
_PATIENCE = 10.0  # seconds for a program to answer
_FOR_PROGRAMS = re.compile(
    # what gh and glab need to find their own settings and the keyring; tokens above all they would hand out for any host
    "PATH|HOME|USER|LOGNAME|LANG|LC_.*|TMPDIR|XDG_.*|DBUS_SESSION_BUS_ADDRESS|GH_CONFIG_DIR|GLAB_CONFIG_DIR"
    "|SYSTEMROOT|APPDATA|LOCALAPPDATA|USERPROFILE",
    re.IGNORECASE,
)

Ask = Callable[[Sequence[str], Mapping[str, str]], str | None]
"""Runs a program with an environment and returns its standard output, or None when it failed."""
AskGit = Callable[[str, str], tuple[str, str] | None]
"""Asks git's helpers for scheme and host; returns user name and password."""


class Credential:
    """A token with where it came from. Shown, it never shows the token."""

    __slots__ = ("_token", "origin", "username")

    def __init__(self, token: str, *, origin: str, username: str | None = None) -> None:
        self._token = token
        self.origin = origin
        """In words: “GITHUB_TOKEN”, “gh”, “git's credential helper”."""
        self.username = username

    @property
    def token(self) -> str:
        return self._token

    @property
    def account(self) -> str:
        """A short name for who asks, from which the token cannot be had: separates kept answers."""
        return hashlib.blake2b(f"{self.username}\0{self._token}".encode(), digest_size=8).hexdigest()

    def __repr__(self) -> str:
        return f"Credential(from {self.origin})"

    def __reduce__(self) -> str | tuple[object, ...]:
        raise TypeError("a credential is not written anywhere")


def variables_for(
    config: SourceConfig, host: str, env: Mapping[str, str], *, named: bool = True
) -> tuple[str, ...]:
    """The names of the environment variables that may hold the token of `host`, best first."""
    own = [config.token_env] if config.token_env else []
    if config.name:
        own.append(f"ISONBOARD_TOKEN_{re.sub(r'[^A-Za-z0-9]', '_', config.name).upper()}")
    return (*own, *_usual_variables(config, host, env, named=named and _is_named(config, host)))


def credential_for(
    config: SourceConfig,
    origin: str,
    *,
    env: Mapping[str, str],
    named: bool = True,
    ask: Ask | None = None,
    ask_git: AskGit | None = None,
) -> Credential | None:
    """The credential of a source for `origin` (`https://host:port`), or None to ask anonymously.

    `named` False says that not the user but some catalog named the host of `config.url`: it gets no variable that
    holds for any host of its kind. `ask` and `ask_git` None ask no program. Raises CredentialsError for a variable whose value can be no token.
    """
    if config.auth in ("none", "guest"):
        return None
    parts = urlsplit(origin)
    host = (parts.hostname or "").lower()
    for variable in variables_for(config, host, env, named=named):
        if token := env.get(variable, "").strip():
            return Credential(_checked(token, variable), origin=variable, username=config.username)
    if ask is not None and (found := _from_program(config.kind, _login_host(host), env, ask)):
        return found
    if ask_git is not None and _git_may_know(config):
        port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
        login = ask_git(parts.scheme, f"{_login_host(host)}{port}")
        if login and login[1] and _TOKEN.fullmatch(login[1]):
            return Credential(
                login[1], origin="git's credential helper", username=config.username or login[0]
            )
    return None


def ask_program(argv: Sequence[str], env: Mapping[str, str]) -> str | None:
    """Standard output of a program found on the PATH, run outside any repository; None when it has none to give."""
    found = shutil.which(argv[0])
    if not found or not os.path.isabs(found):
        return None
    try:
        done = subprocess.run(
            [found, *argv[1:]],
            cwd=_neutral_folder(),
            env=dict(env),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            text=True,
            errors="replace",
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() or None if done.returncode == 0 else None


def ask_git_helpers(scheme: str, host: str) -> tuple[str, str] | None:
    """What git's credential helpers know of a host, with every prompt off; an empty answer is none."""
    with contextlib.suppress(GitError):
        done = git.run(
            ["credential", "fill"],
            cwd=_neutral_folder(),
            check=False,
            timeout=_PATIENCE,
            data=f"protocol={scheme}\nhost={host}\n\n".encode(),
        )
        if done.returncode == 0:
            lines = done.stdout.decode("utf-8", "replace").splitlines()
            said = dict(line.split("=", 1) for line in lines if "=" in line)
            if said.get("password"):
                return said.get("username", ""), said["password"]
    return None


def _usual_variables(
    config: SourceConfig, host: str, env: Mapping[str, str], *, named: bool
) -> tuple[str, ...]:
    if config.kind == "github":
        if host in ("github.com", "api.github.com") or host.endswith(".ghe.com"):
            return ("GH_TOKEN", "GITHUB_TOKEN")
        named = named or env.get("GH_HOST", "").lower() == host
        return ("GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN") if named else ()
    if config.kind == "gitlab":
        chosen = env.get("GITLAB_HOST", "gitlab.com").lower().removeprefix("https://").strip("/")
        return ("GITLAB_TOKEN", "GITLAB_ACCESS_TOKEN") if named or host == chosen else ()
    if config.kind == "azure":
        return ("AZURE_DEVOPS_EXT_PAT",) if named or host == "dev.azure.com" else ()
    usual = {
        "gitea": ("GITEA_TOKEN", "FORGEJO_TOKEN"),
        "bitbucket": ("BITBUCKET_TOKEN",),
        "backstage": ("BACKSTAGE_TOKEN",),
        "jira": ("JIRA_TOKEN",),
    }
    return usual.get(config.kind, ()) if named else ()


def _is_named(config: SourceConfig, host: str) -> bool:
    """Whether the source's own address names the host."""
    return bool(config.url) and (urlsplit(config.url).hostname or "").lower() == host


def _from_program(kind: str, host: str, env: Mapping[str, str], ask: Ask) -> Credential | None:
    argv = {
        "github": ("gh", "auth", "token", "--hostname", host),
        "gitlab": ("glab", "config", "get", "token", "--host", host),
    }.get(kind)
    if argv is None:
        return None
    token = ask(argv, {name: value for name, value in env.items() if _FOR_PROGRAMS.fullmatch(name)})
    return Credential(token, origin=argv[0]) if token and _TOKEN.fullmatch(token) else None


def _git_may_know(config: SourceConfig) -> bool:
    """Forges share the login of their clone addresses; a portal or Backstage does not unless it says so."""
    forges = ("github", "gitlab", "gitea", "bitbucket", "azure")
    return config.kind in forges or config.auth in ("basic", "bearer")


def _login_host(host: str) -> str:
    return "github.com" if host == "api.github.com" else host


def _checked(token: str, variable: str) -> str:
    if not _TOKEN.fullmatch(token):
        raise CredentialsError(
            f"the value of {variable} can be no token: it holds spaces, line ends or odd characters",
            hint="Copy the token again.",
        )
    return token


def _neutral_folder() -> Path:
    """A folder that is no repository, so that no repository's settings say which program runs."""
    return Path(os.path.abspath(os.sep))
