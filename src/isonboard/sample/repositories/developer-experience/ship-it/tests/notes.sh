#!/bin/sh
set -eu
said=$(printf 'feat: print the tide\nchore: tidy\nfix(gate): open on time\n' | bin/ship-it notes 1.5.0)
wanted='## 1.5.0

### New
- Print the tide

### Fixed
- Open on time'
[ "$said" = "$wanted" ] || { printf 'expected:\n%s\ngot:\n%s\n' "$wanted" "$said" >&2; exit 1; }

said=$(printf 'chore: tidy\n' | bin/ship-it notes 1.5.1)
[ "$said" = '## 1.5.1

Nothing that users notice.' ] || { echo "got: $said" >&2; exit 1; }
