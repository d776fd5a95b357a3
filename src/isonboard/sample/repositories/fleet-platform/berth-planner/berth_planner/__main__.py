"""`python -m berth_planner FILE` prints the plan for a harbour."""

import sys

from berth_planner.plan import plan
from berth_planner.reading import ReadingError, read


def main(arguments):
    if len(arguments) != 1:
        print("usage: python -m berth_planner FILE", file=sys.stderr)
        return 2
    try:
        with open(arguments[0], encoding="utf-8", newline="") as file:
            berths, calls = read(file)
    except (OSError, ReadingError) as error:
        print(error, file=sys.stderr)
        return 1
    for outcome in plan(berths, calls):
        print(outcome)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
