"""Three years, frozen day by day: the list of deadlines equals a slow calculation in plain Python."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from dealer_app.desktop import Desktop
from dealer_app.domain.calendar.jalali import from_jalali, is_leap
from dealer_app.domain.deadlines.lists import DeadlineRow, DeadlineWish, Group
from dealer_app.domain.ids import OrderId
from dealer_app.services.deadlines.lists import count_deadlines, list_deadlines
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.deadline_rules import DeadlineRuleRecord
from dealer_app.store.tables.holidays import seed_holidays
from tests.services.deadlines.slow import KINDS, LENGTHS, Facts, make_orders, numbers_of, slow_list

ORDERS, SOON_DAYS = 52, 7
BACKWARD = DeadlineWish(is_latest_first=True)


def _fill(unit: Unit) -> None:
    make_orders(unit, ORDERS)
    seed_holidays(unit, tuple(range(2023, 2029)))
    units = {"work": "workdays", "calendar": "days"}
    for kind, rules in LENGTHS.items():
        for first, length, counts in rules[1:]:
            values = {"kind": kind, "effective_from": first, "length": length, "unit": units[counts], "source": "x"}
            unit.session.execute(insert(DeadlineRuleRecord).values(**values, saved_at=unit.now))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """A counter with orders over three years, made once."""
    home: Path = tmp_path_factory.mktemp("year") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAJEH_KEYRING", "file")
        desktop = Desktop(home)
        desktop.open()
        desktop.write(_fill)
        yield desktop
        desktop.close()


def _days(year: int) -> list[date]:
    first, end = from_jalali(year, 1, 1), from_jalali(year + 1, 1, 1)
    return [first + timedelta(days=n) for n in range((end - first).days)]


@pytest.mark.parametrize("year", [1403, 1404, 1405])
def test_list_of_every_day_equals_the_slow_calculation(filled: Desktop, year: int) -> None:
    days = _days(year)
    assert len(days) == (366 if is_leap(year) else 365)
    assert is_leap(1403)

    def compare(unit: Unit) -> None:
        facts = Facts(unit)
        for today in days:
            frozen = _on(unit, today)
            page = list_deadlines(frozen, limit=1_000)
            numbers = numbers_of(unit, [row.order_id for row in page.rows if row.order_id is not None])
            listed = [(row.key.due_on, str(row.kind), _name(row, numbers)) for row in page.rows]
            assert [one[:2] for one in listed] == sorted((one[:2] for one in listed), key=_place), today
            assert Counter(listed) == Counter(slow_list(facts, today, SOON_DAYS)), today

    filled.read(compare)


def _on(unit: Unit, today: date) -> Unit:
    """Return the unit at two in the afternoon of a day: some call-backs of the day are late by then."""
    return replace(unit, today=today, now=datetime.combine(today, time(10, 30), UTC))


def _place(one: tuple[date, str]) -> tuple[date, int]:
    return one[0], KINDS.index(one[1])


def _name(row: DeadlineRow, numbers: dict[OrderId, str]) -> str:
    return row.customer_name if row.order_id is None else numbers[row.order_id]


@pytest.mark.parametrize("today", [date(2025, 3, 20), date(2025, 9, 10), date(2026, 7, 1)])
def test_pages_of_any_length_and_counts_add_up_to_the_list(filled: Desktop, today: date) -> None:
    def compare(unit: Unit) -> None:
        frozen = _on(unit, today)
        counts = count_deadlines(frozen)
        whole = list_deadlines(frozen, limit=1_000).rows
        assert len(whole) > 15
        for wish in (DeadlineWish(), BACKWARD, *map(DeadlineWish, Group)):
            for limit in (2, 7):
                rows: list[DeadlineRow] = []
                after = None
                while True:
                    page = list_deadlines(frozen, wish, after, limit)
                    rows += page.rows
                    after = page.next_key
                    if after is None:
                        break
                wanted = [row for row in whole if wish.group in {None, row.group}]
                assert rows == (wanted[::-1] if wish.is_latest_first else wanted), (wish, limit)
        for group in Group:
            mine = Counter(row.kind for row in whole if row.group is group)
            assert {kind: count for kind, count in counts.of[group].items() if count} == mine
            for kind, count in mine.items():
                assert len(list_deadlines(frozen, DeadlineWish(group, kind)).rows) == count

    filled.read(compare)
