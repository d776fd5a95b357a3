# Version numbers: MAJOR.MINOR.PATCH, nothing else.

next_version() {
    case "$1" in
        *[!0-9.]* | *.*.*.* | .* | *. | *..*) echo "$1 is not MAJOR.MINOR.PATCH" >&2; return 1 ;;
        *.*.*) ;;
        *) echo "$1 is not MAJOR.MINOR.PATCH" >&2; return 1 ;;
    esac
    major=${1%%.*}
    rest=${1#*.}
    minor=${rest%%.*}
    patch=${rest#*.}
    case "$2" in
        major) echo "$((major + 1)).0.0" ;;
        minor) echo "$major.$((minor + 1)).0" ;;
        patch) echo "$major.$minor.$((patch + 1))" ;;
        *) echo "$2 is not major, minor or patch" >&2; return 1 ;;
    esac
}
