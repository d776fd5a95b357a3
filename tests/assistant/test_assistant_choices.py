"""Where the evidence of a plan disagrees, the other way can be chosen: kept for the checkout, part of what is agreed to."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from isonboard.assistant import setup as setups
from isonboard.assistant.choices import choices_for, choose
from isonboard.assistant.context import Context
from isonboard.errors import ConsentError, UsageError

FILES = {
    "package.json": '{"dependencies": {"y": "1"}}',
    "yarn.lock": "",
    "package-lock.json": "{}",
    "libs/x/CMakeLists.txt": "project(x C)\n",
    "libs/x/meson.build": "project('x', 'c')\n",
}


@pytest.fixture
def context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Context]:
    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path / "home"))
    with Context.open() as opened:
        yield opened


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    place = tmp_path / "x"
    for name, content in FILES.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(content)
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.test", "-c", "commit.gpgSign=false"]
    for words in (["init", "-qb", "main"], ["add", "."], [*identity, "commit", "-qm", "all"]):
        subprocess.run(["git", *words], cwd=place, check=True, capture_output=True)
    return place


def commands(prepared: setups.Prepared) -> list[str]:
    return [" ".join(step.argv) for step in prepared.plan.steps]


def test_a_choice_changes_plan_and_consent_and_can_be_taken_back(context: Context, checkout: Path) -> None:
    before = setups.prepare(context, checkout)
    assert "yarn install --frozen-lockfile" in commands(before)
    setups.grant(context, before)
    choose(context, checkout, ["node=npm", "libs/x/c=meson"])
    chosen = setups.prepare(context, checkout)
    assert commands(chosen)[:2] == ["npm ci", "meson setup build"]
    assert (chosen.plan.id, chosen.id) != (before.plan.id, before.id)
    assert not chosen.trusted
    assert "new: .$ npm ci" in chosen.changed
    assert chosen.choices == {"node": "npm", "libs/x/c": "meson"}
    assert chosen.plan.questions[0].names[0] == "npm"
    choose(context, checkout, ["node=", "libs/x/c="])
    assert setups.prepare(context, checkout).id == before.id


async def test_consent_to_one_way_does_not_cover_the_other(context: Context, checkout: Path) -> None:
    agreed = setups.prepare(context, checkout).id
    choose(context, checkout, ["node=npm"])
    with pytest.raises(ConsentError):
        await setups.run(context, checkout, trust=agreed, tests=False, report=lambda _e: None)


@pytest.mark.parametrize("wanted", ["node=pnpm", "python=uv", "node", "", "=npm", "node=\x1b[31m"])
def test_what_the_plan_does_not_ask_cannot_be_chosen(context: Context, checkout: Path, wanted: str) -> None:
    with pytest.raises(UsageError):
        choose(context, checkout, ["libs/x/c=meson", wanted])
    assert choices_for(context, checkout) == {}


def test_a_choice_that_no_longer_applies_is_as_none(context: Context, checkout: Path) -> None:
    choose(context, checkout, ["node=npm"])
    (checkout / "package-lock.json").unlink()
    (checkout / "yarn.lock").unlink()
    (checkout / "package.json").unlink()
    assert all("npm" not in command for command in commands(setups.prepare(context, checkout)))
