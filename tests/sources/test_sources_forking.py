"""Forks on each forge: made once, found again, waited for, refused in words."""

import bitbucket_server
import gitea_server
import github_server
import gitlab_server
import pytest

from isonboard.errors import BadAnswerError, CredentialsError, RefusedError, UnreachableError
from isonboard.model.ports import Forking
from isonboard.model.project import Project, SourceConfig
from isonboard.sources import forking
from isonboard.sources.bitbucket import BitbucketForge
from isonboard.sources.gitea import GiteaForge
from isonboard.sources.github_forge import GithubForge
from isonboard.sources.gitlab import GitlabForge


def _project(host: str, **changes: str) -> Project:
    page = f"https://{host}/acme/pay"
    given = {
        "id": f"{host}/acme/pay",
        "name": "pay",
        "full_name": "acme/pay",
        "url": page,
        "clone_url": f"{page}.git",
    }
    return Project(**{**given, **changes})  # fmt: skip


def github():
    server = github_server.GithubServer([github_server.repository("acme", "pay")])
    return (
        server,
        GithubForge,
        SourceConfig(name="hub", kind="github"),
        "GITHUB_TOKEN",
        _project("github.com"),
    )


def gitlab():
    server = gitlab_server.GitlabServer([gitlab_server.project("acme/pay")])
    config = SourceConfig(name="lab", kind="gitlab", url="https://gitlab.test")
    return server, GitlabForge, config, "GITLAB_TOKEN", _project("gitlab.test", api_path="1")


def gitea():
    server = gitea_server.GiteaServer([gitea_server.repository("acme", "pay")])
    config = SourceConfig(name="tea", kind="gitea", url="https://git.test")
    return server, GiteaForge, config, "GITEA_TOKEN", _project("git.test")


def bitbucket():
    server = bitbucket_server.BitbucketServer([bitbucket_server.repository("ACME", "pay")])
    config = SourceConfig(name="bit", kind="bitbucket", url="https://bitbucket.test", token_env="BIT")
    project = _project("bitbucket.test", clone_url="https://bitbucket.test/scm/acme/pay.git")
    return server, BitbucketForge, config, "BIT", project


FORGES = {"github": github, "gitlab": gitlab, "gitea": gitea, "bitbucket": bitbucket}
OWN = {
    "github": "https://github.com/newcomer/pay.git",
    "gitlab": "https://gitlab.test/newcomer/pay.git",
    "gitea": "https://git.test/newcomer/pay.git",
    "bitbucket": "https://bitbucket.test/scm/~newcomer/pay.git",
}


def _posts(server):
    return [asked for asked in server.asked if asked.method == "POST"]


@pytest.mark.parametrize("kind", FORGES)
async def test_a_fork_is_asked_for_once_and_found_the_second_time(make_transport, kind):
    server, forge, config, variable, project = FORGES[kind]()
    async with make_transport(server.handler, env={variable: "good"}) as transport:
        made = await forge(config, transport).fork(project)
        again = await forge(config, transport).fork(project)
    assert (made.clone_url, again.clone_url) == (OWN[kind], OWN[kind])
    assert made.fresh
    assert len(_posts(server)) == (2 if kind == "github" else 1)
    assert all(asked.json() == {} for asked in _posts(server))
    assert made.ssh_url
    assert issubclass(forge, Forking)


@pytest.mark.parametrize("kind", FORGES)
async def test_without_a_token_nothing_is_asked_and_it_is_said(make_transport, kind):
    server, forge, config, _, project = FORGES[kind]()
    async with make_transport(server.handler) as transport:
        with pytest.raises(CredentialsError, match="makes forks only for people it knows"):
            await forge(config, transport).fork(project)
        assert transport.requests == 0


@pytest.mark.parametrize("kind", ["github", "gitlab", "gitea"])
async def test_a_forge_that_says_no_is_one_sentence(make_transport, kind):
    server, forge, config, variable, project = FORGES[kind]()
    server.forking = False
    async with make_transport(server.handler, env={variable: "good"}) as transport:
        with pytest.raises((RefusedError, CredentialsError)) as caught:
            await forge(config, transport).fork(project)
    assert "does not" in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("kind", "switch"),
    [
        ("github", {"allow_forking": False}),
        ("gitlab", {"forking_access_level": "disabled"}),
        ("bitbucket", {"forkable": False}),
    ],
)
async def test_a_project_that_may_not_be_forked_is_known_before_asking(make_transport, kind, switch):
    server, forge, config, variable, project = FORGES[kind]()
    entries = server.projects if kind == "gitlab" else server.repositories
    (entries["acme/pay"] if kind == "github" else entries[0]).update(switch)
    async with make_transport(server.handler, env={variable: "good"}) as transport:
        with pytest.raises(RefusedError, match="does not allow forks of acme/pay"):
            await forge(config, transport).fork(project)
    assert not _posts(server)


async def test_github_makes_forks_slowly_and_is_waited_for(make_transport, time):
    server, forge, config, variable, project = github()
    server.slow = 3
    told: list[float] = []
    async with make_transport(server.handler, env={variable: "good"}) as transport:
        await forge(config, transport).fork(project, waiting=told.append)
    assert sum(time.slept) == sum(forking.PAUSES[:3])
    assert told[0] == forking.PAUSES[0]


async def test_waiting_for_a_fork_ends(make_transport, time):
    server, forge, config, variable, project = github()
    server.slow = 1_000
    async with make_transport(server.handler, env={variable: "good"}) as transport:
        with pytest.raises(UnreachableError, match="still making the fork newcomer/pay"):
            await forge(config, transport).fork(project)
    assert sum(time.slept) == sum(forking.PAUSES)
    assert len(_posts(server)) == 1


async def test_waiting_for_a_fork_can_be_stopped(make_transport):
    server, forge, config, variable, project = github()
    server.slow = 1_000

    def stop(_seconds: float) -> None:
        raise KeyboardInterrupt

    async with make_transport(server.handler, env={variable: "good"}) as transport:
        with pytest.raises(KeyboardInterrupt):
            await forge(config, transport).fork(project, waiting=stop)


@pytest.mark.parametrize(
    ("states", "error"), [(["scheduled", "started", "finished"], None), (["started", "failed"], BadAnswerError)]
)  # fmt: skip
async def test_gitlab_says_how_far_a_fork_is(make_transport, states, error):
    server, forge, config, variable, project = gitlab()
    server.import_states = list(states)
    async with make_transport(server.handler, env={variable: "good"}) as transport:
        if error is None:
            assert (await forge(config, transport).fork(project)).full_name == "newcomer/pay"
        else:
            with pytest.raises(error, match="could not make the fork"):
                await forge(config, transport).fork(project)
    assert server.import_states == []


async def test_gitlab_that_answers_conflict_is_asked_for_the_fork_that_is_there(make_transport):
    server, forge, config, variable, project = gitlab()
    async with make_transport(server.handler, env={variable: "good"}) as transport:
        await forge(config, transport).fork(project)
        server.finds_forks = False
        again = await forge(config, transport).fork(project)
    assert again.full_name == "newcomer/pay"


@pytest.mark.parametrize(
    ("states", "error"), [(["INITIALISING", "AVAILABLE"], None), (["INITIALISATION_FAILED"], BadAnswerError)]
)  # fmt: skip
async def test_bitbucket_says_how_far_a_fork_is(make_transport, states, error):
    server, forge, config, variable, project = bitbucket()
    server.states = list(states)
    async with make_transport(server.handler, env={variable: "good"}) as transport:
        if error is None:
            assert (await forge(config, transport).fork(project)).clone_url == OWN["bitbucket"]
        else:
            with pytest.raises(error, match="could not make the fork"):
                await forge(config, transport).fork(project)


async def test_a_fork_at_another_host_is_refused(make_transport):
    server, forge, config, variable, project = gitea()
    async with make_transport(server.handler, env={variable: "good"}) as transport:
        server.repositories.append(
            gitea_server.repository(
                "newcomer", "pay", base="https://evil.test", parent={"full_name": "acme/pay"}
            )
        )
        with pytest.raises(BadAnswerError, match="nowhere or elsewhere"):
            await forge(config, transport).fork(project)


async def test_ones_own_project_is_not_forked(make_transport):
    server, forge, config, variable, _ = github()
    own = _project("github.com", id="github.com/newcomer/pay", full_name="newcomer/pay",
                   clone_url="https://github.com/newcomer/pay.git", url="https://github.com/newcomer/pay")  # fmt: skip
    server.repositories["newcomer/pay"] = github_server.repository("newcomer", "pay")
    async with make_transport(server.handler, env={variable: "good"}) as transport:
        with pytest.raises(RefusedError, match="is your own"):
            await forge(config, transport).fork(own)


async def test_who_may_push_is_known_in_a_request_or_two(make_transport):
    for kind, said in (
        ("github", {"permissions": {"push": False}}),
        ("gitlab", {"permissions": {"project_access": {"access_level": 20}, "group_access": None}}),
        ("gitea", {"permissions": {"push": False, "pull": True}}),
        ("bitbucket", {}),
    ):
        server, forge, config, variable, project = FORGES[kind]()
        entries = server.projects if kind == "gitlab" else server.repositories
        (entries["acme/pay"] if kind == "github" else entries[0]).update(said)
        async with make_transport(server.handler, env={variable: "good"}) as transport:
            assert (await forge(config, transport).access(project)).write is False
            assert transport.requests <= 2
    server.writable = {"pay"}
    async with make_transport(server.handler, env={variable: "good"}) as transport:
        assert (await forge(config, transport).access(project)).write is True


async def test_a_token_that_may_not_read_its_user_makes_a_fork_all_the_same(make_transport):
    server, forge, config, variable, project = gitea()
    server.reads_user = False
    async with make_transport(server.handler, env={variable: "good"}) as transport:
        made = await forge(config, transport).fork(project)
    assert (made.clone_url, made.fresh) == (OWN["gitea"], True)


async def test_a_token_that_may_not_read_its_user_finds_the_fork_that_it_administers(make_transport):
    server, forge, config, variable, project = gitea()
    server.reads_user = False
    parent = {"full_name": "acme/pay"}
    others = gitea_server.repository("bob", "pay", parent=parent, permissions={"admin": False, "push": True})
    own = gitea_server.repository("newcomer", "pay", parent=parent, permissions={"admin": True})
    server.repositories += [others, own]
    async with make_transport(server.handler, env={variable: "good"}) as transport:
        found = await forge(config, transport).fork(project)
    assert (found.clone_url, found.fresh) == (OWN["gitea"], False)
    for also in (False, True):  # none of them is known for one's own, and then two may be
        others["permissions"] = own["permissions"] = {"admin": also}
        async with make_transport(server.handler, env={variable: "good"}) as transport:
            with pytest.raises(CredentialsError, match="may not ask which is yours") as caught:
                await forge(config, transport).fork(project)
        assert "read:user" in caught.value.hint
