"""What the tests of the use cases share: a home of its own, servers on loopback, the command line inside this process."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "counterparties"))


@pytest.fixture
def bare_home(tmp_path, monkeypatch):
    """A home without settings; no token, proxy or certificate of whoever runs the tests."""
    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    for name in ("GH_TOKEN", "GITHUB_TOKEN", "GITLAB_TOKEN", "HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY",
                 "https_proxy", "http_proxy", "all_proxy", "no_proxy", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):  # fmt: skip
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "home"


@pytest.fixture
def say(bare_home, command_line):
    """Run one command line and catch what it says."""
    return command_line


@pytest.fixture
def source(bare_home) -> Callable[..., None]:
    """Configure a source: `source("portal", kind="portal", url=...)`."""

    def configure(name: str, **table: object) -> None:
        folder = bare_home / "config" / "sources.d"
        folder.mkdir(parents=True, exist_ok=True)
        lines = [f"{key} = {json.dumps(value)}\n" for key, value in table.items()]
        (folder / f"{name}.toml").write_text("".join(lines))

    return configure
