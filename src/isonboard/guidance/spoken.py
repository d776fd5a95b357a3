"""Whether the words around a command tell to run it: sentences speak of commands as often as they tell to type them."""

import re
from collections.abc import Iterator

from isonboard.guidance.markup import Span, spans_in
from isonboard.guidance.stations import station_of
from isonboard.model.guidance import StepKind

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_CLAUSE_END = re.compile(r"(?<=[.!?;])\s+")
_NEGATIVE = re.compile(
    r"\b(?:don't|do not|never|whenever|(?:is|are|be) automatically|automatically (?:run|call|invok|execut)\w*|instead of|rather than|avoid|deprecated|no longer|used to|previously|formerly|in the past|had to|(?:used|required|needed|provided|consumed|wrapped) by|not recommended|(?:other|some|many|most) (?:\w+ )?(?:projects|teams|people)|must not|should not|shouldn't|won't work|fails?|error|wrong|example output)\b",
    re.IGNORECASE,
)
NOT_OURS = re.compile(
    r"\b(?:on|for|under|using) (?:microsoft )?windows\b|^\W{0,4}(?:microsoft )?windows\b[^`]{0,30}:|\bwindows users\b|\bmaintainers? (?:only|can|should|will)\b|\b(?:to|when|before) (?:make |making |cut |cutting |do |doing )?(?:a |an |the )?(?:new )?releas(?:e|ing)\b|\bto publish\b|\bto deploy\b|\bto uninstall\b|\bto upgrade\b",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"\b(?:run(?:ning|s)?|execut(?:e|ing)|typ(?:e|ing)|invok(?:e|ing)|call(?:ing)?|apply(?:ing)?|(?:must|should|needs? to|has to|have to) pass|with|via|as (?:simple|easy) as|try|do|by|using|use|through|simply|just|(?:make sure|ensure|check|verify)(?: that)?|commands? (?:is|are))(?:\s(?:the|a|this|these|following)){0,2}(?:\scommands?)?\W{0,4}$",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"\W{0,3}(?:please |then |next,? |finally,? |now |(?:in order )?to )?(?:run|install|build(?:ing)?|execute|start|clone|confirm|checks?|tests?|testing|format(?:ting)?|lint(?:ing)?|compile|set(?:[- ]?up)?|create|use|get|fetch|make|generate|update|regenerate|verify|sign)\b[^.]{0,120}[:(-]\s*[`*\"']{0,3}$",
    re.IGNORECASE,
)
"""“Get the dependencies: `npm ci`”."""
_ITEM_LEADS = re.compile(
    r"\W{0,4}(?:please |then |now )?(?:run|install|build|clone|compile|test|check|format|lint|set up|set|start|fetch|get|bootstrap)\b[^`.!?]{0,60}[`*]{0,3}$",
    re.IGNORECASE,
)
"""“Clone this repo `git clone …`”, an item that ends with the command."""
_IN_BRACKETS = re.compile(
    r"\b(?:run|executed|invoked|called|checked|used)\b[^.;]{0,60}\b(?:using|with|via|through|by)\b[^.;()]{0,60}\([`*]{0,3}$",
    re.IGNORECASE,
)
"""“These can be executed using the `lint` target (`tox -e lint`)”."""
_BY_WAY = re.compile(
    r"\b(?:install|run|execute|apply|check|format|lint|build|compile)\b(?! by)[^;`]{3,140}(?<!by )\([`*]{0,3}$",
    re.IGNORECASE,
)
"""“run the tests on demand (`pre-commit run --all-files`)”."""
_FURTHER = re.compile(r"\b(?:and|or|then|by)\W{0,4}$", re.IGNORECASE)
"""“run `a` and `b`”: the second counts when the sentence tells to run the first."""
_ALSO = re.compile(r"`[^`]+`[^`.;:]{0,40},\s*[`*]{0,3}$")
"""“use `a` for linting, `b` for tests”"""
_TELLS = re.compile(
    r"\b(?:run(?:ning|s)?|execut\w+|use|using|make sure|ensure|invok\w+|typ(?:e|ing))\b", re.IGNORECASE
)
_ITEM_GOES_ON = re.compile(
    r"[`*]{0,3}\s*(?:$|[:;,.(–—-]|(?:and|or|to|for|in|from|with|on|before|after|which|that|if|when)\b)"
)
"""What follows a command at the start of an item; a noun (“`gofmt -s` formatting”) makes it a name."""
_NOTHING_ELSE = re.compile(r"(?:\W|\b(?:and|then|or|\d+)\b)*")
"""What stands between commands where a block is nothing but commands."""
_AS_SUBJECT = re.compile(r"^\W{0,3}(?:running|calling|executing|invoking|using)\W*$", re.IGNORECASE)
_SAYS_OF_IT = re.compile(
    r"`{0,3} (?!(?:and|or|to|in|from|with|on|for|before|after)\b(?:(?! (?:only|just|merely|does|will|would|is|can) ).)*$)[^.:`]{0,60}?\b(?:only|just|merely|does|doesn't|would|can)\b"
)
"""“Running `go test ./...` from the root only tests …” tells of it."""
_OF_MACHINES = re.compile(
    r"^\W{0,3}(?:the|our|this|each|every) [^.]{0,80}\b(?:environments?|jobs?|stages?|pipelines?|workflows?)\b[^.]{0,60}\b(?:builds?|installs?|runs?|executes?|creates?|calls?)\b",
    re.IGNORECASE,
)
"""“The `py26` environment builds … and runs the tests via `…`” tells what a machine does."""
_DESCRIBED = re.compile(
    r"\W{0,4}(?:\(etc\.?\) )?(?:will |to |which |that )?(?:runs?|builds?|checks?|verif(?:y|ies)|(?:re)?formats?|executes?|starts?|sets?|creates?|prepares?|installs?|generates?|lints?|compiles?|tests?|updates?|catch|fix(?:es)?|ensures?|launch(?:es)?|downloads?|performs?|does)\b",
    re.IGNORECASE,
)
"""“`./build.sh check` will verify …”: a command at the start of a paragraph with what it does."""
_TALKED_ABOUT = re.compile(
    r"\W{0,3}(?:is|was|fails?|command (?:is|does)|capabilit\w*|flags?|syntax|framework|based\b|ex(?=:)|prints?|will|would|does|gives|doesn't|won't|has|can|may|could|might|should|option|file|scripts?|director)\b"
)
FROM_PROSE = frozenset({StepKind.SETUP, StepKind.BUILD, StepKind.TEST, StepKind.STYLE})
"""Stations that sentences tell of; a branch or a push in prose is an example."""

_NEEDED = re.compile(r"`{0,3}\W{0,2}(?:will be|is) (?:needed|required|necessary)\b")
_RUN_THIS = re.compile(
    r"\b(?:run(?:ning)?|execut\w+|typ(?:e|ing)|invok\w+|call(?:ing)?|as (?:simple|easy) as)(?: the command)?\W{0,6}$",
    re.IGNORECASE,
)
"""A bare word in backticks (`make`) is a command only directly after such a verb."""
_USE_THIS = re.compile(r"^\W{0,3}(?:(?:now|please|just|simply|then|instead),? )?use\W{0,3}$", re.IGNORECASE)
_NAMES_IT = re.compile(r"[`*]{0,3}(?:$|[.;]|,? (?:to|from|in|instead|now|for testing)\b)")
"""“Now use `tox`.”: as good for what only runs tests."""
_ASIDE_CLAUSE = re.compile(
    r"^\W{0,3}(?:if|when(?:ever)?|unless|in case) you (?:do not|don't|have not|haven't|did not|didn't)\b[^,]{0,160},\s*",
    re.IGNORECASE,
)
"""“If you don't have it yet, clone it: …”: the negation is not about the command."""
_KEEPS_WHOLE = re.compile(
    r"\b(?:make sure|ensure|verify|check|see)\b[^,;`]{0,80}\b(?:don't|do not|doesn't|does not|didn't)\b",
    re.IGNORECASE,
)
"""“Make sure you don't break the tests by running …” as well."""
_INSTEAD = re.compile(
    r"^\W{0,3}(?:instead of|rather than|never|don't|do not|avoid)\b[^,]{0,60}`[^,`]+`[^,]{0,40},\s*",
    re.IGNORECASE,
)
"""“Instead of `a`, run `b`”."""
_TAKEN_BACK = re.compile(
    r"`{0,3}[^.`]{0,60}\b(?:no longer|not|n't) (?:be )?(?:\w+ )?(?:needed|necessary|required|recommended|supported|work\w*)\b",
    re.IGNORECASE,
)
"""“Run `x`; that is no longer needed.”"""
_CONDITION = re.compile(
    r"^\W{0,3}(?:if|when(?:ever)?|while|unless|once|after|as|because|since)\b[^,:]*$", re.IGNORECASE
)
_MENTIONED = re.compile(
    r"\b(?:(?:the )?first time|(?:each|every|next|last) time|if|when(?:ever)?|while|after|once|before) (?:you|we|they) (?:\w+ )?(?:run|execut\w+|use|invoke|call|type)(?: the| a)?\W{0,3}$",
    re.IGNORECASE,
)
"""“The first time you run `go build`, …” tells of it, it does not tell to do it."""
_LABELLED = re.compile(r"[^`.!?]{2,60}:\s*[`*]{0,3}$")
_LIST_LEAD = re.compile(
    r"\b(?:run|build|test|install|compile|start|check|lint|format|execute|use|following|command)\w*\b[^.]{0,80}:\s*$",
    re.IGNORECASE,
)
_FORBIDS = re.compile(
    r"\b(?:do not|don't|never|avoid|please stop)\b(?! (?:forget|hesitate|worry|be afraid|need|have|want)).{0,40}\b(?:run|runn\w+|use|using|execut\w+|typ(?:e|ing)|do (?:this|that)|call\w*|invok\w+)\b|\b(?:deprecated|no longer (?:works?|supported|needed|necessary|required)|is wrong|(?:does|will|do) not work|won't work|bad example|not like this)\b",
    re.IGNORECASE,
)


_BARS = re.compile(
    r"\b(?:must not|should not|shouldn't|do not|don't|never) use\W{0,4}(--[a-z][\w-]{2,40})", re.IGNORECASE
)


def barred(words: str) -> list[str]:
    """The flags that a text says not to use."""
    return _BARS.findall(words)


_THERE_IS = re.compile(
    r"^\W{0,3}there (?:is|are)(?: also)? an? [^`.]{0,40}\b(?:target|script|command|task|recipe)\W{0,4}$",
    re.IGNORECASE,
)
"""“There is a target `make pretty` which runs …”."""
_ITS_PURPOSE = re.compile(r"(?:^|,)\W{0,3}(?:in order )?to (?:run|use|execute|call)$", re.IGNORECASE)
_THEN_ANOTHER = re.compile(
    r".{0,160}?,\s(?:you (?:can|should|must|have to|need to) )?(?:run|use|execute|call|type|do)\b[^.`]{0,20}`",
    re.IGNORECASE,
)
"""“To run `a`, you can run `b`”: `b` is what to type."""


def forbids(words: str) -> bool:
    """Whether a sentence or remark says not to type what follows."""
    return bool(_FORBIDS.search(words)) and not _ASIDE_CLAUSE.match(words)


_OUTPUT = re.compile(
    r"\b(?:(?:should|will|would) (?:see|print|output|produce|look|get|return|display)|output(?:s)?(?: is| looks|:)|prints?|results? in|looks like|example (?:output|of)|for example, (?:a|an|the) (?:commit|branch))\b",
    re.IGNORECASE,
)
_KEPT_AT = re.compile(
    r"\b(?:is|are|lives?|resides?|located|found|stored|placed|kept) (?:in|under|at|inside)\W*$", re.IGNORECASE
)
"""“The tests are in:” leads to a path, not to a command."""
_LABELLED_WRONG = re.compile(r"\W*(?:bad|wrong|incorrect|avoid|never|not|no|don['’]?ts?)\W*", re.IGNORECASE)
_SUPPOSED = re.compile(
    r"\b(?:suppose|let's say|imagine|hypothetical\w*)\b|\bto (?:fix|work around) (?:this|that|it)\b|\bwork-?around\b|\breplac\w+\b.{0,80}\bwith your (?:own|actual)\b|\b(?:if|in case) (?:you )?(?:run into|hit|see an error|have (?:a )?(?:problem|trouble))",
    re.IGNORECASE,
)
"""What follows holds only in a made-up case, or when something went wrong."""


_OF_OTHERS = re.compile(
    r"\b(?:a|an|the|some|its|their|our|in|from)? ?(?:different|another|separate|other) (?:git )?(?:repo(?:sitory)?|project)\b"
    r"|^\W*(?:as|for) (?:an? |the |just an? |end[- ]|normal |regular |ordinary )*users?\W*$|\bif you(?:'re| are) (?:only |just )?(?:an? |the )?(?:end[- ])?users?\b",
    re.IGNORECASE,
)
"""“To test the website (a different repository)”, “As a user:”."""


def refuses(intro: str) -> bool:
    """Whether the words that lead to a block say that it is output, an example, for others or wrong."""
    last = _SENTENCE_END.split(intro)[-1] if intro else ""
    return bool(
        _OUTPUT.search(last)
        or NOT_OURS.search(intro[-200:])
        or _SUPPOSED.search(intro[-300:])
        or _KEPT_AT.search(last)
        or _OF_OTHERS.search(last)
        or _LABELLED_WRONG.fullmatch(last)
        or forbids(last)
    )


_SCRIPT = re.compile(
    r"(?:\./|(?:[\w-]+/){1,3})[\w-]+\.(?:sh|py|pl|rb)$|(?:\./)?(?:scripts?|tools?|hack|dev|ci)/[\w-]+$"
)


def is_told(
    text: str, span: Span, command: str, station: StepKind, *, item: bool, lead: str = "", fits: bool = False
) -> bool:
    """Whether the words around a command tell to run it, rather than speak of it.

    `item` says that the text is a list item, `lead` is the paragraph before its list, `fits` that the heading above is
    of the command's station.
    """
    sentence = _CLAUSE_END.split(text[max(0, span.offset - 160) : span.offset])[-1]
    sentence = _ASIDE_CLAUSE.sub("", sentence)
    sentence = _KEEPS_WHOLE.sub("", sentence)
    following = text[span.end : span.end + 60]
    ends = span.end >= len(text.rstrip()) - 1
    starts = span.offset <= 4 and (
        bool(_DESCRIBED.match(following))
        or (" " in command and (ends or (item and bool(_ITEM_GOES_ON.match(following)))))
        or ("/" in command and item)
    )
    starts = starts or bool(_THERE_IS.search(sentence) and _DESCRIBED.match(following))
    labelled = item and ends and bool(_LABELLED.fullmatch(text[: span.offset]) and _LIST_LEAD.search(lead))
    labelled = labelled or (
        item
        and fits
        and " " in command
        and bool(_LABELLED.fullmatch(text[: span.offset]))
        and (ends or following[:3].lstrip("`").startswith(" ("))
    )
    labelled = labelled or (item and ends and " " in command and bool(_ITEM_LEADS.match(text[: span.offset])))
    before_it = sentence.rstrip("`*_: (\"'")
    led = (
        _NEEDED.match(following)
        or _IMPERATIVE.search(before_it)
        or _IN_BRACKETS.search(sentence)
        or _BY_WAY.search(sentence)
        or (_FURTHER.search(before_it) and _TELLS.search(sentence))
        or (_ALSO.search(sentence) and _TELLS.search(sentence))
    )
    if _is_list_of_commands(text):
        return not NOT_OURS.search(lead)
    if not (starts or labelled or led or _LEADS.match(sentence.rstrip("`* "))):
        return False
    ordered = _INSTEAD.sub("", sentence) if led else sentence
    if (
        _NEGATIVE.search(ordered)
        or _TAKEN_BACK.match(text[span.end :])
        or NOT_OURS.search(sentence)
        or _MENTIONED.search(before_it)
        or (_AS_SUBJECT.match(sentence) and _SAYS_OF_IT.match(text[span.end :]))
        or _OF_MACHINES.search(_SENTENCE_END.split(text[max(0, span.offset - 400) : span.offset])[-1])
        or (_ITS_PURPOSE.search(before_it) and _THEN_ANOTHER.match(text[span.end :]))
    ):
        return False
    if starts or labelled:
        return True
    if (_TALKED_ABOUT.match(following) and not _NEEDED.match(following)) or (
        _CONDITION.match(sentence) and re.match(r"[`*_]{0,2}[^.:;]{0,40},", following)
    ):
        return False
    if "/" in command and re.search(r":\W{0,4}$", sentence):
        return True
    if " " in command or (_SCRIPT.match(command) and _TELLS.search(sentence)):
        return True
    return bool(
        station in FROM_PROSE
        and (
            _RUN_THIS.search(sentence)
            or re.match(r"[`*]{0,3} instead\b", following)
            or (station is StepKind.TEST and _USE_THIS.match(sentence) and _NAMES_IT.match(following))
        )
    )


def _is_list_of_commands(text: str) -> bool:
    """Whether a text is several commands in backticks and nothing else (“1. `make fmt` 2. `make lint`”)."""
    spans = spans_in(text) if len(text) <= 400 else []
    if len(spans) < 2:
        return False
    ends = [0, *(span.end for span in spans)]
    starts = [*(span.offset for span in spans), len(text)]
    return all(_NOTHING_ELSE.fullmatch(text[a:b]) for a, b in zip(ends, starts, strict=True))


_BY_MACHINE = re.compile(
    r"\b(?:CI|continuous integration|github actions?|travis|jenkins|circleci|bots?|workflows?|pipelines?|server)\b[^.`]{0,50}\b(?:runs?|executes?|invokes?|calls?|uses?)\W{0,4}(?:[^`]{1,60}`(?:,| and| or){1,2} ?)?$",
    re.IGNORECASE,
)


def by_machine(text: str, span: Span) -> bool:
    """Whether the sentence says that a machine runs it: a true command, but nobody asks to type it."""
    return bool(_BY_MACHINE.search(text[max(0, span.offset - 120) : span.offset]))


_MACHINE_LEADS = re.compile(
    r"^\W*(?:(?:the|our) )?(?:CI|continuous integration|github actions?|travis|jenkins|circleci|(?:CI |build )?(?:pipeline|server|bot|workflow)s?) (?:job |server |pipeline )?(?:runs?|executes?|invokes?|calls?|does)\b[^.]{0,60}:?\s*$",
    re.IGNORECASE,
)


def by_a_machine(intro: str) -> bool:
    """Whether the words that lead to a block say that a machine runs it: “CI runs:”."""
    return bool(_MACHINE_LEADS.match(_SENTENCE_END.split(intro)[-1])) if intro else False


_QUOTED = re.compile(
    r"\b(?i:run(?:ning|s)?|us(?:e|ing)|execut(?:e|ing)|typ(?:e|ing)|invok(?:e|ing))(?: the)? ([\"'“‘])([a-z][\w./=:-]* [\w./ =:-]{1,80})[\"'”’]"
)
"""“run "ninja test"”, as plain text has no other mark for it."""


def quoted(text: str) -> Iterator[Span]:
    """The commands that stand in quotation marks after a verb."""
    for match in _QUOTED.finditer(text):
        if station_of(match[2]) in FROM_PROSE:
            yield Span(match[2].strip(), match.start(1), match.end())
