"""Several systems list the same projects: the whole way from their servers to what the command line shows."""

import json

from backstage_server import BackstageServer, component, system
from wire import serving

HOST = "github.acme.test"


def portal_entry(full_name, **fields):
    owner, _, name = full_name.partition("/")
    return {
        "id": 1,
        "name": name,
        "full_name": full_name,
        "html_url": f"https://{HOST}/{full_name}",
        "owner": {"login": owner, "avatar_url": ""},
        "description": f"{name} as the portal tells it",
    } | fields


def in_repository(name, repository, folder=""):
    where = f"url:https://{HOST}/{repository}/tree/main/{folder}".rstrip("/")
    return component(name, annotations={"backstage.io/source-location": where})


def catalog(say):
    return {entry["id"]: entry for entry in say("export", "--format", "json").objects}


def test_a_portal_and_a_backstage_list_one_project_by_different_addresses(say, source):
    clone = f"ssh://git@{HOST}:2222/Acme/Ledger.git"
    backstage = BackstageServer([in_repository("ledger", "acme/ledger")], open_door=True)
    body = json.dumps([portal_entry("Acme/Ledger", clone_url=clone, stargazers_count=7)]).encode()
    with backstage.listening() as address, serving(body) as (portal, _):
        source("portal", kind="portal", url=f"{portal}/repos.json")
        source("backstage", kind="backstage", url=address)
        assert say("sync").code == 0
    (entry,) = catalog(say).values()
    assert entry["id"] == f"{HOST}/acme/ledger"
    assert sorted(entry["listed_by"]) == ["backstage", "portal"]
    assert entry["stars"] == 7
    shown = say("show", "ledger", "--json").objects[0]
    assert shown["id"] == entry["id"]


def test_two_hundred_components_of_one_repository_stay_apart(say, source):
    in_folders = [in_repository(f"svc-{n}", "acme/mono", f"services/s{n}") for n in range(150)]
    at_the_root = [in_repository(f"lib-{n}", "acme/mono") for n in range(50)]
    nowhere = [component(f"idea-{n}", annotations={}) for n in range(20)]
    entities = [*in_folders, *at_the_root, *nowhere, system("pay-platform", "payments")]
    body = json.dumps([portal_entry("acme/mono")]).encode()
    backstage = BackstageServer(entities, open_door=True)
    with backstage.listening() as address, serving(body) as (portal, _):
        source("backstage", kind="backstage", url=address)
        source("portal", kind="portal", url=f"{portal}/repos.json")
        assert say("sync").code == 0
        entries = catalog(say)
        assert len(entries) == 220
        assert f"{HOST}/acme/mono//services/s7" in entries
        assert entries[f"{HOST}/acme/mono"]["listed_by"] != []
        assert sum(one.startswith("backstage:component:") for one in entries) == 49 + 20
        assert {entry["name"] for entry in entries.values()} >= {"Svc-7", "Idea-3"}
        before = backstage.bytes_sent
        assert say("sync").code == 0
        assert backstage.bytes_sent - before < 1_000  # nothing but what says that nothing changed
        assert catalog(say).keys() == entries.keys()


def test_a_favourite_that_nobody_lists_any_more_is_kept_as_gone(say, source):
    backstage = BackstageServer(
        [in_repository(name, f"acme/{name}") for name in ("one", "two")], open_door=True
    )
    with backstage.listening() as address:
        source("backstage", kind="backstage", url=address)
        say("sync")
        assert say("favourites", "add", "one").code == 0
        backstage.entities = []
        assert say("sync").code == 0
    kept = say("show", "one", "--json").objects[0]
    assert kept["gone_since"]
    assert say("show", "two").code == 1
    assert catalog(say) == {}  # what is gone is not published


def test_a_source_taken_out_of_the_settings_takes_its_projects_along(say, source, bare_home):
    with serving(json.dumps([portal_entry("acme/a"), portal_entry("acme/b")]).encode()) as (portal, _):
        source("one", kind="portal", url=f"{portal}/repos.json")
        source("two", kind="portal", url=f"{portal}/repos.json")
        say("sync")
        (bare_home / "config" / "sources.d" / "one.toml").unlink()
        assert say("sync").code == 0
    assert [entry["listed_by"] for entry in catalog(say).values()] == [["two"], ["two"]]
