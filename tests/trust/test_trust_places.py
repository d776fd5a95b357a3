"""Whose the files are, what a stranger in a shared folder can do, and whom the program talks to: nobody unasked."""

import os
import shutil
import stat
from pathlib import Path

import pytest
from trust_program import NOBODY, needs_root, run, terminal

LONG = pytest.mark.long


def open_to_others(home: Path) -> list[str]:
    """What of ours others may read, write or enter. Clones are the engineer's own, as the umask says."""
    found = []
    for kind in ("config", "data", "cache"):
        for place, folders, names in os.walk(home / kind):
            for name in ("", *names):
                path = Path(place, name)
                if not path.is_symlink() and path.stat().st_mode & 0o077:
                    found.append(f"{stat.filemode(path.stat().st_mode)} {path.relative_to(home)}")
            if Path(place).name == "repositories":  # git's own files, in a folder that nobody else may enter
                folders.clear()
    return found


def no_umask() -> None:
    os.umask(0)


def test_all_files_are_the_users_alone_whatever_the_umask(tmp_path):
    home = tmp_path / "above" / "home"
    for words in (
        ("--sample", "sync"),
        ("--sample", "favourites", "add", "handbook", "--note", "mine"),
        ("--sample", "profile", "--skill", "go"),
    ):
        assert run(home, *words, before=no_umask).code == 0
    assert (home / "data" / "sample" / "favourites.toml").exists()
    assert (home / "cache" / "sample" / "catalog.sqlite").exists()
    assert open_to_others(home) == []
    assert stat.S_IMODE(home.stat().st_mode) == stat.S_IMODE(home.parent.stat().st_mode) == 0o700


@LONG
def test_what_screens_sources_and_set_ups_write_is_the_users_alone(home, checkout, tmp_path, doing):
    (checkout / "go").touch()
    repository = tmp_path / "projects" / "one"
    shutil.copytree(checkout, repository)
    for words in (
        ("add", str(repository.parent), "--write"), ("sync",), doing("set-up"), ("join", str(tmp_path / "nothing")),
    ):  # fmt: skip
        run(home, *words, before=no_umask)
    before = os.umask(0)
    try:
        with terminal(["--sample"], home) as screen:
            assert screen.until(b"Berth planner")
            screen.type("\x11")
            screen.wait()
    finally:
        os.umask(before)
    assert (home / "data" / "consents.json").exists()
    assert (home / "config" / "sources.d").is_dir()
    assert (home / "cache" / "logs").is_dir()
    assert open_to_others(home) == []


# a folder that everybody may write to

THEIRS = "belongs to another user of this machine"


@pytest.fixture
def shared(tmp_path):
    """As /tmp: everybody may make things in it, nobody remove another's."""
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o1777)
    return folder


@needs_root
@pytest.mark.parametrize("what", ["the home", "its settings", "a link"])
def test_what_a_stranger_laid_out_is_refused(what, shared, command_line, monkeypatch):
    home = shared / "home"
    if what == "a link":
        (shared / "elsewhere").mkdir()
        home.symlink_to(shared / "elsewhere")
        os.lchown(home, NOBODY, NOBODY)
    else:
        (home / "config").mkdir(parents=True)
        (home / "config" / "config.toml").write_text(
            '[sources.evil]\nkind = "github"\nurl = "https://evil.example"\n'
        )
        if what == "its settings":
            home.chmod(0o777)  # made by the engineer, in haste
            os.chown(home / "config", NOBODY, NOBODY)
        else:
            os.chown(home, NOBODY, NOBODY)
    monkeypatch.setenv("ISONBOARD_HOME", str(home))
    for words in (
        ("search", "x"),
        ("sync",),
        ("--sample", "favourites"),
        ("doctor", "--offline"),
        ("--plain",),
    ):
        said = command_line(*words)
        assert (said.code, said.out) == (2, "")
        assert THEIRS in said.err
        assert said.err.endswith("Set ISONBOARD_HOME to a folder of your own.\n")
    assert sorted(one.name for one in home.iterdir()) == ([] if what == "a link" else ["config"])


def test_ones_own_folder_in_a_shared_one_is_fine(shared, command_line, monkeypatch):
    monkeypatch.setenv("ISONBOARD_HOME", str(shared / "mine"))
    assert command_line("--sample", "favourites").code == 1
    assert stat.S_IMODE((shared / "mine").stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["favourites.toml", ".favourites.toml.lock"])
def test_a_link_in_place_of_a_file_destroys_nothing_elsewhere(name, tmp_path):
    """Whoever can put a link there is the engineer; a lock that is a link is refused, a linked file is written whole."""
    from isonboard.errors import StorageError
    from isonboard.model.project import Project
    from isonboard.notebook.favourites import Favourites

    elsewhere = tmp_path / "elsewhere.toml"
    elsewhere.write_text('kept = "yes"\n')
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / name).symlink_to(elsewhere)
    book = Favourites(tmp_path / "book")
    try:
        book.add(Project(id="h/a", name="a"))
    except StorageError:
        assert name.endswith(".lock")
    assert 'kept = "yes"' in elsewhere.read_text()


# whom it talks to

_WATCH = """
import os, socket, sys
def said(what, where):
    with open(os.environ["WATCHED"], "a") as file:
        file.write(f"{what} {where} {sys.argv[1:]}\\n")
def refusing(name, of):
    def refused(self, *where):
        if getattr(self, "family", None) == getattr(socket, "AF_UNIX", -1):
            return of(self, *where)
        said(name, where)
        raise OSError(113, "No route to host")
    return refused
for name in ("connect", "connect_ex", "bind", "listen", "sendto"):
    setattr(socket.socket, name, refusing(name, getattr(socket.socket, name)))
def unknown(*where, **more):
    said("getaddrinfo", where)
    raise socket.gaierror(-2, "Name or service not known")
socket.getaddrinfo = unknown
"""


@pytest.fixture
def watched(tmp_path):
    """An environment in which every Python process refuses sockets and notes who wanted one; git is noted too."""
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(_WATCH)
    record = tmp_path / "sockets"
    record.touch()
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    for name in ("gh", "glab", "ssh", "curl", "wget", "git-remote-https"):
        (bin_folder / name).write_text(f"#!/bin/sh\necho {name} $@ >>{record}\nexit 1\n")
        (bin_folder / name).chmod(0o755)
    git = shutil.which("git")
    (bin_folder / "git").write_text(  # every git that may connect says so in its environment
        f'#!/bin/sh\ncase "$GIT_ALLOW_PROTOCOL" in ""|none|file) ;; *) case " $* " in *" clone "*|*" fetch "*|*" ls-remote "*)'
        f' echo git "$@" >>{record};; esac;; esac\nexec {git} "$@"\n'
    )
    (bin_folder / "git").chmod(0o755)
    already = os.environ.get("PYTHONPATH")
    path = f"{tmp_path / 'watch'}:{already}" if already else str(tmp_path / "watch")
    return record, {
        "PYTHONPATH": path, "WATCHED": str(record), "PATH": f"{bin_folder}:{os.environ['PATH']}", "GITHUB_TOKEN": "x" * 20,
    }  # fmt: skip


def company(home: Path) -> None:
    """Sources on the network, and a catalog as if they had been read."""
    sources = home / "config" / "sources.d"
    sources.mkdir(parents=True)
    (sources / "hub.toml").write_text('kind = "github"\norganisation = "acme"\n')
    (sources / "far.toml").write_text(
        'kind = "backstage"\nurl = "https://backstage.acme.test"\nmode = "remote"\n'
    )
    for name in ("catalog.sqlite", "search.index"):
        shutil.copy(home / "cache" / "sample" / name, home / "cache" / name)
    (home / "cache" / "remote").write_text("far\n")


def test_the_watch_sees_who_connects(home, watched):
    """The watch itself works: without --offline a sync is noted."""
    record, env = watched
    company(home)
    assert run(home, "sync", "hub", env=env).code == 3
    assert "sync" in record.read_text()


QUICK = [("sync",), ("search", "ferry"), ("clone", "fleet-platform/berth-planner")]
EVERY = [
    *QUICK, (), ("sync", "--details"), ("match", "--skill", "go"), ("issues", "--refresh"),
    ("show", "sample/developer-experience/handbook"), ("guide", "sample/developer-experience/handbook"),
    ("favourites", "add", "sample/developer-experience/handbook"), ("favourites", "--refresh"),
    ("favourites", "export"), ("profile", "--skill", "go"), ("journey",), ("check", "sample/developer-experience/handbook"),
    ("export", "--json"), ("doctor",), ("add", "https://github.com/acme"), ("add", "https://portal.acme.test/repos.json"),
    ("join", "https://start.acme.test/isonboard.toml"), ("clone", "fleet-platform/berth-planner", "--fork"), ("forget",),
    ("completion", "--names", "projects"),
]  # fmt: skip


@pytest.mark.parametrize("words", QUICK, ids=" ".join)
def test_offline_no_connection_is_made(words, home, watched):
    record, env = watched
    company(home)
    run(home, "--offline", *words, env=env).is_calm()
    assert record.read_text() == ""


@LONG
def test_offline_no_command_and_no_screen_connects(home, watched, checkout, doing):
    from isonboard.cli.main import VERBS

    record, env = watched
    company(home)
    (checkout / "go").touch()
    words = [*EVERY, ("plan", str(checkout)), doing("set-up")]
    assert {one[0] for one in words if one} == set(VERBS), "a new command belongs here"
    for one in words:
        run(home, "--offline", *one, env=env).is_calm()
        assert record.read_text() == "", one
    company_screens(home, env, "--offline")
    assert record.read_text() == ""


@LONG
def test_on_the_sample_nobody_is_told_anything(home, watched):
    """No telemetry, no look for updates, no port: with the network allowed nothing is asked on the sample."""
    record, env = watched
    for words in (
        *QUICK,
        ("match", "--skill", "go"),
        ("issues",),
        ("show", "handbook"),
        ("guide", "handbook"),
        ("journey",),
    ):
        run(home, "--sample", *words, env=env).is_calm()
    company_screens(home, env, "--sample")
    assert record.read_text() == ""


def company_screens(home: Path, env: dict[str, str], flag: str) -> None:
    """Every place of the screen, and a project's pages."""
    with terminal([flag], home, env=env, size=(140, 40)) as screen:
        assert screen.until(b"Explore")
        for key, there in (
            ("2", b"Issues"),
            ("3", b"Favourites"),
            ("4", b"Profile"),
            ("5", b"Sources"),
            ("1", b"Explore"),
        ):
            screen.type(key)
            assert screen.until(there)
        for keys in ("\r", "\t", "i", "g", "r", "S", "\x1b"):
            before = len(screen.data)
            screen.type(keys)
            screen.until(lambda before=before: len(screen.data) > before)
        screen.type("\x11")
        screen.type("\x11y")
        screen.until(lambda: False)
        assert screen.wait() == 0
