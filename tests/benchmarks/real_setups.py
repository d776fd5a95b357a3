"""How often the set-up of a real project really ends ready: cloned over a git address, planned, run, verified.

    python tests/benchmarks/real_setups.py [--only NAME] [--tests] [--keep]

The projects are source packages of the corpus of plan_corpus.py, at least one each for Python, Node, Go, Rust,
Java/Maven, C/C++ and Make. Each becomes a git repository in a folder source and is then taken through the program's
own command line: add, sync, clone, plan, setup --trust. Source packages are not whole repositories (many leave their
tests out), which the reasons of the failures show. Needs the toolchains and the registries; prints a table.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from plan_corpus import TABLES, fetched

CHOSEN = (
    ("Python", "attrs"), ("Python", "click"), ("Python", "pluggy"), ("Python", "structlog"), ("Python", "six"),
    ("Python", "networkx"), ("Python", "trio"), ("Python", "nox"),
    ("Node", "chalk"), ("Node", "commander"), ("Node", "semver"), ("Node", "express"), ("Node", "koa"), ("Node", "debug"),
    ("Go", "github.com/spf13/cobra"), ("Go", "github.com/go-chi/chi/v5"), ("Go", "github.com/stretchr/testify"),
    ("Go", "github.com/charmbracelet/bubbletea"), ("Go", "github.com/sirupsen/logrus"),
    ("Rust", "anyhow"), ("Rust", "hyperfine"), ("Rust", "rayon"), ("Rust", "fd-find"), ("Rust", "zoxide"),
    ("Maven", "commons-io"), ("Maven", "jsoup"), ("Maven", "libcommons-lang3-java"), ("Maven", "junit4"),
    ("Maven", "jackson-databind"),
    ("CMake", "fmtlib"), ("CMake", "yaml-cpp"), ("CMake", "cjson"), ("CMake", "ninja-build"), ("CMake", "libuv1"),
    ("CMake", "snappy"), ("CMake", "spdlog"), ("CMake", "doctest"),
    ("autotools", "jansson"), ("autotools", "hello"), ("autotools", "zlib"), ("autotools", "nano"), ("autotools", "less"),
    ("autotools", "libpng1.6"), ("autotools", "libevent"), ("autotools", "xz-utils"), ("autotools", "jq"),
    ("Make", "tree"), ("Make", "lua5.4"), ("Make", "lz4"), ("Make", "dnsmasq"), ("Make", "redis"), ("Make", "libzstd"),
)  # fmt: skip
PATIENCE = 1_500  # seconds for one set-up


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--only", default="", metavar="PATTERN")
    parser.add_argument("--tests", action="store_true", help="run the projects' own tests too")
    parser.add_argument("--keep", action="store_true", help="leave the checkouts")
    options = parser.parse_args()
    known = {
        one["name"]: one for table in TABLES.values() for one in tomllib.loads(table.read_text())["project"]
    }
    home = Path(tempfile.mkdtemp(prefix="isonboard-real-"))
    rows: list[tuple[str, str, str, str]] = []
    try:
        for ecosystem, name in CHOSEN:
            if not re.search(options.only, f"{ecosystem} {name}"):
                continue
            rows.append(one_setup(home, ecosystem, known[name], tests=options.tests))
            print("  ".join(rows[-1]), flush=True)
    finally:
        if not options.keep:
            shutil.rmtree(home, ignore_errors=True)
    ready = sum(outcome == "ready" for _, _, outcome, _ in rows)
    print(f"{ready} of {len(rows)} ready")
    return 0


def one_setup(home: Path, ecosystem: str, one: dict[str, Any], *, tests: bool) -> tuple[str, str, str, str]:
    """Ecosystem, project, outcome and why, of one project taken the whole way."""
    label = f"{one['name']} {one['version']}"
    source = fetched(one, download=True)
    if source is None:
        return ecosystem, label, "not to be had", ""
    short = re.sub(r"[^A-Za-z0-9._-]", "-", one["name"].rpartition("/")[2] or one["name"])
    env = {**os.environ, "ISONBOARD_HOME": str(home / short)}
    as_repository(source, home / short / "forge" / short)
    began = time.monotonic()
    isonboard(env, "add", str(home / short / "forge"), "--name", "forge", "--write")
    isonboard(env, "sync")
    made = isonboard(env, "clone", short, "--json")
    if made.returncode:
        return ecosystem, label, "not cloned", made.stderr.strip()[-200:]
    cloned = json.loads(made.stdout)
    plan = json.loads(isonboard(env, "plan", cloned["checkout"], "--json").stdout)
    words = ["setup", cloned["checkout"], "--trust", plan["id"], "--json", *(["--tests"] if tests else [])]
    done = isonboard(env, *words)
    seconds = time.monotonic() - began
    if not done.stdout.strip():
        return ecosystem, label, "no answer", done.stderr.strip()[-200:]
    report = json.loads(done.stdout)
    why = report["sentence"]
    failed = next((step for step in report["steps"] if step["exit_code"]), None)
    if failed:
        why += f" [{' '.join(failed['argv'])}] {failed['explanation'] or ' / '.join(failed['tail'][-2:])}"
    return ecosystem, label, report["outcome"], f"{seconds:.0f} s  {why[:240]}"


def as_repository(source: Path, target: Path) -> None:
    """A git repository with the package's files in one commit."""
    shutil.copytree(source, target, symlinks=True)
    identity = ["-c", "user.name=corpus", "-c", "user.email=corpus@example.org", "-c", "commit.gpgSign=false"]
    for words in (["init", "-q", "-b", "main"], ["add", "-A", "-f"], ["commit", "-q", "-m", "As published"]):
        subprocess.run(["git", *identity, *words], cwd=target, check=True, capture_output=True)


def isonboard(env: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "isonboard", *words], env=env, capture_output=True, text=True,
                          check=False, timeout=PATIENCE, stdin=subprocess.DEVNULL)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
