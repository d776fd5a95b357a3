"""Speed and memory of the search, key by key, beside `fzf --filter` and a plain rapidfuzz scan in the same run.

    python tests/benchmarks/search_speed.py [2000 5000 20000 100000 1000000] [--corpus gen_corpus.py] [--keep DIR]

Queries are typed letter by letter: names, names with a typo, words of a description, a language and a topic. Times are
this process's CPU milliseconds (the machine may be shared); “25 hits” includes what a screen shows of them. Each size
runs in a process of its own, so that its resident memory is its own.
"""

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

GENERATOR = Path(__file__).resolve().parents[3] / "shared/tools/gen_corpus.py"
HEADS = (
    "projects  keys  load ms  first ms |  rank p50   p95   max | 25 hits p50  p95 |  RSS MB  index MB"
    "  build s  again s  build MB   load"
)


def typed(projects: list[dict[str, Any]], count: int) -> list[str]:
    """What an engineer would type to its end, of four kinds in turn."""
    chance = random.Random(5)
    texts = []
    for at in range(count):
        project = chance.choice(projects)
        name = project["name"].lower()[:20]
        if at % 4 == 1 and len(name) > 3:
            swap = chance.randrange(len(name) - 1)
            name = name[:swap] + name[swap + 1] + name[swap] + name[swap + 2 :]
        if at % 4 == 2:
            name = " ".join(
                [word for word in (project["description"] or "none").split() if len(word) > 3][:2]
            ).lower()[:22]
        if at % 4 == 3:
            name = f"{project['language'] or 'python'} {(project['topics'] or ['cloud'])[0]}".lower()[:22]
        texts.append(name or "x")
    return texts


def at_place(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def most_resident() -> float:
    """The most memory this program had resident, in MB; getrusage would count the process that started it."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024


def measure(corpus: Path, index_path: Path) -> None:
    """In a process of its own: search only; prints one line of JSON."""
    from isonboard.match.index import load
    from isonboard.match.search import ranked

    texts = json.loads(corpus.with_suffix(".typed").read_text())
    started = time.perf_counter()
    index = load(index_path)
    loading = time.perf_counter() - started
    started = time.process_time()
    ranked(index, "warmpu")[:25]
    first = time.process_time() - started
    ranking, showing = [], []
    for text in texts:
        for end in range(1, len(text) + 1):
            started = time.process_time()
            found = ranked(index, text[:end])
            ranking.append(1000 * (time.process_time() - started))
            found[:25]
            showing.append(1000 * (time.process_time() - started))
    memory = most_resident()
    print(json.dumps([index.count, len(ranking), 1000 * loading, 1000 * first, at_place(ranking, 0.5),
                      at_place(ranking, 0.95), max(ranking), at_place(showing, 0.5), at_place(showing, 0.95), memory]))  # fmt: skip


def build_both(corpus: Path, index_path: Path) -> None:
    """In a process of its own: first build, and again with one project in a hundred changed."""
    from search_relevance import entries, lines

    from isonboard.match.index import build

    made = [entry._replace(id=f"s{at}") for at, entry in enumerate(entries(lines(corpus)))]
    started = time.process_time()
    build(index_path, made, 1)
    first = time.process_time() - started
    changed = [
        entry._replace(description="changed") if at % 100 == 0 else entry for at, entry in enumerate(made)
    ]
    started = time.process_time()
    build(index_path.with_suffix(".again"), changed, 2, previous=index_path)
    print(json.dumps([first, time.process_time() - started]))


def build_streamed(corpus: Path, index_path: Path) -> None:
    """In a process of its own: the most memory that building takes where the projects come one by one, as at a sync."""
    from search_relevance import entries

    from isonboard.match.index import build

    with corpus.open(encoding="utf-8") as stream:
        build(index_path, entries(map(json.loads, stream)), 1)
    print(json.dumps([most_resident()]))


def own_process(*arguments: str) -> list[float]:
    done = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, check=True, text=True)
    return json.loads(done.stdout)


def peers(corpus: Path, texts: list[str]) -> None:
    """fzf as a process and a scan of all names with rapidfuzz, on a sample of the same key strokes."""
    from rapidfuzz import fuzz, process
    from search_relevance import lines

    projects = lines(corpus)
    names = [project["name"].lower() for project in projects]
    keys = [text[:end] for text in texts for end in range(1, len(text) + 1)]
    keys = random.Random(1).sample(keys, min(40, len(keys)))
    times = []
    for key in keys:
        started = time.process_time()
        process.extract(key, names, scorer=fuzz.WRatio, limit=25, score_cutoff=70)
        times.append(1000 * (time.process_time() - started))
    print(
        f"          rapidfuzz WRatio on names: p50 {at_place(times, 0.5):.1f}  p95 {at_place(times, 0.95):.1f} ms"
    )
    if shutil.which("fzf"):
        table = "\n".join(
            f"{p['name']} {p['description']} {' '.join(p['topics'])}".replace("\n", " ") for p in projects
        ).encode()
        times = []
        for key in keys[:20]:
            started = time.perf_counter()
            subprocess.run(["fzf", "--filter", key], input=table, capture_output=True, check=False)
            times.append(1000 * (time.perf_counter() - started))
        print(
            f"          fzf --filter as a process: p50 {at_place(times, 0.5):.1f}  p95 {at_place(times, 0.95):.1f} ms (wall)"
        )


def whole_process(index_path: Path) -> None:
    """`isonboard search` as a process, in CPU time, beside `python -c pass`; compiled, as an installed program is."""
    with tempfile.TemporaryDirectory() as home:
        (Path(home) / "cache").mkdir()
        shutil.copy(index_path, Path(home) / "cache/search.index")
        env = {**os.environ, "ISONBOARD_HOME": home, "PYTHONPYCACHEPREFIX": f"{home}/compiled"}
        env.pop("PYTHONDONTWRITEBYTECODE", None)

        def median(*arguments: str) -> float:
            times = []
            for _ in range(16):
                before = resource.getrusage(resource.RUSAGE_CHILDREN)
                subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=env)
                after = resource.getrusage(resource.RUSAGE_CHILDREN)
                times.append(1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
            return at_place(times[1:], 0.5)  # the first one compiles

        nothing = median("-c", "pass")
        for text in ("kubernetes", "react table", "kuberntes"):
            ours = median("-m", "isonboard", "search", text)
            print(
                f"          process, “{text}”: {ours:.0f} ms = {ours / nothing:.1f} x python -c pass ({nothing:.0f} ms)"
            )


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("sizes", nargs="*", type=int, default=[2_000, 5_000, 20_000, 100_000])
    arguments.add_argument("--corpus", type=Path, default=GENERATOR)
    arguments.add_argument("--keep", type=Path, help="folder for corpora and indexes")
    arguments.add_argument("--texts", type=int, default=40)
    chosen = arguments.parse_args()
    if not chosen.corpus.is_file():
        raise SystemExit(f"skipped: no corpus generator at {chosen.corpus}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        print(HEADS)
        for size in chosen.sizes:
            corpus, index_path = folder / f"c{size}.jsonl", folder / f"c{size}.index"
            if not corpus.is_file():
                subprocess.run([sys.executable, chosen.corpus, str(size), "--out", corpus], check=True)
            from search_relevance import lines

            texts = typed(lines(corpus), chosen.texts)
            corpus.with_suffix(".typed").write_text(json.dumps(texts))
            built = own_process("--build", str(corpus), str(index_path))
            row = own_process("--measure", str(corpus), str(index_path))
            (peak,) = own_process("--stream", str(corpus), str(index_path.with_suffix(".streamed")))
            print(
                "{:8.0f} {:5.0f} {:8.2f} {:9.1f} | {:9.2f} {:5.2f} {:5.1f} | {:11.2f} {:4.2f} | {:7.0f}".format(
                    *row
                ),
                f"{index_path.stat().st_size / 1e6:9.1f} {built[0]:8.2f} {built[1]:8.2f} {peak:9.0f} {os.getloadavg()[0]:6.1f}",
                flush=True,
            )
            if size <= 100_000:
                peers(corpus, texts)
            if size <= 5_000:
                whole_process(index_path)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]), Path(sys.argv[3]))
    elif sys.argv[1:2] == ["--stream"]:
        build_streamed(Path(sys.argv[2]), Path(sys.argv[3]))
    elif sys.argv[1:2] == ["--build"]:
        build_both(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
