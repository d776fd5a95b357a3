"""`--plain`: the main flows as questions and answers, and long work without a changing line."""

import io
import signal
import subprocess
import sys

import pytest

from isonboard import config as settings
from isonboard.catalog.sync import SyncReport
from isonboard.cli import progress
from isonboard.cli.main import main
from isonboard.errors import InterruptedByUserError
from isonboard.model.profile import Level, Profile, Skill
from isonboard.model.progress import LogLine, Notice, Progress
from isonboard.model.project import SourceConfig, SourceState
from isonboard.notebook.profile import ProfileBook


@pytest.fixture
def talk(monkeypatch, capsys):
    """A sitting: the answers given, the words that came back."""

    def sitting(*answers, flags=("--sample",)):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{answer}\n" for answer in answers)))
        assert main(["--plain", *flags]) == 0
        said = capsys.readouterr()
        assert "\x1b" not in said.out + said.err
        return said.out

    return sitting


def test_what_is_answered_through_a_pipe_stands_behind_its_question(home, talk):
    said = talk("1", "berth", "b", "q")
    assert "Your choice: 1\n" in said
    assert "the best matches: berth\n" in said
    assert "1 project, best first.\n1. Berth planner, Python" in said
    assert said.endswith("Your choice: q\nGoodbye.\n")


def test_a_word_that_is_no_answer_is_told_and_the_list_is_not_read_out_again(home, talk):
    said = talk("1", "berth", "99", "²", "9" * 5_000, "b")
    assert "There is no “99” here: type a number from 1 to 1, or b." in said
    assert "There is no “²” here" in said
    assert f"There is no “{'9' * 5_000}” here" in said
    assert said.count("1. Berth planner") == 1


def test_a_note_and_the_way_a_project_is_at(home, talk):
    said = talk("1", "berth", "1", "j", "n", "Nora knows", "n", "", "j", "f", "b", "b", "q")
    assert "You are here: noticed." in said
    assert "Noted." in said
    assert "The note so far: Nora knows" in said
    assert (
        "You are here: favourite.\nNext: Pick one of its free issues and clone it.\n  type: isonboard" in said
    )
    assert "No favourite any more." in said


def repository(place):
    place.mkdir(parents=True)
    (place / "README.md").write_text(f"# {place.name}\n\nCounts things.\n")
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for argv in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "one"]):
        subprocess.run(["git", *argv], cwd=place, check=True)
    return place


def test_each_source_that_is_added_is_read(tmp_path, home, talk):
    first, second = repository(tmp_path / "one" / "alpha"), repository(tmp_path / "two" / "omega")
    said = talk("5", first.parent, "y", "5", second.parent, "y", "omega", "b", "5", "", flags=())
    assert "isonboard: 1 project known." in said
    assert "isonboard: 2 projects known." in said
    assert "1 project, best first.\n1. two/omega" in said or "1. omega" in said
    assert "not read yet" not in said


def test_reading_again_keeps_the_reader_in_the_sample_and_adding_leads_out(tmp_path, home, talk):
    own = repository(tmp_path / "code" / "alpha")
    settings.save_source(SourceConfig(name="own", kind="folder", url=str(own.parent)))
    said = talk("5", "r", "5", "", "q")
    assert said.count("isonboard: 31 projects known.") == 2
    assert said.count("sample, sample: 31 projects") == 2
    other = repository(tmp_path / "more" / "omega")
    said = talk("5", other.parent, "y", "q")
    assert "Kept.\nReading your sources for the first time.\nisonboard: 2 projects known." in said


def test_a_source_that_fails_is_told_once(tmp_path, home, monkeypatch, capsys):
    for name in ("gone", "lost"):
        settings.save_source(SourceConfig(name=name, kind="folder", url=str(tmp_path / name)))
    monkeypatch.setattr("sys.stdin", io.StringIO("5\n\nq\n"))
    assert main(["--plain"]) == 0
    said = capsys.readouterr()
    assert "isonboard: 0 projects known." in said.out
    for name in ("gone", "lost"):
        assert said.err.count(f"isonboard: {name}: ") == 1
    assert "could not be read" not in said.out
    assert said.out.count("The last try failed: ") == 2
    assert ".." not in said.out + said.err


def test_a_failure_that_no_notice_told_is_told_in_one_sentence(home, talk, monkeypatch):
    failed = SourceState(name="corp", error="corp: nothing answers. Check the VPN.")
    monkeypatch.setattr("isonboard.cli.plain.refresh", lambda *_, **__: SyncReport(states=(failed,)))
    said = talk("5", "r", "q")
    assert "\ncorp could not be read: nothing answers. Check the VPN.\n" in said


def test_control_c_stops_the_first_reading_and_not_the_sitting(tmp_path, home, talk, monkeypatch):
    async def read(*_, cancelled, **__):
        signal.raise_signal(signal.SIGINT)
        assert cancelled()
        raise InterruptedByUserError("stopped")

    own = repository(tmp_path / "code" / "alpha")
    settings.save_source(SourceConfig(name="own", kind="folder", url=str(own.parent)))
    with monkeypatch.context() as patch:
        patch.setattr("isonboard.assistant.sync.sync", read)
        said = talk("alpha", "2", "q", flags=())
    assert "Stopped; what had arrived is kept." in said
    assert "isonboard: 0 projects known." in said
    assert "Nothing fits." in said
    assert said.endswith("Goodbye.\n")
    assert "isonboard: 1 project known." in talk("q", flags=())


def test_a_source_is_added_and_takes_the_place_of_the_sample(tmp_path, home, talk):
    alpha = repository(tmp_path / "code" / "alpha")
    ProfileBook(home / "data" / "sample").save(Profile(skills=(Skill("Go", Level.GOOD),)))
    said = talk(
        "5",
        "",
        "5",
        "nonsense",
        "5",
        alpha.parent,
        "n",
        "5",
        alpha.parent,
        "y",
        "4",
        "",
        "",
        "5",
        "r",
        flags=(),
    )
    assert "5 adds your company's projects." in said
    assert "sample, sample: 31 projects, read " in said
    assert "Sorry: 'nonsense' is no address and no path here." in said
    assert f"{alpha.parent} is a folder: 1 project. For example alpha." in said
    assert said.count("Kept.") == 1
    assert said.count("isonboard: 1 project known.") == 2, "after adding, and after reading again"
    assert "You know: Go (good)." in said, "what was told on the sample need not be told again"
    assert list(settings.load().sources) == ["code"]


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_control_c_stops_a_clone_and_not_the_sitting(home, talk, monkeypatch):
    async def clone(*_, cancelled, **__):
        signal.raise_signal(signal.SIGINT)
        assert cancelled()
        raise InterruptedByUserError("stopped")

    monkeypatch.setattr("isonboard.cli.plain.clone_project", clone)
    said = talk("1", "berth", "1", "c", "b", "b", "q")
    assert "Cloning. Control c stops it.\nStopped; nothing half-done is left.\n" in said
    assert said.endswith("Goodbye.\n")


@pytest.mark.parametrize("term", ["", "dumb"])
def test_a_terminal_that_cannot_show_a_screen_gets_questions(home, monkeypatch, capsys, term):
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr("sys.stdin", Terminal("q\n"))
    monkeypatch.setattr("sys.stdout", Terminal())
    assert main(["--sample"]) == 0
    assert "Your choice: " in sys.stdout.getvalue()


EVENTS = (
    Progress(stage="receiving", done=1, total=9),
    Progress(stage="receiving", done=2, total=9),
    Progress(stage="checking out", subject="alpha"),
    LogLine(text="hello"),
    Notice(text="something is odd"),
)
IN_LINES = "receiving\nalpha: checking out\n  hello\nisonboard: something is odd.\n"


@pytest.mark.parametrize("term", ["", "dumb"])
def test_a_dumb_terminal_gets_a_line_a_stage(monkeypatch, term):
    monkeypatch.setattr("sys.stderr", Terminal())
    monkeypatch.setenv("TERM", term)
    report = progress.reporter(None)
    for event in EVENTS:
        report(event)
    progress.finished(None, "done", 0)
    assert sys.stderr.getvalue() == f"{IN_LINES}done\n"


def test_a_line_changes_on_a_terminal_that_can_but_not_in_the_plain_flow(monkeypatch):
    monkeypatch.setattr("sys.stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm-256color")
    with progress.plainly():
        report = progress.reporter(None)
        for event in EVENTS:
            report(event)
    assert sys.stderr.getvalue() == IN_LINES
    progress.reporter(None)(EVENTS[0])
    assert "\x1b[K" in sys.stderr.getvalue()


def test_control_c_leaves_the_plain_flow_after_work_has_run_in_it():
    before = signal.getsignal(signal.SIGINT)
    with progress.plainly():
        progress.Cancelled()
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show",), "isonboard: show: it needs PROJECT: isonboard show PROJECT. “isonboard show --help” says what it takes.\n"),
        (("search", "--limit", "x"), "isonboard: search: --limit: it takes a number from 1, not “x”. “isonboard search --help” says what it takes.\n"),
    ],
)  # fmt: skip
def test_wrong_use_is_one_sentence_that_names_the_program_once(home, capsys, words, said):
    assert main(list(words)) == 2
    assert capsys.readouterr().err == said
