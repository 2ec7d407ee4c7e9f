"""Rendered papers: readable numbers and words, marks of copy and sample, colours of warnings."""

import hashlib
import re
from collections.abc import Callable
from datetime import date

import pytest

from dealer_app.documents.invitation import render_invitation, render_invitations
from dealer_app.documents.receipt import render_receipt
from dealer_app.documents.registration import render_registration
from dealer_app.documents.slips import render_slips
from dealer_app.documents.visit_slip import render_visit_slip
from dealer_app.domain.customers import CustomerKind
from dealer_app.domain.ids import Rial
from dealer_app.domain.money import format_rial, rial_in_words
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.papers.papers import PrintStamp
from tests.documents.factories import (
    LONG_NAME,
    PROOF,
    a_bill,
    a_receipt,
    a_registration,
    a_stamp,
    a_visit,
    an_invitation,
    some_fields,
)
from tests.documents.reading import codes_on, colored_share, page_count, words_of

RED, RUST = "#b3141c", "#9c3d12"
ALL: dict[str, Callable[[PrintStamp, bool], bytes]] = {
    "letter": lambda stamp, sample: render_invitation(an_invitation(is_sample=sample), stamp),
    "delivery": lambda stamp, sample: render_invitation(an_invitation(kind="delivery", is_sample=sample), stamp),
    "principal": lambda stamp, sample: render_slips((a_bill(is_sample=sample),), stamp),
    "penalty": lambda stamp, sample: render_slips((a_bill(account=Account.PENALTY, is_sample=sample),), stamp),
    "receipt": lambda stamp, sample: render_receipt(a_receipt(is_sample=sample), stamp),
    "registration": lambda stamp, sample: render_registration(a_registration(is_sample=sample), stamp),
    "visit": lambda stamp, sample: render_visit_slip(a_visit(is_sample=sample), stamp),
}


@pytest.mark.parametrize("name", ALL)
def test_every_paper_names_dealership_and_printing_user(name: str) -> None:
    text = words_of(ALL[name](a_stamp(), False))
    for part in (
        "نمایندگی",
        "۲۶۰۶",
        "خودرو کرمان",
        "۰۳۴-۳۲۱۱۴۴۵۰",
        "1405/2606/0",
        "سمیه کریمی",
        "پیشخوان",
        "۱۰:۳۸",
        "صفحهٔ",
    ):
        assert part in text
    assert "رونوشت" not in text


@pytest.mark.parametrize("name", ALL)
def test_second_print_is_copy_one_and_otherwise_unchanged(name: str) -> None:
    first, second = (words_of(ALL[name](a_stamp(copy_number=copy), False)) for copy in (1, 2))
    assert "رونوشت ۱" in second
    left = sorted(second.split())
    for word in ("رونوشت", "۱") * second.count("رونوشت"):
        left.remove(word)
    assert left == sorted(first.split())


@pytest.mark.parametrize("name", ALL)
def test_equal_facts_give_equal_bytes(name: str) -> None:
    first, again = (hashlib.sha256(ALL[name](a_stamp(), False)).hexdigest() for _ in range(2))
    assert first == again


@pytest.mark.parametrize("name", ALL)
def test_sample_is_marked_and_loses_no_word(name: str) -> None:
    plain, sample = (words_of(ALL[name](a_stamp(), is_sample)) for is_sample in (False, True))
    assert "نمونه:" in sample
    assert set(plain.split()) <= set(sample.split())


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("dpi", [200, 300])
def test_proof_of_authenticity_is_scanned_from_the_paper(name: str, dpi: int) -> None:
    assert codes_on(ALL[name](a_stamp(), True), dpi)["QRCode"] == [PROOF]


@pytest.mark.parametrize("name", ALL)
def test_pdf_has_language_title_fonts_and_compression(name: str) -> None:
    pdf = ALL[name](a_stamp(), False)
    assert b"/Lang (fa-IR)" in pdf
    assert b"/Title" in pdf
    assert b"ASCII85" not in pdf
    assert b"Helvetica" not in pdf
    fonts = re.findall(rb"/BaseFont /([A-Z]{6}\+\S+)", pdf)
    assert {name.split(b"+")[1] for name in fonts} == {b"Vazirmatn-Regular", b"Vazirmatn-Bold"}
    assert pdf.count(b"/FontFile2") == 2


def test_letter_has_every_number_in_reading_order() -> None:
    text = words_of(ALL["letter"](a_stamp(), False))
    numbers = (
        "2606/50412",
        "R2606100412",
        "۰۴۹۹۳۷۰۸۹۹",
        "۴٬۸۶۴٬۰۰۰٬۰۰۰",
        "۱۲٬۸۰۰٬۰۰۰٬۰۰۰",
        "−۷٬۹۳۶٬۰۰۰٬۰۰۰",
        "۱۴۰۵/۰۹/۰۱",
    )
    for number in (
        *numbers,
        "1064 3481 0311 5",
        "9757 0237",
        "1405/2606/00871",
        "۱۴۰۳-۲۷",
        "۱۴۰۵/۱۰/۱۵",
        "D-140509-0871",
    ):
        assert number in text
    for word in ("بنام خدا", "دعوتنامهٔ تکمیل وجه", "سرکار خانم زهرا نوری‌فر", "می‌رساند خودروی کی‌ام‌سی", "وکالت‌نامه"):
        assert word in text


def test_amount_in_words_equals_the_amount() -> None:
    for amount in (1_000, 120_000, 4_864_000_000, 99_999_999_000):
        text = words_of(render_invitation(an_invitation(amount=Rial(amount)), a_stamp()))
        assert f"{rial_in_words(amount)} ریال" in text
        assert f"{format_rial(amount)} ریال" in text


def test_overpaid_letter_shows_credit_and_no_payment() -> None:
    overpaid = an_invitation(kind="delivery", amount=Rial(-12_500_000), bills=(), pay_by_on=None)
    text = words_of(render_invitation(overpaid, a_stamp()))
    assert "مانده‌ای نیست؛ ۱۲٬۵۰۰٬۰۰۰ ریال (دوازده میلیون و پانصد هزار ریال) بستانکار" in text
    assert "منفی" not in text
    assert "قابل پرداخت" not in text
    assert "پس از تسویه" not in text


def test_overpaid_receipt_shows_credit() -> None:
    text = words_of(render_receipt(a_receipt(principal_remaining=Rial(-3_000_000)), a_stamp()))
    assert "۳٬۰۰۰٬۰۰۰ ریال بستانکار" in text
    assert not {"-۳٬۰۰۰٬۰۰۰", "−۳٬۰۰۰٬۰۰۰", "۳٬۰۰۰٬۰۰۰-", "۳٬۰۰۰٬۰۰۰−"} & {*text.split()}


def test_delivery_letter_names_place_and_hours() -> None:
    text = words_of(ALL["delivery"](a_stamp(), False))
    for part in ("دعوتنامهٔ تحویل خودرو", "محل تحویل", "نبش کوچهٔ", "ساعت کار"):
        assert part in text


def test_passed_deadline_is_shown_in_red() -> None:
    passed = render_invitation(an_invitation(is_expired=True), a_stamp())
    assert "مهلت این دعوتنامه در چهارشنبه ۴ آذر ۱۴۰۵ گذشته است" in words_of(passed)
    assert colored_share(passed, RED) > 0
    assert colored_share(ALL["letter"](a_stamp(), False), RED) == 0
    late = render_slips((a_bill(due_on=date(2026, 11, 1)),), a_stamp())
    assert "مهلت گذشته است" in words_of(late)
    assert colored_share(late, RED) > 0


def test_letter_without_bills_or_remaining_amount_shows_none() -> None:
    text = words_of(
        render_invitation(an_invitation(bills=(), amount=Rial(0), pay_by_on=None, authenticity=""), a_stamp())
    )
    assert "مانده‌ای برای پرداخت نیست" in text
    assert "شناسهٔ قبض:" not in text
    assert "اصالت‌سنجی" not in text


def test_principal_and_penalty_slips_differ_in_title_and_colour() -> None:
    principal, penalty = (ALL[name](a_stamp(), False) for name in ("principal", "penalty"))
    assert "قبض پرداخت اصل" in words_of(principal)
    assert "جریمه" not in words_of(principal)
    assert "قبض پرداخت جریمه" in words_of(penalty)
    assert colored_share(penalty, RUST) > 0.02 > colored_share(principal, RUST)


def test_split_series_has_a_page_for_each_part_and_shows_the_remainder() -> None:
    parts = tuple(a_bill(part=part, parts=3, total=Rial(14_592_000_000), remainder=Rial(524)) for part in (1, 2, 3))
    pdf = render_slips(parts, a_stamp())
    text = words_of(pdf)
    assert page_count(pdf) == 3
    for part in ("قبض ۱ از ۳", "قبض ۲ از ۳", "قبض ۳ از ۳", "۱۴٬۵۹۲٬۰۰۰٬۰۰۰ ریال", "۵۲۴ ریال", "صفحهٔ ۳ از ۳"):
        assert part in text


def test_slip_has_both_ids_the_barcode_digits_and_the_stub() -> None:
    text = words_of(ALL["principal"](a_stamp(), False))
    for part in ("1064 3481 0311 5", "9757 0237", "10643481031150000097570237", "ته‌برگ نمایندگی", "زهرا نوری‌فر"):
        assert part in text
    assert text.count("1064 3481 0311 5") == 2
    assert text.count("۴٬۸۶۴٬۰۰۰٬۰۰۰ ریال") == 2


def test_receipt_shows_principal_and_penalty_separately() -> None:
    text = words_of(render_receipt(a_receipt(principal_remaining=Rial(7_000)), a_stamp()))
    for part in ("12-345/A", "ماندهٔ اصل", "۷٬۰۰۰ ریال", "ماندهٔ جریمه", "۱۲۰٬۰۰۰٬۰۰۰ ریال", "۱۴۰۵/۰۹/۰۲", "بابت اصل"):
        assert part in text


def test_reversal_has_another_title_and_colour() -> None:
    pdf = render_receipt(a_receipt(is_reversal=True, amount=Rial(-5_000)), a_stamp())
    text = words_of(pdf)
    assert "سند برگشت پرداخت" in text
    assert "رسید پرداخت" not in text
    assert "۵٬۰۰۰ ریال" in text
    assert colored_share(pdf, RUST) > 0


def test_confirmation_has_every_field() -> None:
    text = words_of(ALL["registration"](a_stamp(), False))
    fields = some_fields()
    typed = (
        fields.given_name,
        fields.family_name,
        fields.father_name,
        fields.birth_place,
        fields.job,
        fields.education,
    )
    codes = ("۰۴۹۹۳۷۰۸۹۹", "۱۳۶۷/۰۲/۲۱", "۴۱۲۷", "۰۹۱۲۱۲۳۴۵۶۷", "۰۲۱-۸۸۷۷۶۶۵۵", "۷۶۱۶۹۱۳۴۳۹", "۰۳۴-۳۲۱۱۰۰۰۰")
    for part in (*typed, *codes, "IR82 0540 1026 8002 0817 9090 02", "LVTDB21B5ND123456", "۱۲/۳", "بانک پارسیان", "زن"):
        assert part in text
    for part in ("رضایت متقاضی", "نام و امضای متقاضی", "مهر و امضای کارشناس پذیرش", "نسخهٔ"):
        assert part in text


@pytest.mark.parametrize("kind", list(CustomerKind))
def test_confirmation_of_every_kind_of_person_is_one_page(kind: CustomerKind) -> None:
    pdf = render_registration(a_registration(fields=some_fields(kind=kind, representative_name="علی رضایی")), a_stamp())
    assert page_count(pdf) == 1
    assert ("علی رضایی" in words_of(pdf)) == (kind is CustomerKind.LEGAL)


def test_long_names_are_complete_and_each_paper_is_one_page() -> None:
    car = "کی‌ام‌سی ایگل فیس‌لیفت دوگانه‌سوز با آپشن کامل و رنگ سفارشی"
    series = (
        a_bill(customer_name=LONG_NAME, car=car, parts=2, remainder=Rial(999), account=Account.PENALTY, is_sample=True),
    )
    stamp = a_stamp(copy_number=12)
    slip = render_slips(series, stamp)
    receipt = render_receipt(a_receipt(customer_name=LONG_NAME, car=car, is_reversal=True), stamp)
    letter = render_invitation(an_invitation(customer_name=LONG_NAME, car=car), stamp)
    for pdf in (slip, receipt, letter):
        assert set(LONG_NAME.split()) <= set(words_of(pdf).split())
    assert (page_count(slip), page_count(receipt), page_count(letter)) == (1, 1, 1)


@pytest.mark.parametrize("length", [90, 150, 290])
def test_slip_with_the_longest_name_is_one_page_and_loses_no_word(length: int) -> None:
    name = ("سیدمحمدرضا ابوالفضل حسینی‌نژاد طباطبایی اصفهانی‌پور کرمانی " * 5)[:length].strip()
    pdf = render_slips((a_bill(customer_name=name),), a_stamp(copy_number=2))

    assert page_count(pdf) == 1
    assert set(name.split()) <= set(words_of(pdf).split())


def test_letter_with_many_bills_has_two_pages_and_loses_nothing() -> None:
    bills = tuple(a_bill(part=part, parts=7) for part in range(1, 8))
    pdf = render_invitation(an_invitation(bills=bills), a_stamp())
    text = words_of(pdf)
    assert page_count(pdf) == 2
    assert text.count("1064 3481 0311 5") == 7
    assert "صفحهٔ ۱ از ۲" in text
    assert "صفحهٔ ۲ از ۲" in text


def test_batch_is_one_pdf_with_a_bookmark_for_each_letter() -> None:
    batch = [(an_invitation(number=f"1405/2606/0000{at}"), a_stamp()) for at in range(3)]
    pdf = render_invitations(batch)
    assert page_count(pdf) == 3
    assert pdf.count(b"/Dest ") == 3
