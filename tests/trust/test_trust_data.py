"""What the engineer wrote survives kills, a second window, an older and a newer isonboard, and goes when it shall go."""

import json
import os
import subprocess
import sys
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from isonboard.assistant import forget
from isonboard.model.project import Project
from isonboard.notebook.favourites import Favourites
from isonboard.notebook.journey import Journeys
from isonboard.notebook.profile import ProfileBook

WRITERS = Path(__file__).with_name("notebook_writers.py")


def writer(*words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-P", str(WRITERS), *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def killed_often(folder: Path, rounds: int, seed: int) -> dict[str, int]:
    process = writer("kills", folder, rounds, seed)
    out, err = process.communicate()
    assert process.returncode == 0, err
    return json.loads(out)


def edited_together(folder: Path, each: int) -> None:
    processes = {name: writer("edits", folder, name, each) for name in ("one", "two")}
    expected: dict[str, str] = {}
    journeys = 0
    for process in processes.values():
        out, err = process.communicate()
        assert process.returncode == 0, err
        said = json.loads(out)
        expected |= said["favourites"]
        journeys += said["journeys"]
    assert {one.id: one.note for one in Favourites(folder).list()} == expected
    assert len(Journeys(folder).load()) == journeys


@pytest.mark.skipif(not hasattr(os, "fork"), reason="writers are forked")
@pytest.mark.fault("kill -9", "saving")
def test_some_kills_lose_nothing(tmp_path):
    assert killed_often(tmp_path / "book", 12, 1)["rounds"] == 12


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "fork"), reason="writers are forked")
@pytest.mark.fault("kill -9", "saving")
def test_a_thousand_kills_lose_nothing(tmp_path):
    done = killed_often(tmp_path / "book", 1_000, 2)
    print(done)
    assert done["while writing"] > 100


@pytest.mark.fault("two windows", "saving")
def test_two_processes_edit_side_by_side(tmp_path):
    edited_together(tmp_path, 25)


@pytest.mark.long
@pytest.mark.fault("two windows", "saving")
def test_ten_thousand_edits_from_two_processes(tmp_path):
    edited_together(tmp_path, 5_000)


# older and newer


NEWER = """version = 9
ordering = "by mood"

[[favourite]]
id = "h/a"
name = "a"
mood = "curious"

[favourite.weather]
sun = true

[[shelf]]
title = "later"
"""


@pytest.mark.fault("old schema", "saving")
def test_what_a_newer_version_wrote_survives_an_older_one(tmp_path):
    (tmp_path / "favourites.toml").write_text(NEWER)
    book = Favourites(tmp_path)
    book.add(Project(id="h/b", name="b"))
    book.set_note("h/a", "mine")
    before, after = tomllib.loads(NEWER), tomllib.loads((tmp_path / "favourites.toml").read_text())
    assert after.pop("favourite")[0] == {**before.pop("favourite")[0], "note": "mine"}
    assert after == before


@pytest.mark.parametrize("name", ["favourites", "journeys"])
def test_a_file_of_another_make_is_kept_aside_with_one_sentence(name, tmp_path):
    """Say, from a version that turned the list into a table: never overwritten unread."""
    newer = f"version = 9\n[{name.rstrip('s')}.by-id]\nx = 1\n"
    (tmp_path / f"{name}.toml").write_text(newer)
    book = {"favourites": Favourites, "journeys": Journeys}[name](tmp_path)
    if isinstance(book, Favourites):
        book.add(Project(id="h/b", name="b"))
    else:
        from isonboard.model.notebook import Station

        book.reach("h/b", Station.CLONED)
    assert book.notice is not None
    assert "it was kept as" in book.notice
    assert (tmp_path / f"{name}.damaged-1.toml").read_text() == newer


def test_the_state_before_a_days_first_change_is_kept_and_can_be_imported(
    tmp_path, command_line, monkeypatch
):
    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path))
    book = Favourites(tmp_path / "data")
    book.add(Project(id="h/a", name="a"), note="from yesterday")
    book.add(Project(id="h/b", name="b"))
    book.remove("h/a")
    today = datetime.now(UTC).date()
    kept = [
        tmp_path / "data" / "earlier" / f"favourites-{day}.toml" for day in (today, today - timedelta(days=1))
    ]
    (found,) = [one for one in kept if one.exists()]
    assert command_line("favourites", "import", str(found)).code == 0
    assert {one.id: one.note for one in Favourites(tmp_path / "data").list()} == {
        "h/b": "",
        "h/a": "from yesterday",
    }


def test_ten_days_are_kept(tmp_path):
    earlier = tmp_path / "earlier"
    earlier.mkdir()
    for day in range(1, 20):
        (earlier / f"favourites-2020-01-{day:02}.toml").write_text("")
    book = Favourites(tmp_path)
    for name in "ab":
        book.add(Project(id=f"h/{name}", name=name))
    left = sorted(one.name for one in earlier.iterdir())
    assert len(left) == 10
    assert left[0] == "favourites-2020-01-11.toml"


@pytest.fixture
def isonboard(home, monkeypatch, command_line):
    """Command lines in this process, on the sample organisation's home."""
    monkeypatch.setenv("ISONBOARD_HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / ".gitconfig"))
    return command_line


def test_all_that_is_the_engineers_can_be_exported(isonboard):
    isonboard("--sample", "favourites", "add", "handbook", "--note", "mine")
    isonboard("--sample", "profile", "--skill", "go")
    shown = {
        verb: isonboard("--sample", *verb.split()).out
        for verb in ("favourites export", "profile --json", "journey --json")
    }
    assert "mine" in shown["favourites export"]
    assert '"Go"' in shown["profile --json"]
    assert "handbook" in shown["journey --json"]


# forgetting


def everything(home: Path) -> list[str]:
    return sorted(
        str(one.relative_to(home)) for kind in ("config", "data", "cache") for one in (home / kind).rglob("*")
    )


def test_after_forgetting_nothing_remains_but_what_the_engineer_wrote(home, isonboard):
    (home / "config" / "sources.d").mkdir(parents=True)
    (home / "config" / "config.toml").write_text("[screen]\n")
    for name in (
        "settings.toml",
        "company-ca.pem",
        "ca-bundle.pem",
        ".settings.toml.lock",
        ".settings.toml.k1ll3d",
    ):
        (home / "config" / name).write_text("")
    (home / "config" / "my-own.pem").write_text("mine")
    for words in (
        ("favourites", "add", "handbook", "--note", "mine"), ("favourites", "add", "fleet-platform/berth-planner"),
        ("profile", "--skill", "go"), ("show", "handbook"), ("clone", "fleet-platform/berth-planner"),
    ):  # fmt: skip
        assert isonboard("--sample", *words).code == 0
    assert len(everything(home)) > 20
    assert isonboard("forget", "--all").code == 4
    assert len(everything(home)) > 20
    shown = [json.loads(line)["path"] for line in isonboard("forget", "--all", "--json").out.splitlines()]
    assert isonboard("forget", "--all", "--yes").code == 0
    assert everything(home) == ["config/config.toml", "config/my-own.pem"]
    assert not any(os.path.lexists(path) for path in shown)
    assert (home / "workspace" / "sample" / "fleet-platform" / "berth-planner" / ".git").is_dir()
    assert isonboard("forget", "--all").err == "isonboard: nothing is kept.\n"


def test_forgetting_looks_at_all_that_is_written(tmp_path, monkeypatch):
    """A link in place of a folder is removed, not followed."""
    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "mine").write_text("")
    (tmp_path / "cache").symlink_to(tmp_path / "elsewhere")
    forget.delete(forget.kept(everything=True))
    assert (tmp_path / "elsewhere" / "mine").exists()
    assert not os.path.lexists(tmp_path / "cache")
    assert ProfileBook().load().skills == ()
