"""How well a project suits a profile, and why."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isonboard.match.fit import SIGNALS, Matcher, project_fit, ranked_projects, rarity_of
from isonboard.model.profile import ContributionKind, Level, Profile, Skill
from isonboard.model.project import Project

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def project(name="shop", **facts) -> Project:
    return Project(id=f"example.org/team/{name}", name=name, **facts)


def knows(*skills: str, level: Level = Level.GOOD, **more) -> Profile:
    return Profile(skills=tuple(Skill(skill, level) for skill in skills), **more)


def fit_of(profile: Profile, some: Project, **facts):
    return project_fit(profile, some, now=NOW, **facts)


def texts(fit) -> list[str]:
    return [reason.text for reason in fit.reasons]


def evidence(fit, signal: str) -> list[str]:
    return [reason.evidence for reason in fit.reasons if reason.signal == signal]


def test_the_weights_of_what_speaks_for_a_project_sum_to_one():
    assert sum(signal.weight for signal in SIGNALS.values() if signal.weight > 0) == pytest.approx(1.0)
    assert all(signal.comment for signal in SIGNALS.values())


@pytest.mark.parametrize(
    ("skill", "facts", "found"),
    [
        ("k8s", {"topics": ("kubernetes",)}, "topic kubernetes"),
        ("kubernetes", {"topics": ("k8s",)}, "topic k8s"),
        ("go", {"language": "Go"}, "language Go"),
        ("golang", {"topics": ("go",)}, "topic go"),
        ("js", {"language": "JavaScript"}, "language JavaScript"),
        ("c++", {"language": "C++"}, "language C++"),
        ("cpp", {"description": "A ray tracer in C++."}, "description “c++”"),
        ("c#", {"description": "Unit tests for C#, fast"}, "description “c#”"),
        (".net", {"description": "Runs on .NET and Mono"}, "description “.net”"),
        ("machine learning", {"topics": ("machine-learning",)}, "topic machine-learning"),
        ("ml", {"description": "Machine learning for payments"}, "description “machine learning”"),
        ("python", {"topics": ("django",)}, "topic django"),
        ("react", {"skills": ("ReactJS",)}, "asks for ReactJS"),
        ("python", {"languages": (("Go", 900), ("Python", 100)), "language": "Go"}, "one language is Python"),
        ("go", {"description": "A small library written in Go"}, "description “go”"),
        ("rust", {"description": "Rust bindings for libgit2"}, "description “rust”"),
        ("redis", {"name": "redis-proxy"}, "name “redis”"),
        ("terraform", {"description": "Our Terraform."}, "description “terraform”"),
    ],
)
def test_a_skill_is_found_where_it_is(skill, facts, found):
    fit = fit_of(knows(skill), project(**facts))
    assert evidence(fit, "skills")[0] == found


@pytest.mark.parametrize(
    ("skill", "facts"),
    [
        ("java", {"language": "JavaScript", "topics": ("javascript",), "description": "JavaScript tools"}),
        (
            "go",
            {"description": "Where do we go from here? mongodb, good things to go.", "topics": ("mongodb",)},
        ),
        ("c", {"language": "C++", "topics": ("c-sharp", "objective-c"), "description": "Plan c: see a c d"}),
        ("r", {"language": "Rust", "description": "r u ready for research?"}),
        ("rust", {"description": "We trust in robust things; rust never sleeps", "topics": ("trust",)}),
        ("ai", {"topics": ("email", "maintenance"), "description": "chain of mail"}),
        ("react", {"description": "We react to your reports"}),
        ("sql", {"topics": ("nosql",)}),
    ],
)
def test_a_skill_is_not_found_inside_other_words(skill, facts):
    fit = fit_of(knows(skill), project(**facts))
    assert evidence(fit, "skills") == []


def test_words_of_a_project_without_tags_suggest_a_skill_a_little_and_say_so():
    carousel = project(description="a small carousel")
    told = fit_of(knows("JavaScript"), carousel)
    assert "you know JavaScript, it is suggested by “carousel”" in texts(told)
    assert evidence(told, "skills") == ["description “carousel”"]
    named = fit_of(knows("JavaScript"), project(description="a slideshow in JavaScript"))
    assert 0 < told.score < named.score
    tagged = project(description="a responsive carousel", language="PHP")
    assert evidence(fit_of(knows("JavaScript"), tagged), "skills") == []


def test_a_skill_that_is_known_implies_the_wider_one():
    fit = fit_of(knows("django"), project(language="Python"))
    assert "Python goes with your Django" in texts(fit)


def test_a_better_known_skill_counts_more():
    some = project(language="Python")
    scores = [
        fit_of(knows("python", level=level), some).score for level in (Level.BASIC, Level.GOOD, Level.EXPERT)
    ]
    assert scores == sorted(scores)
    assert len(set(scores)) == 3


def test_a_rare_skill_counts_more_than_a_common_one():
    profile = knows("python", "cobol")
    rarity = {"Python": 0.1, "COBOL": 0.9}
    common = fit_of(profile, project("a", language="Python"), rarity=rarity)
    rare = fit_of(profile, project("b", language="COBOL"), rarity=rarity)
    assert rare.score > common.score


def test_how_rare_skills_are_in_a_catalog():
    projects = [project(f"p{number}", language="Python") for number in range(9)]
    rarity = rarity_of([*projects, project("cobol", topics=("cobol",))])
    assert rarity["COBOL"] == 1.0
    assert rarity["Python"] < 0.1
    assert rarity_of([]) == {}


def test_what_one_wants_to_learn_counts_more_where_newcomers_are_welcome():
    profile = knows("rust", level=Level.LEARNING)
    closed = project("a", language="Rust", beginner_issues=0)
    welcoming = project("b", language="Rust", beginner_issues=5)
    other = project("c", language="Python", beginner_issues=5)
    fits = [
        fit_of(profile, some, readiness=ready)
        for some, ready in ((closed, 0.1), (welcoming, 0.9), (other, 0.9))
    ]
    assert "you want to learn Rust" in texts(fits[0])
    learning = [sum(r.points for r in fit.reasons if r.signal == "learning") for fit in fits]
    assert learning[1] > learning[0] > learning[2] == 0
    assert not evidence(fits[1], "skills")


def test_interests_are_found_in_topics_domain_and_text():
    profile = Profile(interests=("payments",))
    assert evidence(fit_of(profile, project(topics=("payments",))), "interests") == ["topic payments"]
    assert evidence(fit_of(profile, project(domain="payments")), "interests") == ["domain payments"]
    text = project(description="Retries for payments and refunds")
    assert evidence(fit_of(profile, text), "interests") == ["description “payments”"]
    assert evidence(fit_of(profile, project(topics=("logistics",))), "interests") == []


def test_the_kinds_of_contribution_wanted():
    profile = Profile(contributions=(ContributionKind.DOCS,))
    wanted = fit_of(profile, project(contributions=("Bug fixes", "Documentation")))
    unwanted = fit_of(profile, project(contributions=("Bug fixes",)))
    unsaid = fit_of(profile, project())
    anything = fit_of(profile, project(contributions=("Any",)))
    assert evidence(wanted, "contributions") == ["contributions: Documentation"]
    assert evidence(anything, "contributions") == ["contributions: Any"]
    assert wanted.score > unsaid.score > unwanted.score
    assert "contributions wanted" in unsaid.unknown


def test_a_package_that_is_used_is_a_reason_a_like_name_is_none():
    profile = Profile(packages=("pypi:payclient",))
    used = fit_of(profile, project(packages=("pypi:payclient",)))
    same_name = fit_of(profile, project("payclient", packages=("npm:payclient",)))
    assert evidence(used, "reuse") == ["package pypi:payclient"]
    assert evidence(same_name, "reuse") == []
    assert used.score > same_name.score


def test_activity_readiness_and_beginner_issues_are_reasons():
    fit = fit_of(Profile(), project(beginner_issues=3), activity=1200, readiness=0.9)
    assert texts(fit) == ["very active", "well prepared for newcomers", "3 issues for newcomers"]
    assert [reason.evidence for reason in fit.reasons] == [
        "activity score 1200",
        "readiness 90%",
        "3 open issues with such a label",
    ]


def test_an_empty_profile_orders_by_activity_readiness_and_beginner_issues():
    quiet = project("quiet", beginner_issues=0)
    lively = project("lively", beginner_issues=4)
    ranked = ranked_projects(
        Profile(),
        [quiet, lively],
        now=NOW,
        activity={quiet.id: 5, lively.id: 900},
        readiness={lively.id: 0.8},
    )
    assert [some.name for some, _ in ranked] == ["lively", "quiet"]


def test_what_speaks_against_a_project_is_said():
    fit = fit_of(
        knows("go"),
        project(language="Go", base_documents=("README.md",), pushed_at=NOW - timedelta(days=430)),
    )
    against = [reason.text for reason in fit.reasons if reason.is_negative]
    assert set(against) == {"no CONTRIBUTING", "last commit 14 months ago"}
    assert "pushed 2025-09-16" in evidence(fit, "stale")


def test_archived_gone_and_deprecated_projects_come_last():
    profile = knows("go")
    archived = project("a", language="Go", archived=True)
    gone = project("b", language="Go", gone_since=NOW - timedelta(days=9))
    deprecated = project("c", language="Go", lifecycle="deprecated")
    fine = project("d", language="Go")
    other = project("e", language="Cobol")
    ranked = ranked_projects(profile, [archived, gone, deprecated, fine, other], now=NOW)
    names = [some.name for some, _ in ranked]
    assert names[0] == "d"
    assert set(names[-2:]) == {"a", "b"}
    assert texts(fit_of(profile, archived))[0] == "archived"
    assert "no longer listed" in texts(fit_of(profile, gone))


def test_a_project_that_says_it_takes_nothing_comes_behind_and_says_why():
    closed = project("a", language="Go", closed="Contributions are closed for now.")
    ranked = ranked_projects(Profile(), [closed, project("b", language="Go")], now=NOW)
    assert [some.name for some, _ in ranked] == ["b", "a"]
    (reason,) = [one for one in fit_of(Profile(), closed).reasons if one.signal == "closed"]
    assert reason.is_negative
    assert (reason.text, reason.evidence) == ("takes no contributions", "“Contributions are closed for now.”")


def test_unknown_is_named_and_never_zero():
    fit = fit_of(Profile(), project())
    assert fit.unknown == (
        "activity",
        "last commit",
        "base documents",
        "beginner issues",
        "language and topics",
    )
    assert fit.reasons == ()
    known_bad = fit_of(Profile(), project(beginner_issues=0, base_documents=()), activity=0)
    known_good = fit_of(Profile(), project(beginner_issues=5), activity=2000, readiness=1.0)
    assert known_good.score > fit.score > known_bad.score


def test_a_signal_that_is_switched_off_neither_counts_nor_speaks():
    some = project(language="Go", archived=True)
    whole = fit_of(knows("go"), some, activity=500)
    quiet = fit_of(knows("go", signals_off=("activity", "archived")), some, activity=500)
    assert {"activity", "archived"} <= {reason.signal for reason in whole.reasons}
    assert not {"activity", "archived"} & {reason.signal for reason in quiet.reasons}
    assert quiet.score != whole.score


def test_reasons_come_strongest_first_and_add_up_to_what_is_known():
    fit = fit_of(
        knows("go", "kubernetes"),
        project(language="Go", topics=("kubernetes",), beginner_issues=5),
        activity=3000,
        readiness=1.0,
    )
    points = [abs(reason.points) for reason in fit.reasons]
    assert points == sorted(points, reverse=True)
    assert sum(reason.points for reason in fit.reasons) == pytest.approx(fit.score, abs=0.01)


def test_the_batch_path_and_the_single_path_agree():
    matcher = Matcher(knows("go"), now=NOW)
    some = project(language="Go", pushed_at=NOW - timedelta(days=300), beginner_issues=1)
    assert matcher.score(some, activity=40) == matcher.fit(some, activity=40).score


WORDS = [
    "go",
    "python",
    "django",
    "kubernetes",
    "java",
    "react",
    "sql",
    "machine learning",
    "payments",
    "zzz",
    "c",
    "Ünï",
]
SKILLS = st.builds(Skill, st.sampled_from(WORDS), st.sampled_from(list(Level)))
PROJECTS = st.builds(
    Project,
    id=st.just("x/y/z"),
    name=st.sampled_from(["shop", "go-redis", "pay"]),
    description=st.one_of(st.just("A Python service on Kubernetes, written in Go."), st.text(max_size=80)),
    language=st.sampled_from([None, "Go", "Python", "JavaScript"]),
    topics=st.lists(st.sampled_from(WORDS), max_size=4).map(tuple),
    skills=st.lists(st.sampled_from(WORDS), max_size=3).map(tuple),
    beginner_issues=st.sampled_from([None, 0, 2, 9]),
    base_documents=st.sampled_from([None, (), ("README.md", "docs/CONTRIBUTING.rst")]),
    pushed_at=st.sampled_from([None, NOW, NOW - timedelta(days=900)]),
    archived=st.sampled_from([None, True, False]),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(SKILLS, max_size=5), SKILLS, PROJECTS)
def test_a_further_skill_never_lowers_the_fit(skills, further, some):
    before = fit_of(Profile(skills=tuple(skills)), some).score
    after = fit_of(Profile(skills=(*skills, further)), some).score
    assert after >= before - 1e-12


@settings(max_examples=100, deadline=None)
@given(st.lists(SKILLS, max_size=4), st.lists(st.sampled_from(WORDS), max_size=3), PROJECTS)
def test_a_score_lies_between_nothing_and_all_and_every_reason_has_its_evidence(skills, interests, some):
    profile = Profile(skills=tuple(skills), interests=tuple(interests))
    fit = fit_of(profile, some)
    assert 0.0 <= fit.score <= 1.0
    assert all(reason.evidence and reason.text and reason.points for reason in fit.reasons)
    assert fit == fit_of(profile, some)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.text(max_size=200), st.text(max_size=40))
def test_any_text_can_be_a_skill_and_a_project(skill, description, topic):
    profile = Profile(skills=(Skill(skill),), interests=(topic,))
    fit_of(
        profile, project(description=description, topics=(topic,), skills=(skill,), language=topic or None)
    )
