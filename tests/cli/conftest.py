"""The command line on the sample organisation, in a home of its own."""

import pytest

from isonboard.cli.main import main


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory):
    """A home whose sample catalog is filled once; tests copy it."""
    import os

    home = tmp_path_factory.mktemp("sample")
    before = os.environ.get("ISONBOARD_HOME")
    os.environ["ISONBOARD_HOME"] = str(home)
    try:
        assert main(["--sample", "sync"]) == 0
    finally:
        if before is None:
            del os.environ["ISONBOARD_HOME"]
        else:
            os.environ["ISONBOARD_HOME"] = before
    return home


@pytest.fixture
def home(tmp_path, sample_home, monkeypatch):
    """A fresh home with the sample catalog in it; git knows nobody."""
    import shutil

    shutil.copytree(sample_home, tmp_path / "home")
    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    (tmp_path / "gitconfig").write_text("[user]\n\tname = Ada\n\temail = ada@halden.example\n")
    return tmp_path / "home"


@pytest.fixture
def isonboard(home, command_line):
    """Run one command line and catch what it says."""
    return command_line
