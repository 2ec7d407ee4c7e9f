"""The directory: older rows are read, a manager edits and imports, anybody on duty closes one for today."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, update

from dealer_app.desktop import Desktop
from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.directory.listing import DirectoryImport
from dealer_app.domain.directory.opening import OpenState, next_opening, open_at
from dealer_app.domain.errors import FieldErrors, Refusal, sentence
from dealer_app.hub.office.directory_docs import dealership_doc
from dealer_app.services.directory import editing, importing
from dealer_app.services.directory.directory import find_record, get_dealership, read_directory
from dealer_app.services.imports.tables.small_tables import SmallTable
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord
from dealer_app.store.tables.dealerships import DealershipRecord
from tests.hub.sheets import a_sheet
from tests.services.conftest import FakeClock
from tests.services.factories import by_manager

RAWS = {
    "code": "3301",
    "name": "نمونهٔ بم",
    "province": "کرمان",
    "city": "بم",
    "address": "بم، بلوار امام",
    "phones": "034-44212345؛ فروش: 034-44212346",
    "latitude": "29.106",
    "longitude": "58.357",
    "hours": "شنبه تا چهارشنبه ۸:۳۰ تا ۱۴ و ۱۶ تا ۱۹؛ پنجشنبه ۸:۳۰ تا ۱۳:۳۰",
    "phone_hours": "شنبه تا چهارشنبه ۹ تا ۲۰",
    "valid_from": "1405/01/01",
    "source": "نمونه",
}


def save(counter: Desktop, **changes: str) -> None:
    counter.write(lambda unit: editing.save_dealership(by_manager(unit), {**RAWS, **changes}))


def codes(counter: Desktop) -> set[str]:
    return {row.facts.code for row in counter.read(read_directory).rows}


def test_hours_and_telephone_of_an_older_row_are_read(counter: Desktop) -> None:
    def older(unit: Unit) -> None:
        values = {"phones": "", "opening": "", "phone": "034-32114450", "hours": "شنبه تا چهارشنبه ۸ تا ۱۶"}
        unit.session.execute(update(DealershipRecord).where(DealershipRecord.code == "2606").values(values))
        values = {"phones": "", "opening": "", "phone": "زنگ نزنید", "hours": "بعدازظهرها"}
        unit.session.execute(update(DealershipRecord).where(DealershipRecord.code == "2711").values(values))

    counter.write(older)
    directory = counter.read(read_directory)
    one, other = directory.find("2606"), directory.find("2711")
    assert one is not None
    assert other is not None
    assert one.is_own
    assert one.facts.hours.is_known
    assert one.facts.phones[0].digits == "034-32114450"
    assert (other.facts.hours.is_known, other.facts.hours_note) == (False, "بعدازظهرها")
    assert other.facts.phones[0].digits == "زنگ نزنید"


def test_manager_adds_and_corrects_a_dealership(counter: Desktop) -> None:
    save(counter)
    row = counter.read(lambda unit: get_dealership(unit, "3301"))
    assert (row.facts.city, row.facts.place, row.origin) == ("بم", "geo:29.106,58.357", "manager")
    assert row.edited_by
    corrected = {**RAWS, "name": "نمونهٔ بم و بروات"}
    counter.write(lambda unit: editing.save_dealership(by_manager(unit), corrected, row.id))
    assert counter.read(lambda unit: get_dealership(unit, "3301")).facts.name == "نمونهٔ بم و بروات"
    assert sum(code == "3301" for code in codes(counter)) == 1
    audit = select(AuditRecord.detail).where(AuditRecord.action == "dealership_saved").order_by(AuditRecord.n.desc())
    assert counter.read(lambda unit: unit.session.scalar(audit)) == '{"code":"3301","fields":["name","name_key"]}'


def test_every_wrong_field_is_named_and_nothing_is_saved(counter: Desktop) -> None:
    with pytest.raises(FieldErrors) as caught:
        save(counter, name="", hours="شنبه ۸ تا ۱۲ و ۱۱ تا ۱۵", latitude="58.357")
    assert {error.field: error.code for error in caught.value.errors} == {
        "name": "dealership_name_empty",
        "hours": "hours_overlap",
        "latitude": "place_swapped",
    }
    assert "3301" not in codes(counter)


def rename(unit: Unit, code: str, row_id: UUID | None) -> object:
    return editing.save_dealership(by_manager(unit), {**RAWS, "code": code}, row_id)


def test_code_of_another_dealership_is_refused_and_a_known_code_stays(counter: Desktop) -> None:
    save(counter)
    row = counter.read(lambda unit: get_dealership(unit, "3301"))
    for code, row_id, said in (
        ("2711", None, "dealership_code_known"),
        ("2711", row.id, "dealership_code_fixed"),
        ("3399", row.id, "dealership_code_fixed"),
    ):
        with pytest.raises(FieldErrors) as caught:
            counter.write(partial(rename, code=code, row_id=row_id))
        assert [(error.field, error.code) for error in caught.value.errors] == [("code", said)]
        assert sentence(caught.value.errors[0])
    assert counter.read(lambda unit: get_dealership(unit, "3301")) == row
    assert "3399" not in codes(counter)


def test_older_row_beyond_todays_limits_is_shown_and_kept_by_a_sheet(counter: Desktop, tmp_path: Path) -> None:
    save(counter)
    many = "، ".join(f"خدمت شمارهٔ {at}" for at in range(40))

    def as_before(unit: Unit) -> None:
        record = find_record(unit, "3301")
        assert record is not None
        record.services, record.phones, record.phone = many, "main 3432114450", "3432114450"

    counter.write(as_before)
    assert len(counter.read(lambda unit: get_dealership(unit, "3301")).facts.services) == 40
    path = a_sheet(tmp_path / "t.xlsx", "dealership", {"code": 3301, "address": "بم، میدان آزادی"})
    assert take_in(counter, path) == DirectoryImport(changed=1)
    facts = counter.read(lambda unit: get_dealership(unit, "3301")).facts
    assert (facts.address, len(facts.services)) == ("بم، میدان آزادی", 40)


def test_telephone_of_a_number_cell_gets_its_zero_again(counter: Desktop, tmp_path: Path) -> None:
    cells: list[object] = [3432114450, "9131234567؛ فروش: ۳۴۳۲۱۱۴۴۵۱", 32114450.0, "9099071234", "034-32114450"]
    rows = [{**RAWS, "code": f"44{at}", "phones": cell} for at, cell in enumerate(cells)]
    take_in(counter, a_sheet(tmp_path / "t.xlsx", "dealership", *rows))
    shown = {row.facts.code: row.facts for row in counter.read(read_directory).rows}
    found = [[phone.digits for phone in shown[f"44{at}"].phones] for at in range(len(cells))]
    assert found == [["03432114450"], ["09131234567", "03432114451"], ["32114450"], ["9099071234"], ["034-32114450"]]
    with pytest.raises(FieldErrors) as caught:
        save(counter, phones="3432114450")
    assert [error.code for error in caught.value.errors] == ["phone_zero"]


def test_clerk_may_not_edit_the_directory(counter: Desktop) -> None:
    with pytest.raises(Refusal):
        counter.write(lambda unit: editing.save_dealership(unit, RAWS))
    with pytest.raises(Refusal):
        counter.write(lambda unit: importing.import_dealerships(unit, SmallTable(())))


def test_closed_today_is_undone_and_ends_with_the_day(counter: Desktop, clock: FakeClock) -> None:
    save(counter)
    row = counter.write(lambda unit: editing.set_closed(unit, "3301", is_closed=True)).value
    official = counter.read(read_directory).official
    assert open_at(row.facts.hours, clock(), official, row.closed).state is OpenState.CLOSED
    upcoming = next_opening(row.facts.hours, clock(), official, row.closed)
    assert upcoming is not None
    assert upcoming.at.hour == 8
    row = counter.write(lambda unit: editing.set_closed(unit, "3301", is_closed=False)).value
    assert open_at(row.facts.hours, clock(), official, row.closed).state is OpenState.OPEN
    counter.write(lambda unit: editing.set_closed(unit, "3301", is_closed=True))
    clock.pass_time(days=1)
    row = counter.read(lambda unit: get_dealership(unit, "3301"))
    assert open_at(row.facts.hours, clock(), official, row.closed).state is OpenState.OPEN
    with pytest.raises(Refusal, match="dealership_not_found"):
        counter.write(lambda unit: editing.set_closed(unit, "0", is_closed=True))


def take_in(counter: Desktop, path: Path) -> DirectoryImport:
    table = importing.read_dealership_sheet(path)
    return counter.write(lambda unit: importing.import_dealerships(by_manager(unit), table)).value


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_sheet_is_imported_once(counter: Desktop, tmp_path: Path, suffix: str) -> None:
    path = a_sheet(tmp_path / f"t.{suffix}", "dealership", RAWS, {**RAWS, "code": "3302", "name": "نمونهٔ جیرفت"})
    assert take_in(counter, path) == DirectoryImport(added=2)
    assert take_in(counter, path) == DirectoryImport(same=2)
    assert counter.read(lambda unit: get_dealership(unit, "3302")).facts.hours.is_known


def test_missing_column_and_empty_cell_keep_what_is_known(counter: Desktop, tmp_path: Path) -> None:
    save(counter)
    path = a_sheet(tmp_path / "t.xlsx", "dealership", {"code": 3301, "address": "بم، میدان آزادی", "phones": ""})
    assert take_in(counter, path) == DirectoryImport(changed=1)
    facts = counter.read(lambda unit: get_dealership(unit, "3301")).facts
    assert (facts.address, len(facts.phones), facts.name) == ("بم، میدان آزادی", 2, "نمونهٔ بم")


def test_each_bad_cell_is_named_and_nothing_is_written(counter: Desktop, tmp_path: Path) -> None:
    bad = {**RAWS, "code": "3302", "hours": "شنبه ۸ تا ۱۲ و ۱۱ تا ۱۵", "phones": "x"}
    path = a_sheet(tmp_path / "t.xlsx", "dealership", RAWS, bad, RAWS)
    with pytest.raises(FieldErrors) as caught:
        take_in(counter, path)
    assert [sentence(error) for error in caught.value.errors] == [
        "ردیف ۳، ستون «تلفن»: «x» شمارهٔ تلفن نیست؛ ۴ تا ۱۲ رقم، مانند ۰۳۴-۳۲۱۱۴۴۵۰. چند شماره را با «؛» جدا کنید.",
        "ردیف ۳، ستون «ساعت کار»: شنبه: بازهٔ ۰۸:۰۰ تا ۱۲:۰۰ با ۱۱:۰۰ تا ۱۵:۰۰ هم‌پوشانی دارد.",
        "ردیف ۴: همین کلید در ردیف ۲ هم آمده است.",
    ]
    assert not {"3301", "3302"} & codes(counter)


def test_sheet_without_its_headings_or_rows_is_refused(tmp_path: Path) -> None:
    for rows, code in (([{"name": "x"}], "sheet_headings"), ([{"code": ""}], "sheet_empty")):
        with pytest.raises(Refusal) as caught:
            importing.read_dealership_sheet(a_sheet(tmp_path / "t.xlsx", "dealership", *rows))
        assert caught.value.code == code
        assert sentence(caught.value)


def test_day_that_is_not_believed_stops_every_write(counter: Desktop, clock: FakeClock) -> None:
    clock.pass_time(days=400)
    with pytest.raises(Refusal, match="clock"):
        save(counter)
    with pytest.raises(Refusal, match="clock"):
        counter.write(lambda unit: editing.set_closed(unit, "2606", is_closed=True))


def test_unknown_row_is_not_edited(counter: Desktop) -> None:
    save(counter)
    row = counter.read(lambda unit: get_dealership(unit, "3301"))
    gone = replace(row, id=type(row.id)(int=1))
    with pytest.raises(Refusal, match="dealership_not_found"):
        counter.write(lambda unit: editing.save_dealership(by_manager(unit), RAWS, gone.id))


def test_facts_of_a_later_day_are_refused_by_form_sheet_and_head_office(counter: Desktop, tmp_path: Path) -> None:
    today = counter.read(lambda unit: unit.today)
    tomorrow = format_jalali(today + timedelta(days=1))
    with pytest.raises(FieldErrors) as caught:
        save(counter, valid_from=tomorrow)
    assert [(error.code, error.field) for error in caught.value.errors] == [("dealership_later", "valid_from")]
    with pytest.raises(FieldErrors, match="dealership_later"):
        dealership_doc({**RAWS, "valid_from": tomorrow}, today)
    rows = ["کد نمایندگی,نام نمایندگی,معتبر از", f"3301,نمونه,{tomorrow}"]
    path = tmp_path / "sheet.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    table = importing.read_dealership_sheet(path)
    with pytest.raises(FieldErrors) as refused:
        counter.write(lambda unit: importing.import_dealerships(by_manager(unit), table))
    assert "هنوز نرسیده" in sentence(refused.value.errors[0])
    assert "3301" not in codes(counter)
    save(counter, valid_from=format_jalali(today))
    assert "3301" in codes(counter)
