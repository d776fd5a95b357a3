"""What a detector is given (a folder of a tree) and what it answers (steps with their evidence)."""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from isonboard.manifests.commands import Spoken
from isonboard.manifests.evidence import calm, evidence_in
from isonboard.manifests.tree import Tree
from isonboard.model.evidence import Evidence
from isonboard.model.plan import Purpose, Question, Step

TEST_TIMEOUT = 3_600.0  # seconds; builds and downloads have the default of half an hour


class Stated(Struct, frozen=True):
    """A command that a document, a dev container or a workflow states; `rank` is 0 for the strongest kind."""

    spoken: Spoken
    evidence: Evidence
    rank: int


class Found(Struct, frozen=True, kw_only=True):
    """What one ecosystem makes of one folder."""

    language: str
    """Groups the tools that do the same job: `Python`, `Node`."""
    tool: str
    """The tool chosen: `uv`, `npm`."""
    name: str = ""
    """For people: `Python (uv)`."""
    steps: tuple[Step, ...] = ()
    requires: dict[str, str] = {}
    questions: tuple[Question, ...] = ()
    warnings: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    """Patterns (fnmatch, relative to the folder) of folders that this root builds as well."""
    weak: bool = False
    """True for a helper beside the real thing (a package.json for a formatter): planned only where it stands alone."""

    @property
    def title(self) -> str:
        return self.name or f"{self.language} ({self.tool})"


class Place:
    """One folder of a tree, with what the project states about it."""

    def __init__(
        self,
        tree: Tree,
        folder: str = ".",
        stated: Sequence[Stated] = (),
        choices: Mapping[str, str] | None = None,
    ) -> None:
        self.tree = tree
        self.choices = choices or {}
        self.folder = folder
        self.stated = tuple(one for one in stated if one.spoken.cwd == folder)
        self.names = tree.names_in(folder)

    def key(self, subject: str) -> str:
        """The key of a question about this folder: `C/C++` is `c`, in `libs/x` it is `libs/x/c`."""
        return self.path(re.sub(r"[^a-z]", "", subject.partition("/")[0].casefold()))

    def choice(self, subject: str) -> str:
        """The name of the option that the engineer chose for this subject here; "" where none was."""
        return self.choices.get(self.key(subject), "")

    def path(self, name: str) -> str:
        return name if self.folder == "." else f"{self.folder}/{name}"

    def text(self, name: str) -> str:
        """The text of a file of this folder, calmed for searching; empty where there is none."""
        return calm(self.tree.text(self.path(name)) or "")

    def has(self, *names: str) -> str | None:
        """The first of these paths that exists below the folder."""
        return next((name for name in names if self.tree.exists(self.path(name))), None)

    def ending(self, *suffixes: str) -> tuple[str, ...]:
        """Names of the files directly here that end so."""
        return tuple(name for name in self.names if name.endswith(suffixes))

    def evidence(self, name: str, *patterns: str) -> Evidence:
        return evidence_in(self.tree, self.path(name), *patterns)

    def states(self, *programs: str) -> Stated | None:
        """The strongest statement that runs one of these programs here."""
        ours = [one for one in self.stated if one.spoken.argv[0].rpartition("/")[2] in programs]
        return min(ours, key=lambda one: one.rank, default=None)

    def states_verb(self, program: str, *verbs: str) -> Stated | None:
        """The strongest statement here that runs `program` with one of these first words."""
        ours = [
            one
            for one in self.stated
            if one.spoken.argv[0] == program and one.spoken.argv[1:2] and one.spoken.argv[1] in verbs
        ]
        return min(ours, key=lambda one: one.rank, default=None)

    def step(
        self,
        purpose: Purpose,
        *argv: str,
        because: Evidence | Sequence[Evidence] = (),
        needs: Sequence[str] | None = None,
        network: bool = False,
        runs_code: bool = True,
        note: str = "",
    ) -> Step:
        """A step in this folder; it needs the program it names unless that is a file of the checkout."""
        program = () if "/" in argv[0] else (argv[0],)
        return Step(
            purpose=purpose,
            argv=argv,
            cwd=self.folder,
            needs=tuple(needs) if needs is not None else program,
            evidence=(because,) if isinstance(because, Evidence) else tuple(because),
            network=network,
            runs_code=runs_code,
            note=note,
            timeout=TEST_TIMEOUT if purpose is Purpose.TEST else 1_800.0,
        )
