"""`isonboard --plain`: the main flows as questions and answers, for screen readers and dumb terminals.

No boxes, no colour, no cursor movement: every answer is lines of text, every question ends with what may be typed.
"""

import argparse
import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from isonboard.assistant import profile as profiles
from isonboard.assistant.clone import clone_project
from isonboard.assistant.context import Context
from isonboard.assistant.detail import guidance_page, issue_page, project_page
from isonboard.assistant.find import Finder, Row, Search, Sort
from isonboard.assistant.issues import IssueFilter, fetch_issues, is_due, known_issues, wanted_projects
from isonboard.assistant.news import star
from isonboard.cli.main import Globals
from isonboard.cli.output import age
from isonboard.cli.ready import ready
from isonboard.cli.verbs.setup import set_up
from isonboard.errors import IsonboardError
from isonboard.match.issue_order import RankedIssue
from isonboard.model.issue import AvailabilityState
from isonboard.model.profile import Level
from isonboard.model.progress import JobEvent, Notice

_PAGE = 8
_T = TypeVar("_T")


def plain(flags: Globals) -> int:
    """Ask and answer until the reader leaves (q, or the end of input)."""
    with Context.open(sample=flags.sample, offline=flags.offline) as context:
        sample = context.sample or not context.sources
    with Context.open(sample=sample, offline=flags.offline) as context:
        if sample and not flags.sample:
            print("No source is configured yet, so this is the built-in sample organisation.")
            print("Add your company's with: isonboard add ADDRESS --write")
        ready(context, index=True)
        conversation = Conversation(context, Globals(sample=sample, offline=flags.offline))
        try:
            conversation.begin()
        except EOFError:
            print()
    print("Goodbye.")
    return 0


class _LeaveError(Exception):
    """The reader typed q."""


class Conversation:
    """One sitting: each method is one question with its answers."""

    def __init__(self, context: Context, flags: Globals) -> None:
        self._context = context
        self._flags = flags
        self._finder = Finder(context)

    def begin(self) -> None:
        print(f"isonboard: {self._context.catalog.count()} projects are known.")
        choices: dict[str, Callable[[], None]] = {
            "1": self._search,
            "2": self._issues,
            "3": self._favourites,
            "4": self._profile,
        }
        while True:
            print("\n1 find a project. 2 beginner issues. 3 favourites. 4 your profile. q leave.")
            try:
                word = _asked("Your choice: ")
                if word in choices:
                    choices[word]()
                elif word:
                    self._show_found(word)
            except _LeaveError:
                return
            except IsonboardError as error:
                print(f"Sorry: {error.sentence}")

    def _search(self) -> None:
        words = _asked("What are you looking for? Words, or nothing for the best matches: ")
        self._show_found(words)

    def _show_found(self, words: str) -> None:
        self._finder.refresh_fit()
        results = self._finder.find(Search(text=words, sort=Sort.BEST))
        if not len(results):
            print("Nothing fits. Try fewer or other words.")
            return
        print(f"{len(results)} projects, best first.")
        _paged(results.rows(_PAGE * 5), self._line, self._open)

    def _line(self, row: Row) -> str:
        fit = f", fit {row.fit:.0%}" if row.fit is not None else ""
        star = ", favourite" if row.favourite else ""
        why = f" Why: {'; '.join(row.why[:2])}." if row.why else ""
        return f"{row.label}, {row.language or 'language unknown'}{fit}{star}. {row.description[:120]}{why}"

    def _open(self, row: Row) -> None:
        self._project(row.id)

    def _project(self, project_id: str) -> None:
        page = project_page(self._context, project_id)
        one = page.project
        print(f"\n{one.label}. {one.description}")
        print(
            f"Language {one.language or 'unknown'}. Activity {page.activity.label}. Changed {age(one.updated_at or one.pushed_at, self._context.now())}."
        )
        print(f"Page: {one.url or 'none'}.")
        for reason in page.fit.reasons[:5]:
            print(f"{'Against it' if reason.is_negative else 'For it'}: {reason.text} ({reason.evidence}).")
        while True:
            word = _asked(
                "g guidance, i issues, f favourite on or off, c clone and set up, b back, q leave: "
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
            elif word == "c":
                self._clone(project_id, None)
            else:
                print("Please type one of the letters.")
        except IsonboardError as error:
            print(f"Sorry: {error.sentence}")

    def _star_or_not(self, project_id: str) -> None:
        if self._context.favourites.remove(project_id):
            print("No longer starred.")
        else:
            star(self._context, self._context.catalog.resolve(project_id))
            print("Starred.")

    def _guidance(self, project_id: str) -> None:
        page = asyncio.run(guidance_page(self._context, project_id))
        if page.note:
            print(page.note)
        for condition in page.guidance.conditions:
            print(f"Know first, {condition.kind}: {condition.text}")
        for number, step in enumerate(page.guidance.steps, 1):
            inferred = " This is inferred." if step.inferred else ""
            print(f"Step {number}, {step.kind.value}: {step.text}{inferred}")
            for command in step.commands:
                print(f"  type: {command}")
        for contact in page.guidance.contacts:
            print(f"Ask {contact.kind}: {contact.name} {contact.url or ''}".rstrip())
        if not page.documents:
            print("No base documents were found.")

    def _issues(self) -> None:
        missing = [one for one in wanted_projects(self._context) if is_due(self._context, one)]
        if missing:
            print(f"Reading the issues of {len(missing)} projects.")
            asyncio.run(fetch_issues(self._context, missing, report=_noticed))
        free = IssueFilter(availability=(AvailabilityState.FREE,))
        self._show_issues(known_issues(self._context, free).issues)

    def _show_issues(self, issues: Sequence[RankedIssue]) -> None:
        if not issues:
            print("No beginner issue is known.")
            return
        print(f"{len(issues)} issues, best first.")
        _paged(issues, _issue_line, self._open_issue)

    def _open_issue(self, ranked: RankedIssue) -> None:
        print(f"\n{ranked.issue.title}. {ranked.project.label} number {ranked.issue.number}.")
        print(ranked.issue.body[:2_000])
        if _asked("c clone the project with a branch for this issue, anything else to go back: ") == "c":
            self._clone(ranked.project.id, ranked.issue.number)

    def _clone(self, project_id: str, issue: str | None) -> None:
        done = asyncio.run(clone_project(self._context, project_id, issue, report=_noticed))
        print(f"The checkout is {done.checkout}" + (f", on branch {done.branch}." if done.branch else "."))
        if _asked("s look at its set-up plan, anything else to go back: ") == "s":
            options = argparse.Namespace(trust=None, progress=None, json=False, tests=False, from_step=1)
            set_up(Path(done.checkout), options, self._flags)

    def _favourites(self) -> None:
        starred = self._context.favourites.list()
        if not starred:
            print("No favourites yet.")
            return
        _paged(
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
        words = _asked("Skills to add, with commas between, or nothing: ")
        liked = _asked("Interests to add, with commas between, or nothing: ")
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


def _paged(values: Sequence[_T], line: Callable[[_T], str], opened: Callable[[_T], None]) -> None:
    """List values a page at a time; a number opens one."""
    start = 0
    while True:
        page = values[start : start + _PAGE]
        for number, value in enumerate(page, start + 1):
            print(f"{number}. {line(value)}")
        more = start + _PAGE < len(values)
        word = _asked(f"A number opens one, {'n shows more, ' if more else ''}b goes back: ")
        if word == "n" and more:
            start += _PAGE
        elif word.isdecimal() and 1 <= int(word) <= len(values):
            opened(values[int(word) - 1])
        elif word in ("b", ""):
            return


def _asked(question: str) -> str:
    word = input(question).strip()
    if word == "q":
        raise _LeaveError
    return word


def _noticed(event: JobEvent) -> None:
    if isinstance(event, Notice):
        print(f"Note: {event.text}")
