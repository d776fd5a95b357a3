"""Every ecosystem, one line each; the order is the order of the steps where a folder has several."""

from collections.abc import Callable

from isonboard.workspace.detect import go, gradle, maven, node, python, rust
from isonboard.workspace.detect import make as make_
from isonboard.workspace.detect.place import Found, Place

Detector = Callable[[Place], Found | None]

DETECTORS: tuple[Detector, ...] = (
    python.detect,
    go.detect,
    rust.detect,
    maven.detect,
    gradle.detect,
    node.detect,
)
FALLBACKS: tuple[Detector, ...] = (make_.detect,)
"""Looked at only where none of the others knows the folder."""
