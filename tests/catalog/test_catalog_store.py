"""The catalog keeps what each source says, merges it, and loses nothing of a source that fails."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isonboard import db
from isonboard.catalog.activity import activity_score
from isonboard.catalog.merge import merged
from isonboard.catalog.order import Order
from isonboard.catalog.store import Catalog
from isonboard.catalog.sync import sync
from isonboard.errors import AmbiguousNameError, NotFoundError, StorageError, UnreachableError
from isonboard.model.guidance import Document, DocumentKind
from isonboard.model.issue import Issue
from isonboard.model.project import Project, SourceConfig

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def project(name: str, **fields: object) -> Project:
    return Project(
        **(
            {
                "id": f"git.acme.example/team/{name}",
                "name": name,
                "full_name": f"team/{name}",
                "owner": "team",
            }
            | fields
        )
    )


@pytest.fixture
def catalog(tmp_path):
    with Catalog.open(tmp_path / "catalog.sqlite", clock=lambda: NOW) as opened:
        yield opened


class ListedSource:
    """A source that yields what it was given and then fails, if told so."""

    def __init__(
        self,
        name: str,
        batches: Sequence[Sequence[Project]],
        *,
        kind: str = "github",
        error: Exception | None = None,
    ) -> None:
        self.config = SourceConfig(name=name, kind=kind, url="https://git.acme.example")
        self._batches = batches
        self._error = error
        self.watermark = None
        self.complete = error is None
        self.unchanged = False
        self.expected = sum(map(len, batches))

    async def projects(self, watermark: str | None = None) -> AsyncIterator[Sequence[Project]]:
        for batch in self._batches:
            yield batch
        if self._error:
            raise self._error


def synced(catalog: Catalog, *sources: ListedSource, now: datetime = NOW, keep=()):
    said = []
    return asyncio.run(sync(sources, catalog, report=said.append, clock=lambda: now, keep=keep)), said


def test_an_entry_is_found_by_id_name_and_full_name(catalog):
    synced(catalog, ListedSource("acme", [[project("ledger"), project("portal")]]))
    assert catalog.resolve("git.acme.example/team/ledger").name == "ledger"
    assert catalog.resolve("LEDGER").name == "ledger"
    assert catalog.resolve("team/portal").name == "portal"
    with pytest.raises(NotFoundError):
        catalog.resolve("nothing")


def test_a_name_that_fits_two_projects_lists_both(catalog):
    other = project("ledger", id="git.acme.example/other/ledger", full_name="other/ledger", owner="other")
    synced(catalog, ListedSource("acme", [[project("ledger"), other]]))
    with pytest.raises(AmbiguousNameError) as caught:
        catalog.resolve("ledger")
    assert set(caught.value.candidates) == {other.id, "git.acme.example/team/ledger"}


def test_two_sources_make_one_entry_with_the_best_of_both(catalog):
    forge = project("ledger", stars=4, language="Go", description="Books")
    portal = project("ledger", title="The Ledger", stars=2, skills=("Go", "SQL"), motivation="Join us")
    synced(catalog, ListedSource("forge", [[forge]]), ListedSource("portal", [[portal]], kind="portal"))
    one = catalog.resolve("ledger")
    assert (one.stars, one.title, one.skills, one.motivation) == (4, "The Ledger", ("Go", "SQL"), "Join us")
    assert one.listed_by == ("forge", "portal")
    assert catalog.count() == 1


def test_a_source_that_fails_keeps_what_arrived_and_leaves_the_others(catalog):
    bad = ListedSource(
        "bad", [[project("half")]], error=UnreachableError("the connection was cut", subject="bad")
    )
    report, said = synced(catalog, bad, ListedSource("good", [[project("whole")]]))
    assert [state.name for state in report.failed] == ["bad"]
    assert "cut" in report.failed[0].error
    assert report.failed[0].partial
    assert catalog.count() == 2
    assert any("cut" in getattr(event, "text", "") for event in said)


def test_what_a_source_no_longer_lists_goes_unless_a_favourite_points_at_it(catalog):
    synced(catalog, ListedSource("acme", [[project("stays"), project("goes"), project("starred")]]))
    later = NOW + timedelta(hours=1)
    synced(catalog, ListedSource("acme", [[project("stays")]]), now=later, keep={project("starred").id})
    assert catalog.project(project("goes").id) is None
    assert catalog.project(project("starred").id).gone_since is not None
    assert catalog.project(project("stays").id).gone_since is None


def test_a_second_sync_without_changes_changes_no_generation(catalog):
    synced(catalog, ListedSource("acme", [[project("ledger")]]))
    before = catalog.generation()
    report, _ = synced(catalog, ListedSource("acme", [[project("ledger")]]), now=NOW + timedelta(hours=1))
    assert report.changed == 0
    assert catalog.generation() == before


def test_a_renamed_project_keeps_its_entry_under_the_new_id(catalog):
    synced(catalog, ListedSource("portal", [[project("old")]], kind="portal"))
    new = project("new", aliases=(project("old").id,))
    synced(catalog, ListedSource("forge", [[new]]))
    assert catalog.count() == 1
    assert catalog.resolve(project("old").id).id == new.id


def test_what_was_fetched_survives_the_next_sync(catalog):
    synced(catalog, ListedSource("acme", [[project("ledger")]]))
    one = project("ledger").id
    catalog.put_issues(one, [Issue(project_id=one, number="1", title="Fix")], NOW, beginner=1)
    catalog.put_documents(one, [Document(kind=DocumentKind.README, path="README.md", text="Hi")], NOW)
    synced(catalog, ListedSource("acme", [[project("ledger", stars=9)]]), now=NOW + timedelta(hours=1))
    found = catalog.resolve("ledger")
    assert (found.stars, found.beginner_issues, found.base_documents) == (9, 1, ("README.md",))
    assert catalog.issues(one)[0][0].title == "Fix"
    assert catalog.documents(one)[0][0].text == "Hi"


def test_orders_and_filters_combine(catalog):
    synced(catalog, ListedSource("acme", [[
        project("a", language="Go", topics=("pay",), stars=1, updated_at=NOW),
        project("b", language="Go", topics=("web",), stars=50, updated_at=NOW - timedelta(days=300)),
        project("c", language="Rust", topics=("pay",), owner="other"),
    ]]))  # fmt: skip
    short = lambda ids: "".join(one[-1] for one in ids)  # noqa: E731
    assert short(catalog.ids(Order.NAME)) == "abc"
    assert short(catalog.ids(Order.FRESHNESS)) == "abc"
    assert short(catalog.ids(Order.NAME, languages=("go",))) == "ab"
    assert short(catalog.ids(Order.NAME, languages=("Go", "Rust"), topics=("pay",))) == "ac"
    assert short(catalog.ids(Order.NAME, owners=("other",), topics=("pay",))) == "c"
    assert short(catalog.ids(Order.NAME, among={project("b").id})) == "b"
    catalog.put_fits("k", [(project("c").id, 0.9), (project("a").id, 0.1)])
    assert short(catalog.ids(Order.FIT)) == "cab"
    assert dict(catalog.facets().languages) == {"Go": 2, "Rust": 1}


def test_a_damaged_catalog_is_set_aside_and_begun_anew(tmp_path):
    path = tmp_path / "catalog.sqlite"
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 4096)
    with Catalog.open(path) as opened:
        assert opened.count() == 0
    assert (tmp_path / "catalog.sqlite.old").exists()


@pytest.mark.parametrize("say", [lambda one: list(one.all_projects()), lambda one: one.ids(Order.NAME)])
def test_damage_that_shows_later_is_set_aside_too(tmp_path, say):
    path = tmp_path / "catalog.sqlite"
    with Catalog.open(path) as opened:
        synced(opened, ListedSource("one", [[project(f"p{number}") for number in range(300)]]))
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xa5" * (path.stat().st_size - 8192))
    with Catalog.open(path) as opened:
        with pytest.raises(StorageError, match="set aside") as caught:
            say(opened)
        assert "sync" in caught.value.hint
        with pytest.raises(StorageError, match="set aside"):
            opened.count()
        opened.interrupt()
    with Catalog.open(path) as opened:
        assert opened.count() == 0
    assert (tmp_path / "catalog.sqlite.old").exists()


@pytest.mark.parametrize("column", ["data", "id"])
def test_a_value_that_cannot_be_read_any_more_is_damage(tmp_path, column):
    path = tmp_path / "catalog.sqlite"
    with Catalog.open(path) as opened:
        synced(opened, ListedSource("one", [[project("a")]]))
    with sqlite3.connect(path) as raw:
        spoilt = "x'c3'" if column == "data" else "CAST(x'c3' AS TEXT)"
        raw.execute(f"UPDATE projects SET {column} = {spoilt}")
    raw.close()
    with Catalog.open(path) as opened, pytest.raises(StorageError, match="set aside"):
        opened.projects(opened.ids(Order.NAME))
    with Catalog.open(path) as opened:
        assert opened.count() == 0


def test_a_catalog_that_may_not_be_written_is_read(tmp_path, monkeypatch):
    path = tmp_path / "catalog.sqlite"
    with Catalog.open(path) as opened:
        synced(opened, ListedSource("one", [[project("a")]]))
    monkeypatch.setattr(db.os, "access", lambda _path, _mode: False)
    with Catalog.open(path) as opened:
        assert opened.read_only
        assert [one.name for one in opened.all_projects()] == ["a"]
        with pytest.raises(StorageError, match="may not be written"):
            opened.put_meta("x", 1)


def test_a_catalog_whose_log_cannot_be_opened_is_read(tmp_path, monkeypatch):
    path = tmp_path / "catalog.sqlite"
    with Catalog.open(path) as opened:
        synced(opened, ListedSource("one", [[project("a")]]))

    def full(*_):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(db, "_prepared", full)
    with Catalog.open(path) as opened:
        assert opened.count() == 1
        assert opened.read_only


def test_a_folder_that_may_not_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError):
        Catalog.open(tmp_path / "file" / "catalog.sqlite")


def test_an_older_version_is_begun_anew(tmp_path):
    path = tmp_path / "catalog.sqlite"
    old = sqlite3.connect(path)
    old.execute("PRAGMA user_version=99")
    old.execute("CREATE TABLE x (y)")
    old.close()
    with Catalog.open(path) as opened:
        assert opened.count() == 0


def test_a_removed_source_takes_only_its_own_words(catalog):
    synced(
        catalog,
        ListedSource("one", [[project("a", stars=3)]]),
        ListedSource("two", [[project("a"), project("b")]]),
    )
    catalog.remove_source("one")
    assert catalog.resolve("a").stars is None
    assert [state.name for state in catalog.states()] == ["two"]


@pytest.mark.parametrize(("count", "expected"), [(None, None), (0, "none")])
def test_a_score_of_nothing_known_is_unknown(count, expected):
    score = activity_score(
        project(
            "x",
            stars=count,
            forks=count,
            updated_at=None if count is None else NOW - timedelta(days=400),
            created_at=None if count is None else NOW - timedelta(days=900),
        ),
        NOW,
    )
    assert (score.label if expected else score.value) == expected
    assert "subscribers" in score.lacking


@pytest.mark.parametrize("began", [NOW - timedelta(days=900), datetime(9999, 12, 31, tzinfo=UTC)])
def test_when_a_project_began_makes_no_score_alone(began):
    score = activity_score(
        Project(id="x", name="x", created_at=began, description="a description of more than thirty letters"),
        NOW,
    )
    assert (score.value, score.label) == (None, "unknown")


def test_a_date_in_the_future_is_no_date():
    future = datetime(9999, 12, 31, tzinfo=UTC)
    known = {"id": "x", "name": "x", "stars": 30, "created_at": NOW - timedelta(days=900)}
    assert activity_score(Project(**known, updated_at=future), NOW) == activity_score(Project(**known), NOW)
    pushed = {**known, "pushed_at": NOW - timedelta(days=10)}
    assert activity_score(Project(**pushed, updated_at=future), NOW) == activity_score(Project(**pushed), NOW)


def test_a_date_in_the_future_is_not_the_freshest(catalog):
    synced(
        catalog,
        ListedSource(
            "one",
            [
                [
                    project("a", updated_at=datetime(9999, 12, 31, tzinfo=UTC)),
                    project("b", updated_at=NOW - timedelta(days=3)),
                ]
            ],
        ),
    )
    assert [one.rpartition("/")[2] for one in catalog.ids(Order.FRESHNESS)] == ["b", "a"]


def test_the_score_follows_the_pattern():
    # worked by hand: 50 + 5*10 + 6 + 30/3 + 20/5 = 120; idle 10 days: x 1.9 = 228; 13 weeks of 10: x 2 = 456;
    # age 2000 days: + 0; description: + 50; guidelines: + 100 -> 606 - 50
    one = project("x", forks=10, watchers=6, stars=30, open_issues=20, updated_at=NOW - timedelta(days=10),
                  created_at=NOW - timedelta(days=2000), participation=(10,) * 52, description="d" * 31,
                  guidelines="CONTRIBUTING.md")  # fmt: skip
    assert activity_score(one, NOW).value == 556


@given(st.permutations([("a", "github"), ("b", "portal"), ("c", "backstage"), ("d", "folder")]))
@settings(max_examples=24, deadline=None)
def test_merging_does_not_depend_on_the_order_of_listings(order):
    listings = [
        (name, kind, project("x", description=name, title=name, topics=(name, name.upper())))
        for name, kind in order
    ]
    one = merged(listings)
    assert one.description == "a"
    assert one.title == "b"
    assert set(one.topics) == {"a", "b", "c", "d"} or {topic.casefold() for topic in one.topics} == set(
        "abcd"
    )
    assert one.listed_by == ("a", "b", "c", "d")


def test_a_closed_catalog_says_the_same_where_writing_is_optional(catalog):
    catalog.close()
    with pytest.raises(StorageError), catalog.if_possible():
        catalog.put_meta("key", "value")
