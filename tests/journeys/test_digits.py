"""Numbers as people type them, in the real window: every kind of digits, spaces and hyphens find the same record."""

import pytest
from PySide6.QtCore import Qt

from dealer_app.domain.persian import persian_digits
from dealer_app.services.customers.customers import get_customer
from tests.journeys.steps import CTRL, find_by_keyboard
from tests.ui.clerk import Clerk, main_order
from ui.pages.customer_file.page import CustomerFilePage

NAME = "زهرا نوری‌فر"
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def spellings(number: str) -> list[str]:
    """Return how people type a number: small letters, three kinds of digits, spaces, hyphens, an invisible mark."""
    halves = number[:4], number[4:]
    return [
        number,
        number.lower(),
        persian_digits(number),
        number.translate(ARABIC),
        " ".join(halves),
        persian_digits("-".join(halves)),
        f"\u200f {number} ",
        halves[0].translate(ARABIC) + persian_digits(halves[1]),
    ]


@pytest.mark.parametrize("number", ["R2606100412", "D700412", "0499370899", "mobile"])
def test_number_in_any_spelling_opens_the_same_file(clerk: Clerk, number: str) -> None:
    if number == "mobile":
        number = clerk.read(lambda unit: get_customer(unit, main_order(unit)[0]).fields.mobile)
    files = set()
    is_of_a_person = number.startswith("0")
    for text in spellings(number):
        file = find_by_keyboard(clerk, text, NAME)
        files.add((file.customer_id, None if is_of_a_person else file.subject()[1]))
        clerk.press(Qt.Key.Key_W, CTRL)
        clerk.until(lambda: not isinstance(clerk.page, CustomerFilePage))
    assert len(files) == 1
