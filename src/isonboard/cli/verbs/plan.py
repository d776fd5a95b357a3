"""`isonboard plan PATH`: what a set-up would do; nothing is executed."""

import shlex
from collections.abc import Sequence

from isonboard.assistant.context import Context
from isonboard.assistant.setup import Prepared, prepare
from isonboard.cli import schema
from isonboard.cli.arguments import Parser
from isonboard.cli.main import Globals
from isonboard.cli.output import emit
from isonboard.cli.targets import folder_of


def run(words: Sequence[str], flags: Globals) -> int:
    parser = Parser("plan")
    parser.add_argument("path", help="a checkout")
    parser.json_option()
    options = parser.parsed(words)
    with Context.open(sample=flags.sample, offline=flags.offline) as context:
        prepared = prepare(context, folder_of(options.path))
    if options.json:
        emit(schema.plan(prepared.plan, prepared.missing))
    else:
        print_plan(prepared)
    return 0 if prepared.plan.steps and not prepared.missing else 1


def print_plan(prepared: Prepared) -> None:
    """The plan for a person: exact commands, folders, evidence."""
    plan = prepared.plan
    print(plan.summary)
    for number, step in enumerate(plan.steps, 1):
        marks = ", ".join(
            filter(
                None,
                (
                    step.purpose.value,
                    "downloads" if step.network else "",
                    "runs code" if step.runs_code else "",
                ),
            )
        )
        print(f"  {number}. {shlex.join(step.argv)}")
        print(f"     in {step.cwd} · {marks}")
        for proof in step.evidence:
            print(f"     because {proof}: {proof.quote}" if proof.quote else f"     because {proof}")
    for question in plan.questions:
        print(f"  ? {question.text} ({' | '.join(question.options)})")
    for warning in plan.warnings:
        print(f"  ! {warning}")
    for tool in prepared.missing:
        print(
            f"  ! {tool.tool} {tool.wanted} is needed; {'found ' + tool.found if tool.found else 'not found'}. {tool.advice}"
        )
    if plan.services:
        print(f"  It also wants: {', '.join(plan.services)}")
    if plan.agreement != "none":
        print(f"  Contributions need a {plan.agreement}.")
    print(
        f"  Plan {plan.id[:16]} at commit {prepared.commit[:12]}. Dependencies that it downloads are outside of what you see here."
    )
