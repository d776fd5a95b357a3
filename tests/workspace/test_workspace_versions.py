"""Version ranges of every ecosystem against versions that tools print; and tools that are not here."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isonboard.model.plan import Purpose, SetupPlan, Step
from isonboard.workspace import toolchain
from isonboard.workspace.toolchain import TOOLS, System, missing_tools, this_system
from isonboard.workspace.versions import parsed, satisfies


@pytest.mark.parametrize(
    ("printed", "version"),
    [
        ("Python 3.11.7", (3, 11, 7)),
        ("go version go1.22.3 linux/amd64", (1, 22, 3)),
        ("v20.20.2", (20, 20, 2)),
        ("rustc 1.95.0 (59807616e 2026-04-14)", (1, 95, 0)),
        ('openjdk version "17.0.15" 2025-04-15', (17, 0, 15)),
        ('openjdk version "21" 2023-09-19', (21,)),
        ("Apache Maven 3.8.7", (3, 8, 7)),
        ("ruby 3.1.2p20 (2022-04-12)", (3, 1, 2)),
        ("GNU Make 4.3", (4, 3)),
        ("no version here", None),
        ("", None),
    ],
)
def test_the_version_is_found_in_what_a_tool_prints(printed: str, version: tuple[int, ...] | None) -> None:
    assert parsed(printed) == version


@pytest.mark.parametrize(
    ("version", "wanted", "answer"),
    [
        ("3.11.7", ">=3.9", True), ("3.8.1", ">=3.9", False), ("3.11.7", ">=3.9,<3.11", False),
        ("3.11.7", ">= 3.9, < 4", True), ("3.11", "==3.11.*", True), ("3.12.1", "==3.11.*", False),
        ("3.11.7", "!=3.10.*,>=3.9", True), ("3.10.2", "!=3.10.*,>=3.9", False), ("3.11.7", "~=3.8", True),
        ("4.0", "~=3.8", False), ("3.8.5", "~=3.8.1", True), ("3.9.0", "~=3.8.1", False), ("3.11.7", "^3.8", True),
        ("4.0.0", "^3.8", False), ("3.8.0", "^3.8.1", False), ("0.2.9", "^0.2.3", True), ("0.3.0", "^0.2.3", False),
        ("1.2.9", "~1.2.3", True), ("1.3.0", "~1.2.3", False), ("1.9.0", "~1", True), ("20.1.0", "18 || 20", True),
        ("19.1.0", "18 || 20", False), ("18.19.1", "18.x", True), ("18.19.1", "18", True), ("18.19.1", ">=18 <19", True),
        ("18.19.1", "^16.13.0 || >=18.0.0", True), ("18.19.1", "*", True), ("18.19.1", "", True),
        ("3.8.7", "[3.6,4)", True), ("3.5", "[3.6,4)", False), ("17", "[17]", True), ("18", "[17]", False),
        ("21", "[17,)", True), ("8", "(,8]", True), ("9", "(,8]", False), ("2.5", "1.2 - 2.3", False),
        ("2.3.4", "1.2 - 2.3", True), ("1.22.3", "1.22", True), ("1.23.0", "1.22", False), ("1.22.3", "==1.22.3", True),
        ("3.1.2", "~> 3.0", True), ("4.0.0", "~> 3.0", False), ("3.1.2", ">= 2.7, < 4", True), ("8.2.1", "^7.4|^8.0", True),
        ("1.15.0", "~> 1.14 or ~> 2.0", True), ("1.15", ">= 1.13 and < 2.0", True), ("3.13.0", ">=3.9,<3.14.0a0", True),
        ("20", "lts/*", None), ("20", "latest", None), ("1.80", "nightly-2024-01-01", None), ("3.9", "python3", None),
        ("20.0.0", "v20", True), ("20.0.0", ">=v18.0.0-rc.1", True),
    ],
)  # fmt: skip
def test_ranges_of_every_ecosystem(version: str, wanted: str, answer: bool | None) -> None:
    numbers = parsed(version)
    assert numbers is not None
    assert satisfies(numbers, wanted) is answer


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 99), min_size=1, max_size=4), st.text(max_size=60))
def test_no_range_is_too_odd(version: list[int], wanted: str) -> None:
    assert satisfies(tuple(version), wanted) in (True, False, None)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.integers(0, 30), min_size=2, max_size=3), st.lists(st.integers(0, 30), min_size=2, max_size=3)
)
def test_comparisons_agree_with_tuples(left: list[int], right: list[int]) -> None:
    text = ".".join(map(str, right))
    padded = [*left, 0, 0][:3], [*right, 0, 0][:3]
    assert satisfies(tuple(left), f">={text}") is (padded[0] >= padded[1])
    assert satisfies(tuple(left), f"<{text}") is (padded[0] < padded[1])


DEBIAN = System("apt", frozenset())


def plan(*needs: str, **requires: str) -> SetupPlan:
    return SetupPlan(steps=(Step(purpose=Purpose.BUILD, argv=("x",), needs=needs),), requires=requires)


def missing(
    asked: SetupPlan, here: dict[str, str], system: System = DEBIAN
) -> dict[str, tuple[str | None, str]]:
    programs = {TOOLS[name].program if name in TOOLS else name: said for name, said in here.items()}
    found = missing_tools(
        asked,
        which=lambda program: f"/usr/bin/{program}" if program in programs else None,
        version_of=lambda name: programs.get(TOOLS[name].program if name in TOOLS else name),
        system=system,
    )
    return {tool.tool: (tool.found, tool.advice) for tool in found}


def test_what_is_not_installed_is_missing_with_the_way_to_get_it() -> None:
    assert missing(plan("go"), {}) == {"go": (None, "sudo apt install golang-go")}
    assert missing(plan("go"), {"go": "go1.22"}) == {}
    assert missing(plan(".venv/bin/tox", "./mvnw"), {}) == {}


def test_a_version_outside_of_the_range_is_missing() -> None:
    asked = plan("node", node=">=22")
    assert missing(asked, {"node": "v20.20.2"})["node"][0] == "20.20.2"
    assert missing(asked, {"node": "v22.1.0"}) == {}
    assert missing(plan("node", node="lts/*"), {"node": "v20.20.2"}) == {}


def test_a_version_manager_is_preferred_to_the_systems_package() -> None:
    asked = plan("node", node=">=22")
    assert (
        missing(asked, {"node": "v20.1.1"}, System("apt", frozenset({"nvm"})))["node"][1] == "nvm install 22"
    )
    advice = missing(asked, {"node": "v20.1.1"}, System("apt", frozenset({"mise", "nvm"})))["node"][1]
    assert advice == "mise use -g node@22 (or: nvm install 22)"
    rust = missing(
        plan("cargo", rust=">=1.99"),
        {"cargo": "1.95.0", "rust": "1.95.0"},
        System("apt", frozenset({"rustup"})),
    )
    assert rust["rust"][1] == "rustup update"


def test_a_tool_that_nobody_packages_still_gets_advice() -> None:
    assert "mise" in missing(plan("zig"), {}, System("", frozenset()))["zig"][1]
    assert "PATH" in missing(plan("frobnicate"), {})["frobnicate"][1]
    assert missing(plan("just"), {}, System("dnf", frozenset()))["just"][1] == "sudo dnf install just"


def test_go_fetches_newer_toolchains_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOTOOLCHAIN", raising=False)
    assert missing(plan("go", go=">=1.30"), {"go": "go1.26.8"}) == {}
    assert "go" in missing(plan("go", go=">=1.22"), {"go": "go1.19.8"})
    monkeypatch.setenv("GOTOOLCHAIN", "local")
    assert "go" in missing(plan("go", go=">=1.30"), {"go": "go1.26.8"})


def test_uv_brings_its_own_python() -> None:
    assert missing(plan("uv", python=">=3.14"), {"uv": "0.5", "python": "3.11.7"}) == {}
    assert "python" in missing(plan("python3", python=">=3.14"), {"python": "Python 3.11.7"})


def test_java_eight_is_one_point_eight() -> None:
    assert missing(plan("java", java=">=8"), {"java": 'openjdk version "1.8.0_392"'}) == {}
    assert missing(plan("java", java=">=1.8"), {"java": 'openjdk version "17.0.1"'}) == {}
    assert "java" in missing(plan("java", java=">=11"), {"java": 'openjdk version "1.8.0_392"'})


@pytest.mark.parametrize(
    ("release", "manager"),
    [
        ('ID=debian\nVERSION_ID="12"\n', "apt"),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', "apt"),
        ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', "dnf"),
        ("ID=arch\n", "pacman"),
        ('ID="opensuse-tumbleweed"\nID_LIKE="opensuse suse"\n', "zypper"),
        ("ID=alpine\n", "apk"),
        ("ID=nixos\n", ""),
        ("", ""),
    ],
)
def test_the_systems_package_manager_is_known(tmp_path: Path, release: str, manager: str) -> None:
    (tmp_path / "os-release").write_text(release, encoding="utf-8")
    found = this_system(tmp_path / "os-release", which=lambda _program: None, env={"NVM_DIR": str(tmp_path)})
    assert found.packages == manager
    assert "nvm" in found.managers
    assert this_system(tmp_path / "none", which=lambda program: program, env={}).packages == "brew"


def test_tools_are_asked_away_from_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout, fired = tmp_path / "x", tmp_path / "FIRED"
    checkout.mkdir()
    for name in ("python3", "node", "go"):
        (checkout / name).write_text(f"#!/bin/sh\ntouch {fired}\n", encoding="utf-8")
        (checkout / name).chmod(0o755)
    (checkout / "sitecustomize.py").write_text(f"open({str(fired)!r}, 'w')\n", encoding="utf-8")
    monkeypatch.chdir(checkout)
    monkeypatch.setenv("PATH", f".:{checkout}/../x/.:/usr/bin:/bin")
    monkeypatch.setenv("PYTHONPATH", str(checkout))
    monkeypatch.setenv("PATH", ".:/usr/bin:/bin")
    missing_tools(plan("python3", python=">=3"))
    assert not fired.exists()


def test_a_probe_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "node"
    program.write_text("#!/bin/sh\nsleep 60\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(toolchain, "_PATIENCE", 0.2)
    assert toolchain.version_printed("node") is None
    assert toolchain.version_printed("no-such-tool") is None
