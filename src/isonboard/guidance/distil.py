"""Guidance: what the base documents of a project come to."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from isonboard.guidance.advice import short
from isonboard.guidance.agreement_forms import DCO
from isonboard.guidance.agreements import agreements, denied
from isonboard.guidance.blocks import BlockKind
from isonboard.guidance.conditions import documents_conditions, stated
from isonboard.guidance.metadata import declared
from isonboard.guidance.pages import Page, pages_of
from isonboard.guidance.people import contacts_of
from isonboard.guidance.rules import CommitRules, commit_rules
from isonboard.guidance.way_in import way_in_of
from isonboard.model.guidance import Condition, Document, DocumentKind, Guidance, GuidanceStep, StepKind
from isonboard.model.project import Project

_ORDER = ("closed", "CLA", "DCO", "access", "legal", "licence", "AI policy", "warranty", "response time", "governance",
          "mentoring", "code of conduct")  # fmt: skip
"""Conditions in the order they matter before cloning."""


def guidance_of(documents: Sequence[Document], project: Project | None = None) -> Guidance:
    """The way in, people and places, and conditions, each with the file and line it comes from.

    Pure: reads nothing but `documents` (as `read_checkout` or a forge gives them) and what the catalog knows of
    the project. Never raises for anything a document says.
    """
    pages = pages_of(documents)
    conditions = [*agreements(pages), *stated(pages), *documents_conditions(pages)]
    contacts = contacts_of(pages, project)
    for page in pages:
        if page.kind is DocumentKind.INNERSOURCE_JSON:
            more_contacts, more_conditions = declared(page)
            contacts.extend(more_contacts)
            conditions.extend(more_conditions)
    signoff = _signoff(pages, conditions)
    rules = commit_rules(pages, signoff=signoff is True)
    way_in = way_in_of(pages, project)
    return Guidance(
        steps=tuple(_open(_with_rules(way_in.steps, rules, pages), conditions)),
        mentioned=tuple(way_in.mentioned),
        contacts=tuple(contacts),
        conditions=tuple(sorted(conditions, key=_rank)),
        documents=tuple(document.path for document in documents),
        branch_prefix=rules.branch_prefix,
        commit_style=rules.commit_style,
        signoff=signoff,
    )


def _with_rules(
    steps: Sequence[GuidanceStep], rules: CommitRules, pages: Sequence[Page]
) -> list[GuidanceStep]:
    """The steps with the sentences that branches and commits follow, where no step has them already."""
    said = {(one.evidence.file, one.evidence.line) for one in steps if one.evidence}
    told = [step.text for step in steps]
    more = []
    for evidence in rules.evidence:
        sentence = next(
            (one.text for page in pages if page.path == evidence.file for one in page.sentences
             if one.line == evidence.line and one.block.kind is not BlockKind.HEADING and evidence.line),
            "",
        )  # fmt: skip
        if sentence and (evidence.file, evidence.line) not in said and short(sentence) not in told:
            more.append(GuidanceStep(kind=StepKind.BRANCH, text=short(sentence), evidence=evidence))
    order = tuple(StepKind)
    return sorted([*steps, *more], key=lambda step: order.index(step.kind))


def _open(steps: Iterable[GuidanceStep], conditions: Iterable[Condition]) -> Iterator[GuidanceStep]:
    """The steps without what every forge expects of a contribution, where none is taken."""
    closed = any(condition.kind == "closed" for condition in conditions)
    return (step for step in steps if not (closed and step.inferred and step.kind is StepKind.SUBMIT))


def _rank(condition: Condition) -> int:
    return _ORDER.index(condition.kind) if condition.kind in _ORDER else len(_ORDER)


def _signoff(pages: Sequence[Page], conditions: Sequence[Condition]) -> bool | None:
    if any(condition.kind == DCO for condition in conditions):
        return True
    return False if denied(pages, DCO) else None


def merged_guidance(own: Guidance, inherited: Guidance) -> Guidance:
    """`own`, completed by the organisation's defaults where the project says nothing."""
    kinds = {step.kind for step in own.steps if not step.inferred}
    conditions = {condition.kind for condition in own.conditions}
    steps = (
        *(
            step
            for step in own.steps
            if not step.inferred or step.kind not in {s.kind for s in inherited.steps}
        ),
        *(step for step in inherited.steps if step.kind not in kinds),
    )
    return msgspec.structs.replace(
        own,
        steps=tuple(_open(steps, own.conditions)),
        mentioned=own.mentioned + inherited.mentioned,
        contacts=own.contacts + inherited.contacts,
        conditions=own.conditions + tuple(c for c in inherited.conditions if c.kind not in conditions),
        documents=own.documents + inherited.documents,
        branch_prefix=own.branch_prefix or inherited.branch_prefix,
        commit_style=own.commit_style or inherited.commit_style,
        signoff=inherited.signoff if own.signoff is None else own.signoff,
    )
