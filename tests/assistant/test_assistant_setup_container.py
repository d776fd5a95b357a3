"""Dev containers as text: what would run on this machine is shown whole, or the container is not used."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isonboard.assistant.container import (
    Container,
    check_host_command,
    container_consent,
    container_of,
    container_plan,
)
from isonboard.errors import ConsentError, NotFoundError, RefusedError
from isonboard.manifests.tree import Tree
from isonboard.model.plan import Purpose, SetupPlan, Step
from isonboard.workspace.consent import Consent

PLAN = SetupPlan(
    steps=(
        Step(purpose=Purpose.INSTALL, argv=("npm", "ci"), cwd="web app"),
        Step(purpose=Purpose.TEST, argv=("make", "check")),
    ),
    summary="Node: install, test.",
    id="x",
)
CONSENT = Consent(project_id="p", tree="t", changes="", commands=(".$ make",))


def everywhere(name: str) -> str | None:
    return f"/usr/bin/{name}"


def described(content: str, path: str = ".devcontainer/devcontainer.json") -> Container:
    found = container_of(Tree.of_mapping({path: content}), everywhere)
    assert found is not None
    return found


def test_without_a_definition_there_is_no_container():
    assert container_of(Tree.of_mapping({"README.md": "# x"}), everywhere) is None


def test_what_it_asks_of_docker_is_said():
    found = described(
        '{// comment\n"image": "debian", "privileged": true, "runArgs": ["-v", "/:/host"], "mounts": [],}'
    )
    assert found.powers == ("it runs privileged", "it passes options to docker")
    assert "debian" in found.sentence
    assert found.available


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("echo hi", "echo hi"),
        (["echo", "a b"], "echo 'a b'"),
        ({"a": "one", "b": ["two", "3"]}, "one & two 3"),
        (None, ""),
        ("", ""),
    ],
)
def test_the_host_command_is_read_in_each_of_its_forms(stated, shown):
    found = described(json.dumps({"image": "x", "initializeCommand": stated}))
    assert (found.host_command, found.unreadable) == (shown, False)


@settings(max_examples=100)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=40),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=6,
    )
)
def test_a_host_command_is_shown_whole_or_never_run(stated):
    found = described(json.dumps({"initializeCommand": stated}))
    if stated in (None, "", [], {}) or found.unreadable:
        assert not found.host_command
    elif isinstance(stated, str):
        assert found.host_command == stated.strip()
    assert "\n" not in found.host_command
    assert "\x1b" not in found.sentence


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_a_definition_that_cannot_be_parsed_is_not_used(content):
    found = described(content)
    try:
        is_table = isinstance(json.loads(content), dict) and bool(json.loads(content))
    except ValueError:
        return
    assert is_table or found.unreadable


def test_the_plan_runs_inside_and_its_id_covers_the_host_command():
    plain = container_plan(PLAN, described('{"image": "x"}'), {})
    asking = container_plan(PLAN, described('{"image": "x", "initializeCommand": "echo hi"}'), {})
    assert plain.id != asking.id != PLAN.id
    up, first, second = plain.steps
    where = ("--workspace-folder", ".", "--config", ".devcontainer/devcontainer.json")
    assert up.argv == ("devcontainer", "up", *where)
    assert first.argv == (
        *("devcontainer", "exec", *where),
        *("sh", "-c", 'cd "$1" && shift && exec "$@"', "sh", "web app", "npm", "ci"),
    )
    assert second.argv == ("devcontainer", "exec", *where, "make", "check")
    assert {step.cwd for step in plain.steps} == {"."}
    assert plain.summary == "In the dev container: node: install, test."


def test_the_consent_names_the_host_command():
    asking = described('{"image": "x", "initializeCommand": "echo hi"}')
    assert container_consent(CONSENT, asking).commands[0] == "this machine$ echo hi"
    assert container_consent(CONSENT, asking).key != CONSENT.key
    assert container_consent(CONSENT, described('{"image": "x"}')).key == CONSENT.key
    check_host_command(asking, "echo hi")
    for other in (None, "echo", "echo hi; rm"):
        with pytest.raises(ConsentError, match="echo hi"):
            check_host_command(asking, other)


def test_what_is_missing_or_cannot_be_shown_is_refused():
    tree = Tree.of_mapping({".devcontainer.json": '{"image": "x"}'})
    for absent, hint in (
        ("docker", "docs.docker.com"),
        ("devcontainer", "npm install -g @devcontainers/cli"),
    ):
        found = container_of(tree, lambda name, absent=absent: None if name == absent else name)
        with pytest.raises(NotFoundError) as caught:
            container_plan(PLAN, found)
        assert hint in caught.value.hint
    with pytest.raises(RefusedError):
        container_plan(PLAN, described('{"initializeCommand": 7}'))


def test_several_definitions_are_named():
    tree = Tree.of_mapping({f".devcontainer/{name}/devcontainer.json": "{}" for name in ("a", "b")})
    found = container_of(tree, everywhere)
    assert found is not None
    assert found.others == (".devcontainer/b/devcontainer.json",)


def test_where_docker_is_becomes_part_of_the_commands():
    there = {"DOCKER_HOST": "unix:///run/user/7/docker.sock", "DOCKER_TOKEN": "secret"}
    plan = container_plan(PLAN, described('{"image": "x"}'), there)
    assert plan.steps[0].argv[:3] == ("env", "DOCKER_HOST=unix:///run/user/7/docker.sock", "devcontainer")
    assert "secret" not in str(plan)
