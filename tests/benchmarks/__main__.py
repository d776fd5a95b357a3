"""make bench [ARGS="NAME [OPTIONS]"]: the benchmarks, each a program of its own; without a name, what there is.

Figures are ratios to a reference taken in the same run; they are quoted in FIGURES.md with how they came about.
"""

import ast
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(words: list[str]) -> int:
    programs = {
        path.stem: path
        for path in sorted(HERE.glob("*.py"))
        if 'if __name__ == "__main__"' in path.read_text()
    }
    programs.pop(Path(__file__).stem, None)
    if not words:
        for name, path in programs.items():
            print(f"  {name:<20} {(ast.get_docstring(ast.parse(path.read_text())) or '').splitlines()[0]}")
        print('Run one with: make bench ARGS="NAME [OPTIONS]"')
        return 0
    if words[0] not in programs:
        print(f"There is no benchmark {words[0]!r}; there are {', '.join(programs)}.", file=sys.stderr)
        return 2
    return subprocess.run([sys.executable, str(programs[words[0]]), *words[1:]], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
