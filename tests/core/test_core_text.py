"""The gate for foreign text: nothing that reaches a terminal can act there."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isonboard import text
from isonboard.errors import IsonboardError

ANYTHING = st.text(st.characters(), max_size=300)


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b]0;owned\x07title", "title"),
        ("\x1b]52;c;aGk=\x1b\\copy", "copy"),
        ("a\x1b[31mred\x1b[0m", "ared"),
        ("\x9b31mred", "red"),
        ("\x90q#0;data\x9crest", "rest"),
        ("bidi \u202eevil\u202c", "bidi evil"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("tag\U000e0041", "tag"),
        ("two\r\nlines\tand\u2028more", "two lines and more"),
        ("nul\0byte", "nulbyte"),
        ("half \x1b]0;unfinished", "half"),
    ],
)
def test_a_line_keeps_the_words_and_loses_the_tricks(hostile, shown):
    assert text.line(hostile) == shown


def test_words_of_every_script_stay():
    for words in ("Grüße aus Köln", "日本語の説明", "שלום עולם", "नमस्ते", "👩‍💻 emoji", "e\u0301galite\u0301"):
        assert text.line(words) == words


def test_a_pile_of_marks_is_cut_down():
    assert len(text.line("Z" + "\u0321" * 200 + "algo")) < 20


@pytest.mark.parametrize(
    "mark",
    [
        "\u0301",
        "\u0e48",
        "\u0e34",
        "\u064b",
        "\u093c",
        "\u0fb2",
        "\u20dd",
        "\ufe0f",
        "\u200d",
        "\u0e48\u200d\ufe0f",
    ],
)
def test_a_pile_of_any_scripts_marks_is_cut_down(mark):
    for cleaned in (text.line("a" + mark * 300 + "z"), text.block("a" + mark * 300 + "z")):
        assert len(cleaned) <= 10
        assert cleaned[0] + cleaned[-1] == "az"


def test_marks_as_people_write_them_stay():
    for words in (
        "ที่นี่ น้ำ กว่า", "क्षत्रिय र्क्ष्म्य", "བསྒྲུབས", "בְּרֵאשִׁ֖ית", "مُحَمَّدٌ", "Việt Nam", "👩‍👩‍👧‍👦", "🏳️‍⚧️", "1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣",
        "❤️❤️❤️❤️❤️❤️❤️❤️", "（「『！』」）……！！！",
    ):  # fmt: skip
        assert text.line(words) == words
        assert text.block(words) == words


def test_a_long_line_is_cut_with_an_ellipsis():
    assert text.line("word " * 1000, 20).endswith("…")
    assert len(text.line("word " * 1000, 20)) <= 20


def test_a_block_keeps_its_lines():
    assert text.block("one\r\n\ttwo\rthree\x1b[2J") == "one\n\ttwo\nthree"


def test_other_values_become_text():
    assert (text.line(None), text.line(17), text.block(None)) == ("", "17", "")


@given(ANYTHING)
@settings(max_examples=300)
def test_nothing_that_controls_a_terminal_gets_through(anything):
    for cleaned in (text.line(anything), text.block(anything)):
        for character in cleaned:
            assert unicodedata.category(character) != "Cs"
            assert character in "\n\t" or unicodedata.category(character) != "Cc"
            assert not 0x202A <= ord(character) <= 0x202E
            assert not 0x2066 <= ord(character) <= 0x2069
    assert "\n" not in text.line(anything)


@given(ANYTHING)
@settings(max_examples=200)
def test_cleaning_twice_changes_nothing(anything):
    assert text.line(text.line(anything)) == text.line(anything)
    assert text.block(text.block(anything)) == text.block(anything)


@pytest.mark.parametrize(
    "secret",
    [
        "https://ada:hunter2@git.example/x",
        "Authorization: Bearer abcdef0123456789",
        "PRIVATE-TOKEN: glpat-abcdefghij0123456789",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "https://git.example/x?access_token=abcdef",
    ],
)
def test_what_looks_like_a_credential_is_redacted(secret):
    shown = text.redacted(f"failed: {secret} now")
    for part in ("hunter2", "abcdef"):
        assert part not in shown
    assert shown.endswith("now")


@pytest.mark.parametrize(
    "leak",
    [
        "https://bob:hunt/er2@localhost:1/x",
        "https://bob:hun@er2@git.example/x",
        "https://bob:er2/@git.example",
        "https://:er2@git.example/x",
        "{'Authorization': 'Bearer er2'}",
        '{"Authorization": "er2"}',
        "Proxy-Authorization: Basic er2==",
        "password=er2",
        "DB_PASSWORD = 'er2&er2'",
        '{"password": "er2"}',
        "client_secret=er2",
        "//registry.example/:_authToken=er2",
        "Job-Token: er2",
        "X-Vault-Token: er2",
        "X-Api-Key: er2",
        "Cookie: a=er2; session=er2",
        "glptt-0123456789abcdef0123456789er2",
        "ATATT3xFfGF0er2er2er2=1234",
        "BBDC-er2er2er2er2er2er2",
        "https://s3.example/x?X-Amz-Signature=er2&X-Amz-Credential=er2",
        "https://s3.example/x?a=1&X-Amz-Security-Token=er2&b=2",
        "https://blob.example/x?sv=1&sig=er2%3D",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0er2.er2",
    ],
)
def test_no_part_of_a_secret_is_left(leak):
    shown = text.redacted(f"failed: {leak} now")
    assert "er2" not in shown
    assert shown.startswith("failed: ")
    assert shown.endswith("now")


@pytest.mark.parametrize(
    "plain",
    [
        "https://git.example:8443/scope/@acme/pkg",
        "https://localhost:8080/x and ada@git.example",
        "the password is wrong and the token has expired",
        "token: missing (set token_env)",
        "git@git.example:team/repo.git",
        "glibc-headers-2.28-251.el8_10.x86_64",
        "tokens = 17 of password_policy",
    ],
)
def test_what_is_no_secret_stays(plain):
    assert text.redacted(plain) == plain


@given(st.binary(max_size=200))
def test_any_bytes_become_text(data):
    assert isinstance(text.decoded(data), str)


@pytest.mark.parametrize("words", ["東京\u3000支社", "می\u200cخواهم", "👩\u200d💻 here", "10\u00a0km\nthere"])
def test_an_error_keeps_the_blanks_and_joiners_of_every_script(words):
    assert IsonboardError(words, hint=words).sentence == f"{words}. {words}"


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\r", "\x9b", "\u202e", "\u2028", "\u200f", "\ufeff"])
def test_an_error_keeps_nothing_that_a_terminal_acts_on(sign):
    assert str(IsonboardError(f"no{sign}file")) == "no�file"
