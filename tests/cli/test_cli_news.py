"""`isonboard favourites` tells what is new, `isonboard show --health` how a project stands."""

import tomllib

BERTH = "sample/fleet-platform/berth-planner"
HEALTH = {
    "access", "ask", "help", "checks", "first_response", "outside", "participation", "sparkline", "releases",
    "fetched_at", "note", "sentences",
}  # fmt: skip


def forget_issues(home):
    """Make the snapshot one in which the first issue was not there."""
    path = next(home.rglob("favourites.toml"))
    number = tomllib.loads(path.read_text())["favourite"][0]["seen"]["beginner_issues"][0]
    path.write_text(path.read_text().replace(f'    "{number}",\n', ""))
    return number


def test_news_is_listed_until_the_page_is_opened(isonboard, home):
    isonboard("--sample", "issues", BERTH)
    isonboard("--sample", "favourites", "add", BERTH)
    (one,) = isonboard("--sample", "favourites", "--json").objects
    assert one["news"] == []
    assert "seen" not in one
    number = forget_issues(home)
    (one,) = isonboard("--sample", "favourites", "--json").objects
    (new,) = one["news"]
    assert set(new) == {"kind", "text", "count"}
    assert (new["kind"], new["count"]) == ("new beginner issues", 1)
    assert f"new: 1 new issue for newcomers: #{number} " in isonboard("--sample", "favourites").out
    isonboard("--sample", "show", BERTH)
    (one,) = isonboard("--sample", "favourites", "--json").objects
    assert one["news"] == []


def test_news_is_asked_for(isonboard, home):
    isonboard("--sample", "favourites", "add", BERTH)
    said = isonboard("--sample", "favourites", "--refresh", "--json")
    assert (said.code, said.objects[0]["news"]) == (0, [])
    exported = isonboard("--sample", "favourites", "export").out
    assert "seen" not in exported
    assert "beginner_issues" not in exported


def test_opening_a_page_is_noticed(isonboard):
    isonboard("--sample", "show", BERTH)
    (one,) = isonboard("--sample", "journey", "--every", "--json").objects
    assert (one["project"], one["station"]) == (BERTH, "noticed")


def test_health_says_what_is_measured_and_on_how_many(isonboard):
    (one,) = isonboard("--sample", "show", BERTH, "--health", "--json").objects
    health = one["health"]
    assert set(health) == HEALTH
    assert health["checks"]["state"] == "passing"
    assert set(health["access"]) == {"read", "fork", "write", "visibility", "archived"}
    assert health["first_response"]["sample"] >= health["first_response"]["answered"] > 0
    assert health["outside"] == {"count": 12, "sample": 45, "share": 0.2667}
    assert health["releases"][0]["name"] == "1.14"
    assert len(health["sparkline"]) == len(health["participation"]) == 52
    said = isonboard("--sample", "show", BERTH, "--health").out
    assert "passing on main" in said
    assert "27% (12 of 45 merged pull requests)" in said


def test_health_that_nobody_tells_is_unknown(isonboard):
    (one,) = isonboard("--sample", "show", "handbook", "--health", "--json").objects
    health = one["health"]
    assert (health["checks"], health["outside"], health["releases"]) == (None, None, None)
    assert health["sentences"]["default branch"] == health["sentences"]["from outside"] == "unknown"
    assert "health" not in isonboard("--sample", "show", "handbook", "--json").objects[0]
