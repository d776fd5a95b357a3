"""Whether a command that a document shows is a step for everybody, or only mentioned: what it is decides, and where it stands.

Judged on the first sight of 980 commands in eight sets of real packages (tests/benchmarks/FIGURES.md): of what is told
apart here more than half was wrong, of the rest one in thirty. Nothing is lost: it is shown apart, with the reason.
"""

import re
from collections.abc import Iterable

from isonboard.guidance.own import Own
from isonboard.guidance.stations import bare
from isonboard.model.guidance import StepKind

_CONTAINER = re.compile(
    r"(?:sudo )?(?:docker|podman|nerdctl) (?:buildx |container |image )?(?!compose|bake|buildx|-)\w|(?:sudo )?(?:docker|podman) -|kubectl\b|vagrant\b|(?:\S+=\S+ )+vagrant\b|minikube\b|kind create\b|helm\b"
)
_UPKEEP = re.compile(
    r"go mod (?:tidy|vendor|verify|edit)\b|go get (?!(?:-\w+ )*-d )|cargo update\b|(?:npm|yarn|pnpm) (?:update|upgrade)\b"
)
_FROM_A_PATH = re.compile(r"go install (?:-\S+ )*[\w-]+(?:\.[\w-]+)+/\S+")
_MODULE_FILE = re.compile(r"(?:[\w-]+/)+\w+\.py$")
_NEEDS_MORE = re.compile(
    r"(?:go (?:test|install|build|vet|get)|(?:python[23]? -m )?pip[23]? install|python[23]? -m (?:unittest|doctest)|gofmt|goimports|tsc|prettier|clang-format|rustfmt)(?: -{1,2}[\w=-]+)*$"
)
"""Tools that a sentence names; typed, something follows them."""
_PROGRAM_PATH = re.compile(r"(?:\.{1,2}/|[\w.-]+/)*[\w.-]+(?= )")
_OF_THE_TRADE = re.compile(
    r"configure|autogen|bootstrap|update|dep(?:s|endencies)\b|compile|gradlew|mvnw|waf|build|test|make|setup|install|scripts?\b|tools?\b|hack\b|dev\b|check|lint|format|style|gen|ci/|venv|node_modules|\.(?:sh|py|pl|rb|js|ts|bash|php|exs?)$",
    re.IGNORECASE,
)
"""What the programs of a checkout are called that serve its making, rather than being its product."""
_BUILT = re.compile(r"(?:\./)?(?:build|dist|out|target)[\w.-]*/(?:src|bin)/\S")
_INTO_HOME = re.compile(r"git clone .*\s[\"']?(?:~|\$HOME|\$\{HOME\})/\.")
_IN_TROUBLE = re.compile(
    r"\b(?:if you (?:run into|hit|encounter|have (?:any )?(?:problems?|trouble|issues?|difficult\w*)|get an error|see (?:an error|this error))|to fix (?:that|this|it)|on (?:some|certain|a few) (?:versions|platforms|systems|machines|distributions)|(?:fails?|failed) (?:with|because|due)|as a (?:last resort|workaround))\b",
    re.IGNORECASE,
)
_UNRECOMMENDED = re.compile(r"\b(?:not|isn't) recommended\b|\bdiscouraged\b", re.IGNORECASE)
_REPL = re.compile(r"(?:stack|cabal) (?:ghci|repl)\b|iex\b|ghci\b|irb\b|node$|python3?$|ipython\b")

_SELECTS = frozenset({"-e", "-s", "--session", "--env", "-C", "-f", "-m", "--project", "--package", "-p"})
_RUNS_TESTS = re.compile(
    r"(?:pytest|py\.test|ctest|go test|cargo (?:test|nextest run)|mvn test|dotnet test|meson test|prove|rspec|jest|mocha|vitest|phpunit|python[23]? -m unittest)\b"
)


def doubt_about(command: str, *, said: str, spoken: bool, own: Own) -> str:
    """Why `command` is shown apart, in words; empty where it is a step like any other.

    `said` are the words around it, `spoken` says that it stands in a sentence rather than in a block.
    """
    typed = bare(command.removeprefix("sudo "))
    if _CONTAINER.match(command) or _CONTAINER.match(typed):
        return "in a container or a machine of its own"
    if _UPKEEP.match(typed) or _FROM_A_PATH.match(typed):
        return "when dependencies change"
    if _REPL.match(typed):
        return "opens a console"
    if _MODULE_FILE.match(command):
        return "a file, not called as a program"
    if spoken and _NEEDS_MORE.match(typed):
        return "named in passing"
    if _IN_TROUBLE.search(said):
        return "when something goes wrong"
    if _UNRECOMMENDED.search(said):
        return "not recommended"
    if _INTO_HOME.match(command):
        return "installs it for its users"
    if starts_the_product(typed, own):
        return "starts what was built"
    foreign = command.startswith("git clone ") and not (own.clones(command) or own.clones_a_part(command))
    return "another repository" if foreign else ""


def starts_the_product(typed: str, own: Own) -> bool:
    """Whether it starts a program that the build made (`./tool serve`, `bin/tool -config x`)."""
    match = _PROGRAM_PATH.match(typed)
    if _BUILT.match(typed):
        return True
    if not match or "/" not in match.group() or _OF_THE_TRADE.match(typed[match.end() + 1 :]):
        return False
    return not _OF_THE_TRADE.search(match.group()) or own.is_name(match.group().rpartition("/")[2])


def _target(command: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """What a command does (program, targets, what options select), and everything else that it says."""
    words = bare(command).split()
    chosen: list[str] = []
    rest: set[str] = set(command.split()) - set(words)
    takes = False
    for number, word in enumerate(words):
        if word == "--":
            rest.update(words[number:])
            break
        if takes or not (word.startswith("-") or "=" in word):
            chosen.append(word)
            takes = False
        else:
            takes = word in _SELECTS
            rest.add(word)
    return tuple(chosen), frozenset(rest)


def variation_of(command: str, station: StepKind, known: Iterable[str]) -> str:
    """The plainer command that `command` only adds options to, or of whose tests it runs some; else nothing."""
    if station not in (StepKind.BUILD, StepKind.TEST, StepKind.STYLE):
        return ""
    chosen, rest = _target(command)
    runs = _RUNS_TESTS.match(bare(command))
    for other in known:
        if other == command:
            continue
        theirs, options = _target(other)
        if chosen == theirs and options < rest:
            return other
        tests = _RUNS_TESTS.match(bare(other)) if runs and len(command) > len(other) else None
        if runs and tests and tests.group() == runs.group():
            return other
    return ""
