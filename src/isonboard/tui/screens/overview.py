"""What the preview says about a project, as blocks: pure, from what is known now."""

from datetime import datetime
from typing import TYPE_CHECKING

from isonboard.model.profile import Fit, Reason
from isonboard.model.project import Project
from isonboard.tui import words
from isonboard.tui.glyphs import bar, glyphs, plainly, sparkline
from isonboard.tui.screens.health_view import health_blocks
from isonboard.tui.screens.steps_view import step_blocks
from isonboard.tui.widgets.blocks import BLANK, NO_BREAK, Block, Span, heading, item, pair, paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from isonboard.assistant.detail import GuidancePage, ProjectPage
    from isonboard.assistant.health import Health
    from isonboard.assistant.row import Row
    from isonboard.assistant.setup import Prepared
    from isonboard.match.hit import Hit
    from isonboard.model.guidance import Contact, Guidance, Readiness

_STEP_WORDS = 12


def title_blocks(row: "Row") -> list[Block]:
    """Name, one line of facts, description: the same lines whatever else is known yet."""
    facts = [row.owner, row.language or "", _stars(row.stars)]
    state = " ".join(word for word, on in (("archived", row.archived), ("no longer listed", row.gone)) if on)
    blocks = [
        Block((Span(f"{glyphs().star} " if row.favourite else "", "warn"), Span(row.label, "heading"))),
        paragraph(Span(f" {glyphs().dot} ".join(filter(None, facts)), "dim")),
    ]
    if state:
        blocks.append(paragraph(Span(state.capitalize() + ".", "warn")))
    blocks.append(BLANK)
    if row.description:
        blocks += [paragraph(row.description), BLANK]
    return blocks


def overview_blocks(
    row: "Row",
    page: "ProjectPage | None",
    now: datetime,
    health: "Health | None" = None,
    alike: "Sequence[Hit]" = (),
) -> list[Block]:
    """The Overview tab: at once from the row, whole as soon as the page is read."""
    blocks = title_blocks(row)
    if found := _found_by(row):
        blocks += [paragraph(Span("Found by  ", "heading"), Span("; ".join(found), "match")), BLANK]
    blocks += _fit_blocks(row, page.fit if page is not None else None)
    blocks += _activity_blocks(row, page)
    blocks += _way_in(page.project if page is not None else row)
    if page is not None:
        blocks += health_blocks(health, now)
        blocks += _own_blocks(page, now)
        blocks += _facts(page.project, now)
        blocks += _alike_blocks(alike)
        blocks += _source_blocks(page, now)
    return blocks


def page_blocks(page: "ProjectPage", now: datetime) -> list[Block]:
    """What is known about a project without its row in a list: the favourites' pane, which has shown the note."""
    return [*_own_blocks(page, now, note=False), *_facts(page.project, now), *_source_blocks(page, now)]


def _found_by(row: "Row") -> tuple[str, ...]:
    """Where the words searched are in it, with the slip or the other name that leads there; none without words."""
    fits = getattr(row, "reasons", None)  # a row kept from last time has its reasons in one
    return row.why[: len(row.why) - len(fits)] if fits is not None else ()


def _fit_blocks(row: "Row", fit: "Fit | None") -> list[Block]:
    if fit is None and row.fit is None:
        return [heading("Fits you"), paragraph(Span("Not known yet.", "dim")), BLANK]
    known = fit or Fit(score=row.fit or 0.0, personal=row.personal)
    blocks = [fit_heading(known)]
    if fit is not None:
        blocks += map(reason_block, fit.reasons)
        if fit.unknown:
            blocks.append(
                item(glyphs().maybe, Span(f"not known: {words.listed(fit.unknown)}", "dim"), ink="dim")
            )
    else:
        for why in row.why[len(_found_by(row)) :]:
            negative = why.startswith("− ")
            sign, ink = (glyphs().minus, "warn") if negative else (glyphs().plus, "fit")
            blocks.append(item(sign, why.removeprefix("− "), ink=ink))
    return [*blocks, *no_profile(known), BLANK]


def reason_block(reason: Reason) -> Block:
    """A reason for or against, with its evidence."""
    sign, ink = (glyphs().minus, "warn") if reason.is_negative else (glyphs().plus, "fit")
    proof = f"  ({reason.proof})" if reason.proof else ""
    return item(sign, Span(reason.text), Span(proof, "dim"), ink=ink)


def fit_heading(fit: Fit) -> Block:
    """How well it fits, above the reasons; where the profile is silent there is nothing to fit."""
    if not fit.personal:
        return heading("For and against")
    return Block(
        (Span("Fits you  ", "heading"), Span(bar(fit.score, 10), "fit"), Span(f" {fit.score:.0%}", "plain"))
    )


def no_profile(fit: Fit) -> list[Block]:
    """How to get a fit, for whoever has said nothing."""
    said = "Press 4 and say what you know and like: then it tells how well this fits you."
    return [] if fit.personal else [paragraph(Span(said, "dim"))]


def _activity_blocks(row: "Row", page: "ProjectPage | None") -> list[Block]:
    score = f"{row.activity:,}" if row.activity is not None else "not known"
    spans = [
        Span("Activity  ", "heading"),
        Span(score),
        Span(f"  {row.activity_label}" if row.activity is not None else "", "dim"),
    ]
    blocks = [Block(tuple(spans))]
    if weeks := sparkline(row.participation, 26):
        blocks.append(Block((Span(weeks, "spark"), Span("  commits in a year", "dim"))))
    if page is not None:
        if page.activity.factors:
            told = [
                f"{factor.name} ({plainly(factor.effect).replace(' ', NO_BREAK)})"
                for factor in page.activity.factors
            ]
            blocks.append(paragraph(Span("; ".join(told), "dim")))
        if page.activity.lacking:
            blocks.append(paragraph(Span(f"not known: {words.listed(page.activity.lacking)}", "dim")))
    return [*blocks, BLANK]


def _way_in(known: "Row | Project") -> list[Block]:
    """From the page once it is read: the row in the list is as old as the list."""
    if known.beginner_issues is None:
        issues = [Span("beginner issues not counted yet; the Issues tab fetches them", "dim")]
    else:
        issues = [
            Span(
                words.many(known.beginner_issues, "issue for newcomers", "issues for newcomers"),
                "act" if known.beginner_issues else "plain",
            )
        ]
        if known.beginner_issues:
            issues.append(Span("; the Issues tab says which are free", "dim"))
    blocks = [heading("Way in"), item(glyphs().bullet, *issues)]
    if known.base_documents is None:
        blocks.append(item(glyphs().bullet, *_unread(known.guidelines)))
    elif known.base_documents:
        blocks.append(item(glyphs().bullet, words.listed(known.base_documents)))
    else:
        blocks.append(item(glyphs().bullet, Span("no README and no contribution guide found", "warn")))
    return [*blocks, BLANK]


def _unread(guidelines: str | None) -> tuple[Span, ...]:
    """What is known of documents that nobody has read yet: some sources name the contribution guide."""
    if guidelines:
        return Span(guidelines), Span(", says its source; the Contributing tab reads it", "dim")
    return (Span("documents not looked at yet; the Contributing tab fetches them", "dim"),)


def _own_blocks(page: "ProjectPage", now: datetime, *, note: bool = True) -> list[Block]:
    blocks: list[Block] = []
    if note and page.favourite is not None and page.favourite.note:
        blocks += [heading("Your note"), paragraph(page.favourite.note), BLANK]
    if page.checkout is not None:
        blocks.append(heading("Your checkout"))
        blocks.append(paragraph(words.place(page.checkout)))
    if page.journey is not None and page.checkout is not None and page.journey.reached:
        station, at = max(page.journey.reached.items(), key=lambda reached: reached[1])
        blocks.append(paragraph(Span(f"so far: {station}, {words.ago(at, now)}", "dim")))
        if page.journey.branch:
            blocks.append(paragraph(Span(f"on branch {page.journey.branch}", "dim")))
    if blocks and blocks[-1] is not BLANK:
        blocks.append(BLANK)
    return blocks


def _facts(project: Project, now: datetime) -> list[Block]:
    signs = glyphs()
    facts: list[tuple[str, Sequence[Span]]] = []
    if project.motivation and project.motivation != project.description:
        facts.append(("why it is", [Span(project.motivation)]))
    if project.topics:
        facts.append(("topics", [Span(", ".join(project.topics))]))
    if project.skills:
        facts.append(("skills asked", [Span(", ".join(project.skills))]))
    if project.contributions:
        facts.append(("wants", [Span(", ".join(project.contributions))]))
    if project.languages:
        total = sum(size for _, size in project.languages) or 1
        shares = [f"{name} {size / total:.0%}" for name, size in project.languages[:5]]
        facts.append(("languages", [Span(", ".join(shares))]))
    if project.license:
        facts.append(("licence", [Span(project.license)]))
    if project.lifecycle or project.system:
        facts.append(
            ("part of", [Span(f" {signs.dot} ".join(filter(None, (project.system, project.lifecycle))))])
        )
    facts.append(
        (
            "changed",
            [
                Span(
                    words.ago(project.updated_at or project.pushed_at, now)
                    if project.updated_at or project.pushed_at
                    else "not known"
                )
            ],
        )
    )
    if project.open_issues is not None:
        facts.append(("open issues", [Span(f"{project.open_issues:,}")]))
    if project.url:
        facts.append(("page", [Span(project.url, "link", project.url)]))
    if project.docs_url:
        facts.append(("documentation", [Span(project.docs_url, "link", project.docs_url)]))
    facts += [("contact", [Span(link.title, "link", link.url)]) for link in project.contacts]
    return [*(pair(name, *spans) for name, spans in facts), BLANK]


def _alike_blocks(alike: "Sequence[Hit]") -> list[Block]:
    """Other projects that may do already what is looked for, with what they have in common with this one."""
    if not alike:
        return []
    items = [
        item(glyphs().bullet, Span(hit.label), Span(f"  {', '.join(hit.reasons[:3])}", "dim"))
        for hit in alike
    ]
    return [heading("Similar projects"), *items, BLANK]


def _source_blocks(page: "ProjectPage", now: datetime) -> list[Block]:
    told = [f"{state.name}, read {words.ago(state.synced_at, now)}" for state in page.sources]
    return [paragraph(Span(f"Listed by {words.listed(told)}.", "dim"))] if told else []


def _stars(stars: int | None) -> str:
    return "" if stars is None else words.many(stars, "star")


# the Contributing tab


def guidance_blocks(page: "GuidancePage", now: datetime) -> list[Block]:
    """The way in distilled: what stands against it, the steps, the people; the texts themselves follow."""
    guidance = page.guidance
    blocks: list[Block] = []
    if page.note:
        blocks += [paragraph(Span(plainly(page.note), "warn")), BLANK]
    if not page.documents:
        blocks += [
            paragraph(Span("No README, no contribution guide: nothing says how to begin here.", "warn")),
            paragraph(
                Span(
                    "Ask its owner before you start, or offer to write one: a good first contribution.", "dim"
                )
            ),
            BLANK,
        ]
        return [*blocks, *readiness_blocks(page.readiness)]
    blocks += way_in_blocks(guidance)
    blocks += readiness_blocks(page.readiness)
    names = [document.path for document in page.documents]
    blocks.append(
        paragraph(
            Span(
                f"Read from {words.listed(names)}, {words.ago(page.fetched_at, now)}. The texts follow.",
                "dim",
            )
        )
    )
    blocks += [BLANK, Block(kind="rule"), BLANK]
    return blocks


def way_in_blocks(guidance: "Guidance", margin: int = _STEP_WORDS + 6) -> list[Block]:
    """What stands against it, the steps with their commands, the people."""
    blocks: list[Block] = []
    for condition in guidance.conditions:
        sign, ink = (glyphs().no, "bad") if condition.blocking else (glyphs().bullet, "warn")
        blocks.append(
            item(
                sign,
                Span(f"{condition.kind}: ", "strong"),
                Span(condition.text),
                *_where(condition.evidence),
                ink=ink,
            )
        )
    if guidance.conditions:
        blocks.append(BLANK)
    return [*blocks, *step_blocks(guidance, margin), *_contact_blocks(guidance.contacts, margin)]


def readiness_blocks(readiness: "Readiness") -> list[Block]:
    """A mark for every base document."""
    if not readiness.checks:
        return []
    signs = glyphs()
    share = readiness.share
    blocks = [
        Block(
            (
                Span("Readiness  ", "heading"),
                Span(bar(share, 10) if share is not None else "", "fit"),
                Span(
                    f" {readiness.passed} of {readiness.known}" if readiness.known else "not known", "plain"
                ),
            )
        )
    ]
    told: set[str] = set()  # two lists ask for some documents: there and good; what lacks is said once
    named: dict[bool | None, list[str]] = {}
    for passed in (False, True, None):
        found = dict.fromkeys(check.name for check in readiness.checks if check.passed is passed)
        named[passed] = [name for name in found if name not in told]
        told.update(found)
    for passed, sign, ink in (
        (True, signs.yes, "fit"),
        (False, signs.no, "warn"),
        (None, signs.maybe, "faint"),
    ):
        if names := named[passed]:
            blocks.append(item(sign, Span(", ".join(names), "plain" if passed is False else "dim"), ink=ink))
    return [*blocks, BLANK]


def _contact_blocks(contacts: "Sequence[Contact]", margin: int) -> list[Block]:
    if not contacts:
        return []
    width = min(margin, max(len(contact.kind) for contact in contacts) + 2)
    blocks = [heading("People and places")]
    for contact in contacts:
        name = Span(contact.name, "link", contact.url) if contact.url else Span(contact.name)
        area = Span(f"  for {contact.area}" if contact.area else "", "dim")
        blocks.append(pair(contact.kind, name, area, *_where(contact.evidence), width=width))
    return [*blocks, BLANK]


def _where(evidence: object) -> tuple[Span, ...]:
    return (Span(f"  {evidence}", "faint"),) if evidence else ()


# the Set-up tab


def setup_blocks(page: "ProjectPage | None", prepared: "Prepared | None", target: str) -> list[Block]:
    """Before a clone: what c will do. After: the plan in short."""
    if prepared is None or page is None or page.checkout is None:
        return [
            heading("Not on this machine yet"),
            BLANK,
            item("1", "c clones it into", Span(f" {words.place(target)}", "strong")),
            item("2", "its set-up plan is read from its files: every command with the line that asks for it"),
            item("3", "nothing of it runs before you agree to exactly that plan, with y"),
            BLANK,
        ]
    return [
        heading("On this machine"),
        pair("checkout", words.place(prepared.checkout)),
        pair("branch", prepared.branch or "none yet"),
        BLANK,
        *plan_summary(prepared),
    ]


def plan_summary(prepared: "Prepared") -> list[Block]:
    """The plan's steps in one line each."""
    plan = prepared.plan
    blocks: list[Block] = []
    if plan.summary:
        blocks.append(paragraph(plan.summary))
    for number, step in enumerate(plan.steps, 1):
        blocks.append(
            item(
                f"{number}",
                Span(words.quoted_command(step.argv), "code"),
                *_where(step.evidence[0] if step.evidence else None),
            )
        )
    if prepared.trusted:
        blocks.append(paragraph(Span(f"{glyphs().yes} You agreed to this plan before.", "fit")))
    blocks += [BLANK, paragraph(Span("c opens it: plan, consent, run, report.", "dim"))]
    return blocks
