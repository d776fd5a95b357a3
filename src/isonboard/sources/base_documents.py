"""Which files of a repository's listing are fetched as its base documents, in the forge's own order.

Orders: GitHub Docs (“Setting guidelines for repository contributors”: `.github`, root, `docs`), GitLab
`lib/gitlab/file_detector.rb` (root), Gitea `services/issue/template.go`. Judging what they say is guidance's part.
"""

import re
from collections.abc import Iterable, Sequence

from isonboard.model.guidance import DocumentKind

_FOLDERS = {
    "github": (".github", "", "docs"),
    "gitlab": ("", ".gitlab", "docs"),
    "gitea": ("", "docs", ".gitea", ".forgejo", ".github"),
    "bitbucket": ("", ".bitbucket", "docs"),
    "azure": ("", ".azuredevops", "docs"),
}
_ANY_FOLDER = ("", ".github", ".gitlab", ".gitea", "docs")
_TEMPLATES = {
    "github": (".github/ISSUE_TEMPLATE", ".github/PULL_REQUEST_TEMPLATE"),
    "gitlab": (".gitlab/issue_templates", ".gitlab/merge_request_templates"),
    "gitea": (".gitea/ISSUE_TEMPLATE", ".github/ISSUE_TEMPLATE"),
    "azure": (".azuredevops/pull_request_template",),
}
_STEMS: tuple[tuple[str, DocumentKind], ...] = (
    (r"readme", DocumentKind.README),
    (r"contribut(?:ing|e|ion)(?:_guide(?:lines)?)?|how_to_contribute", DocumentKind.CONTRIBUTING),
    (r"communications?", DocumentKind.COMMUNICATION),
    (r"code_?of_?conduct", DocumentKind.CODE_OF_CONDUCT),
    (r"codeowners", DocumentKind.CODEOWNERS),
    (r"maintainers?|owners|committers", DocumentKind.MAINTAINERS),
    (r"trusted_committers?", DocumentKind.TRUSTED_COMMITTERS),
    (r"governance", DocumentKind.GOVERNANCE),
    (r"security(?:_policy)?", DocumentKind.SECURITY),
    (r"support", DocumentKind.SUPPORT),
    (r"licen[cs]e|copying", DocumentKind.LICENSE),
    (r"issue_template", DocumentKind.ISSUE_TEMPLATE),
    (r"(?:pull|merge)_request(?:_template)?", DocumentKind.PULL_REQUEST_TEMPLATE),
    (r"dco|cla|hacking|develop(?:ment|ing)|developer_guide|onboarding|building", DocumentKind.OTHER),
)
_KINDS = tuple((re.compile(pattern), kind) for pattern, kind in _STEMS)
_FORMATS = ("md", "markdown", "rst", "adoc", "asciidoc", "txt", "org", "")
_FORMATS_GITLAB = ("", *_FORMATS[:-1])  # names without an extension win there (GitLab issue 21529)
_MOST = {DocumentKind.ISSUE_TEMPLATE: 5, DocumentKind.PULL_REQUEST_TEMPLATE: 2, DocumentKind.OTHER: 3}
INHERITED = frozenset(
    {
        DocumentKind.CODE_OF_CONDUCT,
        DocumentKind.CONTRIBUTING,
        DocumentKind.SECURITY,
        DocumentKind.SUPPORT,
        DocumentKind.GOVERNANCE,
        DocumentKind.ISSUE_TEMPLATE,
        DocumentKind.PULL_REQUEST_TEMPLATE,
    }
)
"""What an organisation's `.github` repository provides for repositories that have none of their own."""


def folders(forge: str | None, subdirectory: str | None = None) -> tuple[str, ...]:
    """The folders whose listing is needed, "" for the root; a subdirectory of a monorepo comes first."""
    inside = (subdirectory, f"{subdirectory}/docs") if subdirectory else ()
    return (*inside, *_FOLDERS.get(forge or "", _ANY_FOLDER), *_TEMPLATES.get(forge or "", ()))


def kind_of(path: str) -> DocumentKind | None:
    """The kind of document that a path in a base folder names, None for anything else."""
    folder, _, name = path.casefold().rpartition("/")
    last = folder.rpartition("/")[2]
    if last in ("issue_template", "issue_templates"):
        fits = name.endswith((".md", ".yml", ".yaml")) and not name.startswith("config.")
        return DocumentKind.ISSUE_TEMPLATE if fits else None
    if last in ("pull_request_template", "merge_request_templates"):
        return DocumentKind.PULL_REQUEST_TEMPLATE if name.endswith(".md") else None
    if name == "innersource.json":
        return DocumentKind.INNERSOURCE_JSON
    stem, _, extension = name.partition(".")
    if extension not in _FORMATS:
        return None
    stem = re.sub(r"[-_ ]+", "_", stem)
    return next((kind for pattern, kind in _KINDS if pattern.fullmatch(stem)), None)


def chosen(
    paths: Iterable[str], forge: str | None, subdirectory: str | None = None
) -> list[tuple[DocumentKind, str]]:
    """The documents to fetch among `paths`: the first of each kind as the forge would show it, few of the others."""
    order = folders(forge, subdirectory)
    formats = _FORMATS_GITLAB if forge == "gitlab" else _FORMATS
    ranked: list[tuple[int, int, str, DocumentKind]] = []
    for path in paths:
        folder, _, name = path.rpartition("/")
        kind = kind_of(path)
        if kind is None or folder not in order:
            continue
        extension = name.casefold().partition(".")[2]
        rank = formats.index(extension) if extension in formats else len(formats)
        ranked.append((order.index(folder), rank, path, kind))
    taken: dict[DocumentKind, int] = {}
    found: list[tuple[DocumentKind, str]] = []
    for _, _, path, kind in sorted(ranked, key=lambda entry: entry[:3]):
        if taken.get(kind, 0) < _MOST.get(kind, 1):
            taken[kind] = taken.get(kind, 0) + 1
            found.append((kind, path))
    return sorted(found, key=lambda entry: list(DocumentKind).index(entry[0]))


def missing_kinds(kinds: Sequence[DocumentKind]) -> frozenset[DocumentKind]:
    """The kinds that an organisation's defaults may fill."""
    return INHERITED - set(kinds)
