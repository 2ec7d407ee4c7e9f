"""Barcodes: both symbologies scan to the same 26 digits from a one-bit picture at 200 and 300 dpi."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealer_app.documents.slips import render_slips
from dealer_app.documents.typesetting.barcodes import bars_of
from dealer_app.domain.codes.bill_ids import read_barcode
from dealer_app.domain.errors import Refusal
from dealer_app.domain.orders.ledger import Account
from tests.documents.factories import a_bill, a_stamp
from tests.documents.reading import codes_on

NAMES = {"code128": "Code128", "itf": "ITF"}


@pytest.mark.parametrize("dpi", [200, 300])
@pytest.mark.parametrize("symbology", NAMES)
@pytest.mark.parametrize("is_sample", [False, True], ids=["real", "sample"])
@pytest.mark.parametrize("account", list(Account))
def test_barcode_of_a_printed_slip_scans_to_both_ids(
    dpi: int, symbology: str, is_sample: bool, account: Account
) -> None:
    bill = a_bill(symbology=symbology, is_sample=is_sample, account=account)
    found = codes_on(render_slips((bill,), a_stamp()), dpi)
    assert found[NAMES[symbology]] == [bill.barcode]
    assert read_barcode(found[NAMES[symbology]][0]) == (bill.bill_id, bill.payment_id)


@settings(max_examples=8)
@given(st.text("0123456789", min_size=26, max_size=26), st.sampled_from([200, 300]))
def test_any_digits_can_be_scanned(digits: str, dpi: int) -> None:
    for symbology, name in NAMES.items():
        pdf = render_slips((replace(a_bill(), barcode=digits, symbology=symbology),), a_stamp())
        assert codes_on(pdf, dpi)[name] == [digits]


@given(st.text("0123456789", min_size=1, max_size=15).map(lambda half: half + half))
def test_code_128_has_11_modules_a_pair_and_a_stop_of_13(digits: str) -> None:
    assert sum(bars_of(digits, "code128")) == 11 * (len(digits) // 2 + 2) + 13


def test_26_digits_are_178_modules() -> None:
    assert sum(bars_of("0" * 26, "code128")) == 178


@pytest.mark.parametrize("digits", ["123", "12a4", "۱۲۳۴", "", "12 34"])
def test_text_that_is_not_an_even_number_of_digits_is_refused(digits: str) -> None:
    with pytest.raises(Refusal, match="paper_barcode_digits"):
        bars_of(digits, "code128")
