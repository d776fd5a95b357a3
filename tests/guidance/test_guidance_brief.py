"""The way in, short enough to read: ways that exclude one another, variations, and what is left out."""

import pytest

from isonboard.guidance.brief import MOST_STEPS, brief
from isonboard.model.evidence import Evidence
from isonboard.model.guidance import GuidanceStep, StepKind


def step(kind, *commands, text="Do it", line=1):
    return GuidanceStep(kind=kind, text=text, commands=commands, evidence=Evidence("CONTRIBUTING.md", line))


def typed(*steps, at_hand=()):
    """The commands of every station as they are shown, with an `or` before another way."""
    return [
        f"{'or ' * each.instead}{each.command}"
        for station in brief(steps, at_hand.__contains__)
        for entry in station.entries
        for each in entry.typed
    ]


@pytest.mark.parametrize(
    ("commands", "shown"),
    [
        (("npm install", "yarn"), ["npm install", "or yarn"]),
        (("npm test", "pnpm test"), ["npm test", "or pnpm test"]),
        (("pip install pre-commit", "conda install pre-commit"), ["pip install pre-commit", "or conda install pre-commit"]),
        (("pip install -e .", "uv sync"), ["pip install -e .", "or uv sync"]),
        (("sudo apt install ccache", "brew install ccache"), ["sudo apt install ccache", "or brew install ccache"]),
        (
            ("git clone https://github.com/acme/tool.git", "git clone git@github.com:acme/tool.git"),
            ["git clone https://github.com/acme/tool.git", "or git clone git@github.com:acme/tool.git"],
        ),
        (("python -m venv .venv", "pip install -e ."), ["python -m venv .venv", "pip install -e ."]),
        (("npm install", "npm test"), ["npm install", "npm test"]),
        (("sudo apt-get update", "sudo apt-get install make"), ["sudo apt-get update", "sudo apt-get install make"]),
        (("conda env create", "conda activate dev", "pip install -e ."), ["conda env create", "conda activate dev", "pip install -e ."]),
    ],
)  # fmt: skip
def test_what_does_the_same_by_another_program_is_another_way(commands, shown):
    assert typed(step(StepKind.SETUP, *commands)) == shown


def test_another_way_in_the_next_step_stands_beside_the_first():
    steps = (
        step(StepKind.PREREQUISITES, "sudo apt install make"),
        step(StepKind.PREREQUISITES, "brew install make"),
    )
    assert typed(*steps) == ["sudo apt install make", "or brew install make"]


def test_the_way_that_can_be_gone_here_comes_first():
    steps = (step(StepKind.SETUP, "yarn", "npm install"),)
    assert typed(*steps, at_hand={"npm"}) == ["npm install", "or yarn"]
    assert typed(*steps, at_hand={"npm", "yarn"}) == ["yarn", "or npm install"]


def test_a_variation_is_counted_and_not_shown():
    (station,) = brief([step(StepKind.TEST, "make test"), step(StepKind.TEST, "make test V=1", line=9)])
    assert [one.command for entry in station.entries for one in entry.typed] == ["make test"]
    assert (station.more, str(station.where)) == (1, "CONTRIBUTING.md:9")


def test_a_long_station_shows_its_first_steps_and_where_the_rest_stands():
    steps = [step(StepKind.BUILD, f"make part{number}", line=number) for number in range(1, 21)]
    (station,) = brief(steps)
    assert len(station.entries) == MOST_STEPS
    assert (station.more, str(station.where)) == (20 - MOST_STEPS, f"CONTRIBUTING.md:{MOST_STEPS + 1}")


def test_commands_come_before_sentences_where_a_station_is_cut():
    sentences = [step(StepKind.TEST, text=f"Rule {number}") for number in range(6)]
    (station,) = brief([*sentences, step(StepKind.TEST, "make test")])
    assert [one.command for entry in station.entries for one in entry.typed] == ["make test"]
