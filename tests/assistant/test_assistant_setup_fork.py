"""A fork's address, what to do by hand, and what happens to the words when the forge cannot be asked."""

from pathlib import Path

import pytest

from isonboard.assistant import fork as forks
from isonboard.assistant.context import Context
from isonboard.errors import InterruptedByUserError, RefusedError, UnreachableError
from isonboard.model.collaboration import Fork
from isonboard.model.project import Project, SourceConfig

OWN = Fork(
    full_name="me/pay",
    clone_url="https://git.test/me/pay.git",
    ssh_url="git@git.test:me/pay.git",
    fresh=False,
)
PAY = Project(
    id="git.test/acme/pay", name="pay", full_name="acme/pay", url="https://git.test/acme/pay",
    clone_url="https://git.test/acme/pay.git", forge="gitea",
)  # fmt: skip


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://git.test/acme/pay.git", "https://git.test/me/pay.git"),
        ("git@git.test:acme/pay.git", "git@git.test:me/pay.git"),
        ("ssh://git@elsewhere.test/acme/pay.git", "https://git.test/me/pay.git"),
    ],
)
def test_a_fork_is_reached_as_the_project_is(address, expected):
    assert forks.address_like(OWN, address) == expected


def test_by_hand_is_a_list_of_commands_for_this_checkout():
    said = forks.by_hand(PAY, Path("/work/my pay"))
    assert said[0].startswith("# fork https://git.test/acme/pay")
    assert all(line.startswith("git -C '/work/my pay' remote ") for line in said[1:])


def test_the_offer_is_a_command():
    assert "“isonboard clone git.test/acme/pay --fork”" in forks.offer(PAY)


async def test_offline_and_the_sample_say_so(bare_home):
    with Context.open(offline=True) as context, pytest.raises(UnreachableError, match="offline"):
        await forks.own_fork(context, PAY, report=lambda _event: None)
    with Context.open(sample=True) as context:
        with pytest.raises(RefusedError, match="no fork can be made"):
            await forks.own_fork(context, PAY, report=lambda _event: None)
        assert await forks.may_push(context, PAY) is None


async def test_waiting_for_a_fork_is_stopped_by_the_engineer(bare_home, monkeypatch):
    import gitea_server

    monkeypatch.setenv("TEA", "good")
    server = gitea_server.GiteaServer([gitea_server.repository("acme", "pay")])
    served = server._one

    def slow(owner: str, name: str) -> object:
        return None if owner == "newcomer" else served(owner, name)

    monkeypatch.setattr(server, "_one", slow)
    said: list[object] = []
    with server.listening() as url, Context.open() as context:
        source = SourceConfig(name="tea", kind="gitea", url=url, token_env="TEA")
        monkeypatch.setattr(type(context), "sources", property(lambda _self: (source,)))
        project = Project(
            id="127.0.0.1/acme/pay", name="pay", full_name="acme/pay", url=f"{url}/acme/pay",
            clone_url="https://git.test/acme/pay.git", forge="gitea",
        )  # fmt: skip
        with pytest.raises(InterruptedByUserError):
            await forks.fork_for(
                context, project, Path("/nowhere"), "https://git.test/acme/pay.git",
                report=said.append, cancelled=lambda: True,
            )  # fmt: skip
    assert said
