"""What people say so plainly that a sentence need not be reworded first: “PR soon!”, “life got in the way”."""

import re

COMING = re.compile(
    r"(?<!no )(?<!any )(?<!a )\b(?:pr|mr|patch|pull request|merge request|fix) (?:is |will be |should be |will )?(?:coming |arrive |follow |up |ready |here |out )?(?:very |really )?"
    r"(?:soon|shortly|incoming|coming|tomorrow|tonight|today|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|in a (?:bit|few|moment|minute|day|week)|(?:by |at |over )?(?:this|next|the) (?:week|weekend|evening)|next week|later (?:today|this)|on (?:its|the) way|in the works|to follow|follows|will follow)\b(?! (?:i hope|hopefully|please))"
    r"|^started (?:here|in|at):? (?:on )?https?://|^(?:\w+, )?(?:i'm|i am) (?:now )?writing the (?:code|fix|patch|implementation)\b"
    r"|^(?:my )?prototype (?:is )?(?:running|working|ready|works|runs)\b|^(?:i )?wrote a (?:\w+ )?test\b[^.?!]*, (?:making|fixing)\b"
)
"""“PR soon!”"""
_WORK = r"(?:pr|mr|pull request|merge request|patch|fix|draft|branch|implementation|code)"
_PART = r"(?:translations?|strings|texts?|icons?|docs?|documentation|part|chapter|page|side|half|faq|how-to|spelling|screenshots|tests?)"
DOING = re.compile(
    # the whole sentence, curtly
    r"^(?:(?:brb|just|already|currently|now|ok|okay|still|sure)[, ]+)*(?:fixing|coding|starting|started(?: coding)?|polishing|grabbing|yoink(?:ed|ing)?|bagsy|shotgun|snatching|nabbing|stealing|cooking|wip|gimme|my turn|can do"
    r"|almost (?:there|done)|half ?done|nearly (?:there|done|finished)|in the works|done locally|i'?ll bite|leave (?:it|this) to me|consider (?:it|this) handled|i got (?:you|this)|doing (?:it|this))"
    r"(?: (?:this|it|that|this one|rn|now|on (?:it|my (?:end|side))|as we speak|something|real quick|tonight|today))*[.!… ]*$"
    # what comes, and from whom
    rf"|\bthere(?:'ll| will) be an? {_WORK}\b|\byou(?:'ll| will) (?:see|get|have) (?:an?|my|the) {_WORK}\b|\bexpect (?:\w+ ){{1,3}}from (?:me|us)\b|^(?:the |my )?(?:tests|docs|rest|code|remaining \w+) (?:will |to )?(?:follow|come)s?\b"
    rf"|\b(?:the|my|our) {_WORK} (?:goes (?:up|out)|will be (?:public|out|up))\b|\bmy {_WORK} (?:has the fix|handles|covers|passes)\b|\bour {_WORK} is in (?:internal )?review\b|\bi(?:'ll| will) (?:cook|whip|cobble|hack) (?:something|sth|it|this|an? \w+) (?:up|together)\b|\b(?:cook|whip) up (?:something|sth|an? pr)\b"
    # what is shown
    r"|^(?:(?:my )?(?:first|rough|second|current) (?:attempt|draft|version|stab|cut|try|sketch|state)|work in progress|wip|here'?s what i have(?: so far)?)(?: \w+)?:? https?:|\bput my (?:current |rough )?(?:state|work|draft|attempt) on\b|\bpushed (?:what i have|my (?:current )?(?:state|work|progress)|a start)\b"
    # how far it is
    r"|^(?:quick |small |short )?(?:status|update|progress)(?: \w+){0,4}: [^?]*\b(?:done|finished|translated|converted|ported|migrated|under ?way|passing|half there)\b|\b\d+ (?:of|out of) \d+ (?:[\w-]+ ){0,2}(?:done|translated|converted|ported|migrated|finished)\b"
    r"|\b(?:two|one) thirds? (?:through|done)\b|\bi(?:'m| am) (?:making (?:\w+ )?progress|done with the code|down to (?:one|two|the last) \w+ ?tests?|half ?way through (?!the import|installing|download))|\bi(?:'ve| have)? made (?:a start|good (?:progress|headway))\b|\bi(?:'ve| have)? (?:got|have) the skeleton\b|\bgot (?:most|half|the first half) of (?:it|this) (?:working|done)\b"
    r"|\bi (?:hope|plan|expect|aim|should)(?: to)? (?:push|show|share|present|deliver|have) (?:something|a first|a draft|it (?:ready|done))\b|\b(?:finished|done) (?:coding|with the code)\b|\b(?:only|just) the (?:docs|tests|screenshots|changelog)(?: \w+)? (?:are|is) missing\b|\b(?:the|my) implementation is (?:about |nearly |almost )?(?:\d+|half|there|done|complete)\b"
    # a part of it, or for a group
    rf"|\bi(?:'d| would| could| can|'ll| will) (?:gladly |happily |like to )?(?:take(?: care of)?|do|supply|provide|write|translate|correct|draw|record|edit) (?:the|an?) (?:[\w-]+ ){{0,2}}{_PART}\b|\bi(?:'m| am) (?:rewriting|documenting|translating|porting|converting|refactoring|replacing|extracting) (?:the|all|this|these)\b"
    r"|\b(?:our|my) (?:team|squad|group|guild|department)\b[^.?!]*\b(?:sprint|iteration|board)\b|\bon our team'?s? board\b|\bi(?:'m| am) the one (?:assigned|who (?:does|will|implements))\b|\blet (?:us|me) handle\b|\bwe(?:'ll| will) build (?:it|this)\b|\bi(?:'ll| will) be driving this\b|\b(?:will be|is) my (?:weekend|holiday|next) project\b|\bwho will do (?:it|this)[.! ]*$|\bwe have (?:someone|somebody|an? \w+) [^.?!]*\bwho (?:can|will|could|would) (?:take|do|work|look after|fix|implement|handle)\b"
    r"|\b(?:group|class|team|we) (?:has|have) (?:chosen|picked|selected) this (?:issue|task|one)\b|\bi(?:'ll| will) do the [\w -]{2,30} next\b|\bi'd start with [^.?!]*\b(?:and leave|if that(?:'s| is) (?:ok|fine|okay))\b|\bi(?:'d| would) finish (?:the|it|what)\b"
    # anew, or as they describe the change
    r"|^(?:re)?opening an? (?:clean|new|fresh|better|smaller)\b|^(?:ok|okay|oh|ah|hm)?[,. ]*(?:let me have|i'll have|having) another (?:look|go|try|stab)\b(?! at (?:my|our))|^(?:ok|okay|then|alright)?[, ]*going for (?:it|this)\b|\bwill replace [#!]\d+ (?:with|by)\b|\bi(?:'ll| will) [^.?!]*\bcome up with an?\b|\btry my (?:luck|hand) (?:at|with|on)\b|^half ?way through[,.!]|^(?:the )?code(?:'s| is) (?:there|ready|done|written)\b"
    r"|\bi'?ll have (?:a|the) (?:pr|mr|patch|fix) (?:up|ready|out)\b|\bwill send (?:something (?:your way|over|in)|it over|sth)\b"
    r"|\bi(?:'ll| will) (?:add|write|create|replace|move|extract|introduce|wrap|rewrite|extend|drop|implement|refactor) (?:an?|the|some) (?!.*\b(?:my|our)\b)[^.?!]*\b(?:decorator|function|class|flag|helper|parameter|module|method|index|fixture|tests?(?! (?:account|user|file|project|case))|[\w/]+\.(?:py|js|tsx?|go|rs|java|c|cpp|rb))\b"
    # said as one learns English
    r"|^i (?:do|make|fix|solve|take|prepare|send you|send) (?:it|this|an? (?:pr|mr|pull request|merge request|patch))(?:,? (?:until|by (?:\w+day|the end)|tomorrow|tonight|today|on (?:the )?week\w*|this week\w*|next week|in (?:the )?next|on \w+day|and come|is ok)\b[^.?!]*)?[.!? ]*$"
)
"""Who says one of these works on it."""
LEAVING = re.compile(
    r"^not any ?more\b|\bbow(?:ing|ed)? out\b|^(?:sorry|unfortunately|sadly)?[,:]? ?no (?:more )?(?:time|capacity|bandwidth)(?: left| right now| at the moment| for (?:it|this)| currently| any ?more)?[.! ]*$|"
    r"\bwrong (?:issue|tab|thread|repo(?:sitory)?|one|window)\b|\bnot for me\b|"
    r"^(?:sorry,? |unfortunately,? |hi,? )?(?:dropping|abandoning|leaving|releasing|quitting|stepping (?:back|away|down)|unassigning|giving up|withdrawing|passing)(?: on| from| out)? (?:this|it|my|myself)\b|\bi (?:hereby )?(?:withdraw|resign|relinquish)\b|\bbeyond me\b"
    r"|\b(?:can'?t|cannot|couldn'?t|could not|won'?t|not able to|unable to|don't think i (?:can|will|could)) (?:continue|proceed|go on|carry on|do (?:it|this)|make it|manage|finish|complete|re-?open|resume)\b(?!.*\b(?:until|myself|alone|on my own|without)\b)|\bfailed to (?:fix|solve|implement|finish|complete)\b"
    r"|\b(?:never|did ?n[o']t|have ?n[o']t) (?:even |really )?start(?:ed)?\b|\b(?:lost|losing) interest\b|\bsomething (?:else |urgent )?came up\b|\bbusy with\b.*\b(?:can'?t|cannot|reassign|unassign)\b|\bplease (?:re-?assign|unassign)\b(?! (?:me (?:this|back|again)|this to me|it to me))|\bfound another (?:issue|one|task|project)\b"
    r"|\bno (?:plans?|intention)s? (?:to|of) (?:finish|continu|work)|\bno longer (?:on|working|able|interested|have)\b|\blet (?:some|any)(?:one|body) else\b|\b(?:assign|reassign|give|pass|hand|offer) (?:it |this )?(?:over )?(?:to )?(?:some|any)(?:one|body) else|(?<!not )(?<!never )\bgiv(?:e|ing) (?:this|it) up\b|\bhand(?:ing)? (?:this|it) back\b(?! in\b)|^never ?mind\b"
    r"|\b(?:did ?n[o']?t|never|have ?n[o']?t|has ?n[o']?t|not|could ?n[o']?t|wo ?n[o']?t|will not|can ?n?[o']?t) (?:\w+ )?(?:get|got|gotten|come|came|getting|be able to get) (?:a?round )?to (?:it|this|that|work on|finish|do)\b"
    r"|\b(?:my|our) (?:\w+ )?(?:internship|contract|course|semester|term|project|time here|engagement)(?: \w+){0,2} (?:ends?|ended|is over|has ended|finished|finishes)\b"
    r"|\b(?:chang(?:ing|ed)|switch(?:ing|ed)|mov(?:ing|ed) (?:to|into)) (?:an? )?(?:other |another |new |different )?(?:jobs?|teams?|projects?|compan\w+)\b|\b(?:started|starting|got|have) a new job\b|\bleaving (?:the |our )?(?:company|team|project)\b|\bmov(?:ed|ing) on to (?:other|another|something)\b"
    r"|\b(?:i'm|i am|we're|we are|been|got) (?:\w+ ){0,2}?(?:tied up|swamped|overloaded|overwhelmed|fully booked|caught up (?:in|with)|occupied|snowed under|drowning in)\b"
    r"|\blife (?:got|gets|has got(?:ten)?|happened)\b(?: in the way)?|\bin case (?:it helps|any(?:one|body)|some(?:one|body))\b|\b(?:my|the) (?:branch|work|changes|wip|half-done work|progress) (?:is|are|so far is) (?:\w+ ){0,4}?(?:if|for) (?:any|some)(?:one|body)\b"
)
"""What people write when they leave work to others, unless they say that they go on (`STAYING`)."""
STAYING = re.compile(
    r"\b(?:but|so|and)\b[^.?!]*\b(?:will|i'll|going to|'m back|am back|plan to|hope to|should|now)\b|\byet\b|\buntil\b|\bstill (?:on|working|want|plan)\b"
)
PROPOSING = re.compile(
    r"\bshall i\b|\b(?:would|will|are|do|could) you(?: guys| all| folks| be|'d)*(?: still)? (?:accept|open to|consider|welcome|take|merge|review|want|like|interested in|willing to (?:accept|review|merge|take)|happy to (?:accept|review|merge|take)) (?:an? |my |any |me to )*(?:\w+ )?"
    r"(?:prs?|pull requests?|mrs?|merge requests?|patch(?:es)?|contributions?|fix|submit|open|send|make|create|prepare)\b"
    r"|\b(?:would|is|are) (?:an? |any |my )?(?:prs?|pull requests?|mrs?|patch(?:es)?|contributions?)(?: for (?:this|it)| that \w+ this| from me| to fix this| here)*(?: be)? (?:welcomed?|accepted|wanted|appreciated|considered|ok|okay|useful|helpful)\b"
    r"|\b(?:good|suitable|nice|great|okay?|right|fine) (?:\w+ )?(?:one |issue |task |start )?for (?:me|us|a (?:beginner|newbie|first|newcomer)[\w -]* like me)\b.*\?"
    r"|\bshould i (?:just )?(?:open|send|submit|make|prepare|create|raise) (?:an? )?(?:prs?|pull|mr|patch|fix)\b"
)
"""“Would you take a pull request for this?”"""
ASKING = re.compile(
    r"\bshould my (?:change|fix|patch|pr|branch) (?:go|be|target)\b|\bbefore i (?:dive|jump|dig) in\b|\bbefore i (?:begin|start|write (?:any |the )?code)[ :,]|"
    r"^(?:ok|okay|alright|right|so|well|then)[, ]+(?:then )?taking (?:(?:it|this) )?over\b|\bmy (?:pr|pull request|mr|patch|fix|branch|implementation) (?:is|will be) (?:\w+ )?(?:ready|done|finished|coming|in progress|under ?way)\b|^consider (?:it|this) (?:done|taken)\b|\b(?:let me have (?:it|this)|get (?:a |the )?(?:patch|pr|fix) from me|mine\b[.! :)]*$)|\b(?:one of (?:our|my)|our|my|a) (?:\w+ )?(?:engineers?|devs?|developers?|colleagues?|students?|interns?|employees?) (?:can|could|will|would like to|wants to|is going to) (?:work|take|do|implement|fix|tackle)\b"
    r"|\b(?:this|it)(?: would|'d| will|'ll| could|'s going to| is going to)? be my (?:very )?(?:first|1st) (?:ever )?(?:contribution|issue|pr\b|pull request|open|one|time)\b"
    r"|^(?:\W|@[\w.-]+ |hi |hello )*+i(?:'m| am) in\b[!. ]*$|^(?:very |i'm |i am )?interested[!. ]*$|\bi(?:'ve| have)? got (?:this|it)(?: one| covered)?[.! ]*$|\bthis(?: one)?(?: is|'s) mine[.! ]*$|^wip\b.*(?:https?:|branch)|\bwip branch\b|^(?:the )?(?:team \w+|\w+ team|our (?:team|group|squad))(?: here)?:? (?:takes?|will take|will do|picks? up|will handle|is taking) (?:this|it)\b|^requesting (?:\w+ )?assign|^(?:self-?)?assigning (?:this |it )?(?:to )?(?:myself|this)?[.! ]*$|\bi(?:'d| would)? want to be (?:a )?part of this\b|^volunteering\b|\b(?:can|could|may|shall|might) i take (?:it |this |that )?over\b"
    # before and while they do it
    r"|\b(?:where|in which file|how) (?:shall|should|do|can|would you like) (?:i|me)(?: to)? (?:put|add|place|name|call) (?:the|my|a) (?:\w+ )?(?:tests?|docs?|functions?|flag|option|helper|code|file)\b|\bwhich branch should (?:i (?:base|target|start|work|branch)|my \w+ (?:go|be|target))\b|\b(?:where|how) should my (?:code|function|class|change|implementation|test|patch)\b|\bwhat should my (?:code|implementation|function) do\b"
    r"|\b(?:should|shall) i (?:also )?(?:add|write|include|keep|remove|rename|adapt|update) (?:an? |the |some |my )?(?:\w+ )?(?:tests?|migration|docs|documentation|parameter|option|flag|changelog|helper|api|fallback)\b|\bdo you want me to (?:handle|add|implement|write|include|cover|fix|do|convert|port)\b"
    r"|\b(?:objections?|opposed|against) (?:to )?me (?:doing|taking|trying)\b|\bmind (?:me|my) (?:doing|taking|trying|having)\b|\b(?:would it (?:help|be (?:ok|okay|fine|alright|good|useful)(?: with everyone)?)|who could review it) if i (?:did|do|took|tried)\b|\bfine with me (?:doing|taking|trying)\b"
    r"|\bcould (?:this|it) be mine\b|\b(?:count|consider) this as mine\b|\b(?:can|could|may) i get (?:this one|this issue|this task|assign(?:ed)?)\b|\b(?:while|when|before|so (?:that )?i can (?:finish|start)|where i should start with)(?: i)?(?: (?:am|'m|the))? (?:implement(?:ing|ation)?|writ(?:e|ing) the code|cod(?:e|ing))\b(?!.*\b(?:you|they|somebody|someone)\b)"
    r"|(?<!n't )(?<!not )(?<!never )\b(?:give|hand|assign|allot|allocate) (?:this|it)(?: one| issue| task)? to (?:me|us|our)\b|\b(?:add|put) my name (?:to|on|down)\b|\bto be given this\b|\buse this (?:issue |one |task )?as my\b|\brequest (?:you )?to assign\b|\brequest for working\b|\b(?:want|like|interested) (?:to )?contribute (?:for|to|in|with|under) \b|\ballow (?:to )?me (?:to|for) (?!use|see|disable|set|run|do)\w+"
)
"""Who says one of these wants it."""
