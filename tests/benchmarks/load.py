"""Searching while a large source is read: a portal of 100,000 entries, a Backstage of 20,000 components.

    python tests/benchmarks/load.py [--portal 100000] [--backstage 20000]

The source was read once before; then every entry changes and `isonboard sync` reads it again as a process of its own
while this one searches (first a new word, then letters after it). Told are the first search, which loads the index,
the slowest of the others by the clock and by CPU time, how many there were, how long the reading took and the most
memory that it held. Linux only.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "counterparties"))

from latency import WORDS, home_of, lines, touched

QUERIES = (
    "payments",
    "ledger go",
    "ferry lang:python",
    "harbor",
    "project-tide",
    "topic:crew ticket",
    "engine weather",
)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--portal", type=int, default=100_000, help="entries; 0: not")
    parser.add_argument("--backstage", type=int, default=20_000, help="components; 0: not")
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        return serve(int(options.serve))
    with tempfile.TemporaryDirectory() as folder:
        if options.portal:
            home = home_of(Path(folder), options.portal)
            touched(home, options.portal, changed=True)
            print(json.dumps({"portal": options.portal, **while_reading(home, {})}), flush=True)
        if options.backstage:
            print(
                json.dumps({"backstage": options.backstage, **backstage(Path(folder), options.backstage)}),
                flush=True,
            )
    return 0


def backstage(folder: Path, count: int) -> dict[str, Any]:
    """The same with a Backstage of our own, served by a process of its own."""
    home = folder / "backstage"
    (home / "config" / "sources.d").mkdir(parents=True)
    server = subprocess.Popen(
        [sys.executable, __file__, "--serve", str(count)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        (home / "config" / "sources.d" / "catalog.toml").write_text(
            f'kind = "backstage"\nurl = "{address}"\n'
        )
        token = {"ISONBOARD_TOKEN_CATALOG": "good"}
        first = while_reading(home, token)
        return {"first": first, "changed": while_reading(home, token)}
    finally:
        server.kill()
        server.wait()


def serve(count: int) -> int:
    """A Backstage whose components all change once they were read to the end."""
    from backstage_server import BackstageServer, component

    names = lines(count)
    server = BackstageServer(
        [component(name, metadata={"tags": [WORDS[at % 13]]}) for at, name in enumerate(names)]
    )
    with server.listening() as address:
        print(address, flush=True)
        pages, changed = count // 500, False
        while True:
            time.sleep(0.2)
            if not changed and len(server.asked) > pages:
                changed = True
                for entity in server.entities:
                    entity["metadata"]["description"] += ", again"


def while_reading(home: Path, secrets: dict[str, str]) -> dict[str, Any]:
    """Sync in a process of its own; search in this one until it ends."""
    os.environ["ISONBOARD_HOME"] = str(home)
    from isonboard.assistant.context import Context
    from isonboard.assistant.find import Finder, Search

    began, load = time.perf_counter(), os.getloadavg()[0]
    command = [
        "nice",
        "-n",
        "5",
        sys.executable,
        "-P",
        "-m",
        "isonboard",
        "sync",
    ]  # as the screen has it done
    sync = subprocess.Popen(
        command, env={**os.environ, **secrets}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    first = slowest = slowest_cpu = 0.0
    searches, most = 0, 0
    with Context.open(offline=True) as context:
        finder = Finder(context)
        while sync.poll() is None:
            for query in QUERIES:
                for length in (len(query) - 2, len(query) - 1, len(query)):
                    at, cpu = time.perf_counter(), time.process_time()
                    finder.find(Search(text=query[:length])).rows(40)
                    if not searches:  # it loads the index
                        first = time.perf_counter() - at
                    else:
                        slowest = max(slowest, time.perf_counter() - at)
                        slowest_cpu = max(slowest_cpu, time.process_time() - cpu)
                    searches += 1
                    time.sleep(0.05)
            most = max(most, _peak(sync.pid))
    took = time.perf_counter() - began
    assert sync.stderr is not None
    said = sync.stderr.read().decode(errors="replace").strip().splitlines()
    return {
        "seconds": round(took, 1),
        "exit": sync.returncode,
        "said": said[-1] if said else "",
        "reader_most_mb": most // 1024,
        "searches": searches,
        "first_search_ms": round(first * 1e3),
        "slowest_search_ms": round(slowest * 1e3),
        "slowest_search_cpu_ms": round(slowest_cpu * 1e3),
        "load": [round(load, 1), round(os.getloadavg()[0], 1)],
    }


def _peak(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)


if __name__ == "__main__":
    sys.exit(main())
