"""Make bodies that the service's OpenAPI document allows, and check whether a body conforms to it."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from dealer_app.hub.service.openapi import describe

DOCUMENT = describe()
Schema = dict[str, Any]
EDGES = (0, 1, -1, 2**31 - 1, 2**31, 2**53, 2**62, 2**63 - 1, 2**63, -(2**63) - 1, 2**64)
INTEGERS = st.integers(-3, 40) | st.sampled_from(EDGES)
_TYPES: dict[str, type | tuple[type, ...]] = {"string": str, "integer": int, "boolean": bool, "null": type(None)}


def asked(path: str) -> Schema:
    """Return the schema of a path's request body."""
    content = DOCUMENT["paths"][path]["post"]["requestBody"]["content"]
    return dict(content["application/json"]["schema"])


def told(path: str, method: str, status: int) -> Schema:
    """Return the schema of a path's answer."""
    responses = DOCUMENT["paths"][path][method.lower()]["responses"]
    return dict(responses.get(str(status), responses["default"]).get("content", {}).get("application/json", {}))


def any_of(schema: Schema, texts: SearchStrategy[str]) -> SearchStrategy[Any]:  # noqa: PLR0911 - one for each type
    """Return a strategy for all values that a schema allows; strings come from ``texts``."""
    if "$ref" in schema:
        return any_of(_look_up(schema), texts)
    if "anyOf" in schema:
        return st.one_of([any_of(choice, texts) for choice in schema["anyOf"]])
    match schema.get("type"):
        case "object":
            return _any_object(schema, texts)
        case "array" if "prefixItems" in schema:
            return st.tuples(*(any_of(item, texts) for item in schema["prefixItems"])).map(list)
        case "array":
            return st.lists(any_of(schema["items"], texts), max_size=4)
        case "integer":
            return INTEGERS
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
    return texts


def fits(schema: Schema, value: Any) -> bool:  # noqa: PLR0911 - the same
    """Return whether a value conforms to a schema; fields that the schema does not name are a fault here."""
    if "$ref" in schema:
        return fits(_look_up(schema), value)
    if "anyOf" in schema:
        return any(fits(choice, value) for choice in schema["anyOf"])
    match schema.get("type"):
        case None:
            return True
        case "object":
            return isinstance(value, dict) and _object_fits(schema, value)
        case "array" if "prefixItems" in schema:
            return isinstance(value, list) and len(value) == len(schema["prefixItems"])
        case "array":
            return isinstance(value, list) and all(fits(schema["items"], item) for item in value)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, _TYPES[schema["type"]])


def _any_object(schema: Schema, texts: SearchStrategy[str]) -> SearchStrategy[Any]:
    extra = schema.get("additionalProperties")
    if extra:
        return st.dictionaries(texts, any_of(extra, texts), max_size=3)
    fields = {name: any_of(inner, texts) for name, inner in schema["properties"].items()}
    required = {name: fields.pop(name) for name in schema["required"]}
    return st.fixed_dictionaries(required, optional=fields)


def _object_fits(schema: Schema, value: dict[str, Any]) -> bool:
    extra = schema.get("additionalProperties")
    if extra:
        return all(fits(extra, inner) for inner in value.values())
    known = schema["properties"]
    is_whole = set(schema["required"]) <= value.keys() <= known.keys()
    return is_whole and all(fits(known[name], inner) for name, inner in value.items())


def _look_up(schema: Schema) -> Schema:
    name = schema["$ref"].rpartition("/")[2]
    return dict(DOCUMENT["components"]["schemas"][name])
