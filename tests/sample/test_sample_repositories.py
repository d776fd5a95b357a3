import os
import shutil
import subprocess
import threading
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

from isonboard import address, git
from isonboard.errors import NotFoundError, StorageError
from isonboard.manifests.tree import Tree
from isonboard.model.plan import Purpose
from isonboard.sample import content
from isonboard.sample.organisation import SampleSource
from isonboard.sample.repositories import default_place, make_repository, repository_path
from isonboard.workspace.plan import plan_for

NOW = datetime(2027, 3, 9, 12, tzinfo=UTC)
BERTH = "sample/fleet-platform/berth-planner"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("repositories")


def cloned(name: str, place: Path, to: Path) -> Path:
    repository = make_repository(f"sample/{name}", place)
    git.run(["clone", "--quiet", "--", repository.as_uri(), str(to)], protocols=("file",))
    return to


def test_every_project_can_be_cloned(place: Path, tmp_path: Path):
    for name in content.entries():
        checkout = cloned(name, place, tmp_path / name)
        expected = {path for path, file in content.files(name).items() if not file.link}
        found = {
            path.relative_to(checkout).as_posix()
            for path in checkout.rglob("*")
            if path.is_file() and not path.is_symlink() and ".git" not in path.relative_to(checkout).parts
        }
        assert found == expected
        assert git.output(["log", "--format=%s"], cwd=checkout).count("\n") >= (1 if len(expected) > 1 else 0)


def test_commits_are_the_same_everywhere(place: Path, tmp_path: Path):
    ids = {
        git.output(["rev-parse", "HEAD"], cwd=make_repository(BERTH, where)) for where in (place, tmp_path)
    }
    assert len(ids) == 1


def test_a_repository_has_a_history_with_people(place: Path):
    log = git.output(["log", "--format=%an: %s"], cwd=make_repository(BERTH, place)).splitlines()
    assert len(log) == 4
    assert log[-1] == "Ada Okafor: Place ferries at berths, smallest fitting berth first"


def test_a_second_time_nothing_is_made(tmp_path: Path):
    first = make_repository(BERTH, tmp_path)
    (first / "marker").write_text("still the same")
    assert make_repository(BERTH, tmp_path) == first == repository_path(BERTH, tmp_path)
    assert (first / "marker").exists()


def test_one_that_an_older_version_made_is_replaced(tmp_path: Path):
    made = make_repository(BERTH, tmp_path)
    (made / "isonboard-edition").write_text("older")
    (made / "marker").write_text("older")
    assert make_repository(BERTH, tmp_path) == made
    assert not (made / "marker").exists()
    assert [entry.name for entry in made.parent.iterdir()] == [made.name]


def test_two_windows_may_make_it_at_once(tmp_path: Path):
    barrier = threading.Barrier(4)
    made: list[Path] = []

    def make() -> None:
        barrier.wait()
        made.append(make_repository(BERTH, tmp_path))

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [repository_path(BERTH, tmp_path)] * 4
    assert git.output(["rev-list", "--count", "HEAD"], cwd=made[0]) == "4"
    assert [entry.name for entry in made[0].parent.iterdir()] == [made[0].name]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "fleet-platform").write_text("in the way")
    with pytest.raises(StorageError):
        make_repository(BERTH, tmp_path)


def test_an_unknown_project_has_no_repository(tmp_path: Path):
    with pytest.raises(NotFoundError):
        make_repository("sample/nobody/nothing", tmp_path)
    assert list(tmp_path.iterdir()) == []


async def test_the_clone_address_is_stated_before_the_repository_is_made(tmp_path: Path):
    source = SampleSource(NOW, tmp_path)
    (berth,) = [p async for batch in source.projects() for p in batch if p.id == BERTH]
    assert list(tmp_path.iterdir()) == []
    made = source.clone_address(berth)
    assert made == berth.clone_url
    parts = address.clone_address(made)
    assert parts.scheme == "file"
    assert Path(url2pathname(urlsplit(made).path), "HEAD").exists()


def test_repositories_live_in_the_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path))
    assert default_place() == tmp_path / "cache" / "sample" / "repositories"


def test_clones_without_old_contents_are_possible(place: Path, tmp_path: Path):
    repository = make_repository(BERTH, place)
    done = git.run(
        ["clone", "--filter=blob:none", "--no-checkout", "--", repository.as_uri(), str(tmp_path / "c")],
        protocols=("file",),
    )
    assert b"warning" not in done.stderr


def test_scripts_are_executable_and_only_they(place: Path, tmp_path: Path):
    checkout = cloned("developer-experience/ship-it", place, tmp_path / "c")
    assert os.access(checkout / "scripts/setup", os.X_OK)
    assert os.access(checkout / "bin/ship-it", os.X_OK)
    assert not os.access(checkout / "README.md", os.X_OK)


def test_links_lead_where_they_say_and_nothing_follows_them(place: Path, tmp_path: Path):
    checkout = cloned("security/red-herring", place, tmp_path / "c")
    assert os.readlink(checkout / "SECURITY.md").endswith("etc/passwd")
    assert "root:" not in "".join(
        Tree.of_folder(checkout).text(p) or "" for p in ("SECURITY.md", "docs/elsewhere/passwd")
    )


OFFLINE = {
    "fleet-platform/berth-planner": (),
    "data-tide/tide-tables": (),
    "developer-experience/ship-it": (),
    "developer-experience/changelog-bot": (),
    "developer-experience/starter-service": (),
    "design-office/plain-words": (),
    "harbour-apps/gate-control": (),
    "security/red-herring": (),
    "customer-web/signage": ("node", "npm"),
    "security/secret-scan": ("go",),
    "onboard-systems/can-gateway": ("cc",),
    "onboard-systems/engine-telemetry": ("cargo",),
}
"""What can be set up without a network, and what it needs beside python3, make, sh and git."""


def run(argv: tuple[str, ...], cwd: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """One step as the engineer would run it, with nothing on the network within reach."""
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "GOFLAGS": "-mod=mod",
        "GOPROXY": "off",
        "GOTOOLCHAIN": "local",
        "CARGO_NET_OFFLINE": "true",
        "npm_config_offline": "true",
        "HTTP_PROXY": "http://127.0.0.1:9",
        "HTTPS_PROXY": "http://127.0.0.1:9",
        **{
            name: os.environ[name]
            for name in ("RUSTUP_HOME", "CARGO_HOME", "RUSTUP_TOOLCHAIN")
            if name in os.environ
        },
    }
    if "RUSTUP_HOME" not in env:
        env["RUSTUP_HOME"] = str(Path.home() / ".rustup")
    return subprocess.run(
        argv,
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def hurried(argv: tuple[str, ...], name: str) -> tuple[str, ...]:
    """Once as it is; in the other environments without pip, which takes seconds and which nobody needs here."""
    if "venv" in argv and name != "fleet-platform/berth-planner":
        return (*argv[:-1], "--without-pip", argv[-1])
    return argv


SLOW = {"security/secret-scan", "onboard-systems/engine-telemetry"}
"""Compilers that begin with an empty cache."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.long) if name in SLOW else name for name in OFFLINE]
)
def test_the_plan_really_runs_without_a_network(name: str, place: Path, tmp_path: Path):
    if missing := [tool for tool in OFFLINE[name] if not shutil.which(tool)]:
        pytest.skip(f"needs {', '.join(missing)}")
    checkout = cloned(name, place, tmp_path / "c")
    plan = plan_for(Tree.of_folder(checkout))
    assert any(step.purpose is Purpose.TEST for step in plan.steps)
    for step in plan.steps:
        done = run(hurried(step.argv, name), checkout / step.cwd, tmp_path)
        assert done.returncode == 0, f"{step.argv}: {done.stdout}{done.stderr}"
    if name != "security/red-herring":
        assert git.output(["status", "--porcelain"], cwd=checkout) == ""


@pytest.mark.parametrize(
    ("name", "argv"),
    [
        ("fleet-platform/berth-planner", ("python3", "-m", "berth_planner", "examples/harbour.csv")),
        ("fleet-platform/berth-planner", ("python3", "-m", "unittest")),
        ("developer-experience/changelog-bot", ("make", "setup", "test")),
        (
            "developer-experience/changelog-bot",
            ("python3", "-m", "unittest", "discover", "-s", "tests", "-t", "."),
        ),
        ("developer-experience/starter-service", ("python3", "-m", "unittest")),
        ("developer-experience/ship-it", ("scripts/test",)),
        ("developer-experience/ship-it", ("bin/ship-it", "next", "1.4.2", "minor")),
        ("design-office/plain-words", ("make", "missing")),
        ("data-tide/tide-tables", ("make", "tables", "clean")),
    ],
)
def test_what_the_documents_say_works(name: str, argv: tuple[str, ...], place: Path, tmp_path: Path):
    done = run(argv, cloned(name, place, tmp_path / "c"), tmp_path)
    assert done.returncode == 0, done.stderr


def test_the_readme_shows_what_the_planner_prints(place: Path, tmp_path: Path):
    checkout = cloned("fleet-platform/berth-planner", place, tmp_path / "c")
    said = run(("python3", "-m", "berth_planner", "examples/harbour.csv"), checkout, tmp_path).stdout
    shown = (checkout / "README.md").read_text().partition("harbour.csv\n")[2].partition("```")[0]
    assert said.startswith(shown)


def test_one_project_fails_its_tests_and_says_so_beforehand(place: Path, tmp_path: Path):
    checkout = cloned("harbour-apps/weather-board", place, tmp_path / "c")
    plan = plan_for(Tree.of_folder(checkout))
    results = [
        (step.purpose, run(hurried(step.argv, "weather-board"), checkout / step.cwd, tmp_path))
        for step in plan.steps
    ]
    failed = [(purpose, done) for purpose, done in results if done.returncode]
    assert [purpose for purpose, _ in failed] == [Purpose.TEST]
    assert "test_gusts_in_knots" in failed[0][1].stderr
    assert "failures=1" in failed[0][1].stderr
    assert "One test fails at the moment" in (checkout / "README.rst").read_text()


def test_one_project_cannot_be_decided_without_asking(place: Path, tmp_path: Path):
    plan = plan_for(Tree.of_folder(cloned("developer-experience/changelog-bot", place, tmp_path / "c")))
    assert len(plan.questions) == 1
    assert len(plan.questions[0].options) == 2


def test_the_monorepo_has_two_roots(place: Path, tmp_path: Path):
    plan = plan_for(Tree.of_folder(cloned("harbour-apps/gate-control", place, tmp_path / "c")))
    assert {step.cwd for step in plan.steps} == {"service", "panel"}


@pytest.mark.parametrize("name", ["developer-experience/handbook", "design-office/accessibility-notes"])
def test_texts_are_ready_to_edit(name: str, place: Path, tmp_path: Path):
    plan = plan_for(Tree.of_folder(cloned(name, place, tmp_path / "c")))
    assert plan.steps == ()


def test_the_hostile_plan_holds_nothing_dangerous(place: Path, tmp_path: Path):
    plan = plan_for(Tree.of_folder(cloned("security/red-herring", place, tmp_path / "c")))
    words = {word for step in plan.steps for word in step.argv}
    assert words == {"make", "test"}


def test_the_paperwork_says_that_there_is_no_code():
    for name, entry in content.entries().items():
        has_note = "SAMPLE.md" in content.files(name)
        assert has_note is entry.paperwork
