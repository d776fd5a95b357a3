"""The gate for what is acted on: validated or refused, never repaired."""

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isonboard import address, text
from isonboard.errors import RefusedError


@pytest.mark.parametrize(
    ("url", "project_id"),
    [
        ("https://Git.Acme.example/Team/Repo.git", "git.acme.example/team/repo"),
        ("https://git.acme.example:8443/team/repo/", "git.acme.example/team/repo"),
        ("ssh://git@git.acme.example:7999/team/repo.git", "git.acme.example/team/repo"),
        ("git@git.acme.example:team/repo.git", "git.acme.example/team/repo"),
        ("https://git.acme.example/group/sub/repo", "git.acme.example/group/sub/repo"),
        ("http://127.0.0.1:8080/public/hello.git", "127.0.0.1/public/hello"),
        ("/srv/repos/hello", "local/srv/repos/hello"),
        ("file:///srv/repos/hello.git", "local/srv/repos/hello"),
    ],
)
def test_addresses_of_one_repository_have_one_id(url, project_id):
    assert address.clone_address(url).project_id == project_id


@pytest.mark.parametrize(
    ("folder", "project_id"),
    [
        ("esc\x1b[31mname", "local/srv/esc%1b[31mname"),
        ("esc%1b[31mname", "local/srv/esc%251b[31mname"),
        ("turn\u202eed", "local/srv/turn%e2%80%aeed"),
        ("zero\u200bwidth", "local/srv/zero%e2%80%8bwidth"),
        ("fill\u3164er", "local/srv/fill%e3%85%a4er"),
        ("two  spaces ", "local/srv/two %20spaces%20"),
        ("My Repo", "local/srv/my repo"),
        ("100%", "local/srv/100%"),
        ("Größe नमस्ते", "local/srv/grösse नमस्ते"),
    ],
)
def test_an_id_holds_nothing_that_is_not_seen(folder, project_id):
    assert address.clone_address(Path("/srv", folder).as_uri()).project_id == project_id


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60))
@settings(max_examples=300)
def test_an_id_is_shown_as_it_is(path):
    try:
        made = address.clone_address(Path("/srv", "x", *path.split("/")).as_uri()).project_id
    except RefusedError:
        return
    assert text.line(made) == made


@pytest.mark.parametrize(
    "url",
    [
        "", "--upload-pack=touch /tmp/x", "-oProxyCommand=x", "ext::sh -c touch% /tmp/x", "ssh://-oProxyCommand=x/y",
        "https://user:pw@host/team/repo", "https://host/team/../../etc", "https://host/team/%2e%2e/x", "https://host/",
        "https://ho st/team/repo", "https://host/team/repo\n--evil", "fd::17/foo", "git@-host:team/repo",
        "https://host/team/.git", "https://host/team/CON", "https://host/te\\am/repo", "https://host/team/repo?x=1",
        "file://other/srv/x", "javascript:alert(1)", "https://host:port/team/repo", "ssh://-x@host/a/b",
        "https://host/-rf/repo", "/srv/turn\u202eed", "file:///srv/zero\u200bwidth", "/srv/fill\u3164er", "/srv/a\u00a0b",
        "/srv/half\udcff",
    ],
)  # fmt: skip
def test_strange_addresses_are_refused(url):
    with pytest.raises(RefusedError):
        address.clone_address(url)


@given(st.text(max_size=120))
@settings(max_examples=300)
def test_any_text_is_an_address_or_refused(anything):
    try:
        parts = address.clone_address(anything)
    except RefusedError:
        return
    assert not parts.url.startswith("-")
    assert all(segment not in ("", ".", "..") for segment in parts.path.split("/"))


@pytest.mark.parametrize(
    "name",
    [
        "..",
        ".",
        ".git",
        ".GIT",
        "git~1",
        "-x",
        "a/b",
        "a\\b",
        "",
        "CON",
        "nul.txt",
        "x.lock",
        "a\0",
        "x" * 101,
        "trailing.",
        "a b",
        "..\u2024",
    ],
)
def test_names_that_must_not_become_folders(name):
    assert not address.is_safe_segment(name)
    with pytest.raises(RefusedError):
        address.safe_segment(name)


@pytest.mark.parametrize("name", ["repo", ".github", "my.repo", "c++", "_x", "a-b_c", "~ada", "R2D2"])
def test_ordinary_names_may_become_folders(name):
    assert address.safe_segment(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "-b",
        "a..b",
        "a b",
        "x.lock",
        ".hidden",
        "a~1",
        "a^",
        "a:b",
        "a?b",
        "a*",
        "a[",
        "a\\b",
        "@",
        "a@{1}",
        "/a",
        "a/",
        "a//b",
        "a.",
        "x/.y",
        "a\x7f",
        "HEAD",
        "FETCH_HEAD",
        "$(id)",
        "`id`",
        "a;b",
        "a|b",
        "a&b",
        "a'b",
        'a"b',
        "a<b",
        "(a)",
        "{a,b}",
        "a!b",
        "a%b",
        "#17",
        "x\u202ey",
        "x\u200by",
        "x\u200dy",
        "x\u3164y",
        "x\ufe0fy",
        "x\u00a0y",
        "x\u2028y",
        "x🚀",
        "x\udcff",
    ],
)
def test_bad_branch_names_are_refused(name):
    with pytest.raises(RefusedError):
        address.branch_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "feature/PAY-17_x",
        "renovate/foo@1.2",
        "fix/#17",
        "a+b=c,d",
        "größe/maß",
        "वर्णमाला/शुरू",
        "日本語/修正",
        "headless",
    ],
)
def test_names_that_projects_give_their_branches_are_taken(name):
    assert address.branch_name(name) == name


@given(st.text(st.characters(max_codepoint=0x2FF), min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_a_branch_name_that_passes_is_one_for_git_too(name):
    try:
        address.branch_name(name)
    except RefusedError:
        return
    assert (
        subprocess.run(
            ["git", "check-ref-format", "--branch", name], capture_output=True, check=False
        ).returncode
        == 0
    )


@given(st.text(max_size=200))
def test_a_slug_is_always_a_branch_part(title):
    made = address.slug(title)
    assert made == "" or address.branch_name(f"contrib/17-{made}")
    assert len(made) <= 40


def test_a_slug_reads_like_the_title():
    assert address.slug("Fix: the login page of Größe — now!") == "fix-the-login-page-of-grosse-now"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:x", "https://u:p@h/", "ftp://h/", "//h/x", "", None, 5, "https://h/ x", "https://",
        "https://h/turn\u202eed", "https://h/zero\u200bwidth", "https://h/fill\u3164er", "https://h/x\u2028y",
    ],
)  # fmt: skip
def test_what_may_not_be_opened(url):
    assert address.web_address(url) is None


def test_an_origin_always_names_its_port():
    assert address.origin_of("HTTPS://Git.Example/x") == "https://git.example:443"
    assert address.origin_of("http://git.example:8080/x") == "http://git.example:8080"


@given(
    st.lists(st.from_regex(r"[A-Za-z0-9._~%+-]{1,8}", fullmatch=True) | st.sampled_from([".git", "con", "a.git", "..", "x.lock"]), min_size=1, max_size=4),
    st.sampled_from(["git.acme.example", "GIT.acme.example", "-x.example", "a..b", "x.example.", "127.0.0.1"]),
    st.sampled_from(["", "/", ".git", ".git/", "?a=b"]),
)  # fmt: skip
def test_plain_addresses_are_read_as_all_others(segments, host, end):
    """The short way for the usual shape and the long way for everything agree."""
    url = f"https://{host}/{'/'.join(segments)}{end}"

    def read():
        try:
            return address.clone_address(url)[:5], address.web_address(url)
        except RefusedError as error:
            return str(error), address.web_address(url)

    short = read()
    before, address._PLAIN = address._PLAIN, re.compile("(?!)")
    try:
        assert read() == short
    finally:
        address._PLAIN = before
