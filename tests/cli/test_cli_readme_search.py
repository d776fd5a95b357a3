"""Documents that were fetched are searched too: reuse before you build."""

import json

import pytest

from isonboard.assistant.context import Context
from isonboard.assistant.detail import fetch_documents_of
from isonboard.assistant.find import Finder, Search
from isonboard.assistant.quick import is_outdated
from isonboard.assistant.sync import refresh_index
from isonboard.errors import StorageError
from isonboard.match import index as search_index
from isonboard.model.guidance import Document, DocumentKind


@pytest.fixture
def readme(monkeypatch):
    """Says what the README of every project is when it is fetched."""
    said = []

    class Forge:
        async def __aenter__(self):
            return self

        async def __aexit__(self, *_):
            return None

        async def documents(self, _project):
            return (Document(kind=DocumentKind.README, path="README.md", text=said[-1]),)

    monkeypatch.setattr("isonboard.assistant.detail.forge_of", lambda *_: Forge())
    return said.append


def found(isonboard, *words):
    answer = isonboard("--sample", "search", "--json", *words)
    return [json.loads(line) for line in answer.out.splitlines()]


def test_a_readme_is_searched_once_it_was_fetched(isonboard, readme):
    assert found(isonboard, "zebroid flummoxer") == []
    readme("# Berths\n\nA zebroid flummoxer for quays, with retries.")
    assert isonboard("--sample", "guide", "berth-planner", "--refresh").code == 0
    hits = found(isonboard, "zebroid flummoxer")
    assert [hit["name"] for hit in hits] == ["berth-planner"]
    assert "documents mention zebroid" in hits[0]["reasons"]


def test_a_readme_that_changed_is_searched_as_it_is_now(isonboard, readme):
    for text in ("A zebroid.", "A flummoxer."):
        readme(text)
        assert isonboard("--sample", "guide", "berth-planner", "--refresh").code == 0
    assert found(isonboard, "zebroid") == []
    assert [hit["full_name"] for hit in found(isonboard, "flummoxer", "--sort", "name")] == [
        "fleet-platform/berth-planner"
    ]


async def test_the_screen_finds_it_too(isonboard, readme):
    with Context.open(sample=True) as context:
        finder = Finder(context)
        assert len(finder.find(Search(text="zebroid"))) == 0
        readme("A zebroid.")
        await fetch_documents_of(context, context.catalog.resolve("berth-planner"))
        assert [row.full_name for row in finder.find(Search(text="zebroid")).rows()] == [
            "fleet-platform/berth-planner"
        ]


async def test_where_the_index_cannot_be_written_the_one_before_serves(isonboard, readme, monkeypatch):
    with Context.open(sample=True) as context:
        finder = Finder(context)
        readme("A zebroid.")
        await fetch_documents_of(context, context.catalog.resolve("berth-planner"))
        tried = []

        def full(_context):
            tried.append(1)
            raise StorageError("the disk is full")

        monkeypatch.setattr("isonboard.assistant.index_at_hand.refresh_index", full)
        for text in ("b", "be", "berth"):
            assert len(finder.find(Search(text=text))) > 0
        assert tried == [1]


async def test_whatever_stops_a_rebuild_the_index_stays_marked_as_outdated(isonboard, readme, monkeypatch):
    with Context.open(sample=True) as context:
        readme("A zebroid.")
        await fetch_documents_of(context, context.catalog.resolve("berth-planner"))
        assert is_outdated(sample=True)

        def broken(*_args, **_more):
            raise IndexError("of damaged data")

        with monkeypatch.context() as patched:
            patched.setattr(search_index, "build", broken)
            with pytest.raises(IndexError):
                refresh_index(context)
        assert is_outdated(sample=True)
        refresh_index(context)
        assert not is_outdated(sample=True)


def test_nothing_is_like_a_project_while_the_index_is_damaged(isonboard, monkeypatch):
    def damaged(*_):
        raise search_index.StaleIndexError("the search index is damaged")

    monkeypatch.setattr(search_index.Index, "document", damaged)
    with Context.open(sample=True) as context:
        assert Finder(context).alike(next(context.catalog.all_projects()).id) == ()
    assert isonboard("--sample", "show", "berth-planner").code == 0


def test_a_search_of_many_projects_leaves_indexing_to_the_next_sync(isonboard, readme, monkeypatch):
    readme("A zebroid flummoxer.")
    assert isonboard("--sample", "guide", "berth-planner", "--refresh").code == 0
    with monkeypatch.context() as patched:
        patched.setattr(search_index, "SMALL", 0)
        assert found(isonboard, "zebroid") == []
        assert found(isonboard, "zebroid", "--sort", "name") == []
        assert is_outdated(sample=True)
        assert found(isonboard, "berth-planner")[0]["name"] == "berth-planner"
    assert [hit["name"] for hit in found(isonboard, "zebroid")] == ["berth-planner"]
