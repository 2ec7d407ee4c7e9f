"""The directory by keyboard: a visitor asks where another dealership is, when it opens, and takes the address home."""

from PySide6.QtCore import Qt

from dealer_app.domain.papers.papers import PaperKind
from tests.ui.clerk import Clerk
from ui.pages.directory.page import DirectoryPage
from ui.pages.papers.page import PaperPage

CTRL = Qt.KeyboardModifier.ControlModifier


def test_visitor_gets_hours_and_address_of_another_dealership(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_D, CTRL)
    page = clerk.page
    assert isinstance(page, DirectoryPage)
    clerk.until(lambda: bool(page.shown))

    clerk.type("رفسن")
    assert [row.facts.code for row in page.shown] == ["2711"]
    assert page.details.banner.text
    assert page.details.week.lines()[6] == "جمعه: تعطیل"
    assert "۰۳۴-۳۴۲۵۱۱۰۰" in page.details.phones.text()

    clerk.press(Qt.Key.Key_L, CTRL)
    clerk.until(lambda: bool(page.details.subject and page.details.subject.closed))
    assert "تعطیل اعلام شده" in page.details.banner.text
    clerk.press(Qt.Key.Key_Z, CTRL)
    clerk.until(lambda: bool(page.details.subject and not page.details.subject.closed))

    clerk.press(Qt.Key.Key_P, CTRL)
    clerk.until(lambda: isinstance(clerk.page, PaperPage))
    slip = clerk.page
    assert isinstance(slip, PaperPage)
    assert slip.ref.kind is PaperKind.ADDRESS
