"""Which files of a repository are base documents, and which of them come first, in the forge's own order: shared by
whoever fetches them and whoever reads them.

Sources of the orders: GitHub Docs (“Setting guidelines for repository contributors”, “About READMEs”), GitLab
`lib/gitlab/file_detector.rb`, Gitea `services/issue/template.go`; for the rest the precedence that InnerSource tools
agree on (`.github`, root, other folders, `docs`).
"""

import re
from collections.abc import Sequence

from isonboard.model.guidance import DocumentKind

ROOT = ""
DEFAULT = "default"

SEARCH_ORDER: dict[str, tuple[str, ...]] = {
    "github": (".github", ROOT, "docs"),
    "gitlab": (ROOT, ".gitlab", "docs"),
    "gitea": (ROOT, "docs", ".gitea", ".forgejo", ".github"),
    "bitbucket": (ROOT, ".bitbucket", "docs"),
    "azure": (ROOT, ".azuredevops", "docs"),
    DEFAULT: (".github", ROOT, ".gitlab", ".gitea", ".forgejo", ".azuredevops", ".bitbucket", "docs"),
}
"""Forge to the folders it looks into, first wins. Any other base folder comes after them."""

CODEOWNERS_ORDER: dict[str, tuple[str, ...]] = {
    "github": (".github", ROOT, "docs"),
    "gitlab": (ROOT, "docs", ".gitlab"),
    "gitea": (ROOT, "docs", ".gitea"),
    DEFAULT: (".github", ROOT, ".gitlab", "docs", ".gitea", ".forgejo", ".bitbucket"),
}

_EXTENSIONS: dict[str, tuple[str, ...]] = {
    "gitlab": ("", "md", "markdown", "mdown", "rst", "rest", "adoc", "asciidoc", "txt", "text", "org"),
    DEFAULT: ("md", "markdown", "mdown", "rst", "rest", "adoc", "asciidoc", "txt", "text", "", "org"),
}
"""Which format wins in one folder. GitLab prefers the name without an extension (GitLab issue 21529)."""

_FORGE_FOLDERS = frozenset(
    {".github", ".gitlab", ".gitea", ".forgejo", ".gogs", ".gitbucket", ".bitbucket", ".azuredevops"}
)
_BASE_FOLDERS = _FORGE_FOLDERS | {ROOT, "docs", "doc"}
_GUIDE_FOLDERS = _BASE_FOLDERS | {
    "docs/source", "doc/source", "docs/contributing", "docs/development", "docs/dev", "docs/developer",
    "docs/developers", "docs/community", "docs/contribute", "doc/development", "doc/dev", "documentation",
    "contributing",
}  # fmt: skip
"""Where guides for contributors live: a stub in the root often points there."""

_MANUALS = frozenset({"docs", "doc", "docs/source", "doc/source", "documentation"})

_OF_A_MANUAL = re.compile(r"/(?:testing|build)\.\w+$")
"""In a manual these tell users how to test and build with the product; `docs/TESTING.md` is meant for contributors."""

_STEMS: dict[str, DocumentKind] = {
    "readme": DocumentKind.README,
    **dict.fromkeys(
        (
            "contributing", "contribute", "contribution", "contributing_guide", "contributing_guidelines",
            "contribution_guide", "contribution_guidelines", "how_to_contribute",
        ),
        DocumentKind.CONTRIBUTING,
    ),
    **dict.fromkeys(("communication", "communications"), DocumentKind.COMMUNICATION),
    **dict.fromkeys(("code_of_conduct", "codeofconduct", "conduct"), DocumentKind.CODE_OF_CONDUCT),
    "codeowners": DocumentKind.CODEOWNERS,
    **dict.fromkeys(("maintainers", "maintainer", "owners", "committers"), DocumentKind.MAINTAINERS),
    **dict.fromkeys(("trusted_committers", "trusted_committer"), DocumentKind.TRUSTED_COMMITTERS),
    "governance": DocumentKind.GOVERNANCE,
    **dict.fromkeys(("security", "security_policy"), DocumentKind.SECURITY),
    "support": DocumentKind.SUPPORT,
    **dict.fromkeys(("license", "licence", "copying", "unlicense"), DocumentKind.LICENSE),
    **dict.fromkeys(("issue_template",), DocumentKind.ISSUE_TEMPLATE),
    **dict.fromkeys(
        ("pull_request_template", "pull_request", "merge_request_template"), DocumentKind.PULL_REQUEST_TEMPLATE
    ),
    **dict.fromkeys(
        (
            "dco", "cla", "icla", "contributor_license_agreement", "hacking", "development", "developing",
            "developer_guide", "developers", "development_guide", "building", "build", "testing",
            "submitting_patches", "submittingpatches", "coding_style", "codingstyle", "code_style", "style_guide",
            "styleguide", "coding_guidelines", "coding_standards", "ai_policy", "onboarding", "agents",
        ),
        DocumentKind.OTHER,
    ),
}  # fmt: skip

_AGREEMENTS = frozenset({"dco", "cla", "icla", "contributor_license_agreement"})
_FOR_DEVELOPERS = ("hacking", "develop")

_WIDELY_PLACED = frozenset({DocumentKind.CONTRIBUTING, DocumentKind.OTHER})
_TEMPLATE_FOLDERS: dict[str, DocumentKind] = {
    "issue_template": DocumentKind.ISSUE_TEMPLATE,
    "issue_templates": DocumentKind.ISSUE_TEMPLATE,
    "pull_request_template": DocumentKind.PULL_REQUEST_TEMPLATE,
    "merge_request_templates": DocumentKind.PULL_REQUEST_TEMPLATE,
}
_PLAIN_FILES: dict[str, DocumentKind] = {
    "innersource.json": DocumentKind.INNERSOURCE_JSON,
    "catalog-info.yaml": DocumentKind.OTHER,
    "catalog-info.yml": DocumentKind.OTHER,
    ".clabot": DocumentKind.OTHER,
    ".github/dco.yml": DocumentKind.OTHER,
    ".github/issue_template/config.yml": DocumentKind.OTHER,
    ".gitea/issue_template/config.yaml": DocumentKind.OTHER,
}
_AGREEMENT_WORKFLOW = re.compile(
    r"\.github/workflows/(?:[a-z0-9]{1,40}[-_.]){0,4}(?:cla|dco)(?:[-_.][a-z0-9]+){0,4}\.ya?ml"
)
_LOCALE = re.compile(r"(?P<stem>.{1,60}?)[._-](?P<locale>[a-z]{2}(?:[-_](?:[a-z]{2}|hans|hant))?)")
_LICENSE_NAME = re.compile(r"(?:licen[cs]e|copying)[-_.](?!header|template|check)[a-z0-9.+-]{1,30}")

_MOST: dict[DocumentKind, int] = {
    DocumentKind.README: 2,
    DocumentKind.CONTRIBUTING: 3,
    DocumentKind.LICENSE: 3,
    DocumentKind.ISSUE_TEMPLATE: 8,
    DocumentKind.PULL_REQUEST_TEMPLATE: 3,
    DocumentKind.OTHER: 8,
}
"""How many of a kind are worth reading; one of any other."""
_MANY_IN_A_FOLDER = frozenset(
    {
        DocumentKind.LICENSE,
        DocumentKind.ISSUE_TEMPLATE,
        DocumentKind.PULL_REQUEST_TEMPLATE,
        DocumentKind.OTHER,
    }
)
_KINDS = tuple(DocumentKind)


def _stem_and_extension(name: str) -> tuple[str, str] | None:
    stem, dot, extension = name.rpartition(".")
    if not dot:
        return name, ""
    return (stem, extension) if extension in _EXTENSIONS[DEFAULT] else None


def _named(folder: str, name: str) -> tuple[DocumentKind, bool] | None:
    """Kind by name, and whether it is a translation."""
    if name in ("codeowners", "owners") or name.startswith("codeowners."):
        return (_STEMS[name], False) if name in _STEMS else None
    parts = _stem_and_extension(name)
    if parts is None:
        if _LICENSE_NAME.fullmatch(name) and folder == ROOT and "." not in name:
            return DocumentKind.LICENSE, False
        return None
    stem = re.sub(r"[-_ ]+", "_", parts[0]).strip("_")
    kind = _STEMS.get(stem)
    if kind is not None:
        # a bare word such as `build` or `testing` without an extension is a script or a folder's neighbour
        bare = parts[1] == "" and stem in {"build", "testing", "developers", "support", "security", "conduct"}
        return None if bare else (kind, False)
    locale = _LOCALE.fullmatch(parts[0])
    if locale and (kind := _STEMS.get(re.sub(r"[-_ ]+", "_", locale["stem"]))) is not None:
        return kind, locale["locale"] not in ("en", "en-us", "en_us", "en-gb")
    if _LICENSE_NAME.fullmatch(parts[0]) and folder == ROOT:
        return DocumentKind.LICENSE, False
    return None


def kind_of(path: str) -> DocumentKind | None:
    """The kind of base document that a repository path names, or None: names count in any case and format, and
    only where a forge or a habit puts them (`src/README.md` is no base document, `CONTRIBUTORS` no guide).
    """
    found = _kind_and_locale(path)
    return found[0] if found else None


def _kind_and_locale(path: str) -> tuple[DocumentKind, bool] | None:
    folded = path.casefold().removeprefix("./")
    if folded in _PLAIN_FILES:
        return _PLAIN_FILES[folded], False
    folder, _, name = folded.rpartition("/")
    upper, _, last = folder.rpartition("/")
    if last in _TEMPLATE_FOLDERS and upper in _BASE_FOLDERS:
        fits = name.endswith((".md", ".yml", ".yaml", ".txt")) and not name.startswith("config.")
        return (_TEMPLATE_FOLDERS[last], False) if fits else None
    if folder == ".github/workflows":
        return (DocumentKind.OTHER, False) if _AGREEMENT_WORKFLOW.fullmatch(folded) else None
    if folder not in _GUIDE_FOLDERS:
        if name.startswith("index.") and folder in ("docs/contributing", "docs/source/contributing"):
            return DocumentKind.CONTRIBUTING, False
        return None
    if (
        folder in ("docs/contributing", "contributing")
        and name.startswith("index.")
        and _stem_and_extension(name)
    ):
        return DocumentKind.CONTRIBUTING, False
    if folder in _MANUALS and _OF_A_MANUAL.search(path):
        return None
    found = _named(folder, name)
    if found and folder not in _BASE_FOLDERS and found[0] not in _WIDELY_PLACED:
        return None
    return found


def is_agreement(path: str) -> bool:
    """Whether a base document of kind OTHER is about a sign-off or an agreement to sign: without it nothing is merged."""
    folded = path.casefold().removeprefix("./")
    parts = _stem_and_extension(folded.rpartition("/")[2])
    return (
        (parts is not None and re.sub(r"[-_ ]+", "_", parts[0]).strip("_") in _AGREEMENTS)
        or folded in (".clabot", ".github/dco.yml")
        or _AGREEMENT_WORKFLOW.fullmatch(folded) is not None
    )


def _weight(path: str, name: str) -> int:
    """Which of the OTHER documents come first: of many only a few are read."""
    if is_agreement(path):
        return 0
    return 1 if name.startswith(_FOR_DEVELOPERS) else 2


def chosen(paths: Sequence[str], forge: str | None) -> list[tuple[DocumentKind, str]]:
    """The base documents worth reading among `paths`, best first within each kind.

    The first of a kind is the one the forge itself shows; further ones (a longer guide below `docs`, the other
    issue templates) follow, a few at most.
    """
    order = SEARCH_ORDER.get(forge or DEFAULT, SEARCH_ORDER[DEFAULT])
    owners_order = CODEOWNERS_ORDER.get(forge or DEFAULT, CODEOWNERS_ORDER[DEFAULT])
    extensions = _EXTENSIONS.get(forge or DEFAULT, _EXTENSIONS[DEFAULT])
    ranked: list[tuple[int, bool, int, int, int, int, str, DocumentKind, str]] = []
    for path in paths:
        found = _kind_and_locale(path)
        if found is None:
            continue
        kind, translated = found
        folder, _, name = path.casefold().removeprefix("./").rpartition("/")
        folders = owners_order if kind is DocumentKind.CODEOWNERS else order
        parts = _stem_and_extension(name)
        extension = extensions.index(parts[1]) if parts else len(extensions)
        folder_rank = (
            folders.index(folder) if folder in folders else len(folders) + (folder not in _BASE_FOLDERS)
        )
        weight = _weight(path, name) if kind is DocumentKind.OTHER else 0
        ranked.append(
            (_KINDS.index(kind), translated, weight, folder_rank, extension, len(name), folder, kind, path)
        )
    ranked.sort()
    result: list[tuple[DocumentKind, str]] = []
    seen: dict[DocumentKind, list[str]] = {}
    for *_, folder, kind, path in ranked:
        folders_seen = seen.setdefault(kind, [])
        if len(folders_seen) >= _MOST.get(kind, 1) or (
            folder in folders_seen and kind not in _MANY_IN_A_FOLDER
        ):
            continue
        folders_seen.append(folder)
        result.append((kind, path))
    return result
