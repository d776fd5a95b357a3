"""An issue in blocks: may one take it, why it fits, what it says, what was said about it."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import structs

from isonboard.tui import words
from isonboard.tui.glyphs import glyphs, plainly
from isonboard.tui.screens.overview import fit_heading, no_profile, reason_block, way_in_blocks
from isonboard.tui.widgets.blocks import BLANK, Block, Span, heading, item, pair, paragraph
from isonboard.tui.widgets.document import Section
from isonboard.tui.widgets.issue_list import STATE_INKS

if TYPE_CHECKING:
    from isonboard.match.issue_order import RankedIssue
    from isonboard.model.guidance import Guidance


_ASKED = frozenset({"test", "style", "branch and commit", "submit", "review"})  # steps that concern a change


def issue_sections(
    ranked: "RankedIssue",
    now: datetime,
    *,
    whole: bool,
    note: str = "",
    guidance: "Guidance | None" = None,
) -> Sequence[Section]:
    """The issue as sections of a document; `whole` False leaves the comments to its own page.

    `guidance` is what the project asks of contributors, None while it is not known.
    """
    issue = ranked.issue
    sections = [Section(tuple(_head(ranked, now, note)))]
    if issue.body.strip():
        sections.append(Section(text=issue.body, base=issue.url or ""))
    else:
        sections.append(Section((paragraph(Span("No description was written.", "dim")),)))
    if not whole:
        return sections
    sections.append(Section(tuple(_comment_heading(ranked))))
    for comment in issue.comments or ():
        who = f"{comment.author or 'someone'}{_relation(comment.association)}, {words.ago(comment.at, now)}"
        sections.append(Section((BLANK, paragraph(Span(who, "strong")))))
        sections.append(Section(text=comment.body, base=issue.url or ""))
    if guidance is not None:
        sections.append(Section(tuple(_asked(guidance, ranked.project.label))))
    return sections


def _asked(guidance: "Guidance", label: str) -> list[Block]:
    """What the project asks of whoever changes something; the whole way in is the project's page."""
    steps = tuple(step for step in guidance.steps if step.kind in _ASKED)
    told = way_in_blocks(structs.replace(guidance, steps=steps, mentioned=(), contacts=()))
    nothing = paragraph(Span("Nothing is written down: ask before you start.", "dim"))
    return [
        BLANK,
        Block(kind="rule"),
        BLANK,
        heading(f"What {label} asks of contributors"),
        *(told or [nothing]),
    ]


def _head(ranked: "RankedIssue", now: datetime, note: str) -> list[Block]:
    issue, availability = ranked.issue, ranked.availability
    signs = glyphs()
    number = issue.number if not issue.number.isdigit() else f"#{issue.number}"
    blocks = [
        paragraph(Span(issue.title, "heading")),
        paragraph(
            Span(f"{number} of ", "dim"),
            Span(ranked.project.label, "strong"),
            Span(f"  {ranked.project.owner}", "dim"),
        ),
        BLANK,
    ]
    if note:
        blocks += [paragraph(Span(plainly(note), "warn")), BLANK]
    sure = "" if availability.certain else "  (not certain: have a look before you start)"
    blocks.append(
        item(
            signs.here if availability.state.value in ("free", "stale claim") else signs.dot,
            Span(availability.state.value, f"{STATE_INKS[availability.state]} strong"),
            Span(f"  {plainly(availability.reason)}"),
            Span(sure, "dim"),
            ink=STATE_INKS[availability.state],
        )
    )
    if issue.labels:
        blocks.append(pair("labels", Span(", ".join(issue.labels))))
    if ranked.tier is not None:
        blocks.append(pair("invites", Span(ranked.tier.value)))
    if issue.milestone:
        blocks.append(pair("milestone", Span(issue.milestone)))
    opened = f"{words.ago(issue.created_at, now)}{f' by {issue.author}' if issue.author else ''}{_relation(issue.association)}"
    blocks.append(pair("opened", Span(opened)))
    for pull in issue.pulls or ():
        name = f"#{pull.number} {pull.state}{' draft' if pull.draft else ''}{f' by {pull.author}' if pull.author else ''}"
        blocks.append(pair("pull request", Span(name, "link" if pull.url else "plain", pull.url or "")))
    if issue.blocked_by:
        blocks.append(pair("blocked by", Span(", ".join(issue.blocked_by))))
    if issue.url:
        blocks.append(pair("page", Span(issue.url, "link", issue.url)))
    blocks.append(BLANK)
    blocks.append(fit_heading(ranked.fit))
    blocks += map(reason_block, ranked.fit.reasons)
    blocks += [*no_profile(ranked.fit), BLANK]
    return [*blocks, Block(kind="rule"), BLANK]


def _comment_heading(ranked: "RankedIssue") -> list[Block]:
    issue = ranked.issue
    if issue.comments is None:
        count = issue.comment_count
        told = "Its comments were not fetched yet." if count else "No comments are known."
        return [BLANK, paragraph(Span(told, "dim"))]
    if not issue.comments:
        return [BLANK, paragraph(Span("No comments.", "dim"))]
    return [BLANK, Block(kind="rule"), BLANK, heading(words.many(len(issue.comments), "comment"))]


def _relation(association: str | None) -> str:
    known = {
        "OWNER": "owner",
        "MEMBER": "member",
        "COLLABORATOR": "collaborator",
        "CONTRIBUTOR": "contributor",
    }
    return f" ({known[association]})" if association in known else ""
