"""Build the service's OpenAPI document from the types of the wire."""

from typing import Any

from msgspec import Struct
from msgspec.json import schema_components

from dealer_app.protocol import wire

_POSTS: dict[str, tuple[type[Struct], type[Struct] | None]] = {
    "/v1/enrol": (wire.Enrol, wire.Enrolled),
    "/v1/session": (wire.OpenSession, wire.SessionAnswer),
    "/v1/push": (wire.Push, wire.PushAnswer),
    "/v1/lease": (wire.Wants, wire.Ranges),
    "/v1/verify": (wire.Verify, wire.Verified),
    "/v1/attachments/put": (wire.PutPiece, wire.PieceHeld),
    "/v1/attachments/get": (wire.GetPiece, wire.Piece),
}
_GETS: dict[str, type[Struct]] = {"/v1/pull": wire.FeedPage, "/v1/snapshot": wire.SnapshotHead}
_NUMBERS = ("cursor", "broadcast", "limit")


def describe() -> dict[str, Any]:
    """Return the OpenAPI document of the service."""
    kinds = [kind for pair in _POSTS.values() for kind in pair if kind is not None] + list(_GETS.values())
    _, components = schema_components([*kinds, wire.CallRefusal], ref_template="#/components/schemas/{name}")
    paths: dict[str, Any] = {path: {"post": _post(request, answer)} for path, (request, answer) in _POSTS.items()}
    paths |= {path: {"get": _get(path, answer)} for path, answer in _GETS.items()}
    paths["/v1/snapshot/{name}"] = {"get": {"parameters": [_parameter("name", "path")], "responses": _responses(None)}}
    octets = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    paths["/v1/bundle"] = {"post": {"requestBody": {"content": octets}, "responses": _responses(None)}}
    info = {"title": "Bajeh, head office", "version": str(wire.PROTOCOL)}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": components}}


def _post(request: type[Struct], answer: type[Struct] | None) -> dict[str, Any]:
    return {"requestBody": {"content": _json(request)}, "responses": _responses(answer)}


def _get(path: str, answer: type[Struct]) -> dict[str, Any]:
    names = (*_NUMBERS, "ids") if path == "/v1/pull" else ()
    return {"parameters": [_parameter(name, "query") for name in names], "responses": _responses(answer)}


def _parameter(name: str, place: str) -> dict[str, Any]:
    kind = "integer" if name in _NUMBERS else "string"
    return {"name": name, "in": place, "required": place == "path", "schema": {"type": kind}}


def _responses(answer: type[Struct] | None) -> dict[str, Any]:
    done = {"description": "done", **({"content": _json(answer)} if answer is not None else {})}
    return {"200": done, "default": {"description": "refused", "content": _json(wire.CallRefusal)}}


def _json(kind: type[Struct]) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{kind.__name__}"}}}
