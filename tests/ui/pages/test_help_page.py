"""The help page: questions while typing, what was told, results, a manager's edits, and codes that a camera reads."""

import zxingcpp
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, Qt

from dealer_app.domain.errors import FieldError, sentence
from dealer_app.domain.help import Visitor, load_questions
from dealer_app.services.orders.timeline import list_timeline
from tests.ui.clerk import Clerk, accessible_names, main_order
from tests.ui.settings import sign_in_manager
from ui.look.theme import theme
from ui.pages.help.page import HelpPage
from ui.texts import help as words
from ui.widgets.painted.qr_picture import QrPicture

CONTROL = Qt.KeyboardModifier.ControlModifier


def open_help(clerk: Clerk, *, of_file: bool = False) -> HelpPage:
    """Open the help page, for the demo's main visitor if ``of_file``."""
    if of_file:
        clerk.counter.navigate.open_customer(*clerk.read(main_order))
        clerk.settle()
    clerk.counter.navigate.open_help()
    clerk.settle()
    page = clerk.page
    assert isinstance(page, HelpPage)
    return page


def told(clerk: Clerk) -> list[str]:
    """Return the titles of help in the main visitor's timeline, newest first."""
    customer_id, _ = clerk.read(main_order)
    return [entry.title for entry in clerk.read(lambda unit: list_timeline(unit, customer_id)) if entry.kind == "help"]


def test_question_is_found_while_typing_and_arrows_choose(clerk: Clerk) -> None:
    page = open_help(clerk)
    assert page.questions.line.hasFocus()
    clerk.type("مدارک")
    clerk.until(lambda: len(page.questions.model.questions) == 2)
    first = page.answer.question
    clerk.press(Qt.Key.Key_Down)
    assert page.answer.question != first
    clerk.press(Qt.Key.Key_Escape)
    clerk.until(lambda: len(page.questions.model.questions) > 10)
    clerk.type("ژژژ")
    clerk.until(lambda: page.answer.question is None)
    assert "ژژژ" in page.questions.empty.title.text()
    assert not page.answer.tell.isEnabled()


def test_help_and_visit_are_of_the_person_of_any_page(clerk: Clerk) -> None:
    customer_id, order_id = clerk.read(main_order)
    clerk.counter.navigate.open_payment(order_id)
    clerk.settle()
    page = open_help(clerk)
    assert page.visitor == Visitor(customer_id, order_id)
    assert open_help(clerk) is page
    clerk.press(Qt.Key.Key_F4)
    clerk.settle()
    assert clerk.page.title == "مراجعه · زهرا نوری‌فر"
    assert open_help(clerk) is page


def test_answer_is_recorded_for_the_file_in_front(clerk: Clerk) -> None:
    page = open_help(clerk, of_file=True)
    assert "زهرا نوری‌فر" in page.answer.visitor.text()
    assert "R2606100412" in page.answer.visitor.text()
    clerk.press(Qt.Key.Key_S, CONTROL)
    clerk.until(lambda: "زهرا نوری‌فر" in clerk.note)
    assert told(clerk) == [f"پاسخ گفته شد: {load_questions()[0].question}"]


def test_result_needs_a_choice_and_a_day(clerk: Clerk) -> None:
    page = open_help(clerk, of_file=True)
    page.save_result()
    assert page.lottery.result.error is not None
    page.lottery.result.set_raw("won")
    page.lottery.seen_on.set_raw("1420/01/01")
    page.save_result()
    clerk.until(lambda: page.lottery.seen_on.error is not None)
    assert told(clerk) == []
    page.lottery.seen_on.set_day(page._today)
    page.save_result()
    clerk.until(lambda: "برنده" in clerk.note)
    assert told(clerk)[0].endswith("برنده")


def test_without_a_file_no_result_can_be_recorded(clerk: Clerk) -> None:
    page = open_help(clerk)
    assert not page.lottery.save.isEnabled()
    assert page.lottery.needs_file.isVisible()
    page.save_result()
    clerk.press(Qt.Key.Key_S, CONTROL)
    clerk.until(lambda: clerk.note == words.TOLD_STRANGER)


def test_clerk_cannot_edit_and_a_manager_can(clerk: Clerk) -> None:
    page = open_help(clerk)
    clerk.press(Qt.Key.Key_E, CONTROL)
    clerk.settle()
    assert not page.answer.edit.isEnabled()
    assert page._middle.shown() is page.answer
    sign_in_manager(clerk)
    page = open_help(clerk)
    clerk.press(Qt.Key.Key_E, CONTROL)
    clerk.until(lambda: page._middle.shown() is page.editing)
    page.editing.grid.fill({"answer": "{رمز}", "source": ""})
    clerk.press(Qt.Key.Key_S, CONTROL)
    clerk.until(lambda: page.editing.grid.field("answer").error is not None)
    assert page.editing.grid.field("source").error is not None
    page.editing.grid.fill({"answer": "از {سایت}", "source": "نامهٔ ۷"})
    clerk.press(Qt.Key.Key_S, CONTROL)
    clerk.until(lambda: clerk.note == words.SAVED)
    assert page._middle.shown() is page.answer
    assert "https://kermanmotor.com/" in page.answer.said.text()


def test_error_that_belongs_to_no_field_of_the_form_is_a_note(clerk: Clerk) -> None:
    """A question that is edited is withdrawn meanwhile, by another window or an older draft."""
    sign_in_manager(clerk)
    page = open_help(clerk)
    clerk.press(Qt.Key.Key_E, CONTROL)
    clerk.until(lambda: page._middle.shown() is page.editing)
    page.editing.grid.fill({"source": "نامهٔ ۷"})
    page.editing.code = "withdrawn"
    clerk.press(Qt.Key.Key_S, CONTROL)
    clerk.until(lambda: sentence(FieldError("question_unknown", "code")) in clerk.note)
    assert page._middle.shown() is page.editing, "what was typed is still there"


def test_codes_on_the_screen_hold_the_exact_addresses_in_both_looks(clerk: Clerk) -> None:
    page = open_help(clerk)
    shown = [code for code in page.company.findChildren(QrPicture) if code.isVisible()]
    for look in ("light", "dark"):
        theme.use(look, 100)
        assert sorted(map(read_code, shown)) == ["https://kermanmotor.com/", "https://payment.kermanmotor.ir/"]
    theme.use("light", 100)


def read_code(picture: QrPicture) -> str:
    """Return what a camera reads on the painted widget."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.grab().toImage().save(buffer, "PNG")  # type: ignore[call-overload]
    return read_png(bytes(buffer.data().data()))


def read_png(png: bytes) -> str:
    """Return the text of the only code on a picture, with a white margin around it."""
    from io import BytesIO

    small = Image.open(BytesIO(png)).convert("L")
    page = Image.new("L", (small.width + 80, small.height + 80), 255)
    page.paste(small, (40, 40))
    (code,) = zxingcpp.read_barcodes(page)
    return str(code.text)


def test_every_control_has_an_accessible_name(clerk: Clerk) -> None:
    assert accessible_names(open_help(clerk, of_file=True)) == []
