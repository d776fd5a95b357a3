"""A clone of some folders: only they are written and fetched; it is resumed, updated and worked in like any other."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "counterparties"))
import git_http
from canaries import plain

from isonboard import git
from isonboard.errors import GitError, NotFoundError, UsageError
from isonboard.workspace import sparse
from isonboard.workspace.checkout import mode_of, repository_at, state_of
from isonboard.workspace.clone import clone

HTTP = ("http",)
FILES = {
    "services/README.md": "# Services\n",
    "services/pay/main.c": "int main(void) { return 0; }\n",
    "services/pay/deep/er.c": "\n",
    "services/ship/main.c": "int ship;\n",
    "payroll/x.c": "int x;\n",
}


@pytest.fixture
def url(tmp_path: Path, server: git_http.GitServer) -> str:
    git_http.bare_repository(tmp_path / "served" / "acme" / "mono.git", extra=FILES)
    return server.url("acme/mono.git")


def written(checkout: Path) -> set[str]:
    files = (path for path in checkout.rglob("*") if path.is_file())
    return {
        str(path.relative_to(checkout)) for path in files if ".git" not in path.relative_to(checkout).parts
    }


def missing(checkout: Path) -> int:
    said = plain("rev-list", "--objects", "--missing=print", "--no-walk", "HEAD", cwd=checkout)
    return sum(row.startswith("?") for row in said.split("\n"))


async def cloned(url: str, destination: Path, *folders: str, **options: object) -> Path:
    made = await clone(url, destination, report=lambda _e: None, protocols=HTTP, sparse=folders, **options)  # type: ignore[arg-type]
    assert made.mode == "sparse"
    return made.path


async def test_only_the_folders_named_and_the_files_above_them_are_fetched_and_written(
    tmp_path: Path, url: str
) -> None:
    checkout = await cloned(url, tmp_path / "w" / "mono", "services/pay")
    assert written(checkout) == {
        "README.md", "CONTRIBUTING.md", "services/README.md", "services/pay/main.c", "services/pay/deep/er.c",
    }  # fmt: skip
    assert missing(checkout) == 5  # two other folders and three binaries
    assert plain("status", "--porcelain", cwd=checkout) == ""
    assert not state_of(checkout).dirty
    assert plain("sparse-checkout", "list", cwd=checkout).split() == ["services/pay"]
    plain("sparse-checkout", "add", "payroll", cwd=checkout)  # git itself goes on from there
    assert (checkout / "payroll" / "x.c").is_file()
    assert sparse.folders_of(repository_at(checkout)) == ("payroll", "services/pay")


async def test_it_is_updated_within_its_folders(tmp_path: Path, url: str) -> None:
    checkout = await cloned(url, tmp_path / "w" / "mono", "services/pay")
    work = tmp_path / "served" / "acme" / "mono.git.work"
    for name in ("services/pay/new.c", "services/ship/new.c"):
        (work / name).write_text("int fresh;\n" + name, encoding="utf-8")
    plain("add", ".", cwd=work)
    plain("-c", "user.name=t", "-c", "user.email=t@example.test", "commit", "-qm", "third", cwd=work)
    plain("push", "-q", str(work.with_suffix("")), "main", cwd=work)
    made = await clone(url, checkout, report=lambda _e: None, protocols=HTTP, sparse=("payroll",))
    assert (made.fresh, made.mode) == (False, "sparse")
    assert "git sparse-checkout add payroll" in made.note
    lacking = plain("rev-list", "--objects", "--missing=print", "--no-walk", "origin/main", cwd=checkout)
    new = plain("rev-parse", "origin/main:services/pay/new.c", cwd=checkout).strip()
    other = plain("rev-parse", "origin/main:services/ship/new.c", cwd=checkout).strip()
    assert f"?{new}" not in lacking
    assert f"?{other}" in lacking


async def test_a_cut_one_goes_on_as_it_was_begun_and_is_not_taken_for_another(
    tmp_path: Path, url: str, server: git_http.GitServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("isonboard.workspace.clone._WORTH_KEEPING", 0)

    def cut(*_args: object) -> None:
        raise GitError("cut", hint="")

    monkeypatch.setattr("isonboard.workspace.clone.limit_to", cut)
    with pytest.raises(GitError):
        await cloned(url, tmp_path / "w" / "mono", "services/pay")
    monkeypatch.undo()
    before = len(server.requests)
    await cloned(url, tmp_path / "w" / "mono", "services/pay")
    assert len([one for one in server.requests[before:] if "info/refs" in one]) == 1  # the contents alone
    assert [path.name for path in (tmp_path / "w").iterdir()] == ["mono"]


async def test_a_folder_that_is_not_there_leaves_nothing(tmp_path: Path, url: str) -> None:
    for folder in ("services/fee", "README.md"):
        with pytest.raises(NotFoundError):
            await cloned(url, tmp_path / "w" / "mono", folder)
    assert list((tmp_path / "w").iterdir()) == []


@pytest.mark.parametrize(
    "folder", ["..", "a/../b", "a//b", ".git", "a/.git/x", "*", "a?", "[a]", "a\\b", "a\nb", "", "/"]
)
def test_what_is_no_folder_is_refused(folder: str) -> None:
    with pytest.raises(UsageError):
        sparse.checked([folder])


def test_folders_below_another_are_in_it_already() -> None:
    assert sparse.checked(["b/c/", "/b", "a b", "b/c/d"]) == ("a b", "b")


NAMES = st.sampled_from(["a", "b", "ab", "a b", "-a", "é", "a.b"])


@settings(max_examples=15, deadline=None)
@given(folders=st.lists(st.lists(NAMES, min_size=1, max_size=3).map("/".join), min_size=1, max_size=3))
def test_the_patterns_say_to_git_what_we_say(
    tmp_path_factory: pytest.TempPathFactory, folders: list[str]
) -> None:
    ours = sparse.checked(folders)
    place = tmp_path_factory.mktemp("cone")
    plain("init", "-q", cwd=place)
    subprocess.run(
        ["git", "sparse-checkout", "set", "--cone", "--stdin"],
        input="\n".join(ours).encode(),
        cwd=place,
        check=True,
    )
    theirs = (place / ".git" / "info" / "sparse-checkout").read_text(encoding="utf-8").split("\n")
    assert sorted(filter(None, theirs)) == sorted(filter(None, sparse.patterns(ours).split("\n")))


def test_a_whole_checkout_and_patterns_of_other_kinds_have_no_folders(tmp_path: Path) -> None:
    plain("init", "-q", ".", cwd=tmp_path)
    repository = git.repository_of(tmp_path)
    assert repository is not None
    assert sparse.folders_of(repository) is None
    plain("config", "core.sparseCheckout", "true", cwd=tmp_path)
    (tmp_path / ".git" / "info").mkdir(exist_ok=True)
    for content in ("*.c\n!/x\n", "/a/\n", ""):
        (tmp_path / ".git" / "info" / "sparse-checkout").write_text(content, encoding="utf-8")
        assert sparse.folders_of(repository) is None
    assert mode_of(repository) == "sparse"
