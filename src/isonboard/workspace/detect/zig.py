"""Zig with its own build file."""

import re

from isonboard.model.plan import Purpose
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = "Zig"


def detect(place: Place) -> Found | None:
    if not place.has("build.zig"):
        return None
    text, manifest = place.text("build.zig"), place.text("build.zig.zon")
    because = place.evidence("build.zig", r"pub fn build", r"^\w")
    steps = []
    if re.search(r"\.url\s*=", manifest):
        why = place.evidence("build.zig.zon", r"\.dependencies")
        steps.append(place.step(Purpose.INSTALL, "zig", "build", "--fetch", because=why, network=True))
    steps.append(place.step(Purpose.BUILD, "zig", "build", because=because))
    steps.append(place.step(Purpose.VERIFY, "zig", "build", "--summary", "none", because=because))
    if re.search(r"step\(\s*\"test\"", text):
        steps.append(
            place.step(
                Purpose.TEST,
                "zig",
                "build",
                "test",
                because=place.evidence("build.zig", r"step\(\s*\"test\""),
            )
        )
    version = re.search(r"\.minimum_zig_version\s*=\s*\"(\d+\.\d+\.\d+)", manifest)
    return Found(
        language=LANGUAGE, tool="zig", name="Zig", steps=tuple(steps),
        requires={"zig": f">={version[1]}"} if version else {},
    )  # fmt: skip
