"""Typing asks for the words alone: what does not change from key to key is not made anew."""

import pytest

from isonboard.assistant import find
from isonboard.assistant.context import Context
from isonboard.assistant.find import Finder, Search
from isonboard.assistant.sync import refresh
from isonboard.model.profile import Profile, Skill


@pytest.fixture
def context(tmp_path, monkeypatch):
    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path))
    with Context.open(sample=True) as opened:
        refresh(opened, report=lambda _event: None)
        yield opened


@pytest.fixture
def counted(monkeypatch):
    """How often a scorer was made."""
    made = []
    real = find.matcher
    monkeypatch.setattr(find, "matcher", lambda context: made.append(1) or real(context))
    return made


def test_one_scorer_serves_a_whole_word(context, counted):
    finder = Finder(context)
    for length in range(1, 6):
        finder.find(Search(text="ferry"[:length])).rows(5)
    assert len(counted) == 1


def test_another_profile_scores_anew(context, counted):
    finder = Finder(context)
    before = {row.id: row.fit for row in finder.find(Search()).rows()}
    context.save_profile(Profile(skills=(Skill("Rust"),)))
    after = {row.id: row.fit for row in finder.find(Search()).rows()}
    assert len(counted) == 2
    rust = {row.id for row in finder.find(Search(languages=("Rust",))).rows()}
    assert rust
    assert all(after[one] > before[one] for one in rust)


def test_filters_hold_while_one_types_and_change_when_they_change(context):
    finder = Finder(context)
    python = [finder.find(Search(text="a p"[:n], languages=("Python",))).rows() for n in (1, 3)]
    assert all(row.language == "Python" for rows in python for row in rows)
    go = finder.find(Search(text="a", languages=("Go",))).rows()
    assert {row.language for row in go} == {"Go"}


def test_a_new_star_counts_at_once(context):
    finder = Finder(context)
    assert len(finder.find(Search(text="ferry", favourites_only=True))) == 0
    context.favourites.add(context.catalog.resolve("berth-planner"))
    found = finder.find(Search(text="ferry", favourites_only=True)).rows()
    assert [row.label for row in found] == ["Berth planner"]


def test_a_warmed_finder_has_the_index_open(context):
    finder = Finder(context)
    finder.index.warm()
    context.index_path.unlink()
    assert len(finder.find(Search(text="ferry"))) > 0


def test_warming_builds_no_index(context):
    context.index_path.unlink()
    Finder(context).index.warm()
    assert not context.index_path.exists()
