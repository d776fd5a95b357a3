"""From a project to a ready checkout: clone, branch, plan, consent, run, verify, and noting how far one came."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from isonboard import git
from isonboard.address import origin_of
from isonboard.assistant.context import Context
from isonboard.assistant.detail import checkout_guidance
from isonboard.errors import ConsentError, IsonboardError, NotFoundError
from isonboard.manifests.tree import Tree
from isonboard.model.guidance import Condition, Guidance
from isonboard.model.issue import Issue
from isonboard.model.notebook import Station
from isonboard.model.plan import MissingTool, Outcome, SetupPlan, SetupReport
from isonboard.model.ports import Report
from isonboard.model.project import Project, SourceConfig
from isonboard.workspace import clone as cloning
from isonboard.workspace import configure
from isonboard.workspace.checkout import checkout_path, state_of
from isonboard.workspace.consent import Consent, Trust, consent_for
from isonboard.workspace.plan import plan_for
from isonboard.workspace.run import run_plan
from isonboard.workspace.toolchain import missing_tools


class Cloned(Struct, frozen=True, kw_only=True):
    """Where a clone is and what it stands on."""

    checkout: str
    commit: str
    branch: str | None
    fresh: bool
    """False when it was there already and only fetched."""
    note: str = ""


class Prepared(Struct, frozen=True, kw_only=True):
    """Everything an engineer needs to see before agreeing to a set-up."""

    checkout: str
    project_id: str | None
    plan: SetupPlan
    missing: tuple[MissingTool, ...]
    trusted: bool
    """True when exactly this was agreed to before."""
    changed: tuple[str, ...]
    """What is different from what was agreed to before, in words."""
    commit: str
    branch: str | None
    agreement: str
    conditions: tuple[Condition, ...]
    consent: Consent


def clone_target(context: Context, project_id: str) -> Path:
    """Where the project's clone goes. Raises NotFoundError, RefusedError."""
    return checkout_path(context.config.workspace_path, _known(context, project_id))


async def clone_project(
    context: Context,
    project_id: str,
    issue_number: str | None = None,
    *,
    report: Report,
    cancelled: Callable[[], bool] = lambda: False,
) -> Cloned:
    """Clone (or recognise and fetch) a project; with an issue, make its branch.

    Raises NotFoundError, RefusedError, GitError, StorageError, InterruptedByUserError.
    """
    project = _known(context, project_id)
    address = clone_address_of(context, project)
    made = await cloning.clone(
        address,
        checkout_path(context.config.workspace_path, project),
        workspace=context.config.workspace_path,
        mode=context.config.workspace.clone,
        report=report,
        cancelled=cancelled,
        ca_bundle=context.config.network.ca_bundle,
        protocols=protocols_for(context, project),
        credential=await _credential(context, project, address),
    )
    context.journeys.reach(project.id, Station.CLONED, checkout=str(made.path))
    branch = made.branch
    if issue_number is not None:
        branch = start_branch(context, project, made.path, issue_number)
    configure.set_identity(made.path, context.config.workspace.name, context.config.workspace.email)
    return Cloned(
        checkout=str(made.path), commit=made.commit, branch=branch, fresh=made.fresh, note=made.note
    )


def start_branch(context: Context, project: Project, checkout: Path, issue_number: str) -> str:
    """Make and switch to the branch for an issue, named by the project's own rule where it states one."""
    kept = context.catalog.issues(project.id)
    issue = next((one for one in kept[0] if one.number == issue_number), None) if kept else None
    guidance = _guidance(checkout)
    name = configure.branch_for(
        issue or Issue(project_id=project.id, number=issue_number, title=""),
        guidance,
        context.config.workspace.branch_prefix,
    )
    configure.create_branch(checkout, name)
    context.journeys.reach(
        project.id, Station.BRANCH, checkout=str(checkout), branch=name, issue=issue_number
    )
    return name


def prepare(context: Context, checkout: Path) -> Prepared:
    """The plan of a checkout and what speaks for and against running it; executes nothing of the repository."""
    state = state_of(checkout)
    plan = plan_for(Tree.of_folder(checkout))
    consent = consent_for(plan, checkout)
    trust = _trust(context)
    return Prepared(
        checkout=str(checkout),
        project_id=_project_of(context, checkout, state.project_id),
        plan=plan,
        missing=missing_tools(plan),
        trusted=trust.granted(consent),
        changed=trust.changed_since(consent),
        commit=state.head,
        branch=state.branch,
        agreement=plan.agreement,
        conditions=_guidance(checkout).conditions,
        consent=consent,
    )


def grant(context: Context, prepared: Prepared) -> None:
    """Remember the engineer's agreement to exactly this plan, tree and changes. Raises StorageError."""
    _trust(context).grant(prepared.consent, now=context.now())


async def run(
    context: Context,
    checkout: Path,
    *,
    trust: str | None,
    tests: bool,
    from_step: int = 0,
    report: Report,
    cancelled: Callable[[], bool] = lambda: False,
) -> SetupReport:
    """Run the plan of a checkout if it was agreed to, or if `trust` names exactly this plan.

    The plan is made anew here, so that what runs is what is in the checkout now. Raises ConsentError.
    """
    prepared = prepare(context, checkout)
    if trust is not None and prepared.plan.id and _names(trust, prepared.plan.id):
        grant(context, prepared)
    elif not prepared.trusted:
        raise ConsentError(
            "this plan was not agreed to" if trust is None else "the plan is not the one that was agreed to",
            subject=str(checkout),
            hint="Look at it with “isonboard plan” and agree to it with --trust and its id.",
        )
    report_ = await run_plan(
        prepared.plan,
        checkout,
        report=report,
        cancelled=cancelled,
        from_step=from_step,
        tests=tests,
        step_timeout=context.config.workspace.step_timeout,
        ca_bundle=context.config.network.ca_bundle,
        missing=prepared.missing,
    )
    # what the run itself left behind (a lock file, a build folder) must not make the next step ask again
    _trust(context).renew(prepared.consent, consent_for(prepared.plan, checkout))
    if prepared.project_id and report_.outcome is Outcome.READY:
        context.journeys.reach(prepared.project_id, Station.SET_UP, checkout=str(checkout))
    return report_


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
    """The token of a source for exactly the origin that is cloned from; None where none is known."""
    if context.sample or not address.startswith(("https://", "http://")):
        return None
    origin = origin_of(address)
    async with context.transport() as transport:
        for source in [*_listing(context, project), *context.sources]:
            if urlsplit(source.url or "https://github.com").hostname != urlsplit(address).hostname:
                continue
            found = await transport.credential(source, origin)
            if found is not None:
                return git.Credential(origin, found.username or "x-access-token", found.token)
    return None


def _trust(context: Context) -> Trust:
    return Trust(context.data_dir / "consents.json")


def _names(given: str, plan_id: str) -> bool:
    return given == plan_id or (len(given) >= 12 and plan_id.startswith(given))


def _guidance(checkout: Path) -> Guidance:
    try:
        return checkout_guidance(checkout).guidance
    except IsonboardError:
        return Guidance()


def _project_of(context: Context, checkout: Path, project_id: str | None) -> str | None:
    """The catalog's id of a checkout: the journey that led to it, or the project of its remote."""
    for journey in context.journeys.load():
        if journey.checkout and Path(journey.checkout) == checkout:
            return journey.project_id
    return project_id if project_id and context.catalog.project(project_id) else None


def _known(context: Context, project_id: str) -> Project:
    project = context.catalog.project(project_id)
    if project is None:
        raise NotFoundError(f"{project_id} is not in the catalog", hint="Run “isonboard sync”.")
    return project
