"""A text without end in any field breaks or shrinks: a slip and a receipt stay on one page, and no letter is lost."""

from collections.abc import Callable
from dataclasses import fields

import pytest

from dealer_app.documents.receipt import render_receipt
from dealer_app.documents.slips import render_slips
from dealer_app.documents.visit_slip import render_visit_slip
from dealer_app.domain.papers.papers import BillDetails, ReceiptDetails
from dealer_app.domain.visits import MOST_LINES
from tests.documents.factories import a_bill, a_receipt, a_stamp, a_visit
from tests.documents.reading import page_count, words_of

FIXED = {"number", "account", "authenticity", "barcode", "bill_id", "payment_id", "symbology", "method"}
"""Fields that the program itself makes."""
LONG = ("W" * 60, "ی" * 200, "کلمه " * 40, "AB-" * 60, "0912 " * 40)
PAPERS: dict[str, tuple[type[BillDetails] | type[ReceiptDetails], Callable[..., bytes]]] = {
    "slip": (BillDetails, lambda **given: render_slips((a_bill(**given),), a_stamp())),
    "receipt": (ReceiptDetails, lambda **given: render_receipt(a_receipt(**given), a_stamp())),
}
CASES = [
    (name, field.name)
    for name, (kind, _) in PAPERS.items()
    for field in fields(kind)
    if field.type == "str" or (field.type is str and field.name not in FIXED)
]


@pytest.mark.parametrize(("name", "field"), CASES)
def test_long_text_stays_on_the_page(name: str, field: str) -> None:
    assert field not in FIXED
    _, render = PAPERS[name]
    for text in LONG:
        assert page_count(render(**{field: text.strip()})) == 1, text[:5]


@pytest.mark.parametrize("name", PAPERS)
def test_every_letter_of_a_long_name_is_on_the_paper(name: str) -> None:
    _, render = PAPERS[name]
    text = words_of(render(customer_name="W" * 60 + " " + "X" * 60))
    assert (text.count("W"), text.count("X")) >= (60, 60)


def test_some_fields_are_walked() -> None:
    assert len(CASES) > 10


@pytest.mark.parametrize(("lines", "pages"), [(MOST_LINES, 1), (MOST_LINES + 1, 1), (800, 2)])
def test_lines_of_what_a_visitor_asked_do_not_fill_pages(lines: int, pages: int) -> None:
    pdf = render_visit_slip(a_visit(asked="\n".join(["پرسش"] * lines)), a_stamp())
    assert page_count(pdf) <= pages
