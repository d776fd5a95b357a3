"""Julia packages and environments."""

from isonboard.manifests.structured import string, table, toml
from isonboard.model.plan import Purpose, Step
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = "Julia"


def detect(place: Place) -> Found | None:
    file = place.has("Project.toml", "JuliaProject.toml")
    if file is None:
        return None
    content = toml(place.text(file))
    if not (string(content, "uuid") or table(content, "deps")):
        return None
    because = place.evidence(file, r"^uuid", r"^\[deps\]")

    def pkg(purpose: Purpose, call: str, *, network: bool = False) -> Step:
        argv = ("julia", "--project=.", "-e", f"using Pkg; Pkg.{call}()")
        return place.step(purpose, *argv, because=because, network=network)

    steps = [pkg(Purpose.INSTALL, "instantiate", network=True), pkg(Purpose.VERIFY, "precompile")]
    if place.has("test/runtests.jl"):
        steps.append(pkg(Purpose.TEST, "test", network=True))
    version = string(content, "compat", "julia").split(",")[0].strip()
    return Found(
        language=LANGUAGE, tool="julia", name="Julia", steps=tuple(steps),
        requires={"julia": f">={version.lstrip('^~>= ')}"} if version else {},
    )  # fmt: skip
