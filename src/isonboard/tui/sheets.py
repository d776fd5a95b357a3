"""Where the style sheets are: inside the package in a wheel, at the top of the tree in a checkout."""

from pathlib import Path

_HERE = Path(__file__).resolve().parents[1]
STYLES = next(
    (place for place in (_HERE / "styles", _HERE.parents[1] / "styles") if (place / "tokens.tcss").is_file()),
    _HERE / "styles",
)


def sheets(*names: str) -> list[str | Path]:
    """The paths of these sheets, for a `CSS_PATH`."""
    return [STYLES / f"{name}.tcss" for name in names]
