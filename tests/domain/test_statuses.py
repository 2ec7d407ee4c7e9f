"""Status of an order: names under any spelling, and the sentence that screen, phone and paper share."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.calendar.jalali import from_jalali
from dealer_app.domain.ids import Rial
from dealer_app.domain.orders.ledger import Account, Ledger, LedgerEntry, ledger_of
from dealer_app.domain.orders.orders import STAGES, OrderFields
from dealer_app.domain.orders.statuses import current_status, find_status, load_statuses, status_by_code, status_card
from resources.tables import read_table

TODAY = date(2026, 11, 22)
LATE = from_jalali(1405, 7, 15)
LIFE = (
    "ثبت درخواست،برنده،تأیید مدارک،عقد قرارداد،در انتظار دعوتنامه،دعوتنامه صادر شد،تکمیل وجه،تأیید مالی،تخصیص شاسی،"
    "فاکتور،شماره‌گذاری،ارسال به نمایندگی،دعوت به تحویل،تحویل شد"
)
ASIDE = "انصراف،واگذاری (صلح)،ابطال،دعوتنامهٔ منقضی"


def _ledger(principal: int = 4_864_000_000, penalty: int = 0) -> Ledger:
    return ledger_of(
        (
            LedgerEntry(Account.PRINCIPAL, "price", Rial(principal), None),
            LedgerEntry(Account.PENALTY, "penalty", Rial(penalty), None),
        )
    )


def _order(status: str, **facts: object) -> OrderFields:
    return OrderFields("R2606100412", status=status, **facts)  # type: ignore[arg-type]


def test_table_lists_the_statuses_in_order() -> None:
    assert list(load_statuses()) == f"{LIFE}،{ASIDE}".split("،")
    assert [s.name for s in load_statuses().values() if s.is_aside] == ASIDE.split("،")


def test_stages_only_go_forward() -> None:
    stages = [STAGES.index(s.stage) for s in load_statuses().values() if not s.is_aside]
    assert stages == sorted(stages)
    assert set(stages) == set(range(len(STAGES)))


def test_every_row_has_a_source_and_is_marked_as_a_sample() -> None:
    for row in read_table("statuses"):
        assert row["source"]
        assert row["effective_from"]
        assert "نمونه" in row["note"]


@pytest.mark.parametrize("name", [*LIFE.split("،"), *ASIDE.split("،")])
def test_status_is_found_under_any_spelling(name: str) -> None:
    arabic = name.replace("ی", "ي").replace("ک", "ك")
    for spelling in (arabic, name.replace("\u200c", " "), f" {name} ", name.replace("أ", "ا"), name.replace("ٔ", "")):
        found = find_status(spelling)
        assert found is not None
        assert found.name == name


def test_unknown_status_is_not_found() -> None:
    assert find_status("وضعیت نامشخص ۷") is None
    assert find_status("") is None
    with pytest.raises(KeyError):
        status_by_code("nowhere")


def test_reassignment_is_found_by_both_names() -> None:
    assert find_status("صلح") == find_status("واگذاری") == status_by_code("reassigned")


def test_card_of_an_invitation_names_the_deadline_and_the_way_to_pay() -> None:
    card = status_card(_order("دعوتنامه صادر شد"), _ledger(), TODAY, pay_by_on=from_jalali(1405, 9, 4))
    assert card.spoken == (
        "دعوتنامهٔ شما صادر شده است؛ تا چهارشنبه ۴ آذر باقی‌ماندهٔ وجه را با شناسهٔ قبض واریز کنید "
        "و فیش را به همین نمایندگی بیاورید."
    )
    assert card.next_step == "واریز ۴٬۸۶۴٬۰۰۰٬۰۰۰ ریال با شناسهٔ قبض و آوردن فیش به همین نمایندگی."
    assert (card.deadline_words, card.tone, card.stage) == ("۳ روز تا پایان مهلت واریز", "amber", "payment")


def test_another_dealership_is_named() -> None:
    card = status_card(_order("دعوت به تحویل"), _ledger(), TODAY, dealership_name="نمایندگی ۲۶۰۷ بم")
    assert "به نمایندگی ۲۶۰۷ بم بیایید" in card.spoken


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (30, "۳۰ روز تا پایان مهلت واریز", "neutral"),
        (1, "۱ روز تا پایان مهلت واریز", "amber"),
        (0, "امروز آخرین روز واریز است", "amber"),
        (-2, "۲ روز از مهلت واریز گذشته است", "red"),
    ],
)
def test_tone_of_the_payment_deadline_grows_more_urgent(days: int, words: str, tone: str) -> None:
    card = status_card(_order("دعوتنامه صادر شد"), _ledger(), TODAY, pay_by_on=TODAY + timedelta(days=days))
    assert (card.deadline_words, card.tone) == (words, tone)


def test_card_after_the_deadline_asks_to_check_before_paying() -> None:
    card = status_card(_order("دعوتنامه صادر شد"), _ledger(), TODAY, pay_by_on=TODAY - timedelta(days=2))
    assert card.spoken == (
        "مهلت واریز دعوتنامهٔ شما جمعه ۲۹ آبان پایان یافته است؛ پیش از هر واریز با همین نمایندگی هماهنگ کنید."
    )


def test_paid_invitation_has_no_deadline() -> None:
    card = status_card(_order("دعوتنامه صادر شد"), _ledger(0), TODAY, pay_by_on=TODAY - timedelta(days=2))
    assert "کامل پرداخت شده" in card.spoken
    assert (card.deadline_on, card.deadline_words, card.tone) == (None, "", "neutral")


def test_invitation_without_a_date_refers_to_the_letter() -> None:
    card = status_card(_order("دعوتنامه صادر شد"), _ledger(), TODAY)
    assert "تا پایان مهلت نوشته‌شده در دعوتنامه" in card.spoken


def test_late_car_is_counted_in_days() -> None:
    card = status_card(_order("تخصیص شاسی", delivery_due_on=LATE), _ledger(0), TODAY)
    assert (card.deadline_words, card.tone, card.deadline_on) == ("۴۶ روز دیرکرد تحویل", "red", LATE)
    assert "چهارشنبه ۱۵ مهر بوده و ۴۶ روز" in card.spoken


def test_delivered_car_is_never_late() -> None:
    card = status_card(_order("تحویل شد", delivery_due_on=LATE), _ledger(0), TODAY)
    assert (card.deadline_words, card.tone) == ("", "green")


def test_day_of_another_year_is_shown_with_its_year() -> None:
    card = status_card(_order("تخصیص شاسی", delivery_due_on=from_jalali(1404, 12, 29)), _ledger(0), TODAY)
    assert "۲۹ اسفند ۱۴۰۴" in card.spoken


def test_card_counts_the_days_to_the_invitation() -> None:
    card = status_card(_order("در انتظار دعوتنامه", invitation_due_on=TODAY + timedelta(days=12)), _ledger(), TODAY)
    assert (card.deadline_words, card.tone) == ("۱۲ روز تا موعد صدور دعوتنامه", "neutral")
    card = status_card(_order("در انتظار دعوتنامه", invitation_due_on=TODAY - timedelta(days=5)), _ledger(), TODAY)
    assert (card.deadline_words, card.tone) == ("۵ روز از موعد صدور دعوتنامه گذشته است", "amber")


def test_penalty_has_its_own_sentence() -> None:
    card = status_card(_order("تأیید مالی"), _ledger(0, 500_000), TODAY)
    assert card.spoken.endswith("۵۰۰٬۰۰۰ ریال جریمه هم دارید که با قبض جدا پرداخت می‌شود.")


def test_withdrawal_replaces_the_status_until_delivery() -> None:
    withdrawn = status_card(_order("تخصیص شاسی", withdrawal_state="انصراف", delivery_due_on=LATE), _ledger(), TODAY)
    assert (withdrawn.name, withdrawn.stage, withdrawn.deadline_words) == ("انصراف", "", "")
    delivered = current_status(_order("تحویل شد", withdrawal_state="انصراف"))
    assert delivered is not None
    assert delivered.code == "delivered"


def test_card_of_an_unknown_status_refers_to_head_office() -> None:
    card = status_card(_order("وضعیت نامشخص ۷"), _ledger(), TODAY)
    assert (card.name, card.stage, card.tone) == ("وضعیت نامشخص ۷", "", "amber")
    assert "دفتر مرکزی" in card.spoken


@given(
    st.sampled_from([*LIFE.split("،"), *ASIDE.split("،")]),
    st.none() | st.dates(date(2020, 1, 1), date(2033, 1, 1)),
    st.none() | st.dates(date(2020, 1, 1), date(2033, 1, 1)),
    st.integers(-(10**9), 10**12),
)
def test_every_card_is_complete(status: str, due: date | None, pay_by: date | None, remaining: int) -> None:
    fields = _order(status, delivery_due_on=due, invitation_due_on=due)
    card = status_card(fields, _ledger(remaining), TODAY, pay_by_on=pay_by)
    for words in (card.spoken, card.next_step, card.deadline_words):
        assert "{" not in words
    assert card.spoken.endswith(".")
    assert card.next_step.endswith(".")
    assert card.tone in {"neutral", "amber", "red", "green"}
    assert bool(card.deadline_on) == bool(card.deadline_words)
