"""What an address is told to be, and what to do where a login is asked for."""

import pytest
from canaries import locked_server

from isonboard.assistant.add_source import _named, examine
from isonboard.assistant.context import Context


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
