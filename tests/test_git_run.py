"""What `git.py` does is what plain git does, only without the traps: looking, fetching, branching, failing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from isonboard import git
from isonboard.errors import GitError, InterruptedByUserError, RefusedError, StorageError
from isonboard.git import fence
from isonboard.git.failure import failure, room_at
from isonboard.git.repository import config_file

sys.path.insert(0, str(Path(__file__).parent / "counterparties"))
import canaries
from canaries import plain, repository


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return repository(tmp_path / "checkout")


def test_status_and_diff_tell_what_plain_git_tells(checkout: Path) -> None:
    (checkout / "file.txt").write_text("changed\n", encoding="utf-8")
    (checkout / "näw file").write_text("new\n", encoding="utf-8")
    status = ["status", "--porcelain", "-z"]
    assert git.run(status, cwd=checkout).stdout.decode() == plain(*status, cwd=checkout)
    assert git.output(["diff", "--stat"], cwd=checkout) == plain("diff", "--stat", cwd=checkout).rstrip("\n")
    assert git.output(["log", "--format=%H %s"], cwd=checkout / "sub") == (
        plain("log", "--format=%H %s", cwd=checkout).rstrip("\n")
    )


def test_a_path_is_relative_to_the_folder_one_is_in(checkout: Path) -> None:
    assert git.output(["rev-parse", "--show-prefix"], cwd=checkout / "sub") == "sub/"
    assert git.output(["show", "HEAD:./other.txt"], cwd=checkout / "sub") == "other"


def test_a_linked_worktree_has_its_own_head_and_the_common_refs(checkout: Path, tmp_path: Path) -> None:
    plain("worktree", "add", "-q", "-b", "side", str(tmp_path / "side"), cwd=checkout)
    found = git.repository_of(tmp_path / "side")
    assert found is not None
    assert found.common_dir == checkout / ".git"
    assert git.output(["rev-parse", "--abbrev-ref", "HEAD"], cwd=tmp_path / "side") == "side"
    git.run(["switch", "-c", "other"], cwd=tmp_path / "side")
    assert plain("branch", "--show-current", cwd=tmp_path / "side").strip() == "other"
    assert plain("branch", "--show-current", cwd=checkout).strip() == "main"


def test_a_bare_repository_is_read_where_one_points_at_it(checkout: Path, tmp_path: Path) -> None:
    plain("clone", "-q", "--bare", str(checkout), str(tmp_path / "bare.git"), cwd=tmp_path)
    assert git.output(["log", "-1", "--format=%s"], cwd=tmp_path / "bare.git") == "second"
    assert git.output(["rev-parse", "--is-bare-repository"], cwd=tmp_path / "bare.git") == "true"


def test_a_git_folder_may_be_named_and_other_options_may_not(checkout: Path) -> None:
    said = git.run([f"--git-dir={checkout / '.git'}", "log", "-1", "--format=%s"]).stdout
    assert said == b"second\n"
    for option in ("-C", "-c", "--exec-path=/tmp", "--work-tree=/tmp"):
        with pytest.raises(RefusedError):
            git.run([option, "status"], cwd=checkout)


def test_outside_of_any_repository_git_says_so(tmp_path: Path) -> None:
    with pytest.raises(GitError, match="not a git repository"):
        git.run(["status"], cwd=tmp_path)
    assert git.run(["status"], cwd=tmp_path, check=False).returncode == 128


def test_a_branch_is_made_and_the_head_moves(checkout: Path) -> None:
    git.run(["switch", "-c", "contrib/17-x"], cwd=checkout)
    assert plain("branch", "--show-current", cwd=checkout).strip() == "contrib/17-x"
    assert "contrib/17-x" in plain("reflog", "-1", cwd=checkout) + plain("branch", "--list", cwd=checkout)


def test_a_commit_lands_in_the_real_repository(checkout: Path) -> None:
    (checkout / "file.txt").write_text("three\n", encoding="utf-8")
    who = [("user.name", "Ada"), ("user.email", "ada@example.test")]
    git.run(["commit", "-qam", "third"], cwd=checkout, config=who)
    assert plain("log", "-1", "--format=%an %s", cwd=checkout).strip() == "Ada third"
    assert plain("status", "--porcelain", cwd=checkout) == ""


@pytest.mark.parametrize("packed", [True, False])
async def test_a_fetch_updates_the_real_refs(checkout: Path, tmp_path: Path, packed: bool) -> None:
    plain("clone", "-q", f"file://{checkout}", str(tmp_path / "copy"), cwd=tmp_path)
    if packed:
        plain("pack-refs", "--all", cwd=tmp_path / "copy")
    (checkout / "file.txt").write_text("three\n", encoding="utf-8")
    plain("commit", "-qam", "third", cwd=checkout)
    plain("tag", "v1", cwd=checkout)
    plain("branch", "gone", cwd=checkout)
    said: list[str] = []
    for _ in range(2):
        await git.stream(
            ["fetch", "--progress", "--prune", "origin"],
            cwd=tmp_path / "copy",
            on_line=said.append,
            protocols=("file",),
        )
        plain("branch", "-D", "gone", cwd=checkout)
    assert plain("log", "-1", "--format=%s", "origin/main", cwd=tmp_path / "copy").strip() == "third"
    assert plain("tag", cwd=tmp_path / "copy").strip() == "v1"
    assert "origin/gone" not in plain("branch", "-r", cwd=tmp_path / "copy")
    assert plain("fsck", cwd=tmp_path / "copy") == ""
    assert any("remote:" in line for line in said)


async def test_a_shallow_copy_can_be_deepened(checkout: Path, tmp_path: Path) -> None:
    plain("clone", "-q", "--depth=1", f"file://{checkout}", str(tmp_path / "copy"), cwd=tmp_path)
    await git.stream(
        ["fetch", "--unshallow", "origin"],
        cwd=tmp_path / "copy",
        on_line=lambda _line: None,
        protocols=("file",),
    )
    assert plain("rev-list", "--count", "HEAD", cwd=tmp_path / "copy").strip() == "2"
    assert not (tmp_path / "copy" / ".git" / "shallow").exists()


async def test_a_partial_copy_fetches_on_as_a_partial_copy(checkout: Path, tmp_path: Path) -> None:
    plain("config", "uploadpack.allowFilter", "true", cwd=checkout)
    copy = tmp_path / "copy"
    plain("clone", "-q", "--filter=blob:none", f"file://{checkout}", str(copy), cwd=tmp_path)
    (checkout / "file.txt").write_text("three\n", encoding="utf-8")
    plain("commit", "-qam", "third", cwd=checkout)
    await git.stream(["fetch", "origin"], cwd=copy, on_line=lambda _line: None, protocols=("file",))
    missing = plain("rev-list", "--objects", "--all", "--missing=print", cwd=copy)
    assert missing.count("?") >= 2
    assert git.run(["show", "origin/main:file.txt"], cwd=copy, check=False).returncode
    assert plain("show", "origin/main:file.txt", cwd=copy) == "three\n"


async def test_only_the_named_protocols_are_used(checkout: Path, tmp_path: Path) -> None:
    plain("clone", "-q", f"file://{checkout}", str(tmp_path / "copy"), cwd=tmp_path)
    with pytest.raises(GitError, match="not allowed") as raised:
        await git.stream(["fetch", "origin"], cwd=tmp_path / "copy", on_line=lambda _line: None)
    assert "clone_protocol" in raised.value.hint
    assert git.run(["ls-remote", f"file://{checkout}"], check=False).returncode
    assert git.run(["ls-remote", f"file://{checkout}"], protocols=("file",)).stdout


def test_settings_of_a_repository_are_read_without_following_includes(checkout: Path) -> None:
    (checkout / "more").write_text("[user]\n\tname = Eve\n", encoding="utf-8")
    plain("config", "include.path", "../more", cwd=checkout)
    plain("config", 'remote.a"b\\c.url', "x\ty\nz", cwd=checkout)
    found = git.repository_of(checkout)
    assert found is not None
    settings = dict(git.settings_of(found))
    assert settings["include.path"] == "../more"
    assert "user.name" not in settings
    assert settings['remote.a"b\\c.url'] == "x\ty\nz"
    assert git.output(["rev-parse", "--abbrev-ref", "HEAD"], cwd=checkout) == "main"


def test_the_copy_of_the_settings_says_the_same(checkout: Path, tmp_path: Path) -> None:
    settings = [
        ('remote.a"b\\c.d.url', 'x\ty\nz "q" \\ # ; '),
        ("core.filemode", "true"),
        ("branch.x y.remote", ""),
    ]
    path = tmp_path / "config"
    path.write_text(config_file(settings), encoding="utf-8")
    assert list(fence._listed(["--file", str(path), "--no-includes"])) == settings


def test_a_configuration_of_absurd_length_is_refused(checkout: Path) -> None:
    with (checkout / ".git" / "config").open("a", encoding="utf-8") as config:
        config.write("# x\n" * 400_000)
    with pytest.raises(RefusedError):
        git.run(["status"], cwd=checkout)


def test_a_broken_configuration_is_an_error_and_not_a_way_round(checkout: Path) -> None:
    (checkout / ".git" / "config").write_text("[core\n", encoding="utf-8")
    with pytest.raises(GitError):
        git.run(["status"], cwd=checkout)


def test_remote_commands_that_connect_are_not_run(checkout: Path) -> None:
    with pytest.raises(RefusedError):
        git.run(["remote", "update"], cwd=checkout)


def test_a_command_that_hangs_is_ended_with_its_children(checkout: Path) -> None:
    with pytest.raises(GitError, match="longer"):
        git.run(["cat-file", "--batch"], cwd=checkout, timeout=0.0)


async def test_a_stream_ends_when_it_is_cancelled(tmp_path: Path) -> None:
    with pytest.raises(InterruptedByUserError):
        await git.stream(
            ["clone", "--", f"file://{repository(tmp_path / 'a')}", str(tmp_path / "b")],
            on_line=lambda _line: None,
            protocols=("file",),
            cancelled=lambda: True,
        )


async def test_a_login_is_given_to_its_origin_only_and_never_shown(tmp_path: Path) -> None:
    login = git.Credential("https://git.acme.test", "ada", "s3cret%s\\n")
    asked = git.run(
        ["credential", "fill"], data=b"protocol=https\nhost=git.acme.test\n\n", credential=login
    ).stdout.decode()
    assert "username=ada" in asked
    assert "password=s3cret%s\\n" in asked
    assert git.run(
        ["credential", "fill"], data=b"protocol=https\nhost=evil.test\n\n", credential=login, check=False
    ).returncode
    assert git.run(
        ["credential", "fill"], data=b"protocol=http\nhost=git.acme.test\n\n", credential=login, check=False
    ).returncode
    assert "s3cret" not in repr(login)
    assert not any("s3cret" in part for part in git.command(["fetch", "origin"]))
    with pytest.raises(RefusedError):
        git.run(["ls-remote", "x"], credential=login._replace(secret="a\nusername=root"))


def test_helpers_that_are_asked_at_once_each_get_the_whole_login() -> None:
    login = git.Credential("https://git.acme.test", "ada", "s3cret" * 20)
    options = {"cwd": None, "protocols": ("https",), "ca_bundle": None, "extra": None}
    with fence.prepared(["credential", "fill"], credential=login, **options) as (env, fds):  # type: ignore[arg-type]
        assert not any(login.secret in value for value in env.values())
        (helper,) = (value for value in env.values() if value.startswith("!f()"))
        gate, opens = os.pipe()
        words = ["/bin/sh", "-c", f"read -r go; {helper[1:]} get"]
        asked = [
            subprocess.Popen(words, env=env, pass_fds=fds, stdin=gate, stdout=subprocess.PIPE)
            for _ in range(24)
        ]
        os.close(gate)
        os.close(opens)  # all at once
        said = {child.communicate()[0].decode() for child in asked}
    assert said == {f"username=ada\npassword={login.secret}\n"}


def test_the_users_own_ssh_command_is_kept_and_told_not_to_ask(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("GIT_SSH_COMMAND", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".gitconfig").write_text("[core]\n\tsshCommand = ssh -i work\n", encoding="utf-8")
    assert git.environment()["GIT_SSH_COMMAND"].startswith("ssh -i work -oBatchMode=yes")
    monkeypatch.setenv("GIT_SSH_COMMAND", "plink -x")
    assert git.environment()["GIT_SSH_COMMAND"] == "plink -x"
    assert git.environment(protocols=())["GIT_ALLOW_PROTOCOL"] == "none"


def test_the_users_ignore_file_counts(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "ignored").write_text("*.swp\n", encoding="utf-8")
    (tmp_path / ".gitconfig").write_text(f"[core]\n\texcludesFile = {tmp_path}/ignored\n", encoding="utf-8")
    (checkout / "x.swp").write_text("", encoding="utf-8")
    assert git.output(["status", "--porcelain"], cwd=checkout) == ""


@pytest.mark.parametrize(
    ("said", "sentence", "hint"),
    [
        (
            "fatal: unable to write: No space left on device\nfatal: index-pack failed",
            "No space left",
            "full",
        ),
        (
            "error: RPC failed; curl 28 Operation too slow. Less than 1\nfatal: early EOF",
            "too slow",
            "stalled",
        ),
        ("remote: Repository not found.\nfatal: repository 'https://x/y/' not found", "not found", "Check"),
        (
            "fatal: could not read Username for 'https://x': terminal prompts disabled",
            "Username",
            "isonboard doctor",
        ),
        (
            "fatal: unable to access: server certificate verification failed. CAfile: none",
            "verif",
            "ca_bundle",
        ),
        ("fatal: unable to access 'x': CONNECT tunnel failed, response 407", "407", "HTTPS_PROXY"),
        ("ada@x: Permission denied (publickey).\nfatal: Could not read from remote", "denied", "ssh key"),
        ("Receiving objects: 40% (403/1000)\nfatal: something else", "something else", "by hand"),
        ("", "ended with 3", "by hand"),
    ],
)
def test_a_failure_names_its_cause_and_what_to_do(said: str, sentence: str, hint: str) -> None:
    error = failure("clone", 3, said)
    assert sentence in error.message
    assert hint in error.hint
    assert isinstance(error, StorageError) == ("space" in said)


@pytest.mark.parametrize(
    "said",
    [
        "fatal: could not set 'core.repositoryformatversion' to '1'",
        "error: could not write config file /x/.git/config\nfatal: clone failed",
    ],
)
def test_a_git_that_does_not_say_why_it_cannot_write_is_asked_after_the_disk(said: str) -> None:
    full = failure("clone", 128, said, room=4_096)
    assert isinstance(full, StorageError)
    assert full.hint == "The disk is full: free some space and try again."
    for room in (1 << 30, None):
        error = failure("clone", 128, said, room=room)
        assert isinstance(error, StorageError)
        assert error.message.startswith("could not ")
        assert error.hint == "The folder cannot be written: is the disk full, or is it read-only?"


def test_the_room_is_that_of_the_nearest_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    class System:
        f_files, f_favail, f_bavail, f_frsize = 10, 5, 3, 512

    def statvfs(place: Path) -> type[System]:
        asked.append(place)
        return System

    monkeypatch.setattr(os, "statvfs", statvfs, raising=False)
    assert room_at(tmp_path / "not" / "there") == 1_536
    assert asked == [tmp_path]
    System.f_favail = 0  # no file more, however many bytes
    assert room_at(tmp_path) == 0
    monkeypatch.delattr(os, "statvfs")
    assert room_at(tmp_path) is None


def test_a_failure_holds_no_secret_and_no_escape() -> None:
    error = failure("clone", 1, "fatal: \x1b]0;x\x07bad https://ada:s3cret@x.test/y\x1b[2J")
    assert "s3cret" not in error.sentence
    assert "\x1b" not in error.sentence


def test_nothing_stays_in_the_temporary_folder(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(temporary))
    git.run(["status"], cwd=checkout)
    git.run(["show", "nothing"], cwd=checkout, check=False)
    assert list(temporary.iterdir()) == []
    dead, living = temporary / f"isonboard-git-{2**22 + 1}-x", temporary / f"isonboard-git-{os.getpid()}-x"
    dead.mkdir()
    living.mkdir()
    fence._swept.cache_clear()
    git.run(["status"], cwd=checkout)
    assert list(temporary.iterdir()) == [living]
    assert os.path.isdir(checkout / ".git" / "objects")
    assert canaries.CANARIES
