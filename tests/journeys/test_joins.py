"""Two files of one foreign person by keyboard: joined with a colleague's PIN, found by both numbers, parted again."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from dealer_app.domain.ids import CustomerId
from dealer_app.store.core.unit import Unit
from tests.journeys.steps import CTRL, find_by_keyboard
from tests.services.factories import a_foreigner
from tests.ui.clerk import Clerk
from tests.ui.settings import MANAGER_PIN
from ui.page_kit.approval_panel import ApprovalPanel
from ui.pages.customer_file.page import CustomerFilePage
from ui.pages.joins.page import JoinPage
from ui.texts.customer import joins as texts
from ui.widgets.painted.badge import Badge

FIRST, SECOND = "160012300001", "160012300002"
NAME = "محمدرضا چگینی"


def two_files(clerk: Clerk) -> tuple[CustomerId, CustomerId]:
    """Register the same foreign person under two codes."""
    made: list[tuple[CustomerId, CustomerId]] = []

    def work(unit: Unit) -> tuple[CustomerId, CustomerId]:
        return a_foreigner(unit, 1), a_foreigner(unit, 2)

    clerk.counter.tasks.run_write(clerk.counter, work, lambda written: made.append(written.value))
    clerk.until(lambda: bool(made))
    return made[0]


def open_join(clerk: Clerk) -> JoinPage:
    clerk.press(Qt.Key.Key_J, CTRL)
    clerk.settle()
    page = clerk.page
    assert isinstance(page, JoinPage)
    return page


def shown(form: JoinPage) -> str:
    """Return what is said of the other file."""
    return " ".join(label.accessibleName() for label in form.other.findChildren(QLabel))


def allow(clerk: Clerk) -> None:
    """Let a colleague allow the act by PIN."""
    clerk.until(lambda: clerk.counter.window.findChild(ApprovalPanel) is not None)
    panel = clerk.counter.window.findChild(ApprovalPanel)
    assert panel is not None
    clerk.until(lambda: bool(panel.person.raw()))
    clerk.enter("با هر دو گذرنامه آمد")
    clerk.enter(MANAGER_PIN)


def file_of(clerk: Clerk, code: str) -> CustomerFilePage:
    """Find a file by its number, close the page before, and return the page."""
    clerk.counter.navigate.close_current()
    page = find_by_keyboard(clerk, code, NAME)
    clerk.until(lambda: page.file is not None)
    return page


def badges(page: CustomerFilePage) -> list[str]:
    return [one.text for one in page.header.findChildren(Badge) if one.isVisible()]


def test_two_files_are_joined_found_by_both_numbers_and_parted(clerk: Clerk) -> None:
    first, second = two_files(clerk)
    page = find_by_keyboard(clerk, FIRST, NAME)
    form = open_join(clerk)
    assert form.code.line.hasFocus()
    clerk.type(SECOND)
    clerk.until(lambda: "تلفن همراه" in shown(form))
    assert FIRST not in shown(form)
    clerk.enter()
    clerk.enter("گذرنامهٔ تازه گرفته است")
    allow(clerk)
    clerk.until(lambda: isinstance(clerk.page, CustomerFilePage) and texts.BADGE.format(name=NAME) in badges(page))
    assert clerk.note == texts.JOINED

    for code in (FIRST, SECOND):
        page = file_of(clerk, code)
        assert page.customer_id == first
        assert page.file is not None
        assert [entry.kind for entry in page.file.timeline].count("registered") == 2
        assert [entry.kind for entry in page.file.timeline].count("join") == 1

    form = open_join(clerk)
    assert form.save.text() == texts.PART
    assert form.reason.line.hasFocus()
    clerk.enter("دو نفر بودند")
    allow(clerk)
    clerk.until(lambda: clerk.note == texts.PARTED)
    page = file_of(clerk, SECOND)
    assert page.customer_id == second
    assert page.file is not None
    assert page.file.join is None
    assert [entry.kind for entry in page.file.timeline].count("join") == 2


def test_wrong_code_and_missing_reason_are_told_beside_their_fields(clerk: Clerk) -> None:
    two_files(clerk)
    find_by_keyboard(clerk, FIRST, NAME)
    form = open_join(clerk)
    clerk.enter("160099999999")
    clerk.enter("چرا")
    clerk.until(lambda: form.code.error is not None)
    assert form.code.error is not None
    assert form.code.error.code == "join_unknown"
    assert form.reason.raw() == "چرا"
    assert form.code.editor.hasFocus()
