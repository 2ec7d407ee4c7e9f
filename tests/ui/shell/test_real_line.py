"""Enrolment by keyboard at a real head office: the outbox is sent, and the page shows it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from dealer_app.domain.head_office import AnswerState
from tests.hub.head_office import Office, open_office
from tests.sync.counters import HUB_URL, SpoiltLine
from tests.ui.clerk import Clerk
from tests.ui.real_line import DialledLine
from tests.ui.settings import open_settings, sign_in_manager
from ui.pages.head_office.page import HeadOfficePage
from ui.pages.settings.page import SettingsPage
from ui.texts import head_office as words


@pytest.fixture
def office() -> Iterator[Office]:
    """A head office that has the demo's dealership."""
    with open_office("2606") as (office, _):
        yield office


@pytest.fixture
def line(office: Office) -> SpoiltLine:
    """The line to that head office."""
    return SpoiltLine(office)


def test_counter_enrols_by_keyboard_and_its_outbox_is_sent(clerk: Clerk, office: Office, line: SpoiltLine) -> None:
    _enrol(clerk, office, line)
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
    _enrol(clerk, office, line)
    line.go_down()
    clerk.press(Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    clerk.until(lambda: clerk.counter.line.view.state.trouble == "line_down")
    assert clerk.counter.window.shell.status_bar.line.text().startswith(words.OFFLINE)
    line.come_back()
    clerk.counter.talk_now()
    clerk.until(lambda: clerk.counter.line.view.state.waiting == 0 and not clerk.counter.line.is_talking)
    assert clerk.counter.line.view.state.trouble == ""


def test_wrong_code_is_refused_at_its_field(clerk: Clerk, office: Office, line: SpoiltLine) -> None:
    page = _settings(clerk, line)
    field = page.front.grid.field("code")
    code = office.code("2606")
    clerk.enter(HUB_URL)
    clerk.enter("ZZZZ" + code[4:])
    clerk.until(lambda: field.error is not None)
    assert field.error is not None
    assert field.error.code == "code_wrong"
    assert not clerk.counter.line.view.state.is_enrolled


def _settings(clerk: Clerk, line: SpoiltLine) -> SettingsPage:
    clerk.counter.line.head_office = DialledLine(line)
    sign_in_manager(clerk)
    return open_settings(clerk, "head_office")


def _enrol(clerk: Clerk, office: Office, line: SpoiltLine) -> None:
    _settings(clerk, line)
    clerk.enter(HUB_URL)
    clerk.enter(office.code("2606"))
    clerk.until(lambda: clerk.counter.line.view.state.enrolment == "active")
