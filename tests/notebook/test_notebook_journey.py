import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from isonboard.model.notebook import Journey, Station
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
