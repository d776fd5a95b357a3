"""Who claims an issue in words, who lets go, and what people with a say answer.

A claim is a person's; a maintainer's answer confirms it, passes it on, or holds everybody back. Where the forge
names no relations, anybody who does not claim the issue is heard like a maintainer.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from isonboard.match import bots
from isonboard.match.ages import aware
from isonboard.match.claims import Said, mentions_in, said_in
from isonboard.match.history import MAINTAINERS_RELATIONS, Claim, ClaimKind, Hint, Hold, SaidPull, is_bot
from isonboard.match.references import names_another_repository, own_words
from isonboard.match.remarks import Asker, Words, takes_away
from isonboard.match.speech import IT_IS_ME, Speech
from isonboard.match.telling import DOUBTFUL, SURE, claim_odds, sounds_like_leaving, telling_words
from isonboard.model.issue import Comment, Issue

_WISHES = re.compile(r"\b(?:i'd|i would|i want)\b(?!.*\bassign)")
_ANSWERS = re.compile(r"\b(?:do|try|check|test) that\b")  # the reporter, to a hint
_HELPS = re.compile(
    r"\bhelp(?:ing)? (?:me |us |out )?with (?!this\b|it\b)|\bwants? to (?:test|review|check)\b"
)  # with a part of it
_THANKS = re.compile(r"(?:hi|hey|hello|many|@[\w.-]+|[ ,!])*+thank")
_ANSWER = timedelta(days=30)  # how long a question waits for its answer
_FRESH = timedelta(days=7)  # “anyone can take this” does not take an issue from who claimed it this week
_CLAIMING = frozenset({Speech.ASK, Speech.CLAIM, Speech.OFFER, Speech.TRY})
_PLAIN = _CLAIMING | {
    Speech.PULL,
    Speech.PROPOSE,
    Speech.RELEASE,
    Speech.YES,
    Speech.NO,
    Speech.INVITE,
    Speech.NUDGE,
}
_TO_YOU = (
    "go ahead",
    "go for it",
    "go on",
    "assign",
    "yours",
    "feel free",
    "you can",
    "you may",
    "welcome to",
)
_TO_YOU_ALONE = re.compile(r"\bassign\w* (?:(?:it|this) )?(?:to )?you\b|\byours\b")
_TO_ALL = ("anyone", "anybody", "someone", "somebody", "others", "whoever", "up for grabs", "open to")


class Conversation:
    """The talk about one issue; `claims` and `assigned` are keyed by login, lower case."""

    def __init__(self, issue: Issue, maintainers: set[str], *, relations_known: bool) -> None:
        self.issue = issue
        self.maintainers = maintainers
        self.relations_known = relations_known
        self.claims: dict[str, Claim] = {}
        self.assigned: dict[str, Claim] = {}
        self.pulls: list[SaidPull] = []
        self.hold: Hold | None = None
        self.hint: Hint | None = None
        self.parting: Hint | None = None
        self._asker: Asker | None = None
        self._last: tuple[str, datetime | None] | None = None  # who of the others spoke last
        self._invited: tuple[frozenset[str], datetime | None] | None = None

    def read_report(self) -> None:
        """The report itself claims only when it says so outright; an offer of help in it is none."""
        issue = self.issue
        if not issue.author or is_bot(issue.author):
            return
        by_maintainer = self._is_maintainer(issue.author, issue.association)
        for one in said_in(own_words(issue.body), of_others=False, number=issue.number):
            if one.speech is Speech.CLAIM or (one.speech is Speech.ASK and not by_maintainer):
                self._claim(issue.author, issue.created_at, one)

    def hear(self, comment: Comment, at: datetime | None) -> None:
        """One more comment."""
        if is_bot(comment.author):
            self._hear_bot(comment, at)
            return
        login = comment.author.lower()
        heard = self._may_decide(comment) or login in self.claims or login in self.assigned
        said = said_in(comment.body, of_others=heard, number=self.issue.number)
        words = Words(comment.author, login, at, said, frozenset(one.speech for one in said), comment.body)
        self.active(words.login, at)
        if self._gives_up(words):
            return
        before = self._asker
        self._speak_for_themselves(words, comment)
        leads = self._may_decide(comment)
        if leads:
            self._decide(words, before)
        else:
            self._last = (words.who, at)
        is_invited = self._is_invited(
            words
        )  # by somebody else: “who wants this? Happy to help.” invites, and takes nothing
        self._ask_around(words, leads=leads)
        if Speech.YES in words.speeches and Speech.RELEASE not in words.speeches and is_invited:
            self._claim(words.who, at, words.first(Speech.YES), granted=True)
            self._invited = None
        elif Speech.YES in words.speeches and self._pending(before, words) is not None:
            answer = words.first(Speech.YES)
            if before is not None and not before.for_it and IT_IS_ME.search(answer.words.lower()):
                self._claim(words.who, at, answer)

    def let_go(self, login: str) -> None:
        """`login` works on it no more, whatever was said before."""
        self.assigned.pop(login, None)
        self.claims.pop(login, None)

    def active(self, login: str, at: datetime | None) -> None:
        """A sign of life."""
        for claims in (self.claims, self.assigned):
            claim = claims.get(login)
            if claim is not None and at is not None:
                claim.active = at
                claim.asked = None

    # For oneself

    def _gives_up(self, words: Words) -> bool:
        login = words.login
        if self.hint is not None and self.hint.who.lower() == login:
            self.hint = None  # what they say now counts
        declines = Speech.NO in words.speeches and self._was_asked(login)
        hands_on = (
            Speech.FREE in words.speeches
            and (login in self.claims or login in self.assigned)
            and not words.speeches & {Speech.CLAIM, Speech.ASK, Speech.PULL}
            and not _HELPS.search(words.first(Speech.FREE).words.lower())
        )
        turns = [one.speech for one in words.said if one.speech in {Speech.RELEASE, Speech.CLAIM}]
        releases = bool(turns) and turns[-1] is Speech.RELEASE  # “harder than expected. Still at it.”
        if not (releases or declines or hands_on):
            return self._sounds_like_leaving(words)
        had = self.claims.pop(login, None) is not None
        saying = words.first(Speech.RELEASE, Speech.NO, Speech.FREE).words
        if had:
            self.parting = Hint(saying, words.who, words.at)
        claim = self.assigned.get(login)
        if claim is not None:
            had = True
            self._part(claim, words, saying, doubted=False)
        if self._asker and self._asker.who.lower() == login:
            self._asker = None
        for who in words.named(Speech.TAKEN) if had else ():
            self._claim(who, words.at, words.first(Speech.TAKEN), granted=True)  # “@bo will finish this”
        return had and Speech.CLAIM not in words.speeches

    def _sounds_like_leaving(self, words: Words) -> bool:
        """The second opinion on who has it: it makes a claim doubtful and removes none."""
        if not words.speeches.isdisjoint(_PLAIN) or not self._holds(words.login):
            return False
        if not sounds_like_leaving(words.body):
            return False
        for claims in (self.claims, self.assigned):
            claim = claims.get(words.login)
            if claim is not None and claim.given_up is None:
                self._part(claim, words, telling_words(words.body, leaving=True), doubted=True)
        return True

    def _part(self, claim: Claim, words: Words, saying: str, *, doubted: bool) -> None:
        claim.given_up = words.at or claim.active or self.issue.updated_at or claim.since
        claim.parting = saying
        claim.doubted = doubted

    def _speak_for_themselves(self, words: Words, comment: Comment) -> None:
        for one in words.said:
            if one.speech is Speech.PULL:
                if not one.own and names_another_repository(one.words, self.issue.project_id):
                    continue
                self.pulls.append(SaidPull(one.number, words.who, words.at, linked=False))
                if one.own:
                    self._claim(words.who, words.at, one)
            elif one.speech is Speech.PROPOSE:
                self._asker = Asker(words.who, words.at, for_it=True)
            elif one.speech in _CLAIMING and self._is_claim(one, words, comment):
                others = [who for who in one.whom if who != words.login and not is_bot(who)]
                if one.command and others:
                    for who in others:
                        self._claim(who, words.at, one, granted=True)  # “/assign @ada”
                else:
                    self._claim(words.who, words.at, one)
                    self._asker = Asker(words.who, words.at, for_it=True)
        if self._may_only_sound_like_it(words, comment):
            odds = claim_odds(comment.body)
            saying = telling_words(comment.body)
            if odds > SURE:
                self._claim(words.who, words.at, Said(Speech.OFFER, saying), guessed=True)
                self._asker = Asker(words.who, words.at, for_it=True)
            elif odds > DOUBTFUL:
                self.hint = Hint(saying, words.who, words.at)

    def _may_only_sound_like_it(self, words: Words, comment: Comment) -> bool:
        """Where nothing plain is said: not of who leads, nor of the reporter, who answers questions about it.

        Where it is not known who leads (`association`), a leader's “PRs welcome!” would pass for a claim.
        """
        if comment.association is None or not words.speeches.isdisjoint(_PLAIN) or self._holds(words.login):
            return False
        return not (
            self._is_maintainer(words.who, comment.association) or words.login == self.issue.author.lower()
        )

    def _is_claim(self, one: Said, words: Words, comment: Comment) -> bool:
        reports = words.login == self.issue.author.lower()
        if reports and (
            one.speech is Speech.TRY or (_ANSWERS.search(one.words.lower()) and not self._is_invited(words))
        ):
            return False
        # Who leads does not ask: “can I work on this” in their mouth explains or offers (notes on the Bitcoin dumps).
        leads = self._is_maintainer(words.who, comment.association)
        if one.speech is Speech.OFFER:
            return not leads and Speech.FREE not in words.speeches
        wishes = not one.words.rstrip(" )").endswith("?") and _WISHES.search(one.words.lower()) is not None
        return one.command or one.speech is Speech.CLAIM or wishes or not leads

    # With a say

    def _decide(self, words: Words, before: Asker | None) -> None:
        """What a maintainer's words change; `before` is who had asked before them."""
        allows = bool(words.speeches & {Speech.GRANT, Speech.FREE})
        if Speech.HOLD in words.speeches and not (
            allows and words.speaks_to((*_TO_YOU, *_TO_ALL, "welcome"))
        ):
            self.hold = Hold(words.first(Speech.HOLD).words, words.who, words.at)
            return
        if self.hold and (allows or words.speeches & {Speech.RESUME, Speech.INVITE}):
            self.hold = None
        if Speech.NUDGE in words.speeches or words.speeches & {Speech.CLAIM}:
            return
        asker = self._pending(before, words)
        if self._refuses(words, asker, allows=allows):
            return
        if Speech.TAKEN in words.speeches and Speech.FREE not in words.speeches:
            self._say_taken(words, asker)
        elif allows:
            self._allow(words, asker)

    def _refuses(self, words: Words, asker: Asker | None, *, allows: bool) -> bool:
        """“Please take #88 instead”, to who asked: their claim ends, nobody else's."""
        refusals = {one.words for one in words.said if one.speech is Speech.REFUSE}
        yes = any(
            one.speech is Speech.GRANT and one.words not in refusals and not _THANKS.match(one.words.lower())
            for one in words.said
        )
        refused = (bool(refusals) and not yes) or (Speech.NO in words.speeches and not allows)
        if not refused or Speech.TAKEN in words.speeches:
            return False
        asking = [asker.who.lower()] if asker is not None and asker.for_it else []
        named = [who for who in words.named(*Speech) if who in self.claims] or asking
        for who in named:
            self.claims.pop(who, None)
        if named:
            self._asker = None
        return bool(named)

    def _say_taken(self, words: Words, asker: Asker | None) -> None:
        holders = words.named(Speech.TAKEN)
        if asker is not None and asker.who.lower() not in holders:
            self.claims.pop(asker.who.lower(), None)
        if not holders and not self.claims and not self.assigned:
            holders = ["somebody"]
        for who in holders:
            if who not in self.claims and who not in self.assigned:
                self._claim(who, words.at, words.first(Speech.TAKEN), granted=True)
            self.active(who, words.at)

    def _allow(self, words: Words, asker: Asker | None) -> None:
        named = words.named(Speech.GRANT, Speech.FREE)
        if asker is None and not named and self._last and _TO_YOU_ALONE.search(words.text):
            asker = self._pending(Asker(*self._last, for_it=True), words)
        saying = words.first(Speech.GRANT, Speech.FREE)
        to_all = words.speaks_to(_TO_ALL)
        to_you = words.speaks_to(_TO_YOU) and not to_all
        if Speech.FREE in words.speeches and takes_away(saying.words):
            for who in named or [*self.claims]:
                self.let_go(who)
            if asker is None or not asker.for_it or asker.who.lower() in named:
                return
            named = []
        if asker is not None and (not named or asker.who.lower() in named):
            sure = asker.for_it or asker.who.lower() in named
            if to_you or (sure and not to_all and Speech.GRANT in words.speeches):
                self._grant([asker.who], saying, words.at)
                return
            if asker.for_it and self._is_fresh(asker.at, words.at):
                return  # “anyone can take this”, said to who wants to: neither given nor refused
        elif named and Speech.GRANT in words.speeches and (to_you or Speech.FREE not in words.speeches):
            self._grant_or_invite(named, words, saying)
            return
        if Speech.FREE in words.speeches:
            self.claims = {
                who: claim
                for who, claim in self.claims.items()
                if who == words.login or self._is_fresh(claim.active, words.at)
            }

    def _grant_or_invite(self, named: list[str], words: Words, saying: Said) -> None:
        """“Go ahead @ada” gives; “@rita feel free to open a PR”, unasked, only invites."""
        wanting = [who for who in named if who in self.claims]
        if wanting or Speech.FREE not in words.speeches:
            self._grant(wanting or named, saying, words.at)
        else:
            self._invited = (frozenset(named), words.at)

    def _grant(self, given: Sequence[str], saying: Said, at: datetime | None) -> None:
        """Who is told to go ahead takes over from those who only asked and from those who have been silent."""
        logins = {who.lower() for who in given}
        self.claims = {
            other: claim
            for other, claim in self.claims.items()
            if other in logins or (claim.granted and self._is_fresh(claim.active, at))
        }
        for who in given:
            self._claim(who, at, saying, granted=True)
        self._asker = None

    def _ask_around(self, words: Words, *, leads: bool) -> None:
        if Speech.NUDGE in words.speeches:
            whom = set(words.named(Speech.NUDGE))
            for claims in (self.claims, self.assigned):
                for who, claim in claims.items():
                    if who != words.login and (not whom or who in whom) and claim.asked is None:
                        claim.asked = words.at
        if Speech.QUESTION in words.speeches and words.login not in self.claims:
            self._asker = Asker(words.who, words.at, for_it=False)
        if Speech.INVITE in words.speeches and (leads or words.first(Speech.INVITE).words.endswith("?")):
            self._invited = (frozenset(words.named(Speech.INVITE)), words.at)

    def _hear_bot(self, comment: Comment, at: datetime | None) -> None:
        text = comment.body.lower()
        named = [who for who in mentions_in(comment.body) if not is_bot(who)]
        asker = self._asker.who.lower() if self._asker is not None else ""
        if bots.refuses(text, to_holder=asker in named):
            self.claims.pop(asker, None)
        elif bots.releases(text, to_holder=any(map(self._holds, named))):
            if not bots.threatens(text):
                for who in named or [*self.claims]:
                    self.let_go(who)
        elif "assigned" in text and named and "not assigned" not in text:
            self._claim(named[0], at, Said(Speech.GRANT, comment.body.strip().split("\n")[0]), granted=True)

    def _claim(
        self, who: str, at: datetime | None, one: Said, *, granted: bool = False, guessed: bool = False
    ) -> None:
        login = who.lower()
        known = self.claims.get(login)
        if known is None:
            self.claims[login] = known = Claim(
                who=who, kind=ClaimKind.COMMENT, since=at, words=one.words, guessed=guessed
            )
        if known.guessed and not guessed:
            known.guessed = False
            known.words = known.words if granted else one.words
        known.active = at or known.active
        known.granted = known.granted or granted
        known.asked = known.given_up = None
        if login in self.assigned:
            self.assigned[login].given_up = None

    def _holds(self, login: str) -> bool:
        return login in self.claims or login in self.assigned

    def _pending(self, asker: Asker | None, words: Words) -> Asker | None:
        if asker is None or asker.who.lower() == words.login:
            return None
        late = asker.at is not None and words.at is not None and aware(words.at) - aware(asker.at) > _ANSWER
        return None if late else asker

    def _is_fresh(self, then: datetime | None, now: datetime | None) -> bool:
        return then is not None and now is not None and aware(now) - aware(then) <= _FRESH

    def _was_asked(self, login: str) -> bool:
        asked = any(login in claims and claims[login].asked for claims in (self.claims, self.assigned))
        return asked or bool(self._invited and login in self._invited[0])

    def _is_invited(self, words: Words) -> bool:
        if self._invited is None:
            return False
        whom, asked = self._invited
        late = asked is not None and words.at is not None and aware(words.at) - aware(asked) > _ANSWER
        return not late and (not whom or words.login in whom)

    def _is_maintainer(self, login: str, association: str | None = None) -> bool:
        return association in MAINTAINERS_RELATIONS or login.lower() in self.maintainers

    def _may_decide(self, comment: Comment) -> bool:
        if self._is_maintainer(comment.author, comment.association):
            return True
        if comment.association is not None or self.relations_known:
            return False
        return comment.author.lower() not in self.claims
