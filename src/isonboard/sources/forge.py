"""What forges share: documents from a listing of paths, details laid over what the catalog knows, order of issues."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from msgspec import structs

from isonboard import address, limits, text
from isonboard.errors import NotFoundError, RefusedError
from isonboard.model.guidance import Document
from isonboard.model.issue import Issue
from isonboard.model.project import Project
from isonboard.sources import base_documents
from isonboard.sources.answer import Answer

FILE_LIMIT = limits.DOCUMENT_BYTES
KEPT = frozenset(
    {"id", "listed_by", "aliases", "gone_since", "subdirectory", "title", "stated_score", "api_path"}
)
"""Fields that stay the catalog's when details arrive."""


class FileForge(ABC):
    """A forge that lists paths and gives files: documents come from these two."""

    kind: str

    @abstractmethod
    async def paths(self, project: Project) -> Sequence[str]:
        """Paths of the files in the folders that hold base documents."""

    @abstractmethod
    async def document(self, project: Project, path: str) -> Document | None:
        """One file as text, None where there is none."""

    async def documents(self, project: Project) -> tuple[Document, ...]:
        """The base documents that exist, in the forge's own order."""
        chosen = base_documents.chosen(await self.paths(project), self.kind, project.subdirectory)
        found = await asyncio.gather(*(self.document(project, path) for _, path in chosen))
        return tuple(document for document in found if document is not None)

    async def base_paths(self, project: Project) -> tuple[str, ...]:
        """Paths of the base documents, without reading them."""
        chosen = base_documents.chosen(await self.paths(project), self.kind, project.subdirectory)
        return tuple(text.line(path, 300) for _, path in chosen)


def document_of(answer: Answer | None, path: str, url: str | None) -> Document | None:
    """A raw file as a document; None where there was no answer."""
    if answer is None:
        return None
    kind = base_documents.kind_of(path)
    said = text.block(answer.text())
    return Document(kind=kind, path=text.line(path, 300), text=said, url=address.web_address(url))


def filled(project: Project, detailed: Project) -> Project:
    """`project` with every field that `detailed` knows; names, origin and listing stay the catalog's.

    Where the forge answers under another name on the same host, the project was renamed or moved: it takes that id
    and keeps the former one as an alias.
    """
    changes = {
        name: value
        for name in detailed.__struct_fields__
        if name not in KEPT and (value := getattr(detailed, name)) not in (None, "", ())
    }
    if detailed.base_documents is not None:
        changes["base_documents"] = detailed.base_documents
    if not project.title and detailed.title:
        changes["title"] = detailed.title
    now = f"{detailed.id}//{project.subdirectory}" if project.subdirectory else detailed.id
    if now != project.id and now.partition("/")[0] == project.id.partition("/")[0]:
        changes["id"] = now
        changes["aliases"] = tuple(dict.fromkeys((project.id, *project.aliases)))
    return structs.replace(project, **changes)


def newest_first(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Most recently updated first, unknown dates last."""
    return tuple(
        sorted(
            issues, key=lambda issue: issue.updated_at.timestamp() if issue.updated_at else 0.0, reverse=True
        )
    )


def repository_path(project: Project, base: str = "") -> str:
    """The path of a project's repository on its forge: of the clone address, else the full name.

    `base` is the forge's own address, whose path (a forge below a folder of its host) is not part of it. Raises
    NotFoundError where there is none.
    """
    path = project.full_name
    if project.clone_url:
        try:
            path = address.clone_address(project.clone_url).path
        except RefusedError:
            path = project.full_name
    prefix = urlsplit(base).path.strip("/")
    path = path.strip("/")
    if prefix and path.startswith(f"{prefix}/"):
        path = path.removeprefix(f"{prefix}/")
    if "/" not in path:
        raise NotFoundError(f"{project.label} has no repository there", hint="Its catalog entry names none.")
    return path
