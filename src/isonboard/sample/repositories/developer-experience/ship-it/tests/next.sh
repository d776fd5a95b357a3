#!/bin/sh
set -eu
expect() {
    said=$(bin/ship-it next "$1" "$2")
    [ "$said" = "$3" ] || { echo "next $1 $2: expected $3, got $said" >&2; exit 1; }
}
expect 1.4.2 patch 1.4.3
expect 1.4.2 minor 1.5.0
expect 1.4.2 major 2.0.0
expect 0.9.9 minor 0.10.0
for wrong in 1.4 1.4.x v1.4.2 1.4.2.1 .1.2 ''; do
    if bin/ship-it next "$wrong" patch 2> /dev/null; then
        echo "'$wrong' was taken for a version" >&2
        exit 1
    fi
done
