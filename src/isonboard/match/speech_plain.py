"""What people say so plainly that a sentence need not be reworded first: “PR soon!”, “life got in the way”."""

import re

COMING = re.compile(
    r"(?<!no )(?<!any )(?<!a )\b(?:pr|mr|patch|pull request|merge request|fix) (?:is |will be |should be |will )?(?:coming |arrive |follow |up |ready |here |out )?(?:very |really )?"
    r"(?:soon|shortly|incoming|coming|tomorrow|tonight|today|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|in a (?:bit|few|moment|minute|day|week)|(?:by |at |over )?(?:this|next|the) (?:week|weekend|evening)|next week|later (?:today|this)|on (?:its|the) way|in the works|to follow|follows|will follow)\b(?! (?:i hope|hopefully|please))"
    r"|^started (?:here|in|at):? (?:on )?https?://|^(?:\w+, )?(?:i'm|i am) (?:now )?writing the (?:code|fix|patch|implementation)\b"
    r"|^(?:my )?prototype (?:is )?(?:running|working|ready|works|runs)\b|^(?:i )?wrote a (?:\w+ )?test\b[^.?!]*, (?:making|fixing)\b"
)
"""“PR soon!”"""
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
    r"\bshould my (?:change|fix|patch|pr|branch) (?:go|be|target)\b|\bbefore i (?:dive|jump) in\b|"
    r"^(?:ok|okay|alright|right|so|well|then)[, ]+(?:then )?taking (?:(?:it|this) )?over\b|\bmy (?:pr|pull request|mr|patch|fix|branch|implementation) (?:is|will be) (?:\w+ )?(?:ready|done|finished|coming|in progress|under ?way)\b|^consider (?:it|this) (?:done|taken)\b|\b(?:let me have (?:it|this)|get (?:a |the )?(?:patch|pr|fix) from me|mine\b[.! :)]*$)|\b(?:one of (?:our|my)|our|my|a) (?:\w+ )?(?:engineers?|devs?|developers?|colleagues?|students?|interns?|employees?) (?:can|could|will|would like to|wants to|is going to) (?:work|take|do|implement|fix|tackle)\b"
    r"|\b(?:this|it)(?: would|'d| will|'ll| could|'s going to| is going to)? be my (?:very )?(?:first|1st) (?:ever )?(?:contribution|issue|pr\b|pull request|open|one|time)\b"
    r"|^(?:\W|@[\w.-]+ |hi |hello )*+i(?:'m| am) in\b[!. ]*$|^(?:very |i'm |i am )?interested[!. ]*$|\bi(?:'ve| have)? got (?:this|it)(?: one| covered)?[.! ]*$|\bthis(?: one)?(?: is|'s) mine[.! ]*$|^wip\b.*(?:https?:|branch)|\bwip branch\b|^(?:the )?(?:team \w+|\w+ team|our (?:team|group|squad))(?: here)?:? (?:takes?|will take|will do|picks? up|will handle|is taking) (?:this|it)\b|^requesting (?:\w+ )?assign|^(?:self-?)?assigning (?:this |it )?(?:to )?(?:myself|this)?[.! ]*$|\bi(?:'d| would)? want to be (?:a )?part of this\b|^volunteering\b"
)
"""Who says one of these wants it."""
