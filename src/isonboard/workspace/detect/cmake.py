"""C and C++ with CMake, by its presets where it has some."""

import re

from isonboard.manifests.recipes import make_targets, whole_recipe
from isonboard.manifests.structured import json_object, string
from isonboard.model.plan import Purpose
from isonboard.workspace.detect.place import Found, Place

LANGUAGE = "C/C++"
BUILD_FOLDER = "build"
_PRESETS = ("dev", "default", "debug", "linux-debug", "linux", "unix", "gcc", "clang", "release")
_ELSEWHERE = re.compile(r"win|msvc|vs20|xcode|macos|osx|ios|android|mingw|emscripten|wasm", re.IGNORECASE)


def detect(place: Place) -> Found | None:
    text = place.text("CMakeLists.txt")
    if not re.search(r"^[ \t]*project\s*\(", text, re.MULTILINE | re.IGNORECASE):
        return None
    if _is_behind_make(place):
        return None
    because = place.evidence("CMakeLists.txt", r"^[ \t]*(?i:project)\s*\(")
    preset, folder = _preset(place)
    if preset:
        because_preset = place.evidence("CMakePresets.json", rf'"name"\s*:\s*"{re.escape(preset)}"')
        configure = place.step(
            Purpose.BUILD, "cmake", "--preset", preset, *(() if folder else ("-B", BUILD_FOLDER)),
            because=because_preset, needs=("cmake", *_compilers(text)), network=_downloads(text),
        )  # fmt: skip
    else:
        configure = place.step(
            Purpose.BUILD, "cmake", "-S", ".", "-B", BUILD_FOLDER, because=because,
            needs=("cmake", *_compilers(text)), network=_downloads(text),
        )  # fmt: skip
    where = folder or BUILD_FOLDER
    steps = [
        configure,
        place.step(Purpose.BUILD, "cmake", "--build", where, because=because),
        place.step(Purpose.VERIFY, "ctest", "--test-dir", where, "--show-only", because=because),
        place.step(Purpose.TEST, "ctest", "--test-dir", where, "--output-on-failure", because=because),
    ]
    least = re.search(r"cmake_minimum_required\s*\(\s*VERSION\s+(\d+\.\d+(?:\.\d+)?)", text, re.IGNORECASE)
    return Found(
        language=LANGUAGE, tool="CMake", steps=tuple(steps), warnings=_tests_off(text), members=("*", "*/*"),
        requires={"cmake": f">={least[1]}"} if least else {},
    )  # fmt: skip


def _is_behind_make(place: Place) -> bool:
    """True where the documents build with a makefile that calls CMake itself, after what else it needs (Neovim)."""
    targets = make_targets(place.tree, place.folder)
    goal = next((name for name in targets if not name.startswith(".")), "")
    if not any(re.search(r"\$\(CMAKE\w*\)|\bcmake\b", row) for row in whole_recipe(targets, goal)):
        return False
    builds = [
        one for one in place.stated if one.spoken.argv[0] in ("make", "cmake") and _builds(one.spoken.argv)
    ]
    return bool(builds) and builds[0].spoken.argv[0] == "make"


def _builds(argv: tuple[str, ...]) -> bool:
    """`make`, `make NAME=value`, or a CMake that configures: not one that looks something up or works on a build."""
    if argv[0] == "make":
        return all("=" in word for word in argv[1:])
    return not any(word.startswith(("--system", "--help", "--version", "--build", "-L")) for word in argv[1:])


def _preset(place: Place) -> tuple[str, str]:
    """(name of the configure preset for this kind of machine, its build folder where that is plain)."""
    content = json_object(place.text("CMakePresets.json"))
    presets = content.get("configurePresets")
    usable = {
        string(p, "name"): p
        for p in (presets if isinstance(presets, list) else [])
        if isinstance(p, dict)
        and str(p.get("hidden", False)) != "True"
        and re.fullmatch(r"[\w.+-]+", string(p, "name"))
    }
    names = [name for name in usable if not _ELSEWHERE.search(name) and not name.startswith("-")]
    name = next((wanted for wanted in _PRESETS if wanted in names), names[0] if names else "")
    folder = _folder(name, presets if isinstance(presets, list) else [])
    return name, folder


def _folder(name: str, presets: list[object]) -> str:
    """The preset's own or inherited binaryDir, relative to the checkout; empty where it cannot be told."""
    by_name = {string(p, "name"): p for p in presets}
    waiting, seen = [name], set()
    while waiting:
        current = waiting.pop(0)
        preset = by_name.get(current)
        if preset is None or current in seen:
            continue
        seen.add(current)
        folder = string(preset, "binaryDir")
        if folder:
            plain = folder.replace("${sourceDir}/", "").replace("${presetName}", name)
            return plain if re.fullmatch(r"[\w.+-]+(?:/[\w.+-]+)*", plain) and ".." not in plain else ""
        inherits = preset.get("inherits") if isinstance(preset, dict) else None
        waiting += (
            [inherits] if isinstance(inherits, str) else [i for i in inherits or [] if isinstance(i, str)]
        )
    return ""


def _compilers(text: str) -> tuple[str, ...]:
    languages = re.search(r"project\s*\([^)]{0,400}?LANGUAGES\s+([A-Z ]+)", text, re.IGNORECASE)
    if languages and "CXX" not in languages[1].upper():
        return ("cc",)
    return ("cc", "c++")


def _downloads(text: str) -> bool:
    return re.search(r"FetchContent_|ExternalProject_Add|CPMAddPackage", text, re.IGNORECASE) is not None


def _tests_off(text: str) -> tuple[str, ...]:
    """Options that switch the tests on and are off: told, not set, since tests often need more than the build."""
    off = re.findall(
        r"option\s*\(\s*(\w{0,60}TEST\w{0,60})\s+\"[^\"]{0,200}\"\s+OFF\s*\)", text, re.IGNORECASE
    )
    return (f"Tests are built with -D{off[0]}=ON, which is off by default.",) if off else ()
