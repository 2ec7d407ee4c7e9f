"""Values as real exports write them: dates, amounts, numbers and contact facts are read as meant, or refused."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.desktop import Desktop
from dealer_app.domain.calendar.jalali import from_jalali
from dealer_app.domain.codes.identity import first_mobile
from dealer_app.domain.errors import FieldError
from dealer_app.services.imports.cells import read_number, read_vin, short_year_doubt
from dealer_app.services.imports.run import import_orders
from dealer_app.services.search.search import find, track
from dealer_app.store.core.unit import Unit
from tests.services.imports.contents import balance, counts, the_customer, the_order
from tests.services.imports.sheets import a_national_code, a_row, as_table, write_csv, write_xlsx

BUGS = Path(__file__).parents[2] / "data" / "bugs"
THE_DAY = from_jalali(1404, 5, 11)


def _found(desktop: Desktop, text: str) -> set[str]:
    return {hit.request_number for hit in desktop.read(lambda unit: find(unit, text))}


def test_day_outside_the_calendar_is_refused_at_its_row(desktop: Desktop) -> None:
    report = import_orders(desktop, BUGS / "13-date-9999.xlsx")
    assert [note.code for note in report.refused] == ["date_out_of_calendar"]
    assert report.accepted == report.rows - 1


def test_short_year_that_excel_made_a_date_is_a_warning(desktop: Desktop) -> None:
    report = import_orders(desktop, BUGS / "14-two-digit-year-made-a-date.xlsx")
    notes = [note for note in report.warned if note.code == "import_date_short_year"]
    assert [note.field for note in notes] == ["تاریخ قرارداد", "تاریخ پرداخت"]
    assert "۱۳۸۳" in notes[0].why
    assert "۱۴۰۴/۰۵/۱۱" in notes[0].why


@given(st.dates(date(2016, 6, 1), date(2036, 1, 1)))
def test_day_near_today_is_no_doubt(day: date) -> None:
    assert short_year_doubt(day, date(2026, 11, 22)) is None


@given(st.integers(1380, 1410), st.integers(1, 12), st.integers(1, 28))
def test_short_jalali_year_taken_as_gregorian_is_a_doubt(year: int, month: int, day: int) -> None:
    taken = date((1900 if year < 1400 else 2000) + year % 100, month, day)
    doubt = short_year_doubt(taken, date(2026, 11, 22))
    assert doubt is not None
    assert doubt.is_warning


def test_dates_with_marks_and_times_are_read(desktop: Desktop) -> None:
    report = import_orders(desktop, BUGS / "15-dates-with-marks-and-times.csv")
    assert (report.accepted, report.refused, report.warned) == (12, (), ())
    days = [the_order(desktop, f"R2600000{n:02}").contract_on for n in range(1, 13)]
    assert [day for day in days if day] == [THE_DAY] * 8
    assert [n for n, day in enumerate(days, 1) if not day] == [6, 7, 8, 11]


def test_instants_are_taken_in_tehran(desktop: Desktop) -> None:
    import_orders(desktop, BUGS / "16-utc-midnight.csv")
    assert {the_order(desktop, f"R26000000{n}").contract_on for n in (1, 2, 3)} == {THE_DAY}


def test_rounded_number_without_a_plus_is_refused(desktop: Desktop) -> None:
    report = import_orders(desktop, BUGS / "19-rounded-without-plus.csv")
    assert [note.code for note in report.refused] == ["import_cell_digits_lost"] * 3
    assert report.accepted == 0


def test_chassis_number_is_stored_without_marks_and_found(desktop: Desktop) -> None:
    report = import_orders(desktop, BUGS / "20-vin-with-hidden-marks.csv")
    assert (report.accepted, report.warned) == (4, ())
    for n in (1, 2, 3, 4):
        assert the_order(desktop, f"R26000000{n}").vin == f"NAK3XMG7SW200000{n}"
        vin = f"NAK3XMG7SW200000{n}"
        for typed in (vin, f"*{vin.lower()}*", f"I{vin}", f"{vin[:8]}-{vin[8:]}\u200e"):
            assert _found(desktop, typed) == {f"R26000000{n}"}


def test_any_hyphen_in_a_number_is_read(desktop: Desktop) -> None:
    report = import_orders(desktop, BUGS / "21-numbers-with-word-hyphens.csv")
    assert (report.accepted, report.refused) == (4, ())
    numbers = [the_order(desktop, f"R26000000{n}").contract_number for n in (1, 2, 3, 4)]
    assert numbers == ["2606-50001", "2606-50002", "2606-50003", "2606/50004"]
    assert _found(desktop, "2606−50003") == {"R260000003"}


def test_overpaid_remainders_are_read(desktop: Desktop) -> None:
    report = import_orders(desktop, BUGS / "22-overpaid-remainders.csv")
    assert (report.accepted, report.refused, report.warned) == (5, (), ())
    assert {balance(desktop, f"R26000000{n}") for n in range(1, 6)} == {-1_000_000}


def test_amount_that_can_mean_two_sums_is_refused(desktop: Desktop) -> None:
    report = import_orders(desktop, BUGS / "23-amounts-with-points.csv")
    assert [(note.row, note.code) for note in report.refused] == [(row, "amount_ambiguous") for row in (2, 3, 5, 6)]
    assert the_order(desktop, "R260000003").discount == 500_000


def test_number_without_its_leading_zeros_is_the_same_order(desktop: Desktop) -> None:
    import_orders(desktop, BUGS / "24-leading-zeros-first.csv")
    report = import_orders(desktop, BUGS / "24-leading-zeros-second.xlsx")
    assert counts(desktop)["orders"] == 1
    assert report.accepted == 0
    (note,) = [note for note in report.warned if note.code == "import_number_zeros"]
    assert "0012345" in note.why
    assert the_order(desktop, "0012345").contract_number == "0005001"
    code = the_customer(desktop, "1230000011").national_code
    for number in ("0012345", "12345", "۰۰۱۲۳۴۵", "*0012345*", "5001", "0005001"):
        assert _found(desktop, number) == {"0012345"}
        (hit,) = desktop.write(lambda unit, n=number: track(unit, n, code)).value  # type: ignore[misc]
        assert hit.request_number == "0012345"


def test_zeros_that_come_later_are_kept(desktop: Desktop, tmp_path: Path) -> None:
    import_orders(desktop, write_csv(tmp_path / "a.csv", as_table([a_row(1, contract_number="5001")])))
    import_orders(desktop, write_csv(tmp_path / "b.csv", as_table([a_row(1, contract_number="0005001")])))
    assert the_order(desktop, "R260000001").contract_number == "0005001"


def test_two_spellings_in_one_file_are_one_order(desktop: Desktop, tmp_path: Path) -> None:
    rows = [a_row(1, request_number="0012345"), a_row(1, request_number="12345")]
    report = import_orders(desktop, write_csv(tmp_path / "a.csv", as_table(rows)))
    assert (report.accepted, [note.code for note in report.refused]) == (1, ["import_duplicate_conflict"])
    assert "0012345" in report.refused[0].why or "۰۰۱۲۳۴۵" in report.refused[0].why


def test_contact_fact_that_is_none_never_refuses_an_order(desktop: Desktop) -> None:
    report = import_orders(desktop, BUGS / "25-contact-facts-that-are-none.csv")
    assert (report.accepted, report.refused) == (5, ())
    codes = ("1230000011", "1230000021", "1230000038", "1230000046", "1230000054")
    assert [the_customer(desktop, code).mobile for code in codes] == ["09121234567", "", "", "", "09121234567"]
    of_contact = [(note.row, note.code) for note in report.warned if "contact" in note.code]
    assert of_contact == [
        (2, "import_contact_several"),
        (3, "import_contact_left_out"),
        (4, "import_contact_left_out"),
        (5, "import_contact_left_out"),
    ]
    assert all("{" not in note.why for note in report.warned)


@pytest.mark.parametrize("field", ["mobile", "city", "postal_code"])
@pytest.mark.parametrize("value", ["ندارد", "؟", "12345", "x" * 300, "9.12E+09", "0", 1.5])
def test_any_contact_value_leaves_the_order(desktop: Desktop, tmp_path: Path, field: str, value: object) -> None:
    report = import_orders(desktop, write_xlsx(tmp_path / "a.xlsx", as_table([a_row(1, **{field: value})])))
    assert (report.accepted, report.refused) == (1, ())


def test_mobile_outside_the_assigned_ranges_is_a_warning(desktop: Desktop, tmp_path: Path) -> None:
    report = import_orders(desktop, write_csv(tmp_path / "a.csv", as_table([a_row(1, mobile="09801234567")])))
    assert [note.code for note in report.warned] == ["mobile_unknown_operator"]
    assert the_customer(desktop, a_national_code(1)).mobile == "09801234567"


mobiles = st.builds("09{:09}".format, st.integers(0, 999_999_999))
landlines = st.builds("0{}{:08}".format, st.sampled_from(["21", "34", "31"]), st.integers(10_000_000, 99_999_999))


betweens = st.sampled_from(["-", " - ", "/", "، ", " و ", "\n", "", "  "])


@given(mobiles, st.lists(st.one_of(mobiles, landlines), max_size=2), betweens)
def test_first_of_several_numbers_is_kept(first: str, others: list[str], between: str) -> None:
    spelled = between.join([first, *others])
    for written in (spelled, f"+98{spelled[1:]}", f"98{spelled[1:]}", spelled[1:], f"98{spelled}", f"\u200f{spelled}"):
        assert first_mobile(written) == first


@given(st.text("0123456789-/ +۰۹و\u200f", max_size=30))
def test_no_mobile_is_invented(text: str) -> None:
    from dealer_app.domain.codes.digit_fields import compact

    try:
        mobile = first_mobile(text)
    except FieldError:
        return
    assert mobile[1:] in "".join(letter for letter in compact(text) if letter.isdecimal())


keys = st.text("0123456789ABR", min_size=1, max_size=12).filter(lambda key: any(map(str.isdigit, key)))
hyphens = st.sampled_from(["-", "\u2010", "\u2011", "\u2013", "\u2212", "/", "\\", ""])
marks = st.sampled_from(["", "\u200e", "\u200f", "\ufeff", "\u202b", "\u200b"])
vins = st.text("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", min_size=17, max_size=17)
strays = st.sampled_from(["-", "\u2011", "\u200e", "\u200f", "\ufeff", " ", "\u00a0", "\u200b"])


@given(keys, st.sampled_from(["", "0", "000"]), hyphens, marks, st.booleans())
def test_every_spelling_of_a_number_has_one_key(key: str, zeros: str, hyphen: str, mark: str, is_code_39: bool) -> None:
    from dealer_app.domain.persian import number_key

    star = "*" if is_code_39 else ""
    spelled = f"{star}{mark}{zeros}{key[:3]}{hyphen}{key[3:]}{mark}{star}"
    assert number_key(spelled) == number_key(key) == key.lstrip("0")
    try:
        stored = read_number(spelled)
    except FieldError:
        return
    assert number_key(stored) == number_key(key)
    assert stored.isascii()


@given(vins, st.integers(0, 17), strays, st.booleans(), st.booleans())
def test_every_spelling_of_a_chassis_number_is_stored_as_its_signs(
    vin: str, at: int, mark: str, is_code_39: bool, is_imported: bool
) -> None:
    star = "*" if is_code_39 else ""
    spelled = f"{star}{'I' if is_imported else ''}{vin[:at]}{mark}{vin[at:]}{star}"
    assert read_vin(spelled) == read_vin(spelled.lower()) == vin


def test_older_database_is_found_by_the_new_keys(desktop: Desktop, tmp_path: Path) -> None:
    def spoil(unit: Unit) -> None:
        from sqlalchemy import text

        unit.session.execute(text("UPDATE orders SET request_number = '0012345'"))

    import_orders(desktop, write_csv(tmp_path / "a.csv", as_table([a_row(1)])))
    desktop.write(spoil)
    assert _found(desktop, "12345") == _found(desktop, "0012345") == {"0012345"}
