"""`isonboard profile`: show it, edit it, or read it from one's own commits."""

import sys
from collections.abc import Sequence

import msgspec

from isonboard.assistant import profile as profiles
from isonboard.assistant.context import Context
from isonboard.cli.arguments import Parser
from isonboard.cli.main import Globals
from isonboard.cli.notices import say_notices
from isonboard.cli.output import emit
from isonboard.cli.targets import folder_of
from isonboard.errors import UsageError
from isonboard.match.signals import Signal
from isonboard.model.profile import ContributionKind, Level, Profile


def arguments() -> Parser:
    """What `isonboard profile` takes."""
    parser = Parser("profile")
    signals = sorted(_signals())
    parser.add_argument(
        "--skill",
        action="append",
        default=[],
        metavar="NAME[=LEVEL]",
        help="add one; level: learning, basic, good, expert",
    )
    parser.add_argument("--interest", action="append", default=[], metavar="TOPIC", help="add one")
    parser.add_argument(
        "--kind",
        action="append",
        default=[],
        choices=[kind.value for kind in ContributionKind],
        help="add a kind of contribution",
    )
    parser.add_argument(
        "--remove", action="append", default=[], metavar="NAME", help="forget a skill, an interest or a kind"
    )
    parser.add_argument(
        "--signal-off",
        action="append",
        default=[],
        choices=signals,
        help="leave a signal out of the fit",
    )
    parser.add_argument("--signal-on", action="append", default=[], choices=signals, help="count it again")
    parser.add_argument(
        "--from",
        dest="folders",
        nargs="+",
        default=[],
        metavar="DIR",
        help="read your own commits there; shows what it finds",
    )
    parser.add_argument(
        "--accept", action="store_true", help="with --from: keep what was found, but for what --remove names"
    )
    parser.json_option()
    return parser


def run(words: Sequence[str], flags: Globals) -> int:
    parser = arguments()
    options = parser.parsed(words)
    if options.accept and not options.folders:
        parser.error("--accept goes with --from DIR: it keeps what was found there")
    # the notebook alone is enough: a full disk under the cache is no hindrance here
    with Context.open(sample=flags.sample, offline=flags.offline, catalog=False) as context:
        before = context.profile
        unread = context.notices()
        found: profiles.Found | None = None
        after = profiles.edited(
            before,
            skills=[_skill(word) for word in options.skill],
            interests=options.interest,
            kinds=[ContributionKind(word) for word in options.kind],
            removed=options.remove,
            signals_off=options.signal_off,
            signals_on=options.signal_on,
        )
        if options.folders:
            found = profiles.from_commits(context, [folder_of(word) for word in options.folders])
            _print_found(found, accepted=options.accept)
            if options.accept:
                after = profiles.edited(profiles.with_found(after, found), removed=options.remove)
        if after != before:
            context.save_profile(after)
        say_notices(context)
        if options.json:
            emit({"schema": 1, **msgspec.to_builtins(after)})
        elif not options.folders or options.accept:
            _print(after, unread=bool(unread))
        if (found is not None and not found.evidence) or not (
            options.folders or _all_there(before, options.remove)
        ):
            return 1
    return 2 if unread and after.is_empty else 0


def _all_there(profile: Profile, names: Sequence[str]) -> bool:
    """Whether the profile had all of these; those that it had not are said."""
    lacking = [name for name in names if profiles.edited(profile, removed=[name]) == profile]
    for name in lacking:
        print(f"isonboard: “{name}” is not in your profile.", file=sys.stderr)
    return not lacking


def _skill(word: str) -> tuple[str, Level]:
    name, _, level = word.rpartition("=")
    if not name:
        return word, Level.GOOD
    if level not in set(Level):
        raise UsageError(
            f"“{level}” is no level of a skill: it is {', '.join(one.value for one in Level)}",
            hint=f"isonboard profile --skill {name}=good",
        )
    return name, Level(level)


def _print(profile: Profile, *, unread: bool) -> None:
    if profile.is_empty and unread:  # what is in the file, nobody knows
        return
    if profile.is_empty:
        print("Nothing yet. Add what you know: isonboard profile --skill Python=expert --interest payments")
        return
    for skill in profile.skills:
        print(f"  skill     {skill.name} ({skill.level.value})")
    for interest in profile.interests:
        print(f"  interest  {interest}")
    for kind in profile.contributions:
        print(f"  wants     {kind.value}")
    known = _signals() if profile.signals_off else {}
    for signal in profile.signals_off:
        print(
            f"  left out  {signal}: {known[signal].comment if signal in known else 'not a signal of this version'}"
        )


def _signals() -> dict[str, Signal]:
    return {name: signal for table in profiles.signals().values() for name, signal in table.items()}


def _print_found(found: "profiles.Found", *, accepted: bool) -> None:
    for name, evidence in found.evidence:
        print(f"  {name}: {evidence}")
    if not found.evidence:
        print("isonboard: no commits of yours were found there.", file=sys.stderr)
    elif not accepted:
        print(
            "Nothing was saved: add --accept to keep this, and --remove NAME for what you do not want.",
            file=sys.stderr,
        )
