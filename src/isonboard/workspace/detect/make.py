"""Make, where nothing better is known: the default target builds, `check` or `test` tests."""

import re

import msgspec

from isonboard.manifests.evidence import evidence_at
from isonboard.manifests.recipes import MAKEFILES, Target, make_targets, whole_recipe
from isonboard.model.evidence import Evidence
from isonboard.model.plan import Purpose, Step
from isonboard.workspace.detect.danger import danger_in
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = "Make"
SETUP_TARGETS = ("setup", "bootstrap", "init", "deps", "dev-setup", "dependencies", "develop")
TEST_TARGETS = ("check", "test", "tests", "unittest", "unit-test", "test-unit")
BUILD_TARGETS = ("all", "build", "compile")
_PASSES_ON = re.compile(r"^(?:\.DEFAULT|%)\s*::?", re.MULTILINE)
_NOT_BUILT = (
    "install",
    "clean",
    "help",
    "dist",
    "run",
    "deploy",
    "publish",
    "release",
    "docs",
    "doc",
    "lint",
    "fmt",
)


def detect(place: Place) -> Found | None:
    file = place.has(*MAKEFILES)
    if file is None:
        return None
    targets = make_targets(place.tree, place.folder)
    steps: list[Step] = []
    warnings: list[str] = []

    def add(purpose: Purpose, names: tuple[str, ...], *, network: bool = False) -> None:
        for name in names:
            if name not in targets:
                continue
            reason = danger_in(whole_recipe(targets, name))
            if reason:
                warnings.append(f"`make {name}` is left out: it {reason}.")
                continue
            argv = ("make",) if name == _default(targets) and purpose is Purpose.BUILD else ("make", name)
            steps.append(place.step(purpose, *argv, because=target_evidence(targets[name]), network=network))
            return

    add(Purpose.SETUP, SETUP_TARGETS, network=True)
    default = _default(targets)
    language, needs = _language(place)
    if _is_kconfig(place):
        steps.append(
            place.step(
                Purpose.BUILD,
                "make",
                "defconfig",
                because=place.evidence(file, r"config\s*:"),
                needs=("make", *needs),
            )
        )
    names = (*((default,) if default else ()), *BUILD_TARGETS)
    add(
        Purpose.BUILD, names if needs else (*BUILD_TARGETS, *names)
    )  # of a C program `make` alone is what everybody types
    built = next((step for step in reversed(steps) if step.purpose is Purpose.BUILD), None)
    if built:  # once more: a finished build has nothing left to do and says so by ending well
        steps.append(place.step(Purpose.VERIFY, "make", "--silent", *built.argv[1:], because=built.evidence))
    add(Purpose.TEST, TEST_TARGETS)
    if steps and steps[-1].purpose is not Purpose.TEST and _PASSES_ON.search(place.text(file)):
        steps += _stated_tests(place)
    if not steps:
        return Found(language=LANGUAGE, tool="make", name="Make", warnings=tuple(warnings), weak=True)
    return Found(
        language=LANGUAGE, tool="make", name=f"Make ({language})" if language else "Make",
        steps=tuple(_needing(step, needs) for step in steps), warnings=tuple(warnings), members=("*", "*/*"),
    )  # fmt: skip


def _stated_tests(place: Place) -> list[Step]:
    """`make test` as a document says it, where the makefile hands every target on to another one (redis)."""
    for one in place.stated:
        if one.spoken.argv[0] == "make" and len(one.spoken.argv) == 2 and one.spoken.argv[1] in TEST_TARGETS:
            return [place.step(Purpose.TEST, *one.spoken.argv, because=one.evidence)]
    return []


def target_evidence(target: Target) -> Evidence:
    return evidence_at(target.file, target.line, f"{target.name}: {' '.join(target.depends)}".rstrip())


def _default(targets: dict[str, Target]) -> str | None:
    first = next((name for name in targets if "." not in name[:1]), None)
    return first if first and first not in _NOT_BUILT and first not in TEST_TARGETS else None


def _is_kconfig(place: Place) -> bool:
    """True for a makefile that builds nothing before it is configured, as in Linux, BusyBox and U-Boot."""
    is_configured = place.has("Kconfig", "Config.in") and not place.has(".config")
    return (
        bool(is_configured)
        and re.search(r"%config\b|\bdefconfig\b", place.text(place.has(*MAKEFILES) or "")) is not None
    )


def _language(place: Place) -> tuple[str, tuple[str, ...]]:
    prefix = "" if place.folder == "." else f"{place.folder}/"
    ours = [
        path
        for path in place.tree.paths()
        if path.startswith(prefix) and path.count("/") < prefix.count("/") + 3
    ]
    if any(re.search(r"\.(?:cc|cpp|cxx|C|c\+\+)$", path) for path in ours):
        return "C++", ("c++",)
    if any(path.endswith(".c") for path in ours):
        return "C", ("cc",)
    return "", ()


def _needing(step: Step, needs: tuple[str, ...]) -> Step:

    return msgspec.structs.replace(step, needs=(*step.needs, *needs))
