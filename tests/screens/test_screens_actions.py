"""One table of actions: ids, keys and places agree."""

from isonboard.tui import actions


def test_ids_are_unique_and_places_known() -> None:
    ids = [action.id for action in actions.ACTIONS]
    assert len(ids) == len(set(ids))
    assert {action.where for action in actions.ACTIONS} <= set(actions.PLACES)


def test_our_own_keys_do_not_clash_on_any_page() -> None:
    assert actions.keymap_problems({}) == []


def test_a_remapped_key_that_clashes_is_reported_in_words() -> None:
    assert actions.keymap_problems({"favourite": "c"}) == ["[screen.keys] c means both clone and favourite"]


def test_an_unknown_action_is_reported() -> None:
    assert "no such action" in actions.keymap_problems({"fly": "f9"})[0]


def test_swapping_two_keys_is_no_clash() -> None:
    assert actions.keymap_problems({"favourite": "c", "clone": "f"}) == []


def test_keys_are_named_as_people_write_them() -> None:
    assert [actions.key_name(key) for key in ("slash", "question_mark", "G", "ctrl+d", "escape")] == [
        "/",
        "?",
        "G",
        "ctrl-d",
        "esc",
    ]
    assert actions.key_names(["down", "j"]) == "down or j"


def test_every_action_says_what_it_does() -> None:
    for action in actions.ACTIONS:
        assert action.sentence.endswith(".")
        assert len(action.label) <= 14
