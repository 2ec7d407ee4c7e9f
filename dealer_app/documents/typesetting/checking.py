"""Check before drawing that the faces can draw every text of a paper."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from dealer_app.documents.typesetting.composing import code_point, missing_characters
from dealer_app.domain.errors import FieldError
from resources.texts.papers import FIELD_LABELS, OTHER_FIELD

_NOT_DRAWN = frozenset({"authenticity", "symbology"})


def check_glyphs(*details: object) -> None:
    """Raise FieldError ``paper_glyph_missing`` (char, code, label) at the first field that cannot be drawn."""
    for part in details:
        if not missing_characters("".join(_strings(part))):
            continue
        for field, text in _texts(part, ""):
            for char in missing_characters(text):
                label = FIELD_LABELS.get(field.rpartition(".")[2], OTHER_FIELD)
                raise FieldError("paper_glyph_missing", field, char=char, code=code_point(char), label=label)


def _strings(value: Any) -> list[str]:  # noqa: ANN401 - any frozen value of the domain
    """Return every text inside a value, also those that are not drawn."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for part in value for text in _strings(part)]
    if is_dataclass(value):
        kind: Any = type(value)
        return [text for name in _names(kind) for text in _strings(getattr(value, name))]
    return []


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a class."""
    return tuple(member.name for member in fields(kind))


def _texts(value: Any, field: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any frozen value of the domain
    """Yield every text inside a value with the dotted name of its field."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part, field)
    elif is_dataclass(value):
        for member in fields(value):
            if member.name not in _NOT_DRAWN:
                path = f"{field}.{member.name}" if field else member.name
                yield from _texts(getattr(value, member.name), path)
