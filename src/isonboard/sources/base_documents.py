"""Which folders of a repository are listed for base documents, and how many of those are fetched.

What is a base document and which comes first is everybody's (`manifests.base_documents`); each further one here is a
request, so there are fewer than a checkout has.
"""

from collections.abc import Iterable, Sequence

from isonboard.manifests import base_documents as shared
from isonboard.model.guidance import DocumentKind

_TEMPLATES = {
    "github": (".github/ISSUE_TEMPLATE", ".github/PULL_REQUEST_TEMPLATE"),
    "gitlab": (".gitlab/issue_templates", ".gitlab/merge_request_templates"),
    "gitea": (".gitea/ISSUE_TEMPLATE", ".github/ISSUE_TEMPLATE"),
    "azure": (".azuredevops/pull_request_template",),
}
_MOST = {DocumentKind.ISSUE_TEMPLATE: 5, DocumentKind.PULL_REQUEST_TEMPLATE: 2, DocumentKind.OTHER: 3}
"""How many of a kind are fetched; one of any other. Agreements to sign do not count: they are never left out."""
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
    order = shared.SEARCH_ORDER.get(forge or shared.DEFAULT, shared.SEARCH_ORDER[shared.DEFAULT])
    return (*inside, *order, *_TEMPLATES.get(forge or "", ()))


def kind_of(path: str) -> DocumentKind:
    """The kind of a file that was fetched; one in a folder of a monorepo counts by its name."""
    return shared.kind_of(path) or shared.kind_of(path.rpartition("/")[2]) or DocumentKind.OTHER


def chosen(
    paths: Iterable[str], forge: str | None, subdirectory: str | None = None
) -> list[tuple[DocumentKind, str]]:
    """The documents to fetch among `paths`: the first of each kind as the forge would show it, few of the others."""
    within = f"{subdirectory}/" if subdirectory else None
    own, others = [], []
    for path in paths:
        if within and path.startswith(within):
            own.append(path.removeprefix(within))
        else:
            others.append(path)
    found = [(kind, f"{within or ''}{path}") for kind, path in shared.chosen(own, forge)]
    found += shared.chosen(others, forge)
    taken: dict[DocumentKind, int] = {}
    fetched: list[tuple[DocumentKind, str]] = []
    for kind, path in found:
        if kind is DocumentKind.OTHER and shared.is_agreement(path):
            fetched.append((kind, path))
        elif taken.get(kind, 0) < _MOST.get(kind, 1):
            taken[kind] = taken.get(kind, 0) + 1
            fetched.append((kind, path))
    return sorted(fetched, key=lambda entry: list(DocumentKind).index(entry[0]))


def missing_kinds(kinds: Sequence[DocumentKind]) -> frozenset[DocumentKind]:
    """The kinds that an organisation's defaults may fill."""
    return INHERITED - set(kinds)
