"""Whatever a stranger wrote: no crash, evidence that is really there, time linear in the size."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isonboard import text as gate
from isonboard.guidance.blocks import BlockKind
from isonboard.guidance.distil import guidance_of
from isonboard.guidance.markup import links_in, plain, read, sections, sentences, spans_in
from isonboard.guidance.readiness import readiness_of
from isonboard.model.guidance import Document
from isonboard.model.guidance import DocumentKind as Kind

NAMES = ("x.md", "x.rst", "x.adoc", "x.txt", "x")
PIECES = st.sampled_from(
    [
        "# ", "## Test", "=====", "-----", "```", "```bash", "~~~", "    ", "\t", "$ make test", "make lint", "npm ci", ".. code-block:: sh",
        "::", "----", "|===", "| a | b |", "|---|---|", "- [ ] ", "1. ", "* ", "<!--", "-->", "<pre>", "`make test`", "[a](b)", "[a]: b",
        "https://gitter.im/a/b", "@ada", "a@b.cc", "You must sign the CLA", "not", "no", "DCO", "Signed-off-by", "within two days",
        "Maintainers", "Trusted Committers", "Run", "the tests", ".", " ", "é", "😀", "\\", '"', "'", "(", ")", "feat: x", "feature/x",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.one_of(PIECES, st.just("\n")), max_size=60)
    .map(" ".join)
    .map(lambda t: t.replace(" \n ", "\n")),
)


@given(st.sampled_from(NAMES), TEXTS)
@settings(max_examples=150, deadline=None)
def test_blocks_lie_in_order_within_the_document(name, raw):
    document = gate.block(raw)
    lines = document.split("\n")
    last = 0
    for block in read(name, document):
        assert 1 <= block.line <= len(lines)
        assert block.line >= last
        last = block.line
        assert block.lines
        if block.kind is BlockKind.CODE and name != "x.rst" and "<pre" not in document.casefold():
            assert all(line in lines[block.line - 1 + at].rstrip() for at, line in enumerate(block.lines))
    sections(read(name, document))


@given(st.sampled_from(NAMES), st.sampled_from(list(Kind)), TEXTS)
@settings(max_examples=200, deadline=None)
def test_every_finding_quotes_its_line(name, kind, raw):
    document = Document(kind=kind, path=name, text=gate.block(raw))
    lines = document.text.split("\n")
    found = guidance_of([document])
    for item in (*found.steps, *found.contacts, *found.conditions):
        if item.evidence and item.evidence.line:
            assert item.evidence.file == name
            quote = gate.line(lines[item.evidence.line - 1])
            assert quote.startswith(item.evidence.quote.removesuffix("…"))
    for step in found.steps:
        assert step.text
        assert not step.commands or step.evidence
    readiness_of([document], None)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_inline_readers_take_anything(raw):
    plain(raw)
    assert "".join(sentence for _, sentence in sentences(raw)) in raw or raw
    for link in links_in(raw, {"a": "b"}):
        assert 0 <= link.offset <= len(raw)
    for span in spans_in(raw):
        assert span.code in raw


SIZE = 60_000
HOSTILE = {
    "brackets": "[", "bracket words": "[a", "backticks": "`", "spans": "`a b` ", "links": "[a](http://x.y/z) ", "html": '<a href="',
    "comments": "<!--\n", "pre": "<pre\n", "fences": "```\n", "headings": "# a\n", "items": "- a\n", "bars": "|", "table": "| a |\n|---|\n",
    "dashes": "-", "logins": "@a ", "mails": "a@b.cc ", "dots": ". A", "agreements": "You must sign the CLA. ", "denials": "not no CLA ",
    "stars": "*a", "quotes": "> ", "code": "    make test\n", "notes": ".. note::\n", "equals": "=\n", "bars adoc": "|===\n",
    "names": "Aa Bb ", "addresses": "http://", "owners": "* @a\n", "spaces": " ", "lines": "\n", "times": "within two days we review ",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_cost_linear_time(name):
    piece = HOSTILE[name]
    for path, kind in (
        ("CONTRIBUTING.md", Kind.CONTRIBUTING),
        ("CONTRIBUTING.rst", Kind.CONTRIBUTING),
        ("MAINTAINERS", Kind.MAINTAINERS),
    ):
        document = Document(kind=kind, path=path, text=(piece * (SIZE // len(piece) + 1))[:SIZE])
        start = time.process_time()
        guidance_of([document])
        assert time.process_time() - start < 5  # a quadratic reader takes a minute
