"""A checkout in which everything is a trap: looking at it by any verb of ours starts nothing, until it is agreed to."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "counterparties"))
from canaries import plain

from isonboard.workspace.toolchain import TOOLS

SOURCE = str(Path(__file__).parents[2] / "src")
SHELL = "#!/bin/sh\n{fire}\n"
PYTHON = "import os\nos.system({fire!r})\n"
WAYS: dict[str, str] = {
    # what Python would import from the folder it is started in
    "venv.py": PYTHON, "pip.py": PYTHON, "yaml.py": PYTHON, "tomllib.py": PYTHON, "json.py": PYTHON, "msgspec.py": PYTHON,
    "sitecustomize.py": PYTHON, "usercustomize.py": PYTHON, "isonboard.py": PYTHON, "conftest.py": PYTHON, "setup.py": PYTHON,
    "noxfile.py": PYTHON, "manage.py": PYTHON,
    # build files that are programs
    "Makefile": "X := $(shell {fire})\nall:\n\t{fire}\ntest:\n\t{fire}\n",
    "build.gradle": "'{fire}'.execute()\n", "settings.gradle": "'{fire}'.execute()\n", "build.sbt": 'sys.process.Process("{fire}").!\n',
    "build.mill": 'os.proc("{fire}").call()\n', "Gemfile": "system({fire!r})\n", "Rakefile": "system({fire!r})\n",
    "mix.exs": 'System.shell("{fire}")\n', "build.rs": 'fn main() {{ std::process::Command::new("{fire}"); }}\n',
    "CMakeLists.txt": "project(x C)\nexecute_process(COMMAND {fire})\n", "meson.build": "project('x')\nrun_command({fire!r})\n",
    "build.zig": "pub fn build() void {{}}\n", "flake.nix": "builtins.exec [{fire!r}]\n", "default.nix": "builtins.exec [{fire!r}]\n",
    "Package.swift": "import PackageDescription\n", "project.janet": "{fire}\n", "Jenkinsfile": "sh {fire!r}\n",
    # wrappers, scripts and versions that tools follow by themselves
    "gradlew": SHELL, "mvnw": SHELL, "configure": SHELL, "autogen.sh": SHELL, "mill": SHELL, "sbt": SHELL,
    "script/bootstrap": SHELL, "script/setup": SHELL, "bin/setup": SHELL, ".envrc": "{fire}\n",
    ".yarnrc.yml": "yarnPath: x.cjs\n", "x.cjs": "require('child_process').execSync({fire!r})\n",
    ".npmrc": "script-shell={fire}\nnode-options=--require ./x.cjs\n", ".pnp.cjs": "require('./x.cjs')\n",
    "bunfig.toml": 'preload = ["./x.cjs"]\n', ".mvn/jvm.config": "-javaagent:x.jar\n", ".mvn/extensions.xml": "<extensions/>\n",
    "rust-toolchain.toml": '[toolchain]\npath = "."\n', ".cargo/config.toml": '[build]\nrustc-wrapper = "./gradlew"\n',
    "mise.toml": '[hooks]\nenter = "{fire}"\n[env]\nX = "{{{{ exec(command={fire!r}) }}}}"\n', ".tool-versions": "python path:.\n",
    ".python-version": "../../x\n", ".nvmrc": "$({fire})\n", "global.json": '{{"sdk": {{"paths": ["."]}}}}',
    # what runs around the work
    "package.json": '{{"packageManager": "yarn@4.0.0", "scripts": {{"preinstall": "{fire}", "test": "{fire}"}}, "dependencies": {{"a": "1"}}}}',
    ".devcontainer/devcontainer.json": '{{"image": "x", "initializeCommand": "{fire}", "postCreateCommand": "{fire}"}}',
    ".vscode/tasks.json": '{{"tasks": [{{"command": "{fire}", "runOptions": {{"runOn": "folderOpen"}}}}]}}',
    ".husky/pre-commit": SHELL, "lefthook.yml": "pre-commit:\n  commands:\n    x:\n      run: {fire}\n",
    ".pre-commit-config.yaml": "repos:\n- repo: local\n  hooks:\n  - {{id: x, entry: {fire}, language: system}}\n",
    "compose.yaml": "services:\n  db:\n    image: x\n    command: {fire}\n", ".lfsconfig": '[lfs "customtransfer.x"]\n\tpath = {fire}\n',
    ".gitattributes": "* filter=lfs diff=evil\n", ".gitmodules": '[submodule "x"]\n\tpath = x\n\turl = ext::{fire}\n\tupdate = !{fire}\n',
    "CONTRIBUTING.md": "# Setup\n\n```\n$({fire})\n`{fire}`\nmake test; {fire}\n```\n", ".git/hooks/post-checkout": SHELL,
    ".git/hooks/post-index-change": SHELL, ".git/hooks/fsmonitor": SHELL,
}  # fmt: skip
"""Files that somebody's program executes, or starts something for, when it meets them. {fire} leaves a mark."""
VERBS = (
    ("plan", ".", "--json"),
    ("setup", ".", "--json"),
    ("guide", "."),
    ("doctor",),
)


@pytest.fixture
def trapped(tmp_path: Path) -> Path:
    """The checkout; what fires leaves a file named after its trap in `fired` beside it."""
    checkout, fired = tmp_path / "checkout", tmp_path / "fired"
    fired.mkdir()
    checkout.mkdir()
    plain("init", "-q", "-b", "main", ".", cwd=checkout)

    def plant(name: str, content: str, mark: str) -> None:
        place = checkout / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content.format(fire=f"touch {fired / mark}"), encoding="utf-8")
        place.chmod(0o755)

    for name, content in WAYS.items():
        plant(name, content, name.replace("/", "_"))
    plain("add", "-A", ".", cwd=checkout)
    plain(
        "-c",
        "user.name=M",
        "-c",
        "user.email=m@example.test",
        "commit",
        "-q",
        "--no-verify",
        "-m",
        "x",
        cwd=checkout,
    )
    for tool in {tool.program for tool in TOOLS.values()} | {"docker", "git-lfs", "bwrap", "ssh", "sh"}:
        if not (checkout / tool).exists():
            plant(tool, SHELL, f"tool-{tool}")
    for name in os.listdir(fired):
        (fired / name).unlink()
    return checkout


def marks(checkout: Path) -> set[str]:
    return set(os.listdir(checkout.parent / "fired"))


def test_no_verb_that_looks_starts_anything_of_the_checkout(trapped: Path, tmp_path: Path) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON"))},
        "PATH": f".:{os.environ['PATH']}:",  # where a careless shell looks into the folder one is in
        "PYTHONPATH": SOURCE,
        "HOME": str(tmp_path / "home"),
        "ISONBOARD_HOME": str(tmp_path / "isonboard"),
    }
    for verb in VERBS:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "isonboard", "--offline", *verb],
            cwd=trapped,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode in (0, 1, 4), (verb, done.stderr)
        assert "Traceback" not in done.stderr
        assert marks(trapped) == set(), verb


def test_the_traps_are_live(trapped: Path) -> None:
    """What others do when they only look: so that the test above proves something."""
    subprocess.run([sys.executable, "-m", "venv", "--help"], cwd=trapped, capture_output=True, check=False)
    assert "venv.py" in marks(trapped) or "sitecustomize.py" in marks(trapped) or sys.flags.safe_path
    subprocess.run(["git", "status"], cwd=trapped, env={**os.environ, "PATH": ".:" + os.environ["PATH"]}, capture_output=True, check=False)  # fmt: skip
    assert "tool-git" in marks(trapped)
    if shutil.which("make"):
        subprocess.run(["make", "-n", "test"], cwd=trapped, capture_output=True, check=False)
        assert "Makefile" in marks(trapped)
