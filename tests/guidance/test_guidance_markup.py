"""Four markups, one stream of blocks."""

import pytest

from isonboard.guidance.markup import (
    BlockKind,
    links_in,
    markup_of,
    plain,
    read,
    references_in,
    sections,
    sentences,
    spans_in,
)

MARKDOWN = """\
# Title

Intro with a [link](https://example.org/a).

## Set up

1. Clone it:
   ```bash
   git clone https://example.org/x
   ```
- [ ] a box

| Command | What |
| --- | --- |
| `make test` | tests |

    $ indented
"""
RST = """\
Title
=====

Intro with a `link <https://example.org/a>`_.

Set up
------

1. Clone it::

     git clone https://example.org/x

- a box

.. code-block:: bash
   :linenos:

   make test

===========  =====
Command      What
===========  =====
``make``     tests
===========  =====

.. a comment
   that goes on

>>> doctest()
"""
ADOC = """\
= Title

Intro with a https://example.org/a[link].

== Set up

. Clone it:
+
[source,bash]
----
git clone https://example.org/x
----
* a box

|===
|Command |What
|`make` |tests
|===
"""
PLAIN = """\
TITLE

Intro with https://example.org/a here.

Set up
------

    git clone https://example.org/x
"""


def kinds(path, text):
    return [(block.kind, block.line) for block in read(path, text)]


@pytest.mark.parametrize(
    ("path", "text"), [("x.md", MARKDOWN), ("x.rst", RST), ("x.adoc", ADOC), ("x", PLAIN)]
)
def test_every_format_gives_the_same_headings_and_commands(path, text):
    blocks = read(path, text)
    titles = [block.text for block in blocks if block.kind is BlockKind.HEADING]
    assert [title.casefold() for title in titles] == ["title", "set up"]
    code = next(block for block in blocks if block.kind is BlockKind.CODE)
    assert code.lines[0] == "git clone https://example.org/x"
    assert text.split("\n")[code.line - 1].strip() == code.lines[0]
    assert links_in(blocks[1].text)[0].target == "https://example.org/a"


@pytest.mark.parametrize(("path", "text"), [("x.md", MARKDOWN), ("x.rst", RST), ("x.adoc", ADOC)])
def test_items_and_rows_are_found_in_every_format(path, text):
    blocks = read(path, text)
    items = [block.text for block in blocks if block.kind is BlockKind.ITEM]
    assert items == ["Clone it:", "a box"]
    rows = [block.cells for block in blocks if block.kind is BlockKind.ROW]
    assert len(rows) == 2
    assert rows[0] == ("Command", "What")


def test_code_blocks_keep_language_and_line():
    blocks = [block for block in read("x.rst", RST) if block.kind is BlockKind.CODE]
    assert [(block.language, block.line) for block in blocks] == [("", 11), ("bash", 18), ("pycon", 29)]
    assert read("x.md", "~~~ {.sh}\nls\n~~~\n")[0].language == "sh"


def test_code_of_an_item_ends_where_the_item_goes_on():
    text = "#. Clone it::\n\n    $ git clone x\n\n   Then get the tags::\n\n     $ git fetch\n"
    code = [block.lines for block in read("x.rst", text) if block.kind is BlockKind.CODE]
    assert code == [("$ git clone x",), ("$ git fetch",)]


def test_a_list_set_off_in_a_plain_file_is_a_list():
    text = "CORRECTNESS\n-----------\n\n    * Run it all.\n      Twice.\n\n    * And again.\n"
    assert [block.text for block in read("HACKING", text) if block.kind is BlockKind.ITEM] == [
        "Run it all. Twice.",
        "And again.",
    ]


def test_comments_are_not_prose():
    blocks = read("x.md", "a\n<!-- hidden\nwords -->\nb\n")
    assert [(block.kind, block.line) for block in blocks] == [
        (BlockKind.PARAGRAPH, 1),
        (BlockKind.COMMENT, 2),
        (BlockKind.PARAGRAPH, 4),
    ]
    assert "goes on" not in " ".join(block.text for block in read("x.rst", RST))


def test_headings_of_all_spellings():
    text = (
        "Setext\n======\n\nSecond\n---\n\n#NoSpace heading\n\n<h2 align=center>Html</h2>\n\n### Closed ###\n"
    )
    found = [(block.text, block.level) for block in read("x.md", text)]
    assert found == [("Setext", 1), ("Second", 2), ("NoSpace heading", 1), ("Html", 2), ("Closed", 3)]


def test_front_matter_references_and_rules_are_not_content():
    text = "---\ntitle: x\n---\n\n***\n\n[a]: https://example.org\n\ntext [a]\n"
    blocks = read("x.md", text)
    assert [block.text for block in blocks] == ["text [a]"]
    assert links_in(blocks[0].text, references_in(text))[0].target == "https://example.org"


def test_a_plain_file_is_sniffed():
    assert markup_of("README", MARKDOWN) == "markdown"
    assert markup_of("README", RST) == "restructured"
    assert markup_of("README.txt", ADOC) == "asciidoc"
    assert markup_of("README", "just words\n") == "plain"


def test_sections_know_what_stands_above_them():
    found = sections(read("x.md", "# A\n## B\ntext\n# C\n"))
    assert [(section.title, section.path, len(section.blocks)) for section in found] == [
        ("A", (), 0),
        ("B", ("A",), 1),
        ("C", (), 0),
    ]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("[a](https://x.example/y_(z))", "https://x.example/y_(z)"),
        ("see <https://x.example/a>.", "https://x.example/a"),
        ("see https://x.example/a.", "https://x.example/a"),
        ("`a <https://x.example/a>`__", "https://x.example/a"),
        ("https://x.example/a[text]", "https://x.example/a"),
        ("link:docs/a.adoc[text]", "docs/a.adoc"),
        ('<a href="https://x.example/a">text</a>', "https://x.example/a"),
        ("mail dev@x.example today", "mailto:dev@x.example"),
        ("irc://irc.example/room", "irc://irc.example/room"),
    ],
)
def test_links_of_all_markups(text, target):
    assert links_in(text)[0].target == target


def test_a_picture_is_no_link_but_its_frame_is():
    assert [
        link.target for link in links_in("[![chat](https://b.example/x.svg)](https://chat.example/r)")
    ] == ["https://chat.example/r"]


def test_text_for_a_person():
    assert (
        plain("**Run** `make` in [the _root_](x) of [![b](i)](l)the ``repo``")
        == "Run make in the root of the repo"
    )
    assert plain(":ref:`here <x>` and `text <https://a.example>`_") == "here and text"
    assert plain("snake_case_name stays, a * b too") == "snake_case_name stays, a * b too"


def test_code_in_a_sentence_is_no_markup():
    assert plain("Branch `shop/<issue>-<words>`, ``a/<b>``, <b>bold</b>") == (
        "Branch shop/<issue>-<words>, a/<b>, bold"
    )
    assert plain("edit `__init__.py` and `*.md`, not *this*") == "edit __init__.py and *.md, not this"
    assert plain("`text <https://a.example>`_ and `a/<b>`") == "text and a/<b>"
    assert plain("[`x/<y>`](z) \x000\x00 `<b>`") == "x/<y> 0 <b>"


def test_spans_and_sentences():
    assert [span.code for span in spans_in("use `a b` and ``c d``")] == ["a b", "c d"]
    assert [sentence for _, sentence in sentences("One e.g. this. Two! See v1.2 here. (Three)")] == [
        "One e.g. this.",
        "Two!",
        "See v1.2 here.",
        "(Three)",
    ]


def test_the_line_of_an_offset():
    block = read("x.md", "\n\none\ntwo\nthree\n")[0]
    assert [block.line_at(block.text.index(word)) for word in ("one", "two", "three")] == [3, 4, 5]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Sign our https://acme.example/cla[Contributor Agreement].", "Sign our Contributor Agreement."),
        ("Sign our https://acme.example/cla[Contributor\nAgreement^] first.", "Sign our Contributor Agreement first."),
        ("Sign the link:cla.html[agreement,window=_blank].", "Sign the agreement."),
        ("Sign the link:++cla[1].html++[agreement].", "Sign the agreement."),
        ("Mail mailto:dev@acme.example[the team,Hello,Dear team].", "Mail the team."),
        ("See xref:build.adoc#test[how to test] or <<testing,below>>, <<build>>.", "See how to test or below, build."),
        ("image:logo.png[Logo] Build it icon:check[role=green].", "Build it ."),
        ("Takes a day.footnote:[On weekdays.] Thanks.", "Takes a day. (On weekdays.) Thanks."),
        ("Press kbd:[Ctrl+C], then menu:File[Save] and btn:[OK].", "Press Ctrl+C, then File > Save and OK."),
        ("[.line-through]#Old words.# [.lead]#New# words. [[here]]", "New words."),
        ("Write `https://acme.example/x[y]` as it is, C++ too, 1 + 1 + 1.", "Write https://acme.example/x[y] as it is, C++ too, 1 + 1 + 1."),
    ],
)  # fmt: skip
def test_asciidoc_within_a_sentence(written, read_as):
    (block,) = read("x.adoc", written)
    assert plain(block.text) == read_as


def test_asciidoc_monospace_is_code_and_macros_are_links():
    (block,) = read(
        "x.adoc", "Run +make test+, see https://acme.example/a[here] and mailto:a@acme.example[us]."
    )
    assert [span.code for span in spans_in(block.text)] == ["make test"]
    assert [(link.text, link.target) for link in links_in(block.text)] == [
        ("here", "https://acme.example/a"),
        ("us", "mailto:a@acme.example"),
    ]


def test_asciidoc_lines_for_the_converter_say_nothing():
    text = "image::logo.png[Logo]\ninclude::more.adoc[]\n[[id]]\nOne.\n'''\n\n. Step\n[source,sh]\n----\nmake\n----\n"
    assert [(block.kind, block.text) for block in read("x.adoc", text)] == [
        (BlockKind.PARAGRAPH, "One."),
        (BlockKind.ITEM, "Step"),
        (BlockKind.CODE, "make"),
    ]


def test_asciidoc_cells_on_lines_of_their_own_are_rows():
    blocks = read("x.adoc", "|===\n|Tool |Version\n\n|Python\n|https://python.example[3.11]\n|===\n")
    assert [block.cells for block in blocks] == [
        ("Tool", "Version"),
        ("Python", "[3.11](https://python.example)"),
    ]


@pytest.mark.parametrize(
    ("written", "code", "line"),
    [
        ("<pre><code>make test</code></pre>", "make test", 1),
        ("<h2>Tests</h2><pre><code>make test\nmake &lt;x&gt;</code></pre>", "make test make <x>", 1),
        ("<h2>Tests</h2>\n<pre>\nmake test\n</pre>\nafter", "make test", 3),
        ('<pre><code class="language-sh">make\n', "make", 1),
    ],
)
def test_code_that_html_sets_off(written, code, line):
    found = [block for block in read("x.md", written) if block.kind is BlockKind.CODE]
    assert [(block.text, block.line) for block in found] == [(code, line)]


def test_a_footnote_is_read_and_its_mark_is_not():
    blocks = read("x.md", "Sign it[^1].\n\n[^1]: Not for typos.\n[ref]: https://x.example\n")
    assert [plain(block.text) for block in blocks] == ["Sign it.", "Not for typos."]


def test_what_is_struck_out_is_not_said():
    text = "~~Run `nose`.~~ Run it.\n\n- ~~Bob~~ (@bob)\n- Ann\n\n| Who | Login |\n|---|---|\n| ~~Bob~~ | @bob |\n"
    assert [block.text for block in read("x.md", text)] == ["Run it.", "Ann", "| Who | Login |"]
    assert read("x.md", "~~all gone~~") == []


def test_cells_and_breaks_of_html_keep_words_apart():
    assert plain("<tr><td>1</td><td>two</td></tr>") == "1 two"
    assert plain("one<br>two") == "one two"
