"""Issues over the whole catalog: what failed alike is said once, and a catalog that may not be written is no hindrance."""

import json
import subprocess

import pytest
from wire import serving

from isonboard import db


def test_an_unknown_forge_is_said_once_for_all_its_projects(say, source):
    entries = [{"name": f"p{one}", "html_url": f"https://git.acme.test/a/p{one}"} for one in range(30)]
    with serving(json.dumps(entries).encode()) as (portal, _):
        source("p", kind="portal", url=f"{portal}/repos.json")
        assert say("sync").code == 0
        said = say("issues")
    assert said.code == 3
    assert said.err.count("no system is known") == 1
    assert "30 projects" in said.err


def test_what_is_asked_for_is_shown_though_it_cannot_be_kept(say, monkeypatch):
    assert say("--sample", "sync").code == 0
    monkeypatch.setattr(db.os, "access", lambda _path, _mode: False)
    for words in (
        ["guide", "berth-planner"],
        ["check", "berth-planner"],
        ["issues", "berth-planner"],
        ["match"],
    ):
        assert say("--sample", *words).out, words
    assert say("--sample", "show", "berth-planner").code == 0
    said = say("--sample", "issues")
    assert said.code == 1
    assert "nothing new can be kept" in said.err


@pytest.fixture
def shop(source, tmp_path):
    """A folder source with one repository; gives a function that writes its issues."""
    repository = tmp_path / "work" / "shop"
    repository.mkdir(parents=True)
    subprocess.run(["git", "init", "-q", str(repository)], check=True)
    source("here", kind="folder", url=str(repository.parent))

    def write(*issues: dict[str, object]) -> None:
        (repository.parent / "issues.json").write_text(json.dumps({"shop": issues}))

    return write


def test_issues_are_chosen_by_label_size_and_language_with_and_without_a_project(say, shop):
    shop(
        {"number": 1, "title": "a", "labels": ["easy", "size/S"], "comments": [], "events": []},
        {"number": 2, "title": "b", "labels": ["good first issue", "size/L"], "comments": [], "events": []},
        {"number": 3, "title": "c", "labels": ["help wanted"], "comments": [], "events": []},
    )
    assert say("sync").code == 0
    for project in ([], ["shop"]):
        for words, numbers in (
            (["--size", "S"], {"1"}),
            (["--label", "good first issue"], {"1", "2"}),  # “easy” means the same
            (["--label", "help wanted"], {"3"}),
            (["--language", "Cobol"], set()),
        ):
            told = say("issues", *project, *words, "--json").out.splitlines()
            assert {json.loads(line)["number"] for line in told} == numbers, (project, words)


def test_a_changed_issues_file_is_seen_at_once(say, shop):
    first = {"number": 1, "title": "a", "labels": ["easy"], "comments": [], "events": []}
    shop(first)
    say("sync")
    for words in (["issues", "--json"], ["issues", "shop", "--json"]):
        shop(first)
        assert json.loads(say(*words).out)["availability"]["state"] == "free"
        shop(first | {"assignees": ["ada"], "title": "taken now"})
        assert json.loads(say(*words).out)["availability"]["state"] == "claimed", words


def test_a_pull_request_in_a_folders_list_takes_the_issue_that_it_closes(say, shop):
    issues = [
        {"number": 1, "title": "Retry", "labels": ["good first issue"], "author": "rita", "comments": [], "events": []},
        {"number": 2, "title": "Log", "labels": ["good first issue"], "author": "rita", "comments": [], "events": []},
        {"number": 9, "title": "Retry twice", "body": "Fixes #1", "author": "bo", "is_pull_request": True},
    ]  # fmt: skip
    shop(*issues)
    assert say("sync").code == 0
    for words in (
        ["issues", "--json"],
        ["issues", "shop", "--json"],
        ["issues", "shop", "--all-tiers", "--json"],
    ):
        told = [json.loads(line) for line in say(*words).out.splitlines()]
        assert [(one["number"], one["availability"]["state"]) for one in told] == [
            ("2", "free"),
            ("1", "PR open"),
        ], words
    claim = say("issues", "shop", "--claim", "1")
    assert "#9" in claim.err + claim.out
