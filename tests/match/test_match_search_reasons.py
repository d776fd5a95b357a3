"""Searching: what a hit is said to have, that whole words come first, and that what is suggested comes last."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isonboard.match import suggestions
from isonboard.match.index import IndexEntry, build, load
from isonboard.match.search import by_skills, search
from isonboard.match.tokens import raw_words
from isonboard.match.vocabulary import canonical


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("logging java", "commons-logging"), ("http client go", "gohttp"), ("how do i parse yaml", "yamlparse"), ("something with maps", "atlas"),
        ("how", "howto"), ('"how to"', "howto"),
    ],
)  # fmt: skip
def test_whole_words_come_before_beginnings_and_function_words_say_little(
    tmp_path: Path, text: str, first: str
) -> None:
    path = tmp_path / "search.idx"
    filling = [
        IndexEntry(f"h/o/f{at}", f"filler{at}", description="how do i do something with it")
        for at in range(3)
    ]
    entries = [
        IndexEntry("h/o/1", "usage", description="user logging", topics=("logging",), language="JavaScript"),
        IndexEntry("h/o/2", "commons-logging", description="a thin adapter", language="Java"),
        IndexEntry("h/o/3", "ky", description="HTTP client", topics=("http", "client", "got")),
        IndexEntry(
            "h/o/4", "gohttp", description="HTTP client for services", topics=("http",), language="Go"
        ),
        IndexEntry("h/o/5", "yamlparse", description="parse yaml"),
        IndexEntry("h/o/6", "atlas", description="draws maps"),
        IndexEntry("h/o/7", "howto", description="how to begin"),
    ]
    build(path, [*entries, *filling], 1)
    with load(path) as opened:
        assert search(opened, text)[0].name == first


def test_running_text_is_no_tutorial_where_it_says_how_to(tmp_path: Path) -> None:
    path = tmp_path / "search.idx"
    told = IndexEntry("h/o/1", "returns", description="explains how to take them back")
    tagged = IndexEntry("h/o/2", "tagged", topics=("how-to",))
    build(path, [told, tagged], 1)
    with load(path) as opened:
        assert [hit.name for hit in search(opened, "docs")] == ["tagged"]


def likely(tmp_path: Path, skill: str, *described: str) -> list[str]:
    """The descriptions that a list of one skill finds, best first, of projects without tags."""
    entries = [IndexEntry(f"h/o/{at}", f"p{at}", description=text) for at, text in enumerate(described)]
    build(tmp_path / "search.idx", entries, 1)
    with load(tmp_path / "search.idx") as opened:
        return [described[int(hit.name[1:])] for hit in by_skills(opened, [skill])]


def test_what_is_suggested_comes_after_what_a_long_description_names(tmp_path: Path) -> None:
    told = "javascript " + " ".join(f"word{at}" for at in range(45))
    guessed = "a responsive carousel of svg"
    assert likely(tmp_path, "javascript", guessed, told) == [told, guessed]


def test_a_skill_is_the_likelier_the_less_else_is_said(tmp_path: Path) -> None:
    short, long = "statistics", "statistics of " + "something " * 20 + "else"
    assert likely(tmp_path, "statistics", long, short) == [short, long]


@pytest.mark.parametrize(
    ("skill", "first", "then"),
    [
        ("Go", "a small proxy in Go for teams", "a small proxy of Go for teams"),
        ("Python", "some Python library for maps", "some maps for Python users"),
    ],
)
def test_what_a_project_is_made_with_comes_before_what_it_mentions(
    tmp_path: Path, skill: str, first: str, then: str
) -> None:
    assert likely(tmp_path, skill, then, first)[0] == first


def test_half_of_a_list_is_worth_less_than_half_of_all_of_it(tmp_path: Path) -> None:
    entries = [
        IndexEntry("h/o/1", "one", topics=("docker",)),
        IndexEntry("h/o/2", "both", description="Docker tools in Go"),
        IndexEntry("h/o/3", "all", topics=("docker",), language="Go"),
    ]
    build(tmp_path / "search.idx", entries, 1)
    with load(tmp_path / "search.idx") as opened:
        assert [hit.name for hit in by_skills(opened, ["docker", "go"])] == ["all", "both", "one"]


def test_a_listed_skill_is_no_beginning_of_another_word(tmp_path: Path) -> None:
    entries = [
        IndexEntry("h/o/1", "cabinet", description="java and cobol"),
        IndexEntry("h/o/2", "kit", language="C"),
    ]
    build(tmp_path / "search.idx", entries, 1)
    with load(tmp_path / "search.idx") as opened:
        assert [hit.name for hit in by_skills(opened, ["c"])] == ["kit"]


def test_suggestions_are_words_and_pairs_of_known_skills_and_nothing_of_every_day() -> None:
    rows = suggestions.by_word()
    assert all(word == word.lower() and len(raw_words(word)) == len(word.split(" ")) < 3 for word in rows)
    assert all(canonical(skill) for skills in rows.values() for skill, _ in skills)
    assert rows.keys().isdisjoint(("cool", "customer", "names", "slack", "training", "toolbox", "analyzer"))


def test_a_word_beyond_what_is_kept_of_a_description_is_not_laid_on_documents(tmp_path: Path) -> None:
    path = tmp_path / "search.idx"
    long = "begin " * 100 + "zebroid"
    entries = [
        IndexEntry("h/o/1", "alone", description=long),
        IndexEntry("h/o/2", "both", description=long, text="read me"),
        IndexEntry("h/o/3", "read", text="a zebroid"),
    ]
    build(path, entries, 1)
    with load(path) as opened:
        assert {hit.name: hit.reasons for hit in search(opened, "zebroid")} == {
            "alone": ("description mentions zebroid",),
            "both": ("description or documents mention zebroid",),
            "read": ("documents mention zebroid",),
        }


_LABELS = st.text("aZ1l0n8i +-.", max_size=9)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(_LABELS, _LABELS, _LABELS), min_size=1, max_size=4),
    st.text("aZ1n8 +#%&$!", max_size=9),
)
def test_reasons_show_no_marks_and_lay_nothing_on_documents_that_are_not_there(
    told: list[tuple[str, str, str]], asked: str
) -> None:
    entries = [
        IndexEntry(f"h/o/{at}", f"p{name}", description=description, topics=(topic, "l10n"))
        for at, (name, description, topic) in enumerate(told)
    ]
    with TemporaryDirectory() as folder:
        build(Path(folder) / "search.idx", entries, 1)
        with load(Path(folder) / "search.idx") as opened:
            for text in (asked, "1", "18", "+1", "n8"):
                for reason in (reason for hit in search(opened, text) for reason in hit.reasons):
                    assert "mention" not in reason
                    assert not reason.partition(" ")[2].startswith(("%", "&", "$", "!"))
