"""Fork and branch: the engineer's own fork becomes `origin`, the project `upstream`, fetched and never pushed to."""

import asyncio
import contextlib
import shlex
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from pathlib import Path

from msgspec import Struct

from isonboard import git
from isonboard.address import clone_address
from isonboard.assistant.context import Context
from isonboard.assistant.forges import forge_of
from isonboard.errors import GitError, InterruptedByUserError, IsonboardError, RefusedError, UnreachableError
from isonboard.model.collaboration import Fork
from isonboard.model.ports import Forking, Report
from isonboard.model.progress import Notice, Progress
from isonboard.model.project import Project
from isonboard.workspace import configure

_LOOK = 10.0  # seconds that the question whether one may push may take


class Forked(Struct, frozen=True, kw_only=True):
    """What became of asking for a fork."""

    name: str | None = None
    """The fork's full name, when it is `origin` now."""
    configured: tuple[str, ...] = ()
    refused: str = ""
    """Why there is none, one sentence; then `by_hand` says what to do."""
    by_hand: tuple[str, ...] = ()


async def fork_for(
    context: Context,
    project: Project,
    checkout: Path,
    address: str,
    *,
    report: Report,
    cancelled: Callable[[], bool] = lambda: False,
    protocols: Collection[str] = git.PROTOCOLS,
    credential: git.Credential | None = None,
) -> Forked:
    """Make or find the fork and use it in a clone of the project at `address`. Raises InterruptedByUserError."""
    try:
        own = await own_fork(context, project, report=report, cancelled=cancelled)
        said = await use_fork(
            context, checkout, own, address, report=report, cancelled=cancelled,
            protocols=protocols, credential=credential,
        )  # fmt: skip
    except InterruptedByUserError:
        raise
    except IsonboardError as error:
        report(Notice(text=f"no fork: {error.message}", hint=error.hint, subject=project.label))
        return Forked(refused=error.sentence, by_hand=by_hand(project, checkout))
    return Forked(name=own.full_name, configured=(said,))


async def own_fork(
    context: Context, project: Project, *, report: Report, cancelled: Callable[[], bool] = lambda: False
) -> Fork:
    """The engineer's fork, made now or found. Raises RefusedError, SourceError, InterruptedByUserError."""
    if context.offline:
        raise UnreachableError("a fork cannot be made offline", hint="Leave --offline out.")
    report(Progress(stage="asking for your fork", subject=project.label))

    def waiting(seconds: float) -> None:
        if cancelled():
            raise InterruptedByUserError("stopped; the fork may still appear on the forge")
        report(
            Progress(stage=f"the fork is being made, looking again in {seconds:.0f} s", subject=project.label)
        )

    async with forge_of(context, project) as forge:
        if not isinstance(forge, Forking):
            raise RefusedError(
                f"{project.label} lies where no fork can be made from here", hint="Fork it by hand."
            )
        return await forge.fork(project, waiting=waiting)


async def may_push(context: Context, project: Project) -> bool | None:
    """Whether the forge lets the engineer push branches to the project; None where it does not say in time."""
    if context.sample or context.offline:
        return None
    try:
        async with asyncio.timeout(_LOOK), forge_of(context, project) as forge:
            return (await forge.access(project)).write if isinstance(forge, Forking) else None
    except (IsonboardError, TimeoutError):
        return None


@contextlib.asynccontextmanager
async def asked_meanwhile(
    context: Context, project: Project, *, wanted: bool
) -> AsyncIterator[Callable[[], Awaitable[bool | None]]]:
    """Ask whether one may push while something longer goes on; yields what waits for the answer."""
    asking = asyncio.create_task(may_push(context, project)) if wanted else None

    async def answer() -> bool | None:
        return await asking if asking is not None else None

    try:
        yield answer
    finally:
        if asking is not None:
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)  # its connections are closed


def address_like(fork: Fork, address: str) -> str:
    """The fork's address in the protocol that the project was cloned by."""
    upstream = clone_address(address)
    if upstream.scheme == "ssh" and fork.ssh_url and clone_address(fork.ssh_url).host == upstream.host:
        return fork.ssh_url
    return fork.clone_url


async def use_fork(
    context: Context,
    checkout: Path,
    fork: Fork,
    address: str,
    *,
    report: Report,
    cancelled: Callable[[], bool] = lambda: False,
    protocols: Collection[str] = git.PROTOCOLS,
    credential: git.Credential | None = None,
) -> str:
    """Make the fork `origin` and the project at `address` `upstream`; returns it in words.

    The fork's branches are fetched too; where that fails it is said and can be done later. Raises RefusedError,
    GitError, InterruptedByUserError.
    """
    own = address_like(fork, address)
    configure.set_fork(checkout, own, address)
    proxy = context.config.network.proxy
    try:
        await git.stream(
            ["fetch", "--progress", "--no-write-fetch-head", "--", "origin"],
            cwd=checkout,
            on_line=lambda _line: report(Progress(stage="fetching your fork", subject=fork.full_name)),
            protocols=protocols,
            ca_bundle=context.config.network.ca_bundle,
            config=(("http.proxy", proxy),) if proxy else (),
            cancelled=cancelled,
            credential=credential,
        )
    except GitError as error:
        report(
            Notice(text=f"your fork could not be fetched: {error.message}", hint="Later: git fetch origin")
        )
    made = "made now" if fork.fresh else "found"
    return f"origin is your fork {fork.full_name} ({made}); upstream is the project, fetched only"


def by_hand(project: Project, checkout: Path) -> tuple[str, ...]:
    """What to do where no fork could be made from here: commands, after forking in the browser."""
    there = f"git -C {shlex.quote(str(checkout))}"
    return (
        f"# fork {project.url or project.label} in the browser, then:",
        f"{there} remote rename origin upstream",
        f"{there} remote add origin ADDRESS-OF-YOUR-FORK",
        f"{there} remote set-url --push upstream DISABLED",
    )


def offer(project: Project) -> str:
    """One sentence for those who may not push."""
    name = shlex.quote(project.id)
    return f"You may not push to {project.label}: “isonboard clone {name} --fork” makes a fork of your own."


def has_fork(checkout: Path) -> bool:
    """Whether the checkout has an `upstream` beside its `origin` already."""
    from isonboard.workspace.checkout import remotes_of, repository_at

    with contextlib.suppress(IsonboardError):
        return {"origin", "upstream"} <= remotes_of(repository_at(checkout)).keys()
    return False
