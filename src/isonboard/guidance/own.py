"""What is the project's own: its names, its clones, its packages. Installing or starting the product is its user's part."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from isonboard.guidance.blocks import BlockKind
from isonboard.guidance.markup import Section
from isonboard.guidance.pages import Page
from isonboard.guidance.stations import bare
from isonboard.model.guidance import DocumentKind
from isonboard.model.project import Project

_PACKAGED = re.compile(r"^(?:py\d*|python\d?|node|ruby|golang|perl|rust|php|lib)-")
"""How distributions call the package of a library."""
_AMOUNT = re.compile(r"(?<=.)[@\[=<>~!].*$")
"""Version and extras after a package's name."""


class Own(NamedTuple):
    """Under which names users install the product, and who owns its repository (empty where nothing says it)."""

    names: frozenset[str]
    owner: str = ""

    def is_name(self, word: str) -> bool:
        """Whether a word is one of the names, however it joins its parts."""
        return word.casefold().replace("_", "-") in self.names

    def starts(self, command: str) -> bool:
        """Whether it starts the product by its name, or its package (`python -m tool`)."""
        return self.is_name(bare(command).split(" ")[0])

    def installs(self, command: str) -> bool:
        """Whether it installs the product by name, from wherever packages come; not what it is built with."""
        if "build-dep" in command or "builddep" in command:
            return False
        words = {_AMOUNT.sub("", word).casefold() for word in command.split()[2:]}
        words |= {word.rpartition("/")[2] for word in words}
        words |= {_PACKAGED.sub("", word) for word in words}
        parts = {
            part.removesuffix(".git")
            for word in words
            if word.count("/") > 1 and ("://" not in word or "archive" in word or word.startswith("git+"))
            for part in word.split("/")
        }
        return bool((words | parts) & self.names)

    def clones(self, command: str) -> bool:
        """Whether a `git clone` clones the project, or somebody's fork of it."""
        return _cloned(command)[1] in self.names

    def clones_a_part(self, command: str) -> bool:
        """Whether a `git clone` clones what bears the project's name (`tool-testdata`)."""
        name = _cloned(command)[1]
        return any(name.startswith((f"{own}-", f"{own}_", f"{own}.")) for own in self.names)

    def is_fork(self, command: str) -> bool:
        """Whether a `git clone` clones the project from an owner who is not its own."""
        owner, name = _cloned(command)
        return bool(self.owner and owner) and name in self.names and owner != self.owner

    def cloned_in(self, section: Section, *, forks: bool = True) -> bool:
        """Whether a section shows how to clone the project; without `forks` from its owner."""
        return any(
            self.clones(command) and (forks or not self.is_fork(command)) for command in _clones_of(section)
        )


def _clones_of(section: Section) -> Iterable[str]:
    for block in section.blocks:
        if block.kind is not BlockKind.HEADING:
            for line in block.lines:
                if "git clone" in line:
                    yield line[line.index("git clone") :]


def _cloned(command: str) -> tuple[str, str]:
    """Owner and name of what a `git clone` clones, folded; empty where it names no address."""
    address = next((word for word in command.split()[2:] if "/" in word or ":" in word), "")
    parts = re.split(r"[/:]", address.strip("'\"").rstrip("/").removesuffix(".git").casefold())
    return (parts[-2], parts[-1]) if len(parts) > 1 else ("", parts[-1])


REPOSITORY = re.compile(r"https?://(?:github|gitlab|codeberg|gitea)[\w.-]*/([\w.-]{1,80}/[\w.-]{1,80})")


def own_repository(pages: Sequence[Page], project: Project | None) -> str | None:
    """`owner/name` of the project, folded: as the catalog knows it, else the one that the documents link most."""
    if project and "/" in project.full_name:
        return project.full_name.casefold()
    called = project.name.casefold() if project else ""
    counts: dict[str, int] = {}
    for page in pages:
        if page.kind in (DocumentKind.LICENSE, DocumentKind.CODE_OF_CONDUCT):
            continue
        for match in REPOSITORY.finditer(page.document.text[:200_000]):
            name = match[1].casefold().removesuffix(".git")
            counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda name: (len(called) > 2 and called in name, counts[name]), default=None)


def own_of(pages: Sequence[Page], project: Project | None) -> Own:
    """What the catalog, the documents' titles and their links call the project."""
    names: set[str] = set()
    if project:
        names.update((project.name, project.full_name.rpartition("/")[2], project.title or ""))
        names.update(package.partition(":")[2] for package in project.packages)
    owner, _, name = (own_repository(pages, project) or "").rpartition("/")
    names.add(name)
    for page in pages:
        if page.kind is DocumentKind.README:
            titles = [section.title for section in page.sections[:3] if section.level <= 1]
            names.update(title.split(" ")[0].strip(":,") for title in titles[:1] if title)
        if page.kind is DocumentKind.CONTRIBUTING:
            for section in page.sections[:2]:
                if match := re.match(
                    r"(?:how to )?contribut(?:e|ing) to (?:the )?(\S{2,40})$", section.title, re.IGNORECASE
                ):
                    names.add(match[1])
    return Own(
        frozenset(name.casefold() for name in names if len(name) > 1), owner.rpartition("/")[2].casefold()
    )
