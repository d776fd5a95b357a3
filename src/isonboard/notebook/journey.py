"""journeys.toml: how far the engineer has come with each project, and the sentence that says what is next."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from isonboard import address, text
from isonboard.model.notebook import Journey, Station
from isonboard.notebook.book import Book, Table, moment

_ORDER = tuple(Station)
_DETAILS = ("checkout", "branch", "issue", "pull_url")
_VERSION = 1


class Journeys(Book):
    """All journeys, in the order they began."""

    file_name: ClassVar[str] = "journeys.toml"
    entries: ClassVar[str | None] = "journey"

    def __init__(
        self, folder: Path | None = None, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        super().__init__(folder)
        self._clock = clock

    def load(self) -> tuple[Journey, ...]:
        """All journeys. `notice` says why where there should be some and none can be read."""
        found = (_journey(entry) for entry in self._read().get("journey", []))
        first: dict[str, Journey] = {}
        for journey in found:
            if journey is not None:
                first.setdefault(journey.project_id, journey)
        return tuple(first.values())

    def get(self, project_id: str) -> Journey | None:
        return next((journey for journey in self.load() if journey.project_id == project_id), None)

    def reach(
        self,
        project_id: str,
        station: Station,
        *,
        at: datetime | None = None,
        checkout: str | None = None,
        branch: str | None = None,
        issue: str | None = None,
        pull_url: str | None = None,
    ) -> Journey:
        """Note that a station was reached; the first time counts, details given replace the older ones."""
        with self._changing() as table:
            entry = _find(table, project_id)
            if entry is None:
                entry = {"project_id": text.line(project_id)}
                table.setdefault("version", _VERSION)
                table.setdefault("journey", []).append(entry)
            details = {"checkout": checkout, "branch": branch, "issue": issue, "pull_url": pull_url}
            entry.update({key: value for key, value in details.items() if value})
            written = entry.pop("reached", None)  # put back last: tables come after plain values in TOML
            reached = written if isinstance(written, dict) else {}
            # a hand-written value that is no time does not count as reached
            if moment(reached.get(station.value)) is None:
                reached[station.value] = (at or self._clock()).astimezone(UTC)
            entry["reached"] = reached
            journey = _journey(entry)
            assert journey is not None
            return journey

    def forget(self, project_id: str) -> bool:
        """Remove a journey; False when there was none."""
        with self._changing() as table:
            entry = _find(table, project_id)
            if entry is None:
                return False
            table["journey"] = [other for other in table["journey"] if other is not entry]
            return True


def furthest(journey: Journey) -> Station | None:
    """The last station reached, in the journey's order; None before the first."""
    return next((station for station in reversed(_ORDER) if station in journey.reached), None)


def remaining(journey: Journey) -> tuple[Station, ...]:
    """The stations still ahead."""
    last = furthest(journey)
    return _ORDER if last is None else _ORDER[_ORDER.index(last) + 1 :]


def next_step(journey: Journey) -> str:
    """One sentence: what to do next."""
    return _NEXT[furthest(journey)](journey)


def _after_set_up(journey: Journey) -> str:
    if journey.issue:
        return f"Start a branch for issue {journey.issue}."
    return "Choose a free issue and start a branch for it."


def _after_branch(journey: Journey) -> str:
    where = f" in {journey.checkout}" if journey.checkout else ""
    branch = f" on {journey.branch}" if journey.branch else ""
    return f"Make your first change{branch}{where} and commit it."


def _after_change(journey: Journey) -> str:
    closes = f" that says “Closes #{journey.issue.lstrip('#')}”" if journey.issue else ""
    return f"Push {journey.branch or 'your branch'} and open a pull request{closes}."


def _after_pull(journey: Journey) -> str:
    where = f": {journey.pull_url}" if journey.pull_url else ""
    return f"Follow the review and answer what is asked{where}"


_NEXT: dict[Station | None, Callable[[Journey], str]] = {
    None: lambda _: "Read how it takes contributions, and keep it as a favourite if you like it.",
    Station.NOTICED: lambda _: "Read how it takes contributions, and keep it as a favourite if you like it.",
    Station.FAVOURITE: lambda _: "Pick one of its free issues and clone it.",
    Station.CLONED: lambda _: "Look through its set-up plan, agree to it and let it run.",
    Station.SET_UP: _after_set_up,
    Station.BRANCH: _after_branch,
    Station.FIRST_CHANGE: _after_change,
    Station.PULL_OPEN: _after_pull,
    Station.MERGED: lambda _: (
        "It is merged: thank the reviewers, write it down for yourself and take the next issue."
    ),
}


def _find(table: Table, project_id: str) -> Table | None:
    entries: Sequence[Table] = table.get("journey", [])
    return next((entry for entry in entries if entry.get("project_id") == project_id), None)


def _journey(raw: Table) -> Journey | None:
    project_id = raw.get("project_id")
    if not isinstance(project_id, str) or not project_id or text.line(project_id) != project_id:
        return None
    reached = raw.get("reached")
    times = {
        station.value: at
        for station in _ORDER
        if isinstance(reached, dict) and (at := moment(reached.get(station.value))) is not None
    }
    said = {key: text.line(raw[key]) or None for key in _DETAILS if isinstance(raw.get(key), str)}
    said["pull_url"] = address.web_address(said.get("pull_url"))
    return Journey(project_id=project_id, reached=times, **said)
