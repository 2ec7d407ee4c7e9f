"""A counter without a line, on the screen: enrolment by stick, messages, bundles, an address set later."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from dealer_app.domain.errors import FieldError
from resources.texts.errors import SENTENCES
from tests.hub.head_office import open_office
from tests.sync.sticks import Pocket
from tests.ui.clerk import Clerk, accessible_names
from tests.ui.fake_line import HUB, FakeLine, enrol_in
from tests.ui.settings import head_office_section, sign_in_manager
from ui.pages.head_office.page import HeadOfficePage
from ui.pages.settings.head_office import HeadOfficeSection
from ui.pages.settings.page import SettingsPage
from ui.texts import head_office as words

SHIFT = Qt.KeyboardModifier.ShiftModifier
CODE = "K7QF-2M9D-AAAA-BBBB"


@pytest.fixture
def pocket(tmp_path: Path) -> Iterator[Pocket]:
    """Sticks to and from a head office that has the demo's dealership."""
    with open_office("2606") as (office, _):
        yield Pocket(office, tmp_path / "sticks")


class Chooser:
    """Answers the file dialogs of a test with one file to open and one to save."""

    def __init__(self, opened: Path, saved: Path) -> None:
        self.opened, self.saved = opened, saved

    def open(self, *_: object) -> tuple[str, str]:
        return str(self.opened), ""

    def save(self, *_: object) -> tuple[str, str]:
        return str(self.saved), ""


@pytest.fixture
def chooser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Chooser:
    """Replace the file dialogs by a Chooser."""
    one = Chooser(tmp_path / "hub.invitation", tmp_path / "up.bundle")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", one.open)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", one.save)
    return one


def test_counter_enrols_by_stick_and_its_outbox_is_answered(clerk: Clerk, pocket: Pocket, chooser: Chooser) -> None:
    section = _section(clerk)
    code = pocket.office.code("2606")
    chooser.opened.write_bytes(pocket.office.invite(code))
    clerk.press(Qt.Key.Key_Tab)
    clerk.type(code)
    for _ in range(2):
        clerk.press(Qt.Key.Key_Tab)
    clerk.press(Qt.Key.Key_Space)
    clerk.until(lambda: clerk.counter.line.view.state.is_asking)
    assert clerk.note == words.REQUESTED.format(name="up.bundle")
    assert section.state.text == words.ENROL_ASKING
    assert section.importing.isEnabled()
    assert not section.exporting.isEnabled()

    chooser.opened = pocket.answer(chooser.saved)
    section.importing.click()
    clerk.until(lambda: clerk.counter.line.view.state.is_by_stick)
    assert clerk.note == words.JOINED_BY_STICK.format(dealership="۲۶۰۶")
    assert _bar(clerk).startswith(f"{words.BAR_BY_STICK} · ۴ مورد در صف")

    section.exporting.click()
    clerk.until(lambda: clerk.note == words.EXPORTED.format(name="up.bundle"))
    chooser.opened = pocket.answer(chooser.saved)
    section.importing.click()
    clerk.until(lambda: clerk.counter.line.view.state.waiting == 0)
    assert _bar(clerk).startswith(f"{words.BAR_BY_STICK} · {words.QUEUE_EMPTY} · آخرین همگام‌سازی")
    assert accessible_names(section) == []


def test_wrong_code_and_wrong_file_are_refused_at_their_places(clerk: Clerk, pocket: Pocket, chooser: Chooser) -> None:
    section = _section(clerk)
    code = pocket.office.code("2606")
    chooser.opened.write_bytes(pocket.office.invite(code))
    section.grid.fill({"code": ("3" if code[0] == "2" else "2") + code[1:]})
    section.by_stick.click()
    field = section.grid.field("code")
    clerk.until(lambda: field.error is not None)
    assert field.sentence.words.text() == SENTENCES["enrolment_file_code"]

    chooser.opened.write_bytes(b"%PDF-1.7")
    section.grid.fill({"code": code})
    section.by_stick.click()
    clerk.until(section.fault.isVisible)
    assert section.fault.text == SENTENCES["enrolment_file_unreadable"]


def test_enrolment_by_stick_without_a_code_is_refused(clerk: Clerk, fake: FakeLine, chooser: Chooser) -> None:
    clerk.counter.line.head_office = fake
    section = _section(clerk)
    section.by_stick.click()
    assert section.grid.field("code").error is not None
    assert section.grid.field("hub_url").error is None
    assert fake.carried == []


def test_request_to_talk_at_a_counter_without_a_line_is_refused(by_stick: Clerk, fake: FakeLine) -> None:
    by_stick.counter.navigate.open_head_office()
    by_stick.settle()
    page = by_stick.page
    assert isinstance(page, HeadOfficePage)
    assert page.line_card.title.text() == words.HEADS["by_stick_waiting"].format(count="۴")
    assert page.line_card.hint.text() == words.BY_STICK_HINT
    by_stick.press(Qt.Key.Key_F5, SHIFT)
    assert by_stick.note == SENTENCES["line_none"]
    assert fake.talks == 0

    page.line_card.button.click()
    by_stick.settle()
    assert isinstance(by_stick.page, SettingsPage)
    assert isinstance(by_stick.page.front, HeadOfficeSection)
    assert by_stick.page.front.exporting.hasFocus()


def test_closing_hint_of_a_counter_by_stick_mentions_no_line(by_stick: Clerk) -> None:
    by_stick.counter.window.close()
    sheet = by_stick.counter.line_control.leaving.sheet
    assert sheet.hint.text() == words.LEAVE_HINTS["quit_by_stick"]
    by_stick.press(Qt.Key.Key_Escape)


def test_address_set_later_opens_the_line(by_stick: Clerk, fake: FakeLine) -> None:
    section = _section(by_stick)
    assert [field.name for field in section.grid.shown()] == ["hub_url"]
    assert section.state.text == words.ENROL_BY_STICK_STATE.format(dealership="۲۶۰۶")
    fake.refusal = FieldError("hub_url_wrong", "hub_url")
    section.grid.fill({"hub_url": "http://hub.example.ir"})
    section.save()
    field = section.grid.field("hub_url")
    by_stick.until(lambda: field.error is not None)

    fake.refusal = None
    section.grid.fill({"hub_url": HUB})
    section.save()
    by_stick.until(lambda: by_stick.counter.line.view.state.hub_url == HUB)
    assert by_stick.note == words.ADDRESS_SAVED
    assert not section.grid.isVisible()
    assert by_stick.counter.line._next.isActive()


def test_counter_with_a_line_carries_a_bundle_for_another(idle: Clerk, fake: FakeLine, chooser: Chooser) -> None:
    section = head_office_section(idle)
    chooser.opened.write_bytes(b"sealed")
    section.carrying.click()
    idle.until(lambda: idle.note == words.CARRIED.format(name="up.bundle"))
    assert chooser.saved.read_bytes() == b"sealed"
    assert fake.carried == [("hub.invitation", "up.bundle")]


def test_counter_without_a_line_cannot_carry_bundles(by_stick: Clerk) -> None:
    assert not _section(by_stick).carrying.isVisible()


@pytest.fixture
def by_stick(clerk: Clerk, fake: FakeLine) -> Clerk:
    """A clerk at a counter that is enrolled without an address of head office."""
    clerk.counter.line.head_office = fake
    clerk.counter.tasks.run_write(
        clerk.counter, lambda unit: enrol_in(unit, hub_url=""), lambda _written: clerk.counter.line.look()
    )
    clerk.until(lambda: clerk.counter.line.view.state.is_by_stick)
    return clerk


def _section(clerk: Clerk) -> HeadOfficeSection:
    """Open the section as a manager."""
    sign_in_manager(clerk)
    return head_office_section(clerk)


def _bar(clerk: Clerk) -> str:
    return clerk.counter.window.shell.status_bar.line.text()
