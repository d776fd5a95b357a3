"""Programming languages under their usual names, and which one a file is written in.

Facts (names and extensions) as GitHub's Linguist spells them; only what a company's repositories commonly hold.
"""

from collections import Counter
from collections.abc import Iterable

_EXTENSIONS = {
    "Ada": "adb ads",
    "Apex": "cls trigger",
    "Assembly": "asm s",
    "C": "c h",
    "C#": "cs csx",
    "C++": "cc cpp cxx c++ hh hpp hxx ino",
    "CMake": "cmake",
    "COBOL": "cbl cob cpy",
    "CSS": "css",
    "Clojure": "clj cljs cljc edn",
    "CoffeeScript": "coffee",
    "Crystal": "cr",
    "D": "d",
    "Dart": "dart",
    "Elixir": "ex exs",
    "Elm": "elm",
    "Erlang": "erl hrl",
    "F#": "fs fsi fsx",
    "Fortran": "f f77 f90 f95 f03 f08 for",
    "GLSL": "glsl vert frag",
    "Go": "go",
    "Groovy": "groovy gvy",
    "HCL": "tf hcl tfvars",
    "HTML": "html htm xhtml",
    "Haskell": "hs lhs",
    "Java": "java",
    "JavaScript": "js mjs cjs jsx",
    "Julia": "jl",
    "Jupyter Notebook": "ipynb",
    "Kotlin": "kt kts",
    "Lua": "lua",
    "MATLAB": "mlx",
    "Nim": "nim",
    "Nix": "nix",
    "OCaml": "ml mli",
    "Objective-C": "m mm",
    "PHP": "php phtml",
    "PLSQL": "pks pkb pls plsql",
    "Pascal": "pas dpr lpr",
    "Perl": "pl pm t",
    "PowerShell": "ps1 psm1 psd1",
    "Prolog": "prolog",
    "Python": "py pyi pyx pyw",
    "R": "r rmd",
    "Racket": "rkt",
    "Robot Framework": "robot",
    "Ruby": "rb rake gemspec",
    "Rust": "rs",
    "SCSS": "scss sass",
    "SQL": "sql",
    "Scala": "scala sc sbt",
    "Scheme": "scm",
    "Shell": "sh bash zsh ksh bats",
    "Solidity": "sol",
    "Starlark": "bzl star",
    "Svelte": "svelte",
    "Swift": "swift",
    "SystemVerilog": "sv svh",
    "Tcl": "tcl",
    "TypeScript": "ts tsx mts cts",
    "VHDL": "vhd vhdl",
    "Verilog": "v",
    "Visual Basic .NET": "vb",
    "Vue": "vue",
    "Zig": "zig",
}
_NAMES = {
    "Dockerfile": "Dockerfile",
    "Containerfile": "Dockerfile",
    "Makefile": "Makefile",
    "GNUmakefile": "Makefile",
    "CMakeLists.txt": "CMake",
    "Rakefile": "Ruby",
    "Gemfile": "Ruby",
    "BUILD.bazel": "Starlark",
    "Jenkinsfile": "Groovy",
}
_ALIASES = {
    "c plus plus": "C++",
    "cpp": "C++",
    "c sharp": "C#",
    "csharp": "C#",
    "f sharp": "F#",
    "fsharp": "F#",
    "golang": "Go",
    "js": "JavaScript",
    "node": "JavaScript",
    "ts": "TypeScript",
    "py": "Python",
    "python3": "Python",
    "rb": "Ruby",
    "objc": "Objective-C",
    "objectivec": "Objective-C",
    "bash": "Shell",
    "sh": "Shell",
    "terraform": "HCL",
    "vb.net": "Visual Basic .NET",
    "delphi": "Pascal",
    "pl/sql": "PLSQL",
    "jupyter": "Jupyter Notebook",
    "make": "Makefile",
    "docker": "Dockerfile",
    "html5": "HTML",
    "css3": "CSS",
    "sass": "SCSS",
}
_BY_EXTENSION = {ext: name for name, exts in _EXTENSIONS.items() for ext in exts.split()}
KNOWN = frozenset((*_EXTENSIONS, "Dockerfile", "Makefile"))
"""The languages known here, under their usual names."""
_USUAL = {name.casefold(): name for name in (*_EXTENSIONS, "Dockerfile", "Makefile", "Markdown")} | _ALIASES
_SUPPORTING = frozenset(
    {"CSS", "SCSS", "HTML", "Makefile", "Dockerfile", "CMake", "Starlark"}
)  # beside the main language
_VENDORED = ("node_modules/", "vendor/", "third_party/", "dist/", "site-packages/", ".venv/", "venv/")


def usual_name(name: str | None) -> str | None:
    """The usual spelling of a language (“golang” is “Go”); an unknown one stays as it is, "" is None."""
    return (_USUAL.get(name.casefold(), name) or None) if name else None


def language_of(path: str) -> str | None:
    """The language of a file by its name, None where it tells nothing."""
    base = path.rpartition("/")[2]
    extension = base.rpartition(".")[2].lower() if "." in base[1:] else ""
    return _NAMES.get(base) or _BY_EXTENSION.get(extension)


def languages_of(files: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Bytes by language over (path, size), most first; vendored folders do not count."""
    sizes: Counter[str] = Counter()
    for path, size in files:
        if path.startswith(_VENDORED) or any(f"/{folder}" in path for folder in _VENDORED):
            continue
        if (language := language_of(path)) and size > 0:
            sizes[language] += size
    return tuple(sorted(sizes.items(), key=lambda item: (-item[1], item[0])))


def main_language(sizes: Iterable[tuple[str, int]]) -> str | None:
    """The language with the most bytes; markup and build files only where there is nothing else."""
    listed = tuple(sizes)
    main = [name for name, _ in listed if name not in _SUPPORTING] or [name for name, _ in listed]
    return main[0] if main else None
