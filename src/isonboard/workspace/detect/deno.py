"""Deno: deno.json or deno.jsonc, with its tasks."""

from isonboard.manifests.structured import json_object, table
from isonboard.model.plan import Purpose
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = "Deno"


def detect(place: Place) -> Found | None:
    file = place.has("deno.json", "deno.jsonc")
    if file is None:
        return None
    content = json_object(place.text(file))
    because = place.evidence(file, r'"imports"|"tasks"', r'"\w+"')
    tasks = table(content, "tasks")
    test = ("deno", "task", "test") if "test" in tasks else ("deno", "test")
    install = ("deno", "install", "--frozen") if place.has("deno.lock") else ("deno", "install")
    return Found(
        language=LANGUAGE, tool="deno", name="Deno",
        steps=(
            place.step(Purpose.INSTALL, *install, because=because, network=True, runs_code=False),
            place.step(Purpose.VERIFY, "deno", "check", ".", because=because, network=True, runs_code=False),
            place.step(Purpose.TEST, *test, because=place.evidence(file, r'"test"', r'"tasks"')),
        ),
        members=tuple(p for p in content.get("workspace", ()) if isinstance(p, str)) if isinstance(content.get("workspace"), list) else (),
    )  # fmt: skip
