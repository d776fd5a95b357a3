"""`isonboard --plain`: the main flows as questions and answers, for screen readers and dumb terminals.

No boxes, no colour, no cursor movement: every answer is lines of text, every question ends with what may be typed.
"""

import argparse
import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from isonboard.assistant import profile as profiles
from isonboard.assistant.add_source import examine, save
from isonboard.assistant.clone import clone_project
from isonboard.assistant.context import Context
from isonboard.assistant.detail import guidance_page, issue_page, project_page
from isonboard.assistant.find import Finder, Search, Sort
from isonboard.assistant.issues import IssueFilter, fetch_issues, is_due, known_issues, wanted_projects
from isonboard.assistant.journey import all_journeys, brought_up_to_date, journey_page
from isonboard.assistant.news import star
from isonboard.assistant.row import Row
from isonboard.assistant.sync import refresh
from isonboard.cli.asking import PAGE, LeaveError, asked, capital, many, paged, sentence
from isonboard.cli.main import Globals
from isonboard.cli.output import age
from isonboard.cli.progress import Cancelled, notices_only, plainly, reporter
from isonboard.cli.ready import ready
from isonboard.cli.verbs.setup import set_up
from isonboard.errors import InterruptedByUserError, IsonboardError, NotFoundError
from isonboard.guidance.brief import brief, on_this_machine
from isonboard.match.issue_order import RankedIssue
from isonboard.model.guidance import Guidance
from isonboard.model.issue import AvailabilityState
from isonboard.model.notebook import Journey
from isonboard.model.profile import Level
from isonboard.model.progress import JobEvent, Notice


def plain(flags: Globals) -> int:
    """Ask and answer until the reader leaves (q, or the end of input)."""
    following: Globals | None = flags
    with plainly():
        try:
            while following is not None:
                following = _sitting(following)
        except EOFError:
            print()
    print("Goodbye.")
    return 0


def _sitting(flags: Globals) -> Globals | None:
    """Talk about one catalog; what the next sitting is about where the sources changed, None where the reader left."""
    with Context.open(sample=flags.sample, offline=flags.offline) as context:
        sample = context.sample or not context.sources
    with Context.open(sample=sample, offline=flags.offline) as context:
        if sample and not flags.sample:
            print(
                "No source is configured yet, so this is the built-in sample organisation: nothing of it is real."
            )
            print("5 adds your company's projects.")
        if not sample:
            _read_new_sources(context)
        if sample or context.catalog.count():
            ready(context, index=True)
        return Conversation(context, Globals(sample=sample, offline=flags.offline)).begin()


def _read_new_sources(context: Context) -> None:
    """Read what was never read: all sources where nothing is known yet, else each that was added since."""
    if not context.catalog.count():
        print("Reading your sources for the first time.")
        _read_sources(context)
        return
    tried = {state.name for state in context.catalog.states() if state.tried_at is not None}
    for source in context.sources:
        if source.mode != "remote" and source.name not in tried and not _read_sources(context, source.name):
            return


def _read_sources(context: Context, only: str | None = None) -> bool:
    """Read the sources, or one, and tell each that failed once; False where the reader stopped it."""
    say, told = reporter(None), set[str]()

    def report(event: JobEvent) -> None:
        if isinstance(event, Notice):
            told.add(event.subject)
        say(event)

    try:
        with plainly():
            done = refresh(context, only, report=report, cancelled=Cancelled())
    except InterruptedByUserError:
        print("Stopped; what had arrived is kept. 5, then r, reads the sources again.")
        return False
    for state in done.failed:
        if state.name not in told:
            why = (state.error or "").removeprefix(f"{state.name}: ")
            print(sentence(f"{state.name} could not be read: {why}"))
    return True


class _SourcesChangedError(Exception):
    """The reader added a source (`added`) or had them read again: the catalog is another one."""

    def __init__(self, *, added: bool) -> None:
        super().__init__()
        self.added = added


class Conversation:
    """One sitting: each method is one question with its answers."""

    def __init__(self, context: Context, flags: Globals) -> None:
        self._context = context
        self._flags = flags
        self._finder = Finder(context)

    def begin(self) -> Globals | None:
        """Ask until the reader leaves (None) or the sources changed (how to go on). Raises EOFError at the end of input."""
        print(f"isonboard: {many(self._context.catalog.count(), 'project')} known.")
        choices: dict[str, Callable[[], None]] = {
            "1": self._search,
            "2": self._issues,
            "3": self._favourites,
            "4": self._profile,
            "5": self._sources,
        }
        while True:
            print(
                "\n1 find a project. 2 beginner issues. 3 favourites. 4 your profile. 5 sources of projects. q leave."
            )
            try:
                word = asked("Your choice: ")
                if word in choices:
                    choices[word]()
                elif word:
                    self._show_found(word)
            except LeaveError:
                return None
            except _SourcesChangedError as changed:
                return self._flags._replace(sample=self._flags.sample and not changed.added)
            except IsonboardError as error:
                print(f"Sorry: {capital(error.sentence)}")

    def _search(self) -> None:
        words = asked("What are you looking for? Words, or nothing for the best matches: ")
        self._show_found(words)

    def _show_found(self, words: str) -> None:
        self._finder.refresh_fit()
        results = self._finder.find(Search(text=words, sort=Sort.BEST))
        if not len(results):
            print("Nothing fits. Try fewer or other words.")
            return
        print(f"{many(len(results), 'project')}, best first.")
        paged(results.rows(PAGE * 5), self._line, self._open)

    def _line(self, row: Row) -> str:
        fit = f", fit {row.fit:.0%}" if row.fit is not None and row.personal else ""
        star = ", favourite" if row.favourite else ""
        why = f" Why: {'; '.join(row.why[:2])}." if row.why else ""
        about = sentence(row.description[:120])
        return f"{row.label}, {row.language or 'language unknown'}{fit}{star}. {about}{why}"

    def _open(self, row: Row) -> None:
        self._project(row.id)

    def _project(self, project_id: str) -> None:
        page = project_page(self._context, project_id)
        one = page.project
        print(f"\n{one.label}. {sentence(one.description)}")
        print(
            f"Language {one.language or 'unknown'}. Activity {page.activity.label}. Changed {age(one.updated_at or one.pushed_at, self._context.now())}."
        )
        print(f"Page: {one.url or 'none'}.")
        for reason in page.fit.reasons[:5]:
            print(f"{'Against it' if reason.is_negative else 'For it'}: {reason.text} ({reason.evidence}).")
        while True:
            word = asked(
                "g guidance, i issues, f favourite on or off, n note, c clone and set up, j your journey, b back, q leave: "
            )
            if word == "b" or not word:
                return
            self._act(word, project_id)

    def _act(self, word: str, project_id: str) -> None:
        try:
            if word == "g":
                self._guidance(project_id)
            elif word == "i":
                issues = asyncio.run(issue_page(self._context, project_id)).issues
                self._show_issues(issues)
            elif word == "f":
                self._star_or_not(project_id)
            elif word == "n":
                self._note(project_id)
            elif word == "c":
                self._clone(project_id, None)
            elif word == "j":
                self._journey(project_id)
            else:
                print("Please type one of the letters.")
        except IsonboardError as error:
            print(f"Sorry: {capital(error.sentence)}")

    def _star_or_not(self, project_id: str) -> None:
        if self._context.favourites.remove(project_id):
            print("No favourite any more.")
        else:
            star(self._context, self._context.catalog.resolve(project_id))
            print("A favourite now.")

    def _note(self, project_id: str) -> None:
        before = self._context.favourites.get(project_id)
        if before is not None and before.note:
            print(f"The note so far: {before.note}")
        if not (words := asked("A note for yourself, or nothing to leave it as it is: ")):
            return
        if before is None:
            star(self._context, self._context.catalog.resolve(project_id), words)
        else:
            self._context.favourites.set_note(project_id, words)
        print("Noted.")

    def _journey(self, project_id: str) -> None:
        try:
            journey = all_journeys(self._context, project_id)[0]
        except NotFoundError:
            journey = Journey(project_id=project_id)
        page = journey_page(self._context, *asyncio.run(brought_up_to_date(self._context, journey)))
        print(f"You are here: {page.station.value}.")
        if page.note:
            print(sentence(capital(page.note)))
        print(f"Next: {page.next_step}")
        for where in page.where:
            print(f"  {'open' if where.startswith('http') else 'type'}: {where}")

    def _guidance(self, project_id: str) -> None:
        page = asyncio.run(guidance_page(self._context, project_id))
        if page.note:
            print(page.note)
        for condition in page.guidance.conditions:
            print(f"Know first, {condition.kind}: {condition.text}")
        self._steps(page.guidance)
        for contact in page.guidance.contacts:
            print(f"Ask {contact.kind}: {contact.name} {contact.url or ''}".rstrip())
        if not page.documents:
            print("No base documents were found.")

    def _steps(self, guidance: Guidance) -> None:
        number = 0
        for station in brief(guidance.steps, on_this_machine):
            for entry in station.entries:
                number += 1
                inferred = " This is inferred." if entry.step.inferred else ""
                print(f"Step {number}, {station.kind.value}: {entry.said}{inferred}".rstrip(": "))
                for command, instead in entry.typed:
                    print(f"  {'or type' if instead else 'type'}: {command}")
            if station.more:
                print(f"  And {station.more} more{f' in {station.where}' if station.where else ''}.")
        for step in guidance.mentioned:
            print(f"Also mentioned, perhaps no step for you, {step.doubt}: {'; '.join(step.commands)}")

    def _issues(self) -> None:
        missing = [one for one in wanted_projects(self._context) if is_due(self._context, one)]
        if missing:
            print(f"Reading the issues of {many(len(missing), 'project')}.")
            asyncio.run(fetch_issues(self._context, missing, report=notices_only))
        free = IssueFilter(availability=(AvailabilityState.FREE,))
        self._show_issues(known_issues(self._context, free).issues)

    def _show_issues(self, issues: Sequence[RankedIssue]) -> None:
        if not issues:
            print("No beginner issue is known.")
            return
        print(f"{many(len(issues), 'issue')}, best first.")
        paged(issues, _issue_line, self._open_issue)

    def _open_issue(self, ranked: RankedIssue) -> None:
        print(f"\n{ranked.issue.title}. {ranked.project.label} number {ranked.issue.number}.")
        print(ranked.issue.body[:2_000])
        if asked("c clone the project with a branch for this issue, anything else to go back: ") == "c":
            self._clone(ranked.project.id, ranked.issue.number)

    def _clone(self, project_id: str, issue: str | None) -> None:
        print("Cloning. Control c stops it.")
        try:
            with plainly():
                done = asyncio.run(
                    clone_project(
                        self._context, project_id, issue, report=notices_only, cancelled=Cancelled()
                    )
                )
        except InterruptedByUserError:
            print("Stopped; nothing half-done is left.")
            return
        print(f"The checkout is {done.checkout}" + (f", on branch {done.branch}." if done.branch else "."))
        if asked("s look at its set-up plan, anything else to go back: ") == "s":
            options = argparse.Namespace(trust=None, progress=None, json=False, tests=False, from_step=1)
            with plainly():
                set_up(Path(done.checkout), options, self._flags)

    def _sources(self) -> None:
        states = {state.name: state for state in self._context.catalog.states()}
        for source in self._context.sources:
            state = states.get(source.name)
            read = (
                f"{many(state.projects or 0, 'project')}, read {age(state.synced_at, self._context.now())}"
                if state
                else "not read yet"
            )
            trouble = sentence(f" The last try failed: {state.error}") if state and state.error else ""
            print(f"{source.name}, {source.kind}: {read}.{trouble}")
        word = asked("An address or a folder to add, r to read the sources again, or nothing to go back: ")
        if word == "r":
            _read_sources(self._context)
            raise _SourcesChangedError(added=False)
        if word:
            self._add(word)

    def _add(self, address: str) -> None:
        print("Looking what that is.")
        found = asyncio.run(examine(self._context, address))
        names = f" For example {', '.join(found.names[:3])}." if found.names else ""
        print(f"{found.sentence}.{names}")
        if found.warning:
            print(sentence(capital(found.warning)))
        if asked(f"y keeps it as {found.config.name}, anything else leaves it: ") == "y":
            save(self._context, found.config)
            print("Kept.")
            raise _SourcesChangedError(added=True)

    def _favourites(self) -> None:
        starred = self._context.favourites.list()
        if not starred:
            print("No favourites yet.")
            return
        paged(
            starred,
            lambda one: f"{one.name}. {one.note or one.description}",
            lambda one: self._project(one.id),
        )

    def _profile(self) -> None:
        profile = self._context.profile
        print(
            "You know: "
            + (", ".join(f"{one.name} ({one.level.value})" for one in profile.skills) or "nothing yet")
            + "."
        )
        print("You like: " + (", ".join(profile.interests) or "nothing yet") + ".")
        words = asked("Skills to add, with commas between, or nothing: ")
        liked = asked("Interests to add, with commas between, or nothing: ")
        changed = profiles.edited(
            profile,
            skills=[(word.strip(), Level.GOOD) for word in words.split(",") if word.strip()],
            interests=[word.strip() for word in liked.split(",") if word.strip()],
        )
        if changed != profile:
            self._context.save_profile(changed)
            print("Saved.")


def _issue_line(ranked: RankedIssue) -> str:
    return f"{ranked.issue.title}. {ranked.project.label}. {ranked.availability.state.value}: {ranked.availability.reason}"
