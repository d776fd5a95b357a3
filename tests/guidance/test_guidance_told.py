"""Small documents as people write them: what of them is a command to type, and what is not."""

import pytest

from isonboard.guidance.distil import guidance_of
from isonboard.model.guidance import Document
from isonboard.model.guidance import DocumentKind as Kind
from isonboard.model.project import Project

PROJECT = Project(id="github.com/acme/tool", name="tool", full_name="acme/tool", forge="github")


def commands(text, kind=Kind.CONTRIBUTING, path="CONTRIBUTING.md"):
    """The commands but for `cd`, in the order of the stations, with a `?` where they are inferred."""
    guidance = guidance_of([Document(kind=kind, path=path, text=text)], PROJECT)
    told = [f"{command}{' ?' * step.inferred}" for step in guidance.steps for command in step.commands]
    return [command for command in told if not command.startswith("cd ")]


@pytest.mark.parametrize(
    "text",
    [
        "## Releasing\n\nMaintainers only:\n\n```sh\nmake dist\ntwine upload dist/*\n```\n",
        "## Cutting a release\n\n1. Run `make test`\n2. Run `git tag v1`\n",
        "## Maintainers' corner\n\n```sh\nmake changelog\nmake build\n```\n",
        "## For maintainers: publishing\n\nRun `npm run build`, then `npm publish`.\n",
        "## Tests\n\n`make test` used to work but was removed in 2.0.\n",
        "## Tests\n\nDeprecated: `python setup.py test`\n",
        "## Old way (deprecated)\n\n```sh\npython setup.py develop\n```\n",
        "## Legacy build\n\n```sh\n./configure\nmake\n```\n",
        "## Reporting bugs\n\nInclude the output of:\n\n```sh\ntool --version\npython -m pip freeze\n```\n",
        "## Issues\n\nRun `tool doctor` and paste its output.\n",
        "## Bug reports\n\nIf `make test` fails, open an issue with the log.\n",
        "## Commit messages\n\n```\nfix: make build faster\n\nmake test now runs in parallel\n```\n",
        "## Documentation\n\n```sh\ncd docs && make html\n```\n",
        "## Translations\n\n```sh\nmake messages\n```\n",
        "## Output\n\nYou should see:\n\n```\n$ make test\nok\n```\n",
        "## Example output\n\n```console\n$ npm test\n42 passing\n```\n",
        "## Setup on Windows\n\n```sh\nchoco install make\nmake setup\n```\n",
        "## Style\n\nBad:\n\n```sh\nnpm run build && npm run lint\n```\n",
        "## What not to do\n\n```sh\ngit push --force\nnpm install -g tool\n```\n",
        "## Benchmarks\n\n```sh\nmake bench\n```\n",
        "## Deploying\n\n```sh\nmake test\nkubectl apply -f x.yaml\n```\n",
        "## Testing\n\nReplace NAME with the test:\n\n```sh\npytest tests/test_NAME.py\n```\n",
        "## Testing\n\n```python\nimport os\nos.system('make test')\n```\n",
        "## Testing\n\n```yaml\nscript:\n  - make test\n```\n",
        "## Testing\n\n```diff\n- make test\n+ make check\n```\n",
        "## Testing\n\n```makefile\ntest:\n\tpytest\n```\n",
        "## Testing\n\nThe file `scripts/test.sh` holds the logic.\n",
        "## Testing\n\nSee `make help` for all targets.\n",
        "## Testing\n\nWhen `make test` passes, you are done.\n",
        "## Testing\n\nThe `make test` target depends on `make build`.\n",
        "## Testing\n\nOther projects run `cargo test` here, we don't.\n",
        "## Testing\n\n> `make test` is what we use\n> for everything\n",
        "## Downstream\n\nPackagers should run `make install DESTDIR=/tmp/x`.\n",
        "## Modules\n\n| File | What |\n|---|---|\n| `tool/typing.py` | types |\n| `tool/tests.py` | helpers |\n",
        "## Build an image\n\nRun this, replacing the tag with your own:\n\n```sh\ndocker build -t ghcr.io/ada/tool .\n```\n",
        "## Tools\n\nYou need `gcc` (used by `go test -race`).\n",
        "## Linting, docs\n\n```bash\nnox -s docs\nnox -s tests [-- PYTEST-ARGS]\n```\n",
        "## Build\n\n```bash\n./tool run\n```\n",
    ],
)
def test_a_guide_speaks_of_commands_that_nobody_is_to_type(text):
    assert commands(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("## Tests\n\nWe no longer use `make check`; use `pytest` instead.\n", ["pytest"]),
        ("## Tests\n\nDon't use `npm test`, it is broken. Use `npm run test:unit`.\n", ["npm run test:unit"]),
        ("## CI\n\nOur CI runs `make lint test` on every push.\n", ["make lint test ?"]),
        ("## Testing\n\n~~Run `make test`.~~ Run `make check`.\n", ["make check"]),
        ("<!--\nRun `make old`.\n-->\n## Testing\n\nRun `make test`.\n", ["make test"]),
        ("## Testing\n\nTests: `make test`\n", ["make test"]),
        ("## Testing\n\nTo run the tests:\n\n    $ make test\n", ["make test"]),
        (
            "## Quick start\n\n1. Fork the repo\n2. `npm install`\n3. `npm test`\n",
            ["npm install", "npm test"],
        ),
        (
            "## Workflow\n\n- Install dependencies (`poetry install`)\n- Run the tests (`poetry run pytest`)\n",
            ["poetry install", "poetry run pytest"],
        ),
        (
            "## Before you push\n\nPlease make sure `cargo fmt --all` and `cargo clippy` are clean.\n",
            ["cargo fmt --all", "cargo clippy"],
        ),
        ("## Tests\n\nAll tests must pass: `./gradlew check`.\n", ["./gradlew check"]),
        ("## Tests\n\nYou can execute the test suite with `mix test`.\n", ["mix test"]),
        ("## Tests\n\nThe whole suite is started by `go test ./...`.\n", ["go test ./..."]),
        ("## Build\n\nBuilding is as simple as `make`.\n", ["make"]),
        (
            "## Build\n\n```bash\n# clone and enter\ngit clone https://github.com/acme/tool.git && cd tool\n# deps\nyarn\n# build\nyarn build\n```\n",
            ["git clone https://github.com/acme/tool.git && cd tool", "yarn", "yarn build"],
        ),
        (
            "| Task | Command |\n|---|---|\n| Test | `just test` |\n| Lint | `just lint` |\n",
            ["just test", "just lint"],
        ),
        (
            "## Setup\n\n```console\nuser@host:~/tool$ make deps\nuser@host:~/tool$ make test\n```\n",
            ["make deps", "make test"],
        ),
        (
            "## Setup\n\n```\n% bundle install\n% bundle exec rake\n```\n",
            ["bundle install", "bundle exec rake"],
        ),
        ("## Setup\n\n<pre>\nmake setup\nmake test\n</pre>\n", ["make setup", "make test"]),
        (
            "## Development\n\nLint with:\n```\nruff check .\n```\nTest with:\n```\npytest -q\n```\n",
            ["pytest -q", "ruff check ."],
        ),
        (
            "## Development\n\nUse `tox -e lint` for linting, `tox -e py` for tests.\n",
            ["tox -e py", "tox -e lint"],
        ),
        (
            "## Verify\n\nBefore submitting, run:\n\n* `npm run lint`\n* `npm run test`\n",
            ["npm run test", "npm run lint"],
        ),
        (
            "## Verify\n\nRun `make lint`, `make test` and `make build` before you open a PR.\n",
            ["make build", "make test", "make lint"],
        ),
        (
            "## Local checks\n\n```shell\n$ ./mvnw -q verify\n[INFO] BUILD SUCCESS\n```\n",
            ["./mvnw -q verify"],
        ),
        ('## Setup\n\n=== "Linux"\n\n    ```sh\n    make deps\n    ```\n', ["make deps"]),
    ],
)
def test_a_guide_tells_its_commands_in_many_ways(text, found):
    assert commands(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# tool\n\n## Install\n\n```sh\nnpm install tool\n```\n", []),
        ("# tool\n\n## Usage\n\n```sh\ntool build\nmake test\n```\n", []),
        ("# tool\n\n## Running the tests\n\n```sh\nnpm ci\nnpm test\n```\n", ["npm ci", "npm test"]),
        (
            "# tool\n\n## Development\n\n```sh\ngit clone https://github.com/acme/tool\ncd tool\nmake dev-setup\nmake test\n```\n",
            ["git clone https://github.com/acme/tool", "make dev-setup", "make test"],
        ),
        (
            "# tool\n\n## Getting started\n\nAdd it to your project:\n\n```sh\ngo get github.com/acme/tool\n```\n\nThen run `go build`.\n",
            [],
        ),
        ("# tool\n\n## Deploy\n\n```sh\ndocker compose up -d\n```\n", []),
        (
            "# tool\n\n## Install from source\n\n```sh\ngit clone https://github.com/acme/tool\ncd tool\nmake\nsudo make install\n```\n",
            ["git clone https://github.com/acme/tool", "make"],
        ),
    ],
)
def test_a_readme_speaks_to_users_unless_a_part_of_it_does_not(text, found):
    assert commands(text, Kind.README, "README.md") == found


def test_a_readme_of_the_documentation_tells_how_that_is_made():
    text = "# Building the manual\n\n## Install from source\n\n```sh\npip install -r requirements.txt\n```\n"
    assert commands(text, Kind.README, "docs/README.md") == []


def titles(text):
    guidance = guidance_of([Document(kind=Kind.CONTRIBUTING, path="CONTRIBUTING.md", text=text)], PROJECT)
    return [(step.text, len(step.commands)) for step in guidance.steps if step.commands]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "## Tests\n\nSome tests are slow:\n\n```sh\nTIMEOUT=2 make test # 10s instead of 5s\n```\n",
            [("Some tests are slow", 1)],
        ),
        (
            "## Build\n\nWith CMake:\n\n```sh\ncmake -B build\ncmake --build build # add `-j <n>` with cmake >= 3.12\n```\n",
            [("With CMake", 2)],
        ),
        (
            "## Tests\n\nVariations:\n\n```sh\n# ordinary collection\nLEVEL=normal make test\n\n# major collection\n# (see the manual)\nLEVEL=major make test\n```\n",
            [("Variations", 2)],
        ),
        ("## Lint\n\nRun either:\n\n```sh\nmake lint\n\n# Or\n\njust lint\n```\n", [("Run either", 1)] * 2),
        (
            "## Tests\n\n```sh\n# Create an environment in a folder of\n# the same name\npython -m venv tool-dev\n```\n",
            [("Create an environment in a folder of the same name", 1)],
        ),
        (
            "## Tests\n\n```sh\nmake test # run the tests\nmake race-test # all tests, with the race detector\n```\n",
            [("run the tests", 1), ("all tests, with the race detector", 1)],
        ),
    ],
)
def test_a_remark_heads_a_step_only_where_it_says_what_the_command_does(text, said):
    assert titles(text) == said


def test_what_is_done_in_a_container_is_only_mentioned():
    text = "## Reproduce\n\nOn Linux:\n\n```sh\ndocker build -t tool .\ndocker run -it tool\n```\n"
    guidance = guidance_of([Document(kind=Kind.CONTRIBUTING, path="CONTRIBUTING.md", text=text)], PROJECT)
    assert not any(step.commands for step in guidance.steps)
    assert [step.commands for step in guidance.mentioned] == [
        ("docker build -t tool .", "docker run -it tool")
    ]
    assert guidance.mentioned[0].doubt == "in a container or a machine of its own"


def test_what_switches_a_default_off_is_no_step():
    text = "## Build\n\nIt uses `std`. To disable that, build without default features:\n\n```sh\ncargo build --no-default-features\n```\n"
    assert commands(text) == []


def test_nobody_enters_a_checkout_that_no_command_made():
    text = "## Setup\n\n```sh\ngit clone https://github.com/username/tool.git\ncd tool\ngit remote add upstream https://github.com/acme/tool.git\n```\n"
    guidance = guidance_of([Document(kind=Kind.CONTRIBUTING, path="CONTRIBUTING.md", text=text)], PROJECT)
    assert [step.commands for step in guidance.steps if step.commands] == [
        ("git remote add upstream https://github.com/acme/tool.git",)
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# Tool\n\nPull requests on our forge are welcome at any time, as are letters.\n", 3),
        ("# Tool\n\nThe bot labels each pull request.\n", None),
    ],
)
def test_where_requests_are_spoken_of_nobody_says_that_the_documents_do_not(text, line):
    guidance = guidance_of([Document(kind=Kind.CONTRIBUTING, path="CONTRIBUTING.md", text=text)], PROJECT)
    for step in guidance.steps:
        assert "do not say" not in step.text
    inferred = [step for step in guidance.steps if step.inferred]
    assert [step.evidence.line if step.evidence else None for step in inferred] == [line]


def steps_of(text, path="CONTRIBUTING.md"):
    found = guidance_of([Document(kind=Kind.CONTRIBUTING, path=path, text=text)])
    return [(step.kind.value, step.text, step.commands) for step in found.steps if not step.inferred]


@pytest.mark.parametrize(
    ("text", "path", "command"),
    [
        ('# How\n\n## Testing\n\nRun "make check" and see that all pass.', "CONTRIBUTING.md", "make check"),
        (
            "HOW\n\n2. Testing\n\n   Run 'make check' and see that all pass.\n",
            "CONTRIBUTING.txt",
            "make check",
        ),
        (
            "## Test\n\nFormerly you had to run `python setup.py test`. Now use `tox`.",
            "CONTRIBUTING.md",
            "tox",
        ),
        ("<h1>How</h1>\n<h2>Tests</h2><pre><code>make test</code></pre>", "CONTRIBUTING.md", "make test"),
        ("How\n---\n\nTests\n~~~~~\n\n  make test\n\nThanks.\n", "CONTRIBUTING", "make test"),
        ("How\n===\n\nTests\n-----\n\n  make test\n\nThanks.\n", "CONTRIBUTING.rst", "make test"),
    ],
)
def test_plain_ways_to_say_how_to_test(text, path, command):
    assert [(kind, commands) for kind, _, commands in steps_of(text, path)] == [("test", (command,))]


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("## Tests\n\nTo test the website (a different repository), run:\n```\nnpm test\n```\nHere we use:\n```\ntox\n```\n", ["tox"]),
        ("## Install\n\nAs a user:\n```\npip install x\n```\nAs a developer:\n```\npip install -e .\n```\n", ["pip install -e ."]),
        ("## Add a plugin\n```\nmkdir foo\ncd foo\nnpm init\nnpm test\n```\n", []),
        ("## Tests\n\nCI runs:\n```\nmake ci-test\n```\n", []),
        ("HOW\n\n  make it so.\n\n  make WHAT=this all\n", []),
    ],
)  # fmt: skip
def test_commands_of_others_are_no_steps(text, commands):
    assert [command for *_, found in steps_of(text) for command in found] == commands


def test_a_step_is_named_by_the_sentence_that_tells_it():
    text = "## Tests\n\nDo NOT run `make test-all`: it destroys the database.\nRun `make test`.\n"
    assert steps_of(text) == [("test", "Run make test.", ("make test",))]


def test_a_remark_names_the_command_below_it_alone():
    text = "## Setup\n```sh\n# Install what it needs\nnpm ci\nnpm run build && npm test\n```\n"
    assert steps_of(text) == [
        ("set up", "Install what it needs", ("npm ci",)),
        ("test", "Test", ("npm run build && npm test",)),
    ]


def test_what_a_program_prints_is_no_advice():
    text = "## Tests\n\nIf tests miss lines you see:\n\n`FAIL Required test coverage of 100% not reached. Total: 99.00%`\n"
    assert steps_of(text) == []


@pytest.mark.parametrize(
    "said",
    [
        "Branches are named `feature/<ticket>-short-name`.",
        "Prefix each commit with the Jira key (PAY-123).",
        "We follow the Angular commit convention.",
    ],
)
def test_a_rule_that_shapes_branches_or_commits_is_told(said):
    assert steps_of(f"# How\n\n## Workflow\n\n{said}") == [("branch and commit", said.replace("`", ""), ())]
