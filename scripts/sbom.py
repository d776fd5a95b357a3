"""sbom.py FILE: what is installed with isonboard, as a CycloneDX 1.6 bill of materials (ECMA-424), from the lock file.

Names, versions and hashes come from requirements.txt, licences and who needs whom from the installed packages. The
same lock file gives the same bytes: no time and no random number is in it.
"""

import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_LOCKED = re.compile(
    r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*([^\\\n]+?))?\s*\\\n((?:\s+--hash=sha256:[0-9a-f]{64}(?:\s*\\)?\n)+)",
    re.MULTILINE,
)
_USUAL = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}


def normal(name: str) -> str:
    """A distribution's name as the packaging rules compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(text: str) -> list[tuple[str, str, str, list[str]]]:
    """(name, version, environment marker or "", sha256 of its files) of every package of a lock file."""
    return sorted(
        (normal(name), version, marker, sorted(re.findall(r"sha256:([0-9a-f]{64})", hashes)))
        for name, version, marker, hashes in _LOCKED.findall(text.rstrip("\n") + "\n")
    )


def licence(name: str) -> str:
    """The SPDX expression that an installed package states of itself, else what its classifiers say."""
    about = metadata.metadata(name)
    if stated := about.get("License-Expression"):
        return str(stated)
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in about.get_all("Classifier") or ()
        if line.startswith("License ::")
    ]
    named = [_USUAL.get(one, one) for one in classifiers if one != "OSI Approved"]
    short = str(about.get("License") or "").strip().split("\n")[0][:60]
    return " OR ".join(named) or _USUAL.get(short, short) or "unknown"


def bill(lock: str, version: str) -> dict[str, Any]:
    """The bill of materials of isonboard `version` with what `lock` says."""
    packages = locked(lock)
    here = {normal(one.metadata["Name"]) for one in metadata.distributions()}
    references: dict[str, list[str]] = {}
    for name, release, _, _ in packages:
        references.setdefault(name, []).append(f"pkg:pypi/{name}@{release}")
    components, needs = [], []
    for name, release, marker, hashes in packages:
        reference = f"pkg:pypi/{name}@{release}"
        component: dict[str, Any] = {
            "type": "library", "bom-ref": reference, "name": name, "version": release, "purl": reference,
            "licenses": [{"expression": licence(name)}] if name in here else [],
            "properties": [{"name": "isonboard:locked-sha256", "value": one} for one in hashes],
        }  # fmt: skip
        if marker:
            component["properties"].append({"name": "isonboard:only-where", "value": marker})
        components.append(component)
        needs.append(
            {
                "ref": reference,
                "dependsOn": _needed(metadata.requires(name) or () if name in here else (), references),
            }
        )
    own = f"pkg:pypi/isonboard@{version}"
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, own + lock)}",
        "metadata": {
            "component": {
                "type": "application", "bom-ref": own, "name": "isonboard", "version": version, "purl": own,
                "licenses": [{"expression": "Apache-2.0"}],
            }
        },
        "components": components,
        "dependencies": [{"ref": own, "dependsOn": _needed(_project()["dependencies"], references)}, *needs],
    }  # fmt: skip


def _needed(requirements: Iterable[str], references: dict[str, list[str]]) -> list[str]:
    """The locked packages that requirements name, extras left out."""
    names = {
        normal(re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0])
        for line in requirements
        if "extra ==" not in line
    }
    return [reference for name in sorted(names & references.keys()) for reference in references[name]]


def _project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return found


def main(words: list[str]) -> int:
    if len(words) != 1:
        sys.exit("usage: sbom.py FILE")
    place = Path(words[0])
    place.parent.mkdir(parents=True, exist_ok=True)
    found = bill((ROOT / "requirements.txt").read_text(encoding="utf-8"), _project()["version"])
    place.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{place}: {len(found['components'])} packages\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
