"""The base documents of a checkout, in the forge's own order (`manifests.base_documents`)."""

from pathlib import Path

from isonboard import text
from isonboard.manifests.base_documents import SEARCH_ORDER, chosen, kind_of
from isonboard.manifests.tree import Tree
from isonboard.model.guidance import Document


def read_checkout(root: Path | Tree, forge: str | None = None) -> tuple[Document, ...]:
    """The base documents of a checkout (a folder, or a tree already opened), cleaned for showing.

    Links that leave the checkout, unreadable and empty files are left out.
    """
    tree = root if isinstance(root, Tree) else Tree.of_folder(root)
    documents = []
    for kind, path in chosen(tree.paths(), forge):
        content = tree.text(path)
        if content and content.strip():
            documents.append(Document(kind=kind, path=text.line(path), text=text.block(content)))
    return tuple(documents)


__all__ = ["SEARCH_ORDER", "chosen", "kind_of", "read_checkout"]
