"""What a project states about its own set-up: its documents, dev container and workflows, as plain commands."""

from collections.abc import Sequence

from isonboard import limits
from isonboard.manifests.command_blocks import command_pieces
from isonboard.manifests.commands import commands_in
from isonboard.manifests.evidence import evidence_at
from isonboard.manifests.pipelines import Piece, devcontainer_pieces, pipeline_pieces
from isonboard.manifests.tree import Tree
from isonboard.model.evidence import Evidence
from isonboard.workspace.detect.place import Stated

GUIDE, README, CONTAINER, WORKFLOW = range(4)
"""Ranks of the kinds of evidence, strongest first."""
COMMAND_LIMIT = limits.STATED_COMMAND_LETTERS


def stated_commands(tree: Tree, given: Sequence[tuple[str, Evidence]] = ()) -> list[Stated]:
    """Every plain command that the project states, the strongest kind of evidence first."""
    found: list[Stated] = []
    for text, evidence in given:
        found += [Stated(spoken, evidence, GUIDE) for spoken in commands_in(text, is_folder=tree.is_folder)]
    for piece in command_pieces(tree):
        rank = README if piece.file.rpartition("/")[2].lower().startswith("readme") else GUIDE
        found += _of_piece(tree, piece, rank)
    for piece in devcontainer_pieces(tree):
        found += _of_piece(tree, piece, CONTAINER)
    for piece in pipeline_pieces(tree):
        found += _of_piece(tree, piece, WORKFLOW)
    return sorted(found, key=lambda one: one.rank)[:COMMAND_LIMIT]


def _of_piece(tree: Tree, piece: Piece, rank: int) -> list[Stated]:
    rows = piece.text.split("\n")
    return [
        Stated(
            spoken,
            evidence_at(piece.file, piece.line + spoken.line if piece.line else 0, rows[spoken.line]),
            rank,
        )
        for spoken in commands_in(piece.text, cwd=piece.cwd, is_folder=tree.is_folder)
    ]
