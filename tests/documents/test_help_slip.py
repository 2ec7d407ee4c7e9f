"""The help slip: its codes hold the exact addresses, on one page, with the order and the steps."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dealer_app.documents.help_slip import render_help_slip
from dealer_app.domain.company import load_company
from dealer_app.domain.help import HelpDetails, HelpTopic
from dealer_app.domain.ids import HelpId
from resources.texts.help import SLIP_SOURCE, SLIP_TITLES, STEPS
from tests.documents.factories import DEALERSHIP, LONG_NAME, ORDER, SOME_ID, a_stamp
from tests.documents.reading import codes_on, page_count, words_of

SITE, PAYMENT, UNIFIED = "https://kermanmotor.com/", "https://payment.kermanmotor.ir/", "https://unified.example.ir/"


def a_slip(topic: str, **changes: Any) -> HelpDetails:
    named = dict.fromkeys(("customer_name", "request_number", "contract_number", "car", "color", "model_year"), "")
    slip = HelpDetails(
        id=HelpId(SOME_ID),
        topic=HelpTopic.SLIP,
        customer_id=None,
        recorded_on=date(2026, 11, 22),
        code=topic,
        title=SLIP_TITLES[topic],
        text="\n".join(STEPS[topic]),
        source=SLIP_SOURCE,
        seen_on=None,
        company=load_company(),
        dealership=replace(DEALERSHIP, company_phone="021-42724"),
        is_sample=True,
        **named,
    )
    return replace(slip, **changes)


@pytest.mark.parametrize("dpi", [200, 300])
def test_codes_of_the_addresses_are_read_exactly(dpi: int) -> None:
    pdf = render_help_slip(a_slip("addresses"), a_stamp())
    assert sorted(codes_on(pdf, dpi)["QRCode"]) == [SITE, PAYMENT]


@pytest.mark.parametrize("dpi", [200, 300])
def test_lottery_slip_has_the_code_of_the_unified_system_once_a_manager_knows_it(dpi: int) -> None:
    known = replace(load_company(), unified_site=UNIFIED)
    assert codes_on(render_help_slip(a_slip("lottery"), a_stamp()), dpi)["QRCode"] == [SITE]
    pdf = render_help_slip(a_slip("lottery", company=known), a_stamp())
    assert codes_on(pdf, dpi)["QRCode"] == [UNIFIED]
    assert SITE in words_of(pdf)


def test_slip_names_the_order_and_warns() -> None:
    named = {name: value for name, value in ORDER.items() if name not in {"order_id", "national_code"}}
    words = words_of(render_help_slip(a_slip("lottery", **named), a_stamp()))
    for expected in ("زهرا نوری‌فر", "R2606100412", "2606/50412", "کد رهگیری", "هیچ‌کس", "۰۲۱-۴۲۷۲۴"):
        assert expected in words, expected
    assert ORDER["national_code"] not in words


def test_long_names_stay_on_one_page() -> None:
    company = replace(load_company(), unified_site=f"https://{'a' * 60}.example.ir/", name=LONG_NAME)
    long = a_slip("lottery", customer_name=LONG_NAME * 3, request_number="R1", car=LONG_NAME, company=company)
    assert page_count(render_help_slip(long, a_stamp())) == 1
    assert page_count(render_help_slip(a_slip("addresses", company=company), a_stamp())) == 1
