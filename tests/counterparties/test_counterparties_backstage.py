"""The real Backstage backend (catalog, search, auth) on loopback: every Component arrives, a second sync costs nothing.

Needs a folder with its package.json, lock, index.js, app-config.yaml and gen.py: ISONBOARD_BACKSTAGE, else
../shared/servers/backstage beside the checkout; npm installs it once into a folder of its own. Skipped, with the reason,
where any of that cannot be had.
"""

import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from isonboard.assistant.context import Context
from isonboard.cli.main import main

pytestmark = [pytest.mark.long, pytest.mark.shared]

ROOT = Path(__file__).parents[2]
RECIPE = Path(os.environ.get("ISONBOARD_BACKSTAGE", ROOT.parent / "shared/servers/backstage"))
INSTALLED = Path(tempfile.gettempdir()) / f"isonboard-backstage-{os.getuid()}"
TOKEN = "isonboard-test-token-0123456789"  # of the recipe's app-config.yaml; nothing real
GENERATED = int(os.environ.get("ISONBOARD_BACKSTAGE_COMPONENTS", "50"))
SHARED, NOWHERE = 200, 20
_NPM = 480  # seconds npm may take
PATIENCE = 600.0  # seconds until everything is in the catalog


def installed() -> Path:
    if not (RECIPE / "package.json").exists():
        pytest.skip(f"there is no Backstage recipe at {RECIPE}")
    if (RECIPE / "node_modules").is_dir():
        return RECIPE
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    if not (INSTALLED / "installed").exists():
        shutil.copytree(RECIPE, INSTALLED, dirs_exist_ok=True)
        try:
            done = subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=INSTALLED, capture_output=True, text=True,
                                  env={**os.environ, "npm_config_nodedir": "/usr"}, check=False, timeout=_NPM)  # fmt: skip
        except subprocess.TimeoutExpired:
            pytest.skip(f"npm did not install Backstage in {_NPM} s")
        if done.returncode != 0:
            pytest.skip(f"npm could not install Backstage: {done.stderr.strip().splitlines()[-1:]}")
        (INSTALLED / "installed").touch()
    return INSTALLED


def component(name: str, **annotations: str) -> str:
    return json.dumps({
        "apiVersion": "backstage.io/v1alpha1", "kind": "Component",
        "metadata": {"name": name, "annotations": annotations},
        "spec": {"type": "service", "lifecycle": "production", "owner": "team-web"},
    })  # fmt: skip


@pytest.fixture(scope="module")
def backstage(tmp_path_factory):
    place = tmp_path_factory.mktemp("backstage")
    home = installed()
    for name in ("index.js", "app-config.yaml", "gen.py", "package.json"):
        shutil.copy(home / name, place)
    (place / "node_modules").symlink_to(home / "node_modules")
    subprocess.run([sys.executable, "gen.py", str(GENERATED)], cwd=place, check=True, capture_output=True)
    where = {
        f"svc-{n}": f"url:https://git.acme.example/acme/mono/-/tree/main/services/s{n}/"
        for n in range(SHARED)
    }
    docs = [component(name, **{"backstage.io/source-location": at}) for name, at in where.items()]
    docs += [component(f"idea-{n}", **{"backstage.io/source-location": "none"}) for n in range(NOWHERE)]
    (place / "catalog" / "more.yaml").write_text("\n---\n".join(docs))
    listed = json.loads((place / "catalog" / "all.yaml").read_text())
    listed["spec"]["targets"].append("./more.yaml")
    (place / "catalog" / "all.yaml").write_text(json.dumps(listed))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    (place / "port.yaml").write_text(
        f"backend:\n  baseUrl: {base}\n  listen:\n    host: 127.0.0.1\n    port: {port}\n"
    )
    with (place / "log").open("w") as log:
        node = subprocess.Popen(
            ["node", "index.js", "--config", "app-config.yaml", "--config", "port.yaml"],
            cwd=place, stdout=log, stderr=log, env={**os.environ, "NODE_ENV": "development"},
        )  # fmt: skip
    try:
        _wait_until_filled(base, node, GENERATED + SHARED + NOWHERE, place / "log")
        yield base
    finally:
        node.terminate()
        node.wait(30)


def _wait_until_filled(base, node, expected, log):
    request = urllib.request.Request(
        f"{base}/api/catalog/entities/by-query?filter=kind=component&limit=0",
        headers={"authorization": f"Bearer {TOKEN}"},
    )
    ends = time.monotonic() + PATIENCE
    count = None
    while time.monotonic() < ends:
        if node.poll() is not None:
            pytest.skip(f"Backstage ended by itself: {log.read_text()[-300:]}")
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                count = json.loads(answer.read())["totalItems"]
            if count >= expected:
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(1)
    pytest.skip(f"Backstage had {count} of {expected} components after {PATIENCE:.0f} seconds")


@pytest.fixture
def home(tmp_path, monkeypatch, backstage):
    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path))
    monkeypatch.setenv("CATALOG_TOKEN", TOKEN)
    sources = tmp_path / "config" / "sources.d"
    sources.mkdir(parents=True)
    (sources / "bs.toml").write_text(
        f'kind = "backstage"\nurl = "{backstage}"\ntoken_env = "CATALOG_TOKEN"\n'
    )
    return tmp_path


def test_every_component_arrives_once(home, capsys):
    assert main(["sync"]) == 0
    with Context.open() as context:
        ids = {project.id for project in context.catalog.all_projects()}
        assert len(ids) == GENERATED + SHARED + NOWHERE
        assert {f"git.acme.example/acme/mono//services/s{n}" for n in range(SHARED)} <= ids
        assert sum(one.startswith("bs:component:default/idea-") for one in ids) == NOWHERE
        some = next(
            one for one in context.catalog.all_projects() if one.id.startswith("github.acme.example/")
        )
        assert some.domain
        assert some.system
        assert some.owner.startswith("team-")
    capsys.readouterr()
    assert main(["search", "svc", "7", "--json"]) == 0
    assert main(["sync", "--json"]) == 0
    assert '"partial":false' in capsys.readouterr().out


def test_a_guest_is_let_in_where_guests_are(home, backstage):
    (home / "config" / "sources.d" / "bs.toml").write_text(
        f'kind = "backstage"\nurl = "{backstage}"\nauth = "guest"\n'
    )
    assert main(["sync"]) == 0


def test_its_own_search_is_asked_where_no_copy_is_wanted(home, backstage, capsys):
    with (home / "config" / "sources.d" / "bs.toml").open("a") as stream:
        stream.write('mode = "remote"\n')
    assert main(["sync"]) == 0
    capsys.readouterr()
    assert main(["search", "idea", "--json"]) == 0
    assert "idea-" in capsys.readouterr().out


async def test_reading_costs_little_more_than_walking_and_a_second_time_nothing(backstage, tmp_path):
    place = ROOT / "tests/benchmarks/sync_backstage.py"
    found = importlib.util.spec_from_file_location("sync_backstage", place)
    benchmark = importlib.util.module_from_spec(found)
    found.loader.exec_module(benchmark)
    figures = await benchmark.measured(backstage, TOKEN, 5, tmp_path)
    assert figures["components"] == GENERATED + SHARED + NOWHERE
    assert figures["bytes of the second sync"] == 0
    print(json.dumps(figures))
