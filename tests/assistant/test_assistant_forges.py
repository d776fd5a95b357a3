"""Issues and documents: folders answer offline, systems on the network say in their own words that they were not asked."""

import asyncio
import json
import subprocess

import pytest

from isonboard.assistant.add_source import save
from isonboard.assistant.context import Context
from isonboard.assistant.detail import guidance_page, issue_page
from isonboard.assistant.sync import refresh
from isonboard.errors import UnreachableError
from isonboard.model.project import Project, SourceConfig


@pytest.fixture
def offline(tmp_path, monkeypatch):
    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path / "home"))
    with Context.open(offline=True) as context:
        yield context


def repository(root, name):
    place = root / name
    place.mkdir(parents=True)
    (place / "README.md").write_text("# Ferry\n\nBoats.\n")
    (place / "CONTRIBUTING.md").write_text("# How to\n\nRun `make test`.\n")
    for words in (["init", "-q"], ["add", "."],
                  ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "x"]):  # fmt: skip
        subprocess.run(["git", *words], cwd=place, check=True, capture_output=True)
    return place


def test_a_folder_answers_offline(offline, tmp_path):
    repository(tmp_path / "code", "ferry")
    (tmp_path / "code" / "issues.json").write_text(
        json.dumps([{"repository": "ferry", "number": 1, "title": "Fix it", "labels": ["good first issue"]}])
    )
    save(offline, SourceConfig(name="code", kind="folder", url=str(tmp_path / "code")))
    refresh(offline, report=lambda _e: None)
    found = offline.catalog.resolve("ferry")
    page = asyncio.run(guidance_page(offline, found.id))
    assert {document.path for document in page.documents} >= {"README.md", "CONTRIBUTING.md"}
    assert page.note == ""
    assert asyncio.run(issue_page(offline, found.id, all_tiers=True)).note == ""


def test_a_forge_on_the_network_says_that_it_was_not_asked(offline):
    offline.catalog.put_listings(
        "p", "portal",
        [Project(id="github.com/acme/x", name="x", full_name="acme/x", forge="github", clone_url="https://github.com/acme/x.git")], 1,
    )  # fmt: skip
    with pytest.raises(UnreachableError, match=r"api\.github\.com was not asked: isonboard is offline"):
        asyncio.run(issue_page(offline, "github.com/acme/x"))
