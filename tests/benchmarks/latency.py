"""The screen from outside: start to first useful text, key to repaint, memory; beside other programs in the same run.

    python tests/benchmarks/latency.py [2000 100000] [--runs 5] [--beside VENV ...] [--older SRC] [--ahead] [--json FILE]

Compared are the smallest app of the same framework, tig and fzf where they are installed, posting and harlequin where
`--beside` names virtual environments that have them (each one of its own: in one together pip settles on a harlequin
that does not begin with its Textual), and with `--older` another version of isonboard, run for run. CPU
milliseconds are what to compare on a busy machine; the budgets of the start are ratios to the smallest app, which is
started once more before every run. `--ahead` has all that is measured run ahead of everything else on the machine
(real-time priority, for root): what a quiet machine would show.

A key's time ends at the first change of where its answer stands: of the list, for isonboard (for typing therefore at
the results; the letter in its field is the second figure). Held is an arrow pressed 30 times a second.
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

from terminal_program import WHOLE, Area, Program

SIZE = (120, 40)
LIST, FIELD = Area(0, 4, 64, 38), Area(0, 1, 120, 2)
"""Where Explore has them at this size."""
CURSOR = "▌"
HELD_TIMES, HELD_EVERY = 28, 1 / 30
TYPIST = 0.1  # seconds between two letters, where nobody waits for the screen to come to rest
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
HEADS = "program                        | first text ms | x smallest | start CPU ms | key p50 / p95 ms | letter p95 | CPU/key ms | peak MB"


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
    areas: Sequence[Area] = (WHOLE,)
    wait: float = 0.35
    held: bool = False


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("counts", nargs="*", type=int, default=[2_000, 100_000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--beside", type=Path, nargs="*", default=[], help="where posting and harlequin are")
    parser.add_argument("--older", type=Path, help="the src folder of another version")
    parser.add_argument("--ahead", action="store_true", help="run ahead of everything else on this machine")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        found = subjects(Path(folder), options.counts, options.beside, options.older)
        if options.ahead:
            os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
        print(
            f"load {os.getloadavg()[0]:.1f}{', run ahead of it' if options.ahead else ''}, {SIZE[0]}x{SIZE[1]}, "
            f"{options.runs} runs each, medians\n{HEADS}"
        )
        for group in found:
            for figure in measured(group, options.runs, found[0][0]):
                figures.append(figure)
                print(line_of(figure), flush=True)
        for count in options.counts:
            for name, env in versions(options.older).items():
                figures.append(during_sync(Path(folder), count, name, env))
                print(line_of(figures[-1]), flush=True)
        print(f"load {os.getloadavg()[0]:.1f}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")
    return 0


def versions(older: Path | None) -> dict[str, dict[str, str]]:
    """What to run, by name: this version, and the older one before it."""
    here = {"isonboard": {"PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src")}}
    return {"older": {"PYTHONPATH": str(older)}, **here} if older is not None else here


def subjects(
    folder: Path, counts: Sequence[int], beside: Sequence[Path], older: Path | None
) -> list[list[Subject]]:
    """The smallest app first: the others are measured against it. Those of one group take turns, run for run."""
    smallest = folder / "smallest.py"
    smallest.write_text(SMALLEST)
    run = [sys.executable, str(smallest)]
    found = [[Subject("smallest Textual app", run, "smallest app", ["down"] * 20, ["\x11"])]]
    for count in counts:
        home = home_of(folder, count)
        for manner in (
            {"name": "arrows", "keys": ["down"] * 30, "areas": (LIST,), "before": ["g"]},
            {"name": "scrolling", "keys": ["down"] * 30, "areas": (LIST,), "before": ["g", "pagedown"]},
            {"name": "held", "keys": ["down"] * HELD_TIMES, "held": True, "before": ["g"]},
            {"name": "typing", "keys": list(TYPED), "areas": (LIST, FIELD), "before": ["/"]},
            {"name": "fast", "keys": list(TYPED), "areas": (LIST, FIELD), "before": ["/"], "wait": TYPIST},
        ):
            group = []
            for name, env in versions(older).items():
                told: dict[str, Any] = {**manner, "name": f"{name} {count:,}, {manner['name']}"}
                group.append(
                    Subject(
                        argv=[sys.executable, "-P", "-m", "isonboard"],
                        ready=r"changed .*\n.*project-",
                        leave=["escape", "escape", "q"],
                        env={"ISONBOARD_HOME": str(home), **env},
                        **told,
                    )
                )
            found.append(group)
    if shutil.which("tig"):
        root = Path(__file__).resolve().parents[2]
        found.append([Subject("tig", ["tig"], r"\[main\]", ["down"] * 30, cwd=root)])
    if shutil.which("fzf"):
        names = folder / "names"
        names.write_text("".join(f"{name}\n" for name in lines(20_000)))
        run = ["sh", "-c", f"fzf < {names}"]
        found.append([Subject("fzf, 20,000 lines", run, r"20000/20000", list(TYPED), ["escape"])])
    for name, ready in (("posting", "Send"), ("harlequin", "Query Editor")):
        program = next((place / "bin" / name for place in beside if (place / "bin" / name).exists()), None)
        if program is not None:
            env = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder / name)}
            keys = list("select one") if name == "harlequin" else list("example.or")
            before = ["\x0c"] if name == "posting" else []
            title = f"{name} {version_in(program.parent, name)}"
            found.append([Subject(title, [str(program)], ready, keys, ["\x11"], before, env, folder)])
    return found


def version_in(place: Path, name: str) -> str:
    """The version of a package in the virtual environment with that folder of programs."""
    asked = f"from importlib.metadata import version; print(version({name!r}))"
    told = subprocess.run([place / "python", "-c", asked], capture_output=True, text=True, check=False)
    return told.stdout.strip() or "of unknown version"


class Taken(NamedTuple):
    """What one run came to; seconds, megabytes."""

    start: float
    ratio: float
    start_cpu: float
    waits: Sequence[float]
    letters: Sequence[float]
    key_cpu: float
    peak_mb: float


def measured(group: Sequence[Subject], runs: int, reference: Subject) -> list[dict[str, Any]]:
    """Medians over the runs; the first one only warms the caches."""
    taken: list[list[Taken]] = [[] for _ in group]
    for run in range(runs + 1):
        for place, subject in enumerate(group):
            one = run_of(subject, reference)
            if run and one is not None:
                taken[place].append(one)
    return [figures_of(subject.name, own) for subject, own in zip(group, taken, strict=True)]


def run_of(subject: Subject, reference: Subject) -> Taken | None:
    """One run beside the smallest app's start; None when it was never ready."""
    smallest = Program(reference.argv, SIZE, terminal())
    beside = smallest.wait_for(reference.ready, 60) or 0.0
    smallest.close(reference.leave)
    program = Program(subject.argv, SIZE, {**terminal(), **subject.env}, subject.cwd)
    start = program.wait_for(subject.ready, 60)
    if start is None:
        how = "ended before it was ready" if program.ended else "was never ready"
        print(f"{subject.name} {how}:\n{program.drawn.text}", file=sys.stderr)
        program.close()
        return None
    start_cpu = program.cpu_seconds()
    program.until_quiet(0.5, 5)
    for key in subject.before:
        program.repaint(key)
    before = program.cpu_seconds(alone=True)
    letters: list[float] = []
    if subject.held:
        waits = program.held(subject.keys[0], len(subject.keys), HELD_EVERY, CURSOR)
    else:
        seen = [program.repaint(key, subject.areas, wait=subject.wait) for key in subject.keys]
        waits = [one[0] for one in seen if one[0] is not None]
        letters = [one[1] for one in seen if len(one) > 1 and one[1] is not None]
    cost = program.cpu_seconds(alone=True) - before
    peak = program.peak_mb()
    program.close(subject.leave)
    return Taken(
        start, start / beside if beside else 0.0, start_cpu, waits, letters, cost / len(subject.keys), peak
    )


def figures_of(name: str, taken: Sequence[Taken]) -> dict[str, Any]:
    """Times in milliseconds."""
    if not taken:
        return {"name": name}
    waits = [wait * 1e3 for one in taken for wait in one.waits]
    letters = [wait * 1e3 for one in taken for wait in one.letters]
    return {
        "name": name,
        "first_text": statistics.median(one.start for one in taken) * 1e3,
        "ratio": statistics.median(one.ratio for one in taken),
        "start_cpu": statistics.median(one.start_cpu for one in taken) * 1e3,
        "key_p50": share_of(waits, 0.5),
        "key_p95": share_of(waits, 0.95),
        "key_max": max(waits, default=0.0),
        "letter_p95": share_of(letters, 0.95),
        "key_cpu": statistics.median(one.key_cpu for one in taken) * 1e3,
        "peak_mb": max(one.peak_mb for one in taken),
    }


def during_sync(folder: Path, count: int, name: str, env: Mapping[str, str]) -> dict[str, Any]:
    """Keys while every source is read again: R, then arrows until it is done or they run out."""
    home = home_of(folder, count)
    touched(home, count, changed=name == "isonboard")
    program = Program(
        [sys.executable, "-P", "-m", "isonboard"], SIZE, {**terminal(), "ISONBOARD_HOME": str(home), **env}
    )
    start = program.wait_for(r"changed .*\n.*project-", 60)
    program.until_quiet(0.5, 5)
    program.press("R")
    running = program.wait_for("Reading the sources", 10)
    waits: list[float] = []
    cpu = program.cpu_seconds(alone=True)
    presses = 0
    for at in range(200):
        seen = program.repaint("up" if at % 2 else "down", (LIST,), wait=0.05)[0]
        presses += 1
        waits += [seen * 1e3] if seen is not None else []
        if re_done(program.drawn.text):
            break
    cost = (program.cpu_seconds(alone=True) - cpu) * 1e3 / presses
    peak = program.peak_mb()
    program.close(["q", "y"])
    return {
        "name": f"{name} {count:,}, syncing",
        "first_text": (start or 0) * 1e3 if running else 0,
        "start_cpu": 0.0,
        "key_p50": share_of(waits, 0.5),
        "key_p95": share_of(waits, 0.95),
        "letter_p95": 0.0,
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
        return f"{figure['name']:30} | never ready"
    return (
        f"{figure['name']:30} | {figure['first_text']:13.0f} | {figure.get('ratio', 0):10.2f} | "
        f"{figure['start_cpu']:12.0f} | {figure['key_p50']:7.1f} / {figure['key_p95']:6.1f} | "
        f"{figure['letter_p95']:10.1f} | {figure['key_cpu']:10.1f} | {figure['peak_mb']:7.0f}"
    )


if __name__ == "__main__":
    sys.exit(main())
