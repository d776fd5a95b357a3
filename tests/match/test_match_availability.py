"""May an issue be taken? Replayed histories, each with the state that a careful reader would give it."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isonboard.match.availability import LIMITS, availability_of
from isonboard.model.issue import AvailabilityState, Comment, Issue, IssueEvent, LinkedPull

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
FREE, STALE, CLAIMED = AvailabilityState.FREE, AvailabilityState.STALE_CLAIM, AvailabilityState.CLAIMED
PULL, BLOCKED, UNKNOWN = AvailabilityState.PULL_OPEN, AvailabilityState.BLOCKED, AvailabilityState.UNKNOWN


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def newcomer(who: str, days: float, text: str) -> Comment:
    return Comment(author=who, body=text, at=ago(days), association="NONE")


def member(who: str, days: float, text: str) -> Comment:
    return Comment(author=who, body=text, at=ago(days), association="MEMBER")


def anon(who: str, days: float | None, text: str) -> Comment:
    """A comment on a forge that names no relations."""
    return Comment(author=who, body=text, at=None if days is None else ago(days))


def bot(who: str, days: float, text: str) -> Comment:
    return Comment(author=who, body=text, at=ago(days))


def event(kind: str, days: float | None, actor: str = "maint", subject: str = "") -> IssueEvent:
    return IssueEvent(kind=kind, at=None if days is None else ago(days), actor=actor, subject=subject)


def pull(number: str, state: str, author: str = "ada", days: float = 2, **more: bool) -> LinkedPull:
    return LinkedPull(number=number, state=state, author=author, updated_at=ago(days), **more)


def issue(*talk: Comment, **facts: object) -> Issue:
    base: dict[str, object] = {
        "project_id": "example.org/team/shop",
        "number": "7",
        "title": "Retry the payment call",
        "author": "rita",
        "association": "NONE",
        "created_at": ago(200),
        "updated_at": ago(1),
        "comments": talk,
        "events": (),
        "pulls": (),
    }
    return Issue(**{**base, **facts})  # type: ignore[arg-type]


class History(NamedTuple):
    title: str
    issue: Issue
    state: AvailabilityState


NOTHING_HAPPENED = [
    History("nobody ever said a word", issue(), FREE),
    History("people only confirm the problem", issue(newcomer("bo", 9, "I have the same problem on 2.3"), newcomer("cy", 4, "+1")), FREE),
    History("a maintainer explains how to do it", issue(member("maint", 9, "The retry belongs into client.py, see how upload does it.")), FREE),
    History("a maintainer invites anybody", issue(member("maint", 9, "PRs welcome! Happy to review.")), FREE),
    History("somebody asks whether it is free, and nobody answers", issue(newcomer("bo", 3, "Is this still available?")), FREE),
    History("… and hears that it is", issue(newcomer("bo", 3, "Is anyone working on this?"), member("maint", 2, "Not that I know of, it is still available.")), FREE),
    History("advice to try something is no claim", issue(member("maint", 9, "Can you try the nightly build?"), newcomer("rita", 8, "Thanks, I'll give it a try.")), FREE),
    History("a workaround is no claim", issue(newcomer("bo", 9, "I can fix this by downgrading to 1.2.")), FREE),
    History("a user's question is no claim", issue(newcomer("bo", 9, "How can I fix this? Can I use the old API instead?")), FREE),
    History("working on something else is no claim", issue(newcomer("bo", 9, "I'm working on a project that uses this library and hit it too.")), FREE),
    History("words in a quotation are not the writer's", issue(newcomer("bo", 3, "> I'd like to work on this\n\nDid you get anywhere with the idea?")), FREE),
    History("words in code are nobody's", issue(newcomer("bo", 3, "The log says:\n```\nassign me\ntake\n```\nweird.")), FREE),
    History("a stale bot's reminder changes nothing", issue(Comment(author="stale[bot]", body="This issue has been automatically marked as stale.", at=ago(5))), FREE),
    History("a welcome bot's how-to changes nothing", issue(Comment(author="github-actions[bot]", body="Thanks for the report! If you want to work on this, comment `/assign`.", at=ago(5))), FREE),
    History("someday is no claim", issue(newcomer("bo", 5, "I might work on this someday.")), FREE),
    History("wishing for a feature is no claim", issue(newcomer("bo", 5, "I would love to have this, I need it for my team.")), FREE),
    History("the reporter would send a pull request if wanted", issue(body="It crashes.\n\nHappy to submit a PR if you agree with the approach."), FREE),
    History("a form's unticked box is no claim", issue(body="### Help\n- [ ] I would like to work on this issue\n"), FREE),
    History("'let me know' is no claim", issue(newcomer("bo", 5, "Let me know if I can provide more logs.")), FREE),
    History("help wanted and nothing else", issue(labels=("help wanted", "good first issue", "bug")), FREE),
    History("unblocked is not blocked", issue(labels=("unblocked", "release blocker")), FREE),
    History("triage is not blocked", issue(labels=("needs-triage", "priority/backlog")), FREE),
]  # fmt: skip

CLAIMS = [
    History("can I work on this", issue(newcomer("ada", 3, "Hi! Can I work on this?")), CLAIMED),
    History("I'd like to take this", issue(newcomer("ada", 3, "I'd like to take this one if that's ok.")), CLAIMED),
    History("assign me", issue(newcomer("ada", 3, "Please assign this issue to me")), CLAIMED),
    History("/assign", issue(newcomer("ada", 3, "/assign")), CLAIMED),
    History("take, to a bot", issue(newcomer("ada", 3, "take")), CLAIMED),
    History(".take, to a bot", issue(newcomer("ada", 3, ".take")), CLAIMED),
    History("@bot claim", issue(newcomer("ada", 3, "@zulipbot claim")), CLAIMED),
    History("/claim with words after it", issue(newcomer("ada", 3, "/claim\n\nI know this part of the code.")), CLAIMED),
    History("I'll work on this", issue(newcomer("ada", 3, "I'll work on this over the weekend.")), CLAIMED),
    History("claim, then go ahead", issue(newcomer("ada", 9, "Could I pick this up?"), member("maint", 8, "Sure, go ahead!")), CLAIMED),
    History("the yes to a claim counts longer", issue(newcomer("ada", 26, "Could I pick this up?"), member("maint", 25, "Sure, go ahead!")), CLAIMED),
    History("claim, then progress", issue(newcomer("ada", 40, "I'd like to work on this"), newcomer("ada", 5, "Small update: the client part is done, tests are next.")), CLAIMED),
    History("a maintainer works on it", issue(member("maint", 4, "I'm working on this, PR soon.")), CLAIMED),
    History("the team does it itself", issue(member("maint", 4, "We're handling this internally, sorry.")), CLAIMED),
    History("a maintainer offers it to the reporter, who agrees", issue(member("maint", 5, "@rita would you like to work on this?"), newcomer("rita", 4, "Yes, I'd love to!")), CLAIMED),
    History("a maintainer names who works on it", issue(member("maint", 4, "@dan is already working on this.")), CLAIMED),
    History("asked for, but already taken: the first one has it", issue(newcomer("ada", 9, "I'm working on it"), newcomer("bo", 3, "Can I take this?"), member("maint", 2, "@ada is already on it, sorry.")), CLAIMED),
    History("given up, then taken by another", issue(newcomer("ada", 30, "I'll take this"), newcomer("ada", 9, "Sorry, no time for this anymore. Feel free to take it."), newcomer("bo", 3, "I'd like to take over.")), CLAIMED),
    History("stale claim, new claim", issue(newcomer("ada", 90, "I'll take this"), newcomer("bo", 3, "Is anyone still on it? If not, I'd like to work on this.")), CLAIMED),
    History("all yours @bo", issue(newcomer("bo", 60, "Could this be assigned to me?"), member("maint", 5, "All yours @bo")), CLAIMED),
    History("the bot says that it assigned", issue(newcomer("ada", 3, "/assign"), Comment(author="assign-bot[bot]", body="@ada has been assigned to this issue.", at=ago(3))), CLAIMED),
    History("the report itself takes it", issue(body="The timeout is wrong. I'm working on a fix.", created_at=ago(4)), CLAIMED),
    History("on a forge that names no relations", issue(anon("ada", 3, "Can I work on this?"), anon("lee", 2, "yes, go ahead"), association=None), CLAIMED),
    History("comments without times, issue touched lately", issue(anon("ada", None, "I'd like to work on this"), association=None, updated_at=ago(3)), CLAIMED),
    History("in progress, says a label", issue(labels=("status: in progress",), events=(event("labeled", 9, subject="status: in progress"),)), CLAIMED),
    History("curly apostrophes", issue(newcomer("ada", 3, "I’d like to work on this!")), CLAIMED),
    History("a conditional claim is a claim", issue(newcomer("ada", 3, "If nobody is working on this I'd like to give it a go.")), CLAIMED),
    History("asks and claims in one breath", issue(newcomer("ada", 3, "Is this issue still open? I would like to work on it.")), CLAIMED),
    History("a question back keeps the claim", issue(newcomer("ada", 30, "I'll take this"), member("maint", 29, "Great, thanks!"), newcomer("ada", 6, "Should the retry be configurable?")), CLAIMED),
    History("nudged and answered", issue(newcomer("ada", 40, "I'll take this"), member("maint", 10, "@ada any update?"), newcomer("ada", 9, "Yes, almost done!")), CLAIMED),
    History("nudged only yesterday", issue(newcomer("ada", 15, "I'll take this"), member("maint", 1, "@ada still working on this?")), CLAIMED),
    History("closed by mistake, reopened the same day", issue(newcomer("ada", 5, "I'm working on this"), events=(event("closed", 4), event("reopened", 3.9))), CLAIMED),
    History("/assign @ada by a maintainer", issue(member("maint", 3, "/assign @ada")), CLAIMED),
    History("pull request closed, then claimed anew", issue(newcomer("ada", 3, "I'd like to try again, I'll work on this this week."), pulls=(pull("9", "closed", "ada", days=12),)), CLAIMED),
]  # fmt: skip

ASSIGNMENTS = [
    History("assigned", issue(assignees=("ada",), events=(event("assigned", 5, subject="ada"),)), CLAIMED),
    History("assigned, no event known, touched lately", issue(assignees=("ada",), events=None), CLAIMED),
    History("assigned and silent for months", issue(assignees=("ada",), events=(event("assigned", 120, subject="ada"),)), STALE),
    History("assigned long ago, comments since", issue(newcomer("ada", 6, "Blocked by exams, back next week."), assignees=("ada",), events=(event("assigned", 120, subject="ada"),)), CLAIMED),
    History("assigned, no event known, untouched for a year", issue(assignees=("ada",), events=None, updated_at=ago(400)), STALE),
    History("unassigned again", issue(events=(event("assigned", 50, subject="ada"), event("unassigned", 9, subject="ada"))), FREE),
    History("unassigned by a bot after a claim in words", issue(newcomer("ada", 50, "/assign"), events=(event("assigned", 50, "github-actions[bot]", "ada"), event("unassigned", 9, "github-actions[bot]", "ada"))), FREE),
    History("passed on to another", issue(assignees=("bo",), events=(event("assigned", 90, subject="ada"), event("unassigned", 9, subject="ada"), event("assigned", 9, subject="bo"))), CLAIMED),
    History("two are assigned, one is active", issue(newcomer("bo", 4, "Half way there."), assignees=("ada", "bo"), events=(event("assigned", 90, subject="ada"), event("assigned", 90, subject="bo"))), CLAIMED),
    History("assigned, but gave it up in words", issue(newcomer("ada", 4, "I won't be able to finish this, sorry. Someone else can take it."), assignees=("ada",), events=(event("assigned", 15, subject="ada"),)), STALE),
    History("assigned, nudged two weeks ago, no answer", issue(member("maint", 14, "@ada are you still working on this?"), assignees=("ada",), events=(event("assigned", 25, subject="ada"),)), STALE),
    History("assigned to a maintainer", issue(assignees=("maint",), events=(event("assigned", 3, "maint", "maint"),)), CLAIMED),
    History("assigned after now", issue(assignees=("ada",), events=(event("assigned", -5, subject="ada"),)), FREE),
    History("assigned, then reopened", issue(assignees=("ada",), events=(event("assigned", 90, subject="ada"), event("closed", 60), event("reopened", 5))), CLAIMED),
    History("transferred with its assignee", issue(assignees=("ada",), events=(event("assigned", 12, subject="ada"), event("transferred", 6))), CLAIMED),
    History("transferred and untouched", issue(events=(event("transferred", 6), event("labeled", 6, subject="bug"))), FREE),
]  # fmt: skip

STALE_CLAIMS = [
    History("claimed, then silence", issue(newcomer("ada", 60, "I'd like to work on this")), STALE),
    History("claimed, told to go ahead, then silence", issue(newcomer("ada", 90, "Can I work on this?"), member("maint", 89, "Yes, please!")), STALE),
    History("others talk, the claimant does not", issue(newcomer("ada", 60, "I'll take this"), newcomer("bo", 4, "I have this problem, too."), member("maint", 3, "Thanks for the report.")), STALE),
    History("asked for news a month ago, no answer", issue(newcomer("ada", 50, "I'll take this"), member("maint", 30, "@ada any progress on this?")), STALE),
    History("take, to a bot, half a year ago", issue(newcomer("ada", 180, "take"), assignees=("ada",), events=(event("assigned", 180, "github-actions[bot]", "ada"),)), STALE),
    History("a maintainer's own old promise", issue(member("maint", 200, "I'll work on this next week.")), STALE),
    History("in progress, says a label, for a year", issue(labels=("in progress",), events=(event("labeled", 365, subject="in progress"),)), STALE),
    History("a branch from last spring", issue(branches=("7-retry",), events=(event("branch_created", 220, "ada", "7-retry"),)), STALE),
    History("claims without times on an old issue", issue(anon("ada", None, "I'd like to work on this"), association=None, updated_at=ago(300)), STALE),
    History("just over the limit", issue(newcomer("ada", LIMITS.comment + 0.1, "I'd like to work on this")), STALE),
]  # fmt: skip

RELEASED = [
    History("claim given up", issue(newcomer("ada", 9, "I'll take this"), newcomer("ada", 2, "Sorry, I don't have time for this after all.")), FREE),
    History("/unassign", issue(newcomer("ada", 9, "/assign"), newcomer("ada", 2, "/unassign")), FREE),
    History("handed on to nobody in particular", issue(newcomer("ada", 9, "I'm working on this"), newcomer("ada", 2, "I got stuck, feel free to take it over.")), FREE),
    History("released by the maintainer", issue(newcomer("ada", 50, "I'll take this"), member("maint", 2, "Unassigning @ada due to inactivity, this is up for grabs again.")), FREE),
    History("opened to all after a silent claim", issue(newcomer("ada", 50, "I'll take this"), newcomer("bo", 3, "Is this still available?"), member("maint", 2, "Yes, anyone can take this.")), FREE),
    History("the bot let go", issue(newcomer("ada", 50, "/assign"), Comment(author="github-actions[bot]", body="@ada has been automatically unassigned due to inactivity.", at=ago(3))), FREE),
    History("the bot only threatens to", issue(newcomer("ada", 15, "/assign"), Comment(author="github-actions[bot]", body="@ada you will be unassigned in 7 days if there is no activity.", at=ago(2))), CLAIMED),
    History("invited and declined", issue(member("maint", 9, "@rita do you want to send a PR?"), newcomer("rita", 8, "No, sorry, I don't know this language.")), FREE),
    History("invited, no answer", issue(member("maint", 9, "@rita would you be willing to submit a pull request?")), FREE),
    History("claimed, closed, reopened weeks later", issue(newcomer("ada", 80, "I'm on it"), events=(event("closed", 70), event("reopened", 8))), FREE),
]  # fmt: skip

PULLS = [
    History("an open pull request", issue(pulls=(pull("9", "open"),)), PULL),
    History("a draft", issue(pulls=(pull("9", "open", draft=True),)), PULL),
    History("a pull request that lies for months", issue(pulls=(pull("9", "open", days=250),)), PULL),
    History("closed unmerged", issue(pulls=(pull("9", "closed"),)), FREE),
    History("closed unmerged, its author had claimed", issue(newcomer("ada", 15, "I'll take this"), newcomer("ada", 12, "Opened #9"), pulls=(pull("9", "closed", "ada", days=6),)), FREE),
    History("one closed, one open", issue(pulls=(pull("9", "closed"), pull("11", "open", "bo"))), PULL),
    History("merged last week, issue not closed yet", issue(pulls=(pull("9", "merged", days=5),)), PULL),
    History("merged a year ago, only a part", issue(pulls=(pull("9", "merged", days=365),)), FREE),
    History("merged, then reopened: it was not enough", issue(pulls=(pull("9", "merged", days=20),), events=(event("closed", 20), event("reopened", 5))), FREE),
    History("open pull request on an assigned issue", issue(assignees=("ada",), pulls=(pull("9", "open"),)), PULL),
    History("open pull request although somebody else claimed", issue(newcomer("bo", 3, "Can I work on this?"), pulls=(pull("9", "open"),)), PULL),
    History("linked and unlinked again", issue(pulls=(), events=(event("connected", 20, "ada", "#9"), event("disconnected", 10, "ada", "#9"))), FREE),
    History("only the event tells of a pull request", issue(pulls=None, events=(event("connected", 20, "ada", "#9"),)), PULL),
    History("only a comment tells of one", issue(newcomer("ada", 4, "I opened a PR: #9"), pulls=None), PULL),
    History("being reviewed, says a label", issue(labels=("status: in review",)), BLOCKED),
    History("the pull request outweighs the label for review", issue(labels=("needs review",), pulls=(pull("9", "open"),)), PULL),
    History("it is a pull request", issue(is_pull_request=True), PULL),
]  # fmt: skip

BLOCKED_ISSUES = [
    History("closed", issue(state="closed", events=(event("closed", 3),)), BLOCKED),
    History("closed, no event known", issue(state="closed", events=None), BLOCKED),
    History("locked", issue(locked=True), BLOCKED),
    History("waits for another issue", issue(blocked_by=("12",)), BLOCKED),
    History("blocked, says a label", issue(labels=("blocked",)), BLOCKED),
    History("on hold", issue(labels=("Status: On Hold",)), BLOCKED),
    History("needs design", issue(labels=("needs-design", "good first issue")), BLOCKED),
    History("waiting for the reporter", issue(labels=("waiting for author",)), BLOCKED),
    History("needs discussion", issue(labels=("help wanted", "needs discussion")), BLOCKED),
    History("not wanted", issue(labels=("wontfix",)), BLOCKED),
    History("a duplicate", issue(labels=("duplicate",)), BLOCKED),
    History("a maintainer says to wait", issue(newcomer("ada", 9, "Can I work on this?"), member("maint", 8, "Please hold off, this is blocked by #12.")), BLOCKED),
    History("… and later that it may start", issue(member("maint", 30, "Let's wait until we have decided on the API."), member("maint", 3, "The API is decided, this is ready to be worked on. Anyone can take it.")), FREE),
    History("a newcomer's doubt does not block", issue(newcomer("bo", 8, "Don't we need to discuss this first? Let's wait.")), FREE),
    History("transferred away and locked", issue(locked=True, events=(event("transferred", 6),)), BLOCKED),
]  # fmt: skip

HALF_KNOWN = [
    History("nothing is known", issue(assignees=None, comments=None, events=None, pulls=None), UNKNOWN),
    History("only that nobody is assigned", issue(comments=None, comment_count=4, events=None, pulls=None), FREE),
    History("assignees unknown, comments tell nothing", issue(newcomer("bo", 3, "+1"), assignees=None, events=None), UNKNOWN),
    History("assignees unknown, but claimed in words", issue(newcomer("ada", 3, "I'll work on this"), assignees=None, events=None, pulls=None), CLAIMED),
]  # fmt: skip

ALL = [
    *NOTHING_HAPPENED,
    *CLAIMS,
    *ASSIGNMENTS,
    *STALE_CLAIMS,
    *RELEASED,
    *PULLS,
    *BLOCKED_ISSUES,
    *HALF_KNOWN,
]


@pytest.mark.parametrize("history", ALL, ids=lambda history: history.title)
def test_the_state_after(history):
    found = availability_of(history.issue, NOW)
    assert found.state is history.state, found.reason
    assert found.reason


def test_there_are_enough_histories():
    assert len(ALL) >= 100
    assert len({history.title for history in ALL}) == len(ALL)


FURTHER: list[tuple[AvailabilityState, Issue]] = [
    (CLAIMED,issue(newcomer("ada",4,"@maint I've been digging into this and have a fix, will open a PR shortly."))),
    (CLAIMED,issue(newcomer("ada",10,"hello, i would like to work on this issue , kindly assign it to me"))),
    (STALE,issue(newcomer("ada",45,"I want to work on this"),newcomer("bo",2,"any update on this?"))),
    (CLAIMED,issue(newcomer("ada",60,"can I take it up?"),newcomer("bo",5,"@maint can i work on this if ada is not active?"))),
    (CLAIMED,issue(newcomer("ada",10,"Can I work on this?"),member("maint",9,"Thanks, but we'd rather do this one ourselves."))),
    (CLAIMED,issue(member("maint",6,"I'm assigning this to @bo."))),
    (FREE,issue(member("maint",6,"Reopening since the fix did not work on Windows."),pulls=(pull("9","merged",days=20),),events=(event("closed",20),event("reopened",6)))),
    (FREE,issue(newcomer("ada",60,"/assign"),member("maint",2,"Unassigned @ada, as there has been no activity for a month."))),
    (CLAIMED,issue(newcomer("ada",40,"I'm on it"),newcomer("bo",2,"@ada are you still working on this? If not I would like to take it."))),
    (FREE,issue(newcomer("bo",2,"Is anyone assigned to this?"))),
    (FREE,issue(member("maint",9,"@rita would you like to give it a shot?"),newcomer("rita",8,"I'd love to, but I don't have the time right now."))),
    (CLAIMED,issue(newcomer("ada",3,"I could work on this but I need some guidance on where to start"))),
    (FREE,issue(member("maint",5,"Could someone take this?"))),
    (FREE,issue(newcomer("bo",5,"please fix this, I need it for my job"))),
    (CLAIMED,issue(newcomer("ada",5,"I'll be working on this as part of my GSoC project"))),
    (FREE,issue(member("maint",5,"This is a good first issue! Have a look at foo.py, the check goes there."))),
    (CLAIMED,issue(newcomer("ada",5,"I'd like to tackle this!"),member("maint",4,"Hey @ada, thanks for offering! Yes, please go ahead."))),
    (FREE,issue(newcomer("bo",5,"+1 for this, would be willing to help test"))),
    (FREE,issue(newcomer("bo",5,"Following. Happy to provide more info if needed."))),
    (CLAIMED,issue(newcomer("ada",5,"Ich würde das gerne übernehmen."))),
    (FREE,issue(member("maint",30,"@dan can you look at this?"))),
    (FREE,issue(newcomer("ada",20,"I'd like to work on this"),newcomer("ada",3,"Unfortunately I couldn't reproduce it and have to give up, leaving it to others."))),
    (FREE,issue(newcomer("ada",20,"I'd like to work on this"),member("maint",19,"Sure"),newcomer("ada",2,"@maint please unassign me, I'm busy with exams"))),
    (CLAIMED,issue(newcomer("ada",20,"I'd like to work on this"),member("maint",19,"Sure"),newcomer("ada",2,"Sorry for the delay, I was busy with exams. I'll have it done this weekend."))),
    (STALE,issue(newcomer("ada",100,"Working on this"),newcomer("bo",60,"Is this still being worked on?"),newcomer("cy",30,"Same question"))),
    (FREE,issue(newcomer("ada",100,"Working on this"),member("maint",3,"Looks like this was abandoned. It's up for grabs if anyone wants it."))),
    (FREE,issue(newcomer("ada",100,"can I work on it?"),member("maint",99,"yes"),newcomer("bo",10,"can I take this over?"),member("maint",9,"sure @bo"),newcomer("bo",1,"I can't do it after all, sorry"))),
    (CLAIMED,issue(newcomer("ada",100,"can I work on it?"),member("maint",99,"yes"),newcomer("bo",10,"can I take this over?"),member("maint",9,"sure @bo"))),
    (CLAIMED,issue(newcomer("bo",3,"hey is this issue free?"),member("maint",2,"Yes it is, go ahead and open a PR!"))),
    (FREE,issue(newcomer("bo",3,"hey is this issue free?"),member("maint",2,"Yes"))),
    (PULL,issue(newcomer("ada",3,"PR is here: https://github.com/team/shop/pull/12"),pulls=(pull("12","open","ada"),))),
    (CLAIMED,issue(newcomer("ada",3,"Opened a draft PR"),pulls=())),
    (FREE,issue(newcomer("ada",40,"Opened a PR"),pulls=(pull("12","closed","ada",days=20),))),
    (BLOCKED,issue(member("maint",4,"We've decided not to do this for now."))),
    (BLOCKED,issue(member("maint",4,"This can't be started before #33 lands, please wait for that."))),
    (FREE,issue(member("maint",40,"This is blocked by #33."),member("maint",4,"#33 has been merged, so this can be worked on now."))),
    (BLOCKED,issue(labels=("S-blocked",))),
    (BLOCKED,issue(labels=("status/blocked","good first issue"))),
    (BLOCKED,issue(labels=("needs-decision",))),
    (BLOCKED,issue(labels=("awaiting upstream",))),
    (CLAIMED,issue(labels=("status: claimed",))),
    (PULL,issue(labels=("good first issue",),pulls=(pull("3","open","dependabot[bot]"),))),
    (CLAIMED,issue(newcomer("ada",3,"take"),bot("github-actions[bot]",3,"assigned to @ada"),assignees=("ada",),events=(event("assigned",3,"github-actions[bot]","ada"),))),
    (CLAIMED,issue(newcomer("ada",3,"@issue-assigner claim"))),
    (FREE,issue(newcomer("ada",30,"@issue-assigner claim"),newcomer("ada",3,"@issue-assigner abandon"))),
    (CLAIMED,issue(newcomer("ada",3,"Hi, I am interested in solving this issue. Could you please provide some pointers?"))),
    (CLAIMED,issue(newcomer("ada",3,"I have a PR almost ready for this."))),
    (FREE,issue(newcomer("ada",3,"I think the fix would be to add a null check in `parse()`."))),
    (FREE,issue(newcomer("ada",3,"I had a look at it: the problem is in parse(). Someone with more C knowledge should do this."))),
    (FREE,issue(newcomer("ada",3,"Would you accept a PR for this?"))),
    (FREE,issue(newcomer("ada",300,"I can work on this"),newcomer("ada",290,"Never mind, this is more complicated than I thought."))),
    (CLAIMED,issue(newcomer("ada",3,"I'd like to look into this."))),
    (CLAIMED,issue(member("maint",3,"I'll fix this in the next release."))),
    (FREE,issue(member("maint",3,"I'll add it to the backlog."))),
    (FREE,issue(member("maint",3,"I'll add the good first issue label, it should be easy."))),
    (FREE,issue(member("maint",3,"If you'd like to work on this, let us know and we'll assign it to you."))),
    (FREE,issue(member("maint",3,"To claim this issue, comment `take`."))),
    (CLAIMED,issue(newcomer("ada",12,"May I give this a try?"),member("maint",11,"Of course! Let us know if you need help."))),
    (FREE,issue(newcomer("ada",12,"May I give this a try?"),member("maint",3,"Sorry, this has been fixed on main already, closing."),newcomer("bo",2,"no it is not"),member("maint",1,"Right, still open then."))),
    (STALE,issue(assignees=("ada",),events=(event("assigned",200,"maint","ada"),event("labeled",3,"maint","bug")))),
    (CLAIMED,issue(assignees=("ada",),events=(event("assigned",200,"maint","ada"),event("referenced",5,"ada","abc123")))),
    (CLAIMED,issue(assignees=("ada","bo"),events=(event("assigned",200,"maint","ada"),event("assigned",4,"maint","bo")))),
    (FREE,issue(events=(event("assigned",200,"ada","ada"),event("unassigned",5,"ada","ada")))),
    (FREE,issue(events=(event("connected",30,"ada","#12"),event("closed",25),event("reopened",10)),pulls=(pull("12","merged",days=25),))),
    (CLAIMED,issue(branches=("12-fix",),events=(event("branch_created",3,"ada","12-fix"),))),
    (CLAIMED,issue(newcomer("ada",3,"I'd like to be the one to fix this. Assign?"))),
    (FREE,issue(newcomer("ada",3,"Is there something I can help with here?"))),
    (CLAIMED,issue(anon("ada",3,"我想认领这个任务"),association=None)),
    (CLAIMED,issue(anon("ada",3,"担当させてください"),association=None)),
    (CLAIMED,issue(anon("ada",3,"Puedo trabajar en esto?"),association=None)),
    (CLAIMED,issue(member("maint",3,"@ada is going to work on this."))),
    (CLAIMED,issue(member("maint",3,"Assigned to @ada, thanks!"))),
    (FREE,issue(member("maint",3,"Thanks @rita for the detailed report!"))),
    (FREE,issue(member("maint",3,"Feel free to open a PR @rita :)"))),
    (CLAIMED,issue(member("maint",3,"Feel free to open a PR @rita :)"),newcomer("rita",2,"Ok, will do!"))),
    (FREE,issue(member("maint",3,"@rita are you interested in contributing a fix?"),newcomer("rita",2,"I'm not a developer, sorry."))),
    (STALE,issue(member("maint",70,"@rita are you interested in contributing a fix?"),newcomer("rita",69,"Sure, I can try."))),
    (CLAIMED,issue(member("maint",7,"@rita are you interested in contributing a fix?"),newcomer("rita",6,"Sure, I can try."))),
    (CLAIMED,issue(newcomer("ada",2,"Hello! This would be my first contribution. Is it alright if I take a stab at it?"))),
    (CLAIMED,issue(newcomer("ada",6,"I would like to try and tackle this one, any hints are appreciated."))),
    (CLAIMED,issue(newcomer("ada",6,"I've got a working prototype, cleaning it up before I open the PR."))),
    (CLAIMED,issue(newcomer("ada",15,"Claimed!"))),
    (STALE,issue(newcomer("ada",70,"@maint please assign me this issue."),member("maint",69,"Done :)"))),
    (FREE,issue(newcomer("ada",70,"@maint please assign me this issue."),member("maint",69,"Done :)"),member("maint",7,"@ada I'm removing the assignment since there was no progress. Anyone else is welcome to give it a try."))),
    (CLAIMED,issue(newcomer("ada",70,"@maint please assign me this issue."),member("maint",69,"Done :)"),member("maint",17,"@ada I'm removing the assignment since there was no progress. Anyone else is welcome to give it a try."),newcomer("bo",5,"I'd be interested!"))),
    (FREE,issue(member("maint",100,"We'd love a contribution here."),newcomer("bo",50,"Any news on this?"),member("maint",49,"No, nobody has picked it up so far."))),
    (FREE,issue(newcomer("bo",50,"What is the status of this? When will it be released?"))),
    (CLAIMED,issue(newcomer("bo",5,"Is there someone working on this? Otherwise I'd give it a go."))),
    (FREE,issue(newcomer("bo",5,"Do you have an idea how to fix it? I tried to patch it locally but the tests fail."))),
    (CLAIMED,issue(member("maint",5,"Taking this for the 2.4 milestone."))),
    (CLAIMED,issue(member("maint",5,"I started a branch for this, will push it later today."))),
    (FREE,issue(member("maint",5,"Good catch. This should be a small change in `retry.py`, a PR would be very welcome."))),
    (FREE,issue(member("maint",5,"I don't have time to work on this at the moment, but I am happy to mentor someone."))),
    (BLOCKED,issue(member("maint",5,"I'd prefer not to touch this before the 3.0 release, so let's hold this until then."))),
    (BLOCKED,issue(member("maint",5,"Not sure we want this. Needs some discussion in the team first."))),
    (FREE,issue(newcomer("bo",5,"Not sure we want this, needs some discussion"))),
    (CLAIMED,issue(newcomer("rita",150,"I can provide a patch"),newcomer("rita",4,"Here is the first part of the patch, tests are to follow."))),
    (CLAIMED,issue(newcomer("ada",12,"/take"),bot("assignbot",12,"@ada, this issue is now assigned to you. You have 14 days."),assignees=("ada",),events=(event("assigned",12,"assignbot","ada"),))),
    (STALE,issue(newcomer("ada",60,"/take"),bot("assignbot",60,"@ada, this issue is now assigned to you."),assignees=("ada",),events=(event("assigned",60,"assignbot","ada"),))),
    (FREE,issue(newcomer("ada",60,"/take"),bot("assignbot",40,"@ada has been unassigned because of inactivity. The issue is free again."))),
    (CLAIMED,issue(newcomer("ada",10,"/attempt #7"))),
    (FREE,issue(newcomer("ada",10,"/attempt #7"),newcomer("ada",4,"/release"))),
    (FREE,issue(events=(event("assigned",30,"maint","ada"),event("unassigned",10,"maint","ada"),event("assigned",9,"maint","bo"),event("unassigned",2,"bo","bo")))),
    (CLAIMED,issue(events=(event("assigned",9,"maint","bo"),),assignees=None)),
    (FREE,issue(events=(event("cross-referenced",9,"ada","#12"),event("closed",8,"ada",""),event("reopened",7,"maint","")),pulls=(pull("12","closed","ada",days=8),))),
    (PULL,issue(events=(event("cross-referenced",9,"ada","#12"),),pulls=(pull("12","open","ada",days=8),))),
    (FREE,issue(pulls=(pull("12","closed","ada",days=300),pull("13","closed","bo",days=100)))),
    (CLAIMED,issue(newcomer("cy",2,"I see the two PRs were abandoned, I'd like to pick up from there"),pulls=(pull("12","closed","ada",days=300),))),
    (BLOCKED,issue(labels=("status: blocked 🚧",))),
    (BLOCKED,issue(labels=("🚫 wontfix",))),
    (BLOCKED,issue(labels=("state:needs-design",))),
    (CLAIMED,issue(labels=("🏗 in progress",),updated_at=ago(2))),
    (FREE,issue(labels=("progress bar","design system","hold music"))),
    (FREE,issue(newcomer("bo",20,"Will this also fix the other bug?"),member("maint",19,"Yes, it should."))),
    (FREE,issue(newcomer("bo",20,"@maint could you take a look please?"),member("maint",19,"Sure, I can reproduce it."))),
    (CLAIMED,issue(newcomer("bo",20,"@maint could you fix this please?"),member("maint",19,"Sure, I'll fix it this week."))),
    (FREE,issue(newcomer("ada",90,"I want to work on this."),newcomer("ada",88,"Actually, I picked another issue, so this one is open again."))),
    (FREE,issue(newcomer("ada",9,"I'd like to work on this, but I don't understand the code well enough. Good luck to whoever takes it!"))),
    (CLAIMED,issue(newcomer("ada",9,"Could I get this one assigned?"),newcomer("bo",8,"I was also about to ask for this one!"),member("maint",7,"@ada was first, so it is hers. @bo please have a look at #31."))),
    (CLAIMED,issue(newcomer("ada",9,"Can I take it?"),member("maint",8,"👍"))),
    (CLAIMED,issue(newcomer("ada",9,"Can I take it?"),member("maint",8,"We do not assign issues, just open a pull request."))),
    (STALE,issue(newcomer("ada",50,"working on it"),newcomer("bo",20,"@ada how far are you?"))),
    (CLAIMED,issue(newcomer("ada",50,"working on it"),newcomer("bo",10,"@ada how far are you?"),newcomer("ada",9,"Nearly there, need to write the docs"))),
    (CLAIMED,issue(newcomer("ada",5,"Let me try to fix this"))),
    (FREE,issue(newcomer("ada",5,"Let me know what you think"))),
    (CLAIMED,issue(newcomer("ada",5,"I will try to submit a PR in the next few days."))),
    (FREE,issue(newcomer("ada",5,"We worked around it by pinning the version."))),
    (FREE,issue(newcomer("ada",5,"I hope someone takes this on soon!"))),
    (CLAIMED,issue(newcomer("ada",5,"My team and I want to contribute this feature, we'll start next sprint."))),
    (FREE,issue(newcomer("ada",5,"Who should I contact to work on something like this in general?"))),
    (BLOCKED,issue(state="closed")),
    (CLAIMED,issue(anon("ada",5,"Ich kümmere mich darum."),association=None)),
    (CLAIMED,issue(anon("ada",5,"Je peux m'en occuper ?"),association=None)),
    (FREE,issue(anon("ada",50,"I can take this"),anon("lee",40,"ok"),anon("ada",5,"sorry, won't manage"),association=None)),
    (STALE,issue(anon("ada",70,"Let me do this"),anon("lee",69,"ok great"),association=None)),
    (CLAIMED,issue(newcomer("ada",3,"Hi, I'm working on this with @bo. We'll open a PR soon."))),
    (FREE,issue(body="## Checklist\n- [x] I have searched the existing issues\n- [ ] I am willing to submit a PR",association="NONE")),
    (FREE,issue(body="### Are you willing to submit a PR?\n\n- [x] Yes I am willing to submit a PR!",association="NONE")),
    (FREE,issue(body="We need a retry. If you want to work on this, leave a comment and I'll assign you.",association="MEMBER")),
    (FREE,issue(body="I am working on a service that needs this. I tried to take the lock by hand.",association="NONE")),
    (CLAIMED,issue(newcomer("newdev",1,"Hey, I'm looking for a first issue. Could I take this?"))),
    (CLAIMED,issue(newcomer("newdev",14,"I can pick this up"),member("lead",13,"Thanks, that would be great. Let me know if you have any questions."))),
    (STALE,issue(newcomer("newdev",140,"I can pick this up"),member("lead",139,"Thanks, that would be great. Let me know if you have any questions."))),
    (FREE,issue(newcomer("newdev",140,"I can pick this up"),member("lead",139,"Thanks!"),member("lead",60,"Hi @newdev, are you still interested in this?"),member("lead",40,"Freeing this up for somebody else."))),
    (FREE,issue(newcomer("user",10,"Is there a workaround?"),member("lead",9,"You can set `retries=0` for now."))),
    (CLAIMED,issue(newcomer("x",4,"Working on a fix for this."))),
    (CLAIMED,issue(newcomer("x",4,"I'm currently working on this and will create a PR."))),
    (FREE,issue(newcomer("x",30,"I'm currently working on this and will create a PR."),newcomer("x",20,"I'm unable to continue on this due to personal reasons. Please reassign."))),
    (CLAIMED,issue(member("lead",3,"I'm going to handle this one."))),
    (CLAIMED,issue(newcomer("a",10,"May I work on this?"),newcomer("b",9,"I'd also like to work on this."),member("lead",8,"@a please go ahead. @b feel free to review."))),
    (BLOCKED,issue(member("lead",8,"Putting this on hold until we have migrated to the new API."))),
    (BLOCKED,issue(labels=("on-hold",),events=(event("labeled",8,"lead","on-hold"),))),
    (FREE,issue(events=(event("labeled",8,"lead","blocked"),event("unlabeled",3,"lead","blocked")))),
    (FREE,issue(assignees=(),events=(event("assigned",100,"lead","a"),event("unassigned",60,"stale-bot","a")))),
    (PULL,issue(newcomer("a",10,"PR submitted: #34"),pulls=(pull("34","open","a"),))),
    (FREE,issue(newcomer("a",40,"PR submitted: #34"),pulls=(pull("34","closed","a",days=25),),events=(event("connected",40,"a","#34"),))),
    (FREE,issue(state="open",events=(event("closed",50,"lead",""),event("reopened",20,"lead","")))),
    (STALE,issue(newcomer("a",40,"Taking this"),events=(event("transferred",30,"lead",""),))),
    (CLAIMED,issue(newcomer("a",10,"Taking this"),events=(event("transferred",8,"lead",""),))),
    (CLAIMED,issue(newcomer("a",10,".take"))),
    (CLAIMED,issue(newcomer("a",10,"#take"))),
    (CLAIMED,issue(newcomer("a",10,"!assign"))),
    (CLAIMED,issue(newcomer("a",10,"@github-actions assign me"))),
    (FREE,issue(newcomer("a",10,"I take your point, but I disagree."))),
    (FREE,issue(newcomer("a",10,"Take a look at how numpy does it."))),
    (CLAIMED,issue(newcomer("a",10,"I will take a look at this issue and try to fix it."))),
    (FREE,issue(member("lead",10,"Marking as good first issue, feel free to ask questions here."))),
    (FREE,issue(member("lead",10,"Anyone want to take this on?"))),
    (CLAIMED,issue(member("lead",10,"Anyone want to take this on?"),newcomer("a",9,"I will!"))),
    (CLAIMED,issue(member("lead",10,"Anyone want to take this on?"),newcomer("a",9,"Sure, I'd be happy to."))),
    (FREE,issue(newcomer("a",10,"I'd like to see this implemented too. Is it planned?"))),
    (CLAIMED,issue(newcomer("a",3,"If it's still up for grabs I'd like to do it."))),
    (FREE,issue(newcomer("a",9,"It seems that @b is no longer active here."))),
    (STALE,issue(newcomer("b",200,"I'll do it"),newcomer("a",9,"It seems that @b is no longer active here."))),
]  # fmt: skip


@pytest.mark.parametrize(("state", "one"), FURTHER, ids=range(len(FURTHER)))
def test_the_state_after_a_further_history(state, one):
    found = availability_of(one, NOW)
    assert found.state is state, (found.reason, [comment.body for comment in one.comments or ()])


def test_the_reason_names_the_event_and_its_age():
    def reason(one: Issue) -> str:
        return availability_of(one, NOW).reason

    assigned = issue(assignees=("ada",), events=(event("assigned", 3, subject="ada"),))
    assert reason(assigned) == "assigned to ada 3 days ago"
    ended = issue(pulls=(pull("98", "closed", days=30), pull("97", "merged", days=100)))
    assert reason(ended) == (
        "nobody is assigned, no open pull request (#98 was closed unmerged, last change 4 weeks ago), no claim"
    )
    left = issue(
        events=(event("assigned", 9, subject="kim"), event("unassigned", 3, subject="kim")), comments=None
    )
    assert reason(left) == "nobody is assigned (kim was unassigned 3 days ago); comments not known"
    gone = issue(newcomer("zed", 9, "I'll work on this"), newcomer("zed", 3, "I give up, sorry."))
    assert reason(gone) == (
        "nobody is assigned, no pull request, no claim: zed gave it up 3 days ago: “I give up, sorry.”"
    )
    asked = issue(newcomer("ada", 5, "Can I work on this?"))
    assert reason(asked) == "claimed by ada 5 days ago: “Can I work on this?”"
    assert (
        reason(issue(pulls=(pull("9", "open"),))) == "pull request #9 by ada is open, last change 2 days ago"
    )
    stale = issue(assignees=("ada",), events=(event("assigned", 120, subject="ada"),))
    assert reason(stale) == "assigned to ada 3 months ago, silent since then"
    assert reason(issue(blocked_by=("12", "PAY-3"))) == "waits for #12, PAY-3"
    assert (
        reason(issue(newcomer("bo", 1, "+1"))) == "nobody is assigned, no pull request, no claim in 1 comment"
    )


def test_what_the_forge_cannot_tell_makes_the_answer_uncertain():
    assert availability_of(issue(), NOW).certain
    half = availability_of(issue(comments=None, comment_count=4, pulls=None), NOW)
    assert not half.certain
    assert half.reason == "nobody is assigned; linked pull requests and comments not known"
    assert availability_of(issue(comments=None, comment_count=0), NOW).certain


def test_a_company_has_its_own_words_for_blocked():
    assert availability_of(issue(labels=("Parking Lot",)), NOW).state is FREE
    found = availability_of(issue(labels=("Parking Lot",)), NOW, labels_blocking=("parking-lot",))
    assert found.state is BLOCKED


def test_known_maintainers_have_a_say_where_the_forge_shows_no_such_relation():
    talk = (
        Comment(author="ada", body="Can I take this?", at=ago(90), association="NONE"),
        Comment(author="lead", body="This is open for anyone.", at=ago(2), association="NONE"),
    )
    assert availability_of(issue(*talk), NOW).state is STALE
    assert availability_of(issue(*talk), NOW, maintainers=("lead",)).state is FREE


def test_times_without_a_zone_are_taken_as_utc():
    said = Comment(author="ada", body="I'll take this", at=ago(3).replace(tzinfo=None), association="NONE")
    assert availability_of(issue(said), NOW).state is CLAIMED
    assert availability_of(issue(said), NOW.replace(tzinfo=None)).state is CLAIMED


LOGINS = st.sampled_from(["ada", "bo", "rita", "maint", "ci[bot]", ""])
TIMES = st.one_of(st.none(), st.floats(-30, 400).map(ago))
SAYINGS = [
    "/assign",
    "I'll take this",
    "sure, go ahead",
    "any update?",
    "no time, sorry",
    "still available",
    "hold off",
]
KINDS = [
    "assigned",
    "unassigned",
    "closed",
    "reopened",
    "connected",
    "disconnected",
    "labeled",
    "branch_created",
    "x",
]
COMMENTS = st.builds(
    Comment,
    author=LOGINS,
    body=st.one_of(st.sampled_from(SAYINGS), st.text(max_size=60)),
    at=TIMES,
    association=st.sampled_from([None, "NONE", "OWNER"]),
)
EVENTS = st.builds(
    IssueEvent,
    kind=st.sampled_from(KINDS),
    at=TIMES,
    actor=LOGINS,
    subject=st.sampled_from(["ada", "#9", "7-fix", ""]),
)
ISSUES = st.builds(
    issue,
    labels=st.lists(st.sampled_from(["bug", "blocked", "in progress", "wontfix"]), max_size=2).map(tuple),
    comments=st.one_of(st.none(), st.lists(COMMENTS, max_size=5).map(tuple)),
    events=st.one_of(st.none(), st.lists(EVENTS, max_size=6).map(tuple)),
    pulls=st.one_of(
        st.none(),
        st.lists(
            st.builds(
                LinkedPull,
                number=st.just("9"),
                state=st.sampled_from(["open", "closed", "merged"]),
                author=LOGINS,
                updated_at=TIMES,
            ),
            max_size=2,
        ).map(tuple),
    ),
    assignees=st.sampled_from([None, (), ("ada",)]),
    state=st.sampled_from(["open", "open", "closed"]),
    branches=st.sampled_from([None, (), ("7-fix",)]),
    updated_at=TIMES,
)


@settings(max_examples=200, deadline=None)
@given(ISSUES)
def test_any_history_has_an_answer_and_always_the_same(one):
    found = availability_of(one, NOW)
    assert found == availability_of(one, NOW)
    assert found.reason


@settings(max_examples=100, deadline=None)
@given(ISSUES)
def test_an_open_pull_request_never_leaves_an_issue_free(one):
    taken = msgspec.structs.replace(one, pulls=(LinkedPull(number="77", state="open"),))
    assert availability_of(taken, NOW).state in {PULL, BLOCKED}


@settings(max_examples=100, deadline=None)
@given(ISSUES, st.integers(1, 300))
def test_what_happens_later_does_not_change_what_was(one, days):
    then = ago(days)
    before = msgspec.structs.replace(
        one,
        assignees=None,
        state="open",
        comments=tuple(comment for comment in one.comments or () if comment.at and comment.at <= then),
        events=tuple(step for step in one.events or () if step.at and step.at <= then),
    )
    further = Comment(author="bo", body="/assign", at=then + timedelta(days=1))
    later = msgspec.structs.replace(before, comments=(*(before.comments or ()), further))
    assert availability_of(before, then).state is availability_of(later, then).state


def test_the_ladder_only_rises_with_what_is_added():
    ladder = [FREE, STALE, CLAIMED, PULL, BLOCKED]
    old = newcomer("ada", 90, "I'll take this")
    stages = [
        issue(),
        issue(old),
        issue(old, newcomer("bo", 2, "Can I take this?")),
        issue(old, pulls=(pull("9", "open"),)),
        issue(old, pulls=(pull("9", "open"),), labels=("wontfix",)),
    ]
    found = [availability_of(stage, NOW).state for stage in stages]
    assert found == ladder
    assert all(ladder.index(one) < ladder.index(other) for one, other in pairwise(found))


def test_why_an_old_claim_holds_is_said():
    talk = newcomer("ada", 60, "I'd like to work on this."), newcomer("ada", 4, "Two tests are left.")
    reason = availability_of(issue(*talk), NOW).reason
    assert reason.endswith("“I'd like to work on this.”, last sign of life 4 days ago")


@pytest.mark.parametrize(
    ("body", "waits"),
    [
        ("Blocked by #8", True),
        ("Retries fail.\n\n- [ ] **Depends on:** team/pay#55 being merged first.", True),
        ("- [x] Depends on #55", False),
        ("> Blocked by #8", False),
        ("The build depends on make.", False),
        ("It was blocked by #8 until May.", False),
    ],
)
def test_what_the_text_says_it_waits_for_makes_free_uncertain(body: str, waits: bool) -> None:
    told = availability_of(issue(body=body), NOW)
    assert told.state is FREE
    assert told.certain is not waits
    assert ("but its text says" in told.reason) is waits
