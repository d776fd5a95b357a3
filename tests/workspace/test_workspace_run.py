"""A run is bounded, watched and stopped whole; its environment holds nothing of value; its report is honest."""

import asyncio
import os
import stat
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isonboard.errors import StorageError
from isonboard.model.plan import MissingTool, Outcome, Purpose, SetupPlan, SetupReport, Step, StepResult
from isonboard.model.progress import LogLine, Notice, Progress
from isonboard.workspace import output, processes, run, sandbox
from isonboard.workspace.environment import additions_for, step_environment
from isonboard.workspace.explain import KNOWN, explanation_of
from isonboard.workspace.output import Log, Output, cleaned, new_log_path
from isonboard.workspace.run import run_plan
from isonboard.workspace.verify import report_of, resume_from

PYTHON = Path(sys.executable).resolve()


@pytest.fixture
def checkout(tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "x"
    (folder / "sub").mkdir(parents=True)
    monkeypatch.setattr(run, "_DISK_LOW", 0)
    return folder


def shell(script: str, purpose: Purpose = Purpose.BUILD, **fields: object) -> Step:
    return Step(purpose=purpose, argv=("sh", "-c", script), **fields)  # type: ignore[arg-type]


async def ran(
    checkout: Path,
    *steps: Step,
    events: list[object] | None = None,
    use_sandbox: bool = False,
    **options: object,
) -> SetupReport:
    seen: list[object] = [] if events is None else events
    plan = SetupPlan(steps=steps)
    return await run_plan(
        plan, checkout, report=seen.append, use_sandbox=use_sandbox, missing=(), **options  # type: ignore[arg-type]
    )  # fmt: skip


async def test_a_checked_set_up_is_ready(checkout: Path) -> None:
    events: list[object] = []
    done = await ran(
        checkout,
        shell("echo building; echo x > built"),
        shell("test -f built && echo fine", Purpose.VERIFY),
        shell("exit 1", Purpose.TEST),
        events=events,
    )
    assert (done.outcome, done.sentence, done.verified) == (Outcome.READY, "ready", True)
    assert [result.exit_code for result in done.results] == [0, 0]
    assert [event.text for event in events if isinstance(event, LogLine)] == ["building", "fine"]
    steps = [event for event in events if isinstance(event, Progress)]
    assert [(event.done, event.total) for event in steps] == [(0, 2), (1, 2), (2, 2)]
    assert [event.subject for event in steps] == ["1", "2", ""]
    assert done.disk_bytes is not None
    assert done.log_path is not None
    log = Path(done.log_path)
    assert "building" in log.read_text(encoding="utf-8")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


async def test_a_run_that_goes_on_counts_the_steps_that_are_left(checkout: Path) -> None:
    events: list[object] = []
    steps = shell("exit 1"), shell("true"), shell("true", Purpose.VERIFY), shell("true", Purpose.TEST)
    await ran(checkout, *steps, events=events, from_step=1)
    said = [event for event in events if isinstance(event, Progress)]
    assert [(event.done, event.total, event.subject) for event in said] == [
        (0, 2, "2"),
        (1, 2, "3"),
        (2, 2, ""),
    ]


async def test_tests_that_fail_again_after_a_check_that_passed_do_not_make_it_fail(checkout: Path) -> None:
    steps = shell("true", Purpose.VERIFY), shell("exit 1", Purpose.TEST)
    done = await ran(checkout, *steps, tests=True, from_step=1, verified_before=True)
    assert done.outcome is Outcome.PARTLY_READY
    assert "its own tests do not pass" in done.sentence
    alone = await ran(checkout, *steps, tests=True, from_step=1)
    assert alone.outcome is Outcome.FAILED


async def test_a_virtual_environment_that_the_plan_made_comes_first_for_the_steps_after_it(
    checkout: Path,
) -> None:
    make = "mkdir -p .venv/bin; touch .venv/pyvenv.cfg; printf '#!/bin/sh\\necho from the venv in $VIRTUAL_ENV\\n' > .venv/bin/tool"
    (checkout / "made.sh").write_text(f"{make}; chmod +x .venv/bin/tool\n", encoding="utf-8")
    venv = Step(purpose=Purpose.INSTALL, argv=("sh", "made.sh", "-m", "venv", ".venv"))
    use = shell("tool", Purpose.VERIFY)
    done = await ran(checkout, venv, use, msgspec.structs.replace(use, cwd="sub"))
    assert [result.tail for result in done.results[1:]] == [(f"from the venv in {checkout / '.venv'}",)] * 2
    (checkout / ".venv" / "bin" / "git").write_text("#!/bin/sh\necho wrong\n", encoding="utf-8")
    alone = await ran(checkout, use)  # one that the repository brings along is none of ours
    assert alone.results[0].exit_code == 127


async def test_tests_run_on_request_and_do_not_pass_for_ready_when_they_fail(checkout: Path) -> None:
    steps = shell("true", Purpose.VERIFY), shell("echo 2 failed; exit 1", Purpose.TEST)
    done = await ran(checkout, *steps, tests=True)
    assert done.outcome is Outcome.PARTLY_READY
    assert "own tests" in done.sentence
    assert done.results[1].tail == ("2 failed",)


async def test_a_plan_without_a_check_is_never_ready_unless_its_tests_pass(checkout: Path) -> None:
    assert (await ran(checkout, shell("true"))).outcome is Outcome.PARTLY_READY
    assert (await ran(checkout, shell("true"), shell("true", Purpose.TEST))).outcome is Outcome.READY
    assert (await ran(checkout, shell("true"), shell("false", Purpose.TEST))).outcome is Outcome.FAILED


async def test_a_failed_step_is_named_and_skips_what_depends_on_it(checkout: Path) -> None:
    done = await ran(
        checkout,
        shell("echo one >&2; echo No space left on device; exit 3", cwd="sub"),
        shell("touch ran", Purpose.VERIFY, cwd="sub"),
        shell("true", Purpose.VERIFY),
    )
    assert [result.exit_code for result in done.results] == [3, None, 0]
    assert not (checkout / "sub" / "ran").exists()
    assert done.outcome is Outcome.PARTLY_READY
    assert "step 1" in done.sentence
    assert "disk is full" in done.results[0].explanation
    alone = await ran(checkout, shell("exit 3"), shell("true", Purpose.VERIFY))
    assert (alone.outcome, alone.results[1].exit_code) == (Outcome.FAILED, None)
    assert alone.sentence.startswith("failed at step 1")


async def test_a_failed_run_goes_on_from_the_failed_step(checkout: Path) -> None:
    steps = shell("echo x >> count"), shell("test -f go"), shell("true", Purpose.VERIFY)
    failed = await ran(checkout, *steps)
    assert failed.outcome is Outcome.FAILED
    assert resume_from(SetupPlan(steps=steps), failed) == 1
    assert resume_from(SetupPlan(steps=steps), SetupReport(outcome=Outcome.CANCELLED, sentence="")) == 0
    (checkout / "go").touch()
    done = await ran(checkout, *steps, from_step=1)
    assert done.outcome is Outcome.READY
    assert (checkout / "count").read_text(encoding="utf-8") == "x\n"


async def test_a_step_has_no_terminal_no_input_and_no_secrets(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        "GITHUB_TOKEN",
        "NPM_TOKEN",
        "AWS_SECRET_ACCESS_KEY",
        "SSH_AUTH_SOCK",
        "PYTHONPATH",
        "LD_PRELOAD",
    ):
        monkeypatch.setenv(name, "s3cret")
    monkeypatch.setenv("PIP_INDEX_URL", "https://ada:s3cret@pypi.acme.test/simple")
    monkeypatch.setenv("UV_INDEX_URL", "https://pypi.acme.test/simple")
    monkeypatch.setenv("HTTPS_PROXY", "http://ada:proxypw@proxy.acme.test:3128")
    monkeypatch.setenv("PATH", f".:{os.environ['PATH']}")
    events: list[object] = []
    await ran(checkout, shell("env; test -t 0 || echo no-tty; cat; echo eof"), events=events)
    said = "\n".join(event.text for event in events if isinstance(event, LogLine))
    assert "s3cret" not in said
    assert "proxypw" not in said
    assert "HTTPS_PROXY=http://***@proxy" in said
    assert "UV_INDEX_URL=https://pypi" in said
    assert "no-tty\neof" in said
    assert "CI=1" in said
    assert "PATH=.:" not in said
    assert any(isinstance(event, Notice) and "PIP_INDEX_URL" in event.text for event in events)


async def test_output_is_cleaned_of_escapes_and_secrets(checkout: Path) -> None:
    events: list[object] = []
    script = r"printf 'a\033]0;owned\007b\033[2Jc\n\033[6n  indented\tx\r50%%\r100%%\n'; echo https://u:pw@h.test/x"
    done = await ran(checkout, shell(script), events=events)
    said = [event.text for event in events if isinstance(event, LogLine)]
    assert said == ["abc", "  indented    x", "50%", "100%", "https://***@h.test/x"]
    assert done.results[0].tail == tuple(said)


async def test_a_flood_is_bounded_and_still_read(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "LOG_LIMIT", 10_000)
    events: list[object] = []
    done = await ran(
        checkout,
        shell("yes | head -100000; head -c 300000 /dev/zero | tr '\\0' x; echo; echo last"),
        events=events,
    )
    lines = [event.text for event in events if isinstance(event, LogLine)]
    assert len(lines) < 10_000
    assert done.results[0].exit_code == 0
    assert done.results[0].tail[-1].endswith("last")
    assert done.log_path is not None
    assert Path(done.log_path).stat().st_size < 12_000


async def test_a_step_that_takes_too_long_is_ended(checkout: Path) -> None:
    done = await ran(checkout, shell("echo begun; sleep 60"), step_timeout=0.3)
    assert done.results[0].exit_code is None
    assert "ended after" in done.results[0].explanation
    assert done.outcome is Outcome.FAILED


def alive(path: Path) -> list[int]:
    found = []
    for word in path.read_text(encoding="utf-8").split():
        try:
            state = Path(f"/proc/{word}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except OSError:
            continue
        if state not in "ZX":
            found.append(int(word))
    return found


ESCAPING = (
    "(sleep 300 & echo $! >> pids); setsid sh -c 'sleep 300 & echo $! $$ >> pids; wait' & "
    "sh -c 'trap \"\" TERM; echo $$ >> pids; sleep 300' & echo $$ >> pids; echo up > up; wait; sleep 300"
)


@pytest.mark.skipif(sys.platform != "linux", reason="processes that leave their group are found by /proc")
async def test_cancelling_ends_the_whole_tree(checkout: Path) -> None:
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += (checkout / "up").exists()
        return asked > 2

    done = await ran(checkout, shell(ESCAPING), shell("touch never"), cancelled=cancelled)
    assert done.outcome is Outcome.CANCELLED
    assert done.results[0].exit_code is None
    assert len((checkout / "pids").read_text(encoding="utf-8").split()) == 5
    assert alive(checkout / "pids") == []
    assert not (checkout / "never").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="processes that leave their group are found by /proc")
async def test_cancelling_the_task_ends_the_whole_tree(checkout: Path) -> None:
    task = asyncio.create_task(ran(checkout, shell(ESCAPING)))
    while not (checkout / "up").exists():
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert alive(checkout / "pids") == []


@pytest.mark.skipif(sys.platform != "linux", reason="processes that leave their group are found by /proc")
async def test_what_a_step_leaves_running_is_ended_and_does_not_hold_it_up(checkout: Path) -> None:
    done = await ran(
        checkout,
        shell(
            "(setsid sleep 300 & echo $! > pids); (sleep 300 & echo $! >> pids); echo done", Purpose.VERIFY
        ),
    )
    assert done.outcome is Outcome.READY
    assert done.seconds < 30
    assert alive(checkout / "pids") == []


async def test_no_step_leaves_the_checkout(checkout: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    script = outside / "script"
    script.write_text("#!/bin/sh\ntouch fired\n", encoding="utf-8")
    script.chmod(0o755)
    (checkout / "linked").symlink_to(outside)
    (checkout / "gradlew").symlink_to(script)
    (checkout / ".venv").symlink_to(outside)
    for argv, cwd in (
        (("sh", "-c", "touch fired"), "linked"),
        (("sh", "-c", "touch fired"), "../outside"),
        (("sh", "-c", "touch fired"), str(outside)),
        (("sh", "-c", "touch fired"), "none"),
        (("./gradlew",), "."),
        (("linked/script",), "."),
        (("../outside/script",), "."),
        ((str(script),), "."),
        (("python3", "-m", "venv", ".venv"), "."),
        ((".venv/bin/python", "x"), "."),
    ):
        done = await ran(checkout, Step(purpose=Purpose.BUILD, argv=argv, cwd=cwd))
        assert done.outcome is Outcome.FAILED, argv
        assert done.results[0].exit_code is None
        assert done.results[0].explanation
    assert sorted(os.listdir(outside)) == ["script"]


async def test_a_script_without_its_executable_bit_is_run_by_its_shell(checkout: Path) -> None:
    (checkout / "gradlew").write_text('#!/bin/sh\necho "ran $1"\n', encoding="utf-8")
    (checkout / "tool").write_text("#!/usr/bin/python3\n", encoding="utf-8")
    done = await ran(checkout, Step(purpose=Purpose.VERIFY, argv=("./gradlew", "assemble")))
    assert done.results[0].tail == ("ran assemble",)
    done = await ran(checkout, Step(purpose=Purpose.VERIFY, argv=("./tool",)))
    assert "not executable" in done.results[0].explanation


async def test_a_tool_that_is_missing_is_said_before_and_after(checkout: Path) -> None:
    plan = SetupPlan(steps=(Step(purpose=Purpose.BUILD, argv=("frob", "x"), needs=("frob",)),))
    events: list[object] = []
    absent = (MissingTool(tool="frob", wanted=">=2", advice="sudo apt install frob"),)
    done = await run_plan(plan, checkout, report=events.append, missing=absent, use_sandbox=False)
    assert (done.outcome, done.sentence) == (Outcome.PARTLY_READY, "partly ready: missing frob")
    assert done.next_step == "sudo apt install frob"
    assert any(isinstance(event, Notice) and "frob is not installed" in event.text for event in events)


async def test_without_room_on_the_disk_nothing_is_begun(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "_DISK_OUT", 1 << 62)
    with pytest.raises(StorageError):
        await ran(checkout, shell("touch ran"))
    assert not (checkout / "ran").exists()


def test_pythons_own_modules_do_not_look_into_the_checkout() -> None:
    assert additions_for(("python3", "-m", "venv", ".venv")) == {"PYTHONSAFEPATH": "1"}
    assert additions_for((".venv/bin/python", "-m", "pip", "install", ".")) == {"PYTHONSAFEPATH": "1"}
    assert additions_for(("python3", "-m", "unittest")) == {}
    assert additions_for(("make",)) == {}


async def test_what_automake_generated_is_not_generated_again(checkout: Path) -> None:
    said = 'echo "${ACLOCAL-unset} ${AUTOMAKE-unset}"\n'
    (checkout / "configure").write_text(f"#!/bin/sh\n{said}", encoding="utf-8")
    (checkout / "configure").chmod(0o755)
    configure = Step(purpose=Purpose.BUILD, argv=("./configure",))
    assert (await ran(checkout, configure)).results[0].tail == ("unset unset",)
    for name in ("aclocal.m4", "Makefile.am", "Makefile.in"):
        (checkout / name).touch()
    done = await ran(checkout, configure, shell(said))
    assert [result.tail for result in done.results] == [(": :",), ("unset unset",)]


def test_a_java_build_gets_the_home_of_the_compiler_on_the_path(tmp_path: Path) -> None:
    jdk, stub = tmp_path / "jdk-17", tmp_path / "bin"
    for folder in (jdk / "bin", stub):
        folder.mkdir(parents=True)
        (folder / "javac").write_text("", encoding="utf-8")
        (folder / "javac").chmod(0o755)
    assert additions_for(("./mvnw", "verify"), {"PATH": str(stub)}) == {}
    (jdk / "release").touch()
    assert additions_for(("mvn", "-B"), {"PATH": str(jdk / "bin")}) == {"JAVA_HOME": str(jdk.resolve())}
    assert additions_for(("mvn", "-B"), {"PATH": str(jdk / "bin"), "JAVA_HOME": "/own"}) == {}
    assert additions_for(("make",), {"PATH": str(jdk / "bin")}) == {}


@pytest.mark.parametrize("module", ["venv", "pip"])
async def test_a_module_of_the_repository_is_not_run_in_place_of_pythons(checkout: Path, module: str) -> None:
    (checkout / f"{module}.py").write_text("open('fired', 'w')\n", encoding="utf-8")
    await ran(checkout, Step(purpose=Purpose.INSTALL, argv=("python3", "-m", module, "--help")))
    assert not (checkout / "fired").exists()


def test_the_company_ca_reaches_every_tool() -> None:
    env, held = step_environment({"SSL_CERT_FILE": "/mine"}, ca_bundle="/ca.pem", mark="m")
    assert env["SSL_CERT_FILE"] == "/mine"
    assert env["NODE_EXTRA_CA_CERTS"] == env["PIP_CERT"] == env["GIT_SSL_CAINFO"] == "/ca.pem"
    assert held == ()
    assert env["ISONBOARD_RUN"] == "m"
    env, _ = step_environment({"https_proxy": "http://old.test:1"}, proxy="http://proxy.test:3128")
    assert env["https_proxy"] == env["HTTP_PROXY"] == "http://proxy.test:3128"


needs_fence = pytest.mark.skipif(sandbox.probe().program is None, reason=sandbox.probe().state)


@needs_fence
async def test_inside_the_fence_only_the_checkout_can_be_written(
    checkout: Path, own_home: Path, tmp_path: Path
) -> None:
    (own_home / ".ssh").mkdir()
    (own_home / ".ssh" / "id").write_text("s3cret", encoding="utf-8")
    (own_home / ".config" / "gh").mkdir(parents=True)
    (own_home / ".config" / "gh" / "hosts.yml").write_text("s3cret", encoding="utf-8")
    (own_home / ".npmrc").write_text("registry=x\n", encoding="utf-8")
    (own_home / ".cache").mkdir()
    victim = tmp_path / "victim"
    victim.mkdir()
    events: list[object] = []
    script = (
        f"echo in > inside; echo out > {victim}/file; echo h > ~/.bashrc; echo c > ~/.cache/c; echo t > /tmp/t;"
        "cat ~/.ssh/id ~/.config/gh/hosts.yml ~/.npmrc; echo end"
    )
    done = await ran(checkout, shell(script, Purpose.VERIFY), events=events, use_sandbox=True)
    said = "\n".join(event.text for event in events if isinstance(event, LogLine))
    assert (checkout / "inside").exists()
    assert (own_home / ".cache" / "c").exists()
    assert not (own_home / ".bashrc").exists()
    assert not (victim / "file").exists()
    assert not Path("/tmp/t").exists()
    assert "s3cret" not in said
    assert "registry=x\nend" in said
    assert any(isinstance(event, Notice) and "bubblewrap" in event.text for event in events)
    assert "bubblewrap" in done.sandbox


@needs_fence
async def test_cancelling_inside_the_fence_ends_everything(checkout: Path) -> None:
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += (checkout / "up").exists()
        return asked > 2

    mark = "sleep 299.77"
    await ran(checkout, shell(f"setsid {mark} & echo > up; {mark}"), cancelled=cancelled, use_sandbox=True)
    running = [name for name in os.listdir("/proc") if name.isdigit() and b"299.77" in (_command_line(name))]
    assert running == []


def _command_line(pid: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_a_system_without_bubblewrap_is_told_and_works(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    sandbox.probe.cache_clear()
    try:
        found = sandbox.probe()
        assert (found.program, "not installed" in found.state) == (None, True)
        broken = tmp_path / "bwrap"
        broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        broken.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
        sandbox.probe.cache_clear()
        assert "does not let" in sandbox.probe().state
    finally:
        sandbox.probe.cache_clear()


def test_processes_are_found_by_their_mark_only() -> None:
    assert processes.marked("no-such-mark") == []


@settings(max_examples=80, deadline=None)
@given(st.lists(st.binary(max_size=80), max_size=20))
def test_however_output_is_cut_it_is_shown_safely(chunks: list[bytes]) -> None:
    shown: list[str] = []

    class Nothing(Log):
        def __init__(self) -> None:
            self._left = 0

        def flush(self) -> None:
            pass

    taken = Output(Nothing(), shown.append, clock=lambda: 0.0)
    for chunk in chunks:
        taken.feed(chunk)
    taken.end()
    for line in shown:
        assert not any(ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0 for letter in line)


def test_one_line_has_a_limit() -> None:
    assert len(cleaned(b"x" * 100_000)) <= output.LINE_LIMIT


def test_old_logs_are_removed(own_home: Path) -> None:
    first = new_log_path("x")
    first.parent.mkdir(parents=True)
    for number in range(130):
        (first.parent / f"setup-2020{number:04}-x.log").touch()
    (first.parent / "app.log").touch()
    assert new_log_path("a/b c").name.endswith("a-b-c.log")
    assert len(list(first.parent.glob("setup-*"))) == output._LOGS_KEPT - 1
    assert (first.parent / "app.log").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("npm error code E401", "wants a login"),
        ("npm error The `npm ci` command can only install with an existing package-lock.json", "lock file"),
        (
            "The virtual environment was not created successfully because ensurepip is not available.",
            "python3-venv",
        ),
        ("go: errors parsing go.mod: invalid go version '1.25.9': must match format 1.23", "Go 1.25.9"),
        ("go: go.mod requires go >= 1.24 (running go 1.22.1; GOTOOLCHAIN=local)", "Go 1.24"),
        ("error: package `x v1.0` cannot be built because it requires rustc 1.99.0 or newer", "Rust 1.99.0"),
        ("feature `edition2024` is required", "Rust"),
        ("error: toolchain 'nightly-2024' is not installed", "rustup toolchain install nightly-2024"),
        ("[ERROR] Fatal error compiling: error: release version 21 not supported", "JDK 21"),
        ("PKIX path building failed: unable to find valid certification path", "certificate"),
        ("ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED]", "ca_bundle"),
        ("curl: (56) CONNECT tunnel failed, response 407", "proxy"),
        ("Error: listen EADDRINUSE: address already in use :::3000", "port"),
        ("psycopg2.OperationalError: connection refused on port 5432", "service"),
        ("src/x.c:3:10: fatal error: zlib.h: No such file or directory", "zlib.h"),
        ("/usr/bin/ld: cannot find -lssl: No such file", "libssl-dev"),
        ("make: *** No rule to make target 'setup'.  Stop.", "setup"),
        ("sh: 1: frob: not found", "frob"),
        ("pyenv: version `3.13.1' is not installed", "pyenv install 3.13.1"),
        ("touch: cannot touch '/usr/x': Read-only file system", "sandbox"),
        ("ModuleNotFoundError: No module named 'yaml'", "yaml"),
        (
            '  add_subdirectory given source "third_party/googletest" which is not an',
            "third_party/googletest",
        ),
        ("CMake Error: CMake 3.28 or higher is required.  You are running version 3.25.1", "CMake 3.28"),
        ("===== 401 passed, 404 skipped in 3 s =====", ""),
        ("Everything is on fire", ""),
    ],
)
def test_known_failures_are_explained(line: str, said: str) -> None:
    text = explanation_of(shell("x"), 1, ["before", line, "make: *** [all] Error 2"])
    assert said in text
    assert bool(text) is bool(said)
    assert "{" not in text


def test_a_wrong_version_explains_what_nothing_else_does() -> None:
    tool = MissingTool(tool="node", wanted=">=22", found="20.1", advice="nvm install 22")
    step = Step(purpose=Purpose.BUILD, argv=("node",), needs=("node",))
    assert "nvm install 22" in explanation_of(step, 1, ["?"], [tool])
    assert explanation_of(step, -9, ["?"]) == "It was ended by signal 9."


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=10))
def test_every_output_can_be_explained(lines: list[str]) -> None:
    assert isinstance(explanation_of(shell("x"), 1, lines), str)
    assert all(known.said and known.hint for known in KNOWN)


def result(step: Step, code: int | None) -> StepResult:
    return StepResult(step=step, exit_code=code)


def test_documentation_is_ready_to_edit_and_the_unknown_is_not_called_ready() -> None:
    docs = report_of(SetupPlan(summary="Documentation only: ready to edit."), ())
    assert (docs.outcome, docs.verified) == (Outcome.READY, False)
    assert report_of(SetupPlan(summary="No known build tool."), ()).outcome is Outcome.PARTLY_READY


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(list(Purpose)), st.sampled_from([0, 1, None])), min_size=1, max_size=6)
)
def test_ready_means_that_a_check_passed_and_nothing_failed(
    outcomes: list[tuple[Purpose, int | None]],
) -> None:
    steps = tuple(Step(purpose=purpose, argv=(str(number),)) for number, (purpose, _) in enumerate(outcomes))
    results = [result(step, code) for step, (_, code) in zip(steps, outcomes, strict=True)]
    done = report_of(SetupPlan(steps=steps), results)
    checked = any(code == 0 and purpose in (Purpose.VERIFY, Purpose.TEST) for purpose, code in outcomes)
    assert done.verified is checked
    if done.outcome is Outcome.READY:
        assert checked
        assert all(code == 0 for _, code in outcomes)
    assert done.sentence
