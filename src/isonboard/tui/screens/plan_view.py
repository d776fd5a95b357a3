"""A set-up plan, its run and its report in blocks: pure, foreign words only as words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from isonboard.model.plan import Outcome, Purpose, SetupReport, Step, StepResult
from isonboard.model.progress import Progress
from isonboard.tui import words
from isonboard.tui.glyphs import glyphs, plainly
from isonboard.tui.widgets.blocks import BLANK, Block, Span, code, heading, item, pair, paragraph

if TYPE_CHECKING:
    from isonboard.assistant.setup import Prepared

_WHERE_NEXT = (
    "e opens your editor there, w a shell, l leaves isonboard and prints the path; J says what comes next."
)
_NO_ISSUE = "  (c on an issue makes a branch for it)"
_TAIL = 12  # lines of a failed step's output


def plan_blocks(prepared: "Prepared", *, tests: bool) -> list[Block]:
    """What would run, why, and what agreeing means."""
    plan = prepared.plan
    blocks: list[Block] = []
    for condition in prepared.conditions:
        if condition.blocking or condition.kind in ("CLA", "AI policy", "closed", "legal"):
            sign, ink = (glyphs().no, "bad") if condition.blocking else (glyphs().bullet, "warn")
            blocks.append(
                item(
                    sign,
                    Span(f"{condition.kind}: ", "strong"),
                    condition.text,
                    where(condition.evidence),
                    ink=ink,
                )
            )
    if prepared.changed:
        blocks += [BLANK] if blocks else []
        blocks.append(paragraph(Span("Not the plan you agreed to before:", "warn")))
        blocks += [item(glyphs().bullet, plainly(change), ink="warn") for change in prepared.changed]
    if blocks:
        blocks.append(BLANK)
    if plan.summary:
        blocks += [paragraph(Span(plan.summary)), BLANK]
    steps = shown_steps(plan.steps, tests=tests)
    if steps:
        blocks.append(heading(f"Would run, one after the other ({words.many(len(steps), 'command')})"))
        for number, (_, step) in enumerate(steps, 1):
            blocks += _step_blocks(number, step)
    else:
        blocks.append(paragraph(Span("Nothing has to run: the checkout is ready to edit as it is.", "fit")))
    blocks.append(BLANK)
    blocks += _needs(prepared)
    for question in plan.questions:
        blocks.append(
            item(
                glyphs().maybe,
                Span(question.text, "strong"),
                where(question.evidence[0] if question.evidence else None),
                ink="warn",
            )
        )
        blocks += [
            item(f"  {glyphs().here if number == 0 else glyphs().dot}", option, ink="act")
            for number, option in enumerate(question.options)
        ]
        if question.key:
            blocks.append(item(" ", Span("a chooses another way.", "dim")))
    blocks += [item(glyphs().bullet, Span(warning, "warn"), ink="warn") for warning in plan.warnings]
    if plan.agreement != "none":
        evidence = plan.agreement_evidence[0] if plan.agreement_evidence else None
        blocks.append(
            item(
                glyphs().bullet, _AGREEMENTS.get(plan.agreement, plan.agreement), where(evidence), ink="warn"
            )
        )
    if blocks[-1] is not BLANK:
        blocks.append(BLANK)
    return [*blocks, *_consent(prepared, steps)]


_AGREEMENTS = {
    "DCO": "Commits need a sign-off (git commit -s).",
    "CLA": "A contributor agreement has to be signed before a change is merged.",
}


def _step_blocks(number: int, step: Step) -> list[Block]:
    marks = [
        *(["downloads"] if step.network else []),
        *(["runs the project's code"] if step.runs_code else []),
    ]
    about = f" {glyphs().dot} ".join(
        [step.purpose.value, *([f"in {step.cwd}"] if step.cwd not in (".", "") else []), *marks]
    )
    blocks = [
        Block(
            (Span(words.quoted_command(step.argv), "code"),),
            first=(Span(f"{number:>2}  ", "act"),),
            rest="    ",
        ),
        Block((Span(about, "dim"),), first=(Span("    "),), rest="    "),
    ]
    for evidence in step.evidence[:2]:
        quote = f" “{evidence.quote}”" if evidence.quote else ""
        blocks.append(
            Block(
                (Span(str(evidence), "plain"), Span(plainly(quote), "dim")),
                first=(Span("    because "),),
                rest=" " * 12,
            )
        )
    if step.note:
        blocks.append(Block((Span(step.note, "dim"),), first=(Span("    "),), rest="    "))
    return blocks


def _needs(prepared: "Prepared") -> list[Block]:
    plan = prepared.plan
    blocks: list[Block] = []
    if plan.requires:
        blocks.append(
            pair("needs", ", ".join(f"{tool} {wanted}".strip() for tool, wanted in plan.requires.items()))
        )
    if plan.services:
        blocks.append(pair("beside it", ", ".join(plan.services)))
    for missing in prepared.missing:
        found = f", found {missing.found}" if missing.found else ""
        blocks.append(
            item(glyphs().no, Span(f"missing: {missing.tool} {missing.wanted}{found}", "bad"), ink="bad")
        )
        if missing.advice:
            blocks.append(Block((Span(missing.advice, "dim"),), first=(Span("  "),), rest="  "))
    return [*blocks, *([BLANK] if blocks else [])]


def _consent(prepared: "Prepared", steps: Sequence[tuple[int, Step]]) -> list[Block]:
    if not steps:
        return [paragraph(Span(_WHERE_NEXT, "dim"))]
    told = (
        "You agreed to exactly this before; y runs it again."
        if prepared.trusted
        else "Nothing of this project has run yet. y agrees to exactly these commands on exactly these files, and runs them."
    )
    outside = (
        "What a package manager downloads is outside of what you agree to: its packages may run code too."
    )
    downloads = any(step.network for _, step in steps)
    blocks = [paragraph(Span(told, "act-strong"))]
    return [*blocks, *([paragraph(Span(outside, "dim"))] if downloads else [])]


def shown_steps(steps: Sequence[Step], *, tests: bool) -> list[tuple[int, Step]]:
    """The steps that would run with their places in the plan: tests only when asked for, or as the only check."""
    only_check = not any(step.purpose is Purpose.VERIFY for step in steps)
    return [
        (place, step)
        for place, step in enumerate(steps)
        if tests or only_check or step.purpose is not Purpose.TEST
    ]


def running_place(progress: Progress | None, count: int) -> int:
    """Where in a plan of `count` steps the run is, by what it said last; behind all of them when it is done."""
    if progress is None or progress.unit != "steps":
        return 0
    return int(progress.subject) - 1 if progress.subject.isdecimal() else count


def running_blocks(steps: Sequence[tuple[int, Step]], done: int) -> list[Block]:
    """The steps with a mark each: done, running (the one at `done` in the plan), to come."""
    signs = glyphs()
    blocks = []
    for place, step in steps:
        if place < done:
            sign, ink, tone = signs.yes, "fit", "dim"
        elif place == done:
            sign, ink, tone = signs.arrow, "act", "plain"
        else:
            sign, ink, tone = signs.dot, "faint", "dim"
        command = Span(words.quoted_command(step.argv), tone)
        blocks.append(item(sign, command, Span(f"  {step.purpose.value}", "faint"), ink=ink))
    return blocks


def report_of(data: object) -> SetupReport | None:
    """The report as the command line writes it (its own schema, see `cli/schema.py`); None for anything else."""
    if not isinstance(data, dict):
        return None
    try:
        if "steps" in data:
            results = [
                {key: step.get(key) for key in ("exit_code", "seconds", "tail", "explanation")}
                | {"step": {key: step[key] for key in ("purpose", "argv", "cwd")}}
                for step in data["steps"]
            ]
            data = {**data, "results": results, "log_path": data.get("log")}
        return msgspec.convert(data, SetupReport)
    except (msgspec.ValidationError, KeyError, AttributeError, TypeError):
        return None


def failed_place(steps: Sequence[Step], report: SetupReport) -> int | None:
    """Where in the plan the first step failed or was stopped, to go on from there; None where none did."""
    stopped = report.outcome is Outcome.CANCELLED
    for result in report.results:
        if result.exit_code is None if stopped else result.exit_code not in (0, None):
            for place, step in enumerate(steps):
                if (step.argv, step.cwd, step.purpose) == (
                    result.step.argv,
                    result.step.cwd,
                    result.step.purpose,
                ):
                    return place
    return None


_OUTCOMES = {
    Outcome.READY: ("yes", "fit"),
    Outcome.PARTLY_READY: ("maybe", "warn"),
    Outcome.FAILED: ("no", "bad"),
    Outcome.CANCELLED: ("minus", "warn"),
}


def report_blocks(
    report: SetupReport,
    checkout: str,
    branch: str | None,
    *,
    issue: str | None = None,
    again: int | None = None,
) -> list[Block]:
    """How it ended, step by step, and what to do next."""
    sign, ink = _OUTCOMES[report.outcome]
    blocks = [
        item(
            getattr(glyphs(), sign),
            Span(report.sentence[:1].upper() + report.sentence[1:], f"{ink} strong"),
            ink=ink,
        ),
        BLANK,
        pair("checkout", Span(words.place(checkout), "strong")),
        pair(
            "branch",
            Span(branch or "none", "strong" if branch else "dim"),
            Span(_NO_ISSUE if not issue else "", "dim"),
        ),
        pair("took", words.duration(report.seconds)),
    ]
    if report.disk_bytes is not None:
        blocks.append(pair("on disk", words.size(report.disk_bytes)))
    if report.log_path:
        blocks.append(pair("log", Span(words.place(report.log_path), "dim")))
    blocks.append(BLANK)
    for result in report.results:
        blocks += _result_blocks(result)
    for missing in report.missing:
        blocks.append(item(glyphs().no, f"missing: {missing.tool} {missing.wanted}", ink="bad"))
        if missing.advice:
            blocks.append(Block((Span(missing.advice, "dim"),), first=(Span("  "),), rest="  "))
    blocks.append(BLANK)
    if report.next_step and not (report.outcome is Outcome.CANCELLED and again is not None):
        blocks.append(paragraph(Span(report.next_step, "act-strong")))
    if again is not None:
        blocks.append(paragraph(Span(f"y goes on from step {again + 1}, c starts over.", "act-strong")))
    blocks.append(paragraph(Span(_WHERE_NEXT, "dim")))
    return blocks


def _result_blocks(result: StepResult) -> list[Block]:
    signs = glyphs()
    command = words.quoted_command(result.step.argv)
    if result.exit_code == 0:
        return [item(signs.yes, Span(command), Span(f"  {words.duration(result.seconds)}", "dim"), ink="fit")]
    if result.exit_code is None:
        return [
            item(
                signs.dot,
                Span(command, "dim"),
                Span("  not run" if not result.seconds else "  stopped", "dim"),
                ink="faint",
            )
        ]
    blocks = [item(signs.no, Span(command), Span(f"  ended with {result.exit_code}", "bad"), ink="bad")]
    if result.explanation:
        blocks.append(Block((Span(result.explanation),), first=(Span("  "),), rest="  "))
    blocks += [code(line) for line in result.tail[-_TAIL:]]
    return blocks


def where(evidence: object) -> Span:
    """“  file:line”, quietly."""
    return Span(f"  {evidence}" if evidence else "", "faint")
