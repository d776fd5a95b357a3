"""A set-up plan says what to run, where and why, from text alone."""

from isonboard.manifests.tree import Tree
from isonboard.model.evidence import Evidence
from isonboard.model.plan import Purpose, SetupPlan
from isonboard.workspace.plan import plan_for


def plan(files: dict[str, str], *, executable: tuple[str, ...] = ()) -> SetupPlan:
    return plan_for(Tree.of_mapping(files, executable=executable))


def commands(found: SetupPlan, purpose: Purpose | None = None) -> list[str]:
    return [" ".join(s.argv) for s in found.steps if purpose is None or s.purpose is purpose]


def test_a_documentation_repository_is_ready_to_edit() -> None:
    found = plan({"README.md": "# Handbook\n", "docs/one.md": "text\n"})
    assert found.steps == ()
    assert found.summary == "Documentation only: ready to edit."


def test_an_empty_checkout_says_so() -> None:
    assert plan({}).summary == "Nothing here yet: the checkout is empty."


def test_steps_run_from_install_over_build_and_check_to_the_tests() -> None:
    found = plan(
        {"go.mod": "module example.org/x\n\ngo 1.21\n\nrequire example.org/y v1.0.0\n", "x_test.go": ""}
    )
    assert commands(found) == ["go mod download", "go build ./...", "go vet ./...", "go test ./..."]
    assert found.requires == {"go": ">=1.21"}
    assert found.ecosystems == ("Go",)


def test_every_step_names_the_file_and_line_it_rests_on() -> None:
    found = plan({"Cargo.toml": '\n[package]\nname = "x"\n'})
    assert {str(e) for s in found.steps for e in s.evidence} == {"Cargo.toml:2"}
    assert found.steps[0].evidence[0].quote == "[package]"


def test_what_the_contribution_guide_says_replaces_the_convention() -> None:
    found = plan(
        {
            "CONTRIBUTING.md": "# Contributing\n\n## Testing\n\n```sh\ncargo test --all-features\n```\n",
            "Cargo.toml": '[package]\nname = "x"\n',
        }
    )
    assert commands(found, Purpose.TEST) == ["cargo test --all-features"]
    step = found.steps[-1]
    assert step.evidence[0] == Evidence("CONTRIBUTING.md", 6, "cargo test --all-features")


def test_a_make_target_of_the_guide_is_used_where_it_exists_and_is_harmless() -> None:
    files = {
        "CONTRIBUTING.md": "# Contributing\n\nRun `make test` before you send a change.\n",
        "go.mod": "module example.org/x\n",
        "x_test.go": "",
    }
    assert commands(plan({**files, "Makefile": "test:\n\tgo test ./...\n"}), Purpose.TEST) == ["make test"]
    assert commands(plan(files), Purpose.TEST) == ["go test ./..."]
    hostile = plan({**files, "Makefile": "test: prepare\n\nprepare:\n\tsudo apt-get install x\n"})
    assert commands(hostile, Purpose.TEST) == ["go test ./..."]


def test_a_set_up_script_comes_before_the_convention() -> None:
    files = {"package.json": '{"name": "x", "dependencies": {"y": "1"}, "scripts": {"test": "node --test"}}'}
    found = plan({**files, "script/bootstrap": "#!/bin/sh\nnpm ci\n"}, executable=("script/bootstrap",))
    assert commands(found, Purpose.SETUP) == ["./script/bootstrap"]
    assert commands(found, Purpose.INSTALL) == []


def test_a_set_up_script_that_resets_a_database_is_asked_about() -> None:
    files = {"package.json": '{"name": "x", "dependencies": {"y": "1"}}'}
    found = plan(
        {**files, "script/setup": "#!/bin/sh\nbin/rake db:create db:reset\n"}, executable=("script/setup",)
    )
    assert commands(found, Purpose.SETUP) == []
    assert commands(found, Purpose.INSTALL) == ["npm install"]
    assert found.questions[0].options == ("npm install", "./script/setup")
    assert "database" in found.questions[0].text


def test_two_package_managers_are_shown_as_a_question() -> None:
    found = plan({"package.json": '{"dependencies": {"y": "1"}}', "yarn.lock": "", "package-lock.json": "{}"})
    assert len(found.questions) == 1
    assert {e.file for e in found.questions[0].evidence} == {"yarn.lock", "package-lock.json"}


def test_a_guide_that_names_another_manager_than_the_lock_file_is_asked_about() -> None:
    found = plan(
        {
            "CONTRIBUTING.md": "# Setup\n\n```\nyarn install\n```\n",
            "package.json": '{"dependencies": {"y": "1"}}',
            "package-lock.json": "{}",
        }
    )
    assert found.questions[0].options == ("npm ci", "yarn install")


def test_parts_in_their_own_folders_have_their_own_steps() -> None:
    found = plan(
        {
            "backend/go.mod": "module example.org/x\n",
            "backend/x_test.go": "",
            "frontend/package.json": '{"scripts": {"test": "jest"}, "dependencies": {"y": "1"}}',
            "frontend/package-lock.json": "{}",
            "examples/app/package.json": '{"scripts": {"test": "jest"}}',
        }
    )
    assert {(s.cwd, s.argv[0]) for s in found.steps} == {("backend", "go"), ("frontend", "npm")}


def test_members_of_a_workspace_have_no_steps_of_their_own() -> None:
    found = plan(
        {
            "package.json": '{"workspaces": ["packages/*"], "scripts": {"test": "x"}}',
            "packages/a/package.json": '{"scripts": {"test": "jest"}, "dependencies": {"y": "1"}}',
            "Cargo.toml": '[workspace]\nmembers = ["crates/*"]\n',
            "crates/a/Cargo.toml": '[package]\nname = "a"\n',
        }
    )
    assert {s.cwd for s in found.steps} == {"."}


def test_the_id_depends_on_what_runs_and_on_nothing_else() -> None:
    files = {"Cargo.toml": '[package]\nname = "x"\n'}
    one, two = plan(files), plan({**files, "README.md": "hello"})
    assert one.id == two.id
    assert len(one.id) == 64
    assert plan({"go.mod": "module x.org/y\n"}).id != one.id


def test_make_alone_builds_and_checks_but_never_installs() -> None:
    found = plan(
        {
            "Makefile": "all: x\n\ninstall:\n\tcp x /usr/bin\n\ncheck:\n\t./x --test\n",
            "x.c": "int main(void){}",
        }
    )
    assert commands(found) == ["make", "make --silent", "make check"]
    assert found.ecosystems == ("Make (C)",)


def test_an_agreement_is_found_with_its_words() -> None:
    found = plan(
        {"CONTRIBUTING.md": "# Contributing\n\nSign your work: we use the Developer Certificate of Origin.\n"}
    )
    assert found.agreement == "DCO"
    assert found.agreement_evidence[0].line == 3
    assert plan({"CONTRIBUTING.md": "You do not need to sign a CLA.\n"}).agreement == "none"


def test_services_are_told_and_what_is_asked_about_by_name_is_no_warning_as_well() -> None:
    found = plan(
        {
            "compose.yaml": "services:\n  db:\n    image: postgres:16\n  app:\n    build: .\n",
            ".gitmodules": "",
            ".env.example": "KEY=\n",
            "README.md": "",
        }
    )
    assert found.services == ("db (postgres:16)",)
    assert found.warnings == ()


def test_commands_handed_in_by_the_guidance_count_first() -> None:
    tree = Tree.of_mapping({"Cargo.toml": '[package]\nname = "x"\n'})
    given = [("cargo test --workspace", Evidence("docs/hacking.md", 3, "cargo test --workspace"))]
    found = plan_for(tree, contributing_commands=given)
    assert commands(found, Purpose.TEST) == ["cargo test --workspace"]


def test_commands_in_a_handbook_are_not_its_own_set_up() -> None:
    found = plan({"README.md": "# Handbook\n\n## Install\n\n```\nnpm ci\nuv sync\n```\n", "guide.md": "text"})
    assert found.steps == ()
    assert found.summary == "Documentation only: ready to edit."


def test_where_no_tool_is_known_the_workflows_are_quoted() -> None:
    workflow = "jobs:\n  a:\n    steps:\n    - run: |\n        bazel test //...\n"
    found = plan({".github/workflows/ci.yml": workflow, "MODULE.bazel": "", "x.cc": ""})
    assert found.steps == ()
    assert any("bazel test" in warning for warning in found.warnings)


def chosen(files: dict[str, str], **choices: str) -> SetupPlan:
    return plan_for(Tree.of_mapping(files, executable=("script/setup",)), choices=choices)


def test_every_question_can_be_answered_the_other_way() -> None:
    project = '[project]\nname = "demo"\n'
    cases: list[tuple[dict[str, str], str]] = [
        ({"package.json": '{"dependencies": {"y": "1"}}', "yarn.lock": "", "package-lock.json": "{}"}, "npm ci"),
        ({"package.json": '{"dependencies": {"y": "1"}}', "package-lock.json": "{}",
          "CONTRIBUTING.md": "# Setup\n\n```\nyarn install\n```\n"}, "yarn install"),
        ({"package.json": '{"dependencies": {"y": "1"}}', "script/setup": "#!/bin/sh\nbin/rake db:reset\n"}, "./script/setup"),
        ({"uv.lock": "", "poetry.lock": "", "pyproject.toml": project}, "poetry install"),
        ({"uv.lock": "", "pyproject.toml": project, "CONTRIBUTING.md": "# Setup\n\n```\npdm install\n```\n"}, "pdm install"),
        ({"environment.yml": "name: x\n", "pyproject.toml": project, "demo/__init__.py": ""},
         "conda env create --file environment.yml --prefix ./.conda"),
        ({"x.cabal": "name: x\n", "stack.yaml": "resolver: lts\n"}, "stack build"),
        ({"CMakeLists.txt": "project(x C)\n", "configure.ac": "AC_INIT([x])\n"}, "autoreconf --force --install"),
        ({"pom.xml": "<project><artifactId>x</artifactId></project>", "build.gradle": "plugins {}\n"}, "gradle assemble"),
    ]  # fmt: skip
    for files, first in cases:
        [question] = chosen(files).questions
        assert len(question.names) == len(question.options) == 2
        other = chosen(files, **{question.key: question.names[1]})
        assert first in commands(other), (files, question)
        assert first not in commands(chosen(files))
        assert other.id != chosen(files).id
