"""What is told to be typed, what is only spoken of: a wrong command is worse than a missing one."""

import pytest

from isonboard.guidance.distil import guidance_of
from isonboard.model.guidance import Document
from isonboard.model.guidance import DocumentKind as Kind
from isonboard.model.project import Project

PROJECT = Project(id="github.com/acme/tool", name="tool", full_name="acme/tool", forge="github")


def commands(text, kind=Kind.CONTRIBUTING, path="CONTRIBUTING.md"):
    """Commands with a `?` where they are inferred."""
    guidance = guidance_of([Document(kind=kind, path=path, text=text)], PROJECT)
    return [f"{command}{' ?' * step.inferred}" for step in guidance.steps for command in step.commands]


@pytest.mark.parametrize(
    "text",
    [
        "## Testing\n\nDo **not** run the following on your machine:\n\n```sh\nmake test-all\n```\n",
        "## Testing\n\nNever run `make test-all` without a sandbox.\n",
        "## Testing\n\nPreviously you had to run `make check`; that is no longer needed.\n",
        "## Testing\n\nThe first time you run `go test ./...`, it downloads all modules.\n",
        "## Testing\n\nIf you test directly via `go test ./...`, you have to point it to the assets.\n",
        "## Testing\n\nTo pick one test you can use the `go test` capabilities.\n",
        "## Testing\n\n```sh\n# Bad example, do not do this:\nmake test\n```\n",
        "## Building\n\nSuppose you built an image called `acme/build`. Then run:\n\n```sh\ndocker run acme/build make\n```\n",
        "## Setup\n\n```\nPS C:\\> npm install\n```\n",
        "## Build\n\nRun it:\n\n* Windows: `make win`\n",
        "## Re-sync the vectors\n\n```sh\nmake test\n```\n",
        "## Dependencies\n\nTo add one:\n\n```sh\ngo get acme.example/x@v2.0.0\n```\n",
        "## Setup\n\n```sh\nmake deploy-check -- https://github.com/...\n```\n",
        "## Setup\n\n```sh\n# If you want tmux.\nsudo apt install tmux\n```\n",
        "## Testing\n\nTo see what it logs:\n\n```sh\nkubectl -n acme logs deploy/tool\n```\n",
        "## Running tool\n\n```sh\ndocker run --rm -d acme/tool:local\n```\n",
        "## Tests\n\nLoad them into a shell:\n\n```sh\n$ stack ghci tool:tests\n```\n",
        "## Tests\n\nThis is what you get if you call the `./hack/test` script twice.\n",
        "## Build\n\n    $ meson build/ --prefix=PREFIX\n",
        "## Tests\n\nThe unit tests are in:\n\n```\ntests/test_loader.py\n```\n",
        "## Build\n\nWithout bison:\n\n    ./configure --without-bison\n\n(Developers must not use `--without-bison`.)\n",
        "## Your change\n\nSay which version you have (run `tsc --v`).\n",
        "## Setup\n\nBuild: see\n\ntox docs: https://x.example/tox\ntox home: https://x.example/\n",
        "## Install\n\nOn the other system:\n\n```sh\npkg install py39-tool\n```\n",
        "## Testing\n\n- `gofmt -s` formatting, doc comments on exports\n",
        "## Tools\n\nUse `python3 -m pip install`, never bare `pip`.\n",
        "## Tests\n\nThe `py26` and `py27` environments build a `virtualenv` with that version, install the package and its dependencies, and run the tests via `python setup.py test -q`.\n",
        "## Tests\n\nRunning `go test ./...` from the root only tests the root module.\n",
        "## Build and run\n\n    $ ./bin/tool serve config.yml\n",
        "## Tests\n\nRun `go test ./... $(ARGS)`.\n",
        "## Build\n\nIf you run into problems with your compiler you may use\n\n    ./configure --disable-dns\n",
        "## Images\n\n```console\nmake ko-publish-all-dev\n```\n",
        "## Setup\n\n```sh\ngit clone git@forge.example/jrandom/tool.git\n```\n",
        "## Setup\n\n### Known failures\n\nThis can be done with: `dnf install perl`\n",
    ],
)
def test_what_is_spoken_of_or_forbidden_is_no_step(text):
    assert commands(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("## Setup\n\nInstead of `npm install`, run `npm ci`.\n", ["npm ci"]),
        ("## Setup\n\nIf you don't have it yet, clone it: `git clone https://x.example/acme/tool`.\n", ["git clone https://x.example/acme/tool"]),
        ("## Tests\n\nThe way is to simply run the command ``tox``.\n", ["tox"]),
        ("## Tests\n\nTests are executed by calling `ctest`.\n", ["ctest"]),
        ("## Before every commit\n\n1. `make fmt` 2. `make lint` 3. `make test-race`\n", ["make test-race", "make fmt", "make lint"]),
        ("## Tests\n\n```sh\ngo run . unit-test\n```\n", ["go run . unit-test"]),
        ("## Tests\n\n```sh\ncmake -E chdir build ctest -C Release\n```\n", ["cmake -E chdir build ctest -C Release"]),
        ("## Tests\n\n```sh\npg_virtualenv ctest\n```\n", ["pg_virtualenv ctest"]),
        ("## Style\n\nRun `make imports fmt` before committing.\n", ["make imports fmt"]),
        ("## Tests\n\n```sh\n$ /tmp/env/bin/python setup.py develop\n$ /tmp/env/bin/nosetests\n```\n", ["/tmp/env/bin/python setup.py develop", "/tmp/env/bin/nosetests"]),
        ("## Local copy\n\n```sh\npython3 tools/venv.py\n```\n", ["python3 tools/venv.py"]),
        ("## Setup\n\n```sh\ngit clone https://forge.example/fork/tool\n```\n\n```sh\ngit clone https://github.com/acme/tool\n```\n", ["git clone https://github.com/acme/tool"]),
        ("## Tests\n\nMake sure you don't break anything by running ```mvn clean test```.\n", ["mvn clean test"]),
        ("## Tests\n\nTo run valgrind locally: `VALGRIND=1 make test`\n", ["VALGRIND=1 make test"]),
        ("## Building\n\nBuild with:\n\n* Unix-like systems: `make`\n* Windows: `go run build.go`\n", ["make"]),
        ("## Working on it\n\n- Update your dependencies with: `./hack/update-deps.sh`\n", ["./hack/update-deps.sh"]),
        ("## Tests\n\nIn your environment `pip install -e '.[all]'` will be needed.\n", ["pip install -e '.[all]'"]),
        ("## Building\n\nTo build the development version:\n\n```sh\n$ make dev\n```\n", ["make dev"]),
        ("## Style\n\nAll changes must pass `make validate`.\n", ["make validate"]),
        ("## Style\n\nApply `cargo fmt` to ensure consistent formatting.\n", ["cargo fmt"]),
        ("## Tests\n\n```console\n$ npm test\n\n> tool@1.0.0 test\n> jest\n```\n", ["npm test"]),
        ("## Tests\n\n    $ export TOX=$(pwd)/tox\n    $ $TOX -e py\n", ["export TOX=$(pwd)/tox", "$TOX -e py"]),
        ("## Build\n\n```sh\n# on Windows, use the other\nmake win\n\nmake all\n```\n", ["make all"]),
        ("## Access\n\n> To clone, use:\n>\n>       $ git clone https://x.example/acme/tool\n", ["git clone https://x.example/acme/tool"]),
        ("## Build\n\n```sh\ngit clone https://x.example/acme/tool\ngit clone https://x.example/acme/other\nmake\n```\n",
         ["git clone https://x.example/acme/tool", "make"]),
        ("## Build\n\nTo run `tsc --watch` in the root on `a.ts`, you can run `npm run build:one`.\n", ["npm run build:one"]),
        ('## Tests\n\nYou should run "ninja test" before submitting.\n', ["ninja test"]),
        ("## Style\n\nThere is a target `make pretty` which fixes the indentation.\n", ["make pretty"]),
        ("## Files\n\nBefore testing, execute `make amalgamate` to regenerate the header.\n", ["make amalgamate"]),
        ("## Workflow\n\n* Quick check\n\n  ```\n  make shortest\n  ```\n", ["make shortest"]),
        ("## Building\n\nOne of these:\n\n```\ngulp local   # Build the compiler\ngulp docs    # Build the manual\n```\n", ["gulp local"]),
        ("## Tests\n\n    $ ctest -V\n", ["ctest -V"]),
        ("## Tests\n\n    make quicktest\n", ["make quicktest"]),
        ("## Build\n\nRun:\n\n    tool/trunk$ ./autogen.sh\n", ["./autogen.sh"]),
        ("## Source\n\n```sh\ngit clone --depth=1 --origin tool https://x.example/acme/tool.git\n```\n",
         ["git clone --depth=1 --origin tool https://x.example/acme/tool.git"]),
        ("## Setup\n\n```sh\nsudo apt-get build-dep tool\n```\n", ["sudo apt-get build-dep tool"]),
        ("## Setup\n\n```sh\ngo get -u -d github.com/acme/tool\n```\n", ["go get -u -d github.com/acme/tool"]),
        ("## Commits\n\nRun `git diff --check` before you commit.\n", ["git diff --check"]),
        ("BUILDING FROM GIT:\n==================\n\ngit clone https://x.example/acme/tool\ncd tool\nmvn install\n",
         ["git clone https://x.example/acme/tool", "cd tool", "mvn install"]),
    ],
)  # fmt: skip
def test_what_is_told_is_found_among_it(text, found):
    assert commands(text) == found


def test_of_several_targets_the_tests_decide():
    text = "## Work\n\n```sh\nbundle exec rake compile test\n```\n"
    steps = guidance_of([Document(kind=Kind.CONTRIBUTING, path="CONTRIBUTING.md", text=text)], PROJECT).steps
    assert [step.kind.value for step in steps if step.commands] == ["test"]


def test_what_only_a_machine_runs_is_marked():
    assert commands("## Tests\n\nThe CI runs `npm test` and `npm run lint` on each change.\n") == [
        "npm test ?",
        "npm run lint ?",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# make\n\n## Compiling from source\n\n```\nmake\n```\n", ["make"]),
        ("# tool\n\n## Docker\n\n### Building the image\n\n```sh\ndocker build -t tool .\n```\n", []),
        ("# tool\n\n## Usage\n\nIf you want to build it yourself, also fetch these:\n\n    git submodule update --init\n",
         ["git submodule update --init ?"]),
        ("# tool\n\nTo Build and Install,\n\n    ./configure\n    make\n    make install\n", ["./configure ?", "make ?"]),
        ("# tool\n\n## Getting started\n\n```sh\npip install tool\ntool start site\ncd site\npip install -r requirements.txt\n```\n", []),
        ("# tool: development for humans\n\n## Installation\n\n```sh\nmake dev-tools\n```\n", []),
        ("# tool\n\nTo build, run:\n\n    autoreconf -fi\n    make -j8\n", ["autoreconf -fi ?", "make -j8 ?"]),
        ("# tool\n\n## Static code checkers\n\n```\n$ tox -e lint\n```\n", ["tox -e lint"]),
    ],
)  # fmt: skip
def test_a_readme_tells_users_and_contributors_apart(text, found):
    assert commands(text, Kind.README, "README.md") == found


@pytest.mark.parametrize(
    "text",
    [
        "Use `return` to exit from the main function.",
        "In general, what we look for when a reviewer approves a change is:",
        "This document describes the coding style of the project.",
    ],
)
def test_leads_and_other_mains_are_no_expectations(text):
    document = Document(
        kind=Kind.CONTRIBUTING, path="CONTRIBUTING.md", text=f"## Working on it\n\n{text}\n\n- x\n"
    )
    assert [step.text for step in guidance_of([document], PROJECT).steps if not step.inferred] == []


def test_a_lead_is_said_once_with_its_command():
    text = "## Dependencies\n\nInstall the Ruby dependencies:\n\n```sh\nbundle install\n```\n"
    document = Document(kind=Kind.CONTRIBUTING, path="CONTRIBUTING.md", text=text)
    steps = guidance_of([document], PROJECT).steps
    assert [step.commands for step in steps if not step.inferred] == [("bundle install",)]


def test_where_a_readme_shows_how_to_install_the_product_its_users_are_spoken_to():
    text = "## Compile from source\n\nRun `go mod tidy` first. Then:\n\n```sh\ngo install forge.example/acme/tool/cmd/toolctl@latest\n```\n"
    assert commands(text, Kind.README, "README.md") == []


def test_what_the_product_is_called_says_nothing_of_the_parts_of_its_readme():
    text = "# Benchmark\n\n## Build from source\n\n```sh\ncmake -S . -B build\n```\n"
    assert commands(text, Kind.README, "README.md") == ["cmake -S . -B build"]
