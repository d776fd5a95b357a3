import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from isonboard.model.notebook import Contribution, Journey, Station
from isonboard.notebook.journey import Journeys, furthest, next_step, remaining

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
PAY = "github.com/acme/pay"


def journeys(folder: Path) -> Journeys:
    return Journeys(folder, clock=lambda: NOW)


def test_the_first_time_counts_and_details_are_renewed(tmp_path: Path):
    book = journeys(tmp_path)
    book.reach(PAY, Station.CLONED, checkout="/w/pay")
    book.reach(PAY, Station.CLONED, at=NOW + timedelta(days=1), checkout="/w/pay-2", issue="17")
    (journey,) = Journeys(tmp_path).load()
    assert journey == Journey(project_id=PAY, reached={"cloned": NOW}, checkout="/w/pay-2", issue="17")
    assert book.get(PAY) == journey
    assert book.get("github.com/acme/other") is None
    assert book.forget(PAY) is True
    assert book.forget(PAY) is False
    assert book.load() == ()


def test_unknown_keys_and_stations_are_kept(tmp_path: Path):
    book = journeys(tmp_path)
    book.path.write_text(
        f'[[journey]]\nproject_id = "{PAY}"\nmood = "fine"\nreached = {{ praised = 2026-01-01, cloned = "soon" }}\n'
        "[[journey]]\nproject_id = 3\n"
    )
    book.reach(PAY, Station.CLONED)
    table = tomllib.loads(book.path.read_text())
    assert table["journey"][0]["mood"] == "fine"
    assert table["journey"][0]["reached"]["praised"]
    assert table["journey"][1] == {"project_id": 3}
    assert [journey.reached for journey in book.load()] == [{"cloned": NOW}]


def test_every_station_has_a_next_step():
    sentences = {
        station: next_step(
            Journey(
                project_id=PAY,
                reached={station.value: NOW},
                branch="contrib/17-x",
                issue="17",
                checkout="/w/pay",
                pull_url="https://x.example/1",
            )
        )
        for station in Station
    }
    assert all(sentence and "\n" not in sentence for sentence in sentences.values())
    assert sentences[Station.SET_UP] == "Start a branch for issue 17."
    assert sentences[Station.BRANCH] == "Make your first change on contrib/17-x in /w/pay and commit it."
    assert "Closes #17" in sentences[Station.FIRST_CHANGE]
    assert "https://x.example/1" in sentences[Station.PULL_OPEN]


def test_a_step_is_named_without_any_details():
    assert next_step(Journey(project_id=PAY))
    for station in Station:
        assert "None" not in next_step(Journey(project_id=PAY, reached={station.value: NOW}))


def test_the_furthest_station_counts_however_it_was_reached():
    journey = Journey(project_id=PAY, reached={"branch": NOW, "noticed": NOW + timedelta(days=9)})
    assert furthest(journey) is Station.BRANCH
    assert remaining(journey) == (Station.FIRST_CHANGE, Station.PULL_OPEN, Station.MERGED)
    assert furthest(Journey(project_id=PAY)) is None
    assert remaining(Journey(project_id=PAY)) == tuple(Station)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a/b", "c/d"]), st.sampled_from(Station), st.datetimes(timezones=st.just(UTC))
        )
    )
)
def test_journeys_survive_the_file(tmp_path: Path, moves: list[tuple[str, Station, datetime]]):
    book = journeys(tmp_path)
    book.path.unlink(missing_ok=True)
    expected: dict[str, dict[str, datetime]] = {}
    for project_id, station, at in moves:
        book.reach(project_id, station, at=at)
        expected.setdefault(project_id, {}).setdefault(station.value, at)
    assert {journey.project_id: journey.reached for journey in book.load()} == expected


def test_another_branch_begins_anew_and_keeps_the_one_before(tmp_path: Path):
    book = journeys(tmp_path)
    book.reach(PAY, Station.BRANCH, branch="fix-7", issue="7", checkout="/w/pay")
    book.reach(PAY, Station.MERGED, branch="fix-7", pull_url="https://h/1", reviewers=["@ada"])
    journey = book.reach(PAY, Station.BRANCH, branch="fix-9", issue="9", at=NOW + timedelta(days=1))
    assert journey.reached == {"branch": NOW + timedelta(days=1)}
    assert (journey.branch, journey.issue, journey.pull_url, journey.reviewers) == ("fix-9", "9", None, ())
    (before,) = journey.earlier
    assert (before.branch, before.issue, before.pull_url) == ("fix-7", "7", "https://h/1")
    assert (before.merged_at, before.reviewers) == (NOW, ("@ada",))
    assert book.get(PAY) == journey


def test_a_branch_without_work_is_not_kept(tmp_path: Path):
    book = journeys(tmp_path)
    book.reach(PAY, Station.BRANCH, branch="fix-7")
    assert book.reach(PAY, Station.BRANCH, branch="fix-8").earlier == ()


def test_what_is_learnt_of_an_earlier_branch_is_kept(tmp_path: Path):
    book = journeys(tmp_path)
    book.reach(PAY, Station.FIRST_CHANGE, branch="fix-7")
    book.reach(PAY, Station.BRANCH, branch="fix-8")
    book.update_earlier(PAY, Contribution(branch="fix-7", merged_at=NOW, reviewers=("@ada",)))
    book.update_earlier(PAY, Contribution(branch="never", merged_at=NOW))
    book.update_earlier("github.com/acme/other", Contribution(branch="fix-7"))
    assert [(one.branch, one.merged_at, one.reviewers) for one in book.get(PAY).earlier] == [
        ("fix-7", NOW, ("@ada",))
    ]


def test_only_so_many_projects_that_were_only_looked_at_are_remembered(tmp_path: Path):
    book = journeys(tmp_path)
    book.path.write_text(
        '[[journey]]\nproject_id = "h/a/cloned"\nreached = { cloned = 2001-01-01 }\n'
        + "".join(
            f'[[journey]]\nproject_id = "h/a/{n}"\nreached = {{ noticed = {NOW + timedelta(days=n):%Y-%m-%d} }}\n'
            for n in range(205)
        )
    )
    book.reach("h/a/new", Station.NOTICED, at=NOW + timedelta(days=999))
    left = [journey.project_id for journey in book.load()]
    assert len(left) == 201
    assert {"h/a/cloned", "h/a/new", "h/a/204"} <= set(left)
    assert "h/a/3" not in left


def test_a_closed_pull_request_and_a_pushed_branch_have_their_own_sentences():
    journey = Journey(project_id=PAY, reached={"PR open": NOW}, pull_state="closed")
    assert "closed without being merged" in next_step(journey)
    changed = Journey(project_id=PAY, reached={"first change": NOW}, branch="fix-7", issue="#7")
    assert next_step(changed).startswith("Push fix-7 and open")
    assert next_step(changed, pushed=True) == "Open a pull request for fix-7 that says “Closes #7”."


ODD = st.recursive(
    st.booleans() | st.integers(-9, 9) | st.text("ab\x1b ", max_size=4) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["branch", "merged_at", "reviewers"]), inner)
    ),
    max_leaves=6,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.dictionaries(st.sampled_from(["earlier", "reviewers", "commit", "branch", "title", "reached"]), ODD)
)
def test_whatever_was_written_by_hand_can_be_read_and_gone_on_with(tmp_path: Path, entry: dict):
    import tomli_w

    book = journeys(tmp_path)
    book.path.write_text(tomli_w.dumps({"journey": [{"project_id": PAY, **entry}]}))
    journey = book.get(PAY)
    assert journey is not None
    assert all(one.branch for one in journey.earlier)
    book.reach(PAY, Station.BRANCH, branch="other")
    assert book.get(PAY).branch == "other"


def test_a_project_that_moved_takes_its_journey_along(tmp_path: Path):
    book = journeys(tmp_path)
    book.reach("h/old", Station.CLONED, checkout="/w/old")
    book.rename("h/old", PAY)
    assert [(one.project_id, one.checkout) for one in book.load()] == [(PAY, "/w/old")]
    book.reach("h/older", Station.NOTICED, at=NOW - timedelta(days=1), checkout="/w/older")
    book.rename("h/older", PAY)
    book.rename("h/never", PAY)
    (journey,) = book.load()
    assert (list(journey.reached), journey.checkout) == (["noticed", "cloned"], "/w/old")
