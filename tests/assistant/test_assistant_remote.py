"""Sources that are asked instead of copied: nothing at sync, hits among the local ones, offline what was seen."""

import asyncio
import json
import time

import pytest
from backstage_server import BackstageServer, component
from counterparty import Reply
from github_server import GithubServer
from github_server import repository as on_github
from gitlab_server import GitlabServer
from wire import serving

from isonboard.assistant.context import Context
from isonboard.assistant.quick import MARKER
from isonboard.assistant.remote import asked_words, search_remote
from isonboard.errors import NotKeptError
from isonboard.model.project import Project


@pytest.fixture(autouse=True)
def fresh_index():
    """The quick search keeps an index for the life of a process; these tests are many processes in one."""
    from isonboard.assistant import quick

    quick._loaded.cache_clear()
    yield
    quick._loaded.cache_clear()


@pytest.fixture
def backstage(source):
    names = ("ledger", "ferry-booking", "ferry-radar", "granary")
    server = BackstageServer([component(name) for name in names], open_door=True)
    with server.listening() as address:
        source("bs", kind="backstage", url=address, mode="remote")
        yield server


def ids(said):
    return [row["id"] for row in said.objects]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("ferry", "ferry"),
        ('lang:go "retry client" -legacy', '"retry client"'),
        ("topic:payments", "payments"),
        ("  two   words ", "two words"),
        ("user:evil thing", "thing"),
        ("-only", ""),
        ("", ""),
    ],
)
def test_what_others_are_asked_for(typed, asked):
    assert asked_words(typed) == asked


def test_a_sync_copies_nothing_and_says_so(backstage, say):
    done = say("sync", "--json")
    assert done.code == 0
    assert backstage.asked == []
    assert done.objects == [
        {"schema": 1, "name": "bs", "kind": "backstage", "synced_at": None, "projects": 0, "error": None,
         "partial": False, "mode": "remote"}
    ]  # fmt: skip


def test_a_search_asks_and_explains(backstage, say):
    say("sync")
    found = say("search", "ferry", "--json")
    assert found.code == 0
    assert sorted(ids(found)) == ["github.com/acme/ferry-booking", "github.com/acme/ferry-radar"]
    reasons = found.objects[0]["reasons"]
    assert any("found by the search of bs" in str(reason) for reason in reasons)
    assert any("name" in str(reason) for reason in reasons)


def test_remote_hits_stand_among_local_ones(backstage, say, source):
    entry = {"name": "ferry", "full_name": "acme/ferry", "html_url": "https://git.acme.test/acme/ferry", "owner": {"login": "acme"},
             "description": "The ferry itself"}  # fmt: skip
    with serving(json.dumps([entry]).encode()) as (portal, _):
        source("portal", kind="portal", url=f"{portal}/repos.json")
        say("sync")
        found = ids(say("search", "ferry", "--json"))
    assert found[0] == "git.acme.test/acme/ferry"  # the exact name first, wherever it is listed
    assert len(found) == 3


def test_offline_what_was_seen_is_found_and_nothing_is_asked(backstage, say):
    say("sync")
    say("search", "ferry")
    backstage.asked.clear()
    found = say("search", "ferry", "--offline", "--json")
    assert found.code == 0
    assert len(found.objects) == 2
    assert backstage.asked == []
    assert say("search", "granary", "--offline").code == 1  # nobody saw it yet


def test_a_source_that_fails_is_named_and_what_was_seen_is_shown(backstage, say):
    say("sync")
    say("search", "ferry")
    backstage.answer = lambda _asked: Reply(400, {"error": {"message": "no such field"}})
    found = say("search", "ferry", "--json")
    assert found.code == 3
    assert len(found.objects) == 2
    assert "isonboard: bs: " in found.err
    with Context.open() as context:
        assert context.catalog.state("bs").error


def test_filters_hold_for_remote_hits(backstage, say):
    backstage.entities.append(component("ferry-docs", metadata={"tags": ["rust"]}))
    say("sync")
    assert ids(say("search", "ferry", "lang:rust", "--json")) == ["github.com/acme/ferry-docs"]
    assert ids(say("search", "ferry", "--language", "Rust", "--json")) == ["github.com/acme/ferry-docs"]


def test_hits_that_only_the_other_engine_finds_come_last_with_its_name(backstage, say, monkeypatch):
    say("sync")
    backstage.by_query = None
    monkeypatch.setattr(
        "isonboard.sources.backstage.BackstageSource.search", _found("granary", "ferry-radar")
    )
    rows = say("search", "ferry", "--json").objects
    assert [row["name"] for row in rows][-1] == "granary"
    assert "found by the search of bs" in str(rows[-1]["reasons"][0])


def _found(*names):
    async def search(self, query, limit):
        return [(Project(id=f"github.com/acme/{name}", name=name, full_name=f"acme/{name}"), ()) for name in names]  # fmt: skip

    return search


def test_a_copy_made_before_is_dropped_when_copies_are_not_wanted_any_more(backstage, say, source):
    with backstage.listening() as address:
        source("bs", kind="backstage", url=address)
        say("sync")
        say("favourites", "add", "ledger")
        source("bs", kind="backstage", url=address, mode="remote")
        say("sync")
    with Context.open() as context:
        assert [project.name for project in context.catalog.all_projects()] == ["ledger"]


def test_old_hits_are_forgotten(backstage, say):
    say("sync")
    say("search", "ferry")
    with Context.open() as context:
        stale = int((time.time() - 100 * 86_400) * 1000)
        context.catalog._db.run("UPDATE listings SET seen = ?", stale)
    say("search", "radar")
    say("sync")
    with Context.open() as context:
        assert [project.name for project in context.catalog.all_projects()] == ["ferry-radar"]


def test_the_quick_search_reads_no_settings_while_nobody_is_asked(say, source, bare_home):
    with serving(b"[]") as (portal, _):
        source("portal", kind="portal", url=f"{portal}/repos.json")
        say("sync")
        assert not (bare_home / "cache" / MARKER).exists()
        source("bs", kind="backstage", url=portal, mode="remote")
        say("sync")
        assert (bare_home / "cache" / MARKER).read_text() == "bs\n"
        (bare_home / "config" / "sources.d" / "bs.toml").unlink()
        say("sync")
        assert not (bare_home / "cache" / MARKER).exists()


def test_a_kind_that_cannot_search_says_so(say, source):
    entry = {"name": "x", "html_url": "https://git.acme.test/acme/x"}
    with serving(json.dumps([entry]).encode()) as (portal, _):
        source("portal", kind="portal", url=f"{portal}/repos.json", mode="remote")
        say("sync")
        found = say("search", "x")
        assert found.code == 3
        assert "cannot be searched from afar" in found.err
        assert say("add", f"{portal}/repos.json", "--remote").code == 2


def test_adding_a_source_that_is_asked_each_time(say, bare_home):
    with BackstageServer([component("ferry")], open_door=True).listening() as address:
        done = say("add", address, "--remote", "--write", "--name", "bs")
        assert done.code == 0
        assert 'mode = "remote"' in done.out
        assert ids(say("search", "ferry", "--json")) == ["github.com/acme/ferry"]


def test_github_and_gitlab_are_asked_within_their_organisation(say, source):
    github = GithubServer([on_github("acme", "ferry"), on_github("other", "ferry-two", 2)])
    gitlab = GitlabServer()
    with github.listening() as hub, gitlab.listening() as lab:
        source("hub", kind="github", url=hub, organisation="acme", mode="remote")
        source("lab", kind="gitlab", url=lab, group="acme", mode="remote")
        say("sync")
        found = say("search", "ferry", "--json")
    assert [row["name"] for row in found.objects] == ["ferry"]
    assert any(asked.query.get("q") == "ferry user:acme" for asked in github.asked)
    assert any(asked.query.get("search") == "ferry" for asked in gitlab.asked)


def test_lines_from_standard_input_ask_too_and_the_same_words_once(backstage, say, monkeypatch):
    say("sync")
    monkeypatch.setattr("sys.stdin", ["ferry\n", "granary\n", "\n", "ferry lang:go\n"])
    found = say("search", "--stdin")
    assert found.code == 0
    assert [sorted(hit["id"] for hit in line["hits"]) for line in found.objects] == [
        ["github.com/acme/ferry-booking", "github.com/acme/ferry-radar"],
        ["github.com/acme/granary"],
        [],
        ["github.com/acme/ferry-booking", "github.com/acme/ferry-radar"],
    ]
    assert set(found.objects[0]["hits"][0]) == {"id", "name", "full_name", "url", "score", "reasons"}
    assert [asked.query["fullTextFilterTerm"] for asked in backstage.asked] == ["ferry", "granary"]


def test_a_source_that_does_not_answer_is_left_alone_for_the_other_lines(backstage, say, monkeypatch):
    say("sync")
    say("search", "ferry")
    asked = []
    backstage.answer = lambda each: asked.append(each) or Reply(400, {"error": {"message": "no such field"}})
    monkeypatch.setattr("sys.stdin", ["ferry\n", "granary\n", "radar\n"])
    found = say("search", "--stdin")
    assert found.code == 3
    assert [len(line["hits"]) for line in found.objects] == [2, 0, 1]
    assert found.err.count("isonboard: bs: ") == 1
    assert len(asked) == 1


def test_a_source_that_asks_for_a_pause_gets_it(backstage, say):
    say("sync")
    say("search", "ferry")
    asked = []
    backstage.answer = lambda each: asked.append(each) or Reply(429, {}, {"retry-after": "3600"})
    assert "asks us to wait 60 minutes" in say("search", "granary").err
    for words in ("radar", "booking"):
        assert len(say("search", words, "--json").objects) == 1
    assert len(asked) == 1


def test_what_is_found_while_another_program_writes_is_handed_on_and_said(backstage, say, monkeypatch):
    say("sync")
    tried = []

    def held(_transaction):
        tried.append(1)
        raise NotKeptError("another program is writing to the catalog")

    monkeypatch.setattr("isonboard.catalog.statements.Transaction.__enter__", held)
    with Context.open() as context:
        found = asyncio.run(search_remote(context, "ferry"))
    assert sorted(hit.project.name for hit in found.hits) == ["ferry-booking", "ferry-radar"]
    assert list(found.reasons) == [hit.project.id for hit in found.hits]
    assert ["could not be kept" in note.text for note in found.notes] == [True]
    assert tried == [1]


def test_among_many_projects_what_is_found_elsewhere_is_shown_without_a_new_index(
    backstage, say, monkeypatch
):
    say("sync")
    say("search", "granary")
    built = []
    monkeypatch.setattr("isonboard.match.index.SMALL", 0)
    monkeypatch.setattr("isonboard.match.index.build", lambda *_, **__: built.append(1))
    monkeypatch.setattr("sys.stdin", ["ferry\n", "ledger\n"])
    found = say("search", "--stdin")
    assert [len(line["hits"]) for line in found.objects] == [2, 1]
    assert built == []
