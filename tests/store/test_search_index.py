"""The search index: written rows are found at once by each number, by prefixes and by any spelling of the name."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, text
from uuid_utils.compat import uuid7

from dealer_app.desktop import Desktop
from dealer_app.domain.codes.digit_fields import compact
from dealer_app.domain.persian import number_key
from dealer_app.store.core.unit import Unit
from dealer_app.store.search.name_index import find_by_name
from dealer_app.store.search.search_index import IndexMatch, find_by_key, find_by_prefix
from dealer_app.store.tables.customers import CustomerRecord, customer_keys, name_key
from tests.store.factories import a_customer, an_order


def _people(unit: Unit) -> None:
    for given_name, family_name in [
        ("علی", "نوری‌فر"),
        ("صدیقه", "آل‌احمد"),
        ("شیرین", "میر محمد صادقی"),
        ("طاهره", "ژیان‌پور"),
        ("علی", "کاظمی"),
        ("", "شرکت پولاد گستر کرمان"),
    ]:
        a_customer(unit, given_name=given_name, family_name=family_name)


def _add_in_bulk(unit: Unit, people: list[tuple[str, str]]) -> None:
    rows = [
        {
            "id": uuid7(),
            "given_name": given,
            "family_name": family,
            "registered_at": unit.now,
            **customer_keys(given, family),
        }
        for given, family in people
    ]
    unit.session.execute(insert(CustomerRecord), rows)


def _names(desktop: Desktop, typed: str) -> set[str]:
    return {match.name for match in desktop.read(lambda unit: find_by_name(unit.session, typed))}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("نوری فر", "علی نوری‌فر"),
        ("نوری‌فر", "علی نوری‌فر"),
        ("نوریفر", "علی نوری‌فر"),
        ("نوري فر علي", "علی نوری‌فر"),
        ("علی نو", "علی نوری‌فر"),
        ("فر", "علی نوری‌فر"),
        ("ال احمد", "صدیقه آل‌احمد"),
        ("آل‌احمد", "صدیقه آل‌احمد"),
        ("الاحمد", "صدیقه آل‌احمد"),
        ("میرمحمدصادقی", "شیرین میر محمد صادقی"),
        ("میر محمدصادقی", "شیرین میر محمد صادقی"),
        ("صادقی شیرین", "شیرین میر محمد صادقی"),
        ("ژی", "طاهره ژیان‌پور"),
        ("كاظمي", "علی کاظمی"),
        ("اظم", "علی کاظمی"),
        ("گستر پولاد", "شرکت پولاد گستر کرمان"),
    ],
)
def test_name_is_found_in_any_spelling(desktop: Desktop, typed: str, name: str) -> None:
    desktop.write(_people)
    assert _names(desktop, typed) == {name}


@pytest.mark.parametrize("typed", ["", " ", "‌", "زز", "قققق", '"', "علی ژ", "*", "ن' OR 1"])
def test_text_in_no_name_finds_nothing(desktop: Desktop, typed: str) -> None:
    desktop.write(_people)
    assert _names(desktop, typed) == set()


def test_common_prefix_finds_all_names(desktop: Desktop) -> None:
    desktop.write(_people)
    assert _names(desktop, "عل") == {"علی نوری‌فر", "علی کاظمی"}


def test_corrected_name_is_found_only_by_the_new_name(desktop: Desktop) -> None:
    customer_id = desktop.write(a_customer).value

    def correct(unit: Unit) -> None:
        unit.session.get_one(CustomerRecord, customer_id).family_name = "پارسا"

    desktop.write(correct)
    assert _names(desktop, "پارسا") == _names(desktop, "پا") == {"علی پارسا"}
    assert _names(desktop, "نوری") == _names(desktop, "نو") == set()


def test_erased_customer_is_not_found(desktop: Desktop) -> None:
    desktop.write(a_customer)
    desktop.write(lambda unit: unit.session.execute(text("DELETE FROM customers")))
    assert _names(desktop, "نوری") == _names(desktop, "نو") == set()


def test_rows_added_in_bulk_are_found(desktop: Desktop) -> None:
    desktop.write(partial(_add_in_bulk, people=[("رضا", "بهمنی"), ("زهرا", "بهرامی")]))
    assert _names(desktop, "به") == {"رضا بهمنی", "زهرا بهرامی"}


def test_rare_word_narrows_many_common_names(desktop: Desktop) -> None:
    names = [("محمد", f"حسینی{n}") for n in range(3000)]
    desktop.write(partial(_add_in_bulk, people=[*names, ("محمد", "ژاله حسینی")]))
    for typed in ("محمد ژ", "ژ حسینی", "محمد ژاله", "ح ژ", "حسینی ژا محمد"):
        assert _names(desktop, typed) == {"محمد ژاله حسینی"}, typed
    assert len(desktop.read(lambda unit: find_by_name(unit.session, "محمد حس", 20))) == 20


def _order(unit: Unit) -> None:
    customer_id = a_customer(unit, national_code="0499370899", mobile="09122582580")
    numbers = {"request_number": "R2606100003", "contract_number": "2606/50003", "invitation_number": "D700003"}
    an_order(unit, customer_id, **numbers, vin="NAK1UN5XW8HT857PB", car="J7", status="فاکتور")


def _found(matches: tuple[IndexMatch, ...]) -> list[tuple[str, str]]:
    return [(match.name, match.request_number) for match in matches]


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("request", "r۲۶۰۶۱۰۰۰۰۳"),
        ("contract", "۲۶۰۶/۵۰۰۰۳"),
        ("contract", "2606-50003"),
        ("contract", "260650003"),
        ("invitation", "d 700003"),
        ("vin", "NAK1UN5XW8HT857PB"),
        ("national_code", "0499370899"),
        ("mobile", "09122582580"),
    ],
)
def test_order_is_found_by_each_key_and_its_prefix(desktop: Desktop, kind: str, typed: str) -> None:
    desktop.write(_order)
    key = compact(typed) if typed.isdecimal() else number_key(typed)
    whole = desktop.read(lambda unit: find_by_key(unit.session, kind, key))
    assert _found(whole) == [("علی نوری‌فر", "R2606100003")]
    assert (whole[0].order_id is None) == (kind in {"national_code", "mobile"})
    begun = desktop.read(lambda unit: find_by_prefix(unit.session, kind, key[:-2]))
    assert begun == whole
    assert desktop.read(lambda unit: find_by_key(unit.session, kind, key[:-1])) == ()


def test_bill_that_was_not_issued_is_not_found(desktop: Desktop) -> None:
    desktop.write(_order)
    assert desktop.read(lambda unit: find_by_key(unit.session, "bill", "9403272004129")) == ()
    assert desktop.read(lambda unit: find_by_prefix(unit.session, "bill", "94")) == ()


def test_order_is_found_inside_the_write_that_adds_it(desktop: Desktop) -> None:
    def register_and_find(unit: Unit) -> int:
        _order(unit)
        return len(find_by_key(unit.session, "request", "R2606100003"))

    assert desktop.write(register_and_find).value == 1


@given(st.text(alphabet="R00123456789/-_.:, \\abz", min_size=1).filter(str.strip))
def test_key_computed_by_sqlite_equals_the_key_of_the_domain(number: str) -> None:
    import sqlcipher3.dbapi2 as driver

    from dealer_app.store.tables.orders import OrderRecord

    computed = OrderRecord.__table__.c.request_key.computed
    assert computed is not None
    connection = driver.connect(":memory:")
    (key,) = connection.execute(f"SELECT {computed.sqltext} FROM (SELECT ? AS request_number)", (number,)).fetchone()
    connection.close()
    assert key == number_key(number)


@given(st.text(max_size=30))
def test_name_key_of_a_name_key_is_unchanged(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)
