"""What a heading says of the part below it: which station it is about, and whether it speaks to contributors."""

import re
from collections.abc import Sequence
from enum import StrEnum

from isonboard.guidance.markup import Section
from isonboard.guidance.pages import Page, heading_of
from isonboard.model.guidance import DocumentKind, StepKind


class Cue(StrEnum):
    DEV = "for contributors"
    USER = "for users"
    SKIP = "nothing to do with the way in"


_SKIPPED = re.compile(
    r"\b(?:releas(?:e|es|ing)|publish(?:ing)?|deploy(?:ing|ment)?|versioning|backport\w*|licen[cs]e|security|vulnerabilit\w+|code of conduct|our (?:pledge|standards|responsibilities)|enforcement|attribution|changelog|history|faq|sponsors?|backers|acknowledge?ments|uninstall\w*|upgrad(?:e|ing)|troubleshooting|(?:build|common|known|typical) (?:failures?|problems?|errors?|issues?|pitfalls?)|migrat(?:e|ion|ing)|windows|benchmark\w*|translat\w+|localization|i18n|becoming a|(?:report|fil|creat|open|submitt?)(?:ing)? (?:a |an |new )?(?:bugs?|issues?|problems?|tickets?)|(?:bug|issue) report(?:s|ing)?|re-?sync\w*|updating (?!your\b|the (?:branch|fork)|pull)\w+|dependenc(?:y|ies) (?:management|updates?|versions?)|managing dependencies|feature requests?|maintainers?['’]?s? (?:guide|notes|tasks|only|corner|section|area|manual)|for maintainers|deprecated|legacy|obsolete|outdated|old (?:way|method|build|instructions)|not to do|anti-?patterns?|merging|triage|triaging|example output|fuzz\w*|debugging|dco|certificate of origin|stale|labels?|governance)\b"
)
_DOCUMENTATION = re.compile(
    r"^(?:(?:build\w*|writ\w+|edit\w*|updat\w+|generat\w+|preview\w*|contribut\w+(?: to)?|working on|improv\w+|serving) )?(?:the )?(?:\w+ )?(?:docs?|documentation|website|site|man ?pages?|api docs)\b"
)

_CUES: tuple[tuple[StepKind, re.Pattern[str]], ...] = (
    (StepKind.PREREQUISITES, re.compile(r"\b(?:pre-?requisites?|requirements?|before you (?:begin|start)|what you(?:'ll| will)? need|(?:build |development |required |system )?dependencies|required (?:tools|software)|needed tools)\b")),
    (StepKind.STYLE, re.compile(r"\b(?:(?:coding|code|documentation|programming|python|java|javascript|c\+\+|go) ?(?:style|standards?|conventions?|guidelines?|quality|formatting)|style(?: ?guide)?s?|lint(?:ing|ers?|s)?|format(?:ting|ters?)?|pre-commit|static (?:code )?(?:analysis|check\w*)|type[- ]?check\w*|conventions)\b")),
    (StepKind.REVIEW, re.compile(r"\b(?:reviews?|reviewing|reviewers?|code review|approval|after (?:you )?submit\w*|what (?:to expect|happens)|acceptance)\b")),
    (StepKind.SUBMIT, re.compile(r"\b(?:pull[- ]?requests?|merge[- ]?requests?|prs?|submit\w*|sending|patches|patch|send(?:ing)? (?:a )?patch\w*|contribution process|proposing)\b")),
    (StepKind.BRANCH, re.compile(r"\b(?:branch(?:es|ing)?|commits?|commit messages?|git (?:workflow|guidelines|flow|hooks)|sign-?off|signing)\b")),
    (StepKind.TEST, re.compile(r"\b(?:tests?|testing|test suite|unit tests?|coverage|ci|continuous integration|check your (?:work|changes))\b")),
    (StepKind.SETUP, re.compile(r"\b(?:set(?:ting)?[- ]?up|setup|development environment|dev environment|environment|get(?:ting)? started|installation|install(?:ing)?|bootstrap\w*|local development|check(?:ing)? ?out|clon(?:e|ing)|quick ?start|get(?:ting)? (?:the )?(?:source|code)|prepar\w+)\b")),
    (StepKind.BUILD, re.compile(r"\b(?:build\w*|compil\w+|from source)\b")),
)  # fmt: skip

_FOR_CONTRIBUTORS = re.compile(
    r"\b(?:develop(?:ment|ing|ers?)?|contribut\w+|hack(?:ing)?|get(?:ting)? involved|(?:run(?:ning)?|execut\w+) (?:the |all |unit )?tests?|tests|testing|unit tests|build(?:ing)?(?: and test\w*)?|compil\w+|from source|get(?:ting)? the (?:source|code)|local (?:setup|development)|dev(?:elopment)? (?:setup|environment)|working on|for developers|build instructions|lint\w*|static (?:code )?(?:analysis|check\w*)|type[- ]?check\w*|code style|coding style|pull requests?|patches)\b"
)
_FOR_USERS = re.compile(
    r"\b(?:your|usage|using|examples?|tutorial|quick ?start|features?|api|configur\w+|plugins?|integrat\w+|how (?:it|to use)|command[- ]line|cli|docker|download\w*|binary|binaries|package managers?|homebrew)\b"
)


_CONTRIBUTING = re.compile(r"\b(?:contribut\w+|develop\w*|code|pull requests?|patch\w*)\b")
_REPORTING = re.compile(
    r"\b(?:report|fil|creat|open|submitt?)(?:ing)? (?:a |an |new )?(?:bugs?|issues?|problems?|tickets?)"
)
"""“Opening an issue” may stand above “Your contributions” where a writer's headings are at odds."""
_WAYS = re.compile(
    r"(?:using |with |in |via )?(?:a )?(?:docker|podman|containers?|configur\w+|command[- ]line)"
)
"""Ways of doing what the heading above says."""
_OF_RELEASES = re.compile(r"(?!.*\b(?:contribut|develop|build|hack))(?:.{0,40}\b)?releas(?:es?|ing)\b")
"""A document that tells how releases are made is for those who make them."""
_OTHER_MATTERS = re.compile(r"\b(?:troubleshooting|faq|releas(?:es?|ing)|legacy|deprecated)\b")
"""A part on the level of the document's title; others there hold the steps, whatever they are called."""
_SHELF = re.compile(r"(?:docs?|documentation)$")
"""“Documentation” alone may hold everything, how to build as well."""


def _of_documentation(headings: Sequence[str]) -> bool:
    """Whether one of the headings, the outermost first, is about the documentation itself."""
    return any(
        _DOCUMENTATION.search(name)
        and not (_SHELF.match(name) and any(_FOR_CONTRIBUTORS.search(below) for below in headings[at + 1 :]))
        for at, name in enumerate(headings)
    )


_OF_DOCUMENTATION = re.compile(r"(?:docs?|documentation)/")
"""A README there tells how the documentation is made."""


def cue_of(section: Section) -> StepKind | Cue | None:
    """The station of a section: its own heading's, else the nearest one's above; None where none says."""
    heading = heading_of(section)
    for name in (heading, *(parent.casefold() for parent in reversed(section.path))):
        for kind, pattern in _CUES:
            if pattern.search(name):
                return kind
        if _FOR_CONTRIBUTORS.search(name):
            return Cue.DEV
    return None


def audience_of(page: Page, section: Section) -> Cue:
    """Whom a section speaks to: contributors (DEV), users of the product (USER), or about other matters (SKIP)."""
    own = heading_of(section)
    headings = [name.casefold() for name in section.path] + [own]
    relevant = headings
    if page.kind is not DocumentKind.README:
        title = next((one.title.casefold() for one in page.sections if one.title), "")
        if _OF_RELEASES.match(title):
            return Cue.SKIP
        if headings[0] != title and _OTHER_MATTERS.search(headings[0]):
            return Cue.SKIP
        relevant = headings[1:] if section.path else headings
    if page.kind is DocumentKind.README and _OF_DOCUMENTATION.match(page.path.casefold()):
        return Cue.SKIP
    if page.kind is DocumentKind.README and len(headings) > 1 and headings[0] == heading_of(page.sections[0]):
        title, *headings = headings  # what the product is called, whatever words are in it
        relevant = headings if not _DOCUMENTATION.search(title) else [title]
    if _CONTRIBUTING.search(own):
        relevant = [name for name in relevant if not _REPORTING.search(name)]
    if any(_SKIPPED.search(name) for name in relevant) or _of_documentation(relevant):
        return Cue.SKIP
    if page.kind is not DocumentKind.README:
        return Cue.DEV
    for at, name in reversed(list(enumerate(headings))):
        if _WAYS.fullmatch(name) and any(_FOR_CONTRIBUTORS.search(above) for above in headings[:at]):
            return Cue.DEV
        if _FOR_USERS.search(name):
            return Cue.USER
        if _FOR_CONTRIBUTORS.search(name):
            return Cue.DEV
    return Cue.USER
