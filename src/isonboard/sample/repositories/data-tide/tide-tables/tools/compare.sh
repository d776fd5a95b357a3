#!/bin/sh
# Compares every computed table with the expected one; says all differences before it fails.
set -eu
failed=0
count=0
for wanted in expected/*.txt; do
    count=$((count + 1))
    if ! diff -u "$wanted" "build/$(basename "$wanted")"; then
        echo "$wanted differs" >&2
        failed=1
    fi
done
[ "$failed" -eq 0 ] && echo "$count stations agree"
exit "$failed"
