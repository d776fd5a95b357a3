"""From a checkout to a ready one: plan, consent, run, verify, and noting how far one came."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct, structs

from isonboard.assistant import container as containers
from isonboard.assistant import resume
from isonboard.assistant.choices import choices_for
from isonboard.assistant.clone import guidance_in
from isonboard.assistant.container import Container, container_of
from isonboard.assistant.context import Context
from isonboard.assistant.extras import Extra, extras_of
from isonboard.errors import (
    ConsentError,
    NotFoundError,
    UsageError,
)
from isonboard.manifests.tree import Tree
from isonboard.model.guidance import Condition
from isonboard.model.notebook import Station
from isonboard.model.plan import MissingTool, Outcome, Purpose, SetupPlan, SetupReport
from isonboard.model.ports import Report
from isonboard.workspace.checkout import state_of
from isonboard.workspace.consent import Consent, Trust, consent_for
from isonboard.workspace.plan import plan_for
from isonboard.workspace.run import run_plan
from isonboard.workspace.toolchain import missing_tools


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
    extras: tuple[Extra, ...] = ()
    """What to ask about beside the plan: submodules, large files, services, settings, a dev container."""
    resume_step: int | None = None
    """The step (counted from 0) at which the last run of exactly this plan ended; None where there is none to resume."""
    choices: dict[str, str] = {}
    """What was chosen for this checkout where the evidence disagrees: key to name."""
    container: Container | None = None
    """Set when this is the plan for the dev container."""

    @property
    def id(self) -> str:
        """What `--trust` names: a hash of the plan, of the tree of HEAD and of the uncommitted changes together."""
        return self.consent.key


def prepare(context: Context, checkout: Path, *, container: bool = False) -> Prepared:
    """The plan of a checkout and what speaks for and against running it; executes nothing of the repository.

    With `container` the plan for its dev container. Raises NotFoundError, RefusedError, GitError.
    """
    state = state_of(checkout)
    tree = Tree.of_folder(checkout)
    choices = choices_for(context, checkout)
    plan = plan_for(tree, choices=choices)
    chosen = _container(tree, checkout) if container else None
    if chosen is not None:
        plan = containers.container_plan(plan, chosen)
    consent = consent_for(plan, checkout)
    if chosen is not None:
        consent = containers.container_consent(consent, chosen)
    trust = _trust(context)
    return Prepared(
        checkout=str(checkout),
        project_id=_project_of(context, checkout, state.project_id),
        plan=plan,
        missing=() if chosen is not None else missing_tools(plan),
        trusted=trust.granted(consent),
        changed=trust.changed_since(consent),
        commit=state.head,
        branch=state.branch,
        agreement=plan.agreement,
        conditions=guidance_in(checkout).conditions,
        consent=consent,
        extras=extras_of(context, checkout, tree),
        resume_step=resume.step_of(context, checkout, plan.id),
        choices=choices,
        container=chosen,
    )


def _container(tree: Tree, checkout: Path) -> Container:
    found = container_of(tree)
    if found is None:
        raise NotFoundError(f"{checkout} describes no dev container", hint="Set it up without --container.")
    return found


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
    container: bool = False,
    host_command: str | None = None,
    report: Report,
    cancelled: Callable[[], bool] = lambda: False,
) -> SetupReport:
    """Run the plan of a checkout if it was agreed to, or if `trust` names exactly this plan.

    The plan is made anew here, so that what runs is what is in the checkout now. With `container` it runs in the dev
    container; what that runs on this machine has to be agreed to word for word by `host_command`. Raises ConsentError.
    """
    prepared = prepare(context, checkout, container=container)
    if prepared.container is not None and not prepared.trusted:
        containers.check_host_command(prepared.container, host_command)
    if trust is not None and _names(trust, prepared.id):
        grant(context, prepared)
    elif not prepared.trusted:
        raise ConsentError(
            "this plan was not agreed to"
            if trust is None
            else "plan, commit or changes are not those that were agreed to",
            subject=str(checkout),
            hint="Look at it with “isonboard plan” and agree to it with --trust and its id.",
        )
    if from_step and from_step >= len(prepared.plan.steps):
        raise UsageError(
            f"the plan has {len(prepared.plan.steps)} steps, there is none to go on from at {from_step + 1}",
            hint="“isonboard plan” numbers them.",
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
        proxy=context.config.network.proxy,
        missing=prepared.missing,
        use_sandbox=not container,
        verified_before=_was_verified(prepared, from_step),
    )
    if container:
        report_ = structs.replace(report_, sandbox="in the dev container, by docker")
    resume.remember(context, checkout, prepared.plan, report_, from_step)
    # what the run itself left behind (a lock file, a build folder) must not make the next step ask again
    after = consent_for(prepared.plan, checkout)
    if prepared.container is not None:
        after = containers.container_consent(after, prepared.container)
    _trust(context).renew(prepared.consent, after)
    if prepared.project_id and report_.outcome is Outcome.READY:
        context.journeys.reach(prepared.project_id, Station.SET_UP, checkout=str(checkout))
    return report_


def _was_verified(prepared: Prepared, from_step: int) -> bool:
    """True where this resumes a run that ended behind a check: everything before that step went well."""
    before = prepared.plan.steps[:from_step]
    return prepared.resume_step == from_step > 0 and any(step.purpose is Purpose.VERIFY for step in before)


def resumable(context: Context, checkout: Path, *, container: bool = False) -> int | None:
    """The step (counted from 0) from which the set-up that ran last can go on; None where nothing is left."""
    tree = Tree.of_folder(checkout)
    plan = plan_for(tree, choices=choices_for(context, checkout))
    if container:
        plan = containers.container_plan(plan, _container(tree, checkout))
    return resume.step_of(context, checkout, plan.id)


def _trust(context: Context) -> Trust:
    return Trust(context.data_dir / "consents.json")


def _names(given: str, consent_id: str) -> bool:
    return given == consent_id or (len(given) >= 12 and consent_id.startswith(given))


def _project_of(context: Context, checkout: Path, project_id: str | None) -> str | None:
    """The catalog's id of a checkout: the journey that led to it, or the project of its remote."""
    for journey in context.journeys.load():
        if journey.checkout and Path(journey.checkout) == checkout:
            return journey.project_id
    return project_id if project_id and context.catalog.project(project_id) else None
