"""Steps that several journeys share: register a walk-in, find a file and print a paper by keyboard."""

from PySide6.QtCore import Qt

from dealer_app.domain.papers.papers import PaperKind
from tests.ui.clerk import Clerk
from tests.ui.fake_printer import FakeQueue
from ui.pages.customer_file.page import CustomerFilePage
from ui.pages.papers.page import PaperPage
from ui.pages.registration.page import RegistrationPage

CTRL = Qt.KeyboardModifier.ControlModifier
WALK_IN, WALK_IN_CODE = "محمدرضا چگینی", "۰۷۹۰۴۱۹۹۰۴"


def print_by_keyboard(clerk: Clerk, queue: FakeQueue, kind: PaperKind) -> PaperPage:
    """Wait for the preview of a paper, print it with Ctrl+P and return its page."""
    clerk.until(lambda: isinstance(clerk.page, PaperPage) and clerk.page.ref.kind is kind)
    page = clerk.page
    assert isinstance(page, PaperPage)
    clerk.until(lambda: page.view is not None and bool(page.side.printer.raw()))
    jobs = len(queue.jobs)
    clerk.press(Qt.Key.Key_P, CTRL)
    clerk.until(lambda: "چاپ شد" in clerk.note and len(queue.jobs) == jobs + 1)
    return page


def find_by_keyboard(clerk: Clerk, text: str, name: str) -> CustomerFilePage:
    """Type into the search box and open the first result, the file of ``name``, with Enter."""
    clerk.press(Qt.Key.Key_F3)
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.type(text)
    clerk.until(clerk.counter.window.shell.popup.isVisible)
    clerk.press(Qt.Key.Key_Return)
    clerk.until(lambda: clerk.page.title == name and isinstance(clerk.page, CustomerFilePage))
    clerk.settle()
    page = clerk.page
    assert isinstance(page, CustomerFilePage)
    return page


def register_by_keyboard(clerk: Clerk) -> None:
    """Fill in the form for WALK_IN up to the sheet that is read out, where Enter registers and prints."""
    clerk.press(Qt.Key.Key_F2)
    assert isinstance(clerk.page, RegistrationPage)
    clerk.settle()
    clerk.enter()  # a natural person
    identity = (WALK_IN_CODE, "محمدرضا", "چگینی", "علی", "۱۳۶۴۰۲۱۱", "4127", "رفسنجان")
    for words in identity:
        clerk.enter(words)
    clerk.press(Qt.Key.Key_Down)  # gender
    clerk.enter()
    for words in ("0913 345 6789", "034-32114450", "7618934511"):
        clerk.enter(words)
    clerk.type("کرمان")  # the province, chosen by its letters
    clerk.enter()
    clerk.enter("رفسنجان")
    clerk.enter("خیابان شهدا، کوچهٔ ۱۲، پلاک ۷")
    clerk.enter("820540102680020817909002")
    clerk.press(Qt.Key.Key_Space)  # the account is the applicant's own
    clerk.enter()
    for words in ("کارمند", "شهرداری", "", "", ""):
        clerk.enter(words)
