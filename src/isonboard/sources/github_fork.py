"""Forks on GitHub: asking for one that is there answers with it, and a new one appears some seconds later.

By GitHub's documentation (“REST API endpoints for forks”): 202, the git objects follow.
"""

from urllib.parse import quote

from isonboard.model.collaboration import Access
from isonboard.sources import fields
from isonboard.sources.forking import Entry, Way

_YOUNG = 60.0  # seconds; an older one was there before (the rule of GitHub's own command line)


class GithubWay(Way):
    """GitHub's way."""

    async def access(self) -> Access:
        entry = await self.entry()
        return Access(
            read=True,
            fork=fields.flag(entry.get("allow_forking")),
            write=fields.flag(fields.mapping(entry.get("permissions")).get("push")),
            archived=fields.flag(entry.get("archived")),
        )

    async def existing(self) -> Entry | None:
        return None  # `make` finds it

    async def make(self) -> Entry:
        return (await self.session.write(f"{self.path}/forks", {})).mapping()

    def is_fresh(self, fork: Entry) -> bool:
        made = fields.moment(fork.get("created_at"))
        return made is None or self.session.transport.now() - made.timestamp() < _YOUNG

    async def is_ready(self, fork: Entry) -> bool:
        full_name, branch = fields.name(fork.get("full_name")), fields.name(fork.get("default_branch"))
        place = f"/repos/{quote(full_name)}/branches/{quote(branch or 'main', safe='')}"
        return await self.session.find(place, kept=False) is not None
