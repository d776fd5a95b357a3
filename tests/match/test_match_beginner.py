"""Labels that invite: whom, and what only looks like an invitation."""

import csv
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from isonboard.match.beginner import invitation_of, table, tier_of, tier_of_label
from isonboard.match.labels import normalised, words_of
from isonboard.model.issue import Tier

FOR_NEWCOMERS = """
Good First Issue|good first issue :+1:|GFI|type/good first issue|good-first-issue-frontend
rust: good first issue|Good First Issue (docs)|first timers only|first-timer|First good issue
E-easy|D-Easy|difficulty: Beginner|Level: beginner|exp:beginner|experience/novice
skill-level: beginner|skill: beginner|difficulty_easy|difficultyBeginner|easyHack|EasyFix
easy pr|Easy peasy|low hanging fruit 🍎|🍒 low-hanging fruit|newbie friendly|new-contributor
for newcomers|newcomers-friendly|Beginner only|beginner task|starter-project|Effort: Low
effort/small|complexity: low|complexity/simple|complexity: trivial|size: small|scope/small
bite-sized|quick-win|good for newbies|good 4 beginners|good for first-timers
good first pull request|good-first-ticket|nice first issue|perfect first issue
easy first issue|beginner's issue|beginner-friendly 🐣|entry-level|entry level task|Entry-Level
junior task|D-Good-First-Issue|D-Trivial|D-Straightforward|(L0) Beginners|level/1 - beginner
0 - easy|1st issue|good 1st issue|Anfänger|für Anfänger geeignet|facile|débutant|principiante
fácil|新手友好|good first issue/新手友好|初心者向け|難易度:低|초보자 환영|для новичков
help wanted - beginner friendly|help wanted: easy|help wanted (easy)
hacktoberfest good first issue|up-for-grabs: good first issue|contribution: beginner
Status: Good-First-Issue|kind/good-first-issue|triage/good-first-issue|[type] good first issue
Good First Issue: Python|good-first-issues|goodfirst issue|gOOd_FiRsT_IsSuE
:seedling: good first issue|🌱 beginner|Intro Issue|introductory issue|beginner/easy
easy/beginner|super easy|very easy|ideal for beginners|suitable for newcomers|onboarding
onboarding-task|first PR|P3 easy|good intro issue|difficulty:1|입문자
"""

OPEN_TO_ANYONE = """
Help Wanted|:sos: help wanted|status: help wanted|S-help-wanted|E-help-wanted
community: help wanted|help-wanted-frontend|Extra attention needed: help wanted|HelpWanted
helpwanted|up for grabs!|Up-For-Grabs 🎁|hacktoberfest|Hacktoberfest 2023|hacktoberfest2024
PRs welcome|PR-welcome|pull-requests-welcome|contributions welcome|contribution-welcome
Contributions Welcome!|community contribution welcome|accepting PRs|accepting pull requests
Accepting Contributions|seeking contributors|looking for contributors|needs volunteers
volunteer needed|open for contribution|open to contributions|open for everyone|free to take
available|Status: Available|patches welcome|help needed|please help|Mentor available
has-mentor|E-mentor|good second issue|Hilfe gesucht|欢迎贡献|需要帮助|ヘルプ募集|нужна помощь
aide bienvenue|se busca ayuda|Community Help Wanted|help wanted: backend|info: up for grabs
求助|grab me|jump in|PRs are welcome|pr: welcome|ready for contribution|needs-contributor
"""

NO_INVITATION = """
not a good first issue|not good first issue|not-good-first-issue|no help wanted
not help wanted|not for beginners|not beginner friendly|non-beginner|easydb|easy-install
easy-rsa|ci|hard|help-needed-from-maintainer|difficulty/hard|difficulty: medium|difficulty:advanced|specific|first|new
new feature|good|bug|enhancement|documentation|question|wontfix|duplicate|invalid|help
help text|help-page|area/help|starter-kit|starter template|starter-code|quickstart|restart
kickstarter|beginning|beginner docs|beginners guide|area: onboarding|onboarding flow
component/onboarding|ux: onboarding|priority: trivial|severity: minor|priority/low|low|minor
minor release|low priority|triage|first-class|first-party|firstname|easy mode|easymock|greasy
uneasy|junior-api|hacktoberfest-accepted|hacktoberfest accepted|help wanted - closed
good first issue taken|good first issue: claimed|was: good first issue|welcome page|welcome
community|contributors|contributing guide|pr: needs review|needs review|needs-triage
needs help text|open|opened|available in v2|unavailable|small screen|smalltalk|size/L|size/XXL
effort/high|complexity/high|effort: large|simplecov|simple-auth|trivialdb|newcomb|noobaa
novice-api|good practice|good to have|nice to have|volunteering app|mentor portal|grabber
jump table|up|looks good|ready for review|ready to merge|ready for release|accepted
PR accepted|expert|intermediate|too easy|first responder|time|project|task|issue|pull request
feature request|support|security|performance|P1|P3|v1.0|c++|good performance|first paint
low memory|low level|level: low|entry|entry point|good first impression|first run experience
beginner mode|easy-to-use|ease of use|free|free tier|open source|open for discussion|ready
help center|in progress|no-issue-activity|stale
"""


def _listed(text: str) -> list[str]:
    return [label for line in text.strip().splitlines() for label in line.split("|")]


@pytest.mark.parametrize("label", _listed(FOR_NEWCOMERS))
def test_a_label_for_newcomers(label):
    assert tier_of_label(label) is Tier.NEWCOMERS


@pytest.mark.parametrize("label", _listed(OPEN_TO_ANYONE))
def test_a_label_open_to_anyone(label):
    assert tier_of_label(label) is Tier.ANYONE


@pytest.mark.parametrize("label", _listed(NO_INVITATION))
def test_a_label_that_invites_nobody(label):
    assert tier_of_label(label) is None


@pytest.mark.parametrize(
    ("label", "words"),
    [
        (":thumbsup: Good-First_Issue!", "good first issue"),
        ("good first issue-:1st_place_medal:", "good first issue"),
        ("difficultyBeginner", "difficulty beginner"),
        ("Débutant·e", "debutant e"),
        ("difficulty::easy", "difficulty easy"),
        ("type:bug:", "type bug"),
        ("don't", "dont"),
        ("help wanted f64c", "help wanted"),
        ("f100", "f100"),
        ("PRs welcome", "prs welcome"),
        ("初心者向け 🔰", "初心者向け"),
        ("", ""),
        ("🎉", ""),
    ],
)
def test_what_stays_of_a_label(label, words):
    assert normalised(label) == words


def test_the_strongest_invitation_wins():
    assert tier_of(["bug", "help wanted", "good first issue"]) is Tier.NEWCOMERS
    assert tier_of(["bug", "help wanted"]) is Tier.ANYONE
    assert tier_of(["bug"]) is None
    assert tier_of([]) is None


def test_a_label_that_takes_an_invitation_back_cancels_that_tier_only():
    labels = ["good first issue", "not a good first issue", "help wanted"]
    assert tier_of(labels) is Tier.ANYONE


def test_the_label_that_invites_is_named_as_it_is_spelled():
    found = invitation_of(["bug", "Good-First-Issue :wave:"])
    assert found == (Tier.NEWCOMERS, "Good-First-Issue :wave:")


def test_a_source_adds_its_own_words_in_any_spelling():
    assert tier_of(["Team: Onramp"]) is None
    assert tier_of(["Team: Onramp"], extra_beginner=["team-onramp"]) is Tier.NEWCOMERS
    assert tier_of(["Gig"], extra_open=["GIG"]) is Tier.ANYONE
    assert tier_of(["help wanted"], extra_beginner=["help-wanted"]) is Tier.NEWCOMERS
    assert tier_of(["anything"], extra_beginner=["", "🎉"]) is None


def test_every_row_of_the_table_reads_as_it_is_classified():
    rows = table()
    assert len(rows) > 500
    for label, tier in rows.items():
        read = tier_of_label(label)
        assert (read.value if read else "none") == tier, label


@pytest.mark.shared
def test_every_label_that_projects_declare_is_classified():
    path = Path(__file__).parents[2] / "../shared/data/beginner-labels.csv"
    if not path.exists():
        pytest.skip("the shared label table is not beside the checkout")
    rows = table()
    with path.open(encoding="utf-8") as lines:
        labels = [row["label"] for row in csv.DictReader(lines)]
    assert len(labels) == 218
    missing = [label for label in labels if normalised(label).removesuffix(" keyword rule") not in rows]
    assert missing == []


@settings(max_examples=300)
@given(st.text(max_size=300))
@example("F00¼")
def test_any_text_is_a_label(text):
    tier_of_label(text)
    assert words_of(text) == words_of(text)
    assert normalised(normalised(text)) == normalised(text)


@settings(max_examples=100)
@given(
    st.sampled_from(["good first issue", "help wanted", "beginner", "easy"]),
    st.sampled_from(["", "🎉", ":tada:", "!", "  "]),
    st.sampled_from([str.upper, str.title, str.lower, lambda words: words.replace(" ", "-")]),
)
def test_spelling_does_not_change_whom_a_label_invites(label, ornament, spelling):
    assert tier_of_label(f"{spelling(label)} {ornament}") is tier_of_label(label)
