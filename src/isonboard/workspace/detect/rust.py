"""Rust: a crate or a workspace of Cargo."""

import re

from isonboard.manifests.structured import string, strings, table, toml
from isonboard.model.plan import Purpose
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = "Rust"


def detect(place: Place) -> Found | None:
    if not place.has("Cargo.toml"):
        return None
    manifest = toml(place.text("Cargo.toml"))
    is_workspace = "workspace" in manifest and bool(strings(manifest, "workspace", "members"))
    because = place.evidence("Cargo.toml", r"^\[workspace\]" if is_workspace else r"^\[package\]", r"^\[")
    everything = ("--workspace",) if is_workspace else ()
    locked = ("--locked",) if place.has("Cargo.lock") else ()
    why = [because, place.evidence("Cargo.lock")] if locked else [because]
    return Found(
        language=LANGUAGE, tool="cargo", name="Rust",
        steps=(
            place.step(Purpose.INSTALL, "cargo", "fetch", *locked, because=why, network=True, runs_code=False),
            place.step(Purpose.BUILD, "cargo", "build", *everything, because=because),
            place.step(Purpose.VERIFY, "cargo", "check", *everything, because=because),
            place.step(Purpose.TEST, "cargo", "test", *everything, because=because),
        ),
        requires=_requires(place, manifest),
        members=(*strings(manifest, "workspace", "members"), *_path_dependencies(manifest)),
    )  # fmt: skip


def _requires(place: Place, manifest: dict[str, object]) -> dict[str, str]:
    least = string(manifest, "package", "rust-version") or string(
        manifest, "workspace", "package", "rust-version"
    )
    pinned = (
        string(toml(place.text("rust-toolchain.toml")), "toolchain", "channel")
        or place.text("rust-toolchain").strip()
    )
    found: dict[str, str] = {}
    if re.fullmatch(r"\d+\.\d+(\.\d+)?", least):
        found["rust"] = f">={least}"
    if re.fullmatch(r"\d+\.\d+(\.\d+)?", pinned):
        found["rust"] = f"=={pinned}"
    elif pinned.startswith("nightly") and len(pinned) < 40:
        found["rust"] = pinned
    return found


def _path_dependencies(manifest: dict[str, object]) -> tuple[str, ...]:
    depends = [
        value
        for kind in ("dependencies", "dev-dependencies", "build-dependencies")
        for value in table(manifest, kind).values()
    ]
    return tuple(path for value in depends if (path := string(value, "path")))
