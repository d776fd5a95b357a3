"""Two windows, a database that somebody holds or another version wrote, clocks that jump, terminals of any size."""

import json
import signal
import sqlite3
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from trust_program import PROGRAM, environment, run, terminal

from isonboard import db
from isonboard.assistant.context import Context

LONG = pytest.mark.long


@pytest.fixture
def say(home, monkeypatch, command_line):
    """Command lines in this process, without a terminal."""
    monkeypatch.setenv("ISONBOARD_HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / ".gitconfig"))

    def said(*words: str):
        answer = command_line(*words)
        assert "something unexpected" not in answer.err
        return answer

    return said


# no terminal


@pytest.mark.fault("no tty", "sync", "clone", "saving")
@pytest.mark.parametrize("activity", ["sync", "clone", "saving"])
def test_without_a_terminal_it_works_without_a_question(activity, say, doing):
    answer = say(*doing(activity))
    assert answer.code == 0
    assert "\x1b" not in answer.out + answer.err


@pytest.mark.fault("no tty", "set-up")
def test_without_a_terminal_nothing_is_agreed_to(home, checkout):
    ended = run(home, "setup", str(checkout))
    ended.sentence(4, "--trust")
    assert not (checkout / "begun").exists()


# terminals of any size


@LONG
@pytest.mark.fault("tiny tty", "start", "search")
@pytest.mark.parametrize("size", [(1, 1), (2, 40), (12, 3)])
def test_the_screen_lives_in_a_tiny_terminal(size, home):
    with terminal(["--sample"], home, size=size) as screen:
        assert screen.until(b"\x1b[?1049h")
        screen.resize(80, 24)
        assert screen.until(b"Berth planner")
        screen.resize(*size)
        screen.type("/ferry\r\t\x1b")
        screen.type("\x11")
        assert screen.wait() == 0
    assert not list((home / "cache").rglob("crash*"))


@pytest.mark.fault("tiny tty", "sync")
def test_progress_in_a_tiny_terminal(home):
    with terminal(["--sample", "sync"], home, size=(3, 2)) as sync:
        assert sync.wait() == 0
        assert b"projects known" in sync.data.replace(b"\r\n", b"")


@LONG
@pytest.mark.fault("resize storm", "start", "search", "sync")
def test_a_storm_of_sizes(home):
    with terminal(["--sample"], home) as screen:
        assert screen.until(b"Berth planner")
        screen.type("S/ferry")
        for step in range(200):
            screen.resize(1 + step * 7 % 200, 1 + step * 5 % 60)
            screen.signal(signal.SIGWINCH)
        screen.resize(80, 24)
        before = len(screen.data)
        screen.type("\x1b\x1b")
        assert screen.until(lambda: len(screen.data) > before)
        screen.type("\x11")
        screen.type("y")
        assert screen.wait() == 0
    assert not list((home / "cache").rglob("crash*"))


# clocks


@pytest.mark.fault("clock jump", "sync", "search", "saving")
def test_a_clock_that_jumps_loses_nothing(say, home, monkeypatch, tmp_path):
    """Read in 2040, then in 2010: what a source dropped goes, what it has stays, notes are kept with their times."""
    names = ["ferry-one", "ferry-two", "ferry-three"]
    portal = tmp_path / "repos.json"
    (home / "config" / "sources.d").mkdir(parents=True)
    (home / "config" / "sources.d" / "acme.toml").write_text(f'kind = "portal"\nurl = "{portal}"\n')
    for year, there in ((2040, names), (2010, names[1:]), (2025, names[2:])):
        monkeypatch.setattr(Context, "now", lambda self, year=year: datetime(year, 1, 1, tzinfo=UTC))
        portal.write_text(
            json.dumps(
                [
                    {"name": n, "full_name": f"acme/{n}", "html_url": f"https://git.acme.test/acme/{n}"}
                    for n in there
                ]
            )
        )
        assert say("sync").code == 0
        found = [json.loads(line)["name"] for line in say("export", "--json").out.splitlines()]
        assert sorted(found) == sorted(there)
    assert say("search", "ferry-three").code == 0
    assert say("favourites", "add", "ferry-three").code == 0
    monkeypatch.setattr(Context, "now", lambda self: datetime(2025, 1, 1, tzinfo=UTC) - timedelta(days=4000))
    listed = say("favourites")
    assert listed.code == 0
    assert "starred just now" in listed.out


# two windows


@LONG
@pytest.mark.fault("two windows", "start", "search")
def test_two_screens_on_one_home(home):
    with terminal(["--sample"], home) as one, terminal(["--sample"], home) as two:
        for screen in (one, two):
            assert screen.until(b"Berth planner")
        for screen in (one, two):
            screen.type("/ferry")
        for screen in (one, two):
            assert screen.until(b"ferry")
            screen.type("\x11")
            assert screen.wait() == 0
    assert not list((home / "cache").rglob("crash*"))


@LONG
@pytest.mark.fault("two windows", "sync", "clone")
@pytest.mark.parametrize("activity", ["sync", "clone"])
def test_the_same_twice_at_once(activity, home, doing):
    words = doing(activity)
    both = [
        subprocess.Popen([*PROGRAM, *words], env=environment(home), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, text=True, cwd="/")
        for _ in range(2)
    ]  # fmt: skip
    ended = [(*process.communicate(), process.returncode) for process in both]
    assert 0 in {code for _, _, code in ended}, ended
    for _, err, code in ended:
        assert "something unexpected" not in err
        if code:
            assert "another isonboard is at work in this checkout" in err
    if activity == "sync":
        assert run(home, "--sample", "search", "ferry").code == 0
    else:
        place = home / "workspace" / "sample" / "fleet-platform"
        assert [one.name for one in place.iterdir()] == ["berth-planner"]
        assert run(home, *words).code == 0


@LONG
@pytest.mark.fault("two windows", "set-up")
def test_a_second_set_up_of_a_checkout_waits_its_turn(home, checkout, doing):
    words = doing("set-up")
    with terminal(words, home) as first:
        assert first.until((checkout / "begun").exists)
        run(home, *words).sentence(1, "a set-up is running in this checkout. Wait for it, or stop it")
        (checkout / "go").touch()
        assert first.wait() in (0, 1)
    assert (checkout / "done").exists()


# another version's database


@pytest.mark.fault("old schema", "start", "search", "sync")
@pytest.mark.parametrize("activity", ["start", "search", "sync"])
@pytest.mark.parametrize("version", [7_000])
def test_a_catalog_of_another_version_is_begun_anew(activity, version, say, doing, home):
    """An older or a newer one alike: it is a cache; the file is kept beside the new one until the next such change."""
    path = home / "cache" / "sample" / "catalog.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version={version}")
    connection.close()
    answer = say(*doing(activity))
    assert answer.code == 0
    if activity != "search":  # which reads the index alone
        assert path.with_name("catalog.sqlite.old").exists()
    assert say("--sample", "show", "handbook").code == 0


# somebody holds it


@pytest.fixture
def held(home, monkeypatch):
    """Another program writes to the catalog, for longer than anybody waits."""
    monkeypatch.setattr(db, "_PATIENCE", 0.2)
    connection = sqlite3.connect(home / "cache" / "sample" / "catalog.sqlite", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield
    connection.execute("ROLLBACK")
    connection.close()


@pytest.mark.fault("locked database", "start", "search", "clone", "saving")
@pytest.mark.parametrize("activity", ["start", "search", "clone", "saving"])
def test_what_only_reads_goes_on_while_another_writes(activity, held, say, doing):
    answer = say(*doing(activity))
    assert answer.code == 0
    assert "locked" not in answer.err


@pytest.mark.fault("locked database", "sync")
def test_a_sync_that_cannot_write_says_so(held, say, doing):
    answer = say(*doing("sync"))
    assert answer.code == 3
    assert answer.err == (
        "isonboard: another program is writing to the catalog, for longer than isonboard waits. Try again when it has ended.\n"
    )
