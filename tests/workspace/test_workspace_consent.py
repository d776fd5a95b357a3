"""Consent holds for exactly one plan on exactly one content; everything else asks again and says why."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "counterparties"))
import canaries
from canaries import plain, repository

from isonboard.errors import ConfigError
from isonboard.model.plan import Purpose, SetupPlan, Step
from isonboard.workspace.consent import Trust, changes_hash, consent_for, key_of, what_changed

PLAN = SetupPlan(steps=(Step(purpose=Purpose.TEST, argv=("make", "test")),), id="x")


@pytest.fixture
def checkout(tmp_path: Path, own_home: Path) -> Path:
    made = repository(tmp_path / "x")
    plain("remote", "add", "origin", "https://h.test/acme/hello.git", cwd=made)
    return made


@pytest.fixture
def trust(tmp_path: Path) -> Trust:
    return Trust(tmp_path / "data" / "consents.json")


def test_what_was_granted_is_remembered_across_processes(checkout: Path, trust: Trust) -> None:
    asked = consent_for(PLAN, checkout)
    assert asked.project_id == "h.test/acme/hello"
    assert asked.key == key_of(asked.project_id, PLAN, asked.tree, asked.changes)
    assert not trust.granted(asked)
    trust.grant(asked, now=datetime(2026, 1, 1, tzinfo=UTC))
    again = Trust(trust.path)
    assert again.granted(consent_for(PLAN, checkout))
    assert again.changed_since(asked) == ()
    assert trust.path.stat().st_mode & 0o077 == 0


def _change_file(checkout: Path) -> None:
    (checkout / "file.txt").write_text("evil\n", encoding="utf-8")


def _new_file(checkout: Path) -> None:
    (checkout / "conftest.py").write_text("evil\n", encoding="utf-8")


def _stage(checkout: Path) -> None:
    _change_file(checkout)
    plain("add", ".", cwd=checkout)
    (checkout / "file.txt").write_text("two\n", encoding="utf-8")


def _commit(checkout: Path) -> None:
    _change_file(checkout)
    plain("commit", "-qam", "x", cwd=checkout)


def _executable(checkout: Path) -> None:
    (checkout / "file.txt").chmod(0o755)


def _link(checkout: Path) -> None:
    (checkout / "new").symlink_to("/etc")


def _rename(checkout: Path) -> None:
    plain("mv", "file.txt", "other.txt", cwd=checkout)


def _delete(checkout: Path) -> None:
    (checkout / "file.txt").unlink()


def _hidden(checkout: Path) -> None:
    plain("update-index", "--assume-unchanged", "file.txt", cwd=checkout)
    _change_file(checkout)


def _skipped(checkout: Path) -> None:
    plain("update-index", "--skip-worktree", "file.txt", cwd=checkout)
    _change_file(checkout)


@pytest.mark.parametrize(
    "change",
    [_change_file, _new_file, _stage, _commit, _executable, _link, _rename, _delete, _hidden, _skipped],
)
def test_any_change_asks_again_and_is_named(checkout: Path, trust: Trust, change: object) -> None:
    trust.grant(consent_for(PLAN, checkout))
    change(checkout)  # type: ignore[operator]
    asked = consent_for(PLAN, checkout)
    assert not trust.granted(asked)
    assert trust.changed_since(asked)


def test_another_content_of_the_same_uncommitted_file_asks_again(checkout: Path, trust: Trust) -> None:
    _new_file(checkout)
    first = consent_for(PLAN, checkout)
    trust.grant(first)
    assert trust.granted(consent_for(PLAN, checkout))
    (checkout / "conftest.py").write_text("EVIL\n", encoding="utf-8")
    second = consent_for(PLAN, checkout)
    assert not trust.granted(second)
    assert what_changed(first, second) == ("the uncommitted changes are others",)
    (checkout / "conftest.py").unlink()
    assert what_changed(first, consent_for(PLAN, checkout)) == ("the uncommitted changes are gone",)


def test_another_plan_asks_again_and_shows_the_commands(checkout: Path, trust: Trust) -> None:
    old = consent_for(PLAN, checkout)
    trust.grant(old)
    steps = (*PLAN.steps, Step(purpose=Purpose.TEST, argv=("make", "x\x1b[2J y"), cwd="sub"))
    new = consent_for(SetupPlan(steps=steps, id=PLAN.id), checkout)
    assert not trust.granted(new)
    assert what_changed(old, new) == ("new: sub$ make 'x y'",)
    assert what_changed(new, old) == ("gone: sub$ make 'x y'",)
    turned = consent_for(SetupPlan(steps=steps[::-1]), checkout)
    assert what_changed(new, turned) == ("the commands run in another order",)


def test_words_cannot_be_moved_between_arguments_or_folders(checkout: Path) -> None:
    def key(*argv: str, cwd: str = ".") -> str:
        plan = SetupPlan(steps=(Step(purpose=Purpose.TEST, argv=argv, cwd=cwd),))
        return consent_for(plan, checkout).key

    keys = {key("make", "a b"), key("make", "a", "b"), key("make a", "b"), key("make", "a", "b", cwd="sub")}
    assert len(keys) == 4


def test_a_changed_submodule_asks_again(checkout: Path, trust: Trust, tmp_path: Path) -> None:
    module = repository(tmp_path / "module")
    plain(
        "-c", "protocol.file.allow=always", "submodule", "add", "-q", f"file://{module}", "lib", cwd=checkout
    )  # fmt: skip
    plain("commit", "-qm", "lib", cwd=checkout)
    before = consent_for(PLAN, checkout)
    trust.grant(before)
    assert trust.granted(consent_for(PLAN, checkout))
    (checkout / "lib" / "file.txt").write_text("evil\n", encoding="utf-8")
    assert not trust.granted(consent_for(PLAN, checkout))


def test_ignored_files_are_outside_of_it(checkout: Path) -> None:
    (checkout / ".gitignore").write_text("build/\n", encoding="utf-8")
    plain("add", ".", cwd=checkout)
    plain("commit", "-qm", "ignore", cwd=checkout)
    assert changes_hash(checkout) == ""
    (checkout / "build").mkdir()
    (checkout / "build" / "x").write_text("x", encoding="utf-8")
    assert changes_hash(checkout) == ""


def test_no_pipe_is_opened_and_no_link_followed_while_hashing(checkout: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("one", encoding="utf-8")
    (checkout / "link").symlink_to(outside)
    os.mkfifo(checkout / "pipe")
    first = changes_hash(checkout)
    outside.write_text("two", encoding="utf-8")
    assert changes_hash(checkout) == first != ""


def test_hashing_fires_no_canary(tmp_path: Path, own_home: Path) -> None:
    trap = canaries.trap_in(tmp_path)
    trap.setting("core.fsmonitor", str(trap.fire))
    trap.fired.unlink(missing_ok=True)
    consent_for(PLAN, trap.checkout)
    assert not trap.has_fired()


def test_files_left_by_the_run_itself_do_not_ask_again(checkout: Path, trust: Trust) -> None:
    before = consent_for(PLAN, checkout)
    _new_file(checkout)
    after = consent_for(PLAN, checkout)
    assert not trust.renew(before, after)
    trust.grant(before)
    assert trust.renew(before, after)
    assert trust.granted(after)
    plain("add", ".", cwd=checkout)
    plain("commit", "-qm", "x", cwd=checkout)
    assert not trust.renew(before, consent_for(PLAN, checkout))


def test_an_edit_made_while_a_run_went_on_is_not_agreed_to(checkout: Path, trust: Trust) -> None:
    _new_file(checkout)
    before = consent_for(PLAN, checkout)
    trust.grant(before)
    (checkout / "left-by-the-run.txt").write_text("x\n", encoding="utf-8")
    left = consent_for(PLAN, checkout)
    _change_file(checkout)
    edited = consent_for(PLAN, checkout)
    assert not trust.renew(before, edited)
    assert not trust.granted(edited)
    plain("checkout", "-q", "file.txt", cwd=checkout)
    (checkout / "conftest.py").write_text("another\n", encoding="utf-8")
    assert not trust.renew(before, consent_for(PLAN, checkout))
    (checkout / "conftest.py").write_text("evil\n", encoding="utf-8")
    assert trust.renew(before, left)
    assert trust.granted(consent_for(PLAN, checkout))
    assert "added" not in trust.path.read_text("utf-8")


def test_a_checkout_without_a_remote_is_known_by_its_place(tmp_path: Path, own_home: Path) -> None:
    assert consent_for(PLAN, repository(tmp_path / "x")).project_id == f"path:{tmp_path / 'x'}"


def test_consent_can_be_taken_back(checkout: Path, trust: Trust) -> None:
    asked = consent_for(PLAN, checkout)
    trust.grant(asked)
    assert trust.revoke("other") == 0
    assert trust.revoke(asked.project_id) == 1
    assert not trust.granted(asked)
    trust.grant(asked)
    assert trust.revoke() == 1
    assert trust.last(asked.project_id) is None


def test_only_the_newest_consents_of_a_project_are_kept(checkout: Path, trust: Trust) -> None:
    for number in range(25):
        (checkout / "n").write_text(str(number), encoding="utf-8")
        trust.grant(consent_for(PLAN, checkout))
    assert trust.revoke() == 20


def test_a_damaged_file_is_never_taken_for_consent(checkout: Path, trust: Trust) -> None:
    trust.path.parent.mkdir(parents=True)
    for content in ("{", "[]", '{"consents": [{"key": 1}]}', ""):
        trust.path.write_text(content, encoding="utf-8")
        with pytest.raises(ConfigError):
            trust.granted(consent_for(PLAN, checkout))
