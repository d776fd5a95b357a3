"""Issues, Favourites, Profile, Sources and Welcome on the sample organisation."""

import subprocess
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from app_testing import SIZES, opened, settled
from screen_testing import shown, until
from textual.events import Paste
from textual.pilot import Pilot

from isonboard import config as settings
from isonboard.assistant.add_source import Examined
from isonboard.assistant.issues import IssueFilter, known_issues
from isonboard.errors import StorageError
from isonboard.match.prospects import PROSPECTS
from isonboard.match.signals import SIGNALS
from isonboard.model.issue import AvailabilityState
from isonboard.model.profile import ContributionKind, Level, Profile, Skill
from isonboard.model.project import SourceConfig, SourceState
from isonboard.notebook.favourites import Favourites
from isonboard.notebook.profile import ProfileBook
from isonboard.tui.app import IsonboardApp, where_to_begin
from isonboard.tui.jobs import JobState
from isonboard.tui.messages import ShowIssues
from isonboard.tui.screens import project_actions
from isonboard.tui.screens.completing import CompletingScreen
from isonboard.tui.screens.dialogs import ChoiceScreen, ConfirmScreen, LineScreen
from isonboard.tui.screens.explore import ExploreScreen
from isonboard.tui.screens.favourites import FavouritesScreen
from isonboard.tui.screens.help import HelpScreen
from isonboard.tui.screens.issue import IssueScreen
from isonboard.tui.screens.issues import IssuesScreen
from isonboard.tui.screens.profile import ProfileScreen
from isonboard.tui.screens.setup import SetupScreen
from isonboard.tui.screens.sources import SourcesScreen, projects_of
from isonboard.tui.screens.welcome import WelcomeScreen
from isonboard.tui.widgets.document import Document
from isonboard.tui.widgets.fields import Field

pytestmark = pytest.mark.usefixtures("sample")


async def at(
    app: IsonboardApp, pilot: Pilot[Any], kind: type, true: Callable[[], bool] = lambda: True
) -> None:
    await until(pilot, lambda: isinstance(app.screen, kind) and app.screen.is_mounted, kind.__name__)
    await until(pilot, true)


async def go(app: IsonboardApp, pilot: Pilot[Any], key: str, kind: type) -> None:
    await at(app, pilot, ExploreScreen, lambda: app.screen.projects.count > 0)
    await pilot.press(key)
    await at(app, pilot, kind)


# issues


@pytest.mark.parametrize("size", SIZES)
async def test_issues_show_first_what_one_may_take(size: tuple[int, int]) -> None:
    async with opened(size) as (app, pilot):
        await go(app, pilot, "2", IssuesScreen)
        await until(pilot, lambda: app.screen.issues.count > 20)
        assert "may be taken" in shown(app)
        assert "free" in shown(app)
        states = {one.availability.state.value for one in app.screen.issues.issues}
        assert states <= {"free", "stale claim", "unknown"}
        await pilot.press("x")
        await until(
            pilot, lambda: "claimed" in {one.availability.state.value for one in app.screen.issues.issues}
        )


async def test_a_branch_for_a_taken_issue_is_made_only_after_a_question() -> None:
    async with opened() as (app, pilot):
        await go(app, pilot, "2", IssuesScreen)
        await until(pilot, lambda: app.screen.issues.count > 20)
        await pilot.press("x", "slash", *"wait at the end", "enter")
        await until(pilot, lambda: app.screen.issues.count == 1)
        await pilot.press("c")
        await at(app, pilot, ConfirmScreen, lambda: "claimed by rosa" in shown(app))
        assert "Make a branch for it all the same?" in shown(app)
        await pilot.press("n")
        await at(app, pilot, IssuesScreen)
        await pilot.press("c")
        await at(app, pilot, ConfirmScreen)
        await pilot.press("y")
        await at(app, pilot, SetupScreen)


async def test_an_issue_opens_with_its_reasons_and_comments() -> None:
    async with opened() as (app, pilot):
        await go(app, pilot, "2", IssuesScreen)
        await until(pilot, lambda: app.screen.issues.count > 20)
        await pilot.press("slash", *"flex", "enter", "enter")
        await at(app, pilot, IssueScreen)
        await until(pilot, lambda: "comment" in shown(app))
        assert "For and against" in shown(app)
        assert "Fits you" not in shown(app)  # nobody said what they know
        assert "stale claim" in shown(app)
        text = app.screen.query_one(Document)
        await until(pilot, lambda: "What Ticket shop asks of contributors" in text.plain_text)
        assert text.plain_text.index("comment") < text.plain_text.index("asks of contributors")
        assert "CONTRIBUTING.md" in text.plain_text
        await pilot.press("escape")
        await at(app, pilot, IssuesScreen)
        await pilot.press("p")
        await at(app, pilot, ExploreScreen, lambda: bool(app.screen.projects.current))
        await until(pilot, lambda: app.screen.projects.current.label == "Ticket shop")


async def test_issues_are_filtered_and_every_issue_can_be_seen() -> None:
    async with opened() as (app, pilot):
        await go(app, pilot, "2", IssuesScreen)
        await until(pilot, lambda: app.screen.issues.count > 20)
        before = app.screen.issues.count
        await pilot.press("b")
        await until(pilot, lambda: app.screen.issues.count > before)
        await pilot.press("b", "a")
        await at(app, pilot, ChoiceScreen)
        await pilot.press(*"language python", "enter")
        await at(app, pilot, IssuesScreen, lambda: "language Python" in shown(app))
        await until(pilot, lambda: 0 < app.screen.issues.count < before)
        assert {one.project.language for one in app.screen.issues.issues} == {"Python"}
        await pilot.press("slash", *"nosuchword")
        await until(pilot, lambda: "No issue fits." in shown(app))


async def test_issues_that_somebody_has_are_spoken_of_where_none_is_free() -> None:
    async with opened() as (app, pilot):
        await go(app, pilot, "2", IssuesScreen)
        await until(pilot, lambda: app.screen.issues.count > 20)
        await settled(app, pilot)
        page = await app.desk.ask(
            lambda context: known_issues(context, IssueFilter(availability=(AvailabilityState.BLOCKED,)))
        )
        everything = await app.desk.ask(lambda context: known_issues(context, IssueFilter()))
        assert page.taken == len(everything.issues) - len(page.issues) > 0
        assert everything.taken == 0


async def test_issues_of_a_project_asked_for_twice_are_looked_up_twice() -> None:
    async with opened() as (app, pilot):
        await go(app, pilot, "2", IssuesScreen)
        await until(pilot, lambda: app.screen.issues.count > 20)
        await settled(app, pilot)
        page = app.screen
        project = page.issues.issues[0].issue.project_id
        page.post_message(ShowIssues(project))
        await until(pilot, lambda: 0 < page.issues.count < 20)
        page.issues.show(())
        page.post_message(ShowIssues(project))
        await until(pilot, lambda: page.issues.count > 0, "what was fetched meanwhile")


async def test_issues_are_chosen_by_the_size_that_a_label_states() -> None:
    async with opened() as (app, pilot):
        await go(app, pilot, "2", IssuesScreen)
        await until(pilot, lambda: app.screen.issues.count > 20)
        app.screen.wanted = msgspec.structs.replace(app.screen.wanted, size="XL")
        await until(pilot, lambda: "size XL" in shown(app) and "No issue fits." in shown(app))
        await pilot.press("x")
        await until(pilot, lambda: app.screen.issues.count > 20)


# favourites


async def test_favourites_begin_empty_with_a_word_and_outlive_the_catalog(sample: Path) -> None:
    async with opened() as (app, pilot):
        await go(app, pilot, "3", FavouritesScreen)
        await until(pilot, lambda: "No favourites yet." in shown(app))
        await pilot.press("1")
        await at(app, pilot, ExploreScreen)
        await pilot.press("n")
        await at(app, pilot, LineScreen)
        await pilot.press(*"ask Nora", "enter")
        await at(app, pilot, ExploreScreen, lambda: bool(app.screen.projects.current.favourite))
        label = app.screen.projects.current.label
        await pilot.press("3")
        await at(app, pilot, FavouritesScreen, lambda: app.screen.listed.count == 1)
        assert "ask Nora" in shown(app)
        assert f"★ {label} " in shown(app), "called as in Explore"
        await pilot.press("U")
        await until(pilot, lambda: "ask Nora" in app.clipboard)
        await pilot.press("x")
        await at(app, pilot, ConfirmScreen)
        await pilot.press("n")
        assert len(Favourites(sample / "data" / "sample").list()) == 1
        await pilot.press("x")
        await at(app, pilot, ConfirmScreen)
        await pilot.press("y")
        await at(app, pilot, FavouritesScreen, lambda: app.screen.listed.count == 0)
    assert Favourites(sample / "data" / "sample").list() == ()


@pytest.mark.parametrize("size", SIZES)
async def test_enter_on_a_favourite_goes_to_its_project(size: tuple[int, int]) -> None:
    async with opened(size) as (app, pilot):
        await at(app, pilot, ExploreScreen, lambda: app.screen.projects.count > 0)
        await pilot.press("G", "f", "g")
        label = app.screen.projects.row(app.screen.projects.count - 1).label
        await until(pilot, lambda: app.screen.projects.row(app.screen.projects.count - 1).favourite)
        await pilot.press("3")
        await at(app, pilot, FavouritesScreen, lambda: app.screen.listed.count == 1)
        await pilot.press("enter")
        await at(app, pilot, ExploreScreen)
        await until(
            pilot,
            lambda: app.screen.projects.current is not None and app.screen.projects.current.label == label,
        )


# profile


@pytest.mark.parametrize("size", SIZES)
async def test_the_profile_is_edited_and_kept_at_once(size: tuple[int, int], sample: Path) -> None:
    async with opened(size) as (app, pilot):
        await go(app, pilot, "4", ProfileScreen)
        await until(pilot, lambda: "add a skill" in shown(app))
        await pilot.press("a")
        await at(app, pilot, CompletingScreen)
        await pilot.press(*"pyth")
        await until(pilot, lambda: "Python" in shown(app))
        await pilot.press("enter")
        await at(app, pilot, ProfileScreen, lambda: "know it well" in shown(app))
        await pilot.press("g", "right")
        await until(pilot, lambda: "could teach it" in shown(app))
        await pilot.press("a")
        await at(app, pilot, CompletingScreen)
        await pilot.press(*"Halden dialect")
        await until(pilot, lambda: "as you wrote it" in shown(app))
        await pilot.press("enter")
        await at(app, pilot, ProfileScreen, lambda: "Halden dialect" in shown(app))
        profile = ProfileBook(sample / "data" / "sample").load()
        assert {skill.name: skill.level for skill in profile.skills} == {
            "Python": Level.EXPERT,
            "Halden dialect": Level.GOOD,
        }
        await settled(app, pilot)
        entries = app.screen.listed.entries
        app.screen.listed.cursor = next(n for n, entry in enumerate(entries) if entry.name == "docs")
        await pilot.press("space")
        await until(pilot, lambda: "wanted" in shown(app))
        assert ProfileBook(sample / "data" / "sample").load().contributions == (ContributionKind.DOCS,)
        app.screen.listed.cursor = 1
        await pilot.press("x")
        await until(pilot, lambda: "is gone" in shown(app))
        await pilot.press("1")
        await at(app, pilot, ExploreScreen)


async def test_every_signal_can_be_left_out_and_counts_again(sample: Path) -> None:
    book = ProfileBook(sample / "data" / "sample")
    async with opened() as (app, pilot):
        await go(app, pilot, "4", ProfileScreen)
        listed = app.screen.listed
        await until(pilot, lambda: any(entry.kind == "signal" for entry in listed.entries))
        signals = [entry for entry in listed.entries if entry.kind == "signal"]
        assert [entry.name for entry in signals] == [*SIGNALS, *PROSPECTS]
        assert all(SIGNALS.get(one.name, PROSPECTS.get(one.name)).comment in one.value for one in signals)
        listed.cursor = listed.entries.index(signals[4])
        await until(pilot, lambda: "weight" in app.screen.query_one(Document).plain_text)
        await pilot.press("space")
        await until(pilot, lambda: listed.entries[listed.cursor].value.startswith("left out"))
        assert book.load().signals_off == (signals[4].name,)
        assert "left out" in app.screen.query_one(Document).plain_text
        await pilot.press("enter")
        await until(pilot, lambda: "counts" in listed.entries[listed.cursor].value[:12])
        assert book.load().signals_off == ()


async def test_what_one_knows_changes_the_order() -> None:
    async with opened() as (app, pilot):
        await at(app, pilot, ExploreScreen, lambda: app.screen.projects.count > 0)
        before = [app.screen.projects.row(n).label for n in range(31)]
        await pilot.press("4")
        await at(app, pilot, ProfileScreen, lambda: "add a skill" in shown(app))
        await pilot.press("a")
        await at(app, pilot, CompletingScreen)
        await pilot.press(*"rust")
        await until(pilot, lambda: "Rust" in shown(app))
        await pilot.press("enter")
        await at(app, pilot, ProfileScreen, lambda: "know it well" in shown(app))
        await pilot.press("1")
        await at(app, pilot, ExploreScreen)
        await until(pilot, lambda: [app.screen.projects.row(n).label for n in range(31)] != before)
        await until(pilot, lambda: "Rust" in {app.screen.projects.row(n).language for n in range(3)})


# sources


@pytest.mark.parametrize("size", SIZES)
async def test_sources_say_how_they_stand(size: tuple[int, int]) -> None:
    async with opened(size) as (app, pilot):
        await go(app, pilot, "5", SourcesScreen)
        await until(pilot, lambda: "in good order" in shown(app))
        assert "31" in shown(app)
        await pilot.press("r")
        await until(pilot, lambda: bool(app.jobs.all) and not app.jobs.running)
        assert app.jobs.all[0].state.value == "done", app.jobs.all[0].sentence


@pytest.mark.parametrize(
    ("state", "known"),
    [
        (None, None),
        (SourceState(name="a", projects=0), None),
        (SourceState(name="a", projects=7), 7),
        (SourceState(name="a", projects=0, synced_at=datetime.now(UTC)), 0),
    ],
)
def test_a_source_that_was_never_read_has_no_known_number_of_projects(
    state: SourceState | None, known: int | None
) -> None:
    assert projects_of(state) == known


async def test_an_address_that_is_nothing_is_told_in_place() -> None:
    async with opened(sample=False) as (app, pilot):
        await at(app, pilot, ExploreScreen)
        await until(pilot, lambda: "No source is configured." in shown(app))
        await pilot.press("5")
        await at(app, pilot, SourcesScreen)
        await until(pilot, lambda: "No source is configured." in shown(app))
        await pilot.press("a")
        await at(app, pilot, LineScreen)
        await pilot.press(*"/no/such/folder", "enter")
        await at(app, pilot, SourcesScreen, lambda: "a tries another address" in shown(app))


async def test_a_folder_is_recognised_kept_read_and_forgotten(tmp_path: Path, home: Path) -> None:
    folder = repository(tmp_path / "code" / "alpha").parent
    async with opened(sample=False) as (app, pilot):
        await at(app, pilot, ExploreScreen)
        await pilot.press("5")
        await at(app, pilot, SourcesScreen, lambda: "No source is configured." in shown(app))
        await pilot.press("a")
        await at(app, pilot, LineScreen)
        await pilot.press(*str(folder), "enter")
        await at(app, pilot, ConfirmScreen)
        await pilot.press("y")
        await at(app, pilot, SourcesScreen)
        await until(pilot, lambda: bool(app.jobs.all) and not app.jobs.running)
        await until(pilot, lambda: "in good order" in shown(app))
        looked = app.jobs.all[-1]
        assert (looked.subject, looked.state) == ("the best matches", "done")
        assert "details fetched" in looked.sentence
        assert settings.load().sources
        await pilot.press("1")
        await at(app, pilot, ExploreScreen, lambda: app.screen.projects.count == 1)
        await pilot.press("5")
        await at(app, pilot, SourcesScreen)
        await pilot.press("x")
        await at(app, pilot, ConfirmScreen)
        await pilot.press("y")
        await at(app, pilot, SourcesScreen, lambda: "No source is configured." in shown(app))
    assert not settings.load().sources


async def test_an_address_recognised_while_one_reads_the_help_is_asked_about_afterwards(
    tmp_path: Path,
) -> None:
    folder = repository(tmp_path / "code" / "alpha").parent
    async with opened(sample=False) as (app, pilot):
        await at(app, pilot, ExploreScreen)
        await pilot.press("5")
        await at(app, pilot, SourcesScreen, lambda: "No source is configured." in shown(app))
        page = app.screen
        assert isinstance(page, SourcesScreen)
        config = settings.SourceConfig(name="code", kind="folder", url=str(folder))
        examined = Examined(config=config, sentence="A folder", names=(), expected=1)
        await pilot.press("question_mark")
        await at(app, pilot, HelpScreen)
        page.post_message(SourcesScreen.Recognised(examined))
        await until(pilot, lambda: page.is_attached and not page.message_queue_size)
        await at(app, pilot, HelpScreen)
        await pilot.press("escape")
        await at(app, pilot, ConfirmScreen)
        await pilot.press("n")
        await at(app, pilot, SourcesScreen)


async def test_a_folder_of_nobody_has_no_commits() -> None:
    async with opened() as (app, pilot):
        await at(app, pilot, ExploreScreen)
        await pilot.press("4")
        await at(app, pilot, ProfileScreen)
        page = app.screen
        assert isinstance(page, ProfileScreen)
        page._folder_chosen("~nobody-of-that-name")
        await until(pilot, lambda: "No commits of yours were found there." in shown(app))


def repository(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    (path / "README.md").write_text("# Alpha\n\nCounts things.\n")
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for argv in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "one"]):
        subprocess.run(["git", *argv], cwd=path, check=True)
    return path


# welcome


@pytest.mark.parametrize("size", SIZES)
async def test_three_enters_lead_from_the_start_to_the_sample(size: tuple[int, int]) -> None:
    async with opened(size, sample=False, welcome=True) as (app, pilot):
        await at(app, pilot, WelcomeScreen)
        for words in (
            "Where are your projects?",
            "Who are you?",
            "What do you know and like?",
            "esc goes back",
        ):
            assert words in shown(app)
        await pilot.press("enter", "enter", "enter")
        await at(app, pilot, ExploreScreen)
        await until(pilot, lambda: app.screen.projects.count == 31)
        assert "sample organisation" in shown(app)


async def test_what_was_answered_is_kept(sample: Path) -> None:
    async with opened(sample=False, welcome=True) as (app, pilot):
        await at(app, pilot, WelcomeScreen)
        await pilot.press("enter", "enter", *"golang, docs", "enter")
        await at(app, pilot, ExploreScreen)
        await until(pilot, lambda: app.screen.projects.count == 31)
    names = [skill.name for skill in ProfileBook(sample / "data" / "sample").load().skills]
    assert len(names) == 2
    assert names[0] == "Go"


async def test_escape_passes_over_everything_to_projects_that_are_there() -> None:
    async with opened(sample=False, welcome=True) as (app, pilot):
        await at(app, pilot, WelcomeScreen)
        await pilot.press("escape")
        await at(app, pilot, ExploreScreen)
        await until(pilot, lambda: app.screen.projects.count == 31)
        assert "sample organisation" in shown(app)
        await until(pilot, lambda: "5, then a: your projects" in shown(app))


async def test_escape_goes_back_a_question_and_an_address_is_no_name(tmp_path: Path) -> None:
    async with opened(sample=False, welcome=True) as (app, pilot):
        await at(app, pilot, WelcomeScreen)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.question == 1)
        await settled(app, pilot)
        app.screen.query_one("#identity", Field).value = "https://git.acme.example/x.json"
        await pilot.press("enter")
        await until(pilot, lambda: "That is an address and no name" in shown(app))
        app.screen.query_one("#identity", Field).value = "Ada"
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.question == 2)
        folder = str(repository(tmp_path / "code" / "alpha").parent)
        await pilot.press(*folder, "enter")
        await until(pilot, lambda: "enter again to pass" in shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen.question == 1)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.question == 2)
        await pilot.press("enter")
        await at(app, pilot, ExploreScreen)
    assert not ProfileBook().load().skills


async def test_what_is_too_long_to_be_pasted_is_told() -> None:
    async with opened(sample=False, welcome=True) as (app, pilot):
        await at(app, pilot, WelcomeScreen)
        app.screen.query_one("#address", Field).post_message(Paste("x" * 3_000))
        await until(pilot, lambda: "too long for here" in shown(app))
        assert app.screen.query_one("#address", Field).value == ""


@pytest.mark.parametrize("keys", [("escape",), ("enter", "enter", "enter")])
async def test_welcome_asks_once_and_the_sample_stands_until_a_source_is_named(
    keys: tuple[str, ...], tmp_path: Path
) -> None:
    assert where_to_begin(settings.load(), sample=False) == (True, False)
    assert where_to_begin(settings.load(), sample=True) == (False, True)
    async with opened(sample=False, welcome=True) as (app, pilot):
        await at(app, pilot, WelcomeScreen)
        for question, key in enumerate(keys):
            await until(pilot, lambda question=question: app.screen.question == question)
            await pilot.press(key)
        await at(app, pilot, ExploreScreen)
    assert where_to_begin(settings.load(), sample=False) == (False, True)
    settings.save_source(SourceConfig(name="own", kind="folder", url=str(tmp_path)))
    assert where_to_begin(settings.load(), sample=False) == (False, False)


async def test_answers_that_cannot_be_kept_keep_nobody_on_welcome(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StorageError("the disk is full", hint="Make room.")

    monkeypatch.setattr(settings, "save_setting", full)
    async with opened(sample=False, welcome=True) as (app, pilot):
        await at(app, pilot, WelcomeScreen)
        await pilot.press("escape")
        await at(app, pilot, ExploreScreen)
        await until(pilot, lambda: "the disk is full" in shown(app))


async def test_a_source_added_on_the_sample_takes_its_place_with_what_one_told_there(
    tmp_path: Path, sample: Path
) -> None:
    folder = repository(tmp_path / "code" / "alpha").parent
    ProfileBook(sample / "data" / "sample").save(Profile(skills=(Skill("Go", Level.GOOD),)))
    async with opened() as (app, pilot):
        await at(app, pilot, ExploreScreen)
        await until(pilot, lambda: app.screen.projects.count == 31)
        await pilot.press("5")
        await at(app, pilot, SourcesScreen)
        await until(pilot, lambda: "a adds your company's projects" in shown(app))
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, LineScreen))
        await pilot.press(*str(folder), "enter")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("y")
        await at(app, pilot, SourcesScreen)
        await until(pilot, lambda: "code" in shown(app) and "sample organisation" not in shown(app))
        read = lambda: next((job for job in app.jobs.all if job.subject == "code"), None)  # noqa: E731
        await until(pilot, lambda: read() is not None and not read().is_running)
        assert read().state is JobState.DONE, read().sentence
        await pilot.press("1")
        await at(app, pilot, ExploreScreen)
        await until(pilot, lambda: app.screen.projects.count == 1)
    assert [skill.name for skill in ProfileBook(sample / "data").load().skills] == ["Go"]


async def test_an_address_is_looked_at_before_it_is_kept(tmp_path: Path) -> None:
    folder = repository(tmp_path / "code" / "alpha").parent
    async with opened(sample=False, welcome=True) as (app, pilot):
        await at(app, pilot, WelcomeScreen)
        await pilot.press(*str(folder), "enter")
        await until(pilot, lambda: "Enter keeps it" in shown(app))
        assert not settings.load().sources
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.question == 1)
        assert settings.load().sources
        await pilot.press("enter", "enter")
        await at(app, pilot, ExploreScreen)
        await until(pilot, lambda: app.screen.projects.count == 1)


@pytest.mark.parametrize("size", SIZES)
async def test_what_one_knows_is_read_from_own_repositories_or_completed(
    size: tuple[int, int], tmp_path: Path, sample: Path
) -> None:
    place = tmp_path / "code" / "alpha"
    place.mkdir(parents=True)
    for number in range(12):
        (place / f"part{number}.py").write_text("x = 1\n")
    (place / "requirements.txt").write_text("httpx\n")
    repository(place)
    async with opened(size, sample=False, welcome=True) as (app, pilot):
        await at(app, pilot, WelcomeScreen)
        await pilot.press("enter", "enter")
        await until(pilot, lambda: app.screen.question == 2)
        await settled(app, pilot)
        app.screen.query_one("#identity", Field).value = "A <a@example.org>"
        await pilot.press(*str(place.parent), "enter")
        await until(pilot, lambda: "Read from your commits in 1 repository, with the 1 package" in shown(app))
        field = app.screen.query_one("#skills", Field)
        assert field.value == "Python"
        await pilot.press("comma", "tab")
        await until(pilot, lambda: "Some letters first" in shown(app))
        await pilot.press(*" zzqq", "tab")
        await until(pilot, lambda: "Nothing known begins so" in shown(app))
        field.value = "Python, kub"
        field.cursor_position = len(field.value)
        await pilot.press("tab")
        await until(pilot, lambda: field.value == "Python, Kubernetes")
        await pilot.press("enter")
        await at(app, pilot, ExploreScreen)
        await settled(app, pilot)
    profile = ProfileBook(sample / "data" / "sample").load()
    assert [skill.name for skill in profile.skills] == ["Python", "Kubernetes"]
    assert (profile.name, profile.email) == ("A", "a@example.org")
    assert profile.packages == ("pypi:httpx",)


async def test_a_shell_says_how_one_comes_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said: list[str] = []
    monkeypatch.setattr(project_actions.subprocess, "run", lambda _argv, cwd, **_: said.append(cwd))
    monkeypatch.setattr(project_actions, "print", lambda words, **_: said.append(words), raising=False)
    async with opened() as (app, pilot):
        await at(app, pilot, ExploreScreen)
        monkeypatch.setattr(app, "suspend", nullcontext)
        app.screen.shell(str(tmp_path))
    assert said == [f"A shell in {tmp_path}: exit comes back to isonboard.", str(tmp_path)]
