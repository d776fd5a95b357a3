"""Running a plan that was consented to: step by step, inside the checkout, watched, bounded, and stopped whole.

Consent is the caller's: nothing here asks. Every step is an argv without a shell, in a process group of its own,
with an allow-listed environment, its output cleaned, within time; what it leaves running is ended.
"""

import asyncio
import contextlib
import os
import re
import secrets
import shlex
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

from isonboard import text
from isonboard.errors import RefusedError, StorageError
from isonboard.files import storage_error
from isonboard.lifeline import Lifeline
from isonboard.model.plan import MissingTool, Purpose, SetupPlan, SetupReport, Step, StepResult
from isonboard.model.ports import Report
from isonboard.model.progress import LogLine, Notice, Progress
from isonboard.workspace import journal, processes, sandbox, toolchain
from isonboard.workspace.environment import additions_for, step_environment
from isonboard.workspace.explain import explanation_of
from isonboard.workspace.output import Log, Output, new_log_path, pump
from isonboard.workspace.verify import report_of

TAIL_LINES = 20
_DISK_LOW = 500_000_000  # bytes: said
_DISK_OUT = 20_000_000  # bytes: not begun
_LOOK = 0.1  # seconds between looks at “cancelled”
_INTERPRETER = re.compile(r"(?:python|pypy)\d*(?:\.\d+)*")
NOT_RUN = "Not run: an earlier step of this folder failed."


class _Job(Struct, frozen=True):
    """What every step of one run needs."""

    top: Path
    env: dict[str, str]
    mark: str
    temporary: Path
    fence: sandbox.Sandbox
    log: Log
    report: Report
    cancelled: Callable[[], bool]
    step_timeout: float | None
    missing: tuple[MissingTool, ...]


async def run_plan(
    plan: SetupPlan,
    checkout: Path,
    *,
    report: Report,
    cancelled: Callable[[], bool] = lambda: False,
    from_step: int = 0,
    tests: bool = False,
    step_timeout: float | None = None,
    log_path: Path | None = None,
    ca_bundle: str | None = None,
    proxy: str | None = None,
    use_sandbox: bool = True,
    missing: Sequence[MissingTool] | None = None,
    verified_before: bool = False,
) -> SetupReport:
    """Run the steps of a consented plan in `checkout`, from step `from_step` (counted from 0), and report honestly.

    Test steps run only with `tests`, or where the plan has no other check. A failed step skips the later ones in
    and below its folder; others go on. `cancelled` turning true, or cancelling the task, ends everything started.
    `step_timeout` (seconds) caps each step's own. `verified_before` says that a check before `from_step` passed in the
    run that this one resumes. Raises StorageError when there is no room to begin or to
    log, RefusedError while another run works in this checkout.
    """
    if os.name == "nt":
        raise RefusedError("set-up is not supported on Windows itself", hint="Run isonboard in WSL.")
    top = checkout.resolve()  # noqa: ASYNC240 - a local look
    began = time.monotonic()
    _check_disk(top, report)
    absent = tuple(missing) if missing is not None else await asyncio.to_thread(toolchain.missing_tools, plan)
    mark = secrets.token_hex(12)
    env, held_back = step_environment(mark=mark, ca_bundle=ca_bundle, proxy=proxy)
    if held_back:
        report(Notice(text=f"not passed on, as they hold a login: {', '.join(held_back)}"))
    for tool in absent:
        report(Notice(text=_about_missing(tool), hint=tool.advice))
    fence = (
        await asyncio.to_thread(sandbox.probe)
        if use_sandbox
        else sandbox.Sandbox(None, "no sandbox, as asked")
    )
    log = Log(log_path or new_log_path(top.name))
    size_before = await asyncio.to_thread(size_of, top)
    results: list[StepResult] = []
    stopped = False
    with journal.running_in(top, mark) as running:
        if running.died:
            await processes.end_marked(running.died)
        job = _Job(top, env, mark, running.temporary, fence, log, report, cancelled, step_timeout, absent)
        report(Notice(text=fence.state))
        log.write(f"# {text.line(top)}\n# {fence.state}")
        try:
            stopped = await _run_steps(job, plan, from_step, results, tests=tests)
        finally:
            left = await processes.end_marked(mark)
            if left:
                log.write(f"# ended {left} processes that were left running")
            log.close()
    size_after = await asyncio.to_thread(size_of, top)
    return report_of(
        plan,
        results,
        missing=absent,
        cancelled=stopped,
        seconds=time.monotonic() - began,
        disk_bytes=max(0, size_after - size_before),
        log_path=str(log.path),
        sandbox=fence.state,
        verified_before=verified_before,
        wanted=len(steps_that_run(plan, from_step, tests=tests)),
    )


def steps_that_run(plan: SetupPlan, from_step: int, *, tests: bool) -> list[tuple[int, Step]]:
    """The steps of a run with their places in the plan: test steps only with `tests`, or as the only check."""
    only_tests = not any(step.purpose is Purpose.VERIFY for step in plan.steps)
    return [
        (number, step)
        for number, step in enumerate(plan.steps)
        if number >= from_step and (tests or only_tests or step.purpose is not Purpose.TEST)
    ]


async def _run_steps(
    job: _Job, plan: SetupPlan, from_step: int, results: list[StepResult], *, tests: bool
) -> bool:
    """Run the chosen steps, adding to `results`; True when it was stopped by the engineer."""
    chosen = steps_that_run(plan, from_step, tests=tests)
    broken: list[str] = []
    for done, (number, step) in enumerate(chosen):
        venv = _virtual_environment(job.top, plan.steps[:number], step.cwd)
        command = shlex.join(step.argv)
        if job.cancelled():
            return True
        if any(_is_below(step.cwd, folder) for folder in broken):
            results.append(StepResult(step=step, exit_code=None, explanation=NOT_RUN))
            continue
        job.report(
            Progress(
                stage=f"{step.purpose}: {text.line(command, 200)}",
                done=done,
                total=len(chosen),
                unit="steps",
                subject=str(number + 1),  # as the plan numbers it
            )
        )
        job.log.write(f"\n$ {text.line(command)}    # in {text.line(step.cwd)}")
        result, stopped = await _run_step(job, step, str(number + 1), venv)
        results.append(result)
        job.log.write(f"# ended with {result.exit_code} after {result.seconds:.1f} s")
        if stopped:
            return True
        if result.exit_code != 0 and step.purpose is not Purpose.TEST:
            broken.append(step.cwd)
    job.report(Progress(stage="done", done=len(chosen), total=len(chosen), unit="steps"))
    return False


def _virtual_environment(top: Path, before: Sequence[Step], cwd: str) -> Path | None:
    """The virtual environment that an earlier step of the plan made in the folder of a step or above it."""
    made = [
        step.cwd for step in before if step.argv[-3:] == ("-m", "venv", ".venv") and _is_below(cwd, step.cwd)
    ]
    place = top / made[-1] / ".venv" if made else None
    is_real = place is not None and (place / "pyvenv.cfg").is_file() and not place.is_symlink()
    return place if is_real else None


async def _run_step(job: _Job, step: Step, subject: str, venv: Path | None) -> tuple[StepResult, bool]:
    began = time.monotonic()
    if venv is not None:  # `make test` and the like mean the packages that were installed for them
        path = f"{venv / 'bin'}{os.pathsep}{job.env['PATH']}"
        job = msgspec.structs.replace(job, env={**job.env, "PATH": path, "VIRTUAL_ENV": str(venv)})
    try:
        cwd = inside(job.top, step.cwd)
        argv = _resolved(job, step, cwd)
    except RefusedError as error:
        return StepResult(step=step, exit_code=None, explanation=error.sentence), False
    sandbox.make_caches(
        (*step.needs, PurePosixPath(step.argv[0]).name), Path(job.env.get("HOME", "/nonexistent"))
    )
    env = {**job.env, **additions_for(step.argv, job.env, cwd)}
    if job.fence.program is None:
        env["TMPDIR"] = str(job.temporary)
    else:
        env.pop("TMPDIR", None)
    words = sandbox.wrapped(
        job.fence, argv, checkout=job.top, cwd=cwd, temporary=job.temporary, env=env
    )  # fmt: skip
    output = Output(job.log, lambda line: job.report(LogLine(text=line, subject=subject)))
    line = Lifeline()
    try:
        process = await asyncio.create_subprocess_exec(
            *line.tied(words),
            cwd=cwd,
            env=env,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
            pass_fds=line.fds,
        )
    except OSError as error:
        line.release()
        why = f"It could not be started ({error.strerror})."
        return StepResult(step=step, exit_code=None, explanation=why), False
    except BaseException:
        line.tear()
        raise
    line.started()
    limit = min(step.timeout, job.step_timeout) if job.step_timeout else step.timeout
    stopped = timed_out = False
    assert process.stdout is not None
    reading = asyncio.create_task(pump(process.stdout, output))
    try:
        while process.returncode is None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(_exit(process)), _LOOK)
            stopped = job.cancelled()
            timed_out = time.monotonic() - began > limit
            if process.returncode is None and (stopped or timed_out):
                break
    finally:
        line.release()
        if process.returncode is None:
            await processes.end_tree(process, job.mark)
        else:  # what the step left in its group has no business any more; it may hold the pipe open, too
            processes.end_group(process.pid)
        await _drain(reading)
        output.end()
    code = None if stopped or timed_out else process.returncode
    tail = tuple(output.tail)[-TAIL_LINES:]
    explanation = ""
    if code != 0 and not stopped:
        shown = msgspec.structs.replace(step, timeout=limit)
        explanation = explanation_of(shown, code, tuple(output.tail), job.missing, timed_out=timed_out)
    seconds = round(time.monotonic() - began, 3)
    return StepResult(step=step, exit_code=code, seconds=seconds, tail=tail, explanation=explanation), stopped


async def _exit(process: asyncio.subprocess.Process) -> None:
    await process.wait()


async def _drain(reading: asyncio.Task[None]) -> None:
    """What is in the pipe still counts; a process that got away and holds it open does not."""
    done, _ = await asyncio.wait({reading}, timeout=1.0)
    if not done:
        reading.cancel()
    with contextlib.suppress(asyncio.CancelledError, OSError):
        await reading


def inside(top: Path, relative: str) -> Path:
    """The folder `relative` of a checkout, resolved. Raises RefusedError when it is none, or leads outside."""
    place = Path(os.path.realpath(top / relative))
    if os.path.isabs(relative) or not (place == top or place.is_relative_to(top)):
        raise RefusedError(f"the folder {relative[:80]!r} leads outside the checkout", hint="It was not run.")
    if not place.is_dir():
        raise RefusedError(f"there is no folder {relative[:80]!r}", hint="It was not run.")
    return place


def _resolved(job: _Job, step: Step, cwd: Path) -> list[str]:
    """The argv with its program found: on the PATH, or in the checkout. Raises RefusedError."""
    program = step.argv[0]
    if "/" not in program:
        found = shutil.which(program, path=job.env["PATH"])
        if found is None:
            advice = next((tool.advice for tool in job.missing if tool.tool == program), "")
            raise RefusedError(f"{text.line(program, 60)} is not installed", hint=advice or "Install it.")
        program = found
    else:
        place = Path(os.path.normpath(cwd / program))
        real = Path(os.path.realpath(place))
        folder = Path(os.path.realpath(place.parent))
        # a virtual environment's interpreter is a link to the system's; nothing else has a reason to lead outside
        leads_out = not real.is_relative_to(job.top) and not _INTERPRETER.fullmatch(place.name)
        if os.path.isabs(program) or not folder.is_relative_to(job.top) or leads_out:
            raise RefusedError(f"{program[:80]!r} leads outside the checkout", hint="It was not run.")
        if not os.path.isfile(real):
            raise RefusedError(f"there is no {program[:80]!r}", hint="Run the steps before it.")
        program = str(place)
        if not os.access(real, os.X_OK):
            return _by_interpreter(real, program, step)
    for word in step.argv[1:]:
        place = cwd / word
        if place.is_symlink() and not Path(os.path.realpath(place)).is_relative_to(job.top):
            raise RefusedError(
                f"{word[:80]!r} is a link that leads outside the checkout", hint="It was not run."
            )
    return [program, *step.argv[1:]]


def _by_interpreter(real: Path, program: str, step: Step) -> list[str]:
    """A script without its executable bit (source packages lose it), started by the shell that it names."""
    with real.open("rb") as file:
        first = file.readline(200)
    match = re.match(rb"#!\s*(?:/usr)?/bin/(?:env\s+)?(sh|bash)\b", first)
    shell = shutil.which(match[1].decode()) if match else None
    if shell is None:
        raise RefusedError(f"{step.argv[0][:80]!r} is not executable", hint="Set its executable bit.")
    return [shell, program, *step.argv[1:]]


def _is_below(folder: str, other: str) -> bool:
    return other in (".", folder) or folder.startswith(f"{other}/")


def _about_missing(tool: MissingTool) -> str:
    wanted = f" {text.line(tool.wanted, 60)} is wanted" if tool.wanted else ""
    if tool.found is None:
        return f"{tool.tool} is not installed{',' if wanted else ''}{wanted}"
    return f"{tool.tool} {tool.found} is here,{wanted}"


def _check_disk(top: Path, report: Report) -> None:
    try:
        free = shutil.disk_usage(top).free
    except OSError as error:
        raise storage_error(error, top) from error
    if free < _DISK_OUT:
        raise StorageError(
            f"there are only {free // 1_000_000} MB free", hint="Free some space and try again."
        )
    if free < _DISK_LOW:
        report(Notice(text=f"only {free // 1_000_000} MB of disk are free", hint="Set-ups often need more."))


def size_of(folder: Path) -> int:
    """Bytes that a folder takes on disk; links are not followed."""
    total = 0
    folders = [str(folder)]
    while folders:
        with contextlib.suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    else:
                        total += entry.stat(follow_symlinks=False).st_blocks * 512
    return total
