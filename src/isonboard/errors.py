"""The one error family: what happened, to which source or project, and what to do next.

    IsonboardError                  exit  what it means
    ├── UsageError                   2    the command's words are wrong
    │   ├── AmbiguousNameError       2    a name fits several projects (the candidates are listed)
    │   └── ConfigError              2    a configuration file cannot be read or says something impossible
    ├── NotFoundError                1    nothing by that name, or nothing found
    ├── RefusedError                 1    foreign input that we will not act on (an address, a path, a branch)
    ├── SourceError                  3    a source or the network failed; the other sources go on
    │   ├── UnreachableError         3    no connection, name not found, cut, timed out
    │   ├── CertificateError         3    the server's certificate is not trusted, expired or for another host
    │   ├── ProxyRefusedError        3    the proxy asks for a (correct) password
    │   ├── CredentialsError         3    the host refuses our credentials, or asks for some
    │   ├── RateLimitedError         3    the host asks us to wait longer than we are willing to
    │   └── BadAnswerError           3    the answer is not what the system's description promises
    ├── StorageError                 3    the disk is full, read-only or damaged
    │   └── NotKeptError             3    what is known stays, but nothing new can be kept just now
    ├── GitError                     3    git failed or is missing
    ├── SetupError                   1    a set-up step failed, or the checkout is not ready
    ├── ConsentError                 4    something would run that the engineer has not agreed to
    └── InterruptedByUserError     130    the engineer stopped it

Every message is one sentence for a person; `hint` says what to do next. No message holds a secret:
whoever raises redacts first.
"""

from typing import ClassVar

_JOINERS = "\u200c\u200d"  # Persian words and families of emoji are written with them


def _shown(words: str) -> str:
    """The words without what a terminal would act on: they may quote a file, a path or another program's error."""
    if words.isprintable():
        return words
    from unicodedata import category

    return "".join(
        sign if sign.isprintable() or sign == "\n" or sign in _JOINERS or category(sign) == "Zs" else "�"
        for sign in words
    )


class IsonboardError(Exception):
    """What happened (`str(error)`), to whom (`subject`) and what to do next (`hint`)."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, subject: str = "", hint: str = "") -> None:
        super().__init__(_shown(message))
        self.message = _shown(message)
        self.subject = _shown(subject)
        self.hint = _shown(hint)

    def __str__(self) -> str:
        return self.message

    @property
    def sentence(self) -> str:
        """Subject, message and hint as one line for stderr or a status line."""
        head = f"{self.subject}: {self.message}" if self.subject else self.message
        return f"{head.rstrip('.')}. {self.hint}".rstrip() if self.hint else head


class UsageError(IsonboardError):
    exit_code = 2


class AmbiguousNameError(UsageError):
    """A name fits several projects.

    `candidates` are their ids, best first.
    """

    def __init__(self, name: str, candidates: tuple[str, ...]) -> None:
        listed = ", ".join(candidates[:8]) + (" …" if len(candidates) > 8 else "")
        super().__init__(f"“{name}” fits {len(candidates)} projects: {listed}", hint="Give the whole id.")
        self.candidates = candidates


class ConfigError(UsageError):
    pass


class NotFoundError(IsonboardError):
    pass


class RefusedError(IsonboardError):
    pass


class SourceError(IsonboardError):
    exit_code = 3


class UnreachableError(SourceError):
    pass


class CertificateError(SourceError):
    pass


class ProxyRefusedError(SourceError):
    pass


class CredentialsError(SourceError):
    pass


class RateLimitedError(SourceError):
    """The host asks for a pause.

    `retry_after` is in seconds, counted from when the error was raised.
    """

    def __init__(self, message: str, *, retry_after: float, subject: str = "", hint: str = "") -> None:
        super().__init__(message, subject=subject, hint=hint)
        self.retry_after = retry_after


class BadAnswerError(SourceError):
    pass


class StorageError(IsonboardError):
    exit_code = 3


class NotKeptError(StorageError):
    pass


class GitError(IsonboardError):
    exit_code = 3


class SetupError(IsonboardError):
    pass


class ConsentError(IsonboardError):
    exit_code = 4


class InterruptedByUserError(IsonboardError):
    exit_code = 130
