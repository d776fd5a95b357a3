"""`isonboard plan PATH`: what a set-up would do; nothing is executed."""

import shlex
from collections.abc import Sequence

from isonboard.assistant.choices import choose
from isonboard.assistant.context import Context
from isonboard.assistant.setup import Prepared, prepare
from isonboard.cli import schema
from isonboard.cli.arguments import Parser
from isonboard.cli.main import Globals
from isonboard.cli.output import emit
from isonboard.cli.targets import folder_of


def arguments() -> Parser:
    """What `isonboard plan` takes."""
    parser = Parser("plan")
    parser.add_argument("path", help="a checkout")
    parser.add_argument("--container", action="store_true", help="the plan for the project's dev container")
    choose_option(parser)
    parser.json_option()
    return parser


def run(words: Sequence[str], flags: Globals) -> int:
    options = arguments().parsed(words)
    with Context.open(sample=flags.sample, offline=flags.offline) as context:
        checkout = folder_of(options.path)
        choose(context, checkout, options.choose)
        prepared = prepare(context, checkout, container=options.container)
    if options.json:
        emit(schema.prepared(prepared))
    else:
        print_plan(prepared)
    return 0 if prepared.plan.steps and not prepared.missing else 1


def choose_option(parser: Parser) -> None:
    """`--choose KEY=NAME`, of every verb that shows or runs a plan."""
    parser.add_argument(
        "--choose",
        action="append",
        default=[],
        metavar="KEY=NAME",
        help="answer a question of the plan, from now on for this checkout (KEY= takes it back)",
    )


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
        if step.note:
            print(f"     {step.note}")
        for proof in step.evidence:
            print(f"     because {proof}: {proof.quote}" if proof.quote else f"     because {proof}")
    for question in plan.questions:
        print(f"  ? {question.text}")
        for number, option in enumerate(question.options):
            name = question.names[number] if number < len(question.names) else ""
            how = f"   --choose {question.key}={name}" if name and number else ""
            print(f"     {'as planned: ' if number == 0 else 'or: '}{option}{how}")
    for key, name in prepared.choices.items():
        print(f"  As you chose: {key}={name} (--choose {key}= takes it back).")
    for warning in plan.warnings:
        print(f"  ! {warning}")
    for tool in prepared.missing:
        print(
            f"  ! {tool.tool} {tool.wanted} is needed; {'found ' + tool.found if tool.found else 'not found'}. {tool.advice}"
        )
    if prepared.container is not None and prepared.container.host_command:
        print(f"  ! on this machine, before the container: {prepared.container.host_command}")
    for extra in prepared.extras:
        print(f"  ? {extra.text}")
        if extra.command:
            print(f"     {extra.command}")
    if prepared.resume_step is not None:
        print(f"  The last run ended at step {prepared.resume_step + 1}: --resume goes on there.")
    if plan.agreement != "none":
        print(f"  Contributions need a {plan.agreement}.")
    print(
        f"  Plan {prepared.id[:16]} at commit {prepared.commit[:12]}. Dependencies that it downloads are outside of what you see here."
    )
