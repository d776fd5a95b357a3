"""A sync is killed in the middle (kill -9): the next one asks for what had not arrived, and for nothing else."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from github_server import GithubServer, repository

from isonboard.catalog.store import Catalog

PROJECTS, PAGE, LAST = 1_500, 100, 9
PATIENCE = 120  # seconds until a busy machine surely has come so far


class HeldServer(GithubServer):
    """A GitHub that does not answer for the tenth page until it is let go on."""

    def __init__(self):
        super().__init__([repository("acme", f"s{n}", n) for n in range(1, PROJECTS + 1)])
        self.holding, self.go_on = threading.Event(), threading.Event()

    def answer(self, asked):
        if len(self.asked) == LAST:
            self.holding.set()
            self.go_on.wait(PATIENCE)
        return super().answer(asked)


def until(fulfilled):
    ends = time.monotonic() + PATIENCE
    while not fulfilled():
        assert time.monotonic() < ends
        time.sleep(0.02)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here")
def test_a_killed_sync_goes_on_at_the_page_it_had_come_to(bare_home, source, say, monkeypatch):
    monkeypatch.setenv("ACME_TOKEN", "good")
    server = HeldServer()
    with server.listening() as base:
        source("acme", kind="github", url=base, organisation="acme", token_env="ACME_TOKEN")
        child = subprocess.Popen([sys.executable, "-P", "-m", "isonboard", "sync"],
                                 env={**os.environ, "ISONBOARD_HOME": str(bare_home)}, stderr=subprocess.DEVNULL)  # fmt: skip
        try:
            assert server.holding.wait(PATIENCE)
            with Catalog.open(bare_home / "cache" / "catalog.sqlite", read_only=True) as catalog:
                until(lambda: catalog.listed_by("acme") == LAST * PAGE)
        finally:
            child.kill()
            child.wait()
            server.go_on.set()
        until(lambda: len(server.asked) == LAST + 1)  # what nobody waits for any more
        assert say("sync").code == 0
    assert len(server.asked) == LAST + 1 + (PROJECTS // PAGE - LAST)
    with Catalog.open(bare_home / "cache" / "catalog.sqlite", read_only=True) as catalog:
        assert catalog.count() == PROJECTS
        assert not catalog.state("acme").partial
