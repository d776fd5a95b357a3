"""What is new with the favourites since the last visit."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from isonboard.assistant import news as newsroom
from isonboard.assistant.context import Context
from isonboard.assistant.health import _keep
from isonboard.assistant.news import Kind
from isonboard.model.collaboration import Release, Standing
from isonboard.model.issue import Issue
from isonboard.model.notebook import Favourite, Seen, Station
from isonboard.model.project import Project

NOW = datetime.now(UTC)
PAY = "github.com/acme/pay"


def project(name="pay", **changes):
    return Project(
        **{"id": f"github.com/acme/{name}", "name": name, "full_name": f"acme/{name}", "forge": "github",
           "clone_url": f"https://github.com/acme/{name}.git", "listed_by": ("hub",), "created_at": NOW} | changes
    )  # fmt: skip


def issue(number, days=0.0, label="good first issue"):
    return Issue(
        project_id=PAY, number=str(number), title=f"Issue {number}", labels=(label,),
        created_at=NOW - timedelta(days=days),
    )  # fmt: skip


def test_an_id_with_controls_in_it_is_starred_without_them(context):
    """No source makes such ids; an older catalog may hold one."""
    strange = project(id="local/esc\x1b[31mname")
    starred = newsroom.star(context, strange)
    assert newsroom.star(context, strange).id == starred.id == "local/escname"
    assert len(context.favourites.list()) == 1


@pytest.fixture
def context(bare_home):
    with Context.open(offline=True) as opened:
        opened.catalog.put_listings("hub", "github", [project()], 1)
        yield opened


def fill(context, *issues):
    context.catalog.put_issues(PAY, issues, NOW, len(issues))


def told(context):
    return [(one.kind, one.text) for one in newsroom.news(context)]


def release(context, *releases):
    _keep(context, PAY, Standing(releases=tuple(releases)), NOW)


def test_a_new_favourite_has_no_news_and_begins_a_journey(context):
    fill(context, issue(1))
    favourite = newsroom.star(context, project(), "for later")
    assert (favourite.note, favourite.seen.beginner_issues) == ("for later", ("1",))
    assert told(context) == []
    assert Station.FAVOURITE.value in context.journeys.get(PAY).reached


def test_issues_that_were_not_there_are_news_until_they_are_seen(context):
    fill(context, issue(1), issue(2))
    newsroom.star(context, project())
    fill(context, issue(2), issue(3), issue(4), issue(5, label="bug"))
    (one,) = newsroom.news(context)
    assert (one.kind, one.count) == (Kind.BEGINNER_ISSUES, 2)
    assert one.text == "2 new issues for newcomers: #3 Issue 3, #4 Issue 4"
    assert newsroom.mark_seen(context, PAY)
    assert told(context) == []
    fill(context)  # issues that went away are no news
    assert told(context) == []


def test_many_issues_are_named_in_part(context):
    fill(context)
    newsroom.star(context, project())
    fill(context, *(issue(number) for number in range(1, 6)))
    assert told(context)[0][1].endswith("#3 Issue 3 and 2 more")


def test_without_a_snapshot_dates_decide(context):
    context.favourites.add(project())
    assert told(context) == []  # nothing known of issues: no news
    fill(context, issue(1, days=3), issue(2, days=-1))
    assert [text for _, text in told(context)] == ["1 new issue for newcomers: #2 Issue 2"]


def test_issues_never_fetched_before_are_not_all_new(context):
    newsroom.star(context, project())
    assert context.favourites.get(PAY).seen.beginner_issues is None
    fill(context, issue(1, days=3))
    assert told(context) == []


def test_a_release_is_news_by_its_name_and_a_preview_is_not(context):
    release(context, Release(name="v1", at=NOW - timedelta(days=9)))
    newsroom.star(context, project())
    release(context, Release(name="v2-rc", preview=True), Release(name="v1"))
    assert told(context) == []
    release(context, Release(name="v2", at=NOW), Release(name="v1"))
    assert told(context) == [(Kind.RELEASE, "released v2")]


def test_an_old_release_heard_of_for_the_first_time_is_no_news(context):
    newsroom.star(context, project())
    release(context, Release(name="v1", at=NOW - timedelta(days=9)))
    assert told(context) == []
    release(context, Release(name="v2", at=NOW + timedelta(days=1)))
    assert told(context) == [(Kind.RELEASE, "released v2")]


def with_seen(**changes):
    return Favourite(id=PAY, name="acme/pay", seen=Seen(name="acme/pay", **changes), added_at=NOW)


def test_activity_is_news_only_where_it_changed_much(context):
    context.catalog.put_listings("hub", "github", [project(stars=400, forks=90)], 2)
    score = newsroom.activity_score(context.catalog.project(PAY), context.now()).value
    assert score
    assert newsroom.news_of(context, with_seen(activity=score)) == ()
    (more,) = newsroom.news_of(context, with_seen(activity=score // 3))
    assert (more.kind, more.text.partition(" active")[0]) == (Kind.ACTIVITY, "more")
    (less,) = newsroom.news_of(context, with_seen(activity=score * 3))
    assert less.text.startswith("less active than before")


def test_gone_is_said_until_it_is_seen(context):
    context.catalog.put_listings("hub", "github", [project("gone")], 1)
    newsroom.star(context, project("gone"))
    context.catalog.put_listings("hub", "github", [project()], 2)
    context.catalog.drop_unseen("hub", 2, keep={"github.com/acme/gone"})
    assert [kind for kind, _ in told(context)] == [Kind.GONE]
    newsroom.mark_seen(context, "github.com/acme/gone")
    assert told(context) == []


def test_an_empty_catalog_says_nothing_about_anybody(bare_home):
    with Context.open(offline=True) as context:
        context.favourites.add(project())
        assert newsroom.news(context) == ()


def test_a_new_name_is_said(context):
    (one,) = newsroom.news_of(context, Favourite(id=PAY, name="x", seen=Seen(name="acme/payments")))
    assert (one.kind, one.text) == (Kind.RENAMED, "it is called acme/pay now, it was acme/payments")


def test_a_project_that_moved_is_found_under_its_new_id(context):
    newsroom.star(context, project("old"))
    moved = project("new", aliases=("github.com/acme/old",))
    context.catalog.put_listings("hub", "github", [project(), moved], 2)
    assert Kind.RENAMED in [kind for kind, _ in told(context)]


def test_what_is_no_favourite_cannot_be_visited(context):
    assert newsroom.mark_seen(context, PAY) is False


def test_stars_of_the_past_keep_their_snapshot(context):
    fill(context, issue(1))
    newsroom.star(context, project())
    fill(context, issue(1), issue(2))
    newsroom.star(context, project(), "again")
    assert len(told(context)) == 1


ODD = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.text(max_size=5)
    | st.lists(st.text(max_size=3), max_size=3)
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(st.sampled_from(["name", "beginner_issues", "activity", "release", "gone"]), ODD))
def test_whatever_a_snapshot_holds_news_can_be_told(context, snapshot):
    import tomli_w

    table = {key: value for key, value in snapshot.items() if value is not None}
    entry = {"id": PAY, "seen": table}
    context.favourites.path.parent.mkdir(parents=True, exist_ok=True)
    context.favourites.path.write_text(tomli_w.dumps({"favourite": [entry]}))
    fill(context, issue(1))
    release(context, Release(name="v1", at=NOW))
    assert all(one.text and "\n" not in one.text for one in newsroom.news(context))
    assert newsroom.mark_seen(context, PAY)
    assert newsroom.news(context) == ()
