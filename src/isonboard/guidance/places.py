"""Places where one asks: chats, lists, forums, trackers, meetings and e-mail addresses.

By the address of a link, and by sentences where a company names a channel without one.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from isonboard.address import web_address
from isonboard.guidance.blocks import Block, BlockKind
from isonboard.guidance.channels import CHANNEL, channels_in, services_in
from isonboard.guidance.markup import InlineLink, Section, links_in, plain, spans_in
from isonboard.guidance.meetings import OFFICE, OFFICE_HOURS, WHEN, meeting_name, meeting_of_heading
from isonboard.guidance.own import REPOSITORY
from isonboard.guidance.pages import Page, heading_of
from isonboard.model.guidance import Contact, DocumentKind

CHAT = "chat"
MAILING_LIST = "mailing list"
FORUM = "forum"
TRACKER = "tracker"
E_MAIL = "e-mail"

_CONTACT_HEADING = re.compile(
    r"\b(?:communicat\w+|contact\w*|getting help|get help|help|support|community|questions?|discuss\w*|talk|chat|mailing lists?|irc|slack|office hours|meetings?|get(?:ting)? (?:in touch|involved)|where to (?:ask|find)|who we are|stay in touch|connect|reach(?:ing)? us|feedback|channels?)\b"
)
MAIL_ADDRESS = re.compile(r"[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}")


class _Place(NamedTuple):
    kind: str
    host: re.Pattern[str]
    path: re.Pattern[str]
    name: str


def _place(kind: str, host: str, path: str = "", name: str = "") -> _Place:
    return _Place(kind, re.compile(host), re.compile(path), name)


_PLACES: tuple[_Place, ...] = (
    _place(CHAT, r"^join\.slack\.com$|^(?!api\.|app\.|my\.|get\.|www\.|status\.|hooks\.|files\.)[\w-]+\.(?:[\w-]+\.)?slack\.com$|^slack\.(?!com$)|slackin|^communityinviter\.com$", name="Slack"),
    _place(CHAT, r"^app\.slack\.com$", r"^/client/", "Slack"),
    _place(CHAT, r"(?:^|\.)gitter\.im$", r"^/\w|^/#", "Gitter"),
    _place(CHAT, r"^discord\.gg$|^chat\.discord|^discord\.(?!com$|js|py)", name="Discord"),
    _place(CHAT, r"^discord(?:app)?\.com$", r"^/(?:invite|channels|servers)/", "Discord"),
    _place(CHAT, r"zulipchat\.com$|^zulip\.(?!com$|org$|readthedocs)|^chat\.zulip\.org$", name="Zulip"),
    _place(CHAT, r"^matrix\.to$|^app\.element\.io$|^chat\.mozilla\.org$", name="Matrix"),
    _place(CHAT, r"^teams\.microsoft\.com$|^teams\.live\.com$", r"^/l/", "Teams"),
    _place(CHAT, r"^t\.me$|^telegram\.me$", r"^/\w", "Telegram"),
    _place(CHAT, r"^mattermost\.|\.mattermost\.|^rocket\.chat$|^chat\.(?!openai|google|lmsys|mistral|z\.)", name="chat"),
    _place(CHAT, r"^chat\.google\.com$", r"^/room|^/u/", "Google Chat"),
    _place(CHAT, r"^webchat\.|^kiwiirc\.com$|^web\.libera\.chat$|^libera\.chat$|^irc\.|^kiwi\.", r"^(?!/guides|/news)", "IRC"),
    _place(MAILING_LIST, r"^groups\.google\.com$", r"/g/|/group/|/forum|/d/forum", "Google Groups"),
    _place(MAILING_LIST, r"^groups\.io$|\.groups\.io$", r"^/g/|^/", "groups.io"),
    _place(MAILING_LIST, r"^(?:mail-?)?lists?\.|^mailman|^mailman\.|^mail\.(?!google)|^lore\.kernel\.org$|^www\.freelists\.org$", r"listinfo|mailman|/list|^/$|^$|/sympa|/archives|postorius|/hyperkitty|/ml/|^/\w", "mailing list"),
    _place(MAILING_LIST, r"", r"/mailman/listinfo|^/pipermail/", "mailing list"),
    _place(MAILING_LIST, r"", r"/mail(?:ing)?[-_]?lists?(?:[./#]|$)", "mailing list"),
    _place(FORUM, r"^(?:discuss|discourse|forums?|users|talk)\.|\.discourse\.group$", name="forum"),
    _place(FORUM, r"^community\.", r"^/?$|^/(?:c|t|latest|categories|forums?|tags?)(?:/|$)", "forum"),
    _place(FORUM, r"^stackoverflow\.com$|\.stackexchange\.com$", r"^/(?:questions/tagged|tags)/[^/]+/?$", "Stack Overflow"),
    _place(FORUM, r"^github\.com$", r"^/[\w.-]+/[\w.-]+/discussions(?:/new(?:/choose)?|/categories/[\w-]+)?/?$|^/orgs/[\w-]+/discussions/?$", "Discussions"),
    _place(FORUM, r"(?:^|\.)reddit\.com$", r"^/r/\w+/?$", "Reddit"),
    _place(TRACKER, r"", r"^(?:/[\w.~-]+){2,6}(?:/-)?/issues(?:/new(?:/choose)?)?/?$", "issue tracker"),
    _place(TRACKER, r"^jira\.|^issues?\.|^bugs?\.|^bugzilla\.|^youtrack\.|\.atlassian\.net$|^tracker\.|^phabricator\.|^redmine\.|^trac\.|^todo\.sr\.ht$", r"/browse/[A-Z]+$|/projects?/|/issues?|/enter_bug|describecomponents|/jira|^/?$|^/[\w-]+/?$|/youtrack", "issue tracker"),
    _place(TRACKER, r"^bugs\.launchpad\.net$", name="Launchpad"),
    _place(TRACKER, r"", r"/newticket$", "Trac"),
)  # fmt: skip


_IRC = next(place for place in _PLACES if place.name == "IRC")
_NAMED: tuple[tuple[re.Pattern[str], _Place], ...] = (
    (re.compile(r"\b(?:mailing|mail|dev\w*|users?'?)[- ]?lists?$", re.IGNORECASE), _place(MAILING_LIST, "", name="mailing list")),
    (re.compile(r"\b(?:forums?|discussion board|message board)$", re.IGNORECASE), _place(FORUM, "", name="forum")),
    (
        re.compile(r"\b(?:slack|discord|zulip|mattermost|matrix|gitter|telegram|irc|chat)(?: (?:server|channels?|workspace|rooms?|community|chat|team|platform))?$", re.IGNORECASE),
        _place(CHAT, "", name="chat"),
    ),
)  # fmt: skip
"""What the words of a link call its target, whatever its address: “our [mailing list](…)”."""


def _named_place(link: InlineLink, *, here: bool) -> _Place | None:
    """The place that a link says it leads to; a chat only where one is asked to come (lists of integrations name them, too)."""
    url = web_address(link.target)
    if (
        not url
        or (REPOSITORY.match(url) and "/wiki/" not in url)
        or url.endswith((".md", ".rst"))
        or _PICTURE.search(url)
    ):
        return None
    words = plain(link.text)
    if len(words) > 60 or re.match(r"who\b|list of ", words, re.IGNORECASE):
        return None
    for pattern, place in _NAMED:
        if pattern.search(words) and (here or place.kind is not CHAT):
            return place
    return None


def place_kind(target: str, label: str, own: str | None) -> str | None:
    """What kind of place an address is; None where it is none. An issue list counts only for the project itself."""
    place = _place_of(target, label, own)
    return place.kind if place else None


def _place_of(target: str, label: str, own: str | None) -> _Place | None:
    if _PICTURE.search(target):
        return None
    if target.startswith(("irc://", "ircs://")):
        return _IRC
    url = web_address(target)
    if not url:
        return None
    parts = urlsplit(url)
    host = (parts.hostname or "").casefold()
    for place in _PLACES:
        if place.host.search(host) and place.path.search(parts.path):
            if place.kind is TRACKER and parts.query and not _whole_tracker(parts.path, own):
                continue
            if (
                place.kind is TRACKER
                and place.name == "issue tracker"
                and not _own_tracker(parts.path, label, own)
            ):
                continue
            if place.name == "Discussions" and own and not _own_discussions(parts.path, own):
                continue
            return place
    return None


def _own_discussions(path: str, own: str) -> bool:
    return path.casefold().startswith((f"/{own.partition('/')[0]}/", f"/orgs/{own.partition('/')[0]}/"))


_TRACKER_WORDS = re.compile(
    r"\b(?:issues?|bugs?|tracker|ticket|report|jira|bugzilla|file|open)\b", re.IGNORECASE
)


def _whole_tracker(path: str, own: str | None) -> bool:
    """Whether an address with a query still leads to the project's tracker rather than to one search in another's."""
    return path.endswith(("/new", "/choose")) or bool(
        own and path.casefold().rstrip("/") in (f"/{own}/issues", f"/{own}/-/issues")
    )


def _own_tracker(path: str, label: str, own: str | None) -> bool:
    if own and "/issues" in path:
        repository = path.casefold().partition("/issues")[0].removesuffix("/-")
        moved = repository.rpartition("/")[2] == own.rpartition("/")[2] and repository.count("/") == 2
        return repository == f"/{own}" or (moved and not repository.startswith("/teams/"))
    return bool(_TRACKER_WORDS.search(label))


_WITHOUT_PLACES = frozenset(
    {
        DocumentKind.LICENSE,
        DocumentKind.CODEOWNERS,
        DocumentKind.INNERSOURCE_JSON,
        DocumentKind.ISSUE_TEMPLATE,
    }
)
_RELEASING = re.compile(
    r"\breleas(?:e|es|ing)\b.{0,20}\b(?:process|procedures?|checklist|steps|new)\b|^(?:making|cutting|doing) (?:a )?(?:new )?release"
)
"""Where a release is announced is no place to ask."""
_PICTURE = re.compile(r"https?://(?:badges?|img|shields)\.|\.(?:png|svg|gif|jpe?g)(?:$|\?)")


def places_of(page: Page, own: str | None) -> Iterator[Contact]:
    if page.kind in _WITHOUT_PLACES:
        return
    if page.path.casefold().endswith((".yml", ".yaml")):
        yield from _contact_links(page, own)
        return
    for section in page.sections:
        heading = heading_of(section)
        if _RELEASING.search(heading):
            continue
        here = page.kind in (DocumentKind.COMMUNICATION, DocumentKind.SUPPORT) or bool(
            _CONTACT_HEADING.search(heading)
        )
        for block in section.blocks:
            if block.kind is BlockKind.CODE and not _is_address(block):
                continue
            if block.kind in (BlockKind.HEADING, BlockKind.COMMENT) or len(block.text) > 20_000:
                continue
            yield from _linked_places(page, section, block, own, here=here)
            if here or page.kind in (DocumentKind.CONTRIBUTING, DocumentKind.README):
                yield from _worded_places(page, block, here=here)
        if meeting := meeting_of_heading(page, section):
            yield meeting


_CONTACT_LINK = re.compile(r"\s*(?:-\s+)?(name|url):\s*[\"']?(.{2,300}?)[\"']?\s*$")


def _contact_links(page: Page, own: str | None) -> Iterator[Contact]:
    """The `contact_links` of a forge's issue form: a name and an address each."""
    name = ""
    for number, line in enumerate(page.lines, 1):
        if not (match := _CONTACT_LINK.match(line[:400])):
            continue
        if match[1] == "name":
            name = match[2]
            continue
        link = InlineLink(name, match[2], 0)
        if place := _place_of(match[2], name, own) or _named_place(link, here=True):
            yield Contact(
                kind=place.kind, name=name or place.name, url=match[2], evidence=page.evidence(number)
            )


def _is_address(block: Block) -> bool:
    """An address set off by indentation alone, as plain text files do."""
    return len(block.lines) == 1 and re.fullmatch(r"\s*https?://\S+\s*", block.lines[0][:1_000]) is not None


def _linked_places(
    page: Page, section: Section, block: Block, own: str | None, *, here: bool
) -> Iterator[Contact]:
    text = block.text[:6_000]
    for link in links_in(text, page.references):
        if _REFUSED.search(text[: link.offset]) or _GONE.search(
            text[link.offset :].partition(link.target)[2]
        ):
            continue
        evidence = page.evidence(block.line_at(link.offset))
        if link.target.startswith("mailto:") or ("@" in link.target and "://" not in link.target):
            if contact := _mail(page, section, link, text, here=here):
                yield Contact(
                    kind=contact[0],
                    name=contact[1],
                    url=f"mailto:{contact[1]}",
                    area=contact[2],
                    evidence=evidence,
                )
            continue
        around = text[max(0, link.offset - 80) : link.offset + len(link.text) + len(link.target) + 40]
        place = _place_of(link.target, f"{link.text} {around}", own) or _named_place(
            link, here=here or bool(_COME.search(around))
        )
        if place is None:
            if here and OFFICE.search(around) and web_address(link.target):
                name = meeting_name(block, plain(text))
                yield Contact(kind=OFFICE_HOURS, name=name, url=link.target, evidence=evidence)
            continue
        if page.kind is DocumentKind.SECURITY or (
            place.kind is not CHAT and page.kind is DocumentKind.CODE_OF_CONDUCT
        ):
            continue
        if place.kind is TRACKER and "downstream" in heading_of(section):
            continue
        searched = (
            place.kind is TRACKER
            and "?" in link.target
            and not link.target.partition("?")[0].endswith(("/new", "/choose"))
        )
        yield Contact(
            kind=place.kind,
            name=place.name if searched else _place_name(link, place, around),
            url=link.target.partition("?")[0] if searched else link.target,
            evidence=evidence,
        )


_REFUSED = re.compile(
    r"\b(?:do not|don't|never|please do not) (?:write|e?-?mail|contact|send|use|ask|post)\b[^.;:!?]{0,60}$",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"^[^.;!?]{0,30}\b(?:has been|have been|was|were|is|are) (?:now )?(?:shut down|closed down|archived|retired|discontinued|deprecated|abandoned|no longer|not (?:used|monitored|read)|gone|dead)\b",
    re.IGNORECASE,
)
"""What is said behind a place where nobody answers any more."""
_COME = re.compile(r"\b(?:join|come|chat|talk|ask|reach|contact|hang ?out|find us|our)\b", re.IGNORECASE)
"""Words around a link that ask to come, where its own words name a chat."""
_NO_NAME = re.compile(r"^(?:here|this|link|invite|[a-z]\d)$|-(?:url|badge|link|image|src)$", re.IGNORECASE)


def _place_name(link: InlineLink, place: _Place, around: str) -> str:
    words = plain(link.text)
    if place.kind is CHAT:
        own = CHANNEL.search(words)
        channel = own.group() if own else ""
        if not channel and "[#" not in around:
            near = (one.name for one in channels_in(plain(around)) if one.service in ("", place.name, "chat"))
            channel = next(near, "")
        if channel:
            return f"{channel} on {place.name}"
    if "://" in words or not 3 <= len(words) <= 80 or _NO_NAME.search(words):
        if place.kind is MAILING_LIST and (named := _LIST_NAME.search(link.target)):
            return named[1]
        return place.name
    return words


_LIST_NAME = re.compile(r"(?:/listinfo/|/g/|/group/|[?&]list=)([\w.-]{3,60})")
_FORGE_MAIL = re.compile(r"@(?:[\w-]+\.)*(?:github|gitlab|bitbucket|codeberg|gitea)\b|@ssh\.")
_THEN_LIST = re.compile(r"\W{0,4}(?:mailing )?list\b")
_LIST_ADDRESS = re.compile(
    r"(?:@|\.)(?:lists?\.|vger\.kernel\.org|googlegroups\.com|groups\.io|freelists\.org)|-(?:devel?|users?|list|discuss|announce)@"
)


def _mail(
    page: Page, section: Section, link: InlineLink, text: str, *, here: bool
) -> tuple[str, str, str | None] | None:
    address = link.target.removeprefix("mailto:").partition("?")[0]
    if not MAIL_ADDRESS.fullmatch(address):
        return None
    folded = address.casefold()
    if folded.endswith(("example.com", "example.org", "users.noreply.github.com")) or folded.startswith(
        ("you@", "your", "jane.", "john.", "random@", "name@", "user@", "me@", "majordomo@")
    ):
        return None
    after = text[link.offset :].partition(address)[2]
    if folded.startswith("git@") and (after.startswith((":", "/")) or _FORGE_MAIL.search(folded)):
        return None  # where to clone from
    if any(
        " " in span.code and span.offset <= link.offset < span.end and MAIL_ADDRESS.search(span.code)
        for span in spans_in(text)
    ):
        return None  # within a command that serves as an example
    told = "securit" in folded or "vulnerab" in text.casefold() or "securit" in heading_of(section)
    if told or page.kind is DocumentKind.SECURITY or folded.startswith(("psirt@", "secure@")):
        return E_MAIL, address, "security"
    if _LIST_ADDRESS.search(folded) or _THEN_LIST.match(after):
        return MAILING_LIST, address, None
    if page.kind is DocumentKind.CODE_OF_CONDUCT or "conduct" in heading_of(section) or "conduct" in folded:
        return E_MAIL, address, "conduct"
    if here or page.kind in (DocumentKind.CONTRIBUTING, DocumentKind.SUPPORT, DocumentKind.COMMUNICATION):
        if re.search(r"signed-off-by|certif", text, re.IGNORECASE):
            return None
        return E_MAIL, address, None
    return None


def _worded_places(page: Page, block: Block, *, here: bool) -> Iterator[Contact]:
    """Channels and meetings that are named without a link, as inside a company."""
    text = block.text[:2_000]
    words = plain(text)
    services = services_in(words) if "#" in words else frozenset()
    links = links_in(text) if services else []
    linked = {place.name for link in links if (place := _place_of(link.target, "", None))}
    for channel in channels_in(words) if services else ():
        if any(channel.name in link.text for link in links) or channel.service in linked:
            continue
        if not channel.service and (links or len(services) > 1):
            continue
        name = f"{channel.name} on {channel.service or min(services)}"
        yield Contact(kind=CHAT, name=name, evidence=page.evidence(block.line_at(text.find(channel.name))))
    if here and OFFICE.search(words) and WHEN.search(words) and len(words) < 400:
        at = OFFICE.search(text)
        yield Contact(
            kind=OFFICE_HOURS,
            name=meeting_name(block, words),
            evidence=page.evidence(block.line_at(at.start() if at else 0)),
        )
