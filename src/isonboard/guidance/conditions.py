"""What else to know before starting: licence, legal limits, warranty, closed projects, AI policy, response time and the like."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from isonboard.guidance.advice import short
from isonboard.guidance.blocks import BlockKind
from isonboard.guidance.pages import Page, heading_of
from isonboard.manifests.closed import CLOSED, NOT_CLOSED
from isonboard.manifests.licence import license_of
from isonboard.model.guidance import Condition, DocumentKind


class _Rule(NamedTuple):
    """A condition that a sentence states: `says` must match, `unless` must not; only in documents of `where`."""

    kind: str
    says: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    where: frozenset[DocumentKind] = frozenset()
    blocking: bool = False
    under: re.Pattern[str] | None = None
    """With a heading like this a looser `says` is enough."""
    hints: tuple[str, ...] = ()
    """One of them is in all that `says` matches: most sentences hold none, which is told quickly."""


_GUIDES = frozenset(
    {DocumentKind.CONTRIBUTING, DocumentKind.README, DocumentKind.OTHER, DocumentKind.COMMUNICATION,
     DocumentKind.SUPPORT, DocumentKind.GOVERNANCE, DocumentKind.PULL_REQUEST_TEMPLATE, DocumentKind.MAINTAINERS,
     DocumentKind.TRUSTED_COMMITTERS}
)  # fmt: skip
_TIME = r"(?:\d{1,3}|one|two|three|four|five|six|seven|ten|a|a few|a couple(?: of)?)(?:\s?(?:-|–|to|or)\s?(?:\d{1,3}|two|three|four|five))?[ -](?:working |business |work |calendar )?(?:hour|day|week|month)s?"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_RULES: tuple[_Rule, ...] = (
    _Rule(
        "closed",
        CLOSED,
        NOT_CLOSED,
        frozenset({DocumentKind.CONTRIBUTING, DocumentKind.README, DocumentKind.PULL_REQUEST_TEMPLATE, DocumentKind.SUPPORT}),
        blocking=True,
        hints=("contribut", "request", "prs", "patches", "they", "maintain", "developed", "abandoned", "mirror", "archived",
               "read-only", "no new", "open"),
    ),
    _Rule(
        "AI policy",
        _pattern(
            r"\b(?:AI|LLMs?|GPT|copilot|chatgpt|claude|generative|machine)(?:[- ]|/\w+(?:/\w+)? )(?:generated|assisted|written|authored|tools?|assistants?|assistance|usage|policy|models?|agents?|coding|contributions?)\b|\bgenerative AI\b|\b(?:large )?language models?\b|\b(?:use of|using|with) (?:AI|LLMs?|ChatGPT|Copilot)\b|\bAI (?:slop|disclosure)\b|\bAI (?:commits|pull requests|PRs|code) (?:must|should|are|will)\b|\bLLMs\b"
        ),
        _pattern(r"\bAPI\b|\bSDK\b|\bthis (?:file|document|guide) (?:is|provides|contains|gives)\b|\binference\b|\bplugin for\b|\bcompliance\b|\bframework\b|\blibrary for\b"),
        under=_pattern(r"^(?:ai|llms?|generative ai)$|\bai(?:/\w+)?[- ](?:policy|usage|tools?|assist\w+|generated|contributions?|disclosure)\b|\buse of (?:ai|llms?)\b"),
        where=frozenset({DocumentKind.CONTRIBUTING, DocumentKind.PULL_REQUEST_TEMPLATE, DocumentKind.GOVERNANCE, DocumentKind.OTHER}),
    ),
    _Rule(
        "warranty",
        _pattern(r"\b(?:\d{1,3}|thirty|forty-five|sixty)[- ]?(?:calendar )?days?[- ]warranty\b|\bwarranty period\b|\bwarranty (?:of|for) (?:\d{1,3}|thirty|sixty) days|\bcontribut\w+.{0,80}\bwarranty\b"),
        _pattern(r"without warrant|no warrant|disclaim|merchantab|as is|as-is"),
        _GUIDES,
    ),
    _Rule(
        "legal",
        _pattern(
            r"\binner ?source licen[cs]e\b|\blegal entit(?:y|ies)\b|\b(?:internal|company|confidential) use only\b|\bexport[- ]control|\bmust not be (?:shared|distributed|published|disclosed) outside\b|\bonly (?:within|inside) (?:the )?(?:company|organi[sz]ation|group)\b|\bintellectual property (?:policy|agreement|team)\b|\bemployer\b.{0,80}\b(?:permission|approval|consent|sign|rights|authori[sz])|\bpermission (?:of|from) your employer\b|\btransfer pricing\b|\bintercompany\b"
            r"|\bonly\b[^.;]{2,80}\b(?:may|can|(?:is|are) (?:allowed|permitted|entitled) to) (?:\w+ (?:or|and) )?(?:use|read|run|copy|see|modify|fork) (?:this|the) (?:code|source(?: code)?|software|repository|project|tool|library|program)\b"
            r"|\b(?:do not|don't|must not|may not|never) (?:share|distribute|publish|disclose|pass|give)\b[^.;]{0,60}\b(?:third[- ]part(?:y|ies)|outside (?:of )?(?:the )?(?:company|group|organi[sz]ation)|externally)\b"
            r"|\bfor (?:\w+ ){0,3}employees only\b|\b(?:not|never) leave the company\b"
        ),
        _pattern(r"\bno legal entit|\bmeans the\b|\bshall mean\b|\bas used in this\b|\bcopyright disclaimer\b"),
        frozenset({DocumentKind.CONTRIBUTING, DocumentKind.README, DocumentKind.OTHER, DocumentKind.GOVERNANCE, DocumentKind.LICENSE, DocumentKind.COMMUNICATION}),
    ),
    _Rule(
        "response time",
        _pattern(
            rf"\b(?:repl(?:y|ies|ied)|respon[ds]\w*|response|review(?:ed|s|ers?)?|get back|hear (?:back )?from|answer(?:ed|s)?|look(?:ed|ing)? at|feedback|triaged?|acknowledge\w*|turnaround|first (?:response|reaction|look))\b.{{0,100}}\b(?:with ?in|in|after|takes?|up to|of|is|under|every|at least every)\b.{{0,30}}\b{_TIME}\b"
            rf"|\b(?:with ?in|in) (?:about |around |roughly |approximately )?{_TIME}\b.{{0,80}}\b(?:repl(?:y|ied)|respon[ds]\w*|review\w*|feedback|answer\w*|triage\w*|hear)\b"
            r"|\b(?:expect|hear|get)\b.{0,60}\b(?:within|on) (?:that|the same|the next|one) (?:business|working) day\b"
            rf"|\b{_TIME} (?:to|till|until|for|before) (?:the |our |a |an )?(?:first |initial )?(?:answer|repl(?:y|ies)|respon[ds]\w*|review|reaction|feedback)\b"
        ),
        _pattern(
            r"\bvulnerab|\bsecurity\b|\bclosed?\b|\breporter\b|\b(?:not|n't) (?:respond|reply|answer)|\bplease (?:respond|reply|answer|address|update)|\bstale\b|\binactiv|\bwe (?:ask|expect) you\b|\byou (?:should |must |need to |don't |do not |haven't |didn't |can )?(?:respond|reply|answer|update|address|review|ping)|\bno (?:response|reply|feedback|activity)\b|\b(?:haven't|have not|hasn't|don't|didn't|not) (?:received|heard|hear|gotten|had|been|get|got)|\bif (?:you|no|there|it|we|nobody|a|the)\b|\bwait\b|\bauthor\b|\breminder\b|\bping\w*\b.{0,60}\b(?:after|within|in) |\bannounce|\bmeeting|\bvot(?:e|ing)|\brelease|\bnominat|\bbecom(?:e|ing) (?:an? )?(?:maintainer|committer|member|approver)"
        ),
        frozenset({DocumentKind.CONTRIBUTING, DocumentKind.README, DocumentKind.COMMUNICATION, DocumentKind.SUPPORT, DocumentKind.OTHER, DocumentKind.TRUSTED_COMMITTERS, DocumentKind.GOVERNANCE}),
        hints=("hour", "day", "week", "month"),
    ),
    _Rule(
        "governance",
        _pattern(r"\bbug reports and issues welcome\b|\bshared write access\b|\bshared ownership\b|\bcontributions welcome\b(?=.{0,20}\blevel\b)|\b(?:level|governance)\b.{0,40}\bcontributions welcome\b|^\W*contributions welcome\W*$|\bgovernance level\b|\bbenevolent dictator\b|\btechnical (?:steering|oversight) committee\b|\blazy consensus\b"),
        None,
        _GUIDES,
    ),
    _Rule(
        "mentoring",
        _pattern(r"\b(?:we|maintainers|team|committers|happy|willing|offer\w*|available|glad|can|will)\b.{0,80}\b(?:mentor(?:s|ing|ship)?\b|pair(?:ing)?[- ]?(?:program\w*|sessions?|with you)|pairing\b)|\bmentors? (?:is|are|will|can)\b|\bask (?:for )?a mentor\b"),
        _pattern(r"\bgoogle summer of code\b|\bGSoC\b|\boutreachy\b"),
        frozenset({DocumentKind.CONTRIBUTING, DocumentKind.README, DocumentKind.COMMUNICATION, DocumentKind.SUPPORT, DocumentKind.TRUSTED_COMMITTERS, DocumentKind.MAINTAINERS}),
    ),
    _Rule(
        "access",
        _pattern(r"\b(?:request|ask for|need|get|obtain|apply for|grant(?:ed)?)\b.{0,40}\b(?:read |write |fork |repository |repo |contributor |developer )?access (?:to (?:the|this) (?:repo\w*|project|code|organi[sz]ation)|from|via|through|rights)|\bif you (?:can(?:'|no)?t|cannot|do not|don't) (?:have access to|see|read|fork|clone|open) (?:the|this|our) (?:repo\w*|project|code)\b"),
        _pattern(r"\bapi\b|\btoken\b|\bdatabase\b|\bfile\b"),
        frozenset({DocumentKind.CONTRIBUTING, DocumentKind.README, DocumentKind.COMMUNICATION, DocumentKind.SUPPORT}),
    ),
)  # fmt: skip

_NOT_ITS_OWN = re.compile(
    r"\b(?:code )?example\b|\bchangelog\b|\brelease notes\b|\bfeatures?\b$", re.IGNORECASE
)


def stated(pages: Sequence[Page], *, most: int = 2) -> list[Condition]:
    """Conditions that single sentences state, at most `most` of a kind, in the order of the documents."""
    return list(_stated(tuple(pages), most))


@lru_cache(maxsize=1)  # asked for the guidance and again for the readiness of the project in hand
def _stated(pages: tuple[Page, ...], most: int) -> tuple[Condition, ...]:
    found: list[Condition] = []
    counts: dict[str, int] = {}
    for page in pages:
        if page.kind in (DocumentKind.CODE_OF_CONDUCT, DocumentKind.ISSUE_TEMPLATE, DocumentKind.SECURITY):
            continue
        rules = [rule for rule in _RULES if page.kind in rule.where]
        if not rules:
            continue
        for sentence in page.sentences:
            if sentence.block.kind is BlockKind.HEADING or len(sentence.text) > 1_200:
                continue
            folded = sentence.text.casefold()
            for rule in rules:
                if counts.get(rule.kind, 0) >= most:
                    continue
                if rule.hints and not any(hint in folded for hint in rule.hints):
                    continue
                told = rule.under is not None and rule.under.search(heading_of(sentence.section))
                match = rule.says.search(sentence.text)
                if not (told or match):
                    continue
                # what follows in a later clause (“; ping us if …”) does not take a promise back
                scope = (
                    _clause_of(sentence.text, match)
                    if match and rule.kind == "response time"
                    else sentence.text
                )
                if rule.unless and rule.unless.search(scope):
                    continue
                if _NOT_ITS_OWN.search(heading_of(sentence.section)):
                    continue
                counts[rule.kind] = counts.get(rule.kind, 0) + 1
                found.append(
                    Condition(
                        kind=rule.kind,
                        text=short(sentence.text),
                        evidence=page.evidence(sentence.line),
                        blocking=rule.blocking,
                    )
                )
    return tuple(found)


def _clause_of(text: str, match: re.Match[str]) -> str:
    """What leads to a promise: neither a later clause nor one before a “but” takes it back."""
    start = max(text.rfind(sign, 0, match.end()) for sign in (" but ", "; "))
    return text[max(start, 0) : match.end()]


def documents_conditions(pages: Sequence[Page]) -> list[Condition]:
    """Conditions that a document states by being there: the licence, the code of conduct, the governance."""
    found: list[Condition] = []
    seen: set[DocumentKind] = set()
    for page in pages:
        if page.kind in seen and page.kind is not DocumentKind.LICENSE:
            continue
        seen.add(page.kind)
        if page.kind is DocumentKind.LICENSE:
            name = license_of(page.document.text)
            first = next((n for n, line in enumerate(page.lines, 1) if line.strip()), 1)
            what = (
                f"The licence is {name}."
                if name
                else f"Read the licence, it is none of the usual ones or not one alone: {page.path}."
            )
            found.append(Condition(kind="licence", text=what, evidence=page.evidence(first)))
        elif page.kind is DocumentKind.CODE_OF_CONDUCT:
            covenant = "contributor covenant" in page.document.text[:20_000].casefold()
            what = "The Contributor Covenant applies." if covenant else "A code of conduct applies."
            found.append(Condition(kind="code of conduct", text=what, evidence=page.whole))
        elif page.kind is DocumentKind.GOVERNANCE:
            found.append(
                Condition(
                    kind="governance", text=f"Who decides is written in {page.path}.", evidence=page.whole
                )
            )
    if DocumentKind.CODE_OF_CONDUCT not in seen and (linked := _linked_conduct(pages)):
        found.append(linked)
    return found


_CONDUCT = re.compile(r"\bcode of conduct\b|\bcontributor covenant\b", re.IGNORECASE)


def _linked_conduct(pages: Sequence[Page]) -> Condition | None:
    for page in pages:
        if page.kind in (DocumentKind.CONTRIBUTING, DocumentKind.README):
            for sentence in page.sentences:
                if _CONDUCT.search(sentence.text) and sentence.block.kind is not BlockKind.HEADING:
                    return Condition(
                        kind="code of conduct",
                        text=short(sentence.text),
                        evidence=page.evidence(sentence.line),
                    )
    return None
