"""The gate for what is acted on: addresses, names that become folders, branch names.

Validated or refused, never repaired: a wrong value raises `RefusedError` and nothing is done with it.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from isonboard.errors import RefusedError

_SEGMENT = re.compile(r"\.?[A-Za-z0-9_~][A-Za-z0-9._~+-]{0,98}")
_HOST = re.compile(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.?"
    r"|\[[0-9a-fA-F:.]+\]"
)
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
)
_SHORT_GIT = re.compile(r"git~\d+")  # how Windows shortens .git
_SCP = re.compile(r"(?:(?P<user>[A-Za-z0-9._-]+)@)?(?P<host>[A-Za-z0-9.-]+):(?P<path>(?!//)[^\s]+)")
_PLAIN = re.compile(
    r"(https?)://([a-z0-9.-]{1,253})/([A-Za-z0-9._-]{1,100}(?:/[A-Za-z0-9._-]{1,100}){1,8})/?"
)
_UNSEEN = (  # printable for Python, nothing for the eye: fillers and selectors
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_UNSAFE = re.compile(rf"[ \\{_UNSEEN}]")
_DEFAULT_PORTS = {"https": 443, "http": 80, "ssh": 22, "git": 9418}
_AZURE = "dev.azure.com"
_SAME_HOST = {  # other names of well-known forges: their web and their ssh-over-https hosts
    "www.github.com": "github.com",
    "ssh.github.com": "github.com",
    "www.gitlab.com": "gitlab.com",
    "altssh.gitlab.com": "gitlab.com",
    "altssh.bitbucket.org": "bitbucket.org",
    "ssh.dev.azure.com": _AZURE,
}
CLONE_SCHEMES = frozenset({"https", "http", "ssh", "file"})


class CloneAddress(NamedTuple):
    """Where a repository is cloned from, in parts that have been checked.

    `host` is lower case, `port` is None for the scheme's own, `path` has no leading slash and no `.git`.
    """

    scheme: str
    host: str
    port: int | None
    path: str
    user: str | None
    url: str

    @property
    def project_id(self) -> str:
        """The normalised `host/owner/repo` that names the project, whatever address lists it.

        Ports, case and `.git` do not count, nor by which of its names or protocols a forge is reached. What cannot
        be seen of a folder's name is percent-encoded: an id is shown, typed and compared as it is.
        """
        path = _visible(self.path.casefold())
        if not self.host:
            return f"local/{path}"
        parts = path.split("/")
        if (
            len(parts) >= 3 and parts[-3] == "scm"
        ):  # Bitbucket Data Center over https; over ssh it leaves that out
            path = "/".join((*parts[:-3], *parts[-2:]))
        host = _SAME_HOST.get(self.host, self.host)
        organisation, _, domain = host.partition(".")
        if domain == "visualstudio.com" and not organisation.startswith("vs-ssh"):
            host, path = _AZURE, f"{organisation}/{path.removeprefix('defaultcollection/')}"
        return f"{host}/{_azure_path(path) if host == _AZURE else path}"


_TO_ENCODE = re.compile(
    f"%(?=[0-9a-f]{{2}})|[{_UNSEEN}]|(?<![^/ ]) | (?![^/])|(?<=[^\\w\\s\\x00-\\x7f]{{3}})[^\\w\\s\\x00-\\x7f]"
)


def _visible(path: str) -> str:
    """`path` with what is not seen, or folded away as white space or as a pile of marks, percent-encoded."""
    if path.isascii() and path.isprintable() and " " not in path and "%" not in path:
        return path

    def encoded(sign: str) -> str:
        return "".join(f"%{byte:02x}" for byte in sign.encode(errors="replace"))

    path = _TO_ENCODE.sub(lambda found: encoded(found[0]), path)
    return "".join(sign if sign.isprintable() else encoded(sign) for sign in path)


def _azure_path(path: str) -> str:
    """`organisation/project/_git/repository`, from the ssh form and the form without a project."""
    parts = path.split("/")
    if parts[0] == "v3" and len(parts) == 4:
        parts = [parts[1], parts[2], "_git", parts[3]]
    elif len(parts) == 3 and parts[1] == "_git":
        parts = [parts[0], parts[2], "_git", parts[2]]
    return "/".join(parts)


def clone_address(url: str) -> CloneAddress:
    """The parts of a clone address (https, http, ssh, scp-like or file), or RefusedError saying why not."""

    def refuse(why: str) -> RefusedError:
        return RefusedError(
            f"the clone address {url[:120]!r} is refused: {why}",
            hint="Ask the project for its https or ssh address.",
        )

    if plain := _PLAIN.fullmatch(url):  # nearly all; the way below gives the same, more slowly
        scheme, host, path = plain.groups()
        path = path.removesuffix(".git")
        if _is_host(host) and not host.endswith(".") and all(map(is_safe_segment, path.split("/"))):
            return CloneAddress(scheme, host, None, path, None, url)
    if not url or len(url) > 2_000 or _misleads(url):
        raise refuse("it holds spaces, backslashes or signs that are not seen")
    if url.startswith("-"):
        raise refuse("it looks like an option")
    if "://" not in url:
        if url.startswith("/"):
            return CloneAddress("file", "", None, _checked_path(url, refuse, deep=True), None, url)
        match = _SCP.fullmatch(url)
        if not match:
            raise refuse("it is neither https nor ssh")
        return CloneAddress(
            "ssh",
            _checked_host(match["host"], refuse),
            None,
            _checked_path(match["path"], refuse),
            match["user"],
            url,
        )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise refuse("it is not an address") from None
    scheme = parts.scheme.lower()
    if scheme not in CLONE_SCHEMES:
        raise refuse(f"{scheme}:// is not one of https, http, ssh or file")
    if parts.query or parts.fragment:
        raise refuse("it has a query or a fragment")
    if parts.password is not None:
        raise refuse("it carries a password")
    if parts.username and not re.fullmatch(r"[A-Za-z0-9._-]+", parts.username):
        raise refuse("its user name is strange")
    host = "" if scheme == "file" else _checked_host(parts.hostname or "", refuse)
    if scheme == "file" and parts.netloc not in ("", "localhost"):
        raise refuse("a file address must be local")
    if parts.username and parts.username.startswith("-"):
        raise refuse("its user name looks like an option")
    path = _checked_path(parts.path, refuse, deep=scheme == "file")
    return CloneAddress(
        scheme, host, None if port == _DEFAULT_PORTS.get(scheme) else port, path, parts.username or None, url
    )


def _misleads(url: str) -> bool:
    """Whether an address holds what is not seen or turns the direction of text: its path would have it encoded."""
    return not url.isprintable() or _UNSAFE.search(url) is not None


@lru_cache(maxsize=1024)
def _is_host(host: str) -> bool:
    """A whole catalog lives on a few hosts."""
    return _HOST.fullmatch(host) is not None


def _checked_host(host: str, refuse: Callable[[str], RefusedError]) -> str:
    if not host or host.startswith("-") or not _is_host(host):
        raise refuse("its host name is strange")
    return host.lower().rstrip(".")


def _checked_path(path: str, refuse: Callable[[str], RefusedError], *, deep: bool = False) -> str:
    trimmed = path.strip("/")
    trimmed = trimmed.removesuffix(".git")
    segments = [unquote(segment) for segment in trimmed.split("/")]
    if not trimmed or (not deep and any(not is_safe_segment(segment) for segment in segments)):
        raise refuse("its path is not made of plain names")
    if any(segment in ("", ".", "..") for segment in segments):
        raise refuse("its path leaves its place")
    return "/".join(segments)


def is_safe_segment(name: str) -> bool:
    """Whether a foreign name may become one folder name: plain characters, not `.git`, `..`, `CON` or an option."""
    if not _SEGMENT.fullmatch(name):
        return False
    folded = name.casefold()
    if "." not in folded and "~" not in folded:  # nearly all
        return folded not in _RESERVED
    return not (
        folded in (".", "..", ".git")
        or folded.endswith((".lock", ".git", "."))
        or folded.partition(".")[0] in _RESERVED
        or _SHORT_GIT.fullmatch(folded)
    )


def safe_segment(name: str) -> str:
    """`name`, or RefusedError where it may not become a folder name."""
    if not is_safe_segment(name):
        raise RefusedError(
            f"the name {name[:80]!r} cannot become a folder", hint="Clone it by hand under a plain name."
        )
    return name


def project_id_of(url: str) -> str | None:
    """The id of the project behind a web or clone address, or None where it names none."""
    try:
        return clone_address(url).project_id
    except RefusedError:
        return None


def web_address(url: object) -> str | None:
    """`url` when it is a plain http(s) address without credentials that may be shown, opened or fetched; else None."""
    if isinstance(url, str) and (plain := _PLAIN.fullmatch(url)) and _is_host(plain[2]):
        return url
    if not isinstance(url, str) or len(url) > 2_000 or _misleads(url) or url.startswith("-"):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or parts.username or parts.password:
        return None
    return url if parts.hostname and _is_host(parts.hostname) else None


def origin_of(url: str) -> str:
    """`scheme://host:port`, lower case, the port always given: what a token or a cache entry belongs to."""
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    return f"{scheme}://{(parts.hostname or '').lower()}:{parts.port or _DEFAULT_PORTS.get(scheme, 0)}"


_BRANCH_BAD = re.compile(rf"[^\w\-./+#@=,\u0080-\U0010ffff]|[{_UNSEEN}]|\.\.|@\{{|//|/\.|\.lock(?:/|$)")
_REF_OF_GIT = re.compile(r"[A-Z_]*HEAD")


def branch_name(name: str) -> str:
    """`name` when git takes it for a branch (git-check-ref-format(1)) and no shell or option can misread it.

    Letters and digits of any script and `-_./+#@=,`; nothing that means something to a shell, is not seen or turns
    the direction of the text.
    """
    if (
        not name
        or len(name) > 200
        or name.startswith(("-", "/", ".", "#"))
        or name.endswith(("/", "."))
        or name == "@"
        or _REF_OF_GIT.fullmatch(name)
        or _BRANCH_BAD.search(name)
        or not (name.isascii() or _is_words(name))
    ):
        raise RefusedError(
            f"{name[:80]!r} cannot be a branch name", hint="Use letters, digits, dashes and slashes."
        )
    return name


def _is_words(name: str) -> bool:
    """Whether all that is not ASCII is a letter, a digit or a mark that belongs to letters."""
    from unicodedata import category

    return all(sign.isascii() or sign.isalnum() or category(sign) in ("Mn", "Mc") for sign in name)


_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(title: str, limit: int = 40) -> str:
    """A short branch-safe form of a title: lower-case ASCII words joined by dashes ("" when nothing is left)."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    words = _NOT_SLUG.sub("-", plain).strip("-")
    return words if len(words) <= limit else words[: limit + 1].rpartition("-")[0] or words[:limit]
