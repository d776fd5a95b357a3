"""Markdown as blocks, and blocks as lines: nothing is lost, nothing foreign does anything."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from screen_testing import LONG

from isonboard import text
from isonboard.tui.widgets import markdown
from isonboard.tui.widgets.blocks import Block, Span, laid_out, links_of


def lines_of(source: str, width: int = 60) -> list[str]:
    return ["".join(span.text for span in line).rstrip() for line in _lines(source, width)]


def _lines(source: str, width: int = 60) -> list[tuple[Span, ...]]:
    references = markdown.definitions(source)
    return [
        line
        for piece in markdown.pieces(source)
        for block in markdown.blocks_of(piece, references)
        for line in laid_out(block, width)
    ]


def test_paragraphs_lists_and_code_read_as_one_expects() -> None:
    source = "# Title\n\nWords *and* **more**.\n\n1. first\n2. second\n   - inner\n\n```sh\nmake test\n```\n\n> said"
    assert lines_of(source) == [
        "Title",
        "",
        "Words and more.",
        "",
        "1. first",
        "2. second",
        "   • inner",
        "",
        "  make test",
        "",
        "▎ said",
    ]


def test_a_wide_table_becomes_named_cells() -> None:
    source = "| name | what it is |\n|---|---|\n| alpha | " + "long words " * 12 + "|\n"
    lines = lines_of(source, 40)
    assert lines[0] == "name: alpha"
    assert lines[1].startswith("what it is: long words")
    assert all(cell_len(line) <= 40 for line in lines)


def test_a_small_table_keeps_its_columns() -> None:
    assert lines_of("| a | b |\n|---|---|\n| 1 | 22 |\n") == ["a │ b", "──────", "1 │ 22"]


def test_links_keep_their_address_also_from_definitions_far_away() -> None:
    lines = _lines(LONG)
    links = [span for _, _, span in links_of(lines)]
    assert len(links) == 900
    assert {span.href for span in links} == {"https://example.org/ref"}


def test_html_of_a_readme_is_read_as_words() -> None:
    source = '<p align="center"><img src="l.png" alt="Logo"></p>\n<h1>Name</h1>\n<script>alert(1)</script>\n\nText<br>more <a href="https://example.org">here</a>.'
    lines = lines_of(source)
    assert "[Logo]" in lines[0]
    assert "Name" in lines
    assert not any("alert" in line for line in lines)
    assert [span.href for _, _, span in links_of(_lines(source))] == ["https://example.org"]


def test_a_long_document_is_cut_outside_of_fences() -> None:
    pieces = list(markdown.pieces(LONG))
    assert len(pieces) > 10
    assert "".join(f"{piece}\n" for piece in pieces).count("```") == LONG.count("```")
    assert all(piece.count("```") % 2 == 0 for piece in pieces)
    assert max(map(len, pieces)) < 22_000


def test_front_matter_is_left_out() -> None:
    assert lines_of("---\ntitle: x\n---\n# Hello") == ["Hello"]


def test_wide_letters_are_measured() -> None:
    block = Block((Span("日本語のドキュメント " * 8),))
    assert all(cell_len("".join(span.text for span in line)) <= 20 for line in laid_out(block, 20))


@pytest.mark.parametrize("width", [8, 20, 79])
def test_a_word_longer_than_the_line_is_cut_not_lost(width: int) -> None:
    word = "x" * 100
    assert "".join(line for line in lines_of(word, width)) == word


FOREIGN = st.text(alphabet=st.sampled_from(list("#*-_`>[]()<>|! \n\t1.a日é[/]\\&;:~=+")), max_size=400)


@settings(max_examples=150, deadline=None)
@given(FOREIGN, st.integers(10, 120))
def test_any_text_is_laid_out_within_its_width(source: str, width: int) -> None:
    for line in _lines(text.block(source), width):
        said = "".join(span.text for span in line)
        assert "\n" not in said
        assert "\x1b" not in said
        assert cell_len(said) <= width + 30, "only deep nesting may stand out"


@settings(max_examples=100, deadline=None)
@given(FOREIGN)
def test_pieces_hold_the_whole_text(source: str) -> None:
    kept = markdown._FRONT_MATTER.sub("", source, count=1)
    assert "\n".join(markdown.pieces(source)) == kept


def test_plain_text_stays_as_it_is() -> None:
    blocks = [
        block
        for some in markdown.plain_blocks("Title\n=====\n\n  indented https://example.org/x\n")
        for block in some
    ]
    lines = ["".join(span.text for span in line) for block in blocks for line in laid_out(block, 60)]
    assert lines[:4] == ["Title", "=====", "", "  indented https://example.org/x"]
