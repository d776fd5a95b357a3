"""Reuse before you build: what one's own manifests depend on, held against what projects publish."""

import subprocess

import pytest

from isonboard.assistant.published import packages_published
from isonboard.errors import RefusedError, SourceError
from isonboard.model.guidance import Document, DocumentKind
from isonboard.model.project import Project


def commit_all(place, **files):
    place.mkdir(parents=True)
    for name, content in files.items():
        (place / name.replace("__", ".")).write_text(content)
    who = ["-c", "user.name=Ada", "-c", "user.email=ada@halden.example"]
    for words in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "work"]):
        subprocess.run(["git", *words], cwd=place, check=True, capture_output=True)


def test_a_package_one_depends_on_is_a_reason_and_a_like_name_is_none(isonboard, tmp_path):
    repositories, own = tmp_path / "repositories", tmp_path / "own"
    commit_all(repositories / "ledger", pyproject__toml='[project]\nname = "ledger-client"\n')
    commit_all(
        repositories / "ledger-client",
        README__md="# Of another ecosystem\n",
        package__json='{"name": "ledger-client"}',
    )
    commit_all(own / "shop", requirements__txt="ledger-client\n", shop__py="", basket__py="", till__py="")
    assert isonboard("add", str(repositories), "--write").code == 0
    assert isonboard("sync").code == 0
    assert isonboard("profile", "--from", str(own), "--accept").code == 0
    said = isonboard("match", "--why").out
    of_ledger, _, of_other = said.partition("ledger-client  fit")
    assert "you depend on it  (package pypi:ledger-client)" in of_ledger
    assert "you depend on it" not in of_other


class Forge:
    def __init__(self, text):
        self.text, self.asked = text, []

    async def document(self, _project, path):
        self.asked.append(path)
        if isinstance(self.text, Exception):
            raise self.text
        return self.text and Document(kind=DocumentKind.README, path=path, text=self.text)


def project(**facts):
    return Project(id="example.org/team/pay", name="pay", **facts)


@pytest.mark.parametrize(
    ("facts", "text", "published", "asked"),
    [
        ({"language": "TypeScript"}, '{"name": "@team/pay"}', ("npm:@team/pay",), ["package.json"]),
        ({"language": "Go", "subdirectory": "libs/pay"}, "module example.org/pay\n", ("golang:example.org/pay",), ["libs/pay/go.mod"]),
        ({"language": "Python"}, None, (), ["pyproject.toml"]),
        ({"language": "Rust"}, SourceError("no answer"), (), ["Cargo.toml"]),
        ({"language": "Rust"}, RefusedError("no safe path"), (), ["Cargo.toml"]),
        ({"language": "COBOL"}, "", (), []),
        ({"language": "Python", "packages": ("pypi:pay",)}, "", ("pypi:pay",), []),
    ],
)  # fmt: skip
async def test_one_manifest_tells_what_a_project_publishes(facts, text, published, asked):
    forge = Forge(text)
    assert await packages_published(forge, project(**facts)) == published
    assert forge.asked == asked
