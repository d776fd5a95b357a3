"""The plain steps and the numpy steps give the same answer, to the last bit; so do a built and a rebuilt index."""

import importlib
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from isonboard.match import index as index_module
from isonboard.match.index import Index, IndexEntry, build, load
from isonboard.match.search import by_skills, ranked

pytest.importorskip("numpy")
WORDS = ["payments", "gateway", "kube", "react", "table", "search", "collector", "mobile", "café", "données", "stream",
         "C++", "in", "library", "container", "linux", "kernel", "node.js", "Auth", "HTTPServer", "data", "viz", "go", "r", "x9", "日本語", "kit"]  # fmt: skip
TOPICS = ["kubernetes", "machine-learning", "reactjs", "c#", ".net", "go", "devops", "données", "security"]


def entries(count: int) -> list[IndexEntry]:
    chance = random.Random(4)
    made = []
    for number in range(count):
        name = chance.choice("-_. ").join(chance.choices(WORDS, k=chance.choice((1, 2, 3))))
        made.append(
            IndexEntry(
                id=f"h/o/{number}", name=name, title=chance.choice(("", "", name.title())), owner=chance.choice(WORDS),
                description=" ".join(chance.choices(WORDS, k=12)), topics=tuple(chance.sample(TOPICS, 2)) if number % 3 else (),
                language=chance.choice(("Go", "Python", "")) if number % 3 else "", activity=chance.choice((None, 3, 9)), updated=number % 7,
            )
        )  # fmt: skip
    return made


def both(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    for small in (10**9, 0):
        monkeypatch.setattr(index_module, "SMALL", small)
        opened = load(path)
        assert opened.is_large is (small == 0)
        yield opened


def test_plain_and_numpy_rank_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path / "search.idx", entries(700), 1)
    plain, bulk = both(tmp_path / "search.idx", monkeypatch)
    chance = random.Random(9)
    for _ in range(250):
        text = " ".join(chance.choices([*WORDS, *TOPICS], k=chance.choice((1, 1, 2, 3))))[
            : chance.randrange(1, 24)
        ]
        if chance.random() < 0.4 and len(text) > 4:
            at = chance.randrange(len(text) - 1)
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        one, other = ranked(plain, text), ranked(bulk, text)
        assert list(one.documents) == list(other.documents), text
        assert list(one.scores) == list(other.scores), text
        assert one[:5] == other[:5], text


def test_lists_of_skills_rank_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path / "search.idx", entries(700), 1)
    plain, bulk = both(tmp_path / "search.idx", monkeypatch)
    chance = random.Random(3)
    for _ in range(60):
        asked = chance.choices(
            [*WORDS, *TOPICS, "docker", "C", "operating system"], k=chance.choice((1, 2, 3))
        )
        one, other = by_skills(plain, asked), by_skills(bulk, asked)
        assert list(one.documents) == list(other.documents), asked
        assert list(one.scores) == list(other.scores), asked
        assert one[:5] == other[:5], asked


def test_qualifiers_and_phrases_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path / "search.idx", entries(400), 1)
    plain, bulk = both(tmp_path / "search.idx", monkeypatch)
    for text in (
        "lang:go react",
        'data "react table"',
        "topic:k8s -gateway kube",
        "owner:kit search",
        "zzzqq",
    ):
        assert list(ranked(plain, text).documents) == list(ranked(bulk, text).documents)


def test_what_is_behind_the_head_is_ordered_when_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("isonboard.match.search.HEAD", 5)
    build(tmp_path / "search.idx", entries(500), 1)
    for opened in both(tmp_path / "search.idx", monkeypatch):
        found = ranked(opened, "data")
        ninth = found.document(9)
        scores = list(found.scores)
        assert len(found) > 50
        assert found.documents[9] == ninth
        assert scores == sorted(scores, reverse=True)
        assert len(set(found.ids())) == len(found)
        assert found.ids(3) == found.ids()[:3]


def test_building_with_and_without_numpy_gives_the_same_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, bulk = tmp_path / "plain.idx", tmp_path / "bulk.idx"
    strange = [
        IndexEntry("h/x/1", "", description="machine learning Machine Learning, C++ and c#; node.js \ud800"),
        IndexEntry(
            "h/x/2", "OTel-Go", title="openTelemetry", topics=("ml", "ml", "ML", "-"), skills=("k8s",)
        ),
        IndexEntry(
            "h/x/3", "x" * 300, owner="Ünïcode", languages=("Go", "Go", "Rust"), text="react " * 9_000
        ),
        IndexEntry(
            "h/x/5",
            "jQuery-table",
            title="jqueryTable",
            description="jquery jQuery; machine learning in django",
        ),
        IndexEntry("h/x/4", "日本語", topics=tuple(["python"] * 3 + ["django"] * 90), beginner_issues=2),
    ]
    made = [*entries(500), *strange]
    build(plain, made, 1)
    monkeypatch.setattr(index_module, "SMALL", 0)
    monkeypatch.setattr("isonboard.match.building.AT_ONCE", 100)
    monkeypatch.setattr("isonboard.match.bulk.SORTED_AT_ONCE", 50)
    build(bulk, made, 1)
    assert bulk.read_bytes() == plain.read_bytes()
    build(bulk, made[3:], 2, previous=plain)
    monkeypatch.setattr(index_module, "SMALL", 10**9)
    build(plain, made[3:], 2)
    assert bulk.read_bytes() == plain.read_bytes()


def test_a_big_rebuild_equals_building_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, fresh, anew = tmp_path / "old.idx", tmp_path / "fresh.idx", tmp_path / "anew.idx"
    made = entries(600)
    build(old, made, 1)
    changed = [
        entry._replace(description="changed entirely") if at % 50 == 0 else entry
        for at, entry in enumerate(made)
    ]
    monkeypatch.setattr(index_module, "SMALL", 0)
    build(fresh, changed[20:], 2, previous=old)
    build(anew, changed[20:], 2)
    assert fresh.read_bytes() == anew.read_bytes()


def test_loading_numpy_leaves_no_trace_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    from isonboard.match import numeric

    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    importlib.reload(numeric)
    assert "OPENBLAS_NUM_THREADS" not in os.environ
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "7")
    importlib.reload(numeric)
    assert os.environ["OPENBLAS_NUM_THREADS"] == "7"
