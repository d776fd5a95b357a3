"""One project is one entry, whatever address lists it, whoever renames it, and however many components share it."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isonboard.catalog.order import Order
from isonboard.catalog.store import Catalog
from isonboard.catalog.sync import sync
from isonboard.model.guidance import Document, DocumentKind
from isonboard.model.issue import Issue
from isonboard.model.project import Project, SourceConfig

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
OLD, NEW = "git.acme.example/team/old", "git.acme.example/team/new"


class Listed:
    def __init__(self, name, *projects, kind="portal"):
        self.config = SourceConfig(name=name, kind=kind, url="https://x.example")
        self._projects = projects
        self.watermark, self.complete, self.unchanged, self.expected = None, True, False, len(projects)

    async def projects(self, watermark=None):
        yield self._projects


def project(project_id, **fields):
    return Project(id=project_id, name=project_id.rpartition("/")[2], **fields)


@pytest.fixture
def catalog(tmp_path):
    with Catalog.open(tmp_path / "catalog.sqlite", clock=lambda: NOW) as opened:
        yield opened


@pytest.fixture
def synced(catalog):
    clock = iter(range(10_000))

    def run(*sources, keep=()):
        now = NOW + timedelta(seconds=next(clock))
        return asyncio.run(sync(sources, catalog, report=lambda _e: None, clock=lambda: now, keep=keep))

    return run


def ids(catalog):
    return [one.id for one in catalog.all_projects()]


def test_a_rename_that_the_forge_tells_unites_what_the_portal_lists(catalog, synced):
    portal = Listed("portal", project(OLD, title="The Ledger"))
    synced(portal)
    catalog.put_details(project(NEW, aliases=(OLD,), stars=3))
    assert ids(catalog) == [NEW]
    synced(portal, Listed("forge", project(NEW, language="Go"), kind="github"))
    assert ids(catalog) == [NEW]
    entry = catalog.project(OLD)
    assert (entry.id, entry.title, entry.language, entry.stars) == (NEW, "The Ledger", "Go", 3)
    assert set(entry.listed_by) == {"forge", "portal"}


def test_a_rename_takes_issues_and_documents_along(catalog, synced):
    synced(Listed("forge", project(OLD), kind="github"))
    catalog.put_issues(OLD, [Issue(project_id=OLD, number="1", title="x")], NOW, 1)
    catalog.put_documents(OLD, [Document(kind=DocumentKind.README, path="README.md", text="hi")], NOW)
    synced(Listed("forge", project(NEW, aliases=(OLD,)), kind="github"))
    assert len(catalog.issues(OLD)[0]) == 1
    assert catalog.documents(NEW)[0][0].text == "hi"
    assert catalog.project(NEW).beginner_issues == 1


def test_renames_follow_each_other(catalog, synced):
    third = "git.acme.example/team/third"
    synced(Listed("forge", project(OLD), kind="github"))
    synced(Listed("forge", project(NEW, aliases=(OLD,)), kind="github"))
    synced(Listed("forge", project(third, aliases=(NEW,)), kind="github"))
    assert catalog.project(OLD).id == third
    assert ids(catalog) == [third]


def test_a_new_project_under_a_former_name_is_another_project(catalog, synced):
    renamed = project(NEW, aliases=(OLD,))
    synced(Listed("forge", renamed, kind="github"))
    synced(Listed("forge", project(NEW), project(OLD), kind="github"))
    assert sorted(ids(catalog)) == [NEW, OLD]
    assert catalog.project(OLD).id == OLD


def test_a_name_that_goes_back_and_forth_never_loses_the_project(catalog, synced):
    for now, former in ((OLD, NEW), (NEW, OLD), (OLD, NEW)):
        synced(Listed("forge", project(now, aliases=(former,)), kind="github"))
        assert ids(catalog) == [now]
        assert catalog.project(former).id == now


def test_a_favourite_under_its_former_id_is_kept_when_it_goes(catalog, synced):
    synced(Listed("forge", project(NEW, aliases=(OLD,)), kind="github"))
    synced(Listed("forge", kind="github"), keep={OLD})
    entry = catalog.project(OLD)
    assert entry.id == NEW
    assert entry.gone_since == NOW


def test_a_favourite_that_is_gone_comes_back(catalog, synced):
    synced(Listed("forge", project(NEW), kind="github"))
    synced(Listed("forge", kind="github"), keep={NEW})
    assert catalog.project(NEW).gone_since is not None
    synced(Listed("forge", project(NEW), kind="github"), keep={NEW})
    assert catalog.project(NEW).gone_since is None
    assert catalog.project(NEW).listed_by == ("forge",)


def test_a_favourite_that_one_source_drops_stays_with_the_other(catalog, synced):
    portal = Listed("portal", project(NEW, title="Told"))
    synced(portal, Listed("forge", project(NEW, stars=1), kind="github"))
    synced(portal, Listed("forge", kind="github"), keep={NEW})
    entry = catalog.project(NEW)
    assert (entry.gone_since, entry.listed_by, entry.stars) == (None, ("portal",), None)


def test_topics_follow_the_entry(catalog, synced):
    synced(Listed("forge", project(NEW, topics=("go", "pay")), kind="github"))
    synced(Listed("forge", project(NEW, topics=("pay", "rust")), kind="github"))
    assert dict(catalog.facets().topics) == {"pay": 1, "rust": 1}


def test_topics_go_with_their_entry(catalog, synced):
    other = project("git.acme.example/team/other", topics=("go",))
    synced(Listed("forge", project(OLD, topics=("pay",)), project(NEW, topics=("pay", "go")), kind="github"))
    synced(Listed("forge", project(NEW, topics=("go",), aliases=(OLD,)), kind="github"))
    assert dict(catalog.facets().topics) == {"go": 1}
    synced(Listed("forge", other, kind="github"))
    assert dict(catalog.facets().topics) == {"go": 1}
    assert catalog.ids(Order.NAME, topics=("go",)) == [other.id]


def test_what_was_fetched_survives_another_listing(catalog, synced):
    synced(Listed("forge", project(NEW, stars=1), kind="github"))
    catalog.put_issues(NEW, [], NOW, 4)
    synced(Listed("forge", project(NEW, stars=2), kind="github"))
    assert (catalog.project(NEW).beginner_issues, catalog.project(NEW).stars) == (4, 2)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["forge", "portal"]),
            st.lists(st.tuples(st.integers(0, 5), st.none() | st.integers(0, 5)), max_size=4),
        ),
        max_size=6,
    )
)
@settings(max_examples=40, deadline=None)
def test_entries_are_exactly_what_is_listed_whatever_is_renamed(tmp_path_factory, history):
    """After any history: an entry for each listing, none without, no id both former and in force."""
    place = tmp_path_factory.mktemp("c") / "catalog.sqlite"
    with Catalog.open(place, clock=lambda: NOW) as catalog:
        for step, (name, listed) in enumerate(history):
            projects = [
                project(f"h/o/p{number}", aliases=() if former is None else (f"h/o/p{former}",), stars=step)
                for number, former in listed
            ]
            source = Listed(name, *projects, kind="github" if name == "forge" else "portal")
            now = NOW + timedelta(seconds=step)
            asyncio.run(sync([source], catalog, report=lambda _e: None, clock=lambda now=now: now))
        rows = catalog._db.rows
        entries = {row[0] for row in rows("SELECT id FROM projects")}
        assert entries == {row[0] for row in rows("SELECT DISTINCT id FROM listings")}
        for former, now_id in rows("SELECT alias, id FROM aliases"):
            assert former != now_id
            assert former not in {row[0] for row in rows("SELECT id FROM listings")}
        assert all(catalog.project(one).id == one for one in entries)
