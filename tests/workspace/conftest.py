"""What the workspace tests share: a home of their own, an HTTP git server, a list that collects events."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "counterparties"))
import git_http


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path / "isonboard"))
    for name in list(os.environ):
        if name.startswith(("GIT_", "XDG_")) or name.casefold().endswith("_proxy"):
            monkeypatch.delenv(name)
    return home


@pytest.fixture
def server(tmp_path: Path, own_home: Path) -> Iterator[git_http.GitServer]:
    root = tmp_path / "served"
    git_http.bare_repository(root / "acme" / "hello.git")
    with git_http.git_server(root) as running:
        yield running


@pytest.fixture
def events() -> list[object]:
    return []
