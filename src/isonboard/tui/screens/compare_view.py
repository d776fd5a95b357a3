"""Projects side by side, as blocks: one row a fact, one column a project; pure."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from isonboard.tui import words
from isonboard.tui.glyphs import bar, glyphs, plainly, sparkline
from isonboard.tui.widgets.blocks import BLANK, Block, Span, columns, paragraph

if TYPE_CHECKING:
    from isonboard.assistant.detail import ProjectPage
    from isonboard.assistant.health import Health
    from isonboard.match.issue_order import RankedIssue
    from isonboard.model.guidance import Guidance, Readiness

_ISSUES = 3  # issues named in a cell
_REASONS = 5


class Compared(Struct, frozen=True, kw_only=True):
    """What is known of one project without asking anybody; None where it was never fetched."""

    page: "ProjectPage"
    readiness: "Readiness | None" = None
    guidance: "Guidance | None" = None
    issues: "Sequence[RankedIssue] | None" = None
    """Those that invite newcomers, best first."""
    health: "Health | None" = None


class _Fact(NamedTuple):
    name: str
    cell: Callable[[Compared, datetime], Sequence[Span]]


def compare_blocks(projects: Sequence[Compared], chosen: int, now: datetime, note: str = "") -> list[Block]:
    """The names, then every fact; the name of the chosen one carries the cursor's sign."""
    signs = glyphs()
    heads = [
        (
            Span(f"{signs.cursor} " if at == chosen else "  ", "act"),
            Span(f"{signs.star} " if one.page.favourite is not None else "", "warn"),
            Span(one.page.project.label, "heading"),
        )
        for at, one in enumerate(projects)
    ]
    blocks = [columns("", *heads), columns("", *([Span(one.page.project.owner, "dim")] for one in projects))]
    blocks.append(Block(kind="rule"))
    for fact in _FACTS:
        cells = [tuple(fact.cell(one, now)) for one in projects]
        if any("".join(span.text for span in cell).strip() for cell in cells):
            blocks += [
                columns(fact.name, *(cell or (Span(signs.unknown, "faint"),) for cell in cells)),
                BLANK,
            ]
    if note:
        blocks.append(paragraph(Span(plainly(note), "dim")))
    return blocks


def _fit(one: Compared, _: datetime) -> Sequence[Span]:
    score = one.page.fit.score
    if not one.page.fit.personal:
        return [Span("press 4: what you know and like", "dim")]
    return [Span(bar(score, 8), "fit"), Span(f" {score:.0%}")]


def _reasons(one: Compared, _: datetime) -> Sequence[Span]:
    spans: list[Span] = []
    for reason in one.page.fit.reasons[:_REASONS]:
        sign, ink = (glyphs().minus, "warn") if reason.is_negative else (glyphs().plus, "fit")
        spans += [Span(f"{sign} ", ink), Span(reason.text), Span("\n")]
    return spans[:-1]


def _about(one: Compared, _: datetime) -> Sequence[Span]:
    return [Span(one.page.project.description or one.page.project.motivation or "")]


def _languages(one: Compared, _: datetime) -> Sequence[Span]:
    project = one.page.project
    total = sum(size for _, size in project.languages) or 1
    shares = [f"{name} {size / total:.0%}" for name, size in project.languages[:3]]
    return [Span(", ".join(shares) or project.language or "")]


def _topics(one: Compared, _: datetime) -> Sequence[Span]:
    return [Span(", ".join(one.page.project.topics[:8]))]


def _activity(one: Compared, _: datetime) -> Sequence[Span]:
    value = one.page.activity.value
    score = f"{value:,}" if value is not None else "not known"
    label = f"  {one.page.activity.label}" if value is not None else ""
    weeks = sparkline(one.page.project.participation, 20)
    return [Span(score), Span(label, "dim"), *([Span("\n"), Span(weeks, "dim")] if weeks else [])]


def _changed(one: Compared, now: datetime) -> Sequence[Span]:
    at = one.page.project.updated_at or one.page.project.pushed_at
    return [Span(words.ago(at, now) if at is not None else "not known")]


def _issues(one: Compared, _: datetime) -> Sequence[Span]:
    if one.issues is None:
        count = one.page.project.beginner_issues
        if count is None:
            return []
        unsure = "; which are free is not known yet" if count else ""
        return [
            Span(words.many(count, "issue for newcomers", "issues for newcomers"), "act"),
            Span(unsure, "dim"),
        ]
    free = [issue for issue in one.issues if issue.availability.state.value == "free"]
    spans = [
        Span(f"{len(free)} free", "act" if free else "plain"),
        Span(f" of {len(one.issues)} for newcomers"),
    ]
    for issue in free[:_ISSUES]:
        spans += [Span("\n"), Span(f"{glyphs().here} ", "fit"), Span(issue.issue.title)]
    return spans


def _readiness(one: Compared, _: datetime) -> Sequence[Span]:
    readiness = one.readiness
    if readiness is None or not readiness.known:
        guide = one.page.project.guidelines
        return [Span(f"{guide}, says its source" if guide else "documents not looked at yet", "dim")]
    share = readiness.share
    spans = [
        Span(bar(share, 8) if share is not None else "", "fit"),
        Span(f" {readiness.passed} of {readiness.known}"),
    ]
    lacking = list(dict.fromkeys(check.name for check in readiness.checks if check.passed is False))
    if lacking:
        spans += [Span("\n"), Span(f"{glyphs().no} ", "warn"), Span(words.listed(lacking, 5), "dim")]
    return spans


def _conditions(one: Compared, _: datetime) -> Sequence[Span]:
    spans: list[Span] = []
    for condition in one.guidance.conditions if one.guidance is not None else ():
        spans += [Span(condition.kind, "bad" if condition.blocking else "warn"), Span("\n")]
    return spans[:-1]


def _contacts(one: Compared, _: datetime) -> Sequence[Span]:
    contacts = one.guidance.contacts if one.guidance is not None else ()
    named = [contact.name for contact in contacts] or [link.title for link in one.page.project.contacts]
    return [Span(words.listed(named, 4))]


def _health(key: str) -> Callable[[Compared, datetime], Sequence[Span]]:
    def cell(one: Compared, _: datetime) -> Sequence[Span]:
        if one.health is None:
            return []
        from isonboard.assistant.health import sentences

        said = sentences(one.health)[key]
        return [] if said == "unknown" else [Span(plainly(said))]

    return cell


def _licence(one: Compared, _: datetime) -> Sequence[Span]:
    return [Span(one.page.project.license or "")]


def _own(one: Compared, _: datetime) -> Sequence[Span]:
    page = one.page
    spans = [Span("cloned")] if page.checkout is not None else []
    if page.favourite is not None and page.favourite.note:
        spans += [Span("\n")] if spans else []
        spans.append(Span(page.favourite.note))
    return spans


_FACTS = (
    _Fact("fits you", _fit),
    _Fact("because", _reasons),
    _Fact("what it is", _about),
    _Fact("languages", _languages),
    _Fact("topics", _topics),
    _Fact("activity", _activity),
    _Fact("changed", _changed),
    _Fact("issues", _issues),
    _Fact("readiness", _readiness),
    _Fact("conditions", _conditions),
    _Fact("first answer", _health("first answer")),
    _Fact("from outside", _health("from outside")),
    _Fact("checks", _health("default branch")),
    _Fact("people", _contacts),
    _Fact("licence", _licence),
    _Fact("yours", _own),
)
