"""`make run` looks after its own environment: in a moved, renamed or copied checkout and when its Python went away."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_CODE = "print('opened', __file__)\n"

pytestmark = [
    pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed"),
    pytest.mark.skipif(os.name != "posix", reason="make run is for POSIX systems"),
]


def _made(where: Path) -> Path:
    """A checkout with our Makefile and script, a module that says where it is, and nothing to install."""
    (where / "scripts").mkdir(parents=True)
    (where / "src" / "isonboard").mkdir(parents=True)
    shutil.copy(_ROOT / "Makefile", where)
    shutil.copy(_ROOT / "scripts" / "environment.sh", where / "scripts")
    (where / "requirements.txt").write_text("# nothing\n", encoding="utf-8")
    (where / "src" / "isonboard" / "__init__.py").write_text("", encoding="utf-8")
    (where / "src" / "isonboard" / "__main__.py").write_text(_CODE, encoding="utf-8")
    return where


def _run(checkout: Path) -> tuple[str, str]:
    """What `make run` says: the place it opened, and its words on standard error."""
    allowed = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        ["make", "run"],
        cwd=checkout,
        env={**allowed, "PYTHON": sys.executable, "LC_ALL": "C", "PIP_NO_INDEX": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().removeprefix("opened "), done.stderr


def _opened_in(checkout: Path) -> str:
    return str(checkout / "src" / "isonboard" / "__main__.py")


@pytest.mark.long
def test_an_environment_follows_its_checkout(tmp_path: Path) -> None:
    first = _made(tmp_path / "first place")
    place, said = _run(first)
    assert place == _opened_in(first)
    assert "once" in said
    assert _run(first) == (_opened_in(first), "")  # the second call starts at once

    renamed = first.rename(tmp_path / "renamed")
    place, said = _run(renamed)
    assert place == _opened_in(renamed)
    assert "anew" in said
    assert _run(renamed) == (_opened_in(renamed), "")

    copied = tmp_path / "copied"
    shutil.copytree(renamed, copied, symlinks=True)
    place, said = _run(copied)
    assert place == _opened_in(copied)
    assert "anew" in said

    python = copied / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to(tmp_path / "python that went away")
    place, said = _run(copied)
    assert place == _opened_in(copied)
    assert "anew" in said
    assert _run(copied) == (_opened_in(copied), "")


def test_whether_an_environment_fits_its_checkout(tmp_path: Path) -> None:
    checkout = _made(tmp_path / "here")
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)

    def fits() -> bool:
        asked = [str(checkout / "scripts" / "environment.sh"), "--fits"]
        return subprocess.run(asked, check=False, capture_output=True).returncode == 0

    assert not fits()
    for source, fitting in ((checkout / "src", True), (_ROOT / "src", False), (tmp_path / "gone", False)):
        python.write_text(
            "#!/bin/sh\nshift 2\n"
            f"exec '{sys.executable}' -I -c \"import sys; sys.path.insert(0, '{source}'); $*\"\n",
            encoding="utf-8",
        )
        python.chmod(0o755)
        assert fits() is fitting, source
    python.unlink()
    python.symlink_to(tmp_path / "gone")
    assert not fits()
