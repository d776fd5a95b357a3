"""Tool versions pinned by mise or asdf: what the plan requires beside what the ecosystems say themselves."""

import re

from isonboard.manifests.recipes import MISE_FILES
from isonboard.manifests.structured import table, toml
from isonboard.manifests.tree import Tree

_NAMES = {
    "nodejs": "node", "golang": "go", "java": "java", "python": "python", "node": "node", "go": "go", "ruby": "ruby",
    "rust": "rust", "erlang": "erl", "elixir": "elixir", "terraform": "terraform", "pnpm": "pnpm", "yarn": "yarn", "bun": "bun",
    "deno": "deno", "zig": "zig", "php": "php", "maven": "mvn", "gradle": "gradle", "uv": "uv", "poetry": "poetry",
    "dotnet": "dotnet", "just": "just", "task": "task", "sbt": "sbt", "julia": "julia", "swift": "swift", "cmake": "cmake",
}  # fmt: skip


def pinned_tools(tree: Tree) -> dict[str, str]:
    """Tool to least version (major and minor of the pin); what is pinned to “latest” or a path is left out."""
    pins: dict[str, str] = {}
    for row in (tree.text(".tool-versions") or "").split("\n"):
        words = row.partition("#")[0].split()
        if len(words) >= 2:
            pins.setdefault(words[0], words[1])
    for file in MISE_FILES:
        for tool, value in table(toml(tree.text(file)), "tools").items():
            version = value.get("version") if isinstance(value, dict) else value
            version = version[0] if isinstance(version, list) and version else version
            if isinstance(version, str):
                pins.setdefault(tool.rpartition(":")[2], version)
    found: dict[str, str] = {}
    for tool, version in pins.items():
        number = re.search(r"(?:^|-)(\d+(?:\.\d+)?)", version)
        if tool in _NAMES and number:
            found[_NAMES[tool]] = f">={number[1]}"
    return found
