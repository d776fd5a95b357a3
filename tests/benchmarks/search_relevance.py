"""Relevance of the search on real projects: the metrics of the shared scorer, ours beside peers of the same run.

    python tests/benchmarks/search_relevance.py [--data DIR] [--half 0|1] [--kinds] [--out RUN.json] [--fzf]

DIR holds index_main.jsonl, index_notags.jsonl, queries.jsonl and score.py (the relevance set beside the checkout).
Weights are developed on half 0 of the queries (split by hash) and judged on half 1. Family b (lists of skills) goes
through `by_skills`, as `isonboard match` does; the line “skills typed” has it through the search box instead.
"""

import argparse
import importlib.util
import json
import shutil
import subprocess
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from isonboard.match.index import Index, IndexEntry, build, load
from isonboard.match.search import by_skills, ranked

DATA = Path(__file__).resolve().parents[3] / "shared/data/relevance"
MARK = "our mark: a_mrr .97  b_tags .80  b_hidden .50  c_p10 .97  c_fp10 0  d_mrr3 .70  d_key .40  d_drops .05  e_n .1"


def lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def entries(projects: list[dict[str, Any]]) -> Iterator[IndexEntry]:
    for project in projects:
        yield IndexEntry(
            id=project.get("id") or project["url"],
            name=project["name"],
            description=project["description"] or "",
            topics=tuple(project["topics"]),
            language=project["language"] or "",
            url=project["url"] or "",
        )


def half_of(query: dict[str, Any]) -> int:
    """The half of the set that a query is in; a typed sequence stays together."""
    return zlib.crc32((query.get("seq") or query["qid"]).encode()) & 1


def fzf_answers(projects: list[dict[str, Any]]) -> Callable[[str], list[str]]:
    """`fzf --filter` over one line of all fields a project."""
    table = "\n".join(
        f"{project['id']}\t{project['name']} {project['description']} {' '.join(project['topics'])} {project['language'] or ''}".replace(
            "\n", " "
        )
        for project in projects
    ).encode()

    def answer(text: str) -> list[str]:
        found = subprocess.run(
            ["fzf", "--filter", text, "--delimiter", "\t", "--nth", "2.."],
            input=table,
            capture_output=True,
            check=False,
        )
        return [line.split("\t", 1)[0] for line in found.stdout.decode().split("\n")[:10] if line]

    return answer


def scorer(data: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", data / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--data", type=Path, default=DATA)
    arguments.add_argument("--half", type=int, choices=(0, 1))
    arguments.add_argument("--kinds", action="store_true")
    arguments.add_argument("--fzf", action="store_true", help="also score fzf --filter (minutes)")
    arguments.add_argument("--out", type=Path)
    chosen = arguments.parse_args()
    if not (chosen.data / "queries.jsonl").is_file():
        raise SystemExit(f"skipped: no relevance set in {chosen.data}")
    score = scorer(chosen.data)
    projects = {name: lines(chosen.data / f"index_{name}.jsonl") for name in ("main", "notags")}
    documents = {project["id"]: project for project in projects["main"]}
    queries = [
        q for q in lines(chosen.data / "queries.jsonl") if chosen.half is None or half_of(q) == chosen.half
    ]
    with tempfile.TemporaryDirectory() as folder:
        indexes: dict[str, Index] = {}
        for name, listed in projects.items():
            build(Path(folder) / name, entries(listed), 1)
            indexes[name] = load(Path(folder) / name)
        started = time.perf_counter()
        run = {
            query["qid"]: (
                by_skills(indexes[query["index"]], query["skills"])
                if query["family"] == "b"
                else ranked(indexes[query["index"]], query["text"])
            ).ids(10)
            for query in queries
        }
        seconds = time.perf_counter() - started
        skills = [query for query in queries if query["family"] == "b"]
        typed = {query["qid"]: ranked(indexes[query["index"]], query["text"]).ids(10) for query in skills}
    metrics, kinds = score.score(run, queries, documents)
    print(MARK)
    print("isonboard", json.dumps(metrics), f"{1000 * seconds / len(queries):.2f} ms a query")
    typed_metrics, _ = score.score(typed, skills, documents)
    print("skills typed", {name: typed_metrics[name] for name in ("b_tags", "b_hidden")})
    if chosen.kinds:
        for kind in sorted(kinds):
            print("   ", kind, kinds[kind])
    if chosen.fzf and shutil.which("fzf"):
        answers = {name: fzf_answers(listed) for name, listed in projects.items()}
        peer = {query["qid"]: answers[query["index"]](query["text"]) for query in queries}
        print("fzf --filter", json.dumps(score.score(peer, queries, documents)[0]))
    if chosen.out:
        chosen.out.write_text(json.dumps(run))


if __name__ == "__main__":
    main()
