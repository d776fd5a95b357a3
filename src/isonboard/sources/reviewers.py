"""People of a pull request, as one thanks them."""

import re
from collections.abc import Iterable

_LOGIN = re.compile(r"[\w.-]{1,100}", re.ASCII)
_BOT = re.compile(
    r"^(?:project|group)_\d+_bot|[-_]bot$|\[bot\]$|^(?:dependabot|renovate)(?:-preview)?$", re.IGNORECASE
)
_NOT_IN_NAMES = frozenset("@<>[](){}`*_#\\|")


def is_bot(login: str) -> bool:
    """Whether an account is a robot's, by the names that forges and the usual robots use (`project_1_bot_…` is GitLab's)."""
    return _BOT.search(login) is not None


def person(login: str, name: str = "") -> str:
    """“Ada Okafor (@ada)”, or “@ada” where the name is unknown; "" for what no forge would take as an account.

    The result may stand in a comment: a name that would be more than a name there is left out.
    """
    if not _LOGIN.fullmatch(login):
        return ""
    spoken = " ".join(name.split())
    if not spoken or len(spoken) > 80 or spoken.casefold() == login.casefold() or _NOT_IN_NAMES & set(spoken):
        return f"@{login}"
    return f"{spoken} (@{login})"


def people(found: Iterable[tuple[str, str]], *, but: str = "") -> tuple[str, ...]:
    """Each person once, in their order, without bots and without `but`, the author."""
    seen: dict[str, str] = {}
    for login, name in found:
        key = login.casefold()
        if key in ("", "ghost", but.casefold()) or is_bot(login):
            continue
        said = person(login, name)
        if said and ("(" in said or key not in seen):
            seen[key] = said
    return tuple(seen.values())
