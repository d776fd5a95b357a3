"""The wheel: what is in it, and that two people who build it get the same bytes."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytest.importorskip("hatchling")


def _built(where: Path, *, umask: int, time: int) -> Path:
    """The wheel of a copy of this checkout with other times and rights."""
    copy = where / "checkout"
    copy.mkdir(parents=True)
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in ("src", "styles"):
        shutil.copytree(ROOT / name, copy / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(ROOT / name, copy)
    for path in copy.rglob("*"):
        os.utime(path, (time, time))
        if umask == 0o077 and path.is_file():
            path.chmod(path.stat().st_mode & 0o700)
    environment = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(where / "dist")],
        cwd=copy,
        env=environment,
        check=True,
        capture_output=True,
    )
    (wheel,) = (where / "dist").iterdir()
    return wheel


def test_two_builds_have_the_same_bytes_and_hold_what_belongs_there(tmp_path: Path) -> None:
    one = _built(tmp_path / "one", umask=0o022, time=1_700_000_000)
    two = _built(tmp_path / "a longer way" / "two", umask=0o077, time=1_800_000_000)
    assert one.name == two.name
    assert one.read_bytes() == two.read_bytes()

    with zipfile.ZipFile(one) as wheel:
        inside = set(wheel.namelist())
        about = next(name for name in inside if name.endswith(".dist-info/METADATA"))
        metadata = wheel.read(about).decode("utf-8")
    own = {name for name in inside if ".dist-info/" not in name}
    checkout = tmp_path / "one" / "checkout"
    source = {
        path.relative_to(checkout / "src").as_posix()
        for path in (checkout / "src").rglob("*")
        if path.is_file()
    }
    sheets = {
        f"isonboard/{path.relative_to(checkout).as_posix()}"
        for path in (checkout / "styles").rglob("*")
        if path.is_file()
    }
    assert own == source | sheets
    rest = {name.rpartition(".dist-info/")[2] for name in inside - own}
    assert rest == {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}
    assert not [
        name
        for name in inside
        if name.startswith("/") or ".." in name.split("/") or name.endswith((".pyc", ".env", ".pem"))
    ]
    assert "License-Expression: Apache-2.0" in metadata
    assert "Requires-Python: >=3.11" in metadata
