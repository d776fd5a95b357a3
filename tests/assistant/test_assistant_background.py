"""Fetching ahead: what is wanted most comes first, the budget holds, a host that refuses is left alone."""

import asyncio
import json

import pytest
from counterparty import Reply
from gitea_server import GiteaServer, issue, repository

from isonboard.assistant import background
from isonboard.assistant.context import Context
from isonboard.assistant.sync import refresh
from isonboard.errors import InterruptedByUserError
from isonboard.model.progress import Notice, Progress


@pytest.fixture
def gitea(source):
    server = GiteaServer()
    with server.listening() as address:
        for number in range(12):
            files = {"README.md": f"# p{number}\n\nAll about walruses."}
            server.repositories.append(
                repository("acme", f"p{number}", number + 1, base=address, files=files, issues=[issue(1)])
            )
        source("git", kind="gitea", url=address, organisation="acme")
        yield server


@pytest.fixture
def context(gitea):
    with Context.open() as opened:
        refresh(opened, report=lambda _e: None)
        gitea.asked.clear()
        yield opened


def fetched(context, **options):
    said = []
    return asyncio.run(background.fetch_missing(context, report=said.append, **options)), said


def id_of(context, name):
    return context.catalog.resolve(name).id


def test_the_budget_holds(context, gitea):
    done, said = fetched(context, budget=30)
    assert len(gitea.asked) <= 30
    assert done.requests == len(gitea.asked)
    assert done.left > 0
    assert [one for one in said if isinstance(one, Progress)][-1].total == 36


def test_what_is_on_screen_comes_first_then_favourites(context):
    seen, liked = id_of(context, "p9"), id_of(context, "p7")
    context.favourites.add(context.catalog.project(liked))
    assert background.wanted_projects(context, [seen])[:2] == [seen, liked]
    fetched(context, on_screen=[seen], budget=20)
    assert context.catalog.documents(seen)[0][0].text.startswith("# p9")
    assert context.catalog.issues(seen) is not None
    assert context.catalog.details_at(seen) is not None


def test_what_is_fresh_is_not_fetched_again(context, gitea):
    fetched(context, budget=1_000)
    gitea.asked.clear()
    done, _ = fetched(context, budget=1_000)
    assert (done.parts, gitea.asked) == (0, [])


def test_a_host_that_refuses_is_left_alone(context, gitea):
    gitea.answer = lambda asked: gitea.asked.append(asked) or Reply(403, {"message": "you may not read this"})
    done, said = fetched(context, budget=1_000)
    assert done.parts == 0
    assert len(gitea.asked) <= 8
    assert len({one.subject for one in said if isinstance(one, Notice)}) == 1


def test_it_can_be_stopped(context):
    with pytest.raises(InterruptedByUserError):
        asyncio.run(
            background.fetch_missing(context, report=lambda _e: None, budget=1_000, cancelled=lambda: True)
        )


def test_offline_nothing_is_asked_and_it_is_said_once(gitea, say):
    assert say("sync").code == 0
    gitea.asked.clear()
    done = say("sync", "--only-details", "--offline")
    assert gitea.asked == []
    assert done.err.count("isonboard is offline") == 1


def test_readmes_that_were_fetched_can_be_searched(gitea, say):
    assert say("sync").code == 0
    done = say("sync", "--details", "--progress", "json")
    assert done.code == 0
    assert "details fetched" in json.loads(done.out.splitlines()[-1])["sentence"]
    assert len(say("search", "walruses", "--json").objects) > 3


def test_the_sample_has_details_without_any_request(say):
    assert say("--sample", "sync", "--details", "--budget", "8").code == 0
