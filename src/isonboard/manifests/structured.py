"""TOML, JSON (with comments), YAML and XML of a repository as plain values: tolerant, bounded, nothing executed.

What cannot be parsed is an empty value, never an error: a broken manifest must not hide the rest of a project.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar
from xml.etree import ElementTree as ET  # guarded below: no document type, hence no entities

from isonboard import limits, tables

NESTING_LIMIT = limits.NESTING
COMMENTED_LIMIT = limits.COMMENTED_JSON_LETTERS
YAML_LENGTH_LIMIT = limits.YAML_LETTERS
XML_ELEMENT_LIMIT = limits.XML_ELEMENTS

_COMMENTS = re.compile(r'("(?:[^"\\\n]|\\.)*")|//[^\n]*|/\*.{0,2000}?\*/', re.DOTALL)
_TRAILING_COMMA = re.compile(r'("(?:[^"\\\n]|\\.)*")|,(?=\s*[}\]])')


def toml(text: str | None) -> dict[str, Any]:
    """A TOML document as a dictionary."""
    if not text or _is_nested_too_deep(text):
        return {}
    try:
        return tables.parsed(text)
    except ValueError:
        return {}


def json_object(text: str | None) -> dict[str, Any]:
    """A JSON object; comments and trailing commas are accepted (devcontainer.json, deno.jsonc, tsconfig)."""
    if not text or _is_nested_too_deep(text):
        return {}
    for candidate in (text, None):
        try:
            value = json.loads(candidate if candidate is not None else _without_comments(text))
        except (ValueError, RecursionError):
            continue
        return value if isinstance(value, dict) else {}
    return {}


def yaml(text: str | None) -> Any:
    """The first YAML document as plain values (a dictionary, mostly), else None."""
    return next(yaml_documents(text), None)


def yaml_documents(text: str | None) -> Iterator[Any]:
    """Every YAML document of a text as plain values, as far as it can be read."""
    if not text or len(text) > YAML_LENGTH_LIMIT or _is_nested_too_deep(text):
        return
    import yaml as library  # a third of a start-up's time: loaded by those who read YAML

    try:
        yield from library.load_all(text, _text_loader())
    except (library.YAMLError, ValueError, RecursionError, TypeError, AttributeError, OverflowError):
        return


def xml(text: str | None) -> ET.Element | None:
    """The root element with namespaces removed from the names; None where the document declares a type."""
    if not text or "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
        return None
    try:
        root = ET.fromstring(text)  # noqa: S314 - no document type: nothing to expand
    except (ET.ParseError, ValueError):
        return None
    for number, element in enumerate(root.iter()):
        if number >= XML_ELEMENT_LIMIT:
            return None
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return root


def table(value: Any, *keys: str) -> dict[str, Any]:
    """The dictionary at a path of keys, empty where any part is missing or of another type."""
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return dict(value) if isinstance(value, Mapping) else {}


def string(value: Any, *keys: str) -> str:
    """The string at a path of keys, empty where it is missing or something else."""
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value if isinstance(value, str) else ""


def strings(value: Any, *keys: str) -> tuple[str, ...]:
    """The strings of a list at a path of keys; what is not a string is left out."""
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        return ()
    return tuple(item for item in value if isinstance(item, str))


def _without_comments(text: str) -> str:
    bare = _COMMENTS.sub(lambda match: match[1] or " ", text[:COMMENTED_LIMIT])
    return _TRAILING_COMMA.sub(lambda match: match[1] or "", bare)


def _is_nested_too_deep(text: str) -> bool:
    """True where brackets, or YAML markers on one line, nest deeper than NESTING_LIMIT (quotes count too: rare)."""
    depth = 0
    for bracket in re.findall(r"[\[\]{}]", text):
        depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
        if depth > NESTING_LIMIT:
            return True
    return (
        re.search(rf"(?:[-?:][ \t]+){{{NESTING_LIMIT}}}", text) is not None
        or re.search(rf"^ {{{NESTING_LIMIT * 4}}}", text, re.MULTILINE) is not None
    )


def _text_loader() -> type[Any]:
    import yaml as library

    base: type[Any] = getattr(library, "CSafeLoader", library.SafeLoader)

    class TextLoader(base):  # type: ignore[misc]  # the C loader is there or not
        """The safe loader with every scalar as text, and so without merge keys.

        “on:” is a key of every workflow, not a truth value; “3.10” is a version; and merged aliases of aliases
        would grow exponentially while plain aliases only share.
        """

        yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}

    return TextLoader
