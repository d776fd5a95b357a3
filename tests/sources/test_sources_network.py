"""Proxies, pauses and foreign values: the pure decisions."""

import time as wall

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isonboard.errors import ConfigError
from isonboard.sources import fields, languages, pause, proxies, repository_url

NOW = 1_800_000_000.0


@pytest.mark.parametrize(
    ("no_proxy", "url", "direct"),
    [
        ("*", "https://a.test", True),
        ("a.test", "https://a.test", True),
        ("a.test", "https://b.a.test", True),
        ("a.test", "https://ba.test", False),
        (".a.test", "https://b.a.test", True),
        ("*.a.test", "https://b.a.test", True),
        ("A.TEST", "https://a.test", True),
        ("a.test:8443", "https://a.test:8443", True),
        ("a.test:8443", "https://a.test", False),
        ("a.test:443", "https://a.test", True),
        ("10.0.0.0/8", "https://10.2.3.4", True),
        ("10.0.0.0/8", "https://11.2.3.4", False),
        ("10.0.0.0/8", "https://a.test", False),
        ("10.2.3.4", "http://10.2.3.4:80", True),
        ("10.2.3.4:81", "http://10.2.3.4:80", False),
        ("fd00::/8", "https://[fd00::1]", True),
        ("[::1]:8080", "http://[::1]:8080", True),
        ("b.test, a.test", "https://a.test", True),
        ("b.test a.test", "https://a.test", True),
        ("", "https://a.test", False),
        ("nonsense/99, /", "https://10.0.0.1", False),
    ],
)
def test_no_proxy(no_proxy, url, direct):
    env = {"https_proxy": "http://p:1", "http_proxy": "http://p:1", "NO_PROXY": no_proxy}
    assert (proxies.proxy_for(url, env) is None) is direct


@pytest.mark.parametrize(
    ("env", "url", "expected"),
    [
        ({"HTTPS_PROXY": "http://p:1"}, "https://a", "http://p:1"),
        ({"HTTPS_PROXY": "http://p:1", "https_proxy": "http://q:1"}, "https://a", "http://q:1"),
        ({"HTTPS_PROXY": "http://p:1"}, "http://a", None),
        ({"HTTP_PROXY": "http://p:1"}, "http://a", "http://p:1"),
        ({"HTTP_PROXY": "http://p:1", "REQUEST_METHOD": "GET"}, "http://a", None),
        ({"ALL_PROXY": "http://p:1"}, "https://a", "http://p:1"),
        ({"https_proxy": "p:3128"}, "https://a", "http://p:3128"),
        ({"https_proxy": "http://u:p%40w@p:1"}, "https://a", "http://u:p%40w@p:1"),
        ({}, "https://a", None),
    ],
)
def test_the_environments_proxy(env, url, expected):
    assert proxies.proxy_for(url, env) == expected


def test_the_configured_proxy_wins_and_holds_no_password():
    assert proxies.proxy_for("https://a", {"https_proxy": "http://p:1"}, "q:2") == "http://q:2"
    assert proxies.proxy_for("https://a", {"no_proxy": "a"}, "q:2") is None
    with pytest.raises(ConfigError, match="holds a password") as caught:
        proxies.proxy_for("https://a", {}, "http://u:s3cret@q:2")
    assert "s3cret" not in caught.value.sentence


@pytest.mark.parametrize("proxy", ["socks5://p:1", "http://", "http://p:nonsense"])
def test_an_unusable_proxy_is_a_sentence(proxy):
    with pytest.raises(ConfigError, match="HTTPS_PROXY is not"):
        proxies.proxy_for("https://a", {"HTTPS_PROXY": proxy})


def test_a_proxy_is_shown_without_its_password():
    assert proxies.shown("http://u:s3cret@p.test:1") == "p.test:1"


def asked(status, headers=None, body=b"", attempt=1):
    return pause.pause_after(status, headers or {}, body, now=NOW, attempt=attempt)


@pytest.mark.parametrize(
    ("status", "headers", "seconds", "everything", "again"),
    [
        (429, {"retry-after": "7"}, 7, True, True),
        (503, {"retry-after": "7"}, 7, True, True),
        (403, {"retry-after": "60"}, 60, True, True),
        (200, {"retry-after": "5"}, 5, True, False),
        (200, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(NOW) + 30)}, 31, False, False),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(NOW) + 30)}, 31, False, True),
        (429, {"ratelimit-remaining": "0", "ratelimit-reset": str(int(NOW) + 30)}, 31, False, True),
        (429, {"ratelimit-remaining": "0", "ratelimit-reset": "30"}, 31, False, True),
        (
            429,
            {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(NOW + 30) * 1000)},
            31,
            False,
            True,
        ),
        (429, {"x-github-request-id": "1"}, 60, True, True),
        (502, {}, 1, False, True),
        (429, {}, 5, True, True),
    ],
)
def test_what_a_host_asks_for(status, headers, seconds, everything, again):
    found = asked(status, headers)
    assert (found.seconds, found.everything, found.again) == (seconds, everything, again)


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (200, {}),
        (200, {"x-ratelimit-remaining": "1"}),
        (403, {}),
        (404, {}),
        (500, {}),
        (401, {"retry-after": "9"}),
        (304, {}),
    ],
)
def test_nothing_to_wait_for(status, headers):
    assert asked(status, headers) is None


def test_guesses_grow():
    assert [asked(502, attempt=n).seconds for n in (1, 2, 3)] == [1, 2, 4]
    assert [asked(403, {"x-github-request-id": "1"}, b"secondary rate limit", n).seconds for n in (1, 2)] == [
        60,
        120,
    ]


def test_a_date_counts_from_the_servers_clock():
    date = wall.strftime("%a, %d %b %Y %H:%M:%S GMT", wall.gmtime(NOW + 1000))
    later = wall.strftime("%a, %d %b %Y %H:%M:%S GMT", wall.gmtime(NOW + 1020))
    assert asked(503, {"retry-after": later, "date": date}).seconds == 20
    assert asked(429, {"retry-after": "nonsense"}).seconds == 5
    assert asked(429, {"retry-after": "9e99"}).seconds == 86_400


@given(
    st.integers(100, 599),
    st.dictionaries(
        st.sampled_from(
            ["retry-after", "x-ratelimit-remaining", "x-ratelimit-reset", "ratelimit-reset", "date"]
        ),
        st.text(max_size=20) | st.integers().map(str) | st.sampled_from(["0", "nan", "inf", "-1"]),
    ),
)
@settings(max_examples=200, deadline=None)
def test_no_header_can_break_it(status, headers):
    found = asked(status, headers)
    assert found is None or 0 <= found.seconds <= 86_401


@given(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.lists(st.integers())
    | st.dictionaries(st.text(), st.text())
)
@settings(max_examples=200, deadline=None)
def test_no_value_can_break_the_fields(value):
    assert fields.count(value) is None or fields.count(value) >= 0
    assert isinstance(fields.words(value), tuple)
    assert isinstance(fields.weeks(value), tuple)
    assert fields.moment(value) is None or fields.moment(value).tzinfo is not None
    assert fields.number(value) is None or abs(fields.number(value)) < 1e17
    assert isinstance(fields.name(value), str)


@pytest.mark.parametrize(
    ("written", "clone", "folder", "forge"),
    [
        ("https://github.com/acme/pay", "https://github.com/acme/pay.git", None, "github"),
        ("https://github.com/acme/pay.git", "https://github.com/acme/pay.git", None, "github"),
        (
            "url:https://github.com/acme/mono/tree/main/services/pay/",
            "https://github.com/acme/mono.git",
            "services/pay",
            "github",
        ),
        (
            "https://github.com/acme/mono/blob/main/pay/catalog-info.yaml",
            "https://github.com/acme/mono.git",
            "pay",
            "github",
        ),
        ("https://gitlab.com/a/b/c/-/tree/main/x/y", "https://gitlab.com/a/b/c.git", "x/y", "gitlab"),
        ("https://git.test/acme/pay/src/branch/main/x", "https://git.test/acme/pay.git", "x", None),
        (
            "https://bitbucket.test/projects/PAY/repos/api/browse/x?at=main",
            "https://bitbucket.test/scm/pay/api.git",
            "x",
            "bitbucket",
        ),
        (
            "https://dev.azure.com/acme/Shop/_git/api?path=/x&version=GBmain",
            "https://dev.azure.com/acme/Shop/_git/api",
            "x",
            "azure",
        ),
        ("git@github.com:acme/pay.git", "git@github.com:acme/pay.git", None, "github"),
        ("ssh://git@git.test:7999/pay/api.git", "ssh://git@git.test:7999/pay/api.git", None, None),
        (
            "https://github.com/acme/pay/tree/main/../../etc",
            "https://github.com/acme/pay.git",
            None,
            "github",
        ),
        ("https://github.com/acme/pay/issues", "https://github.com/acme/pay.git", None, "github"),
    ],
)
def test_the_repository_behind_an_address(written, clone, folder, forge):
    found = repository_url.repository_of(written)
    assert (found.clone_url, found.subdirectory, found.forge) == (clone, folder, forge)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "https://github.com/acme",
        "ftp://x/y/z",
        "file:///etc/x",
        "/etc/x",
        "https://u:p@h/a/b",
        "ext::sh -c x",
        "https://h/a/../b",
    ],
)
def test_what_names_no_repository(written):
    assert repository_url.repository_of(written) is None


@given(st.text(max_size=80) | st.text(max_size=40).map(lambda s: f"https://github.com/{s}"))
@settings(max_examples=200, deadline=None)
def test_no_address_can_break_it(written):
    found = repository_url.repository_of(written)
    assert found is None or (found.clone_url and found.full_name)


def test_usual_names_of_languages():
    assert [languages.usual_name(name) for name in ("golang", "cpp", "Go", "Klingon", "", None)] == [
        "Go",
        "C++",
        "Go",
        "Klingon",
        None,
        None,
    ]
    assert languages.language_of("a/Makefile") == "Makefile"
    assert languages.main_language([("CSS", 9), ("Go", 1)]) == "Go"
