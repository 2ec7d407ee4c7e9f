"""Registering, correcting, listing and revealing customers."""

import pytest
from sqlalchemy import func, select

from dealer_app.desktop import Desktop
from dealer_app.domain.customers import CorrectCustomer, CustomerFields, CustomerKind, RegisterCustomer
from dealer_app.domain.errors import FieldError, FieldErrors, Refusal
from dealer_app.domain.ids import CustomerId
from dealer_app.services.customers import customers
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.leases import LeaseRecord
from dealer_app.store.tables.outbox import OutboxRecord
from tests.services.factories import walk_in


def register(counter: Desktop, fields: CustomerFields, *accepted: str) -> CustomerId:
    command = RegisterCustomer(fields, frozenset(accepted))
    return counter.write(lambda unit: customers.register_customer(unit, command)).value.customer_id


def counts(unit: Unit) -> tuple[int, ...]:
    tables = (CustomerRecord.row, AuditRecord.n, OutboxRecord.n, LeaseRecord.next)
    return tuple(unit.session.scalar(select(func.coalesce(func.sum(column), 0))) or 0 for column in tables)


def test_registration_stores_customer_and_number_and_is_queued(counter: Desktop) -> None:
    written = counter.write(lambda unit: customers.register_customer(unit, RegisterCustomer(walk_in())))

    file = counter.read(lambda unit: customers.get_customer(unit, written.value.customer_id))
    assert written.value.is_new
    assert written.changes.touched == {("customers", written.value.customer_id)}
    assert (file.name, file.registration_number, file.is_queued) == ("محمدرضا چگینی", "1405/2606/00003", True)
    assert file.bank_name == "پارسیان"
    assert file.version == 1


def test_fields_are_stored_in_normal_form(counter: Desktop) -> None:
    typed = walk_in(national_code="۰۷۹-۰۴۱۹۹۰-۴", mobile="+98 913 345 6789", family_name=" چگيني ", city="كرمان")

    customer_id = register(counter, typed)
    file = counter.read(lambda unit: customers.get_customer(unit, customer_id))

    assert (file.fields.national_code, file.fields.mobile) == ("0790419904", "09133456789")
    assert (file.fields.family_name, file.fields.city) == ("چگینی", "کرمان")


def test_known_code_returns_the_existing_customer_unchanged(counter: Desktop) -> None:
    before = counter.read(counts)
    wish = RegisterCustomer(walk_in(national_code="۰۴۹ ۹۳۷۰ ۸۹۹", given_name="دیگری", mobile=""))

    known = counter.write(lambda unit: customers.register_customer(unit, wish)).value

    assert not known.is_new
    assert counter.read(lambda unit: customers.get_customer(unit, known.customer_id)).fields.given_name == "زهرا"
    assert counter.read(counts) == before


def test_every_wrong_field_is_reported_and_nothing_is_saved(counter: Desktop) -> None:
    before = counter.read(counts)
    wrong = walk_in(national_code="0790419905", mobile="0913345678", sheba="IR820540102680020817909003", given_name="")

    with pytest.raises(FieldErrors) as caught:
        register(counter, wrong)

    assert {error.field for error in caught.value.errors} == {"national_code", "given_name", "mobile", "sheba"}
    assert counter.read(counts) == before


def test_warning_must_be_confirmed(counter: Desktop) -> None:
    odd = walk_in(postal_code="7602012345")

    with pytest.raises(FieldErrors) as caught:
        register(counter, odd)

    assert [(error.code, error.is_warning) for error in caught.value.errors] == [("postal_code_unusual", True)]
    registered = register(counter, odd, "postal_code_unusual")
    assert counter.read(lambda unit: customers.get_customer(unit, registered)).fields.postal_code == "7602012345"


def test_company_and_foreigner_are_registered_with_their_codes(counter: Desktop) -> None:
    company = walk_in(
        kind=CustomerKind.LEGAL,
        national_code="10380284790",
        family_name="آزمون",
        representative_name="علی نوری",
        representative_national_code="0084575948",
    )
    register(counter, company)
    register(counter, walk_in(kind=CustomerKind.FOREIGN, national_code="160012345678"))

    assert counter.read(lambda unit: customers.find_customer_by_code(unit, "۱۰۳۸۰۲۸۴۷۹۰"))
    assert counter.read(lambda unit: customers.find_customer_by_code(unit, "160012345678"))


def test_correction_raises_the_version_and_audits_only_field_names(counter: Desktop) -> None:
    customer_id = register(counter, walk_in())
    wish = CorrectCustomer(customer_id, 1, walk_in(job="نجار", city="بم"))

    after = counter.write(lambda unit: customers.correct_customer(unit, wish)).value

    detail = counter.read(lambda unit: last_audit(unit).detail)
    assert (after.version, after.fields.city) == (2, "بم")
    assert detail == '{"fields":["city","job"]}'


def last_audit(unit: Unit) -> AuditRecord:
    return unit.session.scalars(select(AuditRecord).order_by(AuditRecord.n.desc()).limit(1)).one()


def test_correction_without_a_change_writes_nothing(counter: Desktop) -> None:
    customer_id = register(counter, walk_in())
    before = counter.read(counts)

    counter.write(lambda unit: customers.correct_customer(unit, CorrectCustomer(customer_id, 1, walk_in())))

    assert counter.read(counts) == before


def test_correction_of_an_old_version_is_refused(counter: Desktop) -> None:
    customer_id = register(counter, walk_in())
    first = CorrectCustomer(customer_id, 1, walk_in(city="بم"))
    counter.write(lambda unit: customers.correct_customer(unit, first))

    with pytest.raises(Refusal, match="customer_changed"):
        counter.write(lambda unit: customers.correct_customer(unit, first))


def test_correction_to_the_code_of_another_customer_is_refused(counter: Desktop) -> None:
    customer_id = register(counter, walk_in())
    wish = CorrectCustomer(customer_id, 1, walk_in(national_code="0499370899"))

    with pytest.raises(FieldErrors, match="national_code:customer_code_known"):
        counter.write(lambda unit: customers.correct_customer(unit, wish))


def test_same_mobile_or_name_is_listed_but_allowed(counter: Desktop) -> None:
    fields = walk_in(mobile="0912 258 2580", given_name="علي", family_name="نوري فر")

    similar = counter.read(lambda unit: customers.list_similar_customers(unit, fields))

    assert {(one.name, one.reasons) for one in similar} == {("زهرا نوری‌فر", ("mobile",)), ("علی نوری‌فر", ("name",))}
    assert all(one.last_order for one in similar)
    registered = register(counter, fields)
    assert counter.read(lambda unit: customers.get_customer(unit, registered)).id == registered


def test_revealing_a_field_needs_a_reason_and_is_audited(counter: Desktop) -> None:
    customer_id = register(counter, walk_in())
    with pytest.raises(FieldError, match="reason_empty"):
        counter.write(lambda unit: customers.reveal(unit, customer_id, "mobile", " "))

    shown = counter.write(lambda unit: customers.reveal(unit, customer_id, "mobile", "تماس تلفنی")).value

    audit = counter.read(lambda unit: (last_audit(unit).action, last_audit(unit).detail))
    assert shown == "09133456789"
    assert audit == ("customer_revealed", '{"field":"mobile","reason":"تماس تلفنی"}')


def test_list_is_in_persian_order_and_filtered_by_beginnings(counter: Desktop) -> None:
    ids = counter.read(customers.list_customer_ids)
    rows = counter.read(lambda unit: customers.get_customer_rows(unit, ids))
    backwards = counter.read(lambda unit: customers.list_customer_ids(unit, descending=True))
    few = counter.read(lambda unit: customers.list_customer_ids(unit, filter_text="نور زه"))

    assert len(rows) == len(ids) == 40
    assert rows[0].name.endswith("آل‌احمد")
    assert set(backwards) == set(ids)
    assert backwards[0] != ids[0]
    assert {row.name for row in counter.read(lambda unit: customers.get_customer_rows(unit, few))} == {
        "زهرا نوری‌فر",
        "فاطمه زهرا نوری",
    }


def test_rows_are_masked_and_have_order_count_and_status(counter: Desktop) -> None:
    found = counter.read(lambda unit: customers.find_customer_by_code(unit, "0499370899"))
    assert found is not None

    row = counter.read(lambda unit: customers.get_customer_rows(unit, (found,)))[0]

    assert (row.masked_national_code, row.masked_mobile) == ("۰۴۹•••••۸۹۹", "۰۹۱۲•••۲۵۸۰")
    assert (row.order_count, row.last_status) == (2, "دعوتنامه صادر شد")


def test_unknown_customer_is_refused(counter: Desktop, main_order: CustomerId) -> None:
    with pytest.raises(Refusal, match="customer_not_found"):
        counter.read(lambda unit: customers.get_customer(unit, main_order))
