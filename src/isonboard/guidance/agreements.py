"""Agreements: whether a contributor has to sign off (DCO) or to sign (CLA).

A wrong “you must sign a CLA” sends people away and a missing one wastes their work, so an agreement is only reported
where a sentence asks for it, and a sentence that denies it, speaks of another project or of the past does not.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from isonboard.guidance.advice import short
from isonboard.guidance.agreement_forms import CLA, DCO, DCO_HEADING, by_form, by_machine, is_form
from isonboard.guidance.blocks import BlockKind
from isonboard.guidance.pages import Page, Sentence, heading_words
from isonboard.model.guidance import Condition, DocumentKind

_AGREEMENT_SOURCES = frozenset(
    {
        DocumentKind.CONTRIBUTING, DocumentKind.README, DocumentKind.OTHER, DocumentKind.PULL_REQUEST_TEMPLATE,
        DocumentKind.GOVERNANCE, DocumentKind.COMMUNICATION, DocumentKind.SUPPORT,
    }
)  # fmt: skip

_CLA_NAME = re.compile(
    r"\bcon\w{2,8}but(?:or|ors|ors'|or's|ion)s? licen[cs]e agreement|\bcontribut(?:or|ion)s? agreement\b|\b(?:individual|corporate|entity|"
    r"oracle|eclipse|google|apache|microsoft|facebook) contributor (?:licen[cs]e|agreement)|\b[IC]?CLAs?\b|\bECA\b(?= )|\bcla-?assistant\b|\beasycla\b"
    r"|\bcopyright assignment\b|\bcontributor assignment|\bcopyright transfer|\bassign (?:the |your )?copyright|\bcontributor covenant agreement|\bcontributor terms\b",
    re.IGNORECASE,
)
_CLA_UPPER = re.compile(r"\b[IC]?CLAs?\b|\bECA\b")
_DCO_NAME = re.compile(
    r"\bdevelopers?'? certificates? of origin\b|\bDCO\b|\bsigned[- ]?off(?:[- ]by)?\b|\bsign(?:ing)?[- ]off\b|--signoff\b|\bcommit (?:-\w+ )?(?-i:-s)\b|\bcommits? (?:using|with) (?:the )?`{0,2}(?-i:-s)\b",
    re.IGNORECASE,
)
_DCO_STRONG = re.compile(
    r"\bcertificates? of origin\b|\bDCO\b|\bsigned-off-by\b|--signoff\b|\bcommit (?:-\w+ )?(?-i:-s)\b|\bcommits? (?:using|with) (?:the )?(?-i:-s)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:must|always|need|needs|needed|require[sd]?|requiring|requirement|mandatory|please|have to|has to|should|shall|ensure|make sure|before|prior to|first|ask(?:ed|s)?|in order to"
    r"|sign(?:ed|ing|s)?(?![\w-])|sign[- ]?off|signed-off-by|accept(?:ed|ing)?|agree(?:d|s|ing)?|certify|certif(?:y|ies|ied)|complete[sd]?|submit(?:ted)?|fill|use[sd]?|uses|using|enforced?|accompanied|covered|we'll need|bot|add(?:ed|ing)?|include[sd]?|contain|follow(?:s|ing)?|on file|bound (?:by|to)|under (?:the|a|our)|by contributing|your? contributions?|--signoff|commit -s)\b",
    re.IGNORECASE,
)
_UNTIL_SIGNED = re.compile(
    r"\b(?:can(?:no|')?t|cannot|can not|won't|will not|unable to|not be able|may not|not be|never)\b.{0,120}\b(?:accept|merge|merged|accepted|review|reviewed|process|take|include|integrate|pull|use)\w*\b.{0,160}\b(?:without|until|unless|before|if)\b"
    r"|\b(?:without|until|unless)\b.{0,120}\b(?:can(?:no|')?t|cannot|won't|will not|unable|not be)\b|\bif you (?:have not|haven't|did not|didn't|are not|aren't)\b|\b(?:have|has|did) ?n[o']t (?:already |yet |previously )?sign|\bnot (?:already |yet |previously )?(?:signed|submitted|accepted)\b|\bonly (?:accept|merge|if|once|after)\b|\bno (?:\w+ )?(?:contributions?|pull requests?|merge requests?|patch(?:es)?|code|changes?|PRs?)\b.{0,60}\b(?:can|will|may|is|are|gets?)\b"
    r"|\b(?:never|not|n't)\b.{0,60}\b(?:submit|contribute|send|open|push|commit)\w*\b.{0,80}\bwithout\b|\b(?:without|lack\w*)\b.{0,60}\b(?:(?:(?:will|would|may|is|are|gets?) (?:be )?(?:\w+ )?)?(?:delay|fail|block|reject|clos(?:e|ed)\b|refuse|ignore|held|sent back|turned)\w*|(?:do|does|is|are|will|can|may)(?: not|n't) (?:be )?(?:pass|merge|review|accept|consider|get)\w*)|\bdon't (?:forget|worry)\b|\bdo not forget\b|\bmissing\b|\bnever had to\b|\b(?:no one|nobody|none|neither)\b.{0,80}\b(?:without|unless|until)\b|\bnot (?:required|needed|necessary) for (?!contribut|any\b|this\b|our\b|us\b|patches|pull|code\b)|\bexcept\b|\bexempt",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"^.{0,60}?\b(?:(?:is|are|was|were) (?:not|no longer|never|currently not)|has (?:never|not)(?: ever)? been|isn't|aren't|not) (?:\w+ )?(?:required|needed|necessary|used|asked|mandatory|enforced|demanded|compulsory|obligatory|in use|an issue)\b|^\s*(?:is|are) ?n[o']t\W*$|^.{0,30}?\b(?:has been|have been|was|were|is|are|got) (?:\w+ )?(?:replaced|dropped|removed|retired|abolished|abandoned|discontinued)\b|^.{0,20}\b(?:is|are) (?:\w+ )?(?:optional|voluntary)\b|^.{0,40}\bfree\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:other|another|upstream|third[- ]party|some|many|most|certain) (?:\w+ ){0,2}(?:projects?|repositories|organi[sz]ations|companies|foundations)\b.{0,80}|\bno longer\b|\bmight in (?:the )?future\b|\bwe are considering\b|\blike (?:the )?[A-Z]\w+(?:'s)? (?:does|do|uses)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"(?<!\bis )(?<!\bare )\bused to (?:require|ask|have|need|use|demand|sign)\b|\b(?:formerly|previously) (?:required|asked|used|needed|we)\b|\bin the past\b|\buntil (?:\w+ )?20\d\d\b",
    re.IGNORECASE,
)
_WELCOME_ONLY = re.compile(
    r"\b(?:although|though|while|even if) (?:it is |it's )?not (?:strictly )?(?:required|mandatory|necessary)\b|\bnot (?:strictly )?(?:required|mandatory|necessary),? but\b",
    re.IGNORECASE,
)
"""“Although not required, it is good to sign off” asks for nothing."""
_OF_PROGRAMS = re.compile(
    r"\b(?:AI|LLMs?|agents?|assistants?|bots?|tools?) (?:\*\*)?(?:(?:must|should|may|shall|can|do) not|never|cannot|mustn't)\b",
    re.IGNORECASE,
)
"""“AI agents must not add Signed-off-by” is no word to a person."""
_FOR_OTHERS = re.compile(
    r"\b(?:on behalf of|forward\w*|commit\w* for) (?:others|other people|someone|somebody|another)\b",
    re.IGNORECASE,
)
"""What holds only for committing another's work."""
_CLAUSE = re.compile(r"[,;:—–]\s|\s-\s|\bbut\b|\bhowever\b|\binstead,|\brather,", re.IGNORECASE)
_CLA_HEADING = re.compile(
    r"\bi?cla\b|contribut(?:or|ion)s?'? (?:licen[cs]e )?agreement|copyright assignment", re.IGNORECASE
)
_LISTED = re.compile(
    r"\W*(?:(?:and|or|nor|even|no) )?(?:(?:an?|the|any|our|no|signed) ){0,2}\W*$", re.IGNORECASE
)
_ONE_OF_A_LIST = re.compile(
    r"\W*(?:(?:and|or|nor) )?(?:(?:an?|the|any|our|no) )?[\w-]+(?: (?:or|nor|and) [\w-]+)?\W*$", re.IGNORECASE
)
_HOLDS = re.compile(
    r"[ ,]{0,3}(?:[\w-]+ ){0,2}?(?:is|are|was|will|must|should|need|needs|has|have|suffices?|applies)\b",
    re.IGNORECASE,
)
"""What follows a name that is no mere item of a list: “we require no CLA, a DCO is enough”."""
_AND_ANOTHER = re.compile(
    r",? (?:or|nor|and) (?:an? |the )?[\w-]+(?: [\w-]+)?,? (?=(?:is|are)\b)|, (?=(?:is|are)\b)"
)


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after `text[start:end]` within its clause; the items of a list share theirs."""
    before, after = text[:start], text[end:]
    breaks = list(_CLAUSE.finditer(before))
    if breaks and _LISTED.match(before, breaks[-1].end()) and not _HOLDS.match(after):
        while breaks and breaks[-1].group().strip() == ",":
            item = breaks.pop().start()
            if not _ONE_OF_A_LIST.match(before[breaks[-1].end() if breaks else 0 : item]):
                break
    if breaks:
        before = before[breaks[-1].end() :] if breaks[-1].group().strip() != ":" else before
    another = _AND_ANOTHER.match(after)
    following = _CLAUSE.search(after, another.end() if another else 0)
    return before, after[: following.start()] if following else after


_DENIES = re.compile(
    r"\bno (?:[\w'(-]+,? ){0,4}\(?$|\bno (?:need|requirement|obligation|necessity)\b|\bnot (?:(?:a|an|the|any|our) )?\(?$|\bwithout (?:[\w'(-]+ ){0,4}\(?$|\b(?:free of|neither|nobody|no one|none|replac(?:es|ed|ing)(?!.*\b(?:with|by)\b))\b|\b(?:moved|switched|migrated|changed) (?:away )?from (?:a |an |the )?$"
    r"|\b(?:instead of|rather than|in place of|in lieu of|unlike) (?:(?!we\b|you\b|this\b|our project)[\w'’-]+,? ){0,5}\(?$|\bnor (?:(?!we\b|you\b)[\w'-]+ ){0,2}\(?$"
    r"|(?:\bnot|n't|\bnever|\bno longer|\bnor)\b (?:\w+ ){0,3}(?:requir|need|ask|us(?:e|ing)|demand|hav|enforc|want|mandat|expect|impos|sign|necessar|bother)",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"\b(?:trivial|small|minor|typos?|lines of code|documentation[- ]only|obvious|employees?|staff)\b",
    re.IGNORECASE,
)
"""An exception for small changes or for some people is no denial."""


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
        if _FOR_OTHERS.search(text):
            continue
        if _WELCOME_ONLY.search(text):
            return False
        if _OF_PROGRAMS.search(text):
            continue
        if _PAST.search(" ".join(_clause(text, match.start(), match.end()))):
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
    asked: bool
    under_heading: bool
    demands: bool = False
    """It asks in so many words, where others only stand below the agreement's heading."""


_SIGN_COMMITS = re.compile(
    r"\bsign[- ]?off (?:on )?(?:your|all|each|every|the|their) commits?"
    r"|\b(?:add|append|include|put)\w* (?:your|a|the) sign[- ]?off\b.{0,30}\bcommit"
    r"|\bsign[- ]?offs? (?:is|are) (?:required|needed|mandatory)\b.{0,40}\bcommits?\b"
    r"|\b(?:commits?|changes?|contributions?|patch(?:es)?|pull requests?|merge requests?|PRs)\b.{0,20}\b(?:without|lack\w*|miss\w*)\b.{0,30}\bsign(?:ed)?[- ]?offs?\b"
    r"|commits? (?:must have|should have|need|require)s? (?:a |an |your )?sign[- ]?off"
    r"|commits? (?:must be|should be|need to be|are|is|be|have been) signed[- ]?off",
    re.IGNORECASE,
)
"""Other sign-offs (“the reviewer signs off on it”) are approvals."""


_SIGNING = re.compile(
    r"\bsigned?[- ]?off|\bsigning[- ]?off|sign-?offs?\b|\bcertificate of origin\b|\bDCO\b|\bsign(?:ed|ing)? (?:all |each |every |your |the |off )*commits?\b|\bsign your work\b|--signoff\b",
    re.IGNORECASE,
)


_TELLS_ALL = re.compile(
    r"\b(?:please|always|every|each|all|your|must|should|remember|don't forget)\b|^\W*(?:(?:then|and|now) )?(?:commit|use|add)\b",
    re.IGNORECASE,
)
"""A flag of git that everybody is told to use."""


def _is_guide(page: Page) -> bool:
    return page.kind is DocumentKind.CONTRIBUTING


_DEMANDS = re.compile(
    r"^(?!.*\b(?:if you (?:forg[eo]t|missed)|<\w)).*\b(?:must|always|need(?:s|ed)? to|required?|requires|requiring|have to|has to|make sure|ensure|ask(?:s|ed)? (?:that )?(?:you|contributors|every\w*|all))\b",
    re.IGNORECASE,
)


def _demands(text: str, name: re.Pattern[str]) -> bool:
    """Whether the demand and the agreement stand in one clause."""
    return any(
        _DEMANDS.search(f"{before}{match.group()}{after}")
        for match in name.finditer(text)
        for before, after in (_clause(text, match.start(), match.end()),)
    )


_ASKS_WHETHER = re.compile(r"^\W*(?:do|does|must|should|will|is|are|why|what|which)\b.*\?\W*$", re.IGNORECASE)
"""“Do I need to sign a CLA?” asks for nothing: the next sentence does, or not."""
_SIGN_IT = re.compile(
    r"^(?!.*(?:\bnot?\b|n't|\bnever\b)).*\bsign(?:ed|ing|s)?\b(?! (?:in|up|on|out|off)\b)", re.IGNORECASE
)
_GONE = re.compile(
    r"\bthere(?: is|'s) (?:none|no)\b|\b(?:do not|don't|no longer|never) (?:have|need|require|ask|use|want)\b|\b(?:dropped|abolished|retired|abandoned|discontinued)\b|\bno longer\b|\b(?:is|are) not (?:required|needed|necessary)\b",
    re.IGNORECASE,
)
"""Below the agreement's heading: there is none (any more)."""


def _says_to_sign(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence below the agreement's heading that does not name it asks to sign it, and none beside it denies it."""
    if not _SIGN_IT.search(sentence.text):
        return False
    beside = (one.text for one in page.sentences if one.section is sentence.section)
    return not any(
        (_GONE.search(text) or _PAST.search(text))
        and not _UNTIL_SIGNED.search(text)
        and not _SMALL.search(text)
        for text in beside
    )


def _answer(following: Sequence[Sentence]) -> bool | None:
    """What the sentence after such a question says: yes, no, or neither."""
    said = next(
        (match[1].casefold() for match in (_YES_OR_NO.match(one.text) for one in following) if match), ""
    )
    return {"yes": True, "no": False}.get(said)


_YES_OR_NO = re.compile(r"\W*(yes|no)\b", re.IGNORECASE)


_OF_A_CLA = re.compile(
    r"(?:the|this|an?|our) (?:[IC]?CLA|ECA)\b(?!.*\bsign(?:ed)?[- ]?off)|.*\b(?:[IC]?CLA|ECA)\b.*\b(?:fulfill?s|satisfies|replaces)\b",
    re.IGNORECASE,
)
"""“The ECA provides … documented in the DCO” tells what another agreement holds."""


_HINTS = {
    DCO: ("sign", "origin", "dco", "-s"),
    CLA: (
        "cla",
        "agreement",
        "eca",
        "assign",
        "copyright transfer",
        "contributor licen",
        "contributor terms",
    ),
}
"""One of them is in every name of the agreement: most sentences hold none, which is told quickly."""


def _agreement_sentences(page: Page, name: re.Pattern[str], heading: re.Pattern[str]) -> Iterator[_Found]:
    hints = _HINTS[DCO if name is _DCO_NAME else CLA]
    for number, sentence in enumerate(page.sentences):
        text = sentence.text
        if sentence.block.kind is BlockKind.HEADING:
            continue
        folded = text.casefold()
        if not any(hint in folded for hint in hints) or not name.search(text):
            if name is _CLA_NAME and heading.search(sentence.section.title) and _says_to_sign(page, sentence):
                yield _Found(sentence, page, asked=True, under_heading=True)
            continue
        if name is _DCO_NAME and _OF_A_CLA.match(text):
            continue
        under = bool(heading.search(heading_words(sentence.section)))
        whether = _ASKS_WHETHER.search(text)
        answer = _answer(page.sentences[number + 1 :][:1]) if whether else _asked(sentence, name)
        if answer is None and (whether or not under):
            continue
        if name is _DCO_NAME and not (
            under or _SIGNING.search(page.document.text) or (_is_guide(page) and _TELLS_ALL.search(text))
        ):
            continue  # a flag of git in some recipe, of which the document says nothing more
        if name is _DCO_NAME and not (under or _DCO_STRONG.search(text) or _SIGN_COMMITS.search(text)):
            continue
        yield _Found(
            sentence, page, answer is not False, under, demands=bool(answer and _demands(text, name))
        )


def agreements(pages: Sequence[Page]) -> list[Condition]:
    """DCO and CLA, at most one condition of each, with the sentence that asks for it."""
    found = []
    for kind, name, heading in ((DCO, _DCO_NAME, DCO_HEADING), (CLA, _CLA_NAME, _CLA_HEADING)):
        condition = _agreement(pages, kind, name, heading)
        if condition:
            found.append(condition)
    return found


def denied(pages: Sequence[Page], kind: str) -> bool:
    """Whether a document says that the agreement is not asked for."""
    name, heading = (_DCO_NAME, DCO_HEADING) if kind == DCO else (_CLA_NAME, _CLA_HEADING)
    return any(
        not found.asked
        for page in pages
        if page.kind in _AGREEMENT_SOURCES
        for found in _agreement_sentences(page, name, heading)
    )


def _agreement(
    pages: Sequence[Page], kind: str, name: re.Pattern[str], heading: re.Pattern[str]
) -> Condition | None:
    answers: list[_Found] = []
    for page in pages:
        if page.kind not in _AGREEMENT_SOURCES or is_form(page):
            continue
        if machine := by_machine(page, kind):
            return machine
        answers.extend(_agreement_sentences(page, name, heading))
    asked = [found for found in answers if found.asked]
    denials = len(answers) - len(asked)
    if denials and len(asked) <= 2 * denials:
        return None
    if asked:
        best = max(asked, key=lambda found: (found.demands, found.under_heading))
        sentence = best.sentence
        return Condition(kind=kind, text=short(sentence.text), evidence=best.page.evidence(sentence.line))
    return by_form(pages, kind)
