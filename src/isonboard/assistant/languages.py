"""Which language a file is in, by its name. Facts: GitHub Linguist's extensions (MIT), the common ones only."""

EXTENSIONS = {
    "py": "Python", "pyi": "Python", "ipynb": "Jupyter Notebook", "js": "JavaScript", "mjs": "JavaScript",
    "cjs": "JavaScript", "jsx": "JavaScript", "ts": "TypeScript", "tsx": "TypeScript", "mts": "TypeScript",
    "go": "Go", "rs": "Rust", "java": "Java", "kt": "Kotlin", "kts": "Kotlin", "scala": "Scala", "sbt": "Scala",
    "groovy": "Groovy", "gradle": "Groovy", "c": "C", "h": "C", "cc": "C++", "cpp": "C++", "cxx": "C++",
    "hpp": "C++", "hh": "C++", "cs": "C#", "fs": "F#", "vb": "Visual Basic .NET", "rb": "Ruby", "php": "PHP",
    "swift": "Swift", "m": "Objective-C", "mm": "Objective-C++", "dart": "Dart", "ex": "Elixir", "exs": "Elixir",
    "erl": "Erlang", "hs": "Haskell", "ml": "OCaml", "mli": "OCaml", "clj": "Clojure", "lua": "Lua", "pl": "Perl",
    "pm": "Perl", "r": "R", "jl": "Julia", "zig": "Zig", "nim": "Nim", "cr": "Crystal", "v": "Verilog",
    "vhd": "VHDL", "sql": "SQL", "sh": "Shell", "bash": "Shell", "zsh": "Shell", "ps1": "PowerShell", "tf": "Terraform",
    "nix": "Nix", "html": "HTML", "css": "CSS", "scss": "SCSS", "vue": "Vue", "svelte": "Svelte", "tex": "TeX",
    "f90": "Fortran", "f": "Fortran", "cob": "COBOL", "cbl": "COBOL", "ada": "Ada", "adb": "Ada", "proto": "Protocol Buffers",
    "graphql": "GraphQL", "cmake": "CMake", "asm": "Assembly", "sol": "Solidity", "cu": "CUDA", "tcl": "Tcl",
    "elm": "Elm", "purs": "PureScript", "rkt": "Racket", "lisp": "Common Lisp", "el": "Emacs Lisp", "md": "Markdown",
    "rst": "reStructuredText", "adoc": "AsciiDoc",
}  # fmt: skip
"""Extension (lower case, no dot) to the language's usual name."""

NAMES = {
    "dockerfile": "Docker", "containerfile": "Docker", "makefile": "Make", "gnumakefile": "Make", "cmakelists.txt": "CMake",
    "jenkinsfile": "Jenkins", "rakefile": "Ruby", "gemfile": "Ruby", "vagrantfile": "Ruby",
}  # fmt: skip
"""Whole file name (lower case) to the skill it shows."""
