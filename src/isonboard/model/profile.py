"""The engineer, and how well something suits them."""

from enum import StrEnum

from msgspec import Struct


class Level(StrEnum):
    """How well a skill is known."""

    LEARNING = "learning"
    """Wants to learn it: beginner-friendliness counts for more."""
    BASIC = "basic"
    GOOD = "good"
    EXPERT = "expert"


class ContributionKind(StrEnum):
    CODE = "code"
    DOCS = "docs"
    TESTS = "tests"
    DESIGN = "design"
    TRANSLATION = "translation"


class Skill(Struct, frozen=True, omit_defaults=True):
    name: str
    level: Level = Level.GOOD


class Identity(Struct, frozen=True, omit_defaults=True):
    """A login at a forge: `host` as in project ids."""

    host: str
    login: str


class Profile(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the engineer knows and likes. Empty is fine: ranking then goes by activity and readiness."""

    skills: tuple[Skill, ...] = ()
    interests: tuple[str, ...] = ()
    contributions: tuple[ContributionKind, ...] = ()
    """Kinds of contribution wanted; empty means any."""
    packages: tuple[str, ...] = ()
    """Packages the engineer's own manifests depend on, as `ecosystem:name`."""
    name: str | None = None
    email: str | None = None
    identities: tuple[Identity, ...] = ()
    signals_off: tuple[str, ...] = ()
    """Signals of `match.fit.SIGNALS` that the engineer switched off."""

    @property
    def is_empty(self) -> bool:
        return not (self.skills or self.interests or self.contributions)

    @property
    def is_silent(self) -> bool:
        """Whether there is nothing that anything could fit: a score is of the project's own merits then."""
        return self.is_empty and not self.packages


class Reason(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why something scores as it does: one short phrase with its evidence."""

    signal: str
    """A key of the weights table (`skills`, `interests`, `readiness`, ...)."""
    text: str
    evidence: str
    """The field and value it rests on: “topic kubernetes”, “CONTRIBUTING.md”, “pushed 2026-10-02”."""
    points: float = 0.0
    """Its share of the score, in 0..1; negative for what speaks against."""

    @property
    def is_negative(self) -> bool:
        return self.points < 0

    @property
    def proof(self) -> str:
        """The evidence where the phrase does not say it already, else nothing."""
        return "" if self.evidence in self.text else self.evidence


class Fit(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How well a project or an issue suits a profile: a score in 0..1 and the reasons, strongest first."""

    score: float
    reasons: tuple[Reason, ...] = ()
    unknown: tuple[str, ...] = ()
    """Facts that were missing, in words: “last commit”, “beginner issues”."""
    personal: bool = True
    """False where the profile is silent: it says how good a beginning this is for anybody."""
