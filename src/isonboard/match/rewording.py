"""Many ways of saying one thing, put into few words: “I'd really love to pick this up” becomes “IWANT TAKE THIS”.

A table of patterns, applied in order, no logic; `speech` then needs one row for each thing that is said.
"""

import re

_REWRITES: tuple[tuple[str, str], ...] = (
    (
        r"^(?:(?:hi|hey|hello|dear|greetings|good (?:morning|day|evening|afternoon)|oh no|ok(?:ay)?|well|alright|great|cool|awesome|thanks|thank you)\b[\w @-]{0,30}?[,!:;.-]+ +|@[\w-]+[,:]? +)++(?=\w)",
        "",
    ),
    (r"\b(?:un|de)-?assign", "unassign"),
    (
        r"\b(?:an?|the|my) (?:first|initial|rough|working|early|second) (?:version|draft|cut|pass|attempt|implementation|patch|prototype)\b",
        " a fix ",
    ),
    (
        r"\b(?:take|took|taking) (?:this|the|that|a) (?:opportunity|chance|moment|time|occasion|break|step back|second|minute)\b",
        " ",
    ),
    (r"\([^()]{0,60}\)", " "),
    (
        r"\b(?:this|next|the coming|the next|over the) (?:week(?:end)?|month|evening|morning|afternoon|sprint|year|time)\b",
        " ",
    ),
    (r"\b(?:i would|i'd|and would) (?:gladly|happily) ", " IWANT "),
    (
        r"\b(?:do|would)(?:n'?t| not) mind (?=(?:taking|doing|work|writ|pick|giving|help|fix|implement|tackl|handl|having a))",
        " would like to ",
    ),
    # negation and contractions
    (r"\bcan'?t\b|\bcannot\b", "can NOT"),
    (r"\bwon'?t\b", "will NOT"),
    (r"n't\b|\bnt\b", " NOT"),
    (r"\b(?:do|did|ca|wo|have|has|is|are|was|would|could|should)nt\b", "do NOT"),
    (r"\bnot\b|\bnever\b|\bunable\b", "NOT"),
    # fillers
    (
        (
            r"\b(?:please|pls|plz|kindly|also|really|just|maybe|possibly|perhaps|actually|currently|now|actively|very"
            r"|definitely|certainly|absolutely|gladly|happily|personally|then|soon|probably|finally|much|so|too|quite"
            r"|more than|hopefully|immediately|right away|today|tomorrow|myself|indeed|totally|simply|honou?red|asap)\b"
        ),
        " ",
    ),
    (
        r"\btak(?:e|ing) (?:this|it|that|the issue|your point) (?:seriously|as (?:an? (?!part|first|newcomer|new|student|volunteer)|given|read|is\b|it is|the |face)|into(?! (?:\w+ )?(?:sprint|iteration))|offline|up with|from (?!here|there|you|@)|for granted|personally|easy|further away)",
        " CONSIDER ",
    ),
    (
        r"^(?:[^\w@]*(?:hi|hello|hey|ok|so|and|but|@[\w.-]+)\b)*+[^\w@]*+if i (?:can|could|may|might) (?=(?:have|get|take|work|do|be|claim|handle|try|pick)\b)(?!.*\bi would(?: have| do|[.!]|$))(?!.*\bi'd (?:have|do)\b)",
        " may i ",
    ),
    *(
        (rf"(?<=\bif i ){past}\b", now)
        for past, now in (
            ("gave", "give"),
            ("took", "take"),
            ("worked", "work"),
            ("did", "do"),
            ("tried", "try"),
            ("picked", "pick"),
            ("started", "start"),
            ("made", "make"),
            ("sent", "send"),
            ("opened", "open"),
            ("submitted", "submit"),
            ("contributed", "contribute"),
            ("fixed", "fix"),
            ("implemented", "implement"),
            ("tackled", "tackle"),
            ("went", "go"),
        )
    ),
    (r"\blemme\b", "let me"),
    (r"\b(?:the |this )?(?:very |exact )?same (?:thing|issue|problem|bug|error|task|one|here)\b", " SAME "),
    (
        r"\binterested in (?:this|the|that|such a|a) (?:feature|functionality|topic|outcome|result|discussion|thread|answer)s?\b|\binterested in (?:this|it) (?:too|as well)\b|\blooking forward to (?:this|it|that|the)\b",
        " NOTED ",
    ),
    (
        r"\b(?:self-?assign(?:ing|ed)?|assign(?:ing|ed)? (?:this |it |the issue )?(?:to )?myself)\b",
        " i will take this ",
    ),
    # what is not the task
    (
        (
            r"\b(?:this|the|your|that|my|our) (?:\w+ )?(?:project|repo|repository|organi[sz]ation|branch|codebase|library"
            r"|machine|computer|version|platform|company|server|laptop|community)\b"
        ),
        " PLACE ",
    ),
    # who is given the task
    (
        (
            r"\b(?:assign|allocate)(?:ing)? (?:(?:this|that|it|the|issue|task|ticket|one|bug|\#?\d+|work) )*(?:over )?(?:to )?(?:me|us)\b"
            r"|\b(?:be|being|(?:get|have) (?:this|it|that|the)(?: one| issue| task| ticket)?|get) assigned\b(?! to (?!me|this|it|the issue|us))(?: (?:to )?(?:me|this|it|for this|the issue|this issue))?"
            r"|\bassigned (?:this )?to me\b|\bassign me\b"
        ),
        " ASSIGNME ",
    ),
    # pull requests and fixes
    (
        (
            r"\b(?:(?:an?|the|my|our|some|your|another|one) )?(?:(?:draft|new|small|quick|simple|first|initial|separate|proper"
            r"|wip|possible|potential|tentative|corresponding|follow-?up|doc|docs|documentation|short|tiny|clean) ){0,2}"
            r"(?:prs?|pull[- ]?requests?|mrs?|merge[- ]?requests?|patch(?:es)?|diff)\b"
        ),
        " PULL ",
    ),
    (
        (
            r"\b(?:(?:an?|the|my) )(?:(?:possible|potential|quick|working|simple|proper|small|initial) )?"
            r"(?:fix|implementation|solution|prototype|draft|poc|branch)\b"
        ),
        " AFIX ",
    ),
    # the task
    (
        (
            r"\b(?:this|that|the|these|those|your|said) (?:(?!next\b)[\w-]+ ){0,3}?(?:issues?|tasks?|tickets?|bugs?|features?|one|requests?"
            r"|improvements?|problems?|enhancements?|items?|jobs?|work|changes?|docs?|documentation|part|story|thing)\b"
        ),
        " THIS ",
    ),
    (r"\b(?:issue|task|ticket|bug) \#?\d+\b|(?<!PULL )(?<![\w/])\#\d+\b|\bissue\b", " THIS "),
    (r"\b(?:this|it|that|these|those|them)\b", " THIS "),
    # taking it
    (
        r"\btry(?:ing)? my (?:hand|luck) (?:at|on|with)\b|\b(?:look(?:ing)? )into (?=(?:fix|solv|resolv|implement)ing)",
        " TAKE ",
    ),
    (r"\b(?:can|could|may) i have (?=THIS)", " MAYI TAKE "),
    (
        (
            r"\b(?:work|working|works) (?:up)?on\b|\btak(?:e|ing) care of\b|\btackl(?:e|ing)\b|\bpick(?:ing)?(?: up)?\b"
            r"|\bimplement(?:ing)?\b|\bhandl(?:e|ing)\b|\bcontribut(?:e|ing) (?:to|for|on|towards)\b|\bclaim(?:ing)?\b"
            r"|\bhelp(?:ing)?(?: out)? (?:with|on)\b|\bcomplet(?:e|ing)\b|\bstart(?:ing)?(?: working| work)? (?:up)?on\b"
            r"|\bget(?:ting)? started (?:on|with)\b|\bown(?:ing)?\b|\b(?:grab|snag|nab|bag)(?:g?ing|bing)?\b|\bupstream(?:ing)?\b(?= THIS)|\bdevelop(?:ing)?\b|\battempt(?:ing)?\b"
            r"|\brefactor(?:ing)?\b|\btranslat(?:e|ing)\b|\bport(?:ing)?\b|\btak(?:e|ing)(?: up| on| over)?\b|\bundertak(?:e|ing)\b"
        ),
        " TAKE ",
    ),
    (r"\b(?:fix|solv|resolv|address|do|writ|add|document|updat|contribut)(?:e|ing)?\b(?= THIS)", " DO "),
    (
        (
            r"\b(?:knock|bang|sort|hash|thrash) THIS out\b|\bwhip THIS up\b|\bget THIS (?:done|sorted|fixed|moving|going|over|started|implemented|resolved|across)\b|\bmake THIS happen\b|\b(?:see|carry|pull) THIS through\b"
            r"|\b(?:move|push|drive|carry|bring) THIS (?:forward|along|further|home|over)\b|\bwrap THIS up\b|\bget the ball rolling\b|\bsee to THIS\b|\b(?:rework|redo|revive|resurrect|reimplement|re-implement|resubmit|restart)(?:ing)? (?:THIS|AFIX|PULL|the \w+)"
        ),
        " DO THIS ",
    ),
    (r"\bgiv(?:e|ing)\b(?= THIS)", " DO "),
    (r"\btry(?:ing)?\b(?= THIS)", " TRY "),
    (r"\blook(?:ing)? into THIS\b", " LOOK "),
    # who, and how firmly
    (r"\b(?:i am|i'?m|we are|we're)\b", " IAM "),
    (r"(?<!can )(?<!could )(?<!may )(?<!might )\b(?:i have|i'?ve|we have|we'?ve)\b", " IHAVE "),
    (
        r"\b(?:i will|i'll|ill(?= (?:try|work|take|do|make|fix|submit|open|give|send|TAKE|DO|TRY|SEND))|i shall|i'?mm?a\b|imma\b|we will|we'll|i (?:plan|intend) to)\b|\bIAM (?:going|gonna|planning|about)(?: to| on)?\b|^gonna\b",
        " IWILL ",
    ),
    (r"\b(?:i would|i'd|id(?= (?:like|love|be|want|prefer))|we would|we'd)\b", " IWOULD "),
    (r"\b(?:i|we)\b", " I "),
    (
        r"\b(?:happy|willing|glad|able|pleased|prepared|delighted|thrilled|ready(?= to)|open to)(?: to| in)?\b",
        " READY ",
    ),
    (
        r"\b(?:interested|keen|eager|excited|hoping|looking forward|aiming|wanting|trying)(?: to| in| on| about)\b|\blooking to\b|(?<=IAM )(?:up|down|game) for\b|(?<=IWOULD be )(?:up|down|game) for\b",
        " KEEN ",
    ),
    (
        r"^(?:will|going to|gonna|planning to)\b(?! (?:this|it|you|we|they|the))|(?:\b(?:and|so|but)|,) will\b(?! (?:THIS|it|you|be))",
        " IWILL ",
    ),
    (r"(?<=and )(?:can|could)\b(?= (?:TAKE|DO|SEND))", " ICAN "),
    (r"(?<=and )(?:want|wanna|would like|would love)(?: to)?\b|^(?:looking|hoping|planning) to\b", " IWANT "),
    (r"(?<=\bI )would (?:like|love) to\b", " IWANT "),
    (r"\b(?:IWOULD|IAM|I) (?:be )?READY\b|^READY\b|\bcan (?:be )?READY\b", " IOFFER "),
    (r"\bIWOULD (?:be )?KEEN\b|\bIAM KEEN\b|^KEEN\b|\bIHAVE been KEEN\b", " IWANT "),
    (
        r"\bIWOULD (?:like|love|want|wish|enjoy|prefer)(?: to| if I)\b|(?<!do )(?<!should )\b(?:I|IAM) (?:do )?(?:wanna|(?:want|wanted|wish|need|hope|like|love)(?: to))\b|^(?:would|wanna|want) (?:like |love )?to\b|\b(?:and|so|but) would (?:like|love) to\b",
        " IWANT ",
    ),
    (
        (
            r"\b(?<!how )(?<!where )(?<!what )(?<!why )(?<!when )(?:can|could|may|might|shall|would) I\b|(?<!how )(?<!where )(?<!what )(?<!when )\bshould I\b(?= (?:go|TAKE|start|be|try to))"
            r"|\blet me(?: know if I (?:can|could|may))?\b"
            r"|\b(?:mind|ok|okay|fine|alright|all right|cool|possible|great|good|problem|objections?|allowed) (?:(?:if|that) I(?: (?:can|could|may))?|for (?:me|us) to)\b"
        ),
        " MAYI ",
    ),
    (r"(?<!how )(?<!where )(?<!what )(?<!why )(?<!wish )\bI (?:can|could)\b", " ICAN "),
    (
        r"\b(?:submit|send|open|create|make|raise|put (?:up|together|in)|push|prepare|file|draft|post|write|provide|contribute)\b(?= (?:PULL|AFIX))",
        " SEND ",
    ),
    (
        r"\b(?:submitting|sending|opening|creating|making|raising|putting (?:up|together)|pushing|preparing|drafting|writing|contributing|providing)\b(?= (?:PULL|AFIX))",
        " SENDING ",
    ),
    (
        r"\b(?:opened|created|submitted|sent|made|raised|filed|posted|pushed|put up|drafted|proposed)\b(?= PULL)",
        " SENT ",
    ),
    (
        r"\b(?:(?:go|went) ahead (?:and)?|try(?:ing)? (?:to|and)|attempt to|start(?:ing)? to|be working|be|to|help|get to|the one|still|already|chance|first)\b",
        " ",
    ),
)
REWRITE = tuple((re.compile(pattern, re.MULTILINE), into) for pattern, into in _REWRITES)
