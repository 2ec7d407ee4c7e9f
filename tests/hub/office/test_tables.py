"""Test head office's small tables: published once, checked as a whole, and seen at a real counter."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from dealer_app.desktop import Desktop
from dealer_app.domain.directory.dealerships import PhoneKind
from dealer_app.domain.errors import CodedError, FieldErrors, Refusal, sentence
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.database.schema import BROADCAST, heads
from dealer_app.hub.office.tables import publish_table
from dealer_app.services.directory.directory import get_dealership
from dealer_app.services.directory.holidays import list_year
from dealer_app.services.staff.staff import list_staff, sign_in
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.dealerships import DealershipRecord
from dealer_app.store.tables.head_office import CentralRowRecord
from dealer_app.store.tables.holidays import list_holidays
from tests.hub.sheets import a_sheet, a_table, headings
from tests.signed_on import CLERK, MANAGER

Row = dict[str, object]
GOOD: dict[str, tuple[Row, Row]] = {
    "dealership": (
        {"code": "2606", "name": "نمونه کرمان", "city": "کرمان", "phones": "03432110000"},
        {"code": "۳۳۰۱", "name": "نمونه بم", "city": "بم", "phones": ""},
    ),
    "holiday": (
        {"day": "1405/09/30", "name": "تعطیلی نمونه", "is_holiday": ""},
        {"day": date(2026, 12, 22), "name": "روز کاری نمونه", "is_holiday": 0},
    ),
    "status": (
        {"code": "plated", "name": "پلاک شد", "stage": "plating", "effective_from": "1405/01/01", "source": "نمونه"},
        {"code": "plated", "name": "شماره شد", "stage": "plating", "effective_from": "1405/07/01", "source": "نمونه"},
    ),
    "rule": (
        {"name": "delay_rate", "value": "0.5", "effective_from": "1405/01/01", "source": "بخشنامهٔ نمونه ۱"},
        {"name": "delay_rate", "value": "0.75", "effective_from": "۱۴۰۵/۰۷/۰۱", "source": "بخشنامهٔ نمونه ۲"},
    ),
    "staff": (
        {"name": "نگار نمونه", "role": "متصدی پذیرش", "is_active": "", "pin": "271828"},
        {"name": "بهرام نمونه", "role": "manager", "is_active": 1, "pin": ""},
    ),
}  # fmt: skip


def seq(office_database: OfficeDatabase, scope: str) -> int:
    with transaction(office_database.engine, scope, office_database.now()) as tx:
        return int(tx.connection.scalar(select(heads.c.seq).where(heads.c.dealership == scope)) or 0)


def publish(office_database: OfficeDatabase, path: Path, kind: str, *rows: Row) -> int:
    sheet, dealership = a_sheet(path, kind, *rows), "2606" if kind == "staff" else ""
    return publish_table(office_database, kind, sheet, dealership=dealership).changed


def row_errors(refused: pytest.ExceptionInfo[FieldErrors]) -> list[tuple[str, str]]:
    return [(error.code, str(error.params["row"])) for error in refused.value.errors]


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", sorted(GOOD))
def test_table_is_published_once(office_database: OfficeDatabase, tmp_path: Path, kind: str, suffix: str) -> None:
    scope, path = ("2606" if kind == "staff" else BROADCAST), tmp_path / f"table.{suffix}"
    assert publish(office_database, path, kind, *GOOD[kind]) == 2
    before = seq(office_database, scope)

    assert publish(office_database, path, kind, *GOOD[kind]) == 0
    assert seq(office_database, scope) == before


@pytest.mark.parametrize("kind", sorted(GOOD))
def test_only_changed_rows_are_published_again(office_database: OfficeDatabase, tmp_path: Path, kind: str) -> None:
    path, (one, other) = tmp_path / "table.xlsx", GOOD[kind]
    publish(office_database, path, kind, one, other)
    changed = {**one, {"holiday": "name", "staff": "role", "rule": "value"}.get(kind, "name"): "مدیر"}
    assert publish(office_database, path, kind, changed, other) == 1


BAD: list[tuple[str, Row]] = [
    ("dealership", {"code": ""}),
    ("dealership", {"code": "*"}),
    ("dealership", {"code": "26 06"}),
    ("dealership", {"name": ""}),
    ("holiday", {"day": "1405/13/01"}),
    ("holiday", {"day": "فردای روز"}),
    ("status", {"code": ""}),
    ("dealership", {"city": "x" * 201}),
    ("dealership", {"phones": "x"}),
    ("rule", {"effective_from": ""}),
    ("rule", {"source": ""}),
    ("rule", {"value": ""}),
    ("staff", {"role": "رئیس"}),
    ("staff", {"pin": "123456"}),
    ("staff", {"pin": "12345"}),
    ("staff", {"is_active": "شاید"}),
]


@pytest.mark.parametrize(("kind", "change"), BAD)
def test_bad_row_is_named_and_nothing_is_published(
    office_database: OfficeDatabase, tmp_path: Path, kind: str, change: Row
) -> None:
    good, other = GOOD[kind]
    scope = "2606" if kind == "staff" else BROADCAST
    before = seq(office_database, scope)
    with pytest.raises(FieldErrors) as refused:
        publish(office_database, tmp_path / "table.xlsx", kind, good, {**other, **change})
    assert row_errors(refused) == [("sheet_cell", "۳")]
    (column,) = change
    assert f"ردیف ۳، ستون «{headings(kind)[column]}»: " in sentence(refused.value.errors[0])
    assert seq(office_database, scope) == before


@pytest.mark.parametrize(
    ("kind", "change", "said"),
    [
        (
            "dealership",
            {"hours": "شنبه ۸ تا ۱۲ و ۱۱ تا ۱۵"},
            "ردیف ۲، ستون «ساعت کار»: شنبه: بازهٔ ۰۸:۰۰ تا ۱۲:۰۰ با ۱۱:۰۰ تا ۱۵:۰۰ هم‌پوشانی دارد.",
        ),
        ("holiday", {"day": ""}, "ردیف ۲، ستون «تاریخ»: تاریخ را وارد کنید، مانند ۱۴۰۵/۰۹/۰۱."),
        (
            "holiday",
            {"is_holiday": "شاید"},
            "ردیف ۲، ستون «تعطیل»: «شاید» خوانده نشد؛ بله یا خیر بنویسید یا خالی بگذارید.",
        ),
        ("holiday", {"name": "x" * 121}, "ردیف ۲، ستون «مناسبت»: این نوشته بیش از ۱۲۰ نویسه است."),
    ],
)
def test_bad_cell_is_named_with_its_column_and_reason(
    office_database: OfficeDatabase, tmp_path: Path, kind: str, change: Row, said: str
) -> None:
    with pytest.raises(FieldErrors) as refused:
        publish(office_database, tmp_path / "table.xlsx", kind, {**GOOD[kind][0], **change}, GOOD[kind][1])
    assert [sentence(error) for error in refused.value.errors] == [said]


@pytest.mark.parametrize("kind", sorted(GOOD))
def test_repeated_row_is_named(office_database: OfficeDatabase, tmp_path: Path, kind: str) -> None:
    with pytest.raises(FieldErrors) as refused:
        publish(office_database, tmp_path / "table.xlsx", kind, GOOD[kind][0], GOOD[kind][1], GOOD[kind][0])
    assert row_errors(refused) == [("sheet_repeated", "۴")]
    assert refused.value.errors[0].params["first"] == "۲"


@pytest.mark.parametrize("kind", sorted(GOOD))
def test_wrong_headings_name_the_one_that_is_needed(office_database: OfficeDatabase, tmp_path: Path, kind: str) -> None:
    names = headings(kind)
    with pytest.raises(Refusal) as refused:
        publish_table(office_database, kind, a_table(tmp_path / "t.xlsx", ["الف", "ب"], ["1", "2"]), dealership="2606")
    needed = next(iter(names.values()))
    assert (refused.value.code, refused.value.params["needed"]) == ("sheet_headings", needed)
    assert needed in sentence(refused.value)


def test_empty_rows_are_skipped_and_unknown_columns_are_named(office_database: OfficeDatabase, tmp_path: Path) -> None:
    table = ["کد نمایندگی", "نام نمایندگی", "یادداشت"], ["2609", "نمونه", "x"], ["", "", ""], ["2610", "نمونه", ""]
    published = publish_table(office_database, "dealership", a_table(tmp_path / "t.xlsx", *table))
    assert (published.changed, published.unknown) == (2, ("یادداشت",))
    assert {"2609", "2610"} < set(office_database.list_dealerships())


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04"])
def test_file_that_is_not_a_table_is_refused(office_database: OfficeDatabase, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(content)
    with pytest.raises(CodedError) as refused:
        publish_table(office_database, "plan", path)
    assert sentence(refused.value) != refused.value.code


def test_real_counter_shows_published_tables(office_database: OfficeDatabase, counter: Desktop, tmp_path: Path) -> None:
    for kind, rows in GOOD.items():
        publish(office_database, tmp_path / f"{kind}.xlsx", kind, *rows)
    assert counter.talk().trouble == ""

    assert {("2606", "نمونه کرمان"), ("3301", "نمونه بم")} <= set(counter.read(dealerships))
    days = counter.read(lambda unit: list_holidays(unit.session, date(2026, 12, 21), date(2026, 12, 22)))
    assert [(day.day, day.name) for day in days] == [(date(2026, 12, 21), "تعطیلی نمونه")]
    assert counter.read(central("rule")) == [
        {"name": "delay_rate", "value": "0.5", "effective_from": "2026-03-21", "source": "بخشنامهٔ نمونه ۱"},
        {"name": "delay_rate", "value": "0.75", "effective_from": "2026-09-23", "source": "بخشنامهٔ نمونه ۲"},
    ]
    assert len(counter.read(central("status"))) == 2


def test_published_staff_can_sign_in_until_they_leave(
    office_database: OfficeDatabase, counter: Desktop, tmp_path: Path
) -> None:
    clerk, manager = GOOD["staff"]
    publish(office_database, tmp_path / "staff.xlsx", "staff", clerk, manager)
    counter.talk()
    found = {row.name: row for row in counter.read(list_staff)}
    assert {name: found[name].roles for name in ("نگار نمونه", "بهرام نمونه")} == {
        "نگار نمونه": CLERK,
        "بهرام نمونه": MANAGER,
    }
    assert counter.write(lambda unit: sign_in(unit, found["نگار نمونه"].id, "271828")).value.name == "نگار نمونه"
    with pytest.raises(Refusal, match="pin_wrong"):  # this one has no PIN yet
        counter.write(lambda unit: sign_in(unit, found["بهرام نمونه"].id, "271828"))

    publish(office_database, tmp_path / "staff.xlsx", "staff", {**clerk, "is_active": 0}, manager)
    counter.talk()
    assert "نگار نمونه" not in {row.name for row in counter.read(list_staff)}


def test_pin_is_stored_only_as_a_hash_and_stays_if_none_is_given(
    office_database: OfficeDatabase, tmp_path: Path
) -> None:
    clerk, manager = GOOD["staff"]
    publish(office_database, tmp_path / "staff.xlsx", "staff", clerk, manager)
    assert publish(office_database, tmp_path / "staff.xlsx", "staff", {**clerk, "pin": ""}, manager) == 0
    assert publish(office_database, tmp_path / "staff.xlsx", "staff", {**clerk, "pin": "314159"}, manager) == 1
    with transaction(office_database.engine, "2606", office_database.now()) as tx:
        stored = str(tx.connection.exec_driver_sql("SELECT doc, meta FROM rows").all())
    assert "271828" not in stored
    assert "314159" not in stored


def test_counter_reads_hours_place_and_estimate(
    office_database: OfficeDatabase, counter: Desktop, tmp_path: Path
) -> None:
    row: Row = {**GOOD["dealership"][0], "hours": "شنبه تا چهارشنبه ۸ تا ۱۶", "latitude": 30.2839, "longitude": 57.0834}
    publish(office_database, tmp_path / "dealership.xlsx", "dealership", {**row, "phones": "فروش: 034-32110001"})
    days: Row = {"day": "1405/12/10", "name": "نمونه", "is_holiday": "بله", "is_estimated": "بله", "source": "تقویم"}
    publish(office_database, tmp_path / "holiday.xlsx", "holiday", days)
    assert counter.talk().trouble == ""
    facts = counter.read(lambda unit: get_dealership(unit, "2606")).facts
    assert (facts.place, facts.phones[0].kind, len(facts.hours.of(0))) == ("geo:30.2839,57.0834", PhoneKind.SALES, 1)
    year = counter.read(lambda unit: list_year(unit, 1405))
    (estimate,) = [one for one in year.rows if one.day == date(2027, 3, 1)]
    assert (estimate.origin, estimate.is_estimated, estimate.why) == ("hub", True, "تقویم")


def test_missing_column_keeps_what_is_published(
    office_database: OfficeDatabase, counter: Desktop, tmp_path: Path
) -> None:
    whole: Row = {
        **GOOD["dealership"][0],
        "hours": "شنبه ۸ تا ۱۶",
        "phone_hours": "شنبه ۹ تا ۱۵",
        "services": "فروش",
        "owner": "نمونه",
    }
    publish(office_database, tmp_path / "t.xlsx", "dealership", whole)
    publish(office_database, tmp_path / "t.xlsx", "dealership", {"code": "2606", "name": "نمونهٔ نو", "city": ""})
    holiday: Row = {"day": "1405/09/30", "name": "نمونه", "is_holiday": "نه", "is_estimated": "بله", "source": "تقویم"}
    publish(office_database, tmp_path / "t.xlsx", "holiday", holiday)
    publish(office_database, tmp_path / "t.xlsx", "holiday", {"day": "1405/09/30"})
    gone: Row = {**GOOD["staff"][0], "is_active": 0}
    publish(office_database, tmp_path / "t.xlsx", "staff", gone)
    publish(office_database, tmp_path / "t.xlsx", "staff", {"name": gone["name"], "role": "مدیر"})
    assert counter.talk().trouble == ""
    facts = counter.read(lambda unit: get_dealership(unit, "2606")).facts
    assert (facts.name, facts.city, facts.services, facts.owner) == ("نمونهٔ نو", "", ("فروش",), "نمونه")
    assert (len(facts.phones), facts.hours.is_known, facts.phone_hours.is_known) == (1, True, True)
    (day,) = [one for one in counter.read(lambda unit: list_year(unit, 1405)).rows if one.day == date(2026, 12, 21)]
    assert (day.name, day.is_holiday, day.is_estimated, day.why) == ("نمونه", False, True, "تقویم")
    assert gone["name"] not in {row.name for row in counter.read(list_staff)}


def dealerships(unit: Unit) -> list[tuple[str, str]]:
    rows = unit.session.execute(select(DealershipRecord.code, DealershipRecord.name))
    return [(row.code, row.name) for row in rows]


def central(kind: str) -> Any:
    """Return a function that reads the counter's rows of a kind, in the order of their documents."""
    import json

    def read(unit: Unit) -> list[dict[str, Any]]:
        docs = unit.session.scalars(select(CentralRowRecord.doc).where(CentralRowRecord.kind == kind))
        return [json.loads(doc) for doc in sorted(docs)]

    return read
