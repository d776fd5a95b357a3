"""What a comment says about who does the work: one sentence a line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isonboard.match.claims import mentions_in, reduced, said_in
from isonboard.match.references import closing_references, prose, pull_numbers
from isonboard.match.speech import Speech

CLAIMING = {Speech.ASK, Speech.CLAIM, Speech.OFFER, Speech.TRY}

CLAIMS = """
can I work on this?
Can I take this issue?
Hi, can I take this one?
May I work on this
could I pick this up?
Hey @bob, can I be assigned this issue?
I'd like to work on this
I would like to work on this issue.
I would love to take this up!
I'd love to tackle this.
I want to work on this issue
I'm interested in working on this
I am interested in this issue
I'd like to take this on
I'd like to give this a shot
I can work on this
I can take this one
I could take a stab at this
I'll take this
I'll work on this
I will work on this issue over the weekend
I'm working on this
I am working on it
working on it
Working on this.
on it
I'm on it!
Taking this
taking this one
I'll pick this up
I'll take a stab at it
I'll take a crack at this
assign me
assign me please
please assign this to me
Could you assign this issue to me?
can you please assign me this issue
Please assign me
Assign this to me please
Can this be assigned to me?
/assign
/claim
/take
.take
take
@zulipbot claim
@rustbot claim
@rustbot assign @me
/assign me
/assign-me
/attempt #12
let me work on this
Let me take this
Mind if I take this?
Is it okay if I work on this?
would it be possible for me to work on this?
I'd be interested in working on this
I've started working on this
I have started working on a fix
I started working on this
I'm working on a fix
I'll submit a PR
I will open a pull request for this
I'll send a PR tomorrow
PR coming soon
I'll get started on this
dibs
I claim this
Is this issue still available? I'd like to work on it.
If nobody is working on this, I'd like to take it
Hello! I am new to open source and would like to work on this issue
I'd like to contribute to this issue
I would like to fix this bug
I can fix this
Can I fix this?
I'd like to help with this
I have a fix ready
I have a branch for this
I'd like to try this
can I try this one?
I'll do it
I'll fix it
I'd like to implement this
I'm going to work on this
we are working on this
Gonna work on this
I'm gonna take this
I would be happy to work on this
I'd be glad to take this on
Happy to take this one
Willing to work on this
I am willing to fix this issue
Interested in working on this!
I'm interested
Can I get this assigned?
I want to contribute to this issue
I wanna work on this
Hi maintainers, I'd like to pick up this task. Could you assign it to me?
I'd like to pick it up
Can we work on this?
may i take it
ich würde das gerne übernehmen
Kann ich das übernehmen?
我想认领这个
やってみたいです
I’d like to work on this!
@maintainer can i be assigned to this?
I plan to work on this next week
I'd be happy to submit a PR
I'd like to be assigned
could I give this a go?
I can help with this issue
Let me handle this
I'm taking this
I will take this up
I'll try to fix this
I'll give this a try
i am working on this issue, will raise a PR soon
I'm picking this up
I want to take up this issue
Can I have this issue?
Hey there! I'm a first-time contributor, may I try my hand at this one?
I think I can handle this, could you assign it to me?
Hi @maint! I'd be up for working on this.
I'd like to have a go at this
I will be working on this.
Can this issue be assigned to me? I have experience with Go.
is it ok if i try to solve this issue?
I want to solve this issue, please assign it to me under hacktoberfest
Please assign me this under GSSoC'24
I am currently looking into fixing this, will post a PR
I've got some time this week and can take it
Let me know if I can work on this
I will do this
Would love to work on it!
I would like to claim this issue
Happy to pick this up if no one else is
I'll be happy to contribute a fix for this
I can submit a PR for this
I'm up for this
I'd like to contribute here, could someone assign me?
Looking to work on this
I'd like to pick this up as my first issue
hey can you assign me this issue
Could I get assigned to this please
I have started on this
I'm gonna give this one a shot
I'll have a PR ready by tomorrow
I'll raise a PR for this
will work on this
Will submit a PR soon
Picking this up.
Starting work on this now
I will try to implement it
Going to take this one
I am taking this one
I'd like to give it a try
i can do this
Can I be assigned?
Could you please assign me to this issue?
I'd like to implement this feature.
Can I contribute to this issue?
hi i would like to contribute to this , can you please assign it to me .
I'm willing to take this up
Sign me up for this
I'm a student and want to work on this task for my class
This looks like a good first issue for me, I'd like to try it
@maint, I'd like to own this
I can create a PR to fix this
I'll go ahead and fix this
I want to be assigned to this issue
can i take this up
Mind assigning this to me?
Please allow me to work on this
Hello, I'd love to be assigned to this
Can I grab this?
I'll grab this one
I shall look at this and submit a PR
I'd love to help out with this one
let me try
I'm happy to implement this
Should I go ahead and work on this?
I've forked the repo and started working on a solution
We (two students) would like to work on this issue
I'm keen to work on this
Give me this one please
I would like to resolve it
I'd be happy to take a look and submit a PR
I can look into this and make a PR
I call this one
Hello team, I am interested in contributing to this issue. Could you please assign it to me?
Hey, is anyone on this? I have a free weekend and would happily implement it.
i want to do this
Can I do this issue?
@maint assign this to me please, thanks
I have a solution for this in mind, may I open a PR?
This one looks fun, I'll take it!
I'd like to take a crack at this one.
Claiming this one :)
Working on it 👍
Started working on this issue, expect a PR by Friday.
I'm planning to fix this during the sprint.
If this is still open, I would be interested in taking it.
I would love to contribute to this! Please assign me.
I can take care of this.
Let me pick this one up.
Would you mind if I took this?
May I be assigned to this issue?
I think I could do this. Assign me?
I'm new here and I want to fix this. Any pointers?
I'll see if I can fix this tonight, will open a PR if I manage
Will take this
I'd love to help fixing this
I'm eager to work on this
I'd be thrilled to work on this
Interested to work on this issue.
I am ready to work on this issue
My colleague and I would like to work on this
Just started on a fix.
have a fix locally, PR incoming
I can prepare a patch
PR in progress
I'll push a fix
I am implementing this right now
Doing this one.
I would like to be assigned this
Kindly assign
Please assign it to me, I have already fixed it locally
I am going to tackle this one during Hacktoberfest
"""

NO_CLAIMS = """
I'll try upgrading
Thanks, I'll give it a try
Is anyone working on this?
is this still available?
Can I use this with Python 3?
How can I fix this?
Can you work on this?
Would you like to work on this?
Who is working on this?
I was able to fix this by reinstalling
I can fix this by downgrading
I have the same problem
I'm working on a project that uses this library
I'd like to see this fixed
I'd like this feature too
I would love to have this feature
I want this too
I need this for my company
+1
Any update on this?
I think this is a bug
I'm seeing this as well
this is working on my machine
Please assign a reviewer
I don't know how to fix this
I wish I could work on this
Someone should work on this
We should fix this
Let me know if you need more info
I'll take a look
I'm looking into this error
It works for me
Did anyone start on this?
I am using version 3
Can I ask what the plan is?
May I know how to reproduce this?
I'd like to know if this is planned
I can reproduce this
I'll check
I'd love to see a PR
You can take this
Feel free to open a PR
Anyone can work on this
If you want to work on this, comment below
I have a workaround
I get this error when I run it
I got this error too
I have this issue too
I have this problem when I start
I fixed this by clearing the cache
don't assign me
I did not mean to assign this
I might work on this someday
can I do this without docker?
I'd like to understand this better
this one is mine field
I could see this being useful
Should I open a new issue?
Should I create a separate issue for this?
Would be great to have this fixed
I'd love to see someone work on this
Are there any plans to work on this?
When will you work on this?
I'm happy with the current behaviour
I can't reproduce this
I can confirm this issue
Can you share the logs?
I will be happy when this is fixed
I'd like to add that this also happens on Mac
I want to add a column to the table, how do I do it?
Can I get some guidance on how to reproduce?
I'd like to know who is assigned
I need to fix this on my side, any ideas?
I tried to fix this but it comes back
I have to restart to fix this
This should be easy to fix
I've been working around this
it is working for me
My team is working around it
Can we get this merged?
Can we have this feature please?
Could we add an option for this?
Can I help in any way with debugging?
I'd like to second this
I will update the issue description
I'll close this
I'll add the label
I'll leave this open
I'll rename the issue
I will review it
I'm going to close this issue
I created a new issue for that
I opened a discussion about it
I made a mistake in the report
I think we can take this to the forum
Thanks for taking care of this
Thank you for working on this
Please try to update first
Please take a look
take a look at this
I take it that this is by design
I can see the problem now
I get it
I do this all the time
I'm on version 2
I'm on it since 2019 and never saw that
I'm on Windows
I would like to thank everyone working on this
I'd like to better understand the requirements
Could I get a link to the docs?
Can I close this?
I was hoping this would be fixed by now
I'm afraid this is not a bug
I will test it tomorrow
I'll wait for the release
I'm not sure how to implement this
I did some work on this last year
We used to do it that way
I'm facing this issue
I am getting this issue too
I'm having this problem
I ran into this while working on my app
I'm working with version 2
I see this when I take a screenshot
It takes 5 minutes for me
Can you assign @bo?
Who can I assign this to?
I assigned the wrong label
Can someone assign a priority?
I'd suggest to do it differently
I would do this differently
I will try this out and report back
I'll try that, thank you
I tried it, does not help
I think someone should fix this
I'm on the latest version
I have an issue with this
I need help with this
I need help
Can anyone help me with this?
I could not find it
I can see it in the logs
I want to know when it will be done
Do I need to do this manually?
Should I do this in the config?
May I suggest a different approach?
I'll keep this open
I'm removing the label
I have created an issue upstream
I'm subscribing to this
I opened a support ticket
Let me check
Let me explain
Let me add some context
"""

RELEASE = """
I won't have time to work on this
I don't have time for this anymore
Sorry, I can't work on this anymore
I'm no longer working on this
unassigning myself
Please unassign me
I am unable to continue
I'm giving up on this
I gave up
I won't be able to finish this
/unassign
@rustbot release-assignment
@zulipbot abandon
/unclaim
I'm not able to work on this right now
I do not have the bandwidth
I haven't had time to work on this
I'm stepping away from this
I couldn't make progress
I'm dropping this
could you unassign me?
I didn't find the time to do this
Turns out I am too busy, sorry
I'm afraid I can't continue with this
I have to drop this
Had no time, please give it to someone else
I'm unassigning myself from this
Unfortunately I couldn't find time for it
I don't think I'll be able to complete this
You can unassign me
I won't be working on this anymore
Not working on this anymore
I'm not going to be able to work on it
I need to step back from this
"""

FREE = """
feel free to take it
Feel free to take over
anyone can take this
Anyone is welcome to work on this
It's still available
Yes, this is still available
Still up for grabs
this is up for grabs
PRs welcome
Nobody is working on this
No one is working on this yet
someone else can take this
We'd accept a PR
Contributions are welcome
This is open for contributions
Unassigning due to inactivity
This is available again
happy to review a PR
you can take this
no longer assigned
Yes it is open
If someone wants to work on this, go ahead
As far as I know nobody has picked this up
It's all yours if you want it
Feel free to grab this one
This one is still open, go for it
This issue is free to take
We would welcome a contribution
A PR would be welcome
We'd be happy to accept a PR for this
Yes, still up for grabs!
it's available
Not being worked on currently
Anyone interested may pick this up
You're welcome to take it
yes this is still open
contributions welcome here
"""

GRANT = """
go ahead
Go ahead @ada
Sure, go ahead!
all yours @ada
It's yours
go for it
I've assigned you
Assigned to you
assigned
Sure!
Yes please
Please do!
Of course
Thanks for picking this up
That would be great
@ada sure, feel free
You can work on this
Absolutely, thanks!
Done, assigned @ada
@ada it's yours!
Sure, I have assigned it to you
Yes, please go ahead.
yep, go for it
I'll assign you
Assigned it to you, thanks!
ok, assigning you
Great, looking forward to your PR
Feel free!
Sounds good to me
Please go on
That'd be awesome
Welcome aboard! Go ahead.
👍
Yes of course
Sure @ada 🙂
Yes! Assigned.
Hi @ada, thanks for your interest. Go ahead and open a PR.
"""

TAKEN = """
@bob is working on this
Someone is already working on this
This is already taken
already assigned to @bob
@bob is already on it
There's already a PR for this
this is being worked on by @bob
They are working on it
there is an open PR
@bo has been working on this
There is a PR open for this already
Someone else has already claimed this
I believe @bo is on this
@bo is looking into it
Sorry, @bo asked first
This is assigned to @bo
this has already been taken
Another contributor is working on it
"""

HOLD = """
Please hold off
this is blocked by #12
Let's wait for the redesign
We need to decide on the API first
This needs design
please don't start yet, do not work on this
on hold until v3
not ready yet
We are not accepting contributions for this
This needs more discussion
We won't fix this
waiting for upstream
Let's hold off on this until 3.0
we should first decide how the API should look
This needs a design first
Please don't work on this yet
We don't want to do this
Blocked on upstream
this is blocked until #44 is merged
we're not looking for contributions on this
needs further discussion before anyone starts
wait for the refactoring to land
"""

NUDGE = """
@ada are you still working on this?
Any update @ada?
any progress?
@ada how is this going?
Still working on this?
Are you planning to work on this?
If I don't hear back within a week I'll unassign you
@ada, how is it going?
Are you still on it, @ada?
@ada do you have any updates?
hey @ada, are you still planning to work on this?
@ada any luck?
@ada what's the status?
Hi @ada, did you make any progress?
Have you had a chance to work on this @ada?
"""

QUESTION = """
is this still available?
Is anyone working on this?
Is this issue open?
Hi, is this still up for grabs?
anyone working on this?
Is this taken?
"""

INVITE = """
Would you like to work on this?
@ada do you want to take this?
Can you open a PR?
Would you be willing to submit a PR?
Want to send a PR?
Are you interested in fixing this?
Do you want to give it a try?
"""

PULL = """
I opened a PR
Opened #45
I've created a pull request #45
PR: #45
https://github.com/a/b/pull/45
fixed in #45
Submitted a PR for this
I have opened a PR for this issue
PR is up
I made a pull request
"""


def speeches(text: str) -> set[Speech]:
    return {said.speech for said in said_in(text)}


@pytest.mark.parametrize("text", CLAIMS.strip().splitlines())
def test_a_claim(text):
    assert speeches(text) & CLAIMING, reduced(text)


@pytest.mark.parametrize("text", NO_CLAIMS.strip().splitlines())
def test_no_claim(text):
    assert not speeches(text) & (CLAIMING | {Speech.PULL}), reduced(text)


@pytest.mark.parametrize(
    ("speech", "text"),
    [
        (speech, text)
        for speech, texts in (
            (Speech.RELEASE, RELEASE),
            (Speech.FREE, FREE),
            (Speech.GRANT, GRANT),
            (Speech.TAKEN, TAKEN),
            (Speech.HOLD, HOLD),
            (Speech.NUDGE, NUDGE),
            (Speech.QUESTION, QUESTION),
            (Speech.INVITE, INVITE),
            (Speech.PULL, PULL),
        )
        for text in texts.strip().splitlines()
    ],
)
def test_what_is_said(speech, text):
    assert speech in speeches(text), reduced(text)
    assert not speeches(text) & CLAIMING


def test_who_is_named():
    assert mentions_in("@Ada and @bo-2[bot], mail a@b.org, see `@x/y`") == ("ada", "bo-2")
    said = said_in("@bo sorry, @ada is already working on this.")
    assert [one.whom for one in said if one.speech is Speech.TAKEN] == [("ada",)]


def test_a_command_names_for_whom_it_is():
    (said,) = said_in("/assign @ada")
    assert said.command
    assert said.whom == ("ada",)


def test_a_number_of_a_pull_request_is_read():
    def numbers(text: str) -> list[str]:
        return [one.number for one in said_in(text) if one.speech is Speech.PULL]

    assert numbers("This should be fixed by #45.") == ["45"]
    assert numbers("I opened a PR: #45") == ["45"]
    assert numbers("This is blocked by PR #45") == []
    assert numbers("Is it fixed by #45?") == []


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Opened #77 for this.", True),
        ("Fix is in !12", True),
        ("PR is up: #77", True),
        ("I addressed this in #77, waiting for review.", True),
        ("See my merge request: https://git.example/a/b/-/merge_requests/7", True),
        ("This should be fixed by #45.", False),
        ("See PR #77.", False),
    ],
)
def test_whose_a_pull_request_is(text, own):
    (said,) = [one for one in said_in(text) if one.speech is Speech.PULL]
    assert said.own is own


def test_people_without_a_say_are_only_read_for_themselves():
    text = "It is up for grabs. I'd like to work on this."
    assert Speech.FREE in speeches(text)
    assert Speech.FREE not in {one.speech for one in said_in(text, of_others=False)}
    assert Speech.ASK in {one.speech for one in said_in(text, of_others=False)}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Fixes #12", ("12",)),
        ("fixes #12, #13 and #14.", ("12", "13", "14")),
        ("Closes: #5", ("5",)),
        ("Resolves GH-7", ("7",)),
        ("Implements PAY-17", ("PAY-17",)),
        ("closes https://example.org/team/shop/issues/9", ("9",)),
        ("closes https://example.org/team/shop/-/issues/9", ("9",)),
        ("fixes team/shop#9", ("9",)),
        ("fixes team/other#9", ()),
        ("closes https://example.org/team/other/issues/9", ()),
        ("<!-- Fixes #1 -->\n`fixes #2`\n> fixes #3\n```\nfixes #4\n```\nresolves #5", ("5",)),
        ("does not fix #8", ()),
        ("prefix #9, suffixes #10", ()),
        ("refs #3, see #4", ()),
        ("fixed utf-8 and sha-256", ()),
        ("Fix #11abc", ()),
    ],
)
def test_which_issues_a_pull_request_closes(text, numbers):
    assert closing_references(text, "team/shop") == numbers


def test_a_reference_to_another_repository_needs_its_name():
    assert closing_references("fixes team/shop#9") == ()
    assert pull_numbers("see https://example.org/team/shop/pull/31") == ("31",)


def test_only_the_writers_own_words_count():
    assert prose("> quoted\nown `code`\n<!-- hidden -->").split() == ["own"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_text_can_be_a_comment(text):
    assert said_in(text) == said_in(text)
    closing_references(text, "a/b")


@pytest.mark.parametrize(
    "text",
    [
        "i " * 9000,
        "can i " * 5000,
        "(" * 20000,
        "`" * 20000,
        "<!--" * 9000,
        "assign it " * 4000,
        "fixes #1, " * 4000,
        *(
            f"{words * 100}"[:390] + " x"
            for words in ("@", "@a,", "@a-", "@hi hi ", "hi, @a. ", "- @a: ", "ok, just ")
        ),
    ],
)
def test_a_long_text_is_read_in_bounded_time(text):
    said_in(text)
    assert len(closing_references(text, "a/b")) <= 1
