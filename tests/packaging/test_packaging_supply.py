"""What is installed with isonboard: pinned with hashes, its licences listed and compatible, its bill of materials whole."""

import json
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import sbom  # noqa: E402

COMPATIBLE = frozenset(
    {"MIT", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "ISC", "PSF-2.0", "Zlib", "CC0-1.0", "MPL-2.0", "Unlicense", "HPND"}
)  # fmt: skip
LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-fuzz.txt"])
def test_every_package_of_a_lock_file_has_hashes_and_no_lock_file_names_a_host(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    stated = re.findall(r"^[A-Za-z0-9]\S*==", text, re.MULTILINE)
    assert len(stated) == len(sbom.locked(text)) > 0
    assert all(hashes for *_, hashes in sbom.locked(text))


def test_every_dependency_is_locked_within_its_bounds() -> None:
    specifiers = pytest.importorskip("packaging.requirements")
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    locked = sbom.locked(LOCK)
    for requirement in map(specifiers.Requirement, stated):
        versions = [version for name, version, *_ in locked if name == sbom.normal(requirement.name)]
        assert versions, requirement
        assert all(requirement.specifier.contains(version) for version in versions), requirement
        assert any(each.operator in (">=", "==", "~=") for each in requirement.specifier), "a lowest version"


def test_licences_are_listed_and_compatible_with_ours() -> None:
    table = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| ([a-z0-9-]+) \| ([^|]+?) \|", table, re.MULTILINE)) | {}
    listed.pop("package", None)
    locked = {name for name, *_ in sbom.locked(LOCK)}
    assert set(listed) == locked
    for name, licence in listed.items():
        terms = set(re.findall(r"[A-Za-z0-9.-]+", licence)) - {"AND", "OR", "WITH"}
        assert terms <= COMPATIBLE, name
        try:
            metadata.version(name)
        except metadata.PackageNotFoundError:
            continue  # for another Python or system
        installed = set(re.findall(r"[A-Za-z0-9.-]+", sbom.licence(name))) - {"AND", "OR", "WITH"}
        assert installed <= COMPATIBLE, f"{name}: {sbom.licence(name)}"


def test_the_bill_of_materials_is_whole_and_the_same_each_time() -> None:
    found = sbom.bill(LOCK, "1.0")
    assert json.dumps(found) == json.dumps(sbom.bill(LOCK, "1.0"))
    references = {each["bom-ref"] for each in found["components"]} | {
        found["metadata"]["component"]["bom-ref"]
    }
    assert len(references) == len(found["components"]) + 1
    assert {each["ref"] for each in found["dependencies"]} == references
    needed = {one for each in found["dependencies"] for one in each["dependsOn"]}
    assert needed <= references
    assert all(each["properties"] for each in found["components"])
