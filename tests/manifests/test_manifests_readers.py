"""Manifests in their own formats, read as text: tolerant of damage, bounded, nothing executed."""

import pytest

from isonboard.manifests.agreement import agreement_of
from isonboard.manifests.evidence import calm, evidence_in
from isonboard.manifests.go_module import go_module, go_work
from isonboard.manifests.python_project import python_project, requirement_name
from isonboard.manifests.recipes import just_targets, make_targets, mise_targets, task_targets, whole_recipe
from isonboard.manifests.structured import json_object, string, strings, table, toml, xml, yaml
from isonboard.manifests.tree import Tree


def test_json_with_comments_and_trailing_commas_is_read() -> None:
    assert json_object('{"a": "http://x", // c\n "b": [1, 2,], /* d */}') == {"a": "http://x", "b": [1, 2]}
    assert json_object("[1]") == {}
    assert json_object("{") == {}


def test_yaml_scalars_stay_text() -> None:
    assert yaml("on: push\nversion: 3.10\n") == {"on": "push", "version": "3.10"}
    assert yaml("a: !!python/object/apply:os.system [x]\n") is None
    assert yaml("- " * 100_000) is None


def test_xml_with_a_document_type_is_refused() -> None:
    assert xml("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>") is None
    root = xml("<a xmlns='x'><b>1</b></a>")
    assert root is not None
    assert root.findtext("b") == "1"


def test_deep_nesting_is_refused_everywhere() -> None:
    for bad in ("[" * 5_000, "{" * 5_000, "a" + ".a" * 5_000 + " = 1"):
        assert toml(bad) == {}
        assert json_object(bad) == {}


def test_looking_up_a_path_of_keys_never_fails() -> None:
    assert string({"a": {"b": 1}}, "a", "b") == ""
    assert table([], "a") == {}
    assert strings({"a": ["x", 1]}, "a") == ("x",)


def test_make_targets_are_read_with_their_lines_and_inclusions() -> None:
    files = {
        "Makefile": "X := $(shell touch x)\ninclude more.mk\n.PHONY: all\nall: build ## help\n\t@echo x\n%.o: %.c\n\tcc\nbuild check: dep\n\tone\n",
        "more.mk": "dep:\n\ttwo \\\n\t  three\n",
    }
    targets = make_targets(Tree.of_mapping(files))
    assert sorted(targets) == ["all", "build", "check", "dep"]
    assert (targets["all"].line, targets["all"].depends, targets["all"].recipe) == (
        4,
        ("build",),
        ("echo x",),
    )
    assert targets["dep"].file == "more.mk"
    assert whole_recipe(targets, "all") == ("echo x", "one", "two  three")


def test_other_runners_are_read() -> None:
    just = just_targets(
        Tree.of_mapping(
            {
                "justfile": "x := '1'\n\n# doc\nsetup arg='1': dep\n    echo\n\nneeds arg:\n    echo\n\ndep:\n    one\n"
            }
        )
    )
    assert sorted(just) == ["dep", "setup"]
    assert whole_recipe(just, "setup") == ("echo", "one")
    task = task_targets(
        Tree.of_mapping(
            {
                "Taskfile.yml": "tasks:\n  setup:\n    deps: [a]\n    cmds:\n    - echo\n    - cmd: two\n  a: one\n"
            }
        )
    )
    assert whole_recipe(task, "setup") == ("echo", "two", "one")
    assert task["setup"].line == 2
    mise = mise_targets(
        Tree.of_mapping(
            {"mise.toml": '[tasks]\nlint = "x"\n[tasks.test]\nrun = ["a", "b"]\ndepends = ["lint"]\n'}
        )
    )
    assert whole_recipe(mise, "test") == ("a", "b", "x")


def test_go_files_are_read_line_by_line() -> None:
    module = go_module(
        "module a.org/b // x\n\ngo 1.22.1\ntoolchain go1.23.0\nrequire c.org/d v1.0.0\nrequire (\n\te.org/f v0.1.0 // indirect\n)\n"
    )
    assert (module.module, module.go, module.toolchain, module.requires) == (
        "a.org/b",
        "1.22.1",
        "1.23.0",
        ("c.org/d",),
    )
    assert go_work("go 1.22\nuse ./a\nuse (\n\t./b // x\n\t../evil\n)\n").uses == ("a", "b")


def test_python_projects_are_read_from_all_their_files() -> None:
    setup = "import os\nfrom setuptools import setup\nNAME = 'x'\nEXTRAS = {'test': ['pytest'], 'x' + 'y': []}\nsetup(name=NAME, extras_require=EXTRAS, python_requires='>=3.9', install_requires=open('r'))\n"
    project = python_project(Tree.of_mapping({"setup.py": setup}))
    assert (project.name, project.extras, project.requires_python) == ("x", {"test": ("pytest",)}, ">=3.9")
    cfg = "[metadata]\nname = y\n[options]\npython_requires = >=3.8\ninstall_requires =\n  a\n[options.extras_require]\ndev =\n  pytest\n"
    project = python_project(Tree.of_mapping({"setup.cfg": cfg}))
    assert (project.name, project.dependencies, project.extras) == ("y", ("a",), {"dev": ("pytest",)})
    assert python_project(Tree.of_mapping({"setup.py": "setup(("})).is_installable


@pytest.mark.parametrize(
    ("text", "name"),
    [("Foo_Bar>=1", "foo-bar"), ("a[b]; x", "a"), ("-e .", ""), ("https://x/y", ""), ("./x", "")],
)
def test_requirement_names_are_normalised(text: str, name: str) -> None:
    assert requirement_name(text) == name


def test_evidence_names_the_first_line_and_cleans_the_words() -> None:
    tree = Tree.of_mapping({"a.toml": "x\n\x1b[31mkey = 1\nkey = 2\n"})
    found = evidence_in(tree, "a.toml", r"nothing", r"key")
    assert (found.line, found.quote) == (2, "key = 1")
    assert evidence_in(tree, "a.toml", "absent").line == 0


def test_calm_text_has_no_long_runs_nor_lines() -> None:
    assert len(calm("a" + " " * 5_000 + "b")) < 2_000
    assert calm("a\nb") == "a\nb"


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"CONTRIBUTING.md": "Please sign the Contributor License Agreement.\n"}, "CLA"),
        ({"README.md": "Commits need a Signed-off-by line.\n"}, "DCO"),
        ({".github/dco.yml": "require:\n  members: false\n"}, "DCO"),
        ({".github/workflows/cla.yml": "on: x\n"}, "CLA"),
        ({"CONTRIBUTING.md": "We use the DCO; there is no CLA.\n"}, "DCO"),
        ({"CONTRIBUTING.md": "Be kind. Declare your intent, clarify.\n"}, "none"),
        ({"src/cla.py": "CLA"}, "none"),
    ],
)
def test_agreements_are_found_by_their_words(files: dict[str, str], kind: str) -> None:
    assert agreement_of(Tree.of_mapping(files))[0] == kind
