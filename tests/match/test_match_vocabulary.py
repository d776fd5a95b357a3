"""The table of skills is sound, and short names mean what they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonboard.match import vocabulary


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("k8s", "Kubernetes"), ("js", "JavaScript"), ("ts", "TypeScript"), ("rb", "Ruby"), ("py", "Python"),
        ("golang", "Go"), ("Go", "Go"), ("c", "C"), ("C++", "C++"), ("cpp", "C++"), ("c#", "C#"), ("F#", "F#"),
        (".net", ".NET"), ("dotnet", ".NET"), ("node", "Node.js"), ("node.js", "Node.js"), ("r", "R"),
        ("ml", "machine learning"), ("Machine Learning", "machine learning"), ("iac", "infrastructure as code"),
        ("gcp", "Google Cloud"), ("java-11", "Java"), ("bootstrap4", "Bootstrap"), ("django-application", "Django"),
        ("java", "Java"), ("javascript", "JavaScript"), ("golang-examples", "Go"), ("vue.js", "Vue"),
    ],
)  # fmt: skip
def test_usual_names(word: str, name: str) -> None:
    assert vocabulary.canonical(word) == name


def test_unknown_words_stay_unknown() -> None:
    assert vocabulary.canonical("zzyzx-framework") is None
    assert vocabulary.canonical("") is None
    assert vocabulary.aliases_of("zzyzx") == ()
    assert vocabulary.broader("zzyzx") == ()


def test_table_is_sound() -> None:
    kinds = {"language", "framework", "infrastructure", "discipline", "technique"}
    spellings: dict[str, str] = {}
    names = {row.name for row in vocabulary.all_skills()}
    assert len(names) == len(vocabulary.all_skills())
    for row in vocabulary.all_skills():
        assert row.kind in kinds, row
        assert set(row.broader) <= names, row
        assert row.name not in vocabulary.broader(row.name), row
        assert vocabulary.canonical(row.name) == row.name
        for spelling in row.aliases:
            assert spellings.setdefault(vocabulary.key(spelling), row.name) == row.name


def test_broader_terms_follow_upwards() -> None:
    assert vocabulary.broader("django")[0] == "Python"
    assert "infrastructure" in vocabulary.broader("k8s")
    assert "Django" in vocabulary.narrower("py")


def test_completion() -> None:
    assert vocabulary.complete("go")[0] == "Go"
    assert vocabulary.complete("kube")[0] == "Kubernetes"
    assert "Kubernetes" in vocabulary.complete("k8")
    assert len(vocabulary.complete("", 5)) == 5
    assert vocabulary.complete("zzyzx") == []


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    name = vocabulary.canonical(text)
    assert name is None or vocabulary.canonical(name) == name
    assert len(vocabulary.complete(text, 3)) <= 3
