"""Targets that are files, and what other programs print: written to a home of this process, then read as the program does."""

import atexit
import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import judged
from mutations import Choices, as_json, damaged

from isonboard import address, git, text
from isonboard.errors import IsonboardError
from isonboard.model.guidance import Document, DocumentKind
from isonboard.model.project import Project

PROJECT = Project(
    id="github.com/acme/pay", name="pay", full_name="acme/pay", url="https://github.com/acme/pay", clone_url="https://github.com/acme/pay.git",
    topics=("payments",), language="Go", description="Payments", listed_by=("portal",),
)  # fmt: skip


def allowed(work: Callable[[], Any]) -> Any:
    """What it gives, or None where it raised one of our own errors with a sentence that can be shown."""
    try:
        return work()
    except IsonboardError as error:
        judged.told(error)
        return None


@cache
def folder() -> Path:
    """A folder of this process, taken away at its end."""
    place = tempfile.mkdtemp(prefix="isonboard-hostile-")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return Path(place)


@contextlib.contextmanager
def home(files: dict[str, bytes]) -> Iterator[Path]:
    """ISONBOARD_HOME with these files and no others."""
    place = folder() / "home"
    shutil.rmtree(place, ignore_errors=True)
    for path, content in files.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(content)
    with mock.patch.dict(os.environ, {"ISONBOARD_HOME": str(place)}):
        yield place


# settings and the engineer's own files


def configuration(data: bytes) -> None:
    from isonboard import config

    with home({"config/config.toml": data, "config/sources.d/portal.toml": data[: len(data) // 2]}):
        allowed(config.load)


def notebook(data: bytes) -> None:
    """favourites.toml, profile.toml and journeys.toml with the same bytes: read, changed, written, read again."""
    from isonboard.notebook import profile
    from isonboard.notebook.favourites import Favourites
    from isonboard.notebook.journey import Journeys

    names = ("favourites.toml", "journeys.toml", "profile.toml")
    with home({f"data/{name}": data for name in names}):
        book, journeys = Favourites(), Journeys()
        judged.safe(allowed(book.load), "favourites")
        judged.safe(book.notice, "notice")
        allowed(lambda: book.add(PROJECT, "a note"))
        assert PROJECT.id in {one.id for one in book.load()}
        for kind in ("toml", "json", "markdown"):
            with contextlib.suppress(IsonboardError):
                book.export(kind)
        judged.safe(allowed(journeys.load), "journeys")
        allowed(lambda: journeys.forget("x"))
        found = allowed(profile.load)
        judged.safe(found, "profile")
        if found is not None:
            allowed(lambda: profile.save(found))


def imported_favourites(data: bytes) -> None:
    from isonboard.notebook.favourites import Favourites

    with home({}):
        book = Favourites()
        allowed(lambda: book.import_(text.decoded(data)))
        judged.safe(book.load(), "favourites")


def starter_file(data: bytes) -> None:
    from isonboard.assistant import join

    def read() -> None:
        starter = join.parsed(text.decoded(data))
        judged.safe(join.sentences(starter), "sentence")
        judged.safe(starter.sources, "source")

    allowed(read)


def query(data: bytes) -> None:
    """What is typed into the search field, at a small index."""
    from isonboard.match import query as queries
    from isonboard.match import search

    typed = data.decode("utf-8", "surrogateescape")
    judged.safe([hit.name for hit in search.search(_index(), typed, limit=5)], "hit")
    queries.parse(typed)


@cache
def _index() -> Any:
    from isonboard.match import index

    place = folder() / "small.index"
    index.build(place, _entries(), 1)
    return index.load(place)


def _entries() -> list[Any]:
    from isonboard.match.hit import IndexEntry

    return [
        IndexEntry(f"github.com/acme/{name}", name, f"acme/{name}", owner="acme", description=f"The {name} of payments", topics=("go", name))
        for name in ("pay", "ledger", "ferry-lock", "web", "größe")
    ]  # fmt: skip


# what repositories hold


def documents(name: str) -> Callable[[bytes], None]:
    """One base document, distilled, judged and laid out for the screen."""

    def run(data: bytes) -> None:
        from isonboard.guidance import documents as kinds
        from isonboard.tui.widgets.blocks import laid_out
        from isonboard.tui.widgets.markdown import blocks_of, definitions, pieces, plain_blocks

        said = text.block(text.decoded(data))
        kind = kinds.kind_of(name) or DocumentKind.OTHER
        judged.documents([Document(kind=kind, path=name, text=said)], PROJECT)
        if name.endswith(".md"):
            known = definitions(said)
            shown = [block for piece in pieces(said) for block in blocks_of(piece, known)]
        else:
            shown = [block for part in plain_blocks(said) for block in part]
        for block in shown[:200]:
            judged.safe([span.text for line in laid_out(block, 78) for span in line], "screen")

    return run


MANIFESTS: dict[str, str] = {
    "pyproject.toml": '[project]\nname = "x"\ndependencies = ["a>=1"]\n[project.optional-dependencies]\ntest = ["pytest"]\n[tool.uv]\n',
    "setup.py": "from setuptools import setup\nsetup(name='x', install_requires=['a'], extras_require={'test': ['b']})\n",
    "setup.cfg": "[metadata]\nname = x\n[options]\ninstall_requires =\n  a\n", "tox.ini": "[testenv]\ndeps =\n  pytest\ncommands = pytest\n",
    "requirements.txt": "a==1 --hash=sha256:00\n-r other.txt\n", "Pipfile": '[packages]\na = "*"\n', "noxfile.py": "@nox.session\ndef tests(s):\n  s.run('pytest')\n",
    "environment.yml": "name: x\ndependencies:\n  - python=3.11\n", ".tool-versions": "python 3.11\n", ".python-version": "3.11\n", "mise.toml": '[tools]\ngo = "1.22"\n[tasks.test]\nrun = "x"\n',
    "package.json": '{"name": "x", "packageManager": "pnpm@9.0.0", "scripts": {"test": "vitest"}, "dependencies": {"a": "^1"}, "engines": {"node": ">=18"}, "workspaces": ["p/*"]}',
    "pnpm-workspace.yaml": "packages:\n  - a\n", "deno.json": '{"tasks": {"test": "x"}, "imports": {"a": "npm:a@1"}}', "lerna.json": "{}", ".nvmrc": "v20\n",
    "go.mod": "module x.org/y\ngo 1.22\nrequire (\n\ta.org/b v1.0.0\n)\n", "go.work": "go 1.22\nuse (\n\t./a\n)\n",
    "Cargo.toml": '[package]\nname = "x"\nrust-version = "1.70"\n[dependencies]\na = { version = "1", package = "b" }\n[workspace]\nmembers = ["a/*"]\n',
    "rust-toolchain.toml": '[toolchain]\nchannel = "1.70"\n',
    "pom.xml": "<project><groupId>g</groupId><artifactId>a</artifactId><properties><java.version>17</java.version></properties><modules><module>m</module></modules><dependencies><dependency><groupId>b</groupId><artifactId>c</artifactId></dependency></dependencies></project>",
    "build.gradle": "plugins { id 'java' }\ndependencies { implementation 'a:b:1' }\n", "build.gradle.kts": 'dependencies { implementation("a:b:1") }\n', "settings.gradle": "include ':a'\n",
    "build.sbt": 'name := "x"\nlibraryDependencies += "a" %% "b" % "1"\n', "build.mill": "object x extends ScalaModule\n",
    "x.sln": "Project x\n", "x.csproj": '<Project><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="A" Version="1"/></ItemGroup></Project>', "global.json": '{"sdk": {"version": "8.0.100"}}',
    "Gemfile": "source 'x'\ngem 'a', '~> 1'\n", "x.gemspec": "Gem::Specification.new { |s| s.name = 'x'\ns.add_dependency 'a' }\n", "Rakefile": "task default: :test\n", ".ruby-version": "3.3\n",
    "composer.json": '{"name": "a/b", "require": {"php": ">=8"}, "scripts": {"test": "phpunit"}}', "mix.exs": 'def project do [app: :x, elixir: "~> 1.15"] end\ndefp deps do [{:a, "~> 1"}] end\n',
    "rebar.config": "{deps, [a]}.\n", "x.cabal": "name: x\nbuild-depends: base, a\n", "stack.yaml": "resolver: lts-22\n", "Package.swift": '// swift-tools-version:5.9\nlet p = Package(name: "x", dependencies: [.package(url: "https://x/y", from: "1")])\n',
    "build.zig": 'const std = @import("std");\n', "build.zig.zon": '.{ .name = "x", .minimum_zig_version = "0.12" }', "pubspec.yaml": "name: x\nenvironment:\n  sdk: '>=3.0.0'\ndependencies:\n  a: ^1\n",
    "DESCRIPTION": "Package: x\nDepends: R (>= 4.0)\nImports: a,\n b\n", "Project.toml": 'name = "X"\n[deps]\nA = "x"\n[compat]\njulia = "1.9"\n',
    "CMakeLists.txt": 'cmake_minimum_required(VERSION 3.20)\nproject(x)\nenable_testing()\noption(X_TEST "x" ON)\n', "CMakePresets.json": '{"configurePresets": [{"name": "dev"}]}', "meson.build": "project('x', 'c', meson_version: '>=1')\n",
    "configure.ac": "AC_INIT([x], [1])\nAM_INIT_AUTOMAKE\n", "Makefile": "include more.mk\nall: x\n\ttrue\ntest: all\n\t./x\nX ?= 1\n", "justfile": "set shell := ['x']\nsetup:\n  echo\ntest: setup\n  echo\n", "Taskfile.yml": "tasks:\n  test:\n    cmds: [echo]\n",
    "main.tf": 'terraform {\n required_version = ">= 1.5"\n}\n', "flake.nix": "{ outputs = { }: {}; }\n", "compose.yaml": "services:\n  db:\n    image: postgres:16\n", ".envrc": "use flake\n", ".gitattributes": "*.bin filter=lfs\n",
    ".github/workflows/ci.yml": "on: push\njobs:\n  a:\n    strategy: {matrix: {v: [1]}}\n    steps:\n    - uses: actions/setup-go@v5\n      with: {go-version: 1.22}\n    - run: |\n        npm ci\n        npm test\n      working-directory: web\n",
    ".gitlab-ci.yml": "test:\n  image: go\n  script:\n    - go test ./...\n", ".travis.yml": "language: go\nscript: make\n", "azure-pipelines.yml": "steps:\n- script: make\n", ".circleci/config.yml": "jobs:\n  a:\n    steps:\n    - run: make\n",
    ".devcontainer/devcontainer.json": '{// c\n"image": "x", "postCreateCommand": {"a": "npm ci"}, "initializeCommand": "x",}', "Dockerfile": "FROM x AS y\nRUN make\n",
    "CONTRIBUTING.md": "# Setup\n\n```sh\n$ make setup && cd web\n$ npm ci\n```\n\nRun `make test`. Sign the CLA; sign off (DCO).\n", "script/setup": "#!/bin/sh\nset -e\nnpm ci\n",
    "innersource.json": '{"title": "x", "skills": ["go"], "participation": [1]}', "AGENTS.md": "Use `make test`.\n",
}  # fmt: skip


def manifest(data: bytes) -> None:
    """One manifest of any ecosystem: the first byte says which, the rest is the file."""
    name = sorted(MANIFESTS)[data[0] % len(MANIFESTS)] if data else "Makefile"
    tree_of({name: data[1:]})


def mixed_manifests(data: bytes) -> None:
    """Manifests that belong together, each cut and sewn from the good ones."""
    choices = Choices(data)
    names = sorted(MANIFESTS)
    tree_of(
        {
            name: damaged(MANIFESTS[name].encode(), choices)
            for name in {names[choices.below(len(names))] for _ in range(1 + choices.below(6))}
        }
    )


def tree_of(files: dict[str, bytes]) -> None:
    """Everything that is made of a checkout without executing anything."""
    from isonboard.assistant.container import container_of
    from isonboard.guidance.documents import read_checkout
    from isonboard.manifests.agreement import agreement_of
    from isonboard.manifests.packages import packages_of
    from isonboard.manifests.tree import Tree
    from isonboard.workspace.plan import plan_for
    from isonboard.workspace.toolchain import missing_tools

    tree = Tree.of_mapping(files, executable=["script/setup"])
    plan = plan_for(tree)
    for step in plan.steps:
        judged.safe(step, "step")
    judged.safe((plan.summary, plan.warnings, plan.services, plan.requires, plan.questions), "plan")
    judged.safe(packages_of(tree), "packages")
    judged.safe(agreement_of(tree), "agreement")
    container = container_of(tree, which=lambda _name: None)
    judged.safe(container.sentence if container else "", "container")
    judged.safe(missing_tools(plan, which=lambda _name: None, version_of=lambda _name: None), "tool")
    judged.documents(read_checkout(tree))


def issues_file(data: bytes) -> None:
    from isonboard.sources import issues_file as file

    judged.issues(file.issues_in(file.parsed(data), PROJECT.id), PROJECT)


ISSUE = {
    "number": 17, "title": "It crashes", "body": "Steps: `make`", "state": "open", "labels": ["good first issue", {"name": "docs"}], "author": "ada",
    "association": "MEMBER", "assignees": ["bo"], "created_at": "2026-09-01T00:00:00Z", "updated_at": "2026-10-01T00:00:00Z", "milestone": "1.0", "locked": False,
    "comments": [{"author": "bo", "body": "I'll take this", "at": "2026-09-02T00:00:00Z", "association": "NONE"}, {"author": "ada", "body": "@bo go ahead"}],
    "events": [{"kind": "assigned", "at": "2026-09-03T00:00:00Z", "actor": "ada", "subject": "bo"}], "branches": ["fix-17"], "blocked_by": ["a/b#3"],
    "pulls": [{"number": 18, "state": "open", "author": "bo", "url": "https://x.test/18", "updated_at": "2026-09-04T00:00:00Z", "draft": True}],
}  # fmt: skip


def issue_fields(data: bytes) -> None:
    issues_file(as_json(Choices(data).mutated([ISSUE, {"number": 1, "title": "x"}])))


# what git says


@cache
def _checkout() -> Path:
    """A repository that really is one, for the functions that look before they ask git."""
    place = folder() / "checkout"
    place.mkdir()
    subprocess.run(["git", "init", "-q", "-b", "main", str(place)], check=True, capture_output=True)
    return place


def git_output(data: bytes) -> None:
    """Everything that reads what git prints, with git's place taken by the fuzzer."""
    from isonboard.assistant.local_work import local_work
    from isonboard.git.failure import failure
    from isonboard.sources import git_objects
    from isonboard.workspace import checkout, consent, contents, submodules, transfer
    from isonboard.workspace.receiving import _listed, _missing

    place = _checkout()

    def printed(_args: Any, **_options: Any) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess([], 0, data, data[:200])

    def said(_args: Any, **_options: Any) -> str:
        return data.decode("utf-8", "replace")

    with mock.patch.object(git, "run", printed), mock.patch.object(git, "output", said):
        repository = git_objects.Repository(place / ".git")
        files = allowed(repository.files) or {}
        for work in (
            repository.head, repository.branch, repository.origin, repository.last_commit, repository.first_commit,
            lambda: repository.read(list(files)[:3] or ["a"], files), lambda: git_objects.by_week(repository.commit_times(0), 1.8e9),
            lambda: local_work(place, "x"), lambda: checkout.state_of(place), lambda: checkout.default_branch(place), lambda: checkout.tree_of(place),
            lambda: consent.changes_hash(place), lambda: contents.contents_of(place), lambda: submodules.submodules_of(place, ["x.test"]),
            lambda: _listed(place, "x"), lambda: _missing(place, "x"),
        ):  # fmt: skip
            allowed(work)
    line = data.decode("utf-8", "replace")
    judged.safe([str(event) for event in transfer.events_of(text.line(line), "x")], "event")
    judged.safe(failure("clone", 128, line).sentence, "failure")


def child_output(data: bytes) -> None:
    """What a set-up step prints, what a job of ours says, and the version that a tool prints."""
    from isonboard.tui.jobs import Job, Jobs
    from isonboard.workspace import versions
    from isonboard.workspace.output import cleaned

    judged.safe(cleaned(data), "line")
    job = Job(1, "x", "sync", "x")
    jobs = Jobs(lambda _job: None)
    jobs._hear(job, data, foreign=True)
    judged.safe(list(job.log), "log")
    jobs._hear(job, data, foreign=False)
    str((job.share, job.seconds_left, job.sentence))
    words = text.decoded(data)
    version = versions.parsed(words)
    versions.satisfies(version or (1, 2), words)


# what we keep ourselves


@cache
def _good_database() -> bytes:
    from isonboard.catalog.store import Catalog
    from isonboard.model.project import SourceState
    from isonboard.sources import issues_file as file

    place = folder() / "good.sqlite"
    now = datetime(2026, 11, 20, tzinfo=UTC)
    with Catalog.open(place) as catalog:
        catalog.put_listings("portal", "portal", [PROJECT, Project(id="portal:web", name="web")], 1)
        catalog.put_issues(PROJECT.id, file.issues_in([ISSUE], PROJECT.id), now, beginner=1)
        catalog.put_documents(
            PROJECT.id, [Document(kind=DocumentKind.README, path="README.md", text="# Pay")], now
        )
        catalog.put_state(SourceState(name="portal", kind="portal"))
        catalog.put_meta("x", "y")
        catalog._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return place.read_bytes()


def database(data: bytes) -> None:
    """The catalog's file damaged, or its rows replaced: opened, read whole, written to, opened again."""
    choices = Choices(data)
    place = folder() / "bad.sqlite"
    for name in folder().glob("bad.sqlite*"):
        name.unlink()
    rows = choices.below(2)
    place.write_bytes(_good_database() if rows else damaged(_good_database(), choices))
    if rows:
        _rows_replaced(place, choices)
    for read_only in (True, False):
        allowed(lambda read_only=read_only: _read_all(place, read_only=read_only))


def _rows_replaced(place: Path, choices: Choices) -> None:
    import sqlite3

    connection = sqlite3.connect(place)
    try:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        table = tables[choices.below(len(tables))]
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        column = columns[choices.below(len(columns))]
        value: Any = (None, -1, 2**62, 1.5, "x", "[]", "{}", b"\xff", choices.rest(), choices.rest().decode("latin-1"))[choices.below(10)]  # fmt: skip
        with contextlib.suppress(sqlite3.Error):
            connection.execute(f"UPDATE {table} SET {column} = ?", (value,))
        if choices.below(3) == 2:
            connection.execute(f"PRAGMA user_version = {choices.below(9)}")
        connection.commit()
    except (sqlite3.Error, OverflowError):
        pass
    finally:
        connection.close()


def _read_all(place: Path, *, read_only: bool) -> None:
    from isonboard.catalog.order import Order
    from isonboard.catalog.store import Catalog

    with Catalog.open(place, read_only=read_only) as catalog:
        for work in (
            catalog.count, catalog.generation, lambda: list(catalog.all_projects()), catalog.facets, catalog.states, lambda: catalog.ids(Order.NAME),
            lambda: catalog.issues(PROJECT.id), lambda: list(catalog.all_issues()), lambda: catalog.documents(PROJECT.id), catalog.readmes,
            lambda: catalog.resolve("pay"), catalog.all_activities, lambda: catalog.fits([PROJECT.id]), lambda: catalog.meta("x"),
            lambda: catalog.details_at(PROJECT.id), lambda: catalog.project(PROJECT.id),
        ):  # fmt: skip
            allowed(work)
        if not read_only:
            allowed(lambda: catalog.put_listings("portal", "portal", [PROJECT], 2))
            allowed(lambda: catalog.put_details(PROJECT))


def index_file(data: bytes) -> None:
    """The search index damaged, with and without a checksum that fits."""
    import struct

    from isonboard.match import index, layout, search

    _index()
    choices = Choices(data)
    found = bytearray(damaged((folder() / "small.index").read_bytes(), choices))
    place = folder() / "bad.index"
    if choices.below(2) and len(found) > 400:
        sizes = [layout._SPAN.unpack_from(found, layout._HEAD.size + at * layout._SPAN.size) for at in range(len(layout.Section))]  # fmt: skip
        table = bytes(found[layout._HEAD.size : layout._HEAD.size + layout._SPAN.size * len(layout.Section)])
        if all(start + length <= len(found) for start, length in sizes):
            checksum = layout._checksum(table, sizes, len(found), lambda start, size, at: bytes(found[sizes[at][0] + start : sizes[at][0] + start + size]))  # fmt: skip
            struct.pack_into("<I", found, layout._HEAD.size - 4, checksum)
    place.write_bytes(found)

    def work() -> None:
        with index.load(place) as opened:
            for typed in ("pay", "ledgr", "lang:go", "größe", '"the ferry"', ""):
                list(search.search(opened, typed, limit=5))
            opened.document("github.com/acme/pay")

    allowed(work)


def kept_pages(data: bytes) -> None:
    """The screen's own caches: the rows shown first, where one left; the agreements; the answers kept of servers."""
    from isonboard.sources.http_cache import HttpCache
    from isonboard.tui import first_page, session
    from isonboard.workspace.consent import Trust

    with home(
        {"cache/first-page.json": data, "cache/session.json": data, "cache/http.sqlite": data}
    ) as place:
        judged.safe(session.read(sample=False).search.text, "session")
        first_page.read(sample=False)
        cache_file = HttpCache(place / "cache" / "http.sqlite")
        cache_file.get(HttpCache.key("a", "b", "c"))
        cache_file.put(b"k" * 20, {"etag": "x"}, b"body", 1.0)
        cache_file.close()
        trust = place / "trust.json"
        trust.write_bytes(data)
        allowed(lambda: Trust(trust).last(PROJECT.id))
        allowed(lambda: Trust(trust).revoke())


# gates


def gates(data: bytes) -> None:
    """The gates themselves: text for the screen, addresses and names that are acted on."""
    from isonboard.sources import pause, proxies, repository_url

    raw = text.decoded(data)
    for limit in (40, 2_000):
        shown = text.line(raw, limit)
        judged.safe(shown, "line")
        assert len(shown) <= limit
        assert text.line(shown, limit) == shown
    block = text.block(raw)
    judged.safe(block, "block")
    text.redacted(raw)
    allowed(lambda: judged.safe(address.clone_address(raw).url, "address"))
    allowed(lambda: judged.safe(address.clone_address(raw).project_id, "id of an address"))
    judged.safe(address.web_address(raw), "address")
    allowed(lambda: address.branch_name(raw))
    address.slug(raw)
    allowed(lambda: address.safe_segment(raw))
    address.project_id_of(raw)
    repository_url.repository_of(raw)
    headers = {
        "retry-after": text.line(raw, 200),
        "x-ratelimit-reset": text.line(raw, 50),
        "x-ratelimit-remaining": "0",
    }
    pause.retry_after(headers, 1.8e9)
    for status in (200, 403, 429, 503):
        pause.pause_after(status, headers, data[:500], now=1.8e9, attempt=2)
    allowed(lambda: proxies.proxy_for("https://a.test/", {"https_proxy": raw, "no_proxy": raw}))
