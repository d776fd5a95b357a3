"""Shell words become plain commands, or nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isonboard.manifests.command_blocks import command_pieces
from isonboard.manifests.commands import commands_in, safe_words
from isonboard.manifests.pipelines import devcontainer_pieces, pipeline_pieces
from isonboard.manifests.tree import Tree


def spoken(text: str, folders: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(one.cwd, " ".join(one.argv)) for one in commands_in(text, is_folder=folders.__contains__)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("npm ci && npm test", [".", "."]),
        ("$ make test   # slow", ["."]),
        ("(venv) user@host:~/x$ pytest", ["."]),
        ("npm run \\\n  build", ["."]),
        ("CI=1 npm test", ["."]),
        ("env CI=true npm test", ["."]),
        ("# npm test", []),
        ("PATH=/evil npm test", []),
        ("npm test | tee log", []),
        ("npm test > log", []),
        ("npm test &", []),
        ("npm test $X", []),
        ("npm test `x`", []),
        ("npm test '$(x)'", []),
        ("npm test ../x", []),
        ("npm test /etc", []),
        ("npm test --prefix=/etc", []),
        ("npm test 'unclosed", []),
        ("if true; then\n  npm test\nfi", []),
        ("cat <<EOF\nnpm test\nEOF", []),
        ("for x in 1; do npm test; done", []),
    ],
)
def test_lines_are_split_or_left_out(text: str, expected: list[str]) -> None:
    assert [cwd for cwd, _ in spoken(text)] == expected


def test_changing_the_folder_is_followed_inside_the_checkout() -> None:
    text = "git clone https://example.org/x\ncd x\nnpm ci\ncd web && npm test\ncd ..\nmake\n"
    assert spoken(text, ("web",)) == [(".", "npm ci"), ("web", "npm test"), (".", "make")]


def test_a_folder_that_is_not_there_ends_what_can_be_known() -> None:
    assert spoken("cd somewhere\nnpm ci\n") == []
    assert spoken("cd ../..\nnpm ci\n") == []


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab ./-$`'\"\\|&;<>()\n{}=#~*", max_size=60))
def test_what_comes_out_never_needs_a_shell(text: str) -> None:
    for one in commands_in(text):
        assert safe_words(one.argv)
        for word in one.argv:
            assert not set(word) & set("`$|<>(){}*?!#\n\\;&~")
            assert not word.startswith("/")


def document(text: str, path: str = "README.md") -> list[tuple[int, str]]:
    return [(piece.line, piece.text) for piece in command_pieces(Tree.of_mapping({path: text}))]


def test_blocks_under_headings_about_setting_up_are_read_with_their_lines() -> None:
    text = "# X\n\n```sh\nignored\n```\n\n## Development setup\n\nText `make test` here.\n\n```console\n$ npm ci\n```\n"
    assert document(text) == [(9, "make test"), (12, "$ npm ci")]


def test_indented_restructured_and_asciidoc_blocks_are_read() -> None:
    assert document("Building\n========\n\nRun::\n\n    make\n    make check\n", "README.rst") == [
        (6, "make\nmake check")
    ]
    assert document("Building\n--------\n\n.. code-block:: bash\n\n   make\n", "README.rst") == [(6, "make")]
    assert document("== Building\n\n[source,sh]\n----\nmake\n----\n", "README.adoc") == [(5, "make")]
    assert document("# Build\n\n    make\n") == [(3, "make")]


def test_a_block_in_another_language_is_no_command() -> None:
    assert document("# Build\n\n```python\nimport x\n```\n") == []


def test_workflow_steps_keep_their_folder_and_line() -> None:
    text = "on: push\njobs:\n  a:\n    defaults:\n      run:\n        working-directory: web\n    steps:\n    - run: npm ci\n    - run: make\n      working-directory: ./core\n    - run: Get-Item\n      shell: pwsh\n"
    pieces = pipeline_pieces(Tree.of_mapping({".github/workflows/ci.yml": text}))
    assert [(p.text, p.cwd, p.line) for p in pieces] == [("npm ci", "web", 8), ("make", "core", 9)]


def test_release_and_documentation_workflows_are_passed_over() -> None:
    step = "jobs:\n  a:\n    steps:\n    - run: make\n"
    files = {
        ".github/workflows/release.yml": step,
        ".github/workflows/docs.yml": step,
        ".github/workflows/copilot-setup-steps.yml": step,
        ".github/workflows/ci.yml": step,
    }
    assert [p.file for p in pipeline_pieces(Tree.of_mapping(files))] == [
        ".github/workflows/copilot-setup-steps.yml",
        ".github/workflows/ci.yml",
    ]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".gitlab-ci.yml", "test:\n  script:\n  - make test\n"),
        ("azure-pipelines.yml", "steps:\n- script: make test\n"),
        (
            ".circleci/config.yml",
            "jobs:\n  a:\n    steps:\n    - checkout\n    - run:\n        command: make test\n",
        ),
        (".travis.yml", "script: make test\n"),
        (".gitea/workflows/x.yaml", "jobs:\n  a:\n    steps:\n    - run: make test\n"),
        (".forgejo/workflows/x.yaml", "jobs:\n  a:\n    steps:\n    - run: make test\n"),
    ],
)
def test_other_systems_are_read_as_well(path: str, text: str) -> None:
    assert [p.text for p in pipeline_pieces(Tree.of_mapping({path: text}))] == ["make test"]


def test_a_dev_container_is_read_without_its_command_for_the_host() -> None:
    text = '{\n // x\n "initializeCommand": "touch /x",\n "postCreateCommand": ["npm", "ci"],\n}'
    pieces = devcontainer_pieces(Tree.of_mapping({".devcontainer/devcontainer.json": text}))
    assert [(p.text, p.line) for p in pieces] == [("npm ci", 4)]
