"""Asking for an issue: politely, once, and never for one that is taken."""

from datetime import UTC, datetime, timedelta

import gitea_server
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from isonboard.assistant import claim as claims
from isonboard.assistant.context import Context
from isonboard.assistant.detail import issue_page
from isonboard.errors import CredentialsError, NotFoundError, RefusedError, UnreachableError
from isonboard.model.project import Project

YESTERDAY = (datetime.now(UTC) - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
PAY = "127.0.0.1/acme/pay"


@pytest.fixture
def gitea(bare_home, source, monkeypatch):
    server = gitea_server.GiteaServer()
    with server.listening() as base:
        issues = [
            gitea_server.issue(3, labels=[{"name": "good first issue"}]),
            gitea_server.issue(4, assignees=[{"login": "bob"}], created_at=YESTERDAY, updated_at=YESTERDAY),
            gitea_server.issue(5, is_locked=True),
            gitea_server.issue(6, state="closed"),
        ]
        server.repositories.append(gitea_server.repository("acme", "pay", base=base, issues=issues))
        source("tea", kind="gitea", url=base)
        monkeypatch.setenv("GITEA_TOKEN", "good")
        with Context.open() as context:
            project = Project(
                id=PAY, name="pay", full_name="acme/pay", forge="gitea", url=f"{base}/acme/pay",
                clone_url=f"{base}/acme/pay.git", listed_by=("tea",),
            )  # fmt: skip
            context.catalog.put_listings("tea", "gitea", [project], 1)
            (found,) = context.catalog.all_projects()
            yield server, context, found.id


async def test_a_free_issue_is_asked_for_once(gitea):
    server, context, project_id = gitea
    asked = await claims.claim(context, project_id, "#3")
    assert asked.open_to_claims
    assert asked.text.startswith("Hi! I would like to work on this issue.")
    url = await claims.post_claim(context, project_id, "3", asked.text)
    assert url.endswith("/acme/pay/issues/3#issuecomment-1")
    assert server.posted == [("3", asked.text)]


async def test_the_engineer_may_change_the_text(gitea):
    server, context, project_id = gitea
    await claims.post_claim(context, project_id, "3", "  May I? \x1b[31m ")
    assert server.posted == [("3", "May I?")]


@pytest.mark.parametrize(
    ("number", "said"),
    [("4", "it is not free: assigned to bob"), ("5", "takes no comments"), ("6", "is closed")],
)
async def test_what_is_taken_is_not_asked_for(gitea, number, said):
    server, context, project_id = gitea
    asked = await claims.claim(context, project_id, number)
    assert not asked.open_to_claims
    assert said in asked.note
    with pytest.raises(RefusedError):
        await claims.post_claim(context, project_id, number, "May I?")
    assert server.posted == []


@pytest.mark.parametrize("text", ["", " \n", "x" * 5_000])
async def test_nothing_and_novels_are_not_posted(gitea, text):
    server, context, project_id = gitea
    with pytest.raises(RefusedError):
        await claims.post_claim(context, project_id, "3", text)
    assert server.asked == []


async def test_without_a_token_it_is_said_how_to_go_on(gitea, monkeypatch):
    server, context, project_id = gitea
    monkeypatch.delenv("GITEA_TOKEN")
    with pytest.raises(CredentialsError, match="only from people it knows") as caught:
        await claims.post_claim(context, project_id, "3", "May I?")
    assert "paste the text in the browser" in caught.value.hint
    assert server.posted == []


async def test_a_failure_on_the_way_is_not_repeated(gitea, monkeypatch):
    server, context, project_id = gitea
    answer = server.answer

    def fails_to_answer(asked):
        reply = answer(asked)
        return gitea_server.Reply(502, {"message": "gone"}) if asked.method == "POST" else reply

    monkeypatch.setattr(server, "answer", fails_to_answer)
    with pytest.raises(UnreachableError) as caught:
        await claims.post_claim(context, project_id, "3", "May I?")
    assert "may have arrived" in caught.value.hint
    assert server.posted == [("3", "May I?")]  # it had


async def test_after_posting_the_issue_shows_the_claim(gitea):
    _, context, project_id = gitea
    await issue_page(context, project_id, all_tiers=True)
    await claims.post_claim(context, project_id, "3", "I would like to work on this, may I?")
    issues, _ = context.catalog.issues(project_id)
    (issue,) = [one for one in issues if one.number == "3"]
    assert [(one.author, one.body) for one in issue.comments] == [
        ("you", "I would like to work on this, may I?")
    ]


async def test_an_issue_nobody_has_is_not_found(gitea):
    with pytest.raises(NotFoundError):
        await claims.claim(gitea[1], gitea[2], "999")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=40))
async def test_only_clean_text_is_posted(gitea, text):
    server, context, project_id = gitea
    server.posted.clear()
    try:
        await claims.post_claim(context, project_id, "3", text)
    except RefusedError:
        assert server.posted == []
    else:
        ((_, posted),) = server.posted
        assert posted == posted.strip()
        assert "\x1b" not in posted
