"""A line between us and a child's process group: when it tears, because we were killed, the group is killed too.

A tiny shell stands guard in the group and waits at a pipe whose other end only we hold: so it works wherever there is
a /bin/sh, for grandchildren too, and from the first moment, as the guard is there before the program starts.
(Linux's parent-death signal reaches the child alone: a `git-remote-https` would live on.)
"""

import contextlib
import os
from collections.abc import Sequence

# forked twice: nobody's child, so that a program which waits for all of its children does not wait for the guard
_GUARD = (
    """( {{ trap '' TERM; read -r x && exit; kill -9 0; }} {keeps} </dev/fd/{fd} & ) && exec "$@" {gives}"""
)


class Lifeline:
    """One line for one child, which has to be started in a session of its own, with `fds` passed on."""

    def __init__(self) -> None:
        self._theirs, self._ours = os.pipe()

    @property
    def fds(self) -> tuple[int, ...]:
        return (self._theirs,)

    def tied(self, argv: Sequence[str], *, output: str = "") -> list[str]:
        """`argv` under guard.

        With `output` (`/dev/null`, `&2`) it says there what it would say on its standard output; the pipe that is
        its standard output for us is then the guard's alone, and closes when that is gone.
        """
        keeps, gives = ("2>/dev/null", f">{output}") if output else (">/dev/null 2>&1", "")
        return ["/bin/sh", "-c", _GUARD.format(fd=self._theirs, keeps=keeps, gives=gives), "sh", *argv]

    def started(self) -> None:
        """The child is there (or could not be started): their end is theirs alone."""
        os.close(self._theirs)
        self._theirs = -1

    def release(self) -> None:
        """Nothing needs the guard any more: it goes, and harms nobody who stays, such as a credential daemon."""
        if self._theirs >= 0:
            self.started()
        if self._ours >= 0:
            with contextlib.suppress(OSError):
                os.write(self._ours, b"\n")
        self.tear()

    def tear(self) -> None:
        """The start was broken off: whatever there is of the group goes."""
        if self._theirs >= 0:
            self.started()
        if self._ours >= 0:
            os.close(self._ours)
            self._ours = -1
