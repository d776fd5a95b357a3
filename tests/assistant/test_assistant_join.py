"""A company's starter file: what it may say, what is refused, the way from the administrator to the new hire."""

import json
import tomllib
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wire import Authority, serving

from isonboard.assistant import join
from isonboard.assistant.context import Context
from isonboard.errors import ConfigError, IsonboardError, RefusedError

STARTER = """
[company]
name = "Halden Works"
help = "#innersource-help"
principles = "https://wiki.halden.example/innersource"
[network]
proxy = "http://proxy.halden.example:3128"
[labels]
beginner = ["starter ticket"]
[workspace]
path = "~/work"
branch_prefix = "guest/"
[sources.catalog]
kind = "portal"
url = "https://innersource.halden.example/repos.json"
[sources.hub]
kind = "github"
organisation = "halden"
mode = "remote"
"""
TOKEN = "gh" + "p_" + "a1B2" * 9  # put together here, so that no scanner takes this file for a leak


@pytest.fixture
def certificate(tmp_path):
    if not Authority.available():
        pytest.skip("openssl is not here")
    (tmp_path / "ca").mkdir()
    with open(Authority(tmp_path / "ca").root) as stream:
        return stream.read()


def with_certificate(pem):
    return STARTER.replace("[network]", f'[network]\nca_pem = """\n{pem}"""')


@pytest.mark.parametrize(
    "hostile",
    [
        f'[company]\nhelp = "{TOKEN}"',
        '[company]\nhelp = "\\u0067hp_' + TOKEN[4:] + '"',
        '[sources.x]\nkind = "portal"\nurl = "https://user:pw@x.example/repos.json"',
        '[sources.x]\nkind = "portal"\nurl = "https://x.example/repos.json?token=abcdefgh"',
        '[sources.x]\nkind = "portal"\nurl = "/etc/passwd"',
        '[sources.x]\nkind = "portal"\nurl = "~/repos.json"',
        '[sources.x]\nkind = "folder"\nurl = "~/../other"',
        '[sources.x]\nkind = "folder"\nurl = "/srv/code"',
        '[sources.x]\nkind = "portal"\nurl = "file:///etc/passwd"',
        '[sources.x]\nkind = "portal"\nurl = "javascript:alert(1)"',
        '[sources.x]\nkind = "evil"\nurl = "https://x.example"',
        '[sources.x]\nkind = "github"\norganisation = "a"\ntoken_env = "AWS_SECRET_ACCESS_KEY"',
        '[sources.x]\nkind = "github"\norganisation = "a"\nca_bundle = "/tmp/evil.pem"',
        '[sources.x]\nkind = "github"\norganisation = "a"\nclient_certificate = "~/.ssh/id_rsa"',
        '[sources.x]\nkind = "github"\norganisation = "a"\nclone_protocol = "ext"',
        '[sources.x]\nkind = "github"\norganisation = "a"\nissue_tracker = "file:///x"',
        '[network]\nproxy = "http://me:pw@proxy.example:3128"',
        '[network]\nproxy = "socks5://proxy.example:1080"',
        '[network]\nproxy = "http://-oProxyCommand=x"',
        '[network]\nca_pem = "-----BEGIN PRIVATE KEY-----"',
        '[network]\nca_pem = "-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE-----"',
        '[network]\nca_pem = "/etc/ssl/evil.pem"',
        '[workspace]\npath = "/etc"',
        '[workspace]\npath = "~/../../etc"',
        '[workspace]\npath = "~root"',
        '[workspace]\nbranch_prefix = "--upload-pack=x"',
        '[workspace]\nbranch_prefix = "a b"',
        '[company]\nprinciples = "javascript:alert(1)"',
    ],
)
def test_what_a_starter_file_must_not_hold_is_refused(hostile):
    with pytest.raises(RefusedError):
        join.parsed(hostile)


@pytest.mark.parametrize(
    "wrong",
    [
        '[workspace]\neditor = "sh -c evil"',
        '[screen]\ntheme = "x"',
        "commands = ['rm -rf /']",
        '[network]\nca_bundle = "/etc/x"',
        '[sources."../../evil"]\nkind = "portal"',
        '[sources.x]\nkind = "portal"\nrun = "evil"',
        "[sources.x]\nkind = 7",
        "[sources]\nx = 7",
        "sources = 7",
        "[company",
        "[company]\nname = 1979-05-27",
        "x = " + "[" * 50_000,
    ],
)
def test_a_file_with_anything_unknown_in_it_is_no_starter_file(wrong):
    with pytest.raises(ConfigError):
        join.parsed(wrong)


def test_a_file_that_is_far_too_long_is_refused_unread(tmp_path):
    (tmp_path / "big.toml").write_text("# x\n" * 200_000)
    with pytest.raises(RefusedError):
        join.parsed(join._read(tmp_path / "big.toml"))


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda data: data.decode("latin-1")))
@settings(max_examples=100)
def test_any_text_is_a_starter_file_or_a_sentence(content):
    try:
        join.parsed(content)
    except IsonboardError as error:
        assert error.sentence.isprintable()  # noqa: PT017 - it may also be a starter file


@given(st.sampled_from(["company", "network", "labels", "workspace", "sources.x"]),
       st.sampled_from(["name", "help", "proxy", "ca_pem", "beginner", "path", "kind", "url", "mode"]), st.text(max_size=40))  # fmt: skip
@settings(max_examples=150)
def test_no_value_gets_through_with_controls(section, key, value):
    content = f"[{section}]\n{key} = {json.dumps(value)}\n"
    try:
        starter = join.parsed(content)
    except IsonboardError:
        return
    said = "".join(join.sentences(starter))
    assert {category(sign) for sign in said}.isdisjoint(("Cc", "Cs", "Zl", "Zp"))
    assert set(said).isdisjoint(
        "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    )


def test_many_blanks_do_not_take_long(certificate):
    with pytest.raises(RefusedError):
        join.parsed(f'[network]\nca_pem = """{certificate}{" " * 200_000}x"""')


def test_everything_is_shown_before_it_is_accepted(say, tmp_path, bare_home):
    (tmp_path / "starter.toml").write_text(STARTER)
    said = say("join", str(tmp_path / "starter.toml"))
    assert said.code == 4
    for word in ("Halden Works", "#innersource-help", "proxy.halden.example:3128", "starter ticket", "~/work", "guest/",
                 "innersource.halden.example/repos.json", "organisation halden", "mode remote", "wiki.halden.example"):  # fmt: skip
        assert word in said.out
    assert not (bare_home / "config").exists() or not list((bare_home / "config").iterdir())


def test_a_source_of_the_same_name_is_not_replaced_unseen(say, source, tmp_path):
    source("hub", kind="github", url="https://github.own.example", organisation="own")
    (tmp_path / "starter.toml").write_text(STARTER)
    assert (
        "in place of your own at https://github.own.example"
        in say("join", str(tmp_path / "starter.toml")).out
    )


def test_joining_over_http_and_making_the_file_again(say, certificate, bare_home, monkeypatch, tmp_path):
    content = with_certificate(certificate)
    with serving(content.encode()) as (address, _):
        done = say("join", f"{address}/starter.toml", "--yes")
    assert done.code == 0
    assert "1 certificate to trust" in done.out
    kept = tomllib.loads((bare_home / "config" / "settings.toml").read_text())
    bundle = (bare_home / "config" / "ca-bundle.pem").read_text()
    assert certificate.strip() in bundle
    assert kept["network"]["ca_bundle"].endswith("ca-bundle.pem")
    with Context.open() as context:
        assert context.config.company.help == "#innersource-help"
        assert {name: one.mode for name, one in context.config.sources.items()} == {
            "catalog": "local",
            "hub": "remote",
        }
    made = say("join", "--make").out
    again = join.parsed(made)
    first = join.parsed(content)
    assert (again.company, again.sources, again.labels, again.workspace, again.network.proxy) == (
        first.company, first.sources, first.labels, first.workspace, first.network.proxy,
    )  # fmt: skip
    assert again.network.ca_pem.strip() == certificate.strip()
    # and the file that was made joins a second new hire
    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path / "second"))
    (tmp_path / "made.toml").write_text(made)
    assert say("join", str(tmp_path / "made.toml"), "--yes").code == 0


def test_nothing_of_the_administrators_machine_is_handed_on(say, source, tmp_path):
    source(
        "hub",
        kind="github",
        organisation="a",
        token_env="MY_TOKEN",
        ca_bundle="/home/me/x.pem",
        username="me",
    )
    source("files", kind="portal", url=str(tmp_path / "repos.json"))
    source("code", kind="folder", url="/srv/code")
    made = say("join", "--make")
    assert made.code == 0
    assert tomllib.loads(made.out)["sources"] == {"hub": {"kind": "github", "organisation": "a"}}


def test_what_the_engineer_wrote_wins_over_the_starter_file(say, bare_home, tmp_path):
    (bare_home / "config").mkdir(parents=True)
    (bare_home / "config" / "config.toml").write_text('[workspace]\nbranch_prefix = "mine/"\n')
    (tmp_path / "starter.toml").write_text(STARTER)
    assert say("join", str(tmp_path / "starter.toml"), "--yes").code == 0
    with Context.open() as context:
        assert context.config.workspace.branch_prefix == "mine/"
        assert context.config.workspace.path == "~/work"


def test_the_sites_settings_lie_below_everything(say, bare_home, tmp_path, monkeypatch):
    site = tmp_path / "site"
    site.mkdir()
    (site / "config.toml").write_text(
        '[company]\nname = "Site"\nhelp = "#site"\n[sources.site]\nkind = "portal"\nurl = "https://site.example/repos.json"\n'
    )
    monkeypatch.setenv("ISONBOARD_SITE_CONFIG", str(site))
    (tmp_path / "starter.toml").write_text('[company]\nname = "Team"\n')
    assert say("join", str(tmp_path / "starter.toml"), "--yes").code == 0
    with Context.open() as context:
        assert (context.config.company.name, context.config.company.help) == ("Team", "#site")
        assert list(context.config.sources) == ["site"]


def test_a_place_that_answers_with_something_else_says_so(say):
    with serving(b"<html>login</html>") as (address, _):
        said = say("join", f"{address}/starter.toml", "--yes")
    assert said.code == 2
    assert "not a starter file" in said.err
