"""The SAP InnerSource portal's `repos.json`, by address or file, as every public crawler writes it.

Fields and the crawlers' drift: SAP portal docs/CRAWLING.md and docs/LISTING.md, zkoppert/innersource-crawler,
spier/innersource-crawler-ruby, aws-samples/codecommit-crawler-innersource. What they get wrong is read as follows:
ids as numbers or texts, null topics, dates with milliseconds, offsets or as Ruby prints them, counts as "", no
owner, names without a slash, a clone address as `html_url`, `innersource.json` keys beside or inside
`_InnerSourceMetadata`. `language` of the metadata overrides the forge's, as the portal's documentation says (its
code never did). An entry that cannot be read is reported and the others stay.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import msgspec

from isonboard import address, limits, text
from isonboard.errors import BadAnswerError, NotFoundError, UnreachableError
from isonboard.model.project import Project, SourceConfig
from isonboard.sources import fields, innersource_json, languages, repository_url
from isonboard.sources.answer import Answer, decoded
from isonboard.sources.listing import Listing, fingerprint
from isonboard.sources.repository_url import Repository
from isonboard.sources.session import Session

if TYPE_CHECKING:
    from isonboard.sources.transport import Transport

SIZE_LIMIT = limits.PORTAL_BYTES
_BATCH = 500
_WRAPPERS = ("repositories", "repos", "items", "projects")  # objects some crawlers put the list into


class PortalSource(Listing):
    """A `repos.json`."""

    def __init__(self, config: SourceConfig, transport: "Transport") -> None:
        super().__init__(config)
        self._transport = transport

    async def projects(self, watermark: str | None = None) -> AsyncIterator[Sequence[Project]]:
        """Batches of the file's projects; nothing when the file is as `watermark` knew it."""
        self.begin()
        answer = await self._read()
        mark = answer.validator or fingerprint([answer.body])
        if watermark == mark:
            self.watermark, self.complete, self.unchanged = mark, True, True
            return
        entries = _entries(answer)
        self.expected = len(entries)
        if entries and not any(_is_project(entry) for entry in entries[:50]):
            raise answer.unexpected("a list of projects", [])
        batch: list[Project] = []
        seen: set[str] = set()
        for index, raw in enumerate(entries):
            project = self._project(raw, index, answer.url)
            if project is None or project.id in seen:
                continue
            seen.add(project.id)
            batch.append(project)
            if len(batch) >= _BATCH:
                yield batch
                batch = []
                await asyncio.sleep(0)
        if batch:
            yield batch
        self.watermark, self.complete = mark, True

    async def _read(self) -> Answer:
        where = self.config.url
        if where.startswith(("http://", "https://")):
            base, _, path = where.partition("#")[0].partition("?")
            session = Session(self._transport, self.config, base)
            return await session.get(f"?{path}" if path else "", size_limit=SIZE_LIMIT)
        return await asyncio.to_thread(read_file, where, self.config.name)

    def _project(self, raw: msgspec.Raw, index: int, base: str) -> Project | None:
        try:
            entry = msgspec.json.decode(raw)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            entry = None
        project = project_of(entry, self.config.name, base) if isinstance(entry, dict) else None
        if project is None:
            self.notice(
                f"entry {index + 1} has no name and was left out",
                hint="Every entry needs at least “name” or “html_url”.",
            )
        return project


def read_file(where: str, subject: str) -> Answer:
    """A local file as an answer. Raises NotFoundError, UnreachableError, BadAnswerError for one that is too big."""
    path = Path(os.path.expanduser(unquote(urlsplit(where).path) if where.startswith("file://") else where))
    try:
        status = path.stat()
        if status.st_size > SIZE_LIMIT:
            raise BadAnswerError(
                f"{path} is larger than {SIZE_LIMIT // 1024 // 1024} MB",
                subject=subject,
                hint="Check that it is the catalog.",
            )
        with path.open("rb") as stream:
            body = stream.read(SIZE_LIMIT)
    except FileNotFoundError:
        raise NotFoundError(
            f"there is no file {path}", subject=subject, hint="Check url of the source."
        ) from None
    except OSError as error:
        raise UnreachableError(
            f"{path} cannot be read ({error.strerror})", subject=subject, hint="Check who owns it."
        ) from error
    return Answer(url=path.absolute().as_uri(), status=200, headers={}, body=body, subject=subject)


def project_of(entry: Mapping[str, Any], source: str, base: str = "") -> Project | None:
    """One entry as a project, or None where it names none; `base` is where the file came from."""
    metadata = fields.mapping(entry.get("_InnerSourceMetadata"))
    said = innersource_json.stated({**_beside(entry), **metadata})
    repository = _repository(entry)
    name = fields.name(entry.get("name")) or (
        repository.full_name.rpartition("/")[2] if repository else fields.name(entry.get("full_name"))
    )
    if not name:
        return None
    full_name = fields.name(entry.get("full_name"))
    if "/" not in full_name:
        full_name = repository.full_name if repository else full_name or name
    owner = fields.mapping(entry.get("owner"))
    native = fields.name(entry.get("id")) or full_name
    url = address.web_address(entry.get("html_url"))
    branch = fields.name(entry.get("default_branch")) or None
    guidelines = fields.name(metadata.get("guidelines")) or None
    return Project(
        id=(repository.project_id if repository else None) or f"{source}:{native.casefold()}",
        name=name,
        full_name=full_name,
        title=said.title,
        owner=fields.name(owner.get("login")) or full_name.rpartition("/")[0],
        description=text.line(_text(entry.get("description")) or said.description or ""),
        motivation=said.motivation,
        url=repository.url if repository and (url or "").endswith(".git") else url,
        clone_url=repository.clone_url if repository else None,
        ssh_url=_ssh(entry.get("ssh_url")),
        subdirectory=repository.subdirectory if repository else None,
        default_branch=branch,
        forge=_forge(entry, repository),
        language=said.language or languages.usual_name(fields.name(entry.get("language")) or None),
        topics=_topics(said.topics, entry.get("topics")),
        skills=said.skills,
        contributions=said.contributions,
        license=_license(entry.get("license")) or said.license,
        docs_url=said.docs_url,
        logo_url=_logo(said.logo, base),
        guidelines=guidelines,
        base_documents=(guidelines,) if guidelines else None,
        created_at=fields.moment(entry.get("created_at")),
        updated_at=fields.moment(entry.get("updated_at")),
        pushed_at=fields.moment(entry.get("pushed_at")),
        stars=_first_count(entry, "stargazers_count", "watchers_count"),  # GitHub's watchers are its stars
        forks=fields.count(entry.get("forks_count")),
        watchers=fields.count(entry.get("subscribers_count")),
        open_issues=fields.count(entry.get("open_issues_count")),
        participation=fields.weeks(metadata.get("participation")),
        stated_score=fields.number(metadata.get("score")),
        archived=fields.flag(entry.get("archived")),
        visibility=_visibility(entry),
        contacts=said.contacts,
        listed_by=(source,) if source else (),
    )


def _entries(answer: Answer) -> list[msgspec.Raw]:
    """The list's entries, each still as bytes, so that one bad entry costs nothing but itself."""
    body = answer.body.removeprefix(b"\xef\xbb\xbf")
    try:
        listed: list[msgspec.Raw] = decoded(body, list[msgspec.Raw])
        return listed
    except (msgspec.DecodeError, RecursionError):
        pass
    value = answer.json()  # raises with the sentence for what is no JSON
    if isinstance(value, dict):
        for key in _WRAPPERS:
            if isinstance(value.get(key), list):
                return [msgspec.Raw(msgspec.json.encode(entry)) for entry in value[key]]
    raise answer.unexpected("a list of projects", value)


def _is_project(raw: msgspec.Raw) -> bool:
    try:
        entry = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return False
    return isinstance(entry, dict) and bool(entry.keys() & {"name", "full_name", "html_url", "clone_url"})


def _beside(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Keys of `innersource.json` that some crawlers leave at the entry itself."""
    return {
        key: entry[key] for key in ("title", "motivation", "contributions", "skills", "docs") if key in entry
    }


def _repository(entry: Mapping[str, Any]) -> Repository | None:
    for key in ("clone_url", "html_url", "ssh_url", "git_url"):
        value = entry.get(key)
        if isinstance(value, str) and (found := repository_url.repository_of(value)):
            return found
    return None


def _forge(entry: Mapping[str, Any], repository: Repository | None) -> str | None:
    if repository is None:
        return None
    if repository.forge:
        return repository.forge
    if "path_with_namespace" in entry:
        return "gitlab"
    # All public crawlers crawl GitHub and keep its words for things.
    return "github" if entry.keys() & {"stargazers_count", "node_id"} else None


def _topics(stated: tuple[str, ...], listed: object) -> tuple[str, ...]:
    found = {topic.casefold(): topic for topic in (*fields.words(listed), *stated)}
    return tuple(found.values())


def _first_count(entry: Mapping[str, Any], *keys: str) -> int | None:
    counts = (fields.count(entry.get(key)) for key in keys)
    return next((count for count in counts if count is not None), None)


def _license(value: object) -> str | None:
    if isinstance(value, dict):
        spdx = fields.sentence(value.get("spdx_id"))
        return spdx if spdx and spdx != "NOASSERTION" else fields.sentence(value.get("name"))
    return fields.sentence(value)


def _visibility(entry: Mapping[str, Any]) -> str | None:
    if stated := fields.name(entry.get("visibility")):
        return stated.casefold()
    private = fields.flag(entry.get("private"))
    return None if private is None else ("private" if private else "public")


def _logo(logo: str | None, base: str) -> str | None:
    """As the portal shows it: whole addresses and `./` stay, anything else lies in `data/`."""
    if not logo or not base.startswith("http"):
        return address.web_address(logo)
    return address.web_address(
        urljoin(base, logo if logo.startswith(("http", "./", "data/")) else f"data/{logo}")
    )


def _ssh(value: object) -> str | None:
    return value if isinstance(value, str) and address.project_id_of(value) else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
