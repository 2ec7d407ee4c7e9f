"""Enrolment by keyboard at a real head office: the outbox is sent, and the page shows it."""

from PySide6.QtCore import Qt

from dealer_app.domain.head_office import AnswerState
from tests.hub.head_office import Office
from tests.sync.counters import HUB_URL, SpoiltLine
from tests.ui.clerk import Clerk
from tests.ui.real_line import dialled_settings, enrol_by_keyboard
from ui.pages.head_office.page import HeadOfficePage
from ui.texts import head_office as words


def test_counter_enrols_by_keyboard_and_its_outbox_is_sent(clerk: Clerk, office: Office, line: SpoiltLine) -> None:
    enrol_by_keyboard(clerk, office, line)
    clerk.counter.talk_now()
    clerk.until(lambda: clerk.counter.line.view.state.waiting == 0 and not clerk.counter.line.is_talking)
    clerk.counter.navigate.open_head_office()
    clerk.settle()
    page = clerk.page
    assert isinstance(page, HeadOfficePage)
    counts = clerk.counter.line.view.counts
    assert counts[AnswerState.WAITING] == counts[AnswerState.REFUSED] == 0
    assert sum(counts.values()) == 4
    bar = clerk.counter.window.shell.status_bar.line
    assert words.QUEUE_EMPTY in bar.text()
    assert "آخرین همگام‌سازی" in bar.text()


def test_interrupted_line_is_shown_and_recovers(clerk: Clerk, office: Office, line: SpoiltLine) -> None:
    enrol_by_keyboard(clerk, office, line)
    line.go_down()
    clerk.press(Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    clerk.until(lambda: clerk.counter.line.view.state.trouble == "line_down")
    assert clerk.counter.window.shell.status_bar.line.text().startswith(words.OFFLINE)
    line.come_back()
    clerk.counter.talk_now()
    clerk.until(lambda: clerk.counter.line.view.state.waiting == 0 and not clerk.counter.line.is_talking)
    assert clerk.counter.line.view.state.trouble == ""


def test_wrong_code_is_refused_at_its_field(clerk: Clerk, office: Office, line: SpoiltLine) -> None:
    page = dialled_settings(clerk, line)
    field = page.front.grid.field("code")
    code = office.code("2606")
    clerk.enter(HUB_URL)
    clerk.enter("ZZZZ" + code[4:])
    clerk.until(lambda: field.error is not None)
    assert field.error is not None
    assert field.error.code == "code_wrong"
    assert not clerk.counter.line.view.state.is_enrolled
