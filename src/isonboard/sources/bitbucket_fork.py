"""Forks on Bitbucket Data Center: in the engineer's personal project (`~name`), `state` says when it is there.

Described by Atlassian's OpenAPI of 9.2. Who is asking is named by the header `X-AUSERNAME` of every answer.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

from isonboard.errors import BadAnswerError
from isonboard.model.collaboration import Access
from isonboard.model.project import Project
from isonboard.sources import fields
from isonboard.sources.forking import Entry, Way

if TYPE_CHECKING:
    from isonboard.sources.bitbucket import BitbucketApi
    from isonboard.sources.session import Parameters

_PAGES = 20  # of 100 forks


class BitbucketWay(Way):
    """Bitbucket's way."""

    def __init__(
        self, api: "BitbucketApi", path: str, reader: Callable[[Entry, str, str], Project | None]
    ) -> None:
        super().__init__(api.session, path, lambda entry, source: reader(entry, source, api.web))
        self._api = api

    async def access(self) -> Access:
        entry = await self.entry()
        slug = fields.name(entry.get("slug"))
        key = fields.name(fields.mapping(entry.get("project")).get("key"))
        asked: Parameters = {
            "projectkey": key,
            "name": fields.name(entry.get("name")),
            "permission": "REPO_WRITE",
            "limit": 100,
        }
        mine = fields.nodes((await self.session.get("/repos", asked, kept=False)).mapping().get("values"))
        return Access(
            read=True,
            fork=fields.flag(entry.get("forkable")),
            write=any(
                (fields.name(each.get("slug")), fields.name(fields.mapping(each.get("project")).get("key")))
                == (slug, key)
                for each in mine
            ),
            archived=fields.flag(entry.get("archived")),
        )

    async def existing(self) -> Entry | None:
        answer = await self.session.get(self.path, kept=False)
        me = f"~{answer.headers.get('x-ausername', '')}".casefold()
        async for values in self._api.pages(f"{self.path}/forks", {}, _PAGES):
            for entry in fields.nodes(values):
                key = fields.name(fields.mapping(entry.get("project")).get("key")).casefold()
                if me != "~" and key == me:
                    return entry
        return None

    async def make(self) -> Entry:
        return (await self.session.write(self.path, {})).mapping()

    async def is_ready(self, fork: Entry) -> bool:
        key = fields.name(fields.mapping(fork.get("project")).get("key"))
        place = f"/projects/{quote(key, safe='~')}/repos/{quote(fields.name(fork.get('slug')), safe='')}"
        answer = await self.session.find(place, kept=False)
        state = fields.name(answer.mapping().get("state")) if answer else "INITIALISING"
        if state == "INITIALISATION_FAILED":
            raise BadAnswerError(
                f"{self.session.host} could not make the fork",
                hint="Delete the empty one there and try again.",
            )
        return state in ("", "AVAILABLE")
