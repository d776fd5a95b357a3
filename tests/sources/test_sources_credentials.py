"""Which token goes to which host."""

import pickle
import subprocess

import pytest

from isonboard import git
from isonboard.errors import CredentialsError
from isonboard.model.project import SourceConfig
from isonboard.sources import credentials
from isonboard.sources.credentials import Credential, credential_for

GITHUB = "https://api.github.com:443"
ENTERPRISE = "https://git.acme.test:443"


def config(**changes):
    return SourceConfig(**({"name": "acme-git", "kind": "github", "organisation": "acme"} | changes))


def found(origin, env=None, *, ask=None, ask_git=None, **changes):
    credential = credential_for(config(**changes), origin, env=env or {}, ask=ask, ask_git=ask_git)
    return (credential.token, credential.origin) if credential else None


def test_the_order_of_variables():
    env = {"MINE": "1", "ISONBOARD_TOKEN_ACME_GIT": "2", "GH_TOKEN": "3", "GITHUB_TOKEN": "4"}
    order = []
    while (got := found(GITHUB, env, token_env="MINE")) is not None:
        order.append(got)
        del env[got[1]]
    assert order == [
        ("1", "MINE"),
        ("2", "ISONBOARD_TOKEN_ACME_GIT"),
        ("3", "GH_TOKEN"),
        ("4", "GITHUB_TOKEN"),
    ]


def test_a_token_of_github_com_goes_nowhere_else():
    env = {"GH_TOKEN": "t", "GITHUB_TOKEN": "t"}
    assert found(ENTERPRISE, env, url="https://git.acme.test") is None
    assert found("https://github.com.evil.test:443", env, url="https://github.com.evil.test") is None
    assert found("https://api.acme.ghe.com:443", env, url="https://acme.ghe.com") == ("t", "GH_TOKEN")


def test_the_enterprise_token_goes_only_to_a_host_that_the_user_named():
    env = {"GH_ENTERPRISE_TOKEN": "e"}
    assert found(ENTERPRISE, env, url="https://git.acme.test") == ("e", "GH_ENTERPRISE_TOKEN")
    assert found(ENTERPRISE, env, url="https://other.test") is None
    assert found("https://listed-by-a-catalog.test:443", env) is None
    listed = config(url="https://listed.test")
    assert credential_for(listed, "https://listed.test:443", env=env, named=False) is None
    assert found(ENTERPRISE, {**env, "GH_HOST": "git.acme.test"}) == ("e", "GH_ENTERPRISE_TOKEN")
    assert found(GITHUB, env) is None


@pytest.mark.parametrize(
    ("kind", "origin", "env", "url", "expected"),
    [
        ("gitlab", "https://gitlab.com:443", {"GITLAB_TOKEN": "t"}, "", "GITLAB_TOKEN"),
        ("gitlab", "https://git.x.test:443", {"GITLAB_TOKEN": "t"}, "", None),
        ("gitlab", "https://git.x.test:443", {"GITLAB_TOKEN": "t"}, "https://git.x.test", "GITLAB_TOKEN"),
        (
            "gitlab",
            "https://git.x.test:443",
            {"GITLAB_TOKEN": "t", "GITLAB_HOST": "git.x.test"},
            "",
            "GITLAB_TOKEN",
        ),
        ("gitea", "https://git.x.test:443", {"GITEA_TOKEN": "t"}, "https://git.x.test", "GITEA_TOKEN"),
        ("gitea", "https://git.x.test:443", {"GITEA_TOKEN": "t"}, "", None),
        ("azure", "https://dev.azure.com:443", {"AZURE_DEVOPS_EXT_PAT": "t"}, "", "AZURE_DEVOPS_EXT_PAT"),
        (
            "bitbucket",
            "https://b.x.test:443",
            {"BITBUCKET_TOKEN": "t"},
            "https://b.x.test",
            "BITBUCKET_TOKEN",
        ),
        ("portal", "https://p.x.test:443", {"GITHUB_TOKEN": "t"}, "https://p.x.test", None),
    ],
)
def test_the_usual_variables_of_each_system(kind, origin, env, url, expected):
    got = found(origin, env, kind=kind, url=url)
    assert (got and got[1]) == expected


def test_the_systems_own_program_is_asked_for_the_host_and_without_tokens():
    asked = []

    def ask(argv, env):
        asked.append((tuple(argv), dict(env)))
        return "from-gh"

    assert found(GITHUB, {"HOME": "/h"}, ask=ask) == ("from-gh", "gh")
    assert asked == [(("gh", "auth", "token", "--hostname", "github.com"), {"HOME": "/h"})]
    assert found(ENTERPRISE, {"GH_TOKEN": "x"}, ask=ask) == ("from-gh", "gh")
    assert asked[1] == (("gh", "auth", "token", "--hostname", "git.acme.test"), {})
    assert found("https://gitlab.com:443", {}, ask=ask, kind="gitlab") == ("from-gh", "glab")
    assert found(GITHUB, {}, ask=lambda argv, env: "two words") is None


def test_gits_helpers_come_last_and_an_empty_answer_is_none():
    assert found(GITHUB, ask_git=lambda scheme, host: ("ada", "pw")) == ("pw", "git's credential helper")
    assert found(GITHUB, ask_git=lambda scheme, host: ("", "")) is None
    assert found("https://p.x.test:443", kind="portal", ask_git=lambda scheme, host: ("a", "b")) is None
    asked = []
    found("http://git.x.test:8080", kind="gitea", ask_git=lambda scheme, host: asked.append((scheme, host)))
    assert asked == [("http", "git.x.test:8080")]


def test_a_source_without_authentication_gets_none():
    assert found(GITHUB, {"GH_TOKEN": "t"}, auth="none") is None


def test_a_value_that_can_be_no_token_is_an_error_that_does_not_show_it():
    with pytest.raises(CredentialsError) as caught:
        found(GITHUB, {"GH_TOKEN": "s3cret\nx-evil: 1"})
    assert "s3cret" not in caught.value.sentence
    assert found(GITHUB, {"GH_TOKEN": "  padded\n"}) == ("padded", "GH_TOKEN")


def test_a_credential_never_shows_its_token():
    credential = Credential("s3cret", origin="GH_TOKEN", username="ada")
    for shown in (repr(credential), str(credential), f"{credential}", credential.account):
        assert "s3cret" not in shown
    with pytest.raises(TypeError):
        pickle.dumps(credential)


def test_git_is_asked_with_prompts_off_and_outside_any_repository(monkeypatch):
    seen = {}

    def run(args, **options):
        seen.update(options, args=args)
        return subprocess.CompletedProcess(args, 0, b"protocol=https\nusername=ada\npassword=p=w\n", b"")

    monkeypatch.setattr(git, "run", run)
    assert credentials.ask_git_helpers("https", "git.x.test") == ("ada", "p=w")
    assert seen["args"] == ["credential", "fill"]
    assert seen["data"] == b"protocol=https\nhost=git.x.test\n\n"
    assert str(seen["cwd"]) == "/"
    assert git.environment()["GIT_TERMINAL_PROMPT"] == "0"


def test_really_asking_git_without_a_helper_gives_none(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    assert credentials.ask_git_helpers("https", "nowhere.test") is None


def test_a_program_that_fails_or_is_missing_is_none(tmp_path):
    assert credentials.ask_program(["no-such-program-here"], {}) is None
    assert credentials.ask_program(["false"], {}) is None
    assert credentials.ask_program(["echo", "hello"], {}) == "hello"
