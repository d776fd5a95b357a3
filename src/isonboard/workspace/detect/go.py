"""Go: modules and workspaces."""

import re

from isonboard.manifests.go_module import go_module, go_work
from isonboard.model.evidence import Evidence
from isonboard.model.plan import Purpose, Step
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = "Go"


def detect(place: Place) -> Found | None:
    if place.has("go.work"):
        return _workspace(place)
    if not place.has("go.mod"):
        return None
    module = go_module(place.text("go.mod"))
    because = place.evidence("go.mod", r"^module\b")
    steps: list[Step] = []
    if module.has_requirements:
        steps.append(
            place.step(
                Purpose.INSTALL, "go", "mod", "download",
                because=place.evidence("go.mod", r"^require\b"), network=True, runs_code=False,
            )
        )  # fmt: skip
    return Found(
        language=LANGUAGE, tool="go", name="Go",
        steps=(*steps, *_go_steps(place, ("./...",), because)),
        requires={"go": f">={module.go}"} if module.go else {},
    )  # fmt: skip


def _workspace(place: Place) -> Found:
    work = go_work(place.text("go.work"))
    because = place.evidence("go.work", r"^use\b")
    folders = [use for use in work.uses if place.has(f"{use}/go.mod" if use != "." else "go.mod")]
    # a workspace has no package of its own: `./...` at its root is an error where the root is not a module
    patterns = tuple("./..." if use == "." else f"./{use}/..." for use in folders[:40]) or ("./...",)
    steps: list[Step] = [
        place.step(Purpose.INSTALL, "go", "mod", "download", because=because, network=True, runs_code=False)
    ]
    return Found(
        language=LANGUAGE, tool="go", name="Go (workspace)",
        steps=(*steps, *_go_steps(place, patterns, because)),
        requires={"go": f">={work.go}"} if work.go else {}, members=tuple(folders),
    )  # fmt: skip


def _go_steps(place: Place, patterns: tuple[str, ...], why: Evidence) -> tuple[Step, ...]:
    prefix = "" if place.folder == "." else f"{place.folder}/"
    has_tests = any(p.startswith(prefix) and re.search(r"_test\.go$", p) for p in place.tree.paths())
    steps = [
        place.step(Purpose.BUILD, "go", "build", *patterns, because=why),
        place.step(Purpose.VERIFY, "go", "vet", *patterns, because=why),
    ]
    if has_tests:
        steps.append(place.step(Purpose.TEST, "go", "test", *patterns, because=why))
    return tuple(steps)
