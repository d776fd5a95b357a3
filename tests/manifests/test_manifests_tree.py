"""A checkout is read as text, and nothing outside it can be reached through it."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isonboard.manifests.tree import COUNT_LIMIT, FILE_LIMIT, Tree, is_plain_path


def write(root: Path, path: str, content: str | bytes = "x\n") -> Path:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode() if isinstance(content, str) else content)
    return target


def test_files_are_listed_by_relative_posix_path(tmp_path: Path) -> None:
    write(tmp_path, "README.md", "hello\n")
    write(tmp_path, "docs/guide/start.md")
    tree = Tree.of_folder(tmp_path)
    assert tree.paths() == ("README.md", "docs/guide/start.md")
    assert tree.text("README.md") == "hello\n"
    assert tree.exists("docs/guide")
    assert tree.is_folder("docs")
    assert tree.names_in("docs/guide") == ("start.md",)
    assert tree.names_in(".") == ("README.md",)
    assert tree.text("absent") is None


@pytest.mark.parametrize(
    "folder", [".git", "node_modules", "vendor", ".venv", "target", "build", "a/node_modules"]
)
def test_downloaded_and_built_folders_are_not_looked_into(tmp_path: Path, folder: str) -> None:
    write(tmp_path, f"{folder}/package.json", "{}")
    assert Tree.of_folder(tmp_path).paths() == ()
    assert Tree.of_mapping({f"{folder}/package.json": "{}"}).paths() == ()


def test_a_link_inside_is_read_and_a_link_outside_does_not_exist(tmp_path: Path) -> None:
    root = tmp_path / "checkout"
    write(root, "docs/CONTRIBUTING.md", "welcome\n")
    secret = write(tmp_path, "secret", "password\n")
    (root / "CONTRIBUTING.md").symlink_to("docs/CONTRIBUTING.md")
    (root / "README.md").symlink_to(secret)
    (root / "up.md").symlink_to("../secret")
    (root / "loop.md").symlink_to("loop.md")
    (root / "folder").symlink_to(tmp_path)
    (root / "gone").symlink_to("nowhere")
    tree = Tree.of_folder(root)
    assert tree.paths() == ("CONTRIBUTING.md", "docs/CONTRIBUTING.md")
    assert tree.text("CONTRIBUTING.md") == "welcome\n"


def test_a_link_into_the_git_folder_does_not_exist(tmp_path: Path) -> None:
    write(tmp_path, ".git/config", "[credential]\n")
    (tmp_path / "README.md").symlink_to(".git/config")
    assert Tree.of_folder(tmp_path).paths() == ()


def test_a_file_replaced_by_a_link_after_listing_is_not_read(tmp_path: Path) -> None:
    root = tmp_path / "checkout"
    readme = write(root, "README.md", "hello\n")
    secret = write(tmp_path, "secret", "password\n")
    tree = Tree.of_folder(root)
    readme.unlink()
    readme.symlink_to(secret)
    assert tree.text("README.md") is None


def test_a_folder_replaced_by_a_link_after_listing_is_not_read(tmp_path: Path) -> None:
    root = tmp_path / "checkout"
    write(root, "docs/secret", "harmless\n")
    write(tmp_path, "elsewhere/secret", "password\n")
    tree = Tree.of_folder(root)
    (root / "docs" / "secret").unlink()
    (root / "docs").rmdir()
    (root / "docs").symlink_to(tmp_path / "elsewhere")
    assert tree.text("docs/secret") is None


def test_a_planted_fifo_neither_hangs_nor_is_listed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "Makefile")
    assert Tree.of_folder(tmp_path).paths() == ()


def test_binary_files_are_not_text(tmp_path: Path) -> None:
    write(tmp_path, "Makefile", b"\x7fELF\0\0\1")
    assert Tree.of_folder(tmp_path).text("Makefile") is None


def test_a_file_over_the_limit_is_cut_at_a_line(tmp_path: Path) -> None:
    write(tmp_path, "big.txt", "0123456789\n" * (FILE_LIMIT // 5))
    text = Tree.of_folder(tmp_path).text("big.txt")
    assert text is not None
    assert len(text) <= FILE_LIMIT
    assert text.endswith("9\n")


def test_line_ends_are_uniform_and_bytes_never_fail(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", b"one\r\ntwo\r\xff\xe9")
    assert Tree.of_folder(tmp_path).text("a.txt") == "one\ntwo\nÿé"


def test_names_with_controls_or_invisible_characters_are_left_out(tmp_path: Path) -> None:
    for name in (b"a\nb", b"esc\x1b[31m", b"bad\xff", "bidi\u202egnp.md".encode(), b"fine.md"):
        (Path(os.fsdecode(bytes(tmp_path) + b"/" + name))).write_text("x")
    assert Tree.of_folder(tmp_path).paths() == ("fine.md",)


def test_the_number_of_files_is_bounded_and_shallow_ones_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert COUNT_LIMIT <= 50_000
    monkeypatch.setattr("isonboard.manifests.tree.COUNT_LIMIT", 5)
    for number in range(20):
        write(tmp_path, f"deep/{number}.txt")
    write(tmp_path, "zz.txt")
    paths = Tree.of_folder(tmp_path).paths()
    assert len(paths) == 5
    assert "zz.txt" in paths


def test_executable_bits_are_seen(tmp_path: Path) -> None:
    write(tmp_path, "bin/setup").chmod(0o755)
    write(tmp_path, "bin/data").chmod(0o644)
    tree = Tree.of_folder(tmp_path)
    assert tree.executable("bin/setup")
    assert not tree.executable("bin/data")
    assert Tree.of_mapping({"x": ""}, executable=["x"]).executable("x")


def test_an_absent_folder_is_an_empty_tree(tmp_path: Path) -> None:
    assert Tree.of_folder(tmp_path / "nowhere").paths() == ()


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.text(max_size=20), st.binary(max_size=60), max_size=6))
def test_any_mapping_makes_a_tree_of_plain_paths(files: dict[str, bytes]) -> None:
    tree = Tree.of_mapping(files)
    for path in tree.paths():
        assert is_plain_path(path)
        text = tree.text(path)
        assert text is None or isinstance(text, str)
