"""The way in: what to have, how to set up, build, test, check style, branch, submit and what reviewers expect.

Commands come from where a document tells to type them, rules from its sentences. Nothing here is guessed from file
names: that is the set-up plan's work.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from msgspec import structs

from isonboard.guidance.advice import advice_of, short
from isonboard.guidance.confidence import variation_of
from isonboard.guidance.own import own_of
from isonboard.guidance.pages import Page
from isonboard.guidance.stations import only_carries
from isonboard.guidance.told import Piece, pieces_of
from isonboard.model.guidance import DocumentKind, GuidanceStep, StepKind
from isonboard.model.project import Project

_READ = (DocumentKind.CONTRIBUTING, DocumentKind.OTHER, DocumentKind.README)
_ORDER = tuple(StepKind)


class WayIn(NamedTuple):
    """The steps, and the commands that are only mentioned: they may be no step for everybody."""

    steps: list[GuidanceStep]
    mentioned: list[GuidanceStep]


def way_in_of(pages: Sequence[Page], project: Project | None) -> WayIn:
    """The steps in the order a newcomer meets them; within a station in the order of the documents."""
    steps: list[GuidanceStep] = []
    mentioned: list[GuidanceStep] = []
    seen: set[str] = set()
    own = own_of(pages, project)
    guides = [page for page in pages if page.kind in _READ and _is_guide(page)]
    cloned = any(own.cloned_in(section, forks=False) for page in guides for section in page.sections)
    for page in sorted(guides, key=lambda page: _READ.index(page.kind)):
        for section in page.sections:
            for each in pieces_of(page, section, own, cloned=cloned):
                piece = _weighed(each, seen)
                if step := _step(page, piece, set() if piece.doubt else seen):
                    (mentioned if piece.doubt else steps).append(step)
        steps.extend(advice_of(page, steps))
    steps.extend(_inferred(steps, pages, guides, project))
    steps.sort(key=lambda step: _ORDER.index(step.kind))
    return WayIn(steps, list(_not_told(mentioned, seen)))


def _weighed(piece: Piece, seen: AbstractSet[str]) -> Piece:
    """Of what is told to users, a variation of what was told already is one way of several."""
    told = [command for command in piece.commands if not only_carries(command)]
    varied = piece.inferred and all(variation_of(command, piece.station, seen) for command in told)
    return piece._replace(doubt="one way of several") if varied else piece


def _not_told(mentioned: Sequence[GuidanceStep], told: AbstractSet[str]) -> Iterator[GuidanceStep]:
    """What is mentioned without the commands that are steps elsewhere, each command once."""
    seen = set(told)
    for step in mentioned:
        fresh = tuple(command for command in step.commands if command not in seen)
        if not all(only_carries(command) for command in fresh):
            seen.update(command for command in fresh if not only_carries(command))
            yield structs.replace(step, commands=fresh)


def _step(page: Page, piece: Piece, seen: set[str]) -> GuidanceStep | None:
    """The step of a piece without commands that an earlier one gave; None where nothing new is left."""
    fresh = tuple(dict.fromkeys(command for command in piece.commands if command not in seen))
    if all(only_carries(command) for command in fresh):
        return None
    seen.update(command for command in fresh if not only_carries(command))
    return GuidanceStep(
        kind=piece.station,
        text=short(piece.text),
        commands=fresh,
        evidence=page.evidence(piece.line),
        inferred=piece.inferred,
        doubt=piece.doubt,
    )


def _is_guide(page: Page) -> bool:
    name = page.path.casefold()
    return not name.endswith((".yml", ".yaml", ".clabot", ".json")) and not re.search(
        r"(?:^|/)(?:dco|i?cla)(?:\.\w+)?$", name
    )


_REQUEST = re.compile(r"\b(?:pull|merge)[- ]requests?\b", re.IGNORECASE)
_INVITES = re.compile(
    r"^(?!.*(?:\bnot?\b|n't|\bnever\b)).*\b(?:welcom|appreciat|encourag|accept)", re.IGNORECASE
)


def _inferred(
    steps: Sequence[GuidanceStep], pages: Sequence[Page], guides: Sequence[Page], project: Project | None
) -> Iterator[GuidanceStep]:
    """What every forge expects where no document says how to submit, with the sentence that invites to it in passing."""
    if not pages or any(step.kind is StepKind.SUBMIT or _REQUEST.search(step.text) for step in steps):
        return
    forge = project.forge if project else None
    request = "merge request" if forge == "gitlab" else "pull request"
    template = next((page for page in pages if page.kind is DocumentKind.PULL_REQUEST_TEMPLATE), None)
    said = [(page, one) for page in guides for one in page.sentences if _REQUEST.search(one.text)]
    invites = next((page.evidence(one.line) for page, one in said if _INVITES.search(one.text)), None)
    unread = any(not page.document.text.strip() for page in guides)
    unsaid = "" if said or unread else "; the documents do not say how"
    yield GuidanceStep(
        kind=StepKind.SUBMIT,
        text=f"Push your branch to a fork and open a {request}{unsaid}.",
        evidence=template.whole if template else invites,
        inferred=True,
    )
