"""Scala with sbt."""

import re

from isonboard.model.plan import Purpose
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = "Scala"


def detect(place: Place) -> Found | None:
    if not place.has("build.sbt", "project/build.properties"):
        return None
    file = place.has("build.sbt", "project/build.properties") or "build.sbt"
    because = place.evidence(file, r"scalaVersion|lazy val", r"^\w")
    version = re.search(r"sbt\.version\s*=\s*([\d.]+)", place.text("project/build.properties"))
    is_old = version is not None and version[1].startswith("0.")
    needs = ("java", "sbt")
    return Found(
        language=LANGUAGE, tool="sbt",
        steps=(
            place.step(Purpose.BUILD, "sbt", "compile", because=because, needs=needs, network=True),
            place.step(
                Purpose.VERIFY, "sbt", "test:compile" if is_old else "Test/compile",
                because=because, needs=needs, network=True,
            ),
            place.step(Purpose.TEST, "sbt", "test", because=because, needs=needs, network=True),
        ),
        requires={"sbt": f">={version[1]}"} if version else {}, members=("*", "*/*"),
    )  # fmt: skip
