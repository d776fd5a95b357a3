"""The screen from outside: start to first useful text, key to repaint, memory; beside other programs in the same run.

    python tests/benchmarks/latency.py [2000 100000] [--runs 5] [--beside VENV ...] [--json FILE]

Compared are the smallest app of the same framework, tig and fzf where they are installed, and posting and harlequin
where `--beside` names virtual environments that have them. CPU milliseconds are what to compare on a busy machine;
the budgets are ratios to the smallest app, which is started once more before every run.
"""

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from terminal_program import Program

SIZE = (120, 40)
SMALLEST = """
from textual.app import App
from textual.widgets import Static
class Smallest(App):
    def compose(self):
        yield Static("smallest app is ready " * 4)
    def key_down(self):
        self.query_one(Static).update(f"down {id(object())}{__import__('time').time()}")
Smallest().run()
"""
WORDS = [
    "payments",
    "ferry",
    "ledger",
    "harbour",
    "ticket",
    "engine",
    "crew",
    "weather",
    "lock",
    "pilot",
    "quay",
    "cargo",
    "signal",
    "vessel",
    "tide",
]
LANGUAGES = ["Python", "Go", "TypeScript", "Java", "Rust", "Ruby", "Kotlin", "C#", "Shell", "Swift"]
TYPED = "payments ledger go"
HEADS = "program                    | first text ms | x smallest | start CPU ms | key p50 / p95 ms | CPU/key ms | peak MB"


class Subject(NamedTuple):
    """A program to measure."""

    name: str
    argv: Sequence[str]
    ready: str
    keys: Sequence[str]
    leave: Sequence[str] = ("q",)
    before: Sequence[str] = ()
    env: Mapping[str, str] = MappingProxyType({})
    cwd: Path | None = None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("counts", nargs="*", type=int, default=[2_000, 100_000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--beside", type=Path, nargs="*", default=[], help="where posting and harlequin are")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        print(
            f"load {os.getloadavg()[0]:.1f}, {SIZE[0]}x{SIZE[1]}, {options.runs} runs each, medians\n{HEADS}"
        )
        found = subjects(Path(folder), options.counts, options.beside)
        for subject in found:
            figure = measured(subject, options.runs, found[0])
            figures.append(figure)
            print(line_of(figure), flush=True)
        for count in options.counts:
            figures.append(during_sync(Path(folder), count))
            print(line_of(figures[-1]), flush=True)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")
    return 0


def subjects(folder: Path, counts: Sequence[int], beside: Sequence[Path]) -> list[Subject]:
    """The smallest app first: the others are measured against it."""
    smallest = folder / "smallest.py"
    smallest.write_text(SMALLEST)
    found = [
        Subject(
            "smallest Textual app", [sys.executable, str(smallest)], "smallest app", ["down"] * 20, ["\x11"]
        )
    ]
    for count in counts:
        home = home_of(folder, count)
        app = [sys.executable, "-P", "-m", "isonboard"]
        env = {"ISONBOARD_HOME": str(home)}
        found.append(
            Subject(f"isonboard {count:,}, arrows", app, r"fit .*\n.*project-", ["down"] * 30, env=env)
        )
        found.append(
            Subject(
                f"isonboard {count:,}, typing",
                app,
                r"fit .*\n.*project-",
                list(TYPED),
                ["escape", "escape", "q"],
                before=["/"],
                env=env,
            )
        )
    if shutil.which("tig"):
        root = Path(__file__).resolve().parents[2]
        found.append(Subject("tig", ["tig"], r"\[main\]", ["down"] * 30, cwd=root))
    if shutil.which("fzf"):
        names = folder / "names"
        names.write_text("".join(f"{name}\n" for name in lines(20_000)))
        run = ["sh", "-c", f"fzf < {names}"]
        found.append(Subject("fzf, 20,000 lines", run, r"20000/20000", list(TYPED), ["escape"]))
    for name, ready in (("posting", "Send"), ("harlequin", "Query Editor")):
        program = next((place / "bin" / name for place in beside if (place / "bin" / name).exists()), None)
        if program is not None:
            env = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder / name)}
            keys = list("select one") if name == "harlequin" else list("example.or")
            before = ["\x0c"] if name == "posting" else []
            found.append(Subject(name, [str(program)], ready, keys, ["\x11"], before, env, folder))
    return found


def measured(subject: Subject, runs: int, reference: Subject) -> dict[str, Any]:
    """Medians over the runs; the first one only warms the caches."""
    ratios: list[float] = []
    starts, cpus, firsts, lasts, costs, peaks = [], [], [], [], [], []
    for run in range(runs + 1):
        smallest = Program(reference.argv, SIZE, terminal())
        beside = smallest.wait_for(reference.ready, 60) or 0.0
        smallest.close(reference.leave)
        program = Program(subject.argv, SIZE, {**terminal(), **subject.env}, subject.cwd)
        start = program.wait_for(subject.ready, 60)
        if start is None:
            print(f"{subject.name} was never ready:\n{program.drawn.text}", file=sys.stderr)
            program.close()
            return {"name": subject.name}
        cpu = program.cpu_seconds()
        program.until_quiet(0.5, 5)
        for key in subject.before:
            program.repaint(key)
        before = program.cpu_seconds(alone=True)
        changes = [change for key in subject.keys if (change := program.repaint(key)) is not None]
        cost = program.cpu_seconds(alone=True) - before
        peak = program.peak_mb()
        program.close(subject.leave)
        if run:
            starts.append(start * 1e3)
            ratios.append(start / beside if beside else 0.0)
            cpus.append(cpu * 1e3)
            firsts += [first * 1e3 for first, _ in changes]
            lasts += [last * 1e3 for _, last in changes]
            costs.append(cost * 1e3 / len(subject.keys))
            peaks.append(peak)
    return {
        "name": subject.name,
        "first_text": statistics.median(starts),
        "ratio": statistics.median(ratios),
        "start_cpu": statistics.median(cpus),
        "key_p50": share_of(firsts, 0.5),
        "key_p95": share_of(firsts, 0.95),
        "settled_p95": share_of(lasts, 0.95),
        "key_cpu": statistics.median(costs),
        "peak_mb": max(peaks),
    }


def during_sync(folder: Path, count: int) -> dict[str, Any]:
    """Keys while every source is read again: R, then arrows until it is done or they run out."""
    home = home_of(folder, count)
    touched(home, count, changed=True)
    program = Program(
        [sys.executable, "-P", "-m", "isonboard"], SIZE, {**terminal(), "ISONBOARD_HOME": str(home)}
    )
    start = program.wait_for(r"fit .*\n.*project-", 60)
    program.until_quiet(0.5, 5)
    program.press("R")
    running = program.wait_for("Reading the sources", 10)
    changes = []
    cpu = program.cpu_seconds(alone=True)
    presses = 0
    for at in range(200):
        # the turning sign of the tray repaints too: the first change after a key may be its
        change = program.repaint("down" if at % 2 else "up", pause=0.02, limit=0.5)
        presses += 1
        changes += [change[0] * 1e3] if change is not None else []
        if re_done(program.drawn.text):
            break
    cost = (program.cpu_seconds(alone=True) - cpu) * 1e3 / presses
    peak = program.peak_mb()
    program.close(["q", "y"])
    return {
        "name": f"isonboard {count:,}, syncing",
        "first_text": (start or 0) * 1e3 if running else 0,
        "start_cpu": 0.0,
        "key_p50": share_of(changes, 0.5),
        "key_p95": share_of(changes, 0.95),
        "key_cpu": cost,
        "peak_mb": peak,
        "presses": presses,
    }


def re_done(text: str) -> bool:
    """Whether the tray says that reading has ended."""
    return "projects known" in text


def home_of(folder: Path, count: int) -> Path:
    """A home whose catalog has `count` projects of one portal file, made once."""
    home = folder / f"home-{count}"
    if not home.exists():
        (home / "config" / "sources.d").mkdir(parents=True)
        touched(home, count)
        (home / "config" / "sources.d" / "portal.toml").write_text(
            f'kind = "portal"\nurl = "{home / "repos.json"}"\n'
        )
        env = {**os.environ, "ISONBOARD_HOME": str(home)}
        subprocess.run(
            [sys.executable, "-P", "-m", "isonboard", "sync"], env=env, check=True, capture_output=True
        )
    return home


def touched(home: Path, count: int, *, changed: bool = False) -> None:
    """The portal's file; `changed` gives every project another description."""
    entries = [
        {
            "id": at,
            "name": f"project-{name}",
            "full_name": f"team-{at % 97}/project-{name}",
            "html_url": f"https://git.example/team-{at % 97}/project-{name}",
            "description": f"{'Again: ' if changed else ''}{name} for the {WORDS[at % 7]} of {WORDS[at % 11]}",
            "language": LANGUAGES[at % 10],
            "stargazers_count": at % 300,
            "forks_count": at % 30,
            "watchers_count": at % 300,
            "open_issues_count": at % 9,
            "owner": {"login": f"team-{at % 97}", "avatar_url": ""},
            "created_at": "2021-01-01T00:00:00Z",
            "updated_at": "2026-11-01T00:00:00Z",
            "pushed_at": "2026-11-01T00:00:00Z",
            "_InnerSourceMetadata": {"topics": [WORDS[at % 13]], "participation": [at % 5] * 52},
        }
        for at, name in enumerate(lines(count))
    ]
    (home / "repos.json").write_text(json.dumps(entries))


def lines(count: int) -> list[str]:
    """That many different names, the same every time."""
    chance = random.Random(7)
    return [f"{chance.choice(WORDS)}-{chance.choice(WORDS)}-{at}" for at in range(count)]


def terminal() -> dict[str, str]:
    """An ordinary terminal, and Python as users have it: what was compiled once is kept."""
    return {
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "TMUX": "",
        "PYTHONDONTWRITEBYTECODE": "",
    }


def share_of(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def line_of(figure: dict[str, Any]) -> str:
    if "key_p50" not in figure:
        return f"{figure['name']:26} | never ready"
    return (
        f"{figure['name']:26} | {figure['first_text']:13.0f} | {figure.get('ratio', 0):10.2f} | "
        f"{figure['start_cpu']:12.0f} | {figure['key_p50']:7.1f} / {figure['key_p95']:6.1f} | "
        f"{figure['key_cpu']:10.1f} | {figure['peak_mb']:7.0f}"
    )


if __name__ == "__main__":
    sys.exit(main())
