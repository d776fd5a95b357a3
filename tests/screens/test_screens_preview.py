"""The pane beside the list: a long guide is read while what it comes to is still worked out."""

import asyncio
from typing import Any

from screen_testing import LONG, Host

from isonboard.assistant.detail import GuidancePage
from isonboard.assistant.row import vanished
from isonboard.guidance.distil import guidance_of
from isonboard.guidance.readiness import readiness_of
from isonboard.model.guidance import Document, DocumentKind
from isonboard.tui.screens.preview import Preview

GUIDE = Document(
    kind=DocumentKind.CONTRIBUTING, path="CONTRIBUTING.md", text="# Guide\n\nBe kind.\n\n" + LONG
)


class SlowDesk:
    """Answers what is kept at once and distils when it is told to."""

    def __init__(self, documents: tuple[Document, ...]) -> None:
        self.documents = documents
        self.go_on = asyncio.Event()

    async def ask(self, work: Any, topic: str = "") -> Any:
        desk = self

        class Kept:
            class catalog:  # noqa: N801 - the name of a field
                @staticmethod
                def documents(_: str) -> Any:
                    return desk.documents, None

        return work(Kept)

    async def fetch(self, work: Any) -> GuidancePage:
        await self.go_on.wait()
        return GuidancePage(
            documents=self.documents,
            guidance=guidance_of(self.documents[:0]),
            readiness=readiness_of(self.documents[:0], None),
        )


async def test_the_text_of_a_long_guide_is_there_before_it_is_distilled() -> None:
    preview = Preview()
    app = Host(preview)
    async with app.run_test(size=(90, 30)) as pilot:
        preview.tab = 1
        preview.show_row(vanished("acme/tool"))
        desk: Any = SlowDesk((GUIDE,))
        reading = asyncio.ensure_future(preview.read(desk, "acme/tool"))
        while "Be kind." not in preview.text.plain_text:
            assert not reading.done()
            await pilot.pause()
        assert "the texts follow" in preview.text.plain_text
        desk.go_on.set()
        await reading
        assert "the texts follow" not in preview.text.plain_text
        assert "Be kind." in preview.text.plain_text
        reading = asyncio.ensure_future(preview.read(desk, "acme/tool"))
        await reading  # asked again, nothing is taken away
        assert "the texts follow" not in preview.text.plain_text
