"""The list of deadlines on paper: every row in the order of the page, over several pages, and what it leaves out."""

from dataclasses import replace
from datetime import timedelta

from dealer_app.desktop import Desktop
from dealer_app.documents.deadline_list import render_deadlines
from dealer_app.documents.printing import print_deadlines
from dealer_app.domain.deadlines.lists import DeadlineSheet, DeadlineWish, Group
from dealer_app.services.deadlines.lists import list_deadlines
from dealer_app.services.deadlines.printed import MOST_PRINTED, read_sheet
from dealer_app.services.prints.prints import next_stamp
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord
from tests.documents.reading import page_count, words_of
from tests.services.factories import by_manager
from tests.store.factories import a_customer, an_order


def test_paper_has_the_rows_of_the_page_in_their_order(counter: Desktop) -> None:
    for wish in (DeadlineWish(), DeadlineWish(Group.LATE), DeadlineWish(is_latest_first=True)):
        sheet = counter.read(lambda unit, wish=wish: read_sheet(unit, wish))  # type: ignore[misc]
        page = counter.read(lambda unit, wish=wish: list_deadlines(unit, wish))  # type: ignore[misc]
        assert sheet.rows == page.rows
        said = words_of(_drawn(counter, sheet))
        places = [said.index(row.words.day) for row in page.rows]
        assert len(places) == len(page.rows) > 0
        assert all(row.customer_name.split()[-1] in said for row in page.rows)


def test_long_list_takes_pages_with_a_head_each_and_says_that_it_goes_on(counter: Desktop) -> None:
    def fill(unit: Unit) -> None:
        customer_id = a_customer(unit, national_code="0084575948")
        for at in range(MOST_PRINTED + 1):
            day = unit.today + timedelta(days=at % 5)
            an_order(unit, customer_id, request_number=f"R88{at}", delivery_due_on=day)

    counter.write(fill)
    sheet = counter.read(lambda unit: read_sheet(unit, DeadlineWish()))
    assert (len(sheet.rows), sheet.is_cut) == (MOST_PRINTED, True)
    pdf = _drawn(counter, sheet)
    said = words_of(pdf)
    assert page_count(pdf) > 3
    assert said.count("کار بعدی") >= page_count(pdf)
    assert "فهرست ادامه دارد" in said
    assert "فهرست ادامه دارد" not in words_of(_drawn(counter, replace(sheet, is_cut=False)))


def test_print_is_in_the_audit_without_names(counter: Desktop) -> None:
    pdf = counter.write(lambda unit: print_deadlines(by_manager(unit), DeadlineWish())).value
    assert pdf.startswith(b"%PDF-")
    rows = counter.read(lambda unit: unit.session.query(AuditRecord).filter_by(action="deadlines_printed").all())
    (row,) = rows
    assert '"rows"' in row.detail
    sheet = counter.read(lambda unit: read_sheet(unit, DeadlineWish()))
    assert not any(name.customer_name in row.detail for name in sheet.rows)


def test_empty_part_says_so(counter: Desktop) -> None:
    sheet = counter.read(lambda unit: read_sheet(unit, DeadlineWish()))
    assert "سررسیدی نیست" in words_of(_drawn(counter, replace(sheet, rows=())))


def _drawn(counter: Desktop, sheet: DeadlineSheet) -> bytes:
    return render_deadlines(sheet, counter.read(lambda unit: next_stamp(unit, 0)))
