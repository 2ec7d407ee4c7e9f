"""Test that nothing can hold the password of the unified system: no table, no wire type, no field, no text.

Its visitors type it there alone. Words for a password are allowed only where another secret is meant, named below.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dealer_app.domain.persian import normalise
from dealer_app.hub.database.schema import metadata as hub_metadata
from dealer_app.protocol.schemas.bodies import BODIES
from dealer_app.protocol.schemas.docs import DOCS
from dealer_app.protocol.schemas.fields import Record
from dealer_app.store.tables.records import Base
from resources.tables import read_table
from tests.architecture.source_tree import python_files, tree_of

_NAMES = re.compile(r"pass(?:word|phrase|wd|code)?s?$|^pwd|secret|credential|(?:^|_)pin(?:_|$)|login")
_WORDS = tuple(map(normalise, ("رمز", "گذرواژه", "پسورد", "کلمه عبور", "password")))
_HARMLESS = tuple(map(normalise, ("رمزشده", "رمزینه", "رمزی از شما")))
_SYSTEM = tuple(map(normalise, ("سامانه", "قرعه", "یکپارچه")))
SECRETS_OF_STAFF = {
    "staff.pin_hash": "the hash of a sign-in PIN",
    "staff.pin": "the same, as head office sends it",
}
"""Column or field of the wire that a name like a password's has -> the other secret that it holds."""
TABLES = ("questions", "lottery_results", "company")


def names_like_a_password(places: Iterable[str]) -> set[str]:
    """Return the «table.column» or «record.field» whose last part is a name for a password."""
    return {place for place in places if _NAMES.search(place.rpartition(".")[2])}


def columns() -> Iterator[str]:
    """Yield the columns of both databases."""
    for metadata in (Base.metadata, hub_metadata):
        for table in metadata.tables.values():
            yield from (f"{table.name}.{column.name}" for column in table.columns)


def fields_of(name: str, record: Record) -> Iterator[str]:
    """Yield the fields of a record of the wire, also those of records in it."""
    for field, declared in record.fields.items():
        yield f"{name}.{field}"
        if declared.of is not None:
            yield from fields_of(f"{name}.{field}", declared.of)


def wire_fields() -> Iterator[str]:
    """Yield the fields of every body and every document."""
    for name, record in DOCS.items():
        yield from fields_of(name, record)
    for name, versions in BODIES.items():
        for record in versions.values():
            yield from fields_of(name, record)


def holders(texts: Mapping[str, str]) -> set[str]:
    """Return the places whose text names a password of the unified system and could label or take one.

    A whole sentence that tells people not to say it is no label; a short text or one with a place to fill in is.
    """
    found = set()
    for place, text in texts.items():
        key = normalise(text)
        for harmless in _HARMLESS:
            key = key.replace(harmless, "")
        is_named = any(word in key for word in _WORDS) and any(word in key for word in _SYSTEM)
        if is_named and ("{" in text or not text.rstrip().endswith((".", "؟"))):
            found.add(place)
    return found


def strings_of(path: Path) -> dict[str, str]:
    """Return the string constants of a module by line."""
    nodes = ast.walk(tree_of(path))
    return {
        f"{path}:{node.lineno}:{node.col_offset}": node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def texts_of_the_program() -> dict[str, str]:
    """Return every text of the screens, the papers and the tables."""
    found: dict[str, str] = {}
    for path in python_files("ui", "resources", "dealer_app"):
        if path.parts[0] == "resources" or path.parts[1] in {"texts", "pages", "forms", "widgets"}:
            found |= strings_of(path)
    for table in TABLES:
        for number, row in enumerate(read_table(table)):
            found |= {f"{table}:{number}:{name}": value or "" for name, value in row.items()}
    return found


def fields_that_hide(path: Path) -> list[int]:
    """Return the lines of a module that make an editor hide what is typed."""
    return [
        node.lineno for node in ast.walk(tree_of(path)) if isinstance(node, ast.Attribute) and node.attr == "Password"
    ]


def test_no_column_can_hold_a_password() -> None:
    assert names_like_a_password(columns()) == {"staff.pin_hash"}


def test_no_field_of_the_wire_can_hold_a_password() -> None:
    assert names_like_a_password(wire_fields()) <= set(SECRETS_OF_STAFF)


def test_no_text_is_a_label_for_it_or_takes_it() -> None:
    texts = texts_of_the_program()
    assert len(texts) > 1_000
    assert holders(texts) == set()


def test_only_the_fields_of_staff_hide_what_is_typed() -> None:
    hiding = {str(path) for path in python_files("ui") if fields_that_hide(path)}
    assert not [path for path in hiding if "/help/" in path or "/registration/" in path]
    assert hiding <= {"ui/forms/pin_field.py", "ui/widgets/controls/pin_boxes.py", "ui/pages/settings/database.py"}


def test_place_that_could_hold_it_is_found() -> None:
    assert names_like_a_password(["visits.unified_password", "customers.passport_number", "a.system_pin"]) == {
        "visits.unified_password",
        "a.system_pin",
    }
    label = {"a": "رمز سامانهٔ یکپارچه", "b": "رمز سامانهٔ یکپارچه {typed} است.", "c": "گذرواژهٔ قرعه‌کشی"}
    warning = {"d": "رمز سامانهٔ یکپارچه را به هیچ‌کس نگویید.", "e": "رمزینهٔ سایت", "f": "رمز شش‌رقمی"}
    assert holders({**label, **warning}) == set(label)
