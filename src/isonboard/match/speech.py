"""The words with which people claim work, let go of it, allow it, or hold it: tables of patterns, no logic.

What a writer says of themselves (`FIRST`) is looked up in the few words into which `rewording` puts a sentence, so
that each way of saying it needs one row and not fifty; what is said of others (`OTHER`) in the sentence itself.
"""

import re
from enum import StrEnum

from isonboard.match.labels import word_set


class Speech(StrEnum):
    ASK = "asks to take it"
    CLAIM = "takes it"
    PROPOSE = "asks whether a pull request is welcome"
    """No claim by itself; a maintainer's yes makes one of it."""
    OFFER = "offers to help"
    """“Happy to submit a PR”: a claim in a comment, not in the report itself."""
    TRY = "wants to try"
    """“I'll give it a try”: work, unless it answers an advice."""
    PULL = "says a pull request is open"
    RELEASE = "gives it up"
    FREE = "says it is free"
    GRANT = "lets somebody take it"
    REFUSE = "sends somebody to another issue"
    TAKEN = "says it is taken"
    HOLD = "says to wait"
    RESUME = "says the wait is over"
    NUDGE = "asks whether work goes on"
    QUESTION = "asks whether it is free"
    INVITE = "asks somebody to take it"
    YES = "agrees"
    NO = "declines"


SENTENCE_END = re.compile(r"(?<=[.!?…。！？])\s+|(?<=[。！？])|\n+|;\s+")

# A way round the problem, or a condition that is none of ours: “I can fix this by upgrading”.
_NOT_BY = r"(?! (?:by|using|via|through|locally|with|THIS|(?:(?:the|our|my) )?(?:milestone|backlog|roadmap|list|agenda|board|queue|radar|todo)|description|title|labels?|status|template|text|comment|milestone|if I (?:use|set|change|run|remove|disable|add)|when I (?:use|run|set|start|restart|change|remove)|in my|on my|for now))"
_TAKING = rf"(?:TAKE (?:a )?(?:THIS(?! (?:the |THIS ))|AFIX|PULL)|(?:TAKE )?(?:DO|TRY) THIS{_NOT_BY})"
# What may stand between “I'd like to” and the taking.
_BETWEEN = r"(?:(?:try|help|start|get|go|have|continue|begin|learn|with|in|on|at|and|a|again|by|out|,|possibly|me) ){0,3}"
_STOPS = "NOT|you|they|he|she|know|see|use|understand|ask|tell|test|have|someone|somebody|anyone|others|wait|for|let|hope|watch|leave|need|when|if|how|that|which|who|thank|everyone|everybody|people|some|more|any|error|instead|review|check|merge|link|report|open an|close"
_FAR = rf"(?:(?!(?:{_STOPS})\b)[\w,'-]+ ){{0,9}}?"
"""What may stand further apart, as long as nobody and nothing else comes in between."""
_WILLING = r"(?:IWANT|IWILL|MAYI|IOFFER|ICAN|IHAVE been|IAM|I should READY|I was KEEN|READY|KEEN|IHAVE (?:\w+ ){0,3}(?:time|bandwidth|capacity|cycles|experience)|I plan|my plan is|permission|and can|, can|give me)"
_NOT_A_PART = (
    r"(?! (?:on )?(?:(?:the|an?|that|those|these|support|using|trying|mock\w*|my (?:first|old|own)) ?)++"
    r"(?!issue|task|ticket|ball|work\b|project|whole|THIS))"
)
"""“I gave up on the decorator”: on a way of doing it, not on the task."""
_A_STAB = r"(?:TAKE|take|have|DO THIS) (?:a|another) (?:stab|crack|shot|swing|go|try|whirl)(?! (?:at|of|in|with) (?:reproduc|test|explain|understand|investigat|find|figur|describ|bisect|verif|narrow))"

_FIRST_PERSON: tuple[tuple[Speech, str], ...] = (
    (
        Speech.RELEASE,
        (
            r"\bI(?:AM|HAVE|WILL|WOULD)? (?:\w+ ){0,2}?NOT (?!know|understand|sure|mean|see)(?:\w+ ){0,4}?(?:time|bandwidth|capacity|TAKE|DO THIS|continue|finish|commit"
            r"|READY|spare|around|progress)\b|\bICAN NOT (?:\w+ ){0,2}?(?:TAKE|DO|continue|finish|commit|find|make)\b"
            r"|(?:^|\bI(?:AM|HAVE)? )(?:no longer|NOT) (?:TAKE|TAKING|working|READY|interested)\b|\bI(?:AM|HAVE)? (?:(?!NOT)\w+ ){0,2}?(?:gave up|give up"
            rf"|giving up|given up|stopped|dropping|dropped|drop|step(?:ping)? (?:back|away|down|aside)|abandon\w*|unassign\w*|releas(?:e|ing))\b{_NOT_A_PART}"
            r"|\bI(?:HAVE|WILL|AM|WANT)? (?:\w+ ){0,2}?yield\b|\b(?:IWILL|I|IWANT) (?:\w+ ){0,2}?(?:look for|pick|choose|find|TAKE|go for|search for|try) (?:\w+ )?(?:another|a different|something else|some other)\b|\b(?:stay|stick|go) with (?:OTHERWORK|the other)\b|\b(?:unassign|un-assign|deassign|unassigning|remove|take) (?:me|my|myself)\b|\bunassigning$|\bI(?:CAN|AM|HAVE|WILL|WOULD)? (?:\w+ )?(?:no longer)\b"
            r"|\bNOT wait for (?:me|us)\b|\bno (?:more |longer )?(?:time|bandwidth|capacity) (?:for|to|left|any ?more|right|at)|\bIAM busy\b(?!.*\b(?:next|will|later|until|but)\b)|\b(?:IWANT|have to) (?:drop|step (?:back|away|down))|\b(?:DO|give|hand|pass|leave) THIS (?:over )?(?:some|any)(?:one|body) else|\bIAM out\b(?! of (?!here|time|my depth))|\breassign THIS\b|(?<!NOT )\bgiv(?:e|ing) up\b|\brelease my\b|\bIHAVE (?:AFIX|PULL)\b.*\bbut\b.*\bNOT\b|\bI have (?:AFIX|PULL)\b.*\bbut\b.*\bNOT\b"
            r"|\bNOT (?:understand|know) (?:\w+ ){0,6}?(?:well )?enough\b|\black the (?:knowledge|skills?|time|experience)\b"
            r"|^(?:sorry|unfortunately|sadly)\W+(?:but )?(?:I\w* )?(?:IWILL|ICAN|will|can|could) NOT (?:manage|make|do|finish|continue|find|get to)\b(?!.*\byet\b)"
            r"|^(?:never ?mind|NOT mind|nvm|scratch that|false alarm)\b|\bmore (?:complex|complicated|difficult|involved|work) than (?:I |expected|anticipated)|\b(?:over|above) my (?:head|skills?|level)"
            r"|\b(?:IWILL|will|ICAN|can|could|did|do) NOT (?:\w+ ){0,2}?(?:get THIS|get around|get round|find the time|make THIS|make any progress)\b|\bIHAVE to (?:pass|stop|leave|focus|prioriti[sz]e)\b|\bI have to (?:pass on THIS|stop TAKE)"
            r"|\b(?:READY|IOFFER|fine|okay|ok|grateful|IWOULD be (?:\w+ )?)(?: \w+){0,2}? (?:if|for) (?:some|any)(?:one|body)(?: else)? (?:else )?(?:took|takes?|TAKE|picked|wants?|could|can|would|continue[sd]?|finishe[sd])\b"
            r"|\bpass(?:ing)? (?:on )?THIS(?: one)?\b(?= (?:to|over|on)|[.!, ]*$)|\bTHIS (?:is )?back to (?:the pool|you|others|the community)\b"
            r"|\bbeyond my (?:skills?|knowledge|abilit\w+|level)|\b(?:hard|complex|complicated|difficult) for me\b|\bleav(?:e|ing) THIS (?:to|for|up for|open for|to the)? ?(?:others|some|any|the next|the maintainers)"
        ),
    ),
    (Speech.PULL, r"(?:^(?:@[\w.-]+ )*+(?:I |done )?|\bI(?:HAVE|AM)? (?:\w+ ){0,2}?)SENT PULL\b"),
    (
        Speech.CLAIM,
        (
            rf"\bIAM (?:on THIS\b(?! (?:since|for))|SENDING (?:PULL|AFIX)|{_TAKING}|TAKE AFIX)"
            rf"|\bIWILL (?:\w+ ){{0,2}}?(?:{_TAKING}|SEND (?:PULL|AFIX)|DO THIS{_NOT_BY}|get (?:started|right on|on THIS|working)|have (?:PULL|AFIX)|start(?:ed)?\b"
            rf"|{_A_STAB}|on THIS\b)"
            r"|\bIWILL (?:go for THIS|work(?: then)?[.! ]*$)|\bIAM (?:doing|TAKE) the (?:rest|other|remaining)|^SENDING (?:PULL|AFIX)|\bIWILL DO THIS +from OTHERWORK +with|\bIWILL assign THIS[.! ]*$|\bIWILL (?:fix|TAKE|do|handle|DO)[.! ]*$|^TAKE (?:a (?:stab|crack|shot|look at (?:TAKE|DO|fixing)))|^(?:picking up|claiming|TAKE)[.! ]*$|^TAKE (?:the|my) (?:rest|remaining|other|second|next)\b|^got (?:AFIX|PULL)\b(?! (?:from|for me))|\bI (?:\w+ )?(?:made|implemented|did|coded|wrote) (?:THIS|AFIX) (?:locally|on my|in my)\b|\b(?:IWILL|let's) see (?:if|whether|what) I can\b(?! (?:reproduce|find|understand|get|test))"
            r"|\bIWILL (?:(?!NOT|review|test|check|look|see|merge|wait|ask|link|find|reference|close|read|try|use|apply)\w+ ){0,5}?(?:PULL|AFIX)\b(?! (?:from|of|by))|\bIAM (?:back |right )(?:on|at) THIS\b|\bstill (?:on|at) THIS\b|\bI (?:\w+ )?have (?:the code|a branch|AFIX|PULL|THIS working|an? \w+ ready)|\bbefore I (?:start|begin|contribute|submit|TAKE|DO|open|work|implement)\b|\b(?:MAYI|IWILL|let's) see (?:if|whether|what) (?:ICAN|MAYI|IHAVE|I have)\b(?! (?:reproduce|find|understand|get|test))|\bIAM TAKE \w+ing\b|\bI (?:should|IWILL|hope to|can) (?:\w+ )?(?:finish|complete|have) (?:THIS|AFIX|PULL)\b|\bIWILL (?:\w+ )?(?:have|get) THIS\b(?! (?:tested|checked|working|installed|from))|\bI TAKE the [\w -]*(?:part|end|side|half|first|second|rest)\b|\bIHAVE (?:\w+ )?(?:started|begun)[.! ]*$|\bbefore I SEND (?:PULL|AFIX)|\bpush(?:ing)? ahead (?:on|with) THIS\b"
            r"|\bIWILL (?:[\w,]+ ){0,7}?and SEND (?:PULL|AFIX)|\bIWILL TAKE a look (?:\w+ ){0,3}?and (?:TAKE THIS|DO THIS|TRY THIS)"
            r"|(?<!do )(?<!did )(?<!should )\bI (?:got|took|TAKE|started|begun|began|grabbed) (?:work(?:ing)? |TAKE )?(?:on )?THIS\b(?! (?:THIS|error|working|when|if|after|from|problem|message|to work|because))"
            r"|\bI(?:HAVE)? (?:\w+ PLACE and )?(?:started|begun|began)\b(?: (?:TAKE|on THIS|working|work|implementing|coding|writing|SENDING))"
            r"|\bIHAVE (?:got |ready |have )?(?:AFIX|PULL)\b(?! (?:that|which) NOT)|\bI have (?:AFIX|PULL)\b"
            r"|\b(?:AFIX|fix|patch|PULL) (?:is )?(?:coming|incoming)\b|\b(?:IWILL|IAM|and) (?:\w+ )?(?:push|pushing|rebas(?:e|ing)|clean(?:ing)? (?:THIS|up))\b[^.?!]*\b(?:branch|THIS|PULL|AFIX|commits?|changes|PLACE)"
            r"|\bI have (?:the |a |some )?(?:\w+ ){0,4}?(?:working|ready|done|finished|implemented|mostly done|almost done|half done)(?: \w+)?(?: locally| on my branch| in my fork|[.!,]* still| on PLACE)"
            r"|\b(?:IWILL|IAM) (?:\w+ ){0,6}?SEND(?:ING)? (?:a )?(?:new|another|fresh|PULL|second)\b|\b(?:IWILL|and) (?:SEND|open|submit|send|create|raise|push) (?:a )?(?:new|another|fresh) one\b"
            r"|\bexpect (?:PULL|AFIX)\b|\bPULL (?:by|tomorrow|tonight|later|in a few)\b|\bIHAVE (?:\w+ )?(?:assigned|added) (?:THIS )?(?:to )?(?:myself|me|my)\b|\bassign(?:ing|ed) (?:THIS )?to myself\b|\bself-?assign(?:ing|ed)\b"
            r"|\bPULL (?:is )?(?:coming|incoming|on (?:the|its) way|in (?:the works|progress|the making)|follow|follows|shortly|will follow)\b"
        ),
    ),
    (
        Speech.ASK,
        (
            rf"\b(?:MAYI|IWANT|ICAN) {_BETWEEN}(?:{_TAKING}|DO THIS{_NOT_BY}|ASSIGNME|{_A_STAB})|\b(?:IWILL|IWANT|MAYI|IOFFER|IWOULD) {_FAR}(?:(?:start|begin)(?:ning|ing)? ?(?:coding|on|with THIS|work|working|implementing)?[.,! ]*$|(?:start|begin) (?:coding|on THIS|with THIS|implementing)|get (?:going|cracking|to work)|contribute (?:to )?THIS|cod(?:e|ing) THIS|hand in PULL)|\b{_WILLING} {_FAR}(?:{_TAKING})|\bIWANT (?:mentored|guided|coached) (?:on|with|for|through) THIS|\bMAYI (?:send|submit|open|push|contribute|SEND) THIS|\b(?:MAYI|IWANT) (?:\w+ )?SEND (?:PULL|AFIX)"
            r"|\bMAYI took THIS\b|\b(?:MAYI|IWANT) LOOK\b|\b(?:IWILL|IWANT|MAYI|IOFFER|ICAN) (?:\w+ )?(?:jump|hop|dive|chip|pitch) (?:right )?(?:in|on|into)\b(?! (?:here )?with (?:a|my) (?:question|comment))|\brequest(?:ing)? (?:for )?(?:ASSIGNME|assignment)\b|\badd me (?:to )?THIS\b|\bIWANT (?:a )?part of THIS\b|\bIWANT contribute in THIS\b|\bMAYI (?:start|try|begin)[?!. ]*$|\bMAYI with (?:PULL|AFIX)|\bIWANT try(?: again)?[.! ]*$|\bIWILL TAKE (?:my|our) \w+|\bIWOULD (?:be )?(?:down|game|up)\b.*THIS|\bIWOULD DO THIS[.! ]*$|\bMAYI TAKE a look and SEND\b|\bICAN (?:\w+ )?(?:whip|cook|knock|throw|put) (?:up|together|out) (?:PULL|AFIX)|\bIWILL (?:[\w,]+ ){0,9}?(?:and|then) (?:then )?DO THIS|\b(?:IWANT|IWILL|MAYI|ICAN) TAKE where\b|\bIWILL (?:send|open|submit|make|prepare) one\b|\bMAYI(?: THIS)?[?!. ]*$|\bIWANT (?:\w+ ){0,3}?DO THIS by\b|\bMAYI try\b[.!? ]*(?:$|THIS)|\b(?:sign|put) me (?:up|down)\b|\b(?:allow|let) me (?:\w+ )?TAKE\b|\b(?:give|hand) me THIS\b|\bI call THIS\b|\bDO THIS me\b|\b(?:MAYI|IWANT|ICAN) TAKE[.!? ]*$|\bIWANT THIS\b|\bIWANT (?:work|contribute)(?:[.! ]*$| (?:here|if|THIS|by|with|and))"
            r"|\b(?:IAM|IWOULD) interested(?:[.! ]*$|, | and\b| if\b)|\bIWOULD (?:DO THIS a (?:try|go|shot|stab|crack)|TRY THIS|TAKE THIS[.!, ]*$)|\b(?:MAYI|IWANT|ICAN|IWILL) TAKE from (?:here|there|where|@?\w+[.! ]*$)|\bIWANT ASSIGNME\b"
            r"|(?<!NOT )(?<!un)\bASSIGNME\b|^(?:hi |hey |hello |@[\w.-]+ |, )*+assign(?: THIS)?[.! ]*$|\bdibs\b|\bI volunteer\b|^(?:claimed|mine|taken by me)[.! ]*$|\bcount me in\b|\bI? ?(?:would be )?(?:honou?red|grateful|thankful|happy|glad|great|nice|appreciated|appreciate (?:THIS )?)? ?if (?:you|THIS|someone|a maintainer) (?:\w+ ){0,2}?(?:consider|ASSIGNME|choose|pick|select|let|give|trust) (?:me|ASSIGNME|us)\b|\b(?:THIS|AFIX) (?:would|IWILL|will|IWOULD|'ll|'d) be my (?:very )?(?:first|1st|second) (?:\w+ )?(?:contribution|issue|PULL|time|THIS|one|AFIX|open source)|\b(?:reserved|kept|saved|held|set aside|given|handed) (?:for|to|aside for) me\b|\bconsider me\b|\bpick me\b|\bme please\b|^me[.!]*$|🙋"
            r"|\b(?:MAYI|IWANT|ICAN|IWILL|IOFFER) (?:\w+ ){0,2}?(?:(?:continue|carry THIS|carry on|finish|resume|proceed)(?! (?:to|using|with(?! (?:THIS|the work)))|ly)|take over|TAKE over|pick up where|give THIS)\b"
            r"|^(?:\W*hi |hello |@[\w.-]+ )*+MAYI do (?:the|that|those) (?!same)[\w -]{2,30}\??$|\b(?:reserve|keep|hold|save) THIS for me\b|\bthrow(?:ing)? my hat\b|\bput(?:ting)? (?:my name|me) down\b|\bIAM game\b|\bIAM available(?: for THIS| to TAKE|[.! ]*$)|\ballocate THIS to me\b"
        ),
    ),
    (
        Speech.OFFER,
        (
            rf"\bIOFFER (?:\w+ ){{0,3}}?(?:{_TAKING}|SEND|DO THIS|help(?: fix| TAKE| THIS| implement|[.! ]*$)|TAKE|contribute|implement|look into fixing|work|$)|\bICAN (?:\w+ )?SEND (?:PULL|AFIX)|\b(?:ICAN|IWANT|IOFFER) (?:[\w,]+ ){{0,7}}?and SEND (?:PULL|AFIX)"
            r"|\bI (?:might|may|would) (?:\w+ )?SEND PULL|\bIWANT (?:out|help)\b|\bIWANT *[.!]*$"
        ),
    ),
)
FIRST = tuple((speech, re.compile(pattern)) for speech, pattern in _FIRST_PERSON)
INVITING = re.compile(
    r"\b(?:you|u) (?:be |feel )?(?:up|down|game|open) (?:for|to) (?:\w+ ){0,2}?(?:PULL|AFIX|SENDING|SEND|TAKE|DO THIS)|"
    r"\b(?:any ?(?:one|body)|some ?(?:one|body)|who) (?:else )?(?:(?:is|be|would|feels?) )?(?:wants?|interested|willing|like|keen|care|free|KEEN|READY|IWANT)"
    r" (?:(?:to|in|be) )?(?:TAKE|DO THIS|SEND|TRY THIS)|"
    r"\b(?:you|u|any of you|@[\w.-]+) (?:(?!MAYI|IWANT|ICAN|IWILL|IAM|I\b)\w+ ){0,4}?(?:TAKE (?:THIS|AFIX|PULL|on\b)|TAKE[?.! ]*$|DO THIS|SEND (?:PULL|AFIX)|SENDING (?:PULL|AFIX)|SEND\b)"
    r"|\b(?:any interest|you volunteering|fancy (?:THIS|doing|TAKE)|feel like|up for THIS|care to|how about you|your turn)\b"
    r"|\b(?:who|any ?(?:one|body)|some ?(?:one|body)) (?:else )?(?:could|can|might|will|would|has time|has the time) (?:\w+ )?(?:TAKE|DO THIS|SEND)\b"
    r"|^(?:@[\w.-]+ )*+(?:IWANT|IOFFER|KEEN|READY|want|care|fancy|up for) (?:\w+ ){0,2}?(?:TAKE|DO THIS|SEND|SENDING)"
)
TRYING = re.compile(
    r"\bIWILL (?:\w+ )?(?:DO THIS (?:one )?a (?:try|shot|go|whirl|stab|crack)|try\b|TRY THIS)|\b(?:IWILL|IAM) LOOK(?: THIS)?(?: again)?(?:[.!, ]*$|[.!,]| and| as| over| during)"
)
TESTING = re.compile(
    r"\b(?:try|TRY THIS|TRY) (?:out|with|on|in|using|again|locally|later|when|first|against|(?:the|a|your|this|that) (?:\w+ )?(?:alpha|beta|rc|version|release|nightly|snapshot|build|branch|workaround)|and (?:report|let|see|check|tell))\b"
)
"""“I'll try it with the new version”: a test, not the task."""
# “Working on this.” without a subject: it must stand first, and nothing may be said of “working on this”.
BEGINS = re.compile(
    r"^(?:(?:ok|okay|hi|hey|hello|great|cool|thanks|sure|nice|update)[ ,!:]*|@[\w.-]+[ ,:]+|just |currently |already |now |actively |i )*+"
    r"(?:started|starting|begun|working|taking|claiming|picking|tackling|doing|fixing|implementing|down\b|in the middle of|half ?way through|volunteering|grabbing|snagging|handling|owning|resolving|solving|addressing|attempting|reserving|calling|jumping|volunteering|on (?:it|this)\b)"
)
BEGUN = re.compile(
    r"^(?!.*\b(?:seeing|getting|having|noticing|hitting|experiencing|facing)\b)(?:\S+ ){0,3}?(?:(?:started )?(?:on )?(?:TAKE |DO )?(?:on )?(?:THIS|AFIX|PULL))"
    r"(?! (?:would|will|IWILL|is|are|requires?|needs?|should|can|could|into|means?|might|may|has|seems|as|from|out|off|away"
    r"|way|sounds|was|THIS|when|while|in (?:my|a|an)|by|via|using|error|project|after|since|option|file|line|function|module|approach|setting))"
)
SOMEDAY = re.compile(
    r"\b(?:some ?day|one day|eventually|at some point|in the (?:far )?future|another time|wanted to\b.*\bbut|on (?:parental|maternity|paternity|sick|annual) leave|if i knew|if i had|in my own fork)\b"
)
NO_TASK = re.compile(
    r"^(?:me|mine) (?:too|as well)\W*$|\badd(?:ing)? (?:this|it) to (?:the|our|my) (?:\w+ )?(?:milestone|list|agenda|roadmap|backlog|board|wiki|queue|collection|notes|bookmarks)\b"
    r"|\bjump on (?:a|the) (?:call|meeting|zoom)\b|^working through\b|\bgot (?:it|this) down to\b"
    r"|\b(?:interested in (?:this|it)|interested) (?:too|as well)\b|\b(?:count me in|sign me up|put me down|add me) for (?:the|this|a) (?:\w+ )?(?:beta|feature|request|list|newsletter|trial|preview)\b"
    r"|\bhelp(?:ing)?(?: out| you)? (?:with |by )?(?:the |some )?(?:test|review|reproduc|debug)\w*|\bin favou?r of\b|\blooking forward to (?:try|see|us|hav|test)ing\b|\bcontinue to (?:watch|monitor|use|see|follow)\b"
    r"|\b(?:happy|glad|great|nice) that (?:you|this|it|some|they)\w*\b|\bif i (?:could|knew|were able to) (?:\w+ )?(?:code|program|do it)?\b[^.?!]*\bi(?:'d| would)\b|\bwhen can (?:we|i) expect\b|\bat your (?:pr|pull request|mr|patch|branch|changes?)\b"
    r"|\btry(?:ing)? (?:a|an|the|another) (?:clean|fresh|new|old|older|different|latest|other|newer|previous|earlier|beta|nightly)\b|\btry (?:it|this|that) (?:with|on|in) (?:the|a|an|my|another) (?:\w+ )?(?:cable|machine|computer|browser|version|account|device|file|driver|system|phone)\b"
    r"|\bgiv(?:e|ing) (?:it|this|that) (?:a|another) (?:try|go|spin) (?:after|once|when|with|on|in)\b|\bdo (?:it|this|that) (?:the (?:old|hard|other|same|usual|manual) way|by hand|manually|until then|from (?:the|a) (?:command|terminal|cli|app|ui|settings)|(?:via|in|through|using) (?:the|a) (?:command|terminal|cli|app|ui|settings|api|browser))\b"
    r"|\b(?:been )?(?:trying|tried) to (?:\w+ ){1,4}for (?:\w+ )?(?:hours?|days?|weeks?|months?|ages|a while)\b|\b(?:started|began|begun) (?:using|seeing|getting|having|noticing|to (?:see|get|have|notice|happen|fail|crash)|happening|failing|crashing)\b"
    r"|\bstart(?:ing)? (?:a|an|the|my|with a) (?:new |fresh |clean )?(?:project|file|session|profile|thread|discussion|server|app|document|install\w*)\b|\bupdate (?:the|this) (?:ticket|issue|thread|post|description) (?:when|once|if|as soon as|with (?:more|my|the) (?:info|details|logs?|results?|findings))\b"
)
"""What a claim's words say and is none: agreement, a test, own use, a place on a list."""
KEEPING = re.compile(
    r"\bno longer (?:blocked|stuck|failing|broken|red|needed)\b|\b(?:don'?t|do not) (?:re|un)assign\b|\bnot (?:\w+ )?(?:happy|sure|satisfied|content) (?:with|about)\b|\bwork on (?:weekends|holidays|(?:sun|satur)days)\b"
    r"|\bcan(?:'?t|not) (?:(?:commit|push) (?:this |it )?(?:from|on)|(?:push|test|build|check) (?:this |it )?(?:to|on|with|in))\b|\bmake (?:it|this|the \w+) (?:work|pass|run|compile|build|green|deterministic)\b|\bbut (?:it'?s|it is|i'?m|i am|am) (?:\w+ )?(?:moving|getting|progressing|back|on it|at it|there|going|coming)\b"
    r"|\bnext week\b.*\b(?:on it|continue|again|good|better|free)\b|\bje continue\b|\bich mache (?:\w+ )?weiter\b|\bcontinúo\b|\bgave up on \w+'s\b|\bstopped (?:counting|using|reading)\b|\bwants? to (?:test|review|check|comment)\b"
)
"""What a parting's words say of who goes on."""
LATER = re.compile(
    r"\bbefore (?:the |next |this |my )?(?:weekend|week|month|exams?|holidays?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight|evening)\b"
)
"""“I won't get to it before Friday”: after Friday then."""
ADVICE = re.compile(
    r"\bthank|\bthx\b|\bsuggest|\badvice\b|\bworkaround\b|\bupgrad|\breinstall|\breport back|\blet you know|\bout and\b"
)

NUDGE = re.compile(
    r"^(?:@[\w.-]+[ ,]*)+\?+$|\b(?:are|r) (?:you|u|@[\w.-]+)(?: guys| all)?(?: still| actively| currently| planning| by any chance| already| now)* (?:working|planning|on (?:this|it)|interested|able|plan|going to)\b"
    r"|\bstill (?:working on|planning|interested|on (?:this|it)|want(?:ing)? to (?:work|do|take))\b|\b(?:any|some|an) (?:more |new |further )?(?:updates?|progress|news|luck|movement|eta)\b"
    r"|\bhow(?:'s| is| are) (?:it|this|that|things|the progress|your|the pr|the work) (?:going|coming|progress|looking|pr|work)|\bhow is (?:this|it|the) progress"
    r"|\bstatus\s*\?|\bwhat(?:'s| is) the (?:current )?status\b|\bdo you (?:still )?(?:plan|want to (?:work|continue)|intend|have (?:any |an )?(?:update|progress|eta|time))"
    r"|\bhave you (?:made|had a chance|started|been able|got)\b|\bdid you (?:make|get|start|manage)\b|\b(?:gentle|friendly) (?:ping|reminder)\b|^\W*(?:ping|bump)\b|\b(?:ping|bump)\W*$"
    r"|\b(?:if i don'?t|if we don'?t|if there(?:'s| is) no|otherwise|unless)\b[^.?!]*\b(?:hear|response|reply|activity|unassign|free)\b"
)
QUESTION = re.compile(
    r"\b(?:is|are|'s|still|if)\b[^.?!]{0,60}\b(?:available|open|up for grabs|free|unassigned|unclaimed|taken|assigned|vacant|relevant|valid|needed)\b"
    r"|\b(?:any ?(?:one|body)|some ?(?:one|body))(?: else)?(?: is| has)?(?: already| currently| still| actively| been)* (?:work(?:ing|ed)?|on (?:this|it)|tak(?:en|ing)|assigned|started|claimed|picked|doing|looking|fixing)"
    r"|\bwho(?:'s| is) (?:working|on (?:this|it)|assigned|taking)\b"
)
REQUEST = re.compile(
    r"\bplease\b|\b(?:could|can|would|will) you (?:leave|wait|hold|pick|choose|let|finish|keep)\b"
)
"""A question in form only."""
QUESTION_START = re.compile(
    r"^(?:(?:hi|hey|hello|ok|so|and|but|sorry)\b[ ,!]*|@[\w.-]+[ ,!:]+)*+(?:(?:is|are|does|do|did|has|have|would|will|can|could)"
    r" (?:this|it|that|the|there|any|some|he|she|you|we|they|these|i)(?:one|body)?\b|any ?(?:one|body) (?:else )?(?:work|on|tak|assign|up|interest)|who)\b"
)
_GREETING = r"(?:(?:hi|hey|hello|thanks|thank you|oh|ah)[ ,!.]*)*(?:@[\w.-]+[ ,!.:]*)*+"
YES = re.compile(
    rf"^{_GREETING}(?:yes|yeah|yep|yup|sure|of course|ok\b|okay|absolutely|definitely|certainly|happy to|gladly|i'?d (?:love|like|be (?:happy|glad)) to|i can(?: (?:do|try|take)\b.*)?[.! ]*$|will do|sounds good|why not"
    r"|i'?m in\b|i (?:will|would|can|am)[.!:) ]*$|me[.!:) ]*$|my pleasure|with pleasure|no problem|i'?ll (?:do|try|give|have|work|take|get|prepare|send|open|make|create)|👍|:\+1:)"
)
IT_IS_ME = re.compile(
    rf"^{_GREETING}(?:yes|yeah|yep|yup)?[ ,.!]*(?:i am|i'?m|me|we are|it'?s me)\b[ ,.!:)]*(?:$|on it|working)"
)
"""To “is anybody working on this?”: “I am.”, “yes, me”."""
NO = re.compile(
    rf"^{_GREETING}(?:no\b(?! (?:problem|worries|one|rush|hurry|need|objections?|issue|pressure|idea|doubt))|nope|nah\b|not any ?more|not really|(?:sorry|unfortunately|i'?m afraid)[ ,]*(?:no\b|not\b|i (?:can'?t|cannot|don'?t|won'?t|didn'?t|couldn'?t)))"
)
PULL_NUMBER = re.compile(
    r"/(?:pull|pulls|merge_requests|pull-requests|pullrequest)/(?P<address>\d+)"
    r"|\b(?:fixed|addressed|implemented|resolved|solved|covered|handled|should be (?:fixed|addressed|resolved)|(?:the |a |my )?fix(?: is)?)(?: this| it| that)?(?: up)?(?: in| by| with| via| through| at|:) (?:my |the |this )?(?:pr |pull request |mr |pull )?[#!](?P<fixed>\d+)\b"
    r"|\b(?:pr|pull request|merge request|mr)(?: is)?(?: here| up| open| ready| opened)?:? *[#!](?P<named>\d+)\b|\b(?:opened|submitted|created|sent|raised) [#!](?P<sent>\d+)\b"
    r"|\b(?P<up>(?:pr|pull request|mr|merge request)(?: for (?:this|it))?(?: is| has been)? (?:now )?(?:up\b|ready for review|submitted|raised))"
)
ELSEWHERE = re.compile(
    r"\b(?:blocked|depends|duplicate|related|similar|introduced|caused|since|regress\w*|broke|merged|closed|like|upstream|same as|revert|after|once|until|wait(?!ing (?:for|on) (?:\w+ )?(?:review|feedback|merge|approval|ci\b))\w*|see also|closed in favou?r)\b"
)
_PULL_NAME = r"(?:pr|mr|pull request|merge request|patch)"
_PULL_PLACE = r"(?:[#!]\d+|https?://\S+)"
OWN_PULL = re.compile(
    rf"\bmy (?:\w+ ){{0,2}}?{_PULL_NAME}\b"
    rf"|^{_GREETING}(?:(?:i|i've|i have|we|we've|we have|just|finally|now|and|so|already) )*+(?:opened|submitted|created|sent|raised|pushed|filed|posted|made|put up) (?:(?:a|the|my|draft) )*+(?:{_PULL_NAME}\b[^.?!]{{0,20}}?{_PULL_PLACE}|{_PULL_PLACE}(?=[\s.!)]*$| for (?:this|it|review)\b| (?:to|which|that) (?:fix|address|resolve|close|implement|solve)))"
    rf"|\b(?:i|i've|i have|we|we've) (?:just )?(?:fixed|addressed|implemented|resolved|solved|handled) (?:this|it|that) (?:in|with|via|by)\b"
    rf"|^{_GREETING}(?:here(?:'s| is) )?(?:(?:a|the|draft|wip|small|new) )*+{_PULL_NAME}(?: for (?:this|it))?(?: is)?(?: now)?(?: up| open| ready| here| opened| submitted| out| raised)?(?: for review| here)?[ :,-]*{_PULL_PLACE}(?: for (?:this|it|review))?[\s.!)]*$"
    rf"|^{_GREETING}(?:the |a )?fix(?: is)?(?: up)?(?: in| at| here|:) *{_PULL_PLACE}[\s.!)]*$"
)
"""A pull request said to be the writer's: “opened #77 for this”, “PR: #77”, “fix is in !12”."""

CLAIM_COMMAND = re.compile(
    r"^\s*(?:(?P<bot>@[\w.-]+(?:\[bot\])?|\w*bot!)[:,]?\s+)?(?P<sign>[/.!#]?)"
    r"(?P<verb>assign[- ]?me|assign[- ]to[- ]me|self[- ]?assign|assign|claim(?:[- ](?:issue|this|it))?|take(?:[- ](?:issue|this|it))?|pick ?up|attempt|grab|start|working|i[- ]?want[- ]?this)"
    r"(?P<rest>(?:\s+(?:me|this|it|issue|to me|please|#?\d+|@[\w.-]+))*)\s*[.!]?\s*$",
    re.IGNORECASE,
)
RELEASE_COMMAND = re.compile(
    r"^\s*(?:(?P<bot>@[\w.-]+(?:\[bot\])?|\w*bot!)[:,]?\s+)?(?P<sign>[/.!#]?)"
    r"(?P<verb>un-?assign(?:[- ]?me)?|un-?claim|un-?take|release(?:-assignment)?|abandon|drop|give[- ]?up|stop|remove-assignment|unstart)"
    r"(?P<rest>(?:\s+(?:me|this|it|issue|please|#?\d+|@[\w.-]+))*)\s*[.!]?\s*$",
    re.IGNORECASE,
)
# Verbs that are commands even without a sign, when they are the whole comment.
BARE = frozenset(
    {
        "take",
        "assign me",
        "assign-me",
        "assign to me",
        "self assign",
        "claim",
        "untake",
        "unassign",
        "unassign me",
        "unclaim",
        "take issue",
        "claim issue",
        "take it",
        "take this",
    }
)
HOLDER = re.compile(
    r"@([\w-]+(?:\[bot\])?)(?:'s| is| are| has| was| had| already| will| asked| got| started| picked| claimed| took| works?\b)"
    r"|\b(?:by|to|with|for) @([\w-]+)",
    re.IGNORECASE,
)
"""Who is said to have the task: “@ada is on it”, “assigned to @ada”."""
CONDITION = re.compile(r"\b(?:if|otherwise|unless)\b")
TOKENS = re.compile(r"[^\W_]+(?:'[^\W_]+)?|[@+👍:]")
SPEAKERS = word_set(
    "i i'm i'd i'll i've im id ill ive ima we we're we'd we'll we've me my us mine lemme gonna dibs assign unassign unassigning"
    " pr prs patch pull mr claimed otherwise happy willing glad interested keen want"
    " wanna would looking will going planning hoping ready working taking on picking claiming tackling doing fixing"
    " implementing start started starting begun opened created submitted sent made raised giving never nevermind nvm scratch no not"
    " sorry unfortunately leaving too more had over beyond consider 🙋 someone anyone somebody anybody expect fix patch imma requesting volunteering assigning self down wip half middle submitting sending got add permission picking claiming taking could"
)
"""Without one of these words a sentence says nothing of its writer: a quick look before the close one."""
PULL_WORDS = re.compile(r"[#!]\d|/pull|/merge_requests/|\b(?:pr|mr|pull request|merge request)\b")
