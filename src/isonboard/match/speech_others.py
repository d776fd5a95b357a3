"""What people with a say say of others and of the issue: taken, refused, on hold, free, yours."""

import re

from isonboard.match.speech import Speech

_ANYONE = r"(?:any ?(?:one|body)|some ?(?:one|body)|others|other (?:people|contributors)|whoever)(?: else| new| interested| who wants(?: to)?)*"
_TAKE_IT = (
    r"(?:take|pick|grab|work on|tackle|claim|continue|finish|have (?:a go|it|this)|give (?:it|this) a|jump (?:in|on)|step in|start\b"
    r"|contribute|implement|fix|try|(?:submit|open|send|create|make|raise|put (?:up|together)) (?:an? |the |your )?(?:\w+ )?(?:pr|pull|patch|mr|merge)|reassign|assign (?:it|this|yourself|to))"
)
_OTHERS: tuple[tuple[Speech, str], ...] = (
    (
        Speech.TAKEN,
        (
            r"@[\w.-]+,? who (?:is|will|has|wants|offered|already|plans)\b|(?:@[\w.-]+|(?<!if )\bsome(?:one|body)(?: else)?|\banother (?:\w+ )?(?:contributor|person|dev(?:eloper)?|member)|\b(?:he|she|they)"
            r"|\b(?:a colleague|(?:our|the|my) team|one of us|a team member))(?:'s| is|'re| are| was| has| have|'ll be| will be|'s going to| is going to| will| plans to| wants to)?"
            r"(?: already| currently| still| now| actively| been| just| also| planning to)* (?:work(?:ing|s)? on|tak(?:ing|en|e)|on (?:this|it)"
            r"|handling|looking into (?:this|it)|assigned to (?:this|it)|claimed|asked (?:first|to)|started|fixing|implementing|picked|picking|doing (?:this|it)|got (?:this|it))"
            r"|(?:@[\w.-]+|\b(?:he|she|they|(?:a|my|our) (?:colleague|team ?mate|intern)|(?:our|the) (?:\w+ )?team))(?:'s| is|'ll| will|'re| are| has| have|'ve)(?: going to| planning to| about to| already| kindly| just| be| been)* (?:look(?:ing)? (?:at|into|after)|handl(?:e|ing)|do(?:ing)? (?:this|it)|fix(?:ing)?|implement(?:ing)?|tackl(?:e|ing)|driv(?:e|ing)|own(?:ing)?|lead(?:ing)?|offered|volunteered|agreed|signed up|pick(?:ing)? (?:this|it)? ?up|tak(?:e|ing)|deal(?:ing)? with|car(?:e|ing) (?:of|for)|finish(?:ing)?|complet(?:e|ing)|continu(?:e|ing)|start(?:ing)?|responsible)\b"
            r"|(?:@[\w.-]+|\b(?:colleague|team ?mate|intern)(?: \w+)?) (?:already )?has (?:already )?(?:an? |some )?(?:\w+ )?(?:branch|pr\b|pull request|fix|patch|draft|implementation|prototype)|\b(?:colleague|team ?mate|intern|student)(?: of mine)? \w+ (?:is|will|has|wants|started)\b|\b(?!this\b|it\b|that\b|who\b|which\b|what\b|there\b|one\b|anyone\b|anybody\b|nobody\b|noone\b|everyone\b|fix\b|pr\b|bug\b|issue\b|else\b|label\b)\w+ is (?:already |currently |now |actively )*(?:working on|on) (?:this|it)\b|\b(?:scheduled|planned|slated) for (?:the |our )?(?:next|current|coming|this) (?:sprint|iteration|cycle)\b|\bon our (?:sprint|board)\b|\bpart of @[\w.-]+'s\b|\balready (?:have|has|got) (?:some(?:one|body)|a volunteer|an assignee|a person)\b"
            r"|@[\w.-]+ (?:already )?(?:has|took|got|grabbed|claimed|picked) (?:this|it)\b|\bassigned to @[\w.-]+ already\b|\b(?:it|this|that)(?:'s| is| was) (?:already |currently )?assigned to @|\b(?:a|the|my|their) (?:pr|pull request|mr|merge request) (?:is|has been) (?:already )?(?:open|opened|up|submitted)\b|^work in progress\b|(?<!\bi )\b\w+ (?:has |have )?volunteered\b|\b(?:got there first|was faster|beat you to it|came first)\b|\bpart of (?:our|the) (?:current |next )?(?:sprint|iteration)\b|\b(?:the|our|a) (?:\w+ )?(?:student|intern|contractor|team) (?:will|is going to|is|plans to) (?:work|do|take|implement|fix|handle)"
            r"|\balready (?:been )?(?:(?:taken|assigned|claimed)(?! (?:from|as\b|when|in the|by the|to the|the)\b)|being worked|in progress|working on|has an? (?:pr|pull|assignee|owner)|picked up"
            r"|spoken for|reserved|under ?way|an? (?:open )?(?:pr|pull))"
            r"|\b(?:is|has been|was|being|are)(?: currently| actively| still| now)* (?:(?:taken|claimed|reserved)(?! (?:from|as\b|into|out|care|when|in\b|by (?:the|a|an)|on\b|at\b))|being worked on|worked on by|in progress"
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
            r"\bafraid (?:not\b|no\b|(?:we|i) can)|#\d+ (?:\w+ ){0,4}?(?:better|nicer|easier|more suitable)\b|\b(?:suggest|recommend|propose|prefer)\b[^.?!]{0,70}(?:\binstead\b|#\d+|\banother\b|\bdifferent\b|\bsomething else\b)|\b(?:pick|choose|find|take|try|look at|look for|start(?:ing)? with|have a look at|check out|consider|go for|work on)\b[^.?!]{0,50}\b(?:instead|another (?:issue|one|task|ticket)|a different (?:issue|one|task)|something else|some other|(?:one of the )?other (?:open )?issues)\b"
            r"|\balready have\b[^.?!]{0,30}\b(?:issues?|prs?|pull requests?|assigned|assignments?|tasks?)\b|\bfinish (?:those|that one|these|your (?:other|open|current|previous|first)|the other)\b|\bonly (?:work on|take|have|claim|do|pick) one\b|\bone (?:issue |task |assignment |pr )?(?:per person|at a time)\b"
            r"|\b(?:leav|keep|reserv|sav)(?:e|ing|ed)? (?:this|it|these)?[^.?!]{0,20}\bfor (?:some(?:one|body)|others?|new|first|beginners?|newcomers?|people)\b|\b(?:can'?t|cannot|can not|won'?t|will not|not going to|not able to|unable to|rather not|don'?t want to) (?:\w+ ){0,2}?(?:assign|give) (?:you\b|this to you|it to you|you more|more)"
            r"|\b(?:not|isn'?t|wouldn'?t be)(?: really| such| quite)? a? ?(?:good|suitable|great|easy|right|ideal|best)(?: choice)? (?:first|for (?:a |your )?(?:first|new|beginn)|newcomer|beginner|starter)|\bnot (?:really |well |particularly )?(?:suited|suitable|meant|intended|appropriate|ideal|right|open) (?:for|to) (?:outside|external|new|first|beginn|you|contributors)|\b(?:take|try|pick|choose|consider) (?:a |an )?(?:different|easier|simpler|smaller|other) (?:one|issue|task|ticket)?\b|\bstarting with (?:something|an? ) ?(?:else|easier|simpler|smaller)|\b(?:try|take|how about|look at|work on|start with) #\d+[^.?!]{0,30}\binstead\b|\bkeeping (?:this|it)(?: one)? for\b|\bcan only be (?:done|fixed|changed|worked on) by\b|\bnot for (?:beginners|newcomers|newbies|starters|first)|\b(?:won't|will not|can't|cannot|don't) assign (?:this|it|you)\b|\bfinish #\d+|\bleave (?:this|it)(?: one)? (?:to|for) (?:new|a new|first|a first|beginn|newcomers|others|some)|\b(?:rather|prefer to|like to) keep (?:this|it) for\b|\bbut (?:we'd|we would|i'd|i would) rather not\b|\bbut (?:no|not)\b[.! ]*$|\bbut (?:this|it) (?:is|has|was) (?:already )?(?:been )?(?:done|fixed|solved|implemented|resolved)\b|\btry one (?:with|of|that|from)\b|\bnot for newcomers\b|\bno,? (?:please|sorry|thanks|thank you)\b"
        ),
    ),
    (
        Speech.HOLD,
        (
            r"\bon ice\b|\bhold off\b|\blet'?s first\b|\b(?:we|i)(?:'d| would) rather not\b|\bhold (?:your|their|our) horses\b|\b(?:do not|don't) want to (?:go|take|pursue|follow)\b|\bhold on (?:with|until|for)\b|\bhold on\b[, ].*\b(?:discuss|decide|need)|\blet'?s hold\b|\bpostpon(?:e|ed|ing)\b|^(?:deferred|deferring|parked|postponed|blocked|blocking|on hold)\b|\bdeferr(?:ed|ing) (?:this|it|to|until)\b"
            r"|(?:^|\b(?:this|issue|it|work|ticket|keeping this|everything|put|putting)(?: is|'s)?(?: currently| now| still| this| it| everything)? )on hold\b"
            r"|(?<!we )(?<!i )(?<!they )(?<!you )\b(?:don'?t|do not) (?:start|work on|begin|open|submit|take|pick|send|claim|implement)\b(?= (?:this|it|on|working|work|an?y? ?(?:\w+ )?(?:pr|mr|pull|merge|implementation|patch)|prs?|patch(?:es)?|pull|yet|now|for now|until|before|anything|coding)|[.,! ]*$)(?! (?:issues|multiple|more than|prs? (?:without|for)|several|any issue))"
            r"|\blet'?s (?:first |please )?(?:wait|discuss|decide|agree|not\b)|\b(?:this|we|you|issue|pr|work|please|better|let's|that) (?:\w+ )?(?:should|must|needs? to|ha(?:s|ve) to|please|better|going to)? ?(?:first )?wait\b(?! (?:for (?:the |a )?(?:lock|data|response|user|request|process|server|event|input)|\d+|what|which|that))"
            r"|\bwaiting (?:for|on) (?:#|https?:|upstream|the |an? |our |v?\d|design|decision|feedback|review|approval|rfc|product|legal|security)"
            r"|\bwait (?:for|until|till) (?:#|https?:|upstream|the (?:design|decision|next|release|other|rfc|outcome|maintainers?|team)|v?\d|design|we\b)"
            r"|\b(?:this|it|issue|work|that|task|everything|we)(?:'s|'re| is| are)(?: \w+)? (?<!no longer )(?<!not )blocked\b(?! (?:by (?:the|a) (?:mutex|lock|firewall|proxy|browser|user)))|^(?:still |currently )?block(?:ed|ing) (?:by|on|until)|\b(?:this|it|issue) (?:really )?depends on (?:#|https?:|the (?:new|next|upcoming|outcome|decision)|a (?:new|decision))"
            r"|\b(?:not|n't|un)(?: yet)? ?(?:clear|decided|sure)(?: yet)? (?:whether|if|that) (?:we|this|it) |\b(?:i'm|i am|we're|we are) (?:\w+ )?(?:against|opposed to|-1)\b|^-1\b|\b(?:we|i) (?:do not|don't) (?:really )?(?:want|need) (?:this|it|that)\b|\b(?:does not|doesn't) (?:really )?(?:fit|belong)\b|\bnothing to do (?:here )?(?:until|before|yet)\b|^until [#!]\d+|\b(?:can'?t|cannot|can not|should ?n[o']t|shouldn't) (?:do|start|implement|fix|change|touch|work on) (?:this|it|that)?(?: \w+)? ?(?:until|before|unless|without|yet)\b|^fixed (?:by|in) [#v\d]"
            r"|\b(?:needs?|requires?|pending)(?: a| an| some| more| further| the| to be| first| proper| product| internal)* (?:design(?:ed)?|discussion|discussed|decision|decided|consensus"
            r"|rfc|spec|specification|agreement|agreed on|approval|sign-?off|refinement)\b"
            r"|\bnot (?:yet )?(?:ready|decided)(?: yet)?\b(?! to give up)|\b(?:haven'?t|have not|not) (?:yet )?(?:decided|agreed|finali[sz]ed)\b|\bisn'?t ready\b|\b(?:still )?(?:under|in) discussion\b|\bstill discussing\b"
            r"|\b(?:we|i) (?:still |first )?(?:need to|have to|should|must)(?: first)? (?:first )?(?:discuss|decide|agree|design|figure out)\b|\bwait for the \w+(?: \w+)? to (?:land|be|finish|complete)"
            r"|\b(?:not|aren'?t|stopped) (?:currently )?(?:accepting|looking for|taking|open to) (?:any |new |outside |external )*(?:contributions?|prs?\b|pull|patches)"
            r"|\b(?:we|i) (?:won'?t|will not|are not going to|aren'?t going to|(?:do not|don'?t) (?:want|plan|intend) to)(?: be)? (?:do|doing|implement|implementing|add|adding|support|supporting|accept|accepting|merge|merging|fix|fixing|take (?:this|prs?|contrib)|pursu|chang|proceed|go ahead|ship|include|start|touch|make this|build)\w*\b(?! (?:it|this)? ?(?:my|our)sel)"
            r"|\bnot (?:convinced|sure) (?:that )?(?:we|this|it) (?:should|want|need|is (?:wanted|worth|a good|the right))|\bnot convinced\b|\blet'?s not\b"
            r"|\b(?:too early|premature|not the right time|bad time|wait a (?:bit|while|moment|little)|hang on|sit tight|park(?:ed|ing)? this|frozen|code freeze|feature freeze)\b|\b(?:cannot|can'?t|can not|should ?n[o']t|must ?n[o']t) be (?:done|started|worked on|implemented|fixed|merged|picked up|tackled) (?:yet|until|before|for now|at the moment|right now|without)\b"
            r"|\b(?:first|until) (?:we|the team|product|design|legal|security|upstream) (?:\w+ ){0,3}?(?:decide|decides|agree|agrees|sign|approve|approves|has|have|need|needs)\b"
            r"|\bno (?:prs?|pull requests?|mrs?|contributions?|patches|code)(?: \w+)? (?:yet|for now|at the moment|please|until|before)\b|\bget (?:some |a )?(?:consensus|agreement|alignment|sign-?off|approval|buy-?in)\b"
            r"|\bdecided (?:not to|against)\b|\bout of scope\b|\bnot planned\b|\bwon'?t ?fix\b|\bworks as (?:designed|intended)\b|\bduplicate of\b"
            r"|\b(?:already|has been|was) fixed (?:in|by|on) (?:v?\d|main|master|the latest|#)"
        ),
    ),
    (
        Speech.RESUME,
        (
            r"\bunblocked\b|\bno longer blocked\b|\bnot blocked\b|\bready (?:to be (?:worked|picked|taken|started|implemented)|for (?:work|implementation|contribution|someone|anyone|pick)|to (?:go|start|work|implement))"
            r"|\b(?:has|have|is|was|been|got|just|now|finally) (?:now |been |just |finally )*(?:landed|merged|decided|agreed|released|shipped)\b"
            r"|(?<!until )(?<!once )(?<!when )(?<!after )(?<!if )(?<!unless )(?<!before )[#!]\d+ (?:is|has been|was|got)(?: now| finally| just| also)* (?:in\b|done|closed|fixed|resolved|merged|landed|released|out\b|shipped|available|on main|on master|finished|complete)|\b(?:is|are) (?:now )?(?:in place|finali[sz]ed|settled|sorted|approved|accepted|signed off)\b|\b(?:the )?(?:blocker|dependency|freeze|decision) (?:is|has been|was) (?:\w+ )?(?:gone|lifted|over|resolved|fixed|removed|made|closed)\b|\bno need to wait\b|\bgood to go\b|\bnothing (?:blocks|is blocking)\b|\bdecision:|\bready now\b|\bnow ready\b|\bfreeze is over\b"
            r"|\bwe (?:have |'ve )?(?:decided to|agreed (?:on|to)|settled on)\b|\bcan (?:now )?be (?:worked on|started|implemented|picked)\b|\bgreen light\b|\boff hold\b"
        ),
    ),
    (
        Speech.FREE,
        (
            rf"\bconsider (?:this|it)(?: \w+){{0,2}}? (?:unclaimed|unassigned|free|available|abandoned|open)\b|\b{_ANYONE} (?:can|could|may|should|is (?:free|welcome)|are (?:free|welcome)|wants?|would like|feel free|please)(?: feel| free| to| please| just| also| go| ahead| and| now)* {_TAKE_IT}"
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
            r"|\b(?:any takers|who wants|who(?:'d| would) like|looking for (?:takers|help|a hand|somebody)|up for (?:taking|anyone)|first come|who(?:'s| is) (?:in|up)\b|(?:any|a) volunteers?)\b|\bleav(?:e|ing) (?:this|it) (?:one )?(?:open|up|to|for)\b|\b(?:some|any)(?:one|body) (?:else )?(?:is |are )?(?:more than )?(?:welcome|free|invited) to\b|\bback (?:to|in|into) (?:the )?(?:pool|backlog|queue)\b|\bopen (?:again )?for (?:others|anyone|anybody|everyone)\b|\bopen again\b"
            r"|\bcan (?:now )?be (?:given|assigned|reassigned|passed|handed) (?:over )?(?:to|on to) (?:some|any)(?:one|body)\b|\b(?:some|any)(?:one|body) else (?:can|may|could|should) (?:now )?(?:have|take|do|get)\b"
            r"|\bwhoever (?:wants|likes|is interested|has time|comes)\b|^not (?:that i know|to my knowledge|as far as i know|currently|yet)\b|\bmaking (?:this|it) (?:available|free)\b|\bfree for (?:any|every)(?:one|body)\b|\bback on the market\b|^(?:any takers|volunteers)\b|\breopen(?:ed|ing)? (?:this |it )?for\b"
            r"|\bfree(?:ing|d)? (?:this|it) up\b|\bunassign(?:ing|ed)\b(?! me| myself)|\bremov(?:ing|ed) (?:the |your )?(?:assignment|assignee|claim)|\breleas(?:ing|ed) (?:this|the|it)\b|\bno longer (?:assigned|claimed|taken|working)\b"
            r"|\b(?:don'?t|do not|no need to) (?:need to |have to )?(?:ask|wait for|be assigned|assign issues|get assigned)\b"
        ),
    ),
    (
        Speech.GRANT,
        (
            r"^(?:(?:hi|hey|hello|ok|yes)[ ,!.]*)?@[\w.-]+[ ,:-]*(?:@[\w.-]+[ ,:-]*)*+(?:please |kindly |pls |then )*(?:take(?: on| over| care of)?|pick up|pick|handle|fix|do|own|work on|implement|look after) (?:this|it)\b(?! (?:as|into account|easy|with a|to the|up with|seriously))"
            r"|^(?:@[\w.-]+[ ,:]*)*+(?:yes[, ]+|sure[, ]+|ok[, ]+|please |just |then )*(?:make|open|send|submit|create|raise|prepare|put up|push) (?:an? |the |your )?(?:\w+ )?(?:pr|pull request|mr|merge request|patch)\b"
            r"|^(?:@[\w.-]+[ ,:]*)*+(?:sgtm|kk|granted|great|cool|nice|fine|good|no objections?|have fun|welcome(?: aboard)?|happy (?:coding|hacking)|i don't mind|we don't mind|not at all)\b[^?]{0,40}$|\b(?:fine|ok|okay|good|works?) (?:with|by|for|to) (?:me|us)\b|\bno objections?\b|\byou may (?:proceed|begin|go|have)\b|\bsend (?:us|me) (?:an? |the |your )?(?:pr|pull|patch|mr|merge)|\bno need to ask\b|\b(?:don't|do not) need to ask\b|\b(?:hand|pass|giv|assign|leav)(?:ing|e) (?:this|it) (?:over |on |off )?to @|\bgo (?:right )?ahead\b|\bgo for it\b|\ball yours\b|\b(?:it|this|that|issue)(?:'s| is)(?: all)? (?:yours|you)\b|^yours\b|\bhave at it\b|\bbe my guest\b|\bby all means\b|\bknock yourself out\b"
            r"|\bassign(?:ed|ing)? (?:it |this |that |the issue |issue )*(?:to )?(?:you\b|@)|\b(?:please )?go on[.! ]*$|\byou(?:'re| are|'ve been| have been| were)(?: now| been)? assigned\b|\bassigned[!. ]*$|\bassign(?:ed|ing)? (?:it |this )?to @"
            r"|^(?:(?:hi|hey|hello|thanks|thank you|ok)[ ,!.]*)?(?:@[\w.-]+[ ,!:]*)*+(?:yes|yep|yeah|yup|sure|ok|okay|of course|absolutely|definitely|certainly|perfect|awesome|sounds? (?:good|great|like a plan)|alright|please do|done|approved|why not|no problem|\+1|👍|:\+1:|:thumbsup:|✅)(?:[ ,.!@]|$)"
            r"|\bplease do\b|\byes,? please\b|\bfeel free\b|\byou can (?:take|work|start|go|pick|have|proceed|do)\b|\byou(?:'re| are) welcome to\b|\bwelcome to (?:take|work|pick|try)|\byou got it\b|\byou may (?:take|work|start)"
            r"|\b(?:that|it|this)?(?:'d| would) be (?:\w+ ){0,2}?(?:great|awesome|lovely|wonderful|appreciated|nice|perfect|fantastic|amazing|cool|helpful|welcome)\b"
            r"|\bthank(?:s| you)[^.?!]{0,30}(?:pick|tak(?:e|ing)|volunteer|interest|willing|help|offer|work(?:ing)? on|step(?:ping)? up)"
            r"|\blooking forward to (?:your|the|it|seeing|this|reviewing)|\bhappy to (?:have you|assign|let you|review)"
        ),
    ),
)
OTHER = tuple((speech, re.compile(pattern)) for speech, pattern in _OTHERS)
