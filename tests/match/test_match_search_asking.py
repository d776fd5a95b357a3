"""Searching: sentences as people type them in the first minute. What is asked for comes first, not the words of asking."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from isonboard.match.index import Index, IndexEntry, build, load
from isonboard.match.search import search


def entry(name: str, description: str = "", *topics: str, language: str = "") -> IndexEntry:
    return IndexEntry(
        f"h/o/{name}", name, f"o/{name}", description=description, topics=topics, language=language
    )


ENTRIES = [
    entry("learn", "courses for everybody who wants to learn something", "education"),
    entry("help-desk", "I want to help people with their issues: tickets of the team", "support"),
    entry("project-manager", "manage your projects and the skills of your team", "planning"),
    entry("contribute", "where can i contribute: how to start with open projects", "community"),
    entry("beginners-guide", "a guide for beginners in anything", "guide"),
    entry("something", "some thing or other"),
    entry("ferris", "a game about a crab", "game", language="Rust"),
    entry("oxide", "fast pipes", "cli", language="Rust"),
    entry("harbour", "operates clusters", "kubernetes", language="Go"),
    entry("snake-charmer", "scripts of every day", "automation", language="Python"),
    entry("panda-house", "tables for scientists", "data-science", language="Python"),
    entry("dockyard", "builds images", "docker", language="Shell"),
    entry("shop-window", "the storefront", "react", "e-commerce", language="TypeScript"),
    entry("till", "takes card payments", "payments", language="Java"),
    entry("ledger", "invoices and their numbers", language="Java"),
    entry("neuron", "predicts demand", "machine-learning", language="Python"),
    entry("atlas", "draws maps of the network", "gis", language="JavaScript"),
    entry("lookout", "alerts of the fleet", "monitoring", language="Go"),
    entry("babel-fish", "translates the shop", "i18n", language="PHP"),
    entry("gatekeeper", "login for all", "authentication", language="Java"),
    entry("chart-room", "charts for reports", "data-visualization", language="R"),
    entry("bluebird", "the app for phones", "android", language="Kotlin"),
    entry("stylus-book", "colours and type", "css", language="CSS"),
    entry("terra", "the cloud as code", "terraform", "aws", language="HCL"),
    entry("pigeon", "carries messages", "kafka", language="Scala"),
    entry("yaml-reader", "parse yaml quickly", language="C++"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    path = tmp_path_factory.mktemp("asking") / "search.idx"
    build(path, ENTRIES, generation=1)
    with load(path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("i want to learn rust", {"ferris", "oxide"}), ("learn rust", {"ferris", "oxide"}), ("rust beginner", {"ferris", "oxide"}),
        ("looking for a rust project", {"ferris", "oxide"}), ("help with rust", {"ferris", "oxide"}),
        ("something with kubernetes for beginners", {"harbour"}), ("k8s projects", {"harbour"}), ("kubernetes beginner projects", {"harbour"}),
        ("anything with kubernetes", {"harbour"}), ("i'd like to contribute to a kubernetes project", {"harbour"}),
        ("where can i use my python skills", {"snake-charmer", "panda-house", "neuron"}),
        ("python projects", {"snake-charmer", "panda-house", "neuron"}), ("projects in python", {"snake-charmer", "panda-house", "neuron"}),
        ("i know python", {"snake-charmer", "panda-house", "neuron"}), ("beginner friendly python", {"snake-charmer", "panda-house", "neuron"}),
        ("can i help with docker?", {"dockyard"}), ("docker repo", {"dockyard"}), ("i want to get started with docker", {"dockyard"}),
        ("react projects looking for help", {"shop-window"}), ("who needs help with react", {"shop-window"}),
        ("projects about payments", {"till"}), ("how do payments work", {"till"}), ("i am interested in payments", {"till"}),
        ("is there anything for invoices", {"ledger"}), ("which team writes the invoices", {"ledger"}),
        ("i want to learn machine learning", {"neuron"}), ("machine learning for beginners", {"neuron"}), ("something with ml", {"neuron"}),
        ("something with maps", {"atlas"}), ("i would like to work on monitoring", {"lookout"}), ("contribute translations i18n", {"babel-fish"}),
        ("i love go", {"harbour", "lookout"}), ("my first go project", {"harbour", "lookout"}), ("show me android projects", {"bluebird"}),
        ("good first issues css", {"stylus-book"}), ("learn terraform and aws", {"terra"}), ("where can i learn kafka", {"pigeon"}),
        ("projects using kafka", {"pigeon"}), ("how do i parse yaml", {"yaml-reader"}), ("interested in data visualization with r", {"chart-room"}),
        ("i want to work with java on login", {"gatekeeper"}), ("newcomer looking for something in scala", {"pigeon"}),
        ("i'm looking for a scala project", {"pigeon"}), ("what's written in scala", {"pigeon"}), ("kotlin but not java", {"bluebird"}),
    ],
)  # fmt: skip
def test_what_is_asked_for_comes_first(index: Index, text: str, first: set[str]) -> None:
    found = [hit.name for hit in search(index, text)]
    assert set(found[: len(first)]) == first, found


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("learn", "learn"), ("help", "help-desk"), ("help desk", "help-desk"), ("project", "project-manager"), ("contribute", "contribute"),
        ("project manager", "project-manager"), ("beginners", "beginners-guide"), ("something", "something"), ("beginners guide", "beginners-guide"),
        ("i want to learn", "learn"), ("learn something", "learn"),
    ],
)  # fmt: skip
def test_words_of_asking_are_found_where_nothing_else_is_asked_for(
    index: Index, text: str, first: str
) -> None:
    assert next(hit.name for hit in search(index, text)) == first


def test_what_the_catalog_does_not_have_is_not_answered_by_words_of_asking(index: Index) -> None:
    assert search(index, "i want to learn fortran") == []
    assert search(index, "help with zebras please") == []


def test_a_project_that_says_both_comes_before_one_that_has_the_skill_alone(tmp_path: Path) -> None:
    both = [entry("crab", language="Rust"), entry("rustlings", "exercises to learn rust", language="Rust")]
    build(tmp_path / "search.idx", both, 1)
    with load(tmp_path / "search.idx") as opened:
        assert [hit.name for hit in search(opened, "learn rust")] == ["rustlings", "crab"]


def test_reasons_name_what_was_asked_for(index: Index) -> None:
    assert search(index, "something with kubernetes for beginners")[0].reasons == ("topic kubernetes",)


def test_what_stands_at_one_place_is_one_reason(index: Index) -> None:
    assert search(index, "machine learning")[0].reasons == ("topic machine-learning",)
