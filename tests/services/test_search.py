"""The search box, and tracking by number and national code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from dealer_app.desktop import Desktop
from dealer_app.domain.bills import IssueBill
from dealer_app.domain.customers import CustomerKind, RegisterCustomer
from dealer_app.domain.ids import OrderId
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.search.recognise import LONGEST_SEARCH, MOST_WORDS, cut_search
from dealer_app.domain.search.search import SearchHit
from dealer_app.services.bills import bills
from dealer_app.services.customers.customers import register_customer
from dealer_app.services.search import search
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord
from tests.services.factories import walk_in

CODE = "0499370899"
ALPHABETS = ("0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")


def find(counter: Desktop, text: str) -> tuple[SearchHit, ...]:
    return counter.read(lambda unit: search.find(unit, text))


def track(counter: Desktop, number: str, code: str) -> tuple[SearchHit, ...]:
    return counter.write(lambda unit: search.track(unit, number, code)).value


def audits(unit: Unit) -> list[tuple[str, str]]:
    rows = select(AuditRecord).where(AuditRecord.action.in_(("tracked", "track_missed"))).order_by(AuditRecord.n)
    return [(row.action, row.detail) for row in unit.session.scalars(rows)]


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ("R2606100412", "request", "شمارهٔ درخواست"),
        ("r 2606-100412", "request", "شمارهٔ درخواست"),
        ("۲۶۰۶/۵۰۴۱۲", "contract", "شمارهٔ قرارداد"),
        ("D٧٠٠٤١٢", "invitation", "شمارهٔ دعوتنامه"),
        ("۰۴۹۹۳۷۰۸۹۹", "national_code", "کد ملی"),
        ("499370899", "national_code", "کد ملی"),
        ("+98 912 258 2580", "mobile", "شمارهٔ همراه"),
        ("NAKJS3EB4RB104217", "vin", "شمارهٔ شاسی"),
        ("049937", "national_code", "آغاز کد ملی"),
        ("0912258", "mobile", "آغاز شمارهٔ همراه"),
        ("R26061004", "request", "آغاز شمارهٔ درخواست"),
    ],
)
def test_every_kind_of_key_is_recognised_and_the_hit_names_it(counter: Desktop, text: str, kind: str, why: str) -> None:
    hit = find(counter, text)[0]

    assert (hit.name, hit.kind, hit.why) == ("زهرا نوری‌فر", kind, why)
    assert hit.masked_national_code == "۰۴۹•••••۸۹۹"


@pytest.mark.parametrize("text", ["نوری فر زهرا", "زهرا نوري‌فر", "نوریفر زهرا", "زه نوری"])
def test_name_is_found_in_any_spelling_and_order(counter: Desktop, text: str) -> None:
    assert "زهرا نوری‌فر" in [hit.name for hit in find(counter, text)]


def test_two_letters_find_beginnings_of_names(counter: Desktop) -> None:
    names = [hit.name for hit in find(counter, "نو")]

    assert set(names) >= {"زهرا نوری‌فر", "فاطمه زهرا نوری", "علی نوری‌فر", "شرکت نگین نوری‌فر کرمان"}


def test_hit_on_a_name_shows_the_last_order_and_the_match(counter: Desktop) -> None:
    hit = find(counter, "نوری فر")[0]

    assert (hit.summary, hit.why) == ("کی‌ام‌سی J7 · دعوتنامه صادر شد", "نام: نوری‌فر")
    assert [hit.name[start:end] for start, end in hit.matched] == ["نوری‌فر"]


def test_every_order_of_a_person_is_listed_on_request(counter: Desktop) -> None:
    hits = counter.read(lambda unit: search.find(unit, CODE, is_every_order=True))

    assert [hit.request_number for hit in hits] == ["R2606100412", "R2606098731"]


def test_customer_without_an_order_is_found_and_marked(counter: Desktop) -> None:
    counter.write(lambda unit: register_customer(unit, RegisterCustomer(walk_in())))

    (hit,) = find(counter, "چگینی")

    assert (hit.summary, hit.request_number, hit.order_id) == ("بدون سفارش", "", None)


def test_scanned_slip_finds_its_order(counter: Desktop, main_order: OrderId) -> None:
    (bill,) = counter.write(lambda unit: bills.issue_bills(unit, IssueBill(main_order, Account.PRINCIPAL))).value

    for text in (bill.bill_id, bill.barcode):
        assert [(hit.kind, hit.order_id) for hit in find(counter, text)] == [("bill", main_order)]


def test_both_names_of_the_company_find_it(counter: Desktop) -> None:
    company = walk_in(
        kind=CustomerKind.LEGAL,
        national_code="10380284790",
        given_name="",
        family_name="خدمات کرمان خودرو",
        representative_name="علی نوری",
        representative_national_code="0084575948",
    )
    counter.write(lambda unit: register_customer(unit, RegisterCustomer(company)))

    for text in ("كرمان موتور", "کرمان خودرو"):
        (hit,) = find(counter, text)
        assert (hit.name, hit.why) == ("خدمات کرمان خودرو", "نام: کرمان خودرو")


@pytest.mark.parametrize("text", ["", "   ", "'; DROP TABLE orders", '"', "%", "R9999999999", "هیچ‌کس"])
def test_unknown_text_has_no_hits(counter: Desktop, text: str) -> None:
    assert find(counter, text) == ()


def test_customers_are_counted(counter: Desktop) -> None:
    assert counter.read(search.count_files) == 40


@given(
    number=st.sampled_from([("R2606100412", "request"), ("2606/50412", "contract"), ("D700412", "invitation")]),
    digits=st.sampled_from(ALPHABETS),
    gap=st.sampled_from(["", " ", "-", "  ", " - "]),
    place=st.integers(1, 5),
)
def test_number_in_any_digits_with_the_right_code_is_tracked(
    counter: Desktop, number: tuple[str, str], digits: str, gap: str, place: int
) -> None:
    text, kind = number
    table = str.maketrans(ALPHABETS[0], digits)
    typed = f"{text[:place]}{gap}{text[place:]}".translate(table)

    (hit,) = track(counter, typed, CODE.translate(table))

    assert (hit.kind, hit.request_number) == (kind, "R2606100412")


@pytest.mark.parametrize(
    ("number", "code"),
    [("R2606100412", "0084575948"), ("R9999999999", CODE), ("", CODE), ("R2606100412", ""), ("R260610041", CODE)],
)
def test_wrong_number_or_code_gives_no_hit_and_is_audited_as_a_hash(counter: Desktop, number: str, code: str) -> None:
    assert track(counter, number, code) == ()

    ((action, detail),) = counter.read(audits)
    assert action == "track_missed"
    assert set(detail) - set('{"number_hash":}') <= set("0123456789abcdef")
    assert (number or "R2606100412") not in detail


def test_tracked_order_is_audited_by_its_id(counter: Desktop) -> None:
    track(counter, "D700412", CODE)

    assert counter.read(audits) == [("tracked", "{}")]


def test_code_without_leading_zeros_is_tracked(counter: Desktop) -> None:
    assert track(counter, "D700412", "499370899")


def test_search_text_has_a_ceiling_of_words(counter: Desktop) -> None:
    huge = " ".join(f"نام{n}" for n in range(20_000))
    assert find(counter, huge) == ()
    assert find(counter, "آ " * 50_000) is not None
    assert track(counter, "1" * 100_000, "1" * 100_000) == ()
    assert len(cut_search(huge).split()) == MOST_WORDS
    assert len(cut_search("ن" * 10_000)) == LONGEST_SEARCH
