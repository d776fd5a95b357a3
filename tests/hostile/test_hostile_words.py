"""Hostile words through the running program: on the terminal, in JSON, in logs and exports, and in the names of files.

A portal's catalog, issues and documents hold every trick of the table, each in a name, a description and a topic.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import judged
from mutations import TRICKS


def _names(place: Path) -> Iterator[str]:
    for _, folders, files in os.walk(place):
        yield from folders
        yield from files


def _judged(said: Any) -> None:
    for stream in (said.out, said.err):
        judged.safe(stream.replace("\r", ""), "output")
        for line in stream.splitlines():
            if line.startswith("{"):
                judged.safe(json.loads(line), "JSON")


def test_hostile_words_are_shown_safely_everywhere(
    hostile_home: Path, command_line: Callable[..., Any], tmp_path: Path
) -> None:
    assert command_line("sync").code == 0
    listed = command_line("search", "--limit", "200", "--json")
    assert len(listed.objects) > len(TRICKS) // 2
    pay = next(row["id"] for row in listed.objects if row["name"] == "pay")
    first = listed.objects[0]["id"]
    checkout = str(tmp_path / "repositories" / "pay")
    for words in (
        ("search", "p1"), ("search", "p1", "--json"), ("search", "\x1b[31m\u202e"), ("match", "--why", "--skill", "Go"), ("match", "--json"),
        ("issues", "--all-tiers"), ("issues", pay, "--all-tiers", "--json"), ("show", pay), ("show", pay, "--json"), ("show", first), ("show", "\x1b]0;x\x07"),
        ("guide", pay), ("guide", pay, "--json"), ("plan", checkout), ("plan", checkout, "--json"), ("check", pay), ("check", checkout, "--json"),
        ("favourites", "add", first), ("favourites", "list"), ("favourites", "export"), ("export", "--format", "portal"),
        ("export", "--format", "json"), ("export", "--format", "csv"), ("clone", pay, "--json"), ("journey", "--format", "markdown"), ("add", "\x1b[31mx"),
        ("doctor",),
    ):  # fmt: skip
        _judged(command_line(*words))
    for name in (*_names(hostile_home), *_names(tmp_path / "work")):
        judged.safe(name, "file name")
        assert "\n" not in name
    for log in hostile_home.rglob("*.log"):
        judged.safe(log.read_text(encoding="utf-8"), "log")


@pytest.mark.parametrize("sign", ["a", " ", "[", "*", "`", "<", "\u202e", "é", "\x1b["])
def test_one_line_of_ten_megabytes_is_taken_in_good_time(sign: str) -> None:
    """It is cut at the gate, so that no reader behind it sees more than its bound."""
    from isonboard import limits, text

    line = sign * (10_000_000 // len(sign))
    assert len(text.line(line)) <= limits.LINE_LETTERS
    assert len(text.block(line)) <= limits.BLOCK_LETTERS + 100
