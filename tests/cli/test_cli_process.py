"""The program as a process: pipes, no terminal, what it imports, how it ends."""

import json
import os
import signal
import subprocess
import sys

import pytest

PROGRAM = [sys.executable, "-m", "isonboard"]


def run(home, *words, **options):
    return subprocess.run([*PROGRAM, *words], env={**os.environ, "ISONBOARD_HOME": str(home)}, capture_output=True,
                          text=True, timeout=60, check=False, stdin=subprocess.DEVNULL, **options)  # fmt: skip


@pytest.mark.fault("no tty", "start")
def test_without_a_terminal_it_prints_matches_and_how_to_go_on(tmp_path):
    done = run(tmp_path)
    assert done.returncode == 0
    assert "best matches" in done.stdout
    assert "isonboard add ADDRESS" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.fault("no tty", "search")
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
        "print([m for m in ('msgspec', 'httpx', 'tomllib', 'platformdirs', 'numpy', 'asyncio', 'json') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, "ISONBOARD_HOME": str(home)},
                          capture_output=True, text=True, timeout=60, check=False)  # fmt: skip
    assert done.stderr.strip() == "[]"
    assert done.stdout


@pytest.mark.fault("SIGTERM", "sync")
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
    assert "A favourite now." in done.stdout
    assert "Step 1" in done.stdout
    assert "\x1b" not in done.stdout
    assert "Goodbye." in done.stdout


def test_plain_ends_with_its_input(home):
    assert run(home, "--plain", "--sample").returncode == 0


LATIN = {"PYTHONIOENCODING": "latin-1"}
ASCII = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C", "LANG": "C"}


def run_raw(home, *words, stdout=subprocess.PIPE, **env):
    return subprocess.run([*PROGRAM, *words], env={**os.environ, "ISONBOARD_HOME": str(home), **env}, stdout=stdout,
                          stderr=subprocess.PIPE, timeout=60, check=False, stdin=subprocess.DEVNULL)  # fmt: skip


@pytest.mark.parametrize("env", [LATIN, {"PYTHONIOENCODING": "ascii"}, ASCII], ids=["latin-1", "ascii", "C"])
@pytest.mark.parametrize(
    "words",
    [("-h",), ("--sample", "search", "ferry"), ("--sample", "show", "handbook"), ("--sample", "guide", "handbook"), ("nosuch",)],
    ids=lambda words: words[-1],
)  # fmt: skip
def test_another_encoding_shows_question_marks_at_most(home, words, env):
    done = run_raw(home, *words, **env)
    assert done.returncode == (2 if words == ("nosuch",) else 0)
    assert b"unexpected" not in done.stderr
    assert b"Error" not in done.stderr
    assert done.stdout or done.stderr


def test_json_says_everything_in_any_encoding(home):
    for words in (("search", "ferry", "--json"), ("export", "--json"), ("export", "--format", "portal")):
        plain = run_raw(home, "--sample", *words, PYTHONIOENCODING="utf-8")
        escaped = run_raw(home, "--sample", *words, PYTHONIOENCODING="ascii")
        assert (plain.returncode, escaped.returncode) == (0, 0)
        lines = (
            (plain.stdout, escaped.stdout)
            if "portal" in words
            else (plain.stdout.splitlines(), escaped.stdout.splitlines())
        )
        read, again = (
            [json.loads(each) for each in ([one] if isinstance(one, bytes) else one)] for one in lines
        )
        assert again == read
        assert escaped.stdout.isascii()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
@pytest.mark.parametrize(
    "words", [("-h",), ("--version",), ("--sample", "search", "ferry"), ("--sample", "export")]
)
def test_a_full_disk_is_said_in_one_sentence(home, words):
    with open("/dev/full", "w") as full:
        done = run_raw(home, *words, stdout=full)
    assert done.returncode == 3
    assert done.stderr.decode().splitlines() == [
        "isonboard: the output cannot be written: the disk it goes to is full. Make room and run it again."
    ]


@pytest.mark.parametrize(
    "words", ["-h", "--sample search ferry", "--sample search ferry --json", "--sample export"]
)
@pytest.mark.parametrize("where", [">&-", "1</dev/null"])
def test_a_closed_output_is_no_error(home, words, where):
    done = subprocess.run(["sh", "-c", f'"$0" -m isonboard {words} {where}', sys.executable], capture_output=True, timeout=60,
                          env={**os.environ, "ISONBOARD_HOME": str(home)}, check=False, stdin=subprocess.DEVNULL)  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.skipif(sys.platform == "darwin", reason="its command lines are UTF-8")
@pytest.mark.parametrize(
    "words", [(b"show", b"\xff"), (b"\xff",), (b"search", b"a\xe9b"), (b"plan", b"/x\xff")]
)
def test_words_that_are_no_text_are_refused_in_a_sentence(home, words):
    done = run_raw(home, *words)
    assert done.returncode == 2
    assert done.stdout == b""
    (sentence,) = done.stderr.decode().splitlines()
    assert "is not text in this terminal's encoding" in sentence
