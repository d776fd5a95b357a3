"""From the address somebody wrote down to the repository behind it: web pages, folders in them, clone addresses.

The shapes are the forges' own: GitHub `/tree/REF/PATH`, GitLab `/-/tree/REF/PATH`, Gitea `/src/branch/REF/PATH`,
Bitbucket Data Center `/projects/KEY/repos/NAME/browse/PATH`, Azure DevOps `/_git/NAME?path=/PATH&version=GBREF`.
"""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qs, quote, unquote, urlsplit

from isonboard import address
from isonboard.errors import RefusedError

_HOSTS = {
    "github.com": "github",
    "gitlab.com": "gitlab",
    "codeberg.org": "gitea",
    "dev.azure.com": "azure",
    "ssh.dev.azure.com": "azure",
    "bitbucket.org": "bitbucket-cloud",
}
_HOST_WORDS = (
    ("github", "github"),
    ("gitlab", "gitlab"),
    ("gitea", "gitea"),
    ("forgejo", "gitea"),
    ("codeberg", "gitea"),
    ("bitbucket", "bitbucket"),
    ("stash", "bitbucket"),
)
_PAGES = (  # the page inside a repository, after its own path
    re.compile(r"(?P<repo>.+?)/-/(?:tree|blob|raw)/(?P<ref>[^/]+)(?:/(?P<path>.*))?"),
    re.compile(r"(?P<repo>.+?)/-(?:/.*)?"),
    re.compile(r"(?P<repo>[^/]+/[^/]+)/(?:tree|blob|raw|edit)/(?P<ref>[^/]+)(?:/(?P<path>.*))?"),
    re.compile(r"(?P<repo>[^/]+/[^/]+)/(?:src|raw)/(?:branch|tag|commit)/(?P<ref>[^/]+)(?:/(?P<path>.*))?"),
    re.compile(r"(?P<repo>[^/]+/[^/]+)/(?:issues|pulls|wiki|releases|actions)(?:/.*)?"),
)
_BITBUCKET = re.compile(
    r"(?P<base>.*?)(?:projects|users)/(?P<key>[^/]+)/repos/(?P<name>[^/]+)(?:/(?:browse|raw)(?:/(?P<path>.*))?)?/?"
)
_PLAIN = re.compile(r"(https?://[a-z0-9.-]{1,253})/([A-Za-z0-9._-]+/[A-Za-z0-9._-]+)/?")
_UNQUOTED = re.compile(r"[A-Za-z0-9._~/-]*")  # what `quote` leaves alone
_USER = re.compile(r"(https?://)[A-Za-z0-9._-]+@")
_AZURE = re.compile(r"(?P<repo>(?:[^/]+/){1,3}_git/[^/]+)/?")


@lru_cache(maxsize=1024)
def _parts(clone_url: str) -> address.CloneAddress | None:
    """The parts of a clone address, None where it is refused; asked for several times in a row of each."""
    try:
        return address.clone_address(clone_url)
    except RefusedError:
        return None


class Repository(NamedTuple):
    """A repository, or a folder of one."""

    clone_url: str
    url: str
    """Its page in a browser."""
    forge: str | None
    subdirectory: str | None = None
    reference: str | None = None

    @property
    def project_id(self) -> str | None:
        """`host/owner/repo[//subdirectory]`, None where the address cannot be an id."""
        parts = _parts(self.clone_url)
        base = parts.project_id if parts else None
        return f"{base}//{self.subdirectory}" if base and self.subdirectory else base

    @property
    def full_name(self) -> str:
        """The path of the repository as the forge spells it."""
        parts = _parts(self.clone_url)
        path = parts.path if parts else ""
        return path.replace("/_git/", "/").removeprefix("scm/")


@lru_cache(maxsize=256)
def forge_of(host: str) -> str | None:
    """The forge that a host name tells, by the well-known names and by a word in it; None where it tells nothing."""
    host = host.lower()
    if host in _HOSTS:
        return _HOSTS[host]
    if host.endswith(".visualstudio.com"):
        return "azure"
    labels = re.split(r"[.-]", host)
    return next((forge for word, forge in _HOST_WORDS if word in labels), None)


def repository_of(written: str) -> Repository | None:
    """The repository that an address names, or None where it names none that we would act on."""
    written = written.strip().removeprefix("url:").removeprefix("git:")
    if plain := _PLAIN.fullmatch(written):  # the way below gives the same, more slowly
        return _made(plain[1], plain[2])
    if written.startswith("git+"):
        written = written.removeprefix("git+")
    if "://" not in written or written.startswith(("ssh://", "file://")):
        return _from_clone(written)
    written = _USER.sub(r"\1", written)  # Azure DevOps and Bitbucket write who you are into what you copy
    if address.web_address(written) is None:
        return None
    parts = urlsplit(written)
    origin, path = f"{parts.scheme}://{parts.netloc}", unquote(parts.path).strip("/")
    if path.count("/") == 1:  # nearly all: nothing but owner and name
        return _made(origin, path)
    if found := _BITBUCKET.fullmatch(path):
        return _bitbucket(origin, found)
    if found := _AZURE.fullmatch(path):
        return _azure(origin, found["repo"], parts.query)
    for shape in _PAGES:
        if page := shape.fullmatch(path):
            groups = page.groupdict()
            return _made(origin, page["repo"], groups.get("path"), groups.get("ref"))
    return _made(origin, path)


def _made(
    origin: str, path: str, inside: str | None = None, reference: str | None = None
) -> Repository | None:
    path = path.removesuffix(".git")
    page = f"{origin}/{path if _UNQUOTED.fullmatch(path) else quote(path)}"
    host = _host_of(origin)
    clone = page if host.startswith("git-codecommit.") else f"{page}.git"
    if "/" not in path or _parts(clone) is None:
        return None
    return Repository(clone, page, forge_of(host), _folder(inside) if inside else None, reference)


@lru_cache(maxsize=256)
def _host_of(origin: str) -> str:
    return (urlsplit(origin).hostname or "").lower()


def _bitbucket(origin: str, found: re.Match[str]) -> Repository | None:
    base, key, name = found["base"], found["key"], found["name"]
    clone = f"{origin}/{base}scm/{key.lower()}/{name}.git"
    if _parts(clone) is None:
        return None
    page = f"{origin}/{base}projects/{key}/repos/{name}"
    return Repository(clone, page, "bitbucket", _folder(found["path"]))


def _azure(origin: str, repo: str, query: str) -> Repository | None:
    given = parse_qs(query)
    clone = f"{origin}/{quote(repo)}"
    if _parts(clone) is None:
        return None
    version = given.get("version", [""])[0]
    return Repository(
        clone,
        clone,
        "azure",
        _folder(given.get("path", [""])[0]),
        version.removeprefix("GB") or None,
    )


def _from_clone(written: str) -> Repository | None:
    parts = _parts(written)
    if parts is None or not parts.host or written.startswith("/"):
        return None
    return Repository(written, f"https://{parts.host}/{quote(parts.path)}", forge_of(parts.host))


def _folder(path: str | None) -> str | None:
    """A folder inside a repository; one that leaves it, or a file's own name, is not kept."""
    segments = [segment for segment in (path or "").strip("/").split("/") if segment not in ("", ".")]
    if segments and segments[-1].endswith((".yaml", ".yml", ".md", ".json")):
        segments.pop()
    if not segments or any(not address.is_safe_segment(s) and not s.startswith(".") for s in segments):
        return None
    return None if ".." in segments or ".git" in segments else "/".join(segments)
