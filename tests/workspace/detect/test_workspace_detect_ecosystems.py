"""What each ecosystem makes of its own files: one small project a case, with the commands that must come out."""

import pytest

from isonboard.manifests.tree import Tree
from isonboard.model.plan import SetupPlan
from isonboard.workspace.plan import plan_for
from isonboard.workspace.toolchain import TOOLS

PIP = ".venv/bin/python -I -m pip install"
VENV = "python3 -I -m venv .venv"
PYTEST = {"tests/test_x.py": "import pytest\n"}
PROJECT = '[project]\nname = "demo"\n'

WITHOUT_A_PACKAGE: set[str] = set()
"""Programs that no table can tell how to get."""

CASES: dict[str, tuple[dict[str, str], str, list[str]]] = {
    # Python
    "uv": ({"uv.lock": "", "pyproject.toml": PROJECT, "demo/__init__.py": "", **PYTEST}, "Python (uv)",
           ["uv sync", "uv run python -c import demo", "uv run pytest"]),
    "uv with extras and groups": (
        {"uv.lock": "", "pyproject.toml": PROJECT + '[project.optional-dependencies]\ntest = ["pytest"]\n'
         '[dependency-groups]\ndev = []\ntests = []\n', "demo/__init__.py": ""},
        "Python (uv)", ["uv sync --extra test --group tests"]),
    "Poetry": ({"poetry.lock": "", "pyproject.toml": '[tool.poetry]\nname = "demo"\n', "demo/__init__.py": "", **PYTEST},
               "Python (Poetry)", ["poetry install", "poetry run pytest"]),
    "PDM": ({"pdm.lock": "", "pyproject.toml": PROJECT + '[tool.pdm.scripts]\ntest = "pytest"\n', "demo/__init__.py": ""},
            "Python (PDM)", ["pdm install", "pdm run test"]),
    "Pipenv": ({"Pipfile": "[packages]\n", "Pipfile.lock": "{}", **PYTEST}, "Python (Pipenv)",
               ["pipenv sync --dev", "pipenv run pytest"]),
    "conda": ({"environment.yml": "name: x\ndependencies:\n - python=3.11\n - pytest\n", "demo/__init__.py": "", **PYTEST},
              "Python (conda)", ["conda env create --file environment.yml --prefix ./.conda",
                                 "conda run --prefix ./.conda pytest"]),
    "Hatch": ({"pyproject.toml": PROJECT + '[tool.hatch.envs.default.scripts]\ntest = "pytest"\n', "src/demo/__init__.py": ""},
              "Python (Hatch)", ["hatch env create default", "hatch run test"]),
    "pip with an extra": ({"pyproject.toml": PROJECT + '[project.optional-dependencies]\ntest = ["pytest"]\n',
                           "src/demo/__init__.py": ""}, "Python (pip)",
                          [VENV, f"{PIP} -e .[test]", ".venv/bin/python -I -c import demo", ".venv/bin/python -m pytest"]),
    "pip with a group": ({"pyproject.toml": PROJECT + '[dependency-groups]\ndev = ["pytest"]\n', "demo/__init__.py": ""},
                         "Python (pip)", [f"{PIP} --upgrade pip", f"{PIP} -e . --group dev"]),
    "pip with requirement files": ({"setup.py": "from setuptools import setup\nsetup(name='demo')\n", "requirements-dev.txt":
                                    "pytest\n", "demo/__init__.py": "", **PYTEST}, "Python (pip)",
                                   [f"{PIP} -r requirements-dev.txt -e .", ".venv/bin/python -m pytest"]),
    "requirements alone": ({"requirements.txt": "flask\n", "app.py": "", **PYTEST}, "Python (pip)",
                           [VENV, f"{PIP} -r requirements.txt", f"{PIP} pytest", ".venv/bin/python -m pytest"]),
    "Django site": ({"manage.py": "", "requirements.txt": "django\n"}, "Python (pip)",
                    [f"{PIP} -r requirements.txt", ".venv/bin/python manage.py check", ".venv/bin/python manage.py test"]),
    "standard library alone": ({"pyproject.toml": PROJECT, "demo/__init__.py": "", "tests/test_x.py": "import unittest\n"},
                               "Python (pip)", [VENV, ".venv/bin/python -c import demo",
                                                ".venv/bin/python -m unittest discover -s tests"]),
    # Node
    "npm with a lock": ({"package.json": '{"scripts": {"build": "tsc", "test": "jest"}, "dependencies": {"a": "1"}}',
                         "package-lock.json": "{}"}, "Node (npm)", ["npm ci", "npm run build", "npm test"]),
    "npm without a lock": ({"package.json": '{"scripts": {"test": "jest"}, "devDependencies": {"a": "1"}}'}, "Node (npm)",
                           ["npm install", "npm test"]),
    "npm without a test": ({"package.json": '{"scripts": {"test": "echo \\"Error: no test specified\\" && exit 1"}, '
                            '"dependencies": {"a": "1"}}'}, "Node (npm)", ["npm install", "npm ls --depth=0"]),
    "pnpm": ({"package.json": '{"scripts": {"test": "vitest"}, "dependencies": {"a": "1"}}', "pnpm-lock.yaml": ""},
             "Node (pnpm)", ["pnpm install --frozen-lockfile", "pnpm test --run"]),
    "packageManager before the lock": ({"package.json": '{"packageManager": "pnpm@9.1.0", "dependencies": {"a": "1"}}',
                                        "package-lock.json": "{}"}, "Node (pnpm)", ["pnpm install"]),
    "Yarn 1": ({"package.json": '{"scripts": {"test": "jest"}, "dependencies": {"a": "1"}}', "yarn.lock": "# yarn lockfile v1\n"},
               "Node (Yarn)", ["yarn install --frozen-lockfile", "yarn test"]),
    "Yarn Berry": ({"package.json": '{"scripts": {"test": "jest"}, "dependencies": {"a": "1"}}', "yarn.lock": "__metadata:\n",
                    ".yarnrc.yml": "yarnPath: .yarn/releases/y.cjs\n"}, "Node (Yarn Berry)", ["yarn install --immutable", "yarn test"]),
    "Bun": ({"package.json": '{"scripts": {"test": "bun test"}, "dependencies": {"a": "1"}}', "bun.lock": ""}, "Node (Bun)",
            ["bun install --frozen-lockfile", "bun run test"]),
    "Node without dependencies": ({"package.json": '{"scripts": {"test": "node --test"}}', "index.js": ""}, "Node (npm)",
                                  ["node --check index.js", "npm test"]),
    "Deno": ({"deno.jsonc": '{ // tasks\n "tasks": {"test": "deno test -A"},}'}, "Deno", ["deno install", "deno check .", "deno task test"]),
    # Go, Rust, JVM
    "Go workspace": ({"go.work": "go 1.22\n\nuse (\n\t./a\n\t./b\n)\n", "a/go.mod": "module x.org/a\n", "b/go.mod": "module x.org/b\n",
                      "a/a_test.go": ""}, "Go (workspace)", ["go build ./a/... ./b/...", "go test ./a/... ./b/..."]),
    "Rust workspace": ({"Cargo.toml": '[workspace]\nmembers = ["a"]\n', "Cargo.lock": "", "a/Cargo.toml": ""}, "Rust",
                       ["cargo fetch --locked", "cargo build --workspace", "cargo test --workspace"]),
    "Maven with its wrapper": ({"pom.xml": "<project><artifactId>x</artifactId></project>", "mvnw": "#!/bin/sh\n"}, "Java (Maven)",
                               ["./mvnw -B verify -DskipTests", "./mvnw -B verify"]),
    "Gradle with its wrapper": ({"build.gradle.kts": 'plugins {\n  kotlin("jvm")\n}\n', "gradlew": "#!/bin/sh\n"}, "Kotlin (Gradle)",
                                ["./gradlew assemble", "./gradlew check"]),
    "sbt": ({"build.sbt": 'scalaVersion := "3.4.0"\n'}, "Scala (sbt)", ["sbt compile", "sbt Test/compile", "sbt test"]),
    "Mill": ({"build.mill": "object x\n", "mill": "#!/bin/sh\n"}, "Scala (Mill)", ["./mill __.compile", "./mill __.test"]),
    # .NET, Ruby, PHP, Elixir, Erlang, Haskell
    ".NET": ({"Demo.sln": "Project(\n", "src/Demo/Demo.csproj": "<Project/>", "global.json": '{"sdk": {"version": "8.0.100"}}'}, ".NET",
             ["dotnet restore", "dotnet build --no-restore", "dotnet test --no-build"]),
    "Ruby": ({"Gemfile": "source 'x'\n", "Rakefile": "task default: :test\n", "demo.gemspec": ""}, "Ruby (Bundler)",
             ["bundle config set --local path vendor/bundle", "bundle install", "bundle exec rake"]),
    "RSpec": ({"Gemfile": "gem 'rspec'\n", ".rspec": "", "demo.gemspec": ""}, "Ruby (Bundler)", ["bundle install", "bundle exec rspec"]),
    "PHP": ({"composer.json": '{"require": {"php": ">=8.1"}}', "phpunit.xml.dist": "<phpunit>"}, "PHP (Composer)",
            ["composer install", "vendor/bin/phpunit"]),
    "PHP with a script": ({"composer.json": '{"scripts": {"test": "phpunit"}}'}, "PHP (Composer)", ["composer install", "composer test"]),
    "Elixir": ({"mix.exs": "defmodule X do\n", "test/x_test.exs": ""}, "Elixir (Mix)", ["mix deps.get", "mix compile", "mix test"]),
    "Erlang": ({"rebar.config": "{deps, []}.\n", "test/x_SUITE.erl": ""}, "Erlang (rebar3)", ["rebar3 compile", "rebar3 ct"]),
    "erlang.mk": ({"erlang.mk": "", "Makefile": "PROJECT = x\ninclude erlang.mk\n"}, "Erlang (erlang.mk)", ["make", "make tests"]),
    "Cabal": ({"x.cabal": "name: x\n\ntest-suite t\n"}, "Haskell (Cabal)", ["cabal build all", "cabal test all"]),
    "Stack": ({"stack.yaml": "resolver: lts\n", "package.yaml": ""}, "Haskell (Stack)", ["stack build", "stack test"]),
    # Swift, Zig, Dart, R, Julia
    "Swift": ({"Package.swift": "// swift-tools-version:5.9\nlet package = Package()\n", "Sources/x.swift": "", "Tests/x.swift": "",
               "CMakeLists.txt": "project(x)\n"}, "Swift", ["swift build", "swift test"]),
    "Zig": ({"build.zig": 'pub fn build() void { b.step("test", "x"); }\n'}, "Zig", ["zig build", "zig build test"]),
    "Dart": ({"pubspec.yaml": "name: x\n", "test/x_test.dart": ""}, "Dart", ["dart pub get", "dart analyze", "dart test"]),
    "Flutter": ({"pubspec.yaml": "name: x\ndependencies:\n  flutter:\n    sdk: flutter\n", "test/x_test.dart": ""}, "Dart (Flutter)",
                ["flutter pub get", "flutter test"]),
    "R": ({"DESCRIPTION": "Package: x\n", "tests/testthat/test-x.R": "", "tests/testthat.R": ""}, "R", ["Rscript -e testthat::test_local()"]),
    "renv": ({"renv.lock": "{}"}, "R", ["Rscript -e renv::restore(prompt = FALSE)"]),
    "Julia": ({"Project.toml": 'name = "X"\nuuid = "1"\n', "test/runtests.jl": ""}, "Julia",
              ["julia --project=. -e using Pkg; Pkg.instantiate()", "julia --project=. -e using Pkg; Pkg.test()"]),
    # C and C++
    "CMake": ({"CMakeLists.txt": "project(x CXX)\n"}, "C/C++ (CMake)",
              ["cmake -S . -B build", "cmake --build build", "ctest --test-dir build --output-on-failure"]),
    "CMake presets": ({"CMakeLists.txt": "project(x)\n", "CMakePresets.json": '{"configurePresets": [{"name": "base", "hidden": true, '
                       '"binaryDir": "${sourceDir}/out/${presetName}"}, {"name": "windows", "inherits": "base"}, {"name": "dev", "inherits": "base"}]}'},
                      "C/C++ (CMake)", ["cmake --preset dev", "cmake --build out/dev"]),
    "CMake presets without a build folder": ({"CMakeLists.txt": "project(x)\n", "CMakePresets.json": '{"configurePresets": [{"name": "dev"}]}'},
                                             "C/C++ (CMake)", ["cmake --preset dev -B build", "cmake --build build"]),
    "Meson": ({"meson.build": "project('x', 'c')\n"}, "C/C++ (Meson)", ["meson setup build", "meson compile -C build", "meson test -C build"]),
    "Autotools": ({"configure.ac": "AC_INIT([x])\nAM_INIT_AUTOMAKE\n", "Makefile.am": ""}, "C/C++ (Autotools)",
                  ["autoreconf --force --install", "./configure", "make", "make check"]),
    "Make": ({"Makefile": "all:\n\tcc x.c\ntest: all\n\t./x\n", "x.c": ""}, "Make (C)", ["make", "make test"]),
    # the rest
    "Terraform": ({"main.tf": 'terraform {\n  required_version = ">= 1.5"\n}\n'}, "Terraform",
                  ["terraform init -backend=false -input=false", "terraform validate"]),
    "Nix": ({"flake.nix": "{ outputs = x; }\n"}, "Nix (flake)", ["nix build --no-link", "nix flake check"]),
    "just": ({"justfile": "setup:\n    echo x\n\ntest arg='x': setup\n    echo y\n"}, "just", ["just setup", "just test"]),
    "Task": ({"Taskfile.yml": "tasks:\n  build:\n    cmds: [echo]\n  test: echo x\n"}, "Task", ["task build", "task test"]),
    "mise": ({"mise.toml": '[tasks.test]\nrun = "echo x"\n'}, "mise", ["mise run test"]),
}  # fmt: skip


def commands(found: SetupPlan) -> list[str]:
    return [" ".join(step.argv) for step in found.steps]


def plan(files: dict[str, str]) -> SetupPlan:
    return plan_for(Tree.of_mapping(files))


@pytest.mark.parametrize("case", CASES)
def test_an_ecosystem_is_planned_with_its_own_tool(case: str) -> None:
    files, ecosystem, expected = CASES[case]
    found = plan(files)
    spoken = [" ".join(step.argv) for step in found.steps]
    assert ecosystem in found.ecosystems
    assert [command for command in spoken if command in expected] == expected, spoken


@pytest.mark.parametrize("case", CASES)
def test_every_step_has_evidence_that_exists_and_a_folder_inside(case: str) -> None:
    files, _, _ = CASES[case]
    for step in plan(files).steps:
        assert step.evidence
        assert {e.file for e in step.evidence} <= set(files), step
        assert step.cwd == "." or not step.cwd.startswith(("/", ".."))


@pytest.mark.parametrize("case", CASES)
def test_something_is_always_checked_before_it_is_called_ready(case: str) -> None:
    purposes = [step.purpose.value for step in plan(CASES[case][0]).steps]
    assert "verify" in purposes or "test" in purposes


@pytest.mark.parametrize(
    ("files", "requires"),
    [
        ({"pyproject.toml": PROJECT + 'requires-python = ">=3.12"\n', "demo/__init__.py": ""}, {"python": ">=3.12"}),
        ({"pyproject.toml": '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\npython = "^3.10"\n'}, {"python": ">=3.10"}),
        ({"package.json": '{"engines": {"node": ">=20"}, "packageManager": "pnpm@9.0.0", "dependencies": {"a": "1"}}'},
         {"node": ">=20", "pnpm": ">=9"}),
        ({"go.mod": "module x.org/y\n\ngo 1.25.9\n"}, {"go": ">=1.25.9"}),
        ({"Cargo.toml": '[workspace.package]\nrust-version = "1.80"\n[package]\nrust-version.workspace = true\n'}, {"rust": ">=1.80"}),
        ({"Cargo.toml": "[package]\n", "rust-toolchain.toml": '[toolchain]\nchannel = "1.81.0"\n'}, {"rust": "==1.81.0"}),
        ({"pom.xml": "<project><properties><j>17</j></properties><build><requireJavaVersion><version>[${j},22)</version>"
          "</requireJavaVersion></build></project>"}, {}),
        ({"pom.xml": "<project><properties><maven.compiler.release>17</maven.compiler.release></properties><build>"
          "<requireMavenVersion><version>[3.8,4)</version></requireMavenVersion></build></project>"}, {"java": ">=17", "mvn": ">=3.8,<4"}),
        ({"Gemfile": "", "x.gemspec": "required_ruby_version = '>= 3.0', '< 4'\n"}, {"ruby": ">=3.0,<4"}),
        ({"mix.exs": 'elixir: "~> 1.15"\n'}, {"elixir": "~> 1.15"}),
        ({"go.mod": "module x.org/y\n", ".tool-versions": "golang 1.22.3\nnodejs 20.1.0\n"}, {"go": ">=1.22", "node": ">=20.1"}),
        ({"CMakeLists.txt": "cmake_minimum_required(VERSION 3.20)\nproject(x)\n"}, {"cmake": ">=3.20"}),
    ],
)  # fmt: skip
def test_versions_asked_for_are_collected(files: dict[str, str], requires: dict[str, str]) -> None:
    assert plan(files).requires == requires


def test_maven_and_gradle_together_are_asked_about_and_the_documents_decide() -> None:
    files = {"pom.xml": "<project><artifactId>x</artifactId></project>", "build.gradle": "plugins {}\n"}
    assert plan(files).ecosystems == ("Java (Maven)",)
    found = plan({**files, "CONTRIBUTING.md": "Build with `./gradlew build`.\n"})
    assert found.ecosystems == ("Java (Gradle)",)
    assert len(found.questions) == 1


def test_a_formatters_package_json_beside_a_program_is_left_out() -> None:
    found = plan({"go.mod": "module x.org/y\n", "package.json": '{"devDependencies": {"prettier": "1"}}'})
    assert found.ecosystems == ("Go",)


@pytest.mark.parametrize(
    "script", ["jest --watch", "nodemon x.js", "sudo make me", "npm publish", "webpack serve"]
)
def test_scripts_that_never_end_or_reach_out_are_not_run(script: str) -> None:
    found = plan({"package.json": f'{{"scripts": {{"test": "{script}"}}, "dependencies": {{"a": "1"}}}}'})
    assert ["npm", "test"] not in [list(step.argv) for step in found.steps]


def test_another_build_tool_is_named_rather_than_guessed_at() -> None:
    assert "Bazel" in plan({"MODULE.bazel": "", "x.cc": ""}).summary


def test_the_guide_names_the_manager_where_no_file_does() -> None:
    guide = "# Setup\n\n```\n{}\n```\n"
    files = {"pyproject.toml": PROJECT + '[dependency-groups]\ndev = ["pytest"]\n', "demo/__init__.py": ""}
    found = plan({**files, "CONTRIBUTING.md": guide.format("uv sync\nuv run pytest")})
    assert found.ecosystems == ("Python (uv)",)
    assert found.steps[0].evidence[0].file == "CONTRIBUTING.md"
    package = {"package.json": '{"dependencies": {"a": "1"}}'}
    assert plan({**package, "CONTRIBUTING.md": guide.format("pnpm install")}).ecosystems == ("Node (pnpm)",)
    assert plan({**package, "CONTRIBUTING.md": guide.format("npm install")}).ecosystems == ("Node (npm)",)


def test_what_the_guide_says_about_pip_is_evidence_for_the_steps_in_the_virtual_environment() -> None:
    files = {
        "CONTRIBUTING.md": "# Setup\n\n```\npip install -e .[docs,dev]\npytest\n```\n",
        "pyproject.toml": PROJECT
        + '[project.optional-dependencies]\ndev = ["pytest"]\ndocs = []\ntest = []\n',
        "demo/__init__.py": "",
    }
    steps = {" ".join(step.argv): step for step in plan(files).steps}
    assert steps[f"{PIP} -e .[docs,dev]"].evidence[0].line == 4
    assert steps[".venv/bin/python -m pytest"].evidence[0].line == 5


def test_the_extras_of_flits_own_metadata_count() -> None:
    flit = '[tool.flit.metadata]\nmodule = "demo"\nrequires = ["click"]\n[tool.flit.metadata.requires-extra]\ntest = ["pytest"]\n'
    found = plan({"pyproject.toml": flit, "demo/__init__.py": "", **PYTEST})
    assert f"{PIP} -e .[test]" in commands(found)


def test_an_environment_file_of_conda_counts_where_developers_are_told_to_use_it() -> None:
    files = {"environment.yml": "name: x\n", "pyproject.toml": PROJECT, "demo/__init__.py": "", **PYTEST}
    users = {**files, "README.md": "# Install\n\n```\nconda install -c conda-forge demo\n```\n"}
    developers = {**files, "CONTRIBUTING.md": "# Setup\n\n```\nconda env create -f environment.yml\n```\n"}
    assert plan(users).ecosystems == ("Python (pip)",)
    assert plan(developers).ecosystems == ("Python (conda)",)


def test_make_alone_builds_a_c_program_whatever_else_is_called_all() -> None:
    found = plan({"Makefile": "lib: x.c\n\tcc -c x.c\nall: lib examples\nexamples:\n\tcc y.c\n", "x.c": ""})
    assert commands(found) == ["make", "make --silent"]


def test_a_first_target_named_by_a_variable_is_never_asked_for_by_that_name() -> None:
    found = plan({"Makefile": "NAME = tool\n$(NAME): x.c\n\tcc -o $(NAME) x.c\n", "x.c": ""})
    assert commands(found) == ["make", "make --silent"]


def test_what_is_configured_by_kconfig_gets_its_default_configuration_first() -> None:
    files = {
        "Makefile": "_all: busybox\n%config: scripts\n\t$(MAKE) $@\n",
        "Config.in": "",
        "x/x.c": "",
        "x.c": "",
    }
    assert commands(plan(files))[:2] == ["make defconfig", "make"]
    assert "make defconfig" not in commands(plan({**files, ".config": ""}))


def test_a_makefile_that_calls_cmake_is_used_where_the_documents_build_with_it() -> None:
    makefile = "all: app\napp: build/.configured parts\n\tninja -C build\nbuild/.configured:\n\t$(CMAKE_PRG) -B build\nparts:\n\ttrue\n"
    files = {"Makefile": makefile, "CMakeLists.txt": "project(x C)\n", "x.c": ""}
    said = {"README.md": "# Build\n\n```\nmake CMAKE_BUILD_TYPE=Debug\n```\n"}
    assert commands(plan({**files, **said}))[0] == "make"
    assert commands(plan(files))[0] == "cmake -S . -B build"
    other = {"README.md": "# Build\n\n```\ncmake -B build\n```\n\nThen `make`.\n"}
    assert commands(plan({**files, **other}))[0] == "cmake -S . -B build"


def test_a_target_named_beside_others_is_a_test_target_too() -> None:
    files = {
        "configure": "#!/bin/sh\n",
        "configure.ac": "AC_INIT([x])\n",
        "Makefile.in": "all:\ncheck test:\n\t./t\n",
    }
    assert commands(plan(files))[-1] == "make check"


def test_a_configure_script_of_dune_is_none_of_autoconf() -> None:
    found = plan({"configure": "#!/bin/sh\n", "dune-project": "(lang dune 2.9)\n", "x.ml": "", "y.ml": ""})
    assert found.steps == ()
    assert "dune" in found.summary


def test_what_automake_generated_is_used_as_it_is_where_the_checkout_holds_it() -> None:
    files = dict.fromkeys(("aclocal.m4", "Makefile.am", "Makefile.in"), "")
    configure = {"configure": "#!/bin/sh\n", "configure.ac": "AC_INIT([x])\nAM_INIT_AUTOMAKE\n"}
    first = plan({**files, **configure}).steps[0]
    assert first.argv == ("./configure",)
    assert "autoreconf" in first.note
    assert plan(configure).steps[0].note == ""


def test_every_tool_that_a_plan_needs_can_be_looked_for_and_got() -> None:
    needed = {need for files, _, _ in CASES.values() for step in plan(files).steps for need in step.needs}
    assert needed - TOOLS.keys() <= WITHOUT_A_PACKAGE
