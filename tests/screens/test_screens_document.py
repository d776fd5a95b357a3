"""A document of any length is open at once; links, finding and foreign text work."""

from rich.cells import cell_len
from screen_testing import LONG, Host, shown, until

from isonboard.tui.widgets.blocks import Block, Span, code, paragraph
from isonboard.tui.widgets.document import Document, Section, slug

HOSTILE = "# bad [/] text\n\n[@click=app.quit]press[/] [bold]x[/]  \n\n`[$accent]`\n\n[go](javascript:alert(1))\n\n<a href='https://example.org/x'>y</a>\n"


async def test_of_three_hundred_kilobytes_only_the_head_is_laid_out_at_once() -> None:
    text = (LONG * 4)[:300_000]
    document = Document()
    app = Host(document)
    async with app.run_test(size=(90, 30)) as pilot:
        document.show([Section(text=text)])
        assert len(document._lines) < 1_000, "of about fourteen thousand"
        await pilot.pause()
        assert "Part 0" in shown(app)
        assert document.virtual_size.height > 3_000
        document.focus()
        await pilot.press("G")
        await until(pilot, lambda: document._work is None and document.scroll_y > 3_000, "the end is reached")


async def test_keys_scroll() -> None:
    document = Document()
    app = Host(document)
    async with app.run_test(size=(60, 20)) as pilot:
        document.show([Section(text=LONG[:20_000])])
        document.focus()
        await pilot.pause()
        await pilot.press("j", "j", "k")
        assert document.scroll_y == 1
        await pilot.press("pagedown", "ctrl+d")
        assert document.scroll_y == 1 + 18 + 10
        await pilot.press("g")
        assert document.scroll_y == 0


async def test_links_are_reached_with_a_key_and_opened_with_enter_or_a_click() -> None:
    document = Document()
    app = Host(document, [Document.LinkOpened])
    text = "One [first](https://example.org/1) and\n\n[second](guide.md) here."
    async with app.run_test(size=(60, 10)) as pilot:
        document.show([Section(text=text, base="https://example.org/README.md")])
        document.focus()
        await pilot.press("full_stop", "enter", "full_stop", "enter", "comma", "enter")
        await pilot.click(document, offset=(3, 2))
        await pilot.pause()
        assert [message.href for message in app.caught] == [
            "https://example.org/1",
            "guide.md",
            "https://example.org/1",
            "guide.md",
        ]
        assert app.caught[1].base == "https://example.org/README.md"


async def test_enter_is_offered_once_a_link_is_chosen() -> None:
    document = Document()
    app = Host(document)

    def offered() -> bool:
        return any(one.binding.id == "open" and one.enabled for one in app.screen.active_bindings.values())

    async with app.run_test(size=(60, 10)) as pilot:
        document.show([Section(text="One [first](https://example.org/1).")])
        document.focus()
        await pilot.pause()
        assert not offered()
        await pilot.press("full_stop")
        assert offered()


async def test_a_chosen_link_stays_chosen_when_the_text_is_laid_out_anew() -> None:
    document = Document()
    app = Host(document, [Document.LinkOpened])
    text = (
        "word " * 60
        + "\n\n[first](https://example.org/1)\n\n"
        + "word " * 60
        + "[second](https://example.org/2)"
    )
    async with app.run_test(size=(30, 10)) as pilot:
        document.show([Section(text=text)], key="a")
        document.focus()
        await pilot.press("full_stop", "full_stop")
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        await pilot.press("enter")
        document.show([Section(text=f"New first.\n\n{text}")], key="a")
        await pilot.press("enter")
        document.show([Section(text="Nothing of it.")], key="a")
        await pilot.press("enter")
        assert [message.href for message in app.caught] == ["https://example.org/2", "https://example.org/2"]


async def test_words_are_found_and_set_off() -> None:
    document = Document()
    app = Host(document)
    async with app.run_test(size=(60, 12)) as pilot:
        document.show([Section(text=LONG[:30_000])])
        await pilot.pause()
        assert document.find("PART 40")
        await pilot.pause()
        assert "Part 40" in shown(app)
        assert not document.find("no such words")


async def test_foreign_text_is_only_text() -> None:
    document = Document()
    app = Host(document, [Document.LinkOpened])
    async with app.run_test(size=(60, 30)) as pilot:
        document.show(
            [
                Section(text=HOSTILE),
                Section(text=HOSTILE, format="plain"),
                Section((paragraph("[bold]own[/]"),)),
            ]
        )
        await pilot.pause()
        screen = shown(app)
        assert "bad [/] text" in screen
        assert "[bold]own[/]" in screen
        assert "[@click=app.quit]press[/]" in screen
        for y in (0, 2, 4, 6, 8, 10):
            for x in (3, 12):
                await pilot.click(document, offset=(x, y))
        assert app.is_running


async def test_every_line_fits_whatever_the_size() -> None:
    document = Document()
    app = Host(document)
    async with app.run_test(size=(80, 20)) as pilot:
        document.show([Section(text=LONG[:9_000])])
        for width in (40, 120, 30):
            await pilot.resize_terminal(width, 20)
            await pilot.pause()
            inner = document.scrollable_content_region.width
            assert all(cell_len(document.render_line(y).text) == inner for y in range(20))


async def test_the_same_key_keeps_the_place_and_another_begins_at_the_top() -> None:
    document = Document()
    app = Host(document)
    async with app.run_test(size=(60, 12)) as pilot:
        blocks = tuple(Block((Span(f"line {n}"),)) for n in range(200))
        document.show([Section(blocks)], key="a")
        document.focus()
        await pilot.press("pagedown", "pagedown")
        here = document.scroll_y
        document.show([Section(blocks)], key="a")
        await pilot.pause()
        assert document.scroll_y == here
        document.show([Section(blocks)], key="b")
        await pilot.pause()
        assert document.scroll_y == 0


CODES = "# Set up\n\nFirst:\n\n```sh\n$ make setup\n$ make test\n```\n\n{gap}\n\n> quoted:\n>\n>     ls\n\n# Then\n\n```\nlast\n```\n"


async def test_code_in_sight_is_taken_whole_and_the_next_key_takes_the_next() -> None:
    document = Document()
    app = Host(document, [Document.CodeTaken])
    text = CODES.format(gap="\n\n".join(f"Words {n}." for n in range(60)))
    async with app.run_test(size=(60, 20)) as pilot:
        document.show([Section((code("git fetch"), code("git rebase"))), Section(text=text)])
        document.focus()
        await pilot.press("C", "C", "C", "C", "C")
        await pilot.pause()
        assert [message.code for message in app.caught] == [
            "git fetch\ngit rebase",
            "make setup\nmake test",
            "ls",
            "last",
        ]
        assert document.scroll_y > 60


async def test_a_text_without_code_gives_none() -> None:
    document = Document()
    app = Host(document, [Document.CodeTaken])
    async with app.run_test(size=(60, 10)) as pilot:
        document.show([Section(text="Words.")])
        document.focus()
        await pilot.press("C")
        await pilot.pause()
        assert not app.caught


async def test_links_to_headings_and_to_other_texts_of_the_page_stay_on_it() -> None:
    far = "\n\n".join(f"Words {n}." for n in range(60))
    guide = f"[tests](#running-the-tests), [readme](../README.md#use-it), [whole](/README.md), [else](other.md)\n\n{far}\n\n## Running the tests!\n\n{far}"
    readme = f"# Tool\n\n{far}\n\n## Use it\n\n{far}"
    document = Document()
    app = Host(document, [Document.LinkOpened])
    async with app.run_test(size=(60, 10)) as pilot:
        document.show(
            [
                Section(
                    text=guide, path="docs/CONTRIBUTING.md", base="https://example.org/docs/CONTRIBUTING.md"
                ),
                Section(text=readme, path="README.md"),
            ]
        )
        document.focus()
        seen = []
        for times in (1, 2, 3, 4):
            await pilot.press("g", *["full_stop"] * times, "enter")
            await pilot.pause()
            seen.append(shown(app).split("\n")[0].strip())
            document._link = None
        assert seen[:3] == ["Running the tests!", "Use it", "Tool"]
        assert [message.href for message in app.caught] == ["other.md"]


def test_the_names_of_headings_are_those_of_forges() -> None:
    assert slug(" Running the `tests`, fast! ") == "running-the-tests-fast"
    assert slug("C++ & Größe_x") == "c--größe_x"


async def test_of_facts_that_come_in_later_only_the_lines_that_change_are_drawn() -> None:
    document = Document()
    app = Host(document)
    async with app.run_test(size=(60, 12)) as pilot:
        document.show([Section((paragraph("one"), paragraph("two"), paragraph("three")))], key="page")
        await pilot.pause()
        document._exchange_repaint_regions()  # as if it had been painted
        document.show([Section((paragraph("one"), paragraph("other"), paragraph("three")))], key="page")
        assert [region.y for region in document._exchange_repaint_regions()] == [1]
        assert document.find("three")
        document._exchange_repaint_regions()
        document.show([Section((paragraph("one"), paragraph("other"), paragraph("three")))], key="page")
        assert sum(region.height for region in document._exchange_repaint_regions()) >= 12, "what was set off"
