"""Haskell with Cabal or Stack."""

import re

from isonboard.model.plan import Purpose, Question
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = "Haskell"


def detect(place: Place) -> Found | None:
    cabal = place.has("cabal.project", *place.ending(".cabal"))
    stack = place.has("stack.yaml")
    package = place.has("package.yaml")  # hpack: Stack makes the .cabal file of it
    if not (cabal or stack):
        return None
    uses_stack = bool(stack) and (
        not cabal or (place.states("stack") is not None and place.states("cabal") is None)
    )
    chosen = place.choice(LANGUAGE)
    if stack and chosen != "cabal" and (uses_stack or chosen == "stack" or (package and not cabal)):
        return _stack(place, stack, cabal)
    because = place.evidence(cabal or ".", r"^packages|^test-suite|^name", r"^\w")
    files = [place.text(name) for name in place.ending(".cabal")]
    has_tests = not files or any(
        re.search(r"^test-suite\b", text, re.MULTILINE | re.IGNORECASE) for text in files
    )
    everything = ("all",)
    needs = ("ghc", "cabal")
    steps = [
        place.step(Purpose.INSTALL, "cabal", "update", because=because, needs=needs, network=True, runs_code=False),
        place.step(Purpose.BUILD, "cabal", "build", *everything, because=because, needs=needs, network=True),
        place.step(Purpose.VERIFY, "cabal", "build", *everything, "--enable-tests", because=because, needs=needs, network=True),
    ]  # fmt: skip
    if has_tests:
        steps.append(place.step(Purpose.TEST, "cabal", "test", *everything, because=because, needs=needs))
    return Found(
        language=LANGUAGE, tool="cabal", name="Haskell (Cabal)", steps=tuple(steps), members=("*",),
        questions=_question(place, "cabal", cabal, stack), requires=_ghc(place),
    )  # fmt: skip


def _stack(place: Place, stack: str, cabal: str | None) -> Found:
    because = place.evidence(stack, r"^resolver|^snapshot", r"^\w")
    return Found(
        language=LANGUAGE, tool="stack", name="Haskell (Stack)",
        steps=(
            place.step(Purpose.BUILD, "stack", "build", because=because, network=True),
            place.step(Purpose.VERIFY, "stack", "build", "--test", "--no-run-tests", because=because, network=True),
            place.step(Purpose.TEST, "stack", "test", because=because, network=True),
        ),
        questions=_question(place, "stack", cabal, stack), members=("*",),
    )  # fmt: skip


def _question(place: Place, chosen: str, cabal: str | None, stack: str | None) -> tuple[Question, ...]:
    if not (stack and cabal):
        return ()
    options = [("cabal", cabal), ("stack", stack)]
    options.sort(key=lambda one: one[0] != chosen)
    return (
        Question(
            text="The project can be built with Cabal and with Stack.",
            options=tuple(f"{tool} ({file})" for tool, file in options),
            evidence=tuple(place.evidence(file) for _, file in options),
            key=place.key(LANGUAGE),
            names=tuple(tool for tool, _ in options),
        ),
    )


def _ghc(place: Place) -> dict[str, str]:
    found = re.search(r"^with-compiler:\s*ghc-([\d.]+)", place.text("cabal.project"), re.MULTILINE)
    return {"ghc": f">={found[1]}"} if found else {}
