"""Elixir with Mix."""

import re

from isonboard.model.plan import Purpose
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = "Elixir"
NEEDS = ("mix", "elixir")


def detect(place: Place) -> Found | None:
    if not place.has("mix.exs"):
        return None
    because = place.evidence("mix.exs", r"defp? deps", r"defmodule")
    version = re.search(r"elixir:\s*\"([^\"]+)\"", place.text("mix.exs"))
    steps = [
        place.step(Purpose.INSTALL, "mix", "deps.get", because=because, needs=NEEDS, network=True),
        place.step(Purpose.BUILD, "mix", "compile", because=because, needs=NEEDS),
        place.step(Purpose.VERIFY, "mix", "compile", "--all-warnings", because=because, needs=NEEDS),
    ]
    if place.has("test") or "apps_path" in place.text("mix.exs"):
        steps.append(place.step(Purpose.TEST, "mix", "test", because=because, needs=NEEDS))
    return Found(
        language=LANGUAGE, tool="mix", name="Elixir (Mix)", steps=tuple(steps),
        requires={"elixir": version[1]} if version else {}, members=("apps/*",),
    )  # fmt: skip
