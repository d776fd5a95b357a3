"""Which licence a text is, by the words that each one's own title page has (SPDX names)."""

import re

_SIGNS = (
    (r"apache license\s+version 2\.0", "Apache-2.0"),
    (r"gnu affero general public license\s+version 3", "AGPL-3.0"),
    (r"gnu lesser general public license\s+version 3", "LGPL-3.0"),
    (r"gnu lesser general public license\s+version 2\.1", "LGPL-2.1"),
    (r"gnu general public license\s+version 3", "GPL-3.0"),
    (r"gnu general public license\s+version 2", "GPL-2.0"),
    (r"mozilla public license,?\s+version 2\.0", "MPL-2.0"),
    (r"eclipse public license - v 2\.0", "EPL-2.0"),
    (r"european union public licen[cs]e v\. ?1\.2", "EUPL-1.2"),
    (r"boost software license - version 1\.0", "BSL-1.0"),
    (r"creative commons attribution 4\.0", "CC-BY-4.0"),
    (r"cc0 1\.0 universal", "CC0-1.0"),
    (r"permission is hereby granted, free of charge, to any person obtaining a copy", "MIT"),
    (r"permission to use, copy, modify, and/or distribute this software", "ISC"),
    (r"neither the name of .{0,200}redistribution|neither the name of", "BSD-3-Clause"),
    (r"redistribution and use in source and binary forms", "BSD-2-Clause"),
    (r"this is free and unencumbered software released into the public domain", "Unlicense"),
    (r"innersource licen[cs]e", "InnerSource License"),
)


def license_of(licence: str) -> str | None:
    """The SPDX name of a licence text, None where it is none of the usual ones."""
    words = re.sub(r"\s+", " ", licence[:20_000].casefold())
    return next((name for sign, name in _SIGNS if re.search(sign.replace(r"\s+", " "), words)), None)
