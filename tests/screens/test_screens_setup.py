"""From a project to a ready checkout on the screen: clone, plan, consent, run, report."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from app_testing import SIZES, opened
from screen_testing import shown, until
from textual.pilot import Pilot

from isonboard.model.evidence import Evidence
from isonboard.model.plan import Outcome, Purpose, SetupPlan, SetupReport, Step, StepResult
from isonboard.tui.app import IsonboardApp
from isonboard.tui.jobs import Job, JobState
from isonboard.tui.screens.dialogs import ChoiceScreen, ConfirmScreen
from isonboard.tui.screens.explore import ExploreScreen
from isonboard.tui.screens.issues import IssuesScreen
from isonboard.tui.screens.plan_view import (
    failed_place,
    report_blocks,
    report_of,
    running_blocks,
    shown_steps,
)
from isonboard.tui.screens.setup import SetupScreen
from isonboard.tui.widgets.blocks import Block, laid_out
from isonboard.tui.widgets.stages import Stages

OFFLINE = (
    "Engineering handbook",
    "Plain words",
    "Tide tables",
    "Changelog bot",
    "Weather board",
    "Berth planner",
)
"""Projects of the sample whose set-up needs nothing but what every machine has."""
VENV = Step(purpose=Purpose.INSTALL, argv=("python3", "-m", "venv", ".venv"))
IMPORT = Step(
    purpose=Purpose.VERIFY, argv=("python", "-c", "import [bold]x[/]"), evidence=(Evidence("a", 1),)
)
TESTS = Step(purpose=Purpose.TEST, argv=("make", "test"))


def text_of(blocks: list[Block]) -> str:
    return "\n".join("".join(span.text for span in line) for block in blocks for line in laid_out(block, 90))


def text_on(app: IsonboardApp) -> str:
    return app.screen.query_one("#text").plain_text


async def on_project(app: IsonboardApp, pilot: Pilot[Any], words: str) -> None:
    await until(pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen.projects.count > 0)
    await pilot.press("slash", *words, "enter")
    await until(pilot, lambda: bool((row := app.screen.projects.current) and words in row.label.casefold()))


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("size", SIZES)
async def test_from_the_start_to_a_ready_checkout_with_a_branch_in_twelve_keys(
    size: tuple[int, int], home: Path
) -> None:
    async with opened(size, sample=False, welcome=True) as (app, pilot):
        await pilot.pause()
        await pilot.press("enter", "enter", "enter")  # the sample; who one is; what one knows
        await until(pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen.projects.count > 0)
        await pilot.press("2")  # issues
        await until(pilot, lambda: isinstance(app.screen, IssuesScreen) and app.screen.issues.count > 20)
        keys = 4
        for _ in range(4):
            if app.screen.current.project.label in OFFLINE:
                break
            await pilot.press("j")
            keys += 1
        await pilot.press("c")  # clone, branch, plan
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))
        await until(pilot, lambda: app.screen.stage >= 2, "the plan is shown")
        await pilot.press("y")  # consent
        keys += 2
        await until(pilot, lambda: app.screen.stage == 4 and not app.jobs.running)
        await until(pilot, lambda: "ready" in shown(app).lower())
        assert keys <= 12
        assert "contrib/" in text_on(app)
    checkouts = list((home / "workspace").glob("*/*/*/.git")) + list((home / "workspace").glob("*/*/.git"))
    assert checkouts


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("size", SIZES)
async def test_nothing_runs_before_the_one_explicit_key(size: tuple[int, int], home: Path) -> None:
    async with opened(size) as (app, pilot):
        await on_project(app, pilot, "tide tables")
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen) and app.screen.stage == 2)
        assert "Would run" in text_on(app)
        assert "Nothing of this project has run yet" in text_on(app)
        assert "because" in text_on(app)
        before = sorted(path.name for path in Path(app.screen._checkout).iterdir())
        await pilot.press("enter", "space", "j", "k", "G", "g", "n", "question_mark", "escape")
        await pilot.pause()
        assert [job.verb for job in app.jobs.all] == ["clone"]
        checkout = Path(app.screen._checkout)
        assert not (checkout / "build").exists()
        assert sorted(path.name for path in checkout.iterdir()) == before
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ExploreScreen))
        assert [job.verb for job in app.jobs.all] == ["clone"]


@pytest.mark.usefixtures("sample")
async def test_the_other_way_of_a_plan_can_be_chosen_before_agreeing(home: Path) -> None:
    async with opened(SIZES[0]) as (app, pilot):
        await on_project(app, pilot, "changelog bot")
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen) and app.screen.stage == 2)
        screen = app.screen
        before = screen._prepared.id
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press("enter")  # the first one: the project's own set-up command
        await until(pilot, lambda: app.screen is screen and screen._prepared.id != before)
        assert screen._prepared.choices == {"setup": "own"}
        await until(pilot, lambda: "make setup" in text_on(app).partition("Nothing of this")[0])
        assert [job.verb for job in app.jobs.all] == ["clone"]


@pytest.mark.usefixtures("sample")
async def test_after_consent_it_runs_live_reports_and_leaves_with_the_path() -> None:
    async with opened() as (app, pilot):
        await on_project(app, pilot, "tide tables")
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen) and app.screen.stage == 2)
        await pilot.press("y")
        await until(pilot, lambda: app.screen.stage >= 3)
        await until(pilot, lambda: app.screen.stage == 4 and not app.jobs.running)
        await until(pilot, lambda: "Ready" in text_on(app))
        assert "✓" in text_on(app)
        checkout = app.screen._checkout
        await pilot.press("l")
        await until(pilot, lambda: not app.is_running)
    assert app.return_value == checkout


@pytest.mark.usefixtures("sample")
async def test_a_stage_that_was_not_gone_through_is_not_ticked() -> None:
    async with opened() as (app, pilot):
        await on_project(app, pilot, "engineering handbook")
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen) and app.screen.stage == 4)
        await until(pilot, lambda: "✓ clone   ✓ plan   · agree   · run   ✓ ready" in shown(app))
        stages = app.screen.query_one(Stages)
        stages.left_out, stages.failed = frozenset(), 3
        await until(pilot, lambda: "✓ clone   ✓ plan   ✓ agree   ✗ run   · ready" in shown(app))
        stages.stage = stages.failed = 0
        await until(pilot, lambda: "✗ clone   · plan   · agree   · run   · ready" in shown(app))


def test_a_stopped_set_up_says_which_key_goes_on_and_from_where() -> None:
    steps = [VENV, IMPORT, TESTS]
    results = (
        StepResult(step=VENV, exit_code=0, seconds=1.0),
        StepResult(step=IMPORT, exit_code=None, seconds=2.0),
    )
    report = SetupReport(
        outcome=Outcome.CANCELLED,
        sentence="stopped after 1 of 3 steps",
        results=results,
        next_step="Run it again to go on.",
    )
    again = failed_place(steps, report)
    said = text_of(report_blocks(report, "/x", None, again=again))
    assert "y goes on from step 2, c starts over." in said
    assert "Run it again" not in said


@pytest.mark.usefixtures("sample")
async def test_leaving_towards_the_checkout_asks_while_something_runs() -> None:
    async with opened() as (app, pilot):
        await on_project(app, pilot, "engineering handbook")
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen) and app.screen.stage == 4)
        checkout = app.screen._checkout
        work = Job(99, "Setting up something else", "setup", "/elsewhere")
        app.jobs.all.append(work)
        await pilot.press("l")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))
        work.state = JobState.DONE
        await pilot.press("l")
        await until(pilot, lambda: not app.is_running)
    assert app.return_value == checkout


@pytest.mark.usefixtures("sample")
async def test_a_clone_goes_on_when_its_page_is_closed() -> None:
    async with opened() as (app, pilot):
        await on_project(app, pilot, "tide tables")
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen) and bool(app.jobs.all))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ExploreScreen))
        job = app.jobs.all[0]
        await until(pilot, lambda: not job.is_running)
        assert job.state.value == "done"
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen) and app.screen.stage == 2)


@pytest.mark.usefixtures("sample")
async def test_stopping_is_told_and_can_be_taken_up_again() -> None:
    async with opened() as (app, pilot):
        await on_project(app, pilot, "tide tables")
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen) and bool(app.jobs.running))
        await pilot.press("X")
        await until(pilot, lambda: not app.jobs.running)
        if app.jobs.all[0].state.value == "stopped":
            await until(pilot, lambda: "nothing half-done is left" in text_on(app))
            await pilot.press("c")
        await until(pilot, lambda: app.screen.stage == 2)


@pytest.mark.usefixtures("sample")
async def test_a_plan_can_include_the_tests() -> None:
    async with opened() as (app, pilot):
        await on_project(app, pilot, "changelog bot")
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen) and app.screen.stage == 2)
        before = text_on(app)
        await pilot.press("v")
        await until(pilot, lambda: "own tests run too" in shown(app))
        plan = app.screen._prepared.plan
        assert (text_on(app) != before) == any(step.purpose is Purpose.TEST for step in plan.steps)


def test_tests_are_shown_when_asked_for_or_when_they_are_the_only_check() -> None:
    assert [step for _, step in shown_steps([VENV, IMPORT, TESTS], tests=False)] == [VENV, IMPORT]
    assert [step for _, step in shown_steps([VENV, IMPORT, TESTS], tests=True)] == [VENV, IMPORT, TESTS]
    assert [step for _, step in shown_steps([VENV, TESTS], tests=False)] == [VENV, TESTS]


def test_running_marks_what_is_done_and_what_is_to_come() -> None:
    text = text_of(running_blocks(shown_steps([VENV, IMPORT, TESTS], tests=True), 1))
    marks = [line[0] for line in text.splitlines()]
    assert marks == ["✓", "→", "·"]


def test_a_failed_report_says_where_and_offers_to_go_on_from_there() -> None:
    failed = StepResult(
        step=IMPORT, exit_code=1, tail=("No module named [/] x",), explanation="x is not installed."
    )
    report = SetupReport(
        outcome=Outcome.FAILED,
        sentence="failed at step 2: import x",
        results=(
            StepResult(step=VENV, exit_code=0, seconds=2),
            failed,
            StepResult(step=TESTS, exit_code=None),
        ),
    )
    place = failed_place([VENV, IMPORT, TESTS], report)
    assert place == 1
    text = text_of(report_blocks(report, "/x", None, again=place))
    assert "Failed at step 2" in text
    assert "No module named [/] x" in text
    assert "x is not installed." in text
    assert "not run" in text
    assert "y goes on from step 2" in text


def test_the_report_of_the_command_line_is_understood_and_nonsense_is_not() -> None:
    from isonboard.cli.schema import report as written

    report = SetupReport(
        outcome=Outcome.READY,
        sentence="ready",
        results=(StepResult(step=VENV, exit_code=0, seconds=1.5),),
        log_path="/l",
    )
    read = report_of(written(report))
    assert read is not None
    assert (read.outcome, read.log_path, read.results[0].step.argv) == (Outcome.READY, "/l", VENV.argv)
    for nonsense in (
        None,
        [],
        {"outcome": "splendid"},
        {"steps": 3},
        {"steps": [{}]},
        {"outcome": "ready", "sentence": 4},
    ):
        assert report_of(nonsense) is None


def test_an_empty_plan_is_told_as_such() -> None:
    assert shown_steps(SetupPlan().steps, tests=True) == []


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("size", SIZES)
async def test_what_is_had_besides_is_chosen_and_the_last_run_is_gone_on_with(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from isonboard.assistant import setup
    from isonboard.assistant.extras import Extra
    from isonboard.tui.screens.dialogs import ChoiceScreen

    before = setup.prepare
    extras = (
        Extra(kind="submodules", text="It has submodules: docs.", command="isonboard setup x --submodules"),
        Extra(kind="services", text="It wants services: db (postgres).", command="docker compose up -d db"),
        Extra(kind="lfs", text="git-lfs is not installed."),
    )
    monkeypatch.setattr(
        setup,
        "prepare",
        lambda *words, **more: msgspec.structs.replace(before(*words, **more), extras=extras, resume_step=1),
    )
    async with opened(size) as (app, pilot):
        await on_project(app, pilot, "tide tables")
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen) and app.screen.stage == 2)
        assert "It wants services: db (postgres)." in text_on(app)
        assert "The last run ended at step 2: y goes on there." in text_on(app)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        assert "fetch the large files" not in shown(app)
        await pilot.press("slash", *"services", "enter")
        await until(pilot, lambda: app.clipboard == "docker compose up -d db")
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press("slash", *"first step", "enter")
        await until(pilot, lambda: "The last run ended" not in text_on(app))
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press("slash", *"submodules", "enter")
        await until(pilot, lambda: any("submodules" in job.title for job in app.jobs.all))
        await until(pilot, lambda: not app.jobs.running and app.screen.stage == 2)
