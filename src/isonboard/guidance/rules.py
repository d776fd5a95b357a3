"""The project's own rules for branches and commits, and the words that turn a rule into its opposite."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from isonboard.guidance.blocks import BlockKind
from isonboard.guidance.pages import Page, Sentence
from isonboard.model.evidence import Evidence
from isonboard.model.guidance import DocumentKind

DENIAL = re.compile(
    r"\b(?:no|not|never|without|instead of|rather than|in place of|in lieu of|unlike|replac(?:es|ed|ing)|n't|nor|neither|free of|don't|doesn't|drop(?:s|ped)?|abolish\w*|avoid(?:s|ing)?)\b|n't\b",
    re.IGNORECASE,
)
"""Words before a mention, in its clause, that deny it."""

_GUIDES = frozenset(
    {DocumentKind.CONTRIBUTING, DocumentKind.OTHER, DocumentKind.README, DocumentKind.PULL_REQUEST_TEMPLATE}
)


class CommitRules(NamedTuple):
    """What a commit and its branch should look like; every part None where nothing is said."""

    branch_prefix: str | None = None
    commit_style: str | None = None
    evidence: tuple[Evidence, ...] = ()


_CONVENTIONAL = re.compile(
    r"\bconventional[ -]?commits?\b|conventionalcommits\.org|\bsemantic[- ](?:commit|pull request|pr title)s?\b|\bangular(?:js)?(?:'s)? (?:commit|git|convention)|\bcommitlint\b|\bcommitizen\b"
    r"|^\W{0,4}(?:feat|fix)(?:\([\w*/-]{1,30}\))?!?: \w",
    re.IGNORECASE,
)
_JIRA = re.compile(r"\b[A-Z][A-Z0-9]{1,9}-(?:\d{1,6}|[X#N]{1,5}|<\w+>)\b")
_JIRA_WORDS = re.compile(r"\b(?:jira|ticket|issue) (?:key|number|id|reference)\b|\bjira\b", re.IGNORECASE)
_COMMIT_WORDS = re.compile(
    r"\bcommit(?: message)?s?\b|\bsubject\b|\bpr titles?\b|\bpull request titles?\b", re.IGNORECASE
)
_GITMOJI = re.compile(r"\bgitmoji\b", re.IGNORECASE)

_BRANCH_WORDS = re.compile(r"\bbranch(?:es)?\b", re.IGNORECASE)
_BRANCH_NAMED = re.compile(
    r"(?:\bcheckout\s+(?:--track\s+)?-[bB]\s+|\bswitch\s+(?:-c|--create)\s+|[`\"'‘“*(]|\s)(?P<prefix>(?:feature|features|feat|fix|fixes|bugfix|bug|hotfix|topic|issue|issues|task|story|contrib|contribution|dev|user|users|chore|docs|wip|pr))(?P<mark>[/])(?=[<{\[\w*#.…])"
)
_BRANCH_PATTERN = re.compile(
    r"[`\"'‘“+]{1,2}(?P<prefix>(?:[a-z][\w.-]{0,30}/){1,3})"
    r"(?:[<{\[(]?(?:your[ _-]|the[ _-]|short[ _-])?(?:issue|ticket|task|bug|story|jira|id|number|nr|no|topic|name|title|words?|desc\w*|feature|change|key|slug|summary|what|xx+|nn+)\b|#?\d{1,6}-[a-z])",
    re.IGNORECASE,
)
"""A branch name with something to fill in, as a project writes it in code or quotes: `shop/<issue>-<words>`."""
_NOT_A_PREFIX = re.compile(
    r"(?:(?:your|my|the)?[-_.]?(?:user\w*|name|login|handle|initials)|origin|upstream|refs|heads|remotes|release|releases|stable|maint|src|docs?|tests?|lib|https?)/",
    re.IGNORECASE,
)
_PATTERN_FAR = 80  # characters between the word “branch” and its pattern
_NAMING = re.compile(
    r"\b(?:name[sd]?|naming|prefix\w*|call(?:ed)?|convention|format|form|pattern|start(?:s|ing)? with|like|such as|e\.g\.|checkout -b|switch -c|create)\b",
    re.IGNORECASE,
)


def commit_rules(pages: Sequence[Page], *, signoff: bool) -> CommitRules:
    """Branch prefix and commit style as the guides state them.

    `signoff` is what the conditions found: a sign-off is a style only when nothing more is said.
    """
    styles: list[str] = []
    evidence: list[Evidence] = []
    prefix: str | None = None
    for page in pages:
        if page.kind not in _GUIDES:
            continue
        for sentence in page.sentences:
            style = _style(sentence, page)
            if style and style not in styles:
                styles.append(style)
                evidence.append(page.evidence(sentence.line))
            if prefix is None and (found := _branch_prefix(sentence.raw)):
                prefix = found
                evidence.append(page.evidence(sentence.line))
        if prefix is None:
            prefix, where = _prefix_in_code(page)
            if where:
                evidence.append(where)
    if signoff:
        styles.append("sign-off")
    return CommitRules(prefix, ", ".join(styles) or None, tuple(evidence))


def _style(sentence: Sentence, page: Page) -> str | None:
    text = sentence.raw[:1_000]
    if page.kind is DocumentKind.README and not _COMMIT_WORDS.search(text):
        return None
    if match := _CONVENTIONAL.search(text):
        if DENIAL.search(text[max(0, match.start() - 60) : match.start()]):
            return None
        example = match.group().lstrip("`*- \"'").casefold().startswith(("feat", "fix"))
        if example and not _COMMIT_WORDS.search(
            sentence.section.title + " " + " ".join(sentence.section.path)
        ):
            return None
        if "changelog" in text.casefold() and not _COMMIT_WORDS.search(text):
            return None
        return "conventional commits"
    if _GITMOJI.search(text) and _COMMIT_WORDS.search(text):
        return "gitmoji"
    if _COMMIT_WORDS.search(text):
        if _JIRA.search(text) and not re.search(
            r"\b(?:PEP|UTF|ISO|RFC|CVE|SHA|GPL|LGPL|AGPL|BSD|MIT|HTTP)-\d", text
        ):
            return "Jira key"
        if (
            _JIRA_WORDS.search(text)
            and re.search(r"\b(?:include|start|prefix|contain|must|should|begin)\w*\b", text, re.IGNORECASE)
            and "jira" in text.casefold()
        ):
            return "Jira key"
    return None


def _branch_prefix(text: str) -> str | None:
    text = text[:1_000]
    word = _BRANCH_WORDS.search(text)
    if word is None or "://" in text[:30]:
        return None
    if _NAMING.search(text) and (match := _BRANCH_NAMED.search(text)):
        return f"{match['prefix']}/"
    for match in _BRANCH_PATTERN.finditer(text, word.end()):
        between = text[word.end() : match.start()]
        denied = DENIAL.search(text[max(0, word.start() - 30) : match.start()])
        if len(between) > _PATTERN_FAR or denied or _NOT_A_PREFIX.match(match["prefix"]):
            break
        return match["prefix"]
    return None


def _prefix_in_code(page: Page) -> tuple[str | None, Evidence | None]:
    """The prefix of the branch that an example creates."""
    for section in page.sections:
        for block in section.blocks:
            if block.kind is not BlockKind.CODE:
                continue
            for number, line in enumerate(block.lines):
                if ("checkout -b" in line or "switch -c" in line) and (
                    match := _BRANCH_NAMED.search(line[:300])
                ):
                    return f"{match['prefix']}/", page.evidence(block.line + number)
    return None, None
