"""No byte free, nothing writable, no home: what can be shown is shown, the rest is one sentence, nothing is lost."""

import json
import os
import resource
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from trust_program import NOBODY, fill, needs_root, run, small_disk, terminal

LONG = pytest.mark.long


@pytest.fixture
def full_home(tmp_path, home):
    """The home on a disk of its own, without a byte free."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if not small_disk(disk, 2048):
        pytest.skip("no small disk can be mounted here")
    try:
        shutil.copytree(home, disk, dirs_exist_ok=True)
        fill(disk)
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


FULL = {
    "start": (0, "", "best matches"),
    "search": (0, "", "berth-planner"),
    "sync": (3, "the disk is full", ""),
    "clone": (3, "[Tt]he disk is full", ""),
    "set-up": (3, "disk is full", ""),
    "saving": (3, "the disk is full: .*favourites.toml was not changed", ""),
}


@pytest.mark.fault("full disk", "search", "saving")
@pytest.mark.parametrize("activity", ["search", "saving"])
def test_on_a_full_disk(activity, full_home, doing):
    ended = run(full_home, *doing(activity))
    code, said, shown = FULL[activity]
    ended.sentence(code, said)
    assert shown in ended.out
    assert ended.err.count("isonboard: ") == (code != 0)


@LONG
@pytest.mark.fault("full disk", "start", "sync", "clone", "set-up")
@pytest.mark.parametrize("activity", ["start", "sync", "clone", "set-up"])
def test_on_a_full_disk_at_length(activity, full_home, doing, checkout):
    (checkout / "go").touch()
    test_on_a_full_disk(activity, full_home, doing)


@LONG
@pytest.mark.fault("full disk", "start")
def test_the_screen_opens_on_a_full_disk(full_home):
    with terminal(["--sample"], full_home) as screen:
        assert screen.until(b"Berth planner")
        screen.type("\x11")
        assert screen.wait() == 0


@pytest.mark.fault("full disk", "saving")
def test_where_no_file_may_grow_what_was_saved_stays(home, doing):
    """As any user: the system refuses every write (RLIMIT_FSIZE), which looks like a full disk."""
    assert run(home, *doing("saving")).code == 0
    before = (home / "data" / "sample" / "favourites.toml").read_bytes()

    def no_growth() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    ended = run(home, "--sample", "favourites", "note", "handbook", "--note", "other", before=no_growth)
    ended.sentence(3, "favourites.toml cannot be written")
    assert (home / "data" / "sample" / "favourites.toml").read_bytes() == before


@pytest.fixture
def unwritable(sample_once, checkout, as_nobody):
    """A folder with `home` and `checkout` in it, all nobody's, who may not write in the home. Not in pytest's own
    folders, which it keeps from others."""
    folder = Path(tempfile.mkdtemp())
    try:
        home = folder / "home"
        shutil.copytree(sample_once, home)
        (checkout / "go").touch()
        shutil.copytree(checkout, folder / "checkout")
        plan = json.loads(run(home, "plan", str(folder / "checkout"), "--json").out)["id"]
        folder.chmod(0o755)
        for place, folders, names in os.walk(folder):
            for name in (*folders, *names):
                os.chown(os.path.join(place, name), NOBODY, NOBODY)
        for place, folders, names in os.walk(folder / "home"):
            for path in (place, *(os.path.join(place, name) for name in (*folders, *names))):
                os.chmod(path, os.stat(path).st_mode & ~0o222)
        yield home, ("setup", str(folder / "checkout"), "--trust", plan)
    finally:
        shutil.rmtree(folder)


READ_ONLY = {
    "start": (0, "", "best matches"),
    "search": (0, "", "berth-planner"),
    "sync": (3, "it may not be written", ""),
    "clone": (3, "may not be", ""),
    "set-up": (3, "may not be", ""),
    "saving": (3, "may not be", ""),
}


def in_a_read_only_home(activity, unwritable, doing) -> None:
    home, set_up = unwritable
    ended = run(home, *(set_up if activity == "set-up" else doing(activity)), user=NOBODY)
    code, said, shown = READ_ONLY[activity]
    ended.sentence(code, said)
    assert shown in ended.out
    assert ended.err.count("isonboard: ") == (code != 0)


@needs_root
@pytest.mark.fault("read-only home", "search", "saving")
@pytest.mark.parametrize("activity", ["search", "saving"])
def test_in_a_read_only_home(activity, unwritable, doing):
    in_a_read_only_home(activity, unwritable, doing)


@LONG
@needs_root
@pytest.mark.fault("read-only home", "start", "sync", "clone", "set-up")
@pytest.mark.parametrize("activity", ["start", "sync", "clone", "set-up"])
def test_in_a_read_only_home_at_length(activity, unwritable, doing):
    in_a_read_only_home(activity, unwritable, doing)


NO_HOME = "there is no home folder here. Set HOME, or ISONBOARD_HOME to a folder"


@needs_root
@pytest.mark.fault("no home", "search")
def test_without_a_home_a_search_says_so(as_nobody):
    ended = run(None, "--sample", "search", "ferry", env={"HOME": None, "ISONBOARD_HOME": None}, user=54321)
    ended.sentence(2, NO_HOME)


@pytest.mark.fault("no home", "start", "sync", "search", "clone", "set-up", "saving")
@pytest.mark.parametrize("activity", ["start", "sync", "search", "clone", "set-up", "saving"])
def test_without_a_home_it_is_one_sentence(activity, tmp_path, command_line, monkeypatch):
    words = {
        "start": (), "sync": ("sync",), "search": ("search", "x"), "clone": ("clone", "x"),
        "set-up": ("setup", str(tmp_path)), "saving": ("favourites", "add", "x"),
    }[activity]  # fmt: skip
    for name in ("ISONBOARD_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "")
    said = command_line(*words)
    assert said.code == 2
    assert said.err == f"isonboard: {NO_HOME}.\n"


@LONG
@needs_root
@pytest.mark.fault("no home", "start", "sync", "clone", "saving")
@pytest.mark.parametrize("activity", ["start", "sync", "clone", "saving"])
def test_a_home_that_is_not_there(activity, doing, as_nobody):
    """As daemons have it: HOME names a folder that nobody can make."""
    ended = run(None, *doing(activity), env={"HOME": "/nonexistent", "ISONBOARD_HOME": None}, user=54321)
    ended.sentence(3, "/nonexistent.* may not be")
