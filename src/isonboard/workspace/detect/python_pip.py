"""Python with pip: a virtual environment in the checkout, then what the tests need."""

import re
from collections.abc import Sequence

from msgspec import Struct

from isonboard.manifests.python_project import PythonProject, required_names, requirement_name
from isonboard.model.evidence import Evidence
from isonboard.model.plan import Purpose, Step
from isonboard.workspace.detect.place import Place
from isonboard.workspace.detect.python_tests import Tests, import_names

VENV_PYTHON = ".venv/bin/python"
MARKERS = ("pyproject.toml", "setup.py", "setup.cfg", "Pipfile", "requirements.txt", "environment.yml",
           "requirements-dev.txt", "dev-requirements.txt", "requirements_dev.txt", "manage.py", "tox.ini",
           "noxfile.py", "requirements/dev.txt")  # fmt: skip
DEV_NAMES = ("dev", "develop", "development", "devel", "test", "tests", "testing", "tests-base", "test-core")
DEV_FILES = (
    "requirements-dev.txt", "dev-requirements.txt", "requirements_dev.txt", "dev_requirements.txt",
    "requirements/dev.txt", "requirements/development.txt", "requirements/requirements-dev.txt", "requirements.dev.txt",
    "requirements-development.txt", "requirements-test.txt", "requirements-tests.txt", "test-requirements.txt",
    "requirements_test.txt", "test_requirements.txt", "requirements/test.txt", "requirements/tests.txt",
    "requirements/testing.txt", "requirements-testing.txt", "requirements/main.txt", "tests/requirements.txt",
    "test/requirements.txt", "tests/requirements/py3.txt", "requirements/requirements-tests.txt",
)  # fmt: skip


def pip_steps(place: Place, project: PythonProject, tests: Tests) -> tuple[Step, ...]:
    why = manifest(place)
    venv = place.step(
        Purpose.INSTALL, "python3", "-I", "-m", "venv", ".venv", because=why, runs_code=False,
        note="A virtual environment inside the checkout; nothing is installed outside it.",
    )  # fmt: skip
    installs, provided = _pip_installs(place, project, tests)
    steps = [venv, *installs]
    if tests.runner in ("pytest", "tox", "nox") and tests.runner not in {
        *provided,
        requirement_name(project.name),
    }:
        steps.append(_pip_step(place, (tests.runner,), tests.evidence[0] if tests.evidence else why))
    return (*steps, *checks(place, project, tests, (), why, installed=bool(installs)))


def _pip_installs(place: Place, project: PythonProject, tests: Tests) -> tuple[list[Step], set[str]]:
    """The pip steps, and the names of the packages that they bring beside the project itself."""
    stated = _stated_requirements(place, project)
    extras = stated.extras or dev_extras(project)[:2]
    groups = stated.groups or dev_groups(project)
    files = stated.files or _dev_files(place, tests)
    if place.has("requirements.txt") and not project.dependencies and "requirements.txt" not in files:
        files = ("requirements.txt", *files)
    if extras or groups:
        files = tuple(n for n in files if n == "requirements.txt" and not project.is_installable)
    bare = not (project.dependencies or extras or groups or files or tests.deps)
    if bare and tests.runner in ("unittest", "") and not tests.needs_install:
        return [], set()
    steps: list[Step] = []
    provided = {requirement_name(r) for e in extras for r in _extra(project, e)}
    provided |= {requirement_name(r) for g in groups for r in project.groups.get(g, ())}
    words: list[str] = []
    if project.is_installable:
        words += ["-e", f".[{','.join(extras)}]" if extras else "."]
    words += [word for group in groups for word in ("--group", group)]
    why = [manifest(place), *_why_extras(place, extras, groups)]
    if groups:
        steps.append(
            _pip_step(place, ("--upgrade", "pip"), why[-1], note="Dependency groups need pip 25.1 or later.")
        )
    for name in files:
        provided |= set(required_names(place.tree, place.path(name)))
    if files:
        words = [word for name in files for word in ("-r", name)] + words
        why = [place.evidence(files[0], r"^\w"), *why]
    if words:
        steps.append(_pip_step(place, words, *stated.evidence, *why))
    if tests.deps and not (extras or groups or set(files) - {"requirements.txt"}):
        steps.append(_pip_step(place, tests.deps, *tests.evidence))
        provided |= {requirement_name(dep) for dep in tests.deps}
    return steps, provided


def _extra(project: PythonProject, name: str, depth: int = 3) -> tuple[str, ...]:
    """The requirements of an extra, with those of the extras of the project itself that it names (`attrs[tests]`)."""
    direct = project.extras.get(name, ())
    own = [r for r in direct if requirement_name(r) == requirement_name(project.name) and "[" in r]
    nested = (
        [e for r in own for e in re.findall(r"[\w-]+", r.partition("[")[2].partition("]")[0])]
        if depth
        else []
    )
    return (*direct, *(r for e in nested for r in _extra(project, e, depth - 1)))


def _pip_step(place: Place, words: Sequence[str], *because: Evidence, note: str = "") -> Step:
    argv = (VENV_PYTHON, "-I", "-m", "pip", "install", *words)
    return place.step(Purpose.INSTALL, *argv, because=because, needs=(), network=True, note=note)


def checks(
    place: Place, project: PythonProject, tests: Tests, run: tuple[str, ...], because: Evidence, *,
    installed: bool = True,
) -> tuple[Step, ...]:  # fmt: skip
    """The cheap check (an import, else byte-compiling) and the tests, through `run` or the virtual environment."""
    python = (*run, "python") if run else (VENV_PYTHON,)
    needs = run[:1]
    steps: list[Step] = []
    names = import_names(place, project)
    if names:
        isolated = ("-I",) if not run and installed and project.is_installable else ()
        steps.append(
            place.step(
                Purpose.VERIFY, *python, *isolated, "-c", f"import {names[0]}", because=because, needs=needs
            )
        )
    elif place.has("manage.py"):
        steps.append(place.step(Purpose.VERIFY, *python, "manage.py", "check", because=because, needs=needs))
    elif tests.runner == "pytest":
        collect = (*(run or (*python, "-m")), "pytest", "--collect-only", "-q")
        steps.append(place.step(Purpose.VERIFY, *collect, because=tests.evidence, needs=needs))
    elif run:
        steps.append(
            place.step(
                Purpose.VERIFY,
                *python,
                "-m",
                "compileall",
                "-q",
                "-x",
                "[.]venv",
                ".",
                because=because,
                needs=needs,
            )
        )
    else:
        check = ("pip", "check") if installed else ("compileall", "-q", "-x", "[.]venv", ".")
        steps.append(place.step(Purpose.VERIFY, *python, "-I", "-m", *check, because=because, needs=needs))
    words = tests.words
    if words and words[0] == "python":
        words = (*python, *words[1:])
    elif words:
        words = (
            (*run, *(("python", "-m") if run and words[0] == "unittest" else ()), *words)
            if run
            else (*python, "-m", *words)
        )
    if words:
        steps.append(place.step(Purpose.TEST, *words, because=tests.evidence or (because,), needs=needs))
    return tuple(steps)


def _dev_files(place: Place, tests: Tests) -> tuple[str, ...]:
    """The usual requirements file that brings the test runner, else the first usual one."""
    present = [name for name in DEV_FILES if place.has(name)]
    bringing = [name for name in present if tests.runner in required_names(place.tree, place.path(name))]
    return tuple(bringing or present)[:1]


class _Requirements(Struct, frozen=True):
    extras: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def _stated_requirements(place: Place, project: PythonProject) -> _Requirements:
    """Extras, groups and files of the first stated `pip install` of the checkout itself, where they exist."""
    for one in sorted(place.stated, key=lambda stated: stated.rank):
        words = " ".join(one.spoken.argv)
        match = re.match(r"(?:uv |python3? -m |py -m )?pip3? install (?:-U |--upgrade )?(.*)", words)
        if not match:
            continue
        extras = [
            e
            for found in re.findall(r"(?:^| )(?:-e|--editable)? ?\.\[([\w,-]+)\]", match[1])
            for e in found.split(",")
        ]
        groups = re.findall(r"--group[ =]([\w-]+)", match[1])
        files = [f for f in re.findall(r"(?:-r|--requirement)[ =]?([\w./-]+)", match[1]) if place.has(f)]
        extras = [e for e in extras if e in project.extras]
        groups = [g for g in groups if g in project.groups]
        names = [*extras, *groups, *files]
        if any(re.search(r"dev|test|all|contrib", name, re.IGNORECASE) for name in names):
            return _Requirements(tuple(extras), tuple(groups), tuple(files), (one.evidence,))
    return _Requirements()


def _why_extras(place: Place, extras: Sequence[str], groups: Sequence[str]) -> list[Evidence]:
    for name in (*extras, *groups):
        for file in ("pyproject.toml", "setup.cfg", "setup.py"):
            if place.has(file):
                found = place.evidence(file, rf"^[ \t]*['\"]?{re.escape(name)}['\"]?\s*[=:]")
                if found.line:
                    return [found]
    return []


def dev_extras(project: PythonProject) -> tuple[str, ...]:
    return tuple(n for name in DEV_NAMES for n in project.extras if n.lower() == name)


def dev_groups(project: PythonProject) -> tuple[str, ...]:
    return tuple(n for name in DEV_NAMES for n in project.groups if n.lower() == name)[:2]


def manifest(place: Place) -> Evidence:
    name = place.has(*MARKERS) or "."
    return place.evidence(
        name, r"^\[project\]", r"^\[build-system\]", r"^[ \t]*(?:setuptools\.)?setup\(", r"^\w"
    )
