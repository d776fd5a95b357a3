"""Every ecosystem, one line each; the order is the order of the steps where a folder has several."""

from collections.abc import Callable

from isonboard.workspace.detect import (
    autotools,
    cmake,
    dart,
    deno,
    dotnet,
    elixir,
    erlang,
    go,
    gradle,
    haskell,
    julia,
    make,
    maven,
    meson,
    mill,
    nix,
    node,
    php,
    python,
    r,
    ruby,
    runners,
    rust,
    sbt,
    swift,
    terraform,
    zig,
)
from isonboard.workspace.detect.place import Found, Place

Detector = Callable[[Place], Found | None]

DETECTORS: tuple[Detector, ...] = (
    python.detect,
    go.detect,
    rust.detect,
    maven.detect,
    gradle.detect,
    sbt.detect,
    mill.detect,
    dotnet.detect,
    swift.detect,
    zig.detect,
    cmake.detect,
    meson.detect,
    autotools.detect,
    ruby.detect,
    php.detect,
    elixir.detect,
    erlang.detect,
    haskell.detect,
    dart.detect,
    julia.detect,
    r.detect,
    deno.detect,
    node.detect,
    terraform.detect,
)
FALLBACKS: tuple[Detector, ...] = (make.detect, runners.detect, nix.detect)
"""Looked at only where none of the others knows the folder; the first that has steps is taken."""
