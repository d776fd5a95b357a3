"""Words with which people ask, beside those that say what for: “i want to learn rust”, “something with maps for beginners”.

They say next to nothing where something else is asked for, and all there is where nothing is: “learn” finds `learn`.
"""

from collections.abc import Collection, Mapping
from itertools import takewhile

from isonboard.match.analysis import FUNCTION_WORDS, SKILL

FUNCTION_SHARE = 0.02  # of what a word says
ASKING_SHARE = 0.05  # ... in a sentence: it may still tell two of the same kind apart (“for beginners”)
KEYWORD_SHARE = 0.15  # ... before or behind bare words, which may be a name's
FOR_BEGINNERS = frozenset((SKILL + "goodfirstissue",))
"""Skills that two such words are together (“beginner friendly”)."""
_WHOLE = 5  # letters from which on a word of `ASKING` is no beginning of another

ASKING = frozenset(
    ("beginner", "beginners", "begin", "contribute", "contributing", "contribution", "contributions", "contributor",
     "easy", "first", "friendly", "good", "help", "helping", "hobby", "interested", "interesting", "interests", "issue",
     "issues", "join", "learn", "learning", "looking", "newbie", "newbies", "newcomer", "newcomers", "novice",
     "participate", "project", "projects", "repo", "repos", "repositories", "repository", "skill", "skills", "wanna",
     "wanted", "wants")
)  # fmt: skip
"""Words that ask for a project, for help or for a start, where a skill stands beside them or a sentence around them."""

CHATTING = frozenset(
    ("am", "apply", "basics", "been", "besides", "best", "but", "code", "coding", "cool", "developer",
     "developers", "don", "enjoy", "experience", "experienced", "fan", "find", "fun", "get", "getting", "give",
     "got", "great", "have", "here", "if", "improve", "involved", "involving", "junior", "just", "kind", "know",
     "knowledge", "let", "like", "little", "lot", "love", "made", "need", "new", "nice", "not", "people",
     "please", "practice", "prefer", "related", "show", "simple", "small", "so", "start", "started", "starting",
     "stuff", "task", "tasks", "team", "teams", "thing", "things", "try", "trying", "us", "use", "uses",
     "using", "work", "working", "works", "write", "writing", "written")
)  # fmt: skip
"""Words that say as little, but only in a sentence: where a function word or another of them stands beside them."""


def shares(words: Mapping[str, bool], *, open_end: bool) -> dict[str, float]:
    """Words of a query that only ask, with the share that is left of what they say.

    `words` are in order, each with whether it is a skill; the last may be unfinished at an `open_end`.
    """
    fading = dict.fromkeys(FUNCTION_WORDS.intersection(words), FUNCTION_SHARE)
    others = {word for word in words if word not in fading}
    asking = ASKING | CHATTING if fading or len(CHATTING.intersection(words)) > 1 else ASKING
    telling = {word for word in others if word not in asking}
    if telling and fading:
        fading.update(dict.fromkeys(others - telling, ASKING_SHARE))
    elif any(words[word] for word in telling):
        around = (
            *takewhile(asking.__contains__, words),
            *takewhile(asking.__contains__, reversed(list(words))),
        )
        fading.update(dict.fromkeys(around, KEYWORD_SHARE))
    last = list(words)[-1] if words else ""
    if open_end and (last in FUNCTION_WORDS or len(last) < _WHOLE):
        fading.pop(last, None)
    return {} if len(fading) == len(words) else fading


def only_ask(words: Collection[str]) -> bool:
    """Whether words in a row say nothing of what is asked for."""
    return all(word in FUNCTION_WORDS or word in ASKING for word in words)
