import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from isonboard import text
from isonboard.model.profile import ContributionKind, Identity, Level, Profile, Skill
from isonboard.notebook import profile as profiles
from isonboard.notebook.book import HEAD
from isonboard.notebook.profile import ProfileBook, merged, unique_skills

ADA = Profile(
    skills=(Skill("Python", Level.EXPERT), Skill("C++", Level.LEARNING)),
    interests=("payments", "accessibility"),
    contributions=(ContributionKind.CODE, ContributionKind.DOCS),
    packages=("pypi:httpx",),
    name="Ada",
    email="ada@example.org",
    identities=(Identity("github.com", "ada"), Identity("git.acme.example", "al")),
    signals_off=("activity",),
)


def test_there_is_an_empty_profile_before_the_first(tmp_path: Path):
    assert profiles.load(tmp_path).is_empty
    assert list(tmp_path.iterdir()) == []


def test_what_is_saved_is_loaded(tmp_path: Path):
    profiles.save(ADA, tmp_path)
    assert profiles.load(tmp_path) == ADA


def test_the_file_is_pleasant_to_edit(tmp_path: Path):
    profiles.save(ADA, tmp_path)
    written = (tmp_path / "profile.toml").read_text()
    assert '[skills]\nPython = "expert"\n"C++" = "learning"\n' in written
    assert '"github.com" = "ada"' in written
    assert written.index("interests") < written.index("[skills]")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_comments_above_the_first_key_stay_and_the_head_says_that_others_do_not(tmp_path: Path, ends: str):
    place = tmp_path / "profile.toml"
    mine = f'# Ada’s own words{ends}{ends}  # "and" more{ends}'
    place.write_bytes(f'{mine}interests = ["ferries"] # not this{ends}'.encode())
    profiles.save(ADA, tmp_path)
    assert place.read_text().startswith(mine.replace("\r", "") + "interests")
    profiles.save(Profile(interests=("rail",)), tmp_path)
    assert place.read_text().startswith(mine.replace("\r", ""))
    place.write_bytes(b"# nothing else")
    profiles.save(ADA, tmp_path)
    assert place.read_text().startswith("# nothing else\n")
    place.unlink()
    profiles.save(ADA, tmp_path)
    once = place.read_text()
    assert once.startswith(HEAD)
    profiles.save(Profile(interests=("rail",)), tmp_path)
    assert place.read_text().count(HEAD) == 1


def test_a_book_does_not_grow_by_what_is_put_in_and_taken_out(tmp_path: Path):
    for empty in (None, b"# mine\n"):
        if empty is not None:
            (tmp_path / "profile.toml").write_bytes(empty)
        for _ in range(5):
            profiles.save(ADA, tmp_path)
            profiles.save(Profile(), tmp_path)
            assert (tmp_path / "profile.toml").read_bytes() == (empty or HEAD.encode())


def test_hand_written_forms_are_understood(tmp_path: Path):
    (tmp_path / "profile.toml").write_text(
        'skills = ["Python", "python", "Go"]\ninterests = "payments"\ncontributions = ["Docs", "code"]\n'
        '[identities]\n"github.com" = ["ada", "ada-work"]\n'
    )
    book = ProfileBook(tmp_path)
    profile = book.load()
    assert profile.skills == (Skill("Python"), Skill("Go"))
    assert profile.interests == ("payments",)
    assert profile.contributions == (ContributionKind.DOCS, ContributionKind.CODE)
    assert [identity.login for identity in profile.identities] == ["ada", "ada-work"]
    assert book.notice is None
    book.save(profile)
    assert book.load() == profile


def test_what_is_not_understood_is_named_and_kept(tmp_path: Path):
    (tmp_path / "profile.toml").write_text(
        'contributions = ["code", "mentoring"]\nshoe_size = 42\n[skills]\nPython = "wizard"\nGo = "basic"\n'
    )
    book = ProfileBook(tmp_path)
    profile = book.load()
    assert profile.skills == (Skill("Python", Level.GOOD), Skill("Go", Level.BASIC))
    assert book.notice is not None
    assert "wizard" in book.notice
    book.save(merged(profile, Profile(skills=(Skill("Rust", Level.LEARNING),))))
    table = tomllib.loads(book.path.read_text())
    assert table["skills"] == {"Python": "wizard", "Go": "basic", "Rust": "learning"}
    assert table["contributions"] == ["code", "mentoring"]
    assert table["shoe_size"] == 42
    book.save(Profile(skills=(Skill("Python", Level.EXPERT),)))
    assert tomllib.loads(book.path.read_text())["skills"] == {"Python": "expert"}


def test_a_damaged_profile_is_set_aside(tmp_path: Path):
    (tmp_path / "profile.toml").write_text("skills = [")
    book = ProfileBook(tmp_path)
    assert book.load().is_empty
    assert book.notice is not None
    book.save(ADA)
    assert (tmp_path / "profile.damaged-1.toml").read_text() == "skills = ["
    assert book.load() == ADA


def test_what_the_engineer_said_wins_over_what_was_found():
    found = Profile(
        skills=(Skill("python", Level.BASIC), Skill("Rust")),
        interests=("Payments", "maps"),
        name="A. L.",
        email="x@example.org",
        packages=("pypi:httpx", "npm:vite"),
    )
    both = merged(ADA, found)
    assert both.skills == (*ADA.skills, Skill("Rust"))
    assert both.interests == ("payments", "accessibility", "maps")
    assert (both.name, both.packages) == ("Ada", ("pypi:httpx", "npm:vite"))
    assert merged(Profile(), found).email == "x@example.org"
    assert merged(ADA, Profile()) == ADA


_WORD = st.text(min_size=1).map(lambda word: text.line(word, 200)).filter(bool)
_WORDS = st.lists(_WORD, max_size=5, unique=True).map(tuple)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.builds(
        Profile,
        skills=st.lists(st.builds(Skill, _WORD, st.sampled_from(Level)), max_size=6).map(unique_skills),
        interests=_WORDS,
        contributions=st.lists(st.sampled_from(ContributionKind), unique=True).map(tuple),
        packages=_WORDS,
        name=st.none() | _WORD,
        email=st.none() | _WORD,
        signals_off=_WORDS,
    )
)
def test_any_profile_survives_the_file(tmp_path: Path, profile: Profile):
    (tmp_path / "profile.toml").unlink(missing_ok=True)
    profiles.save(profile, tmp_path)
    assert profiles.load(tmp_path) == profile


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["skills", "interests", "contributions", "identities", "name", "packages"]),
        st.recursive(
            st.text("ab\x1b\u202e") | st.integers(-9, 9) | st.booleans(),
            lambda inner: (
                st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", min_size=1), inner, max_size=3)
            ),
        ),
    )
)
def test_any_table_is_read_without_an_error(tmp_path: Path, table: dict[str, object]):
    import tomli_w

    (tmp_path / "profile.toml").write_text(tomli_w.dumps(table))
    profile = profiles.load(tmp_path)
    shown = " ".join((*(skill.name for skill in profile.skills), *profile.interests, profile.name or ""))
    assert text.line(shown) == shown.strip()


@pytest.mark.parametrize("word", ["expert", "learning"])
def test_levels_read_as_written(tmp_path: Path, word: str):
    (tmp_path / "profile.toml").write_text(f'[skills]\nGo = " {word.upper()} "\n')
    assert profiles.load(tmp_path).skills == (Skill("Go", Level(word)),)
