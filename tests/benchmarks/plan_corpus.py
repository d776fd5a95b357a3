"""How often the set-up plan of a real project is right: tool, folder and commands.

    python tests/benchmarks/plan_corpus.py [--half tune|check|all] [--only NAME] [--verbose] [--no-download]

The projects are the table in plan_corpus.toml: source packages of the language registries and of Debian, each with
its version and what a person who knows the project would run. They are downloaded once into the cache folder
(ISONBOARD_CORPUS, else ~/.cache/isonboard-corpus) with the registries' ordinary clients, unpacked without running
anything of theirs, and never committed. One half is for tuning the detectors; the other only checks.

Prints one line a project that is wrong, and the shares; exit 1 where a dangerous command is proposed.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from isonboard.manifests.tree import Tree
from isonboard.model.plan import SetupPlan
from isonboard.workspace.detect.danger import refusal
from isonboard.workspace.plan import plan_for

TABLES = {
    "seen": Path(__file__).with_suffix(".toml"),
    "unseen": Path(__file__).with_name("plan_corpus_unseen.toml"),
    "third": Path(__file__).with_name("plan_corpus_third.toml"),
    "fourth": Path(__file__).with_name("plan_corpus_fourth.toml"),
}
CACHE = Path(os.environ.get("ISONBOARD_CORPUS", Path.home() / ".cache" / "isonboard-corpus"))
PIP_DOWNLOAD = """
import sys
from pip._internal.commands.download import DownloadCommand
from pip._vendor.packaging.specifiers import SpecifierSet
command = DownloadCommand("download", "")
options, _ = command.parse_args(["--no-binary", ":all:", "x"])
with command.main_context():
    session = command.get_default_session(options)
    finder = command._build_package_finder(options, session)
    best = finder.find_best_candidate(sys.argv[1], SpecifierSet("==" + sys.argv[2])).best_candidate
    answer = session.get(best.link.url)
    answer.raise_for_status()
    open(sys.argv[3] + "/" + best.link.filename, "wb").write(answer.content)
"""
"""Fetches a source package with pip's own finder; `pip download` would run the package's build."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--half", choices=("tune", "check", "all"), default="all")
    parser.add_argument("--table", choices=tuple(TABLES), default="seen")
    parser.add_argument("--only", default="")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--no-download", action="store_true")
    parser.add_argument("--fetch", action="store_true", help="only download")
    options = parser.parse_args()
    table = tomllib.loads(TABLES[options.table].read_text())["project"]
    chosen = [one for number, one in enumerate(table) if options.half in ("all", _half(number))]
    chosen = [one for one in chosen if options.only in one["name"]]
    if options.fetch:
        return 0 if all(fetched(one, download=True) for one in chosen) else 1
    results: list[tuple[str, bool, str]] = []
    dangerous = 0
    for one in chosen:
        root = fetched(one, download=not options.no_download)
        if root is None:
            print(f"not to be had: {one['from']} {one['name']} {one['version']}")
            continue
        plan = plan_for(Tree.of_folder(root))
        dangerous += sum(refusal(step.argv) is not None for step in plan.steps)
        wrong = difference(one, plan)
        results.append((one["ecosystem"], not wrong, one["name"]))
        if wrong or options.verbose:
            print(f"{'WRONG' if wrong else 'right'}  {one['name']} {one['version']}: {wrong or plan.summary}")
            for step in plan.steps if options.verbose else ():
                print(f"         {step.purpose:8} {step.cwd:12} {' '.join(step.argv)}")
    _report(results, dangerous)
    return 1 if dangerous else 0


def difference(expected: dict[str, Any], plan: SetupPlan) -> str:
    """Why the plan is not what the table expects; empty where it is.

    `tool` must be in the name of an ecosystem found; every entry of `commands` (a pattern, with `folder`) must fit
    a step; `none = true` expects no step at all.
    """
    if expected.get("none"):
        return "" if not plan.steps else f"expected no step, found {' '.join(plan.steps[0].argv)}"
    names = " ".join(plan.ecosystems)
    if not re.search(expected["tool"], names):
        return f"tool {expected['tool']!r}, found {names or 'nothing'}"
    folder = expected.get("folder", ".")
    for pattern in expected["commands"]:
        if not any(step.cwd == folder and re.fullmatch(pattern, " ".join(step.argv)) for step in plan.steps):
            return f"no step {pattern!r} in {folder}; found " + "; ".join(
                f"[{step.cwd}] {' '.join(step.argv)}" for step in plan.steps
            )
    return ""


def fetched(one: dict[str, Any], *, download: bool) -> Path | None:
    """The unpacked folder of a project, downloaded where it is not in the cache yet."""
    target = CACHE / one["from"] / re.sub(r"[^\w.+-]", "_", f"{one['name']}-{one['version']}")
    if not (target / ".done").exists():
        if not download:
            return None
        shutil.rmtree(target, ignore_errors=True)
        (target / "src").mkdir(parents=True)
        try:
            FETCHERS[one["from"]](one["name"], one["version"], target)
        except (OSError, subprocess.SubprocessError, StopIteration, KeyError) as error:
            print(f"  {one['name']}: {str(error)[:300]}", file=sys.stderr)
            return None
        (target / ".done").touch()
    return _inner(target / "src")


def _pypi(name: str, version: str, target: Path) -> None:
    _run("python3", "-c", PIP_DOWNLOAD, name, version, str(target))
    _unpack(_archive(target), target / "src")


def _npm(name: str, version: str, target: Path) -> None:
    _run("npm", "pack", "--ignore-scripts", f"{name}@{version}", "--pack-destination", str(target))
    _unpack(_archive(target), target / "src")


def _crates(name: str, version: str, target: Path) -> None:
    crate = target / "fetch"
    (crate / "src").mkdir(parents=True)
    (crate / "src" / "lib.rs").touch()
    (crate / "Cargo.toml").write_text(
        f'[package]\nname = "fetch"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\n{name} = "={version}"\n'
    )
    home = CACHE / "cargo-home"
    home.mkdir(parents=True, exist_ok=True)
    settings = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo")) / "config.toml"
    if settings.exists():
        shutil.copy(settings, home / "config.toml")
    _run("cargo", "fetch", "--manifest-path", str(crate / "Cargo.toml"), env={"CARGO_HOME": str(home)})
    archive = next((home / "registry" / "cache").glob(f"*/{name}-{version}.crate"))
    _unpack(archive, target / "src")


def _go(name: str, version: str, target: Path) -> None:
    answer = _run("go", "mod", "download", "-json", f"{name}@{version}", cwd=target,
                  env={"GOFLAGS": "-modcacherw", "GOMODCACHE": str(CACHE / "go-cache"), "GO111MODULE": "on"})  # fmt: skip
    shutil.copytree(json.loads(answer)["Dir"], target / "src" / "module")


def _debian(name: str, version: str, target: Path) -> None:
    apt = _apt_options()
    _run("apt-get", *apt, "source", "--download-only", f"{name}={version}", cwd=target)
    packed = sorted(
        p for p in target.iterdir() if re.search(r"\.tar\.\w+$", p.name) and "debian.tar" not in p.name
    )
    archive = next((p for p in packed if ".orig.tar." in p.name), packed[0])
    _unpack(archive, target / "src")


FETCHERS = {"pypi": _pypi, "npm": _npm, "crates": _crates, "go": _go, "debian": _debian}


def _apt_options() -> list[str]:
    """Options that let apt see source packages of the configured archive without changing the system's settings."""
    folder = CACHE / "apt"
    sources = folder / "sources.list.d"
    options = ["-o", f"Dir::Etc::sourceparts={sources}", "-o", "Dir::Etc::sourcelist=/dev/null",
               "-o", f"Dir::State::lists={folder}/lists", "-o", f"Dir::Cache={folder}/cache"]  # fmt: skip
    if not (folder / ".updated").exists():
        sources.mkdir(parents=True, exist_ok=True)
        (folder / "lists" / "partial").mkdir(parents=True, exist_ok=True)
        (folder / "cache" / "archives" / "partial").mkdir(parents=True, exist_ok=True)
        text = Path("/etc/apt/sources.list.d/debian.sources").read_text()
        (sources / "corpus.sources").write_text(
            re.sub(r"^Types:.*$", "Types: deb-src", text, flags=re.MULTILINE)
        )
        _run("apt-get", *options, "update")
        (folder / ".updated").touch()
    return options


def _archive(folder: Path) -> Path:
    return next(
        p for p in sorted(folder.iterdir()) if p.is_file() and re.search(r"\.(?:tar\.\w+|tgz|zip)$", p.name)
    )


def _unpack(archive: Path, target: Path) -> None:
    """Unpack with tar, which refuses names that lead outside; links stay links, and the tree does not follow them."""
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(target)
        return
    _run("tar", "--no-same-owner", "-xf", str(archive), "-C", str(target))


def _inner(folder: Path) -> Path:
    """The one folder that an archive holds, else the archive's root."""
    entries = list(folder.iterdir())
    return entries[0] if len(entries) == 1 and entries[0].is_dir() else folder


def _run(*argv: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        argv,
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    if done.returncode:
        raise subprocess.SubprocessError(f"{argv[0]}: {done.stderr.strip()[-300:]}")
    return done.stdout


def _half(number: int) -> str:
    return "tune" if number % 2 == 0 else "check"


def _report(results: list[tuple[str, bool, str]], dangerous: int) -> None:
    by_ecosystem = Counter(ecosystem for ecosystem, _, _ in results)
    right = Counter(ecosystem for ecosystem, is_right, _ in results if is_right)
    for ecosystem, count in sorted(by_ecosystem.items()):
        print(f"{ecosystem:12} {right[ecosystem]:3} of {count}")
    total = sum(right.values())
    share = f"{100 * total / len(results):.1f} %" if results else "nothing to judge"
    print(f"plan right: {total} of {len(results)} ({share}); dangerous commands proposed: {dangerous}")


if __name__ == "__main__":
    sys.exit(main())
