"""The commands that a plan may take over from documents and workflows: everything else is ignored.

A rule names a program, the words after it (options removed) and the options that are fine. A command that fits
with other options is still evidence that the project uses this tool, but is not taken over as it stands.
"""

import re
from typing import NamedTuple

from isonboard.model.plan import Purpose


class Known(NamedTuple):
    """What a stated command is: `is_plain` says that it may be run exactly as written."""

    language: str
    tool: str
    purpose: Purpose
    network: bool
    is_plain: bool


class _Rule(NamedTuple):
    language: str
    programs: str
    words: str
    """A pattern for the words that are not options."""
    purpose: Purpose
    options: str = ""
    """Options that may stay; one ending in `=` takes a value, joined or as the next word."""
    network: bool = False


_INSTALL, _BUILD, _TEST, _SETUP = Purpose.INSTALL, Purpose.BUILD, Purpose.TEST, Purpose.SETUP
_PYTEST = r"(?:python3? -m )?(?:pytest|py\.test|unittest(?: discover)?)(?: tests?/?)?"
_PYTEST_OPTIONS = "-v -q -vv -x -s -m -n= --cov -ra -s="
_RUN_SETUP = r"(?:setup|bootstrap|init|deps|dev-setup|setup-dev|dev_setup|develop|install-dev|dev-install|install-deps|dependencies|env|venv|prepare|dev-env|devenv|dev:setup|setup:dev|get-deps)"
_RUN_TEST = r"(?:test|tests|check|unit|unittest|unit-test|test-unit|unit-tests|test:unit)"
_RUN_BUILD = r"(?:build|compile|all|build:all)"
_JS_OPTIONS = "--frozen-lockfile --immutable --legacy-peer-deps --ignore-scripts --no-audit --no-fund -r --recursive --workspaces --if-present --prefer-offline --run --force"
_CARGO = "--workspace --all --all-features --all-targets --locked --no-default-features --features= --verbose -v --lib --doc --tests --no-fail-fast --frozen"
_GO = "-v -race -cover -short -mod= -count= -timeout= -shuffle= -vet= -covermode= -failfast -trimpath"
_GRADLE = "--no-daemon --info --stacktrace --warning-mode= --console= --parallel --build-cache --continue -q"
_MAVEN = "-B -q -ntp --no-transfer-progress --batch-mode -DskipTests -DskipTests=true -V -U -e --errors -T="

RULES = (
    _Rule("Python", "uv", "sync", _INSTALL, "--all-extras --all-groups --all-packages --dev --frozen --locked --extra= --group= --no-dev", True),
    _Rule("Python", "uv", rf"run (?:{_PYTEST}|tox|nox|poe test|just test|task test)", _TEST, _PYTEST_OPTIONS + " --frozen --extra= --group= --all-extras"),
    _Rule("Python", "poetry", "install|sync", _INSTALL, "--with= --without= --all-extras --extras= -E= --sync --no-interaction --no-root --only= --all-groups", True),
    _Rule("Python", "poetry", rf"run (?:{_PYTEST}|tox|nox|task test|poe test)", _TEST, _PYTEST_OPTIONS),
    _Rule("Python", "pdm", "install|sync", _INSTALL, "-G= --group= --dev -d --frozen-lockfile --no-lock -G:all", True),
    _Rule("Python", "pdm", rf"(?:run )?(?:test|tests|{_PYTEST}|tox|nox)", _TEST, _PYTEST_OPTIONS),
    _Rule("Python", "pipenv", "install|sync", _INSTALL, "--dev -d --deploy", True),
    _Rule("Python", "pipenv", rf"run (?:{_PYTEST}|test|tests)", _TEST, _PYTEST_OPTIONS),
    _Rule("Python", "hatch", "test|run (?:[a-z0-9.+-]+:)?(?:test|tests|cov|test-cov|all)", _TEST, "-a --all --cover -py= -p --parallel"),
    _Rule("Python", "conda mamba micromamba", r"env create", _INSTALL, "-f= --file= -n= --name=", True),
    _Rule("Python", "tox", "", _TEST, "-e= -p --parallel= -q"),
    _Rule("Python", "nox", "", _TEST, "-s= -R -r --sessions="),
    _Rule("Python", "pytest py.test", "(?:tests?/?)?", _TEST, _PYTEST_OPTIONS),
    _Rule("Python", "python python3 py", _PYTEST.replace("(?:python3? -m )?", "-?m? ?"), _TEST, _PYTEST_OPTIONS),
    _Rule("Python", "pip pip3", "install(?: .*)?", _INSTALL, "", True),
    _Rule("Node", "npm", "ci|install|i|clean-install", _INSTALL, _JS_OPTIONS, True),
    _Rule("Node", "pnpm", "install|i", _INSTALL, _JS_OPTIONS, True),
    _Rule("Node", "yarn", "(?:install)?", _INSTALL, _JS_OPTIONS, True),
    _Rule("Node", "bun", "install|i", _INSTALL, _JS_OPTIONS, True),
    _Rule("Node", "npm pnpm yarn bun", f"(?:run |run-script )?{_RUN_BUILD}", _BUILD, _JS_OPTIONS),
    _Rule("Node", "npm pnpm yarn bun", f"(?:run |run-script )?{_RUN_TEST}|t", _TEST, _JS_OPTIONS),
    _Rule("Node", "npm pnpm yarn bun", f"(?:run |run-script ){_RUN_SETUP}", _SETUP, _JS_OPTIONS, True),
    _Rule("Deno", "deno", "task test|test", _TEST, "-A --allow-all --allow-read --parallel"),
    _Rule("Deno", "deno", "install|cache .*", _INSTALL, "--frozen", True),
    _Rule("Go", "go", r"mod (?:download|tidy)", _INSTALL, "", True),
    _Rule("Go", "go", r"build(?: \./\.\.\.| \.)?", _BUILD, _GO),
    _Rule("Go", "go", r"test(?: \./\.\.\.| \.)?", _TEST, _GO),
    _Rule("Rust", "cargo", "fetch", _INSTALL, "--locked", True),
    _Rule("Rust", "cargo", "build", _BUILD, _CARGO),
    _Rule("Rust", "cargo", "test|nextest run", _TEST, _CARGO),
    _Rule("Java", "mvn mvnw", r"(?:clean )?(?:install|package|verify|compile|test-compile)", _BUILD, _MAVEN),
    _Rule("Java", "mvn mvnw", r"(?:clean )?(?:test|verify)", _TEST, _MAVEN),
    _Rule("Java", "gradle gradlew", r"(?:clean )?(?:build|assemble|classes)", _BUILD, _GRADLE),
    _Rule("Java", "gradle gradlew", r"(?:clean )?(?:test|check)", _TEST, _GRADLE),
    _Rule("Scala", "sbt", r"(?:clean )?(?:\+?compile|Test/compile)", _BUILD),
    _Rule("Scala", "sbt", r"(?:clean )?\+?test", _TEST),
    _Rule("Scala", "mill", r"__\.compile", _BUILD),
    _Rule("Scala", "mill", r"__\.test", _TEST),
    _Rule(".NET", "dotnet", "restore", _INSTALL, "", True),
    _Rule(".NET", "dotnet", "build", _BUILD, "--no-restore -c= --configuration="),
    _Rule(".NET", "dotnet", "test", _TEST, "--no-restore --no-build -c= --configuration="),
    _Rule("Ruby", "bundle", "(?:install)?", _INSTALL, "", True),
    _Rule("Ruby", "bundle", r"exec (?:rake(?: test| spec)?|rspec)", _TEST),
    _Rule("Ruby", "rake rspec", "(?:test|spec)?", _TEST),
    _Rule("Ruby", "rails", "test", _TEST),
    _Rule("PHP", "composer", "install|update", _INSTALL, "--no-interaction --prefer-dist --no-progress", True),
    _Rule("PHP", "composer", "(?:run |run-script )?(?:test|tests|check|ci)", _TEST),
    _Rule("PHP", "phpunit", "", _TEST),
    _Rule("Elixir", "mix", r"deps\.get", _INSTALL, "", True),
    _Rule("Elixir", "mix", "compile", _BUILD, "--warnings-as-errors"),
    _Rule("Elixir", "mix", "test", _TEST, "--trace --warnings-as-errors"),
    _Rule("Erlang", "rebar3", "compile", _BUILD, "", True),
    _Rule("Erlang", "rebar3", "eunit|ct|do eunit, ct|check", _TEST),
    _Rule("Haskell", "cabal", "build(?: all)?", _BUILD, "--enable-tests", True),
    _Rule("Haskell", "cabal", "test(?: all)?", _TEST, "--enable-tests --test-show-details="),
    _Rule("Haskell", "stack", "build", _BUILD, "--test --no-run-tests --fast", True),
    _Rule("Haskell", "stack", "test", _TEST, "--fast"),
    _Rule("Swift", "swift", "build", _BUILD, "", True),
    _Rule("Swift", "swift", "test", _TEST, "--parallel"),
    _Rule("Zig", "zig", "build", _BUILD),
    _Rule("Zig", "zig", "build test", _TEST),
    _Rule("Dart", "dart flutter", "pub get", _INSTALL, "", True),
    _Rule("Dart", "dart flutter", "test", _TEST),
    _Rule("C/C++", "cmake", "", _BUILD, "-B= -S= -G= --build= --preset= -j"),
    _Rule("C/C++", "ctest", "", _TEST, "--test-dir= --preset= --output-on-failure -V -j"),
    _Rule("C/C++", "meson", r"setup .*|compile.*", _BUILD, "-C="),
    _Rule("C/C++", "meson", "test", _TEST, "-C="),
    _Rule("C/C++", "ninja", "test", _TEST, "-C="),
    _Rule("C/C++", "configure autogen.sh autoreconf", "", _BUILD, "-i -f -fi -if -fiv -vfi -ivf --install --force"),
    _Rule("Make", "make gmake", _RUN_SETUP, _SETUP, "", True),
    _Rule("Make", "make gmake", f"(?:{_RUN_BUILD})?", _BUILD, "-j"),
    _Rule("Make", "make gmake", _RUN_TEST, _TEST, "-j"),
    _Rule("just", "just", _RUN_SETUP + "|install", _SETUP, "", True),
    _Rule("just", "just", _RUN_BUILD, _BUILD),
    _Rule("just", "just", _RUN_TEST, _TEST),
    _Rule("Task", "task", _RUN_SETUP + "|install", _SETUP, "", True),
    _Rule("Task", "task", _RUN_BUILD, _BUILD),
    _Rule("Task", "task", _RUN_TEST, _TEST),
    _Rule("mise", "mise", "install", Purpose.TOOLCHAIN, "", True),
    _Rule("mise", "mise", f"run {_RUN_SETUP}", _SETUP, "", True),
    _Rule("mise", "mise", f"run {_RUN_TEST}", _TEST),
)  # fmt: skip
_OWN_PROGRAMS = frozenset({"bin/rails", "bin/rake", "bin/rspec", "vendor/bin/phpunit", "vendor/bin/pest"})
"""Programs inside the checkout that may be named by a path; any other path could be anything."""
RUNNERS = frozenset({"Make", "just", "Task", "mise"})


def known(argv: tuple[str, ...]) -> Known | None:
    """What a stated command does, or None where no rule knows it."""
    program = argv[0].removeprefix("./")
    if "/" in program:
        if program not in _OWN_PROGRAMS:
            return None
        program = program.rpartition("/")[2]
    for rule in RULES:
        if program not in rule.programs.split():
            continue
        words, odd = _split(argv[1:], rule.options.split())
        if re.fullmatch(rule.words, " ".join(words)):
            return Known(rule.language, _tool(program), rule.purpose, rule.network, not odd)
    return None


def _tool(program: str) -> str:
    return {"mvnw": "mvn", "gradlew": "gradle", "gmake": "make", "mamba": "conda", "pip3": "pip"}.get(
        program, program
    )


def _split(words: tuple[str, ...], allowed: list[str]) -> tuple[list[str], bool]:
    """(words that are no options, whether an option is there that the rule does not allow)."""
    plain: list[str] = []
    odd = takes_value = False
    for word in words:
        if takes_value:
            takes_value = False
        elif word.startswith("-") and len(word) > 1:
            head, separator, _ = word.partition("=")
            if f"{head}=" in allowed:
                takes_value = not separator
            elif word not in allowed and head not in allowed and not re.fullmatch(r"-j\d*", word):
                odd = True
        else:
            plain.append(word)
    return plain, odd
