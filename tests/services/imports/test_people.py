"""Customers of an import: found by code, empty fields filled, existing values kept, differences reported."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.desktop import Desktop
from dealer_app.domain.customers import CustomerFields, CustomerKind, RegisterCustomer
from dealer_app.domain.imports import ImportReport
from dealer_app.services.customers.customers import register_customer
from dealer_app.services.imports.people import split_name
from dealer_app.services.imports.rows import PersonFacts
from dealer_app.services.imports.run import import_orders
from tests.services.imports.contents import all_rows, counts, the_customer, the_order
from tests.services.imports.sheets import a_national_code, a_row, as_table, write_csv

CODE = a_national_code(1)
WALK_IN = CustomerFields(
    national_code=CODE,
    given_name="زهرا",
    family_name="حسینی کرمانی",
    mobile="09121234567",
    city="بم",
    sheba="IR820540102680020817909002",
    is_sheba_own=True,
)
ALL_WARNINGS = frozenset({"mobile_unknown_operator", "postal_code_unusual", "sheba_unknown_bank"})


def take(desktop: Desktop, folder: Path, *rows: dict[str, object]) -> ImportReport:
    return import_orders(desktop, write_csv(folder / "a.csv", as_table(rows)))


def register(desktop: Desktop, **changes: object) -> None:
    fields = replace(WALK_IN, **changes)  # type: ignore[arg-type] # a test's own changes
    desktop.write(lambda unit: register_customer(unit, RegisterCustomer(fields, ALL_WARNINGS)))


def test_person_of_several_rows_is_one_customer(desktop: Desktop, tmp_path: Path) -> None:
    rows = [
        a_row(n, national_code=CODE, mobile="", city=city) for n, city in enumerate(["بم", "یزد", "تهران"], start=1)
    ]
    report = take(desktop, tmp_path, *rows)
    assert (report.accepted, report.warned) == (3, ())
    assert counts(desktop)["customers"] == 1
    assert the_customer(desktop, CODE).city == "بم"


def test_customer_of_the_counter_is_completed_and_not_overwritten(desktop: Desktop, tmp_path: Path) -> None:
    register(desktop)
    report = take(desktop, tmp_path, a_row(1))
    assert {note.field for note in report.warned} == {"نام مشتری", "شماره همراه", "شهرستان"}
    assert all("مقدار پرونده نگه داشته شد" in note.why for note in report.warned)
    customer = the_customer(desktop, CODE)
    assert (customer.name, customer.mobile, customer.city) == ("زهرا حسینی کرمانی", "09121234567", "بم")
    assert (customer.postal_code, customer.version, customer.origin) == ("7618411700", 2, "counter")
    assert the_order(desktop, "R260000001").customer_id == customer.id


def test_repeated_import_completes_nothing_more(desktop: Desktop, tmp_path: Path) -> None:
    register(desktop)
    take(desktop, tmp_path, a_row(1))
    before = all_rows(desktop)
    take(desktop, tmp_path, a_row(1))
    after = all_rows(desktop)
    assert len(after.pop("audit")) == len(before.pop("audit")) + 1
    assert after == before


def test_empty_cells_do_not_clear_values(desktop: Desktop, tmp_path: Path) -> None:
    take(desktop, tmp_path, a_row(1))
    report = take(desktop, tmp_path, a_row(1, mobile="", city="", postal_code="-"))
    assert (report.unchanged, report.warned) == (1, ())
    assert the_customer(desktop, CODE).mobile == "09130000001"


def test_different_mobile_or_name_gives_a_warning_and_is_not_stored(desktop: Desktop, tmp_path: Path) -> None:
    take(desktop, tmp_path, a_row(1))
    report = take(desktop, tmp_path, a_row(1, name="زهره حسنی", mobile="09129998877"))
    assert [note.field for note in report.warned] == ["نام مشتری", "شماره همراه"]
    assert (the_customer(desktop, CODE).name, the_customer(desktop, CODE).mobile) == ("زهرا حسینی", "09130000001")


def test_better_spelling_of_an_imported_name_is_stored(desktop: Desktop, tmp_path: Path) -> None:
    rows = [a_row(1, name="غلام رضا آل احمد"), a_row(2, national_code=CODE, mobile="", name="غلام‌رضا آل‌احمد")]
    report = take(desktop, tmp_path, *rows)
    assert report.warned == ()
    customer = the_customer(desktop, CODE)
    assert (customer.name, customer.given_name, customer.version) == ("غلام‌رضا آل‌احمد", "غلام‌رضا", 1)
    take(desktop, tmp_path, a_row(1, name="غلام رضا آل احمد"))
    assert the_customer(desktop, CODE).name == "غلام‌رضا آل‌احمد"


def test_spelling_from_the_counter_is_kept(desktop: Desktop, tmp_path: Path) -> None:
    register(desktop, family_name="آل احمد", given_name="غلام رضا")
    assert "نام مشتری" not in {n.field for n in take(desktop, tmp_path, a_row(1, name="غلام‌رضا آل‌احمد")).warned}
    assert the_customer(desktop, CODE).name == "غلام رضا آل احمد"


@pytest.mark.parametrize(
    ("kind", "code", "stored"),
    [
        ("حقوقی", "10380284790", "legal"),
        ("اتباع", "123456789", "foreign"),
        ("حقيقي", CODE, "natural"),
        ("", "10380284790", "legal"),
        ("", CODE, "natural"),
    ],
)
def test_kind_of_person_determines_the_check_of_the_code(
    desktop: Desktop, tmp_path: Path, kind: str, code: str, stored: str
) -> None:
    report = take(desktop, tmp_path, a_row(1, kind=kind, national_code=code, name="شرکت آرمان کریمی"))
    assert (report.accepted, report.mended) == (1, 0)
    customer = the_customer(desktop, code)
    assert (customer.kind, customer.name) == (stored, "شرکت آرمان کریمی")
    assert bool(customer.given_name) is (stored != "legal")


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("زهرا حسینی", "زهرا", "حسینی"),
        ("شیرین میر محمد صادقی", "شیرین", "میر محمد صادقی"),
        ("سید علی نوری‌فر", "سید علی", "نوری‌فر"),
        ("غلام رضا رضایی", "غلام رضا", "رضایی"),
        ("سید حسینی", "سید", "حسینی"),
        ("پله", "", "پله"),
    ],
)
def test_full_name_is_split(name: str, given: str, family: str) -> None:
    assert split_name(PersonFacts(CustomerKind.NATURAL, CODE, name)) == (given, family)


@given(st.lists(st.text("آبپتثکگی‌", min_size=1), min_size=1, max_size=5).map(" ".join))
def test_split_name_joins_to_the_full_name(name: str) -> None:
    assert " ".join(filter(None, split_name(PersonFacts(CustomerKind.NATURAL, CODE, name)))) == name
