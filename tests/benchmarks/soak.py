"""Scripted use at 20 keys a second for as long as it is told: does the memory stay flat, does the screen still answer?

    python tests/benchmarks/soak.py [--minutes 60] [--projects 2000] [--keys 20] [--json FILE]   (make soak MINUTES=..)

One program in a pty, without network: a portal of 2,000 projects and a folder of repositories with 1,000 issues and
documents of 300 kB. The script goes round: moving, typing, filters, the preview's tabs, every page, favourites,
marks, comparing, help, palette, themes. Every half minute: resident memory, open files, threads, CPU time, and how
many keys were taken (a program that cannot keep up is waited for, so that less than 20 a second is seen here).
Exit 1 where it ended by itself, no longer answers, or grew by more than 5 MB from the middle to the end.
"""

import argparse
import contextlib
import json
import os
import re
import select
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from heavy_home import heavy_home
from latency import SIZE, terminal
from terminal_program import Program

GROWTH = 5.0  # MB from the middle to the end that are still called flat: the allocator's own noise
ROUNDS: tuple[tuple[str, ...], ...] = (
    ("down",) * 30 + ("up",) * 12 + ("G", "g"),
    ("/", *"payments ledger go", "enter", "down", "down", "escape", "/", *["backspace"] * 20, "escape"),
    ("l", "]", "]", "]", "[", "down", "down", "\x04", "\x15", "h"),
    ("f", "down", "f", "down", "f", "up", "f", " ", "down", " ", "m", "down", "l", "escape", "M"),
    ("s", "down", "down", "enter", "b", "b", "a", "down", "enter", "x", "s", "enter"),
    (
        "2",
        *["down"] * 25,
        "G",
        "g",
        "enter",
        "\x04",
        "\x04",
        "escape",
        "/",
        *"crash",
        "enter",
        "escape",
        "b",
        "b",
    ),
    ("3", "down", "down", "up", "enter", "escape", "4", "down", "down", "5", "down", "1"),
    ("?", "down", "escape", ":", *"theme", "escape", "t", "t", "T", "down", "enter", "r"),
    (
        "/",
        *"heavy",
        "enter",
        "l",
        "]",
        "\x04",
        "\x04",
        "\x04",
        "\x15",
        "]",
        *["down"] * 20,
        "h",
        "escape",
        "escape",
    ),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--projects", type=int, default=2_000)
    parser.add_argument("--keys", type=float, default=20.0, help="a second")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="isonboard-soak-"))
    samples, why = soaked(heavy_home(folder, options.projects), options.minutes * 60, options.keys)
    if why:  # its logs and what it left half done tell more than the last screen
        print(f"its home is kept: {folder}", file=sys.stderr)
    else:
        shutil.rmtree(folder)
    told = verdict(samples, why)
    print(json.dumps(told))
    if options.json:
        options.json.write_text(json.dumps({**told, "samples": samples}, indent=1) + "\n")
    return 1 if told["faults"] else 0


def soaked(home: Path, seconds: float, keys_a_second: float) -> tuple[list[dict[str, float]], str]:
    """What was seen over the time, and why it ended early (“” if it did not)."""
    program = Program(
        [sys.executable, "-P", "-m", "isonboard", "--offline"],
        SIZE,
        {**terminal(), "ISONBOARD_HOME": str(home)},
    )
    samples: list[dict[str, float]] = []
    try:
        if program.wait_for(r"changed .*\n.*project-", 120) is None:
            return samples, f"never ready:\n{program.drawn.text}"
        script = [key for round_ in ROUNDS for key in round_]
        began = last = time.monotonic()
        sent, next_look = 0, began
        while (now := time.monotonic()) - began < seconds:
            if now >= next_look:
                samples.append({"minute": round((now - began) / 60, 2), "keys": sent, **seen(program.pid)})
                print(json.dumps(samples[-1]), flush=True)
                next_look = now + 30
            quiet_until = max(time.perf_counter(), time.perf_counter() + last + 1 / keys_a_second - now)
            while not program.ended and time.perf_counter() < quiet_until:
                program.listen(quiet_until)
            if program.ended:
                program.draw()
                return samples, ended_how(
                    program, home, [script[at % len(script)] for at in range(max(0, sent - 20), sent)]
                )
            if len(program.chunks) > 3_000:
                program.forget()
            last = time.monotonic()
            key = script[sent % len(script)]
            if not pressed(program, key):
                return samples, f"no key was taken for a minute, after {sent}"
            sent += 1
        return samples, "" if answers(program) else "the screen no longer answers"
    finally:
        program.close(["escape", "escape", "q"])


def ended_how(program: Program, home: Path, lately: list[str]) -> str:
    """How the program came to end: its exit code, the last keys, its own report, its last screen."""
    _, status = os.waitpid(program.pid, 0)
    reports = [
        path.read_text(errors="replace")[-20_000:]
        for path in home.rglob("*")
        if path.name in ("crash.txt", "app.log")
    ]
    return "\n".join(
        [
            f"the program ended by itself (exit {os.waitstatus_to_exitcode(status)}) after {lately}",
            *reports,
            program.drawn.text,
        ]
    )


def pressed(program: Program, key: str) -> bool:
    """Send a key once the program takes keys; False when it took none for a minute."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if select.select([], [program._tty], [], 0)[1]:
            program.press(key)
            return True
        program.listen(time.perf_counter() + 0.05)
    return False


def answers(program: Program) -> bool:
    """Whether the help opens on a screen that is drawn anew."""
    for key in ("escape", "escape", "1", "escape", "?"):
        program.press(key)
        program.until_quiet(0.3, 30, 2)
    program.draw()
    return bool(re.search(r"(?i)help|keys", program.drawn.text))


def seen(pid: int) -> dict[str, float]:
    """Resident memory in MB, open files, threads, CPU seconds of a process."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = {name: int(count) for name, count in re.findall(r"(VmRSS|Threads):\s+(\d+)", status)}
    ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    files = 0
    with contextlib.suppress(OSError):
        files = len(os.listdir(f"/proc/{pid}/fd"))
    return {
        "mb": round(found["VmRSS"] / 1024, 1),
        "files": files,
        "threads": found["Threads"],
        "cpu": round((int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK"), 1),
    }


def verdict(samples: list[dict[str, float]], why: str) -> dict[str, Any]:
    """First, middle and last memory, and what is wrong."""
    faults = [why] if why else []
    if len(samples) < 4:
        return {"faults": [*faults, "too short to tell"]}
    memory = [sample["mb"] for sample in samples]
    third = max(1, len(memory) // 6)
    middle = statistics.median(memory[len(memory) // 2 - third : len(memory) // 2 + third])
    end = statistics.median(memory[-third:])
    if end - middle > GROWTH:
        faults.append(f"memory grew from {middle} to {end} MB in the second half")
    return {
        "minutes": samples[-1]["minute"],
        "keys": samples[-1]["keys"],
        "keys_a_second": round(samples[-1]["keys"] / max(1.0, samples[-1]["minute"] * 60), 1),
        "mb_first": memory[0],
        "mb_after_a_quarter": memory[len(memory) // 4],
        "mb_middle": middle,
        "mb_end": end,
        "mb_most": max(memory),
        "files": [samples[0]["files"], samples[-1]["files"]],
        "threads": [samples[0]["threads"], samples[-1]["threads"]],
        "cpu_seconds": samples[-1]["cpu"],
        "faults": faults,
    }


if __name__ == "__main__":
    sys.exit(main())
