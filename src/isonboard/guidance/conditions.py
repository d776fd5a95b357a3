"""What to know before starting: agreements, licence, legal limits, warranty, closed projects, AI policy and the like.

A wrong “you must sign a CLA” sends people away and a missing one wastes their work, so an agreement is only reported
where a sentence asks for it, and a sentence that denies it, speaks of another project or of the past does not.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from isonboard.guidance.pages import Page, Sentence, heading_of, heading_words
from isonboard.model.guidance import Condition, DocumentKind

DCO = "DCO"
CLA = "CLA"

_SENTENCE_LIMIT = 320
_AGREEMENT_SOURCES = frozenset(
    {
        DocumentKind.CONTRIBUTING, DocumentKind.README, DocumentKind.OTHER, DocumentKind.PULL_REQUEST_TEMPLATE,
        DocumentKind.GOVERNANCE, DocumentKind.COMMUNICATION, DocumentKind.SUPPORT,
    }
)  # fmt: skip

_CLA_NAME = re.compile(
    r"\bcontribut(?:or|ors|ors'|or's|ion)s? licen[cs]e agreement|\bcontribut(?:or|ion)s? agreement\b|\b(?:individual|corporate|entity|"
    r"oracle|eclipse|google|apache|microsoft|facebook) contributor (?:licen[cs]e|agreement)|\b[IC]?CLAs?\b|\bECA\b(?= )|\bcla-?assistant\b|\beasycla\b"
    r"|\bcopyright assignment\b|\bcontributor assignment|\bcopyright transfer|\bassign (?:the |your )?copyright|\bcontributor covenant agreement|\bcontributor terms\b",
    re.IGNORECASE,
)
_CLA_UPPER = re.compile(r"\b[IC]?CLAs?\b|\bECA\b")
_DCO_NAME = re.compile(
    r"\bdevelopers?'? certificates? of origin\b|\bDCO\b|\bsigned[- ]?off(?:[- ]by)?\b|\bsign(?:ing)?[- ]off\b|--signoff\b|\bcommit (?:-\w+ )?-s\b|\bcommits? (?:using|with) (?:the )?`{0,2}-s\b",
    re.IGNORECASE,
)
_DCO_STRONG = re.compile(
    r"\bcertificates? of origin\b|\bDCO\b|\bsigned-off-by\b|--signoff\b|\bcommit (?:-\w+ )?-s\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:must|need|needs|needed|require[sd]?|requiring|requirement|mandatory|please|have to|has to|should|shall|ensure|make sure|before|prior to|first|asked?|asks|in order to"
    r"|sign(?:ed|ing|s)?(?![\w-])|sign[- ]?off|signed-off-by|accept(?:ed|ing)?|agree(?:d|s|ing)?|certify|certif(?:y|ies|ied)|complete[sd]?|submit(?:ted)?|fill|use[sd]?|uses|using|enforced?|accompanied|covered|we'll need|bot|add(?:ed|ing)?|include[sd]?|contain|follow(?:s|ing)?|on file|under (?:the|a|our)|by contributing|your? contributions?|--signoff|commit -s)\b",
    re.IGNORECASE,
)
_UNTIL_SIGNED = re.compile(
    r"\b(?:can(?:no|')?t|cannot|can not|won't|will not|unable to|not be able|may not|not be|never)\b.{0,120}\b(?:accept|merge|merged|accepted|review|reviewed|process|take|include|integrate|pull|use)\w*\b.{0,160}\b(?:without|until|unless|before|if)\b"
    r"|\b(?:without|until|unless)\b.{0,120}\b(?:can(?:no|')?t|cannot|won't|will not|unable|not be)\b|\bif you (?:have not|haven't|did not|didn't|are not|aren't)\b|\b(?:have|has|did) ?n[o']t (?:already |yet |previously )?sign|\bnot (?:already |yet |previously )?(?:signed|submitted|accepted)\b|\bonly (?:accept|merge|if|once|after)\b"
    r"|\bdon't (?:forget|worry)\b|\bdo not forget\b|\bmissing\b|\bnever had to\b|\bno one\b.{0,40}without|\bnot (?:required|needed|necessary) for\b|\bexcept\b|\bexempt",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"^.{0,60}?\b(?:(?:is|are|was|were) (?:not|no longer|never|currently not)|has (?:never|not)(?: ever)? been|isn't|aren't|not) (?:\w+ )?(?:required|needed|necessary|used|asked|mandatory|in use|an issue)(?! for)\b|^.{0,20}\bis optional\b|^.{0,40}\bfree\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:other|another|upstream|third[- ]party|some|many|most|certain) (?:\w+ ){0,2}(?:projects?|repositories|organi[sz]ations|companies|foundations)\b.{0,80}|\bused to\b|\bformerly\b|\bpreviously (?:required|asked|used|we)|\bno longer\b|\bin the past\b|\buntil 20\d\d\b|\bmight in (?:the )?future\b|\bwe are considering\b|\blike (?:the )?[A-Z]\w+(?:'s)? (?:does|do|uses)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:—–]\s|\s-\s|\bbut\b|\bhowever\b|\binstead,|\brather,", re.IGNORECASE)
_DCO_HEADING = re.compile(
    r"\bdco\b|certificate of origin|\bsign(?:ed|ing)?[- ]?off\b|sign your (?:work|commits)", re.IGNORECASE
)
_CLA_HEADING = re.compile(
    r"\bi?cla\b|contribut(?:or|ion)s?'? (?:licen[cs]e )?agreement|copyright assignment", re.IGNORECASE
)
_CLA_LINKS = re.compile(
    r"cla-assistant\.io|cla\.developers\.google\.com|cla\.opensource\.|easycla|cla-bot|/CLA(?:\.\w+)?\b|clahub\.com|identity\.linuxfoundation\.org/projects/cncf|opensource\.microsoft\.com/cla|"
    r"code\.facebook\.com/cla|cla\.js\.foundation|licenseagreement|accounts\.eclipse\.org/user/eca|cla\.\w{2,20}\.(?:com|org|io|net)|individual-contributor-license|contributor-license-agreement|agreements?/(?:individual|cla)|signatures/version"
)
_COMPARED = re.compile(r"\b(?:versus|vs|no|not|instead|difference|blog|without)\b", re.IGNORECASE)
_CERTIFICATE = re.compile(r"by making a contribution to this project,? i certify", re.IGNORECASE)


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after `text[start:end]` within its clause."""
    before, after = text[:start], text[end:]
    breaks = list(_CLAUSE.finditer(before))
    if breaks:
        before = before[breaks[-1].end() :] if breaks[-1].group().strip()[:1] not in ":" else before
    following = _CLAUSE.search(after)
    return before, after[: following.start()] if following else after


_DENIES = re.compile(
    r"\bno (?:[\w'(-]+ ){0,3}\(?$|\bwithout (?:[\w'(-]+ ){0,4}\(?$|\b(?:instead of|rather than|in place of|in lieu of|unlike|free of|neither|replac(?:es|ed|ing))\b"
    r"|(?:\bnot|n't|\bnever|\bno longer|\bnor)\b (?:\w+ ){0,3}(?:requir|need|ask|us(?:e|ing)|demand|hav|enforc|want|mandat|expect|impos|sign|necessar|bother)",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"\b(?:trivial|small|minor|typos?|lines of code|documentation[- ]only|obvious)\b", re.IGNORECASE
)
"""An exception for small changes is no denial."""


def _is_denied(text: str, start: int, end: int) -> bool:
    before, after = _clause(text, start, end)
    if _UNTIL_SIGNED.search(text) or _SMALL.search(text):
        return False
    return bool(_DENIES.search(before[-90:]) or _DENIED_AFTER.search(after))


def _asked(sentence: Sentence, name: re.Pattern[str]) -> bool | None:
    """True where the sentence asks for the agreement, False where it denies it, None where it only mentions it."""
    text = sentence.text[:1_500]
    answer: bool | None = None
    denied_up_to = -1
    for match in name.finditer(text):
        short_form = match.group().isalpha() and len(match.group()) <= 5
        if match.start() < denied_up_to or (
            name is _CLA_NAME and short_form and not _CLA_UPPER.match(match.group())
        ):
            continue
        if _is_denied(text, match.start(), match.end()):
            # “this is not a copyright assignment” explains an agreement, it does not deny one
            answer = answer if "assign" in match.group().casefold() else False
            clause_end = _CLAUSE.search(text, match.end())
            denied_up_to = clause_end.start() if clause_end else len(text)
        elif _ELSEWHERE.search(text) and not _HERE.search(text):
            continue
        elif _ASKS.search(text):
            return True
    return answer


_HERE = re.compile(r"\bthis (?:project|repository)\b|\bwe require\b", re.IGNORECASE)


class _Found(NamedTuple):
    sentence: Sentence
    page: Page
    answer: bool
    strength: int


def _agreement_sentences(page: Page, name: re.Pattern[str], heading: re.Pattern[str]) -> Iterator[_Found]:
    for sentence in page.sentences:
        if not name.search(sentence.text):
            continue
        if sentence.block.kind.value == "heading":
            continue
        answer = _asked(sentence, name)
        under = bool(heading.search(heading_words(sentence.section)))
        if answer is None and not under:
            continue
        if name is _DCO_NAME and not _DCO_STRONG.search(sentence.text) and not under:
            # “sign off on” and “the reviewer signs off” are approvals
            if not re.search(
                r"\bsign[- ]?off (?:on )?(?:your|all|each|every|the|their) commits?|commits? (?:must be|should be|need to be|are|is|be|have been) signed[- ]?off",
                sentence.text,
                re.IGNORECASE,
            ):
                continue
        if answer is None:
            answer = True
        yield _Found(sentence, page, answer, 2 if under else 1)


def agreements(pages: Sequence[Page]) -> list[Condition]:
    """DCO and CLA, at most one condition of each, with the sentence that asks for it."""
    found = []
    for kind, name, heading in ((DCO, _DCO_NAME, _DCO_HEADING), (CLA, _CLA_NAME, _CLA_HEADING)):
        condition = _agreement(pages, kind, name, heading)
        if condition:
            found.append(condition)
    return found


def denied(pages: Sequence[Page], kind: str) -> bool:
    """Whether a document says that the agreement is not asked for."""
    name, heading = (_DCO_NAME, _DCO_HEADING) if kind == DCO else (_CLA_NAME, _CLA_HEADING)
    return any(
        not found.answer
        for page in pages
        if page.kind in _AGREEMENT_SOURCES
        for found in _agreement_sentences(page, name, heading)
    )


def _agreement(
    pages: Sequence[Page], kind: str, name: re.Pattern[str], heading: re.Pattern[str]
) -> Condition | None:
    answers: list[_Found] = []
    for page in pages:
        if page.kind not in _AGREEMENT_SOURCES or _is_form(page):
            continue
        if machine := _by_machine(page, kind):
            return machine
        answers.extend(_agreement_sentences(page, name, heading))
    asked = [found for found in answers if found.answer]
    denials = len(answers) - len(asked)
    if denials and len(asked) <= 2 * denials:
        return None
    if asked:
        best = max(asked, key=lambda found: found.strength)
        sentence = best.sentence
        return Condition(kind=kind, text=_short(sentence.text), evidence=best.page.evidence(sentence.line))
    return _by_form(pages, kind)


def _by_machine(page: Page, kind: str) -> Condition | None:
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


def _is_form(page: Page) -> bool:
    """Whether it is the text of an agreement itself."""
    return page.kind is DocumentKind.OTHER and bool(
        _DCO_FORM.search(page.path) or _CLA_FORM.search(page.path)
    )


def _by_form(pages: Sequence[Page], kind: str) -> Condition | None:
    """The agreement's own text, or the link to where it is signed."""
    for page in pages:
        if kind == DCO:
            if page.kind is DocumentKind.OTHER and _DCO_FORM.search(page.path):
                return Condition(
                    kind=DCO,
                    text="The repository holds the Developer Certificate of Origin.",
                    evidence=page.evidence(1),
                )
            if page.kind is DocumentKind.CONTRIBUTING:
                for number, line in enumerate(page.lines, 1):
                    if _CERTIFICATE.search(line):
                        return Condition(
                            kind=DCO,
                            text="Contributions are certified with the Developer Certificate of Origin.",
                            evidence=page.evidence(number),
                        )
        else:
            if page.kind is DocumentKind.OTHER and _CLA_FORM.search(page.path):
                return Condition(
                    kind=CLA,
                    text="The repository holds a Contributor License Agreement.",
                    evidence=page.evidence(1),
                )
            if page.kind in (
                DocumentKind.CONTRIBUTING,
                DocumentKind.PULL_REQUEST_TEMPLATE,
                DocumentKind.README,
            ):
                for number, line in enumerate(page.lines, 1):
                    if len(line) < 2_000 and _CLA_LINKS.search(line) and not _COMPARED.search(line):
                        return Condition(
                            kind=CLA,
                            text="A Contributor License Agreement is linked for signing.",
                            evidence=page.evidence(number),
                        )
    return None


def _short(text: str) -> str:
    return text if len(text) <= _SENTENCE_LIMIT else text[: _SENTENCE_LIMIT - 1].rsplit(" ", 1)[0] + "…"


class _Rule(NamedTuple):
    """A condition that a sentence states: `says` must match, `unless` must not; only in documents of `where`."""

    kind: str
    says: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    where: frozenset[DocumentKind] = frozenset()
    blocking: bool = False
    under: re.Pattern[str] | None = None
    """With a heading like this a looser `says` is enough."""


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
        _pattern(
            r"\b(?:not|no longer|n't|never) (?:currently |actively |yet |longer |be |presently )*(?:accept(?:ing|ed)?|tak(?:e|ing)|looking for|open (?:to|for)|review(?:ing)?|merg(?:e|ing))"
            r" (?:any |external |outside |public |code |new |third-party |community |unsolicited |direct |github |further )*(?:contributions?|pull requests?|merge requests?|PRs|patches)(?=[.!,;]|$| (?:at this time|at the moment|right now|currently|for now|from|yet|in this|to this|here|on github|via github|through github|anymore|any more|any longer))"
            r"|\b(?:closed (?:to|for)|does not accept|do not accept|cannot accept) (?:external |outside |public |code )*contributions\b"
            r"|\bthis (?:repository|repo|project) is (?:a |now |only |just )*(?:read[- ]only mirror|archived|read-only)\b|\bpull requests (?:are not|will not be|aren't) (?:accepted|reviewed|merged|considered)(?=[.!,;]|$| (?:at|here|on|in this))"
        ),
        _pattern(r"\bif\b|\bunless\b|\bwithout\b|\bthat (?:do|don't|does|are)\b|\bwhich\b|\bfor (?:this|the|that) (?:branch|version)|\bpackag|\bauto-?generated|\bvia e?-?mail|\bAI\b|\btypo"),
        frozenset({DocumentKind.CONTRIBUTING, DocumentKind.README, DocumentKind.PULL_REQUEST_TEMPLATE, DocumentKind.SUPPORT}),
        blocking=True,
    ),
    _Rule(
        "AI policy",
        _pattern(
            r"\b(?:AI|LLMs?|GPT|copilot|chatgpt|claude|generative|machine)(?:[- ]|/\w+(?:/\w+)? )(?:generated|assisted|written|authored|tools?|assistants?|assistance|usage|policy|models?|agents?|coding|contributions?)\b|\bgenerative AI\b|\b(?:large )?language models?\b|\b(?:use of|using|with) (?:AI|LLMs?|ChatGPT|Copilot)\b|\bAI (?:slop|disclosure)\b|\bLLMs\b"
        ),
        _pattern(r"\bAPI\b|\bSDK\b|\binference\b|\bplugin for\b|\bcompliance\b|\bframework\b|\blibrary for\b"),
        under=_pattern(r"^(?:ai|llms?|generative ai)$|\bai[- ](?:policy|usage|tools?|assist\w+|generated|contributions?|disclosure)\b|\buse of (?:ai|llms?)\b"),
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
        ),
        _pattern(r"\bno legal entit|\bmeans the\b|\bshall mean\b|\bas used in this\b"),
        frozenset({DocumentKind.CONTRIBUTING, DocumentKind.README, DocumentKind.OTHER, DocumentKind.GOVERNANCE, DocumentKind.LICENSE, DocumentKind.COMMUNICATION}),
    ),
    _Rule(
        "response time",
        _pattern(
            rf"\b(?:repl(?:y|ies|ied)|respon[ds]\w*|response|review(?:ed|s|ers?)?|get back|hear (?:back )?from|answer(?:ed|s)?|look(?:ed|ing)? at|feedback|triaged?|acknowledge\w*|turnaround|first (?:response|reaction|look))\b.{{0,100}}\b(?:with ?in|in|after|takes?|up to|of|is|under|every|at least every)\b.{{0,30}}\b{_TIME}\b"
            rf"|\b(?:with ?in|in) (?:about |around |roughly |approximately )?{_TIME}\b.{{0,80}}\b(?:repl(?:y|ied)|respon[ds]\w*|review\w*|feedback|answer\w*|triage\w*|hear)\b"
        ),
        _pattern(
            r"\bvulnerab|\bsecurity\b|\bclosed?\b|\bstale\b|\binactiv|\bwe (?:ask|expect) you\b|\byou (?:should |must |need to |don't |do not |haven't |didn't |can )?(?:respond|reply|answer|update|address|review|ping)|\bno (?:response|reply|feedback|activity)\b|\b(?:haven't|have not|hasn't|don't|didn't|not) (?:received|heard|hear|gotten|had|been|get|got)|\bif (?:you|no|there|it|we|nobody|a|the)\b|\bwait\b|\bauthor\b|\breminder\b|\bping\w*\b.{0,60}\b(?:after|within|in) |\bannounce|\bmeeting|\bvot(?:e|ing)|\brelease|\bnominat"
        ),
        frozenset({DocumentKind.CONTRIBUTING, DocumentKind.README, DocumentKind.COMMUNICATION, DocumentKind.SUPPORT, DocumentKind.OTHER, DocumentKind.TRUSTED_COMMITTERS, DocumentKind.GOVERNANCE}),
    ),
    _Rule(
        "governance",
        _pattern(r"\bbug reports and issues welcome\b|\bshared write access\b|\bshared ownership\b|\bcontributions welcome\b(?=.{0,20}(?:level|$))|\bgovernance level\b|\bbenevolent dictator\b|\btechnical (?:steering|oversight) committee\b|\blazy consensus\b"),
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
    found: list[Condition] = []
    counts: dict[str, int] = {}
    for page in pages:
        if page.kind in (DocumentKind.CODE_OF_CONDUCT, DocumentKind.ISSUE_TEMPLATE, DocumentKind.SECURITY):
            continue
        rules = [rule for rule in _RULES if page.kind in rule.where]
        if not rules:
            continue
        for sentence in page.sentences:
            if sentence.block.kind.value == "heading" or len(sentence.text) > 1_200:
                continue
            for rule in rules:
                if counts.get(rule.kind, 0) >= most:
                    continue
                told = rule.under is not None and rule.under.search(heading_of(sentence.section))
                match = rule.says.search(sentence.text)
                if not (told or match):
                    continue
                # what follows in a later clause (“; ping us if …”) does not take a promise back
                scope = (
                    sentence.text[: match.end()] if match and rule.kind == "response time" else sentence.text
                )
                if rule.unless and rule.unless.search(scope):
                    continue
                if _NOT_ITS_OWN.search(heading_of(sentence.section)):
                    continue
                counts[rule.kind] = counts.get(rule.kind, 0) + 1
                found.append(
                    Condition(
                        kind=rule.kind,
                        text=_short(sentence.text),
                        evidence=page.evidence(sentence.line),
                        blocking=rule.blocking,
                    )
                )
    return found


_LICENCES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("Apache-2.0", r"apache license,?\s+version 2\.0"),
        ("AGPL-3.0", r"gnu affero general public license\s+version 3"),
        ("LGPL-3.0", r"gnu lesser general public license\s+version 3"),
        ("LGPL-2.1", r"gnu lesser general public license\s+version 2\.1"),
        ("GPL-3.0", r"gnu general public license\s+version 3"),
        ("GPL-2.0", r"gnu general public license\s+version 2"),
        ("MPL-2.0", r"mozilla public license,?\s+v(?:ersion|\.)? ?2\.0"),
        ("EPL-2.0", r"eclipse public license\s*-?\s*v ?2\.0"),
        ("EUPL-1.2", r"european union public licen[cs]e\s+v\. ?1\.2"),
        ("BSL-1.0", r"boost software license"),
        ("Unlicense", r"this is free and unencumbered software"),
        ("CC0-1.0", r"cc0 1\.0 universal|creative commons legal code\s+cc0"),
        ("ISC", r"permission to use, copy, modify, and(?:/or)? distribute this software for any\s+purpose with or without fee"),
        ("MIT", r"permission is hereby granted, free of charge, to any person obtaining a copy"),
        ("BSD-3-Clause", r"redistributions? and use in source and binary forms(?s:.{0,1500})(?:neither the name|may not be used to\s+endorse|names of its contributors)"),
        ("BSD-2-Clause", r"redistributions? and use in source and binary forms"),
        ("Zlib", r"this software is provided 'as-is', without any express or implied"),
        ("InnerSource License", r"inner ?source licen[cs]e"),
    )
)  # fmt: skip


def licence_of(text: str) -> str | None:
    """The SPDX id of a licence text, by words that only this licence has; None when it is none of the usual ones."""
    start = " ".join(text[:6_000].split())
    return next((name for name, pattern in _LICENCES if pattern.search(start)), None)


def documents_conditions(pages: Sequence[Page]) -> list[Condition]:
    """Conditions that a document states by being there: the licence, the code of conduct, the governance."""
    found: list[Condition] = []
    seen: set[DocumentKind] = set()
    for page in pages:
        if page.kind in seen and page.kind is not DocumentKind.LICENSE:
            continue
        seen.add(page.kind)
        if page.kind is DocumentKind.LICENSE:
            name = licence_of(page.document.text)
            first = next((n for n, line in enumerate(page.lines, 1) if line.strip()), 1)
            what = f"The licence is {name}." if name else f"Read the licence: {page.path}."
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
                if _CONDUCT.search(sentence.text) and sentence.block.kind.value != "heading":
                    return Condition(
                        kind="code of conduct",
                        text=_short(sentence.text),
                        evidence=page.evidence(sentence.line),
                    )
    return None
