"""Writers of a notebook that are killed, and two that edit side by side: `kills FOLDER ROUNDS SEED`, `edits FOLDER NAME COUNT`.

`kills` forks a writer, kills it (-9) after a random moment, and looks: every book is whole and holds all that the
writer had reported as written. Prints how many were killed while writing and how many edits that were.
"""

import contextlib
import json
import os
import random
import select
import signal
import sys
from pathlib import Path

from isonboard.model.notebook import Station
from isonboard.model.profile import Level, Profile, Skill
from isonboard.model.project import Project
from isonboard.notebook.favourites import Favourites
from isonboard.notebook.journey import Journeys
from isonboard.notebook.profile import ProfileBook

_FRESH = 20  # rounds in one folder: books stay as small as people's are


def write_for_ever(folder: Path, first: int, said: int) -> None:
    """One edit after the other, each reported once it is done."""
    number = first
    while True:
        number += 1
        Favourites(folder).add(Project(id=f"h/{number}", name=str(number)), note="begun " * 40)
        os.write(said, f"star {number}\n".encode())
        Favourites(folder).set_note(f"h/{number}", f"note {number} " * 40)
        os.write(said, f"note {number}\n".encode())
        ProfileBook(folder).save(
            Profile(
                skills=tuple(Skill(f"s{n}", Level.GOOD) for n in range(number % 40 + 1)), name=str(number)
            )
        )
        os.write(said, f"profile {number}\n".encode())
        Journeys(folder).reach(f"h/{number}", Station.FAVOURITE)
        os.write(said, f"journey {number}\n".encode())


def look(folder: Path, reports: list[str]) -> None:
    """Nothing reported is lost, nothing is half there."""
    favourites, profiles, journeys = Favourites(folder), ProfileBook(folder), Journeys(folder)
    notes = {one.id: one.note for one in favourites.list()}
    profile, travelled = profiles.load(), {one.project_id for one in journeys.load()}
    assert favourites.notice is profiles.notice is journeys.notice is None, (
        favourites.notice,
        profiles.notice,
    )
    for note in notes.values():
        words = note.split()
        assert words.count("begun") == 40 or words.count("note") == 40, note
    for kind, _, number in (report.partition(" ") for report in reports):
        match kind:
            case "star":
                assert f"h/{number}" in notes
            case "note":
                assert notes[f"h/{number}"] == (f"note {number} " * 40).strip()
            case "profile":
                assert int(profile.name or 0) >= int(number)
                assert len(profile.skills) == int(profile.name or 0) % 40 + 1
            case "journey":
                assert f"h/{number}" in travelled


def kills(top: Path, rounds: int, seed: int) -> None:
    chance = random.Random(seed)
    killed = edits = 0
    reports: list[str] = []
    for turn in range(rounds):
        folder = top / str(turn // _FRESH)
        if turn % _FRESH == 0:
            reports = []
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            with contextlib.suppress(BaseException):
                write_for_ever(folder, turn * 1_000_000, writing)
            os._exit(1)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            said = [pipe.readline().strip() for _ in range(chance.randrange(10))]
            select.select([], [], [], chance.uniform(0, 0.01))  # somewhere inside the next ones
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL
            said += [line for line in pipe.read().split("\n") if line]
        reports += said
        killed += bool(said)
        edits += len(said)
        look(folder, reports)
    left = [str(one) for one in top.rglob(".*.toml.*") if not one.name.endswith(".lock")]
    print(json.dumps({"rounds": rounds, "while writing": killed, "edits": edits, "left behind": len(left)}))


def edits(folder: Path, name: str, count: int) -> None:
    """`count` edits of one's own forty favourites, beside somebody who does the same with others; each is looked at again."""
    mine: dict[str, str] = {}
    chance = random.Random(name)
    favourites, journeys = Favourites(folder), Journeys(folder)
    for number in range(count):
        one = f"h/{name}-{number % 40}"
        if one in mine and number % 7 == 0:
            assert favourites.remove(one)
            del mine[one]
        else:
            favourites.add(Project(id=one, name=one), note=f"{number}")
            mine[one] = str(number)
        if number % 50 == 0:
            journeys.reach(f"h/{name}-{number}", Station.CLONED)
        seen = {each.id: each.note for each in favourites.list() if each.id.startswith(f"h/{name}-")}
        assert seen == mine, chance
    print(json.dumps({"favourites": mine, "journeys": len(range(0, count, 50))}))


if __name__ == "__main__":
    what, where, *rest = sys.argv[1:]
    Path(where).mkdir(parents=True, exist_ok=True)
    if what == "kills":
        kills(Path(where), int(rest[0]), int(rest[1]))
    else:
        edits(Path(where), rest[0], int(rest[1]))
