"""The gate for foreign text: nothing that reaches a terminal can act there."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isonboard import text

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


@given(st.binary(max_size=200))
def test_any_bytes_become_text(data):
    assert isinstance(text.decoded(data), str)
