"""C, C++ and others with Meson."""

import re

from isonboard.model.plan import Purpose
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = "C/C++"
BUILD_FOLDER = "build"


def detect(place: Place) -> Found | None:
    text = place.text("meson.build")
    if not re.search(r"^[ \t]*project\s*\(", text, re.MULTILINE):
        return None
    because = place.evidence("meson.build", r"^[ \t]*project\s*\(")
    needs = ("meson", "ninja", *(("c++",) if re.search(r"project\s*\([^)]{0,400}?'cpp'", text) else ()), "cc")
    version = re.search(r"meson_version\s*:\s*'([<>=!\s\d.,]+)'", text)
    return Found(
        language=LANGUAGE, tool="Meson",
        steps=(
            place.step(Purpose.BUILD, "meson", "setup", BUILD_FOLDER, because=because, needs=needs, network=bool(place.has("subprojects"))),
            place.step(Purpose.BUILD, "meson", "compile", "-C", BUILD_FOLDER, because=because, needs=needs),
            place.step(Purpose.VERIFY, "meson", "test", "-C", BUILD_FOLDER, "--list", because=because, needs=needs),
            place.step(Purpose.TEST, "meson", "test", "-C", BUILD_FOLDER, because=because, needs=needs),
        ),
        requires={"meson": version[1].replace(" ", "")} if version else {}, members=("*", "*/*"),
    )  # fmt: skip
