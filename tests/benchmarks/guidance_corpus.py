"""Guidance on the documents of real source packages: precision and recall a field.

    python tests/benchmarks/guidance_corpus.py [--cache DIR] [--half A..P] [--show NAME] [--verbose]

Packages are fetched by name and version through the ordinary clients as the machine has them configured (`go mod
download`, `npm pack`, `cargo info`, pip's finder, `apt-get source --download-only`), into a cache folder; nothing of them is built, run
or committed. Only our own tables of expectations are (guidance_expectations.py, guidance_third_set.py, ...).
"""

import argparse
import contextlib
import glob
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

from guidance_eighth_set import EIGHTH
from guidance_eleventh_set import ELEVENTH
from guidance_expectations import ANY, PACKAGES, Expected
from guidance_fifteenth_set import FIFTEENTH
from guidance_fifth_set import FIFTH
from guidance_fourteenth_set import FOURTEENTH
from guidance_fourth_set import FOURTH
from guidance_ninth_set import NINTH
from guidance_seventh_set import SEVENTH
from guidance_sixth_set import SIXTH
from guidance_tenth_set import TENTH
from guidance_third_set import THIRD
from guidance_thirteenth_set import THIRTEENTH
from guidance_twelfth_set import TWELFTH
from plan_corpus import PIP_DOWNLOAD

from isonboard.guidance.distil import guidance_of
from isonboard.guidance.documents import kind_of, read_checkout
from isonboard.guidance.stations import only_carries
from isonboard.manifests.tree import Tree
from isonboard.model.guidance import Document, Guidance
from isonboard.model.project import Project

ALL = (
    *PACKAGES,
    *THIRD,
    *FOURTH,
    *FIFTH,
    *SIXTH,
    *SEVENTH,
    *EIGHTH,
    *NINTH,
    *TENTH,
    *ELEVENTH,
    *TWELFTH,
    *THIRTEENTH,
    *FOURTEENTH,
    *FIFTEENTH,
)
UNJUDGED = ("",)
"""`may_places` of a package where only commands and agreements were looked up, and people where some are given."""
DEFAULT_CACHE = (
    Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "isonboard-benchmarks" / "guidance"
)


def _run(argv: list[str], cwd: Path, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        argv,
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{argv[0]} failed for {cwd.name}: {done.stderr.strip()[-300:]}")
    return done.stdout


def _of_tar(path: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    with tarfile.open(path) as archive:
        for member in archive:
            inner = member.name.partition("/")[2]
            if member.isfile() and kind_of(inner) and (content := archive.extractfile(member)):
                files[inner] = content.read(2_000_000)
    return files


def _of_folder(root: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for path in root.rglob("*"):
        inner = path.relative_to(root).as_posix()
        if inner.count("/") <= 3 and kind_of(inner) and path.is_file():
            files[inner] = path.read_bytes()[:2_000_000]
    return files


def _go(expected: Expected, folder: Path) -> dict[str, bytes]:
    (folder / "go.mod").write_text("module benchmark\n")
    env = {"GOMODCACHE": str(folder / "modules"), "GOFLAGS": "-modcacherw"}
    answer = json.loads(
        _run(["go", "mod", "download", "-json", f"{expected.name}@{expected.version}"], folder, env)
    )
    return _of_folder(Path(answer["Dir"]))


def _npm(expected: Expected, folder: Path) -> dict[str, bytes]:
    _run(["npm", "pack", "--silent", f"{expected.name}@{expected.version}"], folder)
    return _of_tar(next(folder.glob("*.tgz")))


def _crate(expected: Expected, folder: Path) -> dict[str, bytes]:
    _run(["cargo", "info", "-q", f"{expected.name}@{expected.version}"], folder, {"CARGO_HOME": str(folder)})
    return _of_folder(next(folder.glob(f"registry/src/*/{expected.name}-{expected.version}")))


def _pypi(expected: Expected, folder: Path) -> dict[str, bytes]:
    _run([sys.executable, "-c", PIP_DOWNLOAD, expected.name, expected.version, str(folder)], folder)
    return _of_tar(next(path for path in folder.iterdir() if ".tar." in path.name or path.suffix == ".tgz"))


def _deb(expected: Expected, folder: Path) -> dict[str, bytes]:
    """From the machine's own package sources, with a package list of its own."""
    lists = folder.parent / "debian-lists"
    options = [
        "-o", "Dir::Etc::sourceparts=/nonexistent", "-o", f"Dir::Etc::sourcelist={lists}/source.sources",
        "-o", f"Dir::State::lists={lists}/lists", "-o", f"Dir::Cache={lists}/cache", "-o", "APT::Sandbox::User=root",
        "-o", "APT::Get::Only-Source=true",
    ]  # fmt: skip
    if not (lists / "source.sources").exists():
        (lists / "lists" / "partial").mkdir(parents=True, exist_ok=True)
        (lists / "cache" / "archives" / "partial").mkdir(parents=True, exist_ok=True)
        own = "\n\n".join(Path(path).read_text() for path in glob.glob("/etc/apt/sources.list.d/*.sources"))
        (lists / "source.sources").write_text(own.replace("Types: deb\n", "Types: deb-src\n"))
        _run(["apt-get", "-q", *options, "update"], folder)
    _run(
        [
            "apt-get",
            "-q",
            *options,
            "source",
            "--download-only",
            "--tar-only",
            f"{expected.name}={expected.version}",
        ],
        folder,
    )
    files: dict[str, bytes] = {}
    for path in folder.glob("*.orig.tar.*"):
        if not path.name.endswith(".asc"):
            files.update(_of_tar(path))
    return files


FETCHERS = {"go": _go, "npm": _npm, "crate": _crate, "pypi": _pypi, "deb": _deb}


def documents_of(expected: Expected, cache: Path) -> tuple[Document, ...]:
    """The base documents of a package, from the cache or fetched now."""
    label = f"{expected.registry}-{expected.name.replace('/', '-')}-{expected.version}"
    kept = cache / "documents" / f"{label}.json"
    if not kept.exists():
        folder = cache / "work" / label
        folder.mkdir(parents=True, exist_ok=True)
        files = FETCHERS[expected.registry](expected, folder)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(
            json.dumps({path: content.decode("utf-8", "replace") for path, content in sorted(files.items())})
        )
    return read_checkout(Tree.of_mapping(json.loads(kept.read_text())))


def project_of(expected: Expected) -> Project:
    """What a catalog would know: the name, for Go modules also where it lives."""
    parts = expected.name.split("/")
    full = "/".join(parts[1:3]) if expected.registry == "go" and parts[0] == "github.com" else ""
    name = parts[2] if full else parts[-1]
    url = f"https://github.com/{full}" if full else None
    return Project(id=expected.name, name=name, full_name=full, url=url, forge="github" if full else None)


class Tally:
    """Findings of one field: expected ones, further true ones, wrong ones, and those that are missing."""

    def __init__(self) -> None:
        self.right = self.also = self.wrong = self.missed = 0

    def __str__(self) -> str:
        true = self.right + self.also
        precision = true / (true + self.wrong) if true + self.wrong else 1.0
        recall = self.right / (self.right + self.missed) if self.right + self.missed else 1.0
        return f"precision {precision:.3f}  recall {recall:.3f}  (right {self.right}, also true {self.also}, wrong {self.wrong}, missed {self.missed})"


class Verdict(NamedTuple):
    field: str
    outcome: str
    what: str


def verdicts(expected: Expected, guidance: Guidance) -> Iterator[Verdict]:
    """Every right, wrong and missed finding of one package."""
    shown = [
        (step.kind.value, command)
        for step in guidance.steps
        for command in step.commands
        if not only_carries(command)
    ]
    needed = dict.fromkeys(command for _, command in expected.must)
    stations = {command: station for station, command in expected.must}
    for station, command in shown:
        if command in needed:
            ok = stations[command] in (ANY, station)
            yield Verdict("commands", "right" if ok else "wrong", f"[{station}] {command}")
        elif command in expected.may:
            yield Verdict("commands", "also", command)
        else:
            yield Verdict("commands", "wrong", f"[{station}] {command}")
    found = {command for _, command in shown}
    for station, command in expected.must:
        if command not in found:
            yield Verdict("commands", "missed", f"[{station}] {command}")
    agreements = {condition.kind for condition in guidance.conditions} & {"DCO", "CLA"}
    wanted = set((expected.agreement or "").split())
    for kind in sorted(agreements | wanted):
        outcome = (
            "right" if kind in agreements and kind in wanted else "wrong" if kind in agreements else "missed"
        )
        yield Verdict("DCO/CLA", outcome, str(kind))
    yield from _contact_verdicts(expected, guidance)
    kinds = {condition.kind for condition in guidance.conditions}
    signed = ("sign-off", guidance.signoff is True, "DCO" in (expected.agreement or ""))
    others = (
        ("not accepting", any(condition.blocking for condition in guidance.conditions), expected.closed),
        ("response time", "response time" in kinds, expected.answer),
        ("AI policy", "AI policy" in kinds, expected.ai),
        (
            "conventional commits",
            "conventional commits" in (guidance.commit_style or ""),
            expected.conventional,
        ),
    )
    for field, is_there, should in (signed, *(() if expected.may_places == UNJUDGED else others)):
        if is_there or should:
            yield Verdict(field, "right" if is_there and should else "wrong" if is_there else "missed", field)


def _contact_verdicts(expected: Expected, guidance: Guidance) -> Iterator[Verdict]:
    people = ("maintainer", "trusted committer", "code owner")
    for kind, part in expected.places:
        hit = any(
            c.kind == kind and part.casefold() in f"{c.name} {c.url}".casefold() for c in guidance.contacts
        )
        yield Verdict("places", "right" if hit else "missed", f"{kind}: {part}")
    allowed = [part for _, part in expected.places] + list(expected.may_places)
    for contact in guidance.contacts:
        words = f"{contact.name} {contact.url} {contact.area or ''}"
        if contact.kind not in people and not any(part.casefold() in words.casefold() for part in allowed):
            yield Verdict("places", "wrong", f"{contact.kind}: {words} {contact.evidence}")
    for part in expected.people:
        hit = any(
            c.kind in people and part.casefold() in f"{c.name} {c.url}".casefold() for c in guidance.contacts
        )
        yield Verdict("people", "right" if hit else "missed", part)
    if not expected.people and expected.may_places != UNJUDGED:
        for contact in guidance.contacts:
            if contact.kind in people:
                yield Verdict("people", "wrong", f"{contact.kind}: {contact.name} {contact.evidence}")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, default=DEFAULT_CACHE)
    parser.add_argument("--half", choices=sorted({one.half for one in ALL}))
    parser.add_argument("--show", help="print everything found in packages whose name contains this")
    parser.add_argument("--verbose", action="store_true", help="list what is wrong and missed")
    options = parser.parse_args()
    tallies: dict[str, Tally] = {}
    read = 0
    for expected in ALL:
        if (options.half and expected.half != options.half) or (
            options.show and options.show not in expected.name
        ):
            continue
        try:
            documents = documents_of(expected, options.cache.expanduser())
        except (RuntimeError, OSError, StopIteration, subprocess.SubprocessError) as error:
            print(f"skipped {expected.name}: {error}", file=sys.stderr)
            continue
        read += 1
        guidance = guidance_of(documents, project_of(expected))
        if options.show:
            _print(guidance)
        for verdict in verdicts(expected, guidance):
            tally = tallies.setdefault(verdict.field, Tally())
            setattr(tally, verdict.outcome, getattr(tally, verdict.outcome) + 1)
            if options.verbose and verdict.outcome in ("wrong", "missed"):
                print(f"{expected.half} {expected.name}: {verdict.outcome} {verdict.field}: {verdict.what}")
    print(f"{read} packages")
    for field in sorted(tallies):
        print(f"{field:22} {tallies[field]}")
    return 0


def _print(guidance: Guidance) -> None:
    for step in guidance.steps:
        mark = "?" if step.inferred else " "
        print(f" {mark}[{step.kind.value}] {step.text}  {list(step.commands)}  {step.evidence}")
    for condition in guidance.conditions:
        print(
            f"  <{condition.kind}>{'!' if condition.blocking else ''} {condition.text}  {condition.evidence}"
        )
    for contact in guidance.contacts:
        print(f"  @{contact.kind}: {contact.name}  {contact.url}  {contact.area or ''}  {contact.evidence}")
    print(f"  branch {guidance.branch_prefix}, commits {guidance.commit_style}, sign-off {guidance.signoff}")


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        raise SystemExit(main())
