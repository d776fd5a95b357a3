import errno
import json
import os
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from isonboard import text
from isonboard.errors import NotFoundError, StorageError, UsageError
from isonboard.model.project import Project
from isonboard.notebook.favourites import Favourites

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def project(name: str = "acme/pay", **changes: object) -> Project:
    return Project(
        id=f"github.com/{name}", name=name.rpartition("/")[2], full_name=name, owner="acme", **changes
    )


@pytest.fixture
def favourites(tmp_path: Path) -> Favourites:
    return Favourites(tmp_path, clock=lambda: NOW)


def test_without_a_file_there_are_none_and_nothing_is_written(favourites: Favourites):
    assert favourites.list() == ()
    assert favourites.notice is None
    assert not favourites.path.exists()


def test_a_favourite_outlives_the_catalog(favourites: Favourites):
    favourites.add(
        project(
            url="https://github.com/acme/pay",
            clone_url="https://github.com/acme/pay.git",
            description="Takes money",
        ),
        note="ask Ada",
    )
    (kept,) = Favourites(favourites.path.parent).load()
    assert (kept.id, kept.name, kept.note) == ("github.com/acme/pay", "acme/pay", "ask Ada")
    assert kept.url == "https://github.com/acme/pay"
    assert kept.clone_url == "https://github.com/acme/pay.git"
    assert kept.description == "Takes money"
    assert kept.added_at == NOW


def test_adding_twice_keeps_time_and_note(favourites: Favourites):
    favourites.add(project(), note="mine")
    Favourites(favourites.path.parent).add(project(description="new words"))
    (kept,) = favourites.list()
    assert (kept.note, kept.added_at, kept.description) == ("mine", NOW, "new words")


def test_toggle_and_remove(favourites: Favourites):
    assert favourites.toggle(project()) is True
    assert favourites.ids() == {"github.com/acme/pay"}
    assert favourites.toggle(project()) is False
    assert favourites.remove("github.com/acme/pay") is False
    assert favourites.list() == ()


def test_notes_tags_and_visits(favourites: Favourites):
    favourites.add(project())
    favourites.set_note("github.com/acme/pay", "two\nlines\x1b[31m")
    favourites.set_tags("github.com/acme/pay", ["later", "later", " team "])
    assert favourites.visited("github.com/acme/pay", NOW) is True
    assert favourites.visited("github.com/acme/other") is False
    kept = favourites.get("github.com/acme/pay")
    assert kept is not None
    assert (kept.note, kept.tags, kept.visited_at) == ("two\nlines", ("later", "team"), NOW)
    with pytest.raises(NotFoundError):
        favourites.set_note("github.com/acme/other", "x")


def test_a_renamed_project_stays_a_favourite(favourites: Favourites):
    favourites.add(project("acme/old"), note="mine")
    assert favourites.refresh([project("acme/new", aliases=("github.com/acme/old",))]) == 1
    assert favourites.refresh([project("acme/new")]) == 0
    (kept,) = favourites.list()
    assert (kept.id, kept.name, kept.note) == ("github.com/acme/new", "acme/new", "mine")


def test_keys_of_a_newer_version_are_kept(favourites: Favourites):
    favourites.path.write_text(
        'version = 9\ncolour = "blue"\n[[favourite]]\nid = "github.com/acme/pay"\nstars = 4\n'
        '[[favourite]]\nid = 7\nname = "not understood"\n'
    )
    favourites.add(project(), note="n")
    favourites.add(project("acme/two"))
    table = tomllib.loads(favourites.path.read_text())
    assert (table["version"], table["colour"]) == (9, "blue")
    assert table["favourite"][0]["stars"] == 4
    assert table["favourite"][1] == {"id": 7, "name": "not understood"}
    assert [kept.id for kept in favourites.list()] == ["github.com/acme/pay", "github.com/acme/two"]


@pytest.mark.parametrize(
    "content",
    [b"[[favourite]\nid = 3", b"\xff\xfe\x00", b'favourite = "x"', b"favourite = [1]", b"a = " + b"[" * 5000],
)
def test_a_damaged_file_is_read_as_empty_and_left_alone(favourites: Favourites, content: bytes):
    favourites.path.write_bytes(content)
    assert favourites.list() == ()
    assert favourites.notice is not None
    assert "cannot be understood" in favourites.notice
    assert favourites.path.read_bytes() == content


def test_a_damaged_file_is_set_aside_before_the_first_change(favourites: Favourites):
    for number, content in enumerate((b"not = = toml", b"\xff"), 1):
        favourites.path.write_bytes(content)
        favourites.add(project())
        aside = favourites.path.with_name(f"favourites.damaged-{number}.toml")
        assert aside.read_bytes() == content
        assert favourites.notice is not None
        assert str(aside) in favourites.notice
        assert favourites.ids() == {"github.com/acme/pay"}
        assert favourites.notice is None


def test_a_file_that_may_not_be_read_is_an_error_and_not_emptiness(favourites: Favourites):
    favourites.path.mkdir()
    with pytest.raises(StorageError):
        favourites.list()
    with pytest.raises(StorageError):
        favourites.add(project())


@pytest.mark.fault("full disk", "saving")
def test_a_full_disk_loses_nothing(favourites: Favourites, monkeypatch: pytest.MonkeyPatch):
    favourites.add(project())
    before = favourites.path.read_bytes()

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="disk is full"):
        favourites.add(project("acme/two"))
    monkeypatch.undo()
    assert favourites.path.read_bytes() == before
    assert sorted(entry.name for entry in favourites.path.parent.iterdir() if entry.is_file()) == [
        ".favourites.toml.lock",
        "favourites.toml",
    ]


def test_a_linked_file_stays_a_link(favourites: Favourites, tmp_path: Path):
    dotfiles = tmp_path / "dotfiles"
    dotfiles.mkdir()
    (dotfiles / "fav.toml").write_text("")
    favourites.path.symlink_to(dotfiles / "fav.toml")
    favourites.add(project())
    assert favourites.path.is_symlink()
    assert "acme/pay" in (dotfiles / "fav.toml").read_text()


@pytest.mark.parametrize("form", ["toml", "json"])
def test_what_is_exported_can_be_imported(favourites: Favourites, tmp_path: Path, form: str):
    favourites.add(project(url="https://github.com/acme/pay"), note="“quoted”\nsecond", tags=["a"])
    favourites.add(project("acme/two"))
    other = Favourites(tmp_path / "other", clock=lambda: NOW)
    other.add(project("acme/two"), note="my own")
    done = other.import_(favourites.export(form))
    assert (done.added, done.known, done.skipped) == (("github.com/acme/pay",), ("github.com/acme/two",), 0)
    assert other.get("github.com/acme/pay") == favourites.get("github.com/acme/pay")
    mine = other.get("github.com/acme/two")
    assert mine is not None
    assert mine.note == "my own"


@pytest.mark.parametrize("form", ["toml", "json"])
def test_a_note_and_a_description_of_dots_are_kept(favourites: Favourites, tmp_path: Path, form: str):
    dots = "." * 1_500
    favourites.add(project(description=dots), note=dots * 10)
    favourites.add(project("acme/cart"))
    dotted, plain = favourites.load()
    assert (dotted.description, dotted.note, plain.name) == (dots, dots * 10, "acme/cart")
    assert [path.name for path in tmp_path.glob("*.damaged-*")] == []
    other = Favourites(tmp_path / "other")
    assert other.import_(favourites.export(form)).added == (dotted.id, plain.id)
    assert [kept.note for kept in other.load()] == [dots * 10, ""]


def test_markdown_is_for_people(favourites: Favourites):
    favourites.add(project("acme/a[b]", url="https://x.example/a", description="Pays"), note="two\nlines")
    assert favourites.export("markdown") == "- [acme/a\\[b\\]](<https://x.example/a>) – Pays – two lines\n"
    with pytest.raises(UsageError):
        favourites.export("xml")


def test_an_import_is_foreign_text(favourites: Favourites):
    done = favourites.import_(
        json.dumps(
            [
                {
                    "id": "github.com/acme/x",
                    "name": "\x1b]0;owned\x07x",
                    "url": "javascript:alert(1)",
                    "clone_url": "--upload-pack=sh",
                    "note": "\u202eevil",
                },
                {"id": "\x1b[2J"},
                "nothing",
            ]
        )
    )
    assert (done.added, done.skipped) == (("github.com/acme/x",), 2)
    (kept,) = favourites.list()
    assert (kept.name, kept.url, kept.clone_url, kept.note) == ("x", None, None, "evil")


@pytest.mark.parametrize("content", ["", "plain words", "{}", '{"favourite": 3}', "[" * 100_000])
def test_what_is_no_list_is_refused(favourites: Favourites, content: str):
    with pytest.raises(UsageError):
        favourites.import_(content)
    assert not favourites.path.exists()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.text(min_size=1), st.text(), st.text(), st.datetimes(timezones=st.just(UTC)))))
def test_any_text_survives_the_file(tmp_path: Path, entries: list[tuple[str, str, str, datetime]]):
    book = Favourites(tmp_path, clock=lambda: NOW)
    book.path.unlink(missing_ok=True)
    expected: dict[str, tuple[str, str]] = {}
    for name, description, note, at in entries:
        project_id = "h/" + text.line(name)
        if text.line(project_id) != project_id:
            continue
        book.add(Project(id=project_id, name=name, description=description))
        book.set_note(project_id, note)
        book.visited(project_id, at)
        expected[project_id] = (text.line(description), text.block(note).strip())
    read = Favourites(tmp_path).list()
    assert {kept.id: (kept.description, kept.note) for kept in read} == expected
    exported = book.export("json")
    book.path.unlink(missing_ok=True)
    book.import_(exported)
    assert book.list() == read


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.text(),
        st.from_regex(r"(\[\[favourite\]\]\n(id|note|tags) = (\"\w*\"|\d|\[\"a\"\])\n){0,3}", fullmatch=True),
    )
)
def test_no_content_of_the_file_is_ever_lost(tmp_path: Path, content: str):
    folder = tmp_path / "any"
    folder.mkdir(exist_ok=True)
    book = Favourites(folder, clock=lambda: NOW)
    for old in folder.iterdir():
        if old.is_file():
            old.unlink()
    data = content.encode("utf-8", "replace")
    book.path.write_bytes(data)
    book.list()
    book.add(project())
    assert "github.com/acme/pay" in book.ids()
    aside = book.path.with_name("favourites.damaged-1.toml")
    if aside.exists():
        assert aside.read_bytes() == data
    else:
        before = tomllib.loads(data.decode("utf-8-sig"))
        after = tomllib.loads(book.path.read_text())
        assert all(key in after for key in before)
        assert len(after["favourite"]) >= len(before.get("favourite", []))


_WRITER = """
import sys
from pathlib import Path
from isonboard.model.project import Project
from isonboard.notebook.favourites import Favourites
book = Favourites(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    name = f"{sys.argv[2]}-{number}"
    book.add(Project(id=f"h/{name}", name=name), note=name)
    print(name, flush=True)
"""


def _writer(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-P", "-c", _WRITER, str(folder), name, str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.fault("two windows", "saving")
def test_two_windows_never_lose_each_others_change(tmp_path: Path):
    writers = [_writer(tmp_path, name, 25) for name in ("a", "b")]
    try:
        for writer in writers:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
        for writer in writers:
            assert writer.stdin is not None
            writer.stdin.write("go\n")
            writer.stdin.flush()
        for writer in writers:
            writer.communicate(timeout=60)
    finally:
        for writer in writers:
            writer.kill()
            writer.wait()
    assert Favourites(tmp_path).ids() == {f"h/{name}-{number}" for name in "ab" for number in range(25)}


@pytest.mark.long
@pytest.mark.fault("kill -9", "saving")
def test_kill_9_at_any_moment_leaves_a_whole_file(tmp_path: Path):
    said: set[str] = set()
    for attempt in range(40):
        writer = _writer(tmp_path, f"w{attempt}", 10_000)
        assert writer.stdin is not None
        assert writer.stdout is not None
        writer.stdout.readline()
        writer.stdin.write("go\n")
        writer.stdin.flush()
        said.add(writer.stdout.readline().strip())
        for _ in range(attempt % 7):
            said.add(writer.stdout.readline().strip())
        writer.kill()
        rest, _ = writer.communicate()
        said.update(rest.split("\n")[:-1])
        book = Favourites(tmp_path)
        kept = book.ids()
        assert book.notice is None
        assert {f"h/{name}" for name in said} <= kept
    Favourites(tmp_path).add(project())
    left = [entry.name for entry in tmp_path.iterdir() if entry.is_file()]
    assert sorted(left) == [".favourites.toml.lock", "favourites.toml"]
