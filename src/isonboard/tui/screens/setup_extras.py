"""What can be had beside a set-up plan, each only when asked for: a choice, and the job or copy it comes to."""

from typing import TYPE_CHECKING, NamedTuple

from isonboard.tui.glyphs import glyphs, plainly
from isonboard.tui.screens.dialogs import Choice
from isonboard.tui.widgets.blocks import BLANK, Block, Span, code, heading, item, paragraph

if TYPE_CHECKING:
    from isonboard.assistant.setup import Prepared

FORK, CONTAINER, HOST, FROM_START = "fork", "container", "host", "start"
FETCHED = {"submodules": "fetch the submodules", "lfs": "fetch the large files"}
"""Kinds of extras that a job of ours fetches: `setup PATH --KIND`."""
_COPIED = {
    "env": "copy the command that makes .env",
    "services": "copy the command that starts its services",
    "hooks": "copy the command that switches its git hooks on",
}


CHOOSE = "choose "
"""Before `key=name`: another way that the plan's own questions name."""


class Offer(NamedTuple):
    """One thing to choose; `command` is copied where there is no job of ours for it."""

    choice: Choice
    command: str = ""


def offers(prepared: "Prepared", *, sample: bool, resumes: bool) -> list[Offer]:
    """What there is to choose at this plan."""
    found: list[Offer] = []
    for question in prepared.plan.questions:
        for name, option in [*zip(question.names, question.options, strict=True)][1:]:
            found.append(Offer(Choice(f"{CHOOSE}{question.key}={name}", f"instead: {plainly(option)}")))
    for key, name in prepared.choices.items():
        found.append(Offer(Choice(f"{CHOOSE}{key}=", f"not {name} any more, as the plan has it by itself")))
    for extra in prepared.extras:
        if extra.command is None:
            continue
        if extra.kind in FETCHED:
            found.append(Offer(Choice(extra.kind, FETCHED[extra.kind])))
        elif extra.kind == CONTAINER and prepared.container is None:
            found.append(Offer(Choice(CONTAINER, "run it in its dev container instead")))
        elif extra.kind in _COPIED:
            found.append(Offer(Choice(extra.kind, _COPIED[extra.kind]), extra.command))
    if prepared.container is not None:
        found.append(Offer(Choice(HOST, "run it on this machine, without the container")))
    if resumes:
        found.append(Offer(Choice(FROM_START, "begin at the first step again")))
    if not sample:
        found.append(Offer(Choice(FORK, "work in a fork of your own (made or found by its forge)")))
    return found


def extras_blocks(prepared: "Prepared", resume: int | None) -> list[Block]:
    """What the project would like besides, and where the run would go on."""
    blocks: list[Block] = []
    if resume:
        blocks.append(
            item(glyphs().bullet, Span(f"The last run ended at step {resume + 1}: y goes on there.", "act"))
        )
    container = prepared.container
    if container is not None:
        blocks.append(item(glyphs().bullet, Span(plainly(container.sentence), "act")))
        blocks += [
            item(glyphs().bullet, Span(plainly(power), "warn"), ink="warn") for power in container.powers
        ]
        if container.host_command:
            blocks += [
                item(
                    glyphs().no,
                    Span("Before it starts, this runs on your machine itself:", "warn"),
                    ink="warn",
                ),
                code(container.host_command),
            ]
    if blocks:
        blocks.append(BLANK)
    if prepared.extras:
        blocks.append(heading("Options; none of them happens by itself"))
        for extra in prepared.extras:
            blocks.append(item(glyphs().bullet, plainly(extra.text)))
        blocks += [paragraph(Span("a chooses one of them.", "dim")), BLANK]
    return blocks
