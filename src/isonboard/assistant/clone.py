"""Obtaining a checkout: clone or fetch, fork, configure, and the branch for an issue."""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from isonboard import git
from isonboard.address import origin_of
from isonboard.assistant import fork as forks
from isonboard.assistant.claim import in_the_way
from isonboard.assistant.context import Context
from isonboard.assistant.detail import checkout_guidance
from isonboard.assistant.journey import looked_after
from isonboard.errors import IsonboardError, NotFoundError, RefusedError, UnreachableError, UsageError
from isonboard.manifests.agreement import agreement_of
from isonboard.manifests.tree import Tree
from isonboard.model.guidance import Guidance
from isonboard.model.issue import Issue
from isonboard.model.notebook import Station
from isonboard.model.ports import Report
from isonboard.model.progress import Notice
from isonboard.model.project import Project, SourceConfig
from isonboard.workspace import clone as cloning
from isonboard.workspace import configure
from isonboard.workspace.checkout import checkout_path


class Cloned(Struct, frozen=True, kw_only=True):
    """Where a clone is and what it stands on."""

    checkout: str
    commit: str
    branch: str | None
    fresh: bool
    """False when it was there already and only fetched."""
    note: str = ""
    configured: tuple[str, ...] = ()
    """What was set for this clone and what the project asks of commits, in words."""
    fork: str | None = None
    """The full name of the engineer's fork, when it is `origin` now."""
    fork_refused: str = ""
    """Why there is no fork although one was asked for: one sentence."""
    by_hand: tuple[str, ...] = ()
    """The commands to fork by hand, where `fork_refused` says why."""
    part: str = ""
    """One sentence that offers a clone of the project's own folder alone, where it is a part of a larger repository."""
    offer: str = ""
    """One sentence that offers a fork, where the forge says that one may not push."""


def clone_target(context: Context, project_id: str) -> Path:
    """Where the project's clone goes. Raises NotFoundError, RefusedError."""
    return checkout_path(context.config.workspace_path, _known(context, project_id))


async def clone_project(
    context: Context,
    project_id: str,
    issue_number: str | None = None,
    *,
    fork: bool = False,
    mode: str | None = None,
    sparse: Sequence[str] | None = None,
    report: Report,
    cancelled: Callable[[], bool] = lambda: False,
) -> Cloned:
    """Clone (or recognise and fetch) a project and make it ready to work in; with an issue, make its branch.

    With `fork` the engineer's own fork becomes `origin`; where none can be had, the clone is made all the same and
    the result says why and what to do by hand. `mode` is `blobless`, `full` or `shallow`, else what is configured.
    `sparse` names the folders to clone, none of them (but not None) the project's own. Raises UsageError, NotFoundError, RefusedError, GitError, StorageError, InterruptedByUserError.
    """
    project = _known(context, project_id)
    address = clone_address_of(context, project)
    if context.offline and not is_local(address):
        raise UnreachableError("offline: nothing was cloned", hint="Leave out --offline to connect.")
    folder = project.id.partition("//")[2]
    if sparse is not None and not sparse:
        sparse = [folder] if folder else []
        if not folder:
            raise UsageError(
                f"{project.label} is a repository of its own", hint="Name the folders: --sparse DIR."
            )
    if issue_number is not None:
        _check_issue(context, project, issue_number, report)
    protocols, credential = protocols_for(context, project), await _credential(context, project, address)
    target = checkout_path(context.config.workspace_path, project)
    wanted = not fork and not forks.has_fork(target)
    async with forks.asked_meanwhile(context, project, wanted=wanted) as allowed:
        made = await cloning.clone(
            address,
            target,
            workspace=context.config.workspace_path,
            mode=mode or context.config.workspace.clone,
            sparse=sparse or (),
            report=report,
            cancelled=cancelled,
            ca_bundle=context.config.network.ca_bundle,
            proxy=context.config.network.proxy,
            protocols=protocols,
            credential=credential,
        )
        context.journeys.reach(project.id, Station.CLONED, checkout=str(made.path))
        forked = forks.Forked()
        if fork:
            forked = await forks.fork_for(
                context, project, made.path, address, report=report, cancelled=cancelled,
                protocols=protocols, credential=credential,
            )  # fmt: skip
        branch = made.branch
        if issue_number is not None:
            branch = start_branch(context, project, made.path, issue_number)
        may_not = await allowed() is False
        return Cloned(
            checkout=str(made.path),
            commit=made.commit,
            branch=branch,
            fresh=made.fresh,
            note=made.note,
            configured=(*forked.configured, *_configure(context, made.path)),
            fork=forked.name,
            fork_refused=forked.refused,
            by_hand=forked.by_hand,
            part=_about_part(project, folder) if made.fresh and not sparse and folder else "",
            offer=forks.offer(project) if may_not else "",
        )


def _about_part(project: Project, folder: str) -> str:
    return f"{project.label} is the folder {folder} of a larger repository; “clone --sparse” gets that part alone."


def _configure(context: Context, checkout: Path) -> list[str]:
    """Identity, commit template, settings file and sign-off, as the project and the settings ask; in words."""
    wanted = context.config.workspace
    said: list[str] = []
    if configure.set_identity(checkout, wanted.name, wanted.email):
        who = " ".join(filter(None, (wanted.name, f"<{wanted.email}>" if wanted.email else "")))
        said.append(f"commits here are made as {who}")
    template = configure.set_commit_template(checkout)
    if template:
        said.append(f"commit messages start from {template}, as the project asks")
    settings = configure.create_env(checkout)
    if settings:
        hidden = not git.run(["check-ignore", "--quiet", "--", ".env"], cwd=checkout, check=False).returncode
        warning = "" if hidden else "; git does not ignore it: never commit it"
        said.append(f".env was made from {settings}: fill in what it asks for{warning}")
    if _wants_signoff(checkout):
        said.append("the project asks for a sign-off: commit with “git commit -s”")
    return said


def _wants_signoff(checkout: Path) -> bool:
    stated = guidance_in(checkout).signoff
    return agreement_of(Tree.of_folder(checkout))[0] == "DCO" if stated is None else stated


def is_local(address: str) -> bool:
    """Whether a clone address leads to this machine's own files."""
    return "://" not in address or address.startswith("file://")


_ISSUE_NUMBER = re.compile(r"#?[A-Za-z0-9][A-Za-z0-9._-]{0,40}")


def _check_issue(context: Context, project: Project, number: str, report: Report) -> None:
    """Raises RefusedError for what cannot name an issue; tells of one that is not known, or that is not free."""
    if not _ISSUE_NUMBER.fullmatch(number):
        raise RefusedError(
            f"{number[:60]!r} is not an issue's number", hint="Give the number as the tracker shows it."
        )
    kept = context.catalog.issues(project.id)
    if kept is not None and all(issue.number != number.lstrip("#") for issue in kept[0]):
        report(
            Notice(
                text=f"no open issue {number} of {project.label} is known: the branch is named after the number alone",
                hint="“isonboard issues PROJECT --all-tiers --refresh” lists them.",
            )
        )
    elif objection := in_the_way(context, project.id, number):
        report(
            Notice(
                text=f"issue {number.lstrip('#')}: {objection}",
                hint=f"Ask there before you work on it: “isonboard issues {project.label} --claim {number.lstrip('#')}” writes the words.",
            )
        )


def start_branch(context: Context, project: Project, checkout: Path, issue_number: str) -> str:
    """Make and switch to the branch for an issue, named by the project's own rule where it states one."""
    issue_number = issue_number.lstrip("#")
    kept = context.catalog.issues(project.id)
    issue = next((one for one in kept[0] if one.number == issue_number), None) if kept else None
    guidance = guidance_in(checkout)
    name = configure.branch_for(
        issue or Issue(project_id=project.id, number=issue_number, title=""),
        guidance,
        context.config.workspace.branch_prefix,
    )
    before = context.journeys.get(project.id)
    if before is not None and before.branch not in (None, name):
        looked_after(context, before)  # what was done on the branch before is known of it from now on
    configure.create_branch(checkout, name)
    context.journeys.reach(
        project.id, Station.BRANCH, checkout=str(checkout), branch=name, issue=issue_number
    )
    return name


def clone_address_of(context: Context, project: Project) -> str:
    """The address to clone from, as the source that lists the project wants it. Raises RefusedError."""
    if context.sample:
        from isonboard.sample.repositories import make_repository

        return make_repository(project.id, context.cache_dir / "repositories").as_uri()
    return cloning.address_of(project, next(iter(_listing(context, project)), None))


def protocols_for(context: Context, project: Project) -> tuple[str, ...]:
    """Protocols that the sources listing a project allow: plain http and local files only where the source is so."""
    sources = _listing(context, project)
    allowed = [cloning.protocols_for(source) for source in sources] or [cloning.protocols_for(None)]
    return tuple(sorted({protocol for protocols in allowed for protocol in protocols}))


def _listing(context: Context, project: Project) -> list[SourceConfig]:
    return [source for source in context.sources if source.name in project.listed_by]


async def _credential(context: Context, project: Project, address: str) -> git.Credential | None:
    return await credential_for_address(context, address, [*_listing(context, project), *context.sources])


async def credential_for_address(
    context: Context, address: str, sources: Iterable[SourceConfig]
) -> git.Credential | None:
    """The token of a source for exactly the origin of `address`; None where none is known."""
    if context.sample or not address.startswith(("https://", "http://")):
        return None
    origin = origin_of(address)
    async with context.transport() as transport:
        for source in sources:
            if _clone_origin(source) != origin:
                continue
            found = await transport.credential(source, origin)
            if found is not None:
                return git.Credential(origin, found.username or "x-access-token", found.token)
    return None


def _clone_origin(source: SourceConfig) -> str | None:
    """The one origin (scheme, host, port) that a source's token may be used for in a clone; None where it has none.

    A portal's or a software catalog's token is for its own pages, never for the addresses that it lists.
    """
    from isonboard.sources.registry import KINDS

    kind = KINDS.get(source.kind)
    if kind is None or kind.forge is None:
        return None
    url = source.url or (f"https://{kind.host}" if kind.host else "")
    origin = origin_of(url) if "://" in url else None
    # the one forge whose API has a host of its own
    return "https://github.com:443" if origin == "https://api.github.com:443" else origin


def _known(context: Context, project_id: str) -> Project:
    project = context.catalog.project(project_id)
    if project is None:
        raise NotFoundError(f"{project_id} is not in the catalog", hint="Run “isonboard sync”.")
    return project


def guidance_in(checkout: Path) -> Guidance:
    """The guidance of a checkout; empty where it cannot be read."""
    try:
        return checkout_guidance(checkout).guidance
    except IsonboardError:
        return Guidance()
