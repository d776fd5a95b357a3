"""Terraform and OpenTofu: initialised without a backend and validated; nothing is ever applied."""

import re

from isonboard.model.plan import Purpose, Step
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = "Terraform"


def detect(place: Place) -> Found | None:
    files = place.ending(".tf")
    if not files:
        return None
    because = place.evidence(files[0], r"^terraform\b|^module\b|^resource\b|^variable\b")
    texts = "\n".join(place.text(name) for name in files[:20])
    version = re.search(r"required_version\s*=\s*\"([^\"\n]{1,40})\"", texts)
    steps: list[Step] = [
        place.step(
            Purpose.INSTALL,
            "terraform",
            "init",
            "-backend=false",
            "-input=false",
            because=because,
            network=True,
        ),
        place.step(Purpose.VERIFY, "terraform", "validate", because=because),
    ]
    return Found(
        language=LANGUAGE, tool="terraform", name="Terraform", steps=tuple(steps),
        requires={"terraform": version[1].replace(" ", "")} if version else {}, members=("*", "*/*"),
    )  # fmt: skip
