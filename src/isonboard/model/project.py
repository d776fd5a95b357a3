"""A project, and the source that lists it."""

from datetime import datetime

from msgspec import Struct


class Link(Struct, frozen=True):
    """A titled web address; `url` has passed `address.web_address`."""

    title: str
    url: str


class Project(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A repository, a subdirectory of one, or a catalog entry without a repository, as one source or all say it.

    Text has passed `text.line`. A field that no source states is None (or empty where it is a tuple).
    """

    id: str
    """Normalised `host/owner/repo[//subdirectory]`, else `source:native-id`."""
    name: str
    """The repository's own short name."""
    full_name: str = ""
    """As the forge spells it, usually `owner/name`."""
    title: str | None = None
    """The human name where somebody gave one; `label` falls back to the name."""
    owner: str = ""
    description: str = ""
    motivation: str | None = None
    """Why the project exists and wants contributors (`innersource.json`)."""
    url: str | None = None
    """The page to open in a browser."""
    clone_url: str | None = None
    ssh_url: str | None = None
    subdirectory: str | None = None
    default_branch: str | None = None
    forge: str | None = None
    """`github`, `gitlab`, `gitea`, `bitbucket`, `azure`, `local` or `sample`: who answers for issues and documents."""
    api_path: str | None = None
    """How the forge's API names it, if that differs from `full_name` (a numeric id, a node id)."""
    language: str | None = None
    """The main language under its usual name ("C++", "Go")."""
    languages: tuple[tuple[str, int], ...] = ()
    """Every language with its bytes, most first; empty when not fetched."""
    topics: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    """Skills the project asks for (`innersource.json`)."""
    contributions: tuple[str, ...] = ()
    """Kinds of contribution wanted, as the project words them ("Bug fixes", "Documentation", "Any")."""
    license: str | None = None
    """SPDX id, or the source's own words."""
    docs_url: str | None = None
    logo_url: str | None = None
    guidelines: str | None = None
    """Path of the contribution guide where the source names it."""
    base_documents: tuple[str, ...] | None = None
    """Paths of base documents known to exist; None while nobody looked."""
    created_at: datetime | None = None
    updated_at: datetime | None = None
    pushed_at: datetime | None = None
    stars: int | None = None
    forks: int | None = None
    watchers: int | None = None
    """Real subscribers, not the alias of stars that GitHub's search returns."""
    open_issues: int | None = None
    beginner_issues: int | None = None
    """Open issues marked for newcomers; None while not fetched."""
    participation: tuple[int, ...] = ()
    """Commits a week, oldest first, up to 52, the last is this week."""
    stated_score: float | None = None
    """The activity score the source wrote down; ours is computed by `catalog.activity`."""
    archived: bool | None = None
    closed: str | None = None
    """The sentence of its documents that says that it takes no contributions; None where nobody read one."""
    visibility: str | None = None
    """`public`, `internal` or `private`."""
    lifecycle: str | None = None
    system: str | None = None
    domain: str | None = None
    packages: tuple[str, ...] = ()
    """Packages the project publishes, as `ecosystem:name` (`pypi:requests`)."""
    contacts: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()
    aliases: tuple[str, ...] = ()
    """Ids it had before a rename or a transfer."""
    listed_by: tuple[str, ...] = ()
    """Names of the sources that list it, best informed first."""
    gone_since: datetime | None = None
    """When the last source stopped listing it."""

    @property
    def label(self) -> str:
        return self.title or self.name


class SourceConfig(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One configured source: a table `[sources.NAME]` of config.toml, or the file sources.d/NAME.toml."""

    name: str = ""
    """Taken from the table or the file, never from its content."""
    kind: str
    """A key of `sources.registry.KINDS`: `portal`, `github`, `folder`, ..."""
    url: str = ""
    """Address of the file, the server or the API; a path for `folder` and for a local portal file."""
    organisation: str | None = None
    user: str | None = None
    topic: str | None = None
    query: str | None = None
    """A search in the system's own language, where it has one."""
    group: str | None = None
    project: str | None = None
    mode: str = "local"
    """`local` keeps a copy; `remote` asks the system's own search each time."""
    auth: str | None = None
    """`none`, `bearer`, `basic`, `guest`; None lets the adapter choose."""
    username: str | None = None
    token_env: str | None = None
    """Name of an environment variable that holds the token; tokens themselves are never in a file of ours."""
    ca_bundle: str | None = None
    client_certificate: str | None = None
    clone_protocol: str = "https"
    """`https` or `ssh`: which address is cloned."""
    labels_beginner: tuple[str, ...] = ()
    labels_open: tuple[str, ...] = ()
    """Further labels of the two tiers, beside the built-in table."""
    issue_tracker: str | None = None
    """Address of a Jira that holds the issues."""
    enabled: bool = True


class Interrupted(Struct, frozen=True, kw_only=True):
    """Where a walk that broke off stands, so that the next one need not begin anew."""

    place: str
    """The adapter's own words."""
    scope: str
    """What the source was configured as: the place means nothing to another."""
    run: int
    """When the walk began, in milliseconds: the mark that everything it listed carries."""


class SourceState(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a source's copy stands: shown wherever its projects are."""

    name: str
    kind: str = ""
    synced_at: datetime | None = None
    """When it was last read to the end."""
    tried_at: datetime | None = None
    projects: int | None = None
    error: str | None = None
    """One sentence: why the last try failed; None after a success."""
    partial: bool = False
    """True when the last try ended before the end."""
    watermark: str | None = None
    """Where an incremental sync goes on; the adapter's own words."""
    interrupted: Interrupted | None = None
    """Set while a walk is under way, and after one that broke off."""
    mode: str = "local"
    """`local` keeps a copy; `remote` is asked each time, and `projects` counts what was seen so far."""
