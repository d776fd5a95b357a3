"""How a Python project's tests are run, and what it can be imported as: read from settings and test files."""

import configparser
import re

from msgspec import Struct

from isonboard.manifests.evidence import calm, evidence_in
from isonboard.manifests.python_project import PythonProject, requirement_name
from isonboard.model.evidence import Evidence
from isonboard.workspace.detect.place import Place

NOT_PACKAGES = frozenset(
    {"tests", "test", "testing", "docs", "doc", "examples", "example", "benchmarks", "bench", "scripts", "tools",
     "build", "dist", "site", "samples", "demo", "ci", "utils", "tasks", "util"}
)  # fmt: skip
TEST_FILES_READ = 60


class Tests(Struct, frozen=True, kw_only=True):
    """`words` run in the environment (the first is a module's name, or `python`); empty where no test was found."""

    runner: str = ""
    words: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    deps: tuple[str, ...] = ()
    """Requirements that tox's settings name, for projects that list them nowhere else."""
    needs_install: bool = False
    """True where the tests import the package from `src/`: it has to be installed."""


def tests_of(place: Place, project: PythonProject) -> Tests:
    tox = place.text("tox.ini")
    found = [p for p in place.tree.paths() if _is_test_file(p, place.folder)]
    files = found[:TEST_FILES_READ]
    texts = [(path, calm(place.tree.text(path) or "")) for path in files]
    needs_install = _has_src_layout(place) and not any("sys.path" in text for _, text in texts)
    why = _pytest_evidence(place, project, texts)
    if why:
        return Tests(
            runner="pytest",
            words=("pytest",),
            evidence=(why,),
            deps=_tox_deps(place, tox),
            needs_install=True,
        )
    if place.has("manage.py"):
        return Tests(
            runner="", words=("python", "manage.py", "test"), evidence=(place.evidence("manage.py"),)
        )
    for script in ("tests/runtests.py", "runtests.py", "tests/run.py", "test/run.py"):
        if place.has(script):
            return Tests(words=("python", script), evidence=(place.evidence(script),), needs_install=True)
    unittest = [
        path
        for path, text in texts
        if re.search(r"^[ \t]*(?:import|from) unittest|TestCase\b", text, re.MULTILINE)
    ]
    if unittest:
        return Tests(
            runner="unittest", words=_unittest_words(place, unittest),
            evidence=(evidence_in(place.tree, unittest[0], r"unittest|TestCase"),), needs_install=needs_install,
        )  # fmt: skip
    if tox or place.has("noxfile.py"):
        runner, file = ("tox", "tox.ini") if tox else ("nox", "noxfile.py")
        return Tests(
            runner=runner, words=(runner,), evidence=(place.evidence(file, r"^\w"),), needs_install=True
        )
    return Tests(needs_install=needs_install)


def import_names(place: Place, project: PythonProject) -> list[str]:
    """Names under which the project can be imported, the one that fits its name first."""
    wanted = re.sub(r"[-.]", "_", project.name).lower()
    names: list[str] = []
    for base in ("src", "lib", "."):
        prefix = "" if place.folder == "." else f"{place.folder}/"
        prefix += "" if base == "." else f"{base}/"
        for path in place.tree.paths():
            if not path.startswith(prefix):
                continue
            head, _, rest = path[len(prefix) :].partition("/")
            if rest == "__init__.py":
                names.append(head)
            elif not rest and head.endswith(".py") and head[:-3].lower() == wanted:
                names.append(head[:-3])
            elif (
                rest.count("/") == 1
                and rest.endswith("/__init__.py")
                and f"{head}_{rest.partition('/')[0]}".lower() == wanted
            ):
                names.insert(0, f"{head}.{rest.partition('/')[0]}")  # a namespace package
    plain = [
        name
        for name in dict.fromkeys(names)
        if name.replace(".", "").isidentifier()
        and (name.lower() not in NOT_PACKAGES or name.lower() == wanted)
    ]
    fitting = sorted(
        plain,
        key=lambda n: (
            n.lower().replace(".", "_") != wanted,
            n.lower() not in wanted and wanted not in n.lower(),
        ),
    )
    return [name for name in fitting if project.name or len(plain) == 1 or name == fitting[0]]


def _is_test_file(path: str, folder: str) -> bool:
    if folder != "." and not path.startswith(f"{folder}/"):
        return False
    name = path.rpartition("/")[2]
    inside = path if folder == "." else path[len(folder) + 1 :]
    return name.endswith(".py") and (
        name.startswith("test")
        or name.endswith("_test.py")
        or name == "conftest.py"
        or "/tests/" in f"/{inside}"
    )


def _pytest_evidence(place: Place, project: PythonProject, texts: list[tuple[str, str]]) -> Evidence | None:
    for file, pattern in (
        ("pyproject.toml", r"^\[tool\.pytest"),
        ("pytest.ini", r"^\[pytest\]"),
        (".pytest.ini", r"^\[pytest\]"),
        ("setup.cfg", r"^\[tool:pytest\]"),
        ("tox.ini", r"^\[pytest\]|^[ \t]*(?:commands\s*=|[ \t]).{0,200}\bpy\.?test\b"),
        ("noxfile.py", r"['\"]pytest['\"]"),
    ):
        found = place.evidence(file, pattern) if place.has(file) else None
        if found and found.line:
            return found
    for path, text in texts:
        if path.endswith("conftest.py") or re.search(r"^[ \t]*(?:import|from) pytest\b", text, re.MULTILINE):
            return evidence_in(place.tree, path, r"^[ \t]*(?:import|from) pytest\b")
    everything = [*project.extras.values(), *project.groups.values()]
    if any(requirement_name(r) == "pytest" for requirements in everything for r in requirements):
        return place.evidence("pyproject.toml" if place.has("pyproject.toml") else "setup.py", r"\bpytest\b")
    return None


def _tox_deps(place: Place, text: str) -> tuple[str, ...]:
    """The literal requirements of tox's first environment."""
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
    except (configparser.Error, ValueError):
        return ()
    deps: list[str] = []
    for row in parser.get("testenv", "deps", fallback="").split("\n"):
        word = row.partition("#")[0].strip().replace("{toxinidir}/", "")
        included = re.fullmatch(r"-r\s*([\w./-]+)", word)
        if included and place.has(included[1]):
            deps += ["-r", included[1]]
        elif re.fullmatch(r"[A-Za-z0-9][\w.-]*(?:\[[\w,-]+\])?(?:[=~]=[\w.*]+)?", word):
            deps.append(word)
    return tuple(deps[:20])


def _has_src_layout(place: Place) -> bool:
    prefix = place.path("src") + "/"
    return any(path.startswith(prefix) and path.endswith(".py") for path in place.tree.paths())


def _unittest_words(place: Place, files: list[str]) -> tuple[str, ...]:
    prefix = "" if place.folder == "." else f"{place.folder}/"
    folders = {path[len(prefix) :].rpartition("/")[0] for path in files}
    for folder in ("tests", "test"):
        if folder in folders:
            if place.has(f"{folder}/__init__.py"):
                return ("unittest", "discover", "-s", folder, "-t", ".")
            return ("unittest", "discover", "-s", folder)
    return ("unittest", "discover")
