""".NET: a solution, else a project file."""

import re

from isonboard.manifests.structured import json_object, string
from isonboard.model.plan import Purpose
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = ".NET"
_PROJECTS = (".csproj", ".fsproj", ".vbproj")


def detect(place: Place) -> Found | None:
    solutions = place.ending(".slnx", ".sln")
    projects = place.ending(*_PROJECTS)
    if not (solutions or projects):
        return None
    chosen = _chosen(solutions or projects)
    several = len(solutions or projects) > 1
    named = (chosen,) if several and re.fullmatch(r"\w[\w.+-]*", chosen) else ()
    because = place.evidence(chosen, r"^Project\(|<Project|TargetFramework")
    sdk = string(json_object(place.text("global.json")), "sdk", "version") or _framework(place, projects)
    return Found(
        language=LANGUAGE, tool="dotnet", name=".NET",
        steps=(
            place.step(Purpose.INSTALL, "dotnet", "restore", *named, because=because, network=True),
            place.step(Purpose.BUILD, "dotnet", "build", *named, "--no-restore", because=because),
            place.step(Purpose.VERIFY, "dotnet", "test", *named, "--no-build", "--list-tests", because=because),
            place.step(Purpose.TEST, "dotnet", "test", *named, "--no-build", because=because),
        ),
        requires={"dotnet": f">={sdk}"} if re.fullmatch(r"\d+[\d.]*", sdk) else {}, members=("*", "*/*"),
    )  # fmt: skip


def _chosen(names: tuple[str, ...]) -> str:
    """The newer format first, then the shortest name: `X.sln` before `X.Samples.sln`."""
    return min(names, key=lambda name: (not name.endswith(".slnx"), len(name), name)) if names else ""


def _framework(place: Place, projects: tuple[str, ...]) -> str:
    text = place.text(projects[0]) if projects else place.text("Directory.Build.props")
    found = re.search(r"<TargetFrameworks?>net(\d+\.\d)", text)
    return found[1] if found else ""
