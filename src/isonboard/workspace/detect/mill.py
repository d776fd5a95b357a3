"""Scala or Java with Mill, through the project's own launcher where it has one."""

from isonboard.model.plan import Purpose
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = "Scala"


def detect(place: Place) -> Found | None:
    file = place.has("build.mill", "build.mill.yaml", "build.sc")
    if file is None:
        return None
    launcher = place.has("mill", "millw")
    program = f"./{launcher}" if launcher else "mill"
    because = [
        place.evidence(file, r"^object|^package", r"^\w"),
        *([place.evidence(launcher)] if launcher else []),
    ]
    needs = ("java",) if launcher else ("java", "mill")
    return Found(
        language=LANGUAGE, tool="Mill",
        steps=(
            place.step(Purpose.BUILD, program, "__.compile", because=because, needs=needs, network=True),
            place.step(Purpose.VERIFY, program, "resolve", "__.test", because=because, needs=needs, network=True),
            place.step(Purpose.TEST, program, "__.test", because=because, needs=needs, network=True),
        ),
        members=("*", "*/*"),
    )  # fmt: skip
