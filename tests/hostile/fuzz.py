"""Coverage-guided fuzzing of the table of targets.

    python tests/hostile/fuzz.py [TARGET ...] [--seconds 60] [--corpus FOLDER]      (make fuzz TARGET=NAME SECONDS=600)

Each target runs in a process of its own. With atheris the choice of inputs follows the branches taken in isonboard;
without it (no wheel for this Python or this system) hypothesis' generators of `test_hostile_targets.py` are run for as
long, and it says so. What is found is written to a file named `crash-…` in the corpus folder, and printed with the
exception; exit 1.
"""

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "src")]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument(
        "--corpus", type=Path, help="where inputs worth keeping are kept; default: a temporary folder"
    )
    parser.add_argument(
        "--budget", type=int, help="seconds in all: then as many targets as fit, other ones each day"
    )
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        return one(options.one, options.seconds, options.corpus)
    from targets import TARGETS

    unknown = [name for name in options.targets if name not in TARGETS]
    if unknown:
        print(f"There is no target {unknown[0]!r}; there are: {', '.join(TARGETS)}.", file=sys.stderr)
        return 2
    guided = importlib.util.find_spec("atheris") is not None
    print(
        "coverage-guided by atheris"
        if guided
        else "atheris is not installed here: hypothesis alone, not guided",
        flush=True,
    )
    failed = []
    end = time.monotonic() + (options.budget or float("inf"))
    with tempfile.TemporaryDirectory() as temporary:
        for name in options.targets or _rotated(list(TARGETS), whole=options.budget is None):
            if time.monotonic() + options.seconds > end:
                break
            corpus = (options.corpus or Path(temporary)) / name.replace(" ", "-")
            corpus.mkdir(parents=True, exist_ok=True)
            words = [
                sys.executable,
                str(Path(__file__)),
                "--one",
                name,
                "--seconds",
                str(options.seconds),
                "--corpus",
                str(corpus),
            ]
            began = time.monotonic()
            done = subprocess.run(words, check=False, capture_output=True, text=True, errors="replace")
            runs = next(
                (line.split()[1] for line in done.stderr.splitlines() if line.startswith("Done ")), "?"
            )
            took = time.monotonic() - began
            print(
                f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name}: {runs} inputs in {took:.0f} s",
                flush=True,
            )
            if done.returncode:
                failed.append(name)
                print(_end(done.stdout + done.stderr), flush=True)
    return 1 if failed else 0


def _rotated(names: list[str], *, whole: bool) -> list[str]:
    """All of them; where only some fit, each day begins at another one."""
    start = 0 if whole else (int(time.time() // 86_400) * 7) % len(names)
    return [*names[start:], *names[:start]]


def _end(said: str) -> str:
    """The exception and the input, without the fuzzer's own machinery."""
    said = "\n".join(line for line in said.splitlines() if not line.startswith(("INFO", "WARNING", "#")))
    start = said.find(" === Uncaught Python exception")
    return said[start if start >= 0 else -4_000 :][:8_000]


def one(name: str, seconds: int, corpus: Path) -> int:
    """Fuzz one target in this process."""
    if importlib.util.find_spec("atheris") is None:
        return _unguided(name, seconds)
    import atheris

    with atheris.instrument_imports(include=["isonboard"]):
        from targets import TARGETS, warm

        from isonboard import limits

        target = TARGETS[name]
        warm(target)
    for number, example in enumerate(target.examples):
        (corpus / f"example-{number}").write_bytes(example)
    words = [
        sys.argv[0], str(corpus), f"-max_total_time={seconds}", f"-max_len={target.most}", f"-timeout={limits.FUZZ_SECONDS}",
        f"-rss_limit_mb={limits.FUZZ_MEMORY_MB}", f"-artifact_prefix={corpus}/", "-print_final_stats=0", "-close_fd_mask=0",
    ]  # fmt: skip
    atheris.Setup(words, target.run)
    atheris.Fuzz()
    return 0


def _unguided(name: str, seconds: int) -> int:
    from hypothesis import given, settings
    from targets import TARGETS
    from test_hostile_targets import bytes_for

    end, runs = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        given(bytes_for(TARGETS[name]))(
            settings(max_examples=200, deadline=None, database=None)(TARGETS[name].run)
        )()
        runs += 200
    print(f"Done {runs} runs", file=sys.stderr)
    return 0


if __name__ == "__main__":
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
    sys.exit(main())
