"""`innersource.json`: what projects declare beyond the portal's keys, as found in the wild.

No schema exists; trusted committers, channels and governance levels are read where they have the shape that published
files use, anything else is passed over.
"""

from typing import Any

import msgspec

from isonboard import text
from isonboard.address import web_address
from isonboard.guidance.pages import Page
from isonboard.model.guidance import Condition, Contact


def metadata_of(document_text: str) -> dict[str, Any] | None:
    """The object in an `innersource.json`, None where it is not valid JSON or no object."""
    try:
        value = msgspec.json.decode(document_text.encode())
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _line_of(page: Page, key: str) -> int:
    quoted = f'"{key}"'
    return next((number for number, line in enumerate(page.lines, 1) if quoted in line), 1)


_LEVELS = {
    "bug_reports_welcome": "Bug reports and issues are welcome.",
    "bug_reports_and_issues_welcome": "Bug reports and issues are welcome.",
    "contributions_welcome": "Contributions are welcome.",
    "shared_write_access": "Contributors share write access.",
    "shared_ownership": "Contributors share ownership.",
}
"""The InnerSource Commons pattern “InnerSource Governance Levels”."""


def declared(page: Page) -> tuple[list[Contact], list[Condition]]:
    """People, places and conditions of an `innersource.json`."""
    data = metadata_of(page.document.text)
    if data is None:
        return [], []
    contacts: list[Contact] = []
    people = data.get("trusted_committers") or data.get("trustedCommitters")
    for person in people if isinstance(people, list) else []:
        name, login = "", ""
        if isinstance(person, str):
            name = text.line(person, 100)
        elif isinstance(person, dict):
            name = text.line(person.get("name"), 100)
            login = text.line(person.get("github") or person.get("login"), 60).lstrip("@")
        if name or login:
            shown = f"{name} (@{login})" if name and login else name or f"@{login}"
            key = "trusted_committers" if "trusted_committers" in data else "trustedCommitters"
            contacts.append(
                Contact(kind="trusted committer", name=shown, evidence=page.evidence(_line_of(page, key)))
            )
    places = data.get("communication")
    if isinstance(places, dict):
        for key, kind in (
            ("channel", "chat"),
            ("chat", "chat"),
            ("mailing_list", "mailing list"),
            ("issues", "tracker"),
        ):
            if isinstance(value := places.get(key), str) and value.strip():
                contacts.append(
                    Contact(
                        kind=kind,
                        name=text.line(value, 200),
                        url=web_address(value.strip()),
                        evidence=page.evidence(_line_of(page, key)),
                    )
                )
    conditions: list[Condition] = []
    level = data.get("governance_level")
    if isinstance(level, str) and level.strip():
        words = _LEVELS.get(
            level.strip().casefold().replace("-", "_").replace(" ", "_"),
            f"Governance level: {text.line(level, 100)}.",
        )
        conditions.append(
            Condition(
                kind="governance", text=words, evidence=page.evidence(_line_of(page, "governance_level"))
            )
        )
    if data.get("participating") is False:
        conditions.append(
            Condition(
                kind="closed",
                text="The project does not take part in InnerSource.",
                blocking=True,
                evidence=page.evidence(_line_of(page, "participating")),
            )
        )
    return contacts, conditions
