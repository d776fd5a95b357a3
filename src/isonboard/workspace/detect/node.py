"""Node: npm, pnpm, Yarn 1, Yarn Berry and Bun, as the manifest or the lock file says."""

import re
from typing import Any

from isonboard.manifests.structured import json_object, string, strings, table, yaml
from isonboard.model.evidence import Evidence
from isonboard.model.plan import Purpose, Question, Step
from isonboard.text import line
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = "Node"
LOCKS = (
    ("pnpm-lock.yaml", "pnpm"),
    ("bun.lock", "bun"),
    ("bun.lockb", "bun"),
    ("yarn.lock", "yarn"),
    ("package-lock.json", "npm"),
    ("npm-shrinkwrap.json", "npm"),
)
FROZEN = {
    "npm": ("npm", "ci"),
    "pnpm": ("pnpm", "install", "--frozen-lockfile"),
    "yarn": ("yarn", "install", "--frozen-lockfile"),
    "yarn berry": ("yarn", "install", "--immutable"),
    "bun": ("bun", "install", "--frozen-lockfile"),
}
NAMES = {"npm": "npm", "pnpm": "pnpm", "yarn": "Yarn", "yarn berry": "Yarn Berry", "bun": "Bun"}
BUILD_SCRIPTS = ("build", "compile", "build:all", "dist")
TEST_SCRIPTS = ("test", "test:unit", "test:ci", "unit", "tests")
_ENDLESS = re.compile(
    r"--watch(?!All=false|=false)|\bnodemon\b|\b(?:next|vite|nuxt|astro)\s+dev\b|\bdev-?server\b|\bserve\b|\bwatch\b"
)
_NO_TEST = re.compile(r"no tests? (?:specified|yet)|^[ \t]*(?:exit 1|true|:)\s*$")
_DANGEROUS = re.compile(
    r"\bsudo\b|\bpublish\b|\bdeploy\b|\brm\s+-rf\s+[/~]|curl[^|]{0,300}\|\s*(?:ba)?sh|npm\s+(?:i|install)\s+-g"
)


def detect(place: Place) -> Found | None:
    if not place.has("package.json"):
        return None
    package = json_object(place.text("package.json"))
    scripts = table(package, "scripts")
    manager, because = _manager(place, package)
    depends = any(
        table(package, k)
        for k in ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies")
    )
    members = _members(place, package)
    install = _install(place, manager, because, has_lock=_lock(place, manager) is not None)
    steps = [install] if depends or members or _lock(place, manager) else []
    build, test = _script(scripts, BUILD_SCRIPTS), _script(scripts, TEST_SCRIPTS)
    run = manager.partition(" ")[0]
    if build:
        steps.append(place.step(Purpose.BUILD, run, "run", build, because=_script_evidence(place, build)))
    steps.append(_verify(place, package, run, manager, installed=bool(steps), because=because))
    if test:
        steps.append(
            place.step(Purpose.TEST, *_test_words(run, test, scripts), because=_script_evidence(place, test))
        )
    elif (
        place.tree.paths()
        and not depends
        and any(re.search(r"(?:^|/)test/.*\.[cm]?js$|\.test\.[cm]?js$", p) for p in place.tree.paths())
    ):
        steps.append(place.step(Purpose.TEST, "node", "--test", because=because))
    return Found(
        language=LANGUAGE, tool=run, name=f"Node ({NAMES[manager]})",
        steps=tuple(steps), requires=_requires(place, package, run), questions=_questions(place, package, manager),
        members=members, weak=not (build or test or members),
    )  # fmt: skip


def _manager(place: Place, package: dict[str, Any]) -> tuple[str, Evidence]:
    """The package manager and why: as chosen, packageManager, Yarn's own settings, the lock file, else npm."""
    chosen = place.choice(LANGUAGE)
    if chosen in ("npm", "pnpm", "yarn", "bun"):
        lock = place.has(*(lock for lock, owner in LOCKS if owner == chosen))
        is_berry = chosen == "yarn" and (
            bool(place.has(".yarnrc.yml")) or "__metadata:" in place.text(lock or "")[:2_000]
        )
        return "yarn berry" if is_berry else chosen, place.evidence(lock or "package.json")
    named = re.match(r"(npm|pnpm|yarn|bun)@(\d+)", string(package, "packageManager"))
    if named:
        is_berry = named[1] == "yarn" and int(named[2]) >= 2
        return "yarn berry" if is_berry else named[1], place.evidence("package.json", r'"packageManager"')
    if place.has(".yarnrc.yml") and (
        place.has("yarn.lock") or string(yaml(place.text(".yarnrc.yml")), "yarnPath")
    ):
        return "yarn berry", place.evidence(".yarnrc.yml", r"^yarnPath", r"^\w")
    for lock, manager in LOCKS:
        if place.has(lock):
            is_berry = manager == "yarn" and "__metadata:" in place.text(lock)[:2_000]
            return "yarn berry" if is_berry else manager, place.evidence(lock)
    if place.has("pnpm-workspace.yaml"):
        return "pnpm", place.evidence("pnpm-workspace.yaml", r"^packages")
    engines = table(package, "engines")
    for manager in ("pnpm", "yarn", "bun"):
        if re.match(r"[\^~>=v\s]*\d", str(engines.get(manager, ""))):
            return manager, place.evidence("package.json", rf'"{manager}"\s*:')
    said = {name: place.states_verb(name, "install", "i", "ci") for name in ("npm", "pnpm", "yarn", "bun")}
    others = [(one, name) for name, one in said.items() if one is not None]
    if others and said["npm"] is None:
        one, manager = min(others, key=lambda pair: pair[0].rank)
        return manager, one.evidence
    uses = [value for value in table(package, "scripts").values() if isinstance(value, str)]
    for manager in ("pnpm", "yarn", "bun"):
        ours = sum(re.search(rf"(?:^|[&;|\s]){manager} ", text) is not None for text in uses)
        if ours > sum(re.search(r"(?:^|[&;|\s])npm ", text) is not None for text in uses) and ours > 1:
            return manager, place.evidence("package.json", rf":\s*\".{{0,200}}\b{manager} ")
    return "npm", place.evidence("package.json", r'"dependencies"|"devDependencies"', r'"name"')


def _lock(place: Place, manager: str) -> str | None:
    ours = [lock for lock, owner in LOCKS if owner == manager.partition(" ")[0]]
    return place.has(*ours)


def _install(place: Place, manager: str, because: Evidence, *, has_lock: bool) -> Step:
    argv = FROZEN[manager] if has_lock else (manager.partition(" ")[0], "install")
    lock = _lock(place, manager)
    why = [because, *([Evidence(place.path(lock))] if lock and place.path(lock) != because.file else [])]
    note = "" if has_lock else "No lock file: the newest versions that fit are installed."
    return place.step(Purpose.INSTALL, *argv, because=why, needs=("node", argv[0]), network=True, note=note)


def _verify(
    place: Place, package: dict[str, Any], run: str, manager: str, *, installed: bool, because: Evidence
) -> Step:
    """The cheapest honest check: installed packages agree with the manifest, or the main file parses."""
    if installed and run == "npm":
        return place.step(Purpose.VERIFY, "npm", "ls", "--depth=0", because=because, runs_code=False)
    if installed and run == "pnpm":
        return place.step(Purpose.VERIFY, "pnpm", "ls", "--depth=0", because=because, runs_code=False)
    if installed and run == "bun":
        return place.step(Purpose.VERIFY, "bun", "pm", "ls", because=because, runs_code=False)
    if installed:
        words = ("info", "--name-only") if manager == "yarn berry" else ("list", "--depth=0")
        return place.step(Purpose.VERIFY, "yarn", *words, because=because)
    main = string(package, "main").removeprefix("./") or "index.js"
    main = (
        main
        if place.has(main) and re.fullmatch(r"\w[\w./-]*", main)
        else place.has("index.js", "src/index.js", "lib/index.js") or ""
    )
    if main:
        return place.step(Purpose.VERIFY, "node", "--check", main, because=because, runs_code=False)
    return place.step(Purpose.VERIFY, "npm", "pkg", "get", "name", because=because, runs_code=False)


def _script(scripts: dict[str, Any], names: tuple[str, ...]) -> str | None:
    """The first of these scripts that ends by itself and stays in the checkout."""
    for name in names:
        text = scripts.get(name)
        if (
            isinstance(text, str)
            and text.strip()
            and not _NO_TEST.search(text)
            and not _DANGEROUS.search(text)
        ):
            if _ENDLESS.search(text) and name not in ("test", "build"):
                continue
            if not _ENDLESS.search(text):
                return name
    return None


def _test_words(run: str, name: str, scripts: dict[str, Any]) -> tuple[str, ...]:
    text = str(scripts.get(name, ""))
    words = (run, "test") if name == "test" and run != "bun" else (run, "run", name)
    # these two watch for changes unless told otherwise
    separator = ("--",) if run == "npm" else ()
    if re.fullmatch(r"(?:\S+=\S+ )*(?:npx )?vitest(?: --[\w=-]+)*", text.strip()) and "run" not in text:
        return (*words, *separator, "--run")
    if "react-scripts test" in text and "watchAll" not in text:
        return (*words, *separator, "--watchAll=false")
    return words


def _script_evidence(place: Place, name: str) -> Evidence:
    return place.evidence("package.json", rf'^[ \t]*"{re.escape(name)}"\s*:', rf'"{re.escape(name)}"\s*:')


def _requires(place: Place, package: dict[str, Any], run: str) -> dict[str, str]:
    engines = table(package, "engines")
    wanted = {tool: value for tool in ("node", run) if isinstance(value := engines.get(tool), str)}
    named = re.match(r"(npm|pnpm|yarn|bun)@(\d+)", string(package, "packageManager"))
    if named and named[1] == run:
        wanted[run] = f">={named[2]}"
    pinned = re.fullmatch(r"v?(\d+)(?:\.\d+)*\s*", place.text(".nvmrc") or place.text(".node-version"))
    if pinned:
        wanted.setdefault("node", f">={pinned[1]}")
    return {tool: version for tool, version in wanted.items() if re.search(r"\d", version)}


def _questions(place: Place, package: dict[str, Any], manager: str) -> tuple[Question, ...]:
    chosen = manager.partition(" ")[0]
    present = [(owner, lock) for lock, owner in LOCKS if place.has(lock)]
    others = [(owner, lock) for owner, lock in present if owner != chosen]
    if not others:
        return ()
    named = string(package, "packageManager")
    is_named = named.startswith(chosen)
    first = (
        f"{chosen} (packageManager: {named})"
        if is_named
        else f"{chosen} ({_lock(place, manager) or 'as chosen'})"
    )
    return (
        Question(
            text=f"The checkout names several package managers: {chosen} and {', '.join(o for o, _ in others)}.",
            options=(line(first, 120), *(f"{owner} ({lock})" for owner, lock in others)),
            key=place.key(LANGUAGE),
            names=(chosen, *(owner for owner, _ in others)),
            evidence=(_manager(place, package)[1], *(place.evidence(lock) for _, lock in others)),
        ),
    )


def _members(place: Place, package: dict[str, Any]) -> tuple[str, ...]:
    """Workspace patterns: their folders are installed by this root."""
    stated = strings(package, "workspaces") or strings(package, "workspaces", "packages")
    pnpm = strings(yaml(place.text("pnpm-workspace.yaml")), "packages")
    lerna = strings(json_object(place.text("lerna.json")), "packages")
    return tuple(p.removeprefix("./").rstrip("/") for p in (*stated, *pnpm, *lerna) if not p.startswith("!"))
