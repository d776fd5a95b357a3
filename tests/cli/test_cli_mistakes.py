"""Wrong words on the command line: one clear sentence that says what to do next, and exit code 2."""

from importlib import import_module

import pytest

from isonboard.cli.arguments import whole_number
from isonboard.cli.main import VERBS

NUMBERS = [
    (verb, action.option_strings[0])
    for verb in VERBS
    for action in import_module(f"isonboard.cli.verbs.{verb}").arguments().options
    if action.type is whole_number
]


@pytest.fixture
def mistaken(isonboard):
    """Run a line that is wrong; what it says, without the hint at the help."""

    def run(*words: str) -> str:
        said = isonboard(*words)
        assert said.code == 2
        assert said.out == ""
        assert len(said.err.splitlines()) == 1
        assert "Traceback" not in said.err
        return said.err.strip().partition(" “isonboard ")[0]

    return run


@pytest.mark.parametrize(("verb", "option"), NUMBERS)
@pytest.mark.parametrize("value", ["-3", "0", "x", "1.5", "1234567890"])
def test_a_wrong_number_is_the_one_complained_of(mistaken, verb, option, value):
    for words in ((option, value, "foo"), ("foo", option, value), ("foo", f"{option}={value}")):
        said = mistaken("--sample", verb, *words)
        assert f"{option}: it takes a number" in said
        assert f"“{value}”" in said
        assert "foo" not in said


@pytest.mark.parametrize("verb", VERBS)
def test_an_unknown_option_is_named(mistaken, verb):
    words = () if verb in ("favourites", "completion") else ("x",)  # the others take any word
    assert "there is no option --bogus" in mistaken("--sample", verb, "--bogus", *words)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("search --limt 3 foo", "search: there is no option --limt (did you mean “--limit”?)."),
        ("search foo --limit", "search: --limit needs a value after it: --limit N."),
        ("search --limit --json", "search: --limit needs a value after it: --limit N."),
        ("issues --size XXS", "issues: --size: “XXS” is none of XS, S, M, L, XL (did you mean “XS”?)."),
        ("search foo --json=1", "search: --json takes no value."),
        ("search --stdin foo", "search: --stdin reads what to search for from standard input: leave “foo” out."),
        ("match foo", "match: “foo” is one word too many: isonboard match takes options alone."),
        ("show", "show: it needs PROJECT: isonboard show PROJECT."),
        ("show a b", "show: “b” is one word too many: isonboard show PROJECT."),
        ("guide", "guide: it needs PROJECT|PATH: isonboard guide PROJECT|PATH."),
        ("issues a b", "issues: “b” is one word too many: isonboard issues [PROJECT]."),
        ("clone --issue 3", "clone: it needs PROJECT: isonboard clone PROJECT."),
        ("clone a --issue", "clone: --issue needs a value after it: --issue N."),
        ("clone a --mode deep", "clone: --mode: “deep” is none of blobless, full, shallow."),
        ("clone a --trust 1", "clone: --trust goes with --setup: a clone alone runs nothing."),
        ("setup . --from-step 2 --resume", "setup: --resume and --from-step exclude each other: leave one out."),
        ("setup . --host-command x", "setup: --host-command goes with --container: it is of the dev container."),
        ("sync --budget 5", "sync: --budget goes with --details: without it nothing is asked for one by one."),
        ("favourites lst", "favourites: action: “lst” is none of list, add, remove, note, export, import (did you mean “list”?)."),
        ("favourites list foo", "“favourites list” takes no word after it, not “foo”. See"),
        ("favourites add", "“favourites add” needs a word after it. See"),
        ("favourites remove x --note y", "--note goes with “add” and “note”, not with “remove”. See"),
        ("profile --accept", "profile: --accept goes with --from DIR: it keeps what was found there."),
        ("profile --skill python=guru", "“guru” is no level of a skill: it is learning, basic, good, expert. isonboard profile --skill python=good"),
        ("profile --from", "profile: --from needs a value after it: --from DIR."),
        ("completion", "completion: it needs a shell: isonboard completion bash|zsh|fish."),
        ("completion tcsh", "completion: shell: “tcsh” is none of bash, zsh, fish."),
        ("serach x", "there is no command “serach” (did you mean “search”?). Run"),
        ("help serach", "there is no command “serach” (did you mean “search”?). Run"),
        ("-l search", "-l is no option of isonboard itself; one of a command stands after it: isonboard search -l. Run"),
        ("--json", "--json is no option of isonboard itself; one of a command stands after it: isonboard COMMAND --json. Run"),
        ("ledger show", "“ledger” is no command; “show” is, and stands first: isonboard show ledger. Run"),
        ("--plain search", "--plain stands alone: it asks for everything else. Run"),
    ],
)  # fmt: skip
def test_each_mistake_says_what_to_do_instead(mistaken, words, sentence):
    assert mistaken(*words.split()) == f"isonboard: {sentence}"


def test_help_before_a_command_is_that_of_the_command(isonboard, capsys):
    with pytest.raises(SystemExit):
        isonboard("help", "search")
    assert "--has-issues" in capsys.readouterr().out


def test_a_size_is_taken_in_any_case(isonboard):
    assert isonboard("--sample", "issues", "--size", "xs").code in (0, 1)


def test_what_the_profile_does_not_have_is_not_silently_removed(isonboard):
    said = isonboard("--sample", "profile", "--remove", "cobol")
    assert said.code == 1
    assert "“cobol” is not in your profile" in said.err


def test_a_kind_of_contribution_is_removed_like_a_skill(isonboard):
    assert "docs" in isonboard("--sample", "profile", "--kind", "docs").out
    assert "docs" not in isonboard("--sample", "profile", "--remove", "docs").out


@pytest.mark.parametrize("limit", ["3", "999999999"])
def test_both_ways_to_search_take_the_same_numbers(isonboard, limit):
    assert isonboard("--sample", "search", "ferry", "--limit", limit).code == 0
    assert isonboard("--sample", "search", "ferry", "--sort", "best", "--limit", limit).code == 0
