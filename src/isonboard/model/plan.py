"""What a set-up would do, and how it went."""

from enum import StrEnum

from msgspec import Struct

from isonboard.model.evidence import Evidence


class Purpose(StrEnum):
    """What a step is for, in the order they run."""

    TOOLCHAIN = "toolchain"
    SETUP = "set up"
    INSTALL = "install"
    BUILD = "build"
    VERIFY = "verify"
    TEST = "test"


class Step(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One command: `argv` runs without a shell in `cwd` (relative to the checkout, "." for its root)."""

    purpose: Purpose
    argv: tuple[str, ...]
    cwd: str = "."
    needs: tuple[str, ...] = ()
    """Programs that must be on the PATH."""
    evidence: tuple[Evidence, ...] = ()
    network: bool = False
    """True when it downloads."""
    runs_code: bool = True
    """True when code of the repository or of its dependencies runs."""
    note: str = ""
    timeout: float = 1_800.0
    """Seconds."""


class Question(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where the evidence disagrees: the alternatives, each with its steps; the first is what we would do."""

    text: str
    options: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    key: str = ""
    """What is decided: `python`, `setup`, `backend/node`; with a name it chooses an option: `python=uv`."""
    names: tuple[str, ...] = ()
    """The name of each option."""


class SetupPlan(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Ordered steps made by reading text only. `id` is the hash of everything that would run."""

    steps: tuple[Step, ...] = ()
    ecosystems: tuple[str, ...] = ()
    """Names of the ecosystems found: `Python (uv)`, `Go`."""
    requires: dict[str, str] = {}
    """Tool to version range: `{"python": ">=3.11"}`."""
    questions: tuple[Question, ...] = ()
    warnings: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    """What it would like to have beside it: databases, containers."""
    agreement: str = "none"
    """`none`, `DCO` or `CLA`."""
    agreement_evidence: tuple[Evidence, ...] = ()
    summary: str = ""
    """One sentence: “Python with uv: sync, then pytest”, “Documentation only: ready to edit”."""
    id: str = ""


class MissingTool(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A tool that a plan needs and this machine has not, or not in the right version."""

    tool: str
    wanted: str
    found: str | None = None
    advice: str = ""
    """The exact way to get it on this system."""


class StepResult(Struct, frozen=True, kw_only=True, omit_defaults=True):
    step: Step
    exit_code: int | None
    """None when it was stopped or never started."""
    seconds: float = 0.0
    tail: tuple[str, ...] = ()
    """The last lines of its output, cleaned."""
    explanation: str = ""
    """A known failure in words, with what to do."""


class Outcome(StrEnum):
    READY = "ready"
    PARTLY_READY = "partly ready"
    FAILED = "failed"
    CANCELLED = "cancelled"


class SetupReport(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a set-up ended; never silent success: READY only when a verifying step really passed."""

    outcome: Outcome
    sentence: str
    """`ready`, `partly ready: missing X`, `failed at step N: ...`."""
    results: tuple[StepResult, ...] = ()
    missing: tuple[MissingTool, ...] = ()
    verified: bool = False
    seconds: float = 0.0
    disk_bytes: int | None = None
    log_path: str | None = None
    sandbox: str = ""
    """What fenced it in, or why nothing did."""
    next_step: str = ""
