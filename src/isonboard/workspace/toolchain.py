"""Whether the tools that a plan needs are here, in the right version, and how to get on this system what is not.

Programs are asked for their version from a folder where nothing of the repository can be found, with a clean
environment; wrappers and shims of the repository are never asked.
"""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from isonboard import git, text
from isonboard.model.plan import MissingTool, SetupPlan
from isonboard.workspace import versions

Which = Callable[[str], str | None]
VersionOf = Callable[[str], str | None]
_PATIENCE = 15.0  # seconds; the JVM's tools take one or two


class Tool(NamedTuple):
    """How a tool is asked for its version, and its names at those who install it."""

    program: str
    asks: tuple[str, ...] = ("--version",)
    apt: str = ""
    dnf: str = ""
    brew: str = ""
    mise: str = ""
    other: str = ""
    """The tool's own way, where it is better than a system package."""


TOOLS: dict[str, Tool] = {
    "python": Tool("python3", ("--version",), "python3", "python3", "python", "python"),
    "python3": Tool("python3", ("--version",), "python3", "python3", "python", "python"),
    "pip": Tool("pip", ("--version",), "python3-pip", "python3-pip", "python", "python"),
    "uv": Tool("uv", ("--version",), brew="uv", mise="uv", other="pipx install uv"),
    "poetry": Tool("poetry", ("--version",), "python3-poetry", "poetry", "poetry", "poetry", "pipx install poetry"),
    "pdm": Tool("pdm", ("--version",), brew="pdm", mise="pdm", other="pipx install pdm"),
    "pipenv": Tool("pipenv", ("--version",), "pipenv", "pipenv", "pipenv", "pipenv", "pipx install pipenv"),
    "hatch": Tool("hatch", ("--version",), brew="hatch", mise="hatch", other="pipx install hatch"),
    "tox": Tool("tox", ("--version",), "tox", "tox", "tox", "pipx:tox", "pipx install tox"),
    "nox": Tool("nox", ("--version",), "python3-nox", "python3-nox", "nox", "pipx:nox", "pipx install nox"),
    "conda": Tool("conda", ("--version",), brew="miniconda", mise="miniconda"),
    "node": Tool("node", ("--version",), "nodejs", "nodejs", "node", "node"),
    "npm": Tool("npm", ("--version",), "npm", "npm", "node", "node"),
    "pnpm": Tool("pnpm", ("--version",), brew="pnpm", mise="pnpm", other="npm install -g pnpm"),
    "yarn": Tool("yarn", ("--version",), "yarnpkg", "yarnpkg", "yarn", "yarn", "npm install -g yarn"),
    "bun": Tool("bun", ("--version",), brew="oven-sh/bun/bun", mise="bun", other="npm install -g bun"),
    "deno": Tool("deno", ("--version",), brew="deno", mise="deno", other="npm install -g deno"),
    "go": Tool("go", ("version",), "golang-go", "golang", "go", "go"),
    "rust": Tool("rustc", ("--version",), "rustc", "rust", "rust", "rust"),
    "rustc": Tool("rustc", ("--version",), "rustc", "rust", "rust", "rust"),
    "cargo": Tool("cargo", ("--version",), "cargo", "cargo", "rust", "rust"),
    "java": Tool("java", ("-version",), "default-jdk", "java-latest-openjdk-devel", "openjdk", "java"),
    "javac": Tool("javac", ("-version",), "default-jdk", "java-latest-openjdk-devel", "openjdk", "java"),
    "mvn": Tool("mvn", ("--version",), "maven", "maven", "maven", "maven"),
    "maven": Tool("mvn", ("--version",), "maven", "maven", "maven", "maven"),
    "gradle": Tool("gradle", ("--version",), "gradle", "gradle", "gradle", "gradle"),
    "kotlin": Tool("kotlinc", ("-version",), "kotlin", "", "kotlin", "kotlin"),
    "sbt": Tool("sbt", ("--version",), "", "sbt", "sbt", "sbt"),
    "mill": Tool("mill", ("--version",), "", "", "mill", "mill"),
    "scala": Tool("scala", ("-version",), "scala", "scala", "scala", "scala"),
    "dotnet": Tool("dotnet", ("--version",), "dotnet-sdk-8.0", "dotnet-sdk-8.0", "dotnet", "dotnet"),
    "ruby": Tool("ruby", ("--version",), "ruby-full", "ruby-devel", "ruby", "ruby"),
    "bundle": Tool("bundle", ("--version",), "bundler", "rubygem-bundler", "ruby", "ruby"),
    "rake": Tool("rake", ("--version",), "rake", "rubygem-rake", "ruby", "ruby"),
    "php": Tool("php", ("--version",), "php-cli", "php-cli", "php", "php"),
    "composer": Tool("composer", ("--version",), "composer", "composer", "composer", "composer"),
    "elixir": Tool("elixir", ("--version",), "elixir", "elixir", "elixir", "elixir"),
    "mix": Tool("mix", ("--version",), "elixir", "elixir", "elixir", "elixir"),
    "erl": Tool("erl", ("-version",), "erlang", "erlang", "erlang", "erlang"),
    "erlang": Tool("erl", ("-version",), "erlang", "erlang", "erlang", "erlang"),
    "rebar3": Tool("rebar3", ("version",), "rebar3", "rebar3", "rebar3", "rebar"),
    "ghc": Tool("ghc", ("--version",), "ghc", "ghc", "ghc", "ghc"),
    "cabal": Tool("cabal", ("--version",), "cabal-install", "cabal-install", "cabal-install", "cabal"),
    "stack": Tool("stack", ("--version",), "haskell-stack", "stack", "haskell-stack", "stack"),
    "swift": Tool("swift", ("--version",), "", "swift-lang", "swift", "swift"),
    "zig": Tool("zig", ("version",), "", "zig", "zig", "zig"),
    "dart": Tool("dart", ("--version",), "", "", "dart-sdk", "dart"),
    "flutter": Tool("flutter", ("--version",), "", "", "flutter", "flutter"),
    "R": Tool("R", ("--version",), "r-base", "R", "r", "r"),
    "Rscript": Tool("Rscript", ("--version",), "r-base", "R", "r", "r"),
    "julia": Tool("julia", ("--version",), "", "julia", "julia", "julia"),
    "perl": Tool("perl", ("--version",), "perl", "perl", "perl", "perl"),
    "gcc": Tool("gcc", ("--version",), "build-essential", "gcc", "gcc"),
    "g++": Tool("g++", ("--version",), "build-essential", "gcc-c++", "gcc"),
    "cc": Tool("cc", ("--version",), "build-essential", "gcc", "gcc"),
    "c++": Tool("c++", ("--version",), "build-essential", "gcc-c++", "gcc"),
    "clang": Tool("clang", ("--version",), "clang", "clang", "llvm", "clang"),
    "cmake": Tool("cmake", ("--version",), "cmake", "cmake", "cmake", "cmake"),
    "ctest": Tool("ctest", ("--version",), "cmake", "cmake", "cmake", "cmake"),
    "ninja": Tool("ninja", ("--version",), "ninja-build", "ninja-build", "ninja", "ninja"),
    "meson": Tool("meson", ("--version",), "meson", "meson", "meson", "pipx:meson"),
    "make": Tool("make", ("--version",), "make", "make", "make", "make"),
    "autoreconf": Tool("autoreconf", ("--version",), "autoconf automake libtool", "autoconf automake libtool", "autoconf automake libtool"),
    "pkg-config": Tool("pkg-config", ("--version",), "pkg-config", "pkgconf", "pkgconf"),
    "terraform": Tool("terraform", ("version",), "", "", "hashicorp/tap/terraform", "terraform"),
    "tofu": Tool("tofu", ("version",), "", "opentofu", "opentofu", "opentofu"),
    "nix": Tool("nix", ("--version",), "nix-bin", "nix", "", ""),
    "nix-build": Tool("nix-build", ("--version",), "nix-bin", "nix", "", ""),
    "just": Tool("just", ("--version",), "just", "just", "just", "just", "cargo install just"),
    "task": Tool("task", ("--version",), "", "go-task", "go-task", "task"),
    "mise": Tool("mise", ("--version",), "mise", "mise", "mise"),
    "asdf": Tool("asdf", ("--version",), "", "", "asdf"),
    "git": Tool("git", ("--version",), "git", "git", "git"),
}  # fmt: skip


class System(NamedTuple):
    """What there is on this machine to install tools with."""

    packages: str
    """`apt`, `dnf`, `brew`, `pacman`, `zypper`, `apk`, or "" where none is known."""
    managers: frozenset[str]
    """Version managers that are set up: mise, asdf, pyenv, nvm, fnm, volta, rustup, sdkman, uv, rbenv, goenv."""


_INSTALLS = {
    "apt": "sudo apt install {name}",
    "dnf": "sudo dnf install {name}",
    "brew": "brew install {name}",
    "pacman": "sudo pacman -S {name}",
    "zypper": "sudo zypper install {name}",
    "apk": "sudo apk add {name}",
}
_OF_MANAGER: dict[str, tuple[tuple[str, str], ...]] = {
    # tool: (manager, command), the best first; {version} is the least version wanted
    "python": (("pyenv", "pyenv install {version} && pyenv global {version}"), ("uv", "uv python install {version}")),
    "node": (("nvm", "nvm install {version}"), ("fnm", "fnm install {version}"), ("volta", "volta install node@{version}")),
    "rust": (("rustup", "rustup update"),),
    "java": (("sdkman", "sdk install java {version}-tem"),),
    "mvn": (("sdkman", "sdk install maven"),),
    "gradle": (("sdkman", "sdk install gradle"),),
    "ruby": (("rbenv", "rbenv install {version}"),),
    "go": (("goenv", "goenv install {version}"),),
}  # fmt: skip
_SAME = {
    "python3": "python",
    "npm": "node",
    "cargo": "rust",
    "rustc": "rust",
    "javac": "java",
    "maven": "mvn",
    "bundle": "ruby",
}
_HOMES = {
    "pyenv": ("PYENV_ROOT", "~/.pyenv"),
    "nvm": ("NVM_DIR", "~/.nvm"),
    "sdkman": ("SDKMAN_DIR", "~/.sdkman"),
    "rbenv": ("RBENV_ROOT", "~/.rbenv"),
    "goenv": ("GOENV_ROOT", "~/.goenv"),
}


def missing_tools(
    plan: SetupPlan,
    which: Which | None = None,
    version_of: VersionOf | None = None,
    system: System | None = None,
) -> tuple[MissingTool, ...]:
    """The tools that the plan needs and that are not here, or not in its range, each with the way to get it."""
    which, version_of, system = which or found_at, version_of or version_printed, system or this_system()
    needed = dict.fromkeys(name for step in plan.steps for name in step.needs if "/" not in name)
    program_of = {name: TOOLS[name].program if name in TOOLS else name for name in (*needed, *plan.requires)}
    missing = [
        MissingTool(tool=name, wanted=_wanted(name, plan), advice=_advice(name, _wanted(name, plan), system))
        for name in needed
        if which(program_of[name]) is None
    ]
    gone = {program_of[tool.tool] for tool in missing}
    asked = [name for name in plan.requires if program_of[name] not in gone and which(program_of[name])]
    asked = [name for name in asked if not _brings_its_own(name, plan)]
    with ThreadPoolExecutor(max_workers=4) as pool:
        answers = dict(zip(asked, pool.map(version_of, asked), strict=True))
    for name, found in answers.items():
        wanted = plan.requires[name]
        version = _comparable(name, found or "")
        if version is not None and _is_too_different(name, version, wanted):
            missing.append(
                MissingTool(
                    tool=name,
                    wanted=wanted,
                    found=".".join(map(str, version)),
                    advice=_advice(name, wanted, system),
                )
            )
    return tuple(missing)


def _wanted(name: str, plan: SetupPlan) -> str:
    return plan.requires.get(name) or plan.requires.get(_SAME.get(name, name), "")


def _brings_its_own(name: str, plan: SetupPlan) -> bool:
    """True where the plan's own manager gets the Python: uv downloads it, a conda environment holds it."""
    tools = {need for step in plan.steps for need in step.needs}
    return name == "python" and bool(tools & {"uv", "conda", "mamba"}) and "python3" not in tools


def _comparable(name: str, printed: str) -> versions.Version | None:
    version = versions.parsed(printed)
    if name in ("java", "javac") and version and version[0] == 1 and len(version) > 1:
        return version[1:]  # 1.8.0 is Java 8
    return version


def _is_too_different(name: str, version: versions.Version, wanted: str) -> bool:
    if name in ("java", "javac"):
        wanted = re.sub(r"\b1\.([5-8])\b", r"\1", wanted)
    if name == "go" and version >= (1, 21) and os.environ.get("GOTOOLCHAIN", "auto") != "local":
        return False  # fetches the toolchain that go.mod names (go.dev/doc/toolchain)
    return versions.satisfies(version, wanted) is False


def _advice(name: str, wanted: str, system: System) -> str:
    tool = TOOLS.get(name)
    least = re.search(r"\d+(?:\.\d+)*", wanted)
    version = least[0] if least else ""
    kind = _SAME.get(name, name)
    offers: list[str] = []
    for manager, command in _OF_MANAGER.get(kind, ()):
        if manager in system.managers and (version or "{version}" not in command):
            offers.append(command.format(version=version))
    if tool and tool.mise and system.managers & {"mise"}:
        offers.insert(0, f"mise use -g {tool.mise}@{version or 'latest'}")
    package = getattr(tool, {"brew": "brew", "dnf": "dnf"}.get(system.packages, "apt"), "") if tool else ""
    if package and system.packages and not (version and offers):
        offers.append(_INSTALLS[system.packages].format(name=package))
    if tool and tool.other and (not offers or not package):
        offers.append(tool.other)
    if not offers:
        if tool and tool.mise:
            return f"Install mise (mise.jdx.dev), then: mise use -g {tool.mise}@{version or 'latest'}"
        return f"Install {text.line(name, 40)} and make sure that it is on the PATH."
    return f"{offers[0]} (or: {offers[1]})" if len(offers) > 1 else offers[0]


def this_system(
    os_release: Path = Path("/etc/os-release"),
    which: Which | None = None,
    env: Mapping[str, str] | None = None,
) -> System:
    """The package manager and the version managers of this machine."""
    which, env = which or found_at, os.environ if env is None else env
    managers = {
        name for name in ("mise", "asdf", "pyenv", "fnm", "volta", "rustup", "uv", "rbenv") if which(name)
    }
    for name, (variable, default) in _HOMES.items():
        if os.path.isdir(env.get(variable) or os.path.expanduser(default)):
            managers.add(name)
    return System(_package_manager(os_release, which), frozenset(managers))


def _package_manager(os_release: Path, which: Which) -> str:
    try:
        lines = os_release.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return "brew" if which("brew") else ""
    fields = dict(line.partition("=")[::2] for line in lines)
    ids = f"{fields.get('ID', '')} {fields.get('ID_LIKE', '')}".replace('"', " ").split()
    families: tuple[tuple[str, Iterable[str]], ...] = (
        ("apt", ("debian", "ubuntu")),
        ("dnf", ("fedora", "rhel", "centos")),
        ("pacman", ("arch",)),
        ("zypper", ("suse", "opensuse")),
        ("apk", ("alpine",)),
    )
    for manager, names in families:
        if any(one.startswith(tuple(names)) for one in ids):
            return manager
    return "brew" if which("brew") else ""


def found_at(program: str) -> str | None:
    """Where a program is on the PATH, entries that are relative to some folder left out."""
    return shutil.which(program, path=git.search_path())


def version_printed(name: str) -> str | None:
    """The line with a version that a tool prints, asked from a neutral folder; None when it prints none."""
    tool = TOOLS.get(name, Tool(name))
    program = found_at(tool.program)
    if program is None:
        return None
    env = {key: value for key in _PROBE_KEPT if (value := os.environ.get(key)) is not None}
    env |= {"PATH": git.search_path(), "LC_ALL": "C", "COREPACK_ENABLE_NETWORK": "0", "GOTOOLCHAIN": "local"}
    try:
        with subprocess.Popen(
            [program, *tool.asks],
            cwd="/",
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process:
            try:
                said, _ = process.communicate(timeout=_PATIENCE)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                return None
    except OSError:
        return None
    lines = text.block(text.decoded(said[:20_000])).splitlines()
    return next((line for line in lines if re.search(r"\d+\.\d+|\bv?\d+\b", line)), None)


_PROBE_KEPT = (
    *("HOME", "USER", "TMPDIR", "LANG", "JAVA_HOME", "PYENV_ROOT", "PYENV_VERSION", "NVM_DIR", "VOLTA_HOME"),
    *(
        "RUSTUP_HOME",
        "CARGO_HOME",
        "RUSTUP_TOOLCHAIN",
        "GOROOT",
        "ASDF_DATA_DIR",
        "MISE_DATA_DIR",
        "SDKMAN_DIR",
    ),
    *("DOTNET_ROOT", "RBENV_ROOT", "FNM_DIR", "FNM_MULTISHELL_PATH", "LD_LIBRARY_PATH"),
)
