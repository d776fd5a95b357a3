# Release notes from commit subjects on standard input, one a line.

release_notes() {
    awk -v version="$1" '
        function add(part, line) { notes[part] = notes[part] "- " toupper(substr(line, 1, 1)) substr(line, 2) "\n" }
        /^feat(\([^)]*\))?!?: / { sub(/^[^:]*: /, ""); add("new", $0); next }
        /^fix(\([^)]*\))?!?: /  { sub(/^[^:]*: /, ""); add("fixed", $0); next }
        END {
            printf "## %s\n", version
            if (notes["new"] != "") printf "\n### New\n%s", notes["new"]
            if (notes["fixed"] != "") printf "\n### Fixed\n%s", notes["fixed"]
            if (notes["new"] notes["fixed"] == "") print "\nNothing that users notice."
        }'
}
