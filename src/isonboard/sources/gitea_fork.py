"""Forks on Gitea and Forgejo: there when the answer comes; a second one is a conflict (409).

Described by `templates/swagger/v1_json.tmpl` (1.26).
"""

from typing import TYPE_CHECKING
from urllib.parse import quote

from isonboard.errors import CredentialsError
from isonboard.model.collaboration import Access
from isonboard.sources import fields
from isonboard.sources.forking import Entry, Way
from isonboard.sources.gitea_collaboration import access_of, goes_on
from isonboard.sources.github_rest import login

if TYPE_CHECKING:
    from isonboard.sources.session import Parameters

_PAGES = 20  # of 50 forks


class GiteaWay(Way):
    """Gitea's way."""

    async def access(self) -> Access:
        return access_of(await self.entry())

    async def existing(self) -> Entry | None:
        try:
            said = (await self.session.get("/user", kept=False)).mapping()
        except CredentialsError:  # a token without read:user may fork all the same
            return None
        me = fields.name(said.get("login")).casefold()
        seen = 0
        for page in range(1, _PAGES + 1):
            asked: Parameters = {"limit": 50, "page": page}
            answer = await self.session.get(f"{self.path}/forks", asked, kept=False)
            entries = fields.nodes(answer.entries())
            for entry in entries:
                if me and login(entry.get("owner")).casefold() == me:
                    return entry
            seen += len(entries)
            if not goes_on(answer, len(entries), seen):
                break
        return None

    async def make(self) -> Entry:
        return (await self.session.write(f"{self.path}/forks", {})).mapping()

    async def is_ready(self, fork: Entry) -> bool:
        full_name, branch = fields.name(fork.get("full_name")), fields.name(fork.get("default_branch"))
        if not branch:
            return True
        place = f"/repos/{quote(full_name)}/branches/{quote(branch, safe='')}"
        return await self.session.find(place, kept=False) is not None
