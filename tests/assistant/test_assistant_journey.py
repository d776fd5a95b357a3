"""Journeys from real git repositories, and from what the sample's forge and pull requests tell."""

import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import gitea_server
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonboard.assistant import clone as clones
from isonboard.assistant import journey as journeys
from isonboard.assistant.claim import in_the_way
from isonboard.assistant.context import Context
from isonboard.assistant.detail import issue_page
from isonboard.assistant.local_work import local_work
from isonboard.assistant.steps import new_pull_address, where_next
from isonboard.assistant.thanks import record_line, record_lines, thank_you
from isonboard.cli.main import main
from isonboard.errors import UnreachableError
from isonboard.model.collaboration import PullRequest
from isonboard.model.notebook import Contribution, Journey, Station
from isonboard.model.profile import Identity, Profile
from isonboard.model.project import Project
from isonboard.notebook.journey import furthest

BERTH = "sample/fleet-platform/berth-planner"
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def git(folder, *words):
    done = subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def filled_home(tmp_path_factory):
    """A home whose sample catalog is filled once."""
    home = tmp_path_factory.mktemp("journey")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ISONBOARD_HOME", str(home))
        assert main(["--sample", "sync"]) == 0
    return home


@pytest.fixture
def context(tmp_path, filled_home, monkeypatch):
    shutil.copytree(filled_home, tmp_path / "home")
    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    (tmp_path / "gitconfig").write_text("[user]\n\tname = Ada\n\temail = ada@halden.example\n")
    with Context.open(sample=True) as opened:
        yield opened


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A clone with a branch “fix-7”, of a repository with one commit on its main branch."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    (tmp_path / "gitconfig").write_text(
        "[user]\n\tname = Ada\n\temail = ada@halden.example\n[init]\n\tdefaultBranch = main\n"
    )
    git(tmp_path, "init", "-q", "--bare", "origin.git")
    git(tmp_path, "clone", "-q", "origin.git", "seed")
    commit(tmp_path / "seed", "one")
    git(tmp_path / "seed", "push", "-q", "origin", "main")
    git(tmp_path, "clone", "-q", "origin.git", "pay")
    git(tmp_path / "pay", "switch", "-q", "-c", "fix-7")
    return tmp_path / "pay"


def commit(folder, name):
    (folder / name).write_text(name)
    git(folder, "add", name)
    git(folder, "commit", "-q", "-m", name)
    return git(folder, "rev-parse", "HEAD")


async def cloned(context, number="33"):
    await issue_page(context, BERTH)
    return await clones.clone_project(context, BERTH, number, report=lambda _event: None)


# local git


def test_a_fresh_branch_has_nothing_of_ones_own(checkout):
    work = local_work(checkout)
    assert (work.branch, work.count, work.own, work.pushed) == ("fix-7", 0, (), False)
    assert work.merged is False


def test_the_main_branch_is_not_ones_own(checkout):
    git(checkout, "switch", "-q", "main")
    assert local_work(checkout) is None


def test_a_commit_is_ones_own_until_it_is_pushed_and_after(checkout):
    mine = commit(checkout, "two")
    work = local_work(checkout, "fix-7")
    assert (work.count, work.own, work.pushed, work.merged) == (1, (mine,), False, False)
    git(checkout, "push", "-q", "origin", "fix-7")
    assert local_work(checkout, "fix-7").pushed


def test_merged_when_the_main_branch_has_it_after_a_fetch_by_the_engineer(checkout):
    mine = commit(checkout, "two")
    git(checkout, "push", "-q", "origin", "fix-7", "fix-7:main")
    git(checkout, "update-ref", "refs/remotes/origin/main", "fix-7~1")  # before the fetch
    assert local_work(checkout, "fix-7").merged is False
    git(checkout, "fetch", "-q")
    work = local_work(checkout, "fix-7")
    assert (work.merged, work.count, work.own) == (True, 0, (mine,))
    git(checkout, "switch", "-q", "main")
    git(checkout, "branch", "-q", "-D", "fix-7")
    assert local_work(checkout, "fix-7", mine).merged  # the commit seen before outlives the branch
    assert local_work(checkout, "fix-7") is None


def test_a_squashed_merge_is_seen_from_git_alone(checkout, tmp_path):
    commit(checkout, "two")
    commit(checkout, "[a]*")  # a name is no pattern
    seed = tmp_path / "seed"
    (seed / "two").write_text("two")
    git(seed, "add", "two")
    git(seed, "commit", "-q", "-m", "half of it")
    git(seed, "push", "-q", "origin", "main")
    git(checkout, "fetch", "-q")
    git(checkout, "push", "-q", "-u", "origin", "fix-7")
    assert not local_work(checkout, "fix-7").merged
    commit(seed, "[a]*")
    git(seed, "push", "-q", "origin", "main")
    git(checkout, "fetch", "-q")
    work = local_work(checkout, "fix-7")
    assert (work.merged, work.count, len(work.own)) == (True, 2, 2)
    git(seed, "push", "-q", "origin", ":fix-7")
    git(checkout, "fetch", "-q", "--prune")
    assert local_work(checkout, "fix-7").merged  # the forge has deleted the branch
    commit(checkout, "three")
    assert not local_work(checkout, "fix-7").merged  # more work since


def test_the_same_change_by_somebody_else_merges_nothing_that_was_never_pushed(checkout, tmp_path):
    commit(checkout, "two")
    commit(tmp_path / "seed", "two")
    git(tmp_path / "seed", "commit", "-q", "--amend", "-m", "theirs", "--author", "Bob <bob@halden.example>")
    git(tmp_path / "seed", "push", "-q", "origin", "main")
    git(checkout, "fetch", "-q")
    assert local_work(checkout, "fix-7").merged is False
    git(checkout, "push", "-q", "origin", "fix-7")  # now it may have been merged
    assert local_work(checkout, "fix-7").merged


@pytest.mark.parametrize("name", [b"b\xe9d", b" led by a blank", b"line\nfeed"])
def test_a_squashed_merge_is_looked_for_under_any_name_of_a_file(checkout, tmp_path, name):
    for folder in (checkout, tmp_path / "seed"):
        try:
            (folder / os.fsdecode(name)).write_text(folder.name)
        except OSError:
            pytest.skip("this file system takes text for names only")
        git(folder, "add", ".")
        commit(folder, "two")
    git(checkout, "push", "-q", "origin", "fix-7")
    git(tmp_path / "seed", "push", "-q", "origin", "main")
    git(checkout, "fetch", "-q")
    assert local_work(checkout, "fix-7").merged is False  # main has another text in that file
    (tmp_path / "seed" / os.fsdecode(name)).write_text(checkout.name)
    git(tmp_path / "seed", "commit", "-q", "-a", "-m", "the same")
    git(tmp_path / "seed", "push", "-q", "origin", "main")
    git(checkout, "fetch", "-q")
    assert local_work(checkout, "fix-7").merged


def test_catching_up_with_the_main_branch_is_no_merge(checkout, tmp_path):
    commit(tmp_path / "seed", "elsewhere")
    git(tmp_path / "seed", "push", "-q", "origin", "main")
    git(checkout, "fetch", "-q")
    git(checkout, "merge", "-q", "origin/main")
    work = local_work(checkout, "fix-7")
    assert (work.own, work.merged) == ((), False)


def colleagues_branch(checkout, tmp_path):
    """Check out a branch that a colleague pushed."""
    seed = tmp_path / "seed"
    git(seed, "config", "user.email", "bob@halden.example")
    git(seed, "switch", "-q", "-c", "dev")
    theirs = commit(seed, "theirs")
    git(seed, "push", "-q", "origin", "dev")
    git(checkout, "fetch", "-q")
    git(checkout, "switch", "-q", "dev")
    return theirs


def test_a_colleagues_branch_holds_nothing_of_ones_own(checkout, tmp_path):
    theirs = colleagues_branch(checkout, tmp_path)
    work = local_work(checkout)
    assert (work.branch, work.count, work.own, work.pushed) == ("dev", 1, (), True)
    mine = commit(checkout, "mine")
    assert local_work(checkout).own == (mine,)
    assert theirs not in local_work(checkout).own


def test_commits_from_another_machine_are_known_by_their_author(checkout, tmp_path):
    mine = commit(checkout, "two")
    git(checkout, "push", "-q", "origin", "fix-7")
    git(tmp_path, "clone", "-q", "--branch", "fix-7", "origin.git", "elsewhere")
    assert local_work(tmp_path / "elsewhere").own == (mine,)


def test_a_rebase_keeps_what_is_ones_own(checkout, tmp_path):
    commit(checkout, "two")
    commit(tmp_path / "seed", "elsewhere")
    git(tmp_path / "seed", "push", "-q", "origin", "main")
    git(checkout, "fetch", "-q")
    git(checkout, "rebase", "-q", "origin/main")
    work = local_work(checkout)
    assert git(checkout, "rev-parse", "HEAD") in work.own
    assert (work.count, work.merged) == (1, False)


def test_a_commit_that_is_no_hash_is_never_given_to_git(checkout):
    assert local_work(checkout, "gone", "--output=/tmp/x") is None
    assert local_work(checkout, "--help") is None


def test_no_checkout_no_work(tmp_path):
    assert local_work(tmp_path / "nowhere") is None
    assert local_work(tmp_path) is None


def test_of_a_fork_the_upstream_decides_what_is_merged(checkout, tmp_path):
    git(tmp_path, "clone", "-q", "--bare", "origin.git", "fork.git")
    git(checkout, "remote", "rename", "origin", "upstream")
    git(checkout, "remote", "add", "origin", "https://github.com/ada/pay.git")
    commit(checkout, "two")
    git(
        checkout, "push", "-q", str(tmp_path / "fork.git"), "fix-7:main"
    )  # one's own main branch is not the project's
    work = local_work(checkout)
    assert (work.fork, work.merged, work.count) == ("ada/pay", False, 1)
    git(checkout, "push", "-q", "upstream", "fix-7:main")
    assert local_work(checkout).merged
    git(checkout, "remote", "set-url", "origin", "ext::sh -c evil")
    assert local_work(checkout).fork is None


# the whole way, on the sample


async def test_the_whole_way_of_a_change(context):
    made = await cloned(context)
    journey = journeys.looked_after(context, context.journeys.get(BERTH))
    assert furthest(journey) is Station.BRANCH
    page = journeys.journey_page(context, journey)
    assert page.where == (f"cd {made.checkout}",)

    commit(Path(made.checkout), "mine")
    journey, note = await journeys.brought_up_to_date(context, journey)
    assert (furthest(journey), note) == (Station.FIRST_CHANGE, "")
    page = journeys.journey_page(context, journey)
    assert page.next_step.startswith("Push ")
    assert page.where[-1] == f"git push --set-upstream origin {made.branch}"

    git(made.checkout, "push", "-q", "origin", made.branch)
    assert "Open a pull request" in journeys.journey_page(context, journey).next_step
    journey = await journeys.asked(context, journey)
    assert furthest(journey) is Station.PULL_OPEN
    assert journeys.journey_page(context, journey).where == (journey.pull_url,)

    git(made.checkout, "push", "-q", "origin", f"{made.branch}:main")
    journey = await journeys.asked(context, journey)
    page = journeys.journey_page(context, journey)
    assert page.station is Station.MERGED
    assert page.congratulation.startswith("Well done: your first change to Berth planner")
    assert page.thanks.startswith("Thank you, Ada Okafor (@ada), for the review")
    assert ": merged “" in page.record
    assert "” for issue 33 (<" in page.record
    assert "reviewed by Ada Okafor" in page.record
    assert [station for station, _ in page.history] == [
        Station.CLONED, Station.BRANCH, Station.FIRST_CHANGE, Station.PULL_OPEN, Station.MERGED,
    ]  # fmt: skip

    second = await cloned(context, "40")
    journey = journeys.looked_after(context, context.journeys.get(BERTH))
    assert (furthest(journey), journey.branch) == (Station.BRANCH, second.branch)
    assert [one.branch for one in journey.earlier] == [made.branch]
    assert len(record_lines(context, journey)) == 2


async def test_a_merge_is_seen_without_asking_anybody(context):
    made = await cloned(context)
    commit(Path(made.checkout), "mine")
    git(made.checkout, "push", "-q", "origin", f"{made.branch}:main")
    journey = journeys.looked_after(context, context.journeys.get(BERTH))
    assert furthest(journey) is Station.MERGED
    assert thank_you(journey.reviewers, None).startswith("Thank you all for the review")


async def test_a_branch_of_ones_own_choosing_is_found(context):
    await issue_page(context, BERTH)
    made = await clones.clone_project(context, BERTH, report=lambda _event: None)
    git(made.checkout, "switch", "-q", "-c", "my-idea")
    journey = journeys.looked_after(context, context.journeys.get(BERTH))
    assert (furthest(journey), journey.branch) == (Station.BRANCH, "my-idea")


async def test_a_colleagues_branch_is_no_step_of_ones_own(context, tmp_path):
    made = await clones.clone_project(context, BERTH, report=lambda _event: None)
    git(made.checkout, "push", "-q", "origin", "main:dev")
    git(made.checkout, "fetch", "-q")
    git(made.checkout, "switch", "-q", "dev")
    journey = journeys.looked_after(context, context.journeys.get(BERTH))
    assert (furthest(journey), journey.branch) == (Station.CLONED, None)


async def test_a_first_contribution_is_not_lost_by_beginning_a_second_one(context):
    """Two issues begun one after the other, nobody having looked at the journey between; git alone tells of the first."""
    made = await cloned(context)
    first = commit(Path(made.checkout), "mine")
    git(made.checkout, "push", "-q", "origin", made.branch)
    again = await cloned(context, "38")
    (before,) = context.journeys.get(BERTH).earlier
    assert (before.branch, before.issue, before.commit, before.merged_at) == (made.branch, "33", first, None)
    git(made.checkout, "push", "-q", "origin", f"{made.branch}:main")
    git(made.checkout, "fetch", "-q")
    journey = journeys.looked_after(context, context.journeys.get(BERTH))
    (before,) = journey.earlier
    assert before.merged_at is not None
    page = journeys.journey_page(context, journey)
    assert (page.station, page.journey.branch) == (Station.BRANCH, again.branch)
    assert "your first change to Berth planner is merged" in page.congratulation
    assert page.thanks.startswith("Thank you all")
    assert "for issue 33" in record_lines(context, journey)[0]


async def test_the_next_step_is_of_the_branch_one_stands_on(context):
    made = await cloned(context)
    mine = commit(Path(made.checkout), "mine")
    again = await cloned(context, "38")
    git(made.checkout, "switch", "-q", made.branch)
    journey = journeys.looked_after(context, context.journeys.get(BERTH))
    assert (journey.branch, journey.issue, journey.commit) == (made.branch, "33", mine)
    assert furthest(journey) is Station.FIRST_CHANGE
    assert made.branch in journeys.journey_page(context, journey).next_step
    assert [(one.branch, one.issue) for one in journey.earlier] == [(again.branch, "38")]
    git(made.checkout, "switch", "-q", again.branch)  # and back: nothing is on it yet, its issue is known
    journey = journeys.looked_after(context, journey)
    assert (journey.branch, journey.issue, furthest(journey)) == (again.branch, "38", Station.BRANCH)


async def test_before_a_branch_for_a_taken_issue_it_is_said_who_has_it(context):
    await issue_page(context, BERTH)
    told = []
    await clones.clone_project(context, BERTH, "33", report=told.append)
    assert not [event for event in told if "not free" in getattr(event, "text", "")]
    await clones.clone_project(context, BERTH, "40", report=told.append)
    (notice,) = [event for event in told if "not free" in getattr(event, "text", "")]
    assert "issue 40: it is not free: claimed by rosa" in notice.text
    assert "--claim 40" in notice.hint
    assert in_the_way(context, BERTH, "40") == ""  # begun: one's own
    context.journeys.forget(BERTH)
    assert in_the_way(context, BERTH, "40").startswith("it is not free: claimed by rosa")
    assert in_the_way(context, BERTH, "#29").startswith("it is not free: pull request #47 by wei is open")
    assert in_the_way(context, BERTH, "4711") == in_the_way(context, "sample/no/such", "1") == ""


async def test_a_clone_is_found_where_it_belongs(context):
    await issue_page(context, BERTH)
    made = await clones.clone_project(context, BERTH, report=lambda _event: None)
    context.journeys.forget(BERTH)
    context.favourites.add(context.catalog.project(BERTH))
    (journey,) = journeys.all_journeys(context)
    assert list(journey.reached) == ["favourite", "cloned"]
    assert journey.checkout == made.checkout


def test_favourites_are_journeys_and_what_was_only_looked_at_is_not_listed(context):
    journeys.noticed(context, BERTH)
    before = context.journeys.path.stat().st_mtime_ns
    journeys.noticed(context, BERTH)
    assert context.journeys.path.stat().st_mtime_ns == before  # nothing new, nothing written
    assert journeys.all_journeys(context) == []
    assert [one.project_id for one in journeys.all_journeys(context, every=True)] == [BERTH]
    assert [furthest(one) for one in journeys.all_journeys(context, "berth-planner")] == [Station.NOTICED]
    context.favourites.add(context.catalog.project(BERTH))
    (journey,) = journeys.all_journeys(context)
    assert list(journey.reached) == ["noticed", "favourite"]


async def test_offline_the_forge_is_not_asked(context, monkeypatch):
    journey = Journey(project_id=BERTH, reached={"first change": NOW}, branch="x")
    monkeypatch.setattr(journeys, "asked", None)
    context.sample, context.offline = False, True
    assert await journeys.brought_up_to_date(context, journey) == (journey, "")


async def test_a_forge_that_fails_is_one_sentence(context, monkeypatch):
    async def fails(*_):
        raise UnreachableError("git.halden.example is not working right now", hint="Try again later.")

    monkeypatch.setattr(journeys, "asked", fails)
    journey = Journey(project_id=BERTH, reached={"first change": NOW}, branch="x")
    kept, note = await journeys.brought_up_to_date(context, journey)
    assert kept == journey
    assert note.startswith("the forge could not be asked: git.halden.example is not working right now")


async def test_a_journey_goes_on_where_the_project_moved_to(context):
    old = context.catalog.project(BERTH)
    context.journeys.reach("sample/old/name", Station.CLONED, at=NOW)
    context.favourites.add(old)
    moved = msgspec.structs.replace(old, aliases=("sample/old/name",))
    context.catalog.put_listings("sample", "sample", [moved], 9)
    (journey,) = journeys.all_journeys(context)
    assert (journey.project_id, list(journey.reached)) == (BERTH, ["favourite", "cloned"])
    assert context.journeys.get("sample/old/name") is None


# a real forge's words


@pytest.fixture
def forge(bare_home, source, monkeypatch, checkout):
    """A Gitea on loopback, a context that lists its repository, and a journey with a pushed commit."""
    server = gitea_server.GiteaServer()
    with server.listening() as base:
        server.repositories.append(gitea_server.repository("acme", "pay", base=base))
        source("tea", kind="gitea", url=base)
        monkeypatch.setenv("GITEA_TOKEN", "good")
        with Context.open() as context:
            project = Project(
                id="127.0.0.1/acme/pay", name="pay", full_name="acme/pay", forge="gitea", url=f"{base}/acme/pay",
                clone_url=f"{base}/acme/pay.git", listed_by=("tea",),
            )  # fmt: skip
            context.catalog.put_listings("tea", "gitea", [project], 1)
            (project,) = context.catalog.all_projects()
            mine = commit(checkout, "two")
            context.journeys.reach(project.id, Station.BRANCH, branch="fix-7", checkout=str(checkout))
            yield server, context, context.journeys.get(project.id), mine


async def test_a_squashed_merge_is_learnt_from_the_forge(forge):
    server, context, journey, mine = forge
    head = {"label": "fix-7", "ref": "fix-7", "sha": mine, "repo_id": 77}
    server.pulls = [gitea_server.pull(9, "fix-7", head=head)]
    journey, note = await journeys.brought_up_to_date(context, journey)
    assert (furthest(journey), note) == (Station.PULL_OPEN, "")
    assert journey.pull_url == "https://git.test/acme/pay/pulls/9"
    server.pulls[0] |= {
        "state": "closed", "merged": True, "merged_at": "2026-09-09T00:00:00Z",
        "merged_by": {"login": "ada", "full_name": "Ada Okafor"},
    }  # fmt: skip
    server.reviews = {"9": [{"user": {"login": "wei", "full_name": "Wei Zhang"}}]}
    journey, _ = await journeys.brought_up_to_date(context, journey)
    page = journeys.journey_page(context, journey)
    assert page.station is Station.MERGED
    assert page.thanks.startswith("Thank you, Wei Zhang (@wei) and Ada Okafor (@ada), for the review")
    assert page.record.startswith("- 2026-09-09: [pay](<")
    assert "“Change 9” (<https://git.test/acme/pay/pulls/9>), reviewed by Wei Zhang" in page.record
    asked = len(server.asked)
    await journeys.brought_up_to_date(context, journey)
    assert len(server.asked) == asked  # there is nothing more to learn


async def test_a_pull_request_closed_without_a_merge_is_said(forge):
    server, context, journey, mine = forge
    head = {"label": "fix-7", "ref": "fix-7", "sha": mine, "repo_id": 77}
    server.pulls = [gitea_server.pull(9, "fix-7", head=head, state="closed")]
    journey, _ = await journeys.brought_up_to_date(context, journey)
    assert "closed without being merged" in journeys.journey_page(context, journey).next_step


async def test_a_strangers_pull_request_changes_nothing(forge):
    server, context, journey, _ = forge
    server.pulls = [gitea_server.pull(9, "fix-7", state="closed", merged=True)]
    journey, _ = await journeys.brought_up_to_date(context, journey)
    assert (furthest(journey), journey.pull_url) == (Station.FIRST_CHANGE, None)


async def test_an_earlier_branch_that_was_merged_meanwhile_is_written_down(forge):
    server, context, journey, mine = forge
    journey = journeys.looked_after(context, journey)
    context.journeys.reach(journey.project_id, Station.BRANCH, branch="fix-8")
    head = {"label": "fix-7", "ref": "fix-7", "sha": mine, "repo_id": 77}
    server.pulls = [
        gitea_server.pull(
            9, "fix-7", head=head, state="closed", merged=True, merged_at="2026-09-09T00:00:00Z"
        )
    ]
    journey = await journeys.asked(context, context.journeys.get(journey.project_id))
    assert furthest(journey) is Station.BRANCH
    assert [(one.branch, one.pull_state) for one in journey.earlier] == [("fix-7", "merged")]
    assert "merged “Change 9”" in record_lines(context, journey)[0]


# whose pull request


def pull(number, **changes):
    return PullRequest(**{"number": str(number), "author": "stranger", "commit": f"{number:040x}"} | changes)


def test_a_strangers_pull_request_from_a_branch_of_the_same_name_is_not_ones_own():
    assert journeys.own_pull([pull(1, state="merged")], ["me"], ["a" * 40], pushed=True) is None
    assert journeys.own_pull([pull(1, state="merged", foreign=True)], [], ["a" * 40], pushed=True) is None


def test_ones_own_is_known_by_account_commit_or_the_pushed_branch():
    assert journeys.own_pull([pull(1, author="Me")], ["me"], [])
    assert journeys.own_pull([pull(1)], [], [f"{1:040x}"])
    assert journeys.own_pull([pull(1, foreign=False)], [], [], pushed=True)
    assert journeys.own_pull([pull(1, commit="")], [], [""]) is None


def test_merged_counts_before_open_before_closed():
    found = [pull(3, state="closed"), pull(2, state="open"), pull(1, state="merged")]
    own = [one.commit for one in found]
    assert journeys.own_pull(found, [], own).number == "1"
    assert journeys.own_pull(found[:2], [], own).number == "2"
    assert journeys.own_pull(found[:1], [], own).number == "3"


def test_accounts_are_those_of_the_projects_own_forge(context):
    context.use_profile(
        Profile(identities=(Identity("git.halden.example", "ada"), Identity("github.com", "ada-o")))
    )
    assert journeys.logins_of(context, context.catalog.project(BERTH)) == ("ada",)


# words and addresses


def test_the_page_for_a_new_pull_request():
    def address(forge, fork=None):
        project = Project(id="x", name="x", url="https://forge.test/acme/pay", forge=forge)
        return new_pull_address(project, "fix/7 a", "main", fork)

    assert address("github") == "https://forge.test/acme/pay/compare/main...fix/7%20a"
    assert address("gitlab").endswith("/-/merge_requests/new?merge_request%5Bsource_branch%5D=fix%2F7%20a")
    assert address("azure") is None
    assert address("github", "ada/pay").endswith("/acme/pay/compare/main...ada:fix/7%20a")
    assert address("gitlab", "team/ada/pay").startswith(
        "https://forge.test/team/ada/pay/-/merge_requests/new?"
    )


def test_every_station_says_where_to_go_on():
    project = Project(id="h/a/b", name="b", url="https://h/a/b")
    for station in Station:
        journey = Journey(
            project_id="h/a/b", reached={station.value: NOW}, checkout="/w/a b", branch="$(evil)", issue="7",
            pull_url="https://h/a/b/pull/1",
        )  # fmt: skip
        where = where_next(journey, project, None, sample=False)
        assert where
        assert all("$(" not in one or "'$(evil)'" in one for one in where)


def test_a_record_line_is_safe_markdown(context):
    journey = Journey(
        project_id=BERTH, reached={"merged": NOW}, title="a [link](javascript:x) *b*", issue="7",
        pull_url="https://h/1", reviewers=("@ada",),
        earlier=(Contribution(branch="x", merged_at=NOW, title="Before"), Contribution(branch="y")),
    )  # fmt: skip
    line = record_line(context, journey)
    assert "\\[link\\](javascript:x) \\*b\\*" in line
    assert line.startswith("- 2026-05-04: [Berth planner](<")
    assert [one.partition(": ")[0] for one in record_lines(context, journey)] == ["- 2026-05-04"] * 2
    assert "“Before”" in record_lines(context, journey)[0]


PULLS = st.builds(
    PullRequest,
    number=st.text(max_size=3),
    state=st.text(max_size=6) | st.sampled_from(["open", "closed", "merged"]),
    author=st.sampled_from(["me", "other", ""]),
    commit=st.sampled_from(["a", "b", ""]),
    foreign=st.none() | st.booleans(),
)


@given(st.lists(PULLS, max_size=5), st.lists(st.sampled_from(["me", "ME"]), max_size=1), st.booleans())
def test_no_pull_request_is_taken_for_ones_own_without_a_proof(pulls, logins, pushed):
    found = journeys.own_pull(pulls, logins, ["a"], pushed=pushed)
    if found is not None:
        assert (
            (found.author == "me" and logins)
            or found.commit == "a"
            or (pushed and found.foreign is False and not logins)
        )
