"""Reads a harbour from a CSV file: lines that begin with `berth` or `call`."""

import csv
from datetime import time

from berth_planner.model import Berth, Call


class ReadingError(ValueError):
    """A line that cannot be understood; says which one."""


def read(lines):
    """The berths and the calls in the lines of a file. Blank lines and lines that begin with # are skipped."""
    berths, calls = [], []
    for number, row in enumerate(csv.reader(lines), 1):
        cells = [cell.strip() for cell in row]
        if not cells or not cells[0] or cells[0].startswith("#"):
            continue
        kind, *rest = cells
        try:
            if kind == "berth":
                berths.append(_berth(*rest))
            elif kind == "call":
                calls.append(_call(*rest))
            else:
                raise ReadingError(f"it begins with {kind!r} and not with berth or call")
        except (TypeError, ValueError) as error:
            raise ReadingError(f"line {number}: {error}") from error
    return berths, calls


def _berth(name, length, equipment=""):
    return Berth(name, int(length), charger=equipment == "charger")


def _call(ferry, length, arrives, leaves, drive=""):
    return Call(ferry, int(length), _time(arrives), _time(leaves), electric=drive == "electric")


def _time(word):
    hours, minutes = word.split(":")
    return time(int(hours), int(minutes))
