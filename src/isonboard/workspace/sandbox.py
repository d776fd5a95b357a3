"""The fence around a set-up, where this system can put one up: bubblewrap.

Inside, the whole disk is read-only but the checkout, a private /tmp and the caches of package managers; keys, cloud
logins and our own data are not there; other processes cannot be seen; everything ends with the step. The network
stays, packages have to come from somewhere. Used wherever the probe succeeds (measured with the toolchains of
Python, Node, Go, Rust, Maven and C: they work in it); a step that the fence stops says so, and may be repeated
without it.
"""

import functools
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from isonboard import paths
from isonboard.git import search_path

_HOME_ENTRIES = 500


class Sandbox(NamedTuple):
    """Whether there is one, and what to show: “bubblewrap” or why not."""

    program: str | None
    state: str


def _names(words: str) -> tuple[str, ...]:
    return tuple(words.split())


CACHES = _names(
    ".cache .npm .yarn .pnpm-store .bun .deno .cargo .rustup go .m2 .gradle .konan .sbt .ivy2 .coursier .nuget .dotnet "
    ".gem .bundle .rbenv .composer .mix .hex .stack .cabal .ghcup .julia .pub-cache .dart .dartServer .terraform.d "
    ".conda .pyenv .nvm .asdf .sdkman .volta .swiftpm .zig .local/share .local/state Library/Caches"
)
_CACHE_VARIABLES = (
    *(
        "XDG_CACHE_HOME",
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
        "PIP_CACHE_DIR",
        "UV_CACHE_DIR",
        "UV_PYTHON_INSTALL_DIR",
    ),
    *(
        "npm_config_cache",
        "NPM_CONFIG_CACHE",
        "PNPM_HOME",
        "BUN_INSTALL",
        "DENO_DIR",
        "COREPACK_HOME",
        "GOPATH",
    ),
    *("GOMODCACHE", "GOCACHE", "CARGO_HOME", "RUSTUP_HOME", "GRADLE_USER_HOME", "NUGET_PACKAGES", "GEM_HOME"),
    *(
        "COMPOSER_HOME",
        "COMPOSER_CACHE_DIR",
        "MIX_HOME",
        "HEX_HOME",
        "STACK_ROOT",
        "CABAL_DIR",
        "JULIA_DEPOT_PATH",
    ),
    *(
        "PUB_CACHE",
        "TF_PLUGIN_CACHE_DIR",
        "CONDA_PKGS_DIRS",
        "COURSIER_CACHE",
        "MISE_DATA_DIR",
        "MISE_CACHE_DIR",
    ),
)
_MADE = {
    # a tool makes its cache at first use; inside the fence it cannot, so it is there before
    "pip": (".cache",), "python3": (".cache",), "uv": (".cache", ".local/share"), "poetry": (".cache",),
    "npm": (".npm", ".cache"), "node": (".npm", ".cache"), "pnpm": (".local/share", ".cache"), "yarn": (".cache", ".yarn"),
    "bun": (".bun",), "deno": (".cache",), "go": ("go", ".cache"), "cargo": (".cargo",), "mvn": (".m2",),
    "java": (".m2", ".gradle"), "gradle": (".gradle",), "sbt": (".sbt", ".ivy2", ".cache"), "dotnet": (".nuget", ".dotnet"),
    "bundle": (".bundle", ".gem"), "gem": (".gem",), "composer": (".composer", ".cache"), "mix": (".mix", ".hex", ".cache"),
    "stack": (".stack",), "cabal": (".cabal", ".cache"), "julia": (".julia",), "dart": (".pub-cache", ".dart"), "zig": (".cache",),
}  # fmt: skip
HIDDEN = _names(
    ".ssh .gnupg .aws .azure .kube .docker .config/gh .config/glab-cli .config/gcloud .config/hub .password-store "
    ".git-credentials .config/git/credentials .mozilla .config/google-chrome .config/chromium .local/share/keyrings "
    ".bash_history .zsh_history .python_history .pypirc .gem/credentials"
)


@functools.cache
def probe() -> Sandbox:
    """Whether bubblewrap is here and may make its namespaces (Ubuntu 24.04 forbids it without a profile)."""
    program = shutil.which("bwrap", path=search_path())
    if program is None:
        return Sandbox(None, "no sandbox: bubblewrap is not installed")
    argv = [program, *_NAMESPACES, "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "true"]
    try:
        done = subprocess.run(
            argv, cwd="/", capture_output=True, timeout=10, stdin=subprocess.DEVNULL, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return Sandbox(None, "no sandbox: bubblewrap did not start")
    if done.returncode:
        return Sandbox(None, "no sandbox: this system does not let bubblewrap make namespaces")
    return Sandbox(
        program, "sandbox: bubblewrap (writes only in the checkout and in caches, no keys, network on)"
    )


_NAMESPACES = ("--unshare-pid", "--unshare-ipc", "--die-with-parent", "--new-session")


def wrapped(
    sandbox: Sandbox,
    argv: Sequence[str],
    *,
    checkout: Path,
    cwd: Path,
    temporary: Path,
    env: dict[str, str],
) -> list[str]:
    """`argv` inside the fence; as it is where there is none."""
    home = Path(env.get("HOME") or os.path.expanduser("~"))
    if sandbox.program is None or home.is_relative_to(checkout):
        return list(argv)
    words = [sandbox.program, *_NAMESPACES, "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
    words += ["--bind", str(temporary), "/tmp"]  # noqa: S108 - the fence's own
    words += _home(home)
    for place in _writable(home, env):
        words += ["--bind-try", place, place]
    words += _hidden(home)
    words += ["--bind", str(checkout), str(checkout), "--chdir", str(cwd), "--", *argv]
    return words


def _home(home: Path) -> list[str]:
    """The home folder as it is, read-only, but a tool that makes a file of its own in it does not fail."""
    try:
        names = sorted(os.listdir(home))[:_HOME_ENTRIES]
    except OSError:
        return []
    words = ["--tmpfs", os.path.realpath(home)]
    for name in names:
        place = os.path.join(os.path.realpath(home), name)
        if name not in HIDDEN and not os.path.islink(place):
            words += ["--ro-bind-try", place, place]
        elif os.path.islink(place):
            words += ["--symlink", os.readlink(place), place]
    return words


def _hidden(home: Path) -> list[str]:
    words: list[str] = []
    places = [os.path.join(home, name) for name in HIDDEN if "/" in name]
    for place in (*places, str(paths.config_dir()), str(paths.data_dir())):
        if os.path.isdir(place):
            words += ["--tmpfs", os.path.realpath(place)]
        elif os.path.exists(place):
            words += ["--ro-bind", os.devnull, os.path.realpath(place)]
    return words


def _writable(home: Path, env: dict[str, str]) -> list[str]:
    places = [os.path.join(home, name) for name in CACHES]
    places += [
        part
        for name in _CACHE_VARIABLES
        for part in env.get(name, "").split(os.pathsep)
        if os.path.isabs(part)
    ]
    inside = [
        place for place in dict.fromkeys(places) if os.path.isdir(place) and place not in ("/", str(home))
    ]
    return [os.path.realpath(place) for place in inside]


def make_caches(needs: Sequence[str], home: Path) -> None:
    """Make the caches that these tools would make at first use, where the home folder lets us."""
    for name in dict.fromkeys(place for need in needs for place in _MADE.get(need, ())):
        try:
            (home / name).mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
