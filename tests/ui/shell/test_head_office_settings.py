"""Settings of head office: enrolment, refusals at their field, the guard, bundles."""

from pathlib import Path

from PySide6.QtCore import Qt

from dealer_app.domain.errors import EnvironmentFault, FieldError, Refusal
from dealer_app.domain.head_office import TalkReport
from dealer_app.store.tables.enrolments import change_enrolment
from resources.texts.errors import SENTENCES
from tests.ui.clerk import Clerk, accessible_names
from tests.ui.fake_line import HUB, FakeLine, enrol_in
from tests.ui.settings import head_office_section, sign_in_manager
from ui.pages.settings.head_office import HeadOfficeSection
from ui.sticks.leaving import Leaving
from ui.texts import head_office as words

CODE = "K7QF-2M9D-AAAA-BBBB"


def test_clerk_cannot_enrol(clerk: Clerk) -> None:
    section = head_office_section(clerk)
    assert section.guard_note.isVisible()
    assert not section.saving.isEnabled()


def test_counter_is_enrolled_with_address_and_code(clerk: Clerk, fake: FakeLine) -> None:
    section = _joining(clerk, fake)
    clerk.enter("https://hub.example.ir")
    clerk.enter("K7QF-2M9D-AAAA-BBBB")
    clerk.until(lambda: section.state.text.startswith("به نمایندگی ۲۶۰۶"))
    assert fake.carried == [(HUB, CODE)]
    assert section.grid.raws()["code"] == ""
    assert not section.grid.isVisible()
    assert section.exporting.isEnabled()
    assert clerk.note == words.ENROLLED.format(dealership="۲۶۰۶")


def test_empty_fields_are_reported(clerk: Clerk, fake: FakeLine) -> None:
    section = _joining(clerk, fake)
    clerk.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert [field.error is not None for field in section.grid.fields()] == [True, True]
    assert fake.carried == []


def test_used_code_is_refused_at_its_field(clerk: Clerk, fake: FakeLine) -> None:
    section = _joining(clerk, fake)
    fake.refusal = FieldError("code_used", "code")
    section.grid.fill({"hub_url": HUB, "code": CODE})
    section.save()
    field = section.grid.field("code")
    clerk.until(lambda: field.error is not None)
    assert field.sentence.words.text() == SENTENCES["code_used"]
    assert section.grid.raws()["code"] == CODE
    assert section.saving.isEnabled()


def test_interrupted_line_is_shown(clerk: Clerk, fake: FakeLine) -> None:
    section = _joining(clerk, fake)
    fake.refusal = EnvironmentFault("line_down")
    section.grid.fill({"hub_url": HUB, "code": CODE})
    section.save()
    clerk.until(section.fault.isVisible)
    assert section.fault.text == SENTENCES["line_down"]


def test_superseded_counter_enrols_again_after_a_warning(clerk: Clerk, fake: FakeLine) -> None:
    clerk.counter.tasks.run_write(
        clerk.counter, lambda unit: enrol_in(unit, state="superseded"), lambda _written: clerk.counter.line.look()
    )
    clerk.until(lambda: clerk.counter.line.view.state.enrolment == "superseded")
    section = _joining(clerk, fake)
    section.grid.fill({"hub_url": HUB, "code": CODE})
    section.save()
    sheet = next(child for child in clerk.counter.window.findChildren(Leaving) if child.sheet.isVisible()).sheet
    assert sheet.count.text() == words.LEAVE_COUNT.format(count="۴")
    assert fake.carried == []
    sheet.leave.click()
    clerk.until(lambda: clerk.counter.line.view.state.enrolment == "active")
    assert fake.carried == [(HUB, CODE)]


def test_bundles_are_exported_and_imported(idle: Clerk, fake: FakeLine, tmp_path: Path) -> None:
    section = head_office_section(idle)
    out = tmp_path / "stick.bundle"
    section.bundles.export(out)
    idle.until(lambda: idle.note == words.EXPORTED.format(name="stick.bundle"))
    assert out.read_text() == "4"
    fake.reports = [TalkReport(sent=4, received=2)]
    section.bundles.take(out)
    idle.until(lambda: idle.note == words.IMPORTED.format(received="۲", sent="۴"))
    fake.refusal = Refusal("bundle_other")
    section.bundles.take(out)
    idle.qtbot.waitUntil(lambda: bool(idle.bugs))
    assert [str(error) for error in idle.bugs] == ["bundle_other"]
    idle.bugs.clear()


def test_attachments_go_along_on_a_stick_if_they_are_marked(idle: Clerk, tmp_path: Path) -> None:
    """At a counter with a line they are not marked; by stick only they are, and the clerk's own mark stays."""
    section = head_office_section(idle)
    section.with_attachments.setFocus()
    assert not section.with_attachments.isChecked()
    idle.press(Qt.Key.Key_Space)
    section.bundles.export(tmp_path / "a.bundle")
    idle.until(lambda: "a.bundle" in idle.note)
    assert (tmp_path / "a.bundle").read_text() == "4 with attachments"

    idle.press(Qt.Key.Key_Space)
    idle.counter.tasks.run_write(
        idle.counter, lambda unit: change_enrolment(unit, hub_url=""), lambda _written: idle.counter.line.look()
    )
    idle.until(section.with_attachments.isChecked)
    idle.press(Qt.Key.Key_Space)
    idle.counter.line.look()
    idle.settle()
    section.bundles.export(tmp_path / "b.bundle")
    idle.until(lambda: "b.bundle" in idle.note)
    assert (tmp_path / "b.bundle").read_text() == "4"


def test_every_control_has_an_accessible_name(clerk: Clerk) -> None:
    assert accessible_names(head_office_section(clerk)) == []


def _joining(clerk: Clerk, fake: FakeLine) -> HeadOfficeSection:
    """Open the section as a manager, at a counter with a fake head office."""
    clerk.counter.line.head_office = fake
    sign_in_manager(clerk)
    return head_office_section(clerk)
