"""Whom the documents name as having the last word is heard when it is judged whether an issue is taken."""

from datetime import timedelta

import pytest
from msgspec import structs

from isonboard.assistant.context import Context
from isonboard.assistant.detail import ordered
from isonboard.assistant.maintainers import keep_maintainers, maintainers_of
from isonboard.errors import NotKeptError
from isonboard.model.guidance import Document, DocumentKind
from isonboard.model.issue import AvailabilityState, Comment, Issue
from isonboard.model.project import Project

TOOL = Project(id="git.acme.example/acme/tool", name="tool", full_name="acme/tool")
OWNERS = (
    Document(kind=DocumentKind.CODEOWNERS, path="CODEOWNERS", text="* @ada @acme/core\n/docs grace@acme.example\n"),
)  # fmt: skip


@pytest.fixture
def context(bare_home):
    with Context.open() as opened:
        yield opened


def issue(context, *comments):
    """An issue on which people spoke so many days ago; nobody but its reporter has a relation that the forge knows."""
    said = tuple(
        Comment(author=who, body=words, at=context.now() - timedelta(days=days), association="NONE")
        for who, words, days in comments
    )
    return Issue(project_id=TOOL.id, number="1", title="Mend it", association="NONE", comments=said)


def test_a_maintainers_word_holds_where_anybodys_would_not(context):
    asked = issue(context, ("grace", "May I work on this?", 25), ("ada", "Yes, go ahead, it is yours.", 25))
    pairs = [(asked, TOOL)]
    assert ordered(context, pairs)[0].availability.state is not AvailabilityState.CLAIMED
    keep_maintainers(context, TOOL.id, OWNERS)
    assert ordered(context, pairs)[0].availability.state is AvailabilityState.CLAIMED


def test_people_count_and_teams_do_not(context):
    assert keep_maintainers(context, TOOL.id, OWNERS) == ("ada",)


def test_documents_kept_before_are_read_once_for_their_maintainers(context):
    context.catalog.put_documents(TOOL.id, OWNERS, context.now())
    spoken_of, silent = issue(context, ("grace", "Hm.", 1)), issue(context)
    assert maintainers_of(context, [(silent, TOOL)]) == {}
    assert maintainers_of(context, [(spoken_of, TOOL)]) == {TOOL.id: ("ada",)}
    context.catalog.put_documents(TOOL.id, (), context.now())
    assert maintainers_of(context, [(spoken_of, TOOL)]) == {TOOL.id: ("ada",)}


def test_what_another_version_kept_is_read_anew(context):
    context.catalog.put_documents(TOOL.id, OWNERS, context.now())
    context.catalog.put_meta(f"maintainers {TOOL.id}", "{}")
    assert maintainers_of(context, [(issue(context, ("grace", "Hm.", 1)), TOOL)]) == {TOOL.id: ("ada",)}


def test_a_catalog_that_is_held_is_waited_for_once_not_for_every_project(context, monkeypatch):
    spoken_of = issue(context, ("grace", "Hm.", 1))
    pairs = [(spoken_of, structs.replace(TOOL, id=f"{TOOL.id}-{number}")) for number in range(5)]
    for _, project in pairs:
        context.catalog.put_documents(project.id, OWNERS, context.now())
    refused = []

    def held(_statements):
        refused.append(1)
        raise NotKeptError("another program is writing to the catalog")

    monkeypatch.setattr("isonboard.catalog.statements.Transaction.__enter__", held)
    monkeypatch.setattr(context.catalog, "put_meta", held)
    assert maintainers_of(context, pairs) == {project.id: ("ada",) for _, project in pairs}
    assert refused == [1]
