"""A Backstage of our own: entities, by-query with cursors and fields, guests whose token runs out."""

import base64
import json
from typing import Any

from counterparty import Asked, Counterparty, Reply, route


def component(name: str, **changes: Any) -> dict[str, Any]:
    annotations = changes.pop(
        "annotations", {"backstage.io/source-location": f"url:https://github.com/acme/{name}/"}
    )
    metadata = {
        "name": name,
        "namespace": "default",
        "uid": f"uid-{name}",
        "title": name.title(),
        "description": f"The {name}",
        "tags": ["go", "payments"],
        "links": [{"url": "https://chat.acme.test/c", "title": "Chat"}],
        "annotations": annotations,
    } | changes.pop("metadata", {})
    spec = {
        "type": "service",
        "lifecycle": "production",
        "owner": "group:default/team-pay",
        "system": "pay-platform",
    } | changes.pop("spec", {})
    return {"kind": "Component", "metadata": metadata, "spec": spec}


def system(name: str, domain: str) -> dict[str, Any]:
    return {
        "kind": "System",
        "metadata": {"name": name, "namespace": "default", "uid": f"s-{name}"},
        "spec": {"domain": domain},
    }


class BackstageServer(Counterparty):
    base = "https://backstage.test"

    def __init__(
        self, entities: list[dict[str, Any]] = (), *, open_door: bool = False, guests: bool = False
    ) -> None:
        super().__init__()
        self.entities = list(entities)
        self.tokens = {"good"}
        self.open_door, self.guests = open_door, guests
        self.handed_out = 0

    def refusal(self, asked: Asked) -> Reply | None:
        if asked.path.startswith("/api/auth/") or self.open_door:
            return None
        token = asked.headers.get("authorization", "").removeprefix("Bearer ")
        if token in self.tokens:
            return None
        return Reply(401, {"error": {"name": "AuthenticationError", "message": "Missing credentials"}})

    def expire(self) -> None:
        """Let every guest's token run out."""
        self.tokens = {"good"}

    @route("/api/auth/guest/refresh")
    def guest(self, asked: Asked) -> Reply:
        if not self.guests:
            return self.missing(asked)
        self.handed_out += 1
        token = f"guest-{self.handed_out}"
        self.tokens.add(token)
        return Reply(200, {"backstageIdentity": {"token": token, "expiresInSeconds": 3600}})

    @route("/api/catalog/entity-facets")
    def facets(self, asked: Asked) -> Reply:
        return Reply(200, {"facets": {"kind": [{"value": "Component", "count": len(self.entities)}]}})

    @route("/api/catalog/entities")
    def listed(self, asked: Asked) -> Reply:
        found = [entity for entity in self.entities if self._fits(entity, asked.query.get("filter", ""))]
        wanted = asked.query["fields"].split(",")
        return Reply(200, [self._picked(entity, wanted) for entity in found])

    @route("/api/catalog/entities/by-query")
    def by_query(self, asked: Asked) -> Reply:
        query = asked.query
        start, wanted = 0, query.get("filter", "")
        if cursor := query.get("cursor"):
            try:
                start, wanted = json.loads(base64.b64decode(cursor))
            except ValueError:
                return Reply(400, {"error": {"name": "InputError", "message": "Malformed cursor"}})
        found = [entity for entity in self.entities if self._fits(entity, wanted)]
        if term := query.get("fullTextFilterTerm"):
            found = [entity for entity in found if term in json.dumps(entity["metadata"])]
        limit = int(query.get("limit", 20))
        page = found[start : start + limit]
        info = {}
        if start + limit < len(found):
            info["nextCursor"] = base64.b64encode(json.dumps([start + limit, wanted]).encode()).decode()
        items = (
            [self._picked(entity, query["fields"].split(",")) for entity in page]
            if "fields" in query
            else page
        )
        reply = Reply(200, {"items": items, "totalItems": len(found), "pageInfo": info})
        return reply if "fields" in query else reply._replace(headers={"cache-control": "no-store"})

    def _fits(self, entity: dict[str, Any], wanted: str) -> bool:
        for part in filter(None, wanted.split(",")):
            path, _, value = part.partition("=")
            found: Any = entity
            for key in path.split("."):
                found = found.get(key) if isinstance(found, dict) else None
            listed = found if isinstance(found, list) else [found]
            if value.casefold() not in [str(each).casefold() for each in listed]:
                return False
        return True

    def _picked(self, entity: dict[str, Any], wanted: list[str]) -> dict[str, Any]:
        picked: dict[str, Any] = {}
        for path in wanted:
            *parents, last = path.split(".")
            source, target = entity, picked
            for key in parents:
                source = source.get(key, {})
                target = target.setdefault(key, {})
            if last in source:
                target[last] = source[last]
        return picked
