"""The way in: from our own documents in four formats to the same steps."""

from pathlib import Path

import pytest

import isonboard
from isonboard.guidance.distil import guidance_of, merged_guidance
from isonboard.guidance.documents import read_checkout
from isonboard.model.guidance import Document, StepKind
from isonboard.model.guidance import DocumentKind as Kind
from isonboard.model.project import Project

MD = """\
# Contributing to Ledger

## Prerequisites

- Python 3.11 or later
- GNU make

## Set up

```bash
git clone https://git.acme.example/ledger.git
cd ledger
make setup      # creates the environment
```

## Test

Run the tests before you push:

    $ make test
    ................ 12 passed

On Windows use `run_tests.bat`. Check the style with `make lint`.

## Branches and commits

Name your branch `feature/<ticket>` and write [Conventional Commits](https://www.conventionalcommits.org).

    git checkout -b feature/my-change

## Submit

1. Fork the repository.
2. Open a merge request against `main`.

## Review

Two trusted committers have to approve. We review within two working days.

## Releasing

```bash
make release
git tag v1.0
```
"""
RST = """\
Contributing to Ledger
======================

Prerequisites
-------------

- Python 3.11 or later
- GNU make

Set up
------

.. code-block:: bash

   git clone https://git.acme.example/ledger.git
   cd ledger
   make setup

Test
----

Run the tests before you push::

   $ make test
   ................ 12 passed

Check the style with ``make lint``.

Branches and commits
--------------------

Name your branch ``feature/<ticket>`` and write `Conventional Commits
<https://www.conventionalcommits.org>`_.

Submit
------

1. Fork the repository.
2. Open a merge request against ``main``.

Review
------

Two trusted committers have to approve. We review within two working days.

Releasing
---------

::

   make release
"""
ADOC = """\
= Contributing to Ledger

== Prerequisites

* Python 3.11 or later
* GNU make

== Set up

[source,bash]
----
git clone https://git.acme.example/ledger.git
cd ledger
make setup
----

== Test

Run the tests before you push:

[source,console]
----
$ make test
................ 12 passed
----

Check the style with `make lint`.

== Branches and commits

Name your branch `feature/<ticket>` and write https://www.conventionalcommits.org[Conventional Commits].

== Submit

. Fork the repository.
. Open a merge request against `main`.

== Review

Two trusted committers have to approve. We review within two working days.

== Releasing

----
make release
----
"""
TXT = """\
CONTRIBUTING TO LEDGER

PREREQUISITES

- Python 3.11 or later
- GNU make

SET UP

    git clone https://git.acme.example/ledger.git
    cd ledger
    make setup

TEST

Run the tests before you push:

    $ make test
    ................ 12 passed

Check the style with `make lint`.

BRANCHES AND COMMITS

Name your branch "feature/<ticket>" and write Conventional Commits.

SUBMIT

1. Fork the repository.
2. Open a merge request against main.

REVIEW

Two trusted committers have to approve. We review within two working days.

RELEASING

    make release
"""


def of(path, text, kind=Kind.CONTRIBUTING, project=None):
    return guidance_of([Document(kind=kind, path=path, text=text)], project)


def commands(found, station=None):
    return [command for step in found.steps if station in (None, step.kind) for command in step.commands]


@pytest.mark.parametrize(
    ("path", "text"),
    [("CONTRIBUTING.md", MD), ("CONTRIBUTING.rst", RST), ("CONTRIBUTING.adoc", ADOC), ("CONTRIBUTING", TXT),
     ("CONTRIBUTING.txt", TXT)],
)  # fmt: skip
def test_the_way_in_is_the_same_in_every_format(path, text):
    found = of(path, text)
    assert commands(found, StepKind.SETUP) == [
        "git clone https://git.acme.example/ledger.git",
        "cd ledger",
        "make setup",
    ]
    assert commands(found, StepKind.TEST) == ["make test"]
    assert commands(found, StepKind.STYLE) == ["make lint"]
    assert {step.kind for step in found.steps} == {
        StepKind.PREREQUISITES, StepKind.SETUP, StepKind.TEST, StepKind.STYLE, StepKind.BRANCH, StepKind.SUBMIT, StepKind.REVIEW,
    }  # fmt: skip
    assert [step.text for step in found.steps if step.kind is StepKind.PREREQUISITES] == [
        "Python 3.11 or later",
        "GNU make",
    ]
    assert found.branch_prefix == "feature/"
    assert found.commit_style == "conventional commits"
    assert [condition.kind for condition in found.conditions] == ["response time"]
    assert not any(step.inferred for step in found.steps)


@pytest.mark.parametrize(
    ("path", "text"), [("CONTRIBUTING.md", MD), ("CONTRIBUTING.rst", RST), ("CONTRIBUTING.adoc", ADOC)]
)
def test_every_step_shows_the_line_it_comes_from(path, text):
    lines = text.split("\n")
    for step in of(path, text).steps:
        assert step.evidence.quote
        assert step.evidence.quote in " ".join(lines[step.evidence.line - 1].split())
        if step.commands:
            assert any(command.split()[0] in step.evidence.quote for command in step.commands)


def test_release_commands_windows_and_examples_are_not_the_way_in():
    shown = " ".join(commands(of("CONTRIBUTING.md", MD)))
    for wrong in ("release", "tag", ".bat", "checkout -b", "passed"):
        assert wrong not in shown


def test_the_projects_own_words_say_what_an_ambiguous_command_checks():
    text = "# Development\n\n```sh\nmake test   # the tests\nmake check  # linter and formatter\n```\n"
    steps = [step for step in of("CONTRIBUTING.md", text).steps if step.commands]
    assert [(step.kind, step.commands, step.text) for step in steps] == [
        (StepKind.TEST, ("make test",), "the tests"),
        (StepKind.STYLE, ("make check",), "linter and formatter"),
    ]


def test_a_prose_mention_is_no_instruction():
    text = "# Contributing\n\n`npm install` was slow. Never run `make test` on production. The `make lint` command is broken.\n"
    assert commands(of("CONTRIBUTING.md", text)) == []


def test_a_table_of_commands_is_read():
    text = "# Development\n\n| Command | Purpose |\n|---|---|\n| `npm test` | runs the tests |\n| `npm run build` | builds |\n"
    found = of("README.md", text, Kind.README)
    assert [(step.kind, step.commands, step.text) for step in found.steps if step.commands] == [
        (StepKind.BUILD, ("npm run build",), "builds"),
        (StepKind.TEST, ("npm test",), "runs the tests"),
    ]


README = """\
# gadget

## Installation

    pip install gadget

    npm install gadget

## Usage

```bash
gadget test --all
docker run acme/gadget
make test
```

## Getting started

```bash
git clone https://github.com/acme/gadget
cd gadget
npm ci
npm test
```

## Themes

    git clone https://github.com/other/theme

## Development

Run `npm run lint` and install the hooks with `pre-commit install`.
"""


def test_what_is_for_users_of_the_product_is_left_out_and_the_rest_is_marked():
    project = Project(id="github.com/acme/gadget", name="gadget", full_name="acme/gadget", forge="github")
    found = of("README.md", README, Kind.README, project)
    assert [(step.commands, step.inferred) for step in found.steps if step.commands] == [
        (("git clone https://github.com/acme/gadget", "cd gadget", "npm ci"), True),
        (("pre-commit install",), False),
        (("npm test",), True),
        (("npm run lint",), False),
    ]


def test_how_to_submit_is_inferred_only_where_nobody_says_it():
    project = Project(id="x", name="x", forge="gitlab")
    step = of("README.md", "# x\n", Kind.README, project).steps[-1]
    assert step.kind is StepKind.SUBMIT
    assert step.inferred
    assert "merge request" in step.text
    assert guidance_of([]).steps == ()


def test_a_command_is_told_once_over_all_documents():
    documents = [
        Document(kind=Kind.README, path="README.md", text="# Development\n\nRun `make test`.\n"),
        Document(kind=Kind.CONTRIBUTING, path="CONTRIBUTING.md", text="# Testing\n\nRun `make test`.\n"),
    ]
    steps = [step for step in guidance_of(documents).steps if step.commands]
    assert [step.evidence.file for step in steps] == ["CONTRIBUTING.md"]


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        ("Create a branch named `bugfix/123-short`.", "bugfix/"),
        ("Branches should start with feature/ as in feature/login.", "feature/"),
        ("```\ngit checkout -b topic/my-thing\n```", "topic/"),
        ("The docs/ folder has a branch of its own.", None),
        ("Work on a branch.", None),
        ("Branch `shop/<issue>-<words>`, conventional commit messages, pull request to `main`.", "shop/"),
        ("1. Branch `voyage/<issue>-<words>` from `main`.", "voyage/"),
        ("- Branches: `signage/<issue>-<words>`.", "signage/"),
        ("- Branch names: `web/gate/{ticket}`.", "web/gate/"),
        ("Branch from `main`, named `feature/<id>`.", "feature/"),
        ("Name your branch `platform/123-short-words`.", "platform/"),
        ("Name your branch `<user>/<topic>`.", None),
        ("Name your branch `username/<topic>`.", None),
        ("Never name a branch `shop/<issue>`.", None),
        ("A branch must not be called `shop/<issue>`.", None),
        ("Release branches are `release/<number>`.", None),
        ("Branch often; the code of a part is in `parts/<part>`.", None),
        ("Branch names must begin with `--upload-pack=touch${IFS}x/`.", None),
    ],
)
def test_the_branch_prefix(text, prefix):
    assert of("CONTRIBUTING.md", f"# Contributing\n\n{text}\n").branch_prefix == prefix


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("CONTRIBUTING.md", "# Contributing\n\n- Branch names: `gate/<issue>-<words>`.\n"),
        (
            "CONTRIBUTING.rst",
            "Contributing\n============\n\n* Fork, branch (``gate/<issue>``), pull request to ``main``.\n",
        ),
        (
            "CONTRIBUTING.adoc",
            "= Contributing\n\n. Branch from `main`, named `gate/<issue>`.\n. Pull request.\n",
        ),
    ],
)
def test_the_branch_prefix_in_every_markup(path, text):
    found = of(path, text)
    assert found.branch_prefix == "gate/"
    told = [step.text for step in found.steps if "gate/" in step.text]
    assert all("gate/<issue>" in words for words in told)


@pytest.mark.parametrize(
    "words",
    [
        "Branches: `signage/<issue>-<words>`.",
        "Branch `voyage/<issue>-<words>` from `main`.",
        "Call the branch `feature/<issue>`, for example.",
    ],
)
def test_how_a_branch_is_called_is_a_step(words):
    steps = of("CONTRIBUTING.md", f"# Contributing\n\n- {words}\n").steps
    assert [step.text for step in steps if step.kind is StepKind.BRANCH] == [words.replace("`", "")]


def test_a_placeholder_in_code_stays_in_the_step():
    text = (
        "# Submit\n\nBranch `shop/<issue>-<words>`, conventional commit messages, pull request to `main`.\n"
    )
    told = [step.text for step in of("CONTRIBUTING.md", text).steps]
    assert "Branch shop/<issue>-<words>, conventional commit messages, pull request to main." in told


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("We follow Conventional Commits.", "conventional commits"),
        ("Commit messages use semantic commits.", "conventional commits"),
        ("We do not use conventional commits.", None),
        ("## Commit messages\n\nfeat(parser): add arrays", "conventional commits"),
        ("Start each commit message with the Jira key, such as PROJ-123.", "Jira key"),
        ("Commit messages are UTF-8.", None),
        ("Sign off your commits (DCO).", "sign-off"),
    ],
)
def test_the_commit_style(text, style):
    assert of("CONTRIBUTING.md", f"# Contributing\n\n{text}\n").commit_style == style


def test_the_organisations_defaults_complete_what_the_project_says():
    own = of("README.md", "# Development\n\nRun `make test`.\n", Kind.README)
    inherited = of(
        "CONTRIBUTING.md", "Fork the repository.\n\nRun `tox`.\n\nSign the CLA before you start.\n"
    )
    merged = merged_guidance(own, inherited)
    assert commands(merged) == ["make test"]
    assert [step.kind for step in merged.steps] == [StepKind.TEST, StepKind.SUBMIT]
    assert [condition.kind for condition in merged.conditions] == ["CLA"]
    assert merged.documents == ("README.md", "CONTRIBUTING.md")


def test_the_branches_of_the_sample_projects():
    sample = Path(isonboard.__file__).parent / "sample" / "repositories"
    found = {
        folder.name: prefix
        for folder in sample.glob("*/*")
        if (prefix := guidance_of(read_checkout(folder)).branch_prefix)
    }
    assert found == {
        "berth-planner": "feature/",
        "crane-scheduler": "crane/",
        "gate-control": "gate/",
        "parcel-lockers": "locker/",
        "ship-it": "feat/",
        "signage": "signage/",
        "ticket-shop": "shop/",
        "vessel-registry": "registry/",
        "voyage-api": "voyage/",
        "weather-board": "weather/",
    }
