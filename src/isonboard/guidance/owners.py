"""CODEOWNERS: who answers for which part of the tree.

Rules of GitHub (“About code owners”), GitLab (sections in brackets with default owners, `^` for optional ones) and
Gitea: gitignore-like patterns, the last rule that fits wins.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from isonboard.guidance.pages import Page
from isonboard.model.guidance import Contact, Document, DocumentKind

_OWNER = re.compile(r"@[\w.-]+(?:/[\w./-]+)?|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SECTION = re.compile(r"\^?\[([^\]]{1,100})\](?:\[\d{1,3}\])?(.*)$")
_SPLIT = re.compile(r"(?<!\\)\s+")
_AREAS_SHOWN = 4


class OwnerRule(NamedTuple):
    """One line: the owners of what `pattern` covers; no owners means that nobody owns it."""

    pattern: str
    owners: tuple[str, ...]
    line: int
    section: str = ""


def rules_of(text: str) -> list[OwnerRule]:
    """The rules of a CODEOWNERS file in order; lines that are none are passed over."""
    rules = []
    section, default = "", ()
    for number, raw in enumerate(text.split("\n")[:20_000], 1):
        line = raw.partition(" #")[0].strip() if not raw.lstrip().startswith("#") else ""
        if not line or len(line) > 4_000:
            continue
        if match := _SECTION.match(line):
            section, default = match[1], tuple(_OWNER.findall(match[2]))
            continue
        parts = _SPLIT.split(line)
        owners = tuple(part for part in parts[1:] if _OWNER.fullmatch(part))
        rules.append(
            OwnerRule(
                parts[0].replace("\\ ", " "), owners or (default if len(parts) == 1 else ()), number, section
            )
        )
    return rules


def _matcher(pattern: str) -> re.Pattern[str]:
    anchored = "/" in pattern.rstrip("/")
    body = pattern.strip("/")
    out: list[str] = []
    at = 0
    body = re.sub(r"\*{3,}", "**", body)
    while at < len(body):
        if body.startswith("**/", at):
            out.append("(?:[^/]+/){0,40}")
            at += 3
        elif body.startswith("**", at):
            out.append(".*")
            at += 2
        elif body[at] == "*":
            out.append("[^/]*")
            at += 1
        elif body[at] == "?":
            out.append("[^/]")
            at += 1
        else:
            out.append(re.escape(body[at]))
            at += 1
    prefix = "" if anchored else "(?:[^/]+/){0,40}"
    last_is_star = body.endswith("*") and anchored and not body.endswith("**")
    suffix = "" if last_is_star else "(?:/.*)?"
    return re.compile(prefix + "".join(out) + suffix)


def owners_of(document: Document, path: str) -> tuple[str, ...]:
    """The owners of a path by a CODEOWNERS document: the last rule that covers it; in GitLab sections, one each."""
    answers: dict[str, tuple[str, ...]] = {}
    for rule in rules_of(document.text):
        if rule.pattern.count("*") <= 8 and _matcher(rule.pattern).fullmatch(path.strip("/")):
            answers[rule.section] = rule.owners
    return tuple(dict.fromkeys(owner for owners in answers.values() for owner in owners))


def code_owners(page: Page, base: str | None) -> Iterator[Contact]:
    """One contact an owner, with the areas they answer for; who owns everything comes first."""
    if page.kind is not DocumentKind.CODEOWNERS:
        return
    areas: dict[str, list[OwnerRule]] = {}
    for rule in rules_of(page.document.text):
        for owner in rule.owners:
            areas.setdefault(owner, []).append(rule)
    for owner, rules in sorted(
        areas.items(), key=lambda entry: not any(r.pattern in ("*", "/*", "/") for r in entry[1])
    ):
        patterns = list(dict.fromkeys(rule.pattern for rule in rules))
        shown = ", ".join(patterns[:_AREAS_SHOWN]) + (
            f" and {len(patterns) - _AREAS_SHOWN} more" if len(patterns) > _AREAS_SHOWN else ""
        )
        url = None
        if owner.startswith("@") and base:
            organisation, slash, team = owner[1:].partition("/")
            url = (
                f"{base}/orgs/{organisation}/teams/{team}"
                if slash and base.endswith("//github.com")
                else f"{base}/{owner[1:]}"
            )
        elif not owner.startswith("@"):
            url = f"mailto:{owner}"
        yield Contact(
            kind="code owner", name=owner, url=url, area=shown, evidence=page.evidence(rules[0].line)
        )
