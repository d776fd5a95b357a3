"""The one paragraph of a README that says what a project is."""

import re

_BADGE = re.compile(r"!?\[[^\]]*\]\([^)]*\)|!\[[^\]]*\]\[[^\]]*\]|\[!\[[^\]]*\]\([^)]*\)\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]\[]+)\](?:\([^)]*\)|\[[^\]]*\])")
_TAG = re.compile(r"<[^<>]{0,500}>")
_UNDERLINE = re.compile(r"=+|-{2,}|[~^\"'*+#]{3,}")
_SKIPPED = (
    "#",
    "=",
    "..",
    "|",
    "- ",
    "* ",
    "+ ",
    ">",
    "```",
    ":",
    "//",
    "include::",
    "image::",
    "---",
    "<!--",
    "[!",
)


def description_of(readme: str) -> str:
    """The first paragraph of prose, in plain words; "" where a README starts with none."""
    lines = re.sub(r"<!--.*?-->", "", readme[:20_000], flags=re.DOTALL).splitlines()
    fenced = False
    paragraph: list[str] = []
    for index, line in enumerate(lines):
        said = line.strip()
        if said.startswith(("```", "~~~")):
            fenced = not fenced
        heading = index + 1 < len(lines) and bool(_UNDERLINE.fullmatch(lines[index + 1].strip()))
        prose = (
            ""
            if fenced or heading or _UNDERLINE.fullmatch(said) or said.startswith(_SKIPPED)
            else _plain(said)
        )
        if prose:
            paragraph.append(prose)
        elif (paragraph and not said) or (
            paragraph and (heading or said.startswith(("#", "```", "- ", "* ")))
        ):
            break
    return " ".join(paragraph)


def _plain(line: str) -> str:
    bare = _TAG.sub("", line)
    if not re.sub(r"[\s|·•-]+", "", _BADGE.sub("", bare)):
        return ""  # only badges and links
    bare = _LINK.sub(r"\1", re.sub(r"!\[[^\]]*\]\([^)]*\)", "", bare))
    return re.sub(r"[*_`]{1,3}(\S(?:.*?\S)?)[*_`]{1,3}", r"\1", bare).strip()
