"""`isonboard journey`: what it prints of a change that was merged, and its JSON."""

import subprocess
from pathlib import Path

BERTH = "sample/fleet-platform/berth-planner"
KEYS = {
    "schema", "project", "label", "station", "reached", "checkout", "branch", "issue", "pull_url", "pull_state",
    "title", "reviewers", "next_step", "where", "congratulation", "thanks", "record", "note", "work", "earlier",
}  # fmt: skip


def git(folder, *words):
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


def test_a_favourite_begins_a_journey(isonboard):
    assert isonboard("--sample", "journey").code == 1
    isonboard("--sample", "favourites", "add", "tide-tables")
    (one,) = isonboard("--sample", "journey", "--json").objects
    assert set(one) == KEYS
    assert (one["station"], one["work"], one["earlier"]) == ("favourite", None, [])
    assert one["where"][0].startswith("isonboard --sample issues sample/")
    assert list(one["reached"]) == ["favourite"]


def test_a_project_never_met_is_a_journey_not_begun(isonboard):
    (one,) = isonboard("--sample", "journey", "tide-tables", "--json").objects
    assert (one["station"], one["reached"]) == (None, {})
    assert isonboard("--sample", "journey", "no such thing").code == 1


def test_a_merged_change_is_celebrated_and_written_down(isonboard):
    isonboard("--sample", "issues", BERTH)
    assert isonboard("--sample", "clone", BERTH, "--issue", "33").code == 0
    (one,) = isonboard("--sample", "journey", "--json").objects
    assert one["station"] == "branch"
    folder = Path(one["checkout"])
    (folder / "mine.txt").write_text("mine")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "Mine")
    git(folder, "push", "-q", "origin", one["branch"])
    said = isonboard("--sample", "journey", "berth-planner")
    assert "PR open" in said.out
    git(folder, "push", "-q", "origin", f"{one['branch']}:main")
    said = isonboard("--sample", "journey", "berth-planner")
    assert "merged, just now" in said.out
    assert "Well done: your first change to Berth planner is merged" in said.out
    assert "Thank you, Ada Okafor (@ada), for the review" in said.out
    record = isonboard("--sample", "journey", "--format", "markdown").out
    assert record.startswith("- 20")
    assert "[Berth planner](<https://git.halden.example/fleet-platform/berth-planner>): merged “" in record
    (one,) = isonboard("--sample", "journey", "--json").objects
    assert set(one) == KEYS
    assert (one["pull_state"], one["reviewers"]) == ("merged", ["Ada Okafor (@ada)"])
    assert one["work"]["merged"] is True
