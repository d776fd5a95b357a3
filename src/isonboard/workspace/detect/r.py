"""R packages and renv projects."""

import re

from isonboard.model.plan import Purpose, Step
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = "R"
NEEDS = ("Rscript", "R")
_RESTORE = "renv::restore(prompt = FALSE)"
_DEPENDENCIES = "remotes::install_deps(dependencies = TRUE, upgrade = 'never')"


def detect(place: Place) -> Found | None:
    is_package = re.search(r"^Package:", place.text("DESCRIPTION"), re.MULTILINE) is not None
    lock = place.has("renv.lock")
    if not (is_package or lock):
        return None
    file = "DESCRIPTION" if is_package else str(lock)
    because = place.evidence(file, r"^(?:Depends|Imports|Suggests):", r"^Package:")
    install = place.step(
        Purpose.INSTALL,
        "Rscript",
        "-e",
        _RESTORE if lock else _DEPENDENCIES,
        because=because,
        needs=NEEDS,
        network=True,
    )
    steps: list[Step] = [install]
    if not is_package:
        steps.append(
            place.step(Purpose.VERIFY, "Rscript", "-e", "renv::status()", because=because, needs=NEEDS)
        )
    else:
        steps.append(
            place.step(Purpose.VERIFY, "Rscript", "-e", "pkgload::load_all()", because=because, needs=NEEDS)
        )
        if place.has("tests/testthat"):
            why = (
                place.evidence("tests/testthat.R", r"test_check")
                if place.has("tests/testthat.R")
                else because
            )
            steps.append(
                place.step(Purpose.TEST, "Rscript", "-e", "testthat::test_local()", because=why, needs=NEEDS)
            )
        elif place.has("tests", "inst/tinytest"):
            steps.append(
                place.step(Purpose.TEST, "Rscript", "-e", "devtools::check()", because=because, needs=NEEDS)
            )
    version = re.search(r"\bR\s*\(>=\s*([\d.]+)\)", place.text("DESCRIPTION"))
    return Found(
        language=LANGUAGE, tool="Rscript", name="R", steps=tuple(steps),
        requires={"R": f">={version[1]}"} if version else {},
    )  # fmt: skip
