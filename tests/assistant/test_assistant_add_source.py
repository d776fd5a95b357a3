"""What an address is told to be, and what to do where a login is asked for."""

import pytest
from canaries import locked_server

from isonboard import files
from isonboard.assistant.add_source import _named, examine, save
from isonboard.assistant.context import Context
from isonboard.errors import StorageError
from isonboard.model.project import SourceConfig


@pytest.mark.parametrize(
    ("title", "said"),
    [("folder", "a folder"), ("InnerSource portal", "an InnerSource portal"), ("GitHub", "on GitHub"),
     ("Gitea or Forgejo", "on Gitea or Forgejo")],
)  # fmt: skip
def test_a_system_is_named_as_one_says_it(title, said):
    assert _named(title) == said


async def test_where_a_token_goes_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path / "home"))
    with locked_server() as port, Context.open() as context:
        address = f"http://127.0.0.1:{port}/repos.json"
        found = await examine(context, address)
        assert "asks for a login. Put a token into ISONBOARD_TOKEN_PORTAL and start again" in found.warning
        monkeypatch.setenv("ISONBOARD_TOKEN_PORTAL", "wrong")
        found = await examine(context, address)
        assert "refuses the token from ISONBOARD_TOKEN_PORTAL. It is wrong or expired" in found.warning


TOLD = '[skills]\nPython = "good"\n'


def kept(home, tmp_path):
    """A source is named by somebody who told on the sample what they know; the own profile's text, None without."""
    sample = home / "data" / "sample" / "profile.toml"
    sample.parent.mkdir(parents=True)
    sample.write_text(TOLD)
    with Context.open() as context:
        written = save(context, SourceConfig(name="code", kind="folder", url=str(tmp_path)))
    assert written.exists()
    own = home / "data" / "profile.toml"
    return own.read_text() if own.exists() else None


async def test_a_portal_without_projects_is_told_as_such(bare_home, tmp_path):
    (tmp_path / "repos.json").write_text("[]")
    with Context.open() as context:
        found = await examine(context, (tmp_path / "repos.json").as_uri())
    assert found.sentence.endswith("is an InnerSource portal: no projects at present")


def test_a_profile_told_on_the_sample_becomes_ones_own_where_there_is_none(bare_home, tmp_path):
    assert TOLD in kept(bare_home, tmp_path)


@pytest.mark.parametrize(
    "mine", ['interests = ["payments"\n[skills]\nCOBOL = "expert"\n', "", "# to be filled in\n"]
)
def test_an_own_profile_stays_even_one_that_cannot_be_understood(bare_home, tmp_path, mine):
    (bare_home / "data").mkdir(parents=True)
    (bare_home / "data" / "profile.toml").write_text(mine)
    assert kept(bare_home, tmp_path) == mine


def test_a_profile_that_cannot_be_taken_over_is_no_failure_of_the_source(bare_home, tmp_path, monkeypatch):
    write = files.write_atomically

    def full(path, *content, **more):
        if path.name == "profile.toml":
            raise StorageError("the disk is full", hint="Make room.")
        return write(path, *content, **more)

    monkeypatch.setattr(files, "write_atomically", full)
    assert kept(bare_home, tmp_path) is None
