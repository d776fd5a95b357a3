"""Settings: the user's file wins and is never written; files are replaced whole or not at all."""

import multiprocessing
import os
from pathlib import Path

import pytest

from isonboard import config, files, paths
from isonboard.errors import ConfigError, StorageError
from isonboard.model.project import SourceConfig


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path))
    (tmp_path / "config").mkdir()
    return tmp_path


def test_everything_lies_under_the_home_that_is_named(home):
    assert {paths.config_dir().parent, paths.data_dir().parent, paths.cache_dir().parent} == {home}
    assert config.load().workspace_path == home / "workspace"


def test_without_any_file_the_defaults_hold(home):
    assert config.load() == config.Config()


def test_the_users_file_wins_over_the_apps_over_the_sites(home):
    (home / "site").mkdir()
    (home / "site" / "config.toml").write_text('[screen]\ntheme = "site"\n[network]\ntimeout = 5.0\n')
    config.save_setting("screen", "theme", "app")
    assert config.load().screen.theme == "app"
    (home / "config" / "config.toml").write_text('[screen]\ntheme = "mine"\n')
    assert config.load().screen.theme == "mine"
    assert config.load().network.timeout == 5.0


def test_a_source_that_the_app_adds_is_a_file_of_its_own(home):
    path = config.save_source(
        SourceConfig(name="acme", kind="github", url="https://github.com", organisation="acme")
    )
    assert path == home / "config" / "sources.d" / "acme.toml"
    assert config.load().sources["acme"].organisation == "acme"
    assert config.remove_source("acme")
    assert not config.remove_source("acme")
    assert config.load().sources == {}


@pytest.mark.parametrize("name", ["../x", "", "a/b", ".x", "x" * 80, "a\n"])
def test_a_source_name_that_is_no_file_name_is_refused(home, name):
    with pytest.raises(ConfigError):
        config.save_source(SourceConfig(name=name, kind="folder", url="/x"))


@pytest.mark.parametrize(
    "content",
    [
        "[screen\n",
        "[screen]\nthem = 1\n",
        '[sources.x]\nurl = "y"\n',
        "sources = 3\n",
        '[sources."a b"]\nkind="x"\n',
        "\xff",
    ],
)
def test_a_mistake_in_the_file_is_one_sentence_with_its_name(home, content):
    (home / "config" / "config.toml").write_bytes(content.encode("latin-1"))
    with pytest.raises(ConfigError) as caught:
        config.load()
    assert "config.toml" in caught.value.sentence


@pytest.mark.parametrize(
    ("section", "line"),
    [
        ("workspace", 'clone = "deep"'),
        ("workspace", 'branch_prefix = "a b/"'),
        ("workspace", 'branch_prefix = "-x/"'),
        ("workspace", 'branch_prefix = "a..b/"'),
        ("workspace", 'path = "work"'),
        ("workspace", "step_timeout = 0"),
        ("network", "concurrency = 0"),
        ("network", "timeout = -1.0"),
        ("network", "timeout = nan"),
        ("network", 'proxy = "http://ada:hunter2@proxy.acme.example:3128"'),
        ("network", 'proxy = "ada:hunter2@proxy.acme.example:3128"'),
    ],
)
def test_a_value_that_can_never_work_is_named(home, section, line):
    (home / "config" / "config.toml").write_text(f"[{section}]\n{line}\n")
    with pytest.raises(ConfigError) as caught:
        config.load()
    assert f"config.toml: {section}.{line.partition(' ')[0]} " in caught.value.sentence
    assert "hunter2" not in caught.value.sentence


def test_values_that_work_are_taken(home):
    (home / "config" / "config.toml").write_text(
        '[workspace]\npath = "~/work"\nbranch_prefix = "ada/fix-"\nclone = "full"\n'
        '[network]\nproxy = "http://proxy.acme.example:3128"\ntimeout = 5\nconcurrency = 1\n'
    )
    assert config.load().workspace.branch_prefix == "ada/fix-"


def test_the_app_saves_no_value_that_can_never_work(home):
    with pytest.raises(ConfigError, match=r"settings\.toml: workspace\.clone"):
        config.save_setting("workspace", "clone", "deep")
    assert not (home / "config" / "settings.toml").exists()


def test_the_readme_shows_every_key_and_its_example_is_valid(home):
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    example = readme.partition("```toml\n[screen]")[2].partition("```")[0]
    (home / "config" / "config.toml").write_text(f"[screen]{example}", encoding="utf-8")
    shown = config.load()
    assert shown.sources["acme"].organisation == "acme"
    for name in ("screen", "workspace", "network", "labels", "company"):
        section = getattr(shown, name)
        for key in section.__struct_fields__:
            assert f"\n{key} = " in example or f"[{name}.{key}]" in example, f"{name}.{key}"


def test_a_source_file_may_hold_what_add_prints(home):
    source = SourceConfig(name="hf", kind="github", url="https://github.com", organisation="hf")
    place = config.source_file("hf")
    place.parent.mkdir()
    place.write_text(config.source_toml(source))
    assert config.load().sources == {"hf": source}


def test_writing_keeps_a_link_and_the_mode(tmp_path):
    real = tmp_path / "real.toml"
    real.write_text("old")
    real.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(real)
    files.write_atomically(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert real.stat().st_mode & 0o777 == 0o640
    assert sorted(one.name for one in tmp_path.iterdir()) == ["link.toml", "real.toml"]


def test_a_failed_write_leaves_the_old_content(tmp_path, monkeypatch):
    path = tmp_path / "x"
    path.write_text("old")

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="disk is full"):
        files.write_atomically(path, "new")
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["x"]


def _add(path, times):
    for _ in range(times):
        with files.locked(path):
            files.write_atomically(path, str(int(path.read_text()) + 1))


def test_two_windows_never_lose_each_others_change(tmp_path):
    path = tmp_path / "count"
    path.write_text("0")
    context = multiprocessing.get_context("spawn")
    windows = [context.Process(target=_add, args=(path, 25)) for _ in range(2)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    assert path.read_text() == "50"


def test_the_quick_place_of_the_cache_is_the_one_of_the_system(monkeypatch, tmp_path):
    monkeypatch.delenv("ISONBOARD_HOME", raising=False)
    for named in ("", str(tmp_path)):
        monkeypatch.setenv("XDG_CACHE_HOME", named)
        assert paths.cache_place() == str(paths.cache_dir())
    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path))
    assert paths.cache_place() == str(paths.cache_dir())
