"""One table of actions: ids, keys and places agree."""

import pytest
from textual.keys import _character_to_key

from isonboard.tui import actions, keys
from isonboard.tui.synonyms import SYNONYMS


def test_ids_are_unique_and_places_known() -> None:
    ids = [action.id for action in actions.ACTIONS]
    assert len(ids) == len(set(ids))
    assert {action.where for action in actions.ACTIONS} <= set(actions.PLACES)


def test_our_own_keys_do_not_clash_on_any_page() -> None:
    for place in actions.TOGETHER:
        owners: dict[str, str] = {}
        for action in actions.in_force(place):
            for key in keys.keys_of(action, {}):
                assert owners.setdefault(key, action.id) == action.id, f"{key} in {place}"
    assert keys.keymap_problems({}) == []


def test_a_key_that_is_given_to_another_action_is_taken_from_ours_and_told() -> None:
    made = keys.keymap_of({"favourite": "s"})
    assert made.problems == ["screen.keys.favourite: s is taken from sort, which has no key now"]
    assert keys.keys_of(actions.BY_ID["sort"], made.keys) == []
    assert keys.keys_of(actions.BY_ID["favourite"], made.keys) == ["s"]
    (told,) = keys.keymap_problems({"favourite": "j"})
    assert told == "screen.keys.favourite: j is taken from move.down, which keeps down"


def test_one_key_for_two_actions_of_the_users_is_told() -> None:
    assert keys.keymap_problems({"favourite": "f9", "note": "F9"}) == [
        "screen.keys: f9 means both favourite and note"
    ]


def test_an_unknown_action_is_reported_with_the_one_that_may_be_meant() -> None:
    (told,) = keys.keymap_problems({"favorite": "f9"})
    assert told.startswith("screen.keys.favorite: no such action, did you mean favourite?")


def test_swapping_two_keys_is_no_clash() -> None:
    assert keys.keymap_problems({"favourite": "c", "clone": "f"}) == []


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("ctrl-g", "ctrl+g"),
        ("Ctrl+G", "ctrl+g"),
        ("control-g", "ctrl+g"),
        ("F9", "f9"),
        ("shift+f5", "shift+f5"),
        ("alt-x", "alt+x"),
        ("shift-j", "J"),
        ("J", "J"),
        ("esc", "escape"),
        ("pgdn", "pagedown"),
        ("/", "slash"),
        ("question_mark", "question_mark"),
        ("-", "minus"),
        ("+", "plus"),
        ("ctrl+\\", "ctrl+backslash"),
        ("ctrl+shift+banana", None),
        ("banana", None),
        ("hyper+x", None),
        ("f99", None),
    ],
)
def test_a_key_is_known_by_every_name_that_people_give_it(written: str, key: str | None) -> None:
    assert keys.normal_key(written) == key


def test_names_of_signs_are_those_of_the_library() -> None:
    for sign in "abzAZ09/?:.,+-[]@_\\!#$%&()*;<=>^`{|}~\"'":
        assert keys.normal_key(sign) == _character_to_key(sign), sign


def test_an_unknown_key_is_refused_by_name_and_ours_stays() -> None:
    made = keys.keymap_of({"clone": "ctrl+shift+banana"})
    assert made.problems == ["screen.keys.clone: there is no key “ctrl+shift+banana”"]
    assert keys.keys_of(actions.BY_ID["clone"], made.keys) == ["c"]


def test_an_action_may_be_left_without_a_key() -> None:
    for nothing in ("", "none"):
        made = keys.keymap_of({"sync": nothing})
        assert made.problems == []
        assert keys.keys_of(actions.BY_ID["sync"], made.keys) == []


def test_keys_are_named_as_people_write_them() -> None:
    assert [keys.key_name(key) for key in ("slash", "question_mark", "G", "ctrl+d", "escape")] == [
        "/",
        "?",
        "G",
        "ctrl-d",
        "esc",
    ]
    assert keys.key_names(["down", "j"]) == "down or j"


def test_whoever_looks_for_an_action_finds_it_by_another_name() -> None:
    assert set(SYNONYMS) == set(actions.BY_ID)


def test_every_action_says_what_it_does() -> None:
    for action in actions.ACTIONS:
        assert action.sentence.endswith(".")
        assert len(action.label) <= 14
