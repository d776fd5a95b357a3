"""The program as a process: pipes, no terminal, what it imports, how it ends."""

import os
import signal
import subprocess
import sys

import pytest

PROGRAM = [sys.executable, "-m", "isonboard"]


def run(home, *words, **options):
    return subprocess.run([*PROGRAM, *words], env={**os.environ, "ISONBOARD_HOME": str(home)}, capture_output=True,
                          text=True, timeout=60, check=False, stdin=subprocess.DEVNULL, **options)  # fmt: skip


def test_without_a_terminal_it_prints_matches_and_how_to_go_on(tmp_path):
    done = run(tmp_path)
    assert done.returncode == 0
    assert "best matches" in done.stdout
    assert "isonboard add ADDRESS" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_error(home):
    reader = subprocess.Popen([*PROGRAM, "--sample", "search", "--limit", "100"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env={**os.environ, "ISONBOARD_HOME": str(home)})  # fmt: skip
    reader.stdout.close()
    assert reader.wait(60) == 0
    assert reader.stderr.read() == b""
    reader.stderr.close()


@pytest.mark.parametrize(
    "words", [("--sample", "search", "ferry"), ("--sample", "show", "handbook"), ("--sample", "issues"), ("--help",),
              ("--sample", "guide", "handbook"), ("--sample", "favourites"), ("--sample", "sync"), ("doctor", "--offline")],
)  # fmt: skip
def test_no_verb_but_the_screen_imports_textual(home, words):
    code = (
        "import sys; from isonboard.cli.main import main; main(sys.argv[1:]); "
        "sys.exit(sorted(m for m in sys.modules if m.split('.')[0] in ('textual', 'rich')) != [])"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], env={**os.environ, "ISONBOARD_HOME": str(home)},
                          capture_output=True, timeout=60, check=False)  # fmt: skip
    assert done.returncode == 0


def test_a_plain_search_imports_nothing_heavy(home):
    code = (
        "import sys; from isonboard.cli.main import main; main(['--sample', 'search', 'ferry']); "
        "print([m for m in ('msgspec', 'httpx', 'tomllib', 'platformdirs', 'numpy', 'asyncio') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, "ISONBOARD_HOME": str(home)},
                          capture_output=True, text=True, timeout=60, check=False)  # fmt: skip
    assert done.stderr.strip() == "[]"
    assert done.stdout


def test_a_job_that_is_asked_to_stop_ends_with_130(home, tmp_path):
    (tmp_path / "fifo").mkdir()
    os.mkfifo(tmp_path / "fifo" / "repos.json")
    sources = home / "config" / "sources.d"
    sources.mkdir(parents=True, exist_ok=True)
    (sources / "slow.toml").write_text('kind = "portal"\nurl = "http://127.0.0.1:9/repos.json"\n')
    job = subprocess.Popen([*PROGRAM, "sync", "--progress", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                           env={**os.environ, "ISONBOARD_HOME": str(home)})  # fmt: skip
    assert b"connecting" in job.stdout.readline()
    job.send_signal(signal.SIGTERM)
    out, _ = job.communicate(timeout=60)
    assert job.returncode in (130, 3)
    assert b"Traceback" not in out


def test_plain_questions_and_answers(home):
    answers = "1\nferry\n1\ng\ni\nb\nf\nb\nb\n3\nb\nq\n"
    done = subprocess.run([*PROGRAM, "--plain", "--sample"], env={**os.environ, "ISONBOARD_HOME": str(home)},
                          capture_output=True, text=True, timeout=60, check=False, input=answers)  # fmt: skip
    assert done.returncode == 0
    assert "Starred." in done.stdout
    assert "Step 1" in done.stdout
    assert "\x1b" not in done.stdout
    assert "Goodbye." in done.stdout


def test_plain_ends_with_its_input(home):
    assert run(home, "--plain", "--sample").returncode == 0
