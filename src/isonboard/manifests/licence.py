"""Which licence a text is (SPDX names): by how it begins and how it is built, not by a name somewhere in it.

A wrong licence stated as a fact is worse than none. So the first licence named must open the text, with nothing before
it but a title, who holds the copyright and where; a second licence that the first one's own words do not mention, terms
of somebody's own before or behind it, or a text that is none of the usual ones make it unknown: then one reads it.
"""

import re
from typing import NamedTuple

_READ = 300_000
"""Letters: the longest of the usual texts has 36,000; what stands behind it is asked for other licences."""
_OPENING = 40
"""Words before a licence that are no copyright lines: a title, a sentence of introduction."""
_CLOSING = 80
"""Words behind a short licence: a link, a thank-you, how to reach somebody."""


class _Licence(NamedTuple):
    name: str
    sign: re.Pattern[str]
    """Its title or the first words of its terms."""
    end: re.Pattern[str] | None = None
    """The last words of a short one: what follows are terms of somebody's own."""
    mentions: tuple[str, ...] = ()
    """Other licences that its own text names."""


def _licence(name: str, sign: str, end: str = "", mentions: tuple[str, ...] = ()) -> _Licence:
    return _Licence(name, re.compile(sign), re.compile(end) if end else None, mentions)


_AS_IS = r"dealings in (?:the|this) software|use or performance of this software|possibility of such damages?"
_GNU = ("AGPL-3.0", "LGPL-3.0", "LGPL-2.1", "GPL-3.0", "GPL-2.0")
_V = r",? \(?(?:either )?(?:version|v\.?) ?"
_LICENCES = (
    _licence("Apache-2.0", rf"apache license{_V}2(?:\.0)?\b|apache software license{_V}2(?:\.0)?\b|apache-2\.0 license"),
    _licence("AGPL-3.0", rf"gnu affero general public license{_V}3", mentions=("GPL-3.0",)),
    _licence("LGPL-3.0", rf"gnu lesser general public license{_V}3", mentions=("GPL-3.0",)),
    _licence("LGPL-2.1", rf"gnu lesser general public license{_V}2\.1", mentions=("GPL-2.0",)),
    _licence("GPL-3.0", rf"gnu general public license{_V}3", mentions=("AGPL-3.0", "LGPL-3.0")),
    _licence("GPL-2.0", rf"gnu general public license{_V}2\b", mentions=("LGPL-2.1",)),
    _licence("MPL-2.0", rf"mozilla public license{_V}2\.0", mentions=_GNU),
    _licence("EPL-2.0", r"eclipse public license - v ?2\.0", mentions=_GNU),
    _licence("EUPL-1.2", r"european union public licen[cs]e v\. ?1\.2", mentions=(*_GNU, "MPL-2.0", "EPL-2.0", "CC-BY-4.0")),
    _licence("BUSL-1.1", r"business source license 1\.1", mentions=(*_GNU, "Apache-2.0", "MPL-2.0")),
    _licence("SSPL-1.0", r"server side public license", mentions=_GNU),
    _licence("Elastic-2.0", r"elastic license 2\.0"),
    _licence("BSL-1.0", r"boost software license - version 1\.0", _AS_IS),
    _licence("CC-BY-4.0", r"creative commons attribution 4\.0|\bcc[- ]by[- ]4\.0"),
    _licence("CC0-1.0", r"cc0 1\.0 universal|creative commons legal code cc0"),
    _licence("MIT", r"permission is hereby granted, free of charge, to any person obtaining a copy", _AS_IS),
    _licence("ISC", r"permission to use, copy, modify,? and(?:/or)? distribute this software(?: and its documentation)? for any purpose", _AS_IS),
    _licence("BSD-2-Clause", r"redistributions? and use in source and binary forms", _AS_IS),
    _licence("Unlicense", r"this is free and unencumbered software released into the public domain", r"unlicense\.org/?>?|dealings in the software"),
    _licence("Zlib", r"this software is provided ['‘]as-is['’], without any express or implied", r"altered from any source distribution"),
    _licence("InnerSource License", r"innersource licen[cs]e"),
)  # fmt: skip

_VARIANTS: dict[str, tuple[tuple[str, str | None], ...]] = {
    "MIT": (
        (r"for good, not evil", "JSON"),
        (r"furnished to do so\.? the software is provided", "MIT-0"),
        (r"in advertising or otherwise", "X11"),
        (r"^(?!.*above copyright notice(?:s|\(s\))? and (?:this|these) permission notices?)", None),
    ),
    "ISC": (
        (r"advertising|supporting documentation", None),
        (r"fee is hereby granted\.? the software is provided", "0BSD"),
        (r"^(?!.*above copyright notice(?:s|\(s\))? and this permission notice)", None),
    ),
    "BSD-2-Clause": (
        (r"all advertising materials mentioning", "BSD-4-Clause"),
        (r"no express or implied licenses to any party's patent rights", "BSD-3-Clause-Clear"),
        (r"neither the names?\b|used to endorse", "BSD-3-Clause"),
    ),
}
"""What the terms of one opening come to by the words they also hold; the first that fits, None for none of the usual."""
_SHORTEST = 60
"""Words: below this a text only opens a licence that it does not quote whole."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_TERMS = frozenset(
    _WORD.findall(
        "above action advised all an and any appear are arising as associated authors be binary business but by "
        "caused charge claim code conditions connection consequential contract contributors copies copy copyright "
        "damage damages data deal dealings derived direct disclaimed disclaimer disclaims distribute distribution do "
        "documentation endorse even event exemplary express fee files fitness following for form forms free from "
        "furnished goods granted hereby holder holders however if implied in incidental included including indirect "
        "interruption is its kind liability liable limitation limited list loss materials may merchantability merge "
        "met modification modify must name names negligence neither no noninfringement nor not notice obtaining of on "
        "or other otherwise out particular performance permission permit permitted person persons portions "
        "possibility prior procurement products profits promote provided publish purpose redistribution "
        "redistributions regard reproduce restriction resulting retain rights sell services shall so software source "
        "special specific strict subject sublicense substantial substitute such that the theory this to tort tortious "
        "use used warranties warranty way whatsoever whether whom with without written "
    )
)
"""The words of the terms of MIT, ISC and BSD: many others are terms of somebody's own."""
_NAMES = 14
"""Other words in them: the holders' names and what some write otherwise."""

_OWN_TERMS = re.compile(
    r"\b(?:proprietary|confidential|employees?|subsidiar(?:y|ies)|affiliates|internal|no redistribution|non-?commercial"
    r"|commons clause|exceptions?|except|unless|additional (?:terms|permissions?|restrictions|conditions)|third[- ]part(?:y|ies)"
    r"|(?:this|the|following|some|these|certain|other|remaining) (?:files?|parts?|portions|folders?|director(?:y|ies)|components?)"
    r"|(?:file|folder|directory) \S+ (?:is|are)|dual|multi|either of|one of|at your (?:option|choice)|choose|must not|may not|shall|prohibited|forbidden"
    r"|commercial licen[cs]e|trademarks?|all other|vendor(?:ed)?|bundled|embedded|subcomponents)\b"
)
"""Words of somebody's own terms, or of parts that have others."""
_EXCEPTION = re.compile(
    r"\b(?:llvm|runtime(?: library)?|classpath|font|linking|bison|autoconf|gcc) exceptions?\b"
    r"|\bspecial exception(?!, the (?:source code|materials) )|\bexceptions? to the (?:gnu|a?gpl|apache)"
)
"""What changes one of the long licences; their own words know other exceptions."""
_COMMENT = re.compile(r"^[ \t]*(?:#+|//+|/?\*+/?|;+|--+|\.\.|>+|%+|dnl)(?=\s|$)", re.MULTILINE)
_RIGHTS = re.compile(
    r"(?:copyright|\(c\)|©|&copy;)[^\n]*|^[ \t]*(?:and|by)?[^\n]{0,80}<[^<>\s]+@[^<>\s]+>[^\n]*|all rights reserved[^\n]*|https?://\S+",
    re.MULTILINE,
)
_RUN = re.compile(r"\S+")


def _folded(written: str) -> str:
    return " ".join(written.split())


def _has_own_terms(written: str, most: int) -> bool:
    """Whether there is more than a title and who holds the copyright."""
    rest = _RIGHTS.sub(" ", written)
    return bool(_OWN_TERMS.search(_folded(rest))) or len(_WORD.findall(rest)) > most


def license_of(licence: str) -> str | None:
    """The SPDX name of a licence text, None where it is none of the usual ones or more than one."""
    lines = _COMMENT.sub("", licence[:_READ].replace("\r", "").casefold())
    lines = lines.replace("“", '"').replace("”", '"').replace("`", "").replace("*", "")
    words = _folded(lines)
    signs = ((match.start(), one) for one in _LICENCES if (match := one.sign.search(words)))
    found = sorted(signs, key=lambda sign: sign[0])
    if not found:
        return None
    start, first = found[0]
    if any(one.name not in first.mentions for _, one in found[1:]) or _EXCEPTION.search(words):
        return None
    before = _until(lines, start)
    if _has_own_terms(before, _OPENING):
        return None
    terms = words[start:]
    if first.end:
        ends = [match.end() for match in first.end.finditer(terms)]
        if not ends:
            whole = len(_WORD.findall(terms)) >= _SHORTEST or _OWN_TERMS.search(terms)
            return None if whole else first.name
        if _has_own_terms(lines[len(_until(lines, start + ends[-1])) :], _CLOSING):
            return None
        terms = terms[: ends[-1]]
        if first.name in _VARIANTS and len(set(_WORD.findall(terms)) - _TERMS) > _NAMES:
            return None
    return next((name for sign, name in _VARIANTS.get(first.name, ()) if re.search(sign, terms)), first.name)


def _until(lines: str, offset: int) -> str:
    """`lines` up to the letter that is `offset` in its folded form."""
    taken = 0
    for match in _RUN.finditer(lines):
        if taken >= offset:
            return lines[: match.start()]
        taken += len(match.group()) + 1
    return lines
