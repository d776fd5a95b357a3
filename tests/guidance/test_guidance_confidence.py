"""What a document shows and may be no step for everybody: told apart, with the reason."""

import pytest

from isonboard.guidance.confidence import variation_of
from isonboard.guidance.distil import guidance_of
from isonboard.model.guidance import Document, StepKind
from isonboard.model.guidance import DocumentKind as Kind
from isonboard.model.project import Project

PROJECT = Project(id="github.com/acme/tool", name="tool", full_name="acme/tool", forge="github")


def found(text, kind=Kind.CONTRIBUTING, path="CONTRIBUTING.md"):
    """The commands of the steps, and those that are only mentioned with the reason."""
    guidance = guidance_of([Document(kind=kind, path=path, text=text)], PROJECT)
    steps = [command for step in guidance.steps for command in step.commands]
    return steps, {command: step.doubt for step in guidance.mentioned for command in step.commands}


@pytest.mark.parametrize(
    ("block", "step", "mentioned"),
    [
        ("make build\ndocker run tool", "make build", {"docker run tool": "in a container or a machine of its own"}),
        ("make build\n./build/bin/tool serve", "make build", {"./build/bin/tool serve": "starts what was built"}),
        ("go build ./...\ngo mod tidy", "go build ./...", {"go mod tidy": "when dependencies change"}),
        ("make\ngit clone https://github.com/other/data.git", "make", {"git clone https://github.com/other/data.git": "another repository"}),
    ],
)  # fmt: skip
def test_what_a_block_shows_beside_the_steps_is_only_mentioned(block, step, mentioned):
    steps, doubtful = found(f"## Build\n\n```sh\n{block}\n```\n")
    assert steps == [step]
    assert set(doubtful) <= set(mentioned)
    assert all(doubtful[command] == mentioned[command] for command in doubtful)


@pytest.mark.parametrize(
    "text",
    [
        "## Tests\n\n- `make test` — all tests (`go test ./...`)\n",
        "## Tests\n\nRun `make test`. Install tools: `gcc` (used by `go test -race`).\n",
        "## Tests\n\n```sh\nmake test\n```\n\nIf you run into problems with the race detector, use:\n\n```sh\ngo test ./...\n```\n",
    ],
)
def test_what_a_sentence_names_in_passing_is_no_step(text):
    steps, _ = found(text)
    assert steps == ["make test"]


def test_nothing_that_is_doubtful_is_lost():
    steps, doubtful = found("## Run\n\nTo test in a container, run:\n\n```sh\ndocker build -t tool .\n```\n")
    assert steps == []
    assert doubtful == {"docker build -t tool .": "in a container or a machine of its own"}


def test_a_step_is_not_mentioned_again():
    text = "## Test\n\n```sh\nmake test\n```\n\nIf you run into trouble, run `make test`.\n"
    assert found(text) == (["make test"], {})


def test_a_document_about_releases_tells_no_contributor_anything():
    text = "# Creating releases\n\n## Testing\n\n```sh\nmake test\n```\n"
    assert found(text, Kind.OTHER, "BUILDING.md") == ([], {})


@pytest.mark.parametrize(
    ("command", "known", "plain"),
    [
        ("make test V=1", "make test", "make test"),
        ("./configure --debug", "./configure", "./configure"),
        ("pytest -k name tests", "pytest tests", "pytest tests"),
        ("tox -e lint", "tox", ""),
        ("make check", "make", ""),
        ("pre-commit run --all-files", "pre-commit install", ""),
    ],
)
def test_a_variation_adds_only_options(command, known, plain):
    assert variation_of(command, StepKind.TEST, [known]) == plain
