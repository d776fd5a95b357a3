"""Typing asks for the words alone: what does not change from key to key is not made anew."""

from contextlib import suppress

import msgspec
import pytest

from isonboard.assistant import find
from isonboard.assistant.context import Context
from isonboard.assistant.find import Finder, Search
from isonboard.assistant.index_at_hand import IndexAtHand
from isonboard.assistant.sync import refresh
from isonboard.errors import IsonboardError
from isonboard.match import index as search_index
from isonboard.match import layout
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


@pytest.mark.parametrize("is_large", [False, True])
def test_an_index_whose_damage_shows_late_is_never_a_traceback(context, monkeypatch, is_large):
    """Of a large index only parts are checked when it is opened."""
    monkeypatch.setattr(search_index.Index, "is_large", is_large)
    monkeypatch.setattr(layout, "CHECKED_WHOLE", 0)
    monkeypatch.setattr(layout, "_EDGE", 0)
    one = Finder(context).find(Search(text="ferry")).row(0).id
    good = context.index_path.read_bytes()
    for section in layout.Section:
        start, size = layout._SPAN.unpack_from(good, layout._HEAD.size + layout._SPAN.size * section)
        for spoilt in (bytes(size), b"\xff" * size, bytes(range(256)) * (size // 256 + 1)):
            context.index_path.unlink(missing_ok=True)  # not in place: it may still be mapped
            context.index_path.write_bytes(good[:start] + spoilt[:size] + good[start + size :])
            index = search_index.load(context.index_path)
            monkeypatch.setattr(IndexAtHand, "current", lambda _, index=index: index)
            monkeypatch.setattr(IndexAtHand, "rebuilt", lambda _, index=index: index)
            for asked in (
                lambda finder: finder.complete("lang:"),
                lambda finder: finder.alike(one),
                lambda finder: finder.find(Search(text="ferry")).rows(9),
                lambda finder: finder.find(Search(text="ferry")).index_of(one),
                lambda finder: finder.find(Search(text="ferri", sort=find.Sort.NAME)).rows(9),
            ):
                with suppress(IsonboardError):
                    asked(Finder(context))


def test_rows_that_cannot_be_read_make_the_next_search_build_the_index_anew(context, monkeypatch):
    finder = Finder(context)
    whole = [row.id for row in finder.find(Search(text="ferry")).rows()]
    for ask in (lambda results: results.rows(), lambda results: results.index_of(whole[0])):
        results = finder.find(Search(text="ferry"))
        with monkeypatch.context() as patched:
            patched.setattr(layout.Mapped, "read", lambda *_: (_ for _ in ()).throw(IndexError("outside")))
            with pytest.raises(search_index.StaleIndexError):
                ask(results)
        assert [row.id for row in finder.find(Search(text="ferry")).rows()] == whole


def test_nothing_completes_a_word_while_the_index_is_damaged(context, monkeypatch):
    finder = Finder(context)
    offered = finder.complete("lang:")
    with monkeypatch.context() as patched:
        patched.setattr(
            search_index.Index, "frequency", lambda *_: (_ for _ in ()).throw(IndexError("outside"))
        )
        assert finder.complete("lang:") == []
    assert finder.complete("lang:") == offered != []


def test_rows_are_fetched_once_and_no_others_than_those_asked_for(context, monkeypatch):
    fetched = []
    real = find.Results._rows
    monkeypatch.setattr(
        find.Results,
        "_rows",
        lambda self, *places, told: fetched.append(places) or real(self, *places, told=told),
    )
    results = Finder(context).find(Search())
    assert list(results.between(3, 6)) == [3, 4, 5]
    assert list(results.between(-9, 6)) == [0, 1, 2, 3, 4, 5]
    assert fetched == [(3, 6), (0, 3)]
    everything = results.between(0, 10_000)
    assert [everything[place].id for place in range(len(results))] == list(results.ids)


def test_rows_that_need_not_be_told_are_the_same_but_for_their_reasons(context):
    def found():
        return Finder(context).find(Search(text="ferry"))

    told, results = found().between(0, 9), found()
    bare = results.between(0, 9, told=False)
    assert all(row.why and row.reasons and row.told for row in told.values())
    assert [msgspec.structs.replace(row, why=(), reasons=(), told=False) for row in told.values()] == [
        *bare.values()
    ]
    assert results.between(2, 4) == {2: told[2], 3: told[3]}, "told now"
    assert results.between(0, 9, told=False) == {**bare, 2: told[2], 3: told[3]}, "and kept so"
    assert results.row(0) == told[0], "who does not say hears the reasons"
