"""Relevance of the search on real projects: the metrics of the shared scorer, ours beside peers of the same run.

    python tests/benchmarks/search_relevance.py [--data DIR] [--half 0|1] [--fresh SEED ...] [--command-line] [--kinds]
                                                [--out RUN.json] [--fzf]

DIR holds index_main.jsonl, index_notags.jsonl, queries.jsonl and score.py (the relevance set beside the checkout).
Weights are developed on half 0 of the queries (split by hash) and judged on half 1, and on queries drawn afresh
(`search_queries`): one set a seed, and their means. Family b (lists of skills) goes through `by_skills`, as
`isonboard match` does. `--command-line` has all of it answered by `isonboard search --stdin` and `match --stdin`,
on a catalog that was synced from a portal file of the same projects.
"""

import argparse
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import search_queries

from isonboard.match.index import IndexEntry, build, load
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


Answer = Callable[[list[dict[str, Any]]], dict[str, list[str]]]


def engine(folder: Path, projects: list[dict[str, Any]]) -> Answer:
    """The engine itself on an index of these projects."""
    build(folder / "search.index", entries(projects), 1)
    index = load(folder / "search.index")

    def answer(queries: list[dict[str, Any]]) -> dict[str, list[str]]:
        return {
            query["qid"]: (
                by_skills(index, query["skills"]) if query["family"] == "b" else ranked(index, query["text"])
            ).ids(10)
            for query in queries
        }

    return answer


def command_line(folder: Path, projects: list[dict[str, Any]]) -> Answer:
    """The installed command on a home into which these projects were synced."""
    listed = [
        {
            "id": project["id"],
            "name": project["name"],
            "full_name": f"all/{project['id']}",
            "html_url": f"https://git.example/all/{project['id']}",
            "owner": {"login": "all"},
            **{field: project[field] for field in ("description", "language", "topics")},
        }
        for project in projects
    ]
    (folder / "repos.json").write_text(json.dumps(listed))
    env = {**os.environ, "ISONBOARD_HOME": str(folder)}

    def run(*words: str, said: str = "") -> str:
        command = [sys.executable, "-P", "-m", "isonboard", *words]
        return subprocess.run(command, env=env, input=said, capture_output=True, check=True, text=True).stdout

    run("add", str(folder / "repos.json"), "--write")
    run("sync")

    def answer(queries: list[dict[str, Any]]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for verb, asked in (
            ("search", [(query, query["text"]) for query in queries if query["family"] != "b"]),
            ("match", [(query, ",".join(query["skills"])) for query in queries if query["family"] == "b"]),
        ):
            said = "".join(f"{text}\n" for _, text in asked)
            answers = run(verb, "--stdin", "--limit", "10", said=said).splitlines() if asked else []
            for (query, _), line in zip(asked, answers, strict=True):
                found[query["qid"]] = [hit["id"].rpartition("/")[2] for hit in json.loads(line)["hits"]]
        return found

    return answer


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--data", type=Path, default=DATA)
    arguments.add_argument("--half", type=int, choices=(0, 1))
    arguments.add_argument("--fresh", type=int, nargs="+", default=[], metavar="SEED")
    arguments.add_argument("--command-line", action="store_true")
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
    targets = {query["target"] for query in queries if "target" in query}
    answering = command_line if chosen.command_line else engine
    print(MARK)
    with tempfile.TemporaryDirectory() as temporary:

        def answers(name: str, listed: list[dict[str, Any]]) -> Answer:
            (folder := Path(temporary) / name).mkdir()
            return answering(folder, listed)

        main_index = answers("main", projects["main"])

        def judged(label: str, asked: list[dict[str, Any]], hidden: list[dict[str, Any]]) -> dict[str, float]:
            by_index = {"main": main_index, "notags": answers(label, hidden)}
            run = {
                qid: ids
                for name, answer in by_index.items()
                for qid, ids in answer([query for query in asked if query["index"] == name]).items()
            }
            metrics, kinds = score.score(run, asked, documents)
            print(label, json.dumps(metrics), flush=True)
            if chosen.kinds:
                for kind in sorted(kinds):
                    print("   ", kind, kinds[kind])
            if chosen.out:
                chosen.out.with_stem(f"{chosen.out.stem}-{label}").write_text(json.dumps(run))
            return metrics

        judged("shared", queries, projects["notags"])
        fresh = [
            judged(f"fresh-{seed}", *search_queries.fresh(projects["main"], seed, targets))
            for seed in chosen.fresh
        ]
        if fresh:
            print(
                "fresh, mean",
                json.dumps({n: round(sum(m[n] for m in fresh) / len(fresh), 4) for n in fresh[0]}),
            )
    if chosen.fzf and shutil.which("fzf"):
        peers = {name: fzf_answers(listed) for name, listed in projects.items()}
        peer = {query["qid"]: peers[query["index"]](query["text"]) for query in queries}
        print("fzf --filter", json.dumps(score.score(peer, queries, documents)[0]))


if __name__ == "__main__":
    main()
