"""Forks on GitLab: made in the background, `import_status` says when it is done; a second one is a conflict.

By GitLab's documentation (doc/api/project_forks.md). Not yet proved against a real server.
"""

from isonboard.errors import BadAnswerError
from isonboard.model.collaboration import Access
from isonboard.sources import fields
from isonboard.sources.forking import Entry, Way
from isonboard.sources.gitlab_collaboration import access_of

_DONE = frozenset({"", "none", "finished"})


class GitlabWay(Way):
    """GitLab's way."""

    async def access(self) -> Access:
        return access_of(await self.entry())

    async def existing(self) -> Entry | None:
        answer = await self.session.get(f"{self.path}/forks", {"owned": "true", "per_page": 20}, kept=False)
        found = fields.nodes(answer.entries())
        own = [entry for entry in found if fields.mapping(entry.get("namespace")).get("kind") == "user"]
        return next(iter(own or found), None)

    async def make(self) -> Entry:
        return (await self.session.write(f"{self.path}/fork", {})).mapping()

    async def is_ready(self, fork: Entry) -> bool:
        number = fields.count(fork.get("id"))
        entry = fork
        if fields.name(fork.get("import_status")) != "finished" and number is not None:
            entry = (await self.session.get(f"/projects/{number}", kept=False)).mapping()
        status = fields.name(entry.get("import_status"))
        if status == "failed":
            raise BadAnswerError(
                f"{self.session.host} could not make the fork",
                hint="Look at the fork's page; it may be tried again there.",
            )
        return status in _DONE
