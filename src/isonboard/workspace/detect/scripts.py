"""Set-up scripts of the repository, by the names that are usual for them."""

from isonboard.manifests.evidence import evidence_at
from isonboard.manifests.tree import Tree
from isonboard.model.evidence import Evidence

SETUP_SCRIPTS = (
    "script/bootstrap", "script/setup", "bin/setup", "bin/bootstrap", "scripts/setup", "scripts/bootstrap",
    "scripts/setup.sh", "scripts/bootstrap.sh", "script/setup.sh", "script/bootstrap.sh", "bin/setup.sh",
    "scripts/install", "scripts/dev-setup.sh", "scripts/setup-dev.sh", "bootstrap.sh", "setup.sh", "dev/setup.sh",
    "tools/bootstrap.sh", "tools/setup.sh",
)  # fmt: skip


def setup_script(tree: Tree) -> tuple[tuple[str, ...], Evidence] | None:
    """(argv, evidence) of the first set-up script that is text and starts with a shell's or Ruby's or Python's mark."""
    for path in SETUP_SCRIPTS:
        text = tree.text(path)
        if not text or not text.startswith("#!"):
            continue
        if tree.executable(path):
            return (f"./{path}",), evidence_at(path, 1, text.partition("\n")[0])
        shell = next(
            (name for name in ("bash", "python3", "ruby", "sh") if name in text.partition("\n")[0]), None
        )
        if shell:
            return (shell, path), evidence_at(path, 1, text.partition("\n")[0])
    return None
