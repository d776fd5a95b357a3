"""Every action of the screen in one table: its key, its words, and where it applies.

Bindings, the key bar, the help overlay, the command palette and the README's table of keys are all made from it.
The `id` is what `[screen.keys]` in config.toml remaps: `favourite = "f"`. Nothing here loads Textual before a
binding is made: `isonboard doctor` reads the table too.
"""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from textual.binding import Binding, BindingType


class Action(NamedTuple):
    """One thing that a key does, everywhere the same."""

    id: str
    keys: str
    action: str
    label: str
    """One or two words for the key bar; empty: not shown there."""
    sentence: str
    where: str
    """A key of `PLACES`."""
    priority: bool = False
    """Done before the next key is looked at: what is typed ahead over a slow line must find the field."""


PLACES = {
    "everywhere": "Everywhere",
    "list": "Moving in lists and texts",
    "project": "On a project",
    "marks": "Comparing and sharing",
    "explore": "Explore",
    "issue": "On an issue",
    "issues": "Issues",
    "favourites": "Favourites",
    "profile": "Profile",
    "sources": "Sources",
    "setup": "Set-up",
    "compare": "Comparing",
    "journey": "Journey",
    "reader": "Reading",
    "field": "Typing in a search",
    "dialog": "In a question",
}

ACTIONS = (
    # on a project
    Action("open", "enter", "open", "open", "Open what the cursor is on.", "list"),
    Action("clone", "c", "clone", "set up", "Clone, make the branch, and show the set-up plan.", "project"),
    Action("favourite", "f", "favourite", "star", "Make it a favourite, or take the star away.", "project"),
    Action("note", "n", "note", "note", "Write a note on it (it becomes a favourite).", "project"),
    Action(
        "journey", "J", "journey", "journey", "Your journey with it: how far, and the next step.", "project"
    ),
    Action("browser", "o", "browser", "browser", "Open its page in the browser.", "project"),
    Action("editor", "e", "editor", "", "Open its checkout in your editor.", "project"),
    Action("copy", "u", "copy", "", "Copy its address.", "project"),
    Action("copy.more", "Y", "copy_more", "", "Copy its id, clone command or Markdown link.", "project"),
    # explore
    Action(
        "search",
        "slash",
        "search",
        "search",
        "Type words to search for; tab completes lang:, topic:, owner:.",
        "explore",
        priority=True,
    ),
    Action("sort", "s", "sort", "sort", "Choose the order.", "explore"),
    Action(
        "filter", "a", "add", "filter", "Add a filter: language, topic, owner, beginner issues.", "explore"
    ),
    Action(
        "unfilter",
        "x,delete",
        "remove",
        "",
        "Remove the last filter (or click the one to remove).",
        "explore",
    ),
    Action("beginner", "b", "beginner", "", "Only projects with beginner issues, on and off.", "explore"),
    Action("tab.next", "right_square_bracket", "tab(1)", "next tab", "Next tab of the preview.", "explore"),
    Action("tab.previous", "left_square_bracket", "tab(-1)", "", "Previous tab of the preview.", "explore"),
    Action("preview", "right,l", "preview", "", "Into the preview; there: next tab.", "explore"),
    Action("list", "left,h", "list", "", "Back to the list; in the preview: previous tab.", "explore"),
    Action("share", "U", "share", "", "Copy this search as a command line.", "explore"),
    # comparing and sharing
    Action("mark", "space", "mark", "mark", "Mark a project, or take the mark away.", "marks"),
    Action("compare", "m", "compare", "compare", "Compare the marked projects, up to three.", "marks"),
    Action("unmark", "M", "unmark", "", "Take all marks away.", "marks"),
    Action(
        "shortlist",
        "E",
        "shortlist",
        "",
        "Export the marked projects, else the favourites, as Markdown: copied or as a file.",
        "marks",
    ),
    # compare
    Action("compare.next", "right,l", "column(1)", "next", "To the next project.", "compare"),
    Action("compare.previous", "left,h", "column(-1)", "", "To the project before.", "compare"),
    Action("compare.remove", "x,delete", "remove", "remove", "Take it out of the comparison.", "compare"),
    Action("compare.go", "p", "project", "project", "Go to it in Explore.", "compare"),
    # issues
    Action(
        "issues.search", "slash", "search", "search", "Type words to search for.", "issues", priority=True
    ),
    Action(
        "issues.filter",
        "a",
        "add",
        "filter",
        "Add a filter: language, label, availability, size, project.",
        "issues",
    ),
    Action("issues.unfilter", "x,delete", "remove", "", "Remove the last filter.", "issues"),
    Action(
        "issues.tiers", "b", "beginner", "all issues", "Beginner issues only, or every open issue.", "issues"
    ),
    Action("issues.project", "p", "project", "project", "Go to the issue's project.", "issue"),
    Action("claim", "i", "claim", "ask for it", "A polite comment that asks for it: copy or post.", "issue"),
    # journey
    Action(
        "journey.do",
        "d",
        "do",
        "do it",
        "Do the next step: its issues, its set-up, your editor, the push to paste, the pull request's page.",
        "journey",
    ),
    Action(
        "journey.shell", "w", "shell", "shell", "Open a shell in the checkout; `exit` comes back.", "journey"
    ),
    Action("journey.thanks", "i", "polite", "thank", "Copy the thank-you for the reviewers.", "journey"),
    Action("journey.record", "U", "share", "", "Copy a line for your own record.", "journey"),
    Action("journey.go", "p", "project", "project", "Go to it in Explore.", "journey"),
    # favourites
    Action(
        "favourites.remove",
        "x,delete",
        "remove",
        "remove",
        "Take it out of the favourites (asks).",
        "favourites",
    ),
    Action("favourites.share", "U", "share", "", "Copy the shortlist as Markdown.", "favourites"),
    # profile
    Action("profile.add", "a", "add", "add", "Add a skill or an interest.", "profile"),
    Action("profile.remove", "x,delete", "remove", "remove", "Remove the line under the cursor.", "profile"),
    Action("profile.more", "right,l,plus", "level(1)", "level", "Know it better.", "profile"),
    Action("profile.less", "left,h,minus", "level(-1)", "", "Know it less well.", "profile"),
    Action(
        "profile.toggle",
        "space",
        "want",
        "",
        "Turn a kind of contribution, or what counts, on or off.",
        "profile",
    ),
    # sources
    Action("sources.add", "a", "add", "add", "Add a source: paste any address.", "sources"),
    Action(
        "sources.remove",
        "x,delete",
        "remove",
        "remove",
        "Remove a source that the app added (asks).",
        "sources",
    ),
    # set-up
    Action("consent", "y", "consent", "agree and run", "Agree to this exact plan and run it.", "setup"),
    Action(
        "setup.tests",
        "v",
        "tests",
        "",
        "Include the project's own tests in the run, or leave them out.",
        "setup",
    ),
    Action(
        "setup.extras",
        "a",
        "extras",
        "options",
        "Submodules, large files, a dev container, a fork of your own, the first step again.",
        "setup",
    ),
    Action("setup.editor", "e", "editor", "editor", "Open the checkout in your editor.", "setup"),
    Action("setup.shell", "w", "shell", "shell", "Open a shell in the checkout; `exit` comes back.", "setup"),
    Action(
        "setup.journey",
        "J",
        "journey",
        "journey",
        "Your journey with it: how far, and the next step.",
        "setup",
    ),
    Action("setup.leave", "l", "leave_here", "leave here", "Quit and print the checkout's path.", "setup"),
    Action("setup.again", "c", "again", "again", "Start over: clone, plan, consent.", "setup"),
    # reading
    Action("find", "ctrl+f", "find", "find", "Find words in this text.", "reader"),
    Action("code.copy", "C", "code", "", "Copy the block of code in sight; again: the next one.", "reader"),
    Action("link.next", "full_stop", "link(1)", "", "To the next link; enter opens it.", "reader"),
    Action("link.previous", "comma", "link(-1)", "", "To the previous link.", "reader"),
    # typing in a search
    Action("field.take", "enter", "submit", "to the list", "Into the list of what was found.", "field"),
    Action(
        "field.complete",
        "tab",
        "complete(1)",
        "complete",
        "Complete the last word; again: the next one.",
        "field",
    ),
    # in a question
    Action(
        "choose", "enter", "open", "choose", "Take the line under the cursor, or what was typed.", "dialog"
    ),
    Action(
        "narrow", "slash", "narrow", "narrow", "Type words: only the lines that have them stay.", "dialog"
    ),
    Action("yes", "y", "agree", "yes", "Do what is asked about.", "dialog"),
    Action("no", "n", "cancel", "no", "Leave it as it is.", "dialog"),
    # moving
    Action("move.down", "down,j", "move(1)", "", "One line down.", "list"),
    Action("move.up", "up,k", "move(-1)", "", "One line up.", "list"),
    Action("move.half_down", "ctrl+d", "half(1)", "", "Half a page down.", "list"),
    Action("move.half_up", "ctrl+u", "half(-1)", "", "Half a page up.", "list"),
    Action("move.page_down", "pagedown", "page(1)", "", "A page down.", "list"),
    Action("move.page_up", "pageup", "page(-1)", "", "A page up.", "list"),
    Action("move.top", "home,g", "top", "", "To the top.", "list"),
    Action("move.bottom", "end,G", "bottom", "", "To the bottom.", "list"),
    # everywhere
    Action("back", "escape", "back", "back", "Back: leave the field, the pane, the page.", "everywhere"),
    Action("go.explore", "1", "go('explore')", "", "Go to Explore.", "everywhere"),
    Action("go.issues", "2", "go('issues')", "", "Go to Issues.", "everywhere"),
    Action("go.favourites", "3", "go('favourites')", "", "Go to Favourites.", "everywhere"),
    Action("go.profile", "4", "go('profile')", "", "Go to Profile.", "everywhere"),
    Action("go.sources", "5", "go('sources')", "", "Go to Sources.", "everywhere"),
    Action("next", "tab", "app.focus_next", "", "To the next part of the page.", "everywhere"),
    Action("previous", "shift+tab", "app.focus_previous", "", "To the previous part.", "everywhere"),
    Action("refresh", "r", "refresh", "", "Ask again for what this page shows.", "everywhere"),
    Action("sync", "R", "sync", "", "Read every source again.", "everywhere"),
    Action("jobs", "t", "jobs", "log", "Show or hide the log of running work.", "everywhere"),
    Action("stop", "X", "stop", "stop", "Stop the running work.", "everywhere"),
    Action("theme", "T", "theme", "", "Choose the colours.", "everywhere"),
    Action("palette", "colon,ctrl+p", "palette", "", "Every action, by name.", "everywhere"),
    Action("help", "question_mark,f1", "help", "help", "What the keys do here.", "everywhere"),
    Action("quit", "q", "quit_safely", "quit", "Leave; asks only while something is running.", "everywhere"),
    Action(
        "quit.always",
        "ctrl+c,ctrl+q",
        "quit_safely",
        "",
        "Leave, from anywhere.",
        "everywhere",
        priority=True,
    ),
)

BY_ID = {action.id: action for action in ACTIONS}


def bindings(where: str) -> "list[BindingType]":
    """The bindings of one place, each with its id so that configuration can remap it."""
    return [binding(action.id) for action in ACTIONS if action.where == where]


def binding(action_id: str, does: str = "", label: str = "") -> "Binding":
    """One action's binding, where a widget `does` it in a way of its own or calls it otherwise."""
    from textual.binding import Binding

    action = BY_ID[action_id]
    said = label or action.label
    return Binding(
        action.keys,
        does or action.action,
        said or action.sentence,
        show=bool(said),
        id=action.id,
        priority=action.priority,
        tooltip=action.sentence,
    )


TOGETHER = {
    "explore": ("everywhere", "list", "project", "explore", "marks", "reader"),
    "issues": ("everywhere", "list", "project", "issue", "issues"),
    "favourites": ("everywhere", "list", "project", "favourites", "marks"),
    "journey": ("everywhere", "list", "project", "journey", "reader"),
    "compare": ("everywhere", "list", "project", "compare", "reader"),
    "profile": ("everywhere", "list", "profile"),
    "sources": ("everywhere", "list", "sources"),
    "issue": ("everywhere", "list", "project", "issue", "reader"),
    "welcome": ("everywhere",),
    "setup": ("everywhere", "list", "setup", "reader"),
    "field": ("field",),
    "dialog": ("dialog", "list"),
}
"""Which tables of keys are in force at once, by page; a field to type in and a question are places of their own."""

_ALWAYS = ("back", "help", "quit.always")
"""What is in force in a field and in a question too."""
_STOOD_IN_FOR = {"dialog": ("open",)}
"""What an action of the place itself does there in its stead."""


def in_force(place: str) -> tuple[Action, ...]:
    """Every action whose key does something on a page, in a field or in a question, in the order of the table."""
    tables, without = TOGETHER.get(place, ("everywhere", "list")), _STOOD_IN_FOR.get(place, ())
    return tuple(
        action
        for action in ACTIONS
        if (action.where in tables and action.id not in without)
        or (action.id in _ALWAYS and "everywhere" not in tables)
    )
