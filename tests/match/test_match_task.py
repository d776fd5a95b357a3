"""What an issue asks for: kind of task, difficulty, size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonboard.match.task import Difficulty, Size, Task, difficulty_of, size_of, task_of


@pytest.mark.parametrize(
    ("label", "task"),
    [
        ("documentation", Task.DOCS),
        ("kind/documentation", Task.DOCS),
        ("needs docs", Task.DOCS),
        ("📖 docs", Task.DOCS),
        ("Dokumentation", Task.DOCS),
        ("typo", Task.DOCS),
        ("tests", Task.TESTS),
        ("unit tests", Task.TESTS),
        ("test coverage", Task.TESTS),
        ("type: bug", Task.BUG),
        ("regression", Task.BUG),
        ("enhancement", Task.FEATURE),
        ("feature request", Task.FEATURE),
        ("i18n", Task.TRANSLATION),
        ("design", Task.DESIGN),
        ("UX", Task.DESIGN),
        ("docker", None),
        ("testing-framework", None),
        ("needs design", None),
        ("integration", None),
        ("debugging", None),
        ("no docs needed", None),
        ("area/networking", None),
    ],
)
def test_the_task_that_a_label_names(label, task):
    found = task_of([label])
    assert (found.value if found else None) is task
    assert found is None or found.evidence == f"label {label}"


@pytest.mark.parametrize(
    ("title", "task"),
    [
        ("docs: explain the retry option", Task.DOCS),
        ("Fix typo in the installation guide", Task.DOCS),
        ("README does not mention Windows", Task.DOCS),
        ("Document how to rotate keys", Task.DOCS),
        ("Document it: the retry option", Task.DOCS),
        ("Add an example for the CLI", Task.DOCS),
        ("Clarify what happens on a time-out", Task.DOCS),
        ("Document store crashes", Task.BUG),
        ("Document viewer is slow", None),
        ("Describe stack fails in us-east-1", None),
        ("Explain plan returns wrong cost", None),
        ("explain command ignores --json", None),
        ("Document scanning crashes on PDF", Task.BUG),
        ("Document search returns nothing", None),
        ("document.write is deprecated", None),
        ("Spelling checker ignores umlauts", None),
        ("Dead links in crawler make it loop", None),
        ("Changelog generator fails", None),
        ("Describe the retry option", Task.DOCS),
        ("Explain why the call fails", Task.DOCS),
        ("Clarify the error message", Task.DOCS),
        ("Document which errors are raised", Task.DOCS),
        ("Spelling errors on the start page", Task.DOCS),
        ("Broken links in the docs lead to errors", Task.DOCS),
        ("Add unit tests for the parser", Task.TESTS),
        ("Translate the login page to Dutch", Task.TRANSLATION),
        ("[Bug]: wrong total", Task.BUG),
        ("Feature: dark mode", Task.FEATURE),
        ("Docker image does not start", None),
        ("Attested builds", None),
        ("Store the document in S3", None),
    ],
)
def test_without_a_label_the_title_tells(title, task):
    found = task_of([], title)
    assert (found.value if found else None) is task


def test_documentation_comes_before_bug():
    assert task_of(["bug", "documentation"]).value is Task.DOCS


@pytest.mark.parametrize(
    ("label", "difficulty"),
    [
        ("hard", Difficulty.HARD),
        ("difficulty/hard", Difficulty.HARD),
        ("E-hard", Difficulty.HARD),
        ("epic", Difficulty.HARD),
        ("breaking change", Difficulty.HARD),
        ("priority: critical", Difficulty.HARD),
        ("P1", Difficulty.HARD),
        ("major", Difficulty.HARD),
        ("prio:high", Difficulty.HARD),
        ("priority/critical-urgent", Difficulty.HARD),
        ("High Impact", Difficulty.HARD),
        ("Schwierigkeit: hoch", Difficulty.HARD),
        ("priority: 2", None),
        ("level: 1", None),
        ("high contrast", None),
        ("tracking-issue", Difficulty.HARD),
        ("difficulty: intermediate", Difficulty.MEDIUM),
        ("good first issue", Difficulty.EASY),
        ("difficulty/easy", Difficulty.EASY),
        ("hardware", None),
        ("hard-fork", None),
        ("not hard", None),
        ("priority: medium", None),
        ("expertise-map", None),
        ("majority", None),
    ],
)
def test_how_hard_a_label_says_it_is(label, difficulty):
    found = difficulty_of([label])
    assert (found.value if found else None) is difficulty


def test_the_hardest_word_counts():
    assert difficulty_of(["good first issue", "epic"]).value is Difficulty.HARD


@pytest.mark.parametrize(
    ("label", "size"),
    [
        ("size/S", Size.S),
        ("size: XL", Size.XL),
        ("effort: large", Size.L),
        ("small", Size.S),
        ("XS", Size.XS),
        ("S", None),
        ("L-kernel", None),
        ("small screen", None),
    ],
)
def test_the_size_that_a_label_states(label, size):
    found = size_of([label])
    assert (found.value if found else None) is size


@given(st.lists(st.text(max_size=60), max_size=5), st.text(max_size=400))
def test_any_text_can_be_asked(labels, title):
    task_of(labels, title)
    difficulty_of(labels)
    size_of(labels)
