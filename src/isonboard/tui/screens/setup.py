"""From a project to a ready checkout: clone, plan, consent, run, report; one page, each stage in sight."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.reactive import reactive
from textual.widget import Widget

from isonboard.errors import IsonboardError
from isonboard.tui import words
from isonboard.tui.actions import bindings
from isonboard.tui.jobs import Job, JobState
from isonboard.tui.messages import CheckoutChanged
from isonboard.tui.screens.dialogs import ChoiceScreen
from isonboard.tui.screens.plan_view import (
    failed_place,
    plan_blocks,
    report_blocks,
    report_of,
    running_blocks,
    running_place,
    shown_steps,
)
from isonboard.tui.screens.project_actions import ProjectActions, known
from isonboard.tui.screens.setup_extras import (
    CHOOSE,
    CONTAINER,
    FROM_START,
    HOST,
    extras_blocks,
    offers,
)
from isonboard.tui.screens.setup_jobs import (
    clone_words,
    data_of,
    failure_blocks,
    fetch_words,
    is_besides,
    run_words,
    why_failed,
)
from isonboard.tui.sheets import sheets
from isonboard.tui.widgets.blocks import BLANK, Block, Span, paragraph
from isonboard.tui.widgets.document import Document, Section
from isonboard.tui.widgets.log_view import LogView
from isonboard.tui.widgets.stages import Stages

if TYPE_CHECKING:
    from isonboard.assistant.context import Context
    from isonboard.assistant.setup import Prepared
    from isonboard.model.plan import SetupReport

_CLONE, _PLAN, _AGREE, _RUN, _READY = range(5)


class SetupScreen(ProjectActions):
    """Opened for a project, perhaps for one of its issues. Its jobs go on when it is closed."""

    place = "setup"
    BINDINGS: ClassVar[list[BindingType]] = bindings("setup")
    CSS_PATH = sheets("setup")  # type: ignore[assignment]

    stage: reactive[int] = reactive(_CLONE, init=False, repaint=False)

    def __init__(self, project_id: str, issue: str | None = None) -> None:
        super().__init__()
        self._project_id = project_id
        self._issue = issue
        self._label = project_id.rpartition("/")[2]
        self._tests = self._container = False
        self._job: Job | None = None
        self._prepared: Prepared | None = None
        self._report: SetupReport | None = None
        self._again_from: int | None = None
        self._checkout: str | None = None
        self._branch: str | None = None

    def body(self) -> ComposeResult:
        yield Stages(id="stages")
        with Horizontal(id="work"):
            yield Document(id="text")
            yield LogView(id="log")

    def on_stage(self) -> Widget | None:
        return self.query_one("#text", Document)

    def on_mount(self) -> None:
        self.query_one(Stages).title = self._label
        self._clone()

    def project_id(self) -> str | None:
        return self._project_id

    def issue_number(self) -> str | None:
        return self._issue

    # clone

    def _clone(self) -> None:
        self._failed_at(None)
        self.stage = _CLONE
        self._report = self._again_from = None
        about = f" for issue {self._issue}" if self._issue else ""
        self._show(
            [
                paragraph(f"Cloning {self._label}{about}."),
                paragraph(Span("X stops it; leaving this page does not.", "dim")),
            ]
        )
        self.work(self._begin, group="clone", description="looking up the project")

    async def _begin(self) -> None:
        project = await self.desk.ask(lambda context: known(context, self._project_id))
        self._label = project.label
        self.query_one(Stages).title = self._label
        words = clone_words(self._project_id, self._issue)
        self._job = self.desk_app.jobs.start(f"Cloning {self._label}", *words, subject=self._project_id)
        self.job_changed(self._job)

    def job_changed(self, job: Job) -> None:
        if job is not self._job:
            return
        self.query_one("#log", LogView).show_job(job)
        if job.is_running:
            if job.verb == "setup" and not is_besides(job):
                self._show_running(job)
            return
        self._job = None
        if is_besides(job):
            self._fetched(job)
        elif job.verb == "clone":
            self._cloned(job)
        else:
            self._ran(job)

    def _cloned(self, job: Job) -> None:
        if job.state is not JobState.DONE or job.result is None:
            self._failed_job(
                job,
                "Cloning did not work."
                if job.state is JobState.FAILED
                else "Cloning was stopped; nothing half-done is left.",
            )
            return
        said = data_of(job)
        self._checkout = str(said.get("checkout") or "")
        self._branch = said.get("branch") or None
        self.desk_app.tell(lambda: CheckoutChanged(self._project_id))
        self.stage = _PLAN
        self._show([paragraph("Reading its files for the plan. Nothing of it runs.")])
        self._plan_of(self._checkout)

    # plan and consent

    def _plan_of(self, checkout: str) -> None:
        self.work(partial(self._read_plan, checkout), group="plan", description="reading the plan")

    async def _read_plan(self, checkout: str) -> None:
        container = self._container

        def read(context: "Context") -> "Prepared":
            from isonboard.assistant.setup import prepare

            return prepare(context, Path(checkout), container=container)

        self._prepared = await self.desk.ask(read)
        self._again_from = self._prepared.resume_step
        self._branch = self._prepared.branch or self._branch
        runs = bool(self._prepared.plan.steps)
        self.query_one(Stages).left_out = frozenset() if runs else frozenset((_AGREE, _RUN))
        self.stage = _AGREE if runs else _READY
        self._show_plan()

    def _show_plan(self) -> None:
        if (prepared := self._prepared) is None:
            return
        where = [
            Block((Span(words.place(prepared.checkout), "dim"),)),
            Block((Span(f"branch {self._branch}" if self._branch else "no branch yet", "dim"),)),
            BLANK,
        ]
        extras = extras_blocks(prepared, self._again_from)
        self._show([*plan_blocks(prepared, tests=self._tests), BLANK, *extras, *where])
        agreed = "You agreed to this plan before." if prepared.trusted else "Nothing has run yet."
        self.note(agreed if prepared.plan.steps else "Ready to edit.", "dim")

    def action_tests(self) -> None:
        if self.stage == _AGREE:
            self._tests = not self._tests
            self._show_plan()
            self.flash(
                "The project's own tests run too." if self._tests else "The project's own tests are left out."
            )

    def action_consent(self) -> None:
        if self._prepared is not None:
            self.work(
                partial(self._agreed, self._prepared), group="consent", description="keeping your agreement"
            )

    async def _agreed(self, prepared: "Prepared") -> None:
        def keep(context: "Context") -> None:
            from isonboard.assistant.setup import grant

            grant(context, prepared)

        await self.desk.ask(keep)
        self._failed_at(None)
        self.stage = _RUN
        words = run_words(prepared, tests=self._tests, first=self._again_from)
        self._job = self.desk_app.jobs.start(f"Setting up {self._label}", *words, subject=prepared.checkout)
        self.note("")
        self._show_running(self._job)

    # what is had besides

    def action_extras(self) -> None:
        if (prepared := self._prepared) is None:
            return
        found = offers(prepared, sample=self.desk_app.sample, resumes=bool(self._again_from))
        if not found:
            self.flash("There is nothing to choose besides this plan.")
            return
        commands = {offer.choice.key: offer.command for offer in found}

        def take(chosen: str | None) -> None:
            if chosen is not None:
                self._chosen(prepared, chosen, commands[chosen])

        self.put(ChoiceScreen("Options beside the plan", [offer.choice for offer in found]), take)

    def _chosen(self, prepared: "Prepared", what: str, command: str) -> None:
        if command:
            self._copy(command)
        elif what in (CONTAINER, HOST):
            self._container = what == CONTAINER
            self._plan_of(prepared.checkout)
        elif what.startswith(CHOOSE):
            self.work(
                partial(self._choose, prepared.checkout, what.removeprefix(CHOOSE)),
                group="plan",
                description="reading the plan",
            )
        elif what == FROM_START:
            self._again_from = None
            self._show_plan()
        else:
            self.stage = _CLONE
            title, words = fetch_words(what, self._label, self._project_id, prepared.checkout)
            self._job = self.desk_app.jobs.start(title, *words, subject=f"{what} {prepared.checkout}")
            self._show([paragraph(f"{title}."), paragraph(Span("X stops it.", "dim"))])
            self.job_changed(self._job)

    async def _choose(self, checkout: str, answer: str) -> None:
        def keep(context: "Context") -> None:
            from isonboard.assistant.choices import choose

            choose(context, Path(checkout), [answer])

        await self.desk.ask(keep)
        await self._read_plan(checkout)

    def _fetched(self, job: Job) -> None:
        """Something besides was fetched, or was not: the plan is read anew either way."""
        failed = job.state is not JobState.DONE or bool(data_of(job).get("fork_refused"))
        said = data_of(job).get("fork_refused") or job.sentence
        self.flash(str(said), "bad" if failed else "plain")
        self._plan_of(self._checkout or "")

    # run and report

    def _show_running(self, job: Job) -> None:
        if self._prepared is None:
            return
        steps = shown_steps(self._prepared.plan.steps, tests=self._tests)
        place = running_place(job.progress, len(self._prepared.plan.steps))
        self._show([*running_blocks(steps, place), BLANK, paragraph(Span("X stops it.", "dim"))])

    def _ran(self, job: Job) -> None:
        report = report_of(job.result.data if job.result is not None else None)
        if report is None:
            stopped = job.state is JobState.STOPPED
            self._failed_job(job, f"The set-up {'was stopped' if stopped else 'did not run to its end'}.")
            return
        self._report = report
        self.stage = _READY
        self._failed_at(_RUN if report.outcome.value in ("failed", "cancelled") else None)
        self._again_from = (
            failed_place(self._prepared.plan.steps, report) if self._prepared is not None else None
        )
        self._show(
            report_blocks(
                report, self._checkout or "", self._branch, issue=self._issue, again=self._again_from
            )
        )
        self.note(
            f"It is {report.sentence}."
            if report.outcome.value == "ready"
            else report.sentence[:1].upper() + report.sentence[1:]
        )
        self.desk_app.tell(lambda: CheckoutChanged(self._project_id))

    def _failed_job(self, job: Job, first: str) -> None:
        self._failed_at(self.stage)
        self._show(why_failed(job, first))

    def failed(self, group: str, error: IsonboardError) -> None:
        self._failed_at(self.stage)
        self._show(failure_blocks(error.message, error.hint))
        super().failed(group, error)

    # afterwards

    def action_editor(self) -> None:
        self._with_checkout(self.edit)

    def action_shell(self) -> None:
        self._with_checkout(self.shell)

    def action_leave_here(self) -> None:
        self._with_checkout(self.desk_app.leave)

    def _with_checkout(self, use: Any) -> None:
        if self._checkout and (self._job is None or self._job.verb != "clone"):
            use(self._checkout)
        else:
            self.flash("There is no checkout yet.")

    def action_again(self) -> None:
        if self._job is None:
            self._clone()
        else:
            self.flash("It is still running; X stops it.")

    def refresh_page(self) -> None:
        if self._job is None and self._checkout:
            self._plan_of(self._checkout)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Keys that make no sense at this stage are not offered."""
        if action in ("consent", "tests"):
            has_steps = self._prepared is not None and bool(self._prepared.plan.steps)
            return has_steps and (
                self.stage == _AGREE or (self.stage == _READY and self._again_from is not None)
            )
        if action == "extras":
            return self._prepared is not None and self._job is None
        if action in ("shell", "leave_here"):
            return bool(self._checkout)
        if action == "again":
            return self._job is None
        return True

    def watch_stage(self, stage: int) -> None:
        self.query_one(Stages).stage = stage
        self.set_class(stage in (_CLONE, _RUN), "-live")
        self.refresh_bindings()

    def _failed_at(self, stage: int | None) -> None:
        self.query_one(Stages).failed = stage
        self.refresh_bindings()

    def _show(self, blocks: list[Block]) -> None:
        self.query_one("#text", Document).show([Section(tuple(blocks))], key=self.stage)
