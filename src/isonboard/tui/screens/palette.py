"""`:` every action by name with its key, and the choice of colours."""

import re
from functools import partial
from typing import TYPE_CHECKING

from isonboard import config as settings
from isonboard.tui import themes
from isonboard.tui.actions import ACTIONS, BY_ID, PLACES, Action
from isonboard.tui.glyphs import plainly
from isonboard.tui.keys import key_names, keys_of
from isonboard.tui.screens.dialogs import Choice, ChoiceScreen
from isonboard.tui.synonyms import SYNONYMS

if TYPE_CHECKING:
    from isonboard.tui.app import IsonboardApp

_SELF = ("palette", "next", "previous", "back")
_LAST = (PLACES["list"], PLACES["reader"])
_ELSEWHERE = ("explore", "issues", "favourites", "profile", "sources")
_WHY_NOT = {
    "project": "It needs a project under the cursor; <go.explore> goes to Explore.",
    "marks": "It needs projects to mark; <go.explore> goes to Explore.",
    "issue": "It needs an issue; <go.issues> lists them.",
    "compare": "Nothing is being compared: mark projects with <mark>, then <compare>.",
    "journey": "It is for a project's journey: <journey> on a project opens it.",
    "setup": "It is for a set-up: <clone> on a project begins one.",
    "reader": "It needs a text: <open> on a project opens one.",
    "list": "It moves in a list or a text, and neither has the keys now.",
    "field": "It is for a field one types in: <search> goes to the search.",
    "dialog": "It answers a question, and none is asked now.",
}
"""Why an action does nothing now, by where it applies; `<id>` stands for the key of an action."""


def open_palette(app: "IsonboardApp") -> None:
    """Offer every action; those that work here and now come first."""

    def run(chosen: str | None) -> None:
        if chosen is not None:
            run_action(app, chosen)

    app.push_screen(ChoiceScreen("Every action", palette_choices(app), menu=False), run)


def palette_choices(app: "IsonboardApp") -> list[Choice]:
    """Every action as a line to choose, called as `[screen.keys]` calls it: usable now, then those of other places."""
    active = _active(app)
    keymap = dict(app._keymap)  # noqa: SLF001 - Textual keeps the user's keys there and nowhere else
    here: list[Choice] = []
    elsewhere: list[Choice] = []
    for action in ACTIONS:
        choice = Choice(
            action.id,
            plainly(action.sentence),
            key_names(keys_of(action, keymap)),
            action.id,
            plainly(_why_not(app, action, active, keymap)),
            f"{action.label} {PLACES[action.where]} {SYNONYMS[action.id]}",
        )
        (here if action.id in active and action.id not in _SELF else elsewhere).append(choice)
    here.sort(key=lambda choice: PLACES[BY_ID[choice.key].where] in _LAST)
    return [*here, *elsewhere]


def _why_not(
    app: "IsonboardApp", action: Action, active: dict[str, tuple[str, object]], keymap: dict[str, str]
) -> str:
    """Why it does nothing now; empty where it does something, if only on its own place."""
    page = app.page
    missing = page is not None and action.id in active and page.lacks(action)
    if not missing and (action.id in active or action.where in _ELSEWHERE or action.where == "everywhere"):
        return ""

    def key(found: re.Match[str]) -> str:
        return key_names(keys_of(BY_ID[found[1]], keymap)) or "its line here"

    return re.sub(r"<([\w.]+)>", key, _WHY_NOT.get(action.where, _WHY_NOT["project"]))


def run_action(app: "IsonboardApp", action_id: str) -> None:
    """Do what the action's key would do, on its own place where it does not work here."""
    found = _active(app).get(action_id)
    if found is not None:
        action, node = found
        app.call_later(app.run_action, action, node)
        return
    where = BY_ID[action_id].where
    if where in _ELSEWHERE:
        app.action_go(where)
        app.call_after_refresh(_then, app, action_id)
    elif where == "everywhere":
        app.call_later(app.run_action, BY_ID[action_id].action, app)


def _then(app: "IsonboardApp", action_id: str) -> None:
    found = _active(app).get(action_id)
    if found is not None:
        action, node = found
        app.call_later(app.run_action, action, node)


def _active(app: "IsonboardApp") -> dict[str, tuple[str, object]]:
    page = app.page
    if page is None:
        return {}
    return {
        active.binding.id: (active.binding.action, active.node)
        for active in page.active_bindings.values()
        if active.binding.id and active.enabled
    }


_NO_COLOR = "none is shown while NO_COLOR is set"


def choose_theme(app: "IsonboardApp") -> None:
    """Offer the colours; the one under the cursor is shown at once, escape goes back to the one before."""
    before = app.theme
    choices = [
        Choice(name, name.replace("-", " "), "yours now" if name == before else "")
        for name in themes.OFFERED
        if themes.known(name)
    ]

    def show(name: str) -> None:
        app.theme = name

    def keep(chosen: str | None) -> None:
        app.theme = chosen or before
        page = app.page
        if chosen and chosen != before and page is not None:
            page.change(partial(_kept, app, chosen), group="theme", description="keeping the colours")

    title = f"Colours ({_NO_COLOR})" if app.no_color else "Colours"
    app.push_screen(ChoiceScreen(title, choices, chosen=before, on_move=show, menu=True), keep)


async def _kept(app: "IsonboardApp", name: str) -> None:
    await app.desk.ask(lambda _context: settings.save_setting("screen", "theme", name))
    if (page := app.page) is not None:
        holds = f"{_NO_COLOR}." if app.no_color else "config.toml wins where it names another."
        page.flash(f"Colours: {name.replace('-', ' ')}; {holds}")
