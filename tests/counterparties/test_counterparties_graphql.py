"""Our GraphQL queries against GitHub's own schema (npm: graphql and @octokit/graphql-schema).

The packages are looked for in `ISONBOARD_NODE_MODULES`, else beside the checkout in shared/servers/github.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from isonboard.sources import github_collaboration as together
from isonboard.sources import github_graphql as graph

MODULES = Path(
    os.environ.get("ISONBOARD_NODE_MODULES")
    or Path(__file__).parents[3] / "shared/servers/github/node_modules"
)
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not (MODULES / "@octokit/graphql-schema").is_dir(),
        reason="GitHub's schema is not installed (npm install)",
    ),
    pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed"),
]


def test_every_query_is_valid():
    lacking = {"blockedBy"}  # newer than the published schema; left out where a server does not know it
    queries = {
        "owner, stable": graph.owner_query(lacking, "CREATED_AT ASC"),
        "owner, changed": graph.owner_query(lacking, "UPDATED_AT DESC"),
        "search": graph.search_query(lacking),
        "repository": graph.repository_query(lacking, ["", ".github", 'od"d']),
        "trees": graph.trees_query(["", "docs"], [""]),
        "blobs": graph.blobs_query(2, 1),
        "own blobs": graph.blobs_query(1, 0),
        "issues": graph.issues_query(lacking),
        "issue": graph.issue_query(lacking),
        "pulls": together.pulls_query(),
        "standing": together.standing_query(),
        "standing of older servers": together.standing_query(graph.OPTIONAL.keys()),
        "without anything optional": graph.issues_query(graph.OPTIONAL),
    }
    script = Path(__file__).with_name("validate_graphql.mjs")
    done = subprocess.run(
        ["node", str(script), str(MODULES)],
        input=json.dumps(queries),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == {name: [] for name in queries}
