"""Ended from outside at any moment: by kill -9, by SIGTERM, by its terminal going away (SIGHUP)."""

import json
import shutil
import signal
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import git_http
import gitea_server
import pytest
from trust_program import PROGRAM, children, environment, lives, needs_proc, run, terminal

LONG = pytest.mark.long
INTERRUPTED = 130
SIGTERM, SIGHUP = signal.SIGTERM, None
"""How it is ended: by a signal, or by its window being closed."""


def end(program, how) -> int:
    if how is SIGHUP:
        program.hang_up()
    else:
        program.signal(how)
    return program.wait()


def all_end(pids: list[int]) -> bool:
    """Every one of them is gone, if not at once then soon: whoever is left is told of a file that never comes."""
    waited = threading.Event()
    for _ in range(1_200):
        if not any(lives(one) for one in pids):
            return True
        waited.wait(0.1)
    return False


def no_crash(home: Path) -> bool:
    return not list((home / "cache" / "logs").glob("crash*"))


@pytest.fixture
def silent():
    """A server that takes requests and never answers: its address, and an event that somebody asked."""
    asked, gone = threading.Event(), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.set()
            gone.wait()

        def log_message(self, *args: object) -> None: ...

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *args: object) -> None: ...

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    gone.set()
    server.shutdown()
    server.server_close()
    thread.join()


def source(home: Path, toml: str) -> None:
    (home / "config" / "sources.d").mkdir(parents=True, exist_ok=True)
    (home / "config" / "sources.d" / "acme.toml").write_text(toml)


# the screen


@pytest.mark.fault("SIGTERM", "start")
def test_the_screen_gives_the_terminal_back_when_told_to_end(home):
    with terminal(["--sample"], home) as screen:
        assert screen.until(b"Berth planner")
        assert end(screen, SIGTERM) == INTERRUPTED
        assert b"\x1b[?1049l" in screen.data  # the screen from before
        assert b"\x1b[?1003l" in screen.data  # no more reports of the mouse
    assert (home / "cache" / "sample" / "session.json").exists()
    assert no_crash(home)


@pytest.mark.fault("SIGHUP, the terminal gone", "start")
def test_the_screen_ends_with_its_window(home):
    with terminal(["--sample"], home) as screen:
        assert screen.until(b"Berth planner")
        assert end(screen, SIGHUP) == INTERRUPTED
    assert (home / "cache" / "sample" / "session.json").exists()
    assert no_crash(home)


@LONG
@needs_proc
@pytest.mark.fault("SIGTERM", "start", "sync")
@pytest.mark.fault("SIGHUP, the terminal gone", "start", "sync")
@pytest.mark.parametrize("how", [SIGTERM, SIGHUP])
def test_the_screen_takes_its_jobs_along(how, home, silent):
    url, asked = silent
    source(home, f'kind = "portal"\nurl = "{url}/repos.json"\n')
    with terminal([], home) as screen:
        assert screen.until(b"Explore")
        while not asked.is_set():
            screen.type("S")  # reads the sources
            screen.until(lambda: True)
            asked.wait(0.5)
        jobs = children(screen.pid)
        assert jobs
        assert end(screen, how) == INTERRUPTED
        assert all_end(jobs)
    assert no_crash(home)


@LONG
@pytest.mark.fault("kill -9", "start", "search")
def test_a_screen_that_was_killed_begins_anew(home):
    with terminal(["--sample"], home) as screen:
        assert screen.until(b"Berth planner")
        screen.type("/ferr")
        assert screen.until(b"ferr")
        screen.signal(signal.SIGKILL)
        assert screen.wait() == -signal.SIGKILL
    with terminal(["--sample"], home) as screen:
        assert screen.until(b"Berth planner")
        screen.type("\x11")
        assert screen.wait() == 0
    assert no_crash(home)


# long work on the command line


@LONG
@pytest.mark.fault("SIGTERM", "sync")
@pytest.mark.fault("SIGHUP, the terminal gone", "sync")
@pytest.mark.parametrize("how", [SIGTERM, SIGHUP])
def test_a_sync_ends_tidily(how, home, silent):
    url, asked = silent
    source(home, f'kind = "portal"\nurl = "{url}/repos.json"\n')
    with terminal(["sync"], home) as sync:
        assert sync.until(asked.is_set)
        assert end(sync, how) == INTERRUPTED
        if how is SIGTERM:
            assert b"the sync was stopped; what had arrived is kept" in sync.data
    assert no_crash(home)


@pytest.fixture
def stuck_clone(home, tmp_path):
    """A project in the catalog whose pack stops in the middle; the event of that."""
    git_http.bare_repository(tmp_path / "served" / "acme" / "pay.git", blobs=4, kilobytes=64)
    with git_http.git_server(tmp_path / "served") as server:
        server.hang_after = 1_000
        tea = gitea_server.GiteaServer([gitea_server.repository("acme", "pay", base=server.origin)])
        with tea.listening() as url:
            source(home, f'kind = "gitea"\nurl = "{url}"\norganisation = "acme"\nauth = "none"\n')
            assert run(home, "sync").code == 0
            yield server


@needs_proc
@LONG
@pytest.mark.fault("SIGTERM", "clone")
@pytest.mark.fault("SIGHUP, the terminal gone", "clone")
@pytest.mark.parametrize("how", [SIGTERM, SIGHUP])
def test_a_clone_ends_tidily(how, home, stuck_clone):
    with terminal(["clone", "pay"], home) as clone:
        assert clone.until(lambda: stuck_clone.faults_left < 1_000)
        started = children(clone.pid)
        assert end(clone, how) == INTERRUPTED
        if how is SIGTERM:
            assert b"nothing half-done was left" in clone.data
        assert all_end(started)
    assert list((home / "workspace" / "127.0.0.1" / "acme").iterdir()) == []
    assert no_crash(home)


@needs_proc
@LONG
@pytest.mark.fault("SIGTERM", "set-up")
@pytest.mark.fault("SIGHUP, the terminal gone", "set-up")
@pytest.mark.parametrize("how", [SIGTERM, SIGHUP])
def test_a_set_up_ends_with_all_it_started(how, home, checkout, doing):
    with terminal(doing("set-up"), home) as setup:
        assert setup.until((checkout / "begun").exists)
        started = children(setup.pid)
        assert started
        assert end(setup, how) == INTERRUPTED
        assert all_end(started)
    assert not (checkout / "done").exists()
    assert no_crash(home)
    (checkout / "go").touch()
    again = run(home, "setup", str(checkout), "--resume")
    assert (checkout / "done").exists(), again


@pytest.mark.fault("SIGTERM", "search")
@pytest.mark.fault("SIGHUP, the terminal gone", "search")
@pytest.mark.fault("kill -9", "search")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_search_ends_at_once_and_silently(how, home):
    search = subprocess.Popen(
        [*PROGRAM, "--sample", "search", "--stdin"], env=environment(home),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        search.stdin.write(b"ferry\n")
        search.stdin.flush()
        assert json.loads(search.stdout.readline())["hits"]  # it waits for the next query now
        search.send_signal(how)
        _, said = search.communicate()
    finally:
        search.kill()
        search.wait()
    assert search.returncode == -how
    assert said == b""


# saving

_SAVER = """
import sys
from pathlib import Path
from isonboard.model.project import Project
from isonboard.notebook.favourites import Favourites
book = Favourites(Path(sys.argv[1]))
number = 0
while True:
    number += 1
    book.add(Project(id=f"h/{number}", name=str(number)), note="x" * 2000)
    print(number, flush=True)
"""


@pytest.mark.fault("SIGTERM", "saving")
@pytest.mark.fault("SIGHUP, the terminal gone", "saving")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
def test_what_was_saved_before_the_end_is_there(how, tmp_path):
    from isonboard.notebook.favourites import Favourites

    saver = subprocess.Popen(
        [sys.executable, "-P", "-c", _SAVER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    try:
        said = {saver.stdout.readline().strip() for _ in range(5)}
        saver.send_signal(how)
        rest, _ = saver.communicate()
    finally:
        saver.kill()
        saver.wait()
    said |= set(rest.split("\n")[:-1])
    assert {f"h/{one}" for one in said} <= Favourites(tmp_path).ids()


@pytest.mark.fault("kill -9", "saving")
def test_a_killed_writer_leaves_no_litter_behind_the_next(home):
    folder = home / "data" / "sample"
    folder.mkdir(parents=True)
    (folder / ".favourites.toml.k1ll3d").write_text("half")
    assert run(home, "--sample", "favourites", "add", "handbook").code == 0
    assert sorted(one.name for one in folder.iterdir() if one.name.startswith((".fav", "fav"))) == [
        ".favourites.toml.lock", "favourites.toml",
    ]  # fmt: skip
    shutil.rmtree(folder)
