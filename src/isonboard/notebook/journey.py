"""journeys.toml: how far the engineer has come with each project, and the sentence that says what is next."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from isonboard import address, text
from isonboard.model.notebook import Contribution, Journey, Station
from isonboard.notebook.book import Book, Table, moment, put, words

_ORDER = tuple(Station)
_OF_BRANCH = ("branch", "issue", "pull_url", "pull_state", "title", "commit")
_DETAILS = ("checkout", *_OF_BRANCH)
_AFTER_BRANCH = (Station.BRANCH, Station.FIRST_CHANGE, Station.PULL_OPEN, Station.MERGED)
_VERSION = 1
_NOTICED = 200
"""Projects that were only looked at which are remembered; the oldest go first."""


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
        pull_state: str | None = None,
        title: str | None = None,
        commit: str | None = None,
        reviewers: Sequence[str] = (),
    ) -> Journey:
        """Note that a station was reached; the first time counts, details given replace the older ones.

        Another branch than before begins anew at its station; the one before is kept among the earlier ones, and
        an earlier one that is taken up again comes back with what is known of it.
        """
        details = {"checkout": checkout, "branch": branch, "issue": issue, "pull_url": pull_url,
                   "pull_state": pull_state, "title": title, "commit": commit,
                   "reviewers": list(reviewers)}  # fmt: skip
        with self._changing() as table:
            entry = _find(table, project_id)
            if entry is None:
                entry = {"project_id": text.line(project_id)}
                table.setdefault("version", _VERSION)
                table.setdefault("journey", []).append(entry)
            written = entry.pop("reached", None)  # put back last: tables come after plain values in TOML
            reached = written if isinstance(written, dict) else {}
            earlier = entry.pop("earlier", [])
            if branch and entry.get("branch") not in (None, branch):
                earlier = earlier if isinstance(earlier, list) else []
                if before := _finished(entry, reached):
                    earlier.append(before)
                for key in (*_OF_BRANCH, "reviewers"):
                    entry.pop(key, None)
                for other in _AFTER_BRANCH:
                    reached.pop(other.value, None)
                entry.update(_taken_up_again(earlier, branch))
            entry.update({key: value for key, value in details.items() if value})
            # a hand-written value that is no time does not count as reached
            if moment(reached.get(station.value)) is None:
                reached[station.value] = (at or self._clock()).astimezone(UTC)
            entry["reached"] = reached
            if earlier:
                entry["earlier"] = earlier
            if station is Station.NOTICED:
                _drop_oldest_noticed(table)
            journey = _journey(entry)
            assert journey is not None
            return journey

    def update_earlier(self, project_id: str, contribution: Contribution) -> None:
        """Renew what is known of an earlier branch; nothing happens where there is none of that name."""
        with self._changing() as table:
            entry = _find(table, project_id)
            listed = entry.get("earlier") if entry else None
            for old in listed if isinstance(listed, list) else ():
                if isinstance(old, dict) and old.get("branch") == contribution.branch:
                    for key in contribution.__struct_fields__:
                        put(old, key, getattr(contribution, key))

    def rename(self, old_id: str, new_id: str) -> None:
        """A project has moved: its journey goes on under the new id; one begun there already takes it in."""
        with self._changing() as table:
            old, new = _find(table, old_id), _find(table, new_id)
            if old is None:
                return
            if new is None:
                old["project_id"] = text.line(new_id)
                return
            reached = {**_reached(old), **_reached(new)}
            joined = {key: value for key, value in {**old, **new}.items() if key != "reached"}
            new.clear()
            new.update(joined)
            if reached:
                new["reached"] = reached
            table["journey"] = [entry for entry in table["journey"] if entry is not old]

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


def next_step(journey: Journey, *, pushed: bool = False) -> str:
    """One sentence: what to do next. `pushed` tells that the branch is on the forge already."""
    station = furthest(journey)
    if station is Station.FIRST_CHANGE and pushed:
        return f"Open a pull request for {journey.branch or 'your branch'}{_closing(journey)}."
    return _NEXT[station](journey)


def _after_set_up(journey: Journey) -> str:
    if journey.issue:
        return f"Start a branch for issue {journey.issue}."
    return "Choose a free issue and start a branch for it."


def _after_branch(journey: Journey) -> str:
    where = f" in {journey.checkout}" if journey.checkout else ""
    branch = f" on {journey.branch}" if journey.branch else ""
    return f"Make your first change{branch}{where} and commit it."


def _after_change(journey: Journey) -> str:
    return f"Push {journey.branch or 'your branch'} and open a pull request{_closing(journey)}."


def _closing(journey: Journey) -> str:
    return f" that says “Closes #{journey.issue.lstrip('#')}”" if journey.issue else ""


def _after_pull(journey: Journey) -> str:
    if journey.pull_state == "closed":
        return "The pull request was closed without being merged: ask what would make it fit, or take another issue."
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


def _finished(entry: Table, reached: Table) -> Table | None:
    """The present branch as an earlier one; None where it is for no issue and nothing of one's own happened on it."""
    if not entry.get("issue") and all(moment(reached.get(one.value)) is None for one in _AFTER_BRANCH[1:]):
        return None
    kept = {key: entry[key] for key in (*_OF_BRANCH, "reviewers") if entry.get(key)}
    merged_at = moment(reached.get(Station.MERGED.value))
    return kept | ({"merged_at": merged_at} if merged_at else {})


def _taken_up_again(earlier: list[Table], branch: str) -> Table:
    """What is known of a branch that was an earlier one, which it no longer is; empty for a new branch."""
    found = next((one for one in earlier if isinstance(one, dict) and one.get("branch") == branch), None)
    if found is None or moment(found.get("merged_at")) is not None:
        return {}
    earlier.remove(found)
    return {key: found[key] for key in (*_OF_BRANCH, "reviewers") if key in found}


def _drop_oldest_noticed(table: Table) -> None:
    """Keep the list short: what was only looked at is forgotten, the longest ago first."""
    noticed: list[tuple[datetime, Table]] = []
    for entry in table["journey"]:
        reached = entry.get("reached")
        if isinstance(reached, dict) and list(reached) == [Station.NOTICED.value]:
            at = moment(reached[Station.NOTICED.value])
            if at is not None:
                noticed.append((at, entry))
    noticed.sort(key=lambda pair: pair[0])
    dropped = [id(entry) for _, entry in noticed[:-_NOTICED]]
    if dropped:
        table["journey"] = [entry for entry in table["journey"] if id(entry) not in dropped]


def _reached(entry: Table) -> Table:
    found = entry.get("reached")
    return found if isinstance(found, dict) else {}


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
    earlier = raw.get("earlier")
    return Journey(
        project_id=project_id,
        reached=times,
        checkout=text.line(raw["checkout"]) or None if isinstance(raw.get("checkout"), str) else None,
        reviewers=words(raw.get("reviewers")),
        earlier=tuple(
            found
            for one in (earlier if isinstance(earlier, list) else ())
            if isinstance(one, dict) and (found := _contribution(one)) is not None
        ),
        **_said(raw),
    )


def _said(raw: Table) -> dict[str, str | None]:
    """What is written about a branch."""
    said = {key: text.line(raw[key]) or None for key in _OF_BRANCH if isinstance(raw.get(key), str)}
    said["pull_url"] = address.web_address(said.get("pull_url"))
    return said


def _contribution(raw: Table) -> Contribution | None:
    said = _said(raw)
    branch = said.pop("branch", None)
    if not branch:
        return None
    reviewers, merged_at = words(raw.get("reviewers")), moment(raw.get("merged_at"))
    return Contribution(branch=branch, reviewers=reviewers, merged_at=merged_at, **said)
