"""Every parser of the table, with bytes of all kinds: a value or a sentence, and nothing that could act on a terminal."""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from mutations import WORDS
from targets import TARGETS, Target

PIECES = st.sampled_from([word.encode("utf-8", "surrogatepass") for word in WORDS])


@st.composite
def _sewn(draw: st.DrawFn, examples: tuple[bytes, ...]) -> bytes:
    """A good example with some of its bytes replaced by hostile ones."""
    found = draw(st.sampled_from(examples))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(found)))
        to = draw(st.integers(at, min(len(found), at + 40)))
        found = (
            found[:at] + draw(st.one_of(PIECES, st.binary(max_size=8))) * draw(st.integers(0, 3)) + found[to:]
        )
    return found


def bytes_for(target: Target) -> st.SearchStrategy[bytes]:
    anything = st.one_of(st.binary(max_size=200), st.lists(PIECES, max_size=6).map(b" ".join))
    if not target.examples:
        return anything
    return st.one_of(_sewn(target.examples), anything)


@pytest.mark.parametrize("name", TARGETS)
def test_good_examples_are_read(name: str) -> None:
    for example in TARGETS[name].examples:
        TARGETS[name].run(example)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_a_value_or_a_sentence_whatever_the_bytes(name: str, data: st.DataObject) -> None:
    TARGETS[name].run(data.draw(bytes_for(TARGETS[name])))
