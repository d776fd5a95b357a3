"""C and C++ with Autoconf and Automake, or a configure script written by hand."""

import re

from isonboard.manifests.recipes import make_targets
from isonboard.model.plan import Purpose, Step
from isonboard.workspace.detect.danger import danger_in
from isonboard.workspace.detect.place import Found, Place
from isonboard.workspace.environment import GENERATED

LANGUAGE = "C/C++"
BOOTSTRAPS = ("autogen.sh", "bootstrap", "bootstrap.sh", "buildconf")


def detect(place: Place) -> Found | None:
    source = place.has("configure.ac", "configure.in")
    script = place.has("configure")
    is_script = script is not None and place.text("configure").startswith("#!")
    if not source and (not is_script or place.has("dune-project")):
        return None
    because = place.evidence(source or "configure", r"^[ \t]*AC_INIT", r"^#!")
    steps: list[Step] = []
    if not script:
        steps.append(_bootstrap(place))
    is_generated = bool(script) and all(place.has(name) for name in GENERATED)
    note = (
        "What Automake generated is used as it is; after a change to configure.ac or Makefile.am: autoreconf -i."
        if is_generated
        else ""
    )
    steps.append(place.step(Purpose.BUILD, "./configure", because=because, needs=("cc", "make"), note=note))
    steps.append(place.step(Purpose.BUILD, "make", because=because, needs=("cc", "make")))
    steps.append(place.step(Purpose.VERIFY, "make", "all", because=because, needs=("cc", "make")))
    test = _test_target(place)
    if test:
        steps.append(place.step(Purpose.TEST, "make", test, because=because, needs=("cc", "make")))
    return Found(language=LANGUAGE, tool="Autotools", steps=tuple(steps), members=("*", "*/*"))


def _bootstrap(place: Place) -> Step:
    needs = ("autoreconf",)
    for name in BOOTSTRAPS:
        text = place.text(name)
        if (
            text.startswith("#!")
            and place.tree.executable(place.path(name))
            and danger_in(text.split("\n")) is None
        ):
            return place.step(
                Purpose.BUILD,
                f"./{name}",
                because=place.evidence(name, r"autoreconf|aclocal|autoconf"),
                needs=needs,
            )
    why = place.evidence(place.has("configure.ac", "configure.in") or "configure.ac", r"^[ \t]*AC_INIT")
    return place.step(Purpose.BUILD, "autoreconf", "--force", "--install", because=why, needs=needs)


def _test_target(place: Place) -> str | None:
    if place.has("Makefile.am") or re.search(r"AM_INIT_AUTOMAKE", place.text("configure.ac")):
        return "check"
    targets = make_targets(place.tree, place.folder)
    text = place.text("Makefile.in")
    for name in ("check", "test"):
        if name in targets or re.search(rf"^(?:[\w-]+ +)*{name}(?: +[\w-]+)*\s*:", text, re.MULTILINE):
            return name
    return None
