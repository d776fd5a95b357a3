"""Nix, where nothing else is known: a flake or a shell file."""

from isonboard.model.plan import Purpose
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = "Nix"


def detect(place: Place) -> Found | None:
    if place.has("flake.nix"):
        because = place.evidence("flake.nix", r"outputs", r"description")
        return Found(
            language=LANGUAGE, tool="nix", name="Nix (flake)",
            steps=(
                place.step(Purpose.BUILD, "nix", "build", "--no-link", because=because, network=True),
                place.step(Purpose.VERIFY, "nix", "flake", "show", because=because, network=True),
                place.step(Purpose.TEST, "nix", "flake", "check", because=because, network=True),
            ),
        )  # fmt: skip
    file = place.has("default.nix", "shell.nix")
    if file is None:
        return None
    because = place.evidence(file, r"mkShell|mkDerivation|^\w")
    return Found(
        language=LANGUAGE, tool="nix", name="Nix",
        steps=(
            place.step(Purpose.BUILD, "nix-build", "--no-out-link", file, because=because, network=True),
            place.step(Purpose.VERIFY, "nix-instantiate", file, because=because, network=True),
        ),
    )  # fmt: skip
