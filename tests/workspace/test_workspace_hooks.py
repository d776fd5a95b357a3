"""Hooks that a project brings are named with what switches them on; nothing of them runs or is set."""

import subprocess

import pytest

from isonboard.manifests.tree import Tree
from isonboard.workspace.hooks import hooks_of


@pytest.fixture
def checkout(tmp_path):
    place = tmp_path / "a shop"
    subprocess.run(["git", "init", "-q", str(place)], check=True)
    return place


def found(checkout, **files):
    for name, content in files.items():
        path = checkout / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return hooks_of(checkout, Tree.of_folder(checkout))


def test_a_folder_of_hooks(checkout):
    hooks = found(
        checkout, **{".githooks/pre-commit": "x", ".githooks/commit-msg": "x", ".githooks/README": ""}
    )
    assert hooks.names == ("commit-msg", "pre-commit")
    assert hooks.command == f"git -C '{checkout}' config core.hooksPath .githooks"


@pytest.mark.parametrize(
    ("files", "command"),
    [
        ({".pre-commit-config.yaml": ""}, "pre-commit install"),
        ({".pre-commit-config.yaml": "", ".venv/bin/pre-commit": ""}, ".venv/bin/pre-commit install"),
        ({"lefthook.yml": ""}, "lefthook install"),
        ({"lefthook.yml": "", "node_modules/.bin/lefthook": ""}, "node_modules/.bin/lefthook install"),
    ],
)
def test_a_program_that_installs_them(checkout, files, command):
    assert found(checkout, **files).command == f"cd '{checkout}' && {command}"


def test_none(checkout):
    assert found(checkout, **{"hooks/deploy.py": "", "README.md": ""}) is None


def test_hooks_that_are_on_are_not_offered(checkout):
    (checkout / ".git/hooks").mkdir(exist_ok=True)
    (checkout / ".git/hooks/pre-commit").write_text("installed")
    assert found(checkout, **{".pre-commit-config.yaml": ""}) is None


def test_a_path_of_hooks_that_the_user_chose_stays(checkout):
    subprocess.run(["git", "-C", str(checkout), "config", "core.hooksPath", "/mine"], check=True)
    assert found(checkout, **{".githooks/pre-commit": ""}) is None


def test_a_link_to_a_folder_elsewhere_is_no_folder_of_hooks(checkout, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "pre-commit").write_text("x")
    (checkout / ".githooks").symlink_to(elsewhere)
    assert found(checkout) is None


def test_a_folder_without_a_repository_has_none(tmp_path):
    assert found(tmp_path, **{".githooks/pre-commit": ""}) is None
