"""Whether a project says that it takes no contributions: the words that say so, and those that take it back."""

import re

from isonboard import text

_FOR_NOW = (
    r"at |here|for now|right now|currently|anymore|any more|any longer|during|yet|in this|to this|on this|because|outside"
    r"|(?:until|till) (?:further notice|next|20\d\d|v?\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\b"
    r"|(?:the|our|this) (?:\w+ ){0,3}(?:rewrite|migration|audit|freeze|move|refactoring|transition|reorgani[sz]ation|redesign|end)\b)"
    r"|(?:from|by) (?:outside|external|outsiders|anyone|anybody|others|people|third|the (?:public|outside)|non-)"
)
"""What may follow: neither a condition nor a kind of contribution."""
_SAYS = (
    r"(?:\b(?:not|no longer|never)|n't) (?:currently |actively |yet |longer |be |presently )*(?:accept(?:ing|ed)?|tak(?:e|ing)|looking for|open (?:to|for)|review(?:ing)?|merg(?:e|ing))"
    r" (?:any |external |outside |public |code |new |third-party |community |unsolicited |direct |github |further |features? (?:or|and) )*(?:contributions?|pull requests?|merge requests?|PRs|patches)(?=[.!,;]|$| (?:at this time|at the moment|right now|currently|for now|from|yet|in this|to this|here|on github|via github|through github|anymore|any more|any longer))"
    r"|\b(?:closed (?:to|for)|does not accept|do not accept|cannot accept) (?:external |outside |public |code )*contributions\b"
    r"|\b(?:do not|don't|never) (?:open|send|submit|create|file) (?:any )?(?:pull requests?|merge requests?|PRs|patches) (?:directly )?(?:against|to|in|on|for) [^.;]{0,80}\brepo(?:sitory)?\b"
    r"|\b(?:contributions?|pull requests?|merge requests?|PRs|patches)\b[^.;]{0,20} (?:are|is|will be) (?:currently |generally )?(?:not|no longer) (?:currently |being |be )?(?:accepted|reviewed|merged|considered)(?=[.!,;]|$| (?:at (?:this|the) |here|for now|right now|currently|anymore|any more))"
    r"|\b(?:pull requests|merge requests|PRs|patches|they)(?: here)? (?:are|will be) (?:ignored|closed|rejected)(?=[.!,;]|$)|\bopen[- ]source,? (?:but )?not open[- ]contribution"
    r"|\bthis (?:project|repository|repo|library|package) (?:is|has been) (?:now |currently |feature[- ]complete and |complete and |finished and )*(?:no longer (?:actively )?(?:maintained|developed)|not (?:actively )?maintained|unmaintained|abandoned)\b"
    r"|\bthis (?:repository|repo|project) (?:is|has been) (?:a |now |only |just )*(?:read[- ]only mirror|archived|read-only)\b|\bno new (?:changes|features|development|releases)\b.{0,12}\b(?:are|is|will be) (?:expected|planned|accepted)\b|\bpull requests (?:are not|will not be|aren't) (?:accepted|reviewed|merged|considered)(?=[.!,;]|$| (?:at|here|on (?:this|github|here)|in this))"
    r"|\b(?:contributions?|pull requests?|merge requests?|PRs|patches)\b[^.;]{0,20} (?:are|is|will be) (?:currently |generally |presently |now )?not (?:currently |yet |being )?(?:accepted|taken|possible|wanted|open|allowed|permitted|desired|sought|considered|welcome|merged|reviewed)"
    rf"(?=[.!,;:]|$| (?:{_FOR_NOW}))"
    r"|\b(?:contributions?|pull requests|merge requests) (?:are|is|have been) (?:currently |now |temporarily |all )*(?:closed|frozen|paused|suspended|on hold|stopped|halted|disabled)(?=[.!,;:]|$| (?:until|till|while|during|for (?:now|the|an?)\b|at|because|due|since|right|indefinitely|here))"
    r"|\b(?:take|takes|accept|accepts|want|wants|can take|can accept) no (?:external |outside |code |public |further |more |new )*(?:contributions|pull requests|merge requests|patches)\b"
    r"|\bonly (?:the |members of the |members of our |people (?:in|of|on) the )?(?:core (?:team|developers?)|(?:core )?maintainers|team members|owning team|staff)(?: members)? (?:may|can|is allowed to|are allowed to) (?:contribute|submit|open|send|push)\b"
)
CLOSED = re.compile(_SAYS, re.IGNORECASE)
NOT_CLOSED = re.compile(
    r"\bif\b|\bunless\b|\bwithout\b|\bthat (?:do|don't|does|are)\b|\bwhich\b|\bfor (?:this|the|that) (?:branch|version)|\bpackag|\bauto-?generated|\be-?mail(?:ed)?\b|\bAI\b|\btypo|\b(?:these|those|such) (?:issues?|changes?|features?|files?|branch\w*|pull|prs?)\b|\bmarked\b|\blabell?ed\b",
    re.IGNORECASE,
)

_CODE = re.compile(r"^(```|~~~).*?^\1|^ {4}.*?$|<!--.*?-->", re.MULTILINE | re.DOTALL)
_PARTS = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*#|]|\d+\.))|(?<=[.!?])\s+")
_READ = 20_000
"""Letters: a project that takes nothing says so early."""
_QUOTED = 160


def closed_in(document: str) -> str | None:
    """The sentence of a README or a guide that says it; None where it does not."""
    for part in _PARTS.split(_CODE.sub("", document[:_READ])):
        said = text.line(part.strip(" #>*_-|"), 2 * _QUOTED)
        if CLOSED.search(said) and not NOT_CLOSED.search(said):
            return text.line(said, _QUOTED)
    return None
