"""What shows an agreement without a sentence that asks for it: a bot's file, the agreement's own text, a link to sign."""

import re
from collections.abc import Sequence

from isonboard.guidance.blocks import BlockKind
from isonboard.guidance.pages import Page
from isonboard.model.guidance import Condition, DocumentKind

DCO = "DCO"
CLA = "CLA"

DCO_HEADING = re.compile(
    r"\bdco\b|certificate of origin|\bsign(?:ed|ing)?[- ]?off\b|sign(?:ing)? (?:off )?your (?:work|commits)",
    re.IGNORECASE,
)
_CLA_LINKS = re.compile(
    r"cla-assistant\.io|cla\.developers\.google\.com|cla\.opensource\.|easycla|cla-bot|/CLA(?:\.\w+)?\b|clahub\.com|identity\.linuxfoundation\.org/projects/cncf|opensource\.microsoft\.com/cla|"
    r"code\.facebook\.com/cla|cla\.js\.foundation|licenseagreement|accounts\.eclipse\.org/user/eca|cla\.\w{2,20}\.(?:com|org|io|net)|individual-contributor-license|contributor-license-agreement|agreements?/(?:individual|cla)|signatures/version"
)
_COMPARED = re.compile(r"\b(?:versus|vs|no|not|instead|difference|blog|without)\b", re.IGNORECASE)
_CERTIFICATE = re.compile(r"by making a contribution to this project,? i certify", re.IGNORECASE)


def by_machine(page: Page, kind: str) -> Condition | None:
    """Files that only exist where a bot checks the agreement."""
    path = page.path.casefold()
    name = path.rpartition("/")[2]
    is_workflow = path.startswith(".github/workflows/")
    if kind == DCO and (
        path == ".github/dco.yml" or (is_workflow and re.search(r"(?:^|[-_.])dco(?:[-_.]|$)", name))
    ):
        return Condition(
            kind=DCO, text="A bot checks every commit for a DCO sign-off.", evidence=page.evidence(1)
        )
    if kind == CLA and (name == ".clabot" or (is_workflow and re.search(r"(?:^|[-_.])cla(?:[-_.]|$)", name))):
        return Condition(
            kind=CLA,
            text="A bot checks that you signed the Contributor License Agreement.",
            evidence=page.evidence(1),
        )
    return None


_DCO_FORM = re.compile(r"(?:^|/)dco(?:\.\w+)?$", re.IGNORECASE)
_CLA_FORM = re.compile(r"(?:^|/)(?:i?cla|contributor_license_agreement)(?:\.\w+)?$", re.IGNORECASE)


def is_form(page: Page) -> bool:
    """Whether it is the text of an agreement itself."""
    return page.kind is DocumentKind.OTHER and bool(
        _DCO_FORM.search(page.path) or _CLA_FORM.search(page.path)
    )


def _shown_trailer(page: Page) -> int | None:
    """The line of an example of the trailer, below a heading about signing off."""
    return next(
        (
            block.line
            for section in page.sections
            if DCO_HEADING.search(section.title)
            for block in section.blocks
            if block.kind is BlockKind.CODE and block.lines[0].startswith("Signed-off-by:")
        ),
        None,
    )


_FLAG = re.compile(r"\bgit commit\b[^#]*\s(?:-[a-z]*s[a-z]*|--signoff)(?=\s|$)")


_SPEAKS_OF_IT = re.compile(r"\bsign(?:ed|ing|s)?\b|\bsign-?off|certificate of origin|\bDCO\b", re.IGNORECASE)
_SHORT = 4
"""A flag in a long recipe, of which the page says nothing, is a writer's habit."""


def _typed_flag(page: Page) -> int | None:
    """The line of an example that signs a commit off."""
    speaks = bool(_SPEAKS_OF_IT.search(page.document.text))
    return next(
        (
            block.line + number
            for section in page.sections
            for block in section.blocks
            if block.kind is BlockKind.CODE and (len(block.lines) <= _SHORT or speaks)
            for number, line in enumerate(block.lines)
            if _FLAG.search(line[:400])
        ),
        None,
    )


def by_form(pages: Sequence[Page], kind: str) -> Condition | None:
    """The agreement's own text, or the link to where it is signed."""
    form = _dco_in if kind == DCO else _cla_in
    found = ((page, form(page)) for page in pages)
    return next(
        (Condition(kind=kind, text=said[0], evidence=page.evidence(said[1])) for page, said in found if said),
        None,
    )


def _dco_in(page: Page) -> tuple[str, int] | None:
    """What a page shows of the DCO by its form, and the line."""
    if page.kind is DocumentKind.OTHER and _DCO_FORM.search(page.path):
        return "The repository holds the Developer Certificate of Origin.", 1
    if page.kind is DocumentKind.CONTRIBUTING:
        if typed := _typed_flag(page):
            return "Commits are signed off in the example: git commit -s.", typed
        if shown := _shown_trailer(page):
            return "Every commit message ends with a Signed-off-by line.", shown
        for number, line in enumerate(page.lines, 1):
            if _CERTIFICATE.search(line):
                return "Contributions are certified with the Developer Certificate of Origin.", number
    return None


def _cla_in(page: Page) -> tuple[str, int] | None:
    """What a page shows of a CLA by its form or a link, and the line."""
    if page.kind is DocumentKind.OTHER and _CLA_FORM.search(page.path):
        return "The repository holds a Contributor License Agreement.", 1
    if page.kind in (DocumentKind.CONTRIBUTING, DocumentKind.PULL_REQUEST_TEMPLATE, DocumentKind.README):
        for number, line in enumerate(page.lines, 1):
            if len(line) < 2_000 and _CLA_LINKS.search(line) and not _COMPARED.search(line):
                return "A Contributor License Agreement is linked for signing.", number
    return None
