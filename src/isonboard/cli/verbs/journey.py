"""`isonboard journey [PROJECT]`."""

import sys
from collections.abc import Sequence

from isonboard.assistant import journey as journeys
from isonboard.assistant.context import Context
from isonboard.cli.arguments import Parser
from isonboard.cli.main import Globals
from isonboard.cli.output import age, emit
from isonboard.model.notebook import Station
from isonboard.notebook.journey import furthest, next_step


def run(words: Sequence[str], flags: Globals) -> int:
    parser = Parser("journey")
    parser.add_argument("project", nargs="?", help="an id or a unique name; without it, all journeys")
    parser.add_argument("--format", choices=("text", "markdown"), default="text")
    parser.json_option()
    options = parser.parsed(words)
    with Context.open(sample=flags.sample, offline=flags.offline) as context:
        found = journeys.all_journeys(context, options.project)
        for one in found:
            station = furthest(one)
            reached = one.reached.get(station.value) if station else None
            if options.json:
                emit({"schema": 1, "project": one.project_id, "station": station.value if station else None,
                      "reached": dict(one.reached), "checkout": one.checkout, "branch": one.branch,
                      "issue": one.issue, "pull_url": one.pull_url, "next_step": next_step(one)})  # fmt: skip
            elif options.format == "markdown":
                print(journeys.record_line(context, one))
            else:
                print(
                    f"{one.project_id}: {station.value if station else Station.NOTICED.value}, {age(reached, context.now())}"
                )
                print(f"    next: {next_step(one)}")
        if not found:
            print("isonboard: no journey yet. Star a project or clone one.", file=sys.stderr)
    return 0 if found else 1
