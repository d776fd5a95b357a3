"""Completion scripts for bash, zsh and fish, made from the parsers themselves, so that they cannot fall out of step.

Commands, options and fixed values stand in the script. Names (of projects and sources) are asked of
`isonboard completion --names`, which reads what is kept here and makes no connection. Names are foreign: no script
hands one to the shell for expansion.
"""

from argparse import Action
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

from isonboard.cli.main import GLOBAL, VERBS

if TYPE_CHECKING:
    from isonboard.cli.arguments import Parser

FOLDERS, FILES = "folders", "files"
WHAT = {
    "project": "projects", "target": "projects", "source": "sources", "path": FOLDERS, "folders": FOLDERS,
    "address": FOLDERS, "place": FILES, "output": FILES, "query": "",
}  # fmt: skip
"""What the words of an argument name, by its own name; nothing is offered for the others."""


class Value(NamedTuple):
    """What may stand in one place."""

    name: str
    """As the help shows it."""
    choices: tuple[str, ...]
    what: str
    """A value of `WHAT`."""
    many: bool


class Option(NamedTuple):
    names: tuple[str, ...]
    text: str
    value: Value | None
    """None: it takes none."""


class Verb(NamedTuple):
    name: str
    text: str
    options: tuple[Option, ...]
    words: tuple[Value, ...]


def verbs() -> Iterator[Verb]:
    """Every command with what it takes, from its own parser."""
    for name, text in VERBS.items():
        parser = cast("Parser", import_module(f"isonboard.cli.verbs.{name}").arguments())
        options = [
            Option(tuple(one.option_strings), one.help or "", None if one.nargs == 0 else _value(one))
            for one in parser.options
        ]
        options += [Option((flag,), said, None) for flag, said in GLOBAL.items()]
        yield Verb(name, text, tuple(options), tuple(_value(one) for one in parser.words))


def _value(action: Action) -> Value:
    return Value(
        name=str(action.metavar or action.dest.upper()),
        choices=tuple(map(str, action.choices or ())),
        what=WHAT.get(action.dest, ""),
        many=action.nargs in ("*", "+"),
    )


def script(shell: str) -> str:
    """The completion script for one of `SHELLS`."""
    return SHELLS[shell]()


# bash, from macOS's old one on

_BASH = """\
# completion of isonboard for bash, made by “isonboard completion bash”
_isonboard_given() {  # what begins with the word at hand, safely quoted
    local word
    while IFS= read -r word; do
        [[ -n $word && $word == "$cur"* ]] && COMPREPLY+=("$(printf %q "$word")")
    done <<<"$1"
}
_isonboard_names() {
    local word
    while IFS= read -r word; do
        [[ -n $word ]] && COMPREPLY+=("$(printf %q "$word")")
    done < <("${typed[0]}" completion --names "$1" --starts "$cur" $sample 2>/dev/null)
}
_isonboard_files() {
    local word
    while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen "$1" -- "$cur")
    compopt -o filenames 2>/dev/null
}
_isonboard_offer() {  # what may stand here: nothing, a kind of names, folders, files or “=” and fixed words
    case $1 in
        '') ;;
        =*) _isonboard_given "${1#=}" ;;
        folders) _isonboard_files -d ;;
        files) _isonboard_files -f ;;
        *) case $cur in [/.~]*) _isonboard_files -d ;; *) _isonboard_names "$1" ;; esac ;;
    esac
}
_isonboard() {
    local line=${COMP_LINE:0:COMP_POINT} cur='' verb='' sample='' taking='' at=0 word
    local -a typed
    COMPREPLY=()
    read -ra typed <<<"$line"
    if [[ $line != *[[:space:]] ]]; then cur=${typed[${#typed[@]}-1]}; unset "typed[${#typed[@]}-1]"; fi
    for word in "${typed[@]:1}"; do
        if [[ -n $taking ]]; then taking=''; continue; fi
        case $word in
            --sample) sample=--sample ;;
            -*) case "$verb $word" in @TAKING@) taking=$word ;; esac ;;
            *) if [[ -z $verb ]]; then verb=$word; else at=$((at + 1)); fi ;;
        esac
    done
    if [[ -z $taking && $cur == --*=* ]]; then taking=${cur%%=*} cur=${cur#*=}; fi
    if [[ -n $taking ]]; then
        case "$verb $taking" in
@VALUES@
        esac
    elif [[ $cur == -* ]]; then
        case $verb in
@OPTIONS@
        esac
    else
        case "$verb $at" in
@WORDS@
        esac
    fi
    if [[ $cur == *:* ]]; then  # readline has cut the word there
        for at in "${!COMPREPLY[@]}"; do COMPREPLY[at]=${COMPREPLY[at]#"${cur%"${cur##*:}"}"}; done
    fi
}
complete -F _isonboard isonboard
"""


def _bash() -> str:
    every = list(verbs())
    taking, values, options, words = [], [], [], []
    for verb in every:
        for option in verb.options:
            if option.value is not None:
                mine = "|".join(f"'{verb.name} {name}'" for name in option.names)
                taking.append(mine)
                if offer := _bash_offer(option.value):
                    values.append(f"            {mine}) _isonboard_offer {offer} ;;")
        names = [name for option in verb.options for name in option.names]
        options.append(f"            {verb.name}) _isonboard_given {_bash_list(names)} ;;")
        for place, word in enumerate(verb.words):
            if offer := _bash_offer(word):
                here = "*" if word.many else place
                words.append(f"            '{verb.name} '{here}) _isonboard_offer {offer} ;;")
    options.append(
        f"            *) _isonboard_given {_bash_list([*GLOBAL, '--plain', '--help', '--version'])} ;;"
    )
    words.append(f"            ' 0') _isonboard_given {_bash_list([*VERBS])} ;;")
    return (
        _BASH.replace("@TAKING@", "|".join(taking))
        .replace("@VALUES@", "\n".join(values))
        .replace("@OPTIONS@", "\n".join(options))
        .replace("@WORDS@", "\n".join(words))
    )


def _bash_offer(value: Value) -> str:
    return _bash_list(value.choices, "=") if value.choices else value.what


def _bash_list(words: tuple[str, ...] | list[str], first: str = "") -> str:
    return "$'" + first + "\\n".join(words) + "'"


# zsh

_ZSH = """\
#compdef isonboard
# completion of isonboard for zsh, made by “isonboard completion zsh”
_isonboard_names() {
    local -a found
    case $PREFIX in ([/.~]*) _directories; return ;; esac
    found=("${(@f)$(isonboard completion --names $1 --starts "$PREFIX" $sample 2>/dev/null)}")
    found=(${found:#})
    (( $#found )) && compadd -U -a found
}
_isonboard() {
    local context state state_descr line
    local -a sample
    sample=(${words[(r)--sample]})
    typeset -A opt_args
    local -a commands
    commands=(
@COMMANDS@
    )
    _arguments -C -A '-*' @GLOBAL@ '1: :->command' '*:: :->rest'
    case $state in
        command) _describe -t commands 'command of isonboard' commands ;;
        rest)
            case $words[1] in
@VERBS@
            esac ;;
    esac
}
if [[ $funcstack[1] == _isonboard ]]; then _isonboard "$@"; else compdef _isonboard isonboard; fi
"""


def _zsh() -> str:
    commands, cases = [], []
    for verb in verbs():
        commands.append(f"        {_quoted(f'{verb.name}:{verb.text}')}")
        specs = [_zsh_option(option, name) for option in verb.options for name in option.names]
        specs += [
            f"{'*' if word.many else place}:{_zsh_text(word.name)}:{_zsh_action(word)}"
            for place, word in enumerate(verb.words, 1)
        ]
        cases.append(f"                {verb.name}) _arguments {' '.join(map(_quoted, specs))} ;;")
    every = [*GLOBAL.items(), ("--plain", "questions and answers instead of a screen")]
    shared = " ".join(_quoted(f"{flag}[{_zsh_text(text)}]") for flag, text in every)
    return (
        _ZSH.replace("@COMMANDS@", "\n".join(commands))
        .replace("@VERBS@", "\n".join(cases))
        .replace("@GLOBAL@", shared)
    )


def _zsh_option(option: Option, name: str) -> str:
    head = f"*{name}[{_zsh_text(option.text)}]"
    if option.value is None:
        return head
    return f"{head}:{_zsh_text(option.value.name)}:{_zsh_action(option.value)}"


def _zsh_action(value: Value) -> str:
    if value.choices:
        return "(" + " ".join(choice.replace(" ", "\\ ") for choice in value.choices) + ")"
    if not value.what:
        return ""
    # a blank before it, else zsh puts words of its own before its argument
    return {FOLDERS: "_directories", FILES: "_files"}.get(value.what, f" _isonboard_names {value.what}")


def _zsh_text(text: str) -> str:
    return "".join(f"\\{sign}" if sign in ":[]\\" else sign for sign in text.replace("%%", "%"))


# fish

_FISH = """\
# completion of isonboard for fish, made by “isonboard completion fish”
function __isonboard_verb
    for word in (commandline -opc)[2..-1]
        string match -q -- '-*' $word; or begin; echo $word; return; end
    end
end
function __isonboard_in
    test "$argv[1]" = (__isonboard_verb; or true; echo)[1]
end
function __isonboard_names
    set -l start (commandline -ct)
    if string match -qr '^[/.~]' -- $start
        __fish_complete_directories $start
    else
        isonboard completion --names $argv[1] --starts "$start" (string match -- --sample (commandline -opc)) 2>/dev/null
    end
end
complete -c isonboard -f
"""


def _fish() -> str:
    lines = [
        f"complete -c isonboard -l {flag[2:]} -d {_fish_quoted(text)}"
        for flag, text in [*GLOBAL.items(), ("--plain", "questions and answers instead of a screen")]
    ]
    for verb in verbs():
        inside = f"complete -c isonboard -n '__isonboard_in {verb.name}'"
        lines.append(
            f"complete -c isonboard -n '__isonboard_in \"\"' -a {verb.name} -d {_fish_quoted(verb.text)}"
        )
        for option in verb.options:
            if option.names[0] in GLOBAL:
                continue
            marks = " ".join(
                f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names
            )
            takes = "" if option.value is None else " -r" if option.value.what == FILES else " -x"
            value = takes + (_fish_offer(option.value) if option.value else "")
            lines.append(f"{inside} {marks}{value} -d {_fish_quoted(option.text)}")
        lines += [f"{inside}{offer}" for offer in dict.fromkeys(map(_fish_offer, verb.words)) if offer]
    return _FISH + "\n".join(lines) + "\n"


def _fish_offer(value: Value) -> str:
    if value.choices:
        return " -a " + _fish_quoted(" ".join(choice.replace(" ", "\\ ") for choice in value.choices))
    if not value.what:
        return ""
    if value.what == FILES:
        return " -F"
    ask = "__fish_complete_directories" if value.what == FOLDERS else f"__isonboard_names {value.what}"
    return f" -a '({ask})'"


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("%%", "%").replace("\\", "\\\\").replace("'", "\\'") + "'"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


SHELLS = {"bash": _bash, "zsh": _zsh, "fish": _fish}
