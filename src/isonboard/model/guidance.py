"""Base documents and what they come to: the way in, people and places, conditions, readiness."""

from enum import StrEnum

from msgspec import Struct

from isonboard.model.evidence import Evidence


class DocumentKind(StrEnum):
    """The Standard Base Documentation of the InnerSource Commons, and what forges add."""

    README = "README"
    CONTRIBUTING = "CONTRIBUTING"
    COMMUNICATION = "COMMUNICATION"
    CODE_OF_CONDUCT = "CODE_OF_CONDUCT"
    CODEOWNERS = "CODEOWNERS"
    MAINTAINERS = "MAINTAINERS"
    TRUSTED_COMMITTERS = "TRUSTED-COMMITTERS"
    GOVERNANCE = "GOVERNANCE"
    SECURITY = "SECURITY"
    SUPPORT = "SUPPORT"
    LICENSE = "LICENSE"
    ISSUE_TEMPLATE = "ISSUE_TEMPLATE"
    PULL_REQUEST_TEMPLATE = "PULL_REQUEST_TEMPLATE"
    INNERSOURCE_JSON = "innersource.json"
    OTHER = "OTHER"


class Document(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A base document: its text has passed `text.block`; `inherited` says it is the organisation's default."""

    kind: DocumentKind
    path: str
    text: str
    url: str | None = None
    inherited: bool = False


class StepKind(StrEnum):
    """The stations of the way in, in the order a newcomer meets them."""

    PREREQUISITES = "prerequisites"
    SETUP = "set up"
    BUILD = "build"
    TEST = "test"
    STYLE = "style"
    BRANCH = "branch and commit"
    SUBMIT = "submit"
    REVIEW = "review"


class GuidanceStep(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing to do on the way in."""

    kind: StepKind
    text: str
    commands: tuple[str, ...] = ()
    evidence: Evidence | None = None
    inferred: bool = False
    """True where it is deduced rather than stated."""
    doubt: str = ""
    """Of what is only mentioned: why it may be no step for everybody."""


class Contact(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person or a place: `kind` is `trusted committer`, `code owner`, `maintainer`, `chat`, `mailing list`,
    `forum`, `tracker`, `office hours` or `e-mail`.
    """

    kind: str
    name: str
    url: str | None = None
    area: str | None = None
    """What they answer for: a path pattern or a topic."""
    evidence: Evidence | None = None


class Condition(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something to know before starting: `kind` is `DCO`, `CLA`, `licence`, `warranty`, `closed`, `AI policy`,
    `code of conduct`, `legal`, `response time`, `governance`, `mentoring` or `access` (whom to ask for it).
    """

    kind: str
    text: str
    evidence: Evidence | None = None
    blocking: bool = False
    """True for “not accepting contributions”."""


class Check(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a readiness checklist."""

    name: str
    passed: bool | None
    """None: could not be looked at."""
    list: str
    """`base documentation` or `portal hygiene`."""
    found: str | None = None
    """The path or value that passes it."""
    suggestion: str | None = None
    """What a maintainer would do about it."""


class Readiness(Struct, frozen=True, kw_only=True, omit_defaults=True):
    checks: tuple[Check, ...] = ()

    @property
    def passed(self) -> int:
        return sum(check.passed is True for check in self.checks)

    @property
    def known(self) -> int:
        return sum(check.passed is not None for check in self.checks)

    @property
    def share(self) -> float | None:
        """Passed of what could be looked at, 0..1; None when nothing could."""
        return self.passed / self.known if self.known else None


class Guidance(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The base documents of one project, distilled."""

    steps: tuple[GuidanceStep, ...] = ()
    mentioned: tuple[GuidanceStep, ...] = ()
    """Commands that the documents show and that may be no step for everybody, each with its `doubt`."""
    contacts: tuple[Contact, ...] = ()
    conditions: tuple[Condition, ...] = ()
    documents: tuple[str, ...] = ()
    """Paths of the documents read."""
    branch_prefix: str | None = None
    """The project's own rule for branch names, where it states one (`feature/`, `bugfix/`)."""
    commit_style: str | None = None
    """`conventional commits`, `sign-off`, ..."""
    signoff: bool | None = None
    """True where a DCO sign-off is asked for, False where a document says it is not, None where nothing is said."""
