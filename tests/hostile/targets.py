"""The one table of everything that reads what others wrote: a name, a function that takes bytes, and good examples.

A target may end in a value or in one of our own errors with a sentence that can be shown, within `limits.PARSE_SECONDS`
and `limits.PARSE_BYTES`. The same table is used by a short hypothesis run (`test_hostile_targets.py`), a bounded
coverage-guided run in `.ci/run` and long ones by hand (`make fuzz TARGET=NAME SECONDS=600`).
"""

from collections.abc import Callable
from typing import NamedTuple

import answering
import reading
from mutations import as_json


class Target(NamedTuple):
    """`run` takes bytes; `examples` are good or interesting inputs to begin with."""

    run: Callable[[bytes], None]
    examples: tuple[bytes, ...] = ()
    most: int = 4_096
    """Bytes a fuzzer tries at most: choices need few, texts more."""


_CHOICES = (b"", bytes(range(64)), b"\x02\x00\x03\x01\x06\x04" * 12, b"\x05\xff\x10\x20" * 16)
_CONFIG = b"""[screen]
theme = "dark"
[screen.keys]
favourite = "f"
[workspace]
path = "~/work"
[network]
proxy = "http://proxy:3128"
[labels]
beginner = ["starter"]
[sources.portal]
kind = "portal"
url = "https://a.test/repos.json"
"""
_NOTEBOOK = b"""version = 1
[[favourite]]
id = "github.com/acme/pay"
name = "pay"
note = "n"
tags = ["a"]
added_at = 2026-01-01T00:00:00Z
[[journey]]
id = "github.com/acme/pay"
[journey.reached]
noticed = 2026-01-01T00:00:00+02:00
[[skills]]
name = "Go"
level = "good"
[[identities]]
host = "github.com"
login = "ada"
"""
_TOML = (
    b"a = " + b"9" * 5_000,
    b"a=" + b"[" * 5_000,
    b"a" + b".a" * 3_000 + b" = 1",
    b"a = 0001-01-01T00:00:00+23:59",
    b'a = "\\u0000~"',
    b"\xff",
)
"""What TOML can do to its reader."""
_STARTER = b"""[company]
name = "Halden"
help = "#help"
principles = "https://wiki.test/x"
[network]
proxy = "http://proxy:3128"
[labels]
beginner = ["starter"]
[workspace]
path = "~/work"
[sources.portal]
kind = "portal"
url = "https://a.test/repos.json"
"""
_MARKDOWN = b"""---
a: b
---
# Pay

> quote [a](http://b.test "t") ![i](x.png)

Run `make test`. **Maintainers**: @ada, ada@acme.test

```sh
$ make setup
```

| a | b |
|---|---|
| 1 | 2 |

- [ ] sign the CLA
1. Signed-off-by

<details><summary>x</summary></details>

[r]: http://c.test
"""
_RST = b"""Pay
===

.. code-block:: sh

   make test

`link <http://a.test>`_ and ``code``

.. list-table::

   * - a
     - b

Options::

    make lint
"""
_ADOC = b"""= Pay
:toc:

== Build

[source,sh]
----
make test
----

|===
|a |b
|===

https://a.test[link] and `code`
"""
_GIT = (
    b"100644 blob 0123456789abcdef0123456789abcdef01234567      12\tREADME.md\x00160000 commit 0123456789abcdef0123456789abcdef01234567       -\tsub\x00",
    b"1 .M N... 100644 100644 100644 01 02 README.md\x002 R. N... 100644 100644 100644 01 02 R100 new\x00old\x00? x\x00",
    b"# branch.oid 0123\n# branch.head main\n# branch.upstream origin/main\n# branch.ab +1 -2\n",
    b"submodule.a.path\nsub\x00submodule.a.url\n../x.git\x00remote.origin.url\nhttps://a.test/x\x00",
    b"0123456789abcdef0123456789abcdef01234567 blob 5\nhello\n1760000000\n1760000001\n?0123\n",
    b"Receiving objects:  50% (5/10), 1.2 MiB | 3.4 MiB/s\rremote: Counting objects: 100% (9/9), done.",
    b"fatal: unable to access 'https://a.test/': Could not resolve host: a.test",
)

TARGETS: dict[str, Target] = {
    # servers
    "portal": Target(answering.portal, (as_json([answering.PORTAL_ENTRY]), b'{"repos": [{"name": "a"}]}', b"<html>", b"[]", b"[" * 3_000, b"[{\xa5}]")),
    "portal fields": Target(answering.portal_fields, _CHOICES, 256),
    **{name: Target(answering.server(name), _CHOICES, 512) for name in answering.PARTIES},
    "added address": Target(
        answering.recognised, (b"https://gitlab.test/acme\n", b"git@gitlab.test:acme/pay.git\n\x01\x02", b"a.test/x", b"//[::1"), 1_024
    ),
    # settings and the engineer's own files
    "config.toml": Target(reading.configuration, (_CONFIG, *_TOML)),
    "notebook": Target(reading.notebook, (_NOTEBOOK, *_TOML)),
    "imported favourites": Target(reading.imported_favourites, (_NOTEBOOK, *_TOML, b'[{"id": "a.b/c/d", "name": "d"}]', b'{"favourites": [1]}')),
    "starter file": Target(reading.starter_file, (_STARTER, *_TOML)),
    "query": Target(reading.query, (b'pay lang:go "the ferry" -web topic:x has:issues is:favourite', b"owner:acme ledgr"), 600),
    # what repositories hold
    "README.md": Target(reading.documents("README.md"), (_MARKDOWN,)),
    "CONTRIBUTING.rst": Target(reading.documents("CONTRIBUTING.rst"), (_RST,)),
    "CONTRIBUTING.adoc": Target(reading.documents("CONTRIBUTING.adoc"), (_ADOC,)),
    "CODEOWNERS": Target(reading.documents(".github/CODEOWNERS"), (b"* @ada\n/docs/** docs@acme.test @acme/docs # x\n[Section][2] @bo\n",)),
    "issue template": Target(
        reading.documents(".github/ISSUE_TEMPLATE/bug.yml"), (b"name: Bug\nbody:\n- type: textarea\n  id: what\n  attributes: {label: x}\n",)
    ),
    "manifest": Target(
        reading.manifest, tuple(bytes([at]) + reading.MANIFESTS[name].encode() for at, name in enumerate(sorted(reading.MANIFESTS)))
    ),
    "mixed manifests": Target(reading.mixed_manifests, _CHOICES, 256),
    "issues.json": Target(reading.issues_file, (as_json([reading.ISSUE]),)),
    "issue fields": Target(reading.issue_fields, _CHOICES, 256),
    # other programs
    "git output": Target(reading.git_output, _GIT),
    "child output": Target(
        reading.child_output, (b'{"type":"progress","stage":"x","done":1,"total":2}', b'{"type":"log","text":"x"}', b"v1.2.3 >=1, <2 || ^3", b"\x1b[31mred")
    ),
    # what we keep ourselves
    "database": Target(reading.database, _CHOICES, 256),
    "search index": Target(reading.index_file, _CHOICES, 128),
    "kept pages": Target(reading.kept_pages, (b'{"version": 2, "total": 1, "rows": []}', b'{"consents": []}')),
    # the gates
    "gates": Target(reading.gates, (b"https://user@a.test:8443/b/c.git", b"\x1b]0;x\x07 \xe2\x80\xae", b"git@a.test:b/c", b"120", b"Fri, 20 Nov 2026 10:00:00 GMT")),
}  # fmt: skip


def warm(target: Target) -> None:
    """Run the examples once: what is imported on first use is then imported (and, in a fuzzer, instrumented)."""
    for example in target.examples or (b"",):
        target.run(example)
