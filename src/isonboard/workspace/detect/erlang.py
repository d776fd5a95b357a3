"""Erlang with rebar3 or erlang.mk."""

import re

from isonboard.manifests.recipes import make_targets
from isonboard.model.plan import Purpose, Step
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = "Erlang"


def detect(place: Place) -> Found | None:
    if place.has("erlang.mk") and re.search(
        r"^include\s+(?:\S*/)?erlang\.mk", place.text("Makefile"), re.MULTILINE
    ):
        return _erlang_mk(place)
    if not place.has("rebar.config"):
        return None
    own = place.has("rebar3")
    program = "./rebar3" if own and place.tree.executable(place.path("rebar3")) else "rebar3"
    because = place.evidence("rebar.config", r"\{deps|\{erl_opts", r"^\{")
    needs = ("erl",) if program.startswith("./") else ("erl", "rebar3")
    steps: list[Step] = [
        place.step(Purpose.BUILD, program, "compile", because=because, needs=needs, network=True),
        place.step(
            Purpose.VERIFY, program, "as", "test", "compile", because=because, needs=needs, network=True
        ),
    ]
    steps += [place.step(Purpose.TEST, program, kind, because=because, needs=needs) for kind in _kinds(place)]
    return Found(language=LANGUAGE, tool="rebar3", steps=tuple(steps), members=("apps/*", "lib/*"))


def _kinds(place: Place) -> tuple[str, ...]:
    """`ct` where there are suites, `eunit` where there are unit tests or nothing else is known."""
    prefix = "" if place.folder == "." else f"{place.folder}/"
    ours = [path for path in place.tree.paths() if path.startswith(prefix)]
    has_suites = any(path.endswith("_SUITE.erl") for path in ours)
    has_units = any(path.endswith(("_test.erl", "_tests.erl")) for path in ours)
    return (*(("eunit",) if has_units or not has_suites else ()), *(("ct",) if has_suites else ()))


def _erlang_mk(place: Place) -> Found:
    because = place.evidence("Makefile", r"^include\s+(?:\S*/)?erlang\.mk")
    needs = ("make", "erl")
    targets = make_targets(place.tree, place.folder)
    test = next((name for name in ("tests", "check", "ct", "eunit") if name in targets), "tests")
    return Found(
        language=LANGUAGE, tool="make", name="Erlang (erlang.mk)",
        steps=(
            place.step(Purpose.BUILD, "make", because=because, needs=needs, network=True),
            place.step(Purpose.VERIFY, "make", "app", because=because, needs=needs),
            place.step(Purpose.TEST, "make", test, because=because, needs=needs),
        ),
    )  # fmt: skip
