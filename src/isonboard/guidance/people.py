"""People and places: who answers for what, and where one asks.

Names come from where projects put them: headings such as “Trusted Committers”, MAINTAINERS in any form, tables,
CODEOWNERS; places from links, and from sentences where a company names a channel without a link.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from isonboard import limits
from isonboard.address import web_address
from isonboard.guidance.blocks import Block, BlockKind
from isonboard.guidance.markup import Section, links_in, plain, sentences
from isonboard.guidance.metadata import declared
from isonboard.guidance.own import own_repository
from isonboard.guidance.owners import code_owners
from isonboard.guidance.pages import Page, heading_of, pages_of
from isonboard.guidance.places import MAIL_ADDRESS, place_kind, places_of
from isonboard.guidance.rosters import catalog_owner, profile, roster
from isonboard.model.guidance import Contact, Document, DocumentKind
from isonboard.model.project import Project

TRUSTED_COMMITTER = "trusted committer"
CODE_OWNER = "code owner"
MAINTAINER = "maintainer"

_MOST_PEOPLE = limits.PEOPLE
_MOST_PLACES = limits.PLACES
"""Of one kind: a README with a hundred issue links has one tracker."""

_PEOPLE_HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (TRUSTED_COMMITTER, re.compile(r"\btrusted[- ]committers?\b")),
    (CODE_OWNER, re.compile(r"\bcode ?owners?\b")),
    (
        MAINTAINER,
        re.compile(
            r"^(?:meet |the |our |project |current |active |lead |core |co-?)*(?:maintainers?|committers?|approvers?|reviewers?|core (?:team|developers?|maintainers?|contributors?|members?)|maintained by|team members?|code reviewers?|owners?|product owners?|project (?:lead|owner|team)s?|who we are|technical leads?)(?: of .{1,40}| team| list)?$"
        ),
    ),
)
_FORMER = re.compile(
    r"\b(?:(?:on|off)boarding|emeritus|emeriti|former|past|alumni|retired|inactive|previous|hall of fame|in memoriam)\b"
)
_LEFT = re.compile(
    r"\b(?:emerit(?:us|a|i)|former(?:ly)?|alumn(?:i|us|a|ae)|retired|inactive|stepped down|on hiatus|ex-(?:maintainer|committer|lead)"
    r"|no longer (?:active|maintain\w*|involved)|left (?:the (?:project|team|company)|in (?:19|20)\d\d))\b",
    re.IGNORECASE,
)
"""Said of somebody: they are not there any more."""
_LOGIN = re.compile(
    r"(?<![\w/.@`-])@([A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:/[A-Za-z0-9][\w.-]{0,60})?)(?![\w.]*@)"
)
_LOGIN_ON = re.compile(
    r"(?:^\W*|[(,:;–—]\s*\*{0,2}|\*\*)([A-Za-z0-9][A-Za-z0-9-]{1,38})\*{0,2} on (?:GH|GitHub|GitLab)\b"
)
_NAME = re.compile(r"[^\W\d_][\w.'’-]{0,30}(?:[ ][^\W\d_][\w.'’-]{0,30}){1,4}")
_FORGE_HOSTS = re.compile(r"(?:^|\.)(?:github|gitlab|codeberg|bitbucket|gitea)\b|^git\.|^code\.")
_NOT_LOGINS = frozenset(
    {"orgs", "teams", "about", "features", "sponsors", "topics", "users", "param", "return", "media", "import", "types",
     "latest", "next", "mention", "all", "here", "channel", "ref", "example", "username", "your-username", "user"}
)  # fmt: skip


def contacts_of(pages: Sequence[Page], project: Project | None) -> list[Contact]:
    """Everybody and every place that the documents name, people first, each once."""
    return list(_contacts(tuple(pages), project))


@lru_cache(maxsize=1)  # asked for the guidance and again for the readiness of the project in hand
def _contacts(pages: tuple[Page, ...], project: Project | None) -> tuple[Contact, ...]:
    found: list[Contact] = []
    seen: set[tuple[str, str]] = set()

    def add(contact: Contact) -> None:
        name = (contact.kind, contact.name.casefold())
        url = (contact.kind, (contact.url or "").casefold().rstrip("/"))
        # two lists may have one name, two people hardly: the host tells places apart
        place = (f"{contact.kind} at {urlsplit(contact.url or '').hostname}", contact.name.casefold())
        of_people = contact.kind in (TRUSTED_COMMITTER, CODE_OWNER, MAINTAINER)
        if not {name if of_people or not contact.url else place, url} & seen:
            found.append(contact)
        seen.update((name, place, url) if contact.url else (name,))

    for page in pages:
        for contact in _people_of(page, project):
            add(contact)
    for page in pages:
        if page.kind is DocumentKind.CODEOWNERS:
            for contact in code_owners(page, _forge_base(project)):
                add(contact)
    own = own_repository(pages, project)
    for page in pages:
        for contact in places_of(page, own):
            add(contact)
    if project:
        for link in project.contacts:
            kind = place_kind(link.url, link.title, own) or MAINTAINER
            add(Contact(kind=kind, name=link.title or link.url, url=link.url))
    return tuple(_limited(found))


_NAMED_LOGIN = re.compile(r"@([A-Za-z0-9][A-Za-z0-9-]{0,38})(?![\w/.-])")


def logins_of(documents: Sequence[Document]) -> tuple[str, ...]:
    """The logins of everybody whom the documents name as trusted committer, maintainer or code owner; no teams."""
    pages = pages_of(documents)
    contacts = [*(one for page in pages for one in (*_people_of(page, None), *code_owners(page, None)))]
    for page in pages:
        if page.kind is DocumentKind.INNERSOURCE_JSON:
            contacts += declared(page)[0]
    people = (TRUSTED_COMMITTER, CODE_OWNER, MAINTAINER)
    return tuple(
        dict.fromkeys(
            match[1] for one in contacts if one.kind in people and (match := _NAMED_LOGIN.search(one.name))
        )
    )


def _limited(contacts: Iterable[Contact]) -> list[Contact]:
    counts: dict[str, int] = {}
    kept: list[Contact] = []
    for contact in contacts:
        counts[contact.kind] = counts.get(contact.kind, 0) + 1
        people = contact.kind in (TRUSTED_COMMITTER, CODE_OWNER, MAINTAINER)
        if counts[contact.kind] <= (_MOST_PEOPLE if people else _MOST_PLACES):
            kept.append(contact)
    return kept


def _forge_base(project: Project | None) -> str | None:
    if project and project.url and (url := web_address(project.url)):
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc}"
    return None


def _people_of(page: Page, project: Project | None) -> Iterator[Contact]:
    whole = {
        DocumentKind.MAINTAINERS: MAINTAINER,
        DocumentKind.TRUSTED_COMMITTERS: TRUSTED_COMMITTER,
    }.get(page.kind)
    if page.kind is DocumentKind.OTHER and page.path.casefold().startswith("catalog-info."):
        yield from catalog_owner(page)
        return
    if page.kind in (
        DocumentKind.LICENSE, DocumentKind.CODEOWNERS, DocumentKind.CODE_OF_CONDUCT, DocumentKind.ISSUE_TEMPLATE,
        DocumentKind.PULL_REQUEST_TEMPLATE, DocumentKind.INNERSOURCE_JSON,
    ):  # fmt: skip
        return
    base = _forge_base(project)
    if whole and (structured := roster(page, whole, base)):
        yield from structured
        return
    for section in page.sections:
        headings = [heading.casefold() for heading in (*section.path, section.title)]
        if any(_FORMER.search(heading) for heading in headings):
            continue
        kind = next(
            (
                kind
                for heading in reversed(headings)
                for kind, pattern in _PEOPLE_HEADINGS
                if pattern.search(_bare(heading))
            ),
            whole,
        )
        if kind is None:
            yield from _people_told(page, section)
        if kind:
            area = section.title if whole and section.level > 1 and not _heading_kind(section) else None
            yield from _people_in(page, section, kind, base, area)


def _bare(heading: str) -> str:
    return re.sub(r"^[\W\d_]+|[\W_]+$", "", heading)


def _heading_kind(section: Section) -> str | None:
    heading = heading_of(section)
    return next((kind for kind, pattern in _PEOPLE_HEADINGS if pattern.search(heading)), None)


def _people_in(
    page: Page, section: Section, kind: str, base: str | None, area: str | None
) -> Iterator[Contact]:
    header: tuple[str, ...] = ()
    for block in section.blocks:
        if block.kind is BlockKind.ROW:
            if not header:
                header = tuple(plain(cell).casefold() for cell in block.cells)
                if any(
                    re.search(r"name|github|maintainer|committer|login|user|who|e-?mail|contact|role", cell)
                    for cell in header
                ):
                    continue
                header = ("",) * len(block.cells)
            if contact := _person_of_row(page, block, header, kind, base):
                yield contact
        elif block.kind is BlockKind.ITEM or page.kind in (
            DocumentKind.MAINTAINERS,
            DocumentKind.TRUSTED_COMMITTERS,
        ):
            for number, line in enumerate(block.lines):
                if number and block.kind is BlockKind.ITEM:
                    break
                if re.match(r"\s*[$>]|\s*gpg ", line):
                    continue
                if contact := _person(page, line, block.line + number, kind, base=base, area=area):
                    yield contact
        elif block.kind is BlockKind.PARAGRAPH and len(block.text) < 1_500:
            for match in _LOGIN.finditer(block.text):
                if match[1].casefold() not in _NOT_LOGINS and not _has_left(block.text, *match.span()):
                    yield Contact(
                        kind=kind, name=f"@{match[1]}", url=profile(base, match[1]),
                        evidence=page.evidence(block.line_at(match.start())),
                    )  # fmt: skip
            for link in links_in(block.text[:1_500], page.references):
                after = block.text[link.offset :].partition(link.target)[2]
                if _ORGANISATION.match(after) or _has_left(
                    block.text, link.offset, len(block.text) - len(after)
                ):
                    continue
                if (login := _login_of(link.target)) and not link.text.startswith("@"):
                    yield Contact(
                        kind=kind,
                        name=plain(link.text) or f"@{login}",
                        url=link.target,
                        evidence=page.evidence(block.line_at(link.offset)),
                    )


def _has_left(text: str, start: int, end: int) -> bool:
    """Whether what is said behind one of several people, or the label before them, is that they are gone."""
    behind = re.split(r"@|[.;]\s|,\s+(?=[A-Z(\[])", text[end : end + 120], maxsplit=1)[0]
    return bool(_LEFT.search(behind) or _LABEL_OF_LEFT.search(re.split(r"[.;]\s", text[:start])[-1]))


_LABEL_OF_LEFT = re.compile(rf"{_LEFT.pattern}[^.@\[]{{0,40}}:", re.IGNORECASE)


_ORGANISATION = re.compile(r"\W{0,3}(?:github )?org(?:ani[sz]ation)?\b", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:(?:current|lead|main|core|project) ){0,3}maintainers? (?:is|are)\b:?|\bmaintained by\b",
    re.IGNORECASE,
)


_OF_ANOTHER = re.compile(r"[)`_],\s*(?:which is |is )?$")
"""“the [guide](…), maintained by …” speaks of the guide."""
_FAR = 40  # characters of an item before “maintained by”


def _people_told(page: Page, section: Section) -> Iterator[Contact]:
    """“The current maintainer is [Name](profile)” in any part, and the list after “The maintainers are:”."""
    listed = False
    for block in section.blocks:
        if block.kind is BlockKind.ITEM and listed:
            if contact := _person(page, block.lines[0], block.line, MAINTAINER):
                yield contact
            continue
        listed = False
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or not _TOLD.search(block.text[:2_000]):
            continue
        for offset, sentence in sentences(block.text[:2_000]):
            told = _TOLD.search(sentence)
            if told is None or _FORMER.search(sentence.casefold()):
                continue
            if block.kind is BlockKind.ITEM and told.start() > _FAR:
                continue  # who maintains what the item is about
            if _OF_ANOTHER.search(sentence[: told.start()]):
                continue
            # “Maintained by Acme:” leads to what Acme maintains
            listed = sentence.rstrip().endswith(":") and not sentence[told.end() :].strip(" *_")[:1].isupper()
            for link in links_in(sentence, page.references):
                if link.offset > told.start() and (login := _login_of(link.target)):
                    name = plain(link.text).lstrip("@")
                    shown = (
                        f"{name} (@{login})" if name and name.casefold() != login.casefold() else f"@{login}"
                    )
                    line = block.line_at(offset + link.offset)
                    yield Contact(kind=MAINTAINER, name=shown, url=link.target, evidence=page.evidence(line))


def _login_of(target: str) -> str | None:
    url = web_address(target)
    if not url:
        return None
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    if (
        _FORGE_HOSTS.search(parts.hostname or "")
        and len(segments) == 1
        and segments[0].casefold() not in _NOT_LOGINS
    ):
        return segments[0]
    return None


_SEPARATORS = re.compile(r"\s*(?:[<(\[|,;@]|\s[-–—:]\s|:\s|: *$|$|\bhttps?://)")


_PARTICLES = frozenset(
    {"van", "von", "de", "der", "da", "di", "la", "le", "bin", "al", "e", "y", "den", "ten", "ter", "du", "dos", "del"}
)  # fmt: skip


def _is_name(words: str) -> bool:
    """Whether the words look like a person's name: two or more, capitalised but for particles."""
    return (
        len(words) <= 60
        and _NAME.fullmatch(words) is not None
        and all(word[0].isupper() or not word[0].isascii() or word in _PARTICLES for word in words.split(" "))
    )


def _person(
    page: Page, raw: str, line: int, kind: str, *, base: str | None = None, area: str | None = None
) -> Contact | None:
    """A person or a team named at the start of a list item or a line; None where none is."""
    raw = raw.strip()[:600]
    if _LEFT.search(raw):
        return None
    links = links_in(raw, page.references)
    words = plain(raw)
    login = next((login for link in links if (login := _login_of(link.target))), None)
    if not login and (match := _LOGIN.search(words)) and match[1].casefold() not in _NOT_LOGINS:
        login = match[1]
    if not login and (match := _LOGIN_ON.search(words)):
        login = match[1]
    mail = next((link.target for link in links if link.target.startswith("mailto:")), None)
    if not mail and (found := MAIL_ADDRESS.search(words)):
        mail = f"mailto:{found.group()}"
    if not login and not mail:
        return None
    head = _SEPARATORS.split(words, maxsplit=1)[0].strip(" *_-•")
    name = head if _is_name(head) else ""
    if not name:
        name = next(
            (
                text
                for link in links
                if _login_of(link.target) and _NAME.fullmatch(text := plain(link.text).strip(" @"))
            ),
            "",
        )
    if not name and len(words) > 160:
        return None
    url = next((web_address(link.target) for link in links if _login_of(link.target)), None)
    return Contact(
        kind=kind,
        name=f"{name} (@{login})"
        if name and login
        else name or (f"@{login}" if login else (mail or "").removeprefix("mailto:")),
        url=url or (profile(base, login) if login else None) or mail,
        area=area,
        evidence=page.evidence(line),
    )


def _person_of_row(
    page: Page, block: Block, header: tuple[str, ...], kind: str, base: str | None
) -> Contact | None:
    if any(_LEFT.search(cell) for cell in block.cells):
        return None
    cells = dict(zip(header, block.cells, strict=False)) if any(header) else {}
    name = login = ""
    area = None
    for title, cell in cells.items():
        words = plain(cell)
        if re.search(r"github|gitlab|login|handle|user|account|\bid\b", title):
            login = login or words.lstrip("@ ").split(" ")[0]
        elif re.search(r"name|maintainer|committer|who|member|approver|reviewer|owner|person|contact", title):
            name = name or words
        elif re.search(
            r"area|component|module|responsib|scope|expertise|role|focus|part|sub-?project|package", title
        ):
            area = area or words or None
    links = [link for cell in block.cells for link in links_in(cell, page.references)]
    login = next((found for link in links if (found := _login_of(link.target))), "") or login
    if not login and (match := _LOGIN.search(" ".join(block.cells))):
        login = match[1]
    name = name.lstrip("@")
    if not name and not login:
        return None
    login = login if re.fullmatch(r"[A-Za-z0-9][\w./-]{0,60}", login or "x") else ""
    name = "" if name == login else name
    if not login and (not _NAME.fullmatch(name) or not name):
        return None
    url = next((web_address(link.target) for link in links if _login_of(link.target)), None)
    mail = next((link.target for link in links if link.target.startswith("mailto:")), None)
    return Contact(
        kind=kind,
        name=f"{name} (@{login})" if name and login else name or f"@{login}",
        url=url or (profile(base, login) if login else None) or mail,
        area=area,
        evidence=page.evidence(block.line),
    )
