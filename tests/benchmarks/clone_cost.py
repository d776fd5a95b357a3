"""What a clone costs beside the same git command by hand, on the same server in the same minute.

    python tests/benchmarks/clone_cost.py [--rounds N] [--files N]

Prints one JSON object a mode: the median seconds of both, and their ratio (budget: 1.1). The server is
`git http-backend` on loopback; ours and git's own turns alternate.
"""

import argparse
import asyncio
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "counterparties"))
import git_http

from isonboard.workspace.clone import clone

BY_HAND = {"blobless": ["--filter=blob:none"], "full": [], "shallow": ["--depth=1", "--single-branch"]}


def by_hand(url: str, mode: str, destination: Path) -> float:
    began = time.perf_counter()
    subprocess.run(["git", "clone", "--quiet", *BY_HAND[mode], url, str(destination)], check=True)
    return time.perf_counter() - began


def ours(url: str, mode: str, destination: Path) -> float:
    began = time.perf_counter()
    asyncio.run(clone(url, destination, mode=mode, report=lambda _event: None, protocols=("http",)))
    return time.perf_counter() - began


def measured(url: str, mode: str, rounds: int, folder: Path) -> dict[str, object]:
    times: dict[str, list[float]] = {"ours": [], "by_hand": []}
    for number in range(rounds):
        turns = [("ours", ours), ("by_hand", by_hand)]
        for name, act in turns if number % 2 else turns[::-1]:
            destination = folder / f"{name}{number}"
            times[name].append(act(url, mode, destination))
            shutil.rmtree(destination)
    median = {name: statistics.median(values) for name, values in times.items()}
    return {
        "mode": mode,
        "ours_seconds": round(median["ours"], 3),
        "by_hand_seconds": round(median["by_hand"], 3),
        "ratio": round(median["ours"] / median["by_hand"], 3),
        "rounds": rounds,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--files", type=int, default=3_000)
    parser.add_argument("--big", type=int, default=60, help="random files of 64 kB, in two versions")
    chosen = parser.parse_args()
    os.environ.setdefault("GIT_CONFIG_NOSYSTEM", "1")
    folder = Path(tempfile.mkdtemp(prefix="isonboard-clone-cost-"))
    try:
        extra = {f"src/part{n % 50}/file{n}.txt": f"line {n}\n" * 40 for n in range(chosen.files)}
        git_http.bare_repository(folder / "served" / "big.git", blobs=chosen.big, kilobytes=64, extra=extra)
        with git_http.git_server(folder / "served") as server:
            for mode in BY_HAND:
                print(json.dumps(measured(server.url("big.git"), mode, chosen.rounds, folder)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
