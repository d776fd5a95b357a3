"""A sync is killed at random moments (kill -9): the next one completes, and nothing of anybody is lost."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

PROGRAM = [sys.executable, "-m", "isonboard"]
PROJECTS = 6_000
ROUNDS = 25


def entries(version: int) -> list[dict]:
    """Each version drops some projects, adds some and changes all counts."""
    return [
        {
            "name": f"p{number}",
            "full_name": f"acme/p{number}",
            "html_url": f"https://git.acme.test/acme/p{number}",
            "owner": {"login": "acme"},
            "description": f"walrus number {number}",
            "stargazers_count": number + version,
            "topics": [f"t{number % 40}"],
        }
        for number in range(version * 7, version * 7 + PROJECTS)
    ]


@pytest.mark.long
@pytest.mark.fault("kill -9", "sync")
def test_a_sync_that_is_killed_at_random_is_completed_by_the_next(bare_home, source, tmp_path, say):
    portal = tmp_path / "repos.json"
    source("portal", kind="portal", url=str(portal))
    chance = random.Random(11)
    killed = 0
    portal.write_text(json.dumps(entries(0)))
    assert say("sync").code == 0
    for version in range(1, ROUNDS + 1):
        portal.write_text(json.dumps(entries(version)))
        child = subprocess.Popen([*PROGRAM, "sync", "--progress", "json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                 env={**os.environ, "ISONBOARD_HOME": str(bare_home)})  # fmt: skip
        child.stdout.readline()  # it has begun
        time.sleep(chance.uniform(0, 1.2))
        child.send_signal(signal.SIGKILL)
        child.communicate()
        killed += child.returncode == -signal.SIGKILL
        database = sqlite3.connect(bare_home / "cache" / "catalog.sqlite")
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        known = {row[0] for row in database.execute("SELECT id FROM projects")}
        listed = {row[0] for row in database.execute("SELECT DISTINCT id FROM listings")}
        database.close()
        assert known == listed
        assert len(known) >= PROJECTS  # what was known before is still there until the sync has ended
        if version % 5 == 0:
            assert say("sync").code == 0
            found = say("export", "--format", "json").objects
            assert {entry["name"]: entry["stars"] for entry in found} == {
                entry["name"]: entry["stargazers_count"] for entry in entries(version)
            }
            hits = subprocess.run([*PROGRAM, "search", f"p{version * 7 + 3}", "--json"], capture_output=True, text=True,
                                  env={**os.environ, "ISONBOARD_HOME": str(bare_home)}, check=True)  # fmt: skip
            assert json.loads(hits.stdout.splitlines()[0])["name"] == f"p{version * 7 + 3}"
    assert killed >= 5
