"""Figures and times in words."""

from datetime import UTC, datetime, timedelta

import pytest

from isonboard.tui import glyphs, words

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("past", "said"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=5), "5 min"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(days=3), "3 days"),
        (timedelta(days=13), "1 week"),
        (timedelta(days=45), "1 month"),
        (timedelta(days=800), "2 years"),
        (timedelta(seconds=-30), "just now"),
    ],
)
def test_an_age_is_one_unit_in_words(past: timedelta, said: str) -> None:
    assert words.age(NOW - past, NOW) == said


def test_an_unknown_time_is_never_a_number() -> None:
    assert words.age(None, NOW) == "·"
    assert words.ago(None, NOW) == "never"


@pytest.mark.parametrize(
    ("number", "said"),
    [(None, "·"), (0, "0"), (999, "999"), (1_234, "1.2k"), (48_000, "48k"), (12_000_000, "12M")],
)
def test_a_figure_fits_its_column_and_unknown_is_not_zero(number: int | None, said: str) -> None:
    assert words.count(number) == said
    assert len(said) <= 4


def test_lists_are_sentences() -> None:
    assert words.listed(["a", "b", "c"]) == "a, b and c"
    assert words.listed(["a"]) == "a"
    assert words.listed([str(n) for n in range(9)]) == "0, 1, 2, 3, 4, 5 and 3 more"


def test_sizes_and_durations() -> None:
    assert words.size(None) == "·"
    assert words.size(14_200_000) == "14 MB"
    assert words.size(900) == "900 B"
    assert words.duration(3.21) == "3.2 s"
    assert words.duration(200) == "3 min 20 s"
    assert words.duration(7300) == "2 h 1 min"


def test_many_counts_its_noun() -> None:
    assert words.many(1, "project") == "1 project"
    assert words.many(1204, "project") == "1,204 projects"


def test_bars_and_sparklines_have_their_width_in_both_sets() -> None:
    for plain in (False, True):
        glyphs.choose(plain=plain)
        for share in (0, 0.01, 0.5, 0.99, 1, 7):
            assert len(glyphs.bar(share, 5)) == 5
        assert glyphs.bar(0.01, 5).strip(), "what is above nothing shows something"
        assert not glyphs.bar(0, 5).strip()
        assert len(glyphs.sparkline(tuple(range(52)), 8)) == 8
        assert glyphs.sparkline((), 8) == ""
        assert len(glyphs.sparkline((1, 2), 8)) == 2


def test_every_sign_has_a_plain_one_of_the_same_width() -> None:
    for fancy, plain in zip(glyphs.UNICODE, glyphs.ASCII, strict=True):
        for sign in plain if isinstance(plain, tuple) else (plain,):
            assert sign.isascii()
            assert len(sign) == 1
        for sign in fancy if isinstance(fancy, tuple) else (fancy,):
            assert len(sign) == 1


def test_our_sentences_become_plain_in_ascii() -> None:
    glyphs.choose(plain=True)
    assert glyphs.plainly("“a” – b …").isascii()


@pytest.mark.parametrize(
    ("variables", "unicode"),
    [
        ({"LC_ALL": "C"}, False),
        ({"LANG": "POSIX"}, False),
        ({"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, False),
        ({"LC_ALL": "", "LANG": "de_DE.UTF-8"}, True),
        ({"LC_CTYPE": "C.UTF-8", "LANG": "C"}, True),
        ({"LANG": "C.utf8"}, True),
        ({"LANG": "de_DE.ISO-8859-15@euro"}, False),
        ({"LC_ALL": "en_GB.UTF-8", "TERM": "linux"}, False),
    ],
)
def test_the_locale_says_which_signs_there_are(
    variables: dict[str, str], unicode: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert (glyphs.choose(None) is glyphs.UNICODE) is unicode
