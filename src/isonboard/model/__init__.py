"""The values that the rooms share: frozen structs and enums, no behaviour that reads or writes anything.

Import them from their module (`from isonboard.model.project import Project`); this package imports none, so that
a verb pays only for what it uses. Times are aware `datetime`s in UTC. None means unknown and is never shown as zero.
"""
