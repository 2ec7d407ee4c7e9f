"""Which fields a registration needs, by kind of customer: the table, and the rule that follows it."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain import required
from dealer_app.domain.customers import CustomerFields, CustomerKind
from dealer_app.domain.errors import sentence
from dealer_app.domain.registration import check_registration
from dealer_app.domain.required import RequiredField, field_label, required_fields

TODAY = date(2026, 11, 22)
NAMES = tuple(field.name for field in fields(CustomerFields) if field.name != "kind")
KINDS = st.sampled_from(CustomerKind)


def missing(given_fields: CustomerFields) -> list[str]:
    """Return the fields that a registration lacks."""
    found = check_registration(given_fields, TODAY)
    assert all(sentence(error) for error in found)
    return [error.field for error in found if error.code.endswith(("_empty", "_needed"))]


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[list[dict[str, str]]], None]]:
    """Return a function that puts other rows in place of the table."""

    def use(rows: list[dict[str, str]]) -> None:
        monkeypatch.setattr(required, "read_table", lambda _name: tuple(rows))
        required_fields.cache_clear()

    yield use
    required_fields.cache_clear()


def a_row(kind: CustomerKind, field: str, note: str = "") -> dict[str, str]:
    return {"kind": kind.value, "field": field, "source": "نامه", "effective_from": "1405/01/01", "note": note}


@pytest.mark.parametrize("kind", CustomerKind)
def test_an_empty_registration_lacks_what_the_table_names(kind: CustomerKind) -> None:
    assert missing(CustomerFields(kind=kind)) == [one.field for one in required_fields()[kind]]
    assert all(one.is_sample and one.source for one in required_fields()[kind])
    assert {"national_code", "family_name", "mobile", "sheba"} <= {one.field for one in required_fields()[kind]}


@given(kind=KINDS, names=st.sets(st.sampled_from(NAMES)))
def test_whatever_the_table_names_is_needed_and_nothing_else(kind: CustomerKind, names: set[str]) -> None:
    real = required_fields()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(required, "read_table", lambda _name: tuple(a_row(kind, name) for name in sorted(names)))
        required_fields.cache_clear()
        assert missing(CustomerFields(kind=kind)) == [name for name in NAMES if name in names]
        others = [one for one in CustomerKind if one is not kind]
        assert all(missing(CustomerFields(kind=one)) == [] for one in others)
    required_fields.cache_clear()
    assert required_fields() == real


def test_a_field_that_is_needed_is_named_in_its_sentence(table: Callable[[list[dict[str, str]]], None]) -> None:
    table([a_row(CustomerKind.FOREIGN, "passport_number"), a_row(CustomerKind.FOREIGN, "city")])
    found = check_registration(CustomerFields(kind=CustomerKind.FOREIGN), TODAY)
    assert [(error.field, error.code) for error in found] == [
        ("passport_number", "passport_number_empty"),
        ("city", "field_needed"),
    ]
    assert "شهر" in sentence(found[1])
    assert missing(replace(CustomerFields(kind=CustomerKind.FOREIGN), passport_number="A1234567", city="بم")) == []


@pytest.mark.parametrize(
    "rows",
    [
        [a_row(CustomerKind.NATURAL, "shoe_size")],
        [a_row(CustomerKind.NATURAL, "city"), a_row(CustomerKind.NATURAL, "city")],
        [{**a_row(CustomerKind.NATURAL, "city"), "kind": "robot"}],
    ],
)
def test_a_wrong_row_of_the_table_is_found(
    table: Callable[[list[dict[str, str]]], None], rows: list[dict[str, str]]
) -> None:
    table(rows)
    with pytest.raises(ValueError, match=r"shoe_size|city|robot"):
        required_fields()


def test_a_confirmed_row_is_no_sample(table: Callable[[list[dict[str, str]]], None]) -> None:
    table([a_row(CustomerKind.LEGAL, "city", "تأیید مدیر"), a_row(CustomerKind.LEGAL, "mobile", "نمونه: هنوز")])
    assert required_fields()[CustomerKind.LEGAL] == (
        RequiredField("mobile", "نامه", is_sample=True),
        RequiredField("city", "نامه", is_sample=False),
    )


def test_every_field_has_a_name() -> None:
    assert all(field_label(kind, name) for kind in CustomerKind for name in NAMES)
    assert field_label(CustomerKind.LEGAL, "family_name") != field_label(CustomerKind.NATURAL, "family_name")
