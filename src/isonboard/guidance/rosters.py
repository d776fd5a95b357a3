"""Rosters that machines read: MAINTAINERS in TOML or as CSV, OWNERS in YAML, the owner in a Backstage descriptor."""

import re
from collections.abc import Iterator

from isonboard.guidance.pages import Page
from isonboard.model.guidance import Contact


def profile(base: str | None, login: str) -> str | None:
    """The page of a person or a team (`organisation/team`) at the forge whose address is `base`."""
    if not base:
        return None
    organisation, slash, team = login.partition("/")
    if slash:
        return (
            f"{base}/orgs/{organisation}/teams/{team}" if base.endswith("github.com") else f"{base}/{login}"
        )
    return f"{base}/{login}"


_TOML_PERSON = re.compile(r"\s*(Name|Email|GitHub)\s*=\s*\"([^\"]{1,120})\"", re.IGNORECASE)
_CSV_PERSON = re.compile(
    r"\"(?P<login>[A-Za-z0-9-]{1,39})\",\s*\"(?P<name>[^\"]{1,80})\",\s*\"[^\"@]{1,80}@[^\"]{1,120}\"\s*$"
)
_YAML_LIST = re.compile(
    r"(approvers|reviewers|owners|maintainers|emeritus_approvers|emeritus_reviewers)\s*:\s*(\[[^\]]*\])?\s*$"
)
_YAML_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,60}")
_YAML_ITEM = re.compile(r"\s*-\s+[\"']?@?([A-Za-z0-9][\w.-]{0,60})[\"']?\s*(?:#.*)?$")


_ALIAS = re.compile(
    r"-(?:approvers|reviewers|maintainers|leads?|writers|admins|owners|committers|members|team|committee)$"
)
"""Names of groups that OWNERS_ALIASES resolves: nobody's login."""


def roster(page: Page, kind: str, base: str | None) -> list[Contact]:
    """People of a MAINTAINERS in TOML (moby) or as CSV (distribution) or of an OWNERS in YAML (Kubernetes).

    Names of groups count only where nobody else is named.
    """
    people = [*_of_toml(page, kind, base), *_of_csv(page, kind, base), *_of_yaml(page, kind, base)]
    return [contact for contact in people if not _ALIAS.search(contact.name)] or people


def _of_toml(page: Page, kind: str, base: str | None) -> Iterator[Contact]:
    person: dict[str, str] = {}
    for number, line in enumerate(page.lines, 1):
        if match := _TOML_PERSON.match(line):
            person[match[1].casefold()] = match[2]
            if {"name", "github"} <= person.keys() and match[1].casefold() == "github":
                login = person["github"]
                name = f"{person['name']} (@{login})"
                yield Contact(kind=kind, name=name, url=profile(base, login), evidence=page.evidence(number))
                person = {}


def _of_csv(page: Page, kind: str, base: str | None) -> Iterator[Contact]:
    for number, line in enumerate(page.lines, 1):
        if match := _CSV_PERSON.match(line[:400]):
            name = f"{match['name']} (@{match['login']})"
            yield Contact(
                kind=kind, name=name, url=profile(base, match["login"]), evidence=page.evidence(number)
            )


def _of_yaml(page: Page, kind: str, base: str | None) -> Iterator[Contact]:
    section = ""
    for number, line in enumerate(page.lines, 1):
        logins: list[str] = []
        if match := _YAML_LIST.match(line):
            section = match[1]
            logins = _YAML_NAME.findall(match[2] or "")
        elif section and (item := _YAML_ITEM.match(line)):
            logins = [item[1]]
        elif line.strip() and not line.lstrip().startswith("#"):
            section = ""
        for login in logins if not section.startswith("emeritus") else ():
            alias = _ALIAS.search(login)
            yield Contact(
                kind=kind,
                name=login if alias else f"@{login}",
                url=None if alias else profile(base, login),
                evidence=page.evidence(number),
            )


_OWNER_LINE = re.compile(r"\s+owner:\s*[\"']?([\w:./@ -]{1,120}?)[\"']?\s*(?:#.*)?$")


def catalog_owner(page: Page) -> Iterator[Contact]:
    """The owner that a Backstage descriptor names."""
    for number, line in enumerate(page.lines, 1):
        if match := _OWNER_LINE.match(line):
            name = match[1].rpartition(":")[2].removeprefix("default/")
            if name and "{" not in name:
                yield Contact(
                    kind="maintainer", name=name, area="catalog owner", evidence=page.evidence(number)
                )
