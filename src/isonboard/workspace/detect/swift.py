"""Swift packages."""

import re

from isonboard.model.plan import Purpose
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = "Swift"


def detect(place: Place) -> Found | None:
    if not place.has("Package.swift"):
        return None
    because = place.evidence("Package.swift", r"let package\b", r"swift-tools-version")
    version = re.search(r"swift-tools-version:\s*(\d+\.\d+)", place.text("Package.swift"))
    steps = [
        place.step(Purpose.INSTALL, "swift", "package", "resolve", because=because, network=True),
        place.step(Purpose.BUILD, "swift", "build", because=because, network=True),
    ]
    if place.has("Tests"):
        steps.append(place.step(Purpose.VERIFY, "swift", "build", "--build-tests", because=because))
        steps.append(place.step(Purpose.TEST, "swift", "test", because=because))
    else:
        steps.append(place.step(Purpose.VERIFY, "swift", "package", "describe", because=because))
    # C libraries carry a Package.swift for the users of Swift; their own build is another
    is_for_others = not any(
        path.endswith(".swift") and not path.endswith("Package.swift") for path in place.tree.paths()
    )
    return Found(
        language=LANGUAGE, tool="swift", name="Swift", steps=tuple(steps), weak=is_for_others,
        requires={"swift": f">={version[1]}"} if version else {},
    )  # fmt: skip
