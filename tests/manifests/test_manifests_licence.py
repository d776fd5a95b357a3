"""Which licence a text is: its beginning and its terms decide, and none is better than a wrong one."""

import pytest

from isonboard.manifests.licence import license_of

MIT = """MIT License

Copyright (c) 2024 Ann Lee

Permission is hereby granted, free of charge, to any person obtaining a copy of this software, to deal in the Software
without restriction, including the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND. IN NO EVENT SHALL THE AUTHORS BE LIABLE FOR ANY CLAIM
ARISING FROM THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""
BSD = """Copyright 2024, Ann Lee
All rights reserved.

Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
following conditions are met: 1. Redistributions of source code must retain the above copyright notice, this list of
conditions and the following disclaimer. 2. Redistributions in binary form must reproduce them in the documentation.
{clause}
THIS SOFTWARE IS PROVIDED "AS IS". IN NO EVENT SHALL THE COPYRIGHT HOLDER BE LIABLE FOR ANY DAMAGES, EVEN IF ADVISED OF
THE POSSIBILITY OF SUCH DAMAGE.
"""
APACHE = "                 Apache License\n           Version 2.0, January 2004\n\nTERMS AND CONDITIONS"
GPL = (
    "                    GNU GENERAL PUBLIC LICENSE\n                       Version 2, June 1991\n\nPreamble"
)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (APACHE, "Apache-2.0"),
        ("Apache License, Version 2.0\n", "Apache-2.0"),
        ('Copyright 2024 Ann\n\nLicensed under the Apache License, Version 2.0 (the "License")', "Apache-2.0"),
        (MIT, "MIT"),
        (MIT.replace("\n", "\r\n"), "MIT"),
        ("\n".join(f"# {line}" for line in MIT.split("\n")), "MIT"),
        ("# The MIT License\n\n" + MIT + "\n[MIT](https://opensource.org/licenses/MIT)\n", "MIT"),
        ("Permission is hereby granted, free of charge, to any person obtaining a copy", "MIT"),
        (MIT + "\nThe Software shall be used for Good, not Evil.\n", None),
        (BSD.format(clause=""), "BSD-2-Clause"),
        (BSD.format(clause="Neither the name Acme nor the names of contributors may endorse it."), "BSD-3-Clause"),
        (BSD.format(clause="All advertising materials mentioning features must display it."), "BSD-4-Clause"),
        ("GNU AFFERO GENERAL PUBLIC LICENSE\n Version 3", "AGPL-3.0"),
        (GPL + " use the GNU Lesser General Public License, version 2.1, instead", "GPL-2.0"),
        ("This tool is licensed under the GNU General Public License, either version 2 or later.", "GPL-2.0"),
        ("Mozilla Public License Version 2.0\n\nSecondary: the GNU General Public License, Version 2.0", "MPL-2.0"),
        ("Business Source License 1.1\n\nChange License: Apache License, Version 2.0", "BUSL-1.1"),
        ("InnerSource License 1.0", "InnerSource License"),
    ],
)  # fmt: skip
def test_the_beginning_names_the_licence(written, name):
    assert license_of(written) == name


@pytest.mark.parametrize(
    "written",
    [
        "",
        "All rights reserved",
        "ACME Internal License\n\nFor use by ACME employees only. No redistribution.\n\nThird-party parts\n\n"
        + APACHE,
        "This program is proprietary software of ACME GmbH. All rights reserved.\n\nThe file foo.c:\n" + MIT,
        "Licensed under the GNU General Public License, version 2. The file z.c: Boost Software License - Version 1.0.",
        GPL + "\n\nThe folder vendor is under the\n\nApache License\nVersion 2.0",
        GPL + "\n\nAs a special exception, programs built with it may have any licence.",
        APACHE + "\n\n---- LLVM Exceptions to the Apache 2.0 License ----",
        "Either of two licences, as you like.\n\n" + MIT + APACHE,
        "Free for non-commercial use.\n\n" + MIT,
        MIT + "\nWithout limiting other conditions, the right to sell is excluded (Commons Clause).\n",
        MIT + "\nThe folder vendor has terms of its own:\n" + "Whoever takes it pays for it. " * 30,
        BSD.format(clause="The origin of it must stay plain, altered versions be marked, products derived thereof "
                          "never called Tool, fees paid monthly, customers told, servers registered yearly."),
        "The text below applies to guests of the house on weekdays. " * 5 + APACHE,
    ],
)  # fmt: skip
def test_several_licences_or_terms_of_ones_own_name_none(written):
    assert license_of(written) is None
