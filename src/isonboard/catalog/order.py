"""How the catalog is listed: the orders it can be sorted by, and what it can be filtered by."""

from enum import StrEnum

import msgspec


class Order(StrEnum):
    """How `Catalog.ids` sorts; ties always by label, then id."""

    FIT = "fit"
    ACTIVITY = "activity"
    NAME = "name"
    FRESHNESS = "freshness"
    BEGINNER_ISSUES = "beginner issues"


ORDER_BY = {
    Order.FIT: "fit IS NULL, fit DESC, activity DESC",
    Order.ACTIVITY: "activity IS NULL, activity DESC",
    Order.NAME: "label",
    Order.FRESHNESS: "updated IS NULL, updated DESC",
    Order.BEGINNER_ISSUES: "beginner IS NULL, beginner DESC, activity DESC",
}
"""The same in SQL; unknown last."""


class Facets(msgspec.Struct, frozen=True):
    """What the catalog can be filtered by: each value with its number of projects, most first."""

    languages: tuple[tuple[str, int], ...] = ()
    topics: tuple[tuple[str, int], ...] = ()
    owners: tuple[tuple[str, int], ...] = ()
