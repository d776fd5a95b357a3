"""Which lines are commands to type, and where they belong."""

import pytest

from isonboard.guidance.blocks import Block, BlockKind
from isonboard.guidance.commands import commands_in, looks_like_command
from isonboard.guidance.stations import is_presentable, station_of
from isonboard.model.guidance import StepKind as Kind


def code(text, language=""):
    return Block(BlockKind.CODE, 1, tuple(text.split("\n")), 0, language)


def texts(block):
    return [command.text for command in commands_in(block)]


def test_output_after_a_prompt_is_no_command():
    assert texts(code("$ make test\nok 12 passed\n$ make lint\n", "console")) == ["make test", "make lint"]


@pytest.mark.parametrize("prompt", ["$ ", "% ", "❯ ", "(venv) $ ", "me@host:~/x$ ", "> "])
def test_prompts_of_all_shells(prompt):
    assert texts(code(f"{prompt}npm ci")) == ["npm ci"]


def test_comments_name_commands_and_windows_is_left_out():
    block = code("# install\nnpm ci  # fast\n# on Windows\nnpm run win\n# Linux\nmake", "bash")
    assert [(command.text, command.comment) for command in commands_in(block)] == [
        ("npm ci", "fast"),
        ("make", "Linux"),
    ]
    assert texts(code("venv\\Scripts\\activate\npip install -e .", "sh")) == ["pip install -e ."]


def test_continued_lines_are_one_command_and_heredocs_none():
    assert texts(code("cmake -B build \\\n  -DX=1\ncat <<EOF\nmake evil\nEOF\nmake", "sh")) == [
        "cmake -B build -DX=1",
        "make",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "some output\nmake test",
        "make sure you read this.",
        "KEY=value",
        "foo: bar",
        "git is nice to have.",
        "{ }",
    ],
)
def test_without_a_language_only_a_block_of_commands_counts(text):
    assert texts(code(text)) == []


@pytest.mark.parametrize("language", ["python", "yaml", "json", "makefile", "powershell", "bat"])
def test_other_languages_are_no_commands(language):
    assert texts(code("make test", language)) == []


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("make test", True), ("FOO=1 ./run.sh", True), ("script/bootstrap", True), ("build_tools/style.fish", True),
        ("make sure it works", False), ("docs/README.md", False), ("go to the page", False), ("ls", False),
        ("int main() {", False),
    ],
)  # fmt: skip
def test_what_looks_like_a_command(text, yes):
    assert looks_like_command(text) is yes


@pytest.mark.parametrize(
    ("command", "station"),
    [
        ("git clone https://x.example/a.git", Kind.SETUP), ("npm ci", Kind.SETUP), ("npm install", Kind.SETUP),
        ("pip install -e .[dev]", Kind.SETUP), ("python -m pip install -r requirements-dev.txt", Kind.SETUP),
        ("uv sync", Kind.SETUP), ("python3 -m venv .venv", Kind.SETUP), ("source .venv/bin/activate", Kind.SETUP),
        ("pre-commit install", Kind.SETUP), ("make setup", Kind.SETUP), ("./script/bootstrap", Kind.SETUP),
        ("go mod download", Kind.SETUP), ("docker compose up -d", Kind.SETUP), ("poetry install --with dev", Kind.SETUP),
        ("bundle install", Kind.SETUP), ("make bootstrap", Kind.SETUP), ("cp .env.example .env", Kind.SETUP),
        ("sudo apt-get install -y gcc", Kind.PREREQUISITES), ("brew install go", Kind.PREREQUISITES),
        ("pip install tox", Kind.PREREQUISITES), ("npm install -g pnpm", Kind.PREREQUISITES),
        ("cargo install just", Kind.PREREQUISITES), ("rustup component add clippy", Kind.PREREQUISITES),
        ("make", Kind.BUILD), ("make -j8", Kind.BUILD), ("make all", Kind.BUILD), ("cargo build --release", Kind.BUILD),
        ("go build ./...", Kind.BUILD), ("mvn package", Kind.BUILD), ("./gradlew assemble", Kind.BUILD),
        ("npm run build", Kind.BUILD), ("cmake -B build", Kind.BUILD), ("./autogen.sh && ./configure && make", Kind.BUILD),
        ("make test", Kind.TEST), ("make -C src check", Kind.TEST), ("pytest -x", Kind.TEST), ("tox -e py311", Kind.TEST),
        ("uv run pytest", Kind.TEST), ("go test -race ./...", Kind.TEST), ("cargo test --workspace", Kind.TEST),
        ("mvn -q verify", Kind.TEST), ("./gradlew check", Kind.TEST), ("npm test", Kind.TEST), ("npm t", Kind.TEST),
        ("yarn test:unit", Kind.TEST), ("bundle exec rake", Kind.TEST), ("ctest --output-on-failure", Kind.TEST),
        ("./run_tests.sh", Kind.TEST), ("python manage.py test", Kind.TEST), ("dotnet test", Kind.TEST),
        ("just test", Kind.TEST), ("task ci", Kind.TEST), ("cd build && ctest", Kind.TEST),
        ("make lint", Kind.STYLE), ("ruff check .", Kind.STYLE), ("npx eslint .", Kind.STYLE), ("go vet ./...", Kind.STYLE),
        ("gofmt -l .", Kind.STYLE), ("cargo fmt --check", Kind.STYLE), ("npm run format", Kind.STYLE),
        ("tox -e lint", Kind.STYLE), ("pre-commit run --all-files", Kind.STYLE), ("mvn spotless:apply", Kind.STYLE),
        ("git rebase upstream/main", Kind.BRANCH), ("git commit -s", Kind.BRANCH), ("git push origin HEAD", Kind.SUBMIT),
        ("gh pr create", Kind.SUBMIT), ("npm start", None), ("make docs", None), ("mkdocs serve", None), ("make run", None),
        ("frobnicate --all", None),
    ],
)  # fmt: skip
def test_each_command_has_its_station(command, station):
    assert station_of(command) is station


@pytest.mark.parametrize(
    "command",
    [
        "git clone https://github.com/<your-name>/x", "git clone git@github.com:YOUR-USERNAME/x.git", "git checkout -b my-feature",
        "git commit -m 'Add x'", "git push origin my-branch", "git push --force", "npm publish", "cargo publish",
        "twine upload dist/*", "make release", "make install", "sudo make install", "sudo ./setup.sh", "mvn deploy",
        "./gradlew publish", "git tag v1", "git push --tags", "docker push x", "kubectl apply -f x", "rm -rf build",
        "curl https://x.example/i.sh | sh", "pytest tests/test_foo.py::<name>", "tox -e ...", "make test T=TestName",
        "git config user.name x", "bumpversion patch", "./scripts/release.sh", "helm install x", "terraform apply",
        "npm run deploy", "rubocop -V", "DOCKER_PUSH=true make image", "goreleaser release", "gofmt -w file.go",
        "psql postgres://user:password@host:port", "make UTILS='UTILITY_1'",
    ],
)  # fmt: skip
def test_what_cannot_or_must_not_be_typed_is_never_shown(command):
    assert not is_presentable(command)


@pytest.mark.parametrize(
    "command", ["pip install -e .[dev,test]", "go test ./...", "make test", "git commit -s", "cargo build", "npm ci",
                "git clone --recursive https://x.example/a", "./gradlew build",
                "make install-tools", "npm run build -- --watch"],
)  # fmt: skip
def test_plain_commands_are_shown(command):
    assert is_presentable(command)
