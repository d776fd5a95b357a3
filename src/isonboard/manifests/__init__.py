"""Reading package manifests and lock files as text; nothing of a repository is ever executed."""
