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
_NOT_BY = r"(?! (?:by|using|via|through|locally|with|THIS|(?:(?:the|our|my) )?(?:milestone|backlog|roadmap|list|agenda|board|queue|radar|todo)|description|title|labels?|status|template|text|comment|milestone|if I (?:use|set|change|run|remove|disable|add)|when I|in my|on my|for now))"
_TAKING = rf"(?:TAKE (?:a )?(?:THIS(?! (?:the |THIS ))|AFIX|PULL)|(?:TAKE )?(?:DO|TRY) THIS{_NOT_BY})"
# What may stand between “I'd like to” and the taking.
_BETWEEN = r"(?:(?:try|help|start|get|go|have|continue|begin|learn|with|in|on|at|and|a|again|by|out|,|possibly|me) ){0,3}"
_STOPS = "NOT|you|they|he|she|know|see|use|understand|ask|tell|test|have|someone|somebody|anyone|others|wait|for|let|hope|watch|leave|need|when|if|how|that|which|who|thank|everyone|everybody|people|some|more|any|error|instead"
_FAR = rf"(?:(?!(?:{_STOPS})\b)[\w,'-]+ ){{0,9}}?"
"""What may stand further apart, as long as nobody and nothing else comes in between."""
_A_STAB = r"(?:TAKE|take|have|DO THIS) a (?:stab|crack|shot|swing|go|try|whirl)"

_FIRST_PERSON: tuple[tuple[Speech, str], ...] = (
    (
        Speech.RELEASE,
        (
            r"\bI(?:AM|HAVE|WILL|WOULD)? (?:\w+ ){0,2}?NOT (?!know|understand|sure|mean|see)(?:\w+ ){0,4}?(?:time|bandwidth|capacity|TAKE|DO THIS|continue|finish|commit"
            r"|READY|spare|around|progress)\b|\bICAN NOT (?:\w+ ){0,2}?(?:TAKE|DO|continue|finish|commit|find|make)\b"
            r"|(?:^|\bI(?:AM|HAVE)? )(?:no longer|NOT) (?:TAKE|TAKING|working|READY|interested)\b|\bI(?:AM|HAVE)? (?:\w+ ){0,2}?(?:gave up|give up"
            r"|giving up|given up|stopped|dropping|dropped|drop|step(?:ping)? (?:back|away|down|aside)|abandon\w*|unassign\w*|releas(?:e|ing))\b"
            r"|\bI(?:HAVE|WILL|AM|WANT)? (?:\w+ ){0,2}?yield\b|\b(?:IWILL|I|IWANT) (?:\w+ ){0,2}?(?:look for|pick|choose|find|TAKE|go for|search for|try) (?:\w+ )?(?:another|a different|something else|some other)\b|\b(?:stay|stick|go) with (?:OTHERWORK|the other)\b|\b(?:unassign|un-assign|deassign|unassigning|remove|take) (?:me|my|myself)\b|\bunassigning$|\bI (?:\w+ )?(?:no longer)\b"
            r"|\bNOT wait for (?:me|us)\b|\bno (?:more |longer )?(?:time|bandwidth|capacity) (?:for|to|left|any ?more|right|at)|\bIAM busy\b(?!.*\b(?:next|will|later|until|but)\b)|\b(?:IWANT|have to) (?:drop|step (?:back|away|down))|\b(?:DO|give|hand|pass|leave) THIS (?:over )?(?:some|any)(?:one|body) else|\bIAM out\b|\breassign THIS\b|\bgiv(?:e|ing) up\b|\brelease my\b"
            r"|\bNOT (?:understand|know) (?:\w+ ){0,6}?(?:well )?enough\b|\black the (?:knowledge|skills?|time|experience)\b"
            r"|^(?:sorry|unfortunately|sadly)\W+(?:but )?(?:I\w* )?(?:IWILL|ICAN|will|can|could) NOT (?:manage|make|do|finish|continue|find|get to)\b(?!.*\byet\b)"
            r"|^(?:never ?mind|nvm|scratch that|false alarm)\b|\bmore (?:complex|complicated|difficult|involved|work) than (?:I |expected|anticipated)|\b(?:over|above) my (?:head|skills?|level)"
            r"|\b(?:IWILL|will|ICAN|can|could|did|do) NOT (?:\w+ ){0,2}?(?:get THIS|get around|get round|find the time|make THIS|make any progress)\b|\bIHAVE to (?:pass|stop|leave|focus|prioriti[sz]e)\b|\bI have to (?:pass on THIS|stop TAKE)"
            r"|\b(?:READY|IOFFER|fine|okay|ok|grateful|IWOULD be (?:\w+ )?)(?: \w+){0,2}? (?:if|for) (?:some|any)(?:one|body)(?: else)? (?:else )?(?:took|takes?|TAKE|picked|wants?|could|can|would|continue[sd]?|finishe[sd])\b"
            r"|\bpass(?:ing)? (?:on )?THIS(?: one)?\b(?= (?:to|over|on)|[.!, ]*$)|\bTHIS (?:is )?back to (?:the pool|you|others|the community)\b"
            r"|\bbeyond my (?:skills?|knowledge|abilit\w+|level)|\b(?:hard|complex|complicated|difficult) for me\b|\bleav(?:e|ing) THIS (?:to|for|up for|open for|to the)? ?(?:others|some|any|the next|the maintainers)"
        ),
    ),
    (Speech.PULL, r"(?:^(?:@\S+ )*(?:I |done )?|\bI(?:HAVE|AM)? (?:\w+ ){0,2}?)SENT PULL\b"),
    (
        Speech.CLAIM,
        (
            rf"\bIAM (?:on THIS\b(?! (?:since|for))|SENDING (?:PULL|AFIX)|{_TAKING}|TAKE AFIX)"
            rf"|\bIWILL (?:\w+ ){{0,2}}?(?:{_TAKING}|SEND (?:PULL|AFIX)|DO THIS{_NOT_BY}|get (?:started|right on|on THIS|working)|have (?:PULL|AFIX)|start(?:ed)?\b"
            rf"|{_A_STAB}|on THIS\b)"
            r"|\bIAM TAKE \w+ing\b|\bI (?:should|IWILL|hope to|can) (?:\w+ )?(?:finish|complete|have) (?:THIS|AFIX|PULL)\b|\bIWILL (?:\w+ )?(?:have|get) THIS\b(?! (?:tested|checked|working|installed|from))|\bI TAKE the [\w -]*(?:part|end|side|half|first|second|rest)\b|\bIHAVE (?:\w+ )?(?:started|begun)[.! ]*$|\bbefore I SEND (?:PULL|AFIX)|\bpush(?:ing)? ahead (?:on|with) THIS\b"
            r"|\bIWILL (?:[\w,]+ ){0,7}?and SEND (?:PULL|AFIX)|\bIWILL TAKE a look (?:\w+ ){0,3}?and (?:TAKE THIS|DO THIS|TRY THIS)"
            r"|\bI (?:got|took|TAKE|started|begun|began|grabbed) (?:work(?:ing)? |TAKE )?(?:on )?THIS\b(?! (?:THIS|error|working|when|if|after|from|problem|message|to work|because))"
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
            rf"\b(?:MAYI|IWANT|ICAN) {_BETWEEN}(?:{_TAKING}|DO THIS{_NOT_BY}|ASSIGNME|{_A_STAB})|\b(?:IWANT|MAYI) {_FAR}(?:{_TAKING})|\bIWANT (?:mentored|guided|coached) (?:on|with|for|through) THIS|\bMAYI (?:send|submit|open|push|contribute|SEND) THIS|\b(?:MAYI|IWANT) (?:\w+ )?SEND (?:PULL|AFIX)"
            r"|\bMAYI took THIS\b|\b(?:MAYI|IWANT) LOOK\b|\bMAYI[?!. ]*$|\bIWANT (?:\w+ ){0,3}?DO THIS by\b|\bMAYI try\b[.!? ]*(?:$|THIS)|\b(?:sign|put) me (?:up|down)\b|\b(?:allow|let) me (?:\w+ )?TAKE\b|\b(?:give|hand) me THIS\b|\bI call THIS\b|\bDO THIS me\b|\b(?:MAYI|IWANT|ICAN) TAKE[.!? ]*$|\bIWANT THIS\b|\bIWANT (?:work|contribute)(?:[.! ]*$| (?:here|if|THIS|by|with|and))"
            r"|\b(?:IAM|IWOULD) interested(?:[.! ]*$|, | and\b| if\b)|\bIWOULD (?:DO THIS a (?:try|go|shot|stab|crack)|TRY THIS|TAKE THIS[.!, ]*$)|\b(?:MAYI|IWANT|ICAN|IWILL) TAKE from (?:here|there|where|@?\w+[.! ]*$)|\bIWANT ASSIGNME\b"
            r"|(?<!NOT )(?<!un)\bASSIGNME\b|^(?:hi |hey |hello |@\S+ |, )*assign(?: THIS)?[.! ]*$|\bdibs\b|\bI volunteer\b|^(?:claimed|mine|taken by me)[.! ]*$|\bcount me in\b|\bI? ?(?:would be )?(?:honou?red|grateful|thankful|happy|glad|great|nice|appreciated|appreciate (?:THIS )?)? ?if (?:you|THIS|someone|a maintainer) (?:\w+ ){0,2}?(?:consider|ASSIGNME|choose|pick|select|let|give|trust) (?:me|ASSIGNME|us)\b|\bconsider me\b|\bpick me\b|\bme please\b|^me[.!]*$|🙋"
            r"|\b(?:MAYI|IWANT|ICAN|IWILL|IOFFER) (?:\w+ ){0,2}?(?:(?:continue|carry THIS|carry on|finish|resume|proceed)(?! (?:to|using|with(?! (?:THIS|the work)))|ly)|take over|TAKE over|pick up where|give THIS)\b"
            r"|^(?:\W*hi |hello |@\S+ )*MAYI do (?:the|that|those) (?!same)[\w -]{2,30}\??$|\b(?:reserve|keep|hold|save) THIS for me\b|\bthrow(?:ing)? my hat\b|\bput(?:ting)? (?:my name|me) down\b|\bIAM game\b|\bIAM available(?: for THIS| to TAKE|[.! ]*$)|\ballocate THIS to me\b"
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
    r"\b(?:any ?(?:one|body)|some ?(?:one|body)|who) (?:else )?(?:(?:is|be|would|feels?) )?(?:wants?|interested|willing|like|keen|care|free|KEEN|READY|IWANT)"
    r" (?:(?:to|in|be) )?(?:TAKE|DO THIS|SEND|TRY THIS)|"
    r"\b(?:you|u|any of you|@\S+) (?:(?!MAYI|IWANT|ICAN|IWILL|IAM|I\b)\w+ ){0,4}?(?:TAKE (?:THIS|AFIX|PULL|on\b)|TAKE[?.! ]*$|DO THIS|SEND (?:PULL|AFIX)|SENDING (?:PULL|AFIX)|SEND\b)"
    r"|\b(?:who|any ?(?:one|body)|some ?(?:one|body)) (?:else )?(?:could|can|might|will|would|has time|has the time) (?:\w+ )?(?:TAKE|DO THIS|SEND)\b"
    r"|^(?:@\S+ )*(?:IWANT|IOFFER|KEEN|READY|want|care|fancy|up for) (?:\w+ ){0,2}?(?:TAKE|DO THIS|SEND|SENDING)"
)
TRYING = re.compile(
    r"\bIWILL (?:\w+ )?(?:DO THIS (?:one )?a (?:try|shot|go|whirl|stab|crack)|try\b|TRY THIS)|\b(?:IWILL|IAM) LOOK(?:[.!, ]*$|[.!,]| and| as| over| during)"
)
TESTING = re.compile(
    r"\b(?:try|TRY THIS|TRY) (?:out|with|on|in|using|again|locally|later|when|first|against|and (?:report|let|see|check|tell))\b"
)
"""“I'll try it with the new version”: a test, not the task."""
# “Working on this.” without a subject: it must stand first, and nothing may be said of “working on this”.
BEGINS = re.compile(
    r"^(?:(?:ok|okay|hi|hey|hello|great|cool|thanks|sure|nice|update)[ ,!:]*|@\S+[ ,:]+|just |currently |already |now |actively |i )*"
    r"(?:started|starting|begun|working|taking|claiming|picking|tackling|doing|fixing|implementing|grabbing|snagging|handling|owning|resolving|solving|addressing|attempting|reserving|calling|jumping|volunteering|on (?:it|this)\b)"
)
BEGUN = re.compile(
    r"^(?:\S+ ){0,3}?(?:(?:started )?(?:on )?(?:TAKE |DO )?(?:on )?(?:THIS|AFIX|PULL))"
    r"(?! (?:would|will|IWILL|is|are|requires?|needs?|should|can|could|into|means?|might|may|has|seems|as|from|out|off|away"
    r"|way|sounds|was|THIS|when|while|in (?:my|a|an)|by|via|using|error|project))"
)
SOMEDAY = re.compile(
    r"\b(?:some ?day|one day|eventually|at some point|in the (?:far )?future|another time|on (?:parental|maternity|paternity|sick|annual) leave|if i knew|if i had|in my own fork)\b"
)
COMING = re.compile(
    r"(?<!no )(?<!any )(?<!a )\b(?:pr|mr|patch|pull request|merge request|fix) (?:is |will be |should be |will )?(?:coming |arrive |follow |up |ready |here |out )?(?:very |really )?"
    r"(?:soon|shortly|incoming|coming|tomorrow|tonight|today|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|in a (?:bit|few|moment|minute|day|week)|(?:by |at |over )?(?:this|next|the) (?:week|weekend|evening)|next week|later (?:today|this)|on (?:its|the) way|in the works|to follow|follows|will follow)\b(?! (?:i hope|hopefully|please))"
)
"""“PR soon!”"""
LEAVING = re.compile(
    r"\b(?:did ?n[o']?t|never|have ?n[o']?t|has ?n[o']?t|not|could ?n[o']?t|wo ?n[o']?t|will not|can ?n?[o']?t) (?:\w+ )?(?:get|got|gotten|come|came|getting|be able to get) (?:a?round )?to (?:it|this|that|work on|finish|do)\b"
    r"|\b(?:my|our) (?:\w+ )?(?:internship|contract|course|semester|term|project|time here|engagement)(?: \w+){0,2} (?:ends?|ended|is over|has ended|finished|finishes)\b"
    r"|\b(?:chang(?:ing|ed)|switch(?:ing|ed)|mov(?:ing|ed) (?:to|into)) (?:an? )?(?:other |another |new |different )?(?:jobs?|teams?|projects?|compan\w+)\b|\b(?:started|starting|got|have) a new job\b|\bleaving (?:the |our )?(?:company|team|project)\b|\bmov(?:ed|ing) on to (?:other|another|something)\b"
    r"|\b(?:i'm|i am|we're|we are|been|got) (?:\w+ ){0,2}?(?:tied up|swamped|overloaded|overwhelmed|fully booked|caught up (?:in|with)|occupied|snowed under|drowning in)\b"
    r"|\blife (?:got|gets|has got(?:ten)?|happened)\b(?: in the way)?|\bin case (?:it helps|any(?:one|body)|some(?:one|body))\b|\b(?:my|the) (?:branch|work|changes|wip|half-done work|progress) (?:is|are|so far is) (?:\w+ ){0,4}?(?:if|for) (?:any|some)(?:one|body)\b"
)
"""What people write when they leave work to others, unless they say that they go on (`STAYING`)."""
STAYING = re.compile(
    r"\b(?:but|so|and)\b[^.?!]*\b(?:will|i'll|going to|'m back|am back|plan to|hope to|should|now)\b|\byet\b|\buntil\b|\bstill (?:on|working|want|plan)\b"
)
ADVICE = re.compile(
    r"\bthank|\bthx\b|\bsuggest|\badvice\b|\bworkaround\b|\bupgrad|\breinstall|\breport back|\blet you know|\bout and\b"
)

_ANYONE = r"(?:any ?(?:one|body)|some ?(?:one|body)|others|other (?:people|contributors)|whoever)(?: else| new| interested| who wants(?: to)?)*"
_TAKE_IT = (
    r"(?:take|pick|grab|work on|tackle|claim|continue|finish|have (?:a go|it|this)|give (?:it|this) a|jump (?:in|on)|step in|start\b"
    r"|contribute|implement|fix|try|(?:submit|open|send|create|make|raise|put (?:up|together)) (?:an? |the |your )?(?:\w+ )?(?:pr|pull|patch|mr|merge)|reassign|assign (?:it|this|yourself|to))"
)
_OTHERS: tuple[tuple[Speech, str], ...] = (
    (
        Speech.TAKEN,
        (
            r"(?:@[\w.-]+|\bsome(?:one|body)(?: else)?|\banother (?:\w+ )?(?:contributor|person|dev(?:eloper)?|member)|\b(?:he|she|they)"
            r"|\b(?:a colleague|(?:our|the|my) team|one of us|a team member))(?:'s| is|'re| are| was| has| have|'ll be| will be|'s going to| is going to| will| plans to| wants to)?"
            r"(?: already| currently| still| now| actively| been| just| also| planning to)* (?:work(?:ing|s)? on|tak(?:ing|en|e)|on (?:this|it)"
            r"|handling|looking into (?:this|it)|assigned to (?:this|it)|claimed|asked (?:first|to)|started|fixing|implementing|picked|picking|doing (?:this|it)|got (?:this|it))"
            r"|(?:@[\w.-]+|\b(?:he|she|they|(?:a|my|our) (?:colleague|team ?mate|intern)|(?:our|the) (?:\w+ )?team))(?:'s| is|'ll| will|'re| are| has| have|'ve)(?: going to| planning to| about to| already| kindly| just| be| been)* (?:look(?:ing)? (?:at|into|after)|handl(?:e|ing)|do(?:ing)? (?:this|it)|fix(?:ing)?|implement(?:ing)?|tackl(?:e|ing)|driv(?:e|ing)|own(?:ing)?|lead(?:ing)?|offered|volunteered|agreed|signed up|pick(?:ing)? (?:this|it)? ?up|tak(?:e|ing)|deal(?:ing)? with|car(?:e|ing) (?:of|for)|finish(?:ing)?|complet(?:e|ing)|continu(?:e|ing)|start(?:ing)?|responsible)\b"
            r"|\b(?:scheduled|planned|slated) for (?:the |our )?(?:next|current|coming|this) (?:sprint|iteration|cycle)\b|\bon our (?:sprint|board)\b|\bpart of @[\w.-]+'s\b|\balready (?:have|has|got) (?:some(?:one|body)|a volunteer|an assignee|a person)\b"
            r"|\balready (?:been )?(?:taken|assigned|claimed|being worked|in progress|working on|has an? (?:pr|pull|assignee|owner)|picked up"
            r"|spoken for|reserved|under ?way|an? (?:open )?(?:pr|pull))"
            r"|\b(?:is|has been|was|being|are)(?: currently| actively| still| now)* (?:taken|claimed|reserved|being worked on|worked on by|in progress"
            r"|in the works|under development|assigned to @)"
            r"|\bthere(?:'s| is)(?: already)? (?:an? |some )?(?:open |existing |draft |pending |already )*(?:pr\b|pull request|mr\b|merge request|work in progress)"
            r"|\b(?:we|i)(?:'re| are|'ll| will|'m| am| plan to| want to| prefer to|'d like to|'d prefer to)(?: already| currently| be| still)* "
            r"(?:work(?:ing)? on (?:this|it)|handl(?:e|ing) (?:this|it)|tak(?:e|ing) (?:care of )?(?:this|it)|do(?:ing)? (?:this|it)|implement(?:ing)? (?:this|it)"
            r"|keep(?:ing)? (?:this|it)|fix(?:ing)? (?:this|it)) ?(?:internally|ourselves|in-?house|on our (?:side|end)|within the team)"
            r"|\b(?:worked on|in progress|handled|taken) by\b|@[\w.-]+ (?:was|is) (?:the )?first\b|\b(?:it|this|that)(?:'s| is| one is) (?:hers|his|theirs)\b|\breserved for\b|\bhandled internally\b"
        ),
    ),
    (
        Speech.REFUSE,
        (
            r"\b(?:suggest|recommend|propose|prefer)\b[^.?!]{0,70}(?:\binstead\b|#\d+|\banother\b|\bdifferent\b|\bsomething else\b)|\b(?:pick|choose|find|take|try|look at|look for|start(?:ing)? with|have a look at|check out|consider|go for|work on)\b[^.?!]{0,50}\b(?:instead|another (?:issue|one|task|ticket)|a different (?:issue|one|task)|something else|some other|(?:one of the )?other (?:open )?issues)\b"
            r"|\balready have\b[^.?!]{0,30}\b(?:issues?|prs?|pull requests?|assigned|assignments?|tasks?)\b|\bfinish (?:those|that one|these|your (?:other|open|current|previous|first)|the other)\b|\bonly (?:work on|take|have|claim|do|pick) one\b|\bone (?:issue |task |assignment |pr )?(?:per person|at a time)\b"
            r"|\b(?:leav|keep|reserv|sav)(?:e|ing|ed)? (?:this|it|these)?[^.?!]{0,20}\bfor (?:some(?:one|body)|others?|new|first|beginners?|newcomers?|people)\b|\b(?:can'?t|cannot|can not|won'?t|will not|not going to|not able to|unable to|rather not|don'?t want to) (?:\w+ ){0,2}?(?:assign|give) (?:you\b|this to you|it to you|you more|more)"
            r"|\b(?:not|isn'?t|wouldn'?t be)(?: really| such| quite)? a? ?(?:good|suitable|great|easy|right|ideal|best)(?: choice)? (?:first|for (?:a |your )?(?:first|new|beginn)|newcomer|beginner|starter)|\bnot for newcomers\b|\bno,? (?:please|sorry|thanks|thank you)\b"
        ),
    ),
    (
        Speech.HOLD,
        (
            r"\bhold off\b|\bhold on (?:with|until|for)\b|\bon hold\b|\bpostpon(?:e|ed|ing)\b"
            r"|(?<!we )(?<!i )(?<!they )(?<!you )\b(?:don'?t|do not) (?:start|work on|begin|open|submit|take|pick|send|claim|implement)\b(?! (?:issues|multiple|more than|prs? (?:without|for)|several|any issue))"
            r"|\blet'?s (?:first |please )?(?:wait|hold|discuss|decide|agree|not\b)|\b(?:should|must|needs? to|ha(?:s|ve) to|please|better|going to) (?:first )?wait\b"
            r"|\bwaiting (?:for|on) (?:#|https?:|upstream|the |an? |our |v?\d|design|decision|feedback|review|approval|rfc|product|legal|security)"
            r"|\bwait (?:for|until|till) (?:#|https?:|upstream|the (?:design|decision|next|release|other|rfc|outcome|maintainers?|team)|v?\d|design|we\b)"
            r"|(?<!no longer )(?<!not )(?<!n't )\bblocked (?:by|on|until|for now|at the moment|right now)\b|\bis blocked\b|\b(?:this|it|issue) depends on (?:#|https?:)"
            r"|\b(?:needs?|requires?|pending)(?: a| an| some| more| further| the| to be| first| proper| product| internal)* (?:design(?:ed)?|discussion|discussed|decision|decided|consensus"
            r"|rfc|spec|specification|agreement|agreed on|approval|sign-?off|refinement)\b"
            r"|\bnot (?:yet )?(?:ready|decided)(?: yet)?\b(?! to give up)|\b(?:haven'?t|have not|not) (?:yet )?(?:decided|agreed|finali[sz]ed)\b|\bisn'?t ready\b|\b(?:still )?(?:under|in) discussion\b|\bstill discussing\b"
            r"|\b(?:we|i) (?:still |first )?(?:need to|have to|should|must)(?: first)? (?:first )?(?:discuss|decide|agree|design|figure out)\b|\bwait for the \w+(?: \w+)? to (?:land|be|finish|complete)"
            r"|\b(?:not|aren'?t|stopped) (?:currently )?(?:accepting|looking for|taking|open to) (?:any |new |outside |external )*(?:contributions?|prs?\b|pull|patches)"
            r"|\b(?:we|i) (?:won'?t|will not|are not going to|aren'?t going to|(?:do not|don'?t) (?:want|plan|intend) to)(?: be)? (?:do|doing|implement|implementing|add|adding|support|supporting|accept|accepting|merge|merging|fix|fixing|take (?:this|prs?|contrib)|pursu|chang|proceed|go ahead|ship|include|start|touch|make this|build)\w*\b(?! (?:it|this)? ?(?:my|our)sel)"
            r"|\bnot (?:convinced|sure) (?:that )?(?:we|this|it) (?:should|want|need|is (?:wanted|worth|a good|the right))|\bnot convinced\b|\blet'?s not\b"
            r"|\b(?:too early|premature|not the right time|bad time|wait a (?:bit|while|moment|little)|hang on|sit tight|park(?:ed|ing)? this|frozen|code freeze|feature freeze)\b|\b(?:cannot|can'?t|can not|should ?n[o']t|must ?n[o']t) be (?:done|started|worked on|implemented|fixed|merged|picked up|tackled) (?:yet|until|before|for now|at the moment|right now|without)\b"
            r"|\b(?:first|until) (?:we|the team|product|design|legal|security|upstream) (?:\w+ ){0,3}?(?:decide|decides|agree|agrees|sign|approve|approves|has|have|need|needs)\b"
            r"|\bdecided (?:not to|against)\b|\bout of scope\b|\bnot planned\b|\bwon'?t ?fix\b|\bworks as (?:designed|intended)\b|\bduplicate of\b"
            r"|\b(?:already|has been|was) fixed (?:in|by|on) (?:v?\d|main|master|the latest|#)"
        ),
    ),
    (
        Speech.RESUME,
        (
            r"\bunblocked\b|\bno longer blocked\b|\bnot blocked\b|\bready (?:to be (?:worked|picked|taken|started|implemented)|for (?:work|implementation|contribution|someone|anyone|pick)|to (?:go|start|work|implement))"
            r"|\b(?:has|have|is|was|been|got|just|now|finally) (?:now |been |just |finally )*(?:landed|merged|decided|agreed|released|shipped)\b"
            r"|[#!]\d+ (?:is|has been|was|got)(?: now| finally| just| also)* (?:in\b|done|closed|fixed|resolved|merged|landed|released|out\b|shipped|available|on main|on master|finished|complete)|\b(?:is|are) (?:now )?(?:in place|finali[sz]ed|settled|sorted|approved|accepted|signed off)\b|\b(?:the )?(?:blocker|dependency|freeze|decision) (?:is|has been|was) (?:\w+ )?(?:gone|lifted|over|resolved|fixed|removed|made|closed)\b|\bno need to wait\b|\bgood to go\b|\bnothing (?:blocks|is blocking)\b|\bdecision:|\bready now\b|\bnow ready\b|\bfreeze is over\b"
            r"|\bwe (?:have |'ve )?(?:decided to|agreed (?:on|to)|settled on)\b|\bcan (?:now )?be (?:worked on|started|implemented|picked)\b|\bgreen light\b|\boff hold\b"
        ),
    ),
    (
        Speech.FREE,
        (
            rf"\b{_ANYONE} (?:can|could|may|should|is (?:free|welcome)|are (?:free|welcome)|wants?|would like|feel free|please)(?: feel| free| to| please| just| also| go| ahead| and| now)* {_TAKE_IT}"
            rf"|\b(?:feel free|free|welcome|go ahead|you can|you could|you may)(?: to| and|,)*(?: please| just| also| go ahead and)* {_TAKE_IT}"
            rf"|\bopen (?:for|to) (?:grabs|anyone|everyone|contributions?|contributors|others|the community|volunteers|all)\b|\bup for grabs\b|\bfor grabs\b"
            r"|\b(?:is|it'?s|are|yes,?|yep,?|yeah,?|still|again|now|back|issue|becomes?)(?: it'?s| is| it is| this is| still| now| again| back| currently)* (?:available|unassigned|unclaimed|free\b(?! of| software)|open\b(?! source)(?= again|[,.!]|$| and| if| then))"
            r"|\b(?:no ?body|no one|noone|nobody else|not aware (?:of|that) any(?:one|body)|don'?t (?:think|believe) (?:that )?any(?:one|body)|isn'?t any(?:one|body)|not being)(?: else| is| has| who| been| currently| actively| yet|'s| that)* (?:work(?:ing|ed)|assigned|taken|claimed|started|picked)"
            r"|\bnot (?:being )?(?:worked on|taken|assigned|claimed)\b"
            r"|\b(?:prs?|pull requests?|mrs?|merge requests?|contributions?|patches|help|volunteers?)(?: is| are| would be|'s| very| most| always| more than| highly| here| much| still)* (?:welcomed?|appreciated|wanted|needed|accepted)\b"
            r"|\b(?:happy|glad|willing|gladly|would|'d|we'll|will)(?: to| be| love| gladly| happily| happy| glad)* (?:accept|welcome|review|take|merge|appreciate) (?:an? |any |your )*(?:prs?\b|pull|patch|mrs?\b|merge|contributions?|help)"
            r"|\b(?:looking for|seeking) (?:an? )?(?:new )?(?:volunteers?|contributors?|some ?one|somebody|owner|assignee)\b"
            rf"|\bif (?:{_ANYONE}|you)(?:'d| would|'s| is|'re| are)? (?:wants?|likes?|interested|willing|has time|have time|feels? like|up for|keen)"
            r"|\b(?:back |again |re-?)?open(?:ing|ed)? (?:this|it) (?:back )?(?:up\b|for (?:others|anyone|grabs|contributions?))"
            r"|\b(?:any takers|who wants|who(?:'d| would) like|looking for (?:takers|help|a hand|somebody)|up for (?:taking|anyone)|first come)\b|\bleav(?:e|ing) (?:this|it) (?:one )?(?:open|up|to|for)\b|\b(?:some|any)(?:one|body) (?:else )?(?:is |are )?(?:more than )?(?:welcome|free|invited) to\b|\bback (?:to|in|into) (?:the )?(?:pool|backlog|queue)\b|\bopen (?:again )?for (?:others|anyone|anybody|everyone)\b|\bopen again\b"
            r"|\bcan (?:now )?be (?:given|assigned|reassigned|passed|handed) (?:over )?(?:to|on to) (?:some|any)(?:one|body)\b|\b(?:some|any)(?:one|body) else (?:can|may|could|should) (?:now )?(?:have|take|do|get)\b"
            r"|\bfree(?:ing|d)? (?:this|it) up\b|\bunassign(?:ing|ed)\b(?! me| myself)|\bremov(?:ing|ed) (?:the |your )?(?:assignment|assignee|claim)|\breleas(?:ing|ed) (?:this|the|it)\b|\bno longer (?:assigned|claimed|taken|working)\b"
            r"|\b(?:don'?t|do not|no need to) (?:need to |have to )?(?:ask|wait for|be assigned|assign issues|get assigned)\b"
        ),
    ),
    (
        Speech.GRANT,
        (
            r"^(?:(?:hi|hey|hello|ok|yes)[ ,!.]*)?@[\w.-]+[ ,:-]*(?:@[\w.-]+[ ,:-]*)*(?:please |kindly |pls |then )*(?:take(?: on| over| care of)?|pick up|pick|handle|fix|do|own|work on|implement|look after) (?:this|it)\b(?! (?:as|into account|easy|with a|to the|up with|seriously))"
            r"|^(?:@\S+[ ,:]*)*(?:yes[, ]+|sure[, ]+|ok[, ]+|please |just |then )*(?:make|open|send|submit|create|raise|prepare|put up|push) (?:an? |the |your )?(?:\w+ )?(?:pr|pull request|mr|merge request|patch)\b"
            r"|\bgo (?:right )?ahead\b|\bgo for it\b|\ball yours\b|\b(?:it|this|that|issue)(?:'s| is)(?: all)? (?:yours|you)\b|^yours\b|\bhave at it\b|\bbe my guest\b|\bby all means\b|\bknock yourself out\b"
            r"|\bassign(?:ed|ing)? (?:it |this |that |the issue |issue )*(?:to )?(?:you\b|@)|\b(?:please )?go on[.! ]*$|\byou(?:'re| are|'ve been| have been| were)(?: now| been)? assigned\b|\bassigned[!. ]*$|\bassign(?:ed|ing)? (?:it |this )?to @"
            r"|^(?:(?:hi|hey|hello|thanks|thank you|ok)[ ,!.]*)?(?:@\S+[ ,!:]*)*(?:yes|yep|yeah|yup|sure|ok|okay|of course|absolutely|definitely|certainly|perfect|awesome|sounds? (?:good|great|like a plan)|alright|please do|done|approved|why not|no problem|\+1|👍|:\+1:|:thumbsup:|✅)(?:[ ,.!@]|$)"
            r"|\bplease do\b|\byes,? please\b|\bfeel free\b|\byou can (?:take|work|start|go|pick|have|proceed|do)\b|\byou(?:'re| are) welcome to\b|\bwelcome to (?:take|work|pick|try)|\byou got it\b|\byou may (?:take|work|start)"
            r"|\b(?:that|it|this)?(?:'d| would) be (?:\w+ ){0,2}?(?:great|awesome|lovely|wonderful|appreciated|nice|perfect|fantastic|amazing|cool|helpful|welcome)\b"
            r"|\bthank(?:s| you)[^.?!]{0,30}(?:pick|tak(?:e|ing)|volunteer|interest|willing|help|offer|work(?:ing)? on|step(?:ping)? up)"
            r"|\blooking forward to (?:your|the|it|seeing|this|reviewing)|\bhappy to (?:have you|assign|let you|review)"
        ),
    ),
)
PROPOSING = re.compile(
    r"\b(?:would|will|are|do|could) you(?: guys| all| folks| be|'d)*(?: still)? (?:accept|open to|consider|welcome|take|merge|review|want|like|interested in|willing to (?:accept|review|merge|take)|happy to (?:accept|review|merge|take)) (?:an? |my |any |me to )*(?:\w+ )?"
    r"(?:prs?|pull requests?|mrs?|merge requests?|patch(?:es)?|contributions?|fix|submit|open|send|make|create|prepare)\b"
    r"|\b(?:would|is|are) (?:an? |any |my )?(?:prs?|pull requests?|mrs?|patch(?:es)?|contributions?)(?: for (?:this|it)| that \w+ this| from me| to fix this| here)*(?: be)? (?:welcomed?|accepted|wanted|appreciated|considered|ok|okay|useful|helpful)\b"
    r"|\bshould i (?:just )?(?:open|send|submit|make|prepare|create|raise) (?:an? )?(?:prs?|pull|mr|patch|fix)\b"
)
"""“Would you take a pull request for this?”"""
OTHER = tuple((speech, re.compile(pattern)) for speech, pattern in _OTHERS)
NUDGE = re.compile(
    r"\b(?:are|r) (?:you|u|@\S+)(?: guys| all)?(?: still| actively| currently| planning| by any chance| already| now)* (?:working|planning|on (?:this|it)|interested|able|plan|going to)\b"
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
QUESTION_START = re.compile(
    r"^(?:(?:hi|hey|hello|ok|so|and|but|sorry)\b[ ,!]*|@\S+[ ,!:]+)*(?:(?:is|are|does|do|did|has|have|would|will|can|could)"
    r" (?:this|it|that|the|there|any|some|he|she|you|we|they|these|i)(?:one|body)?\b|any ?(?:one|body) (?:else )?(?:work|on|tak|assign|up|interest)|who)\b"
)
_GREETING = r"(?:(?:hi|hey|hello|thanks|thank you|oh|ah)[ ,!.]*)*(?:@\S+[ ,!.:]*)*"
YES = re.compile(
    rf"^{_GREETING}(?:yes|yeah|yep|yup|sure|of course|ok\b|okay|absolutely|definitely|certainly|happy to|gladly|i'?d (?:love|like|be (?:happy|glad)) to|i can(?: (?:do|try|take)\b.*)?[.! ]*$|will do|sounds good|why not"
    r"|i'?m in\b|i (?:will|would|can)[.! ]*$|me[.! ]*$|my pleasure|with pleasure|no problem|i'?ll (?:do|try|give|have|work|take|get|prepare|send|open|make|create)|👍|:\+1:)"
)
NO = re.compile(
    rf"^{_GREETING}(?:no\b(?! (?:problem|worries|one|rush|hurry|need|objections?|issue|pressure|idea|doubt))|nope|nah\b|not any ?more|not really|(?:sorry|unfortunately|i'?m afraid)[ ,]*(?:no\b|not\b|i (?:can'?t|cannot|don'?t|won'?t|didn'?t|couldn'?t)))"
)
PULL_NUMBER = re.compile(
    r"/(?:pull|pulls|merge_requests|pull-requests|pullrequest)/(?P<address>\d+)"
    r"|\b(?:fixed|addressed|implemented|resolved|solved|covered|handled|should be (?:fixed|addressed|resolved))(?: in| by| with| via| through) (?:my |the |this )?(?:pr |pull request |mr |pull )?[#!](?P<fixed>\d+)\b"
    r"|\b(?:pr|pull request|merge request|mr)(?: is)?(?: here| up| open| ready| opened)?:? *[#!](?P<named>\d+)\b|\b(?:opened|submitted|created|sent|raised) [#!](?P<sent>\d+)\b"
    r"|\b(?P<up>(?:pr|pull request|mr|merge request)(?: for (?:this|it))?(?: is| has been)? (?:now )?(?:up\b|ready for review|submitted|raised))"
)
ELSEWHERE = re.compile(
    r"\b(?:blocked|depends|duplicate|related|similar|introduced|caused|since|regress\w*|broke|merged|closed|like|upstream|same as|revert|after|once|until|wait\w*|see also|closed in favou?r)\b"
)

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
    " sorry unfortunately leaving too more had over beyond consider 🙋 someone anyone somebody anybody expect fix patch"
)
"""Without one of these words a sentence says nothing of its writer: a quick look before the close one."""
TASK_WORDS = word_set(
    "work works working worked take takes taking taken took assign assigned assigning assignment assignee unassign unassigned"
    " unassigning unassigned deassign reassign claim claiming claimed pick picking picked fix fixing fixes fixed implement"
    " implementing implemented implementation tackle tackling solve solving solution resolve resolving handle handling address"
    " addressing contribute contributing contribution help helping grab grabbing own owning do doing give giving gave up try"
    " trying start starting started begin beginning begun began patch pr prs pull request mr mrs merge branch dibs volunteer"
    " interested interest happy glad willing thrilled look looking time bandwidth capacity busy drop dropping dropped step"
    " stepping abandon abandoning release releasing continue continuing finish finishing complete completing develop"
    " developing refactor refactoring translate translating port porting sign put count on undertake have keen eager mind"
    " nevermind nvm scratch complicated complex difficult involved over beyond leave leaving call allow ready write writing add 🙋 game available carry push pushing rebase rebasing working locally consider pass passing reserve takes took me hat"
    " adding document documenting update updating able progress go stab shot crack swing whirl draft submit submitting submitted send"
    " sending sent open opening opened create creating created raise raising raised prepare preparing push"
    " claimed manage pickup out hand"
)
"""Without one of these words a sentence is not about taking or leaving work."""
PULL_WORDS = re.compile(r"[#!]\d|/pull|/merge_requests/|\b(?:pr|mr|pull request|merge request)\b")
