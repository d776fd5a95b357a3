"""Every verb, on the sample organisation: what it prints, its exit code, its JSON."""

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest

from isonboard.cli.main import VERBS

ROW = {"schema", "id", "name", "full_name", "url", "score", "reasons"}


def test_search_finds_by_a_few_letters_and_says_why(isonboard):
    said = isonboard("--sample", "search", "berth", "plan", "--json")
    assert said.code == 0
    assert said.objects[0]["id"] == "sample/fleet-platform/berth-planner"
    assert set(said.objects[0]) >= ROW
    assert said.objects[0]["reasons"]


def test_search_with_filters_ranks_the_same_projects(isonboard):
    said = isonboard("search", "ferries", "--language", "Java", "--sample", "--json")
    assert {row["language"] for row in said.objects} == {"Java"}
    assert set(said.objects[0]) > ROW


def test_an_empty_search_lists_all(isonboard):
    assert len(isonboard("--sample", "search", "--limit", "100", "--json").objects) >= 24


def test_a_hit_without_reasons_has_no_empty_line(isonboard, monkeypatch):
    from isonboard.assistant import quick
    from isonboard.match.hit import Hit

    bare = Hit(project_id="a", name="a", full_name="x/a", url="", score=1.0, reasons=(), positions=())
    monkeypatch.setattr(quick, "quick_search", lambda *_args, **_options: [bare])
    assert isonboard("--sample", "search", "x").out == "x/a\n"


def test_an_empty_catalog_is_said_though_an_index_is_there(isonboard, home):
    entry = {"name": "ledger", "html_url": "https://git.acme.example/team/ledger"}
    (home / "repos.json").write_text(json.dumps([entry]))
    isonboard("add", str(home / "repos.json"), "--write")
    isonboard("sync")
    assert isonboard("search", "ledger").code == 0
    (home / "cache" / "catalog.sqlite").unlink()
    said = isonboard("search", "qqqzzz")
    assert said.code == 2
    assert "the catalog is empty" in said.err


def test_nonsense_finds_nothing_and_says_so(isonboard):
    said = isonboard("--sample", "search", "qqqzzzxxyy")
    assert (said.code, said.out) == (1, "")
    assert "nothing fits" in said.err


def test_searches_from_standard_input(isonboard, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("ferry\nqqqzzzxxyy\n"))
    first, second = isonboard("--sample", "search", "--stdin").objects
    assert first["query"] == "ferry"
    assert first["hits"]
    assert second == {"schema": 1, "query": "qqqzzzxxyy", "hits": []}


@pytest.mark.parametrize("sort", ["fit", "activity", "name", "freshness", "beginner issues"])
def test_every_sort_lists_every_project(isonboard, sort):
    said = isonboard("--sample", "search", "--sort", sort, "--limit", "100", "--json")
    assert len(said.objects) >= 24
    if sort == "name":
        names = [row["name"].casefold() for row in said.objects]
        assert names == sorted(names)


def test_a_match_gives_its_reasons_with_evidence(isonboard):
    said = isonboard("--sample", "match", "--skill", "rust", "--why", "--limit", "3")
    assert said.code == 0
    assert "+ " in said.out
    assert "Rust" in said.out


def test_matches_from_standard_input(isonboard, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("go, postgresql\n"))
    (answer,) = isonboard("--sample", "match", "--stdin").objects
    assert (answer["schema"], answer["query"]) == (1, "go, postgresql")
    assert answer["hits"][0]["language"] == "Go"


def test_issues_are_ranked_with_their_availability(isonboard):
    said = isonboard("--sample", "issues", "--json", "--limit", "200")
    assert said.code == 0
    assert len(said.objects) >= 20
    assert {"free", "claimed"} <= {one["availability"]["state"] for one in said.objects}
    assert all(one["tier"] for one in said.objects)


def test_only_free_issues_on_request(isonboard):
    said = isonboard("--sample", "issues", "--free", "--json")
    assert {one["availability"]["state"] for one in said.objects} == {"free"}


def test_issues_of_one_project(isonboard):
    said = isonboard("--sample", "issues", "berth-planner", "--json", "--all-tiers")
    assert {one["project"] for one in said.objects} == {"sample/fleet-platform/berth-planner"}


def test_show_tells_everything(isonboard):
    (one,) = isonboard("--sample", "show", "berth-planner", "--json").objects
    assert one["language"] == "Python"
    assert one["activity"]["factors"]
    assert one["fit"]["score"] >= 0
    assert "sample/harbour-apps/crane-scheduler" in one["similar"]
    said = isonboard("--sample", "show", "berth-planner").out
    assert "activity" in said
    assert "similar: Crane scheduler  sample/harbour-apps/crane-scheduler  (topic scheduling" in said


def test_the_guidance_names_file_and_line(isonboard):
    (one,) = isonboard("--sample", "guide", "berth-planner", "--json").objects
    assert any(step["commands"] for step in one["steps"])
    assert all(step["evidence"]["file"] for step in one["steps"] if not step["inferred"])
    assert one["readiness"]["passed"] > 10


def test_hostile_guidance_cannot_control_the_terminal(isonboard):
    for words in (
        ("guide", "red-herring"),
        ("show", "red-herring"),
        ("issues", "red-herring", "--all-tiers"),
    ):
        said = isonboard("--sample", *words)
        assert "\x1b" not in said.out
        assert "\u202e" not in said.out


def test_a_check_says_what_is_missing(isonboard):
    assert isonboard("--sample", "check", "berth-planner").code == 0
    said = isonboard("--sample", "check", "handbook", "--json")
    assert said.code == 1
    assert any(not check["passed"] and check["suggestion"] for check in said.objects[0]["checks"])


def test_favourites_come_and_go(isonboard):
    assert isonboard("--sample", "favourites").code == 1
    assert isonboard("--sample", "favourites", "add", "tide-tables", "--note", "awk!").code == 0
    (one,) = isonboard("--sample", "favourites", "--json").objects
    assert (one["name"], one["note"]) == ("tide-tables", "awk!") or one["note"] == "awk!"
    exported = isonboard("--sample", "favourites", "export").out
    assert isonboard("--sample", "favourites", "remove", "tide-tables").code == 0
    assert isonboard("--sample", "favourites").code == 1
    Path("favourites.toml").resolve()
    assert "tide-tables" in exported


def test_exported_favourites_come_back(isonboard, tmp_path):
    isonboard("--sample", "favourites", "add", "tide-tables")
    (tmp_path / "kept.toml").write_text(isonboard("--sample", "favourites", "export").out)
    isonboard("--sample", "favourites", "remove", "tide-tables")
    assert isonboard("--sample", "favourites", "import", str(tmp_path / "kept.toml")).code == 0
    assert len(isonboard("--sample", "favourites", "--json").objects) == 1


def test_the_profile_is_edited_and_changes_the_fit(isonboard):
    assert "Nothing yet" in isonboard("--sample", "profile").out
    isonboard("--sample", "profile", "--skill", "py=expert", "--interest", "ferries", "--kind", "docs")
    (one,) = isonboard("--sample", "profile", "--json").objects
    assert one["skills"][0] == {"name": "Python", "level": "expert"}
    best = isonboard("--sample", "match", "--limit", "5", "--json").objects
    assert "Python" in {row["language"] for row in best}
    isonboard("--sample", "profile", "--remove", "Python")
    assert isonboard("--sample", "profile", "--json").objects[0].get("skills", []) == []


@pytest.mark.parametrize(
    ("book", "words"),
    [("profile", ["profile"]), ("profile", ["match", "--limit", "3"]), ("journeys", ["journey"]),
     ("favourites", ["favourites"])],
)  # fmt: skip
def test_a_damaged_notebook_is_said(isonboard, home, book, words):
    place = home / "data" / "sample" / f"{book}.toml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("skills = [\n")
    said = isonboard("--sample", *words)
    assert said.err.count(f"{book}.toml cannot be understood") == 1
    assert "yet" not in said.out + said.err
    assert said.code == {"profile": 2, "match": 0}.get(words[0], 1)
    assert place.read_text() == "skills = [\n"


def test_the_profile_needs_no_catalog(isonboard, home):
    cache = home / "cache" / "sample"
    for one in cache.iterdir():
        one.unlink()
    cache.rmdir()
    cache.write_text("in the way")
    assert isonboard("--sample", "profile", "--skill", "Go").code == 0
    assert "Go" in isonboard("--sample", "profile").out


def test_own_commits_are_shown_and_only_what_is_accepted_is_kept(isonboard, tmp_path):
    place = tmp_path / "code" / "shop"
    place.mkdir(parents=True)
    for number in range(4):
        (place / f"part{number}.py").write_text("x = 1\n")
    (place / "requirements.txt").write_text("django\ncelery\n")
    commit_all(place, "Ada", "ada@halden.example")
    for number in range(4):
        (place / f"part{number}.rs").write_text("fn main() {}\n")
    commit_all(place, "Bob", "bob@halden.example")
    shown = isonboard("--sample", "profile", "--from", str(tmp_path / "code"))
    assert "Python: 4 changed files in shop" in shown.out
    assert "Django: depends on pypi:django" in shown.out
    assert "Rust" not in shown.out
    assert "Nothing was saved" in shown.err
    assert "Nothing yet" in isonboard("--sample", "profile").out
    taken = ["--from", str(tmp_path / "code"), "--accept", "--remove", "Celery"]
    assert isonboard("--sample", "profile", *taken).code == 0
    kept = json.loads(isonboard("--sample", "profile", "--json").out)
    assert [skill["name"] for skill in kept["skills"]] == ["Python", "Django"]
    assert kept["packages"] == ["pypi:celery", "pypi:django"]


def test_commits_made_with_an_address_of_the_repository_are_own_too(isonboard, tmp_path):
    place = tmp_path / "code" / "crate"
    place.mkdir(parents=True)
    for number in range(4):
        (place / f"part{number}.rs").write_text("fn main() {}\n")
    commit_all(place, "Ada", "ada@work.example")
    assert "no commits of yours" in isonboard("--sample", "profile", "--from", str(place)).err
    subprocess.run(["git", "config", "user.email", "ada@work.example"], cwd=place, check=True)
    assert "Rust: 4 changed files in crate" in isonboard("--sample", "profile", "--from", str(place)).out


def commit_all(place, name, email):
    who = [
        word for key, value in (("name", name), ("email", email)) for word in ("-c", f"user.{key}={value}")
    ]
    for words in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "work"]):
        subprocess.run(["git", *words], cwd=place, check=True, capture_output=True)


def test_commits_that_are_not_there_are_not_found(isonboard, tmp_path):
    said = isonboard("--sample", "profile", "--from", str(tmp_path))
    assert said.code == 1
    assert "no commits of yours" in said.err


def test_favourites_are_exported_as_json_on_request(isonboard):
    isonboard("--sample", "favourites", "add", "tide-tables")
    assert json.loads(isonboard("--sample", "favourites", "export", "--json").out)["favourite"]


def test_export_in_three_forms(isonboard):
    portal = json.loads(isonboard("--sample", "export", "--format", "portal").out)
    assert {"id", "name", "full_name", "html_url", "owner", "_InnerSourceMetadata"} <= set(portal[0])
    assert portal[0]["owner"]["login"]
    rows = list(csv.DictReader(io.StringIO(isonboard("--sample", "export", "--format", "csv").out)))
    assert len(rows) == len(portal)
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())
    assert len(isonboard("--sample", "export", "--json").objects) == len(portal)


def test_an_exported_portal_file_is_a_source_again(isonboard, tmp_path):
    isonboard("--sample", "export", "--output", str(tmp_path / "repos.json"))
    said = isonboard("add", str(tmp_path / "repos.json"), "--name", "again", "--write", "--json")
    assert said.code == 0
    assert said.objects[0]["source"]["kind"] == "portal"
    assert isonboard("sync").code == 0
    assert isonboard("search", "berth", "--json").objects[0]["name"] == "berth-planner"


def test_forget_shows_before_it_deletes(isonboard, home):
    said = isonboard("forget")
    assert said.code == 4
    assert "cache" in said.out
    assert (home / "cache").exists()
    isonboard("--sample", "favourites", "add", "tide-tables")
    assert isonboard("forget", "--yes").code == 0
    assert not (home / "cache").exists()
    assert (home / "data").exists()


def test_the_doctor_looks_at_everything(isonboard):
    areas = {one["area"] for one in isonboard("doctor", "--offline", "--json").objects}
    assert {"git", "Folders", "Toolchains", "Sources", "Terminal", "Program"} <= areas


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(isonboard, verb):
    with pytest.raises(SystemExit) as left:
        isonboard(verb, "--help")
    assert left.value.code == 0


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("serach", "x"), 2, "did you mean “search”"),
        (("--sample", "show", "nothing-like-it"), 1, "no project is called"),
        (("--sample", "search", "x", "--limit", "0"), 2, "--limit: it takes a number from 1"),
        (("--sample", "issues", "--limit", "x"), 2, "--limit: it takes a number from 1"),
        (("--sample", "sync", "elsewhere"), 1, "no source is called"),
        (("search", "x"), 2, "no source of projects is configured"),
        (("sync",), 2, "no source is configured"),
        (("plan", "/nowhere/at/all"), 1, "there is no folder"),
        (("favourites", "add"), 2, "needs a word"),
        (("add",), 2, "ADDRESS"),
        (("join",), 2, "starter file"),
        (("--sample", "clone", "nothing-like-it"), 1, "no project is called"),
    ],
)
def test_mistakes_are_one_sentence_and_an_exit_code(isonboard, words, code, sentence):
    said = isonboard(*words)
    assert said.code == code
    assert sentence in said.err
    assert len(said.err.strip().splitlines()) == 1


def test_an_ambiguous_name_lists_the_candidates(isonboard, tmp_path):
    portal = [
        {"id": n, "name": "ledger", "full_name": f"{team}/ledger", "html_url": f"https://git.acme.example/{team}/ledger",
         "owner": {"login": team}} for n, team in enumerate(("one", "two"))
    ]  # fmt: skip
    (tmp_path / "repos.json").write_text(json.dumps(portal))
    isonboard("add", str(tmp_path / "repos.json"), "--write")
    isonboard("sync")
    said = isonboard("show", "ledger")
    assert said.code == 2
    assert "one/ledger" in said.err
    assert "two/ledger" in said.err


def test_a_broken_configuration_is_one_sentence(isonboard, home):
    (home / "config").mkdir(exist_ok=True)
    (home / "config" / "config.toml").write_text("[screen\n")
    said = isonboard("--sample", "show", "berth-planner")
    assert said.code == 2
    assert "config.toml" in said.err


def test_a_signal_of_the_fit_can_be_left_out(isonboard):
    isonboard("--sample", "profile", "--signal-off", "activity")
    assert "left out  activity" in isonboard("--sample", "profile", "--interest", "ferries").out
    said = isonboard("--sample", "match", "--why", "--limit", "5")
    assert "activity score" not in said.out
    isonboard("--sample", "profile", "--signal-on", "activity", "--signal-off", "newcomer label")
    assert "left out  newcomer label" in isonboard("--sample", "profile").out
    assert "newcomer label" not in {
        reason["signal"]
        for one in isonboard("--sample", "issues", "--json").objects
        for reason in one["reasons"]
    }
    assert "activity score" in isonboard("--sample", "match", "--why", "--limit", "5").out


@pytest.mark.parametrize("words", [(), ("--sort", "name")])
def test_a_word_with_a_dash_is_left_out_of_the_search(isonboard, words):
    said = isonboard("--sample", "search", "ferries", "-java", "--json", *words)
    assert said.code == 0
    assert "Java" not in {row.get("language") for row in said.objects}
    assert all(row["name"] != "vessel-registry" for row in said.objects)


def test_an_issues_reasons_stand_with_their_evidence(isonboard):
    listed = isonboard("--sample", "issues", "--json").objects
    told = isonboard("--sample", "issues").out
    reasons = [reason for one in listed for reason in one["reasons"][:4]]
    proven = [one for one in reasons if one["evidence"] not in one["text"]]
    assert proven
    assert all(f"{one['text']} ({one['evidence']})" in told for one in proven)
