"""`isonboard issues PROJECT --claim N`: prints the comment, and posts it only after a yes."""

import io

import pytest

BERTH = "sample/fleet-platform/berth-planner"
KEYS = {"schema", "project", "number", "url", "availability", "text", "open_to_claims", "note"}


class Terminal(io.StringIO):
    def isatty(self):
        return True


def free_number(isonboard):
    return isonboard("--sample", "issues", BERTH, "--free", "--json").objects[0]["number"]


def test_the_comment_is_printed_and_nothing_is_posted(isonboard):
    number = free_number(isonboard)
    said = isonboard("--sample", "issues", BERTH, "--claim", number)
    assert said.code == 0
    assert said.out.startswith("Hi! ")
    assert "paste it at: https://" in said.err
    (one,) = isonboard("--sample", "issues", BERTH, "--claim", number, "--json").objects
    assert set(one) == KEYS
    assert (one["open_to_claims"], one["note"]) == (True, None)


def test_it_is_posted_after_a_yes(isonboard, monkeypatch):
    number = free_number(isonboard)
    monkeypatch.setattr("sys.stdin", Terminal("y\n"))
    said = isonboard("--sample", "issues", BERTH, "--claim", number, "--post")
    assert said.code == 0
    assert said.out.startswith(f"https://git.halden.example/fleet-platform/berth-planner/issues/{number}")
    assert "Post exactly this at https://" in said.err
    monkeypatch.setattr("sys.stdin", Terminal("yes\n"))
    said = isonboard("--sample", "issues", BERTH, "--claim", number, "--post", "--json")
    assert said.objects[0]["posted"] is True


@pytest.mark.parametrize("stdin", [Terminal("n\n"), Terminal(""), io.StringIO("y\n")])
def test_without_a_yes_at_a_terminal_nothing_is_posted(isonboard, monkeypatch, stdin):
    number = free_number(isonboard)

    async def never(*_):
        raise AssertionError

    monkeypatch.setattr("isonboard.cli.claim.post_claim", never)
    monkeypatch.setattr("sys.stdin", stdin)
    said = isonboard("--sample", "issues", BERTH, "--claim", number, "--post")
    assert (said.code, said.out) == (4, "")
    assert "nothing was posted" in said.err


def test_a_taken_issue_is_not_asked_for(isonboard, monkeypatch):
    monkeypatch.setattr("sys.stdin", Terminal("y\n"))
    listed = isonboard("--sample", "issues", BERTH, "--all-tiers", "--json").objects
    taken = [one["number"] for one in listed if one["availability"]["state"] in ("claimed", "PR open")]
    said = isonboard("--sample", "issues", BERTH, "--claim", taken[0], "--post")
    assert said.code == 1
    assert "it is not free" in said.err
    assert "it is not free" in isonboard("--sample", "issues", BERTH, "--claim", taken[0]).err


def test_wrong_use_is_said(isonboard):
    assert isonboard("--sample", "issues", "--claim", "3").code == 2
    assert isonboard("--sample", "issues", BERTH, "--post").code == 2
    assert isonboard("--sample", "issues", BERTH, "--claim", "99999").code == 1
