"""Forks on Gitea and Forgejo: there when the answer comes; a second one is a conflict (409).

A token without the scope read:user may fork, but not learn whose it is: after a conflict, the one fork that it may
administer is taken for one's own.

Described by `templates/swagger/v1_json.tmpl` (1.26).
"""

from typing import TYPE_CHECKING
from urllib.parse import quote

from isonboard.errors import BadAnswerError, CredentialsError
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

    _conflict = False
    """Whether the fork was there already, though that could not be asked."""

    async def access(self) -> Access:
        return access_of(await self.entry())

    async def existing(self) -> Entry | None:
        if not (me := await self._me()):
            return None
        own = [entry for entry in await self._forks() if login(entry.get("owner")).casefold() == me]
        return own[0] if own else None

    async def make(self) -> Entry:
        try:
            return (await self.session.write(f"{self.path}/forks", {})).mapping()
        except BadAnswerError as error:
            if await self._me():
                raise
            mine = {
                fields.name(entry.get("full_name")): entry
                for entry in await self._forks()
                if fields.mapping(entry.get("permissions")).get("admin") is True
            }
            if len(mine) != 1:
                raise CredentialsError(
                    f"{self.session.host} does not make the fork, probably because there is one,"
                    " and the token may not ask which is yours",
                    hint="Give the token the scope read:user, or clone your fork by its own address.",
                ) from error
            self._conflict = True
            return next(iter(mine.values()))

    def is_fresh(self, _fork: Entry) -> bool:
        return not self._conflict

    async def _me(self) -> str:
        """The token's user, empty where it may not ask: it may fork all the same."""
        try:
            said = (await self.session.get("/user", kept=False)).mapping()
        except CredentialsError:
            return ""
        return fields.name(said.get("login")).casefold()

    async def _forks(self) -> list[Entry]:
        found: list[Entry] = []
        seen = 0
        for page in range(1, _PAGES + 1):
            asked: Parameters = {"limit": 50, "page": page}
            answer = await self.session.get(f"{self.path}/forks", asked, kept=False)
            entries = fields.nodes(answer.entries())
            found += entries
            seen += len(entries)
            if not goes_on(answer, len(entries), seen):
                break
        return found

    async def is_ready(self, fork: Entry) -> bool:
        full_name, branch = fields.name(fork.get("full_name")), fields.name(fork.get("default_branch"))
        if not branch:
            return True
        place = f"/repos/{quote(full_name)}/branches/{quote(branch, safe='')}"
        return await self.session.find(place, kept=False) is not None
