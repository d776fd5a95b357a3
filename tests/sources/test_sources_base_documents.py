"""Which base documents are fetched of a repository that has many."""

import pytest

from isonboard.sources.base_documents import chosen

MANY = (
    "AGENTS.md",
    "BUILD.md",
    "BUILDING.md",
    "STYLEGUIDE.md",
    "TESTING.md",
    "HACKING.rst",
    "docs/DEVELOPMENT.md",
)


@pytest.mark.parametrize(
    "agreement", ["DCO", "CLA.txt", "docs/ICLA.md", "Contributor-License-Agreement.md", ".clabot"]
)
def test_an_agreement_is_never_left_out(agreement):
    fetched = [path for _, path in chosen([*MANY, agreement], "github")]
    assert fetched[0] == agreement
    assert fetched[1:3] == ["HACKING.rst", "docs/DEVELOPMENT.md"]
    assert len(fetched) == 4


def test_inside_a_monorepo_too():
    paths = [f"libs/pay/{name}" for name in ("DCO", *MANY)]
    assert [path for _, path in chosen(paths, "gitlab", "libs/pay")][:2] == [
        "libs/pay/DCO",
        "libs/pay/HACKING.rst",
    ]
