"""The sample export: its import gives exactly the answers file, and a second import changes nothing."""

import pytest
from sqlalchemy import select

from dealer_app.desktop import Desktop
from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.persian import ascii_digits
from dealer_app.services.imports.run import import_orders
from dealer_app.store.tables.orders import OrderRecord
from tests.services.imports.contents import all_rows, audit_actions, balance, counts, the_customer, the_order
from tests.services.imports.sample import ANSWERS, CODES, SAMPLE

HEADINGS = {
    "impossible_date": "تاریخ قرارداد",
    "missing_request_number": "شماره درخواست",
    "duplicate_conflict": "شماره درخواست",
    "bad_sheba": "شبای انصراف",
    "negative_amount": "جمع دریافتی",
    "bad_national_code": "شماره ملی",
    "unknown_status": "وضعیت قرارداد",
    "bad_vin": "شماره شاسی",
    "duplicate_same": "شماره درخواست",
}


def test_import_of_the_sample_gives_the_expected_report(desktop: Desktop) -> None:
    report = import_orders(desktop, SAMPLE)
    assert (report.rows, report.accepted, report.updated, report.unchanged) == (ANSWERS["rows"], 1441, 0, 0)
    assert report.zeros_restored == report.mended == ANSWERS["leading_zeros_restored"] == 33
    for notes, answers in ((report.refused, ANSWERS["refused"]), (report.warned, ANSWERS["warned"])):
        assert [note.row for note in notes] == [answer["row"] for answer in answers]
        for note, answer in zip(notes, answers, strict=True):
            assert note.code in CODES[answer["why"]]
            assert note.field == HEADINGS[answer["why"]]
            assert "{" not in note.why
    assert counts(desktop)["orders"] == ANSWERS["accepted"] == 1441


@pytest.mark.timeout(120)
def test_orders_of_the_sample_are_stored_as_expected(desktop: Desktop) -> None:
    import_orders(desktop, SAMPLE)
    for answer in ANSWERS["samples"]:
        order, customer = the_order(desktop, answer["request"]), the_customer(desktop, answer["national_code"])
        assert order.customer_id == customer.id
        assert (order.contract_number, order.invitation_number) == (answer["contract"], answer["invitation"] or "")
        assert (customer.name, customer.mobile) == (answer["name"], answer["mobile"])
        assert (order.received, order.status) == (answer["received_rial"], answer["status"])
        assert order.contract_on is not None
        assert ascii_digits(format_jalali(order.contract_on)) == answer["contract_date_jalali"]
        assert balance(desktop, answer["request"]) == order.price - order.discount - order.received


def test_sheba_of_a_withdrawn_order_is_stored(desktop: Desktop) -> None:
    import_orders(desktop, SAMPLE)
    query = select(OrderRecord.withdrawal_sheba).where(OrderRecord.withdrawal_state != "")
    shebas = desktop.read(lambda unit: list(unit.session.scalars(query)))
    assert len(shebas) > 70
    assert all(len(sheba) == 26 for sheba in shebas)


def test_second_import_of_the_sample_changes_only_the_audit(desktop: Desktop) -> None:
    first = import_orders(desktop, SAMPLE)
    before = all_rows(desktop)
    second = import_orders(desktop, SAMPLE)
    after = all_rows(desktop)
    assert (second.accepted, second.updated, second.unchanged) == (0, 0, first.accepted)
    assert (second.refused, second.warned, second.mended_notes) == (first.refused, first.warned, first.mended_notes)
    assert len(after.pop("audit")) == len(before.pop("audit")) + 1
    assert after == before
    assert audit_actions(desktop)[-1] == "import"


def test_dry_run_gives_the_same_report_and_stores_nothing(desktop: Desktop) -> None:
    before = all_rows(desktop)
    dry = import_orders(desktop, SAMPLE, dry_run=True)
    assert all_rows(desktop) == before
    real = import_orders(desktop, SAMPLE)
    assert dry.is_dry_run
    assert not real.is_dry_run
    assert (dry.accepted, dry.refused, dry.warned) == (real.accepted, real.refused, real.warned)
