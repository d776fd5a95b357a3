"""Git processes: short ones with their output, long ones with their progress, each ended with its whole group."""

import asyncio
import contextlib
import os
import signal
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from isonboard import text
from isonboard.errors import GitError, InterruptedByUserError
from isonboard.git.failure import failure, room_at
from isonboard.git.fence import PROTOCOLS, QUIET_SECONDS, Credential, command, folder_for, placed, prepared
from isonboard.lifeline import Lifeline


def run(
    args: Sequence[str],
    *,
    cwd: Path | None = None,
    check: bool = True,
    timeout: float = 60.0,
    protocols: Iterable[str] = (),
    config: Iterable[tuple[str, str]] = (),
    data: bytes | None = None,
    extra_env: Mapping[str, str] | None = None,
    ca_bundle: str | None = None,
    credential: Credential | None = None,
    inherit: Sequence[int] = (),
) -> subprocess.CompletedProcess[bytes]:
    """Run a short git command and return its output. Raises GitError (with git's own last line) when `check`.

    `cwd` may be any folder of a checkout, or a bare repository (or `--git-dir=…` comes first). No protocol is allowed
    unless named. `inherit` are file descriptors that git keeps open.
    """
    args, cwd = placed(args, cwd)
    try:
        with prepared(
            args,
            cwd=cwd,
            protocols=protocols,
            ca_bundle=ca_bundle,
            credential=credential,
            extra=extra_env,
        ) as (env, fds):
            process = subprocess.Popen(
                command(args, config=config),
                cwd=folder_for(args, cwd),
                env=env,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
                pass_fds=(*inherit, *fds),
            )
            try:
                said, complained = process.communicate(data or b"", timeout)
            except BaseException:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
                raise
            done = subprocess.CompletedProcess(args, process.returncode, said, complained)
    except subprocess.TimeoutExpired as error:
        raise GitError(f"git {args[0]} took longer than {timeout:.0f} s", hint="Try again.") from error
    except OSError as error:
        raise GitError(
            f"git could not be started ({error.strerror})", hint="Check the folder and try again."
        ) from error
    if check and done.returncode:
        raise failure(args[0], done.returncode, done.stderr.decode("utf-8", "replace"), room=_room(args, cwd))
    return done


def output(args: Sequence[str], *, cwd: Path, **options: object) -> str:
    """Standard output of a short git command as cleaned text without the trailing line feed."""
    return text.block(run(args, cwd=cwd, **options).stdout.decode("utf-8", "replace")).rstrip("\n")  # type: ignore[arg-type]


async def stream(
    args: Sequence[str],
    *,
    cwd: Path | None = None,
    on_line: Callable[[str], None],
    protocols: Iterable[str] = PROTOCOLS,
    ca_bundle: str | None = None,
    config: Iterable[tuple[str, str]] = (),
    extra_env: Mapping[str, str] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    credential: Credential | None = None,
    inherit: Sequence[int] = (),
    quiet: float = QUIET_SECONDS,
    data: bytes | None = None,
    aloud: bool = False,
) -> None:
    """Run a long git command (clone, fetch), handing each cleaned line of its progress to `on_line`.

    Runs in a process group of its own; cancelling the task, `cancelled()` turning true, `quiet` seconds without
    a word, or our own death ends the whole group. `inherit` are file descriptors that git keeps open (a lock that outlives us with
    it); `data` is its standard input; `aloud` hears its standard output, too. Raises GitError, StorageError (disk full) or InterruptedByUserError.
    """
    args, cwd = placed(args, cwd)
    with prepared(
        args,
        cwd=cwd,
        protocols=protocols,
        ca_bundle=ca_bundle,
        credential=credential,
        extra=extra_env,
    ) as (env, fds):
        line = Lifeline()
        try:
            process = await asyncio.create_subprocess_exec(
                *line.tied(command(args, config=config), output="&2" if aloud else "/dev/null"),
                cwd=folder_for(args, cwd),
                stdin=asyncio.subprocess.DEVNULL if data is None else asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                start_new_session=True,
                env=env,
                pass_fds=(*inherit, *fds, *line.fds),
            )
        except OSError as error:
            line.release()
            raise GitError(
                f"git could not be started ({error.strerror})", hint="Check the folder and try again."
            ) from error
        except BaseException:
            line.tear()
            raise
        line.started()
        try:
            feeding = asyncio.create_task(_feed(process, data)) if data is not None else None
            said = await _listen(process, on_line, cancelled, quiet)
            line.release()
            code = await process.wait()
            if feeding is not None:
                await feeding
        finally:
            line.release()
            await _end_group(process)
            await _guard_gone(process)
    if code:
        raise failure(args[0], code, "\n".join(said), room=_room(args, cwd))


def _room(args: Sequence[str], cwd: Path | None) -> int | None:
    """Bytes left where a command that failed was writing."""
    place = args[-1] if args[0] == "clone" else cwd
    return None if place is None else room_at(place)


async def _feed(process: asyncio.subprocess.Process, data: bytes) -> None:
    assert process.stdin is not None
    with contextlib.suppress(OSError):
        process.stdin.write(data)
        await process.stdin.drain()
        process.stdin.close()


async def _listen(
    process: asyncio.subprocess.Process,
    on_line: Callable[[str], None],
    cancelled: Callable[[], bool],
    quiet: float,
) -> list[str]:
    """Hand on what git says until it ends; returns the last lines."""
    assert process.stderr is not None
    loop = asyncio.get_running_loop()
    said: list[str] = []
    pending = b""
    heard = loop.time()
    while True:
        ended = process.returncode is not None  # what it said last is read all the same
        try:
            chunk = await asyncio.wait_for(process.stderr.read(4096), 1.0 if ended else 0.25)
        except TimeoutError:
            if cancelled():
                raise InterruptedByUserError("stopped; nothing half-done was left") from None
            if ended:  # a credential daemon may keep the pipe open for ever
                return said
            if loop.time() - heard > quiet:
                raise GitError(
                    f"git said nothing for {quiet:.0f} s and was ended", hint="Try again."
                ) from None
            continue
        heard = loop.time()
        if cancelled():
            raise InterruptedByUserError("stopped; nothing half-done was left")
        *lines, pending = (pending[-4096:] + chunk).replace(b"\r", b"\n").split(b"\n")
        if not chunk and pending:
            lines.append(pending)
        for raw in lines:
            if shown := text.redacted(text.line(raw.decode("utf-8", "replace"), 300)):
                said = [*said[-19:], shown]
                on_line(shown)
        if not chunk:
            return said


async def _guard_gone(process: asyncio.subprocess.Process) -> None:
    """Wait for the guard, which holds the standard output and what is inherited: a lock is free when we return."""
    assert process.stdout is not None
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(process.stdout.read(), 5)


async def _end_group(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, sign)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), 5)
            return
