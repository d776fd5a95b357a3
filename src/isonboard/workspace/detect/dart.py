"""Dart and Flutter."""

from isonboard.manifests.structured import string, strings, table, yaml
from isonboard.model.plan import Purpose
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = "Dart"


def detect(place: Place) -> Found | None:
    if not place.has("pubspec.yaml"):
        return None
    content = yaml(place.text("pubspec.yaml"))
    is_flutter = string(content, "dependencies", "flutter", "sdk") == "flutter" or "flutter" in table(
        content, "environment"
    )
    program = "flutter" if is_flutter else "dart"
    because = place.evidence("pubspec.yaml", r"^dependencies:", r"^name:")
    steps = [
        place.step(Purpose.INSTALL, program, "pub", "get", because=because, network=True, runs_code=False),
        place.step(Purpose.VERIFY, program, "analyze", because=because, runs_code=False),
    ]
    if place.has("test"):
        steps.append(place.step(Purpose.TEST, program, "test", because=because))
    requires = {
        tool: string(content, "environment", key) for tool, key in (("dart", "sdk"), ("flutter", "flutter"))
        if string(content, "environment", key)
    }  # fmt: skip
    return Found(
        language=LANGUAGE, tool=program, name="Dart (Flutter)" if is_flutter else "Dart", steps=tuple(steps),
        requires=requires, members=strings(content, "workspace"),
    )  # fmt: skip
