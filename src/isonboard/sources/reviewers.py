"""People of a pull request, as one thanks them."""

import re
from collections.abc import Iterable

_LOGIN = re.compile(r"[\w.-]{1,100}", re.ASCII)
_NOT_IN_NAMES = frozenset("@<>[](){}`*_#\\|")


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
        if key in ("", "ghost", but.casefold()) or key.endswith("[bot]"):
            continue
        said = person(login, name)
        if said and ("(" in said or key not in seen):
            seen[key] = said
    return tuple(seen.values())
