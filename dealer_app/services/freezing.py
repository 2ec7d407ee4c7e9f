"""Convert frozen values to JSON data and back: the facts of a paper, the settings, the body of an outbox command.

JSON data of an older version can be read: a missing field takes its default, an unknown field is ignored.
"""

import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


def freeze(value: object) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """Return ``value`` (frozen values, tuples, dates, ids, enums, plain data) as JSON data."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: freeze(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {key: freeze(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [freeze(item) for item in value]
    return _freeze_plain(value)


def _freeze_plain(value: object) -> object:
    """Return a single value as JSON data."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):  # a datetime is a date too
        return value.isoformat()
    return str(value) if isinstance(value, (UUID, Decimal)) else value


def thaw(kind: type[T], data: dict[str, Any]) -> T:
    """Return ``data`` as a frozen value of class ``kind``; raises KeyError for a missing field without default."""
    hints = _hints(kind)
    known = {field.name: _thaw(hints[field.name], data[field.name]) for field in fields(kind) if field.name in data}
    for field in fields(kind):
        if field.name not in known and field.default is MISSING and field.default_factory is MISSING:
            raise KeyError(field.name)
    return kind(**known)


@cache
def _hints(kind: type) -> dict[str, Any]:
    """Return the resolved type hints of a class's fields."""
    return get_type_hints(kind)


def _thaw(kind: Any, data: Any) -> Any:  # noqa: ANN401 - types as data
    """Return ``data`` as a value of ``kind``."""
    kind = getattr(kind, "__supertype__", kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if data is None:
        return None
    if origin in (Union, types.UnionType):
        return _thaw(next(choice for choice in arguments if choice is not type(None)), data)
    if origin is tuple:
        return tuple(_thaw(item_kind, item) for item_kind, item in zip(_item_kinds(arguments, data), data, strict=True))
    if origin is dict:
        return {key: _thaw(arguments[1], item) for key, item in data.items()}
    return _thaw_plain(kind, data)


def _item_kinds(arguments: tuple[Any, ...], data: list[Any]) -> list[Any]:
    """Return the kind of each item of a tuple, ``tuple[X, ...]`` or ``tuple[X, Y]``."""
    return [arguments[0]] * len(data) if arguments[1:] == (Ellipsis,) else list(arguments)


def _thaw_plain(kind: Any, data: Any) -> Any:  # noqa: ANN401 - types as data
    """Return ``data`` as a value of a class without parameters."""
    if isinstance(kind, type) and is_dataclass(kind):
        return thaw(kind, data)
    if kind is Decimal:
        return Decimal(data)
    if kind in (date, datetime):
        return kind.fromisoformat(data)
    if isinstance(kind, type) and issubclass(kind, (Enum, UUID)):
        return kind(data)
    return data
