"""Python: uv, Poetry, PDM, Pipenv, conda, Hatch, else pip in a virtual environment of the checkout's own.

Our own module calls are isolated (`-I`): `python3 -m venv` in a checkout would run the checkout's `venv.py`.
"""

import re

from isonboard.manifests.python_project import PythonProject, python_project
from isonboard.manifests.structured import string, strings, table, toml, yaml
from isonboard.model.plan import Purpose, Question, Step
from isonboard.workspace.detect.place import Found, Place
from isonboard.workspace.detect.python_pip import (
    DEV_FILES,
    DEV_NAMES,
    MARKERS,
    checks,
    dev_extras,
    dev_groups,
    manifest,
    pip_steps,
)
from isonboard.workspace.detect.python_tests import Tests, import_names, tests_of

LANGUAGE = "Python"
TOOLS = ("uv", "Poetry", "PDM", "Pipenv", "conda", "pip")
"""What may be chosen; Hatch only where its own environments are there, so it is not."""


def detect(place: Place) -> Found | None:
    marker = place.has(*MARKERS)
    if marker is None:
        return None
    project = python_project(place.tree, place.folder)
    is_settings = marker in ("tox.ini", "setup.cfg", "pyproject.toml", "noxfile.py")
    if is_settings and not (project.is_installable or import_names(place, project) or place.has(*DEV_FILES)):
        return None  # a linter's settings
    tests = tests_of(place, project)
    tool = _tool(place, project)
    managed = {"uv": _uv, "Poetry": _poetry, "PDM": _pdm, "Pipenv": _pipenv, "conda": _conda, "Hatch": _hatch}
    steps = managed[tool](place, project, tests) if tool in managed else pip_steps(place, project, tests)
    range_ = _python_range(project, place)
    return Found(
        language=LANGUAGE, tool=tool, steps=steps, requires={"python": range_} if range_ else {},
        questions=_questions(place, project, tool), members=_members(project),
        weak=not (project.is_installable or tests.words or tool != "pip" or place.has("manage.py")),
    )  # fmt: skip


def _tool(place: Place, project: PythonProject) -> str:
    claims = _claims(place, project)
    chosen = next((tool for tool in TOOLS if tool.casefold() == place.choice(LANGUAGE)), None)
    if chosen:
        return chosen
    if (
        _hatch_test(place, project)
        and place.states_verb("hatch", "run", "test")
        and claims[:1] in ([], ["uv"], ["Hatch"])
    ):
        return "Hatch"
    if claims:
        return claims[0]
    if place.has("pyproject.toml") and place.states_verb("uv", "sync", "run"):
        return "uv"
    if place.has("environment.yml") and (not project.is_installable or _makes_conda_environment(place)):
        return "conda"
    return "pip"


def _makes_conda_environment(place: Place) -> bool:
    """`conda install NAME` is how users get a release; developers make an environment of the file."""
    return any(place.states_verb(program, "env") for program in ("conda", "mamba", "micromamba"))


def _claims(place: Place, project: PythonProject) -> list[str]:
    """The managers that the files themselves name, strongest first."""
    tools = project.tools
    pdm = table(tools, "pdm")
    found = [
        ("uv", place.has("uv.lock")),
        ("Poetry", place.has("poetry.lock")),
        ("PDM", place.has("pdm.lock")),
        ("Pipenv", place.has("Pipfile")),
        (
            "Poetry",
            "poetry" in tools and not table(tools, "poetry").keys() <= {"build", "packages", "include"},
        ),
        ("PDM", bool({"dev-dependencies", "scripts"} & pdm.keys())),
        (
            "uv",
            bool({"dev-dependencies", "workspace", "sources", "default-groups"} & table(tools, "uv").keys()),
        ),
        ("Hatch", _hatch_test(place, project) and not dev_extras(project) and not project.groups),
    ]
    return list(dict.fromkeys(tool for tool, holds in found if holds))


def _questions(place: Place, project: PythonProject, tool: str) -> tuple[Question, ...]:
    locks = {"uv": "uv.lock", "Poetry": "poetry.lock", "PDM": "pdm.lock", "Pipenv": "Pipfile"}
    present = [(name, lock) for name, lock in locks.items() if place.has(lock)]
    text = f"Several package managers keep a lock file here: {', '.join(lock for _, lock in present)}."
    if (
        len(present) < 2
        and tool in ("conda", "pip")
        and place.has("environment.yml")
        and project.is_installable
    ):
        present = [("conda", "environment.yml"), ("pip", manifest(place).file.rpartition("/")[2])]
        text = "It can be set up with conda and with pip."
    if len(present) < 2:
        return ()
    options = sorted(present, key=lambda one: one[0] != tool)
    return (
        Question(
            text=text,
            options=tuple(f"{name} ({file})" for name, file in options),
            evidence=tuple(place.evidence(file) for _, file in options),
            key=place.key(LANGUAGE),
            names=tuple(name.casefold() for name, _ in options),
        ),
    )


def _uv(place: Place, project: PythonProject, tests: Tests) -> tuple[Step, ...]:
    stated = place.states_verb("uv", "sync", "run")
    because = place.evidence(
        *(("uv.lock",) if place.has("uv.lock") else ("pyproject.toml", r"^\[tool\.uv", r"^\[project\]"))
    )
    because = (
        stated.evidence if stated and not place.has("uv.lock") and "uv" not in project.tools else because
    )
    defaults = {"dev", *strings(project.tools, "uv", "default-groups")}
    flags = [word for name in dev_extras(project)[:2] for word in ("--extra", name)]
    flags += [word for name in dev_groups(project) if name not in defaults for word in ("--group", name)]
    return (
        place.step(Purpose.INSTALL, "uv", "sync", *flags, because=because, network=True),
        *checks(place, project, tests, ("uv", "run"), because),
    )


def _poetry(place: Place, project: PythonProject, tests: Tests) -> tuple[Step, ...]:
    lock = place.has("poetry.lock")
    because = place.evidence(lock) if lock else place.evidence("pyproject.toml", r"^\[tool\.poetry")
    groups = table(project.tools, "poetry", "group")
    optional = [
        n
        for n in groups
        if string({"o": str(groups[n].get("optional", ""))}, "o") == "True" and n in DEV_NAMES
    ]
    flags = [word for name in optional for word in ("--with", name)]
    flags += [word for name in dev_extras(project)[:2] for word in ("--extras", name)]
    return (
        place.step(Purpose.INSTALL, "poetry", "install", *flags, because=because, network=True),
        *checks(place, project, tests, ("poetry", "run"), because),
    )


def _pdm(place: Place, project: PythonProject, tests: Tests) -> tuple[Step, ...]:
    because = place.evidence(
        *(("pdm.lock",) if place.has("pdm.lock") else ("pyproject.toml", r"^\[tool\.pdm"))
    )
    flags = [word for name in dev_extras(project)[:2] for word in ("-G", name)]
    scripts = table(project.tools, "pdm", "scripts")
    ours = checks(place, project, tests, ("pdm", "run"), because)
    if "test" in scripts:
        named = place.step(
            Purpose.TEST,
            "pdm",
            "run",
            "test",
            because=place.evidence("pyproject.toml", r"^test\s*=|scripts\.test"),
        )
        ours = (*(s for s in ours if s.purpose is not Purpose.TEST), named)
    return (place.step(Purpose.INSTALL, "pdm", "install", *flags, because=because, network=True), *ours)


def _pipenv(place: Place, project: PythonProject, tests: Tests) -> tuple[Step, ...]:
    lock = place.has("Pipfile.lock", "Pipfile") or "Pipfile"
    verb = "sync" if lock.endswith(".lock") else "install"
    because = place.evidence(lock)
    return (
        place.step(Purpose.INSTALL, "pipenv", verb, "--dev", because=because, network=True),
        *checks(place, project, tests, ("pipenv", "run"), because),
    )


def _conda(place: Place, project: PythonProject, tests: Tests) -> tuple[Step, ...]:
    because = place.evidence("environment.yml", r"^name:")
    prefix = ".conda"  # an environment inside the checkout: no name of the user's is taken
    run = ("conda", "run", "--prefix", f"./{prefix}")
    steps = [
        place.step(
            Purpose.INSTALL, "conda", "env", "create", "--file", "environment.yml", "--prefix", f"./{prefix}",
            because=because, network=True,
        )
    ]  # fmt: skip
    listed = " ".join(strings(yaml(place.text("environment.yml")), "dependencies"))
    if project.is_installable and "-e ." not in place.text("environment.yml"):
        steps.append(
            place.step(
                Purpose.INSTALL, *run, "python", "-m", "pip", "install", "--no-deps", "-e", ".",
                because=manifest(place), network=True,
            )
        )  # fmt: skip
    if tests.runner == "pytest" and "pytest" not in listed and "pytest" not in place.text("environment.yml"):
        tests = Tests(runner="", evidence=())
    return (*steps, *checks(place, project, tests, run, because))


def _hatch_test(place: Place, project: PythonProject) -> tuple[str, ...]:
    """The words after `hatch` that run the tests, empty where no environment of Hatch does."""
    envs = table(project.tools, "hatch", "envs") or table(toml(place.text("hatch.toml")), "envs")
    for name in ("hatch-test", *DEV_NAMES, "default"):
        env = table(envs, name)
        if name == "hatch-test" and env:
            return ("test",)
        for script in ("test", "tests", "run", "cov", "all"):
            if script in table(env, "scripts"):
                return ("run", script) if name == "default" else ("run", f"{name}:{script}")
    return ()


def _hatch(place: Place, project: PythonProject, _tests: Tests) -> tuple[Step, ...]:
    file = "hatch.toml" if place.has("hatch.toml") else "pyproject.toml"
    because = place.evidence(file, r"^\[(?:tool\.hatch\.)?envs", r"^\w")
    words = _hatch_test(place, project)
    env = (
        words[-1].partition(":")[0] if ":" in words[-1] else "hatch-test" if words == ("test",) else "default"
    )
    steps = [place.step(Purpose.INSTALL, "hatch", "env", "create", env, because=because, network=True)]
    names = import_names(place, project)
    if names:
        check = ("hatch", "-e", env, "run", "python", "-c", f"import {names[0]}")
        steps.append(place.step(Purpose.VERIFY, *check, because=because))
    steps.append(place.step(Purpose.TEST, "hatch", *words, because=because))
    return tuple(steps)


def _python_range(project: PythonProject, place: Place) -> str:
    """The stated range; Poetry's caret and tilde are written out as lower bounds."""
    stated = project.requires_python.strip()
    pinned = string({"v": place.text(".python-version").strip()}, "v")
    if stated:
        return re.sub(r"^[~^](?==?\s*\d|\d)=?\s*", ">=", stated)
    return f">={pinned}" if re.fullmatch(r"3\.\d+(?:\.\d+)?", pinned) else ""


def _members(project: PythonProject) -> tuple[str, ...]:
    return strings(project.tools, "uv", "workspace", "members")
