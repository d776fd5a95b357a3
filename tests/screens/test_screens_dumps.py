"""What the pages say, word for word, from fixed facts: small dumps that a reader can judge in a diff.

`ISONBOARD_DUMPS=write pytest tests/screens/test_screens_dumps.py` writes them anew; look at the diff before keeping it.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from isonboard.match.hit import Hit
from isonboard.model.evidence import Evidence
from isonboard.model.guidance import (
    Check,
    Condition,
    Contact,
    Document,
    DocumentKind,
    Guidance,
    GuidanceStep,
    Readiness,
    StepKind,
)
from isonboard.model.issue import Availability, AvailabilityState, Comment, Issue, LinkedPull, Tier
from isonboard.model.notebook import Favourite, Journey
from isonboard.model.plan import (
    MissingTool,
    Outcome,
    Purpose,
    Question,
    SetupPlan,
    SetupReport,
    Step,
    StepResult,
)
from isonboard.model.profile import Fit, Reason
from isonboard.model.project import Link, Project, SourceState
from isonboard.tui import glyphs
from isonboard.tui.screens.compare_view import Compared, compare_blocks
from isonboard.tui.screens.help import help_blocks
from isonboard.tui.screens.issue_view import issue_sections
from isonboard.tui.screens.overview import (
    guidance_blocks,
    overview_blocks,
    readiness_blocks,
    setup_blocks,
)
from isonboard.tui.screens.plan_view import plan_blocks, report_blocks
from isonboard.tui.widgets.blocks import Block, Span, columns, laid_out

DUMPS = Path(__file__).parent / "dumps"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
WIDTH = 64


def row(**changed: Any) -> Any:
    facts: dict[str, Any] = {
        "id": "git.example/payments/ledger",
        "label": "Ledger [/] core",
        "owner": "payments",
        "description": "Double-entry ledger with an audit trail that auditors like",
        "language": "Go",
        "fit": 0.72,
        "activity": 640,
        "activity_label": "high",
        "participation": tuple(range(52)),
        "beginner_issues": 3,
        "stars": 12,
        "favourite": True,
        "archived": False,
        "gone": False,
        "why": ("language Go", "− archived"),
        "base_documents": ("README.md", "CONTRIBUTING.md"),
        "guidelines": None,
        "personal": True,
    }
    return SimpleNamespace(**(facts | changed))


def page() -> Any:
    return SimpleNamespace(
        project=Project(
            id="git.example/payments/ledger",
            name="ledger",
            topics=("payments", "audit"),
            contributions=("Bug fixes",),
            languages=(("Go", 900), ("Shell", 100)),
            license="Apache-2.0",
            updated_at=NOW - timedelta(days=2),
            open_issues=9,
            beginner_issues=3,
            base_documents=("README.md", "CONTRIBUTING.md"),
            url="https://git.example/payments/ledger",
            contacts=(Link("#ledger", "https://chat.example/ledger"),),
        ),
        fit=Fit(
            score=0.72,
            reasons=(
                Reason(signal="skills", text="you know Go", evidence="language Go", points=0.4),
                Reason(
                    signal="activity",
                    text="nothing merged for a year",
                    evidence="pushed 2025-10-02",
                    points=-0.1,
                ),
            ),
            unknown=("last commit",),
        ),
        activity=SimpleNamespace(
            value=640,
            label="high",
            factors=(SimpleNamespace(name="20 forks", effect="+ 100"),),
            lacking=("subscribers",),
        ),
        favourite=Favourite(id="x", name="Ledger", note="ask Nora"),
        journey=Journey(project_id="x", reached={"branch": NOW - timedelta(hours=3)}, branch="contrib/17-x"),
        checkout="/work/x/ledger",
        sources=(SourceState(name="portal", synced_at=NOW - timedelta(hours=2)),),
    )


def guidance() -> Any:
    where = Evidence("CONTRIBUTING.md", 12)
    return SimpleNamespace(
        documents=(Document(kind=DocumentKind.CONTRIBUTING, path="CONTRIBUTING.md", text="x"),),
        guidance=Guidance(
            steps=(
                GuidanceStep(
                    kind=StepKind.SETUP, text="Install everything", commands=("make deps",), evidence=where
                ),
                GuidanceStep(kind=StepKind.TEST, text="Run the tests", inferred=True),
            ),
            contacts=(Contact(kind="trusted committer", name="Nora", area="api/**", evidence=where),),
            conditions=(
                Condition(
                    kind="closed", text="Not taking contributions until March.", blocking=True, evidence=where
                ),
                Condition(kind="DCO", text="Sign your commits off."),
            ),
        ),
        readiness=Readiness(
            checks=(
                Check(name="README", passed=True, list="base documentation"),
                Check(name="CODEOWNERS", passed=False, list="base documentation"),
                Check(name="topics", passed=None, list="portal hygiene"),
            )
        ),
        fetched_at=NOW - timedelta(minutes=5),
        note="this is the copy kept before: no connection",
    )


STEPS = (
    Step(
        purpose=Purpose.INSTALL,
        argv=("npm", "ci", "--loglevel=[bold]"),
        cwd="web",
        network=True,
        evidence=(Evidence("web/package-lock.json", 1, "lockfileVersion"),),
        note="Nothing is installed outside the checkout.",
    ),
    Step(purpose=Purpose.VERIFY, argv=("npm", "ls"), cwd="web", runs_code=False),
    Step(purpose=Purpose.TEST, argv=("npm", "test"), cwd="web"),
)


def prepared(**changed: Any) -> Any:
    facts: dict[str, Any] = {
        "checkout": "/work/x/ledger",
        "plan": SetupPlan(
            steps=STEPS,
            requires={"node": ">=20"},
            questions=(
                Question(text="Two lock files", options=("npm", "yarn"), evidence=(Evidence("yarn.lock"),)),
            ),
            warnings=("The Makefile runs curl.",),
            services=("postgres",),
            agreement="DCO",
            agreement_evidence=(Evidence("CONTRIBUTING.md", 20),),
            summary="Node with npm: install, then test",
            id="abc",
        ),
        "missing": (MissingTool(tool="node", wanted=">=20", found="18.1", advice="apt install nodejs"),),
        "trusted": False,
        "changed": ("package-lock.json differs",),
        "branch": "contrib/17-x",
        "conditions": (Condition(kind="CLA", text="A CLA has to be signed.", evidence=Evidence("CLA.md")),),
    }
    return SimpleNamespace(**(facts | changed))


def issue() -> Any:
    return SimpleNamespace(
        issue=Issue(
            project_id="x",
            number="17",
            title="Say [bold]which[/] file is missing",
            body="It says *error* and no more.",
            labels=("good first issue", "docs"),
            author="nora",
            association="MEMBER",
            url="https://git.example/payments/ledger/issues/17",
            comments=(
                Comment(author="kim", body="I could help.", at=NOW - timedelta(days=1), association="NONE"),
            ),
            pulls=(LinkedPull(number="18", state="open", author="kim", draft=True),),
            blocked_by=("#3",),
            milestone="1.2",
            created_at=NOW - timedelta(days=30),
        ),
        project=SimpleNamespace(label="Ledger core", owner="payments"),
        tier=Tier.NEWCOMERS,
        availability=Availability(
            state=AvailabilityState.STALE_CLAIM,
            reason="claimed by kim 5 weeks ago, silent since",
            certain=False,
        ),
        fit=Fit(
            score=0.5, reasons=(Reason(signal="tier", text="for newcomers", evidence="label", points=0.3),)
        ),
    )


def report() -> SetupReport:
    return SetupReport(
        outcome=Outcome.FAILED,
        sentence="failed at step 2: npm ls",
        results=(
            StepResult(step=STEPS[0], exit_code=0, seconds=12.2),
            StepResult(
                step=STEPS[1],
                exit_code=1,
                tail=("npm ERR! missing: left-pad",),
                explanation="A package is missing.",
            ),
            StepResult(step=STEPS[2], exit_code=None),
        ),
        seconds=13.0,
        disk_bytes=48_000_000,
        log_path="/work/logs/setup.log",
        next_step="Ask in #ledger.",
    )


def _issue_blocks() -> list[Block]:
    sections = issue_sections(issue(), NOW, whole=True, note="offline: the copy kept before")
    return [block for section in sections for block in (*section.blocks, *_as_text(section.text))]


def _as_text(text: str) -> list[Block]:
    from isonboard.tui.widgets.blocks import paragraph

    return [paragraph(text)] if text else []


ALIKE = (
    Hit("h/a/ledger-ui", "ledger-ui", "a/ledger-ui", "", 3.0, ("topic payments", "language Java", "name ledger", "skill SQL")),
    Hit("h/a/pay", "pay", "a/pay", "", 2.0, ("topic payments",), title="Pay"),
)  # fmt: skip
PAGES = {
    "overview-from-row": lambda: overview_blocks(row(), None, NOW),
    "overview-unknown": lambda: overview_blocks(
        row(fit=None, activity=None, participation=(), beginner_issues=None, base_documents=None, stars=None),
        None,
        NOW,
    ),
    "overview-no-profile": lambda: overview_blocks(row(personal=False), None, NOW)[:10],
    "overview": lambda: overview_blocks(row(), page(), NOW),
    "overview-similar": lambda: overview_blocks(row(), page(), NOW, alike=ALIKE)[-5:],
    "contributing": lambda: guidance_blocks(guidance(), NOW),
    "setup-before": lambda: setup_blocks(None, None, "/work/x/ledger"),
    "setup-after": lambda: setup_blocks(page(), prepared(), ""),
    "plan": lambda: plan_blocks(prepared(), tests=True),
    "plan-trusted": lambda: plan_blocks(
        prepared(trusted=True, changed=(), missing=(), conditions=()), tests=False
    ),
    "plan-empty": lambda: plan_blocks(
        prepared(
            plan=SetupPlan(summary="Documentation only: ready to edit"), changed=(), missing=(), conditions=()
        ),
        tests=False,
    ),
    "report-failed": lambda: report_blocks(report(), "/work/x/ledger", "contrib/17-x", issue="17", again=1),
    "issue": _issue_blocks,
    "compare": lambda: compare_blocks(
        [
            Compared(
                page=page(), readiness=guidance().readiness, guidance=guidance().guidance, issues=[issue()]
            ),
            Compared(page=page()),
        ],
        1,
        NOW,
        "1 more are marked; three stand side by side.",
    ),
    "help-explore": lambda: help_blocks("explore", {"favourite": "F"}),
    "help-setup": lambda: help_blocks("setup", {}),
}


def dump(blocks: list[Block]) -> str:
    lines = [line for block in blocks for line in laid_out(block, WIDTH)]
    return "".join("".join(span.text for span in line).rstrip() + "\n" for line in lines)


@pytest.mark.parametrize("name", PAGES)
def test_the_page_says_what_it_said(name: str) -> None:
    said = dump(PAGES[name]())
    kept = DUMPS / f"{name}.txt"
    if os.environ.get("ISONBOARD_DUMPS") == "write":
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(said, encoding="utf-8")
    assert said == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_plain_in_ascii(name: str) -> None:
    glyphs.choose(plain=True)
    left = {letter for letter in dump(PAGES[name]()) if not letter.isascii()}
    assert left == set()


def test_a_guide_that_the_source_names_is_not_called_unseen() -> None:
    """“has a contribution guide” above and “not looked at yet” below spoke against each other."""
    said = dump(overview_blocks(row(base_documents=None, guidelines="docs/CONTRIBUTING.md"), None, NOW))
    assert "docs/CONTRIBUTING.md, says its source" in said
    assert "not looked at yet" not in said


def test_without_a_profile_nothing_is_said_to_fit() -> None:
    silent = dump(overview_blocks(row(personal=False), None, NOW))
    assert "Fits you" not in silent
    assert "72%" not in silent
    assert "language Go" in silent  # the reasons stay
    assert "Press 4 and say what you know and like" in silent
    assert "Press 4" not in dump(overview_blocks(row(), None, NOW))


def test_a_document_that_two_lists_ask_for_is_not_there_and_lacking_at_once() -> None:
    checks = (
        Check(name="README", list="base documentation", passed=False),
        Check(name="README", list="portal hygiene", passed=True),
        Check(name="LICENSE", list="base documentation", passed=True),
    )
    said = dump(readiness_blocks(Readiness(checks=checks)))
    assert "✗ README\n" in said
    assert "✓ LICENSE\n" in said


def test_the_way_in_is_that_of_the_page_when_the_row_is_older() -> None:
    older = row(base_documents=None, beginner_issues=None)
    assert "documents not looked at yet" in dump(overview_blocks(older, None, NOW))
    said = dump(overview_blocks(older, page(), NOW))
    assert "README.md and CONTRIBUTING.md" in said
    assert "3 issues for newcomers; the Issues tab says which are free" in said
    assert "not looked at yet" not in said


def test_in_a_column_what_follows_a_sign_hangs_below_its_words() -> None:
    cell = (Span("+ ", "fit"), Span("well prepared for newcomers"), Span("\n"), Span("1 of 2"))
    lines = ["".join(span.text for span in line).rstrip() for line in laid_out(columns("", cell, cell), 44)]
    assert lines == [
        "+ well prepared for    + well prepared for",
        "  newcomers              newcomers",
        "1 of 2                 1 of 2",
    ]
