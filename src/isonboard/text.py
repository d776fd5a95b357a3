"""The gate for foreign text that is displayed: cleaned once, when it enters, and safe from then on.

What is *acted on* (addresses, paths, branch names) is never cleaned into something else: `address.py`
validates or refuses it.

What is removed: terminal escape sequences whole (CSI, OSC and the other string types, ECMA-48 sections 5.3,
5.6, 8.3), the remaining C0 and C1 controls, Unicode bidirectional controls (UAX #9), invisible and
"tag" characters, lone surrogates and private-use noncharacters. What is kept: every letter of every script,
combining marks (at most a few in a row), emoji with their joiners.
"""

import re

from isonboard import limits

LINE_LIMIT = limits.LINE_LETTERS
BLOCK_LIMIT = limits.BLOCK_LETTERS
_MARKS_IN_A_ROW = limits.MARKS_IN_A_ROW

_ESCAPES = re.compile(
    "(?:\x1b[\\[]|\x9b)[0-?]*[ -/]*[@-~]?"  # CSI
    "|(?:\x1b[\\]PX^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\\\|\x9c)?"  # OSC DCS SOS PM APC
    "|\x1b[ -/]*[0-~]?"  # two-character escapes
)
_INVISIBLE = (
    "\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_NOT_IN_LINE = re.compile(f"[\x00-\x1f\x7f-\x9f{_INVISIBLE}]")
_NOT_IN_BLOCK = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_INVISIBLE}]")
_SPACES = re.compile(r"\s+")
_JOINER = "\u200d"
# where a pile of marks can be: no letter is in one
_PILE = re.compile(rf"[^\w\s\x00-\x7f]{{{_MARKS_IN_A_ROW + 1},}}")


def line(text: object, limit: int = LINE_LIMIT) -> str:
    """One line of foreign text, safe to show: no controls, runs of white space folded, at most `limit` long."""
    if not isinstance(text, str):
        return "" if text is None else line(str(text), limit)
    if len(text) <= limit and text.isascii() and text.isprintable() and "  " not in text:  # nearly all
        return text.strip()
    text = text[: limit * 4]
    if not (text.isascii() and text.isprintable()):
        text = _ESCAPES.sub("", text)
        text = _SPACES.sub(" ", text)
        text = _NOT_IN_LINE.sub("", text)
        text = _PILE.sub(_fewer_marks, text)
        text = _SPACES.sub(" ", text)
    elif "  " in text:
        text = _SPACES.sub(" ", text)
    text = text.strip()
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def block(text: object, limit: int = BLOCK_LIMIT) -> str:
    """Several lines of foreign text: as `line`, but line feeds and tabs stay and CRLF becomes a line feed."""
    if not isinstance(text, str):
        return "" if text is None else block(str(text), limit)
    if len(text) > limit:
        text = text[:limit] + "\n… (cut here: the document is longer than isonboard shows)\n"
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n\n")
    text = _ESCAPES.sub("", text)
    text = _NOT_IN_BLOCK.sub("", text)
    return text if text.isascii() else _PILE.sub(_fewer_marks, text)


def typed(text: str) -> str:
    """What was typed or pasted into a field: what cannot be shown is left out, every space stays."""
    if text.isascii() and text.isprintable():
        return text
    return _PILE.sub(_fewer_marks, _NOT_IN_LINE.sub("", _ESCAPES.sub("", text)))


def _fewer_marks(pile: re.Match[str]) -> str:
    """At most a few in a row of what draws over the letter before it, emoji joiners and selectors among them."""
    from unicodedata import category

    kept: list[str] = []
    row = 0
    for character in pile[0]:
        row = row + 1 if character == _JOINER or category(character) in ("Mn", "Me") else 0
        if row <= _MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)


def decoded(data: bytes) -> str:
    """Bytes of a foreign text file as text: UTF-8 with or without a mark, UTF-16 with one, else Latin-1."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


_KEY = r"pass(?:word|wd|phrase)|pwd|secret|token|api[_-]?key|access[_-]?key|signature|credential"
_HEADER = r"(?:proxy-)?authorization|[a-z-]{0,20}-token|x-[a-z-]{0,20}key|(?:set-)?cookie"
_SCHEME = r"bearer|basic|token|digest|negotiate|ntlm|api-?key"
_SECRETS = (  # compiled by its first use: most starts redact nothing
    # the second: a password with a slash in it; a port is none
    r"(?<=://)(?:[^/\s@:'\"<>]+(?=@)|[^/\s@:'\"<>]*:(?!\d{1,5}(?:[/?#]|$))[^\s'\"<>]{0,300}(?=@))"
    rf"|(?i:\b(?:{_HEADER})['\"]?\s*[:=]\s*['\"]?(?:(?:{_SCHEME})\s+)?)[^\s'\"]+(?:(?<=;)[ ][^\s'\"]+)*"
    r"|\b(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{20,}|xox[abps]-[\w-]{10,}|A[KS]IA[A-Z0-9]{16}"
    # docs.gitlab.com "Token overview"; Atlassian: API tokens of the cloud, Bitbucket's two
    r"|gl(?:pat|ptt|dt|rtr?|cbt|ft|imt|soat|agent|oas|ffct|wt)-[\w.-]{10,}"
    r"|(?:AT[ACS]TT|ATBB|BBDC-|npm_)[\w+/=-]{10,}|eyJ[\w-]{8,400}\.eyJ[\w-]+(?:\.[\w-]*)?)"
    rf"|(?i:(?<=[?&])(?:[\w-]{{0,40}}(?:{_KEY})|sig|code)=)[^&\s'\"#]+"
    rf"|(?i:(?:{_KEY})(?:['\"]\s{{0,3}}:\s{{0,3}}['\"]|['\"]?\s{{0,3}}=\s{{0,3}}['\"]?))[^\s'\"]+"
)


def redacted(text: str) -> str:
    """`text` with everything that looks like a credential replaced by “***”: for logs, errors and the screen."""
    return re.sub(_SECRETS, "***", text)
