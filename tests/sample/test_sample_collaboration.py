"""The sample as a place to work together: pushed branches are pull requests, its data tells how projects stand."""

import subprocess
from datetime import UTC, datetime

import pytest

from isonboard.errors import NotFoundError
from isonboard.model.collaboration import CheckState
from isonboard.model.ports import Collaboration
from isonboard.model.project import Project
from isonboard.sample import content
from isonboard.sample.organisation import SampleSource
from isonboard.sample.repositories import make_repository

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
BERTH = Project(id="sample/fleet-platform/berth-planner", name="berth-planner")


@pytest.fixture
def sample(tmp_path):
    return SampleSource(NOW, tmp_path)


async def test_a_pushed_branch_is_a_pull_request_until_the_main_branch_has_it(sample, tmp_path):
    assert isinstance(sample, Collaboration)
    assert await sample.pulls(BERTH, "fix-7") == ()  # no repository yet
    place = make_repository(BERTH.id, tmp_path)
    tree = [
        "git",
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b.c",
        "commit-tree",
        "-p",
        "main",
        "-m",
        "x",
        "main^{tree}",
    ]
    commit = subprocess.run(tree, cwd=place, check=True, capture_output=True, text=True).stdout.strip()
    subprocess.run(["git", "update-ref", "refs/heads/fix-7", commit], cwd=place, check=True)
    (pull,) = await sample.pulls(BERTH, "fix-7", ["ada"])
    assert (pull.state, pull.author, pull.commit, pull.reviewers) == ("open", "ada", commit, ())
    subprocess.run(["git", "update-ref", "refs/heads/main", commit], cwd=place, check=True)
    (pull,) = await sample.pulls(BERTH, "fix-7")
    assert (pull.state, pull.merged_at) == ("merged", NOW)
    assert pull.reviewers == ("Ada Okafor (@ada)",)
    assert await sample.pulls(BERTH, "main") == ()
    assert await sample.pulls(BERTH, "--help") == ()


async def test_every_project_stands_as_its_data_says_and_no_further(sample):
    for name, entry in content.entries().items():
        standing = await sample.standing(Project(id=f"sample/{name}", name=name))
        assert standing.access.archived is entry.archived
        assert (standing.checks is None) == (entry.checks is None)
        assert standing.releases is None or all(release.at < NOW for release in standing.releases)
    failing = await sample.standing(Project(id="sample/fleet-platform/voyage-api", name="voyage-api"))
    assert failing.checks.state is CheckState.FAILING
    assert len(failing.merged) == 50


async def test_a_comment_has_the_address_where_it_would_be(sample):
    assert (await sample.comment(BERTH, "33", "Hi")).endswith("/issues/33#comment")
    with pytest.raises(NotFoundError):
        await sample.comment(BERTH, "99999", "Hi")
