"""The sample organisation as a source and a forge: everything a real one answers, without a network."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import msgspec

from isonboard import address, git, text
from isonboard.errors import NotFoundError
from isonboard.guidance import documents as base_documents
from isonboard.match.beginner import tier_of
from isonboard.model.collaboration import Access, Checks, CheckState, PullRequest, Release, Standing
from isonboard.model.guidance import Document, DocumentKind
from isonboard.model.issue import Comment, Issue, IssueEvent, LinkedPull, Tier
from isonboard.model.project import Link, Project, SourceConfig
from isonboard.sample import content, repositories
from isonboard.sample.content import Entry, IssueEntry

NAME = "sample"
COMPANY = "Halden Works"
_WEB = "https://git.halden.example"
_CHAT = "https://chat.halden.example/channels"


def config() -> SourceConfig:
    """The configuration that stands for the sample organisation."""
    return SourceConfig(name=NAME, kind=NAME, url=_WEB, organisation=COMPANY)


class SampleSource:
    """Halden Works, which builds electric ferries: implements the ports Source and Forge.

    `now` is what all ages count from; `where` is the folder for its repositories (default: in the cache).
    """

    def __init__(self, now: datetime, where: Path | None = None) -> None:
        self.config = config()
        self._now = now
        self._where = where
        self._ended = False

    @property
    def watermark(self) -> str | None:
        return None

    @property
    def complete(self) -> bool:
        return self._ended

    @property
    def unchanged(self) -> bool:
        return False

    @property
    def expected(self) -> int | None:
        return len(content.entries())

    async def projects(self, watermark: str | None = None) -> AsyncIterator[Sequence[Project]]:
        """Every project in one batch."""
        del watermark
        self._ended = False
        yield [self._project(entry) for entry in content.entries().values()]
        self._ended = True

    async def issues(self, project: Project) -> tuple[Issue, ...]:
        """Open issues, most recently updated first, pull requests left out. Raises NotFoundError."""
        listed = (entry for entry in content.issues(_name(project)) if not entry.pull_request)
        return tuple(
            self._issue(project.id, entry) for entry in sorted(listed, key=lambda entry: entry.updated)
        )

    async def issue(self, project: Project, number: str) -> Issue:
        """One issue. Raises NotFoundError."""
        for issue in await self.issues(project):
            if issue.number == number.removeprefix("#"):
                return issue
        raise NotFoundError(
            f"{project.name} has no issue {text.line(number, 40)}", hint="List its issues first."
        )

    async def documents(self, project: Project) -> tuple[Document, ...]:
        """The base documents of its repository. Raises NotFoundError."""
        name = _name(project)
        return tuple(_document(name, path, kind) for kind, path in _base_documents(name))

    async def document(self, project: Project, path: str) -> Document | None:
        """One file of its repository as text; None for a link or where there is none."""
        name = _name(project)
        if path not in _readable(name):
            return None
        return _document(name, path, base_documents.kind_of(path) or DocumentKind.OTHER)

    async def details(self, project: Project) -> Project:
        """The project with what its repository tells. Raises NotFoundError."""
        name = _name(project)
        return msgspec.structs.replace(
            self._project(content.entry(name)),
            base_documents=tuple(text.line(path) for _, path in _base_documents(name)),
        )

    async def pulls(
        self, project: Project, branch: str, logins: Sequence[str] = ()
    ) -> tuple[PullRequest, ...]:
        """A branch pushed to its repository counts as a pull request, merged once the main branch has it."""
        name = _name(project)
        place = repositories.repository_path(project.id, self._place)
        tip = _commit(place, f"refs/heads/{branch}") if branch != repositories.BRANCH else ""
        if not tip:
            return ()
        main = f"refs/heads/{repositories.BRANCH}"
        done = git.run(["merge-base", "--is-ancestor", tip, main], cwd=place, check=False)
        merged = done.returncode == 0
        number = str(1 + max((int(issue.number) for issue in content.issues(name)), default=0))
        return (
            PullRequest(
                number=number,
                state="merged" if merged else "open",
                url=f"{_WEB}/{name}/pull/{number}",
                author=next(iter(logins), "you"),
                branch=text.line(branch),
                commit=tip,
                foreign=False,
                merged_at=self._now if merged else None,
                reviewers=_reviewers(name) if merged else (),
            ),
        )

    async def comment(self, project: Project, number: str, body: str) -> str | None:
        """Nobody reads comments in an invented company: the address where it would be. Raises NotFoundError."""
        del body
        issue = await self.issue(project, number)
        return f"{issue.url}#comment"

    async def standing(self, project: Project) -> Standing:
        """What its data says. Raises NotFoundError."""
        entry = content.entry(_name(project))
        issues = [self._issue(project.id, one) for one in content.issues(entry.id) if not one.pull_request]
        told = [issue for issue in issues if issue.comments is not None]
        merged = entry.merged_inside + entry.merged_outside
        return Standing(
            access=Access(
                read=True, fork=True, write=not entry.archived, visibility="internal", archived=entry.archived
            ),
            checks=Checks(
                state=CheckState(entry.checks), branch=repositories.BRANCH, at=self._ago(entry.pushed)
            )
            if entry.checks
            else None,
            issues=tuple(told) or None,
            merged=tuple(
                PullRequest(
                    number=str(place),
                    state="merged",
                    author=f"someone-{place}",
                    association="COLLABORATOR" if place < entry.merged_inside else "CONTRIBUTOR",
                )
                for place in range(merged)
            )
            or None,
            releases=tuple(
                Release(name=name, at=self._ago(days), url=f"{_WEB}/{entry.id}/releases/{name}")
                for name, days in entry.releases.items()
            )
            or None,
        )

    def clone_address(self, project: Project) -> str:
        """The file address to clone from; its repository is made first where it is not there yet.

        Raises NotFoundError, GitError, StorageError.
        """
        return repositories.make_repository(project.id, self._place).as_uri()

    @property
    def _place(self) -> Path:
        return (self._where or repositories.default_place()).absolute()

    def _ago(self, days: float) -> datetime:
        return self._now - timedelta(days=days)

    def _project(self, entry: Entry) -> Project:
        page = f"{_WEB}/{entry.id}"
        listed = content.issues(entry.id)
        project_id = f"{NAME}/{entry.id}"
        return Project(
            id=project_id,
            name=text.line(entry.name),
            full_name=text.line(entry.id),
            title=text.line(entry.title) or None,
            owner=text.line(entry.owner),
            description=text.line(entry.description),
            motivation=text.line(entry.motivation) or None,
            url=page,
            clone_url=repositories.repository_path(project_id, self._place).as_uri(),
            default_branch=repositories.BRANCH,
            forge=NAME,
            language=entry.language,
            languages=tuple(sorted(entry.languages.items(), key=lambda pair: -pair[1])),
            topics=_lines(entry.topics),
            skills=_lines(entry.skills),
            contributions=_lines(entry.contributions),
            license=text.line(entry.license) or None,
            docs_url=address.web_address(entry.docs),
            guidelines=_guidelines(entry.id),
            created_at=self._ago(entry.created),
            updated_at=self._ago(entry.updated),
            pushed_at=self._ago(entry.pushed),
            stars=entry.stars,
            forks=entry.forks,
            watchers=entry.watchers,
            # as forges count: pull requests are issues
            open_issues=len(listed) if listed else entry.open_issues,
            beginner_issues=sum(
                not issue.pull_request and tier_of(issue.labels) is Tier.NEWCOMERS for issue in listed
            ),
            participation=entry.participation,
            archived=entry.archived,
            visibility="internal",
            lifecycle=entry.lifecycle,
            system=entry.system,
            domain=entry.domain,
            packages=entry.packages,
            contacts=(Link(f"#{entry.chat}", f"{_CHAT}/{entry.chat}"),) if entry.chat else (),
            listed_by=(NAME,),
        )

    def _issue(self, project_id: str, entry: IssueEntry) -> Issue:
        page = f"{_WEB}/{project_id.removeprefix(f'{NAME}/')}"
        issue = Issue(
            project_id=project_id,
            number=entry.number,
            title=text.line(entry.title),
            body=text.block(entry.body),
            url=f"{page}/issues/{entry.number}",
            labels=_lines(entry.labels),
            author=text.line(entry.author),
            association=text.line(entry.association) or None,
            assignees=_lines(entry.assignees),
            comment_count=len(entry.comments),
            comments=tuple(
                Comment(
                    author=text.line(comment.author),
                    body=text.block(comment.body),
                    at=self._ago(comment.at),
                    association=text.line(comment.association) or None,
                )
                for comment in sorted(entry.comments, key=lambda comment: -comment.at)
            ),
            events=tuple(
                IssueEvent(
                    kind=event.kind,
                    at=self._ago(event.at),
                    actor=text.line(event.actor),
                    subject=text.line(event.subject),
                )
                for event in sorted(entry.events, key=lambda event: -event.at)
            ),
            pulls=tuple(
                LinkedPull(
                    number=pull.number,
                    state=pull.state,
                    author=text.line(pull.author),
                    url=f"{page}/pull/{pull.number}",
                    updated_at=self._ago(pull.at),
                    draft=pull.draft,
                )
                for pull in entry.pulls
            ),
            branches=_lines(entry.branches),
            blocked_by=_lines(entry.blocked_by),
            milestone=text.line(entry.milestone) or None,
            created_at=self._ago(entry.created),
            updated_at=self._ago(entry.updated),
            locked=entry.locked,
        )
        return _untold(issue) if entry.partial else issue


def _untold(issue: Issue) -> Issue:
    """The issue as from a tracker that answers with little more than titles."""
    return msgspec.structs.replace(
        issue,
        assignees=None,
        comment_count=None,
        comments=None,
        events=None,
        pulls=None,
        branches=None,
        blocked_by=None,
    )


def _lines(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(cleaned for word in words if (cleaned := text.line(word)))


def _name(project: Project) -> str:
    name = project.id.removeprefix(f"{NAME}/")
    return content.entry(name).id


def _commit(repository: Path, ref: str) -> str:
    """The commit of a ref of a bare repository; "" where there is none."""
    if not repository.is_dir():
        return ""
    done = git.run(["rev-parse", "--verify", "--quiet", "--end-of-options", ref], cwd=repository, check=False)
    return done.stdout.decode("ascii", "replace").strip() if done.returncode == 0 else ""


def _reviewers(name: str) -> tuple[str, ...]:
    """Whoever worked on it last."""
    people = content.people()
    history = content.entry(name).history
    login = history[-1].author if history else "ingrid"
    return (f"{people[login]} (@{login})",)


def _readable(name: str) -> list[str]:
    """Paths of plain files: a link is nobody's text."""
    return [path for path, file in content.files(name).items() if not file.link]


def _base_documents(name: str) -> list[tuple[DocumentKind, str]]:
    return base_documents.chosen(_readable(name), NAME)


def _document(name: str, path: str, kind: DocumentKind) -> Document:
    return Document(
        kind=kind,
        path=text.line(path),
        text=text.block(text.decoded(content.files(name)[path].content)),
        url=address.web_address(f"{_WEB}/{name}/blob/{repositories.BRANCH}/{quote(path)}"),
    )


def _guidelines(name: str) -> str | None:
    return next((path for kind, path in _base_documents(name) if kind is DocumentKind.CONTRIBUTING), None)
