"""Readiness: the Standard Base Documentation and Portal Hygiene checklists of the InnerSource Commons patterns.

For a newcomer it says what to rely on; for a maintainer each gap comes with what to do about it. What nobody looked at is
unknown, never failed.
"""

import re
from collections.abc import Sequence
from typing import Any

from isonboard import limits, text
from isonboard.guidance.blocks import BlockKind
from isonboard.guidance.commands import commands_in
from isonboard.guidance.conditions import stated
from isonboard.guidance.documents import chosen
from isonboard.guidance.metadata import metadata_of
from isonboard.guidance.owners import rules_of
from isonboard.guidance.pages import Page, heading_of, pages_of
from isonboard.guidance.people import CODE_OWNER, MAINTAINER, TRUSTED_COMMITTER, contacts_of
from isonboard.guidance.places import CHAT, FORUM, MAILING_LIST
from isonboard.guidance.way_in import way_in_of
from isonboard.model.guidance import Check, Contact, Document, DocumentKind, GuidanceStep, Readiness, StepKind
from isonboard.model.project import Project

BASE = "base documentation"
HYGIENE = "portal hygiene"

_STUB = 120
"""Characters: a shorter README or guide tells a newcomer next to nothing."""

_SUGGESTIONS: dict[str, str] = {
    "README": "Add a README.md: what it is for, who uses it, how to start, how to get involved, who you are.",
    "README says how to start": "Add a section “Getting started” to the README with the commands of a first run.",
    "README invites to take part": "Add a section “Getting involved” to the README that links CONTRIBUTING.md and names what help is wanted.",
    "people are named": "Name the trusted committers: a section “Trusted committers” in the README, MAINTAINERS.md or CODEOWNERS.",
    "CONTRIBUTING": "Add a CONTRIBUTING.md: check out, set up, build, test, submit, and when to expect a review.",
    "CONTRIBUTING says how to set up": "Write the commands that lead from a clone to a working build into CONTRIBUTING.md, in a code block.",
    "CONTRIBUTING says how to test": "Write the test command into CONTRIBUTING.md, in a code block.",
    "CONTRIBUTING says how to submit": "Write into CONTRIBUTING.md how a change is submitted: fork or branch, pull request, what it must contain.",
    "CONTRIBUTING says when to expect an answer": "Promise a first response in CONTRIBUTING.md: “we review within two working days”.",
    "COMMUNICATION": "Add a COMMUNICATION.md (or a README section “Getting help”) with the chat channel, the tracker and office hours.",
    "CODE_OF_CONDUCT": "Add a CODE_OF_CONDUCT.md, or a link to the company's.",
    "LICENSE": "Add a LICENSE: the InnerSource License inside one company group, an open source licence otherwise.",
    "access": "Let everybody in the company read and fork the repository (internal visibility), or say whom to ask.",
    "description": "Write a description of one sentence in the forge, or “motivation” in innersource.json.",
    "topics": "Add topics (language, domain, “innersource”) in the forge, or “topics” in innersource.json.",
    "CODEOWNERS": "Add a CODEOWNERS with at least a line for “*”, so that reviewers are asked automatically.",
    "PR template": "Add a pull request template with a short checklist (tests, documentation, linked issue).",
    "issue template": "Add issue templates for a bug and for a feature, so that reports hold what you need.",
}

_TEMPLATE_PLACES: dict[str | None, tuple[str, str]] = {
    "gitlab": (".gitlab/issue_templates/Bug.md", ".gitlab/merge_request_templates/Default.md"),
    "gitea": (".gitea/issue_template/bug.md", ".gitea/pull_request_template.md"),
    "azure": ("", ".azuredevops/pull_request_template.md"),
    None: (".github/ISSUE_TEMPLATE/bug.md", ".github/pull_request_template.md"),
}

_STARTING = re.compile(
    r"\b(?:get(?:ting)? started|quick ?start|install\w*|usage|how to (?:use|run|start)|set(?:ting)?[- ]?up|run(?:ning)?|start(?:ing)?|tutorial|first steps|build\w*|examples?|use it)\b"
)
_INVOLVING = re.compile(r"\b(?:contribut\w+|get(?:ting)? involved|help wanted|take part|participat\w+)\b")
_DEVELOPING = re.compile(r"^[^()]{0,20}\b(?:develop(?:ment|ing|ers?)?|hack(?:ing)?|join)\b[^()]{0,25}$")
"""Such a word in a long heading speaks of something else (“certificates, for development use”)."""
_LINKS_GUIDE = re.compile(r"contribut(?:e|ing)\b", re.IGNORECASE)


def readiness_of(documents: Sequence[Document] | None, project: Project | None) -> Readiness:
    """Both checklists for a checkout (`documents`), for a catalog project, or for both together.

    `documents` is None where nobody read them; an empty sequence means that there are none. What can only be seen at
    the forge (access) is unknown for a checkout.
    """
    return Readiness(checks=(*_base_documentation(documents, project), *_portal_hygiene(documents, project)))


def _check(
    checklist: str, name: str, passed: bool | None, found: str | None = None, suggestion: str = ""
) -> Check:
    return Check(
        name=name,
        passed=passed,
        list=checklist,
        found=found if passed else None,
        suggestion=(suggestion or _SUGGESTIONS[name]) if passed is False else None,
    )


def _paths(documents: Sequence[Document] | None, project: Project | None) -> dict[DocumentKind, str] | None:
    """The first path of each kind; None where nobody looked."""
    if documents is not None:
        found: dict[DocumentKind, str] = {}
        for document in documents:
            found.setdefault(document.kind, document.path)
        return found
    if project and project.base_documents is not None:
        found = {}
        for kind, path in chosen(project.base_documents, project.forge):
            found.setdefault(kind, path)
        return found
    return None


def _unread(documents: Sequence[Document] | None) -> dict[DocumentKind, str]:
    """What is there without a word that anybody could read: the path of each such kind."""
    return {one.kind: one.path for one in documents or () if not one.text.strip()}


def _missing(kind: DocumentKind, unread: dict[DocumentKind, str]) -> str:
    """What to do about a document that is not there, or that is and could not be read."""
    if kind not in unread:
        return ""
    size = f"{limits.DOCUMENT_BYTES // 1024 // 1024} MiB"
    return f"{unread[kind]} could not be read: it is empty, longer than {size} or no text."


def _has(paths: dict[DocumentKind, str] | None, kind: DocumentKind) -> tuple[bool | None, str | None]:
    if paths is None:
        return None, None
    return kind in paths, paths.get(kind)


def _base_documentation(documents: Sequence[Document] | None, project: Project | None) -> list[Check]:
    paths = _paths(documents, project)
    pages = pages_of(documents) if documents is not None else None
    by_kind: dict[DocumentKind, Page] = {}
    for page in pages or ():
        by_kind.setdefault(page.kind, page)
    readme, guide = by_kind.get(DocumentKind.README), by_kind.get(DocumentKind.CONTRIBUTING)
    contacts = contacts_of(pages, project) if pages is not None else []
    steps = (
        way_in_of(
            [page for page in pages if page.kind in (DocumentKind.CONTRIBUTING, DocumentKind.OTHER)], project
        ).steps
        if pages
        else []
    )
    looked = pages is not None
    unread = _unread(documents)
    looked_inside = looked and DocumentKind.README not in unread
    return [
        _document(DocumentKind.README, paths, readme, project, unread),
        _look(
            looked_inside, "README says how to start", _heading(readme, _STARTING) or _first_commands(readme)
        ),
        _look(looked_inside, "README invites to take part", _invitation(readme)),
        _look(looked, "people are named", _person(contacts)),
        _document(DocumentKind.CONTRIBUTING, paths, guide, project, unread),
        _look(
            looked,
            "CONTRIBUTING says how to set up",
            _step(steps, StepKind.SETUP, StepKind.BUILD) or _first_commands(guide, under=_STARTING),
        ),
        _look(looked, "CONTRIBUTING says how to test", _step(steps, StepKind.TEST)),
        _look(looked, "CONTRIBUTING says how to submit", _step(steps, StepKind.SUBMIT)),
        _look(looked, "CONTRIBUTING says when to expect an answer", _answer(pages)),
        _communication(paths, contacts, looked=looked),
        _check(BASE, "CODE_OF_CONDUCT", *_has(paths, DocumentKind.CODE_OF_CONDUCT)),
        _licence(paths, project),
    ]


def _invitation(readme: Page | None) -> str | None:
    """Where a README asks to take part: the part that says so, else a link to the guide, else one for developers."""
    return _heading(readme, _INVOLVING) or _guide_link(readme) or _heading(readme, _DEVELOPING)


def _document(
    kind: DocumentKind,
    paths: dict[DocumentKind, str] | None,
    page: Page | None,
    project: Project | None,
    unread: dict[DocumentKind, str],
) -> Check:
    """Passed where it exists and is more than a stub; the portal's `guidelines` also proves a guide."""
    passed, found = _has(paths, kind)
    if not passed and kind is DocumentKind.CONTRIBUTING and project and project.guidelines:
        passed, found = True, project.guidelines
    if kind in unread:
        return _check(BASE, kind.value, passed=False, suggestion=_missing(kind, unread))
    if (
        page is not None
        and len(page.document.text.strip()) < _STUB
        and not page.references
        and "](" not in page.document.text
    ):
        return _check(
            BASE,
            kind.value,
            passed=False,
            suggestion=f"{page.path} is nearly empty. {_SUGGESTIONS[kind.value]}",
        )
    if page is not None and page.document.inherited:
        found = f"{page.path} (the organisation's default)"
    return _check(BASE, kind.value, passed, found)


def _look(looked: bool, name: str, found: str | None) -> Check:
    return _check(BASE, name, bool(found) if looked else None, found)


def _heading(page: Page | None, words: re.Pattern[str]) -> str | None:
    if page is None:
        return None
    for section in page.sections:
        if section.level > 0 and words.search(heading_of(section)) and (section.blocks or section.level > 1):
            return f"{page.path}:{section.line} {text.line(section.title, 80)}"
    return None


def _first_commands(page: Page | None, under: re.Pattern[str] | None = None) -> str | None:
    """The first block of commands, anywhere or in a section whose heading fits."""
    if page is None:
        return None
    for section in page.sections:
        if under is None or under.search(heading_of(section)):
            for block in section.blocks:
                if block.kind is BlockKind.CODE and (commands := commands_in(block)):
                    return f"{page.path}:{commands[0].line} {text.line(commands[0].text, 80)}"
    return None


def _guide_link(page: Page | None) -> str | None:
    if page is None:
        return None
    for number, line in enumerate(page.lines, 1):
        if _LINKS_GUIDE.search(line[:2_000]):
            return f"{page.path}:{number}"
    return None


def _person(contacts: Sequence[Contact]) -> str | None:
    people = [contact for contact in contacts if contact.kind in (TRUSTED_COMMITTER, MAINTAINER, CODE_OWNER)]
    return (
        f"{people[0].name} ({people[0].evidence})"
        if people and people[0].evidence
        else people[0].name
        if people
        else None
    )


def _step(steps: Sequence[GuidanceStep], *kinds: StepKind) -> str | None:
    for step in steps:
        if (
            step.kind in kinds
            and not step.inferred
            and step.evidence
            and (step.commands or step.kind is StepKind.SUBMIT)
        ):
            return f"{step.evidence} {step.commands[-1] if step.commands else ''}".strip()
    return None


def _answer(pages: Sequence[Page] | None) -> str | None:
    for condition in stated(pages or ()):
        if condition.kind == "response time" and condition.evidence:
            return f"{condition.evidence} {text.line(condition.text, 80)}"
    return None


def _communication(
    paths: dict[DocumentKind, str] | None, contacts: Sequence[Contact], *, looked: bool
) -> Check:
    for kind in (DocumentKind.COMMUNICATION, DocumentKind.SUPPORT):
        if paths and kind in paths:
            return _check(BASE, "COMMUNICATION", passed=True, found=paths[kind])
    place = next((contact for contact in contacts if contact.kind in (CHAT, MAILING_LIST, FORUM)), None)
    if place:
        return _check(BASE, "COMMUNICATION", passed=True, found=f"{place.name} ({place.evidence})")
    return _check(BASE, "COMMUNICATION", passed=False if looked else None)


def _licence(paths: dict[DocumentKind, str] | None, project: Project | None) -> Check:
    passed, found = _has(paths, DocumentKind.LICENSE)
    if not passed and project and project.license:
        passed, found = True, project.license
    return _check(BASE, "LICENSE", passed, found)


def _portal_hygiene(documents: Sequence[Document] | None, project: Project | None) -> list[Check]:
    paths = _paths(documents, project)
    unread = _unread(documents)
    declared = _declared(documents)
    forge = project.forge if project else None
    issue_place, request_place = _TEMPLATE_PLACES.get(forge, _TEMPLATE_PLACES[None])
    request, request_path = _has(paths, DocumentKind.PULL_REQUEST_TEMPLATE)
    issue, issue_path = _has(paths, DocumentKind.ISSUE_TEMPLATE)
    readme, readme_path = _has(paths, DocumentKind.README)
    guide, guide_path = _has(paths, DocumentKind.CONTRIBUTING)
    if not guide and project and project.guidelines:
        guide, guide_path = True, project.guidelines
    return [
        _access(project),
        _description(declared, project),
        _topics(declared, project),
        _code_owners(paths, documents),
        _check(HYGIENE, "README", readme and DocumentKind.README not in unread, readme_path, _missing(DocumentKind.README, unread)),
        _check(HYGIENE, "PR template", request, request_path, f"{_SUGGESTIONS['PR template']} It goes into {request_place}."),
        _check(
            HYGIENE, "issue template", issue, issue_path,
            _SUGGESTIONS["issue template"] + (f" They go into {issue_place.rpartition('/')[0]}/." if issue_place else ""),
        ),
        _check(HYGIENE, "CONTRIBUTING", guide and DocumentKind.CONTRIBUTING not in unread, guide_path, _missing(DocumentKind.CONTRIBUTING, unread)),
    ]  # fmt: skip


def _declared(documents: Sequence[Document] | None) -> dict[str, Any] | None:
    """The content of `innersource.json`; {} where it holds nothing readable, None where there is none or nobody looked."""
    for document in documents or ():
        if document.kind is DocumentKind.INNERSOURCE_JSON:
            return metadata_of(document.text) or {}
    return None


def _access(project: Project | None) -> Check:
    seen = project.visibility if project else None
    return _check(HYGIENE, "access", seen in ("public", "internal") if seen else None, seen)


def _description(declared: dict[str, Any] | None, project: Project | None) -> Check:
    words = [project.description, project.motivation] if project else []
    words += [declared.get(key) for key in ("motivation", "description")] if declared is not None else []
    found = next((text.line(word, 80) for word in words if isinstance(word, str) and word.strip()), None)
    looked = project is not None or declared is not None
    return _check(HYGIENE, "description", bool(found) if looked else None, found)


def _topics(declared: dict[str, Any] | None, project: Project | None) -> Check:
    """Topics of the forge and of `innersource.json`, each once; skills say what is needed, not what it is about."""
    topics: list[str] = list(project.topics) if project else []
    value = declared.get("topics") if declared is not None else None
    if isinstance(value, list):
        topics += [text.line(item, 40) for item in value if isinstance(item, str) and item.strip()]
    topics = list({topic.casefold(): topic for topic in reversed(topics)}.values())[::-1]
    looked = declared is not None or (
        project is not None and project.forge in ("github", "gitlab", "gitea", "sample")
    )
    return _check(HYGIENE, "topics", bool(topics) if topics or looked else None, ", ".join(topics[:5]))


def _code_owners(paths: dict[DocumentKind, str] | None, documents: Sequence[Document] | None) -> Check:
    passed, found = _has(paths, DocumentKind.CODEOWNERS)
    if passed and documents is not None:
        document = next(document for document in documents if document.kind is DocumentKind.CODEOWNERS)
        if not any(rule.owners for rule in rules_of(document.text)):
            return _check(
                HYGIENE,
                "CODEOWNERS",
                passed=False,
                suggestion=f"{document.path} names nobody. {_SUGGESTIONS['CODEOWNERS']}",
            )
    return _check(HYGIENE, "CODEOWNERS", passed, found)
