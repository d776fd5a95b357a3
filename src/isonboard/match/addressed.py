"""A query that is an address: the project that it names is the answer."""

import re

from isonboard.address import project_id_of

_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://|[\w.-]+@[\w.-]+:|(?:[\w-]+\.)+[a-z]{2,}/(?=[^/]+/))\S+", re.IGNORECASE
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://|[\w.-]+@[\w.-]+:", re.IGNORECASE)
_PAGE = re.compile(
    r"[?#].*|/(?:-/)?(?:issues|pulls?|pull-requests|merge_requests|tree|blob|src|wiki|browse)(?:/.*|$)"
)


def ids_named(text: str) -> tuple[str, ...]:
    """The ids that a project behind this address may have, the longest first; empty where it is no address.

    Pages of a project (its issues, a file) name it too; `host/owner/name` without a scheme is taken for https.
    """
    bare = text.strip()
    if not _ADDRESS.fullmatch(bare):
        return ()
    bare = _PAGE.sub("", bare).rstrip("/")
    found = project_id_of(bare if _SCHEME.match(bare) else f"https://{bare}")
    if found is None:
        return ()
    host, *path = found.split("/")
    return tuple("/".join((host, *path[:end])) for end in range(len(path), 1, -1))


def words_of_address(text: str) -> str:
    """The owner and the name in an address, to be looked for where no project has it."""
    return " ".join(
        _PAGE.sub("", text.strip()).rstrip("/").removesuffix(".git").replace(":", "/").split("/")[-2:]
    )
