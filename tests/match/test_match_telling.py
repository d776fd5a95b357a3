"""The second opinion: words that were learnt to speak for a claim or for leaving it."""

import pytest

from isonboard.match.telling import sounds_like_a_claim, sounds_like_leaving, tellings_in


@pytest.mark.parametrize(
    "text",
    [
        "This one has my name on it.",
        "Half of it is written, tests to follow.",
        "Unless someone objects I'd get going tomorrow.",
        "Ich setz mich heute Abend dran.",
        "能不能让我来",
    ],
)
def test_claims_in_words_of_their_own(text):
    assert sounds_like_a_claim(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Half of our builds fail because of it.",
        "I'd like to see this too.",
        "Could you please look into it?",
        "Wird das noch gemacht?",
        "期待更新",
    ],
)
def test_what_only_looks_like_one(text):
    assert not sounds_like_a_claim(text)


def test_a_long_comment_describes_something():
    assert not sounds_like_a_claim("This one has my name on it. " + "The log says nothing. " * 60)


def test_leaving_and_staying():
    assert sounds_like_leaving("Too much on my plate, I'm handing this back.")
    assert not sounds_like_leaving("Bear with me, it will be ready next week.")


def test_what_is_quoted_or_code_tells_nothing():
    assert tellings_in("> I'll take this\n\n```\nassign me\n```") == frozenset()


def test_names_and_numbers_are_alike():
    assert tellings_in("@ada see #12 on Monday") == tellings_in("@bo see #7 on Friday")
