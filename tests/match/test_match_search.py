"""Searching a small catalog: what comes first, why, and that nothing typed can break it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from isonboard.match import index as index_module
from isonboard.match import layout
from isonboard.match.addressed import ids_named
from isonboard.match.alike import similar
from isonboard.match.index import Index, IndexEntry, StaleIndexError, build, load
from isonboard.match.query import complete, parse
from isonboard.match.search import by_skills, ranked, search

ENTRIES = [
    IndexEntry("h/a/k8s-dash", "k8s-dash", "a/k8s-dash", owner="platform", description="Dashboard for clusters",
               topics=("kubernetes", "monitoring"), language="Go", url="https://h/a/k8s-dash", beginner_issues=2, activity=50),
    IndexEntry("h/a/payments-gateway", "payments-gateway", "a/payments-gateway", owner="payments",
               description="Takes card payments; retries with back-off", topics=("payments",), language="Java", activity=90),
    IndexEntry("h/b/OpenTelemetryCollector", "OpenTelemetryCollector", "b/OpenTelemetryCollector", owner="platform",
               description="Collects traces and metrics", topics=("observability",), language="Go", activity=10),
    IndexEntry("h/b/web-shop", "web-shop", "b/web-shop", title="The Shop", owner="retail",
               description="Storefront in javascript with a legacy basket", topics=("e-commerce",), language="JavaScript"),
    IndexEntry("h/c/ml-notebooks", "ml-notebooks", "c/ml-notebooks", owner="data",
               description="Examples of machine learning with Django", topics=("machine-learning",), language="Jupyter Notebook"),
    IndexEntry("h/c/http-kit", "http-kit", "c/http-kit", owner="platform", description="A small client",
               language="Python", text="A retry http client with exponential backoff"),
    IndexEntry("h/d/cpp-maths", "cpp-maths", "d/cpp-maths", description="Fast maths für alle", topics=("c++",), language="C++"),
    IndexEntry("h/d/cs-forms", "cs-forms", "d/cs-forms", description="Forms", topics=("c#", ".net"), language="C#"),
]  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    path = tmp_path_factory.mktemp("index") / "search.idx"
    build(path, ENTRIES, generation=7)
    with load(path) as opened:
        yield opened


def names(index: Index, text: str, **more: object) -> list[str]:
    return [hit.name for hit in search(index, text, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("k8s", "k8s-dash"), ("kubernetes", "k8s-dash"), ("kubernets", "k8s-dash"), ("payemnts", "payments-gateway"),
        ("gateway payments", "payments-gateway"), ("paymentsgateway", "payments-gateway"), ("pay", "payments-gateway"),
        ("opentelemetry collector", "OpenTelemetryCollector"), ("telemetry", "OpenTelemetryCollector"),
        ("otlcollector", "OpenTelemetryCollector"), ("c++", "cpp-maths"), ("cpp", "cpp-maths"), ("c#", "cs-forms"),
        (".net", "cs-forms"), ("dotnet", "cs-forms"), ("ml", "ml-notebooks"), ("machine learning", "ml-notebooks"),
        ("js", "web-shop"), ("the shop", "web-shop"), ("fur alle", "cpp-maths"), ("retry http client", "http-kit"),
        ("python", "http-kit"), ("K8S-DASH", "k8s-dash"),
    ],
)  # fmt: skip
def test_the_right_one_comes_first(index: Index, text: str, first: str) -> None:
    assert names(index, text)[:1] == [first]


def test_java_is_not_javascript(index: Index) -> None:
    assert names(index, "java")[0] == "payments-gateway"
    assert "payments-gateway" not in names(index, "js")
    assert names(index, "c") != names(index, "c++")


def test_nonsense_finds_nothing(index: Index) -> None:
    assert names(index, "vdnqkvj") == []
    assert names(index, "xqzt wvkjq") == []
    assert names(index, "🙂🙂") == []
    assert names(index, "(((.*") == []


def test_an_empty_query_lists_all_most_active_first(index: Index) -> None:
    assert names(index, "")[:3] == ["payments-gateway", "k8s-dash", "OpenTelemetryCollector"]
    assert len(names(index, "  ")) == len(ENTRIES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lang:go", {"k8s-dash", "OpenTelemetryCollector"}), ("language:golang", {"k8s-dash", "OpenTelemetryCollector"}),
        ("topic:k8s", {"k8s-dash"}), ("owner:platform -lang:go", {"http-kit"}), ("has:issues", {"k8s-dash"}),
        ("lang:go -monitoring", {"OpenTelemetryCollector"}), ("is:favourite", {"http-kit"}), ('"small client"', {"http-kit"}),
        ('topic:"machine learning"', {"ml-notebooks"}), ("lang:go lang:java", set()),
        ("lang:go,java", {"k8s-dash", "OpenTelemetryCollector", "payments-gateway"}), ("javascript -legacy", set()),
        ("-is:favourite owner:platform", {"k8s-dash", "OpenTelemetryCollector"}),
    ],
)  # fmt: skip
def test_qualifiers(index: Index, text: str, expected: set[str]) -> None:
    assert set(names(index, text, favourites={"h/c/http-kit"})) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lang:javas", {"web-shop"}), ("lang:javas ", set()), ("lang:java", {"payments-gateway"}), ("owner:platform -lang:g", {"http-kit"}),
        ("lang:go has:", {"k8s-dash", "OpenTelemetryCollector"}), ("lang:go has:iss", {"k8s-dash", "OpenTelemetryCollector"}),
        ("lang:go has:issues", {"k8s-dash"}), ("lang:go lang:", {"k8s-dash", "OpenTelemetryCollector"}),
        ("owner:platform is:fav", {"k8s-dash", "OpenTelemetryCollector", "http-kit"}), ("owner:platform is:favourite", {"http-kit"}),
    ],
)  # fmt: skip
def test_a_qualifier_that_is_being_typed_hides_nothing_yet(
    index: Index, text: str, expected: set[str]
) -> None:
    assert set(names(index, text, favourites={"h/c/http-kit"})) == expected


def test_an_unknown_qualifier_is_words(index: Index) -> None:
    assert parse("colour:red").words == ("colour", "red")
    assert parse("has:money").words == ("has", "money")
    assert names(index, "x:payments")[:1] == ["payments-gateway"]


def test_allowed_narrows_the_answer(index: Index) -> None:
    assert names(index, "", allowed=frozenset({"h/c/http-kit", "gone"})) == ["http-kit"]
    assert names(index, "go", allowed=lambda number: index.record(number).owner == "nobody") == []


def test_reasons_and_positions(index: Index) -> None:
    hit = search(index, "k8s")[0]
    assert hit.reasons
    assert hit.reasons[0] in {"name k8s", "topic kubernetes (k8s)"}
    assert "".join(hit.label[at] for at in hit.positions) == "k8s"
    assert search(index, "kube monitoring")[0].reasons == ("topic kubernetes", "topic monitoring")
    assert "documents mention backoff" in search(index, "http backoff")[0].reasons
    assert search(index, "payemnts")[0].reasons == ("name ~ payemnts",)
    shop = next(hit for hit in search(index, "shop"))
    assert (shop.label, "".join(shop.label[at] for at in shop.positions)) == ("The Shop", "Shop")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lang:golang topic:k8s", ("topic kubernetes", "language Go")), ("owner:platform has:issues", ("owner platform", "has beginner issues")),
        ("dash -lang:java", ("name dash",)), ("dash topic:monitoring", ("name dash", "topic monitoring")),
    ],
)  # fmt: skip
def test_qualifiers_are_reasons_with_what_meets_them(
    index: Index, text: str, expected: tuple[str, ...]
) -> None:
    assert search(index, text)[0].reasons == expected


def test_skills_list(index: Index) -> None:
    found = by_skills(index, ["golang", "observability"])
    assert found.hit(0).name == "OpenTelemetryCollector"
    assert by_skills(index, []).hit(0).name == "payments-gateway"


def test_words_suggest_a_skill_only_where_a_project_names_none_and_only_to_lists_of_skills(
    tmp_path: Path,
) -> None:
    path = tmp_path / "search.idx"
    untold = IndexEntry("h/o/1", "carousel", description="a responsive carousel")
    named = IndexEntry("h/o/2", "gallery", description="a responsive gallery", language="PHP")
    build(path, [untold, named], 1)
    with load(path) as opened:
        asked = {hit.name: hit.reasons for hit in by_skills(opened, ["js"])}
        assert asked == {"carousel": ("name carousel suggests JavaScript",)}
        assert not search(opened, "js")


def test_many_projects_with_a_short_word_come_before_names_that_begin_so(tmp_path: Path) -> None:
    path = tmp_path / "search.idx"
    tagged = [IndexEntry(f"h/o/{at}", f"clock{at}", topics=("time",)) for at in range(10)]
    named = IndexEntry("h/o/timesheet", "timesheet", description="hours of people")
    build(path, [*tagged, named], 1)
    with load(path) as opened:
        assert [hit.name for hit in search(opened, "time")][-1] == "timesheet"
        assert search(opened, "times")[0].name == "timesheet"


def test_similar_projects(index: Index) -> None:
    hits = similar(index, index.document("h/a/k8s-dash"))
    assert [hit.name for hit in hits][:1] == ["OpenTelemetryCollector"]
    assert all(hit.project_id != "h/a/k8s-dash" for hit in hits)


def test_similar_projects_share_words_and_skills_not_how_their_names_begin(tmp_path: Path) -> None:
    made = [
        IndexEntry(
            "h/a/one",
            "lowcode-studio",
            description="Build internal tools",
            topics=("low-code", "admin-panel"),
        ),
        IndexEntry("h/a/two", "desk", description="Forms and tables", topics=("low-code", "admin-panel")),
        IndexEntry("h/a/three", "lowland-map", description="A map of the land", topics=("gis",)),
        *(IndexEntry(f"h/a/{at}", f"other-{at}", topics=("python",)) for at in range(9)),
    ]
    build(tmp_path / "search.idx", made, 1)
    with load(tmp_path / "search.idx") as opened:
        hits = similar(opened, opened.document("h/a/one"))
    assert [hit.name for hit in hits] == ["desk"]
    assert hits[0].reasons == ("topic low-code", "topic admin-panel")


def test_another_name_of_a_skill_finds_what_is_called_so(tmp_path: Path) -> None:
    tagged = [IndexEntry(f"h/o/{at}", f"board-{at}", topics=("k8s",)) for at in range(9)]
    made = [
        *tagged,
        IndexEntry("h/o/it", "Kubernetes", description="Runs containers"),
        IndexEntry("h/o/own", "k8s"),
    ]
    build(tmp_path / "search.idx", made, 1)
    with load(tmp_path / "search.idx") as opened:
        assert {hit.name for hit in search(opened, "k8s")[:2]} == {"Kubernetes", "k8s"}


@pytest.mark.parametrize("text", ["c compiler", "r statistics"])
def test_a_finished_short_skill_is_no_beginning(tmp_path: Path, text: str) -> None:
    made = [
        IndexEntry("h/o/caliper", "caliper-compiler"),
        IndexEntry("h/o/remedy", "remedy", description="statistics"),
        IndexEntry("h/o/tcc", "tiny-compiler", language="C"),
        IndexEntry("h/o/stat", "lmer", description="statistics", language="R"),
    ]
    build(tmp_path / "search.idx", made, 1)
    with load(tmp_path / "search.idx") as opened:
        hits = search(opened, text)
    assert hits[0].name == {"c": "tiny-compiler", "r": "lmer"}[text[0]]
    said = " ".join(reason for hit in hits for reason in hit.reasons)
    assert not any(word in said for word in ("caliper", "remedy"))


@pytest.mark.parametrize(
    "address",
    [
        "https://git.example/team/gogs", "http://git.example/team/gogs.git", "git@git.example:team/gogs.git",
        "ssh://git@git.example/team/gogs", "git.example/team/gogs", " https://Git.Example/team/Gogs/ ",
        "https://git.example/team/gogs/issues/7", "https://git.example/team/gogs/-/tree/main/docs#read",
    ],
)  # fmt: skip
def test_a_pasted_address_is_answered_by_its_project(tmp_path: Path, address: str) -> None:
    made = [
        IndexEntry("git.example/other/gogs", "gogs", description="https git example team"),
        IndexEntry("git.example/team/gogs", "gogs", full_name="team/gogs"),
        IndexEntry("git.example/team/https-tool", "https-tool"),
    ]
    build(tmp_path / "search.idx", made, 1)
    with load(tmp_path / "search.idx") as opened:
        assert [hit.project_id for hit in search(opened, address)] == ["git.example/team/gogs"]
        assert search(opened, address, allowed={"git.example/other/gogs"}) == []
        elsewhere = address.replace("team", "nobody").replace("example", "test").replace("Example", "test")
        assert {hit.name for hit in search(opened, elsewhere)} == {"gogs"}


@pytest.mark.parametrize(
    "words", ["https", "docs.example", "ci/cd", "a/b/c", "c++/c#", "://", "x@y:", "..//..", "user@host:"]
)
def test_what_is_no_address_is_looked_for_as_words(words: str) -> None:
    assert ids_named(words) == ()


def test_a_common_word_a_language_or_an_owner_makes_nothing_alike(tmp_path: Path) -> None:
    made = [
        IndexEntry("h/ops/one", "policy-checks", description="Has what auditors look for", language="Go"),
        IndexEntry("h/ops/two", "build-images", description="Has what machines look for", language="Go"),
        IndexEntry("h/ops/three", "audit-trail", description="A trail for auditors and their checks"),
        *(IndexEntry(f"h/o/{at}", f"other{at}", topics=("python",), language="Python") for at in range(9)),
    ]
    build(tmp_path / "search.idx", made, 1)
    with load(tmp_path / "search.idx") as opened:
        hits = similar(opened, opened.document("h/ops/one"))
    assert [hit.name for hit in hits] == ["audit-trail"]
    assert all(hit.reasons for hit in hits)


def test_completion(index: Index) -> None:
    assert complete("foo la", index) == ["foo lang:"]
    assert complete("lang:j", index) == ["lang:java", "lang:javascript", 'lang:"jupyter notebook"']
    assert complete("-owner:pl", index) == ["-owner:platform"]
    assert complete("is", index) == ["is:favourite"]
    assert complete("colour:r", index) == []
    assert complete("foo is:", index) == ["foo is:favourite"]
    assert complete("is:fa", index) == ["is:favourite"]
    assert complete("has:i", index) == ["has:issues"]
    assert complete('owner:"pl', index) == ["owner:platform"]
    assert complete("lang:java", index)[0] == "lang:java"
    assert complete("", index) == []


def test_slices_and_iteration_are_lazy_and_agree(index: Index) -> None:
    found = ranked(index, "")
    assert [hit.name for hit in found] == [hit.name for hit in found[:]]
    assert found[2].name == found.hit(2).name
    assert index.document("nobody") == -1


def test_a_rebuild_takes_over_what_did_not_change(tmp_path: Path) -> None:
    old, fresh, anew = tmp_path / "old.idx", tmp_path / "fresh.idx", tmp_path / "anew.idx"
    build(old, ENTRIES, 1)
    changed = [
        *ENTRIES[2:],
        ENTRIES[0]._replace(description="Now something else"),
        ENTRIES[1]._replace(activity=1),
    ]
    build(fresh, changed, 2, previous=old)
    build(anew, changed, 2)
    assert fresh.read_bytes() == anew.read_bytes()
    with load(fresh) as opened:
        assert opened.generation == 2
        assert search(opened, "something else")[0].name == "k8s-dash"


def test_an_empty_catalog(tmp_path: Path) -> None:
    build(tmp_path / "none.idx", [], 1)
    with load(tmp_path / "none.idx") as opened:
        assert (search(opened, ""), search(opened, "go"), complete("lang:", opened)) == ([], [], [])


@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "flipped", "magic", "version"])
def test_a_damaged_index_says_so(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "search.idx"
    build(path, ENTRIES, 1)
    data = bytearray(path.read_bytes())
    if damage == "missing":
        path.unlink()
    elif damage == "empty":
        path.write_bytes(b"")
    else:
        data = data[:-9] if damage == "cut" else data
        at = {"flipped": len(data) // 2, "magic": 0, "version": 20}.get(damage)
        if at is not None:
            data[at] ^= 0x15
        path.write_bytes(data)
    with pytest.raises(StaleIndexError):
        load(path)


@pytest.mark.parametrize("bulk", [False, True])
@pytest.mark.parametrize(
    ("section", "spoilt"), [(layout.Section.POSTINGS, b"\xff"), (layout.Section.POSTING_ENDS, b"\xf0")]
)
def test_an_index_whose_damage_shows_late_is_built_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, section: layout.Section, spoilt: bytes, bulk: bool
) -> None:
    if bulk:
        pytest.importorskip("numpy")
        monkeypatch.setattr(index_module, "SMALL", 0)
    monkeypatch.setattr(layout, "CHECKED_WHOLE", 0)  # as of a large file, of which not all is checked
    monkeypatch.setattr(layout, "_EDGE", 0)
    old, fresh, anew = tmp_path / "old.idx", tmp_path / "fresh.idx", tmp_path / "anew.idx"
    build(old, ENTRIES, 1)
    data = bytearray(old.read_bytes())
    start, size = layout._SPAN.unpack_from(data, layout._HEAD.size + layout._SPAN.size * section)
    data[start : start + size] = spoilt * size
    old.write_bytes(data)
    load(old).close()
    build(fresh, ENTRIES, 2, previous=old)
    build(anew, ENTRIES, 2)
    assert fresh.read_bytes() == anew.read_bytes()


NASTY = ["a" * 10_000, "go " * 5_000, "🙂👩‍👩‍👧", "e\u0301" * 300, "(.*)+[a-z]{9}$^\\", "\x00\x00", "-", '"', "lang:", '-"', "::",
         "lang:\x00", "ａｂｃ", "\ud800", "\U0010ffff", "topic:" + "\U0010ffff", "éß", "#", "!lgo", "c+++", "is:favourite" * 9]  # fmt: skip


@pytest.mark.parametrize("text", NASTY)
def test_nasty_queries(index: Index, text: str) -> None:
    search(index, text)
    complete(text, index)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(["go", "k8s", "paym", "-x", "lang:go", '"a b"', "🙂", "kubernetse"])).map(
        " ".join
    )
)
def test_any_query_is_answered_the_same_twice(index: Index, text: str) -> None:
    once, again = search(index, text), search(index, text)
    assert once == again
    assert complete(text, index) == complete(text, index)
    scores = [hit.score for hit in once]
    assert scores == sorted(scores, reverse=True)
    for hit in once:
        assert all(0 <= at < len(hit.label) for at in hit.positions)
        assert not parse(text).words or hit.reasons


def test_the_work_for_one_query_is_bounded() -> None:
    query = parse("word" * 4_000 + " w" * 9_000 + ' "a b" "c d" "e f" "g h" "i j" lang:x' * 40)
    assert len(query.words) <= 12
    assert len(query.phrases) <= 4
    assert len(query.facts) <= 12
    assert sum(map(len, query.words)) <= 256


def test_a_query_of_qualifiers_alone_lists_in_the_standing_order(index: Index) -> None:
    assert [hit.name for hit in search(index, "lang:go")] == ["k8s-dash", "OpenTelemetryCollector"]
    assert parse("  ").is_empty
    assert not parse("lang:go").is_empty


def test_results_stay_while_the_next_word_begins(index: Index) -> None:
    for text in ("payments ", "payments g", "payments ga", "payments gat", "payments gateway"):
        assert names(index, text)[:1] == ["payments-gateway"]


def test_a_skill_is_no_misspelling_of_another_word(tmp_path: Path) -> None:
    made = [
        IndexEntry("h/a/x", "ledger", description="It must run"),
        IndexEntry("h/a/y", "pump", language="Rust"),
    ]
    build(tmp_path / "search.idx", made, 1)
    with load(tmp_path / "search.idx") as opened:
        assert names(opened, "rust") == ["pump"]
        assert [hit.name for hit in by_skills(opened, ["Rust"])] == ["pump"]
        assert names(opened, "musd") == ["ledger"]


def test_what_some_projects_have_begun_is_no_misspelling(tmp_path: Path) -> None:
    made = [IndexEntry(f"h/a/{at}", f"react-{at}", description="reactive things") for at in range(4)]
    build(tmp_path / "search.idx", [*made, IndexEntry("h/a/r", "other", description="reacto")], 1)
    with load(tmp_path / "search.idx") as opened:
        assert "other" not in names(opened, "reacti")
        assert "other" in names(opened, "reacti ")


def test_short_words_are_no_misspellings(index: Index) -> None:
    assert names(index, "jz") == []
    assert names(index, "k9s") == []
