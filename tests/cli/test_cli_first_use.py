"""The sample on first use: whoever comes while another is still reading it sees all of it."""

import json
import os
import subprocess
import sys

from isonboard.assistant.context import Context
from isonboard.cli.ready import ready
from isonboard.model.project import Project


def test_a_sample_that_is_half_there_is_read_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path))
    with Context.open(sample=True) as context:
        context.catalog.put_listings("sample", "sample", [Project(id="sample/x/y", name="y")], 1)
        ready(context, index=True)
        assert context.catalog.count() > 20


def test_several_processes_may_begin_at_once(tmp_path):
    command = [
        sys.executable,
        "-P",
        "-m",
        "isonboard",
        "--sample",
        "search",
        "--sort",
        "name",
        "--limit",
        "99",
    ]
    begun = [
        subprocess.Popen(
            [*command, "--json"],
            env={**os.environ, "ISONBOARD_HOME": str(tmp_path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(3)
    ]
    said = [one.communicate(timeout=120) for one in begun]
    assert [one.returncode for one in begun] == [0, 0, 0], said
    listed = [[json.loads(line)["id"] for line in out.splitlines()] for out, _ in said]
    assert listed[0] == listed[1] == listed[2]
    assert len(listed[0]) > 20


def test_without_a_profile_no_fit_is_claimed(isonboard):
    said = isonboard("--sample", "match", "--why", "--limit", "3")
    assert "fit " not in said.out
    assert "good beginnings for anybody" in said.err
    assert "fit " not in isonboard("--sample", "search", "", "--limit", "3").out
    assert "not known: say what you know" in isonboard("--sample", "show", "ticket-shop").out
    isonboard("--sample", "profile", "--skill", "Python")
    said = isonboard("--sample", "match", "--why", "--limit", "3")
    assert "fit " in said.out
    assert "for anybody" not in said.err
