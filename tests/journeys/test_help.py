"""Help by keyboard only: a question from F1 and from the search box, an address slip, a lottery slip, a result."""

from PySide6.QtCore import Qt

from dealer_app.domain.papers.papers import PaperKind
from tests.documents.reading import codes_on, words_of
from tests.journeys.steps import CTRL, find_by_keyboard, print_by_keyboard
from tests.ui.clerk import Clerk
from tests.ui.fake_printer import FakeQueue
from ui.pages.help.page import HelpPage

SHIFT = Qt.KeyboardModifier.ShiftModifier


def help_page(clerk: Clerk) -> HelpPage:
    """Wait until the help page is in front and return it."""
    clerk.until(lambda: isinstance(clerk.counter.window.shell.tabs.front, HelpPage))
    page = clerk.page
    assert isinstance(page, HelpPage)
    clerk.until(lambda: page.answer.question is not None)
    return page


def test_question_is_answered_from_f1_and_from_the_search_box(clerk: Clerk, queue: FakeQueue) -> None:
    clerk.press(Qt.Key.Key_F1)
    clerk.enter("کد رهگیری")
    page = help_page(clerk)
    clerk.until(lambda: len(page.questions.model.questions) == 1)
    assert page.answer.question is not None
    assert page.answer.question.code == "tracking_code"
    clerk.press(Qt.Key.Key_Return)  # from the search to «told»
    clerk.press(Qt.Key.Key_Return)
    clerk.until(lambda: "ثبت شد" in clerk.note)

    clerk.press(Qt.Key.Key_F3)
    clerk.type("کرمان خودرو")
    clerk.until(clerk.counter.window.shell.popup.isVisible)
    clerk.press(Qt.Key.Key_Return)
    clerk.until(lambda: page.answer.question is not None and page.answer.question.code == "both_names")
    assert "کرمان موتور" in page.answer.title.text()

    clerk.press(Qt.Key.Key_P, CTRL)
    slip = print_by_keyboard(clerk, queue, PaperKind.HELP_SLIP)
    assert slip.view is not None
    assert sorted(codes_on(queue.jobs[-1], 200)["QRCode"]) == [
        "https://kermanmotor.com/",
        "https://payment.kermanmotor.ir/",
    ]


def test_lottery_slip_and_result_are_in_the_customers_timeline(clerk: Clerk, queue: FakeQueue) -> None:
    file = find_by_keyboard(clerk, "R2606100412", "زهرا نوری‌فر")
    clerk.press(Qt.Key.Key_F1, SHIFT)
    page = help_page(clerk)
    clerk.press(Qt.Key.Key_G, CTRL)
    print_by_keyboard(clerk, queue, PaperKind.HELP_SLIP)
    assert "R2606100412" in words_of(queue.jobs[-1])
    clerk.press(Qt.Key.Key_W, CTRL)
    clerk.until(lambda: clerk.page is page)

    while not page.lottery.result.box.hasFocus():
        clerk.press(Qt.Key.Key_Tab)
    for _ in ("registered", "won"):
        clerk.press(Qt.Key.Key_Down)
    clerk.enter()
    clerk.enter()
    clerk.until(lambda: "برنده" in clerk.note)
    clerk.press(Qt.Key.Key_W, CTRL)
    clerk.until(lambda: clerk.page is file)
    assert file.file is not None
    titles = [entry.title for entry in file.file.timeline if entry.kind == "help"]
    assert titles[0].endswith("برنده")
    assert titles[1].startswith("برگهٔ راهنما")
