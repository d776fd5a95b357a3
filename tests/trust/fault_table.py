"""docs/faults.md, made from the marks of the tests: `python tests/trust/fault_table.py` (`--run` runs them all first).

A test says which cells it fills: `@pytest.mark.fault("full disk", "sync", "clone")`. A cell without a test has its
reason in `REASONS`; one with neither, and a mark that names no cell, fail the test beside this file.
"""

import ast
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

TESTS = Path(__file__).parents[1]
DOCUMENT = TESTS.parent / "docs" / "faults.md"
RESULTS = TESTS / "trust" / "fault_results.txt"
ACTIVITIES = ("start", "sync", "search", "clone", "set-up", "saving")
FAULTS = (
    "kill -9", "SIGTERM", "SIGHUP, the terminal gone", "full disk", "read-only home", "no home", "no tty", "tiny tty",
    "resize storm", "clock jump", "two windows", "old schema", "locked database", "DNS down",
    "captive portal answering HTML", "TLS interception", "server dying mid-page", "token revoked mid-sync",
)  # fmt: skip
_SAVING = "saving is local: no connection is made"
_STEPS = "isonboard asks nobody here; what the project's own programs say about it is shown and explained"
_NO_SIZE = "prints lines, whatever the size; its progress line is cut to 78 characters"
_ONLY_SCREEN = "prints lines and listens to no resize"
REASONS: dict[tuple[str, str], str] = {
    **{(fault, "saving"): _SAVING for fault in FAULTS[13:]},
    **{(fault, "set-up"): _STEPS for fault in FAULTS[13:]},
    **{("resize storm", activity): _ONLY_SCREEN for activity in ("clone", "set-up", "saving")},
    **{("tiny tty", activity): _NO_SIZE for activity in ("clone", "set-up", "saving")},
    ("clock jump", "start"): "reads no duration from the clock: ages are clamped at “just now”",
    ("clock jump", "clone"): "reads no clock; git's own times are seconds of one run",
    ("clock jump", "set-up"): "durations come from the monotonic clock",
    ("old schema", "clone"): "reads the catalog as search does; the checkout has no schema of ours",
    ("old schema", "set-up"): "reads no catalog",
    ("locked database", "set-up"): "waits for no writer: reads the catalog only, as start does",
}


class Mark(NamedTuple):
    """One test that fills cells."""

    fault: str
    activities: tuple[str, ...]
    file: str
    test: str
    is_long: bool


def marks() -> Iterator[Mark]:
    """Every fault mark of every test, read from the source: nothing is imported."""
    for path in sorted(TESTS.rglob("test_*.py")):
        source = path.read_text(encoding="utf-8")
        if "mark.fault(" not in source:
            continue
        tree = ast.parse(source)
        named_long = {
            one.targets[0].id for one in tree.body
            if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name) and ast.unparse(one.value) == "pytest.mark.long"
        }  # fmt: skip
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                is_long = any(
                    ast.unparse(one) in {"pytest.mark.long", *named_long} for one in node.decorator_list
                )
                for one in node.decorator_list:
                    if isinstance(one, ast.Call) and ast.unparse(one.func) == "pytest.mark.fault":
                        fault, *activities = map(ast.literal_eval, one.args)
                        yield Mark(fault, tuple(activities), str(path.relative_to(TESTS)), node.name, is_long)


def written() -> str:
    """The document."""
    found = list(marks())
    wrong = [
        one
        for one in found
        if one.fault not in FAULTS or not one.activities or set(one.activities) - set(ACTIVITIES)
    ]
    if wrong:
        raise SystemExit(f"marks that name no cell: {wrong}")
    results = RESULTS.read_text(encoding="utf-8").strip() if RESULTS.exists() else "not run yet"
    lines = [
        "# Faults",
        "",
        "What goes wrong, while what is going on: each cell is an automated test or a reason. Made by",
        "`python tests/trust/fault_table.py` from the marks of the tests; a test fails while this page is not what the",
        "marks say, or a cell has neither. **t** is run by `make test`, **T** by `make long`; a number is a note below.",
        "",
        f"Last run of all tests named here (`--run` writes this line): {results}",
        "",
        "| fault | " + " | ".join(ACTIVITIES) + " |",
        "|---" * (len(ACTIVITIES) + 1) + "|",
    ]
    notes: list[str] = []
    empty = []
    for fault in FAULTS:
        cells = []
        for activity in ACTIVITIES:
            here = [one for one in found if one.fault == fault and activity in one.activities]
            if here:
                cells.append("t" if not all(one.is_long for one in here) else "T")
                continue
            reason = REASONS.get((fault, activity))
            if reason is None:
                empty.append((fault, activity))
                reason = "NOTHING"
            if reason not in notes:
                notes.append(reason)
            cells.append(f"{notes.index(reason) + 1}")
        lines.append(f"| {fault} | " + " | ".join(cells) + " |")
    if empty:
        raise SystemExit(f"cells with neither test nor reason: {empty}")
    lines += [
        "",
        "Why there is no test:",
        "",
        *(f"{number}. {one}" for number, one in enumerate(notes, 1)),
        "",
        "## The tests",
        "",
    ]
    for fault in FAULTS:
        lines.append(f"**{fault}**")
        lines.append("")
        for one in sorted({one for one in found if one.fault == fault}):
            what = one.test.removeprefix("test_").replace("_", " ")
            lines.append(
                f"- {', '.join(one.activities)}: {what} (`{one.file}`{', long' if one.is_long else ''})"
            )
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def run_all() -> None:
    """Run every test named in the table, long ones too, and keep in one line what came of it, where and when."""
    named = sorted({f"{TESTS / one.file}::{one.test}" for one in marks()})
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-m", "long or not long", f"--junitxml={report}", *named],
            cwd=TESTS.parent,
            check=False,
        )
        tree = ET.parse(report)
    where = (
        f"{sys.platform}, Python {platform.python_version()}, as {'root' if os.geteuid() == 0 else 'a user'}"
    )
    load = f"load {before:.0f} before and {os.getloadavg()[0]:.0f} after on {os.cpu_count()} cores"
    RESULTS.write_text(f"{datetime.now(UTC):%Y-%m-%d}, {where}, {load}: {outcome(tree)}.\n", encoding="utf-8")


def outcome(report: "ET.ElementTree[ET.Element]") -> str:
    """A JUnit report in words: how many passed, which failed, why some were skipped."""
    cases = list(report.iter("testcase"))
    failed = sorted(
        str(one.get("name"))
        for one in cases
        if one.find("failure") is not None or one.find("error") is not None
    )
    skipped = [skip.get("message", "") for one in cases if (skip := one.find("skipped")) is not None]
    said = f"{len(cases) - len(failed) - len(skipped)} passed, {len(failed)} failed, {len(skipped)} skipped"
    said += f" ({'; '.join(sorted(set(skipped)))})" if skipped else ""
    return said + (f"; failed: {', '.join(failed)}" if failed else "")


if __name__ == "__main__":
    if "--run" in sys.argv:
        run_all()
    DOCUMENT.write_text(written(), encoding="utf-8")
